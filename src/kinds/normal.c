/* normal: normally distributed reals, within bounds if there are any. docs/spec.md, section 3.4. */
#include <config.h>

#include <math.h>

#include "src/kinds/steps.h"

enum { FIRST_BOUND = 2 };

static hys_status check(const hys_argument *given, size_t *bad)
{
    return hysi_check_normal(given, FIRST_BOUND, bad);
}

static struct hysi_normal law_of(const struct hys_space *space)
{
    return hysi_normal_of(space, 1, 1, FIRST_BOUND, false);
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

const struct hysi_kind hysi_kind_normal = {
    .id = HYS_NORMAL,
    .name = "normal",
    .word = "normal",
    .summary = "reals, normally distributed, between bounds if there are any",
    .traits = HYS_KIND_FORM_2 | HYS_KIND_FMA,
    .params = 7,
    .param = {{"mu", HYS_PARAM_REAL, HYS_PARAM_REQUIRED, 0, NULL, "mean"},
              {"sigma", HYS_PARAM_REAL, HYS_PARAM_REQUIRED, 0, NULL, "standard deviation"},
              {HYSI_PARAM_FROM},
              {HYSI_PARAM_TO},
              {HYSI_PARAM_STEP},
              {HYSI_PARAM_NORMAL_CONTRACT},
              {HYSI_PARAM_CLIP}},
    .check = check,
    .fill = fill,
    .plan = plan,
};
