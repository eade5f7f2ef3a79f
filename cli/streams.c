#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli/fail.h"
#include "cli/streams.h"
#include "cli/text.h"

/* In the order of HYS_NATIVE, ... */
static const char *const names[] = {"native", "jax_array", "jax_keys", "jax_search"};
enum { STREAMS = sizeof names / sizeof *names };

const char *stream_name(int32_t stream) { return names[stream]; }

bool stream_from_name(const char *name, int32_t *stream)
{
    for (*stream = 0; *stream < STREAMS; ++*stream)
        if (!strcmp(name, names[*stream]))
            return true;
    return false;
}

char *stream_list(void) { return word_list(names, STREAMS); }

const char *stream_hint(const char *name) { return did_you_mean(name, names, STREAMS); }

char *stream_described(const hys_source *source)
{
    if (source->stream == HYS_NATIVE)
        return xasprintf("the native stream");
    return xasprintf("%s %s --x64", stream_name(source->stream),
                     source->flags & HYS_X64 ? "with" : "without");
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
