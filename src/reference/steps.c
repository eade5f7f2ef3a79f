/* Maps of evenly spaced values: integers and steps. docs/spec.md, sections 3.3 and 4.1. */
#include <config.h>

#include <math.h>
#include <stdbool.h>

#include "src/bitcast.h"
#include "src/reference/map.h"
#include "src/reference/mul_high.h"

static double clamp(double x, double low, double high)
{
    x = x > low ? x : low;
    return x < high ? x : high;
}

/* ---- draws to integers ---- */

/* lo + floor(draw count 2^-w). */
MAP(int32_i32)
{
    TYPED(int32_i32, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = (int32_t)(p->lo + (int64_t)(draw[i] * p->count >> 32));
    return 0;
}

MAP(int32_i64)
{
    TYPED(int32_i64, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = p->lo + (int64_t)(draw[i] * p->count >> 32);
    return 0;
}

MAP(int64_i64)
{
    TYPED(int64_i64, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = (int64_t)((uint64_t)p->lo + hysi_mul_high64(draw[i], p->count));
    return 0;
}

/* lo + k step, modulo 2^64. */
MAP(step_i64)
{
    TYPED(step_i64, k, value);
    for (size_t i = 0; i < n; i++)
        value[i] = (int64_t)((uint64_t)p->lo + (uint64_t)k[i] * p->step);
    return 0;
}

/* ---- values by their number ---- */

static double value_of(const struct hysi_steps *s, double k)
{
    return clamp(fma(k, s->scale, s->offset) / s->divisor, s->lo, s->largest);
}

/* Maps int32_i64 and step_f64 in one. */
MAP(int32_step_f64)
{
    TYPED(int32_step_f64, draw, value);
    for (size_t i = 0; i < n; i++)
        value[i] = value_of(p->steps, (double)(p->lo + (int64_t)(draw[i] * p->count >> 32)));
    return 0;
}

MAP(step_f64)
{
    TYPED(step_f64, k, value);
    for (size_t i = 0; i < n; i++)
        value[i] = value_of(p->steps, (double)k[i]);
    return 0;
}

/* The value whose cell holds x: cells are `cell` wide, and cell k begins at k cell. */
MAP(multiple_f64)
{
    TYPED(multiple_f64, x, value);
    for (size_t i = 0; i < n; i++)
        value[i] = value_of(p->steps, floor((double)x[i] / p->cell));
    return 0;
}

/* The integer whose cell holds x: cells divide a span into equal parts. NaN stays as it is. */
MAP(cell_of)
{
    TYPED(cell_of, x, value);
    for (size_t i = 0; i < n; i++) {
        const double v = x[i], k = p->start + floor((v - p->from) * p->count / p->span);
        value[i] = v != v ? v : clamp(k, p->first, p->last);
    }
    return 0;
}

/* ---- nearest value, encode and decode ---- */

static double number_of(const struct hysi_steps *s, double x)
{
    return clamp(rint((x - s->from) / s->width), s->first, s->last);
}

/* The nearest value. NaN stays as it is; it is counted, as is what is outside the bounds. */
MAP(nearest_step)
{
    TYPED(nearest_step, x, value);
    const struct hysi_steps *s = p->steps;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double v = x[i];
        flagged += !(s->lower <= v && v <= s->upper);
        value[i] = v != v ? v : value_of(s, number_of(s, v));
    }
    return flagged;
}

/* The nearest value of a law's own numbers. NaN stays as it is. */
MAP(round_step)
{
    TYPED(round_step, x, value);
    const struct hysi_steps *s = p->steps;
    for (size_t i = 0; i < n; i++)
        value[i] = x[i] != x[i] ? x[i] : value_of(s, number_of(s, x[i]));
    return 0;
}

/* Whether v is the value w, or stands for it: as its f32 may, or as a sum of steps does, which is
 * far nearer to it than to the next value. */
static bool stands_for(const struct hysi_steps *s, double v, double w)
{
    const double slack = s->slack * fabs(w), near = 0.25 * s->width;
    const bool has_24_bits = (hysi_bits64(v) & 0x1fffffff) == 0;
    return fabs(v - w) <= (has_24_bits || slack < near ? slack : near);
}

/* The number of x, half a number more or less where x is above or below that value. */
MAP(position_step)
{
    TYPED(position_step, x, number);
    const struct hysi_steps *s = p->steps;
    for (size_t i = 0; i < n; i++) {
        const double v = x[i], k = number_of(s, v), w = value_of(s, k);
        number[i] = v != v ? v : v < w ? k - 0.5 : v > w ? k + 0.5 : k;
    }
    return 0;
}

/* The same, but an x that stands for a value has its number. NaN stays as it is. What else is no
 * value of the space is between two numbers. */
MAP(number_step)
{
    TYPED(number_step, x, number);
    const struct hysi_steps *s = p->steps;
    for (size_t i = 0; i < n; i++) {
        const double v = x[i], k = number_of(s, v), w = value_of(s, k);
        const bool same = stands_for(s, v, w);
        number[i] = v != v ? v : same ? k : v < w ? k - 0.5 : k + 0.5;
    }
    return 0;
}

/* The number of the nearest value. A value that is not in the space is counted. */
MAP(nearest_number)
{
    TYPED(nearest_number, x, number);
    const struct hysi_steps *s = p->steps;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double v = x[i], k = number_of(s, v), w = value_of(s, k);
        flagged += !stands_for(s, v, w);
        number[i] = v != v ? v : k;
    }
    return flagged;
}

/* The value of a number. */
MAP(value_step)
{
    TYPED(value_step, number, value);
    for (size_t i = 0; i < n; i++)
        value[i] = number[i] != number[i] ? number[i] : value_of(p->steps, number[i]);
    return 0;
}

/* The unit of the nearest value. A value that is not in the space is counted. */
MAP(encode_step)
{
    TYPED(encode_step, value, unit);
    const struct hysi_steps *s = p->steps;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double v = value[i], k = number_of(s, v), w = value_of(s, k);
        const double u = (k - s->first + s->half) / s->span;
        flagged += !stands_for(s, v, w);
        unit[i] = v != v ? v : k == s->first ? s->at_first : k == s->last ? s->at_last : u;
    }
    return flagged;
}

/* The value in whose cell the unit is. */
MAP(decode_step)
{
    TYPED(decode_step, unit, value);
    const struct hysi_steps *s = p->steps;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i];
        const double k = s->first + floor(fma(clamp(u, 0.0, 1.0), s->span, s->decode_half));
        flagged += !(0.0 <= u && u <= 1.0);
        value[i] = u != u ? u : value_of(s, u < 1.0 ? clamp(k, s->first, s->last) : s->last);
    }
    return flagged;
}

/* ---- masses ---- */

/* The probability of the values up to number k, and of those above it. */
static double up_to(const struct hysi_steps *s, double k)
{
    return k < s->last ? (k - s->first + s->up_to) / s->span : 1;
}

static double above(const struct hysi_steps *s, double k)
{
    return k < s->last ? (s->last - k + s->above) / s->span : 0;
}

static double mass_of(const struct hysi_steps *s, double k)
{
    return s->first == s->last ? 1
           : k == s->first     ? s->up_to / s->span
           : k == s->last      ? (1 + s->above) / s->span
                               : 1 / s->span;
}

/* The probability of values <= x, and of those above it. `none` is that for an x below all. */
#define SHARE(name, share, none)                                                             \
    MAP(name)                                                                                \
    {                                                                                        \
        TYPED(name, x, y);                                                                   \
        const struct hysi_steps *s = p->steps;                                               \
        size_t flagged = 0;                                                                  \
        for (size_t i = 0; i < n; i++) {                                                     \
            const double v = x[i], k = number_of(s, v);                                      \
            const bool below = v < value_of(s, k);                                           \
            flagged += v != v;                                                               \
            y[i] = v != v ? v : below && k == s->first ? none : share(s, below ? k - 1 : k); \
        }                                                                                    \
        return flagged;                                                                      \
    }
SHARE(cdf_step, up_to, 0)
SHARE(sf_step, above, 1)
#undef SHARE

/* The probability of x, 0 where x is not a value of the space. */
MAP(pmf_step)
{
    TYPED(pmf_step, x, y);
    const struct hysi_steps *s = p->steps;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double v = x[i], k = number_of(s, v), w = value_of(s, k);
        flagged += v != v;
        y[i] = v != v ? v : stands_for(s, v, w) ? mass_of(s, k) : 0.0;
    }
    return flagged;
}

/* The number of the least value whose share reaches u: the quotient is right but for one number.
 * Among many values the share of one before the last may round to 1, but 1 is that of the last. */
static double least_number(const struct hysi_steps *s, double u)
{
    if (u >= 1)
        return s->last;
    double k = clamp(s->first + ceil(u * s->span - s->up_to), s->first, s->last);
    k = up_to(s, k) < u ? k + 1 : k;
    return k > s->first && up_to(s, k - 1) >= u ? k - 1 : k;
}

MAP(quantile_step)
{
    TYPED(quantile_step, u, value);
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const bool inside = 0.0 <= u[i] && u[i] <= 1.0;
        flagged += !inside;
        value[i] = inside ? value_of(p->steps, least_number(p->steps, u[i])) : (double)NAN;
    }
    return flagged;
}

/* ---- integers beyond the doubles ---- */

/* The number of the integer nearest to x; of two as near, the even one. */
static uint64_t nearest_number(const struct hysi_params_integers *p, int64_t x)
{
    if (p->is_unsigned && x < 0) /* above every int64_t */
        return p->last;
    if (x < p->lo)
        return 0;
    const uint64_t from_lo = (uint64_t)x - (uint64_t)p->lo;
    const uint64_t k = from_lo / p->step, rest = from_lo % p->step, other = p->step - rest;
    const uint64_t nearest = rest > other || (rest == other && k % 2) ? k + 1 : k;
    return k >= p->last ? p->last : nearest;
}

static int64_t integer_of(const struct hysi_params_integers *p, uint64_t k)
{
    return (int64_t)((uint64_t)p->lo + k * p->step);
}

MAP(nearest_step_i64)
{
    TYPED(nearest_step_i64, x, value);
    for (size_t i = 0; i < n; i++)
        value[i] = integer_of(p, nearest_number(p, x[i]));
    return 0;
}

MAP(encode_i64)
{
    TYPED(encode_i64, value, unit);
    const struct hysi_steps *s = p->steps;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const uint64_t k = nearest_number(p, value[i]);
        flagged += integer_of(p, k) != value[i] || (p->is_unsigned && value[i] < 0);
        unit[i] = k == 0         ? s->at_first
                  : k == p->last ? s->at_last
                                 : ((double)k + s->half) / s->span;
    }
    return flagged;
}

/* NaN gives 0. */
MAP(decode_i64)
{
    TYPED(decode_i64, unit, value);
    const struct hysi_steps *s = p->steps;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const double u = unit[i];
        const double at = floor(fma(clamp(u, 0.0, 1.0), s->span, s->decode_half));
        const uint64_t k = u < 1.0 && at < 0x1p64 ? (uint64_t)at : p->last;
        flagged += !(0.0 <= u && u <= 1.0);
        value[i] = u != u ? 0 : integer_of(p, k < p->last ? k : p->last);
    }
    return flagged;
}

/* How many of the integers are <= x. 2^64 of them would be too many to count: beyond the last one,
 * the number of the last. */
static double count_up_to(const struct hysi_params_integers *p, int64_t x, bool *beyond)
{
    *beyond = p->is_unsigned && x < 0;
    if (*beyond || x < p->lo)
        return 0;
    const uint64_t k = ((uint64_t)x - (uint64_t)p->lo) / p->step;
    *beyond = k >= p->last;
    return *beyond ? 0 : (double)k + 1;
}

MAP(cdf_i64)
{
    TYPED(cdf_i64, x, y);
    const struct hysi_steps *s = p->steps;
    bool beyond;
    for (size_t i = 0; i < n; i++) {
        const double count = count_up_to(p, x[i], &beyond);
        y[i] = beyond ? 1 : count > 0 ? (count - 1 + s->up_to) / s->span : 0;
    }
    return 0;
}

MAP(sf_i64)
{
    TYPED(sf_i64, x, y);
    const struct hysi_steps *s = p->steps;
    bool beyond;
    for (size_t i = 0; i < n; i++) {
        const double count = count_up_to(p, x[i], &beyond);
        const uint64_t k = (uint64_t)x[i] - (uint64_t)p->lo;
        y[i] = beyond ? 0 : count > 0 ? ((double)(p->last - k / p->step) + s->above) / s->span : 1;
    }
    return 0;
}

MAP(pmf_i64)
{
    TYPED(pmf_i64, x, y);
    const struct hysi_steps *s = p->steps;
    for (size_t i = 0; i < n; i++) {
        const uint64_t k = nearest_number(p, x[i]);
        const bool legal = integer_of(p, k) == x[i] && !(p->is_unsigned && x[i] < 0);
        const double mass = p->last == 0   ? 1
                            : k == 0       ? s->up_to / s->span
                            : k == p->last ? (1 + s->above) / s->span
                                           : 1 / s->span;
        y[i] = legal ? mass : 0;
    }
    return 0;
}

/* A number outside [0, 1] gives 0. */
MAP(quantile_i64)
{
    TYPED(quantile_i64, u, value);
    const struct hysi_steps *s = p->steps;
    size_t flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const bool inside = 0.0 <= u[i] && u[i] <= 1.0;
        const double at = ceil(u[i] * s->span - s->up_to);
        uint64_t k = !(at > 0) ? 0 : at < 0x1p64 ? (uint64_t)at : p->last;
        k = k < p->last && u[i] < 1 ? k : p->last;
        if (k < p->last && ((double)k + s->up_to) / s->span < u[i])
            k++;
        else if (k > 0 && u[i] < 1 && ((double)(k - 1) + s->up_to) / s->span >= u[i])
            k--;
        flagged += !inside;
        value[i] = inside ? integer_of(p, k) : 0;
    }
    return flagged;
}
