/* Division of integers by multiplication. */
#ifndef HYSI_RECIPROCAL_H
#define HYSI_RECIPROCAL_H

#include <stdint.h>

/* floor(2^64 r / d), r < d <= 2^63. */
uint64_t hysi_fraction(uint64_t r, uint64_t d);

/* floor(x / d) of x < 2^63 is the high half of (2 x) factor, shifted down by shift.
 *
 * With 2^shift the least power of two that is not below d, factor = ceil(2^(63 + shift) / d), so
 * that factor d = 2^(63 + shift) + e with 0 <= e < d <= 2^shift. Then x factor / 2^(63 + shift) =
 * x / d + x e / (d 2^(63 + shift)), and the second term is below 2^63 2^shift / (d 2^(63 + shift))
 * = 1 / d, too little to reach the next integer. */
struct hysi_reciprocal {
    uint64_t factor;
    uint32_t shift;
};

/* Of d, 1 <= d <= 2^63. */
struct hysi_reciprocal hysi_reciprocal_of(uint64_t d);

#endif
