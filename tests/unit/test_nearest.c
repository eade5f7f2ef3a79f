/* The nearest value of a list against the law written plainly, over 100 000 random lists: at every
 * threshold, every value and every midpoint, and at their float neighbours. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "src/kinds/kinds.h"
#include "tests/unit/test.h"

enum { MOST = 5000 };

struct value {
    double x;
    uint32_t index;
}; /* index: its first position in the list */

static uint64_t state;

static uint64_t below(uint64_t bound) { return test_random(&state) % bound; }

static double real(void) { return (double)(test_random(&state) >> 11) * 0x1p-53; }

/* ---- a float type, by its name alone ---- */

static int wide; /* whether the input is f64 */

static double to_type(double x) { return wide ? x : (double)(float)x; }

static double neighbour(double x, double towards)
{
    return wide ? nextafter(x, towards) : (double)nextafterf((float)x, (float)towards);
}

static double distance(double a, double b)
{
    return wide ? fabs(a - b) : (double)fabsf((float)a - (float)b);
}

/* ---- lists ---- */

static double random_value(int kind, size_t i)
{
    const double sign = below(2) ? -1.0 : 1.0;
    union {
        uint64_t bits;
        double x;
    } any = {test_random(&state)};
    union {
        uint32_t bits;
        float x;
    } any_f32 = {(uint32_t)any.bits};
    switch (kind) {
    case 0: return (double)below(20);             /* small integers, duplicates */
    case 1: return sign * (double)below(100) / 8; /* exact midpoints, duplicates, both zeros */
    case 2: return real();
    case 3: return isfinite(any_f32.x) ? (double)any_f32.x : 0.0; /* any f32, subnormals too */
    case 4: return isfinite(any.x) ? any.x : 1.0;                 /* any f64 */
    case 5: return 1.0 + (double)below(64) * 0x1p-23;             /* neighbours in f32 */
    case 6: return 1.0 + (double)below(64) * 0x1p-52; /* one value in f32, neighbours in f64 */
    case 7: return sign * ldexp(1.0, (int)below(200) - 100);
    case 8: return i % 2 ? sign * 3e38 * real() : sign * 1e-38 * real(); /* huge beside tiny */
    case 9: return 9007199254740992.0 - (double)below(1000);
    default: return (double)i * (1 + real() * 0.5); /* almost ascending */
    }
}

static int by_value(const void *a, const void *b)
{
    const struct value *x = a, *y = b;
    return x->x != y->x ? (x->x < y->x ? -1 : 1) : x->index < y->index ? -1 : 1;
}

/* The distinct values of the type, ascending; of equal ones the first given. */
static size_t sort_values(const double *given, size_t count, struct value *value)
{
    size_t distinct = 0;
    for (size_t i = 0; i < count; i++)
        value[i] = (struct value){to_type(given[i]), (uint32_t)i};
    qsort(value, count, sizeof *value, by_value);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || value[i].x != value[distinct - 1].x)
            value[distinct++] = value[i];
    return distinct;
}

/* ---- the law ---- */

static uint32_t nearest(const struct value *value, size_t distinct, double x)
{
    size_t from = 0, to = distinct; /* value[from - 1] <= x < value[to] */
    if (isnan(x))
        return UINT32_MAX;
    while (from < to) {
        const size_t middle = (from + to) / 2;
        if (value[middle].x <= x)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == 0)
        return value[0].index;
    if (from == distinct)
        return value[distinct - 1].index;
    const struct value a = value[from - 1], b = value[from];
    const double to_a = distance(x, a.x), to_b = distance(b.x, x);
    return to_a < to_b || (to_a == to_b && a.index < b.index) ? a.index : b.index;
}

/* Whether no value is nearer in the reals than the chosen one, except by rounding errors. */
static int nearest_in_reals(const double *given, size_t count, double x, uint32_t chosen)
{
    const long double epsilon = wide ? 0x1p-53L : 0x1p-24L,
                      d = fabsl((long double)to_type(given[chosen]) - (long double)x);
    for (size_t i = 0; i < count; i++) {
        const long double e = fabsl((long double)to_type(given[i]) - (long double)x);
        if (e < d - 2 * epsilon * d)
            return 0;
    }
    return 1;
}

/* ---- where to look ---- */

static double point[MOST * 16 + 64];

static size_t points_of(const hys_space *space, const struct value *value, size_t distinct)
{
    const void *thresholds = (wide ? &space->list->f64 : &space->list->f32)->snap.thresholds;
    const double largest = wide ? DBL_MAX : (double)FLT_MAX;
    const double always[] = {NAN, INFINITY, -INFINITY, largest, -largest, 0.0, -0.0, 0x1p-149};
    size_t n = 0;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        point[n++] = always[i];
    for (size_t i = 0; i < distinct; i++) {
        point[n++] = value[i].x;
        point[n++] = neighbour(value[i].x, -INFINITY);
        point[n++] = neighbour(value[i].x, INFINITY);
        if (i + 1 == distinct)
            break;
        const double threshold =
            wide ? ((const double *)thresholds)[i] : (double)((const float *)thresholds)[i];
        const double middle = to_type(value[i].x / 2 + value[i + 1].x / 2);
        point[n++] = threshold;
        point[n++] = neighbour(threshold, -INFINITY);
        point[n++] = neighbour(threshold, INFINITY);
        point[n++] = middle;
        point[n++] = neighbour(middle, -INFINITY);
        point[n++] = neighbour(middle, INFINITY);
        point[n++] = to_type(value[i].x + (value[i + 1].x - value[i].x) * real());
    }
    return n;
}

static size_t points_checked, in_reals;

static void check_list(const double *given, size_t count)
{
    static struct value value[MOST];
    static double input[MOST * 16 + 64], output[MOST * 16 + 64];
    hys_space *space;

    OK(hys_space_discrete(&space, given, count));
    for (wide = 0; wide < 2; wide++) {
        /* f64 gives the value; f32 its index, which says which of equal ones. */
        const hys_type type = wide ? HYS_F64 : HYS_INDEX;
        const size_t distinct = sort_values(given, count, value);
        if (isinf(value[0].x) || isinf(value[distinct - 1].x))
            continue;
        const size_t n = points_of(space, value, distinct);
        for (size_t i = 0; i < n; i++)
            if (wide)
                input[i] = point[i];
            else
                ((float *)input)[i] = (float)point[i];
        CHECK(hys_transform(space, input, n, type, output, NULL) == HYS_W_DATA,
              "the NaN among the points");
        for (size_t i = 0; i < n; i++) {
            const uint32_t law = nearest(value, distinct, point[i]);
            if (law == UINT32_MAX) {
                CHECK(wide ? isnan(output[i]) : ((uint32_t *)output)[i] == UINT32_MAX, "NaN");
                continue;
            }
            if (wide)
                CHECK(output[i] == given[law], "f64: %zu values, %.17g: %.17g, not %.17g", count,
                      point[i], output[i], given[law]);
            else
                CHECK(((uint32_t *)output)[i] == law, "f32: %zu values, %.9g: %u, not %u", count,
                      point[i], ((uint32_t *)output)[i], law);
            if (isfinite(point[i]) && (count <= 40 || i % 997 == 0)) {
                CHECK(nearest_in_reals(given, count, point[i], law),
                      "%zu values, %.17g: %.17g is not the nearest", count, point[i], given[law]);
                in_reals++;
            }
        }
        points_checked += n;
    }
    hys_space_free(space);
}

TEST(nearest, random_lists)
{
    static double given[MOST];
    const size_t lists = test_budget(2000, 100000, 1000000);
    points_checked = in_reals = 0;
    state = 1;
    for (size_t l = 0; l < lists; l++) {
        const int kind = (int)below(11);
        const size_t most = l % 1000 == 0  ? MOST
                            : l % 100 == 0 ? 500
                                           : 16,
                     count = l % 5000 ? 1 + (size_t)below(most) : MOST;
        for (size_t i = 0; i < count; i++)
            given[i] = random_value(kind, i);
        check_list(given, count);
    }
    test_note("nearest: %zu lists: %zu points follow the law, %zu are nearest in the reals too",
              lists, points_checked, in_reals);
}
