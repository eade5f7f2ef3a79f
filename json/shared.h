/* What hyspace-json and the program share; compiled into both. */
#ifndef HYSI_JSON_SHARED_H
#define HYSI_JSON_SHARED_H

#include <stddef.h>

#include <hyspace.h>

/* A space as a file or word asks for it, before it has been checked. */
struct hysi_request {
    hys_kind kind;
    double lower, upper, base;
    double *values;
    const char **labels; /* in place of values */
    size_t count;
};

hys_status hysi_request_build(hys_space **space, const struct hysi_request *request);

/* The kinds that a file or word may name, and the one of a name; 0: none. */
enum { HYSI_KINDS = 5 };
extern const char *const hysi_kinds[HYSI_KINDS];
hys_kind hysi_kind_of(const char *name, size_t length);

/* That of the words which is near to word; NULL: none is. */
const char *hysi_nearest_word(const char *word, const char *const *words, size_t count);

/* A name as a path has it: a plain word as it is, else quoted as JSON does. A long one is cut and ends in "...". Empty where
 * it is not UTF-8 or memory is short. */
enum { HYSI_PATH_NAME = 200 };
void hysi_path_name(char out[HYSI_PATH_NAME], const char *name);
void hysi_path_quoted(char out[HYSI_PATH_NAME], const char *name); /* quoted in any case */

#endif
