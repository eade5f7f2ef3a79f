/* The pipeline: engine -> tile -> maps -> buffer. What a column's samples need is settled once, as
 * a step, and then run for any rows. */
#ifndef HYSI_PIPELINE_H
#define HYSI_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hyspace/status.h>

#include "src/kernels.h"
#include "src/route.h"
#include "src/stream.h"

/* ---- rows: a range or a list of sample numbers ---- */

struct hysi_rows {
    const uint64_t *numbers; /* the sample numbers of a list; NULL: a range from first on */
    uint64_t first;
    size_t n;
};

/* Whether the rows exist, of `end` rows; 0: of all 2^64. */
static inline bool hysi_in_range(const struct hysi_rows *rows, uint64_t end)
{
    const uint64_t last = end - 1; /* 2^64 - 1 where end is 0 */
    if (rows->n == 0)
        return true;
    if (!rows->numbers)
        return rows->first <= last && rows->n - 1 <= last - rows->first;
    for (size_t k = 0; end > 0 && k < rows->n; k++)
        if (rows->numbers[k] > last)
            return false;
    return true;
}

/* n rows from row `done` of the call on. */
static inline struct hysi_rows hysi_rows_from(const struct hysi_rows *rows, size_t done, size_t n)
{
    return (struct hysi_rows){rows->numbers ? rows->numbers + done : NULL, rows->first + done, n};
}

/* The number of rows, from row `done` of the call on, in a block of at most `most` rows. The blocks
 * of a range, and the pipeline's tiles, end where sample numbers are multiples of `most`, so that
 * fused kernels get whole blocks of their engine. */
static inline size_t hysi_block_of(const struct hysi_rows *rows, size_t done, size_t most)
{
    const size_t left = rows->numbers ? most : most - (size_t)((rows->first + done) % most);
    return rows->n - done < left ? rows->n - done : left;
}

/* ---- a step ---- */

/* Up to HYSI_TILE elements of any type between two stages, aligned for vector words. */
struct hysi_tile {
    _Alignas(64) unsigned char bytes[HYSI_TILE * sizeof(uint64_t)];
};

/* The memory for a tile of samples between engine and output. Stages write their results by turns
 * to `results` and over the first draws.
 *
 *     struct hysi_scratch, in tiles of 8 KiB. Second draws begin HYSI_TILE words behind the first.
 *
 *       | 0               | 1               | 2       |
 *       | draws 0         | draws 1         | results |     words of 64 bits
 *       | draws 0 draws 1 |                 | results |     words of 32 bits
 *
 *     struct hysi_small_scratch, for up to HYSI_FEW samples: one tile, and room for second draws of
 *     64 bits behind it. Only the first HYSI_FEW words of each kind are used.
 *
 *       | 0               | 4 KiB                      | 8 KiB     |
 *       | draws 0                       results        | draws 1   |     words of 64 bits
 *       | draws 0         | draws 1     results        |           |     words of 32 bits
 *
 * The results of 64-bit draws end before draws 1, since a route with two draws gives an index, of
 * 32 bits, first. */
enum { HYSI_FEW = HYSI_TRANSPOSED_ROWS };
struct hysi_scratch {
    struct hysi_tile tile[3];
};
struct hysi_small_scratch {
    struct hysi_tile tile;
    _Alignas(64) unsigned char more[HYSI_FEW * sizeof(uint64_t)]; /* second draws of 64 bits */
};

/* A column's route with all that its samples need. The caller sets the route, and hysi_settle the
 * rest. */
struct hysi_step {
    struct hysi_route route;
    const struct hysi_kernels *kernels;
    hysi_engine *engine;
    hysi_fused *fused;             /* NULL: the samples go through tiles */
    unsigned fused_block;          /* a fused kernel's first sample is a multiple of it */
    struct hysi_engine_key key[2]; /* one for each of the route's draws */
    /* What a design derives for the column, where the stream was not opened for many calls. The
     * keys point to it, so the step stays where it is. */
    union hysi_design design;
    size_t size;      /* bytes of an element */
    bool nontemporal; /* writes past the caches; the caller fences */
};

/* Settles a step whose route is set; elements have size bytes. A route from units becomes one from
 * draws, which are the units' bits. */
void hysi_settle(struct hysi_step *step, const struct hysi_kernels *kernels,
                 struct hysi_opened *opened, const struct hysi_column_id *column, size_t size);

/* Writes the rows' samples to out, which is aligned to its elements. scratch is a struct
 * hysi_scratch, or for up to HYSI_FEW rows a struct hysi_small_scratch. */
void hysi_run(const struct hysi_step *step, void *scratch, const struct hysi_rows *rows, void *out);

/* The same for any number of rows. Writes past the caches where the output is large. */
void hysi_run_large(struct hysi_step *step, const struct hysi_opened *opened,
                    struct hysi_scratch *scratch, const struct hysi_rows *rows, void *out);

/* ---- maps alone ---- */

/* Runs a route's maps over n <= HYSI_TILE elements of in_size bytes; returns how many were flagged.
 * in == out is allowed where the elements have one size. */
size_t hysi_run_maps(const struct hysi_kernels *kernels, const struct hysi_route *route,
                     const void *in, size_t in_size, size_t n, void *out);

/* Runs a route's maps over n of the caller's values, one tile at a time, under the library's
 * floating-point state. HYS_OK, or HYS_W_DATA where some were flagged; *flagged (if it is not NULL)
 * is their number. */
hys_status hysi_map_array(const struct hysi_kernels *kernels, const struct hysi_route *route,
                          const void *in, size_t in_size, size_t n, void *out, size_t out_size,
                          size_t *flagged);

/* The whole of a call that maps n of the caller's values by a space's route for a use and type:
 * checks, in the order of their precedence, then hysi_map_array. *flagged is 0 after an error. */
hys_status hysi_map_values(const struct hys_space *space, enum hysi_use use, hys_type type,
                           const void *in, size_t n, void *out, size_t *flagged);

/* The status of a call with so many flagged elements. Sets *out to their number, if out is not
 * NULL. */
static inline hys_status hysi_report(size_t flagged, size_t *out)
{
    if (out)
        *out = flagged;
    return flagged ? HYS_W_DATA : HYS_OK;
}

#endif
