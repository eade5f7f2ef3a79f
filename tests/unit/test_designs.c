/* Designs: what makes them designs, computed from their points (nets, strata, each point of a grid
 * once), and that a cell depends on its row and its column alone. */
#include <config.h>

#include <math.h>
#include <string.h>

#include "tests/unit/test.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

enum { DIMENSIONS = HYS_DIMENSION_MAX + 1, LARGEST = 16 };

static const int32_t sobols[] = {HYS_SOBOL_PLAIN, HYS_SOBOL, HYS_SOBOL_OWEN, HYS_SOBOL_SHIFT};

static hys_source design(int32_t stream, uint64_t seed, uint64_t dim)
{
    return (hys_source){.stream = stream, .key = hys_key_from_seed(seed), .dim = dim};
}

static int prefix(uint64_t a, uint64_t b) { return a == b ? 64 : __builtin_clzll(a ^ b); }

/* The first bits of a draw, of which there may be none. */
static uint64_t top(uint64_t draw, unsigned bits) { return bits ? draw >> (64 - bits) : 0; }

/* ---- Sobol designs are nets ---- */

/* A block of 2^m rows, from any multiple of 2^m on. */
static void block(int32_t stream, uint64_t dim, unsigned m, uint64_t number, uint64_t *draw)
{
    const hys_source source = design(stream, dim, dim);
    OK(hys_bits_u64(&source, number << m, (size_t)1 << m, draw));
}

/* A number of a block: among the first ones, or anywhere. */
static uint64_t any_block(uint64_t *state, unsigned m)
{
    const uint64_t number = test_random(state) >> m;
    return number >> test_random(state) % (64 - m);
}

/* Whether each of the 2^(m - t) boxes of sides 2^-k and 2^-(m - t - k) holds 2^t of the points, for
 * every k: whether they are a (t, m, 2)-net. No box holds less if none holds more. */
static bool is_net(const uint64_t *a, const uint64_t *b, unsigned m, unsigned t)
{
    static uint32_t count[1 << LARGEST];

    for (unsigned k = 0; k <= m - t; k++) {
        memset(count, 0, sizeof *count << (m - t));
        for (size_t i = 0; i < (size_t)1 << m; i++)
            if (++count[top(a[i], k) << (m - t - k) | top(b[i], m - t - k)] > UINT32_C(1) << t)
                return false;
    }
    return true;
}

static unsigned least_t(const uint64_t *a, const uint64_t *b, unsigned m)
{
    unsigned t = 0;
    while (!is_net(a, b, m, t))
        t++;
    return t;
}

/* Every dimension is a (0, m, 1)-net: of 2^m rows each m-bit prefix occurs once. */
TEST(designs, dimensions_are_nets)
{
    static uint64_t draw[1 << LARGEST];
    static uint8_t seen[1 << LARGEST];
    const size_t tried = test_budget(12, 80, DIMENSIONS);
    uint64_t state = 1;
    size_t nets = 0;

    for (size_t d = 0; d < tried; d++) {
        const uint64_t dim =
            d < tried / 2 || tried == DIMENSIONS ? d : test_random(&state) % DIMENSIONS;
        for (size_t s = 0; s < COUNT(sobols); s++) {
            const uint64_t number = d % 2 ? any_block(&state, LARGEST) : 0;
            block(sobols[s], dim, LARGEST, number, draw);
            for (unsigned m = 4; m <= LARGEST; m++, nets++) {
                const uint64_t *part =
                    draw + ((d % 2 ? test_random(&state) % (1 << (LARGEST - m)) : 0) << m);
                memset(seen, 0, (size_t)1 << m);
                for (size_t i = 0; i < (size_t)1 << m; i++) {
                    uint8_t *at = &seen[top(part[i], m)];
                    CHECK(!*at, "%s, dimension %d, 2^%u rows of block %llx",
                          hys_stream_name(sobols[s]), (int)dim, m, (unsigned long long)number);
                    *at = 1;
                }
            }
        }
    }
    test_note("designs: %zu blocks of %zu dimensions are (0, m, 1)-nets", nets, tried);
}

/* No scramble changes the t of a pair of dimensions, which is that of the sequence itself. */
TEST(designs, pairs_keep_their_t)
{
    enum { FIRST = 10 };
    static uint64_t a[1 << LARGEST], b[1 << LARGEST];
    const size_t pairs = test_budget(6, 60, 1000);
    const unsigned largest = (unsigned)test_budget(12, LARGEST, LARGEST);
    uint64_t state = 2;
    unsigned worst = 0;
    size_t nets = 0;

    for (size_t p = 0; p < pairs; p++) {
        const uint64_t within = p % 2 ? FIRST : DIMENSIONS;
        const uint64_t x = test_random(&state) % within,
                       y = (x + 1 + test_random(&state) % (within - 1)) % within;
        for (unsigned m = 4; m <= largest; m++) {
            block(HYS_SOBOL_PLAIN, x, m, 0, a);
            block(HYS_SOBOL_PLAIN, y, m, 0, b);
            const unsigned t = least_t(a, b, m);
            worst = t > worst ? t : worst;
            for (size_t s = 0; s < COUNT(sobols); s++, nets++) {
                const uint64_t number = s && p % 4 < 2 ? 0 : any_block(&state, m);
                block(sobols[s], x, m, number, a);
                block(sobols[s], y, m, number, b);
                CHECK(is_net(a, b, m, t) && (t == 0 || !is_net(a, b, m, t - 1)),
                      "%s, dimensions %d and %d: 2^%u rows of block %llx have another t than %u",
                      hys_stream_name(sobols[s]), (int)x, (int)y, m, (unsigned long long)number, t);
            }
        }
    }
    test_note("designs: %zu blocks of %zu pairs keep their t, at most %u", nets, pairs, worst);
}

/* ---- any row ---- */

static const uint64_t places[] = {0,
                                  UINT64_C(1) << 32,
                                  UINT64_C(1) << 40,
                                  UINT64_C(1) << 62,
                                  UINT64_C(1) << 63,
                                  UINT64_C(0) - 150};
enum { ROWS = 300 };

/* ROWS rows about a place, from *first on. The last place ends with the last row there is. */
static size_t about(uint64_t place, uint64_t *first)
{
    *first = place >= ROWS / 2 ? place - ROWS / 2 : 0;
    return ROWS;
}

/* The direction numbers are the rows 2^(k + 1) - 1, whose Gray code is 2^k; a row far away is the
 * XOR of some of them. A random matrix keeps that but for the shift, which is row 0. */
TEST(designs, far_rows_of_sobol)
{
    static const int32_t linear[] = {HYS_SOBOL_PLAIN, HYS_SOBOL, HYS_SOBOL_SHIFT};
    uint64_t draw[ROWS], state = 3;
    uint32_t high[ROWS];

    for (size_t d = 0; d < 40; d++)
        for (size_t s = 0; s < COUNT(linear); s++) {
            const uint64_t dim = d < 10 ? d : test_random(&state) % DIMENSIONS;
            const hys_source source = design(linear[s], 7, dim);
            uint64_t direction[64], shift;
            OK(hys_bits_u64(&source, 0, 1, &shift));
            for (unsigned k = 0; k < 64; k++) {
                OK(hys_bits_u64(&source, UINT64_MAX >> (63 - k), 1, &direction[k]));
                direction[k] ^= shift;
            }
            for (size_t p = 0; p < COUNT(places); p++) {
                uint64_t first;
                const size_t n = about(places[p], &first);
                OK(hys_bits_u64(&source, first, n, draw));
                OK(hys_bits_u32(&source, first, n, high));
                for (size_t i = 0; i < n; i++) {
                    const uint64_t gray = (first + i) ^ (first + i) >> 1;
                    uint64_t want = shift;
                    for (unsigned k = 0; k < 64; k++)
                        want ^= gray >> k & 1 ? direction[k] : 0;
                    CHECK(draw[i] == want, "%s, dimension %d, row %llx",
                          hys_stream_name(source.stream), (int)dim,
                          (unsigned long long)(first + i));
                    CHECK(high[i] == draw[i] >> 32, "%s: the 32-bit draw of row %llx",
                          hys_stream_name(source.stream), (unsigned long long)(first + i));
                }
            }
        }
}

/* A scramble takes each digit by the digits before it alone: two rows agree in as many digits as
 * they do without it. */
TEST(designs, scrambles_keep_prefixes)
{
    uint64_t plain[ROWS], draw[ROWS], state = 4;
    uint32_t high[ROWS];

    for (size_t d = 0; d < 40; d++) {
        const uint64_t dim = d < 10 ? d : test_random(&state) % DIMENSIONS;
        for (size_t s = 1; s < COUNT(sobols); s++) {
            const hys_source source = design(sobols[s], d, dim),
                             without = design(HYS_SOBOL_PLAIN, d, dim);
            const char *name = hys_stream_name(source.stream);
            uint64_t rows[ROWS];
            for (size_t p = 0; p < COUNT(places); p++) {
                uint64_t first;
                const size_t n = about(places[p], &first);
                OK(hys_bits_u64(&source, first, n, draw));
                OK(hys_bits_u32(&source, first, n, high));
                OK(hys_bits_u64(&without, first, n, plain));
                for (size_t i = 0; i < n; i++)
                    rows[i] = first + i;
                for (size_t i = 0; i < n; i++) {
                    const size_t j = (size_t)(test_random(&state) % n);
                    CHECK(prefix(draw[i], draw[j]) == prefix(plain[i], plain[j]),
                          "%s, dimension %d: rows %llx and %llx", name, (int)dim,
                          (unsigned long long)rows[i], (unsigned long long)rows[j]);
                    CHECK(high[i] == draw[i] >> 32, "%s: the 32-bit draw of row %llx", name,
                          (unsigned long long)rows[i]);
                }
            }
        }
    }
}

/* ---- what scrambles are made of ---- */

/* The words of designs are none of the native draws. Row 0 of the shifted sequence is the shift. */
TEST(designs, words_of_their_own)
{
    enum { DRAWS = 4096 };
    static uint32_t narrow[DRAWS];
    static uint64_t wide[DRAWS];

    for (uint64_t dim = 0; dim < 20; dim++) {
        const hys_source native = design(HYS_NATIVE, 5, dim),
                         shifted = design(HYS_SOBOL_SHIFT, 5, dim);
        uint64_t shift;
        OK(hys_bits_u32(&native, 0, DRAWS, narrow));
        OK(hys_bits_u64(&native, 0, DRAWS, wide));
        OK(hys_bits_u64(&shifted, 0, 1, &shift));
        for (size_t i = 0; i < DRAWS; i++) {
            CHECK(shift != wide[i], "the shift of dim %d is the 64-bit draw %zu", (int)dim, i);
            CHECK(i % 2 || ((shift >> 32 != narrow[i] || (uint32_t)shift != narrow[i + 1]) &&
                            (shift >> 32 != narrow[i + 1] || (uint32_t)shift != narrow[i])),
                  "the shift of dim %d is the 32-bit draws %zu and %zu", (int)dim, i, i + 1);
        }
    }
}

static hys_domain *table(const char *const *names, const char *const *words, size_t columns)
{
    hys_space **spaces = test_memory(columns * sizeof *spaces);
    hys_domain *domain;

    for (size_t c = 0; c < columns; c++)
        spaces[c] = test_space_word(words ? words[c] : "linear:0:1");
    OK(hys_domain_new(&domain, names, spaces, columns, NULL));
    for (size_t c = 0; c < columns; c++)
        hys_space_free(spaces[c]);
    free(spaces);
    return domain;
}

/* Columns have scrambles of their own, by their names. Row 0 of the sequence is 0 in every
 * dimension, so that of a design is the scramble alone. */
TEST(designs, names_scramble)
{
    enum { C = 26 };
    static const int32_t scrambled[] = {HYS_SOBOL, HYS_SOBOL_OWEN, HYS_SOBOL_SHIFT, HYS_LHS};
    char text[C][2];
    const char *names[C];

    for (size_t c = 0; c < C; c++) {
        text[c][0] = (char)('a' + c);
        text[c][1] = '\0';
        names[c] = text[c];
    }
    hys_domain *all = table(names, NULL, C);
    for (size_t s = 0; s < COUNT(scrambled); s++) {
        hys_source source = design(scrambled[s], 11, 0);
        double row[C], alone[C];
        source.rows = source.stream == HYS_LHS ? 1000 : 0;
        OK(hys_domain_sample_matrix_f64(all, &source, 0, 1, HYS_ROW_MAJOR, row, C));
        for (size_t c = 0; c < C; c++) {
            hys_domain *one = table(&names[c], NULL, 1);
            OK(hys_domain_sample_matrix_f64(one, &source, 0, 1, HYS_ROW_MAJOR, &alone[c], 1));
            hys_domain_free(one);
            CHECK(source.stream == HYS_SOBOL || alone[c] == row[c], "%s: column %s by itself",
                  hys_stream_name(source.stream), names[c]);
            for (size_t b = 0; b < c; b++) {
                CHECK(row[b] != row[c], "%s: columns %s and %s are scrambled alike",
                      hys_stream_name(source.stream), names[b], names[c]);
                CHECK(alone[b] != alone[c], "%s: tables of %s and of %s are scrambled alike",
                      hys_stream_name(source.stream), names[b], names[c]);
            }
        }
    }
    hys_domain_free(all);
}

/* ---- dimensions of columns ---- */

/* The column of a table under the plain sequence is its space under the source of its dimension. */
static void check_dimension(const hys_domain *domain, size_t column, uint64_t dimension)
{
    enum { N = 40 };
    const size_t columns = hys_domain_columns(domain);
    const hys_source whole = hys_source_sobol_plain(),
                     alone = design(HYS_SOBOL_PLAIN, 0, dimension);
    hys_column *at = test_memory(columns * sizeof *at);
    double have[N], want[N];

    memset(at, 0, columns * sizeof *at);
    at[column] = (hys_column){have, sizeof *have, HYS_F64, 0, NULL, 0};
    OK(hys_domain_sample(domain, &whole, 1, N, at, columns));
    OK(hys_sample_f64(hys_domain_space(domain, column), &alone, 1, N, want));
    CHECK(!memcmp(have, want, sizeof want), "column %s has not dimension %llu",
          hys_domain_name(domain, column), (unsigned long long)dimension);
    free(at);
}

TEST(designs, ranks_are_dimensions)
{
    static const char *const names[] = {"d", "b", "a", "e", "Z", "\xc3\xa9"};
    static const size_t rank[COUNT(names)] = {3, 2, 1, 4, 0, 5};
    hys_domain *domain = table(names, NULL, COUNT(names));

    for (size_t c = 0; c < COUNT(names); c++)
        check_dimension(domain, c, rank[c]);
    hys_domain_free(domain);
}

TEST(designs, pinned_dimensions)
{
    static const struct {
        const char *name;
        int32_t pinned;
        uint64_t dimension;
    } columns[] = {{"e", -1, 3}, {"a", 1, 1}, {"c", -1, 2}, {"b", -1, 0}, {"d", 21200, 21200}};
    enum { C = COUNT(columns) };
    hys_column_description described[C] = {{.name = NULL}};
    hys_space *space = test_space_word("linear:0:1");
    hys_domain *domain;

    for (size_t c = 0; c < C; c++) {
        described[c].name = columns[c].name;
        described[c].space = space;
        described[c].dimension = columns[c].pinned;
    }
    OK(hys_domain_new_described(&domain, described, C, NULL, NULL));
    for (size_t c = 0; c < C; c++)
        check_dimension(domain, c, columns[c].dimension);
    hys_domain_free(domain);
    hys_space_free(space);
}

/* As many columns as there are dimensions, and one more. */
TEST(designs, all_dimensions)
{
    enum { MOST = DIMENSIONS + 1, NAME = 8 };
    char *text = test_memory((size_t)MOST * NAME);
    const char **names = test_memory(MOST * sizeof *names);
    hys_space **spaces = test_memory(MOST * sizeof *spaces);
    double *row = test_memory(MOST * sizeof *row);
    hys_domain *domain;

    for (size_t c = 0; c < MOST; c++) {
        snprintf(text + c * NAME, NAME, "c%05d", (int)(c * 10007 % MOST)); /* in no order */
        names[c] = text + c * NAME;
        spaces[c] = c ? spaces[0] : test_space_word("linear:0:1");
    }
    OK(hys_domain_new(&domain, names, spaces, DIMENSIONS, NULL));
    for (size_t s = 0; s < COUNT(sobols); s++) {
        const hys_source source = design(sobols[s], 1, 0);
        OK(hys_domain_sample_matrix_f64(domain, &source, 12345, 1, HYS_ROW_MAJOR, row, MOST));
        for (size_t c = 0; c < DIMENSIONS; c++)
            CHECK(row[c] >= 0 && row[c] < 1, "column %zu: %g", c, row[c]);
    }
    for (size_t c = 0; c < DIMENSIONS; c += 331) {
        size_t rank = (size_t)atoi(names[c] + 1);
        rank -= rank > (size_t)DIMENSIONS * 10007 % MOST; /* the name that is left out */
        check_dimension(domain, c, rank);
    }
    hys_domain_free(domain);

    OK(hys_domain_new(&domain, names, spaces, MOST, NULL));
    for (size_t s = 0; s < COUNT(sobols); s++) {
        const hys_source source = design(sobols[s], 1, 0);
        row[0] = row[MOST - 1] = -5;
        CHECK(hys_domain_sample_matrix_f64(domain, &source, 0, 1, HYS_ROW_MAJOR, row, MOST) ==
                  HYS_E_STREAM,
              "%s takes %d columns", hys_stream_name(source.stream), (int)MOST);
        CHECK(row[0] == -5 && row[MOST - 1] == -5, "a refused call writes");
    }
    hys_domain_free(domain);
    hys_space_free(spaces[0]);
    free(row);
    free(spaces);
    free(names);
    free(text);
}

/* ---- Latin hypercubes ---- */

static uint64_t share(uint64_t draw, uint64_t n) /* floor(draw n 2^-64) */
{
    const uint64_t low = (uint32_t)draw, high = draw >> 32, carried = (low * n) >> 32;
    return (high * n + carried) >> 32; /* n is at most 2^32 */
}

/* Each of n strata is there once: of the draws and of the units of both widths. */
static void check_strata(size_t n, uint64_t dim, uint32_t flags)
{
    hys_source source = hys_source_lhs(hys_key_from_seed(n ^ dim << 40), n);
    uint64_t *wide = test_memory(n * sizeof *wide);
    uint32_t *narrow = test_memory(n * sizeof *narrow);
    double *u = test_memory(n * sizeof *u);
    float *f = test_memory(n * sizeof *f);
    uint8_t *seen = test_memory(n);

    source.dim = dim;
    source.flags = flags;
    memset(seen, 0, n);
    OK(hys_bits_u64(&source, 0, n, wide));
    OK(hys_bits_u32(&source, 0, n, narrow));
    OK(hys_unit_f64(&source, 0, n, u));
    OK(hys_unit_f32(&source, 0, n, f));
    for (size_t i = 0; i < n; i++) {
        const uint64_t stratum = share(wide[i], n);
        CHECK(stratum < n && !seen[stratum], "n = %d: stratum %d comes twice", (int)n,
              (int)stratum);
        seen[stratum] = 1;
        CHECK(share((uint64_t)narrow[i] << 32, n) == stratum,
              "n = %d, row %zu: the 32-bit draw is in another stratum", (int)n, i);
        CHECK(share(wide[i] >> 11 << 11, n) == stratum &&
                  share((uint64_t)(narrow[i] >> 8) << 40, n) == stratum &&
                  u[i] == (double)(wide[i] >> 11) * 0x1p-53 &&
                  (double)f[i] == (double)(narrow[i] >> 8) * 0x1p-24,
              "n = %d, row %zu: the unit is in another stratum", (int)n, i);
        CHECK(!(flags & HYS_CENTRED) ||
                  (fabs(u[i] - ((double)stratum + 0.5) / (double)n) <= 0x1p-53 &&
                   fabs((double)f[i] - ((double)stratum + 0.5) / (double)n) <= 0x1p-24),
              "n = %d, row %zu: not in the middle", (int)n, i);
    }
    free(wide);
    free(narrow);
    free(u);
    free(f);
    free(seen);
}

TEST(designs, strata_of_hypercubes)
{
    static const uint64_t some[] = {1,    2,    3,    4,     5,     6,     7,     9,      10,
                                    16,   31,   32,   33,    100,   255,   256,   257,    1000,
                                    1023, 1024, 1025, 65535, 65536, 65537, 99991, 1000003};
    const size_t tried = test_budget(COUNT(some) - 3, COUNT(some), COUNT(some));

    for (size_t k = 0; k < tried; k++)
        for (uint64_t dim = 0; dim < 3; dim++)
            check_strata((size_t)some[k], dim, dim == 2 ? HYS_CENTRED : 0);
    if (test_budget(0, 1, 1))
        check_strata((size_t)1 << 22, 1, 0); /* the most that 32-bit draws tell apart */
}

/* A space of n integers, as many as there are rows, gets each of them once. */
TEST(designs, hypercubes_of_integers)
{
    static const size_t sizes[] = {1, 2, 7, 12, 100, 1000, 65536, 70000};

    for (size_t k = 0; k < COUNT(sizes); k++) {
        const size_t n = sizes[k];
        char word[32];
        int64_t *value = test_memory(n * sizeof *value);
        uint8_t *seen = test_memory(n);
        snprintf(word, sizeof word, "int:1:%zu", n);
        hys_space *space = test_space_word(word);
        const hys_source source = hys_source_lhs(hys_key_from_seed(k), n);
        memset(seen, 0, n);
        OK(hys_sample_i64(space, &source, 0, n, value));
        for (size_t i = 0; i < n; i++) {
            CHECK(value[i] >= 1 && value[i] <= (int64_t)n && !seen[value[i] - 1], "%s: %d again",
                  word, (int)value[i]);
            seen[value[i] - 1] = 1;
        }
        hys_space_free(space);
        free(value);
        free(seen);
    }
}

/* ---- grids ---- */

/* The numbers of a row in nested loops, the last sorted name in the innermost one. */
TEST(designs, grid_in_nested_loops)
{
    static const char *const names[] = {"c", "a", "b"};
    static const char *const words[] = {"int:0:2", "int:0:4", "int:0:3"};
    enum { A = 5, B = 4, C = 3, POINTS = A * B * C };
    hys_domain *domain = table(names, words, COUNT(names));
    const hys_source source = hys_source_grid(0);
    double cell[POINTS][COUNT(names)];
    uint64_t rows;
    size_t i = 0;

    OK(hys_domain_rows(domain, &source, &rows));
    CHECK(rows == POINTS, "%d rows", (int)rows);
    OK(hys_domain_sample_matrix_f64(domain, &source, 0, POINTS, HYS_ROW_MAJOR, cell[0],
                                    COUNT(names)));
    for (int a = 0; a < A; a++)
        for (int b = 0; b < B; b++)
            for (int c = 0; c < C; c++, i++)
                CHECK(cell[i][0] == c && cell[i][1] == a && cell[i][2] == b,
                      "row %zu is %g, %g, %g", i, cell[i][1], cell[i][2], cell[i][0]);
    hys_domain_free(domain);
}

/* The permuted design has each row of the grid once, in an order that is not the grid's and that a
 * key chooses. */
TEST(designs, permuted_grid)
{
    static const char *const names[] = {"x", "flag", "layers", "name"};
    static const char *const words[] = {"linear:0:1", "bool", "int:1:7", "labels:a,b,c"};
    enum { C = COUNT(names), X = 5, POINTS = X * 2 * 7 * 3, KEYS = 8 };
    static uint64_t of_grid[POINTS], of_key[KEYS][POINTS];
    hys_domain *domain = table(names, words, C);
    double x[POINTS];
    uint32_t flag[POINTS], name[POINTS];
    int32_t layers[POINTS];
    const hys_column columns[C] = {{x, sizeof *x, HYS_F64, 0, NULL, 0},
                                   {flag, sizeof *flag, HYS_INDEX, 0, NULL, 0},
                                   {layers, sizeof *layers, HYS_I32, 0, NULL, 0},
                                   {name, sizeof *name, HYS_INDEX, 0, NULL, 0}};

    for (size_t k = 0; k <= KEYS; k++) {
        const hys_source source =
            k == KEYS ? hys_source_grid(X) : hys_source_permuted(hys_key_from_seed(k), X);
        uint64_t *row = k == KEYS ? of_grid : of_key[k];
        OK(hys_domain_sample(domain, &source, 0, POINTS, columns, C));
        OK(hys_domain_fingerprint_rows(domain, POINTS, columns, C, row));
    }
    for (size_t k = 0; k < KEYS; k++) {
        bool seen[POINTS] = {false};
        size_t fixed = 0;
        for (size_t i = 0; i < POINTS; i++) {
            size_t at = 0;
            while (at < POINTS && of_grid[at] != of_key[k][i])
                at++;
            CHECK(at < POINTS && !seen[at], "key %zu: row %zu is %s", k, i,
                  at < POINTS ? "there before" : "not of the grid");
            seen[at] = true;
            fixed += at == i;
        }
        CHECK(fixed < 12, "key %zu: %zu rows of %d are where the grid has them", k, fixed,
              (int)POINTS);
        for (size_t other = 0; other < k; other++)
            CHECK(memcmp(of_key[k], of_key[other], sizeof of_key[k]) != 0,
                  "keys %zu and %zu have one order", other, k);
    }
    hys_domain_free(domain);
}

/* ---- a cell depends on its row and its column alone ---- */

enum { CELL_COLUMNS = 8, CELL_ROWS = 2200 };

static const struct {
    const char *name, *word;
    hys_type type;
} cells[CELL_COLUMNS] = {
    {"rate", "log:1e-5:0.1", HYS_F64},
    {"dropout", "linear:0:0.5", HYS_F32},
    {"layers", "int:1:4", HYS_I64},
    {"width", "qlinear:1:3", HYS_U8},
    {"momentum", "discrete:0.8,0.9,0.99", HYS_F64},
    {"solver", "labels:adam,sgd", HYS_INDEX},
    {"noise", "normal:0:1", HYS_F64},
    {"shift", "linear:-1:1", HYS_F64},
};
typedef unsigned char cell_table[CELL_COLUMNS][CELL_ROWS][8];

/* The columns of cells[] in an order, each of them where it is in cells[]. */
static hys_domain *cells_in_order(const size_t *order)
{
    const char *names[CELL_COLUMNS], *words[CELL_COLUMNS];
    for (size_t c = 0; c < CELL_COLUMNS; c++) {
        names[c] = cells[order[c]].name;
        words[c] = cells[order[c]].word;
    }
    return table(names, words, CELL_COLUMNS);
}

static void at_row(hys_column *columns, cell_table to, const size_t *order, size_t row)
{
    for (size_t c = 0; c < CELL_COLUMNS; c++)
        columns[c] = (hys_column){to[order[c]][row], 8, cells[order[c]].type, 0, NULL, 0};
}

static void check_cells(const char *what, const char *how, cell_table have, cell_table want)
{
    for (size_t c = 0; c < CELL_COLUMNS; c++)
        for (size_t i = 0; i < CELL_ROWS; i++)
            CHECK(!memcmp(have[c][i], want[c][i], 8), "%s, %s: row %zu of %s", what, how, i,
                  cells[c].name);
}

static void check_splits(hys_source source, uint64_t first)
{
    static cell_table want, have;
    static uint64_t numbers[CELL_ROWS];
    static const size_t given[CELL_COLUMNS] = {0, 1, 2, 3, 4, 5, 6, 7},
                        other[CELL_COLUMNS] = {5, 2, 7, 0, 6, 1, 4, 3};
    const char *what = hys_stream_name(source.stream);
    hys_domain *domain = cells_in_order(given), *turned = cells_in_order(other);
    hys_column columns[CELL_COLUMNS];
    hys_stream *opened;
    uint64_t state = first;

    memset(want, 0, sizeof want);
    at_row(columns, want, given, 0);
    OK(hys_domain_sample(domain, &source, first, CELL_ROWS, columns, CELL_COLUMNS));
    OK(hys_stream_open(&opened, &source, domain));

    memset(have, 0, sizeof have);
    for (size_t i = 0, n; i < CELL_ROWS; i += n) {
        n = (size_t)(test_random(&state) % (test_random(&state) % 8 ? 40 : 1500));
        n = n < CELL_ROWS - i ? n : CELL_ROWS - i;
        at_row(columns, have, given, i);
        if (test_random(&state) % 2)
            OK(hys_domain_sample(domain, &source, first + i, n, columns, CELL_COLUMNS));
        else
            OK(hys_domain_sample_from(domain, opened, first + i, n, columns, CELL_COLUMNS));
    }
    check_cells(what, "split", have, want);

    memset(have, 0, sizeof have);
    at_row(columns, have, other, 0);
    OK(hys_domain_sample(turned, &source, first, CELL_ROWS, columns, CELL_COLUMNS));
    check_cells(what, "the columns in another order", have, want);

    memset(have, 0, sizeof have);
    for (size_t part = 0; part < 3; part++) {
        at_row(columns, have, given, 0);
        for (size_t c = 0; c < CELL_COLUMNS; c++)
            columns[c].data = c % 3 == part ? columns[c].data : NULL;
        OK(hys_domain_sample_from(domain, opened, first, CELL_ROWS, columns, CELL_COLUMNS));
    }
    check_cells(what, "some columns at a time", have, want);

    memset(have, 0, sizeof have);
    for (size_t i = 0; i < CELL_ROWS; i++) /* backwards, but for runs */
        numbers[i] = first + (i / 20 % 2 ? i : CELL_ROWS - 1 - i);
    static cell_table by_number;
    at_row(columns, by_number, given, 0);
    OK(hys_domain_sample_indices_from(domain, opened, numbers, CELL_ROWS, columns, CELL_COLUMNS));
    for (size_t c = 0; c < CELL_COLUMNS; c++)
        for (size_t i = 0; i < CELL_ROWS; i++)
            memcpy(have[c][numbers[i] - first], by_number[c][i], hys_type_size(cells[c].type));
    for (size_t c = 0; c < CELL_COLUMNS; c++)
        for (size_t i = 0; i < CELL_ROWS; i++)
            CHECK(
                !memcmp(by_number[c][i], want[c][numbers[i] - first], hys_type_size(cells[c].type)),
                "%s, by numbers: row %llx of %s", what, (unsigned long long)numbers[i],
                cells[c].name);
    hys_stream_free(opened);
    hys_domain_free(turned);
    hys_domain_free(domain);
}

TEST(designs, same_cells)
{
    static const uint64_t firsts[] = {0, 12345677, (UINT64_C(1) << 32) - 700,
                                      UINT64_C(0) - CELL_ROWS};
    const hys_key key = hys_key_from_seed(99);

    test_needs_fma();
    for (size_t k = 0; k < COUNT(firsts); k++)
        for (size_t s = 0; s < COUNT(sobols); s++)
            check_splits(design(sobols[s], 99, 0), firsts[k]);
    check_splits(hys_source_lhs(key, CELL_ROWS), 0);
    check_splits(hys_source_lhs(key, 1000003), 1000003 - CELL_ROWS);
    check_splits(hys_source_lhs(key, 1000003), 777);
    check_splits(hys_source_grid(7), 4000);
    check_splits(hys_source_permuted(key, 7), 0);
    check_splits(hys_source_permuted(key, 1000), UINT64_C(1) << 32);
}
