/* describe for gnuplot. */
#ifndef CLI_PLOT_H
#define CLI_PLOT_H

#include "cli/facts.h"

enum { PLOT_BINS = 48 };
struct plot;

/* Starts gnuplot for a picture of so many panels; ends the program if gnuplot is not installed.
 * plot_close draws the picture. */
struct plot *plot_open(const char *path, size_t panels);
void plot_close(struct plot *plot, const struct description *description, size_t columns,
                const struct facts *whole, const char *head);

#endif
