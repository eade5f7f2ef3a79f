/* The list of formats. */
#ifndef CLI_FORMATS_H
#define CLI_FORMATS_H

#include <stdbool.h>

#include "cli/format.h"

/* The format of a name; NULL if no format has that name. */
const struct format *format_from_name(const char *name);

/* The format that the ending of a file's name says; NULL if it says nothing about the format. An
 * ending that belongs to other formats ends the program, for it would mislead about what is in the
 * file. */
const struct format *format_from_ending(const char *path, bool input);

/* "csv, tsv, ... or raw": those that are written, or those that are read. */
char *format_list(bool input);

#endif
