#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/number.h"

/* Whether text is a plain decimal, "nan" or "inf". *integer: it has neither point nor exponent. */
static bool is_number(const char *text, bool *integer)
{
    static const char *const words[] = {"nan", "inf", "infinity"};
    const char *at = text + (*text == '+' || *text == '-');
    size_t digits = 0;

    *integer = false;
    for (int i = 0; i < 3; i++)
        if (!strcasecmp(at, words[i]))
            return true;
    for (; isdigit((unsigned char)*at); at++)
        digits++;
    *integer = *at == 0;
    if (*at == '.')
        for (at++; isdigit((unsigned char)*at); at++)
            digits++;
    if (!digits)
        return false;
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-';
        if (!isdigit((unsigned char)*at))
            return false;
        while (isdigit((unsigned char)*at))
            at++;
    }
    return *at == 0;
}

/* Whether strtod or strtof, which just returned value, met a number beyond the range of the float.
 * A subnormal that was rounded sets errno too and is a number. */
static bool out_of_range(double value) { return errno == ERANGE && (value == 0 || isinf(value)); }

/* Whether the integer in the text, which is not 0, differs from the value that was read. */
static bool was_rounded(const char *text, double value)
{
    char exact[400];
    snprintf(exact, sizeof exact, "%.0f", fabs(value));
    const char *digits = text + strspn(text, "+-");
    return strcmp(digits + strspn(digits, "0"), exact) != 0;
}

enum hysi_number hysi_parse_f64(const char *text, double *value)
{
    bool integer;
    if (!is_number(text, &integer))
        return HYSI_NUMBER_NONE;
    errno = 0;
    *value = strtod(text, NULL);
    if (out_of_range(*value))
        return HYSI_NUMBER_RANGE;
    if (integer && fabs(*value) >= 0x1p53 && was_rounded(text, *value))
        return HYSI_NUMBER_INEXACT;
    return HYSI_NUMBER;
}

enum hysi_number hysi_parse_f32(const char *text, float *value)
{
    bool integer;
    if (!is_number(text, &integer))
        return HYSI_NUMBER_NONE;
    errno = 0;
    *value = strtof(text, NULL);
    if (out_of_range((double)*value))
        return HYSI_NUMBER_RANGE;
    if (integer && fabsf(*value) >= 0x1p24f && was_rounded(text, (double)*value))
        return HYSI_NUMBER_INEXACT;
    return HYSI_NUMBER;
}

enum hysi_number hysi_parse_i64(const char *text, int64_t *value)
{
    bool integer;
    double real = 0;
    if (!is_number(text, &integer))
        return HYSI_NUMBER_NONE;
    errno = 0;
    if (integer) {
        *value = strtoll(text, NULL, 10);
        return errno ? HYSI_NUMBER_RANGE : HYSI_NUMBER;
    }
    if (hysi_parse_f64(text, &real) == HYSI_NUMBER_RANGE && real != 0)
        return HYSI_NUMBER_RANGE;
    if (!isfinite(real) || rint(real) != real || errno == ERANGE)
        return HYSI_NUMBER_INEXACT;
    if (real < -0x1p63 || real >= 0x1p63)
        return HYSI_NUMBER_RANGE;
    *value = (int64_t)real;
    return HYSI_NUMBER;
}

bool hysi_is_exact(uint64_t magnitude, int bits)
{
    while (magnitude && magnitude % 2 == 0)
        magnitude /= 2;
    return magnitude >> bits == 0;
}
