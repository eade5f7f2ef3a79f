/* Latin hypercubes. docs/spec.md, section 2.3. */
#include <config.h>

#include <string.h>

#include "src/stream.h"

static enum hysi_use use(uint32_t flags)
{
    (void)flags;
    return HYSI_USE_NATIVE;
}

/* Every stratum must have a draw. */
static hys_status fits(const struct hysi_opened *opened, const struct hysi_column_id *column,
                       uint8_t bits)
{
    (void)column;
    return opened->rows <= UINT64_C(1) << (bits == 64 ? 32 : 22) ? HYS_OK : HYS_E_STREAM;
}

static void derive(struct hysi_opened *opened, bool wide)
{
    hysi_native_plane(opened, wide);
    hysi_native_plane(opened, HYSI_DESIGN_PLANE);
}

static void design(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                   const struct hysi_column_id *column, union hysi_design *derived)
{
    hysi_design_permutation(opened, kernels, column->dim, &derived->permutation);
}

static void key(const struct hysi_opened *opened, const struct hysi_column_id *column,
                const union hysi_design *derived, const struct hysi_route *route, uint32_t d,
                struct hysi_engine_key *engine_key)
{
    (void)d; /* a native head takes one draw a sample */
    engine_key->lhs.permutation = &derived->permutation;
    memcpy(engine_key->lhs.native.word, opened->plane[route->bits == 64],
           sizeof engine_key->lhs.native.word);
    engine_key->lhs.native.dim = column->dim;
    engine_key->lhs.centred = opened->source.flags & HYS_CENTRED;
}

const struct hysi_stream_kind hysi_stream_lhs = {
    .id = HYS_LHS,
    .name = "lhs",
    .summary = "a Latin hypercube",
    .flags = HYS_CENTRED,
    .traits =
        HYS_STREAM_KEYED | HYS_STREAM_DIM | HYS_STREAM_ROWS | HYS_STREAM_DRAWS | HYS_STREAM_NATIVE,
    .version = 1,
    .engine = {HYSI_ENGINE_lhs32, HYSI_ENGINE_lhs64},
    .use = use,
    .fits = fits,
    .derive = derive,
    .design = design,
    .key = key,
};
