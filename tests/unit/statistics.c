#include <config.h>

#include <math.h>

#include "tests/unit/statistics.h"
#include "tests/unit/test.h"

double stat_law(const hys_space *space, double x)
{
    const double lower = hys_space_lower(space), upper = hys_space_upper(space);
    const hys_kind kind = hys_space_kind(space);
    struct test_normal law;
    if (test_normal_of(space, &law))
        return test_normal_below(&law, x);
    return kind == HYS_LOG || kind == HYS_QLOG ? log(x / lower) / log(upper / lower)
                                               : (x - lower) / (upper - lower);
}

double stat_mass(const hys_space *space, int64_t v)
{
    if (hys_space_count(space))
        return 1.0 / (double)hys_space_count(space);
    /* The bounds are the outer edges of the end cells. */
    const double lower = hys_space_lower(space), upper = hys_space_upper(space), x = (double)v;
    return stat_law(space, x + 1 > upper ? upper : x + 0.5) -
           stat_law(space, x - 1 < lower ? lower : x - 0.5);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

double stat_kolmogorov(double *u, size_t n)
{
    double d = 0;
    qsort(u, n, sizeof *u, by_size);
    for (size_t i = 0; i < n; i++)
        d = fmax(d, fmax(u[i] - (double)i / (double)n, (double)(i + 1) / (double)n - u[i]));
    return sqrt((double)n) * d;
}

double stat_chi_square(const uint32_t *count, const double *probability, size_t cells, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < cells; i++) {
        const double expected =
            probability ? probability[i] * (double)n : (double)n / (double)cells;
        CHECK(expected >= 5, "cell %zu expects %g", i, expected);
        sum += ((double)count[i] - expected) * ((double)count[i] - expected) / expected;
    }
    return sum;
}

double stat_pairs(const uint32_t *a, const uint32_t *b, size_t n, unsigned shift)
{
    static uint32_t count[STAT_PAIRS];
    memset(count, 0, sizeof count);
    for (size_t i = 0; i < n; i++)
        count[(a[i] >> shift & 31) << 5 | (b[i] >> shift & 31)]++;
    return stat_chi_square(count, NULL, STAT_PAIRS, n);
}

/* ---- p-values ---- */

static double two_sided(double below, double above) { return fmin(1, 2 * fmin(below, above)); }

/* The incomplete gamma functions P(a, x) and Q(a, x) = 1 - P: the smaller of the two keeps its
 * digits. A series left of the middle, Lentz's continued fraction right of it (Abramowitz and
 * Stegun 6.5.29, 6.5.31). */
static void incomplete_gamma(double a, double x, double *p, double *q)
{
    const double factor = x > 0 ? exp(a * log(x) - x - lgamma(a)) : 0;
    if (x < a + 1) {
        double term = 1 / a, sum = term;
        for (double k = a + 1; term > sum * 1e-17; k++)
            sum += term *= x / k;
        *p = factor * sum;
        *q = 1 - *p;
        return;
    }
    double b = x + 1 - a, c = 1e300, d = 1 / b, fraction = d;
    for (double k = 1, change = 0; fabs(change - 1) > 1e-16 && k < 1e6; k++) {
        const double numerator = -k * (k - a);
        b += 2;
        d = 1 / (numerator * d + b);
        c = b + numerator / c;
        change = c * d;
        fraction *= change;
    }
    *q = factor * fraction;
    *p = 1 - *q;
}

double stat_p_normal(double z) { return erfc(fabs(z) / sqrt(2)); }

double stat_p_chi_square(double x, double degrees)
{
    double below, above;
    incomplete_gamma(degrees / 2, x / 2, &below, &above);
    return two_sided(below, above);
}

double stat_p_poisson(uint64_t count, double mean)
{
    double below, unused, at_least = 1;
    incomplete_gamma((double)count + 1, mean, &unused, &below);
    if (count > 0)
        incomplete_gamma((double)count, mean, &at_least, &unused);
    return two_sided(below, at_least);
}

/* Kolmogorov's limit law, with Stephens's correction for n; each of its two series where it
 * converges at once. */
double stat_p_kolmogorov(double d, size_t n)
{
    const double pi = 3.14159265358979323846, root = sqrt((double)n),
                 x = d * (1 + (0.12 + 0.11 / root) / root);
    double below = 0, above = 0;
    for (int k = 1; k < 20; k++) {
        below += sqrt(2 * pi) / x * exp(-(2 * k - 1) * (2 * k - 1) * pi * pi / (8 * x * x));
        above += (k % 2 ? 2 : -2) * exp(-2.0 * k * k * x * x);
    }
    if (x < 1)
        above = 1 - below;
    else
        below = 1 - above;
    return two_sided(below, above);
}
