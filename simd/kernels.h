/* All kernels of an ISA path, over the vector words of the vec_<isa>.h included before. */
#include "src/reference/jax_math.h"

#include "simd/engine_ars.h"
#include "simd/engine_threefry.h"
#include "simd/map_native.h"
#include "simd/map_values.h"
#define SNAP_BITS 32
#include "simd/map_snap.h"
#define SNAP_BITS 64
#include "simd/map_snap.h"
#include "simd/map_encode.h"
#include "simd/map_normal.h"
#include "simd/map_normal_cells.h"
#include "simd/map_density.h"
#include "simd/map_steps.h"
#include "simd/map_integers.h"
#include "simd/map_jax.h"
#include "simd/mixture.h"
#include "simd/discrepancy.h"
#include "simd/write.h"
#include "simd/lent.h"
