/* transform, encode and decode: the whole input is read before anything is written, so that a bad line loses nothing. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static char *read_all(const char *path, const char *where, size_t *length)
{
    FILE *file = path && strcmp(path, "-") ? fopen(path, "r") : stdin;
    char *text = NULL;
    size_t capacity = 0;

    if (!file)
        fail(EXIT_RUN, where, "%s", strerror(errno));
    *length = 0;
    do {
        if (*length + 1 >= capacity) { /* one byte is kept for a zero */
            capacity = 2 * capacity + 65536;
            text = memory_for(text, capacity, 1);
        }
        *length += fread(text + *length, 1, capacity - *length - 1, file);
    } while (!feof(file) && !ferror(file));
    if (ferror(file))
        fail(EXIT_RUN, where, "%s", strerror(errno));
    if (file != stdin)
        fclose(file);
    return text;
}

/* A column's values, read: floats, doubles, or places in a list. */
struct values {
    unsigned char *data;
    size_t size; /* of one */
    hys_type type;
    bool exact;  /* an integer that a double cannot hold is refused */
    bool labels; /* read as labels */
};

/* What a command does with a column. */
struct conversion {
    enum use use;
    hys_type (*input)(const struct column *column); /* what a column's values are read as */
    hys_status (*run)(const struct column *column, const struct values *values, const void *in, size_t n, void *out);
    const char *flagged; /* what the counted values were */
};

/* For a message: the label near to a text that is none. */
static const char *meant_label(const hys_space *space, const char *text)
{
    const size_t count = hys_space_count(space);
    const char **label = memory_for(NULL, count, sizeof *label);
    for (size_t i = 0; i < count; i++)
        label[i] = hys_space_label(space, i);
    return did_you_mean(text, label, count);
}

static void read_value(const char *text, const struct column *column, struct values *values, size_t k, const struct records *records)
{
    const char *where = records->where;
    unsigned char *to = values->data + k * values->size;
    float f32;
    double f64;

    if (values->labels) {
        size_t label = 0;
        if (hys_space_find_label(column->space, text, &label) != HYS_OK)
            fail(EXIT_USAGE, text_of("%s:%zu", where, records->line), "%s is no label of %s%s", json_quoted(text), column->name,
                 meant_label(column->space, text));
        const uint32_t index = (uint32_t)label;
        memcpy(to, &index, sizeof index);
        return;
    }
    const enum number result = values->type == HYS_F32 ? parse_f32(text, &f32) : parse_f64(text, &f64);
    if (result == NUMBER_NONE)
        fail(EXIT_USAGE, text_of("%s:%zu", where, records->line), "%s: \"%s\" is no decimal number", column->name, text);
    if (result == NUMBER_RANGE)
        fail(EXIT_USAGE, text_of("%s:%zu", where, records->line), "%s: %s is beyond the range of %s", column->name, text, hys_type_name(values->type));
    if (result == NUMBER_INEXACT && values->exact)
        fail(EXIT_USAGE, text_of("%s:%zu", where, records->line), "%s: a double cannot hold the integer %s", column->name, text);
    if (values->type == HYS_INDEX) {
        const uint32_t index = f64 >= 0 && f64 <= UINT32_MAX ? (uint32_t)f64 : UINT32_MAX;
        if ((double)index != f64)
            fail(EXIT_USAGE, text_of("%s:%zu", where, records->line), "%s: %s is no index", column->name, text);
        memcpy(to, &index, sizeof index);
        return;
    }
    memcpy(to, values->type == HYS_F32 ? (const void *)&f32 : &f64, values->size);
}

/* Which chosen column each field of the header stands for; SIZE_MAX: one that was not chosen. */
static size_t *read_header(const struct table *table, const struct rows *rows, struct records *records, size_t *fields)
{
    size_t *column = NULL;
    bool *seen = memory_for(NULL, table->columns, sizeof *seen);
    *fields = records_next(records);
    if (*fields == 0)
        fail(EXIT_USAGE, text_of("%s:1", records->where), "expected a line with the columns' names");
    column = memory_for(NULL, *fields, sizeof *column);
    memset(seen, 0, table->columns * sizeof *seen);
    for (size_t f = 0; f < *fields; f++) {
        size_t c = 0;
        while (c < table->columns && strcmp(table->name[c], records->field[f]) != 0)
            c++;
        if (c == table->columns)
            fail(EXIT_USAGE, text_of("%s:1", records->where), "%s has no column %s%s", table->where, json_quoted(records->field[f]),
                 did_you_mean(records->field[f], (const char *const *)table->name, table->columns));
        if (seen[c])
            fail(EXIT_USAGE, text_of("%s:1", records->where), "%s is named twice", json_quoted(records->field[f]));
        seen[c] = true;
        column[f] = SIZE_MAX;
        for (size_t r = 0; r < rows->columns; r++)
            if (rows->column[r].source == c)
                column[f] = r;
    }
    for (size_t r = 0; r < rows->columns; r++)
        if (!seen[rows->column[r].source])
            fail(EXIT_USAGE, text_of("%s:1", records->where), "column %s is missing", json_quoted(rows->column[r].name));
    free(seen);
    return column;
}

/* Converts a column; returns how many elements were flagged. */
static size_t convert(const struct conversion *conversion, const struct column *column, const struct values *values, size_t n,
                      size_t size, unsigned char *out)
{
    const hys_status status = conversion->run(column, values, values->data, n, out);
    size_t flagged = 0;
    if (status < 0)
        fail(EXIT_USAGE, column->name, "%s", hys_strerror(status));
    for (size_t k = 0; status == HYS_W_DATA && k < n; k++)
        flagged += conversion->run(column, values, values->data + k * values->size, 1, out + k * size) == HYS_W_DATA;
    return flagged;
}

/* The columns as they are written: units are doubles. */
static struct rows rows_out(const struct rows *rows, enum use use)
{
    struct rows out = {.column = memory_for(NULL, rows->columns, sizeof *out.column), .apart = rows->apart};
    for (; out.columns < rows->columns; out.columns++) {
        struct column *column = &out.column[out.columns];
        *column = rows->column[out.columns];
        if (use == USE_ENCODE) {
            column->type = HYS_F64;
            column->text = false;
        }
        column->offset = out.bytes;
        out.bytes += hys_type_size(column->type);
    }
    return out;
}

static int run(const struct options *options, const struct conversion *conversion)
{
    const bool stdin_space = !strcmp(options->space, "-"), stdin_values = !options->input || !strcmp(options->input, "-");
    if (stdin_space && stdin_values)
        fail(EXIT_USAGE, "standard input", "named twice: for the space and for the values; --input FILE reads them from a file");

    const struct table table = table_read(options->space);
    const struct rows rows = rows_of(&table, options, conversion->use), out = rows_out(&rows, conversion->use);
    struct records records = {.where = stdin_values ? "standard input" : options->input, .next_line = 1};
    size_t length, fields = 1, n = 0, capacity = 0, flagged = 0;
    char *text = read_all(options->input, records.where, &length);
    struct values *values = memory_for(NULL, rows.columns, sizeof *values);
    size_t none = 0, *column = &none;

    records.at = text;
    records.end = text + length;
    for (size_t c = 0; c < rows.columns; c++) {
        const hys_type type = conversion->input(&rows.column[c]);
        values[c] = (struct values){.type = type ? type : HYS_INDEX, .exact = conversion->use == USE_ENCODE, .labels = !type,
                                    .size = hys_type_size(type ? type : HYS_INDEX)};
    }
    if (!table.single)
        column = read_header(&table, &rows, &records, &fields);
    for (size_t found; (found = records_next(&records)) > 0;) {
        if (found != fields)
            fail(EXIT_USAGE, text_of("%s:%zu", records.where, records.line), "%zu fields where %zu are expected", found, fields);
        if (table.single && records.line == 1 && options->header && !strcmp(records.field[0], "value"))
            continue;
        if (n == capacity) {
            capacity = 2 * capacity + 1024;
            for (size_t c = 0; c < rows.columns; c++)
                values[c].data = memory_for(values[c].data, capacity, values[c].size);
        }
        for (size_t f = 0; f < fields; f++)
            if (column[f] != SIZE_MAX)
                read_value(records.field[f], &rows.column[column[f]], &values[column[f]], n, &records);
        n++;
    }

    unsigned char *compact = memory_for(NULL, n, sizeof(uint64_t));
    struct block block = {.data = memory_for(NULL, n, out.bytes), .n = n, .capacity = n};
    for (size_t c = 0; c < rows.columns; c++) {
        const size_t size = hys_type_size(out.column[c].type);
        flagged += convert(conversion, &rows.column[c], &values[c], n, size, compact);
        unsigned char *to = block.data + column_offset(&out, &block, c);
        for (size_t k = 0; k < n; k++)
            memcpy(to + k * column_stride(&out, c), compact + k * size, size);
    }
    struct writer writer = writer_open(options, &table, &out, n);
    writer_put_all(&writer, &block);
    writer_close(&writer);
    if (flagged)
        fprintf(stderr, "hyspace: %s: %zu of %zu values %s %s\n", records.where, flagged, n * rows.columns, flagged == 1 ? "was" : "were", conversion->flagged);
    return flagged && options->strict;
}

/* ---- what a column's values are read as; 0: labels, by name ---- */

static hys_type input_of_transform(const struct column *column)
{
    return hys_space_kind(column->space) == HYS_LABELS ? 0 : hys_transform_input(column->type);
}

/* What sample writes: integers too are read as doubles. */
static hys_type input_of_encode(const struct column *column)
{
    return column->text ? 0 : column->type == HYS_F32 || column->type == HYS_INDEX ? column->type : HYS_F64;
}

static hys_type input_of_decode(const struct column *column)
{
    (void)column;
    return HYS_F64;
}

/* ---- commands ---- */

static hys_status transform(const struct column *column, const struct values *values, const void *in, size_t n, void *out)
{
    if (!values->labels)
        return hys_transform(column->space, in, n, column->type, out);
    memcpy(out, in, n * values->size);
    return HYS_OK;
}

static hys_status encode(const struct column *column, const struct values *values, const void *in, size_t n, void *out)
{
    return hys_encode(column->space, in, n, values->type, out);
}

static hys_status decode(const struct column *column, const struct values *values, const void *in, size_t n, void *out)
{
    (void)values;
    return hys_decode(column->space, in, n, column->type, out);
}

int command_transform(const struct options *options)
{
    return run(options, &(struct conversion){USE_TRANSFORM, input_of_transform, transform, "NaN or beyond the type's range"});
}

int command_encode(const struct options *options)
{
    return run(options, &(struct conversion){USE_ENCODE, input_of_encode, encode, "NaN or not in the space"});
}

int command_decode(const struct options *options)
{
    return run(options, &(struct conversion){USE_DECODE, input_of_decode, decode, "NaN or not in [0, 1]"});
}
