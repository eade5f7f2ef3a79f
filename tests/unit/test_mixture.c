/* Mixtures: golden densities within their bound, every ISA path against the scalar one for n = 0 to
 * 257 between guard pages, what is refused by the column, masses that sum to 1, samples against the
 * density, that a sample depends on its number alone, and densities from threads at a time. */
#include <config.h>

#include <math.h>
#include <pthread.h>

#include "tests/unit/statistics.h"
#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- a mixture that grows ---- */

enum { MOST_COLUMNS = 40, MOST_COMPONENTS = 256, MOST_NUMBERS = 1 << 16 };

static struct {
    size_t components, columns, used;
    double weights[MOST_COMPONENTS], number[MOST_NUMBERS];
    hys_mixture_column column[MOST_COLUMNS];
} parts;

static hys_mixture *mixture;

static hys_mixture *new_mixture(void)
{
    hys_mixture *made;
    size_t bad;
    const hys_status status =
        hys_mixture_new(&made, parts.components, parts.weights, parts.columns, parts.column, &bad);
    CHECK(status == HYS_OK, "column %zu: %s", bad, hys_strerror(status));
    return made;
}

static double *take(size_t n)
{
    double *piece = parts.number + parts.used;
    parts.used += n;
    CHECK(parts.used <= MOST_NUMBERS, "%zu numbers", parts.used);
    return piece;
}

static void make(void)
{
    hys_mixture_free(mixture);
    mixture = new_mixture();
    CHECK(hys_mixture_components(mixture) == parts.components &&
              hys_mixture_columns(mixture) == parts.columns,
          "%zu components, %zu columns", hys_mixture_components(mixture),
          hys_mixture_columns(mixture));
}

static void drop(void)
{
    hys_mixture_free(mixture);
    mixture = NULL;
}

/* ---- golden lines ---- */

static size_t read_numbers(char *text, double *to, size_t room)
{
    size_t n = 0;
    for (char *rest = NULL, *word = strtok_r(text, ",", &rest); word;
         word = strtok_r(NULL, ",", &rest)) {
        CHECK(n < room, "more than %zu numbers", room);
        to[n++] = strtod(word, NULL);
    }
    return n;
}

static double read_number(char *text)
{
    double number = 0;
    CHECK(read_numbers(text, &number, 1) == 1, "%s", text);
    return number;
}

static double *read_list(char *text, size_t *count)
{
    double *list = parts.number + parts.used;
    *count = read_numbers(text, list, MOST_NUMBERS - parts.used);
    return take(*count);
}

static char golden_name[64];
static double worst_share;
static size_t golden_points;

static void read_mixture(char **field)
{
    drop();
    parts.columns = parts.used = 0;
    snprintf(golden_name, sizeof golden_name, "%s", field[1]);
    parts.components = read_numbers(field[2], parts.weights, MOST_COMPONENTS);
}

static void read_column(char **field)
{
    hys_mixture_column *column = &parts.column[parts.columns++];
    size_t count;
    memset(column, 0, sizeof *column);
    if (!strcmp(field[1], "choice")) {
        column->count = strtoul(field[2], NULL, 10);
        column->weights = read_list(field[3], &count);
        CHECK(count == column->count * parts.components, "%s: %zu weights", golden_name, count);
        return;
    }
    column->lower = read_number(field[2]);
    column->upper = read_number(field[3]);
    column->step = read_number(field[4]);
    column->flags = field[5][0] == '1' ? HYS_MIXTURE_LOG : 0;
    column->mu = read_list(field[6], &count);
    CHECK(count == parts.components, "%s: %zu mu", golden_name, count);
    column->sigma = read_list(field[7], &count);
    CHECK(count == parts.components, "%s: %zu sigma", golden_name, count);
}

static void check_point(int number, char **field)
{
    double x[MOST_COLUMNS], out;
    size_t flagged;
    const size_t columns = read_numbers(field[1], x, MOST_COLUMNS);
    const double expected = read_number(field[2]), slack = read_number(field[3]);

    if (!mixture)
        make();
    CHECK(columns == parts.columns, "line %d: %zu numbers", number, columns);
    OK(hys_mixture_logpdf(mixture, 1, HYS_ROW_MAJOR, x, columns, &out, &flagged));
    if (isinf(expected))
        CHECK(out == expected, "line %d, %s: %a", number, golden_name, out);
    else
        CHECK(fabs(out - expected) <= slack, "line %d, %s: %.17g, not %.17g; %.3g of %.3g off",
              number, golden_name, out, expected, out - expected, slack);
    if (isfinite(expected) && slack > 0)
        worst_share = fmax(worst_share, fabs(out - expected) / slack);
    golden_points++;
}

static void golden_line(int number, int fields, char **field)
{
    if (!strcmp(field[0], "mixture"))
        read_mixture(field);
    else if (!strcmp(field[0], "column"))
        read_column(field);
    else
        check_point(number, field);
    (void)fields;
}

static void golden(void)
{
    CHECK(test_each_line("vectors/kinds/mixture.tsv", golden_line) > 300, "few lines");
    drop();
}

TEST(mixture, golden)
{
    test_needs_fma();
    worst_share = 0;
    golden_points = 0;
    test_each_isa(golden);
    test_note("mixture: %zu densities, at most %.2f of their bound off", golden_points,
              worst_share);
}

/* ---- random mixtures ---- */

static uint64_t state;

static double real(double low, double high)
{
    return low + (high - low) * ((double)(test_random(&state) >> 11) * 0x1p-53);
}

static void fill(double *to, size_t n, double low, double high)
{
    for (size_t i = 0; i < n; i++)
        to[i] = real(low, high);
}

/* FAR has its bounds 6 to 34 sigmas from mu, so that samples need the quantiles of small tails. */
enum shape { PLAIN, UNBOUNDED, LOG, INT, STEPS, LOG_INT, CHOICE, FAR, SHAPES };

static void add_column(enum shape shape)
{
    static const hys_mixture_column by_shape[SHAPES] = {
        [PLAIN] = {.lower = -1, .upper = 1},
        [UNBOUNDED] = {.lower = -INFINITY, .upper = INFINITY},
        [LOG] = {.lower = 1e-4, .upper = 1, .flags = HYS_MIXTURE_LOG},
        [INT] = {.lower = -20, .upper = 20, .step = 1},
        [STEPS] = {.lower = 0.1, .upper = 1.96, .step = 0.1},
        [LOG_INT] = {.lower = 1, .upper = 100, .step = 1, .flags = HYS_MIXTURE_LOG},
        [CHOICE] = {.count = 5},
        [FAR] = {.lower = 12, .upper = 14},
    };
    const size_t k = parts.components;
    hys_mixture_column *column = &parts.column[parts.columns++];
    *column = by_shape[shape];
    double *first = take(k), *second = take(4 * k + k);
    if (shape == CHOICE) {
        fill(second, 5 * k, 0.01, 1);
        column->weights = second;
        return;
    }
    for (size_t c = 0; c < k; c++) {
        const bool is_log = column->flags & HYS_MIXTURE_LOG;
        const bool is_around_0 = shape == UNBOUNDED || shape == FAR;
        const double low = is_around_0 ? -3
                           : is_log    ? log(column->lower)
                                       : column->lower,
                     high = is_around_0 ? 3
                            : is_log    ? log(column->upper)
                                        : column->upper;
        first[c] = real(low, high);
        second[c] = shape == FAR ? real(0.5, 1.5) : (high - low) * exp(real(-6, 0.5));
    }
    column->mu = first;
    column->sigma = second;
}

static void start(size_t components)
{
    parts.components = components;
    parts.columns = parts.used = 0;
    fill(parts.weights, components, 0.1, 1);
}

/* A number of such a column, seldom one outside, NaN or infinite. */
static double number_for(const hys_mixture_column *column)
{
    const uint64_t chance = test_random(&state) % 64;
    if (chance == 0)
        return (double)NAN;
    if (chance == 1)
        return -(double)INFINITY;
    if (chance == 2)
        return real(-200, 200);
    if (column->weights)
        return (double)(test_random(&state) % column->count);
    const double low = isinf(column->lower) ? -9 : column->lower,
                 high = isinf(column->upper) ? 9 : column->upper;
    return column->step > 0 && chance < 60
               ? low + column->step * rint(real(0, floor((high - low) / column->step)))
               : real(low, high);
}

/* ---- the same bits on every ISA path ---- */

enum { LENGTHS = 258, ROWS = 300 };
static double points[ROWS * MOST_COLUMNS], expected[ROWS * MOST_COLUMNS];
static size_t compared;

static void compare_densities(struct test_guarded in, struct test_guarded out, hys_order order,
                              size_t n)
{
    const size_t d = parts.columns, ld = order == HYS_ROW_MAJOR ? d : n;
    double *x = (double *)(void *)in.end - n * d, *y = (double *)(void *)out.end - n;
    size_t flagged, nan = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < d; j++)
            x[order == HYS_ROW_MAJOR ? i * ld + j : j * ld + i] = points[i * d + j];
    memset(y, 0x5a, n * sizeof *y);
    const hys_status status = hys_mixture_logpdf(mixture, n, order, x, ld, y, &flagged);
    for (size_t i = 0; i < n; i++) {
        nan += y[i] != y[i];
        CHECK((y[i] != y[i] && expected[i] != expected[i]) ||
                  !memcmp(&y[i], &expected[i], sizeof *y),
              "%s, n %zu, order %d, %zu columns: point %zu: %a, not %a", hys_isa_current(), n,
              order, d, i, y[i], expected[i]);
    }
    CHECK(flagged == nan && status == (nan ? HYS_W_DATA : HYS_OK), "%zu flagged, %zu NaN", flagged,
          nan);
    compared += n;
}

static void compare_samples(struct test_guarded out, const hys_source *source, uint64_t first,
                            size_t n)
{
    const size_t d = parts.columns;
    double *x = (double *)(void *)out.end - n * d;
    OK(hys_mixture_sample(mixture, source, first, n, HYS_ROW_MAJOR, x, d));
    CHECK(!memcmp(x, expected, n * d * sizeof *x), "%s, n %zu: samples", hys_isa_current(), n);
    compared += n * d;
}

static void draw_points(void)
{
    for (size_t i = 0; i < ROWS; i++)
        for (size_t j = 0; j < parts.columns; j++)
            points[i * parts.columns + j] = number_for(&parts.column[j]);
}

static void identical(void)
{
    struct test_guarded in = test_guarded_new(sizeof points),
                        out = test_guarded_new(sizeof expected);
    static const size_t components[] = {1, 2, 63, 64, 65, 130};
    const char *current = hys_isa_current(), *const what = "a mixture's call";

    state = 11;
    test_guard_as(&what);
    for (size_t m = 0; m < COUNT(components) + SHAPES; m++) {
        start(m < COUNT(components) ? components[m] : 7);
        for (size_t j = 0; m < COUNT(components) ? j < 3 * SHAPES : j < 1; j++)
            add_column((enum shape)((m + 1 + j) % SHAPES));
        make();
        hys_mixture *scalar = new_mixture(); /* energies that a call leaves there are its own */
        draw_points();
        for (size_t n = 0; n < LENGTHS; n += m == 1 || m >= COUNT(components) ? 1 : 51) {
            const hys_source source = {.key = {{(uint32_t)n, 7}}, .dim = m};
            const uint64_t first = test_random(&state) >> (n % 60);
            OK(hys_isa_select("scalar"));
            CHECK(hys_mixture_logpdf(scalar, n, HYS_ROW_MAJOR, points, parts.columns, expected,
                                     NULL) >= 0,
                  "n %zu", n);
            OK(hys_isa_select(current));
            compare_densities(in, out, HYS_ROW_MAJOR, n);
            compare_densities(in, out, HYS_COLUMN_MAJOR, n);
            OK(hys_isa_select("scalar"));
            OK(hys_mixture_sample(scalar, &source, first, n, HYS_ROW_MAJOR, expected,
                                  parts.columns));
            OK(hys_isa_select(current));
            compare_samples(out, &source, first, n);
        }
        hys_mixture_free(scalar);
    }
    test_guard_as(NULL);
    test_guarded_free(in);
    test_guarded_free(out);
    drop();
}

TEST(mixture, identity)
{
    test_needs_fma();
    compared = 0;
    test_each_isa(identical);
    test_note("mixture: %zu densities and samples are those of the scalar path", compared);
}

/* A density does not depend on the points beside it, nor a sample on the others of its call. */
static void alone(void)
{
    const hys_source source = {.key = {{3, 4}}, .dim = 9};
    double one[MOST_COLUMNS], density;
    static double all[ROWS];

    state = 5;
    start(70);
    for (size_t j = 0; j < SHAPES; j++)
        add_column((enum shape)j);
    make();
    draw_points();
    const size_t d = parts.columns;
    CHECK(hys_mixture_logpdf(mixture, ROWS, HYS_ROW_MAJOR, points, d, all, NULL) >= 0, "densities");
    OK(hys_mixture_sample(mixture, &source, UINT64_MAX - ROWS + 1, ROWS, HYS_COLUMN_MAJOR, expected,
                          ROWS));
    for (size_t i = 0; i < ROWS; i++) {
        CHECK(hys_mixture_logpdf(mixture, 1, HYS_ROW_MAJOR, points + i * d, d, &density, NULL) >= 0,
              "point %zu", i);
        CHECK(density != density ? all[i] != all[i] : density == all[i], "point %zu", i);
        OK(hys_mixture_sample(mixture, &source, UINT64_MAX - ROWS + 1 + i, 1, HYS_ROW_MAJOR, one,
                              d));
        for (size_t j = 0; j < d; j++)
            CHECK(one[j] == expected[j * ROWS + i], "row %zu, column %zu", i, j);
    }
    drop();
}

TEST(mixture, alone)
{
    test_needs_fma();
    test_each_isa(alone);
}

/* ---- the energies that calls leave in a mixture ---- */

enum { VALUES = 3000, THREADS = 4 };
static double ascending[VALUES], descending[VALUES];

static void integers(size_t components)
{
    start(components);
    hys_mixture_column *column = &parts.column[parts.columns++];
    double *mu = take(components), *sigma = take(components);
    fill(mu, components, 0, VALUES);
    fill(sigma, components, 1, VALUES);
    *column =
        (hys_mixture_column){.mu = mu, .sigma = sigma, .lower = 0, .upper = VALUES - 1, .step = 1};
}

/* There is room for the energies of 1 024 values at 256 components, so that those which come first
 * have it, and the others are computed each time. */
static void full(void)
{
    state = 41;
    integers(MOST_COMPONENTS);
    make();
    hys_mixture *other = new_mixture();
    for (size_t v = 0; v < VALUES; v++) {
        const double x = (double)v, y = (double)(VALUES - 1 - v);
        OK(hys_mixture_logpdf(mixture, 1, HYS_ROW_MAJOR, &x, 1, &ascending[v], NULL));
        OK(hys_mixture_logpdf(other, 1, HYS_ROW_MAJOR, &y, 1, &descending[VALUES - 1 - v], NULL));
    }
    CHECK(!memcmp(ascending, descending, sizeof ascending), "%s", hys_isa_current());
    hys_mixture_free(other);
    drop();
}

TEST(mixture, full)
{
    test_needs_fma();
    test_each_isa(full);
}

/* What is left for a value is not taken for a number beside it. */
static void beside(void)
{
    state = 43;
    for (size_t k = 0; k < 19; k++) {
        double left, after, fresh;
        start(9);
        add_column(STEPS);
        const double value = (1.0 + (double)k) / 10, x = value + 0x1p-30;
        make();
        OK(hys_mixture_logpdf(mixture, 1, HYS_ROW_MAJOR, &value, 1, &left, NULL));
        OK(hys_mixture_logpdf(mixture, 1, HYS_ROW_MAJOR, &x, 1, &after, NULL));
        make();
        OK(hys_mixture_logpdf(mixture, 1, HYS_ROW_MAJOR, &x, 1, &fresh, NULL));
        CHECK(after == fresh && after != left, "%s, value %g: %a, not %a; at the value %a",
              hys_isa_current(), value, after, fresh, left);
    }
    drop();
}

TEST(mixture, beside)
{
    test_needs_fma();
    test_each_isa(beside);
}

static double by_thread[THREADS][VALUES];

static void *fill_all(void *to)
{
    double values[VALUES];
    for (size_t v = 0; v < VALUES; v++)
        values[v] = (double)(v * 1009 % VALUES);
    OK(hys_mixture_logpdf(mixture, VALUES, HYS_ROW_MAJOR, values, 1, to, NULL));
    return NULL;
}

/* Threads that want the same energies at a time. */
TEST(mixture, threads)
{
    pthread_t thread[THREADS];
    test_needs_fma();
    state = 42;
    for (size_t round = 0; round < 20; round++) {
        integers(round % 2 ? 7 : 130);
        make();
        for (size_t t = 0; t < THREADS; t++)
            CHECK(pthread_create(&thread[t], NULL, fill_all, by_thread[t]) == 0, "thread %zu", t);
        for (size_t t = 0; t < THREADS; t++)
            CHECK(pthread_join(thread[t], NULL) == 0, "thread %zu", t);
        make();
        (void)fill_all(ascending);
        for (size_t t = 0; t < THREADS; t++)
            CHECK(!memcmp(by_thread[t], ascending, sizeof ascending), "round %zu, thread %zu",
                  round, t);
    }
    drop();
}

/* The bits of densities and samples, which no machine changes. The parameters take no function of
 * the C library. */
static void frozen(void)
{
    static const hys_mixture_column columns[] = {
        {.lower = -1, .upper = 2},
        {.lower = -INFINITY, .upper = 0.5},
        {.lower = 0.25, .upper = 9, .flags = HYS_MIXTURE_LOG},
        {.lower = -20, .upper = 20, .step = 1},
        {.lower = 0.1, .upper = 3, .step = 0.1},
        {.lower = 1, .upper = 100, .step = 1, .flags = HYS_MIXTURE_LOG},
    };
    const hys_source source = {.key = {{1, 2}}, .dim = 3};
    static double out[ROWS];

    state = 77;
    start(70);
    for (size_t j = 0; j < COUNT(columns); j++) {
        double *mu = take(70), *sigma = take(70);
        fill(mu, 70, -1, 3);
        fill(sigma, 70, 0.3, 4);
        parts.column[parts.columns] = columns[j];
        parts.column[parts.columns].mu = mu;
        parts.column[parts.columns++].sigma = sigma;
    }
    add_column(CHOICE);
    make();
    OK(hys_mixture_sample(mixture, &source, 1000, ROWS, HYS_ROW_MAJOR, points, parts.columns));
    OK(hys_mixture_logpdf(mixture, ROWS, HYS_ROW_MAJOR, points, parts.columns, out, NULL));
    const uint64_t samples = test_digest_elements(points, ROWS * parts.columns, sizeof *points),
                   densities = test_digest_elements(out, ROWS, sizeof *out);
    CHECK(samples == 0x82f6d420dc2a9768 && densities == 0x0c2fb14178e806df,
          "%s: samples %016llx, densities %016llx", hys_isa_current(), (unsigned long long)samples,
          (unsigned long long)densities);
    drop();
}

TEST(mixture, frozen)
{
    test_needs_fma();
    test_each_isa(frozen);
}

/* ---- samples against the density ---- */

enum { SAMPLES = 200000, CELLS = 64 };

static double density_at(const double *x)
{
    double out;
    OK(hys_mixture_logpdf(mixture, 1, HYS_ROW_MAJOR, x, parts.columns, &out, NULL));
    return exp(out);
}

/* The probability of [low, high]: Gauss's rule of three points on small parts, in the logarithm if
 * the column is on that axis. */
static double probability_of(double low, double high, bool is_log)
{
    enum { PARTS = 200 };
    static const double at[] = {-0.7745966692414834, 0, 0.7745966692414834},
                        weight[] = {5.0 / 18, 8.0 / 18, 5.0 / 18};
    const double from = is_log ? log(low) : low, width = (is_log ? log(high) : high) - from;
    double sum = 0;
    for (int k = 0; k < PARTS; k++)
        for (int g = 0; g < 3; g++) {
            const double t = from + width * (k + 0.5 + 0.5 * at[g]) / PARTS,
                         x = is_log ? exp(t) : t;
            sum += weight[g] * density_at(&x) * (is_log ? x : 1);
        }
    return sum * width / PARTS;
}

static void draw(double *x, size_t columns)
{
    const hys_source source = {.key = {{21, 22}}, .dim = 5};
    OK(hys_mixture_sample(mixture, &source, 0, SAMPLES, HYS_COLUMN_MAJOR, x, SAMPLES));
    (void)columns;
}

static void check_chi_square(const uint32_t *count, const double *probability, size_t cells,
                             const char *what)
{
    double sum = 0;
    for (size_t v = 0; v < cells; v++)
        sum += probability[v];
    CHECK(fabs(sum - 1) < 1e-9, "%s: the density's integral is %.12f", what, sum);
    const double chi = stat_chi_square(count, probability, cells, SAMPLES),
                 p = stat_p_chi_square(chi, (double)cells - 1);
    CHECK(p > 1e-4, "%s: chi-square %.1f of %zu cells, p %.2g", what, chi, cells, p);
    test_note("mixture: %s: p %.3f", what, p);
}

static void check_continuous(double lower, double upper, bool is_log, const char *what)
{
    static double x[SAMPLES];
    double probability[CELLS];
    uint32_t count[CELLS] = {0};
    draw(x, 1);
    for (size_t i = 0; i < SAMPLES; i++) {
        const double share =
            is_log ? log(x[i] / lower) / log(upper / lower) : (x[i] - lower) / (upper - lower);
        CHECK(lower <= x[i] && x[i] <= upper, "%s: %a", what, x[i]);
        const size_t cell = (size_t)(share * CELLS);
        count[cell < CELLS ? cell : CELLS - 1]++;
    }
    for (size_t v = 0; v < CELLS; v++) {
        const double a = (double)v / CELLS, b = (double)(v + 1) / CELLS, span = upper - lower;
        probability[v] =
            is_log ? probability_of(lower * pow(upper / lower, a),
                                    fmin(lower * pow(upper / lower, b), upper), true)
                   : probability_of(lower + a * span, fmin(lower + b * span, upper), false);
    }
    check_chi_square(count, probability, CELLS, what);
}

static void one_column(const hys_mixture_column *column, double mu_low, double mu_high,
                       double sigma_low, double sigma_high)
{
    enum { K = 9 };
    start(K);
    double *mu = take(K), *sigma = take(K);
    fill(mu, K, mu_low, mu_high);
    fill(sigma, K, sigma_low, sigma_high);
    parts.column[parts.columns++] = *column;
    parts.column[0].mu = mu;
    parts.column[0].sigma = sigma;
    make();
}

TEST(mixture, samples_of_numbers)
{
    test_needs_fma();
    state = 31;
    one_column(&(hys_mixture_column){.lower = -1, .upper = 1}, -1, 1, 0.1, 1);
    check_continuous(-1, 1, false, "numbers");
    one_column(&(hys_mixture_column){.lower = 3, .upper = 4}, -1, 2, 0.5, 1);
    check_continuous(3, 4, false, "numbers in a tail");
    one_column(&(hys_mixture_column){.lower = 1e-4, .upper = 1, .flags = HYS_MIXTURE_LOG}, -9, 0,
               0.5, 3);
    check_continuous(1e-4, 1, true, "log numbers");
    drop();
}

/* Of every pair of a step and a choice, whose component is one. */
TEST(mixture, samples_of_pairs)
{
    static double x[2 * SAMPLES], values[200];
    static double probability[1000];
    static uint32_t count[1000];

    test_needs_fma();
    state = 32;
    for (enum shape shape = INT; shape <= LOG_INT; shape++) {
        start(6);
        add_column(shape);
        add_column(CHOICE);
        parts.column[1].count = 4;
        for (size_t c = 0; c < 6; c++) /* never entry 2 under some components */
            ((double *)(uintptr_t)parts.column[1].weights)[4 * c + 2] *= c % 2 == 0;
        make();
        const hys_mixture_column *column = &parts.column[0];
        const size_t n = (size_t)((column->upper - column->lower) / column->step + 1e-9) + 1;
        for (size_t v = 0; v < n; v++)
            values[v] = shape == STEPS ? (1.0 + (double)v) / 10 : column->lower + (double)v;
        draw(x, 2);
        memset(count, 0, sizeof count);
        for (size_t i = 0; i < SAMPLES; i++) {
            const size_t v = (size_t)rint((x[i] - column->lower) / column->step);
            CHECK(v < n && x[i] == values[v], "shape %d: value %a", shape, x[i]);
            count[v * 4 + (size_t)x[SAMPLES + i]]++;
        }
        for (size_t v = 0; v < n; v++)
            for (size_t j = 0; j < 4; j++) {
                const double at[2] = {values[v], (double)j};
                probability[v * 4 + j] = density_at(at);
            }
        /* Cells with few samples become one with what is before them. */
        size_t cells = 0;
        for (size_t v = 0; v < 4 * n; v++) {
            if (cells > 0 &&
                (probability[v] * SAMPLES < 10 || probability[cells - 1] * SAMPLES < 10)) {
                probability[cells - 1] += probability[v];
                count[cells - 1] += count[v];
            } else {
                probability[cells] = probability[v];
                count[cells++] = count[v];
            }
        }
        check_chi_square(count, probability, cells,
                         shape == INT     ? "integers"
                         : shape == STEPS ? "steps"
                                          : "log integers");
    }
    drop();
}

/* ---- what is refused ---- */

static const double ones[] = {1, 1}, zeros[] = {0, 0}, negative[] = {1, -1}, fine[] = {1, 1e-300},
                    not_a_number[] = {1, NAN}, infinite[] = {INFINITY, 1}, far[] = {0, 100},
                    tiny[] = {1, 1e-300}, huge[] = {1, 1e300};

#define NUMBERS(...)                            \
    {                                           \
        .mu = zeros, .sigma = ones, __VA_ARGS__ \
    }
#define CHOICES(...)                             \
    {                                            \
        .weights = ones, .count = 1, __VA_ARGS__ \
    }
static const struct {
    const char *what;
    hys_status status;
    hys_mixture_column column;
} refused[] = {
    {"no mu", HYS_E_NULL, {.sigma = ones, .upper = 1}},
    {"no sigma", HYS_E_NULL, {.mu = ones, .upper = 1}},
    {"lower NaN", HYS_E_BOUNDS_FINITE, NUMBERS(.lower = NAN, .upper = 1)},
    {"upper NaN", HYS_E_BOUNDS_FINITE, NUMBERS(.lower = 0, .upper = NAN)},
    {"step, lower infinite", HYS_E_BOUNDS_FINITE,
     NUMBERS(.lower = -INFINITY, .upper = 1, .step = 1)},
    {"step, upper infinite", HYS_E_BOUNDS_FINITE, NUMBERS(.upper = INFINITY, .step = 1)},
    {"equal bounds", HYS_E_BOUNDS_ORDER, NUMBERS(.lower = 1, .upper = 1)},
    {"bounds exchanged", HYS_E_BOUNDS_ORDER, NUMBERS(.lower = 2, .upper = 1)},
    {"log of a negative", HYS_E_BOUNDS_POSITIVE,
     NUMBERS(.lower = -1, .upper = 1, .flags = HYS_MIXTURE_LOG)},
    {"log of half a step", HYS_E_BOUNDS_POSITIVE,
     NUMBERS(.lower = 0.5, .upper = 9.5, .step = 1, .flags = HYS_MIXTURE_LOG)},
    {"step negative", HYS_E_BOUNDS_STEP, NUMBERS(.upper = 1, .step = -1)},
    {"step NaN", HYS_E_BOUNDS_STEP, NUMBERS(.upper = 1, .step = NAN)},
    {"step infinite", HYS_E_BOUNDS_STEP, NUMBERS(.upper = 1, .step = INFINITY)},
    {"step too wide", HYS_E_BOUNDS_STEP, NUMBERS(.upper = 1, .step = 2)},
    {"step too fine", HYS_E_BOUNDS_STEP, NUMBERS(.upper = 1, .step = 1e-17)},
    {"mu NaN", HYS_E_BOUNDS_SCALE, {.mu = not_a_number, .sigma = ones, .upper = 1}},
    {"mu infinite", HYS_E_BOUNDS_SCALE, {.mu = infinite, .sigma = ones, .upper = 1}},
    {"sigma 0", HYS_E_BOUNDS_SCALE, {.mu = ones, .sigma = zeros, .upper = 1}},
    {"sigma negative", HYS_E_BOUNDS_SCALE, {.mu = ones, .sigma = negative, .upper = 1}},
    {"sigma NaN", HYS_E_BOUNDS_SCALE, {.mu = ones, .sigma = not_a_number, .upper = 1}},
    {"sigma infinite", HYS_E_BOUNDS_SCALE, {.mu = ones, .sigma = infinite, .upper = 1}},
    {"sigma tiny", HYS_E_BOUNDS_SCALE, {.mu = ones, .sigma = tiny, .upper = 1}},
    {"sigma huge", HYS_E_BOUNDS_SCALE, {.mu = ones, .sigma = huge, .upper = 1}},
    {"a choice of nothing", HYS_E_VALUES_EMPTY, {.weights = ones}},
    {"a choice of 2^31", HYS_E_VALUES_COUNT, {.weights = ones, .count = (size_t)1 << 31}},
    {"choice, negative", HYS_E_VALUES_WEIGHT, {.weights = negative, .count = 1}},
    {"choice, all 0", HYS_E_VALUES_WEIGHT, {.weights = zeros, .count = 1}},
    {"choice, NaN", HYS_E_VALUES_WEIGHT, {.weights = not_a_number, .count = 1}},
    {"choice, infinite", HYS_E_VALUES_WEIGHT, {.weights = infinite, .count = 1}},
    {"unknown flag", HYS_E_STREAM_RESERVED, NUMBERS(.upper = 1, .flags = 2)},
    {"log of a choice", HYS_E_STREAM_RESERVED, CHOICES(.flags = HYS_MIXTURE_LOG)},
    {"reserved", HYS_E_STREAM_RESERVED, NUMBERS(.upper = 1, .reserved = 1)},
    {"too little mass", HYS_E_BOUNDS_MASS, {.mu = far, .sigma = ones, .lower = -1, .upper = 1}},
};

static const struct {
    const char *what;
    hys_status status;
    size_t components;
    const double *weights;
} refused_weights[] = {
    {"no weights", HYS_E_NULL, 2, NULL},
    {"no components", HYS_E_VALUES_EMPTY, 0, NULL},
    {"weights all 0", HYS_E_VALUES_WEIGHT, 2, zeros},
    {"a negative weight", HYS_E_VALUES_WEIGHT, 2, negative},
    {"a weight NaN", HYS_E_VALUES_WEIGHT, 2, not_a_number},
    {"an infinite weight", HYS_E_VALUES_WEIGHT, 2, infinite},
    {"a weight too fine", HYS_E_VALUES_WEIGHT, 2, fine},
};

static void check_refused(hys_status status, const double *weights, size_t components,
                          size_t columns, const hys_mixture_column *column, size_t expected_bad,
                          const char *what)
{
    hys_mixture *made = (hys_mixture *)(void *)&parts;
    size_t bad = 77;
    const hys_status got = hys_mixture_new(&made, components, weights, columns, column, &bad);
    CHECK(got == status && !made && bad == expected_bad, "%s: %s, column %zu", what,
          hys_status_name(got), bad);
    CHECK(hys_mixture_new(&made, components, weights, columns, column, NULL) == status, "%s", what);
}

TEST(mixture, refusals)
{
    const hys_mixture_column good = NUMBERS(.lower = -1, .upper = 1);
    test_needs_fma();
    for (size_t r = 0; r < COUNT(refused); r++)
        for (size_t at = 0; at < 3; at++) {
            hys_mixture_column column[3] = {good, good, good};
            column[at] = refused[r].column;
            check_refused(refused[r].status, ones, 2, 3, column, at, refused[r].what);
        }
    for (size_t r = 0; r < COUNT(refused_weights); r++)
        check_refused(refused_weights[r].status, refused_weights[r].weights,
                      refused_weights[r].components, 1, &good, 1, refused_weights[r].what);
    check_refused(HYS_E_NAME_EMPTY, ones, 2, 0, NULL, 0, "no columns");
    check_refused(HYS_E_NULL, ones, 2, 2, NULL, 2, "no column");
    CHECK(hys_mixture_new(NULL, 2, ones, 1, &good, NULL) == HYS_E_NULL, "no place for it");

    /* The order of precedence. */
    hys_mixture_column two[2] = {{.weights = zeros, .count = 1}, good};
    two[1].upper = -2;
    check_refused(HYS_E_BOUNDS_ORDER, zeros, 2, 2, two, 1, "bounds before weights");
    two[1] = good;
    check_refused(HYS_E_VALUES_WEIGHT, zeros, 2, 2, two, 0, "columns before components");
    two[1].mu = NULL;
    check_refused(HYS_E_NULL, zeros, 2, 2, two, 1, "NULL before all");
    test_note("mixture: %zu faults refused", COUNT(refused) + COUNT(refused_weights) + 6);
}

TEST(mixture, refused_calls)
{
    const hys_mixture_column good = NUMBERS(.lower = -1, .upper = 1);
    double x[4] = {0}, out[4] = {0};
    size_t flagged = 5;
    hys_source source = {.key = {{1, 2}}};

    test_needs_fma();
    OK(hys_mixture_new(&mixture, 2, ones, 1, &good, NULL));
#define LOGPDF(m, n, order, x, ld, out) hys_mixture_logpdf(m, n, order, x, ld, out, &flagged)
    CHECK(LOGPDF(NULL, 1, 0, x, 1, out) == HYS_E_NULL && flagged == 0, "no mixture");
    CHECK(LOGPDF(mixture, 1, 0, NULL, 1, out) == HYS_E_NULL, "no x");
    CHECK(LOGPDF(mixture, 1, 0, x, 1, NULL) == HYS_E_NULL, "no out");
    CHECK(LOGPDF(mixture, 2, 2, x, 2, out) == HYS_E_INDEX, "no such order");
    CHECK(LOGPDF(mixture, 2, HYS_ROW_MAJOR, x, 0, out) == HYS_E_INDEX, "ld of rows");
    CHECK(LOGPDF(mixture, 2, HYS_COLUMN_MAJOR, x, 1, out) == HYS_E_INDEX, "ld of columns");
    CHECK(LOGPDF(mixture, 0, HYS_ROW_MAJOR, NULL, 1, NULL) == HYS_OK, "nothing");
#undef LOGPDF
#define SAMPLE(m, s, first, n, order, x, ld) hys_mixture_sample(m, s, first, n, order, x, ld)
    CHECK(SAMPLE(NULL, &source, 0, 1, 0, x, 1) == HYS_E_NULL, "no mixture");
    CHECK(SAMPLE(mixture, NULL, 0, 1, 0, x, 1) == HYS_E_NULL, "no source");
    CHECK(SAMPLE(mixture, &source, 0, 1, 0, NULL, 1) == HYS_E_NULL, "no x");
    CHECK(SAMPLE(mixture, &source, 0, 2, 1, x, 1) == HYS_E_INDEX, "ld");
    CHECK(SAMPLE(mixture, &source, UINT64_MAX, 2, 1, x, 2) == HYS_E_INDEX, "beyond 2^64");
    CHECK(SAMPLE(mixture, &source, UINT64_MAX, 1, 1, x, 1) == HYS_OK, "the last sample");
    CHECK(SAMPLE(mixture, &source, 9, 0, 1, NULL, 0) == HYS_OK, "nothing");
    source.reserved[0] = 1;
    CHECK(SAMPLE(mixture, &source, 0, 1, 0, x, 1) == HYS_E_STREAM_RESERVED, "reserved");
    source = (hys_source){.stream = 99};
    CHECK(SAMPLE(mixture, &source, 0, 1, 0, x, 1) == HYS_E_STREAM_UNKNOWN, "no such stream");
    source.stream = HYS_JAX_ARRAY;
    CHECK(SAMPLE(mixture, &source, 0, 1, 0, x, 1) == HYS_E_STREAM, "a stream of JAX");
#undef SAMPLE
    CHECK(hys_mixture_components(NULL) == 0 && hys_mixture_columns(NULL) == 0, "NULL has none");
    hys_mixture_free(NULL);
    drop();
}
