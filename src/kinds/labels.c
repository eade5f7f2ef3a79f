/* labels: one of a list of names, given as its index, each equally likely or as its weight says.
 * docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/kinds/kinds.h"

static const char *skip_digits(const char *at)
{
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* Whether a text is a number of JSON. */
static bool is_number(const char *text)
{
    const char *from = text + (*text == '-'), *at = skip_digits(from);

    if (at == from || (*from == '0' && at > from + 1))
        return false;
    if (*at == '.') {
        from = at + 1;
        if ((at = skip_digits(from)) == from)
            return false;
    }
    if (*at == 'e' || *at == 'E') {
        from = at + 1 + (at[1] == '-' || at[1] == '+');
        if ((at = skip_digits(from)) == from)
            return false;
    }
    return !*at;
}

static bool can_be(const char *name, hys_scalar scalar)
{
    switch (scalar) {
    case HYS_SCALAR_STRING: return true;
    case HYS_SCALAR_NUMBER: return is_number(name);
    case HYS_SCALAR_BOOLEAN: return !strcmp(name, "true") || !strcmp(name, "false");
    case HYS_SCALAR_NULL: return !strcmp(name, "null");
    default: return false;
    }
}

hys_status hysi_check_names(const hys_argument *values)
{
    for (size_t i = 0; i < values->count; i++)
        if (!values->names[i])
            return HYS_E_NULL;
    for (size_t i = 0; i < values->count; i++)
        if (values->scalars && !can_be(values->names[i], values->scalars[i]))
            return HYS_E_KIND_ARGUMENT;
    for (size_t i = 0; i < values->count; i++)
        if (!values->names[i][0])
            return HYS_E_VALUES_LABEL;
    return HYS_OK;
}

static hys_status check(const hys_argument *given, size_t *bad)
{
    return hysi_check_list(given, bad, hysi_check_names);
}

static int by_label(const void *a, const void *b)
{
    return strcmp(**(const char *const *const *)a, **(const char *const *const *)b);
}

/* Sorts pointers to the names, so that equal names are neighbours. */
hys_status hysi_fill_names(struct hys_space *space, size_t *bad)
{
    const char *const *names = space->argument[0].names;
    const size_t count = space->argument[0].count;
    const char *const **sorted = hysi_space_memory(space, count, sizeof *sorted);

    if (!sorted)
        return HYS_E_MEMORY;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &names[i];
    qsort(sorted, count, sizeof *sorted, by_label);
    for (size_t i = 1; i < count; i++)
        if (by_label(&sorted[i - 1], &sorted[i]) == 0) {
            *bad = 0;
            return HYS_E_VALUES_DUPLICATE;
        }
    space->names = names;
    space->scalars = space->argument[0].scalars;
    if (!hysi_fill_weights(space, hysi_list_weights(space)))
        return HYS_E_MEMORY;
    space->sorted = sorted;
    space->count = count;
    space->extent.lower = 0;
    space->extent.upper = (double)(count - 1);
    space->extent.distinct = count;
    return HYS_OK;
}

hys_status hys_space_find_label(const hys_space *space, const char *label, size_t *i)
{
    if (!space || !label || !i)
        return HYS_E_NULL;
    const char *const *key = &label, *const *const *found = NULL;
    if (space->sorted)
        found = bsearch(&key, space->sorted, space->count, sizeof *space->sorted, by_label);
    if (!found)
        return HYS_E_VALUES_UNKNOWN;
    *i = (size_t)(*found - space->names);
    return HYS_OK;
}

const struct hysi_kind hysi_kind_labels = {
    .id = HYS_LABELS,
    .name = "labels",
    .word = "discrete",
    .summary = "one of the names of a list, by index",
    .traits = HYS_KIND_LIST | HYS_KIND_NAMES,
    .params = HYSI_LIST_PARAMS,
    .param = {{"values", HYS_PARAM_NAMES, 0, 0, NULL, "the list"},
              {HYSI_PARAM_WEIGHTS},
              {HYSI_PARAM_ORDERED}},
    .check = check,
    .fill = hysi_fill_names,
    .plan = hysi_plan_list,
};
