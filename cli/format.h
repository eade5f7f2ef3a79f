/* File formats. A format is one file of cli/formats/ and one row of the list below; nothing else
 * knows it by name. */
#ifndef CLI_FORMAT_H
#define CLI_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct block;
struct input;
struct options;
struct rows;
struct table;

/* The rows, in the order of messages. */
#define FORMATS(X) X(csv) X(tsv) X(jsonl) X(npy) X(hdf5) X(raw)

/* An output file that is being written. */
struct writer {
    const struct format *format;
    const struct options *options;
    const struct table *table; /* NULL: the words of a stream */
    const struct rows *rows;
    FILE *file;
    void *state; /* the format's own */
};

struct format {
    const char *name;
    const char *ending; /* of files, besides the name; NULL: no other */
    bool binary;        /* not written to a terminal unasked */
    bool column_major;  /* wants blocks whose columns lie one behind another */

    /* Ends the program where the options ask for what the format does not have. NULL: it has
     * all. */
    void (*check)(const struct options *options);

    /* Opens the output and writes what stands before the rows, of which n will follow. */
    void (*open)(struct writer *writer, uint64_t n);
    /* The most bytes of text that a row takes; 0: blocks are written as they are in memory. NULL:
     * 0. */
    size_t (*row_text)(const struct writer *writer);
    /* Makes a block what the file holds: adds the rows to its text, or brings their bytes into the
     * file's order. May run in several threads at a time. */
    void (*format)(const struct writer *writer, struct block *block);
    /* Writes a formatted block. Blocks come in their order. */
    void (*put)(struct writer *writer, const struct block *block);
    /* Writes what stands behind the rows, and closes the output. */
    void (*close)(struct writer *writer);

    /* Reads everything; an input that is not what it should be ends the program with EXIT_USAGE.
     * NULL: the format is not read, for the reason in `unread`. */
    void (*read)(struct input *input);
    const char *unread;
    bool by_name; /* read opens the file by its name instead of taking input->text */
};

#define X(name) extern const struct format format_##name;
FORMATS(X)
#undef X

#endif
