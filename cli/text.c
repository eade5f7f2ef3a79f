#include <config.h>

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/fail.h"
#include "cli/text.h"
#include "json/phrases.h"

void text_add(struct text *text, const char *bytes, size_t n)
{
    if (text->capacity - text->length < n) {
        /* Twice this may be more than a size_t holds: xreallocarray refuses it. */
        const size_t half = text->capacity + n;
        text->data = xreallocarray(text->data, 2, half);
        text->capacity = 2 * half;
    }
    if (n > 0)
        memcpy(text->data + text->length, bytes, n);
    text->length += n;
}

void text_put(struct text *text, const char *string) { text_add(text, string, strlen(string)); }

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

char *message_quoted(const char *text)
{
    if (is_utf8(text))
        return json_quoted(text);
    char *const ascii = xasprintf("%s", text);
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
    char *plain = json_is_string(string) ? xasprintf("%s", json_string_value(string)) : NULL;
    json_decref(string);
    return plain;
}

char *word_list(const char *const *words, size_t count)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++)
        size += strlen(words[i]) + strlen(" or ");
    return hysi_word_list(xreallocarray(NULL, size, 1), size, words, count);
}
