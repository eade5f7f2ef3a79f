/* Phrases of messages. */
#ifndef HYSI_JSON_PHRASES_H
#define HYSI_JSON_PHRASES_H

#include <stddef.h>

#include <hyspace.h>

struct json_t;

/* ", did you mean X?" where one of the words is near to `word`, else "". */
struct hysi_hint {
    char text[80];
};
struct hysi_hint hysi_did_you_mean(const char *word, const char *const *words, size_t count);

/* "A, B or C", cut to size bytes; and that of the names of all types. They return out. */
enum { HYSI_TYPE_LIST = 256 };
char *hysi_word_list(char *out, size_t size, const char *const *words, size_t count);
char *hysi_type_list(char out[HYSI_TYPE_LIST]);

/* "a" or "an", for a word. */
const char *hysi_article(const char *word);

/* "an object", "a number", ... */
const char *hysi_json_noun(const struct json_t *value);

#endif
