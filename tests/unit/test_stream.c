/* Streams as data, and opened streams: the samples of the calls that take a source, refusals, and a
 * domain that its streams keep alive. */
#include <config.h>

#include <string.h>

#include "tests/unit/test.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

TEST(stream, reflection)
{
    static const char *const names[] = {"native", "jax_array",  "jax_keys",    "jax_search",
                                        "sobol",  "sobol_owen", "sobol_shift", "sobol_plain",
                                        "lhs",    "grid",       "permuted"};

    CHECK(hys_stream_count() >= COUNT(names), "%zu streams", hys_stream_count());
    CHECK(hys_stream_at(hys_stream_count()) == -1 && hys_stream_at(SIZE_MAX) == -1,
          "a stream too many");
    for (size_t i = 0; i < hys_stream_count(); i++) {
        const int32_t stream = hys_stream_at(i);
        const char *name = hys_stream_name(stream);
        CHECK(stream == (int32_t)i, "stream %zu is %d", i, stream);
        CHECK(name && hys_stream_from_name(name) == stream, "stream %zu", i);
        CHECK(i >= COUNT(names) || !strcmp(name, names[i]), "stream %zu is %s", i, name);
        CHECK(hys_stream_summary(stream) && *hys_stream_summary(stream), "%s has no summary", name);
    }
    CHECK(hys_stream_flags(HYS_NATIVE) == 0 && hys_stream_flags(HYS_JAX_KEYS) == HYS_X64 &&
              hys_stream_flags(HYS_LHS) == HYS_CENTRED &&
              hys_stream_flags(HYS_PERMUTED) == HYS_ENDS,
          "flags");
    CHECK(hys_stream_version(HYS_NATIVE) == HYS_NATIVE_VERSION &&
              hys_stream_version(HYS_JAX_ARRAY) == 0 && hys_stream_version(HYS_SOBOL) == 1,
          "versions");
    CHECK(hys_stream_traits(HYS_JAX_KEYS) == (HYS_STREAM_KEYED | HYS_STREAM_DRAWS) &&
              hys_stream_traits(HYS_SOBOL_PLAIN) ==
                  (HYS_STREAM_DIM | HYS_STREAM_DRAWS | HYS_STREAM_NATIVE) &&
              hys_stream_traits(HYS_GRID) == (HYS_STREAM_POINTS | HYS_STREAM_NATIVE),
          "traits");
    static const int32_t none[] = {-1, 1000};
    for (size_t i = 0; i < COUNT(none); i++)
        CHECK(!hys_stream_name(none[i]) && !hys_stream_summary(none[i]) &&
                  !hys_stream_flags(none[i]) && !hys_stream_traits(none[i]) &&
                  !hys_stream_version(none[i]),
              "%d is a stream", none[i]);
    CHECK(hys_stream_from_name(NULL) == -1 && hys_stream_from_name("") == -1 &&
              hys_stream_from_name("Native") == -1,
          "a name of no stream");
}

/* ---- the same samples ---- */

enum { N = 2500, MOST_COLUMNS = 4 };
static uint64_t first;
static uint64_t index_of[N];
static unsigned char want[N * MOST_COLUMNS * 8], have[N * MOST_COLUMNS * 8];
static size_t calls;

#define SAME(call, other)                                                                          \
    do {                                                                                           \
        memset(want, 1, sizeof want);                                                              \
        memset(have, 1, sizeof have);                                                              \
        const hys_status status_ = (call), again_ = (other);                                       \
        CHECK(status_ == again_ && !memcmp(want, have, sizeof want), "%s: %d, %d", #call, status_, \
              again_);                                                                             \
        calls++;                                                                                   \
    } while (0)

static void check_space(const hys_space *space, const hys_source *source, const hys_stream *stream)
{
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
        SAME(hys_sample(space, source, first, N, type, want),
             hys_sample_from(space, stream, first, N, type, have));
        SAME(hys_sample(space, source, 7, 1, type, want),
             hys_sample_from(space, stream, 7, 1, type, have));
        SAME(hys_sample_indices(space, source, index_of, N, type, want),
             hys_sample_indices_from(space, stream, index_of, N, type, have));
    }
}

static void check_draws(const hys_source *source, const hys_stream *stream)
{
    void *const to = want, *const other = have;
    SAME(hys_bits_u32(source, first, N, to), hys_bits_u32_from(stream, first, N, other));
    SAME(hys_bits_u64(source, first, N, to), hys_bits_u64_from(stream, first, N, other));
    SAME(hys_unit_f32(source, first, N, to), hys_unit_f32_from(stream, first, N, other));
    SAME(hys_unit_f64(source, first, N, to), hys_unit_f64_from(stream, first, N, other));
}

static void check_domain(const hys_domain *domain, const hys_source *source,
                         const hys_stream *stream)
{
    const size_t columns = hys_domain_columns(domain);
    hys_column a[MOST_COLUMNS], b[MOST_COLUMNS];
    void *const to = want, *const other = have;

    for (size_t c = 0; c < columns; c++) {
        const hys_type type = hys_domain_default_type(domain, c, source->stream, source->flags);
        a[c] = (hys_column){want + 8 * c, (ptrdiff_t)(8 * columns), type, 0, NULL, 0};
        b[c] = (hys_column){have + 8 * c, (ptrdiff_t)(8 * columns), type, 0, NULL, 0};
    }
    SAME(hys_domain_sample(domain, source, first, N, a, columns),
         hys_domain_sample_from(domain, stream, first, N, b, columns));
    SAME(hys_domain_sample_indices(domain, source, index_of, N, a, columns),
         hys_domain_sample_indices_from(domain, stream, index_of, N, b, columns));
    for (hys_order order = HYS_ROW_MAJOR; order <= HYS_COLUMN_MAJOR; order++) {
        const size_t ld = order == HYS_ROW_MAJOR ? columns : N;
        SAME(hys_domain_sample_matrix_f32(domain, source, first, N, order, to, ld),
             hys_domain_sample_matrix_f32_from(domain, stream, first, N, order, other, ld));
        SAME(hys_domain_sample_matrix_f64(domain, source, first, N, order, to, ld),
             hys_domain_sample_matrix_f64_from(domain, stream, first, N, order, other, ld));
    }
}

/* Sets first and index_of to rows that exist; rows is 0 where all do. */
static void number_rows(uint64_t rows)
{
    uint64_t state = 5;

    first = rows ? 1234 : 12345678901;
    for (size_t i = 0; i < N; i++)
        index_of[i] = i % 7 ? first + i : rows ? test_random(&state) % rows : test_random(&state);
}

TEST(stream, opened)
{
    static const char *const words[] = {"linear:-1:3", "qlinear:-5:100", "discrete:1,2,5,9",
                                        "labels:a,b,c"};
    static const char *const names[COUNT(words)] = {"d", "c", "b", "a"};
    hys_space *space[COUNT(words)];
    hys_domain *domain;

    for (size_t i = 0; i < COUNT(words); i++)
        space[i] = test_space_word(words[i]);
    OK(hys_domain_new(&domain, names, space, COUNT(words), NULL));
    calls = 0;
    for (size_t s = 0; s < hys_stream_count(); s++)
        for (uint32_t flags = 0; flags <= hys_stream_flags(hys_stream_at(s)); flags++) {
            const uint32_t traits = hys_stream_traits(hys_stream_at(s));
            hys_source source = {.stream = hys_stream_at(s),
                                 .flags = flags,
                                 .key = hys_key_from_seed(s),
                                 .rows = traits & HYS_STREAM_ROWS ? 1000000 : 0,
                                 .points = traits & HYS_STREAM_POINTS ? 5000 : 0};
            hys_source given;
            hys_stream *stream;
            uint64_t rows;

            if (flags & ~hys_stream_flags(source.stream))
                continue;
            OK(hys_domain_rows(domain, &source, &rows));
            number_rows(rows);
            OK(hys_stream_open(&stream, &source, domain));
            check_domain(domain, &source, stream);
            hys_stream_free(stream);
            source.dim = traits & HYS_STREAM_DIM ? 99 : 0;
            OK(hys_stream_open(&stream, &source, NULL));
            hys_stream_source(stream, &given);
            CHECK(!memcmp(&given, &source, sizeof given), "the source of an opened stream");
            for (size_t i = 0; i < COUNT(words); i++)
                check_space(space[i], &source, stream);
            check_draws(&source, stream);
            hys_stream_free(stream);
        }
    test_note("stream: %zu calls agree", calls);
    hys_domain_free(domain);
    for (size_t i = 0; i < COUNT(words); i++)
        hys_space_free(space[i]);
}

/* ---- what is refused ---- */

TEST(stream, refused)
{
    const char *const names[] = {"a"};
    hys_space *space = test_space_word("linear:0:1");
    hys_domain *domain, *twin;
    hys_stream *stream, *of_domain, *none = (hys_stream *)(void *)want;
    hys_source source = hys_source_native(hys_key_from_seed(1));
    double out[2] = {7, 7};
    hys_column column = {out, 8, HYS_F64, 0, NULL, 0};

    OK(hys_domain_new(&domain, names, &space, 1, NULL));
    OK(hys_domain_new(&twin, names, &space, 1, NULL));
    OK(hys_stream_open(&stream, &source, NULL));
    OK(hys_stream_open(&of_domain, &source, domain));

    CHECK(hys_stream_open(NULL, &source, NULL) == HYS_E_NULL, "no result");
    CHECK(hys_stream_open(&none, NULL, NULL) == HYS_E_NULL && !none, "no source");
    static const struct {
        hys_source source;
        hys_status status;
        int in_table;
    } bad[] = {
        {{.stream = -1}, HYS_E_STREAM_UNKNOWN, 0},
        {{.stream = 1000}, HYS_E_STREAM_UNKNOWN, 0},
        {{.flags = HYS_X64}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_JAX_KEYS, .flags = 2}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_JAX_KEYS, .dim = 1}, HYS_E_STREAM_RESERVED, 0},
        {{.dim = 1}, HYS_E_STREAM_RESERVED, 1},
        {{.stream = HYS_SOBOL, .dim = 1}, HYS_E_STREAM_RESERVED, 1},
        {{.stream = HYS_SOBOL, .flags = HYS_X64}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_SOBOL, .flags = HYS_CENTRED}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_SOBOL_PLAIN, .rows = 1}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_LHS}, HYS_E_STREAM_ROWS, 0},
        {{.stream = HYS_LHS, .rows = 5, .points = 1}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_LHS, .rows = 5, .flags = HYS_ENDS}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_GRID, .points = 5, .rows = 5}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_GRID, .points = 5, .dim = 5}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_GRID, .points = 5, .flags = HYS_CENTRED}, HYS_E_STREAM_RESERVED, 0},
        {{.stream = HYS_GRID}, HYS_E_STREAM_POINTS, 1},
        {{.stream = HYS_GRID, .points = ((uint64_t)1 << 53) + 1}, HYS_E_STREAM_POINTS, 1},
        {{.rows = 1}, HYS_E_STREAM_RESERVED, 0},
        {{.points = 1}, HYS_E_STREAM_RESERVED, 0},
        {{.column_points = index_of}, HYS_E_STREAM_RESERVED, 0},
        {{.reserved = {1, 0}}, HYS_E_STREAM_RESERVED, 0},
        {{.reserved = {0, 1}}, HYS_E_STREAM_RESERVED, 0},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        none = stream;
        CHECK(hys_stream_open(&none, &bad[i].source, bad[i].in_table ? domain : NULL) ==
                      bad[i].status &&
                  !none,
              "case %zu", i);
        if (!bad[i].in_table)
            CHECK(hys_sample_f64(space, &bad[i].source, 0, 1, out) == bad[i].status, "case %zu", i);
        CHECK(hys_domain_sample(domain, &bad[i].source, 0, 1, &column, 1) == bad[i].status,
              "case %zu", i);
    }

    /* A stream is for what it was opened for. */
    CHECK(hys_sample_from(space, of_domain, 0, 1, HYS_F64, out) == HYS_E_STREAM, "a space");
    CHECK(hys_sample_indices_from(space, of_domain, index_of, 1, HYS_F64, out) == HYS_E_STREAM,
          "a space by a list");
    CHECK(hys_bits_u64_from(of_domain, 0, 1, (uint64_t *)(void *)out) == HYS_E_STREAM, "bits");
    CHECK(hys_unit_f64_from(of_domain, 0, 1, out) == HYS_E_STREAM, "units");
    CHECK(hys_domain_sample_from(domain, stream, 0, 1, &column, 1) == HYS_E_STREAM, "a table");
    CHECK(hys_domain_sample_from(twin, of_domain, 0, 1, &column, 1) == HYS_E_STREAM,
          "another domain");
    hys_column flagged = column;
    flagged.flags = 1;
    CHECK(hys_domain_sample_from(twin, of_domain, 0, 1, &flagged, 1) == HYS_E_STREAM_RESERVED,
          "a column's flags come first");
    CHECK(hys_domain_sample_indices_from(twin, of_domain, index_of, 1, &column, 1) == HYS_E_STREAM,
          "another domain by a list");
    CHECK(hys_domain_sample_matrix_f64_from(twin, of_domain, 0, 1, HYS_ROW_MAJOR, out, 1) ==
              HYS_E_STREAM,
          "another domain's matrix");
    CHECK(hys_domain_sample_matrix_f32_from(domain, stream, 0, 1, HYS_ROW_MAJOR,
                                            (float *)(void *)out, 1) == HYS_E_STREAM,
          "a matrix");

    CHECK(hys_sample_from(NULL, stream, 0, 1, HYS_F64, out) == HYS_E_NULL, "no space");
    CHECK(hys_sample_from(space, NULL, 0, 1, HYS_F64, out) == HYS_E_NULL, "no stream");
    CHECK(hys_sample_from(space, stream, 0, 1, HYS_F64, NULL) == HYS_E_NULL, "no output");
    CHECK(hys_sample_from(space, stream, UINT64_MAX, 2, HYS_F64, out) == HYS_E_INDEX, "the end");
    CHECK(hys_sample_indices_from(space, stream, NULL, 1, HYS_F64, out) == HYS_E_NULL, "no list");
    CHECK(hys_domain_sample_from(domain, NULL, 0, 1, &column, 1) == HYS_E_NULL, "no stream");
    CHECK(hys_domain_sample_from(domain, of_domain, 0, 1, &column, 2) == HYS_E_NAME_COUNT, "count");
    CHECK(hys_domain_sample_from(domain, of_domain, UINT64_MAX, 2, &column, 1) == HYS_E_INDEX,
          "the end of rows");
    CHECK(out[0] == 7 && out[1] == 7, "something was written");

    CHECK(hys_domain_columns(NULL) == 0, "columns of no domain");
    hys_stream_free(NULL);
    hys_stream_free(stream);
    hys_stream_free(of_domain);
    hys_domain_free(domain);
    hys_domain_free(twin);
    hys_space_free(space);
}

/* The domain of an opened stream outlives its owner's last use of it. */
TEST(stream, holds_its_domain)
{
    const char *const names[] = {"a"};
    hys_space *space = test_space_word("linear:0:1");
    hys_source source = hys_source_native(hys_key_from_seed(1));
    hys_domain *domain;
    hys_stream *stream;
    double a, b;
    hys_column to_a = {&a, 8, HYS_F64, 0, NULL, 0}, to_b = {&b, 8, HYS_F64, 0, NULL, 0};

    OK(hys_domain_new(&domain, names, &space, 1, NULL));
    hys_space_free(space);
    OK(hys_domain_sample(domain, &source, 3, 1, &to_a, 1));
    OK(hys_stream_open(&stream, &source, domain));
    hys_domain_free(domain);
    OK(hys_domain_sample_from(domain, stream, 3, 1, &to_b, 1));
    CHECK(a == b, "%g is not %g", b, a);
    hys_stream_free(stream);
}
