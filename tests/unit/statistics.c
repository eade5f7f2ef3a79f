#include <config.h>

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "src/kernels.h"
#include "src/threefry.h"
#include "tests/unit/statistics.h"
#include "tests/unit/test.h"

double stat_law(const hys_space *space, double x)
{
    const double lower = hys_space_lower(space), upper = hys_space_upper(space);
    const hys_kind kind = hys_space_kind(space);
    if (kind == HYS_REVERSE_LOG) {
        const hys_argument *given = hys_space_argument(space, 2);
        const double about = given->type ? given->real : lower + upper;
        return 1 - log((about - x) / (about - upper)) / log((about - lower) / (about - upper));
    }
    if (kind == HYS_LOGIT)
        return log(x / (1 - x) * ((1 - lower) / lower)) /
               log(upper / (1 - upper) * ((1 - lower) / lower));
    struct test_normal law;
    if (test_normal_of(space, &law))
        return test_normal_below(&law, x);
    return kind == HYS_LOG || kind == HYS_QLOG ? log(x / lower) / log(upper / lower)
                                               : (x - lower) / (upper - lower);
}

/* What an entry of a list weighs beside the others. */
static double entry_mass(const hys_space *space, size_t entry)
{
    const size_t count = hys_space_count(space);
    const hys_argument *weights = test_parameter(space, "weights");
    double sum = 0;

    if (!weights || !weights->type)
        return 1.0 / (double)count;
    for (size_t i = 0; i < count; i++)
        sum += weights->reals[i];
    return weights->reals[entry] / sum;
}

static int has_word(const hys_space *space, const char *name, const char *word)
{
    const hys_argument *found = test_parameter(space, name);
    return found && found->word && !strcmp(found->word, word);
}

/* The mass of integer v of a logint space. */
static double log_mass(const hys_space *space, double v)
{
    const double lower = hys_space_lower(space), upper = hys_space_upper(space);
    if (has_word(space, "cells", "floor"))
        return log((v + 1) / v) / log((upper + 1) / lower);
    if (has_word(space, "cells", "bins")) {
        const double width = (upper - lower) / (upper - lower + 1),
                     from = lower + (v - lower) * width;
        return log((from + width) / from) / log(upper / lower);
    }
    return log((v + 0.5) / (v - 0.5)) / log((upper + 0.5) / (lower - 0.5));
}

/* The distance between values, and value number 0. */
static double step_of(const hys_space *space)
{
    const hys_argument *step = test_parameter(space, "step");
    return !step || !step->type              ? 1
           : step->type == HYS_PARAM_INTEGER ? (double)step->integer
                                             : step->real;
}

static double first_of(const hys_space *space)
{
    const double lower = hys_space_lower(space), step = step_of(space);
    const double least = 0;
    double value;
    struct test_normal law;
    hys_extent extent;
    hys_space_extent(space, &extent);
    if (test_normal_of(space, &law)) {
        OK(hys_decode_f64(space, &least, 1, &value));
        return value;
    }
    return hys_kind_traits(hys_space_kind(space)) & HYS_KIND_INTEGERS ? (double)extent.first
           : has_word(space, "contract", "multiple")                  ? step * rint(lower / step)
           : has_word(space, "contract", "inside")                    ? step * ceil(lower / step)
                                                                      : lower;
}

/* The mass of value v of a normal or lognormal with a step (spec.md, 3.4): that of the law between
 * the edges of its cell, among that between the first edge and the last. */
static double normal_step_mass(const hys_space *space, const struct test_normal *law, size_t v,
                               size_t count)
{
    const double lower = hys_space_lower(space), upper = hys_space_upper(space);
    const double step = step_of(space), first = first_of(space);
    const bool bins = has_word(space, "contract", "bins");
    const bool equal =
        isfinite(lower) && isfinite(upper) && !bins && !has_word(space, "contract", "multiple");
    const double width = bins ? (upper - lower) / (double)count : step;
    const double edge = bins ? lower : first - step / 2;
    const double from = equal ? (law->is_log ? fmax(edge, 0) : edge) : lower;
    const double to = equal ? edge + width * (double)count : upper;
    const double least = v == 0 ? from : edge + width * (double)v;
    const double greatest = v == count - 1 ? to : edge + width * (double)(v + 1);

    return (test_normal_below(law, greatest) - test_normal_below(law, least)) /
           (test_normal_below(law, to) - test_normal_below(law, from));
}

/* The mass of value v of evenly spaced ones. */
static double step_mass(const hys_space *space, size_t v, size_t count)
{
    const double lower = hys_space_lower(space), upper = hys_space_upper(space);
    const double step = step_of(space), x = first_of(space) + step * (double)v;
    struct test_normal law;

    if (test_normal_of(space, &law))
        return normal_step_mass(space, &law, v, count);
    if (hys_kind_traits(hys_space_kind(space)) & HYS_KIND_LOG) {
        const int cut = has_word(space, "contract", "multiple");
        const double last = first_of(space) + step * (double)(count - 1);
        const double least = first_of(space) - step / 2;
        const double from = cut || least <= 0 ? lower : least, to = cut ? upper : last + step / 2;
        return log(fmin(x + step / 2, to) / fmax(x - step / 2, from)) / log(to / from);
    }
    if (has_word(space, "contract", "multiple"))
        return (fmin(x + step / 2, upper) - fmax(x - step / 2, lower)) / (upper - lower);
    return has_word(space, "contract", "half_ends")
               ? (v == 0 || v == count - 1 ? 0.5 : 1) / (double)(count - 1)
               : 1.0 / (double)count;
}

size_t stat_value_count(const hys_space *space)
{
    hys_extent extent;
    hys_space_extent(space, &extent);
    return hys_space_count(space) ? hys_space_count(space) : (size_t)extent.distinct;
}

double stat_mass(const hys_space *space, size_t v)
{
    const double x = first_of(space) + (double)v * step_of(space);
    if (hys_space_count(space))
        return entry_mass(space, v);
    if (test_parameter(space, "cells"))
        return log_mass(space, x);
    if (test_parameter(space, "step"))
        return step_mass(space, v, stat_value_count(space));
    /* The bounds are the outer edges of the end cells. */
    const double lower = hys_space_lower(space), upper = hys_space_upper(space);
    return stat_law(space, x + 1 > upper ? upper : x + 0.5) -
           stat_law(space, x - 1 < lower ? lower : x - 0.5);
}

void stat_count(const hys_space *space, const hys_source *source, size_t n, uint32_t *count)
{
    enum { CHUNK = 4096 };
    const size_t cells = stat_value_count(space);
    const bool list = hys_space_count(space) > 0;
    const bool wide = hys_space_types(space, source->stream, source->flags) & 1u << HYS_F64;
    uint32_t index[CHUNK];
    double value[CHUNK];
    float narrow[CHUNK];

    memset(count, 0, cells * sizeof *count);
    for (size_t done = 0; done < n; done += CHUNK) {
        const size_t m = n - done < CHUNK ? n - done : CHUNK;
        if (list)
            OK(hys_sample_index(space, source, done, m, index));
        else if (wide)
            OK(hys_sample_f64(space, source, done, m, value));
        else
            OK(hys_sample_f32(space, source, done, m, narrow));
        for (size_t i = 0; i < m; i++) {
            const double x = wide ? value[i] : (double)narrow[i];
            const double cell = list ? index[i] : rint((x - first_of(space)) / step_of(space));
            CHECK(cell >= 0 && cell < (double)cells, "cell %g of %zu", cell, cells);
            count[(size_t)cell]++;
        }
    }
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

/* ---- permutations ---- */

struct hysi_ars_key stat_plane(uint64_t seed, uint32_t plane, uint64_t dim)
{
    struct hysi_ars_key ars = {.dim = dim};
    for (uint32_t half = 0; half < 2; half++) {
        const hys_key key = hysi_threefry(hys_key_from_seed(seed), 0xffffffffu, 2 * plane + half);
        memcpy(&ars.word[2 * half], key.w, sizeof key.w);
    }
    return ars;
}

/* Words 128 and on of plane 2. */
void stat_permutation(struct hysi_permutation *permutation, uint64_t n, uint64_t seed, uint64_t dim)
{
    uint64_t words[HYSI_MOST_ROUNDS / 2];
    const struct hysi_engine_key designs = {.ars = stat_plane(seed, 2, dim)};
    hysi_ars64_scalar(&designs, 128, HYSI_MOST_ROUNDS / 2, words);
    hysi_permutation_open(permutation, n, words);
}

/* The number of the order of n numbers among all n! of them. */
static size_t order_of(const struct hysi_permutation *permutation)
{
    uint64_t at[7];
    size_t order = 0;
    for (uint64_t i = 0; i < permutation->n; i++) {
        size_t above = 0; /* how many of the numbers before are greater */
        at[i] = hysi_permute(permutation, i);
        for (uint64_t j = 0; j < i; j++)
            above += at[j] > at[i];
        order = order * (size_t)(i + 1) + above;
    }
    return order;
}

double stat_p_orders(uint64_t n, size_t keys)
{
    static uint32_t count[5040];
    size_t orders = 1;
    CHECK(n <= 7, "%d! orders", (int)n);
    for (uint64_t k = 2; k <= n; k++)
        orders *= (size_t)k;
    memset(count, 0, sizeof count);
    for (size_t seed = 0; seed < keys; seed++) {
        struct hysi_permutation permutation;
        stat_permutation(&permutation, n, seed, 0);
        count[order_of(&permutation)]++;
    }
    return stat_p_chi_square(stat_chi_square(count, NULL, orders, keys), (double)orders - 1);
}

/* The rows and columns of the counts sum up to the number of keys, which leaves (n - 1)^2 degrees
 * of freedom; a permutation's entries vary n / (n - 1) times as much as that many free ones. */
double stat_p_places(uint64_t n, size_t keys)
{
    const size_t cells = (size_t)(n * n);
    uint32_t *count = test_memory(cells * sizeof *count);
    memset(count, 0, cells * sizeof *count);
    for (size_t seed = 0; seed < keys; seed++) {
        struct hysi_permutation permutation;
        stat_permutation(&permutation, n, seed, 0);
        for (uint64_t i = 0; i < n; i++)
            count[i * n + hysi_permute(&permutation, i)]++;
    }
    const double others = (double)n - 1,
                 sum = stat_chi_square(count, NULL, cells, keys * (size_t)n) * others / (double)n;
    free(count);
    return stat_p_chi_square(sum, others * others);
}

/* The two numbers differ: where each cell is a number, the cells are pairs of different ones. */
double stat_p_two_places(uint64_t n, uint64_t i, uint64_t j, uint64_t cells, size_t keys)
{
    const uint64_t size = n / cells, others = size == 1 ? cells - 1 : cells;
    const size_t all = (size_t)(cells * others);
    uint32_t *count = test_memory(all * sizeof *count);
    double *probability = test_memory(all * sizeof *probability);
    CHECK(n % cells == 0, "cells of different sizes");
    for (size_t k = 0; k < all; k++) {
        const bool same = size > 1 && k / others == k % others;
        probability[k] = ((double)size - same) / ((double)n - 1) / (double)cells;
        count[k] = 0;
    }
    for (size_t seed = 0; seed < keys; seed++) {
        struct hysi_permutation permutation;
        stat_permutation(&permutation, n, seed, 0);
        const uint64_t u = hysi_permute(&permutation, i) / size,
                       v = hysi_permute(&permutation, j) / size;
        count[u * others + v - (size == 1 && v > u)]++;
    }
    const double p =
        stat_p_chi_square(stat_chi_square(count, probability, all, keys), (double)all - 1);
    free(count);
    free(probability);
    return p;
}

/* k fixed points have the probability of no fixed point among the other n - k, over k!. */
double stat_p_fixed_points(uint64_t n, size_t keys)
{
    enum { CELLS = 5 }; /* 0 to 3 points, and more */
    uint32_t count[CELLS] = {0};
    double probability[CELLS] = {0}, factorial = 1;
    for (size_t seed = 0; seed < keys; seed++) {
        struct hysi_permutation permutation;
        size_t fixed = 0;
        stat_permutation(&permutation, n, seed, 0);
        for (uint64_t i = 0; i < n; i++)
            fixed += hysi_permute(&permutation, i) == i;
        count[fixed < CELLS - 1 ? fixed : CELLS - 1]++;
    }
    probability[CELLS - 1] = 1;
    for (uint64_t k = 0; k < CELLS - 1; k++) {
        double none = 0, term = 1;
        for (uint64_t j = 0; j <= n - k && j < 20; j++, term /= -(double)j)
            none += term;
        factorial *= k > 0 ? (double)k : 1;
        probability[k] = none / factorial;
        probability[CELLS - 1] -= probability[k];
    }
    return stat_p_chi_square(stat_chi_square(count, probability, CELLS, keys), CELLS - 1);
}
