/* The pairs of discrepancies over vector words of points; src/reference/discrepancy.c is the
 * definition. Bounded by the ports of minimum and FMA: two instructions a pair and dimension for
 * CD and L2-star, five for WD, six for MD. */
#include "src/discrepancy.h"

enum {
    DISCREPANCY_WORDS = HYSI_DISCREPANCY_POINTS / V64,
    DISCREPANCY_PARTS = HYSI_DISCREPANCY_LANES / V64,        /* words of the sums */
    DISCREPANCY_ROWS_AT_ONCE = DISCREPANCY_WORDS < 8 ? 2 : 1 /* so that latency is hidden */
};
_Static_assert(HYSI_DISCREPANCY_LANES % V64 == 0 && HYSI_DISCREPANCY_DIMS % V64 == 0,
               "whole words");
_Static_assert(HYSI_DISCREPANCY_POINTS == 4 * HYSI_DISCREPANCY_LANES, "sums of four");

static inline v_f64 size_f64(v_f64 x)
{
    return v_as_f64(v_and_u64(v_as_u64(x), v_set_u64(0x7fffffffffffffff)));
}

/* ---- what a word of coordinates becomes ---- */

static inline void row_cd_f64(v_f64 x, double *first, double *second)
{
    const v_f64 y = v_sub_f64(x, v_set_f64(0.5));
    v_store_f64(first, size_f64(y));
    v_store_f64(second, y);
}

static inline void point_cd_f64(v_f64 x, double *first, double *second)
{
    const v_f64 half = v_set_f64(0.5), zero = v_set_f64(0);
    v_store_f64(first, v_max_f64(v_sub_f64(x, half), zero));
    v_store_f64(second, v_max_f64(v_sub_f64(half, x), zero));
}

static inline void place_wd_f64(v_f64 x, double *first, double *second)
{
    (void)second;
    v_store_f64(first, x);
}

static inline void place_md_f64(v_f64 x, double *first, double *second)
{
    const v_f64 from_middle = size_f64(v_sub_f64(x, v_set_f64(0.5)));
    v_store_f64(first, x);
    v_store_f64(second, v_fma_f64(v_set_f64(-0.25), from_middle, v_set_f64(0.9375)));
}

static inline void place_l2_star_f64(v_f64 x, double *first, double *second)
{
    (void)second;
    v_store_f64(first, v_sub_f64(v_set_f64(1), x));
}

/* ---- products of a row and the words of a tile in one dimension ---- */

/* Row i and all points in dimension k. */
struct discrepancy_pair {
    const struct hysi_discrepancy_rows *rows;
    const struct hysi_discrepancy_points *points;
    size_t i, k;
};

/* The side of the row is a multiplication, not a choice: of that gcc makes a detour by memory. */
ALWAYS_INLINE void multiply_cd_f64(struct discrepancy_pair x, v_f64 *product)
{
    const v_f64 row = v_set_f64(x.rows->first[x.i][x.k]);
    uint64_t bits;
    __builtin_memcpy(&bits, &x.rows->second[x.i][x.k], sizeof bits);
    const double *side = x.points->of[bits >> 63][x.k];
    UNROLL
    for (int w = 0; w < DISCREPANCY_WORDS; w++)
        product[w] = v_fma_f64(v_min_f64(v_load_f64(side + w * V64), row), product[w], product[w]);
}

ALWAYS_INLINE void multiply_wd_f64(struct discrepancy_pair x, v_f64 *product)
{
    const v_f64 row = v_set_f64(x.rows->first[x.i][x.k]), one = v_set_f64(1), most = v_set_f64(1.5);
    UNROLL
    for (int w = 0; w < DISCREPANCY_WORDS; w++) {
        const v_f64 point = v_load_f64(x.points->of[0][x.k] + w * V64),
                    apart = size_f64(v_sub_f64(row, point));
        product[w] = v_mul_f64(product[w], v_fma_f64(apart, v_sub_f64(apart, one), most));
    }
}

ALWAYS_INLINE void multiply_md_f64(struct discrepancy_pair x, v_f64 *product)
{
    const v_f64 row = v_set_f64(x.rows->first[x.i][x.k]),
                of_row = v_set_f64(x.rows->second[x.i][x.k]);
    const v_f64 half = v_set_f64(0.5), slope = v_set_f64(-0.75);
    UNROLL
    for (int w = 0; w < DISCREPANCY_WORDS; w++) {
        const v_f64 point = v_load_f64(x.points->of[0][x.k] + w * V64),
                    of_point = v_load_f64(x.points->of[1][x.k] + w * V64),
                    apart = size_f64(v_sub_f64(row, point));
        const v_f64 bend = v_fma_f64(half, apart, slope);
        product[w] = v_mul_f64(product[w], v_fma_f64(apart, bend, v_add_f64(of_row, of_point)));
    }
}

ALWAYS_INLINE void multiply_l2_star_f64(struct discrepancy_pair x, v_f64 *product)
{
    const v_f64 row = v_set_f64(x.rows->first[x.i][x.k]);
    UNROLL
    for (int w = 0; w < DISCREPANCY_WORDS; w++) {
        const v_f64 point = v_load_f64(x.points->of[0][x.k] + w * V64);
        product[w] = v_mul_f64(product[w], v_min_f64(row, point));
    }
}

/* ---- kernels ---- */

ALWAYS_INLINE void store_products_f64(const v_f64 *product, double *to)
{
    UNROLL
    for (int w = 0; w < DISCREPANCY_WORDS; w++)
        v_store_f64(to + w * V64, product[w]);
}

ALWAYS_INLINE void sum_products_f64(const v_f64 *product, v_f64 *sum)
{
    enum { PARTS = DISCREPANCY_PARTS };
    UNROLL
    for (int h = 0; h < PARTS; h++) {
        const v_f64 left = v_add_f64(product[h], product[PARTS + h]),
                    right = v_add_f64(product[2 * PARTS + h], product[3 * PARTS + h]);
        sum[h] = v_add_f64(sum[h], v_add_f64(left, right));
    }
}

/* The function of a kind is known to the compiler, as is the number of rows. */
typedef void multiply_f64(struct discrepancy_pair, v_f64 *);

ALWAYS_INLINE void pairs_of_rows_f64(multiply_f64 *multiply,
                                     const struct hysi_discrepancy_rows *rows, size_t i, size_t n,
                                     const struct hysi_discrepancy_points *points, size_t dims,
                                     const struct hysi_discrepancy_products *products, v_f64 *sum)
{
    v_f64 product[DISCREPANCY_ROWS_AT_ONCE][DISCREPANCY_WORDS];

    UNROLL
    for (size_t r = 0; r < n; r++) {
        UNROLL
        for (int w = 0; w < DISCREPANCY_WORDS; w++)
            product[r][w] = v_load_f64(products->from + (i + r) * products->step + w * V64);
    }
    for (size_t k = 0; k < dims; k++) {
        UNROLL
        for (size_t r = 0; r < n; r++)
            multiply((struct discrepancy_pair){rows, points, i + r, k}, product[r]);
    }
    UNROLL
    for (size_t r = 0; r < n; r++)
        if (products->to)
            store_products_f64(product[r], products->to + (i + r) * HYSI_DISCREPANCY_POINTS);
        else
            sum_products_f64(product[r], sum);
}

ALWAYS_INLINE void pairs_f64(multiply_f64 *multiply, const struct hysi_discrepancy_rows *rows,
                             size_t n, const struct hysi_discrepancy_points *points, size_t dims,
                             const struct hysi_discrepancy_products *products, double *sum)
{
    enum { AT_ONCE = DISCREPANCY_ROWS_AT_ONCE };
    v_f64 sums[DISCREPANCY_PARTS];
    size_t i = 0;

    UNROLL
    for (int h = 0; h < DISCREPANCY_PARTS; h++)
        sums[h] = v_load_f64(sum + h * V64);
    for (; i + AT_ONCE <= n; i += AT_ONCE)
        pairs_of_rows_f64(multiply, rows, i, AT_ONCE, points, dims, products, sums);
    for (; i < n; i++)
        pairs_of_rows_f64(multiply, rows, i, 1, points, dims, products, sums);
    UNROLL
    for (int h = 0; h < DISCREPANCY_PARTS; h++)
        v_store_f64(sum + h * V64, sums[h]);
}

#define DISCREPANCY(kind, place_row, place_point)                                                \
    void KERNEL(discrepancy_rows_##kind)(size_t n, struct hysi_discrepancy_rows * rows)          \
    {                                                                                            \
        double *first = rows->first[0], *second = rows->second[0];                               \
        for (size_t i = 0; i < n * HYSI_DISCREPANCY_DIMS; i += V64)                              \
            place_row(v_load_f64(first + i), first + i, second + i);                             \
    }                                                                                            \
    void KERNEL(discrepancy_points_##kind)(size_t dims, struct hysi_discrepancy_points * points) \
    {                                                                                            \
        double *first = points->of[0][0], *second = points->of[1][0];                            \
        for (size_t i = 0; i < dims * HYSI_DISCREPANCY_POINTS; i += V64)                         \
            place_point(v_load_f64(first + i), first + i, second + i);                           \
    }                                                                                            \
    void KERNEL(discrepancy_pairs_##kind)(                                                       \
        const struct hysi_discrepancy_rows *rows, size_t n,                                      \
        const struct hysi_discrepancy_points *points, size_t dims,                               \
        const struct hysi_discrepancy_products *products, double *sum)                           \
    {                                                                                            \
        pairs_f64(multiply_##kind##_f64, rows, n, points, dims, products, sum);                  \
    }

DISCREPANCY(cd, row_cd_f64, point_cd_f64)
DISCREPANCY(wd, place_wd_f64, place_wd_f64)
DISCREPANCY(md, place_md_f64, place_md_f64)
DISCREPANCY(l2_star, place_l2_star_f64, place_l2_star_f64)

#undef DISCREPANCY
