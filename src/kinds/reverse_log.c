/* reverse_log: about minus a log-uniform number, so that values crowd at the upper bound; reals in
 * [lower, upper). docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"
#include "src/sleef.h"

/* The log axis: about - x lies in [least, most] for an x within the bounds. It is computed as from
 * - x + plus, which does not lose the digits of a sum of the bounds. */
struct axis {
    double about, least, most, from, plus, log2_least, span;
};

static struct axis axis_of(const hys_argument *given)
{
    const double lower = given[0].real, upper = given[1].real, about = given[2].real;
    return given[2].type ? (struct axis){about, about - upper, about - lower, about, 0, 0, 0}
                         : (struct axis){lower + upper, lower, upper, upper, lower, 0, 0};
}

static hys_status check(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_bounds(given, bad);
    const bool has_about = given[2].type != 0;
    const struct axis axis = axis_of(given);

    if (status != HYS_E_BOUNDS_FINITE && has_about && !isfinite(axis.about)) {
        *bad = 2;
        return HYS_E_BOUNDS_FINITE;
    }
    if (status != HYS_OK)
        return status;
    if (!isfinite(axis.about) || !isfinite(axis.most)) {
        *bad = has_about ? 2 : *bad;
        return HYS_E_BOUNDS_SPAN;
    }
    if (!(axis.least > 0)) {
        *bad = has_about ? 2 : 0;
        return HYS_E_BOUNDS_POSITIVE;
    }
    return HYS_OK;
}

/* Adds the map from x to about - x. */
static void add_mirror(struct hysi_head *head, const struct hys_space *space,
                       const struct axis *axis)
{
    *HYSI_ADD_MAP(head, mirror_f64) = (struct hysi_params_mirror){
        space->extent.lower, space->extent.upper, axis->from, axis->plus, axis->least, axis->most};
}

static struct hysi_head encode(const struct hys_space *space, const struct axis *axis)
{
    struct hysi_head head = hysi_new_head(0, HYSI_WIDENED);
    add_mirror(&head, space, axis);
    *HYSI_ADD_MAP(&head, encode_log) =
        (struct hysi_params_encode){axis->least, axis->most, axis->log2_least, axis->span};
    *HYSI_ADD_MAP(&head, mirror_f64) = (struct hysi_params_mirror){0, 1, 1, 0, 0, 1};
    return head;
}

static void set_decode(struct hysi_params_decode_reverse_log *p, const struct axis *axis,
                       const struct hysi_range *range)
{
    p->about = axis->about;
    p->from = axis->log2_least;
    p->span = axis->span;
    p->lo = range->lo;
    p->largest = range->largest;
}

/* The cdf of x is the sf of about - x, and the other way round. */
static void plan_densities(const struct hys_space *space, struct hysi_plan *plan,
                           const struct axis *axis)
{
    const struct hysi_params_on_axis on_axis = {axis->least, axis->most, axis->log2_least,
                                                hysi_sleef_log2_f64(axis->most), axis->span};
    const double distance = space->extent.upper - space->extent.lower;
    const double height = -hysi_sleef_log_f64(hysi_log_ratio(axis->least, axis->most, distance));
    struct hysi_range range;
    struct hysi_head cdf = hysi_new_head(0, HYSI_WIDENED), sf, logpdf,
                     quantile = hysi_new_head(0, HYSI_NARROWED);

    hysi_range_of(space, HYS_F64, &range);
    add_mirror(&cdf, space, axis);
    sf = logpdf = cdf;
    *HYSI_ADD_MAP(&cdf, sf_log) = *HYSI_ADD_MAP(&sf, cdf_log) = on_axis;
    *HYSI_ADD_MAP(&logpdf, logpdf_log) =
        (struct hysi_params_log_density){axis->least, axis->most, height};
    hysi_add_probability(&quantile);
    set_decode(HYSI_ADD_MAP(&quantile, decode_reverse_log), axis, &range);
    hysi_give(plan, HYSI_USE_CDF, HYS_F64, &cdf);
    hysi_give(plan, HYSI_USE_SF, HYS_F64, &sf);
    hysi_give(plan, HYSI_USE_LOGPDF, HYS_F64, &logpdf);
    hysi_give(plan, HYSI_USE_QUANTILE, HYS_F64, &quantile);
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    struct axis axis = axis_of(space->argument);

    hysi_refuse(plan, HYSI_USE_JAX32);
    hysi_refuse(plan, HYSI_USE_JAX64);
    axis.log2_least = hysi_sleef_log2_f64(axis.least);
    axis.span = hysi_sleef_log2_f64(axis.most) - axis.log2_least;
    if (!(axis.span > 0)) /* both ends of the axis have the same log2 */
        return;
    const struct hysi_head to_unit = encode(space, &axis);
    for (hys_type type = HYS_F32; type <= HYS_F64; type++) {
        struct hysi_head native = hysi_new_head(64, HYSI_NARROWED);
        struct hysi_head decode = hysi_new_head(0, HYSI_NARROWED);
        struct hysi_range range;
        if (!hysi_range_of(space, type, &range))
            continue;
        *HYSI_ADD_MAP(&native, reverse_log_f64) = (struct hysi_params_reverse_log){
            axis.about, axis.span * 0x1p-53, axis.log2_least, range.lo, range.largest};
        set_decode(HYSI_ADD_MAP(&decode, decode_reverse_log), &axis, &range);
        hysi_give(plan, HYSI_USE_NATIVE, type, &native);
        hysi_give(plan, HYSI_USE_ENCODE, type, &to_unit);
        hysi_give(plan, HYSI_USE_DECODE, type, &decode);
    }
    hysi_plan_clamp(space, plan);
    plan_densities(space, plan, &axis);
}

const struct hysi_kind hysi_kind_reverse_log = {
    .id = HYS_REVERSE_LOG,
    .name = "reverse_log",
    .word = "reverse_log",
    .summary = "reals in [lower, upper), about minus a log-uniform number",
    .traits = HYS_KIND_FORM_2 | HYS_KIND_FMA,
    .params = 3,
    .param = {{HYSI_PARAM_LOWER},
              {HYSI_PARAM_UPPER},
              {"about", HYS_PARAM_REAL, HYS_PARAM_EXTRA, (double)NAN, NULL,
               "number from which the log-uniform number is taken, lower + upper if left out"}},
    .check = check,
    .plan = plan,
};
