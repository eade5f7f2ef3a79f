/* transform: the whole input is read before anything is written, so that a bad line loses nothing. */
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

/* A column's values, read: floats, doubles, or numbers of labels. */
struct values {
    unsigned char *data;
    size_t size; /* of one */
    hys_type type;
    const char **sorted; /* labels, and */
    uint32_t *number;    /* the place of each in the list */
};

static const char *const *labels_to_sort; /* qsort has no context */

static int by_label(const void *a, const void *b)
{
    return strcmp(labels_to_sort[*(const uint32_t *)a], labels_to_sort[*(const uint32_t *)b]);
}

static struct values values_of(const struct column *column)
{
    struct values values = {.type = hys_transform_input(column->type)};
    if (hys_space_kind(column->space) == HYS_LABELS) {
        const size_t count = hys_space_count(column->space);
        const char **label = memory_for(NULL, count, sizeof *label);
        values.type = HYS_INDEX;
        values.sorted = memory_for(NULL, count, sizeof *values.sorted);
        values.number = memory_for(NULL, count, sizeof *values.number);
        for (size_t i = 0; i < count; i++) {
            label[i] = hys_space_label(column->space, i);
            values.number[i] = (uint32_t)i;
        }
        labels_to_sort = label;
        qsort(values.number, count, sizeof *values.number, by_label);
        for (size_t i = 0; i < count; i++)
            values.sorted[i] = label[values.number[i]];
        free(label);
    }
    values.size = hys_type_size(values.type);
    return values;
}

static int by_text(const void *key, const void *at)
{
    return strcmp(key, *(const char *const *)at);
}

static void read_value(const char *text, const struct column *column, struct values *values, size_t k, const struct records *records)
{
    const char *where = records->where;
    unsigned char *to = values->data + k * values->size;
    float f32;
    double f64;

    if (values->type == HYS_INDEX) {
        const char **found = bsearch(text, values->sorted, hys_space_count(column->space), sizeof *found, by_text);
        if (!found)
            fail(EXIT_USAGE, text_of("%s:%zu", where, records->line), "%s is no label of %s%s", json_quoted(text), column->name,
                 did_you_mean(text, values->sorted, hys_space_count(column->space)));
        memcpy(to, &values->number[found - values->sorted], sizeof *values->number);
        return;
    }
    const enum number result = values->type == HYS_F32 ? parse_f32(text, &f32) : parse_f64(text, &f64);
    if (result == NUMBER_NONE)
        fail(EXIT_USAGE, text_of("%s:%zu", where, records->line), "%s: \"%s\" is no decimal number", column->name, text);
    if (result == NUMBER_RANGE)
        fail(EXIT_USAGE, text_of("%s:%zu", where, records->line), "%s: %s is beyond the range of %s", column->name, text, hys_type_name(values->type));
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

/* Transforms a column into out; returns how many elements were NaN or saturated. */
static size_t transform(const struct column *column, const struct values *values, size_t n, unsigned char *out)
{
    const size_t size = hys_type_size(column->type);
    size_t flagged = 0;

    if (values->type == HYS_INDEX) {
        memcpy(out, values->data, n * size);
        return 0;
    }
    const hys_status status = hys_transform(column->space, values->data, n, column->type, out);
    if (status < 0)
        fail(EXIT_USAGE, column->name, "%s", hys_strerror(status));
    for (size_t k = 0; status == HYS_W_DATA && k < n; k++)
        flagged += hys_transform(column->space, values->data + k * values->size, 1, column->type, out + k * size) == HYS_W_DATA;
    return flagged;
}

int command_transform(const struct options *options)
{
    const bool stdin_space = !strcmp(options->space, "-"), stdin_values = !options->input || !strcmp(options->input, "-");
    if (stdin_space && stdin_values)
        fail(EXIT_USAGE, "standard input", "named twice: for the space and for the values; --input FILE reads them from a file");

    const struct table table = table_read(options->space);
    const struct rows rows = rows_of(&table, options, true);
    struct records records = {.where = stdin_values ? "standard input" : options->input, .next_line = 1};
    size_t length, fields = 1, n = 0, capacity = 0, flagged = 0;
    char *text = read_all(options->input, records.where, &length);
    struct values *values = memory_for(NULL, rows.columns, sizeof *values);
    size_t none = 0, *column = &none;

    records.at = text;
    records.end = text + length;
    for (size_t c = 0; c < rows.columns; c++)
        values[c] = values_of(&rows.column[c]);
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

    unsigned char *packed = memory_for(NULL, n, rows.bytes), *compact = memory_for(NULL, n, sizeof(uint64_t));
    for (size_t c = 0; c < rows.columns; c++) {
        const size_t size = hys_type_size(rows.column[c].type);
        flagged += transform(&rows.column[c], &values[c], n, compact);
        for (size_t k = 0; k < n; k++)
            memcpy(packed + k * rows.bytes + rows.column[c].offset, compact + k * size, size);
    }
    struct writer writer = writer_open(options, &rows, n);
    struct text lines = {0};
    writer_format(&writer, packed, n, &lines);
    writer_put(&writer, packed, n, &lines);
    writer_close(&writer);
    if (flagged)
        fprintf(stderr, "hyspace: %s: %zu of %zu values %s NaN or beyond the type's range\n", records.where, flagged, n * rows.columns, flagged == 1 ? "was" : "were");
    return flagged && options->strict;
}
