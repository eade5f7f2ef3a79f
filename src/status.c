/* The texts of status codes. */
#include <config.h>

#include <stddef.h>

#include <hyspace/status.h>

/* Every status, with its text. */
#define STATUSES(X)                                                                              \
    X(HYS_OK, "done")                                                                            \
    X(HYS_W_DATA, "an element was NaN, saturated or clamped")                                    \
    X(HYS_E_NULL, "a required pointer is NULL")                                                  \
    X(HYS_E_ISA, "instruction set unknown or not available here")                                \
    X(HYS_E_BOUNDS, "no type can give these bounds")                                             \
    X(HYS_E_BOUNDS_FINITE, "lower and upper must be finite")                                     \
    X(HYS_E_BOUNDS_ORDER, "lower must be less than upper")                                       \
    X(HYS_E_BOUNDS_SPAN, "upper - lower overflows")                                              \
    X(HYS_E_BOUNDS_POSITIVE, "bounds of a log space must be above 0, and about above upper")     \
    X(HYS_E_BOUNDS_BASE, "base must be finite and above 1")                                      \
    X(HYS_E_BOUNDS_RANGE, "bounds of a quantised space must lie within -2^53 and 2^53")          \
    X(HYS_E_BOUNDS_INTEGER, "no integer between lower and upper")                                \
    X(HYS_E_BOUNDS_STEP,                                                                         \
      "step must be above 0 and at most upper - lower, and give at most 2^53 values")            \
    X(HYS_E_BOUNDS_SCALE, "mu must be finite, and sigma finite and above 0")                     \
    X(HYS_E_BOUNDS_MASS, "the bounds leave too little of the distribution")                      \
    X(HYS_E_BOUNDS_UNIT, "bounds of a logit space must be above 0 and below 1")                  \
    X(HYS_E_BOUNDS_DIGITS, "digits must be from 0 to 15")                                        \
    X(HYS_E_VALUES, "values cannot make a space")                                                \
    X(HYS_E_VALUES_EMPTY, "at least one value is needed")                                        \
    X(HYS_E_VALUES_COUNT, "more than 2^31 - 1 values")                                           \
    X(HYS_E_VALUES_FINITE, "values must be finite")                                              \
    X(HYS_E_VALUES_LABEL, "a label is empty")                                                    \
    X(HYS_E_VALUES_DUPLICATE, "two labels are equal")                                            \
    X(HYS_E_VALUES_UNKNOWN, "the space has no such label")                                       \
    X(HYS_E_VALUES_WEIGHT,                                                                       \
      "weights must be as many as values, at least 0, not all 0, and large enough to be drawn")  \
    X(HYS_E_VALUES_CONTRACT, "this contract is not defined for this kind")                       \
    X(HYS_E_VALUES_DEFAULT, "a default is not a value of its column's space")                    \
    X(HYS_E_VALUES_EXCLUSIVE, "two parameters exclude each other: a step and digits")            \
    X(HYS_E_NAME, "a column's name is in error")                                                 \
    X(HYS_E_NAME_EMPTY, "a table needs columns, and each a name")                                \
    X(HYS_E_NAME_DUPLICATE, "two columns have one name")                                         \
    X(HYS_E_NAME_HASH, "two columns' names have one hash")                                       \
    X(HYS_E_NAME_UNKNOWN, "no column has that name")                                             \
    X(HYS_E_NAME_COUNT, "the number of columns given is not the table's")                        \
    X(HYS_E_NAME_DIMENSION, "a dimension must be from 0 to 21200, and of one column alone")      \
    X(HYS_E_STREAM,                                                                              \
      "this stream cannot give this space, so many rows of it, this dimension or this type")     \
    X(HYS_E_STREAM_UNKNOWN, "unknown stream")                                                    \
    X(HYS_E_STREAM_RESERVED, "a reserved field, flag, dim or mask must be zero here")            \
    X(HYS_E_STREAM_ROWS, "a Latin hypercube needs rows; a grid has 2^63 rows at most")           \
    X(HYS_E_STREAM_POINTS, "a grid needs 1 to 2^53 points for each continuous column, no other") \
    X(HYS_E_TYPE, "this type cannot hold the space's values")                                    \
    X(HYS_E_INDEX,                                                                               \
      "rows beyond 2^64 or the design, a leading dimension too small, or an unknown order")      \
    X(HYS_E_MEMORY, "out of memory")                                                             \
    X(HYS_E_FILE, "a file cannot be opened or read")                                             \
    X(HYS_E_JSON, "a search space cannot be read")                                               \
    X(HYS_E_JSON_SYNTAX, "not JSON, or not UTF-8")                                               \
    X(HYS_E_JSON_DUPLICATE, "a JSON object has a member twice")                                  \
    X(HYS_E_JSON_LIMIT, "a text, name, label or nesting is beyond the limits of hyspace-json")   \
    X(HYS_E_JSON_NUMBER, "a double cannot hold a number of the file")                            \
    X(HYS_E_JSON_FORM, "JSON, but not the form of a search space")                               \
    X(HYS_E_KIND, "a space cannot be made of these arguments")                                   \
    X(HYS_E_KIND_UNKNOWN, "unknown kind of space or discrepancy")                                \
    X(HYS_E_KIND_ARGUMENT,                                                                       \
      "an argument is missing, of another type than its parameter, or one too many")             \
    X(HYS_E_DENSITY, "a space with a density has no pmf, and a finite one has no pdf")           \
    X(HYS_E_POINT, "a point has a number that is NaN or outside [0, 1]")

static const struct row {
    hys_status status;
    const char *name, *text;
} rows[] = {
#define ROW(status, text) {status, #status, text},
    STATUSES(ROW)
#undef ROW
};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct row *row_of(hys_status status)
{
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].status == status)
            return &rows[i];
    return NULL;
}

size_t hys_status_count(void) { return ROWS; }

hys_status hys_status_at(size_t i) { return i < ROWS ? rows[i].status : HYS_OK; }

const char *hys_status_name(hys_status status)
{
    const struct row *row = row_of(status);
    return row ? row->name : NULL;
}

const char *hys_strerror(hys_status status)
{
    const struct row *row = row_of(status);
    return row ? row->text : "unknown status";
}
