#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/cli.h"
#include "json/shared.h"

_Noreturn void fail(int status, const char *where, const char *format, ...)
{
    va_list list;
    flockfile(stderr); /* for good: another thread that fails waits here until the process ends */
    progress_end();
    output_discard();
    fprintf(stderr, "hyspace: %s: ", where);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
    exit(status);
}

char *text_of(const char *format, ...)
{
    va_list list;
    char *text;
    va_start(list, format);
    const int length = vasprintf(&text, format, list);
    va_end(list);
    if (length < 0)
        fail(EXIT_RUN, "memory", "none left");
    return text;
}

void *memory_for(void *old, size_t count, size_t size)
{
    void *memory = reallocarray(old, count ? count : 1, size);
    if (!memory)
        fail(EXIT_RUN, "memory", "no room for %zu times %zu bytes", count, size);
    return memory;
}

const char *did_you_mean(const char *word, const char *const *words, size_t count)
{
    const char *nearest = hysi_nearest_word(word, words, count);
    return nearest ? text_of(", did you mean %s?", nearest) : "";
}

uint32_t next_point(const char **at)
{
    const unsigned char first = (unsigned char)*(*at)++;
    uint32_t point = first < 0x80   ? first
                     : first < 0xe0 ? first & 0x1f
                     : first < 0xf0 ? first & 0x0f
                                    : first & 0x07;
    while (((unsigned char)**at & 0xc0) == 0x80)
        point = point << 6 | ((unsigned char)*(*at)++ & 0x3f);
    return point;
}

/* ---- numbers ---- */

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

bool parse_count(const char *text, uint64_t *count, bool *whole)
{
    static const struct {
        const char *word;
        int tens, twos;
    } suffixes[] = {
        {"", 0, 0},    {"k", 3, 0},   {"M", 6, 0},   {"G", 9, 0},   {"T", 12, 0},
        {"Ki", 0, 10}, {"Mi", 0, 20}, {"Gi", 0, 30}, {"Ti", 0, 40},
    };
    long shift = 0, exponent = 0;
    bool digits = false, point = false;

    *count = 0;
    *whole = false;
    /* digits with a point, as count * 10^shift; zeros that end them are kept apart, so
     * that 1.000...0 does not overflow */
    long zeros = 0;
    for (;; text++) {
        if (*text == '.' && !point) {
            point = true;
            continue;
        }
        if (!isdigit((unsigned char)*text))
            break;
        digits = true;
        shift -= point;
        if (*text == '0') {
            zeros++;
            continue;
        }
        for (; zeros > 0 && *count; zeros--)
            if (!count_times(count, whole, 10, 0))
                return false;
        zeros = 0;
        if (!count_times(count, whole, 10, (unsigned)(*text - '0')))
            return false;
    }
    if (!digits)
        return false;
    if (*text == 'e' || *text == 'E') {
        char *end;
        if (!isdigit((unsigned char)text[1]) &&
            !((text[1] == '+' || text[1] == '-') && isdigit((unsigned char)text[2])))
            return false;
        exponent = strtol(text + 1, &end, 10);
        if (exponent > 10000 || exponent < -10000)
            return false;
        text = end;
    }
    size_t suffix = 0;
    while (suffix < sizeof suffixes / sizeof *suffixes && strcmp(text, suffixes[suffix].word) != 0)
        suffix++;
    if (suffix == sizeof suffixes / sizeof *suffixes)
        return false;
    if (*count == 0 && !*whole)
        return true;
    shift += zeros + exponent + suffixes[suffix].tens;
    int twos = suffixes[suffix].twos; /* the number is count * 10^shift * 2^twos */
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

/* Whether text is a plain decimal, "nan" or "inf"; and whether it is an integer without point and
 * exponent. */
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

/* What errno says behind strtod or strtof: a subnormal that was rounded is a number, an overflow or
 * a lost one is none. */
static bool out_of_range(double value) { return errno == ERANGE && (value == 0 || isinf(value)); }

/* Whether the integer in the text, not 0, is another than the one that was read. */
static bool was_rounded(const char *text, double value)
{
    char exact[400];
    snprintf(exact, sizeof exact, "%.0f", fabs(value));
    const char *digits = text + strspn(text, "+-");
    return strcmp(digits + strspn(digits, "0"), exact) != 0;
}

enum number parse_f64(const char *text, double *value)
{
    bool integer;
    if (!is_number(text, &integer))
        return NUMBER_NONE;
    errno = 0;
    *value = strtod(text, NULL);
    if (out_of_range(*value))
        return NUMBER_RANGE;
    if (integer && fabs(*value) >= 0x1p53 && was_rounded(text, *value))
        return NUMBER_INEXACT;
    return NUMBER;
}

enum number parse_f32(const char *text, float *value)
{
    bool integer;
    if (!is_number(text, &integer))
        return NUMBER_NONE;
    errno = 0;
    *value = strtof(text, NULL);
    if (out_of_range((double)*value))
        return NUMBER_RANGE;
    if (integer && fabsf(*value) >= 0x1p24f && was_rounded(text, (double)*value))
        return NUMBER_INEXACT;
    return NUMBER;
}

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

/* The digits that suffice for value, or, where that is no longer, those of %.{p}g with p above the
 * exponent, which writes it plain. */
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
    if (whole > count) /* an integer, for those of so many digits read back to themselves */
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

/* The decimal of the fewest digits that reads back. %.15g and %.6g give back any decimal of so many
 * digits, so the search may begin there; subnormals have fewer. */
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

/* ---- quoting ---- */

char *csv_quoted(const char *text, char delimiter)
{
    const char special[] = {'"', '\n', '\r', delimiter, 0};
    char *quoted, *to;
    if (!strpbrk(text, special))
        return text_of("%s", text);
    to = quoted = memory_for(NULL, 2 * strlen(text) + 3, 1);
    *to++ = '"';
    for (; *text; text++) {
        if (*text == '"')
            *to++ = '"';
        *to++ = *text;
    }
    strcpy(to, "\"");
    return quoted;
}

bool is_utf8(const char *text)
{
    json_t *string = json_string(text);
    json_decref(string);
    return string != NULL;
}

char *json_quoted(const char *text)
{
    json_t *string = json_string(text);
    char *quoted = string ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
    json_decref(string);
    if (!quoted)
        fail(EXIT_USAGE, "text", "not UTF-8");
    return quoted;
}

char *shown(const char *text)
{
    if (is_utf8(text))
        return json_quoted(text);
    char *const ascii = text_of("%s", text);
    for (char *at = ascii; *at; at++)
        if ((unsigned char)*at >= 0x80)
            *at = '?';
    char *const quoted = json_quoted(ascii);
    free(ascii);
    return quoted;
}

char *json_unquoted(const char *text)
{
    json_t *string = json_loads(text, JSON_DECODE_ANY, NULL);
    char *plain = json_is_string(string) ? text_of("%s", json_string_value(string)) : NULL;
    json_decref(string);
    return plain;
}

struct lines lines_open(const char *path)
{
    const bool standard = !strcmp(path, "-");
    struct lines lines = {.where = standard ? "standard input" : path};
    lines.file = standard ? stdin : fopen(path, "r");
    if (!lines.file)
        fail(EXIT_RUN, lines.where, "%s", strerror(errno));
    return lines;
}

bool lines_next(struct lines *lines)
{
    errno = 0;
    const ssize_t length = getline(&lines->text, &lines->capacity, lines->file);
    if (length < 0) {
        if (!feof(lines->file))
            fail(EXIT_RUN, lines->where, "%s", strerror(errno));
        if (lines->file != stdin)
            fclose(lines->file);
        free(lines->text);
        return false;
    }
    lines->number++;
    if (strlen(lines->text) != (size_t)length)
        fail(EXIT_USAGE, lines_place(lines), "a zero byte");
    char *end = lines->text + length;
    if (end > lines->text && end[-1] == '\n')
        *--end = 0;
    if (end > lines->text && end[-1] == '\r')
        *--end = 0;
    return true;
}

const char *lines_place(const struct lines *lines)
{
    return text_of("%s:%zu", lines->where, lines->number);
}

size_t records_next(struct records *records)
{
    const char delimiter = records->delimiter ? records->delimiter : ',';
    size_t fields = 0;
    char *at = records->at;

    records->line = records->next_line;
    if (at == records->end)
        return 0;
    for (bool more = true; more;) {
        char *to = at;
        if (fields == records->capacity) {
            records->capacity = 2 * records->capacity + 8;
            records->field = memory_for(records->field, records->capacity, sizeof *records->field);
        }
        records->field[fields++] = at;
        const bool quoted = at < records->end && *at == '"';
        if (quoted) {
            for (at++;; at++) {
                if (at == records->end)
                    fail(EXIT_USAGE, text_of("%s:%zu", records->where, records->line),
                         "a quoted field does not end");
                if (*at == '"' && (at + 1 == records->end || at[1] != '"'))
                    break;
                at += *at == '"';
                records->next_line += *at == '\n';
                *to++ = *at;
            }
            at++;
        }
        while (at < records->end && *at != delimiter && *at != '\n' &&
               !(*at == '\r' && at + 1 < records->end && at[1] == '\n')) {
            if (quoted || *at == '"' || !*at)
                fail(EXIT_USAGE, text_of("%s:%zu", records->where, records->next_line),
                     quoted ? "text behind the closing quote"
                     : *at  ? "a quote inside a field that is not quoted"
                            : "a zero byte");
            *to++ = *at++;
        }
        more = at < records->end && *at == delimiter;
        if (at < records->end && !more) {
            at += *at == '\r';
            records->next_line++;
        }
        at += at < records->end;
        *to = 0; /* the text has room for one byte behind its end */
    }
    records->at = at;
    return fields;
}
