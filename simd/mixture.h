/* The log density of mixtures over vector words of points; src/reference/mixture.c is the
 * definition. Bounded by the FMA ports, which exp2 and the series of tails keep busy. */
#include "src/mixture.h"
#include "src/reference/mixture.h"
#include "src/reference/tail_series.h"

_Static_assert(HYSI_MIXTURE_WORD % V64 == 0 && HYSI_MIXTURE_POINTS % HYSI_MIXTURE_WORD == 0,
               "whole words");

/* ---- the mass of an interval of the standard normal ---- */

static inline v_f64 minus_f64(v_f64 x)
{
    return v_as_f64(v_xor_u64(v_as_u64(x), v_as_u64(v_set_f64(-0.0))));
}

static inline v_f64 power_f64(v_f64 x)
{
    return exp2_f64(v_max_f64(x, v_set_f64(MIXTURE_FARTHEST)));
}

static inline v_f64 tail_over_density_f64(v_f64 x)
{
    const v_f64 one = v_set_f64(1), r = v_div_f64(one, v_add_f64(x, v_set_f64(4)));
    const v_f64 t = v_fma_f64(v_set_f64(-8), r, one);
    const v_f64 tt = v_mul_f64(t, t);
    v_f64 odd = v_set_f64(tail_series[TAIL_DEGREE]), even = v_set_f64(tail_series[TAIL_DEGREE - 1]);
    HYSI_UNROLL(32)
    for (int k = TAIL_DEGREE - 2; k >= 1; k -= 2) {
        odd = v_fma_f64(odd, tt, v_set_f64(tail_series[k]));
        even = v_fma_f64(even, tt, v_set_f64(tail_series[k - 1]));
    }
    return v_mul_f64(r, v_fma_f64(odd, t, even));
}

static inline v_f64 short_over_density_f64(v_f64 h, v_f64 m)
{
    const v_f64 mm = v_mul_f64(m, m), hh = v_mul_f64(h, h), one = v_set_f64(1);
    const v_f64 second = v_mul_f64(v_sub_f64(mm, one), v_set_f64(1.0 / 24.0));
    const v_f64 fourth = v_mul_f64(v_fma_f64(mm, v_sub_f64(mm, v_set_f64(6)), v_set_f64(3)),
                                   v_set_f64(1.0 / 1920.0));
    return v_mul_f64(h, v_fma_f64(hh, v_fma_f64(hh, fourth, second), one));
}

/* What no lane needs is left out. */
static inline v_f64 energy_between_f64(v_f64 a, v_f64 b, v_f64 h, v_f64 m)
{
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1), density = v_set_f64(MIXTURE_DENSITY_AT_0);
    const v_f64 size = v_max_f64(m, minus_f64(m)), to_log2 = v_set_f64(-MIXTURE_HALF_LOG2_E);
    const v_m64 mirror = v_lt_f64(m, zero);
    const v_f64 p = v_select_f64(mirror, minus_f64(b), a),
                q = v_select_f64(mirror, minus_f64(a), b);
    const v_m64 is_short = v_lt_f64(v_mul_f64(h, v_add_f64(one, size)), v_set_f64(0x1p-8));
    const v_m64 is_beside = v_le_f64(zero, p);
    const size_t shorts = v_count_f64(is_short);
    v_f64 at = size, mass = one;

    if (shorts < V64) {
        const v_f64 of_p = tail_over_density_f64(v_max_f64(p, minus_f64(p)));
        const v_f64 of_q = tail_over_density_f64(q);
        const v_f64 by =
            v_select_f64(is_beside, v_mul_f64(v_mul_f64(h, size), v_set_f64(-MIXTURE_LOG2_E)),
                         v_mul_f64(v_mul_f64(q, q), to_log2));
        const v_f64 fall = power_f64(by);
        at = v_select_f64(is_beside, p, zero);
        mass = v_mul_f64(density, v_fma_f64(minus_f64(fall), of_q, of_p));
        if (v_count_f64(is_beside) < V64) {
            const v_f64 left = power_f64(v_mul_f64(v_mul_f64(p, p), to_log2));
            const v_f64 tails = v_fma_f64(left, of_p, v_mul_f64(fall, of_q));
            mass = v_select_f64(is_beside, mass, v_fma_f64(minus_f64(density), tails, one));
        }
    }
    if (shorts > 0) {
        at = v_select_f64(is_short, size, at);
        mass = v_select_f64(is_short, v_mul_f64(density, short_over_density_f64(h, size)), mass);
    }
    return v_fma_f64(v_mul_f64(v_set_f64(MIXTURE_HALF_LOG2_E), at), at,
                     minus_f64(v_log2_f64(mass)));
}

/* ---- energies ---- */

static inline v_f64 number_f64(v_f64 mu, v_f64 scale, v_f64 x, v_f64 energy)
{
    const v_f64 z = v_mul_f64(v_sub_f64(x, mu), scale);
    return v_fma_f64(z, z, energy);
}

/* The energies of a component's distinct intervals. */
static inline void intervals_f64(const struct hysi_mixture_places *x, double mu_c, double scale_c,
                                 double *of)
{
    const v_f64 mu = v_set_f64(mu_c), scale = v_set_f64(scale_c), half = v_set_f64(0.5);
    for (size_t j = 0; j < x->distinct; j += V64) {
        const v_f64 at = v_load_f64(x->at + j), end = v_load_f64(x->end + j);
        const v_f64 middle = v_mul_f64(half, v_add_f64(at, end));
        v_store_f64(of + j, energy_between_f64(v_mul_f64(v_sub_f64(at, mu), scale),
                                               v_mul_f64(v_sub_f64(end, mu), scale),
                                               v_mul_f64(v_load_f64(x->width + j), scale),
                                               v_mul_f64(v_sub_f64(middle, mu), scale)));
    }
}

static inline v_f64 entries_f64(const double *table, const uint64_t *index)
{
    return v_as_f64(v_gather_u64(table, v_load_u64(index)));
}

/* Of m components; n and whether base is NULL are known to the compiler. */
#define EACH_ENERGY(result)                                                 \
    HYSI_UNROLL(16)                                                         \
    for (size_t i = 0; i < n; i += V64) {                                   \
        const v_f64 before = base ? v_set_f64(base[c]) : v_load_f64(e + i); \
        v_store_f64(e + i, result);                                         \
    }
ALWAYS_INLINE void add_f64(const struct hysi_mixture_terms *terms, size_t first, size_t m,
                           const double *base, const struct hysi_mixture_places *places, size_t n,
                           struct hysi_mixture_energies *energy)
{
    const enum hysi_mixture_law law = terms->law;
    if (law == HYSI_MIXTURE_NUMBER) {
        for (size_t k = 0; k < m; k++) {
            const size_t c = first + k;
            double *e = energy->of[k];
            const v_f64 mu = v_set_f64(terms->mu[c]), scale = v_set_f64(terms->scale[c]);
            EACH_ENERGY(number_f64(mu, scale, v_load_f64(places->at + i), before))
        }
    } else {
        for (size_t k = 0; k < m; k++) {
            const size_t c = first + k;
            double *e = energy->of[k], of[HYSI_MIXTURE_POINTS];
            const double *table = of;
            if (law == HYSI_MIXTURE_STEPPED)
                intervals_f64(places, terms->mu[c], terms->scale[c], of);
            else
                table = terms->table + c * terms->count;
            EACH_ENERGY(v_add_f64(before, entries_f64(table, places->interval + i)))
        }
    }
}
#undef EACH_ENERGY

void KERNEL(mixture_add)(const struct hysi_mixture_terms *terms, size_t first, size_t m,
                         const double *base, const struct hysi_mixture_places *places, size_t n,
                         struct hysi_mixture_energies *energy)
{
    if (n < HYSI_MIXTURE_POINTS)
        add_f64(terms, first, m, base, places, n, energy);
    else if (base)
        add_f64(terms, first, m, base, places, HYSI_MIXTURE_POINTS, energy);
    else
        add_f64(terms, first, m, NULL, places, HYSI_MIXTURE_POINTS, energy);
}

/* ---- sums ---- */

void KERNEL(mixture_sum)(const struct hysi_mixture_energies *energy, size_t m, size_t n, int starts,
                         struct hysi_mixture_sums *sums)
{
    for (size_t i = 0; i < n; i += V64) {
        v_f64 least = v_set_f64(MIXTURE_MOST), sum = v_set_f64(0);
        for (size_t k = 0; k < m; k++)
            least = v_min_f64(v_load_f64(energy->of[k] + i), least);
        for (size_t k = 0; k < m; k++)
            sum = v_add_f64(sum, power_f64(v_sub_f64(least, v_load_f64(energy->of[k] + i))));
        if (!starts) {
            const v_f64 old = v_load_f64(sums->least + i), both = v_min_f64(old, least);
            sum = v_add_f64(v_mul_f64(v_load_f64(sums->sum + i), power_f64(v_sub_f64(both, old))),
                            v_mul_f64(sum, power_f64(v_sub_f64(both, least))));
            least = both;
        }
        v_store_f64(sums->least + i, least);
        v_store_f64(sums->sum + i, sum);
    }
}

void KERNEL(mixture_finish)(const struct hysi_mixture_sums *sums, const double *extra, size_t n,
                            double *out)
{
    const v_f64 most = v_set_f64(MIXTURE_MOST), nothing = v_set_f64(-(double)INFINITY);
    for (size_t i = 0; i < n; i += V64) {
        const v_f64 least = v_load_f64(sums->least + i), more = v_load_f64(extra + i);
        const v_f64 log2 = v_log2_f64(v_load_f64(sums->sum + i));
        const v_f64 result =
            v_mul_f64(v_sub_f64(v_sub_f64(log2, least), more), v_set_f64(MIXTURE_LN2));
        const v_m64 is_nothing = v_and_m64(v_le_f64(most, least), v_eq_f64(more, more));
        v_store_f64(out + i, v_select_f64(is_nothing, nothing, result));
    }
}
