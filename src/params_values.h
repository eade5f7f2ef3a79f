/* Parameters of the maps of values; src/reference/values.c defines what they mean. */
#ifndef HYSI_PARAMS_VALUES_H
#define HYSI_PARAMS_VALUES_H

#include <stdint.h>

/* Values below min become low, values above max become high. */
struct hysi_params_round_f32 {
    float min, max;
    int64_t low, high;
};
struct hysi_params_round_f64 {
    double min, max;
    int64_t low, high;
};

/* Values below lower become lower, values above upper become upper. */
struct hysi_params_clamp_f32 {
    float lower, upper;
};
struct hysi_params_clamp_f64 {
    double lower, upper;
};

/* The nearest number of so many decimal places, clamped to [lower, upper]; scale is 10 to the power
 * of the places. */
struct hysi_params_digits {
    double scale, lower, upper;
};

/* from - x + plus, which falls from most to least as x grows from lower to upper. */
struct hysi_params_mirror {
    double lower, upper, from, plus, least, most;
};

/* A table of count elements. A table of elements of 4 or 8 bytes has room for at least 32, which a
 * vector path keeps in registers. */
struct hysi_params_gather {
    const void *table;
    uint32_t count;
};

/* The rank of x is the number of thresholds <= x; there are count of them, ascending, and 32 NaNs
 * follow. The scalar definition reads the thresholds alone. The other members tell a vector path
 * where to look. With probes > 0 it finds the rank in two steps:
 *
 *   1. bucket = rint(clamp(fma(y, scale, offset), 0, buckets - 1)). y is x or, with by_float_order,
 *      the position of x in the order of all floats.
 *   2. bases[bucket] thresholds are in lower buckets. It compares x with the probes thresholds from
 *      there on; no bucket has more.
 *
 * The rank is the same for any bucket function that does not decrease. With probes = 0 the vector
 * path bisects. Elements of bases are as wide as the floats; scale and offset are rounded to the
 * float. */
struct hysi_params_snap {
    const void *thresholds, *bases;
    uint32_t count, buckets, probes, by_float_order;
    double scale, offset;
};

/* values[rank of x]: at most 32 values, each as wide as x. */
struct hysi_params_nearest {
    struct hysi_params_snap snap;
    const void *values;
};

struct hysi_params_log_transform_f32 {
    float log_base;
};
struct hysi_params_log_transform_f64 {
    double log_base;
};

#endif
