/* The ISA path neon. */
#include <config.h>

#if HYSI_HAVE_NEON
#define ISA neon
#include "simd/vec_neon.h"
#include "simd/kernels.h"
#include "simd/isa_path.h"
#endif
