/* Spaces with steps: hard ones under each instruction set, decimal bounds and steps, the contracts
 * that each kind has, the greatest value as the quantile of 1. */
#include <config.h>

#include <math.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- hard spaces ---- */

enum { N = 500 };

/* A word of a random space whose numbers are at the ends of what the arithmetic holds. Many words
 * are refused. */
static void put_hard_word(uint64_t *state, char *word, size_t size)
{
    static const char *const contracts[] = {"", ":contract=equal", ":contract=multiple",
                                            ":contract=multiple:clip", ":contract=bins"};
    const uint64_t r = test_random(state);
    const double unit = (double)(r >> 11) * 0x1p-53;
    const double digits = 1 + (double)(test_random(state) % 90) / 10;
    const int tens =
        (int)(test_random(state) % 3 ? test_random(state) % 8 : test_random(state) % 308);
    const double step = digits * pow(10, tens % 2 ? tens : -tens / 4);
    const double lower = r % 5 < 2 ? step * (double)(r % 3) : step * unit;
    const double upper = lower + step * (double)(1 + test_random(state) % 40) * (1 + unit / 50);
    const double mu = (unit - 0.5) * (r % 2 ? 3000 : 10), sigma = exp((unit - 0.3) * 12);
    const char *contract = contracts[test_random(state) % COUNT(contracts)];
    char bounds[128] = "";

    if (r >> 8 & 1)
        snprintf(bounds, sizeof bounds, ":lower=%.6g", lower);
    if (r >> 9 & 3)
        snprintf(bounds + strlen(bounds), sizeof bounds - strlen(bounds), ":upper=%.6g", upper);
    if (r >> 11 & 1)
        snprintf(word, size, "%s:%.6g:%.6g%s:step=%.3g%s", r >> 12 & 3 ? "lognormal" : "normal", mu,
                 sigma, bounds, step, contract);
    else
        snprintf(word, size, "%s:%.6g:%.6g:step=%.3g%s", r >> 12 & 1 ? "log" : "linear", lower,
                 upper, step, contract);
}

/* A digest of all that is computed of a space in f64. */
static uint64_t digest_of(const hys_space *space)
{
    static double unit[N], value[9][N];
    const hys_source source = {.stream = HYS_NATIVE, .key = hys_key_from_seed(5)};
    size_t filled = 0;

    memset(value, 0, sizeof value);
    for (size_t i = 0; i < N; i++)
        unit[i] = (double)i / (N - 1);
#define FILL(call)                                                                   \
    do {                                                                             \
        const hys_status status = (call);                                            \
        CHECK(status == HYS_OK || status == HYS_W_DATA, "%s", hys_strerror(status)); \
        filled++;                                                                    \
    } while (0)
    FILL(hys_sample_f64(space, &source, 7, N, value[0]));
    FILL(hys_decode_f64(space, unit, N, value[1]));
    FILL(hys_encode(space, value[0], N, HYS_F64, value[2], NULL));
    FILL(hys_cdf_f64(space, value[1], N, value[3], NULL));
    FILL(hys_sf_f64(space, value[1], N, value[4], NULL));
    FILL(hys_pmf_f64(space, value[1], N, value[5], NULL));
    FILL(hys_logpdf_f64(space, value[1], N, value[6], NULL));
    FILL(hys_quantile_f64(space, unit, N, value[7], NULL));
    FILL(hys_transform(space, unit, N, HYS_F64, value[8], NULL));
#undef FILL
    CHECK(filled == COUNT(value), "%zu results", filled);
    return test_digest(value, sizeof value);
}

static uint64_t *digests;
static size_t hard_words, hard_spaces;

static void hard_under_an_isa(void)
{
    uint64_t state = 17;
    hard_spaces = 0;
    for (size_t i = 0; i < hard_words; i++) {
        char word[256];
        hys_space *space;
        put_hard_word(&state, word, sizeof word);
        if (test_space_new(&space, word) != HYS_OK)
            continue;
        const uint64_t digest = digest_of(space);
        hys_space_free(space);
        CHECK(digests[i] == 0 || digests[i] == digest, "%s differs under %s", word,
              hys_isa_current());
        digests[i] = digest;
        hard_spaces++;
    }
}

TEST(steps, hard_under_each_isa)
{
    test_needs_fma();
    hard_words = test_budget(4000, 20000, 1000000);
    digests = test_memory(hard_words * sizeof *digests);
    memset(digests, 0, hard_words * sizeof *digests);
    const size_t paths = test_each_isa(hard_under_an_isa);
    free(digests);
    CHECK(hard_spaces > hard_words / 10, "%zu of %zu words are spaces", hard_spaces, hard_words);
    test_note("steps: %zu hard spaces have the same bits under %zu instruction sets", hard_spaces,
              paths);
}

/* ---- decimals ---- */

/* Of decimals the number of values is that of school arithmetic. */
TEST(steps, decimals)
{
    const size_t count = test_budget(2000, 20000, 1000000);
    uint64_t state = 4;
    test_needs_fma();
    for (size_t i = 0; i < count; i++) {
        const int digits = (int)(test_random(&state) % 5);
        const double power = pow(10, digits);
        const int64_t step = 1 + (int64_t)(test_random(&state) % 999),
                      lower = 1 + step + (int64_t)(test_random(&state) % 9999),
                      last = 1 + (int64_t)(test_random(&state) % 5), upper = lower + last * step;
        char word[3][256];
        snprintf(word[0], sizeof word[0], "linear:%.*f:%.*f:step=%.*f", digits,
                 (double)lower / power, digits, (double)upper / power, digits,
                 (double)step / power);
        snprintf(word[1], sizeof word[1], "log:%.*f:%.*f:step=%.*f", digits, (double)lower / power,
                 digits, (double)upper / power, digits, (double)step / power);
        snprintf(word[2], sizeof word[2], "normal:%.*f:%.*f:lower=%.*f:upper=%.*f:step=%.*f",
                 digits, (double)lower / power, digits, (double)step / power, digits,
                 (double)lower / power, digits, (double)upper / power, digits,
                 (double)step / power);
        for (size_t w = 0; w < COUNT(word); w++) {
            hys_space *space = test_space_word(word[w]);
            hys_extent extent;
            hys_space_extent(space, &extent);
            const uint64_t values = extent.distinct;
            CHECK(values == (uint64_t)last + 1, "%s has %llu values, not %lld", word[w],
                  (unsigned long long)values, (long long)last + 1);
            hys_space_free(space);
        }
        const double mu = (double)lower / power, sigma = (double)step / power;
        const hys_mixture_column column = {.lower = (double)lower / power,
                                           .upper = (double)upper / power,
                                           .step = (double)step / power,
                                           .mu = &mu,
                                           .sigma = &sigma};
        hys_mixture *mixture;
        OK(hys_mixture_new(&mixture, 1, (const double[]){1}, 1, &column, NULL));
        hys_mixture_free(mixture);
    }
    test_note("steps: %zu decimal bounds and steps, of linear, log, normal and mixtures", count);
}

/* ---- contracts ---- */

TEST(steps, contracts)
{
    static const char *const contracts[] = {"equal", "half_ends", "inside", "multiple", "bins"};
    static const struct {
        const char *word, *has;
    } kinds[] = {
        {"linear:1:9:step=2", "equal half_ends inside multiple"},
        {"log:1:9:step=2", "equal multiple"},
        {"int:1:9", "equal half_ends inside"},
        {"int:1:9:step=2", "equal half_ends inside"},
        {"normal:3:2:lower=1:upper=9:step=2", "equal multiple bins"},
        {"normal:3:2:lower=1:step=2", "multiple"},
        {"normal:3:2:upper=9:step=2", "multiple"},
        {"normal:3:2:step=2", "multiple"},
        {"lognormal:1:1:lower=1:upper=9:step=2", "equal multiple bins"},
        {"lognormal:1:1:lower=1:step=2", "multiple"},
        {"lognormal:1:1:step=2", "multiple"},
        {"normal:3:2:lower=1:upper=9", ""},
        {"linear:1:9", "equal"},
        {"log:1:9", "equal"},
    };
    size_t kinds_with_contracts = 0;

    test_needs_fma();
    for (size_t k = 0; k < COUNT(kinds); k++)
        for (size_t c = 0; c < COUNT(contracts); c++) {
            char word[128];
            hys_space *space = NULL;
            snprintf(word, sizeof word, "%s:contract=%s", kinds[k].word, contracts[c]);
            const hys_status expected =
                strstr(kinds[k].has, contracts[c]) ? HYS_OK : HYS_E_VALUES_CONTRACT;
            const hys_status status = test_space_new(&space, word);
            CHECK(status == expected, "%s: %s", word, hys_strerror(status));
            hys_space_free(space);
        }
    /* No kind beside these has the parameter. */
    for (hys_kind kind = 1; hys_kind_name(kind); kind++)
        for (size_t p = 0; p < hys_kind_params(kind); p++)
            kinds_with_contracts += !strcmp(hys_kind_param(kind, p)->name, "contract");
    CHECK(kinds_with_contracts == 5, "%zu kinds have contracts", kinds_with_contracts);
}

/* ---- the quantile of 1 ---- */

static void greatest(void)
{
    static const struct {
        const char *word;
        double greatest;
    } reals[] = {
        {"int:0:9007199254740991", 9007199254740991.0},
        {"qlinear:0:9007199254740992", 9007199254740992.0},
        {"qlinear:-9007199254740992:9007199254740992", 9007199254740992.0},
        {"qlog:1:9007199254740992", 9007199254740992.0},
        {"logint:1:9007199254740992", 9007199254740992.0},
        {"linear:0:9007199254740991:step=1:contract=half_ends", 9007199254740991.0},
        {"normal:0:1:lower=0:upper=100:step=1", 100},
        {"normal:0:1:lower=0:upper=100:step=1:contract=bins", 100},
        {"discrete:1,2,3:weights=9007199254740991,1,0", 2},
        {"discrete:3,2,1:weights=0,1e-15,1", 2},
    };
    static const struct {
        const char *word;
        int64_t greatest;
    } integers[] = {
        {"int:0:1152921504606846976", 1152921504606846976},
        {"int:-9223372036854775808:9223372036854775807", INT64_MAX},
        {"int:0:1152921504606846976:contract=half_ends", 1152921504606846976},
        {"int:0:9223372036854775807:step=3:contract=inside", 9223372036854775806},
    };
    enum { WORD = 64 };
    double unit[WORD], value[WORD];
    int64_t integer[WORD];

    for (size_t i = 0; i < WORD; i++)
        unit[i] = 1;
    for (size_t r = 0; r < COUNT(reals); r++) {
        hys_space *space = test_space_word(reals[r].word);
        OK(hys_quantile_f64(space, unit, WORD, value, NULL));
        for (size_t i = 0; i < WORD; i++)
            CHECK(value[i] == reals[r].greatest, "%s, %s: %.17g", hys_isa_current(), reals[r].word,
                  value[i]);
        hys_space_free(space);
    }
    for (size_t r = 0; r < COUNT(integers); r++) {
        hys_space *space = test_space_word(integers[r].word);
        OK(hys_quantile_i64(space, unit, WORD, integer, NULL));
        for (size_t i = 0; i < WORD; i++)
            CHECK(integer[i] == integers[r].greatest, "%s, %s: %lld", hys_isa_current(),
                  integers[r].word, (long long)integer[i]);
        hys_space_free(space);
    }
}

TEST(steps, greatest_value)
{
    test_needs_fma();
    test_each_isa(greatest);
}

/* ---- masses ---- */

/* Narrow truncated laws: the mass up to the upper bound is 1, and those of the cells are 1 in sum.
 */
TEST(steps, whole_mass)
{
    static const char *const words[] = {
        "normal:0.1:0.3:lower=9.1:upper=9.10001",
        "normal:0.1:0.3:lower=9.1:upper=9.10001:step=1e-6",
        "normal:0.1:0.3:lower=9.1:upper=9.10001:step=1e-6:contract=bins",
        "lognormal:0.1:0.3:lower=9.1:upper=9.10001",
        "lognormal:0.1:0.3:lower=9.1:upper=9.10001:step=1e-6",
    };
    test_needs_fma();
    for (size_t w = 0; w < COUNT(words); w++) {
        hys_space *space = test_space_word(words[w]);
        hys_extent extent;
        double y, sum = 0;
        hys_space_extent(space, &extent);
        OK(hys_cdf_f64(space, &extent.upper, 1, &y, NULL));
        CHECK(y == 1, "%s: cdf is 1 - %g", words[w], 1 - y);
        for (size_t k = 0; k < extent.distinct; k++) {
            const double value = 9.1 + (double)k * 1e-6;
            OK(hys_pmf_f64(space, &value, 1, &y, NULL));
            sum += y;
        }
        CHECK(extent.distinct == 0 || fabs(sum - 1) < 1e-9, "%s: the masses are %.17g", words[w],
              sum);
        hys_space_free(space);
    }
}

/* A cell that rounding leaves without a width has no mass, rather than a negative one. */
TEST(steps, no_negative_mass)
{
    const double ends[] = {0, 1};
    double value[2], y[2];
    test_needs_fma();
    hys_space *space = test_space_word("log:5.505633945387361:10:step=7.98e-15:contract=multiple");
    OK(hys_quantile_f64(space, ends, 2, value, NULL));
    OK(hys_pmf_f64(space, value, 2, y, NULL));
    CHECK(y[0] >= 0 && y[1] >= 0, "pmf %g and %g", y[0], y[1]);
    OK(hys_logpdf_f64(space, value, 2, y, NULL));
    CHECK(y[0] == y[0] && y[1] == y[1], "logpdf %g and %g", y[0], y[1]);
    hys_space_free(space);
}

/* Far out a mass is too small for a double, and its logarithm is not: it is that of
 * a mixture of one component. */
static void far_out(void)
{
    static double value[101], y[101];
    const double mu = 5, sigma = 2;
    const hys_mixture_column column = {
        .lower = 0, .upper = 100, .step = 1, .mu = &mu, .sigma = &sigma};
    hys_mixture *mixture;
    hys_space *space = test_space_word("normal:5:2:lower=0:upper=100:step=1");
    for (size_t i = 0; i <= 100; i++)
        value[i] = (double)i;
    OK(hys_logpdf_f64(space, value, 101, y, NULL));
    OK(hys_mixture_new(&mixture, 1, (const double[]){1}, 1, &column, NULL));
    for (size_t i = 0; i <= 100; i++) {
        double expected;
        OK(hys_mixture_logpdf(mixture, 1, HYS_ROW_MAJOR, &value[i], 1, &expected, NULL));
        CHECK(fabs(y[i] - expected) <= 1e-13 * (1 + fabs(expected)), "%s, %zu: %.17g, not %.17g",
              hys_isa_current(), i, y[i], expected);
    }
    CHECK(y[100] < -1121 && y[100] > -1122, "%.17g", y[100]);
    hys_mixture_free(mixture);
    hys_space_free(space);
}

TEST(steps, logpdf_far_out)
{
    test_needs_fma();
    test_each_isa(far_out);
}

/* ---- fingerprints ---- */

TEST(steps, one_fingerprint_of_a_law)
{
    static const char *const pairs[][2] = {
        {"normal:0:1:lower=-1:upper=1:step=0.5",
         "normal:0:1:lower=-1:upper=1:step=0.5:contract=equal"},
        {"normal:0:1:step=0.5", "normal:0:1:step=0.5:contract=multiple"},
        {"lognormal:0:1:step=0.5", "lognormal:0:1:step=0.5:contract=multiple"},
        {"discrete:1,2,3:weights=1,0,2", "discrete:1,2,3:weights=1,-0.0,2"},
        {"discrete:a,b,c:weights=1,0,2", "discrete:a,b,c:weights=1,-0.0,2"},
    };
    static const char *const apart[][2] = {
        {"normal:0:1:lower=-1:upper=1:step=0.5",
         "normal:0:1:lower=-1:upper=1:step=0.5:contract=multiple"},
        {"discrete:0,1", "discrete:-0.0,1"},
    };
    test_needs_fma();
    for (size_t i = 0; i < COUNT(pairs) + COUNT(apart); i++) {
        const bool same = i < COUNT(pairs);
        const char *const *pair = same ? pairs[i] : apart[i - COUNT(pairs)];
        uint64_t fingerprint[2][2];
        for (size_t k = 0; k < 2; k++) {
            hys_space *space = test_space_word(pair[k]);
            hys_space_fingerprint(space, fingerprint[k]);
            hys_space_free(space);
        }
        CHECK(!memcmp(fingerprint[0], fingerprint[1], sizeof *fingerprint) == same, "%s and %s",
              pair[0], pair[1]);
    }
}

/* ---- lists with weights ---- */

/* The unit of a value that stands twice is that of an entry which has a mass. */
TEST(steps, units_of_entries_with_a_mass)
{
    static const struct {
        const char *word;
        double value, unit;
    } table[] = {
        {"discrete:5,7,5:weights=0,1,1", 5, 0.75},
        {"discrete:5,7,5:weights=0,1,1", 7, 0.25},
        {"discrete:5,7,5:weights=1,2,1", 5, 0.125},
        {"discrete:9,7,9,5,9:weights=0,1,0,2,1", 9, 0.875},
        {"discrete:9,7,9:weights=0,1,0", 9, 0},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        hys_space *space = test_space_word(table[i].word);
        double unit, value;
        OK(hys_encode(space, &table[i].value, 1, HYS_F64, &unit, NULL));
        CHECK(unit == table[i].unit, "%s: %g has the unit %g", table[i].word, table[i].value, unit);
        OK(hys_decode_f64(space, &unit, 1, &value));
        CHECK(value == table[i].value || unit == 0, "%s: %g comes back as %g", table[i].word,
              table[i].value, value);
        hys_space_free(space);
    }
}

/* ---- what stands for a value ---- */

/* The f32 of a value and a sum of steps are the value, but no number that is far from it beside the
 * step. */
TEST(steps, between_values)
{
    static const struct {
        const char *word;
        double x;
        bool is_value;
    } cases[] = {{"linear:0:1:step=0.1", 0.1 + 0.1 + 0.1, true},
                 {"linear:0:1:step=0.1", (double)0.3f, true},
                 {"linear:0:1:step=0.1", 0.300001, false},
                 {"linear:0:2e9:step=1", 1e9, true},
                 {"linear:0:2e9:step=1", 1e9 + 0.4, false},
                 {"log:1:2e9:step=1", 1e9 + 0.4, false},
                 {"normal:1e9:10:step=0.5", 1e9 + 0.2, false},
                 {"normal:1e9:10:step=0.5", 1e9 + 0.5, true}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        hys_space *space;
        const hys_status made = test_space_new(&space, cases[i].word);
        double y;
        if (made == HYS_E_ISA && !test_has_fma())
            continue;
        OK(made);
        OK(hys_pmf_f64(space, &cases[i].x, 1, &y, NULL));
        CHECK((y > 0) == cases[i].is_value, "%s: pmf of %.17g is %g", cases[i].word, cases[i].x, y);
        const hys_status status = hys_encode(space, &cases[i].x, 1, HYS_F64, &y, NULL);
        CHECK(status == (cases[i].is_value ? HYS_OK : HYS_W_DATA), "%s: encode of %.17g: %s",
              cases[i].word, cases[i].x, hys_strerror(status));
        hys_space_free(space);
    }
}
