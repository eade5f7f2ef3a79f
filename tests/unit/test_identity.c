/* Every ISA path against the scalar one, bit for bit: whole samples of each kind, each kernel over
 * 2^24 values (2^17 on the short budget) and for n = 0 to 257 at 16 offsets between guard pages,
 * fused kernels, outputs past the caches.
 *
 * The test walks the list of kernels and the routes of the spaces in tests/data/spaces.tsv, so a
 * new kernel or kind is tested without a new line here. A kernel that no space reaches is a
 * failure. */
#include <config.h>

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "src/dispatch.h"
#include "src/space.h"
#include "src/pipeline.h"
#include "src/nontemporal.h"
#include "tests/unit/test.h"

enum {
    /* Every remainder of a step (512 bits of bytes: 64 elements; ars: 128 words) and two steps
       over. */
    LENGTHS = 258,
    OFFSETS = 16, /* elements from a 64-byte line */
    MANY = 1 << 16,
    ROOM = MANY + OFFSETS
};

/* ISA path number i, NULL if it is not available. */
static const struct hysi_kernels *path_at(size_t i)
{
    static const struct hysi_kernels *const paths[] = {
#define X(with, name, built) X_(name, built)
#define X_(name, built) X__##built(name)
#define X__0(name) NULL,
#define X__1(name) &hysi_kernels_##name,
        HYSI_ISAS(X, )
#undef X
#undef X_
    };
    static signed char available[sizeof paths / sizeof *paths]; /* 0: not asked yet */
    if (!available[i])
        available[i] = hys_isa_available(i) ? 1 : -1;
    return available[i] > 0 ? paths[i] : NULL;
}

static uint64_t seed;

/* ---- engines ---- */

static void compare(const void *a, const void *b, size_t bytes, const char *isa, const char *kernel,
                    size_t n, size_t offset)
{
    if (memcmp(a, b, bytes))
        for (size_t i = 0; i < bytes; i++)
            CHECK(((const char *)a)[i] == ((const char *)b)[i],
                  "%s %s: n %zu, offset %zu: byte %zu of %zu", isa, kernel, n, offset, i, bytes);
}

static size_t engines_checked;
static uint64_t expected[ROOM], got[ROOM];

/* Numbers of every size from 1 up to 2^bits, powers of two among them. */
static uint64_t random_size(unsigned bits)
{
    const uint64_t last = ((uint64_t)1 << test_random(&seed) % (bits + 1)) - 1;
    return 1 + (test_random(&seed) % 4 == 0 ? last : test_random(&seed) & last);
}

static void random_words(size_t n, uint32_t *word)
{
    for (size_t k = 0; k < n; k++)
        word[k] = (uint32_t)test_random(&seed);
}

/* A permutation of up to 2^bits rows, until the next one. */
static const struct hysi_permutation *random_permutation(unsigned bits)
{
    static struct hysi_permutation permutation;
    uint64_t words[HYSI_MOST_ROUNDS / 2];
    for (size_t k = 0; k < HYSI_MOST_ROUNDS / 2; k++)
        words[k] = test_random(&seed);
    hysi_permutation_open(&permutation, random_size(bits), words);
    return &permutation;
}

/* form, of four: the chain's length, centres or not, a permutation or none. The directions of a key
 * live until the next key. */
static struct hysi_engine_key random_key(int engine, size_t form)
{
    struct hysi_engine_key key = {0};
    switch (engine) {
    case HYSI_ENGINE_ars32:
    case HYSI_ENGINE_ars64:
        random_words(4, key.ars.word);
        key.ars.dim = test_random(&seed);
        break;
    case HYSI_ENGINE_lhs32:
    case HYSI_ENGINE_lhs64:
        key.lhs.permutation = random_permutation(engine == HYSI_ENGINE_lhs32 ? 22 : 32);
        random_words(4, key.lhs.native.word);
        key.lhs.native.dim = test_random(&seed);
        key.lhs.centred = form == 3;
        break;
    case HYSI_ENGINE_grid64:
    case HYSI_ENGINE_grid_unit64:
        key.grid.permutation = form % 2 ? random_permutation(63) : NULL;
        key.grid.divisor = random_size(form % 2 ? 30 : 63);
        key.grid.points = random_size(engine == HYSI_ENGINE_grid_unit64 ? 53 : 63);
        key.grid.by_divisor = hysi_reciprocal_of(key.grid.divisor);
        key.grid.by_points = hysi_reciprocal_of(key.grid.points);
        key.grid.ends = form >= 2;
        break;
    case HYSI_ENGINE_sobol32:
    case HYSI_ENGINE_sobol64:
    case HYSI_ENGINE_owen32:
    case HYSI_ENGINE_owen64: {
        static uint64_t directions[64];
        for (int k = 0; k < 64; k++)
            directions[k] = test_random(&seed);
        key.sobol.directions = directions;
        key.sobol.shift = test_random(&seed);
        key.sobol.add = test_random(&seed);
        key.sobol.factor = test_random(&seed) | 1;
        break;
    }
    default:
        random_words(2, key.threefry.word);
        random_words(3, key.threefry.chain);
        for (uint32_t k = 0; k < 3; k++)
            key.threefry.chain[k] %= 8;
        key.threefry.chain_length = (uint32_t)form;
    }
    return key;
}

/* Moves *n draws from *first on to draws that the engine has, which may be fewer. */
static void fit_rows(int engine, const struct hysi_engine_key *key, uint64_t *first, size_t *n)
{
    const struct hysi_permutation *permutation;
    if (engine == HYSI_ENGINE_lhs32 || engine == HYSI_ENGINE_lhs64)
        permutation = key->lhs.permutation;
    else if (engine == HYSI_ENGINE_grid64 || engine == HYSI_ENGINE_grid_unit64)
        permutation = key->grid.permutation;
    else
        return;
    const uint64_t rows = permutation ? permutation->n : (uint64_t)1 << 63;
    if (*n > rows)
        *n = (size_t)rows;
    if (*first > rows - *n)
        *first = *first == UINT64_MAX - MANY - OFFSETS ? rows - *n : *first % (rows - *n + 1);
}

static void check_engine(const struct hysi_kernels *path, int id, size_t size, const char *name)
{
    static const uint64_t firsts[] = {0,
                                      1,
                                      2,
                                      3,
                                      5,
                                      1023,
                                      UINT32_MAX - 300,
                                      UINT32_MAX,
                                      (uint64_t)UINT32_MAX + 1,
                                      (uint64_t)3 << 33,
                                      UINT64_MAX - MANY - OFFSETS};
    for (size_t f = 0; f < sizeof firsts / sizeof *firsts; f++)
        for (uint32_t form = 0; form < 4; form++) {
            const struct hysi_engine_key key = random_key(id, form);
            for (size_t n = 0; n <= LENGTHS; n++) {
                size_t count = n < LENGTHS ? n : MANY / 8;
                uint64_t first = firsts[f];
                const size_t offset = n % OFFSETS;
                unsigned char *e = (unsigned char *)expected + offset * size,
                              *g = (unsigned char *)got + offset * size;
                fit_rows(id, &key, &first, &count);
                memset(expected, 0xA5, (count + OFFSETS + 1) * size);
                memset(got, 0xA5, (count + OFFSETS + 1) * size);
                hysi_kernels_scalar.engine[id](&key, first, count, e);
                path->engine[id](&key, first, count, g);
                compare(expected, got, (count + offset + 1) * size, path->name, name, count,
                        offset);
                engines_checked += count;
            }
        }
    for (size_t done = 0; done < test_budget(1 << 20, 1 << 24, 1 << 28); done += MANY) {
        const struct hysi_engine_key key = random_key(id, done / MANY % 4);
        uint64_t first = test_random(&seed) >> (done / MANY % 40);
        size_t count = MANY;
        fit_rows(id, &key, &first, &count);
        hysi_kernels_scalar.engine[id](&key, first, count, expected);
        path->engine[id](&key, first, count, got);
        compare(expected, got, count * size, path->name, name, count, 0);
        engines_checked += count;
    }
}

TEST(identity, engines)
{
    engines_checked = 0;
    for (size_t i = 0; i < hys_isa_count(); i++) {
        const struct hysi_kernels *path = path_at(i);
        if (!path) {
            test_note("identity: ISA path %s is not available here: not compared", hys_isa_name(i));
            continue;
        }
#define X(name, bits) check_engine(path, HYSI_ENGINE_##name, bits / 8, #name);
        HYSI_ENGINES(X)
#undef X
    }
    test_note("identity: %zu words of engines agree", engines_checked);
}

/* ---- maps ---- */

static const struct {
    const char *name;
    size_t in, out;
} maps[] = {
#define X(name, in, out, params) {#name, sizeof(in), sizeof(out)},
    HYSI_MAPS(X)
#undef X
};

static size_t reached[HYSI_MAP_COUNT]; /* values that a map was compared over */
static size_t values_checked, guarded_checked;
/* In room for the two draws of a choice, a tile each. */
static uint64_t input[2 * HYSI_TILE + ROOM], stage_out[ROOM];

/* What the scalar map gives for each of LENGTHS + 7 elements by itself. */
enum { ALONE = LENGTHS + 7 };
static struct {
    unsigned char value[ALONE * 8];
    size_t flagged[ALONE + 1]; /* of the elements before */
} alone;

static void find_alone(int id, const union hysi_params *p, const unsigned char *in)
{
    const size_t size = maps[id].out;
    for (size_t k = 0; k < ALONE; k++)
        alone.flagged[k + 1] =
            alone.flagged[k] +
            hysi_kernels_scalar.map[id](p, 1, in + k * maps[id].in, alone.value + k * size);
    CHECK(hysi_kernels_scalar.map[id](p, ALONE, in, expected) == alone.flagged[ALONE],
          "scalar %s: n %d: flagged elements", maps[id].name, ALONE);
    compare(alone.value, expected, ALONE * size, "scalar", maps[id].name, ALONE, 0);
}

/* One map over n elements, which start `shift` of them behind in, against the values of each;
 * counts as well. */
static void check_length(const struct hysi_kernels *path, int id, const union hysi_params *p,
                         size_t n, size_t shift, const unsigned char *in)
{
    const size_t size = maps[id].out, offset = n % OFFSETS;
    unsigned char *e = (unsigned char *)expected + offset * size,
                  *g = (unsigned char *)got + offset * size;
    memset(expected, 0x5A, (n + offset + 1) * size);
    memset(got, 0x5A, (n + offset + 1) * size);
    memcpy(e, alone.value + shift * size, n * size);
    CHECK(path->map[id](p, n, in + shift * maps[id].in, g) ==
              alone.flagged[shift + n] - alone.flagged[shift],
          "%s %s: n %zu: flagged elements", path->name, maps[id].name, n);
    compare(expected, got, (n + offset + 1) * size, path->name, maps[id].name, n, offset);
    values_checked += n;
}

/* The length after n, with a map's second parameters and later ones: the short budget takes every
 * one up to 40 and every seventh beyond. */
static size_t next_length(size_t n) { return n + (n < 40 ? 1 : test_budget(7, 1, 1)); }

/* ---- guard pages: input and output flush with the start or the end of a page that may be touched
 * ---- */

static struct test_guarded guarded_in, guarded_out;
static char guarded_name[64];
static const char *const guarded_now = guarded_name;

enum { CANARY = 64 };

/* n elements of a size, `offset` of them away from the start or the end. */
static unsigned char *guarded_at(struct test_guarded memory, int at_end, size_t n, size_t offset,
                                 size_t size)
{
    return at_end ? memory.end - (n + offset) * size : memory.start + offset * size;
}

/* Fills the output and those bytes around it that may be touched. */
static void poison(const unsigned char *out, size_t bytes)
{
    unsigned char *from =
        out - guarded_out.start > CANARY ? (unsigned char *)out - CANARY : guarded_out.start;
    const unsigned char *to =
        guarded_out.end - (out + bytes) > CANARY ? out + bytes + CANARY : guarded_out.end;
    memset(from, 0xC3, (size_t)(to - from));
}

static void check_canaries(const unsigned char *out, size_t bytes, size_t n)
{
    for (const unsigned char *c = out; c > guarded_out.start && out - c < CANARY;)
        CHECK(*--c == 0xC3, "%s: n %zu: wrote %td bytes before its output", guarded_now, n,
              out - c);
    for (const unsigned char *c = out + bytes; c < guarded_out.end && c - (out + bytes) < CANARY;
         c++)
        CHECK(*c == 0xC3, "%s: n %zu: wrote %td bytes behind its output", guarded_now, n,
              c - (out + bytes));
}

/* Whether a map reads two draws a sample. */
static int has_two_draws(int id)
{
    return id == HYSI_MAP_jax_int32 || id == HYSI_MAP_jax_int64 || id == HYSI_MAP_jax_choose64;
}

static void guard_map(const struct hysi_kernels *path, int id, const union hysi_params *p,
                      const unsigned char *in)
{
    const int two_draws = has_two_draws(id);
    const size_t size = maps[id].out, in_size = maps[id].in, more = two_draws ? HYSI_TILE : 0;

    snprintf(guarded_name, sizeof guarded_name, "%s %s", path->name, maps[id].name);
    const size_t step = test_budget(7, 1, 1);
    for (size_t n = 0; n < LENGTHS; n = reached[id] ? next_length(n) : n + 1) {
        for (size_t offset = 0; offset < 8; offset += step)
            for (int at_end = 0; at_end < 2; at_end++) {
                unsigned char *x = guarded_at(guarded_in, at_end, n + more, offset, in_size);
                unsigned char *y = guarded_at(guarded_out, at_end, n, offset, size);
                memcpy(x, in, n * in_size);
                if (two_draws)
                    memcpy(x + HYSI_TILE * in_size, in + HYSI_TILE * in_size, n * in_size);
                poison(y, n * size);
                path->map[id](p, n, x, y);
                CHECK(!memcmp(y, alone.value, n * size), "%s: n %zu, offset %zu", guarded_now, n,
                      offset);
                check_canaries(y, n * size, n);
                guarded_checked++;
            }
    }
}

static void guard_engine(const struct hysi_kernels *path, int id, const struct hysi_engine_key *key,
                         uint64_t first, size_t size, const char *engine)
{
    snprintf(guarded_name, sizeof guarded_name, "%s %s", path->name, engine);
    for (size_t n = 0; n < LENGTHS; n++)
        for (size_t offset = 0; offset < 8; offset++)
            for (int at_end = 0; at_end < 2; at_end++) {
                uint64_t from = first + offset;
                size_t count = n;
                fit_rows(id, key, &from, &count);
                unsigned char *y = guarded_at(guarded_out, at_end, count, offset, size);
                poison(y, count * size);
                path->engine[id](key, from, count, y);
                check_canaries(y, count * size, count);
                guarded_checked++;
            }
}

static void guard_open(void)
{
    guarded_in = test_guarded_new((HYSI_TILE + LENGTHS + OFFSETS) * 8);
    guarded_out = test_guarded_new(40 * HYSI_FUSED_BYTES);
    guarded_checked = 0;
    test_guard_as(&guarded_now);
}

static void guard_close(void)
{
    test_guard_as(NULL);
    test_guarded_free(guarded_in);
    test_guarded_free(guarded_out);
}

TEST(identity, guarded_engines)
{
    guard_open();
    for (size_t i = 0; i < hys_isa_count(); i++)
        for (uint32_t form = 0; form < 4 && path_at(i); form++) {
#define X(name, bits)                                                                          \
    {                                                                                          \
        const struct hysi_engine_key key = random_key(HYSI_ENGINE_##name, form);               \
        guard_engine(path_at(i), HYSI_ENGINE_##name, &key, UINT32_MAX - 100, bits / 8, #name); \
    }
            HYSI_ENGINES(X)
#undef X
        }
    guard_close();
    test_note("identity: %zu calls of engines between guard pages", guarded_checked);
}

/* ---- fused kernels, against engine and map ---- */

static size_t fused_checked;

/* A fused kernel's n elements at the start and the end of the guarded memory, non-temporal stores
 * or not. */
static void check_fused(const struct hysi_kernels *path, const struct hysi_engine_key *key,
                        const union hysi_params *p, int engine, int id, uint64_t first, size_t n)
{
    const size_t size = maps[id].out;
    unsigned char *at[2] = {guarded_out.start, guarded_out.end - n * size};

    snprintf(guarded_name, sizeof guarded_name, "%s fused %s, engine %d", path->name, maps[id].name,
             engine);
    hysi_kernels_scalar.engine[engine](key, first, n, input);
    hysi_kernels_scalar.map[id](p, n, input, expected);
    for (int k = 0; k < 4; k++) {
        poison(at[k / 2], n * size);
        path->fused[engine][id](key, p, first, n, at[k / 2], k % 2);
        CHECK(!memcmp(at[k / 2], expected, n * size), "%s: first %llu, n %zu", guarded_now,
              (unsigned long long)first, n);
        check_canaries(at[k / 2], n * size, n);
        fused_checked += n;
    }
}

static void check_fused_route(const struct hysi_route *route, enum hysi_use use)
{
    static const uint64_t firsts[] = {0,
                                      4,
                                      1024,
                                      UINT32_MAX - 1203,
                                      (uint64_t)UINT32_MAX + 1,
                                      UINT64_MAX - 40959,
                                      ((uint64_t)1 << 42) - 1200,
                                      ((uint64_t)1 << 41) -
                                          600}; /* across 2^40 blocks, of either width */
    const int id = route->stage[0].map;
    for (size_t i = 1; i < hys_isa_count(); i++)
        for (int engine = 0; engine < HYSI_ENGINE_COUNT; engine++) {
            const struct hysi_kernels *path = path_at(i);
            if (!path || !path->fused[engine][id])
                continue;
            for (size_t f = 0; f < sizeof firsts / sizeof *firsts; f++) {
                const struct hysi_engine_key key =
                    random_key(engine, use == HYSI_USE_NATIVE ? 0 : f % 4);
                const uint64_t block = hysi_fused_block((enum hysi_engine_id)engine),
                               first = (firsts[f] + 37 * f) / block * block;
                for (size_t units = 1; units <= 20; units += units < 4 ? 1 : 8)
                    check_fused(path, &key, route->stage[0].params, engine, id, first,
                                units * HYSI_FUSED_BYTES /
                                    (maps[id].out < maps[id].in ? maps[id].out : maps[id].in));
            }
        }
}

static void check_fused_space(hys_space *space)
{
    for (enum hysi_use use = HYSI_USE_NATIVE; use <= HYSI_USE_JAX64; use++)
        for (hys_type type = 1; type < HYSI_TYPE_END; type++) {
            struct hysi_route route;
            if (hysi_find_route(space, use, type, &route) == HYS_OK && route.stages == 1)
                check_fused_route(&route, use);
        }
    hys_space_free(space);
}

/* ---- all checks of one map and its parameters ---- */

/* Whether an available path before number i has the same function for a map. */
static int is_shared(size_t i, int id)
{
    for (size_t j = 0; j < i; j++)
        if (path_at(j) && path_at(j)->map[id] == path_at(i)->map[id])
            return 1;
    return 0;
}

/* One map over n elements, each path against the scalar one; counts as well. */
static void check_map(int id, const union hysi_params *p, size_t n, const void *in)
{
    const size_t flagged = hysi_kernels_scalar.map[id](p, n, in, expected);
    for (size_t i = 1; i < hys_isa_count(); i++) {
        const struct hysi_kernels *path = path_at(i);
        if (!path || is_shared(i, id))
            continue;
        CHECK(path->map[id](p, n, in, got) == flagged, "%s %s: flagged elements", path->name,
              maps[id].name);
        compare(expected, got, n * maps[id].out, path->name, maps[id].name, n, 0);
        values_checked += n;
    }
}

static void check_map_everywhere(int id, const union hysi_params *p, size_t many, const void *in)
{
    const int two_draws = has_two_draws(id);
    find_alone(id, p, in);
    for (size_t i = 0; i < hys_isa_count(); i++) {
        const struct hysi_kernels *path = path_at(i);
        if (!path || is_shared(i, id))
            continue;
        if (!reached[id] || (id >= HYSI_MAP_snap_f32 &&
                             id <= HYSI_MAP_nearest_f64)) /* snap's form depends on its values */
            guard_map(path, id, p, in);
        /* the input is shifted too: whole elements */
        for (size_t n = 0; n < LENGTHS && i > 0; n = reached[id] ? next_length(n) : n + 1)
            check_length(path, id, p, n, two_draws ? 0 : n % 7, in);
    }
    check_map(id, p, two_draws && many > HYSI_TILE ? HYSI_TILE : many, in);
    reached[id] += 1;
}

/* More values for the map's first parameters. */
static void check_map_more(int id, const union hysi_params *p, size_t many, const void *in)
{
    check_map(id, p, many, in);
    reached[id] += many;
}

/* Floats that a transform may meet: every bit pattern, specials, ties and numbers of the size of
 * the values. */
static void fill_floats(size_t size, size_t n)
{
    static const double special[] = {0.0,
                                     -0.0,
                                     NAN,
                                     -NAN,
                                     INFINITY,
                                     -INFINITY,
                                     0.5,
                                     1.5,
                                     2.5,
                                     -0.5,
                                     -1.5,
                                     127.5,
                                     128.5,
                                     -128.5,
                                     255.5,
                                     256.0,
                                     65535.5,
                                     2147483647.0,
                                     2147483647.5,
                                     2147483648.0,
                                     -2147483648.5,
                                     4294967295.5,
                                     9.2233720368547758e18,
                                     -9.3e18,
                                     1.8446744073709552e19,
                                     5e-324,
                                     1e-310,
                                     1e-45,
                                     1e-39,
                                     1.0,
                                     0.99};
    for (size_t i = 0; i < n; i++) {
        const uint64_t r = test_random(&seed);
        double x;
        if (i % 4 == 0)
            x = special[r % (sizeof special / sizeof *special)];
        else if (i % 4 == 1)
            x = (double)(int64_t)(r >> 40) / 16 - 300000;
        else
            x = (double)(r >> 11) * 0x1p-53 * 20 - 5;
        if (size == 4) {
            const float y = (float)x;
            const uint32_t bits = (uint32_t)r;
            memcpy((char *)input + i * 4, i % 4 == 3 ? (const void *)&bits : (const void *)&y, 4);
        } else {
            memcpy((char *)input + i * 8, i % 4 == 3 ? (const void *)&r : (const void *)&x, 8);
        }
    }
}

static void fill_words(size_t n)
{
    for (size_t i = 0; i < n; i++)
        input[i] = test_random(&seed);
    input[0] = 0, input[1] = UINT64_MAX;
}

/* Numbers of a space's points. */
static void fill_numbers(const struct hys_space *space, size_t n)
{
    const uint64_t points = hysi_points_of(space);
    fill_words(n);
    for (size_t i = 0; i < n; i++)
        input[i] %= points;
    input[1] = points - 1;
}

/* Units that decode may meet: the ends and their neighbours, cells' edges, random ones. */
static void fill_units(size_t n)
{
    static const double special[] = {0.0,     -0.0,     1.0,      1 - 0x1p-53, 1 + 0x1p-52,
                                     5e-324,  1e-300,   0x1p-53,  0.5,         0.49999999999999994,
                                     -1e-300, -3.0,     2.0,      1e300,       NAN,
                                     -NAN,    INFINITY, -INFINITY};
    double *unit = (double *)input;
    for (size_t i = 0; i < n; i++) {
        const uint64_t r = test_random(&seed);
        unit[i] = i % 8 == 0   ? special[r % (sizeof special / sizeof *special)]
                  : i % 8 == 1 ? (double)(r % 97) / (double)(97 - (r >> 32) % 30)
                               : (double)(r >> 11) * 0x1p-53;
    }
}

/* Values of a type inside a space and around it, among floats or words of all sorts; an eighth of
 * them are samples, or of integers also their neighbours. */
static void fill_values(const struct hys_space *space, hys_type type, size_t n)
{
    static uint64_t samples[MANY];
    const hys_source source = hys_source_native((hys_key){{(uint32_t)test_random(&seed), 0}});
    const bool sampled = hys_sample(space, &source, 0, n, type, samples) == HYS_OK;
    const size_t size = hysi_type_info[type].size;
    const bool floats = type == HYS_F32 || type == HYS_F64;
    double lower, upper;
    test_range(space, &lower, &upper);
    if (floats)
        fill_floats(size, n);
    else
        fill_words(n);
    for (size_t i = 0; i < n; i++) {
        const uint64_t r = test_random(&seed);
        const double f = (double)(r >> 11) * 0x1p-53 * 1.02 - 0.01;
        double x = lower + f * (upper - lower);
        if (i % 4 == 0)
            continue;
        if (i % 4 == 1 && lower > 0)
            x = lower * exp(f * log(upper / lower));
        if (i % 4 == 2 && space->list)
            x = hys_space_value(space, (size_t)(r % space->count));
        int64_t integer = fabs(x) < 0x1p63 ? (int64_t)x : INT64_MIN;
        const float narrow = (float)x;
        if (sampled && i % 8 == 7) {
            memcpy((char *)input + i * size, (char *)samples + i * size, size);
            if (floats || r % 2)
                continue;
            memcpy(&integer, (char *)samples + i * size, size);
            integer = (int64_t)((uint64_t)integer + r / 2 % 5 - 2);
        }
        memcpy((char *)input + i * size,
               !floats     ? (const void *)&integer
               : size == 4 ? (const void *)&narrow
                           : &x,
               size);
    }
}

static void fill_input(const struct hys_space *space, int use, hys_type type,
                       const struct hysi_route *route, size_t n)
{
    if (use == HYSI_USE_DECODE || use == HYSI_USE_QUANTILE)
        fill_units(n);
    else if (use == HYSI_USE_ENCODE || use >= HYSI_USE_CDF)
        fill_values(space, type, n);
    else if (use == HYSI_USE_NUMBER)
        fill_numbers(space, n + OFFSETS);
    else if (!route->bits)
        fill_floats(maps[route->stage[0].map].in, n);
    else
        fill_words(route->draws == 2 ? 2 * HYSI_TILE + OFFSETS : n + OFFSETS);
}

/* A route's maps in turn, each over n values that the scalar ones before gave; returns the fewest
 * values that one has seen. */
static size_t walk_route(const struct hys_space *space, int use, hys_type type, size_t n,
                         void (*check)(int id, const union hysi_params *p, size_t n,
                                       const void *in))
{
    struct hysi_route route;
    OK(hysi_find_route(space, (enum hysi_use)use, type, &route));
    const unsigned char *in = (unsigned char *)input;
    size_t fewest = SIZE_MAX;
    fill_input(space, use, type, &route, n);
    for (int s = 0; s < route.stages; s++) {
        const int id = route.stage[s].map;
        if (route.draws == 2 && s == 0)
            n = HYSI_TILE;
        check(id, route.stage[s].params, n, in);
        fewest = reached[id] < fewest ? reached[id] : fewest;
        hysi_kernels_scalar.map[id](route.stage[s].params, n, in, stage_out);
        memcpy(input, stage_out, n * maps[id].out);
        in = (unsigned char *)input;
    }
    return fewest;
}

static size_t enough(void) { return test_budget(1 << 17, 1 << 24, 1 << 28); }

static void check_route(const struct hys_space *space, int use, hys_type type)
{
    walk_route(space, use, type, test_budget(MANY / 32, MANY, MANY), check_map_everywhere);
    while (walk_route(space, use, type, test_budget(MANY / 32, MANY, MANY), check_map_more) <
           enough())
        ;
}

static void check_space(hys_space *space)
{
    for (int use = 0; use < HYSI_USES; use++)
        for (hys_type type = 1; type < HYSI_TYPE_END; type++)
            if (hysi_types_of(space, (enum hysi_use)use) >> type & 1)
                check_route(space, use, type);
    hys_space_free(space);
}

/* Lists for each form of the search: even, duplicates, signs, powers of two (even in the order of
 * floats), crowded. */
enum { LIST_KINDS = 5 };
static double list_value(int kind, size_t i)
{
    const uint64_t r = test_random(&seed);
    switch (kind) {
    case 0: return (double)(r >> 11) * 0x1p-50 - 3;
    case 1: return (double)(r % 200);
    case 2: return (double)(r % 200) - 100;
    case 3:
        return ldexp(1.0 + (double)(r % 8) / 8, (int)(r >> 32) % 60 - 30) * (r >> 8 & 1 ? 1 : -1);
    default: return i == 0 ? -1e30 : i == 1 ? 1e30 : 1.0 + (double)(r % 1000) * 0x1p-23;
    }
}

static void check_list(size_t count, int kind)
{
    double *values = test_memory(count * sizeof *values);
    hys_space *space;
    for (size_t i = 0; i < count; i++)
        values[i] = list_value(kind, i);
    OK(hys_space_discrete(&space, values, count));
    check_space(space);
    free(values);
}

static void each_of_class(const char *class, void (*check)(hys_space *))
{
    const struct test_words words = test_words("maps", class);
    for (size_t i = 0; i < words.count; i++)
        check(test_space_word(words.word[i]));
}

static void each_space(void (*check)(hys_space *))
{
    each_of_class("easy", check);
    each_of_class("hard", check);
}

TEST(identity, maps)
{
    static const size_t counts[] = {1,  2,  3,  4,  5,  8,  9,  10, 16,  17,   31,
                                    32, 33, 34, 40, 50, 63, 64, 65, 100, 1000, 70000};
    union hysi_params p = {0};

    test_needs_cpu();
    test_needs_fma();
    memset(reached, 0, sizeof reached);
    values_checked = 0;
    guard_open();
    each_space(check_space);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i += test_budget(3, 1, 1))
        for (int kind = 0; kind < LIST_KINDS; kind++)
            check_list(counts[i], kind);
    /* The maps that no space routes to: they are calls of their own, or added to a route. */
    for (int id = 0; id < HYSI_MAP_COUNT; id++) {
        if (id != HYSI_MAP_exp_f64 && id != HYSI_MAP_ln_f64 && id < HYSI_MAP_log_transform_f32)
            continue;
        if (maps[id].in == 4)
            p.log_transform_f32.log_base = 2.30258512f;
        else
            p.log_transform_f64.log_base = 2.302585092994046;
        fill_floats(maps[id].in, MANY);
        check_map_everywhere(id, &p, MANY, input);
        for (; reached[id] < enough(); fill_floats(maps[id].in, MANY))
            check_map_more(id, &p, MANY, input);
    }
    guard_close();
    for (int id = 0; id < HYSI_MAP_COUNT; id++)
        CHECK(reached[id], "nothing reaches the map %s", maps[id].name);
    test_note("identity: %zu values of maps agree, %zu calls between guard pages", values_checked,
              guarded_checked);
}

TEST(identity, fused)
{
    guard_open();
    fused_checked = 0;
    each_space(check_fused_space);
    check_fused_space(test_space_word("discrete:1,2,5"));
    guard_close();
    test_note("identity: %zu values of fused kernels agree", fused_checked);
}

/* ---- whole samples, 2^30 of a kind where there is time (or HYS_TEST_SAMPLES), in as many threads
 * as there are cores ---- */

static const struct sampled {
    const char *word;
    hys_type type;
    int32_t stream;
    unsigned fewer; /* that many halvings */
} sampled[] = {
    {"linear:-1.1:3", HYS_F32, HYS_NATIVE, 0},       {"linear:-1.1:3", HYS_F64, HYS_NATIVE, 0},
    {"log:1e-5:0.1:10", HYS_F32, HYS_NATIVE, 0},     {"log:1e-5:0.1:10", HYS_F64, HYS_NATIVE, 0},
    {"qlinear:-5:100", HYS_I32, HYS_NATIVE, 0},      {"qlinear:-4e9:4e9", HYS_I64, HYS_NATIVE, 0},
    {"qlog:1:4000:2", HYS_I32, HYS_NATIVE, 0},       {"qlog:1:1e9:2", HYS_I64, HYS_NATIVE, 0},
    {"discrete:1,2,5,9", HYS_F64, HYS_NATIVE, 0},    {"labels:a,b,c", HYS_INDEX, HYS_NATIVE, 0},
    {"linear:-1.1:3", HYS_F32, HYS_JAX_ARRAY, 2},    {"log:1e-5:0.1:10", HYS_F32, HYS_JAX_KEYS, 2},
    {"qlinear:-5:100", HYS_I32, HYS_JAX_ARRAY, 2},   {"qlog:1:4000:2", HYS_I32, HYS_JAX_SEARCH, 2},
    {"discrete:1,2,5,9", HYS_F32, HYS_JAX_ARRAY, 2},
};

/* What the threads share: they take blocks of MANY samples in turn. */
static struct {
    struct hysi_route route;
    struct hysi_opened opened;
    size_t size;
    uint64_t end;
    atomic_uint_fast64_t next, compared,
        differs; /* differs: the first sample of a block that does, UINT64_MAX: none */
} share;

/* MANY samples from first on. */
static void sample_by(const struct hysi_kernels *kernels, uint64_t first, void *out)
{
    const struct hysi_column_id column = {0};
    const struct hysi_rows rows = {NULL, first, MANY};
    struct hysi_opened opened = share.opened;
    struct hysi_step step = {.route = share.route};
    struct hysi_scratch scratch;
    hysi_settle(&step, kernels, &opened, &column, share.size);
    hysi_run_large(&step, &opened, &scratch, &rows, out);
}

static void *compare_samples(void *unused)
{
    unsigned char *want = test_memory(MANY * 8), *have = test_memory(MANY * 8);
    for (uint64_t first; (first = atomic_fetch_add(&share.next, MANY)) < share.end;) {
        sample_by(&hysi_kernels_scalar, first, want);
        for (size_t i = 1; i < hys_isa_count(); i++) {
            if (!path_at(i))
                continue;
            sample_by(path_at(i), first, have);
            if (memcmp(want, have, MANY * share.size))
                atomic_store(&share.differs, first);
            atomic_fetch_add(&share.compared, MANY);
        }
    }
    free(want);
    free(have);
    return unused;
}

TEST(identity, samples)
{
    enum { MOST_THREADS = 256 };
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const int threads = cores < 1 ? 1 : cores < MOST_THREADS ? (int)cores : MOST_THREADS;
    const char *asked = getenv("HYS_TEST_SAMPLES");
    const size_t count =
        asked ? strtoul(asked, NULL, 10) : test_budget(1 << 18, 1 << 22, (size_t)1 << 30);
    pthread_t id[MOST_THREADS];

    test_needs_fma();
    atomic_store(&share.compared, 0);
    for (size_t c = 0; c < sizeof sampled / sizeof *sampled; c++) {
        const hys_source source = {.stream = sampled[c].stream, .key = hys_key_from_seed(c)};
        hys_space *space = test_space_word(sampled[c].word);
        OK(hysi_open(&share.opened, &source, false));
        OK(hysi_find_route(space, share.opened.use, sampled[c].type, &share.route));
        share.size = hys_type_size(sampled[c].type);
        share.end = (count >> sampled[c].fewer) + 2 * c + 1;
        atomic_store(&share.next, 2 * c + 1); /* inside a block of the engine's */
        atomic_store(&share.differs, UINT64_MAX);
        for (int t = 0; t < threads; t++)
            CHECK(!pthread_create(&id[t], NULL, compare_samples, NULL), "thread %d", t);
        for (int t = 0; t < threads; t++)
            CHECK(!pthread_join(id[t], NULL), "thread %d", t);
        CHECK(share.differs == UINT64_MAX, "%s as %s, stream %d: samples from %llu on",
              sampled[c].word, hys_type_name(sampled[c].type), sampled[c].stream,
              (unsigned long long)share.differs);
        hys_space_free(space);
    }
    test_note("identity: %llu samples agree, %zu of a kind of the native stream, in %d threads",
              (unsigned long long)share.compared, count, threads);
}

/* JAX's uniform law for all its 2^23 fractions, against the shorter one of spaces without subnormal
 * values, whose span is at least 2^-76. */
TEST(identity, jax_linear)
{
    static const float bounds[][2] = {{0, 1},
                                      {0, 0x1p-76f},
                                      {-0.0f, 3},
                                      {-0x1p-76f, 0},
                                      {-0x1p-76f, 0x1p-99f},
                                      {0x1p-126f, 0x1.000002p-76f},
                                      {-0x1p-126f, 0x1p-76f},
                                      {-0x1.fffffep-101f, 0x1p-76f},
                                      {-0x1p-99f, 0x1p-76f},
                                      {-0x1.fffffep-99f, 0x1.fffffep-77f},
                                      {-1, 1},
                                      {-1.1f, 1.3f},
                                      {-3e38f, 1e-30f},
                                      {1e-30f, 3e38f},
                                      {-0x1.000002p-100f, 0x1.fffffep-76f},
                                      {-16.6f, -3.3f}};
    enum { COUNT = 1 << 13 };
    static uint32_t draws[COUNT];
    static float plain[COUNT], full[COUNT];
    size_t compared = 0;
    for (size_t b = 0; b < sizeof bounds / sizeof *bounds; b++) {
        const float lo = bounds[b][0], span = bounds[b][1] - lo;
        const float scale = span * 0x1p-23f;
        const union hysi_params linear = {.jax_linear_f32 = {.scale = scale, .lo = lo + 0.0f}};
        const union hysi_params uniform = {.jax_uniform_f32 = {.lo = lo, .span = span, .down = 1}};
        /* Of 1024 parts, the short budget takes every 31st and so the first and the last. */
        for (uint32_t k = 0; k < 1 << 23; k += COUNT * (uint32_t)test_budget(31, 1, 1)) {
            for (uint32_t j = 0; j < COUNT; j++)
                draws[j] = (k + j) << 9 | (j & 0x1ff);
            hysi_jax_linear_f32_scalar(&linear, COUNT, draws, plain);
            hysi_jax_uniform_f32_scalar(&uniform, COUNT, draws, full);
            CHECK(!memcmp(plain, full, sizeof plain), "bounds %a %a, fractions from %u on",
                  (double)lo, (double)bounds[b][1], k);
            compared += COUNT;
        }
    }
    test_note("identity: %zu values of JAX's uniform law agree with the shorter one", compared);
}

/* Outputs that go past the caches, odd starts and lengths included, have the bytes of small ones.
 */
static const struct passing {
    const char *word;
    hys_type type;
    int32_t stream;
} passing[] = {
    {"linear:0:1", HYS_F32, HYS_NATIVE},    {"linear:-2:3", HYS_F64, HYS_NATIVE},
    {"qlinear:1:100", HYS_I32, HYS_NATIVE}, {"qlinear:1:100", HYS_I64, HYS_NATIVE},
    {"qlinear:1:100", HYS_U8, HYS_NATIVE},  {"linear:0:1", HYS_F32, HYS_JAX_ARRAY},
};

/* n elements from the first-th on: samples, the stream's words (no space), or (in) a transform of
 * what in holds. */
static void pass(const struct passing *p, const hys_space *space, uint64_t first, size_t n,
                 const float *in, unsigned char *out)
{
    const hys_source source = {.stream = p->stream, .key = {{3, 4}}};
    if (in)
        OK(hys_transform_f32(space, in, n, (float *)out));
    else if (space)
        OK(hys_sample(space, &source, first, n, p->type, out));
    else
        OK(hys_bits_u32(&source, first, n, (uint32_t *)out));
}

static void pass_all(const struct passing *p, const hys_space *space, const float *in, size_t least,
                     unsigned char *memory)
{
    static const unsigned char around[] = {0xC3, 0xC3, 0xC3, 0xC3};
    unsigned char part[4096];
    const size_t size = hys_type_size(p->type), n = least / size + 77;
    for (size_t shift = 0; shift < 3; shift++) { /* on a line, on a block, on neither */
        unsigned char *out =
            memory + 128 - (uintptr_t)memory % 64 + (shift == 1 ? 16 : shift * size);
        const uint64_t first = shift * 5;
        memset(out - sizeof around, around[0], sizeof around);
        memset(out + n * size, around[0], sizeof around);
        pass(p, space, first, n, in, out);
        CHECK(!memcmp(out - sizeof around, around, sizeof around) &&
                  !memcmp(out + n * size, around, sizeof around),
              "%s: %s, shift %zu: wrote beside its output", hys_isa_current(), p->word, shift);
        for (size_t k = 0, m; k < n; k += m) {
            m = n - k < sizeof part / size ? n - k : sizeof part / size;
            pass(p, space, first + k, m, in ? in + k : NULL, part);
            CHECK(!memcmp(out + k * size, part, m * size), "%s: %s, shift %zu, element %zu",
                  hys_isa_current(), p->word, shift, k);
        }
    }
}

static void nontemporal(void)
{
    const size_t least = hysi_nontemporal_bytes();
    if (test_budget(1, 0, 0) &&
        !strcmp(hys_isa_current(), "scalar")) { /* which has no such stores */
        test_note("identity: outputs past the caches not compared under scalar");
        return;
    }
    if (least > (size_t)1 << 29)
        test_skip("outputs of %zu MiB are too large for this test", least >> 20);
    unsigned char *memory = test_memory(least + 4096);
    float *in = test_memory(least + 4096);
    for (size_t i = 0; i < least / 4 + 1024; i++)
        in[i] = (float)(i % 1000) / 100;
    for (size_t w = 0; w < sizeof passing / sizeof *passing; w++) {
        hys_space *space = test_space_word(passing[w].word);
        pass_all(&passing[w], space, NULL, least, memory);
        hys_space_free(space);
    }
    pass_all(&(struct passing){"words", HYS_U32, HYS_NATIVE}, NULL, NULL, least, memory);
    hys_space *values = test_space_word("discrete:1,2,4,8,3,7");
    pass_all(&(struct passing){"transform", HYS_F32, HYS_NATIVE}, values, in, least, memory);
    hys_space_free(values);
    free(in);
    free(memory);
}

TEST(identity, nontemporal)
{
    test_each_isa(nontemporal);
    test_note("identity: outputs of %zu MiB agree with small ones", hysi_nontemporal_bytes() >> 20);
}
