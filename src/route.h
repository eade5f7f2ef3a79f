/* Routes: the engine and the maps by which a space gives a type. docs/spec.md, sections 3 to 5.
 *
 *     draws or values --head--> elements of a form --tail--> elements of the type
 *
 * A head is the part that the kind of the space knows: which draws it takes, and the maps of its
 * law. A tail is the way from the elements that come out of a head to a type; it is the same for
 * every space, so the library has one constant table of tails. A space keeps each head once, and
 * for each use and type the number of the head.
 */
#ifndef HYSI_ROUTE_H
#define HYSI_ROUTE_H

#include <stdint.h>

#include <hyspace/status.h>

#include "src/kernels.h"
#include "src/type.h"

/* The purpose of a route. From HYSI_USE_TRANSFORM on, routes take the caller's values or units
 * instead of draws. */
enum hysi_use {
    HYSI_USE_NATIVE,
    HYSI_USE_JAX32, /* the JAX streams without HYS_X64 */
    HYSI_USE_JAX64, /* the JAX streams with HYS_X64 */
    /* From the number of a point, 0 .. hysi_points_of - 1, as a draw of 64 bits: of a finite kind,
     * for each type that the native stream gives. */
    HYSI_USE_NUMBER,
    HYSI_USE_TRANSFORM,
    HYSI_USE_ENCODE, /* from the type to doubles */
    HYSI_USE_DECODE, /* from doubles to the type */
    /* Densities and probabilities, from the type to doubles; the quantile, from doubles to the
     * type. A kind gives them for HYS_F64. The types that it encodes get the same heads, with their
     * tails, but for those types that it gives heads of their own, and for HYS_INDEX. Of LOGPDF and
     * PMF it gives one: LOGPDF has a kind with a density, PMF one with masses. */
    HYSI_USE_CDF,
    HYSI_USE_SF,
    HYSI_USE_QUANTILE,
    HYSI_USE_LOGPDF,
    HYSI_USE_PMF,
    HYSI_USE_PLACE, /* encode without weights, for one-hot; only of lists that have weights */
    HYSI_USES
};

/* The elements that come out of a head or, for HYSI_WIDENED, go into it. */
enum hysi_form {
    HYSI_AS_TYPE,     /* elements of the type itself */
    HYSI_INTEGERS_32, /* int32_t or int64_t, which the type holds */
    HYSI_INTEGERS_64,
    HYSI_ROUNDED_F32, /* floats or doubles, to be rounded half to even with saturation; a float type
                         takes the integers */
    HYSI_ROUNDED_F64,
    HYSI_NARROWED, /* doubles that are integers of the type, or NaN; for HYS_F32 and HYS_F64 any
                      doubles */
    HYSI_WIDENED,  /* a tail before the head makes doubles of the type's elements; doubles come out
                    */
    HYSI_FORMS
};

enum {
    HYSI_HEAD_STAGES = 4,
    HYSI_TAIL_STAGES = 2,
    HYSI_STAGES = HYSI_HEAD_STAGES + HYSI_TAIL_STAGES
};

/* A map and its parameters. {HYSI_STAGE(name, ...)} initialises one: the map of that name, with
 * the values of its parameters. */
struct hysi_stage {
    int32_t map; /* enum hysi_map_id */
    union hysi_params params;
};
#define HYSI_STAGE(name, ...) .map = HYSI_MAP_##name, .params = {.name = {__VA_ARGS__}}

/* For maps without parameters. */
extern const union hysi_params hysi_no_params;

/* A head, as a kind builds it. bits: the width of its draws, 0 if it takes values. draws: their
 * number a sample, 1 or, for JAX's randint, 2. */
struct hysi_head {
    uint8_t bits, draws, stages, form;
    struct hysi_stage stage[HYSI_HEAD_STAGES];
};

/* A head without maps: of bits > 0 it takes one draw. */
struct hysi_head hysi_new_head(int bits, enum hysi_form form);

/* Adds a map to the head; returns its parameters, all zero, to be filled. The macro takes the name
 * of the map and returns the parameters of its row in HYSI_MAPS. */
#define HYSI_ADD_MAP(head, name) (&hysi_add_map(head, HYSI_MAP_##name)->name)
union hysi_params *hysi_add_map(struct hysi_head *head, enum hysi_map_id map);

/* The heads of a space while it is built. */
struct hysi_plan;

/* Gives a head to a use and a type. Where a kind gives more than a plan has room for, the space is
 * HYS_E_MEMORY. */
void hysi_give(struct hysi_plan *plan, enum hysi_use use, hys_type type,
               const struct hysi_head *head);

/* Gives a head to HYSI_USE_NUMBER for each type but HYS_INDEX that HYSI_USE_NATIVE has a head for.
 */
void hysi_give_numbers(struct hysi_plan *plan, const struct hysi_head *head);

/* Gives HYS_E_STREAM to every type of a use. */
void hysi_refuse(struct hysi_plan *plan, enum hysi_use use);

/* A head as a space keeps it: its stages are places in the space's stages, in units of 8 bytes. */
struct hysi_kept_head {
    uint8_t bits, draws, stages, form;
    uint16_t stage[HYSI_HEAD_STAGES];
};

/* Values of head_of that are not the number of a head: the error that a call gives instead. */
enum {
    HYSI_NO_TYPE = -1,  /* HYS_E_TYPE */
    HYSI_NO_STREAM = -2 /* HYS_E_STREAM */
};

/* The heads of a space, and for each use and type the number of its head. */
struct hysi_routes {
    const uint64_t *stages; /* each cut off behind its map's parameters */
    const struct hysi_kept_head *head;
    int8_t head_of[HYSI_USES][HYSI_TYPE_END];
};

/* Fills space->routes by the plan of its kind. HYS_E_MEMORY, or HYS_E_BOUNDS if no type can be
 * sampled. */
struct hys_space;
hys_status hysi_plan_routes(struct hys_space *space);

/* A head and its tail: engine -> stage[0] -> ... -> out. */
struct hysi_route {
    uint8_t bits, draws, stages;
    struct {
        int32_t map;
        const union hysi_params *params;
    } stage[HYSI_STAGES];
};

/* HYS_OK if there is a route to a type, else HYS_E_STREAM or HYS_E_TYPE. */
hys_status hysi_has_route(const struct hys_space *space, enum hysi_use use, hys_type type);

/* Sets *route to a route that hysi_has_route has found. */
void hysi_route_of(const struct hys_space *space, enum hysi_use use, hys_type type,
                   struct hysi_route *route);

/* The width of the draws of a route that hysi_has_route has found; 0: it takes values. */
uint8_t hysi_bits_of(const struct hys_space *space, enum hysi_use use, hys_type type);

/* Both of them: sets *route if there is a route. */
hys_status hysi_find_route(const struct hys_space *space, enum hysi_use use, hys_type type,
                           struct hysi_route *route);

/* The set of types that have a route. */
uint32_t hysi_types_of(const struct hys_space *space, enum hysi_use use);

#endif
