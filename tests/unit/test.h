/* Tests are plain functions, built twice: with Criterion, and with a TAP runner that never forks,
 * which sanitizers, valgrind and qemu can follow.
 *
 *   TEST(keys, from_seed) { CHECK(a == b, "seed %d", seed); }
 */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hyspace.h>

struct test {
    const char *suite, *name;
    void (*body)(void);
    struct test *next;
};

/* Ends the test that runs, as failed (with a message) or as skipped (with the reason). */
_Noreturn void test_fail(const char *file, int line, const char *condition, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
_Noreturn void test_skip(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A line for the log: what was counted. */
void test_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#define CHECK(condition, ...)                                       \
    do {                                                            \
        if (!(condition))                                           \
            test_fail(__FILE__, __LINE__, #condition, __VA_ARGS__); \
    } while (0)

#define OK(call)                                                               \
    do {                                                                       \
        const hys_status status_ = (call);                                     \
        if (status_ != HYS_OK)                                                 \
            test_fail(__FILE__, __LINE__, #call, "%s", hys_strerror(status_)); \
    } while (0)

#ifdef TEST_CRITERION
#include <criterion/criterion.h>
#define TEST(suite_, name_)                                      \
    static void suite_##_##name_(void);                          \
    Test(suite_, name_, .timeout = 1200) { suite_##_##name_(); } \
    static void suite_##_##name_(void)
#else
void test_register(struct test *test);
#define TEST(suite_, name_)                                                                     \
    static void suite_##_##name_(void);                                                         \
    __attribute__((constructor)) static void register_##suite_##_##name_(void)                  \
    {                                                                                           \
        static struct test test = {.suite = #suite_, .name = #name_, .body = suite_##_##name_}; \
        test_register(&test);                                                                   \
    }                                                                                           \
    static void suite_##_##name_(void)
#endif

/* ---- what several test files need ---- */

/* The path of a file of tests/data/, in HYS_TEST_DIR where that is set, else in the source tree. */
const char *test_path(const char *name);

/* Tab-separated lines of a file without comments; calls each with its fields and returns how many
 * there were. The line may be written into. Lines of kinds that this CPU is refused are left out,
 * and a note says how many. */
size_t test_each_line(const char *name, void (*line)(int number, int fields, char **field));

/* A space from the fields of a line of the vectors; base and values are "-" where the kind has
 * none.
 */
hys_space *test_space(const char *kind, const char *lower, const char *upper, const char *base,
                      const char *values);

/* A space from a word as on the command line: linear:0:1, log:1e-5:0.1:10, discrete:1,2,5,
 * discrete:a,b. Numbers may be hexadecimal too. test_space_new gives the status of the reader of
 * words or of the constructor; test_space_word fails where there is no such space, and skips the
 * test where the CPU has no FMA for it. */
hys_status test_space_new(hys_space **space, const char *word);
hys_space *test_space_word(const char *word);

/* The space of a line of vectors/density, from its kind and its parameters. It lives until a line
 * of another space. */
hys_space *test_space_of_line(const char *name, const char *parameters);

/* Sets *first to the least x from 0 to most for which a condition holds that holds for all greater
 * ones, too. False without one. */
bool test_first(uint64_t most, bool (*holds)(const void *context, uint64_t x), const void *context,
                uint64_t *first);

/* The words of spaces.tsv that are of a class and read by a suite, in the file's order, without
 * those that this CPU refuses. */
enum { TEST_WORDS = 256 };
struct test_words {
    size_t count;
    char word[TEST_WORDS][192];
};
struct test_words test_words(const char *suite, const char *class);

/* The number of a kind's parameter by its name, hys_kind_params(kind) where it has none. */
size_t test_param(hys_kind kind, const char *name);

/* The argument of a parameter by its name, of type 0 if it was left out; NULL if the kind has no
 * such parameter. */
const hys_argument *test_parameter(const hys_space *space, const char *name);

/* The same, but NULL if the argument was left out, too. */
const hys_argument *test_argument(const hys_space *space, const char *name);

/* The extent or, where it is infinite, what decode gives for units near 0 and 1. */
void test_range(const hys_space *space, double *lower, double *upper);

/* The mass of the standard normal law from a to b, by the C library. */
double test_normal_between(double a, double b);

/* The law of a kind with a sigma, by the C library: the normal law of the values or, with is_log,
 * of their log2, truncated to [from, to], which may be infinite. a, b: from and to in sigmas; mass:
 * the values between them. False for other kinds. */
struct test_normal {
    bool is_log;
    double mu, sigma, from, to, a, b, mass;
};
bool test_normal_of(const hys_space *space, struct test_normal *law);

/* The mass below a value, as a share of mass, and how wrong encode's may be: the larger of the two
 * tails that it is a difference of, by the relative error of erfc there, and a last digit. */
double test_normal_below(const struct test_normal *law, double value);
double test_normal_slack(const struct test_normal *law);

/* Whether a space is of reals that cannot be counted, and element k of its values in f32 or f64. */
int test_is_continuous(const hys_space *space);
double test_real(const void *values, size_t k, hys_type type);

/* The axis on which a continuous space is uniform: its ends, how much a value moves for a step of 1
 * on it, and the size of numbers whose last bit counts. */
struct test_slope {
    double from, to, scale, size;
};
struct test_slope test_slope_of(const hys_space *space, double v);

/* Checks that decode(encode(v)) is v of n values of a type, or as near as docs/spec.md says. */
void test_round_trip(const hys_space *space, const char *what, hys_type type, const void *values,
                     size_t n);

/* The status of a name without its HYS_E_, as the files of data/ have it. */
hys_status test_status(const char *name);

/* A CPU without FMA is refused the kinds of HYS_KIND_FMA; there this is 0, and asking for such a
 * space or test_needs_fma skips the test. */
int test_has_fma(void);
void test_needs_fma(void);

/* Skips the test if HYS_TEST_EMULATED says why it is left out on an emulated CPU. */
void test_needs_cpu(void);

/* How much to try: HYS_TEST_BUDGET is short under emulators and sanitizers, long where all is to be
 * enumerated. */
size_t test_budget(size_t brief, size_t daily, size_t whole);

/* Memory between two pages that must not be touched: [start, end), whole pages. */
struct test_guarded {
    unsigned char *start, *end;
};
struct test_guarded test_guarded_new(size_t bytes);
void test_guarded_free(struct test_guarded memory);

/* From here on, touching a guard page fails the test and names *what. NULL ends this. */
void test_guard_as(const char *const *what);

/* Runs body once under each instruction set that this machine has, and asserts that it is the one
 * in use; under the one of HYSPACE_ISA alone where that is set. Returns how many there were. */
size_t test_each_isa(void (*body)(void));

/* The next number of splitmix64, a fixed sequence for each start: tests are the same at every run.
 */
uint64_t test_random(uint64_t *state);

/* The floating-point exceptions that were raised since the last call of this. */
int test_raised(void);

/* XXH3 64-bit: of bytes, and of n elements of size bytes as they stand in files, little-endian. */
uint64_t test_digest(const void *data, size_t bytes);
uint64_t test_digest_elements(const void *data, size_t n, size_t size);

/* The bits of an element of size bytes as a number, in any byte order, and the way back. */
uint64_t test_word(const void *element, size_t size);
void test_put_word(void *element, size_t size, uint64_t word);

/* A malloc that cannot fail. */
void *test_memory(size_t bytes);

/* malloc, calloc, aligned_alloc and strdup give so many pieces more, to tests and library, then
 * NULL once. While it is not SIZE_MAX, test_memory_held counts those that were given and not yet
 * freed. */
extern size_t test_memory_left, test_memory_held;

#endif
