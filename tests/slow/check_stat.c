/* Tests the statistics of the streams by p-values: bits, serial pairs, birthday spacings, keys,
 * dims, widths, columns, and the law of each kind. Seeds are fixed, so a run gives the same
 * p-values everywhere. make check-stat runs it.
 *
 *   stat [--bad MODE] [WORD]    every test, or those whose name contains WORD
 *
 * A test is a set of p-values, all two-sided. It fails where its smallest is below LIMIT = 1e-6 /
 * MOST. A run has at most MOST of them, so random numbers would fail it with a probability of less
 * than 1e-6 in all (Bonferroni), if seeds were not fixed.
 *
 * --bad puts a fault into the words that the tests are fed, to show that they can fail
 * (docs/quality.md says which test catches which):
 *
 *   lcg       linear congruential generators, modulo 2^32 and 2^64, replace the engine
 *   period    draws repeat after 4096
 *   biased    the highest bit of every 20th draw is 1
 *   keys      only 9 of a key's 64 bits count
 *   dims      the lowest bit of a dimension does not count
 *   widths    64-bit draw i is the 32-bit draws 2i and 2i + 1
 *   columns   every second column of a table is its neighbour
 *   law       samples stand at .99 of their places, every 50th one in the cell below
 */
#include <config.h>

#include <math.h>
#include <stdarg.h>

#include "src/permutation.h"
#include "tests/unit/statistics.h"
#include "tests/unit/test.h"

#define MOST 2500
#define LIMIT (1e-6 / MOST)

static enum { GOOD, LCG, PERIOD, BIASED, KEYS, DIMS, WIDTHS, COLUMNS, LAW, MODES } bad;
static const char *const modes[MODES] = {"",     "lcg",    "period",  "biased", "keys",
                                         "dims", "widths", "columns", "law"};

/* ---- the account ---- */

static struct {
    double smallest;
    char what[96];
    size_t count;
} now; /* the test that runs */
static double smallest = 1;
static size_t p_values;

__attribute__((format(printf, 2, 3))) static void p_value(double p, const char *format, ...)
{
    va_list list;
    CHECK(p >= 0 && p <= 1, "p = %g", p);
    now.count++;
    if (p >= now.smallest)
        return;
    now.smallest = p;
    va_start(list, format);
    vsnprintf(now.what, sizeof now.what, format, list);
    va_end(list);
}

/* ---- the feed: all words come through here ---- */

/* State i of x -> a x + c from x on, modulo 2^64. */
static uint64_t lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t i)
{
    for (; i; i >>= 1) {
        if (i & 1)
            x = a * x + c;
        c *= a + 1;
        a *= a;
    }
    return x;
}

static hys_source bent(hys_source source)
{
    if (bad == KEYS)
        source.key = hys_key_from_seed(source.key.w[1] & 0x3fe);
    if (bad == DIMS)
        source.dim &= ~UINT64_C(1);
    return source;
}

/* n words of 32 or 64 bits. */
static void words(hys_source source, int wide, uint64_t first, size_t n, void *out)
{
    uint32_t *const narrow_out = out;
    uint64_t *const wide_out = out;
    source = bent(source);
    if (bad == LCG) {
        const uint64_t a = wide ? 6364136223846793005u : 1664525,
                       c = wide ? 1442695040888963407u : 1013904223;
        uint64_t x = lcg_jump(
            ((uint64_t)source.key.w[0] << 32 | source.key.w[1]) * 0x9e3779b97f4a7c15u + source.dim,
            a, c, first);
        for (size_t i = 0; i < n; i++, x = a * x + c)
            if (wide)
                wide_out[i] = x;
            else
                narrow_out[i] = (uint32_t)x;
        return;
    }
    if (bad == PERIOD && first + n > 4096) {
        for (size_t i = 0, m; i < n; i += m) {
            const uint64_t at = (first + i) % 4096;
            m = n - i < 4096 - at ? n - i : 4096 - at;
            words(source, wide, at, m, wide ? (void *)(wide_out + i) : (void *)(narrow_out + i));
        }
        return;
    }
    if (wide && bad == WIDTHS)
        OK(hys_bits_u32(&source, first * 2, n * 2, out));
    else if (wide)
        OK(hys_bits_u64(&source, first, n, out));
    else
        OK(hys_bits_u32(&source, first, n, out));
    for (size_t i = 0; bad == BIASED && i < n; i += 20) {
        if (wide)
            wide_out[i] |= UINT64_C(1) << 63;
        else
            narrow_out[i] |= UINT32_C(1) << 31;
    }
}

static hys_source seeded(uint64_t seed) { return hys_source_native(hys_key_from_seed(seed)); }

/* ---- what several tests ask ---- */

enum { LONG = 1 << 22 };

/* Bytes, and of long sequences 16-bit words, at each place of a word: each among all its values. */
static void check_values(const void *data, size_t size, size_t n, const char *what)
{
    static uint32_t count[65536];
    for (size_t bytes = 1; bytes <= (n < LONG ? 1 : 2); bytes++) {
        const size_t cells = bytes == 1 ? 256 : 65536;
        for (size_t place = 0; place < size; place += bytes) {
            const unsigned char *at = (const unsigned char *)data + place;
            memset(count, 0, sizeof count);
            for (size_t i = 0; i < n; i++, at += size)
                count[bytes == 1 ? at[0] : (size_t)(at[0] | at[1] << 8)]++;
            p_value(stat_p_chi_square(stat_chi_square(count, NULL, cells, n), (double)(cells - 1)),
                    "%s: %zu bits from byte %zu on", what, 8 * bytes, place);
        }
    }
}

/* The correlation of a with b, both as numbers in [0, 1): a normal deviate. */
static double correlation(const uint32_t *a, const uint32_t *b, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((double)a[i] + 0.5 - 0x1p31) * ((double)b[i] + 0.5 - 0x1p31);
    return sum * 0x1p-64 * 12 / sqrt((double)n);
}

/* How many bits of a and b agree: a normal deviate. */
static double agreement(const uint32_t *a, const uint32_t *b, size_t n)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += 16 - __builtin_popcount(a[i] ^ b[i]);
    return (double)sum / sqrt(8 * (double)n);
}

/* Two sequences that must not know of one another: as numbers, by their bits, and high, middle and
 * low bits by pairs. */
static void check_pair(const uint32_t *a, const uint32_t *b, size_t n, const char *what)
{
    p_value(stat_p_normal(correlation(a, b, n)), "%s: correlation", what);
    p_value(stat_p_normal(agreement(a, b, n)), "%s: bits that agree", what);
    for (unsigned shift = 0; shift <= 27; shift += 9)
        p_value(stat_p_chi_square(stat_pairs(a, b, n, shift), STAT_PAIRS - 1),
                "%s: pairs of bits from %u on", what, shift);
}

static int by_size(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Marsaglia's birthday spacings: how many of the m spacings between birthdays stand more than once.
 * Sorts and overwrites day. */
static uint64_t repeated_spacings(uint64_t *day, size_t m)
{
    uint64_t repeated = 0;
    qsort(day, m, sizeof *day, by_size);
    for (size_t i = m - 1; i > 0; i--)
        day[i] -= day[i - 1];
    qsort(day, m, sizeof *day, by_size);
    for (size_t i = 1; i < m; i++)
        repeated += day[i] == day[i - 1];
    return repeated;
}

/* In years of 2^32 days, 4096 birthdays each: four repeats a year. */
static void check_birthdays(const uint32_t *draw, size_t n, const char *what)
{
    enum { BIRTHDAYS = 4096 };
    static uint64_t day[BIRTHDAYS];
    uint64_t repeated = 0;
    const size_t years = n / BIRTHDAYS;
    for (size_t y = 0; y < years; y++) {
        for (size_t i = 0; i < BIRTHDAYS; i++)
            day[i] = draw[y * BIRTHDAYS + i];
        repeated += repeated_spacings(day, BIRTHDAYS);
    }
    p_value(stat_p_poisson(repeated, 4.0 * (double)years), "%s: birthday spacings", what);
}

static uint32_t draw[LONG];
static uint64_t wide_draw[LONG];

/* ---- one sequence ---- */

static void values(void)
{
    char what[64];
    for (uint64_t key = 0; key < 4; key++) {
        snprintf(what, sizeof what, "32-bit draws of key %d", (int)key);
        words(seeded(key), 0, key << 40, LONG, draw);
        check_values(draw, 4, LONG, what);
        snprintf(what, sizeof what, "64-bit draws of key %d", (int)key);
        words(seeded(key), 1, key << 40, LONG, wide_draw);
        check_values(wide_draw, 8, LONG, what);
    }
}

static void units(void)
{
    enum { N = 1 << 20 };
    static double u[N];
    static float f[N];
    for (uint64_t key = 0; key < 8; key++) {
        const hys_source source = seeded(key + 100);
        if (bad == GOOD) {
            OK(hys_unit_f32(&source, 0, N, f));
            OK(hys_unit_f64(&source, 0, N, u));
        } else {
            words(source, 0, 0, N, draw);
            words(source, 1, 0, N, wide_draw);
            for (size_t i = 0; i < N; i++)
                f[i] = (float)(draw[i] >> 8) * 0x1p-24f,
                u[i] = (double)(wide_draw[i] >> 11) * 0x1p-53;
        }
        p_value(stat_p_kolmogorov(stat_kolmogorov(u, N), N), "f64, key %d", (int)key);
        for (size_t i = 0; i < N; i++)
            u[i] = (double)f[i];
        p_value(stat_p_kolmogorov(stat_kolmogorov(u, N), N), "f32, key %d", (int)key);
    }
}

/* A sequence and itself, `lag` later. */
static void check_lags(const uint32_t *sequence, size_t n, size_t most, const char *what)
{
    char text[96];
    for (size_t lag = 1; lag <= most;
         lag += lag < 9 ? 1 : lag - 1) { /* 1 to 9, 17, 33, ... and the powers between */
        snprintf(text, sizeof text, "%s, lag %zu", what, lag);
        check_pair(sequence, sequence + lag, n - lag, text);
        if (lag <= 9)
            continue;
        snprintf(text, sizeof text, "%s, lag %zu", what, lag - 1);
        check_pair(sequence, sequence + lag - 1, n - lag + 1, text);
    }
}

static void over_index(void)
{
    words(seeded(200), 0, 0, LONG, draw);
    check_lags(draw, LONG, 1 << 17, "32-bit draws");
    words(seeded(200), 1, 0, LONG, wide_draw);
    for (size_t i = 0; i < LONG; i++)
        draw[i] = (uint32_t)(wide_draw[i] >> 32);
    check_lags(draw, LONG, 1 << 17, "64-bit draws' high halves");
    for (size_t i = 0; i < LONG; i++)
        draw[i] = (uint32_t)wide_draw[i];
    check_lags(draw, LONG, 1 << 17, "64-bit draws' low halves");
}

static void birthdays(void)
{
    char what[64];
    for (uint64_t key = 0; key < 4; key++) {
        snprintf(what, sizeof what, "32-bit draws of key %d", (int)key);
        words(seeded(key + 300), 0, 0, LONG, draw);
        check_birthdays(draw, LONG, what);
        for (size_t i = 0; i < LONG; i++)
            draw[i] = draw[i] << 16 | draw[i] >> 16;
        snprintf(what, sizeof what, "32-bit draws of key %d, halves changed", (int)key);
        check_birthdays(draw, LONG, what);
    }
    /* A year of 2^64 days and 2^22 birthdays: one repeat. */
    uint64_t repeated = 0;
    for (uint64_t key = 0; key < 4; key++) {
        words(seeded(key + 300), 1, 0, LONG, wide_draw);
        repeated += repeated_spacings(wide_draw, LONG);
    }
    p_value(stat_p_poisson(repeated, 4), "64-bit draws: %d repeats", (int)repeated);
}

/* ---- many sequences ---- */

enum { SEQUENCES = 1024, EACH = 4096 };

/* Sources that differ by little, EACH draws of each: neighbours at every power of two, and across
 * all of them. */
static void check_sources(const hys_source *source, size_t sources, int wide, const char *what)
{
    static uint32_t across[LONG];
    char text[96];
    for (size_t s = 0; s < sources; s++) {
        if (wide)
            words(source[s], 1, 0, EACH, wide_draw);
        else
            words(source[s], 0, 0, EACH, draw + s * EACH);
        for (size_t i = 0; wide && i < EACH; i++)
            draw[s * EACH + i] = (uint32_t)(wide_draw[i] >> 32);
    }
    for (size_t lag = 1; lag <= sources / 2; lag *= 2) {
        snprintf(text, sizeof text, "%s, %zu apart", what, lag);
        check_pair(draw, draw + lag * EACH, (sources - lag) * EACH, text);
    }
    for (size_t i = 0; i < EACH; i++)
        for (size_t s = 0; s < sources; s++)
            across[i * sources + s] = draw[s * EACH + i];
    check_values(across, 4, sources * EACH, what);
    check_birthdays(across, sources * EACH, what);
    /* Every pair of at most 100 sources. */
    double correlations = 0, agreements = 0, count = 0;
    for (size_t a = 0; a < sources && sources <= 100; a++)
        for (size_t b = 0; b < a; b++, count++) {
            const double c = correlation(draw + a * EACH, draw + b * EACH, EACH),
                         g = agreement(draw + a * EACH, draw + b * EACH, EACH);
            correlations += c * c;
            agreements += g * g;
        }
    if (count > 0) {
        p_value(stat_p_chi_square(correlations, count), "%s: correlations of all pairs", what);
        p_value(stat_p_chi_square(agreements, count), "%s: bits of all pairs that agree", what);
    }
}

static void over_keys(void)
{
    static hys_source source[SEQUENCES];
    for (int wide = 0; wide < 2; wide++) {
        for (uint64_t k = 0; k < SEQUENCES; k++)
            source[k] = seeded(k);
        check_sources(source, SEQUENCES, wide,
                      wide ? "keys 0 to 1023, 64-bit draws" : "keys 0 to 1023");
        for (uint64_t k = 0; k < 65; k++)
            source[k] = seeded(k < 64 ? UINT64_C(1) << k : 0);
        check_sources(source, 65, wide, wide ? "one-bit keys, 64-bit draws" : "one-bit keys");
    }
}

static void over_dims(void)
{
    static hys_source source[SEQUENCES];
    for (uint64_t d = 0; d < SEQUENCES; d++)
        source[d] = seeded(400), source[d].dim = d;
    check_sources(source, SEQUENCES, 0, "dims 0 to 1023");
    check_sources(source, SEQUENCES, 1, "dims 0 to 1023, 64-bit draws");
    for (uint64_t d = 0; d < 65; d++)
        source[d] = seeded(401), source[d].dim = d < 64 ? UINT64_C(1) << d : 0;
    check_sources(source, 65, 0, "one-bit dims");
}

/* Streams of one key's children by turns, as a program with so many workers would draw them. */
static void interleaved(void)
{
    char what[64];
    for (size_t streams = 2; streams <= 1024; streams *= 2) {
        const size_t each = LONG / streams;
        uint32_t *one = test_memory(each * sizeof *one);
        for (size_t s = 0; s < streams; s++) {
            words(hys_source_native(hys_key_split(hys_key_from_seed(500), s)), 0, 0, each, one);
            for (size_t i = 0; i < each; i++)
                draw[i * streams + s] = one[i];
        }
        free(one);
        snprintf(what, sizeof what, "%zu streams", streams);
        check_values(draw, 4, LONG, what);
        check_lags(draw, LONG, 4, what);
        check_birthdays(draw, LONG, what);
    }
}

/* ---- draws that share a key ---- */

/* The 32-bit and the 64-bit draws of a key are independent: draw by draw, two words against the two
 * halves of a draw, and the halves of a draw against each other. */
static void widths(void)
{
    enum { N = LONG / 2 };
    static uint32_t low[N], high[N], even[N], odd[N];
    char what[64];
    for (uint64_t key = 0; key < 2; key++) {
        words(seeded(key + 600), 0, 0, LONG, draw);
        words(seeded(key + 600), 1, 0, N, wide_draw);
        for (size_t i = 0; i < N; i++) {
            low[i] = (uint32_t)wide_draw[i], high[i] = (uint32_t)(wide_draw[i] >> 32);
            even[i] = draw[2 * i], odd[i] = draw[2 * i + 1];
        }
        const uint32_t *const sequence[] = {draw, even, odd, low, high};
        static const char *const names[] = {"32-bit draws", "even ones", "odd ones", "low halves",
                                            "high halves"};
        for (int a = 0; a < 5; a++)
            for (int b = a == 0 ? 3 : a + 1; b < 5;
                 b++) { /* draws and even or odd ones share the first */
                snprintf(what, sizeof what, "%s and %s of key %d", names[a], names[b], (int)key);
                check_pair(sequence[a], sequence[b], N, what);
            }
    }
}

static void columns(void)
{
    enum { WIDTH = 16, ROWS = 1 << 17 };
    static float value[ROWS * WIDTH];
    static char text[WIDTH][8];
    static uint32_t bits[WIDTH][ROWS];
    const char *names[WIDTH];
    hys_space *unit, *spaces[WIDTH];
    hys_domain *domain;
    char what[64];

    OK(hys_space_linear(&unit, 0, 1));
    for (int c = 0; c < WIDTH; c++) {
        snprintf(text[c], sizeof text[c], "x%d", c);
        names[c] = text[c], spaces[c] = unit;
    }
    OK(hys_domain_new(&domain, names, spaces, WIDTH, NULL));
    const hys_source source = seeded(700);
    OK(hys_domain_sample_matrix_f32(domain, &source, 0, ROWS, HYS_ROW_MAJOR, value, WIDTH));
    for (size_t i = 0; i < ROWS; i++)
        for (size_t c = 0; c < WIDTH; c++) { /* 24 bits, the high ones once more below them */
            const uint32_t k =
                (uint32_t)(value[i * WIDTH + (bad == COLUMNS ? c & ~(size_t)1 : c)] * 0x1p24f);
            bits[c][i] = k << 8 | k >> 16;
        }
    for (size_t a = 0; a < WIDTH; a++)
        for (size_t b = 0; b < a; b++) {
            snprintf(what, sizeof what, "columns %zu and %zu", b, a);
            p_value(stat_p_normal(correlation(bits[a], bits[b], ROWS)), "%s: correlation", what);
            p_value(stat_p_chi_square(stat_pairs(bits[a], bits[b], ROWS, 27), STAT_PAIRS - 1),
                    "%s: pairs", what);
        }
    hys_domain_free(domain);
    hys_space_free(unit);
}

/* ---- samples ---- */

enum { SAMPLES = 1 << 20 };

static void check_continuous(const char *word, hys_type type, uint64_t seed)
{
    static double u[SAMPLES];
    static float f[SAMPLES];
    hys_space *space = test_space_word(word);
    const hys_source source = seeded(seed);
    if (type == HYS_F64)
        OK(hys_sample_f64(space, &source, 0, SAMPLES, u));
    else
        OK(hys_sample_f32(space, &source, 0, SAMPLES, f));
    for (size_t i = 0; i < SAMPLES; i++) {
        u[i] = stat_law(space, type == HYS_F64 ? u[i] : (double)f[i]);
        if (bad == LAW)
            u[i] *= 0.99;
    }
    p_value(stat_p_kolmogorov(stat_kolmogorov(u, SAMPLES), SAMPLES), "%s, %s", word,
            hys_type_name(type));
    hys_space_free(space);
}

static void check_cells(const char *word, uint64_t seed)
{
    hys_space *space = test_space_word(word);
    const hys_source source = seeded(seed);
    const size_t cells = stat_value_count(space);
    uint32_t *count = test_memory(cells * sizeof *count);
    double *mass = test_memory(cells * sizeof *mass);

    stat_count(space, &source, SAMPLES, count);
    if (bad == LAW) {
        const uint32_t moved = count[cells - 1] / 50;
        count[cells - 1] -= moved;
        count[0] += moved;
    }
    for (size_t c = 0; c < cells; c++)
        mass[c] = stat_mass(space, c);
    p_value(stat_p_chi_square(stat_chi_square(count, mass, cells, SAMPLES), (double)(cells - 1)),
            "%s", word);
    free(count);
    free(mass);
    hys_space_free(space);
}

/* Each word of spaces.tsv of a kind, or of two; the first has this seed. */
static void each_law(hys_kind kind, hys_kind also, uint64_t seed)
{
    const struct test_words words = test_words("law", "easy");
    for (size_t i = 0; i < words.count; i++) {
        hys_space *space = test_space_word(words.word[i]);
        const hys_kind of = hys_space_kind(space);
        const size_t cells = stat_value_count(space);
        hys_space_free(space);
        if (of != kind && of != also)
            continue;
        if (cells > 0)
            check_cells(words.word[i], seed);
        else
            for (hys_type type = HYS_F32; type <= HYS_F64; type++)
                check_continuous(words.word[i], type, seed);
        seed++;
    }
}

static void linear(void) { each_law(HYS_LINEAR, HYS_LINEAR, 800); }

static void logarithmic(void) { each_law(HYS_LOG, HYS_LOG, 810); }

static void qlinear(void) { each_law(HYS_QLINEAR, HYS_QLINEAR, 820); }

static void qlog(void) { each_law(HYS_QLOG, HYS_QLOG, 830); }

static void integers(void)
{
    each_law(HYS_INT, HYS_LOGINT, 870);
    each_law(HYS_BOOL, HYS_BOOL, 890);
}

static void lists(void)
{
    each_law(HYS_DISCRETE, HYS_LABELS, 840);
    enum { COUNT = 70000 }; /* 64-bit draws */
    static double list[COUNT];
    static uint32_t count[COUNT], index[SAMPLES];
    hys_space *space;
    const hys_source source = seeded(850);
    for (size_t i = 0; i < COUNT; i++)
        list[i] = (double)i;
    OK(hys_space_discrete(&space, list, COUNT));
    memset(count, 0, sizeof count);
    OK(hys_sample_index(space, &source, 0, SAMPLES, index));
    for (size_t i = 0; i < SAMPLES; i++)
        count[index[i]]++;
    p_value(stat_p_chi_square(stat_chi_square(count, NULL, COUNT, SAMPLES), COUNT - 1),
            "70 000 values");
    hys_space_free(space);
}

/* ---- permutations of the designs ---- */

static void permutations(void)
{
    static const uint64_t sizes[] = {1024,         2048,       32000,          1000000,
                                     1000000 * 32, 1ull << 32, 3298534883328u, (1ull << 62) - 32,
                                     1ull << 62,   3ull << 61, 1ull << 63};
    for (uint64_t n = 2; n <= 7; n++)
        p_value(stat_p_orders(n, 400000), "all orders, n = %d", (int)n);
    for (uint64_t n = 8; n <= 255; n += n / 5) {
        p_value(stat_p_places(n, 40000), "places, n = %d", (int)n);
        p_value(stat_p_fixed_points(n, 40000), "fixed points, n = %d", (int)n);
        p_value(stat_p_two_places(n, 0, 1, n, 400000), "neighbours, n = %d", (int)n);
        p_value(stat_p_two_places(n, 0, n / 2, n, 400000), "places apart, n = %d", (int)n);
    }
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        const uint64_t n = sizes[k];
        p_value(stat_p_two_places(n, 0, 1, 32, 400000), "neighbours, n = %.6g", (double)n);
        p_value(stat_p_two_places(n, n / 3, n / 3 + 1, 32, 400000), "neighbours inside, n = %.6g",
                (double)n);
        p_value(stat_p_two_places(n, 0, n / 2, 32, 400000), "places apart, n = %.6g", (double)n);
    }
    /* Neighbours under one key: the numbers' highest, then their middle bits. */
    for (size_t k = 3; k < sizeof sizes / sizeof *sizes; k++) {
        enum { MANY = 200000 };
        struct hysi_permutation permutation;
        stat_permutation(&permutation, sizes[k], 1000 + k, 0);
        for (uint64_t i = 0; i <= MANY; i++)
            draw[i] = (uint32_t)((double)hysi_permute(&permutation, i) * 0x1p32 / (double)sizes[k]);
        for (size_t lag = 1; lag <= 64; lag *= 8)
            p_value(stat_p_chi_square(stat_pairs(draw, draw + lag, MANY - 64, 27), STAT_PAIRS - 1),
                    "serial pairs, lag %d, n = %.6g", (int)lag, (double)sizes[k]);
    }
}

/* ---- scrambles of Sobol designs ---- */

enum { SCRAMBLED = 6, OVER_KEYS = 1 << 15 };

/* Two rows of a design: what follows the first digit in which they differ. */
static void digits_behind(int32_t stream, uint64_t dim, uint64_t row, uint64_t other)
{
    for (uint64_t k = 0; k < OVER_KEYS; k++) {
        const hys_source source =
            bent((hys_source){.stream = stream, .key = hys_key_from_seed(k), .dim = dim});
        uint64_t a, b;
        OK(hys_bits_u64(&source, row, 1, &a));
        OK(hys_bits_u64(&source, other, 1, &b));
        draw[k] = (uint32_t)((a ^ b) << (__builtin_clzll(a ^ b) + 1) >> 32);
    }
    char what[64];
    snprintf(what, sizeof what, "%s, rows %d and %d", hys_stream_name(stream), (int)row,
             (int)other);
    check_values(draw, 4, OVER_KEYS, what);
}

/* Over keys, a row of a table is uniform in each column and independent between columns: of one
 * table, where they differ by their dimension and their name, and of two, where only their name
 * differs. */
static void scrambles(void)
{
    static const int32_t streams[] = {HYS_SOBOL, HYS_SOBOL_OWEN, HYS_SOBOL_SHIFT};
    static const char *const names[SCRAMBLED] = {"a", "b", "c", "learning rate", "x1", "x2"};
    static uint32_t word[2][SCRAMBLED][OVER_KEYS];
    hys_space *unit = test_space_word("linear:0:1"), *units[SCRAMBLED];
    hys_domain *all, *one[SCRAMBLED];
    char what[64];

    for (size_t c = 0; c < SCRAMBLED; c++) {
        units[c] = unit;
        OK(hys_domain_new(&one[c], &names[c], &unit, 1, NULL));
    }
    OK(hys_domain_new(&all, names, units, SCRAMBLED, NULL));
    for (size_t s = 0; s < sizeof streams / sizeof *streams; s++) {
        const char *name = hys_stream_name(streams[s]);
        for (uint64_t k = 0; k < OVER_KEYS; k++) {
            const hys_source source =
                bent((hys_source){.stream = streams[s], .key = hys_key_from_seed(k)});
            double row[SCRAMBLED], alone[SCRAMBLED];
            OK(hys_domain_sample_matrix_f64(all, &source, 12345, 1, HYS_ROW_MAJOR, row, SCRAMBLED));
            for (size_t c = 0; c < SCRAMBLED; c++) {
                const size_t at = bad == COLUMNS ? c & ~(size_t)1 : c;
                OK(hys_domain_sample_matrix_f64(one[at], &source, 12345, 1, HYS_ROW_MAJOR,
                                                &alone[c], 1));
                word[0][c][k] = (uint32_t)(row[at] * 0x1p32);
                word[1][c][k] = (uint32_t)(alone[c] * 0x1p32);
            }
        }
        for (size_t c = 0; c < SCRAMBLED; c++) {
            snprintf(what, sizeof what, "%s, column %s", name, names[c]);
            check_values(word[0][c], 4, OVER_KEYS, what);
        }
        for (size_t t = 0; t < 2; t++)
            for (size_t a = 0; a < SCRAMBLED; a++)
                for (size_t b = 0; b < a; b++) {
                    snprintf(what, sizeof what, "%s, columns %s and %s of %s", name, names[b],
                             names[a], t ? "two tables" : "a table");
                    p_value(stat_p_normal(correlation(word[t][a], word[t][b], OVER_KEYS)),
                            "%s: correlation", what);
                    p_value(stat_p_chi_square(stat_pairs(word[t][a], word[t][b], OVER_KEYS, 27),
                                              STAT_PAIRS - 1),
                            "%s: pairs", what);
                }
        if (streams[s] == HYS_SOBOL_SHIFT) /* keeps the differences of the sequence */
            continue;
        digits_behind(streams[s], 0, 0, 1);
        digits_behind(streams[s], 7, 5, 12345);
        digits_behind(streams[s], 20000, 1 << 20, 3 << 20);
    }
    hys_domain_free(all);
    for (size_t c = 0; c < SCRAMBLED; c++)
        hys_domain_free(one[c]);
    hys_space_free(unit);
}

/* ---- the JAX streams, in brief: Threefry is known well ---- */

static void jax(void)
{
    static const char *const names[] = {"", "array", "keys", "search"};
    for (int32_t stream = HYS_JAX_ARRAY; stream <= HYS_JAX_SEARCH; stream++) {
        words(hys_source_jax(stream, hys_key_from_seed(900), 0), 0, 0, LONG, draw);
        check_values(draw, 4, LONG, names[stream]);
        check_lags(draw, LONG, 4, names[stream]);
        check_birthdays(draw, LONG, names[stream]);
    }
    words(hys_source_jax(HYS_JAX_ARRAY, hys_key_from_seed(901), HYS_X64), 1, 0, LONG, wide_draw);
    check_values(wide_draw, 8, LONG, "array, 64 bits");
}

/* ---- */

static const struct {
    const char *name;
    void (*body)(void);
    int needs_fma;
} tests[] = {
    {"bytes and 16-bit words", values, 0},
    {"units", units, 0},
    {"serial over index", over_index, 0},
    {"birthday spacings", birthdays, 0},
    {"over keys", over_keys, 0},
    {"over dims", over_dims, 0},
    {"interleaved streams", interleaved, 0},
    {"widths of draws", widths, 0},
    {"columns of a table", columns, 0},
    {"samples: linear", linear, 0},
    {"samples: log", logarithmic, 1},
    {"samples: qlinear", qlinear, 0},
    {"samples: qlog", qlog, 1},
    {"samples: integers", integers, 0},
    {"samples: lists", lists, 0},
    {"permutations", permutations, 0},
    {"scrambles", scrambles, 0},
    {"JAX streams", jax, 0},
};

/* The smallest of m p-values, as the p-value that it is: by its power of ten. */
static const char *class_of(double p, double m)
{
    return p < LIMIT      ? "FAILED"
           : p * m > 0.01 ? "usual"
           : p * m > 1e-4 ? "once in 10^2"
                          : "once in 10^4";
}

int main(int argc, char **argv)
{
    size_t passed = 0, failed = 0, skipped = 0;
    if (argc > 2 && !strcmp(argv[1], "--bad")) {
        for (bad = 1; bad < MODES && strcmp(argv[2], modes[bad]) != 0;)
            bad++;
        CHECK(bad < MODES, "no such fault: %s", argv[2]);
        argc -= 2, argv += 2;
    }
    for (size_t t = 0; t < sizeof tests / sizeof *tests; t++) {
        if (argc > 1 && !strstr(tests[t].name, argv[1]))
            continue;
        if (tests[t].needs_fma && !test_has_fma()) {
            printf("%-24s SKIP: its kind needs FMA\n", tests[t].name);
            skipped++;
            continue;
        }
        now.smallest = 1, now.count = 0;
        tests[t].body();
        printf("%-24s %5zu p-values, smallest %-9.2g %-12s  %s\n", tests[t].name, now.count,
               now.smallest, class_of(now.smallest, (double)now.count), now.what);
        fflush(stdout);
        *(now.smallest < LIMIT ? &failed : &passed) += 1;
        smallest = fmin(smallest, now.smallest);
        p_values += now.count;
    }
    CHECK(p_values <= MOST, "%zu p-values", p_values);
    printf("smallest of %zu p-values: %.2g; a test fails below %.2g\n", p_values, smallest, LIMIT);
    printf("%zu passed, %zu failed, %zu skipped\n", passed, failed, skipped);
    return failed > 0 || passed + failed == 0;
}
