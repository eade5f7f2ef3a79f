/* Maps of values: rounding, conversion, table look-up, nearest value, log_transform. docs/spec.md,
 * section 4. */
#include <config.h>

#include <math.h>

#include "src/reference/map.h"
#include "src/sleef.h"

/* The value itself. NaN is counted. */
#define COPY(name)                       \
    MAP(name)                            \
    {                                    \
        TYPED(name, x, y);               \
        size_t flagged = 0;              \
        for (size_t i = 0; i < n; i++) { \
            flagged += x[i] != x[i];     \
            y[i] = x[i];                 \
        }                                \
        return flagged;                  \
    }
COPY(copy_f32)
COPY(copy_f64)

/* Rounded half to even, as a float. NaN is counted and stays as it is. */
#define RINT(name, rint)                             \
    MAP(name)                                        \
    {                                                \
        TYPED(name, x, y);                           \
        size_t flagged = 0;                          \
        for (size_t i = 0; i < n; i++) {             \
            flagged += x[i] != x[i];                 \
            y[i] = x[i] != x[i] ? x[i] : rint(x[i]); \
        }                                            \
        return flagged;                              \
    }
RINT(rint_f32, rintf)
RINT(rint_f64, rint)

/* Clamped to [lower, upper]; a zero becomes +0. A value outside is counted, and NaN, which stays as
 * it is. */
#define CLAMP(name)                                                  \
    MAP(name)                                                        \
    {                                                                \
        TYPED(name, x, y);                                           \
        typedef hysi_##name##_out type;                              \
        const type lower = p->lower, upper = p->upper;               \
        size_t flagged = 0;                                          \
        for (size_t i = 0; i < n; i++) {                             \
            const type v = x[i], c = v > lower ? v : lower;          \
            flagged += !(lower <= v && v <= upper);                  \
            y[i] = v != v ? v : (c < upper ? c : upper) + (type)0.0; \
        }                                                            \
        return flagged;                                              \
    }
CLAMP(clamp_f32)
CLAMP(clamp_f64)

/* rint(x scale) / scale, clamped to [lower, upper]; a zero becomes +0. From |x scale| = 2^53 on
 * there is nothing to round, and x itself is clamped. NaN is counted and stays as it is. */
MAP(digits_f64)
{
    TYPED(digits_f64, x, y);
    const double scale = p->scale, lower = p->lower, upper = p->upper;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double v = x[i], scaled = v * scale;
        double r = fabs(scaled) < 0x1p53 ? rint(scaled) / scale : v;
        r = r > lower ? r : lower;
        flagged += v != v;
        y[i] = v != v ? v : (r < upper ? r : upper) + 0.0;
    }
    return flagged;
}

/* from - v + plus, and at the bounds and beyond them what is most or least, or an infinity. Nothing
 * is counted, since a value outside the bounds is also outside [least, most], and a NaN stays NaN.
 */
MAP(mirror_f64)
{
    TYPED(mirror_f64, x, y);
    const double lower = p->lower, upper = p->upper, least = p->least, most = p->most;
    for (size_t i = 0; i < n; i++) {
        const double v = x[i];
        double r = p->from - v + p->plus;
        r = r > least ? r : least;
        r = r < most ? r : most;
        r = v < upper ? r : v > upper ? -(double)INFINITY : least;
        r = v > lower ? r : v < lower ? (double)INFINITY : most;
        y[i] = v != v ? v : r;
    }
    return 0;
}

/* Rounded half to even into an integer. Values below min, the smallest float that rounds into the
 * range, become low; values above max become high; NaN becomes 0. All of these are counted. */
#define ROUND(name, rint)                                                          \
    MAP(name)                                                                      \
    {                                                                              \
        TYPED(name, x, y);                                                         \
        typedef hysi_##name##_out integer;                                         \
        const hysi_##name##_in min = p->min, max = p->max;                         \
        const integer low = (integer)p->low, high = (integer)p->high;              \
        size_t flagged = 0;                                                        \
        for (size_t i = 0; i < n; i++) {                                           \
            const hysi_##name##_in v = x[i];                                       \
            flagged += !(v >= min && v <= max);                                    \
            y[i] = v < min ? low : v > max ? high : v != v ? 0 : (integer)rint(v); \
        }                                                                          \
        return flagged;                                                            \
    }
ROUND(round_f32_i32, rintf)
ROUND(round_f32_i64, rintf)
ROUND(round_f64_i64, rint)
ROUND(round_f64_u64, rint)

/* Conversion to a type that holds the value. Two's complement is kept, so that a signed and an
 * unsigned target of one width share a map. */
#define CAST(name)                          \
    MAP(name)                               \
    {                                       \
        TYPED(name, x, y);                  \
        for (size_t i = 0; i < n; i++)      \
            y[i] = (hysi_##name##_out)x[i]; \
        return 0;                           \
    }
CAST(cast_i32_i8)
CAST(cast_i32_i16)
CAST(cast_i32_i64)
CAST(cast_i32_f32)
CAST(cast_i32_f64)
CAST(cast_i64_i8)
CAST(cast_i64_i16)
CAST(cast_i64_i32)
CAST(cast_i64_f32)
CAST(cast_i64_f64)
CAST(cast_i8_f64)
CAST(cast_u8_f64)
CAST(cast_i16_f64)
CAST(cast_u16_f64)
CAST(cast_u32_f64)
CAST(cast_f32_f64)

/* Rounded to nearest. A zero becomes +0. */
MAP(cast_f64_f32)
{
    TYPED(cast_f64_f32, x, y);
    for (size_t i = 0; i < n; i++)
        y[i] = (float)x[i] + 0.0f;
    return 0;
}

/* The caller's 64-bit integers, rounded to nearest. Integers that a double cannot hold are counted.
 */
#define EXACT(name, beyond)                                           \
    MAP(name)                                                         \
    {                                                                 \
        TYPED(name, x, y);                                            \
        size_t flagged = 0;                                           \
        for (size_t i = 0; i < n; i++) {                              \
            const hysi_##name##_in v = x[i];                          \
            y[i] = (double)v;                                         \
            flagged += y[i] == beyond || (hysi_##name##_in)y[i] != v; \
        }                                                             \
        return flagged;                                               \
    }
EXACT(exact_i64_f64, 0x1p63)
EXACT(exact_u64_f64, 0x1p64)

/* The table's entry. */
#define GATHER(name)                               \
    MAP(name)                                      \
    {                                              \
        TYPED(name, index, value);                 \
        const hysi_##name##_out *table = p->table; \
        for (size_t i = 0; i < n; i++)             \
            value[i] = table[index[i]];            \
        return 0;                                  \
    }
GATHER(gather8)
GATHER(gather16)
GATHER(gather32)
GATHER(gather64)

/* The rank of the nearest value: how many thresholds are <= v. NaN has the rank after the last, and
 * is counted. Branchless: base moves past the half that cannot contain the answer. */
#define RANK(name, type)                                               \
    static uint32_t name(const struct hysi_params_snap *snap, type v)  \
    {                                                                  \
        const type *threshold = snap->thresholds;                      \
        uint32_t base = 0;                                             \
        for (uint32_t length = snap->count; length > 0; length /= 2) { \
            const uint32_t half = length - length / 2;                 \
            base += threshold[base + half - 1] <= v ? half : 0;        \
        }                                                              \
        return v != v ? snap->count + 1 : base;                        \
    }
RANK(rank_f32, float)
RANK(rank_f64, double)

/* The rank, or the value of that rank. */
#define SNAP(name, result)                   \
    MAP(name)                                \
    {                                        \
        TYPED(name, x, y);                   \
        size_t flagged = 0;                  \
        for (size_t i = 0; i < n; i++) {     \
            const hysi_##name##_in v = x[i]; \
            flagged += v != v;               \
            y[i] = result;                   \
        }                                    \
        return flagged;                      \
    }
SNAP(snap_f32, rank_f32(p, v))
SNAP(snap_f64, rank_f64(p, v))
SNAP(nearest_f32, ((const uint32_t *)p->values)[rank_f32(&p->snap, v)])
SNAP(nearest_f64, ((const uint64_t *)p->values)[rank_f64(&p->snap, v)])

/* log(x) / log(base), each rounded in the type. A result that is NaN is counted, and always has the
 * same bits. */
#define LOG_TRANSFORM(name, log)                    \
    MAP(name)                                       \
    {                                               \
        TYPED(name, x, y);                          \
        typedef hysi_##name##_out type;             \
        size_t flagged = 0;                         \
        for (size_t i = 0; i < n; i++) {            \
            const type v = log(x[i]) / p->log_base; \
            flagged += v != v;                      \
            y[i] = v != v ? (type)NAN : v;          \
        }                                           \
        return flagged;                             \
    }
LOG_TRANSFORM(log_transform_f32, hysi_sleef_log_f32)
LOG_TRANSFORM(log_transform_f64, hysi_sleef_log_f64)
