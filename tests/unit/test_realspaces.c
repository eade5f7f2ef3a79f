/* Search spaces that others published (tests/data/realspaces): every parameter of eighteen of them
 * is read, written, sampled, encoded and decoded, and drawn as often as ConfigSpace draws it. Their
 * conditions are taken out, since form 2 does not have them yet. */
#include <config.h>

#include <math.h>

#include <jansson.h>

#include <hyspace-json.h>

#include "tests/unit/statistics.h"
#include "tests/unit/test.h"

static const char *const names[] = {
    "auto-sklearn_2017_04.pcs",
    "cave-bohb.json",
    "clasp-sat-params-nat.pcs",
    "claspfolio-2.0.0_simple.pcs",
    "deepnet_original.pcs",
    "examples.pcs",
    "hpnnet_original.pcs",
    "mini_autosklearn_original.pcs",
    "minisat-HACK_999ED_CSSC-cssc14.pcs",
    "paramnet_2017_06_22.pcs",
    "probSAT.pcs",
    "satenstein.pcs",
    "spear-params-simple.pcs",
    "vampire.pcs",
    "yahpo-iaml_ranger.json",
    "yahpo-iaml_xgboost.json",
    "yahpo-nb301.json",
    "yahpo-rbv2_super.json",
};

enum { NAMES = sizeof names / sizeof *names, COLUMNS = 502, N = 20000 };

static json_t *load(const char *name, const char *what)
{
    char path[256];
    json_error_t error;
    snprintf(path, sizeof path, "realspaces/%s.%s.json", name, what);
    json_t *file = json_load_file(test_path(path), JSON_REJECT_DUPLICATES, &error);
    CHECK(file, "%s:%d: %s", path, error.line, error.text);
    return file;
}

/* ---- conditions ---- */

/* Adds each column whose name is a string of a condition to a set. */
static void add_named(json_t *set, const json_t *condition, const json_t *columns)
{
    const char *name;
    json_t *part;
    size_t i;
    if (json_is_string(condition) && json_object_get(columns, json_string_value(condition)))
        CHECK(!json_object_set(set, json_string_value(condition), json_true()), "memory");
    json_array_foreach (condition, i, part)
        add_named(set, part, columns);
    json_object_foreach ((json_t *)condition, name, part)
        add_named(set, part, columns);
}

/* Columns whose values depend on which rows the clauses of forbid reject: those of the clauses, and
 * those that decide whether such a column has a value. To be freed by json_decref. */
static json_t *bound_columns(const json_t *file)
{
    const json_t *columns = json_object_get(file, "space");
    json_t *set = json_object();
    const char *name;
    json_t *column;
    size_t before;
    add_named(set, json_object_get(file, "forbid"), columns);
    do {
        before = json_object_size(set);
        json_object_foreach ((json_t *)columns, name, column)
            if (json_object_get(set, name))
                add_named(set, json_object_get(column, "when"), columns);
    } while (json_object_size(set) > before);
    return set;
}

/* The domain of a file, without the members when and forbid. */
static hys_domain *without_conditions(json_t *file, const char *what)
{
    hys_json_error error;
    hys_domain *domain;
    const char *name;
    json_t *column;
    json_object_foreach (json_object_get(file, "space"), name, column)
        json_object_del(column, "when");
    json_object_del(file, "forbid");
    char *text = json_dumps(file, JSON_REAL_PRECISION(17));
    CHECK(text, "memory");
    CHECK(hys_json_parse_domain(text, strlen(text), &domain, &error) == HYS_OK, "%s: %s: %s", what,
          error.path, error.text);
    free(text);
    return domain;
}

/* ---- what is checked of a column ---- */

/* All samples of one column, in its default type. */
union samples {
    double real[N];
    int64_t integer[N];
    uint32_t index[N];
};

static hys_value value_of(const union samples *samples, size_t i, hys_type type)
{
    return type == HYS_INDEX ? (hys_value){.type = type, .index = samples->index[i]}
           : type == HYS_I64 ? (hys_value){.type = type, .integer = samples->integer[i]}
                             : (hys_value){.type = HYS_F64, .real = samples->real[i]};
}

/* The number of the cell of the counts in which a value lies. */
static size_t cell_of(const hys_space *space, hys_value value, const json_t *marginal,
                      const char *what)
{
    const json_t *values = json_object_get(marginal, "values"),
                 *edges = json_object_get(marginal, "edges");
    const double x = value.type == HYS_I64 ? (double)value.integer : value.real;
    size_t cell;
    for (cell = 0; cell < json_array_size(values); cell++) {
        const json_t *of = json_array_get(json_array_get(values, cell), 0);
        if (value.type == HYS_INDEX
                ? !strcmp(json_string_value(of), hys_space_label(space, value.index))
                : json_number_value(of) == x)
            return cell;
    }
    CHECK(edges, "%s: a value is not among those of ConfigSpace", what);
    for (cell = 0; cell + 2 < json_array_size(edges); cell++)
        if (x < json_number_value(json_array_get(edges, cell + 1)))
            break;
    return cell;
}

/* Two samples of one law: the p-value of their counts by chi-square, where cells of fewer than ten
 * in both together count as one. 1 below the mean, since a few cells may well agree exactly. */
static double p_of_counts(const double *a, const double *b, size_t cells)
{
    double sum[2] = {0}, rest[2] = {0}, chi_square = 0;
    size_t used = 0;
    for (size_t i = 0; i < cells; i++) {
        sum[0] += a[i];
        sum[1] += b[i];
    }
    const double root = sqrt(sum[1] / sum[0]);
    for (size_t i = 0; i <= cells; i++) {
        const double x = i < cells ? a[i] : rest[0], y = i < cells ? b[i] : rest[1];
        if (i < cells && x + y < 10) {
            rest[0] += x;
            rest[1] += y;
        } else if (x + y > 0) {
            chi_square += (root * x - y / root) * (root * x - y / root) / (x + y);
            used++;
        }
    }
    const double degrees = (double)used - 1;
    return chi_square <= degrees ? 1 : stat_p_chi_square(chi_square, degrees);
}

static struct {
    size_t columns, compared;
    double least; /* p */
} seen;

static void check_counts(const hys_space *space, const union samples *samples, size_t n,
                         hys_type type, const json_t *marginal, const char *what)
{
    static double mine[N], theirs[N];
    const json_t *values = json_object_get(marginal, "values"),
                 *counts = json_object_get(marginal, "counts");
    const size_t cells = json_array_size(values ? values : counts);
    CHECK(cells > 0 && cells <= N, "%s: %zu cells", what, cells);
    memset(mine, 0, cells * sizeof *mine);
    for (size_t i = 0; i < n; i++)
        mine[cell_of(space, value_of(samples, i, type), marginal, what)]++;
    for (size_t i = 0; i < cells; i++)
        theirs[i] = json_number_value(values ? json_array_get(json_array_get(values, i), 1)
                                             : json_array_get(counts, i));
    const double p = p_of_counts(theirs, mine, cells);
    CHECK(p > 1e-6, "%s: p = %g of the counts of ConfigSpace", what, p);
    seen.least = fmin(seen.least, p);
    seen.compared++;
}

static void check_column(const hys_domain *domain, size_t c, const union samples *samples, size_t n,
                         const json_t *marginal, const char *what)
{
    const hys_space *space = hys_domain_space(domain, c);
    const hys_type type = hys_domain_default_type(domain, c, HYS_NATIVE, 0);
    for (size_t i = 0; i < n; i++) {
        const hys_value value = value_of(samples, i, type);
        CHECK(hys_space_has(space, &value), "%s: sample %zu is no value of it", what, i);
    }
    CHECK(hys_domain_default(domain, c), "%s has lost its default", what);
    test_round_trip(space, what, type, samples, n);
    if (marginal)
        check_counts(space, samples, n, type, marginal, what);
    seen.columns++;
}

/* What is written is read as the same spaces. */
static void check_written(const hys_domain *domain, const char *what)
{
    hys_json_error error;
    hys_domain *again;
    uint64_t print[2], other[2];
    char *text;
    CHECK(hys_json_write_domain(domain, &text, &error) == HYS_OK, "%s: %s", what, error.text);
    CHECK(hys_json_parse_domain(text, strlen(text), &again, &error) == HYS_OK, "%s: %s: %s", what,
          error.path, error.text);
    hys_domain_fingerprint(domain, print);
    hys_domain_fingerprint(again, other);
    CHECK(!memcmp(print, other, sizeof print), "%s: another fingerprint", what);
    hys_domain_free(again);
    free(text);
}

static void check_file(const char *name)
{
    json_t *file = load(name, "native"), *golden = load(name, "golden"),
           *bound = bound_columns(file);
    hys_domain *domain = without_conditions(file, name);
    const size_t count = hys_domain_columns(domain), n = test_budget(2000, N, N);
    const hys_source source = hys_source_native(hys_key_from_seed(18));
    union samples *samples = test_memory(count * sizeof *samples);
    hys_column *columns = test_memory(count * sizeof *columns);

    for (size_t c = 0; c < count; c++) {
        const hys_type type = hys_domain_default_type(domain, c, HYS_NATIVE, 0);
        columns[c] = (hys_column){
            .data = &samples[c], .stride = (ptrdiff_t)hys_type_size(type), .type = type};
    }
    OK(hys_domain_sample(domain, &source, 0, n, columns, count));
    for (size_t c = 0; c < count; c++) {
        const char *column = hys_domain_name(domain, c);
        const json_t *marginal = json_object_get(json_object_get(golden, "marginals"), column),
                     *active = json_object_get(json_object_get(golden, "active"), column);
        char what[512];
        snprintf(what, sizeof what, "%s: %s", name, column);
        CHECK(marginal && json_is_integer(active), "%s: no counts", what);
        if (json_object_get(bound, column) || json_integer_value(active) == 0)
            marginal = NULL;
        check_column(domain, c, &samples[c], n, marginal, what);
    }
    check_written(domain, name);
    free(columns);
    free(samples);
    hys_domain_free(domain);
    json_decref(bound);
    json_decref(golden);
    json_decref(file);
}

TEST(realspaces, columns)
{
    test_needs_fma();
    seen.columns = seen.compared = 0;
    seen.least = 1;
    for (size_t i = 0; i < NAMES; i++)
        check_file(names[i]);
    CHECK(seen.columns == COLUMNS, "%zu columns", seen.columns);
    test_note("realspaces: %zu columns of %d spaces, %zu drawn as ConfigSpace draws them, least p "
              "%.2g",
              seen.columns, NAMES, seen.compared, seen.least);
}
