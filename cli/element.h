/* The elements of columns in memory: their text, their order in files. */
#ifndef CLI_ELEMENT_H
#define CLI_ELEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/rows.h"
#include "cli/text.h"

/* Adds the text of an element to a text. label: the labels of a column that is written as text.
 * json: what JSON has no number for, nan and inf, is quoted. */
void element_text(const struct column *column, char *const *label, bool json,
                  const unsigned char *at, struct text *out);

/* Converts n elements of a type, side by side, to doubles: exactly but for integers beyond 2^53. */
void element_values(hys_type type, const unsigned char *data, size_t n, double *value);

/* Files and digests are little-endian. Brings n elements of size bytes, side by side, from the
 * machine's order into the file's, in place; and all elements of a block. */
void file_order(void *elements, size_t n, size_t size);
void block_file_order(const struct rows *rows, const struct block *block);

#endif
