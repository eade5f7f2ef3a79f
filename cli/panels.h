/* describe for the terminal. */
#ifndef CLI_PANELS_H
#define CLI_PANELS_H

#include "cli/facts.h"

/* How many characters a panel's axis has on a terminal of that width. */
size_t panels_axis(int width);
void panels_print(const struct description *description, size_t columns, const struct facts *whole,
                  const char *head, const struct options *options, int width);

#endif
