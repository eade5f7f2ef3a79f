/* Transforms: a caller's number rounded or snapped as the space's values are. Those of the kinds of
 * hyperoptax are its space.transform, which knows no bounds:
 *
 *   linear, log      the value itself
 *   qlinear, qlog    rounded half to even; into an integer type saturated, NaN giving 0
 *   discrete         the nearer of the two values around x; of two that are equally near, the one
 *                    given first; beyond the list, infinities included, its end value. NaN gives
 *                    NaN, index UINT32_MAX, in integer types 0. Distances are rounded in the
 *                    input's float, to which the values are rounded first.
 *   labels           have no transform: HYS_E_TYPE
 *
 * The other kinds, and those above with a step or digits, give the value of the space that is
 * nearest to x; what lies outside the bounds becomes the bound, with HYS_W_DATA. normal and
 * lognormal without a step have only the bounds that were given (docs/spec.md, section 4).
 *
 * n elements from in to out; in == out is allowed where both have one element size, any other
 * overlap is an error of the caller's. n = 0 touches nothing. Returns HYS_W_DATA where an element
 * was NaN, saturated or moved to a bound (everything is written; that a list's end value is the
 * nearest is the law, no warning).
 *
 * Errors, in this order: HYS_E_NULL (pointers may be NULL where n = 0); HYS_E_ISA;
 * HYS_E_BOUNDS_BASE; HYS_E_TYPE. Nothing is written then.
 *
 * A call takes up to 40 KiB of the calling thread's stack.
 */
#ifndef HYSPACE_TRANSFORM_H
#define HYSPACE_TRANSFORM_H

#include <stddef.h>
#include <hyspace/space.h>
#include <hyspace/status.h>
#include <hyspace/version.h>

HYS_BEGIN_DECLS

HYS_API HYS_CHECK hys_status hys_transform_f32(const hys_space *space, const float *in, size_t n,
                                               float *out);
HYS_API HYS_CHECK hys_status hys_transform_f64(const hys_space *space, const double *in, size_t n,
                                               double *out);

/* Into any type that hys_space_transform_types names. in is float for f32, index and the integers
 * of up to 32 bits, double for f64, i64 and u64: hys_transform_input says which. If flagged is not
 * NULL, *flagged is the number of elements that were NaN or saturated, 0 after an error. */
HYS_API HYS_CHECK hys_status hys_transform(const hys_space *space, const void *in, size_t n,
                                           hys_type type, void *out, size_t *flagged);

/* HYS_F32 or HYS_F64: the input type that belongs to an output type; 0 for no type. */
HYS_API hys_type hys_transform_input(hys_type type);

/* log(x) / log(base), each rounded in the type, the base rounded to it first; log is SLEEF's
 * deterministic one of at most 1.0 ulp. base is finite and, rounded to the type, above 1.
 * HYS_W_DATA: a result is NaN. */
HYS_API HYS_CHECK hys_status hys_log_transform_f32(const float *x, size_t n, double base,
                                                   float *out);
HYS_API HYS_CHECK hys_status hys_log_transform_f64(const double *x, size_t n, double base,
                                                   double *out);

/* The same with JAX's own logarithm: the bits of hyperoptax.spaces.log_transform(x, base),
 * evaluated eagerly, without and with jax_enable_x64. Subnormal x count as zeros of their sign, as
 * XLA has it. */
HYS_API HYS_CHECK hys_status hys_jax_log_transform_f32(const float *x, size_t n, double base,
                                                       float *out);
HYS_API HYS_CHECK hys_status hys_jax_log_transform_f64(const double *x, size_t n, double base,
                                                       double *out);

HYS_END_DECLS

#endif
