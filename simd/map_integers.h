/* Maps of the integers that no double may hold over vector words; src/reference/steps.c is the
 * definition. Bounded by the products of 64 bits with which numbers are divided by a step, which
 * take four of 32 bits each, and, where the step is 1, by the divider. */

struct integers {
    v_u64 bias, least, lo, step, last, reciprocal;
    v_f64 half, span, up_to, above;
    uint32_t shift;
    bool plain; /* the step is 1 */
};

/* With bias, integers are in the order of unsigned ones. The last of unsigned integers is below
 * 2^63, so that what is above that is beyond the last one, as it should be. */
static inline struct integers load_integers(const struct hysi_params_integers *p)
{
    const uint64_t bias = p->is_unsigned ? 0 : (uint64_t)1 << 63, lo = (uint64_t)p->lo;
    return (struct integers){
        .bias = v_set_u64(bias),
        .least = v_set_u64(lo ^ bias),
        .lo = v_set_u64(lo),
        .step = v_set_u64(p->step),
        .last = v_set_u64(p->last),
        .reciprocal = v_set_u64(p->reciprocal),
        .half = v_set_f64(p->steps->half),
        .span = v_set_f64(p->steps->span),
        .up_to = v_set_f64(p->steps->up_to),
        .above = v_set_f64(p->steps->above),
        .shift = (uint32_t)p->shift,
        .plain = p->step == 1,
    };
}

static inline v_m64 is_zero_u64(v_u64 x) { return v_no_bit_u64(x, v_set_u64(UINT64_MAX)); }
static inline v_m64 same_u64(v_u64 a, v_u64 b) { return is_zero_u64(v_xor_u64(a, b)); }

static inline v_m64 reaches_lo(const struct integers *l, v_u64 x)
{
    return v_le_u64(l->least, v_xor_u64(x, l->bias));
}

/* floor(n / step). */
static inline v_u64 quotient_u64(const struct integers *l, v_u64 n)
{
    const v_u64 t = mulhi_u64(n, l->reciprocal);
    return v_shift_u64(v_add_u64(t, V_SHR_u64(v_sub_u64(n, t), 1)), l->shift);
}

static inline v_u64 times_step(const struct integers *l, v_u64 k)
{
    return l->plain ? k : mullo_u64(k, l->step);
}

static inline v_u64 integer_of_u64(const struct integers *l, v_u64 k)
{
    return v_add_u64(l->lo, times_step(l, k));
}

/* The number of the nearest integer, and whether it is that itself. Half a step above an odd number
 * is nearer to the next one. */
static inline v_u64 nearest_u64(const struct integers *l, v_u64 x, v_m64 *same)
{
    const v_m64 reaches = reaches_lo(l, x);
    const v_u64 n = v_select_u64(reaches, v_sub_u64(x, l->lo), v_set_u64(0)), one = v_set_u64(1);
    v_u64 k = n, nearest = n, rest = v_set_u64(0);
    if (!l->plain) {
        k = quotient_u64(l, n);
        rest = v_sub_u64(n, times_step(l, k));
        const v_m64 down = v_le_u64(v_add_u64(rest, v_and_u64(k, one)), v_sub_u64(l->step, rest));
        nearest = v_add_where_u64(v_not_m64(down), k, one);
    }
    nearest = v_min_u64(nearest, l->last);
    *same = v_and_m64(reaches, is_zero_u64(v_or_u64(rest, v_xor_u64(nearest, k))));
    return nearest;
}

MAP(nearest_step_i64)
{
    TYPED(nearest_step_i64);
    const struct integers l = load_integers(p);
    size_t i = 0;
    v_m64 same;
    for (; i + V64 <= n; i += V64)
        v_store_u64(y + i, integer_of_u64(&l, nearest_u64(&l, v_load_u64(x + i), &same)));
    return SCALAR_TAIL;
}

MAP(encode_i64)
{
    TYPED(encode_i64);
    const struct integers l = load_integers(p);
    const v_f64 at_first = v_set_f64(p->steps->at_first), at_last = v_set_f64(p->steps->at_last);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        v_m64 same;
        const v_u64 k = nearest_u64(&l, v_load_u64(x + i), &same);
        v_f64 u = v_div_f64(v_add_f64(v_cvt_u64_f64(k), l.half), l.span);
        u = v_select_f64(same_u64(k, l.last), at_last, u);
        flagged += V64 - v_count_f64(same);
        v_store_f64(y + i, v_select_f64(is_zero_u64(k), at_first, u));
    }
    return flagged + SCALAR_TAIL;
}

/* The number at, not above the last one, where at is not negative; behind where it is no number. */
static inline v_u64 number_at_u64(const struct integers *l, v_m64 is_number, v_f64 at, v_u64 behind)
{
    const v_u64 k = v_cvt_f64_u64(v_select_f64(is_number, at, v_set_f64(0)));
    return v_min_u64(v_select_u64(is_number, k, behind), l->last);
}

MAP(decode_i64)
{
    TYPED(decode_i64);
    const struct integers l = load_integers(p);
    const v_f64 half = v_set_f64(p->steps->decode_half), most = v_set_f64(0x1p64);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 u = v_load_f64(x + i);
        const v_f64 at = floor_f64(v_fma_f64(clamp_f64(u, zero, one), l.span, half));
        const v_m64 is_number = v_and_m64(v_lt_f64(u, one), v_lt_f64(at, most));
        const v_u64 value = integer_of_u64(&l, number_at_u64(&l, is_number, at, l.last));
        flagged += V64 - v_count_f64(within_f64(u, zero, one));
        v_store_u64(y + i, v_select_u64(v_eq_f64(u, u), value, v_set_u64(0)));
    }
    return flagged + SCALAR_TAIL;
}

/* ---- masses ---- */

/* The share of the numbers up to k, and of those above it. */
static inline v_f64 integers_up_to_f64(const struct integers *l, v_u64 k)
{
    const v_f64 one = v_set_f64(1), count = v_add_f64(v_cvt_u64_f64(k), one);
    return v_div_f64(v_add_f64(v_sub_f64(count, one), l->up_to), l->span);
}

static inline v_f64 integers_above_f64(const struct integers *l, v_u64 k)
{
    return v_div_f64(v_add_f64(v_cvt_u64_f64(v_sub_u64(l->last, k)), l->above), l->span);
}

#define SHARE(name, share, below, beyond)                                                       \
    MAP(name)                                                                                   \
    {                                                                                           \
        TYPED(name);                                                                            \
        const struct integers l = load_integers(p);                                             \
        size_t i = 0;                                                                           \
        for (; i + V64 <= n; i += V64) {                                                        \
            const v_u64 v = v_load_u64(x + i), from_lo = v_sub_u64(v, l.lo);                    \
            const v_u64 k = l.plain ? from_lo : quotient_u64(&l, from_lo);                      \
            const v_f64 u = v_select_f64(v_le_u64(l.last, k), v_set_f64(beyond), share(&l, k)); \
            v_store_f64(y + i, v_select_f64(reaches_lo(&l, v), u, v_set_f64(below)));           \
        }                                                                                       \
        return SCALAR_TAIL;                                                                     \
    }
SHARE(cdf_i64, integers_up_to_f64, 0, 1)
SHARE(sf_i64, integers_above_f64, 1, 0)
#undef SHARE

MAP(pmf_i64)
{
    TYPED(pmf_i64);
    const struct integers l = load_integers(p);
    const struct hysi_steps *s = p->steps;
    const v_f64 inside = v_set_f64(1 / s->span), at_last = v_set_f64((1 + s->above) / s->span),
                at_first = v_set_f64(p->last == 0 ? 1 : s->up_to / s->span);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        v_m64 same;
        const v_u64 k = nearest_u64(&l, v_load_u64(x + i), &same);
        v_f64 mass = v_select_f64(same_u64(k, l.last), at_last, inside);
        mass = v_select_f64(is_zero_u64(k), at_first, mass);
        v_store_f64(y + i, v_select_f64(same, mass, v_set_f64(0)));
    }
    return SCALAR_TAIL;
}

/* The number's quotient is right but for one. */
MAP(quantile_i64)
{
    TYPED(quantile_i64);
    const struct integers l = load_integers(p);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1), most = v_set_f64(0x1p64);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 u = v_load_f64(x + i);
        const v_m64 inside = within_f64(u, zero, one);
        const v_f64 at = v_max_f64(ceil_f64(v_sub_f64(v_mul_f64(u, l.span), l.up_to)), zero);
        const v_u64 k = number_at_u64(&l, v_lt_f64(at, most), at, l.last);
        const v_u64 before = v_add_u64(k, v_set_u64(UINT64_MAX));
        const v_f64 reached = v_div_f64(v_add_f64(v_cvt_u64_f64(k), l.up_to), l.span),
                    sooner = v_div_f64(v_add_f64(v_cvt_u64_f64(before), l.up_to), l.span);
        const v_m64 up = v_and_m64(v_not_m64(v_le_u64(l.last, k)), v_lt_f64(reached, u));
        const v_m64 down = v_and_m64(v_not_m64(is_zero_u64(k)), v_le_f64(u, sooner));
        v_u64 least = v_select_u64(down, before, k);
        least = v_select_u64(up, v_add_u64(k, v_set_u64(1)), least);
        least = v_select_u64(v_lt_f64(u, one), least, l.last);
        flagged += V64 - v_count_f64(inside);
        v_store_u64(y + i, v_select_u64(inside, integer_of_u64(&l, least), v_set_u64(0)));
    }
    return flagged + SCALAR_TAIL;
}
