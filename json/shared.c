#include <config.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <jansson.h>

#include "json/shared.h"

hys_status hysi_request_build(hys_space **space, const struct hysi_request *request)
{
    switch (request->kind) {
    case HYS_LINEAR: return hys_space_linear(space, request->lower, request->upper);
    case HYS_LOG: return hys_space_log(space, request->lower, request->upper, request->base);
    case HYS_QLINEAR: return hys_space_qlinear(space, request->lower, request->upper);
    case HYS_QLOG: return hys_space_qlog(space, request->lower, request->upper, request->base);
    default:
        return request->labels ? hys_space_labels(space, request->labels, request->count)
                               : hys_space_discrete(space, request->values, request->count);
    }
}

const char *const hysi_kinds[HYSI_KINDS] = {"linear", "log", "qlinear", "qlog", "discrete"}; /* in the order of HYS_LINEAR, ... */

hys_kind hysi_kind_of(const char *name, size_t length)
{
    for (int i = 0; i < HYSI_KINDS; i++)
        if (strlen(hysi_kinds[i]) == length && !memcmp(name, hysi_kinds[i], length))
            return HYS_LINEAR + i;
    return 0;
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
    if (length > 0 && length < HYSI_PATH_NAME && strspn(name, LETTERS DIGITS) == length && !strchr(DIGITS, *name))
        strcpy(out, name);
    else
        hysi_path_quoted(out, name);
}

void hysi_path_quoted(char out[HYSI_PATH_NAME], const char *name)
{
    static const char cut[] = "...\""; /* in place of the closing quote */
    const size_t length = strlen(name), room = HYSI_PATH_NAME - sizeof cut;
    size_t keep = length < room ? length : room, size;

    for (;; keep /= 2) { /* escapes make it longer */
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
