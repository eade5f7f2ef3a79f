/* linear: uniform over [lower, upper), reals. docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/steps.h"

enum { LOWER, UPPER, STEP };

/* With a step both bounds may be the same. */
static hys_status check(const hys_argument *given, size_t *bad)
{
    const unsigned contracts =
        1u << HYSI_EQUAL | 1u << HYSI_HALF_ENDS | 1u << HYSI_INSIDE | 1u << HYSI_MULTIPLE;
    const bool one_value = given[STEP].type && given[LOWER].real == given[UPPER].real;
    const hys_status status = hysi_check_bounds(given, bad);

    if (status != HYS_OK && !(status == HYS_E_BOUNDS_ORDER && one_value))
        return status;
    if (!isfinite(given[UPPER].real - given[LOWER].real))
        return HYS_E_BOUNDS_SPAN;
    return hysi_check_steps(given, STEP, contracts, bad);
}

static hys_status fill(struct hys_space *space, size_t *bad)
{
    struct hysi_step_layout *layout;

    (void)bad;
    return hysi_fill_steps(space, STEP, &layout);
}

static void plan_continuous(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_bounds_f32 s = hysi_bounds_f32(space);
    const struct hysi_bounds_f64 d = hysi_bounds_f64(space);
    struct hysi_head f32 = hysi_new_head(32, HYSI_AS_TYPE), f64 = hysi_new_head(64, HYSI_AS_TYPE);
    const float span_f32 = s.up - s.lo;
    const double span_f64 = d.up - d.lo;

    /* Below 2^-102 and 2^-969 the scale would be subnormal and the one rounding two. */
    if (!hysi_has_digits(space) && s.lo < s.up && isfinite(span_f32) && span_f32 >= 0x1p-102f) {
        hysi_add_linear_f32(&f32, span_f32 * 0x1p-24f, s.lo, s.largest);
        hysi_give(plan, HYSI_USE_NATIVE, HYS_F32, &f32);
    }
    if (isfinite(span_f64) && span_f64 >= 0x1p-969) {
        hysi_add_linear_f64(&f64, span_f64 * 0x1p-53, d.lo, d.largest);
        hysi_give_native_f64(space, plan, &f64);
    }
    hysi_plan_reals(space, plan);
    hysi_plan_real_densities(space, plan);
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    if (space->steps)
        hysi_plan_steps(space, plan);
    else
        plan_continuous(space, plan);
}

const struct hysi_kind hysi_kind_linear = {
    .id = HYS_LINEAR,
    .name = "linear",
    .word = "linear",
    .summary = "reals, uniform in [lower, upper), or evenly spaced",
    .params = 6,
    .param = {{HYSI_PARAM_LOWER},
              {HYSI_PARAM_UPPER},
              {HYSI_PARAM_STEP},
              {HYSI_PARAM_CONTRACT},
              {HYSI_PARAM_CLIP},
              {HYSI_PARAM_DIGITS}},
    .check = check,
    .fill = fill,
    .plan = plan,
};
