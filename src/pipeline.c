/* Runs the kernels of a route: engine -> tile -> maps -> buffer. */
#include <config.h>

#include <string.h>

#include "src/dispatch.h"
#include "src/fpenv.h"
#include "src/pipeline.h"
#include "src/nontemporal.h"

/* ---- maps ---- */

/* The number of elements that a route's maps flagged, summed over all stages, and the number of
 * stages that flagged any. */
struct flags {
    size_t sum;
    int stages;
};

/* Stage s writes to between[s % 2], the last one to out. */
static struct flags run_maps(const struct hysi_kernels *kernels, const struct hysi_route *route,
                             size_t n, const void *in, unsigned char *const between[2], void *out)
{
    struct flags flags = {0, 0};

    for (int s = 0; s < route->stages; s++) {
        void *to = s + 1 < route->stages ? (void *)between[s % 2] : out;
        const size_t flagged = kernels->map[route->stage[s].map](route->stage[s].params, n, in, to);
        flags.sum += flagged;
        flags.stages += flagged > 0;
        in = to;
    }
    return flags;
}

/* Where two stages flag elements, some may be flagged by both: this counts each of them once. */
static size_t flagged_once(const struct hysi_kernels *kernels, const struct hysi_route *route,
                           size_t n, const unsigned char *in, size_t in_size,
                           unsigned char *const between[2])
{
    uint64_t out;
    size_t flagged = 0;
    for (size_t k = 0; k < n; k++)
        flagged += run_maps(kernels, route, 1, in + k * in_size, between, &out).sum > 0;
    return flagged;
}

size_t hysi_run_maps(const struct hysi_kernels *kernels, const struct hysi_route *route,
                     const void *in, size_t in_size, size_t n, void *out)
{
    struct hysi_tile tiles[2], copy;
    unsigned char *const between[2] = {tiles[0].bytes, tiles[1].bytes};

    if (in == out && route->stages > 1)
        in = memcpy(copy.bytes, in, n * in_size);
    const struct flags flags = run_maps(kernels, route, n, in, between, out);
    return flags.stages < 2 ? flags.sum : flagged_once(kernels, route, n, in, in_size, between);
}

static size_t run_maps_nontemporal(const struct hysi_kernels *kernels,
                                   const struct hysi_route *route, const void *in, size_t in_size,
                                   size_t n, void *out, size_t out_size)
{
    struct hysi_tile result;
    const size_t flagged = hysi_run_maps(kernels, route, in, in_size, n, result.bytes);
    kernels->copy_nontemporal(result.bytes, n * out_size, out);
    return flagged;
}

hys_status hysi_map_array(const struct hysi_kernels *kernels, const struct hysi_route *route,
                          const void *in, size_t in_size, size_t n, void *out, size_t out_size,
                          size_t *flagged)
{
    const unsigned char *from = in;
    unsigned char *to = out;
    const bool nontemporal = n >= hysi_nontemporal_bytes() / out_size;
    size_t count = 0;
    const hysi_fpenv caller = hysi_fpenv_enter();

    while (n > 0) {
        const size_t m = n < HYSI_TILE ? n : HYSI_TILE;
        count += nontemporal ? run_maps_nontemporal(kernels, route, from, in_size, m, to, out_size)
                             : hysi_run_maps(kernels, route, from, in_size, m, to);
        n -= m;
        from += m * in_size;
        to += m * out_size;
    }
    if (nontemporal)
        hysi_nontemporal_fence();
    hysi_fpenv_leave(caller);
    return hysi_report(count, flagged);
}

hys_status hysi_map_values(const struct hys_space *space, enum hysi_use use, hys_type type,
                           const void *in, size_t n, void *out, size_t *flagged)
{
    const hys_type in_type = use == HYSI_USE_ENCODE   ? type
                             : use == HYSI_USE_DECODE ? HYS_F64
                                                      : hysi_float_of(type);
    const hys_type out_type = use == HYSI_USE_ENCODE ? HYS_F64 : type;
    const struct hysi_kernels *kernels;
    struct hysi_route route;
    hys_status status;

    if (flagged)
        *flagged = 0;
    if (!space || ((!in || !out) && n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK ||
        (status = hysi_find_route(space, use, type, &route)) != HYS_OK)
        return status;
    return hysi_map_array(kernels, &route, in, hysi_type_info[in_type].size, n, out,
                          hysi_type_info[out_type].size, flagged);
}

/* ---- a step ---- */

void hysi_settle(struct hysi_step *step, const struct hysi_kernels *kernels,
                 struct hysi_opened *opened, const struct hysi_column_id *column, size_t size)
{
    const struct hysi_stream_kind *kind = opened->kind;
    const struct hysi_route *route = &step->route;
    const bool wide = route->bits == 64;
    const enum hysi_engine_id engine = kind->engine[wide];
    const union hysi_design *design = NULL;

    if (route->bits == 0) {
        step->route.bits = 64;
        step->route.draws = 1;
    }
    hysi_derive(opened, wide);
    if (opened->designs) {
        design = &opened->designs[kind->one_design ? 0 : column->number];
    } else if (kind->design) {
        kind->design(opened, kernels, column, &step->design);
        design = &step->design;
    }
    step->kernels = kernels;
    step->engine = kernels->engine[engine];
    step->fused = route->stages == 1 ? kernels->fused[engine][route->stage[0].map] : NULL;
    step->fused_block = hysi_fused_block(engine);
    for (uint32_t d = 0; d < route->draws; d++)
        kind->key(opened, column, design, route, d, &step->key[d]);
    step->size = size;
    step->nontemporal = false;
}

/* Writes draw number d of n <= HYSI_TILE samples. A list is drawn in runs of consecutive sample
 * numbers; most runs are one sample long. */
static void draws_of(const struct hysi_step *step, uint32_t d, const struct hysi_rows *rows,
                     unsigned char *words)
{
    const uint64_t *numbers = rows->numbers;

    if (!numbers) {
        step->engine(&step->key[d], rows->first, rows->n, words);
        return;
    }
    for (size_t k = 0, end; k < rows->n; k = end) {
        /* 2^64 - 1 is followed by no number. */
        for (end = k + 1;
             end < rows->n && numbers[end] != 0 && numbers[end] == numbers[end - 1] + 1;)
            end++;
        step->engine(&step->key[d], numbers[k], end - k, words + k * (step->route.bits / 8u));
    }
}

/* Where the results begin in a small scratch; pipeline.h draws its layout. */
enum { FEW_RESULTS = HYSI_TILE * 4 + HYSI_FEW * 4 };
_Static_assert(FEW_RESULTS + HYSI_FEW * 4 <= HYSI_TILE * 8, "before second draws of 64 bits");
_Static_assert(FEW_RESULTS + HYSI_FEW * 8 <= sizeof(struct hysi_small_scratch), "in the scratch");

/* Makes rows->n <= HYSI_TILE samples, in out or, where out is NULL, in the scratch. Returns where
 * they are. */
static void *one_tile(const struct hysi_step *step, void *scratch, const struct hysi_rows *rows,
                      void *out)
{
    const struct hysi_route *route = &step->route;
    unsigned char *const words = scratch;
    unsigned char *const other =
        rows->n <= HYSI_FEW ? words + FEW_RESULTS : words + 2 * sizeof(struct hysi_tile);
    unsigned char *const between[2] = {other, words};

    if (route->stages == 0) {
        out = out ? out : words;
        draws_of(step, 0, rows, out);
        return out;
    }
    for (uint32_t d = 0; d < route->draws; d++)
        draws_of(step, d, rows, words + d * HYSI_TILE * (route->bits / 8u));
    out = out ? out : between[(route->stages - 1) % 2];
    run_maps(step->kernels, route, rows->n, words, between, out);
    return out;
}

static void through_tiles(const struct hysi_step *step, void *scratch, const struct hysi_rows *rows,
                          unsigned char *to, bool nontemporal)
{
    for (size_t done = 0, m; done < rows->n; done += m, to += m * step->size) {
        m = rows->n <= HYSI_TILE ? rows->n : hysi_block_of(rows, done, HYSI_TILE);
        const struct hysi_rows part = hysi_rows_from(rows, done, m);
        const void *made = one_tile(step, scratch, &part, nontemporal ? NULL : to);
        if (nontemporal)
            step->kernels->copy_nontemporal(made, m * step->size, to);
    }
}

/* The number of samples before the first position that starts an engine block and, with
 * non-temporal stores, a 64-byte line. Clears *nontemporal if no position does both. */
static size_t fused_head(const struct hysi_step *step, uint64_t first, const unsigned char *to,
                         bool *nontemporal)
{
    const unsigned per_block = step->fused_block;
    size_t head = (size_t)(-first & (per_block - 1)); /* a power of two */
    if (*nontemporal) {
        const size_t off = (uintptr_t)(to + head * step->size) % 64;
        *nontemporal = off % (per_block * step->size) == 0;
        head += *nontemporal ? (64 - off) % 64 / step->size : 0;
    }
    return head;
}

/* A fused kernel has no whole step of fewer samples. */
enum { FUSED_LEAST = HYSI_FUSED_BYTES / sizeof(uint64_t) };

/* Runs the fused kernel, and tiles for the samples that it leaves at both ends. */
static void through_fused(const struct hysi_step *step, void *scratch, const struct hysi_rows *rows,
                          unsigned char *to)
{
    const union hysi_params *params = step->route.stage[0].params;
    const uint64_t first = rows->first;
    const size_t n = rows->n;
    bool nontemporal = step->nontemporal;

    /* The blocks of a table leave no samples at the ends, whatever the elements' size. */
    if (!nontemporal && (first | n) % (HYSI_FUSED_BYTES / sizeof(uint32_t)) == 0) {
        step->fused(&step->key[0], params, first, n, to, false);
        return;
    }
    const size_t word = step->route.bits / 8u;
    const size_t unit = HYSI_FUSED_BYTES / (step->size < word ? step->size : word);
    const size_t head = fused_head(step, first, to, &nontemporal);
    const size_t whole = n > head ? (n - head) & ~(unit - 1) : 0; /* unit is a power of two */
    const size_t tail = head + whole;

    if (whole == 0) {
        through_tiles(step, scratch, rows, to, false);
        return;
    }
    if (head > 0) {
        const struct hysi_rows part = hysi_rows_from(rows, 0, head);
        through_tiles(step, scratch, &part, to, nontemporal);
    }
    step->fused(&step->key[0], params, first + head, whole, to + head * step->size, nontemporal);
    if (tail < n) {
        const struct hysi_rows part = hysi_rows_from(rows, tail, n - tail);
        through_tiles(step, scratch, &part, to + tail * step->size, nontemporal);
    }
}

void hysi_run(const struct hysi_step *step, void *scratch, const struct hysi_rows *rows, void *out)
{
    if (step->fused && !rows->numbers && rows->n >= FUSED_LEAST)
        through_fused(step, scratch, rows, out);
    else if (step->route.stages == 0 && !step->nontemporal && !rows->numbers)
        step->engine(&step->key[0], rows->first, rows->n, out);
    else
        through_tiles(step, scratch, rows, out, step->nontemporal);
}

void hysi_run_large(struct hysi_step *step, const struct hysi_opened *opened,
                    struct hysi_scratch *scratch, const struct hysi_rows *rows, void *out)
{
    step->nontemporal = (opened->kind->outruns_memory || step->fused) && !rows->numbers &&
                        rows->n >= hysi_nontemporal_bytes() / step->size;
    hysi_run(step, scratch, rows, out);
    if (step->nontemporal)
        hysi_nontemporal_fence();
}
