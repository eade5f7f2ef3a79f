/* The log density of mixtures: tiles of points through the kernels. docs/spec.md, section 4.3. */
#include <config.h>

#include <math.h>

#include "src/dispatch.h"
#include "src/fpenv.h"
#include "src/mixture_object.h"
#include "src/pipeline.h"
#include "src/reference/mixture.h"
#include "src/sleef.h"
#include "src/strided.h"

enum { POINTS = HYSI_MIXTURE_POINTS, CHUNK = HYSI_MIXTURE_CHUNK, GROUP = 16 };

/* Where a tile's points are in one column. Numbers have a place; entries and stepped values a row
 * of the column's table, or none, and then stepped values are at a place. */
struct places {
    _Alignas(64) double at[POINTS];
    size_t row[POINTS];
};
static const size_t no_row = SIZE_MAX;

/* A tile's points in up to GROUP columns. Columns beyond are placed anew for each chunk of
 * components. Stepped values that have no row in a table have one here, for each chunk anew. */
struct logpdf_tile {
    struct places places[GROUP];
    _Alignas(64) double own_row[POINTS][CHUNK];
    struct hysi_mixture_energies energies;
    struct hysi_mixture_sums sums;
    _Alignas(64) double extra[POINTS], out[POINTS];
};

struct logpdf_call {
    const hys_mixture *mixture;
    const struct hysi_kernels *kernels;
    const double *x;
    size_t row_step, column_step; /* in elements */
};

static size_t round_up(size_t n)
{
    return (n + HYSI_MIXTURE_WORD - 1) / HYSI_MIXTURE_WORD * HYSI_MIXTURE_WORD;
}

/* The extra energy of a number: none inside, infinite outside, NaN of NaN. */
static double extra_of(double x, bool inside)
{
    return inside ? 0.0 : x != x ? x : (double)INFINITY;
}

static void log_of(const struct logpdf_call *call, size_t n, double *x)
{
    (void)call->kernels->map[HYSI_MAP_ln_f64](&hysi_no_params, n, x, x);
}

/* ---- where m points are in a column ---- */

/* The density of a value is that of its logarithm over the value. */
static void place_numbers(const struct logpdf_call *call, const struct hysi_mixture_column *column,
                          const double *x, size_t m, struct places *places, double *extra)
{
    const double safe = column->is_log ? 1.0 : 0.0;
    for (size_t i = 0; i < m; i++) {
        const double v = x[i * call->row_step];
        const bool inside = column->lower <= v && v <= column->upper;
        places->at[i] = inside ? v : safe;
        extra[i] += extra_of(v, inside);
    }
    for (size_t i = m; i < round_up(m); i++)
        places->at[i] = safe;
    if (column->is_log) {
        log_of(call, round_up(m), places->at);
        for (size_t i = 0; i < m; i++)
            extra[i] += places->at[i] * MIXTURE_LOG2_E;
    }
}

/* An interval ends where the bounds do. Its width is that of the values, since their logarithms may
 * be close. */
static struct hysi_mixture_ends ends_of(const struct hysi_mixture_column *column, double v)
{
    const double half = 0.5 * column->step, begin = v - half, end = v + half;
    const double from = begin > column->lower ? begin : column->lower,
                 to = end < column->upper ? end : column->upper;
    const double width = from == begin && to == end ? column->step : to - from;
    return !column->is_log
               ? (struct hysi_mixture_ends){from, to, width}
               : (struct hysi_mixture_ends){hysi_sleef_log_f64(from), hysi_sleef_log_f64(to),
                                            hysi_sleef_log1p_f64(width / from)};
}

/* Fills the next row of a column's table for a value. Returns its number, or no_row if the
 * table is full. */
static size_t fill_row(const struct logpdf_call *call, const struct hysi_mixture_column *column,
                       double v)
{
    struct hysi_mixture_rows *rows = column->rows;
    if (atomic_load_explicit(&rows->used, memory_order_relaxed) >= rows->most)
        return no_row;
    const int row = atomic_fetch_add_explicit(&rows->used, 1, memory_order_relaxed);
    if (row >= rows->most)
        return no_row;
    const struct hysi_mixture_ends ends = ends_of(column, v);
    call->kernels->mixture_interval(column->mu, column->scale, &ends, column->row_length,
                                    column->table + (size_t)row * column->row_length);
    column->of[row] = v;
    return (size_t)row;
}

/* The row of a number that is as good as value k, which is filled unless it is. no_row if there is
 * no room for it, if another thread is at it, or if the row is about another number. */
static size_t row_of(const struct logpdf_call *call, const struct hysi_mixture_column *column,
                     size_t k, double v)
{
    atomic_int *known = &column->rows->of_value[k];
    int found = atomic_load_explicit(known, memory_order_acquire);
    if (found == HYSI_MIXTURE_ABSENT &&
        atomic_compare_exchange_strong_explicit(known, &found, HYSI_MIXTURE_FILLING,
                                                memory_order_acquire, memory_order_acquire)) {
        const size_t row = fill_row(call, column, v);
        found = row == no_row ? HYSI_MIXTURE_ABSENT : (int)row + 1;
        atomic_store_explicit(known, found, memory_order_release);
    }
    return found > 0 && column->of[found - 1] == v ? (size_t)found - 1 : no_row;
}

/* The rows of those places that are as good as values of the column. */
static void find_rows(const struct logpdf_call *call, const struct hysi_mixture_column *column,
                      size_t m, struct places *places)
{
    const struct hysi_steps *steps = &column->layout.steps;
    for (size_t i = 0; i < m; i++) {
        const double k = (places->at[i] - steps->from) / steps->width,
                     nearest = (double)(int64_t)(k + 0.5);
        if (fabs(k - nearest) < 0x1p-20)
            places->row[i] = row_of(call, column, (size_t)nearest, places->at[i]);
    }
}

static void place_steps(const struct logpdf_call *call, const struct hysi_mixture_column *column,
                        const double *x, size_t m, struct places *places, double *extra)
{
    for (size_t i = 0; i < m; i++) {
        const double v = x[i * call->row_step];
        const bool inside = column->lower <= v && v <= column->upper;
        places->at[i] = inside ? v : column->layout.steps.from;
        places->row[i] = no_row;
        extra[i] += extra_of(v, inside);
    }
    if (column->rows)
        find_rows(call, column, m, places);
}

static void place_choices(const struct logpdf_call *call, const struct hysi_mixture_column *column,
                          const double *x, size_t m, struct places *places, double *extra)
{
    const double count = (double)column->count;
    for (size_t i = 0; i < m; i++) {
        const double v = x[i * call->row_step];
        const bool inside = 0 <= v && v < count && v == rint(v);
        places->row[i] = inside ? (size_t)v : 0;
        extra[i] += extra_of(v, inside);
    }
}

static void place(const struct logpdf_call *call, size_t j, const double *x, size_t m,
                  struct places *places, double *extra)
{
    const struct hysi_mixture_column *column = &call->mixture->column[j];
    x += j * call->column_step;
    switch (column->law) {
    case HYSI_MIXTURE_NUMBER: place_numbers(call, column, x, m, places, extra); break;
    case HYSI_MIXTURE_STEPPED: place_steps(call, column, x, m, places, extra); break;
    case HYSI_MIXTURE_CHOICE: place_choices(call, column, x, m, places, extra); break;
    }
}

/* ---- tiles ---- */

/* The number of a value among the distinct ones so far, which it joins if it is new. */
static size_t join(double *values, size_t *distinct, double v)
{
    size_t j = 0;
    while (j < *distinct && values[j] != v)
        j++;
    if (j == *distinct)
        values[(*distinct)++] = v;
    return j;
}

/* The rows of m points, and of those that fill the last word, from component first on. */
static void set_rows(const struct logpdf_call *call, const struct hysi_mixture_column *column,
                     struct logpdf_tile *tile, const struct places *places, size_t m, size_t first,
                     size_t k, const double **row)
{
    double values[POINTS];
    size_t distinct = 0;

    for (size_t i = 0; i < m; i++)
        row[i] = places->row[i] != no_row
                     ? column->table + places->row[i] * column->row_length + first
                     : tile->own_row[join(values, &distinct, places->at[i])];
    for (size_t i = m; i < round_up(m); i++)
        row[i] = row[0];
    for (size_t j = 0; j < distinct; j++) {
        const struct hysi_mixture_ends ends = ends_of(column, values[j]);
        call->kernels->mixture_interval(column->mu + first, column->scale + first, &ends,
                                        round_up(k), tile->own_row[j]);
    }
}

/* The energies of k components from first on, all columns. Columns of numbers go together. */
static void add_columns(const struct logpdf_call *call, struct logpdf_tile *tile, const double *x,
                        size_t m, size_t first, size_t k)
{
    const hys_mixture *mixture = call->mixture;
    const bool stays = first > 0 && mixture->columns <= GROUP;
    const double *base = mixture->base + first;
    struct hysi_mixture_numbers numbers[GROUP];
    double ignored[POINTS] = {0};

    for (size_t j = 0, run = 0; j < mixture->columns; j++) {
        const struct hysi_mixture_column *column = &mixture->column[j];
        const bool is_number = column->law == HYSI_MIXTURE_NUMBER;
        struct places *places = &tile->places[j % GROUP];
        if (!stays)
            place(call, j, x, m, places, first > 0 ? ignored : tile->extra);
        if (is_number)
            numbers[run++] = (struct hysi_mixture_numbers){column->mu + first,
                                                           column->scale + first, places->at};
        if (run > 0 && (!is_number || run == GROUP || j + 1 == mixture->columns)) {
            call->kernels->mixture_add_numbers(numbers, run, k, base, round_up(m), &tile->energies);
            base = NULL;
            run = 0;
        }
        if (!is_number) {
            const double *row[POINTS];
            set_rows(call, column, tile, places, m, first, k, row);
            call->kernels->mixture_add_rows(row, k, base, round_up(m), &tile->energies);
            base = NULL;
        }
    }
}

/* Writes the log density of m <= POINTS points to tile->out. */
static void run_tile(const struct logpdf_call *call, struct logpdf_tile *tile, const double *x,
                     size_t m)
{
    const size_t components = call->mixture->components, n = round_up(m);

    for (size_t i = 0; i < n; i++)
        tile->extra[i] = 0;
    for (size_t c = 0, k; c < components; c += k) {
        k = components - c < HYSI_MIXTURE_CHUNK ? components - c : HYSI_MIXTURE_CHUNK;
        add_columns(call, tile, x, m, c, k);
        call->kernels->mixture_sum(&tile->energies, k, n, c == 0, &tile->sums);
    }
    call->kernels->mixture_finish(&tile->sums, tile->extra, n, tile->out);
}

static __attribute__((noinline)) size_t run(const struct logpdf_call *call, size_t n, double *out)
{
    struct logpdf_tile tile;
    size_t flagged = 0;

    for (size_t i = 0, m; i < n; i += m) {
        m = n - i < POINTS ? n - i : POINTS;
        run_tile(call, &tile, call->x + i * call->row_step, m);
        for (size_t k = 0; k < m; k++) {
            out[i + k] = tile.out[k];
            flagged += tile.out[k] != tile.out[k];
        }
    }
    return flagged;
}

hys_status hys_mixture_logpdf(const hys_mixture *mixture, size_t n, hys_order order,
                              const double *x, size_t ld, double *out, size_t *flagged)
{
    struct logpdf_call call = {.mixture = mixture, .x = x};
    hys_status status;

    if (flagged)
        *flagged = 0;
    if (!mixture || ((!x || !out) && n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&call.kernels)) != HYS_OK)
        return status;
    if (!hysi_is_matrix(order, n, mixture->columns, ld))
        return HYS_E_INDEX;
    call.row_step = hysi_row_step(order, ld);
    call.column_step = hysi_column_step(order, ld);
    const hysi_fpenv caller = hysi_fpenv_enter();
    const size_t found = run(&call, n, out);
    hysi_fpenv_leave(caller);
    return hysi_report(found, flagged);
}
