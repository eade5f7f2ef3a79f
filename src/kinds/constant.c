/* constant: a number, always the same, as a list of one entry. docs/spec.md, section 3.1. */
#include <config.h>

#include "src/kinds/kinds.h"

static hys_status check(const hys_argument *given, size_t *bad)
{
    return hysi_check_one(given, bad, hysi_check_numbers);
}

const struct hysi_kind hysi_kind_constant = {
    .id = HYS_CONSTANT,
    .name = "constant",
    .word = "constant",
    .summary = "a number, always the same",
    .traits = HYS_KIND_LIST | HYS_KIND_ONE | HYS_KIND_FORM_2,
    .params = 1,
    .param = {{"value", HYS_PARAM_REALS, HYS_PARAM_REQUIRED, 0, NULL, "the number"}},
    .check = check,
    .fill = hysi_fill_numbers,
    .plan = hysi_plan_list,
};
