/* describe --pairs. */
#ifndef CLI_PAIRS_H
#define CLI_PAIRS_H

#include "cli/table.h"

/* Draws the picture of the options' pairs of columns. */
void pairs_draw(const struct options *options, const struct table *table);

#endif
