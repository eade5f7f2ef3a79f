/* log: log-uniform over [lower, upper), reals. docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"
#include "src/sleef.h"

static void add_log_f32(struct hysi_head *head, int32_t a, int32_t b,
                        const struct hysi_bounds_f32 *bounds)
{
    union hysi_params *p = hysi_add_map(head, HYSI_MAP_log_f32);
    p->log_f32.a = a;
    p->log_f32.span = (uint32_t)(b - a);
    p->log_f32.lo = bounds->lo;
    p->log_f32.last = bounds->last;
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const double lower = space->argument[0].real, upper = space->argument[1].real;
    const struct hysi_bounds_f32 s = hysi_bounds_f32(space);
    const struct hysi_bounds_f64 d = hysi_bounds_f64(space);
    struct hysi_head f32 = hysi_new_head(32, HYSI_AS_TYPE), f64 = hysi_new_head(64, HYSI_AS_TYPE);
    const double l0 = hysi_sleef_log2_f64(lower), l1 = hysi_sleef_log2_f64(upper);

    if (s.lo < s.up && isnormal(s.lo) && isnormal(s.up)) {
        const int32_t a = hysi_log2_q23(lower), b = hysi_log2_q23(upper);
        if (b > a) {
            add_log_f32(&f32, a, b, &s);
            hysi_give(plan, HYSI_USE_NATIVE, HYS_F32, &f32);
        }
    }
    if (l1 > l0) {
        hysi_add_log_f64(&f64, l0, l1, d.lo, d.last);
        hysi_give(plan, HYSI_USE_NATIVE, HYS_F64, &f64);
    }
    hysi_plan_reals(space, plan);
}

const struct hysi_kind hysi_kind_log = {
    .id = HYS_LOG,
    .name = "log",
    .word = "log",
    .summary = "reals, log-uniform in [lower, upper)",
    .traits = HYS_KIND_LOG,
    .needs_fma = true,
    .params = 3,
    .param = {HYSI_PARAM_LOWER, HYSI_PARAM_UPPER, HYSI_PARAM_BASE},
    .check = hysi_check_log,
    .plan = plan,
};
