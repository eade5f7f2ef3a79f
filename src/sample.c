/* Public sampling of one space: checks in the order of their precedence, then the pipeline. */
#include <config.h>

#include <hyspace/sample.h>

#include "src/dispatch.h"
#include "src/fpenv.h"
#include "src/stream.h"

static void run(const struct hysi_kernels *kernels, const struct hysi_stream *stream,
                const struct hysi_route *route, uint64_t first, size_t n, size_t size, void *out)
{
    const struct hysi_place place = {.dim = stream->dim};
    const hysi_fpenv caller = hysi_fpenv_enter();
    hysi_sample_route(kernels, stream, &place, route, first, n, size, out);
    hysi_fpenv_leave(caller);
}

/* What every call on a space looks up, and the errors that it can meet there. */
static hys_status look_up(const hys_space *space, const hys_source *source, hys_type type,
                          const struct hysi_kernels **kernels, struct hysi_stream *stream,
                          struct hysi_route *route)
{
    hys_status status = hysi_kernels_get(kernels);
    if (status == HYS_OK)
        status = hysi_stream_open(stream, source, false);
    if (status == HYS_OK)
        status = hysi_find_route(space, stream->use, type, route);
    if (status == HYS_OK)
        hysi_stream_derive(stream, route->bits);
    return status;
}

hys_status hys_sample(const hys_space *space, const hys_source *source, uint64_t first, size_t n,
                      hys_type type, void *out)
{
    const struct hysi_kernels *kernels;
    struct hysi_route route;
    struct hysi_stream stream;
    hys_status status;

    if (!space || !source || (!out && n > 0))
        return HYS_E_NULL;
    if ((status = look_up(space, source, type, &kernels, &stream, &route)) != HYS_OK)
        return status;
    if (!hysi_in_range(first, n))
        return HYS_E_INDEX;
    run(kernels, &stream, &route, first, n, hysi_type_info[type].size, out);
    return HYS_OK;
}

hys_status hys_sample_indices(const hys_space *space, const hys_source *source,
                              const uint64_t *index, size_t n, hys_type type, void *out)
{
    const struct hysi_kernels *kernels;
    struct hysi_route route;
    struct hysi_stream stream;
    hys_status status;

    if (!space || !source || ((!index || !out) && n > 0))
        return HYS_E_NULL;
    if ((status = look_up(space, source, type, &kernels, &stream, &route)) != HYS_OK)
        return status;
    const struct hysi_place place = {.dim = stream.dim};
    const hysi_fpenv caller = hysi_fpenv_enter();
    hysi_sample_route_at(kernels, &stream, &place, &route, index, n, hysi_type_info[type].size,
                         out);
    hysi_fpenv_leave(caller);
    return HYS_OK;
}

hys_status hys_sample_f32(const hys_space *space, const hys_source *source, uint64_t first,
                          size_t n, float *out)
{
    return hys_sample(space, source, first, n, HYS_F32, out);
}

hys_status hys_sample_f64(const hys_space *space, const hys_source *source, uint64_t first,
                          size_t n, double *out)
{
    return hys_sample(space, source, first, n, HYS_F64, out);
}

hys_status hys_sample_i32(const hys_space *space, const hys_source *source, uint64_t first,
                          size_t n, int32_t *out)
{
    return hys_sample(space, source, first, n, HYS_I32, out);
}

hys_status hys_sample_i64(const hys_space *space, const hys_source *source, uint64_t first,
                          size_t n, int64_t *out)
{
    return hys_sample(space, source, first, n, HYS_I64, out);
}

hys_status hys_sample_index(const hys_space *space, const hys_source *source, uint64_t first,
                            size_t n, uint32_t *out)
{
    return hys_sample(space, source, first, n, HYS_INDEX, out);
}

/* The unit interval under the JAX streams and the native one, in f32 and f64. */
static const struct hysi_stage units[2][2] = {
    {{HYSI_STAGE(jax_linear_f32, .scale = 0x1p-23f)},
     {HYSI_STAGE(jax_uniform_f64, .span = 1, .down = 1)}},
    {{HYSI_STAGE(linear_f32, .scale = 0x1p-24f)}, {HYSI_STAGE(linear_f64, .scale = 0x1p-53)}},
};

/* Draws of one width without a space: raw words, or the unit interval. The JAX streams draw 64-bit
 * words and floats with their 64-bit mode on only, and f32 with it off only. */
static hys_status draws(const hys_source *source, uint64_t first, size_t n, void *out, int bits,
                        bool unit)
{
    struct hysi_route route = {.bits = (uint8_t)bits, .draws = 1};
    const struct hysi_kernels *kernels;
    struct hysi_stream stream;
    hys_status status;

    if (!source || (!out && n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK ||
        (status = hysi_stream_open(&stream, source, false)) != HYS_OK)
        return status;
    if ((stream.use == HYSI_USE_JAX32 && bits == 64) ||
        (stream.use == HYSI_USE_JAX64 && bits == 32 && unit))
        return HYS_E_TYPE;
    if (!hysi_in_range(first, n))
        return HYS_E_INDEX;
    hysi_stream_derive(&stream, bits);
    if (unit) {
        const struct hysi_stage *stage = &units[stream.use == HYSI_USE_NATIVE][bits == 64];
        route.stages = 1;
        route.stage[0].map = stage->map;
        route.stage[0].params = &stage->params;
    }
    run(kernels, &stream, &route, first, n, (size_t)bits / 8, out);
    return HYS_OK;
}

hys_status hys_bits_u32(const hys_source *source, uint64_t first, size_t n, uint32_t *out)
{
    return draws(source, first, n, out, 32, false);
}

hys_status hys_bits_u64(const hys_source *source, uint64_t first, size_t n, uint64_t *out)
{
    return draws(source, first, n, out, 64, false);
}

hys_status hys_unit_f32(const hys_source *source, uint64_t first, size_t n, float *out)
{
    return draws(source, first, n, out, 32, true);
}

hys_status hys_unit_f64(const hys_source *source, uint64_t first, size_t n, double *out)
{
    return draws(source, first, n, out, 64, true);
}
