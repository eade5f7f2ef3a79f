/* The laws of the native stream over one word of draws; src/reference/native.c is the definition. A
 * law is a struct of constants, <name>_law, which makes it from the map's parameters, and
 * <name>_of, which applies it to a word, or <name>_wide, which makes two words of 64 bits of one
 * word of 32-bit draws. Maps apply it to a tile, fused kernels to the engine's registers. */
#ifndef SIMD_LAW_NATIVE_H
#define SIMD_LAW_NATIVE_H

#include "src/reference/exp2_poly.h"

#define WEIGH_BITS 32
#include "simd/law_weigh.h"
#define WEIGH_BITS 64
#include "simd/law_weigh.h"

static inline v_f64 clamp_f64(v_f64 x, v_f64 low, v_f64 high)
{
    return v_min_f64(v_max_f64(x, low), high);
}

struct linear_f32 {
    v_f32 scale, lo;
};
static inline struct linear_f32 linear_f32_law(const hysi_linear_f32_params *p)
{
    return (struct linear_f32){v_set_f32(p->scale), v_set_f32(p->lo)};
}
static inline v_f32 linear_f32_of(const struct linear_f32 *l, v_u32 draw)
{
    return v_fma_f32(v_cvt_i32_f32(V_SHR_u32(draw, 8)), l->scale, l->lo);
}

struct linear_f64 {
    v_f64 scale, lo;
};
static inline struct linear_f64 linear_f64_law(const hysi_linear_f64_params *p)
{
    return (struct linear_f64){v_set_f64(p->scale), v_set_f64(p->lo)};
}
static inline v_f64 linear_f64_of(const struct linear_f64 *l, v_u64 draw)
{
    return v_fma_f64(v_cvt_u64_f64(V_SHR_u64(draw, 11)), l->scale, l->lo);
}

struct linear_clamped_f32 {
    struct linear_f32 linear;
    v_f32 largest;
};
static inline struct linear_clamped_f32
linear_clamped_f32_law(const hysi_linear_clamped_f32_params *p)
{
    return (struct linear_clamped_f32){linear_f32_law(p), v_set_f32(p->largest)};
}
static inline v_f32 linear_clamped_f32_of(const struct linear_clamped_f32 *l, v_u32 draw)
{
    return v_min_f32(linear_f32_of(&l->linear, draw), l->largest);
}

struct linear_clamped_f64 {
    struct linear_f64 linear;
    v_f64 largest;
};
static inline struct linear_clamped_f64
linear_clamped_f64_law(const hysi_linear_clamped_f64_params *p)
{
    return (struct linear_clamped_f64){linear_f64_law(p), v_set_f64(p->largest)};
}
static inline v_f64 linear_clamped_f64_of(const struct linear_clamped_f64 *l, v_u64 draw)
{
    return v_min_f64(linear_f64_of(&l->linear, draw), l->largest);
}

/* 2^t, where t is a Q.23 number. */
static inline v_f32 exp2_q23(v_u32 t)
{
    const v_f32 one = v_set_f32(1.0f);
    const v_f32 f =
        v_sub_f32(v_as_f32(v_and_or_u32(t, v_set_u32(0x7fffffu), v_set_u32(0x3f800000u))), one);
    v_f32 m = v_fma_f32(v_set_f32(HYSI_EXP2_C6), f, v_set_f32(HYSI_EXP2_C5));
    m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C4));
    m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C3));
    m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C2));
    m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C1));
    m = v_fma_f32(m, f, one);
    return v_as_f32(v_add_u32(v_as_u32(m), v_and_u32(t, v_set_u32(0xff800000u))));
}

struct log_f32 {
    v_u32 log2_lower, log2_span;
    v_f32 lo, largest;
};
static inline struct log_f32 log_f32_law(const hysi_log_f32_params *p)
{
    return (struct log_f32){v_set_u32((uint32_t)p->log2_lower), v_set_u32(p->log2_span),
                            v_set_f32(p->lo), v_set_f32(p->largest)};
}
static inline v_f32 log_f32_of(const struct log_f32 *l, v_u32 draw)
{
    const v_f32 v = exp2_q23(v_add_u32(l->log2_lower, v_mulhi_u32(draw, l->log2_span)));
    return v_min_f32(v_max_f32(v, l->lo), l->largest);
}

/* The integers within the bounds are positive, so that they can be clamped as unsigned ones. */
struct qlog_i32 {
    v_u32 log2_lower, log2_span, first, last;
};
static inline struct qlog_i32 qlog_i32_law(const hysi_qlog_i32_params *p)
{
    return (struct qlog_i32){v_set_u32((uint32_t)p->log2_lower), v_set_u32(p->log2_span),
                             v_set_u32((uint32_t)p->first), v_set_u32((uint32_t)p->last)};
}
static inline v_u32 qlog_i32_of(const struct qlog_i32 *l, v_u32 draw)
{
    const v_u32 r = v_rint_i32(exp2_q23(v_add_u32(l->log2_lower, v_mulhi_u32(draw, l->log2_span))));
    return v_min_u32(v_max_u32(r, l->first), l->last);
}

/* Cut to an integer instead. */
struct floor_log_i32 {
    struct qlog_i32 qlog;
};
static inline struct floor_log_i32 floor_log_i32_law(const hysi_floor_log_i32_params *p)
{
    return (struct floor_log_i32){qlog_i32_law(p)};
}
static inline v_u32 floor_log_i32_of(const struct floor_log_i32 *l, v_u32 draw)
{
    const struct qlog_i32 *q = &l->qlog;
    const v_f32 y = exp2_q23(v_add_u32(q->log2_lower, v_mulhi_u32(draw, q->log2_span))),
                r = v_rint_f32(y);
    const v_f32 whole = v_select_f32(v_lt_f32(y, r), v_sub_f32(r, v_set_f32(1)), r);
    return v_min_u32(v_max_u32(v_rint_i32(whole), q->first), q->last);
}

/* SLEEF's deterministic exp2 (u10, with FMA), operation by operation. The scalar definition calls
 * SLEEF itself, and the tests compare the bits. Arguments are within +-1100. */
static inline v_f64 exp2_f64(v_f64 x)
{
    const v_f64 whole = v_rint_f64(x), s = v_sub_f64(x, whole);
    const v_f64 s2 = v_mul_f64(s, s), s4 = v_mul_f64(s2, s2), s8 = v_mul_f64(s4, s4);
    const v_f64 c98 =
        v_fma_f64(s, v_set_f64(+0.4434359082926529454e-9), v_set_f64(+0.7073164598085707425e-8));
    const v_f64 c76 =
        v_fma_f64(s, v_set_f64(+0.1017819260921760451e-6), v_set_f64(+0.1321543872511327615e-5));
    const v_f64 c54 =
        v_fma_f64(s, v_set_f64(+0.1525273353517584730e-4), v_set_f64(+0.1540353045101147808e-3));
    const v_f64 c32 =
        v_fma_f64(s, v_set_f64(+0.1333355814670499073e-2), v_set_f64(+0.9618129107597600536e-2));
    const v_f64 c10 =
        v_fma_f64(s, v_set_f64(+0.5550410866482046596e-1), v_set_f64(+0.2402265069591012214e+0));
    v_f64 u = v_fma_f64(s4, v_fma_f64(s2, c76, c54), v_fma_f64(s2, c32, c10));
    u = v_fma_f64(s8, c98, u);
    u = v_fma_f64(v_fma_f64(u, s, v_set_f64(+0.6931471805599452862e+0)), s, v_set_f64(1));
    return v_scale_f64(u, whole);
}

struct log_f64 {
    v_f64 scale, log2_lower, lo, largest;
};
static inline struct log_f64 log_f64_law(const hysi_log_f64_params *p)
{
    return (struct log_f64){v_set_f64(p->scale), v_set_f64(p->log2_lower), v_set_f64(p->lo),
                            v_set_f64(p->largest)};
}
static inline v_f64 log_f64_of(const struct log_f64 *l, v_u64 draw)
{
    const v_f64 v =
        exp2_f64(v_fma_f64(v_cvt_u64_f64(V_SHR_u64(draw, 11)), l->scale, l->log2_lower));
    return v_min_f64(v_max_f64(v, l->lo), l->largest);
}

struct reverse_log_f64 {
    v_f64 about, scale, log2_from, lo, largest;
};
static inline struct reverse_log_f64 reverse_log_f64_law(const hysi_reverse_log_f64_params *p)
{
    return (struct reverse_log_f64){v_set_f64(p->about), v_set_f64(p->scale),
                                    v_set_f64(p->log2_from), v_set_f64(p->lo),
                                    v_set_f64(p->largest)};
}
static inline v_f64 reverse_log_f64_of(const struct reverse_log_f64 *l, v_u64 draw)
{
    const v_u64 complement = v_xor_u64(draw, v_set_u64(UINT64_MAX));
    const v_f64 y =
        exp2_f64(v_fma_f64(v_cvt_u64_f64(V_SHR_u64(complement, 11)), l->scale, l->log2_from));
    const v_f64 v = v_min_f64(v_max_f64(v_sub_f64(l->about, y), l->lo), l->largest);
    return v_add_f64(v, v_set_f64(0));
}

/* The number of a logit. */
static inline v_f64 from_logit_f64(v_f64 v)
{
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1);
    const v_m64 low = v_le_f64(v, zero);
    const v_f64 e = exp2_f64(v_select_f64(low, v, v_sub_f64(zero, v)));
    return v_div_f64(v_select_f64(low, e, one), v_add_f64(one, e));
}

struct logit_f64 {
    v_f64 scale, from, lo, largest;
};
static inline struct logit_f64 logit_f64_law(const hysi_logit_f64_params *p)
{
    return (struct logit_f64){v_set_f64(p->scale), v_set_f64(p->from), v_set_f64(p->lo),
                              v_set_f64(p->largest)};
}
static inline v_f64 logit_f64_of(const struct logit_f64 *l, v_u64 draw)
{
    const v_f64 v =
        from_logit_f64(v_fma_f64(v_cvt_u64_f64(V_SHR_u64(draw, 11)), l->scale, l->from));
    return v_min_f64(v_max_f64(v, l->lo), l->largest);
}

/* Half-cell r belongs to the integer lo + floor((r + 1) / 2), computed as floor((r + 2 lo + 1) /
 * 2). As |lo| <= 2^29, nothing overflows. */
struct qlinear32_i32 {
    v_u32 twice_lo_1, half_cells;
};
static inline struct qlinear32_i32 qlinear32_i32_law(const hysi_qlinear32_i32_params *p)
{
    return (struct qlinear32_i32){v_set_u32((uint32_t)(2 * p->lo + 1)),
                                  v_set_u32((uint32_t)p->half_cells)};
}
static inline v_u32 qlinear32_i32_of(const struct qlinear32_i32 *l, v_u32 draw)
{
    return V_SAR_u32(v_add_u32(v_mulhi_u32(draw, l->half_cells), l->twice_lo_1), 1);
}

/* The same with results of 64 bits. */
static inline v_u64 qlinear_i64_of(v_u64 lo, v_u64 r)
{
    return v_add_u64(lo, V_SHR_u64(v_add_u64(r, v_set_u64(1)), 1));
}

struct qlinear32_i64 {
    v_u64 lo, half_cells;
};
static inline struct qlinear32_i64 qlinear32_i64_law(const hysi_qlinear32_i64_params *p)
{
    return (struct qlinear32_i64){v_set_u64((uint64_t)p->lo), v_set_u64(p->half_cells)};
}
static inline void qlinear32_i64_wide(const struct qlinear32_i64 *l, v_u32 draw, v_u64 value[2])
{
    v_spread_u32(draw, value);
    UNROLL
    for (int k = 0; k < 2; k++)
        value[k] = qlinear_i64_of(l->lo, V_SHR_u64(v_mul32_u64(value[k], l->half_cells), 32));
}

/* lo + floor(draw count 2^-32). */
struct int32_i32 {
    v_u32 lo, count;
};
static inline struct int32_i32 int32_i32_law(const hysi_int32_i32_params *p)
{
    return (struct int32_i32){v_set_u32((uint32_t)p->lo), v_set_u32((uint32_t)p->count)};
}
static inline v_u32 int32_i32_of(const struct int32_i32 *l, v_u32 draw)
{
    return v_add_u32(v_mulhi_u32(draw, l->count), l->lo);
}

/* Four words of draws make a word of bytes (v_top_bits). */
struct top_bit {
    char unused;
};
static inline struct top_bit top_bit_law(const hysi_top_bit_params *p)
{
    return (struct top_bit){p->unused};
}

struct choose32 {
    v_u32 count;
};
static inline struct choose32 choose32_law(const hysi_choose32_params *p)
{
    return (struct choose32){v_set_u32(p->count)};
}
static inline v_u32 choose32_of(const struct choose32 *l, v_u32 draw)
{
    return v_mulhi_u32(draw, l->count);
}

/* The value at the index that choose32 gives, from registers. */
struct choose_value32 {
    v_u32 count;
    v_table_u32 table;
};
static inline struct choose_value32 choose_value32_law(const hysi_choose_value32_params *p)
{
    return (struct choose_value32){v_set_u32(p->count), v_load_table_u32(p->table)};
}
static inline v_u32 choose_value32_of(const struct choose_value32 *l, v_u32 draw)
{
    return v_lookup_u32(l->table, v_mulhi_u32(draw, l->count));
}

struct choose_value64 {
    v_u32 count;
    v_entries table;
};
static inline struct choose_value64 choose_value64_law(const hysi_choose_value64_params *p)
{
    return (struct choose_value64){v_set_u32(p->count), v_load_entries(p->table)};
}
static inline void choose_value64_wide(const struct choose_value64 *l, v_u32 draw, v_u64 value[2])
{
    v_find_values(&l->table, v_mulhi_u32(draw, l->count), value);
}

struct weigh32 {
    struct weigh_32 search;
};
static inline struct weigh32 weigh32_law(const hysi_weigh32_params *p)
{
    return (struct weigh32){weigh_open_32(p)};
}
static inline v_u32 weigh32_of(const struct weigh32 *l, v_u32 draw)
{
    return weigh_of_32(&l->search, draw);
}

/* The value at the index that weigh32 gives, from registers. */
struct weigh_value32 {
    struct weigh_32 search;
    v_table_u32 values;
};
static inline struct weigh_value32 weigh_value32_law(const hysi_weigh_value32_params *p)
{
    return (struct weigh_value32){weigh_open_32(&p->weigh), v_load_table_u32(p->values)};
}
static inline v_u32 weigh_value32_of(const struct weigh_value32 *l, v_u32 draw)
{
    return v_lookup_u32(l->values, weigh_of_32(&l->search, draw));
}

struct weigh_value64 {
    struct weigh_32 search;
    v_entries values;
};
static inline struct weigh_value64 weigh_value64_law(const hysi_weigh_value64_params *p)
{
    return (struct weigh_value64){weigh_open_32(&p->weigh), v_load_entries(p->values)};
}
static inline void weigh_value64_wide(const struct weigh_value64 *l, v_u32 draw, v_u64 value[2])
{
    v_find_values(&l->values, weigh_of_32(&l->search, draw), value);
}

#endif
