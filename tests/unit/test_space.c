/* Spaces as objects, and their transforms: accessors, sets of types, rounding and saturation,
 * snapping, logarithms. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define D_NAN ((double)NAN)

static const int32_t streams[] = {HYS_NATIVE, HYS_JAX_ARRAY, HYS_JAX_KEYS, HYS_JAX_SEARCH};
static const struct {
    hys_type type;
    double min, max;
} integers[] = {
    /* max rounded: 2^63 and 2^64 stand for one more */
    {HYS_I8, INT8_MIN, INT8_MAX},    {HYS_U8, 0, UINT8_MAX},
    {HYS_I16, INT16_MIN, INT16_MAX}, {HYS_U16, 0, UINT16_MAX},
    {HYS_I32, INT32_MIN, INT32_MAX}, {HYS_U32, 0, UINT32_MAX},
    {HYS_I64, -0x1p63, 0x1p63},      {HYS_U64, 0, 0x1p64},
};

static int is_signed(hys_type type)
{
    return type == HYS_I8 || type == HYS_I16 || type == HYS_I32 || type == HYS_I64;
}

/* Element i as 64 bits: an integer type's widened, a float's bits as they are. */
static uint64_t element(const void *data, size_t i, hys_type type)
{
    const size_t size = hys_type_size(type);
    uint64_t word = test_word((const unsigned char *)data + i * size, size);
    if (is_signed(type) && size < 8 && word >> (8 * size - 1))
        word |= UINT64_MAX << 8 * size;
    return word;
}

/* Element i as a number. */
static double number(const void *data, size_t i, hys_type type)
{
    float f;
    double d;
    memcpy(&f, (const float *)data + i, type == HYS_F32 ? sizeof f : 0);
    memcpy(&d, (const double *)data + i, type == HYS_F64 ? sizeof d : 0);
    return type == HYS_F32   ? (double)f
           : type == HYS_F64 ? d
           : is_signed(type) ? (double)(int64_t)element(data, i, type)
                             : (double)element(data, i, type);
}

static int same_double(double a, double b) { return a == b || (a != a && b != b); }

static void check_same(const void *data, hys_type type, const void *other, hys_type other_type,
                       size_t n, const char *what)
{
    for (size_t i = 0; i < n; i++)
        CHECK(element(data, i, type) == element(other, i, other_type),
              "%s, element %zu: %s %llx, %s %llx", what, i, hys_type_name(type),
              (unsigned long long)element(data, i, type), hys_type_name(other_type),
              (unsigned long long)element(other, i, other_type));
}

/* ---- accessors and sets of types ---- */

/* A set of types from a list of their names. */
static uint32_t types_of(const char *names)
{
    char text[128];
    uint32_t set = 0;
    snprintf(text, sizeof text, "%s", names);
    for (char *rest = text, *name; (name = strsep(&rest, " "));)
        if (*name) {
            CHECK(hys_type_from_name(name), "no type %s", name);
            set |= 1u << hys_type_from_name(name);
        }
    return set;
}

#define SMALL "i8 u8 i16 u16 i32 u32 "
static const struct {
    const char *word;
    hys_kind kind;
    double lower, upper, base;
    size_t count;
    const char *native, *jax, *jax64, *transform; /* types */
} spaces[] = {
    {"linear:-1.5:2.25", HYS_LINEAR, -1.5, 2.25, D_NAN, 0, "f32 f64", "f32", "f64", "f32 f64"},
    {"linear:1e-310:1", HYS_LINEAR, 1e-310, 1, D_NAN, 0, "f32 f64", "f32", "", "f32 f64"},
    {"linear:-1e300:1e300", HYS_LINEAR, -1e300, 1e300, D_NAN, 0, "f64", "", "f64", "f32 f64"},
    {"linear:0:0x1p-110", HYS_LINEAR, 0, 0x1p-110, D_NAN, 0, "f64", "f32", "f64", "f32 f64"},
    {"linear:0:0x1p-1000", HYS_LINEAR, 0, 0x1p-1000, D_NAN, 0, "", "", "f64", "f32 f64"},
    {"log:1e-5:0.1:10", HYS_LOG, 1e-5, 0.1, 10, 0, "f32 f64", "f32", "f64", "f32 f64"},
    {"log:1:2:1.00000001", HYS_LOG, 1, 2, 1.00000001, 0, "f32 f64", "", "f64", "f32 f64"},
    {"log:1e-40:1:2", HYS_LOG, 1e-40, 1, 2, 0, "f64", "", "f64", "f32 f64"},
    {"linear:0:1:digits=3", HYS_LINEAR, 0, 1, D_NAN, 0, "f32 f64", "", "", "f32 f64"},
    {"linear:0:1e300:digits=3", HYS_LINEAR, 0, 1e300, D_NAN, 0, "f64", "", "", "f64"},
    {"log:1e-40:1:2:digits=3", HYS_LOG, 1e-40, 1, 2, 0, "f32 f64", "", "", "f32 f64"},
    {"reverse_log:-1:0.5:about=2", HYS_REVERSE_LOG, -1, 0.5, D_NAN, 0, "f32 f64", "", "",
     "f32 f64"},
    {"reverse_log:1:1e300", HYS_REVERSE_LOG, 1, 1e300, D_NAN, 0, "f64", "", "", "f64"},
    {"logit:0.5:0.99", HYS_LOGIT, 0.5, 0.99, D_NAN, 0, "f32 f64", "", "", "f32 f64"},
    {"logit:0.5:0.50000000001", HYS_LOGIT, 0.5, 0.50000000001, D_NAN, 0, "f32 f64", "", "",
     "f32 f64"},
    {"qlinear:1:100", HYS_QLINEAR, 1, 100, D_NAN, 0, "f32 f64 i64 u64 " SMALL, "f32 " SMALL,
     "f64 i64 u64 " SMALL, "f32 f64 i64 u64 " SMALL},
    {"qlinear:-1:1000", HYS_QLINEAR, -1, 1000, D_NAN, 0, "f32 f64 i16 i32 i64", "f32 i16 i32",
     "f64 i16 i32 i64", "f32 f64 i64 u64 " SMALL},
    /* natively 0 .. 255 count, under JAX rint of the bounds, -1 and 256 */
    {"qlinear:-0.75:255.75", HYS_QLINEAR, -0.75, 255.75, D_NAN, 0,
     "f32 f64 u8 i16 u16 i32 u32 i64 u64", "f32 i16 i32", "f64 i16 i32 i64",
     "f32 f64 i64 u64 " SMALL},
    {"qlinear:0:16777217", HYS_QLINEAR, 0, 16777217, D_NAN, 0, "f64 i32 u32 i64 u64", "f32 i32 u32",
     "f64 i32 u32 i64 u64", "f32 f64 i64 u64 " SMALL}, /* in f32 the bound itself is 2^24 */
    {"qlinear:0:0x1p53", HYS_QLINEAR, 0, 0x1p53, D_NAN, 0, "f64 i64 u64", "", "f64 i64 u64",
     "f32 f64 i64 u64 " SMALL},
    {"qlog:1:1000:2", HYS_QLOG, 1, 1000, 2, 0, "f32 f64 i16 u16 i32 u32 i64 u64",
     "f32 i16 u16 i32 u32", "f64 i16 u16 i32 u32 i64 u64", "f32 f64 i64 u64 " SMALL},
    {"discrete:3,-1,7", HYS_DISCRETE, -1, 7, D_NAN, 3, "f32 f64 i8 i16 i32 i64 index",
     "f32 i8 i16 i32 index", "f64 i8 i16 i32 i64 index", "f32 f64 i8 i16 i32 i64 index"},
    {"discrete:0.5,2", HYS_DISCRETE, 0.5, 2, D_NAN, 2, "f32 f64 index", "f32 index", "f64 index",
     "f32 f64 index"},
    {"discrete:16777217,5", HYS_DISCRETE, 5, 16777217, D_NAN, 2, "f32 f64 i32 u32 i64 u64 index",
     "f32 i32 u32 index", "f64 i32 u32 i64 u64 index", "f32 f64 i32 u32 i64 u64 index"},
    {"discrete:5", HYS_DISCRETE, 5, 5, D_NAN, 1, "f32 f64 i64 u64 index " SMALL, "f32 index " SMALL,
     "f64 i64 u64 index " SMALL, "f32 f64 i64 u64 index " SMALL},
    {"discrete:1,1e-40", HYS_DISCRETE, 1e-40, 1, D_NAN, 2, "f32 f64 index", "", "f64 index",
     "f32 f64 index"},
    {"labels:adam,sgd,rmsprop", HYS_LABELS, 0, 2, D_NAN, 3, "index", "index", "index", ""},
};

TEST(space, accessors)
{
    for (size_t i = 0; i < COUNT(spaces); i++) {
        hys_space *space = test_space_word(spaces[i].word);
        const size_t count = spaces[i].count;
        CHECK(hys_space_kind(space) == spaces[i].kind, "%s: %d", spaces[i].word,
              (int)hys_space_kind(space));
        CHECK(hys_space_lower(space) == spaces[i].lower, "%s: %g", spaces[i].word,
              hys_space_lower(space));
        CHECK(hys_space_upper(space) == spaces[i].upper, "%s: %g", spaces[i].word,
              hys_space_upper(space));
        CHECK(same_double(hys_space_base(space), spaces[i].base), "%s: %g", spaces[i].word,
              hys_space_base(space));
        CHECK(hys_space_count(space) == count, "%s: %zu", spaces[i].word, hys_space_count(space));
        for (size_t j = 0; j < count + 2; j++) {
            const size_t at = j <= count ? j : SIZE_MAX;
            CHECK((hys_space_value(space, at) == hys_space_value(space, at)) ==
                      (spaces[i].kind == HYS_DISCRETE && j < count),
                  "%s: value %zu is %g", spaces[i].word, at, hys_space_value(space, at));
            CHECK((hys_space_label(space, at) != NULL) ==
                      (spaces[i].kind == HYS_LABELS && j < count),
                  "%s: label %zu", spaces[i].word, at);
        }
        hys_space_free(space);
    }
    hys_space *space = test_space_word("discrete:3,-1,7");
    CHECK(hys_space_value(space, 0) == 3 && hys_space_value(space, 1) == -1 &&
              hys_space_value(space, 2) == 7,
          "order");
    hys_space_free(space);
    space = test_space_word("labels:b,a,c c");
    CHECK(!strcmp(hys_space_label(space, 0), "b") && !strcmp(hys_space_label(space, 1), "a") &&
              !strcmp(hys_space_label(space, 2), "c c"),
          "order");
    hys_space_free(space);
}

/* The set of types agrees with what calls do, for every type and for numbers that are no type. */
TEST(space, types)
{
    size_t calls = 0;
    for (size_t i = 0; i < COUNT(spaces); i++) {
        hys_space *space = test_space_word(spaces[i].word);
        for (size_t s = 0; s < COUNT(streams); s++)
            for (uint32_t flags = 0; flags < 2; flags++) {
                const hys_source source = {.stream = streams[s], .flags = flags};
                const char *names = s == 0  ? (flags ? "" : spaces[i].native)
                                    : flags ? spaces[i].jax64
                                            : spaces[i].jax;
                const uint32_t set = hys_space_types(space, streams[s], flags);
                CHECK(set == types_of(names), "%s, stream %zu, flags %u: %#x, not %#x (%s)",
                      spaces[i].word, s, flags, set, types_of(names), names);
                for (hys_type type = -1; type < 40; type++, calls++) {
                    double out[4];
                    const hys_status status = hys_sample(space, &source, 0, 3, type, out);
                    const int given = type > 0 && type < 32 && (set >> type & 1);
                    CHECK((status == HYS_OK) == given, "%s, stream %zu, flags %u, type %d: %s",
                          spaces[i].word, s, flags, (int)type, hys_strerror(status));
                }
            }
        const uint32_t set = hys_space_transform_types(space);
        CHECK(set == types_of(spaces[i].transform), "%s: transforms to %#x, not %s", spaces[i].word,
              set, spaces[i].transform);
        for (hys_type type = -1; type < 40; type++, calls++) {
            const double in[3] = {0};
            double out[3];
            const int given = type > 0 && type < 32 && (set >> type & 1);
            CHECK((hys_transform(space, in, 3, type, out, NULL) >= HYS_OK) == given,
                  "%s to type %d", spaces[i].word, (int)type);
        }
        const hys_kind kind = hys_space_kind(space);
        const int whole = kind == HYS_QLINEAR || kind == HYS_QLOG, labels = kind == HYS_LABELS;
        const hys_type wide = labels ? HYS_INDEX : whole ? HYS_I64 : HYS_F64;
        const hys_type narrow = labels ? HYS_INDEX : whole ? HYS_I32 : HYS_F32;
        for (size_t s = 0; s < COUNT(streams); s++)
            for (uint32_t flags = 0; flags < 3; flags++) {
                const int jax = streams[s] != HYS_NATIVE, none = jax ? flags > HYS_X64 : flags != 0;
                const hys_type type = hys_space_default_type(space, streams[s], flags);
                CHECK(type == (none            ? 0
                               : jax && !flags ? narrow
                                               : wide),
                      "%s, stream %zu, flags %u: %d", spaces[i].word, s, flags, (int)type);
            }
        CHECK(!hys_space_default_type(space, -1, 0) && !hys_space_default_type(space, 99, 0),
              "%s: no stream", spaces[i].word);
        CHECK(!hys_space_types(space, -1, 0) && !hys_space_types(space, 99, 0) &&
                  !hys_space_types(space, INT32_MAX, 1) &&
                  !hys_space_types(space, HYS_JAX_ARRAY, 2) &&
                  !hys_space_types(space, HYS_JAX_KEYS, 3) &&
                  !hys_space_types(space, HYS_NATIVE, 2),
              "%s: types of no stream", spaces[i].word);
        hys_space_free(space);
    }
    test_note("space: %zu calls agree with the sets of types", calls);
}

TEST(space, names)
{
    static const struct {
        hys_type type;
        const char *name;
        size_t size;
        hys_type input;
    } types[] = {
        {HYS_F32, "f32", 4, HYS_F32},     {HYS_F64, "f64", 8, HYS_F64},
        {HYS_I8, "i8", 1, HYS_F32},       {HYS_U8, "u8", 1, HYS_F32},
        {HYS_I16, "i16", 2, HYS_F32},     {HYS_U16, "u16", 2, HYS_F32},
        {HYS_I32, "i32", 4, HYS_F32},     {HYS_U32, "u32", 4, HYS_F32},
        {HYS_I64, "i64", 8, HYS_F64},     {HYS_U64, "u64", 8, HYS_F64},
        {HYS_INDEX, "index", 4, HYS_F32},
    };
    static const hys_type no_type[] = {0, 12, -1, 99, INT32_MIN, INT32_MAX};
    static const char *const no_name[] = {"", "F32", "f32 ", "float", "i", "u128", "indexes", "f3"};
    static const char *const kinds[] = {
        "linear",         "log",    "qlinear",   "qlog",        "discrete",
        "labels",         "int",    "logint",    "bool",        "constant",
        "constant_label", "normal", "lognormal", "reverse_log", "logit"};
    size_t known = 0;
    for (size_t i = 0; i < COUNT(types); i++) {
        CHECK(types[i].type == (hys_type)i + 1, "the constants are the interface");
        CHECK(!strcmp(hys_type_name(types[i].type), types[i].name), "%s", types[i].name);
        CHECK(hys_type_from_name(types[i].name) == types[i].type, "%s", types[i].name);
        CHECK(hys_type_size(types[i].type) == types[i].size, "%s: %zu", types[i].name,
              hys_type_size(types[i].type));
        CHECK(hys_transform_input(types[i].type) == types[i].input, "%s", types[i].name);
    }
    for (size_t i = 0; i < COUNT(no_type); i++)
        CHECK(!hys_type_name(no_type[i]) && !hys_type_size(no_type[i]) &&
                  !hys_transform_input(no_type[i]),
              "type %d", (int)no_type[i]);
    for (size_t i = 0; i < COUNT(no_name); i++)
        CHECK(!hys_type_from_name(no_name[i]), "'%s'", no_name[i]);
    for (hys_kind kind = -1; kind < 30; kind++) {
        const char *name = hys_kind_name(kind);
        const int listed = kind >= 1 && (size_t)kind <= COUNT(kinds);
        CHECK(!name || (listed && !strcmp(name, kinds[kind - 1])), "kind %d", (int)kind);
        known += name != NULL;
    }
    CHECK(known == hys_kind_count(), "%zu kinds of %zu", known, hys_kind_count());
}

/* The caller's lists may change and go. */
TEST(space, copies)
{
    double *values = test_memory(3 * sizeof *values);
    char *text[2] = {strdup("first"), strdup("second")};
    const char **labels = test_memory(2 * sizeof *labels);
    hys_space *numbers, *names;
    const hys_source source = hys_source_native(hys_key_from_seed(1));
    float drawn[100];

    values[0] = 4, values[1] = -2, values[2] = 8;
    labels[0] = text[0], labels[1] = text[1];
    OK(hys_space_discrete(&numbers, values, 3));
    OK(hys_space_labels(&names, labels, 2));
    for (int i = 0; i < 2; i++) {
        memset(text[i], 'x', strlen(text[i]));
        free(text[i]);
    }
    memset(values, 0xff, 3 * sizeof *values);
    memset(labels, 0, 2 * sizeof *labels);
    free(values);
    free(labels);
    CHECK(hys_space_value(numbers, 0) == 4 && hys_space_value(numbers, 1) == -2 &&
              hys_space_value(numbers, 2) == 8,
          "values");
    CHECK(!strcmp(hys_space_label(names, 0), "first") &&
              !strcmp(hys_space_label(names, 1), "second"),
          "labels");
    OK(hys_sample_f32(numbers, &source, 0, 100, drawn));
    for (int i = 0; i < 100; i++)
        CHECK(drawn[i] == 4.0f || drawn[i] == -2.0f || drawn[i] == 8.0f, "%g", (double)drawn[i]);
    hys_space_free(numbers);
    hys_space_free(names);
}

/* ---- rounding and saturation ---- */

/* The plain law in the test's own words, over a double that holds the input exactly. Returns
 * whether it is flagged. */
static int rounded(double x, double min, double max, uint64_t *word)
{
    const double r = rint(x);
    const int wide = max >= 0x1p63; /* max stands for max + 1 */
    if (x != x) {
        *word = 0;
        return 1;
    }
    if (r < min) {
        *word = (uint64_t)(int64_t)min;
        return 1;
    }
    if (wide ? r >= max : r > max) {
        *word = max == 0x1p64 ? UINT64_MAX : max == 0x1p63 ? INT64_MAX : (uint64_t)max;
        return 1;
    }
    *word = r < 0 ? (uint64_t)(int64_t)r : (uint64_t)r;
    return 0;
}

/* x in the input's float of a type; the value that is held then. */
static double store_input(hys_type type, double x, void *in, size_t i)
{
    if (hys_transform_input(type) == HYS_F64) {
        ((double *)in)[i] = x;
        return x;
    }
    ((float *)in)[i] = (float)x;
    return (double)(float)x;
}

static double next_up(hys_type type, double x, double to)
{
    return hys_transform_input(type) == HYS_F64 ? nextafter(x, to)
                                                : (double)nextafterf((float)x, (float)to);
}

TEST(space, saturation)
{
    hys_space *both[2] = {test_space_word("qlinear:1:100"), test_space_word("qlog:1:100:10")};
    size_t checked = 0;
    for (size_t t = 0; t < COUNT(integers); t++) {
        const hys_type type = integers[t].type;
        const double min = integers[t].min, max = integers[t].max;
        const double around[] = {min,
                                 max,
                                 0,
                                 1,
                                 -1,
                                 0.5,
                                 1.5,
                                 2.5,
                                 -0.5,
                                 -1.5,
                                 -2.5,
                                 100.5,
                                 101.5,
                                 min - 0.5,
                                 min + 0.5,
                                 max - 0.5,
                                 max + 0.5,
                                 min - 1,
                                 max + 1,
                                 2 * min,
                                 2 * max,
                                 1e30,
                                 -1e30,
                                 0x1p23 + 0.5,
                                 0x1p24 - 0.5,
                                 0x1p52 + 0.5,
                                 HUGE_VAL,
                                 -HUGE_VAL,
                                 D_NAN,
                                 -0.0,
                                 (double)FLT_TRUE_MIN,
                                 -(double)FLT_TRUE_MIN,
                                 0x1p31,
                                 -0x1p31,
                                 0x1p32,
                                 0x1p63,
                                 -0x1p63,
                                 0x1p64};
        double in[3 * COUNT(around)]; /* the floats around each, too */
        uint64_t out[3 * COUNT(around)], word;
        size_t n = 0;
        int flagged = 0;
        for (size_t i = 0; i < COUNT(around); i++)
            for (int step = -1; step <= 1; step++) {
                const double held = store_input(type, around[i], in, n);
                store_input(type, step ? next_up(type, held, step * HUGE_VAL) : held, in, n++);
            }
        for (int kind = 0; kind < 2; kind++)
            for (size_t i = 0; i < n; i++) { /* alone: the warning comes exactly where it should */
                const int wide = hys_transform_input(type) == HYS_F64;
                const double x = wide ? in[i] : (double)((float *)in)[i];
                const int flag = rounded(x, min, max, &word);
                const hys_status status =
                    hys_transform(both[kind], wide ? (void *)&in[i] : (void *)&((float *)in)[i], 1,
                                  type, out, NULL);
                CHECK(status == (flag ? HYS_W_DATA : HYS_OK), "%a to %s: %s", x,
                      hys_type_name(type), hys_strerror(status));
                CHECK(element(out, 0, type) == word, "%a to %s: %lld, not %lld", x,
                      hys_type_name(type), (long long)element(out, 0, type), (long long)word);
                flagged += flag;
                checked++;
            }
        size_t told = 0;
        CHECK(hys_transform(both[0], in, n, type, out, &told) == HYS_W_DATA && flagged > 0 &&
                  2 * told == (size_t)flagged,
              "%s: %zu flagged, not %d", hys_type_name(type), told, flagged / 2);
        for (size_t i = 0; i < n; i++) { /* together they are the same */
            rounded(hys_transform_input(type) == HYS_F64 ? in[i] : (double)((float *)in)[i], min,
                    max, &word);
            CHECK(element(out, i, type) == word, "%s, element %zu", hys_type_name(type), i);
        }
    }
    hys_space_free(both[0]);
    hys_space_free(both[1]);
    test_note("space: saturation: %zu values agree", checked);
}

/* The same ends as numbers, so that the law above is not its own witness. */
TEST(space, saturation_by_hand)
{
    static const struct {
        hys_type type;
        double x;
        int64_t y;
        hys_status status;
    } table[] = {
        {HYS_I8, 127.49, 127, HYS_OK},
        {HYS_I8, 127.5, 127, HYS_W_DATA},
        {HYS_I8, -128.5, -128, HYS_OK},
        {HYS_I8, -128.75, -128, HYS_W_DATA},
        {HYS_U8, 254.5, 254, HYS_OK},
        {HYS_U8, 255.5, 255, HYS_W_DATA},
        {HYS_U8, 255.25, 255, HYS_OK},
        {HYS_U8, -0.5, 0, HYS_OK},
        {HYS_U8, -0.75, 0, HYS_W_DATA},
        {HYS_U8, -1, 0, HYS_W_DATA},
        {HYS_I16, 32767.5, 32767, HYS_W_DATA},
        {HYS_I16, -32768.5, -32768, HYS_OK},
        {HYS_U16, 65534.5, 65534, HYS_OK},
        {HYS_U16, 65535.5, 65535, HYS_W_DATA},
        {HYS_I32, 2147483520.0, 2147483520, HYS_OK},
        {HYS_I32, 2147483648.0, 2147483647, HYS_W_DATA},
        {HYS_I32, -2147483648.0, INT32_MIN, HYS_OK},
        {HYS_I32, -2147483904.0, INT32_MIN, HYS_W_DATA},
        {HYS_U32, 4294967040.0, 4294967040, HYS_OK},
        {HYS_U32, 4294967296.0, 4294967295, HYS_W_DATA},
        {HYS_I64, 0x1p63, INT64_MAX, HYS_W_DATA},
        {HYS_I64, 0x1.fffffffffffffp62, INT64_MAX - 1023, HYS_OK},
        {HYS_I64, -0x1p63, INT64_MIN, HYS_OK},
        {HYS_U64, 0x1p64, -1, HYS_W_DATA},
        {HYS_U64, 0x1.fffffffffffffp63, -2048, HYS_OK},
        {HYS_U64, 0x1p63, INT64_MIN, HYS_OK},
        {HYS_U64, -0.5, 0, HYS_OK},
        {HYS_I64, 4503599627370497.5, 4503599627370498, HYS_OK},
        {HYS_I32, D_NAN, 0, HYS_W_DATA},
        {HYS_I32, 0.5, 0, HYS_OK},
        {HYS_I32, 1.5, 2, HYS_OK},
        {HYS_I32, 2.5, 2, HYS_OK},
        {HYS_I32, -1.5, -2, HYS_OK},
    };
    hys_space *space = test_space_word("qlinear:1:100");
    for (size_t i = 0; i < COUNT(table); i++) {
        double in[1];
        uint64_t out[1];
        store_input(table[i].type, table[i].x, in, 0);
        CHECK(hys_transform(space, in, 1, table[i].type, out, NULL) == table[i].status, "%a to %s",
              table[i].x, hys_type_name(table[i].type));
        CHECK((int64_t)element(out, 0, table[i].type) == table[i].y, "%a to %s: %lld", table[i].x,
              hys_type_name(table[i].type), (long long)element(out, 0, table[i].type));
    }
    hys_space_free(space);
}

/* One NaN or saturated element anywhere warns, in whichever tile it lies. */
TEST(space, warning_in_any_tile)
{
    enum { N = 2500 };
    static const size_t places[] = {0, 1, 1022, 1023, 1024, 1025, 2047, 2048, N - 1};
    hys_space *space = test_space_word("qlinear:1:100");
    float *in = test_memory(N * sizeof *in);
    int8_t *out = test_memory(N);
    for (size_t i = 0; i < N; i++)
        in[i] = (float)(i % 100);
    CHECK(hys_transform(space, in, N, HYS_I8, out, NULL) == HYS_OK, "no element is out");
    for (size_t p = 0; p < COUNT(places); p++)
        for (int what = 0; what < 3; what++) {
            const float old = in[places[p]];
            in[places[p]] = what == 0 ? NAN : what == 1 ? 128.0f : -129.0f;
            CHECK(hys_transform(space, in, N, HYS_I8, out, NULL) == HYS_W_DATA, "element %zu",
                  places[p]);
            CHECK(out[places[p]] == (what == 0   ? 0
                                     : what == 1 ? 127
                                                 : -128),
                  "element %zu: %d", places[p], out[places[p]]);
            in[places[p]] = old;
            for (size_t i = 0; i < N; i++)
                CHECK(i == places[p] || (float)out[i] == in[i], "element %zu beside the one", i);
        }
    hys_space_free(space);
    free(in);
    free(out);
}

/* linear and log give the value itself, bits and all; quantised kinds rint in floats; a NaN stays
 * and warns. */
TEST(space, float_transforms)
{
    static const char *const words[] = {"linear:0:1", "log:1:2:10", "qlinear:0:9", "qlog:1:9:10"};
    static const uint32_t special[] = {
        0x00000000, 0x80000000, 0x7f800000, 0xff800000,
        0x7fc00000, 0xffc00000, 0x7fc12345, 0x7f812345 /* signalling */,
        0x00000001, 0x80000001, 0x007fffff, 0x3f000000,
        0x3fc00000, 0x40200000, 0xbf000000, 0x4b000000,
        0x4a800001, 0x7f7fffff, 0xff7fffff, 0x3effffff};
    for (size_t w = 0; w < COUNT(words); w++) {
        hys_space *space = test_space_word(words[w]);
        const int quantised = words[w][0] == 'q';
        for (size_t i = 0; i < COUNT(special); i++) {
            float x, y, expected;
            double dx, dy, dexpected;
            memcpy(&x, &special[i], sizeof x);
            const hys_status status = hys_transform_f32(space, &x, 1, &y);
            const int nan = (special[i] & 0x7fffffffu) > 0x7f800000u;
            expected = quantised && !nan ? rintf(x) : x;
            CHECK(status == (nan ? HYS_W_DATA : HYS_OK), "%s, %08x: %s", words[w], special[i],
                  hys_strerror(status));
            CHECK(!memcmp(&y, &expected, sizeof y), "%s, %08x: %a", words[w], special[i],
                  (double)y);
            dx = nan ? D_NAN : (double)x + (isfinite(x) ? 0x1p-60 : 0);
            const hys_status wide = hys_transform_f64(space, &dx, 1, &dy);
            dexpected = quantised && !nan ? rint(dx) : dx;
            CHECK(wide == (nan ? HYS_W_DATA : HYS_OK) && !memcmp(&dy, &dexpected, sizeof dy),
                  "%s, %a: %a", words[w], dx, dy);
        }
        hys_space_free(space);
    }
}

/* ---- snapping ---- */

/* 10, 1, 5, 5, 2: unsorted, a duplicate, ties on both sides. index is the first given of the
 * nearest. */
TEST(space, snap_by_hand)
{
    static const struct {
        double x;
        uint32_t index;
    } table[] = {
        {-1e30, 1},
        {0, 1},
        {1, 1},
        {1.25, 1},
        {1.5, 1} /* tie: 1 was given before 2 */,
        {1.75, 4},
        {2, 4},
        {3.25, 4},
        {3.5, 2} /* tie: 5 before 2 */,
        {5, 2},
        {7, 2},
        {7.5, 0} /* tie: 10 before 5 */,
        {7.75, 0},
        {10, 0},
        {1e30, 0},
        {HUGE_VAL, 0},
        {-HUGE_VAL, 1},
        {-0.0, 1},
        {0x1.7fffffp0, 1},
        {0x1.800002p0, 4},
        {0x1.bffffep1, 4},
        {0x1.c00002p1, 2},
        {0x1.dffffep2, 2},
        {0x1.e00002p2, 0},
    };
    static const double value[] = {10, 1, 5, 5, 2};
    hys_space *space = test_space_word("discrete:10,1,5,5,2");
    for (size_t i = 0; i < COUNT(table); i++)
        for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
            double in[1], want = value[table[i].index];
            uint64_t out[1];
            store_input(type, table[i].x, in, 0);
            CHECK(hys_transform(space, in, 1, type, out, NULL) == HYS_OK, "%g to %s: no warning",
                  table[i].x, hys_type_name(type));
            if (type == HYS_INDEX)
                want = table[i].index;
            const double got = number(out, 0, type);
            CHECK(got == want, "%a to %s: %g, not %g", table[i].x, hys_type_name(type), got, want);
        }
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) { /* NaN */
        double in[1];
        uint64_t out[1];
        store_input(type, D_NAN, in, 0);
        CHECK(hys_transform(space, in, 1, type, out, NULL) == HYS_W_DATA, "NaN to %s",
              hys_type_name(type));
        CHECK(same_double(number(out, 0, type), type <= HYS_F64     ? D_NAN
                                                : type == HYS_INDEX ? UINT32_MAX
                                                                    : 0),
              "NaN to %s: %g", hys_type_name(type), number(out, 0, type));
    }
    hys_space_free(space);
    space = test_space_word("discrete:-3"); /* one value: everything snaps to it */
    for (size_t i = 0; i < COUNT(table); i++) {
        double y;
        CHECK(hys_transform_f64(space, &table[i].x, 1, &y) == HYS_OK && y == -3, "%g: %g",
              table[i].x, y);
    }
    hys_space_free(space);
}

/* Distances are rounded in the input's float: the same x snaps apart in f32 and f64. */
TEST(space, snap_rounds_distances)
{
    hys_space *space = test_space_word("discrete:0,16777217"); /* in f32 0 and 2^24 */
    const double x64 = 8388608.25; /* f64: to 0 8388608.25, to 16777217 8388608.75 */
    const float x32 = 8388608.0f;  /* f32: a tie, 0 was given first */
    double y64;
    float y32, beyond = 8388609.0f;
    uint32_t index;
    OK(hys_transform_f64(space, &x64, 1, &y64));
    OK(hys_transform_f32(space, &x32, 1, &y32));
    CHECK(y64 == 0 && y32 == 0.0f, "%g %g", y64, (double)y32);
    OK(hys_transform_f32(space, &beyond, 1, &y32));
    CHECK(y32 == 16777216.0f, "%.9g", (double)y32);
    OK(hys_transform(space, &beyond, 1, HYS_INDEX, &index, NULL));
    CHECK(index == 1, "%u", index);
    hys_space_free(space);
}

/* ---- in place ---- */

TEST(space, in_place)
{
    enum { N = 2100 };
    static const char *const words[] = {"linear:0:1", "log:1:2:10", "qlinear:0:9", "qlog:1:9:10",
                                        "discrete:10,1,5,5,2"};
    double in[N], apart[N], within[N]; /* room for either float */
    size_t calls = 0;
    for (size_t w = 0; w < COUNT(words); w++) {
        hys_space *space = test_space_word(words[w]);
        for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
            if (!(hys_space_transform_types(space) >> type & 1) ||
                hys_type_size(type) != hys_type_size(hys_transform_input(type)))
                continue;
            for (size_t i = 0; i < N; i++)
                store_input(type, i % 97 ? ((double)(i * 7919 % 3001) - 500) / 128 : D_NAN, in, i);
            memcpy(within, in, sizeof in);
            const hys_status a = hys_transform(space, in, N, type, apart, NULL),
                             b = hys_transform(space, within, N, type, within, NULL);
            CHECK(a == HYS_W_DATA && b == HYS_W_DATA, "%s to %s: %s", words[w], hys_type_name(type),
                  hys_strerror(b));
            CHECK(!memcmp(apart, within, N * hys_type_size(type)), "%s to %s in place", words[w],
                  hys_type_name(type));
            calls++;
        }
        hys_space_free(space);
    }
    CHECK(calls == 2 * 2 + 2 * 6 + 7, "%zu calls", calls);
}

/* ---- log_transform ---- */

/* How far apart in floats of the type. */
static double ulps(double x, double y, int wide)
{
    const double size = fabs(y),
                 one = wide ? nextafter(size, HUGE_VAL) - size
                            : (double)(nextafterf((float)size, INFINITY) - (float)size);
    return fabs(x - y) / one;
}

/* Against the C library's log(x) / log(base), computed in the type too. */
TEST(space, log_transform_near_libm)
{
    test_needs_fma();
    enum { N = 20000 };
    static const double bases[] = {2, 10, 2.718281828459045, 1.5, 1e30, 1.0000001192092896, 16};
    float *x = test_memory(N * sizeof *x), *y = test_memory(N * sizeof *y),
          *in_place = test_memory(N * sizeof *x);
    double *dx = test_memory(N * sizeof *dx), *dy = test_memory(N * sizeof *dy),
           *din_place = test_memory(N * sizeof *dx);
    double worst = 0, dworst = 0;
    const hys_source source = hys_source_native(hys_key_from_seed(7));
    uint64_t *word = test_memory(N * sizeof *word);
    OK(hys_bits_u64(&source, 0, N, word));
    for (size_t i = 0; i < N;
         i++) { /* any positive float; every fourth close to 1, where a logarithm is hard */
        const uint32_t b = i % 4 ? (uint32_t)(word[i] >> 33) % 0x7f800000u
                                 : 0x3f7f0000u + (uint32_t)(word[i] >> 47);
        const uint64_t d =
            i % 4 ? (word[i] >> 1) % 0x7ff0000000000000u : 0x3fefffff00000000u + (word[i] >> 31);
        memcpy(&x[i], &b, sizeof b);
        memcpy(&dx[i], &d, sizeof d);
    }
    for (size_t b = 0; b < COUNT(bases); b++) {
        OK(hys_log_transform_f32(x, N, bases[b], y));
        OK(hys_log_transform_f64(dx, N, bases[b], dy));
        for (size_t i = 0; i < N; i++) {
            const float law = logf(x[i]) / logf((float)bases[b]);
            const double dlaw = log(dx[i]) / log(bases[b]),
                         off = ulps((double)y[i], (double)law, 0), doff = ulps(dy[i], dlaw, 1);
            worst = fmax(worst, off);
            dworst = fmax(dworst, doff);
            CHECK(off <= 2, "f32: log_%g(%a) = %a, libm %a", bases[b], (double)x[i], (double)y[i],
                  (double)law);
            CHECK(doff <= 2, "f64: log_%g(%a) = %a, libm %a", bases[b], dx[i], dy[i], dlaw);
        }
        memcpy(in_place, x, N * sizeof *x);
        memcpy(din_place, dx, N * sizeof *dx);
        OK(hys_log_transform_f32(in_place, N, bases[b], in_place));
        OK(hys_log_transform_f64(din_place, N, bases[b], din_place));
        CHECK(!memcmp(in_place, y, N * sizeof *y) && !memcmp(din_place, dy, N * sizeof *dy),
              "in place, base %g", bases[b]);
        OK(hys_jax_log_transform_f32(x, N, bases[b], y));
        OK(hys_jax_log_transform_f64(dx, N, bases[b], dy));
        memcpy(in_place, x, N * sizeof *x);
        memcpy(din_place, dx, N * sizeof *dx);
        OK(hys_jax_log_transform_f32(in_place, N, bases[b], in_place));
        OK(hys_jax_log_transform_f64(din_place, N, bases[b], din_place));
        CHECK(!memcmp(in_place, y, N * sizeof *y) && !memcmp(din_place, dy, N * sizeof *dy),
              "JAX's in place, base %g", bases[b]);
    }
    free(x), free(y), free(in_place), free(dx), free(dy), free(din_place), free(word);
    test_note("space: log_transform: %d values, at most %g units from libm in f32, %g in f64",
              (int)(N * COUNT(bases)), worst, dworst);
}

/* Zeros (which are +0), ones, infinities and NaN exactly, else to a unit or two. */
static int near(double x, double want, int wide)
{
    return same_double(x, want) ? x != 0 || !signbit(x)
                                : isfinite(want) && fabs(want) > 1 && ulps(x, want, wide) <= 2;
}

TEST(space, log_transform_special)
{
    test_needs_fma();
    const double tiny = (double)FLT_TRUE_MIN, inf = HUGE_VAL;
    const struct {
        double x, native, jax;
    } table[] = {
        /* subnormals in f32 are zeros to JAX; y NaN: NaN, with the warning */
        {0.0, -inf, -inf},
        {-0.0, -inf, -inf},
        {1, 0, 0},
        {inf, inf, inf},
        {-inf, D_NAN, D_NAN},
        {-1, D_NAN, D_NAN},
        {D_NAN, D_NAN, D_NAN},
        {2, 1, 1},
        {-(double)FLT_MAX, D_NAN, D_NAN},
        {-(double)FLT_MIN, D_NAN, D_NAN},
        {tiny, -149, -inf},
        {-tiny, D_NAN, -inf},
        {0x1p-127, -127, -inf},
        {(double)FLT_MIN, -126, -126},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        for (int jax = 0; jax < 2; jax++) {
            const float x = (float)table[i].x;
            const double want = jax ? table[i].jax : table[i].native;
            float y;
            const hys_status status =
                jax ? hys_jax_log_transform_f32(&x, 1, 2, &y) : hys_log_transform_f32(&x, 1, 2, &y);
            CHECK(near((double)y, want, 0), "f32, jax %d: log2(%a) = %a", jax, (double)x,
                  (double)y);
            CHECK(status == (want != want ? HYS_W_DATA : HYS_OK), "f32, jax %d: log2(%a): %s", jax,
                  (double)x, hys_strerror(status));
            /* the same in f64, the small ones as small there */
            const double scale = x != 0 && fabsf(x) < 2 * FLT_MIN ? (double)FLT_MIN : 1;
            const double dx = scale < 1 ? table[i].x / scale * DBL_MIN : table[i].x;
            const double dwant = scale < 1 && isfinite(want) ? want - 896 : want;
            double dy;
            const hys_status wide = jax ? hys_jax_log_transform_f64(&dx, 1, 2, &dy)
                                        : hys_log_transform_f64(&dx, 1, 2, &dy);
            CHECK(near(dy, dwant, 1), "f64, jax %d: log2(%a) = %a, not %a", jax, dx, dy, dwant);
            CHECK(wide == (dwant != dwant ? HYS_W_DATA : HYS_OK), "f64, jax %d: log2(%a): %s", jax,
                  dx, hys_strerror(wide));
        }
}

/* ---- what types have in common ---- */

/* No zero of a native law is -0: bounds that straddle zero, -0 as a bound, bounds that round to -0.
 */
TEST(space, no_negative_zero)
{
    enum { N = 20000 };
    static const char *const words[] = {"linear:-0.0:1",         "linear:-1:-0.0",
                                        "linear:-1:1",           "linear:-0x1p-100:0x1p-100",
                                        "linear:-1e-50:1",       "linear:-0.0:1e-30",
                                        "linear:-1e-300:1e-300", "qlinear:-0.0:3",
                                        "qlinear:-3:-0.0",       "qlinear:-0.4:0.4",
                                        "qlinear:-1.5:1.5",      "qlinear:-2:2",
                                        "qlinear:-1e-310:1",     "qlog:0.01:3:10"};
    float *f = test_memory(N * sizeof *f);
    double *d = test_memory(N * sizeof *d);
    const hys_source source = hys_source_native(hys_key_from_seed(3));
    size_t zeros = 0;
    for (size_t w = 0; w < COUNT(words); w++) {
        hys_space *space = test_space_word(words[w]);
        const uint32_t types = hys_space_types(space, HYS_NATIVE, 0);
        if (types >> HYS_F32 & 1)
            OK(hys_sample_f32(space, &source, 0, N, f));
        if (types >> HYS_F64 & 1)
            OK(hys_sample_f64(space, &source, 0, N, d));
        for (size_t i = 0; i < N; i++) {
            CHECK(!(types >> HYS_F32 & 1) || f[i] != 0.0f || !signbit(f[i]), "%s, f32 sample %zu",
                  words[w], i);
            CHECK(!(types >> HYS_F64 & 1) || d[i] != 0.0 || !signbit(d[i]), "%s, f64 sample %zu",
                  words[w], i);
            zeros += d[i] == 0.0;
        }
        hys_space_free(space);
    }
    CHECK(zeros > 1000, "only %zu zeros seen", zeros);
    free(f);
    free(d);
}

/* Quantised and discrete spaces: one draw, one value, whatever the type. A stream's modes are
 * apart. */
TEST(space, types_agree)
{
    enum { N = 3000 };
    static const char *const words[] = {"qlinear:1:100",
                                        "qlinear:-100:27",
                                        "qlinear:-0.75:127.25",
                                        "qlinear:-30000:30000",
                                        "qlinear:0:65535",
                                        "qlinear:-100000:100000",
                                        "qlinear:0:4294967295",
                                        "qlinear:-16777216:16777216",
                                        "qlinear:1000000000:1000000010",
                                        "qlinear:0:9007199254740992",
                                        "qlinear:-2147483648:2147483647",
                                        "qlog:1:100:10",
                                        "qlog:0.6:127:2",
                                        "qlog:1:4096:2",
                                        "qlog:1:60000:3",
                                        "qlog:1:4e9:10",
                                        "qlog:1:1e15:10",
                                        "discrete:5,-3,100,0,-128",
                                        "discrete:1,2,3,255",
                                        "discrete:65535,0",
                                        "discrete:-2147483648,7",
                                        "discrete:4294967295,1"};
    double *drawn[2] = {test_memory(N * 8), test_memory(N * 8)};
    size_t compared = 0;
    for (size_t w = 0; w < COUNT(words); w++) {
        hys_space *space = test_space_word(words[w]);
        for (size_t s = 0; s < COUNT(streams); s++)
            for (uint32_t flags = 0; flags < (s ? 2 : 1); flags++) {
                const hys_source source = {
                    .stream = streams[s], .flags = flags, .key = hys_key_from_seed(11)};
                const uint32_t set = hys_space_types(space, streams[s], flags);
                hys_type widest = 0;
                for (hys_type type = HYS_I8; type <= HYS_U64; type++)
                    if (set >> type & 1 && (is_signed(type) || !widest || !is_signed(widest)))
                        widest = type;
                if (!widest)
                    continue;
                OK(hys_sample(space, &source, 12345, N, widest, drawn[0]));
                for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
                    if (!(set >> type & 1))
                        continue;
                    OK(hys_sample(space, &source, 12345, N, type, drawn[1]));
                    compared++;
                    if (type >= HYS_I8 && type <= HYS_U64) {
                        check_same(drawn[1], type, drawn[0], widest, N, words[w]);
                        continue;
                    }
                    for (size_t i = 0; i < N; i++) {
                        const double value = number(drawn[0], i, widest),
                                     d = number(drawn[1], i, type);
                        const double law =
                            type == HYS_INDEX ? hys_space_value(space, (size_t)d) : d;
                        /* a discrete value is rounded to f32, a quantised one exact */
                        CHECK(law == (type == HYS_F32 ? (double)(float)value : value) &&
                                  (d != 0 || !signbit(d)),
                              "%s, stream %zu, flags %u, %s, sample %zu: %g, not %g", words[w], s,
                              flags, hys_type_name(type), i, law, value);
                    }
                }
            }
        hys_space_free(space);
    }
    CHECK(compared > 500, "%zu", compared);
    test_note("space: %zu types of %zu spaces agree", compared, COUNT(words));
    free(drawn[0]);
    free(drawn[1]);
}

/* The typed calls are hys_sample by another name. */
TEST(space, typed_calls)
{
    enum { N = 1100 };
    hys_space *space = test_space_word("discrete:5,-3,100,0,-128");
    const hys_source source = {.key = {{1, 2}}, .dim = 77};
    uint64_t a[N], b[N];
#define TYPED(type, id, ctype)                                       \
    OK(hys_sample(space, &source, 9, N, id, a));                     \
    OK(hys_sample_##type(space, &source, 9, N, (ctype *)(void *)b)); \
    CHECK(!memcmp(a, b, N * sizeof(ctype)), #type);
    TYPED(f32, HYS_F32, float)
    TYPED(f64, HYS_F64, double)
    TYPED(i32, HYS_I32, int32_t)
    TYPED(i64, HYS_I64, int64_t)
    TYPED(index, HYS_INDEX, uint32_t)
    hys_space_free(space);
}
