/* The functions that tests/unit/test.h promises, for programs that are one test: a failure or a
 * skip ends them. */
#include <config.h>

#include <stdarg.h>

#include "tests/unit/test.h"

_Noreturn void test_fail(const char *file, int line, const char *condition, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    printf("FAILED: %s:%d: %s: ", file, line, condition);
    vprintf(format, list);
    puts("\n0 passed, 1 failed, 0 skipped");
    va_end(list);
    exit(1);
}

_Noreturn void test_skip(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    printf("SKIP: ");
    vprintf(format, list);
    puts("\n0 passed, 0 failed, 1 skipped");
    va_end(list);
    exit(0);
}
