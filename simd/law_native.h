/* The laws of the native stream over one word of draws (src/reference/native.c is the definition):
 * constants, then values. Maps apply them to a tile, fused kernels to the engine's registers. */
#ifndef SIMD_LAW_NATIVE_H
#define SIMD_LAW_NATIVE_H

#include "src/reference/exp2_poly.h"

struct affine_f32 {
    v_f32 scale, lo;
};
static inline struct affine_f32 affine_f32_law(const union hysi_params *p)
{
    return (struct affine_f32){v_set_f32(p->linear_f32.scale), v_set_f32(p->linear_f32.lo)};
}
static inline v_f32 affine_f32_of(const struct affine_f32 *l, v_u32 draw)
{
    return v_fma_f32(v_cvt_i32_f32(V_SHR_u32(draw, 8)), l->scale, l->lo);
}

struct affine_f64 {
    v_f64 scale, lo;
};
static inline struct affine_f64 affine_f64_law(const union hysi_params *p)
{
    return (struct affine_f64){v_set_f64(p->linear_f64.scale), v_set_f64(p->linear_f64.lo)};
}
static inline v_f64 affine_f64_of(const struct affine_f64 *l, v_u64 draw)
{
    return v_fma_f64(v_cvt_u53_f64(V_SHR_u64(draw, 11)), l->scale, l->lo);
}

struct linear_f32 {
    struct affine_f32 affine;
    v_f32 last;
};
static inline struct linear_f32 linear_f32_law(const union hysi_params *p)
{
    return (struct linear_f32){affine_f32_law(p), v_set_f32(p->linear_f32.last)};
}
static inline v_f32 linear_f32_of(const struct linear_f32 *l, v_u32 draw)
{
    return v_min_f32(affine_f32_of(&l->affine, draw), l->last);
}

struct linear_f64 {
    struct affine_f64 affine;
    v_f64 last;
};
static inline struct linear_f64 linear_f64_law(const union hysi_params *p)
{
    return (struct linear_f64){affine_f64_law(p), v_set_f64(p->linear_f64.last)};
}
static inline v_f64 linear_f64_of(const struct linear_f64 *l, v_u64 draw)
{
    return v_min_f64(affine_f64_of(&l->affine, draw), l->last);
}

/* 2^(t / 2^23), t a Q.23 number, unclamped. */
static inline v_f32 exp2_fixed(v_u32 t)
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
    v_u32 a, span;
    v_f32 lo, last;
};
static inline struct log_f32 log_f32_law(const union hysi_params *p)
{
    return (struct log_f32){v_set_u32((uint32_t)p->log_f32.a), v_set_u32(p->log_f32.span),
                            v_set_f32(p->log_f32.lo), v_set_f32(p->log_f32.last)};
}
static inline v_f32 log_f32_of(const struct log_f32 *l, v_u32 draw)
{
    const v_f32 v = exp2_fixed(v_add_u32(l->a, v_mulhi_u32(draw, l->span)));
    return v_min_f32(v_max_f32(v, l->lo), l->last);
}

/* The integers inside are positive. */
struct qlog_i32 {
    v_u32 a, span, first, last;
};
static inline struct qlog_i32 qlog_i32_law(const union hysi_params *p)
{
    return (struct qlog_i32){v_set_u32((uint32_t)p->qlog.a), v_set_u32(p->qlog.span),
                             v_set_u32((uint32_t)p->qlog.first), v_set_u32((uint32_t)p->qlog.last)};
}
static inline v_u32 qlog_i32_of(const struct qlog_i32 *l, v_u32 draw)
{
    const v_u32 r = v_rint_i32(exp2_fixed(v_add_u32(l->a, v_mulhi_u32(draw, l->span))));
    return v_min_u32(v_max_u32(r, l->first), l->last);
}

/* SLEEF's deterministic exp2 (u10, with FMA), its operations in their order: the scalar definition
 * calls SLEEF itself, and the tests hold the two to the same bits. Arguments lie within +-1100. */
static inline v_f64 exp2_f64(v_f64 x)
{
    const v_f64 whole = v_rint_f64(x), s = v_sub_f64(x, whole);
    const v_f64 s2 = v_mul_f64(s, s), s4 = v_mul_f64(s2, s2), s8 = v_mul_f64(s4, s4);
#define C(c) v_set_f64(c)
    const v_f64 c98 = v_fma_f64(s, C(+0.4434359082926529454e-9), C(+0.7073164598085707425e-8));
    const v_f64 c76 = v_fma_f64(s, C(+0.1017819260921760451e-6), C(+0.1321543872511327615e-5));
    const v_f64 c54 = v_fma_f64(s, C(+0.1525273353517584730e-4), C(+0.1540353045101147808e-3));
    const v_f64 c32 = v_fma_f64(s, C(+0.1333355814670499073e-2), C(+0.9618129107597600536e-2));
    const v_f64 c10 = v_fma_f64(s, C(+0.5550410866482046596e-1), C(+0.2402265069591012214e+0));
    v_f64 u = v_fma_f64(s4, v_fma_f64(s2, c76, c54), v_fma_f64(s2, c32, c10));
    u = v_fma_f64(s8, c98, u);
    u = v_fma_f64(v_fma_f64(u, s, C(+0.6931471805599452862e+0)), s, C(1));
#undef C
    return v_scale_f64(u, whole);
}

struct log_f64 {
    v_f64 scale, l0, lo, last;
};
static inline struct log_f64 log_f64_law(const union hysi_params *p)
{
    return (struct log_f64){v_set_f64(p->log_f64.scale), v_set_f64(p->log_f64.l0),
                            v_set_f64(p->log_f64.lo), v_set_f64(p->log_f64.last)};
}
static inline v_f64 log_f64_of(const struct log_f64 *l, v_u64 draw)
{
    const v_f64 v = exp2_f64(v_fma_f64(v_cvt_u53_f64(V_SHR_u64(draw, 11)), l->scale, l->l0));
    return v_min_f64(v_max_f64(v, l->lo), l->last);
}

/* Half-cell r of 2s to its integer lo + floor((r + 1) / 2), as floor((r + 2 lo + 1) / 2): plans
 * give it |lo| <= 2^29. */
struct qlinear32_i32 {
    v_u32 twice_lo_1, halves;
};
static inline struct qlinear32_i32 qlinear32_i32_law(const union hysi_params *p)
{
    return (struct qlinear32_i32){v_set_u32((uint32_t)(2 * p->qlinear.lo + 1)),
                                  v_set_u32((uint32_t)p->qlinear.halves)};
}
static inline v_u32 qlinear32_i32_of(const struct qlinear32_i32 *l, v_u32 draw)
{
    return V_SAR_u32(v_add_u32(v_mulhi_u32(draw, l->halves), l->twice_lo_1), 1);
}

struct choose32 {
    v_u32 count;
};
static inline struct choose32 choose32_law(const union hysi_params *p)
{
    return (struct choose32){v_set_u32(p->choose.count)};
}
static inline v_u32 choose32_of(const struct choose32 *l, v_u32 draw)
{
    return v_mulhi_u32(draw, l->count);
}

/* The value of the index, from registers. */
struct pick32 {
    v_u32 count;
    v_table32 table;
};
static inline struct pick32 pick32_law(const union hysi_params *p)
{
    return (struct pick32){v_set_u32(p->pick.count), v_load_table32(p->pick.table)};
}
static inline v_u32 pick32_of(const struct pick32 *l, v_u32 draw)
{
    return v_lookup32(l->table, v_mulhi_u32(draw, l->count));
}

#endif
