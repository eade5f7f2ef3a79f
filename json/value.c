#include <config.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "json/number.h"
#include "json/path.h"
#include "json/phrases.h"
#include "json/scalar.h"
#include "json/value.h"

hys_status hysi_read_number(hys_json_error *error, struct hysi_path path, const json_t *value,
                            double *number)
{
    if (!json_is_number(value))
        return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected a number, found %s",
                          hysi_json_noun(value));
    if (json_is_integer(value)) {
        const json_int_t integer = json_integer_value(value);
        if (!hysi_is_exact(integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer, DBL_MANT_DIG))
            return hysi_wrong(error, HYS_E_JSON_NUMBER, path,
                              "%" JSON_INTEGER_FORMAT
                              " is an integer that a double cannot hold exactly",
                              integer);
    }
    *number = json_number_value(value);
    return HYS_OK;
}

/* How many names a message lists. */
enum { LISTED = 6, PHRASE = 512 };

/* A value as a message shows it. */
static const char *shown(char room[HYSI_PATH_NAME], const json_t *json)
{
    if (json_is_string(json))
        hysi_path_quoted(room, json_string_value(json));
    else if (json_is_object(json) || json_is_array(json) ||
             !(json_is_number(json) ? hysi_json_number_text(room, json)
                                    : hysi_scalar_text(room, json)))
        return hysi_json_noun(json);
    else if (!json_is_number(json))
        return json_is_null(json) ? "null" : json_is_true(json) ? "true" : "false";
    return room;
}

/* The names of a space as a message lists them, or what they are. */
static const char *names_phrase(char out[PHRASE], const hys_space *space)
{
    char name[LISTED][HYSI_PATH_NAME];
    const char *words[LISTED];
    const size_t count = hys_space_count(space);

    if (count > LISTED)
        return "an entry of the list";
    for (size_t i = 0; i < count; i++) {
        if (hys_space_scalar(space, i) == HYS_SCALAR_STRING)
            hysi_path_quoted(name[i], hys_space_label(space, i));
        else
            snprintf(name[i], sizeof name[i], "%s", hys_space_label(space, i));
        words[i] = name[i];
    }
    return hysi_word_list(out, PHRASE, words, count);
}

static hys_status read_entry(hys_json_error *error, struct hysi_path path, const json_t *json,
                             const hys_space *space, hys_value *value)
{
    char number[HYSI_NUMBER_TEXT], found[HYSI_PATH_NAME], phrase[PHRASE];
    hys_scalar scalar;
    size_t index;
    const bool is_scalar = hysi_is_scalar(json, &scalar);
    const char *text = is_scalar ? hysi_scalar_text(number, json) : NULL;

    if (is_scalar && !text)
        return hysi_wrong(error, HYS_E_MEMORY, path, NULL);
    if (is_scalar && hys_space_find_label(space, text, &index) == HYS_OK &&
        hys_space_scalar(space, index) == scalar) {
        *value = (hys_value){.type = HYS_INDEX, .index = (uint32_t)index};
        return HYS_OK;
    }
    return hysi_wrong(error, is_scalar ? HYS_E_VALUES_DEFAULT : HYS_E_JSON_FORM, path,
                      "expected %s, found %s", names_phrase(phrase, space), shown(found, json));
}

/* What a space of numbers has: "an integer from 1 to 6". */
static const char *range_phrase(char out[PHRASE], const hys_space *space)
{
    char lower[HYSI_NUMBER_TEXT], upper[HYSI_NUMBER_TEXT];
    hys_extent extent;

    hys_space_extent(space, &extent);
    if (hys_kind_traits(hys_space_kind(space)) & HYS_KIND_INTEGERS)
        snprintf(out, PHRASE, "an integer from %lld to %lld", (long long)extent.first,
                 (long long)extent.last);
    else if (isfinite(extent.lower) && isfinite(extent.upper) &&
             hysi_number_text(lower, extent.lower) && hysi_number_text(upper, extent.upper))
        snprintf(out, PHRASE, "a number from %s to %s", lower, upper);
    else if (isfinite(extent.lower) && hysi_number_text(lower, extent.lower))
        snprintf(out, PHRASE, "a number of at least %s", lower);
    else if (isfinite(extent.upper) && hysi_number_text(upper, extent.upper))
        snprintf(out, PHRASE, "a number of at most %s", upper);
    else
        snprintf(out, PHRASE, "a number");
    return out;
}

/* "; the nearest is 0.3": the value of the space that is nearest to a number, or "". */
static const char *nearest_phrase(char out[PHRASE], const hys_space *space, double number)
{
    char text[HYSI_NUMBER_TEXT];
    hys_value nearest = {.type = HYS_F64};

    *out = '\0';
    if (hys_transform(space, &number, 1, HYS_F64, &nearest.real, NULL) >= 0 &&
        nearest.real != number && hys_space_has(space, &nearest) &&
        hysi_number_text(text, nearest.real))
        snprintf(out, PHRASE, "; the nearest is %s", text);
    return out;
}

/* Whether a number is within the bounds of its kind without being a value of the space. */
static bool is_between(const hys_space *space, const json_t *number)
{
    const uint32_t traits = hys_kind_traits(hys_space_kind(space));
    const double value = json_number_value(number);
    hys_extent extent;

    hys_space_extent(space, &extent);
    if (!(traits & HYS_KIND_INTEGERS))
        return (traits & HYS_KIND_LIST) || (extent.lower <= value && value <= extent.upper);
    return json_is_integer(number) && extent.first <= json_integer_value(number) &&
           json_integer_value(number) <= extent.last;
}

static hys_status read_real(hys_json_error *error, struct hysi_path path, const json_t *json,
                            const hys_space *space, hys_value *value)
{
    char found[HYSI_PATH_NAME], phrase[PHRASE];
    const bool integers = hys_kind_traits(hys_space_kind(space)) & HYS_KIND_INTEGERS;
    hys_status status = HYS_OK;

    *value = (hys_value){.type = HYS_F64};
    if (integers && !json_is_number(json))
        return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected an integer, found %s",
                          hysi_json_noun(json));
    if (integers && json_is_integer(json))
        *value = (hys_value){.type = HYS_I64, .integer = json_integer_value(json)};
    else
        status = hysi_read_number(error, path, json, &value->real);
    /* Beyond 2^53 the digits of a number with a point or exponent may be lost. */
    const bool is_lost = integers && !(fabs(value->real) <= 0x1p53);
    if (status != HYS_OK || (!is_lost && hys_space_has(space, value)))
        return status;
    if (!is_between(space, json))
        return hysi_wrong(error, HYS_E_VALUES_DEFAULT, path, "expected %s, found %s",
                          range_phrase(phrase, space), shown(found, json));
    return hysi_wrong(error, HYS_E_VALUES_DEFAULT, path,
                      "expected a value that the space has, found %s%s", shown(found, json),
                      nearest_phrase(phrase, space, json_number_value(json)));
}

hys_status hysi_read_value(hys_json_error *error, struct hysi_path path, const json_t *json,
                           const hys_space *space, hys_value *value)
{
    return hys_kind_traits(hys_space_kind(space)) & HYS_KIND_NAMES
               ? read_entry(error, path, json, space, value)
               : read_real(error, path, json, space, value);
}
