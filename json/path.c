#include <config.h>

#include <string.h>

#include <jansson.h>

#include "json/path.h"

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

    /* Halved until the quoted name fits, since escapes make it longer. */
    for (;; keep /= 2) {
        /* The cut must not be inside a character. */
        while (keep > 0 && (name[keep] & 0xc0) == 0x80)
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
