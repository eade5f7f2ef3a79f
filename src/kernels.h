/* The private kernel table: what an instruction set provides, and the only door between src/ and
 * simd/.
 *
 *     engine --words--> tile --map--> ... --map--> the caller's buffer
 *
 * An engine turns (key, first, n) into raw words; a map turns n elements into n elements. Each
 * kernel is listed once below; the reference in src/reference/ defines its bits, a row of another
 * instruction set repeats them.
 */
#ifndef HYSI_KERNELS_H
#define HYSI_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Elements in a tile: 8 KiB of 64-bit words, so that two draws and a result stay in a 32 KiB L1. */
#define HYSI_TILE 1024

/* What an engine needs to give the draws of one column: settled once, whatever the number of
 * draws. Each engine reads its own member. */
struct hysi_engine_key {
    union {
        struct {
            uint32_t word[4]; /* the key of the plane */
            uint64_t dim;     /* the counter's upper half */
        } ars;
        struct {
            uint32_t word[2];
            uint32_t chain[3]; /* counters applied to each sample's own key, in order */
            uint32_t chain_length;
        } threefry;
    };
};

/* out[k] is the draw of sample first + k. Aligned to their elements only. */
typedef void hysi_engine(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out);

/* Block b of the native stream as four words; the engines below give these words by the stretch. */
void hysi_ars_block(const struct hysi_engine_key *key, uint64_t b, uint32_t x[4]);

/* name, bits of a word */
#define HYSI_ENGINES(X) \
    X(ars32, 32)        \
    X(ars64, 64)        \
    X(threefry32, 32)   \
    X(threefry64, 64)

/* How the nearest value's rank, the number of thresholds <= x, is found. probes > 0: x falls into
 * one of the buckets rint(clamp(fma(y, scale, offset), 0, buckets - 1)), y being x, or where keyed
 * the place of x among all floats; bases[bucket] thresholds lie in the buckets below, at most
 * probes in the bucket. Any monotone choice of buckets gives the same rank; the scalar definition
 * looks at the thresholds alone. Elements of bases are as wide as the floats; thresholds go on with
 * 32 NaNs. */
struct hysi_snap {
    const void *thresholds, *bases;
    uint32_t count, buckets, probes, keyed;
    double scale, offset; /* floats where x is f32 */
};

/* A table of count elements; of 4 or 8 bytes: with room for 32, which vector rows keep in
 * registers. */
struct hysi_gather {
    const void *table;
    uint32_t count;
};

/* A map's parameters, settled when a space is built. */
union hysi_params {
    struct {
        float scale, lo, last;
    } linear_f32; /* min(fma(k, scale, lo), last); both affines: without last */
    struct {
        double scale, lo, last;
    } linear_f64;
    struct {
        float lo, span, down;
    } uniform_f32; /* down max(lo, fma(f, span, lo)), down = 2^-k */
    struct {
        double lo, span, down;
    } uniform_f64;
    struct {
        int32_t a;
        uint32_t span;
        float lo, last;
    } log_f32;
    struct {
        double scale, l0, lo, last;
    } log_f64;
    struct {
        int32_t a;
        uint32_t span;
        int32_t first, last;
    } qlog; /* 1 <= first: rint of log_f32's value, clamped */
    struct {
        double log2_base;
        bool flush;
    } pow_f32; /* flush: whether a power may be subnormal */
    struct {
        double hi, lo;
    } pow_f64; /* log of the base in two parts */
    struct {
        int64_t lo;
        uint64_t halves;
    } qlinear; /* halves = 2 (upper - lower); in i32 |lo| <= 2^29 */
    struct {
        float min, max;
        int64_t low, high;
    } round_f32; /* below min: low, above max: high */
    struct {
        double min, max;
        int64_t low, high;
    } round_f64;
    struct {
        uint32_t count, mult;
    } choose;                        /* mult: (2^(w/2) mod count)^2 mod count, JAX only */
    struct hysi_gather gather, pick; /* pick: choose and gather, count <= 32 */
    struct hysi_snap snap;
    struct {
        struct hysi_snap snap;
        const void *values;
    } nearest; /* snap and gather, values of the input's width, at most 32 */
    struct {
        double lower, upper, from, span;
    } encode; /* (x - from) / span, x the value clamped to the bounds, or its log2 */
    struct {
        double first, last, at_first, at_last, from, span, low, high;
    } encode_cell; /* the ends' units stand apart; result in [low, high] */
    struct {
        struct hysi_snap snap;
        const double *units, *values, *near;
    } encode_discrete; /* by rank; values and near: both are the space's */
    struct {
        double from, span, lo, last;
    } decode; /* fma(u, span, from), or its exp2, clamped to [lo, last] */
    struct {
        double from, span, half, last;
    } decode_cell; /* from + floor(fma(u, span, half)), at most last */
    struct {
        uint32_t count, nan;
    } decode_index;
    struct {
        float log_base;
    } log_transform_f32;
    struct {
        double log_base;
    } log_transform_f64;
};

/* Returns how many elements were NaN, saturated or clamped; 0 for the maps of draws. in == out is
 * allowed where the elements have one size. */
typedef size_t hysi_map(const union hysi_params *p, size_t n, const void *in, void *out);

/* name, C type of an element in, out.
 * The two jax_choose maps read two draws a sample: n words at in, the second draw's at in +
 * HYSI_TILE words. */
#define HYSI_MAPS(X)                       \
    X(affine_f32, uint32_t, float)         \
    X(affine_f64, uint64_t, double)        \
    X(linear_f32, uint32_t, float)         \
    X(linear_f64, uint64_t, double)        \
    X(log_f32, uint32_t, float)            \
    X(log_f64, uint64_t, double)           \
    X(qlog_i32, uint32_t, int32_t)         \
    X(qlinear32_i32, uint32_t, int32_t)    \
    X(qlinear32_i64, uint32_t, int64_t)    \
    X(qlinear64_i64, uint64_t, int64_t)    \
    X(choose32, uint32_t, uint32_t)        \
    X(choose64, uint64_t, uint32_t)        \
    X(pick32, uint32_t, uint32_t)          \
    X(jax_uniform_f32, uint32_t, float)    \
    X(jax_affine_f32, uint32_t, float)     \
    X(jax_uniform_f64, uint64_t, double)   \
    X(jax_pow_f32, float, float)           \
    X(jax_pow_f64, double, double)         \
    X(jax_choose32, uint32_t, uint32_t)    \
    X(jax_choose64, uint64_t, uint32_t)    \
    X(copy_f32, float, float)              \
    X(copy_f64, double, double)            \
    X(rint_f32, float, float)              \
    X(rint_f64, double, double)            \
    X(round_f32_i32, float, int32_t)       \
    X(round_f32_i64, float, int64_t)       \
    X(round_f64_i64, double, int64_t)      \
    X(round_f64_u64, double, uint64_t)     \
    X(cast_i32_i8, int32_t, int8_t)        \
    X(cast_i32_i16, int32_t, int16_t)      \
    X(cast_i32_i64, int32_t, int64_t)      \
    X(cast_i32_f32, int32_t, float)        \
    X(cast_i32_f64, int32_t, double)       \
    X(cast_i64_i8, int64_t, int8_t)        \
    X(cast_i64_i16, int64_t, int16_t)      \
    X(cast_i64_i32, int64_t, int32_t)      \
    X(cast_i64_f32, int64_t, float)        \
    X(cast_i64_f64, int64_t, double)       \
    X(cast_i8_f64, int8_t, double)         \
    X(cast_u8_f64, uint8_t, double)        \
    X(cast_i16_f64, int16_t, double)       \
    X(cast_u16_f64, uint16_t, double)      \
    X(cast_u32_f64, uint32_t, double)      \
    X(exact_i64_f64, int64_t, double)      \
    X(exact_u64_f64, uint64_t, double)     \
    X(cast_f32_f64, float, double)         \
    X(cast_f64_f32, double, float)         \
    X(encode_linear, double, double)       \
    X(encode_log, double, double)          \
    X(encode_qlinear, double, double)      \
    X(encode_qlog, double, double)         \
    X(encode_discrete, double, double)     \
    X(decode_linear, double, double)       \
    X(decode_log, double, double)          \
    X(decode_qlinear, double, double)      \
    X(decode_qlog, double, double)         \
    X(decode_cell, double, double)         \
    X(decode_index, double, uint32_t)      \
    X(gather8, uint32_t, uint8_t)          \
    X(gather16, uint32_t, uint16_t)        \
    X(gather32, uint32_t, uint32_t)        \
    X(gather64, uint32_t, uint64_t)        \
    X(snap_f32, float, uint32_t)           \
    X(snap_f64, double, uint32_t)          \
    X(nearest_f32, float, uint32_t)        \
    X(nearest_f64, double, uint64_t)       \
    X(log_transform_f32, float, float)     \
    X(log_transform_f64, double, double)   \
    X(jax_log_transform_f32, float, float) \
    X(jax_log_transform_f64, double, double)

/* An engine and a map in one kernel, for outputs that memory bounds: engine, map. first is the
 * first draw of a block, n a whole number of HYSI_FUSED_BYTES. streaming: past the caches, out
 * being aligned to 64 bytes; the caller fences. */
#define HYSI_FUSED(X)       \
    X(ars32, affine_f32)    \
    X(ars64, affine_f64)    \
    X(ars32, linear_f32)    \
    X(ars64, linear_f64)    \
    X(ars32, log_f32)       \
    X(ars64, log_f64)       \
    X(ars32, qlog_i32)      \
    X(ars32, qlinear32_i32) \
    X(ars32, choose32)      \
    X(ars32, pick32)        \
    X(threefry32, jax_affine_f32)
enum { HYSI_FUSED_BYTES = 512 };
typedef void hysi_fused(const struct hysi_engine_key *key, const union hysi_params *p,
                        uint64_t first, size_t n, void *out, bool streaming);

/* n bytes, of any alignment, past the caches; the fence is the caller's. */
typedef void hysi_write(const unsigned char *tile, size_t n, unsigned char *out);

/* Eight columns of 64-bit elements to n rows of eight, `stride` bytes from one another. Columns 0
 * to 3 start at low, HYSI_WOVEN_TILE elements apart, columns 4 to 7 at high. streaming: past the
 * caches, every row being a 64-byte line; the caller fences. */
enum {
    HYSI_WOVEN = 8,
    HYSI_WOVEN_ROWS = 384, /* of a block */
    /* A line more: tiles a power of two apart share their lines of the cache. */
    HYSI_WOVEN_TILE = HYSI_WOVEN_ROWS + 8
};
typedef void hysi_weave(const uint64_t *low, const uint64_t *high, size_t n, unsigned char *out,
                        ptrdiff_t stride, bool streaming);

enum hysi_engine_id {
#define X(name, bits) HYSI_ENGINE_##name,
    HYSI_ENGINES(X)
#undef X
        HYSI_ENGINE_COUNT
};

enum hysi_map_id {
#define X(name, in, out) HYSI_MAP_##name,
    HYSI_MAPS(X)
#undef X
        HYSI_MAP_COUNT
};

/* One instruction set. Full rows only: a row without a faster form of a kernel points at the scalar
 * one. */
struct hysi_kernels {
    const char *name;
    hysi_engine *engine[HYSI_ENGINE_COUNT];
    hysi_map *map[HYSI_MAP_COUNT];
    hysi_write *write_past;
    hysi_weave *weave64;
    hysi_fused *fused[HYSI_ENGINE_COUNT][HYSI_MAP_COUNT]; /* NULL: through the tile */
};

/* Instruction sets, plain to best, each a bundle of CPU features that the operating system saves:
 * name, built in? X is called with `with` first. The words are the same everywhere: table, file,
 * HYSPACE_ISA, command line, tests, bench. */
#define HYSI_ISAS(X, with)                  \
    X(with, scalar, 1)                      \
    X(with, avx2, HYSI_HAVE_AVX2)           \
    X(with, avx2_vaes, HYSI_HAVE_AVX2_VAES) \
    X(with, avx512, HYSI_HAVE_AVX512)       \
    X(with, neon, HYSI_HAVE_NEON)

/* Every kernel of every instruction set, hysi_<kernel>_<isa>, with its one signature. One that a
 * row borrows is declared and not defined. */
#define HYSI_ENGINE(name, isa, built) hysi_engine hysi_##name##_##isa;
#define HYSI_MAP(name, isa, built) hysi_map hysi_##name##_##isa;
#define HYSI_FUSED_KERNEL(name, isa, built) hysi_fused hysi_##name##_##isa;
#define HYSI_WRITE(name, isa, built) hysi_write hysi_##name##_##isa;
#define HYSI_WEAVE(name, isa, built) hysi_weave hysi_##name##_##isa;
#define HYSI_ROW(name, isa, built) extern const struct hysi_kernels hysi_##name##_##isa;

#define X(name, bits) HYSI_ISAS(HYSI_ENGINE, name)
HYSI_ENGINES(X)
#undef X
#define X(name, in, out) HYSI_ISAS(HYSI_MAP, name)
HYSI_MAPS(X)
#undef X
#define X(engine, map) HYSI_ISAS(HYSI_FUSED_KERNEL, engine##_##map)
HYSI_FUSED(X)
#undef X
HYSI_ISAS(HYSI_WRITE, write_past)
HYSI_ISAS(HYSI_WEAVE, weave64)
HYSI_ISAS(HYSI_ROW, kernels)

#undef HYSI_ENGINE
#undef HYSI_MAP
#undef HYSI_FUSED_KERNEL
#undef HYSI_WRITE
#undef HYSI_WEAVE
#undef HYSI_ROW

#endif
