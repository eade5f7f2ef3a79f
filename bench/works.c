#include <config.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __x86_64__
#include <emmintrin.h>
#endif

#include <hyspace-json.h>

#include "bench/exp2.h"
#include "bench/memory.h"
#include "bench/mixtures.h"
#include "bench/word.h"
#include "bench/works.h"
#include "src/dispatch.h"
#include "src/route.h"

static const char labels10[] = "labels:a,b,c,d,e,f,g,h,i,j";
static const char values10[] = "discrete:1,2,5,10,20,50,100,200,500,1000";
static const char values16[] = "discrete:1,2,3,4,6,8,12,16,24,32,48,64,96,128,192,256";
static const char weighted6[] = "discrete:1,2,5,10,20,50:weights=1,2,3,4,5,6";
static const char half_steps[] = "normal:0:1:step=0.5";
static const char whole_steps[] = "normal:5:2:lower=1:upper=10:step=1";
static const char log_steps[] = "lognormal:1:0.5:lower=1:upper=20:step=1";
static const char wide_integers[] = "int:0:9223372036854775807";
static const char wide_thirds[] = "int:-9223372036854775808:9223372036854775807:step=3";

/* The works of a space between its values, units and masses. */
#define OF_VALUES(space, type)                                                          \
    {space, HYS_NATIVE, type, ENCODE, 0, ""}, {space, HYS_NATIVE, type, DECODE, 0, ""}, \
        {space, HYS_NATIVE, type, CDF, 0, ""}, {space, HYS_NATIVE, type, PMF, 0, ""},   \
    {                                                                                   \
        space, HYS_NATIVE, type, QUANTILE, 0, ""                                        \
    }

/* A work is more than a space: it is drawn from a stream, in a type, by one of the calls, and the
 * program runs without the folder of the tests. So this list is the bench's own. Its spaces are
 * rows of suite bench in tests/data/spaces.tsv, where the tests see that they can be made;
 * tests/build/harness.sh compares the two. */
const struct work works[] = {
    {"linear:0:1", HYS_NATIVE, HYS_F32, SAMPLE, 0, ""},
    {"linear:0:1", HYS_NATIVE, HYS_F64, SAMPLE, 0, ""},
    {"log:1e-5:0.1:10", HYS_NATIVE, HYS_F32, SAMPLE, 0, ""},
    {"log:1e-5:0.1:10", HYS_NATIVE, HYS_F64, SAMPLE, 0, ""},
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
    {"log:1e-5:0.1:10", HYS_JAX_ARRAY, HYS_F32, SAMPLE, 0, ""},
    {"log:1e-5:0.1:10", HYS_JAX_ARRAY, HYS_F64, SAMPLE, 0, ""},
    {"qlinear:1:12", HYS_JAX_ARRAY, HYS_I32, SAMPLE, 0, ""},
    {labels10, HYS_JAX_ARRAY, HYS_INDEX, SAMPLE, 0, "of 10"},
    {"linear:0:1", HYS_JAX_KEYS, HYS_F32, SAMPLE, 0, ""},
    {"log:1e-5:0.1:10", HYS_JAX_KEYS, HYS_F32, SAMPLE, 0, ""},
    {"linear:0:1", HYS_JAX_SEARCH, HYS_F32, SAMPLE, 0, ""},
    {values16, HYS_NATIVE, HYS_F32, SNAP, 0, "sampled values of an array to the nearest of 16"},
    {NULL, HYS_NATIVE, HYS_F64, TABLE, 0, "lcbench, 8 columns, rows"},
    {NULL, HYS_SOBOL, HYS_F64, TABLE, 0, "lcbench, 8 columns, rows"},
    {NULL, HYS_NATIVE, HYS_F64, COLUMNS, 0, "lcbench, 8 columns, each alone"},
    {"linear:0:1", HYS_NATIVE, HYS_F32, THREADS, 0, "two threads"},
    {"normal:0:1", HYS_NATIVE, HYS_F32, SAMPLE, 0, ""},
    {"normal:0:1", HYS_NATIVE, HYS_F64, SAMPLE, 0, ""},
    {"lognormal:0:1", HYS_NATIVE, HYS_F32, SAMPLE, 0, ""},
    {"lognormal:0:1", HYS_NATIVE, HYS_F64, SAMPLE, 0, ""},
    {"normal:0:1:lower=-1:upper=2", HYS_NATIVE, HYS_F64, SAMPLE, 0, "truncated"},
    {"normal:0:1:lower=8", HYS_NATIVE, HYS_F64, SAMPLE, 0, "far in the tail"},
    {"int:1:12", HYS_NATIVE, HYS_I32, SAMPLE, 0, ""},
    {"int:1:12", HYS_NATIVE, HYS_I64, SAMPLE, 0, ""},
    {"bool", HYS_NATIVE, HYS_U8, SAMPLE, 0, ""},
    {"logint:1:1000", HYS_NATIVE, HYS_I32, SAMPLE, 0, ""},
    {"linear:0:1:step=0.1", HYS_NATIVE, HYS_F64, SAMPLE, 0, "11 decimals"},
    {weighted6, HYS_NATIVE, HYS_F32, SAMPLE, 0, "of 6"},
    {weighted6, HYS_NATIVE, HYS_F64, SAMPLE, 0, "of 6"},
    {weighted6, HYS_NATIVE, HYS_INDEX, SAMPLE, 0, "of 6"},
    {"normal:0:1", HYS_NATIVE, HYS_F64, LOGPDF, 0, ""},
    {"linear:0:1", HYS_NATIVE, HYS_F64, LOGPDF, 0, ""},
    OF_VALUES(half_steps, HYS_F64),
    OF_VALUES(whole_steps, HYS_F64),
    OF_VALUES(log_steps, HYS_F64),
    OF_VALUES(wide_integers, HYS_I64),
    OF_VALUES(wide_thirds, HYS_I64),
    {NULL, HYS_NATIVE, HYS_F64, MIX_LOGPDF, FLOAT, "64 components, a point"},
    {NULL, HYS_NATIVE, HYS_F64, MIX_LOGPDF, FLOATS4, "64 components, a point"},
    {NULL, HYS_NATIVE, HYS_F64, MIX_LOGPDF, FLOATS8, "64 components, a point"},
    {NULL, HYS_NATIVE, HYS_F64, MIX_LOGPDF, INT, "64 components, 1 to 50"},
    {NULL, HYS_NATIVE, HYS_F64, MIX_LOGPDF, LOG_INT, "64 components, 1 to 1000"},
    {NULL, HYS_NATIVE, HYS_F64, MIX_LOGPDF, CHOICE, "64 components, of 6"},
    {NULL, HYS_NATIVE, HYS_F64, MIX_SAMPLE, FLOAT, "64 components"},
    {NULL, HYS_NATIVE, HYS_F64, MIX_SAMPLE, INT, "64 components, 1 to 50"},
    {"log:1e-5:0.1:10", HYS_NATIVE, HYS_F32, STAGE, HYSI_MAP_log_f32, "from words in L1"},
    {NULL, HYS_NATIVE, HYS_F32, SLEEF_EXP2, 0, "the same by SLEEF's exp2f, called"},
    {values16, HYS_NATIVE, HYS_F32, STAGE, HYSI_MAP_nearest_f32, "nearest of 16, in L1"},
    {NULL, HYS_SOBOL, HYS_U32, BITS, 0, ""},
    {NULL, HYS_SOBOL, HYS_U64, BITS, 0, ""},
    {"linear:0:1", HYS_SOBOL, HYS_F32, SAMPLE, 0, ""},
    {"linear:0:1", HYS_SOBOL, HYS_F64, SAMPLE, 0, ""},
    {"log:1e-5:0.1:10", HYS_SOBOL, HYS_F32, SAMPLE, 0, ""},
    {"int:1:12", HYS_SOBOL, HYS_I32, SAMPLE, 0, ""},
    {"linear:0:1", HYS_SOBOL_OWEN, HYS_F32, SAMPLE, 0, ""},
    {"linear:0:1", HYS_SOBOL_OWEN, HYS_F64, SAMPLE, 0, ""},
    {"linear:0:1", HYS_LHS, HYS_F32, SAMPLE, 0, ""},
    {"linear:0:1", HYS_LHS, HYS_F64, SAMPLE, 0, ""},
    {"linear:0:1", HYS_GRID, HYS_F64, SAMPLE, 0, "4 194 304 points"},
    {"linear:0:1", HYS_PERMUTED, HYS_F64, SAMPLE, 0, "4 194 304 points"},
    {"linear:0:1", HYS_NATIVE, HYS_F32, CALL, 0, "one sample"},
    {"linear:0:1", HYS_SOBOL, HYS_F32, CALL, 0, "one sample"},
    {"log:1e-5:0.1:10", HYS_NATIVE, HYS_F64, CALL, 0, "one sample"},
    {"qlinear:1:12", HYS_NATIVE, HYS_I64, CALL, 0, "one sample"},
    {labels10, HYS_NATIVE, HYS_INDEX, CALL, 0, "one sample"},
    {"linear:0:1", HYS_JAX_KEYS, HYS_F32, CALL, 0, "one sample"},
    {NULL, HYS_NATIVE, 0, CALL_TABLE, 0, "xgboost, one row of 14 columns"},
    {NULL, HYS_SOBOL, 0, CALL_TABLE, 0, "xgboost, one row of 14 columns"},
    {NULL, HYS_NATIVE, 0, CALL_ROWS, 0, "xgboost, one row by its number"},
    {NULL, HYS_NATIVE, 0, CALL_OPENED, 0, "xgboost, one row, opened stream"},
    {NULL, HYS_SOBOL, 0, CALL_OPENED, 0, "xgboost, one row, opened stream"},
    {NULL, HYS_JAX_SEARCH, 0, CALL_TABLE, 0, "xgboost, one row of 14 columns"},
    {NULL, HYS_NATIVE, HYS_F64, CALL_DISCREPANCY, HYS_DISCREPANCY_CD, "1024 x 20 points"},
    {NULL, HYS_NATIVE, HYS_F64, CALL_DISCREPANCY, HYS_DISCREPANCY_WD, "1024 x 20 points"},
    {NULL, HYS_NATIVE, HYS_F64, CALL_DISCREPANCY, HYS_DISCREPANCY_MD, "1024 x 20 points"},
    {NULL, HYS_NATIVE, HYS_F64, CALL_DISCREPANCY, HYS_DISCREPANCY_L2_STAR, "1024 x 20 points"},
};
const size_t work_count = sizeof works / sizeof *works;

enum { MOST_COLUMNS = 16 };

/* What a work needs, once it is open. */
static struct open_work {
    hys_source source;
    hys_stream *stream; /* CALL_OPENED */
    hys_space *space;
    hys_column row[MOST_COLUMNS]; /* of calls for a table: one row, packed */
    size_t columns, row_size;
    void *values; /* ENCODE, CDF, PMF: samples of the space */
} open_works[sizeof works / sizeof *works];

static hys_domain *lcbench, *xgboost;

static _Alignas(64) uint32_t words[HYSI_TILE]; /* the input of stages: words or floats */
static _Alignas(64) float floats[HYSI_TILE];
static float *sampled; /* the input of SNAP, as large as the largest set */
static double *points; /* the input of LOGPDF, DECODE and QUANTILE */
static size_t point_count;

/* What the works of a mode do. open may be NULL. */
static const struct mode_row {
    const char *name; /* of its works, or what begins their names */
    void (*open)(struct open_work *open, size_t most);
    void (*run)(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                void *out);
} modes[CALL_DISCREPANCY + 1];

/* Appends the kind of a space and the names of the parameters that its word names: discrete-weights
 * of discrete:1,2:weights=1,3. */
static void add_space(char *name, size_t size, const char *word)
{
    size_t length = strcspn(word, ":");
    for (const char *dash = ""; length > 0; dash = "-") {
        const size_t n = strlen(name);
        snprintf(name + n, size - n, "%s%.*s", dash, (int)length, word);
        for (length = 0; length == 0 && (word = strchr(word, ':'));) {
            word++;
            length = strcspn(word, ":=");
            length = word[length] == '=' ? length : 0;
        }
    }
}

const char *work_name(const struct work *work)
{
    static char names[sizeof works / sizeof *works][48];
    char *name = names[work - works];

    if (!*name) {
        snprintf(name, sizeof *names, "%s", modes[work->mode].name);
        if (work->mode == STAGE)
            strcat(name, work->map == HYSI_MAP_log_f32 ? "exp2" : "snap16");
        else if (work->mode == SAMPLE || work->mode == CALL || work->mode == LOGPDF ||
                 work_is_of_values(work))
            add_space(name, sizeof *names, work->space);
        else if (work->mode == MIX_LOGPDF || work->mode == MIX_SAMPLE)
            strcat(name, mixture_name((enum mixture_shape)work->map));
        else if (work->mode == CALL_DISCREPANCY)
            strcat(name, hys_discrepancy_name(work->map));
        const size_t n = strlen(name);
        snprintf(name + n, sizeof *names - n, "/%s/%s", hys_stream_name(work->stream),
                 work->type ? hys_type_name(work->type) : "mixed");
    }
    return name;
}

bool work_is_call(const struct work *work) { return work->mode >= CALL; }

bool work_is_of_values(const struct work *work)
{
    return work->mode == ENCODE || work->mode == DECODE || work->mode == CDF || work->mode == PMF ||
           work->mode == QUANTILE;
}

bool work_has_end(const struct work *work)
{
    return hys_stream_traits(work->stream) & (HYS_STREAM_ROWS | HYS_STREAM_POINTS);
}

bool work_is_indexed(const struct work *work)
{
    return work->mode != COLUMNS && work->mode != STAGE && work->mode != SLEEF_EXP2;
}

size_t work_size(const struct work *work)
{
    if (work->mode == TABLE || work->mode == COLUMNS)
        return hys_type_size(work->type) * hys_domain_columns(lcbench);
    return work->type ? hys_type_size(work->type) : open_works[work - works].row_size;
}

static hys_domain *read_domain(const char *path)
{
    hys_domain *domain = NULL;
    hys_json_error error;
    if (hys_json_read_domain(path, &domain, &error) == HYS_OK)
        return domain;
    fprintf(stderr, "hysbench: %s: %s\n", path, error.text);
    exit(1);
}

/* Rows of a design that has an end: as many as 32-bit draws of a Latin hypercube tell apart. */
enum { DESIGN_ROWS = 1 << 22 };

static hys_source source_of(const struct work *work)
{
    const hys_key key = hys_key_from_seed(1);
    const uint32_t wide = hys_type_size(work->type) == 8 ? HYS_X64 : 0;
    const uint32_t traits = hys_stream_traits(work->stream);
    return (hys_source){.stream = work->stream,
                        .key = key,
                        .flags = hys_stream_flags(work->stream) & wide,
                        .rows = traits & HYS_STREAM_ROWS ? DESIGN_ROWS : 0,
                        .points = traits & HYS_STREAM_POINTS ? DESIGN_ROWS : 0};
}

/* A row has the columns in the domain's order, each in its default type, without gaps. */
static void open_row(struct open_work *open, const hys_domain *domain)
{
    open->columns = hys_domain_columns(domain);
    for (size_t c = 0; c < open->columns; c++) {
        hys_column *column = &open->row[c];
        column->type = hys_domain_default_type(domain, c, open->source.stream, open->source.flags);
        open->row_size += hys_type_size(column->type);
    }
}

static void open_lcbench(struct open_work *open, size_t most)
{
    (void)open, (void)most;
    if (!lcbench)
        lcbench = read_domain(EXAMPLES "/lcbench.json");
}

static void open_xgboost(struct open_work *open, size_t most)
{
    (void)most;
    if (!xgboost)
        xgboost = read_domain(EXAMPLES "/xgboost.json");
    open_row(open, xgboost);
}

static void open_stream(struct open_work *open, size_t most)
{
    open_xgboost(open, most);
    bench_need(hys_stream_open(&open->stream, &open->source, xgboost), "stream");
}

/* The floats of SNAP and of stages are samples of this space. */
static void sample_range(float *out, size_t n)
{
    const hys_source source = hys_source_native(hys_key_from_seed(2));
    hys_space *range = bench_space("linear:0:260");
    bench_need(hys_sample_f32(range, &source, 0, n, out), "floats");
    hys_space_free(range);
}

static void open_snap(struct open_work *open, size_t most)
{
    (void)open;
    sampled = bench_memory(most);
    sample_range(sampled, most / sizeof *sampled);
}

static void open_points(struct open_work *open, size_t most)
{
    const hys_source source = hys_source_native(hys_key_from_seed(2));
    const size_t count = most / sizeof *points;
    hys_space *range;

    (void)open;
    if (point_count >= count)
        return;
    points = bench_memory(most);
    point_count = count;
    range = bench_space("linear:0:1");
    bench_need(hys_sample_f64(range, &source, 0, count, points), "points");
    hys_space_free(range);
}

enum { CUBE_ROWS = 1024, CUBE_COLUMNS = 20 };
static double cube[CUBE_ROWS * CUBE_COLUMNS]; /* the points of CALL_DISCREPANCY */

static void open_cube(struct open_work *open, size_t most)
{
    (void)most;
    bench_need(hys_unit_f64(&open->source, 0, CUBE_ROWS * CUBE_COLUMNS, cube), "points of a cube");
}

static void open_values(struct open_work *open, size_t most)
{
    const struct work *work = &works[open - open_works];
    open->values = bench_memory(most);
    bench_need(
        hys_sample(open->space, &open->source, 0, most / work_size(work), work->type, open->values),
        work->space);
}

static void open_stage(struct open_work *open, size_t most)
{
    const hys_source source = hys_source_native(hys_key_from_seed(2));
    (void)open, (void)most;
    bench_need(hys_bits_u32(&source, 0, HYSI_TILE, words), "words");
    sample_range(floats, HYSI_TILE);
}

void work_open(const struct work *work, size_t most)
{
    struct open_work *open = &open_works[work - works];

    open->source = source_of(work);
    if (work->space)
        open->space = bench_space(work->space);
    if (work->mode == MIX_LOGPDF || work->mode == MIX_SAMPLE)
        mixture_open((enum mixture_shape)work->map);
    if (modes[work->mode].open)
        modes[work->mode].open(open, most);
}

bool work_has(const struct work *work, const char *isa)
{
    return work->mode != SLEEF_EXP2 || (HYSI_HAVE_AVX2 && !strcmp(isa, "avx2")) ||
           (HYSI_HAVE_AVX512 && !strcmp(isa, "avx512"));
}

/* ---- runs ---- */

static void run_sample(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                       void *out)
{
    const size_t size = hys_type_size(work->type);

    if (!work_has_end(work)) {
        bench_need(hys_sample(open->space, &open->source, first, n, work->type, out), work->space);
        return;
    }
    for (size_t done = 0, m; done < n; done += m) {
        const uint64_t row = (first + done) % DESIGN_ROWS;
        m = n - done < DESIGN_ROWS - row ? n - done : (size_t)(DESIGN_ROWS - row);
        bench_need(
            hys_sample(open->space, &open->source, row, m, work->type, (char *)out + done * size),
            work->space);
    }
}

static void run_bits(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                     void *out)
{
    bench_need(work->type == HYS_U64 ? hys_bits_u64(&open->source, first, n, out)
                                     : hys_bits_u32(&open->source, first, n, out),
               "bits");
}

static void run_snap(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                     void *out)
{
    (void)work;
    bench_need(hys_transform_f32(open->space, sampled + first, n, out), "snap");
}

static void run_logpdf(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                       void *out)
{
    (void)work;
    bench_need(hys_logpdf_f64(open->space, points + first, n, out, NULL), "logpdf");
}

static void run_encode(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                       void *out)
{
    const double *values = open->values; /* eight bytes each, of any type */
    bench_need(hys_encode(open->space, values + first, n, work->type, out, NULL), "encode");
}

static void run_decode(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                       void *out)
{
    bench_need(hys_decode(open->space, points + first, n, work->type, out, NULL), "decode");
}

/* A density of f64 or i64. */
#define RUN_OF_TYPE(name, f64, i64)                                                         \
    static void run_##name(const struct work *work, struct open_work *open, uint64_t first, \
                           size_t n, void *out)                                             \
    {                                                                                       \
        bench_need(work->type == HYS_I64                                                    \
                       ? hys_##name##_i64(open->space, i64 + first, n, out, NULL)           \
                       : hys_##name##_f64(open->space, f64 + first, n, out, NULL),          \
                   #name);                                                                  \
    }
RUN_OF_TYPE(cdf, (const double *)open->values, (const int64_t *)open->values)
RUN_OF_TYPE(pmf, (const double *)open->values, (const int64_t *)open->values)
RUN_OF_TYPE(quantile, points, points)

static void run_mixture(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                        void *out)
{
    (void)open;
    mixture_logpdf((enum mixture_shape)work->map, (size_t)first, n, out);
}

static void run_mixture_sample(const struct work *work, struct open_work *open, uint64_t first,
                               size_t n, void *out)
{
    (void)open;
    mixture_sample((enum mixture_shape)work->map, (size_t)first, n, out);
}

static void run_table(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                      void *out)
{
    (void)work;
    bench_need(hys_domain_sample_matrix_f64(lcbench, &open->source, first, n, HYS_ROW_MAJOR, out,
                                            hys_domain_columns(lcbench)),
               "table");
}

static void run_columns(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                        void *out)
{
    (void)work;
    for (size_t c = 0; c < hys_domain_columns(lcbench); c++)
        bench_need(hys_sample_f64(hys_domain_space(lcbench, c), &open->source, first, n,
                                  (double *)out + c * n),
                   hys_domain_name(lcbench, c));
}

static void run_stage(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                      void *out)
{
    const struct hysi_kernels *kernels;
    const bool snap = work->map == HYSI_MAP_nearest_f32;
    struct hysi_route route;

    (void)first;
    bench_need(hysi_find_route(open->space, snap ? HYSI_USE_TRANSFORM : HYSI_USE_NATIVE, work->type,
                               &route),
               "route");
    bench_need(hysi_kernels_get(&kernels), "ISA path");
    for (size_t done = 0; done < n; done += HYSI_TILE)
        kernels->map[work->map](route.stage[0].params, n - done < HYSI_TILE ? n - done : HYSI_TILE,
                                snap ? (const void *)floats : words, (uint32_t *)out + done);
}

static void run_sleef_exp2(const struct work *work, struct open_work *open, uint64_t first,
                           size_t n, void *out)
{
    (void)work, (void)open, (void)first;
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

struct half {
    const struct work *work;
    uint64_t first;
    size_t n;
    void *out;
};

static void *sample_half(void *argument)
{
    const struct half *half = argument;
    const struct open_work *open = &open_works[half->work - works];
    bench_need(
        hys_sample(open->space, &open->source, half->first, half->n, half->work->type, half->out),
        "sample");
    return NULL;
}

/* Non-temporal stores of whole lines in order: the speed of a kernel without any work. */
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

/* Runs both halves, the second one in a thread of its own. */
static void halves(void *(*run)(void *), const struct work *work, uint64_t first, size_t n,
                   size_t size, void *out)
{
    const size_t one = n / 2 / 64 * 64;
    struct half a = {work, first, one, out},
                b = {work, first + one, n - one, (char *)out + one * size};
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, &b) != 0)
        bench_need(HYS_E_MEMORY, "thread");
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

static void place_row(struct open_work *open, unsigned char *out)
{
    if (open->row[0].data == out)
        return;
    for (size_t c = 0; c < open->columns; c++) {
        open->row[c].data = out;
        out += hys_type_size(open->row[c].type);
    }
}

static void run_threads(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                        void *out)
{
    (void)open;
    halves(sample_half, work, first, n, hys_type_size(work->type), out);
}

static void run_row(const struct work *work, struct open_work *open, uint64_t first, size_t n,
                    void *out)
{
    (void)work;
    place_row(open, out);
    bench_need(hys_domain_sample(xgboost, &open->source, first, n, open->row, open->columns),
               "row");
}

static void run_row_by_number(const struct work *work, struct open_work *open, uint64_t first,
                              size_t n, void *out)
{
    (void)work;
    place_row(open, out);
    bench_need(
        hys_domain_sample_indices(xgboost, &open->source, &first, n, open->row, open->columns),
        "row");
}

static void run_row_opened(const struct work *work, struct open_work *open, uint64_t first,
                           size_t n, void *out)
{
    (void)work;
    place_row(open, out);
    bench_need(hys_domain_sample_from(xgboost, open->stream, first, n, open->row, open->columns),
               "row");
}

static void run_discrepancy(const struct work *work, struct open_work *open, uint64_t first,
                            size_t n, void *out)
{
    (void)open, (void)first, (void)n;
    bench_need(
        hys_discrepancy(work->map, CUBE_ROWS, CUBE_COLUMNS, cube, HYS_ROW_MAJOR, CUBE_COLUMNS, out),
        "discrepancy");
}

static const struct mode_row modes[CALL_DISCREPANCY + 1] = {
    [SAMPLE] = {"", NULL, run_sample},
    [BITS] = {"bits", NULL, run_bits},
    [SNAP] = {"snap16", open_snap, run_snap},
    [LOGPDF] = {"logpdf-", open_points, run_logpdf},
    [ENCODE] = {"encode-", open_values, run_encode},
    [DECODE] = {"decode-", open_points, run_decode},
    [CDF] = {"cdf-", open_values, run_cdf},
    [PMF] = {"pmf-", open_values, run_pmf},
    [QUANTILE] = {"quantile-", open_points, run_quantile},
    [MIX_LOGPDF] = {"mixture-", NULL, run_mixture},
    [MIX_SAMPLE] = {"mixture-sample-", NULL, run_mixture_sample},
    [TABLE] = {"table", open_lcbench, run_table},
    [COLUMNS] = {"columns", open_lcbench, run_columns},
    [THREADS] = {"linear-2-threads", NULL, run_threads},
    [STAGE] = {"stage-", open_stage, run_stage},
    [SLEEF_EXP2] = {"stage-exp2-sleef", open_stage, run_sleef_exp2},
    [CALL] = {"call-", NULL, run_sample},
    [CALL_TABLE] = {"call-table", open_xgboost, run_row},
    [CALL_ROWS] = {"call-rows", open_xgboost, run_row_by_number},
    [CALL_OPENED] = {"call-opened", open_stream, run_row_opened},

    [CALL_DISCREPANCY] = {"call-discrepancy-", open_cube, run_discrepancy},
};

void work_run(const struct work *work, uint64_t first, size_t n, void *out)
{
    modes[work->mode].run(work, &open_works[work - works], first, n, out);
}
