/* Domains: an ordered set of named spaces, sampled as one table of n rows.
 *
 * On the native stream a column depends on its name and space alone (its dim is XXH3_64bits of the
 * name), never on its neighbours or on the order. Under the JAX streams column j has rank j among
 * all the table's names sorted by bytes, and that rank is part of the law:
 *
 *   HYS_JAX_ARRAY, HYS_JAX_KEYS   column j draws with the key split(key, columns)[j]
 *   HYS_JAX_SEARCH                row i, column j draws with split(split(key, N)[i], columns)[j]
 *
 * Designs go by that rank, too: in grids the column of the last rank runs fastest, and in Sobol
 * designs the rank is the column's dimension, unless a description gives dimensions (source.h). A
 * column of a Latin hypercube depends on its own name alone.
 *
 * A call takes up to 64 KiB of the calling thread's stack.
 */
#ifndef HYSPACE_DOMAIN_H
#define HYSPACE_DOMAIN_H

#include <stddef.h>
#include <stdint.h>
#include <hyspace/kind.h>
#include <hyspace/source.h>
#include <hyspace/space.h>
#include <hyspace/status.h>
#include <hyspace/stream.h>
#include <hyspace/version.h>

/* Where the elements of a column are: that of row k is at (char *)data + k * stride. stride is in
 * bytes and may be any number, negative or odd (a field of a packed struct needs no alignment). A
 * column whose data is NULL is skipped. flags, mask and mask_stride are reserved: they must be
 * zero. */
typedef struct {
    void *data;
    ptrdiff_t stride;
    hys_type type;
    uint32_t flags;
    uint8_t *mask;
    ptrdiff_t mask_stride;
} hys_column;

/* The order of a matrix's elements: the columns of a row are side by side, or the rows of a
 * column. */
typedef int32_t hys_order;
enum { HYS_ROW_MAJOR = 0, HYS_COLUMN_MAJOR = 1 };

/* The last dimension that a column can have in a Sobol design. */
#define HYS_DIMENSION_MAX 21200

/* All that is said of a column. Of what is left out, type and the default's type are 0, dimension
 * is -1 and meta is NULL. reserved is NULL. */
typedef struct {
    const char *name;
    hys_space *space;
    hys_type type;           /* that the column asks for */
    int32_t dimension;       /* in Sobol designs, 0 to HYS_DIMENSION_MAX, no two alike */
    hys_value default_value; /* one that the space has (hys_space_has) */
    const char *meta;        /* what its owner wants to keep with it: an object in JSON */
    const void *reserved[4];
} hys_column_description;

/* What is said of a domain beside its columns. What is left out is NULL, as is reserved. */
typedef struct {
    const char *title; /* the "name" of a file */
    const char *meta;  /* an object in JSON */
    const void *reserved[6];
} hys_domain_description;

HYS_BEGIN_DECLS

/* A domain of named spaces, one for each column: 1 to 2^32 - 1 of them. A name is any
 * zero-terminated string of at least one byte, of any length; no two names may be equal or have one
 * XXH3_64bits hash. *domain is to be freed with hys_domain_free, and is NULL on failure. Names are
 * copied, and the domain holds its spaces: the caller may free both. If bad is not NULL, *bad is
 * the number of the column that the error is about, or columns where no single one is at fault.
 * Errors, in this order: HYS_E_NULL; HYS_E_NAME_*; HYS_E_MEMORY. */
HYS_API HYS_CHECK hys_status hys_domain_new(hys_domain **domain, const char *const *names,
                                            hys_space *const *spaces, size_t columns, size_t *bad);

/* The same, with the type that each column asks for, as a file's "type" does: types holds one a
 * column, 0 for a column that asks for none. NULL: no column asks. A domain only carries these
 * types, for programs that choose by them the types of their columns (hys_domain_default_type).
 * They change no sample and no fingerprint, and whether a column can have its type is for the
 * call that draws it, since that depends on the stream.
 * Errors: HYS_E_NULL, HYS_E_NAME_*, HYS_E_TYPE (a number that is not a type), HYS_E_MEMORY. */
HYS_API HYS_CHECK hys_status hys_domain_new_typed(hys_domain **domain, const char *const *names,
                                                  hys_space *const *spaces, const hys_type *types,
                                                  size_t columns, size_t *bad);

/* The same from a description of each column and one of the whole, which may be NULL. All of it is
 * copied. A domain carries defaults, dimensions, title and meta for programs and files: they change
 * no sample and no fingerprint, except that a Sobol design goes by the dimensions. This library
 * does not read meta; only hyspace-json, which writes it, wants it to be a JSON object. Errors, in
 * this order: HYS_E_NULL, HYS_E_VALUES_DEFAULT, HYS_E_NAME_*, HYS_E_STREAM_RESERVED, HYS_E_TYPE,
 * HYS_E_MEMORY. Of two columns of one dimension *bad is the second. */
HYS_API HYS_CHECK hys_status hys_domain_new_described(hys_domain **domain,
                                                      const hys_column_description *columns,
                                                      size_t count,
                                                      const hys_domain_description *whole,
                                                      size_t *bad);

/* Frees a domain. NULL is allowed. Streams that were opened for the domain keep it alive. */
HYS_API void hys_domain_free(hys_domain *domain);

/* Accessors; domain must not be NULL. name and space are NULL for i >= columns and live as long as
 * the domain. */
HYS_API size_t hys_domain_columns(const hys_domain *domain); /* 0 for NULL */
HYS_API const char *hys_domain_name(const hys_domain *domain, size_t i);
HYS_API const hys_space *hys_domain_space(const hys_domain *domain, size_t i);

/* The type that column i asks for; 0 where it asks for none, and for i >= columns. domain must
 * not be NULL. */
HYS_API hys_type hys_domain_type(const hys_domain *domain, size_t i);

/* The type that column i has where nobody chooses another: the one it asks for, else
 * hys_space_default_type. So whoever lays out the columns by this call has the rows of hyspace
 * sample -f raw. The column cannot always be drawn in that type: where it is not one of
 * hys_space_types, the call that draws gives HYS_E_TYPE. 0 for i >= columns, and for a stream or
 * flags that do not exist. domain must not be NULL. */
HYS_API hys_type hys_domain_default_type(const hys_domain *domain, size_t i, int32_t stream,
                                         uint32_t flags);

/* What else a domain carries, for as long as it lives; domain must not be NULL. The default of
 * column i is NULL where it has none; else its type is HYS_INDEX where the space has names, HYS_I64
 * where the kind has integers (HYS_KIND_INTEGERS), and HYS_F64 for all others, in whatever way it
 * was given. Title and meta are NULL and the dimension is -1 where there is none, as all of them
 * are for i >= columns. */
HYS_API const char *hys_domain_title(const hys_domain *domain);
HYS_API const char *hys_domain_meta(const hys_domain *domain);
HYS_API const char *hys_domain_column_meta(const hys_domain *domain, size_t i);
HYS_API const hys_value *hys_domain_default(const hys_domain *domain, size_t i);
HYS_API int32_t hys_domain_dimension(const hys_domain *domain, size_t i);

/* *i is the number of the column of that name. O(log columns). Errors: HYS_E_NULL,
 * HYS_E_NAME_UNKNOWN. */
HYS_API HYS_CHECK hys_status hys_domain_find(const hys_domain *domain, const char *name, size_t *i);

/* A number of 128 bits that tells tables apart, as hys_space_fingerprint does spaces: names and
 * spaces count, the order of the columns does not. out[0] holds the low 64 bits, out[1] the high
 * ones. O(1); domain must not be NULL. */
HYS_API void hys_domain_fingerprint(const hys_domain *domain, uint64_t out[2]);

/* A number of 64 bits for each of n rows, to find rows that repeat. columns describes where the
 * values lie, as it does for hys_domain_sample (they are read only); a column whose data is NULL is
 * left out of the row. Depends on the values in the order of the columns' names, not on the order
 * of the columns, on names, spaces, layout or number type: 5 in i8, f32 and f64 is the same value,
 * as are -0 and +0; all NaNs are one; an f32 counts as the double it is. The index of a list counts
 * as the index, not as the value there. Any 64 bits collide in time: among n different rows about
 * n^2 / 2^65 pairs do. Integers that no double holds, which no space has, count as the nearest
 * double. Errors, in this order: HYS_E_NULL (out may be NULL where n = 0), HYS_E_NAME_COUNT,
 * HYS_E_STREAM_RESERVED, HYS_E_TYPE (neither sampling nor hys_transform gives that type for the
 * column). Nothing is written then. out must not overlap the columns. */
HYS_API HYS_CHECK hys_status hys_domain_fingerprint_rows(const hys_domain *domain, size_t n,
                                                         const hys_column *columns, size_t count,
                                                         uint64_t *out);

/* The number of rows of the domain's table under a source: those of a Latin hypercube, or of a grid
 * the product of the points of all columns; *rows is 0 where all 2^64 numbers have a row. Errors as
 * hys_space_rows. */
HYS_API HYS_CHECK hys_status hys_domain_rows(const hys_domain *domain, const hys_source *source,
                                             uint64_t *rows);

/* Rows first to first + n - 1. columns describes each column of the domain, in its order; count is
 * their number. Errors as hys_sample, with HYS_E_NAME_COUNT where count is not the domain's number
 * of columns, ranked behind HYS_E_ISA. Every column is checked before anything is written. */
HYS_API HYS_CHECK hys_status hys_domain_sample(const hys_domain *domain, const hys_source *source,
                                               uint64_t first, size_t n, const hys_column *columns,
                                               size_t count);

/* The same by a stream opened for this domain, else HYS_E_STREAM. */
HYS_API HYS_CHECK hys_status hys_domain_sample_from(const hys_domain *domain,
                                                    const hys_stream *opened, uint64_t first,
                                                    size_t n, const hys_column *columns,
                                                    size_t count);

/* The n rows of these numbers instead of a range, each bit for bit the row that
 * hys_domain_sample gives; any numbers in any order, as hys_sample_indices. numbers must not
 * overlap the columns. Errors as hys_domain_sample (HYS_E_NULL for numbers, too, where n > 0);
 * HYS_E_INDEX only of a design that has an end, for a number beyond it. */
HYS_API HYS_CHECK hys_status hys_domain_sample_indices(const hys_domain *domain,
                                                       const hys_source *source,
                                                       const uint64_t *numbers, size_t n,
                                                       const hys_column *columns, size_t count);
HYS_API HYS_CHECK hys_status hys_domain_sample_indices_from(const hys_domain *domain,
                                                            const hys_stream *opened,
                                                            const uint64_t *numbers, size_t n,
                                                            const hys_column *columns,
                                                            size_t count);

/* The whole table as an n x columns matrix of one type. ld is the leading dimension in elements: at
 * least columns for HYS_ROW_MAJOR, at least n for HYS_COLUMN_MAJOR (HYS_E_INDEX otherwise). A
 * column that is not available in the type, labels for one: HYS_E_TYPE. */
HYS_API HYS_CHECK hys_status hys_domain_sample_matrix_f32(const hys_domain *domain,
                                                          const hys_source *source, uint64_t first,
                                                          size_t n, hys_order order, float *out,
                                                          size_t ld);
HYS_API HYS_CHECK hys_status hys_domain_sample_matrix_f64(const hys_domain *domain,
                                                          const hys_source *source, uint64_t first,
                                                          size_t n, hys_order order, double *out,
                                                          size_t ld);

HYS_API HYS_CHECK hys_status hys_domain_sample_matrix_f32_from(const hys_domain *domain,
                                                               const hys_stream *opened,
                                                               uint64_t first, size_t n,
                                                               hys_order order, float *out,
                                                               size_t ld);
HYS_API HYS_CHECK hys_status hys_domain_sample_matrix_f64_from(const hys_domain *domain,
                                                               const hys_stream *opened,
                                                               uint64_t first, size_t n,
                                                               hys_order order, double *out,
                                                               size_t ld);

HYS_END_DECLS

#endif
