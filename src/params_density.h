/* Parameters of the maps of densities and probabilities; src/reference/density.c defines what they
 * mean. */
#ifndef HYSI_PARAMS_DENSITY_H
#define HYSI_PARAMS_DENSITY_H

#include "src/params_values.h"

/* A uniform law on an axis: the value, its log2 or its logit, from `from` to `to` = from + span. */
struct hysi_params_on_axis {
    double lower, upper, from, to, span;
};

/* A density within [lower, upper]: its log is at, on a log axis minus log(x), on a logit axis minus
 * log(x) and log(1 - x). */
struct hysi_params_log_density {
    double lower, upper, at;
};

/* Integers from first to last, uniform on an axis from `from` to `to` = from + span. Integer k has
 * the cell of values from k width + offset to k width + offset + width, on a log axis of their
 * log2. The first cell begins at `from`, and the last one ends at `to`. */
struct hysi_params_uniform_cells {
    double first, last, offset, width, from, to, span;
};

/* The masses of such integers: of the first and of the last one, and of each other one `inside`; on
 * a log axis log1p(width / (k width + offset)) / inside. */
struct hysi_params_cell_mass {
    double first, last, at_first, at_last, offset, width, inside;
};

/* An index below count; nan is what NaN, and a number outside [0, 1], gives. */
struct hysi_params_quantile_index {
    uint32_t count, nan;
};

/* A list by rank. shares[r] is the probability of its r lowest values (for sf: of all others), r =
 * 0 .. distinct; NULL: r / total (for sf: (total - r) / total). */
struct hysi_params_list_share {
    struct hysi_params_snap snap;
    const double *values, *shares;
    double total;
};

/* The probability of each value of a list: by rank, or the same for all. values and values_f32 both
 * hold values of the space: as doubles, and rounded to floats. */
struct hysi_params_list_mass {
    struct hysi_params_snap snap;
    const double *values, *values_f32, *masses;
};
struct hysi_params_list_equal {
    struct hysi_params_snap snap;
    const double *values, *values_f32;
    double mass;
};

#endif
