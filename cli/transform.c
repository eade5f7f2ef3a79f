/* transform, encode and decode. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/fail.h"
#include "cli/input.h"
#include "cli/writer.h"
#include "src/strided.h"

/* What a command does with the values of a column. */
struct conversion {
    enum purpose purpose;
    hys_type (*input)(const struct column *column); /* the type that a column's values are read as;
                                                       0: labels, by name */
    hys_status (*run)(const struct column *column, const struct values *values, const void *in,
                      size_t n, void *out, size_t *flagged);
    const char *flagged; /* a phrase for the values that are counted */
};

/* Converts a column; returns how many elements were flagged. */
static size_t convert(const struct conversion *conversion, const struct table *table,
                      const struct column *column, const struct values *values, size_t n,
                      unsigned char *out)
{
    size_t flagged = 0;
    const hys_status status = conversion->run(column, values, values->data, n, out, &flagged);
    if (status < 0)
        fail(EXIT_USAGE, table_place(table, column->source, NULL), "%s", hys_strerror(status));
    return flagged;
}

/* The columns that are written. Units are doubles. */
static struct rows rows_out(const struct rows *rows, const struct options *options,
                            enum purpose purpose)
{
    struct rows out = {.column = xreallocarray(NULL, rows->columns, sizeof *out.column),
                       .column_major = options->format->column_major};
    for (; out.columns < rows->columns; out.columns++) {
        struct column *column = &out.column[out.columns];
        *column = rows->column[out.columns];
        if (purpose == PURPOSE_ENCODE) {
            column->type = HYS_F64;
            column->text = false;
        }
        column->offset = out.bytes;
        out.bytes += hys_type_size(column->type);
    }
    return out;
}

static struct values *values_of(const struct rows *rows, const struct conversion *conversion)
{
    struct values *values = xreallocarray(NULL, rows->columns, sizeof *values);
    for (size_t c = 0; c < rows->columns; c++) {
        const hys_type type = conversion->input(&rows->column[c]);
        values[c] = (struct values){.type = type ? type : HYS_INDEX,
                                    .exact = conversion->purpose == PURPOSE_ENCODE,
                                    .labels = !type,
                                    .size = hys_type_size(type ? type : HYS_INDEX)};
    }
    return values;
}

/* Converts all columns of the input into a block of rows; returns how many elements were
 * flagged. */
static size_t convert_all(const struct conversion *conversion, const struct input *input,
                          const struct rows *out, struct block *block)
{
    unsigned char *compact = xreallocarray(NULL, input->n, sizeof(uint64_t));
    size_t flagged = 0;

    for (size_t c = 0; c < out->columns; c++) {
        const size_t size = hys_type_size(out->column[c].type);
        flagged += convert(conversion, input->table, &input->rows->column[c], &input->values[c],
                           input->n, compact);
        hysi_copy_to_strided(compact, size, input->n, block->data + column_offset(out, block, c),
                             (ptrdiff_t)column_stride(out, c));
    }
    free(compact);
    return flagged;
}

static int run(const struct options *options, const struct conversion *conversion)
{
    const struct table table = table_read(options->space);
    const struct rows rows = rows_of(&table, options, conversion->purpose),
                      out = rows_out(&rows, options, conversion->purpose);
    struct input input = {.table = &table, .rows = &rows, .header = options->header};

    input.values = values_of(&rows, conversion);
    input_read(&input, options->input, options->input_format);
    struct block block = {
        .data = xreallocarray(NULL, input.n, out.bytes), .n = input.n, .capacity = input.n};
    const size_t flagged = convert_all(conversion, &input, &out, &block);
    struct writer writer = writer_open(options, &table, &out, input.n);
    writer_put_all(&writer, &block);
    writer_close(&writer);
    if (flagged)
        fprintf(stderr, "hyspace: %s: %zu of %zu values %s %s\n", input.where, flagged,
                input.n * rows.columns, flagged == 1 ? "was" : "were", conversion->flagged);
    return flagged && options->strict;
}

/* ---- what a column's values are read as; 0: labels, by name ---- */

static hys_type input_of_transform(const struct column *column)
{
    return is_indexed(column) ? 0 : hys_transform_input(column->type);
}

/* encode reads what sample writes. Integers are read as doubles, if these can hold them. */
static hys_type input_of_encode(const struct column *column)
{
    return column->text                                           ? 0
           : needs_i64(column->space)                             ? HYS_I64
           : column->type == HYS_F32 || column->type == HYS_INDEX ? column->type
                                                                  : HYS_F64;
}

static hys_type input_of_decode(const struct column *column)
{
    (void)column;
    return HYS_F64;
}

/* ---- commands ---- */

static hys_status transform(const struct column *column, const struct values *values,
                            const void *in, size_t n, void *out, size_t *flagged)
{
    if (!values->labels)
        return hys_transform(column->space, in, n, column->type, out, flagged);
    memcpy(out, in, n * values->size);
    return HYS_OK;
}

static hys_status encode(const struct column *column, const struct values *values, const void *in,
                         size_t n, void *out, size_t *flagged)
{
    return hys_encode(column->space, in, n, values->type, out, flagged);
}

static hys_status decode(const struct column *column, const struct values *values, const void *in,
                         size_t n, void *out, size_t *flagged)
{
    (void)values;
    return hys_decode(column->space, in, n, column->type, out, flagged);
}

int command_transform(const struct options *options)
{
    return run(options, &(struct conversion){PURPOSE_TRANSFORM, input_of_transform, transform,
                                             "NaN or beyond the type's range"});
}

int command_encode(const struct options *options)
{
    return run(options, &(struct conversion){PURPOSE_ENCODE, input_of_encode, encode,
                                             "NaN or not in the space"});
}

int command_decode(const struct options *options)
{
    return run(options, &(struct conversion){PURPOSE_DECODE, input_of_decode, decode,
                                             "NaN or not in [0, 1]"});
}
