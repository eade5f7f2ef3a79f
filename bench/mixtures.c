/* The mixtures that hysbench measures. Components are drawn as TPE finds them: mu anywhere within
 * the bounds, sigma from a fiftieth of their distance to all of it. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "bench/memory.h"
#include "bench/mixtures.h"
#include "bench/word.h"

enum { COMPONENTS = 64, COLUMNS = 8, ENTRIES = 6, ISAS = 8 };

static const struct {
    const char *name;
    size_t columns;
    hys_mixture_column column; /* each of them */
} shapes[MIXTURE_SHAPES] = {
    [FLOAT] = {"float", 1, {.lower = -1, .upper = 3}},
    [FLOATS4] = {"4-floats", 4, {.lower = -1, .upper = 3}},
    [FLOATS8] = {"8-floats", 8, {.lower = -1, .upper = 3}},
    [INT] = {"int", 1, {.lower = 1, .upper = 50, .step = 1}},
    [LOG_INT] = {"log-int", 1, {.lower = 1, .upper = 1000, .step = 1, .flags = HYS_MIXTURE_LOG}},
    [CHOICE] = {"choice", 1, {.count = ENTRIES}},
};

static struct {
    hys_mixture *by_isa[ISAS]; /* as hys_isa_name numbers them */
    double *points;
} open[MIXTURE_SHAPES];

const char *mixture_name(enum mixture_shape shape) { return shapes[shape].name; }

/* n numbers from low to high, the draws of dimension dim. */
static const double *numbers(double *to, size_t n, double low, double high, uint64_t dim)
{
    hys_source source = hys_source_native(hys_key_from_seed(3));
    source.dim = dim;
    bench_need(hys_unit_f64(&source, 0, n, to), "numbers");
    for (size_t i = 0; i < n; i++)
        to[i] = low + (high - low) * to[i];
    return to;
}

static void set_column(hys_mixture_column *column, double *mu, double *sigma, double *weights,
                       uint64_t dim)
{
    const bool is_log = column->flags & HYS_MIXTURE_LOG;
    if (column->count > 0) {
        column->weights = numbers(weights, ENTRIES * COMPONENTS, 0.1, 1, dim);
        return;
    }
    const double low = is_log ? log(column->lower) : column->lower,
                 high = is_log ? log(column->upper) : column->upper;
    column->mu = numbers(mu, COMPONENTS, low, high, dim);
    column->sigma = numbers(sigma, COMPONENTS, log(0.02), 0, dim + COLUMNS);
    for (size_t c = 0; c < COMPONENTS; c++)
        sigma[c] = (high - low) * exp(sigma[c]);
}

static hys_mixture *new_mixture(enum mixture_shape shape)
{
    double mu[COLUMNS][COMPONENTS], sigma[COLUMNS][COMPONENTS], own[COMPONENTS];
    double weights[COLUMNS][ENTRIES * COMPONENTS];
    hys_mixture_column column[COLUMNS];
    hys_mixture *mixture;

    for (size_t j = 0; j < shapes[shape].columns; j++) {
        column[j] = shapes[shape].column;
        set_column(&column[j], mu[j], sigma[j], weights[j], j);
    }
    bench_need(hys_mixture_new(&mixture, COMPONENTS, numbers(own, COMPONENTS, 0.5, 1, 99),
                               shapes[shape].columns, column, NULL),
               "mixture");
    return mixture;
}

static const hys_mixture *mixture_of(enum mixture_shape shape)
{
    const char *current = hys_isa_current();
    size_t i = 0;
    while (i + 1 < ISAS && strcmp(hys_isa_name(i), current))
        i++;
    if (!open[shape].by_isa[i])
        open[shape].by_isa[i] = new_mixture(shape);
    return open[shape].by_isa[i];
}

void mixture_open(enum mixture_shape shape)
{
    if (open[shape].points)
        return;
    open[shape].points = bench_memory(MIXTURE_POINTS * shapes[shape].columns * sizeof(double));
    mixture_sample(shape, 0, MIXTURE_POINTS, open[shape].points);
}

void mixture_logpdf(enum mixture_shape shape, size_t first, size_t n, double *out)
{
    const size_t columns = shapes[shape].columns;
    bench_need(hys_mixture_logpdf(mixture_of(shape), n, HYS_ROW_MAJOR,
                                  open[shape].points + first * columns, columns, out, NULL),
               "logpdf of a mixture");
}

void mixture_sample(enum mixture_shape shape, size_t first, size_t n, double *out)
{
    const hys_source source = hys_source_native(hys_key_from_seed(1));
    bench_need(hys_mixture_sample(mixture_of(shape), &source, first, n, HYS_ROW_MAJOR, out,
                                  shapes[shape].columns),
               "sample of a mixture");
}
