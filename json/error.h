#ifndef HYSI_JSON_ERROR_H
#define HYSI_JSON_ERROR_H

#include <hyspace-json.h>

/* A path in a file: to a column, to a member of a column, or to a member of the root. */
struct hysi_path {
    const char *column, *member;
    size_t element; /* of a list, from 1; 0: the path names no element */
};
extern const struct hysi_path hysi_whole; /* the root */

/* Fills *error and returns status. format NULL: the text is that of hys_strerror. */
hys_status hysi_wrong(hys_json_error *error, hys_status status, struct hysi_path path,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
