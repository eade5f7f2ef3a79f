/* Discrepancies: golden values of Sobol points in exact rationals, the definition of each kind in
 * long doubles, one result from every instruction set, order and division of the work, and what is
 * refused. */
#include <math.h>

#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const hys_discrepancy_kind kinds[] = {HYS_DISCREPANCY_CD, HYS_DISCREPANCY_WD,
                                             HYS_DISCREPANCY_MD, HYS_DISCREPANCY_L2_STAR};

/* What an error may be 1e-12 of: the leading term or, since a double holds no more, the value; of
 * L2-star the squares. */
static double leading(hys_discrepancy_kind kind, size_t d, double value)
{
    const double power = (double)d;
    switch (kind) {
    case HYS_DISCREPANCY_CD: return fmax(pow(13.0 / 12, power), value);
    case HYS_DISCREPANCY_WD: return fmax(pow(4.0 / 3, power), value);
    case HYS_DISCREPANCY_MD: return fmax(pow(19.0 / 12, power), value);
    default: return fmax(pow(3, -power), value * value);
    }
}

/* How much of the bound of its error a value is off. */
static double share_of_bound(hys_discrepancy_kind kind, size_t d, double value, long double exact)
{
    const bool is_root = kind == HYS_DISCREPANCY_L2_STAR;
    const long double off =
        is_root ? (long double)value * value - exact * exact : (long double)value - exact;
    return (double)fabsl(off) / (1e-12 * leading(kind, d, (double)exact));
}

/* ---- golden lines ---- */

enum { DIMENSIONS = 20, MOST_POINTS = 1000, BITS = 52 };

/* Joe and Kuo's first dimensions: a primitive polynomial, its leading bit included, and the numbers
 * that a dimension starts with. */
static const struct {
    unsigned polynomial, start[7];
} dimension[DIMENSIONS] = {
    {1, {1}},
    {3, {1}},
    {7, {1, 3}},
    {11, {1, 3, 1}},
    {13, {1, 1, 1}},
    {19, {1, 1, 3, 3}},
    {25, {1, 3, 5, 13}},
    {37, {1, 1, 5, 5, 17}},
    {41, {1, 1, 5, 5, 5}},
    {47, {1, 1, 7, 11, 19}},
    {55, {1, 1, 5, 1, 1}},
    {59, {1, 1, 1, 3, 11}},
    {61, {1, 3, 5, 5, 31}},
    {67, {1, 3, 3, 9, 7, 49}},
    {91, {1, 1, 1, 15, 21, 21}},
    {97, {1, 3, 1, 13, 27, 49}},
    {103, {1, 1, 1, 15, 7, 5}},
    {109, {1, 3, 1, 15, 13, 25}},
    {115, {1, 1, 5, 5, 19, 61}},
    {131, {1, 3, 7, 11, 23, 15, 103}},
};

/* The degree of a dimension's polynomial. */
static int degree_of(size_t r)
{
    int degree = 0;
    while (dimension[r].polynomial >> (degree + 1))
        degree++;
    return degree;
}

/* Point i of the Sobol sequence without a scramble, in dimension r. */
static double sobol(size_t r, uint64_t i)
{
    const int degree = degree_of(r);
    uint64_t m[BITS], bits = 0;

    for (int k = 0; k < BITS; k++) {
        m[k] = k < degree ? dimension[r].start[k] : 1;
        if (k < degree || degree == 0)
            continue;
        m[k] = m[k - degree];
        for (int j = 1; j <= degree; j++)
            if (dimension[r].polynomial >> (degree - j) & 1)
                m[k] ^= m[k - j] << j;
    }
    for (int k = 0; k < BITS; k++)
        if ((i ^ i >> 1) >> k & 1)
            bits ^= m[k] << (BITS - 1 - k);
    return (double)bits * 0x1p-52;
}

static double worst;
static size_t golden_lines;

static void golden_line(int number, int fields, char **field)
{
    static double points[MOST_POINTS * DIMENSIONS], columns[MOST_POINTS * DIMENSIONS];
    const size_t d = strtoul(field[1], NULL, 10), n = strtoul(field[3], NULL, 10);
    const uint64_t first = strtoull(field[2], NULL, 10);
    const hys_discrepancy_kind kind = hys_discrepancy_from_name(field[4]);
    double value, by_columns;

    CHECK(fields == 6 && !strcmp(field[0], "sobol") && d <= DIMENSIONS && n <= MOST_POINTS && kind,
          "line %d", number);
    for (size_t k = 0; k < n * d; k++) {
        points[k] = sobol(k % d, first + k / d);
        columns[k % d * n + k / d] = points[k];
    }
    OK(hys_discrepancy(kind, n, d, points, HYS_ROW_MAJOR, d, &value));
    OK(hys_discrepancy(kind, n, d, columns, HYS_COLUMN_MAJOR, n, &by_columns));
    const double share = share_of_bound(kind, d, value, strtold(field[5], NULL));
    CHECK(share <= 1, "line %d: %.17g, not %s: %.3g of the bound", number, value, field[5], share);
    CHECK(value == by_columns, "line %d: %a by rows, %a by columns", number, value, by_columns);
    worst = fmax(worst, share);
    golden_lines++;
}

static void golden(void)
{
    CHECK(test_each_line("vectors/discrepancy.tsv", golden_line) == 96, "96 lines");
}

TEST(discrepancy, golden)
{
    worst = 0;
    golden_lines = 0;
    test_each_isa(golden);
    test_note("discrepancy: %zu golden values, at most %.2g of their bound off", golden_lines,
              worst);
}

/* ---- random points ---- */

enum { MOST_ROWS = 333, MOST_COLUMNS = 61, ROOM = MOST_ROWS * MOST_COLUMNS };
static uint64_t state;
static double points[ROOM];

/* n points, some of whose numbers are ends, the middle or the least of their kind. */
static void draw(size_t n, size_t d)
{
    static const double special[] = {0.0, -0.0, 0.5, 1.0, 0x1p-1074, 0x1p-53, 0x1.fffffffffffffp-2};
    for (size_t k = 0; k < n * d; k++) {
        const uint64_t word = test_random(&state);
        points[k] =
            word % 8 == 0 ? special[word / 8 % COUNT(special)] : (double)(word >> 11) * 0x1p-53;
    }
}

/* The same points as columns. */
static double *columns_of(size_t n, size_t d, size_t ld, double *columns)
{
    for (size_t k = 0; k < n * d; k++)
        columns[k % d * ld + k / d] = points[k];
    return columns;
}

/* ---- the definition ---- */

static long double pair_factor(hys_discrepancy_kind kind, long double x, long double y)
{
    const long double of_x = fabsl(x - 0.5L), of_y = fabsl(y - 0.5L), apart = fabsl(x - y);
    switch (kind) {
    case HYS_DISCREPANCY_CD: return 1 + of_x / 2 + of_y / 2 - apart / 2;
    case HYS_DISCREPANCY_WD: return 1.5L - apart + apart * apart;
    case HYS_DISCREPANCY_MD:
        return 15.0L / 8 - of_x / 4 - of_y / 4 - 3 * apart / 4 + apart * apart / 2;
    default: return 1 - fmaxl(x, y);
    }
}

static long double own_factor(hys_discrepancy_kind kind, long double x)
{
    const long double of_x = fabsl(x - 0.5L);
    switch (kind) {
    case HYS_DISCREPANCY_CD: return 1 + of_x / 2 - of_x * of_x / 2;
    case HYS_DISCREPANCY_WD: return 0;
    case HYS_DISCREPANCY_MD: return 5.0L / 3 - of_x / 4 - of_x * of_x / 4;
    default: return 1 - x * x;
    }
}

static long double defined(hys_discrepancy_kind kind, size_t n, size_t d)
{
    long double rows = 0, pairs = 0, result;

    for (size_t i = 0; i < n; i++) {
        long double product = 1;
        for (size_t k = 0; k < d; k++)
            product *= own_factor(kind, points[i * d + k]);
        rows += product / n;
        for (size_t j = 0; j < n; j++) {
            product = 1;
            for (size_t k = 0; k < d; k++)
                product *= pair_factor(kind, points[i * d + k], points[j * d + k]);
            pairs += product / n / n;
        }
    }
    switch (kind) {
    case HYS_DISCREPANCY_CD: return powl(13.0L / 12, d) - 2 * rows + pairs;
    case HYS_DISCREPANCY_WD: return pairs - powl(4.0L / 3, d);
    case HYS_DISCREPANCY_MD: return powl(19.0L / 12, d) - 2 * rows + pairs;
    default:
        result = powl(3, -(long double)d) - powl(2, 1 - (long double)d) * rows + pairs;
        return sqrtl(fmaxl(result, 0));
    }
}

static void check_definition(void)
{
    static const size_t rows[] = {1, 2, 64, 65, 200}, columns[] = {1, 2, 24, 25, 60};
    state = 3;
    for (size_t a = 0; a < COUNT(rows); a++)
        for (size_t b = 0; b < COUNT(columns); b++) {
            const size_t n = rows[a], d = columns[b];
            draw(n, d);
            for (size_t m = 0; m < COUNT(kinds); m++) {
                double value;
                OK(hys_discrepancy(kinds[m], n, d, points, HYS_ROW_MAJOR, d, &value));
                const long double exact = defined(kinds[m], n, d);
                const double share = share_of_bound(kinds[m], d, value, exact);
                CHECK(share <= 1, "%s of %zu x %zu: %.17g, not %.17Lg: %.3g of the bound",
                      hys_discrepancy_name(kinds[m]), n, d, value, exact, share);
                worst = fmax(worst, share);
            }
        }
}

TEST(discrepancy, definition)
{
    worst = 0;
    test_each_isa(check_definition);
    test_note("discrepancy: at most %.2g of the bound from the definition in long doubles", worst);
}

/* Of one point the sums have one term. */
static void check_one_point(void)
{
    const double middle = 0.5, corner[] = {0, 1, 1};
    double value;
    OK(hys_discrepancy(HYS_DISCREPANCY_CD, 1, 1, &middle, HYS_ROW_MAJOR, 1, &value));
    CHECK(fabs(value - 1.0 / 12) < 1e-16, "%a", value);
    OK(hys_discrepancy(HYS_DISCREPANCY_WD, 1, 3, corner, HYS_ROW_MAJOR, 3, &value));
    CHECK(fabs(value - (27.0 / 8 - 64.0 / 27)) < 1e-15, "%a", value);
    OK(hys_discrepancy(HYS_DISCREPANCY_L2_STAR, 1, 3, corner, HYS_ROW_MAJOR, 3, &value));
    CHECK(fabs(value - sqrt(1.0 / 27)) < 1e-16, "%a", value);
}

TEST(discrepancy, one_point) { test_each_isa(check_one_point); }

/* ---- one result from everything ---- */

static size_t compared;

/* Whether a call gives these bits, from memory that ends where the points do. */
static void compare(struct test_guarded memory, hys_discrepancy_kind kind, size_t n, size_t d,
                    hys_order order, size_t ld, double expected)
{
    const size_t numbers = order == HYS_ROW_MAJOR ? (n - 1) * ld + d : (d - 1) * ld + n;
    double *at = (double *)(void *)memory.end - numbers, value;

    for (size_t k = 0; k < numbers; k++)
        at[k] = NAN; /* what lies between the lines is not read */
    for (size_t k = 0; k < n * d; k++)
        at[order == HYS_ROW_MAJOR ? k / d * ld + k % d : k % d * ld + k / d] = points[k];
    OK(hys_discrepancy(kind, n, d, at, order, ld, &value));
    CHECK(!memcmp(&value, &expected, sizeof value), "%s of %zu x %zu, ld %zu: %a, not %a",
          hys_discrepancy_name(kind), n, d, ld, value, expected);
    compared++;
}

static void identical(void)
{
    static const size_t rows[] = {1, 2, 3, 31, 32, 33, 63, 64, 65, 96, 97, 128, 129, 192, 257, 320},
                        columns[] = {1, 2, 7, 23, 24, 25, 48, 49, 60};
    const char *current = hys_isa_current(), *const what = "a discrepancy's call";
    struct test_guarded memory = test_guarded_new((ROOM + MOST_ROWS) * sizeof(double));

    state = 17;
    test_guard_as(&what);
    for (size_t a = 0; a < COUNT(rows); a += test_budget(3, 1, 1))
        for (size_t b = 0; b < COUNT(columns); b++) {
            const size_t n = rows[a], d = columns[b];
            draw(n, d);
            for (size_t m = 0; m < COUNT(kinds); m++) {
                double expected;
                OK(hys_isa_select("scalar"));
                OK(hys_discrepancy(kinds[m], n, d, points, HYS_ROW_MAJOR, d, &expected));
                OK(hys_isa_select(current));
                compare(memory, kinds[m], n, d, HYS_ROW_MAJOR, d, expected);
                compare(memory, kinds[m], n, d, HYS_ROW_MAJOR, d + 1, expected);
                compare(memory, kinds[m], n, d, HYS_COLUMN_MAJOR, n, expected);
                compare(memory, kinds[m], n, d, HYS_COLUMN_MAJOR, n + 1, expected);
            }
        }
    test_guard_as(NULL);
    test_guarded_free(memory);
}

TEST(discrepancy, identity)
{
    compared = 0;
    test_each_isa(identical);
    test_note("discrepancy: %zu results are those of the scalar path", compared);
}

/* The sums of all blocks, in calls for up to `most` blocks, the last ones first. */
static void sum_in_parts(hys_discrepancy_kind kind, size_t n, size_t d, hys_order order,
                         const double *at, size_t most, double *sums)
{
    size_t left = hys_discrepancy_blocks(n);
    while (left > 0) {
        const size_t count = 1 + (size_t)(test_random(&state) % (left < most ? left : most));
        left -= count;
        OK(hys_discrepancy_sums(kind, n, d, at, order, order == HYS_ROW_MAJOR ? d : n, left, count,
                                sums + left * HYS_DISCREPANCY_NUMBERS));
    }
}

static void divide(void)
{
    static const size_t rows[] = {1, 64, 65, 129, 192, 193, 256, 333}, columns[] = {1, 5, 24, 40};
    static double turned[ROOM];

    state = 23;
    for (size_t a = 0; a < COUNT(rows); a++)
        for (size_t b = 0; b < COUNT(columns); b++)
            for (size_t m = 0; m < COUNT(kinds); m++) {
                const size_t n = rows[a], d = columns[b];
                double sums[HYS_DISCREPANCY_NUMBERS * (MOST_ROWS / HYS_DISCREPANCY_ROWS + 1)];
                double whole, value;
                draw(n, d);
                OK(hys_discrepancy(kinds[m], n, d, points, HYS_ROW_MAJOR, d, &whole));
                for (size_t most = 1; most <= 3; most++) {
                    const hys_order order = most == 2 ? HYS_COLUMN_MAJOR : HYS_ROW_MAJOR;
                    memset(sums, 0xff, sizeof sums);
                    sum_in_parts(kinds[m], n, d, order,
                                 most == 2 ? columns_of(n, d, n, turned) : points, most, sums);
                    OK(hys_discrepancy_finish(kinds[m], n, d, sums, &value));
                    CHECK(!memcmp(&value, &whole, sizeof value), "%s of %zu x %zu: %a, not %a",
                          hys_discrepancy_name(kinds[m]), n, d, value, whole);
                }
            }
}

TEST(discrepancy, parts) { test_each_isa(divide); }

/* Bits that no release may change. The points are multiples of 2^-53. */
TEST(discrepancy, pinned)
{
    static const uint64_t expected[] = {0x400493d9539cb8d0, 0x4082fd495a5c9a38, 0x40ed79e3d3836160,
                                        0x3ec0553177072ff3};
    state = 29;
    for (size_t k = 0; k < 300 * 30; k++)
        points[k] = (double)(test_random(&state) >> 11) * 0x1p-53;
    for (size_t m = 0; m < COUNT(kinds); m++) {
        double value;
        uint64_t bits;
        OK(hys_discrepancy(kinds[m], 300, 30, points, HYS_ROW_MAJOR, 30, &value));
        memcpy(&bits, &value, sizeof bits);
        CHECK(bits == expected[m], "%s: 0x%016llx", hys_discrepancy_name(kinds[m]),
              (unsigned long long)bits);
    }
}

/* ---- more than a double holds ---- */

static void check_too_large(void)
{
    enum { D = 1800 };
    static double corner[2 * D], value;
    for (size_t k = 0; k < COUNT(corner); k++)
        corner[k] = 1;
    CHECK(hys_discrepancy(HYS_DISCREPANCY_WD, 2, D, corner, HYS_ROW_MAJOR, D, &value) == HYS_W_DATA,
          "WD");
    CHECK(isinf(value) && value > 0, "%a", value);
    value = 0;
    CHECK(hys_discrepancy(HYS_DISCREPANCY_CD, 2, D, corner, HYS_ROW_MAJOR, D, &value) == HYS_W_DATA,
          "CD");
    CHECK(isinf(value) && value > 0, "%a", value);
    OK(hys_discrepancy(HYS_DISCREPANCY_L2_STAR, 2, D, corner, HYS_ROW_MAJOR, D, &value));
    CHECK(value == 0, "3^-1800 is below the least double: %a", value);
}

TEST(discrepancy, too_large) { test_each_isa(check_too_large); }

/* ---- what is refused ---- */

static const double few[12] = {0, 0.5, 1, 0.25, 0, 0, 0.75, 1, 1, 0.125, 0.5, 0.5};

static void refuse(hys_status expected, hys_discrepancy_kind kind, size_t n, size_t d,
                   const double *at, hys_order order, size_t ld)
{
    double out = 7, sums[2 * HYS_DISCREPANCY_NUMBERS] = {7, 7, 7, 7};
    hys_status status = hys_discrepancy(kind, n, d, at, order, ld, &out);
    CHECK(status == expected && out == 7, "%s, not %s; %g", hys_status_name(status),
          hys_status_name(expected), out);
    status = hys_discrepancy_sums(kind, n, d, at, order, ld, 0, 1, sums);
    CHECK(status == expected && sums[0] == 7 && sums[1] == 7, "sums: %s, not %s",
          hys_status_name(status), hys_status_name(expected));
}

TEST(discrepancy, refused)
{
    static const double outside[] = {NAN, -NAN,     -0x1p-1074, -1, 0x1.0000000000001p0,
                                     2,   INFINITY, -INFINITY};
    const hys_discrepancy_kind cd = HYS_DISCREPANCY_CD;
    double changed[12], out = 7, sums[2 * HYS_DISCREPANCY_NUMBERS] = {7, 7, 7, 7};

    refuse(HYS_E_NULL, cd, 4, 3, NULL, HYS_ROW_MAJOR, 3);
    refuse(HYS_E_NULL, 0, 0, 0, NULL, 9, 0);
    CHECK(hys_discrepancy(cd, 4, 3, few, HYS_ROW_MAJOR, 3, NULL) == HYS_E_NULL, "out");
    CHECK(hys_discrepancy_sums(cd, 4, 3, few, HYS_ROW_MAJOR, 3, 0, 1, NULL) == HYS_E_NULL, "sums");
    refuse(HYS_E_KIND_UNKNOWN, 0, 4, 3, few, HYS_ROW_MAJOR, 3);
    refuse(HYS_E_KIND_UNKNOWN, 5, 4, 3, few, HYS_ROW_MAJOR, 3);
    refuse(HYS_E_KIND_UNKNOWN, -1, 0, 3, few, HYS_ROW_MAJOR, 3);
    refuse(HYS_E_VALUES_EMPTY, cd, 0, 3, few, HYS_ROW_MAJOR, 3);
    refuse(HYS_E_VALUES_EMPTY, cd, 4, 0, few, HYS_ROW_MAJOR, 3);
    refuse(HYS_E_VALUES_EMPTY, cd, 0, 3, few, 2, 0);
    refuse(HYS_E_INDEX, cd, 4, 3, few, HYS_ROW_MAJOR, 2);
    refuse(HYS_E_INDEX, cd, 4, 3, few, HYS_COLUMN_MAJOR, 3);
    refuse(HYS_E_INDEX, cd, 4, 3, few, 2, 4);
    refuse(HYS_E_INDEX, cd, 4, 3, few, -1, 4);
    for (size_t k = 0; k < COUNT(outside) * 12; k++) {
        memcpy(changed, few, sizeof few);
        changed[k % 12] = outside[k / 12];
        refuse(HYS_E_POINT, kinds[k % COUNT(kinds)], 4, 3, changed, HYS_ROW_MAJOR, 3);
        refuse(HYS_E_POINT, kinds[k % COUNT(kinds)], 4, 3, changed, HYS_COLUMN_MAJOR, 4);
        refuse(HYS_E_INDEX, cd, 4, 3, changed, HYS_ROW_MAJOR, 2);
    }
    CHECK(hys_discrepancy_sums(cd, 4, 3, few, HYS_ROW_MAJOR, 3, 0, 2, sums) == HYS_E_INDEX,
          "count");
    CHECK(hys_discrepancy_sums(cd, 4, 3, few, HYS_ROW_MAJOR, 3, 2, 0, sums) == HYS_E_INDEX,
          "first");
    CHECK(hys_discrepancy_sums(cd, 4, 3, few, HYS_ROW_MAJOR, 3, 1, SIZE_MAX, sums) == HYS_E_INDEX,
          "both");
    OK(hys_discrepancy_sums(cd, 4, 3, few, HYS_ROW_MAJOR, 3, 1, 0, sums));
    CHECK(sums[0] == 7, "written");
    CHECK(hys_discrepancy_finish(cd, 4, 3, NULL, &out) == HYS_E_NULL, "finish");
    CHECK(hys_discrepancy_finish(cd, 4, 3, sums, NULL) == HYS_E_NULL, "finish");
    CHECK(hys_discrepancy_finish(7, 4, 3, sums, &out) == HYS_E_KIND_UNKNOWN, "finish");
    CHECK(hys_discrepancy_finish(cd, 0, 3, sums, &out) == HYS_E_VALUES_EMPTY, "finish");
    CHECK(hys_discrepancy_finish(cd, 4, 0, sums, &out) == HYS_E_VALUES_EMPTY, "finish");
    CHECK(out == 7, "written");
}

/* A number outside is found wherever it is, by some block of those that cover all rows. */
TEST(discrepancy, outside_anywhere)
{
    enum { N = 270, D = 2, BLOCKS = 5 };
    double sums[HYS_DISCREPANCY_NUMBERS];
    state = 31;
    draw(N, D);
    CHECK(hys_discrepancy_blocks(N) == BLOCKS, "%zu", hys_discrepancy_blocks(N));
    for (size_t row = 0; row < N; row += 7) {
        const double kept = points[row * D + 1];
        size_t refused = 0;
        double out;
        points[row * D + 1] = 2;
        CHECK(hys_discrepancy(HYS_DISCREPANCY_WD, N, D, points, HYS_ROW_MAJOR, D, &out) ==
                  HYS_E_POINT,
              "row %zu", row);
        for (size_t b = 0; b < BLOCKS; b++)
            refused += hys_discrepancy_sums(HYS_DISCREPANCY_WD, N, D, points, HYS_ROW_MAJOR, D, b,
                                            1, sums) == HYS_E_POINT;
        CHECK(refused == BLOCKS / 2 + 1, "row %zu: %zu blocks", row, refused);
        points[row * D + 1] = kept;
    }
}

TEST(discrepancy, names)
{
    for (size_t m = 0; m < COUNT(kinds); m++)
        CHECK(hys_discrepancy_from_name(hys_discrepancy_name(kinds[m])) == kinds[m], "kind %zu", m);
    CHECK(hys_discrepancy_from_name("L2") == HYS_DISCREPANCY_L2_STAR, "L2");
    CHECK(!hys_discrepancy_from_name("cd") && !hys_discrepancy_from_name("") &&
              !hys_discrepancy_from_name(NULL),
          "no kinds");
    CHECK(!hys_discrepancy_name(0) && !hys_discrepancy_name(5) && !hys_discrepancy_name(-1),
          "no names");
    CHECK(hys_discrepancy_blocks(0) == 0 && hys_discrepancy_blocks(64) == 1 &&
              hys_discrepancy_blocks(65) == 2 &&
              hys_discrepancy_blocks(SIZE_MAX) == SIZE_MAX / 64 + 1,
          "blocks");
}
