/* Texts: bytes that grow, UTF-8, strings of JSON, and lists of words. */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that grow. */
struct text {
    char *data;
    size_t length, capacity;
};
void text_add(struct text *text, const char *bytes, size_t n);
void text_put(struct text *text, const char *string); /* without its zero */

/* Returns the code point at *at, which is valid UTF-8, and moves *at behind it. */
uint32_t next_point(const char **at);
bool is_utf8(const char *text);

/* A string as JSON writes it. A text that is not UTF-8 ends the program. */
char *json_quoted(const char *text);
/* The same for a message: of a text that is not UTF-8, each byte above 127 becomes a question
 * mark. */
char *message_quoted(const char *text);
/* The text that a string of JSON stands for; NULL for anything else. */
char *json_unquoted(const char *text);

/* "A, B or C". */
char *word_list(const char *const *words, size_t count);

#endif
