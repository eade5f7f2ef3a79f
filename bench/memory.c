#include <config.h>

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "bench/memory.h"

void *bench_memory(size_t bytes)
{
    const size_t huge = (size_t)2 << 20, room = (bytes + 2 * huge - 1) / huge * huge;
    unsigned char *memory =
        mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        fprintf(stderr, "hysbench: %zu bytes of memory: %s\n", room, strerror(errno));
        exit(1);
    }
    memory += (huge - (uintptr_t)memory % huge) % huge;
#ifdef MADV_HUGEPAGE
    madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    memset(memory, 1, bytes);
    return memory;
}
