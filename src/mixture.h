/* Mixtures as their kernels see them. src/reference/mixture.c defines what the numbers mean.
 *
 * Densities are held as energies: minus the log2 of a density, so that products are sums, and the
 * component with the least energy is the densest. */
#ifndef HYSI_MIXTURE_H
#define HYSI_MIXTURE_H

#include <stddef.h>
#include <stdint.h>

/* Points go through the kernels in tiles, and components in chunks, whose sums are added up. The
 * chunk is part of the law, the tile is not. */
enum {
    HYSI_MIXTURE_DRAWS = 32, /* numbers of samples are rounded up to a multiple of this */
    HYSI_MIXTURE_POINTS = 32,
    HYSI_MIXTURE_CHUNK = 64,
    HYSI_MIXTURE_WORD = 8, /* numbers of points are rounded up to a multiple of this */
    HYSI_MIXTURE_PAIR = 2  /* numbers of components in the rows that are added, likewise */
};

/* A column of numbers: mu and sqrt(log2(e) / 2) / sigma of each component, and where the points
 * are. */
struct hysi_mixture_numbers {
    const double *mu, *scale, *at;
};

/* An interval about a stepped value; its ends are width apart. */
struct hysi_mixture_ends {
    double from, to, width;
};

/* The energies of a chunk's components at a tile's points. */
struct hysi_mixture_energies {
    _Alignas(64) double of[HYSI_MIXTURE_CHUNK][HYSI_MIXTURE_POINTS];
};

/* At each point: the least energy so far, and the sum of the components' densities over that of
 * the least energy. */
struct hysi_mixture_sums {
    _Alignas(64) double least[HYSI_MIXTURE_POINTS];
    double sum[HYSI_MIXTURE_POINTS];
};

/* Adds the energies of so many columns of numbers, one after the other, of m components at n points
 * to energy or, if base is not NULL, to base[0 .. m - 1], which become the energies. */
typedef void hysi_mixture_add_numbers(const struct hysi_mixture_numbers *column, size_t columns,
                                      size_t m, const double *base, size_t n,
                                      struct hysi_mixture_energies *energy);

/* The same of one column, where row[i] has point i's energies of all components. */
typedef void hysi_mixture_add_rows(const double *const *row, size_t m, const double *base, size_t n,
                                   struct hysi_mixture_energies *energy);

/* Writes an interval's energies of m components, a multiple of HYSI_MIXTURE_WORD; scale is
 * 1 / sigma. */
typedef void hysi_mixture_interval(const double *mu, const double *scale,
                                   const struct hysi_mixture_ends *ends, size_t m, double *energy);

/* Takes m components into the sums at n points; `starts`: there are no sums yet. */
typedef void hysi_mixture_sum(const struct hysi_mixture_energies *energy, size_t m, size_t n,
                              int starts, struct hysi_mixture_sums *sums);

/* A component's normal law between a column's bounds: the tails of a unit u are below + u mass and
 * above + (1 - u) mass, and no tail is taken for less than `least`. */
struct hysi_mixture_normal {
    double mass, below, above, least, sigma, mu;
};

/* Writes n samples, a multiple of HYSI_MIXTURE_DRAWS, between the bounds from and to; the law of
 * each is that of its component. */
typedef void hysi_mixture_draw(const struct hysi_mixture_normal *normal, double from, double to,
                               const uint32_t *component, const uint64_t *draw, size_t n,
                               double *value);

/* Writes the log density at n points, less extra energies: log2(sum) - least - extra, as a natural
 * logarithm. */
typedef void hysi_mixture_finish(const struct hysi_mixture_sums *sums, const double *extra,
                                 size_t n, double *out);

#endif
