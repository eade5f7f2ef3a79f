/* SLEEF's deterministic exp2f, called over an array in the words of one row: what the library's own 2^f is measured against. */
#include <sleef.h>

#include "simd/vec.h"
#include "bench/bench.h"

void EXP2_NAME(const float *in, size_t n, float *out)
{
    for (size_t i = 0; i + V32 <= n; i += V32)
        v_store_f32(out + i, EXP2_CALL(v_load_f32(in + i)));
}
