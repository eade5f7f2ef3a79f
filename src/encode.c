/* Encode and decode of one space: the caller's values through a route's maps. */
#include <config.h>

#include <hyspace/encode.h>

#include "src/dispatch.h"
#include "src/pipeline.h"

hys_status hys_encode(const hys_space *space, const void *value, size_t n, hys_type type,
                      double *unit, size_t *flagged)
{
    const struct hysi_kernels *kernels;
    struct hysi_route route;
    hys_status status;

    if (!space || ((!value || !unit) && n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK ||
        (status = hysi_find_route(space, HYSI_USE_ENCODE, type, &route)) != HYS_OK)
        return status;
    return hysi_map_array(kernels, &route, value, hysi_type_info[type].size, n, sizeof *unit, unit,
                          flagged);
}

hys_status hys_decode(const hys_space *space, const double *unit, size_t n, hys_type type,
                      void *value, size_t *flagged)
{
    const struct hysi_kernels *kernels;
    struct hysi_route route;
    hys_status status;

    if (!space || ((!unit || !value) && n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK ||
        (status = hysi_find_route(space, HYSI_USE_DECODE, type, &route)) != HYS_OK)
        return status;
    return hysi_map_array(kernels, &route, unit, sizeof *unit, n, hysi_type_info[type].size, value,
                          flagged);
}

hys_status hys_encode_f64(const hys_space *space, const double *value, size_t n, double *unit)
{
    return hys_encode(space, value, n, HYS_F64, unit, NULL);
}

hys_status hys_decode_f64(const hys_space *space, const double *unit, size_t n, double *value)
{
    return hys_decode(space, unit, n, HYS_F64, value, NULL);
}
