/* The log density of mixtures. docs/spec.md, section 4.3. */
#include <config.h>

#include <math.h>

#include "src/kernels.h"
#include "src/reference/mixture.h"
#include "src/reference/tail_series.h"
#include "src/sleef.h"

/* 2^x, of x <= 0. */
static double power(double x)
{
    return hysi_sleef_exp2_f64(x > MIXTURE_FARTHEST ? x : MIXTURE_FARTHEST);
}

/* ---- the mass of an interval of the standard normal ---- */

/* The mass beyond x >= 0, divided by the density at x. */
static double tail_over_density(double x)
{
    const double r = 1.0 / (x + 4.0), t = fma(-8.0, r, 1.0);
    const double tt = t * t;
    double odd = tail_series[TAIL_DEGREE], even = tail_series[TAIL_DEGREE - 1];
    for (int k = TAIL_DEGREE - 2; k >= 1; k -= 2) {
        odd = fma(odd, tt, tail_series[k]);
        even = fma(even, tt, tail_series[k - 1]);
    }
    return r * fma(odd, t, even);
}

/* The mass of an interval h wide about m, h (1 + m) < 2^-8, over the density at m: the density's
 * Taylor series. */
static double short_over_density(double h, double m)
{
    const double mm = m * m, hh = h * h;
    const double second = (mm - 1.0) * (1.0 / 24.0),
                 fourth = fma(mm, mm - 6.0, 3.0) * (1.0 / 1920.0);
    return h * fma(hh, fma(hh, fourth, second), 1.0);
}

/* Minus the log2 of the mass between a and b, which are h apart about m. The interval is mirrored
 * so that m is not negative. Beside 0 it is the density at an end or in the middle times what needs
 * no exponent, so that no tail is too far. */
static double energy_between(double a, double b, double h, double m)
{
    const double size = fabs(m), p = m < 0.0 ? -b : a, q = m < 0.0 ? -a : b;
    double at, mass;
    if (h * (1.0 + size) < 0x1p-8) {
        at = size;
        mass = MIXTURE_DENSITY_AT_0 * short_over_density(h, size);
    } else if (p >= 0.0) {
        const double fall = power(h * size * -MIXTURE_LOG2_E);
        at = p;
        mass = MIXTURE_DENSITY_AT_0 * fma(-fall, tail_over_density(q), tail_over_density(p));
    } else {
        const double left = power(p * p * -MIXTURE_HALF_LOG2_E),
                     right = power(q * q * -MIXTURE_HALF_LOG2_E);
        at = 0.0;
        mass = fma(-MIXTURE_DENSITY_AT_0,
                   fma(left, tail_over_density(-p), right * tail_over_density(q)), 1.0);
    }
    return fma(MIXTURE_HALF_LOG2_E * at, at, -hysi_sleef_log2_f64(mass));
}

/* ---- energies ---- */

static double number(double mu, double scale, double x, double energy)
{
    const double z = (x - mu) * scale;
    return fma(z, z, energy);
}

static double interval(const struct hysi_mixture_places *x, size_t j, double mu, double scale)
{
    return energy_between((x->at[j] - mu) * scale, (x->end[j] - mu) * scale, x->width[j] * scale,
                          (0.5 * (x->at[j] + x->end[j]) - mu) * scale);
}

void hysi_mixture_add_scalar(const struct hysi_mixture_terms *terms, size_t first, size_t m,
                             const double *base, const struct hysi_mixture_places *places, size_t n,
                             struct hysi_mixture_energies *energy)
{
    for (size_t k = 0; k < m; k++) {
        const size_t c = first + k;
        double *e = energy->of[k], of[HYSI_MIXTURE_POINTS];
        for (size_t j = 0; terms->law == HYSI_MIXTURE_STEPPED && j < places->distinct; j++)
            of[j] = interval(places, j, terms->mu[c], terms->scale[c]);
        for (size_t i = 0; i < n; i++) {
            const double before = base ? base[c] : e[i];
            switch (terms->law) {
            case HYSI_MIXTURE_NUMBER:
                e[i] = number(terms->mu[c], terms->scale[c], places->at[i], before);
                break;
            case HYSI_MIXTURE_STEPPED: e[i] = before + of[places->interval[i]]; break;
            case HYSI_MIXTURE_CHOICE:
                e[i] = before + terms->table[c * terms->count + places->interval[i]];
            }
        }
    }
}

/* ---- sums ---- */

static double lesser(double a, double b) { return a < b ? a : b; }

void hysi_mixture_sum_scalar(const struct hysi_mixture_energies *energy, size_t m, size_t n,
                             int starts, struct hysi_mixture_sums *sums)
{
    for (size_t i = 0; i < n; i++) {
        double least = MIXTURE_MOST, sum = 0.0;
        for (size_t k = 0; k < m; k++)
            least = lesser(energy->of[k][i], least);
        for (size_t k = 0; k < m; k++)
            sum += power(least - energy->of[k][i]);
        if (!starts) {
            const double both = lesser(sums->least[i], least);
            sum = sums->sum[i] * power(both - sums->least[i]) + sum * power(both - least);
            least = both;
        }
        sums->least[i] = least;
        sums->sum[i] = sum;
    }
}

void hysi_mixture_finish_scalar(const struct hysi_mixture_sums *sums, const double *extra, size_t n,
                                double *out)
{
    for (size_t i = 0; i < n; i++) {
        const double log2 = hysi_sleef_log2_f64(sums->sum[i]) - sums->least[i] - extra[i];
        out[i] = sums->least[i] < MIXTURE_MOST || extra[i] != extra[i] ? log2 * MIXTURE_LN2
                                                                       : -(double)INFINITY;
    }
}
