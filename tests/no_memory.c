/* Memory that runs out, for a program that preloads this: allocation number HYS_FAIL_AT of those that hyspace, its libraries and
 * what they call make gives NULL, and only that one. Where it does, the file named by HYS_FAIL_SEEN is made. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

static long before = -1; /* allocations until the one that fails; below 0: none will */

static int fails(void)
{
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
    const char *at = getenv("HYS_FAIL_AT");
    if (at)
        before = atol(at);
}

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t), *__libc_memalign(size_t, size_t);

void *malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void *realloc(void *memory, size_t size) { return fails() ? NULL : __libc_realloc(memory, size); }
void *aligned_alloc(size_t alignment, size_t size) { return fails() ? NULL : __libc_memalign(alignment, size); }
