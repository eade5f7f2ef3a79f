/* The logpdf of tables: of each column, and their sum over the columns. */
#include <config.h>

#include <hyspace/density.h>

#include "src/cpu.h"
#include "src/density.h"
#include "src/dispatch.h"
#include "src/domain.h"
#include "src/fpenv.h"
#include "src/pipeline.h"
#include "src/strided.h"

struct density_call {
    const hys_domain *domain;
    const struct hysi_kernels *kernels;
    const hys_column *columns;
    double *sum;                  /* NULL: not asked for */
    unsigned char *matrix;        /* NULL: not asked for */
    size_t row_step, column_step; /* in bytes */
    size_t n;
};

/* Elements of a column that are not contiguous in the caller's memory, and their logpdf. */
struct density_room {
    struct hysi_tile in, out;
};

static hys_status check(struct density_call *call, size_t count)
{
    hys_status status;

    if (!call->domain || !call->columns || (!call->sum && !call->matrix && call->n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&call->kernels)) != HYS_OK)
        return status;
    if (!hysi_cpu_has_fma())
        return HYS_E_ISA;
    if (count != call->domain->columns)
        return HYS_E_NAME_COUNT;
    if (!hysi_columns_are_plain(call->columns, count))
        return HYS_E_STREAM_RESERVED;
    for (size_t c = 0; c < count; c++) {
        const hys_column *column = &call->columns[c];
        struct hysi_route route;
        if (column->data && (status = hysi_density_route(call->domain->column[c].space, HYSI_LOGPDF,
                                                         column->type, &route)) != HYS_OK)
            return status;
    }
    return HYS_OK;
}

/* Writes the logpdf of m <= HYSI_TILE rows of a column, from a row on, to room->out; returns how
 * many values were flagged. */
static size_t run_column(const struct density_call *call, struct density_room *room, size_t c,
                         size_t row, size_t m)
{
    const hys_column *column = &call->columns[c];
    const size_t size = hysi_type_info[column->type].size;
    const unsigned char *in = (const unsigned char *)column->data + (ptrdiff_t)row * column->stride;
    struct hysi_route route;

    (void)hysi_density_route(call->domain->column[c].space, HYSI_LOGPDF, column->type, &route);
    if (!hysi_is_dense(in, column->stride, size)) {
        hysi_copy_from_strided(in, column->stride, size, m, room->in.bytes);
        in = room->in.bytes;
    }
    return hysi_run_maps(call->kernels, &route, in, size, m, room->out.bytes);
}

/* Runs a call that has been checked. Columns in the order of their names make the sum the same in
 * whatever order they were given. */
static size_t run(const struct density_call *call)
{
    size_t flagged = 0;
    struct density_room room;

    for (size_t row = 0, m; row < call->n; row += m) {
        double *sum = call->sum ? call->sum + row : NULL;
        m = call->n - row < HYSI_TILE ? call->n - row : HYSI_TILE;
        for (size_t k = 0; sum && k < m; k++)
            sum[k] = 0;
        for (size_t rank = 0; rank < call->domain->columns; rank++) {
            const size_t c = call->domain->sorted[rank];
            const double *logpdf = (const double *)(const void *)room.out.bytes;
            if (!call->columns[c].data)
                continue;
            flagged += run_column(call, &room, c, row, m);
            for (size_t k = 0; sum && k < m; k++)
                sum[k] += logpdf[k];
            if (call->matrix)
                hysi_copy_to_strided(room.out.bytes, sizeof *logpdf, m,
                                     call->matrix + row * call->row_step + c * call->column_step,
                                     (ptrdiff_t)call->row_step);
        }
    }
    return flagged;
}

hys_status hys_domain_logpdf(const hys_domain *domain, size_t n, const hys_column *columns,
                             size_t count, double *sum, hys_order order, double *logpdf, size_t ld,
                             size_t *flagged)
{
    struct density_call call = {.domain = domain,
                                .columns = columns,
                                .sum = sum,
                                .matrix = (unsigned char *)logpdf,
                                .n = n};
    hys_status status;

    if (flagged)
        *flagged = 0;
    if ((status = check(&call, count)) != HYS_OK)
        return status;
    if (logpdf && !hysi_is_matrix(order, n, count, ld))
        return HYS_E_INDEX;
    call.row_step = hysi_row_step(order, ld) * sizeof *logpdf;
    call.column_step = hysi_column_step(order, ld) * sizeof *logpdf;
    const hysi_fpenv caller = hysi_fpenv_enter();
    const size_t found = run(&call);
    hysi_fpenv_leave(caller);
    return hysi_report(found, flagged);
}
