/* The list of streams, what they say of themselves, and opening a source. */
#include <config.h>

#include <string.h>

#include "src/stream.h"

static const struct hysi_stream_kind *const streams[] = {
#define X(name) &hysi_stream_##name,
    HYSI_STREAMS(X)
#undef X
};
enum { STREAMS = sizeof streams / sizeof streams[0] };

/* The stream of a number; NULL where no stream has it. */
static const struct hysi_stream_kind *find(int32_t id)
{
    for (size_t i = 0; i < STREAMS; i++)
        if (streams[i]->id == id)
            return streams[i];
    return NULL;
}

/* ---- what they say of themselves ---- */

size_t hys_stream_count(void) { return STREAMS; }

int32_t hys_stream_at(size_t i) { return i < STREAMS ? streams[i]->id : -1; }

const char *hys_stream_name(int32_t stream)
{
    const struct hysi_stream_kind *found = find(stream);
    return found ? found->name : NULL;
}

const char *hys_stream_summary(int32_t stream)
{
    const struct hysi_stream_kind *found = find(stream);
    return found ? found->summary : NULL;
}

uint32_t hys_stream_flags(int32_t stream)
{
    const struct hysi_stream_kind *found = find(stream);
    return found ? found->flags : 0;
}

int32_t hys_stream_from_name(const char *name)
{
    for (size_t i = 0; name && i < STREAMS; i++)
        if (!strcmp(streams[i]->name, name))
            return streams[i]->id;
    return -1;
}

enum hysi_use hysi_stream_use(int32_t id, uint32_t flags)
{
    const struct hysi_stream_kind *kind = find(id);
    return kind && !(flags & ~kind->flags) ? kind->use(flags) : HYSI_USES;
}

/* ---- sources ---- */

hys_source hys_source_native(hys_key key) { return (hys_source){.stream = HYS_NATIVE, .key = key}; }

hys_source hys_source_jax(int32_t stream, hys_key key, uint32_t flags)
{
    return (hys_source){.stream = stream, .flags = flags, .key = key};
}

hys_status hysi_open(struct hysi_opened *opened, const hys_source *source, bool in_table)
{
    const struct hysi_stream_kind *kind = find(source->stream);

    if (!kind)
        return HYS_E_STREAM_UNKNOWN;
    if ((source->flags & ~kind->flags) || (source->dim && (in_table || !kind->takes_dim)) ||
        source->rows || source->points || source->column_points || source->reserved[0] ||
        source->reserved[1])
        return HYS_E_STREAM_RESERVED;
    opened->kind = kind;
    opened->use = kind->use(source->flags);
    opened->source = *source;
    opened->derived[0] = opened->derived[1] = false;
    return HYS_OK;
}
