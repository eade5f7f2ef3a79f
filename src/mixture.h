/* Mixtures as their kernels see them. src/reference/mixture.c defines what the numbers mean.
 *
 * Densities are held as energies: minus the log2 of a density, so that products are sums, and the
 * component with the least energy is the densest. */
#ifndef HYSI_MIXTURE_H
#define HYSI_MIXTURE_H

#include <stddef.h>
#include <stdint.h>

enum hysi_mixture_law { HYSI_MIXTURE_NUMBER, HYSI_MIXTURE_STEPPED, HYSI_MIXTURE_CHOICE };

/* What a column says of each component. */
struct hysi_mixture_terms {
    enum hysi_mixture_law law;
    const double *mu;    /* of numbers and steps */
    const double *scale; /* 1 / sigma; of numbers sqrt(log2(e) / 2) / sigma */
    const double *table; /* of a choice: count energies for each component */
    size_t count;
};

/* Points go through the kernels in tiles, and components in chunks, whose sums are added up. The
 * chunk is part of the law, the tile is not. */
enum {
    HYSI_MIXTURE_POINTS = 32,
    HYSI_MIXTURE_CHUNK = 64,
    HYSI_MIXTURE_WORD = 8 /* numbers of points are rounded up to a multiple of this */
};

/* Where a tile's points are in one column. Numbers have their place in `at`. Stepped columns have
 * each distinct interval once: from `at` to `end`, which are width apart; interval is the number of
 * a point's interval. A choice has its index there. */
struct hysi_mixture_places {
    _Alignas(64) double at[HYSI_MIXTURE_POINTS];
    double end[HYSI_MIXTURE_POINTS], width[HYSI_MIXTURE_POINTS];
    uint64_t interval[HYSI_MIXTURE_POINTS];
    size_t distinct;
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

/* Adds a column's energies of components first .. first + m - 1 at n points to energy or, if base
 * is not NULL, to base[first] .. which become the energies. */
typedef void hysi_mixture_add(const struct hysi_mixture_terms *terms, size_t first, size_t m,
                              const double *base, const struct hysi_mixture_places *places,
                              size_t n, struct hysi_mixture_energies *energy);

/* Takes m components into the sums at n points; `starts`: there are no sums yet. */
typedef void hysi_mixture_sum(const struct hysi_mixture_energies *energy, size_t m, size_t n,
                              int starts, struct hysi_mixture_sums *sums);

/* Writes the log density at n points, less extra energies: log2(sum) - least - extra, as a natural
 * logarithm. */
typedef void hysi_mixture_finish(const struct hysi_mixture_sums *sums, const double *extra,
                                 size_t n, double *out);

#endif
