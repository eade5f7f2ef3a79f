/* normal and lognormal with a step: evenly spaced values, with the masses of their cells.
 * docs/spec.md, section 3.4. */
#include <config.h>

#include <math.h>
#include <string.h>

#include "src/kinds/steps.h"
#include "src/sleef.h"

/* Both bounds, and the parameters behind them. */
enum { LOWER, UPPER, STEP, CONTRACT, CLIP };

/* Equal between two bounds, else multiple. */
static enum hysi_contract contract_of(const hys_argument *bound)
{
    const bool both = bound[LOWER].type && bound[UPPER].type;
    return bound[CONTRACT].type ? hysi_contract_of(&bound[CONTRACT])
           : both               ? HYSI_EQUAL
                                : HYSI_MULTIPLE;
}

/* Leaves out a contract that is what it would be without being given, so that both ways of writing
 * a space give one fingerprint. False when memory runs out. */
static bool leave_out_preset(struct hys_space *space, size_t first_bound)
{
    const size_t params = space->kind->params, contract = first_bound + CONTRACT;
    const hys_argument *bound = &space->argument[first_bound], given = bound[CONTRACT];
    const bool one_bound = !bound[LOWER].type != !bound[UPPER].type;
    hys_argument *own;

    if (!given.type || one_bound)
        return true;
    if (!(own = hysi_space_memory(space, params, sizeof *own)))
        return false;
    memcpy(own, space->argument, params * sizeof *own);
    own[contract] = (hys_argument){.type = 0};
    if (contract_of(&own[first_bound]) == hysi_contract_of(&given))
        space->argument = own;
    return true;
}

static hys_status check_contract(const hys_argument *given, size_t first_bound, size_t *bad)
{
    const hys_argument *bound = &given[first_bound];
    const bool stepped = bound[STEP].type, given_contract = bound[CONTRACT].type;
    const int bounds = (bound[LOWER].type != 0) + (bound[UPPER].type != 0);
    const enum hysi_contract contract = contract_of(bound);

    const bool wrong_clip = bound[CLIP].on && (!stepped || contract != HYSI_MULTIPLE || bounds < 2);
    const bool wrong_contract = stepped ? contract == HYSI_HALF_ENDS || contract == HYSI_INSIDE ||
                                              (contract != HYSI_MULTIPLE && bounds < 2) ||
                                              (bounds == 1 && !given_contract)
                                        : given_contract;

    if (!wrong_clip && !wrong_contract)
        return HYS_OK;
    *bad = first_bound + (wrong_clip ? CLIP : CONTRACT);
    return HYS_E_VALUES_CONTRACT;
}

/* Lays the values out, and truncates the law to their cells. A contract that needs two bounds and
 * has fewer is taken for multiple, until it is checked. */
static hys_status lay_out(const hys_argument *bound, struct hysi_normal *law,
                          struct hysi_step_layout *layout)
{
    const double lower = law->lower, upper = law->upper, step = bound[STEP].real;
    const enum hysi_contract contract = contract_of(bound);
    hys_status status;

    if (contract == HYSI_MULTIPLE || !bound[LOWER].type || !bound[UPPER].type) {
        double ends[2];
        hysi_normal_ends(law, ends);
        status = hysi_lay_out_multiples(bound[LOWER].type ? lower : ends[0],
                                        bound[UPPER].type ? upper : ends[1], step, layout);
        if (bound[CLIP].on) {
            layout->steps.lo = layout->steps.lower = lower;
            layout->steps.largest = layout->steps.upper = upper;
        }
        return status;
    }
    status = hysi_lay_out_reals(lower, upper, step, HYSI_EQUAL, false, layout);
    layout->contract = contract;
    if (status == HYS_OK && contract == HYSI_EQUAL) {
        const double first = fma(-0.5, step, lower),
                     last = fma(layout->steps.last + 0.5, step, lower);
        if (!isfinite(first) || !isfinite(last))
            return HYS_E_BOUNDS_SPAN;
        hysi_truncate_normal(law, law->is_log ? fmax(first, 0) : first, last);
    }
    return status;
}

static struct hysi_normal_cells cells_of(const struct hysi_normal *law,
                                         const struct hysi_step_layout *layout)
{
    const struct hysi_steps *s = &layout->steps;
    const bool bins = layout->contract == HYSI_BINS;
    const double width = bins ? (law->upper - law->lower) / (s->last + 1) : s->width;
    return (struct hysi_normal_cells){.first = s->first,
                                      .last = s->last,
                                      .width = width,
                                      .offset = bins ? law->lower : s->from - width / 2,
                                      .lo = law->lower,
                                      .hi = law->upper,
                                      .mu = law->mu,
                                      .sigma = law->sigma,
                                      .natural_mu = law->natural_mu,
                                      .natural_sigma = law->natural_sigma,
                                      .from = law->from,
                                      .to = law->to,
                                      .mass = law->mass,
                                      .below = law->below,
                                      .above = law->above,
                                      .least = hysi_normal_least_tail(law),
                                      .is_log = law->is_log,
                                      .truncated = law->truncated};
}

static hys_status fill_steps(struct hys_space *space, const struct hysi_normal *whole,
                             size_t first_bound, size_t *bad)
{
    struct hysi_normal law = *whole;
    struct hysi_step_layout *layout = hysi_space_memory(space, 1, sizeof *layout);
    struct hysi_normal_cells *cells = hysi_space_memory(space, 1, sizeof *cells);

    if (!layout || !cells)
        return HYS_E_MEMORY;
    const hys_status status = lay_out(&space->argument[first_bound], &law, layout);
    if (status != HYS_OK) {
        *bad = first_bound + STEP;
        return status;
    }
    if (!(law.mass > 0x1p-1000))
        return HYS_E_BOUNDS_MASS;
    *cells = cells_of(&law, layout);
    layout->normal = cells;
    space->steps = layout;
    space->extent.distinct = layout->last + 1;
    return HYS_OK;
}

/* The contract is checked last, since which error of the bounds there is takes the law. */
hys_status hysi_fill_normal_steps(struct hys_space *space, const struct hysi_normal *law,
                                  size_t first_bound, size_t *bad)
{
    hys_status status = hysi_fill_normal(space, law, first_bound, bad);
    if (status == HYS_OK && space->argument[first_bound + STEP].type)
        status = fill_steps(space, law, first_bound, bad);
    if (status != HYS_OK || (status = check_contract(space->argument, first_bound, bad)) != HYS_OK)
        return status;
    return leave_out_preset(space, first_bound) ? HYS_OK : HYS_E_MEMORY;
}

/* ---- heads ---- */

static void add_value(struct hysi_head *head, const struct hysi_step_layout *layout)
{
    const struct hysi_steps *s = &layout->steps;
    if (layout->contract == HYSI_BINS) {
        *HYSI_ADD_MAP(head, cell_of) =
            (struct hysi_params_cell_of){.from = layout->normal->lo,
                                         .count = s->last + 1,
                                         .span = layout->normal->hi - layout->normal->lo,
                                         .last = s->last};
        HYSI_ADD_MAP(head, value_step)->steps = s;
    } else {
        HYSI_ADD_MAP(head, round_step)->steps = s;
    }
}

static void give_densities(struct hysi_plan *plan, const struct hysi_step_layout *layout)
{
    struct hysi_head cdf = hysi_new_head(0, HYSI_WIDENED), sf, pmf = cdf,
                     quantile = hysi_new_head(0, HYSI_NARROWED);

    HYSI_ADD_MAP(&cdf, position_step)->steps = &layout->steps;
    sf = cdf;
    HYSI_ADD_MAP(&cdf, cdf_normal_cells)->cells = layout->normal;
    HYSI_ADD_MAP(&sf, sf_normal_cells)->cells = layout->normal;
    HYSI_ADD_MAP(&pmf, number_step)->steps = &layout->steps;
    HYSI_ADD_MAP(&pmf, pmf_normal_cells)->cells = layout->normal;
    struct hysi_head logpdf = hysi_new_head(0, HYSI_WIDENED);
    HYSI_ADD_MAP(&logpdf, number_step)->steps = &layout->steps;
    HYSI_ADD_MAP(&logpdf, logpdf_normal_cells)->cells = layout->normal;
    hysi_give(plan, HYSI_USE_LOGPDF, HYS_F64, &logpdf);
    HYSI_ADD_MAP(&quantile, quantile_normal_cells)->cells = layout->normal;
    HYSI_ADD_MAP(&quantile, value_step)->steps = &layout->steps;
    hysi_give(plan, HYSI_USE_CDF, HYS_F64, &cdf);
    hysi_give(plan, HYSI_USE_SF, HYS_F64, &sf);
    hysi_give(plan, HYSI_USE_PMF, HYS_F64, &pmf);
    hysi_give(plan, HYSI_USE_QUANTILE, HYS_F64, &quantile);
}

void hysi_plan_normal_steps(const struct hys_space *space, struct hysi_plan *plan,
                            const struct hysi_normal *whole)
{
    const struct hysi_step_layout *layout = space->steps;
    if (!layout) {
        hysi_plan_normal(whole, plan);
        return;
    }
    struct hysi_head native = hysi_new_head(64, HYSI_NARROWED),
                     encode = hysi_new_head(0, HYSI_WIDENED),
                     decode = hysi_new_head(0, HYSI_NARROWED);
    const struct hysi_head number = hysi_step_numbers(space);
    struct hysi_normal law = *whole;

    if (layout->contract == HYSI_EQUAL)
        hysi_truncate_normal(&law, layout->normal->lo, layout->normal->hi);
    hysi_add_normal_f64(&native, &law);
    add_value(&native, layout);
    HYSI_ADD_MAP(&encode, nearest_number)->steps = &layout->steps;
    HYSI_ADD_MAP(&encode, encode_normal_cells)->cells = layout->normal;
    hysi_add_decode_normal(&decode, &law);
    add_value(&decode, layout);
    hysi_refuse(plan, HYSI_USE_JAX32);
    hysi_refuse(plan, HYSI_USE_JAX64);
    if (!law.truncated && !hysi_normal_gives_f64(&law))
        return;
    for (hys_type type = HYS_F32; type <= HYS_U64; type++) {
        if (!hysi_steps_give(type, &layout->steps))
            continue;
        hysi_give_steps(plan, type, &layout->steps);
        hysi_give(plan, HYSI_USE_NATIVE, type, &native);
        hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
        hysi_give(plan, HYSI_USE_DECODE, type, &decode);
    }
    hysi_give_numbers(plan, &number);
    give_densities(plan, layout);
}
