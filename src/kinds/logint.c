/* logint: integers on a logarithmic axis, by the cells of a log-uniform number. docs/spec.md,
 * section 3.3. */
#include <config.h>

#include <math.h>

#include "src/kinds/steps.h"
#include "src/sleef.h"

enum { LOWER, UPPER, CELLS };

/* The cell of integer k: around it, from it on, or one of as many equal parts of the bounds as
 * there are integers. The words of the parameter `cells`, in this order. */
enum cells { ROUND, FLOOR, BINS };
static const char *const cell_words[] = {"round", "floor", "bins", NULL};

static enum cells cells_of(const struct hys_space *space)
{
    enum cells cells = ROUND;
    while (space->argument[CELLS].word != cell_words[cells])
        cells++;
    return cells;
}

static hys_status check(const hys_argument *given, size_t *bad)
{
    const int64_t lower = given[LOWER].integer, upper = given[UPPER].integer;

    if (lower > upper)
        return HYS_E_BOUNDS_ORDER;
    *bad = LOWER;
    if (lower < 1)
        return HYS_E_BOUNDS_POSITIVE;
    *bad = UPPER;
    return upper > (int64_t)1 << 53 ? HYS_E_BOUNDS_RANGE : HYS_OK;
}

static hys_status fill(struct hys_space *space, size_t *bad)
{
    hys_extent *extent = &space->extent;
    struct hysi_step_layout *layout = hysi_space_memory(space, 1, sizeof *layout);

    (void)bad;
    if (!layout)
        return HYS_E_MEMORY;
    extent->first = space->argument[LOWER].integer;
    extent->last = space->argument[UPPER].integer;
    extent->lower = (double)extent->first;
    extent->upper = (double)extent->last;
    extent->distinct = (uint64_t)(extent->last - extent->first) + 1;
    hysi_lay_out_integers(extent->first, 1, extent->distinct - 1, HYSI_EQUAL, layout);
    space->steps = layout;
    return HYS_OK;
}

/* The cells of all integers. Those of bins are equal parts of the bounds. */
static struct hysi_cell_law law_of(const struct hys_space *space)
{
    const double first = space->extent.lower, last = space->extent.upper;
    const double part = (last - first) / (double)space->extent.distinct;
    struct hysi_cell_law law = {.is_log = true, .first = first, .last = last};

    switch (cells_of(space)) {
    case ROUND: law.offset = -0.5; break;
    case FLOOR: law.offset = 0; break;
    default:
        law.offset = first - first * part;
        law.width = part;
        law.lower = first;
        law.upper = last;
        return law;
    }
    law.width = 1;
    law.lower = first + law.offset;
    law.upper = last + law.offset + 1;
    return law;
}

static struct hysi_axis axis_of(const struct hysi_cell_law *law)
{
    const double from = hysi_sleef_log2_f64(law->lower);
    return (struct hysi_axis){from, hysi_sleef_log2_f64(law->upper) - from, true};
}

/* ---- native ---- */

static void set_qlog(struct hysi_params_qlog *p, const struct hys_space *space,
                     const struct hysi_cell_law *law)
{
    p->log2_lower = hysi_log2_q23(law->lower);
    p->log2_span = (uint32_t)(hysi_log2_q23(law->upper) - p->log2_lower);
    p->first = (int32_t)space->extent.first;
    p->last = (int32_t)space->extent.last;
}

static void set_cells(struct hysi_params_cell_of *p, const struct hys_space *space)
{
    const bool bins = cells_of(space) == BINS;
    p->from = bins ? space->extent.lower : 0;
    p->start = p->from;
    p->count = bins ? (double)space->extent.distinct : 1;
    p->span = bins ? space->extent.upper - space->extent.lower : 1;
    p->first = space->extent.lower;
    p->last = space->extent.upper;
}

static struct hysi_head native(const struct hys_space *space, const struct hysi_cell_law *law)
{
    const hys_extent *extent = &space->extent;
    const enum cells cells = cells_of(space);

    if (extent->distinct == 1) {
        struct hysi_head head = hysi_new_head(32, HYSI_INTEGERS_64);
        hysi_add_number(&head, space->steps);
        return head;
    }
    if (cells != BINS && extent->last <= 4096) {
        struct hysi_head head = hysi_new_head(32, HYSI_INTEGERS_32);
        set_qlog(cells == ROUND ? HYSI_ADD_MAP(&head, qlog_i32)
                                : HYSI_ADD_MAP(&head, floor_log_i32),
                 space, law);
        return head;
    }
    const bool bins = cells == BINS;
    struct hysi_head head = hysi_new_head(64, cells == ROUND ? HYSI_INTEGERS_64 : HYSI_NARROWED);
    hysi_add_log_f64(&head, hysi_sleef_log2_f64(law->lower), hysi_sleef_log2_f64(law->upper),
                     bins ? law->lower : 0.0, bins ? nextafter(law->upper, 0) : HUGE_VAL);
    if (cells == ROUND)
        hysi_add_round_inside(&head, extent->first, extent->last);
    else
        set_cells(HYSI_ADD_MAP(&head, cell_of), space);
    return head;
}

/* ---- encode, decode, densities ---- */

static struct hysi_head decode_head(const struct hys_space *space, const struct hysi_cell_law *law)
{
    const struct hysi_axis axis = axis_of(law);
    struct hysi_head head = hysi_new_head(0, HYSI_NARROWED);

    if (cells_of(space) == ROUND) {
        hysi_set_decode(HYSI_ADD_MAP(&head, decode_qlog), &axis, law->first, law->last);
    } else {
        hysi_set_decode(HYSI_ADD_MAP(&head, decode_log), &axis, 0, HUGE_VAL);
        set_cells(HYSI_ADD_MAP(&head, cell_of), space);
    }
    return head;
}

static void give_cells(const struct hys_space *space, struct hysi_plan *plan, hys_type type,
                       const struct hysi_cell_law *law)
{
    const struct hysi_head decode = decode_head(space, law);
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED);

    hysi_add_encode_log_cells(&encode, law);
    hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
    hysi_give(plan, HYSI_USE_DECODE, type, &decode);
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const hys_extent *extent = &space->extent;
    const struct hysi_cell_law law = law_of(space);
    const struct hysi_head head = native(space, &law),
                           number = hysi_integer_numbers(extent->first, 1);
    const bool one = extent->distinct == 1;

    for (hys_type type = HYS_F32; type <= HYS_U64; type++) {
        if (!hysi_type_holds_integers(type, extent->first, extent->last))
            continue;
        hysi_give(plan, HYSI_USE_NATIVE, type, &head);
        hysi_give_steps(plan, type, &space->steps->steps);
        if (!one)
            give_cells(space, plan, type, &law);
    }
    hysi_give_numbers(plan, &number);
    if (one)
        hysi_give_step_densities(plan, &space->steps->steps);
    else
        hysi_give_cell_densities(plan, HYS_F64, &law);
    hysi_refuse(plan, HYSI_USE_JAX32);
    hysi_refuse(plan, HYSI_USE_JAX64);
}

const struct hysi_kind hysi_kind_logint = {
    .id = HYS_LOGINT,
    .name = "logint",
    .word = "logint",
    .summary = "integers, log-uniform",
    .traits = HYS_KIND_LOG | HYS_KIND_INTEGERS | HYS_KIND_FORM_2 | HYS_KIND_FMA,
    .params = 3,
    .param = {{"lower", HYS_PARAM_INTEGER, HYS_PARAM_REQUIRED, 0, NULL, "lower bound, included"},
              {"upper", HYS_PARAM_INTEGER, HYS_PARAM_REQUIRED, 0, NULL, "upper bound, included"},
              {"cells", HYS_PARAM_WORD, HYS_PARAM_EXTRA, ROUND, cell_words,
               "the part of the axis that belongs to an integer"}},
    .check = check,
    .fill = fill,
    .plan = plan,
};
