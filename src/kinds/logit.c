/* logit: uniform in log(x / (1 - x)) over [lower, upper), reals. docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"
#include "src/reference/logit.h"

static hys_status check(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_bounds(given, bad);
    if (status != HYS_OK)
        return status;
    for (size_t p = 0; p < 2; p++)
        if (!(given[p].real > 0 && given[p].real < 1)) {
            *bad = p;
            return HYS_E_BOUNDS_UNIT;
        }
    return HYS_OK;
}

static void plan_densities(const struct hys_space *space, struct hysi_plan *plan,
                           const struct hysi_axis *axis)
{
    const double lower = space->extent.lower, upper = space->extent.upper;
    const double to = hysi_logit(upper);
    const double span = hysi_log_ratio(lower, upper, upper - lower) +
                        hysi_log_ratio(1 - upper, 1 - lower, upper - lower);
    const double height = -hysi_sleef_log_f64(span);
    struct hysi_range range;
    struct hysi_head cdf = hysi_new_head(0, HYSI_WIDENED), sf = cdf, logpdf = cdf,
                     quantile = hysi_new_head(0, HYSI_NARROWED);

    hysi_range_of(space, HYS_F64, &range);
    *HYSI_ADD_MAP(&cdf, cdf_logit) = *HYSI_ADD_MAP(&sf, sf_logit) =
        (struct hysi_params_on_axis){lower, upper, axis->from, to, axis->span};
    *HYSI_ADD_MAP(&logpdf, logpdf_logit) = (struct hysi_params_log_density){lower, upper, height};
    hysi_add_probability(&quantile);
    hysi_set_decode(HYSI_ADD_MAP(&quantile, decode_logit), axis, range.lo, range.largest);
    hysi_give(plan, HYSI_USE_CDF, HYS_F64, &cdf);
    hysi_give(plan, HYSI_USE_SF, HYS_F64, &sf);
    hysi_give(plan, HYSI_USE_LOGPDF, HYS_F64, &logpdf);
    hysi_give(plan, HYSI_USE_QUANTILE, HYS_F64, &quantile);
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const double lower = space->extent.lower, upper = space->extent.upper;
    const double from = hysi_logit(lower), span = hysi_logit(upper) - from;
    const struct hysi_axis axis = {from, span, false};
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED);
    struct hysi_params_encode *e = HYSI_ADD_MAP(&encode, encode_logit);

    hysi_refuse(plan, HYSI_USE_JAX32);
    hysi_refuse(plan, HYSI_USE_JAX64);
    if (!(span > 0)) /* both bounds have the same logit */
        return;
    e->lower = lower;
    e->upper = upper;
    e->from = from;
    e->span = span;
    for (hys_type type = HYS_F32; type <= HYS_F64; type++) {
        struct hysi_head native = hysi_new_head(64, HYSI_NARROWED);
        struct hysi_head decode = hysi_new_head(0, HYSI_NARROWED);
        struct hysi_range range;
        if (!hysi_range_of(space, type, &range))
            continue;
        struct hysi_params_logit *p = HYSI_ADD_MAP(&native, logit_f64);
        p->scale = span * 0x1p-53;
        p->from = from;
        p->lo = range.lo;
        p->largest = range.largest;
        hysi_set_decode(HYSI_ADD_MAP(&decode, decode_logit), &axis, range.lo, range.largest);
        hysi_give(plan, HYSI_USE_NATIVE, type, &native);
        hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
        hysi_give(plan, HYSI_USE_DECODE, type, &decode);
    }
    hysi_plan_clamp(space, plan);
    plan_densities(space, plan, &axis);
}

const struct hysi_kind hysi_kind_logit = {
    .id = HYS_LOGIT,
    .name = "logit",
    .word = "logit",
    .summary = "reals in [lower, upper), uniform in log(x / (1 - x))",
    .traits = HYS_KIND_FORM_2 | HYS_KIND_FMA,
    .params = 2,
    .param = {{HYSI_PARAM_LOWER}, {HYSI_PARAM_UPPER}},
    .check = check,
    .plan = plan,
};
