/* Maps of the normal family over vector words; src/reference/normal.c is the definition. Quantiles
 * are bounded as simd/law_normal.h says, masses by SLEEF's erf and erfc. */
#include <math.h>
#include <string.h>

#include "simd/law_normal.h"

/* Elements that fill NORMAL_WORDS words. */
enum { NORMAL_32 = NORMAL_WORDS * V32, NORMAL_64 = NORMAL_WORDS * V64 };

/* For what is left of n elements at the end: few of them are copied to a whole group, behind which
 * stand draws of the centre, or units near 0. A group takes no longer than two elements of the
 * scalar definition. */
#define GROUP_OF_FEW(many, group)                 \
    if (i < n) {                                  \
        uint64_t from[(many) * sizeof *x / 8];    \
        uint64_t to[(many) * sizeof *y / 8];      \
        memset(from, 0x55, sizeof from);          \
        memcpy(from, x + i, (n - i) * sizeof *x); \
        group(&law, (void *)from, (void *)to);    \
        memcpy(y + i, to, (n - i) * sizeof *y);   \
    }

/* A law of NORMAL_WORDS words over n elements. */
#define LAW_OF_WORDS(bits, name)                                                       \
    static inline void name##_group(const struct name *law, const hysi_##name##_in *x, \
                                    hysi_##name##_out *y)                              \
    {                                                                                  \
        v_u##bits draw[NORMAL_WORDS];                                                  \
        v_f##bits value[NORMAL_WORDS];                                                 \
        UNROLL                                                                         \
        for (int j = 0; j < NORMAL_WORDS; j++)                                         \
            draw[j] = v_load_u##bits(x + j * V##bits);                                 \
        name##_words(law, draw, value);                                                \
        UNROLL                                                                         \
        for (int j = 0; j < NORMAL_WORDS; j++)                                         \
            v_store_f##bits(y + j * V##bits, value[j]);                                \
    }                                                                                  \
    MAP(name)                                                                          \
    {                                                                                  \
        TYPED(name);                                                                   \
        const struct name law = name##_law(p);                                         \
        size_t i = 0;                                                                  \
        for (; i + NORMAL_##bits <= n; i += NORMAL_##bits)                             \
            name##_group(&law, x + i, y + i);                                          \
        GROUP_OF_FEW(NORMAL_##bits, name##_group)                                      \
        return 0;                                                                      \
    }
LAW_OF_WORDS(32, normal_f32)
LAW_OF_WORDS(64, normal_f64)
LAW_OF_WORDS(64, lognormal_f64)
#undef LAW_OF_WORDS

/* ---- between bounds ---- */

/* SLEEF's deterministic log2 (u10, with FMA) of a normal positive number. Sums of two numbers, of
 * which the first is the larger one, take three operations here and six there, and m - 1, which is
 * exact, one; the bits are the same. The scalar definition calls SLEEF itself, and the tests
 * compare the bits. */
static inline v_f64 log2_of_normal(v_f64 x)
{
    const v_f64 one = v_set_f64(1);
    /* x = m 2^e, m in [3/4, 3/2). */
    const v_u64 bits = v_as_u64(x);
    const v_u64 above = v_add_u64(bits, v_set_u64((uint64_t)1 << 51));
    const v_f64 e = v_sub_f64(v_cvt_u64_f64(V_SHR_u64(above, 52)), v_set_f64(1023));
    const v_f64 m = v_as_f64(v_add_u64(
        v_sub_u64(bits, v_and_u64(above, v_set_u64((uint64_t)0x7ff << 52))), v_as_u64(one)));
    /* q + q_low = (m - 1) / (m + 1) */
    const v_f64 n = v_sub_f64(m, one), d = v_add_f64(m, one);
    const v_f64 d_low = v_sub_f64(m, v_sub_f64(d, one));
    const v_f64 t = v_div_f64(one, d), q = v_mul_f64(n, t), minus_t = v_sub_f64(v_set_f64(0), t);
    const v_f64 left = v_fma_f64(minus_t, d_low, v_fma_f64(minus_t, d, one));
    const v_f64 minus_q = v_sub_f64(v_set_f64(0), q);
    const v_f64 q_low = v_fma_f64(q, left, v_fma_f64(t, n, minus_q));
    const v_f64 q2 = v_mul_f64(q, q), q4 = v_mul_f64(q2, q2), q8 = v_mul_f64(q4, q4);
    const v_f64 c654 = v_fma_f64(
        v_set_f64(+0.2211941750456081490e+0), q4,
        v_fma_f64(v_set_f64(+0.2200768693152277689e+0), q2, v_set_f64(+0.2623708057488514656e+0)));
    const v_f64 c32 =
        v_fma_f64(v_set_f64(+0.3205977477944495502e+0), q2, v_set_f64(+0.4121985945485324709e+0));
    const v_f64 c10 =
        v_fma_f64(v_set_f64(+0.5770780162997058982e+0), q2, v_set_f64(+0.96179669392608091449));
    const v_f64 poly = v_fma_f64(q8, c654, v_fma_f64(q4, c32, c10));
    /* e + q 2 / ln(2) + q^3 poly */
    const v_f64 by = v_set_f64(2.885390081777926774), p = v_mul_f64(q, by);
    const v_f64 minus_p = v_sub_f64(v_set_f64(0), p);
    const v_f64 p_low = v_fma_f64(q, v_set_f64(6.0561604995516736434e-18),
                                  v_fma_f64(q_low, by, v_fma_f64(q, by, minus_p)));
    const v_f64 s = v_add_f64(e, p);
    const v_f64 s_low = v_add_f64(p_low, v_sub_f64(p, v_sub_f64(s, e)));
    const v_f64 rest = v_mul_f64(v_mul_f64(q2, q), poly), sum = v_add_f64(s, rest);
    return v_add_f64(sum, v_add_f64(s_low, v_sub_f64(rest, v_sub_f64(sum, s))));
}

/* The quantile's size for tails r < 2^-65. Other lanes have some number. */
static inline v_f64 deep_of(v_f64 r)
{
    const v_f64 w = v_sub_f64(v_set_f64(-2.0), log2_of_normal(r));
    const v_u64 row = V_SHR_u64(v_as_u64(w), 52);
    const v_f64 t = v_sub_f64(v_sqrt_f64(w), v_of_8_f64(normal_deep_column[0], row));
    v_f64 z = v_of_8_f64(normal_deep_column[NORMAL_DEEP_COEFFICIENTS], row);
    UNROLL
    for (int k = NORMAL_DEEP_COEFFICIENTS - 1; k >= 1; k--)
        z = v_fma_f64(z, t, v_of_8_f64(normal_deep_column[k], row));
    return z;
}

/* The quantile where the tails are p and q; they are taken for no less than `least`. */
ALWAYS_INLINE void quantile_words(const struct standard_f64 *l, const struct near_rows *near,
                                  bool is_likely, const v_f64 p[NORMAL_WORDS],
                                  const v_f64 q[NORMAL_WORDS], const v_f64 least[NORMAL_WORDS],
                                  v_f64 z[NORMAL_WORDS])
{
    const v_f64 deep = v_set_f64(0x1p-65);
    v_f64 r[NORMAL_WORDS], g[NORMAL_WORDS];
    v_u64 centre[NORMAL_WORDS], sign[NORMAL_WORDS];
    size_t deeper = 0;
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++) {
        sign[j] = v_select_u64(v_lt_f64(q[j], p[j]), v_set_u64(0), l->top);
        r[j] = v_max_f64(v_min_f64(q[j], p[j]), least[j]);
        /* Negative from r = 1/4 on. */
        centre[j] = v_as_u64(v_sub_f64(v_set_f64(0x1.fffffffffffffp-3), r[j]));
        g[j] = v_if_top_f64(centre[j], v_fma_f64(v_set_f64(-2.0), r[j], v_set_f64(1.0)),
                            v_mul_f64(v_set_f64(-2.0), r[j]));
        deeper += v_count_f64(v_lt_f64(r[j], deep));
    }
    if (deeper < NORMAL_64)
        standard_of(l, near, is_likely, g, centre, z);
    if (__builtin_expect(deeper > 0, 0))
        for (int j = 0; j < NORMAL_WORDS; j++) {
            const v_f64 tail = deep_of(r[j]);
            z[j] = deeper < NORMAL_64 ? v_select_f64(v_lt_f64(r[j], deep), tail, z[j]) : tail;
        }
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++)
        z[j] = v_as_f64(v_xor_u64(v_as_u64(z[j]), sign[j]));
}

/* The near rows of tails that are at most top: those of the 16 largest octaves, or of the centre.
 */
static inline struct near_rows near_rows_of(double top)
{
    const double g = 2 * top;
    uint64_t bits;
    if (!(top < 0.25))
        return likely_rows;
    memcpy(&bits, &g, sizeof bits);
    const size_t last = top < 0x1p-65 ? 0 : ((bits >> 52) + 1) & 63;
    const size_t first = last < 15 ? 0 : last - 15;
    const uint64_t least = (1023 - 2 * (64 - first)) << 52;
    struct near_rows near = {first, 0};
    memcpy(&near.least, &least, sizeof least);
    return near;
}

struct truncated {
    struct standard_f64 standard;
    struct near_rows near;
    v_f64 mass, below, above, least, mu, sigma, lo, largest;
};
static inline struct truncated truncated_law(const struct hysi_params_truncated *p)
{
    /* The larger tails of a law on one side of the middle; else at least 1/4. */
    const double lower = p->below + p->mass, upper = p->above + p->mass;
    const struct near_rows near = near_rows_of(lower < upper ? lower : upper);
    return (struct truncated){standard_f64_law(),  near,
                              v_set_f64(p->mass),  v_set_f64(p->below),
                              v_set_f64(p->above), v_set_f64(p->least),
                              v_set_f64(p->mu),    v_set_f64(p->sigma),
                              v_set_f64(p->lo),    v_set_f64(p->largest)};
}

/* From units u and v = 1 - u, which become the tails and then the values. */
ALWAYS_INLINE void truncated_words(const struct truncated *l, v_f64 u[NORMAL_WORDS],
                                   v_f64 v[NORMAL_WORDS], v_f64 value[NORMAL_WORDS])
{
    v_f64 p[NORMAL_WORDS], q[NORMAL_WORDS], least[NORMAL_WORDS], z[NORMAL_WORDS];
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++) {
        p[j] = v_fma_f64(u[j], l->mass, l->below);
        q[j] = v_fma_f64(v[j], l->mass, l->above);
        least[j] = l->least;
    }
    quantile_words(&l->standard, &l->near, false, p, q, least, z);
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++)
        value[j] = clamp_f64(v_fma_f64(z[j], l->sigma, l->mu), l->lo, l->largest);
}

/* v + 1/2 for an integer v of 64 bits, rounded once; and the same of ~v. */
static inline void halves_above(v_u64 v, v_f64 up[1], v_f64 down[1])
{
    const v_f64 high = v_cvt_u64_f64(V_SHR_u64(v, 32)),
                low = v_cvt_u64_f64(v_and_u64(v, v_set_u64(0xffffffffu)));
    const v_f64 all = v_set_f64(0xffffffff), half = v_set_f64(0.5), by = v_set_f64(0x1p32);
    *up = v_fma_f64(high, by, v_add_f64(low, half));
    *down = v_fma_f64(v_sub_f64(all, high), by, v_add_f64(v_sub_f64(all, low), half));
}

static inline void truncated_group(const struct truncated *law, const uint64_t *x, double *y)
{
    v_f64 u[NORMAL_WORDS], v[NORMAL_WORDS], value[NORMAL_WORDS];
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++) {
        halves_above(v_load_u64(x + j * V64), &u[j], &v[j]);
        u[j] = v_mul_f64(u[j], v_set_f64(0x1p-64));
        v[j] = v_mul_f64(v[j], v_set_f64(0x1p-64));
    }
    truncated_words(law, u, v, value);
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++)
        v_store_f64(y + j * V64, value[j]);
}

MAP(truncated_f64)
{
    TYPED(truncated_f64);
    const struct truncated law = truncated_law(p);
    size_t i = 0;
    for (; i + NORMAL_64 <= n; i += NORMAL_64)
        truncated_group(&law, x + i, y + i);
    GROUP_OF_FEW(NORMAL_64, truncated_group)
    return 0;
}

MAP(decode_normal)
{
    TYPED(decode_normal);
    const struct truncated law = truncated_law(p);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1);
    const v_f64 at_zero = v_set_f64(p->at_zero), at_one = v_set_f64(p->at_one);
    size_t i = 0, flagged = 0;
    for (; i + NORMAL_64 <= n; i += NORMAL_64) {
        v_f64 unit[NORMAL_WORDS], u[NORMAL_WORDS], v[NORMAL_WORDS], value[NORMAL_WORDS];
        UNROLL
        for (int j = 0; j < NORMAL_WORDS; j++) {
            unit[j] = v_load_f64(x + i + j * V64);
            u[j] = clamp_f64(unit[j], zero, one);
            v[j] = v_sub_f64(one, u[j]);
            flagged += V64 - v_count_f64(within_f64(unit[j], zero, one));
        }
        truncated_words(&law, u, v, value);
        UNROLL
        for (int j = 0; j < NORMAL_WORDS; j++) {
            v_f64 w = v_add_f64(value[j], zero);
            w = v_select_f64(v_le_f64(one, unit[j]), at_one, w);
            w = v_select_f64(v_le_f64(unit[j], zero), at_zero, w);
            v_store_f64(y + i + j * V64, unless_nan_f64(unit[j], w));
        }
    }
    return flagged + SCALAR_TAIL;
}

/* ---- masses: values to units ---- */

static inline v_f64 above_f64(v_f64 z)
{
    return v_mul_f64(v_erfc_f64(v_mul_f64(z, v_set_f64(0x1.6a09e667f3bcdp-1))), v_set_f64(0.5));
}

/* erf(x / sqrt(2)). */
static inline v_f64 normal_erf_f64(v_f64 x)
{
    return v_erf_f64(v_mul_f64(x, v_set_f64(0x1.6a09e667f3bcdp-1)));
}

static inline v_m64 is_short_f64(v_f64 h, v_f64 m)
{
    return v_lt_f64(v_mul_f64(h, v_add_f64(v_set_f64(1), abs_f64(m))), v_set_f64(0x1p-8));
}

static inline v_f64 short_mass_f64(v_f64 h, v_f64 m)
{
    const v_f64 one = v_set_f64(1), mm = v_mul_f64(m, m), hh = v_mul_f64(h, h);
    const v_f64 second = v_div_f64(v_sub_f64(mm, one), v_set_f64(24));
    const v_f64 fourth = v_div_f64(
        v_add_f64(v_sub_f64(v_mul_f64(mm, mm), v_mul_f64(v_set_f64(6), mm)), v_set_f64(3)),
        v_set_f64(1920));
    const v_f64 series = v_add_f64(one, v_mul_f64(hh, v_add_f64(second, v_mul_f64(hh, fourth))));
    const v_f64 density =
        v_mul_f64(v_exp_f64(v_mul_f64(v_set_f64(-0.5), mm)), v_set_f64(0x1.9884533d43651p-2));
    return v_mul_f64(v_mul_f64(density, h), series);
}

MAP(encode_normal)
{
    TYPED(encode_normal);
    const v_f64 mu = v_set_f64(p->mu), sigma = v_set_f64(p->sigma);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), z = v_div_f64(v_sub_f64(v, mu), sigma);
        v_store_f64(y + i, unless_nan_f64(v, above_f64(minus_f64(z))));
    }
    return SCALAR_TAIL;
}

/* The mass from p->lower to x, which lie h sigmas apart, over p->mass. Where the lower bound is
 * above mu, all lanes take erfc; else they take erfc below mu and erf above it. What no lane needs
 * is left out. */
static inline v_f64 between_f64(const struct hysi_params_mass_between *p, v_f64 x, v_f64 h)
{
    const v_f64 mu = v_set_f64(p->mu), sigma = v_set_f64(p->sigma), tail = v_set_f64(p->tail);
    const v_f64 zero = v_set_f64(0), half = v_set_f64(0.5);
    const v_f64 b = v_div_f64(v_sub_f64(x, mu), sigma), lower = v_set_f64(p->lower);
    const v_f64 m = v_div_f64(v_sub_f64(v_mul_f64(half, v_add_f64(lower, x)), mu), sigma);
    const v_m64 is_short = is_short_f64(h, m);
    v_f64 mass;
    if (p->a >= 0.0) {
        mass = v_sub_f64(tail, above_f64(b));
    } else {
        const v_m64 below = v_le_f64(b, zero);
        mass = v_sub_f64(above_f64(minus_f64(b)), tail);
        if (v_count_f64(below) < V64) {
            const v_f64 both = v_add_f64(normal_erf_f64(b), v_set_f64(p->erf));
            mass = v_select_f64(below, mass, v_mul_f64(half, both));
        }
    }
    if (v_count_f64(is_short) > 0)
        mass = v_select_f64(is_short, short_mass_f64(h, m), mass);
    return clamp_f64(v_div_f64(mass, v_set_f64(p->mass)), zero, v_set_f64(1));
}

MAP(encode_truncated)
{
    TYPED(encode_truncated);
    const v_f64 lower = v_set_f64(p->lower), sigma = v_set_f64(p->sigma);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), h = v_div_f64(v_sub_f64(v, lower), sigma);
        v_store_f64(y + i, unless_nan_f64(v, between_f64(p, v, h)));
    }
    return SCALAR_TAIL;
}

static inline v_f64 log2_ratio_f64(v_f64 x, v_f64 from)
{
    return v_mul_f64(v_log1p_f64(v_div_f64(v_sub_f64(x, from), from)),
                     v_set_f64(0x1.71547652b82fep+0));
}

MAP(encode_truncated_log)
{
    TYPED(encode_truncated_log);
    const v_f64 bound = v_set_f64(p->bound), sigma = v_set_f64(p->sigma);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), h = v_div_f64(log2_ratio_f64(v, bound), sigma);
        v_store_f64(y + i, unless_nan_f64(v, between_f64(p, v_log2_f64(v), h)));
    }
    return SCALAR_TAIL;
}

MAP(inside_f64)
{
    TYPED(inside_f64);
    const v_f64 lower = v_set_f64(p->lower), upper = v_set_f64(p->upper);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i);
        flagged += V64 - v_count_f64(v_eq_f64(v, v));
        v_store_f64(y + i, unless_nan_f64(v, clamp_f64(v, lower, upper)));
    }
    return flagged + SCALAR_TAIL;
}

/* ---- densities ---- */

static inline v_f64 log_normal_density_f64(const struct hysi_params_normal_density *p, v_f64 x)
{
    const v_f64 z = v_div_f64(v_sub_f64(x, v_set_f64(p->mu)), v_set_f64(p->sigma));
    return v_fma_f64(v_mul_f64(v_set_f64(-0.5), z), z, v_set_f64(p->at));
}

#define LOGPDF(name, inside)                                                                  \
    MAP(name)                                                                                 \
    {                                                                                         \
        TYPED(name);                                                                          \
        const v_f64 lower = v_set_f64(p->lower), upper = v_set_f64(p->upper);                 \
        const v_f64 nothing = v_set_f64(-(double)INFINITY);                                   \
        size_t i = 0, flagged = 0;                                                            \
        for (; i + V64 <= n; i += V64) {                                                      \
            const v_f64 v = v_load_f64(x + i);                                                \
            const v_f64 density = v_select_f64(within_f64(v, lower, upper), inside, nothing); \
            flagged += V64 - v_count_f64(v_eq_f64(v, v));                                     \
            v_store_f64(y + i, unless_nan_f64(v, density));                                   \
        }                                                                                     \
        return flagged + SCALAR_TAIL;                                                         \
    }
LOGPDF(logpdf_normal, log_normal_density_f64(p, v))
LOGPDF(logpdf_lognormal, v_sub_f64(log_normal_density_f64(p, v_log_f64(v)), v_log_f64(v)))

#undef LOGPDF
#undef GROUP_OF_FEW
