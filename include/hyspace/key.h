/* Keys: identical to jax.random's raw Threefry keys (JAX >= 0.5, jax_threefry_partitionable).
 *
 * T(k, c) is Threefry-2x32 with 20 rounds (Salmon et al., SC11); a 64-bit counter i is the pair
 * (i >> 32, i & 0xffffffff). Pure functions; safe from any thread; no errors.
 */
#ifndef HYSPACE_KEY_H
#define HYSPACE_KEY_H

#include <stdint.h>
#include <hyspace/version.h>

typedef struct {
    uint32_t w[2];
} hys_key;

HYS_BEGIN_DECLS

/* (seed >> 32, seed & 0xffffffff): the words of jax.random.PRNGKey(seed). JAX zeroes the high word
 * while its 64-bit mode is off; below 2^32 that makes no difference. */
HYS_API hys_key hys_key_from_seed(uint64_t seed);

/* T(key, (0, data)): jax.random.fold_in(key, data). */
HYS_API hys_key hys_key_fold_in(hys_key key, uint32_t data);

/* T(key, i): element i of jax.random.split(key, n), whatever n > i. */
HYS_API hys_key hys_key_split(hys_key key, uint64_t i);

/* The dim of a name: XXH3_64bits over its bytes without terminator. A column of a domain draws with
 * the dim of its name, so that a single space with this dim gives the samples of the column. name
 * must not be NULL. */
HYS_API uint64_t hys_dim_from_name(const char *name);

/* A named sub-stream: two fold_ins, of the high and then of the low word of
 * hys_dim_from_name(name). Ours, not JAX's; frozen by docs/spec.md. name must not be NULL. */
HYS_API hys_key hys_key_fold_in_name(hys_key key, const char *name);

HYS_END_DECLS

#endif
