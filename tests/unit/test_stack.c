/* How much of its thread's stack each public call takes, by the mark that it leaves on painted
 * memory, compared with what its header states; and each call in a thread of 96 KiB. */
#include <config.h>

#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

#include <hyspace-json.h>

#include "src/nontemporal.h"
#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The compiler's own use of the stack is no matter of the library's. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#elif __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif
#ifdef __OPTIMIZE__
enum { OPTIMIZED = 1 };
#else
enum { OPTIMIZED = 0 };
#endif

/* ---- a painted stack ---- */

static const uint64_t paint = 0x5aa5c33c0ff0e187u;
static struct test_guarded stack; /* of the thread that measures */

/* What a call is given. Each takes what it needs of it. */
struct given {
    const hys_space *space;
    const hys_domain *domain;
    const hys_mixture *mixture;
    hys_source source;
    hys_type type;
    hys_order order;
    size_t columns, ld;
    const hys_column *column;
};
typedef hys_status work(const struct given *given);

/* Bytes below this function's frame that the call wrote to, its wrapper's frame among them. */
__attribute__((noinline)) static size_t depth_of(work *call, const struct given *given,
                                                 hys_status *status)
{
    enum { OWN = 512 }; /* this frame, which is not painted */
    volatile uint64_t *const low = (uint64_t *)(void *)stack.start;
    unsigned char *const here = __builtin_frame_address(0);
    const size_t words = (size_t)(here - OWN - stack.start) / sizeof *low;
    size_t untouched = 0;

    for (size_t w = 0; w < words; w++)
        low[w] = paint;
    *status = call(given);
    while (untouched < words && low[untouched] == paint)
        untouched++;
    return (size_t)(here - stack.start) - untouched * sizeof *low;
}

/* ---- what the headers say ---- */

enum bound {
    SAMPLE,
    TRANSFORM,
    ENCODE,
    DENSITY,
    DISCREPANCY,
    MIXTURE,
    TABLE,
    SPACE,
    KIND,
    JSON,
    OTHERS,
    BOUNDS
};
enum { SMALL = 64, SMALL_THREAD = 96 }; /* KiB: what every call should do with, and where */
static bool in_small_thread;
static struct {
    const char *header;
    size_t kib;      /* as it says of its calls */
    size_t most;     /* bytes, measured */
    char by[120];    /* in which case */
    size_t left_out; /* calls that are not made in a small thread, since they need more */
} bounds[BOUNDS] = {
    [SAMPLE] = {.header = "hyspace/sample.h", .kib = 40},
    [TRANSFORM] = {.header = "hyspace/transform.h", .kib = 40},
    [ENCODE] = {.header = "hyspace/encode.h", .kib = 56},
    [DENSITY] = {.header = "hyspace/density.h", .kib = 56},
    [DISCREPANCY] = {.header = "hyspace/discrepancy.h", .kib = 60},
    [MIXTURE] = {.header = "hyspace/mixture.h", .kib = 48},
    [TABLE] = {.header = "hyspace/domain.h", .kib = 64},
    [SPACE] = {.header = "hyspace/space.h", .kib = 32},
    [KIND] = {.header = "hyspace/kind.h", .kib = 40},
    [JSON] = {.header = "hyspace-json.h", .kib = 64},
    [OTHERS] = {.header = "other calls", .kib = 16}, /* no header says so */
};

/* The header must state the number that is tested here. */
static void check_header(enum bound b)
{
    static char text[1 << 16];
    char name[64], said[64];
    snprintf(name, sizeof name, "../../include/%s", bounds[b].header);
    snprintf(said, sizeof said, "up to %zu KiB of the calling thread's stack", bounds[b].kib);
    FILE *file = fopen(test_path(name), "r");
    CHECK(file, "%s", test_path(name));
    const size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[n] = 0;
    size_t to = 0;
    for (size_t from = 0; text[from]; from++) /* the lines of its comments as one */
        if (strncmp(text + from, "\n * ", 4) == 0)
            text[to++] = ' ', from += 3;
        else
            text[to++] = text[from];
    text[to] = 0;
    CHECK(strstr(text, said), "%s does not say \"%s\"", bounds[b].header, said);
}

static char failure[300]; /* the first call that did not do its work; threads cannot end a test */

__attribute__((format(printf, 4, 5))) static void
measure(enum bound bound, work *call, const struct given *given, const char *format, ...)
{
    hys_status status;
    char by[120];
    va_list rest;

    if (in_small_thread && bounds[bound].kib > SMALL) {
        bounds[bound].left_out++;
        return;
    }
    const size_t depth = depth_of(call, given, &status);

    if (depth <= bounds[bound].most && status >= 0)
        return;
    va_start(rest, format);
    vsnprintf(by, sizeof by, format, rest);
    va_end(rest);
    if (status < 0 && !*failure)
        snprintf(failure, sizeof failure, "%s: %s: %s", hys_isa_current(), by,
                 hys_strerror(status));
    if (depth > bounds[bound].most) {
        bounds[bound].most = depth;
        snprintf(bounds[bound].by, sizeof bounds[bound].by, "%s", by);
    }
}

/* ---- the calls ---- */

enum { N = 1100, WIDTH = 128 }; /* rows: a tile and a part; numbers of a row that is one-hot */
static double numbers[N * WIDTH], units[N * 64];
static unsigned char bytes[N * 64 * 8];
static uint64_t indices[N];

static float *const floats = (float *)(void *)bytes;
static double *const doubles = (double *)(void *)bytes;

static hys_status sample(const struct given *g)
{
    return hys_sample(g->space, &g->source, 5, N, g->type, bytes);
}
static hys_status sample_indices(const struct given *g)
{
    return hys_sample_indices(g->space, &g->source, indices, N, g->type, bytes);
}
static hys_status bits_u32(const struct given *g)
{
    return hys_bits_u32(&g->source, 5, N, (uint32_t *)(void *)bytes);
}
static hys_status bits_u64(const struct given *g)
{
    return hys_bits_u64(&g->source, 5, N, (uint64_t *)(void *)bytes);
}
static hys_status unit_f32(const struct given *g) { return hys_unit_f32(&g->source, 5, N, floats); }
static hys_status unit_f64(const struct given *g)
{
    return hys_unit_f64(&g->source, 5, N, doubles);
}
static hys_status transform(const struct given *g)
{
    return hys_transform(g->space, units, N, g->type, bytes, NULL);
}
static hys_status encode(const struct given *g)
{
    return hys_encode(g->space, bytes, N, g->type, numbers, NULL);
}
static hys_status decode(const struct given *g)
{
    return hys_decode(g->space, units, N, g->type, bytes, NULL);
}
/* Every call of a space, of both types where it has both; those that it does not have are left out.
 */
static hys_status densities(const struct given *g)
{
    const int64_t *integers = (const int64_t *)(void *)bytes;
    hys_status most = HYS_OK;
    const hys_status done[] = {hys_cdf_f64(g->space, units, N, numbers, NULL),
                               hys_sf_f64(g->space, units, N, numbers, NULL),
                               hys_quantile_f64(g->space, units, N, numbers, NULL),
                               hys_logpdf_f64(g->space, units, N, numbers, NULL),
                               hys_pdf_f64(g->space, units, N, numbers, NULL),
                               hys_pmf_f64(g->space, units, N, numbers, NULL),
                               hys_cdf_i64(g->space, integers, N, numbers, NULL),
                               hys_quantile_i64(g->space, units, N, (int64_t *)(void *)bytes, NULL),
                               hys_logpdf_i64(g->space, integers, N, numbers, NULL)};
    for (size_t i = 0; i < COUNT(done); i++)
        if (done[i] < most && done[i] != HYS_E_DENSITY && done[i] != HYS_E_TYPE)
            most = done[i];
    return most;
}
static hys_status log_f32(const struct given *g)
{
    return g->type ? hys_jax_log_transform_f32(floats, N, 10, floats)
                   : hys_log_transform_f32(floats, N, 10, floats);
}
static hys_status log_f64(const struct given *g)
{
    return g->type ? hys_jax_log_transform_f64(units, N, 10, doubles)
                   : hys_log_transform_f64(units, N, 10, doubles);
}

static hys_status table_sample(const struct given *g)
{
    return hys_domain_sample(g->domain, &g->source, 5, N, g->column, g->columns);
}
static hys_status table_indices(const struct given *g)
{
    return hys_domain_sample_indices(g->domain, &g->source, indices, N, g->column, g->columns);
}
static hys_status table_f32(const struct given *g)
{
    return hys_domain_sample_matrix_f32(g->domain, &g->source, 5, N, g->order, floats, g->ld);
}
static hys_status table_f64(const struct given *g)
{
    return hys_domain_sample_matrix_f64(g->domain, &g->source, 5, N, g->order, doubles, g->ld);
}
static hys_status table_fingerprint(const struct given *g)
{
    uint64_t *out = (uint64_t *)(void *)numbers;
    return hys_domain_fingerprint_rows(g->domain, N, g->column, g->columns, out);
}
static hys_status table_encode(const struct given *g)
{
    return hys_domain_encode(g->domain, N, g->column, g->columns, g->order, numbers, g->ld, NULL);
}
static hys_status table_logpdf(const struct given *g)
{
    return hys_domain_logpdf(g->domain, N, g->column, g->columns, units, g->order, numbers, g->ld,
                             NULL);
}
static hys_status table_decode(const struct given *g)
{
    return hys_domain_decode(g->domain, N, g->order, units, g->ld, g->column, g->columns, NULL);
}
static hys_status table_onehot(const struct given *g)
{
    float *narrow = (float *)(void *)numbers;
    return g->type == HYS_F32
               ? hys_domain_onehot_f32(g->domain, N, g->column, g->columns, narrow, WIDTH, NULL)
               : hys_domain_onehot_f64(g->domain, N, g->column, g->columns, numbers, WIDTH, NULL);
}

/* ---- cases ---- */

static const char long_list[] =
    "discrete:1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,"
    "34";
/* One of each shape that a route can have: with and without a clamp, of 32 and of 64 bits, lists
 * whose nearest entry is found in each way. */
static const char *const words[] = {
    "linear:0:1",
    "linear:-1.25:3.1",
    "log:1e-5:0.1:10",
    "qlinear:1:100",
    "qlog:1:100:10",
    "qlog:16:1048576:2",
    "discrete:3,1,2,5,8",
    "discrete:-0.5,1e30,7,0.1",
    long_list,
    "qlinear:0.3:99.7",
    "qlinear:-1.5e9:2.1e9",
    "qlinear:-4e15:4e15",
    "qlog:1:1e15:10",
    "labels:a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t",
};
enum { SPACES = COUNT(words), REALS = 8 }; /* the first have both floats under every stream */
static hys_space *spaces[SPACES];
static const char *names[SPACES];
static hys_domain *all, *reals;
static const struct {
    int32_t stream;
    uint32_t flags;
} streams[] = {
    {HYS_NATIVE, 0},          {HYS_JAX_ARRAY, HYS_X64},
    {HYS_JAX_SEARCH, 0},      {HYS_LHS, 0},
    {HYS_PERMUTED, HYS_ENDS}, {HYS_SOBOL, 0},
    {HYS_JAX_ARRAY, 0},       {HYS_SOBOL_OWEN, 0},
    {HYS_JAX_KEYS, HYS_X64},  {HYS_JAX_SEARCH, HYS_X64},
    {HYS_JAX_KEYS, 0},        {HYS_GRID, 0},
};
enum {
    DESIGN_ROWS = 1 << 20, /* of a Latin hypercube, or of a grid of one column */
    GRID_POINTS = 100      /* of a grid's columns in a table: 8 of them have 10^16 rows */
};
static size_t stream_count; /* of them, as the budget allows */

/* What is written past the caches: so many f32, and as many zeros to read. */
static size_t past;
static float *past_caches, *zeros;

static hys_status sample_past(const struct given *g)
{
    return hys_sample(g->space, &g->source, 5, past, HYS_F32, past_caches);
}
static hys_status transform_past(const struct given *g)
{
    return hys_transform(g->space, zeros, past, HYS_F32, past_caches, NULL);
}
static hys_status table_past(const struct given *g)
{
    const size_t n = past / (2 * REALS);
    double *out = (double *)(void *)past_caches;
    return hys_domain_sample_matrix_f64(g->domain, &g->source, 5, n, HYS_ROW_MAJOR, out, REALS);
}

static hys_source source_of(size_t s)
{
    const uint32_t traits = hys_stream_traits(streams[s].stream);
    return (hys_source){.stream = streams[s].stream,
                        .flags = streams[s].flags,
                        .key = hys_key_from_seed(3),
                        .rows = traits & HYS_STREAM_ROWS ? DESIGN_ROWS : 0,
                        .points = traits & HYS_STREAM_POINTS ? DESIGN_ROWS : 0};
}

/* Whether a space has the rows that are drawn: few values are a short grid. */
static bool has_rows(const hys_space *space, const hys_source *source)
{
    uint64_t rows;
    return hys_space_rows(space, source, &rows) == HYS_OK && (rows == 0 || rows >= DESIGN_ROWS);
}

static void one_space(const hys_space *space, const char *name)
{
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
        struct given g = {.space = space, .type = type};
        const char *text = hys_type_name(type);
        for (size_t s = 0; s < stream_count; s++) {
            if (!(hys_space_types(space, streams[s].stream, streams[s].flags) >> type & 1))
                continue;
            g.source = source_of(s);
            if (!has_rows(space, &g.source))
                continue;
            measure(SAMPLE, sample, &g, "hys_sample, %.20s, %s, stream %zu", name, text, s);
            measure(SAMPLE, sample_indices, &g, "hys_sample_indices, %.20s, %s, stream %zu", name,
                    text, s);
            if (past && s == 0 && type == HYS_F32)
                measure(SAMPLE, sample_past, &g, "hys_sample past the caches, %.20s", name);
        }
        if (hys_space_transform_types(space) >> type & 1) {
            measure(TRANSFORM, transform, &g, "hys_transform, %.20s, %s", name, text);
            if (past && type == HYS_F32)
                measure(TRANSFORM, transform_past, &g, "past the caches, %.20s", name);
        }
        if (hys_space_encode_types(space) >> type & 1) {
            measure(ENCODE, decode, &g, "hys_decode, %.20s, %s", name, text);
            measure(ENCODE, encode, &g, "hys_encode, %.20s, %s", name, text);
        }
    }
}

static void densities_of(const hys_space *space, const char *name)
{
    const struct given g = {.space = space};
    measure(DENSITY, densities, &g, "densities, %.20s", name);
}

static hys_status mixture_logpdf(const struct given *g)
{
    return hys_mixture_logpdf(g->mixture, N, g->order, units, g->ld, numbers, NULL);
}
static hys_status mixture_sample(const struct given *g)
{
    return hys_mixture_sample(g->mixture, &g->source, 5, N, g->order, numbers, g->ld);
}
static hys_mixture *mixture;
static hys_status new_mixture(const struct given *g)
{
    enum { COMPONENTS = 70, MOST = 20 };
    static double ones[5 * COMPONENTS];
    hys_mixture_column column[MOST];
    for (size_t c = 0; c < COUNT(ones); c++)
        ones[c] = 1;
    for (size_t j = 0; j < MOST; j++)
        column[j] = j % 4 ? (hys_mixture_column){.mu = ones,
                                                 .sigma = ones,
                                                 .lower = 1,
                                                 .upper = 9,
                                                 .step = (double)(j % 2),
                                                 .flags = j % 4 == 3}
                          : (hys_mixture_column){.weights = ones, .count = 5};
    return hys_mixture_new(&mixture, COMPONENTS, ones, g->columns, column, NULL);
}

/* A mixture of more columns than its calls hold at once. */
static void mixtures(void)
{
    struct given g = {.source = hys_source_native(hys_key_from_seed(3)), .columns = 20};
    measure(MIXTURE, new_mixture, &g, "hys_mixture_new");
    g.mixture = mixture;
    for (g.order = HYS_ROW_MAJOR; g.order <= HYS_COLUMN_MAJOR && mixture; g.order++) {
        g.ld = g.order == HYS_ROW_MAJOR ? g.columns : N;
        measure(MIXTURE, mixture_logpdf, &g, "hys_mixture_logpdf, order %d", (int)g.order);
        measure(MIXTURE, mixture_sample, &g, "hys_mixture_sample, order %d", (int)g.order);
    }
    hys_mixture_free(mixture);
}

/* Of points that are 0; the kind is g->type. */
static const double points[N];
static hys_status discrepancy(const struct given *g)
{
    return hys_discrepancy(g->type, N / g->columns, g->columns, points, g->order, g->ld, numbers);
}
static hys_status discrepancy_sums(const struct given *g)
{
    return hys_discrepancy_sums(g->type, N / g->columns, g->columns, points, g->order, g->ld, 0, 1,
                                numbers);
}
static void discrepancies(void)
{
    struct given g = {.columns = 30};
    for (g.type = HYS_DISCREPANCY_CD; g.type <= HYS_DISCREPANCY_L2_STAR; g.type++)
        for (g.order = HYS_ROW_MAJOR; g.order <= HYS_COLUMN_MAJOR; g.order++) {
            g.ld = g.order == HYS_ROW_MAJOR ? g.columns : N / g.columns;
            measure(DISCREPANCY, discrepancy, &g, "hys_discrepancy, kind %d", (int)g.type);
            measure(DISCREPANCY, discrepancy_sums, &g, "sums of kind %d", (int)g.type);
        }
}

static void draws(void)
{
    for (size_t s = 0; s < stream_count; s++) {
        const struct given g = {.source = source_of(s)};
        const uint32_t traits = hys_stream_traits(streams[s].stream);
        const int native = traits & HYS_STREAM_NATIVE;
        const int x64 = native || streams[s].flags, x32 = native || !streams[s].flags;
        if (!(traits & HYS_STREAM_DRAWS))
            continue;
        measure(SAMPLE, bits_u32, &g, "hys_bits_u32, stream %zu", s);
        if (x64)
            measure(SAMPLE, bits_u64, &g, "hys_bits_u64, stream %zu", s);
        if (x32)
            measure(SAMPLE, unit_f32, &g, "hys_unit_f32, stream %zu", s);
        if (x64)
            measure(SAMPLE, unit_f64, &g, "hys_unit_f64, stream %zu", s);
    }
}

/* ---- tables ---- */

/* Columns of a table: in rows of so many bytes, or 0: each by itself. Type 0 leaves a column out.
 */
static void lay_out(hys_column column[SPACES], const hys_type type[SPACES], size_t row)
{
    unsigned char *at = bytes;
    for (size_t c = 0; c < SPACES; c++) {
        const size_t size = hys_type_size(type[c]);
        const ptrdiff_t stride = (ptrdiff_t)(row ? row : size);
        column[c] = (hys_column){.data = size ? at : NULL, .stride = stride, .type = type[c]};
        at += row ? size : N * 8;
    }
}

/* The calls that take columns, with rows whose elements are aligned and with others. */
static void one_table(const hys_type type[SPACES], size_t s, const char *what)
{
    static const size_t rows[] = {0, 8 * SPACES, 8 * SPACES + 1};
    hys_column column[SPACES];
    struct given g = {.domain = all, .source = source_of(s), .columns = SPACES, .column = column};
    char by[80];

    for (size_t r = 0; r < COUNT(rows); r++) {
        snprintf(by, sizeof by, "%s, rows of %zu, stream %zu", what, rows[r], s);
        lay_out(column, type, rows[r]);
        measure(TABLE, table_sample, &g, "hys_domain_sample, %s", by);
        measure(TABLE, table_indices, &g, "hys_domain_sample_indices, %s", by);
        measure(TABLE, table_fingerprint, &g, "hys_domain_fingerprint_rows, %s", by);
        for (size_t c = 0; c < SPACES; c++)
            if (!(hys_space_encode_types(spaces[c]) >> type[c] & 1))
                column[c].data = NULL;
        for (g.order = HYS_ROW_MAJOR; g.order <= HYS_COLUMN_MAJOR; g.order++) {
            g.ld = g.order == HYS_ROW_MAJOR ? SPACES : N;
            measure(ENCODE, table_encode, &g, "hys_domain_encode, %s, order %d", by, (int)g.order);
            measure(ENCODE, table_decode, &g, "hys_domain_decode, %s, order %d", by, (int)g.order);
            measure(DENSITY, table_logpdf, &g, "hys_domain_logpdf, %s, order %d", by, (int)g.order);
        }
        for (g.type = HYS_F32; g.type <= HYS_F64; g.type++)
            measure(ENCODE, table_onehot, &g, "hys_domain_onehot, %s, %d", by, (int)g.type);
    }
}

static void matrices(size_t s)
{
    const int native = hys_stream_traits(streams[s].stream) & HYS_STREAM_NATIVE;
    struct given g = {.domain = reals, .source = source_of(s)};
    if (g.source.points)
        g.source.points = GRID_POINTS;

    for (g.order = HYS_ROW_MAJOR; g.order <= HYS_COLUMN_MAJOR; g.order++) {
        g.ld = g.order == HYS_ROW_MAJOR ? REALS : N;
        if (native || !streams[s].flags)
            measure(TABLE, table_f32, &g, "matrix of f32, order %d, stream %zu", (int)g.order, s);
        if (native || streams[s].flags)
            measure(TABLE, table_f64, &g, "matrix of f64, order %d, stream %zu", (int)g.order, s);
    }
    if (past && s == 0)
        measure(TABLE, table_past, &g, "matrix of f64 past the caches");
}

/* Each column in one type, where the space has it; for 0, in as many types as there are. */
static void tables(void)
{
    static const hys_type types[] = {0, HYS_F32, HYS_F64, HYS_I64, HYS_INDEX};

    for (size_t s = 0; s < stream_count; s++) {
        /* All columns together are more than a grid holds. */
        const bool grid = hys_stream_traits(streams[s].stream) & HYS_STREAM_POINTS;
        for (size_t t = 0; t < COUNT(types) && !grid; t++) {
            hys_type type[SPACES];
            for (size_t c = 0; c < SPACES; c++) {
                const int32_t stream = streams[s].stream;
                const uint32_t set = hys_space_types(spaces[c], stream, streams[s].flags);
                type[c] = types[t] ? types[t] : (hys_type)(1 + c % HYS_INDEX);
                type[c] = set >> type[c] & 1 ? type[c] : 0;
            }
            one_table(type, s, types[t] ? hys_type_name(types[t]) : "mixed");
        }
        matrices(s);
    }
}

/* ---- what is made ---- */

/* The required arguments of a kind, and lists that may be given: reals are 1.5, 2.5, ... times
 * scale. */
static void arguments_of(hys_kind kind, double scale, hys_argument *arguments)
{
    static const double many[3000] = {1, 2, 3};
    static const char *const labels[] = {"c", "a", "b"};

    for (size_t p = 0; p < hys_kind_params(kind); p++) {
        const hys_param *param = hys_kind_param(kind, p);
        hys_argument *argument = &arguments[p];
        if (param->optional && param->type != HYS_PARAM_REALS)
            continue;
        *argument = (hys_argument){
            .type = param->type, .real = ((double)p + 1.5) * scale, .integer = (int64_t)p + 1};
        if (param->type == HYS_PARAM_REALS) {
            argument->reals = many;
            argument->count = p == 0 ? COUNT(many) : arguments[0].count;
        } else if (param->type == HYS_PARAM_NAMES) {
            argument->names = labels;
            argument->count = COUNT(labels);
        }
    }
}

/* Kinds whose bounds are below 1 take the smaller numbers. */
static hys_status new_of_kind(const struct given *g)
{
    hys_status status = HYS_E_BOUNDS;

    for (double scale = 1; status != HYS_OK && scale > 0.1; scale /= 8) {
        hys_argument arguments[HYS_KIND_PARAMS_MAX] = {{.type = 0}};
        hys_space *space;
        arguments_of(g->type, scale, arguments);
        status = hys_space_new(&space, g->type, arguments, hys_kind_params(g->type), NULL);
        hys_space_free(space);
    }
    return status;
}

static hys_status new_space(const struct given *g)
{
    static const double many[3000] = {1, 2, 3};
    static const char *const labels[] = {"c", "a", "b"};
    hys_status status = HYS_E_TYPE;
    hys_space *space = NULL;

    switch (g->type) {
    case HYS_LINEAR: status = hys_space_linear(&space, 0, 1); break;
    case HYS_LOG: status = hys_space_log(&space, 1e-5, 0.1, 10); break;
    case HYS_QLINEAR: status = hys_space_qlinear(&space, 0.3, 1e6); break;
    case HYS_QLOG: status = hys_space_qlog(&space, 1, 1e6, 2); break;
    case HYS_DISCRETE: status = hys_space_discrete(&space, many, COUNT(many)); break;
    case HYS_LABELS: status = hys_space_labels(&space, labels, 3); break;
    }
    hys_space_free(space);
    return status;
}

static hys_status new_domain(const struct given *g)
{
    hys_domain *domain;
    const hys_status status = hys_domain_new(&domain, names, spaces, g->columns, NULL);
    hys_domain_free(domain);
    return status;
}

static hys_status new_described(const struct given *g)
{
    static const hys_domain_description whole = {.title = "t", .meta = "{}"};
    hys_column_description columns[SPACES];
    hys_domain *domain;
    for (size_t c = 0; c < g->columns; c++) {
        hys_extent extent;
        hys_space_extent(spaces[c], &extent);
        columns[c] = (hys_column_description){
            .name = names[c], .space = spaces[c], .dimension = (int32_t)c, .meta = "{}"};
        if (!(hys_kind_traits(hys_space_kind(spaces[c])) & HYS_KIND_NAMES) &&
            extent.upper == (double)(int64_t)extent.upper)
            columns[c].default_value = (hys_value){.type = HYS_F64, .real = extent.upper};
    }
    const hys_status status = hys_domain_new_described(&domain, columns, g->columns, &whole, NULL);
    hys_domain_free(domain);
    return status;
}

/* Whether a space has its lower bound. */
static hys_status has_value(const struct given *g)
{
    hys_extent extent;
    hys_value value = {.type = HYS_F64};
    hys_space_extent(g->space, &extent);
    value.real = extent.lower;
    (void)hys_space_has(g->space, &value);
    value = (hys_value){.type = HYS_I64, .integer = extent.last};
    (void)hys_space_has(g->space, &value);
    return HYS_OK;
}

/* Reads and writes what an owner keeps, nested as deep as it may be. */
static hys_status deep_meta(const struct given *g)
{
    static const char head[] = "{\"hyspace\": 2, \"space\": {\"x\": {\"kind\": \"qlinear\", "
                               "\"lower\": 0, \"upper\": 9}}, \"meta\": ";
    enum { DEEPEST = HYS_JSON_DEPTH_MAX - 1, LEVEL = 5 };
    static char text[sizeof head + DEEPEST * (LEVEL + 1) + 10];
    hys_domain *domain;
    char *again;
    (void)g;
    char *at = text + sprintf(text, "%s", head);
    for (size_t i = 0; i < DEEPEST; i++)
        at += sprintf(at, "{\"a\":");
    at += sprintf(at, "1.5");
    memset(at, '}', DEEPEST + 1);
    at[DEEPEST + 1] = 0;
    hys_status status = hys_json_parse_domain(text, strlen(text), &domain, NULL);
    if (status != HYS_OK)
        return status;
    status = hys_json_write_domain(domain, &again, NULL);
    hys_domain_free(domain);
    free(again);
    return status;
}

/* Nested as deep as a text may be, which is no search space. */
static hys_status read_deep(const struct given *g)
{
    enum { DEEPEST = HYS_JSON_DEPTH_MAX };
    static char text[2 * DEEPEST + 1];
    hys_domain *domain;
    (void)g;
    memset(text, '[', DEEPEST);
    memset(text + DEEPEST, ']', DEEPEST);
    const hys_status status = hys_json_parse_domain(text, sizeof text - 1, &domain, NULL);
    return status == HYS_E_JSON_FORM ? HYS_OK : HYS_E_JSON;
}

static hys_status write_and_read(const struct given *g)
{
    hys_domain *back;
    char *text;
    hys_status status = hys_json_write_domain(g->domain, &text, NULL);
    if (status != HYS_OK)
        return status;
    status = hys_json_parse_domain(text, strlen(text), &back, NULL);
    hys_domain_free(back);
    free(text);
    return status;
}

/* The calls that look something up, one after the other. */
static hys_status look_up(const struct given *g)
{
    uint64_t fingerprint[2];
    hys_extent extent;
    size_t i;

    hys_space_fingerprint(g->space, fingerprint);
    hys_space_extent(g->space, &extent);
    for (size_t p = 0; hys_space_argument(g->space, p); p++)
        (void)hys_space_argument(g->space, p);
    (void)hys_space_default_type(g->space, HYS_JAX_SEARCH, HYS_X64);
    if (hys_space_count(g->space) && hys_space_label(g->space, 0))
        return hys_space_find_label(g->space, "b", &i);
    return HYS_OK;
}

static hys_status look_up_columns(const struct given *g)
{
    uint64_t fingerprint[2];
    size_t i, width;

    hys_domain_fingerprint(g->domain, fingerprint);
    for (size_t c = 0; c < hys_domain_columns(g->domain); c++)
        (void)hys_domain_default_type(g->domain, c, HYS_NATIVE, 0);
    const hys_status status = hys_domain_onehot_width(g->domain, &width);
    return status < 0 ? status : hys_domain_find(g->domain, words[0], &i);
}

static hys_status other_calls(const struct given *g)
{
    const hys_key key = hys_key_fold_in_name(hys_key_from_seed(1), "a name");
    (void)g;
    (void)hys_source_jax(HYS_JAX_KEYS, hys_key_fold_in(hys_key_split(key, 3), 4), 0);
    for (size_t i = 0; i < hys_isa_count(); i++)
        for (size_t k = 0; k < hys_kernel_count(); k++)
            (void)hys_kernel_isa(i, k);
    (void)hys_type_from_name(hys_type_name(HYS_F32));
    (void)hys_kind_from_name("qlog");
    (void)hys_strerror(HYS_E_TYPE);
    return hys_isa_select(hys_isa_current());
}

static void look_ups(void)
{
    for (size_t w = 0; w < SPACES; w++) {
        const struct given g = {.space = spaces[w]};
        measure(SPACE, look_up, &g, "accessors of %.20s", words[w]);
        measure(KIND, has_value, &g, "a value of %.20s", words[w]);
    }
    const struct given g = {.domain = all};
    measure(TABLE, look_up_columns, &g, "accessors of a domain");
    measure(OTHERS, other_calls, &g, "keys, instruction sets, names");
}

static void makers(void)
{
    struct given g = {.domain = all, .columns = SPACES};
    for (g.type = HYS_LINEAR; g.type <= HYS_LABELS; g.type++) {
        measure(SPACE, new_space, &g, "%s", hys_kind_name(g.type));
        measure(KIND, new_of_kind, &g, "%s", hys_kind_name(g.type));
    }
    measure(TABLE, new_domain, &g, "hys_domain_new");
    measure(TABLE, new_described, &g, "hys_domain_new_described");
    measure(JSON, deep_meta, &g, "nested as deep as there is, kept");
    measure(JSON, read_deep, &g, "nested as deep as there is");
    measure(JSON, write_and_read, &g, "written and read");
}

/* ---- the whole ---- */

static void *everything(void *unused)
{
    draws();
    for (size_t w = 0; w < SPACES; w++) {
        one_space(spaces[w], words[w]);
        densities_of(spaces[w], words[w]);
    }
    for (int jax = 0; jax < 2; jax++) {
        const struct given g = {.type = jax};
        measure(TRANSFORM, log_f32, &g, "hys_log_transform_f32, jax %d", jax);
        measure(TRANSFORM, log_f64, &g, "hys_log_transform_f64, jax %d", jax);
    }
    mixtures();
    discrepancies();
    tables();
    look_ups();
    makers();
    return unused;
}

/* In a thread whose stack is memory of ours, between pages that end the process. Some systems
 * demand more than a size: on 64-bit ARM a thread has 128 KiB at least. */
static void in_thread(void *(*body)(void *), size_t size)
{
    const long least = sysconf(_SC_THREAD_STACK_MIN);
    pthread_attr_t attributes;
    pthread_t thread;

    size = least > 0 && size < (size_t)least ? (size_t)least : size;
    stack = test_guarded_new(size);
    CHECK(!pthread_attr_init(&attributes), "attributes");
    CHECK(!pthread_attr_setstack(&attributes, stack.start, size), "stack");
    CHECK(!pthread_create(&thread, &attributes, body, NULL), "thread");
    CHECK(!pthread_join(thread, NULL), "thread");
    pthread_attr_destroy(&attributes);
    test_guarded_free(stack);
    CHECK(!*failure, "%s", failure);
}

static void set_up(void)
{
    uint64_t state = 1;

    if (SANITIZED)
        test_skip("a sanitizer's frames are its own");
    if (!OPTIMIZED)
        test_skip("the headers speak of optimised builds");
    test_needs_fma();
    stream_count = test_budget(6, COUNT(streams), COUNT(streams));
    for (size_t w = 0; w < SPACES; w++) {
        spaces[w] = test_space_word(words[w]);
        names[w] = words[w];
    }
    OK(hys_domain_new(&all, names, spaces, SPACES, NULL));
    OK(hys_domain_new(&reals, names, spaces, REALS, NULL));
    for (size_t k = 0; k < COUNT(units); k++)
        units[k] = (double)(test_random(&state) >> 11) * 0x1p-53;
    for (size_t k = 0; k < N; k++)
        indices[k] = test_random(&state) % DESIGN_ROWS;
}

static void take_down(void)
{
    hys_domain_free(all);
    hys_domain_free(reals);
    for (size_t w = 0; w < SPACES; w++)
        hys_space_free(spaces[w]);
}

static void measure_everything(void) { in_thread(everything, (size_t)1 << 20); }

TEST(stack, headers)
{
    const size_t least = hysi_nontemporal_bytes();

    set_up();
    if (test_budget(0, 1, 1) && least <= (size_t)1 << 27) {
        past = least / sizeof(float) + 1024;
        past_caches = test_memory(past * sizeof(float));
        zeros = test_memory(past * sizeof(float));
        memset(zeros, 0, past * sizeof(float));
    } else {
        test_note("stack: outputs of %zu MiB, past the caches, not measured", least >> 20);
    }
    test_each_isa(measure_everything);
    for (enum bound b = 0; b < BOUNDS; b++)
        test_note("stack: %s: %zu bytes (%s)", bounds[b].header, bounds[b].most, bounds[b].by);
    for (enum bound b = 0; b < BOUNDS; b++) {
        if (b != OTHERS)
            check_header(b);
        CHECK(bounds[b].most <= bounds[b].kib << 10, "%s: %zu bytes, more than %zu KiB: %s",
              bounds[b].header, bounds[b].most, bounds[b].kib, bounds[b].by);
    }
    free(past_caches);
    free(zeros);
    past = 0;
    take_down();
}

static void everything_in_96_kib(void) { in_thread(everything, (size_t)SMALL_THREAD << 10); }

/* Every call whose header states at most 64 KiB; the others are counted. */
TEST(stack, thread_of_96_kib)
{
    set_up();
    in_small_thread = true;
    test_each_isa(everything_in_96_kib);
    in_small_thread = false;
    for (enum bound b = 0; b < BOUNDS; b++)
        if (bounds[b].left_out)
            test_note("stack: %s states %zu KiB: %zu calls are not made in a thread of %d KiB",
                      bounds[b].header, bounds[b].kib, bounds[b].left_out, SMALL_THREAD);
    take_down();
}
