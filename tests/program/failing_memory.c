/* Lets a program that preloads it run out of memory: allocation number HYS_FAIL_AT of those that
 * hyspace, its libraries and what they call make gives NULL, and no other. The file named by
 * HYS_FAIL_SEEN is created when that happens.
 *
 * With HYS_FAIL_THREADS=N, N threads beside the first one wait at their first allocation until all
 * of them are there, and none of them gets any memory. HYS_FAIL_SEEN then gets a byte for each call
 * of exit. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static long before = -1; /* allocations until the one that fails; below 0: none will */

static long threads, waiting; /* that fail together, and those of them that are there */

static int fails_together(void)
{
    if (threads == 0 || syscall(SYS_gettid) == getpid())
        return 0;
    __atomic_fetch_add(&waiting, 1, __ATOMIC_SEQ_CST);
    while (__atomic_load_n(&waiting, __ATOMIC_SEQ_CST) < threads)
        sched_yield();
    errno = ENOMEM;
    return 1;
}

static int fails(void)
{
    if (fails_together())
        return 1;
    if (__atomic_fetch_sub(&before, 1, __ATOMIC_RELAXED) != 0)
        return 0;
    const char *seen = getenv("HYS_FAIL_SEEN");
    if (seen)
        close(open(seen, O_CREAT | O_WRONLY, 0644));
    errno = ENOMEM;
    return 1;
}

/* Before main and after the loader's own. */
__attribute__((constructor)) static void start(void)
{
    const char *at = getenv("HYS_FAIL_AT"), *together = getenv("HYS_FAIL_THREADS");
    if (at)
        before = atol(at);
    if (together)
        threads = atol(together);
}

__attribute__((noreturn)) void exit(int status)
{
    const char *seen = getenv("HYS_FAIL_SEEN");
    const int file = threads && seen ? open(seen, O_CREAT | O_WRONLY | O_APPEND, 0644) : -1;
    const ssize_t written = write(file, "x", 1);
    void (*next)(int) = (void (*)(int))dlsym(RTLD_NEXT, "exit");
    (void)written;
    close(file);
    if (threads)
        usleep(20000); /* time for another thread to come here, too */
    next(status);
    __builtin_unreachable();
}

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t),
    *__libc_memalign(size_t, size_t);

void *malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void *realloc(void *memory, size_t size) { return fails() ? NULL : __libc_realloc(memory, size); }
void *aligned_alloc(size_t alignment, size_t size)
{
    return fails() ? NULL : __libc_memalign(alignment, size);
}
