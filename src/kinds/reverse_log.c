/* reverse_log: about minus a log-uniform number, so that values crowd at the upper bound; reals in
 * [lower, upper). docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"
#include "src/sleef.h"

/* The log axis: about - x lies in [least, most] for an x within the bounds. */
struct mirror {
    double about, least, most;
};

static struct mirror mirror_of(const hys_argument *given)
{
    const double lower = given[0].real, upper = given[1].real, about = given[2].real;
    return given[2].type ? (struct mirror){about, about - upper, about - lower}
                         : (struct mirror){lower + upper, lower, upper};
}

static hys_status check(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_bounds(given, bad);
    const bool has_about = given[2].type != 0;
    const struct mirror mirror = mirror_of(given);

    if (status != HYS_E_BOUNDS_FINITE && has_about && !isfinite(mirror.about)) {
        *bad = 2;
        return HYS_E_BOUNDS_FINITE;
    }
    if (status != HYS_OK)
        return status;
    if (!isfinite(mirror.about) || !isfinite(mirror.most)) {
        *bad = has_about ? 2 : *bad;
        return HYS_E_BOUNDS_SPAN;
    }
    if (!(mirror.least > 0)) {
        *bad = has_about ? 2 : 0;
        return HYS_E_BOUNDS_POSITIVE;
    }
    return HYS_OK;
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct mirror mirror = mirror_of(space->argument);
    const double from = hysi_sleef_log2_f64(mirror.least);
    const double span = hysi_sleef_log2_f64(mirror.most) - from;
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED);
    struct hysi_params_encode_reverse_log *e = HYSI_ADD_MAP(&encode, encode_reverse_log);

    hysi_refuse(plan, HYSI_USE_JAX32);
    hysi_refuse(plan, HYSI_USE_JAX64);
    if (!(span > 0)) /* both ends of the axis have the same log2 */
        return;
    e->lower = space->extent.lower;
    e->upper = space->extent.upper;
    e->about = mirror.about;
    e->least = mirror.least;
    e->most = mirror.most;
    e->from = from;
    e->span = span;
    for (hys_type type = HYS_F32; type <= HYS_F64; type++) {
        struct hysi_head native = hysi_new_head(64, HYSI_NARROWED);
        struct hysi_head decode = hysi_new_head(0, HYSI_NARROWED);
        struct hysi_range range;
        if (!hysi_range_of(space, type, &range))
            continue;
        struct hysi_params_reverse_log *p = HYSI_ADD_MAP(&native, reverse_log_f64);
        p->about = mirror.about;
        p->scale = span * 0x1p-53;
        p->log2_from = from;
        p->lo = range.lo;
        p->largest = range.largest;
        struct hysi_params_decode_reverse_log *d = HYSI_ADD_MAP(&decode, decode_reverse_log);
        d->about = mirror.about;
        d->from = from;
        d->span = span;
        d->lo = range.lo;
        d->largest = range.largest;
        hysi_give(plan, HYSI_USE_NATIVE, type, &native);
        hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
        hysi_give(plan, HYSI_USE_DECODE, type, &decode);
    }
    hysi_plan_clamp(space, plan);
}

const struct hysi_kind hysi_kind_reverse_log = {
    .id = HYS_REVERSE_LOG,
    .name = "reverse_log",
    .word = "reverse_log",
    .summary = "reals in [lower, upper), about minus a log-uniform number",
    .needs_fma = true,
    .params = 3,
    .param = {{HYSI_PARAM_LOWER},
              {HYSI_PARAM_UPPER},
              {"about", HYS_PARAM_REAL, HYS_PARAM_EXTRA, (double)NAN, NULL,
               "number from which the log-uniform number is taken; lower + upper if left out"}},
    .check = check,
    .plan = plan,
};
