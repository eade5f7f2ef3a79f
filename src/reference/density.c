/* Maps of densities and probabilities, all of doubles. docs/spec.md, section 4.2. A NaN stays as it
 * is and is counted, and so is a number outside [0, 1] that a quantile is asked for, which becomes
 * NaN. Nothing else is counted: a value outside the space has a probability like any other. */
#include <config.h>

#include <math.h>

#include "src/reference/logit.h"
#include "src/reference/map.h"
#include "src/sleef.h"

static double clamp(double x, double low, double high)
{
    x = x > low ? x : low;
    return x < high ? x : high;
}

static double itself(double x) { return x; }

/* result for each element v of x; where v is NaN, v. */
#define EACH(name, result)                \
    MAP(name)                             \
    {                                     \
        TYPED(name, x, y);                \
        size_t flagged = 0;               \
        for (size_t i = 0; i < n; i++) {  \
            const double v = x[i];        \
            flagged += v != v;            \
            y[i] = v != v ? v : (result); \
        }                                 \
        return flagged;                   \
    }

/* ---- between other maps ---- */

EACH(exp_f64, hysi_sleef_exp_f64(v))
EACH(ln_f64, v < 0 ? (double)NAN : hysi_sleef_log_f64(v))

static bool is_probability(double u) { return 0.0 <= u && u <= 1.0; }

MAP(probability)
{
    TYPED(probability, x, y);
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        flagged += !is_probability(x[i]);
        y[i] = is_probability(x[i]) ? x[i] : (double)NAN;
    }
    return flagged;
}

/* ---- uniform on an axis ---- */

EACH(logpdf_linear, p->lower <= v && v <= p->upper ? p->at : -(double)INFINITY)
EACH(logpdf_log, p->lower <= v && v <= p->upper ? p->at - hysi_sleef_log_f64(v) : -(double)INFINITY)
EACH(logpdf_logit, p->lower <= v && v <= p->upper
                       ? p->at - hysi_sleef_log_f64(v) - hysi_sleef_log1p_f64(-v)
                       : -(double)INFINITY)

/* The last bit of a log2 may be wrong, so the results are clamped. */
static double share(double part, double whole) { return clamp(part / whole, 0.0, 1.0); }

EACH(cdf_linear, share(clamp(v, p->lower, p->upper) - p->from, p->span))
EACH(sf_linear, share(p->to - clamp(v, p->lower, p->upper), p->span))
EACH(cdf_log, share(hysi_sleef_log2_f64(clamp(v, p->lower, p->upper)) - p->from, p->span))
EACH(cdf_logit, share(hysi_logit(clamp(v, p->lower, p->upper)) - p->from, p->span))
EACH(sf_logit, share(p->to - hysi_logit(clamp(v, p->lower, p->upper)), p->span))
EACH(sf_log, share(p->to - hysi_sleef_log2_f64(clamp(v, p->lower, p->upper)), p->span))

/* ---- integers with cells on an axis ---- */

/* Where integer c's cell ends: its distance from the begin of all, and to their end. On a linear
 * axis c + 1/2 alone need not be a double. */
typedef double distance(const struct hysi_params_uniform_cells *p, double c);

static double behind_linear(const struct hysi_params_uniform_cells *p, double c)
{
    return fma(c, p->width, -p->from) + (p->offset + p->width);
}

static double before_linear(const struct hysi_params_uniform_cells *p, double c)
{
    return fma(-c, p->width, p->to) - (p->offset + p->width);
}

static double behind_log(const struct hysi_params_uniform_cells *p, double c)
{
    return hysi_sleef_log2_f64(fma(c, p->width, p->offset + p->width)) - p->from;
}

static double before_log(const struct hysi_params_uniform_cells *p, double c)
{
    return p->to - hysi_sleef_log2_f64(fma(c, p->width, p->offset + p->width));
}

/* The probability of the integers up to c, and of those above c. */
static double up_to(const struct hysi_params_uniform_cells *p, distance *behind, double c)
{
    return c < p->first ? 0.0 : c < p->last ? share(behind(p, c), p->span) : 1.0;
}

static double above(const struct hysi_params_uniform_cells *p, distance *before, double c)
{
    return c < p->first ? 1.0 : c < p->last ? share(before(p, c), p->span) : 0.0;
}

EACH(cdf_cells_linear, up_to(p, behind_linear, floor(v)))
EACH(sf_cells_linear, above(p, before_linear, floor(v)))
EACH(cdf_cells_log, up_to(p, behind_log, floor(v)))
EACH(sf_cells_log, above(p, before_log, floor(v)))

/* The least integer whose cdf, as above, reaches u. The cell in which the inverse of the axis lies
 * is that integer's or a neighbour's. Only the last one's reaches 1 without rounding. */
static double least_reaching(const struct hysi_params_uniform_cells *p, distance *behind,
                             double inverse(double), double u)
{
    const double x = inverse(fma(u, p->span, p->from));
    if (u >= 1)
        return p->last;
    double c = clamp(ceil((x - p->offset) / p->width) - 2.0, p->first, p->last);
    for (int step = 0; step < 2; step++)
        c = up_to(p, behind, c) < u ? c + 1.0 : c;
    return c;
}

#define QUANTILE_CELLS(name, behind, inverse)                                                   \
    MAP(name)                                                                                   \
    {                                                                                           \
        TYPED(name, unit, value);                                                               \
        size_t flagged = 0;                                                                     \
        for (size_t i = 0; i < n; i++) {                                                        \
            const double u = unit[i];                                                           \
            flagged += !is_probability(u);                                                      \
            value[i] = is_probability(u) ? least_reaching(p, behind, inverse, u) : (double)NAN; \
        }                                                                                       \
        return flagged;                                                                         \
    }
QUANTILE_CELLS(quantile_cells_linear, behind_linear, itself)
QUANTILE_CELLS(quantile_cells_log, behind_log, hysi_sleef_exp2_f64)

/* The mass of c, which is a value of the space if it is an integer from first to last. */
static double mass_at(const struct hysi_params_cell_mass *p, double c, double inside)
{
    return !(p->first <= c && c <= p->last && rint(c) == c) ? 0.0
           : c == p->first                                  ? p->at_first
           : c == p->last                                   ? p->at_last
                                                            : inside;
}

static double log_mass(const struct hysi_params_cell_mass *p, double c)
{
    return hysi_sleef_log1p_f64(p->width / fma(c, p->width, p->offset)) / p->inside;
}

EACH(pmf_cells_linear, mass_at(p, v, p->inside))
EACH(pmf_cells_log, mass_at(p, v, log_mass(p, clamp(v, p->first, p->last))))

/* ---- lists ---- */

/* The least index j with (j + 1) / count >= u. */
MAP(quantile_index)
{
    TYPED(quantile_index, unit, index);
    const double count = p->count;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i], v = is_probability(u) ? u : 0.0;
        double j = clamp(ceil(v * count) - 2.0, 0.0, count - 1.0);
        for (int step = 0; step < 2; step++)
            j = (j + 1.0) / count < v ? j + 1.0 : j;
        flagged += !is_probability(u);
        index[i] = is_probability(u) ? (uint32_t)j : p->nan;
    }
    return flagged;
}

/* The rank of the value that is nearest to v. */
static uint32_t rank_of(const struct hysi_params_snap *snap, double v)
{
    const union hysi_params params = {.snap_f64 = *snap};
    uint32_t rank;
    hysi_snap_f64_scalar(&params, 1, &v, &rank);
    return rank;
}

/* How many values of the list are <= v. */
static uint32_t values_up_to(const struct hysi_params_list_share *p, double v)
{
    const uint32_t rank = rank_of(&p->snap, v);
    return rank + (p->values[rank] <= v);
}

EACH(cdf_list, p->shares ? p->shares[values_up_to(p, v)] : values_up_to(p, v) / p->total)
EACH(sf_list,
     p->shares ? p->shares[values_up_to(p, v)] : (p->total - values_up_to(p, v)) / p->total)

/* Whether v is the value of a rank, or that rounded to a float. */
#define IS_VALUE(p, v, rank) ((v) == (p)->values[rank] || (v) == (p)->values_f32[rank])

EACH(pmf_list, IS_VALUE(p, v, rank_of(&p->snap, v)) ? p->masses[rank_of(&p->snap, v)] : 0.0)
EACH(pmf_list_equal, IS_VALUE(p, v, rank_of(&p->snap, v)) ? p->mass : 0.0)
