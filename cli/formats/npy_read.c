/* Reads NumPy's file format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * The header is a Python literal, of which NumPy writes a small part: a dictionary with a type, a
 * flag and a shape. That part is read here and everything else is refused: nested, padded and
 * repeated fields, objects, types that hyspace does not have. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fail.h"
#include "cli/formats/npy_read.h"
#include "cli/input.h"
#include "cli/text.h"

/* A field of a record. */
struct field {
    char *name; /* NULL: the array has no fields, and this describes its elements */
    char kind;  /* f, i, u or U */
    bool big;   /* big-endian */
    size_t size;
    uint64_t offset;
    size_t column; /* its number among the chosen columns; SIZE_MAX: it is not chosen */
};

struct header {
    const struct input *input;
    const char *start, *at; /* its text, which ends with a zero */
    struct field *field;
    size_t fields;
    uint64_t bytes, records; /* bytes of a record, and the number of records */
};

enum { LARGEST = 1 << 30 }; /* bytes of a field */

_Noreturn static void header_fail(const struct header *header, const char *what)
{
    const size_t at = (size_t)(header->at - header->start);
    fail(EXIT_USAGE, xasprintf("%s: header, character %zu", header->input->where, at),
         "expected %s", what);
}

_Noreturn static void type_fail(const struct header *header, const char *name, const char *what)
{
    const char *where = name ? xasprintf("%s: field %s", header->input->where, input_name(name))
                             : header->input->where;
    fail(EXIT_USAGE, where, "%s", what);
}

/* ---- the literal ---- */

static bool skips(struct header *header, const char *word)
{
    while (*header->at == ' ')
        header->at++;
    const size_t length = strlen(word);
    if (strncmp(header->at, word, length))
        return false;
    header->at += length;
    return true;
}

static void expect(struct header *header, const char *word, const char *what)
{
    if (!skips(header, word))
        header_fail(header, what);
}

/* Writes a code point as UTF-8; returns the number of bytes, 0 if it is not a code point. */
static size_t put_point(char *to, uint32_t point)
{
    const size_t more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const unsigned char first[] = {0, 0xc0, 0xe0, 0xf0};

    if (point == 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
        return 0;
    for (size_t i = 0; i <= more; i++)
        to[i] = (char)((i ? 0x80 : first[more]) | (point >> 6 * (more - i) & (i ? 0x3f : 0x7f)));
    return more + 1;
}

/* Reads an escape behind its backslash; returns the number of bytes of UTF-8, 0 for an unknown
 * escape. */
static size_t read_escape(struct header *header, char *to)
{
    static const char plain[] = "\\'\"nrt", means[] = "\\'\"\n\r\t";
    const char letter = *header->at++;
    const char *known = letter ? strchr(plain, letter) : NULL;
    const int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    uint32_t point = 0;

    if (known)
        *to = means[known - plain];
    if (known || !digits)
        return known != NULL;
    for (int i = 0; i < digits; i++) {
        static const char hexadecimal[] = "0123456789abcdef";
        const char *digit = *header->at ? strchr(hexadecimal, *header->at) : NULL;
        if (!digit)
            return 0;
        point = point << 4 | (uint32_t)(digit - hexadecimal);
        header->at++;
    }
    return put_point(to, point);
}

/* Reads a string as Python's repr writes it. */
static char *read_string(struct header *header, const char *what)
{
    const char quote = skips(header, "'") ? '\'' : skips(header, "\"") ? '"' : 0;
    if (!quote)
        header_fail(header, what);
    size_t length = 0; /* UTF-8 takes no more bytes than the escapes of its characters */
    for (; header->at[length] && header->at[length] != quote; length++)
        length += header->at[length] == '\\' && header->at[length + 1];
    char *text = xreallocarray(NULL, length + 1, 1), *to = text;
    while (*header->at != quote) {
        if (!*header->at || *header->at == '\n')
            header_fail(header, "the end of a string");
        if (*header->at != '\\') {
            *to++ = *header->at++;
            continue;
        }
        header->at++;
        const size_t bytes = read_escape(header, to);
        if (bytes == 0)
            header_fail(header, "a character behind the backslash");
        to += bytes;
    }
    header->at++;
    *to = 0;
    return text;
}

static uint64_t read_size(struct header *header)
{
    uint64_t size = 0;
    skips(header, "");
    if (*header->at < '0' || *header->at > '9')
        header_fail(header, "a number of records");
    for (; *header->at >= '0' && *header->at <= '9'; header->at++)
        if (__builtin_mul_overflow(size, 10u, &size) ||
            __builtin_add_overflow(size, (unsigned)(*header->at - '0'), &size))
            header_fail(header, "a number of records below 2^64");
    return size;
}

/* ---- types ---- */

/* Adds a field of a type such as "<f8", "|u1" or "<U7"; takes the name. */
static void add_field(struct header *header, char *name, const char *type)
{
    const char order = type[0], kind = order ? type[1] : 0;
    const char *digits = kind ? type + 2 : "";
    const size_t length = strspn(digits, "0123456789");
    struct field field = {.name = name, .kind = kind, .big = order == '>', .offset = header->bytes};

    if (kind == 'O')
        type_fail(header, name, "Python objects are not read, for they would have to be run");
    field.size = length > 0 && length < 10 && *digits != '0' ? strtoul(digits, NULL, 10) : 0;
    const size_t size = field.size;
    const bool ordered = order == '<' || order == '>', single = ordered || order == '|';
    const bool number =
        (kind == 'f' && ordered && (size == 4 || size == 8)) ||
        ((kind == 'i' || kind == 'u') &&
         ((single && size == 1) || (ordered && (size == 2 || size == 4 || size == 8))));
    if (kind == 'U')
        field.size *= sizeof(uint32_t);
    if (digits[length] ||
        !(number || (kind == 'U' && ordered && size > 0 && field.size <= LARGEST)))
        type_fail(
            header, name,
            xasprintf("the type %s is not read: expected f4, f8, i1 to i8, u1 to u8, text (U)",
                      json_quoted(type)));
    if (header->fields == 0 || (header->fields & (header->fields - 1)) == 0) /* a power of two */
        header->field = xreallocarray(header->field, header->fields ? 2 * header->fields : 1,
                                      sizeof *header->field);
    header->field[header->fields++] = field;
    header->bytes += field.size; /* no overflow: fewer than 2^32 fields */
}

/* Reads [('name', '<f8'), ...]. */
static void read_fields(struct header *header)
{
    while (!skips(header, "]")) {
        expect(header, "(", "a field, ('name', 'type')");
        if (skips(header, "("))
            type_fail(header, NULL, "fields with titles are not read");
        char *name = read_string(header, "a field's name");
        if (!*name)
            type_fail(header, name, "fields without a name (padding) are not read");
        expect(header, ",", "a comma");
        if (skips(header, "["))
            type_fail(header, name, "fields within a field are not read");
        char *type = read_string(header, "a field's type");
        if (skips(header, ","))
            type_fail(header, name, "a field of several elements is not read");
        expect(header, ")", "the end of a field");
        add_field(header, name, type);
        free(type);
        if (!skips(header, ",")) {
            expect(header, "]", "the end of the list of fields");
            break;
        }
    }
}

static void read_descr(struct header *header)
{
    if (skips(header, "[")) {
        read_fields(header);
        if (header->fields == 0)
            type_fail(header, NULL, "a record without fields");
        return;
    }
    char *type = read_string(header, "a type, or a list of fields");
    add_field(header, NULL, type);
    free(type);
}

/* Reads a shape of one dimension, for which Fortran's order is the same. */
static void read_shape(struct header *header)
{
    size_t dimensions = 0;

    expect(header, "(", "a shape");
    while (!skips(header, ")")) {
        header->records = read_size(header);
        dimensions++;
        if (skips(header, ","))
            continue;
        if (dimensions == 1)
            header_fail(header, "a comma");
        expect(header, ")", "the end of the shape");
        break;
    }
    if (dimensions != 1)
        fail(EXIT_USAGE, header->input->where,
             "the array has %zu dimensions, where one is expected", dimensions);
}

/* Reads {'descr': ..., 'fortran_order': False, 'shape': (N,), } and blanks up to a newline. */
static void read_dictionary(struct header *header)
{
    static const char *const keys[] = {"descr", "fortran_order", "shape"};
    bool found[3] = {false};

    expect(header, "{", "a dictionary");
    while (!skips(header, "}")) {
        const char *key_at = header->at;
        char *key = read_string(header, "descr, fortran_order or shape");
        size_t k = 0;
        while (k < 3 && strcmp(key, keys[k]) != 0)
            k++;
        free(key);
        if (k == 3 || found[k]) {
            header->at = key_at;
            header_fail(header, "descr, fortran_order and shape, each once");
        }
        found[k] = true;
        expect(header, ":", "a colon");
        if (k == 0)
            read_descr(header);
        else if (k == 1 && !skips(header, "False"))
            expect(header, "True", "False or True");
        else if (k == 2)
            read_shape(header);
        if (!skips(header, ",")) {
            expect(header, "}", "the end of the dictionary");
            break;
        }
    }
    if (!found[0] || !found[1] || !found[2])
        header_fail(header, "descr, fortran_order and shape");
    expect(header, "\n", "blanks and a newline");
    if (*header->at)
        header_fail(header, "the end of the header");
}

/* ---- the file ---- */

/* Reads bytes as a number, in either order. */
static uint64_t word(const unsigned char *at, size_t size, bool big)
{
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++)
        value |= (uint64_t)at[big ? size - 1 - i : i] << 8 * i;
    return value;
}

/* Makes the header's text UTF-8; before version 3 it is Latin-1. Returns where the records begin.
 */
static size_t header_text(const struct input *input, char **text)
{
    static const char magic[] = "\x93NUMPY";
    const unsigned char *const bytes = (const unsigned char *)input->text;
    const size_t magic_length = sizeof magic - 1;

    if (input->length < magic_length || memcmp(bytes, magic, magic_length))
        input_fail(input, "no npy file: it does not begin with \\x93NUMPY");
    const unsigned version = input->length > magic_length ? bytes[magic_length] : 1,
                   minor = input->length > magic_length + 1 ? bytes[magic_length + 1] : 0;
    if (version < 1 || version > 3 || minor)
        input_fail(input, "npy of version %u.%u; 1.0, 2.0 and 3.0 are read", version, minor);
    const size_t width = version == 1 ? 2 : 4, before = magic_length + 2 + width;
    const uint64_t length =
        input->length < before ? UINT64_MAX : word(bytes + before - width, width, false);
    if (input->length < before || input->length - before < length)
        input_fail(input, "the file ends within its header");
    char *to = *text = xreallocarray(NULL, 2 * (size_t)length + 1, 1);
    for (size_t i = before; i < before + length; i++) {
        if (bytes[i] == 0)
            fail(EXIT_USAGE, xasprintf("%s: header", input->where), "a zero byte");
        if (version == 3)
            *to++ = (char)bytes[i];
        else
            to += put_point(to, bytes[i]);
    }
    *to = 0;
    if (!is_utf8(*text))
        fail(EXIT_USAGE, xasprintf("%s: header", input->where), "not UTF-8");
    return before + (size_t)length;
}

/* Reads an element that is a number. */
static struct binary number_of(const struct field *field, const unsigned char *at)
{
    const uint64_t bits = word(at, field->size, field->big);
    struct binary number = {.integer = field->kind != 'f', .magnitude = bits};
    const uint32_t half = (uint32_t)bits;
    float f32;

    if (field->kind == 'i' && bits >> (8 * field->size - 1)) {
        number.negative = true;
        number.magnitude = (field->size == 8 ? 0 : UINT64_C(1) << 8 * field->size) - bits;
    } else if (field->kind == 'f' && field->size == sizeof f32) {
        memcpy(&f32, &half, sizeof f32);
        number.real = (double)f32;
    } else if (field->kind == 'f') {
        memcpy(&number.real, &bits, sizeof bits);
    }
    return number;
}

/* Reads letters, which zeros may follow. Returns false if one is not a character. */
static bool read_letters(const struct field *field, const unsigned char *at, char *to)
{
    size_t letters = field->size / sizeof(uint32_t);
    while (letters > 0 && word(at + (letters - 1) * sizeof(uint32_t), sizeof(uint32_t), false) == 0)
        letters--;
    for (size_t i = 0; i < letters; i++) {
        const size_t bytes =
            put_point(to, (uint32_t)word(at + i * sizeof(uint32_t), sizeof(uint32_t), field->big));
        if (bytes == 0)
            return false;
        to += bytes;
    }
    *to = 0;
    return true;
}

/* Finds the column of each field: by name, or the only chosen column. */
static void find_columns(struct header *header, struct input *input)
{
    const struct rows *rows = input->rows;

    if (!header->field->name && rows->columns != 1)
        input_fail(input, "an array without fields holds one column, where %zu are expected",
                   rows->columns);
    for (size_t f = 0; f < header->fields; f++) {
        struct field *field = &header->field[f];
        field->column = field->name ? input_column(input, field->name) : 0;
        if (field->column == SIZE_MAX)
            continue;
        const struct values *values = &input->values[field->column];
        const bool either =
            (values->labels || values->exact) && has_numbers(rows->column[field->column].space);
        if (values->labels && field->kind != 'U' && !either)
            input_fail(input, "%s: the file has numbers, where labels are expected%s",
                       input_name(rows->column[field->column].name),
                       values->exact ? "; --type index reads their indices" : "");
        if (!values->labels && field->kind == 'U' && !either)
            input_fail(input, "%s: the file has text, where numbers are expected",
                       input_name(rows->column[field->column].name));
    }
    if (header->field->name)
        input_complete(input);
}

void npy_read(struct input *input)
{
    struct header header = {.input = input};
    char *text;

    const size_t start = header_text(input, &text);
    header.start = header.at = text;
    read_dictionary(&header);
    find_columns(&header, input);
    const size_t left = input->length - start;
    if (header.records > left / header.bytes)
        input_fail(input,
                   "the header says %" PRIu64 " records of %" PRIu64 " bytes, and %zu bytes follow",
                   header.records, header.bytes, left);
    if (header.records * header.bytes != left)
        input_fail(input, "bytes behind the last record: %" PRIu64,
                   left - header.records * header.bytes);

    input_reserve(input, (size_t)header.records); /* no more than there are bytes */
    input->in_records = true;
    char *letters = NULL;
    const unsigned char *at = (const unsigned char *)input->text + start;
    for (; input->n < header.records; input->n++, at += header.bytes)
        for (size_t f = 0; f < header.fields; f++) {
            const struct field *field = &header.field[f];
            if (field->column == SIZE_MAX)
                continue;
            if (field->kind != 'U') {
                input_binary(input, field->column, number_of(field, at + field->offset));
                continue;
            }
            letters =
                xreallocarray(letters, field->size + 1, 1); /* UTF-8 takes no more than UTF-32 */
            if (!read_letters(field, at + field->offset, letters))
                input_fail(input, "%s: a letter that is not a character",
                           input_name(input->rows->column[field->column].name));
            input_text(input, field->column, letters);
        }
    for (size_t f = 0; f < header.fields; f++)
        free(header.field[f].name);
    free(header.field);
    free(letters);
    free(text);
}
