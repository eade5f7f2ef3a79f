/* Maps of evenly spaced values over vector words; src/reference/steps.c is the definition. */

#include "simd/law_steps.h"

LAW_WIDE(u64, int32_i64)

MAP(int64_i64)
{
    TYPED(int64_i64);
    const v_u64 lo = v_set_u64((uint64_t)p->lo), count = v_set_u64(p->count);
    size_t i = 0;
    for (; i + V64 <= n; i += V64)
        v_store_u64(y + i, v_add_u64(lo, mulhi_u64(v_load_u64(x + i), count)));
    return SCALAR_TAIL;
}

/* The low half of the 64 x 64 bit product. */
static inline v_u64 mullo_u64(v_u64 a, v_u64 b)
{
    const v_u64 cross =
        v_add_u64(v_mul32_u64(V_SHR_u64(a, 32), b), v_mul32_u64(a, V_SHR_u64(b, 32)));
    return v_add_u64(v_mul32_u64(a, b), V_SHL_u64(cross, 32));
}

MAP(step_i64)
{
    TYPED(step_i64);
    const v_u64 lo = v_set_u64((uint64_t)p->lo), step = v_set_u64(p->step);
    size_t i = 0;
    for (; i + V64 <= n; i += V64)
        v_store_u64(y + i, v_add_u64(lo, mullo_u64(v_load_u64(x + i), step)));
    return SCALAR_TAIL;
}

/* ---- values by their number ---- */

MAP(step_f64)
{
    TYPED(step_f64);
    const struct steps s = load_steps(p->steps);
    size_t i = 0;
    if (!is_limited(p->steps))
        for (; i + V64 <= n; i += V64)
            v_store_f64(y + i, quotient_of(&s, v_cvt_i64_f64(v_load_u64(x + i))));
    for (; i + V64 <= n; i += V64)
        v_store_f64(y + i, value_of(&s, v_cvt_i64_f64(v_load_u64(x + i))));
    return SCALAR_TAIL;
}

LAW_WIDE(f64, int32_step_f64)

MAP(multiple_f64)
{
    TYPED(multiple_f64);
    const struct steps s = load_steps(p->steps);
    const v_f64 cell = v_set_f64(p->cell);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 k = floor_f64(v_div_f64(v_cvt_i64_f64(v_load_u64(x + i)), cell));
        v_store_f64(y + i, value_of(&s, k));
    }
    return SCALAR_TAIL;
}

MAP(cell_of)
{
    TYPED(cell_of);
    const v_f64 start = v_set_f64(p->start);
    const v_f64 from = v_set_f64(p->from), count = v_set_f64(p->count), span = v_set_f64(p->span);
    const v_f64 first = v_set_f64(p->first), last = v_set_f64(p->last);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i);
        const v_f64 cell = floor_f64(v_div_f64(v_mul_f64(v_sub_f64(v, from), count), span));
        v_store_f64(y + i, unless_nan_f64(v, clamp_f64(v_add_f64(start, cell), first, last)));
    }
    return SCALAR_TAIL;
}

/* ---- nearest value, encode and decode ---- */

static inline v_f64 number_of(const struct steps *s, v_f64 x)
{
    return clamp_f64(v_rint_f64(v_div_f64(v_sub_f64(x, s->from), s->width)), s->first, s->last);
}

MAP(nearest_step)
{
    TYPED(nearest_step);
    const struct steps s = load_steps(p->steps);
    const v_f64 lower = v_set_f64(p->steps->lower), upper = v_set_f64(p->steps->upper);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i);
        flagged += V64 - v_count_f64(within_f64(v, lower, upper));
        v_store_f64(y + i, unless_nan_f64(v, value_of(&s, number_of(&s, v))));
    }
    return flagged + SCALAR_TAIL;
}

/* Whether v is the value w, or stands for it. */
static inline v_m64 same_value(const struct hysi_steps *s, v_f64 v, v_f64 w)
{
    const v_f64 slack = v_mul_f64(v_set_f64(s->slack), abs_f64(w));
    const v_f64 near = v_min_f64(slack, v_set_f64(0.25 * s->width));
    const v_m64 has_24_bits = v_no_bit_u64(v_as_u64(v), v_set_u64(0x1fffffff));
    return v_le_f64(abs_f64(v_sub_f64(v, w)), v_select_f64(has_24_bits, slack, near));
}

MAP(round_step)
{
    TYPED(round_step);
    const struct steps s = load_steps(p->steps);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i);
        v_store_f64(y + i, unless_nan_f64(v, value_of(&s, number_of(&s, v))));
    }
    return SCALAR_TAIL;
}

MAP(position_step)
{
    TYPED(position_step);
    const struct steps s = load_steps(p->steps);
    const v_f64 half = v_set_f64(0.5);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), k = number_of(&s, v), w = value_of(&s, k);
        v_f64 at = v_select_f64(v_lt_f64(v, w), v_sub_f64(k, half), k);
        at = v_select_f64(v_lt_f64(w, v), v_add_f64(k, half), at);
        v_store_f64(y + i, unless_nan_f64(v, at));
    }
    return SCALAR_TAIL;
}

MAP(number_step)
{
    TYPED(number_step);
    const struct steps s = load_steps(p->steps);
    const v_f64 half = v_set_f64(0.5);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), k = number_of(&s, v), w = value_of(&s, k);
        const v_f64 between = v_select_f64(v_lt_f64(v, w), v_sub_f64(k, half), v_add_f64(k, half));
        v_store_f64(y + i, unless_nan_f64(v, v_select_f64(same_value(p->steps, v, w), k, between)));
    }
    return SCALAR_TAIL;
}

MAP(nearest_number)
{
    TYPED(nearest_number);
    const struct steps s = load_steps(p->steps);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), k = number_of(&s, v), w = value_of(&s, k);
        flagged += V64 - v_count_f64(same_value(p->steps, v, w));
        v_store_f64(y + i, unless_nan_f64(v, k));
    }
    return flagged + SCALAR_TAIL;
}

MAP(value_step)
{
    TYPED(value_step);
    const struct steps s = load_steps(p->steps);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 k = v_load_f64(x + i);
        v_store_f64(y + i, unless_nan_f64(k, value_of(&s, k)));
    }
    return SCALAR_TAIL;
}

MAP(encode_step)
{
    TYPED(encode_step);
    const struct steps s = load_steps(p->steps);
    const v_f64 half = v_set_f64(p->steps->half);
    const v_f64 span = v_set_f64(p->steps->span);
    const v_f64 at_first = v_set_f64(p->steps->at_first), at_last = v_set_f64(p->steps->at_last);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), k = number_of(&s, v), w = value_of(&s, k);
        const v_m64 same = same_value(p->steps, v, w);
        v_f64 u = v_div_f64(v_add_f64(v_sub_f64(k, s.first), half), span);
        u = v_select_f64(v_eq_f64(k, s.last), at_last, u);
        u = v_select_f64(v_eq_f64(k, s.first), at_first, u);
        flagged += V64 - v_count_f64(same);
        v_store_f64(y + i, unless_nan_f64(v, u));
    }
    return flagged + SCALAR_TAIL;
}

MAP(decode_step)
{
    TYPED(decode_step);
    const struct steps s = load_steps(p->steps);
    const v_f64 span = v_set_f64(p->steps->span), half = v_set_f64(p->steps->decode_half);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 u = v_load_f64(x + i);
        v_f64 k = v_add_f64(s.first, floor_f64(v_fma_f64(clamp_f64(u, zero, one), span, half)));
        k = v_select_f64(v_lt_f64(u, one), clamp_f64(k, s.first, s.last), s.last);
        flagged += V64 - v_count_f64(within_f64(u, zero, one));
        v_store_f64(y + i, unless_nan_f64(u, value_of(&s, k)));
    }
    return flagged + SCALAR_TAIL;
}

/* ---- masses ---- */

struct shares {
    struct steps steps;
    v_f64 span, up_to, above;
};
static inline struct shares load_shares(const struct hysi_steps *s)
{
    return (struct shares){load_steps(s), v_set_f64(s->span), v_set_f64(s->up_to),
                           v_set_f64(s->above)};
}

static inline v_f64 share_up_to_f64(const struct shares *s, v_f64 k)
{
    const v_f64 y = v_div_f64(v_add_f64(v_sub_f64(k, s->steps.first), s->up_to), s->span);
    return v_select_f64(v_lt_f64(k, s->steps.last), y, v_set_f64(1));
}

static inline v_f64 share_above_f64(const struct shares *s, v_f64 k)
{
    const v_f64 y = v_div_f64(v_add_f64(v_sub_f64(s->steps.last, k), s->above), s->span);
    return v_select_f64(v_lt_f64(k, s->steps.last), y, v_set_f64(0));
}

#define SHARE(name, share, none)                                                     \
    MAP(name)                                                                        \
    {                                                                                \
        TYPED(name);                                                                 \
        const struct shares s = load_shares(p->steps);                               \
        size_t i = 0, flagged = 0;                                                   \
        for (; i + V64 <= n; i += V64) {                                             \
            const v_f64 v = v_load_f64(x + i), k = number_of(&s.steps, v);           \
            const v_m64 below = v_lt_f64(v, value_of(&s.steps, k));                  \
            const v_m64 at_first = v_and_m64(below, v_eq_f64(k, s.steps.first));     \
            v_f64 u = share(&s, v_select_f64(below, v_sub_f64(k, v_set_f64(1)), k)); \
            u = v_select_f64(at_first, v_set_f64(none), u);                          \
            flagged += V64 - v_count_f64(v_eq_f64(v, v));                            \
            v_store_f64(y + i, unless_nan_f64(v, u));                                \
        }                                                                            \
        return flagged + SCALAR_TAIL;                                                \
    }
SHARE(cdf_step, share_up_to_f64, 0)
SHARE(sf_step, share_above_f64, 1)
#undef SHARE

MAP(pmf_step)
{
    TYPED(pmf_step);
    const struct hysi_steps *t = p->steps;
    const struct steps s = load_steps(t);
    const bool one = t->first == t->last;
    const v_f64 zero = v_set_f64(0);
    const v_f64 inside = v_set_f64(1 / t->span), at_last = v_set_f64((1 + t->above) / t->span),
                at_first = v_set_f64(one ? 1 : t->up_to / t->span);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), k = number_of(&s, v), w = value_of(&s, k);
        const v_m64 same = same_value(p->steps, v, w);
        v_f64 mass = v_select_f64(v_eq_f64(k, s.last), at_last, inside);
        mass = v_select_f64(v_eq_f64(k, s.first), at_first, mass);
        flagged += V64 - v_count_f64(v_eq_f64(v, v));
        v_store_f64(y + i, unless_nan_f64(v, v_select_f64(same, mass, zero)));
    }
    return flagged + SCALAR_TAIL;
}

MAP(quantile_step)
{
    TYPED(quantile_step);
    const struct shares s = load_shares(p->steps);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1), nan = v_set_f64((double)NAN);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 u = v_load_f64(x + i);
        const v_m64 inside = within_f64(u, zero, one);
        v_f64 k = v_add_f64(s.steps.first, ceil_f64(v_sub_f64(v_mul_f64(u, s.span), s.up_to)));
        k = clamp_f64(k, s.steps.first, s.steps.last);
        k = v_select_f64(v_lt_f64(share_up_to_f64(&s, k), u), v_add_f64(k, one), k);
        const v_f64 before = v_sub_f64(k, one);
        const v_m64 enough =
            v_and_m64(v_lt_f64(s.steps.first, k), v_le_f64(u, share_up_to_f64(&s, before)));
        k = v_select_f64(enough, before, k);
        k = v_select_f64(v_lt_f64(u, one), k, s.steps.last);
        flagged += V64 - v_count_f64(inside);
        v_store_f64(y + i, v_select_f64(inside, value_of(&s.steps, k), nan));
    }
    return flagged + SCALAR_TAIL;
}
