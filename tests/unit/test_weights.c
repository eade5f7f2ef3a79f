/* Lists with weights: the draws of each entry counted exactly, against golden masses and against
 * the law in integers for random weights, on every ISA path at every threshold; units and cells;
 * what is refused, by the parameter; lists with an order. */
#include <config.h>

#include <math.h>

#include "src/dispatch.h"
#include "src/kinds/kinds.h"
#include "tests/unit/test.h"

enum { WEIGHTS = 1, ORDERED = 2 };

static uint64_t state;

static uint64_t below(uint64_t bound) { return test_random(&state) % bound; }

static double real(void) { return (double)(test_random(&state) >> 11) * 0x1p-53; }

/* A list of 0, 1, .. with weights. */
static hys_status weighted(hys_space **space, hys_kind kind, const double *weights, size_t count,
                           size_t *bad)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    double *values = test_memory((count + 1) * sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = (double)i;
    const hys_argument numbers = {.type = HYS_PARAM_REALS, .reals = values, .count = count},
                       labels = {.type = HYS_PARAM_NAMES, .names = names, .count = count},
                       second = {.type = HYS_PARAM_REALS, .reals = weights, .count = count};
    const hys_argument given[] = {kind == HYS_DISCRETE ? numbers : labels, second};
    const hys_status status = hys_space_new(space, kind, given, 2, bad);
    free(values);
    return status;
}

/* ---- draws to indices ---- */

/* The search of a space, and its draws by a kernel. */
struct search {
    const struct hysi_route *route;
    const struct hysi_kernels *kernels;
};

static void find(const struct search *search, const uint64_t *draws, size_t n, uint32_t *index)
{
    static uint32_t narrow[1 << 12];
    const void *in = draws;
    if (search->route->bits == 32) {
        for (size_t i = 0; i < n; i++)
            narrow[i] = (uint32_t)draws[i];
        in = narrow;
    }
    search->kernels->map[search->route->stage[0].map](search->route->stage[0].params, n, in, index);
}

static uint64_t last_draw(const struct search *search)
{
    return search->route->bits == 32 ? UINT32_MAX : UINT64_MAX;
}

struct wanted {
    const struct search *search;
    uint32_t index;
};
static bool reaches(const void *context, uint64_t draw)
{
    const struct wanted *wanted = context;
    uint32_t found;
    find(wanted->search, &draw, 1, &found);
    return found >= wanted->index;
}

/* The first draw whose index is at least `index`; *none where there is none. */
static uint64_t first_draw(const struct search *search, uint32_t index, bool *none)
{
    uint64_t first = 0;
    *none = !test_first(last_draw(search), reaches, &(struct wanted){search, index}, &first);
    return first;
}

/* How many draws entry `index` has; those of all 2^64 would not fit, but no such space has two
 * entries. */
static uint64_t draws_of(const struct search *search, uint32_t index)
{
    bool none, end;
    const uint64_t from = first_draw(search, index, &none),
                   to = first_draw(search, index + 1, &end);
    return none ? 0 : end ? last_draw(search) - from + 1 : to - from;
}

/* ---- the golden masses ---- */

static size_t golden_lines, golden_width[2];

static void golden_line(int number, int fields, char **f)
{
    struct hysi_route route;

    CHECK(fields == 4, "pmf.tsv line %d: %d fields", number, fields);
    if (strcmp(f[0], "weighted") != 0)
        return;
    const hys_space *space = test_space_of_line(f[0], f[1]);
    const size_t count = test_argument(space, "weights")->count;
    OK(hysi_find_route(space, HYSI_USE_NATIVE, HYS_INDEX, &route));
    const struct search search = {&route, &hysi_kernels_scalar};
    const double mass = strtod(f[3], NULL), unit = ldexp(1, -route.bits);
    const double found = count == 1 ? 1 : (double)draws_of(&search, (uint32_t)atoi(f[2])) * unit;
    CHECK(fabs(found - mass) <= unit + mass * 0x1p-52, "pmf.tsv line %d: %.17g, not %.17g", number,
          found, mass);
    golden_lines++;
    golden_width[route.bits == 64]++;
}

TEST(weights, golden)
{
    golden_lines = golden_width[0] = golden_width[1] = 0;
    test_each_line("vectors/density/pmf.tsv", golden_line);
    CHECK(golden_lines > 0 && golden_width[0] > 0 && golden_width[1] > 0, "%zu lines",
          golden_lines);
    test_note("weights: %zu golden masses, %zu of them by draws of 64 bits", golden_lines,
              golden_width[1]);
}

/* ---- the law in integers ---- */

/* a b as two words. */
static void multiply(uint64_t a, uint64_t b, uint64_t product[2])
{
    const uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
    const uint64_t middle = a1 * b0 + (a0 * b0 >> 32), low = a0 * b1 + (uint32_t)middle;
    product[0] = a * b;
    product[1] = a1 * b1 + (middle >> 32) + (low >> 32);
}

/* Whether x is ceil(2^bits before / all): x all >= 2^bits before > (x - 1) all. */
static bool is_threshold(uint64_t x, uint64_t before, uint64_t all, int bits)
{
    const uint64_t shifted[2] = {bits == 64 ? 0 : before << 32, bits == 64 ? before : before >> 32};
    uint64_t product[2];
    multiply(x, all, product);
    /* rest = product - shifted is in [0, all) */
    const uint64_t rest = product[0] - shifted[0], borrow = product[0] < shifted[0];
    return product[1] - shifted[1] - borrow == 0 && rest < all;
}

/* The masses of weights, by the spec's words: integers as they are, or rint(w 2^e). Returns their
 * sum, 0 where a weight is too small. */
static uint64_t model_masses(const double *weights, size_t count, uint64_t *mass)
{
    double largest = 0, sum = 0;
    bool whole = true;
    uint64_t all = 0;
    int log2_count = 0;

    for (size_t i = 0; i < count; i++) {
        largest = weights[i] > largest ? weights[i] : largest;
        whole = whole && weights[i] == floor(weights[i]) && weights[i] <= 0x1p53;
        sum += weights[i];
    }
    for (uint64_t c = 1; c < count; c *= 2)
        log2_count++;
    whole = whole && sum <= 0x1p53;
    int exponent;
    frexp(largest, &exponent);
    const int e = (61 - log2_count < 52 ? 61 - log2_count : 52) - (exponent - 1);
    for (size_t i = 0; i < count; i++) {
        mass[i] = (uint64_t)(whole ? weights[i] : rint(ldexp(weights[i], e)));
        if (weights[i] > 0 && mass[i] == 0)
            return 0;
        all += mass[i];
    }
    return all;
}

enum { AROUND = 1 << 12 };
static size_t entries_checked, draws_checked;

/* Draws at and beside thresholds, the least and the greatest draw, and their indices by the scalar
 * definition. */
static struct {
    struct search search;
    const uint64_t *draws;
    size_t n;
    uint32_t index[AROUND];
} around;

static void same_indices(void)
{
    static uint32_t found[AROUND];
    struct search search = {.route = around.search.route};
    OK(hysi_kernels_get(&search.kernels));
    find(&search, around.draws, around.n, found);
    for (size_t k = 0; k < around.n; k++)
        CHECK(found[k] == around.index[k], "%s: draw %llx: %u, not %u", search.kernels->name,
              (unsigned long long)around.draws[k], found[k], around.index[k]);
    draws_checked += around.n;
}

static void check_paths(const struct search *scalar, const uint64_t *draws, size_t n)
{
    around.search = *scalar;
    around.draws = draws;
    around.n = n;
    find(scalar, draws, n, around.index);
    test_each_isa(same_indices);
}

/* Each step-th entry: its draws are those between its thresholds, and it has some if it weighs
 * anything. */
static void check_space(const double *weights, size_t count, size_t step)
{
    static uint64_t draws[AROUND];
    uint64_t *mass = test_memory(count * sizeof *mass), before = 0, least = UINT64_MAX;
    const uint64_t all = model_masses(weights, count, mass);
    struct hysi_route route;
    hys_space *space;
    size_t n = 2;
    bool equal = true;

    CHECK(all > 0, "a weight is too small");
    OK(weighted(&space, HYS_DISCRETE, weights, count, NULL));
    OK(hysi_find_route(space, HYSI_USE_NATIVE, HYS_INDEX, &route));
    const struct search search = {&route, &hysi_kernels_scalar};
    for (size_t i = 0; i < count; i++) {
        least = mass[i] > 0 && mass[i] < least ? mass[i] : least;
        equal = equal && weights[i] == weights[0];
    }
    const bool narrow = count <= 0x10000 && (double)least >= (double)all * 0x1p-16;
    if (!equal)
        CHECK(route.bits == (narrow ? 32 : 64), "%d bits", route.bits);
    draws[0] = 0;
    draws[1] = last_draw(&search);
    for (size_t i = 0; i < count; before += mass[i++]) {
        if (i % step && i + 1 < count)
            continue;
        bool none, end;
        const uint64_t from = first_draw(&search, (uint32_t)i, &none),
                       to = first_draw(&search, (uint32_t)i + 1, &end);
        if (mass[i] == 0)
            CHECK(none || (!end && from == to), "entry %zu of weight 0 is drawn", i);
        else
            CHECK(!none && (end || to > from), "entry %zu of %zu is not drawn", i, count);
        if (!none && mass[i] > 0)
            CHECK(equal || is_threshold(from, before, all, route.bits),
                  "entry %zu of %zu: first draw %llx", i, count, (unsigned long long)from);
        for (uint64_t d = from - 1; d != from + 2 && !none; d++)
            draws[n++] = d & last_draw(&search);
        if (n + 3 > AROUND) {
            check_paths(&search, draws, n);
            n = 2;
        }
        entries_checked++;
    }
    check_paths(&search, draws, n);
    free(mass);
    hys_space_free(space);
}

static double random_weight(int form)
{
    switch (form) {
    case 0: return (double)below(10); /* zeros among them */
    case 1: return (double)(1 + below(1000000));
    case 2: return real();
    case 3: return below(3) ? 0 : ldexp(real() + 0.5, -(int)below(40));
    case 4: return ldexp(real() + 0.5, (int)below(30) - 1030); /* subnormals among them */
    default: return below(2) ? 1 : (double)below(100000);
    }
}

TEST(weights, thousand_random_spaces)
{
    enum { MOST = 3000 };
    static double weights[MOST];
    static uint64_t mass[MOST];
    const size_t spaces = test_budget(60, 1000, 5000);
    size_t done = 0;

    state = 18;
    entries_checked = draws_checked = 0;
    while (done < spaces) {
        const int form = (int)below(6);
        const size_t count = 2 + (size_t)below(below(8) ? 40 : below(8) ? 400 : MOST - 2);
        double sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += weights[i] = random_weight(form);
        if (sum == 0 || model_masses(weights, count, mass) == 0)
            continue;
        check_space(weights, count, 1);
        done++;
    }
    test_note("weights: %zu entries of %zu random spaces have their draws, %zu draws on all paths",
              entries_checked, done, draws_checked);
}

TEST(weights, at_the_ends)
{
    static const double ends[][4] = {{0x1p53, 0, 0, 0},
                                     {0, 0, 0x1p53, 0},
                                     {0x1p53 - 2, 1, 1, 0},
                                     {1, 0x1p53 - 2, 0, 1},
                                     {0, 1, 0, 0x1p53 - 1},
                                     {2, 2, 0x1p52, 0x1p53},
                                     {0x1p60, 0x1p60, 0x1p60, 0x1p59},
                                     {1.7976931348623157e308, 1e300, 0, 1.7976931348623157e308},
                                     {5e-324, 5e-324, 0, 1e-323},
                                     {0.1, 0.2, 0.7, 0},
                                     {0x1p-52, 1, 1, 1},
                                     {65535, 1, 0, 0},
                                     {65534, 1, 0, 1},
                                     {65536, 0, 0, 1}};
    const size_t count = test_budget(200000, 1000000, 1000000); /* more than 2^16 */
    double *many = test_memory(count * sizeof *many);

    state = 53;
    entries_checked = draws_checked = 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        check_space(ends[i], 4, 1);
    for (int form = 1; form < 4; form++) {
        for (size_t i = 0; i < count; i++)
            many[i] = form == 1     ? (double)(1 + below(1000000))
                      : form == 2   ? real()
                      : below(1000) ? 0
                                    : 1;
        check_space(many, count, test_budget(1009, 101, 1));
    }
    free(many);
    test_note("weights: %zu entries have their draws, %zu draws on all paths", entries_checked,
              draws_checked);
}

/* The thresholds of equal masses give the index of the law without weights. */
TEST(weights, equal)
{
    static const double one[] = {1};
    static const uint32_t counts[] = {2,   3,    5,    6,     7,     10,    33,
                                      100, 1000, 4097, 65535, 65536, 65537, 999983};
    static uint64_t draws[AROUND];
    hys_space *owner;

    state = 5;
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        const uint32_t count = counts[c];
        uint64_t *before = test_memory(count * sizeof *before),
                 *threshold = test_memory(count * sizeof *threshold);
        OK(hys_space_discrete(&owner, one, 1));
        for (int bits = count > 0x10000 ? 64 : 32; bits <= 64; bits += 32) {
            const uint64_t mass = 1 + below(1000), last = UINT64_MAX >> (64 - bits);
            struct hysi_weigh weigh;
            const union hysi_params choose = {.choose32 = {.count = count}};
            for (uint32_t i = 0; i < count; i++)
                before[i] = i * mass;
            const size_t kept =
                hysi_thresholds_of_masses(before, count, count * mass, bits, threshold);
            CHECK(kept == count - 1 && hysi_fill_weigh(owner, threshold, kept, bits, &weigh),
                  "%u, %d bits: %zu", count, bits, kept);
            struct hysi_route route = {.bits = (uint8_t)bits, .draws = 1, .stages = 1};
            const union hysi_params params = {.weigh32 = weigh.params};
            route.stage[0].params = &params;
            route.stage[0].map = bits == 32 ? HYSI_MAP_weigh32 : HYSI_MAP_weigh64;
            const struct search by_weights = {&route, &hysi_kernels_scalar};
            struct hysi_route equal = route;
            equal.stage[0].params = &choose;
            equal.stage[0].map = bits == 32 ? HYSI_MAP_choose32 : HYSI_MAP_choose64;
            const struct search by_count = {&equal, &hysi_kernels_scalar};
            for (size_t k = 0; k < AROUND; k++)
                draws[k] = (k % 2 ? test_random(&state) >> (64 - bits)
                                  : threshold[below(kept)] - (k % 4) / 2) &
                           last;
            draws[0] = last;
            static uint32_t a[AROUND], b[AROUND];
            find(&by_weights, draws, AROUND, a);
            find(&by_count, draws, AROUND, b);
            CHECK(!memcmp(a, b, sizeof a), "%u entries, %d bits", count, bits);
            check_paths(&by_weights, draws, AROUND);
        }
        hys_space_free(owner);
        free(threshold);
        free(before);
    }
}

/* ---- units ---- */

/* The list of the test of cells. 7 has the cell of its first entry. */
static hys_space *listed;

static void check_cells(void)
{
    static const double in[] = {5, 7, 3, 1, 9}, units[] = {0, 0.125, 0.25, 0.875, 1};
    static const double u[] = {-0.5, 0, 0.2499, 0.25, 0.5, 0.7499999, 0.75, 0.9, 1, 2, (double)NAN};
    static const uint32_t cells[] = {1, 1, 1, 3, 3, 3, 4, 4, 4, 4, UINT32_MAX};
    static const uint32_t all[] = {0, 1, 2, 3, 4, 5};
    enum { N = sizeof u / sizeof *u };
    double out[N];
    uint32_t index[N];
    size_t flagged;

    OK(hys_encode(listed, in, 5, HYS_F64, out, NULL));
    for (size_t k = 0; k < 5; k++)
        CHECK(out[k] == units[k], "%g encodes as %.17g", in[k], out[k]);
    CHECK(hys_decode(listed, u, N, HYS_INDEX, index, &flagged) == HYS_W_DATA && flagged == 3,
          "%zu flagged", flagged);
    for (size_t k = 0; k < N; k++)
        CHECK(index[k] == cells[k], "%g is in the cell of %u", u[k], index[k]);
    CHECK(hys_decode(listed, u, N, HYS_F64, out, &flagged) == HYS_W_DATA && flagged == 3,
          "%zu flagged", flagged);
    for (size_t k = 0; k < N; k++)
        CHECK(k + 1 < N ? out[k] == hys_space_value(listed, cells[k]) : out[k] != out[k],
              "%g gives %g", u[k], out[k]);
    OK(hys_encode(listed, all, 6, HYS_INDEX, out, NULL));
    for (size_t k = 0; k < 6; k++)
        CHECK(out[k] == ((const double[]){0, 0.125, 0.25, 0.5, 0.875, 1})[k],
              "entry %zu encodes as %.17g", k, out[k]);
}

TEST(weights, cells)
{
    static const double weights[] = {0, 1, 0, 2, 1, 0}, values[] = {5, 7, 3, 7, 1, 9};
    static const char *const names[] = {"x"};
    const hys_argument given[] = {{.type = HYS_PARAM_REALS, .reals = values, .count = 6},
                                  {.type = HYS_PARAM_REALS, .reals = weights, .count = 6}};
    hys_domain *domain;

    OK(hys_space_new(&listed, HYS_DISCRETE, given, 2, NULL));
    test_each_isa(check_cells);
    /* One-hot knows the entries that weigh nothing. */
    OK(hys_domain_new(&domain, names, (hys_space *const[]){listed}, 1, NULL));
    for (uint32_t k = 0; k < 6; k++) {
        uint32_t index = k;
        const hys_column column = {.data = &index, .stride = 4, .type = HYS_INDEX};
        double row[6];
        OK(hys_domain_onehot_f64(domain, 1, &column, 1, row, 6, NULL));
        for (uint32_t j = 0; j < 6; j++)
            CHECK(row[j] == (j == k), "entry %u: %g at %u", k, row[j], j);
    }
    hys_domain_free(domain);
    hys_space_free(listed);
}

/* ---- what is refused, and by which parameter ---- */

/* bad_arguments.tsv has weights that are wrong. A list of other length, or of none: */
TEST(weights, refused)
{
    static const double three[] = {1, 2, 3};
    static const char *const names[] = {"a", "b"};
    hys_space *space;
    size_t bad;

    for (int k = 0; k < 2; k++) {
        const hys_kind kind = k ? HYS_LABELS : HYS_DISCRETE;
        for (size_t count = 0; count < 4; count++) {
            const hys_argument numbers = {.type = HYS_PARAM_REALS, .reals = three, .count = 2},
                               labels = {.type = HYS_PARAM_NAMES, .names = names, .count = 2};
            const hys_argument given[] = {
                k ? labels : numbers, {.type = HYS_PARAM_REALS, .reals = three, .count = count}};
            const hys_status status = hys_space_new(&space, kind, given, 2, &bad);
            CHECK(count == 2 ? status == HYS_OK : status == HYS_E_VALUES_WEIGHT && bad == WEIGHTS,
                  "%zu weights: %s, %zu", count, hys_strerror(status), bad);
            hys_space_free(space);
        }
        CHECK(!strcmp(hys_kind_param(kind, WEIGHTS)->name, "weights") &&
                  !strcmp(hys_kind_param(kind, ORDERED)->name, "ordered"),
              "parameters");
    }
}

/* ---- streams, order, fingerprints ---- */

TEST(weights, streams_and_order)
{
    static const char *const words[] = {"discrete:3,1,2",
                                        "discrete:3,1,2:ordered",
                                        "discrete:3,1,2:weights=2,2,2",
                                        "discrete:3,1,2:weights=1,2,1",
                                        "discrete:3,1,2:weights=1,2,1:ordered",
                                        "discrete:a,b,c",
                                        "discrete:a,b,c:ordered",
                                        "discrete:a,b,c:weights=1,2,1"};
    enum { WORDS = sizeof words / sizeof *words, N = 1000 };
    static uint32_t drawn[WORDS][N], by_jax[WORDS][N];
    uint64_t print[WORDS][2];
    const hys_source source = hys_source_native(hys_key_from_seed(4)),
                     jax = {.stream = HYS_JAX_ARRAY};

    for (size_t w = 0; w < WORDS; w++) {
        hys_space *space = test_space_word(words[w]);
        const bool has_weights = strstr(words[w], "weights");
        OK(hys_sample_index(space, &source, 0, N, drawn[w]));
        hys_space_fingerprint(space, print[w]);
        for (size_t v = 0; v < w; v++)
            CHECK(memcmp(print[v], print[w], sizeof *print), "%s and %s have one fingerprint",
                  words[v], words[w]);
        OK(hys_sample_index(space, &jax, 0, N, by_jax[w]));
        CHECK(hys_space_is_preset(space, ORDERED) == !strstr(words[w], "ordered") &&
                  hys_space_is_preset(space, WEIGHTS) == !has_weights,
              "%s: presets", words[w]);
        hys_space_free(space);
    }
    /* An order moves nothing, nor do equal weights. */
    CHECK(!memcmp(drawn[0], drawn[1], sizeof *drawn) &&
              !memcmp(drawn[0], drawn[2], sizeof *drawn) &&
              !memcmp(drawn[3], drawn[4], sizeof *drawn) &&
              !memcmp(drawn[5], drawn[6], sizeof *drawn) &&
              !memcmp(drawn[3], drawn[7], sizeof *drawn),
          "samples moved");
    CHECK(memcmp(drawn[0], drawn[3], sizeof *drawn), "weights move nothing");
    /* JAX draws a choice by equal weights otherwise than one without. */
    CHECK(!memcmp(by_jax[0], by_jax[1], sizeof *drawn) &&
              !memcmp(by_jax[3], by_jax[4], sizeof *drawn) &&
              !memcmp(by_jax[5], by_jax[6], sizeof *drawn) &&
              !memcmp(by_jax[3], by_jax[7], sizeof *drawn),
          "samples under JAX moved");
    CHECK(memcmp(by_jax[0], by_jax[2], sizeof *drawn), "equal weights under JAX");
}
