/* Rows: chosen columns of a table, and blocks of rows in memory. */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include <hyspace.h>

#include "cli/options.h"
#include "cli/table.h"
#include "cli/text.h"

struct column {
    size_t source; /* its number in the table */
    const char *name;
    const hys_space *space;
    const hys_value *usual; /* its default; NULL: none */
    hys_type type;
    bool text; /* labels, written as such where the format has text */
    size_t offset;
};

struct rows {
    struct column *column;
    size_t columns, bytes; /* bytes of a row, without padding */
    bool column_major;     /* blocks have their columns one behind another */
};

struct block {
    unsigned char *data;
    size_t n, capacity; /* rows in it, and those it has room for */
    struct text text;   /* the rows as text */
};

/* Where a column's first element is in a block, and how far apart its elements are. */
size_t column_offset(const struct rows *rows, const struct block *block, size_t c);
size_t column_stride(const struct rows *rows, size_t c);

/* What rows are for; the types that a column may have depend on it. */
enum purpose {
    PURPOSE_SAMPLE,
    PURPOSE_TRANSFORM,
    PURPOSE_ENCODE,
    PURPOSE_DECODE,
    PURPOSE_DENSITY,
    PURPOSE_QUANTILE
};

/* The columns that the options choose, in the table's order, with the types they will have. */
struct rows rows_of(const struct table *table, const struct options *options, enum purpose purpose);

/* Whether a space's values are names, given by their index. */
bool has_names(const hys_space *space);

/* Whether a space has integers that doubles cannot hold: then its values are read as i64. */
bool needs_i64(const hys_space *space);

/* Whether names have numbers, too, which are their indices: as false and true have, 0 and 1. */
bool has_numbers(const hys_space *space);

/* Whether a column's elements are indices of names. */
bool is_indexed(const struct column *column);

/* Whether some of these names are not strings in JSON. */
bool has_scalars(const hys_space *space);

#endif
