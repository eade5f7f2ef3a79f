/* Maps of the JAX streams over vector words; src/reference/jax.c is the definition, and serves
 * words with a lane outside the common case. Bounded by the FMA ports and, for pow, by the gathers
 * from its tables. */

#include "src/reference/jax_math.h"
#include "src/reference/jax_normal_tables.h"
#include "src/reference/jax_tables.h"

/* v or, in the lanes where |v| < least, a zero with the sign of v. */
static inline v_f32 flush_f32(v_f32 v, v_f32 least)
{
    const v_u32 b = v_as_u32(v), sign = v_set_u32(0x80000000u);
    const v_u32 rest = v_set_u32(0x7fffffffu);
    const v_m32 tiny = v_lt_f32(v_as_f32(v_and_u32(b, rest)), least);
    return v_select_f32(tiny, v_as_f32(v_and_u32(b, sign)), v);
}

static inline v_f64 flush_f64(v_f64 v, v_f64 least)
{
    const v_u64 b = v_as_u64(v), sign = v_set_u64(0x8000000000000000u);
    const v_u64 rest = v_set_u64(0x7fffffffffffffffu);
    const v_m64 tiny = v_lt_f64(v_as_f64(v_and_u64(b, rest)), least);
    return v_select_f64(tiny, v_as_f64(v_and_u64(b, sign)), v);
}

MAP(jax_uniform_f32)
{
    TYPED(jax_uniform_f32);
    const v_f32 lo = v_set_f32(p->lo), span = v_set_f32(p->span);
    const v_f32 down = v_set_f32(p->down);
    const v_f32 least = v_set_f32(0x1p-126f / p->down);
    size_t i = 0;
    for (; i + V32 <= n; i += V32) {
        const v_u32 one_to_two = v_or_u32(V_SHR_u32(v_load_u32(x + i), 9), v_set_u32(0x3f800000u));
        const v_f32 f = v_sub_f32(v_as_f32(one_to_two), v_set_f32(1.0f));
        const v_f32 v = flush_f32(v_fma_f32(f, span, lo), least);
        v_store_f32(y + i, v_mul_f32(v_max_f32(lo, v), down));
    }
    return SCALAR_TAIL;
}

MAP(jax_uniform_f64)
{
    TYPED(jax_uniform_f64);
    const v_f64 lo = v_set_f64(p->lo), span = v_set_f64(p->span);
    const v_f64 down = v_set_f64(p->down);
    const v_f64 least = v_set_f64(0x1p-1022 / p->down);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_u64 one_to_two =
            v_or_u64(V_SHR_u64(v_load_u64(x + i), 12), v_set_u64(0x3ff0000000000000u));
        const v_f64 f = v_sub_f64(v_as_f64(one_to_two), v_set_f64(1.0));
        const v_f64 v = flush_f64(v_fma_f64(f, span, lo), least);
        v_store_f64(y + i, v_mul_f64(v_max_f64(lo, v), down));
    }
    return SCALAR_TAIL;
}

MAP(jax_linear_f32)
{
    TYPED(jax_linear_f32);
    const struct linear_f32 law = linear_f32_law(p);
    size_t i = 0;
    for (; i + V32 <= n; i += V32)
        v_store_f32(y + i, jax_linear_f32_of(&law, v_load_u32(x + i)));
    return SCALAR_TAIL;
}

/* Inlined once for each value of flush. Two words at a time, as v_find_entries takes them. */
static inline __attribute__((always_inline)) size_t
pow_f32_loop(double base_log2, size_t n, const float *x, float *y, bool flush)
{
    const double *C = hysi_exp2_c;
    const v_f64 log2_base = v_set_f64(base_log2), shift = v_set_f64(0x1.8p47);
    const v_f64 least = v_set_f64(HYSI_JAX_LEAST_F32);
    const v_entries entries = v_load_entries(hysi_exp2_table);
    size_t i = 0;
    for (; i + 2 * V64 <= n; i += 2 * V64) {
        v_f64 r[2];
        v_u64 bits[2], entry[2];
        UNROLL
        for (int j = 0; j < 2; j++) {
            const v_f64 v = v_mul_f64(v_load_f32_f64(x + i + j * V64), log2_base),
                        kd = v_add_f64(v, shift);
            bits[j] = v_as_u64(kd);
            r[j] = v_sub_f64(v, v_sub_f64(kd, shift));
        }
        v_find_entries(&entries, bits, entry);
        UNROLL
        for (int j = 0; j < 2; j++) {
            const v_f64 s = v_as_f64(v_add_u64(entry[j], V_SHL_u64(bits[j], 47)));
            const v_f64 high = v_fma_f64(v_set_f64(C[0]), r[j], v_set_f64(C[1]));
            const v_f64 low = v_fma_f64(v_set_f64(C[2]), r[j], v_set_f64(1.0));
            const v_f64 power = v_mul_f64(v_fma_f64(high, v_mul_f64(r[j], r[j]), low), s);
            v_store_f64_f32(y + i + j * V64,
                            flush ? v_select_f64(v_lt_f64(power, least), v_set_f64(0), power)
                                  : power);
        }
    }
    return i;
}

MAP(jax_pow_f32)
{
    TYPED(jax_pow_f32);
    const double log2_base = p->log2_base;
    const size_t i =
        p->flush ? pow_f32_loop(log2_base, n, x, y, true) : pow_f32_loop(log2_base, n, x, y, false);
    return SCALAR_TAIL;
}

MAP(jax_pow_f64)
{
    TYPED(jax_pow_f64);
    const double *C = hysi_exp_c;
    const v_f64 hi = v_set_f64(p->hi), lo = v_set_f64(p->lo), shift = v_set_f64(0x1.8p52);
    const v_u64 no_sign = v_set_u64(0x7fffffffffffffffu);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i);
        const v_f64 eh = v_mul_f64(v, hi);
        const v_f64 minus_eh = v_as_f64(v_xor_u64(v_as_u64(eh), v_set_u64(0x8000000000000000u)));
        const v_f64 el = v_fma_f64(v, lo, v_fma_f64(v, hi, minus_eh));
        const v_f64 size = v_as_f64(v_and_u64(v_as_u64(eh), no_sign));
        const v_m64 common =
            v_and_m64(v_le_f64(v_set_f64(0x1p-54), size), v_lt_f64(size, v_set_f64(512.0)));
        if (v_count_f64(common) < V64) {
            SCALAR(V64);
            continue;
        }
        v_f64 kd = v_fma_f64(v_set_f64(hysi_exp_ln2[0]), eh, shift);
        const v_u64 bits = v_as_u64(kd);
        kd = v_sub_f64(kd, shift);
        const v_f64 r = v_add_f64(v_fma_f64(kd, v_set_f64(hysi_exp_ln2[2]),
                                            v_fma_f64(kd, v_set_f64(hysi_exp_ln2[1]), eh)),
                                  el);
        const v_f64 r2 = v_mul_f64(r, r);
        const v_u64 j2 =
            V_SHL_u64(v_and_u64(bits, v_set_u64(127)), 1); /* an entry is two 64-bit words */
        const v_f64 tail = v_as_f64(v_gather_u64(&hysi_exp_table[0].tail, j2));
        const v_f64 s =
            v_as_f64(v_add_u64(v_gather_u64(&hysi_exp_table[0].scale, j2), V_SHL_u64(bits, 45)));
        const v_f64 low =
            v_fma_f64(r2, v_fma_f64(r, v_set_f64(C[1]), v_set_f64(C[0])), v_add_f64(tail, r));
        const v_f64 t =
            v_fma_f64(v_mul_f64(r2, r2), v_fma_f64(r, v_set_f64(C[3]), v_set_f64(C[2])), low);
        v_store_f64(y + i, v_fma_f64(s, t, s));
    }
    return SCALAR_TAIL;
}

/* x mod c by a reciprocal that is rounded down, so that the quotient is at most one too small. */
static inline v_u32 mod_u32(v_u32 x, v_u32 c, v_u32 reciprocal)
{
    const v_u32 r = v_sub_u32(x, v_mullo_u32(v_mulhi_u32(x, reciprocal), c));
    return v_min_u32(r, v_sub_u32(r, c));
}

static inline v_u64 mod_u64(v_u64 x, v_u64 c, v_u64 reciprocal)
{
    const v_u64 r = v_sub_u64(x, mullo_u64(mulhi_u64(x, reciprocal), c));
    return v_min_u64(r, v_sub_u64(r, c));
}

/* The same with c < 2^32. */
static inline v_u64 mod32_u64(v_u64 x, v_u64 c, v_u64 reciprocal)
{
    const v_u64 q = mulhi_u64(x, reciprocal);
    const v_u64 product =
        v_add_u64(v_mul32_u64(q, c), V_SHL_u64(v_mul32_u64(V_SHR_u64(q, 32), c), 32));
    const v_u64 r = v_sub_u64(x, product);
    return v_min_u64(r, v_sub_u64(r, c));
}

MAP(jax_int32)
{
    TYPED(jax_int32);
    const v_u32 first = v_set_u32(p->lo), c = v_set_u32(p->count), mult = v_set_u32(p->mult);
    const v_u32 reciprocal = v_set_u32(UINT32_MAX / p->count);
    size_t i = 0;
    for (; i + V32 <= n; i += V32) {
        const v_u32 hi = mod_u32(v_load_u32(x + i), c, reciprocal),
                    lo = mod_u32(v_load_u32(x + i + HYSI_TILE), c, reciprocal);
        const v_u32 k = mod_u32(v_add_u32(v_mullo_u32(hi, mult), lo), c, reciprocal);
        v_store_u32(y + i, v_add_u32(first, k));
    }
    return SCALAR_TAIL;
}

MAP(jax_int64)
{
    TYPED(jax_int64);
    const v_u64 first = v_set_u64(p->lo), c = v_set_u64(p->count), mult = v_set_u64(p->mult);
    const v_u64 reciprocal = v_set_u64(UINT64_MAX / p->count);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_u64 hi = mod_u64(v_load_u64(x + i), c, reciprocal),
                    lo = mod_u64(v_load_u64(x + i + HYSI_TILE), c, reciprocal);
        const v_u64 k = mod_u64(v_add_u64(mullo_u64(hi, mult), lo), c, reciprocal);
        v_store_u64(y + i, v_add_u64(first, k));
    }
    return SCALAR_TAIL;
}

MAP(jax_choose64)
{
    TYPED(jax_choose64);
    const v_u64 c = v_set_u64(p->count), mult = v_set_u64(p->mult);
    const v_u64 reciprocal = v_set_u64(UINT64_MAX / p->count);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_u64 hi = mod32_u64(v_load_u64(x + i), c, reciprocal),
                    lo = mod32_u64(v_load_u64(x + i + HYSI_TILE), c, reciprocal);
        /* Both factors are below 2^31, so nothing wraps. */
        v_store_u64_u32(y + i, mod32_u64(v_add_u64(v_mul32_u64(hi, mult), lo), c, reciprocal));
    }
    return SCALAR_TAIL;
}

/* ---- logarithms ---- */

/* The log of positive normal numbers. */
static inline v_f32 jax_log_f32(v_f32 v)
{
    const v_f32 one = v_set_f32(1.0f);
    const v_u32 b = v_as_u32(v);
    const v_f32 m =
        v_as_f32(v_or_u32(v_and_u32(b, v_set_u32(0x807fffffu)), v_set_u32(0x3f000000u)));
    const v_m32 below = v_lt_f32(m, v_set_f32(0x1.6a09e6p-1f));
    v_f32 e = v_add_f32(one, v_cvt_i32_f32(v_sub_u32(V_SHR_u32(b, 23), v_set_u32(127))));
    v_f32 t = v_sub_f32(m, one);
    t = v_select_f32(below, v_add_f32(t, m), t);
    e = v_select_f32(below, v_sub_f32(e, one), e);
    const v_f32 x2 = v_mul_f32(t, t), x3 = v_mul_f32(x2, t);
    v_f32 y0 = v_fma_f32(t, v_set_f32(7.0376836292e-2f), v_set_f32(-1.1514610310e-1f));
    v_f32 y1 = v_fma_f32(t, v_set_f32(-1.2420140846e-1f), v_set_f32(1.4249322787e-1f));
    v_f32 y2 = v_fma_f32(t, v_set_f32(2.0000714765e-1f), v_set_f32(-2.4999993993e-1f));
    y0 = v_fma_f32(y0, t, v_set_f32(1.1676998740e-1f));
    y1 = v_fma_f32(y1, t, v_set_f32(-1.6668057665e-1f));
    y2 = v_fma_f32(y2, t, v_set_f32(3.3333331174e-1f));
    y0 = v_fma_f32(y0, x3, y1);
    y0 = v_fma_f32(y0, x3, y2);
    y0 = v_fma_f32(y0, x3, v_mul_f32(v_set_f32(-2.12194440e-4f), e));
    return v_add_f32(v_add_f32(v_fma_f32(v_set_f32(-0.5f), x2, t), y0),
                     v_mul_f32(v_set_f32(0.693359375f), e));
}

/* The same of those that are not close to 1, which take another polynomial. */
static inline v_f64 jax_log_f64(v_f64 v)
{
    const double *A = hysi_log_a;
    const v_u64 b = v_as_u64(v), tmp = v_sub_u64(b, v_set_u64(0x3fe6000000000000u));
    const v_u64 j2 = V_SHL_u64(v_and_u64(V_SHR_u64(tmp, 45), v_set_u64(127)), 1);
    const v_u64 exponent = v_and_u64(tmp, v_set_u64(0xfff0000000000000u));
    /* The signed upper 12 bits: made positive, shifted, moved back. */
    const v_u64 raised = V_SHR_u64(v_add_u64(exponent, v_set_u64(0x8000000000000000u)), 52);
    const v_f64 kd = v_cvt_i64_f64(v_sub_u64(raised, v_set_u64(2048)));
    const v_f64 z = v_as_f64(v_sub_u64(b, exponent));
    const v_f64 invc = v_as_f64(v_gather_u64(&hysi_log_table[0].invc, j2));
    const v_f64 logc = v_as_f64(v_gather_u64(&hysi_log_table[0].logc, j2));
    const v_f64 r = v_fma_f64(z, invc, v_set_f64(-1.0)), r2 = v_mul_f64(r, r);
    const v_f64 w = v_fma_f64(kd, v_set_f64(hysi_log_ln2[0]), logc);
    const v_f64 hi = v_add_f64(w, r);
    const v_f64 lo = v_fma_f64(kd, v_set_f64(hysi_log_ln2[1]), v_add_f64(v_sub_f64(w, hi), r));
    const v_f64 a34 = v_fma_f64(r, v_set_f64(A[4]), v_set_f64(A[3])),
                a12 = v_fma_f64(r, v_set_f64(A[2]), v_set_f64(A[1]));
    const v_f64 low = v_fma_f64(r2, v_set_f64(A[0]), lo);
    return v_add_f64(v_fma_f64(v_mul_f64(r, r2), v_fma_f64(r2, a34, a12), low), hi);
}

MAP(jax_log_transform_f32)
{
    TYPED(jax_log_transform_f32);
    const v_f32 log_base = v_set_f32(p->log_base);
    size_t i = 0, flagged = 0;
    for (; i + V32 <= n; i += V32) {
        const v_f32 v = v_load_f32(x + i);
        const v_m32 normal = v_and_m32(v_le_f32(v_set_f32(0x1p-126f), v),
                                       v_lt_f32(v, v_as_f32(v_set_u32(0x7f800000u))));
        if (v_count_f32(normal) < V32) {
            flagged += SCALAR(V32);
            continue;
        }
        v_store_f32(y + i, v_div_f32(jax_log_f32(v), log_base));
    }
    return flagged + SCALAR_TAIL;
}

MAP(jax_log_transform_f64)
{
    TYPED(jax_log_transform_f64);
    const v_f64 log_base = v_set_f64(p->log_base),
                infinity = v_as_f64(v_set_u64(0x7ff0000000000000u));
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i);
        const v_m64 normal = v_and_m64(v_le_f64(v_set_f64(0x1p-1022), v), v_lt_f64(v, infinity));
        const v_m64 near_one = v_and_m64(v_le_f64(v_set_f64(1.0 - 0x1p-4), v),
                                         v_lt_f64(v, v_set_f64(1.0 + 0x1.09p-4)));
        if (v_count_f64(normal) < V64 || v_count_f64(near_one) > 0) {
            flagged += SCALAR(V64);
            continue;
        }
        v_store_f64(y + i, v_div_f64(jax_log_f64(v), log_base));
    }
    return flagged + SCALAR_TAIL;
}

/* ---- normal numbers ---- */

static inline v_f32 opposite_f32(v_f32 v)
{
    return v_as_f32(v_xor_u32(v_as_u32(v), v_set_u32(0x80000000u)));
}

static inline v_f64 opposite_f64(v_f64 v)
{
    return v_as_f64(v_xor_u64(v_as_u64(v), v_set_u64(0x8000000000000000u)));
}

/* The polynomial of log1p near 0, then Horner's rule for a table of coefficients. */
#define SERIES(T)                                                                               \
    static inline v_##T log1p_near_0_##T(v_##T s)                                               \
    {                                                                                           \
        v_##T p = v_set_##T(hysi_log1p_num_##T[0]);                                             \
        v_##T q = v_add_##T(s, v_set_##T(hysi_log1p_den_##T[0]));                               \
        UNROLL                                                                                  \
        for (int k = 1; k < 7; k++)                                                             \
            p = v_fma_##T(p, s, v_set_##T(hysi_log1p_num_##T[k]));                              \
        UNROLL                                                                                  \
        for (int k = 1; k < 6; k++)                                                             \
            q = v_fma_##T(q, s, v_set_##T(hysi_log1p_den_##T[k]));                              \
        const v_##T s2 = v_mul_##T(s, s), cubic = v_mul_##T(v_mul_##T(s, s2), v_div_##T(p, q)); \
        return v_add_##T(s, v_fma_##T(v_set_##T(-0.5), s2, cubic));                             \
    }
SERIES(f32)
SERIES(f64)
#undef SERIES

MAP(jax_normal_f32)
{
    TYPED(jax_normal_f32);
    const v_f32 mu = v_set_f32(p->mu), sigma = v_set_f32(p->sigma), one = v_set_f32(1.0f);
    const float *near = hysi_erf_inv_near_f32, *far = hysi_erf_inv_far_f32;
    size_t i = 0;
    for (; i + V32 <= n; i += V32) {
        const v_u32 k = V_SHR_u32(v_load_u32(x + i), 9);
        const v_f32 u =
            v_fma_f32(v_cvt_i32_f32(k), v_set_f32(0x1p-22f), v_set_f32(-0x1.fffffep-1f));
        const v_f32 size = v_mul_f32(u, u), s = opposite_f32(size);
        const v_f32 log1p = v_select_f32(v_lt_f32(size, v_set_f32(HYSI_LOG1P_SEAM_F32)),
                                         log1p_near_0_f32(s), jax_log_f32(v_add_f32(s, one)));
        const v_f32 w = opposite_f32(log1p);
        const v_m32 is_near = v_lt_f32(w, v_set_f32(5.0f));
        v_f32 t = v_sub_f32(w, v_set_f32(2.5f)), z = v_set_f32(near[0]);
        if (v_count_f32(is_near) == V32) {
            UNROLL
            for (int c = 1; c < 9; c++)
                z = v_fma_f32(z, t, v_set_f32(near[c]));
        } else {
            t = v_select_f32(is_near, t, v_sub_f32(v_sqrt_f32(w), v_set_f32(3.0f)));
            z = v_select_f32(is_near, z, v_set_f32(far[0]));
            UNROLL
            for (int c = 1; c < 9; c++)
                z = v_fma_f32(z, t, v_select_f32(is_near, v_set_f32(near[c]), v_set_f32(far[c])));
        }
        z = v_mul_f32(v_mul_f32(u, z), v_set_f32(HYSI_SQRT2_F32));
        v_store_f32(y + i, v_add_f32(v_mul_f32(z, sigma), mu));
    }
    return SCALAR_TAIL;
}

/* One number in a thousand has another polynomial than the first, which is left to the scalar
 * definition. */
MAP(jax_normal_f64)
{
    TYPED(jax_normal_f64);
    const v_f64 mu = v_set_f64(p->mu), sigma = v_set_f64(p->sigma), one = v_set_f64(1.0);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_u64 k = V_SHR_u64(v_load_u64(x + i), 12);
        const v_f64 u =
            v_fma_f64(v_cvt_u64_f64(k), v_set_f64(0x1p-51), v_set_f64(-0x1.fffffffffffffp-1));
        const v_f64 size = v_mul_f64(u, u), s = opposite_f64(size);
        const v_m64 near_0 = v_lt_f64(size, v_set_f64(HYSI_LOG1P_SEAM_F64));
        /* Where the sum is close to 1 its log is not taken. */
        const v_f64 log1p =
            v_select_f64(near_0, log1p_near_0_f64(s), jax_log_f64(v_add_f64(s, one)));
        const v_f64 w = opposite_f64(log1p);
        if (v_count_f64(v_lt_f64(w, v_set_f64(6.25))) < V64) {
            SCALAR(V64);
            continue;
        }
        const v_f64 t = v_sub_f64(w, v_set_f64(3.125));
        v_f64 z = v_set_f64(hysi_erf_inv_near_f64[0]);
        UNROLL
        for (int c = 1; c < 23; c++)
            z = v_fma_f64(z, t, v_set_f64(hysi_erf_inv_near_f64[c]));
        z = v_mul_f64(v_mul_f64(u, z), v_set_f64(HYSI_SQRT2_F64));
        v_store_f64(y + i, v_add_f64(v_mul_f64(z, sigma), mu));
    }
    return SCALAR_TAIL;
}
