/* What a domain carries beside names and spaces: defaults, dimensions, title and meta, which change
 * nothing; and which values a space has. */
#include <config.h>

#include <math.h>

#include <hyspace-json.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static hys_value real(double x) { return (hys_value){.type = HYS_F64, .real = x}; }
static hys_value integer(int64_t k) { return (hys_value){.type = HYS_I64, .integer = k}; }
static hys_value entry(uint32_t i) { return (hys_value){.type = HYS_INDEX, .index = i}; }

/* ---- values that a space has ---- */

enum { N = 500 };

/* Every sample is a value; and nothing between two neighbouring samples is. */
static void check_samples(const hys_space *space, const char *word)
{
    const hys_source source = hys_source_native(hys_key_from_seed(8));
    const uint32_t types = hys_space_types(space, HYS_NATIVE, 0);
    const bool names = hys_kind_traits(hys_space_kind(space)) & HYS_KIND_NAMES;
    const bool integers = hys_kind_traits(hys_space_kind(space)) & HYS_KIND_INTEGERS;
    double reals[N];
    int64_t whole[N];
    uint32_t index[N];
    hys_extent extent;

    hys_space_extent(space, &extent);
    if (types >> HYS_F64 & 1 && !names) {
        OK(hys_sample(space, &source, 0, N, HYS_F64, reals));
        for (size_t i = 0; i < N; i++) {
            hys_value value = real(reals[i]);
            CHECK(hys_space_has(space, &value), "%s has no %.17g", word, reals[i]);
            value = real(nextafter(reals[i], HUGE_VAL));
            CHECK(!extent.distinct || !hys_space_has(space, &value) ||
                      (integers && value.real == rint(value.real)) ||
                      hys_kind_traits(hys_space_kind(space)) & HYS_KIND_LIST,
                  "%s has %.17g", word, value.real);
        }
    }
    if (types >> HYS_I64 & 1 && !names) {
        OK(hys_sample(space, &source, 0, N, HYS_I64, whole));
        for (size_t i = 0; i < N; i++) {
            const hys_value value = integer(whole[i]);
            CHECK(hys_space_has(space, &value), "%s has no %lld", word, (long long)whole[i]);
        }
    }
    if (types >> HYS_INDEX & 1) {
        OK(hys_sample(space, &source, 0, N, HYS_INDEX, index));
        for (size_t i = 0; i < N; i++) {
            const hys_value value = entry(index[i]);
            CHECK(hys_space_has(space, &value), "%s has no entry %u", word, index[i]);
        }
    }
    for (size_t i = 0; integers && i < 2; i++) {
        const int64_t end = i ? extent.last : extent.first, to = i ? INT64_MAX : INT64_MIN;
        hys_value value = integer(end);
        CHECK(hys_space_has(space, &value), "%s has no %lld", word, (long long)end);
        if (end == to)
            continue;
        value = integer(i ? end + 1 : end - 1);
        CHECK(!hys_space_has(space, &value), "%s has %lld", word, (long long)value.integer);
    }
    for (size_t i = 0; !names && !extent.distinct && !integers && i < 2; i++) {
        const double end = i ? extent.upper : extent.lower;
        const hys_value at = real(end), beyond = real(nextafter(end, i ? HUGE_VAL : -HUGE_VAL));
        CHECK(hys_space_has(space, &at) == isfinite(end), "%s: %.17g", word, end);
        CHECK(!hys_space_has(space, &beyond) || !isfinite(end), "%s has %.17g", word, beyond.real);
    }
    const hys_value none[] = {real(NAN),
                              real(HUGE_VAL),
                              real(-HUGE_VAL),
                              entry(UINT32_MAX),
                              entry((uint32_t)hys_space_count(space)),
                              {.type = 0},
                              {.type = HYS_F32},
                              {.type = HYS_U64},
                              {.type = 99}};
    for (size_t i = 0; i < COUNT(none); i++)
        CHECK(!hys_space_has(space, &none[i]), "%s has value %zu", word, i);
}

TEST(described, samples)
{
    static const char *const suites[] = {"calls", "encode", "maps", "stat"};
    static const char *const classes[] = {"easy", "hard"};
    size_t spaces = 0;
    for (size_t s = 0; s < COUNT(suites); s++)
        for (size_t k = 0; k < (s == 1 ? 2 : 1); k++) {
            const struct test_words words = test_words(suites[s], classes[k]);
            for (size_t w = 0; w < words.count; w++, spaces++) {
                hys_space *space = test_space_word(words.word[w]);
                check_samples(space, words.word[w]);
                hys_space_free(space);
            }
        }
    test_note("described: samples of %zu spaces are values that they have", spaces);
}

TEST(described, values)
{
    static const struct {
        const char *word;
        hys_value value;
        int has;
    } table[] = {
        {"linear:0:1", {.type = HYS_F64, .real = 0.5}, 1},
        {"linear:0:1", {.type = HYS_F64, .real = -0.0}, 1},
        {"linear:0:1", {.type = HYS_I64, .integer = 1}, 1},
        {"linear:0:1", {.type = HYS_INDEX, .index = 0}, 0},
        {"linear:0:1e19", {.type = HYS_I64, .integer = (INT64_C(1) << 53) + 1}, 0},
        {"linear:0:1e19", {.type = HYS_I64, .integer = (INT64_C(1) << 53) + 2}, 1},
        {"linear:0:1e19", {.type = HYS_I64, .integer = INT64_MAX}, 0},
        {"linear:1:1.0000000000000002", {.type = HYS_F64, .real = 1}, 1},
        {"linear:0:1:digits=2", {.type = HYS_F64, .real = 0.29}, 1},
        {"linear:0:1:digits=2", {.type = HYS_F64, .real = 0.291}, 0},
        {"linear:0.001:1:digits=2", {.type = HYS_F64, .real = 0.001}, 1},
        {"linear:0.001:1:digits=2", {.type = HYS_F64, .real = 0.002}, 0},
        {"linear:0:1:step=0.1", {.type = HYS_F64, .real = 0.3}, 1},
        {"linear:0:1:step=0.1", {.type = HYS_F64, .real = 0.1 + 0.2}, 0},
        {"linear:0:1:step=0.1", {.type = HYS_I64, .integer = 1}, 1},
        {"int:1:6", {.type = HYS_F64, .real = 6}, 1},
        {"int:1:6", {.type = HYS_F64, .real = 5.5}, 0},
        {"int:1:6", {.type = HYS_F64, .real = 1e300}, 0},
        {"int:1:6", {.type = HYS_INDEX, .index = 1}, 0},
        {"int:1:10:step=4", {.type = HYS_I64, .integer = 5}, 1},
        {"int:1:10:step=4", {.type = HYS_I64, .integer = 6}, 0},
        {"int:1:10:step=4", {.type = HYS_I64, .integer = 10}, 0},
        {"int:-9223372036854775808:9223372036854775807",
         {.type = HYS_I64, .integer = INT64_MIN},
         1},
        {"int:-9223372036854775808:9223372036854775807", {.type = HYS_F64, .real = -0x1p63}, 1},
        {"int:-9223372036854775808:9223372036854775807", {.type = HYS_F64, .real = 0x1p63}, 0},
        {"int:-9223372036854775808:9223372036854775807:step=3",
         {.type = HYS_I64, .integer = INT64_MAX},
         1},
        {"int:-9223372036854775808:9223372036854775807:step=3",
         {.type = HYS_I64, .integer = INT64_MAX - 1},
         0},
        {"qlinear:0.5:9", {.type = HYS_I64, .integer = 0}, 0},
        {"qlinear:0.5:9", {.type = HYS_I64, .integer = 9}, 1},
        {"discrete:0.5,8,-2", {.type = HYS_F64, .real = 8}, 1},
        {"discrete:0.5,8,-2", {.type = HYS_I64, .integer = 8}, 1},
        {"discrete:0.5,8,-2", {.type = HYS_INDEX, .index = 2}, 1},
        {"discrete:0.5,8,-2", {.type = HYS_INDEX, .index = 3}, 0},
        {"discrete:0.5,8,-2", {.type = HYS_F64, .real = 7}, 0},
        {"discrete:1,2:weights=0,1", {.type = HYS_F64, .real = 1}, 1},
        {"labels:a,b", {.type = HYS_INDEX, .index = 1}, 1},
        {"labels:a,b", {.type = HYS_INDEX, .index = 2}, 0},
        {"labels:a,b", {.type = HYS_I64, .integer = 1}, 0},
        {"labels:a,b", {.type = HYS_F64, .real = 1}, 0},
        {"bool", {.type = HYS_INDEX, .index = 1}, 1},
        {"bool", {.type = HYS_I64, .integer = 1}, 0},
        {"constant:7", {.type = HYS_I64, .integer = 7}, 1},
        {"constant:7", {.type = HYS_F64, .real = 8}, 0},
        {"constant:a", {.type = HYS_INDEX, .index = 0}, 1},
        {"constant:a", {.type = HYS_F64, .real = 0}, 0},
        {"normal:0:1:step=0.5", {.type = HYS_F64, .real = -1.5}, 1},
        {"normal:0:1:step=0.5", {.type = HYS_F64, .real = 0.75}, 0},
        {"normal:0:1", {.type = HYS_F64, .real = 1e300}, 1},
        {"lognormal:0:1", {.type = HYS_F64, .real = 0}, 1},
        {"lognormal:0:1", {.type = HYS_F64, .real = -1}, 0},
    };
    test_needs_fma();
    for (size_t i = 0; i < COUNT(table); i++) {
        hys_space *space = test_space_word(table[i].word);
        CHECK(hys_space_has(space, &table[i].value) == table[i].has, "row %zu: %s", i,
              table[i].word);
        hys_space_free(space);
    }
}

/* ---- domains ---- */

static const struct {
    const char *name, *word;
    hys_value given, kept;
    int32_t dimension;
    const char *meta;
    hys_type type;
} columns[] = {
    {"real",
     "linear:0:1",
     {.type = HYS_I64, .integer = 1},
     {.type = HYS_F64, .real = 1},
     HYS_DIMENSION_MAX,
     "{}",
     HYS_F32},
    {"whole",
     "qlinear:1:9",
     {.type = HYS_F64, .real = 4, .index = 7, .integer = 8},
     {.type = HYS_I64, .integer = 4},
     0,
     NULL,
     0},
    {"list",
     "discrete:0.5,8",
     {.type = HYS_INDEX, .index = 1},
     {.type = HYS_F64, .real = 8},
     -1,
     "{\"a\":[1,2.0]}",
     0},
    {"kind",
     "labels:a,b",
     {.type = HYS_INDEX, .index = 1},
     {.type = HYS_INDEX, .index = 1},
     31,
     NULL,
     0},
    {"none", "linear:-1:1", {.type = 0}, {.type = 0}, -1, NULL, 0},
};
enum { C = COUNT(columns) };

/* Its columns, of which the spaces are to be freed. */
static void describe(hys_column_description *described)
{
    for (size_t c = 0; c < C; c++)
        described[c] = (hys_column_description){.name = columns[c].name,
                                                .space = test_space_word(columns[c].word),
                                                .type = columns[c].type,
                                                .dimension = columns[c].dimension,
                                                .default_value = columns[c].given,
                                                .meta = columns[c].meta};
}

static bool is_same(const hys_value *a, const hys_value *b)
{
    return a->type == b->type && a->index == b->index && a->integer == b->integer &&
           !memcmp(&a->real, &b->real, sizeof a->real);
}

TEST(described, kept)
{
    char title[] = "a \xc3\xa9", meta[] = "{\"of\":\"all\"}";
    hys_domain_description whole = {.title = title, .meta = meta};
    hys_column_description described[C];
    const char *names[C];
    hys_space *spaces[C];
    hys_domain *domain, *plain;
    uint64_t one[2], two[2];
    double rows[2][20][C];
    const hys_source source = hys_source_native(hys_key_from_seed(3));
    hys_column to[2][C];

    describe(described);
    for (size_t c = 0; c < C; c++) {
        names[c] = columns[c].name;
        spaces[c] = described[c].space;
    }
    OK(hys_domain_new_described(&domain, described, C, &whole, NULL));
    OK(hys_domain_new(&plain, names, spaces, C, NULL));
    memset(described, 0xff, sizeof described); /* all of it was copied */
    memset(title, 'x', sizeof title - 1);
    memset(meta, 'x', sizeof meta - 1);
    CHECK(!strcmp(hys_domain_title(domain), "a \xc3\xa9"), "%s", hys_domain_title(domain));
    CHECK(!strcmp(hys_domain_meta(domain), "{\"of\":\"all\"}"), "%s", hys_domain_meta(domain));
    CHECK(!hys_domain_title(plain) && !hys_domain_meta(plain), "title and meta of nothing");
    for (size_t c = 0; c < C; c++) {
        const char *kept = hys_domain_column_meta(domain, c);
        const hys_value *value = hys_domain_default(domain, c);
        CHECK(kept && columns[c].meta ? !strcmp(kept, columns[c].meta) : !kept && !columns[c].meta,
              "%s: meta", names[c]);
        CHECK(value ? is_same(value, &columns[c].kept) : !columns[c].kept.type, "%s: default",
              names[c]);
        CHECK(hys_domain_dimension(domain, c) == columns[c].dimension, "%s: dimension %d", names[c],
              (int)hys_domain_dimension(domain, c));
        CHECK(hys_domain_type(domain, c) == columns[c].type, "%s: type", names[c]);
        CHECK(!hys_domain_column_meta(plain, c) && !hys_domain_default(plain, c) &&
                  hys_domain_dimension(plain, c) == -1,
              "%s: plain", names[c]);
    }
    for (size_t c = C; c < SIZE_MAX / 2; c = 2 * c + 1)
        CHECK(!hys_domain_column_meta(domain, c) && !hys_domain_default(domain, c) &&
                  hys_domain_dimension(domain, c) == -1,
              "column %zu", c);

    /* They change no fingerprint and no sample. */
    hys_domain_fingerprint(domain, one);
    hys_domain_fingerprint(plain, two);
    CHECK(!memcmp(one, two, sizeof one), "another fingerprint");
    for (size_t d = 0; d < 2; d++) {
        for (size_t c = 0; c < C; c++)
            to[d][c] =
                (hys_column){.data = &rows[d][0][c], .stride = sizeof rows[d][0], .type = HYS_F64};
        to[d][3] = (hys_column){.data = NULL};
        for (size_t i = 0; i < 20; i++)
            rows[d][i][3] = 0;
        OK(hys_domain_sample(d ? plain : domain, &source, 0, 20, to[d], C));
    }
    CHECK(!memcmp(rows[0], rows[1], sizeof rows[0]), "other samples");
    hys_domain_free(domain);
    hys_domain_free(plain);
    for (size_t c = 0; c < C; c++)
        hys_space_free(spaces[c]);
}

/* ---- as files ---- */

/* A domain of one column, linear:0:1, with that meta of the column or of the whole. */
static hys_domain *with_meta(const char *meta, bool of_column)
{
    hys_column_description column = {.name = "x",
                                     .space = test_space_word("linear:0:1"),
                                     .dimension = -1,
                                     .meta = of_column ? meta : NULL};
    const hys_domain_description whole = {.meta = of_column ? NULL : meta};
    hys_domain *domain;
    OK(hys_domain_new_described(&domain, &column, 1, &whole, NULL));
    hys_space_free(column.space);
    return domain;
}

TEST(described, unwritable)
{
    static const struct {
        const char *meta;
        hys_status status;
        const char *text;
    } table[] = {
        {"", HYS_E_JSON_SYNTAX, NULL},
        {"{", HYS_E_JSON_SYNTAX, NULL},
        {"{} {}", HYS_E_JSON_SYNTAX, NULL},
        {"{\"a\": NaN}", HYS_E_JSON_SYNTAX, NULL},
        {"{\"a\": \"\xff\"}", HYS_E_JSON_SYNTAX, NULL},
        {"{\"a\": 1, \"a\": 2}", HYS_E_JSON_DUPLICATE, NULL},
        {"{\"a\": 1e999}", HYS_E_JSON_NUMBER, NULL},
        {"[]", HYS_E_JSON_FORM, "not an object"},
    };
    char deep[2 * HYS_JSON_DEPTH_MAX + 20], *text;
    hys_json_error error;

    for (size_t i = 0; i < COUNT(table); i++)
        for (int of_column = 0; of_column < 2; of_column++) {
            hys_domain *domain = with_meta(table[i].meta, of_column);
            const hys_status status = hys_json_write_domain(domain, &text, &error);
            CHECK(status == table[i].status && error.status == status && !text, "%s: %s",
                  table[i].meta, error.text);
            CHECK(!strcmp(error.path, of_column ? "space.x.meta" : "meta"), "%s: %s", table[i].meta,
                  error.path);
            CHECK(*error.text && (!table[i].text || !strcmp(error.text, table[i].text)), "%s: %s",
                  table[i].meta, error.text);
            hys_domain_free(domain);
        }

    /* As deep as the file may have it, and one deeper: an object with lists in it. */
    for (int of_column = 0; of_column < 2; of_column++)
        for (size_t more = 0; more < 2; more++) {
            const size_t lists = HYS_JSON_DEPTH_MAX - (of_column ? 4u : 2u) + more;
            char *at = deep + sprintf(deep, "{\"a\":");
            memset(at, '[', lists);
            memset(at + lists, ']', lists);
            strcpy(at + 2 * lists, "}");
            hys_domain *domain = with_meta(deep, of_column), *back;
            const hys_status status = hys_json_write_domain(domain, &text, &error);
            CHECK(status == (more ? HYS_E_JSON_LIMIT : HYS_OK), "%zu lists: %s", lists, error.text);
            if (!more) {
                CHECK(hys_json_parse_domain(text, strlen(text), &back, &error) == HYS_OK, "%s",
                      error.text);
                const char *meta =
                    of_column ? hys_domain_column_meta(back, 0) : hys_domain_meta(back);
                CHECK(!strcmp(meta, deep), "%s", meta);
                hys_domain_free(back);
            }
            free(text);
            hys_domain_free(domain);
        }
}
