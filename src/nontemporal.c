#include <config.h>

#include <stdatomic.h>

#include "src/cpu.h"
#include "src/nontemporal.h"

/* Three quarters of the last-level cache. A smaller output is still in the cache when its reader
 * comes. */
size_t hysi_nontemporal_bytes(void)
{
    static atomic_size_t known;
    size_t bytes = atomic_load_explicit(&known, memory_order_relaxed);
    if (bytes == 0) {
        const size_t cache = hysi_cpu_cache_bytes();
        bytes = (cache > 0 ? cache : (size_t)32 << 20) / 4 * 3;
        atomic_store_explicit(&known, bytes, memory_order_relaxed);
    }
    return bytes;
}
