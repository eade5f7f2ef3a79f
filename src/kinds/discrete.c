/* discrete: one of a list of numbers, each entry equally likely or as its weight says.
 * docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"

hys_status hysi_check_numbers(const hys_argument *values)
{
    for (size_t i = 0; i < values->count; i++)
        if (!isfinite(values->reals[i]))
            return HYS_E_VALUES_FINITE;
    return HYS_OK;
}

static hys_status check(const hys_argument *given, size_t *bad)
{
    return hysi_check_list(given, bad, hysi_check_numbers);
}

hys_status hysi_fill_numbers(struct hys_space *space, size_t *bad)
{
    const double *values = space->argument[0].reals;
    struct hysi_list *list = hysi_space_memory(space, 1, sizeof *list);
    hys_extent *extent = &space->extent;

    (void)bad;
    if (!list)
        return HYS_E_MEMORY;
    *list = (struct hysi_list){.f32 = {.types = 0}};
    space->list = list;
    space->count = space->argument[0].count;
    extent->lower = extent->upper = values[0];
    for (size_t i = 1; i < space->count; i++) {
        extent->lower = fmin(extent->lower, values[i]);
        extent->upper = fmax(extent->upper, values[i]);
    }
    if (!hysi_fill_weights(space, hysi_list_weights(space)) ||
        !hysi_fill_list_tables(space, values, space->count, list))
        return HYS_E_MEMORY;
    extent->distinct = list->f64.distinct;
    return HYS_OK;
}

const struct hysi_kind hysi_kind_discrete = {
    .id = HYS_DISCRETE,
    .name = "discrete",
    .word = "discrete",
    .summary = "one of the numbers of a list",
    .traits = HYS_KIND_LIST,
    .params = HYSI_LIST_PARAMS,
    .param = {{"values", HYS_PARAM_REALS, 0, 0, NULL, "the list"},
              {HYSI_PARAM_WEIGHTS},
              {HYSI_PARAM_ORDERED}},
    .check = check,
    .fill = hysi_fill_numbers,
    .plan = hysi_plan_list,
};
