/* What SPACE means: the table of a file, or a word, which is a table of the one column "value".
 * Only table.c tells the two apart. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <hyspace.h>

#include "cli/options.h"

struct table {
    const char *where; /* for messages */
    hys_domain *domain;
    const hys_space *single; /* a word's space, which draws by itself; NULL: a file's table */
};

struct table table_read(const char *space);
struct table table_load(FILE *file, const char *where); /* JSON; closes the file */

/* Makes a word's table of one with the one column "value". false: it is another table. */
bool table_make_single(struct table *table);

/* Whether the column goes without a name in files and messages, and takes --dim. */
bool table_is_single(const struct table *table);
void table_refuse_dim(const struct table *table, const struct options *options);

/* Finds the column of a name. table_find ends the program, by a message about `where`, if there is
 * none; so does table_lacks. */
bool table_has(const struct table *table, const char *name, size_t *column);
size_t table_find(const struct table *table, const char *where, const char *name);
_Noreturn void table_lacks(const struct table *table, const char *where, const char *name);

/* For messages: the place of a column, or of one of its members. */
const char *table_place(const struct table *table, size_t column, const char *member);

/* Opens a source for the table. NULL: for words of a stream. */
hys_stream *table_open(const struct table *table, const hys_source *source);

/* Draws n rows from number first on, or those of these numbers if they are not NULL, by a stream
 * that was opened for the table. columns: of table_columns, as hys_domain_sample takes them; the
 * elements of a word's one column are side by side. */
hys_status table_sample(const struct table *table, const hys_stream *opened, uint64_t first,
                        const uint64_t *numbers, size_t n, const hys_column *columns);
size_t table_columns(const struct table *table);

/* Where a column can be drawn without looking at the others, which the stream has to allow: makes
 * a table of it alone, of which it is *column 0 and which draws the same under *source. Else false,
 * and nothing changes. */
bool table_of_column(struct table *table, size_t *column, hys_source *source);

/* How a word of a kind is written: LOG:LOWER:UPPER[:BASE]. */
char *word_form(hys_kind kind);

#endif
