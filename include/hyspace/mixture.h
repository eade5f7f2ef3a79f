/* Mixtures, as the Parzen estimators of TPE are: k components, each a product of one law for each
 * of d columns, with a weight (docs/spec.md, section 4.3). A mixture gives the log density of
 * points, and samples.
 *
 *   number    a normal law with the component's mu and sigma, truncated to [lower, upper]; bounds
 *             may be infinite
 *   stepped   the values lower, lower + step, .. up to upper, as of a space with a step: each has
 *             the mass of the interval of one step about it, of a normal law truncated to half a
 *             step beyond the first and the last. step 1 makes integers. A number between two
 *             values has the mass of the interval about itself, as in Optuna
 *   choice    an index below count, with the component's own weights
 *
 * With HYS_MIXTURE_LOG the normal law is that of the values' natural logarithm, which has the mu
 * and sigma; bounds, step and values are not logarithms. The density is that of the value: the
 * density of its logarithm, divided by the value. For the density of the logarithms themselves give
 * logarithms, without the flag.
 *
 * Thread safety: any number of threads may use a mixture at a time. Its laws are immutable; calls
 * leave masses of stepped values, up to 2 MiB a column, in memory that hys_mixture_new took, which
 * changes their time and no result. A call takes up to 48 KiB of the calling thread's stack; none
 * but hys_mixture_new allocates.
 */
#ifndef HYSPACE_MIXTURE_H
#define HYSPACE_MIXTURE_H

#include <stddef.h>
#include <stdint.h>
#include <hyspace/domain.h>
#include <hyspace/source.h>
#include <hyspace/status.h>
#include <hyspace/version.h>

typedef struct hys_mixture hys_mixture;

/* Flag of a column of numbers. */
#define HYS_MIXTURE_LOG 1u

/* One column of all components. With weights it is a choice, which reads weights and count alone;
 * else a column of numbers, and stepped if step is not 0. Set what you do not use to zero. */
typedef struct {
    const double *mu, *sigma; /* one for each component */
    double lower, upper, step;
    const double *weights; /* count for each component, one component behind the other */
    size_t count;
    uint32_t flags;
    uint32_t reserved; /* 0 */
} hys_mixture_column;

HYS_BEGIN_DECLS

/* A mixture of `components` components with these weights, which may have any sum. *mixture is to
 * be freed with hys_mixture_free, and is NULL on failure. Everything is copied. If bad is not NULL,
 * *bad is the number of the column that the error is about, or columns if it is about the weights
 * or the number of the components.
 *
 * Errors, in this order: HYS_E_NULL; HYS_E_ISA (mixtures need a CPU with FMA); HYS_E_BOUNDS_FINITE
 * (a bound is NaN, or infinite where there is a step), HYS_E_BOUNDS_ORDER, HYS_E_BOUNDS_POSITIVE
 * (with HYS_MIXTURE_LOG: lower < 0, or with a step lower <= step / 2), HYS_E_BOUNDS_STEP,
 * HYS_E_BOUNDS_SCALE (a mu or a sigma is not finite, or sigma not from 2^-900 to 2^900), of the
 * first such column; HYS_E_VALUES_EMPTY, HYS_E_VALUES_COUNT (no entries or components, or 2^31 or
 * more) and HYS_E_VALUES_WEIGHT, as for a list with weights, of the first column and then of the
 * components; HYS_E_NAME_EMPTY (no columns); HYS_E_STREAM_RESERVED (flags or reserved);
 * HYS_E_MEMORY; HYS_E_BOUNDS_MASS (a component has less than 2^-1000 of its mass between the
 * bounds). */
HYS_API HYS_CHECK hys_status hys_mixture_new(hys_mixture **mixture, size_t components,
                                             const double *weights, size_t columns,
                                             const hys_mixture_column *column, size_t *bad);

/* Frees a mixture. NULL is allowed. */
HYS_API void hys_mixture_free(hys_mixture *mixture);

/* The number of components and of columns; 0 for NULL. */
HYS_API size_t hys_mixture_components(const hys_mixture *mixture);
HYS_API size_t hys_mixture_columns(const hys_mixture *mixture);

/* The natural logarithm of the mixture's density at n points, an n x columns matrix with the
 * leading dimension ld, as in hys_domain_encode. A point has -inf if one of its numbers is outside
 * the bounds (half a step beyond them, of a stepped column), or is not an index of a choice, and
 * NaN if one is NaN: HYS_W_DATA. If flagged is not NULL, *flagged is the number of such points, 0
 * after an error. out has no element in common with x. n = 0 touches no array.
 *
 * Errors, in this order: HYS_E_NULL (x and out may be NULL where n = 0); HYS_E_ISA; HYS_E_INDEX
 * (order or ld). Nothing is written then. */
HYS_API HYS_CHECK hys_status hys_mixture_logpdf(const hys_mixture *mixture, size_t n,
                                                hys_order order, const double *x, size_t ld,
                                                double *out, size_t *flagged);

/* n samples, rows of such a matrix: row k is sample number first + k, a pure function of mixture,
 * key, dim and that number. One draw chooses the component, and each column takes one more.
 *
 * Errors, in this order: HYS_E_NULL (x may be NULL where n = 0); HYS_E_ISA; HYS_E_STREAM_UNKNOWN,
 * HYS_E_STREAM_RESERVED, HYS_E_STREAM (only the native stream has mixtures); HYS_E_INDEX (order,
 * ld, or first + n beyond 2^64). Nothing is written then. */
HYS_API HYS_CHECK hys_status hys_mixture_sample(const hys_mixture *mixture,
                                                const hys_source *source, uint64_t first, size_t n,
                                                hys_order order, double *x, size_t ld);

HYS_END_DECLS

#endif
