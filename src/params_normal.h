/* Parameters of the maps of the normal family; src/reference/normal.c defines what they mean. */
#ifndef HYSI_PARAMS_NORMAL_H
#define HYSI_PARAMS_NORMAL_H

#include <stdbool.h>
#include <stdint.h>

/* fma(z, sigma, mu), where z is the standard normal. */
struct hysi_params_normal_f32 {
    float mu, sigma;
};
struct hysi_params_normal_f64 {
    double mu, sigma;
};

/* 2 to the power of fma(z, sigma, mu), clamped to [lo, largest]. */
struct hysi_params_lognormal {
    double mu, sigma, lo, largest;
};

/* The normal between two bounds. A unit u has the tails below + u mass and above + (1 - u) mass, of
 * which neither is taken for less than least. The value is fma(z, sigma, mu), clamped to
 * [lo, largest]. decode gives at_zero for u = 0 and at_one for u = 1. */
struct hysi_params_truncated {
    double mass, below, above, least, mu, sigma, lo, largest, at_zero, at_one;
};

/* 2 to the power of x + shift, where x is rounded to an integer first, and both are Q.23 numbers.
 */
struct hysi_params_exp2_q23 {
    int32_t shift;
};

/* 2 to the power of x, clamped to [lo, largest]. */
struct hysi_params_exp2 {
    double lo, largest;
};

/* The mass below x; with a negative sigma the mass above it. */
struct hysi_params_mass_below {
    double mu, sigma;
};

/* The mass between x and the bound lower as a share of mass, that of the whole space. a is lower in
 * sigmas, tail the mass beyond |a| on one side, and erf that of -a / sqrt(2). With a negative sigma
 * the axis is mirrored: lower is the upper bound. On a log axis mu, sigma and lower are of the
 * log2, and bound is 2^lower. */
struct hysi_params_mass_between {
    double mu, sigma, lower, a, tail, erf, mass, bound;
};

/* A density within [lower, upper], of which mu and sigma are those of the value or of its natural
 * logarithm: its log is fma(-z/2, z, at), minus that logarithm. */
struct hysi_params_normal_density {
    double lower, upper, mu, sigma, at;
};

/* Values numbered first .. last, whose cells divide a normal law of the values or, with is_log, of
 * their log2: number k has the cell from k width + offset to (k + 1) width + offset. The first cell
 * begins at lo, where the law does, and the last one ends at hi. mu and sigma are of the axis, from
 * and to its ends; mass is that of the whole, below and above that of what bounds cut off. */
struct hysi_normal_cells {
    double first, last, width, offset, lo, hi;
    double mu, sigma, natural_mu, natural_sigma, from, to, mass, below, above, least;
    bool is_log, truncated;
};

struct hysi_params_normal_cells {
    const struct hysi_normal_cells *cells; /* memory of the space */
};

#endif
