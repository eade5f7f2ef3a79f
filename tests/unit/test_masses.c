/* Masses of finite kinds: the draws of each value, counted exactly by searching its first and its
 * last draw, against exact rationals and 25 digits (vectors/density/pmf.tsv), against the laws of
 * Optuna, ConfigSpace, hyperopt and Ray (peers.tsv), and of random spaces against the laws in
 * docs/spec.md. Steps print as the user's decimals (steps.tsv). */
#include <config.h>

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>

#include "src/dispatch.h"
#include "src/pipeline.h"
#include "src/space.h"
#include "tests/unit/test.h"

/* ---- the draws of a value ---- */

/* A space, and the route from a draw to its value as a double or an exact integer, or to the index
 * of a list. */
struct law {
    hys_space *space;
    struct hysi_route route;
    hys_type type;
    uint64_t most; /* the largest draw */
};

static void open_law(struct law *law, hys_space *space)
{
    const uint32_t types = hys_space_types(space, HYS_NATIVE, 0);
    law->space = space;
    law->type = hys_kind_traits(hys_space_kind(space)) & HYS_KIND_LIST ? HYS_INDEX
                : types & 1u << HYS_F64                                ? HYS_F64
                                                                       : HYS_I64;
    OK(hysi_find_route(space, HYSI_USE_NATIVE, law->type, &law->route));
    CHECK(law->route.draws == 1, "one draw, one value");
    law->most = law->route.bits == 32 ? UINT32_MAX : UINT64_MAX;
}

static double two_to_width(const struct law *law) { return ldexp(1, law->route.bits); }

/* The value of a draw, as a key in the order of values. */
static uint64_t key_of(const struct law *law, uint64_t draw)
{
    const uint32_t narrow = (uint32_t)draw;
    const void *in = law->route.bits == 32 ? (const void *)&narrow : &draw;
    union {
        double f64;
        int64_t i64;
        uint32_t index;
        uint64_t bits;
    } out;
    hysi_run_maps(&hysi_kernels_scalar, &law->route, in, law->route.bits / 8u, 1, &out);
    if (law->type == HYS_INDEX)
        return out.index;
    if (law->type == HYS_I64)
        return (uint64_t)out.i64 ^ 0x8000000000000000u;
    out.f64 += 0.0;
    return out.bits >> 63 ? ~out.bits : out.bits | 0x8000000000000000u;
}

/* The key of a value, or of an index of a list. */
static uint64_t key_of_number(const struct law *law, double value)
{
    const double x = value + 0.0;
    uint64_t bits;
    if (law->type == HYS_INDEX)
        return (uint64_t)x;
    memcpy(&bits, &x, sizeof bits);
    return bits >> 63 ? ~bits : bits | 0x8000000000000000u;
}

static uint64_t key_of_value(const struct law *law, const char *text)
{
    if (law->type == HYS_I64)
        return (uint64_t)strtoll(text, NULL, 10) ^ 0x8000000000000000u;
    return key_of_number(law, strtod(text, NULL));
}

struct wanted {
    const struct law *law;
    uint64_t key;
};
static bool reaches(const void *context, uint64_t draw)
{
    const struct wanted *wanted = context;
    return key_of(wanted->law, draw) >= wanted->key;
}

/* The smallest draw whose value is at least that of the key; false without one. */
static bool first_draw(const struct law *law, uint64_t key, uint64_t *draw)
{
    return test_first(law->most, reaches, &(struct wanted){law, key}, draw);
}

/* The share of the draws that give the value of the key. */
static double share_of(const struct law *law, uint64_t key)
{
    uint64_t first, next;
    if (!first_draw(law, key, &first))
        return 0;
    if (!first_draw(law, key + 1, &next))
        return ((double)(law->most - first) + 1) / two_to_width(law);
    return (double)(next - first) / two_to_width(law);
}

/* How far the share of value x may be from its mass, by docs/spec.md. Of log kinds that is what two
 * edges may be off, which are rounded to 2^-23 on the axis where draws have 32 bits. */
static double allowed(const struct law *law, double x, double mass)
{
    const double two_draws = 2 / two_to_width(law), lower = hys_space_lower(law->space),
                 upper = hys_space_upper(law->space);
    const bool is_log = hys_kind_traits(hys_space_kind(law->space)) & HYS_KIND_LOG;
    /* A few ulps of the quantile, or of a value of lognormal, beside a cell's width. */
    if (test_argument(law->space, "sigma"))
        return two_draws +
               mass * 0x1p-46 * (is_log ? fmax(1, x / test_argument(law->space, "step")->real) : 1);
    if (is_log) {
        const double size = fmax(1, fmax(fabs(log2(lower)), fabs(log2(upper))));
        const double absolute = (law->route.bits == 32 ? 5 * 0x1p-23 : size * 0x1p-50) /
                                fmax(log2(upper / lower), 0x1p-20);
        const double relative =
            law->route.bits == 32 ? 7e-4 : 1e-3 * fmax(1, x * 0x1p-37); /* of whole cells */
        return test_parameter(law->space, "cells") ? fmin(absolute, relative * mass) : absolute;
    }
    if (hys_space_kind(law->space) == HYS_QLINEAR)
        return two_draws + 0x1p-50 * (1 + fmax(fabs(lower), fabs(upper)) / (upper - lower));
    return two_draws + mass * 0x1p-50;
}

/* ---- lines of the golden files ---- */

static size_t lines_checked;

static void check_mass(hys_space *space, const char *what, const char *value, const char *mass)
{
    const double expected = strtod(mass, NULL);
    struct law law;
    open_law(&law, space);
    const double share = share_of(&law, key_of_value(&law, value));
    CHECK(fabs(share - expected) <= allowed(&law, strtod(value, NULL), expected),
          "%s: %s has %.17g of the draws, not %s", what, value, share, mass);
    lines_checked++;
}

__attribute__((format(printf, 1, 2))) static char *format_word(const char *format, ...)
{
    va_list list;
    char *word;
    va_start(list, format);
    CHECK(vasprintf(&word, format, list) >= 0, "memory");
    va_end(list);
    return word;
}

static void pmf_line(int number, int fields, char **f)
{
    CHECK(fields == 4, "pmf.tsv:%d", number);
    check_mass(test_space_of_line(f[0], f[1]), f[1], f[2], f[3]);
}

static char *peer_word(const char *peer, const char *call)
{
    double a, b, q;
    int i, j, k;

    if (sscanf(call, "IntDistribution(%d,%d,step=%d)", &i, &j, &k) == 3)
        return format_word("int:%d:%d:step=%d", i, j, k);
    if (sscanf(call, "IntDistribution(%d,%d,log=%d", &i, &j, &k) == 2)
        return format_word("logint:%d:%d", i, j);
    if (sscanf(call, "FloatDistribution(%lf,%lf,step=%lf)", &a, &b, &q) == 3)
        return format_word("linear:%.17g:%.17g:step=%.17g", a, b, q);
    if (sscanf(call, "UniformIntegerHyperparameter(%d,%d,log=%d", &i, &j, &k) == 2)
        return format_word("logint:%d:%d:cells=bins", i, j);
    if (sscanf(call, "NormalIntegerHyperparameter(mu=%lf,sigma=%lf,lower=%d,upper=%d)", &a, &b, &i,
               &j) == 4)
        return format_word("normal:%.17g:%.17g:lower=%d:upper=%d:step=1:contract=bins", a, b, i, j);
    if (!strcmp(call, "CategoricalHyperparameter(0..2, weights=1,2,5)"))
        return format_word("discrete:0,1,2:weights=1,2,5");
    if (sscanf(call, "lograndint(%d,%d)", &i, &j) == 2)
        return format_word("logint:%d:%d:cells=floor", i, j - 1);
    if (sscanf(call, "qrandint(%d,%d,%d)", &i, &j, &k) ==
        3) /* with q = 1 it never gives the upper */
        return k == 1 ? format_word("int:%d:%d", i, j - 1)
                      : format_word("int:%d:%d:step=%d:contract=inside", i, j, k);
    if (sscanf(call, "quniform(%lf,%lf,%lf)", &a, &b, &q) == 3)
        return format_word("linear:%.17g:%.17g:step=%.17g:contract=%s", a, b, q,
                           strcmp(peer, "ray") ? "multiple" : "half_ends");
    if (sscanf(call, "qnormal(%lf,%lf,%lf)", &a, &b, &q) == 3)
        return format_word("normal:%.17g:%.17g:step=%.17g:contract=multiple", a, b, q);
    if (sscanf(call, "qlognormal(%lf,%lf,%lf)", &a, &b, &q) == 3)
        return format_word("lognormal:%.17g:%.17g:step=%.17g:contract=multiple", a, b, q);
    CHECK(0, "peers.tsv: %s", call);
    return NULL;
}

static size_t peers_refused;

static void peer_line(int number, int fields, char **f)
{
    CHECK(fields == 4, "peers.tsv:%d", number);
    char *word = peer_word(f[0], f[1]);
    hys_space *space;
    const hys_status status = test_space_new(&space, word);
    free(word);
    if (status == HYS_E_ISA && !test_has_fma()) {
        peers_refused++;
        return;
    }
    CHECK(status == HYS_OK, "peers.tsv:%d: %s: %s", number, f[1], hys_strerror(status));
    check_mass(space, f[1], f[2], f[3]);
    hys_space_free(space);
}

TEST(masses, golden)
{
    lines_checked = peers_refused = 0;
    const size_t lines = test_each_line("vectors/density/pmf.tsv", pmf_line) +
                         test_each_line("vectors/kinds/peers.tsv", peer_line);
    CHECK(lines_checked + peers_refused == lines, "%zu of %zu lines", lines_checked, lines);
    if (peers_refused)
        test_note("vectors/kinds/peers.tsv: %zu lines not compared: their kinds need FMA",
                  peers_refused);
    test_note("masses: %zu lines agree", lines_checked);
}

/* ---- steps ---- */

/* Value number k of the list behind the number, as bits. */
static void step_line(int number, int fields, char **f)
{
    CHECK(fields == 7, "steps.tsv:%d: %d", number, fields);
    char *word = format_word("linear:%s:%s:step=%s", f[0], f[1], f[2]);
    hys_space *space = test_space_word(word);
    hys_extent extent;
    hys_space_extent(space, &extent);
    const uint64_t count = strtoull(f[3], NULL, 10);
    CHECK(extent.distinct == count, "%s: %llu values", word, (unsigned long long)extent.distinct);
    char *k = f[4], *wide = f[5], *narrow = f[6];
    while (*k) {
        const double unit = ((double)strtoull(k, &k, 10) + 0.5) / (double)count;
        double value;
        float value_f32;
        uint64_t bits;
        uint32_t bits_f32;
        OK(hys_decode_f64(space, &unit, 1, &value));
        OK(hys_decode(space, &unit, 1, HYS_F32, &value_f32, NULL));
        memcpy(&bits, &value, sizeof bits);
        memcpy(&bits_f32, &value_f32, sizeof bits_f32);
        const uint64_t expected = strtoull(wide, &wide, 16),
                       expected_f32 = strtoull(narrow, &narrow, 16);
        CHECK(bits == expected && bits_f32 == expected_f32, "%s: %.17g of unit %.17g", word, value,
              unit);
        lines_checked++;
        k += *k == ',';
        wide += *wide == ',';
        narrow += *narrow == ',';
    }
    hys_space_free(space);
    free(word);
}

TEST(masses, steps)
{
    lines_checked = 0;
    test_each_line("vectors/kinds/steps.tsv", step_line);
    test_note("masses: %zu values of steps have the user's decimals", lines_checked);
}

/* ---- random spaces ---- */

static uint64_t state;
static int64_t below(int64_t n) { return (int64_t)(test_random(&state) % (uint64_t)n); }
static double unit(void) { return (double)(test_random(&state) >> 11) * 0x1p-53; }

enum { MOST = 400 };
static double value[MOST], mass[MOST];

/* How wrong a mass of a normal law in doubles may be, by the tails and by an edge in sigmas. */
static double error_of_mass(const hys_space *space, double share)
{
    struct test_normal law;
    if (!test_normal_of(space, &law))
        return 0;
    return share * 0x1p-38 + 4 * test_normal_slack(&law) +
           fabs(law.mu) / law.sigma / law.mass * 0x1p-50;
}

/* All values of a space in ascending order, or some that follow each other, have draws by their
 * masses, and only they: the first draw of each value follows the last of the one before. Of a list
 * the values are its indices. Frees the word. */
enum { ALL, SOME };
static void check_values(char *word, int part, size_t count)
{
    struct law law;
    open_law(&law, test_space_word(word));
    uint64_t draw = 0;
    if (part == SOME)
        CHECK(first_draw(&law, key_of_number(&law, value[0]), &draw), "%s: %.17g", word, value[0]);
    for (size_t i = 0; i < count; i++) {
        const uint64_t key = key_of_number(&law, value[i]);
        uint64_t next = 0;
        CHECK(key_of(&law, draw) == key, "%s: draw %llx does not give %.17g", word,
              (unsigned long long)draw, value[i]);
        const bool more = first_draw(&law, key + 1, &next);
        CHECK(more == (i + 1 < count) || part == SOME, "%s: %.17g", word, value[i]);
        const double share = more ? (double)(next - draw) / two_to_width(&law)
                                  : ((double)(law.most - draw) + 1) / two_to_width(&law);
        CHECK(fabs(share - mass[i]) <=
                  allowed(&law, value[i], mass[i]) + error_of_mass(law.space, mass[i]),
              "%s: %.17g has %.17g, not %.17g", word, value[i], share, mass[i]);
        draw = next;
    }
    hys_space_free(law.space);
    free(word);
}

static void random_int(void)
{
    static const char *const words[] = {"equal", "half_ends", "inside"};
    const int64_t lower = below(2000) - 1000, step = 1 + below(9), steps = below(60);
    const int64_t upper = lower + step * steps + below(steps ? step : 1);
    const int64_t multiple = step * (int64_t)ceil((double)lower / (double)step);
    const int64_t contract = below(multiple <= upper ? 3 : 2),
                  first = contract == 2 ? multiple : lower, last = (upper - first) / step;
    const size_t count = (size_t)last + 1;
    for (size_t i = 0; i < count; i++) {
        value[i] = (double)(first + (int64_t)i * step);
        mass[i] = contract == 1 && last > 0 ? (i == 0 || i + 1 == count ? 0.5 : 1) / (double)last
                                            : 1 / (double)count;
    }
    check_values(format_word("int:%lld:%lld:step=%lld:contract=%s", (long long)lower,
                             (long long)upper, (long long)step, words[contract]),
                 ALL, count);
}

static void random_logint(void)
{
    static const char *const words[] = {"round", "floor", "bins"};
    const int64_t cells = below(3), wide = below(2);
    const int64_t lower = wide ? 4000 + below(100) : 1 + below(100), upper = lower + 1 + below(300);
    const double a = (double)lower, b = (double)upper, count = b - a + 1;
    for (int64_t k = lower; k <= upper; k++) {
        const double v = (double)k, edge = a + (v - a) * (b - a) / count, width = (b - a) / count;
        value[k - lower] = v;
        mass[k - lower] = cells == 0   ? log((v + 0.5) / (v - 0.5)) / log((b + 0.5) / (a - 0.5))
                          : cells == 1 ? log((v + 1) / v) / log((b + 1) / a)
                                       : log((edge + width) / edge) / log(b / a);
    }
    check_values(
        format_word("logint:%lld:%lld:cells=%s", (long long)lower, (long long)upper, words[cells]),
        ALL, (size_t)(upper - lower + 1));
}

/* Bounds and steps of d decimals, so that all is exact in units of 10^-d. */
static void random_step(void)
{
    static const char *const words[] = {"equal", "half_ends", "inside", "multiple"};
    const int d = (int)below(6);
    const int64_t power = (int64_t)pow(10, d), contract = below(4);
    const int64_t step = 1 + below(300), lower = below(4000) - 2000,
                  upper = lower + step * (1 + below(60)) + below(step);
    const int64_t from =
        contract < 2    ? lower
        : contract == 2 ? step * (int64_t)ceil((double)lower / (double)step)
                        : step * (int64_t)floor((double)(2 * lower + step) / (double)(2 * step));
    size_t count = 0;
    for (int64_t v = from; contract < 3 ? v <= upper : 2 * v - step < 2 * upper; v += step)
        value[count++] = (double)v / (double)power;
    for (size_t i = 0; i < count; i++) {
        const int64_t v = 2 * (from + (int64_t)i * step);
        const double a = fmax((double)(v - step), 2.0 * (double)lower),
                     b = fmin((double)(v + step), 2.0 * (double)upper);
        mass[i] = contract == 3   ? (b - a) / (2.0 * (double)(upper - lower))
                  : contract == 1 ? (i == 0 || i + 1 == count ? 0.5 : 1) / (double)(count - 1)
                                  : 1 / (double)count;
    }
    check_values(format_word("linear:%.*f:%.*f:step=%.*f:contract=%s", d,
                             (double)lower / (double)power, d, (double)upper / (double)power, d,
                             (double)step / (double)power, words[contract]),
                 ALL, count);
}

/* Bounds and a step in units of 10^-decimals, and the numbers of the values: from lower on, or of
 * the multiples that are nearest to something inside the bounds. No bound is between two multiples,
 * where a last bit would decide. */
struct steps {
    int decimals;
    double power;
    int64_t lower, upper, step, first, last;
    bool multiple, clip;
};

/* The multiple of step that is nearest to x. */
static int64_t nearest(int64_t x, int64_t step)
{
    return (int64_t)floor((double)(2 * x + step) / (double)(2 * step));
}

static struct steps random_steps(int64_t lower, int64_t most_steps)
{
    struct steps s = {.decimals = (int)below(5), .lower = lower, .step = 1 + below(300)};
    s.power = pow(10, s.decimals);
    s.multiple = below(2);
    s.clip = s.multiple && below(2);
    s.lower += llabs(s.lower % s.step) * 2 == s.step;
    s.upper = s.lower + s.step * (1 + below(most_steps)) + below(s.step);
    s.upper += llabs(s.upper % s.step) * 2 == s.step;
    s.first = s.multiple ? nearest(s.lower, s.step) : 0;
    s.last = s.multiple ? nearest(s.upper, s.step) : (s.upper - s.lower) / s.step;
    return s;
}

/* Twice the lower edge of value k's cell, uncut. */
static int64_t edge_of(const struct steps *s, int64_t k)
{
    return (2 * k - 1) * s->step + (s->multiple ? 0 : 2 * s->lower);
}

static double step_value(const struct steps *s, int64_t k)
{
    const double x = (double)(k * s->step + (s->multiple ? 0 : s->lower)) / s->power;
    return s->clip ? fmin(fmax(x, (double)s->lower / s->power), (double)s->upper / s->power) : x;
}

static char *step_word(const struct steps *s, const char *start, const char *between)
{
    const double p = s->power;
    const int d = s->decimals;
    return format_word("%s%.*f%s%.*f:step=%.*f:contract=%s%s", start, d, (double)s->lower / p,
                       between, d, (double)s->upper / p, d, (double)s->step / p,
                       s->multiple ? "multiple" : "equal", s->clip ? ":clip" : "");
}

/* A tenth of the spaces have more values than there can be thresholds. */
static void random_log_step(void)
{
    const bool many = below(10) == 0;
    const struct steps s = random_steps(1 + below(3000), many ? 100000 : 60);
    const int64_t window = many && s.last - s.first >= MOST ? MOST / 4 : s.last - s.first + 1,
                  start = s.first + (window == MOST / 4 ? below(s.last - s.first - window + 2) : 0);
    const int64_t first = edge_of(&s, s.first), last = edge_of(&s, s.last + 1);
    const double from = (double)(s.multiple || first <= 0 ? 2 * s.lower : first),
                 to = (double)(s.multiple ? 2 * s.upper : last);
    for (int64_t i = 0; i < window; i++) {
        const double a = fmax((double)edge_of(&s, start + i), from),
                     b = fmin((double)edge_of(&s, start + i + 1), to);
        value[i] = step_value(&s, start + i);
        mass[i] = log1p((b - a) / a) / log(to / from);
    }
    check_values(step_word(&s, "log:", ":"), window == s.last - s.first + 1 ? ALL : SOME,
                 (size_t)window);
}

/* Masses of cells of a normal law, whose edges are twice those numbers of units. */
struct normal_law {
    bool is_log;
    double mu, sigma;
};

static double sigmas(const struct normal_law *law, double edge, double power)
{
    const double x = edge / 2 / power;
    return ((law->is_log ? log(fmax(x, 0)) : x) - law->mu) / law->sigma;
}

/* Between two bounds, up to six sigmas away: equal, multiple or bins. */
static void random_normal_step(bool is_log)
{
    struct steps s = random_steps(is_log ? 1 + below(3000) : below(4000) - 2000, 60);
    const bool bins = !s.multiple && below(2);
    const double p = s.power, lower = (double)s.lower / p, upper = (double)s.upper / p;
    const double middle = lower + (upper - lower) * (1.4 * unit() - 0.2 * !is_log);
    const struct normal_law law = {.is_log = is_log,
                                   .mu = is_log ? log(middle) : middle,
                                   .sigma = (0.2 + unit()) *
                                            (is_log ? log(upper / lower) : upper - lower)};
    const double count = (double)(s.last - s.first + 1),
                 width = 2 * (double)(s.upper - s.lower) / count;
    const bool cut = s.multiple || bins;
    const double from = cut ? 2 * (double)s.lower : (double)edge_of(&s, s.first),
                 to = cut ? 2 * (double)s.upper : (double)edge_of(&s, s.last + 1);
    const double whole = test_normal_between(sigmas(&law, from, p), sigmas(&law, to, p));
    for (int64_t i = 0; i <= s.last - s.first; i++) {
        const int64_t k = s.first + i;
        const double a = bins ? from + width * (double)i : fmax((double)edge_of(&s, k), from),
                     b = bins ? a + width : fmin((double)edge_of(&s, k + 1), to);
        value[i] = step_value(&s, k);
        mass[i] = test_normal_between(sigmas(&law, a, p), sigmas(&law, b, p)) / whole;
    }
    char *start = format_word("%s:%.17g:%.17g:lower=", is_log ? "lognormal" : "normal", law.mu,
                              law.sigma),
         *word = step_word(&s, start, ":upper="), *contract = strstr(word, "equal");
    if (bins)
        strcpy(contract, "bins"); /* equal has no clip behind it */
    free(start);
    check_values(word, ALL, (size_t)(s.last - s.first + 1));
}

/* Multiples without bounds: the values within five sigmas. */
static void random_normal_multiple(bool is_log)
{
    const struct normal_law law = {
        .is_log = is_log, .mu = 4 * unit() - 2, .sigma = 0.1 + (is_log ? 0.4 : 5) * unit()};
    const int decimals = 1 + (int)below(3);
    const double power = pow(10, decimals), least = law.mu - 5 * law.sigma,
                 greatest = law.mu + 5 * law.sigma;
    const double from = is_log ? exp(least) : least, to = is_log ? exp(greatest) : greatest;
    const double step = fmax(1, rint((to - from) * power / (double)(2 + below(200))));
    size_t count = 0;
    for (double k = rint(from * power / step) + 1; k * step < to * power && count < MOST; k++) {
        value[count] = k * step / power;
        mass[count++] = test_normal_between(sigmas(&law, (2 * k - 1) * step, power),
                                            sigmas(&law, (2 * k + 1) * step, power));
    }
    char *word = format_word("%s:%.17g:%.17g:step=%.*f", is_log ? "lognormal" : "normal", law.mu,
                             law.sigma, decimals, step / power);
    if (count > 0)
        check_values(word, SOME, count);
    else
        free(word);
}

/* qlinear and qlog: cells of integers, the outermost cut at the bounds. */
static void random_quantised(bool is_log)
{
    const int decimals = (int)below(4);
    const double power = pow(10, decimals);
    const int64_t from = is_log ? 1 + below(3000) : below(4000) - 2000,
                  to = from + (int64_t)power * (1 + below(200)) + below((int64_t)power);
    const double lower = (double)from / power, upper = (double)to / power, first = ceil(lower),
                 last = floor(upper);
    for (double v = first; v <= last; v++) {
        const double a = v == first ? lower : v - 0.5, b = v == last ? upper : v + 0.5;
        value[(size_t)(v - first)] = v;
        mass[(size_t)(v - first)] =
            is_log ? log1p((b - a) / a) / log(upper / lower) : (b - a) / (upper - lower);
    }
    check_values(
        format_word("%s:%.*f:%.*f", is_log ? "qlog" : "qlinear", decimals, lower, decimals, upper),
        ALL, (size_t)(last - first) + 1);
}

/* A list of numbers in any order, or of labels: equal masses. test_weights.c has those with
 * weights. */
static void random_list(void)
{
    const size_t count = 1 + (size_t)below(MOST);
    const bool names = below(2);
    char *word = format_word("discrete:%s%lld", names ? "a" : "", (long long)below(1000));
    for (size_t i = 0; i < count; i++) {
        value[i] = (double)i;
        mass[i] = 1 / (double)count;
        if (i > 0) {
            char *longer = format_word("%s,%s%lld", word, names ? "a" : "",
                                       (long long)(1000 * i + (size_t)below(1000)));
            free(word);
            word = longer;
        }
    }
    check_values(word, ALL, count);
}

/* bool and constant have one space, or one value. */
TEST(masses, random_spaces)
{
    state = 18;
    const size_t spaces = test_budget(100, 1000, 10000);
    const bool has_fma = test_has_fma();
    for (size_t i = 0; i < spaces; i++) {
        random_int();
        random_step();
        random_quantised(false);
        random_list();
        if (!has_fma)
            continue;
        random_normal_step(false);
        random_normal_multiple(false);
        random_logint();
        random_log_step();
        random_quantised(true);
        random_normal_step(true);
        random_normal_multiple(true);
    }
    test_note("masses: %zu random spaces of a kind: each value has its draws, and no other has any",
              spaces);
}

/* Integers of 64 bits at both ends, with every step that divides the range or does not. */
TEST(masses, ends_of_i64)
{
    static const struct {
        const char *word;
        int64_t first, last;
    } table[] = {
        {"int:-9223372036854775808:9223372036854775807", INT64_MIN, INT64_MAX},
        {"int:-9223372036854775808:9223372036854775806", INT64_MIN, INT64_MAX - 1},
        {"int:-9223372036854775808:9223372036854775807:step=3", INT64_MIN, INT64_MAX},
        {"int:-9223372036854775808:9223372036854775807:step=4", INT64_MIN, INT64_MAX - 3},
        {"int:0:9223372036854775807", 0, INT64_MAX},
        {"int:-9223372036854775808:-9223372036854775807", INT64_MIN, INT64_MIN + 1},
        {"int:9223372036854775807:9223372036854775807", INT64_MAX, INT64_MAX},
        {"int:-9223372036854775808:9223372036854775807:step=9223372036854775807", INT64_MIN,
         INT64_MAX - 1},
        {"int:-5:9223372036854775807:step=7:contract=inside", 0, INT64_MAX},
        {"int:0:9223372036854775807:contract=half_ends", 0, INT64_MAX},
    };
    static const double units[] = {0, 0.25, 0.5, 0.75, 1};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct law law;
        hys_extent extent;
        int64_t back[5];
        double unit[5];
        open_law(&law, test_space_word(table[i].word));
        hys_space_extent(law.space, &extent);
        CHECK(extent.first == table[i].first && extent.last == table[i].last, "%s: extent",
              table[i].word);
        if (law.type == HYS_I64)
            CHECK(key_of(&law, 0) == ((uint64_t)table[i].first ^ 0x8000000000000000u) &&
                      key_of(&law, law.most) == ((uint64_t)table[i].last ^ 0x8000000000000000u),
                  "%s: the ends are not drawn", table[i].word);
        OK(hys_decode(law.space, units, 5, HYS_I64, back, NULL));
        CHECK(back[0] == table[i].first && back[4] == table[i].last, "%s: %lld, %lld",
              table[i].word, (long long)back[0], (long long)back[4]);
        OK(hys_encode(law.space, back, 5, HYS_I64, unit, NULL));
        for (size_t k = 0; k < 5; k++) {
            CHECK(unit[k] >= 0 && unit[k] <= 1 && (k == 0 || unit[k] >= unit[k - 1]), "%s: %g",
                  table[i].word, unit[k]);
            CHECK(extent.distinct != 0 && extent.distinct < 4 ? true
                                                              : fabs(unit[k] - units[k]) <= 0x1p-50,
                  "%s: %.17g becomes %.17g", table[i].word, units[k], unit[k]);
        }
        hys_space_free(law.space);
    }
}
