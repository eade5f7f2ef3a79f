/* Encode and decode of one space: the caller's values through a route's maps. */
#include <config.h>

#include <hyspace/encode.h>

#include "src/pipeline.h"

hys_status hys_encode(const hys_space *space, const void *value, size_t n, hys_type type,
                      double *unit, size_t *flagged)
{
    return hysi_map_values(space, HYSI_USE_ENCODE, type, value, n, unit, flagged);
}

hys_status hys_decode(const hys_space *space, const double *unit, size_t n, hys_type type,
                      void *value, size_t *flagged)
{
    return hysi_map_values(space, HYSI_USE_DECODE, type, unit, n, value, flagged);
}

hys_status hys_encode_f64(const hys_space *space, const double *value, size_t n, double *unit)
{
    return hys_encode(space, value, n, HYS_F64, unit, NULL);
}

hys_status hys_decode_f64(const hys_space *space, const double *unit, size_t n, double *value)
{
    return hys_decode(space, unit, n, HYS_F64, value, NULL);
}
