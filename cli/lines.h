/* The lines of a file, one by one. */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct lines {
    const char *where; /* for messages */
    FILE *file;
    char *text;              /* the line just read, without its end */
    size_t capacity, number; /* number of the line just read, from 1 */
};

/* Opens a file, or standard input for "-". */
struct lines lines_open(const char *path);

/* Reads the next line. At the end of the file it closes the file and returns false. */
bool lines_next(struct lines *lines);

/* "FILE:LINE", for messages. */
const char *lines_place(const struct lines *lines);

#endif
