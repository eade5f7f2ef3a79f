/* Permutations, Latin hypercubes and grids, by their engines: the lines of permute.tsv and lhs.tsv
 * under each instruction set; every row of a permutation once; strata against long division, and
 * exact marginals; grids against nested loops. */
#include <config.h>

#include "src/bitcast.h"
#include "src/dispatch.h"
#include "src/kernels.h"
#include "src/reference/mul_high.h"
#include "tests/unit/statistics.h"
#include "tests/unit/test.h"

enum { CHUNK = 4096 };

static const struct hysi_kernels *kernels(void)
{
    const struct hysi_kernels *path;
    OK(hysi_kernels_get(&path));
    return path;
}

static unsigned long long ull(uint64_t x) { return x; }

/* The grid of one column, row after row of the permutation. */
static struct hysi_engine_key enumeration(const struct hysi_permutation *permutation)
{
    return (struct hysi_engine_key){.grid = {.permutation = permutation,
                                             .divisor = 1,
                                             .points = permutation->n,
                                             .by_divisor = hysi_reciprocal_of(1),
                                             .by_points = hysi_reciprocal_of(permutation->n)}};
}

/* Draw i of an engine, alone where alone is set, else amid its neighbours. */
static uint64_t draw_of(int engine, size_t size, const struct hysi_engine_key *key, uint64_t rows,
                        uint64_t i, bool alone)
{
    uint64_t out[64];
    const uint64_t before = alone ? 0 : i < 21 ? i : 21, after = rows - 1 - i;
    const size_t n = (size_t)(before + 1 + (alone ? 0 : after < 41 ? after : 41));
    kernels()->engine[engine](key, i - before, n, out);
    return test_word((const char *)out + (size_t)before * size, size);
}

/* ---- permutations ---- */

/* The words of a line's seed and of its second field: a dim, or a column's name. */
static uint64_t dim_of(const char *field)
{
    return field[0] == 'x' ? hys_dim_from_name(field) : strtoull(field, NULL, 10);
}

static void permute_line(int number, int fields, char **f)
{
    struct hysi_permutation permutation;
    CHECK(fields == 5, "permute.tsv line %d: %d fields", number, fields);
    stat_permutation(&permutation, strtoull(f[2], NULL, 10), strtoull(f[0], NULL, 10),
                     dim_of(f[1]));
    const struct hysi_engine_key key = enumeration(&permutation);
    for (char *i = f[3], *expected = f[4]; *i;) {
        const uint64_t row = strtoull(i, &i, 10), image = strtoull(expected, &expected, 10);
        CHECK(hysi_permute(&permutation, row) == image, "permute.tsv line %d: %llu gives %llu",
              number, ull(row), ull(hysi_permute(&permutation, row)));
        for (int alone = 0; alone < 2; alone++)
            CHECK(draw_of(HYSI_ENGINE_grid64, 8, &key, permutation.n, row, alone) == image,
                  "%s: permute.tsv line %d: row %llu", hys_isa_current(), number, ull(row));
        i += *i == ',';
        expected += *expected == ',';
    }
}

static void permute_lines(void)
{
    test_note("permutation: %s: permute.tsv: %zu lines agree", hys_isa_current(),
              test_each_line("vectors/permute.tsv", permute_line));
}

TEST(permutation, golden) { test_each_isa(permute_lines); }

/* Every number below n once. */
static void check_bijection(uint64_t n, uint64_t seed)
{
    static uint64_t out[CHUNK];
    struct hysi_permutation permutation;
    unsigned char *seen = test_memory((size_t)n);
    stat_permutation(&permutation, n, seed, 1);
    const struct hysi_engine_key key = enumeration(&permutation);
    memset(seen, 0, (size_t)n);
    for (uint64_t i = 0; i < n; i += CHUNK) {
        const size_t m = n - i < CHUNK ? (size_t)(n - i) : CHUNK;
        kernels()->engine[HYSI_ENGINE_grid64](&key, i, m, out);
        for (size_t k = 0; k < m; k++) {
            CHECK(out[k] < n, "%s: n = %llu: row %llu is %llu", hys_isa_current(), ull(n),
                  ull(i + k), ull(out[k]));
            CHECK(!seen[out[k]], "%s: n = %llu: %llu twice", hys_isa_current(), ull(n),
                  ull(out[k]));
            seen[out[k]] = 1;
        }
    }
    free(seen);
}

static void bijections(void)
{
    static const uint64_t large[] = {1000, 1023, 1024, 1025, 4097, 65535, 65536, 1000003};
    for (uint64_t n = 1; n <= 300; n++)
        for (uint64_t seed = 0; seed < test_budget(1, 4, 40); seed++)
            check_bijection(n, seed);
    for (size_t k = 0; k < sizeof large / sizeof *large; k++)
        check_bijection(large[k], 7);
    if (test_budget(0, 0, 1))
        check_bijection((uint64_t)1 << 28, 8);
}

TEST(permutation, bijections) { test_each_isa(bijections); }

/* The least a with n <= a^2, the least even b with n <= a b, and the last row. */
static void check_halves(uint64_t n)
{
    struct hysi_permutation p;
    stat_permutation(&p, n, 0, 0);
    CHECK(p.a >= 1 && p.a < (uint64_t)1 << 32 && p.b < (uint64_t)1 << 32, "n = %llu", ull(n));
    CHECK((p.a - 1) * (p.a - 1) < n && n <= p.a * p.a, "n = %llu: a = %llu", ull(n), ull(p.a));
    CHECK(p.b >= 2 && p.b % 2 == 0 && (p.b - 2) * p.a < n && n <= p.a * p.b, "n = %llu: b = %llu",
          ull(n), ull(p.b));
    CHECK(p.last_right < p.b && p.last_left * p.b + p.last_right == n - 1, "n = %llu", ull(n));
    CHECK(p.rounds == (n <= 1024 ? 24 : 8), "n = %llu: %d rounds", ull(n), (int)p.rounds);
}

TEST(permutation, halves)
{
    uint64_t seed = 1;
    for (uint64_t n = 1; n <= 100000; n++)
        check_halves(n);
    for (int k = 0; k < 1000000; k++) {
        const uint64_t a = (test_random(&seed) >> 32) % 3037000499 + 2, n = a * a;
        check_halves(n - 1);
        check_halves(n);
        check_halves(n + 1);
    }
    for (int k = 0; k < 1000; k++)
        check_halves(((uint64_t)1 << 63) - (uint64_t)k);
    check_halves((uint64_t)3037000499 * 3037000499);
    check_halves((uint64_t)3037000499 * 3037000499 + 1);
    for (int bit = 0; bit <= 63; bit++)
        check_halves((uint64_t)1 << bit);
}

TEST(permutation, reciprocals)
{
    uint64_t seed = 2;
    for (int k = 0; k < 2000000; k++) {
        uint64_t d = (test_random(&seed) >> 1 >> test_random(&seed) % 63) + 1;
        if (k < 64)
            d = (uint64_t)1 << k % 64;
        else if (k < 1000)
            d = (uint64_t)k - 63;
        const struct hysi_reciprocal r = hysi_reciprocal_of(d);
        /* At random, and beside a multiple, where a wrong factor shows. */
        const uint64_t some = test_random(&seed) >> 1 >> test_random(&seed) % 63,
                       last = ((uint64_t)1 << 63) - 1, multiple = some / d * d;
        const uint64_t x[] = {some, multiple,     multiple > 0 ? multiple - 1 : 0,
                              last, last / d * d, last / d * d > 0 ? last / d * d - 1 : 0};
        for (size_t i = 0; i < sizeof x / sizeof *x; i++)
            CHECK(hysi_mul_high64(2 * x[i], r.factor) >> r.shift == x[i] / d, "%llu / %llu",
                  ull(x[i]), ull(d));
    }
}

/* ---- Latin hypercubes ---- */

/* The key of a seed and a column, of draws of 32 or 64 bits. */
static struct hysi_engine_key lhs_key(const struct hysi_permutation *permutation, uint64_t seed,
                                      uint64_t dim, int width, bool centred)
{
    return (struct hysi_engine_key){.lhs = {.permutation = permutation,
                                            .native = stat_plane(seed, width == 64, dim),
                                            .centred = centred}};
}

static void lhs_line(int number, int fields, char **f)
{
    CHECK(fields == 7, "lhs.tsv line %d: %d fields", number, fields);
    const uint64_t seed = strtoull(f[0], NULL, 10), dim = dim_of(f[1]);
    const int width = atoi(f[3]);
    struct hysi_permutation permutation;
    stat_permutation(&permutation, strtoull(f[2], NULL, 10), seed, dim);
    for (int centred = 0; centred < 2; centred++) {
        const struct hysi_engine_key key = lhs_key(&permutation, seed, dim, width, centred);
        for (char *i = f[4], *draw = f[5 + centred]; *i;) {
            const uint64_t row = strtoull(i, &i, 10), expected = strtoull(draw, &draw, 16);
            for (int alone = 0; alone < 2; alone++) {
                const uint64_t got = draw_of(width == 32 ? HYSI_ENGINE_lhs32 : HYSI_ENGINE_lhs64,
                                             (size_t)width / 8, &key, permutation.n, row, alone);
                CHECK(got == expected, "%s: lhs.tsv line %d: row %llu: %llx", hys_isa_current(),
                      number, ull(row), ull(got));
            }
            i += *i == ',';
            draw += *draw == ',';
        }
    }
}

static void lhs_lines(void)
{
    test_note("lhs: %s: lhs.tsv: %zu lines agree", hys_isa_current(),
              test_each_line("vectors/lhs.tsv", lhs_line));
}

TEST(lhs, golden) { test_each_isa(lhs_lines); }

/* floor(x 2^f / n) of x <= n, and what is left of n: by long division. */
static uint64_t shifted_quotient(uint64_t x, int f, uint64_t n, bool *exact)
{
    uint64_t quotient = x / n, rest = x % n;
    for (int bit = 0; bit < f; bit++) {
        rest *= 2;
        quotient = 2 * quotient + (rest >= n);
        rest -= rest >= n ? n : 0;
    }
    *exact = rest == 0;
    return quotient;
}

/* The draw of stratum c as the law is written. */
static uint64_t draw_in(uint64_t c, uint64_t n, int width, uint64_t jitter, bool centred)
{
    const int f = width == 32 ? 24 : 53, below = width - f;
    bool exact;
    if (centred)
        return shifted_quotient(2 * c + 1, f, 2 * n, &exact) << below;
    const uint64_t floor = shifted_quotient(c, f, n, &exact), lo = floor + !exact,
                   hi = shifted_quotient(c + 1, f, n, &exact);
    const uint64_t t =
        lo + (width == 32 ? jitter * (hi - lo) >> 32 : hysi_mul_high64(jitter, hi - lo));
    return t << below | (jitter & (((uint64_t)1 << below) - 1));
}

/* floor(draw n 2^-width) of a draw and of what its law uses of it. */
static void check_marginal(uint64_t draw, uint64_t n, int width, uint64_t c)
{
    const int unused = width == 32 ? 8 : 11;
    const uint64_t cut = draw >> unused << unused;
    for (int k = 0; k < 2; k++) {
        const uint64_t d = k ? cut : draw,
                       stratum = width == 32 ? d * n >> 32 : hysi_mul_high64(d, n);
        CHECK(stratum == c, "%s: n = %llu: draw %llx lies in stratum %llu, not %llu",
              hys_isa_current(), ull(n), ull(draw), ull(stratum), ull(c));
    }
}

/* Rows first to first + m - 1, against the law and the permutation. */
static void check_rows(uint64_t n, int width, bool centred, uint64_t seed, uint64_t first, size_t m)
{
    static uint64_t out[CHUNK], native[CHUNK];
    const size_t size = (size_t)width / 8;
    struct hysi_permutation permutation;
    stat_permutation(&permutation, n, seed, 5);
    const struct hysi_engine_key key = lhs_key(&permutation, seed, 5, width, centred);
    hys_source source = hys_source_native(hys_key_from_seed(seed));
    source.dim = 5;
    if (width == 32)
        OK(hys_bits_u32(&source, first, m, (uint32_t *)native));
    else
        OK(hys_bits_u64(&source, first, m, native));
    kernels()->engine[width == 32 ? HYSI_ENGINE_lhs32 : HYSI_ENGINE_lhs64](&key, first, m, out);
    for (size_t k = 0; k < m; k++) {
        const uint64_t c = hysi_permute(&permutation, first + k),
                       draw = test_word((char *)out + k * size, size),
                       expected = draw_in(c, n, width, test_word((char *)native + k * size, size),
                                          centred);
        CHECK(draw == expected, "%s: n = %llu, %d bits: row %llu: %llx, not %llx",
              hys_isa_current(), ull(n), width, ull(first + k), ull(draw), ull(expected));
        check_marginal(draw, n, width, c);
    }
}

/* All rows of few, a chunk at the start, the end and in between of many. */
static void check_size(uint64_t n, int width, uint64_t seed)
{
    const size_t m = n < CHUNK / 2 ? (size_t)n : CHUNK / 2;
    for (int centred = 0; centred < 2; centred++) {
        check_rows(n, width, centred, seed, 0, m);
        if (n == m)
            continue;
        check_rows(n, width, centred, seed, n - m, m);
        check_rows(n, width, centred, seed, (n - m) / 3, m);
    }
}

static void strata(void)
{
    static const uint64_t large[] = {4095,    4096,    4097,       65535,      65536,     65537,
                                     1000003, 3333333, 4194303,    4194304,    4194305,   16777217,
                                     1 << 26, 1 << 30, 0xfffffffb, 0xffffffff, 1ull << 32};
    const uint64_t step = test_budget(37, 5, 1);
    for (uint64_t n = 1; n <= 2000; n += n < 70 ? 1 : step)
        for (int width = 32; width <= 64; width += 32)
            check_size(n, width, n % 3);
    for (size_t k = 0; k < sizeof large / sizeof *large; k++) {
        if (large[k] <= 1 << 22)
            check_size(large[k], 32, 9);
        check_size(large[k], 64, 9);
    }
}

TEST(lhs, strata) { test_each_isa(strata); }

/* ---- grids ---- */

enum { COLUMNS = 5 };
static const uint64_t radix[COLUMNS] = {3, 1, 7, 2, 10};
enum { ROWS = 3 * 1 * 7 * 2 * 10 };

static struct hysi_engine_key column_key(size_t column, const struct hysi_permutation *permutation)
{
    struct hysi_engine_key key = {
        .grid = {.permutation = permutation, .divisor = 1, .points = radix[column]}};
    for (size_t c = column + 1; c < COLUMNS; c++)
        key.grid.divisor *= radix[c];
    key.grid.by_divisor = hysi_reciprocal_of(key.grid.divisor);
    key.grid.by_points = hysi_reciprocal_of(key.grid.points);
    return key;
}

/* All rows, as nested loops give them; in the order of a permutation, the row that it names. */
static void nested_loops(void)
{
    static uint64_t got[ROWS];
    struct hysi_permutation permutation;
    stat_permutation(&permutation, ROWS, 3, 0);
    for (int permuted = 0; permuted < 2; permuted++)
        for (size_t column = 0; column < COLUMNS; column++) {
            const struct hysi_engine_key key = column_key(column, permuted ? &permutation : NULL);
            kernels()->engine[HYSI_ENGINE_grid64](&key, 0, ROWS, got);
            for (uint64_t i = 0; i < ROWS; i++) {
                const uint64_t row = permuted ? hysi_permute(&permutation, i) : i;
                uint64_t digit[COLUMNS] = {0};
                for (uint64_t k = 0; k < row; k++) /* an odometer, the last one fastest */
                    for (size_t c = COLUMNS; c-- > 0 && ++digit[c] == radix[c];)
                        digit[c] = 0;
                CHECK(got[i] == digit[column], "%s: column %zu, row %llu: %llu, not %llu",
                      hys_isa_current(), column, ull(i), ull(got[i]), ull(digit[column]));
            }
        }
}

TEST(grid, nested_loops) { test_each_isa(nested_loops); }

static double unit_of(uint64_t points, bool ends, uint64_t i)
{
    const struct hysi_engine_key key = {.grid = {.divisor = 1, .points = points, .ends = ends}};
    return hysi_double(draw_of(HYSI_ENGINE_grid_unit64, 8, &key, points, i, false));
}

static void units(void)
{
    const uint64_t most = (uint64_t)1 << 53;
    for (uint64_t points = 1; points <= 100; points++)
        for (uint64_t i = 0; i < points; i++) {
            CHECK(unit_of(points, false, i) == ((double)i + 0.5) / (double)points,
                  "%s: centre %llu of %llu", hys_isa_current(), ull(i), ull(points));
            if (points > 1)
                CHECK(unit_of(points, true, i) == (double)i / (double)(points - 1),
                      "%s: point %llu of %llu", hys_isa_current(), ull(i), ull(points));
        }
    CHECK(unit_of(1, true, 0) == 0.5, "%s: one point", hys_isa_current());
    CHECK(unit_of(most, true, 0) == 0 && unit_of(most, true, most - 1) == 1, "%s: 2^53 ends",
          hys_isa_current());
    CHECK(unit_of(most, false, 0) == 0x1p-54 && unit_of(most, false, most - 1) == 1,
          "%s: 2^53 centres", hys_isa_current());
}

TEST(grid, units) { test_each_isa(units); }
