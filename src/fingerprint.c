/* Fingerprints of spaces, tables and rows: XXH3 of their canonical bytes, docs/spec.md, section 7.
 */
#include <config.h>

#include <string.h>
#include <xxhash.h>

#include "src/bitcast.h"
#include "src/domain.h"
#include "src/fpenv.h"
#include "src/stream.h"
#include "src/strided.h"

/* A word whose bytes in memory are those of x from the low end. */
static inline uint64_t little_endian(uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(x);
#else
    return x;
#endif
}

/* ---- spaces and tables: once, when they are built ---- */

static void put_word(XXH3_state_t *state, uint64_t x)
{
    x = little_endian(x);
    XXH3_128bits_update(state, &x, sizeof x);
}

static void put_text(XXH3_state_t *state, const char *text)
{
    const size_t length = strlen(text);
    put_word(state, length);
    XXH3_128bits_update(state, text, length);
}

static void put_argument(XXH3_state_t *state, const hys_argument *argument)
{
    switch (argument->type) {
    case HYS_PARAM_REAL:
        put_word(state, hysi_bits64(argument->real + 0.0));
        break; /* -0 bounds as +0 does */
    case HYS_PARAM_INTEGER: put_word(state, (uint64_t)argument->integer); break;
    case HYS_PARAM_WORD: put_text(state, argument->word); break;
    case HYS_PARAM_SWITCH: put_word(state, argument->on != 0); break;
    case HYS_PARAM_REALS:
        put_word(state, argument->count);
        for (size_t i = 0; i < argument->count; i++)
            put_word(state, hysi_bits64(argument->reals[i])); /* -0 as it is: samples show it */
        break;
    default:
        put_word(state, argument->count);
        for (size_t i = 0; i < argument->count; i++)
            put_text(state, argument->names[i]);
    }
}

static void put_space(XXH3_state_t *state, const struct hys_space *space)
{
    put_word(state, (uint64_t)space->kind->id);
    for (size_t p = 0; p < space->kind->params; p++)
        put_argument(state, &space->argument[p]);
}

static void put_domain(XXH3_state_t *state, const struct hys_domain *domain)
{
    put_word(state, 0); /* no kind of space */
    put_word(state, domain->columns);
    for (size_t rank = 0; rank < domain->columns; rank++) {
        const struct hysi_column *column = &domain->column[domain->sorted[rank]];
        put_text(state, column->name);
        put_word(state, column->space->fingerprint[0]);
        put_word(state, column->space->fingerprint[1]);
    }
}

static bool start(XXH3_state_t **state)
{
    *state = XXH3_createState();
    return *state && XXH3_128bits_reset(*state) == XXH_OK;
}

static void finish(XXH3_state_t *state, uint64_t fingerprint[2])
{
    const XXH128_hash_t hash = XXH3_128bits_digest(state);
    fingerprint[0] = hash.low64;
    fingerprint[1] = hash.high64;
    XXH3_freeState(state);
}

bool hysi_space_fingerprint(struct hys_space *space)
{
    XXH3_state_t *state;
    if (!start(&state))
        return false;
    put_space(state, space);
    finish(state, space->fingerprint);
    return true;
}

bool hysi_domain_fingerprint(struct hys_domain *domain)
{
    XXH3_state_t *state;
    if (!start(&state))
        return false;
    put_domain(state, domain);
    finish(state, domain->fingerprint);
    return true;
}

void hys_space_fingerprint(const hys_space *space, uint64_t out[2])
{
    memcpy(out, space->fingerprint, sizeof space->fingerprint);
}

void hys_domain_fingerprint(const hys_domain *domain, uint64_t out[2])
{
    memcpy(out, domain->fingerprint, sizeof domain->fingerprint);
}

/* ---- rows ---- */

/* A row is hashed GROUP words at a time, each group seeded with the hash of those before, so that a
 * table of any width needs no more than a tile on the stack: 128 bytes are the most that XXH3 takes
 * in its fastest way. */
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
#define X(name, id, c_type, min, max)                                                            \
    case id:                                                                                     \
        for (size_t k = 0; k < n; k++) {                                                         \
            c_type x;                                                                            \
            memcpy(&x, data + (ptrdiff_t)k * column->stride, sizeof x);                          \
            word[k * GROUP] = little_endian(id == HYS_INDEX ? (uint64_t)x : word_of((double)x)); \
        }                                                                                        \
        break;
        HYSI_TYPES(X)
#undef X
    default: break; /* checked by the caller */
    }
}

static void hash_group(const uint64_t *words, size_t columns, size_t n, uint64_t *hash)
{
    for (size_t k = 0; k < n; k++)
        hash[k] = XXH3_64bits_withSeed(words + k * GROUP, columns * sizeof *words, hash[k]);
}

/* Not inlined, so that no arithmetic leaves the library's own floating-point state. */
__attribute__((noinline)) static void hash_rows(const hys_domain *domain, size_t n,
                                                const hys_column *columns, uint64_t *out)
{
    _Alignas(64) uint64_t words[ROWS * GROUP];
    for (size_t done = 0, m; done < n; done += m) {
        size_t taken = 0;
        m = n - done < ROWS ? n - done : ROWS;
        memset(out + done, 0,
               m * sizeof *out); /* the first group's seeds; here, so that memory is passed once */
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

/* By any law: a type that the space can be sampled or transformed to. */
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
