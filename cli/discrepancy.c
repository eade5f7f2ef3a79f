/* discrepancy: how evenly points fill the unit cube, of rows that are read or of samples that are
 * encoded. */
#include <config.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/blocks.h"
#include "cli/command.h"
#include "cli/csv.h"
#include "cli/design.h"
#include "cli/fail.h"
#include "cli/input.h"
#include "cli/numbers.h"
#include "cli/output.h"
#include "json/number.h"

struct cube {
    const char *where;
    double *point;
    size_t n, d, ld;
    hys_order order;
};

/* ---- rows that are read ---- */

static bool is_number(const char *text)
{
    double ignored;
    return hysi_parse_f64(text, &ignored) != HYSI_NUMBER_NONE;
}

/* A first line without any number has the columns' names. */
static char **read_names(const struct records *records, size_t fields)
{
    char **names = xreallocarray(NULL, fields, sizeof *names);
    for (size_t f = 0; f < fields; f++) {
        if (is_number(records->field[f])) {
            free(names);
            return NULL;
        }
        names[f] = input_name(records->field[f]);
    }
    return names;
}

/* names: NULL, or those of the columns. */
static double read_number(const struct input *input, const char *text, char *const *names, size_t f)
{
    const char *column = names ? names[f] : xasprintf("column %zu", f + 1);
    double x;

    switch (hysi_parse_f64(text, &x)) {
    case HYSI_NUMBER_NONE:
        input_fail(input, "%s: %s is not a decimal number", column, input_quoted(input, text));
    case HYSI_NUMBER_RANGE: input_fail(input, "%s: %s is beyond the range of f64", column, text);
    default: break;
    }
    if (!(x >= 0 && x <= 1))
        input_fail(input, "%s: %s is not in [0, 1]", column, text);
    if (!names)
        free((void *)column);
    return x;
}

static struct cube read_cube(void)
{
    struct input input = {.where = "standard input", .line = 1};
    struct cube cube = {.where = input.where, .order = HYS_ROW_MAJOR};
    char **names = NULL;
    size_t capacity = 0;

    input_load(&input, stdin);
    input_refuse_mark(&input);
    struct records records = {
        .where = input.where, .at = input.text, .end = input.text + input.length, .next_line = 1};
    for (size_t fields; (fields = records_next(&records)) > 0;) {
        input.line = records.line;
        if (cube.d == 0) {
            cube.d = cube.ld = fields;
            if ((names = read_names(&records, fields)))
                continue;
        }
        if (fields != cube.d)
            input_fail(&input, "%zu fields where %zu are expected", fields, cube.d);
        if (cube.n == capacity)
            cube.point = xreallocarray(cube.point, capacity = 2 * capacity + 64,
                                       cube.d * sizeof *cube.point);
        for (size_t f = 0; f < fields; f++)
            cube.point[cube.n * cube.d + f] = read_number(&input, records.field[f], names, f);
        cube.n++;
    }
    if (cube.n == 0)
        fail(EXIT_USAGE, input.where, "no rows");
    free(records.field);
    free(input.text);
    free(names);
    return cube;
}

/* ---- samples that are encoded ---- */

struct filling {
    const struct rows *rows;
    const struct table *table;
    struct cube cube;
    size_t done; /* rows of the cube */
};

/* Blocks come in their order. */
static void encode_block(struct block *block, void *context)
{
    struct filling *filling = context;
    for (size_t c = 0; c < filling->rows->columns; c++) {
        const struct column *column = &filling->rows->column[c];
        const hys_status status = hys_encode(
            column->space, block->data + column_offset(filling->rows, block, c), block->n,
            column->type, filling->cube.point + c * filling->cube.ld + filling->done, NULL);
        if (status < 0)
            fail(EXIT_USAGE, table_place(filling->table, column->source, NULL), "%s",
                 hys_strerror(status));
    }
    filling->done += block->n;
}

static struct cube draw_cube(const struct options *given)
{
    const struct table table = table_read(given->space);
    struct rows rows = rows_of(&table, given, PURPOSE_SAMPLE);
    struct options options = design_settle(given, &table, &rows);

    if (options_none(&options))
        fail(EXIT_USAGE, options.indices ? "--indices" : "--count", "at least one row is needed");
    if (options.whole || options.count > SIZE_MAX / rows.columns / sizeof(double))
        fail(EXIT_RUN, "memory", "none left");
    options.progress = -1;
    rows.column_major = true;
    struct filling filling = {
        .rows = &rows,
        .table = &table,
        .cube = {.where = table.where,
                 .n = (size_t)options.count,
                 .d = rows.columns,
                 .ld = (size_t)options.count,
                 .order = HYS_COLUMN_MAJOR},
    };
    filling.cube.point =
        xreallocarray(NULL, filling.cube.n, rows.columns * sizeof *filling.cube.point);
    blocks_each(&table, &rows, &options, 0, NULL, encode_block, &filling);
    return filling.cube;
}

/* ---- the work, in several threads ---- */

struct sums_work {
    const struct cube *cube;
    hys_discrepancy_kind kind;
    double *sums; /* of all blocks */
    size_t blocks, at_once;
    pthread_mutex_t lock;
    size_t next; /* block */
};

/* Takes some blocks after others until there are no more. */
static void *take_blocks(void *argument)
{
    struct sums_work *work = argument;
    const struct cube *cube = work->cube;
    for (;;) {
        pthread_mutex_lock(&work->lock);
        const size_t first = work->next, left = work->blocks - first,
                     count = left < work->at_once ? left : work->at_once;
        work->next += count;
        pthread_mutex_unlock(&work->lock);
        if (count == 0)
            return NULL;
        const hys_status status =
            hys_discrepancy_sums(work->kind, cube->n, cube->d, cube->point, cube->order, cube->ld,
                                 first, count, work->sums + first * HYS_DISCREPANCY_NUMBERS);
        if (status < 0)
            fail(EXIT_RUN, cube->where, "%s", hys_strerror(status));
    }
}

static hys_status compute(const struct cube *cube, hys_discrepancy_kind kind, unsigned threads,
                          double *result)
{
    struct sums_work work = {.cube = cube, .kind = kind, .blocks = hys_discrepancy_blocks(cube->n)};
    pthread_t *thread = xreallocarray(NULL, threads, sizeof *thread);

    work.at_once = 1 + work.blocks / threads / 8;
    work.sums = xreallocarray(NULL, work.blocks, HYS_DISCREPANCY_NUMBERS * sizeof *work.sums);
    pthread_mutex_init(&work.lock, NULL);
    for (unsigned t = 1; t < threads; t++) {
        const int error = pthread_create(&thread[t], NULL, take_blocks, &work);
        if (error != 0)
            fail(EXIT_RUN, "--threads", "cannot start thread %u: %s", t + 1, strerror(error));
    }
    take_blocks(&work);
    for (unsigned t = 1; t < threads; t++)
        pthread_join(thread[t], NULL);
    pthread_mutex_destroy(&work.lock);
    const hys_status status = hys_discrepancy_finish(kind, cube->n, cube->d, work.sums, result);
    free(work.sums);
    free(thread);
    return status;
}

int command_discrepancy(const struct options *options)
{
    const struct cube cube = strcmp(options->space, "-") ? draw_cube(options) : read_cube();
    char text[NUMBER_TEXT];
    double result;
    const hys_status status = compute(&cube, options->discrepancy, options->threads, &result);

    if (status < 0)
        fail(EXIT_RUN, cube.where, "%s", hys_strerror(status));
    printf("%.*s\n", (int)f64_text(text, result), text);
    output_close(stdout);
    if (status == HYS_W_DATA)
        fprintf(stderr, "hyspace: %s: the discrepancy is more than a double holds\n", cube.where);
    free(cube.point);
    return 0;
}
