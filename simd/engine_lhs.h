/* Engine lhs over vector words; src/reference/lhs.c is the definition. A tile takes the native
 * draws, then the images of its rows, then the strata. Bounded by the permutation.
 *
 * floor(c remainder / n), which is at most c < 2^32, is the high half of c ratio, or one more: what
 * ratio lacks of 2^32 remainder / n is below 1, and so c times that, over 2^32, is, too. The rest
 * then lies in [0, 2 n), and says which of the two it is. */

/* 2^f = quotient n + remainder; ratio = floor(2^32 remainder / n). */
struct lhs_strata {
    uint64_t n, quotient, remainder, ratio;
};

static inline struct lhs_strata lhs_strata_of(uint64_t n, int f)
{
    const uint64_t all = (uint64_t)1 << f, remainder = all % n;
    return (struct lhs_strata){n, all / n, remainder, (remainder << 32) / n};
}

/* What centres add to the rest: the remainder and, where the quotient is odd, n. */
static inline uint64_t lhs_half(const struct lhs_strata *s)
{
    return s->remainder + s->quotient % 2 * s->n;
}

/* ---- 32 bits ---- */

struct lhs32 {
    v_u32 b, n, quotient, remainder, ratio, half;
};

static inline struct lhs32 lhs32_open(const struct hysi_permutation *p)
{
    const struct lhs_strata s = lhs_strata_of(p->n, 24);
    return (struct lhs32){v_set_u32((uint32_t)p->b),       v_set_u32((uint32_t)s.n),
                          v_set_u32((uint32_t)s.quotient), v_set_u32((uint32_t)s.remainder),
                          v_set_u32((uint32_t)s.ratio),    v_set_u32((uint32_t)lhs_half(&s))};
}

/* The draws of the rows whose images have these halves. */
static inline v_u32 lhs32_of(const struct lhs32 *s, const uint32_t *left, const uint32_t *right,
                             v_u32 draw, bool centred)
{
    const v_u32 one = v_set_u32(1);
    const v_u32 c = v_add_u32(v_mullo_u32(v_load_u32(left), s->b), v_load_u32(right));
    const v_u32 e = v_mulhi_u32(c, s->ratio);
    v_u32 rest = v_sub_u32(v_mullo_u32(c, s->remainder), v_mullo_u32(e, s->n));
    const v_m32 more = v_le_u32(s->n, rest);
    const v_u32 floor = v_add_where_u32(more, v_add_u32(v_mullo_u32(c, s->quotient), e), one);
    rest = v_min_u32(rest, v_sub_u32(rest, s->n));
    if (centred) {
        const v_m32 over =
            v_le_u32(v_add_u32(s->n, s->n), v_add_u32(v_add_u32(rest, rest), s->half));
        const v_u32 unit = v_add_u32(floor, V_SHR_u32(s->quotient, 1));
        return V_SHL_u32(v_add_where_u32(over, unit, one), 8);
    }
    const v_u32 from = v_add_where_u32(v_le_u32(one, rest), floor, one);
    const v_u32 to = v_add_where_u32(v_le_u32(s->n, v_add_u32(rest, s->remainder)),
                                     v_add_u32(floor, s->quotient), one);
    const v_u32 unit = v_add_u32(from, v_mulhi_u32(draw, v_sub_u32(to, from)));
    return v_and_or_u32(draw, v_set_u32(0xff), V_SHL_u32(unit, 8));
}

/* ---- 64 bits ---- */

struct lhs64 {
    v_u64 b, n, quotient, quotient_high, remainder, ratio, half;
};

static inline struct lhs64 lhs64_open(const struct hysi_permutation *p)
{
    const struct lhs_strata s = lhs_strata_of(p->n, 53);
    return (struct lhs64){v_set_u64(p->b),        v_set_u64(s.n),
                          v_set_u64(s.quotient),  v_set_u64(s.quotient >> 32),
                          v_set_u64(s.remainder), v_set_u64(s.ratio),
                          v_set_u64(lhs_half(&s))};
}

/* The lower half of n = 2^32 is 0, but it is multiplied with e alone, which is 0 for that n, as is
 * the remainder. */
static inline v_u64 lhs64_of(const struct lhs64 *s, const uint32_t *left, const uint32_t *right,
                             v_u64 draw, bool centred)
{
    const v_u64 one = v_set_u64(1);
    const v_u64 c = v_add_u64(v_mul32_u64(v_load_u32_u64(left), s->b), v_load_u32_u64(right));
    const v_u64 e = V_SHR_u64(v_mul32_u64(c, s->ratio), 32);
    v_u64 rest = v_sub_u64(v_mul32_u64(c, s->remainder), v_mul32_u64(e, s->n));
    const v_m64 more = v_le_u64(s->n, rest);
    const v_u64 product =
        v_add_u64(v_mul32_u64(c, s->quotient), V_SHL_u64(v_mul32_u64(c, s->quotient_high), 32));
    const v_u64 floor = v_add_where_u64(more, v_add_u64(product, e), one);
    rest = v_select_u64(more, v_sub_u64(rest, s->n), rest);
    if (centred) {
        const v_m64 over =
            v_le_u64(v_add_u64(s->n, s->n), v_add_u64(v_add_u64(rest, rest), s->half));
        const v_u64 unit = v_add_u64(floor, V_SHR_u64(s->quotient, 1));
        return V_SHL_u64(v_add_where_u64(over, unit, one), 11);
    }
    const v_m64 whole = v_no_bit_u64(rest, v_set_u64(UINT64_MAX));
    const v_u64 from = v_add_where_u64(v_not_m64(whole), floor, one);
    const v_u64 to = v_add_where_u64(v_le_u64(s->n, v_add_u64(rest, s->remainder)),
                                     v_add_u64(floor, s->quotient), one);
    const v_u64 unit = v_add_u64(from, mulhi_u64(draw, v_sub_u64(to, from)));
    return v_and_or_u64(draw, v_set_u64(0x7ff), V_SHL_u64(unit, 11));
}

/* ---- both ---- */

#define LHS(bits)                                                                                  \
    /* At most a tile of rows; where they are not centred, y has the native draws. */              \
    ALWAYS_INLINE void lhs##bits##_tile(const struct lhs##bits *s, const struct halves *halves,    \
                                        size_t n, uint##bits##_t *y, bool centred)                 \
    {                                                                                              \
        size_t k = 0;                                                                              \
        for (; k + V##bits <= n; k += V##bits)                                                     \
            v_store_u##bits(y + k, lhs##bits##_of(s, halves->left + k, halves->right + k,          \
                                                  v_load_u##bits(y + k), centred));                \
        if (k < n) {                                                                               \
            uint##bits##_t more[V##bits] = {0};                                                    \
            memcpy(more, y + k, (n - k) * sizeof *y);                                              \
            v_store_u##bits(more, lhs##bits##_of(s, halves->left + k, halves->right + k,           \
                                                 v_load_u##bits(more), centred));                  \
            memcpy(y + k, more, (n - k) * sizeof *y);                                              \
        }                                                                                          \
    }                                                                                              \
    void KERNEL(lhs##bits)(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out) \
    {                                                                                              \
        if (n < PERMUTE_FEW) {                                                                     \
            hysi_lhs##bits##_scalar(key, first, n, out);                                           \
            return;                                                                                \
        }                                                                                          \
        const struct hysi_permutation *p = key->lhs.permutation;                                   \
        const struct lhs##bits s = lhs##bits##_open(p);                                            \
        const struct hysi_engine_key native = {.ars = key->lhs.native};                            \
        struct halves halves;                                                                      \
        uint##bits##_t *y = out;                                                                   \
        for (size_t m; n > 0; first += m, n -= m, y += m) {                                        \
            m = n < PERMUTE_TILE ? n : PERMUTE_TILE;                                               \
            permute_tile(p, first, m, &halves);                                                    \
            if (key->lhs.centred) {                                                                \
                lhs##bits##_tile(&s, &halves, m, y, true);                                         \
            } else {                                                                               \
                KERNEL(ars##bits)(&native, first, m, y);                                           \
                lhs##bits##_tile(&s, &halves, m, y, false);                                        \
            }                                                                                      \
        }                                                                                          \
    }
LHS(32)
LHS(64)
#undef LHS
