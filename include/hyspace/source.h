/* Sources: where a batch's randomness comes from.
 *
 * The native stream is the fast one: ARS4x32-7 in counter mode. The three JAX streams give the very
 * bits of jax.random and hyperoptax on a CPU (docs/spec.md, sections 2.2 and 3.2):
 *
 *   HYS_JAX_ARRAY   sample i is element i of one draw of shape (N,) with the key, any N > i
 *   HYS_JAX_KEYS    sample i is vmap(space.sample)(split(key, N))[i]
 *   HYS_JAX_SEARCH  sample i is hyperoptax's RandomSearch: a draw with
 *                   split(split(key, N)[i], columns)[j]
 *
 * The others are designs, whose rows are chosen together (docs/spec.md, section 2.3). They have the
 * laws and the types of the native stream, and row i of a design is reached by its number alone:
 *
 *   HYS_SOBOL        points of Sobol's sequence, scrambled by a random matrix and shifted
 *   HYS_SOBOL_OWEN   the same points, scrambled digit by digit by a hash
 *   HYS_SOBOL_SHIFT  the same points, shifted only
 *   HYS_SOBOL_PLAIN  the sequence itself, which no key changes
 *   HYS_LHS          a Latin hypercube of so many rows
 *   HYS_GRID         every combination of the columns' values in lexicographic order
 *   HYS_PERMUTED     the rows of that grid, each once, in a random order
 *
 * Sobol designs have 21 201 dimensions. In a table a column has the dimension that the table's
 * description gives it (hys_domain_dimension); columns without one take, in the order of their
 * names, the smallest that are left. A single space has the source's dim. 2^k rows from a multiple
 * of 2^k on are a net: every box of a certain shape has its share of them. Row 0 of the plain
 * sequence is the lower end of each column.
 */
#ifndef HYSPACE_SOURCE_H
#define HYSPACE_SOURCE_H

#include <stdint.h>
#include <hyspace/key.h>
#include <hyspace/version.h>

enum {
    HYS_NATIVE = 0,
    HYS_JAX_ARRAY = 1,
    HYS_JAX_KEYS = 2,
    HYS_JAX_SEARCH = 3,
    HYS_SOBOL = 4,
    HYS_SOBOL_OWEN = 5,
    HYS_SOBOL_SHIFT = 6,
    HYS_SOBOL_PLAIN = 7,
    HYS_LHS = 8,
    HYS_GRID = 9,
    HYS_PERMUTED = 10
};

/* Flag of the JAX streams: as with jax_enable_x64. Off, their types are f32, the integers of up to
 * 32 bits and index; on, f64, all integers and index; in each case with laws computed in that
 * float. */
#define HYS_X64 1u

/* Flag of HYS_LHS: every row in the middle of its stratum, instead of at random in it. */
#define HYS_CENTRED 2u

/* Flag of HYS_GRID and HYS_PERMUTED: the points of a continuous column reach from one end of the
 * unit interval to the other, instead of being the centres of cells of equal mass. */
#define HYS_ENDS 4u

/* A stream with its flags, a key and a dim, and what some designs need. Members that a stream does
 * not use must be zero; hys_stream_traits tells which it uses. Only the key may be set for streams
 * that have none. */
typedef struct {
    int32_t stream;
    uint32_t flags; /* of hys_stream_flags */
    hys_key key;
    /* For single spaces, of a table's columns 0. Native, Latin hypercubes: an independent
     * dimension. Sobol: the dimension, 0 to HYS_DIMENSION_MAX. */
    uint64_t dim;
    uint64_t rows;   /* of a Latin hypercube */
    uint64_t points; /* of a grid: the number of points of each continuous column, up to 2^53 */
    /* Of a grid over a table: one number a column, in the table's order, which takes the place of
     * points where it is not 0; it must be 0 for a finite column. NULL: points holds for all. The
     * array must live as long as the calls that use it, or until a stream is opened. */
    const uint64_t *column_points;
    uint64_t reserved[2]; /* must be 0 */
} hys_source;

HYS_BEGIN_DECLS

/* The native stream with dim 0. Two spaces drawn with one key and one dim are functions of the same
 * draws: give each a dim or a key of its own, or put them in a hys_domain, which does it by name.
 */
HYS_API hys_source hys_source_native(hys_key key);

/* One of the three JAX streams; a wrong stream or flag is reported by the call that uses the
 * source. */
HYS_API hys_source hys_source_jax(int32_t stream, hys_key key, uint32_t flags);

/* Designs; the other members of a source are 0. rows is the number of rows of the whole design,
 * points the number of points of each continuous column, 0 where column_points has them or no
 * column needs them. Whatever is wrong is reported by the call that uses the source. */
HYS_API hys_source hys_source_sobol(hys_key key);
HYS_API hys_source hys_source_sobol_owen(hys_key key);
HYS_API hys_source hys_source_sobol_shift(hys_key key);
HYS_API hys_source hys_source_sobol_plain(void);
HYS_API hys_source hys_source_lhs(hys_key key, uint64_t rows);
HYS_API hys_source hys_source_grid(uint64_t points);
HYS_API hys_source hys_source_permuted(hys_key key, uint64_t points);

HYS_END_DECLS

#endif
