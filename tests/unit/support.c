#include <config.h>

#include <ctype.h>
#include <math.h>
#include <errno.h>
#include <fenv.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

#include "json/words.h"
#include "tests/unit/test.h"

const char *test_path(const char *name)
{
    static char path[4096];
    const char *folder = getenv("HYS_TEST_DIR");
    snprintf(path, sizeof path, "%s/%s", folder ? folder : HYS_TEST_DATA, name);
    return path;
}

/* What a kind of vectors/density is called here, and the parameters that a line's numbers are of,
 * in order. */
static const struct line_kind {
    const char *name, *kind;
    const char *param[6];
} line_kinds[] = {
    {"linear", "linear", {"lower", "upper"}},
    {"log", "log", {"lower", "upper"}},
    {"reverse_log", "reverse_log", {"lower", "upper"}},
    {"logit", "logit", {"lower", "upper"}},
    {"normal", "normal", {"mu", "sigma"}},
    {"lognormal", "lognormal", {"mu", "sigma"}},
    {"truncated normal", "normal", {"mu", "sigma", "lower", "upper"}},
    {"truncated lognormal", "lognormal", {"mu", "sigma", "lower", "upper"}},
    {"int", "int", {"lower", "upper", "step"}},
    {"logint", "logint", {"lower", "upper"}},
    {"logstep equal cells", "log", {"lower", "upper", "step"}},
    {"qnormal", "normal", {"mu", "sigma", "step", "lower", "upper"}},
    {"qlognormal", "lognormal", {"mu", "sigma", "step", "lower", "upper"}},
    {"weighted", "discrete", {"weights"}}, /* of the values 0, 1, .. */
};
enum { LINE_KINDS = sizeof line_kinds / sizeof *line_kinds };

static const struct line_kind *line_kind_of(const char *name)
{
    for (size_t k = 0; k < LINE_KINDS; k++)
        if (!strcmp(line_kinds[k].name, name))
            return &line_kinds[k];
    return NULL;
}

/* Whether the kind that a text begins with, up to one of the characters of `end`, needs FMA. */
static bool kind_needs_fma(const char *text, const char *end)
{
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(text, end), text);
    const struct line_kind *line_kind = line_kind_of(name);
    const hys_kind kind = hys_kind_from_name(line_kind ? line_kind->kind : name);
    return hys_kind_traits(kind) & HYS_KIND_FMA;
}

/* A field is a kind or a word, or has the kinds of a table's columns in a JSON text. */
static bool needs_fma(const char *field)
{
    static const char column[] = "[\"";
    if (kind_needs_fma(field, ":"))
        return true;
    for (const char *at = field; (at = strstr(at, column));)
        if (kind_needs_fma(at += strlen(column), "\""))
            return true;
    return false;
}

size_t test_each_line(const char *name, void (*line)(int number, int fields, char **field))
{
    FILE *file = fopen(test_path(name), "r");
    char *text = NULL, *field[64];
    size_t capacity = 0, lines = 0, refused = 0;
    const int has_fma = test_has_fma();
    int number = 0;

    CHECK(file, "%s", test_path(name));
    while (getline(&text, &capacity, file) >= 0) {
        bool refuses = false;
        int fields = 0;
        number++;
        text[strcspn(text, "\n")] = 0;
        if (!text[0] || text[0] == '#')
            continue;
        for (char *rest = text; rest && fields < 64; fields++) {
            field[fields] = strsep(&rest, "\t");
            refuses |= !has_fma && needs_fma(field[fields]);
        }
        if (refuses) {
            refused++;
            continue;
        }
        line(number, fields, field);
        lines++;
    }
    if (refused)
        test_note("%s: %zu lines not compared: their kinds need FMA", name, refused);
    free(text);
    fclose(file);
    CHECK(lines + refused > 0, "%s has no case", name);
    return lines;
}

/* ---- spaces ---- */

/* Writes the hexadecimal numbers of a word as decimals of the same value, which are all that the
 * program reads. */
static void put_decimals(char *to, const char *word)
{
    static const char separators[] = ":,";
    while (*word) {
        const size_t length = strcspn(word, separators);
        const bool hexadecimal = !strncmp(word + (*word == '-'), "0x", 2);
        to += hexadecimal ? sprintf(to, "%.17g", strtod(word, NULL))
                          : sprintf(to, "%.*s", (int)length, word);
        word += length;
        if (*word)
            *to++ = *word++;
    }
    *to = '\0';
}

hys_status test_space_new(hys_space **space, const char *word)
{
    char *decimals = test_memory(16 * strlen(word) + 1), *message;
    put_decimals(decimals, word);
    const hys_status status = hysi_space_from_word(space, decimals, &message);
    free(message);
    free(decimals);
    return status;
}

hys_space *test_space_word(const char *word)
{
    hys_space *space;
    const hys_status status = test_space_new(&space, word);
    if (status == HYS_E_ISA)
        test_needs_fma();
    CHECK(status == HYS_OK, "%s: %s", word, hys_strerror(status));
    return space;
}

hys_space *test_space(const char *kind, const char *lower, const char *upper, const char *base,
                      const char *values)
{
    char *word = test_memory(strlen(values) + 256);
    if (strcmp(values, "-") != 0)
        sprintf(word, "%s:%s", kind, values);
    else
        snprintf(word, 256, "%s:%s:%s%s%s", kind, lower, upper, strstr(kind, "log") ? ":" : "",
                 strstr(kind, "log") ? base : "");
    hys_space *space = test_space_word(word);
    free(word);
    return space;
}

/* The numbers in a text, up to one in brackets, of which there may be `most`. */
enum { NUMBERS = 128 };
static size_t numbers_in(const char *text, size_t most, const char *number[NUMBERS])
{
    static char copy[512];
    size_t count = 0;
    CHECK(strlen(text) < sizeof copy, "%s", text);
    strcpy(copy, text);
    copy[strcspn(copy, "(")] = 0;
    for (char *at = strtok(copy, " ,[]"); at && count < most; at = strtok(NULL, " ,[]"))
        if (isdigit((unsigned char)at[0]) || (at[0] == '-' && isdigit((unsigned char)at[1])))
            number[count++] = at;
    return count;
}

static hys_space *weighted_indices(const char *const *number, size_t count)
{
    double index[NUMBERS], weights[NUMBERS];
    hys_space *space;
    for (size_t i = 0; i < count; i++) {
        index[i] = (double)i;
        weights[i] = strtod(number[i], NULL);
    }
    const hys_argument argument[] = {{.type = HYS_PARAM_REALS, .reals = index, .count = count},
                                     {.type = HYS_PARAM_REALS, .reals = weights, .count = count}};
    OK(hys_space_new(&space, HYS_DISCRETE, argument, 2, NULL));
    return space;
}

hys_space *test_space_of_line(const char *name, const char *parameters)
{
    static hys_space *space; /* lines of one space follow each other */
    static char last[640];
    hys_argument argument[HYS_KIND_PARAMS_MAX] = {{0}};
    const struct line_kind *line_kind = line_kind_of(name);
    const char *number[NUMBERS];
    char key[640];
    size_t given = 0;

    CHECK(line_kind, "no kind %s", name);
    snprintf(key, sizeof key, "%s %s", name, parameters);
    if (!strcmp(key, last))
        return space;
    hys_space_free(space);
    space = NULL;
    strcpy(last, key);
    while (given < sizeof line_kind->param / sizeof line_kind->param[0] && line_kind->param[given])
        given++;
    const bool weighted = !strcmp(line_kind->param[0], "weights");
    const size_t count = numbers_in(parameters, weighted ? NUMBERS : given, number);
    if (weighted)
        return space = weighted_indices(number, count);
    const hys_kind kind = hys_kind_from_name(line_kind->kind);
    for (size_t k = 0; k < count; k++) {
        const size_t p = test_param(kind, line_kind->param[k]);
        CHECK(p < hys_kind_params(kind), "%s has no %s", line_kind->kind, line_kind->param[k]);
        argument[p].type = hys_kind_param(kind, p)->type;
        if (argument[p].type == HYS_PARAM_INTEGER)
            argument[p].integer = strtoll(number[k], NULL, 10);
        else
            argument[p].real = strtod(number[k], NULL);
    }
    OK(hys_space_new(&space, kind, argument, hys_kind_params(kind), NULL));
    return space;
}

bool test_first(uint64_t most, bool (*holds)(const void *context, uint64_t x), const void *context,
                uint64_t *first)
{
    uint64_t low = 0, high = most;
    if (!holds(context, high))
        return false;
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (holds(context, middle))
            high = middle;
        else
            low = middle + 1;
    }
    *first = low;
    return true;
}

static struct {
    const char *suite, *class;
    size_t count;
    struct test_words *words;
} wanted;

static void keep_word(int number, int fields, char **field)
{
    hys_space *space;
    CHECK(fields == 4, "spaces.tsv:%d: %d fields", number, fields);
    if (strcmp(field[1], wanted.class) != 0)
        return;
    for (char *rest = field[3]; rest;)
        if (!strcmp(strsep(&rest, ","), wanted.suite)) {
            struct test_words *words = wanted.words;
            CHECK(words->count < TEST_WORDS && strlen(field[0]) < sizeof words->word[0],
                  "spaces.tsv:%d: too much", number);
            if (test_space_new(&space, field[0]) == HYS_E_ISA)
                return;
            hys_space_free(space);
            strcpy(words->word[words->count++], field[0]);
        }
}

struct test_words test_words(const char *suite, const char *class)
{
    struct test_words words = {0};
    wanted.suite = suite;
    wanted.class = class;
    wanted.words = &words;
    test_each_line("spaces.tsv", keep_word);
    CHECK(words.count > 0, "spaces.tsv has no %s row of %s", class, suite);
    return words;
}

size_t test_param(hys_kind kind, const char *name)
{
    size_t p = 0;
    while (p < hys_kind_params(kind) && strcmp(hys_kind_param(kind, p)->name, name) != 0)
        p++;
    return p;
}

const hys_argument *test_parameter(const hys_space *space, const char *name)
{
    return hys_space_argument(space, test_param(hys_space_kind(space), name));
}

const hys_argument *test_argument(const hys_space *space, const char *name)
{
    const hys_argument *argument = test_parameter(space, name);
    return argument && argument->type ? argument : NULL;
}

void test_range(const hys_space *space, double *lower, double *upper)
{
    const double units[] = {0x1p-20, 1 - 0x1p-20};
    double values[2];
    hys_extent extent;
    hys_space_extent(space, &extent);
    *lower = extent.lower;
    *upper = extent.upper;
    if ((extent.distinct > 0 && isfinite(extent.upper - extent.lower)) ||
        !(hys_space_encode_types(space) & 1u << HYS_F64))
        return;
    const bool is_log = hys_kind_traits(hys_space_kind(space)) & HYS_KIND_LOG;
    OK(hys_decode_f64(space, units, 2, values));
    if (!isfinite(extent.lower) || (is_log && !(extent.lower > 0)))
        *lower = values[0];
    if (!isfinite(extent.upper))
        *upper = values[1];
}

/* The density integrates a short interval better than a difference of tails. */
double test_normal_between(double a, double b)
{
    const double h = b - a, m = (a + b) / 2, root = sqrt(0.5);
    if (h * (1 + fabs(m)) < 0x1p-8)
        return exp(-m * m / 2) * 0.3989422804014327 * h * (1 + h * h * (m * m - 1) / 24);
    if (a >= 0)
        return (erfc(a * root) - erfc(b * root)) / 2;
    return b <= 0 ? test_normal_between(-b, -a) : (erf(b * root) + erf(-a * root)) / 2;
}

bool test_normal_of(const hys_space *space, struct test_normal *law)
{
    const hys_argument *mu = test_argument(space, "mu"), *sigma = test_argument(space, "sigma"),
                       *base = test_argument(space, "base");
    hys_extent extent;
    if (!sigma)
        return false;
    hys_space_extent(space, &extent);
    const bool is_log = hys_kind_traits(hys_space_kind(space)) & HYS_KIND_LOG;
    const double unit = is_log ? log2(base ? base->real : 2.718281828459045) : 1;
    *law = (struct test_normal){.is_log = is_log,
                                .mu = mu->real * unit,
                                .sigma = sigma->real * unit,
                                .from = is_log ? log2(extent.lower) : extent.lower,
                                .to = is_log ? log2(extent.upper) : extent.upper};
    law->a = (law->from - law->mu) / law->sigma;
    law->b = (law->to - law->mu) / law->sigma;
    law->mass = test_normal_between(law->a, law->b);
    return true;
}

double test_normal_below(const struct test_normal *law, double value)
{
    const double z = ((law->is_log ? log2(value) : value) - law->mu) / law->sigma;
    return test_normal_between(law->a, z) / law->mass;
}

double test_normal_slack(const struct test_normal *law)
{
    const double nearest = law->a > 0 ? law->a : law->b < 0 ? -law->b : 0;
    return 0x1p-52 + erfc(nearest * sqrt(0.5)) / 2 / law->mass * (nearest * nearest + 8) * 0x1p-51;
}

/* ---- round trips ---- */

int test_is_continuous(const hys_space *space)
{
    hys_extent extent;
    hys_space_extent(space, &extent);
    const uint32_t traits = hys_kind_traits(hys_space_kind(space));
    return extent.distinct == 0 && !(traits & (HYS_KIND_INTEGERS | HYS_KIND_LIST));
}

double test_real(const void *values, size_t k, hys_type type)
{
    const unsigned char *at = (const unsigned char *)values + k * hys_type_size(type);
    float narrow;
    double wide;
    if (type == HYS_F32)
        memcpy(&narrow, at, sizeof narrow);
    else
        memcpy(&wide, at, sizeof wide);
    return type == HYS_F32 ? (double)narrow : wide;
}

struct test_slope test_slope_of(const hys_space *space, double v)
{
    const double lower = hys_space_lower(space), upper = hys_space_upper(space);
    const double ln_2 = 0.6931471805599454;
    const hys_argument *given;
    double about;
    switch (hys_space_kind(space)) {
    case HYS_LOG: return (struct test_slope){log2(lower), log2(upper), fabs(v) * ln_2, fabs(v)};
    case HYS_LOGIT:
        return (struct test_slope){log2(lower / (1 - lower)), log2(upper / (1 - upper)),
                                   v * (1 - v) * ln_2, v};
    case HYS_REVERSE_LOG:
        given = hys_space_argument(space, 2);
        about = given->type ? given->real : lower + upper;
        return (struct test_slope){log2(about - upper), log2(about - lower), (about - v) * ln_2,
                                   fmax(fabs(lower), fmax(fabs(upper), fabs(about)))};
    default:
        return (struct test_slope){0, upper - lower, 1, fabs(v)}; /* not read of normal kinds */
    }
}

/* How much decode(encode(v)) may differ from v, by docs/spec.md. */
static double round_trip_error(const hys_space *space, double v, hys_type type)
{
    const struct test_slope s = test_slope_of(space, v);
    const double ends = fmax(fabs(s.from), fabs(s.to)), a = fabs(v);
    double error = (s.to - s.from) * s.scale * 0x1p-52 +
                   4 * (nextafter(s.size, HUGE_VAL) - s.size) +
                   (s.from == 0 ? 0 : ends * s.scale * 0x1.8p-52);
    struct test_normal law;
    if (test_normal_of(space, &law)) { /* on the axis, where the slope is 1 / density */
        const double axis = law.is_log ? log2(v) : v, z = (axis - law.mu) / law.sigma;
        const double steep = law.mass * law.sigma / (exp(-z * z / 2) * 0.3989422804014327);
        error = steep * test_normal_slack(&law) +
                (fabs(z) * law.sigma + fabs(law.mu) + fabs(axis)) * 0x1p-50;
        error = (law.is_log ? a * error : error) + 2 * (nextafter(a, HUGE_VAL) - a);
    }
    return type == HYS_F64 ? error : error + (double)(nextafterf((float)a, INFINITY) - (float)a);
}

void test_round_trip(const hys_space *space, const char *what, hys_type type, const void *values,
                     size_t n)
{
    const size_t size = hys_type_size(type);
    double *unit = test_memory(n * sizeof *unit);
    void *back = test_memory(n * size);
    OK(hys_encode(space, values, n, type, unit, NULL));
    OK(hys_decode(space, unit, n, type, back, NULL));
    for (size_t k = 0; k < n; k++)
        CHECK(unit[k] >= 0 && unit[k] <= 1, "%s as %s: unit %.17g", what, hys_type_name(type),
              unit[k]);
    if (!test_is_continuous(space)) {
        CHECK(!memcmp(values, back, n * size), "%s as %s: a value does not come back", what,
              hys_type_name(type));
    } else {
        for (size_t k = 0; k < n; k++) {
            const double v = test_real(values, k, type), w = test_real(back, k, type);
            CHECK(fabs(v - w) <= round_trip_error(space, v, type),
                  "%s as %s: %.17g comes back as %.17g", what, hys_type_name(type), v, w);
        }
    }
    free(back);
    free(unit);
}

hys_status test_status(const char *name)
{
    for (size_t i = 0; i < hys_status_count(); i++) {
        const char *found = hys_status_name(hys_status_at(i));
        if (!strncmp(found, "HYS_E_", 6) && !strcmp(found + 6, name))
            return hys_status_at(i);
    }
    CHECK(0, "no status %s", name);
    return HYS_OK;
}

int test_has_fma(void)
{
    hys_space *space;
    const hys_status status = hys_space_log(&space, 1, 2, 2);
    CHECK(status == HYS_OK || status == HYS_E_ISA, "%s", hys_strerror(status));
    hys_space_free(space);
    return status == HYS_OK;
}

void test_needs_fma(void)
{
    if (!test_has_fma())
        test_skip("its kinds need FMA");
}

void test_needs_cpu(void)
{
    const char *reason = getenv("HYS_TEST_EMULATED");
    if (reason)
        test_skip("%s", reason);
}

size_t test_budget(size_t brief, size_t daily, size_t whole)
{
    const char *budget = getenv("HYS_TEST_BUDGET");
    if (!budget)
        return daily;
    CHECK(!strcmp(budget, "short") || !strcmp(budget, "long"),
          "HYS_TEST_BUDGET is short or long, not %s", budget);
    return !strcmp(budget, "short") ? brief : whole;
}

/* ---- guard pages ---- */

struct test_guarded test_guarded_new(size_t bytes)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), length = (bytes + page - 1) / page * page;
    unsigned char *memory =
        mmap(NULL, length + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(memory != MAP_FAILED && !mprotect(memory, page, PROT_NONE) &&
              !mprotect(memory + page + length, page, PROT_NONE),
          "mmap");
    return (struct test_guarded){memory + page, memory + page + length};
}

void test_guarded_free(struct test_guarded memory)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    munmap(memory.start - page, (size_t)(memory.end - memory.start) + 2 * page);
}

static const char *const *guarded_what;

/* The fault is synchronous, in a kernel that holds no lock: the test may end from here. */
static void touched(int number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    test_fail(__FILE__, __LINE__, "guard page", "touched by %s", *guarded_what);
}

void test_guard_as(const char *const *what)
{
    struct sigaction action = {.sa_handler = what ? touched : SIG_DFL};
    guarded_what = what;
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}

size_t test_each_isa(void (*body)(void))
{
    size_t count = 0;
    for (size_t i = 0; i < hys_isa_count(); i++) {
        const char *isa = hys_isa_name(i), *only = getenv("HYSPACE_ISA");
        if (!hys_isa_available(i) || (only && strcmp(only, isa) != 0))
            continue;
        OK(hys_isa_select(isa));
        CHECK(!strcmp(hys_isa_current(), isa), "%s was asked for, %s is in use", isa,
              hys_isa_current());
        body();
        count++;
    }
    OK(hys_isa_select(getenv("HYSPACE_ISA")));
    CHECK(count > 0, "no instruction set");
    return count;
}

uint64_t test_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

int test_raised(void)
{
    const int raised = fetestexcept(FE_ALL_EXCEPT);
    feclearexcept(FE_ALL_EXCEPT);
    return raised;
}

uint64_t test_digest(const void *data, size_t bytes) { return XXH3_64bits(data, bytes); }

uint64_t test_digest_elements(const void *data, size_t n, size_t size)
{
    unsigned char *bytes = test_memory(n * size);
    for (size_t i = 0; i < n * size; i++)
        bytes[i] = (unsigned char)(test_word((const unsigned char *)data + i / size * size, size) >>
                                   i % size * 8);
    const uint64_t digest = test_digest(bytes, n * size);
    free(bytes);
    return digest;
}

uint64_t test_word(const void *element, size_t size)
{
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;
    switch (size) {
    case 1: memcpy(&u8, element, size); return u8;
    case 2: memcpy(&u16, element, size); return u16;
    case 4: memcpy(&u32, element, size); return u32;
    default: memcpy(&u64, element, sizeof u64); return u64;
    }
}

void test_put_word(void *element, size_t size, uint64_t word)
{
    const uint8_t u8 = (uint8_t)word;
    const uint16_t u16 = (uint16_t)word;
    const uint32_t u32 = (uint32_t)word;
    memcpy(element,
           size == 1   ? (const void *)&u8
           : size == 2 ? (const void *)&u16
           : size == 4 ? (const void *)&u32
                       : &word,
           size);
}

void *test_memory(size_t bytes)
{
    void *memory = malloc(bytes ? bytes : 1);
    CHECK(memory, "%zu bytes", bytes);
    return memory;
}

/* The linker redirects all calls in our code to these (--wrap); calls within the C library stay. */
size_t test_memory_left = SIZE_MAX, test_memory_held;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
char *__real_strdup(const char *text);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
char *__wrap_strdup(const char *text);
void __wrap_free(void *memory);

static int memory_is_left(void)
{
    if (test_memory_left == SIZE_MAX)
        return 1;
    if (test_memory_left-- == 0) {
        test_memory_left = SIZE_MAX - 1;
        errno = ENOMEM;
        return 0;
    }
    test_memory_held++;
    return 1;
}

void *__wrap_malloc(size_t size) { return memory_is_left() ? __real_malloc(size) : NULL; }

void *__wrap_calloc(size_t count, size_t size)
{
    return memory_is_left() ? __real_calloc(count, size) : NULL;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return memory_is_left() ? __real_aligned_alloc(alignment, size) : NULL;
}

char *__wrap_strdup(const char *text) { return memory_is_left() ? __real_strdup(text) : NULL; }

void __wrap_free(void *memory)
{
    if (test_memory_left != SIZE_MAX)
        test_memory_held -= memory != NULL;
    __real_free(memory);
}

void test_note(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fputs("# ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
}

#ifdef TEST_CRITERION

_Noreturn void test_fail(const char *file, int line, const char *condition, const char *format, ...)
{
    char message[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    fprintf(stderr, "# %s:%d: %s: %s\n", file, line, condition, message);
    cr_assert_fail("%s:%d: %s: %s", file, line, condition, message);
    abort();
}

_Noreturn void test_skip(const char *format, ...)
{
    char message[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    cr_skip("%s", message);
    abort();
}

#endif
