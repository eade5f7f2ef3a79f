/* Values in files. */
#ifndef HYSI_JSON_VALUE_H
#define HYSI_JSON_VALUE_H

#include <jansson.h>

#include "json/error.h"

/* A number for a double, which an integer must fit exactly. */
hys_status hysi_read_number(hys_json_error *error, struct hysi_path path, const json_t *value,
                            double *number);

/* Reads a value that the space must have. */
hys_status hysi_read_value(hys_json_error *error, struct hysi_path path, const json_t *json,
                           const hys_space *space, hys_value *value);

#endif
