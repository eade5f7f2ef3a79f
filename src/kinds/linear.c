/* linear: uniform over [lower, upper), reals. docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"

static hys_status check(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_bounds(given, bad);
    return status == HYS_OK && !isfinite(given[1].real - given[0].real) ? HYS_E_BOUNDS_SPAN
                                                                        : status;
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_bounds_f32 s = hysi_bounds_f32(space);
    const struct hysi_bounds_f64 d = hysi_bounds_f64(space);
    struct hysi_head f32 = hysi_new_head(32, HYSI_AS_TYPE), f64 = hysi_new_head(64, HYSI_AS_TYPE);
    const float span_f32 = s.up - s.lo;
    const double span_f64 = d.up - d.lo;

    /* Below 2^-102 and 2^-969 the scale would be subnormal and the one rounding two. */
    if (s.lo < s.up && isfinite(span_f32) && span_f32 >= 0x1p-102f) {
        hysi_add_linear_f32(&f32, span_f32 * 0x1p-24f, s.lo, s.largest);
        hysi_give(plan, HYSI_USE_NATIVE, HYS_F32, &f32);
    }
    if (isfinite(span_f64) && span_f64 >= 0x1p-969) {
        hysi_add_linear_f64(&f64, span_f64 * 0x1p-53, d.lo, d.largest);
        hysi_give(plan, HYSI_USE_NATIVE, HYS_F64, &f64);
    }
    hysi_plan_reals(space, plan);
    hysi_plan_real_densities(space, plan);
}

const struct hysi_kind hysi_kind_linear = {
    .id = HYS_LINEAR,
    .name = "linear",
    .word = "linear",
    .summary = "reals, uniform in [lower, upper)",
    .params = 2,
    .param = {{HYSI_PARAM_LOWER}, {HYSI_PARAM_UPPER}},
    .check = check,
    .plan = plan,
};
