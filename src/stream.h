/* Streams: the list of them, and opened streams, which key engines.
 *
 * A stream is one file of src/streams/ and one row of the list below. Nothing else in the library
 * knows a stream by name, except mixtures, which only the native stream draws.
 */
#ifndef HYSI_STREAM_H
#define HYSI_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <hyspace/stream.h>

#include "src/permutation.h"
#include "src/route.h"

/* The rows, in the order of their constants in hyspace/source.h. */
/* clang-format off */
#define HYSI_STREAMS(X) \
    X(native) \
    X(jax_array) \
    X(jax_keys) \
    X(jax_search) \
    X(sobol) \
    X(sobol_owen) \
    X(sobol_shift) \
    X(sobol_plain) \
    X(lhs) \
    X(grid) \
    X(permuted)
/* clang-format on */

/* The columns of a grid that have two points or more, in the order of their ranks: the last one
 * runs fastest. 2^63 rows have no more than 63 such columns. */
enum { HYSI_MOST_DIGITS = 63 };
struct hysi_digits {
    uint32_t count;
    uint32_t rank[HYSI_MOST_DIGITS];
    uint64_t points[HYSI_MOST_DIGITS];
};

/* What a design derives for one column, or for the whole table. */
union hysi_design {
    struct {
        uint64_t directions[64];
        uint64_t shift, add, factor;
    } sobol;
    struct hysi_permutation permutation;
};

/* An opened stream: a source and what is derived from it, which is filled in when it is first
 * needed. */
struct hysi_opened {
    const struct hysi_stream_kind *kind;
    enum hysi_use use; /* of routes under this stream and its flags */
    hys_source source;
    uint64_t rows;        /* of the design; 0: all 2^64 numbers have one */
    bool planed[3];       /* which planes are filled in */
    uint32_t plane[3][4]; /* the keys of the native stream's planes */
    /* For each column, or one for the whole table; NULL: each step derives its own. */
    const union hysi_design *designs;
    struct hysi_digits digits; /* of a grid */
};

/* What tells a column's draws from those of others. */
struct hysi_column_id {
    bool in_table;
    uint64_t dim;       /* of a single space that of its source */
    uint32_t rank;      /* among the table's sorted names; of a single space 0 */
    uint32_t number;    /* in the table's own order */
    uint64_t dimension; /* in Sobol designs */
};

struct hysi_stream_kind {
    int32_t id;
    const char *name, *summary;
    uint32_t flags;  /* the flags that a source may have */
    uint32_t traits; /* of hys_stream_traits */
    int version;     /* of its bits; 0: they are JAX's */
    /* The engine is faster than memory, so that every large output is written past the caches.
     * Under other streams only fused kernels write so. */
    bool outruns_memory;
    /* For draws of 32 and of 64 bits; of a grid for units, which are doubles, and for the numbers
     * of values. */
    enum hysi_engine_id engine[2];
    enum hysi_use (*use)(uint32_t flags);
    /* Whether a column can have draws of that many bits: HYS_OK or HYS_E_STREAM. NULL: all can. */
    hys_status (*fits)(const struct hysi_opened *opened, const struct hysi_column_id *column,
                       uint8_t bits);
    /* Derives the keys that the draws of every column share. NULL: the stream has no such keys. */
    void (*derive)(struct hysi_opened *opened, bool wide);
    /* Derives what the draws of one column need; NULL: nothing. With one_design it is the same for
     * all columns. */
    void (*design)(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                   const struct hysi_column_id *column, union hysi_design *design);
    bool one_design;
    /* Sets *key to the engine key of draw number d of a column, of the draws of its route. */
    void (*key)(const struct hysi_opened *opened, const struct hysi_column_id *column,
                const union hysi_design *design, const struct hysi_route *route, uint32_t d,
                struct hysi_engine_key *key);
};

#define X(name) extern const struct hysi_stream_kind hysi_stream_##name;
HYSI_STREAMS(X)
#undef X

/* The use of a space's routes under a stream and its flags; HYSI_USES for a stream or flags that do
 * not exist. */
enum hysi_use hysi_stream_use(const struct hys_space *space, int32_t id, uint32_t flags);

/* The use of a space's routes under an opened stream: a grid takes values by their numbers from
 * finite spaces, and decodes units of continuous ones. */
enum hysi_use hysi_use_of(const struct hys_space *space, enum hysi_use use);

/* What tells column c of a domain, or a single space, from others. */
struct hysi_column_id hysi_id_of_column(const struct hys_domain *domain, size_t c);
struct hysi_column_id hysi_id_of_source(const hys_source *source);

/* Checks a source and opens it, for the tables of a domain or, where it is NULL, for single spaces
 * and draws: HYS_E_STREAM_UNKNOWN, HYS_E_STREAM_RESERVED, HYS_E_STREAM_ROWS,
 * HYS_E_STREAM_POINTS. */
hys_status hysi_open(struct hysi_opened *opened, const hys_source *source,
                     const struct hys_domain *domain);

/* Lays out the grid of one space, under a stream that has one: HYS_E_STREAM_ROWS,
 * HYS_E_STREAM_POINTS. */
hys_status hysi_open_space(struct hysi_opened *opened, const struct hys_space *space);

/* Whether a column can have its draws; route.bits is 0 for a route from units. */
static inline hys_status hysi_fits(const struct hysi_opened *opened,
                                   const struct hysi_column_id *column, uint8_t bits)
{
    return opened->kind->fits ? opened->kind->fits(opened, column, bits) : HYS_OK;
}

/* Derives the keys that draws of that width need, unless that has been done. */
static inline void hysi_derive(struct hysi_opened *opened, bool wide)
{
    if (opened->kind->derive)
        opened->kind->derive(opened, wide);
}

/* Fills in a plane of the native stream, unless that has been done. */
enum { HYSI_DESIGN_PLANE = 2 };
void hysi_native_plane(struct hysi_opened *opened, uint32_t plane);

/* Words first to first + n - 1 of the designs' plane, which must be filled in: W(dim, first), ...;
 * docs/spec.md, section 2.3. */
void hysi_design_words(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                       uint64_t dim, uint64_t first, size_t n, uint64_t *words);

/* The permutation of the design's rows that the words of a dim give. */
void hysi_design_permutation(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                             uint64_t dim, struct hysi_permutation *permutation);

/* Copies an opened stream; of the digits only those that there are. */
static inline void hysi_copy_opened(struct hysi_opened *to, const struct hysi_opened *from)
{
    memcpy(to, from,
           from->digits.count > 0 ? sizeof *from : offsetof(struct hysi_opened, digits.rank));
}

/* The public object: an opened stream for many calls. */
struct hys_stream {
    struct hysi_opened opened;
    struct hys_domain *domain; /* NULL: for single spaces */
    /* What opened points to: its designs, and a copy of what the source's array says. */
    union hysi_design *designs;
    uint64_t *column_points;
};

#endif
