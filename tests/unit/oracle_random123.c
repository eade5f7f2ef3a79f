#include <config.h>

#include <string.h>

#include "tests/unit/oracle_random123.h"

#ifdef HYSI_HAVE_RANDOM123
#ifdef __AES__
#define R123_USE_AES_NI 1
#include <Random123/ars.h>
#endif
#include <Random123/threefry.h>
#endif

int random123_threefry2x32(const uint32_t key[2], const uint32_t counter[2], uint32_t out[2])
{
#ifdef HYSI_HAVE_RANDOM123
    const threefry2x32_key_t k = {{key[0], key[1]}};
    const threefry2x32_ctr_t c = {{counter[0], counter[1]}}, result = threefry2x32(c, k);
    memcpy(out, result.v, 8);
    return 1;
#else
    (void)key, (void)counter, (void)out;
    return 0;
#endif
}

int random123_ars4x32_7(const uint32_t key[4], const uint32_t counter[4], uint32_t out[4])
{
#if defined HYSI_HAVE_RANDOM123 && defined __AES__
    ars4x32_ctr_t c, result;
    ars4x32_key_t k;
    if (!__builtin_cpu_supports("aes"))
        return 0;
    memcpy(c.v, counter, 16);
    memcpy(k.v, key, 16);
    result = ars4x32_R(7, c, k);
    memcpy(out, result.v, 16);
    return 1;
#else
    (void)key, (void)counter, (void)out;
    return 0;
#endif
}
