/* Direction numbers of the Sobol sequence: docs/spec.md, section 2.3. */
#include <config.h>

#include <string.h>

#include "src/streams/joe_kuo.h"
#include "src/streams/sobol_directions.h"
#include "src/unroll.h"

_Static_assert(sizeof joe_kuo / sizeof *joe_kuo == HYSI_SOBOL_DIMENSIONS - 1,
               "a row for each dimension but the first");

/* Takes the next so many bits, at most 17, of a dimension's 192. */
static uint64_t take(const uint64_t bits[3], unsigned *at, unsigned count)
{
    const unsigned word = *at / 64, shift = *at % 64;
    uint64_t taken = bits[word] >> shift;
    if (shift + count > 64)
        taken |= bits[word + 1] << (64 - shift);
    *at += count;
    return taken & (((uint64_t)1 << count) - 1);
}

void hysi_sobol_directions(uint32_t dimension, uint64_t directions[64])
{
    if (dimension == 0) {
        for (unsigned k = 0; k < 64; k++)
            directions[k] = (uint64_t)1 << (63 - k);
        return;
    }
    const uint64_t *bits = joe_kuo[dimension - 1];
    unsigned degree = 1, at = 0;
    while (dimension >= joe_kuo_first[degree + 1])
        degree++;
    const uint64_t inner = take(bits, &at, degree - 1);

    /* V_k = m_(k + 1) 2^(63 - k), and m_1 = 1. */
    for (unsigned k = 0; k < degree; k++)
        directions[k] = (2 * take(bits, &at, k) + 1) << (63 - k);
    for (unsigned k = degree; k < 64; k++) {
        const uint64_t *before = directions + k - degree;
        uint64_t v = before[0] ^ before[0] >> degree;
        for (uint64_t left = inner; left; left &= left - 1)
            v ^= before[__builtin_ctzll(left) + 1];
        directions[k] = v;
    }
}

/* Transposes 64 rows of 64 bits: bit j of word i becomes bit i of word j. Blocks of 32 x 32 bits
 * off the diagonal are swapped, then those of 16 x 16 bits, and so on. */
static void transpose(uint64_t x[64])
{
    uint64_t low = 0xffffffffu;
    for (unsigned size = 32; size > 0; size /= 2, low ^= low << size)
        for (unsigned i = 0; i < 64; i += 2 * size)
            for (unsigned j = i; j < i + size; j++) {
                const uint64_t swapped = (x[j] >> size ^ x[j + size]) & low;
                x[j] ^= swapped << size;
                x[j + size] ^= swapped;
            }
}

/* The product is taken by columns, four bits of the direction numbers at a time: sum[] has the sums
 * of the columns that these bits may choose. They are zero in V_k for k < 60 - bit. */
void hysi_sobol_scramble(const uint64_t words[64], uint64_t directions[64])
{
    uint64_t column[64];
    /* GCC 12 with -O3 -march=native loads it by aligned instructions in any case. */
    _Alignas(64) uint64_t product[64] = {0};

    /* Bit 63 - t of column j is bit j of row t. */
    for (unsigned t = 0; t < 64; t++)
        column[63 - t] = (words[t] & ~(UINT64_MAX >> t)) | (uint64_t)1 << (63 - t);
    transpose(column);
    for (unsigned bit = 0; bit < 64; bit += 4) {
        uint64_t sum[16] = {0};
        HYSI_UNROLL(4)
        for (unsigned b = 0; b < 4; b++) {
            HYSI_UNROLL(8)
            for (unsigned i = 0; i < 1u << b; i++)
                sum[(1u << b) + i] = sum[i] ^ column[bit + b];
        }
        for (unsigned k = 60 - bit; k < 64; k += 4) {
            HYSI_UNROLL(4)
            for (unsigned j = k; j < k + 4; j++)
                product[j] ^= sum[directions[j] >> bit & 15];
        }
    }
    memcpy(directions, product, sizeof product);
}
