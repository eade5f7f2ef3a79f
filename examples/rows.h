/* Rows of a file's table in one array, as hyspace sample -f raw writes them: columns side by side
 * without padding, each in the type that the file asks for, or else in its default type. The other
 * programs in this folder use this file. */
#ifndef ROWS_H
#define ROWS_H

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <hyspace-json.h>
#include <xxhash.h>

static inline hys_type rows_type(const hys_domain *domain, size_t column)
{
    return hys_domain_default_type(domain, column, HYS_NATIVE, 0);
}

/* Bytes of a row. */
static inline size_t rows_bytes(const hys_domain *domain)
{
    size_t bytes = 0;
    for (size_t c = 0; c < hys_domain_columns(domain); c++)
        bytes += hys_type_size(rows_type(domain, c));
    return bytes;
}

/* Rows first to first + n - 1, the first of them at out. */
static inline hys_status rows_sample(const hys_domain *domain, const hys_source *source,
                                     uint64_t first, size_t n, unsigned char *out)
{
    const size_t columns = hys_domain_columns(domain), bytes = rows_bytes(domain);
    hys_column *column = calloc(columns, sizeof *column);
    if (!column)
        return HYS_E_MEMORY;
    for (size_t c = 0; c < columns; c++) {
        column[c] =
            (hys_column){.data = out, .stride = (ptrdiff_t)bytes, .type = rows_type(domain, c)};
        out += hys_type_size(column[c].type);
    }
    const hys_status status = hys_domain_sample(domain, source, first, n, column, columns);
    free(column);
    return status;
}

/* Splits rows 0 to n - 1 into parts. Sets *first and *mine to the first row of a part, whose number
 * counts from 0, and to the number of its rows. */
static inline void rows_range(uint64_t n, uint64_t parts, uint64_t part, uint64_t *first,
                              size_t *mine)
{
    const uint64_t longer = n % parts; /* the first parts are a row longer */
    *first = n / parts * part + (part < longer ? part : longer);
    *mine = (size_t)(n / parts + (part < longer));
}

/* Memory for n rows and one byte more, so that n = 0 does not look like a failure. NULL: there is
 * not enough memory. To be freed with free. */
static inline unsigned char *rows_room(uint64_t n, size_t bytes)
{
    return bytes && n > (SIZE_MAX - 1) / bytes ? NULL : malloc((size_t)n * bytes + 1);
}

/* Reads a count or a seed. A text that is not plain digits (1e6, -1), or a number that is not below
 * 2^64, ends the program with a message. */
static inline uint64_t rows_count(const char *text)
{
    char *end;
    errno = 0;
    const unsigned long long count = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno) {
        fprintf(stderr, "\"%s\": a number below 2^64 in plain digits is wanted\n", text);
        exit(2);
    }
    return count;
}

/* The source of the rows 0 to n - 1 of a stream, whose name ("sobol", "lhs", ...) may be NULL for
 * the native one. A name that no stream has ends the program with a message. */
static inline hys_source rows_source(const char *stream, uint64_t seed, uint64_t n)
{
    hys_source source = hys_source_native(hys_key_from_seed(seed));
    if (stream && (source.stream = hys_stream_from_name(stream)) < 0) {
        fprintf(stderr, "\"%s\": no stream has that name\n", stream);
        exit(2);
    }
    if (hys_stream_traits(source.stream) & HYS_STREAM_ROWS)
        source.rows = n; /* a Latin hypercube of n rows, whoever draws a part of it */
    return source;
}

/* Reads the domain of a file. NULL, after a line on standard error: it cannot be read, or a column
 * asks for a type that its space does not give. */
static inline hys_domain *rows_read(const char *file)
{
    hys_domain *domain;
    hys_json_error error;
    if (hys_json_read_domain(file, &domain, &error) != HYS_OK) {
        if (error.line)
            fprintf(stderr, "%s:%d: %s\n", file, (int)error.line, error.text);
        else
            fprintf(stderr, "%s: %s%s%s\n", file, error.path, *error.path ? ": " : "", error.text);
    }
    for (size_t c = 0; domain && c < hys_domain_columns(domain); c++) {
        const uint32_t types = hys_space_types(hys_domain_space(domain, c), HYS_NATIVE, 0);
        if (types >> rows_type(domain, c) & 1)
            continue;
        fprintf(stderr, "%s: column %s: the type %s: %s\n", file, hys_domain_name(domain, c),
                hys_type_name(rows_type(domain, c)), hys_strerror(HYS_E_TYPE));
        hys_domain_free(domain);
        domain = NULL;
    }
    return domain;
}

/* Prints the last line of hyspace digest. Digests are of little-endian bytes, so this holds on
 * little-endian machines. */
static inline void rows_print_digest(const unsigned char *table, size_t bytes)
{
    printf("* %016" PRIx64 "\n", (uint64_t)XXH3_64bits(table, bytes));
}

#endif
