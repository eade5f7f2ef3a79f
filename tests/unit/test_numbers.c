/* The points of finite spaces by their numbers: every space of tests/data/spaces.tsv, in each type
 * and under each instruction set. Their values ascend and have a mass, all masses together are 1,
 * quantiles and samples give no other value, and their number is that of the values. */
#include <config.h>

#include <math.h>
#include <stdbool.h>

#include "src/dispatch.h"
#include "src/pipeline.h"
#include "src/space.h"
#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* All numbers of a small space are tried; of a larger one the first, the last, and others. */
enum { MOST = 8192, SAMPLES = 1 << 14 };

/* A finite space, the numbers that are tried, ascending, and what they give in the type that holds
 * every value: an index of a list, an integer, a double. */
struct numbered {
    const char *word;
    hys_space *space;
    hys_type type;
    uint64_t points;
    bool whole; /* all numbers are tried */
    size_t n;
    uint64_t number[MOST];
    union {
        uint32_t index[MOST];
        int64_t integer[MOST];
        double real[MOST];
        unsigned char bytes[MOST * sizeof(double)];
    };
};
static struct numbered at;

static size_t spaces_checked, values_checked, words_checked, kinds_checked;

static int by_number(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void choose_numbers(void)
{
    const uint64_t points = at.points;
    uint64_t state = 1;

    at.whole = points <= MOST;
    at.n = at.whole ? (size_t)points : MOST;
    for (size_t i = 0; i < at.n; i++)
        at.number[i] = at.whole || i < MOST / 4 ? i
                       : i < MOST / 2           ? points - 1 - (i - MOST / 4)
                                      : MOST / 4 + test_random(&state) % (points - MOST / 2);
    qsort(at.number, at.n, sizeof *at.number, by_number);
}

/* The values of the numbers in a type, in calls of any size, by the ISA path in use. */
static void values_of(hys_type type, void *out)
{
    const struct hysi_kernels *kernels;
    const size_t size = hys_type_size(type);
    struct hysi_route route;

    OK(hysi_kernels_get(&kernels));
    OK(hysi_find_route(at.space, HYSI_USE_NUMBER, type, &route));
    CHECK(route.bits == 64 && route.draws == 1, "%s: a number is a draw of 64 bits", at.word);
    for (size_t done = 0, n = 1; done < at.n; done += n) {
        n = done * 7 % HYSI_TILE + 1;
        n = at.n - done < n ? at.n - done : n;
        const size_t flagged = hysi_run_maps(kernels, &route, &at.number[done], sizeof(uint64_t), n,
                                             (unsigned char *)out + done * size);
        CHECK(flagged == 0, "%s: %zu are flagged", at.word, flagged);
    }
}

/* ---- what the values are ---- */

static bool is_list(void) { return hys_kind_traits(hys_space_kind(at.space)) & HYS_KIND_LIST; }

static hys_value value_at(size_t i)
{
    hys_value value = {.type = at.type};
    if (at.type == HYS_INDEX)
        value.index = at.index[i];
    else if (at.type == HYS_I64)
        value.integer = at.integer[i];
    else
        value.real = at.real[i];
    return value;
}

/* Whether value i is above the one before it. Doubles need not tell values apart that are nearer
 * than their resolution. */
static bool ascends(size_t i)
{
    if (at.number[i] == at.number[i - 1])
        return true;
    if (at.type == HYS_INDEX)
        return at.index[i - 1] < at.index[i];
    if (at.type == HYS_I64)
        return at.integer[i - 1] < at.integer[i];
    const double a = at.real[i - 1], b = at.real[i];
    const hys_argument *step = test_argument(at.space, "step");
    return a < b || (a == b && step && step->real < nextafter(fabs(a), HUGE_VAL) - fabs(a));
}

/* A density of the values; labels and integers take those of int64_t. */
static void
density_of(hys_status (*f64)(const hys_space *, const double *, size_t, double *, size_t *),
           hys_status (*i64)(const hys_space *, const int64_t *, size_t, double *, size_t *),
           double *y)
{
    static double real[MOST];
    static int64_t integer[MOST];
    const bool numbers = hys_space_value(at.space, 0) == hys_space_value(at.space, 0);

    if (at.type == HYS_F64 || numbers) {
        for (size_t i = 0; i < at.n; i++)
            real[i] = numbers ? hys_space_value(at.space, at.index[i]) : at.real[i];
        OK(f64(at.space, real, at.n, y, NULL));
        return;
    }
    for (size_t i = 0; i < at.n; i++)
        integer[i] = at.type == HYS_INDEX ? (int64_t)at.index[i] : at.integer[i];
    OK(i64(at.space, integer, at.n, y, NULL));
}

/* Whether an entry has the value of one before it. */
static bool is_repeated(size_t i)
{
    const double value = is_list() ? hys_space_value(at.space, at.index[i]) : (double)NAN;
    for (size_t j = 0; j < i; j++)
        if (hys_space_value(at.space, at.index[j]) == value)
            return true;
    return false;
}

/* Far out a mass is too small for a double, but its logarithm is not. */
static void check_masses(void)
{
    static double mass[MOST], log_mass[MOST];
    double sum = 0;

    density_of(hys_pmf_f64, hys_pmf_i64, mass);
    if (test_has_fma())
        density_of(hys_logpdf_f64, hys_logpdf_i64, log_mass);
    for (size_t i = 0; i < at.n; i++) {
        CHECK(mass[i] > 0 || (test_has_fma() && isfinite(log_mass[i])),
              "%s: number %llu has no mass", at.word, (unsigned long long)at.number[i]);
        sum += at.whole && is_list() && is_repeated(i) ? 0 : mass[i];
    }
    CHECK(!at.whole || fabs(sum - 1) < 1e-9, "%s: the masses are %.17g", at.word, sum);
}

/* Of neighbours that are not too near each other the quantile of the middle of a cell is its value.
 */
static void check_quantiles(void)
{
    static double below[MOST], mass[MOST];

    density_of(hys_cdf_f64, hys_cdf_i64, below);
    density_of(hys_pmf_f64, hys_pmf_i64, mass);
    for (size_t i = 0; i < at.n; i++) {
        const double u = below[i] - mass[i] / 2;
        if (mass[i] < 1e-12)
            continue;
        if (at.type == HYS_F64) {
            double value;
            OK(hys_quantile_f64(at.space, &u, 1, &value, NULL));
            CHECK(value == at.real[i], "%s: number %llu is %.17g, the quantile is %.17g", at.word,
                  (unsigned long long)at.number[i], at.real[i], value);
        } else {
            int64_t value;
            OK(hys_quantile_i64(at.space, &u, 1, &value, NULL));
            CHECK(value == at.integer[i], "%s: number %llu is %lld, the quantile is %lld", at.word,
                  (unsigned long long)at.number[i], (long long)at.integer[i], (long long)value);
        }
    }
}

/* Values in the order of their type. */
static int by_value(const void *a, const void *b)
{
    if (at.type == HYS_INDEX)
        return (*(const uint32_t *)a > *(const uint32_t *)b) -
               (*(const uint32_t *)a < *(const uint32_t *)b);
    if (at.type == HYS_I64)
        return (*(const int64_t *)a > *(const int64_t *)b) -
               (*(const int64_t *)a < *(const int64_t *)b);
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static void check_samples(void)
{
    static uint64_t samples[SAMPLES];
    const hys_source source = hys_source_native(hys_key_from_seed(19));
    const size_t size = hys_type_size(at.type);

    OK(hys_sample(at.space, &source, 0, SAMPLES, at.type, samples));
    for (size_t i = 0; i < SAMPLES; i++)
        CHECK(bsearch((char *)samples + i * size, at.bytes, at.n, size, by_value),
              "%s: sample %zu is no point", at.word, i);
}

/* ---- types ---- */

/* Value i in a type. */
static void put_value(size_t i, hys_type type, void *out)
{
    const size_t size = hys_type_size(type);
    const bool numbers = hys_space_value(at.space, 0) == hys_space_value(at.space, 0);
    const double real = at.type == HYS_F64   ? at.real[i]
                        : at.type == HYS_I64 ? (double)at.integer[i]
                        : numbers            ? hys_space_value(at.space, at.index[i])
                                             : (double)at.index[i];
    const float narrow = (float)real;

    if (type == HYS_INDEX)
        memcpy(out, &at.index[i], size);
    else if (type == HYS_F32)
        memcpy(out, &narrow, size);
    else if (type == HYS_F64)
        memcpy(out, &real, size);
    else if (at.type == HYS_I64)
        test_put_word(out, size, (uint64_t)at.integer[i]);
    else
        test_put_word(out, size, real < 0 ? (uint64_t)(int64_t)real : (uint64_t)real);
}

static void check_types(void)
{
    static unsigned char out[MOST * sizeof(uint64_t)], expected[sizeof(uint64_t)];

    for (hys_type type = 1; type <= HYS_INDEX; type++) {
        const size_t size = hys_type_size(type);
        if (!(hysi_types_of(at.space, HYSI_USE_NUMBER) >> type & 1))
            continue;
        values_of(type, out);
        for (size_t i = 0; i < at.n; i++) {
            put_value(i, type, expected);
            CHECK(!memcmp(out + i * size, expected, size), "%s: %s, number %llu as %s", at.word,
                  hys_isa_current(), (unsigned long long)at.number[i], hys_type_name(type));
        }
        values_checked += at.n;
    }
}

/* ---- spaces ---- */

/* How many points a space has, by its arguments: entries of a list that have a weight, else the
 * values that its extent counts. */
static uint64_t points_of(const hys_space *space)
{
    const hys_argument *weights = test_argument(space, "weights");
    const size_t count = hys_space_count(space);
    hys_extent extent;
    uint64_t points = 0;

    hys_space_extent(space, &extent);
    if (count == 0)
        return !extent.distinct && !test_is_continuous(space) ? UINT64_MAX : extent.distinct;
    for (size_t i = 0; i < count; i++)
        points += !weights || weights->reals[i] > 0;
    return points;
}

/* Takes over the space. */
static void check_space(const char *word, hys_space *space, uint64_t points)
{
    const uint32_t types = hys_space_types(space, HYS_NATIVE, 0);
    const uint32_t traits = hys_kind_traits(hys_space_kind(space));

    at.word = word;
    at.space = space;
    at.points = hysi_points_of(space);
    words_checked++;
    CHECK(at.points == points, "%s: %llu points, not %llu", word, (unsigned long long)at.points,
          (unsigned long long)points);
    CHECK(hysi_types_of(space, HYSI_USE_NUMBER) == (points > 0 ? types : 0),
          "%s: numbers give the types %#x", word, hysi_types_of(space, HYSI_USE_NUMBER));
    if (points > 0 && types) {
        at.type = traits & HYS_KIND_LIST       ? HYS_INDEX
                  : traits & HYS_KIND_INTEGERS ? HYS_I64
                                               : HYS_F64;
        choose_numbers();
        OK(hys_isa_select("scalar"));
        values_of(at.type, at.bytes);
        for (size_t i = 0; i < at.n; i++) {
            const hys_value value = value_at(i);
            CHECK(i == 0 || ascends(i), "%s: number %llu does not ascend", word,
                  (unsigned long long)at.number[i]);
            CHECK(hys_space_has(space, &value), "%s: number %llu is no value", word,
                  (unsigned long long)at.number[i]);
        }
        check_masses();
        if (at.type != HYS_INDEX)
            check_quantiles();
        if (at.whole)
            check_samples();
        test_each_isa(check_types);
        spaces_checked++;
        kinds_checked |= (size_t)1 << hys_space_kind(space);
    }
    hys_space_free(space);
}

static void check_row(int number, int fields, char **field)
{
    hys_space *space;
    (void)number;
    (void)fields;
    if (!strcmp(field[1], "refused") || test_space_new(&space, field[0]) == HYS_E_ISA)
        return;
    CHECK(space, "%s", field[0]);
    check_space(field[0], space, points_of(space));
}

/* Every kind of lists or integers has such a space. */
TEST(numbers, every_space)
{
    spaces_checked = values_checked = words_checked = kinds_checked = 0;
    test_each_line("spaces.tsv", check_row);
    for (size_t i = 0; i < hys_kind_count() && test_has_fma(); i++) {
        const hys_kind kind = hys_kind_at(i);
        if (hys_kind_traits(kind) & (HYS_KIND_LIST | HYS_KIND_INTEGERS))
            CHECK(kinds_checked >> kind & 1, "no space of kind %s has points", hys_kind_name(kind));
    }
    test_note("numbers: %zu finite spaces of %zu, %zu values", spaces_checked, words_checked,
              values_checked);
}

TEST(numbers, points_with_a_mass)
{
    static const struct {
        const char *word;
        uint64_t points;
    } table[] = {
        {"linear:0:1", 0},
        {"linear:0:1:digits=2", 0},
        {"normal:0:1:lower=-1", 0},
        {"int:-9223372036854775808:9223372036854775807", UINT64_MAX},
        {"int:-9223372036854775808:9223372036854775806", UINT64_MAX},
        {"int:0:9223372036854775807", (uint64_t)1 << 63},
        {"int:-9223372036854775808:9223372036854775807:step=2", (uint64_t)1 << 63},
        {"int:0:9223372036854775806:contract=half_ends", ((uint64_t)1 << 63) - 1},
        {"int:-7:8:step=5:contract=inside", 3},
        {"int:5:5", 1},
        /* entries of weight 0 */
        {"discrete:5,7,5:weights=0,1,1", 2},
        {"discrete:5,7,5:weights=1,0,1", 2},
        {"discrete:5,7,5", 3},
        {"discrete:a,b,c:weights=0,0,2", 1},
        {"discrete:a,b,c:weights=3,0,0.25:ordered", 2},
        {"discrete:a,b,c:weights=3,3,3", 3},
        {"discrete:0.5,3,1e300,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,"
         "30,"
         "31,32,33,34,35,36,37,38:weights=0,1,1,1,1,1,1,1,1,1,0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"
         "1,"
         "1,1,1,1,1,0",
         32},
        /* bounds that are half a step from a multiple, so that one beyond them has no mass */
        {"normal:0:1:lower=-3.5:upper=3.5:step=1:contract=multiple", 7},
        {"normal:0:1:lower=-2.5:upper=2.5:step=1:contract=multiple", 5},
        {"normal:2:1:lower=0.5:upper=3.5:step=1:contract=multiple:clip", 3},
        {"normal:2:1:lower=0.25:step=0.5:contract=multiple", 22},
        {"lognormal:0:1:lower=0.5:upper=3.5:step=1:contract=multiple", 3},
        {"linear:4.336808689942018e-19:3.0357660829594124e-18:step=8.673617379884035e-19:"
         "contract=multiple",
         3},
        {"log:4.336808689942018e-19:3.0357660829594124e-18:step=8.673617379884035e-19:"
         "contract=multiple",
         3},
        {"linear:0.5:3.5:step=1:contract=multiple", 3},
        {"linear:0.5:3.6:step=1:contract=multiple:clip", 4},
        {"log:0.5:3.4:step=1:contract=multiple:clip", 3},
    };
    test_needs_fma();
    for (size_t i = 0; i < COUNT(table); i++)
        check_space(table[i].word, test_space_word(table[i].word), table[i].points);
}

/* ---- multiples ---- */

/* A random word of contract multiple in decimals, with bounds of which many are half a step from
 * a multiple, and the number of multiples whose cell has a width, by integers. */
static uint64_t put_multiple(uint64_t *state, size_t kind, bool clip, char *word, size_t size)
{
    static const char *const forms[] = {"linear:%.*f:%.*f:step=%.*f:contract=multiple%s",
                                        "log:%.*f:%.*f:step=%.*f:contract=multiple%s",
                                        "normal:500:300:lower=%.*f:upper=%.*f:step=%.*f:"
                                        "contract=multiple%s",
                                        "lognormal:5:2:lower=%.*f:upper=%.*f:step=%.*f:"
                                        "contract=multiple%s"};
    const uint64_t r = test_random(state);
    const int digits = (int)(r % 4);
    const double power = pow(10, digits);
    const int64_t half = 1 + (int64_t)(r >> 8) % 50, step = 2 * half;
    const int64_t lower = r >> 16 & 1 ? half * (1 + 2 * (int64_t)(r >> 17 & 7))
                                      : 1 + (int64_t)(r >> 17) % 999,
                  upper = lower + (r >> 32 & 1 ? step * (1 + (int64_t)(r >> 33 & 15))
                                               : step + (int64_t)(r >> 33) % 999);

    snprintf(word, size, forms[kind], digits, (double)lower / power, digits, (double)upper / power,
             digits, (double)step / power, clip ? ":clip" : "");
    /* (k + 1/2) step > lower, and (k - 1/2) step < upper */
    const int64_t first = lower < half ? 0 : (lower - half) / step + 1,
                  last = (upper + half + step - 1) / step - 1;
    return (uint64_t)(last - first) + 1;
}

/* With clip only the first and the last value move, each to a bound, so that no two numbers have
 * one value. */
TEST(numbers, multiples)
{
    const size_t count = test_budget(1000, 10000, 100000);
    uint64_t state = 7;
    size_t clipped = 0, without_mass = 0;

    test_needs_fma();
    for (size_t i = 0; i < count; i++) {
        char word[128];
        hys_extent extent;
        const bool clip = i / 4 % 2;
        const uint64_t points = put_multiple(&state, i % 4, clip, word, sizeof word);
        at.word = word;
        at.space = test_space_word(word);
        at.points = hysi_points_of(at.space);
        at.type = HYS_F64;
        hys_space_extent(at.space, &extent);
        CHECK(at.points == points, "%s: %llu points, not %llu", word, (unsigned long long)at.points,
              (unsigned long long)points);
        choose_numbers();
        values_of(HYS_F64, at.bytes);
        for (size_t k = 1; k < at.n; k++)
            CHECK(at.real[k - 1] < at.real[k], "%s: number %zu does not ascend", word, k);
        check_masses();
        const double first = at.real[0], last = at.real[at.n - 1];
        CHECK(!clip || (first >= extent.lower && last <= extent.upper), "%s", word);
        clipped += clip && (first == extent.lower || last == extent.upper);
        without_mass += (size_t)(extent.distinct - points);
        hys_space_free(at.space);
    }
    CHECK(clipped > count / 8 && without_mass > count / 32, "%zu clipped, %zu without a mass",
          clipped, without_mass);
    test_note("numbers: %zu spaces of multiples, %zu clipped, %zu multiples without a mass", count,
              clipped, without_mass);
}
