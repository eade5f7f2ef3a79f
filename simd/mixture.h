/* Mixtures over vector words of points or samples; src/reference/mixture.c is the definition. The
 * log density is bounded by the FMA ports, which exp2 and the series of tails keep busy;
 * samples as simd/law_normal.h says. */
#include "src/mixture.h"
#include "src/reference/mixture.h"
#include "src/reference/tail_series.h"

_Static_assert(HYSI_MIXTURE_WORD % V64 == 0 && HYSI_MIXTURE_POINTS % HYSI_MIXTURE_WORD == 0,
               "whole words");

/* ---- the mass of an interval of the standard normal ---- */

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

/* At n points; n is known to the compiler. */
ALWAYS_INLINE void add_numbers_f64(const struct hysi_mixture_numbers *column, size_t columns,
                                   size_t m, const double *base, size_t n,
                                   struct hysi_mixture_energies *energy)
{
    const size_t words = n / V64;
    for (size_t k = 0; k < m; k++) {
        v_f64 e[HYSI_MIXTURE_POINTS / V64];
        UNROLL
        for (size_t w = 0; w < words; w++)
            e[w] = base ? v_set_f64(base[k]) : v_load_f64(energy->of[k] + w * V64);
        for (size_t j = 0; j < columns; j++) {
            const v_f64 mu = v_set_f64(column[j].mu[k]), scale = v_set_f64(column[j].scale[k]);
            UNROLL
            for (size_t w = 0; w < words; w++)
                e[w] = number_f64(mu, scale, v_load_f64(column[j].at + w * V64), e[w]);
        }
        UNROLL
        for (size_t w = 0; w < words; w++)
            v_store_f64(energy->of[k] + w * V64, e[w]);
    }
}

void KERNEL(mixture_add_numbers)(const struct hysi_mixture_numbers *column, size_t columns,
                                 size_t m, const double *base, size_t n,
                                 struct hysi_mixture_energies *energy)
{
    enum { WORD = HYSI_MIXTURE_WORD };
    _Static_assert(HYSI_MIXTURE_POINTS == 4 * WORD, "every number of words");
    switch (n / WORD) {
    case 1: add_numbers_f64(column, columns, m, base, WORD, energy); break;
    case 2: add_numbers_f64(column, columns, m, base, 2 * WORD, energy); break;
    case 3: add_numbers_f64(column, columns, m, base, 3 * WORD, energy); break;
    case 4: add_numbers_f64(column, columns, m, base, 4 * WORD, energy); break;
    }
}

/* Adds to component k's energies of one word of points. */
ALWAYS_INLINE void add_entries_f64(v_f64 entries, size_t k, const double *base, double *e)
{
    v_store_f64(e, v_add_f64(base ? v_set_f64(base[k]) : v_load_f64(e), entries));
}

ALWAYS_INLINE void add_rows_f64(const double *const *row, size_t m, const double *base, size_t i,
                                struct hysi_mixture_energies *energy)
{
    v_f64 pair[HYSI_MIXTURE_PAIR];
    size_t k = 0;
    for (; k + HYSI_MIXTURE_PAIR <= m; k += HYSI_MIXTURE_PAIR) {
        v_two_of_rows_f64(row + i, k, pair);
        add_entries_f64(pair[0], k, base, energy->of[k] + i);
        add_entries_f64(pair[1], k + 1, base, energy->of[k + 1] + i);
    }
    if (k < m) {
        v_two_of_rows_f64(row + i, k, pair);
        add_entries_f64(pair[0], k, base, energy->of[k] + i);
    }
}

void KERNEL(mixture_add_rows)(const double *const *row, size_t m, const double *base, size_t n,
                              struct hysi_mixture_energies *energy)
{
    for (size_t i = 0; i < n; i += V64)
        if (base)
            add_rows_f64(row, m, base, i, energy);
        else
            add_rows_f64(row, m, NULL, i, energy);
}

void KERNEL(mixture_interval)(const double *mu, const double *scale,
                              const struct hysi_mixture_ends *ends, size_t m, double *energy)
{
    const v_f64 from = v_set_f64(ends->from), to = v_set_f64(ends->to),
                width = v_set_f64(ends->width), middle = v_set_f64(0.5 * (ends->from + ends->to));
    for (size_t c = 0; c < m; c += V64) {
        const v_f64 u = v_load_f64(mu + c), s = v_load_f64(scale + c);
        v_store_f64(energy + c,
                    energy_between_f64(v_mul_f64(v_sub_f64(from, u), s),
                                       v_mul_f64(v_sub_f64(to, u), s), v_mul_f64(width, s),
                                       v_mul_f64(v_sub_f64(middle, u), s)));
    }
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

/* ---- samples ---- */

_Static_assert(HYSI_MIXTURE_DRAWS % NORMAL_64 == 0, "whole groups");

void KERNEL(mixture_draw)(const struct hysi_mixture_normal *normal, double from, double to,
                          const uint32_t *component, const uint64_t *draw, size_t n, double *value)
{
    enum { FIELDS = sizeof *normal / sizeof(double) };
    _Static_assert(FIELDS == 6, "three pairs");
    const struct standard_f64 standard = standard_f64_law();
    const v_f64 lowest = v_set_f64(from), highest = v_set_f64(to), unit = v_set_f64(0x1p-64);

    for (size_t i = 0; i < n; i += NORMAL_64) {
        v_f64 p[NORMAL_WORDS], q[NORMAL_WORDS], least[NORMAL_WORDS], sigma[NORMAL_WORDS],
            mu[NORMAL_WORDS], z[NORMAL_WORDS];
        UNROLL
        for (int j = 0; j < NORMAL_WORDS; j++) {
            const double *law[V64];
            v_f64 mass_below[2], above_least[2], sigma_mu[2], up, down;
            UNROLL
            for (int lane = 0; lane < V64; lane++)
                law[lane] = &normal[component[i + (size_t)(j * V64 + lane)]].mass;
            v_two_of_rows_f64(law, 0, mass_below);
            v_two_of_rows_f64(law, 2, above_least);
            v_two_of_rows_f64(law, 4, sigma_mu);
            halves_above(v_load_u64(draw + i + j * V64), &up, &down);
            p[j] = v_fma_f64(v_mul_f64(up, unit), mass_below[0], mass_below[1]);
            q[j] = v_fma_f64(v_mul_f64(down, unit), mass_below[0], above_least[0]);
            least[j] = above_least[1];
            sigma[j] = sigma_mu[0];
            mu[j] = sigma_mu[1];
        }
        quantile_words(&standard, &likely_rows, true, p, q, least, z);
        UNROLL
        for (int j = 0; j < NORMAL_WORDS; j++)
            v_store_f64(value + i + j * V64,
                        clamp_f64(v_fma_f64(z[j], sigma[j], mu[j]), lowest, highest));
    }
}
