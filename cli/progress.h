/* How far a command is, on standard error. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/options.h"

/* Columns of the terminal; $COLUMNS or 80 if the descriptor is not a terminal. */
int terminal_width(int descriptor);

void progress_start(const struct options *options);
void progress_at(double done); /* samples; draws the line if it is time */
void progress_end(void);       /* erases the line */

#endif
