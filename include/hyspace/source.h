/* Sources: where a batch's randomness comes from.
 *
 * The native stream is the fast one: ARS4x32-7 in counter mode. The three JAX streams give the very
 * bits of jax.random and hyperoptax on a CPU (docs/spec.md, sections 2.2 and 3.2):
 *
 *   HYS_JAX_ARRAY   sample i is element i of one draw of shape (N,) with the key, any N > i
 *   HYS_JAX_KEYS    sample i is vmap(space.sample)(split(key, N))[i]
 *   HYS_JAX_SEARCH  sample i is hyperoptax's RandomSearch: a draw with
 *                   split(split(key, N)[i], columns)[j]
 */
#ifndef HYSPACE_SOURCE_H
#define HYSPACE_SOURCE_H

#include <stdint.h>
#include <hyspace/key.h>
#include <hyspace/version.h>

enum { HYS_NATIVE = 0, HYS_JAX_ARRAY = 1, HYS_JAX_KEYS = 2, HYS_JAX_SEARCH = 3 };

/* Flag of the JAX streams: as with jax_enable_x64. Off, their types are f32, the integers of up to
 * 32 bits and index; on, f64, all integers and index; in each case with laws computed in that
 * float. */
#define HYS_X64 1u

/* A stream with its flags, a key and a dim. rows, points, column_points and reserved are reserved:
 * they must be zero. */
typedef struct {
    int32_t stream;
    uint32_t flags; /* HYS_X64 for the JAX streams, else 0 */
    hys_key key;
    uint64_t dim; /* native, single spaces: an independent dimension; otherwise 0 */
    uint64_t rows;
    uint64_t points;
    const uint64_t *column_points;
    uint64_t reserved[2];
} hys_source;

HYS_BEGIN_DECLS

/* The native stream with dim 0. Two spaces drawn with one key and one dim are functions of the same
 * draws: give each a dim or a key of its own, or put them in a hys_domain, which does it by name.
 */
HYS_API hys_source hys_source_native(hys_key key);

/* One of the three JAX streams; a wrong stream or flag is reported by the call that uses the
 * source. */
HYS_API hys_source hys_source_jax(int32_t stream, hys_key key, uint32_t flags);

HYS_END_DECLS

#endif
