/* Engine grid over vector words; src/reference/grid.c is the definition. Rows in order are counted:
 * a word of rows later, the rest below the divisor and the digit have grown by constants, and wrap
 * around at most once. Rows in the order of a permutation are divided, by products of 64 bits, and
 * are bounded by the permutation. */

/* A word of rows in order: row = (.. points + digit) divisor + rest. */
struct grid_rows {
    v_u64 rest, digit, divisor, points, step_rest, step_digit;
};

static inline struct grid_rows grid_from(const struct hysi_engine_key *key, uint64_t first)
{
    const uint64_t divisor = key->grid.divisor, points = key->grid.points;
    uint64_t rest = first % divisor, digit = first / divisor % points, rests[V64], digits[V64];
    for (int k = 0; k < V64; k++) {
        rests[k] = rest, digits[k] = digit;
        if (++rest == divisor) {
            rest = 0;
            digit = digit + 1 < points ? digit + 1 : 0;
        }
    }
    return (struct grid_rows){v_load_u64(rests),        v_load_u64(digits),
                              v_set_u64(divisor),       v_set_u64(points),
                              v_set_u64(V64 % divisor), v_set_u64(V64 / divisor % points)};
}

/* Both numbers are at most 2^63, so that sums fit into 64 bits. */
static inline void grid_next(struct grid_rows *rows)
{
    const v_u64 rest = v_add_u64(rows->rest, rows->step_rest), one = v_set_u64(1);
    const v_m64 carry = v_le_u64(rows->divisor, rest);
    const v_u64 digit = v_add_where_u64(carry, v_add_u64(rows->digit, rows->step_digit), one);
    rows->rest = v_select_u64(carry, v_sub_u64(rest, rows->divisor), rest);
    rows->digit =
        v_select_u64(v_le_u64(rows->points, digit), v_sub_u64(digit, rows->points), digit);
}

/* The digit of any rows below 2^63. */
struct grid_digit {
    v_u64 b, by_divisor, by_points, points;
    uint32_t divisor_shift, points_shift;
};

static inline struct grid_digit grid_digit_of(const struct hysi_engine_key *key)
{
    return (struct grid_digit){v_set_u64(key->grid.permutation->b),
                               v_set_u64(key->grid.by_divisor.factor),
                               v_set_u64(key->grid.by_points.factor),
                               v_set_u64(key->grid.points),
                               key->grid.by_divisor.shift,
                               key->grid.by_points.shift};
}

static inline v_u64 grid_quotient(v_u64 x, v_u64 by, uint32_t shift)
{
    return v_shift_u64(mulhi_u64(V_SHL_u64(x, 1), by), shift);
}

static inline v_u64 grid_digit(const struct grid_digit *d, const uint32_t *left,
                               const uint32_t *right)
{
    const v_u64 row = v_add_u64(v_mul32_u64(v_load_u32_u64(left), d->b), v_load_u32_u64(right));
    const v_u64 q = grid_quotient(row, d->by_divisor, d->divisor_shift);
    return v_sub_u64(q, mullo_u64(grid_quotient(q, d->by_points, d->points_shift), d->points));
}

/* A digit as it is, or as a unit. */
struct grid_value {
    v_f64 add, by;
};

static inline struct grid_value grid_value_of(const struct hysi_engine_key *key)
{
    const bool ends = key->grid.ends && key->grid.points > 1;
    return (struct grid_value){v_set_f64(ends ? 0 : 0.5),
                               v_set_f64((double)(key->grid.points - (ends ? 1 : 0)))};
}

static inline v_u64 grid_value(const struct grid_value *value, v_u64 digit, bool unit)
{
    return unit ? v_as_u64(v_div_f64(v_add_f64(v_cvt_u64_f64(digit), value->add), value->by))
                : digit;
}

/* Stores a word, or its first elements. */
static inline void grid_store(uint64_t *y, size_t n, v_u64 word)
{
    uint64_t more[V64];
    if (n >= V64) {
        v_store_u64(y, word);
        return;
    }
    v_store_u64(more, word);
    memcpy(y, more, n * sizeof *y);
}

ALWAYS_INLINE void grid(const struct hysi_engine_key *key, uint64_t first, size_t n, uint64_t *y,
                        bool unit)
{
    const struct hysi_permutation *p = key->grid.permutation;
    const struct grid_value value = grid_value_of(key);

    if (!p) {
        struct grid_rows rows = grid_from(key, first);
        for (size_t k = 0; k < n; k += V64, grid_next(&rows))
            grid_store(y + k, n - k, grid_value(&value, rows.digit, unit));
        return;
    }
    const struct grid_digit digit = grid_digit_of(key);
    struct halves halves;
    for (size_t m; n > 0; first += m, n -= m, y += m) {
        m = n < PERMUTE_TILE ? n : PERMUTE_TILE;
        permute_tile(p, first, m, &halves);
        for (size_t k = 0; k < m; k += V64)
            grid_store(
                y + k, m - k,
                grid_value(&value, grid_digit(&digit, halves.left + k, halves.right + k), unit));
    }
}

static inline bool grid_is_scalar(const struct hysi_engine_key *key, size_t n)
{
    const struct hysi_permutation *p = key->grid.permutation;
    return n < PERMUTE_FEW || (p && !permute_fits(p));
}

void KERNEL(grid64)(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    if (grid_is_scalar(key, n))
        hysi_grid64_scalar(key, first, n, out);
    else
        grid(key, first, n, out, false);
}

void KERNEL(grid_unit64)(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    if (grid_is_scalar(key, n))
        hysi_grid_unit64_scalar(key, first, n, out);
    else
        grid(key, first, n, out, true);
}
