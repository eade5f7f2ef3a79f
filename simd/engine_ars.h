/* Engine ars over vector words: counter-mode AES rounds (src/reference/ars.c is the definition).
 *
 * On a little-endian machine a stored block is its draws in order, of either width. Bounded by the AES units: seven rounds a
 * block, eight words in flight to cover their latency. */

#include <string.h>

enum { ARS_WORDS = 8, ARS_ROUNDS = 7 };

struct ars { v_aes key[ARS_ROUNDS + 1], counter[ARS_WORDS]; };

static inline struct ars ars_open(const struct hysi_draw *draw, uint64_t b)
{
    struct ars ars;
    uint64_t lo = (uint64_t)draw->key[1] << 32 | draw->key[0], hi = (uint64_t)draw->key[3] << 32 | draw->key[2];

    for (int r = 0; r <= ARS_ROUNDS; r++) {
        const uint32_t w[4] = {(uint32_t)lo, (uint32_t)(lo >> 32), (uint32_t)hi, (uint32_t)(hi >> 32)};
        ars.key[r] = v_aes_set(w);
        lo += 0x9E3779B97F4A7C15u;
        hi += 0xBB67AE8584CAA73Bu;
    }
    UNROLL for (int j = 0; j < ARS_WORDS; j++)
        ars.counter[j] = v_aes_counter(b + (uint64_t)(j * V_BLOCKS), draw->dim);
    return ars;
}

/* The next ARS_WORDS * V_BLOCKS blocks. */
static inline __attribute__((always_inline)) void ars_step(struct ars *ars, v_aes x[ARS_WORDS])
{
    UNROLL for (int j = 0; j < ARS_WORDS; j++)
    {
        x[j] = v_aes_xor(ars->counter[j], ars->key[0]);
        ars->counter[j] = v_aes_next(ars->counter[j], ARS_WORDS * V_BLOCKS);
    }
    UNROLL for (int r = 1; r < ARS_ROUNDS; r++)
    {
        UNROLL for (int j = 0; j < ARS_WORDS; j++)
            x[j] = v_aes_round(x[j], ars->key[r]);
    }
    UNROLL for (int j = 0; j < ARS_WORDS; j++)
        x[j] = v_aes_last(x[j], ars->key[ARS_ROUNDS]);
}

/* blocks from block b on, a multiple of ARS_WORDS * V_BLOCKS of them. */
static void ars_blocks(const struct hysi_draw *draw, uint64_t b, size_t blocks, unsigned char *out)
{
    struct ars ars = ars_open(draw, b);
    for (; blocks > 0; blocks -= ARS_WORDS * V_BLOCKS, out += 16 * ARS_WORDS * V_BLOCKS) {
        v_aes x[ARS_WORDS];
        ars_step(&ars, x);
        UNROLL for (int j = 0; j < ARS_WORDS; j++)
            v_aes_store(out + 16 * V_BLOCKS * j, x[j]);
    }
}

/* Whole steps of blocks by vectors, draws before the first block by the scalar definition, those behind the last step from one
 * step more. */
static inline void ars_draws(const struct hysi_draw *draw, uint64_t first, size_t n, unsigned char *out, unsigned size,
                             hysi_engine *scalar)
{
    const unsigned per_block = 16 / size, step = ARS_WORDS * V_BLOCKS;
    size_t head = (per_block - first % per_block) % per_block;

    head = head < n ? head : n;
    if (head > 0)
        scalar(draw, first, head, out);
    first += head, n -= head, out += head * size;

    const size_t blocks = n / per_block / step * step;
    if (blocks > 0)
        ars_blocks(draw, first / per_block, blocks, out);
    first += blocks * per_block, n -= blocks * per_block, out += blocks * 16;
    if (n > per_block * 2) {
        unsigned char more[16 * ARS_WORDS * V_BLOCKS];
        ars_blocks(draw, first / per_block, step, more);
        memcpy(out, more, n * size);
    } else if (n > 0) {
        scalar(draw, first, n, out);
    }
}

void KERNEL(ars32)(const struct hysi_draw *draw, uint64_t first, size_t n, void *out)
{
    ars_draws(draw, first, n, out, 4, hysi_ars32_scalar);
}

void KERNEL(ars64)(const struct hysi_draw *draw, uint64_t first, size_t n, void *out)
{
    ars_draws(draw, first, n, out, 8, hysi_ars64_scalar);
}

/* ---- fused with a law: the engine's registers are its draws. Bounded by the AES units or by the memory written to. ---- */

#include "simd/law_native.h"

enum { ARS_DRAWS = ARS_WORDS * V_BLOCKS * 4 / V32 }; /* words of draws that a step gives */
_Static_assert(HYSI_FUSED_BYTES % (16 * ARS_WORDS * V_BLOCKS) == 0, "whole steps");

#define FUSED(name, bits, out_type, lanes, store, stream)                                                             \
    static inline __attribute__((always_inline)) void name##_steps(struct ars *ars, const struct name *law,           \
                                                                   size_t steps, out_type *y, bool streaming)         \
    {                                                                                                                 \
        for (; steps > 0; steps--, y += ARS_DRAWS * lanes) {                                                          \
            v_aes x[ARS_WORDS];                                                                                       \
            ars_step(ars, x);                                                                                         \
            UNROLL for (int j = 0; j < ARS_DRAWS; j++)                                                                \
                if (streaming)                                                                                        \
                    stream(y + j * lanes, name##_of(law, v_aes_u##bits(x, j)));                                       \
                else                                                                                                  \
                    store(y + j * lanes, name##_of(law, v_aes_u##bits(x, j)));                                        \
        }                                                                                                             \
    }                                                                                                                 \
    void HYSI_PASTE(name##_fused, ISA)(const struct hysi_draw *draw, const union hysi_params *p, uint64_t first,      \
                                       size_t n, void *out, bool streaming)                                           \
    {                                                                                                                 \
        struct ars ars = ars_open(draw, first / (128 / bits));                                                        \
        const struct name law = name##_law(p);                                                                        \
        const size_t steps = n / (ARS_DRAWS * lanes);                                                                 \
        if (streaming) {                                                                                              \
            name##_steps(&ars, &law, steps, out, true);                                                               \
            v_fence();                                                                                                \
        } else {                                                                                                      \
            name##_steps(&ars, &law, steps, out, false);                                                              \
        }                                                                                                             \
    }
FUSED(affine_f32, 32, float, V32, v_store_f32, v_stream_f32)
FUSED(affine_f64, 64, double, V64, v_store_f64, v_stream_f64)
FUSED(linear_f32, 32, float, V32, v_store_f32, v_stream_f32)
FUSED(linear_f64, 64, double, V64, v_store_f64, v_stream_f64)
FUSED(log_f32, 32, float, V32, v_store_f32, v_stream_f32)
FUSED(log_f64, 64, double, V64, v_store_f64, v_stream_f64)
FUSED(qlog_i32, 32, int32_t, V32, v_store_u32, v_stream_u32)
FUSED(qlinear32_i32, 32, int32_t, V32, v_store_u32, v_stream_u32)
FUSED(choose32, 32, uint32_t, V32, v_store_u32, v_stream_u32)
FUSED(pick32, 32, uint32_t, V32, v_store_u32, v_stream_u32)
#undef FUSED
