/* Maps between values and the unit interval, all of doubles. docs/spec.md, section 4.1. A NaN stays
 * as it is. A value outside the space, or a unit outside [0, 1], is counted and replaced by the
 * nearest one inside. Every zero that decode gives is +0. */
#include <config.h>

#include <math.h>

#include "src/reference/logit.h"
#include "src/reference/map.h"
#include "src/sleef.h"

static double clamp(double x, double low, double high)
{
    x = x > low ? x : low;
    return x < high ? x : high;
}

/* ---- values to units ---- */

static double itself(double x) { return x; }

/* (x - from) / span, where x is the clamped value, its log2 or its logit. The log2 may be wrong in
 * its last bit, so the result is clamped, too. */
#define ENCODE(name, law)                                                                        \
    MAP(name)                                                                                    \
    {                                                                                            \
        TYPED(name, value, unit);                                                                \
        const double lower = p->lower, upper = p->upper, from = p->from, span = p->span;         \
        size_t flagged = 0;                                                                      \
        for (size_t i = 0; i < n; i++) {                                                         \
            const double v = value[i];                                                           \
            flagged += !(lower <= v && v <= upper);                                              \
            unit[i] = v != v ? v : clamp((law(clamp(v, lower, upper)) - from) / span, 0.0, 1.0); \
        }                                                                                        \
        return flagged;                                                                          \
    }
ENCODE(encode_linear, itself)
ENCODE(encode_log, hysi_sleef_log2_f64)
ENCODE(encode_logit, hysi_logit)

/* The middle of integer c's cell: on a log axis the mean of the edges' log2, on a linear axis c. */
static double middle(const struct hysi_params_encode_cell *p, double c)
{
    (void)p;
    return c;
}

static double middle_log2(const struct hysi_params_encode_cell *p, double c)
{
    const double a = hysi_sleef_log2_f64(fma(c, p->slope, p->below)),
                 b = hysi_sleef_log2_f64(fma(c, p->slope, p->above));
    return a + (b - a) * 0.5;
}

/* The same for the middle of a cell; the first and the last cell have units of their own. Values
 * that are not integers within the bounds are counted. */
#define ENCODE_CELL(name, middle)                                                         \
    MAP(name)                                                                             \
    {                                                                                     \
        TYPED(name, value, unit);                                                         \
        const double first = p->first, last = p->last;                                    \
        const double from = p->from, span = p->span;                                      \
        size_t flagged = 0;                                                               \
        for (size_t i = 0; i < n; i++) {                                                  \
            const double v = value[i], c = clamp(rint(v), first, last);                   \
            const double u = clamp((middle(p, c) - from) / span, p->low, p->high);        \
            flagged += c != v;                                                            \
            unit[i] = v != v ? v : c == first ? p->at_first : c == last ? p->at_last : u; \
        }                                                                                 \
        return flagged;                                                                   \
    }
ENCODE_CELL(encode_qlinear, middle)
ENCODE_CELL(encode_qlog, middle_log2)

/* The unit of the nearest value. Anything that is not a value of the space is counted. */
MAP(encode_discrete)
{
    TYPED(encode_discrete, value, unit);
    const union hysi_params snap = {.snap_f64 = p->snap};
    const double *values = p->values, *values_f32 = p->values_f32;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double v = value[i];
        uint32_t rank;
        hysi_snap_f64_scalar(&snap, 1, &v, &rank);
        flagged += v != values[rank] && v != values_f32[rank];
        unit[i] = v != v ? v : p->units[rank];
    }
    return flagged;
}

/* The unit of an entry of a list by its index. A value that is not an index is counted. */
MAP(encode_entry)
{
    TYPED(encode_entry, value, unit);
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double v = value[i], c = clamp(rint(v), 0.0, p->last);
        flagged += c != v;
        unit[i] = v != v ? v : p->units[(uint32_t)c];
    }
    return flagged;
}

/* ---- units to values ---- */

/* fma(u, span, from), its exp2 or the number of that logit, clamped to [lo, largest], then rounded
 * for integers. 1 gives largest. */
#define DECODE(name, law, rounded)                                                       \
    MAP(name)                                                                            \
    {                                                                                    \
        TYPED(name, unit, value);                                                        \
        const double from = p->from, span = p->span, lo = p->lo, largest = p->largest;   \
        size_t flagged = 0;                                                              \
        for (size_t i = 0; i < n; i++) {                                                 \
            const double u = unit[i], c = clamp(u, 0.0, 1.0);                            \
            const double v = rounded(clamp(law(fma(c, span, from)), lo, largest)) + 0.0; \
            flagged += !(0.0 <= u && u <= 1.0);                                          \
            value[i] = u != u ? u : u >= 1.0 ? largest : v;                              \
        }                                                                                \
        return flagged;                                                                  \
    }
DECODE(decode_linear, itself, itself)
DECODE(decode_log, hysi_sleef_exp2_f64, itself)
DECODE(decode_logit, hysi_from_logit, itself)
DECODE(decode_qlinear, itself, rint)
DECODE(decode_qlog, hysi_sleef_exp2_f64, rint)

/* about - exp2(fma(1 - u, span, from)), clamped to [lo, largest]. 1 gives largest. */
MAP(decode_reverse_log)
{
    TYPED(decode_reverse_log, unit, value);
    const double from = p->from, span = p->span, lo = p->lo, largest = p->largest;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i], c = 1.0 - clamp(u, 0.0, 1.0);
        const double v = p->about - hysi_sleef_exp2_f64(fma(c, span, from));
        flagged += !(0.0 <= u && u <= 1.0);
        value[i] = u != u ? u : u >= 1.0 ? largest : clamp(v, lo, largest) + 0.0;
    }
    return flagged;
}

/* from + floor(fma(u, span, half)), at most largest. */
MAP(decode_cell)
{
    TYPED(decode_cell, unit, value);
    const double from = p->from, span = p->span, half = p->half, largest = p->largest;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i], v = from + floor(fma(clamp(u, 0.0, 1.0), span, half));
        flagged += !(0.0 <= u && u <= 1.0);
        value[i] = u != u ? u : u < 1.0 && v < largest ? v : largest;
    }
    return flagged;
}

/* floor(u count), at most count - 1. */
MAP(decode_index)
{
    TYPED(decode_index, unit, index);
    const double count = p->count;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i];
        flagged += !(0.0 <= u && u <= 1.0);
        index[i] =
            u != u ? p->nan : (uint32_t)clamp(floor(clamp(u, 0.0, 1.0) * count), 0.0, count - 1.0);
    }
    return flagged;
}

/* The entry of a list in whose cell a unit lies: first, and how many thresholds are <= u. */
MAP(decode_entry)
{
    TYPED(decode_entry, unit, index);
    const union hysi_params snap = {.snap_f64 = p->snap};
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i];
        uint32_t rank;
        hysi_snap_f64_scalar(&snap, 1, &u, &rank);
        flagged += !(0.0 <= u && u <= 1.0);
        index[i] = u != u ? p->nan : p->first + rank;
    }
    return flagged;
}
