/* density: densities and probabilities of values that are read as encode reads them. */
#include <config.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/fail.h"
#include "cli/input.h"
#include "cli/writer.h"
#include "src/strided.h"

typedef hys_status density_call(const hys_space *space, const double *x, size_t n, double *out,
                                size_t *flagged);

typedef hys_status integers_call(const hys_space *space, const int64_t *x, size_t n, double *out,
                                 size_t *flagged);

/* Values are read as integers of 64 bits where doubles cannot hold them. Such spaces have no pdf,
 * and quantile gives what the others read. */
struct density {
    const char *name;
    density_call *call;
    integers_call *of_integers;
};

static const struct density densities[] = {
    {"pdf", hys_pdf_f64, NULL},        {"logpdf", hys_logpdf_f64, hys_logpdf_i64},
    {"pmf", hys_pmf_f64, hys_pmf_i64}, {"cdf", hys_cdf_f64, hys_cdf_i64},
    {"sf", hys_sf_f64, hys_sf_i64},    {"quantile", hys_quantile_f64, NULL},
};

static const struct density *density_from_name(const char *name)
{
    const struct density *density = densities;
    while (strcmp(name, density->name) != 0) /* option_list.c knows no other names */
        density++;
    return density;
}

static bool is_quantile(const struct density *what) { return what->call == hys_quantile_f64; }

/* ---- a command's work ---- */

struct density_work {
    const struct density *what;
    const struct table *table;
    const struct rows *rows;
    struct input input;
    struct rows out;
    struct block block;
    size_t flagged;
};

/* Ends the program where a call refuses a column. */
static void check(const struct density_work *work, const struct column *column, hys_status status)
{
    if (status == HYS_E_DENSITY)
        fail(EXIT_USAGE, table_place(work->table, column->source, NULL),
             "no %s: this %s space is %s", work->what->name,
             hys_kind_name(hys_space_kind(column->space)),
             work->what->call == hys_pdf_f64 ? "finite; use pmf" : "continuous; use pdf");
    if (status < 0)
        fail(EXIT_USAGE, table_place(work->table, column->source, NULL), "no %s: %s",
             work->what->name, hys_strerror(status));
}

/* The density of n values of a column, doubles or integers of 64 bits; ends the program where the
 * column has none. */
static void evaluate(const struct density_work *work, const struct column *column, const void *x,
                     size_t n, double *out, size_t *flagged)
{
    const struct density *what = work->what;
    check(work, column,
          !needs_i64(column->space) ? what->call(column->space, x, n, out, flagged)
          : what->of_integers       ? what->of_integers(column->space, x, n, out, flagged)
                                    : HYS_E_DENSITY);
}

/* The quantiles of n units, doubles or integers of 64 bits. */
static void find_quantiles(const struct density_work *work, const struct column *column,
                           const double *u, size_t n, void *x, size_t *flagged)
{
    check(work, column,
          needs_i64(column->space) ? hys_quantile_i64(column->space, u, n, x, flagged)
                                   : hys_quantile_f64(column->space, u, n, x, flagged));
}

/* Puts doubles, or integers of 64 bits, into column c of the output. */
static void put(struct density_work *work, size_t c, const void *values)
{
    hysi_copy_to_strided(values, sizeof(double), work->block.n,
                         work->block.data + column_offset(&work->out, &work->block, c),
                         (ptrdiff_t)column_stride(&work->out, c));
}

/* A value as an element of a type that holds all values of its space; NaN as decode has it. */
static void put_as(hys_type type, double x, unsigned char *to)
{
    const float narrow = (float)x;
    const uint32_t index = isnan(x) ? UINT32_MAX : (uint32_t)x;
    const int64_t integer = isnan(x) || type == HYS_F32 || type == HYS_F64 ? 0
                            : x < 0x1p63                                   ? (int64_t)x
                                                                           : (int64_t)(uint64_t)x;
    const int8_t i8 = (int8_t)integer;
    const int16_t i16 = (int16_t)integer;
    const int32_t i32 = (int32_t)integer;

    switch (type) {
    case HYS_F32: memcpy(to, &narrow, sizeof narrow); break;
    case HYS_F64: memcpy(to, &x, sizeof x); break;
    case HYS_INDEX: memcpy(to, &index, sizeof index); break;
    default:
        switch (hys_type_size(type)) {
        case 1: memcpy(to, &i8, sizeof i8); break;
        case 2: memcpy(to, &i16, sizeof i16); break;
        case 4: memcpy(to, &i32, sizeof i32); break;
        default: memcpy(to, &integer, sizeof integer);
        }
    }
}

/* Puts quantiles into column c of the output, in its type. */
static void put_quantiles(struct density_work *work, size_t c, const void *x)
{
    const double *real = x;
    const struct column *column = &work->out.column[c];
    unsigned char *to = work->block.data + column_offset(&work->out, &work->block, c);
    if (needs_i64(column->space)) {
        put(work, c, x); /* i64 or u64, of the same bytes */
        return;
    }
    for (size_t k = 0; k < work->block.n; k++, to += column_stride(&work->out, c))
        put_as(column->type, real[k], to);
}

/* The values of column c of the input: integers of 64 bits, or doubles. */
static const void *values_read(const struct density_work *work, size_t c)
{
    const struct values *values = &work->input.values[c];
    if (values->type != HYS_INDEX)
        return values->data;
    double *x = xreallocarray(NULL, work->input.n, sizeof *x);
    for (size_t k = 0; k < work->input.n; k++) {
        uint32_t index;
        memcpy(&index, values->data + k * values->size, sizeof index);
        x[k] = index == UINT32_MAX ? (double)NAN : index;
    }
    return x;
}

/* Each column by itself. `first` columns of the output are before them. */
static void each_column(struct density_work *work, size_t first)
{
    double *out = xreallocarray(NULL, work->input.n, sizeof *out); /* or integers of 64 bits */
    for (size_t c = 0; c < work->rows->columns; c++) {
        const struct column *column = &work->rows->column[c];
        const void *x = values_read(work, c);
        size_t flagged = 0;
        if (is_quantile(work->what)) {
            find_quantiles(work, column, x, work->input.n, out, &flagged);
            put_quantiles(work, first + c, out);
        } else {
            evaluate(work, column, x, work->input.n, out, &flagged);
            put(work, first + c, out);
        }
        work->flagged += flagged;
    }
    free(out);
}

/* The sum over the columns of a table, which hys_domain_logpdf adds in the order of their names. */
static void put_sum(struct density_work *work)
{
    const size_t columns = hys_domain_columns(work->table->domain), n = work->input.n;
    hys_column *column = xreallocarray(NULL, columns, sizeof *column);
    double *sum = xreallocarray(NULL, n, sizeof *sum);

    memset(column, 0, columns * sizeof *column);
    for (size_t c = 0; c < work->rows->columns; c++) {
        const struct values *values = &work->input.values[c];
        column[work->rows->column[c].source] = (hys_column){
            .data = values->data, .stride = (ptrdiff_t)values->size, .type = values->type};
    }
    const hys_status status = hys_domain_logpdf(work->table->domain, n, column, columns, sum,
                                                HYS_COLUMN_MAJOR, NULL, 0, NULL);
    if (status < 0)
        fail(EXIT_USAGE, work->table->where, "%s", hys_strerror(status));
    put(work, 0, sum);
    free(sum);
    free(column);
}

/* ---- rows ---- */

static void add_column(struct rows *rows, struct column column)
{
    column.offset = rows->bytes;
    rows->column[rows->columns++] = column;
    rows->bytes += hys_type_size(column.type);
}

/* The columns that are written: doubles, or quantiles in the columns' types; with the sum first. */
static struct rows rows_out(const struct density_work *work, const struct options *options,
                            bool sum)
{
    const struct rows *rows = work->rows;
    struct rows out = {.column = xreallocarray(NULL, rows->columns + sum, sizeof *out.column),
                       .column_major = options->format->column_major};
    if (sum)
        add_column(&out, (struct column){.name = work->what->name,
                                         .space = rows->column[0].space,
                                         .type = HYS_F64});
    for (size_t c = 0; c < rows->columns; c++) {
        struct column column = rows->column[c];
        if (sum && !strcmp(column.name, work->what->name))
            fail(EXIT_USAGE, table_place(work->table, column.source, NULL),
                 "the sum would have the same name; --columns chooses others");
        if (!is_quantile(work->what)) {
            column.type = HYS_F64;
            column.text = false;
        }
        add_column(&out, column);
    }
    return out;
}

/* Labels come by name or, as their text is not asked for, by index; numbers and units as doubles,
 * unless the numbers need 64 bits. */
static struct values *values_of(const struct density_work *work)
{
    const struct rows *rows = work->rows;
    struct values *values = xreallocarray(NULL, rows->columns, sizeof *values);
    for (size_t c = 0; c < rows->columns; c++) {
        const bool names = !is_quantile(work->what) && has_names(rows->column[c].space);
        const bool wide = !is_quantile(work->what) && needs_i64(rows->column[c].space);
        const hys_type type = names ? HYS_INDEX : wide ? HYS_I64 : HYS_F64;
        values[c] = (struct values){.type = type,
                                    .exact = !is_quantile(work->what),
                                    .labels = names && rows->column[c].text,
                                    .size = hys_type_size(type)};
    }
    return values;
}

static void write_out(struct density_work *work, const struct options *options)
{
    struct writer writer = writer_open(options, work->table, &work->out, work->block.n);
    writer_put_all(&writer, &work->block);
    writer_close(&writer);
}

static int of_input(const struct options *options, struct density_work *work)
{
    const bool sum = work->what->call == hys_logpdf_f64 && !table_is_single(work->table);

    work->input.values = values_of(work);
    work->out = rows_out(work, options, sum);
    input_read(&work->input, options->input, options->input_format);
    work->block = (struct block){.data = xreallocarray(NULL, work->input.n, work->out.bytes),
                                 .n = work->input.n,
                                 .capacity = work->input.n};
    if (sum)
        put_sum(work);
    each_column(work, sum);
    write_out(work, options);
    if (work->flagged)
        fprintf(stderr, "hyspace: %s: %zu of %zu values %s %s\n", work->input.where, work->flagged,
                work->input.n * work->rows->columns, work->flagged == 1 ? "was" : "were",
                is_quantile(work->what) ? "NaN or not in [0, 1]" : "NaN");
    return work->flagged && options->strict;
}

/* ---- every value of a finite space ---- */

enum { MOST_VALUES = 1 << 24 };

/* The values from the least on: each is the quantile of the number behind the cdf of the one
 * before. */
static size_t all_values(const struct density_work *work, const struct column *column,
                         void **values)
{
    const struct density_work cdf = {.what = density_from_name("cdf"), .table = work->table};
    unsigned char *x = NULL; /* doubles, or integers of 64 bits */
    size_t count = 0, capacity = 0;
    double u = 0;

    while (u <= 1) {
        if (count == MOST_VALUES)
            fail(EXIT_USAGE, table_place(work->table, column->source, NULL),
                 "--all is for up to %d values", MOST_VALUES);
        if (count == capacity)
            x = xreallocarray(x, capacity = capacity ? 2 * capacity : 64, sizeof(double));
        unsigned char *at = x + count * sizeof(double);
        find_quantiles(work, column, &u, 1, at, NULL);
        evaluate(&cdf, column, at, 1, &u, NULL);
        if (count > 0 && !memcmp(at, at - sizeof(double), sizeof(double)))
            /* of mass below the last bit of the cdf */
            fail(EXIT_USAGE, table_place(work->table, column->source, NULL),
                 "--all is for values of at least 2^-52 each");
        u = nextafter(u, HUGE_VAL);
        count++;
    }
    *values = x;
    return count;
}

static int of_all(const struct options *options, struct density_work *work)
{
    const struct column *column = &work->rows->column[0];
    struct column value = *column;
    double *mass, unused;
    void *x;

    if (work->what->call != hys_pmf_f64)
        fail(EXIT_USAGE, "--all", "is for --what pmf");
    if (work->rows->columns > 1)
        fail(EXIT_USAGE, "--all", "takes a space, or one column of a table by --columns");
    if (options->input)
        fail(EXIT_USAGE, "--all", "needs no --input");
    evaluate(work, column, &(double){0}, 1, &unused, NULL); /* refuses what has no masses */
    const size_t n = all_values(work, column, &x);
    mass = xreallocarray(NULL, n, sizeof *mass);
    evaluate(work, column, x, n, mass, NULL);
    value.name = "value";
    work->out = (struct rows){.column = xreallocarray(NULL, 2, sizeof *work->out.column),
                              .column_major = options->format->column_major};
    add_column(&work->out, value);
    add_column(&work->out,
               (struct column){.name = "mass", .space = column->space, .type = HYS_F64});
    work->block =
        (struct block){.data = xreallocarray(NULL, n, work->out.bytes), .n = n, .capacity = n};
    put_quantiles(work, 0, x);
    put(work, 1, mass);
    write_out(work, options);
    free(mass);
    free(x);
    return 0;
}

int command_density(const struct options *options)
{
    if (!options->what)
        fail(EXIT_USAGE, "--what", "is needed; hyspace density --help lists what there is");
    const struct density *what = density_from_name(options->what);
    const struct table table = table_read(options->space);
    const struct rows rows =
        rows_of(&table, options, is_quantile(what) ? PURPOSE_QUANTILE : PURPOSE_DENSITY);
    struct density_work work = {
        .what = what,
        .table = &table,
        .rows = &rows,
        .input = {.table = &table, .rows = &rows, .header = options->header},
    };
    return options->every_value ? of_all(options, &work) : of_input(options, &work);
}
