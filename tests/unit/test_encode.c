/* encode and decode: the lines of an independent model (encode.tsv), round trips of every kind and
 * type, each value of ranges up to 2^16, hard bounds, order, tables of any stride, one-hot,
 * refusals. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define D_NAN ((double)NAN)

enum { CHUNK = 4096 };

static double unit[CHUNK], again[CHUNK];
static uint64_t value[CHUNK], back[CHUNK]; /* room for any type */
static size_t values_checked;

static uint64_t bits(double x)
{
    uint64_t b;
    memcpy(&b, &x, sizeof b);
    return b;
}

static double above(double x) { return nextafter(x, HUGE_VAL); }
static double below(double x) { return nextafter(x, -HUGE_VAL); }

static int is_on_log_axis(const hys_space *space)
{
    return hys_kind_traits(hys_space_kind(space)) & HYS_KIND_LOG;
}

/* Whether a kind is one that this CPU refuses; says so. */
static int refused(const char *word)
{
    const int yes = strstr(word, "log") && !test_has_fma();
    if (yes)
        test_note("encode: %s not tried: its kind needs FMA", word);
    return yes;
}

/* ---- the model's lines ---- */

static void model_line(int number, int fields, char **f)
{
    CHECK(fields == 7, "encode.tsv line %d: %d fields", number, fields);
    hys_space *space = test_space_word(f[0]);
    const double in = strtod(f[3], NULL), expected = strtod(f[4], NULL),
                 allowed = strtod(f[5], NULL);
    const int encode = !strcmp(f[1], "encode"), narrow = !strcmp(f[2], "f32");
    float in_f32 = (float)in, out_f32 = 0;
    double out = 0;
    const hys_status status = encode   ? narrow ? hys_encode(space, &in_f32, 1, HYS_F32, &out, NULL)
                                                : hys_encode_f64(space, &in, 1, &out)
                                : narrow ? hys_decode(space, &in, 1, HYS_F32, &out_f32, NULL)
                                       : hys_decode_f64(space, &in, 1, &out);
    if (!encode && narrow)
        out = (double)out_f32;
    CHECK(status == (strcmp(f[6], "ok") ? HYS_W_DATA : HYS_OK), "encode.tsv line %d, %s: %s",
          number, hys_isa_current(), hys_strerror(status));
    CHECK(expected != expected ? out != out
          : allowed > 0        ? fabs(out - expected) <= allowed
                               : bits(out) == bits(expected),
          "encode.tsv line %d, %s: %.17g gives %.17g, not %.17g", number, hys_isa_current(), in,
          out, expected);
    hys_space_free(space);
}

static void model_lines(void)
{
    test_note("encode: %zu lines of the model under %s",
              test_each_line("vectors/encode.tsv", model_line), hys_isa_current());
}

TEST(encode, model) { test_each_isa(model_lines); }

/* ---- round trips ---- */

static void trip(const hys_space *space, const char *word, hys_type type, size_t n)
{
    test_round_trip(space, word, type, value, n);
    values_checked += n;
}

TEST(encode, round_trips)
{
    const struct test_words words = test_words("encode", "easy");
    const size_t n = test_budget(CHUNK, 1000000, 20000000);
    size_t pairs = 0;
    values_checked = 0;
    for (size_t w = 0; w < words.count; w++) {
        hys_space *space = test_space_word(words.word[w]);
        const uint32_t types =
            hys_space_encode_types(space) & hys_space_types(space, HYS_NATIVE, 0);
        const hys_source source = hys_source_native(hys_key_from_seed(w));
        CHECK(types, "%s", words.word[w]);
        for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
            if (!(types & 1u << type))
                continue;
            pairs++;
            for (size_t done = 0; done < n; done += CHUNK) {
                OK(hys_sample(space, &source, done, CHUNK, type, value));
                trip(space, words.word[w], type, CHUNK);
            }
        }
        hys_space_free(space);
    }
    test_note("encode: %zu values of %zu spaces in a type come back", values_checked, pairs);
}

/* What samples of a type encode to is what the same values encode to as doubles. */
TEST(encode, types_agree)
{
    const struct test_words words = test_words("encode", "easy");
    for (size_t w = 0; w < words.count; w++) {
        hys_space *space = test_space_word(words.word[w]);
        const hys_source source = hys_source_native(hys_key_from_seed(7));
        for (hys_type type = HYS_I8; type <= HYS_U64; type++) {
            if (!(hys_space_encode_types(space) & 1u << type))
                continue;
            OK(hys_sample(space, &source, 0, CHUNK, type, value));
            OK(hys_encode(space, value, CHUNK, type, unit, NULL));
            OK(hys_sample(space, &source, 0, CHUNK, HYS_F64, back));
            OK(hys_encode(space, back, CHUNK, HYS_F64, again, NULL));
            CHECK(!memcmp(unit, again, sizeof unit), "%s: %s and f64 encode differently",
                  words.word[w], hys_type_name(type));
        }
        if (hys_space_encode_types(space) & hys_space_types(space, HYS_NATIVE, 0) &
            1u << HYS_F32) { /* widened by the caller: no warning */
            float narrow[CHUNK];
            double wide[CHUNK];
            OK(hys_sample(space, &source, 0, CHUNK, HYS_F32, narrow));
            for (size_t k = 0; k < CHUNK; k++)
                wide[k] = (double)narrow[k];
            OK(hys_encode(space, narrow, CHUNK, HYS_F32, unit, NULL));
            OK(hys_encode_f64(space, wide, CHUNK, again));
            CHECK(!memcmp(unit, again, sizeof unit), "%s: f32 and its widened values",
                  words.word[w]);
        }
        hys_space_free(space);
    }
}

/* The native f64 laws of linear, log and logit are the decode of the unit k 2^-53, that of
 * reverse_log, which takes the complement of the draw, of (k + 1) 2^-53. */
TEST(encode, samples_are_decoded_units)
{
    const struct test_words words = test_words("encode", "easy");
    const hys_source source = hys_source_native(hys_key_from_seed(3));
    for (size_t w = 0; w < words.count; w++) {
        hys_space *space = test_space_word(words.word[w]);
        const hys_kind kind = hys_space_kind(space);
        const int mirrored = kind == HYS_REVERSE_LOG;
        const int has_units = kind == HYS_LINEAR || kind == HYS_LOG || kind == HYS_LOGIT;
        const size_t n = test_is_continuous(space) && (has_units || mirrored)
                             ? test_budget(1 << 14, 1 << 20, 1 << 24)
                             : 0;
        for (size_t done = 0; done < n; done += CHUNK) {
            OK(hys_unit_f64(&source, done, CHUNK, unit));
            for (size_t k = 0; mirrored && k < CHUNK; k++)
                unit[k] += 0x1p-53;
            OK(hys_decode_f64(space, unit, CHUNK, again));
            OK(hys_sample(space, &source, done, CHUNK, HYS_F64, value));
            CHECK(!memcmp(again, value, sizeof again), "%s", words.word[w]);
        }
        hys_space_free(space);
    }
}

/* ---- every value of quantised and discrete spaces ---- */

/* Values first, first + 1, ... of count, in a row of calls: each comes back, from its own unit and
 * the doubles beside it, and units grow. */
static void every_value(const hys_space *space, const char *word, double first, size_t count,
                        int grows)
{
    double last = -1;
    for (size_t done = 0, m; done < count; done += m) {
        double v[CHUNK], u[CHUNK];
        m = count - done < CHUNK ? count - done : CHUNK;
        for (size_t k = 0; k < m; k++)
            v[k] = hys_space_kind(space) == HYS_DISCRETE ? hys_space_value(space, done + k)
                                                         : first + (double)(done + k);
        OK(hys_encode_f64(space, v, m, u));
        for (int side = -1; side <= 1; side++) {
            for (size_t k = 0; k < m; k++)
                unit[k] = side < 0 ? below(u[k]) : side > 0 ? above(u[k]) : u[k];
            OK(hys_decode_f64(space, unit, m, again));
            for (size_t k = 0; k < m; k++)
                CHECK(bits(v[k]) == bits(again[k]), "%s: %.17g comes back as %.17g from %.17g",
                      word, v[k], again[k], unit[k]);
        }
        for (size_t k = 0; k < m; k++) {
            CHECK(!grows || u[k] > last, "%s: %.17g encodes as %.17g behind %.17g", word, v[k],
                  u[k], last);
            last = u[k];
        }
        values_checked += m;
    }
}

TEST(encode, every_value)
{
    static const struct {
        const char *word;
        double first;
        size_t count;
    } ranges[] = {{"qlinear:0:1", 0, 2},
                  {"qlinear:1:12", 1, 12},
                  {"qlinear:0:65535", 0, 65536},
                  {"qlinear:-32768:32767", -32768, 65536},
                  {"qlinear:-0.4:5.5", 0, 6},
                  {"qlinear:0.5:1.5", 1, 1},
                  {"qlinear:0.3:65535.9", 1, 65535},
                  {"qlinear:-100.5:100.25", -100, 201},
                  {"qlinear:9007199254675457:9007199254740992", 9007199254675457, 65536},
                  {"qlinear:-9007199254740992:-9007199254675457", -9007199254740992, 65536},
                  {"qlog:1:65536:2", 1, 65536},
                  {"qlog:0.001:65535.5:10", 1, 65535},
                  {"qlog:16:4096:2", 16, 4081},
                  {"qlog:0.6:1.4:2", 1, 1},
                  {"qlog:1099511562240:1099511627775:10", 1099511562240, 65536},
                  {"labels:a,b,c,d,e,f,g", 0, 7}};
    double *list = test_memory(65536 * sizeof *list);
    uint64_t state = 11;
    hys_space *space;

    values_checked = 0;
    for (size_t i = 0; i < COUNT(ranges); i++) {
        if (refused(ranges[i].word))
            continue;
        space = test_space_word(ranges[i].word);
        every_value(space, ranges[i].word, ranges[i].first, ranges[i].count, 1);
        hys_space_free(space);
    }
    for (size_t count = 1; count <= 65536; count = count < 70          ? count + 1
                                                   : count * 3 < 65536 ? count * 3
                                                   : count == 65536    ? 65537
                                                                       : 65536) {
        for (size_t i = 0; i < count; i++)
            list[i] = ldexp(1.0 + (double)(test_random(&state) >> 12) * 0x1p-52,
                            (int)(test_random(&state) % 200) - 100) *
                      (i % 2 ? 1 : -1);
        OK(hys_space_discrete(&space, list, count));
        every_value(space, "discrete", 0, count, 1);
        hys_space_free(space);
    }
    free(list);
    test_note("encode: each of %zu values comes back from its cell", values_checked);
}

/* Between equal values the first has the unit; the cells of the others decode to the same value. */
TEST(encode, equal_values)
{
    static const double list[] = {3, 1, 3, 0.0, -0.0};
    static const double in[] = {3, 1, 0.0, -0.0}, expected[] = {0.1, 0.3, 0.7, 0.7};
    hys_space *space;
    OK(hys_space_discrete(&space, list, COUNT(list)));
    OK(hys_encode_f64(space, in, COUNT(in), unit));
    for (size_t k = 0; k < COUNT(in); k++)
        CHECK(bits(unit[k]) == bits(expected[k]), "%.17g encodes as %.17g", in[k], unit[k]);
    unit[0] = 0.5;
    OK(hys_decode_f64(space, unit, 1, again));
    CHECK(again[0] == 3, "%.17g", again[0]);
    hys_space_free(space);
}

/* ---- bounds that are hard ---- */

/* The smallest and largest value of the type that a space has: bounds that are infinite become the
 * type's largest numbers, and a lognormal's 0 the smallest normal one. */
static void ends_of(const hys_space *space, hys_type type, double *lo, double *last)
{
    const double most = type == HYS_F32 ? (double)FLT_MAX : DBL_MAX,
                 least = type == HYS_F32 ? (double)FLT_MIN : DBL_MIN;
    const double lower = hys_space_lower(space) == 0 && is_on_log_axis(space)
                             ? least
                             : fmax(hys_space_lower(space), -most),
                 upper = hys_space_upper(space);
    *lo = test_is_continuous(space) ? lower + 0.0 : ceil(lower) + 0.0;
    *last = test_is_continuous(space) ? below(upper) : floor(upper) + 0.0;
    if (hys_space_kind(space) == HYS_DISCRETE)
        *lo = lower, *last = upper;
    if (type == HYS_F32 && test_is_continuous(space)) {
        float a = (float)lower, b = (float)upper;
        a = (double)a < lower ? nextafterf(a, INFINITY) : a;
        b = (double)b < upper ? nextafterf(b, INFINITY) : b;
        *lo = (double)(a + 0.0f);
        *last = (double)nextafterf(b, -INFINITY);
    }
    if (type == HYS_F32)
        *lo = (double)(float)*lo, *last = (double)(float)*last;
}

static void hard_bounds(void)
{
    const struct test_words hard = test_words("encode", "hard");
    static const double units[] = {
        0,   -0.0, 5e-324,      1e-300,      0x1p-53, 0.25, 0.49999999999999994,
        0.5, 0.75, 1 - 0x1p-52, 1 - 0x1p-53, 1};
    size_t spaces = 0;
    for (size_t w = 0; w < hard.count; w++) {
        hys_space *space = test_space_word(hard.word[w]);
        for (hys_type type = HYS_F32; type <= HYS_F64; type++) {
            double lo, last;
            if (!(hys_space_encode_types(space) & 1u << type))
                continue;
            ends_of(space, type, &lo, &last);
            OK(hys_decode(space, units, COUNT(units), type, back, NULL));
            for (size_t k = 0; k < COUNT(units); k++) {
                const double v = test_real(back, k, type);
                CHECK(v >= lo && v <= last, "%s as %s: %.17g decodes to %.17g", hard.word[w],
                      hys_type_name(type), units[k], v);
                CHECK(v != 0 || !signbit(v), "%s as %s: -0 from %.17g", hard.word[w],
                      hys_type_name(type), units[k]);
            }
            if (hys_space_kind(space) != HYS_DISCRETE && isfinite(hys_space_upper(space)))
                CHECK(test_real(back, COUNT(units) - 1, type) == last,
                      "%s as %s: 1 decodes to %.17g", hard.word[w], hys_type_name(type),
                      test_real(back, COUNT(units) - 1, type));
            OK(hys_encode(space, back, COUNT(units), type, unit, NULL));
            spaces++;
        }
        if (test_is_continuous(space)) {
            const double in[] = {hys_space_lower(space), hys_space_upper(space)};
            struct test_normal law;
            const double slack = test_normal_of(space, &law) ? test_normal_slack(&law) : 0;
            OK(hys_encode_f64(space, in, 2, unit));
            CHECK(bits(unit[0]) == 0 && unit[1] <= 1 && unit[1] >= 1 - slack,
                  "%s: bounds encode as %.17g and %.17g", hard.word[w], unit[0], unit[1]);
        }
        hys_space_free(space);
    }
    test_note("encode: %zu spaces of hard bounds, in a type, under %s", spaces, hys_isa_current());
}

TEST(encode, hard_bounds) { test_each_isa(hard_bounds); }

/* A log space whose bounds have one log2 is no axis; quantised ones share a cell. */
TEST(encode, no_axis)
{
    test_needs_fma();
    hys_space *space = test_space_word("qlog:9007199254740991:9007199254740992:2");
    const double in[] = {9007199254740991, 9007199254740992};
    OK(hys_encode_f64(space, in, 2, unit));
    CHECK(unit[0] == 0.5 && unit[1] == 0.5, "%.17g %.17g", unit[0], unit[1]);
    hys_space_free(space);
    if (hys_space_log(&space, 9007199254740991, 9007199254740992, 1.0001) !=
        HYS_OK) /* JAX may give it */
        return;
    CHECK(hys_encode_f64(space, in, 1, unit) == HYS_E_TYPE &&
              hys_decode_f64(space, in, 1, unit) == HYS_E_TYPE,
          "log2 of both bounds is one");
    hys_space_free(space);
}

/* ---- monotony ---- */

static int by_number(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Sorted ones, each followed by the next doubles. slack: the last bits of log2 and exp2, of numbers
 * of the size of x or of that size; digits: last digits of a normal law. */
static void check_growth(const char *word, const double *x, size_t n, double slack, double size,
                         double digits)
{
    for (size_t k = 1; k < n; k++)
        CHECK(x[k] >= x[k - 1] - slack * fmax(fabs(x[k]), size) - digits, "%s: %.17g before %.17g",
              word, x[k - 1], x[k]);
    values_checked += n;
}

TEST(encode, monotone)
{
    const struct test_words words = test_words("encode", "easy");
    uint64_t state = 5;
    values_checked = 0;
    for (size_t w = 0; w < words.count; w++) {
        hys_space *space = test_space_word(words.word[w]);
        if (hys_space_kind(space) == HYS_DISCRETE) { /* in the order given */
            hys_space_free(space);
            continue;
        }
        const hys_kind kind = hys_space_kind(space);
        const int is_log = is_on_log_axis(space);
        const int is_other = kind == HYS_REVERSE_LOG || kind == HYS_LOGIT;
        struct test_normal law;
        const int is_normal = test_normal_of(space, &law);
        double lower, upper;
        test_range(space, &lower, &upper);
        struct test_slope s = test_slope_of(space, lower);
        if (is_log)
            s = (struct test_slope){log2(lower), log2(upper), 1, 1};
        const double slack = is_log || is_other ? fmax(fabs(s.from), fabs(s.to)) * 0x1p-51 : 0;
        const double reach = is_normal ? (fabs(law.mu) + 40 * law.sigma) * 0x1p-52 : 0;
        for (size_t round = 0; round < test_budget(3, 50, 5000); round++) {
            for (size_t k = 0; k < CHUNK; k += 4) {
                unit[k] = (double)(test_random(&state) >> 11) * 0x1p-53;
                again[k] = lower + (upper - lower) * unit[k];
                for (size_t j = 1; j < 4; j++) {
                    unit[k + j] = above(unit[k + j - 1]);
                    again[k + j] = above(again[k + j - 1]);
                }
            }
            qsort(unit, CHUNK, sizeof *unit, by_number);
            qsort(again, CHUNK, sizeof *again, by_number);
            const hys_status decoded = hys_decode_f64(space, unit, CHUNK, unit),
                             encoded = hys_encode_f64(space, again, CHUNK, again);
            CHECK(decoded >= 0 && encoded >= 0, "%s", words.word[w]);
            check_growth(words.word[w], unit, CHUNK,
                         is_log || is_other ? 0x1p-52 + slack + (is_log ? reach : 0) : 0,
                         is_other ? s.size : 0, is_log ? 0 : reach);
            check_growth(words.word[w], again, CHUNK, slack > 0 ? slack / (s.to - s.from) : 0,
                         is_other, is_normal ? 2 * test_normal_slack(&law) : 0);
        }
        hys_space_free(space);
    }
    test_note("encode: %zu values and units in order", values_checked);
}

/* ---- the same under each instruction set ---- */

static uint64_t first_digest;

static void digest_all(void)
{
    const struct test_words words = test_words("encode", "easy"),
                            hard = test_words("encode", "hard");
    uint64_t digest[2 * TEST_WORDS] = {0}, state = 9;
    for (size_t w = 0; w < words.count + hard.count; w++) {
        const char *word = w < words.count ? words.word[w] : hard.word[w - words.count];
        double all[3][CHUNK];
        hys_space *space = test_space_word(word);
        double lower, upper;
        test_range(space, &lower, &upper);
        for (size_t k = 0; k < CHUNK; k++) {
            all[0][k] = (double)(test_random(&state) >> 11) * 0x1p-53;
            unit[k] = lower + (upper / 2 - lower / 2) * 2 *
                                  ((double)(test_random(&state) >> 11) * 0x1.02p-53 - 0.003);
        }
        CHECK(hys_decode_f64(space, all[0], CHUNK, all[1]) >= 0 &&
                  hys_encode_f64(space, unit, CHUNK, all[2]) >= 0,
              "%s", word);
        digest[w] = test_digest(all, sizeof all);
        hys_space_free(space);
    }
    const uint64_t whole = test_digest(digest, sizeof digest);
    if (!first_digest)
        first_digest = whole;
    CHECK(whole == first_digest, "%s differs", hys_isa_current());
}

TEST(encode, every_isa)
{
    first_digest = 0;
    test_note("encode: %zu instruction sets agree", test_each_isa(digest_all));
}

/* ---- warnings: the element is clamped, the rest is done ---- */

TEST(encode, warnings)
{
    static const struct {
        const char *word;
        double in, expected;
    } encoded[] = {{"linear:0:2", -1, 0},
                   {"linear:0:2", 3, 1},
                   {"linear:0:2", HUGE_VAL, 1},
                   {"linear:0:2", -HUGE_VAL, 0},
                   {"linear:0:2", D_NAN, D_NAN},
                   {"log:1:4:2", 0, 0},
                   {"log:1:4:2", -1, 0},
                   {"log:1:4:2", 5, 1},
                   {"log:1:4:2", HUGE_VAL, 1},
                   {"log:1:4:2", D_NAN, D_NAN},
                   {"linear:0:2:digits=1", 2.5, 1},
                   {"reverse_log:1:4", 0, 0},
                   {"reverse_log:1:4", 4.5, 1},
                   {"reverse_log:1:4", -HUGE_VAL, 0},
                   {"reverse_log:1:4", HUGE_VAL, 1},
                   {"reverse_log:1:4", D_NAN, D_NAN},
                   {"logit:0.25:0.75", 0, 0},
                   {"logit:0.25:0.75", 1, 1},
                   {"logit:0.25:0.75", HUGE_VAL, 1},
                   {"logit:0.25:0.75", D_NAN, D_NAN},
                   {"qlinear:0:4", -1, 0.0625},
                   {"qlinear:0:4", 5, 0.9375},
                   {"qlinear:0:4", 2.25, 0.5},
                   {"qlinear:0:4", D_NAN, D_NAN},
                   {"qlog:1:4:2", -HUGE_VAL, 0.14624062518028905},
                   {"qlog:1:4:2", D_NAN, D_NAN},
                   {"discrete:1,2", 0, 0.25},
                   {"discrete:1,2", 3, 0.75},
                   {"discrete:1,2", 1.25, 0.25},
                   {"discrete:1,2", D_NAN, D_NAN},
                   {"labels:a,b", 2, 0.75},
                   {"labels:a,b", 0.25, 0.25},
                   {"labels:a,b", -1, 0.25}};
    static const struct {
        const char *word;
        double in, expected;
    } decoded[] = {{"linear:0:2", -0.5, 0},
                   {"linear:0:2", 1.5, 1.9999999999999998},
                   {"linear:0:2", D_NAN, D_NAN},
                   {"log:1:4:2", -1, 1},
                   {"log:1:4:2", 2, 3.9999999999999996},
                   {"linear:0:2:digits=1", 1.5, 2},
                   {"linear:0:2:digits=1", D_NAN, D_NAN},
                   {"reverse_log:1:4", -1, 1},
                   {"reverse_log:1:4", 2, 3.9999999999999996},
                   {"reverse_log:1:4", D_NAN, D_NAN},
                   {"logit:0.25:0.75", -1, 0.25},
                   {"logit:0.25:0.75", 2, 0.7499999999999999},
                   {"logit:0.25:0.75", D_NAN, D_NAN},
                   {"qlinear:0:4", -HUGE_VAL, 0},
                   {"qlinear:0:4", 1.0000000000000002, 4},
                   {"qlinear:0.2:4.1", 2, 4},
                   {"qlog:1:4:2", 9, 4},
                   {"qlog:1:4:2", D_NAN, D_NAN},
                   {"discrete:1,2", -1, 1},
                   {"discrete:1,2", HUGE_VAL, 2},
                   {"discrete:1,2", D_NAN, D_NAN},
                   {"labels:a,b", 3, 1},
                   {"labels:a,b", D_NAN, D_NAN}};

    for (int decode = 0; decode < 2; decode++)
        for (size_t i = 0; i < (decode ? COUNT(decoded) : COUNT(encoded)); i++) {
            const char *word = decode ? decoded[i].word : encoded[i].word;
            const double in = decode ? decoded[i].in : encoded[i].in,
                         expected = decode ? decoded[i].expected : encoded[i].expected;
            if (refused(word))
                continue;
            hys_space *space = test_space_word(word);
            double good, good_out;
            good = decode                                ? 0.3
                   : hys_space_kind(space) == HYS_LABELS ? 1
                   : hys_space_kind(space) == HYS_LOGIT  ? 0.5
                                                         : 2;
            OK(decode ? hys_decode_f64(space, &good, 1, &good_out)
                      : hys_encode_f64(space, &good, 1, &good_out));
            for (size_t k = 0; k < 40; k++) /* at every lane, among good ones */
                unit[k] = k == i % 40 ? in : good;
            CHECK((decode ? hys_decode_f64(space, unit, 40, again)
                          : hys_encode_f64(space, unit, 40, again)) == HYS_W_DATA,
                  "%s: %g", word, in);
            for (size_t k = 0; k < 40; k++) {
                const double want = k == i % 40 ? expected : good_out;
                CHECK(want != want ? again[k] != again[k] : bits(again[k]) == bits(want),
                      "%s: %g gives %.17g, not %.17g", word, in, again[k], want);
            }
            hys_space_free(space);
        }
}

/* The same for types that are not doubles. */
TEST(encode, warnings_of_types)
{
    static const int64_t beyond[] = {9007199254740993, INT64_MAX, INT64_MIN};
    static const uint64_t beyond_u64[] = {9007199254740993, UINT64_MAX};
    static const uint32_t index[] = {3, UINT32_MAX};
    static const int8_t narrow = -1;
    const float nan = NAN;
    hys_space *space = test_space_word("qlinear:0:9007199254740992");
    double nans[1] = {D_NAN};
    int32_t i32 = 7;
    uint32_t u32 = 7;

    for (size_t i = 0; i < COUNT(beyond); i++) {
        for (size_t k = 0; k < 20; k++)
            ((int64_t *)value)[k] = k == 5 ? beyond[i] : 4503599627370496;
        size_t flagged = 0;
        CHECK(hys_encode(space, value, 20, HYS_I64, unit, &flagged) == HYS_W_DATA && flagged == 1,
              "%lld: %zu flagged", (long long)beyond[i], flagged);
        CHECK(unit[5] == (beyond[i] > 0 ? 1.0 : 0.25 / 9007199254740992) && unit[4] == 0.5 &&
                  unit[6] == 0.5,
              "%lld: %.17g", (long long)beyond[i], unit[5]);
    }
    for (size_t i = 0; i < COUNT(beyond_u64); i++)
        CHECK(hys_encode(space, &beyond_u64[i], 1, HYS_U64, unit, NULL) == HYS_W_DATA &&
                  unit[0] == 1,
              "%.17g", unit[0]);
    CHECK(hys_decode(space, nans, 1, HYS_I64, value, NULL) == HYS_W_DATA && value[0] == 0,
          "NaN as i64");
    hys_space_free(space);

    space = test_space_word("qlinear:0:100");
    CHECK(hys_encode(space, &narrow, 1, HYS_I8, unit, NULL) == HYS_W_DATA && unit[0] == 0.0025,
          "%.17g", unit[0]);
    CHECK(hys_encode(space, &nan, 1, HYS_F32, unit, NULL) == HYS_W_DATA && unit[0] != unit[0],
          "%.17g", unit[0]);
    CHECK(hys_decode(space, nans, 1, HYS_I32, &i32, NULL) == HYS_W_DATA && i32 == 0, "%d", i32);
    hys_space_free(space);

    space = test_space_word("labels:a,b,c");
    for (size_t i = 0; i < COUNT(index); i++)
        CHECK(hys_encode(space, &index[i], 1, HYS_INDEX, unit, NULL) == HYS_W_DATA &&
                  unit[0] == 2.5 / 3,
              "%.17g", unit[0]);
    CHECK(hys_decode(space, nans, 1, HYS_INDEX, &u32, NULL) == HYS_W_DATA && u32 == UINT32_MAX,
          "%u", u32);
    hys_space_free(space);

    space = test_space_word("discrete:1,16777217");
    CHECK(hys_decode(space, nans, 1, HYS_I32, &i32, NULL) == HYS_W_DATA && i32 == 0, "%d", i32);
    i32 = 16777216; /* in f32 the list's second value, as an integer not */
    CHECK(hys_encode(space, &i32, 1, HYS_I32, unit, NULL) == HYS_W_DATA && unit[0] == 0.75, "%.17g",
          unit[0]);
    CHECK(hys_encode(space, &(float){16777216}, 1, HYS_F32, unit, NULL) == HYS_OK &&
              unit[0] == 0.75,
          "%.17g", unit[0]);
    hys_space_free(space);
}

/* ---- tables ---- */

enum { ROWS = 2500, COLUMNS = 7, LD = COLUMNS + 3, WIDTH = 5 + 3 + 4, LD_HOT = WIDTH + 2 };

static const char *const table_words[COLUMNS] = {
    "linear:0:1",   "log:1e-5:0.1:10", "qlinear:1:12", "discrete:3,1,4,1",
    "labels:a,b,c", "qlog:1:100:2",    "linear:-1:1"};
static const hys_type table_types[COLUMNS] = {HYS_F64,   HYS_F32, HYS_I8, HYS_U16,
                                              HYS_INDEX, HYS_I64, HYS_F32};
enum { SKIPPED = 6 };

/* No field but the first is aligned. */
struct __attribute__((packed)) row {
    double a;
    char pad;
    float b;
    int8_t c;
    uint16_t d;
    uint32_t e;
    int64_t f;
    float g;
};
static struct row rows[ROWS], decoded[ROWS];

static hys_domain *table_new(hys_space **spaces)
{
    static const char *const names[COLUMNS] = {"a", "b", "c", "d", "e", "f", "g"};
    hys_domain *domain;
    for (size_t c = 0; c < COLUMNS; c++)
        spaces[c] = test_space_word(table_words[c]);
    OK(hys_domain_new(&domain, names, spaces, COLUMNS, NULL));
    return domain;
}

/* Rows from the last to the first where the stride is negative. */
static void table_columns(struct row *at, int backwards, hys_column columns[COLUMNS])
{
    struct row *first = backwards ? at + ROWS - 1 : at;
    void *const fields[COLUMNS] = {&first->a,
                                   (char *)first + offsetof(struct row, b),
                                   &first->c,
                                   (char *)first + offsetof(struct row, d),
                                   (char *)first + offsetof(struct row, e),
                                   (char *)first + offsetof(struct row, f),
                                   (char *)first + offsetof(struct row, g)};
    const ptrdiff_t stride = (ptrdiff_t)sizeof *at;
    for (size_t c = 0; c < COLUMNS; c++)
        columns[c] = (hys_column){
            .data = fields[c], .stride = backwards ? -stride : stride, .type = table_types[c]};
    columns[SKIPPED].data = NULL;
}

static size_t entry(hys_order order, size_t ld, size_t row, size_t column)
{
    return order == HYS_ROW_MAJOR ? row * ld + column : column * ld + row;
}

/* The column's units by a call of its own. */
static void column_units(const hys_space *space, const hys_column *column, double *units)
{
    const size_t size = hys_type_size(column->type);
    unsigned char *dense = test_memory(ROWS * size);
    for (size_t k = 0; k < ROWS; k++)
        memcpy(dense + k * size, (const char *)column->data + (ptrdiff_t)k * column->stride, size);
    OK(hys_encode(space, dense, ROWS, column->type, units, NULL));
    free(dense);
}

TEST(encode, tables)
{
    static double matrix[(ROWS + 3) * LD], hot[ROWS * LD_HOT], units[ROWS];
    static float hot_f32[ROWS * LD_HOT];
    const hys_source source = hys_source_native(hys_key_from_seed(1));
    hys_space *spaces[COLUMNS];
    hys_column columns[COLUMNS], to[COLUMNS];
    size_t width;

    test_needs_fma();
    hys_domain *domain = table_new(spaces);
    table_columns(rows, 0, columns);
    columns[SKIPPED] = (hys_column){
        .data = (char *)rows + offsetof(struct row, g), .stride = sizeof *rows, .type = HYS_F32};
    OK(hys_domain_sample(domain, &source, 0, ROWS, columns, COLUMNS));
    for (int backwards = 0; backwards < 2; backwards++)
        for (hys_order order = HYS_ROW_MAJOR; order <= HYS_COLUMN_MAJOR; order++) {
            const size_t ld = order == HYS_ROW_MAJOR ? LD : ROWS + 3;
            const size_t used = order == HYS_ROW_MAJOR ? COLUMNS : ROWS,
                         lines = order == HYS_ROW_MAJOR ? ROWS : COLUMNS;
            table_columns(rows, backwards, columns);
            memset(matrix, 0xA5, sizeof matrix);
            OK(hys_domain_encode(domain, ROWS, columns, COLUMNS, order, matrix, ld, NULL));
            for (size_t c = 0; c < COLUMNS; c++) {
                if (c != SKIPPED)
                    column_units(spaces[c], &columns[c], units);
                for (size_t k = 0; k < ROWS; k++)
                    CHECK(bits(matrix[entry(order, ld, k, c)]) ==
                              (c == SKIPPED ? 0xA5A5A5A5A5A5A5A5u : bits(units[k])),
                          "row %zu of column %zu", k, c);
            }
            for (size_t l = 0; l < lines; l++)
                for (size_t j = used; j < ld; j++)
                    CHECK(bits(matrix[l * ld + j]) == 0xA5A5A5A5A5A5A5A5u,
                          "padding %zu of line %zu", j, l);

            memset(decoded, 0x5A, sizeof decoded);
            table_columns(decoded, backwards, to);
            OK(hys_domain_decode(domain, ROWS, order, matrix, ld, to, COLUMNS, NULL));
            for (size_t k = 0; k < ROWS; k++) {
                const struct row *r = &rows[k], *d = &decoded[k];
                CHECK(fabs(r->a - d->a) <= 0x1p-51 && fabsf(r->b - d->b) <= r->b * 0x1p-23f,
                      "row %zu: %.17g %.9g", k, d->a, (double)d->b);
                CHECK(r->c == d->c && r->d == d->d && r->e == d->e && r->f == d->f, "row %zu", k);
                CHECK(d->pad == 0x5A &&
                          !memcmp((const char *)d + offsetof(struct row, g), "ZZZZ", 4),
                      "row %zu: wrote outside", k);
            }
        }

    OK(hys_domain_onehot_width(domain, &width));
    CHECK(width == WIDTH, "%zu", width);
    table_columns(rows, 0, columns);
    OK(hys_domain_encode(domain, ROWS, columns, COLUMNS, HYS_ROW_MAJOR, matrix, LD, NULL));
    memset(hot, 0xA5, sizeof hot);
    memset(hot_f32, 0xA5, sizeof hot_f32);
    OK(hys_domain_onehot_f64(domain, ROWS, columns, COLUMNS, hot, LD_HOT, NULL));
    OK(hys_domain_onehot_f32(domain, ROWS, columns, COLUMNS, hot_f32, LD_HOT, NULL));
    for (size_t k = 0; k < ROWS; k++) {
        static const size_t numeric[] = {0, 1, 2, 10}, column[] = {0, 1, 2, 5};
        const double *h = hot + k * LD_HOT;
        for (size_t j = 0; j < COUNT(numeric); j++)
            CHECK(bits(h[numeric[j]]) == bits(matrix[k * LD + column[j]]), "row %zu, number %zu", k,
                  numeric[j]);
        for (size_t j = 0; j < 4; j++) /* 3, 1, 4, 1: the first 1 stands for both */
            CHECK(h[3 + j] == (double)(rows[k].d == (uint16_t[]){3, 1, 4, 99}[j]),
                  "row %zu, entry %zu", k, j);
        for (size_t j = 0; j < 3; j++)
            CHECK(h[7 + j] == (double)(rows[k].e == j), "row %zu, label %zu", k, j);
        for (size_t j = 0; j < LD_HOT; j++) {
            const float f = (float)h[j];
            CHECK(j >= 11 ? bits(h[j]) == 0xA5A5A5A5A5A5A5A5u : hot_f32[k * LD_HOT + j] == f,
                  "row %zu, number %zu", k, j);
        }
    }

    rows[1700].e = 7; /* no label, and no number */
    rows[1800].a = D_NAN;
    size_t flagged[3] = {0};
    CHECK(hys_domain_encode(domain, ROWS, columns, COLUMNS, HYS_ROW_MAJOR, matrix, LD,
                            &flagged[0]) == HYS_W_DATA,
          "a label too many");
    CHECK(matrix[1700 * LD + 4] == 2.5 / 3 && matrix[1800 * LD] != matrix[1800 * LD],
          "clamped, NaN kept");
    CHECK(hys_domain_decode(domain, ROWS, HYS_ROW_MAJOR, matrix, LD, to, COLUMNS, &flagged[1]) ==
              HYS_W_DATA,
          "a NaN");
    CHECK(hys_domain_onehot_f64(domain, ROWS, columns, COLUMNS, hot, LD_HOT, &flagged[2]) ==
              HYS_W_DATA,
          "a label too many");
    CHECK(flagged[0] == 2 && flagged[1] == 1 && flagged[2] == 2, "%zu, %zu and %zu flagged",
          flagged[0], flagged[1], flagged[2]);
    CHECK(hot[1700 * LD_HOT + 9] == 1 && hot[1800 * LD_HOT] != hot[1800 * LD_HOT],
          "clamped, NaN kept");
    hys_domain_free(domain);
    for (size_t c = 0; c < COLUMNS; c++)
        hys_space_free(spaces[c]);
}

/* A value that is NaN has no entry. */
TEST(encode, onehot_of_nan)
{
    static const char *const name = "x";
    double x[2] = {D_NAN, 2}, hot[6];
    float hot_f32[6];
    hys_space *space = test_space_word("discrete:1,2,3");
    hys_domain *domain;
    const hys_column column = {.data = x, .stride = sizeof *x, .type = HYS_F64};
    OK(hys_domain_new(&domain, &name, &space, 1, NULL));
    CHECK(hys_domain_onehot_f64(domain, 2, &column, 1, hot, 3, NULL) == HYS_W_DATA &&
              hys_domain_onehot_f32(domain, 2, &column, 1, hot_f32, 3, NULL) == HYS_W_DATA,
          "NaN");
    for (size_t k = 0; k < 3; k++) {
        CHECK(hot[k] != hot[k] && hot_f32[k] != hot_f32[k], "%g", hot[k]);
        CHECK(hot[3 + k] == (k == 1) && hot_f32[3 + k] == (float)(k == 1), "%g", hot[3 + k]);
    }
    hys_domain_free(domain);
    hys_space_free(space);
}

/* ---- refusals ---- */

static unsigned char poisoned[4096];

static void refuses(const char *what, hys_status status, hys_status expected)
{
    CHECK(!test_raised(), "%s: an exception was raised", what);
    CHECK(status == expected, "%s: %s, not %s", what, hys_strerror(status), hys_strerror(expected));
    for (size_t i = 0; i < sizeof poisoned; i++)
        CHECK(poisoned[i] == 0xA5, "%s: byte %zu was written", what, i);
}

TEST(encode, refusals)
{
    static const char *const names[] = {"a", "b"};
    hys_space *linear = test_space_word("linear:0:1"), *labels = test_space_word("labels:a,b"),
              *wide = test_space_word("qlinear:0:300");
    hys_space *spaces[] = {linear, labels};
    double in[2] = {0.5, 0.5}, *out = (double *)(void *)poisoned;
    uint32_t index[2] = {0, 1};
    hys_domain *domain;
    size_t width;
    hys_column good[2] = {{.data = in, .stride = 8, .type = HYS_F64},
                          {.data = index, .stride = 4, .type = HYS_INDEX}};
    hys_column into[2] = {{.data = poisoned, .stride = 8, .type = HYS_F64},
                          {.data = poisoned + 64, .stride = 4, .type = HYS_INDEX}};
    hys_column bad[2];

    OK(hys_domain_new(&domain, names, spaces, 2, NULL));
    memset(poisoned, 0xA5, sizeof poisoned);
#define REFUSES(call, status) (test_raised(), refuses(#call, call, HYS_E_##status))
    REFUSES(hys_encode_f64(NULL, in, 1, out), NULL);
    REFUSES(hys_encode_f64(linear, NULL, 1, out), NULL);
    REFUSES(hys_encode_f64(linear, in, 1, NULL), NULL);
    REFUSES(hys_decode_f64(NULL, in, 1, out), NULL);
    REFUSES(hys_decode_f64(linear, NULL, 1, out), NULL);
    REFUSES(hys_decode_f64(linear, in, 1, NULL), NULL);
    REFUSES(hys_encode(NULL, in, 0, 99, out, NULL), NULL);
    for (hys_type type = -1; type <= HYS_INDEX + 1; type++) {
        const int real = type == HYS_F32 || type == HYS_F64;
        if (!real)
            REFUSES(hys_encode(linear, in, 1, type, out, NULL), TYPE);
        if (!real)
            REFUSES(hys_decode(linear, in, 1, type, out, NULL), TYPE);
        if (type != HYS_F64 && type != HYS_INDEX)
            REFUSES(hys_encode(labels, in, 1, type, out, NULL), TYPE);
        if (type != HYS_F64 && type != HYS_INDEX)
            REFUSES(hys_decode(labels, in, 1, type, out, NULL), TYPE);
    }
    REFUSES(hys_encode(wide, in, 1, HYS_U8, out, NULL), TYPE);
    REFUSES(hys_decode(wide, in, 1, HYS_I8, out, NULL), TYPE);
    OK(hys_encode_f64(linear, NULL, 0, NULL));
    OK(hys_decode_f64(linear, NULL, 0, NULL));

    REFUSES(hys_domain_encode(NULL, 2, good, 2, HYS_ROW_MAJOR, out, 2, NULL), NULL);
    REFUSES(hys_domain_encode(domain, 2, NULL, 2, HYS_ROW_MAJOR, out, 2, NULL), NULL);
    REFUSES(hys_domain_encode(domain, 2, good, 2, HYS_ROW_MAJOR, NULL, 2, NULL), NULL);
    REFUSES(hys_domain_encode(domain, 2, good, 1, HYS_ROW_MAJOR, out, 2, NULL), NAME_COUNT);
    REFUSES(hys_domain_encode(domain, 2, good, 2, HYS_ROW_MAJOR, out, 1, NULL), INDEX);
    REFUSES(hys_domain_encode(domain, 2, good, 2, HYS_COLUMN_MAJOR, out, 1, NULL), INDEX);
    REFUSES(hys_domain_encode(domain, 2, good, 2, 2, out, 2, NULL), INDEX);
    REFUSES(hys_domain_decode(NULL, 2, HYS_ROW_MAJOR, in, 2, into, 2, NULL), NULL);
    REFUSES(hys_domain_decode(domain, 1, HYS_ROW_MAJOR, NULL, 2, into, 2, NULL), NULL);
    REFUSES(hys_domain_decode(domain, 1, HYS_ROW_MAJOR, in, 2, NULL, 2, NULL), NULL);
    REFUSES(hys_domain_decode(domain, 1, HYS_ROW_MAJOR, in, 2, into, 3, NULL), NAME_COUNT);
    REFUSES(hys_domain_decode(domain, 1, HYS_ROW_MAJOR, in, 1, into, 2, NULL), INDEX);
    REFUSES(hys_domain_decode(domain, 1, -1, in, 2, into, 2, NULL), INDEX);
    REFUSES(hys_domain_onehot_width(NULL, &width), NULL);
    REFUSES(hys_domain_onehot_width(domain, NULL), NULL);
    REFUSES(hys_domain_onehot_f64(domain, 2, good, 2, NULL, 3, NULL), NULL);
    REFUSES(hys_domain_onehot_f64(domain, 2, good, 2, out, 2, NULL), INDEX);
    REFUSES(hys_domain_onehot_f32(domain, 2, good, 3, (float *)out, 3, NULL), NAME_COUNT);
    OK(hys_domain_encode(domain, 0, good, 2, HYS_ROW_MAJOR, NULL, 2, NULL));
    OK(hys_domain_decode(domain, 0, HYS_COLUMN_MAJOR, NULL, 0, into, 2, NULL));

    /* Each wrong thing before those that rank behind it. */
    memcpy(bad, good, sizeof bad);
    bad[1].type = HYS_F32;
    REFUSES(hys_domain_encode(domain, 2, bad, 2, 7, out, 0, NULL), TYPE);
    REFUSES(hys_domain_onehot_f64(domain, 2, bad, 2, out, 0, NULL), TYPE);
    bad[0].flags = 1;
    REFUSES(hys_domain_encode(domain, 2, bad, 2, 7, out, 0, NULL), STREAM_RESERVED);
    bad[0].flags = 0, bad[1].mask = (uint8_t *)index;
    REFUSES(hys_domain_encode(domain, 2, bad, 2, 7, out, 0, NULL), STREAM_RESERVED);
    bad[1].mask = NULL, bad[1].mask_stride = 1;
    REFUSES(hys_domain_decode(domain, 2, 7, in, 0, bad, 2, NULL), STREAM_RESERVED);
    REFUSES(hys_domain_encode(domain, 2, bad, 1, 7, out, 0, NULL), NAME_COUNT);
    REFUSES(hys_domain_encode(domain, 2, bad, 1, 7, NULL, 0, NULL), NULL);
    bad[1] = (hys_column){.type = 99}; /* skipped: its type is not looked at */
    OK(hys_domain_encode(domain, 0, bad, 2, HYS_ROW_MAJOR, out, 2, NULL));
#undef REFUSES
    hys_domain_free(domain);
    hys_space_free(linear);
    hys_space_free(labels);
    hys_space_free(wide);
}
