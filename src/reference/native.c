/* Maps of the native stream: draws to values. docs/spec.md, section 3.1. k is the draw's high 24 or
 * 53 bits as a float. */
#include <config.h>

#include <math.h>

#include "src/bitcast.h"
#include "src/kernels.h"
#include "src/reference/exp2_poly.h"
#include "src/sleef.h"

/* fma(k, scale, lo): the unit interval, and a linear space none of whose draws reaches past last.
 * One rounding. */
size_t hysi_affine_f32_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *draw = in;
    float *value = out;
    for (size_t i = 0; i < n; i++)
        value[i] = fmaf((float)(draw[i] >> 8), p->linear_f32.scale, p->linear_f32.lo);
    return 0;
}

size_t hysi_affine_f64_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *draw = in;
    double *value = out;
    for (size_t i = 0; i < n; i++)
        value[i] = fma((double)(draw[i] >> 11), p->linear_f64.scale, p->linear_f64.lo);
    return 0;
}

/* min(fma(k, span 2^-24, lo), last): the same where rounding may pass last. */
size_t hysi_linear_f32_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *draw = in;
    float *value = out;
    const float scale = p->linear_f32.scale, lo = p->linear_f32.lo, last = p->linear_f32.last;
    for (size_t i = 0; i < n; i++) {
        const float v = fmaf((float)(draw[i] >> 8), scale, lo);
        value[i] = v < last ? v : last;
    }
    return 0;
}

size_t hysi_linear_f64_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *draw = in;
    double *value = out;
    const double scale = p->linear_f64.scale, lo = p->linear_f64.lo, last = p->linear_f64.last;
    for (size_t i = 0; i < n; i++) {
        const double v = fma((double)(draw[i] >> 11), scale, lo);
        value[i] = v < last ? v : last;
    }
    return 0;
}

/* log2 of the value in fixed point, Q.23: t = a + floor(draw span 2^-32). Its fraction goes through
 * the polynomial of 2^f, its integer part is added to the exponent. */
static float exp2_fixed(uint32_t draw, int32_t a, uint32_t span)
{
    const uint32_t t = (uint32_t)a + (uint32_t)((uint64_t)draw * span >> 32);
    const float f = hysi_float((t & 0x7fffffu) | 0x3f800000u) - 1.0f;
    float m = fmaf(HYSI_EXP2_C6, f, HYSI_EXP2_C5);
    m = fmaf(m, f, HYSI_EXP2_C4);
    m = fmaf(m, f, HYSI_EXP2_C3);
    m = fmaf(m, f, HYSI_EXP2_C2);
    m = fmaf(m, f, HYSI_EXP2_C1);
    m = fmaf(m, f, 1.0f);
    return hysi_float(hysi_bits32(m) + (t & 0xff800000u));
}

/* Clamped to [lo, last]. */
size_t hysi_log_f32_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *draw = in;
    float *value = out;
    const float lo = p->log_f32.lo, last = p->log_f32.last;
    for (size_t i = 0; i < n; i++) {
        float y = exp2_fixed(draw[i], p->log_f32.a, p->log_f32.span);
        y = y > lo ? y : lo;
        value[i] = y < last ? y : last;
    }
    return 0;
}

/* Rounded half to even, then clamped to the integers inside the bounds. */
size_t hysi_qlog_i32_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *draw = in;
    int32_t *value = out;
    const int32_t first = p->qlog.first, last = p->qlog.last;
    for (size_t i = 0; i < n; i++) {
        const int32_t y = (int32_t)rintf(exp2_fixed(draw[i], p->qlog.a, p->qlog.span));
        value[i] = y < first ? first : y > last ? last : y;
    }
    return 0;
}

/* exp2(fma(k, (L1 - L0) 2^-53, L0)), clamped to [lo, last]. */
size_t hysi_log_f64_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *draw = in;
    double *value = out;
    const double scale = p->log_f64.scale, l0 = p->log_f64.l0, lo = p->log_f64.lo,
                 last = p->log_f64.last;
    for (size_t i = 0; i < n; i++) {
        double y = hysi_sleef_exp2_f64(fma((double)(draw[i] >> 11), scale, l0));
        y = y > lo ? y : lo;
        value[i] = y < last ? y : last;
    }
    return 0;
}

/* The high half of a 64 x 64 bit product, from 32-bit halves. */
static uint64_t mul_high64(uint64_t a, uint64_t b)
{
    const uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
    const uint64_t mid = a1 * b0 + (a0 * b0 >> 32);
    return a1 * b1 + (mid >> 32) + ((a0 * b1 + (uint32_t)mid) >> 32);
}

/* Half-cell r of 2s, s = upper - lower: the integer lower + floor((r + 1) / 2). No floating point.
 */
size_t hysi_qlinear32_i32_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *draw = in;
    int32_t *value = out;
    for (size_t i = 0; i < n; i++) {
        const uint32_t r = (uint32_t)(draw[i] * p->qlinear.halves >> 32);
        value[i] = (int32_t)(p->qlinear.lo + ((r + 1) >> 1));
    }
    return 0;
}

size_t hysi_qlinear32_i64_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *draw = in;
    int64_t *value = out;
    for (size_t i = 0; i < n; i++) {
        const uint32_t r = (uint32_t)(draw[i] * p->qlinear.halves >> 32);
        value[i] = p->qlinear.lo + ((r + 1) >> 1);
    }
    return 0;
}

size_t hysi_qlinear64_i64_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *draw = in;
    int64_t *value = out;
    for (size_t i = 0; i < n; i++) {
        const uint64_t r = mul_high64(draw[i], p->qlinear.halves);
        value[i] = p->qlinear.lo + (int64_t)((r + 1) >> 1);
    }
    return 0;
}

/* floor(draw count 2^-32): an index in [0, count). */
size_t hysi_choose32_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *draw = in;
    uint32_t *index = out;
    for (size_t i = 0; i < n; i++)
        index[i] = (uint32_t)((uint64_t)draw[i] * p->choose.count >> 32);
    return 0;
}

/* floor(draw count 2^-64). */
size_t hysi_choose64_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *draw = in;
    uint32_t *index = out;
    for (size_t i = 0; i < n; i++)
        index[i] = (uint32_t)mul_high64(draw[i], p->choose.count);
    return 0;
}

/* The value of the index that choose32 gives. */
size_t hysi_pick32_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *draw = in, *table = p->pick.table;
    uint32_t *value = out;
    for (size_t i = 0; i < n; i++)
        value[i] = table[(uint64_t)draw[i] * p->pick.count >> 32];
    return 0;
}
