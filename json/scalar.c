#include <config.h>

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "json/scalar.h"

/* jansson writes and reads a point in any locale. */
char *hysi_real_text(char to[HYSI_NUMBER_TEXT], double value)
{
    json_error_t error;
    size_t size = 0;
    bool same = false;

    json_t *real = json_real(value);
    for (size_t digits = 15; digits <= 17 && !same; digits++) {
        size = json_dumpb(real, to, HYSI_NUMBER_TEXT - 1,
                          JSON_ENCODE_ANY | JSON_REAL_PRECISION(digits));
        json_t *back = json_loadb(to, size, JSON_DECODE_ANY, &error);
        /* The largest double, in 15 digits, overflows. */
        if (!back && json_error_code(&error) != json_error_numeric_overflow)
            break;
        same = back && json_real_value(back) == value;
        json_decref(back);
    }
    json_decref(real);
    if (!same) /* 17 digits always read back */
        return NULL;
    to[size] = '\0';
    return to;
}

char *hysi_number_text(char to[HYSI_NUMBER_TEXT], double value)
{
    if (value != rint(value) || fabs(value) > 0x1p53 || (value == 0 && signbit(value)))
        return hysi_real_text(to, value);
    snprintf(to, HYSI_NUMBER_TEXT, "%.0f", value);
    return to;
}

char *hysi_json_number_text(char to[HYSI_NUMBER_TEXT], const json_t *number)
{
    if (!json_is_integer(number))
        return hysi_number_text(to, json_real_value(number));
    snprintf(to, HYSI_NUMBER_TEXT, "%" JSON_INTEGER_FORMAT, json_integer_value(number));
    return to;
}

const char *hysi_scalar_text(char room[HYSI_NUMBER_TEXT], const json_t *scalar)
{
    return json_is_string(scalar)  ? json_string_value(scalar)
           : json_is_true(scalar)  ? "true"
           : json_is_false(scalar) ? "false"
           : json_is_null(scalar)  ? "null"
                                   : hysi_json_number_text(room, scalar);
}

int hysi_is_scalar(const json_t *value, hys_scalar *scalar)
{
    *scalar = json_is_number(value)    ? HYS_SCALAR_NUMBER
              : json_is_boolean(value) ? HYS_SCALAR_BOOLEAN
              : json_is_null(value)    ? HYS_SCALAR_NULL
                                       : HYS_SCALAR_STRING;
    return *scalar != HYS_SCALAR_STRING || json_is_string(value);
}

int hysi_needs_form_2(const hys_space *space)
{
    const hys_kind kind = hys_space_kind(space);
    for (size_t p = 0; p < hys_kind_params(kind); p++) {
        const bool is_extra = hys_kind_param(kind, p)->optional == HYS_PARAM_EXTRA;
        if ((is_extra && !hys_space_is_preset(space, p)) || hys_space_argument(space, p)->scalars)
            return true;
    }
    return false;
}
