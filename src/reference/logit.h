/* The logit on base 2 and its inverse. Needs src/sleef.h. */
#ifndef HYSI_REFERENCE_LOGIT_H
#define HYSI_REFERENCE_LOGIT_H

#include "src/sleef.h"

/* log2(x / (1 - x)), 0 < x < 1. */
static inline double hysi_logit(double x)
{
    return hysi_sleef_log2_f64(x) - hysi_sleef_log2_f64(1.0 - x);
}

/* The x of that logit. The power is at most 1, so that it never overflows and small numbers keep
 * their bits. */
static inline double hysi_from_logit(double v)
{
    const double e = hysi_sleef_exp2_f64(v <= 0 ? v : -v);
    return (v <= 0 ? e : 1.0) / (1.0 + e);
}

#endif
