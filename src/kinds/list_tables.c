/* The tables of a list of numbers, once for each float type: by index for sampling, and by rank
 * with the thresholds between neighbours for the nearest value. docs/spec.md, section 4. */
#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/kinds/nearest.h"

static int by_value_then_index(const void *a, const void *b)
{
    const struct hysi_list_value *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

/* A list of values, and the space that owns the memory of its tables. */
struct list {
    struct hys_space *space;
    const double *values;
    size_t count;
};

/* Tables that vector paths take into registers have at least so many entries; those without a value
 * are zero. */
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

/* Whether the list has tables of integers of 1 << w bytes, which both types of that width share. */
static bool has_integers(const struct hysi_list_tables *tables, unsigned w)
{
    const hys_type is_signed = HYS_I8 + (hys_type)(2 * w), is_unsigned = is_signed + 1;
    return tables->types & (1u << is_signed | 1u << is_unsigned);
}

/* ascending: the list is in ascending order, so that each table by index is also the table by rank.
 * shared: tables of another float type that hold the same values, or NULL. */
static bool integer_tables(const struct list *list, struct hysi_list_tables *tables,
                           const struct hysi_float_type *real,
                           const struct hysi_list_value *distinct_values, bool ascending,
                           const struct hysi_list_tables *shared)
{
    for (unsigned w = 0; w < 4; w++) {
        const size_t size = (size_t)1 << w;
        uint8_t *by_index, *by_rank;

        if (!has_integers(tables, w))
            continue;
        if (shared) {
            tables->by_index[w] = shared->by_index[w];
            tables->by_rank[w] = shared->by_rank[w];
            continue;
        }
        by_index = table_memory(list->space, list->count + 1, size);
        by_rank =
            ascending ? by_index : table_memory(list->space, (size_t)tables->distinct + 1, size);
        if (!by_index || !by_rank)
            return false;
        for (size_t i = 0; i < list->count; i++)
            hysi_store_integer(by_index, size, i, real->round(list->values[i]));
        for (uint32_t r = 0; r < tables->distinct; r++)
            hysi_store_integer(by_rank, size, r, distinct_values[r].value);
        hysi_store_integer(by_index, size, list->count, 0.0); /* NaN */
        hysi_store_integer(by_rank, size, tables->distinct, 0.0);
        tables->by_index[w] = by_index;
        tables->by_rank[w] = by_rank;
    }
    return true;
}

/* The rank of the last value <= x, of values in ascending order. */
static size_t rank_of(const struct hysi_list_value *values, size_t count, double x)
{
    size_t rank = 0;
    for (size_t length = count; length > 1; length -= length / 2)
        rank += values[rank + length / 2].value <= x ? length / 2 : 0;
    return rank;
}

/* The units of values in a list with weights. Of the entries of a value it is the first that has a
 * mass, for decode never gives the others; if none has, the first. */
static void set_units(const struct list *list, const struct hysi_list_value *distinct_values,
                      size_t distinct, double *units)
{
    const double *of_entry = list->space->masses->units,
                 *weights = hysi_list_weights(list->space)->reals;

    for (size_t r = 0; r < distinct; r++)
        units[r] = of_entry[distinct_values[r].index];
    for (size_t i = list->count; i-- > 0;)
        if (weights[i] > 0)
            units[rank_of(distinct_values, distinct, list->values[i])] = of_entry[i];
}

/* The tables that encode reads. */
static bool unit_tables(const struct list *list, struct hysi_list_tables *tables,
                        const struct hysi_list_value *distinct_values)
{
    const struct hysi_masses *masses = list->space->masses;
    double *units = hysi_space_memory(list->space, (size_t)tables->distinct + 1, sizeof *units);
    double *places =
        masses ? hysi_space_memory(list->space, (size_t)tables->distinct + 1, sizeof *places)
               : units;
    double *values_f32 =
        hysi_space_memory(list->space, (size_t)tables->distinct + 1, sizeof *values_f32);
    if (!units || !places || !values_f32)
        return false;
    for (uint32_t r = 0; r < tables->distinct; r++) {
        places[r] = (distinct_values[r].index + 0.5) / (double)list->count;
        values_f32[r] = hysi_float_f32.round(distinct_values[r].value);
    }
    if (masses)
        set_units(list, distinct_values, tables->distinct, units);
    units[tables->distinct] = places[tables->distinct] = values_f32[tables->distinct] = (double)NAN;
    tables->units = units;
    tables->places = places;
    tables->values_f32 = values_f32;
    return true;
}

/* Reserves one block of memory for all tables except those of more than 32 buckets. */
static bool reserve_tables(const struct list *list, const struct hysi_list_tables *tables,
                           const struct hysi_float_type *real, bool ascending,
                           const struct hysi_list_tables *shared)
{
    const size_t size = hysi_type_info[real->type].size, distinct = tables->distinct;
    size_t bytes = hysi_piece(distinct + HYSI_THRESHOLD_PAD, size) +
                   table_bytes(distinct + 1, sizeof(uint32_t)) + hysi_piece(32, size);

    if (real->type == HYS_F64)
        bytes += (list->space->masses ? 3 : 2) * hysi_piece(distinct + 1, sizeof(double));
    bytes += table_bytes(list->count + 1, size) + (ascending ? 0 : table_bytes(distinct + 1, size));
    for (unsigned w = 0; w < 4 && !shared; w++)
        if (has_integers(tables, w))
            bytes += table_bytes(list->count + 1, (size_t)1 << w) +
                     (ascending ? 0 : table_bytes(distinct + 1, (size_t)1 << w));
    return hysi_space_reserve(list->space, bytes);
}

/* Finds the types that hold every value, whether JAX's law is sound, and the distinct values in
 * ascending order. */
static void sort_values(const struct list *list, struct hysi_list_tables *tables,
                        const struct hysi_float_type *real, struct hysi_list_value *distinct_values)
{
    const size_t count = list->count;
    uint32_t distinct = 0;
    int zeros = 0;

    tables->types = 1u << real->type;
    for (hys_type type = HYS_I8; type <= HYS_U64; type++)
        if (real->type == HYS_F64 || !hysi_is_wide(type))
            tables->types |= 1u << type;
    tables->jax = true;
    for (size_t i = 0; i < count; i++) {
        const double x = real->round(list->values[i]);
        distinct_values[i] = (struct hysi_list_value){x, (uint32_t)i};
        for (hys_type type = HYS_I8; type <= HYS_U64; type++)
            if (!hysi_integer_holds(type, x))
                tables->types &= ~(1u << type);
        if (isinf(x))
            tables->types &= ~(1u << real->type);
        if (x != 0.0 && fabs(x) < real->smallest_normal)
            tables->jax = false;
        if (x == 0.0)
            zeros |= signbit(x) ? 2 : 1;
    }
    if (zeros == 3)
        tables->jax = false; /* JAX gives the first zero of the list for both */
    qsort(distinct_values, count, sizeof *distinct_values, by_value_then_index);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || distinct_values[i].value != distinct_values[distinct - 1].value)
            distinct_values[distinct++] = distinct_values[i];
    for (uint32_t r = 0; r + 1 < distinct; r++)
        if (distinct_values[r + 1].value - distinct_values[r].value < real->smallest_normal)
            tables->jax = false;
    tables->distinct = distinct;
}

static bool list_tables(const struct list *list, struct hysi_list_tables *tables,
                        const struct hysi_float_type *real, struct hysi_list_value *distinct_values,
                        const struct hysi_list_tables *shared)
{
    const size_t count = list->count, size = hysi_type_info[real->type].size;

    sort_values(list, tables, real, distinct_values);
    const size_t distinct = tables->distinct;
    bool ascending = distinct == count;
    for (size_t r = 0; r < distinct; r++)
        ascending = ascending && distinct_values[r].index == r;
    if (!reserve_tables(list, tables, real, ascending, shared))
        return false;
    void *by_index = table_memory(list->space, count + 1, size);
    void *by_rank = ascending ? by_index : table_memory(list->space, distinct + 1, size);
    void *thresholds = hysi_space_memory(list->space, distinct + HYSI_THRESHOLD_PAD, size);
    uint32_t *index_of_rank = table_memory(list->space, distinct + 1, sizeof *index_of_rank);
    if (!by_index || !by_rank || !thresholds || !index_of_rank ||
        !integer_tables(list, tables, real, distinct_values, ascending, shared) ||
        (real->type == HYS_F64 && !unit_tables(list, tables, distinct_values)))
        return false;
    for (size_t i = 0; i < count; i++)
        real->store(by_index, i, list->values[i]);
    real->store(by_index, count, (double)NAN);
    for (size_t r = 0; r < distinct; r++) {
        real->store(by_rank, r, distinct_values[r].value);
        index_of_rank[r] = distinct_values[r].index;
    }
    real->store(by_rank, distinct, (double)NAN);
    index_of_rank[distinct] = UINT32_MAX;
    for (size_t r = 0; r + 1 < distinct; r++)
        real->store(thresholds, r,
                    hysi_threshold(real, &distinct_values[r], &distinct_values[r + 1]));
    for (size_t r = distinct - 1; r < distinct - 1 + HYSI_THRESHOLD_PAD; r++)
        real->store(thresholds, r, (double)NAN);
    tables->float_by_index = by_index;
    tables->float_by_rank = by_rank;
    tables->index_of_rank = index_of_rank;
    tables->snap =
        (struct hysi_params_snap){.thresholds = thresholds, .count = tables->distinct - 1};
    return hysi_plan_buckets(list->space, &tables->snap, real);
}

/* Adds the mass of each entry to that of its value. */
static bool add_masses(const struct list *list, const struct hysi_list_tables *f64, uint64_t *mass)
{
    const double *values = f64->float_by_rank;
    uint64_t *entry = malloc(list->count * sizeof *entry);

    if (!entry)
        return false;
    hysi_masses_of(hysi_list_weights(list->space), list->count, entry);
    for (size_t i = 0; i < list->count; i++) {
        size_t rank = 0; /* of the last value <= the entry */
        for (size_t length = f64->distinct; length > 1; length -= length / 2)
            rank += values[rank + length / 2] <= list->values[i] ? length / 2 : 0;
        mass[rank] += entry[i];
    }
    free(entry);
    return true;
}

/* Fills what the densities need. An entry that stands twice has both masses. */
static bool rank_values(const struct list *list, struct hysi_list *tables)
{
    const struct hysi_list_tables *f64 = &tables->f64;
    const double *values = f64->float_by_rank;
    const bool in_f32 = tables->f32.types >> HYS_F32 & 1; /* none rounds to infinity */

    tables->ranked = (struct hysi_ranked){.count = f64->distinct,
                                          .snap = f64->snap,
                                          .values = values,
                                          .values_f32 = in_f32 ? f64->values_f32 : values};
    if (f64->distinct == list->count && !list->space->masses)
        return true;
    uint64_t *mass = calloc(f64->distinct, sizeof *mass);
    const bool done =
        mass && add_masses(list, f64, mass) && hysi_fill_masses(list->space, &tables->ranked, mass);
    free(mass);
    return done;
}

bool hysi_fill_list_tables(struct hys_space *space, const double *values, size_t count,
                           struct hysi_list *tables)
{
    const struct list list = {space, values, count};
    struct hysi_list_value *distinct_values = malloc(count * sizeof *distinct_values);
    bool exact = true; /* floats hold all values */
    for (size_t i = 0; i < count; i++)
        exact = exact && hysi_float_f32.round(values[i]) == values[i];
    const bool done = distinct_values &&
                      list_tables(&list, &tables->f64, &hysi_float_f64, distinct_values, NULL) &&
                      list_tables(&list, &tables->f32, &hysi_float_f32, distinct_values,
                                  exact ? &tables->f64 : NULL) &&
                      rank_values(&list, tables);
    free(distinct_values);
    return done;
}
