/* Densities and probabilities that several kinds share: uniform on an axis, integers with cells on
 * an axis, and values with masses. docs/spec.md, section 4.2. */
#include <config.h>

#include <math.h>

#include "src/cpu.h"
#include "src/kinds/nearest.h"
#include "src/sleef.h"

double hysi_log_ratio(double lower, double upper, double distance)
{
    if (distance <= lower)
        return hysi_sleef_log1p_f64(distance / lower);
    return isnormal(upper / lower) ? hysi_sleef_log_f64(upper / lower)
                                   : hysi_sleef_log_f64(upper) - hysi_sleef_log_f64(lower);
}

void hysi_add_probability(struct hysi_head *head) { hysi_add_map(head, HYSI_MAP_probability); }

/* ---- linear and log ---- */

/* The logarithm of the density, on a log axis of its product with x. No call asks for it on a CPU
 * without FMA, where linear has all the rest. */
static double log_height(bool is_log, double lower, double upper)
{
    if (!hysi_cpu_has_fma())
        return 0;
    return 0.0 -
           hysi_sleef_log_f64(is_log ? hysi_log_ratio(lower, upper, upper - lower) : upper - lower);
}

void hysi_plan_real_densities(const struct hys_space *space, struct hysi_plan *plan)
{
    const double lower = space->argument[0].real, upper = space->argument[1].real;
    const struct hysi_bounds_f64 d = hysi_bounds_f64(space);
    const struct hysi_axis axis = hysi_axis_of(space);
    const double to = axis.is_log ? hysi_sleef_log2_f64(upper) : upper;
    const struct hysi_params_on_axis on_axis = {lower, upper, axis.from, to, axis.span};
    struct hysi_head cdf = hysi_new_head(0, HYSI_WIDENED), sf = cdf, logpdf = cdf,
                     quantile = hysi_new_head(0, HYSI_NARROWED);

    if (!(axis.span > 0)) /* both bounds have the same log2 */
        return;
    *(axis.is_log ? HYSI_ADD_MAP(&cdf, cdf_log) : HYSI_ADD_MAP(&cdf, cdf_linear)) = on_axis;
    *(axis.is_log ? HYSI_ADD_MAP(&sf, sf_log) : HYSI_ADD_MAP(&sf, sf_linear)) = on_axis;
    *(axis.is_log ? HYSI_ADD_MAP(&logpdf, logpdf_log) : HYSI_ADD_MAP(&logpdf, logpdf_linear)) =
        (struct hysi_params_log_density){lower, upper, log_height(axis.is_log, lower, upper)};
    hysi_add_probability(&quantile);
    hysi_set_decode(axis.is_log ? HYSI_ADD_MAP(&quantile, decode_log)
                                : HYSI_ADD_MAP(&quantile, decode_linear),
                    &axis, d.lo, d.largest);
    hysi_give(plan, HYSI_USE_CDF, HYS_F64, &cdf);
    hysi_give(plan, HYSI_USE_SF, HYS_F64, &sf);
    hysi_give(plan, HYSI_USE_LOGPDF, HYS_F64, &logpdf);
    hysi_give(plan, HYSI_USE_QUANTILE, HYS_F64, &quantile);
}

/* ---- integers with cells ---- */

static struct hysi_params_uniform_cells cells_of(const struct hysi_cell_law *law)
{
    const double from = law->is_log ? hysi_sleef_log2_f64(law->lower) : law->lower + 0.0;
    const double to = law->is_log ? hysi_sleef_log2_f64(law->upper) : law->upper;
    struct hysi_params_uniform_cells cells = {law->first, law->last, law->offset, law->width,
                                              from,       to,        to - from};
    if (cells.span == 0) { /* both bounds have the same log2: all integers share the middle */
        cells.from -= 0.5;
        cells.to += 0.5;
        cells.span = 1;
    }
    return cells;
}

/* The part of the law from a to b = a + distance, which may be more exact than b. */
static double part(const struct hysi_cell_law *law, double a, double b, double distance)
{
    const double whole = law->upper - law->lower;
    return law->is_log
               ? hysi_log_ratio(a, b, distance) / hysi_log_ratio(law->lower, law->upper, whole)
               : distance / whole;
}

static struct hysi_params_cell_mass masses_of(const struct hysi_cell_law *law)
{
    const double first = law->first, last = law->last, width = law->width;
    const double end = fma(first, width, law->offset + width);
    const double begin = fma(last, width, law->offset);
    /* From lower to the end of the first cell, and from the begin of the last one to upper. */
    const double after = fma(first, width, -law->lower) + (law->offset + width);
    const double before = -(fma(last, width, -law->upper) + law->offset);
    const double whole = law->upper - law->lower;

    return (struct hysi_params_cell_mass){
        .first = first,
        .last = last,
        .at_first = first < last ? fmax(part(law, law->lower, end, after), 0) : 1,
        .at_last = first < last ? fmax(part(law, begin, law->upper, before), 0) : 1,
        .offset = law->offset,
        .width = width,
        .inside = law->is_log ? hysi_log_ratio(law->lower, law->upper, whole) : width / whole};
}

void hysi_cell_heads(const struct hysi_cell_law *law, struct hysi_head *cdf, struct hysi_head *sf,
                     struct hysi_head *pmf, struct hysi_head *quantile)
{
    const struct hysi_params_uniform_cells cells = cells_of(law);

    *cdf = *sf = *pmf = hysi_new_head(0, HYSI_WIDENED);
    *quantile = hysi_new_head(0, HYSI_NARROWED);
    *(law->is_log ? HYSI_ADD_MAP(cdf, cdf_cells_log) : HYSI_ADD_MAP(cdf, cdf_cells_linear)) = cells;
    *(law->is_log ? HYSI_ADD_MAP(sf, sf_cells_log) : HYSI_ADD_MAP(sf, sf_cells_linear)) = cells;
    *(law->is_log ? HYSI_ADD_MAP(pmf, pmf_cells_log) : HYSI_ADD_MAP(pmf, pmf_cells_linear)) =
        masses_of(law);
    *(law->is_log ? HYSI_ADD_MAP(quantile, quantile_cells_log)
                  : HYSI_ADD_MAP(quantile, quantile_cells_linear)) = cells;
}

void hysi_give_cell_densities(struct hysi_plan *plan, hys_type type,
                              const struct hysi_cell_law *law)
{
    struct hysi_head cdf, sf, pmf, quantile;

    hysi_cell_heads(law, &cdf, &sf, &pmf, &quantile);
    if (type == HYS_INDEX) {
        quantile = hysi_new_head(0, HYSI_AS_TYPE);
        *HYSI_ADD_MAP(&quantile, quantile_index) =
            (struct hysi_params_quantile_index){(uint32_t)law->last + 1, UINT32_MAX};
    }
    hysi_give(plan, HYSI_USE_CDF, type, &cdf);
    hysi_give(plan, HYSI_USE_SF, type, &sf);
    hysi_give(plan, HYSI_USE_PMF, type, &pmf);
    hysi_give(plan, HYSI_USE_QUANTILE, type, &quantile);
}

void hysi_add_encode_log_cells(struct hysi_head *head, const struct hysi_cell_law *law)
{
    const double from = hysi_sleef_log2_f64(law->lower), to = hysi_sleef_log2_f64(law->upper);
    const struct hysi_axis axis = {from, to - from, true};
    const double above = law->offset + law->width;
    const double after_first = hysi_sleef_log2_f64(fma(law->first, law->width, above)),
                 before_last = hysi_sleef_log2_f64(fma(law->last, law->width, law->offset));
    const bool one = law->first == law->last;
    struct hysi_params_encode_cell *p = HYSI_ADD_MAP(head, encode_qlog);

    hysi_set_encode_cell(p, law->first, law->last, &axis,
                         one ? 0.5 : (after_first - from) / 2 / axis.span,
                         one ? 0.5 : 1 - (to - before_last) / 2 / axis.span);
    p->slope = law->width;
    p->below = law->offset;
    p->above = above;
}

/* ---- values with masses ---- */

bool hysi_fill_masses(struct hys_space *space, struct hysi_ranked *ranked, const uint64_t *mass)
{
    const size_t count = ranked->count;
    double *masses, *cdf, *sf, *reaching;
    uint64_t total = 0, below = 0;

    if (!hysi_space_reserve(space, 3 * hysi_piece(count + 1, sizeof(double)) +
                                       hysi_piece(count + HYSI_THRESHOLD_PAD, sizeof(double))) ||
        !(masses = hysi_space_memory(space, count + 1, sizeof *masses)) ||
        !(cdf = hysi_space_memory(space, count + 1, sizeof *cdf)) ||
        !(sf = hysi_space_memory(space, count + 1, sizeof *sf)) ||
        !(reaching = hysi_space_memory(space, count + HYSI_THRESHOLD_PAD, sizeof *reaching)))
        return false;
    for (size_t r = 0; r < count; r++)
        total += mass[r];
    const double whole = (double)total;
    for (size_t r = 0; r < count; r++) {
        cdf[r] = (double)below / whole;
        sf[r] = (double)(total - below) / whole;
        masses[r] = (double)mass[r] / whole;
        below += mass[r];
        /* Rank r is passed when its cdf is below u, and in any case if it has no mass up to it. Its
         * cdf may round to 1 where there is mass behind it, and then 1 passes it, too. */
        reaching[r] = below ? nextafter((double)below / whole, INFINITY) : 0.0;
        if (below < total)
            reaching[r] = fmin(reaching[r], 1);
    }
    cdf[count] = 1;
    sf[count] = 0;
    masses[count] = (double)NAN;
    for (size_t r = count - 1; r < count - 1 + HYSI_THRESHOLD_PAD; r++)
        reaching[r] = (double)NAN;
    ranked->masses = masses;
    ranked->cdf = cdf;
    ranked->sf = sf;
    ranked->reaching =
        (struct hysi_params_snap){.thresholds = reaching, .count = ranked->count - 1};
    return hysi_plan_buckets(space, &ranked->reaching, &hysi_float_f64);
}

void hysi_give_ranked_densities(struct hysi_plan *plan, hys_type type,
                                const struct hysi_ranked *ranked, const uint32_t *indices)
{
    const struct hysi_params_list_share share = {ranked->snap, ranked->values, ranked->cdf,
                                                 ranked->count};
    struct hysi_head cdf = hysi_new_head(0, HYSI_WIDENED), sf = cdf, pmf = cdf,
                     quantile = hysi_new_head(0, type == HYS_INDEX ? HYSI_AS_TYPE : HYSI_NARROWED);

    *HYSI_ADD_MAP(&cdf, cdf_list) = share;
    *HYSI_ADD_MAP(&sf, sf_list) = share;
    if (ranked->masses) {
        sf.stage[0].params.sf_list.shares = ranked->sf;
        *HYSI_ADD_MAP(&pmf, pmf_list) = (struct hysi_params_list_mass){
            ranked->snap, ranked->values, ranked->values_f32, ranked->masses};
        hysi_add_probability(&quantile);
        *HYSI_ADD_MAP(&quantile, snap_f64) = ranked->reaching;
    } else {
        *HYSI_ADD_MAP(&pmf, pmf_list_equal) = (struct hysi_params_list_equal){
            ranked->snap, ranked->values, ranked->values_f32, 1.0 / ranked->count};
        *HYSI_ADD_MAP(&quantile, quantile_index) =
            (struct hysi_params_quantile_index){ranked->count, ranked->count};
    }
    if (type == HYS_INDEX)
        *HYSI_ADD_MAP(&quantile, gather32) =
            (struct hysi_params_gather){indices, ranked->count + 1};
    else
        *HYSI_ADD_MAP(&quantile, gather64) =
            (struct hysi_params_gather){ranked->values, ranked->count + 1};
    hysi_give(plan, HYSI_USE_CDF, type, &cdf);
    hysi_give(plan, HYSI_USE_SF, type, &sf);
    hysi_give(plan, HYSI_USE_PMF, type, &pmf);
    hysi_give(plan, HYSI_USE_QUANTILE, type, &quantile);
}
