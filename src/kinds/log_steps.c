/* log with a step: evenly spaced values, with the masses of their cells on a log axis.
 * docs/spec.md, section 3.3. */
#include <config.h>

#include <math.h>
#include <stdlib.h>

#include "src/kinds/steps.h"
#include "src/sleef.h"

/* Up to so many values are found by the thresholds between them; more are rounded. */
enum { MOST_THRESHOLDS = 4096 };

/* The cells of the values by their numbers. Of contract multiple they are cut at the bounds; of
 * equal they reach half a step beyond the first and the last value, but not to 0. */
static struct hysi_cell_law law_of(const struct hys_space *space)
{
    const struct hysi_step_layout *layout = space->steps;
    const double lower = space->extent.lower, width = layout->steps.width;
    struct hysi_cell_law law = {.is_log = true,
                                .first = layout->steps.first,
                                .last = layout->steps.last,
                                .lower = lower,
                                .upper = space->extent.upper,
                                .offset = layout->steps.from - width / 2,
                                .width = width};

    if (layout->contract == HYSI_EQUAL) {
        law.lower = law.offset > 0 ? law.offset : lower;
        law.upper = fma(law.last + 1, width, law.offset);
    }
    return law;
}

/* The share of the axis below number k's cell. */
static double share_below(const struct hysi_cell_law *law, double k, double from, double to)
{
    return (hysi_sleef_log2_f64(fma(k, law->width, law->offset)) - from) / (to - from);
}

hys_status hysi_check_log_steps(double lower, const struct hysi_step_layout *layout)
{
    const struct hysi_steps *s = &layout->steps;
    const double behind = fma(s->last + 1, s->width, lower - s->width / 2);
    return layout->contract != HYSI_EQUAL || isfinite(behind) ? HYS_OK : HYS_E_BOUNDS_SPAN;
}

bool hysi_fill_log_steps(struct hys_space *space, struct hysi_step_layout *layout)
{
    const struct hysi_cell_law law = law_of(space);
    const double from = hysi_sleef_log2_f64(law.lower), to = hysi_sleef_log2_f64(law.upper);
    const size_t count = (size_t)layout->last + 1;

    if (layout->last == 0 || layout->last >= MOST_THRESHOLDS)
        return true;
    uint64_t *threshold = malloc(count * sizeof *threshold);
    double *values = hysi_space_memory(space, count < 32 ? 32 : count, sizeof *values);
    struct hysi_weigh *weigh = hysi_space_memory(space, 1, sizeof *weigh);
    bool done = threshold && values && weigh;
    size_t kept = 0;
    for (size_t k = 1; done && k < count; k++) {
        const double share = share_below(&law, law.first + (double)k, from, to);
        if (share < 1)
            threshold[kept++] = (uint64_t)ceil(fmax(share, 0) * 0x1p64);
    }
    for (size_t k = 0; done && (k < count || k < 32); k++)
        values[k] = hysi_step_value(&layout->steps, law.first + (double)(k < count ? k : 0));
    done = done && hysi_fill_weigh(space, threshold, kept, 64, weigh);
    free(threshold);
    layout->values = values;
    layout->weigh = weigh;
    return done;
}

/* Whether the outermost edges have the same log2, between which nothing can be told apart. */
static bool steps_share_a_log2(const struct hys_space *space, const struct hysi_cell_law *law)
{
    return space->steps->last > 0 &&
           !(hysi_sleef_log2_f64(law->upper) > hysi_sleef_log2_f64(law->lower));
}

static struct hysi_head native(const struct hys_space *space, const struct hysi_cell_law *law)
{
    const struct hysi_step_layout *layout = space->steps;
    struct hysi_head head = hysi_new_head(layout->last > 0 ? 64 : 32, HYSI_NARROWED);

    if (layout->last == 0) {
        struct hysi_params_int *p = HYSI_ADD_MAP(&head, int32_i64);
        p->lo = layout->first;
        p->count = 1;
        HYSI_ADD_MAP(&head, step_f64)->steps = &layout->steps;
    } else if (layout->weigh) {
        hysi_add_weigh(&head, layout->weigh);
        *HYSI_ADD_MAP(&head, gather64) =
            (struct hysi_params_gather){layout->values, (uint32_t)layout->last + 1};
    } else {
        hysi_add_log_f64(&head, hysi_sleef_log2_f64(law->lower), hysi_sleef_log2_f64(law->upper),
                         0.0, HUGE_VAL);
        HYSI_ADD_MAP(&head, round_step)->steps = &layout->steps;
    }
    return head;
}

static void give_cells(struct hysi_plan *plan, hys_type type, const struct hysi_steps *steps,
                       const struct hysi_cell_law *law)
{
    const double from = hysi_sleef_log2_f64(law->lower);
    const struct hysi_axis axis = {from, hysi_sleef_log2_f64(law->upper) - from, true};
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED),
                     decode = hysi_new_head(0, HYSI_NARROWED);

    HYSI_ADD_MAP(&encode, nearest_number)->steps = steps;
    hysi_add_encode_log_cells(&encode, law);
    hysi_set_decode(HYSI_ADD_MAP(&decode, decode_log), &axis, 0, HUGE_VAL);
    HYSI_ADD_MAP(&decode, round_step)->steps = steps;
    hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
    hysi_give(plan, HYSI_USE_DECODE, type, &decode);
}

void hysi_plan_log_steps(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_steps *steps = &space->steps->steps;
    const struct hysi_cell_law law = law_of(space);
    const struct hysi_head head = native(space, &law), number = hysi_step_numbers(space);

    hysi_refuse(plan, HYSI_USE_JAX32);
    hysi_refuse(plan, HYSI_USE_JAX64);
    if (steps_share_a_log2(space, &law))
        return;

    for (hys_type type = HYS_F32; type <= HYS_U64; type++) {
        if (!hysi_steps_give(type, steps))
            continue;
        hysi_give(plan, HYSI_USE_NATIVE, type, &head);
        hysi_give_steps(plan, type, steps);
        if (space->steps->last > 0)
            give_cells(plan, type, steps, &law);
    }
    hysi_give_numbers(plan, &number);
    if (space->steps->last > 0)
        hysi_give_number_densities(plan, steps, &law);
    else
        hysi_give_step_densities(plan, steps);
}
