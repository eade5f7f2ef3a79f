/* log: log-uniform over [lower, upper), reals. docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/steps.h"
#include "src/sleef.h"

enum { LOWER, UPPER, BASE, STEP };

static void add_log_f32(struct hysi_head *head, int32_t log2_lower, int32_t log2_upper,
                        const struct hysi_bounds_f32 *bounds)
{
    struct hysi_params_log_f32 *p = HYSI_ADD_MAP(head, log_f32);
    p->log2_lower = log2_lower;
    p->log2_span = (uint32_t)(log2_upper - log2_lower);
    p->lo = bounds->lo;
    p->largest = bounds->largest;
}

/* With a step both bounds may be the same. */
static hys_status check(const hys_argument *given, size_t *bad)
{
    hys_argument apart[BASE + 1] = {given[LOWER], given[UPPER], given[BASE]};

    if (given[STEP].type && apart[LOWER].real == apart[UPPER].real)
        apart[UPPER].real = nextafter(apart[LOWER].real, HUGE_VAL);
    const hys_status status = hysi_check_log(apart, bad);
    return status == HYS_OK
               ? hysi_check_steps(given, STEP, 1u << HYSI_EQUAL | 1u << HYSI_MULTIPLE, bad)
               : status;
}

static hys_status fill(struct hys_space *space, size_t *bad)
{
    struct hysi_step_layout *layout;
    hys_status status = hysi_fill_steps(space, STEP, &layout);

    if (status != HYS_OK || !layout)
        return status;
    *bad = STEP;
    if ((status = hysi_check_log_steps(space->argument[LOWER].real, layout)) != HYS_OK)
        return status;
    return hysi_fill_log_steps(space, layout) ? HYS_OK : HYS_E_MEMORY;
}

static void plan_continuous(const struct hys_space *space, struct hysi_plan *plan)
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

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    if (space->steps)
        hysi_plan_log_steps(space, plan);
    else
        plan_continuous(space, plan);
}

const struct hysi_kind hysi_kind_log = {
    .id = HYS_LOG,
    .name = "log",
    .word = "log",
    .summary = "reals, log-uniform in [lower, upper), or evenly spaced",
    .traits = HYS_KIND_LOG | HYS_KIND_FMA,
    .params = 7,
    .param = {{HYSI_PARAM_LOWER},
              {HYSI_PARAM_UPPER},
              {HYSI_PARAM_BASE},
              {HYSI_PARAM_STEP},
              {HYSI_PARAM_CONTRACT},
              {HYSI_PARAM_CLIP},
              {HYSI_PARAM_DIGITS}},
    .check = check,
    .fill = fill,
    .plan = plan,
};
