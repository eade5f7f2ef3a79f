#include <config.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/axis.h"
#include "cli/numbers.h"

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
        char *label = readable_number(bins->value[k]);
        longest = strlen(label) > longest ? strlen(label) : longest;
        free(label);
    }
    const double at = bins->value == bins->edge ? bins->edge[i] : (double)i;
    return fmod(at, round_step(fmax(1, (double)(longest + 1) / cells))) == 0;
}

static void tick(struct ticks *ticks, double at, double lower, double upper)
{
    if (at >= lower && at <= upper && ticks->count < TICKS)
        ticks->at[ticks->count++] = at;
}

/* Adds ticks at base^k times each of the factors, for every stride-th k. */
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
    if (is_finite(description) && !description->value && !(description->step > 0) && step < 1)
        step = 1;
    const double size = fabs(lower) > fabs(upper) ? fabs(lower) : fabs(upper);
    const double digits = floor(log10(size / step)) + 2;
    ticks.digits = digits < 6 ? 6 : digits > DBL_DECIMAL_DIG ? DBL_DECIMAL_DIG : (int)digits;
    for (double k = ceil(lower / step); k * step <= upper && ticks.count < TICKS; k++)
        tick(&ticks, k * step + 0.0, lower, upper);
    return ticks;
}
