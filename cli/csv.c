#include <config.h>

#include <stdbool.h>
#include <string.h>

#include "cli/csv.h"
#include "cli/fail.h"

char *csv_quoted(const char *text, char delimiter)
{
    const char special[] = {'"', '\n', '\r', delimiter, 0};
    char *quoted, *to;
    if (!strpbrk(text, special))
        return xasprintf("%s", text);
    to = quoted = xreallocarray(NULL, 2 * strlen(text) + 3, 1);
    *to++ = '"';
    for (; *text; text++) {
        if (*text == '"')
            *to++ = '"';
        *to++ = *text;
    }
    strcpy(to, "\"");
    return quoted;
}

/* Moves the text of a quoted field, which begins at records->at, to `to`; returns the end of what
 * was moved. records->at is then behind the closing quote. */
static char *unquote(struct records *records, char *to)
{
    char *at = records->at + 1;
    for (;; at++) {
        if (at == records->end)
            fail(EXIT_USAGE, xasprintf("%s:%zu", records->where, records->line),
                 "a quoted field does not end");
        if (*at == '"' && (at + 1 == records->end || at[1] != '"'))
            break;
        at += *at == '"';
        records->next_line += *at == '\n';
        *to++ = *at;
    }
    records->at = at + 1;
    return to;
}

/* Whether a line ends at `at`. */
static bool ends_line(const struct records *records, const char *at)
{
    return at == records->end || *at == '\n' ||
           (*at == '\r' && at + 1 < records->end && at[1] == '\n');
}

/* Moves the text up to the end of the field, which a quoted field does not have. Returns the end
 * of what was moved. */
static char *move_plain(struct records *records, char *to, char delimiter, bool quoted)
{
    char *at = records->at;
    for (; !ends_line(records, at) && *at != delimiter; at++) {
        if (quoted || *at == '"' || !*at)
            fail(EXIT_USAGE, xasprintf("%s:%zu", records->where, records->next_line),
                 quoted ? "text behind the closing quote"
                 : *at  ? "a quote inside a field that is not quoted"
                        : "a zero byte");
        *to++ = *at;
    }
    records->at = at;
    return to;
}

size_t records_next(struct records *records)
{
    const char delimiter = records->delimiter ? records->delimiter : ',';
    size_t fields = 0;

    records->line = records->next_line;
    if (records->at == records->end)
        return 0;
    for (bool more = true; more;) {
        char *const field = records->at, *to = field;
        if (fields == records->capacity) {
            records->capacity = 2 * records->capacity + 8;
            records->field =
                xreallocarray(records->field, records->capacity, sizeof *records->field);
        }
        records->field[fields++] = field;
        const bool quoted = field < records->end && *field == '"';
        if (quoted)
            to = unquote(records, to);
        to = move_plain(records, to, delimiter, quoted);
        const bool at_end = records->at == records->end;
        more = !at_end && *records->at == delimiter;
        if (!at_end && !more) {
            records->at += *records->at == '\r';
            records->next_line++;
        }
        records->at += !at_end;
        *to = 0; /* the text has room for one byte behind its end */
    }
    return fields;
}
