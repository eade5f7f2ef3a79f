/* Scalars of JSON as entries of a list of names. */
#ifndef HYSI_JSON_SCALAR_H
#define HYSI_JSON_SCALAR_H

#include <jansson.h>

#include <hyspace.h>

/* Room for the text of a number, with its zero. */
enum { HYSI_NUMBER_TEXT = 40 };

/* Writes the fewest digits, 15 to 17, that read back to the same bits; integers up to 2^53 without
 * a point. Returns to, or NULL when memory runs out. */
char *hysi_number_text(char to[HYSI_NUMBER_TEXT], double value);

/* The same of a real number of JSON, which always has a point or an exponent. */
char *hysi_real_text(char to[HYSI_NUMBER_TEXT], double value);

/* The same of a number of JSON: a 64-bit integer has all its digits. */
char *hysi_json_number_text(char to[HYSI_NUMBER_TEXT], const json_t *number);

/* The text of a scalar: a string's own, a number's as above. NULL when memory runs out. */
const char *hysi_scalar_text(char room[HYSI_NUMBER_TEXT], const json_t *scalar);

/* Sets *scalar to what a value is; returns 0 for an array or object. */
int hysi_is_scalar(const json_t *value, hys_scalar *scalar);

/* Whether a space says what form 1 of the files cannot: a parameter that form 1 does not have, or
 * labels that are no strings. */
int hysi_needs_form_2(const hys_space *space);

#endif
