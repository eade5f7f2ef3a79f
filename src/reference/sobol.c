/* Engines sobol and owen: the points of the Sobol sequence as draws, docs/spec.md, section 2.3.
 *
 * Point i is the sum over GF(2) of the direction numbers that the bits of the Gray code of i
 * choose, and of the shift. Its 64 bits are the 64-bit draw, and their high half is the 32-bit one.
 * owen hashes it, each binary digit by those before it: a nested uniform scramble. */
#include <config.h>

#include "src/bitcast.h"
#include "src/kernels.h"
#include "src/reference/owen.h"

static uint64_t point(const struct hysi_engine_key *key, uint64_t i)
{
    uint64_t x = key->sobol.shift;
    for (uint64_t gray = i ^ i >> 1; gray; gray &= gray - 1)
        x ^= key->sobol.directions[__builtin_ctzll(gray)];
    return x;
}

/* Sums and products carry upwards, so that the digits are reversed for them. The lower half of the
 * words before the last reversal depends on no bit above it. */
static uint64_t nested(const struct hysi_engine_key *key, uint64_t i)
{
    uint64_t x = hysi_reversed64(point(key, i));
    x ^= x * HYSI_OWEN_1;
    x += key->sobol.add;
    x *= key->sobol.factor;
    x ^= x * HYSI_OWEN_2;
    x ^= x * HYSI_OWEN_3;
    return hysi_reversed64(x);
}

#define ENGINE(name, bits, draw)                                                                 \
    void hysi_##name##bits##_scalar(const struct hysi_engine_key *key, uint64_t first, size_t n, \
                                    void *out)                                                   \
    {                                                                                            \
        uint##bits##_t *word = out;                                                              \
        for (size_t k = 0; k < n; k++)                                                           \
            word[k] = (uint##bits##_t)(draw(key, first + k) >> (64 - bits));                     \
    }
ENGINE(sobol, 32, point)
ENGINE(sobol, 64, point)
ENGINE(owen, 32, nested)
ENGINE(owen, 64, nested)
#undef ENGINE
