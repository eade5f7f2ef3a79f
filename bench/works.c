/* What hysbench measures. */
#include <config.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __x86_64__
#include <emmintrin.h>
#endif

#include "bench/bench.h"
#include "src/dispatch.h"
#include "src/space.h"

static const char labels10[] = "labels:a,b,c,d,e,f,g,h,i,j";
static const char values10[] = "discrete:1,2,5,10,20,50,100,200,500,1000";
static const char values16[] = "discrete:1,2,3,4,6,8,12,16,24,32,48,64,96,128,192,256";

const struct work works[] = {
    {"linear:0:1", HYS_NATIVE, HYS_F32, SAMPLE, 0, ""},
    {"linear:0:1", HYS_NATIVE, HYS_F64, SAMPLE, 0, ""},
    {"log:1e-5:0.1", HYS_NATIVE, HYS_F32, SAMPLE, 0, ""},
    {"log:1e-5:0.1", HYS_NATIVE, HYS_F64, SAMPLE, 0, ""},
    {"qlinear:1:12", HYS_NATIVE, HYS_I32, SAMPLE, 0, ""},
    {"qlinear:1:12", HYS_NATIVE, HYS_U8, SAMPLE, 0, ""},
    {"qlinear:1:12", HYS_NATIVE, HYS_I64, SAMPLE, 0, ""},
    {"qlog:16:4096:2", HYS_NATIVE, HYS_I32, SAMPLE, 0, ""},
    {"qlog:16:4096:2", HYS_NATIVE, HYS_I64, SAMPLE, 0, ""},
    {labels10, HYS_NATIVE, HYS_INDEX, SAMPLE, 0, "of 10"},
    {values10, HYS_NATIVE, HYS_F32, SAMPLE, 0, "of 10"},
    {values10, HYS_NATIVE, HYS_F64, SAMPLE, 0, "of 10"},
    {NULL, HYS_NATIVE, HYS_U32, BITS, 0, ""},
    {NULL, HYS_NATIVE, HYS_U64, BITS, 0, ""},
    {NULL, HYS_JAX_ARRAY, HYS_U32, BITS, 0, ""},
    {"linear:0:1", HYS_JAX_ARRAY, HYS_F32, SAMPLE, 0, ""},
    {"linear:0:1", HYS_JAX_ARRAY, HYS_F64, SAMPLE, 0, ""},
    {"log:1e-5:0.1", HYS_JAX_ARRAY, HYS_F32, SAMPLE, 0, ""},
    {"log:1e-5:0.1", HYS_JAX_ARRAY, HYS_F64, SAMPLE, 0, ""},
    {"qlinear:1:12", HYS_JAX_ARRAY, HYS_I32, SAMPLE, 0, ""},
    {labels10, HYS_JAX_ARRAY, HYS_INDEX, SAMPLE, 0, "of 10"},
    {"linear:0:1", HYS_JAX_KEYS, HYS_F32, SAMPLE, 0, ""},
    {"log:1e-5:0.1", HYS_JAX_KEYS, HYS_F32, SAMPLE, 0, ""},
    {"linear:0:1", HYS_JAX_SEARCH, HYS_F32, SAMPLE, 0, ""},
    {values16, HYS_NATIVE, HYS_F32, SNAP, 0, "sampled values of an array to the nearest of 16"},
    {NULL, HYS_NATIVE, HYS_F64, TABLE, 0, "lcbench, 8 columns, rows"},
    {NULL, HYS_NATIVE, HYS_F64, COLUMNS, 0, "lcbench, 8 columns, each alone"},
    {"linear:0:1", HYS_NATIVE, HYS_F32, THREADS, 0, "two threads"},
    {"log:1e-5:0.1", HYS_NATIVE, HYS_F32, STAGE, HYSI_MAP_log_f32, "from words in L1"},
    {NULL, HYS_NATIVE, HYS_F32, SLEEF_EXP2, 0, "the same by SLEEF's exp2f, called"},
    {values16, HYS_NATIVE, HYS_F32, STAGE, HYSI_MAP_nearest_f32, "nearest of 16, in L1"},
};
const size_t work_count = sizeof works / sizeof *works;

static const char *const stream_names[] = {"native", "jax_array", "jax_keys", "jax_search"};

/* lcbench's eight columns: examples/lcbench.json. */
static const struct {
    const char *name, *space;
} lcbench[] = {
    {"batch_size", "qlog:16:512"},     {"epoch", "qlinear:1:52"},
    {"learning_rate", "log:1e-4:0.1"}, {"max_dropout", "linear:0:1"},
    {"max_units", "qlog:64:1024"},     {"momentum", "linear:0.1:0.99"},
    {"num_layers", "qlinear:1:5"},     {"weight_decay", "linear:1e-5:0.1"},
};
enum { COLUMN_COUNT = sizeof lcbench / sizeof *lcbench };

static hys_space *spaces[sizeof works / sizeof *works], *column_spaces[COLUMN_COUNT];
static hys_domain *table;

enum { MOST_VALUES = 64 };
static _Alignas(64) uint32_t words[HYSI_TILE]; /* input of stages: draws, or floats */
static _Alignas(64) float floats[HYSI_TILE];
static float *sampled; /* input of transforms: elements of the largest set */

static const char *mode_name(const struct work *work)
{
    switch (work->mode) {
    case BITS: return "bits";
    case SNAP: return "snap16";
    case TABLE: return "table";
    case COLUMNS: return "columns";
    case SLEEF_EXP2: return "stage-exp2-sleef";
    case STAGE: return work->map == HYSI_MAP_log_f32 ? "stage-exp2" : "stage-snap16";
    case THREADS: return "linear-2-threads";
    default: return NULL;
    }
}

const char *work_name(const struct work *work)
{
    static char names[sizeof works / sizeof *works][48];
    char *name = names[work - works];
    const char *kind = mode_name(work);

    if (!*name)
        snprintf(name, sizeof *names, "%.*s/%s/%s", kind ? 47 : (int)strcspn(work->space, ":"),
                 kind ? kind : work->space, stream_names[work->stream], hys_type_name(work->type));
    return name;
}

size_t work_size(const struct work *work)
{
    return hys_type_size(work->type) *
           (work->mode == TABLE || work->mode == COLUMNS ? COLUMN_COUNT : 1);
}

static void need(hys_status status, const char *what)
{
    if (status == HYS_OK)
        return;
    fprintf(stderr, "hysbench: %s: %s\n", what, hys_strerror(status));
    exit(1);
}

/* The words of the list above; they are known to be right. */
static hys_space *space_of(const char *word)
{
    const char *rest = strchr(word, ':') + 1;
    double v[MOST_VALUES];
    hys_space *space = NULL;
    size_t n = 0;

    if (!strncmp(word, "labels", 6)) {
        char *names = strdup(rest), *at, *label[MOST_VALUES];
        for (char *token = strtok_r(names, ",", &at); token; token = strtok_r(NULL, ",", &at))
            label[n++] = token;
        need(hys_space_labels(&space, (const char *const *)label, n), word);
        free(names);
        return space;
    }
    for (const char *at = rest; at; at = strpbrk(at, ":,"))
        v[n++] = strtod(at == rest ? at : at + 1, (char **)&at);
    const double base = n > 2 ? v[2] : 10;
    if (!strncmp(word, "discrete", 8))
        need(hys_space_discrete(&space, v, n), word);
    else if (!strncmp(word, "qlinear", 7))
        need(hys_space_qlinear(&space, v[0], v[1]), word);
    else if (!strncmp(word, "qlog", 4))
        need(hys_space_qlog(&space, v[0], v[1], base), word);
    else if (!strncmp(word, "log", 3))
        need(hys_space_log(&space, v[0], v[1], base), word);
    else
        need(hys_space_linear(&space, v[0], v[1]), word);
    return space;
}

static void open_table(void)
{
    const char *names[COLUMN_COUNT];
    for (int c = 0; c < COLUMN_COUNT; c++) {
        names[c] = lcbench[c].name;
        column_spaces[c] = space_of(lcbench[c].space);
    }
    need(hys_domain_new(&table, names, column_spaces, COLUMN_COUNT, NULL), "lcbench");
}

static hys_source source_of(const struct work *work)
{
    const bool wide = work->type == HYS_F64 || work->type == HYS_I64 || work->type == HYS_U64;
    return work->stream == HYS_NATIVE
               ? hys_source_native(hys_key_from_seed(1))
               : hys_source_jax(work->stream, hys_key_from_seed(1), wide ? HYS_X64 : 0);
}

void work_open(const struct work *work, size_t most)
{
    if (work->space)
        spaces[work - works] = space_of(work->space);
    if ((work->mode == TABLE || work->mode == COLUMNS) && !table)
        open_table();
    if (work->mode == SNAP || work->mode == STAGE || work->mode == SLEEF_EXP2) {
        const hys_source source = hys_source_native(hys_key_from_seed(2));
        hys_space *range = space_of("linear:0:260");
        if (work->mode == SNAP) {
            sampled = bench_memory(most);
            need(hys_sample_f32(range, &source, 0, most / sizeof *sampled, sampled), "sampled");
        }
        need(hys_bits_u32(&source, 0, HYSI_TILE, words), "words");
        need(hys_sample_f32(range, &source, 0, HYSI_TILE, floats), "floats");
        hys_space_free(range);
    }
}

bool work_has(const struct work *work, const char *isa)
{
    return work->mode != SLEEF_EXP2 || (HYSI_HAVE_AVX2 && !strcmp(isa, "avx2")) ||
           (HYSI_HAVE_AVX512 && !strcmp(isa, "avx512"));
}

static void run_stage(const struct work *work, size_t n, void *out)
{
    const struct hysi_kernels *kernels;
    const struct hys_space *space = spaces[work - works];
    const bool snap = work->map == HYSI_MAP_nearest_f32;
    struct hysi_route route;

    need(hysi_find_route(space, snap ? HYSI_USE_TRANSFORM : HYSI_USE_NATIVE, work->type, &route),
         "route");
    need(hysi_kernels_get(&kernels), "row");
    for (size_t done = 0; done < n; done += HYSI_TILE)
        kernels->map[work->map](route.stage[0].params, n - done < HYSI_TILE ? n - done : HYSI_TILE,
                                snap ? (const void *)floats : words, (uint32_t *)out + done);
}

struct half {
    const struct work *work;
    uint64_t first;
    size_t n;
    void *out;
};

static void *sample_half(void *argument)
{
    const struct half *half = argument;
    const hys_source source = source_of(half->work);
    need(hys_sample(spaces[half->work - works], &source, half->first, half->n, half->work->type,
                    half->out),
         "sample");
    return NULL;
}

/* Whole lines past the caches, in order: what a kernel that costs nothing could do. */
static void *fill_half(void *argument)
{
    const struct half *half = argument;
#ifdef __x86_64__
    __m128i *at = half->out;
    const __m128i value = _mm_set1_epi8(0x5a);
    for (size_t i = 0; i < half->n / 16; i++)
        _mm_stream_si128(at + i, value);
    _mm_sfence();
#else
    memset(half->out, 0x5a, half->n);
#endif
    return NULL;
}

/* Both halves, the second in a thread of its own. */
static void halves(void *(*run)(void *), const struct work *work, uint64_t first, size_t n,
                   size_t size, void *out)
{
    const size_t one = n / 2 / 64 * 64;
    struct half a = {work, first, one, out},
                b = {work, first + one, n - one, (char *)out + one * size};
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, &b) != 0)
        need(HYS_E_MEMORY, "thread");
    run(&a);
    pthread_join(thread, NULL);
}

void work_fill(const struct work *work, void *out, size_t bytes)
{
    if (work->mode == THREADS)
        halves(fill_half, work, 0, bytes, 1, out);
    else
        memset(out, 0x5a, bytes);
}

void work_run(const struct work *work, uint64_t first, size_t n, void *out)
{
    const hys_space *space = spaces[work - works];
    const hys_source source = source_of(work);

    switch (work->mode) {
    case SAMPLE: need(hys_sample(space, &source, first, n, work->type, out), work->space); break;
    case BITS:
        need(work->type == HYS_U64 ? hys_bits_u64(&source, first, n, out)
                                   : hys_bits_u32(&source, first, n, out),
             "bits");
        break;
    case SNAP: need(hys_transform_f32(space, sampled + first, n, out), work->space); break;
    case TABLE:
        need(hys_domain_sample_matrix_f64(table, &source, first, n, HYS_ROW_MAJOR, out,
                                          COLUMN_COUNT),
             "table");
        break;
    case COLUMNS:
        for (size_t c = 0; c < COLUMN_COUNT; c++)
            need(hys_sample_f64(column_spaces[c], &source, first, n, (double *)out + c * n),
                 lcbench[c].name);
        break;
    case THREADS: halves(sample_half, work, first, n, hys_type_size(work->type), out); break;
    case STAGE: run_stage(work, n, out); break;
    case SLEEF_EXP2:
        for (size_t done = 0; done < n; done += HYSI_TILE) {
            const size_t m = n - done < HYSI_TILE ? n - done : HYSI_TILE;
#if HYSI_HAVE_AVX512
            if (!strcmp(hys_isa_current(), "avx512"))
                bench_exp2_avx512(words, m, (float *)out + done);
            else
#endif
#if HYSI_HAVE_AVX2
                bench_exp2_avx2(words, m, (float *)out + done);
#endif
        }
    }
}
