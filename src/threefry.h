/* T(key, counter): Threefry-2x32, 20 rounds (Salmon, Moraes, Dror, Shaw: Parallel random numbers:
 * as easy as 1, 2, 3, SC11). The scalar definition, inline since keys and both Threefry engines are
 * made of it. */
#ifndef HYSI_THREEFRY_H
#define HYSI_THREEFRY_H

#include <stdint.h>
#include <hyspace/key.h>

#include "src/bitcast.h"
#include "src/unroll.h"

static inline hys_key hysi_threefry(hys_key key, uint32_t c0, uint32_t c1)
{
    static const int rotation[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};
    const uint32_t ks[3] = {key.w[0], key.w[1], key.w[0] ^ key.w[1] ^ 0x1BD11BDAu};
    uint32_t x0 = c0 + ks[0];
    uint32_t x1 = c1 + ks[1];

    /* Unrolled, the rotations are constants, which is 2.5 times as fast. */
    HYSI_UNROLL(5)
    for (unsigned group = 0; group < 5; group++) {
        HYSI_UNROLL(4)
        for (unsigned round = 0; round < 4; round++) {
            x0 += x1;
            x1 = hysi_rotl32(x1, rotation[group % 2][round]) ^ x0;
        }
        x0 += ks[(group + 1) % 3];
        x1 += ks[(group + 2) % 3] + group + 1;
    }
    return (hys_key){{x0, x1}};
}

/* T(key, i) of a 64-bit counter. */
static inline hys_key hysi_threefry64(hys_key key, uint64_t i)
{
    return hysi_threefry(key, (uint32_t)(i >> 32), (uint32_t)i);
}

#endif
