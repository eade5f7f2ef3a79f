/* Status codes.
 *
 * Zero: the call is done. Negative: an error; no array was written, and a pointer to a new object
 * is NULL. Positive: everything was written, and something in the data deserves a look.
 *
 * The hundreds are the class: HYS_STATUS_CLASS(HYS_E_BOUNDS_ORDER) == HYS_E_BOUNDS. Where several
 * things are wrong at once, the class that is first below is reported, with these exceptions:
 * HYS_E_KIND comes right after HYS_E_NULL, and HYS_E_FILE and HYS_E_JSON come before what the
 * spaces of a file are refused for. Each header gives the order of its calls.
 */
#ifndef HYSPACE_STATUS_H
#define HYSPACE_STATUS_H

#include <stddef.h>
#include <stdint.h>
#include <hyspace/version.h>

typedef int32_t hys_status;

enum {
    HYS_OK = 0,
    HYS_W_DATA = 1, /* an element was NaN, saturated or clamped */

    HYS_E_NULL = -100, /* a required pointer is NULL */

    HYS_E_ISA = -200, /* instruction set unknown or not available here; a kind on a log or
                          normal scale, or a density of it, without FMA */

    HYS_E_BOUNDS = -300,          /* no type under any stream can give these bounds */
    HYS_E_BOUNDS_FINITE = -301,   /* lower, upper or about is NaN or infinite */
    HYS_E_BOUNDS_ORDER = -302,    /* lower >= upper, or lower > upper for int and steps */
    HYS_E_BOUNDS_SPAN = -303,     /* upper - lower overflows; of reverse_log lower + upper, or
                                     about - lower */
    HYS_E_BOUNDS_POSITIVE = -304, /* lower <= 0 in a log kind, a bound < 0 in lognormal, or
                                     about <= upper */
    HYS_E_BOUNDS_BASE = -305,     /* base NaN, infinite or <= 1 (in the type, for log_transform) */
    HYS_E_BOUNDS_RANGE = -306,    /* bounds of qlinear, qlog, logint, or of int with half_ends,
                                     beyond 2^53 */
    HYS_E_BOUNDS_INTEGER = -307,  /* no integer inside a quantised kind's bounds */
    HYS_E_BOUNDS_STEP = -308,     /* step NaN, infinite, <= 0, wider than the bounds, or so small
                                     that there are more than 2^53 values */
    HYS_E_BOUNDS_SCALE = -309,    /* mu NaN or infinite, or sigma NaN, infinite or <= 0 */
    HYS_E_BOUNDS_MASS = -310,     /* too little mass between the bounds of a truncated kind */
    HYS_E_BOUNDS_UNIT = -311,     /* bounds of a logit kind not within (0, 1) */
    HYS_E_BOUNDS_DIGITS = -312,   /* digits not from 0 to 15 */

    HYS_E_VALUES = -400,
    HYS_E_VALUES_EMPTY = -401,     /* count is 0 */
    HYS_E_VALUES_COUNT = -402,     /* count above 2^31 - 1 */
    HYS_E_VALUES_FINITE = -403,    /* a value is NaN or infinite */
    HYS_E_VALUES_LABEL = -404,     /* a label is empty */
    HYS_E_VALUES_DUPLICATE = -405, /* two labels are equal */
    HYS_E_VALUES_UNKNOWN = -406,   /* no label is that string */
    HYS_E_VALUES_WEIGHT = -407,    /* weights of another number than values, negative, NaN,
                                      infinite, all zero, or one too small to be drawn */
    HYS_E_VALUES_CONTRACT = -408,  /* this contract is not defined for this kind */
    HYS_E_VALUES_DEFAULT = -409,   /* a default that is not a value of its column's space */
    HYS_E_VALUES_EXCLUSIVE = -410, /* two parameters that exclude each other: step and digits */

    HYS_E_NAME = -500,
    HYS_E_NAME_EMPTY = -501,     /* a column without a name, or a table without columns */
    HYS_E_NAME_DUPLICATE = -502, /* two columns of one name */
    HYS_E_NAME_HASH = -503,      /* two names with one XXH3 hash */
    HYS_E_NAME_UNKNOWN = -504,   /* no column of that name */
    HYS_E_NAME_COUNT = -505,     /* count is not the domain's number of columns */
    HYS_E_NAME_DIMENSION = -506, /* a dimension beyond those of designs, or of two columns */

    HYS_E_STREAM = -600,          /* the stream cannot give this space, or not in this type, so many
                                     rows or this dimension */
    HYS_E_STREAM_UNKNOWN = -601,  /* no such stream */
    HYS_E_STREAM_RESERVED = -602, /* a source's member that its stream does not use (or a column's
                                     flags, mask, or a description's reserved) not zero */
    HYS_E_STREAM_ROWS = -603,     /* a Latin hypercube without rows, or a grid of more than 2^63 */
    HYS_E_STREAM_POINTS = -604,   /* a grid's continuous column without points or with more than
                                     2^53, or points for a finite column */

    HYS_E_TYPE = -700, /* unknown type, or one that cannot hold this space's values */

    HYS_E_INDEX = -800, /* first + n beyond 2^64, or beyond the rows of a design; a leading
                           dimension too small; no such order */

    HYS_E_MEMORY = -900,

    /* Only hyspace-json.h returns these, and gives their order. */
    HYS_E_FILE = -1000, /* a file cannot be opened or read */

    HYS_E_JSON = -1100,
    HYS_E_JSON_SYNTAX = -1101,    /* a text is not JSON, or not UTF-8 */
    HYS_E_JSON_DUPLICATE = -1102, /* an object has a member twice */
    HYS_E_JSON_LIMIT = -1103,     /* text, name, label or nesting beyond the limits */
    HYS_E_JSON_NUMBER = -1104,    /* a number beyond the doubles, or an integer between them */
    HYS_E_JSON_FORM = -1105,      /* JSON, but not the form of a search space */

    /* Only hys_space_new returns these, and HYS_E_KIND_UNKNOWN the calls of discrepancy.h. */
    HYS_E_KIND = -1200,
    HYS_E_KIND_UNKNOWN = -1201,  /* no kind of space or of discrepancy has that number */
    HYS_E_KIND_ARGUMENT = -1202, /* an argument is missing, of another type, or one too many */

    HYS_E_DENSITY = -1300, /* pmf of a space with a density, or pdf of a finite one */

    HYS_E_POINT = -1400 /* a number of a point is NaN or outside [0, 1] */
};

/* The class of a code: HYS_E_BOUNDS for every HYS_E_BOUNDS_*, the code itself for HYS_OK and
 * warnings. */
#define HYS_STATUS_CLASS(status) ((status) < 0 ? (status) / 100 * 100 : (status))

HYS_BEGIN_DECLS

/* One line of English for any value at all, static, never NULL. */
HYS_API const char *hys_strerror(hys_status status);

/* The number of statuses, and the status of a number below it, in the order above; HYS_OK for
 * i >= count. */
HYS_API size_t hys_status_count(void);
HYS_API hys_status hys_status_at(size_t i);

/* The name of a status, such as "HYS_E_TYPE"; NULL for a number that no status has. */
HYS_API const char *hys_status_name(hys_status status);

HYS_END_DECLS

#endif
