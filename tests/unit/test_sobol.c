/* The engines of Sobol points: every line of sobol.tsv (scipy's points, and the digest of all
 * direction numbers) and of scramble.tsv, under each instruction set; the matrix of the scramble.
 */
#include <config.h>

#include "src/dispatch.h"
#include "src/kernels.h"
#include "src/streams/sobol_directions.h"
#include "tests/unit/statistics.h"
#include "tests/unit/test.h"

enum { SHOWN = 8, POINTS = 64 };

/* The words of a list of hexadecimal numbers. */
static void read_shown(const char *list, uint64_t shown[SHOWN])
{
    for (int j = 0; j < SHOWN; j++) {
        char *end;
        shown[j] = strtoull(list, &end, 16);
        CHECK(*end == (j + 1 < SHOWN ? ',' : '\0'), "%s", list);
        list = end + 1;
    }
}

/* Points of an engine in both widths: the 32-bit draw is the high half of the 64-bit one. */
static void draw(enum hysi_engine_id narrow, enum hysi_engine_id wide,
                 const struct hysi_engine_key *key, uint64_t first, size_t n, uint64_t *out)
{
    static uint32_t high[POINTS];
    const struct hysi_kernels *kernels;
    OK(hysi_kernels_get(&kernels));
    kernels->engine[wide](key, first, n, out);
    kernels->engine[narrow](key, first, n, high);
    for (size_t k = 0; k < n; k++)
        CHECK(high[k] == out[k] >> 32, "%s: point %llu: %08x is no half of %016llx",
              hys_isa_current(), (unsigned long long)(first + k), high[k],
              (unsigned long long)out[k]);
}

/* ---- sobol.tsv ---- */

static size_t points_seen;

/* The last line: all direction numbers; it shows the first of dimension 2. */
static void all_directions(int number, const char *digest, const char *shown)
{
    const size_t all = (size_t)HYSI_SOBOL_DIMENSIONS * 64;
    uint64_t *directions = test_memory(all * sizeof *directions), expected[SHOWN];
    for (uint32_t dimension = 0; dimension < HYSI_SOBOL_DIMENSIONS; dimension++)
        hysi_sobol_directions(dimension, directions + (size_t)dimension * 64);
    read_shown(shown, expected);
    for (int j = 0; j < SHOWN; j++)
        CHECK(directions[2 * 64 + j] == expected[j], "sobol.tsv line %d: number %d", number, j);
    CHECK(test_digest_elements(directions, all, 8) == strtoull(digest, NULL, 16),
          "sobol.tsv line %d: the digest of all direction numbers", number);
    free(directions);
}

static void points_line(int number, int fields, char **f)
{
    CHECK(fields == 6, "sobol.tsv line %d: %d fields", number, fields);
    if (!strncmp(f[1], "directions", 10)) {
        CHECK(strtoull(f[3], NULL, 10) == (uint64_t)HYSI_SOBOL_DIMENSIONS * 64, "%s", f[3]);
        all_directions(number, f[4], f[5]);
        return;
    }
    uint64_t directions[64], got[POINTS], expected[SHOWN];
    const struct hysi_engine_key key = {.sobol.directions = directions};
    const uint64_t first = strtoull(f[2], NULL, 10);
    CHECK(strtoul(f[3], NULL, 10) == POINTS, "sobol.tsv line %d: %s points", number, f[3]);
    hysi_sobol_directions((uint32_t)strtoul(f[1], NULL, 10), directions);
    draw(HYSI_ENGINE_sobol32, HYSI_ENGINE_sobol64, &key, first, POINTS, got);
    read_shown(f[5], expected);
    for (int j = 0; j < SHOWN; j++)
        CHECK(got[j] == expected[j], "%s: sobol.tsv line %d: point %d is %016llx",
              hys_isa_current(), number, j, (unsigned long long)got[j]);
    CHECK(test_digest_elements(got, POINTS, 8) == strtoull(f[4], NULL, 16),
          "%s: sobol.tsv line %d: digest", hys_isa_current(), number);
    points_seen += POINTS;
}

static void points(void)
{
    points_seen = 0;
    const size_t lines = test_each_line("vectors/sobol.tsv", points_line);
    test_note("sobol: %s: sobol.tsv: %zu lines, %zu points agree", hys_isa_current(), lines,
              points_seen);
}

TEST(sobol, points) { test_each_isa(points); }

/* ---- scramble.tsv ---- */

/* The design words W(dim, 0 .. n - 1): 64-bit draws of plane 2 of the native stream. */
static void design_words(uint64_t seed, uint64_t dim, size_t n, uint64_t *words)
{
    const struct hysi_engine_key designs = {.ars = stat_plane(seed, 2, dim)};
    hysi_ars64_scalar(&designs, 0, n, words);
}

static void scramble_line(int number, int fields, char **f)
{
    CHECK(fields == 6, "scramble.tsv line %d: %d fields", number, fields);
    uint64_t words[67], directions[64], got[SHOWN], expected[SHOWN];
    struct hysi_engine_key key = {.sobol.directions = directions};
    const uint64_t first = strtoull(f[4], NULL, 10);
    const bool owen = !strcmp(f[0], "sobol owen");

    design_words(strtoull(f[1], NULL, 10), test_digest(f[2], strlen(f[2])), 67, words);
    hysi_sobol_directions((uint32_t)strtoul(f[3], NULL, 10), directions);
    if (owen) {
        key.sobol.add = words[65], key.sobol.factor = words[66] | 1;
        draw(HYSI_ENGINE_owen32, HYSI_ENGINE_owen64, &key, first, SHOWN, got);
    } else {
        const bool matrix = !strcmp(f[0], "sobol matrix");
        CHECK(matrix || !strcmp(f[0], "sobol shift"), "scramble.tsv line %d: %s", number, f[0]);
        if (matrix)
            hysi_sobol_scramble(words, directions);
        key.sobol.shift = words[64];
        draw(HYSI_ENGINE_sobol32, HYSI_ENGINE_sobol64, &key, first, SHOWN, got);
    }
    read_shown(f[5], expected);
    for (int j = 0; j < SHOWN; j++)
        CHECK(got[j] == expected[j], "%s: scramble.tsv line %d: point %d is %016llx",
              hys_isa_current(), number, j, (unsigned long long)got[j]);
    points_seen += SHOWN;
}

static void scrambled_points(void)
{
    points_seen = 0;
    const size_t lines = test_each_line("vectors/scramble.tsv", scramble_line);
    test_note("sobol: %s: scramble.tsv: %zu lines, %zu points agree", hys_isa_current(), lines,
              points_seen);
}

TEST(sobol, scrambles) { test_each_isa(scrambled_points); }

/* ---- the scramble's matrix, by its definition ---- */

TEST(sobol, matrix)
{
    uint64_t state = 19;
    for (size_t round = 0; round < test_budget(100, 10000, 100000); round++) {
        uint64_t words[64], directions[64], scrambled[64];
        for (int t = 0; t < 64; t++)
            words[t] = test_random(&state);
        hysi_sobol_directions((uint32_t)(test_random(&state) % HYSI_SOBOL_DIMENSIONS), directions);
        memcpy(scrambled, directions, sizeof scrambled);
        hysi_sobol_scramble(words, scrambled);
        for (int k = 0; k < 64; k++) {
            uint64_t expected = 0;
            for (int t = 0; t < 64; t++) {
                const uint64_t row = (words[t] & ~(UINT64_MAX >> t)) | (uint64_t)1 << (63 - t);
                expected |= (uint64_t)__builtin_parityll(row & directions[k]) << (63 - t);
            }
            CHECK(scrambled[k] == expected, "round %zu, direction number %d", round, k);
        }
    }
}
