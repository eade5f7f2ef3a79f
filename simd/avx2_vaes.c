/* The ISA path avx2_vaes: that of avx2, with AES on 256-bit words. */
#include <config.h>

#if HYSI_HAVE_AVX2_VAES
#define ISA avx2_vaes
#include "simd/vec_avx2.h"
#include "simd/engine_ars.h"
#include "simd/lent.h"

#ifndef __VAES__
#error "compile with the flags of the ISA path avx2_vaes"
#endif

/* The ISA path from which each engine comes: VAES makes a difference to ars alone. */
#define PATH_OF_ars32 avx2_vaes
#define PATH_OF_ars64 avx2_vaes
#define PATH_OF_threefry32 avx2
#define PATH_OF_threefry64 avx2
#define PATH_OF_sobol32 avx2
#define PATH_OF_sobol64 avx2
#define PATH_OF_owen32 avx2
#define PATH_OF_owen64 avx2
#define PATH_OF_lhs32 avx2
#define PATH_OF_lhs64 avx2
#define PATH_OF_grid64 avx2
#define PATH_OF_grid_unit64 avx2

const struct hysi_kernels hysi_kernels_avx2_vaes = {
    .name = "avx2_vaes",
    .engine =
        {
#define X(name, bits) [HYSI_ENGINE_##name] = HYSI_PASTE(name, PATH_OF_##name),
            HYSI_ENGINES(X)
#undef X
        },
    .map =
        {
#define X(name, in, out, params) [HYSI_MAP_##name] = hysi_##name##_avx2,
            HYSI_MAPS(X)
#undef X
        },
    .copy_nontemporal = hysi_copy_nontemporal_avx2,
    .transpose8 = hysi_transpose8_avx2,
    .mixture_add_numbers = hysi_mixture_add_numbers_avx2,
    .mixture_add_rows = hysi_mixture_add_rows_avx2,
    .mixture_interval = hysi_mixture_interval_avx2,
    .mixture_sum = hysi_mixture_sum_avx2,
    .mixture_finish = hysi_mixture_finish_avx2,
    .mixture_draw = hysi_mixture_draw_avx2,
    .discrepancy =
        {
#define X(name, id)                                                             \
    [HYSI_DISCREPANCY_##id] = {.rows = hysi_discrepancy_rows_##name##_avx2,     \
                               .points = hysi_discrepancy_points_##name##_avx2, \
                               .pairs = hysi_discrepancy_pairs_##name##_avx2},
            HYSI_DISCREPANCIES(X)
#undef X
        },
    .fused =
        {
#define X(engine, map) \
    [HYSI_ENGINE_##engine][HYSI_MAP_##map] = HYSI_PASTE(engine##_##map, PATH_OF_##engine),
            HYSI_FUSED(X)
#undef X
        },
};
#endif
