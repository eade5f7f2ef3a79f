/* A space as the library sees it: validated parameters, and for each law and type the route that gives it. */
#ifndef HYSI_SPACE_H
#define HYSI_SPACE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <hyspace/sample.h>
#include <hyspace/space.h>

#include "src/kernels.h"

/* Types once: name, constant, C type, smallest and largest integer (0, 0: not an integer type). */
#define HYSI_TYPES(X)                                                                                                 \
    X(f32, HYS_F32, float, 0, 0)                                                                                      \
    X(f64, HYS_F64, double, 0, 0)                                                                                     \
    X(i8, HYS_I8, int8_t, INT8_MIN, INT8_MAX)                                                                         \
    X(u8, HYS_U8, uint8_t, 0, UINT8_MAX)                                                                              \
    X(i16, HYS_I16, int16_t, INT16_MIN, INT16_MAX)                                                                    \
    X(u16, HYS_U16, uint16_t, 0, UINT16_MAX)                                                                          \
    X(i32, HYS_I32, int32_t, INT32_MIN, INT32_MAX)                                                                    \
    X(u32, HYS_U32, uint32_t, 0, UINT32_MAX)                                                                          \
    X(i64, HYS_I64, int64_t, INT64_MIN, INT64_MAX)                                                                    \
    X(u64, HYS_U64, uint64_t, 0, UINT64_MAX)                                                                          \
    X(index, HYS_INDEX, uint32_t, 0, 0)

enum { HYSI_TYPE_END = HYS_INDEX + 1 }; /* types are 1 .. HYS_INDEX */

struct hysi_type_info {
    const char *name;
    size_t size;
    int64_t min;
    uint64_t max;
};
extern const struct hysi_type_info hysi_type_info[HYSI_TYPE_END]; /* entry 0 is no type: size 0 */

static inline bool hysi_is_integer(hys_type type)
{
    return type >= HYS_I8 && type <= HYS_U64;
}

/* f32 for f32, index and the integers of up to 32 bits; f64 for the rest: the float that belongs to a type where the
 * caller's values or the JAX streams are concerned. */
static inline bool hysi_is_wide(hys_type type)
{
    return type == HYS_F64 || type == HYS_I64 || type == HYS_U64;
}

/* The laws a space can be drawn by; from HYSI_TRANSFORM on they take the caller's values or units instead of draws. */
enum hysi_law {
    HYSI_NATIVE,
    HYSI_JAX32, /* JAX streams, 64-bit mode off */
    HYSI_JAX64, /* on */
    HYSI_TRANSFORM,
    HYSI_ENCODE, /* from the type to doubles */
    HYSI_DECODE, /* from doubles to the type */
    HYSI_LAW_COUNT
};

/* JAX's qlog in i8: uniform, pow, round, cast. */
enum { HYSI_STAGES = 4 };

/* engine -> stage[0] -> ... -> out. Draws are bits wide; 0: none, the input is the caller's values. */
struct hysi_route {
    uint8_t bits;
    uint8_t draws; /* a sample: 1, or 2 for JAX's randint */
    uint8_t stages;
    struct {
        int32_t map; /* enum hysi_map_id */
        union hysi_params params;
    } stage[HYSI_STAGES];
};

/* Instead of a route's number: */
enum {
    HYSI_NO_TYPE = -1,  /* HYS_E_TYPE */
    HYSI_NO_STREAM = -2 /* HYS_E_STREAM */
};

/* A discrete space's values rounded to one float, as tables to gather from. */
struct hysi_value_set {
    uint32_t types;       /* set of types that hold every value: bits 1u << HYS_F32, ... */
    uint32_t distinct;
    const void *given[4]; /* elements of 1 << w bytes, in the order given, then what NaN gives; integers */
    const void *ranked[4];/* ascending, each value once, then what NaN gives */
    const void *given_float;
    const void *ranked_float;
    const uint32_t *order; /* rank -> first index that gave it, then UINT32_MAX */
    const double *units, *near; /* f64 alone, by rank, then NaN: the middle of the index's cell; the value rounded to f32 */
    struct hysi_snap snap; /* thresholds[j]: smallest float whose nearest value has rank j + 1; distinct - 1 of them */
    bool jax;             /* no value and no gap that XLA would flush to zero */
};

struct hys_space {
    atomic_size_t holders;
    struct hysi_block *blocks; /* all memory, freed with the space */
    hys_kind kind;
    double lower, upper, base;
    size_t count;
    const double *values;
    const char *const *labels;
    const char *const *const *sorted; /* the places of the labels by their bytes, ascending */
    struct hysi_value_set set[2]; /* discrete: rounded to f32, as they are in f64 */
    uint64_t fingerprint[2];
    int8_t route_of[HYSI_LAW_COUNT][HYSI_TYPE_END];
    const struct hysi_route *routes;
};

/* Memory that lives as long as the space; NULL when there is none. */
void *hysi_space_memory(struct hys_space *space, size_t count, size_t size);

/* Fills space->set from space->values: false when memory runs out. */
bool hysi_value_sets(struct hys_space *space);

/* Fills space->fingerprint from the parameters: false when memory runs out. */
bool hysi_space_fingerprint(struct hys_space *space);

/* Fills space->route_of and space->routes: HYS_E_MEMORY, or HYS_E_BOUNDS where nothing can be given. */
hys_status hysi_plan(struct hys_space *space);

struct hys_space *hysi_space_hold(struct hys_space *space);

#endif
