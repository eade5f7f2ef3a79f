/* Search spaces: what a hyperparameter may be. Opaque, immutable, validated once.
 *
 *   linear    uniform over [lower, upper), reals
 *   log       log-uniform over [lower, upper), reals
 *   qlinear   uniform over [lower, upper], rounded half to even: integers; an end on an integer has
 *             half the mass of the others (hyperoptax's law)
 *   qlog      log-uniform, rounded half to even: integers
 *   discrete  one of a list of numbers, each entry equally likely or as its weight says
 *   labels    one of a list of names, given as its index, likewise
 *   int       integers from lower to upper, or with a step, each equally likely; 64 bits, exact
 *   logint    integers on a logarithmic axis
 *   bool      false or true, given as index or as 0 and 1
 *   constant  a number that is always the same
 *   constant_label
 *             a name that is always the same
 *   normal    normally distributed reals, truncated to bounds if there are any
 *   lognormal reals whose logarithm is normally distributed, likewise
 *   reverse_log
 *             a number minus a log-uniform one, in [lower, upper), reals
 *   logit     uniform in log(x / (1 - x)) over [lower, upper), reals
 *
 * The laws of the first six kinds are those of hyperoptax.spaces (LinearSpace, LogSpace,
 * QLinearSpace, QLogSpace, DiscreteSpace). The others have no constructor of their own:
 * hys_space_new (hyspace/kind.h) makes spaces of every kind, and their parameters are described
 * there as data. linear, log, normal and lognormal take a step, and linear and log digits, too.
 *
 * Types: linear and log give f32 and f64, each where its floats lie close enough: a native linear
 * space needs a span of 2^-102 in f32 and 2^-969 in f64 at least. The quantised kinds give every
 * integer type that holds all their integers, and f32 or f64 where those are exact. discrete gives
 * f32, f64, every integer type that holds all its values exactly, and index. labels give index, a
 * uint32_t counted from 0 in the order given. The other
 * kinds of finite spaces give every type that holds all their values, those of reals f32 and f64,
 * where the type holds the bounds or the ends of the law.
 */
#ifndef HYSPACE_SPACE_H
#define HYSPACE_SPACE_H

#include <stddef.h>
#include <stdint.h>
#include <hyspace/source.h>
#include <hyspace/status.h>
#include <hyspace/version.h>

typedef struct hys_space hys_space;

typedef int32_t hys_type;
enum {
    HYS_F32 = 1,
    HYS_F64 = 2,
    HYS_I8 = 3,
    HYS_U8 = 4,
    HYS_I16 = 5,
    HYS_U16 = 6,
    HYS_I32 = 7,
    HYS_U32 = 8,
    HYS_I64 = 9,
    HYS_U64 = 10,
    HYS_INDEX = 11 /* uint32_t, position in a discrete or labels list */
};

typedef int32_t hys_kind;
enum {
    HYS_LINEAR = 1,
    HYS_LOG = 2,
    HYS_QLINEAR = 3,
    HYS_QLOG = 4,
    HYS_DISCRETE = 5,
    HYS_LABELS = 6,
    HYS_INT = 7,
    HYS_LOGINT = 8,
    HYS_BOOL = 9,
    HYS_CONSTANT = 10,
    HYS_CONSTANT_LABEL = 11,
    HYS_NORMAL = 12,
    HYS_LOGNORMAL = 13,
    HYS_REVERSE_LOG = 14,
    HYS_LOGIT = 15
};

HYS_BEGIN_DECLS

/* Constructors. *space is the new space, to be freed with hys_space_free, or NULL on failure.
 *
 * Errors, in this order: HYS_E_NULL; HYS_E_ISA (kinds of HYS_KIND_FMA on a CPU without FMA, where
 * SLEEF's deterministic functions cannot run); HYS_E_BOUNDS_*; HYS_E_VALUES_*; HYS_E_MEMORY.
 * Bounds are finite with lower < upper; log kinds want lower > 0 and base > 1; quantised kinds want
 * an integer inside [lower, upper] and bounds within +-2^53. upper itself is never drawn from
 * linear and log, unless digits round to it.
 *
 * A constructor takes up to 32 KiB of the calling thread's stack. */
HYS_API HYS_CHECK hys_status hys_space_linear(hys_space **space, double lower, double upper);
HYS_API HYS_CHECK hys_status hys_space_log(hys_space **space, double lower, double upper,
                                           double base);
HYS_API HYS_CHECK hys_status hys_space_qlinear(hys_space **space, double lower, double upper);
HYS_API HYS_CHECK hys_status hys_space_qlog(hys_space **space, double lower, double upper,
                                            double base);

/* 1 to 2^31 - 1 finite values in any order; copied. A value that stands twice is twice as likely.
 * Takes about 120 bytes of memory a value. */
HYS_API HYS_CHECK hys_status hys_space_discrete(hys_space **space, const double *values,
                                                size_t count);

/* 1 to 2^31 - 1 distinct, non-empty, zero-terminated strings; copied. Weights, an order, and labels
 * that are no strings in JSON are given to hys_space_new (hyspace/kind.h). */
HYS_API HYS_CHECK hys_status hys_space_labels(hys_space **space, const char *const *labels,
                                              size_t count);

/* NULL is allowed. A domain keeps its own hold on its spaces. */
HYS_API void hys_space_free(hys_space *space);

/* Accessors. space must not be NULL; no errors. */
HYS_API hys_kind hys_space_kind(const hys_space *space);

/* The bounds as given; of a discrete space its smallest and largest value, as hyperoptax has it; of
 * labels 0 and count - 1. Where normal has no bound it is infinite, and lognormal's lower one 0. */
HYS_API double hys_space_lower(const hys_space *space);
HYS_API double hys_space_upper(const hys_space *space);

/* The base of a log kind as given; NaN for the others, and where it was left out and has no preset.
 */
HYS_API double hys_space_base(const hys_space *space);

/* Number of entries of a list: of values or labels, 2 for bool and 1 for a constant; 0 for the
 * other kinds. */
HYS_API size_t hys_space_count(const hys_space *space);

/* Value or label number i in the order given; NaN or NULL for another kind or i >= count. The
 * string lives as long as the space. */
HYS_API double hys_space_value(const hys_space *space, size_t i);
HYS_API const char *hys_space_label(const hys_space *space, size_t i);

/* *i is the number of that label, the way back from hys_space_label. O(log count), no allocation.
 * (The number of a discrete space's value is what hys_transform gives as HYS_INDEX.) Errors:
 * HYS_E_NULL; HYS_E_VALUES_UNKNOWN where no label is that string, as in a space of another kind. *i
 * is not written then. */
HYS_API HYS_CHECK hys_status hys_space_find_label(const hys_space *space, const char *label,
                                                  size_t *i);

/* A number of 128 bits that tells spaces apart: XXH3 over the kind and its arguments (docs/spec.md,
 * section 7). Two spaces have the same one, on every machine, where they were given
 * the same parameters; the order of a list counts. out[0] holds the low 64 bits, out[1] the high
 * ones. O(1); space must not be NULL. */
HYS_API void hys_space_fingerprint(const hys_space *space, uint64_t out[2]);

/* The set of types that hys_sample can give under a stream: bit (1u << HYS_F32) and so on; 0 for a
 * stream or flags that do not exist, or that do not give this space. */
HYS_API uint32_t hys_space_types(const hys_space *space, int32_t stream, uint32_t flags);

/* The type that samples have under a stream where nobody chooses another: HYS_I64 for kinds of
 * integers (qlinear, qlog, int, logint), HYS_INDEX for kinds with names (labels, bool, a constant
 * label), HYS_F64 for the others. A JAX stream without HYS_X64 has no types of 64 bits: there it
 * is HYS_F32 or HYS_I32 instead. A space may be too large or too narrow for its default type
 * (hys_space_types says so). 0 for a stream or flags that do not exist; space must not be NULL. */
HYS_API hys_type hys_space_default_type(const hys_space *space, int32_t stream, uint32_t flags);

/* The set of types that hys_transform can give. */
HYS_API uint32_t hys_space_transform_types(const hys_space *space);

/* The set of types that hys_encode takes and hys_decode gives. */
HYS_API uint32_t hys_space_encode_types(const hys_space *space);

/* Size in bytes of one element of a type; 0 for no type. Its name as the command line has it
 * ("f32", "index"); NULL for no type. The type of a name; 0 for no name (NULL included). */
HYS_API size_t hys_type_size(hys_type type);
HYS_API const char *hys_type_name(hys_type type);
HYS_API hys_type hys_type_from_name(const char *name);

HYS_END_DECLS

#endif
