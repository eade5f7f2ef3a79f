/* Thresholds between neighbours, and the buckets where a vector path looks for a threshold. */
#include <config.h>

#include <math.h>

#include "src/kinds/nearest.h"

void hysi_store_integer(void *table, size_t size, size_t i, double x)
{
    const uint64_t v = x < 0 ? (uint64_t)(int64_t)x : (uint64_t)x;
    switch (size) {
    case 1: ((uint8_t *)table)[i] = (uint8_t)v; break;
    case 2: ((uint16_t *)table)[i] = (uint16_t)v; break;
    case 4: ((uint32_t *)table)[i] = (uint32_t)v; break;
    default: ((uint64_t *)table)[i] = v;
    }
}

/* By bisection: as x grows, the nearest value changes once, from a to b. */
double hysi_threshold(const struct hysi_float_type *real, const struct hysi_list_value *a,
                      const struct hysi_list_value *b)
{
    uint64_t below = real->key(a->value), at = real->key(b->value);
    while (at - below > 1) {
        const uint64_t middle = below + (at - below) / 2;
        const double x = real->from_key(middle);
        const double to_a = real->distance(x, a->value), to_b = real->distance(b->value, x);
        if (to_b < to_a || (to_b == to_a && b->index < a->index))
            at = middle;
        else
            below = middle;
    }
    return real->from_key(at);
}

/* ---- buckets ---- */

enum { MOST_BUCKETS = 1 << 16, MOST_PROBES = 3 };

/* The bucket of x, by the operations that the vector paths use. */
static uint32_t bucket_of(const struct hysi_float_type *real, const struct hysi_params_snap *snap,
                          double x)
{
    const double top = snap->buckets - 1.0;
    const double y = snap->by_float_order ? real->position(x) : x;
    const double v = real->fma(y, snap->scale, snap->offset);
    return (uint32_t)rint(v > 0 ? (v < top ? v : top) : 0.0);
}

/* Returns the largest number of thresholds in one bucket. Fills bases unless it is NULL. */
static uint32_t fill_buckets(const struct hysi_float_type *real,
                             const struct hysi_params_snap *snap, void *bases)
{
    uint32_t most = 0, from = 0, next = 0;
    for (uint32_t b = 0; b < snap->buckets; b++) {
        if (bases)
            hysi_store_integer(bases, hysi_type_info[real->type].size, b, from);
        while (next < snap->count && bucket_of(real, snap, real->load(snap->thresholds, next)) == b)
            next++;
        most = next - from > most ? next - from : most;
        from = next;
    }
    return most;
}

/* Spreads the thresholds over the buckets, evenly by value or by their position in the order of
 * floats. Returns false where that is impossible. In the order of floats a threshold that is zero
 * has two positions, those of -0 and +0. */
static bool spread(const struct hysi_float_type *real, struct hysi_params_snap *snap,
                   uint32_t buckets, bool by_float_order)
{
    const double lowest = real->load(snap->thresholds, 0);
    const double highest = real->load(snap->thresholds, snap->count - 1);
    const double from = by_float_order ? real->position(lowest) : lowest;
    const double to = by_float_order ? real->position(highest) : highest;
    for (uint32_t j = 0; by_float_order && j < snap->count; j++)
        if (real->load(snap->thresholds, j) == 0)
            return false;
    snap->buckets = buckets;
    snap->by_float_order = by_float_order;
    snap->scale = real->round((buckets - 2.0) / (to - from));
    /* A quarter keeps evenly spaced thresholds off the ties of rint. */
    snap->offset = real->round(0.25 - from * snap->scale);
    return isfinite(snap->scale) && isfinite(snap->offset) && snap->scale > 0;
}

/* Chooses the number of buckets. The first choice is 32, or 64 for more than 31 thresholds, which
 * stay in registers, if at most three probes suffice there. For more than 31 thresholds, the second
 * choice is the smallest power of two where one probe suffices, or else the one with the fewest
 * probes. If the thresholds are too dense for all of these there are no buckets, and the vector
 * path bisects. */
bool hysi_plan_buckets(struct hys_space *space, struct hysi_params_snap *snap,
                       const struct hysi_float_type *real)
{
    const uint32_t table = snap->count < 32 ? 32 : 64;
    struct hysi_params_snap best = *snap;
    void *bases;

    for (uint32_t buckets = table;
         snap->count > 1 && buckets <= (table == 32 ? 32u : (uint32_t)MOST_BUCKETS) &&
         best.probes != 1;
         buckets *= 2) {
        const bool in_table = buckets == table && snap->count < table;
        /* The last probe of the last bucket must stay within the table. */
        const uint32_t most =
            in_table && table - snap->count < MOST_PROBES ? table - snap->count : MOST_PROBES;
        for (int by_float_order = 0; by_float_order < 2; by_float_order++) {
            struct hysi_params_snap trial = *snap;
            if (buckets < snap->count / MOST_PROBES ||
                !spread(real, &trial, buckets, by_float_order))
                continue;
            trial.probes = fill_buckets(real, &trial, NULL);
            if (trial.probes <= most && (best.probes == 0 || trial.probes < best.probes))
                best = trial;
        }
        if (in_table && best.probes > 0)
            break;
    }
    *snap = best;
    if (best.probes == 0)
        return true;
    if (!(bases = hysi_space_memory(space, best.buckets, hysi_type_info[real->type].size)))
        return false;
    fill_buckets(real, &best, bases);
    snap->bases = bases;
    return true;
}
