/* The high half of a 64 x 64 bit product, from 32-bit halves. */
#ifndef HYSI_REFERENCE_MUL_HIGH_H
#define HYSI_REFERENCE_MUL_HIGH_H

#include <stdint.h>

static inline uint64_t hysi_mul_high64(uint64_t a, uint64_t b)
{
    const uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
    const uint64_t mid = a1 * b0 + (a0 * b0 >> 32);
    return a1 * b1 + (mid >> 32) + ((a0 * b1 + (uint32_t)mid) >> 32);
}

#endif
