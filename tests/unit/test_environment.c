/* The host's floating-point state, and threads: the bits do not depend on them, and the state comes
 * back as it was.
 *
 * Nothing here may compute, print or fail while a strange state is in force: results are kept, and
 * judged afterwards. */
#include <config.h>

#include <fenv.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#if defined(__x86_64__) || (defined(__i386__) && defined(__SSE__))
#include <xmmintrin.h>
#endif

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- the state in the registers ---- */

typedef struct {
    uint64_t control, flags;
} fp_state;

#if defined(__x86_64__)

enum { FTZ = 0x8000, DAZ = 0x0040, MASKED = 0x1f80, ROUNDING_STEP = 0x2000, FLAGS = 0x3f };
#define HAVE_STATE 1

static fp_state get_state(void) { return (fp_state){_mm_getcsr(), 0}; }

static void set_state(fp_state state) { _mm_setcsr((uint32_t)state.control); }

/* The default with a rounding mode, flush bits and flags; the mask bits cleared where exceptions
 * are to trap. */
static fp_state strange(unsigned rounding, unsigned flush, int unmasked, int flags)
{
    return (fp_state){
        (unmasked ? 0 : MASKED) | rounding * ROUNDING_STEP | flush | (flags ? FLAGS : 0), 0};
}

#elif defined(__aarch64__)

enum {
    FTZ = 1 << 24,
    DAZ = 1 << 19 /* FZ16, which has no counterpart */,
    UNMASKED = 0x9f00,
    ROUNDING_STEP = 1 << 22,
    FLAGS = 0x9f
};
#define HAVE_STATE 1

static fp_state get_state(void)
{
    fp_state state;
    __asm__ volatile("mrs %0, fpcr" : "=r"(state.control) : : "memory");
    __asm__ volatile("mrs %0, fpsr" : "=r"(state.flags) : : "memory");
    return state;
}

static void set_state(fp_state state)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(state.control) : "memory");
    __asm__ volatile("msr fpsr, %0" : : "r"(state.flags) : "memory");
}

static fp_state strange(unsigned rounding, unsigned flush, int unmasked, int flags)
{
    return (fp_state){rounding * ROUNDING_STEP | flush | (unmasked ? UNMASKED : 0),
                      flags ? FLAGS : 0};
}

#elif defined(__i386__) && defined(__SSE__)

/* The x87's control word beside MXCSR, for the C library computes there: with a mode that flushes
 * it has the least precision. */
enum { FTZ = 0x8000, DAZ = 0x0040, MASKED = 0x1f80, ROUNDING_STEP = 0x2000, FLAGS = 0x3f };
#define HAVE_STATE 1

static fp_state get_state(void)
{
    uint16_t x87;
    __asm__ volatile("fnstcw %0" : "=m"(x87));
    return (fp_state){_mm_getcsr(), x87};
}

static void set_state(fp_state state)
{
    const uint16_t x87 = (uint16_t)state.flags;
    _mm_setcsr((uint32_t)state.control);
    __asm__ volatile("fldcw %0" : : "m"(x87));
}

static fp_state strange(unsigned rounding, unsigned flush, int unmasked, int flags)
{
    return (fp_state){(unmasked ? 0 : MASKED) | rounding * ROUNDING_STEP | flush |
                          (flags ? FLAGS : 0),
                      0x3f | rounding << 10 | (flush ? 0 : 0x300)};
}

#elif defined(__arm__) || defined(__s390x__)

#if defined(__arm__)
enum {
    FTZ = 1 << 24,
    DAZ = 1 << 25 /* default NaNs */,
    UNMASKED = 0x9f00,
    ROUNDING_STEP = 1 << 22,
    FLAGS = 0x9f
};
static const uint32_t STATE = 0x0fffffff; /* what is above are the results of comparisons */
#define READ "vmrs %0, fpscr"
#define WRITE "vmsr fpscr, %0"
#else
enum { FTZ = 0, DAZ = 0, ROUNDING_STEP = 1, FLAGS = 0x00f80000 };
static const uint32_t UNMASKED = 0xf8000000, STATE = 0xffffffff;
#define READ "efpc %0"
#define WRITE "sfpc %0"
#endif
#define HAVE_STATE 1

static fp_state get_state(void)
{
    uint32_t state;
    __asm__ volatile(READ : "=r"(state) : : "memory");
    return (fp_state){state & STATE, 0};
}

static void set_state(fp_state state)
{
    __asm__ volatile(WRITE : : "r"((uint32_t)state.control) : "memory");
}

static fp_state strange(unsigned rounding, unsigned flush, int unmasked, int flags)
{
    return (fp_state){
        rounding * ROUNDING_STEP | flush | (unmasked ? UNMASKED : 0) | (flags ? FLAGS : 0), 0};
}

#else

enum { FTZ = 0, DAZ = 0 };
#define HAVE_STATE 0
static fp_state get_state(void) { return (fp_state){0, 0}; }
static void set_state(fp_state state) { (void)state; }
static fp_state strange(unsigned rounding, unsigned flush, int unmasked, int flags)
{
    (void)rounding, (void)flush, (void)unmasked, (void)flags;
    return (fp_state){0, 0};
}

#endif

/* ---- everything that computes ---- */

/* As numbers, not as words: strtod would round as the state says. Bounds that round, subnormals,
 * collapsing spans. */
static const double values[] = {0.1, 1e-40, -3, 1e300, 7.3, 0.2, 5e-324, 1e-310};
static const double whole[] = {5, -3, 100, 0, -128};
static const char *const words[] = {"adam", "sgd", "rmsprop"};
static const struct {
    hys_kind kind;
    double lower, upper, base;
} bounds[] = {
    {HYS_LINEAR, 0.1, 0.7, 0},      {HYS_LINEAR, -1e-39, 1e-39, 0},
    {HYS_LINEAR, 1e-310, 1, 0},     {HYS_LINEAR, 16777216.2, 16777218.3, 0},
    {HYS_LOG, 1e-5, 0.1, 10},       {HYS_LOG, 1e-310, 1e300, 2.718281828459045},
    {HYS_LOG, 0.3, 3.3, 1.7},       {HYS_QLINEAR, 1, 100, 0},
    {HYS_QLINEAR, -0.7, 127.3, 0},  {HYS_QLINEAR, -1e15, 1e15, 0},
    {HYS_QLINEAR, -1e-310, 3.5, 0}, {HYS_QLOG, 1, 4000, 10},
    {HYS_QLOG, 0.51, 1e12, 3},
};
enum { BOUNDED = COUNT(bounds), SPACES = BOUNDED + 3, N = 130, INPUTS = 64 };
static const uint64_t numbers[] = {UINT64_MAX, 0, 1, 2, 77, UINT32_MAX};
static const int32_t streams[] = {HYS_NATIVE, HYS_JAX_ARRAY, HYS_JAX_KEYS, HYS_JAX_SEARCH,
                                  HYS_SOBOL};

static float inputs_f32[INPUTS];
static double inputs_f64[INPUTS], inputs_unit[INPUTS];

/* Every call goes through here: its status joins the output, and the state must come back. */
static struct {
    unsigned char *data;
    size_t used, room;
    size_t calls, changed;
} result;

#define CALL(call)                                                                            \
    do {                                                                                      \
        const fp_state before_ = get_state();                                                 \
        const int32_t status_ = (call);                                                       \
        const fp_state after_ = get_state();                                                  \
        result.calls++;                                                                       \
        result.changed += before_.control != after_.control || before_.flags != after_.flags; \
        keep(&status_, sizeof status_);                                                       \
    } while (0)

static void keep(const void *data, size_t bytes)
{
    if (result.used + bytes <= result.room)
        memcpy(result.data + result.used, data, bytes);
    result.used += bytes;
}

static void build(hys_space **space)
{
    for (size_t i = 0; i < BOUNDED; i++)
        switch (bounds[i].kind) {
        case HYS_LINEAR: CALL(hys_space_linear(&space[i], bounds[i].lower, bounds[i].upper)); break;
        case HYS_LOG:
            CALL(hys_space_log(&space[i], bounds[i].lower, bounds[i].upper, bounds[i].base));
            break;
        case HYS_QLINEAR:
            CALL(hys_space_qlinear(&space[i], bounds[i].lower, bounds[i].upper));
            break;
        default: CALL(hys_space_qlog(&space[i], bounds[i].lower, bounds[i].upper, bounds[i].base));
        }
    CALL(hys_space_discrete(&space[BOUNDED], values, COUNT(values)));
    CALL(hys_space_discrete(&space[BOUNDED + 1], whole, COUNT(whole)));
    CALL(hys_space_labels(&space[BOUNDED + 2], words, COUNT(words)));
}

static void use_densities(const hys_space *space)
{
    hys_status (*const calls[])(const hys_space *, const double *, size_t, double *, size_t *) = {
        hys_cdf_f64, hys_sf_f64, hys_logpdf_f64, hys_pdf_f64, hys_pmf_f64, hys_quantile_f64};
    double out[INPUTS];
    for (size_t c = 0; c < COUNT(calls); c++) {
        memset(out, 0, sizeof out);
        CALL(calls[c](space, calls[c] == hys_quantile_f64 ? inputs_unit : inputs_f64, INPUTS, out,
                      NULL));
        keep(out, sizeof out);
    }
}

static void use_space(const hys_space *space)
{
    uint64_t out[N];
    double units[INPUTS] = {0};
    for (size_t s = 0; s < COUNT(streams); s++)
        for (uint32_t flags = 0; flags < 2; flags++)
            for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
                const hys_source source = {.stream = streams[s], .flags = flags, .key = {{3, 4}}};
                memset(out, 0, sizeof out);
                CALL(hys_sample(space, &source, 1000, N, type, out));
                keep(out, sizeof out);
                memset(out, 0, sizeof out);
                CALL(hys_sample_indices(space, &source, numbers, COUNT(numbers), type, out));
                keep(out, sizeof out);
            }
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
        memset(out, 0, sizeof out);
        CALL(hys_transform(
            space, hys_transform_input(type) == HYS_F64 ? (void *)inputs_f64 : (void *)inputs_f32,
            INPUTS, type, out, NULL));
        keep(out, sizeof out);
        CALL(hys_encode(space, type == HYS_F32 ? (void *)inputs_f32 : (void *)inputs_f64, INPUTS,
                        type, units, NULL));
        keep(units, sizeof units);
        CALL(hys_decode(space, inputs_unit, INPUTS, type, out, NULL));
        keep(out, sizeof out);
    }
}

static void use_table(hys_space *const *space)
{
    static char names[SPACES][3];
    const char *name[SPACES];
    hys_column column[SPACES];
    uint64_t out[SPACES][N], number[INPUTS];
    float f32[SPACES][N];
    float hot[N][3];
    double f64[SPACES][N];
    hys_domain *domain;
    const hys_source sources[] = {{.key = {{5, 6}}},
                                  {.stream = HYS_JAX_SEARCH, .flags = HYS_X64, .key = {{5, 6}}}};

    for (size_t c = 0; c < SPACES; c++) {
        names[c][0] = 'c';
        names[c][1] = (char)('a' + c);
        name[c] = names[c];
        column[c] = (hys_column){
            .data = out[c], .stride = 8, .type = c == SPACES - 1 ? HYS_INDEX : HYS_F64};
    }
    CALL(hys_domain_new(&domain, name, space, SPACES, NULL));
    for (size_t s = 0; s < COUNT(sources); s++) {
        memset(out, 0, sizeof out);
        memset(f32, 0, sizeof f32);
        memset(f64, 0, sizeof f64);
        CALL(hys_domain_sample(domain, &sources[s], 1000, N, column, SPACES));
        keep(out, sizeof out);
        CALL(hys_domain_sample_indices(domain, &sources[s], numbers, COUNT(numbers), column,
                                       SPACES));
        keep(out, sizeof out);
        CALL(hys_domain_encode(domain, N, column, SPACES, HYS_ROW_MAJOR, f64[0], SPACES, NULL));
        keep(f64, sizeof f64);
        CALL(hys_domain_decode(domain, N, HYS_ROW_MAJOR, f64[0], SPACES, column, SPACES, NULL));
        CALL(hys_domain_logpdf(domain, N, column, SPACES, NULL, HYS_ROW_MAJOR, f64[0], SPACES,
                               NULL));
        keep(f64, sizeof f64);
        keep(out, sizeof out);
    }
    hys_domain_free(domain);
    CALL(hys_domain_new(&domain, name, space + 6, 3, NULL)); /* what both floats hold */
    CALL(hys_domain_sample_matrix_f32(domain, &sources[0], 1000, N, HYS_ROW_MAJOR, f32[0], 3));
    CALL(hys_domain_sample_matrix_f64(domain, &sources[0], 1000, N, HYS_COLUMN_MAJOR, f64[0], N));
    keep(f32, sizeof f32);
    keep(f64, sizeof f64);
    memset(hot, 0, sizeof hot);
    CALL(hys_domain_onehot_f32(domain, N, column + 6, 3, hot[0], 3, NULL));
    CALL(hys_domain_onehot_f64(domain, N, column + 6, 3, f64[0], 3, NULL));
    keep(hot, sizeof hot);
    keep(f64, sizeof f64);
    hys_domain_free(domain);
    memset(number, 0, sizeof number);
    column[0] = (hys_column){.data = inputs_f32, .stride = sizeof *inputs_f32, .type = HYS_F32};
    CALL(hys_domain_new(&domain, name, space, 1, NULL));
    CALL(hys_domain_fingerprint_rows(domain, INPUTS, column, 1, number));
    keep(number, sizeof number);
    hys_domain_free(domain);
}

static void use_mixture(void)
{
    static const double weights[] = {1, 3}, mu[] = {0.5, 1.5}, sigma[] = {0.1, 2};
    static const hys_mixture_column column[] = {
        {.mu = mu, .sigma = sigma, .lower = 0.25, .upper = 4, .flags = HYS_MIXTURE_LOG},
        {.mu = mu, .sigma = sigma, .lower = 0, .upper = 4, .step = 0.25},
        {.weights = weights, .count = 1}};
    const hys_source source = {.key = {{9, 8}}};
    hys_mixture *mixture = NULL;
    double x[N][3], out[N];

    memset(x, 0, sizeof x);
    memset(out, 0, sizeof out);
    CALL(hys_mixture_new(&mixture, 2, weights, 3, column, NULL));
    CALL(hys_mixture_sample(mixture, &source, 1000, N, HYS_ROW_MAJOR, x[0], 3));
    CALL(hys_mixture_logpdf(mixture, N, HYS_ROW_MAJOR, x[0], 3, out, NULL));
    keep(x, sizeof x);
    keep(out, sizeof out);
    hys_mixture_free(mixture);
}

/* Rows and columns beyond a block and a tile. */
static void use_discrepancy(void)
{
    enum { POINTS = 70, DIMS = 30 };
    const hys_source source = {.key = {{5, 6}}};
    double points[POINTS * DIMS], out[5], sums[2 * HYS_DISCREPANCY_NUMBERS];

    memset(points, 0, sizeof points);
    memset(out, 0, sizeof out);
    memset(sums, 0, sizeof sums);
    CALL(hys_unit_f64(&source, 0, POINTS * DIMS, points));
    for (hys_discrepancy_kind kind = 1; kind <= 4; kind++)
        CALL(hys_discrepancy(kind, POINTS, DIMS, points, HYS_ROW_MAJOR, DIMS, &out[kind - 1]));
    CALL(hys_discrepancy_sums(HYS_DISCREPANCY_MD, POINTS, DIMS, points, HYS_COLUMN_MAJOR, POINTS, 0,
                              2, sums));
    CALL(hys_discrepancy_finish(HYS_DISCREPANCY_MD, POINTS, DIMS, sums, &out[4]));
    keep(sums, sizeof sums);
    keep(out, sizeof out);
}

static void use_the_rest(void)
{
    static const double bases[] = {10, 1.1, 1 + 0x1p-52};
    float f32[INPUTS];
    double f64[INPUTS];
    uint64_t word[N];
    for (size_t b = 0; b < COUNT(bases); b++) {
        memset(f32, 0, sizeof f32);
        memset(f64, 0, sizeof f64);
        CALL(hys_log_transform_f32(inputs_f32, INPUTS, bases[b], f32));
        CALL(hys_log_transform_f64(inputs_f64, INPUTS, bases[b], f64));
        keep(f32, sizeof f32);
        keep(f64, sizeof f64);
        CALL(hys_jax_log_transform_f32(inputs_f32, INPUTS, bases[b], f32));
        CALL(hys_jax_log_transform_f64(inputs_f64, INPUTS, bases[b], f64));
        keep(f32, sizeof f32);
        keep(f64, sizeof f64);
    }
    for (size_t s = 0; s < COUNT(streams); s++)
        for (uint32_t flags = 0; flags < 2; flags++) {
            const hys_source source = {.stream = streams[s], .flags = flags, .key = {{7, 8}}};
            memset(word, 0, sizeof word);
            CALL(hys_bits_u64(&source, 5, N, word));
            keep(word, sizeof word);
            CALL(hys_bits_u32(&source, 5, N, (uint32_t *)word));
            keep(word, sizeof word);
            memset(f32, 0, sizeof f32);
            memset(f64, 0, sizeof f64);
            CALL(hys_unit_f32(&source, 5, INPUTS, f32));
            CALL(hys_unit_f64(&source, 5, INPUTS, f64));
            keep(f32, sizeof f32);
            keep(f64, sizeof f64);
        }
}

/* All of it, with these spaces or, NULL, with new ones. */
static void everything(hys_space *const *given)
{
    hys_space *space[SPACES] = {NULL};
    result.used = result.calls = result.changed = 0;
    build(space);
    for (size_t i = 0; i < SPACES; i++) {
        use_space(given ? given[i] : space[i]);
        use_densities(given ? given[i] : space[i]);
    }
    use_table(given ? given : space);
    use_mixture();
    use_discrepancy();
    use_the_rest();
    for (size_t i = 0; i < SPACES; i++)
        hys_space_free(space[i]);
}

static void fill_inputs(void)
{
    static const double special[] = {0.0,          -0.0,
                                     1e-40,        -1e-40,
                                     5e-324,       -5e-324,
                                     1e-310,       0.5,
                                     1.5,          2.5,
                                     -0.5,         127.5,
                                     -128.5,       255.5,
                                     2147483647.5, 1e30,
                                     -1e30,        1,
                                     10,           0.1,
                                     0.15,         7.2999999999999998,
                                     1e300,        16777217};
    const hys_source source = hys_source_native(hys_key_from_seed(9));
    const double *unit = inputs_unit;
    OK(hys_unit_f64(&source, 0, INPUTS, inputs_unit));
    for (size_t i = 0; i < INPUTS; i++) {
        inputs_f64[i] = i < COUNT(special)        ? special[i]
                        : i == COUNT(special)     ? (double)NAN
                        : i == COUNT(special) + 1 ? HUGE_VAL
                        : i == COUNT(special) + 2 ? -HUGE_VAL
                                                  : unit[i] * 300 - 100;
        inputs_f32[i] = (float)inputs_f64[i];
    }
}

/* ---- the state ---- */

TEST(environment, floating_point_state)
{
    hys_space *space[SPACES] = {NULL};
    const fp_state home = get_state();
    size_t states = 0, calls = 0;

    if (!HAVE_STATE)
        test_skip("the floating-point state of this machine is not known here");
    fill_inputs();
    result.room = 0; /* the first run only counts */
    build(space);
    everything(NULL);
    result.room = result.used;
    result.data = test_memory(result.room);
    everything(NULL);
    CHECK(!result.changed, "%zu calls of %zu changed the default state", result.changed,
          result.calls);
    const uint64_t expected = test_digest(result.data, result.room);

    for (unsigned rounding = 0; rounding < 4; rounding++)
        for (unsigned flush = 0; flush < 4; flush++)
            for (int unmasked = 0; unmasked < 2; unmasked++)
                for (int flags = 0; flags < 2; flags++)
                    for (int built_before = 0; built_before < 2; built_before++) {
                        const unsigned bits = (flush & 1 ? FTZ : 0) | (flush & 2 ? DAZ : 0);
                        memset(result.data, 0xa5, result.room);
                        set_state(strange(rounding, bits, unmasked, flags));
                        everything(built_before ? space : NULL);
                        set_state(home);
                        CHECK(result.used == result.room, "%zu bytes, not %zu", result.used,
                              result.room);
                        CHECK(
                            test_digest(result.data, result.room) == expected,
                            "rounding %u, FTZ %u, DAZ %u, unmasked %d, spaces built %s: other bits",
                            rounding, flush & 1, flush >> 1, unmasked,
                            built_before ? "before" : "under it");
                        CHECK(!result.changed,
                              "rounding %u, FTZ %u, DAZ %u, unmasked %d, flags %d: %zu calls of "
                              "%zu left another state",
                              rounding, flush & 1, flush >> 1, unmasked, flags, result.changed,
                              result.calls);
                        states++;
                        calls += result.calls;
                    }
    for (size_t i = 0; i < SPACES; i++)
        hys_space_free(space[i]);
    free(result.data);
    test_note("environment: %zu calls under %zu states, %zu bytes of output each: one digest",
              calls, states, result.room);
}

/* The same through C's own call, which moves more than one register on some machines. */
TEST(environment, rounding_modes)
{
    static const int modes[] = {
        FE_TONEAREST,
#ifdef FE_UPWARD
        FE_UPWARD,
#endif
#ifdef FE_DOWNWARD
        FE_DOWNWARD,
#endif
#ifdef FE_TOWARDZERO
        FE_TOWARDZERO,
#endif
    };
    uint64_t expected = 0;
    fill_inputs();
    result.room = 0;
    everything(NULL);
    result.room = result.used;
    result.data = test_memory(result.room);
    for (size_t i = 0; i < COUNT(modes); i++) {
        memset(result.data, 0xa5, result.room);
        const int refused = fesetround(modes[i]);
        feclearexcept(FE_ALL_EXCEPT);
        everything(NULL);
        const int mode = fegetround(), raised = fetestexcept(FE_ALL_EXCEPT);
        fesetround(FE_TONEAREST);
        CHECK(!refused && mode == modes[i], "mode %#x became %#x", (unsigned)modes[i],
              (unsigned)mode);
        CHECK(!raised, "mode %#x: exceptions %#x", (unsigned)modes[i], (unsigned)raised);
        CHECK(!result.changed, "mode %#x: %zu calls", (unsigned)modes[i], result.changed);
        if (i == 0)
            expected = test_digest(result.data, result.room);
        CHECK(test_digest(result.data, result.room) == expected, "mode %#x: other bits",
              (unsigned)modes[i]);
    }
    free(result.data);
}

/* ---- threads ---- */

enum { THREADS = 16, DRAWN = 3000 };
static atomic_int at_start;
static struct thread {
    pthread_t id;
    const hys_space *space;
    const hys_domain *domain;
    hys_status status;
    const char *isa;
    float f32[DRAWN];
    double table[2][DRAWN];
} thread[THREADS];

static void *race(void *argument)
{
    struct thread *me = argument;
    const hys_source native = hys_source_native(hys_key_from_seed(6)),
                     jax = hys_source_jax(HYS_JAX_KEYS, hys_key_from_seed(6), HYS_X64);
    atomic_fetch_add(&at_start, 1);
    while (atomic_load(&at_start) <
           THREADS) /* all at once into the first choice of an instruction set */
        sched_yield();
    me->status = hys_sample_f32(me->space, &native, 17, DRAWN, me->f32);
    me->isa = hys_isa_current();
    if (me->status == HYS_OK)
        me->status = hys_domain_sample_matrix_f64(me->domain, &jax, 17, DRAWN, HYS_COLUMN_MAJOR,
                                                  me->table[0], DRAWN);
    return NULL;
}

static hys_domain *table_for_threads(hys_space *space[2])
{
    static const char *const names[] = {"lr", "size"};
    hys_domain *domain;
    OK(hys_space_log(&space[0], 1e-5, 0.1, 10));
    OK(hys_space_qlinear(&space[1], 1, 100));
    OK(hys_domain_new(&domain, names, space, 2, NULL));
    return domain;
}

/* Under Criterion this process is new, and so is the race; in the plain runner it is when run
 * alone. */
TEST(environment, threads_race_for_the_first_use)
{
    test_needs_fma();
    hys_space *space[2];
    hys_domain *domain = table_for_threads(space);
    atomic_store(&at_start, 0);
    for (size_t t = 0; t < THREADS; t++) {
        thread[t].space = space[0];
        thread[t].domain = domain;
        CHECK(!pthread_create(&thread[t].id, NULL, race, &thread[t]), "thread %zu", t);
    }
    for (size_t t = 0; t < THREADS; t++)
        CHECK(!pthread_join(thread[t].id, NULL), "thread %zu", t);
    for (size_t t = 0; t < THREADS; t++) {
        CHECK(thread[t].status == HYS_OK, "thread %zu: %s", t, hys_strerror(thread[t].status));
        CHECK(thread[t].isa == thread[0].isa && thread[t].isa, "thread %zu: %s", t, thread[t].isa);
        CHECK(!memcmp(thread[t].f32, thread[0].f32, sizeof thread[t].f32),
              "thread %zu: the space's bytes", t);
        CHECK(!memcmp(thread[t].table, thread[0].table, sizeof thread[t].table),
              "thread %zu: the table's bytes", t);
    }
    hys_domain_free(domain);
    hys_space_free(space[0]);
    hys_space_free(space[1]);
}

/* One space and one table in many threads, every other one of which changes the instruction set
 * under the others. */
static struct shared {
    pthread_t id;
    size_t number;
    const hys_space *space;
    const hys_domain *domain;
    int wrong;
} shared[THREADS];

static void *share(void *argument)
{
    struct shared *me = argument;
    const hys_source source = hys_source_native(hys_key_from_seed(6));
    float f32[2][DRAWN];
    double unit[2][DRAWN];
    uint64_t index[DRAWN];
    size_t place;
    for (size_t k = 0; k < DRAWN; k++)
        index[k] = 17 + k;
    for (size_t round = 0; round < 20; round++) {
        if (me->number % 2)
            me->wrong |= hys_isa_select(round % 2 ? "scalar" : NULL) != HYS_OK;
        const size_t at = round > 0;
        me->wrong |= hys_sample_f32(me->space, &source, 17, DRAWN, f32[at]) != HYS_OK ||
                     memcmp(f32[0], f32[at], sizeof f32[0]);
        me->wrong |=
            hys_sample_indices(me->space, &source, index, DRAWN, HYS_F32, f32[1]) != HYS_OK ||
            memcmp(f32[0], f32[1], sizeof f32[0]);
        me->wrong |= hys_encode(me->space, f32[0], DRAWN, HYS_F32, unit[at], NULL) != HYS_OK ||
                     memcmp(unit[0], unit[at], sizeof unit[0]);
        me->wrong |= hys_domain_sample_matrix_f64(me->domain, &source, 17, DRAWN / 2, HYS_ROW_MAJOR,
                                                  unit[1], 2) != HYS_OK;
        me->wrong |= hys_domain_find(me->domain, "size", &place) != HYS_OK || place != 1;
    }
    return NULL;
}

TEST(environment, threads_share)
{
    test_needs_fma();
    hys_space *space[2];
    hys_domain *domain = table_for_threads(space);
    for (size_t t = 0; t < THREADS; t++) {
        shared[t] = (struct shared){.number = t, .space = space[0], .domain = domain};
        CHECK(!pthread_create(&shared[t].id, NULL, share, &shared[t]), "thread %zu", t);
    }
    for (size_t t = 0; t < THREADS; t++)
        CHECK(!pthread_join(shared[t].id, NULL), "thread %zu", t);
    for (size_t t = 0; t < THREADS; t++)
        CHECK(!shared[t].wrong, "thread %zu", t);
    OK(hys_isa_select(getenv("HYSPACE_ISA")));
    hys_domain_free(domain);
    hys_space_free(space[0]);
    hys_space_free(space[1]);
}

/* The row that serves is the best that this machine has; HYS_TEST_ROW names the one that it must
 * be, where that is known. */
TEST(environment, chosen_row)
{
    const char *must = getenv("HYS_TEST_ROW"), *best = NULL;
    for (size_t i = 0; i < hys_isa_count(); i++)
        best = hys_isa_available(i) ? hys_isa_name(i) : best;
    if (getenv("HYSPACE_ISA"))
        best = getenv("HYSPACE_ISA");
    OK(hys_isa_select(getenv("HYSPACE_ISA")));
    CHECK(!strcmp(hys_isa_current(), must ? must : best), "%s serves, not %s", hys_isa_current(),
          must ? must : best);
    test_note("environment: %s serves", hys_isa_current());
}
