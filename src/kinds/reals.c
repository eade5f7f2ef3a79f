/* Shared by linear and log, and in part by the other kinds with bounds: bounds, digits, JAX's
 * draws, encode and decode along an axis. */
#include <config.h>

#include <float.h>
#include <math.h>
#include <string.h>

#include "src/kinds/kinds.h"
#include "src/reference/jax_math.h"
#include "src/sleef.h"

/* ---- bounds ---- */

static double lower_of(const struct hys_space *space) { return space->argument[0].real; }
static double upper_of(const struct hys_space *space) { return space->argument[1].real; }
static double base_of(const struct hys_space *space) { return space->argument[2].real; }
static bool is_log(const struct hys_space *space) { return space->kind->traits & HYS_KIND_LOG; }

hys_status hysi_check_bounds(const hys_argument *given, size_t *bad)
{
    for (size_t p = 0; p < 2; p++)
        if (!isfinite(given[p].real)) {
            *bad = p;
            return HYS_E_BOUNDS_FINITE;
        }
    return given[0].real < given[1].real ? HYS_OK : HYS_E_BOUNDS_ORDER;
}

hys_status hysi_check_log(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_bounds(given, bad);
    if (status != HYS_OK)
        return status;
    if (!(given[0].real > 0)) {
        *bad = 0;
        return HYS_E_BOUNDS_POSITIVE;
    }
    if (!(isfinite(given[2].real) && given[2].real > 1)) {
        *bad = 2;
        return HYS_E_BOUNDS_BASE;
    }
    return HYS_OK;
}

float hysi_ceil_f32(double x)
{
    const float f = (float)x;
    return ((double)f < x ? nextafterf(f, INFINITY) : f) + 0.0f;
}

struct hysi_bounds_f32 hysi_bounds_f32(const struct hys_space *space)
{
    struct hysi_bounds_f32 b = {.lo = hysi_ceil_f32(lower_of(space)),
                                .up = hysi_ceil_f32(upper_of(space))};
    b.largest = nextafterf(b.up, -INFINITY);
    return b;
}

struct hysi_bounds_f64 hysi_bounds_f64(const struct hys_space *space)
{
    const double lower = lower_of(space), upper = upper_of(space);
    return (struct hysi_bounds_f64){lower + 0.0, upper + 0.0, nextafter(upper, -INFINITY)};
}

/* The largest float <= x. A zero is +0. */
static float floor_f32(double x) { return 0.0f - hysi_ceil_f32(-x); }

bool hysi_range_of(const struct hys_space *space, hys_type type, struct hysi_range *range)
{
    const struct hysi_bounds_f32 s = hysi_bounds_f32(space);
    const struct hysi_bounds_f64 d = hysi_bounds_f64(space);
    if (type == HYS_F64) {
        *range = (struct hysi_range){d.lo, d.largest, d.up};
        return true;
    }
    const float upper = floor_f32(upper_of(space));
    *range = (struct hysi_range){(double)s.lo, (double)s.largest, (double)upper};
    return s.lo < s.up && lower_of(space) >= -(double)FLT_MAX && isfinite(s.up);
}

/* ---- digits ---- */

static const double power_of_10[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                     1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/* The argument of digits; NULL for a space without digits. */
static const hys_argument *digits_of(const struct hys_space *space)
{
    const struct hysi_kind *kind = space->kind;
    size_t p = 0;
    while (p < kind->params && strcmp(kind->param[p].name, "digits") != 0)
        p++;
    return p < kind->params && space->argument[p].type ? &space->argument[p] : NULL;
}

bool hysi_has_digits(const struct hys_space *space) { return digits_of(space) != NULL; }

hys_status hysi_check_digits(const hys_argument *given, size_t p, size_t *bad)
{
    if (!given[p].type || (given[p].integer >= 0 && given[p].integer <= 15))
        return HYS_OK;
    *bad = p;
    return HYS_E_BOUNDS_DIGITS;
}

/* Rounds the head's doubles to decimal places inside the bounds of a type, which are numbers of the
 * type. */
static void add_digits(struct hysi_head *head, const struct hys_space *space,
                       const struct hysi_range *range)
{
    struct hysi_params_digits *p = HYSI_ADD_MAP(head, digits_f64);
    p->scale = power_of_10[digits_of(space)->integer];
    p->lower = range->lo;
    p->upper = range->upper;
}

/* ---- native ---- */

void hysi_give_native_f64(const struct hys_space *space, struct hysi_plan *plan,
                          const struct hysi_head *head)
{
    if (!hysi_has_digits(space)) {
        hysi_give(plan, HYSI_USE_NATIVE, HYS_F64, head);
        return;
    }
    for (hys_type type = HYS_F32; type <= HYS_F64; type++) {
        struct hysi_head rounded = *head;
        struct hysi_range range;
        if (!hysi_range_of(space, type, &range))
            continue;
        rounded.form = HYSI_NARROWED;
        add_digits(&rounded, space, &range);
        hysi_give(plan, HYSI_USE_NATIVE, type, &rounded);
    }
}

/* The fma does not decrease with k. If the largest k gives at most largest, no draw needs the
 * clamp. */
void hysi_add_linear_f32(struct hysi_head *head, float scale, float lo, float largest)
{
    const bool inside = fmaf(0x1p24f - 1, scale, lo) <= largest;
    struct hysi_params_linear_f32 *p =
        inside ? HYSI_ADD_MAP(head, linear_f32) : HYSI_ADD_MAP(head, linear_clamped_f32);
    p->scale = scale;
    p->lo = lo;
    p->largest = largest;
}

void hysi_add_linear_f64(struct hysi_head *head, double scale, double lo, double largest)
{
    const bool inside = fma(0x1p53 - 1, scale, lo) <= largest;
    struct hysi_params_linear_f64 *p =
        inside ? HYSI_ADD_MAP(head, linear_f64) : HYSI_ADD_MAP(head, linear_clamped_f64);
    p->scale = scale;
    p->lo = lo;
    p->largest = largest;
}

int32_t hysi_log2_q23(double bound) { return (int32_t)rint(hysi_sleef_log2_f64(bound) * 0x1p23); }

void hysi_add_log_f64(struct hysi_head *head, double log2_lower, double log2_upper, double lo,
                      double largest)
{
    struct hysi_params_log_f64 *p = HYSI_ADD_MAP(head, log_f64);
    p->scale = (log2_upper - log2_lower) * 0x1p-53;
    p->log2_lower = log2_lower;
    p->lo = lo;
    p->largest = largest;
}

/* ---- JAX ---- */

/* Whether x is finite and not subnormal. */
static bool sound_f32(float x) { return isnormal(x) || x == 0.0f; }
static bool sound_f64(double x) { return isnormal(x) || x == 0.0; }

/* max(lo, flush(fma(f, span, lo))), f = k / 2^23. From span = 2^-76 on there is nothing to flush: f
 * span is 0 or at least 2^-99, so a sum is at least 2^-100 where |lo| < 2^-100, and elsewhere it is
 * 0 or a multiple of 2^-123. Below that span the law is computed 2^64 times as large. There is room
 * for it, as |lo| < 2^-51, since the bounds differ. In f64, 2^-917 and 2^128 do the same. */
static void add_uniform_f32(struct hysi_head *head, float lo, float span)
{
    if (span >= 0x1p-76f) {
        struct hysi_params_linear_f32 *p = HYSI_ADD_MAP(head, jax_linear_f32);
        p->lo = lo + 0.0f;
        p->scale = span * 0x1p-23f;
        return;
    }
    struct hysi_params_uniform_f32 *p = HYSI_ADD_MAP(head, jax_uniform_f32);
    p->lo = lo * 0x1p64f;
    p->span = span * 0x1p64f;
    p->down = 0x1p-64f;
}

static void add_uniform_f64(struct hysi_head *head, double lo, double span)
{
    const double up = span < 0x1p-917 ? 0x1p128 : 1.0;
    struct hysi_params_uniform_f64 *p = HYSI_ADD_MAP(head, jax_uniform_f64);
    p->lo = lo * up;
    p->span = span * up;
    p->down = 1.0 / up;
}

bool hysi_jax_head_f32(const struct hys_space *space, enum hysi_form form, struct hysi_head *head)
{
    float lo = (float)lower_of(space), hi = (float)upper_of(space);
    const float base = is_log(space) ? (float)base_of(space) : 0;

    if (!sound_f32(lo) || !sound_f32(hi) || lo >= hi)
        return false;
    if (is_log(space)) {
        if (!(base > 1.0f) || !isfinite(base) || lo == 0.0f)
            return false;
        lo = hysi_jax_log_f32(lo) / hysi_jax_log_f32(base);
        hi = hysi_jax_log_f32(hi) / hysi_jax_log_f32(base);
    }
    if (lo >= hi || !isnormal(hi - lo))
        return false;
    *head = hysi_new_head(32, form);
    add_uniform_f32(head, lo, hi - lo);
    if (is_log(space)) {
        struct hysi_params_pow_f32 *p = HYSI_ADD_MAP(head, jax_pow_f32);
        p->log2_base = hysi_jax_log2_base_f32(base);
        p->flush = lo * p->log2_base < -125;
    }
    return true;
}

bool hysi_jax_head_f64(const struct hys_space *space, enum hysi_form form, struct hysi_head *head)
{
    double lo = lower_of(space), hi = upper_of(space);

    if (!sound_f64(lo) || !sound_f64(hi))
        return false;
    if (is_log(space)) {
        lo = hysi_jax_log_f64(lo) / hysi_jax_log_f64(base_of(space));
        hi = hysi_jax_log_f64(hi) / hysi_jax_log_f64(base_of(space));
    }
    if (lo >= hi || !isnormal(hi - lo))
        return false;
    *head = hysi_new_head(64, form);
    add_uniform_f64(head, lo, hi - lo);
    if (is_log(space)) {
        struct hysi_params_pow_f64 *p = HYSI_ADD_MAP(head, jax_pow_f64);
        hysi_jax_log_base_f64(base_of(space), &p->hi, &p->lo);
    }
    return true;
}

/* ---- linear and log ---- */

struct hysi_axis hysi_axis_of(const struct hys_space *space)
{
    const double lower = lower_of(space), upper = upper_of(space);
    const double from = is_log(space) ? hysi_sleef_log2_f64(lower) : lower + 0.0;
    const double to = is_log(space) ? hysi_sleef_log2_f64(upper) : upper;
    return (struct hysi_axis){from, to - from, is_log(space)};
}

void hysi_set_decode(struct hysi_params_decode *p, const struct hysi_axis *axis, double lo,
                     double largest)
{
    p->from = axis->from;
    p->span = axis->span;
    p->lo = lo;
    p->largest = largest;
}

void hysi_set_encode_cell(struct hysi_params_encode_cell *p, double first, double last,
                          const struct hysi_axis *axis, double at_first, double at_last)
{
    p->first = first;
    p->last = last;
    p->at_first = at_first;
    p->at_last = at_last;
    p->from = axis->from;
    p->span = axis->span;
    p->low = 0;
    p->high = 1;
    p->slope = 1;
    p->below = -0.5;
    p->above = 0.5;
}

void hysi_set_decode_cell(struct hysi_params_decode_cell *p, double from, double span, double half,
                          double largest)
{
    p->from = from;
    p->span = span;
    p->half = half;
    p->largest = largest;
}

static void plan_encode(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_axis axis = hysi_axis_of(space);
    const bool has_digits = hysi_has_digits(space);

    if (!(axis.span > 0)) /* both bounds have the same log2 */
        return;
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED);
    struct hysi_params_encode *p =
        axis.is_log ? HYSI_ADD_MAP(&encode, encode_log) : HYSI_ADD_MAP(&encode, encode_linear);
    p->lower = lower_of(space);
    p->upper = upper_of(space);
    p->from = axis.from;
    p->span = axis.span;
    for (hys_type type = HYS_F32; type <= HYS_F64; type++) {
        struct hysi_head decode = hysi_new_head(0, HYSI_NARROWED);
        struct hysi_range range, law;
        const bool fits = hysi_range_of(space, type, &range);
        if (has_digits ? !fits : range.lo > range.largest)
            continue;
        hysi_range_of(space, has_digits ? HYS_F64 : type, &law);
        hysi_set_decode(axis.is_log ? HYSI_ADD_MAP(&decode, decode_log)
                                    : HYSI_ADD_MAP(&decode, decode_linear),
                        &axis, law.lo, law.largest);
        if (has_digits)
            add_digits(&decode, space, &range);
        hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
        hysi_give(plan, HYSI_USE_DECODE, type, &decode);
    }
}

/* The transform gives the value itself. */
static void plan_copy(struct hysi_plan *plan)
{
    struct hysi_head f32 = hysi_new_head(0, HYSI_AS_TYPE), f64 = f32;
    hysi_add_map(&f32, HYSI_MAP_copy_f32);
    hysi_add_map(&f64, HYSI_MAP_copy_f64);
    hysi_give(plan, HYSI_USE_TRANSFORM, HYS_F32, &f32);
    hysi_give(plan, HYSI_USE_TRANSFORM, HYS_F64, &f64);
}

/* The transform rounds to the digits, in f64. */
static void plan_round(const struct hys_space *space, struct hysi_plan *plan)
{
    for (hys_type type = HYS_F32; type <= HYS_F64; type++) {
        struct hysi_head head = hysi_new_head(0, HYSI_NARROWED);
        struct hysi_range range;
        if (!hysi_range_of(space, type, &range))
            continue;
        if (type == HYS_F32)
            hysi_add_map(&head, HYSI_MAP_cast_f32_f64);
        *HYSI_ADD_MAP(&head, clamp_f64) =
            (struct hysi_params_clamp_f64){lower_of(space), upper_of(space)};
        add_digits(&head, space, &range);
        hysi_give(plan, HYSI_USE_TRANSFORM, type, &head);
    }
}

void hysi_plan_clamp(const struct hys_space *space, struct hysi_plan *plan)
{
    struct hysi_head f32 = hysi_new_head(0, HYSI_AS_TYPE), f64 = f32;
    struct hysi_range range;
    if (hysi_range_of(space, HYS_F32, &range)) {
        struct hysi_params_clamp_f32 *p = HYSI_ADD_MAP(&f32, clamp_f32);
        p->lower = (float)range.lo;
        p->upper = (float)range.upper;
        hysi_give(plan, HYSI_USE_TRANSFORM, HYS_F32, &f32);
    }
    hysi_range_of(space, HYS_F64, &range);
    struct hysi_params_clamp_f64 *p = HYSI_ADD_MAP(&f64, clamp_f64);
    p->lower = range.lo;
    p->upper = range.upper;
    hysi_give(plan, HYSI_USE_TRANSFORM, HYS_F64, &f64);
}

void hysi_plan_reals(const struct hys_space *space, struct hysi_plan *plan)
{
    const bool has_digits = hysi_has_digits(space); /* which JAX has not */
    struct hysi_head f32, f64;

    if (!has_digits && hysi_jax_head_f32(space, HYSI_AS_TYPE, &f32))
        hysi_give(plan, HYSI_USE_JAX32, HYS_F32, &f32);
    else
        hysi_refuse(plan, HYSI_USE_JAX32);
    if (!has_digits && hysi_jax_head_f64(space, HYSI_AS_TYPE, &f64))
        hysi_give(plan, HYSI_USE_JAX64, HYS_F64, &f64);
    else
        hysi_refuse(plan, HYSI_USE_JAX64);
    if (has_digits)
        plan_round(space, plan);
    else
        plan_copy(plan);
    plan_encode(space, plan);
}
