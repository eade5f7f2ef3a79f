/* Parameters of the maps of the JAX streams; src/reference/jax.c defines what they mean. */
#ifndef HYSI_PARAMS_JAX_H
#define HYSI_PARAMS_JAX_H

#include <stdbool.h>
#include <stdint.h>

/* down max(lo, fma(f, span, lo)), where down is a power of two that is at most 1. */
struct hysi_params_uniform_f32 {
    float lo, span, down;
};
struct hysi_params_uniform_f64 {
    double lo, span, down;
};

/* flush: a power may be subnormal. */
struct hysi_params_pow_f32 {
    double log2_base;
    bool flush;
};

/* The logarithm of the base in two parts. */
struct hysi_params_pow_f64 {
    double hi, lo;
};

/* lo and one of count integers from there on. mult = (2^(w/2) mod count)^2 mod count, where draws
 * are w bits wide. */
struct hysi_params_jax_int32 {
    uint32_t lo, count, mult;
};
struct hysi_params_jax_int64 {
    uint64_t lo, count, mult;
};

/* The same from 0 on, with draws of 64 bits and a count below 2^31. */
struct hysi_params_jax_choose {
    uint32_t count, mult;
};

/* mu + sigma z, where z is a standard normal number. */
struct hysi_params_jax_normal_f32 {
    float mu, sigma;
};
struct hysi_params_jax_normal_f64 {
    double mu, sigma;
};

#endif
