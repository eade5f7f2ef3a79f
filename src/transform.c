/* Transforms: the caller's values through a route's maps. */
#include <config.h>

#include <math.h>

#include <hyspace/transform.h>

#include "src/cpu.h"
#include "src/dispatch.h"
#include "src/fpenv.h"
#include "src/pipeline.h"
#include "src/reference/jax_math.h"
#include "src/sleef.h"

hys_type hys_transform_input(hys_type type)
{
    return type <= 0 || type >= HYSI_TYPE_END ? 0 : hysi_float_of(type);
}

hys_status hys_transform(const hys_space *space, const void *in, size_t n, hys_type type, void *out,
                         size_t *flagged)
{
    return hysi_map_values(space, HYSI_USE_TRANSFORM, type, in, n, out, flagged);
}

hys_status hys_transform_f32(const hys_space *space, const float *in, size_t n, float *out)
{
    return hys_transform(space, in, n, HYS_F32, out, NULL);
}

hys_status hys_transform_f64(const hys_space *space, const double *in, size_t n, double *out)
{
    return hys_transform(space, in, n, HYS_F64, out, NULL);
}

/* Builds the one-map route of log_transform. Not inlined, so that its arithmetic stays between
 * hysi_fpenv_enter and hysi_fpenv_leave. */
__attribute__((noinline)) static hys_status
log_route(struct hysi_route *route, union hysi_params *p, hys_type type, double base, bool jax)
{
    const float base_f32 = (float)base;

    route->stages = 1;
    route->stage[0].params = p;
    if (type == HYS_F32) {
        if (!(base_f32 > 1.0f && isfinite(base_f32)))
            return HYS_E_BOUNDS_BASE;
        route->stage[0].map = jax ? HYSI_MAP_jax_log_transform_f32 : HYSI_MAP_log_transform_f32;
        p->log_transform_f32.log_base =
            jax ? hysi_jax_log_f32(base_f32) : hysi_sleef_log_f32(base_f32);
    } else {
        if (!(base > 1.0 && isfinite(base)))
            return HYS_E_BOUNDS_BASE;
        route->stage[0].map = jax ? HYSI_MAP_jax_log_transform_f64 : HYSI_MAP_log_transform_f64;
        p->log_transform_f64.log_base = jax ? hysi_jax_log_f64(base) : hysi_sleef_log_f64(base);
    }
    return HYS_OK;
}

static hys_status log_transform(const void *x, size_t n, double base, void *out, hys_type type,
                                bool jax)
{
    const size_t size = hysi_type_info[type].size;
    const struct hysi_kernels *kernels;
    struct hysi_route route = {0};
    union hysi_params params;
    hys_status status;

    if ((!x || !out) && n > 0)
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK)
        return status;
    if (!hysi_cpu_has_fma())
        return HYS_E_ISA;
    const hysi_fpenv caller = hysi_fpenv_enter();
    status = log_route(&route, &params, type, base, jax);
    hysi_fpenv_leave(caller);
    return status == HYS_OK ? hysi_map_array(kernels, &route, x, size, n, out, size, NULL) : status;
}

hys_status hys_log_transform_f32(const float *x, size_t n, double base, float *out)
{
    return log_transform(x, n, base, out, HYS_F32, false);
}

hys_status hys_log_transform_f64(const double *x, size_t n, double base, double *out)
{
    return log_transform(x, n, base, out, HYS_F64, false);
}

hys_status hys_jax_log_transform_f32(const float *x, size_t n, double base, float *out)
{
    return log_transform(x, n, base, out, HYS_F32, true);
}

hys_status hys_jax_log_transform_f64(const double *x, size_t n, double base, double *out)
{
    return log_transform(x, n, base, out, HYS_F64, true);
}
