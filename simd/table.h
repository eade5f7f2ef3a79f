/* The row: this file's kernels, or the scalar one where kernels.h says why. */

#define ROW_KERNEL_(name, isa) hysi_##name##_##isa
#define ROW_KERNEL(name, isa) ROW_KERNEL_(name, isa)
#define ROW_NAME_(isa) #isa
#define ROW_NAME(isa) ROW_NAME_(isa)

const struct hysi_kernels HYSI_PASTE(kernels, ISA) = {
    .name = ROW_NAME(ISA),
    .engine =
        {
#define X(name, bits) [HYSI_ENGINE_##name] = ROW_KERNEL(name, ISA),
            HYSI_ENGINES(X)
#undef X
        },
    .map =
        {
#define X(name, in, out, params) [HYSI_MAP_##name] = ROW_KERNEL(name, ISA),
            HYSI_MAPS(X)
#undef X
        },
    .stream_out = ROW_KERNEL(stream_out, ISA),
    .transpose8 = ROW_KERNEL(transpose8, ISA),
    .fused =
        {
#define X(engine, map) [HYSI_ENGINE_##engine][HYSI_MAP_##map] = ROW_KERNEL(engine##_##map, ISA),
            HYSI_FUSED(X)
#undef X
        },
};
