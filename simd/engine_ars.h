/* Engine ars over vector words: rounds of AES over a counter; src/reference/ars.c is the
 * definition.
 *
 * On a little-endian machine a stored block is its draws in order, of either width. Bounded by the
 * AES units: a block takes seven rounds or, in long runs, five. Eight words in flight cover the
 * latency. */

#include <string.h>

enum { ARS_WORDS = 8, ARS_STEP = ARS_WORDS * V_BLOCKS, ARS_ROUNDS = 7 };

/* A window is the 256 blocks whose counters differ in the lowest byte only. After round 1 they
 * differ in one column only. That column's contribution to round 2 is xored in. It is the same for
 * all windows of an epoch, in which the counter's bytes 5 to 7 agree, so it is tabulated once.
 * After two rounds, state(b) = state(first block of the window) ^ table[b % ARS_WINDOW]. */
enum { ARS_WINDOW = 256, ARS_EPOCH_BITS = 40 };

struct ars {
    v_aes key[ARS_ROUNDS + 1];
    uint64_t dim;
    uint64_t window; /* the number of the window that state belongs to; UINT64_MAX: none yet */
    v_aes state;
};

static inline __attribute__((always_inline)) v_aes ars_two_rounds(const v_aes key[3], v_aes counter)
{
    return v_aes_round(v_aes_round(v_aes_xor(counter, key[0]), key[1]), key[2]);
}

static inline struct ars ars_open(const struct hysi_engine_key *key)
{
    struct ars ars = {.dim = key->ars.dim, .window = UINT64_MAX};
    uint64_t lo = (uint64_t)key->ars.word[1] << 32 | key->ars.word[0],
             hi = (uint64_t)key->ars.word[3] << 32 | key->ars.word[2];

    for (int r = 0; r <= ARS_ROUNDS; r++) {
        ars.key[r] = v_aes_set(lo, hi);
        lo += 0x9E3779B97F4A7C15u;
        hi += 0xBB67AE8584CAA73Bu;
    }
    return ars;
}

/* Fills the table of block b's epoch. */
static inline void ars_table(const struct ars *ars, uint64_t b,
                             unsigned char table[16 * ARS_WINDOW])
{
    const uint64_t window = b / ARS_WINDOW * ARS_WINDOW;
    const v_aes first = ars_two_rounds(ars->key, v_aes_set(window, ars->dim));
    v_aes counter = v_aes_counter(window, ars->dim);
    for (unsigned i = 0; i < ARS_WINDOW; i += V_BLOCKS) {
        v_aes_store(table + 16 * i, v_aes_xor(ars_two_rounds(ars->key, counter), first));
        counter = v_aes_next(counter, V_BLOCKS);
    }
}

/* Blocks b to b + ARS_STEP - 1. They go through all rounds if table is NULL, or if they belong to
 * two windows. */
static inline __attribute__((always_inline)) void
ars_step(struct ars *ars, const unsigned char *table, uint64_t b, v_aes x[ARS_WORDS])
{
    const unsigned at = b % ARS_WINDOW;
    if (table && at + ARS_STEP <= ARS_WINDOW) {
        if (b / ARS_WINDOW != ars->window) {
            ars->window = b / ARS_WINDOW;
            ars->state = ars_two_rounds(ars->key, v_aes_set(b - at, ars->dim));
        }
        UNROLL
        for (int j = 0; j < ARS_WORDS; j++)
            x[j] = v_aes_xor(ars->state, v_aes_load(table + 16 * (at + (unsigned)(j * V_BLOCKS))));
    } else {
        const v_aes counter = v_aes_counter(b, ars->dim);
        UNROLL
        for (int j = 0; j < ARS_WORDS; j++)
            x[j] = v_aes_xor(v_aes_next(counter, (uint64_t)(j * V_BLOCKS)), ars->key[0]);
        UNROLL
        for (int r = 1; r < 3; r++) {
            UNROLL
            for (int j = 0; j < ARS_WORDS; j++)
                x[j] = v_aes_round(x[j], ars->key[r]);
        }
    }
    UNROLL
    for (int r = 3; r < ARS_ROUNDS; r++) {
        UNROLL
        for (int j = 0; j < ARS_WORDS; j++)
            x[j] = v_aes_round(x[j], ars->key[r]);
    }
    UNROLL
    for (int j = 0; j < ARS_WORDS; j++)
        x[j] = v_aes_last(x[j], ars->key[ARS_ROUNDS]);
}

/* Writes a number of blocks that is a multiple of ARS_STEP, from block b on. */
static void ars_blocks(const struct hysi_engine_key *key, uint64_t b, size_t blocks,
                       unsigned char *out)
{
    struct ars ars = ars_open(key);
    for (; blocks > 0; blocks -= ARS_STEP, b += ARS_STEP, out += 16 * ARS_STEP) {
        v_aes x[ARS_WORDS];
        ars_step(&ars, NULL, b, x);
        UNROLL
        for (int j = 0; j < ARS_WORDS; j++)
            v_aes_store(out + 16 * V_BLOCKS * j, x[j]);
    }
}

/* Writes n draws of one step's blocks, beginning skip draws after the start of block b. */
static inline void ars_few(const struct hysi_engine_key *key, uint64_t b, size_t skip, size_t n,
                           unsigned char *out, unsigned size)
{
    unsigned char blocks[16 * ARS_STEP];
    ars_blocks(key, b, ARS_STEP, blocks);
    memcpy(out, blocks + skip * size, n * size);
}

/* The draws up to the first whole block, then whole steps, then the rest from one more step. */
static inline void ars_draws(const struct hysi_engine_key *key, uint64_t first, size_t n,
                             unsigned char *out, unsigned size)
{
    const size_t per_block = 16 / size, skip = first % per_block;
    if (skip > 0) {
        const size_t most = per_block * ARS_STEP - skip, m = n < most ? n : most;
        ars_few(key, first / per_block, skip, m, out, size);
        first += m, n -= m, out += m * size;
    }
    const size_t blocks = n / per_block / ARS_STEP * ARS_STEP;
    if (blocks > 0)
        ars_blocks(key, first / per_block, blocks, out);
    first += blocks * per_block, n -= blocks * per_block, out += 16 * blocks;
    if (n > 0)
        ars_few(key, first / per_block, 0, n, out, size);
}

void KERNEL(ars32)(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    ars_draws(key, first, n, out, 4);
}

void KERNEL(ars64)(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    ars_draws(key, first, n, out, 8);
}

/* ---- fused with a law, whose draws are the engine's registers; bounded by the AES units or by the
 * memory written to ---- */

#include "simd/law_native.h"
#include "simd/law_normal.h"
#include "simd/law_steps.h"

enum { ARS_DRAWS = ARS_STEP * 4 / V32 };             /* words of draws that a step gives */
enum { ARS_PASS = 256 / ARS_STEP };                  /* steps of a pass, which makes 4 KiB */
#define ARS_ELEMENTS(bits) (ARS_STEP * 128 / (bits)) /* draws that a step gives */
_Static_assert(HYSI_FUSED_BYTES % (16 * ARS_STEP) == 0, "whole steps");

/* How many of the steps from block b on begin in b's epoch. */
static inline size_t ars_steps_of_epoch(uint64_t b, size_t steps)
{
    const uint64_t left =
        (((uint64_t)1 << ARS_EPOCH_BITS) - 1 - b % ((uint64_t)1 << ARS_EPOCH_BITS)) / ARS_STEP + 1;
    return steps < left ? steps : (size_t)left;
}

/* With fewer blocks the table costs more than it saves. */
enum { ARS_SHARED = 2 * ARS_WINDOW };

/* Writes a number of steps' draws under a law of single words, or of wide results. */
#define STEPS(bits, name)                                                                \
    static inline __attribute__((always_inline)) void name##_steps(                      \
        struct ars *ars, const unsigned char *table, const struct name *law, uint64_t b, \
        size_t steps, hysi_##name##_out *y, bool nontemporal)                            \
    {                                                                                    \
        for (; steps > 0; steps--, b += ARS_STEP, y += ARS_DRAWS * LANES(y)) {           \
            v_aes x[ARS_WORDS];                                                          \
            ars_step(ars, table, b, x);                                                  \
            UNROLL                                                                       \
            for (int j = 0; j < ARS_DRAWS; j++)                                          \
                if (nontemporal)                                                         \
                    NONTEMPORAL(y + j * LANES(y), name##_of(law, v_aes_u##bits(x, j)));  \
                else                                                                     \
                    STORE(y + j * LANES(y), name##_of(law, v_aes_u##bits(x, j)));        \
        }                                                                                \
    }
#define STEPS_WIDE(word, name)                                                           \
    static inline __attribute__((always_inline)) void name##_steps(                      \
        struct ars *ars, const unsigned char *table, const struct name *law, uint64_t b, \
        size_t steps, hysi_##name##_out *y, bool nontemporal)                            \
    {                                                                                    \
        for (; steps > 0; steps--, b += ARS_STEP, y += ARS_ELEMENTS(32)) {               \
            v_aes x[ARS_WORDS];                                                          \
            ars_step(ars, table, b, x);                                                  \
            UNROLL                                                                       \
            for (int j = 0; j < ARS_DRAWS; j++) {                                        \
                v_##word value[2];                                                       \
                name##_wide(law, v_aes_u32(x, j), value);                                \
                UNROLL                                                                   \
                for (int k = 0; k < 2; k++)                                              \
                    if (nontemporal)                                                     \
                        NONTEMPORAL(y + (2 * j + k) * V64, value[k]);                    \
                    else                                                                 \
                        STORE(y + (2 * j + k) * V64, value[k]);                          \
            }                                                                            \
        }                                                                                \
    }
/* The same under a law of NORMAL_WORDS words, which leaves no registers for the engine's. So each
 * pass draws first, and then applies the law. */
#define STEPS_OF_WORDS(bits, name)                                                            \
    static inline __attribute__((always_inline)) void name##_steps(                           \
        struct ars *ars, const unsigned char *table, const struct name *law, uint64_t b,      \
        size_t steps, hysi_##name##_out *y, bool nontemporal)                                 \
    {                                                                                         \
        _Alignas(64) uint##bits##_t draws[ARS_PASS * ARS_ELEMENTS(bits)];                     \
        for (size_t m; steps > 0; steps -= m) {                                               \
            m = steps < ARS_PASS ? steps : ARS_PASS;                                          \
            for (size_t s = 0; s < m; s++, b += ARS_STEP) {                                   \
                v_aes x[ARS_WORDS];                                                           \
                ars_step(ars, table, b, x);                                                   \
                UNROLL                                                                        \
                for (int j = 0; j < ARS_WORDS; j++)                                           \
                    v_aes_store((v_aes *)(void *)(draws + s * ARS_ELEMENTS(bits)) + j, x[j]); \
            }                                                                                 \
            for (size_t i = 0; i < m * ARS_ELEMENTS(bits); i += NORMAL_WORDS * V##bits) {     \
                v_u##bits draw[NORMAL_WORDS];                                                 \
                v_f##bits value[NORMAL_WORDS];                                                \
                UNROLL                                                                        \
                for (int k = 0; k < NORMAL_WORDS; k++)                                        \
                    draw[k] = v_load_u##bits(draws + i + k * V##bits);                        \
                name##_words(law, draw, value);                                               \
                UNROLL                                                                        \
                for (int k = 0; k < NORMAL_WORDS; k++)                                        \
                    if (nontemporal)                                                          \
                        NONTEMPORAL(y + i + k * V##bits, value[k]);                           \
                    else                                                                      \
                        STORE(y + i + k * V##bits, value[k]);                                 \
            }                                                                                 \
            y += m * ARS_ELEMENTS(bits);                                                      \
        }                                                                                     \
    }
_Static_assert(ARS_DRAWS % NORMAL_WORDS == 0, "whole groups");

#define FUSED(bits, name)                                                                          \
    void HYSI_PASTE(ars##bits##_##name, ISA)(const struct hysi_engine_key *key,                    \
                                             const union hysi_params *p, uint64_t first, size_t n, \
                                             void *out, bool nontemporal)                          \
    {                                                                                              \
        const struct name law = name##_law(&p->name);                                              \
        struct ars ars = ars_open(key);                                                            \
        hysi_##name##_out *y = out;                                                                \
        size_t steps = n / (size_t)ARS_ELEMENTS(bits);                                             \
        uint64_t b = first / (128 / bits);                                                         \
        _Alignas(64) unsigned char table[16 * ARS_WINDOW];                                         \
                                                                                                   \
        if (steps * ARS_STEP < ARS_SHARED) {                                                       \
            name##_steps(&ars, NULL, &law, b, steps, y, nontemporal);                              \
            steps = 0;                                                                             \
        }                                                                                          \
        while (steps > 0) {                                                                        \
            const size_t m = ars_steps_of_epoch(b, steps);                                         \
            ars_table(&ars, b, table);                                                             \
            if (nontemporal)                                                                       \
                name##_steps(&ars, table, &law, b, m, y, true);                                    \
            else                                                                                   \
                name##_steps(&ars, table, &law, b, m, y, false);                                   \
            steps -= m, b += m * ARS_STEP, y += m * (size_t)ARS_ELEMENTS(bits);                    \
        }                                                                                          \
    }

/* Four words of draws make a word of bytes. */
struct top_bit {
    char unused;
};
static inline struct top_bit top_bit_law(const hysi_top_bit_params *p)
{
    return (struct top_bit){p->unused};
}
static inline __attribute__((always_inline)) void
top_bit_steps(struct ars *ars, const unsigned char *table, const struct top_bit *law, uint64_t b,
              size_t steps, uint8_t *y, bool nontemporal)
{
    (void)law;
    for (; steps > 0; steps--, b += ARS_STEP, y += ARS_ELEMENTS(32)) {
        v_aes x[ARS_WORDS];
        ars_step(ars, table, b, x);
        UNROLL
        for (int j = 0; j < ARS_DRAWS; j += 4) {
            const v_u32 draw[4] = {v_aes_u32(x, j), v_aes_u32(x, j + 1), v_aes_u32(x, j + 2),
                                   v_aes_u32(x, j + 3)};
            if (nontemporal)
                v_nontemporal_u32(y + j * V32, v_top_bits(draw));
            else
                v_store_u32(y + j * V32, v_top_bits(draw));
        }
    }
}
_Static_assert(ARS_DRAWS % 4 == 0, "whole words of bytes");
FUSED(32, top_bit)

STEPS(32, linear_f32)
FUSED(32, linear_f32)
STEPS(64, linear_f64)
FUSED(64, linear_f64)
STEPS(32, linear_clamped_f32)
FUSED(32, linear_clamped_f32)
STEPS(64, linear_clamped_f64)
FUSED(64, linear_clamped_f64)
STEPS(32, log_f32)
FUSED(32, log_f32)
STEPS(64, log_f64)
FUSED(64, log_f64)
STEPS(32, qlog_i32)
FUSED(32, qlog_i32)
STEPS(32, qlinear32_i32)
FUSED(32, qlinear32_i32)
STEPS_WIDE(u64, qlinear32_i64)
FUSED(32, qlinear32_i64)
STEPS(32, int32_i32)
FUSED(32, int32_i32)
STEPS_WIDE(u64, int32_i64)
FUSED(32, int32_i64)
STEPS_WIDE(f64, int32_step_f64)
FUSED(32, int32_step_f64)
STEPS(32, choose32)
FUSED(32, choose32)
STEPS(32, choose_value32)
FUSED(32, choose_value32)
STEPS_WIDE(u64, choose_value64)
FUSED(32, choose_value64)
STEPS(32, weigh32)
FUSED(32, weigh32)
STEPS(32, weigh_value32)
FUSED(32, weigh_value32)
STEPS_WIDE(u64, weigh_value64)
FUSED(32, weigh_value64)
STEPS_OF_WORDS(32, normal_f32)
FUSED(32, normal_f32)
STEPS_OF_WORDS(64, normal_f64)
FUSED(64, normal_f64)
/* exp2 in a pass of its own: side by side with the normal law it costs a tenth more. */
static inline __attribute__((always_inline)) void
lognormal_f64_steps(struct ars *ars, const unsigned char *table, const struct lognormal_f64 *law,
                    uint64_t b, size_t steps, double *y, bool nontemporal)
{
    enum { MOST = 256 }; /* elements */
    _Alignas(64) double log2[MOST];
    while (steps > 0) {
        const size_t most = MOST / ARS_ELEMENTS(64), m = steps < most ? steps : most;
        normal_f64_steps(ars, table, &law->log2, b, m, log2, false);
        for (size_t i = 0; i < m * ARS_ELEMENTS(64); i += V64) {
            const v_f64 value = lognormal_f64_of(law, v_load_f64(log2 + i));
            if (nontemporal)
                v_nontemporal_f64(y + i, value);
            else
                v_store_f64(y + i, value);
        }
        steps -= m, b += m * ARS_STEP, y += m * ARS_ELEMENTS(64);
    }
}
FUSED(64, lognormal_f64)
#undef STEPS
#undef STEPS_WIDE
#undef STEPS_OF_WORDS
#undef FUSED
