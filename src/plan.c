/* Routes: by which engine, maps and parameters a space gives each type under each law. docs/spec.md, sections 3 to 5.
 *
 * All arithmetic on bounds happens here, once, when a space is built; a batch call looks its route up. */
#include <config.h>

#include <float.h>
#include <math.h>
#include <string.h>

#include "src/reference/jax_math.h"
#include "src/sleef.h"
#include "src/space.h"

struct plan {
    const struct hys_space *space;
    bool no_stream[HYSI_LAW_COUNT];
    struct hysi_route route[HYSI_LAW_COUNT][HYSI_TYPE_END]; /* given where stages or bits are not 0 */
};

static struct hysi_route *give(struct plan *plan, enum hysi_law law, hys_type type, uint8_t bits)
{
    struct hysi_route *route = &plan->route[law][type];
    route->bits = bits;
    route->draws = bits ? 1 : 0;
    return route;
}

static union hysi_params *then(struct hysi_route *route, enum hysi_map_id map)
{
    route->stage[route->stages].map = (int32_t)map;
    return &route->stage[route->stages++].params;
}

/* ---- bounds ---- */

/* lower <= lo <= every sample <= last < upper, in the reals. */
struct bounds_f32 { float lo, up, last; };
struct bounds_f64 { double lo, up, last; };

/* The smallest float >= x; a zero is +0. */
static float ceil_f32(double x)
{
    const float f = (float)x;
    return ((double)f < x ? nextafterf(f, INFINITY) : f) + 0.0f;
}

static struct bounds_f32 bounds_f32(const struct hys_space *space)
{
    struct bounds_f32 b = {.lo = ceil_f32(space->lower), .up = ceil_f32(space->upper)};
    b.last = nextafterf(b.up, -INFINITY);
    return b;
}

static struct bounds_f64 bounds_f64(const struct hys_space *space)
{
    return (struct bounds_f64){space->lower + 0.0, space->upper + 0.0, nextafter(space->upper, -INFINITY)};
}

/* Finite, and not a subnormal. */
static bool jax_sound_f32(float x) { return isnormal(x) || x == 0.0f; }
static bool jax_sound_f64(double x) { return isnormal(x) || x == 0.0; }

/* ---- integers ---- */

static bool type_holds(hys_type type, double first, double last)
{
    if (type == HYS_F32)
        return first >= -0x1p24 && last <= 0x1p24;
    if (type == HYS_F64)
        return true;
    /* (double)max rounds up at 64 bits, where the bounds of +-2^53 leave room. */
    return hysi_is_integer(type) && first >= (double)hysi_type_info[type].min && last <= (double)hysi_type_info[type].max;
}

/* Saturation at an integer type's ends: the floats that round half to even into it. */
static void saturate_f32(union hysi_params *p, hys_type type)
{
    const struct hysi_type_info *info = &hysi_type_info[type];
    p->round_f32.min = (float)info->min - 0.5f;
    p->round_f32.max = nextafterf((float)info->max + 0.5f, 0.0f);
    p->round_f32.low = info->min;
    p->round_f32.high = (int64_t)info->max;
}

static void saturate_f64(union hysi_params *p, hys_type type)
{
    const struct hysi_type_info *info = &hysi_type_info[type];
    p->round_f64.min = (double)info->min - 0.5;
    p->round_f64.max = nextafter((double)info->max + 0.5, 0.0);
    p->round_f64.low = info->min;
    p->round_f64.high = (int64_t)info->max;
}

/* From 32- or 64-bit integers that fit to the type. */
static void then_cast(struct hysi_route *route, int bits, hys_type type)
{
    static const int16_t cast[2][HYSI_TYPE_END] = {
        {-1, HYSI_MAP_cast_i32_f32, HYSI_MAP_cast_i32_f64, HYSI_MAP_cast_i32_i8, HYSI_MAP_cast_i32_i8, HYSI_MAP_cast_i32_i16,
         HYSI_MAP_cast_i32_i16, -1, -1, HYSI_MAP_cast_i32_i64, HYSI_MAP_cast_i32_i64, -1},
        {-1, HYSI_MAP_cast_i64_f32, HYSI_MAP_cast_i64_f64, HYSI_MAP_cast_i64_i8, HYSI_MAP_cast_i64_i8, HYSI_MAP_cast_i64_i16,
         HYSI_MAP_cast_i64_i16, HYSI_MAP_cast_i64_i32, HYSI_MAP_cast_i64_i32, -1, -1, -1},
    };
    const int map = cast[bits == 64][type];
    if (map >= 0)
        then(route, (enum hysi_map_id)map);
}

/* Floats rounded with saturation to the integer type (or, for a float type, to integers it holds), then converted. */
static void then_round_f32(struct hysi_route *route, hys_type type)
{
    const int bits = type == HYS_U32 ? 64 : 32;
    saturate_f32(then(route, bits == 64 ? HYSI_MAP_round_f32_i64 : HYSI_MAP_round_f32_i32),
                 hysi_is_integer(type) ? type : HYS_I32);
    then_cast(route, bits, type);
}

static void then_round_f64(struct hysi_route *route, hys_type type)
{
    if (type == HYS_U64) {
        saturate_f64(then(route, HYSI_MAP_round_f64_u64), type);
        return;
    }
    saturate_f64(then(route, HYSI_MAP_round_f64_i64), hysi_is_integer(type) ? type : HYS_I64);
    then_cast(route, 64, type);
}

/* ---- native ---- */

/* fma grows with k: where the largest k stays within last, no draw needs the clamp. */
static void affine_f32(struct hysi_route *route, float scale, float lo, float last)
{
    union hysi_params *p = then(route, fmaf(0x1p24f - 1, scale, lo) <= last ? HYSI_MAP_affine_f32 : HYSI_MAP_linear_f32);
    p->linear_f32.scale = scale;
    p->linear_f32.lo = lo;
    p->linear_f32.last = last;
}

static void affine_f64(struct hysi_route *route, double scale, double lo, double last)
{
    union hysi_params *p = then(route, fma(0x1p53 - 1, scale, lo) <= last ? HYSI_MAP_affine_f64 : HYSI_MAP_linear_f64);
    p->linear_f64.scale = scale;
    p->linear_f64.lo = lo;
    p->linear_f64.last = last;
}

static void native_linear(struct plan *plan)
{
    const struct bounds_f32 s = bounds_f32(plan->space);
    const struct bounds_f64 d = bounds_f64(plan->space);
    const float span_f32 = s.up - s.lo;
    const double span_f64 = d.up - d.lo;

    /* Below 2^-102 and 2^-969 the scale would be subnormal and the one rounding two. */
    if (s.lo < s.up && isfinite(span_f32) && span_f32 >= 0x1p-102f)
        affine_f32(give(plan, HYSI_NATIVE, HYS_F32, 32), span_f32 * 0x1p-24f, s.lo, s.last);
    if (isfinite(span_f64) && span_f64 >= 0x1p-969)
        affine_f64(give(plan, HYSI_NATIVE, HYS_F64, 64), span_f64 * 0x1p-53, d.lo, d.last);
}

/* A bound's log2 as a Q.23 number. */
static int32_t fixed_log2(double bound)
{
    return (int32_t)rint(hysi_sleef_log2_f64(bound) * 0x1p23);
}

static void log_f32(struct hysi_route *route, int32_t a, int32_t b, float lo, float last)
{
    union hysi_params *p = then(route, HYSI_MAP_log_f32);
    p->log_f32.a = a;
    p->log_f32.span = (uint32_t)(b - a);
    p->log_f32.lo = lo;
    p->log_f32.last = last;
}

static void log_f64(struct hysi_route *route, double l0, double l1, double lo, double last)
{
    union hysi_params *p = then(route, HYSI_MAP_log_f64);
    p->log_f64.scale = (l1 - l0) * 0x1p-53;
    p->log_f64.l0 = l0;
    p->log_f64.lo = lo;
    p->log_f64.last = last;
}

static void native_log(struct plan *plan)
{
    const struct bounds_f32 s = bounds_f32(plan->space);
    const struct bounds_f64 d = bounds_f64(plan->space);
    const double l0 = hysi_sleef_log2_f64(plan->space->lower), l1 = hysi_sleef_log2_f64(plan->space->upper);

    if (s.lo < s.up && isnormal(s.lo) && isnormal(s.up)) {
        const int32_t a = fixed_log2(plan->space->lower), b = fixed_log2(plan->space->upper);
        if (b > a)
            log_f32(give(plan, HYSI_NATIVE, HYS_F32, 32), a, b, s.lo, s.last);
    }
    if (l1 > l0)
        log_f64(give(plan, HYSI_NATIVE, HYS_F64, 64), l0, l1, d.lo, d.last);
}

/* Rounding with the clamp to the integers inside the bounds. */
static void then_round_inside_f64(struct hysi_route *route, double first, double last)
{
    union hysi_params *p = then(route, HYSI_MAP_round_f64_i64);
    p->round_f64.min = first;
    p->round_f64.max = last;
    p->round_f64.low = (int64_t)first;
    p->round_f64.high = (int64_t)last;
}

/* The route to integers depends on the space alone, never on the type; returns the integers' width. */
static int native_integers(const struct hys_space *space, struct hysi_route *route, double first, double last)
{
    const double lower = space->lower, upper = space->upper;

    if (space->kind == HYS_QLINEAR && first == lower && last == upper) {
        const uint64_t s = (uint64_t)((int64_t)upper - (int64_t)lower); /* up to 2^54, odd ones too */
        const bool narrow = s <= 0x10000;
        const bool in_i32 = fabs(lower) <= 0x1p29; /* narrow ones: with room for twice the bound */
        route->bits = narrow ? 32 : 64;
        union hysi_params *p = then(route, !narrow   ? HYSI_MAP_qlinear64_i64
                                           : in_i32 ? HYSI_MAP_qlinear32_i32
                                                    : HYSI_MAP_qlinear32_i64);
        p->qlinear.lo = (int64_t)lower;
        p->qlinear.halves = 2 * s;
        return narrow && in_i32 ? 32 : 64;
    }
    if (space->kind == HYS_QLOG && lower >= 0x1p-126 && upper <= 0x1p12) {
        route->bits = 32;
        union hysi_params *p = then(route, HYSI_MAP_qlog_i32);
        p->qlog.a = fixed_log2(lower);
        p->qlog.span = (uint32_t)(fixed_log2(upper) - p->qlog.a);
        p->qlog.first = (int32_t)first;
        p->qlog.last = (int32_t)last;
        return 32;
    }
    route->bits = 64;
    if (space->kind == HYS_QLOG) {
        log_f64(route, hysi_sleef_log2_f64(lower), hysi_sleef_log2_f64(upper), 0.0, HUGE_VAL);
    } else {
        affine_f64(route, (upper - lower) * 0x1p-53, lower + 0.0, HUGE_VAL);
    }
    then_round_inside_f64(route, first, last);
    return 64;
}

static void native_quantised(struct plan *plan)
{
    const double first = ceil(plan->space->lower), last = floor(plan->space->upper);
    struct hysi_route integers = {.draws = 1};
    const int bits = native_integers(plan->space, &integers, first, last);

    for (hys_type type = HYS_F32; type <= HYS_U64; type++)
        if (type_holds(type, first, last)) {
            plan->route[HYSI_NATIVE][type] = integers;
            then_cast(&plan->route[HYSI_NATIVE][type], bits, type);
        }
}

/* ---- JAX ---- */

/* max(lo, flush(fma(f, span, lo))), f = k / 2^23. From span = 2^-76 on there is nothing to flush: f
 * span is 0 or at least 2^-99, so a sum is at least 2^-100 where |lo| < 2^-100, and elsewhere it is
 * 0 or a multiple of 2^-123. Below that span the law is computed 2^64 times as large. There is room
 * for it, as |lo| < 2^-51, since the bounds differ. In f64, 2^-917 and 2^128 do the same. */
static void then_uniform_f32(struct hysi_route *route, float lo, float span)
{
    if (span >= 0x1p-76f) {
        union hysi_params *p = then(route, HYSI_MAP_jax_affine_f32);
        p->linear_f32.lo = lo + 0.0f;
        p->linear_f32.scale = span * 0x1p-23f;
        return;
    }
    union hysi_params *p = then(route, HYSI_MAP_jax_uniform_f32);
    p->uniform_f32.lo = lo * 0x1p64f;
    p->uniform_f32.span = span * 0x1p64f;
    p->uniform_f32.down = 0x1p-64f;
}

static void then_uniform_f64(struct hysi_route *route, double lo, double span)
{
    const double up = span < 0x1p-917 ? 0x1p128 : 1.0;
    union hysi_params *p = then(route, HYSI_MAP_jax_uniform_f64);
    p->uniform_f64.lo = lo * up;
    p->uniform_f64.span = span * up;
    p->uniform_f64.down = 1.0 / up;
}

/* The draw of a continuous or quantised kind up to its float: uniform, and for the log kinds base ** it. Returns
 * false where JAX's own arithmetic has no sound law: subnormals, infinities, bounds that collapse. */
static bool jax_float_f32(const struct hys_space *space, struct hysi_route *route)
{
    float lo = (float)space->lower, hi = (float)space->upper;
    const float base = (float)space->base;
    const bool is_log = space->kind == HYS_LOG || space->kind == HYS_QLOG;

    if (!jax_sound_f32(lo) || !jax_sound_f32(hi) || lo >= hi)
        return false;
    if (is_log) {
        if (!(base > 1.0f) || !isfinite(base) || lo == 0.0f)
            return false;
        lo = hysi_jax_log_f32(lo) / hysi_jax_log_f32(base);
        hi = hysi_jax_log_f32(hi) / hysi_jax_log_f32(base);
    }
    if (lo >= hi || !isnormal(hi - lo))
        return false;
    route->bits = 32;
    route->draws = 1;
    then_uniform_f32(route, lo, hi - lo);
    if (is_log) {
        union hysi_params *p = then(route, HYSI_MAP_jax_pow_f32);
        p->pow_f32.log2_base = hysi_jax_log2_base_f32(base);
        p->pow_f32.flush = lo * p->pow_f32.log2_base < -125;
    }
    return true;
}

static bool jax_float_f64(const struct hys_space *space, struct hysi_route *route)
{
    double lo = space->lower, hi = space->upper;
    const bool is_log = space->kind == HYS_LOG || space->kind == HYS_QLOG;

    if (!jax_sound_f64(lo) || !jax_sound_f64(hi))
        return false;
    if (is_log) {
        lo = hysi_jax_log_f64(lo) / hysi_jax_log_f64(space->base);
        hi = hysi_jax_log_f64(hi) / hysi_jax_log_f64(space->base);
    }
    if (lo >= hi || !isnormal(hi - lo))
        return false;
    route->bits = 64;
    route->draws = 1;
    then_uniform_f64(route, lo, hi - lo);
    if (is_log) {
        union hysi_params *p = then(route, HYSI_MAP_jax_pow_f64);
        hysi_jax_log_base_f64(space->base, &p->pow_f64.hi, &p->pow_f64.lo);
    }
    return true;
}

static void jax_continuous(struct plan *plan)
{
    plan->no_stream[HYSI_JAX32] = !jax_float_f32(plan->space, &plan->route[HYSI_JAX32][HYS_F32]);
    plan->no_stream[HYSI_JAX64] = !jax_float_f64(plan->space, &plan->route[HYSI_JAX64][HYS_F64]);
}

/* JAX rounds the float and saturates; its integers end where the rounded bounds do. */
static void jax_quantised(struct plan *plan)
{
    const struct hys_space *space = plan->space;
    struct hysi_route f32 = {0}, f64 = {0};

    plan->no_stream[HYSI_JAX32] = !jax_float_f32(space, &f32);
    plan->no_stream[HYSI_JAX64] = !jax_float_f64(space, &f64);
    for (hys_type type = HYS_F32; type <= HYS_U64; type++) {
        const double lo = (double)rintf((float)space->lower), hi = (double)rintf((float)space->upper);
        if (!plan->no_stream[HYSI_JAX32] && !hysi_is_wide(type) && type_holds(type, lo, hi)) {
            plan->route[HYSI_JAX32][type] = f32;
            then_round_f32(&plan->route[HYSI_JAX32][type], type);
        }
        if (!plan->no_stream[HYSI_JAX64] && type != HYS_F32 && type_holds(type, rint(space->lower), rint(space->upper))) {
            plan->route[HYSI_JAX64][type] = f64;
            then_round_f64(&plan->route[HYSI_JAX64][type], type);
        }
    }
}

/* ---- discrete and labels ---- */

static unsigned width_of(hys_type type) /* log2 of its size */
{
    static const uint8_t width[9] = {[1] = 0, [2] = 1, [4] = 2, [8] = 3};
    return width[hysi_type_info[type].size];
}

static void then_gather(struct hysi_route *route, hys_type type, const void *const integers[4], const void *floats, uint32_t count)
{
    static const enum hysi_map_id gather[4] = {HYSI_MAP_gather8, HYSI_MAP_gather16, HYSI_MAP_gather32, HYSI_MAP_gather64};
    const unsigned w = width_of(type);
    union hysi_params *p = then(route, gather[w]);
    p->gather.table = hysi_is_integer(type) ? integers[w] : floats;
    p->gather.count = count;
}

/* A choice's index under a law, then the value where one is asked for. */
static void choose(struct plan *plan, enum hysi_law law, const struct hysi_value_set *set, hys_type type)
{
    const uint32_t count = (uint32_t)plan->space->count;
    const bool wide = law == HYSI_NATIVE ? count > 0x10000 : law == HYSI_JAX64;
    struct hysi_route *route = give(plan, law, type, wide ? 64 : 32);

    if (law == HYSI_NATIVE && count <= 32 && type != HYS_INDEX && width_of(type) == 2) {
        union hysi_params *p = then(route, HYSI_MAP_pick32);
        p->pick.table = hysi_is_integer(type) ? set->given[2] : set->given_float;
        p->pick.count = count;
        return;
    }
    if (law == HYSI_NATIVE) {
        then(route, wide ? HYSI_MAP_choose64 : HYSI_MAP_choose32)->choose.count = count;
    } else {
        const uint32_t root32 = 0x10000u % count, root64 = (uint32_t)(0x100000000u % count);
        union hysi_params *p = then(route, wide ? HYSI_MAP_jax_choose64 : HYSI_MAP_jax_choose32);
        route->draws = 2;
        p->choose.count = count;
        p->choose.mult = wide ? (uint32_t)((uint64_t)root64 * root64 % count) : root32 * root32 % count;
    }
    if (type != HYS_INDEX)
        then_gather(route, type, set->given, set->given_float, count);
}

/* The table's entry of x's rank; where the table is small and as wide as x, in one map. */
static void nearest(struct hysi_route *route, const struct hysi_value_set *input, hys_type type)
{
    const bool wide = hysi_is_wide(type);
    const uint32_t ranks = input->distinct + 1;

    if (ranks <= 32 && width_of(type) == (wide ? 3 : 2)) {
        union hysi_params *p = then(route, wide ? HYSI_MAP_nearest_f64 : HYSI_MAP_nearest_f32);
        p->nearest.snap = input->snap;
        p->nearest.values = type == HYS_INDEX ? input->order : hysi_is_integer(type) ? input->ranked[width_of(type)] : input->ranked_float;
        return;
    }
    then(route, wide ? HYSI_MAP_snap_f64 : HYSI_MAP_snap_f32)->snap = input->snap;
    if (type == HYS_INDEX)
        then(route, HYSI_MAP_gather32)->gather = (struct hysi_gather){input->order, ranks};
    else
        then_gather(route, type, input->ranked, input->ranked_float, ranks);
}

static void plan_choice(struct plan *plan)
{
    const struct hys_space *space = plan->space;
    const struct hysi_value_set *f32 = &space->set[0], *f64 = &space->set[1];
    const bool numeric = space->kind == HYS_DISCRETE;

    plan->no_stream[HYSI_JAX32] = numeric && !f32->jax;
    plan->no_stream[HYSI_JAX64] = numeric && !f64->jax;
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
        const uint32_t bit = 1u << type;
        const bool index = type == HYS_INDEX;
        const struct hysi_value_set *native = type == HYS_F32 ? f32 : f64, *input = hysi_is_wide(type) ? f64 : f32;

        if (index || (native->types & bit))
            choose(plan, HYSI_NATIVE, native, type);
        if (!plan->no_stream[HYSI_JAX32] && !hysi_is_wide(type) && (index || (f32->types & bit)))
            choose(plan, HYSI_JAX32, f32, type);
        if (!plan->no_stream[HYSI_JAX64] && type != HYS_F32 && (index || (f64->types & bit)))
            choose(plan, HYSI_JAX64, f64, type);
        /* The input's float must hold the values: f32->types has HYS_F32 when it does. */
        if (numeric && (index ? f32->types & (1u << HYS_F32) : input->types & bit)) {
            nearest(give(plan, HYSI_TRANSFORM, type, 0), input, type);
        }
    }
}

/* ---- transform of the other kinds ---- */

static void transform_continuous(struct plan *plan)
{
    then(give(plan, HYSI_TRANSFORM, HYS_F32, 0), HYSI_MAP_copy_f32);
    then(give(plan, HYSI_TRANSFORM, HYS_F64, 0), HYSI_MAP_copy_f64);
}

static void transform_quantised(struct plan *plan)
{
    then(give(plan, HYSI_TRANSFORM, HYS_F32, 0), HYSI_MAP_rint_f32);
    then(give(plan, HYSI_TRANSFORM, HYS_F64, 0), HYSI_MAP_rint_f64);
    for (hys_type type = HYS_I8; type <= HYS_U64; type++) {
        struct hysi_route *route = give(plan, HYSI_TRANSFORM, type, 0);
        if (hysi_is_wide(type))
            then_round_f64(route, type);
        else
            then_round_f32(route, type);
    }
}

/* ---- encode and decode ---- */

/* From the caller's values to doubles. */
static void then_widen(struct hysi_route *route, hys_type type)
{
    static const int16_t widen[HYSI_TYPE_END] = {
        -1, HYSI_MAP_cast_f32_f64, -1, HYSI_MAP_cast_i8_f64, HYSI_MAP_cast_u8_f64, HYSI_MAP_cast_i16_f64, HYSI_MAP_cast_u16_f64,
        HYSI_MAP_cast_i32_f64, HYSI_MAP_cast_u32_f64, HYSI_MAP_exact_i64_f64, HYSI_MAP_exact_u64_f64, HYSI_MAP_cast_u32_f64};
    if (widen[type] >= 0)
        then(route, (enum hysi_map_id)widen[type]);
}

/* From doubles that are integers of the type, or NaN, to it. */
static void then_narrow(struct hysi_route *route, hys_type type)
{
    if (type == HYS_F32)
        then(route, HYSI_MAP_cast_f64_f32);
    else if (type != HYS_F64)
        then_round_f64(route, type);
}

/* What is common to a value's place in the bounds and the way back: from and span of the bounds, or of their log2. */
struct axis { double from, span; bool is_log; };

static struct axis axis_of(const struct hys_space *space)
{
    const bool is_log = space->kind == HYS_LOG || space->kind == HYS_QLOG;
    const double from = is_log ? hysi_sleef_log2_f64(space->lower) : space->lower + 0.0;
    return (struct axis){from, (is_log ? hysi_sleef_log2_f64(space->upper) : space->upper) - from, is_log};
}

static void then_decode(struct hysi_route *route, const struct axis *axis, bool quantised, double lo, double last)
{
    union hysi_params *p = then(route, axis->is_log ? (quantised ? HYSI_MAP_decode_qlog : HYSI_MAP_decode_log)
                                                    : (quantised ? HYSI_MAP_decode_qlinear : HYSI_MAP_decode_linear));
    p->decode.from = axis->from;
    p->decode.span = axis->span;
    p->decode.lo = lo;
    p->decode.last = last;
}

static void encode_continuous(struct plan *plan)
{
    const struct hys_space *space = plan->space;
    const struct bounds_f32 s = bounds_f32(space);
    const struct bounds_f64 d = bounds_f64(space);
    const struct axis axis = axis_of(space);

    if (!(axis.span > 0)) /* log2 takes the bounds for one */
        return;
    for (hys_type type = HYS_F32; type <= HYS_F64; type++) {
        const bool narrow = type == HYS_F32;
        if (narrow && !(s.lo < s.up))
            continue;
        struct hysi_route *route = give(plan, HYSI_ENCODE, type, 0);
        then_widen(route, type);
        union hysi_params *p = then(route, axis.is_log ? HYSI_MAP_encode_log : HYSI_MAP_encode_linear);
        p->encode.lower = space->lower;
        p->encode.upper = space->upper;
        p->encode.from = axis.from;
        p->encode.span = axis.span;
        route = give(plan, HYSI_DECODE, type, 0);
        then_decode(route, &axis, false, narrow ? (double)s.lo : d.lo, narrow ? (double)s.last : d.last);
        then_narrow(route, type);
    }
}

static union hysi_params *then_encode_cell(struct hysi_route *route, enum hysi_map_id map, double first, double last, const struct axis *axis,
                                           double at_first, double at_last)
{
    union hysi_params *p = then(route, map);
    p->encode_cell.first = first;
    p->encode_cell.last = last;
    p->encode_cell.at_first = at_first;
    p->encode_cell.at_last = at_last;
    p->encode_cell.from = axis->from;
    p->encode_cell.span = axis->span;
    p->encode_cell.high = 1;
    return p;
}

static void then_decode_cell(struct hysi_route *route, double from, double span, double half, double last)
{
    union hysi_params *p = then(route, HYSI_MAP_decode_cell);
    p->decode_cell.from = from;
    p->decode_cell.span = span;
    p->decode_cell.half = half;
    p->decode_cell.last = last;
}

/* The unit of the cell between two edges. */
static double middle_unit(const struct axis *axis, double a, double b)
{
    return (a + (b - a) / 2 - axis->from) / axis->span;
}

/* Where a cell's edge lies on the axis. */
static double edge(const struct axis *axis, double x)
{
    return axis->is_log ? hysi_sleef_log2_f64(x) : x;
}

/* The integers from first to last, bounds being whole or not. */
static void quantised_routes(const struct hys_space *space, double first, double last, struct hysi_route *encode, struct hysi_route *decode)
{
    const bool whole = space->kind == HYS_QLINEAR && first == space->lower && last == space->upper;
    const enum hysi_map_id map = space->kind == HYS_QLOG ? HYSI_MAP_encode_qlog : HYSI_MAP_encode_qlinear;
    const struct axis axis = axis_of(space);

    if (axis.span == 0) { /* log2 takes the bounds for one: all share a cell */
        const struct axis any = {axis.from, 1, true};
        union hysi_params *p = then_encode_cell(encode, map, first, last, &any, 0.5, 0.5);
        p->encode_cell.low = p->encode_cell.high = 0.5;
    } else if (whole) {
        then_encode_cell(encode, map, first, last, &axis, 0.25 / axis.span, (axis.span - 0.25) / axis.span);
    } else {
        const double lower = axis.from, upper = edge(&axis, space->upper);
        const double after_first = first == last ? upper : edge(&axis, first + 0.5), before_last = first == last ? lower : edge(&axis, last - 0.5);
        then_encode_cell(encode, map, first, last, &axis, middle_unit(&axis, lower, after_first), middle_unit(&axis, before_last, upper));
    }
    if (whole)
        then_decode_cell(decode, first, axis.span, 0.5, last);
    else
        then_decode(decode, &axis, true, first, last);
}

static void encode_quantised(struct plan *plan)
{
    const struct hys_space *space = plan->space;
    const double first = ceil(space->lower) + 0.0, last = floor(space->upper) + 0.0;

    for (hys_type type = HYS_F32; type <= HYS_U64; type++)
        if (type_holds(type, first, last)) {
            struct hysi_route *encode = give(plan, HYSI_ENCODE, type, 0), *decode = give(plan, HYSI_DECODE, type, 0);
            then_widen(encode, type);
            quantised_routes(space, first, last, encode, decode);
            then_narrow(decode, type);
        }
}

/* Index i is the cell [i / count, (i + 1) / count). */
static void encode_choice(struct plan *plan)
{
    const struct hys_space *space = plan->space;
    const struct hysi_value_set *f32 = &space->set[0], *f64 = &space->set[1];
    const double count = (double)space->count;
    const bool labels = space->kind == HYS_LABELS;

    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
        const bool index = type == HYS_INDEX || (labels && type == HYS_F64); /* as a double, where labels are asked for in one */
        const struct hysi_value_set *set = type == HYS_F32 ? f32 : f64;
        if (!index && !(set->types & (1u << type)))
            continue;
        struct hysi_route *encode = give(plan, HYSI_ENCODE, type, 0), *decode = give(plan, HYSI_DECODE, type, 0);
        then_widen(encode, type);
        if (index) {
            const struct axis axis = {-0.5, count, false};
            then_encode_cell(encode, HYSI_MAP_encode_qlinear, 0, count - 1, &axis, 0.5 / count, (count - 0.5) / count);
        } else {
            union hysi_params *p = then(encode, HYSI_MAP_encode_discrete);
            p->encode_discrete.snap = f64->snap;
            p->encode_discrete.units = f64->units;
            p->encode_discrete.values = f64->ranked_float;
            p->encode_discrete.near = hysi_is_integer(type) ? f64->ranked_float : f64->near;
        }
        if (index && type == HYS_F64) {
            then_decode_cell(decode, 0, count, 0, count - 1);
            continue;
        }
        union hysi_params *p = then(decode, HYSI_MAP_decode_index);
        p->decode_index.count = (uint32_t)space->count;
        p->decode_index.nan = index ? UINT32_MAX : (uint32_t)space->count;
        if (!index)
            then_gather(decode, type, set->given, set->given_float, (uint32_t)space->count + 1);
    }
}

hys_status hysi_plan(struct hys_space *space)
{
    struct plan plan = {.space = space};
    struct hysi_route *routes;
    size_t count = 0;
    bool can_sample = false;

    switch (space->kind) {
    case HYS_LINEAR:
        native_linear(&plan);
        jax_continuous(&plan);
        transform_continuous(&plan);
        encode_continuous(&plan);
        break;
    case HYS_LOG:
        native_log(&plan);
        jax_continuous(&plan);
        transform_continuous(&plan);
        encode_continuous(&plan);
        break;
    case HYS_QLINEAR:
    case HYS_QLOG:
        native_quantised(&plan);
        jax_quantised(&plan);
        transform_quantised(&plan);
        encode_quantised(&plan);
        break;
    default:
        plan_choice(&plan);
        encode_choice(&plan);
    }

    /* Keep the routes that exist, side by side. */
    for (int law = 0; law < HYSI_LAW_COUNT; law++)
        for (hys_type type = 0; type < HYSI_TYPE_END; type++) {
            const bool given = plan.route[law][type].stages > 0;
            space->route_of[law][type] = (int8_t)(given ? (int)count++ : plan.no_stream[law] ? HYSI_NO_STREAM : HYSI_NO_TYPE);
            can_sample |= given && law < HYSI_TRANSFORM;
        }
    if (!can_sample)
        return HYS_E_BOUNDS;
    if (!(routes = hysi_space_memory(space, count, sizeof *routes)))
        return HYS_E_MEMORY;
    for (int law = 0; law < HYSI_LAW_COUNT; law++)
        for (hys_type type = 0; type < HYSI_TYPE_END; type++)
            if (space->route_of[law][type] >= 0)
                routes[space->route_of[law][type]] = plan.route[law][type];
    space->routes = routes;
    return HYS_OK;
}
