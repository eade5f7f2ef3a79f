/* The kernels: what an instruction set provides, and all that src/ and simd/ know of each other.
 *
 *     engine --words--> tile --map--> ... --map--> the caller's buffer
 *
 * An engine turns (key, first, n) into raw words; a map turns n elements into n elements. Each
 * kernel is listed once below. The scalar kernels in src/reference/ define the bits; an ISA path,
 * the table of kernels of one instruction set, gives the same bits.
 */
#ifndef HYSI_KERNELS_H
#define HYSI_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "src/discrepancy.h"
#include "src/mixture.h"
#include "src/params_density.h"
#include "src/params_encode.h"
#include "src/params_jax.h"
#include "src/params_native.h"
#include "src/params_steps.h"
#include "src/params_normal.h"
#include "src/params_values.h"
#include "src/permutation.h"
#include "src/reciprocal.h"

/* Elements in a tile: 8 KiB of 64-bit words, so that two draws and a result stay in a 32 KiB L1. */
#define HYSI_TILE 1024

/* What the native draws of one column are keyed with. */
struct hysi_ars_key {
    uint32_t word[4]; /* the key of the plane */
    uint64_t dim;     /* the counter's upper half */
};

/* What an engine needs to give the draws of one column, the same for any number of draws. Each
 * engine reads its own member. */
struct hysi_engine_key {
    union {
        struct hysi_ars_key ars;
        struct {
            uint32_t word[2];
            uint32_t chain[3]; /* counters applied to each sample's own key, in order */
            uint32_t chain_length;
        } threefry;
        struct {
            const uint64_t *directions; /* V_0 .. V_63, scrambled where the stream scrambles them */
            uint64_t shift;             /* XORed onto every point */
            uint64_t add, factor;       /* of the Owen hash; the factor is odd */
        } sobol;
        struct {
            /* Of [0, rows), with rows <= 2^22 for draws of 32 bits, else 2^32. */
            const struct hysi_permutation *permutation;
            struct hysi_ars_key native; /* of the draws that say where in its stratum a row lies */
            bool centred;
        } lhs;
        struct {
            /* Of the grid's rows; NULL: row i of the design is row i of the grid. */
            const struct hysi_permutation *permutation;
            uint64_t divisor; /* the points of all columns that run faster, multiplied */
            uint64_t points;  /* of this column; of units at most 2^53 */
            /* Of the two numbers, by hysi_reciprocal_of; read only where there is a permutation. */
            struct hysi_reciprocal by_divisor, by_points;
            bool ends; /* units from 0 to 1, both included, instead of the cells' centres */
        } grid;
    };
};

/* Writes n draws: out[k] is that of sample first + k. out is aligned to its elements only. The
 * engines of lhs and grid have the rows of their permutation, and are asked for no others; those of
 * a grid without one have the rows below 2^63. */
typedef void hysi_engine(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out);

/* Block b of the native stream as four words, which engines ars32 and ars64 give in order. */
void hysi_ars_block(const struct hysi_engine_key *key, uint64_t b, uint32_t x[4]);

/* Engines, one a line: name, bits of a draw. grid64 gives the numbers of the values, grid_unit64
 * the bits of units, as doubles. */
#define HYSI_ENGINES(X) \
    X(ars32, 32)        \
    X(ars64, 64)        \
    X(threefry32, 32)   \
    X(threefry64, 64)   \
    X(sobol32, 32)      \
    X(sobol64, 64)      \
    X(owen32, 32)       \
    X(owen64, 64)       \
    X(lhs32, 32)        \
    X(lhs64, 64)        \
    X(grid64, 64)       \
    X(grid_unit64, 64)

/* Maps, one a line: name, C type of an element in, C type of an element out, parameters. The
 * parameters are a struct hysi_params_... of the headers above; a map without parameters has none.
 * jax_int32, jax_int64 and jax_choose64 read two draws a sample: n words at in, the second draw's
 * at in + HYSI_TILE words. */
#define HYSI_MAPS(X)                                          \
    X(linear_f32, uint32_t, float, linear_f32)                \
    X(linear_f64, uint64_t, double, linear_f64)               \
    X(linear_clamped_f32, uint32_t, float, linear_f32)        \
    X(linear_clamped_f64, uint64_t, double, linear_f64)       \
    X(log_f32, uint32_t, float, log_f32)                      \
    X(log_f64, uint64_t, double, log_f64)                     \
    X(reverse_log_f64, uint64_t, double, reverse_log)         \
    X(logit_f64, uint64_t, double, logit)                     \
    X(qlog_i32, uint32_t, int32_t, qlog)                      \
    X(qlinear32_i32, uint32_t, int32_t, qlinear)              \
    X(qlinear32_i64, uint32_t, int64_t, qlinear)              \
    X(qlinear64_i64, uint64_t, int64_t, qlinear)              \
    X(choose32, uint32_t, uint32_t, choose)                   \
    X(choose64, uint64_t, uint32_t, choose)                   \
    X(top_bit, uint32_t, uint8_t, none)                       \
    X(choose_value32, uint32_t, uint32_t, gather)             \
    X(choose_value64, uint32_t, uint64_t, gather)             \
    X(floor_log_i32, uint32_t, int32_t, qlog)                 \
    X(cell_of, double, double, cell_of)                       \
    X(int32_i32, uint32_t, int32_t, int)                      \
    X(int32_i64, uint32_t, int64_t, int)                      \
    X(int64_i64, uint64_t, int64_t, int)                      \
    X(step_i64, int64_t, int64_t, step_i64)                   \
    X(step_f64, int64_t, double, steps)                       \
    X(int32_step_f64, uint32_t, double, int_step)             \
    X(multiple_f64, int64_t, double, multiple)                \
    X(nearest_step, double, double, steps)                    \
    X(round_step, double, double, steps)                      \
    X(position_step, double, double, steps)                   \
    X(number_step, double, double, steps)                     \
    X(nearest_number, double, double, steps)                  \
    X(value_step, double, double, steps)                      \
    X(encode_step, double, double, steps)                     \
    X(decode_step, double, double, steps)                     \
    X(nearest_step_i64, int64_t, int64_t, integers)           \
    X(encode_i64, int64_t, double, integers)                  \
    X(decode_i64, double, int64_t, integers)                  \
    X(cdf_step, double, double, steps)                        \
    X(sf_step, double, double, steps)                         \
    X(pmf_step, double, double, steps)                        \
    X(quantile_step, double, double, steps)                   \
    X(cdf_i64, int64_t, double, integers)                     \
    X(sf_i64, int64_t, double, integers)                      \
    X(pmf_i64, int64_t, double, integers)                     \
    X(quantile_i64, double, int64_t, integers)                \
    X(weigh32, uint32_t, uint32_t, weigh)                     \
    X(weigh64, uint64_t, uint32_t, weigh)                     \
    X(weigh_value32, uint32_t, uint32_t, weigh_value)         \
    X(weigh_value64, uint32_t, uint64_t, weigh_value)         \
    X(normal_f32, uint32_t, float, normal_f32)                \
    X(normal_f64, uint64_t, double, normal_f64)               \
    X(lognormal_f64, uint64_t, double, lognormal)             \
    X(truncated_f64, uint64_t, double, truncated)             \
    X(exp2_q23_f32, float, float, exp2_q23)                   \
    X(exp2_clamped_f64, double, double, exp2)                 \
    X(jax_uniform_f32, uint32_t, float, uniform_f32)          \
    X(jax_linear_f32, uint32_t, float, linear_f32)            \
    X(jax_uniform_f64, uint64_t, double, uniform_f64)         \
    X(jax_pow_f32, float, float, pow_f32)                     \
    X(jax_pow_f64, double, double, pow_f64)                   \
    X(jax_int32, uint32_t, int32_t, jax_int32)                \
    X(jax_int64, uint64_t, int64_t, jax_int64)                \
    X(jax_choose64, uint64_t, uint32_t, jax_choose)           \
    X(jax_normal_f32, uint32_t, float, jax_normal_f32)        \
    X(jax_normal_f64, uint64_t, double, jax_normal_f64)       \
    X(copy_f32, float, float, none)                           \
    X(copy_f64, double, double, none)                         \
    X(rint_f32, float, float, none)                           \
    X(rint_f64, double, double, none)                         \
    X(clamp_f32, float, float, clamp_f32)                     \
    X(clamp_f64, double, double, clamp_f64)                   \
    X(digits_f64, double, double, digits)                     \
    X(mirror_f64, double, double, mirror)                     \
    X(round_f32_i32, float, int32_t, round_f32)               \
    X(round_f32_i64, float, int64_t, round_f32)               \
    X(round_f64_i64, double, int64_t, round_f64)              \
    X(round_f64_u64, double, uint64_t, round_f64)             \
    X(cast_i32_i8, int32_t, int8_t, none)                     \
    X(cast_i32_i16, int32_t, int16_t, none)                   \
    X(cast_i32_i64, int32_t, int64_t, none)                   \
    X(cast_i32_f32, int32_t, float, none)                     \
    X(cast_i32_f64, int32_t, double, none)                    \
    X(cast_i64_i8, int64_t, int8_t, none)                     \
    X(cast_i64_i16, int64_t, int16_t, none)                   \
    X(cast_i64_i32, int64_t, int32_t, none)                   \
    X(cast_i64_f32, int64_t, float, none)                     \
    X(cast_i64_f64, int64_t, double, none)                    \
    X(cast_i8_f64, int8_t, double, none)                      \
    X(cast_u8_f64, uint8_t, double, none)                     \
    X(cast_i16_f64, int16_t, double, none)                    \
    X(cast_u16_f64, uint16_t, double, none)                   \
    X(cast_u32_f64, uint32_t, double, none)                   \
    X(exact_i64_f64, int64_t, double, none)                   \
    X(exact_u64_f64, uint64_t, double, none)                  \
    X(cast_f32_f64, float, double, none)                      \
    X(cast_f64_f32, double, float, none)                      \
    X(encode_linear, double, double, encode)                  \
    X(encode_log, double, double, encode)                     \
    X(encode_logit, double, double, encode)                   \
    X(encode_qlinear, double, double, encode_cell)            \
    X(encode_qlog, double, double, encode_cell)               \
    X(encode_discrete, double, double, encode_discrete)       \
    X(encode_entry, double, double, encode_entry)             \
    X(encode_normal, double, double, mass_below)              \
    X(encode_truncated, double, double, mass_between)         \
    X(encode_truncated_log, double, double, mass_between)     \
    X(decode_linear, double, double, decode)                  \
    X(decode_log, double, double, decode)                     \
    X(decode_reverse_log, double, double, decode_reverse_log) \
    X(decode_logit, double, double, decode)                   \
    X(decode_qlinear, double, double, decode)                 \
    X(decode_qlog, double, double, decode)                    \
    X(decode_cell, double, double, decode_cell)               \
    X(decode_index, double, uint32_t, decode_index)           \
    X(decode_normal, double, double, truncated)               \
    X(probability, double, double, none)                      \
    X(exp_f64, double, double, none)                          \
    X(ln_f64, double, double, none)                           \
    X(logpdf_linear, double, double, log_density)             \
    X(logpdf_log, double, double, log_density)                \
    X(logpdf_logit, double, double, log_density)              \
    X(inside_f64, double, double, clamp_f64)                  \
    X(encode_normal_cells, double, double, normal_cells)      \
    X(cdf_normal_cells, double, double, normal_cells)         \
    X(sf_normal_cells, double, double, normal_cells)          \
    X(pmf_normal_cells, double, double, normal_cells)         \
    X(logpdf_normal_cells, double, double, normal_cells)      \
    X(quantile_normal_cells, double, double, normal_cells)    \
    X(logpdf_normal, double, double, normal_density)          \
    X(logpdf_lognormal, double, double, normal_density)       \
    X(cdf_linear, double, double, on_axis)                    \
    X(cdf_log, double, double, on_axis)                       \
    X(cdf_logit, double, double, on_axis)                     \
    X(sf_linear, double, double, on_axis)                     \
    X(sf_log, double, double, on_axis)                        \
    X(sf_logit, double, double, on_axis)                      \
    X(cdf_cells_linear, double, double, uniform_cells)        \
    X(cdf_cells_log, double, double, uniform_cells)           \
    X(sf_cells_linear, double, double, uniform_cells)         \
    X(sf_cells_log, double, double, uniform_cells)            \
    X(quantile_cells_linear, double, double, uniform_cells)   \
    X(quantile_cells_log, double, double, uniform_cells)      \
    X(pmf_cells_linear, double, double, cell_mass)            \
    X(pmf_cells_log, double, double, cell_mass)               \
    X(quantile_index, double, uint32_t, quantile_index)       \
    X(cdf_list, double, double, list_share)                   \
    X(sf_list, double, double, list_share)                    \
    X(pmf_list, double, double, list_mass)                    \
    X(pmf_list_equal, double, double, list_equal)             \
    X(decode_entry, double, uint32_t, decode_entry)           \
    X(gather8, uint32_t, uint8_t, gather)                     \
    X(gather16, uint32_t, uint16_t, gather)                   \
    X(gather32, uint32_t, uint32_t, gather)                   \
    X(gather64, uint32_t, uint64_t, gather)                   \
    X(snap_f32, float, uint32_t, snap)                        \
    X(snap_f64, double, uint32_t, snap)                       \
    X(nearest_f32, float, uint32_t, nearest)                  \
    X(nearest_f64, double, uint64_t, nearest)                 \
    X(log_transform_f32, float, float, log_transform_f32)     \
    X(log_transform_f64, double, double, log_transform_f64)   \
    X(jax_log_transform_f32, float, float, log_transform_f32) \
    X(jax_log_transform_f64, double, double, log_transform_f64)

struct hysi_params_none {
    char unused;
};

/* A map's parameters, settled when a space is built. Each map has a member of its own name. */
union hysi_params {
#define X(name, in, out, params) struct hysi_params_##params name;
    HYSI_MAPS(X)
#undef X
};

/* What a map's row says, as types: a kernel is defined with them, so that it cannot read another
 * map's parameters. */
#define X(name, in, out, params)   \
    typedef in hysi_##name##_in;   \
    typedef out hysi_##name##_out; \
    typedef struct hysi_params_##params hysi_##name##_params;
HYSI_MAPS(X)
#undef X

/* Maps n elements, of the types of its row. Returns how many were NaN, saturated or clamped; 0 for
 * the maps of draws. in == out is allowed if both elements have the same size. p is not NULL. */
typedef size_t hysi_map(const union hysi_params *p, size_t n, const void *in, void *out);

/* The maps that are fused with an engine of 32-bit draws, and with one of 64-bit draws. */
#define HYSI_FUSED_32(X, engine)  \
    X(engine, linear_f32)         \
    X(engine, linear_clamped_f32) \
    X(engine, log_f32)            \
    X(engine, qlog_i32)           \
    X(engine, qlinear32_i32)      \
    X(engine, qlinear32_i64)      \
    X(engine, int32_i32)          \
    X(engine, int32_i64)          \
    X(engine, int32_step_f64)     \
    X(engine, choose32)           \
    X(engine, choose_value32)     \
    X(engine, choose_value64)     \
    X(engine, top_bit)            \
    X(engine, weigh32)            \
    X(engine, weigh_value32)      \
    X(engine, weigh_value64)      \
    X(engine, normal_f32)
#define HYSI_FUSED_64(X, engine)  \
    X(engine, linear_f64)         \
    X(engine, linear_clamped_f64) \
    X(engine, log_f64)            \
    X(engine, normal_f64)         \
    X(engine, lognormal_f64)

/* Fused kernels, engine and map: an engine and a map in one kernel, for outputs that memory bounds.
 * first is a multiple of hysi_fused_block(engine), and both the draws and the output are multiples
 * of HYSI_FUSED_BYTES. With nontemporal, out is aligned to 64 bytes and written past the caches;
 * the caller fences. owen spends its time on the hash, so that most of its maps need no kernel. */
#define HYSI_FUSED(X)         \
    HYSI_FUSED_32(X, ars32)   \
    HYSI_FUSED_64(X, ars64)   \
    HYSI_FUSED_32(X, sobol32) \
    HYSI_FUSED_64(X, sobol64) \
    X(owen32, linear_f32)     \
    X(owen64, linear_f64)     \
    X(threefry32, jax_linear_f32)
enum { HYSI_FUSED_BYTES = 512 };
typedef void hysi_fused(const struct hysi_engine_key *key, const union hysi_params *p,
                        uint64_t first, size_t n, void *out, bool nontemporal);

/* Writes n bytes, of any alignment, past the caches; the caller fences. */
typedef void hysi_copy_nontemporal(const unsigned char *tile, size_t n, unsigned char *out);

/* Writes eight columns of 64-bit elements as n rows. Columns 0 to 3 start at low,
 * HYSI_TRANSPOSED_TILE elements apart, columns 4 to 7 at high; rows are stride bytes apart. With
 * nontemporal, each row is a 64-byte line and written past the caches; the caller fences. */
enum {
    HYSI_TRANSPOSED = 8,
    HYSI_TRANSPOSED_ROWS = 256, /* of a block */
    /* One cache line more, since tiles a power of two apart compete for the same lines. */
    HYSI_TRANSPOSED_TILE = HYSI_TRANSPOSED_ROWS + 8
};
typedef void hysi_transpose(const uint64_t *low, const uint64_t *high, size_t n, unsigned char *out,
                            ptrdiff_t stride, bool nontemporal);

/* The kernels of mixtures; the type of each is hysi_<name> in src/mixture.h. */
#define HYSI_MIXTURES(X)   \
    X(mixture_add_numbers) \
    X(mixture_add_rows)    \
    X(mixture_interval)    \
    X(mixture_sum)         \
    X(mixture_finish)      \
    X(mixture_draw)

/* Kinds of discrepancy, one a line: name, and the constant of the public header is
 * HYS_DISCREPANCY_ with its id. Each has the kernels discrepancy_rows_<name>,
 * discrepancy_points_<name> and discrepancy_pairs_<name> of src/discrepancy.h. */
#define HYSI_DISCREPANCIES(X) \
    X(cd, CD)                 \
    X(wd, WD)                 \
    X(md, MD)                 \
    X(l2_star, L2_STAR)

enum hysi_discrepancy_id {
#define X(name, id) HYSI_DISCREPANCY_##id,
    HYSI_DISCREPANCIES(X)
#undef X
        HYSI_DISCREPANCY_COUNT
};

/* The kernels of one kind of discrepancy. */
struct hysi_discrepancy_kernels {
    hysi_discrepancy_place_rows *rows;
    hysi_discrepancy_place_points *points;
    hysi_discrepancy_pairs *pairs;
};

enum hysi_engine_id {
#define X(name, bits) HYSI_ENGINE_##name,
    HYSI_ENGINES(X)
#undef X
        HYSI_ENGINE_COUNT
};

enum hysi_map_id {
#define X(name, in, out, params) HYSI_MAP_##name,
    HYSI_MAPS(X)
#undef X
        HYSI_MAP_COUNT
};

/* The draws of a block of the engine, a power of two: fused kernels begin with whole blocks. */
static inline unsigned hysi_fused_block(enum hysi_engine_id engine)
{
    return engine == HYSI_ENGINE_ars32 ? 4 : engine == HYSI_ENGINE_ars64 ? 2 : 1;
}

/* An ISA path. It has every kernel; where it has no faster form, it points to the scalar one. */
struct hysi_kernels {
    const char *name;
    hysi_engine *engine[HYSI_ENGINE_COUNT];
    hysi_map *map[HYSI_MAP_COUNT];
    hysi_copy_nontemporal *copy_nontemporal;
    hysi_transpose *transpose8;
#define X(name) hysi_##name *name;
    HYSI_MIXTURES(X)
#undef X
    struct hysi_discrepancy_kernels discrepancy[HYSI_DISCREPANCY_COUNT];
    hysi_fused *fused[HYSI_ENGINE_COUNT][HYSI_MAP_COUNT]; /* NULL: by way of a tile */
};

/* Instruction sets, from plain to best: name, and 1 if the ISA path is built in. `with` is passed
 * to X first. The name is that of the file in simd/, of hysi_cpu_has_<name> and
 * hysi_kernels_<name>, and what HYSPACE_ISA, the program, tests and bench use. */
#define HYSI_ISAS(X, with)                  \
    X(with, scalar, 1)                      \
    X(with, avx2, HYSI_HAVE_AVX2)           \
    X(with, avx2_vaes, HYSI_HAVE_AVX2_VAES) \
    X(with, avx512, HYSI_HAVE_AVX512)       \
    X(with, neon, HYSI_HAVE_NEON)

/* Declares every kernel of every instruction set, hysi_<kernel>_<isa>. Those that an ISA path
 * borrows are declared and not defined. */
#define HYSI_ENGINE(name, isa, built) hysi_engine hysi_##name##_##isa;
#define HYSI_MAP(name, isa, built) hysi_map hysi_##name##_##isa;
#define HYSI_FUSED_KERNEL(name, isa, built) hysi_fused hysi_##name##_##isa;
#define HYSI_COPY_NONTEMPORAL(name, isa, built) hysi_copy_nontemporal hysi_##name##_##isa;
#define HYSI_TRANSPOSE_KERNEL(name, isa, built) hysi_transpose hysi_##name##_##isa;
#define HYSI_MIXTURE_KERNEL(name, isa, built) hysi_##name hysi_##name##_##isa;
#define HYSI_DISCREPANCY_ROWS_KERNEL(name, isa, built) \
    hysi_discrepancy_place_rows hysi_##name##_##isa;
#define HYSI_DISCREPANCY_POINTS_KERNEL(name, isa, built) \
    hysi_discrepancy_place_points hysi_##name##_##isa;
#define HYSI_DISCREPANCY_PAIRS_KERNEL(name, isa, built) hysi_discrepancy_pairs hysi_##name##_##isa;
#define HYSI_ISA_PATH(name, isa, built) extern const struct hysi_kernels hysi_##name##_##isa;

#define X(name, bits) HYSI_ISAS(HYSI_ENGINE, name)
HYSI_ENGINES(X)
#undef X
#define X(name, in, out, params) HYSI_ISAS(HYSI_MAP, name)
HYSI_MAPS(X)
#undef X
#define X(engine, map) HYSI_ISAS(HYSI_FUSED_KERNEL, engine##_##map)
HYSI_FUSED(X)
#undef X
HYSI_ISAS(HYSI_COPY_NONTEMPORAL, copy_nontemporal)
HYSI_ISAS(HYSI_TRANSPOSE_KERNEL, transpose8)
#define X(name) HYSI_ISAS(HYSI_MIXTURE_KERNEL, name)
HYSI_MIXTURES(X)
#undef X
#define X(name, id)                                                      \
    HYSI_ISAS(HYSI_DISCREPANCY_ROWS_KERNEL, discrepancy_rows_##name)     \
    HYSI_ISAS(HYSI_DISCREPANCY_POINTS_KERNEL, discrepancy_points_##name) \
    HYSI_ISAS(HYSI_DISCREPANCY_PAIRS_KERNEL, discrepancy_pairs_##name)
HYSI_DISCREPANCIES(X)
#undef X
HYSI_ISAS(HYSI_ISA_PATH, kernels)

#undef HYSI_ENGINE
#undef HYSI_MAP
#undef HYSI_FUSED_KERNEL
#undef HYSI_COPY_NONTEMPORAL
#undef HYSI_TRANSPOSE_KERNEL
#undef HYSI_MIXTURE_KERNEL
#undef HYSI_DISCREPANCY_ROWS_KERNEL
#undef HYSI_DISCREPANCY_POINTS_KERNEL
#undef HYSI_DISCREPANCY_PAIRS_KERNEL
#undef HYSI_ISA_PATH

#endif
