/* A list of numbers as tables, once per float: in the order given for sampling, and ascending with
 * the thresholds between neighbours for the nearest value. docs/spec.md, section 4. */
#include <config.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/bitcast.h"
#include "src/kinds/kinds.h"

/* A float type as the thresholds see it; every value is held in a double, exactly. Keys are ordered
 * as the floats are, one step a float. */
struct float_type {
    hys_type type;
    double smallest_normal;
    double (*round)(double x);
    uint64_t (*key)(double x);
    double (*from_key)(uint64_t key);
    double (*distance)(double a, double b); /* |a - b|, rounded in the float */
    void (*store)(void *table, size_t i, double x);
    double (*load)(const void *table, size_t i);
    double (*place)(double x); /* among all floats, rounded in the float; grows with x */
    double (*fma)(double a, double b, double c);
};

static double round_f32(double x) { return (double)(float)x; }
static double distance_f32(double a, double b) { return (double)fabsf((float)a - (float)b); }
static void store_f32(void *table, size_t i, double x) { ((float *)table)[i] = (float)x; }

static double load_f32(const void *table, size_t i) { return (double)((const float *)table)[i]; }
static double fma_f32(double a, double b, double c)
{
    return (double)fmaf((float)a, (float)b, (float)c);
}

static double place_f32(double x)
{
    const uint32_t b = hysi_bits32((float)x);
    return (double)(float)(int32_t)(b >> 31 ? b ^ 0x7fffffffu : b);
}

static uint64_t key_f32(double x)
{
    const uint32_t b = hysi_bits32((float)x);
    return b >> 31 ? ~b : b | 0x80000000u;
}

static double from_key_f32(uint64_t key)
{
    const uint32_t k = (uint32_t)key;
    return (double)hysi_float(k >> 31 ? k & 0x7fffffffu : ~k);
}

static double round_f64(double x) { return x; }
static double distance_f64(double a, double b) { return fabs(a - b); }
static void store_f64(void *table, size_t i, double x) { ((double *)table)[i] = x; }

static double load_f64(const void *table, size_t i) { return ((const double *)table)[i]; }
static double fma_f64(double a, double b, double c) { return fma(a, b, c); }

static double place_f64(double x)
{
    const uint64_t b = hysi_bits64(x);
    return (double)((b >> 63 ? ~b : b | 0x8000000000000000u) >> 11);
}

static uint64_t key_f64(double x)
{
    const uint64_t b = hysi_bits64(x);
    return b >> 63 ? ~b : b | 0x8000000000000000u;
}

static double from_key_f64(uint64_t key)
{
    return hysi_double(key >> 63 ? key & 0x7fffffffffffffffu : ~key);
}

static const struct float_type float_types[2] = {
    {HYS_F32, (double)FLT_MIN, round_f32, key_f32, from_key_f32, distance_f32, store_f32, load_f32,
     place_f32, fma_f32},
    {HYS_F64, DBL_MIN, round_f64, key_f64, from_key_f64, distance_f64, store_f64, load_f64,
     place_f64, fma_f64},
};

struct entry {
    double value;
    uint32_t index;
};

static int by_value_then_index(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

/* The smallest float of the kind that is nearer to b than to a, or as near where b was given first.
 * Bisection: the answer moves once from a to b as x grows. */
static double threshold(const struct float_type *real, const struct entry *a, const struct entry *b)
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

static bool fits(hys_type type, double x)
{
    if (!hysi_is_integer(type))
        return false;
    /* Strictly below max + 1, a power of two: max itself may be no double. */
    return x == rint(x) && x >= (double)hysi_type_info[type].min &&
           x < (double)(hysi_type_info[type].max / 2 + 1) * 2.0;
}

/* Two's complement, as wide as the table wants: signed and unsigned types of one width share it. */
static void store_integer(void *table, size_t size, size_t i, double x)
{
    const uint64_t v = x < 0 ? (uint64_t)(int64_t)x : (uint64_t)x;
    switch (size) {
    case 1: ((uint8_t *)table)[i] = (uint8_t)v; break;
    case 2: ((uint16_t *)table)[i] = (uint16_t)v; break;
    case 4: ((uint32_t *)table)[i] = (uint32_t)v; break;
    default: ((uint64_t *)table)[i] = v;
    }
}

/* The list, and the space whose memory the tables are. */
struct given {
    struct hys_space *space;
    const double *values;
    size_t count;
};

/* A table to gather from, or to take into registers, whose other entries are zeros. */
enum { LEAST_TABLE = 32 };

static size_t table_bytes(size_t count, size_t size)
{
    return hysi_piece(count < LEAST_TABLE ? LEAST_TABLE : count, size);
}

static void *table_memory(struct hys_space *space, size_t count, size_t size)
{
    void *table = hysi_space_memory(space, count < LEAST_TABLE ? LEAST_TABLE : count, size);
    if (table && count < LEAST_TABLE)
        memset(table, 0, LEAST_TABLE * size);
    return table;
}

/* Whether a set has a table of integers of 1 << w bytes: types of one width share it. */
static bool has_integers(const struct hysi_list_tables *set, unsigned w)
{
    const hys_type is_signed = HYS_I8 + (hys_type)(2 * w), is_unsigned = is_signed + 1;
    return set->types & (1u << is_signed | 1u << is_unsigned);
}

/* ascending: both orders are one, and so are their tables. same: the tables of another set of the
 * same values, or NULL. */
static bool integer_tables(const struct given *given, struct hysi_list_tables *set,
                           const struct float_type *real, const struct entry *ranked,
                           bool ascending, const struct hysi_list_tables *same)
{
    for (unsigned w = 0; w < 4; w++) {
        const size_t size = (size_t)1 << w;
        uint8_t *by_index, *by_rank;

        if (!has_integers(set, w))
            continue;
        if (same) {
            set->by_index[w] = same->by_index[w];
            set->by_rank[w] = same->by_rank[w];
            continue;
        }
        by_index = table_memory(given->space, given->count + 1, size);
        by_rank =
            ascending ? by_index : table_memory(given->space, (size_t)set->distinct + 1, size);
        if (!by_index || !by_rank)
            return false;
        for (size_t i = 0; i < given->count; i++)
            store_integer(by_index, size, i, real->round(given->values[i]));
        for (uint32_t r = 0; r < set->distinct; r++)
            store_integer(by_rank, size, r, ranked[r].value);
        store_integer(by_index, size, given->count, 0.0); /* NaN */
        store_integer(by_rank, size, set->distinct, 0.0);
        set->by_index[w] = by_index;
        set->by_rank[w] = by_rank;
    }
    return true;
}

/* What encode looks up by rank. */
static bool unit_tables(const struct given *given, struct hysi_list_tables *set,
                        const struct entry *ranked)
{
    double *units = hysi_space_memory(given->space, (size_t)set->distinct + 1, sizeof *units);
    double *values_f32 =
        hysi_space_memory(given->space, (size_t)set->distinct + 1, sizeof *values_f32);
    if (!units || !values_f32)
        return false;
    for (uint32_t r = 0; r < set->distinct; r++) {
        units[r] = (ranked[r].index + 0.5) / (double)given->count;
        values_f32[r] = round_f32(ranked[r].value);
    }
    units[set->distinct] = values_f32[set->distinct] = (double)NAN;
    set->units = units;
    set->values_f32 = values_f32;
    return true;
}

/* ---- buckets: where a vector row looks for a threshold ---- */

enum { MOST_BUCKETS = 1 << 16, MOST_PROBES = 3, THRESHOLD_PAD = 32 };

/* The bucket of x, by the operations that the vector rows use. */
static uint32_t bucket_of(const struct float_type *real, const struct hysi_params_snap *snap,
                          double x)
{
    const double top = snap->buckets - 1.0;
    const double y = snap->by_float_order ? real->place(x) : x;
    const double v = real->fma(y, snap->scale, snap->offset);
    return (uint32_t)rint(v > 0 ? (v < top ? v : top) : 0.0);
}

/* The most thresholds that share a bucket; fills bases where it is not NULL. */
static uint32_t fill_buckets(const struct float_type *real, const struct hysi_params_snap *snap,
                             void *bases)
{
    uint32_t most = 0, from = 0, next = 0;
    for (uint32_t b = 0; b < snap->buckets; b++) {
        if (bases)
            store_integer(bases, hysi_type_info[real->type].size, b, from);
        while (next < snap->count && bucket_of(real, snap, real->load(snap->thresholds, next)) == b)
            next++;
        most = next - from > most ? next - from : most;
        from = next;
    }
    return most;
}

/* Spreads the thresholds over the buckets, evenly in value or, by_float_order, in the order of
 * floats. That order has -0 before +0: no threshold may lie there. */
static bool spread(const struct float_type *real, struct hysi_params_snap *snap, uint32_t buckets,
                   bool by_float_order)
{
    const double first = real->load(snap->thresholds, 0),
                 last = real->load(snap->thresholds, snap->count - 1);
    const double from = by_float_order ? real->place(first) : first,
                 to = by_float_order ? real->place(last) : last;
    for (uint32_t j = 0; by_float_order && j < snap->count; j++)
        if (real->load(snap->thresholds, j) == 0)
            return false;
    snap->buckets = buckets;
    snap->by_float_order = by_float_order;
    snap->scale = real->round((buckets - 2.0) / (to - from));
    snap->offset =
        real->round(0.25 - from * snap->scale); /* even thresholds: off the ties of rint */
    return isfinite(snap->scale) && isfinite(snap->offset) && snap->scale > 0;
}

/* Settles the buckets: as many as fit a row's registers (32, or 64 for more than 31 thresholds)
 * where up to three probes do in them; else, for more than 31, the fewest that one probe does in,
 * or those with the fewest probes. None where thresholds crowd: then ranks are found by halving. */
static bool plan_buckets(struct hys_space *space, struct hysi_params_snap *snap,
                         const struct float_type *real)
{
    const uint32_t table = snap->count < 32 ? 32 : 64;
    struct hysi_params_snap best = *snap;
    void *bases;

    for (uint32_t buckets = table;
         snap->count > 1 && buckets <= (table == 32 ? 32u : (uint32_t)MOST_BUCKETS) &&
         best.probes != 1;
         buckets *= 2) {
        const bool in_table = buckets == table && snap->count < table;
        /* The last probe of the last bucket must not go round a table. */
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

/* One block of memory for the tables of a set; buckets of more than 32 come on top. */
static bool reserve_tables(const struct given *given, const struct hysi_list_tables *set,
                           const struct float_type *real, bool ascending,
                           const struct hysi_list_tables *same)
{
    const size_t size = hysi_type_info[real->type].size, distinct = set->distinct;
    size_t bytes = hysi_piece(distinct + THRESHOLD_PAD, size) +
                   table_bytes(distinct + 1, sizeof(uint32_t)) + hysi_piece(32, size);

    if (real->type == HYS_F64)
        bytes += 2 * hysi_piece(distinct + 1, sizeof(double));
    bytes +=
        table_bytes(given->count + 1, size) + (ascending ? 0 : table_bytes(distinct + 1, size));
    for (unsigned w = 0; w < 4 && !same; w++)
        if (has_integers(set, w))
            bytes += table_bytes(given->count + 1, (size_t)1 << w) +
                     (ascending ? 0 : table_bytes(distinct + 1, (size_t)1 << w));
    return hysi_space_reserve(given->space, bytes);
}

static bool list_tables(const struct given *given, struct hysi_list_tables *set,
                        const struct float_type *real, struct entry *ranked,
                        const struct hysi_list_tables *same)
{
    const size_t count = given->count, size = hysi_type_info[real->type].size;
    size_t distinct = 0;
    int zeros = 0;

    set->types = 1u << real->type;
    for (hys_type type = HYS_I8; type <= HYS_U64; type++)
        if (real->type == HYS_F64 || !hysi_is_wide(type))
            set->types |= 1u << type;
    set->jax = true;
    for (size_t i = 0; i < count; i++) {
        const double x = real->round(given->values[i]);
        ranked[i] = (struct entry){x, (uint32_t)i};
        for (hys_type type = HYS_I8; type <= HYS_U64; type++)
            if (!fits(type, x))
                set->types &= ~(1u << type);
        if (isinf(x))
            set->types &= ~(1u << real->type);
        if (x != 0.0 && fabs(x) < real->smallest_normal)
            set->jax = false;
        if (x == 0.0)
            zeros |= signbit(x) ? 2 : 1;
    }
    if (zeros == 3)
        set->jax = false; /* JAX gives the first for both */
    qsort(ranked, count, sizeof *ranked, by_value_then_index);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || ranked[i].value != ranked[distinct - 1].value)
            ranked[distinct++] = ranked[i];
    set->distinct = (uint32_t)distinct;

    bool ascending = distinct == count;
    for (size_t r = 0; r < distinct; r++)
        ascending = ascending && ranked[r].index == r;
    if (!reserve_tables(given, set, real, ascending, same))
        return false;
    void *by_index = table_memory(given->space, count + 1, size);
    void *by_rank = ascending ? by_index : table_memory(given->space, distinct + 1, size);
    void *thresholds = hysi_space_memory(given->space, distinct + THRESHOLD_PAD, size);
    uint32_t *index_of_rank = table_memory(given->space, distinct + 1, sizeof *index_of_rank);
    if (!by_index || !by_rank || !thresholds || !index_of_rank ||
        !integer_tables(given, set, real, ranked, ascending, same) ||
        (real->type == HYS_F64 && !unit_tables(given, set, ranked)))
        return false;
    for (size_t i = 0; i < count; i++)
        real->store(by_index, i, given->values[i]);
    real->store(by_index, count, (double)NAN);
    for (size_t r = 0; r < distinct; r++) {
        real->store(by_rank, r, ranked[r].value);
        index_of_rank[r] = ranked[r].index;
        if (r + 1 == distinct)
            break;
        if (ranked[r + 1].value - ranked[r].value < real->smallest_normal)
            set->jax = false;
        real->store(thresholds, r, threshold(real, &ranked[r], &ranked[r + 1]));
    }
    real->store(by_rank, distinct, (double)NAN);
    index_of_rank[distinct] = UINT32_MAX;
    set->float_by_index = by_index;
    set->float_by_rank = by_rank;
    set->index_of_rank = index_of_rank;
    for (size_t r = distinct - 1; r < distinct - 1 + THRESHOLD_PAD; r++)
        real->store(thresholds, r, (double)NAN);
    set->snap = (struct hysi_params_snap){.thresholds = thresholds, .count = set->distinct - 1};
    return plan_buckets(given->space, &set->snap, real);
}

bool hysi_fill_list_tables(struct hys_space *space, const double *values, size_t count,
                           struct hysi_list *list)
{
    const struct given given = {space, values, count};
    struct entry *ranked = malloc(count * sizeof *ranked);
    bool exact = true; /* floats hold all values */
    for (size_t i = 0; i < count; i++)
        exact = exact && round_f32(values[i]) == values[i];
    const bool done =
        ranked && list_tables(&given, &list->f64, &float_types[1], ranked, NULL) &&
        list_tables(&given, &list->f32, &float_types[0], ranked, exact ? &list->f64 : NULL);
    free(ranked);
    return done;
}
