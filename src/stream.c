/* Sources to draws, and the pipeline: engine -> tile -> maps -> buffer. docs/spec.md, section 2. */
#include <config.h>

#include <string.h>

#include "src/dispatch.h"
#include "src/stream.h"
#include "src/threefry.h"

hys_source hys_source_native(hys_key key) { return (hys_source){.stream = HYS_NATIVE, .key = key}; }

hys_source hys_source_jax(int32_t stream, hys_key key, uint32_t flags)
{
    return (hys_source){.stream = stream, .flags = flags, .key = key};
}

hys_status hysi_stream_open(struct hysi_stream *stream, const hys_source *source, bool in_table)
{
    const bool native = source->stream == HYS_NATIVE;

    if (source->stream < HYS_NATIVE || source->stream > HYS_JAX_SEARCH)
        return HYS_E_STREAM_UNKNOWN;
    if (source->reserved[0] || source->reserved[1] || (source->flags & ~(native ? 0 : HYS_X64)) ||
        (source->dim && (in_table || !native)))
        return HYS_E_STREAM_RESERVED;
    stream->stream = source->stream;
    stream->use = native                    ? HYSI_USE_NATIVE
                  : source->flags & HYS_X64 ? HYSI_USE_JAX64
                                            : HYSI_USE_JAX32;
    stream->key = source->key;
    stream->dim = source->dim;
    return HYS_OK;
}

void hysi_stream_derive(struct hysi_stream *stream, int bits)
{
    const uint32_t p = bits == 64;
    for (uint32_t half = 0; stream->stream == HYS_NATIVE && half < 2; half++) {
        const hys_key words = hysi_threefry(stream->key, 0xffffffffu, 2 * p + half);
        memcpy(&stream->plane[p][2 * half], words.w, sizeof words.w);
    }
}

/* Draw number d of a sample's route->draws. JAX's randint splits the key it is given and draws with
 * both halves. */
static struct hysi_engine_key draw_of(const struct hysi_stream *stream,
                                      const struct hysi_place *place,
                                      const struct hysi_route *route, uint32_t d)
{
    struct hysi_engine_key engine_key = {0};
    uint32_t chain = 0;
    hys_key key = stream->key;

    if (stream->stream == HYS_NATIVE) {
        memcpy(engine_key.ars.word, stream->plane[route->bits == 64], sizeof engine_key.ars.word);
        engine_key.ars.dim = place->dim;
        return engine_key;
    }
    if (stream->stream == HYS_JAX_SEARCH)
        engine_key.threefry.chain[chain++] = place->rank;
    else if (place->in_table)
        key = hys_key_split(key, place->rank);
    if (stream->stream == HYS_JAX_ARRAY) {
        if (route->draws == 2)
            key = hys_key_split(key, d);
    } else {
        if (route->draws == 2)
            engine_key.threefry.chain[chain++] = d;
        engine_key.threefry.chain[chain++] = 0;
    }
    engine_key.threefry.chain_length = chain;
    memcpy(engine_key.threefry.word, key.w, sizeof key.w);
    return engine_key;
}

/* Stage s writes to between[s % 2], the last one to out. */
static size_t run_maps(const struct hysi_kernels *kernels, const struct hysi_route *route, size_t n,
                       const void *in, struct hysi_tile *const between[2], void *out)
{
    size_t flagged = 0;

    for (int s = 0; s < route->stages; s++) {
        void *to = s + 1 < route->stages ? (void *)between[s % 2]->bytes : out;
        flagged += kernels->map[route->stage[s].map](route->stage[s].params, n, in, to);
        in = to;
    }
    return flagged;
}

size_t hysi_run_maps(const struct hysi_kernels *kernels, const struct hysi_route *route, size_t n,
                     const void *in, void *out)
{
    struct hysi_tile tiles[2], *const between[2] = {&tiles[0], &tiles[1]};
    return run_maps(kernels, route, n, in, between, out);
}

size_t hysi_run_maps_streaming(const struct hysi_kernels *kernels, const struct hysi_route *route,
                               size_t n, size_t size, const void *in, void *out)
{
    struct hysi_tile result;
    const size_t flagged = hysi_run_maps(kernels, route, n, in, result.bytes);
    kernels->stream_out(result.bytes, n * size, out);
    return flagged;
}

/* What a tile of samples takes on the way: its draws in the first two, one behind the other; then
 * results of stages in the last and the first by turns. */
struct scratch {
    struct hysi_tile tile[3];
};

/* n <= HYSI_TILE samples from their draws. out NULL: to a tile of the scratch. Returns where they
 * are. */
static void *from_draws(const struct hysi_run *run, struct scratch *scratch, size_t n, void *out)
{
    struct hysi_tile *const between[2] = {&scratch->tile[2], &scratch->tile[0]};
    const struct hysi_route *route = run->route;

    out = out ? out : between[(route->stages - 1) % 2]->bytes;
    run_maps(run->kernels, route, n, scratch->tile[0].bytes, between, out);
    return out;
}

/* The same, drawn. */
static void *one_tile(const struct hysi_run *run, struct scratch *scratch, uint64_t first, size_t n,
                      void *out)
{
    const struct hysi_route *route = run->route;
    unsigned char *const words = scratch->tile[0].bytes;

    if (route->stages == 0) {
        out = out ? out : words;
        run->engine(&run->draw[0], first, n, out);
        return out;
    }
    for (uint32_t d = 0; d < route->draws; d++)
        run->engine(&run->draw[d], first, n, words + d * HYSI_TILE * (route->bits / 8u));
    return from_draws(run, scratch, n, out);
}

/* Not inlined, so that a fused kernel is called without its frame. */
__attribute__((noinline)) static void through_tiles(const struct hysi_run *run, uint64_t first,
                                                    size_t n, unsigned char *to, bool streaming)
{
    struct scratch scratch;
    while (n > 0) {
        const size_t left =
            HYSI_TILE - first % HYSI_TILE; /* tiles end where sample numbers are multiples */
        const size_t m = n < left ? n : left;
        const void *made = one_tile(run, &scratch, first, m, streaming ? NULL : to);
        if (streaming)
            run->kernels->stream_out(made, m * run->size, to);
        first += m;
        n -= m;
        to += m * run->size;
    }
}

/* What lies before the first whole block, and for streaming before the first whole line; streaming
 * ends where blocks and lines do not meet. */
static size_t fused_head(const struct hysi_run *run, uint64_t first, const unsigned char *to,
                         bool *streaming)
{
    const unsigned per_block = 128u / run->route->bits;
    size_t head = (size_t)(-first & (per_block - 1)); /* a power of two */
    if (*streaming) {
        const size_t off = (uintptr_t)(to + head * run->size) % 64;
        *streaming = off % 16 == 0;
        head += *streaming ? (64 - off) % 64 / run->size : 0;
    }
    return head;
}

/* Engine and map in one kernel, but for both ends. */
static void through_fused(const struct hysi_run *run, uint64_t first, size_t n, unsigned char *to)
{
    bool streaming = run->streaming;
    /* Without ends, whatever the elements' size: as the blocks of a table are. */
    if (!streaming && (first | n) % (HYSI_FUSED_BYTES / sizeof(uint32_t)) == 0) {
        run->fused(&run->draw[0], run->route->stage[0].params, first, n, to, false);
        return;
    }
    const size_t unit = HYSI_FUSED_BYTES / run->size, head = fused_head(run, first, to, &streaming);
    const size_t whole = n > head ? (n - head) & ~(unit - 1) : 0; /* unit is a power of two */

    streaming = streaming && whole > 0;
    if (whole == 0 || head > 0)
        through_tiles(run, first, whole > 0 ? head : n, to, streaming);
    if (whole == 0)
        return;
    run->fused(&run->draw[0], run->route->stage[0].params, first + head, whole,
               to + head * run->size, streaming);
    if (head + whole < n)
        through_tiles(run, first + head + whole, n - head - whole, to + (head + whole) * run->size,
                      streaming);
}

struct hysi_run hysi_run_of(const struct hysi_kernels *kernels, const struct hysi_stream *stream,
                            const struct hysi_place *place, const struct hysi_route *route,
                            size_t size)
{
    const bool native = stream->stream == HYS_NATIVE, wide = route->bits == 64;
    struct hysi_run run = {.kernels = kernels, .route = route, .size = size};

    const enum hysi_engine_id engine =
        native ? (wide ? HYSI_ENGINE_ars64 : HYSI_ENGINE_ars32)
               : (wide ? HYSI_ENGINE_threefry64 : HYSI_ENGINE_threefry32);
    run.engine = kernels->engine[engine];
    run.fused = route->stages == 1 ? kernels->fused[engine][route->stage[0].map] : NULL;
    for (uint32_t d = 0; d < route->draws; d++)
        run.draw[d] = draw_of(stream, place, route, d);
    return run;
}

void hysi_run_stretch(const struct hysi_run *run, uint64_t first, size_t n, void *out)
{
    if (run->fused)
        through_fused(run, first, n, out);
    else if (run->route->stages == 0 && !run->streaming)
        run->engine(&run->draw[0], first, n, out);
    else
        through_tiles(run, first, n, out, run->streaming);
}

void hysi_sample_route(const struct hysi_kernels *kernels, const struct hysi_stream *stream,
                       const struct hysi_place *place, const struct hysi_route *route,
                       uint64_t first, size_t n, size_t size, void *out)
{
    if (n == 0)
        return; /* out may be NULL */
    struct hysi_run run = hysi_run_of(kernels, stream, place, route, size);

    /* Without a fused kernel Threefry takes longer than a line takes to be read. */
    run.streaming = n >= hysi_streaming_bytes() / size;
    run.streaming = run.streaming && (stream->stream == HYS_NATIVE || run.fused);
    hysi_run_stretch(&run, first, n, out);
    if (run.streaming)
        hysi_stream_fence();
}

/* Draw number d of each listed sample, by the engine from one consecutive stretch to the next; most
 * are one sample long. */
static void draws_at(const struct hysi_run *run, uint32_t d, const uint64_t *index, size_t n,
                     unsigned char *words)
{
    for (size_t k = 0, end; k < n; k = end) {
        for (end = k + 1;
             end < n && index[end] != 0 &&
             index[end] == index[end - 1] + 1;) /* the last number has none behind it */
            end++;
        run->engine(&run->draw[d], index[k], end - k, words + k * (run->route->bits / 8u));
    }
}

void hysi_sample_route_at(const struct hysi_kernels *kernels, const struct hysi_stream *stream,
                          const struct hysi_place *place, const struct hysi_route *route,
                          const uint64_t *index, size_t n, size_t size, void *out)
{
    const struct hysi_run run = hysi_run_of(kernels, stream, place, route, size);
    struct scratch scratch;
    for (size_t done = 0, m; done < n; done += m) {
        m = n - done < HYSI_TILE ? n - done : HYSI_TILE;
        for (uint32_t d = 0; d < route->draws; d++)
            draws_at(&run, d, index + done, m,
                     scratch.tile[0].bytes + d * HYSI_TILE * (route->bits / 8u));
        from_draws(&run, &scratch, m, (unsigned char *)out + done * size);
    }
}
