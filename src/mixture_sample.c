/* Samples of mixtures: a component by one draw, then each column by another. docs/spec.md, section
 * 4.3. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "src/dispatch.h"
#include "src/fpenv.h"
#include "src/mixture_object.h"
#include "src/pipeline.h"
#include "src/strided.h"

/* Rows between the engine and the caller's matrix. */
enum { ROWS = 256, GROUP = HYSI_MIXTURE_DRAWS };
_Static_assert(ROWS % GROUP == 0, "whole groups");

/* How far the dims of a mixture's draws are apart: 2^64 over the golden ratio. */
static const uint64_t dim_step = 0x9e3779b97f4a7c15;

struct draw_call {
    const hys_mixture *mixture;
    const struct hysi_kernels *kernels;
    struct hysi_opened opened;
    size_t row_step, column_step; /* in elements */
};

struct draw_tile {
    uint64_t draw[ROWS];
    uint32_t component[ROWS];
    double value[ROWS];
};

/* ---- laws ---- */

/* How many thresholds are <= the draw. The steps of the search depend on their number alone, since
 * no branch would be predicted. */
static size_t choose(const struct hysi_mixture_choice *choice, uint64_t draw)
{
    const uint64_t *at = choice->threshold;
    size_t left = choice->count;
    while (left > 1) {
        const size_t half = left / 2, above = at[half - 1] <= draw;
        at += half & (0 - above);
        left -= half;
    }
    return (size_t)(at - choice->threshold) + (left > 0 && *at <= draw);
}

/* ---- columns ---- */

static void take_draws(struct draw_call *call, size_t number, uint64_t first, size_t n,
                       uint64_t *draw)
{
    const struct hysi_column_id id = {.dim = call->opened.source.dim + number * dim_step};
    struct hysi_step step = {.route = {.bits = 64, .draws = 1}};
    hysi_settle(&step, call->kernels, &call->opened, &id, sizeof *draw);
    step.engine(&step.key[0], first, n, draw);
}

static double clamp(double x, double low, double high)
{
    x = x > low ? x : low;
    return x < high ? x : high;
}

/* The numbers between a column's bounds, of a log column after exp. */
static void fill_numbers(const struct draw_call *call, const struct hysi_mixture_column *column,
                         struct draw_tile *tile, size_t n)
{
    const size_t whole = (n + GROUP - 1) / GROUP * GROUP;
    for (size_t i = n; i < whole; i++)
        tile->draw[i] = tile->draw[0];
    call->kernels->mixture_draw(column->normal, column->from, column->to, tile->component,
                                tile->draw, whole, tile->value);
    if (column->is_log)
        (void)call->kernels->map[HYSI_MAP_exp_f64](&hysi_no_params, n, tile->value, tile->value);
}

static void fill_values(const struct draw_call *call, const struct hysi_mixture_column *column,
                        struct draw_tile *tile, size_t n)
{
    const union hysi_params params = {.nearest_step = {.steps = &column->layout.steps}};

    switch (column->law) {
    case HYSI_MIXTURE_NUMBER:
        fill_numbers(call, column, tile, n);
        for (size_t i = 0; i < n; i++)
            tile->value[i] = clamp(tile->value[i], column->least, column->most);
        break;
    case HYSI_MIXTURE_STEPPED:
        fill_numbers(call, column, tile, n);
        (void)call->kernels->map[HYSI_MAP_nearest_step](&params, n, tile->value, tile->value);
        break;
    case HYSI_MIXTURE_CHOICE:
        for (size_t i = 0; i < n; i++)
            tile->value[i] = (double)choose(&column->choice[tile->component[i]], tile->draw[i]);
    }
}

static __attribute__((noinline)) void run(struct draw_call *call, uint64_t first, size_t n,
                                          double *x)
{
    const hys_mixture *mixture = call->mixture;
    struct draw_tile tile;

    for (size_t i = 0, m; i < n; i += m) {
        m = n - i < ROWS ? n - i : ROWS;
        take_draws(call, 0, first + i, m, tile.draw);
        for (size_t k = 0; k < m; k++)
            tile.component[k] = (uint32_t)choose(&mixture->choice, tile.draw[k]);
        for (size_t k = m; k % GROUP != 0; k++)
            tile.component[k] = 0;
        for (size_t j = 0; j < mixture->columns; j++) {
            double *to = x + i * call->row_step + j * call->column_step;
            take_draws(call, j + 1, first + i, m, tile.draw);
            fill_values(call, &mixture->column[j], &tile, m);
            for (size_t k = 0; k < m; k++)
                to[k * call->row_step] = tile.value[k];
        }
    }
}

hys_status hys_mixture_sample(const hys_mixture *mixture, const hys_source *source, uint64_t first,
                              size_t n, hys_order order, double *x, size_t ld)
{
    const struct hysi_rows rows = {NULL, first, n};
    struct draw_call call = {.mixture = mixture};
    hys_status status;

    if (!mixture || !source || (!x && n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&call.kernels)) != HYS_OK ||
        (status = hysi_open(&call.opened, source, NULL)) != HYS_OK)
        return status;
    if (call.opened.kind != &hysi_stream_native)
        return HYS_E_STREAM;
    if (!hysi_is_matrix(order, n, mixture->columns, ld) || !hysi_in_range(&rows, 0))
        return HYS_E_INDEX;
    call.row_step = hysi_row_step(order, ld);
    call.column_step = hysi_column_step(order, ld);
    const hysi_fpenv caller = hysi_fpenv_enter();
    run(&call, first, n, x);
    hysi_fpenv_leave(caller);
    return HYS_OK;
}
