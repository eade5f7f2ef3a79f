#include <config.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "json/shared.h"

hys_status hysi_request_build(hys_space **space, const struct hysi_request *request, size_t *bad)
{
    return hys_space_new(space, request->kind, request->argument, hys_kind_params(request->kind),
                         bad);
}

void hysi_request_free(struct hysi_request *request)
{
    for (size_t p = 0; p < HYS_KIND_PARAMS_MAX; p++) {
        free((void *)(uintptr_t)request->argument[p].reals);
        free((void *)(uintptr_t)request->argument[p].names);
    }
    *request = (struct hysi_request){.kind = 0};
}

hys_kind hysi_kind_of(const char *word, size_t length)
{
    for (size_t i = 0; i < hys_kind_count(); i++) {
        const char *found = hys_kind_word(hys_kind_at(i));
        if (strlen(found) == length && !memcmp(word, found, length))
            return hys_kind_at(i);
    }
    return 0;
}

hys_kind hysi_kind_with(hys_kind kind, size_t p, hys_param_type type)
{
    for (size_t i = 0; i < hys_kind_count(); i++) {
        const hys_kind other = hys_kind_at(i);
        const hys_param *param = hys_kind_param(other, p);
        if (!strcmp(hys_kind_word(other), hys_kind_word(kind)) && param && param->type == type)
            return other;
    }
    return 0;
}

size_t hysi_param_of(hys_kind kind, const char *name)
{
    size_t p = 0;
    while (p < hys_kind_params(kind) && strcmp(hys_kind_param(kind, p)->name, name) != 0)
        p++;
    return p;
}

size_t hysi_kind_words(const char *words[HYSI_WORDS])
{
    size_t count = 0;
    for (size_t i = 0; i < hys_kind_count(); i++) {
        const char *word = hys_kind_word(hys_kind_at(i));
        size_t k = 0;
        while (k < count && strcmp(words[k], word) != 0)
            k++;
        if (k == count && count < HYSI_WORDS)
            words[count++] = word;
    }
    return count;
}

/* Edits (a letter more, less or other) that lead from one word to another. */
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

const char *hysi_nearest_word(const char *word, const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t least = 3;
    for (size_t i = 0; i < count; i++) {
        const size_t edits = distance(word, words[i]);
        if (edits < least && 2 * edits < strlen(words[i]))
            least = edits, best = words[i];
    }
    return best;
}

/* ---- paths ---- */

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"

void hysi_path_name(char out[HYSI_PATH_NAME], const char *name)
{
    const size_t length = strlen(name);
    if (length > 0 && length < HYSI_PATH_NAME && strspn(name, LETTERS DIGITS) == length &&
        !strchr(DIGITS, *name))
        strcpy(out, name);
    else
        hysi_path_quoted(out, name);
}

void hysi_path_quoted(char out[HYSI_PATH_NAME], const char *name)
{
    static const char cut[] = "...\""; /* in place of the closing quote */
    const size_t length = strlen(name), room = HYSI_PATH_NAME - sizeof cut;
    size_t keep = length < room ? length : room, size;

    for (;; keep /= 2) {                                /* escapes make it longer */
        while (keep > 0 && (name[keep] & 0xc0) == 0x80) /* inside a character */
            keep--;
        json_t *string = json_stringn(name, keep);
        size = json_dumpb(string, out, room, JSON_ENCODE_ANY);
        json_decref(string);
        if (size <= room)
            break;
    }
    out[size] = 0;
    if (size > 0 && keep < length)
        memcpy(out + size - 1, cut, sizeof cut);
}
