/* The input of transform, encode and decode: values of a table's columns, in the formats that
 * sample writes. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/rows.h"
#include "cli/table.h"

struct format;

/* A column's values as they are read: floats, doubles, integers of 64 bits, or indices of a list.
 */
struct values {
    unsigned char *data;
    size_t size; /* of one */
    hys_type type;
    bool exact;  /* these are values of the space, not units or numbers to be mapped: an integer
                    that the float cannot hold is refused */
    bool labels; /* the input has labels by their text, or by numbers that they have */
};

struct input {
    const char *where; /* the file, or "standard input" */
    const struct table *table;
    const struct rows *rows;
    struct values *values; /* of each of the rows' columns */
    size_t n, capacity;    /* rows read, and those there is room for */
    size_t handed_on;      /* of the rows read, those whose values are no longer here */
    char *text;            /* the whole input, and one byte more, unless the reader opens */
    size_t length;
    size_t line;     /* of the row that is being read; 0: the format has no lines */
    bool in_records; /* without lines: row number n is being read, not what is before them */
    bool header;     /* a single space's first line may be the column's name */
    /* Of each of the table's columns: which of the rows' columns it is, or SIZE_MAX; and whether
     * the input has it. */
    size_t *rank;
    bool *seen;
};

/* Reads what is left of a file as text, with room for a byte behind it. */
void input_load(struct input *input, FILE *file);

/* Reads the file, or standard input where path is NULL or "-". The values' types have been set. */
void input_read(struct input *input, const char *path, const struct format *format);

/* ---- for the readers ---- */

/* Ends the program with what is wrong in the file, its line or record. */
_Noreturn void input_fail(const struct input *input, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* For messages: a column's name, quoted where it is not a plain word; and a text of the input,
 * quoted. */
char *input_name(const char *name);
char *input_quoted(const struct input *input, const char *text);

/* Which of the rows' columns a name of the input stands for; SIZE_MAX: one that was not chosen. A
 * name that the table does not have, or that came before, is an error; input_complete demands all
 * that were chosen, input_again forgets what came. */
size_t input_column(struct input *input, const char *name);
void input_complete(const struct input *input);
void input_again(struct input *input);

/* Refuses a text that begins with a byte order mark. */
void input_refuse_mark(const struct input *input);

/* Room for so many rows in all. */
void input_reserve(struct input *input, size_t rows);

/* Puts value n of a column, from a text: a label, or the decimal of a number. */
void input_text(struct input *input, size_t column, const char *text);

/* The same from a number of a binary format: a double, or an integer. */
struct binary {
    bool integer, negative;
    uint64_t magnitude; /* of an integer */
    double real;
};
void input_binary(struct input *input, size_t column, struct binary number);

/* The same for a label, from its index in the list, which is an integer. */
void input_index(struct input *input, size_t column, struct binary number);

#endif
