/* What fuzz targets of the program share. Refusals end the program by exit, which is compiled to
 * end the run here. The program leaves its memory to the system then, so it is freed here, and
 * leaks are not looked for. */
#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>

#include <jansson.h>

#include "tests/fuzz/fuzz.h"

static jmp_buf end;
static void *held[1 << 16];
static size_t holding;
static bool running;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
char *__real_strdup(const char *text);
int __real_vasprintf(char **text, const char *format, va_list list);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);
char *__wrap_strdup(const char *text);
int __wrap_vasprintf(char **text, const char *format, va_list list);
void __wrap_free(void *memory);
_Noreturn void fuzz_exit(int status);

static void *hold(void *memory)
{
    if (running && memory) {
        REQUIRE(holding < sizeof held / sizeof *held);
        held[holding++] = memory;
    }
    return memory;
}

static void *let_go(void *memory)
{
    for (size_t i = holding; memory && i-- > 0;)
        if (held[i] == memory) {
            held[i] = held[--holding];
            break;
        }
    return memory;
}

void *__wrap_malloc(size_t size) { return hold(__real_malloc(size)); }
void *__wrap_calloc(size_t count, size_t size) { return hold(__real_calloc(count, size)); }
void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return hold(__real_aligned_alloc(alignment, size));
}
void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
    return hold(__real_reallocarray(let_go(old), count, size));
}
char *__wrap_strdup(const char *text) { return hold(__real_strdup(text)); }
void __wrap_free(void *memory) { __real_free(let_go(memory)); }

int __wrap_vasprintf(char **text, const char *format, va_list list)
{
    const int length = __real_vasprintf(text, format, list);
    if (length >= 0)
        hold(*text);
    return length;
}

void fuzz_exit(int status) { longjmp(end, status + 1); }

/* Standard output and standard error are kept here while a run goes on. */
static char said[1 << 12];
static FILE *quiet, *loud[2];

static void run_begins(void)
{
    loud[0] = stdout;
    loud[1] = stderr;
    if (!quiet) {
        quiet = fmemopen(said, sizeof said, "w");
        json_set_alloc_funcs(malloc, free); /* as the linker changed them */
    }
    rewind(quiet);
    stdout = stderr = quiet;
    running = true;
}

static void run_ends(void)
{
    running = false;
    fflush(quiet);
    stdout = loud[0];
    stderr = loud[1];
}

static void free_what_is_held(void)
{
    while (holding > 0)
        __real_free(held[--holding]);
}

#endif
