/* Keyed permutations of whole tiles over vector words; src/permutation.c is the definition. The
 * halves of a row's number are lanes of 32 bits. Bounded by the vector ports: seventeen operations
 * a round, three low and one high half of a product among them.
 *
 * Rows that leave [0, n), about 2 in sqrt(n) at most, are collected and walk on together, a word of
 * them at a time. */

enum {
    PERMUTE_WORDS = 8, /* in flight */
    PERMUTE_STEP = PERMUTE_WORDS * V32,
    PERMUTE_TILE = HYSI_TILE / 2, /* of rows, so that the halves take 4 KiB of stack */
    /* For fewer rows the scalar definition is as fast. */
    PERMUTE_FEW = 4
};
_Static_assert(PERMUTE_TILE % PERMUTE_STEP == 0, "whole steps");

/* Halves of up to a tile of rows: row = left b + right. What is left over of the last step holds
 * any number. */
struct halves {
    _Alignas(64) uint32_t left[PERMUTE_TILE], right[PERMUTE_TILE];
};

/* Whether lanes of 32 bits are enough for sums of two halves. */
static inline bool permute_fits(const struct hysi_permutation *p)
{
    return p->n <= (uint64_t)1 << 62; /* so that a and b are at most 2^31 */
}

/* (x + y) mod m of x, y < m <= 2^31: a difference below zero is a large number. */
static inline v_u32 permute_add(v_u32 x, v_u32 y, v_u32 m)
{
    const v_u32 sum = v_add_u32(x, y);
    return v_min_u32(sum, v_sub_u32(sum, m));
}

/* One round: y += F(x, k, m) modulo m. */
ALWAYS_INLINE void permute_round(const v_u32 x[], v_u32 y[], uint32_t k, v_u32 m, int words)
{
    const v_u32 key = v_set_u32(k), c1 = v_set_u32(0x9e3779b1), c2 = v_set_u32(0x85ebca77),
                c3 = v_set_u32(0xc2b2ae3d);
    v_u32 f[PERMUTE_WORDS];
    UNROLL
    for (int j = 0; j < words; j++)
        f[j] = v_mullo_u32(v_xor_u32(x[j], key), c1);
    UNROLL
    for (int j = 0; j < words; j++)
        f[j] = v_mullo_u32(v_add_u32(v_xor_u32(f[j], V_SHR_u32(f[j], 15)), key), c2);
    UNROLL
    for (int j = 0; j < words; j++)
        f[j] = v_mullo_u32(v_xor_u32(f[j], V_SHR_u32(f[j], 13)), c3);
    UNROLL
    for (int j = 0; j < words; j++)
        y[j] = permute_add(y[j], v_mulhi_u32(f[j], m), m);
}

/* Sends halves through the network once. */
ALWAYS_INLINE void permute_pass(const struct hysi_permutation *p, v_u32 left[], v_u32 right[],
                                int words)
{
    const v_u32 a = v_set_u32((uint32_t)p->a), b = v_set_u32((uint32_t)p->b);
    for (uint32_t t = 0; t < p->rounds; t += 2) {
        permute_round(left, right, p->key[t], b, words);
        permute_round(right, left, p->key[t + 1], a, words);
    }
}

static inline bool permute_is_outside(const struct hysi_permutation *p, uint32_t left,
                                      uint32_t right)
{
    return left > p->last_left || (left == p->last_left && right > p->last_right);
}

/* The rows in order, a word at a time. */
struct permute_rows {
    v_u32 left, right, step_left, step_right, b;
};

static inline struct permute_rows permute_from(const struct hysi_permutation *p, uint64_t first)
{
    const uint32_t b = (uint32_t)p->b;
    uint32_t left = (uint32_t)(first / b), right = (uint32_t)(first % b);
    uint32_t lefts[V32], rights[V32];
    for (int k = 0; k < V32; k++) {
        lefts[k] = left, rights[k] = right;
        if (++right == b)
            right = 0, left++;
    }
    return (struct permute_rows){v_load_u32(lefts), v_load_u32(rights), v_set_u32(V32 / b),
                                 v_set_u32(V32 % b), v_set_u32(b)};
}

static inline void permute_next(struct permute_rows *rows)
{
    const v_u32 sum = v_add_u32(rows->right, rows->step_right), one = v_set_u32(1);
    const v_m32 carry = v_le_u32(rows->b, sum);
    rows->left = v_add_where_u32(carry, v_add_u32(rows->left, rows->step_left), one);
    rows->right = v_min_u32(sum, v_sub_u32(sum, rows->b));
}

/* Lets the rows at at[0] .. at[m - 1] walk until all are inside. */
static void permute_walk(const struct hysi_permutation *p, struct halves *halves, uint16_t *at,
                         size_t m)
{
    while (m > 0) {
        size_t outside = 0;
        for (size_t k = 0; k < m; k += V32) {
            const size_t lanes = m - k < V32 ? m - k : V32;
            uint32_t lefts[V32] = {0}, rights[V32] = {0};
            for (size_t j = 0; j < lanes; j++) {
                lefts[j] = halves->left[at[k + j]];
                rights[j] = halves->right[at[k + j]];
            }
            v_u32 left = v_load_u32(lefts), right = v_load_u32(rights);
            permute_pass(p, &left, &right, 1);
            v_store_u32(lefts, left);
            v_store_u32(rights, right);
            for (size_t j = 0; j < lanes; j++) {
                const uint16_t row = at[k + j];
                halves->left[row] = lefts[j];
                halves->right[row] = rights[j];
                at[outside] = row;
                outside += permute_is_outside(p, lefts[j], rights[j]);
            }
        }
        m = outside;
    }
}

/* The images of rows first to first + n - 1, at most a tile. Lanes beyond the last row may be of no
 * row at all; they are computed and left alone. */
static void permute_tile(const struct hysi_permutation *p, uint64_t first, size_t n,
                         struct halves *halves)
{
    const v_u32 last_left = v_set_u32((uint32_t)p->last_left);
    struct permute_rows rows = permute_from(p, first);
    uint16_t at[PERMUTE_TILE];
    size_t outside = 0;

    for (size_t k = 0; k < n; k += PERMUTE_STEP) {
        v_u32 left[PERMUTE_WORDS], right[PERMUTE_WORDS];
        UNROLL
        for (int j = 0; j < PERMUTE_WORDS; j++) {
            left[j] = rows.left;
            right[j] = rows.right;
            permute_next(&rows);
        }
        permute_pass(p, left, right, PERMUTE_WORDS);
        UNROLL
        for (size_t j = 0; j < PERMUTE_WORDS; j++) {
            v_store_u32(halves->left + k + j * V32, left[j]);
            v_store_u32(halves->right + k + j * V32, right[j]);
        }
        for (size_t from = k; from < k + PERMUTE_STEP && from < n; from += V32) {
            if (v_count_f32(v_le_u32(last_left, v_load_u32(halves->left + from))) == 0)
                continue;
            for (size_t i = from; i < from + V32 && i < n; i++) {
                at[outside] = (uint16_t)i;
                outside += permute_is_outside(p, halves->left[i], halves->right[i]);
            }
        }
    }
    permute_walk(p, halves, at, outside);
}
