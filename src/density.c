/* Densities and probabilities of one space: the caller's values through a route's maps. */
#include <config.h>

#include <hyspace/density.h>

#include "src/cpu.h"
#include "src/density.h"
#include "src/dispatch.h"
#include "src/pipeline.h"

hys_status hysi_density_route(const struct hys_space *space, enum hysi_density what, hys_type type,
                              struct hysi_route *route)
{
    static const enum hysi_use use_of[] = {
        [HYSI_CDF] = HYSI_USE_CDF,           [HYSI_SF] = HYSI_USE_SF,
        [HYSI_QUANTILE] = HYSI_USE_QUANTILE, [HYSI_LOGPDF] = HYSI_USE_LOGPDF,
        [HYSI_PDF] = HYSI_USE_LOGPDF,        [HYSI_PMF] = HYSI_USE_PMF};
    const bool is_finite = hysi_has_route(space, HYSI_USE_PMF, type) == HYS_OK;
    const bool has_log = hysi_has_route(space, HYSI_USE_LOGPDF, type) == HYS_OK;
    const bool is_log_of_mass = what == HYSI_LOGPDF && is_finite && !has_log;
    const enum hysi_use use = is_log_of_mass ? HYSI_USE_PMF : use_of[what];

    if ((what == HYSI_LOGPDF || what == HYSI_PDF) && !hysi_cpu_has_fma())
        return HYS_E_ISA;
    if (!is_finite && !has_log)
        return HYS_E_TYPE;
    if ((what == HYSI_PDF && is_finite) || hysi_has_route(space, use, type) != HYS_OK)
        return HYS_E_DENSITY;
    hysi_route_of(space, use, type, route);
    if (is_log_of_mass || what == HYSI_PDF) {
        route->stage[route->stages].map = is_log_of_mass ? HYSI_MAP_ln_f64 : HYSI_MAP_exp_f64;
        route->stage[route->stages++].params = &hysi_no_params;
    }
    return HYS_OK;
}

static hys_status map(const struct hys_space *space, enum hysi_density what, hys_type type,
                      const void *in, size_t n, void *out, size_t *flagged)
{
    const size_t size = sizeof(double); /* of elements of both types */
    const struct hysi_kernels *kernels;
    struct hysi_route route;
    hys_status status;

    if (flagged)
        *flagged = 0;
    if (!space || ((!in || !out) && n > 0))
        return HYS_E_NULL;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK ||
        (status = hysi_density_route(space, what, type, &route)) != HYS_OK)
        return status;
    return hysi_map_array(kernels, &route, in, size, n, out, size, flagged);
}

#define CALL(name, what, type, from, to)                                                       \
    hys_status name(const hys_space *space, const from *x, size_t n, to *out, size_t *flagged) \
    {                                                                                          \
        return map(space, what, type, x, n, out, flagged);                                     \
    }
CALL(hys_cdf_f64, HYSI_CDF, HYS_F64, double, double)
CALL(hys_sf_f64, HYSI_SF, HYS_F64, double, double)
CALL(hys_quantile_f64, HYSI_QUANTILE, HYS_F64, double, double)
CALL(hys_logpdf_f64, HYSI_LOGPDF, HYS_F64, double, double)
CALL(hys_pdf_f64, HYSI_PDF, HYS_F64, double, double)
CALL(hys_pmf_f64, HYSI_PMF, HYS_F64, double, double)
CALL(hys_cdf_i64, HYSI_CDF, HYS_I64, int64_t, double)
CALL(hys_sf_i64, HYSI_SF, HYS_I64, int64_t, double)
CALL(hys_quantile_i64, HYSI_QUANTILE, HYS_I64, double, int64_t)
CALL(hys_logpdf_i64, HYSI_LOGPDF, HYS_I64, int64_t, double)
CALL(hys_pmf_i64, HYSI_PMF, HYS_I64, int64_t, double)
