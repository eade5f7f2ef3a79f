/* --indices: a list of sample numbers instead of a range. */
#ifndef CLI_INDICES_H
#define CLI_INDICES_H

#include "cli/options.h"

/* The numbers that the options list, and *count of them; NULL, and *count as it was, where they
 * list none. A number from rows on ends the program, unless rows is 0. */
const uint64_t *indices_read(const struct options *options, uint64_t rows, uint64_t *count);

#endif
