/* Densities and probabilities: exact values (vectors/density), each kind of spaces.tsv drawn and
 * compared with its own pmf, cdf and quantile, tables, integers, NaN, refusals.
 *
 * The tests go by the kinds that there are, so a new kind is tested without a new line here. */
#include <config.h>

#include <math.h>
#include <stdbool.h>

#include "tests/unit/statistics.h"
#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define D_NAN ((double)NAN)
#define D_INF ((double)INFINITY)

static double above(double x) { return nextafter(x, D_INF); }
static double ulp(double x) { return above(fabs(x)) - fabs(x); }

static int is_finite(const hys_space *space)
{
    double x = 0, y;
    return hys_pmf_f64(space, &x, 1, &y, NULL) != HYS_E_DENSITY;
}

/* ---- bounds of error, by docs/spec.md, section 4.2 ---- */

/* The value of a parameter, or fallback if it has no value. */
static double real_of(const hys_space *space, const char *name, double fallback)
{
    const hys_argument *argument = test_argument(space, name);
    return argument ? argument->real : fallback;
}

enum what { CDF, SF, QUANTILE, LOGPDF };

/* The standard normal's argument of a value. */
static double z_of(const hys_space *space, int is_log, double x)
{
    return ((is_log ? log(x) : x) - real_of(space, "mu", 0)) / real_of(space, "sigma", 1);
}

/* How far off x may be, for a value that is exactly `exact`. */
static double allowed(const hys_space *space, const char *kind, enum what what, double x,
                      double exact)
{
    const int truncated = !strncmp(kind, "truncated", 9), is_log = strstr(kind, "log") != NULL;
    const double lower = hys_space_lower(space), upper = hys_space_upper(space);
    const double m = fmax(fabs(log2(lower)), fabs(log2(upper))), span = log2(upper / lower);
    const double log_cdf = m / span * 0x1p-51 + 0x1p-52;

    if (what == LOGPDF)
        return truncated ? fmax(0x1p-42, 4 * ulp(exact)) : fmax(0x1p-49, 4 * ulp(exact));
    if (strstr(kind, "normal")) {
        const double z = z_of(space, is_log, what == QUANTILE ? exact : x);
        const double sigma = real_of(space, "sigma", 1), mu = real_of(space, "mu", 0);
        if (what != QUANTILE)
            return fabs(exact) * (truncated ? 0x1p-38 : (z * z + 4) * 0x1p-52);
        const double zone = truncated ? fmax(4 * ulp(z), 16 * 0x1p-53) : 3 * ulp(z);
        if (!is_log)
            return zone * sigma + ulp(exact) / (truncated ? 1 : 2);
        return ((2 + (4 * fabs(z * sigma) + fabs(mu)) * 1.4427) * 0x1p-52 +
                (truncated ? zone * sigma : 0)) *
               exact;
    }
    if (!strcmp(kind, "logit"))
        return what == QUANTILE ? 10 * ulp(exact) : 0x1p-50;
    if (!strcmp(kind, "reverse_log")) {
        const double c = lower + upper;
        return what == QUANTILE ? 4 * ulp(upper) + (c - exact) * (m + 2) * 0x1p-51
                                : log_cdf + ulp(c) / (c - x) / (span * 0.6931);
    }
    if (!strcmp(kind, "log"))
        return what == QUANTILE ? exact * (m + 2) * 0x1p-51 : log_cdf;
    return what == QUANTILE ? (upper - lower) * 0x1p-53 + ulp(exact) : fabs(exact) * 0x1p-51;
}

static size_t logs_refused;

static void golden_value(int number, int fields, char **f)
{
    static const char *const names[] = {"cdf", "sf", "quantile", "logpdf"};
    hys_status (*const calls[])(const hys_space *, const double *, size_t, double *, size_t *) = {
        hys_cdf_f64, hys_sf_f64, hys_quantile_f64, hys_logpdf_f64};
    CHECK(fields == 5, "density.tsv line %d: %d fields", number, fields);
    if (!strcmp(f[2], "logpdf") && !test_has_fma()) {
        logs_refused++;
        return;
    }
    const hys_space *space = test_space_of_line(f[0], f[1]);
    const double x = strtod(f[3], NULL);
    const long double exact = strtold(f[4], NULL);
    double out = D_NAN;
    size_t what = 0;

    while (what < COUNT(names) && strcmp(names[what], f[2]) != 0)
        what++;
    CHECK(what < COUNT(names), "density.tsv line %d: %s", number, f[2]);
    OK(calls[what](space, &x, 1, &out, NULL));
    const long double error = fabsl((long double)out - exact);
    const double most = allowed(space, f[0], (enum what)what, x, (double)exact);
    CHECK((long double)out == exact || error <= (long double)most,
          "density.tsv line %d, %s: %s %s: %s of %a is %.17g, not %s: error %Lg, allowed %g",
          number, hys_isa_current(), f[0], f[1], f[2], x, out, f[4], error, most);
}

static void golden_values(void)
{
    logs_refused = 0;
    const size_t lines = test_each_line("vectors/density/density.tsv", golden_value);
    test_note("density: %zu lines of density.tsv under %s", lines - logs_refused,
              hys_isa_current());
    if (logs_refused)
        test_note("density: %zu lines not compared: logpdf needs FMA", logs_refused);
}

TEST(density, golden_values) { test_each_isa(golden_values); }

/* Relative errors of masses. */
static double mass_error(const char *kind)
{
    return strstr(kind, "normal")    ? 0x1p-40
           : strstr(kind, "logstep") ? 0x1p-44
           : strstr(kind, "log")     ? 0x1p-50
                                     : 0x1p-51;
}

static void golden_mass(int number, int fields, char **f)
{
    CHECK(fields == 4, "pmf.tsv line %d: %d fields", number, fields);
    const hys_space *space = test_space_of_line(f[0], f[1]);
    const long double exact = strtold(f[3], NULL);

    const int is_integer = (hys_kind_traits(hys_space_kind(space)) & HYS_KIND_INTEGERS) != 0;
    const int in_doubles = hys_space_encode_types(space) >> HYS_F64 & 1;
    const long long integer = strtoll(f[2], NULL, 10);
    const double x = strtod(f[2], NULL);
    for (int as_integer = 0; as_integer <= is_integer; as_integer++) {
        const int64_t i = integer;
        double mass = D_NAN, log_mass = D_NAN;
        if (!as_integer && is_integer && (!in_doubles || (long double)x != strtold(f[2], NULL)))
            continue; /* no double holds it, or another value of the space */
        if (as_integer) {
            OK(hys_pmf_i64(space, &i, 1, &mass, NULL));
            OK(hys_logpdf_i64(space, &i, 1, &log_mass, NULL));
        } else {
            OK(hys_pmf_f64(space, &x, 1, &mass, NULL));
            OK(hys_logpdf_f64(space, &x, 1, &log_mass, NULL));
        }
        CHECK(fabsl((long double)mass - exact) <= exact * (long double)mass_error(f[0]),
              "pmf.tsv line %d, %s: %s %s: the mass of %s is %.17g, not %s", number,
              hys_isa_current(), f[0], f[1], f[2], mass, f[3]);
        CHECK(log_mass == log(mass) || fabs(log_mass - log(mass)) <= 2 * ulp(log_mass),
              "pmf.tsv line %d: logpdf %.17g of mass %.17g", number, log_mass, mass);
    }
}

static void golden_masses(void)
{
    test_note("density: %zu lines of pmf.tsv under %s",
              test_each_line("vectors/density/pmf.tsv", golden_mass), hys_isa_current());
}

TEST(density, golden_masses)
{
    test_needs_fma();
    test_each_isa(golden_masses);
}

/* ---- each kind against its own sampler ---- */

enum { DRAWS = 100000, CELLS = 64, VALUES = 4096 };
static size_t drawn_each; /* DRAWS, or fewer on the short budget */
static double draws[DRAWS], shares[DRAWS], rests[DRAWS], heights[DRAWS], back[DRAWS];

static void draw(const hys_space *space)
{
    static uint32_t index[DRAWS];
    hys_source source = hys_source_native(hys_key_from_seed(20261130));
    if (hys_space_types(space, HYS_NATIVE, 0) >> HYS_F64 & 1) {
        OK(hys_sample_f64(space, &source, 0, drawn_each, draws));
        return;
    }
    OK(hys_sample(space, &source, 0, drawn_each, HYS_INDEX, index));
    for (size_t k = 0; k < drawn_each; k++)
        draws[k] = index[k];
}

static double cdf(const hys_space *space, double x)
{
    double y;
    OK(hys_cdf_f64(space, &x, 1, &y, NULL));
    return y;
}
static double quantile(const hys_space *space, double u)
{
    double x;
    OK(hys_quantile_f64(space, &u, 1, &x, NULL));
    return x;
}

/* How many draws lie in cells of equal mass, or nearly so of a finite space: their ends are
 * quantiles. */
static void equal_cells(const hys_space *space, const char *word)
{
    static uint32_t found[CELLS];
    static double end[CELLS], mass[CELLS];
    size_t cells = 0;

    memset(found, 0, sizeof found);
    for (size_t j = 1; j <= CELLS; j++) {
        const double x = j < CELLS ? quantile(space, (double)j / CELLS) : D_INF;
        if (cells == 0 || x > end[cells - 1])
            end[cells++] = x;
    }
    for (size_t c = 0; c < cells; c++)
        mass[c] = cdf(space, end[c]) - (c ? cdf(space, end[c - 1]) : 0);
    for (size_t k = 0; k < drawn_each; k++) {
        size_t c = 0;
        while (draws[k] > end[c])
            c++;
        found[c]++;
    }
    for (; cells > 1 && mass[cells - 1] * (double)drawn_each < 5;
         cells--) { /* what is behind 1 - 2^-53 */
        mass[cells - 2] += mass[cells - 1];
        found[cells - 2] += found[cells - 1];
    }
    if (cells < 2)
        return;
    const double chi_square = stat_chi_square(found, mass, cells, drawn_each);
    const double p = stat_p_chi_square(chi_square, (double)(cells - 1));
    CHECK(p > 1e-6, "%s: %zu cells by quantile: chi-square %g, p %g", word, cells, chi_square, p);
}

/* The values of a finite space from the least on, each the quantile of what is just above the cdf
 * of the one before, as many as there is room for. */
static size_t values_of(const hys_space *space, double value[VALUES], int *all)
{
    size_t count = 0;
    for (double u = 0; u <= 1 && count < VALUES; count++) {
        value[count] = quantile(space, u);
        u = above(cdf(space, value[count]));
    }
    *all = cdf(space, value[count - 1]) == 1;
    return count;
}

/* Masses add up to the cdf, and the draws of each value are as many as its mass says. */
static void by_value(const hys_space *space, const char *word)
{
    static double value[VALUES], mass[VALUES];
    static uint32_t found[VALUES];
    double sum = 0, rest, half;
    size_t cells = 0;
    int all;
    const size_t count = values_of(space, value, &all);

    OK(hys_pmf_f64(space, value, count, mass, NULL));
    for (size_t v = 0; v < count; v++) {
        sum += mass[v];
        CHECK(mass[v] > 0, "%s: %.17g has mass %g", word, value[v], mass[v]);
        CHECK(v == 0 || value[v] > value[v - 1], "%s: %.17g follows %.17g", word, value[v],
              value[v ? v - 1 : 0]);
        CHECK(fabs(sum - cdf(space, value[v])) < 1e-10, "%s: masses up to %.17g add up to %.17g",
              word, value[v], sum);
        CHECK(quantile(space, cdf(space, value[v])) == value[v], "%s: quantile(cdf(%.17g))", word,
              value[v]);
        const double between = v ? value[v] / 2 + value[v - 1] / 2 : value[0] - 1;
        OK(hys_pmf_f64(space, &between, 1, &half, NULL));
        /* Where a cdf has no digit left for a value, the next one may be further on. */
        const bool listed = all && (v == 0 || mass[v] > 0x1p-50);
        CHECK(!listed || half == 0 || between == value[v] || (v && between == value[v - 1]),
              "%s: %.17g has mass %g", word, between, half);
        rest = cdf(space, between);
        CHECK(!listed || rest == (v ? cdf(space, value[v - 1]) : 0), "%s: cdf of %.17g", word,
              between);
    }
    CHECK(!all || fabs(sum - 1) < 1e-10, "%s: masses add up to %.17g", word, sum);
    memset(found, 0, sizeof found);
    OK(hys_pmf_f64(space, draws, drawn_each, heights, NULL));
    for (size_t k = 0; k < drawn_each; k++) {
        CHECK(heights[k] > 0, "%s: the draw %.17g has mass %g", word, draws[k], heights[k]);
        size_t v = 0;
        for (size_t length = count; length > 1; length -= length / 2)
            v += value[v + length / 2] <= draws[k] ? length / 2 : 0;
        CHECK(value[v] == draws[k] || !all, "%s: %.17g is drawn, but no quantile", word, draws[k]);
        found[v]++;
    }
    if (!all)
        return;
    for (size_t v = 0; v < count; v++) { /* cells of at least ten draws */
        const int small = cells > 0 && mass[cells - 1] * (double)drawn_each < 10;
        mass[cells - (size_t)small] = (small ? mass[cells - 1] : 0) + mass[v];
        found[cells - (size_t)small] = (small ? found[cells - 1] : 0) + found[v];
        cells += !small;
    }
    if (cells > 1 && mass[cells - 1] * (double)drawn_each >= 10) {
        const double chi_square = stat_chi_square(found, mass, cells, drawn_each);
        const double p = stat_p_chi_square(chi_square, (double)(cells - 1));
        CHECK(p > 1e-6, "%s: %zu values: chi-square %g, p %g", word, cells, chi_square, p);
    }
}

/* The quantile of the cdf is the value, and the density is the slope of the cdf. */
static void by_slope(const hys_space *space, const char *word)
{
    OK(hys_quantile_f64(space, shares, drawn_each, back, NULL));
    OK(hys_pdf_f64(space, draws, drawn_each, heights, NULL));
    for (size_t k = 0; k < drawn_each; k++) {
        const double most = 0x1p-48 / heights[k] + fabs(draws[k]) * 0x1p-44;
        CHECK(heights[k] > 0, "%s: the draw %.17g has density %g", word, draws[k], heights[k]);
        CHECK(fabs(back[k] - draws[k]) <= most, "%s: quantile(cdf(%.17g)) is %.17g", word, draws[k],
              back[k]);
    }
    for (int j = 1; j < CELLS; j++) {
        const double u = (double)j / CELLS, h = 1e-5;
        const double a = quantile(space, u - h), b = quantile(space, u + h), c = a / 2 + b / 2;
        double height, log_height;
        OK(hys_pdf_f64(space, &c, 1, &height, NULL));
        OK(hys_logpdf_f64(space, &c, 1, &log_height, NULL));
        const double slope = (cdf(space, b) - cdf(space, a)) / (b - a);
        CHECK(fabs(height / slope - 1) < 1e-4, "%s: density %.17g at %.17g, slope %.17g", word,
              height, c, slope);
        CHECK(fabs(log_height - log(height)) < 1e-12 * fmax(1, fabs(log_height)),
              "%s: logpdf %.17g, pdf %.17g", word, log_height, height);
    }
}

/* Whether draws are rounded, while the density is that of what they are rounded from. */
static int has_digits(const hys_space *space) { return test_argument(space, "digits") != NULL; }

static size_t spaces_drawn;

static void drawn(const char *word)
{
    hys_space *space = test_space_word(word);
    draw(space);
    OK(hys_cdf_f64(space, draws, drawn_each, shares, NULL));
    OK(hys_sf_f64(space, draws, drawn_each, rests, NULL));
    for (size_t k = 0; k < drawn_each; k++)
        CHECK(shares[k] >= 0 && shares[k] <= 1 && fabs(shares[k] + rests[k] - 1) < 1e-11,
              "%s: cdf %.17g and sf %.17g of %.17g", word, shares[k], rests[k], draws[k]);
    if (!has_digits(space))
        equal_cells(space, word);
    if (is_finite(space))
        by_value(space, word);
    else
        by_slope(space, word);
    hys_space_free(space);
    spaces_drawn++;
}

TEST(density, drawn)
{
    static const char *const suites[] = {"stat", "calls"};
    test_needs_fma();
    drawn_each = test_budget(DRAWS / 4, DRAWS, DRAWS);
    for (size_t s = 0; s < COUNT(suites); s++) {
        const struct test_words words = test_words(suites[s], "easy");
        for (size_t w = 0; w < words.count; w++)
            drawn(words.word[w]);
    }
    test_note("density: %zu spaces drawn %zu times agree with their densities", spaces_drawn,
              drawn_each);
}

/* ---- the ends, and numbers that are not values ---- */

static void at_the_ends(const hys_space *space, const char *word)
{
    static const double special[] = {-D_INF, D_INF, D_NAN};
    static const double units[] = {-0x1p-60, 1 + 0x1p-52, D_NAN, D_INF};
    const double first = quantile(space, 0), last = quantile(space, 1);
    double out[4] = {0};
    size_t flagged = 9;

    CHECK(hys_cdf_f64(space, special, 3, out, &flagged) == HYS_W_DATA && flagged == 1 &&
              out[0] == 0 && out[1] == 1 && isnan(out[2]),
          "%s: cdf %g %g %g", word, out[0], out[1], out[2]);
    CHECK(hys_sf_f64(space, special, 3, out, &flagged) == HYS_W_DATA && flagged == 1 &&
              out[0] == 1 && out[1] == 0 && isnan(out[2]),
          "%s: sf %g %g %g", word, out[0], out[1], out[2]);
    CHECK(hys_logpdf_f64(space, special, 3, out, &flagged) == HYS_W_DATA && flagged == 1 &&
              out[0] == -D_INF && out[1] == -D_INF && isnan(out[2]),
          "%s: logpdf %g %g %g", word, out[0], out[1], out[2]);
    CHECK((is_finite(space) ? hys_pmf_f64 : hys_pdf_f64)(space, special, 3, out, &flagged) ==
                  HYS_W_DATA &&
              flagged == 1 && out[0] == 0 && out[1] == 0 && isnan(out[2]),
          "%s: pdf or pmf %g %g %g", word, out[0], out[1], out[2]);
    CHECK(hys_quantile_f64(space, units, 4, out, &flagged) == HYS_W_DATA && flagged == 4 &&
              isnan(out[0]) && isnan(out[1]) && isnan(out[2]) && isnan(out[3]),
          "%s: quantiles of no probabilities: %zu flagged", word, flagged);
    CHECK(first <= last && cdf(space, nextafter(first, -D_INF)) <= 0x1p-50 &&
              cdf(space, above(last)) >= 1 - 0x1p-50,
          "%s: from %.17g to %.17g", word, first, last);
    OK(hys_logpdf_f64(space, &last, 1, out, &flagged));
    CHECK(isfinite(out[0]) && flagged == 0, "%s: logpdf %g at %.17g", word, out[0], last);
}

static void ends(void)
{
    static const char *const rows[][2] = {{"stat", "easy"},
                                          {"calls", "easy"},
                                          {"maps", "easy"},
                                          {"maps", "hard"},
                                          {"encode", "hard"}};
    size_t count = 0, no_doubles = 0;
    for (size_t r = 0; r < COUNT(rows); r++) {
        const struct test_words words = test_words(rows[r][0], rows[r][1]);
        for (size_t w = 0; w < words.count; w++) {
            const char *word = words.word[w];
            hys_space *space = test_space_word(word);
            double x = 0, y;
            if (hys_cdf_f64(space, &x, 1, &y, NULL) == HYS_E_TYPE) {
                CHECK(!(hys_space_encode_types(space) >> HYS_F64 & 1), "%s: refused", word);
                no_doubles++;
            } else {
                at_the_ends(space, word);
                count++;
            }
            hys_space_free(space);
        }
    }
    test_note("density: the ends of %zu spaces under %s, and not of %zu that no double holds",
              count, hys_isa_current(), no_doubles);
}

TEST(density, ends)
{
    test_needs_fma();
    test_each_isa(ends);
}

/* The support is closed: at upper the density is that of the inside. */
TEST(density, by_hand)
{
    const double x[] = {-1.5, -1, 0, 3, 3.5}, u[] = {0, 0.25, 0.5, 1};
    const double units[] = {0, 0.5, 0.50000000000000011, 1};
    double out[5];
    int64_t integer[4];
    hys_space *space;

    test_needs_fma();
    OK(hys_space_linear(&space, -1, 3));
    OK(hys_pdf_f64(space, x, 5, out, NULL));
    CHECK(out[0] == 0 && out[1] == 0.25 && out[3] == 0.25 && out[4] == 0, "pdf %g %g", out[1],
          out[3]);
    OK(hys_quantile_f64(space, u, 4, out, NULL));
    CHECK(out[0] == -1 && out[1] == 0 && out[2] == 1 && out[3] == 3 - 0x1p-51, "%.17g", out[3]);
    hys_space_free(space);

    OK(hys_space_qlinear(&space, -1, 3)); /* masses 1/8 1/4 1/4 1/4 1/8 */
    OK(hys_pmf_f64(space, x, 5, out, NULL));
    CHECK(out[0] == 0 && out[1] == 0.125 && out[2] == 0.25 && out[3] == 0.125 && out[4] == 0,
          "pmf %g %g %g", out[1], out[2], out[3]);
    OK(hys_cdf_f64(space, x, 5, out, NULL));
    CHECK(out[0] == 0 && out[1] == 0.125 && out[2] == 0.375 && out[3] == 1 && out[4] == 1,
          "cdf %g %g", out[1], out[2]);
    OK(hys_quantile_i64(space, u, 4, integer, NULL));
    CHECK(integer[0] == -1 && integer[1] == 0 && integer[2] == 1 && integer[3] == 3, "%lld",
          (long long)integer[1]);
    hys_space_free(space);

    const double list[] = {4, -1, 3, -1};
    OK(hys_space_discrete(&space, list, 4));
    OK(hys_pmf_f64(space, x, 5, out, NULL));
    CHECK(out[0] == 0 && out[1] == 0.5 && out[2] == 0 && out[3] == 0.25, "pmf %g", out[1]);
    OK(hys_quantile_f64(space, units, 4, out, NULL));
    CHECK(out[0] == -1 && out[1] == -1 && out[2] == 3 && out[3] == 4, "quantiles");
    OK(hys_sf_f64(space, x, 5, out, NULL));
    CHECK(out[0] == 1 && out[1] == 0.5 && out[2] == 0.5 && out[3] == 0.25, "sf %g", out[1]);
    hys_space_free(space);

    OK(hys_space_labels(&space, (const char *const[]){"a", "b", "c", "d"}, 4));
    const int64_t index[] = {-1, 0, 3, 4};
    OK(hys_pmf_i64(space, index, 4, out, NULL));
    CHECK(out[0] == 0 && out[1] == 0.25 && out[2] == 0.25 && out[3] == 0, "%g", out[1]);
    hys_space_free(space);
}

/* An integer that no double holds is flagged. */
TEST(density, large_integers)
{
    const int64_t x[] = {((int64_t)1 << 53) + 1, 5, INT64_MIN, INT64_MAX};
    double out[4];
    size_t flagged;
    hys_space *space;
    OK(hys_space_qlinear(&space, 0, 0x1p53));
    CHECK(hys_cdf_i64(space, x, 4, out, &flagged) == HYS_W_DATA && flagged == 2 && out[2] == 0 &&
              out[3] == 1,
          "%zu flagged", flagged);
    hys_space_free(space);
}

/* ---- tables ---- */

TEST(density, tables)
{
    enum { ROWS = 3000, COLUMNS = 4, LD = COLUMNS + 1 };
    static const char *const words[COLUMNS] = {"linear:-1:3", "qlog:1:120:10", "discrete:1,2,2,0.1",
                                               "discrete:x,y,z"};
    static const char *const names[COLUMNS] = {"d", "a", "c", "b"};
    static double lr[ROWS], sum[ROWS], matrix[ROWS * LD], transposed[ROWS * COLUMNS];
    static float list[ROWS][2];
    static int16_t layers[ROWS];
    static uint32_t label[ROWS];
    double one[ROWS], wide[ROWS];
    hys_space *space[COLUMNS];
    hys_domain *domain;
    hys_column columns[COLUMNS] = {
        {.data = lr, .stride = sizeof(double), .type = HYS_F64},
        {.data = layers, .stride = sizeof(int16_t), .type = HYS_I16},
        {.data = &list[ROWS - 1][0], .stride = -(ptrdiff_t)sizeof list[0], .type = HYS_F32},
        {.data = label, .stride = sizeof(uint32_t), .type = HYS_INDEX},
    };
    hys_source source = hys_source_native(hys_key_from_seed(3));
    size_t flagged;

    test_needs_fma();
    for (size_t c = 0; c < COLUMNS; c++)
        space[c] = test_space_word(words[c]);
    OK(hys_domain_new(&domain, names, space, COLUMNS, NULL));
    OK(hys_domain_sample(domain, &source, 0, ROWS, columns, COLUMNS));
    lr[7] = 4;
    lr[8] = D_NAN;
    layers[9] = 121;
    label[10] = 3;
    CHECK(hys_domain_logpdf(domain, ROWS, columns, COLUMNS, sum, HYS_ROW_MAJOR, matrix, LD,
                            &flagged) == HYS_W_DATA &&
              flagged == 1,
          "%zu flagged", flagged);
    CHECK(hys_domain_logpdf(domain, ROWS, columns, COLUMNS, NULL, HYS_COLUMN_MAJOR, transposed,
                            ROWS, NULL) == HYS_W_DATA,
          "the matrix alone");
    for (size_t c = 0; c < COLUMNS; c++) {
        for (size_t k = 0; k < ROWS; k++)
            wide[k] = c == 0   ? lr[k]
                      : c == 1 ? layers[k]
                      : c == 2 ? (double)list[ROWS - 1 - k][0]
                               : label[k];
        (void)!hys_logpdf_f64(space[c], wide, ROWS, one, NULL);
        for (size_t k = 0; k < ROWS; k++) {
            const double got = matrix[k * LD + c];
            CHECK(got == one[k] || (isnan(got) && isnan(one[k])), "column %zu, row %zu: %g, not %g",
                  c, k, got, one[k]);
            CHECK(!memcmp(&got, &transposed[c * ROWS + k], sizeof got), "column %zu, row %zu", c,
                  k);
        }
    }
    for (size_t k = 0; k < ROWS; k++) { /* in the order of the names: a, b, c, d */
        const double *row = &matrix[k * LD], sum_of = row[1] + row[3] + row[2] + row[0];
        CHECK(sum[k] == sum_of || (k == 8 && isnan(sum[k])), "row %zu: %.17g, not %.17g", k, sum[k],
              sum_of);
        CHECK(isfinite(sum[k]) || (k >= 7 && k <= 10), "row %zu: %g", k, sum[k]);
    }
    CHECK(sum[7] == -D_INF && sum[9] == -D_INF && sum[10] == -D_INF, "outside");
    columns[0].data = NULL; /* skipped */
    memset(matrix, 0x5a, sizeof matrix);
    double untouched = matrix[0];
    OK(hys_domain_logpdf(domain, 5, columns, COLUMNS, one, HYS_ROW_MAJOR, matrix, LD, NULL));
    CHECK(!memcmp(&matrix[0], &untouched, sizeof untouched) && one[0] > sum[0] + log(3.9),
          "a column that is skipped");

    const size_t n = COLUMNS;
#define REFUSES(call, status) \
    CHECK((call) == (status), "%s, not %s", hys_strerror(call), hys_strerror(status))
    REFUSES(hys_domain_logpdf(NULL, 5, columns, n, one, 0, NULL, 0, NULL), HYS_E_NULL);
    REFUSES(hys_domain_logpdf(domain, 5, NULL, n, one, 0, NULL, 0, NULL), HYS_E_NULL);
    REFUSES(hys_domain_logpdf(domain, 5, columns, n, NULL, 0, NULL, 0, NULL), HYS_E_NULL);
    REFUSES(hys_domain_logpdf(domain, 0, columns, n, NULL, 0, NULL, 0, NULL), HYS_OK);
    REFUSES(hys_domain_logpdf(domain, 5, columns, n - 1, one, 0, NULL, 0, NULL), HYS_E_NAME_COUNT);
    REFUSES(hys_domain_logpdf(domain, 5, columns, n, one, HYS_ROW_MAJOR, matrix, n - 1, NULL),
            HYS_E_INDEX);
    columns[1].flags = 1;
    REFUSES(hys_domain_logpdf(domain, 5, columns, n, one, 0, NULL, 0, NULL), HYS_E_STREAM_RESERVED);
    columns[1].flags = 0;
    columns[1].type = HYS_INDEX;
    REFUSES(hys_domain_logpdf(domain, 5, columns, n, one, 0, NULL, 0, NULL), HYS_E_TYPE);
    hys_domain_free(domain);
    for (size_t c = 0; c < COLUMNS; c++)
        hys_space_free(space[c]);
}

/* ---- refusals ---- */

TEST(density, refusals)
{
    hys_space *real, *whole, *list;
    double x = 1.5, y = 7;
    int64_t i = 1;
    size_t flagged = 9;

    test_needs_fma();
    OK(hys_space_linear(&real, 0, 1));
    OK(hys_space_qlinear(&whole, 0, 9));
    OK(hys_space_discrete(&list, (const double[]){0.5, 2}, 2));
    REFUSES(hys_pmf_f64(real, &x, 1, &y, &flagged), HYS_E_DENSITY);
    CHECK(flagged == 0 && y == 7, "an error writes nothing");
    REFUSES(hys_pdf_f64(whole, &x, 1, &y, NULL), HYS_E_DENSITY);
    REFUSES(hys_pdf_f64(list, &x, 1, &y, NULL), HYS_E_DENSITY);
    REFUSES(hys_pmf_i64(real, &i, 1, &y, NULL), HYS_E_TYPE);
    REFUSES(hys_cdf_i64(real, &i, 1, &y, NULL), HYS_E_TYPE);
    REFUSES(hys_cdf_i64(list, &i, 1, &y, NULL), HYS_E_TYPE); /* i64 holds no 0.5 */
    REFUSES(hys_quantile_i64(real, &x, 1, &i, NULL), HYS_E_TYPE);
    REFUSES(hys_cdf_f64(NULL, &x, 1, &y, NULL), HYS_E_NULL);
    REFUSES(hys_cdf_f64(real, NULL, 1, &y, NULL), HYS_E_NULL);
    REFUSES(hys_cdf_f64(real, &x, 1, NULL, NULL), HYS_E_NULL);
    REFUSES(hys_cdf_f64(real, NULL, 0, NULL, NULL), HYS_OK);
    hys_space_free(real);
    hys_space_free(whole);
    hys_space_free(list);
}
