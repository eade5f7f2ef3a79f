/* Streams and keys as the user writes them. */
#ifndef CLI_STREAMS_H
#define CLI_STREAMS_H

#include <stdbool.h>
#include <stdint.h>

#include <hyspace.h>

#include "json/phrases.h"

/* "native, ... or jax_search"; and ", did you mean X?" for a name that is nearly one of them. */
char *stream_list(void);
struct hysi_hint stream_hint(const char *name);

/* The streams that have a trait of hys_stream_traits, or take a flag: "grid or permuted". */
char *streams_with_trait(uint32_t trait);
char *streams_with_flag(uint32_t flag);

/* The streams that give a space: "native or jax_keys with --x64". Of those with the native stream's
 * types it names native alone. */
char *streams_of(const hys_space *space);

/* "the native stream", "jax_keys with --x64": for messages. */
char *stream_described(const hys_source *source);

/* Whether a stream has a trait of hys_stream_traits; whether it takes --x64; and whether any 64
 * bits are a dim, those of a name too, so that a column of a table is also a single space with the
 * dim of its name. The dims of Sobol designs are dimensions, of which there is a last one. */
bool stream_has(int32_t stream, uint32_t trait);
bool stream_takes_x64(int32_t stream);
bool stream_takes_names(int32_t stream);

/* K0:K1, two words of up to 8 hexadecimal digits. */
bool parse_key(const char *text, hys_key *key);

#endif
