/* Bad arguments of every parameter of every kind: the rows of tests/data/bad_arguments.tsv, each
 * refused by hys_space_new, which names the argument, as a word, and in a file, whose message names
 * it; arguments that are missing, of another type, or without what they point to. */
#include <config.h>

#include <math.h>

#include <hyspace-json.h>

#include "tests/unit/test.h"

enum { LIST = 64 };

/* The arguments of a word, and the description of a column that says the same in JSON. */
struct given {
    hys_kind kind;
    hys_argument argument[HYS_KIND_PARAMS_MAX];
    double reals[HYS_KIND_PARAMS_MAX][LIST];
    const char *names[LIST];
    char json[2048];
    bool is_json; /* no number is NaN or infinite */
};

/* Whether a text is a number, as JSON has it too unless it is NaN or infinite. */
static bool read_real(struct given *given, const char *text, double *real)
{
    char *end;
    *real = strtod(text, &end);
    given->is_json = given->is_json && (*end || isfinite(*real));
    return *text && !*end;
}

/* The kind of a word, which has names where its first value is no number. */
static hys_kind kind_of(const char *word, bool number)
{
    for (size_t i = 0; i < hys_kind_count(); i++) {
        const hys_kind kind = hys_kind_at(i);
        const hys_param *first = hys_kind_param(kind, 0);
        const bool fits = first && first->type != (number ? HYS_PARAM_NAMES : HYS_PARAM_REALS);
        if (!strcmp(hys_kind_word(kind), word) && fits)
            return kind;
    }
    CHECK(0, "no kind %s", word);
    return 0;
}

static void add_json(struct given *given, const char *format, const char *text)
{
    const size_t used = strlen(given->json);
    snprintf(given->json + used, sizeof given->json - used, format, text);
}

static void read_list(struct given *given, size_t p, char *text)
{
    hys_argument *argument = &given->argument[p];
    const bool names = argument->type == HYS_PARAM_NAMES;
    const bool one = hys_kind_traits(given->kind) & HYS_KIND_ONE;
    size_t count = 0;
    add_json(given, "%s", one ? "" : "[");
    for (char *rest = text; rest; count++) {
        char *entry = strsep(&rest, ",");
        CHECK(count < LIST, "too long a list");
        given->names[count] = names ? entry : given->names[count];
        CHECK(names || read_real(given, entry, &given->reals[p][count]), "%s", entry);
        add_json(given, count ? ", " : "%s", "");
        add_json(given, names ? "\"%s\"" : "%s", entry);
    }
    add_json(given, "%s", one ? "" : "]");
    argument->count = count;
    argument->names = given->names;
    argument->reals = given->reals[p];
}

static void read_argument(struct given *given, size_t p, char *text)
{
    const hys_param *param = hys_kind_param(given->kind, p);
    hys_argument *argument = &given->argument[p];
    CHECK(param && !argument->type, "parameter %zu: %s", p, text);
    argument->type = param->type;
    add_json(given, ", \"%s\": ", param->name);
    switch (param->type) {
    case HYS_PARAM_REAL: CHECK(read_real(given, text, &argument->real), "%s", text); break;
    case HYS_PARAM_INTEGER: argument->integer = strtoll(text, NULL, 10); break;
    case HYS_PARAM_SWITCH: argument->on = 1; break;
    case HYS_PARAM_WORD: argument->word = text; break;
    default: read_list(given, p, text); return;
    }
    add_json(given, param->type == HYS_PARAM_WORD ? "\"%s\"" : "%s",
             param->type == HYS_PARAM_SWITCH ? "true" : text);
}

/* The number of the parameter that a text such as step=2 or clip names, behind which *value begins;
 * else `place`. */
static size_t parameter_of(hys_kind kind, char *text, size_t place, char **value)
{
    const size_t length = strcspn(text, "=");
    *value = text;
    for (size_t p = 0; p < hys_kind_params(kind); p++) {
        const char *name = hys_kind_param(kind, p)->name;
        if (strlen(name) == length && !strncmp(name, text, length)) {
            *value = text + length + (text[length] == '=');
            return p;
        }
    }
    return place;
}

/* Takes a word apart: KIND, values in the order of the parameters, NAME=VALUE, and switches. */
static void read_word(struct given *given, char *word)
{
    char *rest = word, *value, first[64];
    const char *kind = strsep(&rest, ":");
    double number;
    CHECK(rest, "%s has no value", kind);
    snprintf(first, sizeof first, "%.*s", (int)strcspn(rest, ":,"), rest);
    *given = (struct given){.is_json = true};
    given->kind = kind_of(kind, read_real(given, first, &number));
    add_json(given, "{\"kind\": \"%s\"", hys_kind_word(given->kind));
    for (size_t place = 0; rest; place++) {
        char *text = strsep(&rest, ":");
        const size_t p = parameter_of(given->kind, text, place, &value);
        read_argument(given, p, value);
    }
    add_json(given, "%s", "}");
}

/* ---- the table ---- */

static size_t lines, in_files, without_fma;
static uint32_t named[64]; /* parameters at fault, of each kind */

static void check_file(int number, const struct given *given, hys_status expected, const char *bad,
                       const char *message)
{
    char text[2200], path[128];
    hys_json_error error;
    hys_domain *domain;
    snprintf(text, sizeof text, "{\"hyspace\": 2, \"space\": {\"x\": %s}}", given->json);
    snprintf(path, sizeof path, "space.x%s%s", *bad == '-' ? "" : ".", *bad == '-' ? "" : bad);
    const hys_status status = hys_json_parse_domain(text, strlen(text), &domain, &error);
    CHECK(status == expected && !domain, "line %d: %s: %s, %s", number, text, hys_strerror(status),
          error.text);
    CHECK(!strcmp(error.path, path), "line %d: path %s, not %s", number, error.path, path);
    CHECK(!strcmp(error.text, message), "line %d: \"%s\", not \"%s\"", number, error.text, message);
    in_files++;
}

static void bad_line(int number, int fields, char **field)
{
    struct given given;
    size_t bad = 99;
    hys_space *space;
    char *word = test_memory(strlen(field[0]) + 1);
    CHECK(fields == 4, "line %d: %d fields", number, fields);
    read_word(&given, strcpy(word, field[0]));
    const size_t params = hys_kind_params(given.kind);
    const hys_status status = hys_space_new(&space, given.kind, given.argument, params, &bad),
                     expected = test_status(field[1]);
    lines++;
    if (status == HYS_E_ISA && !test_has_fma()) {
        without_fma++;
        free(word);
        return;
    }
    CHECK(status == expected && !space, "line %d: %s: %s, not %s", number, field[0],
          hys_strerror(status), field[1]);
    const hys_param *param = hys_kind_param(given.kind, bad);
    CHECK(!strcmp(param ? param->name : "-", field[2]) && bad <= params,
          "line %d: %s: %s is named, not %s", number, field[0], param ? param->name : "none",
          field[2]);
    /* Texts know which words a parameter has. An empty label is no word. */
    const bool is_word = param && param->type == HYS_PARAM_WORD;
    const hys_status in_text =
        is_word && expected == HYS_E_KIND_ARGUMENT ? HYS_E_JSON_FORM : expected;
    const hys_status of_word = test_space_new(&space, field[0]);
    CHECK(of_word == (expected == HYS_E_VALUES_LABEL ? HYS_E_JSON_FORM : in_text) && !space,
          "line %d: %s", number, hys_strerror(of_word));
    if (given.is_json)
        check_file(number, &given, in_text, field[2], field[3]);
    else
        CHECK(!strcmp(field[3], "-"), "line %d: a file cannot say this", number);
    if (param)
        named[given.kind] |= 1u << bad;
    free(word);
}

/* Every 64-bit integer is a bound of int, and a list may be ordered whatever it holds. */
static bool is_never_wrong(hys_kind kind, size_t p)
{
    const char *name = hys_kind_param(kind, p)->name;
    return (kind == HYS_INT && p < 2) || !strcmp(name, "ordered");
}

TEST(arguments, refused)
{
    lines = in_files = without_fma = 0;
    memset(named, 0, sizeof named);
    test_each_line("bad_arguments.tsv", bad_line);
    for (size_t i = 0; test_has_fma() && i < hys_kind_count(); i++) {
        const hys_kind kind = hys_kind_at(i);
        for (size_t p = 0; p < hys_kind_params(kind); p++)
            CHECK(named[kind] >> p & 1 || is_never_wrong(kind, p), "%s: no line names %s",
                  hys_kind_name(kind), hys_kind_param(kind, p)->name);
    }
    test_note("arguments: %zu lines refused by the argument that is named, %zu of them in files, "
              "%zu not tried without FMA",
              lines, in_files, without_fma);
    CHECK(lines >= 150 || !test_has_fma(), "%zu lines", lines);
}

/* ---- arguments that are no value of their parameter ---- */

static size_t faults;

static void check_fault(hys_kind kind, hys_argument *argument, size_t p, hys_argument wrong,
                        hys_status expected)
{
    const hys_argument right = argument[p];
    hys_space *space;
    size_t bad = 99;
    argument[p] = wrong;
    const hys_status status = hys_space_new(&space, kind, argument, hys_kind_params(kind), &bad);
    CHECK(status == expected && bad == p && !space, "%s, %s: %s, %zu", hys_kind_name(kind),
          hys_kind_param(kind, p)->name, hys_strerror(status), bad);
    argument[p] = right;
    faults++;
}

/* A value of each other type, none, one with a member that is reserved, a word that the parameter
 * has not, and no list, no word and no name. */
static void check_parameter(hys_kind kind, hys_argument *argument, size_t p)
{
    static const double reals[] = {1, 2};
    static const char *const names[] = {"a"}, *const none[] = {NULL};
    const hys_param *param = hys_kind_param(kind, p);
    hys_argument wrong = {
        .real = 1, .integer = 1, .word = "equal", .reals = reals, .names = names, .count = 1};
    for (wrong.type = -1; wrong.type <= HYS_PARAM_NAMES + 1; wrong.type++)
        if (wrong.type != 0 && wrong.type != param->type)
            check_fault(kind, argument, p, wrong, HYS_E_KIND_ARGUMENT);
    if (param->optional == HYS_PARAM_REQUIRED)
        check_fault(kind, argument, p, (hys_argument){0}, HYS_E_KIND_ARGUMENT);
    wrong.type = param->type;
    wrong.word = param->words ? param->words[0] : NULL;
    wrong.reserved = reals;
    check_fault(kind, argument, p, wrong, HYS_E_KIND_ARGUMENT);
    wrong.reserved = NULL;
    if (param->type == HYS_PARAM_WORD) {
        wrong.word = "";
        check_fault(kind, argument, p, wrong, HYS_E_KIND_ARGUMENT);
    }
    if (param->type == HYS_PARAM_NAMES) {
        wrong.names = none;
        check_fault(kind, argument, p, wrong, HYS_E_NULL);
        wrong.names = names;
        wrong.scalars = (const hys_scalar[]){HYS_SCALAR_NULL + 1};
        check_fault(kind, argument, p, wrong, HYS_E_KIND_ARGUMENT);
        wrong.scalars = NULL;
    }
    wrong.word = NULL;
    wrong.reals = NULL;
    wrong.names = NULL;
    if (param->type >= HYS_PARAM_REALS || param->type == HYS_PARAM_WORD)
        check_fault(kind, argument, p, wrong, HYS_E_NULL);
}

TEST(arguments, of_another_type)
{
    const struct test_words words = test_words("calls", "easy");
    size_t parameters = 0;
    faults = 0;
    for (size_t w = 0; w < words.count; w++) {
        hys_space *space = test_space_word(words.word[w]);
        const hys_kind kind = hys_space_kind(space);
        hys_argument argument[HYS_KIND_PARAMS_MAX];
        for (size_t p = 0; p < hys_kind_params(kind); p++)
            argument[p] = *hys_space_argument(space, p);
        for (size_t p = 0; p < hys_kind_params(kind); p++, parameters++)
            check_parameter(kind, argument, p);
        hys_space_free(space);
    }
    test_note("arguments: %zu faults of %zu parameters, each naming its own", faults, parameters);
}
