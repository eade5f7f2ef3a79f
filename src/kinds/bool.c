/* bool: false or true, equally likely; as numbers 0 and 1. docs/spec.md, section 3.3. */
#include <config.h>

#include "src/kinds/steps.h"

static const char *const names[] = {"false", "true"};
static const hys_scalar scalars[] = {HYS_SCALAR_BOOLEAN, HYS_SCALAR_BOOLEAN};
static const char *const *const sorted[] = {&names[0], &names[1]};

/* The numbers 0 and 1 as evenly spaced values. */
static const struct hysi_steps numbers = {.scale = 1,
                                          .divisor = 1,
                                          .inverse = 1,
                                          .largest = 1,
                                          .width = 1,
                                          .last = 1,
                                          .upper = 1,
                                          .half = 0.5,
                                          .span = 2,
                                          .at_first = 0.25,
                                          .at_last = 0.75};

/* The law behind their probabilities: uniform, with a cell of width 1 around each. */
static const struct hysi_cell_law cells = {
    .last = 1, .lower = -0.5, .upper = 1.5, .offset = -0.5, .width = 1};

static hys_status check(const hys_argument *given, size_t *bad)
{
    (void)given;
    (void)bad;
    return HYS_OK;
}

static hys_status fill(struct hys_space *space, size_t *bad)
{
    (void)bad;
    space->names = names;
    space->scalars = scalars;
    space->sorted = sorted;
    space->count = 2;
    space->extent = (hys_extent){.upper = 1, .distinct = 2};
    return HYS_OK;
}

static struct hysi_head choice(enum hysi_form form)
{
    struct hysi_head head = hysi_new_head(32, form);
    HYSI_ADD_MAP(&head, choose32)->count = 2;
    return head;
}

/* JAX's bernoulli is true where a uniform number is below one half: where the draw's highest bit is
 * 0. The table has room for a word, as gather wants. */
static const uint32_t turned[32] = {1, 0};

static struct hysi_head jax32(enum hysi_form form)
{
    struct hysi_head head = hysi_new_head(32, form);
    *HYSI_ADD_MAP(&head, choose_value32) = (struct hysi_params_gather){turned, 2};
    return head;
}

static struct hysi_head jax64(enum hysi_form form)
{
    struct hysi_head head = hysi_new_head(64, form);
    HYSI_ADD_MAP(&head, choose64)->count = 2;
    *HYSI_ADD_MAP(&head, gather32) = (struct hysi_params_gather){turned, 2};
    return head;
}

static void plan_jax(struct hysi_plan *plan)
{
    const struct hysi_head number32 = jax32(HYSI_INTEGERS_32), index32 = jax32(HYSI_AS_TYPE),
                           number64 = jax64(HYSI_INTEGERS_32), index64 = jax64(HYSI_AS_TYPE);

    hysi_give_jax_integers(plan, HYSI_USE_JAX32, 0, 1, &number32);
    hysi_give_jax_integers(plan, HYSI_USE_JAX64, 0, 1, &number64);
    hysi_give(plan, HYSI_USE_JAX32, HYS_INDEX, &index32);
    hysi_give(plan, HYSI_USE_JAX64, HYS_INDEX, &index64);
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_head number = choice(HYSI_INTEGERS_32), index = choice(HYSI_AS_TYPE),
                           point = hysi_integer_numbers(0, 1), entry = hysi_index_numbers(space);
    struct hysi_head byte = hysi_new_head(32, HYSI_AS_TYPE),
                     encode = hysi_new_head(0, HYSI_WIDENED),
                     decode = hysi_new_head(0, HYSI_AS_TYPE);

    hysi_add_map(&byte, HYSI_MAP_top_bit); /* what a choice of two is */
    for (hys_type type = HYS_F32; type <= HYS_U64; type++) {
        hysi_give(plan, HYSI_USE_NATIVE, type, hysi_type_info[type].size == 1 ? &byte : &number);
        hysi_give_steps(plan, type, &numbers);
    }
    hysi_give_numbers(plan, &point);
    HYSI_ADD_MAP(&encode, encode_step)->steps = &numbers;
    struct hysi_params_decode_index *p = HYSI_ADD_MAP(&decode, decode_index);
    p->count = 2;
    p->nan = UINT32_MAX;
    hysi_give(plan, HYSI_USE_NATIVE, HYS_INDEX, &index);
    hysi_give(plan, HYSI_USE_NUMBER, HYS_INDEX, &entry);
    hysi_give(plan, HYSI_USE_ENCODE, HYS_INDEX, &encode);
    hysi_give(plan, HYSI_USE_DECODE, HYS_INDEX, &decode);
    hysi_give_cell_densities(plan, HYS_F64, &cells);
    hysi_give_cell_densities(plan, HYS_INDEX, &cells);
    plan_jax(plan);
}

const struct hysi_kind hysi_kind_bool = {
    .id = HYS_BOOL,
    .name = "bool",
    .word = "bool",
    .summary = "false or true, equally likely",
    .traits = HYS_KIND_LIST | HYS_KIND_NAMES | HYS_KIND_FORM_2,
    .check = check,
    .fill = fill,
    .plan = plan,
};
