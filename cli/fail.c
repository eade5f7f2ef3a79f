#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/fail.h"

static void (*undo_calls[4])(void);
static volatile size_t undo_count;

void fail_after(void (*undo)(void))
{
    for (size_t i = 0; i < undo_count; i++)
        if (undo_calls[i] == undo)
            return;
    if (undo_count == sizeof undo_calls / sizeof *undo_calls)
        abort();
    undo_calls[undo_count] = undo;
    undo_count++;
}

void fail_undo(void)
{
    for (size_t i = 0; i < undo_count; i++)
        undo_calls[i]();
}

_Noreturn void fail(int status, const char *where, const char *format, ...)
{
    va_list list;
    flockfile(stderr); /* for good: another thread that fails waits here until the process ends */
    fail_undo();
    fprintf(stderr, "hyspace: %s: ", where);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
    exit(status);
}

char *xasprintf(const char *format, ...)
{
    va_list list;
    char *text;
    va_start(list, format);
    const int length = vasprintf(&text, format, list);
    va_end(list);
    if (length < 0)
        fail(EXIT_RUN, "memory", "none left");
    return text;
}

void *xreallocarray(void *old, size_t count, size_t size)
{
    void *memory = reallocarray(old, count ? count : 1, size);
    if (!memory)
        fail(EXIT_RUN, "memory", "no room for %zu times %zu bytes", count, size);
    return memory;
}
