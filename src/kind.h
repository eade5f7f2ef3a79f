/* Kinds of space. A kind is one file of src/kinds/ and one row of the list below. Nothing else
 * needs to know it by name: the named constructors of C, C++, Fortran and Python are a convenience
 * over hys_space_new. */
#ifndef HYSI_KIND_H
#define HYSI_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include <hyspace/kind.h>

struct hys_space;
struct hysi_plan;

/* The rows, in the order of their constants in hyspace/space.h. */
/* clang-format off */
#define HYSI_KINDS(X) \
    X(linear) \
    X(log) \
    X(qlinear) \
    X(qlog) \
    X(discrete) \
    X(labels) \
    X(int) \
    X(logint) \
    X(bool) \
    X(constant) \
    X(constant_label) \
    X(normal) \
    X(lognormal) \
    X(reverse_log) \
    X(logit)
/* clang-format on */

enum { HYSI_MOST_PARAMS = 8 };
_Static_assert(HYSI_MOST_PARAMS <= HYS_KIND_PARAMS_MAX, "the public limit");

struct hysi_kind {
    hys_kind id;             /* never changes, since every fingerprint contains it */
    const char *name, *word; /* kinds that take other lists may share a word */
    const char *summary;
    uint32_t traits;
    size_t params;
    hys_param param[HYSI_MOST_PARAMS];

    /* Returns the first error of the arguments, in the order of status.h. Sets *bad to the
     * parameter of the argument at fault, unless several are. */
    hys_status (*check)(const hys_argument *given, size_t *bad);
    /* Fills the extent, and derives what the routes need. NULL: nothing is derived, and the extent
     * is the first two arguments, lower and upper. */
    hys_status (*fill)(struct hys_space *space, size_t *bad);
    /* Gives the heads: native, JAX, transform, encode, decode, densities. */
    void (*plan)(const struct hys_space *space, struct hysi_plan *plan);
};

#define X(name) extern const struct hysi_kind hysi_kind_##name;
HYSI_KINDS(X)
#undef X

#endif
