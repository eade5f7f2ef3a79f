/* Statistics of samples under fixed seeds: each kind follows its law (Kolmogorov-Smirnov,
 * chi-square), and what should be independent is: columns, neighbouring keys, neighbouring samples,
 * the 32- and the 64-bit draws of one key.
 *
 * Each statistic is computed for KEYS keys. If it is too large for one key, the law is missed. If
 * its mean over the keys is too small, the samples are more regular than random ones, which is
 * equally wrong. */
#include <config.h>

#include <math.h>
#include <stdbool.h>

#include "tests/unit/statistics.h"
#include "tests/unit/test.h"

enum { KEYS = 25, N = 200000 };

/* Of mean 0 and deviation 1. */
static double deviate(double chi_square, size_t cells)
{
    return (chi_square - (double)(cells - 1)) / sqrt(2.0 * (double)(cells - 1));
}

/* 25 deviates of mean 0 and deviation 1: none above 5 (a chi-square has a long right tail), the
 * mean within 4 / sqrt(25). */
static void check_deviates(const char *what, const double *z)
{
    double mean = 0;
    for (int k = 0; k < KEYS; k++) {
        CHECK(fabs(z[k]) < 5, "%s: chi-square of key %d: %g deviations", what, k, z[k]);
        mean += z[k] / KEYS;
    }
    CHECK(fabs(mean) < 0.8, "%s: chi-squares: mean deviation %g", what, mean);
}

/* Bits do not depend on where they are computed, so their statistics do not. */
static void not_when_short(void)
{
    if (test_budget(1, 0, 0))
        test_skip("the short budget leaves out statistics");
}

static hys_source key_source(int32_t stream, int k)
{
    return (hys_source){.stream = stream, .key = hys_key_from_seed((uint64_t)k * 1000003)};
}

/* Whether a stream gives a space whose values can be counted. */
static bool has_cells(const char *word, int32_t stream)
{
    hys_space *space = test_space_word(word);
    const bool yes = stat_value_count(space) > 0 && hys_space_types(space, stream, 0);
    hys_space_free(space);
    return yes;
}

/* ---- permutations; tests/slow/check_stat.c has more sizes and keys ---- */

TEST(stat, permutations)
{
    not_when_short();
    double smallest = 1;
    for (uint64_t n = 2; n <= 5; n++)
        smallest = fmin(smallest, stat_p_orders(n, 20000));
    for (uint64_t n = 8; n <= 64; n *= 2) {
        smallest = fmin(smallest, stat_p_places(n, 10000));
        smallest = fmin(smallest, stat_p_fixed_points(n, 10000));
        smallest = fmin(smallest, stat_p_two_places(n, 0, 1, n < 32 ? n : 16, 20000));
        smallest = fmin(smallest, stat_p_two_places(n, 0, n / 2, n < 32 ? n : 16, 20000));
    }
    for (int bits = 10; bits <= 62; bits += 13) {
        const uint64_t n = (uint64_t)1 << bits;
        smallest = fmin(smallest, stat_p_two_places(n, n / 3, n / 3 + 1, 32, 50000));
    }
    CHECK(smallest > 1e-5, "a p-value of %g", smallest);
}

/* ---- continuous kinds: Kolmogorov-Smirnov ---- */

static void continuous(const char *word, hys_type type, int32_t stream)
{
    static double u[N];
    static float f[N];
    hys_space *space = test_space_word(word);
    double mean = 0;

    for (int k = 0; k < KEYS; k++) {
        hys_source source = key_source(stream, k);
        source.flags = stream != HYS_NATIVE && type == HYS_F64 ? HYS_X64 : 0;
        if (type == HYS_F64) {
            OK(hys_sample_f64(space, &source, 0, N, u));
        } else {
            OK(hys_sample_f32(space, &source, 0, N, f));
            for (size_t i = 0; i < N; i++)
                u[i] = (double)f[i];
        }
        for (size_t i = 0; i < N; i++)
            u[i] = stat_law(space, u[i]);
        const double d = stat_kolmogorov(u, N);
        CHECK(d < 2.3, "%s %s: key %d: sqrt(n) D = %g", word, hys_type_name(type), k,
              d); /* P(2.3) = 5e-5 */
        mean += d / KEYS;
    }
    /* Kolmogorov's law has mean 0.8687 and deviation 0.26. */
    CHECK(fabs(mean - 0.8687) < 4 * 0.26 / sqrt(KEYS), "%s %s: sqrt(n) D = %g on average", word,
          hys_type_name(type), mean);
    hys_space_free(space);
}

TEST(stat, continuous)
{
    not_when_short();
    const struct test_words words = test_words("stat", "easy");
    for (size_t i = 0; i < words.count; i++)
        if (!has_cells(words.word[i], HYS_NATIVE)) {
            continuous(words.word[i], HYS_F32, HYS_NATIVE);
            continuous(words.word[i], HYS_F64, HYS_NATIVE);
        }
    continuous("linear:-3.7:11.1", HYS_F32, HYS_JAX_KEYS);
    continuous("log:1e-5:0.1:10", HYS_F64, HYS_JAX_ARRAY);
}

/* ---- quantised kinds, discrete values, labels: chi-square ---- */

/* Puts cells together until 8 draws are expected of each, as chi-square needs; returns how many
 * there are. Those at the end go to the last. */
static size_t fold(uint32_t *count, double *mass, size_t cells)
{
    size_t to = 0;

    for (size_t from = 0, next; from < cells; from = next) {
        double sum = 0;
        uint32_t drawn = 0;
        for (next = from; next < cells && sum * N < 8; next++) {
            sum += mass[next];
            drawn += count[next];
        }
        if (sum * N < 8 && to > 0) {
            mass[to - 1] += sum;
            count[to - 1] += drawn;
        } else {
            mass[to] = sum;
            count[to++] = drawn;
        }
    }
    return to;
}

static void cells_of(const char *word, int32_t stream)
{
    hys_space *space = test_space_word(word);
    const size_t cells = hys_space_types(space, stream, 0) ? stat_value_count(space) : 0;
    uint32_t *count = test_memory((cells + 1) * sizeof *count);
    double *mass = test_memory((cells + 1) * sizeof *mass), z[KEYS];

    for (int k = 0; cells > 0 && k < KEYS; k++) {
        const hys_source source = key_source(stream, k);
        stat_count(space, &source, N, count);
        for (size_t c = 0; c < cells; c++)
            mass[c] = stat_mass(space, c);
        const size_t folded = fold(count, mass, cells);
        z[k] = deviate(stat_chi_square(count, mass, folded, N), folded);
    }
    if (cells > 0)
        check_deviates(word, z);
    free(mass);
    free(count);
    hys_space_free(space);
}

TEST(stat, cells)
{
    not_when_short();
    const struct test_words words = test_words("stat", "easy");
    for (size_t i = 0; i < words.count; i++)
        for (int32_t stream = HYS_NATIVE; stream <= HYS_JAX_SEARCH; stream++)
            if (has_cells(words.word[i], stream))
                cells_of(words.word[i], stream);
}

/* ---- independence: 32 x 32 cells of pairs ---- */

static void check_pairs(const char *what, void (*draw)(int k, uint32_t *a, uint32_t *b))
{
    static uint32_t a[N], b[N];
    double high[KEYS], middle[KEYS], low[KEYS];
    for (int k = 0; k < KEYS; k++) {
        draw(k, a, b);
        high[k] = deviate(stat_pairs(a, b, N, 27), STAT_PAIRS);
        middle[k] = deviate(stat_pairs(a, b, N, 13), STAT_PAIRS);
        low[k] = deviate(stat_pairs(a, b, N, 0), STAT_PAIRS);
    }
    check_deviates(what, high);
    check_deviates(what, middle);
    check_deviates(what, low);
}

static void draws(hys_key key, uint64_t dim, uint64_t first, uint32_t *out)
{
    const hys_source source = {.key = key, .dim = dim};
    OK(hys_bits_u32(&source, first, N, out));
}

static hys_key key_of(int k) { return hys_key_from_seed((uint64_t)k * 2); }

static void neighbouring_seeds(int k, uint32_t *a, uint32_t *b)
{
    draws(key_of(k), 0, 0, a);
    draws(hys_key_from_seed((uint64_t)k * 2 + 1), 0, 0, b);
}

static void split_keys(int k, uint32_t *a, uint32_t *b)
{
    draws(hys_key_split(key_of(3), (uint64_t)k), 0, 0, a);
    draws(hys_key_split(key_of(3), (uint64_t)k + 1), 0, 0, b);
}

static void key_and_child(int k, uint32_t *a, uint32_t *b)
{
    draws(key_of(k), 0, 0, a);
    draws(hys_key_fold_in(key_of(k), 0), 0, 0, b);
}

static void neighbouring_dims(int k, uint32_t *a, uint32_t *b)
{
    draws(key_of(k), 7, 0, a);
    draws(key_of(k), 8, 0, b);
}

static void next_sample(int k, uint32_t *a, uint32_t *b)
{
    draws(key_of(k), 0, 0, a);
    draws(key_of(k), 0, 1, b);
}

static void next_block(int k, uint32_t *a, uint32_t *b)
{
    draws(key_of(k), 0, 0, a);
    draws(key_of(k), 0, 4, b);
}

static void far_block(int k, uint32_t *a, uint32_t *b)
{
    draws(key_of(k), 0, 0, a);
    draws(key_of(k), 0, UINT64_C(1) << 34, b);
}

static uint64_t wide_draws[N];

/* Where one sequence of words would serve both widths, 64-bit draw i would be the 32-bit draws 2i
 * and 2i + 1. */
static void widths(int k, uint32_t *odd, uint32_t *high_half)
{
    static uint32_t narrow[2 * N];
    const hys_source source = {.key = key_of(k)};
    OK(hys_bits_u32(&source, 0, 2 * N, narrow));
    OK(hys_bits_u64(&source, 0, N, wide_draws));
    for (size_t i = 0; i < N; i++) {
        odd[i] = narrow[2 * i + 1];
        high_half[i] = (uint32_t)(wide_draws[i] >> 32);
    }
}

static void halves(int k, uint32_t *low_half, uint32_t *high_half)
{
    widths(k, low_half, high_half);
    for (size_t i = 0; i < N; i++)
        low_half[i] = (uint32_t)wide_draws[i];
}

/* Two columns of one table, as bits of their units. */
static void columns(int k, uint32_t *a, uint32_t *b)
{
    static const char *const names[] = {"x1", "x2"};
    static float value[N][2];
    hys_space *space[2];
    hys_domain *domain;
    const hys_source source = {.key = key_of(k)};
    OK(hys_space_linear(&space[0], 0, 1));
    OK(hys_space_linear(&space[1], 0, 1));
    OK(hys_domain_new(&domain, names, space, 2, NULL));
    OK(hys_domain_sample_matrix_f32(domain, &source, 0, N, HYS_ROW_MAJOR, value[0], 2));
    for (size_t i = 0; i < N; i++) {
        a[i] = (uint32_t)(value[i][0] * 0x1p24f) << 8 | ((uint32_t)(value[i][0] * 0x1p24f) & 255);
        b[i] = (uint32_t)(value[i][1] * 0x1p24f) << 8 | ((uint32_t)(value[i][1] * 0x1p24f) & 255);
    }
    hys_domain_free(domain);
    hys_space_free(space[0]);
    hys_space_free(space[1]);
}

TEST(stat, independence)
{
    not_when_short();
    check_pairs("neighbouring seeds", neighbouring_seeds);
    check_pairs("split keys", split_keys);
    check_pairs("a key and its child", key_and_child);
    check_pairs("neighbouring dims", neighbouring_dims);
    check_pairs("next sample", next_sample);
    check_pairs("next block", next_block);
    check_pairs("far block", far_block);
    check_pairs("32- and 64-bit draws", widths);
    check_pairs("halves of 64-bit draws", halves);
    check_pairs("columns", columns);
}

/* ---- each bit of the draws is a fair coin ---- */

TEST(stat, bits)
{
    const double deviation = sqrt(N) / 2;
    for (int k = 0; k < KEYS; k++) {
        static uint32_t d32[N];
        uint32_t count[96] = {0};
        const hys_source source = {.key = key_of(k)};
        OK(hys_bits_u32(&source, 0, N, d32));
        OK(hys_bits_u64(&source, 0, N, wide_draws));
        for (size_t i = 0; i < N; i++) {
            for (int b = 0; b < 32; b++)
                count[b] += d32[i] >> b & 1;
            for (int b = 0; b < 64; b++)
                count[32 + b] += (uint32_t)(wide_draws[i] >> b & 1);
        }
        for (int b = 0; b < 96; b++)
            CHECK(fabs((double)count[b] - N / 2.0) < 5 * deviation, "key %d, bit %d: %u of %d", k,
                  b, count[b], N);
    }
}
