/* Ticks and labels of axes. */
#ifndef CLI_AXIS_H
#define CLI_AXIS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/bins.h"

/* Round numbers within the axis of a DENSITY, about `most` of them, and the digits that tell them
 * apart. */
enum { TICKS = 64 };
struct ticks {
    size_t count;
    int digits; /* for %.*g */
    double at[TICKS];
};
struct ticks ticks_of(const struct description *description, size_t most);

/* 1, 2 or 5 times a power of ten, not below `least`. */
double round_step(double least);

/* Whether a label fits in the middle of cell `at`, or pushed inside `width`, with a gap to what
 * ends at *behind. If so, *from is its first cell and *behind moves. */
bool label_fits(double at, size_t length, size_t width, size_t *from, size_t *behind);

/* Whether bin i of bins EACH, which are so many cells apart, is one of those that labels have room
 * for. */
bool each_labelled(const struct bins *bins, size_t i, double cells);

#endif
