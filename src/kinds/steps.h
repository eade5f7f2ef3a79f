/* Evenly spaced values: the kind int, and the steps of other kinds. docs/spec.md, sections 3.3 and
 * 4.1. */
#ifndef HYSI_KINDS_STEPS_H
#define HYSI_KINDS_STEPS_H

#include <stdbool.h>
#include <stdint.h>

#include "src/kinds/kinds.h"

/* Which values a step gives, and their masses: the words of the parameter `contract`, in this
 * order. */
enum hysi_contract { HYSI_EQUAL, HYSI_HALF_ENDS, HYSI_INSIDE, HYSI_MULTIPLE, HYSI_BINS };
extern const char *const hysi_contracts[];

/* Initialisers of a hys_param, without their braces. */
#define HYSI_PARAM_STEP \
    "step", HYS_PARAM_REAL, HYS_PARAM_EXTRA, NAN, NULL, "distance between values"
#define HYSI_PARAM_CONTRACT                                                  \
    "contract", HYS_PARAM_WORD, HYS_PARAM_EXTRA, HYSI_EQUAL, hysi_contracts, \
        "which values a step gives, and their masses"
#define HYSI_PARAM_CLIP                                 \
    "clip", HYS_PARAM_SWITCH, HYS_PARAM_EXTRA, 0, NULL, \
        "contract multiple: values are clamped to the bounds"

enum hysi_contract hysi_contract_of(const hys_argument *argument);

/* How draws become numbers of values. Equal masses: count of them from first on. Half ends: the
 * first and the last have half the mass of the others. Multiple: the number is floor(r / cell),
 * where r is one of `count` integers from `from` on; or, if no integers are exact, that of the
 * multiple nearest to a uniform number within the bounds, and cell is 0. */
struct hysi_step_layout {
    enum hysi_contract contract;
    int64_t first; /* the number of the first value */
    uint64_t last; /* how many values follow the first */
    int64_t from;  /* HYSI_MULTIPLE */
    uint64_t count;
    double cell;
    struct hysi_steps steps;
    /* Of log: the thresholds between values and the values, if they are few; else NULL. */
    const struct hysi_weigh *weigh;
    const double *values;
    const struct hysi_normal_cells *normal; /* of normal and lognormal; else NULL */
};

/* Lays out the values of a space of reals. HYS_E_BOUNDS_STEP if the step is not finite, not above
 * 0, wider than the bounds, or gives no value or more than 2^53; HYS_E_BOUNDS_SPAN if a value
 * overflows. */
hys_status hysi_lay_out_reals(double lower, double upper, double step, enum hysi_contract contract,
                              bool clip, struct hysi_step_layout *layout);

/* Lays out the multiples of a step nearest to the numbers from `from` to `to`. */
hys_status hysi_lay_out_multiples(double from, double to, double step,
                                  struct hysi_step_layout *layout);

/* Checks the step of a space of reals, its contract, clip and digits, parameters p to p + 3, where
 * the kind has the contracts of a mask, 1u << HYSI_EQUAL and so on, and the bounds are right. */
hys_status hysi_check_steps(const hys_argument *given, size_t p, unsigned contracts, size_t *bad);

/* Fills the extent of such a space, and with a step the layout; without one it is NULL. */
hys_status hysi_fill_steps(struct hys_space *space, size_t p, struct hysi_step_layout **layout);

/* Lays out the integers first + k step, k = 0 .. last, with equal masses or half ends. */
void hysi_lay_out_integers(int64_t first, uint64_t step, uint64_t last, enum hysi_contract contract,
                           struct hysi_step_layout *layout);

/* Adds the maps from draws to the number of a value. The head takes draws of hysi_step_bits. */
int hysi_step_bits(const struct hysi_step_layout *layout);
void hysi_add_number(struct hysi_head *head, const struct hysi_step_layout *layout);

/* The head of HYSI_USE_NUMBER, from the numbers of points to values. */
struct hysi_head hysi_step_numbers(const struct hys_space *space);

/* Gives transform, encode and decode to a type that holds the values. */
void hysi_give_steps(struct hysi_plan *plan, hys_type type, const struct hysi_steps *steps);

/* Gives the densities of values as doubles. */
void hysi_give_step_densities(struct hysi_plan *plan, const struct hysi_steps *steps);

/* Value number k. */
double hysi_step_value(const struct hysi_steps *steps, double k);

/* Whether a type gives the values: a float type rounds them, an integer type holds them all. */
bool hysi_steps_give(hys_type type, const struct hysi_steps *steps);

/* Gives the densities of values whose numbers follow a law of cells. */
void hysi_give_number_densities(struct hysi_plan *plan, const struct hysi_steps *steps,
                                const struct hysi_cell_law *law);

/* Gives all heads of a space of reals with a step. */
void hysi_plan_steps(const struct hys_space *space, struct hysi_plan *plan);

/* ---- log_steps.c ---- */

/* HYS_E_BOUNDS_SPAN if a cell of log with a step overflows. */
hys_status hysi_check_log_steps(double lower, const struct hysi_step_layout *layout);

/* Fills what the draws of log with a step need. False when memory runs out. */
bool hysi_fill_log_steps(struct hys_space *space, struct hysi_step_layout *layout);

/* Gives all its heads. */
void hysi_plan_log_steps(const struct hys_space *space, struct hysi_plan *plan);

/* ---- normal_steps.c: the parameters behind the bounds of normal and lognormal ---- */

/* Initialisers of a hys_param, without their braces. */
#define HYSI_PARAM_NORMAL_CONTRACT                                                                 \
    "contract", HYS_PARAM_WORD, HYS_PARAM_EXTRA, NAN, hysi_contracts,                              \
        "which values a step gives, and their masses (left out: equal with both bounds, multiple " \
        "without)"

/* Checks step, contract and clip, and fills what a space of this law needs, with a step or without
 * one. */
hys_status hysi_fill_normal_steps(struct hys_space *space, const struct hysi_normal *law,
                                  size_t first_bound, size_t *bad);

/* Gives all heads of a space of this law, with a step or without one. */
void hysi_plan_normal_steps(const struct hys_space *space, struct hysi_plan *plan,
                            const struct hysi_normal *law);

#endif
