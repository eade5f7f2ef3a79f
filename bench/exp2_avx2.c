#include <config.h>

#if HYSI_HAVE_AVX2
#define ISA avx2
#include "simd/vec_avx2.h"
#define EXP2_NAME bench_exp2_avx2
#define EXP2_CALL HYSI_SLEEF(exp2f8_u10, avx2)
#include "bench/exp2_sleef.h"
#endif
