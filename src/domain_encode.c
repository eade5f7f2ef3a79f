/* Encode, decode and one-hot of tables, in blocks of rows. */
#include <config.h>

#include <math.h>
#include <string.h>

#include <hyspace/encode.h>

#include "src/dispatch.h"
#include "src/domain.h"
#include "src/fpenv.h"
#include "src/pipeline.h"
#include "src/strided.h"

/* What every table call checks first; HYS_E_INDEX is left to the caller. */
static hys_status check_columns(const hys_domain *domain, const hys_column *columns, size_t count,
                                enum hysi_use use, const struct hysi_kernels **kernels)
{
    hys_status status;

    if (!domain || !columns)
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(kernels)) != HYS_OK)
        return status;
    if (count != hys_domain_columns(domain))
        return HYS_E_NAME_COUNT;
    if (!hysi_columns_are_plain(columns, count))
        return HYS_E_STREAM_RESERVED;
    for (size_t c = 0; c < count; c++)
        if (columns[c].data &&
            (status = hysi_has_route(hys_domain_space(domain, c), use, columns[c].type)) != HYS_OK)
            return status;
    return HYS_OK;
}

/* The route of a column that check_columns let through. */
static struct hysi_route route_of(const hys_space *space, enum hysi_use use, hys_type type)
{
    struct hysi_route route = {0};
    const hys_status status = hysi_find_route(space, use, type, &route);
    (void)status;
    return route;
}

static unsigned char *row_at(const hys_column *column, size_t row)
{
    return (unsigned char *)column->data + (ptrdiff_t)row * column->stride;
}

/* The units of n <= HYSI_TILE values of a column, from a row on; returns how many were flagged. */
static size_t units_of(const struct hysi_kernels *kernels, const hys_space *space,
                       const hys_column *column, size_t row, size_t n, double *unit)
{
    const size_t size = hysi_type_info[column->type].size;
    const unsigned char *values = row_at(column, row);
    struct hysi_tile dense;

    if (!hysi_is_dense(values, column->stride, size)) {
        hysi_gather(values, column->stride, n, size, dense.bytes);
        values = dense.bytes;
    }
    const struct hysi_route route = route_of(space, HYSI_USE_ENCODE, column->type);
    return hysi_run_maps(kernels, &route, n, values, size, unit);
}

/* And the values of units. */
static size_t values_of(const struct hysi_kernels *kernels, const hys_space *space,
                        const double *unit, const hys_column *column, size_t row, size_t n)
{
    const struct hysi_route route = route_of(space, HYSI_USE_DECODE, column->type);
    const size_t size = hysi_type_info[column->type].size;
    unsigned char *values = row_at(column, row);
    struct hysi_tile dense;

    if (hysi_is_dense(values, column->stride, size))
        return hysi_run_maps(kernels, &route, n, unit, sizeof *unit, values);
    const size_t flagged = hysi_run_maps(kernels, &route, n, unit, sizeof *unit, dense.bytes);
    hysi_scatter(dense.bytes, n, size, values, column->stride);
    return flagged;
}

hys_status hys_domain_encode(const hys_domain *domain, size_t n, const hys_column *columns,
                             size_t count, hys_order order, double *unit, size_t ld,
                             size_t *flagged)
{
    const size_t row_step = hysi_row_step(order, ld), column_step = hysi_column_step(order, ld);
    const struct hysi_kernels *kernels;
    size_t found = 0;
    double units[HYSI_TILE];

    if (!unit && n > 0)
        return HYS_E_NULL;
    const hys_status status = check_columns(domain, columns, count, HYSI_USE_ENCODE, &kernels);
    if (status != HYS_OK)
        return status;
    if (!hysi_is_matrix(order, n, count, ld))
        return HYS_E_INDEX;
    const hysi_fpenv caller = hysi_fpenv_enter();
    for (size_t row = 0, m; row < n; row += m) {
        m = n - row < HYSI_TILE ? n - row : HYSI_TILE;
        for (size_t c = 0; c < count; c++) {
            if (!columns[c].data)
                continue;
            double *to = unit + row * row_step + c * column_step;
            found += units_of(kernels, hys_domain_space(domain, c), &columns[c], row, m,
                              row_step == 1 ? to : units);
            if (row_step != 1)
                hysi_scatter((unsigned char *)units, m, sizeof *unit, (unsigned char *)to,
                             (ptrdiff_t)(row_step * sizeof *unit));
        }
    }
    hysi_fpenv_leave(caller);
    return hysi_report(found, flagged);
}

hys_status hys_domain_decode(const hys_domain *domain, size_t n, hys_order order,
                             const double *unit, size_t ld, const hys_column *columns, size_t count,
                             size_t *flagged)
{
    const size_t row_step = hysi_row_step(order, ld), column_step = hysi_column_step(order, ld);
    const struct hysi_kernels *kernels;
    size_t found = 0;
    double units[HYSI_TILE];

    if (!unit && n > 0)
        return HYS_E_NULL;
    const hys_status status = check_columns(domain, columns, count, HYSI_USE_DECODE, &kernels);
    if (status != HYS_OK)
        return status;
    if (!hysi_is_matrix(order, n, count, ld))
        return HYS_E_INDEX;
    const hysi_fpenv caller = hysi_fpenv_enter();
    for (size_t row = 0, m; row < n; row += m) {
        m = n - row < HYSI_TILE ? n - row : HYSI_TILE;
        for (size_t c = 0; c < count; c++) {
            const double *from = unit + row * row_step + c * column_step;
            if (!columns[c].data)
                continue;
            if (row_step != 1)
                hysi_gather((const unsigned char *)from, (ptrdiff_t)(row_step * sizeof *unit), m,
                            sizeof *unit, (unsigned char *)units);
            found += values_of(kernels, hys_domain_space(domain, c), row_step == 1 ? from : units,
                               &columns[c], row, m);
        }
    }
    hysi_fpenv_leave(caller);
    return hysi_report(found, flagged);
}

/* ---- one-hot ---- */

static size_t width_of(const hys_space *space)
{
    const size_t count = hys_space_count(space);
    return count ? count : 1;
}

hys_status hys_domain_onehot_width(const hys_domain *domain, size_t *width)
{
    if (!domain || !width)
        return HYS_E_NULL;
    *width = 0;
    for (size_t c = 0; c < hys_domain_columns(domain); c++)
        *width += width_of(hys_domain_space(domain, c));
    return HYS_OK;
}

/* A row's numbers of one column, 1 at the index, 0 elsewhere; NaN where it is none. */
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

/* Units to their place, rows of stride bytes: as they are, or as what the index of their cell says.
 */
static void put_units(const struct hysi_kernels *kernels, const hys_space *space,
                      const double *unit, size_t n, unsigned char *to, size_t stride, bool narrow)
{
    const size_t count = hys_space_count(space);
    struct hysi_tile between;

    if (count > 0) {
        const union hysi_params p = {.decode_index = {(uint32_t)count, UINT32_MAX}};
        const uint32_t *index = (const uint32_t *)(const void *)between.bytes;
        kernels->map[HYSI_MAP_decode_index](&p, n, unit, between.bytes);
        for (size_t k = 0; k < n; k++)
            set_one(to + k * stride, count, index[k], narrow);
    } else if (narrow) {
        kernels->map[HYSI_MAP_cast_f64_f32](&hysi_no_params, n, unit, between.bytes);
        hysi_scatter(between.bytes, n, sizeof(float), to, (ptrdiff_t)stride);
    } else {
        hysi_scatter((const unsigned char *)unit, n, sizeof *unit, to, (ptrdiff_t)stride);
    }
}

static hys_status onehot(const hys_domain *domain, size_t n, const hys_column *columns,
                         size_t count, void *out, size_t ld, size_t *flagged, bool narrow)
{
    const size_t size = narrow ? sizeof(float) : sizeof(double);
    const struct hysi_kernels *kernels;
    size_t found = 0, width;
    double units[HYSI_TILE];
    hys_status status;

    if (!out && n > 0)
        return HYS_E_NULL;
    if ((status = check_columns(domain, columns, count, HYSI_USE_ENCODE, &kernels)) != HYS_OK ||
        (status = hys_domain_onehot_width(domain, &width)) != HYS_OK)
        return status;
    if (ld < width)
        return HYS_E_INDEX;
    const hysi_fpenv caller = hysi_fpenv_enter();
    for (size_t row = 0, m; row < n; row += m) {
        unsigned char *to = (unsigned char *)out + row * ld * size;
        m = n - row < HYSI_TILE ? n - row : HYSI_TILE;
        for (size_t c = 0; c < count; c++) {
            const hys_space *space = hys_domain_space(domain, c);
            if (columns[c].data) {
                found += units_of(kernels, space, &columns[c], row, m, units);
                put_units(kernels, space, units, m, to, ld * size, narrow);
            }
            to += width_of(space) * size;
        }
    }
    hysi_fpenv_leave(caller);
    return hysi_report(found, flagged);
}

hys_status hys_domain_onehot_f32(const hys_domain *domain, size_t n, const hys_column *columns,
                                 size_t count, float *out, size_t ld, size_t *flagged)
{
    return onehot(domain, n, columns, count, out, ld, flagged, true);
}

hys_status hys_domain_onehot_f64(const hys_domain *domain, size_t n, const hys_column *columns,
                                 size_t count, double *out, size_t ld, size_t *flagged)
{
    return onehot(domain, n, columns, count, out, ld, flagged, false);
}
