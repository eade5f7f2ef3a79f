/* Streams and keys as the user writes them. */
#ifndef CLI_STREAMS_H
#define CLI_STREAMS_H

#include <stdbool.h>

#include <hyspace.h>

#include "json/phrases.h"

/* "native, ... or jax_search"; and ", did you mean X?" for a name that is nearly one of them. */
char *stream_list(void);
struct hysi_hint stream_hint(const char *name);

/* "the native stream", "jax_keys with --x64": for messages. */
char *stream_described(const hys_source *source);

/* K0:K1, two words of up to 8 hexadecimal digits. */
bool parse_key(const char *text, hys_key *key);

#endif
