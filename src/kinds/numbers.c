/* The points of finite spaces, and the heads from their numbers to values. docs/spec.md,
 * section 3.5. */
#include <config.h>

#include <math.h>

#include "src/kinds/steps.h"

/* Whether rounding alone may have given the cell of number k its width, in steps. */
static bool is_empty(double width, double k) { return width <= fmin(0x1p-50 * fabs(k), 0x1p-20); }

/* How many values of a space with a step are points, and which number the first of them has. A
 * bound half a step from a multiple leaves that one no mass; where cells are exact, such a multiple
 * is not among the values. */
static uint64_t step_points(const struct hys_space *space, int64_t *first)
{
    const struct hysi_step_layout *layout = space->steps;
    const struct hysi_steps *s = &layout->steps;
    const double lower = space->extent.lower / s->width, upper = space->extent.upper / s->width;
    const bool is_cut = layout->contract == HYSI_MULTIPLE && layout->cell == 0;
    const bool no_first = is_cut && is_empty(s->first + 0.5 - lower, s->first),
               no_last = is_cut && is_empty(upper - (s->last - 0.5), s->last);

    *first = layout->first;
    if (layout->last == UINT64_MAX)
        return UINT64_MAX;
    if (layout->last == 1 && no_first && no_last)
        return 2;
    *first += no_first;
    return layout->last + 1 - no_first - no_last;
}

uint64_t hysi_points_of(const struct hys_space *space)
{
    const struct hysi_masses *masses = space->masses;
    int64_t first;

    if (space->count > 0)
        return masses && masses->points ? masses->point_count : space->count;
    return space->steps ? step_points(space, &first) : space->extent.distinct;
}

struct hysi_head hysi_integer_numbers(int64_t first, uint64_t step)
{
    struct hysi_head head = hysi_new_head(64, HYSI_INTEGERS_64);
    *HYSI_ADD_MAP(&head, step_i64) = (struct hysi_params_step_i64){first, step};
    return head;
}

struct hysi_head hysi_step_numbers(const struct hys_space *space)
{
    struct hysi_head head = hysi_new_head(64, HYSI_NARROWED);
    int64_t first;

    (void)step_points(space, &first);
    if (first != 0)
        *HYSI_ADD_MAP(&head, step_i64) = (struct hysi_params_step_i64){first, 1};
    HYSI_ADD_MAP(&head, step_f64)->steps = &space->steps->steps;
    return head;
}

struct hysi_head hysi_index_numbers(const struct hys_space *space)
{
    const struct hysi_masses *masses = space->masses;
    struct hysi_head head = hysi_new_head(64, HYSI_AS_TYPE);

    hysi_add_map(&head, HYSI_MAP_cast_i64_i32);
    if (masses && masses->points)
        *HYSI_ADD_MAP(&head, gather32) =
            (struct hysi_params_gather){masses->points, masses->point_count};
    return head;
}
