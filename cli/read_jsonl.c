/* jsonl: an object a line, which jansson reads. Of a number jansson keeps no more than a double:
 * its decimal is taken from the line, so that it is read as that of csv is (rounded once, an
 * integer that a double cannot hold refused). */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/read.h"

/* The decimal of the next number in an object that jansson has read and that nests nothing; it is
 * made a text of its own. */
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

static const char *kind_of(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "a list";
    case JSON_STRING: return "a string";
    case JSON_NULL: return "null";
    case JSON_TRUE:
    case JSON_FALSE: return "a boolean";
    default: return "a number";
    }
}

/* sample writes what JSON has no number for as a string. */
static bool is_not_finite(const char *text)
{
    return !strcmp(text, "nan") || !strcmp(text, "inf") || !strcmp(text, "-inf");
}

static void read_member(struct input *input, const char *name, const json_t *value, char **at)
{
    const size_t column = input_column(input, name);
    const bool chosen = column != SIZE_MAX, labels = chosen && input->values[column].labels;
    const char *text = NULL;

    if (json_is_number(value))
        text = next_number(at);
    else if (json_is_string(value))
        text = json_string_value(value);
    if (!text || (chosen && labels != json_is_string(value) && (labels || !is_not_finite(text))))
        input_fail(input, "%s: expected a %s, found %s", input_name(name),
                   !chosen  ? "number or a string"
                   : labels ? "string"
                            : "number",
                   kind_of(value));
    if (chosen)
        input_text(input, column, text);
}

static void not_json(const struct input *input, json_error_t *said)
{
    const char *text = said->text;

    switch (json_error_code(said)) {
    case json_error_null_character:
    case json_error_null_byte_in_key: text = "a string holds the character \\u0000"; break;
    default: break;
    }
    for (char *at = said->text; *at; at++) /* what was found stands in it as it is */
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            *at = '?';
    input_fail(input, "column %d: %s", said->column, text);
}

/* A line, which a zero ends. */
static void read_line(struct input *input, char *line, size_t length)
{
    json_error_t said;
    json_t *value;
    const char *name;

    if (memchr(line, 0, length))
        input_fail(input, "a zero byte");
    if (line[strspn(line, " \t\r")] == 0)
        input_fail(input, "expected an object, found an empty line");
    json_t *object = json_loadb(
        line, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &said);
    if (!object)
        not_json(input, &said);
    if (!json_is_object(object))
        input_fail(input, "expected an object, found %s", kind_of(object));
    input_again(input);
    if (input->n == input->capacity)
        input_reserve(input, 2 * input->n + 16);
    json_object_foreach(object, name, value) read_member(input, name, value, &line);
    input_complete(input);
    json_decref(object);
    input->n++;
}

void read_jsonl(struct input *input)
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
