/* Samples of mixtures: a component by one draw, then each column by another. docs/spec.md, section
 * 4.3. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "src/dispatch.h"
#include "src/fpenv.h"
#include "src/mixture_object.h"
#include "src/pipeline.h"
#include "src/reference/normal.h"
#include "src/sleef.h"
#include "src/strided.h"

/* Rows between the engine and the caller's matrix. */
enum { ROWS = 256 };

/* How far the dims of a mixture's draws are apart: 2^64 over the golden ratio. */
static const uint64_t dim_step = 0x9e3779b97f4a7c15;

struct call {
    const hys_mixture *mixture;
    const struct hysi_kernels *kernels;
    struct hysi_opened opened;
    size_t row_step, column_step; /* in elements */
};

struct tile {
    uint64_t draw[ROWS];
    uint32_t component[ROWS];
    int64_t number[ROWS];
    double value[ROWS];
};

/* ---- laws ---- */

/* How many thresholds are <= the draw. */
static size_t choose(const struct hysi_mixture_choice *choice, uint64_t draw)
{
    size_t first = 0, left = choice->count;
    while (left > 0) {
        const size_t half = left / 2;
        const bool above = choice->threshold[first + half] <= draw;
        first = above ? first + half + 1 : first;
        left = above ? left - half - 1 : half;
    }
    return first;
}

static double clamp(double x, double low, double high)
{
    x = x > low ? x : low;
    return x < high ? x : high;
}

/* (v + 1/2) 2^-64, rounded once. */
static double unit_of(uint64_t v)
{
    return fma((double)(v >> 32), 0x1p32, (double)(v & 0xffffffffu) + 0.5) * 0x1p-64;
}

/* The number that a draw gives between a column's bounds, under the law of component c. */
static double number_of(const struct hysi_mixture_column *column, size_t c, uint64_t draw)
{
    const double mass = column->mass[c];
    const double p = fma(unit_of(draw), mass, column->below[c]),
                 q = fma(unit_of(~draw), mass, column->above[c]);
    const double z = hysi_normal_quantile(p, q, fmax(0x1p-65 * mass, 0x1p-1020));
    const double t = clamp(fma(z, column->sigma[c], column->terms.mu[c]), column->from, column->to);
    return column->is_log ? hysi_sleef_exp_f64(t) : t;
}

/* ---- columns ---- */

static void take_draws(struct call *call, size_t number, uint64_t first, size_t n, uint64_t *draw)
{
    const struct hysi_column_id id = {.dim = call->opened.source.dim + number * dim_step};
    struct hysi_step step = {.route = {.bits = 64, .draws = 1}};
    hysi_settle(&step, call->kernels, &call->opened, &id, sizeof *draw);
    step.engine(&step.key[0], first, n, draw);
}

static void fill_values(const struct call *call, const struct hysi_mixture_column *column,
                        struct tile *tile, size_t n)
{
    const struct hysi_steps *steps = &column->layout.steps;
    const union hysi_params params = {.step_f64 = {.steps = steps}};

    for (size_t i = 0; i < n; i++) {
        const size_t c = tile->component[i];
        const uint64_t draw = tile->draw[i];
        switch (column->terms.law) {
        case HYSI_MIXTURE_NUMBER:
            tile->value[i] = clamp(number_of(column, c, draw), column->least, column->most);
            break;
        case HYSI_MIXTURE_STEPPED:
            tile->number[i] = (int64_t)clamp(
                rint((number_of(column, c, draw) - steps->from) / steps->width), 0, steps->last);
            break;
        case HYSI_MIXTURE_CHOICE: tile->value[i] = (double)choose(&column->choice[c], draw);
        }
    }
    if (column->terms.law == HYSI_MIXTURE_STEPPED)
        (void)call->kernels->map[HYSI_MAP_step_f64](&params, n, tile->number, tile->value);
}

static __attribute__((noinline)) void run(struct call *call, uint64_t first, size_t n, double *x)
{
    const hys_mixture *mixture = call->mixture;
    struct tile tile;

    for (size_t i = 0, m; i < n; i += m) {
        m = n - i < ROWS ? n - i : ROWS;
        take_draws(call, 0, first + i, m, tile.draw);
        for (size_t k = 0; k < m; k++)
            tile.component[k] = (uint32_t)choose(&mixture->choice, tile.draw[k]);
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
    struct call call = {.mixture = mixture};
    hys_status status;

    if (!mixture || !source || (!x && n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&call.kernels)) != HYS_OK ||
        (status = hysi_open(&call.opened, source, false)) != HYS_OK)
        return status;
    if (call.opened.use != HYSI_USE_NATIVE)
        return HYS_E_STREAM;
    if (!hysi_is_matrix(order, n, mixture->columns, ld) || !hysi_in_range(&rows))
        return HYS_E_INDEX;
    call.row_step = hysi_row_step(order, ld);
    call.column_step = hysi_column_step(order, ld);
    const hysi_fpenv caller = hysi_fpenv_enter();
    run(&call, first, n, x);
    hysi_fpenv_leave(caller);
    return HYS_OK;
}
