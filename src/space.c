/* Spaces as objects: their owners and their accessors. */
#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/space.h"
#include "src/stream.h"

struct hys_space *hysi_space_hold(struct hys_space *space)
{
    atomic_fetch_add_explicit(&space->references, 1, memory_order_relaxed);
    return space;
}

void hys_space_free(hys_space *space)
{
    if (!space || atomic_fetch_sub_explicit(&space->references, 1, memory_order_acq_rel) != 1)
        return;
    hysi_space_release(space);
    free(space);
}

/* ---- accessors ---- */

hys_kind hys_space_kind(const hys_space *space) { return space->kind->id; }
double hys_space_lower(const hys_space *space) { return space->extent.lower; }
double hys_space_upper(const hys_space *space) { return space->extent.upper; }
size_t hys_space_count(const hys_space *space) { return space->count; }

const hys_argument *hys_space_argument(const hys_space *space, size_t p)
{
    return p < space->kind->params ? &space->argument[p] : NULL;
}

int hys_space_is_preset(const hys_space *space, size_t p)
{
    if (p >= space->kind->params || space->kind->param[p].optional == HYS_PARAM_REQUIRED)
        return 0;
    const hys_param *param = &space->kind->param[p];
    const hys_argument *argument = &space->argument[p];
    if (!argument->type || isnan(param->preset))
        return !argument->type;
    switch (argument->type) {
    case HYS_PARAM_REAL: return argument->real == param->preset;
    case HYS_PARAM_INTEGER: return (double)argument->integer == param->preset;
    case HYS_PARAM_WORD: return argument->word == param->words[(size_t)param->preset];
    case HYS_PARAM_SWITCH: return argument->on == (param->preset != 0);
    default: return 0;
    }
}

void hys_space_extent(const hys_space *space, hys_extent *extent) { *extent = space->extent; }

double hys_space_base(const hys_space *space)
{
    for (size_t p = 0; p < space->kind->params; p++)
        if (!strcmp(space->kind->param[p].name, "base") && space->argument[p].type)
            return space->argument[p].real;
    return (double)NAN;
}

double hys_space_value(const hys_space *space, size_t i)
{
    return space->list && i < space->count ? space->argument[0].reals[i] : (double)NAN;
}

const char *hys_space_label(const hys_space *space, size_t i)
{
    return space->names && i < space->count ? space->names[i] : NULL;
}

hys_scalar hys_space_scalar(const hys_space *space, size_t i)
{
    return space->scalars && i < space->count ? space->scalars[i] : HYS_SCALAR_STRING;
}

uint32_t hys_space_types(const hys_space *space, int32_t stream, uint32_t flags)
{
    const enum hysi_use use = hysi_stream_use(space, stream, flags);
    return use == HYSI_USES ? 0 : hysi_types_of(space, use);
}

hys_type hys_space_default_type(const hys_space *space, int32_t stream, uint32_t flags)
{
    const enum hysi_use use = hysi_stream_use(space, stream, flags);
    const bool narrow = use == HYSI_USE_JAX32;

    if (use == HYSI_USES)
        return 0;
    if (space->kind->traits & HYS_KIND_NAMES)
        return HYS_INDEX;
    if (space->kind->traits & HYS_KIND_INTEGERS)
        return narrow ? HYS_I32 : HYS_I64;
    return narrow ? HYS_F32 : HYS_F64;
}

uint32_t hys_space_transform_types(const hys_space *space)
{
    return hysi_types_of(space, HYSI_USE_TRANSFORM);
}

uint32_t hys_space_encode_types(const hys_space *space)
{
    return hysi_types_of(space, HYSI_USE_ENCODE);
}
