/* --indices: a list of sample numbers instead of a range. */
#ifndef CLI_INDICES_H
#define CLI_INDICES_H

#include "cli/options.h"

/* The options with the list of the file that --indices names, if it is given. */
struct options indices_read(const struct options *options);

#endif
