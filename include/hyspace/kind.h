/* Kinds of space as data: what they are called, which parameters they take, and one constructor for
 * all of them.
 *
 *   for (size_t i = 0; i < hys_kind_count(); i++) {
 *       const hys_kind kind = hys_kind_at(i);
 *       printf("%s: %s\n", hys_kind_name(kind), hys_kind_summary(kind));
 *       for (size_t p = 0; p < hys_kind_params(kind); p++)
 *           printf("  %s: %s\n", hys_kind_param(kind, p)->name, hys_kind_param(kind, p)->meaning);
 *   }
 *
 * Programs, files and bindings that go by these calls know every kind, those of later versions too.
 * All calls may be made from any number of threads at once. All but hys_space_new allocate nothing,
 * and all but it and hys_space_has are O(number of kinds); these two take up to 40 KiB of the
 * calling thread's stack.
 */
#ifndef HYSPACE_KIND_H
#define HYSPACE_KIND_H

#include <stddef.h>
#include <stdint.h>
#include <hyspace/space.h>
#include <hyspace/status.h>
#include <hyspace/version.h>

/* What a parameter takes. */
typedef int32_t hys_param_type;
enum {
    HYS_PARAM_REAL = 1,    /* a double */
    HYS_PARAM_INTEGER = 2, /* a signed 64-bit integer, exact */
    HYS_PARAM_WORD = 3,    /* one of the parameter's words */
    HYS_PARAM_SWITCH = 4,  /* on or off */
    HYS_PARAM_REALS = 5,   /* a list of doubles */
    HYS_PARAM_NAMES = 6    /* a list of zero-terminated strings */
};

/* Whether a parameter may be left out. An extra parameter that is left out, or that has its preset,
 * is not written to files and not hashed, so that a later version may add it to a kind. */
enum {
    HYS_PARAM_REQUIRED = 0,
    HYS_PARAM_OPTIONAL = 1, /* it always has a value: its preset if it is left out */
    HYS_PARAM_EXTRA = 2
};

typedef struct {
    const char *name;
    hys_param_type type;
    int32_t optional; /* HYS_PARAM_REQUIRED, ... */
    double preset;    /* the value of an optional parameter that is left out: the number, of a
                         switch 0 or 1, of a word its place among words; NaN: no preset */
    const char *const *words; /* of HYS_PARAM_WORD: NULL behind the last one; else NULL */
    const char *meaning;      /* a phrase, such as "lower bound" */
} hys_param;

/* What an entry of a list of names is in JSON, where it need not be a string: the name of a number
 * is its text, of a boolean true or false, of a null null. */
typedef uint8_t hys_scalar;
enum { HYS_SCALAR_STRING = 0, HYS_SCALAR_NUMBER = 1, HYS_SCALAR_BOOLEAN = 2, HYS_SCALAR_NULL = 3 };

/* The value of a parameter. Only the member of its type counts; type 0 leaves a parameter out that
 * need not be given. */
typedef struct {
    hys_param_type type;
    int32_t on;               /* HYS_PARAM_SWITCH: 0 or 1 */
    double real;              /* HYS_PARAM_REAL */
    int64_t integer;          /* HYS_PARAM_INTEGER */
    const char *word;         /* HYS_PARAM_WORD */
    const double *reals;      /* HYS_PARAM_REALS: count of them */
    const char *const *names; /* HYS_PARAM_NAMES: count of them */
    size_t count;
    const hys_scalar *scalars; /* HYS_PARAM_NAMES: what each name is; NULL: all are strings */
    const void *reserved;      /* NULL */
} hys_argument;

/* No kind has more parameters. */
#define HYS_KIND_PARAMS_MAX 16

/* Traits of a kind: bits of hys_kind_traits. */
enum {
    HYS_KIND_LOG = 1,      /* its axis is logarithmic */
    HYS_KIND_INTEGERS = 2, /* its values are integers */
    HYS_KIND_LIST = 4,     /* its values are the entries of a list */
    HYS_KIND_NAMES = 8,    /* its values are names, given as their index */
    HYS_KIND_FORM_2 = 16,  /* files have it from form 2 on */
    HYS_KIND_ONE = 32,     /* its list has one entry, which files and words give without a list */
    HYS_KIND_FMA = 64      /* it calls SLEEF: HYS_E_ISA on a CPU without fused multiply-add */
};

/* What the values of a space extend over. */
typedef struct {
    double lower, upper; /* the bounds as given, infinite without a bound; of a list its least
                            and greatest value; of names 0 and count - 1 */
    int64_t first, last; /* of HYS_KIND_INTEGERS: the least and the greatest integer; else 0 */
    uint64_t distinct;   /* number of different values; 0: more than can be counted, as of reals */
} hys_extent;

/* One value. Only the member of its type counts: real of HYS_F64, integer of HYS_I64, index of
 * HYS_INDEX. Type 0: no value. */
typedef struct {
    hys_type type;
    uint32_t index;
    double real;
    int64_t integer;
} hys_value;

HYS_BEGIN_DECLS

/* The number of kinds, and the kind of a number below it, in the order of their constants; 0 for i
 * >= count. */
HYS_API size_t hys_kind_count(void);
HYS_API hys_kind hys_kind_at(size_t i);

/* The name of a kind: "linear", "log", ...; NULL for no kind. */
HYS_API const char *hys_kind_name(hys_kind kind);

/* The kind of a name as hys_kind_name gives it; 0 for any other text, NULL included. */
HYS_API hys_kind hys_kind_from_name(const char *name);

/* The word of a kind in files and on the command line: its name, but "discrete" for labels, since
 * both take a list of values. And one line of English about it. NULL for no kind. */
HYS_API const char *hys_kind_word(hys_kind kind);
HYS_API const char *hys_kind_summary(hys_kind kind);

/* The set of HYS_KIND_LOG, ...; 0 for no kind. */
HYS_API uint32_t hys_kind_traits(hys_kind kind);

/* The number of a kind's parameters, and parameter p of them; 0 and NULL for no kind or p beyond
 * them. */
HYS_API size_t hys_kind_params(hys_kind kind);
HYS_API const hys_param *hys_kind_param(hys_kind kind, size_t p);

/* A space of any kind from the values of its parameters in their order; those from count on are
 * left out. *space is to be freed with hys_space_free, NULL on failure. Lists and names are copied.
 * If bad is not NULL, *bad is the number of the parameter that the error is about, or
 * hys_kind_params(kind) where no single one is at fault. Errors, in this order: HYS_E_NULL (space;
 * arguments where count > 0); HYS_E_KIND_UNKNOWN; HYS_E_KIND_ARGUMENT (more arguments than the kind
 * has parameters); HYS_E_NULL (a list or word); HYS_E_KIND_ARGUMENT (one that is missing, of
 * another type, or no word of the parameter, or a name that its scalar cannot have); then
 * HYS_E_ISA, HYS_E_BOUNDS_*, HYS_E_VALUES_* and HYS_E_MEMORY, as the kind's own constructor in
 * space.h; a list of names with NULL in it gives HYS_E_NULL there. */
HYS_API HYS_CHECK hys_status hys_space_new(hys_space **space, hys_kind kind,
                                           const hys_argument *arguments, size_t count,
                                           size_t *bad);

/* The value of parameter p as the space has it: one that was left out has its preset, or the type 0
 * if the parameter has no preset. Its lists live as long as the space. NULL for p beyond the
 * parameters. space must not be NULL. */
HYS_API const hys_argument *hys_space_argument(const hys_space *space, size_t p);

/* 1 if parameter p need not be given and has its preset, or no value and no preset; else
 * 0, as for p beyond the parameters. space must not be NULL. */
HYS_API int hys_space_is_preset(const hys_space *space, size_t p);

/* What label i of a space of names is in JSON: HYS_SCALAR_STRING unless its list, or bool, says
 * otherwise, and for i beyond the labels. space must not be NULL. */
HYS_API hys_scalar hys_space_scalar(const hys_space *space, size_t i);

/* 1 if a space has a value, else 0. Names are given by their index, all others as HYS_F64 or
 * HYS_I64, an integer kind's by a double only where it is whole; an entry of a list of numbers also
 * by its index. Of reals it is any number from the lower to the upper bound, both included, and
 * with digits only one that has no more of them, or a bound. Neither pointer may be NULL. */
HYS_API int hys_space_has(const hys_space *space, const hys_value *value);

/* Sets *extent to what the values of a space extend over. Neither pointer may be NULL. */
HYS_API void hys_space_extent(const hys_space *space, hys_extent *extent);

HYS_END_DECLS

#endif
