/* A space as a file or a word asks for it. */
#ifndef HYSI_JSON_REQUEST_H
#define HYSI_JSON_REQUEST_H

#include <stddef.h>

#include <hyspace.h>

/* A kind and the values of its parameters, not yet checked. Lists are owned. */
struct hysi_request {
    hys_kind kind;
    hys_argument argument[HYS_KIND_PARAMS_MAX]; /* type 0: not given */
};

/* Makes the space. *bad is the number of the parameter at fault, as hys_space_new sets it. */
hys_status hysi_request_build(hys_space **space, const struct hysi_request *request, size_t *bad);
void hysi_request_free(struct hysi_request *request);

/* The first kind of a word; 0: no kind has it. */
hys_kind hysi_kind_of(const char *word, size_t length);

/* Fills words with the words of all kinds, each once and at most HYSI_WORDS of them; returns how
 * many. */
enum { HYSI_WORDS = 64 };
size_t hysi_kind_words(const char *words[HYSI_WORDS]);

#endif
