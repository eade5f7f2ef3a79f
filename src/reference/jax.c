/* Maps of the JAX streams, bit for bit those of jax.random and jax.numpy on a CPU, and their scalar
 * functions. docs/spec.md, sections 3.2 and 5. Every fma is fused, every other operation rounds
 * once. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "src/bitcast.h"
#include "src/reference/jax_math.h"
#include "src/reference/jax_tables.h"
#include "src/reference/map.h"

/* The result of a logarithm for numbers that are not positive and normal; 0 for those that are. XLA
 * treats a subnormal as a zero. */
static double log_special(double x, double smallest_normal)
{
    if (x != x || x <= -smallest_normal)
        return (double)NAN;
    if (x < smallest_normal)
        return -HUGE_VAL;
    return x == HUGE_VAL ? x : 0.0;
}

/* XLA's polynomial, after Cephes' logf. */
float hysi_jax_log_f32(float x)
{
    const double special = log_special((double)x, (double)FLT_MIN);
    if (special != 0.0)
        return (float)special;

    const uint32_t b = hysi_bits32(x);
    const float m = hysi_float((b & 0x807fffffu) | 0x3f000000u); /* [1/2, 1) */
    float e = 1.0f + (float)((int32_t)(b >> 23) - 127);
    float t = m - 1.0f;
    if (m < 0x1.6a09e6p-1f) {
        t = t + m;
        e = e - 1.0f;
    }
    const float x2 = t * t, x3 = x2 * t;
    float y0 = fmaf(t, 7.0376836292e-2f, -1.1514610310e-1f);
    float y1 = fmaf(t, -1.2420140846e-1f, 1.4249322787e-1f);
    float y2 = fmaf(t, 2.0000714765e-1f, -2.4999993993e-1f);
    y0 = fmaf(y0, t, 1.1676998740e-1f);
    y1 = fmaf(y1, t, -1.6668057665e-1f);
    y2 = fmaf(y2, t, 3.3333331174e-1f);
    y0 = fmaf(y0, x3, y1);
    y0 = fmaf(y0, x3, y2);
    y0 = fmaf(y0, x3, -2.12194440e-4f * e);
    return (fmaf(-0.5f, x2, t) + y0) + 0.693359375f * e;
}

/* The C library's log. */
double hysi_jax_log_f64(double x)
{
    const double special = log_special(x, DBL_MIN);
    if (special != 0.0)
        return special;

    if (x >= 1.0 - 0x1p-4 && x < 1.0 + 0x1.09p-4) {
        const double *B = hysi_log_b;
        const double r = x - 1.0, r2 = r * r, r3 = r * r2;
        if (r == 0.0)
            return 0.0;
        const double c = fma(r3, B[10], fma(r2, B[9], fma(r, B[8], B[7])));
        const double b = fma(r3, c, fma(r2, B[6], fma(r, B[5], B[4])));
        const double a = fma(r3, b, fma(r2, B[3], fma(r, B[2], B[1])));
        double w = r * 0x1p27;
        const double rh = (r + w) - w, rl = r - rh;
        w = (rh * rh) * B[0];
        const double hi = r + w;
        const double lo = fma(B[0] * rl, rh + r, (r - hi) + w);
        return fma(r3, a, lo) + hi;
    }

    const double *A = hysi_log_a;
    const uint64_t tmp = hysi_bits64(x) - 0x3fe6000000000000u;
    const unsigned i = (tmp >> 45) % 128;
    const double kd = (double)((int64_t)tmp >> 52);
    const double z = hysi_double(hysi_bits64(x) - (tmp & 0xfff0000000000000u));
    const double r = fma(z, hysi_log_table[i].invc, -1.0), r2 = r * r;
    const double w = fma(kd, hysi_log_ln2[0], hysi_log_table[i].logc);
    const double hi = w + r;
    const double lo = fma(kd, hysi_log_ln2[1], (w - hi) + r);
    return fma(r * r2, fma(r2, fma(r, A[4], A[3]), fma(r, A[2], A[1])), fma(r2, A[0], lo)) + hi;
}

double hysi_jax_log2_base_f32(float base)
{
    const double *A = hysi_log2_a;
    const uint32_t tmp = hysi_bits32(base) - 0x3f330000u;
    const unsigned i = (tmp >> 19) % 16;
    const double k = (double)((int32_t)tmp >> 23);
    const double z = (double)hysi_float(hysi_bits32(base) - (tmp & 0xff800000u));
    const double r = fma(z, hysi_log2_table[i].invc, -1.0), r2 = r * r;
    const double y0 = hysi_log2_table[i].logc + k;
    return fma(fma(A[0], r, A[1]), r2 * r2, fma(fma(A[2], r, A[3]), r2, fma(A[4], r, y0)));
}

void hysi_jax_log_base_f64(double base, double *hi, double *lo)
{
    const double *A = hysi_powlog_a;
    const uint64_t tmp = hysi_bits64(base) - 0x3fe6955500000000u;
    const unsigned i = (tmp >> 45) % 128;
    const double k = (double)((int64_t)tmp >> 52);
    const double z = hysi_double(hysi_bits64(base) - (tmp & 0xfff0000000000000u));
    const double r = fma(z, hysi_powlog_table[i].invc, -1.0);
    const double t1 = fma(k, hysi_powlog_ln2[0], hysi_powlog_table[i].logc);
    const double t2 = t1 + r;
    const double lo1 = fma(k, hysi_powlog_ln2[1], hysi_powlog_table[i].logctail);
    const double lo2 = (t1 - t2) + r;
    const double ar = A[0] * r, ar2 = r * ar, ar3 = r * ar2;
    const double h = t2 + ar2;
    const double lo3 = fma(ar, r, -ar2), lo4 = (t2 - h) + ar2;
    const double q = fma(ar2, fma(ar2, fma(r, A[6], A[5]), fma(r, A[4], A[3])), fma(r, A[2], A[1]));
    const double l = fma(ar3, q, ((lo1 + lo2) + lo3) + lo4);
    *hi = h + l;
    *lo = (h - *hi) + l;
}

/* f = the draw's high bits as the fraction of a float in [1, 2), less 1; max(lo, fma(f, span, lo)).
 * No upper clamp. XLA's mode turns a result into a zero if it is below the smallest normal after
 * rounding with no lower limit of the exponent. So lo and span come multiplied by a power of two
 * that makes all results normal, and the value is divided by it in the end. */
MAP(jax_uniform_f32)
{
    TYPED(jax_uniform_f32, draw, value);
    const float lo = p->lo, span = p->span;
    const float down = p->down, least = FLT_MIN / down;
    for (size_t i = 0; i < n; i++) {
        const float f = hysi_float((draw[i] >> 9) | 0x3f800000u) - 1.0f;
        float v = fmaf(f, span, lo); /* an exact zero is +0, also where lo is -0 */
        if (fabsf(v) < least)
            v = copysignf(0.0f, v);
        value[i] = (v < lo ? lo : v) * down;
    }
    return 0;
}

/* For spaces without subnormal values: f span is exactly k scale, and the fma is never below lo. */
MAP(jax_linear_f32)
{
    TYPED(jax_linear_f32, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = fmaf((float)(draw[i] >> 9), p->scale, p->lo);
    return 0;
}

MAP(jax_uniform_f64)
{
    TYPED(jax_uniform_f64, draw, value);
    const double lo = p->lo, span = p->span;
    const double down = p->down, least = DBL_MIN / down;
    for (size_t i = 0; i < n; i++) {
        const double f = hysi_double((draw[i] >> 12) | 0x3ff0000000000000u) - 1.0;
        double v = fma(f, span, lo); /* an exact zero is +0, also where lo is -0 */
        if (fabs(v) < least)
            v = copysign(0.0, v);
        value[i] = (v < lo ? lo : v) * down;
    }
    return 0;
}

/* base ** x by the C library's powf, the base given as its log2. */
MAP(jax_pow_f32)
{
    TYPED(jax_pow_f32, x, value);
    const double *C = hysi_exp2_c;
    for (size_t i = 0; i < n; i++) {
        const double v = (double)x[i] * p->log2_base;
        const double kd = v + 0x1.8p47;
        const uint64_t bits = hysi_bits64(kd);
        const double r = v - (kd - 0x1.8p47);
        const double s = hysi_double(hysi_exp2_table[bits % 32] + (bits << 47));
        const double y = fma(fma(C[0], r, C[1]), r * r, fma(C[2], r, 1.0));
        const double power = y * s;
        value[i] = p->flush && power < HYSI_JAX_LEAST_F32 ? 0.0f : (float)power;
    }
    return 0;
}

/* exp(eh + el) for 512 <= |eh| < 1024, where the exponent of the scale would overflow. n is the
 * number of 128ths of ln 2, in its low bits. */
static double exp_edge(uint64_t scale, double t, uint64_t n)
{
    if ((int32_t)(uint32_t)n >= 0) {
        const double s = hysi_double(scale - ((uint64_t)1009 << 52));
        return 0x1p1009 * fma(s, t, s);
    }
    /* The C library itself rounds what is below 2^-1022 to a multiple of 2^-1074; XLA's mode turns
     * all of these but 2^-1022 into zeros. */
    const double s = hysi_double(scale + ((uint64_t)1022 << 52));
    if ((s - 1.0) + s * t < -0x1p-53)
        return 0.0;
    return 0x1p-1022 * (s + s * t); /* not fused, as in the C library */
}

/* base ** x by the C library's pow, the base given as its log in two parts. */
MAP(jax_pow_f64)
{
    TYPED(jax_pow_f64, x, value);
    const double *C = hysi_exp_c;
    for (size_t i = 0; i < n; i++) {
        const double eh = x[i] * p->hi;
        const double el = fma(x[i], p->lo, fma(x[i], p->hi, -eh));
        double y;
        if (fabs(eh) < 0x1p-54) {
            y = 1.0 + eh;
        } else if (fabs(eh) >= 1024.0) {
            y = eh > 0.0 ? HUGE_VAL : 0.0;
        } else {
            double kd = fma(hysi_exp_ln2[0], eh, 0x1.8p52);
            const uint64_t bits = hysi_bits64(kd);
            kd -= 0x1.8p52;
            const double r = fma(kd, hysi_exp_ln2[2], fma(kd, hysi_exp_ln2[1], eh)) + el,
                         r2 = r * r;
            const unsigned j = bits % 128;
            const uint64_t scale = hysi_exp_table[j].scale + (bits << 45);
            const double t = fma(r2 * r2, fma(r, C[3], C[2]),
                                 fma(r2, fma(r, C[1], C[0]), hysi_exp_table[j].tail + r));
            const double s = hysi_double(scale);
            y = fabs(eh) >= 512.0 ? exp_edge(scale, t, bits) : fma(s, t, s);
        }
        value[i] = y;
    }
    return 0;
}

/* jax.random.randint(lo, lo + count) of two draws, hi then lo: lo and ((hi mod count) mult + lo mod
 * count) mod count, everything wrapping at the draws' width. */
#define JAX_INT(name, word, result)                                           \
    MAP(name)                                                                 \
    {                                                                         \
        TYPED(name, high, value);                                             \
        const word *low = high + HYSI_TILE, count = p->count, mult = p->mult; \
        for (size_t i = 0; i < n; i++) {                                      \
            const word k = high[i] % count * mult + low[i] % count;           \
            value[i] = (result)(p->lo + k % count);                           \
        }                                                                     \
        return 0;                                                             \
    }
JAX_INT(jax_int32, uint32_t, int32_t)
JAX_INT(jax_int64, uint64_t, int64_t)

MAP(jax_choose64)
{
    TYPED(jax_choose64, high, index);
    const uint64_t *low = high + HYSI_TILE, count = p->count, mult = p->mult;
    for (size_t i = 0; i < n; i++)
        index[i] = (uint32_t)((high[i] % count * mult + low[i] % count) % count);
    return 0;
}

/* log(x) / log(base) with JAX's log; a result that is NaN is counted. No result is subnormal, as
 * |log(x)| is 0 or above 2^-54 and log(base) below 710. */
#define JAX_LOG_TRANSFORM(name, type, log)          \
    MAP(name)                                       \
    {                                               \
        TYPED(name, x, y);                          \
        size_t flagged = 0;                         \
        for (size_t i = 0; i < n; i++) {            \
            const type v = log(x[i]) / p->log_base; \
            flagged += v != v;                      \
            y[i] = v;                               \
        }                                           \
        return flagged;                             \
    }
JAX_LOG_TRANSFORM(jax_log_transform_f32, float, hysi_jax_log_f32)
JAX_LOG_TRANSFORM(jax_log_transform_f64, double, hysi_jax_log_f64)
