/* Maps of values over vector words (src/reference/values.c is the definition, and serves what is
 * left over). */

/* One step of a float map with its flagged elements counted. */
#define FLOAT_MAP(name, type, suffix, lanes, count, result)                              \
    size_t KERNEL(name##_##suffix)(const union hysi_params *p, size_t n, const void *in, \
                                   void *out)                                            \
    {                                                                                    \
        const type *x = in;                                                              \
        type *y = out;                                                                   \
        size_t i = 0, flagged = 0;                                                       \
        for (; i + lanes <= n; i += lanes) {                                             \
            const v_##suffix v = v_load_##suffix(x + i), r = result(v);                  \
            flagged += lanes - count(v_eq_##suffix(r, r));                               \
            v_store_##suffix(y + i, r);                                                  \
        }                                                                                \
        return flagged + REST(name##_##suffix);                                          \
    }

static inline v_f32 itself_f32(v_f32 v) { return v; }
static inline v_f64 itself_f64(v_f64 v) { return v; }
FLOAT_MAP(copy, float, f32, V32, v_count32, itself_f32)
FLOAT_MAP(copy, double, f64, V64, v_count64, itself_f64)

/* A NaN keeps its bits, the quiet one too. */
static inline v_f32 rint_or_nan_f32(v_f32 v)
{
    return v_select_f32(v_eq_f32(v, v), v_rint_f32(v), v);
}
static inline v_f64 rint_or_nan_f64(v_f64 v)
{
    return v_select_f64(v_eq_f64(v, v), v_rint_f64(v), v);
}
FLOAT_MAP(rint, float, f32, V32, v_count32, rint_or_nan_f32)
FLOAT_MAP(rint, double, f64, V64, v_count64, rint_or_nan_f64)

static inline v_f32 one_nan_f32(v_f32 v)
{
    return v_select_f32(v_eq_f32(v, v), v, v_as_f32(v_set_u32(0x7fc00000u)));
}
static inline v_f64 one_nan_f64(v_f64 v)
{
    return v_select_f64(v_eq_f64(v, v), v, v_as_f64(v_set_u64(0x7ff8000000000000u)));
}
#define QUOTIENT_F32(v) \
    one_nan_f32(v_div_f32(v_log_f32(v), v_set_f32(p->log_transform_f32.log_base)))
#define QUOTIENT_F64(v) \
    one_nan_f64(v_div_f64(v_log_f64(v), v_set_f64(p->log_transform_f64.log_base)))
FLOAT_MAP(log_transform, float, f32, V32, v_count32, QUOTIENT_F32)
FLOAT_MAP(log_transform, double, f64, V64, v_count64, QUOTIENT_F64)

size_t KERNEL(round_f32_i32)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const float *x = in;
    int32_t *y = out;
    const v_f32 min = v_set_f32(p->round_f32.min), max = v_set_f32(p->round_f32.max);
    const v_u32 low = v_set_u32((uint32_t)p->round_f32.low),
                high = v_set_u32((uint32_t)p->round_f32.high);
    size_t i = 0, flagged = 0;
    for (; i + V32 <= n; i += V32) {
        const v_f32 v = v_load_f32(x + i);
        const v_m32 inside = v_and_m32(v_le_f32(min, v), v_le_f32(v, max));
        v_u32 r = v_select_u32(inside, v_rint_i32(v), v_set_u32(0));
        r = v_select_u32(v_lt_f32(v, min), low, r);
        flagged += V32 - v_count32(inside);
        v_store_u32(y + i, v_select_u32(v_lt_f32(max, v), high, r));
    }
    return flagged + REST(round_f32_i32);
}

/* To 64-bit integers, from either float: f32 widens exactly, and rounds to the same integer. */
#define ROUND_64(name, type, limits, integer, load, convert)                             \
    size_t KERNEL(name)(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                    \
        const type *x = in;                                                              \
        integer *y = out;                                                                \
        const v_f64 min = v_set_f64((double)p->limits.min),                              \
                    max = v_set_f64((double)p->limits.max);                              \
        const v_u64 low = v_set_u64((uint64_t)p->limits.low),                            \
                    high = v_set_u64((uint64_t)p->limits.high);                          \
        size_t i = 0, flagged = 0;                                                       \
        for (; i + V64 <= n; i += V64) {                                                 \
            const v_f64 v = load(x + i);                                                 \
            const v_m64 inside = v_and_m64(v_le_f64(min, v), v_le_f64(v, max));          \
            v_u64 r = convert(v_rint_f64(v_select_f64(inside, v, v_set_f64(0))));        \
            r = v_select_u64(v_lt_f64(v, min), low, r);                                  \
            flagged += V64 - v_count64(inside);                                          \
            v_store_u64(y + i, v_select_u64(v_lt_f64(max, v), high, r));                 \
        }                                                                                \
        return flagged + REST(name);                                                     \
    }
ROUND_64(round_f32_i64, float, round_f32, int64_t, v_load_f32_f64, v_cvt_f64_i64)
ROUND_64(round_f64_i64, double, round_f64, int64_t, v_load_f64, v_cvt_f64_i64)
ROUND_64(round_f64_u64, double, round_f64, uint64_t, v_load_f64, v_cvt_f64_u64)

#define CAST(name, from, to, lanes, step)                                                \
    size_t KERNEL(name)(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                    \
        const from *x = in;                                                              \
        to *y = out;                                                                     \
        size_t i = 0;                                                                    \
        for (; i + lanes <= n; i += lanes)                                               \
            step;                                                                        \
        return REST(name);                                                               \
    }
CAST(cast_i32_i8, int32_t, int8_t, V32, v_store_u32_u8(y + i, v_load_u32(x + i)))
CAST(cast_i32_i16, int32_t, int16_t, V32, v_store_u32_u16(y + i, v_load_u32(x + i)))
CAST(cast_i32_i64, int32_t, int64_t, V64, v_store_u64(y + i, v_load_i32_i64(x + i)))
CAST(cast_i32_f32, int32_t, float, V32, v_store_f32(y + i, v_cvt_i32_f32(v_load_u32(x + i))))
CAST(cast_i32_f64, int32_t, double, V64, v_store_f64(y + i, v_load_i32_f64(x + i)))
CAST(cast_i64_i8, int64_t, int8_t, V64, v_store_u64_u8(y + i, v_load_u64(x + i)))
CAST(cast_i64_i16, int64_t, int16_t, V64, v_store_u64_u16(y + i, v_load_u64(x + i)))
CAST(cast_i64_i32, int64_t, int32_t, V64, v_store_u64_u32(y + i, v_load_u64(x + i)))
CAST(cast_i64_f64, int64_t, double, V64, v_store_f64(y + i, v_cvt_i64_f64(v_load_u64(x + i))))
/* By f64: the integers of this route are exact in f32, so the second rounding changes nothing. */
CAST(cast_i64_f32, int64_t, float, V64, v_store_f64_f32(y + i, v_cvt_i64_f64(v_load_u64(x + i))))
CAST(cast_i8_f64, int8_t, double, V64, v_store_f64(y + i, v_load_i8_f64(x + i)))
CAST(cast_u8_f64, uint8_t, double, V64, v_store_f64(y + i, v_load_u8_f64(x + i)))
CAST(cast_i16_f64, int16_t, double, V64, v_store_f64(y + i, v_load_i16_f64(x + i)))
CAST(cast_u16_f64, uint16_t, double, V64, v_store_f64(y + i, v_load_u16_f64(x + i)))
CAST(cast_u32_f64, uint32_t, double, V64, v_store_f64(y + i, v_cvt_u53_f64(v_load_u32_u64(x + i))))
CAST(cast_f32_f64, float, double, V64, v_store_f64(y + i, v_load_f32_f64(x + i)))

/* A zero is +0: once the results are floats. */
size_t KERNEL(cast_f64_f32)(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const double *x = in;
    float *y = out;
    size_t i = 0;
    for (; i + V32 <= n; i += V32) {
        v_store_f64_f32(y + i, v_load_f64(x + i));
        v_store_f64_f32(y + i + V64, v_load_f64(x + i + V64));
        v_store_f32(y + i, v_add_f32(v_load_f32(y + i), v_set_f32(0.0f)));
    }
    return REST(cast_f64_f32);
}

/* Within [-2^53, 2^53), or [0, 2^53), every integer is a double; a word with another is left to the
 * definition. */
#define EXACT(name, integer, zero)                                                       \
    size_t KERNEL(name)(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                    \
        const integer *x = in;                                                           \
        double *y = out;                                                                 \
        const v_u64 bias = v_set_u64(zero),                                              \
                    beyond = v_set_u64(~((uint64_t)zero | 0x1fffffffffffffu));           \
        size_t i = 0, flagged = 0;                                                       \
        for (; i + V64 <= n; i += V64) {                                                 \
            const v_u64 v = v_load_u64(x + i);                                           \
            if (v_count64(v_no_bit_u64(v_add_u64(v, bias), beyond)) == V64)              \
                v_store_f64(y + i, v_cvt_i64_f64(v));                                    \
            else                                                                         \
                flagged += REST_(name)(p, V64, x + i, y + i);                            \
        }                                                                                \
        return flagged + REST(name);                                                     \
    }
EXACT(exact_i64_f64, int64_t, 0x20000000000000u)
EXACT(exact_u64_f64, uint64_t, 0u)

/* Up to 32 values from registers. */
#define GATHER(name, word, lanes, load_index, load_table, lookup, fetch, store)          \
    size_t KERNEL(name)(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                    \
        const uint32_t *x = in;                                                          \
        word *y = out;                                                                   \
        size_t i = 0;                                                                    \
        if (p->gather.count <= 32)                                                       \
            for (const __typeof__(load_table(NULL)) table = load_table(p->gather.table); \
                 i + lanes <= n; i += lanes)                                             \
                store(y + i, lookup(table, load_index(x + i)));                          \
        else                                                                             \
            for (; i + lanes <= n; i += lanes)                                           \
                store(y + i, fetch(p->gather.table, load_index(x + i)));                 \
        return REST(name);                                                               \
    }
GATHER(gather32, uint32_t, V32, v_load_u32, v_load_table32, v_lookup32, v_gather_u32, v_store_u32)
GATHER(gather64, uint64_t, V64, v_load_u32_u64, v_load_table64, v_lookup64, v_gather_u64,
       v_store_u64)

#undef GATHER
#undef FLOAT_MAP
#undef QUOTIENT_F32
#undef QUOTIENT_F64
#undef ROUND_64
#undef CAST
#undef EXACT
