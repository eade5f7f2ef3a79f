/* Maps of densities and probabilities over vector words; src/reference/density.c is the definition.
 * Those on a linear axis are bounded by the divider, those on a log axis by SLEEF's log and log2,
 * the lists by gathers. */
#include <math.h>

/* result(p, v) for each word v of x, and v itself in the lanes that are NaN. */
#define EACH(name, result)                                 \
    MAP(name)                                              \
    {                                                      \
        TYPED(name);                                       \
        size_t i = 0, flagged = 0;                         \
        for (; i + V64 <= n; i += V64) {                   \
            const v_f64 v = v_load_f64(x + i);             \
            flagged += V64 - v_count_f64(v_eq_f64(v, v));  \
            v_store_f64(y + i, unless_nan_f64(v, result)); \
        }                                                  \
        return flagged + SCALAR_TAIL;                      \
    }

/* ---- between other maps ---- */

EACH(exp_f64, v_exp_f64(v))
EACH(ln_f64, one_nan_f64(v_log_f64(v)))

static inline v_m64 is_probability_f64(v_f64 u)
{
    return within_f64(u, v_set_f64(0), v_set_f64(1));
}

MAP(probability)
{
    TYPED(probability);
    const v_f64 nan = v_set_f64((double)NAN);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 u = v_load_f64(x + i);
        const v_m64 is = is_probability_f64(u);
        flagged += V64 - v_count_f64(is);
        v_store_f64(y + i, v_select_f64(is, u, nan));
    }
    return flagged + SCALAR_TAIL;
}

/* ---- uniform on an axis ---- */

/* inside, in the lanes whose v is within the bounds. */
static inline v_f64 log_density_f64(const struct hysi_params_log_density *p, v_f64 v, v_f64 inside)
{
    const v_m64 within = within_f64(v, v_set_f64(p->lower), v_set_f64(p->upper));
    return v_select_f64(within, inside, v_set_f64(-(double)INFINITY));
}

EACH(logpdf_linear, log_density_f64(p, v, v_set_f64(p->at)))
EACH(logpdf_log, log_density_f64(p, v, v_sub_f64(v_set_f64(p->at), v_log_f64(v))))

static inline v_f64 log_of_rest_f64(v_f64 v) { return v_log1p_f64(v_sub_f64(v_set_f64(0), v)); }
EACH(logpdf_logit,
     log_density_f64(p, v,
                     v_sub_f64(v_sub_f64(v_set_f64(p->at), v_log_f64(v)), log_of_rest_f64(v))))

static inline v_f64 share_f64(v_f64 part, v_f64 whole)
{
    return clamp_f64(v_div_f64(part, whole), v_set_f64(0), v_set_f64(1));
}

#define INSIDE clamp_f64(v, v_set_f64(p->lower), v_set_f64(p->upper))
#define FROM(place) share_f64(v_sub_f64(place, v_set_f64(p->from)), v_set_f64(p->span))
#define TO(place) share_f64(v_sub_f64(v_set_f64(p->to), place), v_set_f64(p->span))
EACH(cdf_linear, FROM(INSIDE))
EACH(sf_linear, TO(INSIDE))
EACH(cdf_log, FROM(v_log2_f64(INSIDE)))
EACH(cdf_logit, FROM(logit_of_f64(INSIDE)))
EACH(sf_logit, TO(logit_of_f64(INSIDE)))
EACH(sf_log, TO(v_log2_f64(INSIDE)))

/* ---- integers with cells on an axis ---- */

/* Where the cell of integer c ends: its distance from the begin of all, and to their end. */
static inline v_f64 behind_linear_f64(const struct hysi_params_uniform_cells *p, v_f64 c)
{
    return v_add_f64(v_fma_f64(c, v_set_f64(p->width), v_set_f64(-p->from)),
                     v_set_f64(p->offset + p->width));
}

static inline v_f64 before_linear_f64(const struct hysi_params_uniform_cells *p, v_f64 c)
{
    return v_sub_f64(v_fma_f64(v_sub_f64(v_set_f64(0), c), v_set_f64(p->width), v_set_f64(p->to)),
                     v_set_f64(p->offset + p->width));
}

static inline v_f64 log2_end_f64(const struct hysi_params_uniform_cells *p, v_f64 c)
{
    return v_log2_f64(v_fma_f64(c, v_set_f64(p->width), v_set_f64(p->offset + p->width)));
}

static inline v_f64 behind_log_f64(const struct hysi_params_uniform_cells *p, v_f64 c)
{
    return v_sub_f64(log2_end_f64(p, c), v_set_f64(p->from));
}

static inline v_f64 before_log_f64(const struct hysi_params_uniform_cells *p, v_f64 c)
{
    return v_sub_f64(v_set_f64(p->to), log2_end_f64(p, c));
}

/* below where c is below the first integer, behind where it is not below the last one. */
static inline v_f64 at_ends_f64(const struct hysi_params_uniform_cells *p, v_f64 c, v_f64 inside,
                                double below, double behind)
{
    inside = v_select_f64(v_lt_f64(c, v_set_f64(p->last)), inside, v_set_f64(behind));
    return v_select_f64(v_lt_f64(c, v_set_f64(p->first)), v_set_f64(below), inside);
}

#define UP_TO(behind, c) at_ends_f64(p, c, share_f64(behind(p, c), v_set_f64(p->span)), 0, 1)
#define ABOVE(before, c) at_ends_f64(p, c, share_f64(before(p, c), v_set_f64(p->span)), 1, 0)
EACH(cdf_cells_linear, UP_TO(behind_linear_f64, floor_f64(v)))
EACH(sf_cells_linear, ABOVE(before_linear_f64, floor_f64(v)))
EACH(cdf_cells_log, UP_TO(behind_log_f64, floor_f64(v)))
EACH(sf_cells_log, ABOVE(before_log_f64, floor_f64(v)))

static inline v_f64 ceil_f64(v_f64 x)
{
    const v_f64 r = v_rint_f64(x);
    return v_select_f64(v_lt_f64(r, x), v_add_f64(r, v_set_f64(1)), r);
}

/* c + 1 where the cdf of c is below u. */
#define NEXT(behind, c) v_select_f64(v_lt_f64(UP_TO(behind, c), u), v_add_f64(c, v_set_f64(1)), c)
#define QUANTILE_CELLS(name, behind, inverse)                                                \
    MAP(name)                                                                                \
    {                                                                                        \
        TYPED(name);                                                                         \
        const v_f64 nan = v_set_f64((double)NAN);                                            \
        size_t i = 0, flagged = 0;                                                           \
        for (; i + V64 <= n; i += V64) {                                                     \
            const v_f64 v = v_load_f64(x + i), u = clamp_f64(v, v_set_f64(0), v_set_f64(1)); \
            const v_m64 is = is_probability_f64(v);                                          \
            const v_f64 at = inverse(v_fma_f64(u, v_set_f64(p->span), v_set_f64(p->from)));  \
            v_f64 c = v_div_f64(v_sub_f64(at, v_set_f64(p->offset)), v_set_f64(p->width));   \
            c = clamp_f64(v_sub_f64(ceil_f64(c), v_set_f64(2)), v_set_f64(p->first),         \
                          v_set_f64(p->last));                                               \
            c = NEXT(behind, c);                                                             \
            c = NEXT(behind, c);                                                             \
            c = v_select_f64(v_lt_f64(u, v_set_f64(1)), c, v_set_f64(p->last));              \
            flagged += V64 - v_count_f64(is);                                                \
            v_store_f64(y + i, v_select_f64(is, c, nan));                                    \
        }                                                                                    \
        return flagged + SCALAR_TAIL;                                                        \
    }
QUANTILE_CELLS(quantile_cells_linear, behind_linear_f64, itself_f64)
QUANTILE_CELLS(quantile_cells_log, behind_log_f64, exp2_f64)

static inline v_f64 mass_at_f64(const struct hysi_params_cell_mass *p, v_f64 c, v_f64 inside)
{
    const v_f64 first = v_set_f64(p->first), last = v_set_f64(p->last);
    const v_m64 value = v_and_m64(within_f64(c, first, last), v_eq_f64(v_rint_f64(c), c));
    inside = v_select_f64(v_eq_f64(c, last), v_set_f64(p->at_last), inside);
    inside = v_select_f64(v_eq_f64(c, first), v_set_f64(p->at_first), inside);
    return v_select_f64(value, inside, v_set_f64(0));
}

static inline v_f64 log_mass_f64(const struct hysi_params_cell_mass *p, v_f64 c)
{
    const v_f64 width = v_set_f64(p->width), begin = v_fma_f64(c, width, v_set_f64(p->offset));
    return v_div_f64(v_log1p_f64(v_div_f64(width, begin)), v_set_f64(p->inside));
}

EACH(pmf_cells_linear, mass_at_f64(p, v, v_set_f64(p->inside)))
EACH(pmf_cells_log,
     mass_at_f64(p, v, log_mass_f64(p, clamp_f64(v, v_set_f64(p->first), v_set_f64(p->last)))))

/* ---- lists ---- */

/* The low bits of 2^52 + index are the index. */
MAP(quantile_index)
{
    TYPED(quantile_index);
    const v_f64 count = v_set_f64(p->count), largest = v_set_f64(p->count - 1.0);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1);
    const v_u64 nan = v_set_u64(p->nan);
    size_t i = 0, flagged = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 v = v_load_f64(x + i), u = clamp_f64(v, zero, one);
        const v_m64 is = is_probability_f64(v);
        v_f64 j = v_sub_f64(ceil_f64(v_mul_f64(u, count)), v_set_f64(2));
        j = clamp_f64(j, zero, largest);
        for (int step = 0; step < 2; step++) {
            const v_f64 next = v_add_f64(j, one);
            j = v_select_f64(v_lt_f64(v_div_f64(next, count), u), next, j);
        }
        flagged += V64 - v_count_f64(is);
        v_store_u64_u32(y + i, v_select_u64(is, v_as_u64(v_add_f64(j, v_set_f64(0x1p52))), nan));
    }
    return flagged + SCALAR_TAIL;
}

/* result for each word v, whose ranks snap_f64 has found as r, in stretches. */
#define EACH_RANKED(name, result)                                  \
    MAP(name)                                                      \
    {                                                              \
        TYPED(name);                                               \
        enum { STRETCH = 128 };                                    \
        const union hysi_params snap = {.snap_f64 = p->snap};      \
        uint32_t rank[STRETCH];                                    \
        size_t i = 0, flagged = 0;                                 \
        while (i + V64 <= n) {                                     \
            const size_t left = (n - i) / V64 * V64;               \
            const size_t m = left < STRETCH ? left : STRETCH;      \
            flagged += KERNEL(snap_f64)(&snap, m, x + i, rank);    \
            for (size_t k = 0; k < m; k += V64) {                  \
                const v_f64 v = v_load_f64(x + i + k);             \
                const v_u64 r = v_load_u32_u64(rank + k);          \
                v_store_f64(y + i + k, unless_nan_f64(v, result)); \
            }                                                      \
            i += m;                                                \
        }                                                          \
        return flagged + SCALAR_TAIL;                              \
    }

#define AT(table, r) v_as_f64(v_gather_u64(table, r))

/* How many values of the list are <= v, whose nearest value has rank r. */
static inline v_u64 values_up_to_u64(const struct hysi_params_list_share *p, v_f64 v, v_u64 r)
{
    return v_add_where_u64(v_le_f64(AT(p->values, r), v), r, v_set_u64(1));
}

static inline v_f64 cdf_list_f64(const struct hysi_params_list_share *p, v_u64 count)
{
    return p->shares ? AT(p->shares, count) : v_div_f64(v_cvt_u64_f64(count), v_set_f64(p->total));
}

static inline v_f64 sf_list_f64(const struct hysi_params_list_share *p, v_u64 count)
{
    const v_f64 total = v_set_f64(p->total);
    return p->shares ? AT(p->shares, count)
                     : v_div_f64(v_sub_f64(total, v_cvt_u64_f64(count)), total);
}

EACH_RANKED(cdf_list, cdf_list_f64(p, values_up_to_u64(p, v, r)))
EACH_RANKED(sf_list, sf_list_f64(p, values_up_to_u64(p, v, r)))

/* mass, in the lanes whose v is the value of rank r, or that rounded to a float. */
#define IF_VALUE(mass)                                \
    v_select_f64(v_eq_f64(v, AT(p->values, r)), mass, \
                 v_select_f64(v_eq_f64(v, AT(p->values_f32, r)), mass, v_set_f64(0)))

EACH_RANKED(pmf_list, IF_VALUE(AT(p->masses, r)))
EACH_RANKED(pmf_list_equal, IF_VALUE(v_set_f64(p->mass)))

#undef EACH
#undef INSIDE
#undef FROM
#undef TO
#undef UP_TO
#undef ABOVE
#undef NEXT
#undef QUANTILE_CELLS
#undef EACH_RANKED
#undef AT
#undef IF_VALUE
