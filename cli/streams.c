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
    if (!stream_takes_x64(source->stream))
        return xasprintf("the %s stream", name);
    return xasprintf("%s %s --x64", name, source->flags & HYS_X64 ? "with" : "without");
}

/* The streams of which a number, as this call gives it, has a bit of a mask. */
static char *streams_with(uint32_t number_of(int32_t stream), uint32_t mask)
{
    const char *names[STREAMS];
    size_t count = 0;
    for (size_t i = 0; i < hys_stream_count() && count < STREAMS; i++)
        if (number_of(hys_stream_at(i)) & mask)
            names[count++] = hys_stream_name(hys_stream_at(i));
    return word_list(names, count);
}

char *streams_with_trait(uint32_t trait) { return streams_with(hys_stream_traits, trait); }
char *streams_with_flag(uint32_t flag) { return streams_with(hys_stream_flags, flag); }

char *streams_of(const hys_space *space)
{
    const char *names[2 * STREAMS];
    size_t count = 0;
    for (size_t i = 0; i < hys_stream_count() && i < STREAMS; i++) {
        const int32_t stream = hys_stream_at(i);
        const bool narrow = hys_space_types(space, stream, 0),
                   wide = stream_takes_x64(stream) && hys_space_types(space, stream, HYS_X64),
                   like_native = stream != HYS_NATIVE && stream_has(stream, HYS_STREAM_NATIVE);
        if ((narrow || wide) && !like_native)
            names[count++] =
                xasprintf("%s%s", hys_stream_name(stream), narrow ? "" : " with --x64");
    }
    return count ? word_list(names, count) : xasprintf("no stream");
}

bool stream_has(int32_t stream, uint32_t trait) { return hys_stream_traits(stream) & trait; }

bool stream_takes_x64(int32_t stream) { return hys_stream_flags(stream) & HYS_X64; }

bool stream_takes_names(int32_t stream)
{
    const hys_source source = {
        .stream = stream, .dim = UINT64_MAX, .rows = stream_has(stream, HYS_STREAM_ROWS)};
    return stream_has(stream, HYS_STREAM_DIM) && hys_bits_u32(&source, 0, 0, NULL) == HYS_OK;
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
