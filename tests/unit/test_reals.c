/* Kinds of reals beyond linear and log: reverse_log, logit, and the digits of linear and log,
 * against the law in the test's own words; their transform; what JAX's streams say. */
#include <config.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { N = 1 << 16 };

static double f64[N], plain[N];
static float f32[N];

/* ---- digits ---- */

static double power_of_10(int digits)
{
    double power = 1;
    while (digits-- > 0)
        power *= 10;
    return power;
}

static double rounded(double x, int digits, double lower, double upper)
{
    const double power = power_of_10(digits);
    const double y = fabs(x * power) < 0x1p53 ? nearbyint(x * power) / power : x;
    return fmin(fmax(y, lower), upper) + 0.0;
}

static float up_f32(double x)
{
    const float f = (float)x;
    return (double)f < x ? nextafterf(f, INFINITY) : f;
}

static const struct {
    const char *word;
    int digits;
    int decimal; /* every value prints in so many digits */
} digits_cases[] = {
    {"linear:0:1", 2, 1},       {"linear:-3.7:11.1", 0, 0},    {"linear:-0.04:0.04", 1, 1},
    {"linear:0:0.5", 15, 1},    {"linear:-1e30:1e30", 3, 0},   {"linear:100:100.5", 15, 0},
    {"linear:0:1e-290", 15, 1}, {"linear:-1e300:1e300", 0, 0}, {"linear:0.14:0.16", 1, 0},
    {"log:1e-5:0.1", 6, 1},     {"log:1:1000", 0, 1},          {"log:1e-300:1e300", 15, 0},
    {"log:0.3:0.9", 1, 1}};

/* f64 is the f64 sample without digits, rounded; f32 is that, clamped to the floats inside, rounded
 * once. Every value prints as a decimal of so many places. */
static void check_digits(void)
{
    const hys_source source = hys_source_native(hys_key_from_seed(4));
    for (size_t c = 0; c < COUNT(digits_cases); c++) {
        const char *word = digits_cases[c].word;
        const int digits = digits_cases[c].digits;
        char text[64];
        if (!strncmp(word, "log", 3) && !test_has_fma())
            continue;
        snprintf(text, sizeof text, "%s:digits=%d", word, digits);
        hys_space *space = test_space_word(text), *without = test_space_word(word);
        const double lower = hys_space_lower(space), upper = hys_space_upper(space);
        const int narrow = hys_space_types(space, HYS_NATIVE, 0) >> HYS_F32 & 1;
        OK(hys_sample_f64(space, &source, 0, N, f64));
        OK(hys_sample_f64(without, &source, 0, N, plain));
        CHECK(narrow == (upper <= (double)FLT_MAX), "%s has f32", text);
        if (narrow)
            OK(hys_sample_f32(space, &source, 0, N, f32));
        for (size_t i = 0; i < N; i++) {
            const double y = rounded(plain[i], digits, lower, upper);
            char decimal[400];
            CHECK(f64[i] == y && signbit(f64[i]) == signbit(y), "%s: %.17g is %.17g, not %.17g",
                  text, plain[i], f64[i], y);
            snprintf(decimal, sizeof decimal, "%.*f", digits, y);
            CHECK(!digits_cases[c].decimal || strtod(decimal, NULL) == y, "%s: %.17g", text, y);
            const double lo = (double)up_f32(lower), last = -(double)up_f32(-upper);
            CHECK(!narrow || f32[i] == (float)fmin(fmax(y, lo), last), "%s: %.9g, f64 is %.17g",
                  text, (double)f32[i], y);
        }
        OK(hys_transform(space, plain, N, HYS_F64, plain, NULL));
        CHECK(!memcmp(plain, f64, sizeof f64), "%s: transform", text);
        if (narrow) {
            float again[N];
            OK(hys_transform(space, f32, N, HYS_F32, again, NULL));
            CHECK(!memcmp(again, f32, sizeof again), "%s: an f32 is moved by its transform", text);
        }
        hys_space_free(space);
        hys_space_free(without);
    }
}

TEST(reals, digits) { test_each_isa(check_digits); }

/* Both bounds are reached, and nothing outside. */
TEST(reals, digits_reach_the_ends)
{
    hys_space *space = test_space_word("linear:0:1:digits=1");
    const hys_source source = hys_source_native(hys_key_from_seed(4));
    size_t count[11] = {0};
    OK(hys_sample_f64(space, &source, 0, N, f64));
    for (size_t i = 0; i < N; i++) {
        CHECK(f64[i] >= 0 && f64[i] <= 1, "%.17g", f64[i]);
        count[f64[i] == 1 ? 10 : (int)(f64[i] * 10 + 0.25)]++;
    }
    for (int k = 0; k < 11; k++) {
        const double expected = N / (k == 0 || k == 10 ? 20.0 : 10.0);
        CHECK(fabs((double)count[k] - expected) < 6 * sqrt(expected), "%d: %zu", k, count[k]);
    }
    hys_space_free(space);
}

/* ---- transform ---- */

TEST(reals, transform)
{
    static const struct {
        const char *word;
        double in, out;
    } cases[] = {{"linear:0:1:digits=1", 0.25, 0.2},
                 {"linear:0:1:digits=1", 0.36, 0.4},
                 {"linear:0:1:digits=1", -7, 0},
                 {"linear:0:1:digits=1", HUGE_VAL, 1},
                 {"linear:0:1:digits=0", 0.5, 0},
                 {"linear:-1:1:digits=0", -0.25, 0},
                 {"linear:0.14:0.16:digits=1", 0.12, 0.14},
                 {"linear:0.14:0.16:digits=1", 0.15, 0.16},
                 {"linear:0:1e17:digits=3", 90071992547409.92, 90071992547409.92},
                 {"log:1:100:digits=1", 2.449, 2.4},
                 {"log:1:100:digits=1", -HUGE_VAL, 1},
                 {"reverse_log:0.5:0.75", 0.6, 0.6},
                 {"reverse_log:0.5:0.75", 0.25, 0.5},
                 {"reverse_log:0.5:0.75", 0.75, 0.75},
                 {"reverse_log:0.5:0.75", HUGE_VAL, 0.75},
                 {"reverse_log:-1:0.5:about=2", -0.0, 0},
                 {"logit:0.25:0.75", 0.3, 0.3},
                 {"logit:0.25:0.75", 0, 0.25},
                 {"logit:0.25:0.75", 1, 0.75}};
    for (size_t c = 0; c < COUNT(cases); c++) {
        if (strstr(cases[c].word, "log") && !test_has_fma())
            continue;
        hys_space *space = test_space_word(cases[c].word);
        double in = cases[c].in, out, nan = (double)NAN;
        float narrow = (float)in, narrow_out;
        const bool inside = hys_space_lower(space) <= in && in <= hys_space_upper(space);
        CHECK(hys_transform(space, &in, 1, HYS_F64, &out, NULL) == (inside ? HYS_OK : HYS_W_DATA),
              "%s: %.17g is not flagged", cases[c].word, in);
        CHECK(out == cases[c].out && !signbit(out) == !signbit(cases[c].out),
              "%s: %.17g gives %.17g", cases[c].word, in, out);
        CHECK(hys_transform(space, &narrow, 1, HYS_F32, &narrow_out, NULL) >= HYS_OK, "%s",
              cases[c].word);
        CHECK((double)narrow_out >= hys_space_lower(space) &&
                  (double)narrow_out <= hys_space_upper(space) &&
                  fabs((double)narrow_out - cases[c].out) <= fabs(cases[c].out) * 0x1p-23,
              "%s: f32 %.9g gives %.9g", cases[c].word, (double)narrow, (double)narrow_out);
        CHECK(hys_transform(space, &nan, 1, HYS_F64, &out, NULL) == HYS_W_DATA && out != out,
              "%s: NaN", cases[c].word);
        hys_space_free(space);
    }
}

/* ---- reverse_log and logit: within [lower, upper), f32 is f64 clamped and rounded once ---- */

TEST(reals, types_agree)
{
    static const char *const words[] = {
        "reverse_log:0.5:0.999",           "reverse_log:0:0.99999:about=1",
        "reverse_log:-3:2.5:about=3",      "reverse_log:1e-40:1",
        "reverse_log:1:1.0000003",         "logit:0.01:0.99",
        "logit:1e-300:0.9999999999999999", "logit:0.5:0.5000001"};
    const hys_source source = hys_source_native(hys_key_from_seed(6));
    test_needs_fma();
    for (size_t w = 0; w < COUNT(words); w++) {
        hys_space *space = test_space_word(words[w]);
        const double lower = hys_space_lower(space), upper = hys_space_upper(space);
        const float lo = up_f32(lower), last = nextafterf(up_f32(upper), -INFINITY);
        OK(hys_sample_f64(space, &source, 0, N, f64));
        OK(hys_sample_f32(space, &source, 0, N, f32));
        for (size_t i = 0; i < N; i++) {
            CHECK(f64[i] >= lower && f64[i] < upper, "%s: %.17g", words[w], f64[i]);
            CHECK(f32[i] == (float)fmin(fmax(f64[i], (double)lo), (double)last),
                  "%s: %.9g, f64 is %.17g", words[w], (double)f32[i], f64[i]);
        }
        for (int32_t stream = HYS_JAX_ARRAY; stream <= HYS_JAX_SEARCH; stream++) {
            const hys_source jax = {.stream = stream};
            CHECK(hys_sample_f32(space, &jax, 0, 1, f32) == HYS_E_STREAM, "%s under JAX", words[w]);
        }
        hys_space_free(space);
    }
}

/* ---- what tells spaces apart ---- */

TEST(reals, fingerprints)
{
    static const char *const words[] = {
        "linear:0:1",       "linear:0:1:digits=0", "linear:0:1:digits=1",     "log:1:2",
        "log:1:2:digits=1", "reverse_log:1:2",     "reverse_log:1:2:about=3", "logit:0.25:0.5"};
    uint64_t seen[COUNT(words)][2];
    test_needs_fma();
    for (size_t w = 0; w < COUNT(words); w++) {
        hys_space *space = test_space_word(words[w]);
        hys_space_fingerprint(space, seen[w]);
        hys_space_free(space);
        for (size_t v = 0; v < w; v++)
            CHECK(memcmp(seen[v], seen[w], sizeof seen[v]) != 0, "%s and %s", words[v], words[w]);
    }
}
