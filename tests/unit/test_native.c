/* The native stream's frozen values: known answers of the engine's blocks, native.tsv from an
 * independent model of docs/spec.md, 1 000 splits, columns. */
#include <config.h>

#include "src/kernels.h"
#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- ARS4x32-7 itself: Random123's known answers ---- */

TEST(native, block_pins)
{
    static const struct {
        uint32_t counter[4], key[4], block[4];
    } pins[] = {
        {{0, 0, 0, 0}, {0, 0, 0, 0}, {0xdacf61ff, 0xc45798f3, 0x113c7eeb, 0x101e27f3}},
        {{~0u, ~0u, ~0u, ~0u},
         {~0u, ~0u, ~0u, ~0u},
         {0xfbaaff1f, 0xbb547ef9, 0x13d8cd78, 0x7aaa969b}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89},
         {0xd1df87af, 0xf67d43ba, 0x4f66afdb, 0x393dcb2d}},
    };
    for (size_t i = 0; i < COUNT(pins); i++) {
        const uint32_t *c = pins[i].counter;
        struct hysi_engine_key key = {.ars.dim = (uint64_t)c[3] << 32 | c[2]};
        uint32_t x[4];
        memcpy(key.ars.word, pins[i].key, sizeof key.ars.word);
        hysi_ars_block(&key, (uint64_t)c[1] << 32 | c[0], x);
        CHECK(!memcmp(x, pins[i].block, sizeof x), "pin %zu: %08x %08x %08x %08x", i, x[0], x[1],
              x[2], x[3]);
    }
}

/* ---- native.tsv ---- */

static size_t cases, values, left_out;

static int best_row(void)
{
    size_t best = hys_isa_count() - 1;
    while (!hys_isa_available(best))
        best--;
    return !strcmp(hys_isa_current(), hys_isa_name(best));
}

/* The space of a line, kept for the next ones: its lines stand together, and long lists take their
 * time to build. */
static const hys_space *space_of(const char *word)
{
    static char kept[64];
    static hys_space *space;
    if (!word || strcmp(word, kept) != 0) {
        hys_space_free(space);
        space = NULL;
        snprintf(kept, sizeof kept, "%s", word ? word : "");
        if (word && !strncmp(word, "range:", 6)) { /* discrete with the values 0 .. count - 1 */
            const size_t count = strtoul(word + 6, NULL, 10);
            double *list = test_memory(count * sizeof *list);
            for (size_t i = 0; i < count; i++)
                list[i] = (double)i;
            OK(hys_space_discrete(&space, list, count));
            free(list);
        } else if (word) {
            space = test_space_word(word);
        }
    }
    return space;
}

static void frozen_line(int number, int fields, char **f)
{
    CHECK(fields == 8, "native.tsv line %d: %d fields", number, fields);
    const char *word = f[0];
    const hys_type type = hys_type_from_name(f[1]);
    const size_t size = hys_type_size(type), n = strtoul(f[5], NULL, 10);
    const uint64_t first = strtoull(f[4], NULL, 10);
    hys_source source = {.dim = strtoull(f[3], NULL, 16)};
    size_t k = 0;

    if (n > 64 && test_budget(1, 0, 0) &&
        (number / 16 % 4 != 0 || !best_row())) { /* an emulator gets some of the long lines, once */
        left_out++;
        return;
    }
    void *out = test_memory(n * size);
    CHECK(sscanf(f[2], "%8x:%8x", &source.key.w[0], &source.key.w[1]) == 2, "native.tsv line %d",
          number);
    if (!strcmp(word, "bits")) {
        OK(type == HYS_U64 ? hys_bits_u64(&source, first, n, out)
                           : hys_bits_u32(&source, first, n, out));
    } else if (!strcmp(word, "unit")) {
        OK(type == HYS_F64 ? hys_unit_f64(&source, first, n, out)
                           : hys_unit_f32(&source, first, n, out));
    } else {
        OK(hys_sample(space_of(word), &source, first, n, type, out));
    }
    for (char *rest = f[7]; rest; k++) {
        const uint64_t expected = strtoull(strsep(&rest, ","), NULL, 16);
        const uint64_t found = test_word((char *)out + k * size, size);
        CHECK(found == expected, "%s: native.tsv line %d (%s %s), value %zu: %llx, not %llx",
              hys_isa_current(), number, word, f[1], k, (unsigned long long)found,
              (unsigned long long)expected);
    }
    CHECK(test_digest_elements(out, n, size) == strtoull(f[6], NULL, 16),
          "%s: native.tsv line %d (%s %s): digest", hys_isa_current(), number, word, f[1]);
    cases++;
    values += n;
    free(out);
}

static void frozen(void)
{
    cases = values = left_out = 0;
    test_each_line("vectors/native.tsv", frozen_line);
    space_of(NULL);
    test_note("native: %s: native.tsv: %zu lines, %zu values agree", hys_isa_current(), cases,
              values);
    if (left_out)
        test_note("native: %s: %zu long lines not compared", hys_isa_current(), left_out);
}

TEST(native, frozen) { test_each_isa(frozen); }

/* ---- splits ---- */

static uint64_t random_state;

static uint64_t random_below(uint64_t bound) { return test_random(&random_state) % bound; }

/* A thousand splits of [first, first + n) into calls, each for a space, type and stream in turn:
 * the bytes of one call. */
static void splits(void)
{
    static const struct {
        const char *word;
        hys_type type;
        int32_t stream;
        uint32_t flags;
    } cases_of[] = {
        {"linear:0:1", HYS_F32, HYS_NATIVE, 0},
        {"linear:-3:5", HYS_F64, HYS_NATIVE, 0},
        {"log:1e-5:0.1:10", HYS_F32, HYS_NATIVE, 0},
        {"log:1e-5:0.1:10", HYS_F64, HYS_NATIVE, 0},
        {"qlinear:1:100", HYS_U8, HYS_NATIVE, 0},
        {"qlinear:0.5:1e6", HYS_I32, HYS_NATIVE, 0},
        {"qlog:1:4096:2", HYS_I16, HYS_NATIVE, 0},
        {"discrete:1,2,4,8", HYS_I64, HYS_NATIVE, 0},
        {"labels:a,b,c", HYS_INDEX, HYS_NATIVE, 0},
        {"log:1e-5:0.1:10", HYS_F32, HYS_JAX_ARRAY, 0},
        {"qlinear:1:100", HYS_I32, HYS_JAX_KEYS, 0},
        {"discrete:1,2,4", HYS_F64, HYS_JAX_SEARCH, HYS_X64},
        {"qlog:16:4096:2", HYS_I64, HYS_JAX_ARRAY, HYS_X64},
    };
    enum { MOST = 5000 };
    const size_t count = test_budget(100, 1000, 10000);
    uint64_t whole[MOST], parts[MOST];

    random_state = 1;
    for (size_t s = 0; s < count; s++) {
        const size_t which = s % COUNT(cases_of), size = hys_type_size(cases_of[which].type),
                     n = 1 + (size_t)random_below(MOST);
        hys_space *space = test_space_word(cases_of[which].word);
        const hys_source source = {.stream = cases_of[which].stream,
                                   .flags = cases_of[which].flags,
                                   .key = {{1, (uint32_t)s}}};
        const uint64_t starts[] = {0, random_below(10000), UINT64_C(0xffffffff) - random_below(n),
                                   UINT64_MAX - n};
        const uint64_t first = starts[s / COUNT(cases_of) % COUNT(starts)];

        memset(parts, 0, sizeof parts);
        OK(hys_sample(space, &source, first, n, cases_of[which].type, whole));
        for (size_t done = 0, m; done < n; done += m) {
            m = 1 + (size_t)random_below(s % 3 ? n - done : 7 < n - done ? 7 : n - done);
            OK(hys_sample(space, &source, first + done, m, cases_of[which].type,
                          (char *)parts + done * size));
        }
        CHECK(!memcmp(whole, parts, n * size), "%s: split %zu: %s, n %zu, first %llu",
              hys_isa_current(), s, cases_of[which].word, n, (unsigned long long)first);
        hys_space_free(space);
    }
}

TEST(native, splits)
{
    test_needs_fma();
    const size_t isas = test_each_isa(splits);
    test_note("native: %zu splits give the bytes of one call, under %zu instruction sets",
              test_budget(100, 1000, 10000), isas);
}

/* The dim of a name is its XXH3 hash. A named key is two fold_ins of it, which JAX's values check.
 */
TEST(native, key_names)
{
    static const char *const names[] = {"", "a", "learning_rate", "\xc3\xbcx"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const hys_key key = hys_key_from_seed(42 + i), got = hys_key_fold_in_name(key, names[i]);
        const uint64_t hash = test_digest(names[i], strlen(names[i]));
        const hys_key expected =
            hys_key_fold_in(hys_key_fold_in(key, (uint32_t)(hash >> 32)), (uint32_t)hash);
        CHECK(hys_dim_from_name(names[i]) == hash, "%s: dim %llx", names[i],
              (unsigned long long)hys_dim_from_name(names[i]));
        CHECK(got.w[0] == expected.w[0] && got.w[1] == expected.w[1], "%s: %08x %08x", names[i],
              got.w[0], got.w[1]);
    }
}
