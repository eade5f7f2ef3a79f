/* Mixtures as objects: their constructor, which settles all that does not depend on points. */
#include <config.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "src/cpu.h"
#include "src/fpenv.h"
#include "src/mixture_object.h"
#include "src/reference/mixture.h"
#include "src/reference/normal.h"
#include "src/sleef.h"

static const double least_sigma = 0x1p-900, largest_sigma = 0x1p900, least_mass = 0x1p-1000;

/* Of a stepped column: the most values that have a table, and its size, 2 MiB. */
enum { MOST_VALUES = 1 << 14, MOST_ENERGIES = 1 << 18 };

/* The arguments of the constructor. */
struct mixture_parts {
    size_t components, columns;
    const double *weights;
    const hys_mixture_column *column;
};

static bool is_choice(const hys_mixture_column *column) { return column->weights; }

/* ---- checks, in the order of their precedence ---- */

static bool lacks_pointer(const hys_mixture_column *column)
{
    return !is_choice(column) && (!column->mu || !column->sigma);
}

static bool is_finite_or(bool infinite_too, double x)
{
    return infinite_too ? x == x : isfinite(x);
}

static hys_status check_bounds(const hys_mixture_column *column, size_t components)
{
    const bool is_log = column->flags & HYS_MIXTURE_LOG, is_stepped = column->step != 0;
    struct hysi_step_layout layout;

    if (!is_finite_or(!is_stepped, column->lower) || !is_finite_or(!is_stepped, column->upper))
        return HYS_E_BOUNDS_FINITE;
    if (!(column->lower < column->upper))
        return HYS_E_BOUNDS_ORDER;
    if (is_log && !(is_stepped ? column->lower - 0.5 * column->step > 0 : column->lower >= 0))
        return HYS_E_BOUNDS_POSITIVE;
    if (is_stepped && hysi_lay_out_reals(column->lower, column->upper, column->step, HYSI_EQUAL,
                                         false, &layout) != HYS_OK)
        return HYS_E_BOUNDS_STEP;
    for (size_t c = 0; c < components; c++)
        if (!isfinite(column->mu[c]) || !(column->sigma[c] >= least_sigma) ||
            !(column->sigma[c] <= largest_sigma))
            return HYS_E_BOUNDS_SCALE;
    return HYS_OK;
}

static hys_status check_count(size_t count)
{
    return count == 0 ? HYS_E_VALUES_EMPTY : count > INT32_MAX ? HYS_E_VALUES_COUNT : HYS_OK;
}

static hys_argument argument_of(const double *weights, size_t count)
{
    return (hys_argument){.type = HYS_PARAM_REALS, .reals = weights, .count = count};
}

static hys_status check_weights(const double *weights, size_t count)
{
    const hys_argument argument = argument_of(weights, count);
    return hysi_check_weights(&argument, count);
}

static hys_status check_choice(const hys_mixture_column *column, size_t components)
{
    hys_status status = check_count(column->count);
    for (size_t c = 0; c < components && status == HYS_OK; c++)
        status = check_weights(column->weights + c * column->count, column->count);
    return status;
}

static hys_status check(const struct mixture_parts *parts, size_t *bad)
{
    const size_t components = parts->components, columns = parts->columns;
    hys_status status;

    for (*bad = 0; *bad < columns; ++*bad)
        if (lacks_pointer(&parts->column[*bad]))
            return HYS_E_NULL;
    if (!hysi_cpu_has_fma())
        return HYS_E_ISA;
    for (*bad = 0; *bad < columns; ++*bad)
        if (!is_choice(&parts->column[*bad]) &&
            (status = check_bounds(&parts->column[*bad], components)) != HYS_OK)
            return status;
    for (*bad = 0; *bad < columns; ++*bad)
        if (is_choice(&parts->column[*bad]) &&
            (status = check_choice(&parts->column[*bad], components)) != HYS_OK)
            return status;
    if ((status = check_count(components)) != HYS_OK ||
        (status = check_weights(parts->weights, components)) != HYS_OK)
        return status;
    if (columns == 0)
        return HYS_E_NAME_EMPTY;
    for (*bad = 0; *bad < columns; ++*bad) {
        const hys_mixture_column *column = &parts->column[*bad];
        const uint32_t flags = is_choice(column) ? 0 : HYS_MIXTURE_LOG;
        if ((column->flags & ~flags) || column->reserved)
            return HYS_E_STREAM_RESERVED;
    }
    return HYS_OK;
}

/* ---- memory: one block, handed out from its begin to its end ---- */

/* mu, scale, and what samples need */
enum { NUMBER_ARRAYS = 2 + sizeof(struct hysi_mixture_normal) / sizeof(double) };

/* Of components, so that kernels have whole words or pairs. SIZE_MAX where that is beyond it. */
static size_t round_up(size_t n, size_t to)
{
    return n > SIZE_MAX - to ? SIZE_MAX : (n + to - 1) / to * to;
}
static size_t whole_words(size_t n) { return round_up(n, HYSI_MIXTURE_WORD); }
static size_t whole_pairs(size_t n) { return round_up(n, HYSI_MIXTURE_PAIR); }

/* SIZE_MAX where the product or the sum is beyond it. */
static size_t times(size_t a, size_t b) { return b > 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b; }
static size_t plus(size_t a, size_t b) { return a > SIZE_MAX - b ? SIZE_MAX : a + b; }

/* How many values a stepped column has, or 0 if it has no step or too many. */
static size_t values_of(const hys_mixture_column *column)
{
    struct hysi_step_layout layout;
    if (column->step == 0)
        return 0;
    (void)hysi_lay_out_reals(column->lower, column->upper, column->step, HYSI_EQUAL, false,
                             &layout);
    return layout.steps.last < MOST_VALUES ? (size_t)layout.steps.last + 1 : 0;
}

/* How many of them its table has room for. */
static size_t rows_of(size_t values, size_t components)
{
    const size_t most = MOST_ENERGIES / whole_words(components);
    return values < most ? values : most;
}

static size_t words_of_rows(size_t values)
{
    const size_t bytes = sizeof(struct hysi_mixture_rows) + values * sizeof(atomic_int);
    return values > 0 ? round_up(bytes, 16) / 8 : 0;
}

static size_t words_of_column(const hys_mixture_column *column, size_t components)
{
    if (is_choice(column)) {
        const size_t choice = sizeof(struct hysi_mixture_choice) / 8;
        return plus(times(whole_pairs(components), column->count),
                    times(components, plus(column->count, choice)));
    }
    const size_t values = values_of(column);
    const size_t rows = rows_of(values, components), words = whole_words(components);
    return plus(times(words, NUMBER_ARRAYS + rows), words_of_rows(values) + whole_pairs(rows));
}

/* The number of 64-bit words that all arrays take. */
static size_t words_of(const struct mixture_parts *parts)
{
    size_t words = times(2, whole_pairs(parts->components)); /* base and thresholds */
    for (size_t j = 0; j < parts->columns; j++)
        words = plus(words, words_of_column(&parts->column[j], parts->components));
    return words;
}
_Static_assert(sizeof(struct hysi_mixture_choice) % 8 == 0, "whole words");

static void *take(double **rest, size_t words)
{
    void *piece = *rest;
    *rest += words;
    return piece;
}

/* ---- weights ---- */

/* The energies of weights over their sum, `apart` from each other. */
static void set_energies(const double *weights, size_t count, size_t apart, double *energy)
{
    double largest = 0, sum = 0;
    for (size_t i = 0; i < count; i++)
        largest = fmax(largest, weights[i]);
    for (size_t i = 0; i < count; i++)
        sum += weights[i] / largest;
    const double log2_sum = hysi_sleef_log2_f64(sum);
    for (size_t i = 0; i < count; i++)
        energy[i * apart] = weights[i] > 0 ? log2_sum - hysi_sleef_log2_f64(weights[i] / largest)
                                           : (double)INFINITY;
}

/* before has room for one more than count. */
static void set_choice(const double *weights, size_t count, uint64_t *before, uint64_t *threshold,
                       struct hysi_mixture_choice *choice)
{
    const hys_argument argument = argument_of(weights, count);
    uint64_t all = 0;

    hysi_masses_of(&argument, count, before);
    for (size_t i = 0; i < count; i++) {
        const uint64_t mass = before[i];
        before[i] = all;
        all += mass;
    }
    before[count] = all;
    choice->threshold = threshold;
    choice->count = hysi_thresholds_of_masses(before, count, all, 64, threshold);
}

static void fill_choice(struct hysi_mixture_column *column, const hys_mixture_column *given,
                        size_t components, double **rest, uint64_t *before)
{
    const size_t count = given->count, row_length = whole_pairs(components);
    double *table = take(rest, row_length * count);
    uint64_t *threshold = take(rest, components * count);
    struct hysi_mixture_choice *choice =
        take(rest, components * (sizeof(struct hysi_mixture_choice) / 8));

    if (row_length > components)
        for (size_t i = 1; i <= count; i++)
            table[i * row_length - 1] = 0;
    for (size_t c = 0; c < components; c++) {
        const double *weights = given->weights + c * count;
        set_energies(weights, count, row_length, table + c);
        set_choice(weights, count, before, threshold + c * count, &choice[c]);
    }
    column->law = HYSI_MIXTURE_CHOICE;
    column->table = table;
    column->count = count;
    column->row_length = row_length;
    column->choice = choice;
}

/* ---- numbers ---- */

static void set_bounds(struct hysi_mixture_column *column, const hys_mixture_column *given)
{
    column->is_log = given->flags & HYS_MIXTURE_LOG;
    column->step = given->step;
    column->lower = given->lower + 0.0;
    column->upper = given->upper + 0.0;
    if (given->step != 0) {
        (void)hysi_lay_out_reals(given->lower, given->upper, given->step, HYSI_EQUAL, false,
                                 &column->layout);
        const struct hysi_steps *steps = &column->layout.steps;
        column->lower -= 0.5 * given->step;
        column->upper = fma(steps->last, steps->scale, steps->offset) / steps->divisor;
        column->upper += 0.5 * given->step;
    } else if (column->is_log) {
        column->lower = fmax(column->lower, 0x1p-1074);
    }
    const bool from_0 = column->is_log && given->lower == 0;
    column->least = fmax(column->lower, -DBL_MAX);
    column->most = fmin(column->upper, DBL_MAX);
    column->from = !column->is_log ? column->lower
                   : from_0        ? -(double)INFINITY
                                   : hysi_sleef_log_f64(column->lower);
    column->to = column->is_log ? hysi_sleef_log_f64(column->upper) : column->upper;
}

/* The distance between the bounds on the axis of the law. */
static double distance_of(const struct hysi_mixture_column *column)
{
    const double distance = column->upper - column->lower;
    return column->is_log && isfinite(column->to - column->from) && isfinite(distance)
               ? hysi_sleef_log1p_f64(distance / column->lower)
               : column->to - column->from;
}

static void add_rows(struct hysi_mixture_column *column, const hys_mixture_column *given,
                     size_t components, double **rest)
{
    const size_t values = values_of(given), most = rows_of(values, components);
    if (most == 0)
        return;
    column->rows = take(rest, words_of_rows(values));
    atomic_init(&column->rows->used, 0);
    column->rows->most = (int)most;
    for (size_t k = 0; k < values; k++)
        atomic_init(&column->rows->of_value[k], HYSI_MIXTURE_ABSENT);
    column->row_length = whole_words(components);
    column->table = take(rest, most * column->row_length);
    column->of = take(rest, whole_pairs(most));
}

/* Returns false if a component has too little mass between the bounds. */
static bool fill_numbers(struct hysi_mixture_column *column, const hys_mixture_column *given,
                         size_t components, double **rest, double *base)
{
    const bool is_stepped = given->step != 0;
    const size_t words = whole_words(components);
    double *mu = take(rest, words), *scale = take(rest, words);
    struct hysi_mixture_normal *normal = take(rest, words * (sizeof *normal / sizeof(double)));

    set_bounds(column, given);
    const double distance = distance_of(column);
    for (size_t c = 0; c < components; c++) {
        const double sigma = given->sigma[c], a = (column->from - given->mu[c]) / sigma,
                     b = (column->to - given->mu[c]) / sigma;
        const double m = (0.5 * (column->from + column->to) - given->mu[c]) / sigma;
        const double mass = hysi_normal_between(a, b, distance / sigma, m);
        if (!(mass > least_mass))
            return false;
        mu[c] = given->mu[c];
        scale[c] = (is_stepped ? 1.0 : MIXTURE_ROOT_HALF_LOG2_E) / sigma;
        normal[c] = (struct hysi_mixture_normal){.mass = mass,
                                                 .below = hysi_normal_above(-a),
                                                 .above = hysi_normal_above(b),
                                                 .least = fmax(0x1p-65 * mass, 0x1p-1020),
                                                 .sigma = sigma,
                                                 .mu = mu[c]};
        base[c] += hysi_sleef_log2_f64(mass);
        if (!is_stepped)
            base[c] += hysi_sleef_log2_f64(sigma) + MIXTURE_LOG2_ROOT_2_PI;
    }
    for (size_t c = components; c < words; c++)
        mu[c] = 0, scale[c] = 1;
    column->law = is_stepped ? HYSI_MIXTURE_STEPPED : HYSI_MIXTURE_NUMBER;
    column->mu = mu;
    column->scale = scale;
    column->normal = normal;
    add_rows(column, given, components, rest);
    return true;
}

/* ---- construction ---- */

static hys_status fill(hys_mixture *mixture, const struct mixture_parts *parts, uint64_t *before,
                       size_t *bad)
{
    const size_t components = parts->components;
    double *rest = mixture->memory, *base = take(&rest, whole_pairs(components));
    uint64_t *threshold = take(&rest, whole_pairs(components));

    set_energies(parts->weights, components, 1, base);
    set_choice(parts->weights, components, before, threshold, &mixture->choice);
    for (*bad = 0; *bad < parts->columns; ++*bad) {
        const hys_mixture_column *given = &parts->column[*bad];
        struct hysi_mixture_column *column = &mixture->column[*bad];
        if (is_choice(given))
            fill_choice(column, given, components, &rest, before);
        else if (!fill_numbers(column, given, components, &rest, base))
            return HYS_E_BOUNDS_MASS;
    }
    mixture->base = base;
    return HYS_OK;
}

static size_t longest_list(const struct mixture_parts *parts)
{
    size_t most = parts->components;
    for (size_t j = 0; j < parts->columns; j++)
        if (is_choice(&parts->column[j]) && parts->column[j].count > most)
            most = parts->column[j].count;
    return most;
}

static hys_status build(hys_mixture **result, const struct mixture_parts *parts, size_t *bad)
{
    const size_t words = words_of(parts);
    hys_mixture *mixture = calloc(1, sizeof *mixture);
    uint64_t *before = calloc(longest_list(parts) + 1, sizeof *before);
    hys_status status = HYS_E_MEMORY;

    *bad = parts->columns;
    if (mixture && before) {
        mixture->components = parts->components;
        mixture->columns = parts->columns;
        mixture->column = calloc(parts->columns, sizeof *mixture->column);
        mixture->memory = words > SIZE_MAX / 8 ? NULL : malloc(words * sizeof(double));
        if (mixture->column && mixture->memory)
            status = fill(mixture, parts, before, bad);
    }
    free(before);
    if (status != HYS_OK)
        hys_mixture_free(mixture);
    else
        *result = mixture;
    return status;
}

/* Not inlined, so that its arithmetic stays between hysi_fpenv_enter and hysi_fpenv_leave. */
static __attribute__((noinline)) hys_status
check_and_build(hys_mixture **mixture, const struct mixture_parts *parts, size_t *bad)
{
    const hys_status status = check(parts, bad);
    return status == HYS_OK ? build(mixture, parts, bad) : status;
}

hys_status hys_mixture_new(hys_mixture **mixture, size_t components, const double *weights,
                           size_t columns, const hys_mixture_column *column, size_t *bad)
{
    const struct mixture_parts parts = {components, columns, weights, column};
    size_t ignored;
    size_t *at = bad ? bad : &ignored;

    *at = columns;
    if (!mixture)
        return HYS_E_NULL;
    *mixture = NULL;
    if ((!weights && components > 0) || (!column && columns > 0))
        return HYS_E_NULL;
    const hysi_fpenv caller = hysi_fpenv_enter();
    const hys_status status = check_and_build(mixture, &parts, at);
    hysi_fpenv_leave(caller);
    return status;
}

void hys_mixture_free(hys_mixture *mixture)
{
    if (!mixture)
        return;
    free(mixture->memory);
    free(mixture->column);
    free(mixture);
}

size_t hys_mixture_components(const hys_mixture *mixture)
{
    return mixture ? mixture->components : 0;
}

size_t hys_mixture_columns(const hys_mixture *mixture) { return mixture ? mixture->columns : 0; }
