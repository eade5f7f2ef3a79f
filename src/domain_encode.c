/* Encode, decode and one-hot of tables: columns of values, and a matrix of their units. The routes
 * of a group of columns are found once, and then run over all rows, block by block. */
#include <config.h>

#include <math.h>
#include <string.h>

#include <hyspace/encode.h>

#include "src/dispatch.h"
#include "src/domain.h"
#include "src/fpenv.h"
#include "src/pipeline.h"
#include "src/strided.h"

/* ---- a call ---- */

struct encode_call {
    const hys_domain *domain;
    const struct hysi_kernels *kernels;
    enum hysi_use use; /* HYSI_USE_ENCODE, or HYSI_USE_DECODE: from the matrix to the columns */
    const hys_column *columns;
    unsigned char *matrix;
    size_t row_step, column_step; /* in bytes */
    hys_type type;                /* of the matrix */
    bool one_hot;
    size_t n;
};

/* The checks of every table call except HYS_E_INDEX, in the order of their precedence. */
static hys_status check(struct encode_call *call, size_t count)
{
    hys_status status;

    if (!call->domain || !call->columns || (!call->matrix && call->n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&call->kernels)) != HYS_OK)
        return status;
    if (count != call->domain->columns)
        return HYS_E_NAME_COUNT;
    if (!hysi_columns_are_plain(call->columns, count))
        return HYS_E_STREAM_RESERVED;
    for (size_t c = 0; c < count; c++) {
        const hys_column *column = &call->columns[c];
        const struct hys_space *space = call->domain->column[c].space;
        if (column->data && (status = hysi_has_route(space, call->use, column->type)) != HYS_OK)
            return status;
    }
    return HYS_OK;
}

/* How many columns of a one-hot matrix a space takes. */
static size_t width_of(const hys_space *space)
{
    const size_t count = hys_space_count(space);
    return count ? count : 1;
}

/* ---- a group of columns ---- */

/* A column's values and its units, in the direction of the call. */
struct mapping {
    struct hysi_route route;
    hys_column from, to;
    size_t entries; /* one-hot: how many numbers an index becomes; 0: one unit */
};

enum { GROUP = 16 };

struct encode_group {
    size_t mappings;
    struct mapping mapping[GROUP];
};

/* Fills the group from column c on, whose units begin at *at. Returns the first column that is
 * left, and moves *at to its units. Columns that the caller skips are left out. */
static size_t settle_group(const struct encode_call *call, struct encode_group *group, size_t c,
                           unsigned char **at)
{
    for (group->mappings = 0; c < call->domain->columns && group->mappings < GROUP; c++) {
        const hys_space *space = call->domain->column[c].space;
        const hys_column *values = &call->columns[c];
        const hys_column units = {
            .data = *at, .stride = (ptrdiff_t)call->row_step, .type = call->type};
        *at += (call->one_hot ? width_of(space) : 1) * call->column_step;
        if (!values->data)
            continue;
        struct mapping *mapping = &group->mapping[group->mappings++];
        const bool has_place = hysi_has_route(space, HYSI_USE_PLACE, values->type) == HYS_OK;
        hysi_route_of(space, call->one_hot && has_place ? HYSI_USE_PLACE : call->use, values->type,
                      &mapping->route);
        mapping->from = call->use == HYSI_USE_ENCODE ? *values : units;
        mapping->to = call->use == HYSI_USE_ENCODE ? units : *values;
        mapping->entries = call->one_hot ? hys_space_count(space) : 0;
    }
    return c;
}

/* The column from a row on. */
static hys_column rows_from(const hys_column *column, size_t row)
{
    hys_column rest = *column;
    rest.data = (unsigned char *)column->data + (ptrdiff_t)row * column->stride;
    return rest;
}

/* Elements of a column that are not contiguous in the caller's memory. */
struct encode_room {
    struct hysi_tile in, out;
};

/* Maps n <= HYSI_TILE rows of a column to another; returns how many were flagged. */
static size_t map_rows(const struct hysi_kernels *kernels, const struct hysi_route *route,
                       struct encode_room *room, const hys_column *from, size_t n,
                       const hys_column *to)
{
    const size_t in_size = hysi_type_info[from->type].size,
                 out_size = hysi_type_info[to->type].size;
    const bool dense = hysi_is_dense(to->data, to->stride, out_size);
    const unsigned char *in = from->data;

    if (!hysi_is_dense(in, from->stride, in_size)) {
        hysi_copy_from_strided(in, from->stride, in_size, n, room->in.bytes);
        in = room->in.bytes;
    }
    const size_t flagged =
        hysi_run_maps(kernels, route, in, in_size, n, dense ? to->data : room->out.bytes);
    if (!dense)
        hysi_copy_to_strided(room->out.bytes, out_size, n, to->data, to->stride);
    return flagged;
}

/* ---- one-hot ---- */

/* Writes a row's numbers of one column: 1 at the index and 0 elsewhere, or NaN where the index is
 * beyond them. */
static void set_one(unsigned char *row, size_t width, uint32_t index, bool narrow)
{
    static const double one = 1, none = (double)NAN;
    static const float one_f32 = 1, none_f32 = NAN;
    const size_t size = narrow ? sizeof one_f32 : sizeof one;

    memset(row, 0, width * size);
    if (index < width)
        memcpy(row + index * size, narrow ? (const void *)&one_f32 : &one, size);
    for (size_t k = 0; index >= width && k < width; k++)
        memcpy(row + k * size, narrow ? (const void *)&none_f32 : &none, size);
}

/* Writes the n units in room->out to a column of the matrix, or the numbers for the indices that
 * they stand for. */
static void put_units(const struct hysi_kernels *kernels, struct encode_room *room, size_t n,
                      const hys_column *to, size_t entries)
{
    const bool narrow = to->type == HYS_F32;
    unsigned char *const between = room->in.bytes;

    if (entries > 0) {
        const union hysi_params p = {.decode_index = {(uint32_t)entries, UINT32_MAX}};
        const uint32_t *index = (const uint32_t *)(const void *)between;
        kernels->map[HYSI_MAP_decode_index](&p, n, room->out.bytes, between);
        for (size_t k = 0; k < n; k++)
            set_one((unsigned char *)to->data + (ptrdiff_t)k * to->stride, entries, index[k],
                    narrow);
    } else if (narrow) {
        kernels->map[HYSI_MAP_cast_f64_f32](&hysi_no_params, n, room->out.bytes, between);
        hysi_copy_to_strided(between, sizeof(float), n, to->data, to->stride);
    } else {
        hysi_copy_to_strided(room->out.bytes, sizeof(double), n, to->data, to->stride);
    }
}

/* ---- running it ---- */

/* n <= HYSI_TILE rows of a group's columns; returns how many elements were flagged. */
static size_t run_group(const struct encode_call *call, const struct encode_group *group,
                        struct encode_room *room, size_t row, size_t n)
{
    const hys_column units = {.data = room->out.bytes, .stride = sizeof(double), .type = HYS_F64};
    size_t flagged = 0;

    for (size_t k = 0; k < group->mappings; k++) {
        const struct mapping *mapping = &group->mapping[k];
        const hys_column from = rows_from(&mapping->from, row), to = rows_from(&mapping->to, row);
        flagged +=
            map_rows(call->kernels, &mapping->route, room, &from, n, call->one_hot ? &units : &to);
        if (call->one_hot)
            put_units(call->kernels, room, n, &to, mapping->entries);
    }
    return flagged;
}

/* Runs a call that has been checked; returns how many elements were flagged. A table of one group
 * is settled once. The groups of a wider one are settled anew for each block of rows, so that the
 * lines of the matrix that two groups share are written while they are in cache. */
static size_t run(const struct encode_call *call)
{
    const size_t columns = call->domain->columns;
    struct encode_group group;
    struct encode_room room;
    bool one_group = false;
    size_t flagged = 0;

    for (size_t row = 0, m; row < call->n; row += m) {
        unsigned char *at = call->matrix;
        m = call->n - row < HYSI_TILE ? call->n - row : HYSI_TILE;
        for (size_t c = 0, next; c < columns; c = next) {
            next = one_group ? columns : settle_group(call, &group, c, &at);
            one_group = c == 0 && next == columns;
            flagged += run_group(call, &group, &room, row, m);
        }
    }
    return flagged;
}

/* The whole of a call: its checks, then its work. */
static hys_status map_table(struct encode_call *call, size_t count, hys_order order, size_t ld,
                            size_t *flagged)
{
    const size_t size = hysi_type_info[call->type].size;
    size_t width = count;
    hys_status status;

    if (flagged)
        *flagged = 0;
    if ((status = check(call, count)) != HYS_OK ||
        (call->one_hot && (status = hys_domain_onehot_width(call->domain, &width)) != HYS_OK))
        return status;
    if (!hysi_is_matrix(order, call->n, width, ld))
        return HYS_E_INDEX;
    if (call->n == 0)
        return HYS_OK;
    call->row_step = hysi_row_step(order, ld) * size;
    call->column_step = hysi_column_step(order, ld) * size;
    const hysi_fpenv caller = hysi_fpenv_enter();
    const size_t found = run(call);
    hysi_fpenv_leave(caller);
    return hysi_report(found, flagged);
}

hys_status hys_domain_encode(const hys_domain *domain, size_t n, const hys_column *columns,
                             size_t count, hys_order order, double *unit, size_t ld,
                             size_t *flagged)
{
    struct encode_call call = {.domain = domain,
                               .use = HYSI_USE_ENCODE,
                               .columns = columns,
                               .matrix = (unsigned char *)unit,
                               .type = HYS_F64,
                               .n = n};
    return map_table(&call, count, order, ld, flagged);
}

hys_status hys_domain_decode(const hys_domain *domain, size_t n, hys_order order,
                             const double *unit, size_t ld, const hys_column *columns, size_t count,
                             size_t *flagged)
{
    struct encode_call call = {.domain = domain,
                               .use = HYSI_USE_DECODE,
                               .columns = columns,
                               .matrix = (unsigned char *)(uintptr_t)unit, /* only read */
                               .type = HYS_F64,
                               .n = n};
    return map_table(&call, count, order, ld, flagged);
}

hys_status hys_domain_onehot_width(const hys_domain *domain, size_t *width)
{
    if (!domain || !width)
        return HYS_E_NULL;
    *width = 0;
    for (size_t c = 0; c < domain->columns; c++)
        *width += width_of(domain->column[c].space);
    return HYS_OK;
}

static hys_status one_hot(const hys_domain *domain, size_t n, const hys_column *columns,
                          size_t count, void *out, hys_type type, size_t ld, size_t *flagged)
{
    struct encode_call call = {.domain = domain,
                               .use = HYSI_USE_ENCODE,
                               .columns = columns,
                               .matrix = out,
                               .type = type,
                               .one_hot = true,
                               .n = n};
    return map_table(&call, count, HYS_ROW_MAJOR, ld, flagged);
}

hys_status hys_domain_onehot_f32(const hys_domain *domain, size_t n, const hys_column *columns,
                                 size_t count, float *out, size_t ld, size_t *flagged)
{
    return one_hot(domain, n, columns, count, out, HYS_F32, ld, flagged);
}

hys_status hys_domain_onehot_f64(const hys_domain *domain, size_t n, const hys_column *columns,
                                 size_t count, double *out, size_t ld, size_t *flagged)
{
    return one_hot(domain, n, columns, count, out, HYS_F64, ld, flagged);
}
