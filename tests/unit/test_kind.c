/* Kinds as data: names, words, parameters, hys_space_new against the named constructors, which
 * argument is at fault, extents. */
#include <config.h>

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "tests/unit/test.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define REAL(x)                             \
    {                                       \
        .type = HYS_PARAM_REAL, .real = (x) \
    }

/* Every kind, in the order of the constants, and whether its functions come from SLEEF. */
static const struct {
    const char *name;
    bool needs_fma;
} kinds[] = {{"linear", false},
             {"log", true},
             {"qlinear", false},
             {"qlog", true},
             {"discrete", false},
             {"labels", false},
             {"int", false},
             {"logint", true},
             {"bool", false},
             {"constant", false},
             {"constant_label", false},
             {"normal", true},
             {"lognormal", true},
             {"reverse_log", true},
             {"logit", true}};

TEST(kind, reflection)
{
    CHECK(hys_kind_count() == COUNT(kinds), "%zu kinds", hys_kind_count());
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const hys_kind kind = hys_kind_from_name(kinds[i].name);
        CHECK(kind == hys_kind_at(i), "%s is not kind %zu", kinds[i].name, i);
        CHECK(!(hys_kind_traits(kind) & HYS_KIND_FMA) == !kinds[i].needs_fma, "%s: FMA",
              kinds[i].name);
    }
    CHECK(hys_kind_at(hys_kind_count()) == 0 && hys_kind_at(SIZE_MAX) == 0, "a kind too many");
    for (size_t i = 0; i < hys_kind_count(); i++) {
        const hys_kind kind = hys_kind_at(i);
        const char *name = hys_kind_name(kind);
        CHECK(i == 0 ? kind == HYS_LINEAR : kind > hys_kind_at(i - 1), "kind %zu is %d", i,
              (int)kind);
        CHECK(name && hys_kind_from_name(name) == kind, "kind %zu", i);
        CHECK(hys_kind_word(kind) && hys_kind_from_name(hys_kind_word(kind)), "%s has no word",
              name);
        CHECK(hys_kind_summary(kind) && *hys_kind_summary(kind), "%s has no summary", name);
        CHECK(!hys_kind_param(kind, hys_kind_params(kind)), "%s: parameters", name);
        bool optional =
            false; /* optional parameters come last, for words have them by their places */
        for (size_t p = 0; p < hys_kind_params(kind); p++) {
            const hys_param *param = hys_kind_param(kind, p);
            CHECK(param->name && *param->name && param->meaning && *param->meaning,
                  "%s, parameter %zu", name, p);
            CHECK(param->type >= HYS_PARAM_REAL && param->type <= HYS_PARAM_NAMES,
                  "%s, parameter %zu", name, p);
            CHECK((param->type == HYS_PARAM_WORD) == (param->words != NULL), "%s, parameter %zu",
                  name, p);
            CHECK(!optional || param->optional, "%s, parameter %zu is behind an optional one", name,
                  p);
            optional = param->optional;
        }
    }
    static const hys_kind none[] = {0, -1, 1000};
    for (size_t i = 0; i < COUNT(none); i++)
        CHECK(!hys_kind_name(none[i]) && !hys_kind_word(none[i]) && !hys_kind_summary(none[i]) &&
                  !hys_kind_traits(none[i]) && !hys_kind_params(none[i]) &&
                  !hys_kind_param(none[i], 0),
              "%d is a kind", (int)none[i]);
    CHECK(!hys_kind_from_name(NULL) && !hys_kind_from_name("") && !hys_kind_from_name("Log"),
          "a name of no kind");
    CHECK(hys_kind_with(HYS_DISCRETE, 0, HYS_PARAM_NAMES) == HYS_LABELS &&
              hys_kind_with(HYS_LABELS, 0, HYS_PARAM_REALS) == HYS_DISCRETE &&
              hys_kind_with(HYS_CONSTANT, 0, HYS_PARAM_NAMES) == HYS_CONSTANT_LABEL,
          "the kind of the same word for the other list");
    CHECK(hys_kind_with(HYS_DISCRETE, 0, HYS_PARAM_REALS) == HYS_DISCRETE &&
              hys_kind_with(HYS_INT, 1, HYS_PARAM_INTEGER) == HYS_INT,
          "a kind with the type itself");
    CHECK(!hys_kind_with(HYS_LINEAR, 0, HYS_PARAM_NAMES) &&
              !hys_kind_with(HYS_DISCRETE, SIZE_MAX, HYS_PARAM_NAMES) &&
              !hys_kind_with(0, 0, HYS_PARAM_NAMES) && !hys_kind_with(1000, 0, HYS_PARAM_REAL),
          "no such kind");
    CHECK(hys_kind_traits(HYS_QLOG) == (HYS_KIND_LOG | HYS_KIND_INTEGERS | HYS_KIND_FMA),
          "traits of qlog");
    CHECK(hys_kind_traits(HYS_LABELS) == (HYS_KIND_LIST | HYS_KIND_NAMES), "traits of labels");
    CHECK(!strcmp(hys_kind_word(HYS_LABELS), "discrete"), "the word of labels");
}

/* The same space by hys_space_new and by its own constructor. */
static void check_same(hys_space *made, hys_space *named)
{
    uint64_t a[2], b[2];
    hys_space_fingerprint(made, a);
    hys_space_fingerprint(named, b);
    CHECK(a[0] == b[0] && a[1] == b[1] && hys_space_kind(made) == hys_space_kind(named), "%s",
          hys_kind_name(hys_space_kind(named)));
    for (int32_t stream = HYS_NATIVE; stream <= HYS_JAX_SEARCH; stream++)
        CHECK(hys_space_types(made, stream, 0) == hys_space_types(named, stream, 0),
              "types of stream %d", (int)stream);
    hys_space_free(made);
    hys_space_free(named);
}

TEST(kind, constructors)
{
    static const double values[] = {3, 1, 200};
    static const char *const names[] = {"adam", "sgd"};
    const hys_argument bounds[] = {REAL(1), REAL(100), REAL(2)};
    const hys_argument numbers = {.type = HYS_PARAM_REALS, .reals = values, .count = 3};
    const hys_argument labels = {.type = HYS_PARAM_NAMES, .names = names, .count = 2};
    hys_space *made, *named;
    size_t bad = 99;

    OK(hys_space_new(&made, HYS_LINEAR, bounds, 2, &bad));
    OK(hys_space_linear(&named, 1, 100));
    check_same(made, named);
    CHECK(bad == hys_kind_params(HYS_LINEAR), "bad is %zu", bad);
    if (test_has_fma()) {
        OK(hys_space_new(&made, HYS_LOG, bounds, 3, NULL));
        OK(hys_space_log(&named, 1, 100, 2));
        check_same(made, named);
        OK(hys_space_new(&made, HYS_QLOG, bounds, 2,
                         NULL)); /* the base is 10 where it is left out */
        OK(hys_space_qlog(&named, 1, 100, 10));
        check_same(made, named);
    }
    OK(hys_space_new(&made, HYS_QLINEAR, bounds, 2, NULL));
    OK(hys_space_qlinear(&named, 1, 100));
    check_same(made, named);
    OK(hys_space_new(&made, HYS_DISCRETE, &numbers, 1, NULL));
    OK(hys_space_discrete(&named, values, 3));
    check_same(made, named);
    OK(hys_space_new(&made, HYS_LABELS, &labels, 1, NULL));
    OK(hys_space_labels(&named, names, 2));
    check_same(made, named);
}

/* What no word can say; bad_arguments.tsv and the suite arguments have all else. */
TEST(kind, refusals)
{
    static const char *const hole[] = {"a", NULL};
    static const double values[] = {1, 2};
    const struct {
        hys_kind kind;
        hys_status status;
        size_t count, bad;
        hys_argument argument[3];
    } table[] = {
        {0, HYS_E_KIND_UNKNOWN, 0, 0, {REAL(0)}},
        {1000, HYS_E_KIND_UNKNOWN, 2, 0, {REAL(0), REAL(1)}},
        {HYS_LINEAR, HYS_E_KIND_ARGUMENT, 0, 0, {REAL(0)}},
        {HYS_LINEAR, HYS_E_KIND_ARGUMENT, 1, 1, {REAL(0)}},
        {HYS_QLINEAR, HYS_E_KIND_ARGUMENT, 3, 2, {REAL(0), REAL(1), REAL(2)}},
        {HYS_DISCRETE, HYS_E_VALUES_EMPTY, 1, 0, {{.type = HYS_PARAM_REALS, .reals = values}}},
        {HYS_LABELS, HYS_E_NULL, 1, 0, {{.type = HYS_PARAM_NAMES, .names = hole, .count = 2}}},
    };
    hys_space *made;
    size_t bad;

    for (size_t i = 0; i < COUNT(table); i++) {
        made = (hys_space *)(uintptr_t)table;
        bad = 99;
        const hys_status status =
            hys_space_new(&made, table[i].kind, table[i].argument, table[i].count, &bad);
        CHECK(status == table[i].status, "%zu: %s", i, hys_strerror(status));
        CHECK(bad == table[i].bad && !made, "%zu: bad is %zu, not %zu", i, bad, table[i].bad);
    }
    CHECK(hys_space_new(NULL, HYS_LINEAR, table[0].argument, 2, &bad) == HYS_E_NULL, "no space");
    CHECK(hys_space_new(&made, HYS_LINEAR, NULL, 2, &bad) == HYS_E_NULL &&
              bad == hys_kind_params(HYS_LINEAR),
          "no arguments");
}

TEST(kind, arguments)
{
    double values[] = {3, 1, 1};
    char text[] = "adam";
    const char *names[] = {text, "sgd"};
    hys_extent extent;
    hys_space *space;

    OK(hys_space_discrete(&space, values, 3));
    values[0] = 99;
    const hys_argument *list = hys_space_argument(space, 0);
    CHECK(list->type == HYS_PARAM_REALS && list->count == 3 && list->reals[0] == 3, "%g",
          list->reals[0]);
    CHECK(!hys_space_argument(space, hys_kind_params(HYS_DISCRETE)) &&
              !hys_space_argument(space, SIZE_MAX),
          "an argument too many");
    hys_space_extent(space, &extent);
    CHECK(extent.lower == 1 && extent.upper == 3 && extent.distinct == 2 && extent.first == 0,
          "%g to %g", extent.lower, extent.upper);
    hys_space_free(space);

    OK(hys_space_labels(&space, names, 2));
    text[0] = '?';
    CHECK(!strcmp(hys_space_argument(space, 0)->names[0], "adam"), "%s",
          hys_space_argument(space, 0)->names[0]);
    hys_space_extent(space, &extent);
    CHECK(extent.lower == 0 && extent.upper == 1 && extent.distinct == 2, "%g to %g", extent.lower,
          extent.upper);
    hys_space_free(space);

    OK(hys_space_qlinear(&space, -0x1p53, 0x1p53 - 1));
    hys_space_extent(space, &extent);
    CHECK(extent.first == -((int64_t)1 << 53) && extent.last == ((int64_t)1 << 53) - 1 &&
              extent.distinct == (uint64_t)1 << 54,
          "%llu values", (unsigned long long)extent.distinct);
    hys_space_free(space);

    OK(hys_space_linear(&space, -1, 2));
    hys_space_extent(space, &extent);
    CHECK(extent.lower == -1 && extent.upper == 2 && extent.distinct == 0 && extent.last == 0,
          "%g to %g", extent.lower, extent.upper);
    CHECK(hys_space_argument(space, 1)->real == 2, "%g", hys_space_argument(space, 1)->real);
    hys_space_free(space);
}

/* Of two faults the one in the earlier class is given, and then the one that is left. */
TEST(kind, two_faults)
{
    static const struct {
        const char *word;
        hys_status status;
        const char *bad;
    } table[] = {
        {"linear:0:1:step=-1:contract=bins", HYS_E_BOUNDS_STEP, "step"},
        {"linear:0:1:step=0.1:contract=bins", HYS_E_VALUES_CONTRACT, "contract"},
        {"linear:1:0:step=0.1:contract=bins", HYS_E_BOUNDS_ORDER, NULL},
        {"linear:0:1:step=2:clip", HYS_E_BOUNDS_STEP, "step"},
        {"linear:0:1:step=2:digits=2", HYS_E_BOUNDS_STEP, "step"},
        {"linear:0:1:step=0.1:digits=16", HYS_E_BOUNDS_DIGITS, "digits"},
        {"linear:0:1:contract=inside:digits=16", HYS_E_BOUNDS_DIGITS, "digits"},
        {"linear:0:1:step=0.1:contract=bins:digits=2", HYS_E_VALUES_CONTRACT, "contract"},
        {"linear:0:1:step=0.1:digits=2", HYS_E_VALUES_EXCLUSIVE, "digits"},
        {"log:1:100:step=0:contract=half_ends", HYS_E_BOUNDS_STEP, "step"},
        {"log:1:100:step=1:contract=half_ends", HYS_E_VALUES_CONTRACT, "contract"},
        {"log:1:100:step=1:clip:digits=99", HYS_E_BOUNDS_DIGITS, "digits"},
        {"log:1:100:step=1:digits=2", HYS_E_VALUES_EXCLUSIVE, "digits"},
        {"int:1:6:step=0:contract=multiple", HYS_E_BOUNDS_STEP, "step"},
        {"int:1:6:contract=multiple", HYS_E_VALUES_CONTRACT, "contract"},
        {"normal:0:1:step=-1:contract=inside", HYS_E_BOUNDS_STEP, "step"},
        {"normal:0:1:step=1:contract=inside", HYS_E_VALUES_CONTRACT, "contract"},
        {"normal:0:1:step=1e-300:contract=equal", HYS_E_BOUNDS_STEP, "step"},
        {"normal:0:1:lower=38:contract=equal", HYS_E_BOUNDS_MASS, "lower"},
        {"normal:0:1:lower=0:upper=1:step=2:clip", HYS_E_BOUNDS_STEP, "step"},
        {"normal:0:1:lower=0:upper=1:step=0.5:clip", HYS_E_VALUES_CONTRACT, "clip"},
        {"lognormal:0:300:step=1e305:contract=bins", HYS_E_BOUNDS_STEP, "step"},
        {"lognormal:0:1:step=1:contract=bins", HYS_E_VALUES_CONTRACT, "contract"},
    };
    hys_space *space;

    test_needs_fma();
    for (size_t i = 0; i < COUNT(table); i++) {
        char name[16], *rest, word[100];
        hys_argument argument[HYS_KIND_PARAMS_MAX] = {{0}};
        size_t bad = 99, p = 0;
        snprintf(word, sizeof word, "%s", table[i].word);
        rest = word;
        snprintf(name, sizeof name, "%s", strsep(&rest, ":"));
        const hys_kind kind = hys_kind_from_name(name);
        for (char *part; (part = strsep(&rest, ":")); p++) {
            char *value = strchr(part, '=');
            if (value)
                *value++ = '\0';
            const size_t at = value || !strcmp(part, "clip") ? test_param(kind, part) : p;
            CHECK(at < hys_kind_params(kind), "%s: %s", table[i].word, part);
            value = value ? value : part;
            argument[at] = (hys_argument){.type = hys_kind_param(kind, at)->type,
                                          .real = strtod(value, NULL),
                                          .integer = strtoll(value, NULL, 10),
                                          .word = value,
                                          .on = 1};
        }
        const hys_status status =
            hys_space_new(&space, kind, argument, hys_kind_params(kind), &bad);
        CHECK(status == table[i].status, "%s: %s", table[i].word, hys_strerror(status));
        const char *found = bad < hys_kind_params(kind) ? hys_kind_param(kind, bad)->name : NULL;
        CHECK(!found == !table[i].bad && (!found || !strcmp(found, table[i].bad)), "%s: bad is %zu",
              table[i].word, bad);
    }
}
