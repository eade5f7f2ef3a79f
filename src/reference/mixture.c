/* The log density and the samples of mixtures. docs/spec.md, section 4.3. */
#include <config.h>

#include <math.h>

#include "src/kernels.h"
#include "src/reference/mixture.h"
#include "src/reference/normal.h"
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
double hysi_normal_energy_between(double a, double b, double h, double m)
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

void hysi_mixture_add_numbers_scalar(const struct hysi_mixture_numbers *column, size_t columns,
                                     size_t m, const double *base, size_t n,
                                     struct hysi_mixture_energies *energy)
{
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++) {
            double *e = &energy->of[k][i];
            *e = base ? base[k] : *e;
            for (size_t j = 0; j < columns; j++)
                *e = number(column[j].mu[k], column[j].scale[k], column[j].at[i], *e);
        }
}

void hysi_mixture_add_rows_scalar(const double *const *row, size_t m, const double *base, size_t n,
                                  struct hysi_mixture_energies *energy)
{
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++)
            energy->of[k][i] = (base ? base[k] : energy->of[k][i]) + row[i][k];
}

void hysi_mixture_interval_scalar(const double *mu, const double *scale,
                                  const struct hysi_mixture_ends *ends, size_t m, double *energy)
{
    const double middle = 0.5 * (ends->from + ends->to);
    for (size_t c = 0; c < m; c++)
        energy[c] = hysi_normal_energy_between((ends->from - mu[c]) * scale[c],
                                               (ends->to - mu[c]) * scale[c],
                                               ends->width * scale[c], (middle - mu[c]) * scale[c]);
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

/* ---- samples ---- */

static double clamp(double x, double low, double high)
{
    x = x > low ? x : low;
    return x < high ? x : high;
}

/* (v + 1/2) 2^-64, rounded once. */
static double unit_of(uint64_t v)
{
    return fma((double)(v >> 32), 0x1p32, (double)(v & 0xffffffffu) + 0.5) * 0x1p-64;
}

void hysi_mixture_draw_scalar(const struct hysi_mixture_normal *normal, double from, double to,
                              const uint32_t *component, const uint64_t *draw, size_t n,
                              double *value)
{
    for (size_t i = 0; i < n; i++) {
        const struct hysi_mixture_normal *l = &normal[component[i]];
        const double p = fma(unit_of(draw[i]), l->mass, l->below),
                     q = fma(unit_of(~draw[i]), l->mass, l->above);
        const double z = hysi_normal_quantile(p, q, l->least);
        value[i] = clamp(fma(z, l->sigma, l->mu), from, to);
    }
}
