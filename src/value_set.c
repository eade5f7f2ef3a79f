/* A discrete space's values as tables, once per float: in the order given for sampling, and ascending with the
 * thresholds between neighbours for the nearest value. docs/spec.md, section 5. */
#include <config.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "src/bitcast.h"
#include "src/space.h"

/* A float type as the thresholds see it; every value is held in a double, exactly. Keys are ordered as the floats are,
 * one step a float. */
struct float_kind {
    hys_type type;
    double smallest_normal;
    double (*round)(double x);
    uint64_t (*key)(double x);
    double (*from_key)(uint64_t key);
    double (*distance)(double a, double b); /* |a - b|, rounded in the float */
    void (*store)(void *table, size_t i, double x);
};

static double round_f32(double x) { return (double)(float)x; }
static double distance_f32(double a, double b) { return (double)fabsf((float)a - (float)b); }
static void store_f32(void *table, size_t i, double x) { ((float *)table)[i] = (float)x; }

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

static uint64_t key_f64(double x)
{
    const uint64_t b = hysi_bits64(x);
    return b >> 63 ? ~b : b | 0x8000000000000000u;
}

static double from_key_f64(uint64_t key)
{
    return hysi_double(key >> 63 ? key & 0x7fffffffffffffffu : ~key);
}

static const struct float_kind float_kinds[2] = {
    {HYS_F32, (double)FLT_MIN, round_f32, key_f32, from_key_f32, distance_f32, store_f32},
    {HYS_F64, DBL_MIN, round_f64, key_f64, from_key_f64, distance_f64, store_f64},
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

/* The smallest float of the kind that is nearer to b than to a, or as near where b was given first. Bisection: the
 * answer moves once from a to b as x grows. */
static double threshold(const struct float_kind *kind, const struct entry *a, const struct entry *b)
{
    uint64_t below = kind->key(a->value), at = kind->key(b->value);
    while (at - below > 1) {
        const uint64_t middle = below + (at - below) / 2;
        const double x = kind->from_key(middle);
        const double to_a = kind->distance(x, a->value), to_b = kind->distance(b->value, x);
        if (to_b < to_a || (to_b == to_a && b->index < a->index))
            at = middle;
        else
            below = middle;
    }
    return kind->from_key(at);
}

static bool fits(hys_type type, double x)
{
    if (!hysi_is_integer(type))
        return false;
    /* Strictly below max + 1, a power of two: max itself may be no double. */
    return x == rint(x) && x >= (double)hysi_type_info[type].min && x < (double)(hysi_type_info[type].max / 2 + 1) * 2.0;
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

static bool integer_tables(struct hys_space *space, struct hysi_value_set *set, const struct float_kind *kind,
                           const struct entry *ranked)
{
    for (unsigned w = 0; w < 4; w++) {
        const size_t size = (size_t)1 << w;
        const hys_type is_signed = HYS_I8 + (hys_type)(2 * w), is_unsigned = is_signed + 1;
        uint8_t *given, *ascending;

        if (!(set->types & (1u << is_signed | 1u << is_unsigned)))
            continue;
        given = hysi_space_memory(space, space->count, size);
        ascending = hysi_space_memory(space, (size_t)set->distinct + 1, size);
        if (!given || !ascending)
            return false;
        for (size_t i = 0; i < space->count; i++)
            store_integer(given, size, i, kind->round(space->values[i]));
        for (uint32_t r = 0; r < set->distinct; r++)
            store_integer(ascending, size, r, ranked[r].value);
        store_integer(ascending, size, set->distinct, 0.0); /* NaN */
        set->given[w] = given;
        set->ranked[w] = ascending;
    }
    return true;
}

static bool value_set(struct hys_space *space, struct hysi_value_set *set, const struct float_kind *kind,
                      struct entry *ranked)
{
    const size_t count = space->count, size = hysi_type_info[kind->type].size;
    size_t distinct = 0;
    int zeros = 0;

    set->types = 1u << kind->type;
    for (hys_type type = HYS_I8; type <= HYS_U64; type++)
        if (kind->type == HYS_F64 || !hysi_is_wide(type))
            set->types |= 1u << type;
    set->jax = true;
    for (size_t i = 0; i < count; i++) {
        const double x = kind->round(space->values[i]);
        ranked[i] = (struct entry){x, (uint32_t)i};
        for (hys_type type = HYS_I8; type <= HYS_U64; type++)
            if (!fits(type, x))
                set->types &= ~(1u << type);
        if (isinf(x))
            set->types &= ~(1u << kind->type);
        if (x != 0.0 && fabs(x) < kind->smallest_normal)
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

    void *given_float = hysi_space_memory(space, count, size), *ranked_float = hysi_space_memory(space, distinct + 1, size);
    void *thresholds = hysi_space_memory(space, distinct, size);
    uint32_t *order = hysi_space_memory(space, distinct + 1, sizeof *order);
    if (!given_float || !ranked_float || !thresholds || !order || !integer_tables(space, set, kind, ranked))
        return false;
    for (size_t i = 0; i < count; i++)
        kind->store(given_float, i, space->values[i]);
    for (size_t r = 0; r < distinct; r++) {
        kind->store(ranked_float, r, ranked[r].value);
        order[r] = ranked[r].index;
        if (r + 1 == distinct)
            break;
        if (ranked[r + 1].value - ranked[r].value < kind->smallest_normal)
            set->jax = false;
        kind->store(thresholds, r, threshold(kind, &ranked[r], &ranked[r + 1]));
    }
    kind->store(ranked_float, distinct, (double)NAN);
    order[distinct] = UINT32_MAX;
    set->given_float = given_float;
    set->ranked_float = ranked_float;
    set->thresholds = thresholds;
    set->order = order;
    return true;
}

bool hysi_value_sets(struct hys_space *space)
{
    struct entry *ranked = malloc(space->count * sizeof *ranked);
    bool done = ranked != NULL;
    for (int i = 0; i < 2 && done; i++)
        done = value_set(space, &space->set[i], &float_kinds[i], ranked);
    free(ranked);
    return done;
}
