/* Parameters of the maps of evenly spaced values: integers and steps. src/reference/steps.c defines
 * what they mean. */
#ifndef HYSI_PARAMS_STEPS_H
#define HYSI_PARAMS_STEPS_H

#include <stdint.h>

/* lo + floor(draw count / 2^w), where draws are w bits wide. For elements of 32 bits every result
 * is one. */
struct hysi_params_int {
    int64_t lo;
    uint64_t count;
};

/* Evenly spaced values, by their number k, an integer from first to last. */
struct hysi_steps {
    /* Value k is fma(k, scale, offset) / divisor, clamped to [lo, largest]. scale, offset and
     * divisor are such that the fma is exact, or divisor is 1. inverse is 1 / divisor, rounded. */
    double scale, offset, divisor, inverse, lo, largest;
    /* The value nearest to x is that of k = rint((x - from) / width), clamped to [first, last]. x
     * is in the space if it is in [lower, upper]; it is value k if it differs from that by at most
     * slack times the value, for floats of 32 bits stand for values of 64, and if x has more than
     * 24 significant bits, by at most a quarter of width. */
    double from, width, first, last, lower, upper, slack;
    /* Value k has the unit (k - first + half) / span; the first and the last have their own. A unit
     * u belongs to k = first + floor(fma(u, span, decode_half)), at most last. */
    double half, span, at_first, at_last, decode_half;
    /* Values up to number k have (k - first + up_to) / span of the mass, those above it (last - k +
     * above) / span. */
    double up_to, above;
};

struct hysi_params_steps {
    const struct hysi_steps *steps; /* memory of the space */
};

/* Value number lo + floor(draw count / 2^32), a number that a double holds. */
struct hysi_params_int_step {
    const struct hysi_steps *steps;
    int64_t lo;
    uint64_t count;
};

/* Value number floor(x / cell), where |x| < 2^52. */
struct hysi_params_multiple {
    const struct hysi_steps *steps;
    double cell;
};

/* lo + k step, modulo 2^64. */
struct hysi_params_step_i64 {
    int64_t lo;
    uint64_t step;
};

/* The integers lo + k step, k = 0 .. last, which are exact though no double may hold them. Units as
 * in struct hysi_steps. is_unsigned: the caller's integers are. Where step > 1, floor(n / step) is
 * (t + (n - t) / 2) >> shift, where t is the high half of the product n reciprocal. */
struct hysi_params_integers {
    const struct hysi_steps *steps;
    int64_t lo;
    uint64_t step, last, is_unsigned, reciprocal, shift;
};

#endif
