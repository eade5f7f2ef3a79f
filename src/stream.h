/* A validated source, ready to hand draws to engines. */
#ifndef HYSI_STREAM_H
#define HYSI_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include <hyspace/source.h>
#include <hyspace/status.h>

#include "src/space.h"
#include "src/streaming.h"

struct hysi_stream {
    int32_t stream;
    enum hysi_use use;
    hys_key key;
    uint64_t dim;
    uint32_t plane[2]
                  [4]; /* native: the keys of plane 0 (32-bit draws) and plane 1 (64-bit draws) */
};

/* Where in a table a column stands; for a single space its source's dim, and no rank. */
struct hysi_place {
    bool in_table;
    uint64_t dim;
    uint32_t rank; /* among the table's sorted names */
};

/* Draws of a width need hysi_stream_derive first. HYS_E_STREAM_UNKNOWN or _RESERVED for a source
 * that is none; dim must be 0 in a table. */
hys_status hysi_stream_open(struct hysi_stream *stream, const hys_source *source, bool in_table);

/* Derives what draws of a width need, before the first of them. */
void hysi_stream_derive(struct hysi_stream *stream, int bits);

/* first + n <= 2^64 */
static inline bool hysi_in_range(uint64_t first, uint64_t n)
{
    return n == 0 || n - 1 <= UINT64_MAX - first;
}

/* Everything that one route needs of a stream, settled once for any number of stretches. */
struct hysi_run {
    const struct hysi_kernels *kernels;
    const struct hysi_route *route;
    hysi_engine *engine;
    hysi_fused *fused; /* NULL: through the tile */
    struct hysi_engine_key draw[2];
    size_t size;
    bool streaming; /* past the caches */
};
struct hysi_run hysi_run_of(const struct hysi_kernels *kernels, const struct hysi_stream *stream,
                            const struct hysi_place *place, const struct hysi_route *route,
                            size_t size);

/* n samples from first on. */
void hysi_run_stretch(const struct hysi_run *run, uint64_t first, size_t n, void *out);

/* n samples by a route from first on: the pipeline itself, tile by tile. out is aligned to its
 * elements of size bytes. */
void hysi_sample_route(const struct hysi_kernels *kernels, const struct hysi_stream *stream,
                       const struct hysi_place *place, const struct hysi_route *route,
                       uint64_t first, size_t n, size_t size, void *out);

/* The samples of n numbers in any order by a space's route, which has a map. */
void hysi_sample_route_at(const struct hysi_kernels *kernels, const struct hysi_stream *stream,
                          const struct hysi_place *place, const struct hysi_route *route,
                          const uint64_t *index, size_t n, size_t size, void *out);

/* Elements of any type between two stages: 64-byte lines, for the vector rows. */
struct hysi_tile {
    _Alignas(64) unsigned char bytes[HYSI_TILE * sizeof(uint64_t)];
};

/* A route's maps over n <= HYSI_TILE elements; returns how many were flagged. */
size_t hysi_run_maps(const struct hysi_kernels *kernels, const struct hysi_route *route, size_t n,
                     const void *in, void *out);

/* The same, written past the caches; hysi_stream_fence follows the last of them. */
size_t hysi_run_maps_streaming(const struct hysi_kernels *kernels, const struct hysi_route *route,
                               size_t n, size_t size, const void *in, void *out);

/* The same over any n of the caller's values, tile by tile, under the library's floating-point
 * state (transform.c): HYS_OK, or HYS_W_DATA where one was flagged. */
hys_status hysi_run_values(const struct hysi_kernels *kernels, const struct hysi_route *route,
                           const void *in, size_t in_size, size_t n, size_t out_size, void *out);

#endif
