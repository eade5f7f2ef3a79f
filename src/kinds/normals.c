/* Shared by normal and lognormal: a normal law of the values or of their log2, between bounds if
 * there are any. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "src/kinds/kinds.h"
#include "src/reference/normal.h"
#include "src/sleef.h"

/* ---- checks ---- */

static hys_status check_bounds(const hys_argument *lower, const hys_argument *given, size_t *bad)
{
    for (size_t k = 0; k < 2; k++)
        if (lower[k].type && !isfinite(lower[k].real)) {
            *bad = (size_t)(lower + k - given);
            return HYS_E_BOUNDS_FINITE;
        }
    return lower[0].type && lower[1].type && !(lower[0].real < lower[1].real) ? HYS_E_BOUNDS_ORDER
                                                                              : HYS_OK;
}

static hys_status check_scale(const hys_argument *given, size_t *bad)
{
    const bool mu = isfinite(given[0].real);
    if (mu && isfinite(given[1].real) && given[1].real > 0)
        return HYS_OK;
    *bad = mu ? 1 : 0;
    return HYS_E_BOUNDS_SCALE;
}

hys_status hysi_check_normal(const hys_argument *given, size_t first_bound, size_t *bad)
{
    const hys_status status = check_bounds(&given[first_bound], given, bad);
    return status == HYS_OK ? check_scale(given, bad) : status;
}

hys_status hysi_check_lognormal(const hys_argument *given, size_t base, size_t *bad)
{
    const hys_argument *lower = &given[base + 1], *upper = lower + 1;
    const hys_status status = check_bounds(lower, given, bad);
    const bool below = lower->type && lower->real < 0;

    if (status != HYS_OK)
        return status;
    if (below || (upper->type && upper->real <= 0)) {
        *bad = below ? base + 1 : base + 2;
        return HYS_E_BOUNDS_POSITIVE;
    }
    if (given[base].type && !(isfinite(given[base].real) && given[base].real > 1)) {
        *bad = base;
        return HYS_E_BOUNDS_BASE;
    }
    return check_scale(given, bad);
}

/* ---- the law ---- */

struct hysi_normal hysi_normal_of(const struct hys_space *space, double unit, double natural_unit,
                                  size_t first_bound, bool is_log)
{
    const double mu = space->argument[0].real, sigma = space->argument[1].real;
    const hys_argument *lower = &space->argument[first_bound], *upper = lower + 1;
    struct hysi_normal law = {.mu = mu * unit,
                              .sigma = sigma * unit,
                              .natural_mu = mu * natural_unit,
                              .natural_sigma = sigma * natural_unit,
                              .lower = lower->type ? lower->real
                                       : is_log    ? 0
                                                   : -(double)INFINITY,
                              .upper = upper->type ? upper->real : (double)INFINITY,
                              .is_log = is_log,
                              .truncated = lower->type || upper->type,
                              .mass = 1};

    hysi_truncate_normal(&law, law.lower, law.upper);
    return law;
}

void hysi_truncate_normal(struct hysi_normal *law, double lower, double upper)
{
    const bool has_lower = law->is_log ? lower > 0 : isfinite(lower);

    law->lower = lower;
    law->upper = upper;
    law->from = law->is_log ? hysi_sleef_log2_f64(lower) : lower;
    law->to = law->is_log ? hysi_sleef_log2_f64(upper) : upper;
    law->truncated = law->truncated || has_lower || isfinite(upper);
    if (law->truncated) {
        const double a = (law->from - law->mu) / law->sigma, b = (law->to - law->mu) / law->sigma;
        /* As encode computes them, so that the mass of the whole is that of upper. */
        const double h = (law->is_log ? hysi_log2_ratio(upper, lower) : upper - lower) / law->sigma;
        const double m = (0.5 * (law->from + law->to) - law->mu) / law->sigma;
        law->mass = hysi_normal_between(a, b, h, m);
        law->below = hysi_normal_above(-a);
        law->above = hysi_normal_above(b);
    }
}

hys_status hysi_fill_normal(struct hys_space *space, const struct hysi_normal *law,
                            size_t first_bound, size_t *bad)
{
    const hys_argument *lower = &space->argument[first_bound], *upper = lower + 1;

    space->extent.lower = law->lower;
    space->extent.upper = law->upper;
    if (law->mass > 0x1p-1000)
        return HYS_OK;
    if (!lower->type || !upper->type)
        *bad = lower->type ? first_bound : first_bound + 1;
    return HYS_E_BOUNDS_MASS;
}

/* ---- types ---- */

/* lower <= lo <= every sample <= largest < upper, and for a bound that there is not, the largest
 * numbers of the type, or of a lognormal its smallest normal one. */
struct bounds {
    double lo, largest;
};
static struct bounds bounds_of(const struct hysi_normal *law, hys_type type)
{
    const bool f32 = type == HYS_F32;
    const double most = f32 ? (double)FLT_MAX : DBL_MAX, least = f32 ? (double)FLT_MIN : DBL_MIN;
    const bool has_lower = law->is_log ? law->lower > 0 : isfinite(law->lower);
    const double lo = f32 ? (double)hysi_ceil_f32(law->lower) : law->lower + 0.0;
    return (struct bounds){
        has_lower     ? lo
        : law->is_log ? least
                      : -most,
        f32 ? (double)nextafterf(hysi_ceil_f32(law->upper), -INFINITY)
            : nextafter(law->upper, -(double)INFINITY),
    };
}

/* The tail of the first draw and of the last, beyond which a unit's tail does not go. */
static double least_tail(const struct hysi_normal *law)
{
    return fmax(0x1p-65 * law->mass, 0x1p-1020);
}

/* z at the ends of a truncated law. */
static double first_z(const struct hysi_normal *law)
{
    return hysi_normal_quantile(law->below, law->mass + law->above, least_tail(law));
}
static double last_z(const struct hysi_normal *law)
{
    return hysi_normal_quantile(law->below + law->mass, law->above, least_tail(law));
}

/* Whether a type has the law: its values are finite, and the products of z and sigma are normal
 * numbers, so that they are rounded once, and no value is -0. An end without a bound may be beyond
 * the type on either side, if the other end is a bound that is. */
static bool gives(const struct hysi_normal *law, hys_type type, const struct bounds *bounds)
{
    const bool f32 = type == HYS_F32;
    const double most = law->is_log ? (f32 ? 126 : 1022) : f32 ? (double)FLT_MAX : DBL_MAX;
    const double reach = f32 ? 6.4 : 9.2;
    const double first = law->truncated ? first_z(law) : -reach;
    const double last = law->truncated ? last_z(law) : reach;

    return law->sigma >= (f32 ? 0x1p-94 : 0x1p-958) && bounds->lo <= bounds->largest &&
           (isfinite(law->from) || fabs(law->mu + first * law->sigma) < most) &&
           (isfinite(law->to) || fabs(law->mu + last * law->sigma) < most);
}

/* ---- heads ---- */

static void add_exp2(struct hysi_head *head, const struct bounds *bounds)
{
    struct hysi_params_exp2 *p = HYSI_ADD_MAP(head, exp2_clamped_f64);
    p->lo = bounds->lo;
    p->largest = bounds->largest;
}

static struct hysi_head unbounded_f32(const struct hysi_normal *law)
{
    struct hysi_head head = hysi_new_head(32, HYSI_AS_TYPE);
    struct hysi_params_normal_f32 *p = HYSI_ADD_MAP(&head, normal_f32);
    if (law->is_log) {
        p->sigma = (float)(law->sigma * 0x1p23);
        HYSI_ADD_MAP(&head, exp2_q23_f32)->shift = (int32_t)rint(law->mu * 0x1p23);
    } else {
        p->mu = (float)law->mu;
        p->sigma = (float)law->sigma;
    }
    return head;
}

static struct hysi_head unbounded_f64(const struct hysi_normal *law, const struct bounds *bounds)
{
    struct hysi_head head = hysi_new_head(64, HYSI_AS_TYPE);
    if (law->is_log)
        *HYSI_ADD_MAP(&head, lognormal_f64) =
            (struct hysi_params_lognormal){law->mu, law->sigma, bounds->lo, bounds->largest};
    else
        *HYSI_ADD_MAP(&head, normal_f64) = (struct hysi_params_normal_f64){law->mu, law->sigma};
    return head;
}

/* exp2 gives 0 or infinity from here on. The vector paths' own takes nothing that is farther off,
 * and the law of a space with steps may. */
static const double most_exponent = 1100;

/* The law by its tails, of the values or of their log2. */
static void set_truncated(struct hysi_params_truncated *p, const struct hysi_normal *law,
                          const struct bounds *bounds)
{
    p->mass = law->mass;
    p->below = law->below;
    p->above = law->above;
    p->least = least_tail(law);
    p->mu = law->mu;
    p->sigma = law->sigma;
    p->lo = law->is_log ? fmax(law->from, -most_exponent) : bounds->lo;
    p->largest = law->is_log ? fmin(law->to, most_exponent) : bounds->largest;
}

static struct hysi_head truncated(const struct hysi_normal *law, const struct bounds *bounds)
{
    struct hysi_head head = hysi_new_head(64, HYSI_NARROWED);
    set_truncated(HYSI_ADD_MAP(&head, truncated_f64), law, bounds);
    if (law->is_log)
        add_exp2(&head, bounds);
    return head;
}

/* The units 0 and 1 give the ends where there are bounds: exp2 clamps what is beyond. Else they
 * give what the law does. */
static void add_decode(struct hysi_head *head, const struct hysi_normal *law,
                       const struct bounds *bounds)
{
    const double first = fma(first_z(law), law->sigma, law->mu),
                 last = fma(last_z(law), law->sigma, law->mu);
    struct hysi_params_truncated *p = HYSI_ADD_MAP(head, decode_normal);
    set_truncated(p, law, bounds);
    if (law->is_log) {
        p->at_zero = fmax(isfinite(law->from) ? law->from - 1 : first, -most_exponent);
        p->at_one = fmin(isfinite(law->to) ? law->to + 1 : last, most_exponent);
        add_exp2(head, bounds);
    } else {
        p->at_zero = isfinite(law->from) ? p->lo : fmin(fmax(first, p->lo), p->largest);
        p->at_one = isfinite(law->to) ? p->largest : fmax(fmin(last, p->largest), p->lo);
    }
}

/* The mass below a value clamped to the bounds or, mirrored, the mass above it. */
static void add_mass(struct hysi_head *head, const struct hysi_normal *law, bool mirrored)
{
    const double sigma = mirrored ? -law->sigma : law->sigma;
    if (law->truncated) {
        struct hysi_params_mass_between *p = law->is_log ? HYSI_ADD_MAP(head, encode_truncated_log)
                                                         : HYSI_ADD_MAP(head, encode_truncated);
        p->bound = mirrored ? law->upper : law->lower;
        p->mu = law->mu;
        p->sigma = sigma;
        p->lower = mirrored ? law->to : law->from;
        p->a = (p->lower - law->mu) / sigma;
        p->tail = hysi_normal_above(fabs(p->a));
        p->erf = hysi_normal_erf(-p->a);
        p->mass = law->mass;
    } else {
        if (law->is_log)
            hysi_add_map(head, HYSI_MAP_ln_f64);
        struct hysi_params_mass_below *p = HYSI_ADD_MAP(head, encode_normal);
        p->mu = law->natural_mu;
        p->sigma = mirrored ? -law->natural_sigma : law->natural_sigma;
    }
}

static struct hysi_head encode(const struct hysi_normal *law)
{
    struct hysi_head head = hysi_new_head(0, HYSI_WIDENED);
    *HYSI_ADD_MAP(&head, clamp_f64) = (struct hysi_params_clamp_f64){law->lower, law->upper};
    add_mass(&head, law, false);
    return head;
}

/* cdf and sf are encode, but that no value is outside. */
static void plan_densities(const struct hysi_normal *law, const struct bounds *bounds,
                           struct hysi_plan *plan)
{
    struct hysi_head cdf = hysi_new_head(0, HYSI_WIDENED), logpdf = cdf,
                     quantile = hysi_new_head(0, HYSI_NARROWED);
    const struct hysi_params_normal_density density = {
        .lower = law->is_log && !(law->lower > 0) ? 0x1p-1074 : law->lower,
        .upper = law->upper,
        .mu = law->natural_mu,
        .sigma = law->natural_sigma,
        .at = -hysi_sleef_log_f64(law->natural_sigma) - 0.91893853320467274178 -
              (law->truncated ? hysi_sleef_log_f64(law->mass) : 0)};

    *HYSI_ADD_MAP(&cdf, inside_f64) = (struct hysi_params_clamp_f64){law->lower, law->upper};
    struct hysi_head sf = cdf;
    add_mass(&cdf, law, false);
    add_mass(&sf, law, true);
    *(law->is_log ? HYSI_ADD_MAP(&logpdf, logpdf_lognormal)
                  : HYSI_ADD_MAP(&logpdf, logpdf_normal)) = density;
    hysi_add_probability(&quantile);
    add_decode(&quantile, law, bounds);
    hysi_give(plan, HYSI_USE_CDF, HYS_F64, &cdf);
    hysi_give(plan, HYSI_USE_SF, HYS_F64, &sf);
    hysi_give(plan, HYSI_USE_LOGPDF, HYS_F64, &logpdf);
    hysi_give(plan, HYSI_USE_QUANTILE, HYS_F64, &quantile);
}

/* The value itself or, truncated, the nearest one within the bounds. */
static void plan_transform(const struct hysi_normal *law, struct hysi_plan *plan)
{
    struct hysi_head f32 = hysi_new_head(0, HYSI_AS_TYPE), f64 = f32;
    if (!law->truncated) {
        hysi_add_map(&f32, HYSI_MAP_copy_f32);
        hysi_add_map(&f64, HYSI_MAP_copy_f64);
    } else {
        struct hysi_params_clamp_f32 *narrow = HYSI_ADD_MAP(&f32, clamp_f32);
        struct hysi_params_clamp_f64 *wide = HYSI_ADD_MAP(&f64, clamp_f64);
        narrow->lower = hysi_ceil_f32(law->lower);
        narrow->upper = 0.0f - hysi_ceil_f32(-law->upper);
        wide->lower = law->lower + 0.0;
        wide->upper = law->upper + 0.0;
        if (!(narrow->lower <= narrow->upper))
            f32.stages = 0;
    }
    if (f32.stages > 0)
        hysi_give(plan, HYSI_USE_TRANSFORM, HYS_F32, &f32);
    hysi_give(plan, HYSI_USE_TRANSFORM, HYS_F64, &f64);
}

double hysi_normal_least_tail(const struct hysi_normal *law) { return least_tail(law); }

void hysi_normal_ends(const struct hysi_normal *law, double ends[2])
{
    ends[0] = fma(first_z(law), law->sigma, law->mu);
    ends[1] = fma(last_z(law), law->sigma, law->mu);
    for (int k = 0; k < 2 && law->is_log; k++)
        ends[k] = fmax(hysi_sleef_exp2_f64(ends[k]), bounds_of(law, HYS_F64).lo);
}

bool hysi_normal_gives_f64(const struct hysi_normal *law)
{
    const struct bounds bounds = bounds_of(law, HYS_F64);
    return gives(law, HYS_F64, &bounds);
}

void hysi_add_normal_f64(struct hysi_head *head, const struct hysi_normal *law)
{
    const struct bounds bounds = bounds_of(law, HYS_F64);
    const struct hysi_head native =
        law->truncated ? truncated(law, &bounds) : unbounded_f64(law, &bounds);
    for (int s = 0; s < native.stages; s++)
        head->stage[head->stages++] = native.stage[s];
}

void hysi_add_decode_normal(struct hysi_head *head, const struct hysi_normal *law)
{
    const struct bounds bounds = bounds_of(law, HYS_F64);
    add_decode(head, law, &bounds);
}

/* jax.random has the law of normal without bounds. */
static void plan_jax(const struct hysi_normal *law, struct hysi_plan *plan)
{
    const bool plain = !law->is_log && !law->truncated;
    struct hysi_head f32, f64;

    if (plain && hysi_jax_normal_f32(law->mu, law->sigma, &f32))
        hysi_give(plan, HYSI_USE_JAX32, HYS_F32, &f32);
    else
        hysi_refuse(plan, HYSI_USE_JAX32);
    if (plain && hysi_jax_normal_f64(law->mu, law->sigma, &f64))
        hysi_give(plan, HYSI_USE_JAX64, HYS_F64, &f64);
    else
        hysi_refuse(plan, HYSI_USE_JAX64);
}

void hysi_plan_normal(const struct hysi_normal *law, struct hysi_plan *plan)
{
    const struct hysi_head encoded = encode(law);

    for (hys_type type = HYS_F32; type <= HYS_F64; type++) {
        const struct bounds bounds = bounds_of(law, type);
        if (!gives(law, type, &bounds))
            continue;
        const struct hysi_head native = law->truncated    ? truncated(law, &bounds)
                                        : type == HYS_F32 ? unbounded_f32(law)
                                                          : unbounded_f64(law, &bounds);
        struct hysi_head decoded = hysi_new_head(0, HYSI_NARROWED);
        add_decode(&decoded, law, &bounds);
        hysi_give(plan, HYSI_USE_NATIVE, type, &native);
        hysi_give(plan, HYSI_USE_ENCODE, type, &encoded);
        hysi_give(plan, HYSI_USE_DECODE, type, &decoded);
        if (type == HYS_F64)
            plan_densities(law, &bounds, plan);
    }
    plan_transform(law, plan);
    plan_jax(law, plan);
}
