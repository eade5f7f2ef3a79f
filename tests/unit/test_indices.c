/* Samples and rows by a list of their numbers, for each kind, type, stream and instruction set:
 * they are those of the range form, whatever the list. The range form itself about 2^31, 2^32,
 * 2^53, 2^63 and up to the last number. */
#include <config.h>

#include <stdbool.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    int32_t stream;
    uint32_t flags;
} streams[] = {{HYS_NATIVE, 0},           {HYS_JAX_ARRAY, 0},      {HYS_JAX_ARRAY, HYS_X64},
               {HYS_JAX_KEYS, 0},         {HYS_JAX_KEYS, HYS_X64}, {HYS_JAX_SEARCH, 0},
               {HYS_JAX_SEARCH, HYS_X64}, {HYS_SOBOL, 0},          {HYS_SOBOL_OWEN, 0}};

enum { MOST = 2600 };
static uint64_t list[MOST];

/* Stretches up and down, repeats, far jumps and the ends of the numbers, where the last is followed
 * by the first. Stretches of 1 to 300 numbers: heads, whole steps and tails of the vector engines;
 * across 2^32 and tiles of 1 024. */
static void make_list(uint64_t seed)
{
    static const uint64_t starts[] = {0, 1000, UINT32_MAX - 20, UINT64_MAX - 3, UINT64_C(1) << 53};
    uint64_t state = seed;
    for (size_t k = 0; k < MOST;) {
        const uint64_t word = test_random(&state),
                       step = (uint64_t[]){1, UINT64_MAX, 0, 2, 1}[word % 5];
        const size_t length = 1 + (size_t)(word >> 8) % ((word >> 20) % 4 ? 9 : 300);
        uint64_t at = (word >> 30) % 2 ? test_random(&state) : starts[(word >> 32) % COUNT(starts)];
        for (size_t i = 0; i < length && k < MOST; i++, at += step)
            list[k++] = at;
    }
}

/* ---- one space ---- */

static size_t lists, samples;

static void check_space(const hys_space *space, const char *word, hys_type type,
                        const hys_source *source)
{
    static const size_t lengths[] = {0, 1, 1024, MOST};
    static uint64_t out[MOST], expected[MOST];
    const size_t size = hys_type_size(type);
    for (size_t k = 0; k < MOST; k++)
        OK(hys_sample(space, source, list[k], 1, type, (char *)expected + k * size));
    for (size_t i = 0; i < COUNT(lengths); i++) {
        const size_t n = lengths[i];
        memset(out, 0xa5, sizeof out);
        OK(hys_sample_indices(space, source, n ? list : NULL, n, type, n ? out : NULL));
        for (size_t k = 0; k < n; k++)
            CHECK(!memcmp((char *)out + k * size, (char *)expected + k * size, size),
                  "%s: %s as %s, stream %d, flags %u: number %zu of %zu, sample %llu",
                  hys_isa_current(), word, hys_type_name(type), (int)source->stream, source->flags,
                  k, n, (unsigned long long)list[k]);
        for (size_t b = n * size; b < sizeof out; b++)
            CHECK(((unsigned char *)out)[b] == 0xa5, "%s: n %zu: byte %zu was written", word, n, b);
        lists++;
        samples += n;
    }
}

static void all_spaces(void)
{
    const struct test_words words = test_words("calls", "easy");
    const size_t step = test_budget(3, 1, 1);
    make_list(1);
    for (size_t w = 0; w < words.count; w++) {
        hys_space *space = test_space_word(words.word[w]);
        for (size_t s = 0; s < COUNT(streams); s++)
            for (hys_type type = HYS_F32; type <= HYS_INDEX;
                 type += 1 + (hys_type)((s + w) % step)) {
                const hys_source source = {.stream = streams[s].stream,
                                           .flags = streams[s].flags,
                                           .key = {{7, 8}},
                                           .dim = s ? 0 : w * 0x123456789a};
                if (hys_space_types(space, source.stream, source.flags) >> type & 1)
                    check_space(space, words.word[w], type, &source);
            }
        hys_space_free(space);
    }
}

TEST(indices, spaces)
{
    lists = samples = 0;
    test_each_isa(all_spaces);
    test_note("indices: %zu lists, %zu samples are those of the range form", lists, samples);
}

/* A list of consecutive numbers is the range, wherever it begins. */
TEST(indices, ranges)
{
    static const uint64_t firsts[] = {0, 1, 1023, UINT32_MAX - 700, UINT64_MAX - MOST + 1};
    static double out[MOST], expected[MOST];
    hys_space *space = test_space_word("linear:-1:3");
    for (size_t s = 0; s < COUNT(streams); s++)
        for (size_t f = 0; f < COUNT(firsts); f++) {
            const hys_source source = {
                .stream = streams[s].stream, .flags = streams[s].flags, .key = {{1, 2}}};
            const hys_type type = s && !source.flags ? HYS_F32 : HYS_F64;
            for (size_t k = 0; k < MOST; k++)
                list[k] = firsts[f] + k;
            OK(hys_sample(space, &source, firsts[f], MOST, type, expected));
            OK(hys_sample_indices(space, &source, list, MOST, type, out));
            CHECK(!memcmp(out, expected, MOST * hys_type_size(type)), "stream %zu, first %llu", s,
                  (unsigned long long)firsts[f]);
        }
    hys_space_free(space);
}

/* ---- tables ---- */

static const struct {
    const char *name, *word;
    hys_type native, jax, jax64;
} columns[] = {
    {"b", "linear:-1:3", HYS_F32, HYS_F32, HYS_F64},
    {"a", "qlinear:-100:27", HYS_I8, HYS_I16, HYS_I64},
    {"\xc3\xa9", "discrete:0.5,8,-2", HYS_F64, HYS_F32, HYS_F64},
    {"C", "labels:a,b,c", HYS_INDEX, HYS_INDEX, HYS_INDEX},
    {"a1", "qlinear:0:1000000", HYS_U32, HYS_U32, HYS_U64},
};
enum { C = COUNT(columns) };

static hys_domain *table(void)
{
    const char *names[C];
    hys_space *spaces[C];
    hys_domain *domain;
    for (size_t c = 0; c < C; c++) {
        names[c] = columns[c].name;
        spaces[c] = test_space_word(columns[c].word);
    }
    OK(hys_domain_new(&domain, names, spaces, C, NULL));
    for (size_t c = 0; c < C; c++)
        hys_space_free(spaces[c]);
    return domain;
}

/* Records of 8 bytes a column, a byte off, with a gap; rows forwards or backwards; a column
 * skipped. */
TEST(indices, tables)
{
    enum { STRIDE = 8 * C + 3 };
    static const size_t lengths[] = {0, 1, 1023, 1024, 1025, MOST};
    static unsigned char out[STRIDE * MOST + 1], expected[sizeof out];
    hys_domain *domain = table();
    make_list(2);
    for (size_t s = 0; s < COUNT(streams); s++)
        for (size_t i = 0; i < COUNT(lengths); i++)
            for (int backward = 0; backward < 2; backward++) {
                const hys_source source = {
                    .stream = streams[s].stream, .flags = streams[s].flags, .key = {{3, 4}}};
                const size_t n = lengths[i], skipped = (s + i) % (C + 1);
                hys_column column[C] = {0}, one[C];
                for (size_t c = 0; c < C; c++) {
                    column[c].type = s == 0         ? columns[c].native
                                     : source.flags ? columns[c].jax64
                                                    : columns[c].jax;
                    column[c].stride = backward ? -STRIDE : STRIDE;
                    column[c].data = c == skipped
                                         ? NULL
                                         : out + 1 + 8 * c + (backward && n ? (n - 1) * STRIDE : 0);
                }
                memset(out, 0xa5, sizeof out);
                memset(expected, 0xa5, sizeof out);
                for (size_t k = 0; k < n; k++) {
                    memcpy(one, column, sizeof one);
                    for (size_t c = 0; c < C; c++)
                        if (one[c].data)
                            one[c].data = expected + ((unsigned char *)column[c].data - out) +
                                          (ptrdiff_t)k * column[c].stride;
                    OK(hys_domain_sample(domain, &source, list[k], 1, one, C));
                }
                OK(hys_domain_sample_indices(domain, &source, n ? list : NULL, n, column, C));
                CHECK(!memcmp(out, expected, sizeof out), "stream %zu, n %zu, backward %d", s, n,
                      backward);
            }
    hys_domain_free(domain);
}

/* ---- about 2^31, 2^32, 2^53, 2^63 and up to the last number ---- */

/* Elements first to first + n - 1, however they are had; the space or table, its type and stream
 * are settled before. */
typedef hys_status draw(uint64_t first, size_t n, unsigned char *to);

static const hys_space *edge_space;
static bool edge_is_one; /* the space has one value, whatever the number */
static const hys_domain *edge_table;
static hys_type edge_type;
static hys_source edge_source;
static size_t edges_agree;

static hys_status draw_range(uint64_t first, size_t n, unsigned char *to)
{
    return hys_sample(edge_space, &edge_source, first, n, edge_type, to);
}

static hys_status draw_list(uint64_t first, size_t n, unsigned char *to)
{
    static uint64_t numbers[1 << 14];
    for (size_t k = 0; k < n; k++)
        numbers[k] = first + k;
    return hys_sample_indices(edge_space, &edge_source, numbers, n, edge_type, to);
}

enum { RECORD = 8 * C };

static hys_status draw_records(uint64_t first, size_t n, unsigned char *to)
{
    hys_column column[C] = {0};
    for (size_t c = 0; c < C; c++) {
        const hys_type type = edge_source.stream == HYS_NATIVE ? columns[c].native
                              : edge_source.flags              ? columns[c].jax64
                                                               : columns[c].jax;
        column[c] = (hys_column){.data = to + 8 * c, .stride = RECORD, .type = type};
    }
    return hys_domain_sample(edge_table, &edge_source, first, n, column, C);
}

/* Eight columns of doubles side by side, or of floats where the stream has no doubles: those, by
 * the way of all tables. */
enum { EIGHT = 8 };

static hys_status draw_matrix(uint64_t first, size_t n, unsigned char *to)
{
    return edge_type == HYS_F64
               ? hys_domain_sample_matrix_f64(edge_table, &edge_source, first, n, HYS_ROW_MAJOR,
                                              (double *)(void *)to, EIGHT)
               : hys_domain_sample_matrix_f32(edge_table, &edge_source, first, n, HYS_ROW_MAJOR,
                                              (float *)(void *)to, EIGHT);
}

static hys_status draw_by(const char *isa, draw *get, uint64_t first, size_t n, unsigned char *to)
{
    OK(hys_isa_select(isa));
    return get(first, n, to);
}

/* n elements by the row in use are those of the range form by the scalar row, in one call and in
 * pieces; and other ones than those whose numbers agree in their lower 32 bits. One element beyond
 * the last number is refused. */
static void check_edge(draw *range, draw *get, size_t size, uint64_t first, size_t n,
                       const char *what)
{
    const char *isa = hys_isa_current();
    unsigned char *expected = test_memory(n * size), *out = test_memory(n * size);
    uint64_t state = first;

    memset(expected, 0xa5, n * size);
    memset(out, 0xa5, n * size);
    OK(draw_by("scalar", range, first, n, expected));
    OK(draw_by(isa, get, first, n, out));
    CHECK(!memcmp(out, expected, n * size), "%s: %s from %llu on, stream %d", isa, what,
          (unsigned long long)first, (int)edge_source.stream);
    memset(out, 0xa5, n * size);
    for (size_t done = 0, m; done < n; done += m) {
        m = 1 + (size_t)test_random(&state) % 700;
        m = m < n - done ? m : n - done;
        OK(get(first + done, m, out + done * size));
    }
    CHECK(!memcmp(out, expected, n * size), "%s: %s from %llu on, stream %d, in pieces", isa, what,
          (unsigned long long)first, (int)edge_source.stream);
    /* The 32-bit draws of a dimension of Sobol's may be the same 2^32 rows later. */
    if (first > UINT32_MAX && !edge_is_one && edge_source.stream < HYS_SOBOL) {
        OK(get((uint32_t)first, n, out));
        CHECK(memcmp(out, expected, n * size), "%s: %s from %llu on, stream %d: those from %u on",
              isa, what, (unsigned long long)first, (int)edge_source.stream, (uint32_t)first);
    }
    if (first == UINT64_MAX - n + 1 && get != draw_list)
        CHECK(get(first + 1, n, out) == HYS_E_INDEX, "%s: %s: beyond the last number", isa, what);
    edges_agree += n;
    free(expected);
    free(out);
}

static void check_edges(draw *range, draw *get, size_t size, const char *what)
{
    static const int powers[] = {31, 32, 53, 63};
    const size_t n = test_budget(1100, MOST, 1 << 14);
    for (size_t p = 0; p < COUNT(powers); p++) {
        const uint64_t edge = UINT64_C(1) << powers[p],
                       firsts[] = {edge - n / 2, edge - 1, edge, edge + 1};
        for (size_t f = 0; f < COUNT(firsts); f += test_budget(2, 2, 1))
            check_edge(range, get, size, firsts[f], n, what);
    }
    check_edge(range, get, size, UINT64_MAX - n + 1, n, what);
}

static void edges_of_spaces(void)
{
    const struct test_words words = test_words("calls", "easy");
    for (size_t w = 0; w < words.count; w++) {
        hys_space *space = test_space_word(words.word[w]);
        hys_extent extent;
        hys_space_extent(space, &extent);
        edge_space = space;
        edge_is_one = extent.distinct == 1;
        for (size_t s = 0; s < COUNT(streams); s++)
            for (edge_type = HYS_F32; edge_type <= HYS_INDEX;
                 edge_type += (hys_type)test_budget(4, 1, 1)) {
                edge_source = (hys_source){
                    .stream = streams[s].stream, .flags = streams[s].flags, .key = {{11, 12}}};
                if (hys_space_types(space, edge_source.stream, edge_source.flags) >> edge_type &
                    1) {
                    check_edges(draw_range, draw_range, hys_type_size(edge_type), words.word[w]);
                    check_edges(draw_range, draw_list, hys_type_size(edge_type), words.word[w]);
                }
            }
        hys_space_free(space);
    }
}

static void edges_of_tables(void)
{
    static const char *const names[EIGHT] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    hys_space *space = test_space_word("linear:-1:3"), *const spaces[EIGHT] = {space, space, space,
                                                                               space, space, space,
                                                                               space, space};
    hys_domain *records = table(), *eight;
    OK(hys_domain_new(&eight, names, spaces, EIGHT, NULL));
    for (size_t s = 0; s < COUNT(streams); s++) {
        edge_source =
            (hys_source){.stream = streams[s].stream, .flags = streams[s].flags, .key = {{13, 14}}};
        edge_type = s == 0 || edge_source.flags ? HYS_F64 : HYS_F32;
        edge_table = records;
        check_edges(draw_records, draw_records, RECORD, "records");
        edge_table = eight;
        check_edges(draw_matrix, draw_matrix, EIGHT * hys_type_size(edge_type), "matrix");
    }
    hys_domain_free(records);
    hys_domain_free(eight);
    hys_space_free(space);
}

TEST(indices, edges_of_spaces)
{
    edges_agree = 0;
    test_each_isa(edges_of_spaces);
    test_note("indices: %zu samples about powers of two and the last number are scalar's, in one "
              "call, in pieces and by list",
              edges_agree);
}

TEST(indices, edges_of_tables)
{
    edges_agree = 0;
    test_each_isa(edges_of_tables);
    test_note("indices: %zu rows about powers of two and the last number are scalar's, in one call "
              "and in pieces",
              edges_agree);
}

/* ---- limits ---- */

/* The list and the output between guard pages, flush with either end. */
TEST(indices, guarded)
{
    static const size_t lengths[] = {0,  1,  2,  3,   7,   8,    9,    31,
                                     33, 63, 65, 129, 257, 1024, 1025, 2050};
    static const char *now = "hys_sample_indices";
    struct test_guarded memory[2] = {test_guarded_new(MOST * 8), test_guarded_new(MOST * 8)};
    hys_space *spaces[2] = {test_space_word("linear:-1:3"),
                            test_space_word("discrete:3,1,4,1,5,9,2,6,50,35,89,79")};
    static const hys_type types[] = {HYS_F32, HYS_I8};
    make_list(3);
    test_guard_as(&now);
    for (size_t s = 0; s < COUNT(streams); s++)
        for (size_t i = 0; i < COUNT(lengths); i++)
            for (int at_end = 0; at_end < 2; at_end++)
                for (size_t w = 0; w < 2; w++) {
                    const hys_source source = {
                        .stream = streams[s].stream, .flags = streams[s].flags, .key = {{5, 6}}};
                    const hys_type type = types[w] == HYS_F32 && source.flags ? HYS_F64 : types[w];
                    const size_t n = lengths[i], size = hys_type_size(type);
                    uint64_t *index =
                        (uint64_t *)(void *)(at_end ? memory[0].end - 8 * n : memory[0].start);
                    memcpy(index, list, 8 * n);
                    OK(hys_sample_indices(spaces[w], &source, index, n, type,
                                          at_end ? memory[1].end - size * n : memory[1].start));
                    CHECK(!memcmp(index, list, 8 * n), "the list was written to");
                }
    test_guard_as(NULL);
    for (int m = 0; m < 2; m++) {
        test_guarded_free(memory[m]);
        hys_space_free(spaces[m]);
    }
}

TEST(indices, refused)
{
    const hys_source good = {0};
    const struct {
        const char *name;
        int missing;
        hys_source source;
        hys_type type;
        hys_status status;
    } cases[] = {
        {"good", 0, good, HYS_F32, HYS_OK},
        {"no space", 1, good, HYS_F32, HYS_E_NULL},
        {"no source", 2, good, HYS_F32, HYS_E_NULL},
        {"no list", 4, {.stream = 99}, HYS_F32, HYS_E_NULL},
        {"no output", 8, {.stream = 99}, HYS_F32, HYS_E_NULL},
        {"stream", 0, {.stream = 99, .dim = 1}, 99, HYS_E_STREAM_UNKNOWN},
        {"dim", 0, {.stream = 1, .dim = 1}, 99, HYS_E_STREAM_RESERVED},
        {"type", 0, good, HYS_I32, HYS_E_TYPE},
        {"type 0", 0, good, 0, HYS_E_TYPE},
        {"type 12", 0, good, 12, HYS_E_TYPE},
        {"f64 without X64", 0, {.stream = 2}, HYS_F64, HYS_E_TYPE},
        {"not under JAX", 0, {.stream = 1}, 99, HYS_E_STREAM},
    };
    hys_space *space = test_space_word("linear:0:1"), *tiny = test_space_word("linear:1e-40:1e-30");
    for (size_t i = 0; i < COUNT(cases); i++) {
        static const uint64_t index[2] = {UINT64_MAX, 0};
        const int missing = cases[i].missing;
        uint64_t out[2] = {UINT64_MAX, UINT64_MAX};
        test_raised();
        const hys_status status =
            hys_sample_indices(missing & 1                       ? NULL
                               : cases[i].status == HYS_E_STREAM ? tiny
                                                                 : space,
                               missing & 2 ? NULL : &cases[i].source, missing & 4 ? NULL : index, 2,
                               cases[i].type, missing & 8 ? NULL : out);
        CHECK(!test_raised(), "%s: an exception was raised", cases[i].name);
        CHECK(status == cases[i].status, "%s: %s", cases[i].name, hys_strerror(status));
        CHECK(status == HYS_OK || (out[0] == UINT64_MAX && out[1] == UINT64_MAX), "%s: written",
              cases[i].name);
    }
    hys_space_free(space);
    hys_space_free(tiny);
}

/* What hys_domain_sample refuses is refused, in its order, and nothing is written. */
TEST(indices, tables_refused)
{
    static const uint64_t index[2] = {UINT64_MAX, 0};
    const hys_source good = {0}, unknown = {.stream = 99}, reserved = {.reserved = {1, 0}};
    hys_domain *domain = table();
    uint64_t out[C][2];
    hys_column column[C], odd[C];
    memset(out, 0xa5, sizeof out);
    memset(column, 0, sizeof column);
    for (size_t c = 0; c < C; c++)
        column[c] = (hys_column){.data = out[c], .stride = 8, .type = columns[c].native};

#define REFUSED(change, status, ...)                                                   \
    do {                                                                               \
        memcpy(odd, column, sizeof odd);                                               \
        change;                                                                        \
        test_raised();                                                                 \
        const hys_status got = hys_domain_sample_indices(__VA_ARGS__);                 \
        CHECK(!test_raised(), "%s: an exception was raised", #change);                 \
        CHECK(got == (status), "%s: %s", #change, hys_strerror(got));                  \
        for (size_t c = 0; c < C; c++)                                                 \
            CHECK(out[c][0] == UINT64_C(0xa5a5a5a5a5a5a5a5) && out[c][1] == out[c][0], \
                  "%s: written", #change);                                             \
    } while (0)
    REFUSED(, HYS_E_NULL, NULL, &good, index, 2, odd, C);
    REFUSED(, HYS_E_NULL, domain, NULL, index, 2, odd, C);
    REFUSED(, HYS_E_NULL, domain, &unknown, NULL, 2, odd, C + 1);
    REFUSED(, HYS_E_NULL, domain, &unknown, index, 2, NULL, C);
    REFUSED(, HYS_E_NAME_COUNT, domain, &unknown, index, 2, odd, C - 1);
    REFUSED(odd[0].type = 99, HYS_E_STREAM_UNKNOWN, domain, &unknown, index, 2, odd, C);
    REFUSED(odd[0].type = 99, HYS_E_STREAM_RESERVED, domain, &reserved, index, 2, odd, C);
    REFUSED(odd[0].type = 99;
            odd[C - 1].flags = 1, HYS_E_STREAM_RESERVED, domain, &good, index, 2, odd, C);
    REFUSED(odd[C - 1].type = HYS_I8, HYS_E_TYPE, domain, &good, index, 2, odd, C);
    REFUSED(, HYS_OK, domain, &good, NULL, 0, odd, C);
#undef REFUSED
    hys_domain_free(domain);
}
