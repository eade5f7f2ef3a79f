/* Whole calls with the caller's buffers between guard pages, for every kind, type, stream and
 * instruction set: n from 0 to 257 and around a tile, at either end of a page and up to 7 elements
 * away. The short budget takes every n up to 40 and every seventh beyond, which meets each
 * remainder of a vector's length. The values are those of one long call. */
#include <config.h>

#include "tests/unit/test.h"

enum { EACH = 40, SHORT = 258, MOST = 2100, CANARY = 64 };

static struct test_guarded memory[2]; /* output, input */
static char what[96];
static const char *const what_now = what;
static size_t calls;

static const size_t counts_at_tiles[] = {1023, 1024, 1025, 2047, 2048, 2049};
enum { COUNTS = SHORT + sizeof counts_at_tiles / sizeof *counts_at_tiles };

static size_t count_at(size_t i) { return i < SHORT ? i : counts_at_tiles[i - SHORT]; }

static unsigned char *place(int m, int at_end, size_t bytes, size_t away)
{
    return at_end ? memory[m].end - bytes - away : memory[m].start + away;
}

static int untouched(const unsigned char *from, const unsigned char *to)
{
    while (from < to && *from == 0xC3)
        from++;
    return from == to;
}

/* What a call with that many values gives: no error. Values outside a space may be flagged. */
static int done(hys_status status) { return status == HYS_OK || status == HYS_W_DATA; }

/* Calls draw(n, in, out) for every count and place; whole: what n = MOST gives. Input is copied
 * from source. */
static void check_calls(hys_status (*draw)(size_t n, const void *in, void *out), size_t size,
                        size_t in_size, const void *source)
{
    static uint64_t whole[MOST];
    const size_t step = test_budget(7, 1, 1);
    CHECK(done(draw(MOST, source, whole)), "%s", what);
    for (size_t i = 0; i < COUNTS; i += i < EACH || i >= SHORT ? 1 : step)
        for (size_t offset = 0; offset < 8; offset += i < SHORT ? step : 7)
            for (int at_end = 0; at_end < 2; at_end++) {
                const size_t n = count_at(i);
                unsigned char *out = place(0, at_end, n * size, offset * size),
                              *in = place(1, at_end, n * in_size, offset * in_size);
                unsigned char *from =
                    out - memory[0].start > CANARY ? out - CANARY : memory[0].start;
                unsigned char *to = memory[0].end - (out + n * size) > CANARY
                                        ? out + n * size + CANARY
                                        : memory[0].end;
                memset(from, 0xC3, (size_t)(to - from));
                if (in_size)
                    memcpy(in, source, n * in_size);
                CHECK(done(draw(n, in, out)), "%s: n %zu", what, n);
                CHECK(!memcmp(out, whole, n * size), "%s: n %zu, offset %zu", what, n, offset);
                CHECK(untouched(from, out) && untouched(out + n * size, to),
                      "%s: n %zu: wrote outside", what, n);
                calls++;
            }
}

static const hys_space *space;
static hys_source source;
static hys_type type;

static hys_status sample(size_t n, const void *in, void *out)
{
    (void)in;
    return hys_sample(space, &source, UINT32_MAX - 300, n, type, out);
}

static hys_status transform(size_t n, const void *in, void *out)
{
    return hys_transform(space, in, n, type, out, NULL);
}

static hys_status encode(size_t n, const void *in, void *out)
{
    return hys_encode(space, in, n, type, out, NULL);
}

static hys_status decode(size_t n, const void *in, void *out)
{
    return hys_decode(space, in, n, type, out, NULL);
}

static hys_status (*density)(const hys_space *, const double *, size_t, double *, size_t *);
static hys_status density_call(size_t n, const void *in, void *out)
{
    return density(space, in, n, out, NULL);
}

/* Every density that the space has, of values and of units. */
static void all_densities(const char *word, const double *values, const double *units)
{
    static hys_status (*const all[])(const hys_space *, const double *, size_t, double *,
                                     size_t *) = {hys_cdf_f64,    hys_sf_f64,  hys_pmf_f64,
                                                  hys_logpdf_f64, hys_pdf_f64, hys_quantile_f64};
    for (size_t c = 0; c < sizeof all / sizeof *all; c++) {
        density = all[c];
        if (density(space, NULL, 0, NULL, NULL) != HYS_OK)
            continue;
        snprintf(what, sizeof what, "%s: density %zu of %s", hys_isa_current(), c, word);
        check_calls(density_call, sizeof *values, sizeof *units,
                    density == hys_quantile_f64 ? units : values);
    }
}

static void all_types(const char *word)
{
    static const struct {
        int32_t stream;
        uint32_t flags;
    } streams[] = {{HYS_NATIVE, 0},   {HYS_JAX_ARRAY, 0},        {HYS_JAX_ARRAY, HYS_X64},
                   {HYS_JAX_KEYS, 0}, {HYS_JAX_SEARCH, HYS_X64}, {HYS_SOBOL, 0}};
    static double doubles[MOST], units[MOST];
    static uint64_t values[MOST];
    static float floats[MOST];
    uint64_t state = 1;
    hys_space *made = test_space_word(word);

    space = made;
    for (size_t i = 0; i < MOST; i++) {
        floats[i] = (float)(doubles[i] = (double)(test_random(&state) % 4000) / 32);
        units[i] = doubles[i] / 125;
    }
    for (type = HYS_F32; type <= HYS_INDEX; type++) {
        const int wide = hys_transform_input(type) == HYS_F64;
        for (size_t s = 0; s < sizeof streams / sizeof *streams; s++) {
            source = hys_source_jax(streams[s].stream, hys_key_from_seed(7), streams[s].flags);
            if (hys_sample(space, &source, 0, 0, type, NULL) != HYS_OK)
                continue;
            snprintf(what, sizeof what, "%s: sample %s as %s, stream %d", hys_isa_current(), word,
                     hys_type_name(type), source.stream);
            check_calls(sample, hys_type_size(type), 0, NULL);
        }
        if (hys_encode(space, NULL, 0, type, NULL, NULL) == HYS_OK) {
            snprintf(what, sizeof what, "%s: decode %s as %s", hys_isa_current(), word,
                     hys_type_name(type));
            check_calls(decode, hys_type_size(type), sizeof *units, units);
            OK(hys_decode(space, units, MOST, type, values, NULL));
            snprintf(what, sizeof what, "%s: encode %s as %s", hys_isa_current(), word,
                     hys_type_name(type));
            check_calls(encode, sizeof *units, hys_type_size(type), values);
        }
        if (hys_transform(space, NULL, 0, type, NULL, NULL) != HYS_OK)
            continue;
        snprintf(what, sizeof what, "%s: transform %s to %s", hys_isa_current(), word,
                 hys_type_name(type));
        check_calls(transform, hys_type_size(type), wide ? 8 : 4,
                    wide ? (void *)doubles : (void *)floats);
    }
    all_densities(word, doubles, units);
    hys_space_free(made);
}

static void all_words(void)
{
    const struct test_words words = test_words("calls", "easy");
    for (size_t i = 0; i < words.count; i++)
        all_types(words.word[i]);
}

TEST(guard, calls)
{
    test_needs_cpu();
    memory[0] = test_guarded_new(MOST * 8);
    memory[1] = test_guarded_new(MOST * 8);
    test_guard_as(&what_now);
    calls = 0;
    test_each_isa(all_words);
    test_guard_as(NULL);
    test_guarded_free(memory[0]);
    test_guarded_free(memory[1]);
    test_note("guard: %zu calls between guard pages", calls);
}
