/* Discrepancies as their kernels see them. src/reference/discrepancy.c defines what the numbers
 * mean.
 *
 * Every discrepancy is a sum over pairs of points of a product over dimensions. A kernel takes a
 * block of rows with a tile of points, some dimensions at a time. */
#ifndef HYSI_DISCREPANCY_H
#define HYSI_DISCREPANCY_H

#include <stddef.h>

/* The rows, points and lanes are part of the law, the dimensions are not. */
enum {
    HYSI_DISCREPANCY_ROWS = 64,
    HYSI_DISCREPANCY_POINTS = 32,
    HYSI_DISCREPANCY_LANES = 8,
    HYSI_DISCREPANCY_DIMS = 24
};

/* Rows of points. Coordinates are put into first, and a place_rows makes what a kind needs. */
struct hysi_discrepancy_rows {
    _Alignas(64) double first[HYSI_DISCREPANCY_ROWS][HYSI_DISCREPANCY_DIMS];
    double second[HYSI_DISCREPANCY_ROWS][HYSI_DISCREPANCY_DIMS];
};

/* A tile of points, dimension by dimension; the same with of[0] and place_points. */
struct hysi_discrepancy_points {
    _Alignas(64) double of[2][HYSI_DISCREPANCY_DIMS][HYSI_DISCREPANCY_POINTS];
};

/* What each of n pairs of a row and a point begins with, or where it goes: point j of row i is at
 * at[i * step + j]. */
struct hysi_discrepancy_products {
    const double *from;
    size_t step; /* of from */
    double *to;  /* NULL: the products are done, and go into the sums */
};

/* Replaces n rows' coordinates. */
typedef void hysi_discrepancy_place_rows(size_t n, struct hysi_discrepancy_rows *rows);

/* Replaces a tile's coordinates in so many dimensions. */
typedef void hysi_discrepancy_place_points(size_t dims, struct hysi_discrepancy_points *points);

/* Multiplies the products of n rows and a tile's points by their factors in so many dimensions, one
 * after the other; then either stores them or adds them to the sums, row by row: the products of
 * points l, l + 8, l + 16 and l + 24, as (a + b) + (c + d), to sum[l]. */
typedef void hysi_discrepancy_pairs(const struct hysi_discrepancy_rows *rows, size_t n,
                                    const struct hysi_discrepancy_points *points, size_t dims,
                                    const struct hysi_discrepancy_products *products,
                                    double sum[HYSI_DISCREPANCY_LANES]);

#endif
