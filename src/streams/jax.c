/* The JAX streams: the bits of jax.random and hyperoptax, docs/spec.md, section 2.2.
 *
 * A sample's own key is what the engine makes of the stream's key and the sample's number; then
 * come the counters of the chain. JAX's randint splits the key that it is given and draws with both
 * halves, which are draws 0 and 1. */
#include <config.h>

#include <string.h>

#include "src/stream.h"

static enum hysi_use use(uint32_t flags)
{
    return flags & HYS_X64 ? HYSI_USE_JAX64 : HYSI_USE_JAX32;
}

static void put(struct hysi_engine_key *engine_key, hys_key key)
{
    memcpy(engine_key->threefry.word, key.w, sizeof key.w);
}

static void chain(struct hysi_engine_key *engine_key, uint32_t counter)
{
    engine_key->threefry.chain[engine_key->threefry.chain_length++] = counter;
}

/* The key of a column in a table whose columns are drawn one by one. */
static hys_key column_key(const struct hysi_opened *opened, const struct hysi_column_id *column)
{
    return column->in_table ? hys_key_split(opened->source.key, column->rank) : opened->source.key;
}

/* One draw of all samples: their key is split before them. */
static void array_key(const struct hysi_opened *opened, const struct hysi_column_id *column,
                      const union hysi_design *design, const struct hysi_route *route, uint32_t d,
                      struct hysi_engine_key *engine_key)
{
    (void)design;
    const hys_key key = column_key(opened, column);
    engine_key->threefry.chain_length = 0;
    put(engine_key, route->draws == 2 ? hys_key_split(key, d) : key);
}

/* One draw of shape () a sample. */
static void draw_of_sample(const struct hysi_route *route, uint32_t d,
                           struct hysi_engine_key *engine_key)
{
    if (route->draws == 2)
        chain(engine_key, d);
    chain(engine_key, 0);
}

static void keys_key(const struct hysi_opened *opened, const struct hysi_column_id *column,
                     const union hysi_design *design, const struct hysi_route *route, uint32_t d,
                     struct hysi_engine_key *engine_key)
{
    (void)design;
    engine_key->threefry.chain_length = 0;
    draw_of_sample(route, d, engine_key);
    put(engine_key, column_key(opened, column));
}

/* A sample's key is split among the columns; a single space counts as the one column. */
static void search_key(const struct hysi_opened *opened, const struct hysi_column_id *column,
                       const union hysi_design *design, const struct hysi_route *route, uint32_t d,
                       struct hysi_engine_key *engine_key)
{
    (void)design;
    engine_key->threefry.chain_length = 0;
    chain(engine_key, column->rank);
    draw_of_sample(route, d, engine_key);
    put(engine_key, opened->source.key);
}

#define THREEFRY                                                     \
    .flags = HYS_X64, .traits = HYS_STREAM_KEYED | HYS_STREAM_DRAWS, \
    .engine = {HYSI_ENGINE_threefry32, HYSI_ENGINE_threefry64}, .use = use

const struct hysi_stream_kind hysi_stream_jax_array = {
    .id = HYS_JAX_ARRAY,
    .name = "jax_array",
    .summary = "one draw of jax.random for all samples",
    .key = array_key,
    THREEFRY,
};

const struct hysi_stream_kind hysi_stream_jax_keys = {
    .id = HYS_JAX_KEYS,
    .name = "jax_keys",
    .summary = "hyperoptax's space.sample, mapped over split keys",
    .key = keys_key,
    THREEFRY,
};

const struct hysi_stream_kind hysi_stream_jax_search = {
    .id = HYS_JAX_SEARCH,
    .name = "jax_search",
    .summary = "hyperoptax's RandomSearch",
    .key = search_key,
    THREEFRY,
};
