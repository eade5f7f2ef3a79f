/* The runner that never forks: every test in one process, with TAP on standard output. Words on the
 * command line choose the tests whose "suite/name" contains one of them; when no test matches, that
 * is a failure. After a test of a second or more, a comment says how long it kept a processor
 * busy. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <time.h>

#include "tests/unit/test.h"

static struct test *tests;
static jmp_buf end;
static enum { PASSED = 1, FAILED, SKIPPED } outcome;
static char message[1024];

void test_register(struct test *test)
{
    test->next = tests;
    tests = test;
}

_Noreturn void test_fail(const char *file, int line, const char *condition, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    const int length = snprintf(message, sizeof message, "%s:%d: %s: ", file, line, condition);
    if (length >= 0 && (size_t)length < sizeof message)
        vsnprintf(message + length, sizeof message - (size_t)length, format, list);
    va_end(list);
    outcome = FAILED;
    longjmp(end, 1);
}

_Noreturn void test_skip(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    outcome = SKIPPED;
    longjmp(end, 1);
}

static void run(const struct test *test)
{
    outcome = PASSED;
    if (!setjmp(end))
        test->body();
}

static int by_name(const void *a, const void *b)
{
    const struct test *const *x = a, *const *y = b;
    const int order = strcmp((*x)->suite, (*y)->suite);
    return order ? order : strcmp((*x)->name, (*y)->name);
}

static bool is_chosen(const struct test *test, int words, char **word)
{
    char full[256];
    bool chosen = words == 0;
    snprintf(full, sizeof full, "%s/%s", test->suite, test->name);
    for (int i = 0; i < words; i++)
        chosen |= strstr(full, word[i]) != NULL;
    return chosen;
}

int main(int argc, char **argv)
{
    static const char *const words[] = {NULL, "ok", "not ok", "ok"};
    struct test *chosen[1024];
    size_t count = 0, failed = 0, skipped = 0;

#ifdef TEST_MSAN_H
    json_set_alloc_funcs(malloc, free); /* of zeros */
#endif
    for (struct test *test = tests; test; test = test->next)
        if (is_chosen(test, argc - 1, argv + 1) && count < 1024)
            chosen[count++] = test;
    qsort(chosen, count, sizeof *chosen, by_name); /* linkers order constructors as they like */
    printf("1..%zu\n", count);
    for (size_t i = 0; i < count; i++) {
        const clock_t start = clock();
        run(chosen[i]);
        const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        printf("%s %zu - %s/%s%s%s\n", words[outcome], i + 1, chosen[i]->suite, chosen[i]->name,
               outcome == SKIPPED ? " # SKIP " : "", outcome == SKIPPED ? message : "");
        if (outcome == FAILED)
            printf("# %s\n", message);
        if (seconds >= 1)
            printf("# %.0f s of processor\n", seconds);
        fflush(stdout);
        failed += outcome == FAILED;
        skipped += outcome == SKIPPED;
    }
    printf("# %zu passed, %zu failed, %zu skipped\n", count - failed - skipped, failed, skipped);
    if (count == 0)
        fprintf(stderr, "plain: no test matches %s\n", argc > 1 ? argv[1] : "");
    return failed > 0 || count == 0;
}
