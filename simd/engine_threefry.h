/* Engine threefry over vector words, one sample a lane; src/reference/threefry.c is the definition.
 * From the chain's first level on, each lane has a key of its own. Bounded by the integer ports:
 * some 70 operations a level. */

enum { TF_WORDS = 8, TF_STEP = TF_WORDS * V32 };

struct tf {
    v_u32 a[TF_WORDS], b[TF_WORDS];
};

#define TF_ROUND(r)                                    \
    UNROLL                                             \
    for (int j = 0; j < TF_WORDS; j++) {               \
        x.a[j] = v_add_u32(x.a[j], x.b[j]);            \
        x.b[j] = v_xor_u32(V_ROTL(x.b[j], r), x.a[j]); \
    }

/* Four rounds, then key words p and q of each lane and the group's number. */
#define TF_GROUP(r0, r1, r2, r3, p, q, g)                       \
    TF_ROUND(r0)                                                \
    TF_ROUND(r1)                                                \
    TF_ROUND(r2)                                                \
    TF_ROUND(r3)                                                \
    UNROLL                                                      \
    for (int j = 0; j < TF_WORDS; j++) {                        \
        x.a[j] = v_add_u32(x.a[j], p);                          \
        x.b[j] = v_add_u32(x.b[j], v_add_u32(q, v_set_u32(g))); \
    }

#define TF_KS2 v_xor_u32(v_xor_u32(key.a[j], key.b[j]), v_set_u32(0x1BD11BDAu))

/* T(key, x) lane by lane. */
static inline __attribute__((always_inline)) struct tf tf_encrypt(struct tf key, struct tf x)
{
    UNROLL
    for (int j = 0; j < TF_WORDS; j++) {
        x.a[j] = v_add_u32(x.a[j], key.a[j]);
        x.b[j] = v_add_u32(x.b[j], key.b[j]);
    }
    TF_GROUP(13, 15, 26, 6, key.b[j], TF_KS2, 1)
    TF_GROUP(17, 29, 16, 24, TF_KS2, key.a[j], 2)
    TF_GROUP(13, 15, 26, 6, key.a[j], key.b[j], 3)
    TF_GROUP(17, 29, 16, 24, key.b[j], TF_KS2, 4)
    TF_GROUP(13, 15, 26, 6, TF_KS2, key.a[j], 5)
    return x;
}

/* Samples i to i + TF_STEP - 1, whose numbers have one upper half. */
static inline __attribute__((always_inline)) struct tf
tf_samples(const struct hysi_engine_key *from, uint64_t i)
{
    struct tf key, x;
    UNROLL
    for (int j = 0; j < TF_WORDS; j++) {
        key.a[j] = v_set_u32(from->threefry.word[0]);
        key.b[j] = v_set_u32(from->threefry.word[1]);
        x.a[j] = v_set_u32((uint32_t)(i >> 32));
        x.b[j] = v_add_u32(v_set_u32((uint32_t)i + (uint32_t)(j * V32)), v_iota_u32());
    }
    x = tf_encrypt(key, x);
    for (uint32_t level = 0; level < from->threefry.chain_length; level++) {
        struct tf counter;
        UNROLL
        for (int j = 0; j < TF_WORDS; j++) {
            counter.a[j] = v_set_u32(0);
            counter.b[j] = v_set_u32(from->threefry.chain[level]);
        }
        x = tf_encrypt(x, counter);
    }
    return x;
}

/* The number of samples that whole steps give, of n from first on, before the lower half of their
 * numbers wraps. */
static inline size_t tf_steps(uint64_t first, size_t n)
{
    const uint64_t before_wrap = 0x100000000u - (uint32_t)first;
    return (n < before_wrap ? n : (size_t)before_wrap) / TF_STEP * TF_STEP;
}

static inline void tf_step32(const struct hysi_engine_key *key, uint64_t i, uint32_t *y)
{
    const struct tf x = tf_samples(key, i);
    UNROLL
    for (int j = 0; j < TF_WORDS; j++)
        v_store_u32(y + (size_t)(j * V32), v_xor_u32(x.a[j], x.b[j]));
}

static inline void tf_step64(const struct hysi_engine_key *key, uint64_t i, uint64_t *y)
{
    const struct tf x = tf_samples(key, i);
    UNROLL
    for (int j = 0; j < TF_WORDS; j++)
        v_store_u32_pair(y + (size_t)(j * V32), x.a[j], x.b[j]);
}

/* Whole steps, then the rest before the end or before the lower half of the numbers wraps. The rest
 * comes from one more step or, if it is less than TF_FEW samples, from the scalar definition, which
 * is faster then. */
enum { TF_FEW = 8 };
#define THREEFRY(name, type, step)                                                            \
    void KERNEL(name)(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out) \
    {                                                                                         \
        type *y = out;                                                                        \
        for (size_t m; n > 0; first += m, n -= m, y += m) {                                   \
            m = tf_steps(first, n);                                                           \
            for (size_t i = 0; i < m; i += TF_STEP)                                           \
                step(key, first + i, y + i);                                                  \
            if (m > 0)                                                                        \
                continue;                                                                     \
            const uint64_t before_wrap = 0x100000000u - (uint32_t)first;                      \
            m = n < before_wrap ? n : (size_t)before_wrap;                                    \
            if (m >= TF_FEW && before_wrap >= TF_STEP) {                                      \
                type more[TF_STEP];                                                           \
                step(key, first, more);                                                       \
                memcpy(y, more, m * sizeof *more);                                            \
            } else {                                                                          \
                hysi_##name##_scalar(key, first, m, y);                                       \
            }                                                                                 \
        }                                                                                     \
    }
THREEFRY(threefry32, uint32_t, tf_step32)
THREEFRY(threefry64, uint64_t, tf_step64)
#undef THREEFRY

/* ---- fused with the law of linear spaces ---- */

#include "simd/law_native.h"

/* The law of the native stream, with one bit less. */
static inline v_f32 jax_linear_f32_of(const struct linear_f32 *l, v_u32 draw)
{
    return v_fma_f32(v_cvt_i32_f32(V_SHR_u32(draw, 9)), l->scale, l->lo);
}

/* By way of a tile: in one loop the law would wait for a step of so many operations, and the next
 * step for the law. */
void KERNEL(threefry32_jax_linear_f32)(const struct hysi_engine_key *key,
                                       const union hysi_params *p, uint64_t first, size_t n,
                                       void *out, bool nontemporal)
{
    const struct linear_f32 law = linear_f32_law(&p->jax_linear_f32);
    float *y = out;
    _Alignas(64) uint32_t words[HYSI_TILE];
    for (size_t done = 0, m; done < n; done += m) {
        m = n - done < HYSI_TILE ? n - done : HYSI_TILE;
        KERNEL(threefry32)(key, first + done, m, words);
        for (size_t i = 0; i < m; i += V32)
            if (nontemporal)
                v_nontemporal_f32(y + done + i, jax_linear_f32_of(&law, v_load_u32(words + i)));
            else
                v_store_f32(y + done + i, jax_linear_f32_of(&law, v_load_u32(words + i)));
    }
}

#undef TF_ROUND
#undef TF_GROUP
#undef TF_KS2
