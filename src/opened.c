/* Opened streams: a source that is opened once for many calls. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "src/dispatch.h"
#include "src/domain.h"
#include "src/fpenv.h"
#include "src/stream.h"

/* How many designs an opened stream keeps: what only a space could tell is derived by each call. */
static size_t designs_of(const struct hysi_opened *opened, const struct hys_domain *domain)
{
    if (!opened->kind->design || (!domain && opened->kind->traits & HYS_STREAM_POINTS))
        return 0;
    return !domain || opened->kind->one_design ? 1 : domain->columns;
}

static void derive(const struct hys_stream *stream, const struct hysi_kernels *kernels,
                   size_t designs)
{
    const struct hysi_opened *opened = &stream->opened;
    const hysi_fpenv caller = hysi_fpenv_enter();

    for (size_t c = 0; c < designs; c++) {
        const struct hysi_column_id id = stream->domain ? hysi_id_of_column(stream->domain, c)
                                                        : hysi_id_of_source(&opened->source);
        if (hysi_fits(opened, &id, 64) == HYS_OK)
            opened->kind->design(opened, kernels, &id, &stream->designs[c]);
    }
    hysi_fpenv_leave(caller);
}

/* An array of count elements; NULL, too, where count is 0. Clears *enough when memory runs out. */
static void *array(size_t count, size_t size, bool *enough)
{
    void *memory = count ? calloc(count, size) : NULL;
    *enough &= memory || !count;
    return memory;
}

hys_status hys_stream_open(hys_stream **result, const hys_source *source, const hys_domain *domain)
{
    const struct hysi_kernels *kernels;
    struct hysi_opened opened;
    struct hys_stream *stream;
    hys_status status;

    if (result)
        *result = NULL;
    if (!result || !source)
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK ||
        (status = hysi_open(&opened, source, domain)) != HYS_OK)
        return status;
    hysi_derive(&opened, false);
    hysi_derive(&opened, true);
    if (!(stream = calloc(1, sizeof *stream)))
        return HYS_E_MEMORY;
    const size_t designs = designs_of(&opened, domain),
                 numbers = source->column_points ? domain->columns : 0;
    bool enough = true;
    stream->opened = opened;
    stream->domain = hysi_domain_hold(domain);
    stream->designs = array(designs, sizeof *stream->designs, &enough);
    stream->column_points = array(numbers, sizeof *stream->column_points, &enough);
    if (!enough) {
        hys_stream_free(stream);
        return HYS_E_MEMORY;
    }
    if (numbers)
        memcpy(stream->column_points, source->column_points,
               numbers * sizeof *stream->column_points);
    stream->opened.source.column_points = stream->column_points;
    stream->opened.designs = stream->designs;
    derive(stream, kernels, designs);
    *result = stream;
    return HYS_OK;
}

void hys_stream_free(hys_stream *opened)
{
    if (!opened)
        return;
    hys_domain_free(opened->domain);
    free(opened->designs);
    free(opened->column_points);
    free(opened);
}

void hys_stream_source(const hys_stream *opened, hys_source *source)
{
    *source = opened->opened.source;
}
