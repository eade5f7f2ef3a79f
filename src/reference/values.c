/* Maps of values: rounding, conversion, table look-up, nearest value, log_transform. docs/spec.md,
 * section 4. */
#include <config.h>

#include <math.h>

#include "src/kernels.h"
#include "src/sleef.h"

/* The value itself; NaN counted. */
#define COPY(name, type)                                                                         \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const type *x = in;                                                                      \
        type *y = out;                                                                           \
        size_t flagged = 0;                                                                      \
        (void)p;                                                                                 \
        for (size_t i = 0; i < n; i++) {                                                         \
            flagged += x[i] != x[i];                                                             \
            y[i] = x[i];                                                                         \
        }                                                                                        \
        return flagged;                                                                          \
    }
COPY(copy_f32, float)
COPY(copy_f64, double)

/* Rounded half to even, kept as a float; NaN counted and kept. */
#define RINT(name, type, rint)                                                                   \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const type *x = in;                                                                      \
        type *y = out;                                                                           \
        size_t flagged = 0;                                                                      \
        (void)p;                                                                                 \
        for (size_t i = 0; i < n; i++) {                                                         \
            flagged += x[i] != x[i];                                                             \
            y[i] = x[i] != x[i] ? x[i] : rint(x[i]);                                             \
        }                                                                                        \
        return flagged;                                                                          \
    }
RINT(rint_f32, float, rintf)
RINT(rint_f64, double, rint)

/* Rounded half to even into an integer. Below min, the smallest float that rounds into the range,
 * it is low, above max it is high; NaN gives 0. */
#define ROUND(name, type, limits, rint, integer)                                                 \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const type *x = in;                                                                      \
        integer *y = out;                                                                        \
        const type min = p->limits.min, max = p->limits.max;                                     \
        const integer low = (integer)p->limits.low, high = (integer)p->limits.high;              \
        size_t flagged = 0;                                                                      \
        for (size_t i = 0; i < n; i++) {                                                         \
            const type v = x[i];                                                                 \
            flagged += !(v >= min && v <= max);                                                  \
            y[i] = v < min ? low : v > max ? high : v != v ? 0 : (integer)rint(v);               \
        }                                                                                        \
        return flagged;                                                                          \
    }
ROUND(round_f32_i32, float, round_f32, rintf, int32_t)
ROUND(round_f32_i64, float, round_f32, rintf, int64_t)
ROUND(round_f64_i64, double, round_f64, rint, int64_t)
ROUND(round_f64_u64, double, round_f64, rint, uint64_t)

/* Conversion of integers that fit: two's complement is kept, so signed and unsigned targets are
 * one. */
#define CAST(name, from, to)                                                                     \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const from *x = in;                                                                      \
        to *y = out;                                                                             \
        (void)p;                                                                                 \
        for (size_t i = 0; i < n; i++)                                                           \
            y[i] = (to)x[i];                                                                     \
        return 0;                                                                                \
    }
CAST(cast_i32_i8, int32_t, int8_t)
CAST(cast_i32_i16, int32_t, int16_t)
CAST(cast_i32_i64, int32_t, int64_t)
CAST(cast_i32_f32, int32_t, float)
CAST(cast_i32_f64, int32_t, double)
CAST(cast_i64_i8, int64_t, int8_t)
CAST(cast_i64_i16, int64_t, int16_t)
CAST(cast_i64_i32, int64_t, int32_t)
CAST(cast_i64_f32, int64_t, float)
CAST(cast_i64_f64, int64_t, double)
CAST(cast_i8_f64, int8_t, double)
CAST(cast_u8_f64, uint8_t, double)
CAST(cast_i16_f64, int16_t, double)
CAST(cast_u16_f64, uint16_t, double)
CAST(cast_u32_f64, uint32_t, double)
CAST(cast_f32_f64, float, double)

/* Rounded to nearest; a zero is +0. */
size_t hysi_cast_f64_f32_scalar(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const double *x = in;
    float *y = out;
    (void)p;
    for (size_t i = 0; i < n; i++)
        y[i] = (float)x[i] + 0.0f;
    return 0;
}

/* The caller's 64-bit integers: rounded to nearest, those that a double cannot hold counted. */
#define EXACT(name, integer, beyond)                                                             \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const integer *x = in;                                                                   \
        double *y = out;                                                                         \
        size_t flagged = 0;                                                                      \
        (void)p;                                                                                 \
        for (size_t i = 0; i < n; i++) {                                                         \
            const integer v = x[i];                                                              \
            y[i] = (double)v;                                                                    \
            flagged += y[i] == beyond || (integer)y[i] != v;                                     \
        }                                                                                        \
        return flagged;                                                                          \
    }
EXACT(exact_i64_f64, int64_t, 0x1p63)
EXACT(exact_u64_f64, uint64_t, 0x1p64)

/* The table's entry. */
#define GATHER(name, type)                                                                       \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const uint32_t *index = in;                                                              \
        const type *table = p->gather.table;                                                     \
        type *value = out;                                                                       \
        for (size_t i = 0; i < n; i++)                                                           \
            value[i] = table[index[i]];                                                          \
        return 0;                                                                                \
    }
GATHER(gather8, uint8_t)
GATHER(gather16, uint16_t)
GATHER(gather32, uint32_t)
GATHER(gather64, uint64_t)

/* The rank of the nearest value: how many thresholds are <= x; one past the last rank for NaN,
 * which is counted. Branchless: base moves over the half that cannot hold the answer. */
#define RANK(name, type)                                               \
    static uint32_t name(const struct hysi_snap *snap, type v)         \
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
#define SNAP(name, type, out_type, result)                                                       \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const type *x = in;                                                                      \
        out_type *y = out;                                                                       \
        size_t flagged = 0;                                                                      \
        for (size_t i = 0; i < n; i++) {                                                         \
            const type v = x[i];                                                                 \
            flagged += v != v;                                                                   \
            y[i] = result;                                                                       \
        }                                                                                        \
        return flagged;                                                                          \
    }
SNAP(snap_f32, float, uint32_t, rank_f32(&p->snap, v))
SNAP(snap_f64, double, uint32_t, rank_f64(&p->snap, v))
SNAP(nearest_f32, float, uint32_t,
     ((const uint32_t *)p->nearest.values)[rank_f32(&p->nearest.snap, v)])
SNAP(nearest_f64, double, uint64_t,
     ((const uint64_t *)p->nearest.values)[rank_f64(&p->nearest.snap, v)])

/* log(x) / log(base), each rounded in the type; a result that is NaN is counted, and always the
 * same NaN. */
#define LOG_TRANSFORM(name, type, limits, log)                                                   \
    size_t hysi_##name##_scalar(const union hysi_params *p, size_t n, const void *in, void *out) \
    {                                                                                            \
        const type *x = in;                                                                      \
        type *y = out;                                                                           \
        size_t flagged = 0;                                                                      \
        for (size_t i = 0; i < n; i++) {                                                         \
            const type v = log(x[i]) / p->limits.log_base;                                       \
            flagged += v != v;                                                                   \
            y[i] = v != v ? (type)NAN : v;                                                       \
        }                                                                                        \
        return flagged;                                                                          \
    }
LOG_TRANSFORM(log_transform_f32, float, log_transform_f32, hysi_sleef_log_f32)
LOG_TRANSFORM(log_transform_f64, double, log_transform_f64, hysi_sleef_log_f64)
