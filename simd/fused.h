/* An engine fused with laws, whose draws are the engine's registers. A template over engines, which
 * engine_<name>.h includes. For draws of 32 and of 64 bits it finds
 *
 *   FUSED(source32)                  a type: where the draws come from
 *   FUSED(open32)(key, first, room)  the source of the draws from first on; it may use the room of
 *                                    FUSED_ROOM bytes, aligned to 64
 *   FUSED(step32)(&source, draw)     the next FUSED_WORDS words of draws, a multiple of 4
 *   FUSED(store32)(&source, out)     the same, to memory
 *   FUSED_PREPARE(&source, steps)   called before steps; returns the number of those that may be
 *                                    made before the next call
 *
 * FUSED(name) and FUSED_KERNEL(bits, map) make the engine's names; FUSED_LAWS is 1 for all laws and
 * 0 for linear alone. */

#include "simd/law_native.h"
#include "simd/law_normal.h"
#include "simd/law_steps.h"

#define FUSED_DRAWS(bits) (FUSED_WORDS * V##bits) /* that a step gives */
_Static_assert(HYSI_FUSED_BYTES % (FUSED_WORDS * sizeof(v_u32)) == 0, "whole steps");
_Static_assert(FUSED_WORDS % 4 == 0, "whole words of bytes, whole groups of a normal law's words");

#define FUSED_STORE(at, word)  \
    if (nontemporal)           \
        NONTEMPORAL(at, word); \
    else                       \
        STORE(at, word)

/* Writes a number of steps' draws under a law of single words, or of wide results. */
#define STEPS(bits, name)                                                                        \
    ALWAYS_INLINE void FUSED(name##_steps)(FUSED(source##bits) * source, const struct name *law, \
                                           size_t steps, hysi_##name##_out *y, bool nontemporal) \
    {                                                                                            \
        for (; steps > 0; steps--, y += FUSED_DRAWS(bits)) {                                     \
            v_u##bits draw[FUSED_WORDS];                                                         \
            FUSED(step##bits)(source, draw);                                                     \
            UNROLL                                                                               \
            for (int j = 0; j < FUSED_WORDS; j++)                                                \
                FUSED_STORE(y + j * LANES(y), name##_of(law, draw[j]));                          \
        }                                                                                        \
    }
#define STEPS_WIDE(word, name)                                                                   \
    ALWAYS_INLINE void FUSED(name##_steps)(FUSED(source32) * source, const struct name *law,     \
                                           size_t steps, hysi_##name##_out *y, bool nontemporal) \
    {                                                                                            \
        for (; steps > 0; steps--, y += FUSED_DRAWS(32)) {                                       \
            v_u32 draw[FUSED_WORDS];                                                             \
            FUSED(step32)(source, draw);                                                         \
            UNROLL                                                                               \
            for (int j = 0; j < FUSED_WORDS; j++) {                                              \
                v_##word value[2];                                                               \
                name##_wide(law, draw[j], value);                                                \
                UNROLL                                                                           \
                for (int k = 0; k < 2; k++)                                                      \
                    FUSED_STORE(y + (2 * j + k) * V64, value[k]);                                \
            }                                                                                    \
        }                                                                                        \
    }
/* The same under a law of NORMAL_WORDS words, which leaves no registers for the engine's. So each
 * pass, of 4 KiB, draws first, and then applies the law. */
#define FUSED_PASS (4096 / (FUSED_WORDS * sizeof(v_u32))) /* steps */
#define STEPS_OF_WORDS(bits, name)                                                               \
    ALWAYS_INLINE void FUSED(name##_steps)(FUSED(source##bits) * source, const struct name *law, \
                                           size_t steps, hysi_##name##_out *y, bool nontemporal) \
    {                                                                                            \
        _Alignas(64) uint##bits##_t draws[FUSED_PASS * FUSED_DRAWS(bits)];                       \
        for (size_t m; steps > 0; steps -= m, y += m * FUSED_DRAWS(bits)) {                      \
            m = steps < FUSED_PASS ? steps : FUSED_PASS;                                         \
            for (size_t s = 0; s < m; s++)                                                       \
                FUSED(store##bits)(source, draws + s * FUSED_DRAWS(bits));                       \
            for (size_t i = 0; i < m * FUSED_DRAWS(bits); i += NORMAL_WORDS * V##bits) {         \
                v_u##bits draw[NORMAL_WORDS];                                                    \
                v_f##bits value[NORMAL_WORDS];                                                   \
                UNROLL                                                                           \
                for (int k = 0; k < NORMAL_WORDS; k++)                                           \
                    draw[k] = v_load_u##bits(draws + i + k * V##bits);                           \
                name##_words(law, draw, value);                                                  \
                UNROLL                                                                           \
                for (int k = 0; k < NORMAL_WORDS; k++)                                           \
                    FUSED_STORE(y + i + k * V##bits, value[k]);                                  \
            }                                                                                    \
        }                                                                                        \
    }

#define KERNEL_OF_STEPS(bits, name)                                                              \
    void FUSED_KERNEL(bits, name)(const struct hysi_engine_key *key, const union hysi_params *p, \
                                  uint64_t first, size_t n, void *out, bool nontemporal)         \
    {                                                                                            \
        const struct name law = name##_law(&p->name);                                            \
        _Alignas(64) unsigned char room[FUSED_ROOM];                                             \
        FUSED(source##bits) source = FUSED(open##bits)(key, first, room);                        \
        hysi_##name##_out *y = out;                                                              \
                                                                                                 \
        for (size_t steps = n / FUSED_DRAWS(bits), m; steps > 0;                                 \
             steps -= m, y += m * FUSED_DRAWS(bits)) {                                           \
            m = FUSED_PREPARE(&source, steps);                                                   \
            if (nontemporal)                                                                     \
                FUSED(name##_steps)(&source, &law, m, y, true);                                  \
            else                                                                                 \
                FUSED(name##_steps)(&source, &law, m, y, false);                                 \
        }                                                                                        \
    }

STEPS(32, linear_f32)
KERNEL_OF_STEPS(32, linear_f32)
STEPS(64, linear_f64)
KERNEL_OF_STEPS(64, linear_f64)

#if FUSED_LAWS
STEPS(32, linear_clamped_f32)
KERNEL_OF_STEPS(32, linear_clamped_f32)
STEPS(64, linear_clamped_f64)
KERNEL_OF_STEPS(64, linear_clamped_f64)
STEPS(32, log_f32)
KERNEL_OF_STEPS(32, log_f32)
STEPS(64, log_f64)
KERNEL_OF_STEPS(64, log_f64)
STEPS(32, qlog_i32)
KERNEL_OF_STEPS(32, qlog_i32)
STEPS(32, qlinear32_i32)
KERNEL_OF_STEPS(32, qlinear32_i32)
STEPS_WIDE(u64, qlinear32_i64)
KERNEL_OF_STEPS(32, qlinear32_i64)
STEPS(32, int32_i32)
KERNEL_OF_STEPS(32, int32_i32)
STEPS_WIDE(u64, int32_i64)
KERNEL_OF_STEPS(32, int32_i64)
STEPS_WIDE(f64, int32_step_f64)
KERNEL_OF_STEPS(32, int32_step_f64)
STEPS(32, choose32)
KERNEL_OF_STEPS(32, choose32)
STEPS(32, choose_value32)
KERNEL_OF_STEPS(32, choose_value32)
STEPS_WIDE(u64, choose_value64)
KERNEL_OF_STEPS(32, choose_value64)
STEPS(32, weigh32)
KERNEL_OF_STEPS(32, weigh32)
STEPS(32, weigh_value32)
KERNEL_OF_STEPS(32, weigh_value32)
STEPS_WIDE(u64, weigh_value64)
KERNEL_OF_STEPS(32, weigh_value64)
STEPS_OF_WORDS(32, normal_f32)
KERNEL_OF_STEPS(32, normal_f32)
STEPS_OF_WORDS(64, normal_f64)
KERNEL_OF_STEPS(64, normal_f64)

ALWAYS_INLINE void FUSED(top_bit_steps)(FUSED(source32) * source, const struct top_bit *law,
                                        size_t steps, uint8_t *y, bool nontemporal)
{
    (void)law;
    for (; steps > 0; steps--, y += FUSED_DRAWS(32)) {
        v_u32 draw[FUSED_WORDS];
        FUSED(step32)(source, draw);
        UNROLL
        for (int j = 0; j < FUSED_WORDS; j += 4)
            if (nontemporal)
                v_nontemporal_u32(y + j * V32, v_top_bits(draw + j));
            else
                v_store_u32(y + j * V32, v_top_bits(draw + j));
    }
}
KERNEL_OF_STEPS(32, top_bit)

/* exp2 in a pass of its own: side by side with the normal law it costs a tenth more. */
ALWAYS_INLINE void FUSED(lognormal_f64_steps)(FUSED(source64) * source,
                                              const struct lognormal_f64 *law, size_t steps,
                                              double *y, bool nontemporal)
{
    enum { MOST = 256 }; /* elements */
    _Alignas(64) double log2[MOST];
    for (size_t m; steps > 0; steps -= m, y += m * FUSED_DRAWS(64)) {
        const size_t most = MOST / FUSED_DRAWS(64);
        m = steps < most ? steps : most;
        FUSED(normal_f64_steps)(source, &law->log2, m, log2, false);
        for (size_t i = 0; i < m * FUSED_DRAWS(64); i += V64) {
            const v_f64 value = lognormal_f64_of(law, v_load_f64(log2 + i));
            FUSED_STORE(y + i, value);
        }
    }
}
KERNEL_OF_STEPS(64, lognormal_f64)
#endif

#undef STEPS
#undef STEPS_WIDE
#undef STEPS_OF_WORDS
#undef KERNEL_OF_STEPS
#undef FUSED_STORE
#undef FUSED_PASS
#undef FUSED_DRAWS
#undef FUSED
#undef FUSED_KERNEL
#undef FUSED_PREPARE
#undef FUSED_WORDS
#undef FUSED_ROOM
#undef FUSED_LAWS
