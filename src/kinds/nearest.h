/* The nearest value of a list, by thresholds between neighbours. docs/spec.md, section 4. */
#ifndef HYSI_KINDS_NEAREST_H
#define HYSI_KINDS_NEAREST_H

#include <stdint.h>

#include "src/kinds/kinds.h"

/* A float type, f32 or f64. Values of both are passed as doubles, which hold them exactly. Keys are
 * in the order of the floats, and consecutive floats have consecutive keys. */
struct hysi_float_type {
    hys_type type;
    double smallest_normal;
    double (*round)(double x);
    uint64_t (*key)(double x);
    double (*from_key)(uint64_t key);
    double (*distance)(double a, double b); /* |a - b|, rounded in the type */
    void (*store)(void *table, size_t i, double x);
    double (*load)(const void *table, size_t i);
    double (*position)(double x); /* in the order of all floats, rounded in the type */
    double (*fma)(double a, double b, double c);
};
extern const struct hysi_float_type hysi_float_f32, hysi_float_f64;

/* Writes element i of a table of integers of size bytes, in two's complement. Signed and unsigned
 * types of one size share such a table. */
void hysi_store_integer(void *table, size_t size, size_t i, double x);

/* A distinct value of a list, and the first index that gave it. */
struct hysi_list_value {
    double value;
    uint32_t index;
};

/* The smallest float that is nearer to b than to a < b or, if b has the smaller index, as near. */
double hysi_threshold(const struct hysi_float_type *real, const struct hysi_list_value *a,
                      const struct hysi_list_value *b);

/* NaNs that follow the thresholds, so that a vector path may read past the last. */
enum { HYSI_THRESHOLD_PAD = 32 };

/* Fills what a vector path needs to find a threshold, given snap->thresholds and snap->count.
 * Returns false if memory runs out. */
bool hysi_plan_buckets(struct hys_space *space, struct hysi_params_snap *snap,
                       const struct hysi_float_type *real);

#endif
