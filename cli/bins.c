/* What a column may hold, and bins over it: a bar a value, a bin a value, or ranges of an axis. */
#include <config.h>

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/describe.h"

enum { MOST_BARS = 12, EACH_WIDTH = 3 };

static uint32_t traits_of(const hys_space *space) { return hys_kind_traits(hys_space_kind(space)); }

static bool is_log(const struct column *column) { return traits_of(column->space) & HYS_KIND_LOG; }

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct description description_of(const struct column *column, const hys_source *source)
{
    struct description description = {.column = column, .named = column->type == HYS_INDEX};
    const hys_space *space = column->space;
    const uint32_t traits = traits_of(space);
    const size_t count = hys_space_count(space);
    hys_extent extent;

    hys_space_extent(space, &extent);
    if (description.named) {
        description.distinct = count;
    } else if (traits & HYS_KIND_LIST) {
        /* in the law's float values may coincide */
        const bool f32 =
            column->type == HYS_F32 || (source->stream != HYS_NATIVE && !(source->flags & HYS_X64));
        size_t distinct = 0;
        description.value = memory_for(NULL, count, sizeof *description.value);
        for (size_t i = 0; i < count; i++) {
            const double value = hys_space_value(space, i);
            description.value[i] = f32 ? (double)(float)value : value;
        }
        qsort(description.value, count, sizeof *description.value, by_value);
        for (size_t i = 0; i < count; i++)
            if (distinct == 0 || description.value[distinct - 1] < description.value[i])
                description.value[distinct++] = description.value[i];
        description.distinct = distinct;
    } else if (traits & HYS_KIND_INTEGERS) {
        if (source->stream == HYS_NATIVE) {
            description.first = extent.first;
            description.last = extent.last;
        } else { /* rounded, not kept within the bounds */
            const bool f32 = !(source->flags & HYS_X64);
            description.first = rint(f32 ? (double)(float)extent.lower : extent.lower);
            description.last = rint(f32 ? (double)(float)extent.upper : extent.upper);
        }
        const int64_t first = (int64_t)description.first; /* the difference may be no double */
        description.distinct = (uint64_t)((int64_t)description.last - first) + 1;
    }
    return description;
}

/* ---- bins ---- */

double on_axis(const struct bins *bins, double value) { return bins->log ? log2(value) : value; }

static struct bins some(enum form form, size_t count)
{
    struct bins bins = {.form = form, .count = count};
    bins.edge = memory_for(NULL, count, sizeof *bins.edge);
    bins.n = memory_for(NULL, count, sizeof *bins.n);
    memset(bins.n, 0, count * sizeof *bins.n);
    return bins;
}

/* Equal parts of the axis. */
static struct bins ranges(double lower, double upper, bool log, size_t count)
{
    struct bins bins = some(DENSITY, count);
    bins.log = log;
    bins.border = memory_for(NULL, count + 1, sizeof *bins.border);
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

/* Integers: borders move to halves, and ranges without an integer go, so that the heights show no
 * comb. */
static void settle_on_integers(struct bins *bins, double first, double last)
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

struct bins bins_of(const struct description *description, size_t most)
{
    const struct column *column = description->column;
    const double lower = hys_space_lower(column->space), upper = hys_space_upper(column->space);
    const size_t distinct =
        description->distinct > most ? most + 1 : (size_t)description->distinct; /* of axes */
    struct bins bins;

    if (description->named || (description->value && description->distinct <= MOST_BARS)) {
        const size_t all = (size_t)description->distinct;
        bins = some(BARS, all <= MOST_BARS ? all : MOST_BARS);
        bins.others = all > MOST_BARS ? all - MOST_BARS + 1 : 0;
        for (size_t i = 0; i < bins.count; i++)
            bins.edge[i] = description->named ? (double)i : description->value[i];
    } else if (description->value) {
        const double from = description->value[0],
                     to = description->value[(size_t)description->distinct - 1];
        bins = ranges(from, to, from > 0 && to / from >= 1000, most);
    } else if (description->distinct && distinct <= (is_log(column) ? most / EACH_WIDTH : most)) {
        bins = some(EACH, distinct);
        for (size_t i = 0; i < distinct; i++)
            bins.edge[i] = description->first + (double)i;
    } else {
        bins = ranges(lower, upper, is_log(column), most);
        if (description->distinct)
            settle_on_integers(&bins, description->first, description->last);
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

/* From border to border. Beyond 2^52 no double lies on a half, so those come from the integers. */
static double length_of(const struct bins *bins, size_t i)
{
    if (bins->log || !bins->halves)
        return on_axis(bins, bins->border[i + 1]) - on_axis(bins, bins->border[i]);
    const bool from_half = i > 0, to_half = i + 1 < bins->count;
    const double from = from_half ? bins->edge[i] : bins->border[i];
    const double to = to_half ? bins->edge[i + 1] : bins->border[i + 1];
    return to - from + (from_half ? 0.5 : 0) - (to_half ? 0.5 : 0);
}

double bins_height(const struct bins *bins, size_t i)
{
    const double length = bins->form == DENSITY ? length_of(bins, i) : 1;
    return length > 0 ? (double)bins->n[i] / length : 0;
}

char *number_shown(double value)
{
    return fabs(value) <= 0x1p53 && value == rint(value) ? text_of("%.0f", value + 0.0)
                                                         : text_of("%.6g", value);
}

char *bins_name(const struct description *description, size_t i)
{
    const hys_space *space = description->column->space;
    if (i + 1 == description->bins.count && description->bins.others)
        return text_of("and %zu others", description->bins.others);
    if (traits_of(space) & HYS_KIND_NAMES)
        return text_of("%s", hys_space_label(space, i));
    return number_shown(description->named ? hys_space_value(space, i) : description->value[i]);
}

/* ---- ticks ---- */

double round_step(double least)
{
    const double power = pow(10, floor(log10(least)));
    return power * (least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10);
}

bool label_fits(double at, size_t length, size_t width, size_t *from, size_t *behind)
{
    const double start = floor(at - (double)length / 2);
    *from = start > 0 ? (size_t)start : 0;
    if (length > width)
        return false;
    if (*from + length > width)
        *from = width - length;
    if (*behind && *from < *behind + 1)
        return false;
    *behind = *from + length;
    return true;
}

bool each_labelled(const struct bins *bins, size_t i, double cells)
{
    size_t longest = 0;
    for (size_t k = 0; k<bins->count; k += bins->count> 1 ? bins->count - 1 : 1) {
        char *label = number_shown(bins->edge[k]);
        longest = strlen(label) > longest ? strlen(label) : longest;
        free(label);
    }
    return fmod(bins->edge[i], round_step(fmax(1, (double)(longest + 1) / cells))) == 0;
}

static void tick(struct ticks *ticks, double at, double lower, double upper)
{
    if (at >= lower && at <= upper && ticks->count < TICKS)
        ticks->at[ticks->count++] = at;
}

/* base^k for every stride-th k, times each of the factors. */
static void power_ticks(struct ticks *ticks, double lower, double upper, double base, size_t most,
                        const double *factor, size_t factors)
{
    const double low = log2(lower) / log2(base), high = log2(upper) / log2(base);
    const int from = (int)floor(low) - 1, to = (int)ceil(high) + 1,
              stride = (int)fmax(1, round_step((high - low) / (double)most));
    for (int k = from; k <= to; k++)
        for (size_t f = 0; f < factors && k % stride == 0; f++)
            tick(ticks, pow(base, k) * factor[f], lower, upper);
}

struct ticks ticks_of(const struct description *description, size_t most)
{
    static const double one[] = {1}, three[] = {1, 2, 5};
    const struct bins *bins = &description->bins;
    const double lower = bins->border[0], upper = bins->border[bins->count];
    struct ticks ticks = {.digits = 6};

    if (bins->log) {
        const bool two = hys_space_base(description->column->space) == 2;
        const double decades = log10(upper) - log10(lower);
        if (two && decades > 0.9)
            power_ticks(&ticks, lower, upper, 2, most, one, 1);
        else if (decades >= 3 || 2 * decades > (double)most)
            power_ticks(&ticks, lower, upper, 10, most, one, 1);
        else if (decades > 0.7)
            power_ticks(&ticks, lower, upper, 10, most, three, 3);
        if (ticks.count > 1)
            return ticks;
        ticks.count = 0;
    }
    double step = round_step(upper / (double)most - lower / (double)most);
    if (description->distinct && !description->value && step < 1)
        step = 1;
    const double size = fabs(lower) > fabs(upper) ? fabs(lower) : fabs(upper);
    const double digits = floor(log10(size / step)) + 2;
    ticks.digits = digits < 6 ? 6 : digits > DBL_DECIMAL_DIG ? DBL_DECIMAL_DIG : (int)digits;
    for (double k = ceil(lower / step); k * step <= upper && ticks.count < TICKS; k++)
        tick(&ticks, k * step + 0.0, lower, upper);
    return ticks;
}

/* ---- words ---- */

struct facts facts_of(const struct description *description)
{
    const struct column *column = description->column;
    const hys_space *space = column->space;
    const bool names = traits_of(space) & HYS_KIND_NAMES;
    const size_t count = hys_space_count(space);
    struct facts facts = {{text_of("%s", hys_kind_name(hys_space_kind(space)))}};
    size_t i = 1;

    if (names)
        facts.fact[i++] = text_of("%zu name%s", count, count == 1 ? "" : "s");
    else
        facts.fact[i++] = text_of("%s to %s", number_shown(hys_space_lower(space)),
                                  number_shown(hys_space_upper(space)));
    if (is_log(column))
        facts.fact[i++] = text_of("base %s", number_shown(hys_space_base(space)));
    facts.fact[i++] = text_of("%s", column->text ? "text" : hys_type_name(column->type));
    if (!description->distinct)
        facts.fact[i++] = text_of("continuous");
    else if (!names)
        facts.fact[i++] = text_of("%" PRIu64 " value%s", description->distinct,
                                  description->distinct == 1 ? "" : "s");
    if (count > description->distinct)
        facts.fact[i++] = text_of("%zu entries", count);
    return facts;
}
