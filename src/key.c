/* Keys: split and folded as in JAX, and made of names. */
#include <config.h>

#include <string.h>
#include <xxhash.h>

#include <hyspace/key.h>

#include "src/threefry.h"

hys_key hys_key_from_seed(uint64_t seed)
{
    return (hys_key){{(uint32_t)(seed >> 32), (uint32_t)seed}};
}

hys_key hys_key_fold_in(hys_key key, uint32_t data) { return hysi_threefry(key, 0, data); }

hys_key hys_key_split(hys_key key, uint64_t i) { return hysi_threefry64(key, i); }

uint64_t hys_dim_from_name(const char *name) { return XXH3_64bits(name, strlen(name)); }

hys_key hys_key_fold_in_name(hys_key key, const char *name)
{
    const uint64_t h = hys_dim_from_name(name);
    return hys_key_fold_in(hys_key_fold_in(key, (uint32_t)(h >> 32)), (uint32_t)h);
}
