/* The native laws over every draw that matters, compared with the reals: each continuous kind stays
 * inside its bounds for every f32 value of 300 hard bounds, each value stands where the law puts
 * it, and each quantised cell has its share of the draws. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "src/dispatch.h"
#include "src/space.h"
#include "tests/unit/test.h"

enum { CHUNK = 1 << 14 };

/* What hys_sample does once it has its draws: the maps of a route, in turn. */
static void map_draws(const hys_space *space, hys_type type, const void *draws, size_t n, void *out)
{
    static uint64_t between[2][CHUNK];
    const struct hysi_kernels *kernels;
    struct hysi_route route;
    const void *in = draws;
    OK(hysi_kernels_get(&kernels));
    OK(hysi_find_route(space, HYSI_USE_NATIVE, type, &route));
    for (int s = 0; s < route.stages; s++) {
        void *to = s + 1 < route.stages ? between[s % 2] : out;
        kernels->map[route.stage[s].map](route.stage[s].params, n, in, to);
        in = to;
    }
}

static int gives(const hys_space *space, hys_type type)
{
    return hysi_types_of(space, HYSI_USE_NATIVE) >> type & 1;
}

/* The width of the draws of integers. */
static int draw_bits(const hys_space *space)
{
    struct hysi_route route;
    OK(hysi_find_route(space, HYSI_USE_NATIVE, HYS_I64, &route));
    return route.bits;
}

static uint64_t state;

/* In [0, 1). */
static double real(void) { return (double)(test_random(&state) >> 11) * 0x1p-53; }

/* ---- hard bounds ---- */

struct pair {
    double lower, upper;
};
enum { FAMILIES = 10 };

/* A family of bounds at a time: those that floats cannot hold, adjacent floats, huge, tiny,
 * negative, straddling zero. */
static struct pair linear_pair(int i)
{
    const float x = (float)((real() + 0.5) * ldexp(i & 1 ? -1.0 : 1.0, (int)(real() * 60) - 30));
    const double sign = i & 1 ? -1.0 : 1.0;
    float up = x;
    switch (i % FAMILIES) {
    case 0: /* no float, common sizes */
        return (struct pair){floor(real() * 100) / 10 - 5, 5.1 + floor(real() * 100) / 10};
    case 1: /* 1 to 8 floats apart */
        for (int k = i / FAMILIES % 8; k >= 0; k--)
            up = nextafterf(up, INFINITY);
        return (struct pair){(double)x, (double)up};
    case 2: /* a sliver above and below floats, few floats between */
        for (int k = i / FAMILIES % 8; k >= 0; k--)
            up = nextafterf(up, INFINITY);
        return (struct pair){(double)x * (1 + sign * 0x1p-40),
                             (double)nextafterf(up, INFINITY) * (1 + sign * 0x1p-40)};
    case 3: /* upper - lower rounds up in f32 */
        return (struct pair){-(1.0 + 0x1p-23 * (i / FAMILIES + 1)),
                             16777213.0 + (i / FAMILIES) % 3};
    case 4: /* the whole range of f32, almost */
        return (struct pair){-1.7e38 * real(), 1.7e38 * (0.5 + real() / 2)};
    case 5: /* the smallest spans that f32 takes */
        return (struct pair){sign < 0 ? -0x1p-101 : 0.0, 0x1p-102 * (1.1 + real())};
    case 6: /* a subnormal bound */
        return (struct pair){-1e-40 * (real() + 0.1), 1e-30 * (real() + 0.1)};
    case 7: /* zero in the middle */
        return (struct pair){-ldexp(real() + 0.1, (int)(real() * 40) - 20),
                             ldexp(real() + 0.1, (int)(real() * 40) - 20)};
    case 8: /* negative, across powers of two */
        return (struct pair){-ldexp(1.0 + real(), (int)(real() * 30)), -ldexp(1.0 + real(), -2)};
    default: /* an end far smaller than the other */
        return sign > 0 ? (struct pair){1e-30 * real(), 1e10 * (real() + 1)}
                        : (struct pair){-1e10 * (real() + 1), -1e-30 * real()};
    }
}

static struct pair log_pair(int i)
{
    const float x = (float)ldexp(1.0 + real(), (int)(real() * 200) - 100);
    float up = x;
    switch (i % FAMILIES) {
    case 0: /* 2 to 9 floats apart; log2 at 0 is where Q.23 is as fine as they are */
        for (int k = i / FAMILIES % 8; k >= -1; k--)
            up = nextafterf(up, INFINITY);
        return (struct pair){(double)x, (double)up};
    case 1: /* around 1 */ return (struct pair){1 - 0.1 * real(), 1 + 0.1 * real()};
    case 2: /* no float */
        return (struct pair){floor(1 + real() * 9) / 10, floor(11 + real() * 20) / 10};
    case 3: /* ends at a power of two */ return (struct pair){(double)x, ldexp(1.0, ilogbf(x) + 1)};
    case 4: /* starts there */
        return (struct pair){ldexp(1.0, ilogbf(x)), ldexp(1.0 + real(), ilogbf(x))};
    case 5: /* just past one */
        return (struct pair){ldexp(1.0, ilogbf(x)) * (1 + 0x1p-30),
                             ldexp(1.0, ilogbf(x) + 1) * (1 + 0x1p-30)};
    case 6: /* the smallest normals */
        return (struct pair){0x1p-126 * (1 + real()), 0x1p-125 * (1 + real())};
    case 7: /* the largest floats */
        return (struct pair){0x1p126 * (1 + real()), 0x1p127 * (1 + real() * 0.9)};
    case 8: /* a factor of up to 4 anywhere */
        return (struct pair){(double)x, (double)x * (1.01 + real() * 3)};
    default: /* many powers of two: not every draw, see log_f32 */
        return (struct pair){(double)x, (double)x * ldexp(1.0, 3 + (int)(real() * 20))};
    }
}

static size_t for_each_pair(struct pair (*pair)(int i),
                            hys_status (*make)(hys_space **space, double lower, double upper),
                            hys_type type, void (*check)(const hys_space *space))
{
    const int step = (int)test_budget(31, 1, 1),
              pairs = FAMILIES * (int)test_budget(30, 30, 130); /* 31: every family is met */
    size_t count = 0;
    state = 1;
    for (int i = 0; i < pairs; i++) {
        const struct pair p = pair(i);
        hys_space *space;
        if (!(p.lower < p.upper) || i % step)
            continue;
        OK(make(&space, p.lower, p.upper));
        if (gives(space, type)) {
            check(space);
            count++;
        }
        hys_space_free(space);
    }
    CHECK((int)count >= (int)test_budget(200 / 31, 200, 1000), "%zu bounds", count);
    return count;
}

static hys_status make_log(hys_space **space, double lower, double upper)
{
    return hys_space_log(space, lower, upper, 10);
}

/* The first and the last float of the type that are inside. */
static double first_inside_f32(double lower)
{
    const float f = (float)lower;
    return (double)((double)f < lower ? nextafterf(f, INFINITY) : f);
}

static double last_inside_f32(double upper)
{
    const float f = (float)upper;
    return (double)((double)f >= upper ? nextafterf(f, -INFINITY) : f);
}

#define IN "%s: [%.17g, %.17g): draw %llu: %.17g"
#define IN_ARGS \
    hys_isa_current(), space->extent.lower, space->extent.upper, (unsigned long long)draw, v

/* ---- linear, f32: all 2^24 mantissas ---- */

static size_t clamped;

static void linear_f32(const hys_space *space)
{
    static uint32_t draws[CHUNK];
    static float values[CHUNK];
    const double lower = space->extent.lower, upper = space->extent.upper;
    const double lo = first_inside_f32(lower), last = last_inside_f32(upper),
                 up = (double)nextafterf((float)last, INFINITY);
    const double span = up - lo,
                 scale = (double)((float)up - (float)lo) * 0x1p-24; /* as the law rounds it */
    const double after_lo = (double)nextafterf((float)lo, INFINITY),
                 before_last = (double)nextafterf((float)last, -INFINITY);
    const uint32_t placed = (uint32_t)test_budget(64, 16, 16);
    double previous = lo;
    size_t at_lo = 0, at_last = 0;

    for (uint32_t k = 0; k < 1u << 24; k += CHUNK) {
        for (uint32_t j = 0; j < CHUNK; j++)
            draws[j] = (k + j) << 8 | (k + j * 7) % 256; /* the low 8 bits must not count */
        map_draws(space, HYS_F32, draws, CHUNK, values);
        for (uint32_t j = 0; j < CHUNK; j++) {
            const uint32_t draw = draws[j];
            const double v = (double)values[j];
            CHECK(v >= lower && v < upper && v >= previous, IN, IN_ARGS);
            at_lo += v == lo;
            at_last += v == last;
            previous = v;
            if (j % placed)
                continue;
            /* Each value is the float nearest to its place, or last. */
            const long double place = (long double)lo + (long double)(k + j) * (long double)scale;
            const long double gap = (long double)fabs(
                v - (double)nextafterf((float)v, place > (long double)v ? INFINITY : -INFINITY));
            CHECK((v == last && place > (long double)last) ||
                      fabsl((long double)v - place) <= gap / 2 * (1 + 0x1p-30L),
                  IN, IN_ARGS);
        }
    }
    CHECK(lo >= lower && last < upper && at_lo > 0, "[%.17g, %.17g): %zu at lo, %zu at last", lower,
          upper, at_lo, at_last);
    if (lo == last) {
        CHECK(at_lo == 1u << 24, "[%.17g, %.17g)", lower, upper);
        return;
    }
    /* The end masses, to a draw of rounding at each side and half a draw for the rounded span: half
     * of lo's gap; all from half the gap before last up to the end. Between them masses follow from
     * the places. */
    const double mass_lo = (after_lo - lo) / 2 / span * 0x1p24,
                 mass_last = (up - last + (last - before_last) / 2) / span * 0x1p24;
    CHECK(fabs((double)at_lo - mass_lo) <= 1.5, "[%.17g, %.17g): %zu at lo, not %g", lower, upper,
          at_lo, mass_lo);
    CHECK(fabs((double)at_last - mass_last) <= 2, "[%.17g, %.17g): %zu at last, not %g", lower,
          upper, at_last, mass_last);
    clamped += at_last > 1;
}

TEST(exhaustive, linear_f32)
{
    const size_t count = for_each_pair(linear_pair, hys_space_linear, HYS_F32, linear_f32);
    CHECK(clamped > test_budget(0, 30, 30), "%zu bounds let the clamp act", clamped);
    test_note("exhaustive: linear f32: all 2^24 mantissas over %zu bounds", count);
}

/* ---- log, f32: every t = a + floor(draw span 2^-32), by the first draw that gives it ---- */

static size_t whole;
static uint64_t exponents;

static void log_f32(const hys_space *space)
{
    static uint32_t draws[CHUNK];
    static float values[CHUNK];
    struct hysi_route route;
    OK(hysi_find_route(space, HYSI_USE_NATIVE, HYS_F32, &route));
    const uint64_t span = route.stage[0].params->log_f32.log2_span;
    const int32_t a = route.stage[0].params->log_f32.log2_lower;
    const double lower = space->extent.lower, upper = space->extent.upper;
    const double lo = first_inside_f32(lower), last = last_inside_f32(upper);
    /* All of a span of up to four powers of two; of more, every 61st, unless there is time. */
    const uint64_t step =
        span <= UINT64_C(4) << 23 ? test_budget(61, 1, 1) : test_budget(61, 61, 1);
    double previous = lo;
    size_t n = 0;

    CHECK(fabs((double)a - log2(lower) * 0x1p23) <= 0.51 &&
              fabs((double)(a + (int64_t)span) - log2(upper) * 0x1p23) <= 0.51,
          "[%.17g, %.17g): %d, %llu", lower, upper, a, (unsigned long long)span);
    for (uint64_t t = 0; t < span; t += step) {
        draws[n++] = (uint32_t)(((t << 32) + span - 1) / span);
        if (n < CHUNK && t + step < span)
            continue;
        if (t + step >= span)
            draws[n - 1] = UINT32_MAX;
        map_draws(space, HYS_F32, draws, n, values);
        for (size_t j = 0; j < n; j++) {
            const uint32_t draw = draws[j];
            const double v = (double)values[j];
            CHECK(v >= lower && v < upper && v >= previous, IN, IN_ARGS);
            previous = v;
            if (j % 64)
                continue;
            /* log2 to the polynomial's 0.885 ulp and the bounds' rounding, unless the bounds clamp.
             */
            const double place = ldexp((double)a + (double)((uint64_t)draw * span >> 32), -23);
            CHECK(v == lo || v == last || fabs(log2(v) - place) <= 0.9 * 0x1p-23 * 1.4427, IN,
                  IN_ARGS);
            exponents |= UINT64_C(1) << (ilogb(v) & 63);
        }
        n = 0;
    }
    whole += step == 1;
}

TEST(exhaustive, log_f32)
{
    test_needs_fma();
    const size_t count = for_each_pair(log_pair, make_log, HYS_F32, log_f32);
    CHECK(whole >= test_budget(0, 200, 200), "%zu bounds", whole);
    CHECK(exponents == UINT64_MAX || test_budget(1, 0, 0), "some exponents never came");
    test_note("exhaustive: log f32: every value over %zu bounds, every 61st over %zu", whole,
              count - whole);
}

/* ---- f64: 200 000 draws over each bound, and both ends ---- */

static const uint64_t ends_f64[] = {0,         2047, 2048, UINT64_MAX - 2047, UINT64_MAX - 2048,
                                    UINT64_MAX};
enum { ENDS = sizeof ends_f64 / sizeof *ends_f64 };

static size_t draws_f64(void) { return test_budget(20000, 200000, 2000000); }

/* The ends, then random draws; returns how many. */
static size_t fill_f64(uint64_t *draws, size_t done)
{
    size_t n = 0;
    if (done == 0)
        for (; n < ENDS; n++)
            draws[n] = ends_f64[n];
    for (; n < CHUNK; n++)
        draws[n] = test_random(&state);
    return n;
}

static void linear_f64(const hys_space *space)
{
    static uint64_t draws[CHUNK];
    static double values[CHUNK];
    const double lower = space->extent.lower, upper = space->extent.upper,
                 last = nextafter(upper, -INFINITY);
    const size_t most = draws_f64();
    for (size_t done = 0; done < most; done += CHUNK) {
        map_draws(space, HYS_F64, draws, fill_f64(draws, done), values);
        for (size_t j = 0; j < CHUNK; j++) {
            const uint64_t draw = draws[j];
            const double v = values[j];
            const long double place =
                (long double)lower +
                (long double)(draw >> 11) * (long double)((upper - lower) * 0x1p-53);
            const long double gap =
                (long double)fabs(v - nextafter(v, place > (long double)v ? INFINITY : -INFINITY));
            CHECK(v >= lower && v < upper, IN, IN_ARGS);
            /* The place itself is rounded to long double's 64 bits, twice. */
            CHECK((v == last && place > (long double)last) ||
                      fabsl((long double)v - place) <=
                          gap / 2 + (fabsl(place) + fabsl((long double)lower)) * 0x1p-62L,
                  IN, IN_ARGS);
            CHECK(draw >> 11 || v == lower, IN, IN_ARGS);
        }
    }
}

static void log_f64(const hys_space *space)
{
    static uint64_t draws[CHUNK];
    static double values[CHUNK];
    const double lower = space->extent.lower, upper = space->extent.upper;
    const long double l0 = log2l((long double)lower), l1 = log2l((long double)upper);
    const double largest = fmax(fabs((double)l0), fabs((double)l1));
    const size_t most = draws_f64();
    for (size_t done = 0; done < most; done += CHUNK) {
        map_draws(space, HYS_F64, draws, fill_f64(draws, done), values);
        for (size_t j = 0; j < CHUNK; j++) {
            const uint64_t draw = draws[j];
            const double v = values[j];
            CHECK(v >= lower && v < upper, IN, IN_ARGS);
            if (j % 16)
                continue;
            /* 2 ulp of v, and what one rounding of a log2 of this size moves it by. */
            const double place =
                (double)exp2l(l0 + (long double)(draw >> 11) * ((l1 - l0) * 0x1p-53L));
            CHECK(fabs(v - place) <= v * (2 * 0x1p-52 + 2.1 * 0x1p-53 * largest), IN " , not %.17g",
                  IN_ARGS, place);
        }
    }
}

/* On 32-bit ARM long double is double. */
static void needs_long_double(void)
{
    if (LDBL_MANT_DIG < 64)
        test_skip("long double has no more digits than double");
}

TEST(exhaustive, linear_f64)
{
    needs_long_double();
    const size_t count = for_each_pair(linear_pair, hys_space_linear, HYS_F64, linear_f64);
    test_note("exhaustive: linear f64: %zu draws over %zu bounds", count * draws_f64(), count);
}

TEST(exhaustive, log_f64)
{
    test_needs_fma();
    const size_t count = for_each_pair(log_pair, make_log, HYS_F64, log_f64);
    test_note("exhaustive: log f64: %zu draws over %zu bounds", count * draws_f64(), count);
}

/* ---- quantised kinds ---- */

/* All 2^32 draws: counts of each integer from lower to upper. */
static void count_all(const hys_space *space, uint64_t *count)
{
    static uint32_t draws[CHUNK];
    static int32_t values[CHUNK];
    int32_t previous = (int32_t)space->extent.lower;
    for (uint64_t d = 0; d < UINT64_C(1) << 32; d += CHUNK) {
        for (uint32_t j = 0; j < CHUNK; j++)
            draws[j] = (uint32_t)d + j;
        map_draws(space, HYS_I32, draws, CHUNK, values);
        int falls = values[0] < previous;
        for (uint32_t j = 1; j < CHUNK; j++)
            falls |= values[j] < values[j - 1];
        CHECK(!falls && values[CHUNK - 1] <= (int32_t)space->extent.upper, "[%g, %g]: draw %llu",
              space->extent.lower, space->extent.upper, (unsigned long long)d);
        previous = values[CHUNK - 1];
        /* They rise: a chunk of one value is the rule where cells are wide. */
        if (values[0] == previous)
            count[previous - (int32_t)space->extent.lower] += CHUNK;
        else
            for (uint32_t j = 0; j < CHUNK; j++)
                count[values[j] - (int32_t)space->extent.lower]++;
    }
}

TEST(exhaustive, qlinear_all_draws)
{
    static const struct pair pairs[] = {{0, 9}, {1e9, 1e9 + 10}, {-30000, 35521}};
    if (test_budget(1, 0, 0))
        test_skip("the short budget leaves out 13 thousand million draws");
    for (size_t i = 0; i < 3; i++) {
        const double s = pairs[i].upper - pairs[i].lower;
        uint64_t *count = calloc((size_t)s + 1, sizeof *count);
        hys_space *space;
        CHECK(count, "memory");
        OK(hys_space_qlinear(&space, pairs[i].lower, pairs[i].upper));
        count_all(space, count);
        for (size_t v = 0; v <= (size_t)s; v++) {
            const double exact = 0x1p32 / s * (v == 0 || v == (size_t)s ? 0.5 : 1.0);
            CHECK(count[v] > 0 && fabs((double)count[v] - exact) < 1,
                  "[%.10g, %.10g]: cell %zu has %llu draws, not %.10g", pairs[i].lower,
                  pairs[i].upper, v, (unsigned long long)count[v], exact);
        }
        hys_space_free(space);
        free(count);
    }
    test_note("exhaustive: qlinear: all 2^32 draws of 3 ranges, each cell to one draw");
}

/* The smallest draw whose integer is at least v; 2^bits without one, as a long double. The
 * maps of quantised kinds rise with the draw (log f64 to 1 ulp of its float, far below a cell). */
static long double first_draw(const hys_space *space, int64_t v)
{
    const int bits = draw_bits(space);
    uint64_t below = 0, step;
    int64_t value;
    const uint64_t zero = 0;

    map_draws(space, HYS_I64, &zero, 1, &value);
    if (value >= v)
        return 0;
    for (step = UINT64_C(1) << (bits - 1); step > 0;
         step /= 2) { /* below: the largest draw known to give less than v */
        const uint64_t draw = below + step;
        const uint32_t draw32 = (uint32_t)draw;
        map_draws(space, HYS_I64, bits == 32 ? (const void *)&draw32 : (const void *)&draw, 1,
                  &value);
        if (value < v)
            below = draw;
    }
    return (long double)below + 1;
}

/* Cells first .. last against masses by their edges; returns the largest relative error. */
static double check_cells(const hys_space *space, int64_t first, int64_t last, double limit)
{
    const int is_log = hys_space_kind(space) == HYS_QLOG;
    const long double total = ldexpl(1, draw_bits(space));
    const long double lower = (long double)space->extent.lower,
                      upper = (long double)space->extent.upper;
    const long double whole_span = is_log ? log2l(upper / lower) : upper - lower;
    long double from = first_draw(space, first), worst = 0;
    for (int64_t v = first; v <= last; v++) {
        const long double to = first_draw(space, v + 1);
        long double a = (long double)v - 0.5L, b = (long double)v + 0.5L;
        if (a < lower || v == (int64_t)ceil(space->extent.lower))
            a = lower;
        if (b > upper || v == (int64_t)floor(space->extent.upper))
            b = upper;
        const long double exact = (is_log ? log2l(b / a) : b - a) / whole_span * total;
        const long double error = fabsl(to - from - exact) / exact;
        CHECK(to > from, "%s [%.17g, %.17g]: %lld is never drawn", space->kind->name,
              space->extent.lower, space->extent.upper, (long long)v);
        CHECK(error <= (long double)limit || fabsl(to - from - exact) <= 1,
              "%s [%.17g, %.17g]: %lld has %.20Lg draws, not %.20Lg", space->kind->name,
              space->extent.lower, space->extent.upper, (long long)v, to - from, exact);
        worst = error > worst ? error : worst;
        from = to;
    }
    return (double)worst;
}

TEST(exhaustive, qlinear_cells)
{
    needs_long_double();
    /* Ranges, and the error that the law grants: 2^-15 with 32-bit draws, 2^-9 at s = 2^54 with
     * 64-bit ones; the float law of other bounds rounds to 53 bits. */
    static const struct {
        double lower, upper, limit;
    } ranges[] = {
        {1, 12, 0x1p-15},
        {-100, 100, 0x1p-15},
        {0, 65536, 0x1p-15},
        {0, 65537, 0x1p-40},
        {1e9, 1e9 + 10, 0x1p-15},
        {-9007199254740992.0, 9007199254740992.0, 0x1p-9},
        {0, 1e15, 0x1p-12},
        {-2147483648.0, 2147483647.0, 0x1p-30},
        {0.3, 90.7, 0x1p-44},
        {-0.5, 0.5, 0x1p-50},
        {-2.5, 7.25, 0x1p-46},
        {0.1, 1.9, 0x1p-50},
        {0.5, 1e6 + 0.25, 0x1p-30},
        {1e9 + 0.25, 1e9 + 10.75, 0x1p-20},
        /* s = 2^53 - 1, 2^53, 2^53 + 1, 2^53 + 3, 2^54 - 1: no double holds the odd ones above 2^53
         */
        {0, 9007199254740991.0, 0x1p-10},
        {0, 9007199254740992.0, 0x1p-10},
        {-1, 9007199254740992.0, 0x1p-10},
        {-9007199254740992.0, 1, 0x1p-10},
        {-3, 9007199254740992.0, 0x1p-10},
        {-9007199254740992.0, 9007199254740991.0, 0x1p-9},
        {-9007199254740991.0, 9007199254740992.0, 0x1p-9},
    };
    size_t cells = 0;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        hys_space *space;
        OK(hys_space_qlinear(&space, ranges[i].lower, ranges[i].upper));
        const int64_t first = (int64_t)ceil(ranges[i].lower),
                      last = (int64_t)floor(ranges[i].upper);
        const int64_t most = (int64_t)test_budget(300, 20000, 20000);
        const int64_t middle = first + (last - first) / 2;
        if (last - first < 3 * most) {
            check_cells(space, first, last, ranges[i].limit);
            cells += (size_t)(last - first + 1);
        } else {
            check_cells(space, first, first + most, ranges[i].limit);
            check_cells(space, middle, middle + most, ranges[i].limit);
            check_cells(space, last - most, last, ranges[i].limit);
            cells += 3 * (size_t)most;
        }
        hys_space_free(space);
    }
    test_note("exhaustive: qlinear: %zu cells by their first draws", cells);
}

/* Spans about 2^53 and 2^54, where no double holds the odd ones: the first and the last draw of
 * each end's cell and of the cell beside it. s > 2^16, so draw d gives first + (r + 1) / 2, r =
 * floor(d 2s / 2^64). */
static void wide_ends(void)
{
    static const int64_t p53 = INT64_C(1) << 53;
    const int64_t bounds[][2] = {{0, p53 - 1},    {1 - p53, 0},   {0, p53},
                                 {-1, p53},       {-p53, 1},      {-3, p53},
                                 {-p53, p53 - 1}, {1 - p53, p53}, {-p53, p53}};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        const int64_t first = bounds[i][0], last = bounds[i][1];
        const uint64_t cell =
            (UINT64_C(1) << 63) / (uint64_t)(last - first); /* of an end, rounded down */
        const uint64_t divides = cell * (uint64_t)(last - first) == UINT64_C(1) << 63;
        const uint64_t second = cell + !divides, at_last = 0 - cell;
        const uint64_t draws[] = {0, second - 1, second, at_last - 1, at_last, UINT64_MAX};
        const int64_t expected[] = {first, first, first + 1, last - 1, last, last};
        enum { CHOSEN = sizeof draws / sizeof *draws, ALL = 11 * CHOSEN };
        uint64_t all[ALL];
        hys_space *space;

        OK(hys_space_qlinear(&space, (double)first, (double)last));
        for (size_t k = 0; k < ALL; k++)
            all[k] = draws[k % CHOSEN];
        for (hys_type type = HYS_F64; type <= HYS_U64; type++) {
            union {
                double f64[ALL];
                int64_t i64[ALL];
            } value;
            if ((type != HYS_F64 && type < HYS_I64) || !gives(space, type))
                continue;
            map_draws(space, type, all, ALL, &value);
            for (size_t k = 0; k < ALL; k++) {
                const int64_t v = type == HYS_F64 ? (int64_t)value.f64[k] : value.i64[k];
                CHECK(v == expected[k % CHOSEN], "[%lld, %lld] as %s: draw %llu gives %lld",
                      (long long)first, (long long)last, hys_type_name(type),
                      (unsigned long long)all[k], (long long)v);
            }
        }
        hys_space_free(space);
    }
}

TEST(exhaustive, qlinear_wide_ends) { test_each_isa(wide_ends); }

TEST(exhaustive, qlog_cells)
{
    static const struct pair ranges[] = {
        {1, 4096},      {16, 4096},  {0.5, 4096},
        {1, 2},         {3, 4},      {1.5, 2.5},
        {0.001, 1.2},   {1e-30, 3},  {4000, 4096},
        {4095, 4096},   {10, 1000},  {1, 4097},
        {1, 1e5},       {0.5, 1e6},  {100, 99999.5},
        {1e6, 1e6 + 5}, {1, 0x1p30}, {0x1p36, 0x1p36 + 1000},
        {1e-40, 3},     {1, 0x1p37},
    };
    double worst = 0;
    size_t cells = 0;
    test_needs_fma();
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        hys_space *space;
        OK(hys_space_qlog(&space, ranges[i].lower, ranges[i].upper, 10));
        const int64_t first = (int64_t)ceil(ranges[i].lower),
                      last = (int64_t)floor(ranges[i].upper);
        const int64_t most = (int64_t)test_budget(300, 10000, 10000);
        const int64_t some = last - first < most ? last - first : most,
                      middle = first + (last - first - some) / 2;
        const int64_t parts[3] = {first, middle, last - some};
        for (int p = 0; p < (some < last - first ? 3 : 1); p++) {
            worst = fmax(worst, check_cells(space, parts[p], parts[p] + some, 1e-3));
            cells += (size_t)some + 1;
        }
        hys_space_free(space);
    }
    test_note("exhaustive: qlog: %zu cells by their first draws, masses within %.2g", cells, worst);
}
