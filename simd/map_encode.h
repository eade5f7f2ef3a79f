/* Maps between values and the unit interval over vector words; src/reference/encode.c is the
 * definition. Encoding is bounded by the divider or, for the log kinds, by SLEEF's log2; decoding
 * by the FMA ports. */

static inline v_f64 minus_f64(v_f64 x)
{
    return v_as_f64(v_xor_u64(v_as_u64(x), v_as_u64(v_set_f64(-0.0))));
}

static inline v_f64 abs_f64(v_f64 x)
{
    return v_as_f64(v_and_u64(v_as_u64(x), v_set_u64(0x7fffffffffffffffu)));
}

static inline v_f64 floor_f64(v_f64 x)
{
    const v_f64 r = v_rint_f64(x);
    return v_select_f64(v_lt_f64(x, r), v_sub_f64(r, v_set_f64(1)), r);
}

/* x, or v in the lanes where v is NaN. */
static inline v_f64 unless_nan_f64(v_f64 v, v_f64 x) { return v_select_f64(v_eq_f64(v, v), x, v); }

static inline v_m64 within_f64(v_f64 v, v_f64 low, v_f64 high)
{
    return v_and_m64(v_le_f64(low, v), v_le_f64(v, high));
}

/* ---- values to units ---- */

#define ENCODE(name, law)                                                                   \
    MAP(name)                                                                               \
    {                                                                                       \
        TYPED(name);                                                                        \
        const v_f64 lower = v_set_f64(p->lower), upper = v_set_f64(p->upper);               \
        const v_f64 from = v_set_f64(p->from), span = v_set_f64(p->span);                   \
        size_t i = 0, flagged = 0;                                                          \
        for (; i + V64 <= n; i += V64) {                                                    \
            const v_f64 v = v_load_f64(x + i), c = law(clamp_f64(v, lower, upper));         \
            const v_f64 u =                                                                 \
                clamp_f64(v_div_f64(v_sub_f64(c, from), span), v_set_f64(0), v_set_f64(1)); \
            flagged += V64 - v_count_f64(within_f64(v, lower, upper));                      \
            v_store_f64(y + i, unless_nan_f64(v, u));                                       \
        }                                                                                   \
        return flagged + SCALAR_TAIL;                                                       \
    }
ENCODE(encode_linear, itself_f64)
ENCODE(encode_log, v_log2_f64)

static inline v_f64 logit_of_f64(v_f64 v)
{
    return v_sub_f64(v_log2_f64(v), v_log2_f64(v_sub_f64(v_set_f64(1), v)));
}
ENCODE(encode_logit, logit_of_f64)

static inline v_f64 middle_f64(const struct hysi_params_encode_cell *p, v_f64 c)
{
    (void)p;
    return c;
}
static inline v_f64 middle_log2_f64(const struct hysi_params_encode_cell *p, v_f64 c)
{
    const v_f64 slope = v_set_f64(p->slope);
    const v_f64 a = v_log2_f64(v_fma_f64(c, slope, v_set_f64(p->below))),
                b = v_log2_f64(v_fma_f64(c, slope, v_set_f64(p->above)));
    return v_add_f64(a, v_mul_f64(v_sub_f64(b, a), v_set_f64(0.5)));
}

#define ENCODE_CELL(name, middle)                                                           \
    MAP(name)                                                                               \
    {                                                                                       \
        TYPED(name);                                                                        \
        const v_f64 first = v_set_f64(p->first), last = v_set_f64(p->last);                 \
        const v_f64 at_first = v_set_f64(p->at_first), at_last = v_set_f64(p->at_last);     \
        const v_f64 from = v_set_f64(p->from), span = v_set_f64(p->span);                   \
        const v_f64 low = v_set_f64(p->low), high = v_set_f64(p->high);                     \
        size_t i = 0, flagged = 0;                                                          \
        for (; i + V64 <= n; i += V64) {                                                    \
            const v_f64 v = v_load_f64(x + i), c = clamp_f64(v_rint_f64(v), first, last);   \
            v_f64 u = clamp_f64(v_div_f64(v_sub_f64(middle(p, c), from), span), low, high); \
            u = v_select_f64(v_eq_f64(c, last), at_last, u);                                \
            u = v_select_f64(v_eq_f64(c, first), at_first, u);                              \
            flagged += V64 - v_count_f64(v_eq_f64(c, v));                                   \
            v_store_f64(y + i, unless_nan_f64(v, u));                                       \
        }                                                                                   \
        return flagged + SCALAR_TAIL;                                                       \
    }
ENCODE_CELL(encode_qlinear, middle_f64)
ENCODE_CELL(encode_qlog, middle_log2_f64)

/* In stretches: snap_f64 finds the ranks, and then the units at these ranks are looked up. */
MAP(encode_discrete)
{
    TYPED(encode_discrete);
    enum { STRETCH = 128 };
    const union hysi_params snap = {.snap_f64 = p->snap};
    uint32_t rank[STRETCH];
    size_t i = 0, flagged = 0;
    while (i + V64 <= n) {
        const size_t left = (n - i) / V64 * V64, m = left < STRETCH ? left : STRETCH;
        KERNEL(snap_f64)(&snap, m, x + i, rank);
        for (size_t k = 0; k < m; k += V64) {
            const v_f64 v = v_load_f64(x + i + k);
            const v_u64 r = v_load_u32_u64(rank + k);
            const v_m64 value = v_eq_f64(v, v_as_f64(v_gather_u64(p->values, r)));
            const v_m64 value_f32 = v_eq_f64(v, v_as_f64(v_gather_u64(p->values_f32, r)));
            flagged += v_count_f64(v_and_m64(v_not_m64(value), v_not_m64(value_f32)));
            v_store_f64(y + i + k, unless_nan_f64(v, v_as_f64(v_gather_u64(p->units, r))));
        }
        i += m;
    }
    return flagged + SCALAR_TAIL;
}

/* The low bits of 2^52 + c are c. */
MAP(encode_entry)
{
    TYPED(encode_entry);
    const v_f64 zero = v_set_f64(0), last = v_set_f64(p->last);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), c = clamp_f64(v_rint_f64(v), zero, last);
        const v_u64 index =
            v_and_u64(v_as_u64(v_add_f64(c, v_set_f64(0x1p52))), v_set_u64(UINT32_MAX));
        flagged += V64 - v_count_f64(v_eq_f64(c, v));
        v_store_f64(y + i, unless_nan_f64(v, v_as_f64(v_gather_u64(p->units, index))));
    }
    return flagged + SCALAR_TAIL;
}

/* ---- units to values ---- */

#define DECODE(name, law, rounded)                                                                 \
    MAP(name)                                                                                      \
    {                                                                                              \
        TYPED(name);                                                                               \
        const v_f64 from = v_set_f64(p->from), span = v_set_f64(p->span);                          \
        const v_f64 lo = v_set_f64(p->lo), largest = v_set_f64(p->largest);                        \
        const v_f64 zero = v_set_f64(0), one = v_set_f64(1);                                       \
        size_t i = 0, flagged = 0;                                                                 \
        for (; i + V64 <= n; i += V64) {                                                           \
            const v_f64 u = v_load_f64(x + i);                                                     \
            v_f64 v = clamp_f64(law(v_fma_f64(clamp_f64(u, zero, one), span, from)), lo, largest); \
            v = v_add_f64(rounded(v), zero);                                                       \
            flagged += V64 - v_count_f64(within_f64(u, zero, one));                                \
            v_store_f64(y + i, unless_nan_f64(u, v_select_f64(v_le_f64(one, u), largest, v)));     \
        }                                                                                          \
        return flagged + SCALAR_TAIL;                                                              \
    }
DECODE(decode_linear, itself_f64, itself_f64)
DECODE(decode_log, exp2_f64, itself_f64)
DECODE(decode_logit, from_logit_f64, itself_f64)
DECODE(decode_qlinear, itself_f64, v_rint_f64)
DECODE(decode_qlog, exp2_f64, v_rint_f64)

MAP(decode_reverse_log)
{
    TYPED(decode_reverse_log);
    const v_f64 about = v_set_f64(p->about), from = v_set_f64(p->from), span = v_set_f64(p->span);
    const v_f64 lo = v_set_f64(p->lo), largest = v_set_f64(p->largest);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 u = v_load_f64(x + i), c = v_sub_f64(one, clamp_f64(u, zero, one));
        v_f64 v = v_sub_f64(about, exp2_f64(v_fma_f64(c, span, from)));
        v = v_add_f64(clamp_f64(v, lo, largest), zero);
        flagged += V64 - v_count_f64(within_f64(u, zero, one));
        v_store_f64(y + i, unless_nan_f64(u, v_select_f64(v_le_f64(one, u), largest, v)));
    }
    return flagged + SCALAR_TAIL;
}

MAP(decode_cell)
{
    TYPED(decode_cell);
    const v_f64 from = v_set_f64(p->from), span = v_set_f64(p->span);
    const v_f64 half = v_set_f64(p->half), largest = v_set_f64(p->largest);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 u = v_load_f64(x + i);
        const v_f64 v = v_add_f64(from, floor_f64(v_fma_f64(clamp_f64(u, zero, one), span, half)));
        flagged += V64 - v_count_f64(within_f64(u, zero, one));
        v_store_f64(y + i, unless_nan_f64(
                               u, v_select_f64(v_lt_f64(u, one), v_min_f64(v, largest), largest)));
    }
    return flagged + SCALAR_TAIL;
}

/* The low bits of 2^52 + index are the index. */
MAP(decode_index)
{
    TYPED(decode_index);
    const v_f64 count = v_set_f64(p->count), largest = v_set_f64(p->count - 1.0);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1);
    const v_u64 nan = v_set_u64(p->nan);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 u = v_load_f64(x + i);
        const v_f64 index =
            v_min_f64(floor_f64(v_mul_f64(clamp_f64(u, zero, one), count)), largest);
        flagged += V64 - v_count_f64(within_f64(u, zero, one));
        v_store_u64_u32(y + i, v_select_u64(v_eq_f64(u, u),
                                            v_as_u64(v_add_f64(index, v_set_f64(0x1p52))), nan));
    }
    return flagged + SCALAR_TAIL;
}

/* In stretches: snap_f64 finds the ranks, which then become indices. */
MAP(decode_entry)
{
    TYPED(decode_entry);
    enum { STRETCH = 128 };
    const union hysi_params snap = {.snap_f64 = p->snap};
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1);
    const v_u64 nan = v_set_u64(p->nan), first = v_set_u64(p->first);
    uint32_t rank[STRETCH];
    size_t i = 0, flagged = 0;
    while (i + V64 <= n) {
        const size_t left = (n - i) / V64 * V64, m = left < STRETCH ? left : STRETCH;
        KERNEL(snap_f64)(&snap, m, x + i, rank);
        for (size_t k = 0; k < m; k += V64) {
            const v_f64 u = v_load_f64(x + i + k);
            const v_u64 index = v_add_u64(first, v_load_u32_u64(rank + k));
            flagged += V64 - v_count_f64(within_f64(u, zero, one));
            v_store_u64_u32(y + i + k, v_select_u64(v_eq_f64(u, u), index, nan));
        }
        i += m;
    }
    return flagged + SCALAR_TAIL;
}

#undef ENCODE
#undef ENCODE_CELL
#undef DECODE
