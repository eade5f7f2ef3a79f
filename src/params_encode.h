/* Parameters of the maps between values and the unit interval; src/reference/encode.c defines what
 * they mean. */
#ifndef HYSI_PARAMS_ENCODE_H
#define HYSI_PARAMS_ENCODE_H

#include <stdint.h>

#include "src/params_values.h"

/* (x - from) / span, where x is the value clamped to the bounds, or the log2 of that. */
struct hysi_params_encode {
    double lower, upper, from, span;
};

/* The same for the middle of integer x's cell, clamped to [low, high]. The integers first and last
 * have units of their own. On a log axis the cell's edges are x slope + below and x slope + above.
 */
struct hysi_params_encode_cell {
    double first, last, at_first, at_last, from, span, low, high, slope, below, above;
};

/* start + floor((x - from) count / span), clamped to the integers first .. last. */
struct hysi_params_cell_of {
    double from, count, span, start, first, last;
};

/* Tables by rank. values and values_f32 both hold values of the space: as doubles, and rounded to
 * floats. */
struct hysi_params_encode_discrete {
    struct hysi_params_snap snap;
    const double *units, *values, *values_f32;
};

/* fma(unit, span, from), or 2 to the power of that, or the number of that logit, clamped to [lo,
 * largest]. */
struct hysi_params_decode {
    double from, span, lo, largest;
};

/* about minus 2 to the power of fma(1 - unit, span, from), clamped to [lo, largest]. */
struct hysi_params_decode_reverse_log {
    double about, from, span, lo, largest;
};

/* from + floor(fma(unit, span, half)), at most largest. */
struct hysi_params_decode_cell {
    double from, span, half, largest;
};

/* An index below count; nan is what NaN gives. */
struct hysi_params_decode_index {
    uint32_t count, nan;
};

/* The unit of entry x of a list, rounded and clamped to 0 .. last. */
struct hysi_params_encode_entry {
    const double *units;
    double last;
};

/* first and the number of thresholds <= the unit; they are above 0. nan is what NaN gives. */
struct hysi_params_decode_entry {
    struct hysi_params_snap snap;
    uint32_t first, nan;
};

#endif
