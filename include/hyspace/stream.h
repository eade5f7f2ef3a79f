/* Streams: what they are called, and a source that is opened once for many calls.
 *
 *   hys_stream *opened;
 *   hys_source source = hys_source_native(hys_key_from_seed(42));
 *   if (hys_stream_open(&opened, &source, NULL) != HYS_OK) ...
 *   for (uint64_t i = 0; i < rows; i += batch)
 *       if (hys_sample_from(space, opened, i, batch, HYS_F32, out) != HYS_OK) ...
 *   hys_stream_free(opened);
 *
 * A call that takes a source opens it, draws and forgets it again. A call whose name ends in _from
 * takes an opened stream, which holds what depends on the source alone: the keys of the draws, and
 * what a design derives for each column. The samples are the same, bit for bit; a call of a few
 * samples is faster.
 *
 * Thread safety: an opened stream is immutable, so any number of threads may use it at a time.
 */
#ifndef HYSPACE_STREAM_H
#define HYSPACE_STREAM_H

#include <stddef.h>
#include <stdint.h>
#include <hyspace/source.h>
#include <hyspace/status.h>
#include <hyspace/version.h>

HYS_BEGIN_DECLS

/* ---- streams by number and by name ---- */

/* The number of streams, and the stream of a number below it, HYS_NATIVE first; -1 for i >= count.
 */
HYS_API size_t hys_stream_count(void);
HYS_API int32_t hys_stream_at(size_t i);

/* The name of a stream, as the program's --stream takes it: "native", "jax_array", ... And one line
 * of English about it. NULL for a number that no stream has. */
HYS_API const char *hys_stream_name(int32_t stream);
HYS_API const char *hys_stream_summary(int32_t stream);

/* The stream of a name; -1 for any other text, NULL included. */
HYS_API int32_t hys_stream_from_name(const char *name);

/* The flags that sources of a stream may have, such as HYS_X64; 0 for a number that no stream
 * has. */
HYS_API uint32_t hys_stream_flags(int32_t stream);

/* What a stream does with a source's members, and what its values are. */
enum {
    HYS_STREAM_KEYED = 1u,  /* its values depend on the key */
    HYS_STREAM_DIM = 2u,    /* sources of single spaces may have a dim */
    HYS_STREAM_ROWS = 4u,   /* sources have rows, and no further row exists */
    HYS_STREAM_POINTS = 8u, /* sources may have points; the rows are those of a grid */
    HYS_STREAM_DRAWS = 16u, /* it has draws: hys_bits_u32 and hys_unit_f32 with their kin */
    HYS_STREAM_NATIVE = 32u /* types and laws are those of the native stream */
};

/* The traits of a stream, of the list above; 0 for a number that no stream has. */
HYS_API uint32_t hys_stream_traits(int32_t stream);

/* The version of a stream's bits, which grows if they ever change; 0 for the JAX streams, whose
 * bits JAX decides, and for a number that no stream has. */
HYS_API int hys_stream_version(int32_t stream);

/* ---- opened streams ---- */

typedef struct hys_stream hys_stream;
typedef struct hys_domain hys_domain;

/* Opens a source: for single spaces where domain is NULL, else for the tables of that domain, which
 * the opened stream keeps alive. *opened is to be freed with hys_stream_free, and is NULL on
 * failure. Errors, in this order: HYS_E_NULL (opened, source); HYS_E_ISA; HYS_E_STREAM_UNKNOWN;
 * HYS_E_STREAM_RESERVED; HYS_E_STREAM_ROWS; HYS_E_STREAM_POINTS; HYS_E_MEMORY. */
HYS_API HYS_CHECK hys_status hys_stream_open(hys_stream **opened, const hys_source *source,
                                             const hys_domain *domain);
HYS_API void hys_stream_free(hys_stream *opened);

/* The source as it was given, except that column_points, unless it is NULL, points to a copy that
 * lives as long as the opened stream. opened must not be NULL. */
HYS_API void hys_stream_source(const hys_stream *opened, hys_source *source);

HYS_END_DECLS

#endif
