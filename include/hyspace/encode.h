/* Encoding: values of a space to the unit interval and back, for whole tables to the unit cube. It
 * is the cumulative distribution function and the quantile function of a continuous space; a value
 * of a finite space has the middle of its cell (hyspace/density.h has its cdf). Units are doubles
 * in [0, 1] (docs/spec.md, section 4.1).
 *
 *   linear, log      encode gives (v - lower) / (upper - lower), for log kinds of the values' log2;
 *                    decode goes the way back, within [lo, last] of the type: u = 1 gives last,
 *                    the largest value below upper. upper itself encodes as 1
 *   qlinear, qlog    encode gives the middle of the integer's cell, decode the integer of the cell
 *                    that contains u
 *   discrete         encode gives (index + 1/2) / count, index being the first of that value;
 *                    decode gives value number floor(u count)
 *   labels           as discrete, of the index itself: as index, or as a double
 *   the others       encode gives the share of the values below v if the space is continuous, and
 *                    the middle of the value's cell in [0, 1] if it is finite, where a cell is as
 *                    wide as its value's mass; decode goes the way back
 *
 * decode(encode(v)) == v for discrete and labels, for qlinear between whole bounds less than 2^52
 * apart, for other qlinear within +-2^49, and for qlog up to 2^40. For linear and log in f64 the
 * difference is at most |dv/du| 2^-52 + 2 ulp(v), for log plus v max(|log2 lower|, |log2 upper|)
 * 2^-52. Both grow with their argument, lists aside, whose entries keep the order given; the log
 * kinds up to the last bit of SLEEF's log2 and exp2.
 *
 * Values of linear and log are f32, widened, or f64; of the quantised kinds every type that holds
 * all their integers; of discrete f32, f64, every integer type that holds all values, and index; of
 * labels index and f64 (hys_space_encode_types). decode into f32 is the f64 result, clamped to [lo,
 * last] of f32, rounded to nearest.
 *
 * A value that is not in the space is taken for its nearest one (a bound, an integer, an entry), a
 * unit outside [0, 1] for 0 or 1; NaN stays NaN, and decodes to 0 in integer types and to
 * UINT32_MAX as index. Each of these is HYS_W_DATA, everything being written. The f32 nearest to a
 * discrete value counts as that value, so a sample in f32 encodes without a warning.
 *
 * Thread safety: any number of threads may use one space or domain at a time. A call takes up to
 * 56 KiB of the calling thread's stack.
 */
#ifndef HYSPACE_ENCODE_H
#define HYSPACE_ENCODE_H

#include <stddef.h>
#include <hyspace/domain.h>
#include <hyspace/space.h>
#include <hyspace/status.h>
#include <hyspace/version.h>

HYS_BEGIN_DECLS

/* n elements of a type to n doubles, and back. Each array is aligned to its element; in == out is
 * allowed where both have one element size, any other overlap is an error of the caller's. n = 0
 * touches no array. If flagged is not NULL, *flagged is the number of elements that HYS_W_DATA is
 * about, 0 after an error. Errors, in this order: HYS_E_NULL (arrays may be NULL where n = 0);
 * HYS_E_ISA; HYS_E_TYPE. No array is written then. */
HYS_API HYS_CHECK hys_status hys_encode(const hys_space *space, const void *value, size_t n,
                                        hys_type type, double *unit, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_decode(const hys_space *space, const double *unit, size_t n,
                                        hys_type type, void *value, size_t *flagged);

/* The same for doubles. */
HYS_API HYS_CHECK hys_status hys_encode_f64(const hys_space *space, const double *value, size_t n,
                                            double *unit);
HYS_API HYS_CHECK hys_status hys_decode_f64(const hys_space *space, const double *unit, size_t n,
                                            double *value);

/* A table of n rows, its values in columns as hys_domain_sample writes them (read only by encode),
 * its units in an n x columns matrix of doubles. ld is the matrix's leading dimension in elements:
 * at least the number of columns for HYS_ROW_MAJOR, at least n for HYS_COLUMN_MAJOR. A column whose
 * data is NULL is skipped: neither its values nor its units are touched. *flagged as above. Errors,
 * in this order: HYS_E_NULL (unit may be NULL where n = 0); HYS_E_ISA; HYS_E_NAME_COUNT (count is
 * not the domain's number of columns); HYS_E_STREAM_RESERVED (a column's flags or mask not zero);
 * HYS_E_TYPE; HYS_E_INDEX (order or ld). Everything is checked before anything is written. */
HYS_API HYS_CHECK hys_status hys_domain_encode(const hys_domain *domain, size_t n,
                                               const hys_column *columns, size_t count,
                                               hys_order order, double *unit, size_t ld,
                                               size_t *flagged);
HYS_API HYS_CHECK hys_status hys_domain_decode(const hys_domain *domain, size_t n, hys_order order,
                                               const double *unit, size_t ld,
                                               const hys_column *columns, size_t count,
                                               size_t *flagged);

/* One-hot: a discrete or labels column becomes as many numbers as it has entries, 1 for the value's
 * own (the first of equal ones) and 0 for the others, or all NaN for NaN; every other column is its
 * one unit. width is how many numbers a row then has. Errors: HYS_E_NULL. */
HYS_API HYS_CHECK hys_status hys_domain_onehot_width(const hys_domain *domain, size_t *width);

/* The table as an n x width matrix, row after row, ld numbers from one another: ld >= width. f32 is
 * the unit rounded to nearest. Errors as hys_domain_encode; the numbers of a skipped column are not
 * touched. */
HYS_API HYS_CHECK hys_status hys_domain_onehot_f32(const hys_domain *domain, size_t n,
                                                   const hys_column *columns, size_t count,
                                                   float *out, size_t ld, size_t *flagged);
HYS_API HYS_CHECK hys_status hys_domain_onehot_f64(const hys_domain *domain, size_t n,
                                                   const hys_column *columns, size_t count,
                                                   double *out, size_t ld, size_t *flagged);

HYS_END_DECLS

#endif
