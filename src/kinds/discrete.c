/* discrete: one of a list of numbers, each entry equally likely. docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"

static hys_status check(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_count(given[0].count);
    *bad = 0;
    if (status != HYS_OK)
        return status;
    for (size_t i = 0; i < given[0].count; i++)
        if (!isfinite(given[0].reals[i]))
            return HYS_E_VALUES_FINITE;
    return HYS_OK;
}

static hys_status fill(struct hys_space *space, size_t *bad)
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
    if (!hysi_fill_list_tables(space, values, space->count, list))
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
    .params = 1,
    .param = {{"values", HYS_PARAM_REALS, 0, 0, NULL, "the list"}},
    .check = check,
    .fill = fill,
    .plan = hysi_plan_list,
};
