/* Tables: the columns of a domain, sampled together. Each column's step is settled once, for a
 * group of columns at a time, and then run. */
#include <config.h>

#include "src/dispatch.h"
#include "src/domain.h"
#include "src/fpenv.h"
#include "src/pipeline.h"
#include "src/nontemporal.h"
#include "src/strided.h"

/* ---- a call ---- */

/* Where the columns are written: as the caller describes them, or into one matrix. */
struct sample_layout {
    const hys_column *columns; /* NULL: the matrix */
    unsigned char *data;
    size_t row_step, column_step; /* of the matrix, in bytes */
    hys_type type;
};

static hys_column column_of(const struct sample_layout *layout, size_t c)
{
    if (layout->columns)
        return layout->columns[c];
    return (hys_column){.data = layout->data + c * layout->column_step,
                        .stride = (ptrdiff_t)layout->row_step,
                        .type = layout->type};
}

struct sample_call {
    const hys_domain *domain;
    const struct hysi_kernels *kernels;
    struct hysi_opened opened;
    struct sample_layout layout;
    struct hysi_rows rows;
};

/* Opens the source, or copies what the opened stream holds. */
static hys_status open_call(struct sample_call *call, const hys_source *source,
                            const hys_stream *opened)
{
    if (source)
        return hysi_open(&call->opened, source, call->domain);
    hysi_copy_opened(&call->opened, &opened->opened);
    return HYS_OK;
}

/* Whether the stream was opened for something else. */
static bool is_of_another(const struct sample_call *call, const hys_stream *opened)
{
    return opened && opened->domain != call->domain;
}

static hys_status check_column(const struct sample_call *call, size_t c,
                               const struct hys_space *space, hys_type type)
{
    const enum hysi_use use = hysi_use_of(space, call->opened.use);
    const hys_status status = hysi_has_route(space, use, type);

    if (!call->opened.kind->fits)
        return status;
    const struct hysi_column_id id = hysi_id_of_column(call->domain, c);
    const uint8_t bits = status == HYS_OK ? hysi_bits_of(space, use, type) : 64;
    const hys_status fits = hysi_fits(&call->opened, &id, bits);
    return fits != HYS_OK ? fits : status;
}

/* HYS_E_STREAM of any column comes before HYS_E_TYPE of another. */
static hys_status check_types(const struct sample_call *call)
{
    hys_status found = HYS_OK;
    for (size_t c = 0; c < call->domain->columns; c++) {
        const hys_column to = column_of(&call->layout, c);
        const struct hys_space *space = call->domain->column[c].space;
        const hys_status status = to.data ? check_column(call, c, space, to.type) : HYS_OK;
        if (status == HYS_E_STREAM)
            return status;
        found = status != HYS_OK ? status : found;
    }
    return found;
}

/* ---- a group of columns ---- */

/* How a column's samples are written. DENSE: directly, since they are contiguous. TRANSPOSED: with
 * seven other 64-bit columns that are contiguous in each row. STRIDED: through a tile, one block of
 * rows for all such columns, since they may share lines of the cache. */
enum way { DENSE, TRANSPOSED, STRIDED };

struct column_step {
    struct hysi_step step;
    unsigned char *data;
    ptrdiff_t stride;
    enum way way;
};

enum { GROUP = 16 };

struct sample_group {
    size_t steps;
    bool strided; /* whether some of them are STRIDED */
    struct column_step column[GROUP];
};

/* Whether HYSI_TRANSPOSED columns from c on have elements of 8 bytes that are contiguous in each
 * row. */
static bool is_transposed(const struct sample_call *call, size_t c)
{
    const hys_column first = column_of(&call->layout, c);

    if (call->domain->columns - c < HYSI_TRANSPOSED || hysi_type_info[first.type].size != 8)
        return false;
    for (size_t k = 1; k < HYSI_TRANSPOSED; k++) {
        const hys_column next = column_of(&call->layout, c + k);
        if (next.data != (unsigned char *)first.data + 8 * k || next.stride != first.stride ||
            hysi_type_info[next.type].size != 8)
            return false;
    }
    return true;
}

static void settle(struct sample_call *call, size_t c, const hys_column *to, enum way way,
                   struct column_step *column)
{
    const struct hys_space *space = call->domain->column[c].space;
    const struct hysi_column_id id = hysi_id_of_column(call->domain, c);

    hysi_route_of(space, hysi_use_of(space, call->opened.use), to->type, &column->step.route);
    hysi_settle(&column->step, call->kernels, &call->opened, &id, hysi_type_info[to->type].size);
    column->data = to->data;
    column->stride = to->stride;
    column->way = way;
}

/* Settles the columns from c on that fit the group; returns the first column that is left. Columns
 * that the caller skips are left out and, with only_strided, all columns that are not STRIDED. */
static size_t settle_group(struct sample_call *call, struct sample_group *group, size_t c,
                           bool only_strided)
{
    group->steps = 0;
    group->strided = false;
    while (c < call->domain->columns && group->steps < GROUP) {
        const hys_column to = column_of(&call->layout, c);
        const bool transposed = to.data && is_transposed(call, c);
        const size_t columns = transposed ? HYSI_TRANSPOSED : 1;
        const enum way way =
            transposed ? TRANSPOSED
            : to.data && hysi_is_dense(to.data, to.stride, hysi_type_info[to.type].size) ? DENSE
                                                                                         : STRIDED;
        if (columns > GROUP - group->steps)
            break;
        for (size_t k = 0; to.data && k < columns && (way == STRIDED || !only_strided); k++) {
            const hys_column one = column_of(&call->layout, c + k);
            settle(call, c + k, &one, way, &group->column[group->steps++]);
            group->strided |= way == STRIDED;
        }
        c += columns;
    }
    return c;
}

/* ---- running it ---- */

/* Memory on the stack for one way at a time. */
union room {
    struct hysi_scratch scratch; /* DENSE */
    struct {
        struct hysi_scratch scratch;
        struct hysi_tile tile;
    } strided;
    struct {
        _Alignas(64) uint64_t low[2][HYSI_TRANSPOSED / 2 * HYSI_TRANSPOSED_TILE];
        _Alignas(64) uint64_t high[HYSI_TRANSPOSED / 2 * HYSI_TRANSPOSED_TILE];
        struct hysi_small_scratch scratch;
    } transposed;
};

/* Writes all rows of eight columns, block by block: first each column to a tile, then the tiles as
 * rows. The rows of a block are written in four parts, one after each of the first four columns of
 * the next block: this keeps the store buffers busy, where all rows at once would stall. So these
 * four columns have two tiles each, which they use by turns. */
static void run_transposed(const struct sample_call *call, struct column_step *column,
                           union room *room)
{
    enum { HALF = HYSI_TRANSPOSED / 2 };
    const struct hysi_kernels *kernels = call->kernels;
    const struct hysi_rows *rows = &call->rows;
    const ptrdiff_t stride = column->stride;
    const bool nontemporal = rows->n >= hysi_nontemporal_bytes() / (8 * HYSI_TRANSPOSED) &&
                             (uintptr_t)column->data % 64 == 0 && stride % 64 == 0;
    uint64_t *const high = room->transposed.high;
    size_t before = 0; /* rows of the block before, which are not yet written */

    for (size_t done = 0, m, b = 0; done < rows->n || before > 0; done += m, before = m, b++) {
        const uint64_t *const written = room->transposed.low[1 - b % 2];
        uint64_t *const low = room->transposed.low[b % 2];
        unsigned char *to = column->data + (ptrdiff_t)(done - before) * stride;
        m = done < rows->n ? hysi_block_of(rows, done, HYSI_TRANSPOSED_ROWS) : 0;
        const struct hysi_rows part = hysi_rows_from(rows, done, m);
        for (size_t k = 0, row = 0, end; k < HYSI_TRANSPOSED; k++) {
            uint64_t *const tile = (k < HALF ? low : high) + k % HALF * HYSI_TRANSPOSED_TILE;
            if (m > 0)
                hysi_run(&column[k].step, &room->transposed.scratch, &part, tile);
            if (k >= HALF)
                continue;
            end = before * (k + 1) / HALF;
            kernels->transpose8(written + row, high + row, end - row, to + (ptrdiff_t)row * stride,
                                stride, nontemporal);
            row = end;
        }
    }
    if (nontemporal)
        hysi_nontemporal_fence();
}

/* Writes all rows of the columns that are not STRIDED. */
static void run_whole(const struct sample_call *call, struct sample_group *group, union room *room)
{
    for (size_t k = 0; k < group->steps;
         k += group->column[k].way == TRANSPOSED ? HYSI_TRANSPOSED : 1) {
        struct column_step *column = &group->column[k];
        if (column->way == TRANSPOSED)
            run_transposed(call, column, room);
        else if (column->way == DENSE)
            hysi_run_large(&column->step, &call->opened, &room->scratch, &call->rows, column->data);
    }
}

/* Writes n <= HYSI_TILE rows of the STRIDED columns. */
static void run_strided(const struct sample_call *call, const struct sample_group *group,
                        union room *room, size_t done, size_t n)
{
    const struct hysi_rows part = hysi_rows_from(&call->rows, done, n);
    for (size_t k = 0; k < group->steps; k++) {
        const struct column_step *column = &group->column[k];
        if (column->way != STRIDED)
            continue;
        hysi_run(&column->step, &room->strided.scratch, &part, room->strided.tile.bytes);
        hysi_copy_to_strided(room->strided.tile.bytes, column->step.size, n,
                             column->data + (ptrdiff_t)done * column->stride, column->stride);
    }
}

/* Runs a call that has been checked. A table of one group is settled once. The STRIDED columns of a
 * wider table are settled anew for each block of rows, so that the lines that columns share are
 * written while they are in cache. */
static void run(struct sample_call *call)
{
    struct sample_group group;
    union room room;
    const size_t columns = call->domain->columns;
    size_t groups = 0;
    bool strided = false;

    for (size_t c = 0; c < columns; groups++) {
        c = settle_group(call, &group, c, false);
        run_whole(call, &group, &room);
        strided |= group.strided;
    }
    for (size_t done = 0, m; strided && done < call->rows.n; done += m) {
        m = hysi_block_of(&call->rows, done, HYSI_TILE);
        for (size_t c = 0; c < columns;) {
            c = groups > 1 ? settle_group(call, &group, c, true) : columns;
            run_strided(call, &group, &room, done, m);
        }
    }
}

/* The last check of a call, then its work. */
static hys_status sample(struct sample_call *call)
{
    if (!hysi_in_range(&call->rows, call->opened.rows))
        return HYS_E_INDEX;
    if (call->rows.n == 0)
        return HYS_OK;
    const hysi_fpenv caller = hysi_fpenv_enter();
    run(call);
    hysi_fpenv_leave(caller);
    return HYS_OK;
}

hys_status hys_domain_rows(const hys_domain *domain, const hys_source *source, uint64_t *rows)
{
    struct hysi_opened opened;
    hys_status status;

    if (!domain || !source || !rows)
        return HYS_E_NULL;
    if ((status = hysi_open(&opened, source, domain)) == HYS_OK)
        *rows = opened.rows;
    return status;
}

/* ---- columns ---- */

static hys_status sample_columns(const hys_domain *domain, const hys_source *source,
                                 const hys_stream *opened, struct hysi_rows rows,
                                 const hys_column *columns, size_t count)
{
    struct sample_call call = {.domain = domain, .layout.columns = columns, .rows = rows};
    hys_status status;

    if (!domain || (!source && !opened) || !columns)
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&call.kernels)) != HYS_OK)
        return status;
    if (count != domain->columns)
        return HYS_E_NAME_COUNT;
    status = open_call(&call, source, opened);
    if (status != HYS_E_STREAM_UNKNOWN && !hysi_columns_are_plain(columns, count))
        return HYS_E_STREAM_RESERVED;
    if (status != HYS_OK)
        return status;
    if (is_of_another(&call, opened))
        return HYS_E_STREAM;
    status = check_types(&call);
    return status == HYS_OK ? sample(&call) : status;
}

hys_status hys_domain_sample(const hys_domain *domain, const hys_source *source, uint64_t first,
                             size_t n, const hys_column *columns, size_t count)
{
    return sample_columns(domain, source, NULL, (struct hysi_rows){NULL, first, n}, columns, count);
}

hys_status hys_domain_sample_from(const hys_domain *domain, const hys_stream *opened,
                                  uint64_t first, size_t n, const hys_column *columns, size_t count)
{
    return sample_columns(domain, NULL, opened, (struct hysi_rows){NULL, first, n}, columns, count);
}

hys_status hys_domain_sample_indices(const hys_domain *domain, const hys_source *source,
                                     const uint64_t *numbers, size_t n, const hys_column *columns,
                                     size_t count)
{
    if (!numbers && n > 0)
        return HYS_E_NULL;
    return sample_columns(domain, source, NULL, (struct hysi_rows){numbers, 0, n}, columns, count);
}

hys_status hys_domain_sample_indices_from(const hys_domain *domain, const hys_stream *opened,
                                          const uint64_t *numbers, size_t n,
                                          const hys_column *columns, size_t count)
{
    if (!numbers && n > 0)
        return HYS_E_NULL;
    return sample_columns(domain, NULL, opened, (struct hysi_rows){numbers, 0, n}, columns, count);
}

/* ---- matrices ---- */

struct matrix {
    void *data;
    size_t ld;
    hys_order order;
    hys_type type;
};

static hys_status sample_matrix(const hys_domain *domain, const hys_source *source,
                                const hys_stream *opened, struct hysi_rows rows,
                                const struct matrix *matrix)
{
    const size_t size = hysi_type_info[matrix->type].size;
    unsigned char nothing; /* stands for data that is NULL, so that types are checked then, too */
    struct sample_call call = {
        .domain = domain,
        .layout = {.data = matrix->data ? matrix->data : &nothing,
                   .row_step = hysi_row_step(matrix->order, matrix->ld) * size,
                   .column_step = hysi_column_step(matrix->order, matrix->ld) * size,
                   .type = matrix->type},
        .rows = rows,
    };
    hys_status status;

    if (!domain || (!source && !opened) || (!matrix->data && rows.n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&call.kernels)) != HYS_OK ||
        (status = open_call(&call, source, opened)) != HYS_OK)
        return status;
    if (is_of_another(&call, opened))
        return HYS_E_STREAM;
    if ((status = check_types(&call)) != HYS_OK)
        return status;
    return hysi_is_matrix(matrix->order, rows.n, domain->columns, matrix->ld) ? sample(&call)
                                                                              : HYS_E_INDEX;
}

#define MATRIX(suffix, element, id)                                                              \
    hys_status hys_domain_sample_matrix_##suffix(                                                \
        const hys_domain *domain, const hys_source *source, uint64_t first, size_t n,            \
        hys_order order, element *out, size_t ld)                                                \
    {                                                                                            \
        const struct matrix matrix = {out, ld, order, id};                                       \
        return sample_matrix(domain, source, NULL, (struct hysi_rows){NULL, first, n}, &matrix); \
    }                                                                                            \
    hys_status hys_domain_sample_matrix_##suffix##_from(                                         \
        const hys_domain *domain, const hys_stream *opened, uint64_t first, size_t n,            \
        hys_order order, element *out, size_t ld)                                                \
    {                                                                                            \
        const struct matrix matrix = {out, ld, order, id};                                       \
        return sample_matrix(domain, NULL, opened, (struct hysi_rows){NULL, first, n}, &matrix); \
    }
MATRIX(f32, float, HYS_F32)
MATRIX(f64, double, HYS_F64)
#undef MATRIX
