/* Operations on the bits of a word. */
#ifndef HYSI_BITCAST_H
#define HYSI_BITCAST_H

#include <stdint.h>
#include <string.h>

/* Reinterpretation of a word's bits, in both directions. */
#define HYSI_BITCAST(name, from, to) \
    static inline to name(from x)    \
    {                                \
        to y;                        \
        memcpy(&y, &x, sizeof y);    \
        return y;                    \
    }
HYSI_BITCAST(hysi_bits32, float, uint32_t)
HYSI_BITCAST(hysi_float, uint32_t, float)
HYSI_BITCAST(hysi_bits64, double, uint64_t)
HYSI_BITCAST(hysi_double, uint64_t, double)
#undef HYSI_BITCAST

static inline uint32_t hysi_rotl32(uint32_t x, int r) { return (x << r) | (x >> (32 - r)); }

/* The bits in the opposite order. */
static inline uint64_t hysi_reversed64(uint64_t x)
{
    x = (x >> 1 & 0x5555555555555555u) | (x & 0x5555555555555555u) << 1;
    x = (x >> 2 & 0x3333333333333333u) | (x & 0x3333333333333333u) << 2;
    x = (x >> 4 & 0x0f0f0f0f0f0f0f0fu) | (x & 0x0f0f0f0f0f0f0f0fu) << 4;
    return __builtin_bswap64(x);
}

/* A word whose bytes in memory are those of x from the low end. */
static inline uint64_t hysi_little_endian(uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(x);
#else
    return x;
#endif
}

#endif
