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

/* The arguments of the constructor. */
struct parts {
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

static hys_status check(const struct parts *parts, size_t *bad)
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

enum { NUMBER_ARRAYS = 6 }; /* mu, scale, sigma, mass, below, above */

/* SIZE_MAX where the product or the sum is beyond it. */
static size_t times(size_t a, size_t b) { return b > 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b; }
static size_t plus(size_t a, size_t b) { return a > SIZE_MAX - b ? SIZE_MAX : a + b; }

/* The number of 64-bit words that all arrays take. */
static size_t words_of(const struct parts *parts)
{
    const size_t k = parts->components, choice = sizeof(struct hysi_mixture_choice) / 8;
    size_t words = times(2, k); /* base and thresholds */
    for (size_t j = 0; j < parts->columns; j++) {
        const hys_mixture_column *column = &parts->column[j];
        const size_t each =
            is_choice(column) ? plus(times(2, column->count), choice) : NUMBER_ARRAYS;
        words = plus(words, times(k, each));
    }
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

/* The energies of weights over their sum. */
static void set_energies(const double *weights, size_t count, double *energy)
{
    double largest = 0, sum = 0;
    for (size_t i = 0; i < count; i++)
        largest = fmax(largest, weights[i]);
    for (size_t i = 0; i < count; i++)
        sum += weights[i] / largest;
    const double log2_sum = hysi_sleef_log2_f64(sum);
    for (size_t i = 0; i < count; i++)
        energy[i] = weights[i] > 0 ? log2_sum - hysi_sleef_log2_f64(weights[i] / largest)
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
    const size_t count = given->count;
    double *table = take(rest, components * count);
    uint64_t *threshold = take(rest, components * count);
    struct hysi_mixture_choice *choice =
        take(rest, components * (sizeof(struct hysi_mixture_choice) / 8));

    for (size_t c = 0; c < components; c++) {
        const double *weights = given->weights + c * count;
        set_energies(weights, count, table + c * count);
        set_choice(weights, count, before, threshold + c * count, &choice[c]);
    }
    column->terms =
        (struct hysi_mixture_terms){.law = HYSI_MIXTURE_CHOICE, .table = table, .count = count};
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

/* Returns false if a component has too little mass between the bounds. */
static bool fill_numbers(struct hysi_mixture_column *column, const hys_mixture_column *given,
                         size_t components, double **rest, double *base)
{
    const bool is_stepped = given->step != 0;
    double *mu = take(rest, components), *scale = take(rest, components),
           *sigma = take(rest, components), *mass = take(rest, components),
           *below = take(rest, components), *above = take(rest, components);

    set_bounds(column, given);
    const double distance = distance_of(column);
    for (size_t c = 0; c < components; c++) {
        mu[c] = given->mu[c];
        sigma[c] = given->sigma[c];
        const double a = (column->from - mu[c]) / sigma[c], b = (column->to - mu[c]) / sigma[c];
        mass[c] = hysi_normal_between(a, b, distance / sigma[c], 0.5 * (a + b));
        below[c] = hysi_normal_above(-a);
        above[c] = hysi_normal_above(b);
        if (!(mass[c] > least_mass))
            return false;
        scale[c] = (is_stepped ? 1.0 : MIXTURE_ROOT_HALF_LOG2_E) / sigma[c];
        base[c] += hysi_sleef_log2_f64(mass[c]);
        if (!is_stepped)
            base[c] += hysi_sleef_log2_f64(sigma[c]) + MIXTURE_LOG2_ROOT_2_PI;
    }
    column->terms = (struct hysi_mixture_terms){
        .law = is_stepped ? HYSI_MIXTURE_STEPPED : HYSI_MIXTURE_NUMBER, .mu = mu, .scale = scale};
    column->sigma = sigma;
    column->mass = mass;
    column->below = below;
    column->above = above;
    return true;
}

/* ---- construction ---- */

static hys_status fill(hys_mixture *mixture, const struct parts *parts, uint64_t *before,
                       size_t *bad)
{
    const size_t components = parts->components;
    double *rest = mixture->memory, *base = take(&rest, components);

    set_energies(parts->weights, components, base);
    set_choice(parts->weights, components, before, take(&rest, components), &mixture->choice);
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

static size_t longest_list(const struct parts *parts)
{
    size_t most = parts->components;
    for (size_t j = 0; j < parts->columns; j++)
        if (is_choice(&parts->column[j]) && parts->column[j].count > most)
            most = parts->column[j].count;
    return most;
}

static hys_status build(hys_mixture **result, const struct parts *parts, size_t *bad)
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
        mixture->memory = calloc(words, sizeof(double));
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
static __attribute__((noinline)) hys_status check_and_build(hys_mixture **mixture,
                                                            const struct parts *parts, size_t *bad)
{
    const hys_status status = check(parts, bad);
    return status == HYS_OK ? build(mixture, parts, bad) : status;
}

hys_status hys_mixture_new(hys_mixture **mixture, size_t components, const double *weights,
                           size_t columns, const hys_mixture_column *column, size_t *bad)
{
    const struct parts parts = {components, columns, weights, column};
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
