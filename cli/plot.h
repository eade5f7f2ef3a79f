/* describe for gnuplot. */
#ifndef CLI_PLOT_H
#define CLI_PLOT_H

#include <stdio.h>

#include "cli/facts.h"

enum { PLOT_BINS = 48 };
struct plot;

/* Starts gnuplot for a picture of so many panels; ends the program if gnuplot is not installed.
 * noun, hint: what they are, and what makes them fewer, where a picture has no room for all.
 * plot_close draws the picture, a panel for each column. */
struct plot *plot_open(const char *path, size_t panels, const char *noun, const char *hint);
void plot_close(struct plot *plot, const struct description *description, size_t columns,
                const struct facts *whole, const char *head);

/* ---- for other pictures ---- */

/* Where gnuplot reads its script. */
FILE *plot_script(const struct plot *plot);

/* Begins the script with a picture of so many panels of x by y pixels beside and below one
 * another. */
void plot_begin(struct plot *plot, size_t beside, size_t below, int x, int y,
                const struct facts *whole, const char *head);

/* Sets the range and the ticks of axis 'x' or 'y' as a column's bins have them. */
void plot_axis(struct plot *plot, char axis, const struct description *description);

/* A string of gnuplot, which shows a text in at most so many cells. */
char *plot_quoted(const char *text, size_t cells);

/* Ends the script, and moves the picture to where it belongs. */
void plot_end(struct plot *plot);

#endif
