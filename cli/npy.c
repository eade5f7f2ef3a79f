/* numpy's file format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static size_t count_points(const char *text)
{
    size_t count = 0;
    for (; *text; count++)
        next_point(&text);
    return count;
}

size_t npy_labels(const hys_space *space, char **label)
{
    const size_t count = hys_space_count(space);
    size_t longest = 0;

    for (size_t i = 0; i < count; i++) {
        const size_t points = count_points(hys_space_label(space, i));
        longest = points > longest ? points : longest;
    }
    uint32_t *point = memory_for(NULL, count, longest * sizeof *point);
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

/* A name as Python's source has it. */
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

void npy_header(const struct rows *rows, const size_t *size, uint64_t n, struct text *out)
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

    size_t before = 10; /* magic, version, and the length in 2 bytes, or in 4 */
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
