/* Code that kinds share: reals.c for linear and log, integers.c for qlinear and qlog, list.c for
 * discrete and labels, thresholds.c for kinds whose values have masses of their own. */
#ifndef HYSI_KINDS_KINDS_H
#define HYSI_KINDS_KINDS_H

#include <stdbool.h>

#include "src/kind.h"
#include "src/route.h"
#include "src/space.h"

/* ---- reals.c ---- */

/* lower <= lo <= every sample <= largest < up, in the reals. */
struct hysi_bounds_f32 {
    float lo, up, largest;
};
struct hysi_bounds_f64 {
    double lo, up, largest;
};
struct hysi_bounds_f32 hysi_bounds_f32(const struct hys_space *space);
struct hysi_bounds_f64 hysi_bounds_f64(const struct hys_space *space);

/* The smallest float >= x. A zero is +0. */
float hysi_ceil_f32(double x);

/* Initialisers of a hys_param, without their braces, for kinds with bounds. */
#define HYSI_PARAM_LOWER "lower", HYS_PARAM_REAL, HYS_PARAM_REQUIRED, 0, NULL, "lower bound"
#define HYSI_PARAM_UPPER "upper", HYS_PARAM_REAL, HYS_PARAM_REQUIRED, 0, NULL, "upper bound"
#define HYSI_PARAM_BASE                                   \
    "base", HYS_PARAM_REAL, HYS_PARAM_OPTIONAL, 10, NULL, \
        "base of the logarithm, used by the JAX streams only"

#define HYSI_PARAM_DIGITS                                            \
    "digits", HYS_PARAM_INTEGER, HYS_PARAM_EXTRA, (double)NAN, NULL, \
        "decimal places to which values are rounded"

/* Checks that bounds are finite and in order. hysi_check_log also checks that they are positive,
 * and the base. */
hys_status hysi_check_bounds(const hys_argument *given, size_t *bad);
hys_status hysi_check_log(const hys_argument *given, size_t *bad);

/* Checks digits, parameter p of a kind that can be without them. */
hys_status hysi_check_digits(const hys_argument *given, size_t p, size_t *bad);

/* Adds the map min(fma(k, scale, lo), largest), or the map without the clamp where that gives the
 * same. */
void hysi_add_linear_f32(struct hysi_head *head, float scale, float lo, float largest);
void hysi_add_linear_f64(struct hysi_head *head, double scale, double lo, double largest);

/* Adds the map of log-uniform doubles between two bounds' log2, clamped to [lo, largest]. */
void hysi_add_log_f64(struct hysi_head *head, double log2_lower, double log2_upper, double lo,
                      double largest);

/* The log2 of a bound as a Q.23 number. */
int32_t hysi_log2_q23(double bound);

/* A head for JAX's draw up to its float: uniform, and on a log axis base to the power of that.
 * False where JAX's own arithmetic gives no sound law, because of subnormals, infinities, or bounds
 * that round to one number. */
bool hysi_jax_head_f32(const struct hys_space *space, enum hysi_form form, struct hysi_head *head);
bool hysi_jax_head_f64(const struct hys_space *space, enum hysi_form form, struct hysi_head *head);

/* Whether a space of linear or log rounds to decimal places. Then its law is that of f64 for both
 * types. */
bool hysi_has_digits(const struct hys_space *space);

/* Gives f64 the head of its native law or, where the space has digits, gives f64 and f32 that head
 * with the rounding added. */
void hysi_give_native_f64(const struct hys_space *space, struct hysi_plan *plan,
                          const struct hysi_head *head);

/* Gives all heads of linear and log except the native ones and the densities. */
void hysi_plan_reals(const struct hys_space *space, struct hysi_plan *plan);

/* The numbers of a float type within the bounds: lo <= every sample <= largest < upper bound, and
 * upper is the largest that is not above the upper bound. False if the type has no sample, or its
 * finite numbers do not reach both bounds. */
struct hysi_range {
    double lo, largest, upper;
};
bool hysi_range_of(const struct hys_space *space, hys_type type, struct hysi_range *range);

/* Gives the transform of f32 and f64 that clamps to the bounds. */
void hysi_plan_clamp(const struct hys_space *space, struct hysi_plan *plan);

/* The axis of encode and decode: the lower bound and the span of the bounds or, with is_log, of
 * their log2. */
struct hysi_axis {
    double from, span;
    bool is_log;
};
struct hysi_axis hysi_axis_of(const struct hys_space *space);

/* Fill the parameters of maps along an axis. hysi_set_encode_cell sets low to 0, high
 * to 1, and edges half an integer away. */
void hysi_set_decode(struct hysi_params_decode *p, const struct hysi_axis *axis, double lo,
                     double largest);
void hysi_set_encode_cell(struct hysi_params_encode_cell *p, double first, double last,
                          const struct hysi_axis *axis, double at_first, double at_last);
void hysi_set_decode_cell(struct hysi_params_decode_cell *p, double from, double span, double half,
                          double largest);

/* ---- jax.c: laws of jax.random ---- */

/* wide: the mode with 64 bits, HYSI_USE_JAX64. */

/* A head for randint(first, last + 1). False where last + 1 is not an integer of JAX's type, 32
 * bits or 64. */
bool hysi_jax_int(int64_t first, int64_t last, bool wide, struct hysi_head *head);

/* The same for indices 0 .. count - 1, which are elements of 32 bits in both modes. */
struct hysi_head hysi_jax_index(uint32_t count, bool wide);

/* Heads for normal(): mu and sigma are rounded to the float. False where a value could be subnormal
 * or infinite, or sigma is 0. */
bool hysi_jax_normal_f32(double mu, double sigma, struct hysi_head *head);
bool hysi_jax_normal_f64(double mu, double sigma, struct hysi_head *head);

/* Gives the head to the types of the mode that hold the integers. */
void hysi_give_jax_integers(struct hysi_plan *plan, enum hysi_use use, int64_t first, int64_t last,
                            const struct hysi_head *head);

/* ---- numbers.c: heads of HYSI_USE_NUMBER ---- */

/* The integers first + n step, modulo 2^64. */
struct hysi_head hysi_integer_numbers(int64_t first, uint64_t step);

/* The indices of a list's entries, without those of weight 0. */
struct hysi_head hysi_index_numbers(const struct hys_space *space);

/* ---- integers.c: qlinear and qlog ---- */

/* The functions check and fill of both kinds. */
hys_status hysi_check_integers(const hys_argument *given, size_t *bad);
hys_status hysi_fill_integers(struct hys_space *space, size_t *bad);

/* The heads of encode and decode. */
struct hysi_cells {
    struct hysi_head encode, decode;
};

/* Gives all heads of a kind of integers. native is the head of the native law. */
void hysi_plan_integers(const struct hys_space *space, struct hysi_plan *plan,
                        const struct hysi_head *native, const struct hysi_cells *cells);

/* Encode and decode for integers that come from rounding. qlinear with integer bounds has cells of
 * its own. */
struct hysi_cells hysi_rounding_cells(const struct hys_space *space);

/* Rounds the head's doubles to integers within [first, last]. */
void hysi_add_round_inside(struct hysi_head *head, int64_t first, int64_t last);

/* ---- normals.c: normal and lognormal ---- */

/* Initialisers of a hys_param, without their braces, for kinds that may be truncated. */
#define HYSI_PARAM_FROM \
    "lower", HYS_PARAM_REAL, HYS_PARAM_EXTRA, NAN, NULL, "lower bound, which truncates"
#define HYSI_PARAM_TO \
    "upper", HYS_PARAM_REAL, HYS_PARAM_EXTRA, NAN, NULL, "upper bound, which truncates"

/* Checks mu and sigma, the first two arguments, and the bounds, arguments first_bound and the next
 * one. hysi_check_lognormal also checks the base, which comes before the bounds, and that values
 * above 0 are left. */
hys_status hysi_check_normal(const hys_argument *given, size_t first_bound, size_t *bad);
hys_status hysi_check_lognormal(const hys_argument *given, size_t base, size_t *bad);

/* The normal law of a space's values or, with is_log, of their log2. */
struct hysi_normal {
    double mu, sigma;
    double lower, upper; /* of the values; infinite without a bound, of a lognormal 0 below */
    double from, to;     /* the same as mu: of the values or of their log2 */
    double natural_mu, natural_sigma; /* of the values or of their natural logarithm */
    bool is_log, truncated;
    double mass, below, above; /* between the bounds, below them and above them */
};

/* The law without bounds, or truncated to the arguments first_bound and the next one. The first two
 * arguments count in units of unit, and the natural ones in natural_unit. */
struct hysi_normal hysi_normal_of(const struct hys_space *space, double unit, double natural_unit,
                                  size_t first_bound, bool is_log);

/* Truncates a law to bounds, which are infinite, or 0 for a lognormal, on a side without one. */
void hysi_truncate_normal(struct hysi_normal *law, double lower, double upper);

/* Whether f64 has the law. */
bool hysi_normal_gives_f64(const struct hysi_normal *law);

/* Adds the maps from draws of 64 bits to values of the law in f64, and from units to them. A
 * truncated law may be one that f64 does not have: then values that would be 0 or infinite are the
 * ends of f64. */
void hysi_add_normal_f64(struct hysi_head *head, const struct hysi_normal *law);
void hysi_add_decode_normal(struct hysi_head *head, const struct hysi_normal *law);

/* The least tail that a draw or a unit has. */
double hysi_normal_least_tail(const struct hysi_normal *law);

/* The least value of the law and its greatest, which is infinite where a double cannot hold it. */
void hysi_normal_ends(const struct hysi_normal *law, double ends[2]);

/* Fills the extent. HYS_E_BOUNDS_MASS if the mass between the bounds is too small. */
hys_status hysi_fill_normal(struct hys_space *space, const struct hysi_normal *law,
                            size_t first_bound, size_t *bad);

/* Gives all heads of such a law. */
void hysi_plan_normal(const struct hysi_normal *law, struct hysi_plan *plan);

/* ---- density.c: densities and probabilities of several kinds ---- */

/* log(upper / lower) of positive numbers, which may be close or far apart. distance is upper -
 * lower. */
double hysi_log_ratio(double lower, double upper, double distance);

/* Makes NaN of a number outside [0, 1], before a map that would clamp it: the first map of a
 * quantile whose other maps are those of decode. */
void hysi_add_probability(struct hysi_head *head);

/* Gives the densities of linear and log. */
void hysi_plan_real_densities(const struct hys_space *space, struct hysi_plan *plan);

/* Integers first .. last, from a law that is uniform on [lower, upper], with is_log in the
 * logarithm: integer k has the cell from k width + offset to k width + offset + width, of which the
 * first begins at lower and the last ends at upper. */
struct hysi_cell_law {
    bool is_log;
    double first, last, lower, upper, offset, width;
};

/* Adds the map from such an integer of a log axis to the middle of its cell. */
void hysi_add_encode_log_cells(struct hysi_head *head, const struct hysi_cell_law *law);

/* Makes the heads of their densities. */
void hysi_cell_heads(const struct hysi_cell_law *law, struct hysi_head *cdf, struct hysi_head *sf,
                     struct hysi_head *pmf, struct hysi_head *quantile);

/* Gives their densities to a type; with HYS_INDEX, quantiles are indices. */
void hysi_give_cell_densities(struct hysi_plan *plan, hys_type type,
                              const struct hysi_cell_law *law);

/* Values in ascending order with their masses. All tables but cdf and sf have an entry for NaN
 * behind their last one. */
struct hysi_ranked {
    uint32_t count;
    struct hysi_params_snap snap;      /* the rank of a value, of others that of a neighbour */
    const double *values, *values_f32; /* values of the space: as doubles, and rounded to f32 */
    const double *masses;              /* NULL: all are equal */
    const double *cdf, *sf;            /* of the r lowest values, r = 0 .. count */
    struct hysi_params_snap reaching;  /* the least rank whose cdf reaches u */
};

/* Fills masses, cdf, sf and reaching. The masses are integers, with a sum from 1 to 2^63. False
 * when memory runs out. */
bool hysi_fill_masses(struct hys_space *space, struct hysi_ranked *ranked, const uint64_t *mass);

/* Gives the densities of such values to a type. With HYS_INDEX, quantiles are the entries of a
 * table of indices by rank; else it is not read. */
void hysi_give_ranked_densities(struct hysi_plan *plan, hys_type type,
                                const struct hysi_ranked *ranked, const uint32_t *indices);
/* ---- thresholds.c ---- */

/* The map from a draw of 32 or 64 bits to an index: how many thresholds are <= the draw. */
struct hysi_weigh {
    int bits;
    struct hysi_params_weigh params;
};

/* Writes the thresholds between count values, ceil(2^bits before[j] / all) for j = 1 .. count - 1,
 * where before[j] <= all is the mass of the values before j, and all, at most 2^62, that of all
 * values. Those that no draw reaches, 2^bits, are left out; returns how many there are. */
size_t hysi_thresholds_of_masses(const uint64_t *before, size_t count, uint64_t all, int bits,
                                 uint64_t *threshold);

/* Copies thresholds in ascending order, each below 2^bits, and finds where a vector path looks for
 * one. With 32 bits they are fewer than 2^16. False when memory runs out. */
bool hysi_fill_weigh(struct hys_space *space, const uint64_t *threshold, size_t count, int bits,
                     struct hysi_weigh *weigh);

/* Adds that map to a head that takes draws of these bits. */
void hysi_add_weigh(struct hysi_head *head, const struct hysi_weigh *weigh);

/* ---- masses.c: lists with weights ---- */

/* What a list with weights has; tables are by index. */
struct hysi_masses {
    struct hysi_weigh weigh;
    const double *units;           /* the middle of the entry's cell in the unit interval */
    struct hysi_params_snap cells; /* the lower edges of the cells, but for those at 0 */
    uint32_t first;                /* how many entries end at 0 */
    const double *numbers;         /* 0, 1, .. as doubles; NaN behind the last */
    const uint32_t *indices;       /* the same as indices; UINT32_MAX behind the last */
    const uint32_t *points;        /* the entries that have a mass; NULL: all have */
    uint32_t point_count;
    struct hysi_ranked ranked; /* of the numbers */
};

/* Checks the weights of count entries: none given, or one for each entry, none of them negative or
 * too small for a mass beside the others, not all zero. */
hys_status hysi_check_weights(const hys_argument *weights, size_t count);

/* The masses of count entries: 1 for each where no weights are given or all are equal. The least
 * that is not zero has a draw of 64 bits at least, since the sum is at most 2^62. */
void hysi_masses_of(const hys_argument *weights, size_t count, uint64_t *mass);

/* Fills space->jax_choices, unless no weights are given, and space->masses, unless none are given
 * or all are equal. False when memory runs out. */
bool hysi_fill_weights(struct hys_space *space, const hys_argument *weights);

/* ---- jax_choice.c: lists with weights under the JAX streams ---- */

/* How a draw becomes an index: the number of thresholds <= the draw, and the entry of a table by
 * it. segments is the number of those entries, 0 where JAX has no sound law. */
struct hysi_jax_choice {
    struct hysi_weigh weigh;
    const uint32_t *index;
    uint32_t segments;
};

/* Fills space->jax_choices. False when memory runs out. */
bool hysi_fill_jax_choices(struct hys_space *space, const hys_argument *weights);

/* ---- list.c: discrete and labels ---- */

/* The parameters of lists beside their values. Initialisers of a hys_param, without their braces.
 */
enum { HYSI_LIST_VALUES, HYSI_LIST_WEIGHTS, HYSI_LIST_ORDERED, HYSI_LIST_PARAMS };
#define HYSI_PARAM_WEIGHTS                                             \
    "weights", HYS_PARAM_REALS, HYS_PARAM_EXTRA, HYSI_NO_PRESET, NULL, \
        "the weight of each value, a number >= 0"
#define HYSI_PARAM_ORDERED \
    "ordered", HYS_PARAM_SWITCH, HYS_PARAM_EXTRA, 0, NULL, "the order of the list has a meaning"
#define HYSI_NO_PRESET ((double)NAN)

/* The tables of a list of numbers rounded to one float type (list_tables.c). Tables by index have
 * the values in the order given. Tables by rank have each distinct value once, in ascending order.
 * Both end with one entry for NaN. */
struct hysi_list_tables {
    uint32_t types; /* the types that hold every value: bits 1u << HYS_F32, ... */
    uint32_t distinct;
    const void *by_index[4], *by_rank[4]; /* integers of 1 << w bytes */
    const void *float_by_index, *float_by_rank;
    const uint32_t *index_of_rank; /* the first index of the value; UINT32_MAX for NaN */

    /* By rank, for f64 only: the middle of the cell of the value's first index, the same without
     * weights, and the value rounded to f32. */
    const double *units, *places, *values_f32;

    /* thresholds[j], of distinct - 1, is the smallest float whose nearest value has rank j + 1. */
    struct hysi_params_snap snap;
    bool jax; /* JAX's law is sound: XLA flushes no value, and no gap between values, to zero */
};

struct hysi_list {
    struct hysi_list_tables f32, f64;
    struct hysi_ranked ranked; /* of f64 */
};

/* Fills the tables from the list. False when memory runs out. */
bool hysi_fill_list_tables(struct hys_space *space, const double *values, size_t count,
                           struct hysi_list *tables);

/* Checks that a list has 1 to 2^31 - 1 entries, and then each of them by the function entry. Sets
 * *bad to the list or to its weights. */
hys_status hysi_check_list(const hys_argument *given, size_t *bad,
                           hys_status (*check_values)(const hys_argument *values));

/* The weights of a space's entries, of type 0 if they are left out or the kind does not take them.
 */
const hys_argument *hysi_list_weights(const struct hys_space *space);

/* Check that numbers are finite, and that names are names. */
hys_status hysi_check_numbers(const hys_argument *values);
hys_status hysi_check_names(const hys_argument *values);

/* Checks a list of one entry. */
hys_status hysi_check_one(const hys_argument *given, size_t *bad,
                          hys_status (*check_values)(const hys_argument *values));

/* Fill the extent and the tables of a list of numbers or of names, the first argument. */
hys_status hysi_fill_numbers(struct hys_space *space, size_t *bad);
hys_status hysi_fill_names(struct hys_space *space, size_t *bad);

/* Gives all heads of a kind with a list. */
void hysi_plan_list(const struct hys_space *space, struct hysi_plan *plan);

#endif
