/* Reads the input of transform, encode and decode: the whole of it before anything is written, so
 * that a bad line loses nothing. */
#include <config.h>

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/read.h"
#include "json/shared.h"

static const struct reader readers[] = {
    [FORMAT_CSV] = {.read = read_csv},
    [FORMAT_TSV] = {.read = read_tsv},
    [FORMAT_JSONL] = {.read = read_jsonl},
    [FORMAT_NPY] = {.read = read_npy},
    [FORMAT_HDF5] = {.read = read_hdf5, .opens = true},
    [FORMAT_RAW] = {.read = NULL},
};

static void read_all(struct input *input, FILE *file)
{
    size_t capacity = 0;

    input->length = 0;
    do {
        if (input->length + 1 >= capacity) { /* one byte is kept for a zero */
            capacity = 2 * capacity + 65536;
            input->text = memory_for(input->text, capacity, 1);
        }
        input->length += fread(input->text + input->length, 1, capacity - input->length - 1, file);
    } while (!feof(file) && !ferror(file));
    if (ferror(file))
        fail(EXIT_RUN, input->where, "%s", strerror(errno));
    input->text = memory_for(input->text, input->length + 1, 1);
}

void input_read(struct input *input, const char *path, enum format format)
{
    const bool standard = !path || !strcmp(path, "-");
    const struct reader *reader = &readers[format];

    input->where = standard ? "standard input" : path;
    if (!reader->read)
        fail(EXIT_USAGE, input->where, "raw is not read, for it says neither columns nor types");
    if (standard && reader->opens)
        fail(EXIT_USAGE, input->where,
             "hdf5 is not read from standard input: --input FILE names a file");
    input->rank = memory_for(NULL, input->table->columns, sizeof *input->rank);
    input->seen = memory_for(NULL, input->table->columns, sizeof *input->seen);
    for (size_t c = 0; c < input->table->columns; c++)
        input->rank[c] = SIZE_MAX;
    for (size_t r = 0; r < input->rows->columns; r++)
        input->rank[input->rows->column[r].source] = r;
    input_again(input);
    if (!reader->opens) {
        FILE *file = standard ? stdin : fopen(path, "r");
        if (!file)
            fail(EXIT_RUN, input->where, "%s", strerror(errno));
        read_all(input, file);
        if (!standard)
            fclose(file);
    }
    reader->read(input);
    free(input->text);
    free(input->rank);
    free(input->seen);
}

/* ---- messages ---- */

static const char *place_of(const struct input *input)
{
    if (input->line)
        return text_of("%s:%zu", input->where, input->line);
    return input->in_records ? text_of("%s: record %zu", input->where, input->n) : input->where;
}

void input_fail(const struct input *input, const char *format, ...)
{
    va_list list;
    char *text;

    va_start(list, format);
    if (vasprintf(&text, format, list) < 0)
        fail(EXIT_RUN, "memory", "none left");
    va_end(list);
    fail(EXIT_USAGE, place_of(input), "%s", text);
}

char *input_name(const char *name)
{
    char path[HYSI_PATH_NAME];
    hysi_path_name(path, name);
    return text_of("%s", path);
}

char *input_quoted(const struct input *input, const char *text)
{
    if (!is_utf8(text))
        input_fail(input, "not UTF-8");
    return json_quoted(text);
}

/* ---- columns ---- */

size_t input_column(struct input *input, const char *name)
{
    const struct table *table = input->table;
    size_t c = 0;

    if (table->single ? strcmp(table->name[0], name) != 0
                      : hys_domain_find(table->domain, name, &c) != HYS_OK)
        input_fail(input, "%s has no column %s%s", table->where, input_quoted(input, name),
                   did_you_mean(name, (const char *const *)table->name, table->columns));
    if (input->seen[c])
        input_fail(input, "%s is named twice", input_quoted(input, name));
    input->seen[c] = true;
    return input->rank[c];
}

void input_complete(const struct input *input)
{
    for (size_t r = 0; r < input->rows->columns; r++)
        if (!input->seen[input->rows->column[r].source])
            input_fail(input, "column %s is missing", json_quoted(input->rows->column[r].name));
}

void input_again(struct input *input)
{
    memset(input->seen, 0, input->table->columns * sizeof *input->seen);
}

void input_reserve(struct input *input, size_t rows)
{
    if (rows <= input->capacity)
        return;
    input->capacity = rows;
    for (size_t c = 0; c < input->rows->columns; c++)
        input->values[c].data = memory_for(input->values[c].data, rows, input->values[c].size);
}

/* ---- values ---- */

static void put(const struct input *input, size_t column, const void *value)
{
    const struct values *values = &input->values[column];
    memcpy(values->data + (input->n - input->handed_on) * values->size, value, values->size);
}

static char *name_of(const struct input *input, size_t column)
{
    return input_name(input->rows->column[column].name);
}

/* The label near to a text that is none, for a message. */
static const char *meant_label(const hys_space *space, const char *text)
{
    const size_t count = hys_space_count(space);
    const char **label = memory_for(NULL, count, sizeof *label);
    for (size_t i = 0; i < count; i++)
        label[i] = hys_space_label(space, i);
    return did_you_mean(text, label, count);
}

static void put_f64(const struct input *input, size_t column, double value, const char *text)
{
    if (input->values[column].type == HYS_INDEX) {
        const uint32_t index = value >= 0 && value <= UINT32_MAX ? (uint32_t)value : UINT32_MAX;
        if ((double)index != value)
            input_fail(input, "%s: %s is no index", name_of(input, column), text);
        put(input, column, &index);
        return;
    }
    put(input, column, &value);
}

static _Noreturn void fail_inexact(const struct input *input, size_t column, const char *text)
{
    const bool narrow = input->values[column].type == HYS_F32;
    input_fail(input, "%s: %s cannot hold the integer %s", name_of(input, column),
               narrow ? "f32" : "a double", text);
}

void input_text(struct input *input, size_t column, const char *text)
{
    const struct values *values = &input->values[column];
    const struct column *of = &input->rows->column[column];
    float f32;
    double f64;

    if (values->labels) {
        size_t label = 0;
        if (hys_space_find_label(of->space, text, &label) != HYS_OK)
            input_fail(input, "%s is no label of %s%s", input_quoted(input, text),
                       name_of(input, column), meant_label(of->space, text));
        const uint32_t index = (uint32_t)label;
        put(input, column, &index);
        return;
    }
    const enum number result =
        values->type == HYS_F32 ? parse_f32(text, &f32) : parse_f64(text, &f64);
    if (result == NUMBER_NONE)
        input_fail(input, "%s: %s is no decimal number", name_of(input, column),
                   input_quoted(input, text));
    if (result == NUMBER_RANGE)
        input_fail(input, "%s: %s is beyond the range of %s", name_of(input, column), text,
                   hys_type_name(values->type));
    if (result == NUMBER_INEXACT && values->exact)
        fail_inexact(input, column, text);
    if (values->type == HYS_F32)
        put(input, column, &f32);
    else
        put_f64(input, column, f64, text);
}

/* Whether a float with so many bits holds an integer of that magnitude: its odd part has no more.
 */
static bool is_exact(uint64_t magnitude, int bits)
{
    while (magnitude && magnitude % 2 == 0)
        magnitude /= 2;
    return magnitude >> bits == 0;
}

/* Rounds once, from what the file holds to what is asked, as the number's text would be. */
void input_binary(struct input *input, size_t column, struct binary number)
{
    const struct values *values = &input->values[column];
    char text[NUMBER_TEXT];

    if (!number.integer && isnan(number.real))
        number.real = (double)NAN; /* one of them, as the text "nan" */
    text[number.integer ? integer_text(text, number.negative, number.magnitude)
                        : f64_text(text, number.real)] = 0;
    if (number.integer && values->exact &&
        !is_exact(number.magnitude, values->type == HYS_F32 ? FLT_MANT_DIG : DBL_MANT_DIG))
        fail_inexact(input, column, text);
    if (values->type == HYS_F32) {
        float f32 = number.integer ? (float)number.magnitude : (float)number.real;
        if (number.integer && number.negative)
            f32 = -f32;
        if (!number.integer &&
            ((isinf(f32) && !isinf(number.real)) || (f32 == 0 && number.real != 0)))
            input_fail(input, "%s: %s is beyond the range of f32", name_of(input, column), text);
        put(input, column, &f32);
        return;
    }
    if (number.integer)
        number.real = number.negative ? -(double)number.magnitude : (double)number.magnitude;
    put_f64(input, column, number.real, text);
}

void input_place(struct input *input, size_t column, struct binary number)
{
    char text[NUMBER_TEXT];

    text[integer_text(text, number.negative, number.magnitude)] = 0;
    if (number.negative || number.magnitude >= hys_space_count(input->rows->column[column].space))
        input_fail(input, "%s: %s is the place of no label", name_of(input, column), text);
    const uint32_t index = (uint32_t)number.magnitude;
    put(input, column, &index);
}

/* ---- csv and tsv ---- */

void input_refuse_mark(const struct input *input)
{
    if (input->length >= 3 && !memcmp(input->text, "\xef\xbb\xbf", 3))
        input_fail(input, "begins with a byte order mark; UTF-8 has none here");
}

/* Which chosen column each field of the header stands for. */
static size_t *read_header(struct input *input, struct records *records, size_t *fields)
{
    *fields = records_next(records);
    if (*fields == 0)
        input_fail(input, "expected a line with the columns' names");
    size_t *column = memory_for(NULL, *fields, sizeof *column);
    for (size_t f = 0; f < *fields; f++)
        column[f] = input_column(input, records->field[f]);
    input_complete(input);
    return column;
}

static void read_separated(struct input *input, char delimiter)
{
    struct records records = {.where = input->where,
                              .at = input->text,
                              .next_line = 1,
                              .end = input->text + input->length,
                              .delimiter = delimiter};
    size_t fields = 1, none = 0, *column = &none;

    input->line = 1;
    input_refuse_mark(input);
    if (!input->table->single)
        column = read_header(input, &records, &fields);
    for (size_t found; (found = records_next(&records)) > 0;) {
        input->line = records.line;
        if (found != fields)
            input_fail(input, "%zu fields where %zu are expected", found, fields);
        if (input->table->single && records.line == 1 && input->header &&
            !strcmp(records.field[0], "value"))
            continue;
        if (input->n == input->capacity)
            input_reserve(input, 2 * input->n + 16);
        for (size_t f = 0; f < fields; f++)
            if (column[f] != SIZE_MAX)
                input_text(input, column[f], records.field[f]);
        input->n++;
    }
    free(records.field);
    if (column != &none)
        free(column);
}

void read_csv(struct input *input) { read_separated(input, ','); }

void read_tsv(struct input *input) { read_separated(input, '\t'); }
