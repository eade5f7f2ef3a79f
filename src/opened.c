/* Opened streams: a source that is opened once for many calls. */
#include <config.h>

#include <stdlib.h>

#include "src/domain.h"
#include "src/stream.h"

hys_status hys_stream_open(hys_stream **result, const hys_source *source, const hys_domain *domain)
{
    struct hysi_opened opened;

    if (result)
        *result = NULL;
    if (!result || !source)
        return HYS_E_NULL;
    const hys_status status = hysi_open(&opened, source, domain != NULL);
    if (status != HYS_OK)
        return status;
    hysi_derive(&opened, false);
    hysi_derive(&opened, true);
    if (!(*result = malloc(sizeof **result)))
        return HYS_E_MEMORY;
    (*result)->opened = opened;
    (*result)->domain = hysi_domain_hold(domain);
    return HYS_OK;
}

void hys_stream_free(hys_stream *opened)
{
    if (!opened)
        return;
    hys_domain_free(opened->domain);
    free(opened);
}

void hys_stream_source(const hys_stream *opened, hys_source *source)
{
    *source = opened->opened.source;
}
