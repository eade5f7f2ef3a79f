/* What MemorySanitizer cannot see, included before every file of `make check-msan`: jansson is not
 * instrumented, so what it writes is declared written here. SLEEF and xxHash only return values,
 * which count as initialised; their arguments are checked where they are passed
 * (-fsanitize-memory-param-retval). */
#ifndef TEST_MSAN_H
#define TEST_MSAN_H

#include <jansson.h>
#include <sanitizer/msan_interface.h>
#include <stdlib.h>

/* The stack below the caller, on which jansson is about to write its own variables, unseen. */
__attribute__((noinline)) static void msan_stack(void)
{
    char below[16384];
    __msan_unpoison(below, sizeof below);
    __asm__ volatile("" : : "r"(below) : "memory");
}

static inline json_t *msan_load(json_load_callback_t take, void *source, size_t flags,
                                json_error_t *error)
{
    msan_stack();
    __msan_unpoison(error, sizeof *error);
    return json_load_callback(take, source, flags, error);
}
#define json_load_callback msan_load

static inline json_t *msan_loadb(const char *text, size_t n, size_t flags, json_error_t *error)
{
    msan_stack();
    __msan_unpoison(error, sizeof *error);
    return json_loadb(text, n, flags, error);
}
#define json_loadb msan_loadb

static inline json_t *msan_load_file(const char *path, size_t flags, json_error_t *error)
{
    msan_stack();
    __msan_unpoison(error, sizeof *error);
    return json_load_file(path, flags, error);
}
#define json_load_file msan_load_file

static inline size_t msan_dumpb(const json_t *json, char *out, size_t room, size_t flags)
{
    msan_stack();
    const size_t size = json_dumpb(json, out, room, flags);
    __msan_unpoison(out, size < room ? size : room);
    return size;
}
#define json_dumpb msan_dumpb

static inline int msan_dumpf(const json_t *json, FILE *stream, size_t flags)
{
    msan_stack();
    return json_dumpf(json, stream, flags);
}
#define json_dumpf msan_dumpf

static inline void msan_get_alloc_funcs(json_malloc_t *take, json_free_t *give)
{
    json_get_alloc_funcs(take, give);
    __msan_unpoison(take, sizeof *take);
    __msan_unpoison(give, sizeof *give);
}
#define json_get_alloc_funcs msan_get_alloc_funcs

/* Its memory comes as zeros, whoever gives it. */
static inline void *msan_zeros(size_t n) { return calloc(1, n); }
#define json_set_alloc_funcs(take, give) (json_set_alloc_funcs)(msan_zeros, give)

#endif
