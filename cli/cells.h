/* Names on a terminal, whose characters have cells. */
#ifndef CLI_CELLS_H
#define CLI_CELLS_H

#include <stdbool.h>
#include <stddef.h>

/* How many cells a text takes. */
size_t width_of(const char *text);

/* A name in at most `width` cells, without control characters; with `ascii` without others than
 * ASCII's. */
char *printable_name(const char *name, size_t width, bool ascii);

#endif
