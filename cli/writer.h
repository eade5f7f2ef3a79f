/* Rows into files. */
#ifndef CLI_WRITER_H
#define CLI_WRITER_H

#include "cli/format.h"
#include "cli/rows.h"

/* Opens the options' output for n rows of a table. table NULL: words of a stream. */
struct writer writer_open(const struct options *options, const struct table *table,
                          const struct rows *rows, uint64_t n);

/* The members of the writer's format of the same names. */
size_t writer_row_text(const struct writer *writer);
void writer_format(const struct writer *writer, struct block *block);
void writer_put(struct writer *writer, const struct block *block);
void writer_close(struct writer *writer);

/* Formats and writes a block of any size. */
void writer_put_all(struct writer *writer, struct block *block);

/* ---- for the formats ---- */

/* Opens an output that is written from the beginning to the end, and writes to it. */
void writer_begin(struct writer *writer);
void writer_write(const struct writer *writer, const void *bytes, size_t n);

/* Members for formats that are text, and for formats whose rows are those in memory. */
void writer_put_text(struct writer *writer, const struct block *block);
void writer_order_rows(const struct writer *writer, struct block *block);
void writer_put_rows(struct writer *writer, const struct block *block);
void writer_end(struct writer *writer); /* close, where nothing stands behind the rows */

#endif
