/* The discrepancy of points: blocks of rows and tiles of points through the kernels.
 * docs/spec.md, section 4.4. */
#include <config.h>

#include <math.h>
#include <string.h>

#include <hyspace/discrepancy.h>

#include "src/bitcast.h"
#include "src/dispatch.h"
#include "src/fpenv.h"
#include "src/strided.h"

enum {
    ROWS = HYSI_DISCREPANCY_ROWS,
    POINTS = HYSI_DISCREPANCY_POINTS,
    LANES = HYSI_DISCREPANCY_LANES,
    DIMS = HYSI_DISCREPANCY_DIMS
};
_Static_assert(HYS_DISCREPANCY_ROWS == ROWS && ROWS % POINTS == 0, "a block is whole tiles");

/* The kernels of a kind are found by its number. */
#define X(name, id)                                                          \
    _Static_assert((int)HYS_DISCREPANCY_##id ==                              \
                       (int)HYSI_DISCREPANCY_##id + (int)HYS_DISCREPANCY_CD, \
                   "in the order of the constants");
HYSI_DISCREPANCIES(X)
#undef X

struct discrepancy_call {
    const struct hysi_discrepancy_kernels *kernels;
    hys_discrepancy_kind kind;
    size_t n, d;
    const double *points;
    size_t row_step, column_step; /* in elements */
};

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* ---- sums ---- */

/* The sum of many numbers, and what its roundings have left. */
struct sum {
    double high, low;
};

static void add(struct sum *sum, double x)
{
    const double high = sum->high + x, of_x = high - sum->high;
    sum->low += (sum->high - (high - of_x)) + (x - of_x);
    sum->high = high;
}

static double value_of(const struct sum *sum) { return sum->high + sum->low; }

/* ---- a block ---- */

/* What a block's rows need beside a tile of points. */
struct room {
    struct hysi_discrepancy_rows rows;
    struct hysi_discrepancy_points points;
    _Alignas(64) double products[ROWS][POINTS];
    size_t block, dim; /* of the rows that are there */
};
static const size_t no_block = SIZE_MAX;

/* Reads the rows of a block in dims dimensions from `dim` on, unless they are there. What is left
 * of each row is 0. */
static void read_rows(const struct discrepancy_call *call, struct room *room, size_t block,
                      size_t dim, size_t dims)
{
    const size_t n = least(ROWS, call->n - block * ROWS);

    if (room->block == block && room->dim == dim)
        return;
    for (size_t i = 0; i < n; i++) {
        const double *at =
            call->points + (block * ROWS + i) * call->row_step + dim * call->column_step;
        size_t k = 0;
        for (; k < dims; k++)
            room->rows.first[i][k] = at[k * call->column_step];
        for (; k < DIMS; k++)
            room->rows.first[i][k] = 0.0;
    }
    call->kernels->rows(n, &room->rows);
    room->block = block;
    room->dim = dim;
}

/* Reads n points from row `first` on. What is left of the tile is 0. */
static void read_points(const struct discrepancy_call *call, struct hysi_discrepancy_points *points,
                        size_t first, size_t n, size_t dim, size_t dims)
{
    for (size_t k = 0; k < dims; k++) {
        const double *at = call->points + first * call->row_step + (dim + k) * call->column_step;
        size_t j = 0;
        for (; j < n; j++)
            points->of[0][k][j] = at[j * call->row_step];
        for (; j < POINTS; j++)
            points->of[0][k][j] = 0.0;
    }
    call->kernels->points(dims, points);
}

/* Adds the products of a block's rows with the n points from row `first` on. Those of the points
 * that are not there begin with 0 and remain it. */
static void add_tile(const struct discrepancy_call *call, struct room *room, size_t block,
                     size_t first, size_t n, double sum[LANES])
{
    static const double begin[2 * POINTS] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                             1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    struct hysi_discrepancy_products products = {.from = begin + POINTS - n};

    for (size_t dim = 0; dim < call->d; dim += DIMS) {
        const size_t dims = least(DIMS, call->d - dim);
        read_rows(call, room, block, dim, dims);
        read_points(call, &room->points, first, n, dim, dims);
        products.to = dim + dims < call->d ? room->products[0] : NULL;
        call->kernels->pairs(&room->rows, least(ROWS, call->n - block * ROWS), &room->points, dims,
                             &products, sum);
        products.from = room->products[0];
        products.step = POINTS;
    }
}

/* The sum of the products of all rows of one block with all of another. */
static double sum_of_blocks(const struct discrepancy_call *call, struct room *room, size_t block,
                            size_t other)
{
    _Alignas(64) double s[LANES] = {0};
    const size_t end = least(call->n, (other + 1) * ROWS);

    for (size_t first = other * ROWS; first < end; first += POINTS)
        add_tile(call, room, block, first, least(POINTS, end - first), s);
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
}

/* Every two blocks meet once: a block takes itself and those that follow it, on a circle, up to the
 * half of them. A pair of two blocks stands for two pairs. */
static double sum_of_pairs(const struct discrepancy_call *call, struct room *room, size_t block)
{
    const size_t blocks = hys_discrepancy_blocks(call->n), before = (blocks - 1) / 2,
                 others = before + (blocks % 2 == 0 && block < blocks / 2);
    struct sum sum = {0};

    add(&sum, sum_of_blocks(call, room, block, block));
    for (size_t k = 1; k <= others; k++) {
        const size_t other = k < blocks - block ? block + k : k - (blocks - block);
        add(&sum, 2.0 * sum_of_blocks(call, room, block, other));
    }
    return value_of(&sum);
}

/* The factor of a number alone. */
static double factor_of(hys_discrepancy_kind kind, double x)
{
    const double from_middle = fabs(x - 0.5);
    switch (kind) {
    case HYS_DISCREPANCY_CD: return 1.0 + 0.5 * (from_middle - from_middle * from_middle);
    case HYS_DISCREPANCY_MD: return 5.0 / 3.0 - 0.25 * (from_middle + from_middle * from_middle);
    case HYS_DISCREPANCY_L2_STAR: return (1.0 - x) * (1.0 + x);
    default: return 0.0; /* WD has none */
    }
}

/* The sum of a block's products of the rows alone. */
static double sum_of_rows(const struct discrepancy_call *call, size_t block)
{
    const size_t end = least(call->n, (block + 1) * ROWS);
    double sum = 0.0;

    for (size_t i = block * ROWS; i < end; i++) {
        const double *row = call->points + i * call->row_step;
        double product = 1.0;
        for (size_t k = 0; k < call->d; k++)
            product *= factor_of(call->kind, row[k * call->column_step]);
        sum += product;
    }
    return sum;
}

static void sums_of(const struct discrepancy_call *call, struct room *room, size_t block,
                    double sums[HYS_DISCREPANCY_NUMBERS])
{
    sums[0] = sum_of_rows(call, block);
    sums[1] = sum_of_pairs(call, room, block);
}

/* ---- the result ---- */

/* The sums of all blocks. */
struct totals {
    struct sum rows, pairs;
};

static void add_block(struct totals *totals, const double sums[HYS_DISCREPANCY_NUMBERS])
{
    add(&totals->rows, sums[0]);
    add(&totals->pairs, sums[1]);
}

/* (above / below)^d, rounded about once. */
static double power_of(double above, double below, size_t d)
{
    const double base = above / below, rest = fma(-base, below, above) / below;
    double high = 1.0, low = 0.0;

    for (size_t k = 0; k < d && high > 0.0 && high < (double)INFINITY; k++) {
        const double product = high * base,
                     more = fma(high, base, -product) + (high * rest + low * base);
        high = product + more;
        low = more - (high - product);
    }
    return high;
}

static __attribute__((noinline)) hys_status finish(hys_discrepancy_kind kind, size_t n, size_t d,
                                                   const struct totals *totals, double *out)
{
    const double count = (double)n, rows = value_of(&totals->rows) / count,
                 pairs = value_of(&totals->pairs) / count / count;
    double result = 0.0;

    switch (kind) {
    case HYS_DISCREPANCY_CD: result = power_of(13, 12, d) - 2.0 * rows + pairs; break;
    case HYS_DISCREPANCY_WD: result = pairs - power_of(4, 3, d); break;
    case HYS_DISCREPANCY_MD: result = power_of(19, 12, d) - 2.0 * rows + pairs; break;
    case HYS_DISCREPANCY_L2_STAR:
        result = power_of(1, 3, d) - 2.0 * power_of(1, 2, d) * rows + pairs;
        break;
    default: break; /* there is no other */
    }
    if (!isfinite(result)) {
        *out = (double)INFINITY;
        return HYS_W_DATA;
    }
    result = result > 0.0 ? result : 0.0; /* what is below is rounding */
    *out = kind == HYS_DISCREPANCY_L2_STAR ? sqrt(result) : result;
    return HYS_OK;
}

/* ---- calls ---- */

static bool is_kind(hys_discrepancy_kind kind)
{
    return kind >= HYS_DISCREPANCY_CD && kind <= HYS_DISCREPANCY_L2_STAR;
}

/* Whether no number of n rows is NaN or outside [0, 1]. Of the bits of doubles only those of -0 are
 * beyond those of 1, and inside. */
static bool are_inside(const struct discrepancy_call *call, size_t first, size_t n)
{
    const uint64_t one = hysi_bits64(1.0), minus_zero = hysi_bits64(-0.0);
    const bool by_rows = call->column_step == 1;
    const size_t lines = by_rows ? n : call->d, length = by_rows ? call->d : n;
    bool inside = true;

    for (size_t i = 0; i < lines && inside; i++) {
        const double *line = call->points + first * call->row_step +
                             i * (by_rows ? call->row_step : call->column_step);
        for (size_t k = 0; k < length; k++) {
            const uint64_t bits = hysi_bits64(line[k]);
            inside &= bits <= one || bits == minus_zero;
        }
    }
    return inside;
}

/* All checks but that of the points. */
static hys_status settle(struct discrepancy_call *call, hys_order order, size_t ld,
                         const double *out)
{
    const struct hysi_kernels *kernels;
    hys_status status;

    if (!call->points || !out)
        return HYS_E_NULL;
    if (!is_kind(call->kind))
        return HYS_E_KIND_UNKNOWN;
    if ((status = hysi_kernels_get(&kernels)) != HYS_OK)
        return status;
    if (call->n == 0 || call->d == 0)
        return HYS_E_VALUES_EMPTY;
    if (!hysi_is_matrix(order, call->n, call->d, ld))
        return HYS_E_INDEX;
    call->kernels = &kernels->discrepancy[call->kind - HYS_DISCREPANCY_CD];
    call->row_step = hysi_row_step(order, ld);
    call->column_step = hysi_column_step(order, ld);
    return HYS_OK;
}

static __attribute__((noinline)) hys_status run(const struct discrepancy_call *call, double *out)
{
    const size_t blocks = hys_discrepancy_blocks(call->n);
    struct room room;
    struct totals totals = {0};

    room.block = no_block;
    for (size_t b = 0; b < blocks; b++) {
        double sums[HYS_DISCREPANCY_NUMBERS];
        sums_of(call, &room, b, sums);
        add_block(&totals, sums);
    }
    return finish(call->kind, call->n, call->d, &totals, out);
}

hys_status hys_discrepancy(hys_discrepancy_kind kind, size_t n, size_t d, const double *points,
                           hys_order order, size_t ld, double *out)
{
    struct discrepancy_call call = {.kind = kind, .n = n, .d = d, .points = points};
    hys_status status = settle(&call, order, ld, out);

    if (status != HYS_OK)
        return status;
    if (!are_inside(&call, 0, n))
        return HYS_E_POINT;
    const hysi_fpenv caller = hysi_fpenv_enter();
    status = run(&call, out);
    hysi_fpenv_leave(caller);
    return status;
}

size_t hys_discrepancy_blocks(size_t n) { return n / ROWS + (n % ROWS != 0); }

/* Whether the rows that the blocks read are inside: those of themselves, and of the half of the
 * circle behind the last one. */
static bool blocks_are_inside(const struct discrepancy_call *call, size_t first, size_t count)
{
    const size_t blocks = hys_discrepancy_blocks(call->n);
    const size_t read = least(blocks, count + blocks / 2), end = least(blocks - first, read);
    const size_t row = first * ROWS;

    return are_inside(call, row, least(call->n - row, end * ROWS)) &&
           are_inside(call, 0, least(call->n, (read - end) * ROWS));
}

static __attribute__((noinline)) void run_blocks(const struct discrepancy_call *call, size_t first,
                                                 size_t count, double *sums)
{
    struct room room;

    room.block = no_block;
    for (size_t b = 0; b < count; b++)
        sums_of(call, &room, first + b, sums + b * HYS_DISCREPANCY_NUMBERS);
}

hys_status hys_discrepancy_sums(hys_discrepancy_kind kind, size_t n, size_t d, const double *points,
                                hys_order order, size_t ld, size_t first, size_t count,
                                double *sums)
{
    struct discrepancy_call call = {.kind = kind, .n = n, .d = d, .points = points};
    const hys_status status = settle(&call, order, ld, sums);
    const size_t blocks = hys_discrepancy_blocks(n);

    if (status != HYS_OK)
        return status;
    if (first > blocks || count > blocks - first)
        return HYS_E_INDEX;
    if (count == 0)
        return HYS_OK;
    if (!blocks_are_inside(&call, first, count))
        return HYS_E_POINT;
    const hysi_fpenv caller = hysi_fpenv_enter();
    run_blocks(&call, first, count, sums);
    hysi_fpenv_leave(caller);
    return HYS_OK;
}

static __attribute__((noinline)) hys_status add_blocks(hys_discrepancy_kind kind, size_t n,
                                                       size_t d, const double *sums, double *out)
{
    struct totals totals = {0};

    for (size_t b = 0; b < hys_discrepancy_blocks(n); b++)
        add_block(&totals, sums + b * HYS_DISCREPANCY_NUMBERS);
    return finish(kind, n, d, &totals, out);
}

hys_status hys_discrepancy_finish(hys_discrepancy_kind kind, size_t n, size_t d, const double *sums,
                                  double *out)
{
    if (!sums || !out)
        return HYS_E_NULL;
    if (!is_kind(kind))
        return HYS_E_KIND_UNKNOWN;
    if (n == 0 || d == 0)
        return HYS_E_VALUES_EMPTY;
    const hysi_fpenv caller = hysi_fpenv_enter();
    const hys_status status = add_blocks(kind, n, d, sums, out);
    hysi_fpenv_leave(caller);
    return status;
}

/* ---- names ---- */

static const char *const names[] = {
    [HYS_DISCREPANCY_CD] = "CD",
    [HYS_DISCREPANCY_WD] = "WD",
    [HYS_DISCREPANCY_MD] = "MD",
    [HYS_DISCREPANCY_L2_STAR] = "L2-star",
};

const char *hys_discrepancy_name(hys_discrepancy_kind kind)
{
    return is_kind(kind) ? names[kind] : NULL;
}

hys_discrepancy_kind hys_discrepancy_from_name(const char *name)
{
    if (name && !strcmp(name, "L2"))
        return HYS_DISCREPANCY_L2_STAR;
    for (hys_discrepancy_kind kind = HYS_DISCREPANCY_CD; name && kind <= HYS_DISCREPANCY_L2_STAR;
         kind++)
        if (!strcmp(name, names[kind]))
            return kind;
    return 0;
}
