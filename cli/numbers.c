#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fail.h"
#include "cli/numbers.h"

/* ---- counts ---- */

bool count_times(uint64_t *count, bool *whole, uint64_t factor, uint64_t more)
{
    const uint64_t before = *count,
                   most = (UINT64_MAX - more) / factor; /* the largest that stays below 2^64 */
    if (*whole)
        return factor == 1 && more == 0;
    *count = before * factor + more;
    *whole = before > most && before - most == 1 && *count == 0;
    return before <= most || *whole;
}

void product_multiply(struct product *product, uint64_t count)
{
    if (!count && product->exact == 1 && !product->whole)
        product->exact = 0, product->whole = true; /* 2^64 */
    else
        product->beyond =
            product->beyond || !count || !count_times(&product->exact, &product->whole, count, 0);
    for (product->digits *= count ? (double)count : 0x1p64; product->digits >= 10;
         product->exponent++)
        product->digits /= 10;
}

char *product_text(const struct product *product)
{
    if (product->beyond)
        return xasprintf("about %.1f x 10^%d", product->digits, product->exponent);
    if (product->whole)
        return xasprintf("18446744073709551616");
    return xasprintf("%" PRIu64, product->exact);
}

/* Reads digits with an optional point as count * 10^shift. Returns the text behind them; NULL:
 * there are no digits, or the count is above 2^64. */
static const char *count_digits(const char *text, uint64_t *count, bool *whole, long *shift)
{
    bool digits = false, point = false;
    long zeros = 0; /* zeros that end the digits are kept apart: 1.000...0 does not overflow */

    for (;; text++) {
        if (*text == '.' && !point) {
            point = true;
            continue;
        }
        if (!isdigit((unsigned char)*text))
            break;
        digits = true;
        *shift -= point;
        if (*text == '0') {
            zeros++;
            continue;
        }
        for (; zeros > 0 && *count; zeros--)
            if (!count_times(count, whole, 10, 0))
                return NULL;
        zeros = 0;
        if (!count_times(count, whole, 10, (unsigned)(*text - '0')))
            return NULL;
    }
    *shift += zeros;
    return digits ? text : NULL;
}

/* Adds an exponent such as e6, if there is one, to *shift. Returns the text behind it; NULL: it is
 * no exponent. */
static const char *count_exponent(const char *text, long *shift)
{
    char *end;
    if (*text != 'e' && *text != 'E')
        return text;
    if (!isdigit((unsigned char)text[1 + (text[1] == '+' || text[1] == '-')]))
        return NULL;
    const long exponent = strtol(text + 1, &end, 10);
    if (exponent > 10000 || exponent < -10000)
        return NULL;
    *shift += exponent;
    return end;
}

/* Makes count * 10^shift * 2^twos of a count. false: the result is no whole number, or above
 * 2^64. */
static bool count_scale(uint64_t *count, bool *whole, long shift, int twos)
{
    for (; shift < 0; shift++) {
        const uint64_t divisor = twos > 0 ? 5 : 10;
        if (*whole || *count % divisor != 0)
            return false;
        *count /= divisor;
        twos -= twos > 0;
    }
    for (; shift > 0; shift--)
        if (!count_times(count, whole, 10, 0))
            return false;
    for (; twos > 0; twos--)
        if (!count_times(count, whole, 2, 0))
            return false;
    return true;
}

bool parse_count(const char *text, uint64_t *count, bool *whole)
{
    static const struct {
        const char *word;
        int tens, twos;
    } suffixes[] = {
        {"", 0, 0},    {"k", 3, 0},   {"M", 6, 0},   {"G", 9, 0},   {"T", 12, 0},
        {"Ki", 0, 10}, {"Mi", 0, 20}, {"Gi", 0, 30}, {"Ti", 0, 40},
    };
    enum { SUFFIXES = sizeof suffixes / sizeof *suffixes };
    long shift = 0;
    size_t s = 0;

    *count = 0;
    *whole = false;
    text = count_digits(text, count, whole, &shift);
    if (text)
        text = count_exponent(text, &shift);
    if (!text)
        return false;
    while (s < SUFFIXES && strcmp(text, suffixes[s].word) != 0)
        s++;
    if (s == SUFFIXES)
        return false;
    return (*count == 0 && !*whole) ||
           count_scale(count, whole, shift + suffixes[s].tens, suffixes[s].twos);
}

bool parse_u64(const char *text, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = strtoull(text, &end, 10);
    return isdigit((unsigned char)*text) && !*end && !errno;
}

/* ---- numbers into text ---- */

static int put_digits(char *out, uint64_t value)
{
    char reversed[20];
    int count = 0;
    do
        reversed[count++] = (char)('0' + value % 10);
    while (value /= 10);
    for (int i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    return count;
}

size_t integer_text(char out[NUMBER_TEXT], bool negative, uint64_t magnitude)
{
    *out = '-';
    return (size_t)put_digits(out + negative, magnitude) + negative;
}

/* d.ddd times ten to the exponent. */
struct decimal {
    char digits[24];
    int count, exponent;
};

/* Writes the digits that suffice for value: without an exponent where %.{p}g would do so with no
 * more digits. */
static size_t compose(char *out, double value, struct decimal decimal, int most)
{
    size_t length = 0;

    while (decimal.count > 1 && decimal.digits[decimal.count - 1] == '0')
        decimal.count--;
    const int count = decimal.count, exponent = decimal.exponent,
              whole = exponent + 1; /* digits before the point */
    const bool plain =
        exponent >= -4 && (whole <= count || (whole <= most && whole <= count + (count > 1) + 4));
    if (signbit(value))
        out[length++] = '-';
    if (!plain) {
        out[length++] = decimal.digits[0];
        if (count > 1) {
            out[length++] = '.';
            memcpy(out + length, decimal.digits + 1, (size_t)count - 1);
            length += (size_t)count - 1;
        }
        return length +
               (size_t)sprintf(out + length, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
    }
    if (whole > count) /* an integer: integers of so few digits read back to themselves */
        return length + (size_t)put_digits(out + length, (uint64_t)fabs(value));
    if (whole <= 0) {
        out[length++] = '0';
        out[length++] = '.';
        for (int i = whole; i < 0; i++)
            out[length++] = '0';
    }
    for (int i = 0; i < count; i++) {
        if (i == whole && whole > 0)
            out[length++] = '.';
        out[length++] = decimal.digits[i];
    }
    return length;
}

/* The shortest decimal that reads back to value. A decimal of 15 digits (6 for a float) survives
 * the way through the float, so the search begins there; subnormals have fewer digits. */
static struct decimal shortest(double value, bool single)
{
    const int most = single ? FLT_DECIMAL_DIG : DBL_DECIMAL_DIG;
    int digits = value < (single ? (double)FLT_MIN : DBL_MIN) ? 1 : single ? FLT_DIG : DBL_DIG;
    struct decimal decimal = {.count = 0};
    char text[NUMBER_TEXT];

    do
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
    while (digits++ < most && (single ? (double)strtof(text, NULL) : strtod(text, NULL)) != value);
    const char *at = text;
    for (; *at != 'e'; at++)
        if (*at != '.')
            decimal.digits[decimal.count++] = *at;
    decimal.exponent = atoi(at + 1);
    return decimal;
}

static size_t real_text(char *out, double value, bool single)
{
    if (!isfinite(value) || value == 0)
        return (size_t)sprintf(out, "%s%s", signbit(value) && !isnan(value) ? "-" : "",
                               isnan(value)   ? "nan"
                               : isinf(value) ? "inf"
                                              : "0");
    return compose(out, value, shortest(fabs(value), single),
                   single ? FLT_DECIMAL_DIG : DBL_DECIMAL_DIG);
}

size_t f64_text(char out[NUMBER_TEXT], double value) { return real_text(out, value, false); }

size_t f32_text(char out[NUMBER_TEXT], float value) { return real_text(out, (double)value, true); }

char *readable_number(double value)
{
    return fabs(value) <= 0x1p53 && value == rint(value) ? xasprintf("%.0f", value + 0.0)
                                                         : xasprintf("%.6g", value);
}
