// The digest of a file's table, from C++: digest FILE COUNT SEED [STREAM].
#include <hyspace-json.h>
#include <hyspace.hpp>
#include <xxhash.h>

#include <cinttypes>
#include <cstdio>

namespace {

hyspace::domain read(const char *file)
{
    hys_domain *raw;
    hys_json_error error;
    if (hys_json_read_domain(file, &raw, &error) != HYS_OK)
        throw std::runtime_error(std::string(file) +
                                 (error.line    ? ':' + std::to_string(error.line)
                                  : *error.path ? ": "
                                                : "") +
                                 error.path + ": " + error.text);
    return hyspace::domain(raw);
}

// A count or a seed as it was typed; 1e6 and -1 are refused.
std::uint64_t number(const std::string &text)
{
    if (text.find_first_not_of("0123456789") != text.npos)
        throw std::invalid_argument('"' + text +
                                    "\": a number below 2^64 in plain digits is wanted");
    return std::stoull(text);
}

} // namespace

int main(int argc, char **argv)
try {
    if (argc != 4 && argc != 5)
        return 2;
    const std::size_t n = number(argv[2]);
    const hyspace::domain domain = read(argv[1]);
    hyspace::source source = hyspace::native(number(argv[3]));
    if (argc > 4)
        source.stream = hys_stream_from_name(argv[4]);
    if (hys_stream_traits(source.stream) & HYS_STREAM_ROWS)
        source.rows = n;
    std::vector<hys_column> columns(domain.columns());
    std::size_t bytes = 0;
    for (std::size_t c = 0; c < domain.columns(); c++) {
        columns[c].type = domain.default_type(c, source);
        if (!(domain[c].types(source) >> columns[c].type & 1))
            throw hyspace::error(HYS_E_TYPE, domain.name(c));
        bytes += hys_type_size(columns[c].type);
    }
    if (bytes && n > std::size_t(-1) / bytes)
        throw std::bad_alloc();
    std::vector<unsigned char> table(n * bytes);
    unsigned char *at = table.data();
    for (hys_column &column : columns) {
        column.data = at;
        column.stride = static_cast<std::ptrdiff_t>(bytes);
        at += hys_type_size(column.type);
    }
    domain.sample(source, 0, n, columns);
    std::printf("* %016" PRIx64 "\n", std::uint64_t{XXH3_64bits(table.data(), table.size())});
} catch (const std::exception &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
