/* Parameters of the maps of the native stream; src/reference/native.c defines what they mean. */
#ifndef HYSI_PARAMS_NATIVE_H
#define HYSI_PARAMS_NATIVE_H

#include <stdint.h>

/* fma(k, scale, lo), where k is the draw's high bits. Only the clamped maps read largest: no value
 * of theirs exceeds it. JAX's linear map reads the same parameters. */
struct hysi_params_linear_f32 {
    float scale, lo, largest;
};
struct hysi_params_linear_f64 {
    double scale, lo, largest;
};

/* 2^(log2_lower + draw log2_span), clamped to [lo, largest]. Logarithms are Q.23 numbers. */
struct hysi_params_log_f32 {
    int32_t log2_lower;
    uint32_t log2_span;
    float lo, largest;
};

/* 2^fma(k, scale, log2_lower), clamped to [lo, largest]. */
struct hysi_params_log_f64 {
    double scale, log2_lower, lo, largest;
};

/* about minus 2^fma(k, scale, log2_from), where k is that of the complement of the draw, clamped to
 * [lo, largest]. */
struct hysi_params_reverse_log {
    double about, scale, log2_from, lo, largest;
};

/* The number whose log2(x / (1 - x)) is fma(k, scale, from), clamped to [lo, largest]. */
struct hysi_params_logit {
    double scale, from, lo, largest;
};

/* The law of log_f32, rounded half to even and clamped to the integers first .. last, 1 <= first.
 */
struct hysi_params_qlog {
    int32_t log2_lower;
    uint32_t log2_span;
    int32_t first, last;
};

/* A draw falls into one of half_cells = 2 (upper - lower) halves of cells; lo is the lower bound.
 * For elements of 32 bits |lo| <= 2^29. */
struct hysi_params_qlinear {
    int64_t lo;
    uint64_t half_cells;
};

struct hysi_params_choose {
    uint32_t count;
};

/* The index of a draw is the number of thresholds <= the draw; there are count of them, as wide as
 * the draws and in ascending order, and 32 of the largest number follow. The scalar definition
 * reads the thresholds alone. The other members tell a vector path where to look: in bucket
 * draw >> shift, which begins behind a number of thresholds and has some of its own. With most > 0
 * there are 32 buckets, which have at most so many, count + most is at most 32, and buckets holds
 * the number of thresholds before each. With most = 0 it holds that in the lower half of a word,
 * and the number of the bucket's own in the upper half. Its elements are as wide as the draws. */
struct hysi_params_weigh {
    const void *thresholds, *buckets;
    uint32_t count, most, shift;
};

/* values[index]: at most 32 values as wide as the elements. */
struct hysi_params_weigh_value {
    struct hysi_params_weigh weigh;
    const void *values;
};

#endif
