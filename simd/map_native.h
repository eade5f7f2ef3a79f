/* Maps of the native stream over vector words (src/reference/native.c is the definition, and serves what is left over). */

#include "src/reference/exp2_poly.h"

/* The high half of the 64 x 64 bit product, by 32-bit halves. */
static inline v_u64 mulhi_u64(v_u64 a, v_u64 b)
{
    const v_u64 low = v_set_u64(0xffffffffu), a1 = V_SHR_u64(a, 32), b1 = V_SHR_u64(b, 32);
    const v_u64 mid = v_add_u64(v_mul32_u64(a1, b), V_SHR_u64(v_mul32_u64(a, b), 32));
    const v_u64 mid2 = v_add_u64(v_mul32_u64(a, b1), v_and_u64(mid, low));
    return v_add_u64(v_mul32_u64(a1, b1), v_add_u64(V_SHR_u64(mid, 32), V_SHR_u64(mid2, 32)));
}

size_t KERNEL(unit_f32)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *x = in;
    float *y = out;
    size_t i = 0;
    for (; i + V32 <= n; i += V32)
        v_store_f32(y + i, v_mul_f32(v_cvt_i32_f32(V_SHR_u32(v_load_u32(x + i), 8)), v_set_f32(0x1p-24f)));
    return REST(unit_f32);
}

size_t KERNEL(unit_f64)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *x = in;
    double *y = out;
    size_t i = 0;
    for (; i + V64 <= n; i += V64)
        v_store_f64(y + i, v_mul_f64(v_cvt_u53_f64(V_SHR_u64(v_load_u64(x + i), 11)), v_set_f64(0x1p-53)));
    return REST(unit_f64);
}

size_t KERNEL(linear_f32)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *x = in;
    float *y = out;
    const v_f32 scale = v_set_f32(p->linear_f32.scale), lo = v_set_f32(p->linear_f32.lo), last = v_set_f32(p->linear_f32.last);
    size_t i = 0;
    for (; i + V32 <= n; i += V32) {
        const v_f32 v = v_fma_f32(v_cvt_i32_f32(V_SHR_u32(v_load_u32(x + i), 8)), scale, lo);
        v_store_f32(y + i, v_select_f32(v_lt_f32(v, last), v, last));
    }
    return REST(linear_f32);
}

size_t KERNEL(linear_f64)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *x = in;
    double *y = out;
    const v_f64 scale = v_set_f64(p->linear_f64.scale), lo = v_set_f64(p->linear_f64.lo), last = v_set_f64(p->linear_f64.last);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_fma_f64(v_cvt_u53_f64(V_SHR_u64(v_load_u64(x + i), 11)), scale, lo);
        v_store_f64(y + i, v_select_f64(v_lt_f64(v, last), v, last));
    }
    return REST(linear_f64);
}

size_t KERNEL(log_f32)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *x = in;
    float *y = out;
    const v_u32 a = v_set_u32((uint32_t)p->log_f32.a), span = v_set_u32(p->log_f32.span);
    const v_f32 lo = v_set_f32(p->log_f32.lo), last = v_set_f32(p->log_f32.last), one = v_set_f32(1.0f);
    size_t i = 0;
    for (; i + V32 <= n; i += V32) {
        const v_u32 t = v_add_u32(a, v_mulhi_u32(v_load_u32(x + i), span));
        const v_f32 f = v_sub_f32(v_as_f32(v_or_u32(v_and_u32(t, v_set_u32(0x7fffffu)), v_set_u32(0x3f800000u))), one);
        v_f32 m = v_fma_f32(v_set_f32(HYSI_EXP2_C6), f, v_set_f32(HYSI_EXP2_C5));
        m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C4));
        m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C3));
        m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C2));
        m = v_fma_f32(m, f, v_set_f32(HYSI_EXP2_C1));
        m = v_fma_f32(m, f, one);
        v_f32 v = v_as_f32(v_add_u32(v_as_u32(m), v_and_u32(t, v_set_u32(0xff800000u))));
        v = v_select_f32(v_lt_f32(lo, v), v, lo);
        v_store_f32(y + i, v_select_f32(v_lt_f32(v, last), v, last));
    }
    return REST(log_f32);
}

size_t KERNEL(log_f64)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *x = in;
    double *y = out;
    const v_f64 scale = v_set_f64(p->log_f64.scale), l0 = v_set_f64(p->log_f64.l0);
    const v_f64 lo = v_set_f64(p->log_f64.lo), last = v_set_f64(p->log_f64.last);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        v_f64 v = v_exp2_f64(v_fma_f64(v_cvt_u53_f64(V_SHR_u64(v_load_u64(x + i), 11)), scale, l0));
        v = v_select_f64(v_lt_f64(lo, v), v, lo);
        v_store_f64(y + i, v_select_f64(v_lt_f64(v, last), v, last));
    }
    return REST(log_f64);
}

/* Half-cell r to its integer's distance from lower; halves <= 2^17 in the 32-bit law. */
static inline v_u32 half_cells_u32(const union hysi_params *p, v_u32 draw)
{
    const v_u32 r = v_mulhi_u32(draw, v_set_u32((uint32_t)p->qlinear.halves));
    return V_SHR_u32(v_add_u32(r, v_set_u32(1)), 1);
}

size_t KERNEL(qlinear32_i32)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *x = in;
    int32_t *y = out;
    const v_u32 lo = v_set_u32((uint32_t)p->qlinear.lo);
    size_t i = 0;
    for (; i + V32 <= n; i += V32)
        v_store_u32(y + i, v_add_u32(lo, half_cells_u32(p, v_load_u32(x + i))));
    return REST(qlinear32_i32);
}

size_t KERNEL(qlinear32_i64)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *x = in;
    int64_t *y = out;
    const v_u64 lo = v_set_u64((uint64_t)p->qlinear.lo), halves = v_set_u64(p->qlinear.halves);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_u64 r = V_SHR_u64(v_mul32_u64(v_load_u32_u64(x + i), halves), 32);
        v_store_u64(y + i, v_add_u64(lo, V_SHR_u64(v_add_u64(r, v_set_u64(1)), 1)));
    }
    return REST(qlinear32_i64);
}

size_t KERNEL(qlinear64_i64)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *x = in;
    int64_t *y = out;
    const v_u64 lo = v_set_u64((uint64_t)p->qlinear.lo), halves = v_set_u64(p->qlinear.halves);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_u64 r = mulhi_u64(v_load_u64(x + i), halves);
        v_store_u64(y + i, v_add_u64(lo, V_SHR_u64(v_add_u64(r, v_set_u64(1)), 1)));
    }
    return REST(qlinear64_i64);
}

size_t KERNEL(choose32)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint32_t *x = in;
    uint32_t *y = out;
    const v_u32 count = v_set_u32(p->choose.count);
    size_t i = 0;
    for (; i + V32 <= n; i += V32)
        v_store_u32(y + i, v_mulhi_u32(v_load_u32(x + i), count));
    return REST(choose32);
}

size_t KERNEL(choose64)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const uint64_t *x = in;
    uint32_t *y = out;
    const v_u64 count = v_set_u64(p->choose.count);
    size_t i = 0;
    for (; i + V64 <= n; i += V64)
        v_store_u64_u32(y + i, mulhi_u64(v_load_u64(x + i), count));
    return REST(choose64);
}
