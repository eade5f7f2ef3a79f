/* Engine threefry: the draws of the JAX streams.
 *
 * Sample i has the key T(key, i); the chain's counters are applied to it in turn, T(.., (0, c)).
 * The words (a, b) of the last one are the draw: a ^ b in 32 bits, a in the high and b in the low
 * half in 64.
 *
 *   jax_array   chain ()        element i of one draw of shape (N,)
 *   jax_keys    chain (0)       element 0 of a draw with split(key, N)[i]
 *   jax_search  chain (j, 0)    element 0 of a draw with split(split(key, N)[i], columns)[j]
 */
#include <config.h>

#include "src/kernels.h"
#include "src/threefry.h"

static inline __attribute__((always_inline)) hys_key draw_at(const struct hysi_engine_key *key,
                                                             uint64_t i)
{
    hys_key x = hysi_threefry64((hys_key){{key->threefry.word[0], key->threefry.word[1]}}, i);
    for (uint32_t level = 0; level < key->threefry.chain_length; level++)
        x = hysi_threefry(x, 0, key->threefry.chain[level]);
    return x;
}

void hysi_threefry32_scalar(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    const struct hysi_engine_key own = *key; /* which the stores to out cannot change */
    uint32_t *word = out;
    for (size_t k = 0; k < n; k++) {
        const hys_key x = draw_at(&own, first + k);
        word[k] = x.w[0] ^ x.w[1];
    }
}

void hysi_threefry64_scalar(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    const struct hysi_engine_key own = *key; /* which the stores to out cannot change */
    uint64_t *word = out;
    for (size_t k = 0; k < n; k++) {
        const hys_key x = draw_at(&own, first + k);
        word[k] = (uint64_t)x.w[0] << 32 | x.w[1];
    }
}
