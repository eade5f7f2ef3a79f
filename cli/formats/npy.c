/* NumPy's file format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * Numbers are written as they are in memory, labels as text of fixed width. npy_read.c reads it. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/element.h"
#include "cli/fail.h"
#include "cli/formats/npy_read.h"
#include "cli/numbers.h"
#include "cli/writer.h"

struct npy {
    char **
        *label; /* of each column: its labels in letters of 4 bytes; NULL for a column of numbers */
    size_t *size; /* bytes of each column's elements in the file */
    bool text;    /* whether any column has labels */
};

/* ---- the header ---- */

static size_t count_points(const char *text)
{
    size_t count = 0;
    for (; *text; count++)
        next_point(&text);
    return count;
}

/* Makes labels of equal length, as numpy's <U has them. Returns the bytes of each. */
static size_t add_labels(const hys_space *space, char **label)
{
    const size_t count = hys_space_count(space);
    size_t longest = 0;

    for (size_t i = 0; i < count; i++) {
        const size_t points = count_points(hys_space_label(space, i));
        longest = points > longest ? points : longest;
    }
    uint32_t *point = xreallocarray(NULL, count, longest * sizeof *point);
    memset(point, 0, count * longest * sizeof *point);
    for (size_t i = 0; i < count; i++, point += longest) {
        label[i] = (char *)point;
        const char *at = hys_space_label(space, i);
        for (size_t k = 0; *at; k++)
            point[k] = next_point(&at);
        file_order(point, longest, sizeof *point);
    }
    return longest * sizeof *point;
}

static void add_descr(const struct column *column, size_t size, struct text *out)
{
    char text[NUMBER_TEXT];
    if (column->text)
        sprintf(text, "'<U%zu'", size / sizeof(uint32_t));
    else
        sprintf(text, "'%c%c%zu'", size == 1 ? '|' : '<',
                column->type == HYS_INDEX ? 'u' : *hys_type_name(column->type), size);
    text_add(out, text, strlen(text));
}

/* Adds a name as a string of Python's source. */
static void add_name(const char *name, bool latin1, struct text *out)
{
    text_add(out, "'", 1);
    while (*name) {
        char text[8] = "\\";
        const char *start = name;
        const uint32_t point = next_point(&name);
        if (point < 0x20 || point == 0x7f)
            text_add(out, text, (size_t)sprintf(text, "\\x%02" PRIx32, point));
        else if (point == '\'' || point == '\\')
            text_add(out, text, (size_t)sprintf(text, "\\%c", (char)point));
        else if (latin1)
            text_add(out, text, (size_t)sprintf(text, "%c", (int)point));
        else
            text_add(out, start, (size_t)(name - start));
    }
    text_add(out, "'", 1);
}

static void add_header(const struct rows *rows, const size_t *size, uint64_t n, struct text *out)
{
    struct text dict = {0};
    char shape[80], start[12] = "\x93NUMPY";
    bool latin1 = true;

    for (size_t c = 0; c < rows->columns; c++)
        for (const char *at = rows->column[c].name; *at;)
            latin1 &= next_point(&at) < 0x100;
    text_add(&dict, "{'descr': ", 10);
    if (rows->columns == 1) {
        add_descr(&rows->column[0], size[0], &dict);
        latin1 = true;
    } else
        for (size_t c = 0; c < rows->columns; c++) {
            text_add(&dict, c == 0 ? "[(" : ", (", c == 0 ? 2 : 3);
            add_name(rows->column[c].name, latin1, &dict);
            text_add(&dict, ", ", 2);
            add_descr(&rows->column[c], size[c], &dict);
            text_add(&dict, ")]", c + 1 == rows->columns ? 2 : 1);
        }
    text_add(&dict, shape,
             (size_t)sprintf(shape, ", 'fortran_order': False, 'shape': (%" PRIu64 ",), }", n));

    size_t before = 10; /* magic, version, and the length in 2 or 4 bytes */
    size_t total = (before + dict.length + 1 + 63) / 64 * 64;
    start[6] = 1;
    if (!latin1 || total - before > UINT16_MAX) {
        before = 12;
        total = (before + dict.length + 1 + 63) / 64 * 64;
        start[6] = latin1 ? 2 : 3;
    }
    if (total - before > UINT32_MAX)
        fail(EXIT_USAGE, "npy", "a header of %zu bytes, which the format does not have", total);
    for (size_t i = 8; i < before; i++)
        start[i] = (char)((total - before) >> 8 * (i - 8));
    text_add(out, start, before);
    text_add(out, dict.data, dict.length);
    while (out->length < total - 1)
        text_add(out, " ", 1);
    text_add(out, "\n", 1);
    free(dict.data);
}

/* ---- the file ---- */

static void npy_check(const struct options *options)
{
    if (options->whole || options->count >> 63)
        fail(EXIT_USAGE, "--count", "npy holds fewer than 2^63 rows");
}

static void npy_open(struct writer *writer, uint64_t n)
{
    const struct rows *rows = writer->rows;
    struct npy *npy = writer->state = xreallocarray(NULL, 1, sizeof *npy);
    struct text header = {0};

    npy->label = xreallocarray(NULL, rows->columns, sizeof *npy->label);
    npy->size = xreallocarray(NULL, rows->columns, sizeof *npy->size);
    npy->text = false;
    for (size_t c = 0; c < rows->columns; c++) {
        const struct column *column = &rows->column[c];
        npy->label[c] = NULL;
        npy->size[c] = hys_type_size(column->type);
        if (!column->text)
            continue;
        npy->label[c] = xreallocarray(NULL, hys_space_count(column->space), sizeof **npy->label);
        npy->size[c] = add_labels(column->space, npy->label[c]);
        npy->text = true;
    }
    add_header(rows, npy->size, n, &header);
    writer_begin(writer);
    writer_write(writer, header.data, header.length);
    free(header.data);
}

static size_t npy_row_text(const struct writer *writer)
{
    const struct npy *npy = writer->state;
    size_t all = 0;
    for (size_t c = 0; npy->text && c < writer->rows->columns; c++)
        all += npy->size[c];
    return all;
}

/* Adds the bytes of a number, or the letters of a label; zeros where decode met NaN. */
static void add_element(const struct column *column, char *const *label, size_t size,
                        const unsigned char *at, struct text *out)
{
    static const char none[sizeof(uint32_t)] = {0};
    uint32_t index;
    if (!column->text) {
        text_add(out, (const char *)at, size);
        file_order(out->data + out->length - size, 1, size);
        return;
    }
    memcpy(&index, at, sizeof index);
    if (index < hys_space_count(column->space))
        text_add(out, label[index], size);
    else
        for (size_t k = 0; k < size; k += sizeof none)
            text_add(out, none, sizeof none);
}

static void npy_format(const struct writer *writer, struct block *block)
{
    const struct rows *rows = writer->rows;
    const struct npy *npy = writer->state;
    const unsigned char *data = block->data;

    if (!npy->text)
        writer_order_rows(writer, block);
    for (size_t k = 0; npy->text && k < block->n; k++, data += rows->bytes)
        for (size_t c = 0; c < rows->columns; c++)
            add_element(&rows->column[c], npy->label[c], npy->size[c],
                        data + rows->column[c].offset, &block->text);
}

static void npy_put(struct writer *writer, const struct block *block)
{
    const struct npy *npy = writer->state;
    (npy->text ? writer_put_text : writer_put_rows)(writer, block);
}

static void npy_close(struct writer *writer)
{
    struct npy *npy = writer->state;
    for (size_t c = 0; c < writer->rows->columns; c++) {
        free(npy->label[c] ? npy->label[c][0] : NULL); /* one piece of memory holds all labels */
        free(npy->label[c]);
    }
    free(npy->label);
    free(npy->size);
    free(npy);
    writer_end(writer);
}

const struct format format_npy = {
    .name = "npy",
    .binary = true,
    .check = npy_check,
    .open = npy_open,
    .row_text = npy_row_text,
    .format = npy_format,
    .put = npy_put,
    .close = npy_close,
    .read = npy_read,
};
