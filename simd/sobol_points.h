/* Points of the Sobol sequence as words of SOBOL_BITS bits, and their Owen hash; a template over
 * two widths, which engine_sobol.h includes with SOBOL_BITS 32 and 64.
 *
 * The points of a block, SOBOL_STEP(bits) of them from a multiple on, are the block's first point
 * plus the first points of the sequence, since the Gray code is linear. From a block to the next
 * the Gray codes change in two bits: one that is the same for all blocks, and one that ctz tells.
 * A step gives as many points from any number on: some belong to the next block. */

#if SOBOL_BITS == 32
#define SOBOL(name) name##32
#define WORD(op) v_##op##_u32
typedef v_u32 sobol_word32;
typedef uint32_t sobol_lane32;
#else
#define SOBOL(name) name##64
#define WORD(op) v_##op##_u64
typedef v_u64 sobol_word64;
typedef uint64_t sobol_lane64;
#endif

#define SOBOL_LANES ((int)(sizeof(v_u32) * 8 / SOBOL_BITS))
#define SOBOL_STEP (SOBOL_WORDS * SOBOL_LANES)

struct SOBOL(sobol_source) {
    const uint64_t *directions;
    uint64_t next;                         /* the number of the next block's first point */
    SOBOL(sobol_word) base;                /* this block's first point */
    SOBOL(sobol_word) fixed;               /* of the change to the next block */
    SOBOL(sobol_word) inner[SOBOL_WORDS];  /* to be added for each point of a step */
    SOBOL(sobol_word) beyond[SOBOL_WORDS]; /* all ones where it belongs to the next block */
    SOBOL(sobol_word) add, factor;         /* of the hash */
};

/* The part of a direction number that a draw has; reversed for the hash. */
ALWAYS_INLINE SOBOL(sobol_lane) SOBOL(sobol_part)(uint64_t direction, bool reversed)
{
    return (SOBOL(sobol_lane))(reversed ? hysi_reversed64(direction)
                                        : direction >> (64 - SOBOL_BITS));
}

/* Lets steps begin that many points after the start of a block: the points before them, which now
 * come last, are those of the next block. */
ALWAYS_INLINE void SOBOL(sobol_turn)(struct SOBOL(sobol_source) * source, unsigned offset,
                                     void *room)
{
    SOBOL(sobol_lane) *turned = room;
    const SOBOL(sobol_lane) *beyond =
        (const SOBOL(sobol_lane) *)(const void *)(sobol_ones + 64) - SOBOL_STEP + offset;
    UNROLL
    for (int j = 0; j < SOBOL_WORDS; j++) {
        WORD(store)(turned + j * SOBOL_LANES, source->inner[j]);
        WORD(store)(turned + SOBOL_STEP + j * SOBOL_LANES, source->inner[j]);
    }
    UNROLL
    for (int j = 0; j < SOBOL_WORDS; j++) {
        source->inner[j] = WORD(load)(turned + offset + j * SOBOL_LANES);
        source->beyond[j] = WORD(load)(beyond + j * SOBOL_LANES);
    }
}

/* The source of the points from `first` on. room has 2 SOBOL_STEP elements. */
ALWAYS_INLINE struct SOBOL(sobol_source)
    SOBOL(sobol_from)(const struct hysi_engine_key *key, uint64_t first, bool reversed, void *room)
{
    const uint64_t *v = key->sobol.directions;
    const unsigned offset = (unsigned)(first % SOBOL_STEP),
                   lanes_log2 = (unsigned)__builtin_ctz(SOBOL_LANES);
    struct SOBOL(sobol_source) source = {.directions = v, .next = first - offset + SOBOL_STEP};

#define PART(k) SOBOL(sobol_part)(v[k], reversed)
    uint64_t base = key->sobol.shift;
    for (uint64_t i = first - offset, gray = i ^ i >> 1; gray; gray &= gray - 1)
        base ^= v[__builtin_ctzll(gray)];
    source.base = WORD(set)(SOBOL(sobol_part)(base, reversed));
    source.fixed = WORD(set)(PART(__builtin_ctz(SOBOL_STEP) - 1));
    source.add = WORD(set)((SOBOL(sobol_lane))key->sobol.add);
    source.factor = WORD(set)((SOBOL(sobol_lane))key->sobol.factor);

    SOBOL(sobol_word) word = WORD(set)(0);
    for (unsigned k = 0; k < lanes_log2; k++)
        word = WORD(xor_and)(word, WORD(load)(SOBOL(sobol_gray)[k]), WORD(set)(PART(k)));
    UNROLL
    for (int j = 0; j < SOBOL_WORDS; j++) {
        if (j > 0)
            word =
                WORD(xor)(word, WORD(set)(PART(lanes_log2 - 1) ^
                                          PART(lanes_log2 + (unsigned)__builtin_ctz((unsigned)j))));
        source.inner[j] = word;
        source.beyond[j] = WORD(set)(0);
    }
#undef PART
    if (offset > 0)
        SOBOL(sobol_turn)(&source, offset, room);
    return source;
}

/* The block after the last one, at 2^64, is the first. */
ALWAYS_INLINE void SOBOL(sobol_next)(struct SOBOL(sobol_source) * source, bool reversed,
                                     SOBOL(sobol_word) draw[SOBOL_WORDS])
{
    const int bit = __builtin_ctzll(source->next | (uint64_t)1 << 63);
    const SOBOL(sobol_word) change =
        WORD(xor)(source->fixed, WORD(set)(SOBOL(sobol_part)(source->directions[bit], reversed)));
    UNROLL
    for (int j = 0; j < SOBOL_WORDS; j++)
        draw[j] =
            WORD(xor)(WORD(xor_and)(source->inner[j], source->beyond[j], change), source->base);
    source->base = WORD(xor)(source->base, change);
    source->next += SOBOL_STEP;
}

/* ---- the two engines' steps ---- */

typedef struct SOBOL(sobol_source) SOBOL(sobol_source), SOBOL(owen_source);

ALWAYS_INLINE SOBOL(sobol_source)
    SOBOL(sobol_open)(const struct hysi_engine_key *key, uint64_t first, void *room)
{
    return SOBOL(sobol_from)(key, first, false, room);
}
ALWAYS_INLINE void SOBOL(sobol_step)(SOBOL(sobol_source) * source,
                                     SOBOL(sobol_word) draw[SOBOL_WORDS])
{
    SOBOL(sobol_next)(source, false, draw);
}

ALWAYS_INLINE SOBOL(owen_source)
    SOBOL(owen_open)(const struct hysi_engine_key *key, uint64_t first, void *room)
{
    return SOBOL(sobol_from)(key, first, true, room);
}
ALWAYS_INLINE void SOBOL(owen_step)(SOBOL(owen_source) * source, SOBOL(sobol_word) x[SOBOL_WORDS])
{
    SOBOL(sobol_next)(source, true, x);
#define EACH_WORD(value)                  \
    UNROLL                                \
    for (int j = 0; j < SOBOL_WORDS; j++) \
        x[j] = value;
#define CONSTANT(c) WORD(set)((SOBOL(sobol_lane))(c))
    EACH_WORD(WORD(xor)(x[j], WORD(mullo)(x[j], CONSTANT(HYSI_OWEN_1))))
    EACH_WORD(WORD(mullo)(WORD(add)(x[j], source->add), source->factor))
    EACH_WORD(WORD(xor)(x[j], WORD(mullo)(x[j], CONSTANT(HYSI_OWEN_2))))
    EACH_WORD(WORD(xor)(x[j], WORD(mullo)(x[j], CONSTANT(HYSI_OWEN_3))))
    EACH_WORD(WORD(reverse)(x[j]))
#undef EACH_WORD
#undef CONSTANT
}

/* Whole steps, then the rest from one more step. A few draws come from the scalar definition, which
 * is faster then. */
#define ENGINE(name)                                                                       \
    ALWAYS_INLINE void SOBOL(name##_store)(SOBOL(name##_source) * source, void *out)       \
    {                                                                                      \
        SOBOL(sobol_lane) *y = out;                                                        \
        SOBOL(sobol_word) draw[SOBOL_WORDS];                                               \
        SOBOL(name##_step)(source, draw);                                                  \
        UNROLL                                                                             \
        for (int j = 0; j < SOBOL_WORDS; j++)                                              \
            WORD(store)(y + j * SOBOL_LANES, draw[j]);                                     \
    }                                                                                      \
    void SOBOL_KERNEL(name, SOBOL_BITS)(const struct hysi_engine_key *key, uint64_t first, \
                                        size_t n, void *out)                               \
    {                                                                                      \
        SOBOL(sobol_lane) *y = out;                                                        \
        _Alignas(64) SOBOL(sobol_lane) room[2 * SOBOL_STEP];                               \
        if (n <= SOBOL_FEW) {                                                              \
            SOBOL_SCALAR(name, SOBOL_BITS)(key, first, n, out);                            \
            return;                                                                        \
        }                                                                                  \
        SOBOL(name##_source) source = SOBOL(name##_open)(key, first, room);                \
        for (; n >= SOBOL_STEP; n -= SOBOL_STEP, y += SOBOL_STEP)                          \
            SOBOL(name##_store)(&source, y);                                               \
        if (n > 0) {                                                                       \
            SOBOL(name##_store)(&source, room);                                            \
            memcpy(y, room, n * sizeof *y);                                                \
        }                                                                                  \
    }
ENGINE(sobol)
ENGINE(owen)
#undef ENGINE
#undef SOBOL
#undef WORD
#undef SOBOL_LANES
#undef SOBOL_STEP
#undef SOBOL_BITS
