/* Reciprocals of integers. */
#include <config.h>

#include "src/reciprocal.h"

/* By long division. */
uint64_t hysi_fraction(uint64_t r, uint64_t d)
{
    uint64_t fraction = 0;
    for (int bit = 63; bit >= 0; bit--) {
        r *= 2;
        if (r >= d) {
            fraction |= (uint64_t)1 << bit;
            r -= d;
        }
    }
    return fraction;
}

struct hysi_reciprocal hysi_reciprocal_of(uint64_t d)
{
    struct hysi_reciprocal r = {(uint64_t)1 << 63, 0};
    uint64_t power = 1;
    while (power < d) {
        power *= 2;
        r.shift++;
    }
    if (power > d) /* the quotient is no integer, so the next one is its ceiling */
        r.factor += hysi_fraction(power - d, d) / 2 + 1;
    return r;
}
