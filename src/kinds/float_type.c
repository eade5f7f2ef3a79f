/* The two float types as tables of functions. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "src/bitcast.h"
#include "src/kinds/nearest.h"

static double round_f32(double x) { return (double)(float)x; }
static double distance_f32(double a, double b) { return (double)fabsf((float)a - (float)b); }
static void store_f32(void *table, size_t i, double x) { ((float *)table)[i] = (float)x; }

static double load_f32(const void *table, size_t i) { return (double)((const float *)table)[i]; }
static double fma_f32(double a, double b, double c)
{
    return (double)fmaf((float)a, (float)b, (float)c);
}

static double position_f32(double x)
{
    const uint32_t b = hysi_bits32((float)x);
    return (double)(float)(int32_t)(b >> 31 ? b ^ 0x7fffffffu : b);
}

static uint64_t key_f32(double x)
{
    const uint32_t b = hysi_bits32((float)x);
    return b >> 31 ? ~b : b | 0x80000000u;
}

static double from_key_f32(uint64_t key)
{
    const uint32_t k = (uint32_t)key;
    return (double)hysi_float(k >> 31 ? k & 0x7fffffffu : ~k);
}

static double round_f64(double x) { return x; }
static double distance_f64(double a, double b) { return fabs(a - b); }
static void store_f64(void *table, size_t i, double x) { ((double *)table)[i] = x; }

static double load_f64(const void *table, size_t i) { return ((const double *)table)[i]; }
static double fma_f64(double a, double b, double c) { return fma(a, b, c); }

static double position_f64(double x)
{
    const uint64_t b = hysi_bits64(x);
    return (double)((b >> 63 ? ~b : b | 0x8000000000000000u) >> 11);
}

static uint64_t key_f64(double x)
{
    const uint64_t b = hysi_bits64(x);
    return b >> 63 ? ~b : b | 0x8000000000000000u;
}

static double from_key_f64(uint64_t key)
{
    return hysi_double(key >> 63 ? key & 0x7fffffffffffffffu : ~key);
}

const struct hysi_float_type hysi_float_f32 = {
    .type = HYS_F32,
    .smallest_normal = (double)FLT_MIN,
    .round = round_f32,
    .key = key_f32,
    .from_key = from_key_f32,
    .distance = distance_f32,
    .store = store_f32,
    .load = load_f32,
    .position = position_f32,
    .fma = fma_f32,
};

const struct hysi_float_type hysi_float_f64 = {
    .type = HYS_F64,
    .smallest_normal = DBL_MIN,
    .round = round_f64,
    .key = key_f64,
    .from_key = from_key_f64,
    .distance = distance_f64,
    .store = store_f64,
    .load = load_f64,
    .position = position_f64,
    .fma = fma_f64,
};
