#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bins.h"
#include "cli/fail.h"
#include "cli/numbers.h"
#include "cli/streams.h"

enum { MOST_BARS = 12, EACH_WIDTH = 3 };

static uint32_t traits_of(const hys_space *space) { return hys_kind_traits(hys_space_kind(space)); }

/* A kind of form 2, whose first and last integer have cells as wide as the others. */
static bool is_new(const hys_space *space) { return traits_of(space) & HYS_KIND_FORM_2; }

static bool is_log(const struct column *column) { return traits_of(column->space) & HYS_KIND_LOG; }

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Whether the law's values are f32, in which values of a list may coincide. */
static bool has_narrow_law(const struct column *column, const hys_source *source)
{
    return column->type == HYS_F32 ||
           (stream_takes_x64(source->stream) && !(source->flags & HYS_X64));
}

/* Writes the distinct values of a list in ascending order; returns their number. */
static size_t distinct_values(const hys_space *space, bool f32, double *value)
{
    const size_t count = hys_space_count(space);
    size_t distinct = 0;

    for (size_t i = 0; i < count; i++) {
        const double exact = has_names(space) ? (double)i : hys_space_value(space, i);
        value[i] = f32 ? (double)(float)exact : exact;
    }
    qsort(value, count, sizeof *value, by_value);
    for (size_t i = 0; i < count; i++)
        if (distinct == 0 || value[distinct - 1] < value[i])
            value[distinct++] = value[i];
    return distinct;
}

/* The first and last integer. A stream without the native stream's laws gives the bounds of old
 * kinds rounded. */
static void describe_integers(struct description *description, const hys_extent *extent,
                              const hys_source *source)
{
    const bool f32 = !(source->flags & HYS_X64);

    description->first = (double)extent->first;
    description->last = (double)extent->last;
    description->distinct = extent->distinct;
    if (!stream_has(source->stream, HYS_STREAM_NATIVE) && !is_new(description->column->space)) {
        description->first = rint(f32 ? (double)(float)extent->lower : extent->lower);
        description->last = rint(f32 ? (double)(float)extent->upper : extent->upper);
        const int64_t first = (int64_t)description->first; /* the difference may be no double */
        description->distinct = (uint64_t)((int64_t)description->last - first) + 1;
    }
}

/* The value behind another one, or that one if it is the last. */
static double next_value(const hys_space *space, double value)
{
    double share, next = value;
    if (hys_cdf_f64(space, &value, 1, &share, NULL) != HYS_OK || share >= 1)
        return value;
    share = nextafter(share, 1);
    return hys_quantile_f64(space, &share, 1, &next, NULL) == HYS_OK ? next : value;
}

/* Evenly spaced values. Clamping may have moved the outermost ones, so the step is that behind the
 * median. */
static void describe_steps(struct description *description, const hys_extent *extent)
{
    static const double share[] = {0, 0.5, 1};
    const hys_space *space = description->column->space;
    double value[3], lower, upper;

    if (hys_quantile_f64(space, share, 3, value, NULL) != HYS_OK)
        return;
    drawn_range(space, &lower, &upper);
    description->distinct = extent->distinct;
    description->first = isfinite(extent->lower) ? value[0] : lower;
    description->last = isfinite(extent->upper) ? value[2] : upper;
    description->step = next_value(space, value[1]) - value[1];
    if (!(description->step > 0))
        description->step = (value[2] - value[0]) / fmax(1, (double)(extent->distinct - 1));
}

/* Whether finitely many values lie apart: steps, of integers too. */
static bool has_gaps(const hys_extent *extent, uint32_t traits)
{
    if (traits & HYS_KIND_INTEGERS)
        return extent->distinct > 1 &&
               extent->distinct - 1 < (uint64_t)extent->last - (uint64_t)extent->first;
    return extent->distinct > 0;
}

bool is_finite(const struct description *description)
{
    return description->distinct || traits_of(description->column->space) & HYS_KIND_INTEGERS;
}

struct description description_of(const struct column *column, const hys_source *source)
{
    struct description description = {.column = column, .named = column->type == HYS_INDEX};
    const uint32_t traits = traits_of(column->space);
    const size_t count = hys_space_count(column->space);

    if (description.named) {
        description.distinct = count;
    } else if (traits & HYS_KIND_LIST) {
        description.value = xreallocarray(NULL, count, sizeof *description.value);
        description.distinct =
            distinct_values(column->space, has_narrow_law(column, source), description.value);
    } else {
        hys_extent extent;
        hys_space_extent(column->space, &extent);
        if (has_gaps(&extent, traits))
            describe_steps(&description, &extent);
        else if (traits & HYS_KIND_INTEGERS)
            describe_integers(&description, &extent, source);
    }
    return description;
}

/* ---- bins ---- */

double on_axis(const struct bins *bins, double value) { return bins->log ? log2(value) : value; }

static struct bins new_bins(enum form form, size_t count)
{
    struct bins bins = {.form = form, .count = count};
    bins.edge = xreallocarray(NULL, count, sizeof *bins.edge);
    bins.value = bins.edge;
    bins.n = xreallocarray(NULL, count, sizeof *bins.n);
    memset(bins.n, 0, count * sizeof *bins.n);
    return bins;
}

/* Bins that are equal parts of the axis. */
static struct bins ranges(double lower, double upper, bool log, size_t count)
{
    struct bins bins = new_bins(DENSITY, count);
    bins.log = log;
    bins.border = xreallocarray(NULL, count + 1, sizeof *bins.border);
    const double from = on_axis(&bins, lower), to = on_axis(&bins, upper);
    for (size_t i = 1; i < count; i++) {
        const double share = (double)i / (double)count, at = from * (1 - share) + to * share;
        bins.border[i] = log ? exp2(at) : at;
    }
    bins.border[0] = lower;
    bins.border[count] = upper;
    memcpy(bins.edge, bins.border, count * sizeof *bins.edge);
    return bins;
}

/* For integers: moves the borders to halves and removes ranges without an integer. Else the heights
 * would look like a comb. */
static void snap_to_integers(struct bins *bins, double first, double last)
{
    const double upper = bins->border[bins->count];
    size_t kept = 1;

    bins->edge[0] = first;
    for (size_t i = 1; i < bins->count; i++) {
        const double edge =
            rint(bins->border[i] + 0.25); /* neither integers nor halves lie near a tie */
        if (edge > bins->edge[kept - 1] && edge <= last) {
            bins->edge[kept] = edge;
            bins->border[kept++] = edge - 0.5;
        }
    }
    bins->halves = true;
    bins->count = kept;
    bins->border[kept] = upper;
}

/* For steps: moves the borders to the middle between values. */
static void snap_to_steps(struct bins *bins, double first, double last, double step)
{
    const double upper = bins->border[bins->count], most = rint((last - first) / step);
    double before = 0;
    size_t kept = 1;

    for (size_t i = 1; i < bins->count; i++) {
        const double number = ceil((bins->border[i] - first) / step);
        if (number > before && number <= most) {
            bins->border[kept++] = first + (number - 0.5) * step;
            before = number;
        }
    }
    bins->count = kept;
    bins->border[kept] = upper;
    memcpy(bins->edge, bins->border, kept * sizeof *bins->edge);
}

/* A bin for each of evenly spaced values. An f32 may lie below its value, so bins begin in the
 * middle between two. */
static struct bins each_step(const struct description *description, size_t count)
{
    struct bins bins = new_bins(EACH, count);
    bins.value = xreallocarray(NULL, count, sizeof *bins.value);
    for (size_t i = 0; i < count; i++)
        bins.value[i] = description->first + (double)i * description->step;
    if (hys_transform(description->column->space, bins.value, count, HYS_F64, bins.value, NULL) < 0)
        bins.value[0] = description->first; /* no f64: integers, which are exact already */
    for (size_t i = 0; i < count; i++)
        bins.edge[i] = i ? bins.value[i - 1] / 2 + bins.value[i] / 2 : bins.value[0];
    return bins;
}

/* Bins for integers and steps, a bin a value if there are few. */
static struct bins bins_of_steps(const struct description *description, size_t most)
{
    const bool log = is_log(description->column), cut = !is_new(description->column->space);
    const double first = description->first, last = description->last,
                 step = description->step > 0 ? description->step : 1;
    const double values = rint((last - first) / step) + 1;
    double lower = first - step / 2, upper = last + step / 2;

    if (values <= (double)(log ? most / EACH_WIDTH : most)) {
        if (description->step > 0)
            return each_step(description, (size_t)values);
        struct bins bins = new_bins(EACH, (size_t)values);
        for (size_t i = 0; i < bins.count; i++)
            bins.edge[i] = first + (double)i;
        return bins;
    }
    if (cut && !(description->step > 0))
        drawn_range(description->column->space, &lower, &upper);
    struct bins bins = ranges(lower, upper, log && lower > 0, most);
    if (description->step > 0)
        snap_to_steps(&bins, first, last, step);
    else
        snap_to_integers(&bins, first, last);
    return bins;
}

void drawn_range(const hys_space *space, double *lower, double *upper)
{
    static const double near_ends[] = {0x1p-17, 1 - 0x1p-17};
    const bool positive = traits_of(space) & HYS_KIND_LOG;
    double value[2];

    *lower = hys_space_lower(space);
    *upper = hys_space_upper(space);
    if ((isfinite(*lower) && isfinite(*upper) && (!positive || *lower > 0)) ||
        hys_decode_f64(space, near_ends, 2, value) != HYS_OK)
        return;
    if (!isfinite(*lower) || (positive && !(*lower > 0)))
        *lower = value[0];
    if (!isfinite(*upper))
        *upper = value[1];
}

struct bins bins_of(const struct description *description, size_t most)
{
    const struct column *column = description->column;
    double lower, upper;
    struct bins bins;

    if (description->named || (description->value && description->distinct <= MOST_BARS)) {
        const size_t all = (size_t)description->distinct;
        bins = new_bins(BARS, all <= MOST_BARS ? all : MOST_BARS);
        bins.others = all > MOST_BARS ? all - MOST_BARS + 1 : 0;
        for (size_t i = 0; i < bins.count; i++)
            bins.edge[i] = description->named ? (double)i : description->value[i];
    } else if (description->value) {
        const double from = description->value[0],
                     to = description->value[(size_t)description->distinct - 1];
        bins = ranges(from, to, from > 0 && to / from >= 1000, most);
    } else if (is_finite(description)) {
        bins = bins_of_steps(description, most);
    } else {
        drawn_range(column->space, &lower, &upper);
        bins = ranges(lower, upper, is_log(column), most);
    }
    return bins;
}

size_t bins_find(const struct bins *bins, double value)
{
    size_t at = 0;
    for (size_t left = bins->count; left > 1;) { /* the bin is among `left` from `at` on */
        const size_t half = left / 2;
        at += bins->edge[at + half] <= value ? half : 0;
        left -= half;
    }
    return at;
}

/* From border to border. Beyond 2^52 no double is half an integer, so lengths come from the
 * integers. */
double bins_length(const struct bins *bins, size_t i)
{
    if (bins->log || !bins->halves)
        return on_axis(bins, bins->border[i + 1]) - on_axis(bins, bins->border[i]);
    const bool from_half = i > 0, to_half = i + 1 < bins->count;
    const double from = from_half ? bins->edge[i] : bins->border[i];
    const double to = to_half ? bins->edge[i + 1] : bins->border[i + 1];
    return to - from + (from_half ? 0.5 : 0) - (to_half ? 0.5 : 0);
}

static double height_of(const struct bins *bins, size_t i, double samples)
{
    const double length = bins->form == DENSITY ? bins_length(bins, i) : 1;
    return length > 0 ? samples / length : 0;
}

double bins_height(const struct bins *bins, size_t i)
{
    return height_of(bins, i, (double)bins->n[i]);
}

double bins_total(const struct bins *bins)
{
    double total = 0;
    for (size_t i = 0; i < bins->count; i++)
        total += (double)bins->n[i];
    return total;
}

static bool has_equal_entries(const hys_space *space)
{
    hys_extent extent;
    hys_space_extent(space, &extent);
    return hys_space_count(space) > extent.distinct;
}

double bins_mass(const struct description *description, size_t i)
{
    const struct bins *bins = &description->bins;
    const hys_space *space = description->column->space;
    double share[2] = {0, 1}, mass = NAN;

    if (bins->form == BARS || bins->form == EACH) {
        double value = bins->value[i];
        if (description->named && !(traits_of(space) & HYS_KIND_NAMES)) {
            value = hys_space_value(space, i);
            if (has_equal_entries(space))
                return NAN; /* an entry's share of the mass of equal entries */
        }
        if (i + 1 == bins->count && bins->others)
            return NAN;
        return hys_pmf_f64(space, &value, 1, &mass, NULL) == HYS_OK ? mass : NAN;
    }
    for (size_t end = 0; end < 2; end++) {
        const double below = i + end < bins->count ? nextafter(bins->edge[i + end], -INFINITY) : 0;
        if (i + end > 0 && i + end < bins->count &&
            hys_cdf_f64(space, &below, 1, &share[end], NULL) != HYS_OK)
            return NAN;
    }
    return share[1] - share[0];
}

double bins_law_height(const struct description *description, size_t i)
{
    const struct bins *bins = &description->bins;
    return height_of(bins, i, bins_mass(description, i) * bins_total(bins));
}

char *bins_name(const struct description *description, size_t i)
{
    const hys_space *space = description->column->space;
    if (i + 1 == description->bins.count && description->bins.others)
        return xasprintf("and %zu others", description->bins.others);
    if (is_indexed(description->column))
        return xasprintf("%s", hys_space_label(space, i));
    return readable_number(description->named ? hys_space_value(space, i) : description->value[i]);
}
