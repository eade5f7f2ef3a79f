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

enum { POINTS = HYSI_MIXTURE_POINTS, GROUP = 16 };

/* A tile's points in up to GROUP columns. Columns beyond are placed anew for each chunk of
 * components. */
struct tile {
    struct hysi_mixture_places places[GROUP];
    struct hysi_mixture_energies energies;
    struct hysi_mixture_sums sums;
    _Alignas(64) double extra[POINTS], out[POINTS];
};

struct call {
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

static void log_of(const struct call *call, size_t n, double *x)
{
    (void)call->kernels->map[HYSI_MAP_ln_f64](&hysi_no_params, n, x, x);
}

/* ---- where m points are in a column ---- */

/* The density of a value is that of its logarithm over the value. */
static void place_numbers(const struct call *call, const struct hysi_mixture_column *column,
                          const double *x, size_t m, struct hysi_mixture_places *places,
                          double *extra)
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

/* An interval ends where the bounds do. Its width is that of the values, since their logarithms may
 * be close. */
static void set_interval(const struct hysi_mixture_column *column,
                         struct hysi_mixture_places *places, size_t j, double v)
{
    const double half = 0.5 * column->step, begin = v - half, end = v + half;
    const double from = begin > column->lower ? begin : column->lower,
                 to = end < column->upper ? end : column->upper;
    const double width = from == begin && to == end ? column->step : to - from;
    places->at[j] = from;
    places->end[j] = to;
    places->width[j] = column->is_log ? hysi_sleef_log1p_f64(width / from) : width;
}

static void place_steps(const struct call *call, const struct hysi_mixture_column *column,
                        const double *x, size_t m, struct hysi_mixture_places *places,
                        double *extra)
{
    const double safe = column->layout.steps.from;
    double values[POINTS];

    places->distinct = 0;
    for (size_t i = 0; i < m; i++) {
        const double v = x[i * call->row_step];
        const bool inside = column->lower <= v && v <= column->upper;
        places->interval[i] = join(values, &places->distinct, inside ? v : safe);
        extra[i] += extra_of(v, inside);
    }
    for (size_t i = m; i < round_up(m); i++)
        places->interval[i] = 0;
    for (size_t j = 0; j < round_up(places->distinct); j++)
        set_interval(column, places, j, j < places->distinct ? values[j] : safe);
    if (column->is_log) {
        log_of(call, round_up(places->distinct), places->at);
        log_of(call, round_up(places->distinct), places->end);
    }
}

static void place_choices(const struct call *call, const struct hysi_mixture_column *column,
                          const double *x, size_t m, struct hysi_mixture_places *places,
                          double *extra)
{
    const double count = (double)column->terms.count;
    for (size_t i = 0; i < m; i++) {
        const double v = x[i * call->row_step];
        const bool inside = 0 <= v && v < count && v == rint(v);
        places->interval[i] = inside ? (uint64_t)v : 0;
        extra[i] += extra_of(v, inside);
    }
    for (size_t i = m; i < round_up(m); i++)
        places->interval[i] = 0;
}

static void place(const struct call *call, size_t j, const double *x, size_t m,
                  struct hysi_mixture_places *places, double *extra)
{
    const struct hysi_mixture_column *column = &call->mixture->column[j];
    x += j * call->column_step;
    switch (column->terms.law) {
    case HYSI_MIXTURE_NUMBER: place_numbers(call, column, x, m, places, extra); break;
    case HYSI_MIXTURE_STEPPED: place_steps(call, column, x, m, places, extra); break;
    case HYSI_MIXTURE_CHOICE: place_choices(call, column, x, m, places, extra); break;
    }
}

/* ---- tiles ---- */

/* The energies of k components from first on, all columns. */
static void add_columns(const struct call *call, struct tile *tile, const double *x, size_t m,
                        size_t first, size_t k)
{
    const hys_mixture *mixture = call->mixture;
    const bool stays = first > 0 && mixture->columns <= GROUP;
    double ignored[POINTS] = {0};

    for (size_t j = 0; j < mixture->columns; j++) {
        struct hysi_mixture_places *places = &tile->places[j % GROUP];
        if (!stays)
            place(call, j, x, m, places, first > 0 ? ignored : tile->extra);
        call->kernels->mixture_add(&mixture->column[j].terms, first, k, j ? NULL : mixture->base,
                                   places, round_up(m), &tile->energies);
    }
}

/* Writes the log density of m <= POINTS points to tile->out. */
static void run_tile(const struct call *call, struct tile *tile, const double *x, size_t m)
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

static __attribute__((noinline)) size_t run(const struct call *call, size_t n, double *out)
{
    struct tile tile;
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
    struct call call = {.mixture = mixture, .x = x};
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
