#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli/fail.h"
#include "cli/names.h"

static size_t label_count(const struct column *column)
{
    return column->text ? hys_space_count(column->space) : 0;
}

struct names *names_new(const struct rows *rows, char *(*quote)(const char *text), bool json)
{
    struct names *names = xreallocarray(NULL, 1, sizeof *names);
    names->column = xreallocarray(NULL, rows->columns, sizeof *names->column);
    names->label = xreallocarray(NULL, rows->columns, sizeof *names->label);
    for (size_t c = 0; c < rows->columns; c++) {
        const struct column *column = &rows->column[c];
        const size_t labels = label_count(column);
        names->label[c] = xreallocarray(NULL, labels, sizeof **names->label);
        names->column[c] = quote(column->name);
        for (size_t i = 0; i < labels; i++) {
            const char *label = hys_space_label(column->space, i);
            const bool plain = json && hys_space_scalar(column->space, i) != HYS_SCALAR_STRING;
            names->label[c][i] = plain ? xasprintf("%s", label) : quote(label);
        }
    }
    return names;
}

void names_free(struct names *names, const struct rows *rows)
{
    for (size_t c = 0; c < rows->columns; c++) {
        const size_t labels = label_count(&rows->column[c]);
        for (size_t i = 0; i < labels; i++)
            free(names->label[c][i]);
        free(names->label[c]);
        free(names->column[c]);
    }
    free(names->label);
    free(names->column);
    free(names);
}

size_t names_longest(const struct names *names, const struct rows *rows, size_t c)
{
    enum { LONGEST_NUMBER = 26 }; /* -1.7976931348623157e+308, and quotes */
    const size_t labels = label_count(&rows->column[c]);
    size_t longest = labels ? 0 : LONGEST_NUMBER;

    for (size_t i = 0; i < labels; i++) {
        const size_t length = strlen(names->label[c][i]);
        longest = length > longest ? length : longest;
    }
    return longest;
}
