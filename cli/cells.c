#include <config.h>

#include <stdlib.h>
#include <wchar.h>

#include "cli/cells.h"
#include "cli/fail.h"
#include "cli/text.h"

size_t width_of(const char *text)
{
    size_t width = 0;
    while (*text) {
        const int cells = wcwidth((wchar_t)next_point(&text));
        width += cells < 0 ? 1 : (size_t)cells;
    }
    return width;
}

char *printable_name(const char *name, size_t width, bool ascii)
{
    struct text text = {0};
    size_t used = 0;

    while (*name) {
        const char *from = name;
        const uint32_t value = next_point(&name);
        const bool plain = value >= 0x20 && value != 0x7f &&
                           (value < 0x7f || (!ascii && wcwidth((wchar_t)value) >= 0));
        char *escaped = plain ? xasprintf("%.*s", (int)(name - from), from)
                              : xasprintf("\\u%04x", (unsigned)value);
        used += width_of(escaped);
        if (used > width || (used == width && *name)) {
            free(escaped);
            text_put(&text, ascii ? "~" : "…");
            break;
        }
        text_put(&text, escaped);
        free(escaped);
    }
    text_add(&text, "", 1);
    return text.data;
}
