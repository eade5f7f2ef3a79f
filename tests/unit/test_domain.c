/* Tables: names, layouts of any stride, JAX's ranks, blocks of rows. The oracle is always the
 * single space: a column holds what its space gives alone with the dim or the key that domain.h
 * names. */
#include <config.h>

#include <stddef.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const int32_t streams[] = {HYS_NATIVE, HYS_JAX_ARRAY, HYS_JAX_KEYS, HYS_JAX_SEARCH};

/* In the table's order. rank: among the names sorted by bytes, capitals first, '_' between the
 * cases, UTF-8 last. */
static const struct {
    const char *name, *word;
    size_t rank;
    hys_type native, jax, jax64;
} columns[] = {
    {"alpha", "linear:-1:3", 4, HYS_F32, HYS_F32, HYS_F64},
    {"\xc3\xa9t\xc3\xa9", "log:1e-5:0.1:10", 8, HYS_F64, HYS_F32, HYS_F64},
    {"Zeta", "qlinear:-100:27", 2, HYS_I8, HYS_I8, HYS_I16},
    {"_x", "qlog:1:4096:2", 3, HYS_U16, HYS_U32, HYS_U64},
    {"alpha beta", "discrete:0.5,8,-2", 5, HYS_F64, HYS_F32, HYS_F64},
    {"Beta", "labels:adam,sgd,rmsprop", 1, HYS_INDEX, HYS_INDEX, HYS_INDEX},
    {"alpha2", "qlinear:0:1000000", 6, HYS_I64, HYS_I32, HYS_I64},
    {"9lives", "discrete:1,2,3,4,5,6,7", 0, HYS_U8, HYS_I16, HYS_I32},
    {"zebra", "linear:0:1", 7, HYS_F64, HYS_F32, HYS_F64},
};
enum { C = COUNT(columns) };

static hys_type type_of(size_t c, const hys_source *source)
{
    return source->stream == HYS_NATIVE ? columns[c].native
           : source->flags              ? columns[c].jax64
                                        : columns[c].jax;
}

static hys_domain *make(const size_t *order, size_t count)
{
    const char *names[C] = {NULL};
    hys_space *spaces[C] = {NULL};
    hys_domain *domain;
    for (size_t i = 0; i < count; i++) {
        names[i] = columns[order ? order[i] : i].name;
        spaces[i] = test_space_word(columns[order ? order[i] : i].word);
    }
    OK(hys_domain_new(&domain, names, spaces, count, NULL));
    for (size_t i = 0; i < count; i++)
        hys_space_free(spaces[i]);
    return domain;
}

/* A column of that rank drawn from its space alone. A JAX_SEARCH row is element `rank` of JAX_KEYS
 * with the row's key. */
static void alone(const hys_space *space, const char *name, size_t rank, hys_source source,
                  uint64_t first, size_t n, hys_type type, void *out)
{
    const hys_key key = source.key;
    if (source.stream == HYS_NATIVE) {
        source.dim = test_digest(name, strlen(name)); /* XXH3 of the name */
    } else if (source.stream == HYS_JAX_SEARCH) {
        source.stream = HYS_JAX_KEYS;
        for (size_t k = 0; k < n; k++) {
            source.key = hys_key_split(key, first + k);
            OK(hys_sample(space, &source, rank, 1, type, (char *)out + k * hys_type_size(type)));
        }
        return;
    } else {
        source.key = hys_key_split(key, rank);
    }
    OK(hys_sample(space, &source, first, n, type, out));
}

/* ---- names ---- */

TEST(domain, find)
{
    hys_domain *domain = make(NULL, C);
    size_t at;
    CHECK(hys_domain_columns(domain) == C, "%zu", hys_domain_columns(domain));
    for (size_t c = 0; c < C; c++) {
        OK(hys_domain_find(domain, columns[c].name, &at));
        CHECK(at == c, "%s: %zu", columns[c].name, at);
        CHECK(!strcmp(hys_domain_name(domain, c), columns[c].name), "%s",
              hys_domain_name(domain, c));
        CHECK(hys_domain_space(domain, c), "%s", columns[c].name);
    }
    for (size_t c = C; c < SIZE_MAX / 2; c = 2 * c + 1)
        CHECK(!hys_domain_name(domain, c) && !hys_domain_space(domain, c), "column %zu", c);
    hys_domain_free(domain);
}

TEST(domain, copies)
{
    char *text[2] = {strdup("first"), strdup("second")};
    const char **names = test_memory(sizeof text);
    hys_space **spaces = test_memory(2 * sizeof *spaces);
    hys_domain *domain, *other;
    const hys_source source = hys_source_native(hys_key_from_seed(1));
    float alone_first[50], out[2][50];
    size_t at;

    for (int i = 0; i < 2; i++) {
        names[i] = text[i];
        spaces[i] = test_space_word(i ? "qlinear:1:9" : "discrete:0.25,5,7");
    }
    alone(spaces[0], "first", 0, source, 0, 50, HYS_F32, alone_first);
    OK(hys_domain_new(&domain, names, spaces, 2, NULL));
    OK(hys_domain_new(&other, names, spaces, 2, NULL)); /* two tables hold one space */
    for (int i = 0; i < 2; i++) {
        memset(text[i], 'x', strlen(text[i]));
        free(text[i]);
        hys_space_free(spaces[i]);
    }
    memset(names, 0xff, sizeof text);
    memset(spaces, 0xff, 2 * sizeof *spaces);
    free(names);
    free(spaces);
    hys_domain_free(other);

    CHECK(!strcmp(hys_domain_name(domain, 0), "first") &&
              !strcmp(hys_domain_name(domain, 1), "second"),
          "names");
    OK(hys_domain_find(domain, "second", &at));
    CHECK(at == 1, "%zu", at);
    CHECK(hys_space_kind(hys_domain_space(domain, 0)) == HYS_DISCRETE &&
              hys_space_value(hys_domain_space(domain, 0), 1) == 5,
          "space");
    OK(hys_domain_sample_matrix_f32(domain, &source, 0, 50, HYS_COLUMN_MAJOR, out[0], 50));
    CHECK(!memcmp(out[0], alone_first, sizeof alone_first), "samples");
    hys_domain_free(domain);
}

/* ---- types ---- */

TEST(domain, types)
{
    static const char *const names[] = {"whole", "real", "kind", "list"};
    static const char *const words[] = {"qlinear:1:9", "linear:0:1", "labels:a,b", "discrete:1,2"};
    static const hys_type asked[] = {HYS_U8, 0, HYS_INDEX, HYS_F32};
    static const hys_type native[] = {HYS_U8, HYS_F64, HYS_INDEX, HYS_F32};
    static const hys_type own[] = {HYS_I64, HYS_F64, HYS_INDEX, HYS_F64};
    hys_type types[4];
    hys_space *spaces[4];
    hys_domain *typed, *plain, *none;
    uint64_t fingerprint[2], other[2];

    for (size_t c = 0; c < 4; c++) {
        spaces[c] = test_space_word(words[c]);
        types[c] = asked[c];
    }
    OK(hys_domain_new_typed(&typed, names, spaces, types, 4, NULL));
    OK(hys_domain_new_typed(&none, names, spaces, NULL, 4, NULL));
    OK(hys_domain_new(&plain, names, spaces, 4, NULL));
    memset(types, 0xff, sizeof types); /* they were copied */
    for (size_t c = 0; c < 4; c++) {
        CHECK(hys_domain_type(typed, c) == asked[c], "%s: %d", names[c],
              (int)hys_domain_type(typed, c));
        CHECK(!hys_domain_type(none, c) && !hys_domain_type(plain, c), "%s: none", names[c]);
        CHECK(hys_domain_default_type(typed, c, HYS_NATIVE, 0) == native[c], "%s", names[c]);
        CHECK(hys_domain_default_type(plain, c, HYS_NATIVE, 0) == own[c], "%s: its own", names[c]);
        for (uint32_t flags = 0; flags < 3; flags++) {
            const hys_type type = hys_space_default_type(spaces[c], HYS_JAX_KEYS, flags);
            const hys_type wanted = type && asked[c] ? asked[c] : type;
            CHECK(hys_domain_default_type(plain, c, HYS_JAX_KEYS, flags) == type, "%s, flags %u",
                  names[c], flags);
            CHECK(hys_domain_default_type(typed, c, HYS_JAX_KEYS, flags) == wanted,
                  "%s, flags %u: as asked", names[c], flags);
        }
        hys_space_free(spaces[c]);
    }
    for (size_t c = 4; c < SIZE_MAX / 2; c = 2 * c + 1)
        CHECK(!hys_domain_type(typed, c) && !hys_domain_default_type(typed, c, HYS_NATIVE, 0),
              "column %zu", c);
    hys_domain_fingerprint(typed, fingerprint);
    hys_domain_fingerprint(plain, other);
    CHECK(!memcmp(fingerprint, other, sizeof other), "types do not count");
    hys_domain_free(typed);
    hys_domain_free(plain);
    hys_domain_free(none);
}

/* ---- every stream, every subset ---- */

/* Samples the columns of a set into arrays of their own and compares each with its space alone. */
static void check_table(const hys_domain *domain, const size_t *order, size_t count, uint32_t set,
                        const hys_source *source, uint64_t first, size_t n)
{
    hys_column column[C] = {0};
    unsigned char *data[C], *expected = test_memory(n * 8);
    size_t rank[C];

    for (size_t i = 0; i < count; i++) { /* ranks within this table's names */
        rank[i] = 0;
        for (size_t j = 0; j < count; j++)
            rank[i] += columns[order ? order[j] : j].rank < columns[order ? order[i] : i].rank;
    }
    for (size_t i = 0; i < count; i++) {
        const hys_type type = type_of(order ? order[i] : i, source);
        data[i] = test_memory(n * 8);
        memset(data[i], 0xa5, n * 8);
        column[i] = (hys_column){.data = set >> i & 1 ? data[i] : NULL,
                                 .stride = (ptrdiff_t)hys_type_size(type),
                                 .type = type};
    }
    OK(hys_domain_sample(domain, source, first, n, column, count));
    for (size_t i = 0; i < count; i++) {
        memset(expected, 0xa5, n * 8);
        if (set >> i & 1)
            alone(hys_domain_space(domain, i), hys_domain_name(domain, i), rank[i], *source, first,
                  n, column[i].type, expected);
        CHECK(!memcmp(data[i], expected, n * 8),
              "stream %d, flags %u, set %#x, first %llu, n %zu: column %s", (int)source->stream,
              source->flags, set, (unsigned long long)first, n, hys_domain_name(domain, i));
        free(data[i]);
    }
    free(expected);
}

TEST(domain, columns_are_their_spaces)
{
    static const size_t reversed[C] = {8, 7, 6, 5, 4, 3, 2, 1, 0}, some[] = {4, 1, 7, 2},
                        one[] = {2};
    const struct {
        const size_t *order;
        size_t count;
    } tables[] = {{NULL, C}, {reversed, C}, {some, COUNT(some)}, {one, 1}};
    static const uint32_t sets[] = {0xffff, 0x1, 0x2, 0x155, 0xaa, 0x80, 0};
    size_t checked = 0;
    for (size_t t = 0; t < COUNT(tables); t++) {
        hys_domain *domain = make(tables[t].order, tables[t].count);
        for (size_t s = 0; s < COUNT(streams); s++)
            for (uint32_t flags = 0; flags < (s ? 2 : 1); flags++)
                for (size_t k = 0; k < COUNT(sets); k++) {
                    const hys_source source = {
                        .stream = streams[s], .flags = flags, .key = {{0x13198a2e, 0x03707344}}};
                    const uint32_t set = sets[k] & ((1u << tables[t].count) - 1);
                    check_table(domain, tables[t].order, tables[t].count, set, &source, 3, 77);
                    checked++;
                }
        hys_domain_free(domain);
    }
    test_note("domain: %zu tables agree with their columns drawn alone", checked);
}

/* Blocks end at multiples of 1024: lengths and starts around them, and the end of the stream. */
TEST(domain, blocks)
{
    static const size_t lengths[] = {1, 1023, 1024, 1025, 2048, 2050};
    static const uint64_t firsts[] = {
        0, 1, 1000, 1023, 1024, UINT64_C(0xffffff80), UINT64_C(0xfffffffffffff000)};
    hys_domain *domain = make(NULL, C);
    for (size_t s = 0; s < COUNT(streams); s++)
        for (size_t i = 0; i < COUNT(lengths); i++)
            for (size_t j = 0; j < COUNT(firsts); j++) {
                const hys_source source = {
                    .stream = streams[s], .flags = s ? i & 1 : 0, .key = hys_key_from_seed(5)};
                check_table(domain, NULL, C, s == 3 ? 0x35 : 0x1ff, &source, firsts[j], lengths[i]);
            }
    hys_domain_free(domain);
}

/* 1, 2 and 300 columns, given in a scrambled order. */
TEST(domain, many_columns)
{
    enum { MOST = 300, N = 40 };
    static const size_t counts[] = {1, 2, MOST};
    static char text[MOST][24];
    const char *names[MOST];
    hys_space *spaces[MOST];
    size_t at;

    for (size_t t = 0; t < COUNT(counts); t++) {
        const size_t count = counts[t];
        hys_column *column = calloc(count, sizeof *column);
        int32_t(*out)[N] = test_memory(count * sizeof *out), expected[N];
        hys_domain *domain;

        for (size_t c = 0; c < count;
             c++) { /* rank r stands in column c: 7 and 300 have no common divisor */
            snprintf(text[c], sizeof text[c], "c%03zu", c * 7 % count);
            names[c] = text[c];
            OK(hys_space_qlinear(&spaces[c], -(double)c - 1, 1000 * (double)c + 1));
        }
        OK(hys_domain_new(&domain, names, spaces, count, NULL));
        for (size_t s = 0; s < COUNT(streams); s++) {
            const hys_source source = {.stream = streams[s], .key = hys_key_from_seed(99)};
            for (size_t c = 0; c < count; c++)
                column[c] = (hys_column){.data = out[c], .stride = 4, .type = HYS_I32};
            OK(hys_domain_sample(domain, &source, 1020, N, column, count));
            for (size_t c = 0; c < count; c++) {
                alone(spaces[c], names[c], c * 7 % count, source, 1020, N, HYS_I32, expected);
                CHECK(!memcmp(out[c], expected, sizeof expected), "%zu columns, stream %zu, %s",
                      count, s, names[c]);
            }
        }
        for (size_t c = 0; c < count; c++) {
            OK(hys_domain_find(domain, names[c], &at));
            CHECK(at == c, "%s: %zu", names[c], at);
            hys_space_free(spaces[c]);
        }
        hys_domain_free(domain);
        free(column);
        free(out);
    }
}

/* ---- layouts ---- */

/* Fields at odd offsets, with bytes between them that belong to no column. */
struct __attribute__((packed)) record {
    uint8_t before;
    float alpha;
    uint8_t gap;
    double ete;
    int8_t zeta;
    uint16_t x;
    uint8_t gap2[3];
    double alpha_beta;
    uint32_t beta;
    int64_t alpha2;
    uint8_t lives;
    double zebra;
    uint8_t after;
};

TEST(domain, strides)
{
    enum { N = 2050 };
    static const size_t offsets[C] = {
        offsetof(struct record, alpha),      offsetof(struct record, ete),
        offsetof(struct record, zeta),       offsetof(struct record, x),
        offsetof(struct record, alpha_beta), offsetof(struct record, beta),
        offsetof(struct record, alpha2),     offsetof(struct record, lives),
        offsetof(struct record, zebra)};
    hys_domain *domain = make(NULL, C);
    struct record *table = test_memory((N + 1) * sizeof *table),
                  *expected = test_memory((N + 1) * sizeof *table);
    unsigned char *values = test_memory(N * 8);
    const hys_source source = hys_source_native(hys_key_from_seed(21));

    for (int backward = 0; backward < 2; backward++) /* backward: row 0 last, the stride negative */
        for (size_t shift = 0; shift < 2; shift++) { /* the whole table off by a byte, too */
            unsigned char *start = (unsigned char *)table + shift,
                          *start_expected = (unsigned char *)expected + shift;
            hys_column column[C] = {0};
            memset(table, 0xa5, (N + 1) * sizeof *table);
            memset(expected, 0xa5, (N + 1) * sizeof *table);
            for (size_t c = 0; c < C; c++) {
                const size_t size = hys_type_size(columns[c].native),
                             row0 = backward ? (N - 1) * sizeof(struct record) : 0;
                const ptrdiff_t stride =
                    backward ? -(ptrdiff_t)sizeof(struct record) : (ptrdiff_t)sizeof(struct record);
                column[c] = (hys_column){
                    .data = start + row0 + offsets[c], .stride = stride, .type = columns[c].native};
                alone(hys_domain_space(domain, c), columns[c].name, 0, source, 1000, N,
                      columns[c].native, values);
                for (size_t k = 0; k < N; k++)
                    memcpy(start_expected + row0 + offsets[c] + (ptrdiff_t)k * stride,
                           values + k * size, size);
            }
            OK(hys_domain_sample(domain, &source, 1000, N, column, C));
            CHECK(!memcmp(table, expected, (N + 1) * sizeof *table), "backward %d, shift %zu",
                  backward, shift);
        }
    hys_domain_free(domain);
    free(table);
    free(expected);
    free(values);
}

/* A dense array, its reverse, wide gaps, and an unaligned dense array: one column, the same values.
 */
TEST(domain, stride_forms)
{
    enum { N = 1500, ROOM = 8 * N * 3 + 16 };
    static const size_t one[] = {4};
    static const struct {
        ptrdiff_t stride;
        size_t offset;
    } forms[] = {
        {8, 0}, {8, 3},  {-8, 8 * (N - 1)},   {-8, 8 * (N - 1) + 1}, {24, 0}, {-24, 24 * (N - 1)},
        {9, 0}, {16, 5}, {-11, 11 * (N - 1)},
    };
    hys_domain *domain = make(one, 1);
    double values[N];
    unsigned char *room = test_memory(ROOM), *expected = test_memory(ROOM);
    const hys_source source = hys_source_native(hys_key_from_seed(2));
    alone(hys_domain_space(domain, 0), columns[4].name, 0, source, 7, N, HYS_F64, values);
    for (size_t f = 0; f < COUNT(forms); f++) {
        const hys_column column = {
            .data = room + forms[f].offset, .stride = forms[f].stride, .type = HYS_F64};
        memset(room, 0xa5, ROOM);
        memset(expected, 0xa5, ROOM);
        for (size_t k = 0; k < N; k++)
            memcpy(expected + forms[f].offset + (ptrdiff_t)k * forms[f].stride, &values[k], 8);
        OK(hys_domain_sample(domain, &source, 7, N, &column, 1));
        CHECK(!memcmp(room, expected, ROOM), "stride %td, offset %zu", forms[f].stride,
              forms[f].offset);
    }
    hys_domain_free(domain);
    free(room);
    free(expected);
}

/* Matrices of both floats in both orders are hys_domain_sample with the strides that say so;
 * padding is nobody's. */
TEST(domain, matrices)
{
    static const size_t numeric[] = {0, 1, 2, 3, 4, 7, 8};
    enum { COLUMNS = COUNT(numeric), MOST = 1030 };
    static const struct {
        size_t n, pad;
        uint64_t first;
    } shapes[] = {
        {1, 0, 0}, {5, 0, 3}, {5, 3, 3}, {1024, 1, 0}, {1025, 2, 1023}, {MOST, 17, 77},
    };
    hys_domain *domain = make(numeric, COLUMNS);
    const size_t room = (MOST + 17) * (COLUMNS + 17) * 8;
    unsigned char *out = test_memory(room), *expected = test_memory(room);
    for (int wide = 0; wide < 2; wide++)
        for (hys_order order = HYS_ROW_MAJOR; order <= HYS_COLUMN_MAJOR; order++)
            for (size_t s = 0; s < COUNT(streams); s++)
                for (size_t i = 0; i < COUNT(shapes); i++) {
                    const hys_source source = {
                        .stream = streams[s], .flags = s && wide, .key = hys_key_from_seed(8)};
                    const size_t n = shapes[i].n, size = wide ? 8 : 4,
                                 rows_apart = order == HYS_ROW_MAJOR ? COLUMNS + shapes[i].pad : 1,
                                 columns_apart = order == HYS_ROW_MAJOR ? 1 : n + shapes[i].pad,
                                 ld = order == HYS_ROW_MAJOR ? rows_apart : columns_apart;
                    hys_column column[COLUMNS];
                    memset(out, 0xa5, room);
                    memset(expected, 0xa5, room);
                    for (size_t c = 0; c < COLUMNS; c++)
                        column[c] = (hys_column){.data = expected + c * columns_apart * size,
                                                 .stride = (ptrdiff_t)(rows_apart * size),
                                                 .type = wide ? HYS_F64 : HYS_F32};
                    OK(hys_domain_sample(domain, &source, shapes[i].first, n, column, COLUMNS));
                    if (wide)
                        OK(hys_domain_sample_matrix_f64(domain, &source, shapes[i].first, n, order,
                                                        (double *)(void *)out, ld));
                    else
                        OK(hys_domain_sample_matrix_f32(domain, &source, shapes[i].first, n, order,
                                                        (float *)(void *)out, ld));
                    CHECK(!memcmp(out, expected, room), "f%d, order %d, stream %zu, shape %zu",
                          wide ? 64 : 32, (int)order, s, i);
                    CHECK(out[0] != 0xa5 || out[1] != 0xa5, "nothing was written");
                }
    hys_domain_free(domain);
    free(out);
    free(expected);
}

/* One column may be asked for in any of its types; quantised values do not depend on which. */
/* Eight columns of 8 bytes side by side are written as rows: 17 of them, from every one on, against
 * the columns alone; rows of whole lines and not, forwards and backwards, and a table so large that
 * it goes past the caches. */
static void transposed(void)
{
    enum { WIDTH = 17, MOST = 1300 };
    char name[WIDTH][8];
    const char *names[WIDTH];
    hys_space *spaces[WIDTH];
    hys_domain *domain;
    const hys_source source = {.stream = HYS_NATIVE, .key = hys_key_from_seed(9)};
    static const size_t shapes[][2] = {{1, 17},    {7, 17},   {8, 24}, {1024, 24},
                                       {1025, 17}, {MOST, 32}}; /* rows, elements from row to row */
    double *expected = test_memory(WIDTH * MOST * sizeof *expected);

    for (size_t c = 0; c < WIDTH; c++) {
        snprintf(name[c], sizeof name[c], "c%zu", c);
        names[c] = name[c];
        spaces[c] = test_space_word(c % 3 == 0   ? "linear:0:1"
                                    : c % 3 == 1 ? "qlinear:-5:70"
                                                 : "discrete:1,2.5,7");
    }
    OK(hys_domain_new(&domain, names, spaces, WIDTH, NULL));
    for (size_t i = 0; i < COUNT(shapes); i++)
        for (size_t skip = 0; skip < 18;
             skip++) /* a column left out moves what stands side by side */
            for (int backwards = 0; backwards < 2; backwards++) {
                const size_t n = shapes[i][0], apart = shapes[i][1];
                double *memory = test_memory((n * apart + 8) * sizeof *memory),
                       *out = memory + (64 - (uintptr_t)memory % 64) % 64 / 8;
                hys_column column[WIDTH];
                memset(memory, 0xa5, (n * apart + 8) * sizeof *memory);
                for (size_t c = 0; c < WIDTH; c++)
                    column[c] = (hys_column){
                        .data = c == skip ? NULL : out + c + (backwards ? (n - 1) * apart : 0),
                        .stride = (backwards ? -8 : 8) * (ptrdiff_t)apart,
                        .type = c % 3 == 1 && c > 8 ? HYS_I64 : HYS_F64};
                OK(hys_domain_sample(domain, &source, 1000, n, column, WIDTH));
                for (size_t c = 0; c < WIDTH; c++) {
                    alone(spaces[c], name[c], 0, source, 1000, n, column[c].type, expected);
                    for (size_t k = 0; k < n; k++) {
                        const double *at = &out[c + (backwards ? n - 1 - k : k) * apart];
                        static const uint64_t untouched = UINT64_C(0xa5a5a5a5a5a5a5a5);
                        CHECK(!memcmp(at, c == skip ? (const void *)&untouched : &expected[k], 8),
                              "%s: shape %zu, without %zu: column %zu, row %zu", hys_isa_current(),
                              i, skip, c, k);
                    }
                }
                free(memory);
            }
    hys_domain_free(domain);

    const size_t rows =
        test_budget(1 << 16, ((size_t)24 << 20) / 64 + 77, ((size_t)256 << 20) / 64 + 77);
    double *memory = test_memory((rows + 1) * 64),
           *out = memory + (64 - (uintptr_t)memory % 64) % 64 / 8, part[80];
    OK(hys_domain_new(&domain, names, spaces, 8, NULL));
    OK(hys_domain_sample_matrix_f64(domain, &source, 5, rows, HYS_ROW_MAJOR, out, 8));
    for (size_t k = 0, m; k < rows; k += m) {
        m = rows - k < 10 ? rows - k : 10;
        OK(hys_domain_sample_matrix_f64(domain, &source, 5 + k, m, HYS_COLUMN_MAJOR, part, m));
        for (size_t r = 0; r < m; r++)
            for (size_t c = 0; c < 8; c++)
                CHECK(!memcmp(&out[(k + r) * 8 + c], &part[c * m + r], 8),
                      "%s: large table: row %zu, column %zu", hys_isa_current(), k + r, c);
        m = k > 5000 && k < rows - 5000 ? 997 : m; /* all of both ends, pieces between */
    }
    free(memory);
    free(expected);
    hys_domain_free(domain);
    for (size_t c = 0; c < WIDTH; c++)
        hys_space_free(spaces[c]);
}

TEST(domain, transposed) { test_each_isa(transposed); }

TEST(domain, column_types)
{
    enum { N = 1100 };
    static const size_t one[] = {7}; /* "9lives": 1 .. 7 fits every type */
    hys_domain *domain = make(one, 1);
    const hys_source source = hys_source_native(hys_key_from_seed(4));
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
        uint64_t out[N], expected[N];
        const hys_column column = {
            .data = out, .stride = (ptrdiff_t)hys_type_size(type), .type = type};
        OK(hys_domain_sample(domain, &source, 1, N, &column, 1));
        alone(hys_domain_space(domain, 0), columns[7].name, 0, source, 1, N, type, expected);
        CHECK(!memcmp(out, expected, N * hys_type_size(type)), "%s", hys_type_name(type));
    }
    hys_domain_free(domain);
}
