/* constant_label: a name, always the same, as a list of one entry. docs/spec.md, section 3.1. */
#include <config.h>

#include "src/kinds/kinds.h"

static hys_status check(const hys_argument *given, size_t *bad)
{
    return hysi_check_one(given, bad, hysi_check_names);
}

const struct hysi_kind hysi_kind_constant_label = {
    .id = HYS_CONSTANT_LABEL,
    .name = "constant_label",
    .word = "constant",
    .summary = "a name, always the same",
    .traits = HYS_KIND_LIST | HYS_KIND_NAMES | HYS_KIND_ONE | HYS_KIND_FORM_2,
    .params = 1,
    .param = {{"value", HYS_PARAM_NAMES, HYS_PARAM_REQUIRED, 0, NULL, "the name"}},
    .check = check,
    .fill = hysi_fill_names,
    .plan = hysi_plan_list,
};
