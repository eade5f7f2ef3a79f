/* Direction numbers of the Sobol sequence: docs/spec.md, section 2.3. */
#include <config.h>

#include "src/streams/joe_kuo.h"
#include "src/streams/sobol_directions.h"

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

/* The product is taken by columns, four bits of a direction number at a time: table[q] has the sum
 * of the columns that each value of its quarter of a byte chooses. Bits below 63 - k are zero. */
void hysi_sobol_scramble(const uint64_t words[64], uint64_t directions[64])
{
    uint64_t column[64], table[16][16];

    /* Bit 63 - t of column j is bit j of row t. */
    for (unsigned t = 0; t < 64; t++)
        column[63 - t] = (words[t] & ~(UINT64_MAX >> t)) | (uint64_t)1 << (63 - t);
    transpose(column);
    for (unsigned q = 0; q < 16; q++) {
        table[q][0] = 0;
        for (unsigned b = 0; b < 4; b++)
            for (unsigned i = 0; i < 1u << b; i++)
                table[q][(1u << b) + i] = table[q][i] ^ column[4 * q + b];
    }
    for (unsigned k = 0; k < 64; k++) {
        const uint64_t v = directions[k];
        uint64_t product = 0;
        for (unsigned q = (63 - k) / 4; q < 16; q++)
            product ^= table[q][v >> 4 * q & 15];
        directions[k] = product;
    }
}
