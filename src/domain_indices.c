/* Rows of tables by a list of their numbers. */
#include <config.h>

#include "src/dispatch.h"
#include "src/domain.h"
#include "src/fpenv.h"
#include "src/stream.h"
#include "src/strided.h"

/* n <= HYSI_TILE rows of one column, rows from `done` on of what it describes. */
static void sample_column_at(const struct hysi_kernels *kernels, const struct hysi_stream *stream,
                             const struct hysi_column *column, const hys_column *to,
                             const uint64_t *index, size_t done, size_t n)
{
    const struct hysi_place place = {.in_table = true, .dim = column->dim, .rank = column->rank};
    const size_t size = hysi_type_info[to->type].size;
    struct hysi_route route;
    struct hysi_tile tile;

    if (hysi_find_route(column->space, stream->use, to->type, &route) != HYS_OK)
        return; /* checked by the caller */
    hysi_sample_route_at(kernels, stream, &place, &route, index + done, n, size, tile.bytes);
    hysi_scatter(tile.bytes, n, size, (unsigned char *)to->data + (ptrdiff_t)done * to->stride,
                 to->stride);
}

hys_status hys_domain_sample_indices(const hys_domain *domain, const hys_source *source,
                                     const uint64_t *index, size_t n, const hys_column *columns,
                                     size_t count)
{
    const struct hysi_kernels *kernels;
    struct hysi_stream stream;

    if (!index && n > 0)
        return HYS_E_NULL;
    const hys_status status = hysi_domain_check(domain, source, columns, count, &kernels, &stream);
    if (status != HYS_OK)
        return status;
    hysi_stream_derive(&stream, 32);
    hysi_stream_derive(&stream, 64);
    const hysi_fpenv caller = hysi_fpenv_enter();
    for (size_t done = 0, m; done < n; done += m) {
        m = n - done < HYSI_TILE ? n - done : HYSI_TILE;
        for (size_t c = 0; c < count; c++)
            if (columns[c].data)
                sample_column_at(kernels, &stream, &domain->column[c], &columns[c], index, done, m);
    }
    hysi_fpenv_leave(caller);
    return HYS_OK;
}
