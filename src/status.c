/* The texts of status codes. */
#include <config.h>

#include <hyspace/status.h>

const char *hys_strerror(hys_status status)
{
    switch (status) {
    case HYS_OK: return "done";
    case HYS_W_DATA: return "an element was NaN, saturated or clamped";
    case HYS_E_NULL: return "a required pointer is NULL";
    case HYS_E_ISA: return "instruction set unknown or not available here";
    case HYS_E_BOUNDS: return "no type can give these bounds";
    case HYS_E_BOUNDS_FINITE: return "lower and upper must be finite";
    case HYS_E_BOUNDS_ORDER: return "lower must be less than upper";
    case HYS_E_BOUNDS_SPAN: return "upper - lower overflows";
    case HYS_E_BOUNDS_POSITIVE: return "lower of a log space must be above 0";
    case HYS_E_BOUNDS_BASE: return "base must be finite and above 1";
    case HYS_E_BOUNDS_RANGE: return "bounds of a quantised space must lie within -2^53 and 2^53";
    case HYS_E_BOUNDS_INTEGER: return "no integer between lower and upper";
    case HYS_E_VALUES: return "values cannot make a space";
    case HYS_E_VALUES_EMPTY: return "at least one value is needed";
    case HYS_E_VALUES_COUNT: return "more than 2^31 - 1 values";
    case HYS_E_VALUES_FINITE: return "values must be finite";
    case HYS_E_VALUES_LABEL: return "a label is empty";
    case HYS_E_VALUES_DUPLICATE: return "two labels are equal";
    case HYS_E_VALUES_UNKNOWN: return "the space has no such label";
    case HYS_E_NAME: return "a column's name is in error";
    case HYS_E_NAME_EMPTY: return "a table needs columns, and each a name";
    case HYS_E_NAME_DUPLICATE: return "two columns have one name";
    case HYS_E_NAME_HASH: return "two columns' names have one hash";
    case HYS_E_NAME_UNKNOWN: return "no column has that name";
    case HYS_E_NAME_COUNT: return "the number of columns given is not the table's";
    case HYS_E_STREAM: return "this stream cannot give this space";
    case HYS_E_STREAM_UNKNOWN: return "unknown stream";
    case HYS_E_STREAM_RESERVED: return "a reserved field, flag, dim or mask must be zero here";
    case HYS_E_TYPE: return "this type cannot hold the space's values";
    case HYS_E_INDEX:
        return "first + n lies beyond 2^64, or the leading dimension is too small, or the order is "
               "none";
    case HYS_E_MEMORY: return "out of memory";
    case HYS_E_FILE: return "a file cannot be opened or read";
    case HYS_E_JSON: return "a search space cannot be read";
    case HYS_E_JSON_SYNTAX: return "not JSON, or not UTF-8";
    case HYS_E_JSON_DUPLICATE: return "a JSON object has a member twice";
    case HYS_E_JSON_LIMIT:
        return "a text, name, label or nesting is beyond the limits of hyspace-json";
    case HYS_E_JSON_NUMBER: return "a double cannot hold a number of the file";
    case HYS_E_JSON_FORM: return "JSON, but not the form of a search space";
    case HYS_E_KIND: return "a space cannot be made of these arguments";
    case HYS_E_KIND_UNKNOWN: return "unknown kind of space";
    case HYS_E_KIND_ARGUMENT:
        return "an argument is missing, of another type than its parameter, or one too many";
    default: return "unknown status";
    }
}
