/* Maps between values and the unit interval, all of doubles. docs/spec.md, section 4.1. NaN stays
 * what it is; what is not in the space, or not in [0, 1], is counted and taken for the nearest that
 * is. Every zero that decode gives is +0. */
#include <config.h>

#include <math.h>

#include "src/kernels.h"
#include "src/sleef.h"

static double clamp(double x, double low, double high)
{
    x = x > low ? x : low;
    return x < high ? x : high;
}

/* ---- values to units ---- */

static double itself(double x) { return x; }

/* (x - from) / span of the clamped value, or of its log2, which may be off by its last bit: hence
 * the second clamp. */
#define ENCODE(name, law)                                                                        \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const double *value = in;                                                                \
        double *unit = out;                                                                      \
        const double lower = p->encode.lower, upper = p->encode.upper, from = p->encode.from,    \
                     span = p->encode.span;                                                      \
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

/* The middle of integer c's cell [c - 1/2, c + 1/2]: c, or the middle of the edges' log2. */
static double middle_log2(double c)
{
    const double a = hysi_sleef_log2_f64(c - 0.5), b = hysi_sleef_log2_f64(c + 0.5);
    return a + (b - a) * 0.5;
}

/* The same for cells; the two at the ends have units of their own. Counted: what is no integer
 * inside the bounds. */
#define ENCODE_CELL(name, middle)                                                                \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const double *value = in;                                                                \
        double *unit = out;                                                                      \
        const double first = p->encode_cell.first, last = p->encode_cell.last;                   \
        const double from = p->encode_cell.from, span = p->encode_cell.span;                     \
        size_t flagged = 0;                                                                      \
        for (size_t i = 0; i < n; i++) {                                                         \
            const double v = value[i], c = clamp(rint(v), first, last);                          \
            const double u =                                                                     \
                clamp((middle(c) - from) / span, p->encode_cell.low, p->encode_cell.high);       \
            flagged += c != v;                                                                   \
            unit[i] = v != v       ? v                                                           \
                      : c == first ? p->encode_cell.at_first                                     \
                      : c == last  ? p->encode_cell.at_last                                      \
                                   : u;                                                           \
        }                                                                                        \
        return flagged;                                                                          \
    }
ENCODE_CELL(encode_qlinear, itself)
ENCODE_CELL(encode_qlog, middle_log2)

/* The unit of the nearest value. Counted: what is none of the values. */
size_t hysi_encode_discrete_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const union hysi_params snap = {.snap = p->encode_discrete.snap};
    const double *value = in, *values = p->encode_discrete.values, *near = p->encode_discrete.near;
    double *unit = out;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double v = value[i];
        uint32_t rank;
        hysi_snap_f64_scalar(&snap, 1, &v, &rank);
        flagged += v != values[rank] && v != near[rank];
        unit[i] = v != v ? v : p->encode_discrete.units[rank];
    }
    return flagged;
}

/* ---- units to values ---- */

/* fma(u, span, from), or its exp2, clamped to [lo, last], then rounded for integers; 1 is last. */
#define DECODE(name, law, rounded)                                                               \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const double *unit = in;                                                                 \
        double *value = out;                                                                     \
        const double from = p->decode.from, span = p->decode.span, lo = p->decode.lo,            \
                     last = p->decode.last;                                                      \
        size_t flagged = 0;                                                                      \
        for (size_t i = 0; i < n; i++) {                                                         \
            const double u = unit[i], c = clamp(u, 0.0, 1.0);                                    \
            const double v = rounded(clamp(law(fma(c, span, from)), lo, last)) + 0.0;            \
            flagged += !(0.0 <= u && u <= 1.0);                                                  \
            value[i] = u != u ? u : u >= 1.0 ? last : v;                                         \
        }                                                                                        \
        return flagged;                                                                          \
    }
DECODE(decode_linear, itself, itself)
DECODE(decode_log, hysi_sleef_exp2_f64, itself)
DECODE(decode_qlinear, itself, rint)
DECODE(decode_qlog, hysi_sleef_exp2_f64, rint)

/* from + floor(fma(u, span, half)), at most last. */
size_t hysi_decode_cell_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const double *unit = in;
    double *value = out;
    const double from = p->decode_cell.from, span = p->decode_cell.span, half = p->decode_cell.half,
                 last = p->decode_cell.last;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i], v = from + floor(fma(clamp(u, 0.0, 1.0), span, half));
        flagged += !(0.0 <= u && u <= 1.0);
        value[i] = u != u ? u : u < 1.0 && v < last ? v : last;
    }
    return flagged;
}

/* floor(u count), at most count - 1. */
size_t hysi_decode_index_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const double *unit = in;
    uint32_t *index = out;
    const double count = p->decode_index.count;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i];
        flagged += !(0.0 <= u && u <= 1.0);
        index[i] = u != u ? p->decode_index.nan
                          : (uint32_t)clamp(floor(clamp(u, 0.0, 1.0) * count), 0.0, count - 1.0);
    }
    return flagged;
}
