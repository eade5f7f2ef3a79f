/* How the scalar definition of a map begins. */
#ifndef HYSI_REFERENCE_MAP_H
#define HYSI_REFERENCE_MAP_H

#include "src/kernels.h"

/* MAP(name) { TYPED(name, x, y); ... } defines hysi_<name>_scalar. TYPED gives p, the map's
 * parameters, x, its n elements in, and y, its elements out, the types of the map's row in
 * HYSI_MAPS. The body returns the number of flagged elements. */
#define MAP(name)                                                                                \
    size_t hysi_##name##_scalar(const union hysi_params *name##_union, size_t n, const void *in, \
                                void *out)
#define TYPED(name, x, y)                                      \
    const hysi_##name##_params *const p = &name##_union->name; \
    const hysi_##name##_in *const x = in;                      \
    hysi_##name##_out *const y = out;                          \
    (void)p

#endif
