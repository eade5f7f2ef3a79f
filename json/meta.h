/* What files keep for their owners: any JSON object. */
#ifndef HYSI_JSON_META_H
#define HYSI_JSON_META_H

#include <stdio.h>

#include <jansson.h>

/* Writes a value with blanks behind commas and colons: members in their order, and numbers with the
 * fewest digits that keep their bits. Returns 0, or -1 when memory runs out. */
int hysi_put_json(FILE *file, const json_t *value);

/* The same without blanks as a text, to be freed. NULL when memory runs out. */
char *hysi_json_text(const json_t *value);

#endif
