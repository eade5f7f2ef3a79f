/* Densities: the probability of values of a space, or its density there, and of ranges of them
 * (docs/spec.md, section 4.2). They are those of the law by which the space is sampled.
 *
 *   cdf        P(X <= x)
 *   sf         P(X > x), which is 1 - cdf without cancellation
 *   quantile   the least value whose cdf reaches u; 0 gives the least value, and 1 the greatest,
 *              of those that have a probability
 *   pdf        the density of linear, log and other continuous spaces, and
 *   logpdf     its natural logarithm; at both bounds they are those of the inside
 *   pmf        the probability of one value of all other spaces, whose logpdf is its logarithm
 *
 * A continuous space has pdf and logpdf, a finite one pmf and logpdf: for the other one of pdf and
 * pmf the status is HYS_E_DENSITY. Labels count by their index. Of a list, an entry that stands
 * twice has twice the probability; quantile goes by the order of the numbers, not of the list.
 *
 * A value outside the bounds, or one that a finite space does not have, is no error: its density or
 * probability is 0, logpdf is -inf, and cdf and sf are those of the place. NaN gives NaN, and so
 * does a quantile for a number outside [0, 1] (0 as an integer): HYS_W_DATA, everything being
 * written. For pmf and logpdf the f32 nearest to a value of a list counts as that value, and so
 * does a number that differs from a value of a step of reals by at most 2^-24 of it and, unless it
 * is an f32, a quarter of the step; cdf and sf are those of the number itself.
 *
 * The calls are as those of hyspace/encode.h: n elements of one array to n elements of another.
 * Each array is aligned to its element; in == out is allowed, any other overlap is an error of the
 * caller's. n = 0 touches no array. If flagged is not NULL, *flagged is the number of elements that
 * HYS_W_DATA is about, 0 after an error. Errors, in this order: HYS_E_NULL (arrays may be NULL
 * where n = 0); HYS_E_ISA (pdf and logpdf need a CPU with FMA); HYS_E_TYPE; HYS_E_DENSITY. No array
 * is written then.
 *
 * Thread safety: any number of threads may use one space or domain at a time. A call takes up to
 * 56 KiB of the calling thread's stack.
 */
#ifndef HYSPACE_DENSITY_H
#define HYSPACE_DENSITY_H

#include <stddef.h>
#include <stdint.h>
#include <hyspace/domain.h>
#include <hyspace/space.h>
#include <hyspace/status.h>
#include <hyspace/version.h>

HYS_BEGIN_DECLS

/* Of any space. */
HYS_API HYS_CHECK hys_status hys_cdf_f64(const hys_space *space, const double *x, size_t n,
                                         double *out, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_sf_f64(const hys_space *space, const double *x, size_t n,
                                        double *out, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_quantile_f64(const hys_space *space, const double *u, size_t n,
                                              double *x, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_logpdf_f64(const hys_space *space, const double *x, size_t n,
                                            double *out, size_t *flagged);

/* Of a continuous space, and of a finite one. */
HYS_API HYS_CHECK hys_status hys_pdf_f64(const hys_space *space, const double *x, size_t n,
                                         double *out, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_pmf_f64(const hys_space *space, const double *x, size_t n,
                                         double *out, size_t *flagged);

/* The same for integers, of spaces whose values i64 holds, and of labels. An integer that a double
 * does not hold is flagged, unless the kind itself counts in 64-bit integers. */
HYS_API HYS_CHECK hys_status hys_cdf_i64(const hys_space *space, const int64_t *x, size_t n,
                                         double *out, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_sf_i64(const hys_space *space, const int64_t *x, size_t n,
                                        double *out, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_quantile_i64(const hys_space *space, const double *u, size_t n,
                                              int64_t *x, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_logpdf_i64(const hys_space *space, const int64_t *x, size_t n,
                                            double *out, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_pmf_i64(const hys_space *space, const int64_t *x, size_t n,
                                         double *out, size_t *flagged);

/* A table of n rows, in columns as hys_domain_encode reads them. sum: the sum of each row's
 * logpdf, added in the order of the columns' names. logpdf: an n x columns matrix of the columns'
 * own, with the leading dimension ld as in hys_domain_encode. Either may be NULL, not both where
 * n > 0. A column whose data is NULL is skipped: it adds nothing, and its logpdf is not touched.
 * *flagged as above. Errors, in this order: HYS_E_NULL; HYS_E_ISA; HYS_E_NAME_COUNT;
 * HYS_E_STREAM_RESERVED; HYS_E_TYPE; HYS_E_INDEX (order or ld, of a matrix that is not NULL).
 * Everything is checked before anything is written. */
HYS_API HYS_CHECK hys_status hys_domain_logpdf(const hys_domain *domain, size_t n,
                                               const hys_column *columns, size_t count, double *sum,
                                               hys_order order, double *logpdf, size_t ld,
                                               size_t *flagged);

HYS_END_DECLS

#endif
