/* Memory: every allocation of every constructor fails in turn, with the documented status and
 * nothing held; calls that compute allocate nothing. */
#include <config.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- constructors ---- */

static hys_space *space;
static hys_domain *domain;
static hys_stream *stream;
static hys_mixture *mixture;

/* Lists whose nearest value is found by registers, by buckets, by a table; labels that need a
 * sorted list. */
enum { MOST = 3000 };
static double values[MOST];
static const char *labels[MOST];

static hys_status new_linear(void) { return hys_space_linear(&space, -1, 3); }
static hys_status new_log(void) { return hys_space_log(&space, 1e-5, 0.1, 10); }
static hys_status new_qlinear(void) { return hys_space_qlinear(&space, -3, 1e6); }
static hys_status new_qlog(void) { return hys_space_qlog(&space, 1, 1e6, 2); }
static hys_status new_short_list(void) { return hys_space_discrete(&space, values, 5); }
static hys_status new_list(void) { return hys_space_discrete(&space, values, 100); }
static hys_status new_long_list(void) { return hys_space_discrete(&space, values, MOST); }
static hys_status new_labels(void) { return hys_space_labels(&space, labels, MOST); }

static const char *const names[] = {"a", "c", "b", "e", "d"};
static hys_space *columns[COUNT(names)];
static hys_status new_domain(void)
{
    size_t bad;
    return hys_domain_new(&domain, names, columns, COUNT(names), &bad);
}
static hys_status new_described(void)
{
    static const hys_domain_description whole = {.title = "t", .meta = "{}"};
    hys_column_description described[COUNT(names)];
    for (size_t c = 0; c < COUNT(names); c++)
        described[c] = (hys_column_description){
            .name = names[c], .space = columns[c], .dimension = (int32_t)c, .meta = "{}"};
    return hys_domain_new_described(&domain, described, COUNT(names), &whole, NULL);
}
static hys_status open_stream(void)
{
    static const hys_source source = {.key = {{1, 2}}};
    return hys_stream_open(&stream, &source, NULL);
}

static hys_status new_mixture(void)
{
    static const double ones[] = {1, 1};
    static const hys_mixture_column column[] = {{.mu = ones, .sigma = ones, .upper = 1},
                                                {.weights = ones, .count = 1}};
    return hys_mixture_new(&mixture, 2, ones, 2, column, NULL);
}

static const struct {
    const char *name;
    hys_status (*make)(void);
    int log;
} makers[] = {{"linear", new_linear, 0},          {"log", new_log, 1},
              {"qlinear", new_qlinear, 0},        {"qlog", new_qlog, 1},
              {"5 values", new_short_list, 0},    {"100 values", new_list, 0},
              {"3 000 values", new_long_list, 0}, {"3 000 labels", new_labels, 0},
              {"a domain", new_domain, 0},        {"a described domain", new_described, 0},
              {"a stream", open_stream, 0},       {"a mixture", new_mixture, 1}};

static int makes_domain(size_t m)
{
    return makers[m].make == new_domain || makers[m].make == new_described;
}

static void set_up(void)
{
    static char text[MOST][8];
    for (size_t k = 0; k < MOST; k++) {
        values[k] = (double)(k * 7919 % 3001) * 0.37;
        snprintf(text[k], sizeof text[k], "l%zu", k * 7919 % 3001);
        labels[k] = text[k];
    }
    for (size_t c = 0; c < COUNT(names); c++) {
        OK(c % 2 ? new_list() : new_qlinear());
        columns[c] = space;
    }
}

TEST(memory, constructors)
{
    size_t failed = 0;
    set_up();
    for (size_t m = 0; m < COUNT(makers); m++) {
        if (makers[m].log && !test_has_fma())
            continue;
        hys_status status = HYS_E_MEMORY;
        for (size_t left = 0; status == HYS_E_MEMORY; left++) {
            space = (hys_space *)values; /* neither NULL nor a space */
            domain = (hys_domain *)values;
            stream = (hys_stream *)values;
            mixture = (hys_mixture *)values;
            test_memory_held = 0;
            test_memory_left = left;
            status = makers[m].make();
            const size_t held = test_memory_held, unused = test_memory_left;
            test_memory_left = SIZE_MAX;
            if (status == HYS_OK) {
                CHECK(left > 0 && unused == 0, "%s: %zu allocations were allowed, %zu left",
                      makers[m].name, left, unused);
                break;
            }
            CHECK(status == HYS_E_MEMORY, "%s, allocation %zu: %s", makers[m].name, left,
                  hys_strerror(status));
            CHECK(held == 0, "%s, allocation %zu: %zd not freed", makers[m].name, left,
                  (ssize_t)held);
            CHECK((makes_domain(m)                 ? (void *)domain
                   : makers[m].make == open_stream ? (void *)stream
                   : makers[m].make == new_mixture ? (void *)mixture
                                                   : (void *)space) == NULL,
                  "%s, allocation %zu", makers[m].name, left);
            failed++;
        }
        test_memory_left = SIZE_MAX - 1; /* so that what is freed is counted */
        if (makes_domain(m))
            hys_domain_free(domain);
        else if (makers[m].make == open_stream)
            hys_stream_free(stream);
        else if (makers[m].make == new_mixture)
            hys_mixture_free(mixture);
        else
            hys_space_free(space);
        test_memory_left = SIZE_MAX;
        CHECK(test_memory_held == 0, "%s: %zd not freed in the end", makers[m].name,
              (ssize_t)test_memory_held);
    }
    for (size_t c = 0; c < COUNT(names); c++)
        hys_space_free(columns[c]);
    test_note("memory: %zu allocations of %zu constructors failed in turn", failed, COUNT(makers));
}

/* ---- calls that compute ---- */

/* An allocation would be refused, and the count no longer 0. */
#define TAKES_NONE(call)                                                                    \
    do {                                                                                    \
        test_memory_left = 0;                                                               \
        const hys_status status_ = (call);                                                  \
        const size_t left_ = test_memory_left;                                              \
        test_memory_left = SIZE_MAX;                                                        \
        CHECK(status_ >= HYS_OK && left_ == 0, "%s under %s: %s", #call, hys_isa_current(), \
              left_ ? "memory was taken" : hys_strerror(status_));                          \
        calls++;                                                                            \
    } while (0)

enum { ROWS = 5000 };
static size_t calls;
static double *out, *in, *table;
static uint64_t *words, *list;

static const hys_source sources[] = {{.stream = HYS_NATIVE, .key = {{1, 2}}},
                                     {.stream = HYS_JAX_ARRAY, .key = {{1, 2}}},
                                     {.stream = HYS_JAX_KEYS, .key = {{1, 2}}, .flags = HYS_X64},
                                     {.stream = HYS_JAX_SEARCH, .key = {{1, 2}}},
                                     {.stream = HYS_SOBOL, .key = {{1, 2}}},
                                     {.stream = HYS_SOBOL_OWEN, .key = {{1, 2}}},
                                     {.stream = HYS_LHS, .key = {{1, 2}}, .rows = 1000000},
                                     {.stream = HYS_PERMUTED, .key = {{1, 2}}, .points = 1000}};

/* The same without the grid, whose rows are those of its columns, and which has no draws. */
enum { WITHOUT_GRID = COUNT(sources) - 1 };

/* Whether a stream gives f64, u64. */
static int is_wide(const hys_source *source)
{
    return hys_stream_traits(source->stream) & HYS_STREAM_NATIVE || source->flags & HYS_X64;
}

static void spaces_take_none(void)
{
    const struct test_words kinds = test_words("calls", "easy");
    for (size_t w = 0; w < kinds.count; w++) {
        hys_space *const of = test_space_word(kinds.word[w]);
        for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
            for (size_t s = 0; s < WITHOUT_GRID; s++)
                if (hys_space_types(of, sources[s].stream, sources[s].flags) >> type & 1) {
                    TAKES_NONE(hys_sample(of, &sources[s], 77, ROWS, type, out));
                    TAKES_NONE(hys_sample_indices(of, &sources[s], list, ROWS, type, out));
                }
            if (hys_space_transform_types(of) >> type & 1)
                TAKES_NONE(hys_transform(of, in, ROWS, type, out, NULL));
            if (hys_space_encode_types(of) >> type & 1) {
                TAKES_NONE(hys_decode(of, in, ROWS, type, table, NULL));
                TAKES_NONE(hys_encode(of, table, ROWS, type, out, NULL));
            }
        }
        TAKES_NONE(hys_cdf_f64(of, in, ROWS, out, NULL));
        TAKES_NONE(hys_sf_f64(of, in, ROWS, out, NULL));
        TAKES_NONE(hys_quantile_f64(of, in, ROWS, out, NULL));
        if (test_has_fma())
            TAKES_NONE(hys_logpdf_f64(of, in, ROWS, out, NULL));
        const hys_value value = {.type = HYS_F64, .real = 0.5};
        test_memory_left = 0;
        (void)hys_space_has(of, &value);
        CHECK(test_memory_left == 0, "hys_space_has took memory");
        test_memory_left = SIZE_MAX;
        size_t i;
        if (hys_space_kind(of) == HYS_LABELS)
            TAKES_NONE(hys_space_find_label(of, "b", &i));
        hys_space_free(of);
    }
    for (size_t s = 0; s < WITHOUT_GRID; s++) {
        TAKES_NONE(hys_bits_u32(&sources[s], 77, ROWS, (uint32_t *)words));
        if (!(sources[s].flags & HYS_X64))
            TAKES_NONE(hys_unit_f32(&sources[s], 77, ROWS, (float *)(void *)out));
        if (is_wide(&sources[s])) {
            TAKES_NONE(hys_bits_u64(&sources[s], 77, ROWS, words));
            TAKES_NONE(hys_unit_f64(&sources[s], 77, ROWS, out));
        }
    }
    if (test_has_fma()) {
        TAKES_NONE(hys_log_transform_f64(in, ROWS, 10, out));
        TAKES_NONE(hys_jax_log_transform_f64(in, ROWS, 10, out));
    }
}

static void tables_take_none(void)
{
    enum { COLUMNS = 9 }; /* eight that are transposed, and one */
    static const char *const column_names[COLUMNS] = {"0", "1", "2", "3", "4", "5", "6", "7", "8"};
    hys_space *of[COLUMNS];
    hys_column rows[COLUMNS], dense[COLUMNS];
    size_t bad, width;

    for (size_t c = 0; c < COLUMNS; c++) {
        of[c] = test_space_word(c % 2 ? "discrete:0.5,8,-2" : "linear:-1:3");
        rows[c] =
            (hys_column){.data = table + c, .stride = sizeof(double[COLUMNS]), .type = HYS_F64};
        dense[c] =
            (hys_column){.data = table + c * ROWS, .stride = sizeof(double), .type = HYS_F64};
    }
    OK(hys_domain_new(&domain, column_names, of, COLUMNS, &bad));
    for (size_t s = 0; s < COUNT(sources); s++) {
        if (!is_wide(&sources[s]))
            continue;
        TAKES_NONE(hys_domain_sample(domain, &sources[s], 77, ROWS, rows, COLUMNS));
        TAKES_NONE(hys_domain_sample(domain, &sources[s], 77, ROWS, dense, COLUMNS));
        TAKES_NONE(hys_domain_sample_indices(domain, &sources[s], list, ROWS, rows, COLUMNS));
        TAKES_NONE(hys_domain_sample_matrix_f64(domain, &sources[s], 77, ROWS, HYS_ROW_MAJOR, table,
                                                COLUMNS));
        TAKES_NONE(hys_domain_sample_matrix_f64(domain, &sources[s], 77, ROWS, HYS_COLUMN_MAJOR,
                                                table, ROWS));
    }
    OK(hys_domain_sample(domain, &sources[0], 0, ROWS, rows, COLUMNS));
    TAKES_NONE(hys_domain_fingerprint_rows(domain, ROWS, rows, COLUMNS, words));
    TAKES_NONE(hys_domain_encode(domain, ROWS, rows, COLUMNS, HYS_ROW_MAJOR, out, COLUMNS, NULL));
    TAKES_NONE(hys_domain_decode(domain, ROWS, HYS_ROW_MAJOR, out, COLUMNS, rows, COLUMNS, NULL));
    if (test_has_fma())
        TAKES_NONE(
            hys_domain_logpdf(domain, ROWS, rows, COLUMNS, out, HYS_ROW_MAJOR, NULL, 0, NULL));
    TAKES_NONE(hys_domain_onehot_width(domain, &width));
    TAKES_NONE(hys_domain_onehot_f64(domain, ROWS / 4, rows, COLUMNS, out, width, NULL));
    hys_domain_free(domain);
    for (size_t c = 0; c < COLUMNS; c++)
        hys_space_free(of[c]);
}

static void mixtures_take_none(void)
{
    if (!test_has_fma())
        return;
    OK(new_mixture());
    TAKES_NONE(hys_mixture_sample(mixture, &sources[0], 77, ROWS, HYS_COLUMN_MAJOR, table, ROWS));
    TAKES_NONE(hys_mixture_logpdf(mixture, ROWS, HYS_COLUMN_MAJOR, table, ROWS, out, NULL));
    hys_mixture_free(mixture);
}

static void discrepancies_take_none(void)
{
    enum { D = 30 };
    double result;
    memset(table, 0, ROWS * sizeof *table);
    for (hys_discrepancy_kind kind = HYS_DISCREPANCY_CD; hys_discrepancy_name(kind); kind++)
        TAKES_NONE(hys_discrepancy(kind, ROWS / D, D, table, HYS_ROW_MAJOR, D, &result));
}

static void all_take_none(void)
{
    mixtures_take_none();
    discrepancies_take_none();
    spaces_take_none();
    tables_take_none();
}

TEST(memory, calls_take_none)
{
    uint64_t state = 1;
    out = test_memory(ROWS * sizeof(double[9]));
    in = test_memory(ROWS * sizeof *in);
    table = test_memory(ROWS * sizeof(double[9]));
    words = test_memory(ROWS * sizeof *words);
    list = test_memory(ROWS * sizeof *list);
    for (size_t k = 0; k < ROWS; k++) {
        const uint64_t word = test_random(&state);
        list[k] = word % 1000000; /* rows that every design has */
        in[k] = (double)(word >> 12) * 0x1p-52;
    }
    calls = 0;
    test_each_isa(all_take_none);
    test_note("memory: %zu calls took none", calls);
    free(out);
    free(in);
    free(table);
    free(words);
    free(list);
}
