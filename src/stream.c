/* The list of streams, what they say of themselves, and opening a source. */
#include <config.h>

#include <string.h>

#include "src/domain.h"
#include "src/space.h"
#include "src/stream.h"

static const struct hysi_stream_kind *const streams[] = {
#define X(name) &hysi_stream_##name,
    HYSI_STREAMS(X)
#undef X
};
enum { STREAMS = sizeof streams / sizeof streams[0] };

/* The stream of a number; NULL where no stream has it. */
static const struct hysi_stream_kind *find(int32_t id)
{
    for (size_t i = 0; i < STREAMS; i++)
        if (streams[i]->id == id)
            return streams[i];
    return NULL;
}

/* ---- what they say of themselves ---- */

size_t hys_stream_count(void) { return STREAMS; }

int32_t hys_stream_at(size_t i) { return i < STREAMS ? streams[i]->id : -1; }

const char *hys_stream_name(int32_t stream)
{
    const struct hysi_stream_kind *found = find(stream);
    return found ? found->name : NULL;
}

const char *hys_stream_summary(int32_t stream)
{
    const struct hysi_stream_kind *found = find(stream);
    return found ? found->summary : NULL;
}

uint32_t hys_stream_flags(int32_t stream)
{
    const struct hysi_stream_kind *found = find(stream);
    return found ? found->flags : 0;
}

int32_t hys_stream_from_name(const char *name)
{
    for (size_t i = 0; name && i < STREAMS; i++)
        if (!strcmp(streams[i]->name, name))
            return streams[i]->id;
    return -1;
}

uint32_t hys_stream_traits(int32_t stream)
{
    const struct hysi_stream_kind *found = find(stream);
    return found ? found->traits : 0;
}

int hys_stream_version(int32_t stream)
{
    const struct hysi_stream_kind *found = find(stream);
    return found ? found->version : 0;
}

enum hysi_use hysi_use_of(const struct hys_space *space, enum hysi_use use)
{
    return use == HYSI_USE_NUMBER && hysi_points_of(space) == 0 ? HYSI_USE_DECODE : use;
}

enum hysi_use hysi_stream_use(const struct hys_space *space, int32_t id, uint32_t flags)
{
    const struct hysi_stream_kind *kind = find(id);
    return kind && !(flags & ~kind->flags) ? hysi_use_of(space, kind->use(flags)) : HYSI_USES;
}

/* ---- sources ---- */

hys_source hys_source_native(hys_key key) { return (hys_source){.stream = HYS_NATIVE, .key = key}; }

hys_source hys_source_jax(int32_t stream, hys_key key, uint32_t flags)
{
    return (hys_source){.stream = stream, .flags = flags, .key = key};
}

hys_source hys_source_sobol(hys_key key) { return (hys_source){.stream = HYS_SOBOL, .key = key}; }

hys_source hys_source_sobol_owen(hys_key key)
{
    return (hys_source){.stream = HYS_SOBOL_OWEN, .key = key};
}

hys_source hys_source_sobol_shift(hys_key key)
{
    return (hys_source){.stream = HYS_SOBOL_SHIFT, .key = key};
}

hys_source hys_source_sobol_plain(void) { return (hys_source){.stream = HYS_SOBOL_PLAIN}; }

hys_source hys_source_lhs(hys_key key, uint64_t rows)
{
    return (hys_source){.stream = HYS_LHS, .key = key, .rows = rows};
}

hys_source hys_source_grid(uint64_t points)
{
    return (hys_source){.stream = HYS_GRID, .points = points};
}

hys_source hys_source_permuted(hys_key key, uint64_t points)
{
    return (hys_source){.stream = HYS_PERMUTED, .key = key, .points = points};
}

/* ---- grids ---- */

/* Adds the next column of a grid, in the order of ranks. own is its number of points in the source,
 * or 0. */
static hys_status add_column(struct hysi_opened *opened, const struct hys_space *space,
                             uint32_t rank, uint64_t own)
{
    struct hysi_digits *digits = &opened->digits;
    const uint64_t finite = hysi_points_of(space), points = finite ? finite
                                                            : own  ? own
                                                                   : opened->source.points;

    if (finite ? own > 0 : points == 0 || points > UINT64_C(1) << 53)
        return HYS_E_STREAM_POINTS;
    if (points > (UINT64_C(1) << 63) / opened->rows)
        return HYS_E_STREAM_ROWS;
    opened->rows *= points;
    if (points > 1) {
        digits->rank[digits->count] = rank;
        digits->points[digits->count++] = points;
    }
    return HYS_OK;
}

hys_status hysi_open_space(struct hysi_opened *opened, const struct hys_space *space)
{
    if (!(opened->kind->traits & HYS_STREAM_POINTS))
        return HYS_OK;
    opened->rows = 1;
    opened->digits.count = 0;
    return add_column(opened, space, 0, 0);
}

/* HYS_E_STREAM_POINTS of any column comes behind HYS_E_STREAM_ROWS of another. */
static hys_status open_domain(struct hysi_opened *opened, const struct hys_domain *domain)
{
    const uint64_t *own = opened->source.column_points;
    hys_status found = HYS_OK;

    opened->rows = 1;
    for (size_t rank = 0; rank < domain->columns; rank++) {
        const uint32_t c = domain->sorted[rank];
        const hys_status status =
            add_column(opened, domain->column[c].space, (uint32_t)rank, own ? own[c] : 0);
        if (status == HYS_E_STREAM_ROWS)
            return status;
        found = status != HYS_OK ? status : found;
    }
    return found;
}

/* ---- opening ---- */

struct hysi_column_id hysi_id_of_column(const struct hys_domain *domain, size_t c)
{
    const struct hysi_column *column = &domain->column[c];
    return (struct hysi_column_id){.in_table = true,
                                   .dim = column->dim,
                                   .rank = column->rank,
                                   .number = (uint32_t)c,
                                   .dimension = column->sobol_dimension};
}

struct hysi_column_id hysi_id_of_source(const hys_source *source)
{
    return (struct hysi_column_id){.dim = source->dim, .dimension = source->dim};
}

/* Whether a member is set that the stream does not use. */
static bool is_reserved_set(const struct hysi_stream_kind *kind, const hys_source *source,
                            bool in_table)
{
    const bool dim = !in_table && kind->traits & HYS_STREAM_DIM,
               points = kind->traits & HYS_STREAM_POINTS;

    return (source->flags & ~kind->flags) || (source->dim && !dim) ||
           (source->rows && !(kind->traits & HYS_STREAM_ROWS)) || (source->points && !points) ||
           (source->column_points && !(points && in_table)) || source->reserved[0] ||
           source->reserved[1];
}

hys_status hysi_open(struct hysi_opened *opened, const hys_source *source,
                     const struct hys_domain *domain)
{
    const struct hysi_stream_kind *kind = find(source->stream);

    if (!kind)
        return HYS_E_STREAM_UNKNOWN;
    if (is_reserved_set(kind, source, domain != NULL))
        return HYS_E_STREAM_RESERVED;
    if (kind->traits & HYS_STREAM_ROWS && source->rows == 0)
        return HYS_E_STREAM_ROWS;
    opened->kind = kind;
    opened->use = kind->use(source->flags);
    opened->source = *source;
    opened->rows = source->rows;
    opened->planed[0] = opened->planed[1] = opened->planed[HYSI_DESIGN_PLANE] = false;
    opened->designs = NULL;
    opened->digits.count = 0;
    return domain && kind->traits & HYS_STREAM_POINTS ? open_domain(opened, domain) : HYS_OK;
}
