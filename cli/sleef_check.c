#include <config.h>

#include <math.h>
#include <stdlib.h>

#include "cli/sleef_check.h"

/* The public API shows the bits of SLEEF's functions: a space [2^e, 2^(e+1)] encodes x as log2(x) -
 * e and decodes u as exp2(e + u), and both are exact apart from the function itself if log2 of the
 * bounds is exact; log_transform divides log(x) by a constant. The density of a normal space is exp
 * of what needs no function, its unit is erfc(-x / sqrt(2)) / 2, and between bounds that hold all
 * of it the unit of a positive x is (erf(x / sqrt(2)) + 1) / 2. The arguments are native draws. */
static const int exponents[] = {-100, -1, 0, 1, 100};
enum { BLOCKS = sizeof exponents / sizeof *exponents, BLOCK = 2000 };
enum function { EXP2_F64, LOG2_F64, LOG_F64, LOG_F32, EXP_F64, ERF_F64, ERFC_F64, FUNCTIONS };
static const struct {
    const char *name, *map;
    hys_type type;
    uint64_t digest;
} functions[FUNCTIONS] = {
    [EXP2_F64] = {"exp2", "decode", HYS_F64, 0xc60868b9d9b1ddfb},
    [LOG2_F64] = {"log2", "encode", HYS_F64, 0x3d5e7e7e6733e24d},
    [LOG_F64] = {"log", "log_transform", HYS_F64, 0x53bec9ba59f9e3d2},
    [LOG_F32] = {"log", "log_transform", HYS_F32, 0xb8ef9ea10e36f910},
    [EXP_F64] = {"exp", "pdf", HYS_F64, 0x6eaa9375054d1b97},
    [ERF_F64] = {"erf", "encode", HYS_F64, 0x98ab95b800199571},
    [ERFC_F64] = {"erfc", "encode", HYS_F64, 0x09b7243e84333d70},
};

/* A log space between powers of two, or the standard normal, for erf between bounds. */
static hys_status space_for(enum function f, int exponent, hys_space **space)
{
#define REAL(x) ((hys_argument){.type = HYS_PARAM_REAL, .real = x})
    const hys_argument arguments[] = {REAL(0), REAL(1), REAL(-40), REAL(40)};
#undef REAL
    if (f < EXP_F64)
        return hys_space_log(space, ldexp(1, exponent), ldexp(1, exponent + 1), 2);
    return hys_space_new(space, HYS_NORMAL, arguments, f == ERF_F64 ? 4 : 2, NULL);
}

static double expected_value(enum function f, int exponent, double u, double x, float x32)
{
    switch (f) {
    case EXP2_F64: return exp2(exponent + u);
    case LOG2_F64: return log2(x) - exponent;
    case LOG_F64: return log(x);
    case EXP_F64: return exp(-x * x / 2 - 0.9189385332046728);
    case ERF_F64: return (erf(x * sqrt(0.5)) + 1) / 2;
    case ERFC_F64: return erfc(-x * sqrt(0.5)) / 2;
    default: return log(x32);
    }
}

/* Computes one block of a function's values from u in [0, 1). *near becomes false if a value
 * differs from that of the C library by more than roundings. */
static hys_status function_values(enum function f, int exponent, const double *u, void *out,
                                  bool *near)
{
    static const double e = 2.718281828459045;
    double x[BLOCK];
    float x32[BLOCK];
    hys_space *space;

    hys_status status = space_for(f, exponent, &space);
    if (status != HYS_OK)
        return status;
    for (size_t k = 0; k < BLOCK; k++) {
        x[k] = ldexp(1 + u[k], exponent);
        x[k] = f == ERF_F64 ? fmin(x[k], 40) : f == ERFC_F64 && k % 2 ? -x[k] : x[k];
        x32[k] = (float)x[k];
    }
    switch (f) {
    case EXP2_F64: status = hys_decode_f64(space, u, BLOCK, out); break;
    case LOG_F64: status = hys_log_transform_f64(x, BLOCK, e, out); break;
    case LOG_F32: status = hys_log_transform_f32(x32, BLOCK, e, out); break;
    case EXP_F64: status = hys_pdf_f64(space, x, BLOCK, out, NULL); break;
    default: status = hys_encode_f64(space, x, BLOCK, out); break;
    }
    hys_space_free(space);
    for (size_t k = 0; k < BLOCK && status == HYS_OK; k++) {
        const bool f32 = f == LOG_F32;
        const double value = f32 ? ((const float *)out)[k] : ((const double *)out)[k];
        const double expected = expected_value(f, exponent, u[k], x[k], x32[k]);
        const double scale = (f == EXP2_F64 ? expected : 1) * fmax(1, abs(exponent));
        *near = *near && fabs(value - expected) <= scale * (f32 ? 0x1p-20 : 0x1p-48);
    }
    return status;
}

/* Checks a function. Returns whether its values differ, and by roundings alone. */
static bool check_function(enum function f, struct tally *tally, bool arguments_differ)
{
    static double u[BLOCKS * BLOCK], out[BLOCKS * BLOCK];
    const hys_source source = hys_source_native(verified_key);
    const hys_type type = functions[f].type;
    const size_t size = hys_type_size(type);
    bool near = true;

    hys_status status = hys_unit_f64(&source, verified_first, BLOCKS * BLOCK, u);
    for (size_t b = 0; b < BLOCKS && status == HYS_OK; b++)
        status =
            function_values(f, exponents[b], u + b * BLOCK, (char *)out + b * BLOCK * size, &near);
    const struct subject subject = {"SLEEF", "", functions[f].name, type};
    const uint64_t digest = digest_of(out, BLOCKS * BLOCK, size);
    if (!report(tally, &subject, status, digest, functions[f].digest) || arguments_differ)
        return false;
    add_fault(tally, near ? SLEEF : MAP, near ? functions[f].name : functions[f].map, type);
    return near;
}

bool check_sleef(struct tally *tally, bool arguments_differ)
{
    bool differs[FUNCTIONS];
    for (size_t f = 0; f < FUNCTIONS; f++)
        differs[f] = check_function((enum function)f, tally, arguments_differ);
    return differs[EXP2_F64] || differs[LOG2_F64] || differs[EXP_F64] || differs[ERF_F64] ||
           differs[ERFC_F64];
}
