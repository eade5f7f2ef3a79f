/* Maps of the normal family. docs/spec.md, sections 3.4 and 4.1.
 *
 * A draw d stands for the probability u = (d + 1/2) 2^-w, and x is 2 u - 1. The integer 2 d + 1,
 * signed and modulo 2^w, is x 2^w in the centre, where |x| < 1/2, and beyond it 2^(w + 1) times the
 * probability p of the tail, with the other sign than x. So one conversion to g serves both, with
 * one rounding, and the law is odd: ~d gives -(2 d + 1). */
#include <config.h>

#include <math.h>
#include <stdbool.h>

#include "src/bitcast.h"
#include "src/reference/map.h"
#include "src/reference/mixture.h"
#include "src/reference/normal.h"
#include "src/reference/normal_table.h"
#include "src/sleef.h"

static const double per_sqrt_2 = 0x1.6a09e667f3bcdp-1, density_at_0 = 0x1.9884533d43651p-2;

static double clamp(double x, double low, double high)
{
    x = x > low ? x : low;
    return x < high ? x : high;
}

/* ---- the standard normal ---- */

/* Centre: z = x P(x x). Tail: z = P(t) with x's sign, t in [-1/4, 1/4) the place in its half octave
 * of p. Each half octave has a row of its own. */
static float standard_f32(uint32_t draw)
{
    const uint32_t twice = 2 * draw + 1;
    const bool centre = (draw ^ twice) >> 31;
    const float g = (float)(int32_t)twice * 0x1p-32f;
    const uint32_t bits = hysi_bits32(g);
    const float *c = normal_f32_row[centre ? NORMAL_F32_CENTRE : (bits >> 22) & 63];
    const float t = centre ? g * g : hysi_float((bits & 0x3fffffu) | hysi_bits32(1.0f)) - 1.25f;
    float z = c[NORMAL_F32_COEFFICIENTS - 1];
    for (int k = NORMAL_F32_COEFFICIENTS - 2; k >= 0; k--)
        z = fmaf(z, t, c[k]);
    return z * (centre ? g : g < 0 ? 1.0f : -1.0f);
}

/* The same with rational functions: z = Q(t) = c0 + t N(t) / D(t), t in [-1/2, 1/2) the place in an
 * octave of p, or x x; D(t) is 1 + t (...). */
static double standard_of(double g, bool centre)
{
    const uint64_t bits = hysi_bits64(g);
    const double *c = normal_f64_row[centre ? NORMAL_F64_CENTRE : ((bits >> 52) + 1) & 63];
    const double t =
        centre ? g * g : hysi_double((bits & 0xfffffffffffffu) | hysi_bits64(1.0)) - 1.5;
    double n = c[6], d = c[12];
    for (int k = 5; k >= 1; k--)
        n = fma(n, t, c[k]);
    for (int k = 11; k >= 7; k--)
        d = fma(d, t, c[k]);
    d = fma(d, t, 1.0);
    return fma(t, n / d, c[0]) * (centre ? g : g < 0 ? 1.0 : -1.0);
}

static double standard_f64(uint64_t draw)
{
    const uint64_t twice = 2 * draw + 1;
    return standard_of((double)(int64_t)twice * 0x1p-64, (draw ^ twice) >> 63);
}

MAP(normal_f32)
{
    TYPED(normal_f32, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = fmaf(standard_f32(draw[i]), p->sigma, p->mu);
    return 0;
}

MAP(normal_f64)
{
    TYPED(normal_f64, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = fma(standard_f64(draw[i]), p->sigma, p->mu);
    return 0;
}

/* Maps normal_f64 and exp2_clamped_f64 in one. */
MAP(lognormal_f64)
{
    TYPED(lognormal_f64, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = clamp(hysi_sleef_exp2_f64(fma(standard_f64(draw[i]), p->sigma, p->mu)), p->lo,
                         p->largest);
    return 0;
}

/* ---- between bounds ---- */

/* The quantile's size for a tail r < 2^-65, by rows of w = -2 - log2(r). */
static double deep_of(double r)
{
    const double w = -2.0 - hysi_sleef_log2_f64(r);
    const size_t row = hysi_bits64(w) >> 52 & 7;
    const double t = sqrt(w) - normal_deep_column[0][row];
    double z = normal_deep_column[NORMAL_DEEP_COEFFICIENTS][row];
    for (int k = NORMAL_DEEP_COEFFICIENTS - 1; k >= 1; k--)
        z = fma(z, t, normal_deep_column[k][row]);
    return z;
}

double hysi_normal_quantile(double p, double q, double least)
{
    const bool upper = q < p;
    const double tail = upper ? q : p, r = tail > least ? tail : least;
    const double z = r < 0x1p-65 ? deep_of(r)
                     : r < 0.25  ? standard_of(-2.0 * r, false)
                                 : standard_of(fma(-2.0, r, 1.0), true);
    return upper ? z : -z;
}

/* v + 1/2, rounded once. */
static double half_above(uint64_t v)
{
    return fma((double)(v >> 32), 0x1p32, (double)(v & 0xffffffffu) + 0.5);
}

/* u is the draw's unit and v is 1 - u, each exact but for one rounding. */
static double truncated(const struct hysi_params_truncated *p, double u, double v)
{
    const double z =
        hysi_normal_quantile(fma(u, p->mass, p->below), fma(v, p->mass, p->above), p->least);
    return clamp(fma(z, p->sigma, p->mu), p->lo, p->largest);
}

MAP(truncated_f64)
{
    TYPED(truncated_f64, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = truncated(p, half_above(draw[i]) * 0x1p-64, half_above(~draw[i]) * 0x1p-64);
    return 0;
}

/* NaN stays as it is. A unit outside [0, 1] is counted and clamped. */
MAP(decode_normal)
{
    TYPED(decode_normal, unit, value);
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i], c = clamp(u, 0.0, 1.0), v = truncated(p, c, 1.0 - c) + 0.0;
        flagged += !(0.0 <= u && u <= 1.0);
        value[i] = u != u ? u : u <= 0.0 ? p->at_zero : u >= 1.0 ? p->at_one : v;
    }
    return flagged;
}

/* ---- masses: values to units; NaN stays as it is ---- */

double hysi_normal_above(double z) { return hysi_sleef_erfc_f64(z * per_sqrt_2) * 0.5; }
double hysi_normal_erf(double x) { return hysi_sleef_erf_f64(x * per_sqrt_2); }

/* The mass of a short interval: the density's Taylor series about the middle. */
static double short_mass(double h, double m)
{
    const double mm = m * m, hh = h * h;
    const double second = (mm - 1.0) / 24.0, fourth = (mm * mm - 6.0 * mm + 3.0) / 1920.0;
    return hysi_sleef_exp_f64(-0.5 * mm) * density_at_0 * h * (1.0 + hh * (second + hh * fourth));
}

static bool is_short(double h, double m) { return h * (1.0 + fabs(m)) < 0x1p-8; }

double hysi_normal_between(double a, double b, double h, double m)
{
    return is_short(h, m) ? short_mass(h, m)
           : a >= 0.0     ? hysi_normal_above(a) - hysi_normal_above(b)
           : b <= 0.0     ? hysi_normal_above(-b) - hysi_normal_above(-a)
                          : 0.5 * (hysi_normal_erf(b) + hysi_normal_erf(-a));
}

MAP(encode_normal)
{
    TYPED(encode_normal, value, unit);
    for (size_t i = 0; i < n; i++) {
        const double v = value[i];
        unit[i] = v != v ? v : hysi_normal_above(-((v - p->mu) / p->sigma));
    }
    return 0;
}

/* hysi_normal_between from p->lower to x, which lie h sigmas apart, over p->mass. */
static double between(const struct hysi_params_mass_between *p, double x, double h)
{
    const double b = (x - p->mu) / p->sigma, m = (0.5 * (p->lower + x) - p->mu) / p->sigma;
    const double mass = is_short(h, m) ? short_mass(h, m)
                        : p->a >= 0.0  ? p->tail - hysi_normal_above(b)
                        : b <= 0.0     ? hysi_normal_above(-b) - p->tail
                                       : 0.5 * (hysi_normal_erf(b) + p->erf);
    return clamp(mass / p->mass, 0.0, 1.0);
}

MAP(encode_truncated)
{
    TYPED(encode_truncated, value, unit);
    for (size_t i = 0; i < n; i++) {
        const double v = value[i];
        unit[i] = v != v ? v : between(p, v, (v - p->lower) / p->sigma);
    }
    return 0;
}

double hysi_log2_ratio(double x, double from)
{
    return hysi_sleef_log1p_f64((x - from) / from) * 0x1.71547652b82fep+0;
}

/* The same for log2(v). The distance, which may be short, comes from the values. */
MAP(encode_truncated_log)
{
    TYPED(encode_truncated_log, value, unit);
    for (size_t i = 0; i < n; i++) {
        const double v = value[i], h = hysi_log2_ratio(v, p->bound) / p->sigma;
        unit[i] = v != v ? v : between(p, hysi_sleef_log2_f64(v), h);
    }
    return 0;
}

/* Clamped to the bounds without counting values outside. NaN is counted and stays as it is. */
MAP(inside_f64)
{
    TYPED(inside_f64, value, inside);
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double v = value[i];
        flagged += v != v;
        inside[i] = v != v ? v : clamp(v, p->lower, p->upper);
    }
    return flagged;
}

/* ---- densities; NaN is counted and stays as it is ---- */

static double log_density(const struct hysi_params_normal_density *p, double x)
{
    const double z = (x - p->mu) / p->sigma;
    return fma(-0.5 * z, z, p->at);
}

#define LOGPDF(name, inside)                                                   \
    MAP(name)                                                                  \
    {                                                                          \
        TYPED(name, value, density);                                           \
        size_t flagged = 0;                                                    \
        for (size_t i = 0; i < n; i++) {                                       \
            const double v = value[i];                                         \
            flagged += v != v;                                                 \
            density[i] = v != v                           ? v                  \
                         : p->lower <= v && v <= p->upper ? (inside)           \
                                                          : -(double)INFINITY; \
        }                                                                      \
        return flagged;                                                        \
    }
LOGPDF(logpdf_normal, log_density(p, v))
LOGPDF(logpdf_lognormal, log_density(p, hysi_sleef_log_f64(v)) - hysi_sleef_log_f64(v))

/* ---- cells of a normal law; numbers come in, and only NaN stays NaN ---- */

/* The lower edge of number k's cell. Without a bound no cell reaches to infinity: beyond the last
 * number that is drawn there are others, which are too unlikely. */
static double edge_of(const struct hysi_normal_cells *c, double k)
{
    if (k <= c->first && isfinite(c->lo))
        return c->lo;
    return k > c->last && isfinite(c->hi) ? c->hi : fma(k, c->width, c->offset);
}

/* What lies between two edges, in sigmas: its ends, how far they are apart, and its middle. */
struct interval {
    double a, b, h, m;
};
static struct interval interval_of(const struct hysi_normal_cells *c, double lower, double upper)
{
    const double x = c->is_log ? hysi_sleef_log2_f64(lower) : lower;
    const double y = c->is_log ? hysi_sleef_log2_f64(upper) : upper;
    const double apart = c->is_log && lower > 0 ? hysi_log2_ratio(upper, lower) : y - x;
    return (struct interval){(x - c->mu) / c->sigma, (y - c->mu) / c->sigma, apart / c->sigma,
                             (0.5 * (x + y) - c->mu) / c->sigma};
}

/* The mass between two edges. */
static double mass_between(const struct hysi_normal_cells *c, double lower, double upper)
{
    const struct interval i = interval_of(c, lower, upper);
    return hysi_normal_between(i.a, i.b, i.h, i.m) / c->mass;
}

/* The logarithm of number k's mass; by its energy where the mass is too small for a double. */
static double log_mass_of(const struct hysi_normal_cells *c, double k)
{
    const double lower = edge_of(c, k), upper = edge_of(c, k + 1.0);
    const double mass = mass_between(c, lower, upper);
    if (mass > 0x1p-900)
        return hysi_sleef_log_f64(mass);
    const struct interval i = interval_of(c, lower, upper);
    return (hysi_normal_energy_between(i.a, i.b, i.h, i.m) + hysi_sleef_log2_f64(c->mass)) *
           -MIXTURE_LN2;
}

static double mass_below(const struct hysi_normal_cells *c, double edge)
{
    if (edge <= c->lo || edge >= c->hi)
        return edge <= c->lo ? 0.0 : 1.0;
    if (c->truncated)
        return clamp(mass_between(c, c->lo, edge), 0.0, 1.0);
    const double x = c->is_log ? hysi_sleef_log_f64(edge) : edge;
    return hysi_normal_above(-((x - c->natural_mu) / c->natural_sigma));
}

static double mass_above(const struct hysi_normal_cells *c, double edge)
{
    if (edge <= c->lo || edge >= c->hi)
        return edge <= c->lo ? 1.0 : 0.0;
    if (c->truncated)
        return clamp(mass_between(c, edge, c->hi), 0.0, 1.0);
    const double x = c->is_log ? hysi_sleef_log_f64(edge) : edge;
    return hysi_normal_above((x - c->natural_mu) / c->natural_sigma);
}

/* The mass of numbers <= k, and of those above it. */
static double cdf_of(const struct hysi_normal_cells *c, double k)
{
    return k < c->first ? 0.0 : k < c->last ? mass_below(c, edge_of(c, floor(k) + 1.0)) : 1.0;
}

static double sf_of(const struct hysi_normal_cells *c, double k)
{
    return k < c->first ? 1.0 : k < c->last ? mass_above(c, edge_of(c, floor(k) + 1.0)) : 0.0;
}

static bool is_number(const struct hysi_normal_cells *c, double k)
{
    return k == rint(k) && c->first <= k && k <= c->last;
}

/* The middle of the cell in cumulative mass. */
MAP(encode_normal_cells)
{
    TYPED(encode_normal_cells, number, unit);
    const struct hysi_normal_cells *c = p->cells;
    for (size_t i = 0; i < n; i++) {
        const double k = number[i];
        const double below = mass_below(c, edge_of(c, k)),
                     up_to = mass_below(c, edge_of(c, k + 1.0));
        unit[i] = k != k ? k : below + (up_to - below) / 2;
    }
    return 0;
}

#define OF_CELLS(name, law)                           \
    MAP(name)                                         \
    {                                                 \
        TYPED(name, number, y);                       \
        const struct hysi_normal_cells *c = p->cells; \
        size_t flagged = 0;                           \
        for (size_t i = 0; i < n; i++) {              \
            const double k = number[i];               \
            flagged += k != k;                        \
            y[i] = k != k ? k : law;                  \
        }                                             \
        return flagged;                               \
    }
OF_CELLS(cdf_normal_cells, cdf_of(c, k))
OF_CELLS(sf_normal_cells, sf_of(c, k))
OF_CELLS(pmf_normal_cells,
         is_number(c, k) ? mass_between(c, edge_of(c, k), edge_of(c, k + 1.0)) : 0.0)
OF_CELLS(logpdf_normal_cells, is_number(c, k) ? log_mass_of(c, k) : -(double)INFINITY)

/* The number of the least value whose cdf reaches u: that of the cell in which the law's own
 * quantile is, or a neighbour. Only the last one's reaches 1 without rounding. */
static double least_reaching(const struct hysi_normal_cells *c, double u)
{
    const double z =
        hysi_normal_quantile(fma(u, c->mass, c->below), fma(1.0 - u, c->mass, c->above), c->least);
    const double x = fma(z, c->sigma, c->mu), v = c->is_log ? hysi_sleef_exp2_f64(x) : x;
    double k = clamp(floor((v - c->offset) / c->width) - 1.0, c->first, c->last);
    for (int step = 0; step < 3; step++)
        k = k < c->last && cdf_of(c, k) < u ? k + 1.0 : k;
    return u < 1 ? k : c->last;
}

MAP(quantile_normal_cells)
{
    TYPED(quantile_normal_cells, unit, number);
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i];
        const bool inside = 0.0 <= u && u <= 1.0;
        flagged += !inside;
        number[i] = inside ? least_reaching(p->cells, u) : (double)NAN;
    }
    return flagged;
}
