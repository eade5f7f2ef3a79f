/* Maps of the native stream over vector words; src/reference/native.c is the definition. */

#include "simd/law_native.h"

/* The high half of the 64 x 64 bit product, from 32-bit halves. */
static inline v_u64 mulhi_u64(v_u64 a, v_u64 b)
{
    const v_u64 low = v_set_u64(0xffffffffu), a1 = V_SHR_u64(a, 32), b1 = V_SHR_u64(b, 32);
    const v_u64 mid = v_add_u64(v_mul32_u64(a1, b), V_SHR_u64(v_mul32_u64(a, b), 32));
    const v_u64 mid2 = v_add_u64(v_mul32_u64(a, b1), v_and_u64(mid, low));
    return v_add_u64(v_mul32_u64(a1, b1), v_add_u64(V_SHR_u64(mid, 32), V_SHR_u64(mid2, 32)));
}

/* A law of law_native.h over n words. */
#define LAW(name)                                       \
    MAP(name)                                           \
    {                                                   \
        TYPED(name);                                    \
        const struct name law = name##_law(p);          \
        size_t i = 0;                                   \
        for (; i + LANES(x) <= n; i += LANES(x))        \
            STORE(y + i, name##_of(&law, LOAD(x + i))); \
        return SCALAR_TAIL;                             \
    }
LAW(linear_f32)
LAW(linear_f64)
LAW(linear_clamped_f32)
LAW(linear_clamped_f64)
LAW(log_f32)
LAW(log_f64)
LAW(reverse_log_f64)
LAW(logit_f64)
LAW(qlog_i32)
LAW(floor_log_i32)
LAW(qlinear32_i32)
LAW(int32_i32)
LAW(choose32)
LAW(choose_value32)
LAW(weigh32)
LAW(weigh_value32)
#undef LAW

/* A law that makes two words of 64 bits, u64 or f64, of a word of 32-bit draws. */
#define LAW_WIDE(word, name)                                                      \
    MAP(name)                                                                     \
    {                                                                             \
        TYPED(name);                                                              \
        size_t i = 0;                                                             \
        if (n >= V32)                                                             \
            for (const struct name law = name##_law(p); i + V32 <= n; i += V32) { \
                v_##word value[2];                                                \
                name##_wide(&law, v_load_u32(x + i), value);                      \
                v_store_##word(y + i, value[0]);                                  \
                v_store_##word(y + i + V64, value[1]);                            \
            }                                                                     \
        return SCALAR_TAIL;                                                       \
    }
LAW_WIDE(u64, qlinear32_i64)
LAW_WIDE(u64, choose_value64)
LAW_WIDE(u64, weigh_value64)

MAP(top_bit)
{
    TYPED(top_bit);
    size_t i = 0;
    for (; i + 4 * V32 <= n; i += 4 * V32) {
        const v_u32 draw[4] = {v_load_u32(x + i), v_load_u32(x + i + V32),
                               v_load_u32(x + i + 2 * V32), v_load_u32(x + i + 3 * V32)};
        v_store_u32(y + i, v_top_bits(draw));
    }
    return SCALAR_TAIL;
}

MAP(qlinear64_i64)
{
    TYPED(qlinear64_i64);
    const v_u64 lo = v_set_u64((uint64_t)p->lo), half_cells = v_set_u64(p->half_cells);
    size_t i = 0;
    for (; i + V64 <= n; i += V64)
        v_store_u64(y + i, qlinear_i64_of(lo, mulhi_u64(v_load_u64(x + i), half_cells)));
    return SCALAR_TAIL;
}

MAP(exp2_q23_f32)
{
    TYPED(exp2_q23_f32);
    const v_u32 shift = v_set_u32((uint32_t)p->shift);
    size_t i = 0;
    for (; i + V32 <= n; i += V32)
        v_store_f32(y + i, exp2_q23(v_add_u32(shift, v_rint_i32(v_load_f32(x + i)))));
    return SCALAR_TAIL;
}

MAP(exp2_clamped_f64)
{
    TYPED(exp2_clamped_f64);
    const v_f64 lo = v_set_f64(p->lo), largest = v_set_f64(p->largest);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), e = v_min_f64(v_max_f64(exp2_f64(v), lo), largest);
        v_store_f64(y + i, v_select_f64(v_eq_f64(v, v), e, v));
    }
    return SCALAR_TAIL;
}

MAP(choose64)
{
    TYPED(choose64);
    const v_u64 count = v_set_u64(p->count);
    size_t i = 0;
    for (; i + V64 <= n; i += V64)
        v_store_u64_u32(y + i, mulhi_u64(v_load_u64(x + i), count));
    return SCALAR_TAIL;
}

MAP(weigh64)
{
    TYPED(weigh64);
    const struct weigh_64 search = weigh_open_64(p);
    size_t i = 0;
    for (; i + V64 <= n; i += V64)
        v_store_u64_u32(y + i, weigh_of_64(&search, v_load_u64(x + i)));
    return SCALAR_TAIL;
}
