/* What only the SPACE tells of what is drawn. */
#ifndef CLI_DESIGN_H
#define CLI_DESIGN_H

#include "cli/rows.h"

/* The options with the numbers of --indices, the points of the table's columns, the count that a
 * design allows, and the opened stream. What cannot be ends the program. table NULL: the words of a
 * stream, of the type of the one column. */
struct options design_settle(const struct options *options, const struct table *table,
                             const struct rows *rows);

#endif
