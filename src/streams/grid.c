/* Grids: every combination of the columns' values, in lexicographic or in random order.
 * docs/spec.md, section 2.3. */
#include <config.h>

#include "src/stream.h"

static enum hysi_use use(uint32_t flags)
{
    (void)flags;
    return HYSI_USE_NUMBER;
}

static void derive(struct hysi_opened *opened, bool wide)
{
    (void)wide;
    hysi_native_plane(opened, HYSI_DESIGN_PLANE);
}

static void permutation(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                        const struct hysi_column_id *column, union hysi_design *design)
{
    enum { TABLE = 0 }; /* the dim of what belongs to a whole table */

    (void)column;
    hysi_design_permutation(opened, kernels, TABLE, &design->permutation);
}

static void key(const struct hysi_opened *opened, const struct hysi_column_id *column,
                const union hysi_design *design, const struct hysi_route *route, uint32_t d,
                struct hysi_engine_key *engine_key)
{
    const struct hysi_digits *digits = &opened->digits;
    uint64_t divisor = 1, points = 1;

    (void)route;
    (void)d; /* one number or unit a sample */
    for (uint32_t k = 0; k < digits->count; k++) {
        if (digits->rank[k] > column->rank)
            divisor *= digits->points[k];
        if (digits->rank[k] == column->rank)
            points = digits->points[k];
    }
    engine_key->grid.permutation = design ? &design->permutation : NULL;
    engine_key->grid.divisor = divisor;
    engine_key->grid.points = points;
    if (design) { /* rows in order are not divided */
        engine_key->grid.by_divisor = hysi_reciprocal_of(divisor);
        engine_key->grid.by_points = hysi_reciprocal_of(points);
    }
    engine_key->grid.ends = opened->source.flags & HYS_ENDS;
}

const struct hysi_stream_kind hysi_stream_grid = {
    .id = HYS_GRID,
    .name = "grid",
    .summary = "every combination of the columns' values in lexicographic order",
    .flags = HYS_ENDS,
    .traits = HYS_STREAM_POINTS | HYS_STREAM_NATIVE,
    .version = 1,
    .engine = {HYSI_ENGINE_grid_unit64, HYSI_ENGINE_grid64},
    .use = use,
    .key = key,
};

const struct hysi_stream_kind hysi_stream_permuted = {
    .id = HYS_PERMUTED,
    .name = "permuted",
    .summary = "every combination of the columns' values once, in random order",
    .flags = HYS_ENDS,
    .traits = HYS_STREAM_KEYED | HYS_STREAM_POINTS | HYS_STREAM_NATIVE,
    .version = 1,
    .engine = {HYSI_ENGINE_grid_unit64, HYSI_ENGINE_grid64},
    .use = use,
    .derive = derive,
    .design = permutation,
    .one_design = true,
    .key = key,
};
