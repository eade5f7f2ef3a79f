/* Streams: the list of them, and opened streams, which key engines.
 *
 * A stream is one file of src/streams/ and one row of the list below. Nothing else in the library
 * knows a stream by name.
 */
#ifndef HYSI_STREAM_H
#define HYSI_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include <hyspace/stream.h>

#include "src/route.h"

/* The rows, in the order of their constants in hyspace/source.h. */
#define HYSI_STREAMS(X) X(native) X(jax_array) X(jax_keys) X(jax_search)

/* An opened stream: a source and the keys that are derived from it, which are filled in when they
 * are first needed. */
struct hysi_opened {
    const struct hysi_stream_kind *kind;
    enum hysi_use use; /* of routes under this stream and its flags */
    hys_source source;
    bool derived[2];      /* whether the keys of draws of 32 and of 64 bits are filled in */
    uint32_t plane[2][4]; /* of the native stream: the keys of plane 0 and plane 1 */
};

/* What tells a column's draws from those of others. A single space has its source's dim, and no
 * rank. */
struct hysi_column_id {
    bool in_table;
    uint64_t dim;
    uint32_t rank; /* among the table's sorted names */
};

struct hysi_stream_kind {
    int32_t id;
    const char *name, *summary;
    uint32_t flags; /* the flags that a source may have */
    bool takes_dim; /* whether the source of a single space may have a dim */
    /* The engine is faster than memory, so that every large output is written past the caches.
     * Under other streams only fused kernels write so. */
    bool outruns_memory;
    enum hysi_engine_id engine[2]; /* for draws of 32 and of 64 bits */
    enum hysi_use (*use)(uint32_t flags);
    /* Derives the keys that the draws of every column share. NULL: the stream has no such keys. */
    void (*derive)(struct hysi_opened *opened, bool wide);
    /* Sets *key to the engine key of draw number d of a column, of the draws of its route. */
    void (*key)(const struct hysi_opened *opened, const struct hysi_column_id *column,
                const struct hysi_route *route, uint32_t d, struct hysi_engine_key *key);
};

#define X(name) extern const struct hysi_stream_kind hysi_stream_##name;
HYSI_STREAMS(X)
#undef X

/* The use of routes under a stream and its flags; HYSI_USES for a stream or flags that do not
 * exist. */
enum hysi_use hysi_stream_use(int32_t id, uint32_t flags);

/* Checks a source and opens it: HYS_E_STREAM_UNKNOWN, HYS_E_STREAM_RESERVED. */
hys_status hysi_open(struct hysi_opened *opened, const hys_source *source, bool in_table);

/* Derives the keys that draws of that width need, unless that has been done. */
static inline void hysi_derive(struct hysi_opened *opened, bool wide)
{
    if (opened->derived[wide])
        return;
    if (opened->kind->derive)
        opened->kind->derive(opened, wide);
    opened->derived[wide] = true;
}

/* The public object: an opened stream for many calls. */
struct hys_stream {
    struct hysi_opened opened;
    struct hys_domain *domain; /* NULL: for single spaces */
};

#endif
