/* log: log-uniform over [lower, upper), reals. docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"
#include "src/sleef.h"

static void add_log_f32(struct hysi_head *head, int32_t log2_lower, int32_t log2_upper,
                        const struct hysi_bounds_f32 *bounds)
{
    struct hysi_params_log_f32 *p = HYSI_ADD_MAP(head, log_f32);
    p->log2_lower = log2_lower;
    p->log2_span = (uint32_t)(log2_upper - log2_lower);
    p->lo = bounds->lo;
    p->largest = bounds->largest;
}

static hys_status check(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_log(given, bad);
    return status == HYS_OK ? hysi_check_digits(given, 3, bad) : status;
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const double lower = space->argument[0].real, upper = space->argument[1].real;
    const struct hysi_bounds_f32 s = hysi_bounds_f32(space);
    const struct hysi_bounds_f64 d = hysi_bounds_f64(space);
    struct hysi_head f32 = hysi_new_head(32, HYSI_AS_TYPE), f64 = hysi_new_head(64, HYSI_AS_TYPE);
    const double log2_lower = hysi_sleef_log2_f64(lower), log2_upper = hysi_sleef_log2_f64(upper);

    if (!hysi_has_digits(space) && s.lo < s.up && isnormal(s.lo) && isnormal(s.up)) {
        const int32_t lower_q23 = hysi_log2_q23(lower), upper_q23 = hysi_log2_q23(upper);
        if (upper_q23 > lower_q23) {
            add_log_f32(&f32, lower_q23, upper_q23, &s);
            hysi_give(plan, HYSI_USE_NATIVE, HYS_F32, &f32);
        }
    }
    if (log2_upper > log2_lower) {
        hysi_add_log_f64(&f64, log2_lower, log2_upper, d.lo, d.largest);
        hysi_give_native_f64(space, plan, &f64);
    }
    hysi_plan_reals(space, plan);
    hysi_plan_real_densities(space, plan);
}

const struct hysi_kind hysi_kind_log = {
    .id = HYS_LOG,
    .name = "log",
    .word = "log",
    .summary = "reals, log-uniform in [lower, upper)",
    .traits = HYS_KIND_LOG,
    .needs_fma = true,
    .params = 4,
    .param = {{HYSI_PARAM_LOWER}, {HYSI_PARAM_UPPER}, {HYSI_PARAM_BASE}, {HYSI_PARAM_DIGITS}},
    .check = check,
    .plan = plan,
};
