/* Plans the routes of a space from the heads of its kind, and finds them with their tails. */
#include <config.h>

#include <stddef.h>
#include <string.h>

#include "src/kind.h"
#include "src/space.h"

/* ---- tails ---- */

const union hysi_params hysi_no_params = {.copy_f32 = {0}};

#define F32(type, min, max, low, high) [type] = {.round_f32_i32 = {min, max, low, high}}
#define F64(type, min, max, low, high) [type] = {.round_f64_i64 = {min, max, low, high}}

/* Saturation at the ends of an integer type. The floats from min to max are those that round half
 * to even into the type. The entry of a float type serves integers that become floats. */
static const union hysi_params round_f32[HYSI_TYPE_END] = {
    F32(HYS_F32, -0x1p31f, 0x1.fffffep30f, INT32_MIN, INT32_MAX),
    F32(HYS_I8, -128.5f, 0x1.fdfffep6f, INT8_MIN, INT8_MAX),
    F32(HYS_U8, -0.5f, 0x1.fefffep7f, 0, UINT8_MAX),
    F32(HYS_I16, -32768.5f, 0x1.fffdfep14f, INT16_MIN, INT16_MAX),
    F32(HYS_U16, -0.5f, 0x1.fffefep15f, 0, UINT16_MAX),
    F32(HYS_I32, -0x1p31f, 0x1.fffffep30f, INT32_MIN, INT32_MAX),
    F32(HYS_U32, -0.5f, 0x1.fffffep31f, 0, UINT32_MAX),
};
static const union hysi_params round_f64[HYSI_TYPE_END] = {
    F64(HYS_F64, -0x1p63, 0x1.fffffffffffffp62, INT64_MIN, INT64_MAX),
    F64(HYS_I8, -128.5, 0x1.fdfffffffffffp6, INT8_MIN, INT8_MAX),
    F64(HYS_U8, -0.5, 0x1.fefffffffffffp7, 0, UINT8_MAX),
    F64(HYS_I16, -32768.5, 0x1.fffdfffffffffp14, INT16_MIN, INT16_MAX),
    F64(HYS_U16, -0.5, 0x1.fffefffffffffp15, 0, UINT16_MAX),
    F64(HYS_I32, -0x1.00000001p31, 0x1.fffffffdfffffp30, INT32_MIN, INT32_MAX),
    F64(HYS_U32, -0.5, 0x1.fffffffefffffp31, 0, UINT32_MAX),
    F64(HYS_I64, -0x1p63, 0x1.fffffffffffffp62, INT64_MIN, INT64_MAX),
    F64(HYS_U64, -0.5, 0x1.fffffffffffffp63, 0, -1), /* the bits of UINT64_MAX */
};

_Static_assert(offsetof(struct hysi_stage, map) == 0, "a stage begins with its map");
_Static_assert(sizeof(union hysi_params) <= UINT8_MAX, "stage_size has bytes");

struct tail {
    uint8_t stages;
    struct {
        int32_t map;
        const union hysi_params *params;
    } stage[HYSI_TAIL_STAGES];
};

/* Stage s: a map, and the address of its parameters, which does not compile if they are of another
 * struct than the map's row names. */
#define STAGE(s, name, params_name, address)                                                  \
    .stage[s].map = HYSI_MAP_##name,                                                          \
    .stage[s].params = _Generic((hysi_##name##_params *)0, struct hysi_params_##params_name * \
                                : address)
#define CAST(name) .stages = 1, STAGE(0, name, none, &hysi_no_params)
#define ROUND(name, table, type) .stages = 1, STAGE(0, name, table, &table[type])
#define ROUND_CAST(name, table, type, cast) \
    .stages = 2, STAGE(0, name, table, &table[type]), STAGE(1, cast, none, &hysi_no_params)

/* Doubles are rounded to integers of 64 bits, which are then cut to a narrower type. */
#define FROM_F64_TO_INTEGERS                                                   \
    [HYS_I8] = {ROUND_CAST(round_f64_i64, round_f64, HYS_I8, cast_i64_i8)},    \
    [HYS_U8] = {ROUND_CAST(round_f64_i64, round_f64, HYS_U8, cast_i64_i8)},    \
    [HYS_I16] = {ROUND_CAST(round_f64_i64, round_f64, HYS_I16, cast_i64_i16)}, \
    [HYS_U16] = {ROUND_CAST(round_f64_i64, round_f64, HYS_U16, cast_i64_i16)}, \
    [HYS_I32] = {ROUND_CAST(round_f64_i64, round_f64, HYS_I32, cast_i64_i32)}, \
    [HYS_U32] = {ROUND_CAST(round_f64_i64, round_f64, HYS_U32, cast_i64_i32)}, \
    [HYS_I64] = {ROUND(round_f64_i64, round_f64, HYS_I64)},                    \
    [HYS_U64] = {ROUND(round_f64_u64, round_f64, HYS_U64)}

/* An entry without stages leaves the elements as they are, or is one that no head needs. */
static const struct tail tails[HYSI_FORMS][HYSI_TYPE_END] =
    {
        [HYSI_INTEGERS_32] =
            {
                [HYS_F32] = {CAST(cast_i32_f32)},
                [HYS_F64] = {CAST(cast_i32_f64)},
                [HYS_I8] = {CAST(cast_i32_i8)},
                [HYS_U8] = {CAST(cast_i32_i8)},
                [HYS_I16] = {CAST(cast_i32_i16)},
                [HYS_U16] = {CAST(cast_i32_i16)},
                [HYS_I64] = {CAST(cast_i32_i64)},
                [HYS_U64] = {CAST(cast_i32_i64)},
            },
        [HYSI_INTEGERS_64] =
            {
                [HYS_F32] = {CAST(cast_i64_f32)},
                [HYS_F64] = {CAST(cast_i64_f64)},
                [HYS_I8] = {CAST(cast_i64_i8)},
                [HYS_U8] = {CAST(cast_i64_i8)},
                [HYS_I16] = {CAST(cast_i64_i16)},
                [HYS_U16] = {CAST(cast_i64_i16)},
                [HYS_I32] = {CAST(cast_i64_i32)},
                [HYS_U32] = {CAST(cast_i64_i32)},
            },
        [HYSI_ROUNDED_F32] =
            {
                [HYS_F32] = {ROUND_CAST(round_f32_i32, round_f32, HYS_F32, cast_i32_f32)},
                [HYS_I8] = {ROUND_CAST(round_f32_i32, round_f32, HYS_I8, cast_i32_i8)},
                [HYS_U8] = {ROUND_CAST(round_f32_i32, round_f32, HYS_U8, cast_i32_i8)},
                [HYS_I16] = {ROUND_CAST(round_f32_i32, round_f32, HYS_I16, cast_i32_i16)},
                [HYS_U16] = {ROUND_CAST(round_f32_i32, round_f32, HYS_U16, cast_i32_i16)},
                [HYS_I32] = {ROUND(round_f32_i32, round_f32, HYS_I32)},
                [HYS_U32] = {ROUND_CAST(round_f32_i64, round_f32, HYS_U32, cast_i64_i32)},
            },
        [HYSI_ROUNDED_F64] =
            {
                [HYS_F64] = {ROUND_CAST(round_f64_i64, round_f64, HYS_F64, cast_i64_f64)},
                FROM_F64_TO_INTEGERS,
            },
        [HYSI_NARROWED] =
            {
                [HYS_F32] = {CAST(cast_f64_f32)},
                FROM_F64_TO_INTEGERS,
            },
        [HYSI_WIDENED] =
            {
                [HYS_F32] = {CAST(cast_f32_f64)},
                [HYS_I8] = {CAST(cast_i8_f64)},
                [HYS_U8] = {CAST(cast_u8_f64)},
                [HYS_I16] = {CAST(cast_i16_f64)},
                [HYS_U16] = {CAST(cast_u16_f64)},
                [HYS_I32] = {CAST(cast_i32_f64)},
                [HYS_U32] = {CAST(cast_u32_f64)},
                [HYS_I64] = {CAST(exact_i64_f64)},
                [HYS_U64] = {CAST(exact_u64_f64)},
                [HYS_INDEX] = {CAST(cast_u32_f64)},
            },
};

/* ---- heads ---- */

struct hysi_head hysi_new_head(int bits, enum hysi_form form)
{
    struct hysi_head head;
    memset(&head, 0, sizeof head); /* equal stages are found by their bytes */
    head.bits = (uint8_t)bits;
    head.draws = bits > 0;
    head.form = (uint8_t)form;
    return head;
}

union hysi_params *hysi_add_map(struct hysi_head *head, enum hysi_map_id map)
{
    struct hysi_stage *stage = &head->stage[head->stages++];
    stage->map = (int32_t)map;
    return &stage->params;
}

/* Twice what discrete gives, which gives most. A plan is on the stack, so it has no room for a
 * separate head for each use and type. A space whose kind gives more is HYS_E_MEMORY, which no test
 * of its kind can miss. */
enum { MOST_HEADS = 108, MOST_STAGES = 96 };
_Static_assert(MOST_HEADS <= INT8_MAX, "the number of a head is an int8_t");

struct hysi_plan {
    size_t heads, stages; /* beyond the arrays where the kind gives too many */
    struct hysi_kept_head head[MOST_HEADS];
    struct hysi_stage stage[MOST_STAGES];
    int8_t (*head_of)[HYSI_TYPE_END];
};

/* The number of a stage; there may be no room for it. */
static size_t keep_stage(struct hysi_plan *plan, const struct hysi_stage *stage)
{
    size_t s = 0;
    while (s < plan->stages && s < MOST_STAGES &&
           (plan->stage[s].map != stage->map ||
            memcmp(&plan->stage[s].params, &stage->params, sizeof stage->params) != 0))
        s++;
    if (s == MOST_STAGES)
        plan->stages = MOST_STAGES + 1;
    else if (s == plan->stages)
        memcpy(&plan->stage[plan->stages++], stage, sizeof *stage);
    return s;
}

static bool has_room(const struct hysi_plan *plan)
{
    return plan->heads <= MOST_HEADS && plan->stages <= MOST_STAGES;
}

/* The number of a head in the plan. */
static size_t keep_head(struct hysi_plan *plan, const struct hysi_head *head)
{
    struct hysi_kept_head kept = {head->bits, head->draws, head->stages, head->form, {0}};
    size_t h = 0;

    for (int s = 0; s < head->stages; s++)
        kept.stage[s] = (uint16_t)keep_stage(plan, &head->stage[s]);
    while (h < plan->heads && h < MOST_HEADS && memcmp(&plan->head[h], &kept, sizeof kept) != 0)
        h++;
    if (h == MOST_HEADS)
        plan->heads = MOST_HEADS + 1;
    else if (h == plan->heads)
        plan->head[plan->heads++] = kept;
    return h;
}

void hysi_give(struct hysi_plan *plan, enum hysi_use use, hys_type type,
               const struct hysi_head *head)
{
    const size_t h = keep_head(plan, head);
    if (has_room(plan))
        plan->head_of[use][type] = (int8_t)h;
}

void hysi_give_numbers(struct hysi_plan *plan, const struct hysi_head *head)
{
    const size_t h = keep_head(plan, head);
    for (hys_type type = 1; type < HYS_INDEX && has_room(plan); type++)
        if (plan->head_of[HYSI_USE_NATIVE][type] >= 0)
            plan->head_of[HYSI_USE_NUMBER][type] = (int8_t)h;
}

void hysi_refuse(struct hysi_plan *plan, enum hysi_use use)
{
    memset(plan->head_of[use], HYSI_NO_STREAM, sizeof plan->head_of[use]);
}

/* Gives the types that the kind encodes the heads of its densities for HYS_F64. */
static void share_densities(const struct hys_space *space, int8_t (*head_of)[HYSI_TYPE_END])
{
    const uint32_t types = hysi_types_of(space, HYSI_USE_ENCODE);
    for (enum hysi_use use = HYSI_USE_CDF; use <= HYSI_USE_PMF; use++)
        for (hys_type type = 1; type < HYS_INDEX; type++)
            if (types >> type & 1 && head_of[use][type] < 0)
                head_of[use][type] = head_of[use][HYS_F64];
}

/* The size of a stage whose parameters end with those of its map, in units of 8 bytes. */
static size_t stage_size(const struct hysi_stage *stage)
{
    static const uint8_t sizes[] = {
#define X(name, in, out, params) [HYSI_MAP_##name] = sizeof(struct hysi_params_##params),
        HYSI_MAPS(X)
#undef X
    };
    return (offsetof(struct hysi_stage, params) + sizes[stage->map] + 7) / 8;
}

hys_status hysi_plan_routes(struct hys_space *space)
{
    struct hysi_routes *routes = &space->routes;
    struct hysi_plan plan;

    plan.heads = plan.stages = 0;
    plan.head_of = routes->head_of;
    memset(routes->head_of, HYSI_NO_TYPE, sizeof routes->head_of);
    space->kind->plan(space, &plan);
    if (!has_room(&plan))
        return HYS_E_MEMORY;
    share_densities(space, routes->head_of);
    if (!(hysi_types_of(space, HYSI_USE_NATIVE) | hysi_types_of(space, HYSI_USE_JAX32) |
          hysi_types_of(space, HYSI_USE_JAX64)))
        return HYS_E_BOUNDS;

    uint16_t place[MOST_STAGES + 1] = {0};
    for (size_t s = 0; s < plan.stages; s++)
        place[s + 1] = (uint16_t)(place[s] + stage_size(&plan.stage[s]));
    uint64_t *stages;
    struct hysi_kept_head *head;
    if (!hysi_space_reserve(space, hysi_piece(place[plan.stages], sizeof *stages) +
                                       hysi_piece(plan.heads, sizeof *head)) ||
        !(stages = hysi_space_memory(space, place[plan.stages], sizeof *stages)) ||
        !(head = hysi_space_memory(space, plan.heads, sizeof *head)))
        return HYS_E_MEMORY;
    for (size_t s = 0; s < plan.stages; s++)
        memcpy(stages + place[s], &plan.stage[s], 8 * stage_size(&plan.stage[s]));
    for (size_t h = 0; h < plan.heads; h++) {
        head[h] = plan.head[h];
        for (int s = 0; s < head[h].stages; s++)
            head[h].stage[s] = place[head[h].stage[s]];
    }
    routes->stages = stages;
    routes->head = head;
    return HYS_OK;
}

/* ---- routes ---- */

static void add_tail(struct hysi_route *route, const struct tail *tail)
{
    for (int s = 0; s < tail->stages; s++, route->stages++) {
        route->stage[route->stages].map = tail->stage[s].map;
        route->stage[route->stages].params = tail->stage[s].params;
    }
}

hys_status hysi_has_route(const struct hys_space *space, enum hysi_use use, hys_type type)
{
    const bool is_type = type > 0 && type < HYSI_TYPE_END;
    const int head = space->routes.head_of[use][is_type ? type : 0]; /* type 0 has no head */
    return head >= 0 ? HYS_OK : head == HYSI_NO_STREAM ? HYS_E_STREAM : HYS_E_TYPE;
}

void hysi_route_of(const struct hys_space *space, enum hysi_use use, hys_type type,
                   struct hysi_route *route)
{
    const struct hysi_routes *routes = &space->routes;
    const struct hysi_kept_head *head = &routes->head[routes->head_of[use][type]];
    const struct tail *tail = &tails[head->form][type];
    route->bits = head->bits;
    route->draws = head->draws;
    route->stages = 0;
    if (head->form == HYSI_WIDENED)
        add_tail(route, tail);
    for (int s = 0; s < head->stages; s++, route->stages++) {
        const unsigned char *stage = (const unsigned char *)(routes->stages + head->stage[s]);
        memcpy(&route->stage[route->stages].map, stage, sizeof(int32_t));
        route->stage[route->stages].params =
            (const void *)(stage + offsetof(struct hysi_stage, params));
    }
    if (head->form != HYSI_WIDENED)
        add_tail(route, tail);
}

uint8_t hysi_bits_of(const struct hys_space *space, enum hysi_use use, hys_type type)
{
    return space->routes.head[space->routes.head_of[use][type]].bits;
}

hys_status hysi_find_route(const struct hys_space *space, enum hysi_use use, hys_type type,
                           struct hysi_route *route)
{
    const hys_status status = hysi_has_route(space, use, type);
    if (status == HYS_OK)
        hysi_route_of(space, use, type, route);
    return status;
}

uint32_t hysi_types_of(const struct hys_space *space, enum hysi_use use)
{
    uint32_t types = 0;
    for (hys_type type = 1; type < HYSI_TYPE_END; type++)
        if (space->routes.head_of[use][type] >= 0)
            types |= 1u << type;
    return types;
}
