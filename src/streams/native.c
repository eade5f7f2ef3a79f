/* The native stream: ARS in counter mode, docs/spec.md, section 2.1. */
#include <config.h>

#include <string.h>

#include "src/stream.h"
#include "src/threefry.h"

static enum hysi_use use(uint32_t flags)
{
    (void)flags;
    return HYSI_USE_NATIVE;
}

void hysi_native_plane(struct hysi_opened *opened, uint32_t plane)
{
    for (uint32_t half = 0; half < 2 && !opened->planed[plane]; half++) {
        const hys_key words = hysi_threefry(opened->source.key, 0xffffffffu, 2 * plane + half);
        memcpy(&opened->plane[plane][2 * half], words.w, sizeof words.w);
    }
    opened->planed[plane] = true;
}

void hysi_design_words(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                       uint64_t dim, uint64_t first, size_t n, uint64_t *words)
{
    struct hysi_engine_key key = {.ars.dim = dim};
    memcpy(key.ars.word, opened->plane[HYSI_DESIGN_PLANE], sizeof key.ars.word);
    kernels->engine[HYSI_ENGINE_ars64](&key, first, n, words);
}

void hysi_design_permutation(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                             uint64_t dim, struct hysi_permutation *permutation)
{
    enum { FIRST = 128 }; /* of the words of a permutation's keys */
    uint64_t words[HYSI_MOST_ROUNDS / 2];

    hysi_design_words(opened, kernels, dim, FIRST, HYSI_MOST_ROUNDS / 2, words);
    hysi_permutation_open(permutation, opened->rows, words);
}

/* Plane 0 gives the 32-bit draws, plane 1 the 64-bit ones. */
static void derive(struct hysi_opened *opened, bool wide) { hysi_native_plane(opened, wide); }

static void key(const struct hysi_opened *opened, const struct hysi_column_id *column,
                const union hysi_design *design, const struct hysi_route *route, uint32_t d,
                struct hysi_engine_key *engine_key)
{
    (void)design;
    (void)d; /* a native head takes one draw a sample */
    memcpy(engine_key->ars.word, opened->plane[route->bits == 64], sizeof engine_key->ars.word);
    engine_key->ars.dim = column->dim;
}

const struct hysi_stream_kind hysi_stream_native = {
    .id = HYS_NATIVE,
    .name = "native",
    .summary = "the fast one: ARS4x32-7 in counter mode",
    .traits = HYS_STREAM_KEYED | HYS_STREAM_DIM | HYS_STREAM_DRAWS | HYS_STREAM_NATIVE,
    .version = HYS_NATIVE_VERSION,
    .outruns_memory = true,
    .engine = {HYSI_ENGINE_ars32, HYSI_ENGINE_ars64},
    .use = use,
    .derive = derive,
    .key = key,
};
