/* qlinear: uniform over [lower, upper], rounded half to even. docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"

static hys_status check(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_bounds(given, bad);
    return status == HYS_OK ? hysi_check_integers(given, bad) : status;
}

/* Integer bounds: the ends have half a cell. The law depends on the space alone, never on the type;
 * for an integer type of 64 bits, the draw becomes one in one map. */
static struct hysi_head whole_bounds(double lower, double upper, bool in_64)
{
    /* At most 2^54. A double does not hold the odd spans above 2^53. */
    const uint64_t s = (uint64_t)((int64_t)upper - (int64_t)lower);
    const bool narrow = s <= 0x10000;
    /* Within 2^29, i32 holds twice the bound. */
    const bool in_i32 = narrow && fabs(lower) <= 0x1p29 && !in_64;
    struct hysi_head head =
        hysi_new_head(narrow ? 32 : 64, in_i32 ? HYSI_INTEGERS_32 : HYSI_INTEGERS_64);
    struct hysi_params_qlinear *p = !narrow  ? HYSI_ADD_MAP(&head, qlinear64_i64)
                                    : in_i32 ? HYSI_ADD_MAP(&head, qlinear32_i32)
                                             : HYSI_ADD_MAP(&head, qlinear32_i64);
    p->lo = (int64_t)lower;
    p->half_cells = 2 * s;
    return head;
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const hys_extent *extent = &space->extent;
    const double lower = extent->lower, upper = extent->upper;
    const double first = (double)extent->first, last = (double)extent->last;
    struct hysi_head native, wide;
    struct hysi_cells cells;

    if (first == lower && last == upper) {
        const struct hysi_axis axis = hysi_axis_of(space);
        native = whole_bounds(lower, upper, false);
        wide = whole_bounds(lower, upper, true);
        cells =
            (struct hysi_cells){hysi_new_head(0, HYSI_WIDENED), hysi_new_head(0, HYSI_NARROWED)};
        hysi_set_encode_cell(HYSI_ADD_MAP(&cells.encode, encode_qlinear), first, last, &axis,
                             0.25 / axis.span, (axis.span - 0.25) / axis.span);
        hysi_set_decode_cell(HYSI_ADD_MAP(&cells.decode, decode_cell), first, axis.span, 0.5, last);
    } else {
        native = hysi_new_head(64, HYSI_INTEGERS_64);
        hysi_add_linear_f64(&native, (upper - lower) * 0x1p-53, lower + 0.0, HUGE_VAL);
        hysi_add_round_inside(&native, extent->first, extent->last);
        wide = native;
        cells = hysi_rounding_cells(space);
    }
    hysi_plan_integers(space, plan, &native, &cells);
    for (hys_type type = HYS_I64; type <= HYS_U64; type++)
        if (hysi_type_holds(type, first, last))
            hysi_give(plan, HYSI_USE_NATIVE, type, &wide);
}

const struct hysi_kind hysi_kind_qlinear = {
    .id = HYS_QLINEAR,
    .name = "qlinear",
    .word = "qlinear",
    .summary = "integers: uniform, then rounded half to even",
    .traits = HYS_KIND_INTEGERS,
    .params = 2,
    .param = {{HYSI_PARAM_LOWER}, {HYSI_PARAM_UPPER}},
    .check = check,
    .fill = hysi_fill_integers,
    .plan = plan,
};
