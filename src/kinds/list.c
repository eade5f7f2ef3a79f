/* Shared by discrete and labels: the choice of an index, equally likely or by weights, and the
 * value at that index. */
#include <config.h>

#include "src/kinds/kinds.h"

hys_status hysi_check_list(const hys_argument *given, size_t *bad,
                           hys_status (*check_values)(const hys_argument *values))
{
    const hys_argument *values = &given[HYSI_LIST_VALUES];
    hys_status status;

    *bad = HYSI_LIST_VALUES;
    if (values->count == 0)
        return HYS_E_VALUES_EMPTY;
    if (values->count > INT32_MAX)
        return HYS_E_VALUES_COUNT;
    if ((status = check_values(values)) != HYS_OK)
        return status;
    *bad = HYSI_LIST_WEIGHTS;
    return hysi_check_weights(&given[HYSI_LIST_WEIGHTS], values->count);
}

hys_status hysi_check_one(const hys_argument *given, size_t *bad,
                          hys_status (*check_values)(const hys_argument *values))
{
    *bad = 0;
    if (given[0].count != 1)
        return given[0].count == 0 ? HYS_E_VALUES_EMPTY : HYS_E_KIND_ARGUMENT;
    return check_values(&given[0]);
}

const hys_argument *hysi_list_weights(const struct hys_space *space)
{
    static const hys_argument none = {.type = 0};
    return space->kind->params > HYSI_LIST_WEIGHTS ? &space->argument[HYSI_LIST_WEIGHTS] : &none;
}

/* The log2 of a type's size. */
static unsigned width_of(hys_type type)
{
    static const uint8_t width[9] = {[1] = 0, [2] = 1, [4] = 2, [8] = 3};
    return width[hysi_type_info[type].size];
}

static void add_gather(struct hysi_head *head, hys_type type, const void *const integers[4],
                       const void *floats, uint32_t count)
{
    const unsigned w = width_of(type);
    struct hysi_params_gather *p = w == 0   ? HYSI_ADD_MAP(head, gather8)
                                   : w == 1 ? HYSI_ADD_MAP(head, gather16)
                                   : w == 2 ? HYSI_ADD_MAP(head, gather32)
                                            : HYSI_ADD_MAP(head, gather64);
    p->table = hysi_is_integer(type) ? integers[w] : floats;
    p->count = count;
}

static const void *table_of(const struct hysi_list_tables *tables, hys_type type)
{
    return hysi_is_integer(type) ? tables->by_index[width_of(type)] : tables->float_by_index;
}

/* Adds the look-up of the value at an index, unless the type is the index. Where the table still
 * fits the registers, it includes the entry for NaN, as in decode, so that the space keeps one map
 * for both. */
static void add_value(struct hysi_head *head, hys_type type, const struct hys_space *space,
                      const struct hysi_list_tables *tables)
{
    const uint32_t count = (uint32_t)space->count;
    if (type != HYS_INDEX)
        add_gather(head, type, tables->by_index, tables->float_by_index,
                   count < 32 ? count + 1 : count);
}

/* Whether one map chooses an index and looks the value up. */
static bool in_registers(uint32_t count, hys_type type)
{
    return count <= 32 && type != HYS_INDEX && width_of(type) >= 2;
}

/* Gives a choice by weights of an index and, unless the type is the index, the look-up of the value
 * there. */
static void give_weighted(const struct hys_space *space, struct hysi_plan *plan,
                          const struct hysi_list_tables *tables, hys_type type)
{
    const struct hysi_weigh *weigh = &space->masses->weigh;
    const uint32_t count = (uint32_t)space->count;
    struct hysi_head head = hysi_new_head(weigh->bits, HYSI_AS_TYPE);

    if (weigh->bits == 32 && in_registers(count, type)) {
        struct hysi_params_weigh_value *p = width_of(type) == 2
                                                ? HYSI_ADD_MAP(&head, weigh_value32)
                                                : HYSI_ADD_MAP(&head, weigh_value64);
        p->weigh = weigh->params;
        p->values = table_of(tables, type);
    } else {
        hysi_add_weigh(&head, weigh);
        add_value(&head, type, space, tables);
    }
    hysi_give(plan, HYSI_USE_NATIVE, type, &head);
}

/* Whether JAX's choice is sound with the weights of a list, if it has any. */
static bool jax_takes_weights(const struct hys_space *space, bool wide)
{
    return !space->jax_choices || space->jax_choices[wide].segments > 0;
}

/* JAX's choice of an index, by weights if there are any. */
static struct hysi_head jax_index(const struct hys_space *space, bool wide)
{
    const struct hysi_jax_choice *choice = space->jax_choices ? &space->jax_choices[wide] : NULL;

    if (!choice)
        return hysi_jax_index((uint32_t)space->count, wide);
    struct hysi_head head = hysi_new_head(choice->weigh.bits, HYSI_AS_TYPE);
    hysi_add_weigh(&head, &choice->weigh);
    *HYSI_ADD_MAP(&head, gather32) = (struct hysi_params_gather){choice->index, choice->segments};
    return head;
}

/* Gives a choice of an index, and of the value there. */
static void give_choice(const struct hys_space *space, struct hysi_plan *plan, enum hysi_use use,
                        const struct hysi_list_tables *tables, hys_type type)
{
    const uint32_t count = (uint32_t)space->count;
    const bool native = use == HYSI_USE_NATIVE, wide = count > 0x10000;

    if (native && space->masses) {
        give_weighted(space, plan, tables, type);
        return;
    }
    struct hysi_head head = native ? hysi_new_head(wide ? 64 : 32, HYSI_AS_TYPE)
                                   : jax_index(space, use == HYSI_USE_JAX64);
    if (native && in_registers(count, type)) {
        struct hysi_params_gather *p = width_of(type) == 2 ? HYSI_ADD_MAP(&head, choose_value32)
                                                           : HYSI_ADD_MAP(&head, choose_value64);
        p->table = table_of(tables, type);
        p->count = count;
        hysi_give(plan, use, type, &head);
        return;
    }
    if (native) {
        struct hysi_params_choose *p =
            wide ? HYSI_ADD_MAP(&head, choose64) : HYSI_ADD_MAP(&head, choose32);
        p->count = count;
    }
    add_value(&head, type, space, tables);
    hysi_give(plan, use, type, &head);
}

/* Gives the entry of a point's number. */
static void give_number(const struct hys_space *space, struct hysi_plan *plan,
                        const struct hysi_list_tables *tables, hys_type type)
{
    struct hysi_head head = hysi_index_numbers(space);

    add_value(&head, type, space, tables);
    hysi_give(plan, HYSI_USE_NUMBER, type, &head);
}

/* Adds the index of the cell in which a unit lies; nan is what NaN gives. */
static void add_decode(struct hysi_head *head, const struct hys_space *space, uint32_t nan)
{
    const struct hysi_masses *masses = space->masses;

    if (masses) {
        struct hysi_params_decode_entry *p = HYSI_ADD_MAP(head, decode_entry);
        p->snap = masses->cells;
        p->first = masses->first;
        p->nan = nan;
    } else {
        struct hysi_params_decode_index *p = HYSI_ADD_MAP(head, decode_index);
        p->count = (uint32_t)space->count;
        p->nan = nan;
    }
}

/* Encode and decode of indices by their masses. */
static void give_index_masses(const struct hys_space *space, struct hysi_plan *plan, hys_type type,
                              const struct hysi_head *place)
{
    const uint32_t count = (uint32_t)space->count;
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED),
                     decode = hysi_new_head(0, HYSI_AS_TYPE);

    struct hysi_params_encode_entry *p = HYSI_ADD_MAP(&encode, encode_entry);
    p->units = space->masses->units;
    p->last = count - 1.0;
    add_decode(&decode, space, type == HYS_F64 ? count : UINT32_MAX);
    if (type == HYS_F64)
        *HYSI_ADD_MAP(&decode, gather64) =
            (struct hysi_params_gather){space->masses->numbers, count + 1};
    hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
    hysi_give(plan, HYSI_USE_DECODE, type, &decode);
    hysi_give(plan, HYSI_USE_PLACE, type, place);
}

/* Encode and decode of indices. Without weights index i has the cell [i / count, (i + 1) / count).
 */
static void give_index_cells(const struct hys_space *space, struct hysi_plan *plan, hys_type type)
{
    const double count = (double)space->count;
    const struct hysi_axis axis = {-0.5, count, false};
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED),
                     decode = hysi_new_head(0, HYSI_AS_TYPE);

    hysi_set_encode_cell(HYSI_ADD_MAP(&encode, encode_qlinear), 0, count - 1, &axis, 0.5 / count,
                         (count - 0.5) / count);
    if (space->masses) {
        give_index_masses(space, plan, type, &encode);
        return;
    }
    if (type == HYS_F64)
        hysi_set_decode_cell(HYSI_ADD_MAP(&decode, decode_cell), 0, count, 0, count - 1);
    else
        add_decode(&decode, space, UINT32_MAX);
    hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
    hysi_give(plan, HYSI_USE_DECODE, type, &decode);
}

/* Densities by index. */
static void give_index_densities(const struct hys_space *space, struct hysi_plan *plan,
                                 hys_type type)
{
    const double count = (double)space->count;
    const struct hysi_cell_law law = {
        .first = 0, .last = count - 1, .lower = 0, .upper = count, .offset = 0, .width = 1};
    if (space->masses)
        hysi_give_ranked_densities(plan, type, &space->masses->ranked, space->masses->indices);
    else
        hysi_give_cell_densities(plan, type, &law);
}

/* Encode and decode of values, which go through their index. */
static void give_value_cells(const struct hys_space *space, struct hysi_plan *plan, hys_type type)
{
    const struct hysi_list_tables *f64 = &space->list->f64,
                                  *tables = type == HYS_F32 ? &space->list->f32 : f64;
    const uint32_t count = (uint32_t)space->count;
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED),
                     decode = hysi_new_head(0, HYSI_AS_TYPE);

    struct hysi_params_encode_discrete *by_rank = HYSI_ADD_MAP(&encode, encode_discrete);
    by_rank->snap = f64->snap;
    by_rank->units = f64->units;
    by_rank->values = f64->float_by_rank;
    by_rank->values_f32 = hysi_is_integer(type) ? f64->float_by_rank : f64->values_f32;
    add_decode(&decode, space, count);
    add_gather(&decode, type, tables->by_index, tables->float_by_index, count + 1);
    hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
    hysi_give(plan, HYSI_USE_DECODE, type, &decode);
    if (space->masses) {
        by_rank->units = f64->places;
        hysi_give(plan, HYSI_USE_PLACE, type, &encode);
    }
}

/* The value of x's rank. One map finds it where the table is small and as wide as x; else one map
 * finds the rank, and another the value. */
static void give_nearest(struct hysi_plan *plan, const struct hysi_list_tables *input,
                         hys_type type)
{
    const bool wide = hysi_is_wide(type);
    const uint32_t ranks = input->distinct + 1;
    struct hysi_head head = hysi_new_head(0, HYSI_AS_TYPE);

    if (ranks <= 32 && width_of(type) == (wide ? 3 : 2)) {
        struct hysi_params_nearest *p =
            wide ? HYSI_ADD_MAP(&head, nearest_f64) : HYSI_ADD_MAP(&head, nearest_f32);
        p->snap = input->snap;
        p->values = type == HYS_INDEX       ? (const void *)input->index_of_rank
                    : hysi_is_integer(type) ? input->by_rank[width_of(type)]
                                            : input->float_by_rank;
    } else {
        *(wide ? HYSI_ADD_MAP(&head, snap_f64) : HYSI_ADD_MAP(&head, snap_f32)) = input->snap;
        if (type == HYS_INDEX)
            *HYSI_ADD_MAP(&head, gather32) =
                (struct hysi_params_gather){input->index_of_rank, ranks};
        else
            add_gather(&head, type, input->by_rank, input->float_by_rank, ranks);
    }
    hysi_give(plan, HYSI_USE_TRANSFORM, type, &head);
}

static void plan_names(const struct hys_space *space, struct hysi_plan *plan)
{
    give_choice(space, plan, HYSI_USE_NATIVE, NULL, HYS_INDEX);
    give_number(space, plan, NULL, HYS_INDEX);
    for (enum hysi_use use = HYSI_USE_JAX32; use <= HYSI_USE_JAX64; use++)
        if (jax_takes_weights(space, use == HYSI_USE_JAX64))
            give_choice(space, plan, use, NULL, HYS_INDEX);
        else
            hysi_refuse(plan, use);
    give_index_cells(space, plan, HYS_INDEX);
    give_index_cells(space, plan, HYS_F64); /* the index as a double */
    for (hys_type type = HYS_F64; type <= HYS_INDEX; type++)
        if (type == HYS_F64 || type == HYS_I64 || type == HYS_INDEX)
            give_index_densities(space, plan, type);
}

static void plan_numbers(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_list_tables *f32 = &space->list->f32, *f64 = &space->list->f64;
    const bool jax32 = f32->jax && jax_takes_weights(space, false),
               jax64 = f64->jax && jax_takes_weights(space, true);

    if (!jax32)
        hysi_refuse(plan, HYSI_USE_JAX32);
    if (!jax64)
        hysi_refuse(plan, HYSI_USE_JAX64);
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
        const uint32_t bit = 1u << type;
        const bool index = type == HYS_INDEX;
        const struct hysi_list_tables *native = type == HYS_F32 ? f32 : f64,
                                      *input = hysi_is_wide(type) ? f64 : f32;

        if (index || (native->types & bit)) {
            give_choice(space, plan, HYSI_USE_NATIVE, native, type);
            give_number(space, plan, native, type);
        }
        if (jax32 && !hysi_is_wide(type) && (index || (f32->types & bit)))
            give_choice(space, plan, HYSI_USE_JAX32, f32, type);
        if (jax64 && type != HYS_F32 && (index || (f64->types & bit)))
            give_choice(space, plan, HYSI_USE_JAX64, f64, type);
        /* The input's float must hold the values; if f32 does, f32->types includes HYS_F32. */
        if (index ? f32->types & (1u << HYS_F32) : input->types & bit)
            give_nearest(plan, input, type);
        if (index)
            give_index_cells(space, plan, type);
        else if (native->types & bit)
            give_value_cells(space, plan, type);
    }
    give_index_densities(space, plan, HYS_INDEX);
    hysi_give_ranked_densities(plan, HYS_F64, &space->list->ranked, NULL);
}

void hysi_plan_list(const struct hys_space *space, struct hysi_plan *plan)
{
    if (space->list)
        plan_numbers(space, plan);
    else
        plan_names(space, plan);
}
