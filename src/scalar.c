/* The ISA path scalar: the reference kernels, which run on any CPU. */
#include <config.h>

#include "src/kernels.h"

const struct hysi_kernels hysi_kernels_scalar = {
    .name = "scalar",
    .engine =
        {
#define X(name, bits) [HYSI_ENGINE_##name] = hysi_##name##_scalar,
            HYSI_ENGINES(X)
#undef X
        },
    .map =
        {
#define X(name, in, out, params) [HYSI_MAP_##name] = hysi_##name##_scalar,
            HYSI_MAPS(X)
#undef X
        },
    .copy_nontemporal = hysi_copy_nontemporal_scalar,
    .transpose8 = hysi_transpose8_scalar,
    .mixture_add_numbers = hysi_mixture_add_numbers_scalar,
    .mixture_add_rows = hysi_mixture_add_rows_scalar,
    .mixture_interval = hysi_mixture_interval_scalar,
    .mixture_sum = hysi_mixture_sum_scalar,
    .mixture_finish = hysi_mixture_finish_scalar,
    .mixture_draw = hysi_mixture_draw_scalar,
    .discrepancy =
        {
#define X(name, id)                                                               \
    [HYSI_DISCREPANCY_##id] = {.rows = hysi_discrepancy_rows_##name##_scalar,     \
                               .points = hysi_discrepancy_points_##name##_scalar, \
                               .pairs = hysi_discrepancy_pairs_##name##_scalar},
            HYSI_DISCREPANCIES(X)
#undef X
        },
};
