/* The ISA path avx2. */
#include <config.h>

#if HYSI_HAVE_AVX2
#define ISA avx2
#include "simd/vec_avx2.h"
#include "simd/kernels.h"
#include "simd/isa_path.h"
#endif
