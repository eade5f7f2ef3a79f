/* Maps of the native stream: draws to values. docs/spec.md, section 3.1. k is the draw's high 24 or
 * 53 bits as a float. */
#include <config.h>

#include <math.h>

#include "src/bitcast.h"
#include "src/reference/exp2_poly.h"
#include "src/reference/logit.h"
#include "src/reference/map.h"
#include "src/reference/mul_high.h"
#include "src/sleef.h"

/* fma(k, scale, lo), rounded once: the unit interval, and linear spaces where the largest draw
 * gives no more than the largest value. */
MAP(linear_f32)
{
    TYPED(linear_f32, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = fmaf((float)(draw[i] >> 8), p->scale, p->lo);
    return 0;
}

MAP(linear_f64)
{
    TYPED(linear_f64, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = fma((double)(draw[i] >> 11), p->scale, p->lo);
    return 0;
}

/* min(fma(k, scale, lo), largest): linear spaces where rounding may give more than that. */
MAP(linear_clamped_f32)
{
    TYPED(linear_clamped_f32, draw, value);
    const float scale = p->scale, lo = p->lo, largest = p->largest;
    for (size_t i = 0; i < n; i++) {
        const float v = fmaf((float)(draw[i] >> 8), scale, lo);
        value[i] = v < largest ? v : largest;
    }
    return 0;
}

MAP(linear_clamped_f64)
{
    TYPED(linear_clamped_f64, draw, value);
    const double scale = p->scale, lo = p->lo, largest = p->largest;
    for (size_t i = 0; i < n; i++) {
        const double v = fma((double)(draw[i] >> 11), scale, lo);
        value[i] = v < largest ? v : largest;
    }
    return 0;
}

/* 2^t, where t is a Q.23 number. The polynomial of 2^f is applied to its fraction; its integer part
 * is added to the exponent. */
static float exp2_q23(uint32_t t)
{
    const float f = hysi_float((t & 0x7fffffu) | 0x3f800000u) - 1.0f;
    float m = fmaf(HYSI_EXP2_C6, f, HYSI_EXP2_C5);
    m = fmaf(m, f, HYSI_EXP2_C4);
    m = fmaf(m, f, HYSI_EXP2_C3);
    m = fmaf(m, f, HYSI_EXP2_C2);
    m = fmaf(m, f, HYSI_EXP2_C1);
    m = fmaf(m, f, 1.0f);
    return hysi_float(hysi_bits32(m) + (t & 0xff800000u));
}

/* The log2 of a log-uniform value: log2_lower + floor(draw log2_span 2^-32). */
static uint32_t log_uniform_q23(uint32_t draw, int32_t log2_lower, uint32_t log2_span)
{
    return (uint32_t)log2_lower + (uint32_t)((uint64_t)draw * log2_span >> 32);
}

/* Clamped to [lo, largest]. */
MAP(log_f32)
{
    TYPED(log_f32, draw, value);
    const float lo = p->lo, largest = p->largest;
    for (size_t i = 0; i < n; i++) {
        float y = exp2_q23(log_uniform_q23(draw[i], p->log2_lower, p->log2_span));
        y = y > lo ? y : lo;
        value[i] = y < largest ? y : largest;
    }
    return 0;
}

/* Rounded half to even, then clamped to the integers within the bounds. */
MAP(qlog_i32)
{
    TYPED(qlog_i32, draw, value);
    const int32_t first = p->first, last = p->last;
    for (size_t i = 0; i < n; i++) {
        const uint32_t t = log_uniform_q23(draw[i], p->log2_lower, p->log2_span);
        const int32_t y = (int32_t)rintf(exp2_q23(t));
        value[i] = y < first ? first : y > last ? last : y;
    }
    return 0;
}

/* Cut to an integer, then clamped in the same way. */
MAP(floor_log_i32)
{
    TYPED(floor_log_i32, draw, value);
    const int32_t first = p->first, last = p->last;
    for (size_t i = 0; i < n; i++) {
        const int32_t y = (int32_t)exp2_q23(log_uniform_q23(draw[i], p->log2_lower, p->log2_span));
        value[i] = y < first ? first : y > last ? last : y;
    }
    return 0;
}

/* 2^(shift + x), where x is rounded half to even: the lognormal law. */
MAP(exp2_q23_f32)
{
    TYPED(exp2_q23_f32, exponent, value);
    for (size_t i = 0; i < n; i++)
        value[i] = exp2_q23((uint32_t)p->shift + (uint32_t)(int32_t)rintf(exponent[i]));
    return 0;
}

/* exp2(x), clamped to [lo, largest]. NaN stays as it is. */
MAP(exp2_clamped_f64)
{
    TYPED(exp2_clamped_f64, exponent, value);
    const double lo = p->lo, largest = p->largest;
    for (size_t i = 0; i < n; i++) {
        const double x = exponent[i];
        double y = hysi_sleef_exp2_f64(x);
        y = y > lo ? y : lo;
        value[i] = x != x ? x : y < largest ? y : largest;
    }
    return 0;
}

/* exp2(fma(k, scale, log2_lower)), clamped to [lo, largest]. */
MAP(log_f64)
{
    TYPED(log_f64, draw, value);
    const double scale = p->scale, log2_lower = p->log2_lower, lo = p->lo, largest = p->largest;
    for (size_t i = 0; i < n; i++) {
        double y = hysi_sleef_exp2_f64(fma((double)(draw[i] >> 11), scale, log2_lower));
        y = y > lo ? y : lo;
        value[i] = y < largest ? y : largest;
    }
    return 0;
}

/* about - exp2(fma(k, scale, log2_from)), clamped to [lo, largest]. k is that of the complement of
 * the draw, so that the value does not decrease with the draw. */
MAP(reverse_log_f64)
{
    TYPED(reverse_log_f64, draw, value);
    const double scale = p->scale, log2_from = p->log2_from, lo = p->lo, largest = p->largest;
    for (size_t i = 0; i < n; i++) {
        const double k = (double)(~draw[i] >> 11);
        double v = p->about - hysi_sleef_exp2_f64(fma(k, scale, log2_from));
        v = v > lo ? v : lo;
        value[i] = (v < largest ? v : largest) + 0.0;
    }
    return 0;
}

/* The number whose logit is fma(k, scale, from), clamped to [lo, largest]. */
MAP(logit_f64)
{
    TYPED(logit_f64, draw, value);
    const double scale = p->scale, from = p->from, lo = p->lo, largest = p->largest;
    for (size_t i = 0; i < n; i++) {
        double v = hysi_from_logit(fma((double)(draw[i] >> 11), scale, from));
        v = v > lo ? v : lo;
        value[i] = v < largest ? v : largest;
    }
    return 0;
}

/* Half-cell r belongs to the integer lower + floor((r + 1) / 2). No floating point. */
MAP(qlinear32_i32)
{
    TYPED(qlinear32_i32, draw, value);
    for (size_t i = 0; i < n; i++) {
        const uint32_t r = (uint32_t)(draw[i] * p->half_cells >> 32);
        value[i] = (int32_t)(p->lo + ((r + 1) >> 1));
    }
    return 0;
}

MAP(qlinear32_i64)
{
    TYPED(qlinear32_i64, draw, value);
    for (size_t i = 0; i < n; i++) {
        const uint32_t r = (uint32_t)(draw[i] * p->half_cells >> 32);
        value[i] = p->lo + ((r + 1) >> 1);
    }
    return 0;
}

MAP(qlinear64_i64)
{
    TYPED(qlinear64_i64, draw, value);
    for (size_t i = 0; i < n; i++) {
        const uint64_t r = hysi_mul_high64(draw[i], p->half_cells);
        value[i] = p->lo + (int64_t)((r + 1) >> 1);
    }
    return 0;
}

/* floor(draw count 2^-32): an index in [0, count). */
MAP(choose32)
{
    TYPED(choose32, draw, index);
    for (size_t i = 0; i < n; i++)
        index[i] = (uint32_t)((uint64_t)draw[i] * p->count >> 32);
    return 0;
}

/* The same of two, as a byte. */
MAP(top_bit)
{
    TYPED(top_bit, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = (uint8_t)(draw[i] >> 31);
    return 0;
}

/* floor(draw count 2^-64). */
MAP(choose64)
{
    TYPED(choose64, draw, index);
    for (size_t i = 0; i < n; i++)
        index[i] = (uint32_t)hysi_mul_high64(draw[i], p->count);
    return 0;
}

/* The value at the index that choose32 gives. */
#define CHOOSE_VALUE(bits)                                        \
    MAP(choose_value##bits)                                       \
    {                                                             \
        TYPED(choose_value##bits, draw, value);                   \
        const uint##bits##_t *table = p->table;                   \
        for (size_t i = 0; i < n; i++)                            \
            value[i] = table[(uint64_t)draw[i] * p->count >> 32]; \
        return 0;                                                 \
    }
CHOOSE_VALUE(32)
CHOOSE_VALUE(64)

/* How many thresholds are <= the draw. Branchless: base moves past the half that cannot contain the
 * answer. */
#define WEIGH(name, type)                                              \
    static uint32_t name(const struct hysi_params_weigh *p, type draw) \
    {                                                                  \
        const type *threshold = p->thresholds;                         \
        uint32_t base = 0;                                             \
        for (uint32_t length = p->count; length > 0; length /= 2) {    \
            const uint32_t half = length - length / 2;                 \
            base += threshold[base + half - 1] <= draw ? half : 0;     \
        }                                                              \
        return base;                                                   \
    }
WEIGH(index32, uint32_t)
WEIGH(index64, uint64_t)

MAP(weigh32)
{
    TYPED(weigh32, draw, index);
    for (size_t i = 0; i < n; i++)
        index[i] = index32(p, draw[i]);
    return 0;
}

MAP(weigh64)
{
    TYPED(weigh64, draw, index);
    for (size_t i = 0; i < n; i++)
        index[i] = index64(p, draw[i]);
    return 0;
}

/* The value at the index that weigh32 gives. */
#define WEIGH_VALUE(bits)                                   \
    MAP(weigh_value##bits)                                  \
    {                                                       \
        TYPED(weigh_value##bits, draw, value);              \
        const uint##bits##_t *values = p->values;           \
        for (size_t i = 0; i < n; i++)                      \
            value[i] = values[index32(&p->weigh, draw[i])]; \
        return 0;                                           \
    }
WEIGH_VALUE(32)
WEIGH_VALUE(64)
