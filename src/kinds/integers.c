/* Shared by qlinear and qlog: integers by rounding half to even. docs/spec.md, sections 3 and 4. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"
#include "src/sleef.h"

hys_status hysi_check_integers(const hys_argument *given, size_t *bad)
{
    const double lower = given[0].real, upper = given[1].real;
    for (size_t p = 0; p < 2; p++)
        if (fabs(given[p].real) > 0x1p53) {
            *bad = p;
            return HYS_E_BOUNDS_RANGE;
        }
    return ceil(lower) > floor(upper) ? HYS_E_BOUNDS_INTEGER : HYS_OK;
}

hys_status hysi_fill_integers(struct hys_space *space, size_t *bad)
{
    (void)bad;
    hys_extent *extent = &space->extent;
    extent->lower = space->argument[0].real;
    extent->upper = space->argument[1].real;
    extent->first = (int64_t)ceil(extent->lower);
    extent->last = (int64_t)floor(extent->upper);
    extent->distinct = (uint64_t)(extent->last - extent->first) + 1;
    return HYS_OK;
}

void hysi_add_round_inside(struct hysi_head *head, int64_t first, int64_t last)
{
    struct hysi_params_round_f64 *p = HYSI_ADD_MAP(head, round_f64_i64);
    p->min = (double)first;
    p->max = (double)last;
    p->low = first;
    p->high = last;
}

/* JAX rounds the float and saturates, so its integers range from one rounded bound to the other. */
static void plan_jax(const struct hys_space *space, struct hysi_plan *plan)
{
    const double lower = space->extent.lower, upper = space->extent.upper;
    struct hysi_head f32, f64;
    const bool has_f32 = hysi_jax_head_f32(space, HYSI_ROUNDED_F32, &f32);
    const bool has_f64 = hysi_jax_head_f64(space, HYSI_ROUNDED_F64, &f64);

    if (!has_f32)
        hysi_refuse(plan, HYSI_USE_JAX32);
    if (!has_f64)
        hysi_refuse(plan, HYSI_USE_JAX64);
    for (hys_type type = HYS_F32; type <= HYS_U64; type++) {
        const double lo = (double)rintf((float)lower), hi = (double)rintf((float)upper);
        if (has_f32 && !hysi_is_wide(type) && hysi_type_holds(type, lo, hi))
            hysi_give(plan, HYSI_USE_JAX32, type, &f32);
        if (has_f64 && type != HYS_F32 && hysi_type_holds(type, rint(lower), rint(upper)))
            hysi_give(plan, HYSI_USE_JAX64, type, &f64);
    }
}

static void plan_transform(struct hysi_plan *plan)
{
    struct hysi_head f32 = hysi_new_head(0, HYSI_AS_TYPE), f64 = f32;
    const struct hysi_head from_f32 = hysi_new_head(0, HYSI_ROUNDED_F32);
    const struct hysi_head from_f64 = hysi_new_head(0, HYSI_ROUNDED_F64);

    hysi_add_map(&f32, HYSI_MAP_rint_f32);
    hysi_add_map(&f64, HYSI_MAP_rint_f64);
    hysi_give(plan, HYSI_USE_TRANSFORM, HYS_F32, &f32);
    hysi_give(plan, HYSI_USE_TRANSFORM, HYS_F64, &f64);
    for (hys_type type = HYS_I8; type <= HYS_U64; type++)
        hysi_give(plan, HYSI_USE_TRANSFORM, type, hysi_is_wide(type) ? &from_f64 : &from_f32);
}

/* The unit of the cell between edges a and b. */
static double middle_unit(const struct hysi_axis *axis, double a, double b)
{
    return (a + (b - a) / 2 - axis->from) / axis->span;
}

/* The position of a cell's edge on the axis. */
static double edge(const struct hysi_axis *axis, double x)
{
    return axis->is_log ? hysi_sleef_log2_f64(x) : x;
}

struct hysi_cells hysi_rounding_cells(const struct hys_space *space)
{
    const double first = (double)space->extent.first, last = (double)space->extent.last;
    const struct hysi_axis axis = hysi_axis_of(space);
    struct hysi_cells cells = {hysi_new_head(0, HYSI_WIDENED), hysi_new_head(0, HYSI_NARROWED)};
    struct hysi_params_encode_cell *encode = axis.is_log
                                                 ? HYSI_ADD_MAP(&cells.encode, encode_qlog)
                                                 : HYSI_ADD_MAP(&cells.encode, encode_qlinear);
    struct hysi_params_decode *decode = axis.is_log ? HYSI_ADD_MAP(&cells.decode, decode_qlog)
                                                    : HYSI_ADD_MAP(&cells.decode, decode_qlinear);

    if (axis.span == 0) { /* both bounds have the same log2, so that all integers share a cell */
        const struct hysi_axis any = {axis.from, 1, true};
        hysi_set_encode_cell(encode, first, last, &any, 0.5, 0.5);
        encode->low = encode->high = 0.5;
    } else {
        const double lower = axis.from, upper = edge(&axis, space->extent.upper);
        const double after_first = first == last ? upper : edge(&axis, first + 0.5);
        const double before_last = first == last ? lower : edge(&axis, last - 0.5);
        hysi_set_encode_cell(encode, first, last, &axis, middle_unit(&axis, lower, after_first),
                             middle_unit(&axis, before_last, upper));
    }
    hysi_set_decode(decode, &axis, first, last);
    return cells;
}

/* Integer k has the numbers that round to it. */
static void plan_densities(const struct hys_space *space, struct hysi_plan *plan)
{
    const hys_extent *extent = &space->extent;
    const struct hysi_cell_law law = {.is_log = space->kind->traits & HYS_KIND_LOG,
                                      .first = (double)extent->first,
                                      .last = (double)extent->last,
                                      .lower = extent->lower,
                                      .upper = extent->upper,
                                      .offset = -0.5,
                                      .width = 1};
    hysi_give_cell_densities(plan, HYS_F64, &law);
}

void hysi_plan_integers(const struct hys_space *space, struct hysi_plan *plan,
                        const struct hysi_head *native, const struct hysi_cells *cells)
{
    const struct hysi_head number = hysi_integer_numbers(space->extent.first, 1);

    for (hys_type type = HYS_F32; type <= HYS_U64; type++)
        if (hysi_type_holds(type, (double)space->extent.first, (double)space->extent.last)) {
            hysi_give(plan, HYSI_USE_NATIVE, type, native);
            hysi_give(plan, HYSI_USE_ENCODE, type, &cells->encode);
            hysi_give(plan, HYSI_USE_DECODE, type, &cells->decode);
        }
    hysi_give_numbers(plan, &number);
    plan_jax(space, plan);
    plan_transform(plan);
    plan_densities(space, plan);
}
