/* lognormal: reals whose logarithm is normally distributed, within bounds if there are any.
 * docs/spec.md, section 3.4. */
#include <config.h>

#include <math.h>

#include "src/kinds/steps.h"
#include "src/sleef.h"

enum { BASE = 2, FIRST_BOUND = 3 };

static hys_status check(const hys_argument *given, size_t *bad)
{
    return hysi_check_lognormal(given, BASE, bad);
}

/* Of the log2: mu and sigma belong to the base's logarithm, the natural one without a base. */
static struct hysi_normal law_of(const struct hys_space *space)
{
    const hys_argument *base = &space->argument[BASE];
    const double log2_base = base->type ? hysi_sleef_log2_f64(base->real) : 0x1.71547652b82fep+0;
    const double ln_base = base->type ? hysi_sleef_log_f64(base->real) : 1;
    return hysi_normal_of(space, log2_base, ln_base, FIRST_BOUND, true);
}

static hys_status fill(struct hys_space *space, size_t *bad)
{
    const struct hysi_normal law = law_of(space);
    return hysi_fill_normal_steps(space, &law, FIRST_BOUND, bad);
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_normal law = law_of(space);
    hysi_plan_normal_steps(space, plan, &law);
}

const struct hysi_kind hysi_kind_lognormal = {
    .id = HYS_LOGNORMAL,
    .name = "lognormal",
    .word = "lognormal",
    .summary = "reals whose logarithm is normally distributed, between bounds if there are any",
    .traits = HYS_KIND_LOG | HYS_KIND_FORM_2 | HYS_KIND_FMA,
    .params = 8,
    .param = {{"mu", HYS_PARAM_REAL, HYS_PARAM_REQUIRED, 0, NULL, "mean of the logarithm"},
              {"sigma", HYS_PARAM_REAL, HYS_PARAM_REQUIRED, 0, NULL,
               "standard deviation of the logarithm"},
              {"base", HYS_PARAM_REAL, HYS_PARAM_EXTRA, NAN, NULL,
               "base of the logarithm, e where it is left out"},
              {HYSI_PARAM_FROM},
              {HYSI_PARAM_TO},
              {HYSI_PARAM_STEP},
              {HYSI_PARAM_NORMAL_CONTRACT},
              {HYSI_PARAM_CLIP}},
    .check = check,
    .fill = fill,
    .plan = plan,
};
