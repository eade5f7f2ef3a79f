/* Bad input: each refusal has the status that the headers promise, in the promised order; nothing
 * is written, and no floating-point exception is left raised. */
#include <config.h>

#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdarg.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define D_NAN ((double)NAN)
#define D_INF HUGE_VAL

/* ---- what is checked after every call ---- */

static size_t cases, refusals;
static unsigned char out[65536]; /* whatever a call may write to; poisoned before it */
static uint32_t state;

static uint32_t fp_state(void)
{
#if defined(__x86_64__)
    return _mm_getcsr();
#else
    return 0; /* test_environment.c reads the registers of other machines */
#endif
}

static void begin(void)
{
    memset(out, 0xa5, sizeof out);
    feclearexcept(FE_ALL_EXCEPT);
    state = fp_state();
}

/* written: how many bytes the call was to write; the others must keep their poison. */
static void end(const char *name, hys_status status, hys_status expected, size_t written)
{
    const int raised = fetestexcept(FE_ALL_EXCEPT);
    const uint32_t now = fp_state();

    cases++;
    refusals += status < 0;
    CHECK(status == expected, "%s: %d (%s), not %d (%s)", name, (int)status, hys_strerror(status),
          (int)expected, hys_strerror(expected));
    CHECK(!raised && now == state, "%s: exceptions %#x, MXCSR %#x, before %#x", name,
          (unsigned)raised, (unsigned)now, (unsigned)state);
    for (size_t i = status < 0 ? 0 : written; i < sizeof out; i++)
        CHECK(out[i] == 0xa5, "%s: byte %zu was written", name, i);
}

static void report(const char *what)
{
    test_note("errors: %s: %zu cases, %zu of them refused", what, cases, refusals);
    CHECK(refusals > 0, "%s", what);
    cases = refusals = 0;
}

static const char *name_of(const char *format, ...) __attribute__((format(printf, 1, 2)));
static const char *name_of(const char *format, ...)
{
    static char name[512];
    va_list list;
    va_start(list, format);
    vsnprintf(name, sizeof name, format, list);
    va_end(list);
    return name;
}

/* ---- constructors ---- */

static hys_status construct(hys_kind kind, hys_space **space, double lower, double upper,
                            double base)
{
    return kind == HYS_LINEAR    ? hys_space_linear(space, lower, upper)
           : kind == HYS_LOG     ? hys_space_log(space, lower, upper, base)
           : kind == HYS_QLINEAR ? hys_space_qlinear(space, lower, upper)
                                 : hys_space_qlog(space, lower, upper, base);
}

/* A failed constructor leaves NULL, a good one a space; either way the pointer's old value is gone.
 */
static void check_built(const char *name, hys_space *space, hys_status status, hys_status expected)
{
    end(name, status, expected, 0);
    CHECK(status == HYS_OK ? space && (void *)space != out : !space, "%s: %p", name, (void *)space);
    hys_space_free(space);
}

#define B(kind, lower, upper, base, status)                                                       \
    {                                                                                             \
#kind "(" #lower ", " #upper ", " #base ")", HYS_##kind, lower, upper, base, HYS_##status \
    }
static const struct {
    const char *name;
    hys_kind kind;
    double lower, upper, base;
    hys_status status;
} bounds_cases[] = {
    /* not finite, in each position */
    B(LINEAR, D_NAN, 1, 0, E_BOUNDS_FINITE),
    B(LINEAR, 0, D_NAN, 0, E_BOUNDS_FINITE),
    B(LINEAR, -D_INF, 1, 0, E_BOUNDS_FINITE),
    B(LINEAR, 0, D_INF, 0, E_BOUNDS_FINITE),
    B(LINEAR, D_NAN, D_NAN, 0, E_BOUNDS_FINITE),
    B(LINEAR, D_INF, -D_INF, 0, E_BOUNDS_FINITE),
    B(LOG, D_NAN, 1, 10, E_BOUNDS_FINITE),
    B(LOG, 1, D_NAN, 10, E_BOUNDS_FINITE),
    B(LOG, -D_INF, 1, 10, E_BOUNDS_FINITE),
    B(LOG, 1, D_INF, 10, E_BOUNDS_FINITE),
    B(QLINEAR, D_NAN, 1, 0, E_BOUNDS_FINITE),
    B(QLINEAR, 0, D_NAN, 0, E_BOUNDS_FINITE),
    B(QLINEAR, -D_INF, 1, 0, E_BOUNDS_FINITE),
    B(QLINEAR, 0, D_INF, 0, E_BOUNDS_FINITE),
    B(QLOG, D_NAN, 1, 10, E_BOUNDS_FINITE),
    B(QLOG, 1, D_NAN, 10, E_BOUNDS_FINITE),
    B(QLOG, -D_INF, 1, 10, E_BOUNDS_FINITE),
    B(QLOG, 1, D_INF, 10, E_BOUNDS_FINITE),
    /* order */
    B(LINEAR, 1, 0, 0, E_BOUNDS_ORDER),
    B(LINEAR, 1, 1, 0, E_BOUNDS_ORDER),
    B(LINEAR, 0.0, -0.0, 0, E_BOUNDS_ORDER),
    B(LINEAR, -0.0, 0.0, 0, E_BOUNDS_ORDER),
    B(LINEAR, DBL_MAX, -DBL_MAX, 0, E_BOUNDS_ORDER),
    B(LOG, 2, 1, 10, E_BOUNDS_ORDER),
    B(LOG, 1, 1, 10, E_BOUNDS_ORDER),
    B(QLINEAR, 5, 4, 0, E_BOUNDS_ORDER),
    B(QLINEAR, 5, 5, 0, E_BOUNDS_ORDER),
    B(QLOG, 8, 4, 2, E_BOUNDS_ORDER),
    B(QLOG, 8, 8, 2, E_BOUNDS_ORDER),
    /* span */
    B(LINEAR, -DBL_MAX, DBL_MAX, 0, E_BOUNDS_SPAN),
    B(LINEAR, -0x1p1023, 0x1p1023, 0, E_BOUNDS_SPAN),
    B(LINEAR, -0x1p1022, 0x1p1022, 0, OK),
    B(LINEAR, 0, DBL_MAX, 0, OK),
    /* positive */
    B(LOG, 0.0, 1, 10, E_BOUNDS_POSITIVE),
    B(LOG, -0.0, 1, 10, E_BOUNDS_POSITIVE),
    B(LOG, -1, 1, 10, E_BOUNDS_POSITIVE),
    B(LOG, -2, -1, 10, E_BOUNDS_POSITIVE),
    B(LOG, -DBL_TRUE_MIN, 1, 10, E_BOUNDS_POSITIVE),
    B(QLOG, 0, 9, 10, E_BOUNDS_POSITIVE),
    B(QLOG, -3, 9, 10, E_BOUNDS_POSITIVE),
    /* base */
    B(LOG, 1, 2, 1, E_BOUNDS_BASE),
    B(LOG, 1, 2, 0.5, E_BOUNDS_BASE),
    B(LOG, 1, 2, 0, E_BOUNDS_BASE),
    B(LOG, 1, 2, -10, E_BOUNDS_BASE),
    B(LOG, 1, 2, D_NAN, E_BOUNDS_BASE),
    B(LOG, 1, 2, D_INF, E_BOUNDS_BASE),
    B(LOG, 1, 2, -D_INF, E_BOUNDS_BASE),
    B(LOG, 1, 2, 1 - DBL_EPSILON / 2, E_BOUNDS_BASE),
    B(LOG, 1, 2, 1 + DBL_EPSILON, OK),
    B(LOG, 1, 2, DBL_MAX, OK),
    B(QLOG, 1, 9, 1, E_BOUNDS_BASE),
    B(QLOG, 1, 9, D_NAN, E_BOUNDS_BASE),
    B(QLOG, 1, 9, D_INF, E_BOUNDS_BASE),
    /* 2^53 */
    B(QLINEAR, -0x1p53, 0x1p53, 0, OK),
    B(QLINEAR, 0, 0x1.0000000000001p53, 0, E_BOUNDS_RANGE),
    B(QLINEAR, -0x1.0000000000001p53, 0, 0, E_BOUNDS_RANGE),
    B(QLINEAR, -1e300, 1e300, 0, E_BOUNDS_RANGE),
    B(QLINEAR, 0x1p60, 0x1p61, 0, E_BOUNDS_RANGE),
    B(QLOG, 1, 0x1p53, 10, OK),
    B(QLOG, 1, 0x1.0000000000001p53, 10, E_BOUNDS_RANGE),
    /* an integer inside */
    B(QLINEAR, 0.25, 0.75, 0, E_BOUNDS_INTEGER),
    B(QLINEAR, -3.75, -3.25, 0, E_BOUNDS_INTEGER),
    B(QLINEAR, DBL_TRUE_MIN, 1 - DBL_EPSILON, 0, E_BOUNDS_INTEGER),
    B(QLINEAR, -0.5, 0.5, 0, OK),
    B(QLINEAR, 0.5, 1, 0, OK),
    B(QLOG, 1.25, 1.75, 2, E_BOUNDS_INTEGER),
    B(QLOG, 1e-300, 0.5, 2, E_BOUNDS_INTEGER),
    B(QLOG, 0.5, 1.0, 2, OK),
    /* nothing can give these: bounds that collapse in log2, in every float */
    B(LOG, 1e10, 0x1.2a05f20000001p+33, 10, E_BOUNDS),
    B(LOG, 0x1p-1000, 0x1.0000000000001p-1000, 10, E_BOUNDS),
    B(LINEAR, 0, 0x1p-1030, 0, E_BOUNDS),
    B(LINEAR, DBL_TRUE_MIN, 2 * DBL_TRUE_MIN, 0, E_BOUNDS),
    /* within the class, in the order of status.h */
    B(LOG, D_NAN, -1, D_NAN, E_BOUNDS_FINITE),
    B(LOG, 1, -1, D_NAN, E_BOUNDS_ORDER),
    B(LOG, -1, 1, D_NAN, E_BOUNDS_POSITIVE),
    B(QLOG, -0.75, -0.25, 0, E_BOUNDS_POSITIVE),
    B(QLOG, 0x1p60, 0x1p61, 0, E_BOUNDS_BASE),
};
#undef B

TEST(errors, bounds)
{
    test_needs_fma();
    for (size_t i = 0; i < COUNT(bounds_cases); i++) {
        hys_space *space = (hys_space *)out;
        begin();
        const hys_status status = construct(bounds_cases[i].kind, &space, bounds_cases[i].lower,
                                            bounds_cases[i].upper, bounds_cases[i].base);
        check_built(bounds_cases[i].name, space, status, bounds_cases[i].status);
    }
    for (hys_kind kind = HYS_LINEAR; kind <= HYS_QLOG;
         kind++) { /* NULL ranks first, whatever the bounds */
        begin();
        end(name_of("%s into NULL", hys_kind_name(kind)), construct(kind, NULL, D_NAN, -1, 0),
            HYS_E_NULL, 0);
    }
    report("bounds");
}

TEST(errors, values)
{
    static const struct {
        const char *name;
        double value[3];
        size_t count;
        int null; /* 1: no list, 2: nowhere to put the space */
        hys_status status;
    } table[] = {
        {"empty", {1, 2, 3}, 0, 0, HYS_E_VALUES_EMPTY},
        {"2^31 of them",
         {1, 2, 3},
         0x80000000u,
         0,
         HYS_E_VALUES_COUNT}, /* refused before the array is read */
        {"SIZE_MAX of them", {1, 2, 3}, SIZE_MAX, 0, HYS_E_VALUES_COUNT},
#if SIZE_MAX > UINT32_MAX
        {"2^32 of them: no truncation",
         {1, 2, 3},
         (size_t)(UINT64_C(1) << 32),
         0,
         HYS_E_VALUES_COUNT},
        {"2^32 + 1 of them", {1, 2, 3}, (size_t)(UINT64_C(1) << 32) + 1, 0, HYS_E_VALUES_COUNT},
#endif
        {"NaN first", {D_NAN, 2, 3}, 3, 0, HYS_E_VALUES_FINITE},
        {"NaN last", {1, 2, D_NAN}, 3, 0, HYS_E_VALUES_FINITE},
        {"inf", {1, D_INF, 3}, 3, 0, HYS_E_VALUES_FINITE},
        {"-inf alone", {-D_INF}, 1, 0, HYS_E_VALUES_FINITE},
        {"no list", {0}, 3, 1, HYS_E_NULL},
        {"no list, empty", {0}, 0, 1, HYS_E_NULL},
        {"into NULL", {1, 2, 3}, 3, 2, HYS_E_NULL},
        {"too many, NaN first", {D_NAN}, SIZE_MAX, 0, HYS_E_VALUES_COUNT},
        {"one", {5}, 1, 0, HYS_OK},
        {"the same thrice", {5, 5, 5}, 3, 0, HYS_OK},
        {"beyond f32", {1, 1e300, DBL_MAX}, 3, 0, HYS_OK},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        hys_space *space = (hys_space *)out;
        begin();
        const hys_status status =
            hys_space_discrete(table[i].null == 2 ? NULL : &space,
                               table[i].null == 1 ? NULL : table[i].value, table[i].count);
        check_built(table[i].name, table[i].null == 2 ? NULL : space, status, table[i].status);
    }
    report("values");
}

TEST(errors, labels)
{
    static const struct {
        const char *name, *label[4];
        size_t count;
        int null;
        hys_status status;
    } table[] = {
        {"empty list", {"a"}, 0, 0, HYS_E_VALUES_EMPTY},
        {"2^31 of them", {"a"}, 0x80000000u, 0, HYS_E_VALUES_COUNT},
        {"SIZE_MAX of them", {"a"}, SIZE_MAX, 0, HYS_E_VALUES_COUNT},
        {"NULL first", {NULL, "a", "b", "c"}, 4, 0, HYS_E_NULL},
        {"NULL last", {"a", "b", "c", NULL}, 4, 0, HYS_E_NULL},
        {"NULL behind an empty one and a duplicate", {"", "a", "a", NULL}, 4, 0, HYS_E_NULL},
        {"an empty one", {"a", "", "b", "c"}, 4, 0, HYS_E_VALUES_LABEL},
        {"an empty one alone", {""}, 1, 0, HYS_E_VALUES_LABEL},
        {"an empty one behind a duplicate", {"a", "a", "", "c"}, 4, 0, HYS_E_VALUES_LABEL},
        {"a duplicate, neighbours", {"a", "b", "b", "c"}, 4, 0, HYS_E_VALUES_DUPLICATE},
        {"a duplicate, first and last", {"z", "b", "c", "z"}, 4, 0, HYS_E_VALUES_DUPLICATE},
        {"a prefix and another case are no duplicates", {"a", "aa", "A", "a "}, 4, 0, HYS_OK},
        {"no list", {NULL}, 1, 1, HYS_E_NULL},
        {"into NULL", {"a"}, 1, 2, HYS_E_NULL},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        hys_space *space = (hys_space *)out;
        begin();
        const hys_status status =
            hys_space_labels(table[i].null == 2 ? NULL : &space,
                             table[i].null == 1 ? NULL : table[i].label, table[i].count);
        check_built(table[i].name, table[i].null == 2 ? NULL : space, status, table[i].status);
    }
    report("labels");
}

/* ---- hys_sample: sources and types ---- */

enum { NO_SPACE = 1, NO_SOURCE = 2, NO_OUT = 4 };

static void check_sample(const char *name, const char *word, const hys_source *source,
                         uint64_t first, size_t n, hys_type type, int null, hys_status expected)
{
    hys_space *space = test_space_word(word);
    begin();
    const hys_status status =
        hys_sample(null & NO_SPACE ? NULL : space, null & NO_SOURCE ? NULL : source, first, n, type,
                   null & NO_OUT ? NULL : out);
    end(name, status, expected, n < sizeof out ? n * hys_type_size(type) : sizeof out);
    hys_space_free(space);
}

#define T(word, stream, flags, type, status)    \
    {                                           \
        word, stream, flags, type, HYS_##status \
    }
#define NATIVE(word, type, status) T(word, HYS_NATIVE, 0, HYS_##type, status)
#define JAX(word, type, status) \
    T(word, HYS_JAX_ARRAY, 0, HYS_##type, status), T(word, HYS_JAX_SEARCH, 0, HYS_##type, status)
#define JAX64(word, type, status) T(word, HYS_JAX_KEYS, HYS_X64, HYS_##type, status)
static const struct {
    const char *word;
    int32_t stream;
    uint32_t flags;
    hys_type type;
    hys_status status;
} type_cases[] = {
    /* no type at all */
    T("linear:0:1", HYS_NATIVE, 0, 0, E_TYPE),
    T("linear:0:1", HYS_NATIVE, 0, 99, E_TYPE),
    T("linear:0:1", HYS_NATIVE, 0, -1, E_TYPE),
    T("linear:0:1", HYS_NATIVE, 0, 12, E_TYPE),
    T("linear:0:1", HYS_NATIVE, 0, INT32_MIN, E_TYPE),
    T("linear:0:1", HYS_NATIVE, 0, INT32_MAX, E_TYPE),
    T("labels:a,b", HYS_JAX_KEYS, 0, 0, E_TYPE),
    T("discrete:1,2", HYS_JAX_KEYS, HYS_X64, 99, E_TYPE),
    /* not this kind's */
    NATIVE("linear:0:1", I32, E_TYPE),
    NATIVE("linear:0:1", INDEX, E_TYPE),
    NATIVE("log:1:2:10", U8, E_TYPE),
    NATIVE("log:1:2:10", INDEX, E_TYPE),
    NATIVE("qlinear:0:9", INDEX, E_TYPE),
    NATIVE("qlog:1:9:10", INDEX, E_TYPE),
    JAX("qlog:1:9:10", INDEX, E_TYPE),
    NATIVE("labels:a,b", F32, E_TYPE),
    NATIVE("labels:a,b", F64, E_TYPE),
    NATIVE("labels:a,b", U32, E_TYPE),
    NATIVE("labels:a,b", INDEX, OK),
    JAX("labels:a,b", F32, E_TYPE),
    JAX("labels:a,b", INDEX, OK),
    JAX64("labels:a,b", INDEX, OK),
    JAX64("labels:a,b", I64, E_TYPE),
    /* the JAX streams' modes */
    JAX("linear:0:1", F32, OK),
    JAX("linear:0:1", F64, E_TYPE),
    JAX64("linear:0:1", F64, OK),
    JAX64("linear:0:1", F32, E_TYPE),
    JAX("log:1:2:10", F64, E_TYPE),
    JAX64("log:1:2:10", F32, E_TYPE),
    JAX("qlinear:0:9", I64, E_TYPE),
    JAX("qlinear:0:9", U64, E_TYPE),
    JAX("qlinear:0:9", F64, E_TYPE),
    JAX64("qlinear:0:9", I64, OK),
    JAX64("qlinear:0:9", I8, OK),
    JAX64("qlinear:0:9", F32, E_TYPE),
    JAX("discrete:1,2", I64, E_TYPE),
    JAX("discrete:1,2", F64, E_TYPE),
    JAX64("discrete:1,2", F32, E_TYPE),
    JAX64("discrete:1,2", U64, OK),
    /* bounds that collapse in f32, or its span */
    NATIVE("linear:16777216.2:16777216.8", F32, E_TYPE),
    NATIVE("linear:16777216.2:16777216.8", F64, OK),
    NATIVE("linear:1:1.00000000001", F32, OK), /* [1, 1 + 2^-23): one value, 1 */
    NATIVE("linear:0:0x1p-102", F32, OK),
    NATIVE("linear:0:0x1.fffffep-103", F32, E_TYPE),
    NATIVE("linear:0:0x1p-103", F64, OK),
    JAX("linear:0:0x1p-103", F32, OK),
    NATIVE("linear:0:0x1p-969", F64, OK),
    NATIVE("linear:0:0x1.fffffffffffffp-970", F64, E_TYPE),
    JAX64("linear:0:0x1p-970", F64, OK),
    NATIVE("linear:-3e38:3e38", F32, E_TYPE),
    NATIVE("linear:-3e38:3e38", F64, OK),
    NATIVE("linear:0:1e39", F32, E_TYPE),
    NATIVE("log:1:1.00000001:10", F32, E_TYPE),
    NATIVE("log:1:1.00000001:10", F64, OK),
    NATIVE("log:1:1e39:10", F32, E_TYPE),
    NATIVE("log:1e-40:1:10", F32, E_TYPE),
    NATIVE("log:1e-40:1:10", F64, OK),
    NATIVE("log:1e-60:1:10", F32, E_TYPE),
    /* kinds of jax.random: the integers of its type; steps and other masses it has not */
    JAX("bool", U8, OK),
    JAX("bool", INDEX, OK),
    JAX("bool", I64, E_TYPE),
    JAX64("bool", I64, OK),
    JAX64("bool", F32, E_TYPE),
    JAX("int:-128:127", I8, OK),
    JAX("int:-128:127", U8, E_TYPE),
    JAX("int:-128:127", I64, E_TYPE),
    JAX64("int:-128:127", F32, E_TYPE),
    JAX("int:-2147483648:2147483646", I32, OK),
    JAX("int:-2147483648:2147483647", I32, E_STREAM),
    JAX("int:-2147483649:0", F32, E_STREAM),
    JAX("int:2147483648:2147483649", U32, E_STREAM),
    JAX64("int:2147483648:2147483649", U32, OK),
    JAX64("int:-9223372036854775808:9223372036854775806", I64, OK),
    JAX64("int:0:9223372036854775807", I64, E_STREAM),
    JAX("int:0:9:step=3", I32, E_STREAM),
    JAX64("int:0:9:contract=half_ends", I64, E_STREAM),
    JAX64("int:0:9:contract=inside", I64, E_STREAM),
    JAX64("logint:1:9", I64, E_STREAM),
    JAX("normal:0:1", F32, OK),
    JAX("normal:0:1", F64, E_TYPE),
    JAX64("normal:0:1", F64, OK),
    JAX64("normal:0:1", F32, E_TYPE),
    JAX("normal:0:1:lower=0", F32, E_STREAM),
    JAX64("normal:0:1:upper=9", F64, E_STREAM),
    JAX("lognormal:0:1", F32, E_STREAM),
    JAX64("normal:0:1:step=1", F64, E_STREAM),
    JAX("constant:7", F32, OK),
    JAX("normal:0:0x1p-78", F32, OK),
    JAX("normal:0:0x1.fffffep-79", F32, E_STREAM),
    JAX64("normal:0:0x1p-916", F64, OK),
    JAX64("normal:0:0x1.fp-917", F64, E_STREAM),
    JAX("normal:1e-40:1", F32, E_STREAM),
    JAX64("normal:1e-40:1", F64, OK),
    JAX64("normal:1e-310:1", F64, E_STREAM),
    JAX("normal:3e38:6e36", F32, OK),
    JAX("normal:3e38:1e37", F32, E_STREAM),
    JAX("labels:a,b:weights=1,2", INDEX, OK),
    JAX64("labels:a,b:weights=1,2", INDEX, OK),
    JAX("discrete:1,2:weights=1,2", F32, OK),
    JAX("discrete:1,2:weights=1,2", F64, E_TYPE),
    JAX64("discrete:1,2:weights=1,2", U8, OK),
    JAX("discrete:0,-0:weights=1,2", F32, E_STREAM),
    JAX("labels:a,b:weights=1e-39,1e-30", INDEX, E_STREAM),
    JAX64("labels:a,b:weights=1e-310,1e-310", INDEX, E_STREAM),
    JAX("labels:a,b:weights=3e38,1e38", INDEX, E_STREAM),
    JAX64("labels:a,b:weights=3e38,1e38", INDEX, OK),
    JAX("labels:a,b:weights=5e-32,1e-31", INDEX, E_STREAM),
    JAX("labels:a,b:weights=1e-31,1e-31", INDEX, OK),
    /* the same under JAX: not under this stream */
    JAX("linear:16777216.2:16777216.3", F32, E_STREAM),
    JAX64("linear:16777216.2:16777216.3", F64, OK),
    JAX("linear:0:1e39", F32, E_STREAM),
    JAX("linear:-3e38:3e38", F32, E_STREAM),
    JAX("log:1:1e39:10", F32, E_STREAM),
    JAX("log:1:1.00000001:10", F32, E_STREAM),
    JAX("log:1e-60:1:10", F32, E_STREAM),
    JAX64("log:1e-60:1:10", F64, OK),
    /* subnormal bounds */
    JAX("linear:1e-40:1", F32, E_STREAM),
    NATIVE("linear:1e-40:1", F32, OK),
    JAX64("linear:1e-40:1", F64, OK),
    JAX64("linear:1e-310:1", F64, E_STREAM),
    NATIVE("linear:1e-310:1", F64, OK),
    NATIVE("linear:1e-310:1", F32, OK),
    JAX("linear:1e-310:1", F32, OK), /* 0 in f32 */
    JAX64("log:1e-310:1:10", F64, E_STREAM),
    NATIVE("log:1e-310:1:10", F64, OK),
    JAX("linear:-1e-40:1", F32, E_STREAM),
    JAX("linear:0:1e-39", F32, E_STREAM),
    JAX("qlinear:1e-40:9", I32, E_STREAM),
    NATIVE("qlinear:1e-40:9", I32, OK),
    JAX("linear:0x1.000002p-126:0x1.000004p-126", F32, E_STREAM), /* sound bounds, subnormal span */
    /* bases that are 1 or infinite in f32 */
    JAX("log:1:10:1.00000001", F32, E_STREAM),
    JAX64("log:1:10:1.00000001", F64, OK),
    NATIVE("log:1:10:1.00000001", F32, OK),
    JAX("log:1:10:1e39", F32, E_STREAM),
    JAX64("log:1:10:1e39", F64, OK),
    JAX("qlog:1:10:1.00000001", I8, E_STREAM),
    NATIVE("qlog:1:10:1.00000001", I8, OK),
    /* values */
    NATIVE("discrete:1,1e39", F32, E_TYPE),
    NATIVE("discrete:1,1e39", F64, OK),
    NATIVE("discrete:1,1e39", INDEX, OK),
    NATIVE("discrete:1,1e39", I64, E_TYPE),
    JAX("discrete:1,1e39", F32, E_TYPE),
    NATIVE("discrete:1,2.5", I32, E_TYPE),
    NATIVE("discrete:1,2.5", F32, OK),
    NATIVE("discrete:-1,2", U64, E_TYPE),
    NATIVE("discrete:-1,2", I8, OK),
    JAX("discrete:1,1e-40", F32, E_STREAM),
    JAX("discrete:1,1e-40", INDEX, E_STREAM),
    JAX("discrete:0,-0", F32, E_STREAM),
    JAX64("discrete:1,1e-310", F64, E_STREAM),
    NATIVE("discrete:1,1e-310", F64, OK),
    JAX("discrete:0x1p-126,0x1.000002p-126", F32,
        E_STREAM), /* two values closer than the smallest normal */
    /* STREAM before TYPE */
    T("linear:1e-40:1", HYS_JAX_ARRAY, 0, 99, E_STREAM),
    JAX("linear:1e-40:1", F64, E_STREAM),
    JAX("linear:1e-40:1", INDEX, E_STREAM),
};
#undef T
#undef NATIVE
#undef JAX
#undef JAX64

TEST(errors, types)
{
    for (size_t i = 0; i < COUNT(type_cases); i++) {
        const hys_source source = {.stream = type_cases[i].stream, .flags = type_cases[i].flags};
        const char *type = hys_type_name(type_cases[i].type);
        check_sample(
            name_of("%s, stream %d, flags %u, %s %d", type_cases[i].word, (int)source.stream,
                    source.flags, type ? type : "type", (int)type_cases[i].type),
            type_cases[i].word, &source, 0, 5, type_cases[i].type, 0, type_cases[i].status);
    }
    report("types");
}

/* Every integer type at its exact ends: what fits, and one too far at either end. */
TEST(errors, type_ends)
{
    static const struct {
        hys_type type;
        double min, max;
    } ends[] = {
        {HYS_I8, -128, 127},
        {HYS_U8, 0, 255},
        {HYS_I16, -32768, 32767},
        {HYS_U16, 0, 65535},
        {HYS_I32, -0x1p31, 0x1p31 - 1},
        {HYS_U32, 0, 0x1p32 - 1},
        {HYS_I64, -0x1p53, 0x1p53},
        {HYS_U64, 0, 0x1p53},
        {HYS_F32, -0x1p24, 0x1p24},
        {HYS_F64, -0x1p53, 0x1p53},
    };
    const hys_source native = {.stream = HYS_NATIVE};
    for (size_t i = 0; i < COUNT(ends); i++) {
        const double min = ends[i].min, max = ends[i].max;
        const int narrow = max < 0x1p52;
        const struct {
            double lower, upper;
            hys_status status;
        } cases_of[] = {
            {min, max, HYS_OK},
            {min - 1, max, narrow || min == 0 ? HYS_E_TYPE : HYS_OK}, /* -2^53 - 1 is -2^53 */
            {narrow ? min : min + 2, max + (narrow ? 1 : 0), narrow ? HYS_E_TYPE : HYS_OK},
            {min - 0.75, max - 0.25,
             HYS_OK}, /* natively the integers inside count, not the bounds */
            {min - 0.25, max + (narrow ? 0.75 : 0), HYS_OK},
            {min - 1.25, max, narrow || min == 0 ? HYS_E_TYPE : HYS_OK},
        };
        for (size_t j = 0; j < COUNT(cases_of); j++) {
            if (!narrow && (cases_of[j].lower < -0x1p53 || cases_of[j].upper > 0x1p53))
                continue;
            for (int kind = 0; kind < 3;
                 kind++) { /* qlinear, discrete with the ends as values, qlog */
                char word[128];
                const double lower = cases_of[j].lower, upper = cases_of[j].upper;
                const int whole = lower == rint(lower) && upper == rint(upper);
                if ((kind == 1 && (!whole || ends[i].type <= HYS_F64)) || (kind == 2 && min < 0))
                    continue; /* floats hold any discrete value, and qlog has no negative end */
                snprintf(word, sizeof word,
                         kind == 0   ? "qlinear:%.17g:%.17g"
                         : kind == 1 ? "discrete:%.17g,%.17g"
                                     : "qlog:0.75:%.17g:2",
                         kind == 2 ? upper : lower, upper);
                const hys_status expected =
                    kind == 2 ? (floor(upper) > max ? HYS_E_TYPE : HYS_OK) : cases_of[j].status;
                check_sample(name_of("%s in %s", word, hys_type_name(ends[i].type)), word, &native,
                             0, 7, ends[i].type, 0, expected);
            }
        }
    }
    report("ends of the types");
}

TEST(errors, sources)
{
#define S(...)                       \
    {                                \
        .key = {{1, 2}}, __VA_ARGS__ \
    }
    static const struct {
        const char *name, *word;
        hys_source source;
        uint64_t first;
        size_t n;
        hys_type type;
        int null;
        hys_status status;
    } table[] = {
        {"stream -1", "linear:0:1", S(.stream = -1), 0, 4, HYS_F32, 0, HYS_E_STREAM_UNKNOWN},
        {"stream 11", "linear:0:1", S(.stream = 11), 0, 4, HYS_F32, 0, HYS_E_STREAM_UNKNOWN},
        {"stream INT32_MIN", "linear:0:1", S(.stream = INT32_MIN), 0, 4, HYS_F32, 0,
         HYS_E_STREAM_UNKNOWN},
        {"reserved[0], native", "linear:0:1", S(.reserved = {1, 0}), 0, 4, HYS_F32, 0,
         HYS_E_STREAM_RESERVED},
        {"reserved[1], native", "linear:0:1", S(.reserved = {0, UINT64_C(1) << 63}), 0, 4, HYS_F32,
         0, HYS_E_STREAM_RESERVED},
        {"reserved, JAX", "linear:0:1", S(.stream = 2, .reserved = {0, 1}), 0, 4, HYS_F32, 0,
         HYS_E_STREAM_RESERVED},
        {"X64, native", "linear:0:1", S(.flags = HYS_X64), 0, 4, HYS_F64, 0, HYS_E_STREAM_RESERVED},
        {"flag 2^31, native", "linear:0:1", S(.flags = 1u << 31), 0, 4, HYS_F64, 0,
         HYS_E_STREAM_RESERVED},
        {"flag 2, JAX", "linear:0:1", S(.stream = 1, .flags = 2), 0, 4, HYS_F32, 0,
         HYS_E_STREAM_RESERVED},
        {"flag 3, JAX", "linear:0:1", S(.stream = 3, .flags = 3), 0, 4, HYS_F64, 0,
         HYS_E_STREAM_RESERVED},
        {"dim, jax_array", "linear:0:1", S(.stream = 1, .dim = 1), 0, 4, HYS_F32, 0,
         HYS_E_STREAM_RESERVED},
        {"dim, jax_keys", "linear:0:1", S(.stream = 2, .dim = UINT64_C(1) << 32), 0, 4, HYS_F32, 0,
         HYS_E_STREAM_RESERVED},
        {"dim, jax_search", "linear:0:1", S(.stream = 3, .dim = 7), 0, 4, HYS_F32, 0,
         HYS_E_STREAM_RESERVED},
        {"dim, native", "linear:0:1", S(.dim = UINT64_MAX), 0, 4, HYS_F32, 0, HYS_OK},
        /* first + n */
        {"last sample", "linear:0:1", S(.dim = 0), UINT64_MAX, 1, HYS_F32, 0, HYS_OK},
        {"one beyond", "linear:0:1", S(.dim = 0), UINT64_MAX, 2, HYS_F32, 0, HYS_E_INDEX},
        {"last tile", "linear:0:1", S(.dim = 0), UINT64_MAX - 1023, 1024, HYS_F32, 0, HYS_OK},
        {"last tile and one", "linear:0:1", S(.dim = 0), UINT64_MAX - 1023, 1025, HYS_F32, 0,
         HYS_E_INDEX},
        {"SIZE_MAX, one beyond", "linear:0:1", S(.dim = 0), UINT64_MAX - SIZE_MAX + 2, SIZE_MAX,
         HYS_F32, 0, HYS_E_INDEX},
        {"SIZE_MAX from the last", "discrete:1,2", S(.dim = 0), UINT64_MAX, SIZE_MAX, HYS_U8, 0,
         HYS_E_INDEX},
        {"last sample, jax_keys", "linear:0:1", S(.stream = 2), UINT64_MAX, 1, HYS_F32, 0, HYS_OK},
        {"one beyond, jax_search", "linear:0:1", S(.stream = 3, .flags = 1), UINT64_MAX, 2, HYS_F64,
         0, HYS_E_INDEX},
        {"nothing, from the last", "linear:0:1", S(.dim = 0), UINT64_MAX, 0, HYS_F32, 0, HYS_OK},
        {"nothing, into NULL", "linear:0:1", S(.dim = 0), UINT64_MAX, 0, HYS_F64, NO_OUT, HYS_OK},
        {"nothing, JAX", "labels:a,b", S(.stream = 1), 5, 0, HYS_INDEX, NO_OUT, HYS_OK},
        {"nothing is checked all the same: stream", "linear:0:1", S(.stream = 99), 0, 0, HYS_F32,
         NO_OUT, HYS_E_STREAM_UNKNOWN},
        {"nothing is checked all the same: type", "linear:0:1", S(.dim = 0), 0, 0, HYS_I8, NO_OUT,
         HYS_E_TYPE},
        {"nothing is checked all the same: space", "linear:0:1", S(.dim = 0), 0, 0, HYS_F32,
         NO_SPACE, HYS_E_NULL},
        /* two wrongs: the order of sample.h */
        {"NULL before UNKNOWN", "linear:0:1", S(.stream = 99), 0, 4, HYS_F32, NO_SPACE, HYS_E_NULL},
        {"NULL out before TYPE", "linear:0:1", S(.dim = 0), 0, 4, 99, NO_OUT, HYS_E_NULL},
        {"NULL out before INDEX", "linear:0:1", S(.dim = 0), UINT64_MAX, 4, HYS_F32, NO_OUT,
         HYS_E_NULL},
        {"UNKNOWN before RESERVED", "linear:0:1", S(.stream = 99, .flags = 9, .reserved = {1, 1}),
         0, 4, HYS_F32, 0, HYS_E_STREAM_UNKNOWN},
        {"UNKNOWN before TYPE", "linear:0:1", S(.stream = 99), 0, 4, 99, 0, HYS_E_STREAM_UNKNOWN},
        {"RESERVED before STREAM", "linear:1e-40:1", S(.stream = 1, .dim = 1), 0, 4, HYS_F32, 0,
         HYS_E_STREAM_RESERVED},
        {"RESERVED before TYPE", "linear:0:1", S(.flags = 1), 0, 4, 99, 0, HYS_E_STREAM_RESERVED},
        {"STREAM before TYPE and INDEX", "linear:1e-40:1", S(.stream = 1), UINT64_MAX, 4, 99, 0,
         HYS_E_STREAM},
        {"TYPE before INDEX", "linear:0:1", S(.dim = 0), UINT64_MAX, 4, HYS_INDEX, 0, HYS_E_TYPE},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        check_sample(table[i].name, table[i].word, &table[i].source, table[i].first, table[i].n,
                     table[i].type, table[i].null, table[i].status);
    report("sources");
}

TEST(errors, designs)
{
    static const uint64_t one_point[] = {1};
    static const struct {
        const char *name, *word;
        hys_source source;
        uint64_t first;
        size_t n;
        hys_type type;
        hys_status status;
    } table[] = {
#define SOBOL(...) S(.stream = HYS_SOBOL, __VA_ARGS__)
#define LHS(...) S(.stream = HYS_LHS, __VA_ARGS__)
#define GRID(...) S(.stream = HYS_GRID, __VA_ARGS__)
#define PERMUTED(...) S(.stream = HYS_PERMUTED, __VA_ARGS__)
#define L "linear:0:1"
#define MOST (UINT64_C(1) << 53)
        {"sobol", L, SOBOL(.dim = 0), UINT64_MAX, 1, HYS_F32, HYS_OK},
        {"the last dimension", L, SOBOL(.dim = 21200), 0, 4, HYS_F64, HYS_OK},
        {"a dimension beyond", L, SOBOL(.dim = 21201), 0, 4, HYS_F64, HYS_E_STREAM},
        {"a dimension beyond, owen", L, S(.stream = HYS_SOBOL_OWEN, .dim = UINT64_MAX), 0, 4,
         HYS_F32, HYS_E_STREAM},
        {"sobol with rows", L, SOBOL(.rows = 4), 0, 4, HYS_F32, HYS_E_STREAM_RESERVED},
        {"sobol with points", L, SOBOL(.points = 4), 0, 4, HYS_F32, HYS_E_STREAM_RESERVED},
        {"sobol, X64", L, SOBOL(.flags = HYS_X64), 0, 4, HYS_F32, HYS_E_STREAM_RESERVED},
        {"sobol, centred", L, SOBOL(.flags = HYS_CENTRED), 0, 4, HYS_F32, HYS_E_STREAM_RESERVED},
        {"shift, ends", L, S(.stream = HYS_SOBOL_SHIFT, .flags = HYS_ENDS), 0, 4, HYS_F32,
         HYS_E_STREAM_RESERVED},
        {"plain, reserved", L, S(.stream = HYS_SOBOL_PLAIN, .reserved = {0, 1}), 0, 4, HYS_F32,
         HYS_E_STREAM_RESERVED},
        {"one beyond sobol", L, SOBOL(.dim = 0), UINT64_MAX, 2, HYS_F32, HYS_E_INDEX},
        {"lhs", L, LHS(.rows = 4, .dim = UINT64_MAX), 0, 4, HYS_F32, HYS_OK},
        {"lhs, centred", L, LHS(.rows = 4, .flags = HYS_CENTRED), 0, 4, HYS_F32, HYS_OK},
        {"lhs without rows", L, LHS(.dim = 0), 0, 4, HYS_F32, HYS_E_STREAM_ROWS},
        {"lhs, X64", L, LHS(.rows = 4, .flags = HYS_X64), 0, 4, HYS_F64, HYS_E_STREAM_RESERVED},
        {"lhs, ends", L, LHS(.rows = 4, .flags = HYS_ENDS), 0, 4, HYS_F64, HYS_E_STREAM_RESERVED},
        {"lhs with points", L, LHS(.rows = 4, .points = 4), 0, 4, HYS_F64, HYS_E_STREAM_RESERVED},
        {"RESERVED before ROWS", L, LHS(.points = 4), 0, 4, HYS_F64, HYS_E_STREAM_RESERVED},
        {"lhs, a row beyond", L, LHS(.rows = 4), 1, 4, HYS_F32, HYS_E_INDEX},
        {"lhs, the row behind the last", L, LHS(.rows = 4), 4, 1, HYS_F32, HYS_E_INDEX},
        {"lhs, nothing behind the last", L, LHS(.rows = 4), 4, 0, HYS_F32, HYS_OK},
        {"lhs of 2^22", L, LHS(.rows = 1u << 22), 4194303, 1, HYS_F32, HYS_OK},
        {"lhs of 2^22 + 1", L, LHS(.rows = 4194305), 0, 4, HYS_F32, HYS_E_STREAM},
        {"lhs of 2^32", L, LHS(.rows = UINT64_C(1) << 32), 0, 4, HYS_F64, HYS_OK},
        {"lhs of 2^32 + 1", L, LHS(.rows = 4294967297), 0, 4, HYS_F64, HYS_E_STREAM},
        {"STREAM before TYPE", L, LHS(.rows = 4294967297), 0, 4, HYS_I8, HYS_E_STREAM},
        {"TYPE before INDEX", L, LHS(.rows = 4), 9, 4, HYS_I8, HYS_E_TYPE},
        {"grid", L, GRID(.points = 4), 0, 4, HYS_F64, HYS_OK},
        {"grid without points", L, GRID(.dim = 0), 0, 4, HYS_F64, HYS_E_STREAM_POINTS},
        {"grid of 2^53 points", L, GRID(.points = MOST), MOST - 4, 4, HYS_F64, HYS_OK},
        {"grid of 2^53 + 1 points", L, GRID(.points = MOST + 1), 0, 4, HYS_F64,
         HYS_E_STREAM_POINTS},
        {"grid, points of a finite space", "int:1:6", GRID(.points = UINT64_MAX), 0, 6, HYS_I64,
         HYS_OK},
        {"grid, a row beyond", "int:1:6", GRID(.dim = 0), 3, 4, HYS_I64, HYS_E_INDEX},
        {"grid with a dim", L, GRID(.points = 4, .dim = 1), 0, 4, HYS_F64, HYS_E_STREAM_RESERVED},
        {"grid with rows", L, GRID(.points = 4, .rows = 4), 0, 4, HYS_F64, HYS_E_STREAM_RESERVED},
        {"grid, X64", L, GRID(.points = 4, .flags = HYS_X64), 0, 4, HYS_F64, HYS_E_STREAM_RESERVED},
        {"grid, centred", L, GRID(.points = 4, .flags = HYS_CENTRED), 0, 4, HYS_F64,
         HYS_E_STREAM_RESERVED},
        {"grid with points of columns", L, GRID(.points = 4, .column_points = one_point), 0, 4,
         HYS_F64, HYS_E_STREAM_RESERVED},
        {"grid of 2^64 integers", "int:-9223372036854775808:9223372036854775807", GRID(.dim = 0), 0,
         4, HYS_I64, HYS_E_STREAM_ROWS},
        {"grid of 2^63 integers", "int:0:9223372036854775807", GRID(.dim = 0),
         UINT64_C(9223372036854775804), 4, HYS_I64, HYS_OK},
        {"POINTS before TYPE", L, GRID(.dim = 0), 0, 4, HYS_I8, HYS_E_STREAM_POINTS},
        {"permuted", "bool", PERMUTED(.dim = 0), 0, 2, HYS_I8, HYS_OK},
        {"permuted, ends", L, PERMUTED(.points = 4, .flags = HYS_ENDS), 0, 4, HYS_F64, HYS_OK},
        {"permuted, a row beyond", "bool", PERMUTED(.dim = 0), 0, 3, HYS_I8, HYS_E_INDEX},
        {"permuted without points", L, PERMUTED(.dim = 0), 0, 4, HYS_F64, HYS_E_STREAM_POINTS},
        {"permuted of 2^64 integers", "int:-9223372036854775808:9223372036854775807",
         PERMUTED(.dim = 0), 0, 4, HYS_I64, HYS_E_STREAM_ROWS},
        {"native with rows", L, S(.rows = 4), 0, 4, HYS_F64, HYS_E_STREAM_RESERVED},
        {"JAX with points", L, S(.stream = HYS_JAX_KEYS, .points = 4), 0, 4, HYS_F32,
         HYS_E_STREAM_RESERVED},
        {"JAX, centred", L, S(.stream = HYS_JAX_KEYS, .flags = HYS_CENTRED), 0, 4, HYS_F32,
         HYS_E_STREAM_RESERVED},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        check_sample(table[i].name, table[i].word, &table[i].source, table[i].first, table[i].n,
                     table[i].type, 0, table[i].status);
        if (table[i].status == HYS_OK || table[i].status == HYS_E_INDEX)
            continue; /* what else is wrong is seen without rows, and by the number of rows */
        check_sample(name_of("%s, no row", table[i].name), table[i].word, &table[i].source, 0, 0,
                     table[i].type, NO_OUT, table[i].status);
    }
    report("designs");
}

/* A table of one finite and two continuous columns, under the designs that go by the whole. */
TEST(errors, designs_of_tables)
{
    static const uint64_t good[] = {0, 5, 0}, of_finite[] = {2, 5, 5},
                          too_many[] = {0, 5, MOST + 1}, large[] = {0, MOST, MOST / 2},
                          whole[] = {0, MOST, 512};
    static const struct {
        const char *name;
        hys_source source;
        hys_status status;
        uint64_t rows;
    } table[] = {
        {"sobol", SOBOL(.dim = 0), HYS_OK, 0},
        {"sobol with a dim", SOBOL(.dim = 3), HYS_E_STREAM_RESERVED, 0},
        {"sobol with points of columns", SOBOL(.column_points = good), HYS_E_STREAM_RESERVED, 0},
        {"lhs", LHS(.rows = 9), HYS_OK, 9},
        {"lhs without rows", LHS(.dim = 0), HYS_E_STREAM_ROWS, 0},
        {"lhs with points of columns", LHS(.rows = 9, .column_points = good), HYS_E_STREAM_RESERVED,
         0},
        {"grid", GRID(.points = 3), HYS_OK, 18},
        {"grid without points", GRID(.dim = 0), HYS_E_STREAM_POINTS, 0},
        {"points of columns", GRID(.points = 3, .column_points = good), HYS_OK, 30},
        {"a column without points", GRID(.column_points = good), HYS_E_STREAM_POINTS, 0},
        {"points of a finite column", GRID(.points = 3, .column_points = of_finite),
         HYS_E_STREAM_POINTS, 0},
        {"too many points", PERMUTED(.column_points = too_many), HYS_E_STREAM_POINTS, 0},
        {"a product beyond", PERMUTED(.column_points = large), HYS_E_STREAM_ROWS, 0},
        {"a product of 2^63", GRID(.column_points = whole), HYS_OK, UINT64_C(1) << 63},
        {"2^53 points twice", GRID(.points = MOST), HYS_E_STREAM_ROWS, 0},
        {"permuted with a dim", PERMUTED(.points = 3, .dim = 1), HYS_E_STREAM_RESERVED, 0},
    };
    hys_space *spaces[3] = {test_space_word("labels:a,b"), test_space_word(L),
                            test_space_word("log:1:10")};
    hys_domain *domain;
    CHECK(hys_domain_new(&domain, (const char *const[]){"u", "v", "w"}, spaces, 3, NULL) == HYS_OK,
          "domain");

    for (size_t i = 0; i < COUNT(table); i++) {
        hys_column column[3] = {{.data = out, .stride = 4, .type = HYS_INDEX},
                                {.data = out + 1024, .stride = 8, .type = HYS_F64},
                                {.data = out + 2048, .stride = 8, .type = HYS_F64}};
        uint64_t rows = 77;
        hys_stream *opened;

        begin();
        end(name_of("%s: rows", table[i].name), hys_domain_rows(domain, &table[i].source, &rows),
            table[i].status, 0);
        CHECK(rows == (table[i].status == HYS_OK ? table[i].rows : 77), "%s: %llu rows",
              table[i].name, (unsigned long long)rows);
        begin();
        end(name_of("%s: opened", table[i].name),
            hys_stream_open(&opened, &table[i].source, domain), table[i].status, 0);
        hys_stream_free(opened);
        begin();
        end(name_of("%s: no row", table[i].name),
            hys_domain_sample(domain, &table[i].source, 0, 0, column, 3), table[i].status, 0);
        column[2].flags = 1;
        begin();
        end(name_of("%s: RESERVED of a column first", table[i].name),
            hys_domain_sample(domain, &table[i].source, 0, 0, column, 3), HYS_E_STREAM_RESERVED, 0);
        column[2].flags = 0;
        if (!table[i].rows)
            continue;
        begin();
        end(name_of("%s: a row beyond", table[i].name),
            hys_domain_sample(domain, &table[i].source, table[i].rows, 1, column, 3), HYS_E_INDEX,
            0);
        begin();
        end(name_of("%s: a number beyond", table[i].name),
            hys_domain_sample_indices(domain, &table[i].source,
                                      (const uint64_t[]){0, table[i].rows}, 2, column, 3),
            HYS_E_INDEX, 0);
    }
    hys_domain_free(domain);
    for (int c = 0; c < 3; c++)
        hys_space_free(spaces[c]);
    report("designs of tables");
}

/* Words and units of designs. */
TEST(errors, words_of_designs)
{
    static const struct {
        const char *name;
        hys_source source;
        uint64_t first;
        hys_status u32, u64;
    } table[] = {
        {"sobol", SOBOL(.dim = 21200), UINT64_MAX - 3, HYS_OK, HYS_OK},
        {"a dimension beyond", SOBOL(.dim = 21201), 0, HYS_E_STREAM, HYS_E_STREAM},
        {"lhs", LHS(.rows = 4), 0, HYS_OK, HYS_OK},
        {"lhs without rows", LHS(.dim = 0), 0, HYS_E_STREAM_ROWS, HYS_E_STREAM_ROWS},
        {"lhs, a row beyond", LHS(.rows = 4), 1, HYS_E_INDEX, HYS_E_INDEX},
        {"lhs of 2^22 + 1", LHS(.rows = 4194305), 0, HYS_E_STREAM, HYS_OK},
        {"lhs of 2^32 + 1", LHS(.rows = 4294967297), 0, HYS_E_STREAM, HYS_E_STREAM},
        {"grid", GRID(.points = 4), 0, HYS_E_STREAM, HYS_E_STREAM},
        {"permuted", PERMUTED(.points = 4), 0, HYS_E_STREAM, HYS_E_STREAM},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        const hys_source *source = &table[i].source;
        begin();
        end(name_of("%s: u32", table[i].name),
            hys_bits_u32(source, table[i].first, 4, (uint32_t *)(void *)out), table[i].u32, 16);
        begin();
        end(name_of("%s: u64", table[i].name),
            hys_bits_u64(source, table[i].first, 4, (uint64_t *)(void *)out), table[i].u64, 32);
        begin();
        end(name_of("%s: unit f32", table[i].name),
            hys_unit_f32(source, table[i].first, 4, (float *)(void *)out), table[i].u32, 16);
        begin();
        end(name_of("%s: unit f64", table[i].name),
            hys_unit_f64(source, table[i].first, 4, (double *)(void *)out), table[i].u64, 32);
    }
#undef S
#undef SOBOL
#undef LHS
#undef GRID
#undef PERMUTED
#undef L
#undef MOST
    report("words of designs");
}

/* ---- one signature for the typed calls ---- */

typedef hys_status sampler(const hys_space *space, const hys_source *source, uint64_t first,
                           size_t n, void *to);
#define SAMPLER(type)                                                                 \
    static hys_status sample_##type(const hys_space *space, const hys_source *source, \
                                    uint64_t first, size_t n, void *to)               \
    {                                                                                 \
        return hys_sample_##type(space, source, first, n, to);                        \
    }
SAMPLER(f32)
SAMPLER(f64)
SAMPLER(i32)
SAMPLER(i64)
SAMPLER(index)
#define DRAWER(call)                                                                         \
    static hys_status call(const hys_space *space, const hys_source *source, uint64_t first, \
                           size_t n, void *to)                                               \
    {                                                                                        \
        (void)space;                                                                         \
        return hys_##call(source, first, n, to);                                             \
    }
DRAWER(bits_u32)
DRAWER(bits_u64)
DRAWER(unit_f32)
DRAWER(unit_f64)

static const struct {
    const char *name;
    sampler *call;
    size_t size;
    int has_space;
    hys_status jax, jax64; /* of a space that both modes have, in this type */
} samplers[] = {
    {"sample_f32", sample_f32, 4, 1, HYS_OK, HYS_E_TYPE},
    {"sample_f64", sample_f64, 8, 1, HYS_E_TYPE, HYS_OK},
    {"sample_i32", sample_i32, 4, 1, HYS_OK, HYS_OK},
    {"sample_i64", sample_i64, 8, 1, HYS_E_TYPE, HYS_OK},
    {"sample_index", sample_index, 4, 1, HYS_OK, HYS_OK},
    {"bits_u32", bits_u32, 4, 0, HYS_OK, HYS_OK},
    {"bits_u64", bits_u64, 8, 0, HYS_E_TYPE, HYS_OK},
    {"unit_f32", unit_f32, 4, 0, HYS_OK, HYS_E_TYPE},
    {"unit_f64", unit_f64, 8, 0, HYS_E_TYPE, HYS_OK},
};

TEST(errors, samplers)
{
    hys_space *space = test_space_word("discrete:3,1,2");
    const hys_source native = {.stream = HYS_NATIVE}, jax = {.stream = HYS_JAX_ARRAY},
                     jax64 = {.stream = HYS_JAX_ARRAY, .flags = HYS_X64}, unknown = {.stream = 11},
                     reserved = {.reserved = {1, 0}}, dim = {.stream = HYS_JAX_KEYS, .dim = 1};
    for (size_t i = 0; i < COUNT(samplers); i++) {
        sampler *const call = samplers[i].call;
        const size_t size = samplers[i].size;
        const struct {
            const char *what;
            const hys_space *space;
            const hys_source *source;
            uint64_t first;
            size_t n;
            void *to;
            hys_status status;
        } table[] = {
            {"good", space, &native, 3, 7, out, HYS_OK},
            {"no space", NULL, &native, 0, 7, out, samplers[i].has_space ? HYS_E_NULL : HYS_OK},
            {"no source", space, NULL, 0, 7, out, HYS_E_NULL},
            {"no source, nothing", space, NULL, 0, 0, out, HYS_E_NULL},
            {"no out", space, &native, 0, 1, NULL, HYS_E_NULL},
            {"no out, unknown stream", space, &unknown, 0, 1, NULL, HYS_E_NULL},
            {"nothing", space, &native, UINT64_MAX, 0, NULL, HYS_OK},
            {"unknown stream", space, &unknown, 0, 7, out, HYS_E_STREAM_UNKNOWN},
            {"reserved", space, &reserved, 0, 7, out, HYS_E_STREAM_RESERVED},
            {"dim under JAX", space, &dim, 0, 7, out, HYS_E_STREAM_RESERVED},
            {"JAX", space, &jax, 0, 7, out, samplers[i].jax},
            {"JAX, 64-bit", space, &jax64, 0, 7, out, samplers[i].jax64},
            {"last", space, &native, UINT64_MAX, 1, out, HYS_OK},
            {"beyond", space, &native, UINT64_MAX, 2, out, HYS_E_INDEX},
            {"beyond, JAX", space, samplers[i].jax ? &jax64 : &jax, UINT64_MAX, 2, out,
             HYS_E_INDEX},
            {"type before index", space, &jax, UINT64_MAX, 2, out,
             samplers[i].jax ? samplers[i].jax : HYS_E_INDEX},
        };
        for (size_t j = 0; j < COUNT(table); j++) {
            begin();
            const hys_status status =
                call(table[j].space, table[j].source, table[j].first, table[j].n, table[j].to);
            end(name_of("%s: %s", samplers[i].name, table[j].what), status, table[j].status,
                table[j].n * size);
        }
    }
    hys_space_free(space);
    report("samplers");
}

/* ---- transforms ---- */

TEST(errors, transforms)
{
    static const double x[4] = {1, 2, 3, 4}; /* read as eight floats by some: all finite */
    static const struct {
        const char *word;
        hys_type type;
        hys_status status;
    } table[] = {
        {"labels:a,b", HYS_F32, HYS_E_TYPE},
        {"labels:a,b", HYS_F64, HYS_E_TYPE},
        {"labels:a,b", HYS_I64, HYS_E_TYPE},
        {"labels:a,b", HYS_INDEX, HYS_E_TYPE},
        {"linear:0:1", HYS_I32, HYS_E_TYPE},
        {"linear:0:1", HYS_INDEX, HYS_E_TYPE},
        {"log:1:9:10", HYS_U64, HYS_E_TYPE},
        {"log:1:9:10", 0, HYS_E_TYPE},
        {"log:1:9:10", 99, HYS_E_TYPE},
        {"log:1:9:10", -1, HYS_E_TYPE},
        {"log:1:9:10", INT32_MIN, HYS_E_TYPE},
        {"qlinear:0:9", HYS_INDEX, HYS_E_TYPE},
        {"qlog:1:9:10", HYS_INDEX, HYS_E_TYPE},
        {"discrete:1,2.5", HYS_I32, HYS_E_TYPE},
        {"discrete:1,2.5", HYS_I64, HYS_E_TYPE},
        {"discrete:1,300", HYS_U8, HYS_E_TYPE},
        {"discrete:1,256", HYS_U8, HYS_E_TYPE},
        {"discrete:1,255", HYS_U8, HYS_OK},
        {"discrete:-1,1", HYS_U32, HYS_E_TYPE},
        {"discrete:-129,1", HYS_I8, HYS_E_TYPE},
        {"discrete:-128,1", HYS_I8, HYS_OK},
        {"discrete:1,1e39", HYS_F32, HYS_E_TYPE},
        {"discrete:1,1e39", HYS_INDEX, HYS_E_TYPE},
        {"discrete:1,1e39", HYS_F64, HYS_OK},
        {"discrete:1,2147483647", HYS_I32, HYS_E_TYPE}, /* 2^31 in the input's float */
        {"discrete:1,2147483520", HYS_I32, HYS_OK},
        {"discrete:1,18446744073709551616", HYS_U64, HYS_E_TYPE},
        {"discrete:1,18446744073709549568", HYS_U64, HYS_OK},
        {"discrete:1,9223372036854775808", HYS_I64, HYS_E_TYPE},
        {"discrete:1,-9223372036854775808", HYS_I64, HYS_OK},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        hys_space *space = test_space_word(table[i].word);
        begin();
        const hys_status status = hys_transform(space, x, 4, table[i].type, out, NULL);
        end(name_of("transform %s, type %d", table[i].word, (int)table[i].type), status,
            table[i].status, 4 * hys_type_size(table[i].type));
        hys_space_free(space);
    }

    hys_space *space = test_space_word("discrete:3,1,2");
    const float *f = (const float *)x;
#define T(call, status, bytes)              \
    do {                                    \
        begin();                            \
        const hys_status status_ = call;    \
        end(#call, status_, status, bytes); \
    } while (0)
    T(hys_transform(NULL, x, 4, HYS_F64, out, NULL), HYS_E_NULL, 0);
    T(hys_transform(space, NULL, 4, HYS_F64, out, NULL), HYS_E_NULL, 0);
    T(hys_transform(space, x, 4, HYS_F64, NULL, NULL), HYS_E_NULL, 0);
    T(hys_transform(space, x, 4, 99, NULL, NULL), HYS_E_NULL, 0);
    T(hys_transform(NULL, NULL, 0, HYS_F64, NULL, NULL), HYS_E_NULL, 0);
    T(hys_transform(space, NULL, 0, HYS_F64, NULL, NULL), HYS_OK, 0);
    T(hys_transform(space, NULL, 0, 99, NULL, NULL), HYS_E_TYPE, 0);
    T(hys_transform_f32(NULL, f, 4, (float *)out), HYS_E_NULL, 0);
    T(hys_transform_f32(space, NULL, 4, (float *)out), HYS_E_NULL, 0);
    T(hys_transform_f32(space, f, 4, NULL), HYS_E_NULL, 0);
    T(hys_transform_f32(space, NULL, 0, NULL), HYS_OK, 0);
    T(hys_transform_f64(NULL, x, 4, (double *)out), HYS_E_NULL, 0);
    T(hys_transform_f64(space, NULL, 4, (double *)out), HYS_E_NULL, 0);
    T(hys_transform_f64(space, x, 4, NULL), HYS_E_NULL, 0);
    T(hys_transform_f64(space, x, 4, (double *)out), HYS_OK, 32);
    hys_space_free(space);
    report("transforms");
}

typedef hys_status logger(const void *x, size_t n, double base, void *to);
#define LOGGER(name, type)                                                 \
    static hys_status name(const void *x, size_t n, double base, void *to) \
    {                                                                      \
        return hys_##name(x, n, base, to);                                 \
    }
LOGGER(log_transform_f32, float)
LOGGER(log_transform_f64, double)
LOGGER(jax_log_transform_f32, float)
LOGGER(jax_log_transform_f64, double)

TEST(errors, log_transforms)
{
    test_needs_fma();
    static const struct {
        const char *name;
        logger *call;
        size_t size;
    } calls[] = {
        {"log_transform_f32", log_transform_f32, 4},
        {"log_transform_f64", log_transform_f64, 8},
        {"jax_log_transform_f32", jax_log_transform_f32, 4},
        {"jax_log_transform_f64", jax_log_transform_f64, 8},
    };
    static const struct {
        double base;
        hys_status f32, f64;
    } bases[] = {
        {10, HYS_OK, HYS_OK},
        {1, HYS_E_BOUNDS_BASE, HYS_E_BOUNDS_BASE},
        {0.5, HYS_E_BOUNDS_BASE, HYS_E_BOUNDS_BASE},
        {0, HYS_E_BOUNDS_BASE, HYS_E_BOUNDS_BASE},
        {-2, HYS_E_BOUNDS_BASE, HYS_E_BOUNDS_BASE},
        {D_NAN, HYS_E_BOUNDS_BASE, HYS_E_BOUNDS_BASE},
        {D_INF, HYS_E_BOUNDS_BASE, HYS_E_BOUNDS_BASE},
        {-D_INF, HYS_E_BOUNDS_BASE, HYS_E_BOUNDS_BASE},
        {1 + DBL_EPSILON, HYS_E_BOUNDS_BASE, HYS_OK},
        {1 + 0x1p-24, HYS_E_BOUNDS_BASE, HYS_OK}, /* halfway: 1 in f32 */
        {1 + 0x1.8p-24, HYS_OK, HYS_OK},
        {1e39, HYS_E_BOUNDS_BASE, HYS_OK},
        {(double)FLT_MAX, HYS_OK, HYS_OK},
        {0x1.ffffffp127, HYS_E_BOUNDS_BASE, HYS_OK}, /* halfway: infinite in f32 */
    };
    static const double x[4] = {1, 2, 3, 4};
    for (size_t i = 0; i < COUNT(calls); i++) {
        for (size_t j = 0; j < COUNT(bases); j++) {
            const hys_status expected = calls[i].size == 4 ? bases[j].f32 : bases[j].f64;
            begin();
            const hys_status status = calls[i].call(x, 4, bases[j].base, out);
            end(name_of("%s, base %.17g", calls[i].name, bases[j].base), status, expected,
                4 * calls[i].size);
        }
        const struct {
            const char *what;
            const void *in;
            size_t n;
            double base;
            void *to;
            hys_status status;
        } table[] = {
            {"no x", NULL, 4, 10, out, HYS_E_NULL},
            {"no out", x, 4, 10, NULL, HYS_E_NULL},
            {"NULL before BASE", NULL, 4, 1, NULL, HYS_E_NULL},
            {"nothing", NULL, 0, 10, NULL, HYS_OK},
            {"nothing, base 1", NULL, 0, 1, NULL, HYS_E_BOUNDS_BASE},
        };
        for (size_t j = 0; j < COUNT(table); j++) {
            begin();
            const hys_status status =
                calls[i].call(table[j].in, table[j].n, table[j].base, table[j].to);
            end(name_of("%s: %s", calls[i].name, table[j].what), status, table[j].status, 0);
        }
    }
    report("log_transforms");
}

/* ---- tables ---- */

TEST(errors, domain_new)
{
    enum { NO_DOMAIN = 1, NO_NAMES = 2, NO_SPACES = 4, NO_BAD = 8 };
    static const struct {
        const char *name, *names[4];
        size_t columns;
        int no_space; /* number of the column without one, or -1 */
        int null;
        hys_status status;
        size_t bad;
    } table[] = {
        {"good", {"d", "c", "b", "a"}, 4, -1, 0, HYS_OK, 4},
        {"good, bad not wanted", {"d", "c", "b", "a"}, 4, -1, NO_BAD, HYS_OK, 0},
        {"no domain", {"a"}, 1, -1, NO_DOMAIN, HYS_E_NULL, 1},
        {"no names", {"a"}, 1, -1, NO_NAMES, HYS_E_NULL, 1},
        {"no spaces", {"a"}, 1, -1, NO_SPACES, HYS_E_NULL, 1},
        {"no names, bad not wanted", {"a"}, 1, -1, NO_NAMES | NO_BAD, HYS_E_NULL, 0},
        {"no names and no columns", {"a"}, 0, -1, NO_NAMES, HYS_E_NULL, 0},
        {"no columns", {"a"}, 0, -1, 0, HYS_E_NAME_EMPTY, 0},
        {"name 2 NULL", {"a", "b", NULL, "d"}, 4, -1, 0, HYS_E_NULL, 2},
        {"space 0 NULL", {"a", "b", "c", "d"}, 4, 0, 0, HYS_E_NULL, 0},
        {"space 3 NULL", {"a", "b", "c", "d"}, 4, 3, 0, HYS_E_NULL, 3},
        {"space 3 NULL, bad not wanted", {"a", "b", "c", "d"}, 4, 3, NO_BAD, HYS_E_NULL, 3},
        {"NULL before EMPTY", {"", "b", "c", "d"}, 4, 3, 0, HYS_E_NULL, 3},
        {"empty name 0", {"", "b", "c", "d"}, 4, -1, 0, HYS_E_NAME_EMPTY, 0},
        {"empty name 3", {"a", "b", "c", ""}, 4, -1, 0, HYS_E_NAME_EMPTY, 3},
        {"EMPTY before DUPLICATE", {"a", "a", "c", ""}, 4, -1, 0, HYS_E_NAME_EMPTY, 3},
        {"duplicate, neighbours", {"a", "b", "b", "d"}, 4, -1, 0, HYS_E_NAME_DUPLICATE, 2},
        {"duplicate, first and last", {"z", "b", "c", "z"}, 4, -1, 0, HYS_E_NAME_DUPLICATE, 3},
        {"prefixes and cases differ", {"a", "A", "aa", "a "}, 4, -1, 0, HYS_OK, 4},
    };
    hys_space *space = test_space_word("linear:0:1");
    for (size_t i = 0; i < COUNT(table); i++) {
        hys_space *spaces[4] = {space, space, space, space};
        hys_domain *domain = (hys_domain *)out;
        size_t bad = 99;
        const int null = table[i].null;
        if (table[i].no_space >= 0)
            spaces[table[i].no_space] = NULL;
        begin();
        const hys_status status = hys_domain_new(
            null & NO_DOMAIN ? NULL : &domain, null & NO_NAMES ? NULL : table[i].names,
            null & NO_SPACES ? NULL : spaces, table[i].columns, null & NO_BAD ? NULL : &bad);
        end(table[i].name, status, table[i].status, 0);
        CHECK(bad == (null & NO_BAD ? 99 : table[i].bad), "%s: bad %zu", table[i].name, bad);
        if (null & NO_DOMAIN)
            continue;
        CHECK((status == HYS_OK) == (domain != NULL), "%s: %p", table[i].name, (void *)domain);
        hys_domain_free(domain);
    }
    hys_space_free(space);
    report("domain_new");
}

TEST(errors, domain_new_typed)
{
    static const struct {
        const char *name, *names[4];
        int no_space;
        hys_type types[4];
        hys_status status;
        size_t bad;
    } table[] = {
        {"good", {"d", "c", "b", "a"}, -1, {HYS_F32, 0, HYS_INDEX, HYS_U64}, HYS_OK, 4},
        {"a type that the space has not", {"d", "c", "b", "a"}, -1, {HYS_I8, 0, 0, 0}, HYS_OK, 4},
        {"type 1 too large", {"d", "c", "b", "a"}, -1, {0, HYS_INDEX + 1, 0, 0}, HYS_E_TYPE, 1},
        {"type 3 negative", {"d", "c", "b", "a"}, -1, {0, 0, 0, -1}, HYS_E_TYPE, 3},
        {"two are none", {"d", "c", "b", "a"}, -1, {0, 0, 99, INT32_MIN}, HYS_E_TYPE, 2},
        {"NULL before TYPE", {"d", "c", "b", "a"}, 3, {99, 0, 0, 0}, HYS_E_NULL, 3},
        {"EMPTY before TYPE", {"d", "c", "b", ""}, -1, {99, 0, 0, 0}, HYS_E_NAME_EMPTY, 3},
        {"DUPLICATE before TYPE", {"d", "c", "b", "c"}, -1, {99, 0, 0, 0}, HYS_E_NAME_DUPLICATE, 3},
    };
    hys_space *space = test_space_word("linear:0:1");
    for (size_t i = 0; i < COUNT(table); i++) {
        hys_space *spaces[4] = {space, space, space, space};
        hys_domain *domain = (hys_domain *)out;
        size_t bad = 99;
        if (table[i].no_space >= 0)
            spaces[table[i].no_space] = NULL;
        begin();
        const hys_status status =
            hys_domain_new_typed(&domain, table[i].names, spaces, table[i].types, 4, &bad);
        end(table[i].name, status, table[i].status, 0);
        CHECK(bad == table[i].bad, "%s: bad %zu", table[i].name, bad);
        CHECK((status == HYS_OK) == (domain != NULL), "%s: %p", table[i].name, (void *)domain);
        hys_domain_free(domain);
    }
    hys_space_free(space);
    report("domain_new_typed");
}

TEST(errors, domain_new_described)
{
    enum { NO_DOMAIN = 1, NO_COLUMNS = 2, WHOLE_SET = 4, NO_WHOLE = 8 };
    static const struct {
        const char *name, *names[3];
        hys_value values[3];
        int32_t dimensions[3];
        hys_type types[3];
        int null, reserved; /* number of the column, or -1 */
        hys_status status;
        size_t bad;
    } table[] = {
#define NONE {{0}, {0}, {0}}
#define FREE       \
    {              \
        -1, -1, -1 \
    }
#define HALF                         \
    {                                \
        .type = HYS_F64, .real = 0.5 \
    }
#define TWO                        \
    {                              \
        .type = HYS_F64, .real = 2 \
    }
        {"good", {"c", "b", "a"}, NONE, FREE, {0}, 0, -1, HYS_OK, 3},
        {"good, no whole", {"c", "b", "a"}, NONE, FREE, {0}, NO_WHOLE, -1, HYS_OK, 3},
        {"good, all", {"c", "b", "a"}, {HALF, HALF, HALF}, {0, 21200, 7}, {1, 2, 1}, 0, -1, 0, 3},
        {"no domain", {"c", "b", "a"}, NONE, FREE, {0}, NO_DOMAIN, -1, HYS_E_NULL, 3},
        {"no columns", {"c", "b", "a"}, NONE, FREE, {0}, NO_COLUMNS, -1, HYS_E_NULL, 3},
        {"no name", {"c", NULL, "a"}, NONE, FREE, {0}, 0, -1, HYS_E_NULL, 1},
        {"default 0", {"c", "b", "a"}, {TWO, TWO, HALF}, FREE, {0}, 0, -1, HYS_E_VALUES_DEFAULT, 0},
        {"default 2",
         {"c", "b", "a"},
         {HALF, HALF, {.type = HYS_INDEX}},
         FREE,
         {0},
         0,
         -1,
         HYS_E_VALUES_DEFAULT,
         2},
        {"a type of no default",
         {"c", "b", "a"},
         {{0}, {.type = HYS_F32, .real = 0.5}, {0}},
         FREE,
         {0},
         0,
         -1,
         HYS_E_VALUES_DEFAULT,
         1},
        {"dimension 1", {"c", "b", "a"}, NONE, {0, -2, -1}, {0}, 0, -1, HYS_E_NAME_DIMENSION, 1},
        {"dimension 2", {"c", "b", "a"}, NONE, {0, 1, 21201}, {0}, 0, -1, HYS_E_NAME_DIMENSION, 2},
        {"the least",
         {"c", "b", "a"},
         NONE,
         {INT32_MIN, 1, 2},
         {0},
         0,
         -1,
         HYS_E_NAME_DIMENSION,
         0},
        {"the most", {"c", "b", "a"}, NONE, {1, INT32_MAX, 2}, {0}, 0, -1, HYS_E_NAME_DIMENSION, 1},
        {"twins", {"c", "b", "a"}, NONE, {5, -1, 5}, {0}, 0, -1, HYS_E_NAME_DIMENSION, 2},
        {"twin zeros", {"c", "b", "a"}, NONE, {0, 0, 0}, {0}, 0, -1, HYS_E_NAME_DIMENSION, 1},
        {"reserved 0", {"c", "b", "a"}, NONE, FREE, {0}, 0, 0, HYS_E_STREAM_RESERVED, 0},
        {"reserved 2", {"c", "b", "a"}, NONE, FREE, {0}, 0, 2, HYS_E_STREAM_RESERVED, 2},
        {"of the whole", {"c", "b", "a"}, NONE, FREE, {0}, WHOLE_SET, -1, HYS_E_STREAM_RESERVED, 3},
        {"type 2", {"c", "b", "a"}, NONE, FREE, {1, 2, 99}, 0, -1, HYS_E_TYPE, 2},
        {"NULL before DEFAULT", {"c", "b", NULL}, {TWO}, FREE, {0}, 0, -1, HYS_E_NULL, 2},
        {"DEFAULT before NAME", {"", "b", "a"}, {HALF, TWO}, FREE, {0}, 0, -1, -409, 1},
        {"NAME before DIMENSION", {"b", "b", "a"}, NONE, {9, 9, 9}, {0}, 0, -1, -502, 1},
        {"DIMENSION before RESERVED", {"c", "b", "a"}, NONE, {9, 3, 9}, {0}, 0, 0, -506, 2},
        {"RESERVED before TYPE", {"c", "b", "a"}, NONE, FREE, {99, 0, 0}, 0, 1, -602, 1},
#undef NONE
#undef FREE
#undef HALF
#undef TWO
    };
    hys_space *space = test_space_word("linear:0:1");
    for (size_t i = 0; i < COUNT(table); i++) {
        hys_column_description columns[3];
        hys_domain_description whole = {.title = "t"};
        hys_domain *domain = (hys_domain *)out;
        size_t bad = 99;
        const int null = table[i].null;
        for (size_t c = 0; c < 3; c++)
            columns[c] = (hys_column_description){.name = table[i].names[c],
                                                  .space = space,
                                                  .type = table[i].types[c],
                                                  .dimension = table[i].dimensions[c],
                                                  .default_value = table[i].values[c],
                                                  .meta = "{}"};
        for (size_t k = 0; table[i].reserved >= 0 && k < 4; k += 3)
            columns[table[i].reserved].reserved[k] = out;
        if (null & WHOLE_SET)
            whole.reserved[5] = out;
        begin();
        const hys_status status = hys_domain_new_described(null & NO_DOMAIN ? NULL : &domain,
                                                           null & NO_COLUMNS ? NULL : columns, 3,
                                                           null & NO_WHOLE ? NULL : &whole, &bad);
        end(table[i].name, status, table[i].status, 0);
        CHECK(bad == table[i].bad, "%s: bad %zu", table[i].name, bad);
        if (null & NO_DOMAIN)
            continue;
        CHECK((status == HYS_OK) == (domain != NULL), "%s: %p", table[i].name, (void *)domain);
        hys_domain_free(domain);
    }
    hys_space_free(space);
    report("domain_new_described");
}

/* "unit" linear, "kind" labels, "tiny" with a bound that is subnormal in f32, "size" quantised to
 * 300. */
static hys_domain *table_of(size_t columns)
{
    static const char *const names[] = {"unit", "size", "kind", "tiny"};
    static const char *const words[] = {"linear:0:1", "qlinear:1:300", "labels:a,b",
                                        "linear:1e-40:1"};
    hys_space *spaces[4] = {NULL};
    hys_domain *domain;
    for (size_t c = 0; c < columns; c++)
        spaces[c] = test_space_word(words[c]);
    OK(hys_domain_new(&domain, names, spaces, columns, NULL));
    for (size_t c = 0; c < columns; c++)
        hys_space_free(spaces[c]);
    return domain;
}

TEST(errors, domain_find)
{
    hys_domain *domain = table_of(4);
    size_t i = 99;
    T(hys_domain_find(NULL, "unit", &i), HYS_E_NULL, 0);
    T(hys_domain_find(domain, NULL, &i), HYS_E_NULL, 0);
    T(hys_domain_find(domain, "unit", NULL), HYS_E_NULL, 0);
    T(hys_domain_find(domain, "", &i), HYS_E_NAME_UNKNOWN, 0);
    T(hys_domain_find(domain, "uni", &i), HYS_E_NAME_UNKNOWN, 0);
    T(hys_domain_find(domain, "units", &i), HYS_E_NAME_UNKNOWN, 0);
    T(hys_domain_find(domain, "Unit", &i), HYS_E_NAME_UNKNOWN, 0);
    T(hys_domain_find(domain, "\xff", &i), HYS_E_NAME_UNKNOWN, 0);
    CHECK(i == 99, "an unknown name wrote %zu", i);
    T(hys_domain_find(domain, "kind", &i), HYS_OK, 0);
    CHECK(i == 2, "%zu", i);
    hys_domain_free(domain);
    report("domain_find");
}

TEST(errors, domain_sample)
{
    enum { NO_DOMAIN = 1, NO_COLUMNS = 4, MASK = 8, SKIP = 16, SKIP_ALL = 32 };
    static const struct {
        const char *name;
        hys_source source;
        uint64_t first;
        size_t count;
        int what, column; /* one column deviates, by: */
        hys_type type;
        uint32_t flags;
        ptrdiff_t mask_stride;
        hys_status status;
    } table[] = {
        {"good", {0}, 0, 4, 0, 0, HYS_F64, 0, 0, HYS_OK},
        {"no domain", {0}, 0, 4, NO_DOMAIN, 0, HYS_F64, 0, 0, HYS_E_NULL},
        {"no source", {0}, 0, 4, NO_SOURCE, 0, HYS_F64, 0, 0, HYS_E_NULL},
        {"no columns", {0}, 0, 4, NO_COLUMNS, 0, HYS_F64, 0, 0, HYS_E_NULL},
        {"NULL before COUNT", {0}, 0, 3, NO_SOURCE, 0, HYS_F64, 0, 0, HYS_E_NULL},
        {"three described", {0}, 0, 3, 0, 0, HYS_F64, 0, 0, HYS_E_NAME_COUNT},
        {"five described", {0}, 0, 5, 0, 0, HYS_F64, 0, 0, HYS_E_NAME_COUNT},
        {"none described", {0}, 0, 0, 0, 0, HYS_F64, 0, 0, HYS_E_NAME_COUNT},
        {"COUNT before UNKNOWN", {.stream = 99}, 0, 3, 0, 0, HYS_F64, 0, 0, HYS_E_NAME_COUNT},
        {"flags", {0}, 0, 4, 0, 3, HYS_F64, 1, 0, HYS_E_STREAM_RESERVED},
        {"mask", {0}, 0, 4, MASK, 1, HYS_I64, 0, 0, HYS_E_STREAM_RESERVED},
        {"mask_stride", {0}, 0, 4, 0, 2, HYS_INDEX, 0, -1, HYS_E_STREAM_RESERVED},
        {"flags of a skipped column", {0}, 0, 4, SKIP, 2, HYS_INDEX, 1, 0, HYS_E_STREAM_RESERVED},
        {"stream -1", {.stream = -1}, 0, 4, 0, 0, HYS_F64, 0, 0, HYS_E_STREAM_UNKNOWN},
        {"stream 11", {.stream = 11}, 0, 4, 0, 0, HYS_F64, 0, 0, HYS_E_STREAM_UNKNOWN},
        {"dim, native", {.dim = 1}, 0, 4, 0, 0, HYS_F64, 0, 0, HYS_E_STREAM_RESERVED},
        {"dim, JAX",
         {.stream = 1, .flags = 1, .dim = 1},
         0,
         4,
         0,
         0,
         HYS_F64,
         0,
         0,
         HYS_E_STREAM_RESERVED},
        {"reserved", {.reserved = {0, 1}}, 0, 4, 0, 0, HYS_F64, 0, 0, HYS_E_STREAM_RESERVED},
        {"X64, native", {.flags = 1}, 0, 4, 0, 0, HYS_F64, 0, 0, HYS_E_STREAM_RESERVED},
        {"UNKNOWN before a column's RESERVED",
         {.stream = 99},
         0,
         4,
         0,
         0,
         HYS_F64,
         1,
         0,
         HYS_E_STREAM_UNKNOWN},
        {"tiny under JAX", {.stream = 1}, 0, 4, 0, 0, HYS_F32, 0, 0, HYS_E_STREAM},
        {"tiny under JAX, skipped", {.stream = 1}, 0, 4, SKIP, 3, HYS_F32, 0, 0, HYS_OK},
        {"tiny under 64-bit JAX", {.stream = 3, .flags = 1}, 0, 4, 0, 0, HYS_F64, 0, 0, HYS_OK},
        {"STREAM of the last before TYPE of the first",
         {.stream = 1},
         0,
         4,
         0,
         0,
         99,
         0,
         0,
         HYS_E_STREAM},
        {"type 0", {0}, 0, 4, 0, 0, 0, 0, 0, HYS_E_TYPE},
        {"type 99", {0}, 0, 4, 0, 3, 99, 0, 0, HYS_E_TYPE},
        {"type -1", {0}, 0, 4, 0, 1, -1, 0, 0, HYS_E_TYPE},
        {"labels as i32, last but one", {0}, 0, 4, 0, 2, HYS_I32, 0, 0, HYS_E_TYPE},
        {"300 in u8", {0}, 0, 4, 0, 1, HYS_U8, 0, 0, HYS_E_TYPE},
        {"f32 with X64", {.stream = 2, .flags = 1}, 0, 4, 0, 0, HYS_F32, 0, 0, HYS_E_TYPE},
        {"f64 without",
         {.stream = 2},
         0,
         4,
         SKIP_ALL,
         0,
         HYS_F64,
         0,
         0,
         HYS_OK}, /* all are skipped: no type counts */
        {"type 99 of a skipped column", {0}, 0, 4, SKIP, 2, 99, 0, 0, HYS_OK},
        {"two beyond", {0}, UINT64_MAX - 5, 4, 0, 0, HYS_F64, 0, 0, HYS_E_INDEX},
        {"to the end", {0}, UINT64_MAX - 7, 4, 0, 0, HYS_F64, 0, 0, HYS_OK},
        {"TYPE before INDEX", {0}, UINT64_MAX, 4, 0, 3, HYS_I8, 0, 0, HYS_E_TYPE},
    };
    enum { ROWS = 8 };
    hys_domain *domain = table_of(4);
    for (size_t i = 0; i < COUNT(table); i++) {
        const int narrow = table[i].source.stream != HYS_NATIVE && !table[i].source.flags,
                  what = table[i].what;
        const hys_type types[4] = {narrow ? HYS_F32 : HYS_F64, narrow ? HYS_I32 : HYS_I64,
                                   HYS_INDEX, narrow ? HYS_F32 : HYS_F64};
        hys_column column[5] = {0};
        uint8_t mask[ROWS];
        for (int c = 0; c < 4; c++)
            column[c] = (hys_column){.data = out + 1024 * c, .stride = 8, .type = types[c]};
        hys_column *odd = &column[table[i].column];
        odd->type = table[i].type == HYS_F64 && !table[i].column ? types[0] : table[i].type;
        odd->flags = table[i].flags;
        odd->mask = what & MASK ? mask : NULL;
        odd->mask_stride = table[i].mask_stride;
        for (int c = 0; c < 4; c++)
            if ((what & SKIP_ALL) || (what & SKIP && c == table[i].column))
                column[c].data = NULL;
        begin();
        hys_status status = hys_domain_sample(
            what & NO_DOMAIN ? NULL : domain, what & NO_SOURCE ? NULL : &table[i].source,
            table[i].first, ROWS, what & NO_COLUMNS ? NULL : column, table[i].count);
        for (int c = 0; c < 4 && status == HYS_OK; c++) /* what was to be written, nothing more */
            if (column[c].data)
                for (size_t k = 0; k < ROWS; k++)
                    memset(out + 1024 * c + 8 * k, 0xa5, hys_type_size(column[c].type));
        end(table[i].name, status, table[i].status, 0);
        if (status == HYS_E_INDEX || (what & (NO_DOMAIN | NO_COLUMNS)))
            continue;
        begin(); /* the same without rows: same checks, nothing written */
        status = hys_domain_sample(domain, what & NO_SOURCE ? NULL : &table[i].source,
                                   table[i].first, 0, column, table[i].count);
        end(name_of("%s, no row", table[i].name), status, table[i].status, 0);
    }
    hys_domain_free(domain);
    report("domain_sample");
}

TEST(errors, matrix)
{
    static const struct {
        const char *name;
        size_t columns;
        hys_source source, wide; /* wide: the source for f64 */
        uint64_t first;
        size_t n;
        hys_order order;
        size_t ld;
        int null;
        hys_status status;
    } table[] = {
        {"rows", 2, {0}, {0}, 0, 6, HYS_ROW_MAJOR, 2, 0, HYS_OK},
        {"columns", 2, {0}, {0}, 0, 6, HYS_COLUMN_MAJOR, 6, 0, HYS_OK},
        {"rows, ld too small", 2, {0}, {0}, 0, 6, HYS_ROW_MAJOR, 1, 0, HYS_E_INDEX},
        {"rows, ld 0", 2, {0}, {0}, 0, 6, HYS_ROW_MAJOR, 0, 0, HYS_E_INDEX},
        {"columns, ld too small", 2, {0}, {0}, 0, 6, HYS_COLUMN_MAJOR, 5, 0, HYS_E_INDEX},
        {"order 2", 2, {0}, {0}, 0, 6, 2, 6, 0, HYS_E_INDEX},
        {"order -1", 2, {0}, {0}, 0, 6, -1, 6, 0, HYS_E_INDEX},
        {"no domain", 2, {0}, {0}, 0, 6, HYS_ROW_MAJOR, 2, NO_SPACE, HYS_E_NULL},
        {"no source", 2, {0}, {0}, 0, 6, HYS_ROW_MAJOR, 2, NO_SOURCE, HYS_E_NULL},
        {"no out", 2, {0}, {0}, 0, 6, HYS_ROW_MAJOR, 2, NO_OUT, HYS_E_NULL},
        {"nothing, into NULL", 2, {0}, {0}, UINT64_MAX, 0, HYS_COLUMN_MAJOR, 0, NO_OUT, HYS_OK},
        {"nothing, rows, ld too small", 2, {0}, {0}, 0, 0, HYS_ROW_MAJOR, 1, NO_OUT, HYS_E_INDEX},
        {"labels", 3, {0}, {0}, 0, 6, HYS_ROW_MAJOR, 3, 0, HYS_E_TYPE},
        {"TYPE before ld", 3, {0}, {0}, 0, 6, HYS_ROW_MAJOR, 1, 0, HYS_E_TYPE},
        {"labels, no row", 3, {0}, {0}, 0, 0, HYS_ROW_MAJOR, 3, NO_OUT, HYS_E_TYPE},
        {"stream 11",
         2,
         {.stream = 11},
         {.stream = 11},
         0,
         6,
         HYS_ROW_MAJOR,
         2,
         0,
         HYS_E_STREAM_UNKNOWN},
        {"UNKNOWN before TYPE",
         3,
         {.stream = 11},
         {.stream = 11},
         0,
         6,
         HYS_ROW_MAJOR,
         1,
         0,
         HYS_E_STREAM_UNKNOWN},
        {"dim", 2, {.dim = 4}, {.dim = 4}, 0, 6, HYS_ROW_MAJOR, 2, 0, HYS_E_STREAM_RESERVED},
        {"JAX", 2, {.stream = 2}, {.stream = 2, .flags = 1}, 0, 6, HYS_ROW_MAJOR, 2, 0, HYS_OK},
        {"the other mode",
         2,
         {.stream = 2, .flags = 1},
         {.stream = 2},
         0,
         6,
         HYS_ROW_MAJOR,
         2,
         0,
         HYS_E_TYPE},
        {"beyond", 2, {0}, {0}, UINT64_MAX, 2, HYS_ROW_MAJOR, 2, 0, HYS_E_INDEX},
        {"last", 2, {0}, {0}, UINT64_MAX, 1, HYS_ROW_MAJOR, 2, 0, HYS_OK},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        for (int wide = 0; wide < 2; wide++) {
            hys_domain *domain = table_of(table[i].columns);
            const hys_domain *given = table[i].null & NO_SPACE ? NULL : domain;
            const hys_source *source = table[i].null & NO_SOURCE ? NULL
                                       : wide                    ? &table[i].wide
                                                                 : &table[i].source;
            void *to = table[i].null & NO_OUT ? NULL : out;
            begin();
            const hys_status status =
                wide ? hys_domain_sample_matrix_f64(given, source, table[i].first, table[i].n,
                                                    table[i].order, to, table[i].ld)
                     : hys_domain_sample_matrix_f32(given, source, table[i].first, table[i].n,
                                                    table[i].order, to, table[i].ld);
            end(name_of("matrix_f%d: %s", wide ? 64 : 32, table[i].name), status, table[i].status,
                table[i].n * table[i].columns * (wide ? 8 : 4));
            hys_domain_free(domain);
        }
    report("matrix");
}

/* ---- the rest ---- */

TEST(errors, isa)
{
    static const char *const unknown[] = {
        "nonsense", "", "SCALAR", "scalar ", " scalar", "scala", "scalar,avx2", "sse2", "best"};
    const char *now = hys_isa_current();
    CHECK(now, "no instruction set");
    for (size_t i = 0; i < COUNT(unknown); i++) {
        T(hys_isa_select(unknown[i]), HYS_E_ISA, 0);
        CHECK(hys_isa_current() == now, "%s changed it to %s", unknown[i], hys_isa_current());
    }
    for (size_t i = 0; i < hys_isa_count(); i++) { /* known, but not built in or not had here */
        CHECK(hys_isa_name(i), "number %zu", i);
        CHECK(!hys_isa_available(i) || hys_isa_built(i), "%s is available but not built",
              hys_isa_name(i));
        if (!hys_isa_available(i))
            T(hys_isa_select(hys_isa_name(i)), HYS_E_ISA, 0);
    }
    CHECK(hys_isa_current() == now, "%s", hys_isa_current());
    for (size_t i = hys_isa_count(); i < SIZE_MAX / 2; i = 2 * i + 1)
        CHECK(!hys_isa_name(i) && !hys_isa_built(i) && !hys_isa_available(i) &&
                  !hys_kernel_isa(i, 0),
              "number %zu", i);
    CHECK(!hys_kernel_name(hys_kernel_count()) && !hys_kernel_isa(0, hys_kernel_count()),
          "one kernel too many");
    CHECK(!hys_kernel_name(SIZE_MAX) && !hys_kernel_isa(0, SIZE_MAX), "SIZE_MAX");
    for (size_t k = 0; k < hys_kernel_count(); k++)
        CHECK(hys_kernel_name(k) && !strcmp(hys_kernel_isa(0, k), "scalar"), "kernel %zu", k);
    OK(hys_isa_select("scalar"));
    CHECK(!strcmp(hys_isa_current(), "scalar"), "%s", hys_isa_current());
    OK(hys_isa_select(now));
    report("isa");
}

/* Without FMA, log kinds and log_transform are refused before anything else is looked at but NULL;
 * the rest works. */
TEST(errors, fma)
{
    const hys_status refused = test_has_fma() ? HYS_OK : HYS_E_ISA,
                     worse = test_has_fma() ? HYS_E_BOUNDS_ORDER : HYS_E_ISA;
    const hys_source source = {.stream = HYS_NATIVE};
    hys_space *made;
    float x[3] = {1, 2, 4}, y[3] = {7, 7, 7};
    double xd[3] = {1, 2, 4}, yd[3] = {7, 7, 7};

    CHECK(hys_space_log(&made, 1, 2, 10) == refused && !made == (refused != HYS_OK), "log");
    hys_space_free(made);
    CHECK(hys_space_qlog(&made, 1, 2, 10) == refused && !made == (refused != HYS_OK), "qlog");
    hys_space_free(made);
    CHECK(hys_space_log(&made, 2, 1, 10) == worse && !made, "log, bounds in the wrong order");
    CHECK(hys_space_log(NULL, 1, 2, 10) == HYS_E_NULL, "log, NULL");
    CHECK(hys_log_transform_f32(x, 3, 2, y) == refused && y[2] == (refused ? 7.0f : 2.0f),
          "log_transform_f32");
    CHECK(hys_log_transform_f64(xd, 3, 2, yd) == refused && yd[2] == (refused ? 7.0 : 2.0),
          "log_transform_f64");
    CHECK(hys_jax_log_transform_f32(x, 3, 2, x) == refused && x[2] == (refused ? 4.0f : 2.0f),
          "jax_log_transform_f32");
    CHECK(hys_jax_log_transform_f64(xd, 3, 2, xd) == refused && xd[2] == (refused ? 4.0 : 2.0),
          "jax_log_transform_f64");
    OK(hys_space_linear(&made, 0, 1));
    OK(hys_sample_f32(made, &source, 0, 3, y));
    hys_space_free(made);
}

TEST(errors, strerror)
{
    static const hys_status known[] = {
        HYS_OK,
        HYS_W_DATA,
        HYS_E_NULL,
        HYS_E_ISA,
        HYS_E_BOUNDS,
        HYS_E_BOUNDS_FINITE,
        HYS_E_BOUNDS_ORDER,
        HYS_E_BOUNDS_SPAN,
        HYS_E_BOUNDS_POSITIVE,
        HYS_E_BOUNDS_BASE,
        HYS_E_BOUNDS_RANGE,
        HYS_E_BOUNDS_INTEGER,
        HYS_E_BOUNDS_STEP,
        HYS_E_BOUNDS_SCALE,
        HYS_E_BOUNDS_MASS,
        HYS_E_BOUNDS_UNIT,
        HYS_E_BOUNDS_DIGITS,
        HYS_E_VALUES,
        HYS_E_VALUES_EMPTY,
        HYS_E_VALUES_COUNT,
        HYS_E_VALUES_FINITE,
        HYS_E_VALUES_LABEL,
        HYS_E_VALUES_DUPLICATE,
        HYS_E_VALUES_UNKNOWN,
        HYS_E_VALUES_WEIGHT,
        HYS_E_VALUES_CONTRACT,
        HYS_E_VALUES_DEFAULT,
        HYS_E_VALUES_EXCLUSIVE,
        HYS_E_NAME,
        HYS_E_NAME_EMPTY,
        HYS_E_NAME_DUPLICATE,
        HYS_E_NAME_HASH,
        HYS_E_NAME_UNKNOWN,
        HYS_E_NAME_COUNT,
        HYS_E_NAME_DIMENSION,
        HYS_E_STREAM,
        HYS_E_STREAM_UNKNOWN,
        HYS_E_STREAM_RESERVED,
        HYS_E_STREAM_ROWS,
        HYS_E_STREAM_POINTS,
        HYS_E_TYPE,
        HYS_E_INDEX,
        HYS_E_MEMORY,
        HYS_E_FILE,
        HYS_E_JSON,
        HYS_E_JSON_SYNTAX,
        HYS_E_JSON_DUPLICATE,
        HYS_E_JSON_LIMIT,
        HYS_E_JSON_NUMBER,
        HYS_E_JSON_FORM,
        HYS_E_KIND,
        HYS_E_KIND_UNKNOWN,
        HYS_E_KIND_ARGUMENT,
        HYS_E_DENSITY,
        HYS_E_POINT,
    };
    const char *other = hys_strerror(INT32_MIN);
    size_t found = 0;
    CHECK(!strcmp(other, hys_strerror(INT32_MAX)), "%s", hys_strerror(INT32_MAX));
    for (hys_status status = -2000; status <= 2000; status++) {
        const char *text = hys_strerror(status);
        CHECK(text && text[0] && !strchr(text, '\n'), "status %d", (int)status);
        found += strcmp(text, other) != 0;
    }
    CHECK(found == COUNT(known), "%zu texts, %zu codes", found, COUNT(known));
    for (size_t i = 0; i < COUNT(known); i++) {
        CHECK(strcmp(hys_strerror(known[i]), other), "status %d", (int)known[i]);
        for (size_t j = 0; j < i; j++)
            CHECK(strcmp(hys_strerror(known[i]), hys_strerror(known[j])), "%d and %d",
                  (int)known[i], (int)known[j]);
    }
}

TEST(errors, status_class)
{
    static const struct {
        hys_status status, class_;
    } table[] = {
        {HYS_OK, HYS_OK},
        {HYS_W_DATA, HYS_W_DATA},
        {HYS_E_NULL, HYS_E_NULL},
        {HYS_E_ISA, HYS_E_ISA},
        {HYS_E_BOUNDS, HYS_E_BOUNDS},
        {HYS_E_BOUNDS_INTEGER, HYS_E_BOUNDS},
        {HYS_E_VALUES_DUPLICATE, HYS_E_VALUES},
        {HYS_E_NAME_COUNT, HYS_E_NAME},
        {HYS_E_STREAM, HYS_E_STREAM},
        {HYS_E_STREAM_RESERVED, HYS_E_STREAM},
        {HYS_E_STREAM_ROWS, HYS_E_STREAM},
        {HYS_E_STREAM_POINTS, HYS_E_STREAM},
        {HYS_E_TYPE, HYS_E_TYPE},
        {HYS_E_INDEX, HYS_E_INDEX},
        {HYS_E_MEMORY, HYS_E_MEMORY},
        {HYS_E_FILE, HYS_E_FILE},
        {HYS_E_JSON_FORM, HYS_E_JSON},
        {-399, -300},
        {150, 150},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        CHECK(HYS_STATUS_CLASS(table[i].status) == table[i].class_, "%d", (int)table[i].status);
}

/* What takes NULL without a status. */
/* A call that fails has flagged nothing, whatever its counter held before. */
TEST(errors, nothing_flagged)
{
    hys_domain *domain = table_of(1);
    const hys_space *space = hys_domain_space(domain, 0);
    double x[4] = {0}, y[4];
    const hys_column bad = {.data = x, .stride = sizeof *x, .type = HYS_INDEX};
    size_t flagged;

#define FAILS(call) \
    flagged = 7;    \
    CHECK(call < 0 && flagged == 0, #call ": %zu are flagged", flagged)
    FAILS(hys_encode(NULL, x, 4, HYS_F64, y, &flagged));
    FAILS(hys_encode(space, x, 4, HYS_INDEX, y, &flagged));
    FAILS(hys_decode(space, x, 4, HYS_INDEX, y, &flagged));
    FAILS(hys_transform(space, x, 4, HYS_INDEX, y, &flagged));
    FAILS(hys_domain_encode(domain, 4, &bad, 1, HYS_ROW_MAJOR, y, 1, &flagged));
    FAILS(hys_domain_decode(domain, 4, HYS_ROW_MAJOR, y, 1, &bad, 1, &flagged));
    FAILS(hys_domain_onehot_f64(domain, 4, &bad, 1, y, 1, &flagged));
    FAILS(hys_cdf_f64(NULL, x, 4, y, &flagged));
    FAILS(hys_pmf_i64(space, (int64_t[4]){0}, 4, y, &flagged));
    FAILS(hys_domain_logpdf(domain, 4, &bad, 1, y, HYS_ROW_MAJOR, NULL, 0, &flagged));
#undef FAILS
    hys_domain_free(domain);
}

TEST(errors, null_is_harmless)
{
    hys_space_free(NULL);
    hys_domain_free(NULL);
    CHECK(hys_type_from_name(NULL) == 0, "a type of no name");
    OK(hys_isa_select(NULL));
}
