/* Spaces as words: log:1e-4:0.1, discrete:a,b. */
#ifndef HYSI_JSON_WORDS_H
#define HYSI_JSON_WORDS_H

#include <stdbool.h>

#include <hyspace.h>

/* Whether a text begins with the word of a kind and a colon. */
bool hysi_is_word(const char *text);

/* Makes the space of a word, KIND:VALUE:VALUE..., where KIND is the word of a kind or its name:
 * labels:1,2 are two names, discrete:1,2 two numbers. Values go to the parameters in their order;
 * behind them NAME=VALUE gives one by its name. A list, V,V,..., takes all that is left of the
 * word. *space is NULL on an error, which is HYS_E_JSON_FORM for a word that is not of its
 * kind's form, HYS_E_JSON_NUMBER for what is not a number, HYS_E_MEMORY, or that of the
 * constructor. *message, to be freed, says what is wrong; it is NULL where hys_strerror says it. */
hys_status hysi_space_from_word(hys_space **space, const char *word, char **message);

/* How a word of a kind is written: "log:LOWER:UPPER[:BASE]". To be freed; NULL: no memory. */
char *hysi_word_form(hys_kind kind);

#endif
