/* The pairs of discrepancies. docs/spec.md, section 4.4. */
#include <config.h>

#include <math.h>

#include "src/kernels.h"

enum {
    ROWS = HYSI_DISCREPANCY_ROWS,
    POINTS = HYSI_DISCREPANCY_POINTS,
    LANES = HYSI_DISCREPANCY_LANES,
    DIMS = HYSI_DISCREPANCY_DIMS
};

static double lesser(double a, double b) { return a < b ? a : b; }
static double greater(double a, double b) { return a > b ? a : b; }

/* ---- what a coordinate becomes ---- */

/* Points on one side of the middle are nearer to each other than to it. A point has its distance on
 * the side where it is, and 0 on the other; a row has its distance, and a number whose sign is the
 * side. */
static void row_cd(double x, double *first, double *second)
{
    *first = fabs(x - 0.5);
    *second = x - 0.5;
}
static void point_cd(double x, double *first, double *second)
{
    *first = greater(x - 0.5, 0.0);
    *second = greater(0.5 - x, 0.0);
}

static void place_wd(double x, double *first, double *second)
{
    (void)second;
    *first = x;
}

static void place_md(double x, double *first, double *second)
{
    *first = x;
    *second = fma(-0.25, fabs(x - 0.5), 0.9375);
}

static void place_l2_star(double x, double *first, double *second)
{
    (void)second;
    *first = 1.0 - x;
}

/* ---- products ---- */

/* A row and a point in one dimension. */
struct pair {
    double row[2], point[2];
};

/* 1 + |r - 1/2| / 2 + |p - 1/2| / 2 - |r - p| / 2 */
static double multiply_cd(double product, struct pair x)
{
    const double nearer = lesser(signbit(x.row[1]) ? x.point[1] : x.point[0], x.row[0]);
    return fma(nearer, product, product);
}

/* 3/2 - |r - p| + |r - p|^2 */
static double multiply_wd(double product, struct pair x)
{
    const double apart = fabs(x.row[0] - x.point[0]);
    return product * fma(apart, apart - 1.0, 1.5);
}

/* 15/8 - |r - 1/2| / 4 - |p - 1/2| / 4 - 3 |r - p| / 4 + |r - p|^2 / 2 */
static double multiply_md(double product, struct pair x)
{
    const double apart = fabs(x.row[0] - x.point[0]);
    return product * fma(apart, fma(0.5, apart, -0.75), x.row[1] + x.point[1]);
}

/* 1 - max(r, p) */
static double multiply_l2_star(double product, struct pair x)
{
    return product * lesser(x.row[0], x.point[0]);
}

/* ---- kernels ---- */

static void add_row(const double product[POINTS], double sum[LANES])
{
    for (size_t l = 0; l < LANES; l++)
        sum[l] +=
            (product[l] + product[LANES + l]) + (product[2 * LANES + l] + product[3 * LANES + l]);
}

#define KERNELS(kind, place_row, place_point)                                                 \
    void hysi_discrepancy_rows_##kind##_scalar(size_t n, struct hysi_discrepancy_rows *rows)  \
    {                                                                                         \
        for (size_t i = 0; i < n; i++)                                                        \
            for (size_t k = 0; k < DIMS; k++)                                                 \
                place_row(rows->first[i][k], &rows->first[i][k], &rows->second[i][k]);        \
    }                                                                                         \
    void hysi_discrepancy_points_##kind##_scalar(size_t dims,                                 \
                                                 struct hysi_discrepancy_points *points)      \
    {                                                                                         \
        for (size_t k = 0; k < dims; k++)                                                     \
            for (size_t j = 0; j < POINTS; j++)                                               \
                place_point(points->of[0][k][j], &points->of[0][k][j], &points->of[1][k][j]); \
    }                                                                                         \
    void hysi_discrepancy_pairs_##kind##_scalar(                                              \
        const struct hysi_discrepancy_rows *rows, size_t n,                                   \
        const struct hysi_discrepancy_points *points, size_t dims,                            \
        const struct hysi_discrepancy_products *products, double sum[LANES])                  \
    {                                                                                         \
        for (size_t i = 0; i < n; i++) {                                                      \
            double done[POINTS];                                                              \
            for (size_t j = 0; j < POINTS; j++) {                                             \
                double product = products->from[i * products->step + j];                      \
                for (size_t k = 0; k < dims; k++)                                             \
                    product = multiply_##kind(                                                \
                        product, (struct pair){{rows->first[i][k], rows->second[i][k]},       \
                                               {points->of[0][k][j], points->of[1][k][j]}});  \
                done[j] = product;                                                            \
                if (products->to)                                                             \
                    products->to[i * POINTS + j] = product;                                   \
            }                                                                                 \
            if (!products->to)                                                                \
                add_row(done, sum);                                                           \
        }                                                                                     \
    }

KERNELS(cd, row_cd, point_cd)
KERNELS(wd, place_wd, place_wd)
KERNELS(md, place_md, place_md)
KERNELS(l2_star, place_l2_star, place_l2_star)
