/* Which thresholds are <= a draw, over vector words; src/reference/native.c is the definition. A
 * few thresholds are compared one by one. Up to 31 are looked up in registers, more in memory:
 * first the thresholds before the draw's bucket, then, by halving, those of the bucket. Bounded by
 * permutes, or by gathers.
 *
 * A template over two widths, which law_native.h includes with WEIGH_BITS 32 and 64. */

/* Names that end in the width, and words of integers as wide. */
#if WEIGH_BITS == 32
#define WEIGH(name) name##_32
#define WORD(op) v_##op##_u32
typedef v_u32 weigh_word_32;
typedef v_table_u32 weigh_table_32;
typedef v_m32 weigh_mask_32;
typedef uint32_t weigh_draw_32;
#define WEIGH_NONE(mask) (v_count_f32(mask) == 0)
#define WEIGH_AND(a, b) v_and_m32(a, b)
#define WEIGH_HALF(x) V_SHR_u32(x, 16)
#define WEIGH_DIV2(x) V_SHR_u32(x, 1)
#else
#define WEIGH(name) name##_64
#define WORD(op) v_##op##_u64
typedef v_u64 weigh_word_64;
typedef v_table_u64 weigh_table_64;
typedef v_m64 weigh_mask_64;
typedef uint64_t weigh_draw_64;
#define WEIGH_NONE(mask) (v_count_f64(mask) == 0)
#define WEIGH_AND(a, b) v_and_m64(a, b)
#define WEIGH_HALF(x) V_SHR_u64(x, 32)
#define WEIGH_DIV2(x) V_SHR_u64(x, 1)
#endif

#ifndef WEIGH_FORMS
#define WEIGH_FORMS
enum weigh_form { WEIGH_COUNTING, WEIGH_REGISTERS, WEIGH_MEMORY };

/* Beyond so many thresholds, comparing them one by one costs more than looking them up: a word of
 * 512 bits has permutes of 32 entries. */
enum { WEIGH_COUNTED = sizeof(v_u32) == 64 ? 4 : 8 };
#endif

/* What a search needs. The tables are those of the registers' form. */
struct WEIGH(weigh) {
    struct hysi_params_weigh p;
    enum weigh_form form;
    WEIGH(weigh_table) thresholds, buckets;
};

static inline struct WEIGH(weigh) WEIGH(weigh_open)(const struct hysi_params_weigh *p)
{
    const bool registers = p->count > WEIGH_COUNTED && p->most > 0;
    return (struct WEIGH(weigh)){*p,
                                 p->count <= WEIGH_COUNTED ? WEIGH_COUNTING
                                 : registers               ? WEIGH_REGISTERS
                                                           : WEIGH_MEMORY,
                                 WORD(load_table)(registers ? p->thresholds : NULL),
                                 WORD(load_table)(registers ? p->buckets : NULL)};
}

/* By halving the bucket, as often as the fullest one needs. A draw of all ones counts what follows
 * the thresholds, too. */
static inline __attribute__((always_inline)) WEIGH(weigh_word)
    WEIGH(weigh_in_registers)(const struct WEIGH(weigh) * w, WEIGH(weigh_word) draw)
{
    WEIGH(weigh_word) index = WORD(lookup)(w->buckets, WORD(shift)(draw, w->p.shift));
    for (uint32_t length = w->p.most; length > 0; length /= 2) {
        const uint32_t half = length - length / 2;
        const WEIGH(weigh_word) t =
            WORD(lookup)(w->thresholds, WORD(add)(index, WORD(set)(half - 1)));
        index = WORD(add_where)(WORD(le)(t, draw), index, WORD(set)(half));
    }
    return WORD(min)(index, WORD(set)(w->p.count));
}

/* By halving the buckets of the lanes until none is left. */
static inline __attribute__((always_inline)) WEIGH(weigh_word)
    WEIGH(weigh_in_memory)(const struct WEIGH(weigh) * w, WEIGH(weigh_word) draw)
{
    const WEIGH(weigh_word) bucket = WORD(gather)(w->p.buckets, WORD(shift)(draw, w->p.shift)),
                            one = WORD(set)(1);
    WEIGH(weigh_word)
    index = WORD(and)(bucket, WORD(set)(((WEIGH(weigh_draw))1 << WEIGH_BITS / 2) - 1)),
    left = WEIGH_HALF(bucket);
    for (;;) {
        const WEIGH(weigh_mask) some = WORD(le)(one, left);
        if (WEIGH_NONE(some))
            return index;
        const WEIGH(weigh_word) half = WEIGH_DIV2(left),
                                t = WORD(gather)(w->p.thresholds, WORD(add)(index, half));
        const WEIGH(weigh_mask) above = WEIGH_AND(some, WORD(le)(t, draw));
        /* Above the middle lie left - half - 1 thresholds, below it half. */
        const WEIGH(weigh_word) rest = WORD(sub)(WORD(sub)(left, half), one);
        index = WORD(add_where)(above, index, WORD(add)(half, one));
        left = WORD(select)(above, rest, half);
    }
}

/* The indices of a word of draws. */
static inline __attribute__((always_inline)) WEIGH(weigh_word)
    WEIGH(weigh_of)(const struct WEIGH(weigh) * w, WEIGH(weigh_word) draw)
{
    if (w->form == WEIGH_COUNTING) {
        const WEIGH(weigh_draw) *threshold = w->p.thresholds;
        WEIGH(weigh_word) index = WORD(set)(0);
        for (uint32_t j = 0; j < w->p.count; j++)
            index = WORD(add_where)(WORD(le)(WORD(set)(threshold[j]), draw), index, WORD(set)(1));
        return index;
    }
    return w->form == WEIGH_REGISTERS ? WEIGH(weigh_in_registers)(w, draw)
                                      : WEIGH(weigh_in_memory)(w, draw);
}

#undef WEIGH_NONE
#undef WEIGH_AND
#undef WEIGH_HALF
#undef WEIGH_DIV2
#undef WEIGH
#undef WORD
#undef WEIGH_BITS
