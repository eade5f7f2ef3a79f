/* Log-uniform floats from draws by a call of SLEEF's deterministic exp2f for each vector. The map
 * log_f32 does the same with a polynomial of its own on fixed-point numbers. */
#include <sleef.h>

#include "simd/vec.h"
#include "bench/exp2.h"

void EXP2_NAME(const uint32_t *draw, size_t n, float *out)
{
    const v_f32 log2_lo = v_set_f32(-0x1.09c04p4f),
                scale = v_set_f32(0x1.a934fp-21f); /* log2(1e-5), log2(1e4) 2^-24 */
    const v_f32 lo = v_set_f32(1e-5f), last = v_set_f32(0x1.999998p-4f);
    for (size_t i = 0; i + V32 <= n; i += V32) {
        const v_f32 k = v_cvt_i32_f32(V_SHR_u32(v_load_u32(draw + i), 8));
        const v_f32 v = EXP2_CALL(v_fma_f32(k, scale, log2_lo));
        v_store_f32(out + i, v_min_f32(v_max_f32(v, lo), last));
    }
}
