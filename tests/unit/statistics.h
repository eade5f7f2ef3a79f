/* Statistics and their p-values, for tests/unit/test_stat.c (a minute of them at each make check)
 * and tests/slow/check_stat.c (all of them).
 *
 * A p-value is two-sided: it is small where a statistic is too large, and also where it is too
 * small, since numbers more regular than random ones are equally wrong. */
#ifndef STATISTICS_H
#define STATISTICS_H

#include <stddef.h>
#include <stdint.h>

#include <hyspace.h>

/* The law of a continuous kind: the probability of a value below x. Of a quantised kind: before
 * the rounding. */
double stat_law(const hys_space *space, double x);

/* The number of values of a space, in ascending order or that of its list; 0: it is continuous. */
size_t stat_value_count(const hys_space *space);

/* The probability of value number v. */
double stat_mass(const hys_space *space, size_t v);

/* Counts how often each value is among n samples from the source. */
void stat_count(const hys_space *space, const hys_source *source, size_t n, uint32_t *count);

/* sqrt(n) times Kolmogorov's distance of u from the uniform law on [0, 1]; sorts u. */
double stat_kolmogorov(double *u, size_t n);

/* Pearson's chi-square of n values in cells of the given probabilities (NULL: all alike); degrees
 * of freedom: cells - 1. */
double stat_chi_square(const uint32_t *count, const double *probability, size_t cells, size_t n);

/* The same over 32 x 32 cells: five bits of a[i], from bit `shift` on, and the same bits of b[i].
 */
enum { STAT_PAIRS = 1024 };
double stat_pairs(const uint32_t *a, const uint32_t *b, size_t n, unsigned shift);

/* Keyed permutations of [0, n) over the keys of the seeds 0, 1, ..: p-values of the orders of all n
 * numbers, n <= 7; of the numbers at every place; of those at the places i and j, sorted into cells
 * of n / cells numbers each; and of the fixed points, n >= 8. */
double stat_p_orders(uint64_t n, size_t keys);
double stat_p_places(uint64_t n, size_t keys);
double stat_p_two_places(uint64_t n, uint64_t i, uint64_t j, uint64_t cells, size_t keys);
double stat_p_fixed_points(uint64_t n, size_t keys);

/* The key of a plane of the native stream, of a seed and a dim (docs/spec.md, section 2.1). */
struct hysi_ars_key;
struct hysi_ars_key stat_plane(uint64_t seed, uint32_t plane, uint64_t dim);

/* A permutation as the designs' words of a seed and a dim give it (docs/spec.md, section 2.3). */
struct hysi_permutation;
void stat_permutation(struct hysi_permutation *permutation, uint64_t n, uint64_t seed,
                      uint64_t dim);

double stat_p_normal(double z);
double stat_p_chi_square(double x, double degrees);
double stat_p_poisson(uint64_t count, double mean);
double stat_p_kolmogorov(double d, size_t n);

#endif
