/* Evenly spaced reals: their decimals, their number, their masses. */
#include <config.h>

#include <math.h>

#include "src/kinds/steps.h"

const char *const hysi_contracts[] = {"equal", "half_ends", "inside", "multiple", "bins", NULL};

enum hysi_contract hysi_contract_of(const hys_argument *argument)
{
    enum hysi_contract contract = HYSI_EQUAL;
    while (argument->word != hysi_contracts[contract])
        contract++;
    return contract;
}

/* ---- decimals ---- */

enum { MOST_DECIMALS = 22 }; /* 10^22 is the largest power of ten that is a double */
static const double largest_integer = 0x1p53;

static const double power_of_ten[MOST_DECIMALS + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* The least number of decimals with which a number within +-2^53 units reads back as x;
 * MOST_DECIMALS + 1 if it has more. The quotient is rounded once, as a reader of decimals rounds
 * it. */
static int decimals_of(double x)
{
    int d = 0;
    while (d <= MOST_DECIMALS && (fabs(x * power_of_ten[d]) > largest_integer ||
                                  rint(x * power_of_ten[d]) / power_of_ten[d] != x))
        d++;
    return d;
}

/* Bounds and step in units of 10^-decimals. */
struct scaled {
    int decimals;
    int64_t lower, upper, step;
};

/* The number of units, or false if it is beyond 2^53. */
static bool in_units(double x, int decimals, int64_t *units)
{
    const double n = rint(x * power_of_ten[decimals]);
    if (!(fabs(n) <= largest_integer) || n / power_of_ten[decimals] != x)
        return false;
    *units = (int64_t)n;
    return true;
}

/* The largest number of units whose double is at most x. */
static bool whole_units(double x, int decimals, int64_t *units)
{
    const double power = power_of_ten[decimals];
    double n = rint(x * power);
    if (!(fabs(n) < largest_integer))
        return false;
    n -= n / power > x;
    *units = (int64_t)n;
    return true;
}

static bool scale(double lower, double upper, double step, bool whole_upper, struct scaled *scaled)
{
    const int of_lower = decimals_of(lower), of_step = decimals_of(step),
              of_upper = whole_upper ? decimals_of(upper) : 0;
    int d = of_lower > of_step ? of_lower : of_step;
    d = d > of_upper ? d : of_upper;
    scaled->decimals = d;
    return d <= MOST_DECIMALS && in_units(lower, d, &scaled->lower) &&
           in_units(step, d, &scaled->step) && whole_units(upper, d, &scaled->upper);
}

/* floor(a / b), b > 0. */
static int64_t floor_quotient(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/* ---- layout ---- */

static void lay_out_units(struct hysi_step_layout *layout)
{
    struct hysi_steps *s = &layout->steps;
    const double last = (double)layout->last;

    if (layout->contract == HYSI_HALF_ENDS && layout->last > 0) {
        s->span = last;
        s->half = 0;
        s->at_first = 0.25 / last;
        s->at_last = (last - 0.25) / last;
        s->decode_half = 0.5;
        s->up_to = 0.5;
        s->above = -0.5;
    } else {
        s->span = last + 1;
        s->half = 0.5;
        s->at_first = 0.5 / s->span;
        s->at_last = (last + 0.5) / s->span;
        s->decode_half = 0;
        s->up_to = 1;
        s->above = 0;
    }
}

/* The cells of multiples, whose middles are multiples of the step but at the ends, along an axis in
 * steps. */
static void lay_out_cut_units(struct hysi_steps *s, double lower, double upper)
{
    const double after_first = fmin(s->first + 0.5, upper),
                 before_last = fmax(s->last - 0.5, lower);
    s->span = upper - lower;
    s->half = s->first - lower;
    s->decode_half = 0.5 - s->half;
    s->at_first = (after_first - lower) / 2 / s->span;
    s->at_last = 1 - (upper - before_last) / 2 / s->span;
    s->up_to = s->half + 0.5;
    s->above = upper - s->last - 0.5;
}

/* The numbers of the first and the last value, in units that are exact. */
static void number_units(const struct scaled *u, struct hysi_step_layout *layout, int64_t *last)
{
    switch (layout->contract) {
    case HYSI_INSIDE:
        layout->first = -floor_quotient(-u->lower, u->step);
        *last = floor_quotient(u->upper, u->step);
        break;
    case HYSI_MULTIPLE:
        layout->from = 2 * u->lower + u->step;
        layout->count = 2 * (uint64_t)(u->upper - u->lower);
        layout->cell = 2.0 * (double)u->step;
        layout->first = floor_quotient(layout->from, 2 * u->step);
        *last = floor_quotient(layout->from + (int64_t)layout->count - 1, 2 * u->step);
        break;
    default: layout->first = 0; *last = floor_quotient(u->upper - u->lower, u->step);
    }
}

/* The same in doubles, for numbers that have too many digits. False if a number is too large. */
static bool number_doubles(double lower, double upper, double step, struct hysi_step_layout *layout,
                           int64_t *last)
{
    double from, to;
    switch (layout->contract) {
    case HYSI_INSIDE:
        from = ceil(lower / step);
        to = floor(upper / step);
        break;
    case HYSI_MULTIPLE:
        from = rint(lower / step);
        to = rint(upper / step);
        break;
    default: from = 0; to = floor((upper - lower) / step);
    }
    layout->cell = 0;
    if (!(fabs(from) < largest_integer && fabs(to) < largest_integer))
        return false;
    layout->first = (int64_t)from;
    *last = (int64_t)to;
    return true;
}

/* Whether the numerators of the first and the last value are finite, and so all the others. */
static bool are_finite(const struct hysi_steps *s)
{
    return isfinite(fma(s->first, s->scale, s->offset)) &&
           isfinite(fma(s->last, s->scale, s->offset));
}

hys_status hysi_lay_out_reals(double lower, double upper, double step, enum hysi_contract contract,
                              bool clip, struct hysi_step_layout *layout)
{
    const bool from_lower = contract == HYSI_EQUAL || contract == HYSI_HALF_ENDS;
    struct hysi_steps *s = &layout->steps;
    struct scaled units;
    int64_t last;

    *layout = (struct hysi_step_layout){.contract = contract};
    if (!(isfinite(step) && step > 0))
        return HYS_E_BOUNDS_STEP;
    bool exact = scale(lower, upper, step, contract == HYSI_MULTIPLE, &units);
    /* Of 0.8, 0.9 and 0.1 the difference of the doubles is below the step. */
    if (lower < upper && !(exact ? units.step <= units.upper - units.lower : step <= upper - lower))
        return HYS_E_BOUNDS_STEP;
    /* Multiples take twice the numbers, and a quotient of them that is rounded once. */
    if (exact && contract == HYSI_MULTIPLE)
        exact = units.lower > -(1LL << 49) && units.upper < 1LL << 49 && units.step < 1LL << 49;
    if (exact)
        number_units(&units, layout, &last);
    else if (!number_doubles(lower, upper, step, layout, &last))
        return HYS_E_BOUNDS_STEP;
    if (lower == upper && contract == HYSI_MULTIPLE) { /* the nearest multiple */
        layout->contract = contract = HYSI_INSIDE;
        last = layout->first;
    }
    if (last < layout->first || last - layout->first >= 1LL << 53)
        return HYS_E_BOUNDS_STEP;
    layout->last = (uint64_t)(last - layout->first);

    s->divisor = exact ? power_of_ten[units.decimals] : 1;
    s->inverse = 1 / s->divisor;
    s->scale = exact ? (double)units.step : step;
    s->offset = !from_lower ? 0.0 : exact ? (double)units.lower : lower + 0.0;
    s->first = (double)layout->first;
    s->last = (double)last;
    s->from = from_lower ? lower + 0.0 : 0.0;
    s->width = step;
    s->slack = 0x1p-24;
    const bool within = clip || (!exact && contract != HYSI_MULTIPLE && lower < upper);
    s->lo = within ? lower + 0.0 : -HUGE_VAL;
    s->largest = within ? upper + 0.0 : HUGE_VAL;
    /* Multiples may be outside the bounds by half a step. */
    s->lower = from_lower || clip ? lower : fmin(lower, s->first * step);
    s->upper = from_lower || clip ? upper : fmax(upper, s->last * step);
    if (contract == HYSI_MULTIPLE)
        lay_out_cut_units(s, lower / step, upper / step);
    else
        lay_out_units(layout);
    return are_finite(s) ? HYS_OK : HYS_E_BOUNDS_SPAN;
}

hys_status hysi_lay_out_multiples(double from, double to, double step,
                                  struct hysi_step_layout *layout)
{
    struct hysi_steps *s = &layout->steps;
    const double first = rint(from / step), last = rint(to / step);
    const int decimals = decimals_of(step);
    const double power = decimals <= MOST_DECIMALS ? power_of_ten[decimals] : 0;

    *layout = (struct hysi_step_layout){.contract = HYSI_MULTIPLE};
    if (!(isfinite(step) && step > 0) ||
        !(fabs(first) < largest_integer && fabs(last) < largest_integer))
        return HYS_E_BOUNDS_STEP;
    const double units = rint(step * power);
    const bool exact = power > 0 && fmax(fabs(first), fabs(last)) * units <= largest_integer;
    layout->first = (int64_t)first;
    layout->last = (uint64_t)(last - first);
    *s = (struct hysi_steps){.scale = exact ? units : step,
                             .divisor = exact ? power : 1,
                             .inverse = exact ? 1 / power : 1,
                             .lo = -HUGE_VAL,
                             .largest = HUGE_VAL,
                             .width = step,
                             .first = first,
                             .last = last,
                             .lower = -HUGE_VAL,
                             .upper = HUGE_VAL,
                             .slack = 0x1p-24};
    return are_finite(s) ? HYS_OK : HYS_E_BOUNDS_SPAN;
}

/* The number of an integer is the integer itself where the step is 1, so that rounding to the
 * nearest one is exact. */
void hysi_lay_out_integers(int64_t first, uint64_t step, uint64_t last, enum hysi_contract contract,
                           struct hysi_step_layout *layout)
{
    const double lower = (double)first, upper = (double)(int64_t)((uint64_t)first + last * step);
    const bool one = step == 1;

    *layout =
        (struct hysi_step_layout){.contract = contract, .first = one ? first : 0, .last = last};
    layout->steps = (struct hysi_steps){.scale = (double)step,
                                        .offset = one ? 0.0 : lower,
                                        .divisor = 1,
                                        .inverse = 1,
                                        .lo = -HUGE_VAL,
                                        .largest = HUGE_VAL,
                                        .from = one ? 0.0 : lower,
                                        .width = (double)step,
                                        .first = (double)layout->first,
                                        .last = one ? upper : (double)last,
                                        .lower = lower,
                                        .upper = upper};
    lay_out_units(layout);
}

double hysi_step_value(const struct hysi_steps *steps, double k)
{
    const double value = fma(k, steps->scale, steps->offset) / steps->divisor;
    return fmin(fmax(value, steps->lo), steps->largest);
}

/* The layout that the arguments step, contract and clip from p on ask for, behind the bounds. */
static hys_status lay_out(const hys_argument *given, size_t p, struct hysi_step_layout *layout)
{
    return hysi_lay_out_reals(given[0].real, given[1].real, given[p].real,
                              hysi_contract_of(&given[p + 1]), given[p + 2].on, layout);
}

hys_status hysi_check_steps(const hys_argument *given, size_t p, unsigned contracts, size_t *bad)
{
    const size_t contract_at = p + 1, clip_at = p + 2, digits_at = p + 3;
    const bool stepped = given[p].type;
    const enum hysi_contract contract = hysi_contract_of(&given[contract_at]);
    struct hysi_step_layout layout;
    hys_status status;

    *bad = p;
    if (stepped && (status = lay_out(given, p, &layout)) != HYS_OK)
        return status;
    if ((status = hysi_check_digits(given, digits_at, bad)) != HYS_OK)
        return status;
    *bad = contract_at;
    if ((!stepped && contract != HYSI_EQUAL) || !(contracts >> contract & 1))
        return HYS_E_VALUES_CONTRACT;
    *bad = clip_at;
    if (given[clip_at].on && contract != HYSI_MULTIPLE)
        return HYS_E_VALUES_CONTRACT;
    *bad = digits_at; /* a step has the user's decimals */
    return stepped && given[digits_at].type ? HYS_E_VALUES_EXCLUSIVE : HYS_OK;
}

hys_status hysi_fill_steps(struct hys_space *space, size_t p, struct hysi_step_layout **layout)
{
    *layout = NULL;
    space->extent.lower = space->argument[0].real;
    space->extent.upper = space->argument[1].real;
    if (!space->argument[p].type)
        return HYS_OK;
    if (!(*layout = hysi_space_memory(space, 1, sizeof **layout)))
        return HYS_E_MEMORY;
    const hys_status status = lay_out(space->argument, p, *layout);
    space->extent.distinct = (*layout)->last + 1;
    space->steps = *layout;
    return status;
}

/* ---- heads ---- */

int hysi_step_bits(const struct hysi_step_layout *layout)
{
    const uint64_t narrow = layout->contract == HYSI_HALF_ENDS ? 0x10000 : 0xffff;
    return layout->contract == HYSI_MULTIPLE || layout->last > narrow ? 64 : 32;
}

void hysi_add_number(struct hysi_head *head, const struct hysi_step_layout *layout)
{
    const bool narrow = head->bits == 32;

    if (layout->contract == HYSI_HALF_ENDS && layout->last > 0) {
        struct hysi_params_qlinear *p =
            narrow ? HYSI_ADD_MAP(head, qlinear32_i64) : HYSI_ADD_MAP(head, qlinear64_i64);
        p->lo = layout->first;
        p->half_cells = 2 * layout->last;
    } else {
        struct hysi_params_int *p =
            narrow ? HYSI_ADD_MAP(head, int32_i64) : HYSI_ADD_MAP(head, int64_i64);
        p->lo = layout->first;
        p->count = layout->last + 1;
    }
}

static struct hysi_head native(const struct hys_space *space)
{
    const struct hysi_step_layout *layout = space->steps;
    const double lower = space->extent.lower, upper = space->extent.upper;
    struct hysi_head head = hysi_new_head(hysi_step_bits(layout), HYSI_NARROWED);

    if (layout->contract != HYSI_MULTIPLE && layout->contract != HYSI_HALF_ENDS &&
        head.bits == 32) {
        struct hysi_params_int_step *p = HYSI_ADD_MAP(&head, int32_step_f64);
        p->steps = &layout->steps;
        p->lo = layout->first;
        p->count = layout->last + 1;
    } else if (layout->contract != HYSI_MULTIPLE) {
        hysi_add_number(&head, layout);
        HYSI_ADD_MAP(&head, step_f64)->steps = &layout->steps;
    } else if (layout->cell > 0) {
        struct hysi_params_int *number = HYSI_ADD_MAP(&head, int64_i64);
        number->lo = layout->from;
        number->count = layout->count;
        struct hysi_params_multiple *multiple = HYSI_ADD_MAP(&head, multiple_f64);
        multiple->steps = &layout->steps;
        multiple->cell = layout->cell;
    } else {
        hysi_add_linear_f64(&head, (upper - lower) * 0x1p-53, lower + 0.0,
                            nextafter(upper, -HUGE_VAL));
        HYSI_ADD_MAP(&head, round_step)->steps = &layout->steps;
    }
    return head;
}

bool hysi_steps_give(hys_type type, const struct hysi_steps *s)
{
    const double first = fma(s->first, s->scale, s->offset),
                 last = fma(s->last, s->scale, s->offset);
    const bool whole = s->divisor == 1 && s->scale == rint(s->scale) &&
                       s->offset == rint(s->offset) && s->lo == rint(s->lo) &&
                       s->largest == rint(s->largest);

    if (type == HYS_F64)
        return true;
    if (type == HYS_F32)
        return isfinite(
            (float)fmax(fabs(hysi_step_value(s, s->first)), fabs(hysi_step_value(s, s->last))));
    return whole && hysi_integer_holds(type, fmax(first, s->lo)) &&
           hysi_integer_holds(type, fmin(last, s->largest));
}

void hysi_give_steps(struct hysi_plan *plan, hys_type type, const struct hysi_steps *steps)
{
    struct hysi_head nearest = hysi_new_head(0, HYSI_NARROWED),
                     encode = hysi_new_head(0, HYSI_WIDENED), decode = nearest;

    if (!hysi_is_wide(type))
        hysi_add_map(&nearest, HYSI_MAP_cast_f32_f64);
    HYSI_ADD_MAP(&nearest, nearest_step)->steps = steps;
    HYSI_ADD_MAP(&encode, encode_step)->steps = steps;
    HYSI_ADD_MAP(&decode, decode_step)->steps = steps;
    hysi_give(plan, HYSI_USE_TRANSFORM, type, &nearest);
    hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
    hysi_give(plan, HYSI_USE_DECODE, type, &decode);
}

void hysi_give_step_densities(struct hysi_plan *plan, const struct hysi_steps *steps)
{
    struct hysi_head cdf = hysi_new_head(0, HYSI_WIDENED), sf = cdf, pmf = cdf,
                     quantile = hysi_new_head(0, HYSI_NARROWED);

    HYSI_ADD_MAP(&cdf, cdf_step)->steps = steps;
    HYSI_ADD_MAP(&sf, sf_step)->steps = steps;
    HYSI_ADD_MAP(&pmf, pmf_step)->steps = steps;
    HYSI_ADD_MAP(&quantile, quantile_step)->steps = steps;
    hysi_give(plan, HYSI_USE_CDF, HYS_F64, &cdf);
    hysi_give(plan, HYSI_USE_SF, HYS_F64, &sf);
    hysi_give(plan, HYSI_USE_PMF, HYS_F64, &pmf);
    hysi_give(plan, HYSI_USE_QUANTILE, HYS_F64, &quantile);
}

void hysi_give_number_densities(struct hysi_plan *plan, const struct hysi_steps *steps,
                                const struct hysi_cell_law *law)
{
    static const enum hysi_use uses[] = {HYSI_USE_CDF, HYSI_USE_SF, HYSI_USE_PMF};
    struct hysi_head from_number[3], quantile;

    hysi_cell_heads(law, &from_number[0], &from_number[1], &from_number[2], &quantile);
    for (int u = 0; u < 3; u++) {
        struct hysi_head head = hysi_new_head(0, HYSI_WIDENED);
        *(uses[u] == HYSI_USE_PMF ? HYSI_ADD_MAP(&head, number_step)
                                  : HYSI_ADD_MAP(&head, position_step)) =
            (struct hysi_params_steps){steps};
        head.stage[head.stages++] = from_number[u].stage[0];
        hysi_give(plan, uses[u], HYS_F64, &head);
    }
    HYSI_ADD_MAP(&quantile, value_step)->steps = steps;
    hysi_give(plan, HYSI_USE_QUANTILE, HYS_F64, &quantile);
}

void hysi_plan_steps(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_steps *s = &space->steps->steps;
    const struct hysi_head from_draws = native(space), number = hysi_step_numbers(space);

    for (hys_type type = HYS_F32; type <= HYS_U64; type++)
        if (hysi_steps_give(type, s)) {
            hysi_give(plan, HYSI_USE_NATIVE, type, &from_draws);
            hysi_give_steps(plan, type, s);
        }
    hysi_give_numbers(plan, &number);
    hysi_give_step_densities(plan, s);
    hysi_refuse(plan, HYSI_USE_JAX32);
    hysi_refuse(plan, HYSI_USE_JAX64);
}
