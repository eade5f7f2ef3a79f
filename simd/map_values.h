/* Maps of values over vector words; src/reference/values.c is the definition. */
#include <math.h>

/* Maps of floats to floats of one width. Results that are NaN are counted. */
#define FLOAT_MAP(name, suffix, result)                                  \
    MAP(name##_##suffix)                                                 \
    {                                                                    \
        TYPED(name##_##suffix);                                          \
        size_t i = 0, flagged = 0;                                       \
        for (; i + LANES(x) <= n; i += LANES(x)) {                       \
            const v_##suffix v = LOAD(x + i), r = result(v);             \
            flagged += LANES(x) - v_count_##suffix(v_eq_##suffix(r, r)); \
            STORE(y + i, r);                                             \
        }                                                                \
        return flagged + SCALAR_TAIL;                                    \
    }

static inline v_f32 itself_f32(v_f32 v) { return v; }
static inline v_f64 itself_f64(v_f64 v) { return v; }
FLOAT_MAP(copy, f32, itself_f32)
FLOAT_MAP(copy, f64, itself_f64)

/* A NaN keeps its bits, even if it is a signalling one. */
static inline v_f32 rint_or_nan_f32(v_f32 v)
{
    return v_select_f32(v_eq_f32(v, v), v_rint_f32(v), v);
}
static inline v_f64 rint_or_nan_f64(v_f64 v)
{
    return v_select_f64(v_eq_f64(v, v), v_rint_f64(v), v);
}
FLOAT_MAP(rint, f32, rint_or_nan_f32)
FLOAT_MAP(rint, f64, rint_or_nan_f64)

/* Values outside are counted, and NaN. */
#define CLAMP(suffix)                                                                        \
    MAP(clamp_##suffix)                                                                      \
    {                                                                                        \
        TYPED(clamp_##suffix);                                                               \
        const v_##suffix lower = v_set_##suffix(p->lower), upper = v_set_##suffix(p->upper); \
        size_t i = 0, flagged = 0;                                                           \
        for (; i + LANES(x) <= n; i += LANES(x)) {                                           \
            const v_##suffix v = LOAD(x + i);                                                \
            const v_##suffix c = v_min_##suffix(v_max_##suffix(v, lower), upper);            \
            flagged += LANES(x) - v_count_##suffix(v_le_##suffix(lower, v)) +                \
                       v_count_##suffix(v_lt_##suffix(upper, v));                            \
            STORE(y + i, v_select_##suffix(v_eq_##suffix(v, v),                              \
                                           v_add_##suffix(c, v_set_##suffix(0)), v));        \
        }                                                                                    \
        return flagged + SCALAR_TAIL;                                                        \
    }
CLAMP(f32)
CLAMP(f64)

MAP(digits_f64)
{
    TYPED(digits_f64);
    const v_f64 scale = v_set_f64(p->scale), lower = v_set_f64(p->lower);
    const v_f64 upper = v_set_f64(p->upper), zero = v_set_f64(0);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), scaled = v_mul_f64(v, scale);
        const v_m64 number = v_eq_f64(v, v);
        const v_m64 rounds =
            v_and_m64(v_lt_f64(v_set_f64(-0x1p53), scaled), v_lt_f64(scaled, v_set_f64(0x1p53)));
        v_f64 r = v_select_f64(rounds, v_div_f64(v_rint_f64(scaled), scale), v);
        r = v_add_f64(v_min_f64(v_max_f64(r, lower), upper), zero);
        flagged += V64 - v_count_f64(number);
        v_store_f64(y + i, v_select_f64(number, r, v));
    }
    return flagged + SCALAR_TAIL;
}

MAP(mirror_f64)
{
    TYPED(mirror_f64);
    const v_f64 lower = v_set_f64(p->lower), upper = v_set_f64(p->upper);
    const v_f64 least = v_set_f64(p->least), most = v_set_f64(p->most);
    const v_f64 from = v_set_f64(p->from), plus = v_set_f64(p->plus);
    const v_f64 inf = v_set_f64((double)INFINITY), low = v_set_f64(-(double)INFINITY);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i);
        v_f64 r = v_add_f64(v_sub_f64(from, v), plus);
        r = v_min_f64(v_max_f64(r, least), most);
        r = v_select_f64(v_lt_f64(v, upper), r, v_select_f64(v_lt_f64(upper, v), low, least));
        r = v_select_f64(v_lt_f64(lower, v), r, v_select_f64(v_lt_f64(v, lower), inf, most));
        v_store_f64(y + i, v_select_f64(v_eq_f64(v, v), r, v));
    }
    return SCALAR_TAIL;
}

static inline v_f32 one_nan_f32(v_f32 v)
{
    return v_select_f32(v_eq_f32(v, v), v, v_as_f32(v_set_u32(0x7fc00000u)));
}
static inline v_f64 one_nan_f64(v_f64 v)
{
    return v_select_f64(v_eq_f64(v, v), v, v_as_f64(v_set_u64(0x7ff8000000000000u)));
}
#define QUOTIENT_F32(v) one_nan_f32(v_div_f32(v_log_f32(v), v_set_f32(p->log_base)))
#define QUOTIENT_F64(v) one_nan_f64(v_div_f64(v_log_f64(v), v_set_f64(p->log_base)))
FLOAT_MAP(log_transform, f32, QUOTIENT_F32)
FLOAT_MAP(log_transform, f64, QUOTIENT_F64)

MAP(round_f32_i32)
{
    TYPED(round_f32_i32);
    const v_f32 min = v_set_f32(p->min), max = v_set_f32(p->max);
    const v_u32 low = v_set_u32((uint32_t)p->low), high = v_set_u32((uint32_t)p->high);
    size_t i = 0, flagged = 0;
    for (; i + V32 <= n; i += V32) {
        const v_f32 v = v_load_f32(x + i);
        const v_m32 inside = v_and_m32(v_le_f32(min, v), v_le_f32(v, max));
        v_u32 r = v_select_u32(inside, v_rint_i32(v), v_set_u32(0));
        r = v_select_u32(v_lt_f32(v, min), low, r);
        flagged += V32 - v_count_f32(inside);
        v_store_u32(y + i, v_select_u32(v_lt_f32(max, v), high, r));
    }
    return flagged + SCALAR_TAIL;
}

/* Loads either float as f64, for maps to 64-bit integers. A float widens exactly, so that it rounds
 * to the same integer. */
#define LOAD_F64(pointer) \
    _Generic((pointer), const float * : v_load_f32_f64, const double * : v_load_f64)(pointer)
#define TO_INTEGER(pointer) \
    _Generic((pointer), int64_t * : v_cvt_f64_i64, uint64_t * : v_cvt_f64_u64)
#define ROUND_64(name)                                                                      \
    MAP(name)                                                                               \
    {                                                                                       \
        TYPED(name);                                                                        \
        const v_f64 min = v_set_f64((double)p->min), max = v_set_f64((double)p->max);       \
        const v_u64 low = v_set_u64((uint64_t)p->low), high = v_set_u64((uint64_t)p->high); \
        size_t i = 0, flagged = 0;                                                          \
        for (; i + V64 <= n; i += V64) {                                                    \
            const v_f64 v = LOAD_F64(x + i);                                                \
            const v_m64 inside = v_and_m64(v_le_f64(min, v), v_le_f64(v, max));             \
            v_u64 r = TO_INTEGER(y)(v_rint_f64(v_select_f64(inside, v, v_set_f64(0))));     \
            r = v_select_u64(v_lt_f64(v, min), low, r);                                     \
            flagged += V64 - v_count_f64(inside);                                           \
            v_store_u64(y + i, v_select_u64(v_lt_f64(max, v), high, r));                    \
        }                                                                                   \
        return flagged + SCALAR_TAIL;                                                       \
    }
ROUND_64(round_f32_i64)
ROUND_64(round_f64_i64)
ROUND_64(round_f64_u64)

/* A step converts as many elements as a word holds of the wider type. */
#define CAST(name, step)                                                  \
    MAP(name)                                                             \
    {                                                                     \
        TYPED(name);                                                      \
        const size_t lanes = sizeof *x < sizeof *y ? LANES(y) : LANES(x); \
        size_t i = 0;                                                     \
        for (; i + lanes <= n; i += lanes)                                \
            step;                                                         \
        return SCALAR_TAIL;                                               \
    }
CAST(cast_i32_i8, v_store_u32_u8(y + i, v_load_u32(x + i)))
CAST(cast_i32_i16, v_store_u32_u16(y + i, v_load_u32(x + i)))
CAST(cast_i32_i64, v_store_u64(y + i, v_load_i32_i64(x + i)))
CAST(cast_i32_f32, v_store_f32(y + i, v_cvt_i32_f32(v_load_u32(x + i))))
CAST(cast_i32_f64, v_store_f64(y + i, v_load_i32_f64(x + i)))
CAST(cast_i64_i8, v_store_u64_u8(y + i, v_load_u64(x + i)))
CAST(cast_i64_i16, v_store_u64_u16(y + i, v_load_u64(x + i)))
CAST(cast_i64_i32, v_store_u64_u32(y + i, v_load_u64(x + i)))
CAST(cast_i64_f64, v_store_f64(y + i, v_cvt_i64_f64(v_load_u64(x + i))))
/* Converted by way of f64: f32 holds the integers of this route, so the second rounding changes
 * nothing. */
CAST(cast_i64_f32, v_store_f64_f32(y + i, v_cvt_i64_f64(v_load_u64(x + i))))
CAST(cast_i8_f64, v_store_f64(y + i, v_load_i8_f64(x + i)))
CAST(cast_u8_f64, v_store_f64(y + i, v_load_u8_f64(x + i)))
CAST(cast_i16_f64, v_store_f64(y + i, v_load_i16_f64(x + i)))
CAST(cast_u16_f64, v_store_f64(y + i, v_load_u16_f64(x + i)))
CAST(cast_u32_f64, v_store_f64(y + i, v_cvt_u64_f64(v_load_u32_u64(x + i))))
CAST(cast_f32_f64, v_store_f64(y + i, v_load_f32_f64(x + i)))

/* A zero becomes +0 by an addition to the floats. It follows in a loop of its own, since a word
 * loaded right behind the two stores of its halves waits for both to reach the cache. */
MAP(cast_f64_f32)
{
    TYPED(cast_f64_f32);
    const size_t whole = n - n % V32;
    size_t i = 0;
    for (; i < whole; i += V64)
        v_store_f64_f32(y + i, v_load_f64(x + i));
    for (size_t k = 0; k < whole; k += V32)
        v_store_f32(y + k, v_add_f32(v_load_f32(y + k), v_set_f32(0.0f)));
    return SCALAR_TAIL;
}

/* Every integer in [-2^53, 2^53), or [0, 2^53), is a double. A word with another integer is left to
 * the scalar definition. */
#define EXACT(name, zero)                                                      \
    MAP(name)                                                                  \
    {                                                                          \
        TYPED(name);                                                           \
        const v_u64 bias = v_set_u64(zero),                                    \
                    beyond = v_set_u64(~((uint64_t)zero | 0x1fffffffffffffu)); \
        size_t i = 0, flagged = 0;                                             \
        for (; i + V64 <= n; i += V64) {                                       \
            const v_u64 v = v_load_u64(x + i);                                 \
            if (v_count_f64(v_no_bit_u64(v_add_u64(v, bias), beyond)) == V64)  \
                v_store_f64(y + i, v_cvt_i64_f64(v));                          \
            else                                                               \
                flagged += SCALAR(V64);                                        \
        }                                                                      \
        return flagged + SCALAR_TAIL;                                          \
    }
EXACT(exact_i64_f64, 0x20000000000000u)
EXACT(exact_u64_f64, 0u)

/* Up to 32 elements are looked up in registers. */
#define GATHER(bits, load_index)                                                                  \
    MAP(gather##bits)                                                                             \
    {                                                                                             \
        TYPED(gather##bits);                                                                      \
        size_t i = 0;                                                                             \
        if (p->count <= 32)                                                                       \
            for (const v_table_u##bits table = v_load_table_u##bits(p->table); i + LANES(y) <= n; \
                 i += LANES(y))                                                                   \
                STORE(y + i, v_lookup_u##bits(table, load_index(x + i)));                         \
        else                                                                                      \
            for (; i + LANES(y) <= n; i += LANES(y))                                              \
                STORE(y + i, v_gather_u##bits(p->table, load_index(x + i)));                      \
        return SCALAR_TAIL;                                                                       \
    }
GATHER(32, v_load_u32)
GATHER(64, v_load_u32_u64)

#undef FLOAT_MAP
#undef CLAMP
#undef QUOTIENT_F32
#undef QUOTIENT_F64
#undef LOAD_F64
#undef TO_INTEGER
#undef ROUND_64
#undef CAST
#undef EXACT
#undef GATHER
