/* Tables: named spaces, sampled together in blocks of rows, so that a row-major table is written
 * while it is in cache. */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "src/dispatch.h"
#include "src/domain.h"
#include "src/fpenv.h"
#include "src/strided.h"
#include "src/stream.h"

void hys_domain_free(hys_domain *domain)
{
    if (!domain)
        return;
    for (size_t i = 0; domain->column && i < domain->columns; i++) {
        free(domain->column[i].name);
        hys_space_free(domain->column[i].space);
    }
    free(domain->column);
    free(domain->sorted);
    free(domain);
}

struct named {
    const char *name;
    uint64_t dim;
    uint32_t column;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->name,
                  ((const struct named *)b)->name); /* bytes, unsigned */
}

static int by_dim(const void *a, const void *b)
{
    const uint64_t x = ((const struct named *)a)->dim, y = ((const struct named *)b)->dim;
    return x < y ? -1 : x > y;
}

/* Sorts; a column that repeats another's key, or columns if there is none. */
static size_t sort_and_find_repeat(struct named *named, size_t columns,
                                   int (*order)(const void *, const void *))
{
    qsort(named, columns, sizeof *named, order);
    for (size_t i = 1; i < columns; i++)
        if (order(&named[i - 1], &named[i]) == 0)
            return named[i].column > named[i - 1].column ? named[i].column : named[i - 1].column;
    return columns;
}

/* What a domain is made of, as it was given. */
struct parts {
    const char *const *names;
    hys_space *const *spaces;
    const hys_type *types; /* may be NULL */
};

static hys_status fill(hys_domain *domain, const struct parts *parts, struct named *named,
                       size_t *bad)
{
    const size_t columns = domain->columns;

    for (size_t i = 0; i < columns; i++) {
        struct hysi_column *column = &domain->column[i];
        if (!(column->name = strdup(parts->names[i])))
            return HYS_E_MEMORY;
        column->space = hysi_space_hold(parts->spaces[i]);
        column->dim = XXH3_64bits(column->name, strlen(column->name));
        column->type = parts->types ? parts->types[i] : 0;
        named[i] = (struct named){column->name, column->dim, (uint32_t)i};
    }
    const size_t hash_repeat = sort_and_find_repeat(named, columns, by_dim);
    if ((*bad = sort_and_find_repeat(named, columns, by_name)) < columns)
        return HYS_E_NAME_DUPLICATE;
    if ((*bad = hash_repeat) < columns)
        return HYS_E_NAME_HASH;
    for (*bad = 0; *bad < columns; ++*bad)
        if (domain->column[*bad].type && !hys_type_name(domain->column[*bad].type))
            return HYS_E_TYPE;
    for (size_t rank = 0; rank < columns; rank++) {
        domain->sorted[rank] = named[rank].column;
        domain->column[named[rank].column].rank = (uint32_t)rank;
    }
    return hysi_domain_fingerprint(domain) ? HYS_OK : HYS_E_MEMORY;
}

static hys_status check_names(const char *const *names, hys_space *const *spaces, size_t columns,
                              size_t *bad)
{
    for (size_t i = 0; i < columns; i++)
        if (!names[i] || !spaces[i]) {
            *bad = i;
            return HYS_E_NULL;
        }
    if (columns == 0)
        return HYS_E_NAME_EMPTY;
    if (columns > UINT32_MAX)
        return HYS_E_NAME_COUNT;
    for (size_t i = 0; i < columns; i++)
        if (!names[i][0]) {
            *bad = i;
            return HYS_E_NAME_EMPTY;
        }
    return HYS_OK;
}

static hys_status build(hys_domain **result, const struct parts *parts, size_t columns, size_t *bad)
{
    hys_domain *domain = calloc(1, sizeof *domain);
    struct named *named = calloc(columns, sizeof *named);
    hys_status status = HYS_E_MEMORY;

    if (domain && named) {
        domain->columns = columns;
        domain->column = calloc(columns, sizeof *domain->column);
        domain->sorted = calloc(columns, sizeof *domain->sorted);
        if (domain->column && domain->sorted)
            status = fill(domain, parts, named, bad);
    }
    free(named);
    if (status != HYS_OK)
        hys_domain_free(domain);
    else
        *result = domain;
    return status;
}

hys_status hys_domain_new(hys_domain **domain, const char *const *names, hys_space *const *spaces,
                          size_t columns, size_t *bad)
{
    return hys_domain_new_typed(domain, names, spaces, NULL, columns, bad);
}

hys_status hys_domain_new_typed(hys_domain **domain, const char *const *names,
                                hys_space *const *spaces, const hys_type *types, size_t columns,
                                size_t *bad)
{
    const struct parts parts = {names, spaces, types};
    size_t unused;
    hys_status status;

    bad = bad ? bad : &unused;
    *bad = columns;
    if (!domain)
        return HYS_E_NULL;
    *domain = NULL;
    if (!names || !spaces)
        return HYS_E_NULL;
    status = check_names(names, spaces, columns, bad);
    return status == HYS_OK ? build(domain, &parts, columns, bad) : status;
}

size_t hys_domain_columns(const hys_domain *domain) { return domain->columns; }

const char *hys_domain_name(const hys_domain *domain, size_t i)
{
    return i < domain->columns ? domain->column[i].name : NULL;
}

const hys_space *hys_domain_space(const hys_domain *domain, size_t i)
{
    return i < domain->columns ? domain->column[i].space : NULL;
}

hys_type hys_domain_type(const hys_domain *domain, size_t i)
{
    return i < domain->columns ? domain->column[i].type : 0;
}

hys_type hys_domain_default_type(const hys_domain *domain, size_t i, int32_t stream, uint32_t flags)
{
    if (i >= domain->columns)
        return 0;
    const struct hysi_column *column = &domain->column[i];
    const hys_type own = hys_space_default_type(column->space, stream, flags);
    return own && column->type ? column->type : own;
}

hys_status hys_domain_find(const hys_domain *domain, const char *name, size_t *i)
{
    size_t low = 0, high;

    if (!domain || !name || !i)
        return HYS_E_NULL;
    high = domain->columns;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(name, domain->column[domain->sorted[middle]].name);
        if (order == 0) {
            *i = domain->sorted[middle];
            return HYS_OK;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return HYS_E_NAME_UNKNOWN;
}

/* ---- sampling ---- */

/* Where a column's row 0 lies, rows of stride bytes; NULL data skips. */
struct target {
    unsigned char *data;
    ptrdiff_t stride;
    hys_type type;
};

static bool is_dense(const struct target *t)
{
    return t->data && hysi_is_dense(t->data, t->stride, hysi_type_info[t->type].size);
}

/* n rows of one column, of stride bytes: in place where they lie side by side and aligned, else by
 * a tile, of one block. Neither this nor sample_transposed is inlined, so that their tiles do not
 * lie on the stack together. */
__attribute__((noinline)) static void sample_column(const struct hysi_kernels *kernels,
                                                    const struct hysi_stream *stream,
                                                    const struct hysi_column *column, hys_type type,
                                                    uint64_t first, size_t n, unsigned char *data,
                                                    ptrdiff_t stride)
{
    const struct hysi_place place = {.in_table = true, .dim = column->dim, .rank = column->rank};
    const size_t size = hysi_type_info[type].size;
    struct hysi_route route;
    struct hysi_tile tile;

    if (hysi_find_route(column->space, stream->use, type, &route) != HYS_OK)
        return; /* checked by the caller before the first block */
    if (hysi_is_dense(data, stride, size)) {
        hysi_sample_route(kernels, stream, &place, &route, first, n, size, data);
        return;
    }
    hysi_sample_route(kernels, stream, &place, &route, first, n, size, tile.bytes);
    hysi_scatter(tile.bytes, n, size, data, stride);
}

/* Blocks end where the numbers of rows are multiples of most, as the pipeline's tiles do. */
static size_t block_length(uint64_t first, size_t n, size_t most)
{
    const size_t left = most - (size_t)(first % most);
    return n < left ? n : left;
}

/* All rows of eight such columns, block by block: their tiles, then rows. The rows of a block are
 * written in parts, one behind every second column of the next: memory takes a part while a column
 * is drawn, and would stall on all of them at once. */
__attribute__((noinline)) static void sample_transposed(const struct hysi_kernels *kernels,
                                                        const struct hysi_stream *stream,
                                                        const struct hysi_column *column,
                                                        const struct target *t, uint64_t first,
                                                        size_t n)
{
    _Alignas(64) uint64_t tiles[2][HYSI_TRANSPOSED * HYSI_TRANSPOSED_TILE];
    const ptrdiff_t stride = t[0].stride;
    const bool streaming = n >= hysi_streaming_bytes() / (8 * HYSI_TRANSPOSED) &&
                           (uintptr_t)t[0].data % 64 == 0 && stride % 64 == 0;
    struct hysi_route route[HYSI_TRANSPOSED];
    struct hysi_run run[HYSI_TRANSPOSED];
    size_t before = 0; /* rows of the last block, not yet written */

    for (size_t k = 0; k < HYSI_TRANSPOSED; k++) {
        const struct hysi_place place = {true, column[k].dim, column[k].rank};
        if (hysi_find_route(column[k].space, stream->use, t[k].type, &route[k]) != HYS_OK)
            return; /* checked by the caller before the first block */
        run[k] = hysi_run_of(kernels, stream, &place, &route[k], 8);
    }
    for (size_t done = 0, m, b = 0; done < n || before > 0; done += m, before = m, b++) {
        unsigned char *rows = t[0].data + (ptrdiff_t)(done - before) * stride;
        m = done < n ? block_length(first + done, n - done, HYSI_TRANSPOSED_ROWS) : 0;
        for (size_t k = 0, row = 0, end; k < HYSI_TRANSPOSED; k++, row = end) {
            if (m > 0)
                hysi_run_stretch(&run[k], first + done, m, tiles[b % 2] + k * HYSI_TRANSPOSED_TILE);
            end = before * ((k + 1) / 2) / (HYSI_TRANSPOSED / 2);
            kernels->transpose8(tiles[1 - b % 2] + row, end - row, rows + (ptrdiff_t)row * stride,
                                stride, streaming);
        }
    }
    if (streaming)
        hysi_stream_fence();
}

/* The whole call, given where column c's row 0 lies. */
typedef struct target target_of(const void *context, size_t c);

/* Where column c goes or, if they lie side by side and have 8 bytes each, the HYSI_TRANSPOSED from
 * there; returns how many columns. Most columns of a wide table may be left out, so those are
 * passed quickly. */
static size_t targets(const hys_domain *domain, target_of *target, const void *context, size_t c,
                      struct target t[HYSI_TRANSPOSED])
{
    t[0] = target(context, c);
    if (!t[0].data || domain->columns - c < HYSI_TRANSPOSED || hysi_type_info[t[0].type].size != 8)
        return 1;
    for (size_t k = 1; k < HYSI_TRANSPOSED; k++) {
        t[k] = target(context, c + k);
        if (t[k].data != t[0].data + 8 * k || t[k].stride != t[0].stride ||
            hysi_type_info[t[k].type].size != 8)
            return 1;
    }
    return HYSI_TRANSPOSED;
}

/* HYS_E_STREAM of any column ranks before HYS_E_TYPE of another. */
static hys_status check_types(const hys_domain *domain, enum hysi_use use, target_of *target,
                              const void *context)
{
    hys_status found = HYS_OK;
    for (size_t c = 0; c < domain->columns; c++) {
        const struct target t = target(context, c);
        const hys_status status =
            t.data ? hysi_has_route(domain->column[c].space, use, t.type) : HYS_OK;
        if (status == HYS_E_STREAM)
            return status;
        found = status != HYS_OK ? status : found;
    }
    return found;
}

/* The rows of a call that has been checked. */
static void sample(const hys_domain *domain, const struct hysi_kernels *kernels,
                   struct hysi_stream *stream, uint64_t first, size_t n, target_of *target,
                   const void *context)
{
    struct target t[HYSI_TRANSPOSED];

    hysi_stream_derive(stream, 32);
    hysi_stream_derive(stream, 64);
    const hysi_fpenv caller = hysi_fpenv_enter();
    for (size_t c = 0, columns; n > 0 && c < domain->columns; c += columns) {
        columns = targets(domain, target, context, c, t);
        if (columns == HYSI_TRANSPOSED)
            sample_transposed(kernels, stream, &domain->column[c], t, first, n);
        else if (is_dense(&t[0]))
            sample_column(kernels, stream, &domain->column[c], t[0].type, first, n, t[0].data,
                          t[0].stride);
    }
    /* The others side by side in time: rows that share a line of the cache. */
    for (size_t done = 0, m; done < n; done += m) {
        m = block_length(first + done, n - done, HYSI_TILE);
        for (size_t c = 0, columns; c < domain->columns; c += columns)
            if ((columns = targets(domain, target, context, c, t)) == 1 && t[0].data &&
                !is_dense(&t[0]))
                sample_column(kernels, stream, &domain->column[c], t[0].type, first + done, m,
                              t[0].data + (ptrdiff_t)done * t[0].stride, t[0].stride);
    }
    hysi_fpenv_leave(caller);
}

static struct target column_target(const void *context, size_t c)
{
    const hys_column *column = (const hys_column *)context + c;
    return (struct target){column->data, column->stride, column->type};
}

hys_status hysi_domain_check(const hys_domain *domain, const hys_source *source,
                             const hys_column *columns, size_t count,
                             const struct hysi_kernels **kernels, struct hysi_stream *stream)
{
    hys_status status;

    if (!domain || !source || !columns)
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(kernels)) != HYS_OK)
        return status;
    if (count != domain->columns)
        return HYS_E_NAME_COUNT;
    if ((status = hysi_stream_open(stream, source, true)) != HYS_OK)
        return status;
    if (!hysi_columns_are_plain(columns, count))
        return HYS_E_STREAM_RESERVED;
    return check_types(domain, stream->use, column_target, columns);
}

hys_status hys_domain_sample(const hys_domain *domain, const hys_source *source, uint64_t first,
                             size_t n, const hys_column *columns, size_t count)
{
    const struct hysi_kernels *kernels;
    struct hysi_stream stream;
    const hys_status status = hysi_domain_check(domain, source, columns, count, &kernels, &stream);

    if (status != HYS_OK)
        return status;
    if (!hysi_in_range(first, n))
        return HYS_E_INDEX;
    if (n > 0)
        sample(domain, kernels, &stream, first, n, column_target, columns);
    return HYS_OK;
}

struct matrix {
    unsigned char *data;
    size_t size, ld;
    hys_order order;
    hys_type type;
};

static struct target matrix_target(const void *context, size_t c)
{
    const struct matrix *m = context;
    const size_t row = hysi_row_step(m->order, m->ld), column = hysi_column_step(m->order, m->ld);
    return (struct target){m->data + c * column * m->size, (ptrdiff_t)(row * m->size), m->type};
}

static hys_status sample_matrix(const hys_domain *domain, const hys_source *source, uint64_t first,
                                size_t n, hys_order order, void *out, size_t ld, hys_type type)
{
    const struct matrix matrix = {out, hysi_type_info[type].size, ld, order, type};
    const struct hysi_kernels *kernels;
    struct hysi_stream stream;
    unsigned char nothing = 0;
    hys_status status;

    if (!domain || !source || (!out && n > 0))
        return HYS_E_NULL;
    /* Types are checked where there is no row, too, and out may be NULL. */
    const struct matrix some = {&nothing, matrix.size, 0, order, type};
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK ||
        (status = hysi_stream_open(&stream, source, true)) != HYS_OK ||
        (status = check_types(domain, stream.use, matrix_target, &some)) != HYS_OK)
        return status;
    if (!hysi_is_matrix(order, n, domain->columns, ld) || !hysi_in_range(first, n))
        return HYS_E_INDEX;
    if (n > 0)
        sample(domain, kernels, &stream, first, n, matrix_target, &matrix);
    return HYS_OK;
}

hys_status hys_domain_sample_matrix_f32(const hys_domain *domain, const hys_source *source,
                                        uint64_t first, size_t n, hys_order order, float *out,
                                        size_t ld)
{
    return sample_matrix(domain, source, first, n, order, out, ld, HYS_F32);
}

hys_status hys_domain_sample_matrix_f64(const hys_domain *domain, const hys_source *source,
                                        uint64_t first, size_t n, hys_order order, double *out,
                                        size_t ld)
{
    return sample_matrix(domain, source, first, n, order, out, ld, HYS_F64);
}
