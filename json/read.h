/* JSON as it stands in files. */
#ifndef HYSI_JSON_READ_H
#define HYSI_JSON_READ_H

#include <jansson.h>

#include "json/error.h"

/* Parses a text of n bytes that stands `depth` arrays and objects deep in a file, within the limits
 * of files. *root is to be released with json_decref. */
hys_status hysi_parse_json(hys_json_error *error, const char *text, size_t n, size_t depth,
                           json_t **root);

#endif
