#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli/fail.h"
#include "cli/streams.h"
#include "cli/text.h"

/* The names of all streams; returns how many there are. */
enum { STREAMS = 64 };
static size_t stream_names(const char *names[STREAMS])
{
    size_t count = 0;
    for (; count < hys_stream_count() && count < STREAMS; count++)
        names[count] = hys_stream_name(hys_stream_at(count));
    return count;
}

char *stream_list(void)
{
    const char *names[STREAMS];
    return word_list(names, stream_names(names));
}

struct hysi_hint stream_hint(const char *name)
{
    const char *names[STREAMS];
    return hysi_did_you_mean(name, names, stream_names(names));
}

char *stream_described(const hys_source *source)
{
    const char *name = hys_stream_name(source->stream);
    if (!(hys_stream_flags(source->stream) & HYS_X64))
        return xasprintf("the %s stream", name);
    return xasprintf("%s %s --x64", name, source->flags & HYS_X64 ? "with" : "without");
}

bool parse_key(const char *text, hys_key *key)
{
    for (int i = 0; i < 2; i++) {
        const size_t digits = strspn(text, "0123456789abcdefABCDEF");
        if (digits < 1 || digits > 8 || text[digits] != (i == 0 ? ':' : 0))
            return false;
        key->w[i] = (uint32_t)strtoul(text, NULL, 16);
        text += digits + 1;
    }
    return true;
}
