/* The ISA path avx512. */
#include <config.h>

#if HYSI_HAVE_AVX512
#define ISA avx512
#include "simd/vec_avx512.h"
#include "simd/kernels.h"
#include "simd/isa_path.h"
#endif
