/* The laws of the native stream over one word of draws (src/reference/native.c is the definition): constants, then values.
 * Maps apply them to a tile, fused kernels to the engine's registers. */
#ifndef SIMD_LAW_NATIVE_H
#define SIMD_LAW_NATIVE_H

#include "src/reference/exp2_poly.h"

struct unit_f32 { v_f32 scale; };
static inline struct unit_f32 unit_f32_law(const union hysi_params *p)
{
    (void)p;
    return (struct unit_f32){v_set_f32(0x1p-24f)};
}
static inline v_f32 unit_f32_of(const struct unit_f32 *l, v_u32 draw)
{
    return v_mul_f32(v_cvt_i32_f32(V_SHR_u32(draw, 8)), l->scale);
}

struct unit_f64 { v_f64 scale; };
static inline struct unit_f64 unit_f64_law(const union hysi_params *p)
{
    (void)p;
    return (struct unit_f64){v_set_f64(0x1p-53)};
}
static inline v_f64 unit_f64_of(const struct unit_f64 *l, v_u64 draw)
{
    return v_mul_f64(v_cvt_u53_f64(V_SHR_u64(draw, 11)), l->scale);
}

struct linear_f32 { v_f32 scale, lo, last; };
static inline struct linear_f32 linear_f32_law(const union hysi_params *p)
{
    return (struct linear_f32){v_set_f32(p->linear_f32.scale), v_set_f32(p->linear_f32.lo), v_set_f32(p->linear_f32.last)};
}
static inline v_f32 linear_f32_of(const struct linear_f32 *l, v_u32 draw)
{
    const v_f32 v = v_fma_f32(v_cvt_i32_f32(V_SHR_u32(draw, 8)), l->scale, l->lo);
    return v_select_f32(v_lt_f32(v, l->last), v, l->last);
}

struct linear_f64 { v_f64 scale, lo, last; };
static inline struct linear_f64 linear_f64_law(const union hysi_params *p)
{
    return (struct linear_f64){v_set_f64(p->linear_f64.scale), v_set_f64(p->linear_f64.lo), v_set_f64(p->linear_f64.last)};
}
static inline v_f64 linear_f64_of(const struct linear_f64 *l, v_u64 draw)
{
    const v_f64 v = v_fma_f64(v_cvt_u53_f64(V_SHR_u64(draw, 11)), l->scale, l->lo);
    return v_select_f64(v_lt_f64(v, l->last), v, l->last);
}

struct log_f32 { v_u32 a, span; v_f32 lo, last; };
static inline struct log_f32 log_f32_law(const union hysi_params *p)
{
    return (struct log_f32){v_set_u32((uint32_t)p->log_f32.a), v_set_u32(p->log_f32.span), v_set_f32(p->log_f32.lo), v_set_f32(p->log_f32.last)};
}
static inline v_f32 log_f32_of(const struct log_f32 *l, v_u32 draw)
{
    const v_f32 one = v_set_f32(1.0f);
    const v_u32 t = v_add_u32(l->a, v_mulhi_u32(draw, l->span));
    const v_f32 f = v_sub_f32(v_as_f32(v_or_u32(v_and_u32(t, v_set_u32(0x7fffffu)), v_set_u32(0x3f800000u))), one);
    v_f32 m = v_fma_f32(v_set_f32(HYSI_EXP2_C6), f, v_set_f32(HYSI_EXP2_C5));
    m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C4));
    m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C3));
    m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C2));
    m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C1));
    m = v_fma_f32(m, f, one);
    v_f32 v = v_as_f32(v_add_u32(v_as_u32(m), v_and_u32(t, v_set_u32(0xff800000u))));
    v = v_select_f32(v_lt_f32(l->lo, v), v, l->lo);
    return v_select_f32(v_lt_f32(v, l->last), v, l->last);
}

/* Half-cell r of 2s to its integer; halves <= 2^17 in the 32-bit law. */
struct qlinear32_i32 { v_u32 lo, halves; };
static inline struct qlinear32_i32 qlinear32_i32_law(const union hysi_params *p)
{
    return (struct qlinear32_i32){v_set_u32((uint32_t)p->qlinear.lo), v_set_u32((uint32_t)p->qlinear.halves)};
}
static inline v_u32 qlinear32_i32_of(const struct qlinear32_i32 *l, v_u32 draw)
{
    const v_u32 r = v_mulhi_u32(draw, l->halves);
    return v_add_u32(l->lo, V_SHR_u32(v_add_u32(r, v_set_u32(1)), 1));
}

struct choose32 { v_u32 count; };
static inline struct choose32 choose32_law(const union hysi_params *p)
{
    return (struct choose32){v_set_u32(p->choose.count)};
}
static inline v_u32 choose32_of(const struct choose32 *l, v_u32 draw)
{
    return v_mulhi_u32(draw, l->count);
}

/* The value of the index, from registers. */
struct pick32 { v_u32 count; v_table32 table; };
static inline struct pick32 pick32_law(const union hysi_params *p)
{
    return (struct pick32){v_set_u32(p->pick.count), v_load_table32(p->pick.table)};
}
static inline v_u32 pick32_of(const struct pick32 *l, v_u32 draw)
{
    return v_lookup32(l->table, v_mulhi_u32(draw, l->count));
}

#endif
