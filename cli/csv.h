/* RFC 4180: fields and records. */
#ifndef CLI_CSV_H
#define CLI_CSV_H

#include <stddef.h>

/* A field, quoted where it has to be. */
char *csv_quoted(const char *text, char delimiter);

/* The records of a text, which must have room for one byte behind its end; reading writes into
 * it. */
struct records {
    const char *where; /* for messages */
    char *at;
    const char *end;
    size_t line, next_line; /* of the record just read, and of the one behind it */
    char delimiter;         /* 0: a comma */
    char **field;           /* of the record just read */
    size_t capacity;
};

/* Reads the next record. Returns the number of its fields, 0 at the end. */
size_t records_next(struct records *records);

#endif
