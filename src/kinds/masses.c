/* Lists with weights: the masses of the entries in integers, the thresholds between them, and their
 * cells in the unit interval. docs/spec.md, sections 3.1 and 4.1. */
#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/kinds/nearest.h"

/* The largest sum of integer weights that are masses as they are. */
static const uint64_t most = (uint64_t)1 << 53;

/* What real weights are multiplied by, as a power of two: the largest becomes an integer of 53
 * bits, or of as many as keep the sum of all below 2^62. */
static int exponent_for(double largest, size_t count)
{
    int log2_count = 0;
    while (((size_t)1 << log2_count) < count)
        log2_count++;
    return (log2_count > 9 ? 61 - log2_count : 52) - ilogb(largest);
}

/* Whether the weights are integers whose sum is not beyond that. */
static bool are_masses(const double *weights, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count && sum <= most; i++) {
        if (weights[i] > (double)most || weights[i] != rint(weights[i]))
            return false;
        sum += (uint64_t)weights[i];
    }
    return sum <= most;
}

/* The mass of a weight. */
static uint64_t mass_of(double weight, bool exact, int exponent)
{
    return (uint64_t)(exact ? weight : rint(scalbn(weight, exponent)));
}

hys_status hysi_check_weights(const hys_argument *weights, size_t count)
{
    double largest = 0;

    if (!weights->type)
        return HYS_OK;
    if (weights->count != count)
        return HYS_E_VALUES_WEIGHT;
    for (size_t i = 0; i < count; i++) {
        if (!(weights->reals[i] >= 0) || isinf(weights->reals[i]))
            return HYS_E_VALUES_WEIGHT;
        largest = fmax(largest, weights->reals[i]);
    }
    if (largest == 0)
        return HYS_E_VALUES_WEIGHT;
    const bool exact = are_masses(weights->reals, count);
    const int exponent = exponent_for(largest, count);
    for (size_t i = 0; i < count; i++)
        if (weights->reals[i] > 0 && mass_of(weights->reals[i], exact, exponent) == 0)
            return HYS_E_VALUES_WEIGHT;
    return HYS_OK;
}

static bool are_equal(const double *weights, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (weights[i] != weights[0])
            return false;
    return true;
}

void hysi_masses_of(const hys_argument *weights, size_t count, uint64_t *mass)
{
    const bool equal = !weights->type || are_equal(weights->reals, count);
    const bool exact = !equal && are_masses(weights->reals, count);
    double largest = 1;

    for (size_t i = 0; i < count && !equal; i++)
        largest = i == 0 ? weights->reals[0] : fmax(largest, weights->reals[i]);
    const int exponent = exponent_for(largest, count);
    for (size_t i = 0; i < count; i++)
        mass[i] = equal ? 1 : mass_of(weights->reals[i], exact, exponent);
}

/* Turns the masses of entries into those of all entries before each; before[count] is the sum of
 * all. Returns the least mass that is not zero. */
static uint64_t accumulate(uint64_t *before, size_t count)
{
    uint64_t least = UINT64_MAX, all = 0;

    for (size_t i = 0; i < count; i++) {
        const uint64_t mass = before[i];
        before[i] = all;
        all += mass;
        least = mass > 0 && mass < least ? mass : least;
    }
    before[count] = all;
    return least;
}

/* The units by index, and the thresholds between cells. Those that are 0 are left out and counted
 * in first, since no unit is before them; so are those where no mass is left. */
static bool fill_cells(struct hys_space *space, const uint64_t *before, size_t count,
                       struct hysi_masses *masses)
{
    const double all = (double)before[count], twice = (double)(2 * before[count]);
    double *units = hysi_space_memory(space, count, sizeof *units);
    double *edges = hysi_space_memory(space, count + HYSI_THRESHOLD_PAD, sizeof *edges);
    uint32_t kept = 0;

    if (!units || !edges)
        return false;
    for (size_t i = 0; i < count; i++) {
        units[i] = (double)(before[i] + before[i + 1]) / twice;
        if (i > 0 && before[i] == 0)
            masses->first++;
        else if (i > 0 && before[i] < before[count])
            edges[kept++] = (double)before[i] / all;
    }
    for (uint32_t k = 0; k < HYSI_THRESHOLD_PAD; k++)
        edges[kept + k] = (double)NAN;
    masses->units = units;
    masses->cells = (struct hysi_params_snap){.thresholds = edges, .count = kept};
    return hysi_plan_buckets(space, &masses->cells, &hysi_float_f64);
}

/* What the densities of the indices need. */
static bool fill_ranked(struct hys_space *space, const uint64_t *mass, size_t count,
                        struct hysi_masses *masses)
{
    const size_t least = 32; /* entries of a table that a vector path takes into registers */
    const size_t entries = count + 1 < least ? least : count + 1;
    double *numbers = hysi_space_memory(space, entries, sizeof *numbers);
    double *halves = hysi_space_memory(space, count + HYSI_THRESHOLD_PAD, sizeof *halves);
    uint32_t *indices = hysi_space_memory(space, entries, sizeof *indices);

    if (!numbers || !halves || !indices)
        return false;
    for (size_t i = 0; i < entries; i++) {
        numbers[i] = i < count ? (double)i : (double)NAN;
        indices[i] = i < count ? (uint32_t)i : UINT32_MAX;
    }
    for (size_t i = 0; i < count + HYSI_THRESHOLD_PAD; i++)
        halves[i] = i + 1 < count ? (double)i + 0.5 : (double)NAN;
    masses->numbers = numbers;
    masses->indices = indices;
    masses->ranked = (struct hysi_ranked){
        .count = (uint32_t)count,
        .snap = {.thresholds = halves, .count = (uint32_t)count - 1},
        .values = numbers,
        .values_f32 = numbers,
    };
    return hysi_plan_buckets(space, &masses->ranked.snap, &hysi_float_f64) &&
           hysi_fill_masses(space, &masses->ranked, mass);
}

/* The entries that have a mass, unless all have one. */
static bool fill_points(struct hys_space *space, const uint64_t *mass, size_t count,
                        struct hysi_masses *masses)
{
    const size_t least = 32; /* as in fill_ranked */
    uint32_t *points;

    for (size_t i = 0; i < count; i++)
        masses->point_count += mass[i] > 0;
    if (masses->point_count == count)
        return true;
    if (!(points = hysi_space_memory(
              space, masses->point_count < least ? least : masses->point_count, sizeof *points)))
        return false;
    memset(points, 0, least * sizeof *points);
    for (size_t i = 0, n = 0; i < count; i++)
        if (mass[i] > 0)
            points[n++] = (uint32_t)i;
    masses->points = points;
    return true;
}

/* 32 bits suffice where every entry that has a mass has 2^-16 of it at least. */
static int bits_for(uint64_t least, uint64_t all, size_t count)
{
    return count <= 0x10000 && least >= (all >> 16) + (all % 0x10000 > 0) ? 32 : 64;
}

static bool fill(struct hys_space *space, const hys_argument *weights, uint64_t *before,
                 uint64_t *threshold)
{
    const size_t count = weights->count;
    struct hysi_masses *masses = hysi_space_memory(space, 1, sizeof *masses);

    if (!masses)
        return false;
    *masses = (struct hysi_masses){.first = 0};
    space->masses = masses;
    hysi_masses_of(weights, count, before);
    if (!fill_ranked(space, before, count, masses) || !fill_points(space, before, count, masses))
        return false;
    const uint64_t least = accumulate(before, count), all = before[count];
    const int bits = bits_for(least, all, count);
    const size_t kept = hysi_thresholds_of_masses(before, count, all, bits, threshold);
    return fill_cells(space, before, count, masses) &&
           hysi_fill_weigh(space, threshold, kept, bits, &masses->weigh);
}

bool hysi_fill_weights(struct hys_space *space, const hys_argument *weights)
{
    const size_t count = weights->count;

    if (!weights->type)
        return true;
    if (!hysi_fill_jax_choices(space, weights))
        return false;
    if (are_equal(weights->reals, count))
        return true;
    uint64_t *before = malloc((count + 1) * sizeof *before),
             *threshold = malloc(count * sizeof *threshold);
    const bool done = before && threshold && fill(space, weights, before, threshold);
    free(threshold);
    free(before);
    return done;
}
