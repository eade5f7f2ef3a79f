/* Maps of the native stream over vector words (src/reference/native.c is the definition, and serves
 * what is left over). */

#include "simd/law_native.h"

/* The high half of the 64 x 64 bit product, by 32-bit halves. */
static inline v_u64 mulhi_u64(v_u64 a, v_u64 b)
{
    const v_u64 low = v_set_u64(0xffffffffu), a1 = V_SHR_u64(a, 32), b1 = V_SHR_u64(b, 32);
    const v_u64 mid = v_add_u64(v_mul32_u64(a1, b), V_SHR_u64(v_mul32_u64(a, b), 32));
    const v_u64 mid2 = v_add_u64(v_mul32_u64(a, b1), v_and_u64(mid, low));
    return v_add_u64(v_mul32_u64(a1, b1), v_add_u64(V_SHR_u64(mid, 32), V_SHR_u64(mid2, 32)));
}

/* A law of law_native.h over n words. */
#define LAW(name, draws, floats, lanes, load, store)                                     \
    size_t KERNEL(name)(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                    \
        const struct name law = name##_law(p);                                           \
        const draws *x = in;                                                             \
        floats *y = out;                                                                 \
        size_t i = 0;                                                                    \
        for (; i + lanes <= n; i += lanes)                                               \
            store(y + i, name##_of(&law, load(x + i)));                                  \
        return REST(name);                                                               \
    }
LAW(affine_f32, uint32_t, float, V32, v_load_u32, v_store_f32)
LAW(affine_f64, uint64_t, double, V64, v_load_u64, v_store_f64)
LAW(linear_f32, uint32_t, float, V32, v_load_u32, v_store_f32)
LAW(linear_f64, uint64_t, double, V64, v_load_u64, v_store_f64)
LAW(log_f32, uint32_t, float, V32, v_load_u32, v_store_f32)
LAW(log_f64, uint64_t, double, V64, v_load_u64, v_store_f64)
LAW(qlog_i32, uint32_t, int32_t, V32, v_load_u32, v_store_u32)
LAW(qlinear32_i32, uint32_t, int32_t, V32, v_load_u32, v_store_u32)
LAW(choose32, uint32_t, uint32_t, V32, v_load_u32, v_store_u32)
LAW(pick32, uint32_t, uint32_t, V32, v_load_u32, v_store_u32)
#undef LAW

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
