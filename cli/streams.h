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

/* The streams that give a space: "native or jax_keys with --x64". */
char *streams_of(const hys_space *space);

/* "the native stream", "jax_keys with --x64": for messages. */
char *stream_described(const hys_source *source);

/* What the program asks about a stream: whether it takes a dim, so that a column of a table is also
 * a single space with the dim of its name; whether it takes --x64; whether the integers of its
 * spaces keep to the bounds, or are the bounds rounded to nearest too; and its version, 0 where the
 * stream has none. */
bool stream_takes_dim(int32_t stream);
bool stream_takes_x64(int32_t stream);
bool stream_keeps_bounds(int32_t stream);
uint64_t stream_version(int32_t stream);

/* K0:K1, two words of up to 8 hexadecimal digits. */
bool parse_key(const char *text, hys_key *key);

#endif
