// Compares hyspace.hpp with the C API: every element type, owners, both forms of an error. Prints
// TAP.
#include <hyspace.hpp>

#include <array>
#include <cstdio>
#include <cmath>
#include <cstring>

namespace {

int number = 0, failures = 0;

void ok(bool right, const char *name)
{
    failures += !right;
    std::printf("%sok %d - cpp: %s\n", right ? "" : "not ", ++number, name);
}

// The status of the error that f throws. HYS_OK if it throws none, or if the text of the error is
// not `where` and the text of its status.
template <class F> hys_status thrown(F &&f, const std::string &where = "")
{
    try {
        f();
    } catch (const hyspace::error &error) {
        return error.what() == where + hys_strerror(error.status()) ? error.status() : HYS_OK;
    }
    return HYS_OK;
}

template <class F> bool throws_length(F &&f)
{
    try {
        f();
    } catch (const std::length_error &) {
        return true;
    }
    return false;
}

constexpr std::size_t n = 1009; // a prime: more than a tile's vectors, no multiple of one
const hyspace::source source = hyspace::native(0x100000007u);

// Whether sample and sample_indices of an element type give what the C call gives for that type.
template <class T> bool agrees(const hyspace::space_view &space, hys_type type)
{
    std::vector<T> ours(n), some(n);
    std::vector<T> theirs(n);
    std::vector<std::uint64_t> numbers(n);
    for (std::size_t k = 0; k < n; k++)
        numbers[k] = 5 + (k * 31) % n;
    space.sample(source, 5, ours);
    space.sample_indices(source, numbers, some);
    if (hys_sample(space.get(), &source, 5, n, type, theirs.data()) != HYS_OK)
        return false;
    for (std::size_t k = 0; k < n; k++)
        if (some[k] != theirs[(k * 31) % n])
            return false;
    return hyspace::type_of<T>::value == type && sizeof(T) == hys_type_size(type) && ours == theirs;
}

// Spaces of any kind by its name, and errors that name a parameter.
void kinds()
{
    static const double values[] = {3, 1, 200};
    static const char *const names[] = {"adam", "sgd"};
    const auto same = [](const hyspace::space &a, const hyspace::space &b) {
        return a.fingerprint() == b.fingerprint();
    };
    ok(same(hyspace::space::of("linear", {0, 2.5}), hyspace::space::linear(0, 2.5)) &&
           same(hyspace::space::of("qlog", {1, 100, 2}), hyspace::space::qlog(1, 100, 2)) &&
           same(hyspace::space::of("log", {1e-5f, 1}), hyspace::space::log(1e-5f, 1)),
       "kinds with bounds by their names");
    ok(same(hyspace::space::of("discrete", {hyspace::span<const double>(values)}),
            hyspace::space::discrete(values)) &&
           same(hyspace::space::of("labels", {hyspace::span<const char *const>(names)}),
                hyspace::space::labels(names)),
       "kinds with lists by their names");
    const std::vector<double> reals(values, values + 3), weights = {1, 2, 3};
    const std::vector<const char *> words(names, names + 2);
    ok(same(hyspace::space::of("discrete", {reals, weights}),
            hyspace::space::discrete(values, weights)) &&
           same(hyspace::space::of("discrete", {values}), hyspace::space::discrete(values)) &&
           same(hyspace::space::of("discrete", {{3, 1, 200}, {1, 2, 3}}),
                hyspace::space::discrete(values, weights)) &&
           same(hyspace::space::of("labels", {words}), hyspace::space::labels(names)) &&
           same(hyspace::space::of("labels", {{"adam", "sgd"}}), hyspace::space::labels(names)) &&
           same(hyspace::space::of("labels", {{"adam", "sgd"}, {1, 2}, true}),
                hyspace::space::labels(names, std::vector<double>{1, 2}, true)) &&
           same(hyspace::space::of("discrete", {{0}}),
                hyspace::space::discrete(std::vector<double>{0})),
       "kinds with lists in containers and in braces");
    ok(thrown([] {
           hyspace::space::of("nothing", {1, 2});
       }) == HYS_E_KIND_UNKNOWN &&
           thrown([] { hyspace::space::of("linear", {1}); }, "linear: upper: ") ==
               HYS_E_KIND_ARGUMENT &&
           thrown(
               [] {
                   hyspace::space::of("linear", {0, UINT64_MAX});
               },
               "linear: upper: ") == HYS_E_KIND_ARGUMENT &&
           thrown(
               [] {
                   hyspace::space::of("linear", {0, INT64_MAX});
               },
               "linear: upper: ") == HYS_E_KIND_ARGUMENT &&
           thrown(
               [] {
                   hyspace::space::of("log", {-1, 1});
               },
               "log: lower: ") == HYS_E_BOUNDS_POSITIVE,
       "refused arguments are named");

    const hys_param params[] = {{"real", HYS_PARAM_REAL, 0, 0, nullptr, nullptr},
                                {"integer", HYS_PARAM_INTEGER, 0, 0, nullptr, nullptr}};
    const auto type = [&](hyspace::argument a, int p) { return a.as(&params[p]).type; };
    ok(type(1, 0) == HYS_PARAM_REAL && type(1, 1) == HYS_PARAM_INTEGER &&
           type(1.5, 1) == HYS_PARAM_REAL && type(UINT64_MAX, 1) < 0 &&
           type(INT64_MAX, 0) == HYS_PARAM_INTEGER && type(true, 1) == HYS_PARAM_SWITCH &&
           type("floor", 0) == HYS_PARAM_WORD && type(std::string("floor"), 0) == HYS_PARAM_WORD &&
           type(hyspace::span<const double>(values), 0) == HYS_PARAM_REALS &&
           type(hyspace::span<const char *const>(names), 0) == HYS_PARAM_NAMES &&
           type({}, 0) == 0 && hyspace::argument(INT64_MIN).as(&params[1]).integer == INT64_MIN &&
           hyspace::argument(true).as(nullptr).on == 1 &&
           !std::strcmp(hyspace::argument("floor").as(nullptr).word, "floor") &&
           same(hyspace::space::of("log", {1, 9, {}}), hyspace::space::log(1, 9)),
       "arguments of every type");
}

void elements()
{
    const auto real = hyspace::space::log(1e-5, 0.1);
    const auto whole = hyspace::space::qlinear(1, 100);
    const auto optimizer = hyspace::space::labels({"adam", "sgd", "rmsprop"});

    ok(agrees<float>(real, HYS_F32) && agrees<double>(real, HYS_F64), "float, double");
    ok(agrees<std::int8_t>(whole, HYS_I8) && agrees<std::uint8_t>(whole, HYS_U8) &&
           agrees<std::int16_t>(whole, HYS_I16) && agrees<std::uint16_t>(whole, HYS_U16) &&
           agrees<std::int32_t>(whole, HYS_I32) && agrees<std::uint32_t>(whole, HYS_U32) &&
           agrees<std::int64_t>(whole, HYS_I64) && agrees<std::uint64_t>(whole, HYS_U64),
       "the eight integers");
    ok(agrees<hyspace::index>(optimizer, HYS_INDEX), "index");

    std::array<hyspace::index, 3> place;
    optimizer.sample(source, 0, place);
    std::uint32_t theirs[3];
    ok(hys_sample_index(optimizer.get(), &source, 0, 3, theirs) == HYS_OK &&
           optimizer.label(place[2]) == optimizer.label(theirs[2]) &&
           optimizer.find_label("sgd") == 1,
       "labels");

    float array[7], *pointer = new float[7];
    real.sample(source, 1, array);
    real.sample(source, 1, hyspace::span(pointer, 7));
    ok(!std::memcmp(array, pointer, sizeof array), "a C array and a pointer");
    delete[] pointer;
}

void constructors()
{
    const double values[] = {3, 1, 2};
    const auto linear = hyspace::space::linear(-1, 2);
    const auto qlog = hyspace::space::qlog(2, 64, 2);
    const auto list = hyspace::space::discrete(values);
    const auto names = hyspace::space::labels(std::vector<std::string>{"x", "y"});
    ok(linear.kind() == HYS_LINEAR && linear.lower() == -1 && linear.upper() == 2 &&
           qlog.kind() == HYS_QLOG && qlog.base() == 2 && list.kind() == HYS_DISCRETE &&
           list.count() == 3 && list.value(1) == 1 && names.kind() == HYS_LABELS &&
           !std::strcmp(names.label(1), "y") && hyspace::space::discrete({1, 2}).count() == 2,
       "constructors");
    const double weights[] = {3, 0, 1};
    const char *const texts[] = {"true", "2.5", "a"};
    const hys_scalar are[] = {HYS_SCALAR_BOOLEAN, HYS_SCALAR_NUMBER, HYS_SCALAR_STRING};
    const hyspace::span<const double> reals(values), weigh(weights);
    const hyspace::span<const char *const> words(texts);
    const auto differ = [](const hyspace::space &a, const hyspace::space &b) {
        return a.fingerprint() != b.fingerprint();
    };
    const auto weighted = hyspace::space::discrete(reals, weigh, true);
    const auto mixed = hyspace::space::of(
        "labels", {hyspace::argument(words, hyspace::span<const hys_scalar>(are)), weigh});
    ok(!differ(weighted, hyspace::space::of("discrete", {reals, weigh, true})) &&
           hys_space_argument(weighted.get(), 1)->reals[1] == 0 &&
           hys_space_argument(weighted.get(), 2)->on == 1 &&
           hys_space_argument(mixed.get(), 0)->scalars[1] == HYS_SCALAR_NUMBER &&
           differ(mixed, hyspace::space::labels(words, weigh)) &&
           hyspace::argument(words, hyspace::span<const hys_scalar>(are, 2)).as(nullptr).type < 0,
       "weights, an order, names that are no strings");
    ok(linear.types(source) == hys_space_types(linear.get(), HYS_NATIVE, 0) &&
           linear.types(hyspace::jax(HYS_JAX_KEYS, {})) == 1u << HYS_F32,
       "types");
    ok(linear.fingerprint() != qlog.fingerprint() &&
           linear.fingerprint() == hyspace::space::linear(-1, 2).fingerprint(),
       "fingerprints");
}

void owners()
{
    auto a = hyspace::space::linear(0, 1);
    const auto *held = a.get();
    hyspace::space b = std::move(a);
    ok(b.get() == held && !a.get() && !static_cast<hyspace::space_view &>(a).get(),
       "a moved space");
    a = hyspace::space::linear(2, 3);
    b = std::move(a);
    ok(b.lower() == 2 && !a.get() && !static_cast<hyspace::space_view &>(a).get(),
       "an assigned space");

    hyspace::domain table;
    {
        const hyspace::domain made{{"b", b}, {std::string("k"), hyspace::space::qlinear(1, 12)}};
        ok(made.columns() == 2 && made.find("k") == 1 && made[1].upper() == 12 &&
               !std::strcmp(made.name(0), "b"),
           "a domain of two");
    }
    table = hyspace::domain({{"b", b}});
    b = hyspace::space();
    ok(table[0].upper() == 3, "a domain holds its spaces");
}

void errors()
{
    hyspace::space none = hyspace::space::linear(0, 1);
    ok(hyspace::space::try_linear(none, 1, 1) == HYS_E_BOUNDS_ORDER && !none.get(),
       "try_linear refuses");
    ok(hyspace::space::try_log(none, 1, 2, 1) == HYS_E_BOUNDS_BASE &&
           hyspace::space::try_qlinear(none, .1, .2) == HYS_E_BOUNDS_INTEGER &&
           hyspace::space::try_qlog(none, -1, 2, 2) == HYS_E_BOUNDS_POSITIVE &&
           hyspace::space::try_discrete(none, {nullptr, 0}) < 0 &&
           hyspace::space::try_labels(none, {nullptr, 0}) < 0,
       "the other try_ forms");
    ok(thrown([] { hyspace::space::linear(1, 1); }, "linear: ") == HYS_E_BOUNDS_ORDER,
       "linear throws");
    ok(thrown(
           [] {
               hyspace::space::labels({"a", "a"});
           },
           "labels: values: ") == HYS_E_VALUES_DUPLICATE,
       "labels throws");

    const auto real = hyspace::space::linear(0, 1);
    std::vector<std::int32_t> whole(3);
    ok(real.try_sample(source, 0, whole) == HYS_E_TYPE &&
           thrown([&] { real.sample(source, 0, whole); }) == HYS_E_TYPE,
       "sample");
    ok(thrown([&] { real.find_label("x"); }, "x: ") == HYS_E_VALUES_UNKNOWN, "find_label");
    std::size_t bad = 9;
    hyspace::domain table;
    const hyspace::named twice[] = {{"a", real}, {"a", real}};
    ok(hyspace::domain::try_make(table, twice, &bad) == HYS_E_NAME_DUPLICATE && bad == 1 &&
           !table.get(),
       "try_make");
    ok(thrown([&] { hyspace::domain({{"", real}}); }) == HYS_E_NAME_EMPTY, "domain throws");
    ok(thrown(
           [&] {
               hyspace::domain({{"b", real}, {"a", real}, {"a", real}});
           },
           "a: ") == HYS_E_NAME_DUPLICATE &&
           thrown(
               [&] {
                   hyspace::domain(std::vector<hyspace::named>{{"a", real}, {"a", real}});
               },
               "a: ") == HYS_E_NAME_DUPLICATE,
       "domain names the column");
    const std::vector<double> in(2);
    std::vector<double> out(3);
    ok(throws_length([&] { real.transform(in, out); }) &&
           throws_length([&] { real.encode(in, out); }) &&
           throws_length([&] { real.decode(in, out); }),
       "arrays of two lengths");
}

void laws()
{
    const auto whole = hyspace::space::qlinear(1, 100);
    const std::vector<float> in = {2.4f, 99.5f};
    std::vector<std::uint8_t> near(2), again(2);
    std::vector<double> unit(2);
    ok(whole.transform(in, near) == HYS_OK && near[0] == 2 && near[1] == 100, "transform");
    ok(whole.encode(near, unit) == HYS_OK && whole.decode(unit, again) == HYS_OK && again == near &&
           unit[0] < 0.02,
       "encode, decode");
    std::size_t flagged = 9;
    ok(whole.transform(std::vector<float>{1e9f, 7}, near, &flagged) == HYS_W_DATA && flagged == 1 &&
           whole.encode(near, unit, &flagged) == HYS_W_DATA && flagged == 1 &&
           whole.decode(std::vector<double>{2, 0.5}, near, &flagged) == HYS_W_DATA && flagged == 1,
       "a warning is no exception, and flagged elements are counted");

    const auto reals_in = hyspace::space::linear(0, 4);
    const std::vector<double> at = {-1, 1};
    const std::vector<std::int64_t> whole_at = {1, 100};
    std::vector<std::int64_t> quantile(2);
    ok(reals_in.pdf(at, unit) == HYS_OK && unit[0] == 0 && unit[1] == 0.25 &&
           reals_in.cdf(at, unit) == HYS_OK && unit[1] == 0.25 && reals_in.sf(at, unit) == HYS_OK &&
           unit[1] == 0.75 && whole.pmf(whole_at, unit) == HYS_OK && unit[0] == 0.5 / 99 &&
           whole.logpdf(whole_at, unit) == HYS_OK && unit[0] < -5.2 &&
           whole.quantile(std::vector<double>{0, 1}, quantile) == HYS_OK && quantile == whole_at &&
           reals_in.quantile(std::vector<double>{0.25, 2}, unit, &flagged) == HYS_W_DATA &&
           flagged == 1 && unit[0] == 1 &&
           thrown([&] { reals_in.pmf(at, unit); }, "") == HYS_E_DENSITY,
       "densities");

    std::uint32_t ours[4], theirs[4];
    double uniform[4], reals[4];
    hyspace::bits(source, 9, ours);
    hyspace::unit(source, 9, uniform);
    ok(hys_bits_u32(&source, 9, 4, theirs) == HYS_OK && !std::memcmp(ours, theirs, sizeof ours) &&
           hys_unit_f64(&source, 9, 4, reals) == HYS_OK &&
           !std::memcmp(uniform, reals, sizeof reals),
       "bits, unit");
}

struct trial {
    double lr;
    std::int32_t layers;
    hyspace::index optimizer;
};

// Errors that name the column at fault.
void table_errors(const hyspace::domain &table, std::vector<trial> &rows)
{
    std::vector<float> matrix(3);
    std::vector<double> unit(3);
    const hys_column lr = hyspace::column(&rows[0].lr, sizeof(trial)),
                     wrong = hyspace::column(&rows[0].optimizer, sizeof(trial));
    const std::vector<hys_column> to = {lr, wrong, wrong};
    const auto refused = [](hys_status status, const char *column, auto &&call) {
        return thrown(call, column) == status;
    };
    hys_column none = wrong;
    none.type = 99;
    ok(refused(HYS_E_TYPE, "layers: ", [&] { table.sample(source, 0, 1, to); }) &&
           refused(HYS_E_TYPE, "layers: ",
                   [&] {
                       table.sample(source, 0, 1, {hyspace::skip(), wrong, wrong});
                   }) &&
           refused(HYS_E_TYPE, "optimizer: ",
                   [&] {
                       table.sample(source, 0, 1, {lr, hyspace::skip(), none});
                   }) &&
           refused(HYS_E_TYPE, "layers: ",
                   [&] { table.sample_indices(source, std::array<std::uint64_t, 1>{7}, to); }) &&
           refused(HYS_E_TYPE, "optimizer: ",
                   [&] { table.sample_matrix(source, 0, 1, HYS_ROW_MAJOR, matrix); }) &&
           refused(HYS_E_TYPE, "layers: ", [&] { table.encode(1, to, unit); }) &&
           refused(HYS_E_TYPE, "layers: ", [&] { table.decode(1, unit, to); }) &&
           refused(HYS_E_TYPE, "optimizer: ",
                   [&] {
                       table.fingerprint_rows(1, {lr, hyspace::skip(), none});
                   }),
       "a type refused names its column");
    const hyspace::domain empty;
    ok(refused(HYS_E_NULL, "", [&] { empty.sample(source, 0, 1, to); }) &&
           refused(HYS_E_NULL, "",
                   [&] { empty.sample_matrix(source, 0, 1, HYS_ROW_MAJOR, matrix); }),
       "a table of no domain is refused");
    ok(refused(HYS_E_NAME_COUNT, "", [&] { table.sample(source, 0, 1, {lr}); }) &&
           refused(HYS_E_INDEX, "",
                   [&] {
                       table.sample(source, UINT64_MAX, 2, {lr, hyspace::skip(), hyspace::skip()});
                   }) &&
           refused(HYS_E_NAME_UNKNOWN, "none: ", [&] { table.find("none"); }),
       "other errors of a table");
    const hyspace::domain narrow{{"wide", hyspace::space::linear(0, 1)},
                                 {"narrow", hyspace::space::linear(0, 1e-40)}};
    ok(refused(HYS_E_STREAM, "narrow: ",
               [&] {
                   narrow.sample_matrix(hyspace::jax(HYS_JAX_KEYS, {}), 0, 1, HYS_ROW_MAJOR,
                                        hyspace::span(matrix.data(), 2));
               }),
       "a stream refused names its column");
}

void tables()
{
    const hyspace::domain table{{"lr", hyspace::space::log(1e-5, 0.1)},
                                {"layers", hyspace::space::qlinear(1, 12)},
                                {"optimizer", hyspace::space::labels({"adam", "sgd", "rmsprop"})}};
    std::vector<trial> rows(n), some(2);
    std::vector<double> lr(n);
    const auto columns = [](std::vector<trial> &to) {
        return std::vector<hys_column>{hyspace::column(&to[0].lr, sizeof(trial)),
                                       hyspace::column(&to[0].layers, sizeof(trial)),
                                       hyspace::column(&to[0].optimizer, sizeof(trial))};
    };
    table.sample(source, 3, n, columns(rows));
    table.sample(source, 3, n, {hyspace::column(lr.data()), hyspace::skip(), hyspace::skip()});
    bool same = true;
    for (std::size_t k = 0; k < n; k++)
        same = same && rows[k].lr == lr[k];
    ok(same, "an array of structs, a column alone");

    const std::uint64_t numbers[] = {3 + 700, 3};
    table.sample_indices(source, numbers, columns(some));
    ok(some[0].lr == rows[700].lr && some[0].layers == rows[700].layers &&
           some[1].optimizer == rows[0].optimizer,
       "rows by number");

    const std::vector<std::uint64_t> prints = table.fingerprint_rows(n, columns(rows));
    ok(prints.size() == n && table.fingerprint_rows(2, columns(some)) ==
                                 std::vector<std::uint64_t>{prints[700], prints[0]},
       "fingerprints of rows");

    std::vector<double> unit(3 * n);
    std::vector<trial> again(n);
    ok(table.encode(n, columns(rows), unit) == HYS_OK &&
           table.decode(n, unit, columns(again)) == HYS_OK && again[9].layers == rows[9].layers &&
           again[9].optimizer == rows[9].optimizer &&
           throws_length([&] { table.encode(n - 1, columns(rows), unit); }),
       "the unit cube");

    std::vector<double> sum(n), parts(3 * n);
    bool adds_up = table.logpdf(n, columns(rows), sum, parts) == HYS_OK;
    for (std::size_t k = 0; k < n; k++)
        adds_up = adds_up &&
                  std::fabs(sum[k] - parts[3 * k] - parts[3 * k + 1] - parts[3 * k + 2]) < 1e-12;
    ok(adds_up && table.logpdf(n, columns(rows), sum) == HYS_OK &&
           throws_length([&] { table.logpdf(n - 1, columns(rows), sum); }),
       "the density of rows");

    const hyspace::domain numbers_only{{"lr", hyspace::space::log(1e-5, 0.1)},
                                       {"layers", hyspace::space::qlinear(1, 12)}};
    std::vector<float> byrow(2 * n), bycolumn(2 * n);
    std::vector<double> wide(2 * n);
    numbers_only.sample_matrix(source, 3, n, HYS_ROW_MAJOR, byrow);
    numbers_only.sample_matrix(source, 3, n, HYS_COLUMN_MAJOR, bycolumn);
    numbers_only.sample_matrix(source, 3, n, HYS_COLUMN_MAJOR, wide);
    same = true;
    for (std::size_t k = 0; k < n; k++)
        same = same && byrow[2 * k] == bycolumn[k] && byrow[2 * k + 1] == bycolumn[n + k] &&
               wide[k] == rows[k].lr && wide[n + k] == rows[k].layers;
    ok(same, "matrices");
    ok(throws_length([&] { numbers_only.sample_matrix(source, 0, n + 1, HYS_ROW_MAJOR, byrow); }),
       "a matrix of another size");
    ok(numbers_only.fingerprint() != table.fingerprint(), "fingerprints of tables");

    const hyspace::source narrow = hyspace::jax(HYS_JAX_KEYS, {});
    const hyspace::domain typed{{"lr", hyspace::space::log(1e-5, 0.1)},
                                {"layers", hyspace::space::qlinear(1, 12), HYS_U8}};
    ok(typed.type(0) == 0 && typed.type(1) == HYS_U8 && numbers_only.type(1) == 0 &&
           typed.default_type(0, narrow) == HYS_F32 && typed.default_type(1, narrow) == HYS_U8 &&
           numbers_only.default_type(1, narrow) == HYS_I32 &&
           numbers_only[1].default_type(source) == HYS_I64 &&
           typed.fingerprint() == numbers_only.fingerprint(),
       "types that columns ask for");
    table_errors(table, rows);
    hyspace::domain none;
    std::size_t bad = 9;
    const hyspace::space rate = hyspace::space::log(1e-5, 0.1);
    const hyspace::named wrong[] = {{"a", rate}, {"b", rate, 99}};
    ok(hyspace::domain::try_make(none, wrong, &bad) == HYS_E_TYPE && bad == 1 && !none.get(),
       "a number that is not a type");

    const hyspace::space layers = hyspace::space::qlinear(1, 12);
    const hyspace::domain carrying{
        hyspace::named("lr", rate).by_default(hyspace::real(0.1)).pinned(HYS_DIMENSION_MAX),
        hyspace::named("layers", layers).by_default(hyspace::real(3)).keeping("{}")};
    ok(carrying.default_value(0)->real == 0.1 && carrying.default_value(1)->type == HYS_I64 &&
           carrying.default_value(1)->integer == 3 && carrying.dimension(0) == HYS_DIMENSION_MAX &&
           carrying.dimension(1) == -1 && !carrying.meta(0) &&
           std::string(carrying.meta(1)) == "{}" && !carrying.title() && !carrying.meta() &&
           carrying.fingerprint() == numbers_only.fingerprint(),
       "what a domain carries");
    const hyspace::named twins[] = {hyspace::named("a", rate).pinned(7),
                                    hyspace::named("b", rate).pinned(7)};
    ok(hyspace::domain::try_make(none, twins, &bad) == HYS_E_NAME_DIMENSION && bad == 1 &&
           !none.get(),
       "two columns of one dimension");
    const hyspace::named beyond[] = {hyspace::named("a", layers).by_default(hyspace::integer(13)),
                                     hyspace::named("b", layers).by_default(hyspace::entry(0))};
    ok(hyspace::domain::try_make(none, beyond, &bad) == HYS_E_VALUES_DEFAULT && bad == 0,
       "a default that is not a value");
    const hyspace::named one[] = {{"a", rate}};
    ok(hyspace::domain::try_make(none, one, nullptr, "title", "{}") == HYS_OK &&
           std::string(none.title()) == "title" && std::string(none.meta()) == "{}",
       "a domain with a title");
}

// Every call that takes a stream gives what it gives for the stream's source.
void streams()
{
    const hyspace::space rate = hyspace::space::log(1e-5, 0.1);
    const hyspace::domain table{{"lr", rate}, {"layers", hyspace::space::qlinear(1, 12)}};
    const hyspace::stream single(source), rows(source, table);
    const std::vector<std::uint64_t> numbers{7, 2, 1u << 31};
    std::vector<double> one(n), other(n), few(3), some(3);
    std::vector<float> narrow(2 * n), thin(2 * n);
    std::vector<double> wide(2 * n), broad(2 * n);
    std::vector<std::uint32_t> words(n), same(n);

    rate.sample(source, 9, one);
    rate.sample(single, 9, other);
    rate.sample_indices(source, numbers, few);
    rate.sample_indices(single, numbers, some);
    ok(one == other && few == some, "an opened stream: samples of a space");
    hyspace::bits(source, 3, words);
    hyspace::bits(single, 3, same);
    hyspace::unit(source, 3, one);
    hyspace::unit(single, 3, other);
    ok(words == same && one == other, "an opened stream: words and units");
    table.sample(source, 1, n, {hyspace::column(one.data()), hyspace::skip()});
    table.sample(rows, 1, n, {hyspace::column(other.data()), hyspace::skip()});
    table.sample_indices(source, numbers, {hyspace::column(few.data()), hyspace::skip()});
    table.sample_indices(rows, numbers, {hyspace::column(some.data()), hyspace::skip()});
    ok(one == other && few == some, "an opened stream: columns of a table");
    table.sample_matrix(source, 5, n, HYS_ROW_MAJOR, narrow);
    table.sample_matrix(rows, 5, n, HYS_ROW_MAJOR, thin);
    table.sample_matrix(source, 5, n, HYS_COLUMN_MAJOR, wide);
    table.sample_matrix(rows, 5, n, HYS_COLUMN_MAJOR, broad);
    ok(narrow == thin && wide == broad, "an opened stream: matrices");
    ok(rate.try_sample(rows, 0, one) == HYS_E_STREAM &&
           thrown([&] {
               table.sample(single, 0, n, {hyspace::skip(), hyspace::skip()});
           }) == HYS_E_STREAM &&
           thrown(
               [&] {
                   std::vector<std::int8_t> tiny(n);
                   table.sample(rows, 0, n, {hyspace::column(tiny.data()), hyspace::skip()});
               },
               "lr: ") == HYS_E_TYPE,
       "an opened stream: refusals");
    hyspace::stream moved, none;
    ok(hyspace::stream::try_open(moved, source, table) == HYS_OK && moved.get() &&
           hyspace::stream::try_open(none, hyspace::jax(99, {})) == HYS_E_STREAM_UNKNOWN &&
           !none.get() &&
           thrown([] { hyspace::stream(hyspace::jax(99, {})); }) == HYS_E_STREAM_UNKNOWN,
       "streams that cannot be opened");
    const hyspace::stream kept = std::move(moved);
    ok(!moved.get() && kept.given().key.w[0] == source.key.w[0] &&
           table.try_sample(kept, 1, n, std::vector<hys_column>(1)) == HYS_E_NAME_COUNT,
       "a stream is moved");
}

// Designs: every constructor is the C source, rows are counted, columns have points of their own.
void designs()
{
    const hys_key key = hys_key_from_seed(7);
    const auto same = [](const hyspace::source &a, const hyspace::source &b) {
        return a.stream == b.stream && a.flags == b.flags && a.key.w[0] == b.key.w[0] &&
               a.key.w[1] == b.key.w[1] && a.rows == b.rows && a.points == b.points;
    };
    ok(same(hyspace::sobol(7), hys_source_sobol(key)) &&
           same(hyspace::sobol_owen(7), hys_source_sobol_owen(key)) &&
           same(hyspace::sobol_shift(7), hys_source_sobol_shift(key)) &&
           same(hyspace::sobol_plain(), hys_source_sobol_plain()) &&
           same(hyspace::lhs(7, 100), hys_source_lhs(key, 100)) &&
           same(hyspace::grid(3), hys_source_grid(3)) &&
           same(hyspace::permuted(7, 3), hys_source_permuted(key, 3)),
       "sources of designs");
    ok(hyspace::lhs(7, 100, HYS_CENTRED).flags == HYS_CENTRED &&
           hyspace::grid(3, HYS_ENDS).flags == HYS_ENDS &&
           hyspace::permuted(7, 3, HYS_ENDS).flags == HYS_ENDS,
       "flags of designs");

    const hyspace::space rate = hyspace::space::linear(0, 8),
                         layers = hyspace::space::of("int", {1, 3});
    const hyspace::domain table{{"layers", layers}, {"lr", rate}};
    ok(table.rows(hyspace::sobol(7)) == 0 && table.rows(hyspace::lhs(7, 100)) == 100 &&
           table.rows(hyspace::grid(4)) == 12 && rate.rows(hyspace::grid(4)) == 4 &&
           layers.rows(hyspace::permuted(7)) == 3,
       "rows of designs");

    const std::vector<std::uint64_t> points = table.points({{"lr", 4}});
    std::vector<double> lr(12), alone(4);
    std::vector<std::int64_t> depth(12);
    table.sample(hyspace::grid(points), 0, 12,
                 {hyspace::column(depth.data()), hyspace::column(lr.data())});
    rate.sample(hyspace::grid(4), 0, alone);
    ok(points == std::vector<std::uint64_t>{0, 4} && alone == std::vector<double>{1, 3, 5, 7} &&
           lr[4] == 1 && lr[5] == 3 &&
           depth == std::vector<std::int64_t>{1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3},
       "a grid with points of a column");

    std::vector<double> mixed(12);
    const hyspace::stream opened(hyspace::permuted(7, points), table);
    table.sample(opened, 0, 12, {hyspace::skip(), hyspace::column(mixed.data())});
    ok(mixed != lr &&
           (std::sort(mixed.begin(), mixed.end()), std::sort(lr.begin(), lr.end()), mixed == lr),
       "a permuted grid by an opened stream");
    ok(thrown(
           [&] {
               table.points({{"rate", 4}});
           },
           "rate: ") == HYS_E_NAME_UNKNOWN &&
           thrown([&] { table.rows(hyspace::grid()); }) == HYS_E_STREAM_POINTS &&
           thrown([&] { table.rows(hyspace::lhs(7, 0)); }) == HYS_E_STREAM_ROWS &&
           rate.try_sample(hyspace::lhs(7, 3), 0, alone) == HYS_E_INDEX &&
           thrown([] { hyspace::unit(hyspace::grid(2), 0, std::vector<double>(1)); }) ==
               HYS_E_STREAM &&
           thrown(
               [&] {
                   std::vector<float> narrow(1);
                   table.sample(hyspace::lhs(7, (1u << 22) + 1), 0, 1,
                                {hyspace::skip(), hyspace::column(narrow.data())});
               },
               "lr: ") == HYS_E_STREAM,
       "designs that are refused");

    /* Values of one type under any stream count alike. */
    std::vector<double> values(5);
    table.sample(hyspace::sobol(7), 0, 5, {hyspace::skip(), hyspace::column(values.data())});
    ok(table.fingerprint_rows(5, {hyspace::skip(), hyspace::column(values.data())}).size() == 5,
       "fingerprints of a design's rows");
}

void mixtures()
{
    const std::vector<double> weights = {1, 3}, mu = {0, 1}, sigma = {1, 0.5};
    hyspace::mixture_column real{}, choice{};
    real.mu = mu.data();
    real.sigma = sigma.data();
    real.lower = -2;
    real.upper = 2;
    choice.weights = sigma.data();
    choice.count = 1;
    const std::vector<hyspace::mixture_column> columns = {real, choice};
    const hyspace::mixture both(weights, columns);
    ok(both.components() == 2 && both.columns() == 2, "a mixture");

    std::vector<double> x(2 * n), raw(2 * n), density(n), expected(n), turned(2 * n), same(n);
    both.sample(source, 5, n, x);
    bool agrees = hys_mixture_sample(both.get(), &source, 5, n, HYS_ROW_MAJOR, raw.data(), 2) == 0;
    ok(agrees && x == raw, "samples of a mixture");
    agrees = hys_mixture_logpdf(both.get(), n, HYS_ROW_MAJOR, raw.data(), 2, expected.data(),
                                nullptr) == HYS_OK;
    ok(both.logpdf(x, density) == HYS_OK && agrees && density == expected,
       "densities of a mixture");
    both.sample(source, 5, n, turned, HYS_COLUMN_MAJOR);
    ok(both.logpdf(turned, same, HYS_COLUMN_MAJOR) == HYS_OK && same == density,
       "a mixture, column after column");

    std::vector<hyspace::mixture_column> bad = columns;
    bad[0].upper = -2;
    hyspace::mixture made;
    std::size_t at = 9;
    ok(hyspace::mixture::try_make(made, weights, bad, &at) == HYS_E_BOUNDS_ORDER && at == 0 &&
           !made.get() &&
           thrown([&] { hyspace::mixture(weights, bad); }, "column 0: ") == HYS_E_BOUNDS_ORDER &&
           thrown([&] {
               hyspace::mixture(std::vector<double>{-1, 1}, columns);
           }) == HYS_E_VALUES_WEIGHT &&
           thrown([&] { made.logpdf(x, density); }) == HYS_E_NULL &&
           throws_length([&] { both.sample(source, 0, n - 1, x); }),
       "mixtures that are refused");
}

void discrepancies()
{
    const std::size_t d = 3, blocks = hys_discrepancy_blocks(n);
    std::vector<double> x(n * d), turned(n * d), sums(HYS_DISCREPANCY_NUMBERS * blocks);
    hyspace::unit(source, 5, x);
    for (std::size_t k = 0; k < n * d; k++)
        turned[k % d * n + k / d] = x[k];
    double raw = 0;
    bool agrees = true;
    for (const hys_discrepancy_kind kind :
         {HYS_DISCREPANCY_CD, HYS_DISCREPANCY_WD, HYS_DISCREPANCY_MD, HYS_DISCREPANCY_L2_STAR}) {
        agrees = agrees && hys_discrepancy(kind, n, d, x.data(), HYS_ROW_MAJOR, d, &raw) == 0 &&
                 raw > 0 && hyspace::discrepancy(kind, n, d, x) == raw &&
                 hyspace::discrepancy(kind, n, d, turned, HYS_COLUMN_MAJOR) == raw;
        hyspace::discrepancy_sums(kind, n, d, x, 0, sums);
        agrees = agrees && hyspace::discrepancy_finish(kind, n, d, sums) == raw;
    }
    ok(agrees, "discrepancies, whole and in parts");
    x[4] = 2;
    ok(thrown([&] { hyspace::discrepancy(HYS_DISCREPANCY_CD, n, d, x); }) == HYS_E_POINT &&
           thrown([&] { hyspace::discrepancy(9, n, d, x); }) == HYS_E_KIND_UNKNOWN &&
           throws_length([&] { hyspace::discrepancy(HYS_DISCREPANCY_CD, n - 1, d, x); }) &&
           throws_length([&] { hyspace::discrepancy_finish(HYS_DISCREPANCY_CD, n + 64, d, sums); }),
       "discrepancies that are refused");
}

} // namespace

int main()
{
    kinds();
    elements();
    constructors();
    owners();
    errors();
    laws();
    tables();
    streams();
    designs();
    mixtures();
    discrepancies();
    std::printf("1..%d\n", number);
    return failures != 0;
}
