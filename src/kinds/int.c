/* int: integers of 64 bits, lower + k step, each equally likely. docs/spec.md, section 3.3. */
#include <config.h>

#include <math.h>

#include "src/kinds/steps.h"
#include "src/reciprocal.h"

enum { LOWER, UPPER, STEP, CONTRACT };

/* The integers first + k step, k = 0 .. last. */
struct int_values {
    int64_t first;
    uint64_t step, last;
    enum hysi_contract contract;
};

/* False if the bounds have no multiple of the step inside. */
static bool integers_of(const hys_argument *given, struct int_values *integers)
{
    const int64_t lower = given[LOWER].integer, upper = given[UPPER].integer,
                  step = given[STEP].integer;

    *integers = (struct int_values){
        .first = lower, .step = (uint64_t)step, .contract = hysi_contract_of(&given[CONTRACT])};
    if (integers->contract == HYSI_INSIDE) {
        /* In [lower, lower + step); beyond 2^63 it is beyond upper, too. */
        const uint64_t up = (uint64_t)(lower % step > 0 ? step - lower % step : -(lower % step));
        if (up > (uint64_t)upper - (uint64_t)lower)
            return false;
        integers->first = lower + (int64_t)up;
    }
    integers->last = ((uint64_t)upper - (uint64_t)integers->first) / (uint64_t)step;
    return true;
}

static hys_status check(const hys_argument *given, size_t *bad)
{
    const int64_t lower = given[LOWER].integer, upper = given[UPPER].integer,
                  step = given[STEP].integer;
    const enum hysi_contract contract = hysi_contract_of(&given[CONTRACT]);
    struct int_values integers;

    if (lower > upper)
        return HYS_E_BOUNDS_ORDER;
    *bad = STEP;
    if (step < 1 || (lower < upper && (uint64_t)step > (uint64_t)upper - (uint64_t)lower))
        return HYS_E_BOUNDS_STEP;
    *bad = CONTRACT;
    if (!integers_of(given, &integers))
        return HYS_E_BOUNDS_STEP;
    /* Half ends take two numbers a step, of 64 bits. */
    if (integers.contract == HYSI_HALF_ENDS && integers.last >= (uint64_t)1 << 63)
        return HYS_E_BOUNDS_RANGE;
    return contract == HYSI_MULTIPLE || contract == HYSI_BINS ? HYS_E_VALUES_CONTRACT : HYS_OK;
}

/* Whether doubles hold all the integers. */
static bool in_doubles(const hys_extent *extent)
{
    return hysi_type_holds_integers(HYS_F64, extent->first, extent->last);
}

static hys_status fill(struct hys_space *space, size_t *bad)
{
    hys_extent *extent = &space->extent;
    struct int_values integers;
    struct hysi_step_layout *layout = hysi_space_memory(space, 1, sizeof *layout);

    (void)bad;
    if (!layout)
        return HYS_E_MEMORY;
    (void)integers_of(space->argument, &integers);
    extent->first = integers.first;
    extent->last = (int64_t)((uint64_t)integers.first + integers.last * integers.step);
    extent->lower = (double)space->argument[LOWER].integer;
    extent->upper = (double)space->argument[UPPER].integer;
    extent->distinct = integers.last + 1; /* 0 for all 2^64 */

    hysi_lay_out_integers(integers.first, integers.step, integers.last, integers.contract, layout);
    space->steps = layout;
    return HYS_OK;
}

/* ---- native ---- */

/* For an integer type of 64 bits, the draw becomes one in one map. */
static struct hysi_head native(const struct hys_space *space, const struct int_values *integers,
                               bool in_64)
{
    const hys_extent *extent = &space->extent;
    const struct hysi_step_layout *layout = space->steps;
    const bool one = integers->step == 1, all = integers->last == UINT64_MAX;
    const bool halves = integers->contract == HYSI_HALF_ENDS && integers->last > 0;
    const bool narrow = one && hysi_step_bits(layout) == 32 &&
                        hysi_type_holds_integers(HYS_I32, extent->first, extent->last);
    const bool in_i32 = narrow && !halves && !in_64;
    struct hysi_head head =
        hysi_new_head(hysi_step_bits(layout), in_i32 ? HYSI_INTEGERS_32 : HYSI_INTEGERS_64);

    if (in_i32) {
        struct hysi_params_int *p = HYSI_ADD_MAP(&head, int32_i32);
        p->lo = integers->first;
        p->count = integers->last + 1;
        return head;
    }
    if (!all)
        hysi_add_number(&head, layout);
    if (all || !one) { /* all draws are integers of 64 bits as they are */
        struct hysi_params_step_i64 *p = HYSI_ADD_MAP(&head, step_i64);
        p->lo = integers->first;
        p->step = integers->step;
    }
    return head;
}

/* JAX's randint has neither steps nor other masses. */
static void plan_jax(const struct hys_space *space, struct hysi_plan *plan,
                     const struct int_values *integers)
{
    const hys_extent *extent = &space->extent;
    const bool plain = integers->step == 1 && integers->contract == HYSI_EQUAL;

    for (enum hysi_use use = HYSI_USE_JAX32; use <= HYSI_USE_JAX64; use++) {
        struct hysi_head head;
        if (plain && hysi_jax_int(extent->first, extent->last, use == HYSI_USE_JAX64, &head))
            hysi_give_jax_integers(plan, use, extent->first, extent->last, &head);
        else
            hysi_refuse(plan, use);
    }
}

/* ---- transform, encode, decode ---- */

/* The smallest double >= x, and the largest <= x. */
static double ceil_f64(int64_t x)
{
    const double d = (double)x;
    return d < 0x1p63 && (int64_t)d < x ? nextafter(d, HUGE_VAL) : d;
}
static double floor_f64(int64_t x)
{
    const double d = (double)x;
    return d >= 0x1p63 || (int64_t)d > x ? nextafter(d, -HUGE_VAL) : d;
}

/* The reciprocal of Granlund and Montgomery: of 65 bits, rounded up, without the highest one. */
static void set_reciprocal(struct hysi_params_integers *p)
{
    uint64_t power = 2; /* the least one that is not below the step */
    while (power < p->step) {
        power *= 2;
        p->shift++;
    }
    p->reciprocal = hysi_fraction(power - p->step, p->step) + 1;
}

static void set_integers(struct hysi_params_integers *p, const struct hysi_steps *steps,
                         const struct int_values *integers, hys_type type)
{
    p->steps = steps;
    p->lo = integers->first;
    p->step = integers->step;
    p->last = integers->last;
    p->is_unsigned = type == HYS_U64;
    if (p->step > 1)
        set_reciprocal(p);
}

/* For integers that no double may hold. */
static void give_integers(const struct hys_space *space, struct hysi_plan *plan, hys_type type,
                          const struct int_values *integers)
{
    const struct hysi_steps *steps = &space->steps->steps;
    struct hysi_head nearest = hysi_new_head(0, HYSI_INTEGERS_64),
                     encode = hysi_new_head(0, HYSI_AS_TYPE), decode = encode;

    struct hysi_params_round_f64 *round = HYSI_ADD_MAP(&nearest, round_f64_i64);
    round->min = ceil_f64(space->extent.first);
    round->max = floor_f64(space->extent.last);
    round->low = space->extent.first;
    round->high = space->extent.last;
    if (integers->step > 1)
        set_integers(HYSI_ADD_MAP(&nearest, nearest_step_i64), steps, integers, HYS_I64);
    set_integers(HYSI_ADD_MAP(&encode, encode_i64), steps, integers, type);
    set_integers(HYSI_ADD_MAP(&decode, decode_i64), steps, integers, type);
    hysi_give(plan, HYSI_USE_TRANSFORM, type, &nearest);
    hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
    hysi_give(plan, HYSI_USE_DECODE, type, &decode);

    struct hysi_head cdf = hysi_new_head(0, HYSI_AS_TYPE), sf = cdf, pmf = cdf, quantile = cdf;
    set_integers(HYSI_ADD_MAP(&cdf, cdf_i64), steps, integers, type);
    set_integers(HYSI_ADD_MAP(&sf, sf_i64), steps, integers, type);
    set_integers(HYSI_ADD_MAP(&pmf, pmf_i64), steps, integers, type);
    set_integers(HYSI_ADD_MAP(&quantile, quantile_i64), steps, integers, type);
    hysi_give(plan, HYSI_USE_CDF, type, &cdf);
    hysi_give(plan, HYSI_USE_SF, type, &sf);
    hysi_give(plan, HYSI_USE_PMF, type, &pmf);
    hysi_give(plan, HYSI_USE_QUANTILE, type, &quantile);
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const hys_extent *extent = &space->extent;
    struct int_values integers;

    (void)integers_of(space->argument, &integers);
    const struct hysi_head head = native(space, &integers, false),
                           wide = native(space, &integers, true),
                           number = hysi_integer_numbers(integers.first, integers.step);
    for (hys_type type = HYS_F32; type <= HYS_U64; type++) {
        if (!hysi_type_holds_integers(type, extent->first, extent->last))
            continue;
        hysi_give(plan, HYSI_USE_NATIVE, type, type == HYS_I64 || type == HYS_U64 ? &wide : &head);
        if (in_doubles(extent))
            hysi_give_steps(plan, type, &space->steps->steps);
        else
            give_integers(space, plan, type, &integers);
    }
    hysi_give_numbers(plan, &number);
    if (in_doubles(extent))
        hysi_give_step_densities(plan, &space->steps->steps);
    plan_jax(space, plan, &integers);
}

const struct hysi_kind hysi_kind_int = {
    .id = HYS_INT,
    .name = "int",
    .word = "int",
    .summary = "integers, each equally likely",
    .traits = HYS_KIND_INTEGERS | HYS_KIND_FORM_2,
    .params = 4,
    .param = {{"lower", HYS_PARAM_INTEGER, HYS_PARAM_REQUIRED, 0, NULL, "lower bound, included"},
              {"upper", HYS_PARAM_INTEGER, HYS_PARAM_REQUIRED, 0, NULL, "upper bound, included"},
              {"step", HYS_PARAM_INTEGER, HYS_PARAM_EXTRA, 1, NULL, "distance between values"},
              {HYSI_PARAM_CONTRACT}},
    .check = check,
    .fill = fill,
    .plan = plan,
};
