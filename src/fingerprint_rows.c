/* Fingerprints of a table's rows: XXH3 of their canonical words, docs/spec.md, section 7. */
#include <config.h>

#include <string.h>
#include <xxhash.h>

#include "src/bitcast.h"
#include "src/domain.h"
#include "src/fpenv.h"
#include "src/space.h"
#include "src/strided.h"

/* A row is hashed GROUP words at a time. The seed of each group is the hash of the groups before
 * it, so that a table of any width needs only a tile on the stack. A group is 128 bytes, the
 * longest input that XXH3 hashes in its fastest way. */
enum { GROUP = 16, ROWS = 64 };

static inline uint64_t word_of(double x)
{
    return x == x ? hysi_bits64(x + 0.0) : 0x7ff8000000000000u;
}

/* A column's elements, of any alignment, as words GROUP apart. */
static void column_words(const hys_column *column, size_t first, size_t n, uint64_t *word)
{
    const unsigned char *data =
        (const unsigned char *)column->data + (ptrdiff_t)first * column->stride;
    switch (column->type) {
#define X(name, id, c_type, min, max)                                                   \
    case id:                                                                            \
        for (size_t k = 0; k < n; k++) {                                                \
            c_type x;                                                                   \
            memcpy(&x, data + (ptrdiff_t)k * column->stride, sizeof x);                 \
            word[k * GROUP] =                                                           \
                hysi_little_endian(id == HYS_INDEX ? (uint64_t)x : word_of((double)x)); \
        }                                                                               \
        break;
        HYSI_TYPES(X)
#undef X
    default: break; /* the caller has checked the type */
    }
}

static void hash_group(const uint64_t *words, size_t columns, size_t n, uint64_t *hash)
{
    for (size_t k = 0; k < n; k++)
        hash[k] = XXH3_64bits_withSeed(words + k * GROUP, columns * sizeof *words, hash[k]);
}

/* Not inlined, so that its arithmetic stays between hysi_fpenv_enter and hysi_fpenv_leave. */
__attribute__((noinline)) static void hash_rows(const hys_domain *domain, size_t n,
                                                const hys_column *columns, uint64_t *out)
{
    _Alignas(64) uint64_t words[ROWS * GROUP];
    for (size_t done = 0, m; done < n; done += m) {
        size_t taken = 0;
        m = n - done < ROWS ? n - done : ROWS;
        /* The first group's seeds are set block by block, so that memory is passed once. */
        memset(out + done, 0, m * sizeof *out);
        for (size_t rank = 0; rank < domain->columns; rank++) {
            const hys_column *column = &columns[domain->sorted[rank]];
            if (!column->data)
                continue;
            column_words(column, done, m, words + taken++);
            if (taken == GROUP) {
                hash_group(words, taken, m, out + done);
                taken = 0;
            }
        }
        if (taken > 0)
            hash_group(words, taken, m, out + done);
    }
}

/* Whether sampling under any stream, or a transform, gives that type. */
static bool has_type(const struct hys_space *space, hys_type type)
{
    uint32_t types = 0;
    for (enum hysi_use use = 0; use <= HYSI_USE_TRANSFORM; use++)
        types |= hysi_types_of(space, use);
    return type > 0 && type < HYSI_TYPE_END && (types >> type & 1);
}

hys_status hys_domain_fingerprint_rows(const hys_domain *domain, size_t n,
                                       const hys_column *columns, size_t count, uint64_t *out)
{
    if (!domain || !columns || (!out && n > 0))
        return HYS_E_NULL;
    if (count != domain->columns)
        return HYS_E_NAME_COUNT;
    if (!hysi_columns_are_plain(columns, count))
        return HYS_E_STREAM_RESERVED;
    for (size_t c = 0; c < count; c++)
        if (columns[c].data && !has_type(domain->column[c].space, columns[c].type))
            return HYS_E_TYPE;
    if (n > 0) {
        const hysi_fpenv caller = hysi_fpenv_enter();
        hash_rows(domain, n, columns, out);
        hysi_fpenv_leave(caller);
    }
    return HYS_OK;
}
