/* jsonl: an object a line. nan and inf are strings, for JSON has no such numbers.
 *
 * jansson reads a line. It keeps no more of a number than a double, so the decimal is taken from
 * the line and read as that of csv is: rounded once, an integer that a double cannot hold
 * refused. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/element.h"
#include "cli/input.h"
#include "cli/names.h"
#include "cli/writer.h"
#include "json/number.h"
#include "json/phrases.h"

/* ---- writing ---- */

static void jsonl_open(struct writer *writer, uint64_t n)
{
    (void)n;
    writer->state = names_new(writer->rows, json_quoted, true);
    writer_begin(writer);
}

static size_t jsonl_row_text(const struct writer *writer)
{
    const struct names *names = writer->state;
    size_t all = 0;
    for (size_t c = 0; c < writer->rows->columns; c++)
        all += strlen(names->column[c]) + names_longest(names, writer->rows, c) + 6;
    return all;
}

static void jsonl_format(const struct writer *writer, struct block *block)
{
    const struct rows *rows = writer->rows;
    const struct names *names = writer->state;
    const unsigned char *data = block->data;
    struct text *text = &block->text;

    for (size_t k = 0; k < block->n; k++, data += rows->bytes) {
        for (size_t c = 0; c < rows->columns; c++) {
            const struct column *column = &rows->column[c];
            text_put(text, c == 0 ? "{" : ", ");
            text_put(text, names->column[c]);
            text_add(text, ": ", 2);
            element_text(column, names->label[c], true, data + column->offset, text);
        }
        text_add(text, "}\n", 2);
    }
}

static void jsonl_close(struct writer *writer)
{
    names_free(writer->state, writer->rows);
    writer_end(writer);
}

/* ---- reading ---- */

/* Returns the decimal of the next number in an object, which jansson has read and which nests
 * nothing; ends it with a zero. */
static char *next_number(char **at)
{
    static const char letters[] = "+-.0123456789Ee";
    char *number = *at;

    for (; *number != '-' && (*number < '0' || *number > '9'); number++)
        if (*number == '"')
            for (number++; *number != '"'; number++)
                number += *number == '\\';
    *at = number + strspn(number, letters);
    if (**at)
        *(*at)++ = 0;
    return number;
}

/* Whether a string stands for a number that JSON does not have. */
static bool is_not_finite(const char *text)
{
    return !strcmp(text, "nan") || !strcmp(text, "inf") || !strcmp(text, "-inf");
}

/* Whether label i is a scalar: of the same type, and the same number or text. */
static bool is_label(const hys_space *space, size_t i, const json_t *value, const char *text)
{
    const hys_scalar scalar = hys_space_scalar(space, i);
    double number;

    if (json_is_number(value))
        return scalar == HYS_SCALAR_NUMBER &&
               (!strcmp(hys_space_label(space, i), text) ||
                (hysi_parse_f64(hys_space_label(space, i), &number) == HYSI_NUMBER &&
                 number == json_real_value(value)));
    return scalar == (json_is_boolean(value) ? HYS_SCALAR_BOOLEAN
                      : json_is_null(value)  ? HYS_SCALAR_NULL
                                             : HYS_SCALAR_STRING) &&
           !strcmp(hys_space_label(space, i), text);
}

/* The label of a list where not all are strings, or its number; ends the program if no label fits.
 */
static const char *label_of(const struct input *input, size_t column, const json_t *value,
                            const char *text)
{
    const hys_space *space = input->rows->column[column].space;
    for (size_t i = 0; text && i < hys_space_count(space); i++)
        if (is_label(space, i, value, text))
            return hys_space_label(space, i);
    if (json_is_number(value) && has_numbers(space))
        return text;
    char *found = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    input_fail(input, "%s is not a label of %s", found ? found : "this",
               input_name(input->rows->column[column].name));
}

static void read_member(struct input *input, const char *name, const json_t *value, char **at)
{
    const size_t column = input_column(input, name);
    const bool chosen = column != SIZE_MAX, labels = chosen && input->values[column].labels;
    const hys_space *space = chosen ? input->rows->column[column].space : NULL;
    const bool booleans = chosen && input->values[column].exact && has_numbers(space);
    const char *text = NULL;

    if (json_is_number(value))
        text = next_number(at);
    else if (json_is_string(value))
        text = json_string_value(value);
    else if (json_is_boolean(value) || json_is_null(value))
        text = json_is_null(value) ? "null" : json_is_true(value) ? "true" : "false";
    if (labels ? has_scalars(space) : booleans && json_is_boolean(value)) {
        input_text(input, column, label_of(input, column, value, text));
        return;
    }
    if (!text || (chosen && (labels ? !json_is_string(value)
                                    : !json_is_number(value) &&
                                          !(json_is_string(value) && is_not_finite(text)))))
        input_fail(input, "%s: expected a %s, found %s", input_name(name),
                   !chosen  ? "number or a string"
                   : labels ? "string"
                            : "number",
                   hysi_json_noun(value));
    if (chosen)
        input_text(input, column, text);
}

static _Noreturn void refuse_line(const struct input *input, json_error_t *error)
{
    const char *text = error->text;

    switch (json_error_code(error)) {
    case json_error_null_character:
    case json_error_null_byte_in_key: text = "a string holds the character \\u0000"; break;
    default: break;
    }
    for (char *at = error->text; *at; at++) /* the text quotes what was found as it is */
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            *at = '?';
    input_fail(input, "column %d: %s", error->column, text);
}

/* Reads a line, which a zero ends. */
static void read_line(struct input *input, char *line, size_t length)
{
    json_error_t error;
    json_t *value;
    const char *name;

    if (memchr(line, 0, length))
        input_fail(input, "a zero byte");
    if (line[strspn(line, " \t\r")] == 0)
        input_fail(input, "expected an object, found an empty line");
    json_t *object = json_loadb(
        line, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &error);
    if (!object)
        refuse_line(input, &error);
    if (!json_is_object(object))
        input_fail(input, "expected an object, found %s", hysi_json_noun(object));
    input_again(input);
    if (input->n == input->capacity)
        input_reserve(input, 2 * input->n + 16);
    json_object_foreach (object, name, value)
        read_member(input, name, value, &line);
    input_complete(input);
    json_decref(object);
    input->n++;
}

static void jsonl_read(struct input *input)
{
    char *const end = input->text + input->length;

    input->line = 1;
    input_refuse_mark(input);
    *end = 0;
    for (char *line = input->text; line < end; input->line++) {
        char *newline = memchr(line, '\n', (size_t)(end - line)), *behind = newline ? newline : end;
        *behind = 0;
        read_line(input, line, (size_t)(behind - line));
        line = newline ? newline + 1 : end;
    }
}

const struct format format_jsonl = {
    .name = "jsonl",
    .open = jsonl_open,
    .row_text = jsonl_row_text,
    .format = jsonl_format,
    .put = writer_put_text,
    .close = jsonl_close,
    .read = jsonl_read,
};
