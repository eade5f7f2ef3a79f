/* The whole input is read before anything is written, so that a bad line loses nothing. */
#include <config.h>

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fail.h"
#include "cli/format.h"
#include "cli/input.h"
#include "cli/numbers.h"
#include "cli/text.h"
#include "json/phrases.h"
#include "json/number.h"
#include "json/path.h"

void input_load(struct input *input, FILE *file)
{
    size_t capacity = 0;

    input->length = 0;
    do {
        if (input->length + 1 >= capacity) { /* one byte is kept for the zero behind the text */
            capacity = 2 * capacity + 65536;
            input->text = xreallocarray(input->text, capacity, 1);
        }
        input->length += fread(input->text + input->length, 1, capacity - input->length - 1, file);
    } while (!feof(file) && !ferror(file));
    if (ferror(file))
        fail(EXIT_RUN, input->where, "%s", strerror(errno));
    input->text = xreallocarray(input->text, input->length + 1, 1);
}

/* Reads the whole file, with room for a byte behind it. */
static void read_file(struct input *input, const char *path, bool standard)
{
    FILE *file = standard ? stdin : fopen(path, "r");
    if (!file)
        fail(EXIT_RUN, input->where, "%s", strerror(errno));
    input_load(input, file);
    if (!standard)
        fclose(file);
}

void input_read(struct input *input, const char *path, const struct format *format)
{
    const bool standard = !path || !strcmp(path, "-");
    const size_t columns = hys_domain_columns(input->table->domain);

    input->where = standard ? "standard input" : path;
    if (!format->read)
        fail(EXIT_USAGE, input->where, "%s is not read, for %s", format->name, format->unread);
    if (standard && format->by_name)
        fail(EXIT_USAGE, input->where,
             "%s is not read from standard input: --input FILE names a file", format->name);
    input->rank = xreallocarray(NULL, columns, sizeof *input->rank);
    input->seen = xreallocarray(NULL, columns, sizeof *input->seen);
    for (size_t c = 0; c < columns; c++)
        input->rank[c] = SIZE_MAX;
    for (size_t r = 0; r < input->rows->columns; r++)
        input->rank[input->rows->column[r].source] = r;
    input_again(input);
    if (!format->by_name)
        read_file(input, path, standard);
    format->read(input);
    free(input->text);
    free(input->rank);
    free(input->seen);
}

/* ---- messages ---- */

static const char *place_of(const struct input *input)
{
    if (input->line)
        return xasprintf("%s:%zu", input->where, input->line);
    return input->in_records ? xasprintf("%s: record %zu", input->where, input->n) : input->where;
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
    return xasprintf("%s", path);
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
    size_t c;

    if (!table_has(input->table, name, &c)) {
        free(input_quoted(input, name)); /* refuses what is not UTF-8 */
        table_lacks(input->table, place_of(input), name);
    }
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
    memset(input->seen, 0, hys_domain_columns(input->table->domain) * sizeof *input->seen);
}

void input_reserve(struct input *input, size_t rows)
{
    if (rows <= input->capacity)
        return;
    input->capacity = rows;
    for (size_t c = 0; c < input->rows->columns; c++)
        input->values[c].data = xreallocarray(input->values[c].data, rows, input->values[c].size);
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

/* A hint for a text that is not a label. */
static struct hysi_hint label_hint(const hys_space *space, const char *text)
{
    const size_t count = hys_space_count(space);
    const char **label = xreallocarray(NULL, count, sizeof *label);
    for (size_t i = 0; i < count; i++)
        label[i] = hys_space_label(space, i);
    return hysi_did_you_mean(text, label, count);
}

static void put_f64(const struct input *input, size_t column, double value, const char *text)
{
    if (input->values[column].type == HYS_INDEX) {
        const uint32_t index = value >= 0 && value <= UINT32_MAX ? (uint32_t)value : UINT32_MAX;
        if ((double)index != value)
            input_fail(input, "%s: %s is not an index", name_of(input, column), text);
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

static void put_integer(const struct input *input, size_t column, const char *text)
{
    int64_t integer;

    switch (hysi_parse_i64(text, &integer)) {
    case HYSI_NUMBER: put(input, column, &integer); return;
    case HYSI_NUMBER_NONE:
        input_fail(input, "%s: %s is not a decimal number", name_of(input, column),
                   input_quoted(input, text));
    case HYSI_NUMBER_RANGE:
        input_fail(input, "%s: %s is beyond the range of i64", name_of(input, column), text);
    case HYSI_NUMBER_INEXACT:
        input_fail(input, "%s: %s is not an integer", name_of(input, column), text);
    }
}

/* Finds a name by its text or, where names have numbers, by its number. */
static bool find_name(const hys_space *space, const char *text, size_t *index)
{
    double number;
    if (hys_space_find_label(space, text, index) == HYS_OK)
        return true;
    if (!has_numbers(space) || hysi_parse_f64(text, &number) != HYSI_NUMBER ||
        !(number >= 0 && number < (double)hys_space_count(space)))
        return false;
    *index = (size_t)number;
    return (double)*index == number;
}

void input_text(struct input *input, size_t column, const char *text)
{
    const struct values *values = &input->values[column];
    const struct column *of = &input->rows->column[column];
    char number[NUMBER_TEXT];
    size_t label = 0;
    float f32;
    double f64;

    if (values->labels) {
        if (!find_name(of->space, text, &label))
            input_fail(input, "%s is not a label of %s%s", input_quoted(input, text),
                       name_of(input, column), label_hint(of->space, text).text);
        const uint32_t index = (uint32_t)label;
        put(input, column, &index);
        return;
    }
    if (values->type == HYS_I64) {
        put_integer(input, column, text);
        return;
    }
    if (values->exact && has_numbers(of->space) &&
        hys_space_find_label(of->space, text, &label) == HYS_OK) {
        number[integer_text(number, false, label)] = 0;
        text = number;
    }
    const enum hysi_number result =
        values->type == HYS_F32 ? hysi_parse_f32(text, &f32) : hysi_parse_f64(text, &f64);
    if (result == HYSI_NUMBER_NONE)
        input_fail(input, "%s: %s is not a decimal number", name_of(input, column),
                   input_quoted(input, text));
    if (result == HYSI_NUMBER_RANGE)
        input_fail(input, "%s: %s is beyond the range of %s", name_of(input, column), text,
                   hys_type_name(values->type));
    if (result == HYSI_NUMBER_INEXACT && values->exact)
        fail_inexact(input, column, text);
    if (values->type == HYS_F32)
        put(input, column, &f32);
    else
        put_f64(input, column, f64, text);
}

/* Rounds once, from the number in the file to the float that is wanted, as its text would be. */
void input_binary(struct input *input, size_t column, struct binary number)
{
    const struct values *values = &input->values[column];
    char text[NUMBER_TEXT];

    if (!number.integer && isnan(number.real))
        number.real = (double)NAN; /* the NaN of the text "nan" */
    text[number.integer ? integer_text(text, number.negative, number.magnitude)
                        : f64_text(text, number.real)] = 0;
    if (values->type == HYS_I64) {
        put_integer(input, column, text);
        return;
    }
    if (values->labels) {
        input_text(input, column, text);
        return;
    }
    if (number.integer && values->exact &&
        !hysi_is_exact(number.magnitude, values->type == HYS_F32 ? FLT_MANT_DIG : DBL_MANT_DIG))
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

void input_index(struct input *input, size_t column, struct binary number)
{
    char text[NUMBER_TEXT];

    text[integer_text(text, number.negative, number.magnitude)] = 0;
    if (number.negative || number.magnitude >= hys_space_count(input->rows->column[column].space))
        input_fail(input, "%s: %s is not the index of a label", name_of(input, column), text);
    const uint32_t index = (uint32_t)number.magnitude;
    put(input, column, &index);
}

void input_refuse_mark(const struct input *input)
{
    if (input->length >= 3 && !memcmp(input->text, "\xef\xbb\xbf", 3))
        input_fail(input, "begins with a byte order mark, which UTF-8 does not need");
}
