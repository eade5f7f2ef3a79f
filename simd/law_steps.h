/* Evenly spaced values over vector words; src/reference/steps.c is the definition. */
#ifndef SIMD_LAW_STEPS_H
#define SIMD_LAW_STEPS_H

#include <math.h>

#include "simd/law_native.h"

/* lo + floor(draw count 2^-32). */
struct int32_i64 {
    v_u64 lo, count;
};
static inline struct int32_i64 int32_i64_law(const hysi_int32_i64_params *p)
{
    return (struct int32_i64){v_set_u64((uint64_t)p->lo), v_set_u64(p->count)};
}
static inline void int32_i64_wide(const struct int32_i64 *l, v_u32 draw, v_u64 value[2])
{
    v_spread_u32(draw, value);
    UNROLL
    for (int k = 0; k < 2; k++)
        value[k] = v_add_u64(l->lo, V_SHR_u64(v_mul32_u64(value[k], l->count), 32));
}

struct steps {
    v_f64 scale, offset, minus_divisor, inverse, lo, largest;
    v_f64 from, width, first, last;
};
static inline struct steps load_steps(const struct hysi_steps *s)
{
    return (struct steps){
        .scale = v_set_f64(s->scale),
        .offset = v_set_f64(s->offset),
        .minus_divisor = v_set_f64(-s->divisor),
        .inverse = v_set_f64(s->inverse),
        .lo = v_set_f64(s->lo),
        .largest = v_set_f64(s->largest),
        .from = v_set_f64(s->from),
        .width = v_set_f64(s->width),
        .first = v_set_f64(s->first),
        .last = v_set_f64(s->last),
    };
}

/* The quotient is the rounded one after two corrections, by Markstein's theorem: inverse is the
 * rounded reciprocal of the divisor, the first correction leaves less than a unit in the last
 * place, and the remainder is then exact. It takes 5 operations, where a division takes 16 cycles
 * of the divider. */
static inline v_f64 quotient_of(const struct steps *s, v_f64 k)
{
    const v_f64 a = v_fma_f64(k, s->scale, s->offset);
    v_f64 q = v_mul_f64(a, s->inverse);
    q = v_fma_f64(v_fma_f64(q, s->minus_divisor, a), s->inverse, q);
    return v_fma_f64(v_fma_f64(q, s->minus_divisor, a), s->inverse, q);
}

static inline v_f64 value_of(const struct steps *s, v_f64 k)
{
    return clamp_f64(quotient_of(s, k), s->lo, s->largest);
}

/* Without limits the clamp is left out: a tenth of the time. */
static inline bool is_limited(const struct hysi_steps *s)
{
    return s->lo != -(double)INFINITY || s->largest != (double)INFINITY;
}

/* The values of draws. Where permutes are fast, up to 32 of them are computed once and then looked
 * up, which takes half the time. */
struct int32_step_f64 {
    struct steps steps;
    v_u64 count;
    v_f64 lo;
    bool is_limited, few;
    v_u32 count_32;
    v_entries values;
};
static inline struct int32_step_f64 int32_step_f64_law(const hysi_int32_step_f64_params *p)
{
    struct int32_step_f64 l = {.steps = load_steps(p->steps),
                               .count = v_set_u64(p->count),
                               .lo = v_set_f64((double)p->lo),
                               .is_limited = is_limited(p->steps),
                               .few = V_PERMUTES && p->count <= 32};
    if (l.few) {
        _Alignas(64) double value[32];
        for (int k = 0; k < 32; k++)
            value[k] = k;
        for (int k = 0; k < 32; k += V64)
            v_store_f64(value + k, value_of(&l.steps, v_add_f64(v_load_f64(value + k), l.lo)));
        l.count_32 = v_set_u32((uint32_t)p->count);
        l.values = v_load_entries((const void *)value);
    }
    return l;
}
static inline void int32_step_f64_wide(const struct int32_step_f64 *l, v_u32 draw, v_f64 value[2])
{
    v_u64 pair[2];
    if (l->few) {
        v_find_values(&l->values, v_mulhi_u32(draw, l->count_32), pair);
        value[0] = v_as_f64(pair[0]), value[1] = v_as_f64(pair[1]);
        return;
    }
    v_spread_u32(draw, pair);
    UNROLL
    for (int k = 0; k < 2; k++) {
        const v_f64 number =
            v_add_f64(v_cvt_u64_f64(V_SHR_u64(v_mul32_u64(pair[k], l->count), 32)), l->lo);
        value[k] = l->is_limited ? value_of(&l->steps, number) : quotient_of(&l->steps, number);
    }
}

#endif
