#include <config.h>

#if HYSI_HAVE_AVX512
#define ISA avx512
#include "simd/vec_avx512.h"
#define EXP2_NAME bench_exp2_avx512
#define EXP2_CALL HYSI_SLEEF(exp2f16_u10, avx512f)
#include "bench/exp2_sleef.h"
#endif
