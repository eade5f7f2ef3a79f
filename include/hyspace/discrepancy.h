/* The discrepancy of n points in the d-dimensional unit cube: how far they are from being spread
 * evenly, in four kinds that are those of scipy.stats.qmc.discrepancy. The smaller, the more even.
 *
 *   CD        centred L2, its square
 *   WD        wraparound L2, its square
 *   MD        mixture of the two, its square
 *   L2_STAR   L2-star, itself: its value is the square root
 *
 * The points are an n x d matrix of doubles in [0, 1], as hys_domain_encode writes them, and are
 * read where they are. The time grows with n^2 d. A result is the same bits on every CPU and ISA
 * path, in whatever way the work is divided (docs/spec.md, section 4.4). Up to some 1000 columns it
 * is off by at most 1e-12 times the leading term, (13/12)^d of CD, (4/3)^d of WD and (19/12)^d of
 * MD, or times itself where it is larger; of L2_STAR that is said of the square, with 3^-d.
 *
 * A program divides the work, between threads or processes that all have the points, by blocks of
 * HYS_DISCREPANCY_ROWS rows:
 *
 *     blocks = hys_discrepancy_blocks(n);
 *     each takes some: hys_discrepancy_sums(kind, n, d, points, order, ld, first, count, sums)
 *     one of them, with the sums of all blocks: hys_discrepancy_finish(kind, n, d, sums, &result)
 *
 * Thread safety: any number of threads may call these at a time. A call takes up to 60 KiB of the
 * calling thread's stack and allocates nothing.
 */
#ifndef HYSPACE_DISCREPANCY_H
#define HYSPACE_DISCREPANCY_H

#include <stddef.h>
#include <stdint.h>
#include <hyspace/domain.h>
#include <hyspace/status.h>
#include <hyspace/version.h>

typedef int32_t hys_discrepancy_kind;
enum {
    HYS_DISCREPANCY_CD = 1,
    HYS_DISCREPANCY_WD = 2,
    HYS_DISCREPANCY_MD = 3,
    HYS_DISCREPANCY_L2_STAR = 4
};

/* Rows in a block, and the numbers that a block leaves for hys_discrepancy_finish. */
#define HYS_DISCREPANCY_ROWS 64
#define HYS_DISCREPANCY_NUMBERS 2

HYS_BEGIN_DECLS

/* Writes the discrepancy of n points to *out. ld is the leading dimension in elements: at least d
 * for HYS_ROW_MAJOR, at least n for HYS_COLUMN_MAJOR. Where a product or the result passes the
 * largest double, which takes 1000 columns and more, *out is infinite, and the status is
 * HYS_W_DATA.
 *
 * Errors, in this order: HYS_E_NULL; HYS_E_KIND_UNKNOWN; HYS_E_ISA; HYS_E_VALUES_EMPTY (n or d is
 * 0); HYS_E_INDEX (order or ld); HYS_E_POINT (a number is NaN or outside [0, 1]). Nothing is
 * written then. */
HYS_API HYS_CHECK hys_status hys_discrepancy(hys_discrepancy_kind kind, size_t n, size_t d,
                                             const double *points, hys_order order, size_t ld,
                                             double *out);

/* The number of blocks of n rows. */
HYS_API size_t hys_discrepancy_blocks(size_t n);

/* HYS_DISCREPANCY_NUMBERS numbers for each of count blocks from block `first` on. A block takes its
 * rows with those of about half of all blocks, so each costs about the same; a call for eight
 * blocks costs less than eight calls. count = 0 writes nothing.
 *
 * Errors as hys_discrepancy, with HYS_E_INDEX also where first + count is beyond the number of
 * blocks. HYS_E_POINT is about the rows that these blocks read; all calls together read all. */
HYS_API HYS_CHECK hys_status hys_discrepancy_sums(hys_discrepancy_kind kind, size_t n, size_t d,
                                                  const double *points, hys_order order, size_t ld,
                                                  size_t first, size_t count, double *sums);

/* Writes what hys_discrepancy gives to *out, from the sums of all blocks in their order. Errors, in
 * this order: HYS_E_NULL; HYS_E_KIND_UNKNOWN; HYS_E_VALUES_EMPTY. */
HYS_API HYS_CHECK hys_status hys_discrepancy_finish(hys_discrepancy_kind kind, size_t n, size_t d,
                                                    const double *sums, double *out);

/* "CD", "WD", "MD" or "L2-star", and back, where "L2" is L2-star, too; NULL and 0 for what is not a
 * kind. */
HYS_API const char *hys_discrepancy_name(hys_discrepancy_kind kind);
HYS_API hys_discrepancy_kind hys_discrepancy_from_name(const char *name);

HYS_END_DECLS

#endif
