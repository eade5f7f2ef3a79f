/* The ISA path: this file's kernels, or the scalar ones that lent.h names. */

#define STRING_(word) #word
#define STRING(word) STRING_(word)

const struct hysi_kernels KERNEL(kernels) = {
    .name = STRING(ISA),
    .engine =
        {
#define X(name, bits) [HYSI_ENGINE_##name] = KERNEL(name),
            HYSI_ENGINES(X)
#undef X
        },
    .map =
        {
#define X(name, in, out, params) [HYSI_MAP_##name] = KERNEL(name),
            HYSI_MAPS(X)
#undef X
        },
    .copy_nontemporal = KERNEL(copy_nontemporal),
    .transpose8 = KERNEL(transpose8),
    .mixture_add_numbers = KERNEL(mixture_add_numbers),
    .mixture_add_rows = KERNEL(mixture_add_rows),
    .mixture_interval = KERNEL(mixture_interval),
    .mixture_sum = KERNEL(mixture_sum),
    .mixture_finish = KERNEL(mixture_finish),
    .mixture_draw = KERNEL(mixture_draw),
    .discrepancy =
        {
#define X(name, id)                                                         \
    [HYSI_DISCREPANCY_##id] = {.rows = KERNEL(discrepancy_rows_##name),     \
                               .points = KERNEL(discrepancy_points_##name), \
                               .pairs = KERNEL(discrepancy_pairs_##name)},
            HYSI_DISCREPANCIES(X)
#undef X
        },
    .fused =
        {
#define X(engine, map) [HYSI_ENGINE_##engine][HYSI_MAP_##map] = KERNEL(engine##_##map),
            HYSI_FUSED(X)
#undef X
        },
};
