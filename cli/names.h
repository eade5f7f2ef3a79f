/* Names of columns and labels, quoted once for all rows of a text format. */
#ifndef CLI_NAMES_H
#define CLI_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/rows.h"

struct names {
    char **column;
    char ***label; /* of each column; an empty list where it is not written as text */
};

/* json: labels that are no strings are not quoted. */
struct names *names_new(const struct rows *rows, char *(*quote)(const char *text), bool json);
void names_free(struct names *names, const struct rows *rows);

/* The most bytes that an element of a column takes as text, quotes included. */
size_t names_longest(const struct names *names, const struct rows *rows, size_t c);

#endif
