/* hyspace for C++17: owners, containers, exceptions. This header is all there is; it includes the C
 * API.
 *
 *   const auto lr = hyspace::space::log(1e-5, 1e-1, 10);
 *   std::vector<float> out(1000);
 *   lr.sample(hyspace::native(42), 0, out);
 *
 * An argument called out or in is anything for which std::data and std::size work: vectors, arrays,
 * C arrays, std::span, or a hyspace::span of a pointer and a size. The type of its elements chooses
 * the type of the call: float, double, the eight integers, and hyspace::index for the position in a
 * list.
 *
 * A call that the library refuses throws hyspace::error, whose text names the parameter or column
 * at fault. Two arrays of one call that differ in length, or a matrix of another size, throw
 * std::length_error. The C headers say what a call may refuse, and in what order. A warning
 * (HYS_W_DATA) is no exception: the functions whose C call can give one return it. Sampling and
 * making an object have a second form, try_sample, try_of, try_linear, ..., try_make, which is
 * noexcept and returns the status of the C call. For everything else get() gives the C object.
 *
 * All of it is inline, and an owner holds one pointer, so it costs nothing over C. Thread safety is
 * that of the C API: objects are immutable, and any number of threads may use one.
 */
#ifndef HYSPACE_HPP
#define HYSPACE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <hyspace.h>

namespace hyspace {

/* ---- status ---- */

class error : public std::runtime_error {
  public:
    explicit error(hys_status status) : std::runtime_error(hys_strerror(status)), status_(status) {}
    error(hys_status status, const std::string &at)
        : std::runtime_error(at + ": " + hys_strerror(status)), status_(status)
    {
    }
    hys_status status() const noexcept { return status_; }
    hys_status status_class() const noexcept { return HYS_STATUS_CLASS(status_); }

  private:
    hys_status status_;
};

/* Throws an error; returns HYS_OK or a warning. */
inline hys_status check(hys_status status)
{
    if (status < 0)
        throw error(status);
    return status;
}

/* ---- elements ---- */

/* A position in the list of a discrete or labels space, from 0. */
enum class index : std::uint32_t {};

template <class T> struct type_of; /* without a definition for any other element */
template <> struct type_of<float> : std::integral_constant<hys_type, HYS_F32> {
};
template <> struct type_of<double> : std::integral_constant<hys_type, HYS_F64> {
};
template <> struct type_of<std::int8_t> : std::integral_constant<hys_type, HYS_I8> {
};
template <> struct type_of<std::uint8_t> : std::integral_constant<hys_type, HYS_U8> {
};
template <> struct type_of<std::int16_t> : std::integral_constant<hys_type, HYS_I16> {
};
template <> struct type_of<std::uint16_t> : std::integral_constant<hys_type, HYS_U16> {
};
template <> struct type_of<std::int32_t> : std::integral_constant<hys_type, HYS_I32> {
};
template <> struct type_of<std::uint32_t> : std::integral_constant<hys_type, HYS_U32> {
};
template <> struct type_of<std::int64_t> : std::integral_constant<hys_type, HYS_I64> {
};
template <> struct type_of<std::uint64_t> : std::integral_constant<hys_type, HYS_U64> {
};
template <> struct type_of<index> : std::integral_constant<hys_type, HYS_INDEX> {
};

/* Elements that someone else owns: a pointer and a size, or a container. */
template <class T> class span {
  public:
    constexpr span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <class C, class = std::enable_if_t<std::is_convertible<
                           decltype(std::data(std::declval<C &>())), T *>::value>>
    constexpr span(C &&of) noexcept : data_(std::data(of)), size_(std::size(of))
    {
    }
    constexpr T *data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }

  private:
    T *data_;
    std::size_t size_;
};

namespace detail {
template <class C>
using element = std::remove_cv_t<std::remove_pointer_t<decltype(std::data(std::declval<C &>()))>>;
template <class C> constexpr hys_type element_type = type_of<element<C>>::value;

/* Throws if two arrays of one call differ in length. */
template <class A, class B> void same_size(const A &a, const B &b)
{
    if (std::size(a) != std::size(b))
        throw std::length_error("hyspace: arrays of different lengths");
}

/* Throws if an array is not a matrix of n rows and d columns. */
inline void check_matrix(std::size_t n, std::size_t d, std::size_t size)
{
    if (d ? size / d != n || size % d : size)
        throw std::length_error("hyspace: a matrix of another size");
}

struct free_space {
    void operator()(hys_space *space) const noexcept { hys_space_free(space); }
};
struct free_domain {
    void operator()(hys_domain *domain) const noexcept { hys_domain_free(domain); }
};
struct free_mixture {
    void operator()(hys_mixture *mixture) const noexcept { hys_mixture_free(mixture); }
};
struct free_stream {
    void operator()(hys_stream *opened) const noexcept { hys_stream_free(opened); }
};

/* What a call without rows says of a space and a type. */
struct ask_sample {
    const hys_source from;
    hys_status operator()(const hys_space *of, hys_type type) const noexcept
    {
        return hys_sample(of, &from, 0, 0, type, nullptr);
    }
};
inline hys_status ask_encode(const hys_space *of, hys_type type) noexcept
{
    return hys_encode(of, nullptr, 0, type, nullptr, nullptr);
}
} // namespace detail

/* ---- sources ---- */

using key = hys_key;
using source = hys_source;

inline source native(key k) noexcept { return hys_source_native(k); }
inline source native(std::uint64_t seed) noexcept
{
    return hys_source_native(hys_key_from_seed(seed));
}
inline source jax(std::int32_t stream, key k, std::uint32_t flags = 0) noexcept
{
    return hys_source_jax(stream, k, flags);
}

/* Designs, as hyspace/source.h says: Sobol points, Latin hypercubes of so many rows, grids. flags
 * are HYS_CENTRED for lhs, HYS_ENDS for grids. points is the number of points of each continuous
 * column, or one number for each column in the table's order (domain::points), which must live as
 * long as the source is used. */
inline source sobol(key k) noexcept { return hys_source_sobol(k); }
inline source sobol_owen(key k) noexcept { return hys_source_sobol_owen(k); }
inline source sobol_shift(key k) noexcept { return hys_source_sobol_shift(k); }
inline source sobol_plain() noexcept { return hys_source_sobol_plain(); }
inline source lhs(key k, std::uint64_t rows, std::uint32_t flags = 0) noexcept
{
    source result = hys_source_lhs(k, rows);
    result.flags = flags;
    return result;
}
inline source grid(std::uint64_t points = 0, std::uint32_t flags = 0) noexcept
{
    source result = hys_source_grid(points);
    result.flags = flags;
    return result;
}
inline source permuted(key k, std::uint64_t points = 0, std::uint32_t flags = 0) noexcept
{
    source result = hys_source_permuted(k, points);
    result.flags = flags;
    return result;
}
inline source grid(span<const std::uint64_t> points, std::uint32_t flags = 0) noexcept
{
    source result = grid(std::uint64_t(0), flags);
    result.column_points = points.data();
    return result;
}
inline source permuted(key k, span<const std::uint64_t> points, std::uint32_t flags = 0) noexcept
{
    source result = permuted(k, std::uint64_t(0), flags);
    result.column_points = points.data();
    return result;
}

/* The same with the key of a seed. */
inline source sobol(std::uint64_t seed) noexcept { return sobol(hys_key_from_seed(seed)); }
inline source sobol_owen(std::uint64_t seed) noexcept
{
    return sobol_owen(hys_key_from_seed(seed));
}
inline source sobol_shift(std::uint64_t seed) noexcept
{
    return sobol_shift(hys_key_from_seed(seed));
}
inline source lhs(std::uint64_t seed, std::uint64_t rows, std::uint32_t flags = 0) noexcept
{
    return lhs(hys_key_from_seed(seed), rows, flags);
}
inline source permuted(std::uint64_t seed, std::uint64_t points = 0,
                       std::uint32_t flags = 0) noexcept
{
    return permuted(hys_key_from_seed(seed), points, flags);
}
inline source permuted(std::uint64_t seed, span<const std::uint64_t> points,
                       std::uint32_t flags = 0) noexcept
{
    return permuted(hys_key_from_seed(seed), points, flags);
}

class domain;

/* A source that is opened once for many calls, which are faster then where they are short. It takes
 * the place of the source in a call:
 *
 *   const hyspace::stream opened(hyspace::native(42));
 *   lr.sample(opened, 0, out);
 *
 * A stream serves single spaces, or the tables of the domain for which it was opened. It is moved,
 * not copied. A default or moved-from one is empty and may only be assigned to. */
class stream {
  public:
    stream() noexcept = default;
    explicit stream(const source &s) { check(open(s, nullptr)); }
    stream(const source &s, const domain &of);

    /* made is the opened stream; it is empty after an error. */
    static hys_status try_open(stream &made, const source &s) noexcept
    {
        return made.open(s, nullptr);
    }
    static hys_status try_open(stream &made, const source &s, const domain &of) noexcept;

    const hys_stream *get() const noexcept { return owner_.get(); }
    /* The source as it was given; of an empty stream, one of zeros. */
    source given() const noexcept
    {
        source result = {};
        if (get())
            hys_stream_source(get(), &result);
        return result;
    }

  private:
    hys_status open(const source &s, const hys_domain *of) noexcept
    {
        hys_stream *raw = nullptr;
        const hys_status status = hys_stream_open(&raw, &s, of);
        owner_.reset(raw);
        return status;
    }

    std::unique_ptr<hys_stream, detail::free_stream> owner_;
};

/* ---- spaces ---- */

/* The value of a parameter for space::of: a floating-point number, an integer, a bool (a switch), a
 * string (a word), or a list: a container of double or of const char *, or the same in braces, as
 * in of("labels", {{"adam", "sgd"}}). argument() leaves an optional parameter out. Strings and
 * lists are not copied: they must live until the space is made. */
class argument {
  public:
    argument() noexcept = default;
    template <class T, std::enable_if_t<std::is_floating_point<T>::value, int> = 0>
    argument(T real) noexcept
    {
        raw_.type = HYS_PARAM_REAL;
        raw_.real = static_cast<double>(real);
    }
    template <class T, std::enable_if_t<std::is_integral<T>::value && !std::is_same<T, bool>::value,
                                        int> = 0>
    argument(T integer) noexcept
    {
        raw_.type = HYS_PARAM_INTEGER;
        raw_.real = static_cast<double>(integer);
        raw_.integer = static_cast<std::int64_t>(integer);
        exact_ = static_cast<T>(raw_.integer) == integer && (integer < 0) == (raw_.integer < 0);
    }
    template <class T, std::enable_if_t<std::is_same<T, bool>::value, int> = 0>
    argument(T on) noexcept
    {
        raw_.type = HYS_PARAM_SWITCH;
        raw_.on = on;
    }
    argument(const char *word) noexcept
    {
        raw_.type = HYS_PARAM_WORD;
        raw_.word = word;
    }
    argument(const std::string &word) noexcept : argument(word.c_str()) {}
    argument(span<const double> reals) noexcept
    {
        raw_.type = HYS_PARAM_REALS;
        raw_.reals = reals.data();
        raw_.count = reals.size();
    }
    argument(span<const char *const> names) noexcept
    {
        raw_.type = HYS_PARAM_NAMES;
        raw_.names = names.data();
        raw_.count = names.size();
    }
    template <class C, class = std::enable_if_t<std::is_convertible<
                           decltype(std::data(std::declval<const C &>())), const double *>::value>>
    argument(const C &reals) noexcept : argument(span<const double>(reals))
    {
    }
    template <class C,
              std::enable_if_t<std::is_convertible<decltype(std::data(std::declval<const C &>())),
                                                   const char *const *>::value,
                               int> = 0>
    argument(const C &names) noexcept : argument(span<const char *const>(names))
    {
    }
    argument(std::initializer_list<double> reals) noexcept : argument(span<const double>(reals)) {}
    template <class T, std::enable_if_t<std::is_same<T, const char *>::value, int> = 0>
    argument(std::initializer_list<T> names) noexcept : argument(span<const char *const>(names))
    {
    }
    /* Names that are no strings in JSON: one scalar for each, else the list is refused. */
    argument(span<const char *const> names, span<const hys_scalar> scalars) noexcept
        : argument(names)
    {
        raw_.scalars = scalars.data();
        exact_ = scalars.size() == names.size();
    }

    /* The argument as the parameter takes it. A real parameter takes an integer that a double
     * holds. An integer beyond 64 bits gets a type that no parameter has, so that it is refused. */
    hys_argument as(const hys_param *param) const noexcept
    {
        hys_argument result = raw_;
        const bool holds =
            raw_.real < 0x1p63 && static_cast<std::int64_t>(raw_.real) == raw_.integer;
        if (param && param->type == HYS_PARAM_REAL && raw_.type == HYS_PARAM_INTEGER && exact_ &&
            holds)
            result.type = HYS_PARAM_REAL;
        if (!exact_)
            result.type = -1;
        as_list(param, &result);
        return result;
    }

  private:
    /* A parameter that is a list takes a single number or name as a list of one entry, which is
     * this object's. */
    void as_list(const hys_param *param, hys_argument *result) const noexcept
    {
        if (param && param->type == HYS_PARAM_REALS &&
            (result->type == HYS_PARAM_REAL || (result->type == HYS_PARAM_INTEGER && exact_))) {
            result->type = HYS_PARAM_REALS;
            result->reals = &raw_.real;
            result->count = 1;
        } else if (param && param->type == HYS_PARAM_NAMES && result->type == HYS_PARAM_WORD) {
            result->type = HYS_PARAM_NAMES;
            result->names = &raw_.word;
            result->count = 1;
        }
    }

    hys_argument raw_ = {};
    bool exact_ = true;
};

/* A space that someone else owns, for example a domain. */
class space_view {
  public:
    explicit space_view(const hys_space *space) noexcept : at_(space) {}
    const hys_space *get() const noexcept { return at_; }

    hys_kind kind() const noexcept { return hys_space_kind(at_); }
    double lower() const noexcept { return hys_space_lower(at_); }
    double upper() const noexcept { return hys_space_upper(at_); }
    double base() const noexcept { return hys_space_base(at_); }
    std::size_t count() const noexcept { return hys_space_count(at_); }
    double value(std::size_t i) const noexcept { return hys_space_value(at_, i); }
    const char *label(std::size_t i) const noexcept { return hys_space_label(at_, i); }
    const char *label(index i) const noexcept { return label(static_cast<std::size_t>(i)); }
    std::uint32_t types(const source &s) const noexcept
    {
        return hys_space_types(at_, s.stream, s.flags);
    }
    hys_type default_type(const source &s) const noexcept
    {
        return hys_space_default_type(at_, s.stream, s.flags);
    }
    std::pair<std::uint64_t, std::uint64_t> fingerprint() const noexcept
    {
        std::uint64_t words[2];
        hys_space_fingerprint(at_, words);
        return {words[0], words[1]};
    }
    std::size_t find_label(const char *label) const
    {
        std::size_t i = 0;
        const hys_status status = hys_space_find_label(at_, label, &i);
        if (status < 0 && label)
            throw error(status, label);
        check(status);
        return i;
    }

    /* The number of rows of a design; 0 where all 2^64 numbers have a sample. */
    std::uint64_t rows(const source &s) const
    {
        std::uint64_t result = 0;
        check(hys_space_rows(at_, &s, &result));
        return result;
    }

    /* The samples first to first + size(out) - 1. */
    template <class Out>
    hys_status try_sample(const source &s, std::uint64_t first, Out &&out) const noexcept
    {
        return hys_sample(at_, &s, first, std::size(out), detail::element_type<Out>,
                          std::data(out));
    }
    template <class Out>
    hys_status try_sample(const stream &s, std::uint64_t first, Out &&out) const noexcept
    {
        return hys_sample_from(at_, s.get(), first, std::size(out), detail::element_type<Out>,
                               std::data(out));
    }
    template <class Out> void sample(const source &s, std::uint64_t first, Out &&out) const
    {
        check(try_sample(s, first, out));
    }
    template <class Out> void sample(const stream &s, std::uint64_t first, Out &&out) const
    {
        check(try_sample(s, first, out));
    }

    /* The samples of these numbers. */
    template <class Out>
    void sample_indices(const source &s, span<const std::uint64_t> numbers, Out &&out) const
    {
        detail::same_size(numbers, out);
        check(hys_sample_indices(at_, &s, numbers.data(), numbers.size(), detail::element_type<Out>,
                                 std::data(out)));
    }
    template <class Out>
    void sample_indices(const stream &s, span<const std::uint64_t> numbers, Out &&out) const
    {
        detail::same_size(numbers, out);
        check(hys_sample_indices_from(at_, s.get(), numbers.data(), numbers.size(),
                                      detail::element_type<Out>, std::data(out)));
    }

    /* Rounds or snaps numbers as hyspace/transform.h says. in has doubles for results of 64 bits,
     * else floats. *flagged, here and below, is the number of elements that a warning is about. */
    template <class In, class Out>
    hys_status transform(const In &in, Out &&out, std::size_t *flagged = nullptr) const
    {
        using wanted = std::conditional_t<sizeof(detail::element<Out>) == 8, double, float>;
        static_assert(std::is_same<detail::element<const In>, wanted>::value,
                      "double goes to 64-bit elements, float to the others");
        detail::same_size(in, out);
        return check(hys_transform(at_, std::data(in), std::size(in), detail::element_type<Out>,
                                   std::data(out), flagged));
    }

    /* From values to [0, 1], and back. */
    template <class In, class Out>
    hys_status encode(const In &value, Out &&unit, std::size_t *flagged = nullptr) const
    {
        detail::same_size(value, unit);
        return check(hys_encode(at_, std::data(value), std::size(value),
                                detail::element_type<const In>, std::data(unit), flagged));
    }
    template <class In, class Out>
    hys_status decode(const In &unit, Out &&value, std::size_t *flagged = nullptr) const
    {
        detail::same_size(unit, value);
        return check(hys_decode(at_, std::data(unit), std::size(unit), detail::element_type<Out>,
                                std::data(value), flagged));
    }

    /* Densities and probabilities, as hyspace/density.h says: of doubles, or of std::int64_t, which
     * have no pdf. */
    template <class In>
    hys_status cdf(const In &value, span<double> out, std::size_t *flagged = nullptr) const
    {
        return density(value, out, &hys_cdf_f64, &hys_cdf_i64, flagged);
    }
    template <class In>
    hys_status sf(const In &value, span<double> out, std::size_t *flagged = nullptr) const
    {
        return density(value, out, &hys_sf_f64, &hys_sf_i64, flagged);
    }
    template <class In>
    hys_status logpdf(const In &value, span<double> out, std::size_t *flagged = nullptr) const
    {
        return density(value, out, &hys_logpdf_f64, &hys_logpdf_i64, flagged);
    }
    template <class In>
    hys_status pdf(const In &value, span<double> out, std::size_t *flagged = nullptr) const
    {
        return density(value, out, &hys_pdf_f64, nullptr, flagged);
    }
    template <class In>
    hys_status pmf(const In &value, span<double> out, std::size_t *flagged = nullptr) const
    {
        return density(value, out, &hys_pmf_f64, &hys_pmf_i64, flagged);
    }
    template <class Out>
    hys_status quantile(span<const double> unit, Out &&value, std::size_t *flagged = nullptr) const
    {
        using type = detail::element<Out>;
        static_assert(std::is_same<type, double>::value || std::is_same<type, std::int64_t>::value,
                      "quantiles are double or std::int64_t");
        detail::same_size(unit, value);
        if constexpr (std::is_same<type, double>::value)
            return check(
                hys_quantile_f64(at_, unit.data(), unit.size(), std::data(value), flagged));
        else
            return check(
                hys_quantile_i64(at_, unit.data(), unit.size(), std::data(value), flagged));
    }

  protected:
    const hys_space *at_;

  private:
    template <class In, class F64, class I64>
    hys_status density(const In &value, span<double> out, F64 of_f64, I64 of_i64,
                       std::size_t *flagged) const
    {
        detail::same_size(value, out);
        if constexpr (std::is_same<detail::element<const In>, double>::value)
            return check(of_f64(at_, std::data(value), std::size(value), out.data(), flagged));
        else
            return check(of_i64(at_, std::data(value), std::size(value), out.data(), flagged));
    }
};

/* Owns a space: it is moved, not copied. A default or moved-from one is empty and may only be
 * assigned to. */
class space : public space_view {
  public:
    space() noexcept : space_view(nullptr) {}
    explicit space(hys_space *owned) noexcept : space_view(owned), owner_(owned) {}
    space(space &&other) noexcept
        : space_view(std::exchange(other.at_, nullptr)), owner_(std::move(other.owner_))
    {
    }
    space &operator=(space &&other) noexcept
    {
        owner_ = std::move(other.owner_);
        at_ = std::exchange(other.at_, nullptr);
        return *this;
    }
    hys_space *get() const noexcept { return owner_.get(); }

    /* A space of any kind by its name, from the values of its parameters in their order:
     * space::of("qlog", {1, 100}). The text of an error names the parameter at fault. */
    static space of(const char *kind, std::initializer_list<argument> values)
    {
        return build(hys_kind_from_name(kind), values);
    }
    /* made is the new space; it is empty after an error, and *bad is the number of the parameter at
     * fault, as hys_space_new has it. */
    static hys_status try_of(space &made, const char *kind, span<const argument> values,
                             std::size_t *bad = nullptr) noexcept
    {
        return try_build(made, hys_kind_from_name(kind), values, bad);
    }

    /* The same for the kinds of hyspace/space.h. */
    static space linear(double lower, double upper) { return build(HYS_LINEAR, {lower, upper}); }
    static space log(double lower, double upper, double base = 10)
    {
        return build(HYS_LOG, {lower, upper, base});
    }
    static space qlinear(double lower, double upper) { return build(HYS_QLINEAR, {lower, upper}); }
    static space qlog(double lower, double upper, double base = 10)
    {
        return build(HYS_QLOG, {lower, upper, base});
    }
    static space discrete(span<const double> values) { return build(HYS_DISCRETE, {values}); }
    static space discrete(std::initializer_list<double> values)
    {
        return discrete({values.begin(), values.size()});
    }
    static space discrete(span<const double> values, span<const double> weights,
                          bool ordered = false)
    {
        return build(HYS_DISCRETE, {values, weights, ordered});
    }
    static space labels(span<const char *const> names) { return build(HYS_LABELS, {names}); }
    static space labels(span<const char *const> names, span<const double> weights,
                        bool ordered = false)
    {
        return build(HYS_LABELS, {names, weights, ordered});
    }
    static space labels(std::initializer_list<const char *> names)
    {
        return labels({names.begin(), names.size()});
    }
    static space labels(const std::vector<std::string> &names)
    {
        std::vector<const char *> text;
        text.reserve(names.size());
        for (const std::string &name : names)
            text.push_back(name.c_str());
        return labels({text.data(), text.size()});
    }

    static hys_status try_linear(space &made, double lower, double upper) noexcept
    {
        return try_build(made, HYS_LINEAR, {lower, upper});
    }
    static hys_status try_log(space &made, double lower, double upper, double base) noexcept
    {
        return try_build(made, HYS_LOG, {lower, upper, base});
    }
    static hys_status try_qlinear(space &made, double lower, double upper) noexcept
    {
        return try_build(made, HYS_QLINEAR, {lower, upper});
    }
    static hys_status try_qlog(space &made, double lower, double upper, double base) noexcept
    {
        return try_build(made, HYS_QLOG, {lower, upper, base});
    }
    static hys_status try_discrete(space &made, span<const double> values) noexcept
    {
        return try_build(made, HYS_DISCRETE, {values});
    }
    static hys_status try_labels(space &made, span<const char *const> names) noexcept
    {
        return try_build(made, HYS_LABELS, {names});
    }

  private:
    static hys_status try_build(space &made, hys_kind kind,
                                std::initializer_list<argument> values) noexcept
    {
        return try_build(made, kind, values, nullptr);
    }
    static hys_status try_build(space &made, hys_kind kind, span<const argument> values,
                                std::size_t *bad) noexcept
    {
        hys_argument raw[HYS_KIND_PARAMS_MAX + 1] = {}; /* with room for one too many */
        const std::size_t count = std::min(values.size(), std::size(raw));
        for (std::size_t p = 0; p < count; p++)
            raw[p] = values.data()[p].as(hys_kind_param(kind, p));
        hys_space *owned = nullptr;
        const hys_status status = hys_space_new(&owned, kind, raw, count, bad);
        made = space(owned);
        return status;
    }
    static space build(hys_kind kind, std::initializer_list<argument> values)
    {
        space made;
        std::size_t bad = 0;
        const hys_status status = try_build(made, kind, values, &bad);
        if (status < 0 && hys_kind_name(kind)) {
            const hys_param *param = hys_kind_param(kind, bad);
            const std::string where = hys_kind_name(kind);
            throw error(status, param ? where + ": " + param->name : where);
        }
        check(status);
        return made;
    }

    std::unique_ptr<hys_space, detail::free_space> owner_;
};

/* ---- tables ---- */

/* The column whose element of row k is written k * stride bytes behind first. */
template <class T> hys_column column(T *first, std::ptrdiff_t stride = sizeof(T)) noexcept
{
    hys_column result = {};
    result.data = first;
    result.stride = stride;
    result.type = type_of<T>::value;
    return result;
}
/* A column that is not drawn. */
inline hys_column skip() noexcept { return {}; }

/* One value of a space: a number, an integer, or the entry of a list. */
inline hys_value real(double x) noexcept
{
    hys_value value = {};
    value.type = HYS_F64;
    value.real = x;
    return value;
}
inline hys_value integer(std::int64_t k) noexcept
{
    hys_value value = {};
    value.type = HYS_I64;
    value.integer = k;
    return value;
}
inline hys_value entry(std::uint32_t i) noexcept
{
    hys_value value = {};
    value.type = HYS_INDEX;
    value.index = i;
    return value;
}

/* A column for the constructor of domain: its name, its space, and the type that it asks for, 0 for
 * none. The name and the space must live until the domain is made, which copies the one and keeps a
 * reference to the other. */
struct named {
    named(const char *column, const space &of, hys_type wanted = 0) noexcept
        : name(column), held(of.get()), type(wanted)
    {
    }
    named(const std::string &column, const space &of, hys_type wanted = 0) noexcept
        : named(column.c_str(), of, wanted)
    {
    }
    /* What else a domain carries with the column: named("x", x).by_default(real(0.5)).pinned(3).
     * meta is a JSON object, which must live as long as the name. */
    named &by_default(hys_value value) noexcept
    {
        default_value = value;
        return *this;
    }
    named &pinned(std::int32_t to) noexcept
    {
        dimension = to;
        return *this;
    }
    named &keeping(const char *object) noexcept
    {
        meta = object;
        return *this;
    }
    const char *name;
    hys_space *held;
    hys_type type;
    std::int32_t dimension = -1;
    hys_value default_value = {};
    const char *meta = nullptr;
};

/* Owns a table of named spaces:
 *
 *   hyspace::domain table{{"lr", lr}, {"layers", hyspace::space::qlinear(1, 12)}}; */
class domain {
  public:
    domain() noexcept = default;
    /* Takes over a domain of the C API, such as hys_json_read_domain gives. */
    explicit domain(hys_domain *owned) noexcept : owner_(owned) {}
    domain(std::initializer_list<named> columns) { make({columns.begin(), columns.size()}); }
    explicit domain(const std::vector<named> &columns) { make({columns.data(), columns.size()}); }

    /* made is the new domain; it is empty after an error, and *bad is the column at fault. title
     * and meta, a JSON object, are of the whole. */
    static hys_status try_make(domain &made, span<const named> columns, std::size_t *bad = nullptr,
                               const char *title = nullptr, const char *meta = nullptr) noexcept
    {
        made.owner_.reset();
        try {
            std::vector<hys_column_description> described;
            for (const named *column = columns.data(); column != columns.data() + columns.size();
                 ++column) {
                hys_column_description one = {};
                one.name = column->name;
                one.space = column->held;
                one.type = column->type;
                one.dimension = column->dimension;
                one.default_value = column->default_value;
                one.meta = column->meta;
                described.push_back(one);
            }
            hys_domain_description whole = {};
            whole.title = title;
            whole.meta = meta;
            described.reserve(1); /* an array of no columns has an address, too */
            hys_domain *raw = nullptr;
            const hys_status status =
                hys_domain_new_described(&raw, described.data(), described.size(), &whole, bad);
            made.owner_.reset(raw);
            return status;
        } catch (const std::bad_alloc &) {
            return HYS_E_MEMORY;
        }
    }

    const hys_domain *get() const noexcept { return owner_.get(); }
    std::size_t columns() const noexcept { return hys_domain_columns(get()); }
    const char *name(std::size_t i) const noexcept { return hys_domain_name(get(), i); }
    space_view operator[](std::size_t i) const noexcept
    {
        return space_view(hys_domain_space(get(), i));
    }
    /* The type that column i asks for, 0 for none; and the type that it has by default. */
    hys_type type(std::size_t i) const noexcept { return hys_domain_type(get(), i); }
    hys_type default_type(std::size_t i, const source &s) const noexcept
    {
        return hys_domain_default_type(get(), i, s.stream, s.flags);
    }
    /* What else it carries; null pointers and -1 for what it does not carry. */
    const char *title() const noexcept { return hys_domain_title(get()); }
    const char *meta() const noexcept { return hys_domain_meta(get()); }
    const char *meta(std::size_t i) const noexcept { return hys_domain_column_meta(get(), i); }
    const hys_value *default_value(std::size_t i) const noexcept
    {
        return hys_domain_default(get(), i);
    }
    std::int32_t dimension(std::size_t i) const noexcept { return hys_domain_dimension(get(), i); }
    std::size_t find(const char *name) const
    {
        std::size_t i = 0;
        const hys_status status = hys_domain_find(get(), name, &i);
        if (status < 0 && name)
            throw error(status, name);
        check(status);
        return i;
    }
    std::pair<std::uint64_t, std::uint64_t> fingerprint() const noexcept
    {
        std::uint64_t words[2];
        hys_domain_fingerprint(get(), words);
        return {words[0], words[1]};
    }

    /* The number of rows of a design; 0 where all 2^64 numbers have a row. */
    std::uint64_t rows(const source &s) const
    {
        std::uint64_t result = 0;
        check(hys_domain_rows(get(), &s, &result));
        return result;
    }
    /* The points of columns by their names, and 0 for all others, in the table's order, for grid
     * and permuted: points({{"lr", 5}, {"dropout", 3}}). */
    std::vector<std::uint64_t>
    points(std::initializer_list<std::pair<const char *, std::uint64_t>> of) const
    {
        std::vector<std::uint64_t> result(columns());
        for (const auto &[name, count] : of)
            result[find(name)] = count;
        return result;
    }

    /* The rows first to first + n - 1, each column where its description says. */
    hys_status try_sample(const source &s, std::uint64_t first, std::size_t n,
                          span<const hys_column> to) const noexcept
    {
        return hys_domain_sample(get(), &s, first, n, to.data(), to.size());
    }
    hys_status try_sample(const stream &s, std::uint64_t first, std::size_t n,
                          span<const hys_column> to) const noexcept
    {
        return hys_domain_sample_from(get(), s.get(), first, n, to.data(), to.size());
    }
    void sample(const source &s, std::uint64_t first, std::size_t n,
                std::initializer_list<hys_column> to) const
    {
        check_columns(try_sample(s, first, n, to), to, detail::ask_sample{s});
    }
    void sample(const source &s, std::uint64_t first, std::size_t n,
                const std::vector<hys_column> &to) const
    {
        check_columns(try_sample(s, first, n, to), to, detail::ask_sample{s});
    }

    void sample(const stream &s, std::uint64_t first, std::size_t n,
                std::initializer_list<hys_column> to) const
    {
        check_columns(try_sample(s, first, n, to), to, detail::ask_sample{s.given()});
    }
    void sample(const stream &s, std::uint64_t first, std::size_t n,
                const std::vector<hys_column> &to) const
    {
        check_columns(try_sample(s, first, n, to), to, detail::ask_sample{s.given()});
    }

    /* The rows of these numbers. */
    void sample_indices(const source &s, span<const std::uint64_t> numbers,
                        const std::vector<hys_column> &to) const
    {
        check_columns(hys_domain_sample_indices(get(), &s, numbers.data(), numbers.size(),
                                                to.data(), to.size()),
                      to, detail::ask_sample{s});
    }
    void sample_indices(const stream &s, span<const std::uint64_t> numbers,
                        const std::vector<hys_column> &to) const
    {
        check_columns(hys_domain_sample_indices_from(get(), s.get(), numbers.data(), numbers.size(),
                                                     to.data(), to.size()),
                      to, detail::ask_sample{s.given()});
    }

    /* An n x columns() matrix of float or double without gaps, row after row (HYS_ROW_MAJOR) or
     * column after column (HYS_COLUMN_MAJOR). */
    template <class Out>
    void sample_matrix(const source &s, std::uint64_t first, std::size_t n, hys_order order,
                       Out &&out) const
    {
        constexpr bool narrow = std::is_same<detail::element<Out>, float>::value;
        check_size(n, std::size(out));
        if constexpr (narrow)
            check_matrix(hys_domain_sample_matrix_f32(get(), &s, first, n, order, std::data(out),
                                                      leading(order, n)),
                         out, s);
        else
            check_matrix(hys_domain_sample_matrix_f64(get(), &s, first, n, order, std::data(out),
                                                      leading(order, n)),
                         out, s);
    }
    template <class Out>
    void sample_matrix(const stream &s, std::uint64_t first, std::size_t n, hys_order order,
                       Out &&out) const
    {
        constexpr bool narrow = std::is_same<detail::element<Out>, float>::value;
        check_size(n, std::size(out));
        if constexpr (narrow)
            check_matrix(hys_domain_sample_matrix_f32_from(get(), s.get(), first, n, order,
                                                           std::data(out), leading(order, n)),
                         out, s.given());
        else
            check_matrix(hys_domain_sample_matrix_f64_from(get(), s.get(), first, n, order,
                                                           std::data(out), leading(order, n)),
                         out, s.given());
    }

    /* From a table to the unit cube and back. The columns are those of sample, the units an
     * n x columns() matrix, row after row. */
    hys_status encode(std::size_t n, const std::vector<hys_column> &from, span<double> unit,
                      std::size_t *flagged = nullptr) const
    {
        check_size(n, unit.size());
        return check_columns(hys_domain_encode(get(), n, from.data(), from.size(), HYS_ROW_MAJOR,
                                               unit.data(), columns(), flagged),
                             from, detail::ask_encode);
    }
    hys_status decode(std::size_t n, span<const double> unit, const std::vector<hys_column> &to,
                      std::size_t *flagged = nullptr) const
    {
        check_size(n, unit.size());
        return check_columns(hys_domain_decode(get(), n, HYS_ROW_MAJOR, unit.data(), columns(),
                                               to.data(), to.size(), flagged),
                             to, detail::ask_encode);
    }

    /* The sum of each row's logpdf over the columns, and as an n x columns() matrix their parts;
     * either may be empty. */
    hys_status logpdf(std::size_t n, const std::vector<hys_column> &of, span<double> sum,
                      span<double> parts = span<double>(nullptr, 0),
                      std::size_t *flagged = nullptr) const
    {
        if (sum.size() != n && sum.size() != 0)
            throw std::length_error("hyspace: arrays of different lengths");
        if (parts.size() != 0)
            check_size(n, parts.size());
        return check_columns(hys_domain_logpdf(get(), n, of.data(), of.size(),
                                               sum.size() ? sum.data() : nullptr, HYS_ROW_MAJOR,
                                               parts.size() ? parts.data() : nullptr, columns(),
                                               flagged),
                             of, detail::ask_encode);
    }

    /* A number of 64 bits for each row, to find rows that repeat. */
    std::vector<std::uint64_t> fingerprint_rows(std::size_t n,
                                                const std::vector<hys_column> &of) const
    {
        std::vector<std::uint64_t> result(n);
        check_columns(hys_domain_fingerprint_rows(get(), n, of.data(), of.size(), result.data()),
                      of, [](const hys_space *space, hys_type type) {
                          std::uint32_t set = hys_space_transform_types(space);
                          for (std::size_t k = 0; k < hys_stream_count(); k++) {
                              const std::int32_t stream = hys_stream_at(k);
                              set |= hys_space_types(space, stream, 0) |
                                     hys_space_types(space, stream, hys_stream_flags(stream));
                          }
                          return type > 0 && type < 32 && (set >> type & 1u) ? HYS_OK : HYS_E_TYPE;
                      });
        return result;
    }

  private:
    void make(span<const named> columns)
    {
        std::size_t bad = columns.size();
        const hys_status status = try_make(*this, columns, &bad);
        const char *name = bad < columns.size() ? columns.data()[bad].name : nullptr;
        if (status < 0 && name && *name)
            throw error(status, name);
        check(status);
    }

    void check_size(std::size_t n, std::size_t size) const
    {
        if (!get())
            throw error(HYS_E_NULL);
        if (columns() && (size / columns() != n || size % columns()))
            throw std::length_error("hyspace: a matrix of another size");
    }

    /* The distance of two rows or columns of a matrix without gaps. */
    std::size_t leading(hys_order order, std::size_t n) const noexcept
    {
        return order == HYS_COLUMN_MAJOR ? n : columns();
    }

    template <class Out> void check_matrix(hys_status status, Out &&out, const source &s) const
    {
        detail::element<Out> none{}, *const data = std::size(out) ? std::data(out) : &none;
        if (status < 0)
            check_columns(status, std::vector<hys_column>(columns(), column(data)),
                          detail::ask_sample{s});
    }

    /* Checks the status of a call over columns. Where one column is at fault, because of its type
     * or stream, the text of the error begins with the column's name. ask(space, type) is the
     * status of such a call over a space alone. */
    template <class Ask>
    hys_status check_columns(hys_status status, span<const hys_column> to, Ask ask) const
    {
        if (status == HYS_E_TYPE || status == HYS_E_STREAM)
            for (std::size_t i = 0; i < std::min(to.size(), columns()); i++)
                if (to.data()[i].data &&
                    ask(hys_domain_space(get(), i), to.data()[i].type) == status)
                    throw error(status, name(i));
        return check(status);
    }

    std::unique_ptr<hys_domain, detail::free_domain> owner_;
};

inline stream::stream(const source &s, const domain &of) { check(open(s, of.get())); }
inline hys_status stream::try_open(stream &made, const source &s, const domain &of) noexcept
{
    return made.open(s, of.get());
}

/* ---- mixtures ---- */

using mixture_column = hys_mixture_column;

/* Components with weights, each a product of one law for each column: hyspace/mixture.h. The arrays
 * that a column points to are copied. x is an n x columns() matrix without gaps, row after row
 * (HYS_ROW_MAJOR) or column after column (HYS_COLUMN_MAJOR). */
class mixture {
  public:
    mixture() noexcept = default;
    mixture(span<const double> weights, span<const mixture_column> columns)
    {
        std::size_t bad = columns.size();
        const hys_status status = try_make(*this, weights, columns, &bad);
        if (status < 0 && bad < columns.size())
            throw error(status, "column " + std::to_string(bad));
        check(status);
    }

    /* made is the new mixture; it is empty after an error, and *bad is the column at fault. */
    static hys_status try_make(mixture &made, span<const double> weights,
                               span<const mixture_column> columns,
                               std::size_t *bad = nullptr) noexcept
    {
        hys_mixture *raw = nullptr;
        const hys_status status = hys_mixture_new(&raw, weights.size(), weights.data(),
                                                  columns.size(), columns.data(), bad);
        made.owner_.reset(raw);
        return status;
    }

    const hys_mixture *get() const noexcept { return owner_.get(); }
    std::size_t components() const noexcept { return hys_mixture_components(get()); }
    std::size_t columns() const noexcept { return hys_mixture_columns(get()); }

    /* The log density of each point. */
    hys_status logpdf(span<const double> x, span<double> out, hys_order order = HYS_ROW_MAJOR,
                      std::size_t *flagged = nullptr) const
    {
        check_size(out.size(), x.size());
        return check(hys_mixture_logpdf(get(), out.size(), order, x.data(),
                                        leading(order, out.size()), out.data(), flagged));
    }

    /* Rows first to first + n - 1. */
    void sample(const source &s, std::uint64_t first, std::size_t n, span<double> x,
                hys_order order = HYS_ROW_MAJOR) const
    {
        check_size(n, x.size());
        check(hys_mixture_sample(get(), &s, first, n, order, x.data(), leading(order, n)));
    }

  private:
    void check_size(std::size_t n, std::size_t size) const
    {
        if (!get())
            throw error(HYS_E_NULL);
        if (size / columns() != n || size % columns())
            throw std::length_error("hyspace: a matrix of another size");
    }
    std::size_t leading(hys_order order, std::size_t n) const noexcept
    {
        return order == HYS_COLUMN_MAJOR ? n : columns();
    }

    std::unique_ptr<hys_mixture, detail::free_mixture> owner_;
};

/* ---- discrepancy ---- */

/* The discrepancy of n points of d numbers, a matrix without gaps as a mixture's x: row after row
 * or column after column (hyspace/discrepancy.h). Infinite where it is more than a double holds. */
inline double discrepancy(hys_discrepancy_kind kind, std::size_t n, std::size_t d,
                          span<const double> points, hys_order order = HYS_ROW_MAJOR)
{
    double result = 0;
    detail::check_matrix(n, d, points.size());
    check(hys_discrepancy(kind, n, d, points.data(), order, order == HYS_COLUMN_MAJOR ? n : d,
                          &result));
    return result;
}

/* In parts: the sums of sums.size() / HYS_DISCREPANCY_NUMBERS blocks from block `first` on, and the
 * result from the sums of all hys_discrepancy_blocks(n). */
inline void discrepancy_sums(hys_discrepancy_kind kind, std::size_t n, std::size_t d,
                             span<const double> points, std::size_t first, span<double> sums,
                             hys_order order = HYS_ROW_MAJOR)
{
    detail::check_matrix(n, d, points.size());
    detail::check_matrix(sums.size() / HYS_DISCREPANCY_NUMBERS, HYS_DISCREPANCY_NUMBERS,
                         sums.size());
    check(hys_discrepancy_sums(kind, n, d, points.data(), order, order == HYS_COLUMN_MAJOR ? n : d,
                               first, sums.size() / HYS_DISCREPANCY_NUMBERS, sums.data()));
}
inline double discrepancy_finish(hys_discrepancy_kind kind, std::size_t n, std::size_t d,
                                 span<const double> sums)
{
    double result = 0;
    detail::check_matrix(hys_discrepancy_blocks(n), HYS_DISCREPANCY_NUMBERS, sums.size());
    check(hys_discrepancy_finish(kind, n, d, sums.data(), &result));
    return result;
}

/* ---- draws without a space ---- */

/* The raw words of a stream, uint32_t or uint64_t, and uniform numbers in [0, 1), float or double.
 */
template <class Out> void bits(const source &s, std::uint64_t first, Out &&out)
{
    if constexpr (sizeof(detail::element<Out>) == 8)
        check(hys_bits_u64(&s, first, std::size(out), std::data(out)));
    else
        check(hys_bits_u32(&s, first, std::size(out), std::data(out)));
}
template <class Out> void unit(const source &s, std::uint64_t first, Out &&out)
{
    if constexpr (sizeof(detail::element<Out>) == 8)
        check(hys_unit_f64(&s, first, std::size(out), std::data(out)));
    else
        check(hys_unit_f32(&s, first, std::size(out), std::data(out)));
}
template <class Out> void bits(const stream &s, std::uint64_t first, Out &&out)
{
    if constexpr (sizeof(detail::element<Out>) == 8)
        check(hys_bits_u64_from(s.get(), first, std::size(out), std::data(out)));
    else
        check(hys_bits_u32_from(s.get(), first, std::size(out), std::data(out)));
}
template <class Out> void unit(const stream &s, std::uint64_t first, Out &&out)
{
    if constexpr (sizeof(detail::element<Out>) == 8)
        check(hys_unit_f64_from(s.get(), first, std::size(out), std::data(out)));
    else
        check(hys_unit_f32_from(s.get(), first, std::size(out), std::data(out)));
}

} // namespace hyspace

#endif
