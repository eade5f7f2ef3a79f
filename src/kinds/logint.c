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

/* The lower edge of integer k's cell is k slope + below, its upper one k slope + above. */
struct edges {
    double slope, below, above;
};
static struct edges edges_of(const struct hys_space *space)
{
    const double lower = space->extent.lower, upper = space->extent.upper;
    const double width = (upper - lower) / (double)space->extent.distinct;

    switch (cells_of(space)) {
    case ROUND: return (struct edges){1, -0.5, 0.5};
    case FLOOR: return (struct edges){1, 0, 1};
    default: return (struct edges){width, lower - lower * width, lower - lower * width + width};
    }
}

static double edge_log2(const struct edges *edges, double k, double offset)
{
    return hysi_sleef_log2_f64(fma(k, edges->slope, offset));
}

/* The log2 of the ends of all cells: from the lower edge of the first to the upper edge of the
 * last. The edges of bins are the bounds, exactly. */
struct ends {
    double from, to;
};
static struct ends ends_of(const struct hys_space *space)
{
    const struct edges edges = edges_of(space);
    const double lower = space->extent.lower, upper = space->extent.upper;
    const bool bins = cells_of(space) == BINS;
    const double from = bins ? hysi_sleef_log2_f64(lower) : edge_log2(&edges, lower, edges.below);
    const double to = bins ? hysi_sleef_log2_f64(upper) : edge_log2(&edges, upper, edges.above);
    return (struct ends){from, to};
}

/* ---- native ---- */

static void set_qlog(struct hysi_params_qlog *p, const struct hys_space *space, double from,
                     double to)
{
    p->log2_lower = hysi_log2_q23(from);
    p->log2_span = (uint32_t)(hysi_log2_q23(to) - p->log2_lower);
    p->first = (int32_t)space->extent.first;
    p->last = (int32_t)space->extent.last;
}

static void set_cells(struct hysi_params_cell_of *p, const struct hys_space *space)
{
    const bool bins = cells_of(space) == BINS;
    p->from = bins ? space->extent.lower : 0;
    p->count = bins ? (double)space->extent.distinct : 1;
    p->span = bins ? space->extent.upper - space->extent.lower : 1;
    p->first = space->extent.lower;
    p->last = space->extent.upper;
}

static struct hysi_head native(const struct hys_space *space)
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
        if (cells == ROUND)
            set_qlog(HYSI_ADD_MAP(&head, qlog_i32), space, extent->lower - 0.5,
                     extent->upper + 0.5);
        else
            set_qlog(HYSI_ADD_MAP(&head, floor_log_i32), space, extent->lower, extent->upper + 1);
        return head;
    }
    const struct ends ends = ends_of(space);
    struct hysi_head head = hysi_new_head(64, cells == ROUND ? HYSI_INTEGERS_64 : HYSI_NARROWED);
    if (cells == BINS)
        hysi_add_log_f64(&head, ends.from, ends.to, extent->lower, nextafter(extent->upper, 0));
    else
        hysi_add_log_f64(&head, ends.from, ends.to, 0.0, HUGE_VAL);
    if (cells == ROUND)
        hysi_add_round_inside(&head, extent->first, extent->last);
    else
        set_cells(HYSI_ADD_MAP(&head, cell_of), space);
    return head;
}

/* ---- encode and decode ---- */

static struct hysi_axis axis_of(const struct hys_space *space)
{
    const struct ends ends = ends_of(space);
    return (struct hysi_axis){ends.from, ends.to - ends.from, true};
}

static struct hysi_head encode_head(const struct hys_space *space)
{
    const struct hysi_axis axis = axis_of(space);
    const struct edges edges = edges_of(space);
    const double first = space->extent.lower, last = space->extent.upper;
    struct hysi_head head = hysi_new_head(0, HYSI_WIDENED);
    struct hysi_params_encode_cell *p = HYSI_ADD_MAP(&head, encode_qlog);

    const double after_first = edge_log2(&edges, first, edges.above),
                 before_last = edge_log2(&edges, last, edges.below);
    hysi_set_encode_cell(p, first, last, &axis, (after_first - axis.from) / 2 / axis.span,
                         1 - (axis.from + axis.span - before_last) / 2 / axis.span);
    p->slope = edges.slope;
    p->below = edges.below;
    p->above = edges.above;
    return head;
}

static struct hysi_head decode_head(const struct hys_space *space)
{
    const struct hysi_axis axis = axis_of(space);
    const double first = space->extent.lower, last = space->extent.upper;
    struct hysi_head head = hysi_new_head(0, HYSI_NARROWED);

    if (cells_of(space) == ROUND) {
        hysi_set_decode(HYSI_ADD_MAP(&head, decode_qlog), &axis, first, last);
    } else {
        hysi_set_decode(HYSI_ADD_MAP(&head, decode_log), &axis, 0, HUGE_VAL);
        set_cells(HYSI_ADD_MAP(&head, cell_of), space);
    }
    return head;
}

static void give_densities(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct edges edges = edges_of(space);
    const double first = space->extent.lower, last = space->extent.upper;
    const bool bins = cells_of(space) == BINS;
    const struct hysi_cell_law law = {
        .is_log = true,
        .first = first,
        .last = last,
        .lower = bins ? first : first + edges.below,
        .upper = bins ? last : last + edges.above,
        .offset = edges.below,
        .width = edges.slope,
    };

    if (space->extent.distinct == 1)
        hysi_give_step_densities(plan, &space->steps->steps);
    else
        hysi_give_cell_densities(plan, HYS_F64, &law);
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const hys_extent *extent = &space->extent;
    const struct hysi_head head = native(space);

    for (hys_type type = HYS_F32; type <= HYS_U64; type++) {
        if (!hysi_type_holds_integers(type, extent->first, extent->last))
            continue;
        hysi_give(plan, HYSI_USE_NATIVE, type, &head);
        hysi_give_steps(plan, type, &space->steps->steps);
        if (extent->distinct > 1) {
            const struct hysi_head encode = encode_head(space), decode = decode_head(space);
            hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
            hysi_give(plan, HYSI_USE_DECODE, type, &decode);
        }
    }
    give_densities(space, plan);
    hysi_refuse(plan, HYSI_USE_JAX32);
    hysi_refuse(plan, HYSI_USE_JAX64);
}

const struct hysi_kind hysi_kind_logint = {
    .id = HYS_LOGINT,
    .name = "logint",
    .word = "logint",
    .summary = "integers, log-uniform",
    .traits = HYS_KIND_LOG | HYS_KIND_INTEGERS | HYS_KIND_FORM_2,
    .needs_fma = true,
    .params = 3,
    .param = {{"lower", HYS_PARAM_INTEGER, HYS_PARAM_REQUIRED, 0, NULL, "lower bound, included"},
              {"upper", HYS_PARAM_INTEGER, HYS_PARAM_REQUIRED, 0, NULL, "upper bound, included"},
              {"cells", HYS_PARAM_WORD, HYS_PARAM_EXTRA, ROUND, cell_words,
               "the part of the axis that belongs to an integer"}},
    .check = check,
    .fill = fill,
    .plan = plan,
};
