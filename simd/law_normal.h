/* The standard normal over NORMAL_WORDS words at once, which share the loads of a coefficient's
 * table and one test for far tails; src/reference/normal.c is the definition. Bounded by the FMA
 * ports and, where coefficients are permuted, by the port of permutes; f64 also by the divider. */
#ifndef SIMD_LAW_NORMAL_H
#define SIMD_LAW_NORMAL_H

#include "simd/law_native.h"
#include "src/reference/normal_table.h"

#if V_PERMUTES
#include "simd/normal_columns.h"
#endif

enum { NORMAL_WORDS = 4 };

/* The first of the rows that most draws need, p >= 2^-16 and the centre: rows 32 to 63 of f32 and
 * 49 to 64 of f64. */
enum { NORMAL_F32_NEAR = 32, NORMAL_F64_NEAR = 49 };

/* ---- f32 ---- */

struct normal_f32 {
    v_u32 top, place, one, minus_one, centre_row;
    v_f32 mu, sigma;
};
ALWAYS_INLINE struct normal_f32 normal_f32_law(const hysi_normal_f32_params *p)
{
    struct normal_f32 l = {v_set_u32(0x80000000u),       v_set_u32(0x3fffffu),
                           v_as_u32(v_set_f32(1.0f)),    v_as_u32(v_set_f32(-1.0f)),
                           v_set_u32(NORMAL_F32_CENTRE), v_set_f32(p->mu),
                           v_set_f32(p->sigma)};
    V_HOLD(l.top);
    V_HOLD(l.place);
    V_HOLD(l.one);
    V_HOLD(l.minus_one);
    V_HOLD(l.centre_row);
    return l;
}

/* z = c[0] + t (c[1] + ...), times side; C(k, j): word j's coefficient k. */
#define NORMAL_F32_HORNER(C)                                 \
    UNROLL                                                   \
    for (int j = 0; j < NORMAL_WORDS; j++)                   \
        z[j] = C(NORMAL_F32_COEFFICIENTS - 1, j);            \
    UNROLL                                                   \
    for (int k = NORMAL_F32_COEFFICIENTS - 2; k >= 0; k--) { \
        UNROLL                                               \
        for (int j = 0; j < NORMAL_WORDS; j++)               \
            z[j] = v_fma_f32(z[j], t[j], C(k, j));           \
    }                                                        \
    UNROLL                                                   \
    for (int j = 0; j < NORMAL_WORDS; j++)                   \
        z[j] = v_mul_f32(z[j], side[j]);

ALWAYS_INLINE void standard_f32(const struct normal_f32 *l, const v_u32 draw[NORMAL_WORDS],
                                v_f32 z[NORMAL_WORDS])
{
    v_f32 t[NORMAL_WORDS], side[NORMAL_WORDS];
    v_u32 row[NORMAL_WORDS];
#if V_PERMUTES
    v_f32 least = v_set_f32(1.0f);
#endif
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++) {
        const v_u32 twice = v_odd_u32(draw[j], l->top), centre = v_xor_u32(draw[j], twice);
        const v_f32 g = v_mul_f32(v_cvt_i32_f32(twice), v_set_f32(0x1p-32f)), gg = v_mul_f32(g, g);
        const v_u32 bits = v_as_u32(g);
        t[j] = v_if_top_f32(
            centre, gg,
            v_sub_f32(v_as_f32(v_and_or_u32(bits, l->place, l->one)), v_set_f32(1.25f)));
        side[j] = v_if_top_f32(centre, g, v_as_f32(v_xor_and_u32(l->minus_one, bits, l->top)));
        row[j] = v_if_top_u32(centre, l->centre_row, V_SHR_u32(bits, 22));
#if V_PERMUTES
        least = v_min_f32(least, gg);
#endif
    }
#if V_PERMUTES
    /* p < 2^-16, or as near to the middle, which does no harm: both ways give the same. */
    if (__builtin_expect(v_count_f32(v_lt_f32(least, v_set_f32(0x1p-30f))) > 0, 0)) {
#define FAR(k, j)                                              \
    v_as_f32(v_gather_u32((const float *)normal_f32_row + (k), \
                          V_SHL_u32(v_and_u32(row[j], v_set_u32(63)), 3)))
        NORMAL_F32_HORNER(FAR)
#undef FAR
        return;
    }
#define NEAR(k, j) v_near_f32(normal_f32_column[k] + NORMAL_F32_NEAR, row[j])
    NORMAL_F32_HORNER(NEAR)
#undef NEAR
#else
    v_f32 c[NORMAL_WORDS][8];
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++)
        v_rows_f32(normal_f32_row, v_and_u32(row[j], v_set_u32(63)), c[j]);
#define C(k, j) c[j][k]
    NORMAL_F32_HORNER(C)
#undef C
#endif
}

ALWAYS_INLINE void normal_f32_words(const struct normal_f32 *l, const v_u32 draw[NORMAL_WORDS],
                                    v_f32 value[NORMAL_WORDS])
{
    v_f32 z[NORMAL_WORDS];
    standard_f32(l, draw, z);
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++)
        value[j] = v_fma_f32(z[j], l->sigma, l->mu);
}

/* ---- f64 ---- */

struct standard_f64 {
    v_u64 top, place, one, minus_one, centre_row;
};
ALWAYS_INLINE struct standard_f64 standard_f64_law(void)
{
    struct standard_f64 l = {v_set_u64((uint64_t)1 << 63), v_set_u64(0xfffffffffffffu),
                             v_as_u64(v_set_f64(1.0)), v_as_u64(v_set_f64(-1.0)),
                             v_set_u64(NORMAL_F64_CENTRE - 1)};
    V_HOLD(l.top);
    V_HOLD(l.place);
    V_HOLD(l.one);
    V_HOLD(l.minus_one);
    V_HOLD(l.centre_row);
    return l;
}

/* z = c[0] + t N(t) / D(t), times side. */
#define NORMAL_F64_RATIONAL(C)                                         \
    UNROLL                                                             \
    for (int j = 0; j < NORMAL_WORDS; j++)                             \
        z[j] = C(6, j), d[j] = C(12, j);                               \
    UNROLL                                                             \
    for (int k = 5; k >= 1; k--) {                                     \
        UNROLL                                                         \
        for (int j = 0; j < NORMAL_WORDS; j++)                         \
            z[j] = v_fma_f64(z[j], t[j], C(k, j));                     \
        UNROLL                                                         \
        for (int j = 0; j < NORMAL_WORDS; j++)                         \
            d[j] = v_fma_f64(d[j], t[j], C(k + 6, j));                 \
    }                                                                  \
    UNROLL                                                             \
    for (int j = 0; j < NORMAL_WORDS; j++) {                           \
        z[j] = v_div_f64(z[j], v_fma_f64(d[j], t[j], v_set_f64(1.0))); \
        z[j] = v_mul_f64(v_fma_f64(t[j], z[j], C(0, j)), side[j]);     \
    }

/* The number of each word's row. row is one less, beside bits above; row 0 is that of the exponent
 * 63, modulo 64. In the centre alone is side within (-1, 1). */
ALWAYS_INLINE v_u64 row_of_f64(v_u64 row, v_f64 side)
{
    return v_select_u64(v_lt_f64(v_mul_f64(side, side), v_set_f64(1.0)),
                        v_set_u64(NORMAL_F64_CENTRE),
                        v_and_u64(v_add_u64(row, v_set_u64(1)), v_set_u64(63)));
}

/* Sixteen rows from number first on, which permutes look up; g * g of their numbers is at least
 * least. */
struct near_rows {
    size_t first;
    double least;
};
static const struct near_rows likely_rows = {NORMAL_F64_NEAR, 0x1p-30};

/* From g, and words whose top bit tells the centre. is_likely: the near rows are likely_rows. */
ALWAYS_INLINE void standard_of(const struct standard_f64 *l, const struct near_rows *near,
                               bool is_likely, const v_f64 g[NORMAL_WORDS],
                               const v_u64 centre[NORMAL_WORDS], v_f64 z[NORMAL_WORDS])
{
    v_f64 t[NORMAL_WORDS], side[NORMAL_WORDS], d[NORMAL_WORDS];
    v_u64 row[NORMAL_WORDS];
#if V_PERMUTES
    v_f64 least = v_set_f64(1.0);
#endif
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++) {
        const v_u64 bits = v_as_u64(g[j]);
        const v_f64 gg = v_mul_f64(g[j], g[j]);
        t[j] =
            v_if_top_f64(centre[j], gg,
                         v_sub_f64(v_as_f64(v_and_or_u64(bits, l->place, l->one)), v_set_f64(1.5)));
        side[j] =
            v_if_top_f64(centre[j], g[j], v_as_f64(v_xor_and_u64(l->minus_one, bits, l->top)));
        row[j] = v_if_top_u64(centre[j], l->centre_row, V_SHR_u64(bits, 52));
#if V_PERMUTES
        least = v_min_f64(least, gg);
#endif
    }
#if V_PERMUTES
    if (__builtin_expect(v_count_f64(v_lt_f64(least, v_set_f64(near->least))) > 0, 0)) {
        UNROLL
        for (int j = 0; j < NORMAL_WORDS; j++)
            row[j] = V_SHL_u64(row_of_f64(row[j], side[j]), 4);
#define FAR(k, j) v_as_f64(v_gather_u64((const double *)normal_f64_row + (k), row[j]))
        NORMAL_F64_RATIONAL(FAR)
#undef FAR
        return;
    }
    UNROLL
    for (int j = 0; j < NORMAL_WORDS && !is_likely; j++)
        row[j] = v_sub_u64(row[j], v_set_u64(near->first - 1));
#define NEAR(k, j) v_near_f64(normal_f64_column[k] + 7 + near->first, row[j])
    NORMAL_F64_RATIONAL(NEAR)
#undef NEAR
#else
    v_f64 c[NORMAL_WORDS][14];
    (void)near, (void)is_likely;
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++)
        v_rows_f64(normal_f64_row, row_of_f64(row[j], side[j]), c[j]);
#define C(k, j) c[j][k]
    NORMAL_F64_RATIONAL(C)
#undef C
#endif
}

struct normal_f64 {
    struct standard_f64 standard;
    v_f64 mu, sigma;
};
ALWAYS_INLINE struct normal_f64 normal_f64_law(const hysi_normal_f64_params *p)
{
    return (struct normal_f64){standard_f64_law(), v_set_f64(p->mu), v_set_f64(p->sigma)};
}
ALWAYS_INLINE void normal_f64_words(const struct normal_f64 *l, const v_u64 draw[NORMAL_WORDS],
                                    v_f64 value[NORMAL_WORDS])
{
    v_f64 g[NORMAL_WORDS], z[NORMAL_WORDS];
    v_u64 centre[NORMAL_WORDS];
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++) {
        const v_u64 twice = v_odd_u64(draw[j], l->standard.top);
        centre[j] = v_xor_u64(draw[j], twice);
        g[j] = v_mul_f64(v_cvt_i64_f64(twice), v_set_f64(0x1p-64));
    }
    standard_of(&l->standard, &likely_rows, true, g, centre, z);
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++)
        value[j] = v_fma_f64(z[j], l->sigma, l->mu);
}

struct lognormal_f64 {
    struct normal_f64 log2;
    v_f64 lo, largest;
};
ALWAYS_INLINE struct lognormal_f64 lognormal_f64_law(const hysi_lognormal_f64_params *p)
{
    const struct normal_f64 log2 = {standard_f64_law(), v_set_f64(p->mu), v_set_f64(p->sigma)};
    return (struct lognormal_f64){log2, v_set_f64(p->lo), v_set_f64(p->largest)};
}
ALWAYS_INLINE v_f64 lognormal_f64_of(const struct lognormal_f64 *l, v_f64 log2)
{
    return clamp_f64(exp2_f64(log2), l->lo, l->largest);
}
ALWAYS_INLINE void lognormal_f64_words(const struct lognormal_f64 *l,
                                       const v_u64 draw[NORMAL_WORDS], v_f64 value[NORMAL_WORDS])
{
    normal_f64_words(&l->log2, draw, value);
    UNROLL
    for (int j = 0; j < NORMAL_WORDS; j++)
        value[j] = lognormal_f64_of(l, value[j]);
}

#undef NORMAL_F32_HORNER
#undef NORMAL_F64_RATIONAL

#endif
