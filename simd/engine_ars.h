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

/* ---- fused kernels; bounded by the AES units or by the memory written to ---- */

/* The draws from a block on, which is the number of the next one. */
struct ars_source {
    struct ars ars;
    uint64_t block;
    unsigned char *room;        /* of the table */
    const unsigned char *table; /* room, or NULL: a table would cost more than it saves */
};
typedef struct ars_source ars_source32, ars_source64;

ALWAYS_INLINE struct ars_source ars_open32(const struct hysi_engine_key *key, uint64_t first,
                                           unsigned char *room)
{
    return (struct ars_source){ars_open(key), first / 4, room, NULL};
}
ALWAYS_INLINE struct ars_source ars_open64(const struct hysi_engine_key *key, uint64_t first,
                                           unsigned char *room)
{
    return (struct ars_source){ars_open(key), first / 2, room, NULL};
}

/* With fewer blocks the table costs more than it saves. */
enum { ARS_SHARED = 2 * ARS_WINDOW };

/* Returns how many of the next steps begin in one epoch, whose table it makes. */
static inline size_t ars_prepare(struct ars_source *source, size_t steps)
{
    const uint64_t epoch = (uint64_t)1 << ARS_EPOCH_BITS,
                   left = (epoch - 1 - source->block % epoch) / ARS_STEP + 1;
    if (!source->table && steps * ARS_STEP < ARS_SHARED)
        return steps;
    ars_table(&source->ars, source->block, source->room);
    source->table = source->room;
    return steps < left ? steps : (size_t)left;
}

ALWAYS_INLINE void ars_next(struct ars_source *source, v_aes x[ARS_WORDS])
{
    ars_step(&source->ars, source->table, source->block, x);
    source->block += ARS_STEP;
}

enum { ARS_DRAWS = ARS_STEP * 4 / V32 }; /* words of draws that a step gives */

#define ARS_STEPS(bits)                                                                     \
    ALWAYS_INLINE void ars_step##bits(struct ars_source *source, v_u##bits draw[ARS_DRAWS]) \
    {                                                                                       \
        v_aes x[ARS_WORDS];                                                                 \
        ars_next(source, x);                                                                \
        UNROLL                                                                              \
        for (int j = 0; j < ARS_DRAWS; j++)                                                 \
            draw[j] = v_aes_u##bits(x, j);                                                  \
    }                                                                                       \
    ALWAYS_INLINE void ars_store##bits(struct ars_source *source, void *out)                \
    {                                                                                       \
        v_aes x[ARS_WORDS];                                                                 \
        ars_next(source, x);                                                                \
        UNROLL                                                                              \
        for (int j = 0; j < ARS_WORDS; j++)                                                 \
            v_aes_store((v_aes *)out + j, x[j]);                                            \
    }
ARS_STEPS(32)
ARS_STEPS(64)
#undef ARS_STEPS

#define FUSED(name) ars_##name
#define FUSED_KERNEL(bits, map) KERNEL(ars##bits##_##map)
#define FUSED_PREPARE ars_prepare
#define FUSED_WORDS ARS_DRAWS
#define FUSED_ROOM (16 * ARS_WINDOW)
#define FUSED_LAWS 1
#include "simd/fused.h"
