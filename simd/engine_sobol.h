/* Engines sobol and owen over vector words; src/reference/sobol.c is the definition. sobol is
 * bounded by the stores, owen by the multiplications of its hash. */

#include <string.h>

#include "src/bitcast.h"
#include "src/reference/owen.h"

/* Words of a step, and the number of draws up to which the scalar definition is faster. */
enum { SOBOL_WORDS = 8, SOBOL_FEW = 4 };

/* All ones in the lanes whose number's Gray code has bit k. */
#define GRAY_0(x) 0, x, x, 0, 0, x, x, 0
#define GRAY_1(x) 0, 0, x, x, x, x, 0, 0
#define GRAY_2(x) 0, 0, 0, 0, x, x, x, x
#define GRAY_2_BACK(x) x, x, x, x, 0, 0, 0, 0
#define GRAY_3(x) x, x, x, x, x, x, x, x
#define NO 0, 0, 0, 0, 0, 0, 0, 0
static const uint32_t sobol_gray32[4][16] = {{GRAY_0(UINT32_MAX), GRAY_0(UINT32_MAX)},
                                             {GRAY_1(UINT32_MAX), GRAY_1(UINT32_MAX)},
                                             {GRAY_2(UINT32_MAX), GRAY_2_BACK(UINT32_MAX)},
                                             {NO, GRAY_3(UINT32_MAX)}};
static const uint64_t sobol_gray64[3][8] = {
    {GRAY_0(UINT64_MAX)}, {GRAY_1(UINT64_MAX)}, {GRAY_2(UINT64_MAX)}};

/* No bit of the first 512 bytes, and all of the others. */
#define EIGHT GRAY_3(UINT64_MAX)
static const uint64_t sobol_ones[128] = {[64] = EIGHT, EIGHT, EIGHT, EIGHT,
                                         EIGHT,        EIGHT, EIGHT, EIGHT};
_Static_assert(SOBOL_WORDS * sizeof(v_u32) <= 512, "a step");
#undef GRAY_0
#undef GRAY_1
#undef GRAY_2
#undef GRAY_2_BACK
#undef GRAY_3
#undef NO
#undef EIGHT

#define SOBOL_KERNEL(name, bits) SOBOL_KERNEL_(name, bits)
#define SOBOL_KERNEL_(name, bits) KERNEL(name##bits)
#define SOBOL_SCALAR(name, bits) SOBOL_SCALAR_(name, bits)
#define SOBOL_SCALAR_(name, bits) hysi_##name##bits##_scalar

#define SOBOL_BITS 32
#include "simd/sobol_points.h"
#define SOBOL_BITS 64
#include "simd/sobol_points.h"

#undef SOBOL_KERNEL
#undef SOBOL_KERNEL_
#undef SOBOL_SCALAR
#undef SOBOL_SCALAR_

/* ---- fused kernels ---- */

#define SOBOL_PREPARE(source, steps) ((void)(source), (steps))

#define FUSED(name) sobol_##name
#define FUSED_KERNEL(bits, map) KERNEL(sobol##bits##_##map)
#define FUSED_PREPARE SOBOL_PREPARE
#define FUSED_WORDS SOBOL_WORDS
#define FUSED_ROOM 1024
#define FUSED_LAWS 1
#include "simd/fused.h"

#define FUSED(name) owen_##name
#define FUSED_KERNEL(bits, map) KERNEL(owen##bits##_##map)
#define FUSED_PREPARE SOBOL_PREPARE
#define FUSED_WORDS SOBOL_WORDS
#define FUSED_ROOM 1024
#define FUSED_LAWS 0
#include "simd/fused.h"

#undef SOBOL_PREPARE
