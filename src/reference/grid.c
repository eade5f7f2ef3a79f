/* Engine grid: the points of a grid in the order of nested loops, or in that of a permutation,
 * docs/spec.md, section 2.3. A row is a mixed-radix number, and a column has one of its digits. */
#include <config.h>

#include "src/bitcast.h"
#include "src/kernels.h"

static uint64_t digit(const struct hysi_engine_key *key, uint64_t row)
{
    if (key->grid.permutation)
        row = hysi_permute(key->grid.permutation, row);
    return row / key->grid.divisor % key->grid.points;
}

void hysi_grid64_scalar(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    uint64_t *number = out;
    for (size_t k = 0; k < n; k++)
        number[k] = digit(key, first + k);
}

/* Points are at most 2^53, so that a double holds each number. */
void hysi_grid_unit64_scalar(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    const bool ends = key->grid.ends && key->grid.points > 1;
    const double add = ends ? 0 : 0.5,
                 by = ends ? (double)(key->grid.points - 1) : (double)key->grid.points;
    uint64_t *bits = out;
    for (size_t k = 0; k < n; k++)
        bits[k] = hysi_bits64(((double)digit(key, first + k) + add) / by);
}
