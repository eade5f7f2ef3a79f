/* What discrete and labels share: a choice of an index, each equally likely, and what stands at
 * that index. */
#include <config.h>

#include "src/kinds/kinds.h"

hys_status hysi_check_count(size_t count)
{
    if (count == 0)
        return HYS_E_VALUES_EMPTY;
    return count > INT32_MAX ? HYS_E_VALUES_COUNT : HYS_OK;
}

static unsigned width_of(hys_type type) /* log2 of its size */
{
    static const uint8_t width[9] = {[1] = 0, [2] = 1, [4] = 2, [8] = 3};
    return width[hysi_type_info[type].size];
}

static void add_gather(struct hysi_head *head, hys_type type, const void *const integers[4],
                       const void *floats, uint32_t count)
{
    static const enum hysi_map_id gather[4] = {HYSI_MAP_gather8, HYSI_MAP_gather16,
                                               HYSI_MAP_gather32, HYSI_MAP_gather64};
    const unsigned w = width_of(type);
    union hysi_params *p = hysi_add_map(head, gather[w]);
    p->gather.table = hysi_is_integer(type) ? integers[w] : floats;
    p->gather.count = count;
}

/* A choice's index, then the value where one is asked for. */
static void give_choice(const struct hys_space *space, struct hysi_plan *plan, enum hysi_use use,
                        const struct hysi_list_tables *tables, hys_type type)
{
    const uint32_t count = (uint32_t)space->count;
    const bool native = use == HYSI_USE_NATIVE,
               wide = native ? count > 0x10000 : use == HYSI_USE_JAX64;
    struct hysi_head head = hysi_new_head(wide ? 64 : 32, HYSI_AS_TYPE);

    if (native && count <= 32 && type != HYS_INDEX && width_of(type) == 2) {
        union hysi_params *p = hysi_add_map(&head, HYSI_MAP_pick32);
        p->pick.table = hysi_is_integer(type) ? tables->by_index[2] : tables->float_by_index;
        p->pick.count = count;
        hysi_give(plan, use, type, &head);
        return;
    }
    if (native) {
        hysi_add_map(&head, wide ? HYSI_MAP_choose64 : HYSI_MAP_choose32)->choose.count = count;
    } else {
        const uint32_t root32 = 0x10000u % count, root64 = (uint32_t)(0x100000000u % count);
        union hysi_params *p =
            hysi_add_map(&head, wide ? HYSI_MAP_jax_choose64 : HYSI_MAP_jax_choose32);
        head.draws = 2;
        p->choose.count = count;
        p->choose.mult =
            wide ? (uint32_t)((uint64_t)root64 * root64 % count) : root32 * root32 % count;
    }
    /* With the entry that NaN gives, as in decode, so that both keep one map; but not where the
     * table would leave the registers. */
    if (type != HYS_INDEX)
        add_gather(&head, type, tables->by_index, tables->float_by_index,
                   count < 32 ? count + 1 : count);
    hysi_give(plan, use, type, &head);
}

/* Index i is the cell [i / count, (i + 1) / count). */
static void give_index_cells(const struct hys_space *space, struct hysi_plan *plan, hys_type type)
{
    const double count = (double)space->count;
    const struct hysi_axis axis = {-0.5, count, false};
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED),
                     decode = hysi_new_head(0, HYSI_AS_TYPE);

    hysi_add_encode_cell(&encode, HYSI_MAP_encode_qlinear, 0, count - 1, &axis, 0.5 / count,
                         (count - 0.5) / count);
    if (type == HYS_F64) {
        hysi_add_decode_cell(&decode, 0, count, 0, count - 1);
    } else {
        union hysi_params *p = hysi_add_map(&decode, HYSI_MAP_decode_index);
        p->decode_index.count = (uint32_t)space->count;
        p->decode_index.nan = UINT32_MAX;
    }
    hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
    hysi_give(plan, HYSI_USE_DECODE, type, &decode);
}

static void give_value_cells(const struct hys_space *space, struct hysi_plan *plan, hys_type type)
{
    const struct hysi_list_tables *f64 = &space->list->f64,
                                  *tables = type == HYS_F32 ? &space->list->f32 : f64;
    const uint32_t count = (uint32_t)space->count;
    struct hysi_head encode = hysi_new_head(0, HYSI_WIDENED),
                     decode = hysi_new_head(0, HYSI_AS_TYPE);

    union hysi_params *p = hysi_add_map(&encode, HYSI_MAP_encode_discrete);
    p->encode_discrete.snap = f64->snap;
    p->encode_discrete.units = f64->units;
    p->encode_discrete.values = f64->float_by_rank;
    p->encode_discrete.near = hysi_is_integer(type) ? f64->float_by_rank : f64->value_f32;
    p = hysi_add_map(&decode, HYSI_MAP_decode_index);
    p->decode_index.count = p->decode_index.nan = count;
    add_gather(&decode, type, tables->by_index, tables->float_by_index, count + 1);
    hysi_give(plan, HYSI_USE_ENCODE, type, &encode);
    hysi_give(plan, HYSI_USE_DECODE, type, &decode);
}

/* The table's entry of x's rank; where the table is small and as wide as x, in one map. */
static void give_nearest(struct hysi_plan *plan, const struct hysi_list_tables *input,
                         hys_type type)
{
    const bool wide = hysi_is_wide(type);
    const uint32_t ranks = input->distinct + 1;
    struct hysi_head head = hysi_new_head(0, HYSI_AS_TYPE);

    if (ranks <= 32 && width_of(type) == (wide ? 3 : 2)) {
        union hysi_params *p =
            hysi_add_map(&head, wide ? HYSI_MAP_nearest_f64 : HYSI_MAP_nearest_f32);
        p->nearest.snap = input->snap;
        p->nearest.values = type == HYS_INDEX       ? (const void *)input->index_of_rank
                            : hysi_is_integer(type) ? input->by_rank[width_of(type)]
                                                    : input->float_by_rank;
    } else {
        hysi_add_map(&head, wide ? HYSI_MAP_snap_f64 : HYSI_MAP_snap_f32)->snap = input->snap;
        if (type == HYS_INDEX)
            hysi_add_map(&head, HYSI_MAP_gather32)->gather =
                (struct hysi_gather){input->index_of_rank, ranks};
        else
            add_gather(&head, type, input->by_rank, input->float_by_rank, ranks);
    }
    hysi_give(plan, HYSI_USE_TRANSFORM, type, &head);
}

static void plan_names(const struct hys_space *space, struct hysi_plan *plan)
{
    give_choice(space, plan, HYSI_USE_NATIVE, NULL, HYS_INDEX);
    give_choice(space, plan, HYSI_USE_JAX32, NULL, HYS_INDEX);
    give_choice(space, plan, HYSI_USE_JAX64, NULL, HYS_INDEX);
    give_index_cells(space, plan, HYS_INDEX);
    give_index_cells(space, plan,
                     HYS_F64); /* the index as a double, where names are asked for in one */
}

static void plan_numbers(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_list_tables *f32 = &space->list->f32, *f64 = &space->list->f64;

    if (!f32->jax)
        hysi_refuse(plan, HYSI_USE_JAX32);
    if (!f64->jax)
        hysi_refuse(plan, HYSI_USE_JAX64);
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
        const uint32_t bit = 1u << type;
        const bool index = type == HYS_INDEX;
        const struct hysi_list_tables *native = type == HYS_F32 ? f32 : f64,
                                      *input = hysi_is_wide(type) ? f64 : f32;

        if (index || (native->types & bit))
            give_choice(space, plan, HYSI_USE_NATIVE, native, type);
        if (f32->jax && !hysi_is_wide(type) && (index || (f32->types & bit)))
            give_choice(space, plan, HYSI_USE_JAX32, f32, type);
        if (f64->jax && type != HYS_F32 && (index || (f64->types & bit)))
            give_choice(space, plan, HYSI_USE_JAX64, f64, type);
        /* The input's float must hold the values: f32->types has HYS_F32 when it does. */
        if (index ? f32->types & (1u << HYS_F32) : input->types & bit)
            give_nearest(plan, input, type);
        if (index)
            give_index_cells(space, plan, type);
        else if (native->types & bit)
            give_value_cells(space, plan, type);
    }
}

void hysi_plan_list(const struct hys_space *space, struct hysi_plan *plan)
{
    if (space->list)
        plan_numbers(space, plan);
    else
        plan_names(space, plan);
}
