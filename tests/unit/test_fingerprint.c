/* Fingerprints of spaces, tables and rows: the numbers of an independent model (fingerprint.tsv),
 * rows of any layout between guard pages, refusals, and every architecture of NAS-Bench-201. */
#define _GNU_SOURCE
#include <config.h>

#include <sys/mman.h>
#include <unistd.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST = 64 };

/* A table from columns as fingerprint.tsv has them, word=name; freed by hys_domain_free. */
static hys_domain *domain_of(int count, char *const *column)
{
    hys_space *space[MOST] = {NULL};
    const char *name[MOST] = {NULL};
    hys_domain *domain;
    for (int c = 0; c < count; c++) {
        char word[128];
        name[c] = strchr(column[c], '=') + 1;
        snprintf(word, sizeof word, "%.*s", (int)(name[c] - column[c] - 1), column[c]);
        space[c] = test_space_word(word);
    }
    OK(hys_domain_new(&domain, name, space, (size_t)count, NULL));
    for (int c = 0; c < count; c++)
        hys_space_free(space[c]);
    return domain;
}

/* Writes a value as an element of a type. */
static void store(hys_type type, const char *text, void *to)
{
    const double d = strtod(text, NULL);
    const float f = (float)d;
    const int64_t i = strtoll(text, NULL, 10);
    if (type == HYS_F32)
        memcpy(to, &f, sizeof f);
    else if (type == HYS_F64)
        memcpy(to, &d, sizeof d);
    else
        test_put_word(to, hys_type_size(type), (uint64_t)i);
}

static size_t spaces, domains, rows;

static void check_row(int line, const char *hash, char *types, char *values, int count,
                      char **column)
{
    hys_domain *domain = domain_of(count, column);
    hys_column described[MOST] = {0};
    unsigned char data[MOST][8];
    char got[17];
    uint64_t out;
    for (int c = 0; c < count; c++) {
        const char *type = strsep(&types, ","), *value = strsep(&values, ",");
        described[c] = (hys_column){.data = strcmp(type, "-") ? data[c] : NULL,
                                    .stride = 8,
                                    .type = hys_type_from_name(type)};
        if (described[c].data)
            store(described[c].type, value, data[c]);
    }
    OK(hys_domain_fingerprint_rows(domain, 1, described, (size_t)count, &out));
    snprintf(got, sizeof got, "%016llx", (unsigned long long)out);
    CHECK(!strcmp(got, hash), "fingerprint.tsv:%d: %s, not %s", line, got, hash);
    hys_domain_free(domain);
    rows++;
}

static void check_line(int line, int fields, char **field)
{
    uint64_t out[2];
    char got[33];
    if (!strcmp(field[0], "row")) {
        check_row(line, field[1], field[2], field[3], fields - 4, field + 4);
        return;
    }
    if (!strcmp(field[0], "space")) {
        hys_space *space = test_space_word(field[2]);
        hys_space_fingerprint(space, out);
        hys_space_free(space);
        spaces++;
    } else {
        hys_domain *domain = domain_of(fields - 2, field + 2);
        hys_domain_fingerprint(domain, out);
        hys_domain_free(domain);
        domains++;
    }
    snprintf(got, sizeof got, "%016llx%016llx", (unsigned long long)out[1],
             (unsigned long long)out[0]);
    CHECK(!strcmp(got, field[1]), "fingerprint.tsv:%d: %s, not %s", line, got, field[1]);
}

TEST(fingerprint, model)
{
    spaces = domains = rows = 0;
    test_each_line("vectors/fingerprint.tsv", check_line);
    test_note("fingerprint: %zu spaces, %zu tables, %zu rows agree", spaces, domains, rows);
    CHECK(spaces && domains && rows, "something was not tried");
}

/* Columns read between guard pages, at any stride and alignment, forwards and backwards, numbers of
 * rows around the tile: each row's number is that of the row alone. */
TEST(fingerprint, layouts)
{
    enum { C = 19, N = 200 };
    static const size_t lengths[] = {0, 1, 63, 64, 65, 128, N};
    static const hys_type types[] = {HYS_F64, HYS_I16, HYS_F32, HYS_U8, HYS_I64};
    static const char *now = "hys_domain_fingerprint_rows";
    char text[C][32], *column[C];
    static double value[N][C];
    uint64_t alone[N], out[N + 1], state = 1;

    for (int c = 0; c < C; c++) {
        snprintf(text[c], sizeof text[c], "qlinear:0:100=c%d", c * 7 % C);
        column[c] = text[c];
    }
    hys_domain *domain = domain_of(C, column);
    for (size_t k = 0; k < N; k++) {
        hys_column one[C] = {0};
        for (int c = 0; c < C; c++) {
            value[k][c] = (double)(test_random(&state) % 101);
            one[c] = (hys_column){.data = &value[k][c], .stride = 8, .type = HYS_F64};
        }
        OK(hys_domain_fingerprint_rows(domain, 1, one, C, &alone[k]));
    }
    for (size_t i = 0; i < COUNT(lengths); i++)
        for (size_t gap = 0; gap < 3; gap++)
            for (int backward = 0; backward < 2; backward++) {
                const size_t n = lengths[i];
                struct test_guarded memory[C];
                hys_column described[C] = {0};
                for (int c = 0; c < C; c++) {
                    const hys_type type = types[(size_t)c % COUNT(types)];
                    const size_t size = hys_type_size(type), step = size + gap;
                    memory[c] = test_guarded_new(n * step + size);
                    unsigned char *last = memory[c].end - size,
                                  *first = n ? last - (n - 1) * step : last;
                    described[c] =
                        (hys_column){.data = backward ? last : first,
                                     .stride = backward ? -(ptrdiff_t)step : (ptrdiff_t)step,
                                     .type = type};
                    for (size_t k = 0; k < n; k++) {
                        char number[32];
                        snprintf(number, sizeof number, "%g", value[k][c]);
                        store(type, number,
                              (unsigned char *)described[c].data +
                                  (ptrdiff_t)k * described[c].stride);
                    }
                }
                memset(out, 0xa5, sizeof out);
                test_guard_as(&now);
                OK(hys_domain_fingerprint_rows(domain, n, described, C, n ? out : NULL));
                test_guard_as(NULL);
                CHECK(!memcmp(out, alone, n * sizeof *out), "n %zu, gap %zu, backward %d", n, gap,
                      backward);
                CHECK(out[n] == UINT64_C(0xa5a5a5a5a5a5a5a5), "n %zu: wrote beyond", n);
                for (int c = 0; c < C; c++)
                    test_guarded_free(memory[c]);
            }
    hys_domain_free(domain);
}

/* Rows are done with, a tile after the other: an output whose addresses are one page of memory,
 * again and again, ends as its last page. (Cleared as a whole before the first row, it would hash
 * each row onto those that shared its place.) */
TEST(fingerprint, one_pass)
{
    enum { TIMES = 8 };
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), rows_of_page = page / sizeof(uint64_t),
                 n = TIMES * rows_of_page;
    char text[] = "linear:0:1=x", *column[] = {text};
    const int file = memfd_create("hyspace", 0);
    unsigned char *shared = mmap(NULL, TIMES * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    double *value = test_memory(n * sizeof *value);
    uint64_t *expected = test_memory(n * sizeof *expected);

    CHECK(shared != MAP_FAILED && file >= 0 && !ftruncate(file, (off_t)page), "memory");
    for (size_t i = 0; i < TIMES; i++)
        CHECK(mmap(shared + i * page, page, PROT_READ | PROT_WRITE, MAP_FIXED | MAP_SHARED, file,
                   0) != MAP_FAILED,
              "page %zu", i);
    close(file);
    for (size_t k = 0; k < n; k++)
        value[k] = (double)k / (double)n;
    hys_domain *domain = domain_of(1, column);
    const hys_column described = {.data = value, .stride = sizeof *value, .type = HYS_F64};
    OK(hys_domain_fingerprint_rows(domain, n, &described, 1, expected));
    OK(hys_domain_fingerprint_rows(domain, n, &described, 1, (uint64_t *)(void *)shared));
    CHECK(!memcmp(shared, expected + n - rows_of_page, page),
          "a row's number holds what lay there before");
    hys_domain_free(domain);
    free(expected);
    free(value);
    munmap(shared, TIMES * page);
}

TEST(fingerprint, refused)
{
    char text[3][32] = {"linear:0:1=a", "labels:x,y=b", "qlinear:0:300=c"},
         *column[3] = {text[0], text[1], text[2]};
    uint8_t mask[4];
    double a[4] = {0}, c[4] = {0};
    uint32_t b[4] = {0};
    const hys_column good[3] = {{.data = a, .stride = 8, .type = HYS_F64},
                                {.data = b, .stride = 4, .type = HYS_INDEX},
                                {.data = c, .stride = 8, .type = HYS_F64}};
    static const struct {
        int column;
        hys_type type;
        hys_status status;
    } types[] = {
        {0, HYS_F32, HYS_OK},     {0, HYS_I32, HYS_E_TYPE}, {0, HYS_INDEX, HYS_E_TYPE},
        {0, 0, HYS_E_TYPE},       {0, 12, HYS_E_TYPE},      {0, -1, HYS_E_TYPE},
        {1, HYS_U32, HYS_E_TYPE}, {1, HYS_F64, HYS_E_TYPE}, {2, HYS_INDEX, HYS_E_TYPE},
        {2, HYS_U16, HYS_OK},     {2, HYS_I8, HYS_OK}, /* hys_transform saturates */
    };
    hys_domain *domain = domain_of(3, column);
    hys_column odd[3];
    uint64_t out[4];

#define ODD(change, status, ...)                                                   \
    do {                                                                           \
        memcpy(odd, good, sizeof odd);                                             \
        change;                                                                    \
        memset(out, 0xa5, sizeof out);                                             \
        test_raised();                                                             \
        const hys_status got = hys_domain_fingerprint_rows(__VA_ARGS__);           \
        CHECK(!test_raised(), "%s: an exception was raised", #change);             \
        CHECK(got == (status), "%s: %s", #change, hys_strerror(got));              \
        for (size_t k = 0; k < COUNT(out) && got < 0; k++)                         \
            CHECK(out[k] == UINT64_C(0xa5a5a5a5a5a5a5a5), "%s: written", #change); \
    } while (0)
    ODD(, HYS_OK, domain, 4, odd, 3, out);
    ODD(, HYS_OK, domain, 0, odd, 3, NULL);
    ODD(, HYS_E_NULL, NULL, 4, odd, 3, out);
    ODD(, HYS_E_NULL, domain, 4, NULL, 3, out);
    ODD(, HYS_E_NULL, domain, 4, odd, 2, NULL);                      /* NULL before COUNT */
    ODD(odd[0].flags = 1, HYS_E_NAME_COUNT, domain, 4, odd, 2, out); /* COUNT before RESERVED */
    ODD(odd[0].type = 99;
        odd[2].flags = 1, HYS_E_STREAM_RESERVED, domain, 4, odd, 3, out); /* RESERVED before TYPE */
    ODD(odd[1].mask = mask, HYS_E_STREAM_RESERVED, domain, 4, odd, 3, out);
    ODD(odd[1].data = NULL; odd[1].mask_stride = 1, HYS_E_STREAM_RESERVED, domain, 4, odd, 3, out);
    ODD(odd[1].data = NULL;
        odd[1].type = 99, HYS_OK, domain, 4, odd, 3, out); /* of a column left out */
    for (size_t i = 0; i < COUNT(types); i++)
        ODD(odd[types[i].column].type = types[i].type, types[i].status, domain, 0, odd, 3, out);
#undef ODD
    hys_domain_free(domain);
}

/* ---- rows of a real space: examples/nasbench201.json ---- */

enum { EDGES = 6, OPERATIONS = 5, ARCHITECTURES = 15625 };

static int by_number(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static size_t distinct(uint64_t *number, size_t n)
{
    size_t count = n > 0;
    qsort(number, n, sizeof *number, by_number);
    for (size_t i = 1; i < n; i++)
        count += number[i] != number[i - 1];
    return count;
}

TEST(fingerprint, nasbench201)
{
    enum { N = 30000 };
    static uint32_t row[N][EDGES];
    static uint64_t number[N], code[N], all[ARCHITECTURES];
    char text[EDGES][96], *columns[EDGES];
    hys_column described[EDGES] = {0};
    const hys_source source = hys_source_native(hys_key_from_seed(201));

    for (size_t e = 0; e < EDGES; e++) {
        static const char *const edges[EDGES] = {"edge_1_0", "edge_2_0", "edge_2_1",
                                                 "edge_3_0", "edge_3_1", "edge_3_2"};
        snprintf(text[e], sizeof text[e],
                 "labels:none,skip_connect,nor_conv_1x1,nor_conv_3x3,avg_pool_3x3=%s", edges[e]);
        columns[e] = text[e];
        described[e] = (hys_column){.data = &row[0][e], .stride = sizeof row[0], .type = HYS_INDEX};
    }
    hys_domain *domain = domain_of(EDGES, columns);
    for (uint32_t i = 0; i < ARCHITECTURES; i++)
        for (uint32_t e = 0, left = i; e < EDGES; e++, left /= OPERATIONS)
            row[i][e] = left % OPERATIONS;
    OK(hys_domain_fingerprint_rows(domain, ARCHITECTURES, described, EDGES, all));
    CHECK(distinct(all, ARCHITECTURES) == ARCHITECTURES, "two architectures have one number");

    OK(hys_domain_sample(domain, &source, 0, N, described, EDGES));
    OK(hys_domain_fingerprint_rows(domain, N, described, EDGES, number));
    for (size_t k = 0; k < N; k++) {
        CHECK(bsearch(&number[k], all, ARCHITECTURES, sizeof *all, by_number),
              "row %zu is no architecture's", k);
        for (size_t e = 0; e < EDGES; e++)
            code[k] = code[k] * OPERATIONS + row[k][e];
    }
    const size_t rows_seen = distinct(code, N), numbers_seen = distinct(number, N);
    CHECK(rows_seen == numbers_seen && rows_seen > ARCHITECTURES / 2 && rows_seen < ARCHITECTURES,
          "%zu rows, %zu numbers", rows_seen, numbers_seen);
    test_note("fingerprint: %zu of %d architectures among %d rows", rows_seen, ARCHITECTURES, N);
    hys_domain_free(domain);
}
