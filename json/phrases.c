#include <config.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "json/phrases.h"

/* The number of edits (a letter more, less or other) that lead from one word to another. */
static size_t distance(const char *from, const char *to)
{
    const size_t n = strlen(to);
    size_t row[64];
    if (strlen(from) > 63 || n > 63)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; from[i - 1]; i++) {
        size_t diagonal = row[0]++;
        for (size_t j = 1; j <= n; j++) {
            const size_t replaced = diagonal + (from[i - 1] != to[j - 1]);
            const size_t shorter = row[j] < row[j - 1] ? row[j] : row[j - 1];
            diagonal = row[j];
            row[j] = replaced < shorter + 1 ? replaced : shorter + 1;
        }
    }
    return row[n];
}

struct hysi_hint hysi_did_you_mean(const char *word, const char *const *words, size_t count)
{
    struct hysi_hint hint = {""};
    const char *best = NULL;
    size_t least = 3;
    for (size_t i = 0; i < count; i++) {
        const size_t edits = distance(word, words[i]);
        if (edits < least && 2 * edits < strlen(words[i]))
            least = edits, best = words[i];
    }
    if (best)
        snprintf(hint.text, sizeof hint.text, ", did you mean %s?", best);
    return hint;
}

char *hysi_word_list(char *out, size_t size, const char *const *words, size_t count)
{
    *out = 0;
    for (size_t i = 0, used = 0; i < count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s",
                                 i == 0          ? ""
                                 : i + 1 < count ? ", "
                                                 : " or ",
                                 words[i]);
    return out;
}

char *hysi_type_list(char out[HYSI_TYPE_LIST])
{
    const char *names[32];
    size_t count = 0;
    while (count < 32 && (names[count] = hys_type_name((hys_type)count + 1)))
        count++;
    return hysi_word_list(out, HYSI_TYPE_LIST, names, count);
}

const char *hysi_article(const char *word) { return strchr("aeiou", *word) ? "an" : "a"; }

const char *hysi_json_noun(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "a list";
    case JSON_STRING: return "a string";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_NULL: return "null";
    default: return "a boolean";
    }
}
