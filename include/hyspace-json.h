/* hyspace-json: search spaces from JSON files and back. A library of its own, beside hyspace, made
 * with jansson.
 *
 *   #include <hyspace-json.h>
 *
 *   hys_domain *domain;
 *   hys_json_error error;
 *   if (hys_json_read_domain("xgboost.json", &domain, &error) != HYS_OK)
 *       fprintf(stderr, "line %d (0: see the path), %s: %s\n", error.line, error.path, error.text);
 *
 * The form, in UTF-8 without a byte order mark:
 *
 *   {"hyspace": 1,
 *    "space": {
 *      "learning_rate": {"kind": "log", "lower": 1e-5, "upper": 0.1, "base": 10},
 *      "layers": {"kind": "qlinear", "lower": 1, "upper": 12, "type": "u8"},
 *      "optimizer": {"kind": "discrete", "values": ["adam", "sgd"]}}}
 *
 * "hyspace" is the number of the form. linear and qlinear have lower and upper, log and qlog a base
 * beside them (10 where it is left out), discrete has values: all numbers, or all strings, which
 * makes labels. Any column may have a type, by the names of hys_type_name, which the domain then
 * carries (hys_domain_type). Columns keep the file's order. Numbers become the nearest double (0
 * for 1e-400); a whole number without point and exponent that no double holds exactly is refused,
 * as is one beyond the doubles. Any other member is an error, and so is one that is given twice.
 *
 * Form 2 has all other kinds and parameters that hyspace/kind.h lists, by their names, and lists of
 * any scalars. It may say more, which the domain carries:
 *
 *   {"hyspace": 2, "name": "svm",
 *    "space": {
 *      "C": {"kind": "log", "lower": 1e-3, "upper": 1e3, "default": 1, "dimension": 0},
 *      "kernel": {"kind": "discrete", "values": ["rbf", "poly"], "meta": {"unit": null}}},
 *    "meta": {"origin": {"version": 0.4}}}
 *
 * A default is a value that the space has (hys_space_has): a number, of an integer kind a whole
 * one, which is exact in 64 bits where it has neither point nor exponent; of labels an entry as the
 * list has it; of bool true or false. A dimension is an integer from 0 to HYS_DIMENSION_MAX, no two
 * alike. meta is any object, of a column or of the file: it is kept and written back with its
 * members in their order and its numbers to the bit, and never interpreted. None of these changes a
 * fingerprint, and all but the dimension, which designs go by, change no sample.
 *
 * Limits: HYS_JSON_SIZE_MAX bytes of text, HYS_JSON_NAME_MAX bytes of UTF-8 in a name or label,
 * arrays and objects HYS_JSON_DEPTH_MAX deep.
 *
 * Where several things are wrong the first of these is reported: HYS_E_NULL; what the reading meets
 * first, of HYS_E_FILE, HYS_E_JSON_SYNTAX, _DUPLICATE, _NUMBER and _LIMIT; then, column by column
 * in the file's order, what makes the text no search space: HYS_E_JSON_FORM, _NUMBER and _LIMIT,
 * HYS_E_TYPE, the errors of the space's constructor, and those of its default; last those of
 * hys_domain_new_described. HYS_E_MEMORY may come at any time; but where memory ends within a token
 * of more than 15 bytes, jansson 2.14 may go on without a byte of it, or fail an assertion and end
 * the process.
 *
 * Thread safety: any number of calls at a time, if no two use one FILE. But for that assertion no
 * call prints or ends the process. Every call rounds to nearest and restores the caller's
 * floating-point state; numbers have a point whatever the locale.
 *
 * A call takes up to 64 KiB of the calling thread's stack.
 */
#ifndef HYSPACE_JSON_H
#define HYSPACE_JSON_H

#include <stddef.h>
#include <stdio.h>
#include <hyspace.h>

#define HYS_JSON_SIZE_MAX ((size_t)1 << 28)
#define HYS_JSON_NAME_MAX ((size_t)1 << 20)
#define HYS_JSON_DEPTH_MAX 256

/* What was wrong, and where. Every call sets all of it: after HYS_OK zeros and empty strings. */
typedef struct {
    hys_status status;
    int32_t line, column; /* line from 1, and the characters read of it; both 0 where only the path
                             is known */
    char path[512]; /* "space.learning_rate.lower", "space.x.values[2]"; names that are no plain
                       words are quoted as JSON does, long ones end in "..."; "" where only the line
                       is known, or the whole is meant */
    char text[512]; /* one line of English */
} hys_json_error;

HYS_BEGIN_DECLS

/* A domain from a file, from a text of n bytes (which needs no zero at its end), and from an
 * open stream, which is read to its end and left open. *domain is to be freed with
 * hys_domain_free; NULL on an error. It carries the types that columns ask for; here only their
 * names are checked, since whether a space gives a type depends on the stream (hys_space_types).
 * error may be NULL.
 * Errors: see above. */
HYS_API HYS_CHECK hys_status hys_json_read_domain(const char *path, hys_domain **domain,
                                                  hys_json_error *error);
HYS_API HYS_CHECK hys_status hys_json_parse_domain(const char *text, size_t n, hys_domain **domain,
                                                   hys_json_error *error);
HYS_API HYS_CHECK hys_status hys_json_load_domain(FILE *file, hys_domain **domain,
                                                  hys_json_error *error);

/* *text is the domain in the lowest form that has all of it, one column a line, zero-terminated, to
 * be freed with free; NULL on an error. Reading it gives the same spaces, every number to the bit,
 * and the same of all else that a domain carries. error may be NULL.
 * Errors: HYS_E_NULL; HYS_E_JSON_SYNTAX for a name or label that is not UTF-8; HYS_E_JSON_LIMIT
 * for a long one; HYS_E_JSON_* for a meta that is not a JSON object within the limits;
 * HYS_E_MEMORY. The limit on the whole text is not applied. */
HYS_API HYS_CHECK hys_status hys_json_write_domain(const hys_domain *domain, char **text,
                                                   hys_json_error *error);

HYS_END_DECLS

#endif
