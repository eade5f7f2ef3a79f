/* The hyspace program: public API only. */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include <hyspace.h>

/* ---- errors (text.c) ---- */

enum {
    EXIT_RUN = 1,  /* something failed while running */
    EXIT_USAGE = 2 /* wrong usage, or a space, type or stream that cannot be */
};

/* Says "hyspace: WHERE: WHAT" on standard error and ends the program; an unfinished output file is
 * removed. */
_Noreturn void fail(int status, const char *where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- text (text.c) ---- */

/* printf into memory of its own; malloc that cannot return NULL, with room for count elements. */
char *text_of(const char *format, ...) __attribute__((format(printf, 1, 2)));
void *memory_for(void *old, size_t count, size_t size);

/* ", did you mean X?" where X of the words is near to word, else "". */
const char *did_you_mean(const char *word, const char *const *words, size_t count);

/* A count: a decimal that is a whole number, as 1e6, 1.5e3, 10M, 4Gi. 2^64 is a count of 0 that is
 * `whole`, since not every machine has a wider integer. false: the text is no such number, or above
 * 2^64. */
bool parse_count(const char *text, uint64_t *count, bool *whole);

/* Makes factor * count + more of a count. false: it is above 2^64. */
bool count_times(uint64_t *count, bool *whole, uint64_t factor, uint64_t more);

/* A plain decimal, "nan" or "inf". NUMBER_INEXACT: an integer that the float cannot hold. */
enum number { NUMBER, NUMBER_NONE, NUMBER_RANGE, NUMBER_INEXACT };
enum number parse_f64(const char *text, double *value);
enum number parse_f32(const char *text, float *value);

/* The shortest of the "%.{p}g" that read back to the same bits, and integers; returns the length,
 * no zero behind it. */
enum { NUMBER_TEXT = 40 };
size_t integer_text(char out[NUMBER_TEXT], bool negative, uint64_t magnitude);
size_t f64_text(char out[NUMBER_TEXT], double value);
size_t f32_text(char out[NUMBER_TEXT], float value);

/* The code point at *at, which is UTF-8 and has been checked; *at goes behind it. */
uint32_t next_point(const char **at);

/* A field as RFC 4180 quotes it, and a string as JSON does. */
char *csv_quoted(const char *text, char delimiter);
char *json_quoted(const char *text);
/* The same for a message, with a question mark for each byte above 127 of a text that is not UTF-8.
 */
char *shown(const char *text);
char *json_unquoted(const char *text); /* NULL: not a string of JSON */
bool is_utf8(const char *text);

/* RFC 4180 records in a text, which is written into. Returns the number of fields, 0 at the end. */
struct records {
    const char *where; /* for messages */
    char *at;
    const char *end;
    size_t line, next_line; /* of the record just read, and of the one behind it */
    char delimiter;         /* 0: a comma */
    char **field;
    size_t capacity;
};
size_t records_next(struct records *records);

/* The lines of a file, or of standard input for "-", one by one and without their ends. */
struct lines {
    const char *where; /* for messages */
    FILE *file;
    char *text;
    size_t capacity, number; /* of the line just read, from 1 */
};
struct lines lines_open(const char *path);
bool lines_next(struct lines *lines); /* false: there is none, and the file is closed */
const char *lines_place(const struct lines *lines);

/* Bytes that grow. */
struct text {
    char *data;
    size_t length, capacity;
};
void text_add(struct text *text, const char *bytes, size_t n);

/* ---- options (main.c) ---- */

enum format {
    FORMAT_NONE,
    FORMAT_CSV,
    FORMAT_TSV,
    FORMAT_JSONL,
    FORMAT_NPY,
    FORMAT_HDF5,
    FORMAT_RAW
};

struct options {
    const char *command, *space, *input, *output, *plot, *columns;
    uint64_t count; /* samples, */
    bool whole;     /* or 2^64 of them, where count is 0 */
    bool all;       /* as many as there are from the first one on */
    uint64_t first;
    const char *indices;   /* a file of sample numbers, */
    const uint64_t *index; /* and those: count of them, instead of a range; NULL: a range */
    const char *check;     /* a file of digests */
    hys_source source;
    bool dim;
    hys_type type; /* 0: each kind's own */
    struct typed {
        const char *name;
        hys_type type;
    } * typed;          /* columns with types of their own, */
    size_t typed_count; /* so many of them */
    enum format format, input_format;
    bool header, strict, all_isas, ascii, kinds;
    int progress; /* 1 and -1 as asked; 0: on a terminal */
    unsigned threads;
};

/* Whether no samples are asked for, and how many are. */
static inline bool options_none(const struct options *options)
{
    return options->count == 0 && !options->whole;
}

static inline double options_count(const struct options *options)
{
    return options->whole ? 0x1p64 : (double)options->count;
}

extern const char *const stream_names[4];

/* Two words of hexadecimal, as --key has them. */
bool parse_key(const char *text, hys_key *key);

/* ---- spaces (table.c) ---- */

/* What SPACE means: a word is a table of the one column "value". */
struct table {
    const char *where;
    bool single;
    size_t columns;
    const char **name;
    const hys_space **space;
    hys_domain *domain; /* of a file; NULL for a word */
};

struct table table_read(const char *space);
struct table table_load(FILE *file, const char *where); /* JSON; closes the file */

/* The type that the file asks for in a column; 0: it asks for none. */
hys_type table_type(const struct table *table, size_t column);

/* Whether a space's values are names, given by their index. */
bool has_names(const hys_space *space);

/* How a word of a kind is written: log:LOWER:UPPER[:BASE]. */
char *word_form(hys_kind kind);

/* For messages: the place of a column, or of one of its members. */
const char *table_place(const struct table *table, size_t column, const char *member);

/* ---- rows: chosen columns, packed without padding ---- */

struct column {
    size_t source; /* column of the table */
    const char *name;
    const hys_space *space;
    hys_type type;
    bool text; /* labels, written as such where the format has text */
    size_t offset;
};

struct rows {
    struct column *column;
    size_t columns, bytes;
    bool apart; /* in a block of rows each column's elements lie together, column behind column */
};

struct block {
    unsigned char *data;
    size_t n, capacity; /* rows in it, and those it has room for */
    struct text text;   /* what they are as text */
};

/* Where a column's first element lies in a block, and how far apart its elements are. */
size_t column_offset(const struct rows *rows, const struct block *block, size_t c);
size_t column_stride(const struct rows *rows, size_t c);

/* Files and digests are little-endian. From the machine's order to theirs, in place: n elements of
 * size bytes side by side; all elements of a block. */
void file_order(void *elements, size_t n, size_t size);
void block_file_order(const struct rows *rows, const struct block *block);

/* The column of that name; ends the program, by a message about `where`, if there is none. */
size_t table_find(const struct table *table, const char *where, const char *name);

/* The columns that the options choose, with the types they will have: by what the stream can give,
 * or transform, or encode. */
enum use { USE_SAMPLE, USE_TRANSFORM, USE_ENCODE, USE_DECODE };
struct rows rows_of(const struct table *table, const struct options *options, enum use use);

/* --dim is for single spaces. */
void refuse_dim(const struct table *table, const struct options *options);

/* ---- output (output.c, write.c, npy.c, hdf5.c) ---- */

/* A new or regular file appears, whole, when output_close is done. */
FILE *output_open(const char *path);
FILE *output_open_regular(const char *path); /* the same; anything else is refused */
void output_write_at(FILE *file, const void *bytes, size_t n, uint64_t offset);
void output_read_at(FILE *file, void *bytes, size_t n, uint64_t offset); /* zeros behind the end */
void output_resize(FILE *file, uint64_t size);
bool output_on_terminal(void); /* whether rows go to a terminal */
void output_check(FILE *file); /* ends the program where a write failed */
void output_close(FILE *file);
void output_discard(void);

struct writer {
    FILE *file;
    enum format format;
    const struct rows *rows;
    char **name;     /* of each column, as the format has it; npy has none here */
    char ***label;   /* of each column, its labels likewise */
    size_t *size;    /* npy: bytes of each column's elements */
    uint64_t *place; /* hdf5: where each column's next element goes in the file */
    bool memory;     /* the format's rows are the memory's, in the order of files */
};

/* n rows will be put. The table is NULL for words of a stream. */
struct writer writer_open(const struct options *options, const struct table *table,
                          const struct rows *rows, uint64_t n);
size_t writer_row_text(const struct writer *writer); /* bytes, at most; 0: it has none */
void writer_format(const struct writer *writer,
                   struct block *block); /* adds the block's rows to its text */
void writer_put(struct writer *writer, const struct block *block);     /* what was formatted */
void writer_put_all(struct writer *writer, const struct block *block); /* formatted too, in parts */
void writer_close(struct writer *writer);

/* A value's text; label has those of a column that is written as text. */
void value_text(const struct column *column, char *const *label, bool json, const unsigned char *at,
                struct text *out);

/* Labels as numpy's <U has them, equally long; returns their bytes. And the header, `size` of each
 * column. */
size_t npy_labels(const hys_space *space, char **label);
void npy_header(const struct rows *rows, const size_t *size, uint64_t n, struct text *out);

/* The version of the library that the program was built with; NULL: without one, and hdf5_require
 * ends the program. */
const char *hdf5_version(void);
void hdf5_require(void);
/* Everything of an HDF5 file but the values: where in it the n values of each column are to be
 * written. */
void hdf5_lay_out(FILE *file, const struct table *table, const struct rows *rows,
                  const struct options *options, uint64_t n, uint64_t *place);
/* Draws the samples of a file anew under the instruction set in use, and says on standard output
 * which columns are the same. */
void hdf5_verify(const struct options *options);

/* ---- progress (progress.c) ---- */

/* Columns of the terminal; $COLUMNS or 80 where there is none. */
int terminal_width(int descriptor);

void progress_start(const struct options *options);
void progress_at(double done); /* samples; draws what is due */
void progress_end(void);       /* erases it */

/* ---- samples in blocks (blocks.c, indices.c) ---- */

/* The options with the list of samples that --indices names, if it does. */
struct options indices_read(const struct options *options);

typedef void block_work(struct block *block, void *context);

/* How many rows of so many bytes, their text included, a block has. */
size_t blocks_rows(size_t bytes);

/* Draws the options' samples, block by block, in options->threads threads. `alone` is called for
 * any blocks at a time, `in_order` for one after the other. A row's text takes about `text` bytes.
 * Without a table: words of the stream. */
void blocks_each(const struct table *table, const struct rows *rows, const struct options *options,
                 size_t text, block_work *alone, block_work *in_order, void *context);

/* ---- a process of its own (child.c) ---- */

/* Goes on in a second process as well: 0 there, which must end by exit and is killed where this one
 * ends. child_end waits for it and returns its exit status; where it crashed, the program ends with
 * a message that names the library. */
pid_t child_start(const char *where);
int child_end(pid_t child, const char *where, const char *library);

/* ---- commands ---- */

int command_sample(const struct options *options);
int command_digest(const struct options *options);
int command_bits(const struct options *options);
int command_transform(const struct options *options);
int command_encode(const struct options *options);
int command_decode(const struct options *options);
int command_verify(const struct options *options);
int command_describe(const struct options *options);
int command_info(const struct options *options);

#endif
