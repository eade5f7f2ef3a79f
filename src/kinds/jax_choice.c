/* jax.random.choice with p=: the choice by weights of the JAX streams. docs/spec.md, section 3.2.
 *
 * JAX adds the weights up and searches the sums for r = sum (1 - u), where u = k 2^-m is uniform.
 * So what it finds changes only where r passes one of the sums, and r falls as the draw grows: a
 * space keeps the draws at which it changes, and the index after each. */
#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/kinds/nearest.h"

enum {
    ROW = 16, /* XLA adds rows of so many numbers, and the sums of rows likewise */
    MOST_32 = 0x10000
};

/* Replaces n numbers of a float type by the sums of each and those before it, as XLA adds on a CPU;
 * there is room for n / 15 + 16 more numbers behind them. */
static void add_up(const struct hysi_float_type *type, double *x, size_t n)
{
    const size_t rows = (n + ROW - 1) / ROW;
    double *last = x + n; /* of each row */

    for (size_t i = 0; i < n; i++)
        if (i % ROW > 0)
            x[i] = type->round(x[i - 1] + x[i]);
    if (rows < 2)
        return;
    for (size_t r = 0; r < rows; r++)
        last[r] = x[(r + 1) * ROW < n ? (r + 1) * ROW - 1 : n - 1];
    add_up(type, last, rows);
    for (size_t i = ROW; i < n; i++)
        x[i] = type->round(x[i] + last[i / ROW - 1]);
}

/* jnp.searchsorted by halving, which ends after as many steps even where the sums are not in order:
 * by the rounding of rows one may be less than the sum before it. */
static uint32_t search(const double *sums, size_t n, double r)
{
    size_t low = 0, high = n;
    for (size_t left = n; left > 0; left /= 2) {
        const size_t middle = low + (high - low) / 2;
        if (r <= sums[middle])
            high = middle;
        else
            low = middle;
    }
    return (uint32_t)high;
}

/* The least k whose r is at most `sum`; 2^bits if no k has one. 1 - k 2^-bits is exact, and r is
 * rounded once. A guess is at most a few steps off. */
static uint64_t first_draw(const struct hysi_float_type *type, double all, double sum, int bits)
{
    const double scale = scalbn(1.0, -bits);
    const uint64_t end = (uint64_t)1 << bits;
    const double guess = floor((1 - sum / all) * (double)end);
    uint64_t k = guess > 0 ? (uint64_t)guess : 0;

    while (k > 0 && type->round(all * (1 - (double)(k - 1) * scale)) <= sum)
        k--;
    while (k < end && type->round(all * (1 - (double)k * scale)) > sum)
        k++;
    return k;
}

static int descending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* What a weight is in the float type; false if that is subnormal, or 0 and the weight is not. */
static bool round_weights(const struct hysi_float_type *type, const hys_argument *weights,
                          double *rounded)
{
    for (size_t i = 0; i < weights->count; i++) {
        rounded[i] = type->round(weights->reals[i]);
        if (weights->reals[i] > 0 && rounded[i] < type->smallest_normal)
            return false;
    }
    return true;
}

/* Writes the draws at which the index changes, and the indices before and after them. Returns how
 * many indices there are. */
static size_t segments_of(const struct hysi_float_type *type, const double *sums, size_t n,
                          double *sorted, int bits, uint64_t *threshold, uint32_t *index)
{
    const int mantissa = bits == 32 ? 23 : 52;
    const double all = sums[n - 1];
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        sorted[i] = sums[n - 1 - i];
    for (size_t i = 1; i < n; i++)
        if (sorted[i - 1] < sorted[i]) {
            qsort(sorted, n, sizeof *sorted, descending);
            break;
        }
    for (size_t i = 0; i < n && sorted[i] > 0; i++) {
        const uint64_t k = first_draw(type, all, sorted[i], mantissa);
        if (k >> mantissa)
            break;
        const uint64_t draw = k << (bits - mantissa);
        /* r is at most sorted[i] from this draw on, and above the next sum. */
        const uint32_t found = search(sums, n, sorted[i]);
        if (kept > 0 && (kept == 1 ? 0 : threshold[kept - 2]) == draw)
            kept--;
        if (kept > 0)
            threshold[kept - 1] = draw;
        index[kept++] = found;
    }
    return kept;
}

/* Memory for a while: sums has room for those of rows, too. */
struct choice_work {
    double *sums, *sorted;
    uint64_t *threshold;
};

static bool fill(struct hys_space *space, const struct hysi_float_type *type,
                 const hys_argument *weights, const struct choice_work *work,
                 struct hysi_jax_choice *choice)
{
    const size_t n = weights->count, least = 32; /* entries that a vector path loads */
    double *sums = work->sums;
    const int bits = type->type == HYS_F32 ? 32 : 64;

    if ((bits == 32 && n > MOST_32) || !round_weights(type, weights, sums))
        return true;
    add_up(type, sums, n);
    if (isinf(sums[n - 1]) ||
        sums[n - 1] * (bits == 32 ? 0x1p-24 : 0x1p-53) < type->smallest_normal)
        return true;
    uint32_t *index = hysi_space_memory(space, n < least ? least : n, sizeof *index);
    if (!index)
        return false;
    memset(index, 0, least * sizeof *index);
    choice->segments =
        (uint32_t)segments_of(type, sums, n, work->sorted, bits, work->threshold, index);
    choice->index = index;
    return hysi_fill_weigh(space, work->threshold, choice->segments - 1, bits, &choice->weigh);
}

bool hysi_fill_jax_choices(struct hys_space *space, const hys_argument *weights)
{
    const size_t n = weights->count;
    struct hysi_jax_choice *choices = hysi_space_memory(space, 2, sizeof *choices);
    const struct choice_work work = {malloc((n + n / (ROW - 1) + ROW) * sizeof(double)),
                                     malloc(n * sizeof(double)), malloc(n * sizeof(uint64_t))};
    bool done = choices && work.sums && work.sorted && work.threshold;

    if (choices)
        memset(choices, 0, 2 * sizeof *choices);
    done = done && fill(space, &hysi_float_f32, weights, &work, &choices[0]) &&
           fill(space, &hysi_float_f64, weights, &work, &choices[1]);
    space->jax_choices = choices;
    free(work.threshold);
    free(work.sorted);
    free(work.sums);
    return done;
}
