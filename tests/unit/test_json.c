/* Search spaces from JSON and back: texts that are refused (json_bad.tsv), each with status, line,
 * column, path and message; every number to the bit; limits; every allocation failing in turn. */
#include <config.h>

#include <errno.h>
#include <fenv.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <unistd.h>

#include <jansson.h>

#include <hyspace-json.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static hys_domain *parse(const char *text)
{
    hys_json_error error;
    hys_domain *domain = NULL;
    const hys_status status = hys_json_parse_domain(text, strlen(text), &domain, &error);
    CHECK(status == HYS_OK && domain, "%.200s: %s: %s", text, error.path, error.text);
    CHECK(error.status == HYS_OK && !error.line && !error.column && !*error.path && !*error.text,
          "%.200s", text);
    return domain;
}

static char *written(const hys_domain *domain)
{
    hys_json_error error;
    char *text;
    const hys_status status = hys_json_write_domain(domain, &text, &error);
    CHECK(status == HYS_OK && text && error.status == HYS_OK, "%s: %s", error.path, error.text);
    return text;
}

/* A stream of those bytes, open for reading. */
static FILE *stream_of(const char *text, size_t n)
{
    FILE *file = tmpfile();
    CHECK(file && fwrite(text, 1, n, file) == n, "tmpfile");
    rewind(file);
    return file;
}

/* ---- what is refused ---- */

/* As the file's head says; returns the length. */
static size_t unpacked(char *out, const char *text)
{
    const int column = *text == '=';
    char *at = out;
    if (column)
        at += sprintf(at, "{\"hyspace\": 1, \"space\": {\"x\": ");
    for (text += column; *text; text++) {
        if (*text != '%') {
            *at++ = *text;
            continue;
        }
        const char digits[] = {text[1], text[2], 0};
        *at++ = (char)strtoul(digits, NULL, 16);
        text += 2;
    }
    if (column)
        at += sprintf(at, "}}");
    return (size_t)(at - out);
}

/* A message, with the words of all kinds in place of KINDS. */
static char *expected_text(const char *message)
{
    const char *mark = strstr(message, "KINDS");
    char *text = test_memory(strlen(message) + 1024), *at = text;
    if (!mark)
        return strcpy(text, message);
    at += sprintf(at, "%.*s", (int)(mark - message), message);
    for (size_t i = 0; i < hys_kind_count(); i++) {
        const char *word = hys_kind_word(hys_kind_at(i));
        const int again = i > 0 && !strcmp(word, hys_kind_word(hys_kind_at(i - 1)));
        const int last = i + 1 == hys_kind_count();
        if (!again)
            at += sprintf(at, "%s%s", i == 0 ? "" : last ? " or " : ", ", word);
    }
    strcpy(at, mark + strlen("KINDS"));
    return text;
}

static size_t without_fma;

static void bad_line(int number, int fields, char **field)
{
    static char poison;
    char *text = test_memory(strlen(field[0]) + 100);
    const size_t n = unpacked(text, field[0]);
    hys_status expected = test_status(field[1]);
    hys_json_error error, again;
    hys_domain *domain = (hys_domain *)(void *)&poison;

    CHECK(fields == 6, "line %d: %d fields", number, fields);
    test_raised();
    const hys_status status = hys_json_parse_domain(text, n, &domain, &error);
    CHECK(!test_raised(), "line %d: an exception was raised", number);
    if (status == HYS_E_ISA && !test_has_fma() &&
        (strstr(field[0], "log") || strstr(field[0], "normal"))) {
        without_fma++;
    } else {
        CHECK(status == expected && error.status == expected, "line %d: %d, %d (%s), not %s",
              number, (int)status, (int)error.status, error.text, field[1]);
        CHECK(error.line == atoi(field[2]) && error.column == atoi(field[3]), "line %d: %d:%d",
              number, (int)error.line, (int)error.column);
        CHECK(!strcmp(error.path, field[4]), "line %d: %s", number, error.path);
        char *message = expected_text(field[5]);
        CHECK(!strcmp(error.text, message), "line %d: %s, not %s", number, error.text, message);
        free(message);
    }
    CHECK(!domain, "line %d: a domain was left", number);
    CHECK(hys_json_parse_domain(text, n, &domain, NULL) == status,
          "line %d: without an error to fill", number);

    FILE *file = stream_of(text, n);
    domain = (hys_domain *)(void *)&poison;
    CHECK(hys_json_load_domain(file, &domain, &again) == status && !domain &&
              !memcmp(&error, &again, sizeof error),
          "line %d: from a file: %s: %s", number, again.path, again.text);
    fclose(file);
    free(text);
}

TEST(json, refused)
{
    without_fma = 0;
    const size_t lines = test_each_line("json_bad.tsv", bad_line);
    test_note("json: %zu texts refused, %zu of them for want of FMA", lines, without_fma);
    CHECK(lines >= 280, "%zu", lines);
}

TEST(json, null_pointers)
{
    hys_domain *domain = parse("{\"hyspace\": 1, \"space\": {\"x\": {\"kind\": \"qlinear\", "
                               "\"lower\": 0, \"upper\": 9}}}"),
               *none;
    hys_json_error error;
    char *text = NULL;

    CHECK(hys_json_read_domain(NULL, &none, &error) == HYS_E_NULL && error.status == HYS_E_NULL &&
              !none,
          "path");
    CHECK(hys_json_parse_domain(NULL, 0, &none, &error) == HYS_E_NULL &&
              error.status == HYS_E_NULL && !none,
          "text");
    CHECK(hys_json_load_domain(NULL, &none, &error) == HYS_E_NULL && error.status == HYS_E_NULL &&
              !none,
          "file");
    CHECK(hys_json_read_domain("none", NULL, &error) == HYS_E_NULL && *error.text, "domain");
    CHECK(hys_json_parse_domain("", 0, NULL, NULL) == HYS_E_NULL, "domain, error");
    CHECK(hys_json_write_domain(NULL, &text, &error) == HYS_E_NULL && error.status == HYS_E_NULL &&
              !text,
          "write");
    CHECK(hys_json_write_domain(domain, NULL, NULL) == HYS_E_NULL, "write to nothing");
    hys_domain_free(domain);
}

TEST(json, files)
{
    hys_json_error error;
    hys_domain *domain;

    CHECK(hys_json_read_domain("/no/such/file.json", &domain, &error) == HYS_E_FILE && !domain,
          "%s", error.text);
    CHECK(error.status == HYS_E_FILE && !strcmp(error.text, strerror(ENOENT)) && !*error.path &&
              !error.line,
          "%s", error.text);
    CHECK(hys_json_read_domain("/", &domain, &error) == HYS_E_FILE &&
              !strcmp(error.text, strerror(EISDIR)) && !domain,
          "%s", error.text);

    /* a stream that fails in the middle, whatever was read before */
    FILE *file = tmpfile();
    const int number = dup(fileno(file));
    FILE *write_only = fdopen(number, "a");
    CHECK(hys_json_load_domain(write_only, &domain, &error) == HYS_E_FILE &&
              !strcmp(error.text, strerror(EBADF)) && !domain,
          "%s", error.text);
    fclose(write_only);
    fclose(file);
}

/* ---- limits ---- */

/* {"hyspace": 1, "space": {NAME: {"kind": "discrete", "values": [LABEL]}}} with names of that many
 * letters. */
static char *long_names(size_t name, size_t label)
{
    char *text = test_memory(name + label + 100), *at = text;
    at += sprintf(at, "{\"hyspace\": 1, \"space\": {\"");
    memset(at, 'n', name);
    at += name;
    at += sprintf(at, "\": {\"kind\": \"discrete\", \"values\": [\"");
    memset(at, 'l', label);
    sprintf(at + label, "\"]}}}");
    return text;
}

TEST(json, limits)
{
    static const struct {
        size_t name, label;
        const char *tail, *message;
    } cases[] = {
        {1000000, 1, NULL, NULL},
        {HYS_JSON_NAME_MAX, HYS_JSON_NAME_MAX, NULL, NULL},
        {HYS_JSON_NAME_MAX + 1, 1, "n...\"", "a name longer than 1048576 bytes"},
        {1, HYS_JSON_NAME_MAX + 1, "space.n.values[0]", "a label longer than 1048576 bytes"},
        {HYS_JSON_NAME_MAX, HYS_JSON_NAME_MAX + 1, "n...\".values[0]",
         "a label longer than 1048576 bytes"},
    };
    hys_json_error error;
    hys_domain *domain;

    for (size_t i = 0; i < COUNT(cases); i++) {
        char *text = long_names(cases[i].name, cases[i].label);
        const hys_status status = hys_json_parse_domain(text, strlen(text), &domain, &error);
        if (cases[i].message) {
            CHECK(status == HYS_E_JSON_LIMIT && !domain && !strcmp(error.text, cases[i].message),
                  "%zu: %s", i, error.text);
            const size_t length = strlen(error.path), tail = strlen(cases[i].tail);
            CHECK(length >= tail && !strcmp(error.path + length - tail, cases[i].tail), "%zu: %s",
                  i, error.path);
        } else {
            CHECK(status == HYS_OK && strlen(hys_domain_name(domain, 0)) == cases[i].name,
                  "%zu: %s", i, error.text);
            CHECK(strlen(hys_space_label(hys_domain_space(domain, 0), 0)) == cases[i].label, "%zu",
                  i);
        }
        hys_domain_free(domain);
        free(text);
    }

    const size_t deep = 10000000;
    char *text = test_memory(deep);
    memset(text, '[', deep);
    CHECK(hys_json_parse_domain(text, deep, &domain, &error) == HYS_E_JSON_LIMIT &&
              error.column == HYS_JSON_DEPTH_MAX + 1 && !domain,
          "%s", error.text);
    for (size_t i = 0; i < deep; i++)
        text[i] = "{\"a\":"[i % 5];
    CHECK(hys_json_parse_domain(text, deep, &domain, &error) == HYS_E_JSON_LIMIT && error.line == 1,
          "%s", error.text);
    memset(text, '[', deep);
    text[HYS_JSON_DEPTH_MAX - 1] = '\0'; /* the first of two faults is reported */
    CHECK(hys_json_parse_domain(text, deep, &domain, &error) == HYS_E_JSON_SYNTAX, "%s",
          error.text);
    free(text);
}

/* Endless blanks, with no file behind them. */
static ssize_t blanks(void *cookie, char *buffer, size_t size)
{
    memset(buffer, ' ', size);
    *(size_t *)cookie += size;
    return (ssize_t)size;
}

TEST(json, endless)
{
    hys_json_error error;
    hys_domain *domain;
    size_t read = 0;

    if (test_budget(0, 1, 1) == 0)
        test_skip("the short budget leaves out 256 MiB of blanks");
    FILE *file = fopencookie(&read, "r", (cookie_io_functions_t){.read = blanks});
    CHECK(hys_json_load_domain(file, &domain, &error) == HYS_E_JSON_LIMIT && !domain, "%s",
          error.text);
    CHECK(!strcmp(error.text, "longer than 268435456 bytes"), "%s", error.text);
    CHECK(read > HYS_JSON_SIZE_MAX && read < HYS_JSON_SIZE_MAX + 1000000, "%zu bytes", read);
    fclose(file);
}

TEST(json, many_columns)
{
    const size_t columns = test_budget(1000, 100000, 100000);
    char *text = test_memory(columns * 80 + 100), *at = text, *again;
    hys_json_error error;
    hys_domain *domain;

    at += sprintf(at, "{\"hyspace\": 1, \"space\": {");
    for (size_t c = 0; c < columns; c++)
        at += sprintf(at, "%s\"column_%zu\": {\"kind\": \"linear\", \"lower\": 0, \"upper\": %zu}",
                      c ? ", " : "", c, c + 1);
    sprintf(at, "}}");
    domain = parse(text);
    CHECK(hys_domain_columns(domain) == columns, "%zu", hys_domain_columns(domain));
    for (size_t c = 0; c < columns; c++) /* the file's order */
        CHECK(hys_space_upper(hys_domain_space(domain, c)) == (double)(c + 1), "%zu", c);
    again = written(domain);
    hys_domain_free(domain);
    domain = parse(again);
    CHECK(hys_domain_columns(domain) == columns &&
              !strncmp(hys_domain_name(domain, columns - 1), "column_", 7),
          "%zu", columns);
    hys_domain_free(domain);

    sprintf(at, ", \"bad\": 5}}"); /* the last is what is wrong */
    CHECK(hys_json_parse_domain(text, strlen(text), &domain, &error) == HYS_E_JSON_FORM &&
              !strcmp(error.path, "space.bad"),
          "%s", error.path);
    free(again);
    free(text);
}

/* ---- round trips ---- */

static int same_bits(double a, double b)
{
    return !memcmp(&a, &b, sizeof a) || (isnan(a) && isnan(b));
}

static void check_same_text(const char *a, const char *b, const char *what)
{
    CHECK(a && b ? !strcmp(a, b) : !a && !b, "%s: %s", what, b ? b : "none");
}

static void check_same_notes(const hys_domain *a, const hys_domain *b, size_t c)
{
    const hys_value *x = hys_domain_default(a, c), *y = hys_domain_default(b, c);
    check_same_text(hys_domain_column_meta(a, c), hys_domain_column_meta(b, c),
                    hys_domain_name(a, c));
    CHECK(hys_domain_dimension(a, c) == hys_domain_dimension(b, c), "%s: dimension %d",
          hys_domain_name(a, c), (int)hys_domain_dimension(b, c));
    CHECK(x && y ? x->type == y->type && same_bits(x->real, y->real) && x->index == y->index &&
                       x->integer == y->integer
                 : !x && !y,
          "%s: default", hys_domain_name(a, c));
}

static void check_same(const hys_domain *a, const hys_domain *b)
{
    CHECK(hys_domain_columns(a) == hys_domain_columns(b), "%zu columns", hys_domain_columns(b));
    check_same_text(hys_domain_title(a), hys_domain_title(b), "title");
    check_same_text(hys_domain_meta(a), hys_domain_meta(b), "meta");
    for (size_t c = 0; c < hys_domain_columns(a); c++) {
        const hys_space *x = hys_domain_space(a, c), *y = hys_domain_space(b, c);
        const char *name = hys_domain_name(a, c);
        CHECK(!strcmp(name, hys_domain_name(b, c)), "%s", hys_domain_name(b, c));
        check_same_notes(a, b, c);
        CHECK(hys_domain_type(a, c) == hys_domain_type(b, c), "%s: type %d", name,
              (int)hys_domain_type(b, c));
        CHECK(hys_space_kind(x) == hys_space_kind(y) && hys_space_count(x) == hys_space_count(y),
              "%s", name);
        CHECK(same_bits(hys_space_lower(x), hys_space_lower(y)) &&
                  same_bits(hys_space_upper(x), hys_space_upper(y)) &&
                  same_bits(hys_space_base(x), hys_space_base(y)),
              "%s: %a %a", name, hys_space_lower(y), hys_space_upper(y));
        for (size_t i = 0; i < hys_space_count(x); i++)
            CHECK(hys_space_kind(x) == HYS_LABELS
                      ? !strcmp(hys_space_label(x, i), hys_space_label(y, i))
                      : same_bits(hys_space_value(x, i), hys_space_value(y, i)),
                  "%s[%zu]: %a, %a", name, i, hys_space_value(x, i), hys_space_value(y, i));
    }
}

/* read(write(domain)) is domain, and write(read(text)) is text. */
static void check_round_trip(const hys_domain *domain)
{
    char *text = written(domain), *again;
    hys_domain *back;
    FILE *file = stream_of(text, strlen(text));
    hys_json_error error;

    CHECK(hys_json_load_domain(file, &back, &error) == HYS_OK, "%s: %s", error.path, error.text);
    check_same(domain, back);
    again = written(back);
    CHECK(!strcmp(text, again), "%s", again);
    fclose(file);
    free(text);
    free(again);
    hys_domain_free(back);
}

TEST(json, examples)
{
    static const struct {
        const char *file;
        size_t columns;
    } examples[] = {
        {"cnn", 12},    {"fcnet", 9},       {"hyperoptax", 4},
        {"lcbench", 8}, {"nasbench201", 6}, {"xgboost", 14},
    };
    test_needs_fma();
    for (size_t i = 0; i < COUNT(examples); i++) {
        char path[4200], name[64];
        hys_json_error error;
        hys_domain *domain;
        snprintf(name, sizeof name, "../../examples/%s.json", examples[i].file);
        snprintf(path, sizeof path, "%s", test_path(name));
        CHECK(hys_json_read_domain(path, &domain, &error) == HYS_OK, "%s: %s: %s", path, error.path,
              error.text);
        CHECK(hys_domain_columns(domain) == examples[i].columns, "%s: %zu", path,
              hys_domain_columns(domain));
        check_round_trip(domain);
        hys_domain_free(domain);
    }
}

/* Lists of any scalars, with weights and an order: read, written as they were, and told apart. */
TEST(json, scalars)
{
    static const char form[] =
        "{\n  \"hyspace\": 2,\n  \"space\": {\n"
        "    \"a\": {\"kind\": \"discrete\", \"values\": [true, 2.5, \"a\", null, -0.0, 1e300, "
        "9007199254740993, false], \"weights\": [1, 2.5, 0, 1, 1, 1, 1, 1]},\n"
        "    \"b\": {\"kind\": \"discrete\", \"values\": [\"x\", \"y\"], \"ordered\": true},\n"
        "    \"c\": {\"kind\": \"discrete\", \"values\": [3, 1], \"weights\": [1, 3], \"ordered\": "
        "true},\n"
        "    \"d\": {\"kind\": \"discrete\", \"values\": [null]},\n"
        "    \"e\": {\"kind\": \"discrete\", \"values\": [1, 2, \"\\\"\"]}\n  }\n}\n";
    static const char *const names[] = {
        "true", "2.5", "a", "null", "-0.0", "1e300", "9007199254740993", "false"};
    static const hys_scalar scalars[] = {HYS_SCALAR_BOOLEAN, HYS_SCALAR_NUMBER, HYS_SCALAR_STRING,
                                         HYS_SCALAR_NULL,    HYS_SCALAR_NUMBER, HYS_SCALAR_NUMBER,
                                         HYS_SCALAR_NUMBER,  HYS_SCALAR_BOOLEAN};
    /* Weights may stand before the values, and a number's text is as it would be written. */
    static const char other[] =
        "{\"hyspace\": 2, \"space\": {\"e\": {\"kind\": \"discrete\", \"values\": [1.0, 20e-1, "
        "\"\\\"\"]}, \"c\": {\"kind\": \"discrete\", \"weights\": [1.0, 3], \"ordered\": true, "
        "\"values\": [3, 1]}, \"b\": {\"kind\": \"discrete\", \"ordered\": true, \"weights\": "
        "[1, 1], \"values\": [\"x\", \"y\"]}}}";
    static const char *const wrong[] = {"yes", "", "0x1", "01", "1.", ".5", "+1", "1e", "nan", "-"};
    hys_json_error error;
    hys_domain *domain, *second;
    hys_space *space;
    uint64_t one[2], two[2];
    size_t bad;

    CHECK(hys_json_parse_domain(form, strlen(form), &domain, &error) == HYS_OK, "%s: %s",
          error.path, error.text);
    char *text = written(domain);
    CHECK(!strcmp(text, form), "%s", text);
    free(text);
    check_round_trip(domain);
    const hys_space *a = hys_domain_space(domain, 0);
    const hys_argument *list = hys_space_argument(a, 0);
    CHECK(hys_space_kind(a) == HYS_LABELS && list->scalars && list->count == 8, "values");
    for (size_t i = 0; i < list->count; i++)
        CHECK(!strcmp(list->names[i], names[i]) && list->scalars[i] == scalars[i], "%s",
              list->names[i]);
    CHECK(!hys_space_argument(hys_domain_space(domain, 1), 0)->scalars, "strings have types");
    CHECK(hys_json_parse_domain(other, strlen(other), &second, &error) == HYS_OK, "%s: %s",
          error.path, error.text);
    for (size_t c = 0; c < 2; c++) {
        hys_space_fingerprint(hys_domain_space(domain, 4 - 2 * c), one);
        hys_space_fingerprint(hys_domain_space(second, c), two);
        CHECK(!memcmp(one, two, sizeof one), "column %zu differs", c);
    }
    hys_domain_free(second);
    hys_domain_free(domain);

    /* The same names as strings, or with the types left out, are another space. */
    hys_argument argument = {
        .type = HYS_PARAM_NAMES, .names = names, .scalars = scalars, .count = 8};
    OK(hys_space_new(&space, HYS_LABELS, &argument, 1, NULL));
    hys_space_fingerprint(space, one);
    hys_space_free(space);
    argument.scalars = NULL;
    OK(hys_space_new(&space, HYS_LABELS, &argument, 1, NULL));
    hys_space_fingerprint(space, two);
    hys_space_free(space);
    CHECK(memcmp(one, two, sizeof one), "types do not count");
    argument.scalars = (const hys_scalar[8]){HYS_SCALAR_STRING};
    OK(hys_space_new(&space, HYS_LABELS, &argument, 1, NULL));
    hys_space_fingerprint(space, one);
    CHECK(!memcmp(one, two, sizeof one) && !hys_space_argument(space, 0)->scalars,
          "strings that say so are another space");
    hys_space_free(space);

    /* A name that its scalar cannot have. */
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        for (hys_scalar scalar = HYS_SCALAR_NUMBER; scalar < 5; scalar++) {
            const hys_argument one_name = {
                .type = HYS_PARAM_NAMES, .names = &wrong[i], .scalars = &scalar, .count = 1};
            CHECK(hys_space_new(&space, HYS_LABELS, &one_name, 1, &bad) == HYS_E_KIND_ARGUMENT &&
                      bad == 0 && !space,
                  "%s as %d", wrong[i], scalar);
        }
}

TEST(json, written_form)
{
    static const char form[] =
        "{\n  \"hyspace\": 1,\n  \"space\": {\n"
        "    \"a\": {\"kind\": \"linear\", \"lower\": 0, \"upper\": 0.1},\n"
        "    \"b c\\n\": {\"kind\": \"qlinear\", \"lower\": -3, \"upper\": 9007199254740992, "
        "\"type\": \"i64\"},\n"
        "    \"\xc3\xa9\": {\"kind\": \"discrete\", \"values\": [-0.0, 1e22, "
        "4.94065645841247e-324, 0.30000000000000004], \"type\": \"index\"},\n"
        "    \"l\": {\"kind\": \"discrete\", \"values\": [\"a\", \"\\\"\\\\\"]}\n  }\n}\n";
    const hys_type expected[] = {0, HYS_I64, HYS_INDEX, 0};
    FILE *file = stream_of(form, strlen(form));
    hys_domain *domain[3];
    char path[32];

    snprintf(path, sizeof path, "/dev/fd/%d", fileno(file));
    OK(hys_json_load_domain(file, &domain[0], NULL));
    OK(hys_json_read_domain(path, &domain[1], NULL));
    OK(hys_json_parse_domain(form, strlen(form), &domain[2], NULL));
    fclose(file);
    for (size_t d = 0; d < 3; d++) { /* each call gives the types */
        for (size_t c = 0; c < COUNT(expected); c++)
            CHECK(hys_domain_type(domain[d], c) == expected[c], "way %zu: column %zu: %d", d, c,
                  (int)hys_domain_type(domain[d], c));
        CHECK(signbit(hys_space_value(hys_domain_space(domain[d], 2), 0)), "the sign of zero");
        char *text = written(domain[d]);
        CHECK(!strcmp(text, form), "%s", text);
        free(text);
        hys_domain_free(domain[d]);
    }
}

/* What a file says beside its spaces is read, written as it was, and changes no fingerprint. */
TEST(json, notes)
{
    static const char form[] =
        "{\n  \"hyspace\": 2,\n  \"name\": \"svm \\\"or\\\" forest\",\n  \"space\": {\n"
        "    \"model\": {\"kind\": \"discrete\", \"values\": [\"svm\", \"forest\"], \"type\": "
        "\"index\", \"default\": \"forest\", \"dimension\": 21200, \"meta\": {\"b\": [1, 2.0, "
        "1e22, -0.0, 0.1, true, null, \"x\\n\", 9223372036854775807], \"a\": {}, \"\": []}},\n"
        "    \"c\": {\"kind\": \"linear\", \"lower\": 0, \"upper\": 1, \"default\": 1, "
        "\"dimension\": 0},\n"
        "    \"s\": {\"kind\": \"linear\", \"lower\": 0, \"upper\": 1, \"step\": 0.1, \"default\": "
        "0.3},\n"
        "    \"i\": {\"kind\": \"int\", \"lower\": -9223372036854775808, \"upper\": "
        "9223372036854775807, \"default\": 9223372036854775807},\n"
        "    \"b\": {\"kind\": \"bool\", \"default\": true},\n"
        "    \"m\": {\"kind\": \"discrete\", \"values\": [true, 2.5, \"a\", null], \"default\": "
        "null, \"meta\": {}},\n"
        "    \"m2\": {\"kind\": \"discrete\", \"values\": [true, 2.5, \"a\"], \"default\": 2.5},\n"
        "    \"n\": {\"kind\": \"discrete\", \"values\": [0.5, 1e22], \"default\": 1e22}\n"
        "  },\n  \"meta\": {\"configspace\": {\"format_version\": 0.4}}\n}\n";
    /* The same spaces alone, and each single note. */
    static const char plain[] =
        "{\"hyspace\": 1, \"space\": {\"x\": {\"kind\": \"qlinear\", \"lower\": 0, \"upper\": "
        "9}}}";
    static const char *const single[] = {
        "{\"hyspace\": 2, \"name\": \"\", \"space\": {\"x\": {\"kind\": \"qlinear\", \"lower\": 0, "
        "\"upper\": 9}}}",
        "{\"meta\": {}, \"hyspace\": 2, \"space\": {\"x\": {\"kind\": \"qlinear\", \"lower\": 0, "
        "\"upper\": 9}}}",
        "{\"hyspace\": 2, \"space\": {\"x\": {\"default\": 9.0, \"kind\": \"qlinear\", \"lower\": "
        "0, \"upper\": 9}}}",
        "{\"hyspace\": 2, \"space\": {\"x\": {\"kind\": \"qlinear\", \"dimension\": 7, \"lower\": "
        "0, \"upper\": 9}}}",
        "{\"hyspace\": 2, \"space\": {\"x\": {\"meta\": {\"a\": 1}, \"kind\": \"qlinear\", "
        "\"lower\": 0, \"upper\": 9}}}",
        "{\"hyspace\": 2, \"space\": {\"x\": {\"kind\": \"qlinear\", \"lower\": 0, \"upper\": "
        "9}}}",
    };
    hys_domain *domain = parse(form), *none = parse(plain);
    uint64_t one[2], two[2];
    char *text = written(domain);

    CHECK(!strcmp(text, form), "%s", text);
    free(text);
    check_round_trip(domain);
    CHECK(!strcmp(hys_domain_meta(domain), "{\"configspace\":{\"format_version\":0.4}}"), "%s",
          hys_domain_meta(domain));
    CHECK(hys_domain_default(domain, 3)->integer == INT64_MAX &&
              hys_domain_default(domain, 4)->index == 1,
          "defaults");
    hys_domain_free(domain);

    hys_domain_fingerprint(none, one);
    for (size_t i = 0; i < COUNT(single); i++) {
        domain = parse(single[i]);
        hys_domain_fingerprint(domain, two);
        CHECK(!memcmp(one, two, sizeof one), "%s: another fingerprint", single[i]);
        text = written(domain); /* by the lowest form that has it */
        const char *said = i + 1 < COUNT(single) ? "\"hyspace\": 2" : "\"hyspace\": 1";
        CHECK(strstr(text, said), "%s", text);
        free(text);
        check_round_trip(domain);
        hys_domain_free(domain);
    }
    hys_domain_free(none);
}

TEST(json, hard_numbers)
{
    static const double fixed[] = {0,
                                   -0.0,
                                   1,
                                   0.1,
                                   1e-5,
                                   0.3,
                                   1e22,
                                   1e23,
                                   0x1p53,
                                   0x1p53 - 1,
                                   0x1p53 + 2,
                                   -0x1p53,
                                   -0x1p53 - 2,
                                   0x1p63,
                                   0x1p64,
                                   1e15,
                                   123456789012345678.0,
                                   DBL_MAX,
                                   -DBL_MAX,
                                   DBL_MIN,
                                   0x1p-1074,
                                   0x0.fffffffffffffp-1022,
                                   0x1.fffffffffffffp-1,
                                   0x1.0000000000001p0,
                                   5e-324,
                                   9007199254740993.5,
                                   0x1.5555555555555p-2,
                                   2.2250738585072011e-308,
                                   8.41e21,
                                   9.5e-7,
                                   4.35,
                                   1e16};
    const size_t count = COUNT(fixed) + test_budget(1000, 20000, 1000000);
    double *values = test_memory(count * sizeof *values);
    uint64_t state = 1;
    const char *const name = "x";
    hys_space *space;
    hys_domain *domain;
    size_t bounds = 0;

    memcpy(values, fixed, sizeof fixed);
    for (size_t i = COUNT(fixed); i < count; i++)
        do {
            const uint64_t bits = test_random(&state);
            memcpy(&values[i], &bits, sizeof bits);
        } while (!isfinite(values[i]));
    OK(hys_space_discrete(&space, values, count));
    OK(hys_domain_new_typed(&domain, &name, &space, (const hys_type[]){HYS_F64}, 1, NULL));
    check_round_trip(domain);
    hys_space_free(space);
    hys_domain_free(domain);

    for (size_t i = 0; i + 1 < 1000; i += 2) {                 /* as bounds */
        const double a = values[i] / 2, b = values[i + 1] / 2; /* no span overflows */
        if (hys_space_linear(&space, fmin(a, b), fmax(a, b)) != HYS_OK)
            continue;
        bounds++;
        OK(hys_domain_new(&domain, &name, &space, 1, NULL));
        check_round_trip(domain);
        hys_space_free(space);
        hys_domain_free(domain);
    }
    CHECK(bounds > 450, "%zu", bounds);
    free(values);
}

TEST(json, unwritable)
{
    char *long_name = test_memory(HYS_JSON_NAME_MAX + 2);
    memset(long_name, 'n', HYS_JSON_NAME_MAX + 1);
    long_name[HYS_JSON_NAME_MAX + 1] = 0;
    const struct {
        const char *name, *label;
        hys_status status;
        const char *path, *text;
    } cases[] = {
        {"\xff", "a", HYS_E_JSON_SYNTAX, "space.", "not UTF-8"},
        {"x", "\xc3", HYS_E_JSON_SYNTAX, "space.x.values[1]", "not UTF-8"},
        {long_name, "a", HYS_E_JSON_LIMIT, NULL, "longer than 1048576 bytes"},
        {"x", long_name, HYS_E_JSON_LIMIT, "space.x.values[1]", "longer than 1048576 bytes"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *const labels[] = {"first", cases[i].label};
        hys_space *space;
        hys_domain *domain;
        hys_json_error error;
        char *text = long_name;
        OK(hys_space_labels(&space, labels, 2));
        OK(hys_domain_new(&domain, &cases[i].name, &space, 1, NULL));
        const hys_status status = hys_json_write_domain(domain, &text, &error);
        CHECK(status == cases[i].status && error.status == status && !text && !error.line,
              "%zu: %s", i, error.text);
        CHECK((!cases[i].path || !strcmp(error.path, cases[i].path)) &&
                  !strcmp(error.text, cases[i].text),
              "%zu: %s: %s", i, error.path, error.text);
        hys_space_free(space);
        hys_domain_free(domain);
    }
    free(long_name);
}

/* ---- the host ---- */

TEST(json, any_rounding)
{
    static const char text[] = "{\"hyspace\": 1, \"space\": {\"x\": {\"kind\": \"linear\", "
                               "\"lower\": 0.1, \"upper\": 0.7}}}";
    hys_domain *nearest = parse(text), *other;
    char *expected = written(nearest), *found;
    static const int modes[] = {
#ifdef FE_UPWARD
        FE_UPWARD,
        FE_DOWNWARD,
        FE_TOWARDZERO,
#endif
    };

    for (size_t i = 0; i < COUNT(modes); i++) {
        CHECK(fesetround(modes[i]) == 0, "mode %d", modes[i]);
        feclearexcept(FE_ALL_EXCEPT);
        const hys_status read = hys_json_parse_domain(text, sizeof text - 1, &other, NULL);
        const hys_status write = hys_json_write_domain(nearest, &found, NULL);
        const int mode = fegetround(), raised = fetestexcept(FE_ALL_EXCEPT);
        fesetround(FE_TONEAREST);
        CHECK(read == HYS_OK && write == HYS_OK, "%d, %d", (int)read, (int)write);
        CHECK(mode == modes[i] && !raised, "mode %d became %d, exceptions %#x", modes[i], mode,
              (unsigned)raised);
        check_same(nearest, other);
        CHECK(!strcmp(expected, found), "%s", found);
        hys_domain_free(other);
        free(found);
    }
    free(expected);
    hys_domain_free(nearest);
}

TEST(json, any_locale)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8",
                                        "fr_FR.utf8",  "de_DE",      "fr_FR"};
    hys_domain *domain;
    size_t i = 0;

    setenv("LOCPATH", HYS_TEST_LOCALES,
           0); /* make check has tests/tools/locales.sh make one there */
    while (i < COUNT(names) &&
           (!setlocale(LC_NUMERIC, names[i]) || *localeconv()->decimal_point != ','))
        i++;
    if (i == COUNT(names)) {
        setlocale(LC_NUMERIC, "C");
        test_skip("locales is not installed: no locale has a decimal comma");
    }
    domain = parse("{\"hyspace\": 1, \"space\": {\"x\": {\"kind\": \"linear\", \"lower\": 0.5, "
                   "\"upper\": 1234567.25}}}");
    char *text = written(domain);
    setlocale(LC_NUMERIC, "C");
    CHECK(strstr(text, "\"lower\": 0.5, \"upper\": 1234567.25"), "%s", text);
    CHECK(hys_space_lower(hys_domain_space(domain, 0)) == 0.5, "%a",
          hys_space_lower(hys_domain_space(domain, 0)));
    free(text);
    hys_domain_free(domain);
}

/* ---- no memory: every allocation fails in turn ---- */

/* Calls work, and each time a later allocation fails, until none does; returns how often one did.
 */
static size_t starve(hys_status (*work)(void))
{
    json_malloc_t old_malloc;
    json_free_t old_free;
    hys_status status = HYS_E_MEMORY;
    size_t failures = 0;

    json_get_alloc_funcs(&old_malloc, &old_free);
    json_set_alloc_funcs(malloc, free); /* as the linker changed them */
    while (status == HYS_E_MEMORY) {
        test_memory_held = 0;
        test_memory_left = failures++;
        status = work();
        test_memory_left = SIZE_MAX;
    }
    json_set_alloc_funcs(old_malloc, old_free);
    CHECK(status == HYS_OK, "with %zu allocations: %d, %zd held", failures - 1, (int)status,
          (ssize_t)test_memory_held);
    return failures - 1;
}

static struct {
    FILE *file;
    hys_domain *domain;
    char *text;
} starved;

/* HYS_E_INDEX: not all is left as it should be. */
static hys_status starved_load(void)
{
    hys_json_error error;
    rewind(starved.file);
    const hys_status status = hys_json_load_domain(starved.file, &starved.domain, &error);
    const int said =
        error.status == status && !strcmp(error.text, status == HYS_OK ? "" : hys_strerror(status));
    const int none = !starved.domain && test_memory_held == 0;
    const int good = status == HYS_OK ? starved.domain != NULL : none;
    return good && said ? status : HYS_E_INDEX;
}

static hys_status starved_write(void)
{
    hys_json_error error;
    char *text;
    const hys_status status = hys_json_write_domain(starved.domain, &text, &error);
    const int good =
        status == HYS_OK ? !strcmp(text, starved.text) : !text && error.status == status;
    free(text);
    /* the stream's text came from the C library: freed here or in the library, but never counted as
     * given */
    return good && test_memory_held == (size_t)-1 ? status : HYS_E_INDEX;
}

TEST(json, no_memory)
{
    /* no number or word longer than 14 characters: jansson 2.14 does not look whether its buffer of
     * 16 could grow */
    static const char text[] = "{\"hyspace\": 1, \"space\": {\"a\": {\"kind\": \"qlinear\", "
                               "\"lower\": 0.5, \"upper\": 9},\n"
                               "\"b\": {\"kind\": \"discrete\", \"values\": [1, 2.5, 1e9]}, \"c\": "
                               "{\"kind\": \"discrete\", \"values\": [\"u\", \"v\", \"w\"]}}}";
    static const char noted[] =
        "{\"hyspace\": 2, \"name\": \"n\", \"space\": {\"a\": {\"kind\": \"qlinear\", \"lower\": "
        "0, \"upper\": 9, \"default\": 3, \"dimension\": 4, \"meta\": {\"k\": [1.5, {\"s\": "
        "\"t\"}, "
        "null]}}, \"b\": {\"kind\": \"discrete\", \"values\": [\"u\", 2.5], \"default\": 2.5}}, "
        "\"meta\": {\"v\": 0.1}}";
    /* a name that grows it, after which no number hides that it could not */
    static const char named[] = "{\"hyspace\": 1, \"space\": {\"a name of 20 letters\": {\"kind\": "
                                "\"discrete\", \"values\": [\"u\"]}}}";

    starved.file = stream_of(named, sizeof named - 1);
    starve(starved_load);
    CHECK(!strcmp(hys_domain_name(starved.domain, 0), "a name of 20 letters"), "%s",
          hys_domain_name(starved.domain, 0));
    hys_domain_free(starved.domain);
    fclose(starved.file);
    starved.file = stream_of(text, sizeof text - 1);
    size_t loading = starve(starved_load);
    check_round_trip(starved.domain);
    starved.text = written(starved.domain);
    size_t writing = starve(starved_write);
    free(starved.text);
    hys_domain_free(starved.domain);
    fclose(starved.file);

    starved.file = stream_of(noted, sizeof noted - 1);
    loading += starve(starved_load);
    CHECK(hys_domain_title(starved.domain) && hys_domain_meta(starved.domain) &&
              hys_domain_column_meta(starved.domain, 0) && hys_domain_default(starved.domain, 1),
          "what memory was short for is left out");
    check_round_trip(starved.domain);
    starved.text = written(starved.domain);
    writing += starve(starved_write);
    test_note("json: %zu allocations of reading and %zu of writing failed in turn", loading,
              writing);
    CHECK(loading > 150 && writing > 60, "%zu, %zu", loading, writing);
    free(starved.text);
    hys_domain_free(starved.domain);
    fclose(starved.file);
}
