/* The normal family: the lines of normal.tsv, exact quantiles among them, under each instruction
 * set; odd and never decreasing laws, every draw of f32 where there is time; the ends and the
 * middle of decode; far tails; extents, and the ends of multiples. */
#include <config.h>

#include <math.h>

#include "src/dispatch.h"
#include "src/kernels.h"
#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { CHUNK = 4096 };

/* ---- the standard normal's laws themselves ---- */

static void standard_f32(size_t n, const uint32_t *draw, float *z)
{
    const union hysi_params p = {.normal_f32 = {0, 1}};
    const struct hysi_kernels *kernels;
    OK(hysi_kernels_get(&kernels));
    kernels->map[HYSI_MAP_normal_f32](&p, n, draw, z);
}

static void standard_f64(size_t n, const uint64_t *draw, double *z)
{
    const union hysi_params p = {.normal_f64 = {0, 1}};
    const struct hysi_kernels *kernels;
    OK(hysi_kernels_get(&kernels));
    kernels->map[HYSI_MAP_normal_f64](&p, n, draw, z);
}

static double worst_f32, worst_f64;

static void golden_line(int number, int fields, char **f)
{
    CHECK(fields == 4, "normal.tsv line %d: %d fields", number, fields);
    const uint64_t draw = strtoull(f[1], NULL, 16), expected = strtoull(f[2], NULL, 16);
    const long double exact = strtold(f[3], NULL);
    const bool narrow = !strcmp(f[0], "32");
    const uint32_t draw32 = (uint32_t)draw;
    float z32;
    double z64;
    if (narrow)
        standard_f32(1, &draw32, &z32);
    else
        standard_f64(1, &draw, &z64);
    const uint64_t found = narrow ? test_word(&z32, 4) : test_word(&z64, 8);
    CHECK(found == expected, "%s: normal.tsv line %d: %llx, not %llx", hys_isa_current(), number,
          (unsigned long long)found, (unsigned long long)expected);
    const long double z = narrow ? (long double)z32 : (long double)z64;
    const double ulps = (double)(fabsl(z - exact) / ldexpl(1, ilogbl(exact) - (narrow ? 23 : 52)));
    double *worst = narrow ? &worst_f32 : &worst_f64;
    *worst = fmax(*worst, ulps);
    CHECK(ulps <= (narrow ? 2.01 : 2.6), "normal.tsv line %d: %g ulp", number, ulps);
}

static void golden(void)
{
    worst_f32 = worst_f64 = 0;
    const size_t lines = test_each_line("vectors/normal.tsv", golden_line);
    test_note("normal: %s: normal.tsv: %zu lines agree, exact quantiles within %.3f and %.3f ulp",
              hys_isa_current(), lines, worst_f32, worst_f64);
}

TEST(normal, golden) { test_each_isa(golden); }

/* Draws from `from` on, and their mirrors. */
static void check_f32(uint32_t from)
{
    static uint32_t draw[CHUNK + 1], mirror[CHUNK + 1];
    static float z[CHUNK + 1], minus[CHUNK + 1];
    for (uint32_t i = 0; i <= CHUNK; i++) {
        draw[i] = from > UINT32_MAX - i ? UINT32_MAX : from + i;
        mirror[i] = ~draw[i];
    }
    standard_f32(CHUNK + 1, draw, z);
    standard_f32(CHUNK + 1, mirror, minus);
    for (size_t i = 0; i <= CHUNK; i++) {
        CHECK(z[i] == -minus[i], "draw %x: %a, its mirror %a", draw[i], (double)z[i],
              (double)minus[i]);
        CHECK(i == 0 || z[i] >= z[i - 1], "draw %x steps back", draw[i]);
    }
}

TEST(normal, f32_never_decreases)
{
    const uint64_t step = test_budget((size_t)1 << 24, 1 << 20, CHUNK);
    size_t chunks = 0;
    test_needs_fma();
    for (uint64_t from = 0; from <= UINT32_MAX; from += step, chunks++)
        check_f32((uint32_t)from);
    for (int k = 13; k < 32; k++, chunks++) /* the rows' seams */
        for (uint32_t half = 0; half < 2; half++)
            check_f32(((uint32_t)1 << k) + (half << (k - 1)) - CHUNK / 2);
    test_note("normal: %zu draws of f32 in order, with their mirrors", chunks * CHUNK);
}

/* f64 steps back by a last digit at most. */
static void check_f64(uint64_t from, uint64_t step)
{
    uint64_t draw[64], mirror[64];
    double z[64], minus[64];
    for (size_t i = 0; i < 64; i++) {
        draw[i] = from + i * step;
        mirror[i] = ~draw[i];
    }
    standard_f64(64, draw, z);
    standard_f64(64, mirror, minus);
    for (size_t i = 0; i < 64; i++) {
        CHECK(z[i] == -minus[i], "draw %llx: %a, its mirror %a", (unsigned long long)draw[i], z[i],
              minus[i]);
        CHECK(i == 0 || draw[i] < draw[i - 1] || z[i] >= nextafter(z[i - 1], -HUGE_VAL),
              "draw %llx steps back", (unsigned long long)draw[i]);
    }
}

TEST(normal, f64_keeps_order)
{
    const size_t count = test_budget(1 << 12, 1 << 17, 1 << 24);
    uint64_t state = 3;
    test_needs_fma();
    for (size_t i = 0; i < count; i++) {
        const uint64_t r = test_random(&state);
        const unsigned k = (unsigned)(test_random(&state) % 64);
        const uint64_t step = (uint64_t)1 << r % 16;
        check_f64(i % 3 == 0 ? r : i % 3 == 1 ? r >> k : ((uint64_t)1 << k) - 32 * step, step);
    }
    test_note("normal: %zu draws of f64 in order, with their mirrors", count * 64);
}

/* ---- the same law by way of a unit ---- */

/* The unit of a draw below 2^52 is exact, and decodes to the sample; so do the middle and the
 * ends. */
TEST(normal, units_are_draws)
{
    enum { N = 1 << 16 };
    static uint64_t draw[N];
    static double unit[N], value[N], z[N];
    uint64_t state = 11;
    hys_space *space = test_space_word("normal:0:1");
    for (size_t i = 0; i < N; i++) {
        draw[i] = test_random(&state) >> (12 + i % 52);
        unit[i] = (double)(2 * draw[i] + 1) * 0x1p-65;
    }
    draw[0] = draw[1] = 0;
    unit[0] = 0, unit[1] = 0x1p-65;
    standard_f64(N, draw, z);
    OK(hys_decode_f64(space, unit, N, value));
    for (size_t i = 0; i < N; i++)
        CHECK(value[i] == z[i], "draw %llx: %a, its unit %a", (unsigned long long)draw[i], z[i],
              value[i]);
    hys_space_free(space);

    static const struct {
        const char *word;
        double unit, value;
    } points[] = {
        {"normal:3:0.5", 0.5, 3},
        {"normal:0:1", 1, 0x1.24f82aa55eb14p+3},
        {"normal:0:1", 0, -0x1.24f82aa55eb14p+3},
        {"lognormal:0:1", 0.5, 1},
        {"lognormal:3:2:base=2", 0.5, 8},
        {"normal:0:1:lower=-1:upper=1", 0.5, 0},
        {"normal:0:1:lower=-1:upper=1", 1, 1 - 0x1p-53},
        {"normal:0:1:lower=-1:upper=1", 0, -1},
        {"lognormal:0:1:upper=4", 1, 4 - 0x1p-51},
        {"normal:0:1:lower=30:upper=31", 1, 31 - 0x1p-48},
    };
    for (size_t i = 0; i < COUNT(points); i++) {
        space = test_space_word(points[i].word);
        OK(hys_decode_f64(space, &points[i].unit, 1, value));
        CHECK(value[0] == points[i].value, "%s: %g decodes to %.17g", points[i].word,
              points[i].unit, value[0]);
        hys_space_free(space);
    }
}

/* ---- transform and encode ---- */

TEST(normal, outside_the_bounds)
{
    static const double in[] = {-HUGE_VAL, -2, -1, 0.25, 2, 3, HUGE_VAL, (double)NAN};
    static const double inside[] = {-1, -1, -1, 0.25, 2, 2, 2, (double)NAN};
    double out[COUNT(in)];
    size_t flagged;
    hys_space *space = test_space_word("normal:0:1:lower=-1:upper=2");
    CHECK(hys_transform(space, in, COUNT(in), HYS_F64, out, &flagged) == HYS_W_DATA && flagged == 5,
          "%zu flagged", flagged);
    for (size_t i = 0; i < COUNT(in); i++)
        CHECK(out[i] == inside[i] || in[i] != in[i], "%g becomes %g", in[i], out[i]);
    CHECK(hys_encode(space, in, COUNT(in), HYS_F64, out, &flagged) == HYS_W_DATA && flagged == 5,
          "%zu flagged", flagged);
    CHECK(out[0] == 0 && out[2] == 0 && out[4] == 1 && out[6] == 1 && out[7] != out[7],
          "%g %g %g %g", out[0], out[2], out[4], out[6]);
    hys_space_free(space);

    space = test_space_word("normal:0:1");
    CHECK(hys_transform(space, in, COUNT(in), HYS_F64, out, &flagged) == HYS_W_DATA && flagged == 1,
          "%zu flagged", flagged);
    CHECK(hys_encode(space, in, COUNT(in), HYS_F64, out, &flagged) == HYS_W_DATA && flagged == 1,
          "%zu flagged", flagged);
    CHECK(out[0] == 0 && out[6] == 1, "%g %g", out[0], out[6]);
    hys_space_free(space);

    space = test_space_word("lognormal:0:1"); /* no value is below 0 */
    CHECK(hys_encode(space, in, COUNT(in), HYS_F64, out, &flagged) == HYS_W_DATA && flagged == 4,
          "%zu flagged", flagged);
    CHECK(out[0] == 0 && out[2] == 0 && out[6] == 1, "%g %g %g", out[0], out[2], out[6]);
    hys_space_free(space);
}

/* ---- extents ---- */

TEST(normal, extents)
{
    static const struct {
        const char *word;
        double lower, upper, base;
    } table[] = {
        {"normal:0:1", -HUGE_VAL, HUGE_VAL, (double)NAN},
        {"normal:0:1:lower=-2", -2, HUGE_VAL, (double)NAN},
        {"normal:0:1:upper=7", -HUGE_VAL, 7, (double)NAN},
        {"lognormal:0:1", 0, HUGE_VAL, (double)NAN},
        {"lognormal:0:1:base=10:upper=3", 0, 3, 10},
        {"lognormal:0:1:lower=0", 0, HUGE_VAL, (double)NAN},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        hys_space *space = test_space_word(table[i].word);
        const double base = hys_space_base(space);
        CHECK(hys_space_lower(space) == table[i].lower && hys_space_upper(space) == table[i].upper,
              "%s: %g to %g", table[i].word, hys_space_lower(space), hys_space_upper(space));
        CHECK(base == table[i].base || (base != base && table[i].base != table[i].base),
              "%s: base %g", table[i].word, base);
        /* jax.random has the first of them. */
        const uint32_t types = i == 0 ? 1u << HYS_F32 : 0, types64 = i == 0 ? 1u << HYS_F64 : 0;
        CHECK(hys_space_types(space, HYS_JAX_ARRAY, 0) == types &&
                  hys_space_types(space, HYS_JAX_ARRAY, HYS_X64) == types64 &&
                  hys_sample(space, &(hys_source){.stream = HYS_JAX_KEYS}, 0, 0, HYS_F32, NULL) ==
                      (i == 0 ? HYS_OK : HYS_E_STREAM),
              "%s under JAX", table[i].word);
        hys_space_free(space);
    }
}

/* The first and the last multiple are those next to what the law decodes 0 and 1 to, to the last
 * bit: with steps of 2^-52 every double below 2 is a multiple. */
TEST(normal, multiples_reach_the_ends)
{
    static const double units[] = {0, 1};
    test_needs_fma();
    for (int i = 1; i <= 60; i++) {
        char word[64];
        double ends[2], multiples[2];
        hys_extent extent;
        snprintf(word, sizeof word, "lognormal:0:%g", i / 1000.0);
        hys_space *plain = test_space_word(word);
        snprintf(word, sizeof word, "lognormal:0:%g:step=2.220446049250313e-16", i / 1000.0);
        hys_space *stepped = test_space_word(word);
        OK(hys_decode_f64(plain, units, 2, ends));
        OK(hys_decode_f64(stepped, units, 2, multiples));
        hys_space_extent(stepped, &extent);
        for (int k = 0; k < 2; k++)
            CHECK(rint(ends[k] * 0x1p52) == rint(multiples[k] * 0x1p52), "%s: %a, not %a", word,
                  multiples[k], ends[k]);
        CHECK(extent.distinct == (uint64_t)(rint(ends[1] * 0x1p52) - rint(ends[0] * 0x1p52)) + 1,
              "%s: %llu values", word, (unsigned long long)extent.distinct);
        hys_space_free(stepped);
        hys_space_free(plain);
    }
}
