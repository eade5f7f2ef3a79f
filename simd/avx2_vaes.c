/* The row avx2_vaes: the avx2 row with AES on 256-bit words. */
#include <config.h>

#if HYSI_HAVE_AVX2_VAES
#define ISA avx2_vaes
#include "simd/vec_avx2.h"
#include "simd/engine_ars.h"
#include "simd/lent.h"

#ifndef __VAES__
#error "compile with the flags of the avx2_vaes row"
#endif

const struct hysi_kernels hysi_kernels_avx2_vaes = {
    .name = "avx2_vaes",
    .engine =
        {
            [HYSI_ENGINE_ars32] = hysi_ars32_avx2_vaes,
            [HYSI_ENGINE_ars64] = hysi_ars64_avx2_vaes,
            /* AES is all that VAES changes. */
            [HYSI_ENGINE_threefry32] = hysi_threefry32_avx2,
            [HYSI_ENGINE_threefry64] = hysi_threefry64_avx2,
        },
    .map =
        {
#define X(name, in, out) [HYSI_MAP_##name] = hysi_##name##_avx2,
            HYSI_MAPS(X)
#undef X
        },
    .write_past = hysi_write_past_avx2,
    .weave64 = hysi_weave64_avx2,
    .fused =
        {
#define X(name) [HYSI_MAP_##name] = hysi_##name##_fused_avx2_vaes,
            HYSI_FUSED_ARS(X)
#undef X
#define X(name) [HYSI_MAP_##name] = hysi_##name##_fused_avx2,
                HYSI_FUSED_THREEFRY(X)
#undef X
        },
};
#endif
