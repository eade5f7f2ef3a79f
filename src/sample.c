/* Sampling of one space, and draws without a space: checks in the order of their precedence, then
 * the pipeline. */
#include <config.h>

#include <hyspace/sample.h>

#include "src/dispatch.h"
#include "src/fpenv.h"
#include "src/pipeline.h"

/* Opens the source, or copies what an opened stream for single spaces holds. */
static hys_status open_source(struct hysi_opened *own, const hys_source *source,
                              const hys_stream *opened)
{
    if (source)
        return hysi_open(own, source, NULL);
    hysi_copy_opened(own, &opened->opened);
    return opened->domain ? HYS_E_STREAM : HYS_OK;
}

/* Runs a call that has been checked and whose step->route is set. */
static void run(struct hysi_step *step, const struct hysi_kernels *kernels, struct hysi_opened *own,
                const struct hysi_rows *rows, size_t size, void *out)
{
    const struct hysi_column_id id = hysi_id_of_source(&own->source);
    struct hysi_scratch scratch;

    if (rows->n == 0)
        return; /* out may be NULL */
    const hysi_fpenv caller = hysi_fpenv_enter();
    hysi_settle(step, kernels, own, &id, size);
    hysi_run_large(step, own, &scratch, rows, out);
    hysi_fpenv_leave(caller);
}

/* ---- spaces ---- */

/* Lays out the grid, if there is one, and finds the route. */
static hys_status find_route(const hys_space *space, struct hysi_opened *own, hys_type type,
                             struct hysi_route *route)
{
    const struct hysi_column_id id = hysi_id_of_source(&own->source);
    hys_status status = hysi_open_space(own, space);

    if (status != HYS_OK)
        return status;
    status = hysi_find_route(space, hysi_use_of(space, own->use), type, route);
    const hys_status fits = hysi_fits(own, &id, status == HYS_OK ? route->bits : 64);
    return fits != HYS_OK ? fits : status;
}

static hys_status sample(const hys_space *space, const hys_source *source, const hys_stream *opened,
                         struct hysi_rows rows, hys_type type, void *out)
{
    const struct hysi_kernels *kernels;
    struct hysi_opened own;
    struct hysi_step step;
    hys_status status;

    if (!space || (!source && !opened) || (!out && rows.n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK ||
        (status = open_source(&own, source, opened)) != HYS_OK ||
        (status = find_route(space, &own, type, &step.route)) != HYS_OK)
        return status;
    if (!hysi_in_range(&rows, own.rows))
        return HYS_E_INDEX;
    run(&step, kernels, &own, &rows, hysi_type_info[type].size, out);
    return HYS_OK;
}

hys_status hys_sample(const hys_space *space, const hys_source *source, uint64_t first, size_t n,
                      hys_type type, void *out)
{
    return sample(space, source, NULL, (struct hysi_rows){NULL, first, n}, type, out);
}

hys_status hys_sample_from(const hys_space *space, const hys_stream *opened, uint64_t first,
                           size_t n, hys_type type, void *out)
{
    return sample(space, NULL, opened, (struct hysi_rows){NULL, first, n}, type, out);
}

hys_status hys_sample_indices(const hys_space *space, const hys_source *source,
                              const uint64_t *numbers, size_t n, hys_type type, void *out)
{
    if (!numbers && n > 0)
        return HYS_E_NULL;
    return sample(space, source, NULL, (struct hysi_rows){numbers, 0, n}, type, out);
}

hys_status hys_sample_indices_from(const hys_space *space, const hys_stream *opened,
                                   const uint64_t *numbers, size_t n, hys_type type, void *out)
{
    if (!numbers && n > 0)
        return HYS_E_NULL;
    return sample(space, NULL, opened, (struct hysi_rows){numbers, 0, n}, type, out);
}

#define SAMPLE(suffix, element, id)                                                      \
    hys_status hys_sample_##suffix(const hys_space *space, const hys_source *source,     \
                                   uint64_t first, size_t n, element *out)               \
    {                                                                                    \
        return sample(space, source, NULL, (struct hysi_rows){NULL, first, n}, id, out); \
    }
SAMPLE(f32, float, HYS_F32)
SAMPLE(f64, double, HYS_F64)
SAMPLE(i32, int32_t, HYS_I32)
SAMPLE(i64, int64_t, HYS_I64)
SAMPLE(index, uint32_t, HYS_INDEX)
#undef SAMPLE

hys_status hys_space_rows(const hys_space *space, const hys_source *source, uint64_t *rows)
{
    struct hysi_opened own;
    hys_status status;

    if (!space || !source || !rows)
        return HYS_E_NULL;
    if ((status = hysi_open(&own, source, NULL)) == HYS_OK &&
        (status = hysi_open_space(&own, space)) == HYS_OK)
        *rows = own.rows;
    return status;
}

/* ---- draws without a space: raw words, or the unit interval ---- */

/* The maps of the unit interval under the JAX streams and under the native one, in f32 and f64. */
static const struct hysi_stage units[2][2] = {
    {{HYSI_STAGE(jax_linear_f32, .scale = 0x1p-23f)},
     {HYSI_STAGE(jax_uniform_f64, .span = 1, .down = 1)}},
    {{HYSI_STAGE(linear_f32, .scale = 0x1p-24f)}, {HYSI_STAGE(linear_f64, .scale = 0x1p-53)}},
};

/* The JAX streams give 64-bit words and f64 with HYS_X64 only, and f32 without it only. */
static hys_status draw(const hys_source *source, const hys_stream *opened, struct hysi_rows rows,
                       void *out, int bits, bool unit)
{
    const struct hysi_kernels *kernels;
    struct hysi_opened own;
    struct hysi_step step = {.route = {.bits = (uint8_t)bits, .draws = 1}};
    hys_status status;

    if ((!source && !opened) || (!out && rows.n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK ||
        (status = open_source(&own, source, opened)) != HYS_OK)
        return status;
    const struct hysi_column_id id = hysi_id_of_source(&own.source);
    if (!(own.kind->traits & HYS_STREAM_DRAWS))
        return HYS_E_STREAM;
    if ((status = hysi_fits(&own, &id, step.route.bits)) != HYS_OK)
        return status;
    if ((own.use == HYSI_USE_JAX32 && bits == 64) ||
        (own.use == HYSI_USE_JAX64 && bits == 32 && unit))
        return HYS_E_TYPE;
    if (!hysi_in_range(&rows, own.rows))
        return HYS_E_INDEX;
    if (unit) {
        const struct hysi_stage *stage = &units[own.use == HYSI_USE_NATIVE][bits == 64];
        step.route.stages = 1;
        step.route.stage[0].map = stage->map;
        step.route.stage[0].params = &stage->params;
    }
    run(&step, kernels, &own, &rows, (size_t)bits / 8, out);
    return HYS_OK;
}

#define DRAW(name, element, bits, unit)                                                            \
    hys_status hys_##name(const hys_source *source, uint64_t first, size_t n, element *out)        \
    {                                                                                              \
        return draw(source, NULL, (struct hysi_rows){NULL, first, n}, out, bits, unit);            \
    }                                                                                              \
    hys_status hys_##name##_from(const hys_stream *opened, uint64_t first, size_t n, element *out) \
    {                                                                                              \
        return draw(NULL, opened, (struct hysi_rows){NULL, first, n}, out, bits, unit);            \
    }
DRAW(bits_u32, uint32_t, 32, false)
DRAW(bits_u64, uint64_t, 64, false)
DRAW(unit_f32, float, 32, true)
DRAW(unit_f64, double, 64, true)
#undef DRAW
