/* The log density and the samples of mixtures. docs/spec.md, section 4.3. */
#include <config.h>

#include <math.h>

#include "src/kernels.h"
#include "src/reference/mixture.h"
#include "src/reference/normal.h"
#include "src/sleef.h"

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
            sum += hysi_exp2_below_0(least - energy->of[k][i]);
        if (!starts) {
            const double both = lesser(sums->least[i], least);
            sum = sums->sum[i] * hysi_exp2_below_0(both - sums->least[i]) +
                  sum * hysi_exp2_below_0(both - least);
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
