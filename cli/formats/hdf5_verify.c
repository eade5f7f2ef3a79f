/* verify FILE: the samples of an HDF5 file, drawn again from what its attributes say. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/blocks.h"
#include "cli/csv.h"
#include "cli/element.h"
#include "cli/fail.h"
#include "cli/format.h"
#include "cli/formats/hdf5.h"
#include "cli/formats/hdf5_file.h"
#include "cli/output.h"
#include "cli/streams.h"

/* What the attributes say. */
struct origin {
    const char *path;
    hid_t file;
    uint64_t first, count;
    hys_source source;
    struct table table;
    char **chosen; /* the columns that are in the file */
    size_t columns;
};

/* ---- attributes ---- */

static bool has(const struct origin *origin, const char *name)
{
    return hdf5_checked(H5Aexists(origin->file, name), origin->path) > 0;
}

static uint64_t read_number(const struct origin *origin, const char *name)
{
    uint64_t number;
    hsize_t count;
    const hid_t attribute =
        hdf5_open_attribute(origin->path, origin->file, name, 0, H5T_INTEGER, &count);
    hdf5_checked(H5Aread(attribute, H5T_NATIVE_UINT64, &number),
                 hdf5_attribute_place(origin->path, name));
    H5Aclose(attribute);
    return number;
}

static char *read_text(const struct origin *origin, const char *name)
{
    size_t count;
    return *hdf5_read_texts(origin->path, origin->file, name, 0, 1, &count);
}

/* ---- what they say ---- */

/* Checks that the file has a form that this program knows, and that sample wrote it. */
static void read_form(const struct origin *origin)
{
    if (!has(origin, "hyspace"))
        fail(EXIT_RUN, origin->path, "no file of hyspace: it has no attribute hyspace");
    const uint64_t form = read_number(origin, "hyspace");
    if (form != HDF5_FORM)
        fail(EXIT_RUN, hdf5_attribute_place(origin->path, "hyspace"),
             "a file of form %" PRIu64 ", written by hyspace %s; this program knows form %d", form,
             has(origin, "version") ? json_quoted(read_text(origin, "version"))
                                    : "of another version",
             HDF5_FORM);
    const char *command = read_text(origin, "command");
    if (strcmp(command, "sample"))
        fail(EXIT_RUN, hdf5_attribute_place(origin->path, "command"),
             "%s: only samples can be drawn again", json_quoted(command));
}

static hys_source read_source(const struct origin *origin)
{
    hys_source source = {.stream = HYS_NATIVE};
    const char *stream = read_text(origin, "stream"), *key = read_text(origin, "key");

    source.stream = hys_stream_from_name(stream);
    if (source.stream < 0)
        fail(EXIT_RUN, hdf5_attribute_place(origin->path, "stream"), "expected %s, found %s",
             stream_list(), json_quoted(stream));
    const uint64_t known = (uint64_t)hys_stream_version(source.stream);
    const uint64_t version = known ? read_number(origin, "stream_version") : 0;
    if (version != known)
        fail(EXIT_RUN, hdf5_attribute_place(origin->path, "stream_version"),
             "%" PRIu64 "; this program has version %" PRIu64 " of the %s stream", version, known,
             stream);
    if (!parse_key(key, &source.key))
        fail(EXIT_RUN, hdf5_attribute_place(origin->path, "key"),
             "expected K0:K1, two words of up to 8 hexadecimal digits, found %s", json_quoted(key));
    for (size_t i = 0; i < HDF5_FLAGS; i++) {
        const struct hdf5_flag *flag = &hdf5_flags[i];
        if (!has(origin, flag->name))
            continue;
        if (read_number(origin, flag->name) != 1 || !(hys_stream_flags(source.stream) & flag->flag))
            fail(EXIT_RUN, hdf5_attribute_place(origin->path, flag->name),
                 "expected 1, on %s alone", streams_with_flag(flag->flag));
        source.flags |= flag->flag;
    }
    if (has(origin, "dim")) {
        source.dim = read_number(origin, "dim");
        const uint64_t most = !stream_has(source.stream, HYS_STREAM_DIM) ? 0
                              : stream_takes_names(source.stream)        ? UINT64_MAX
                                                                         : HYS_DIMENSION_MAX;
        if (source.dim > most)
            fail(EXIT_RUN, hdf5_attribute_place(origin->path, "dim"),
                 "expected at most %" PRIu64 " on the %s stream, found %" PRIu64, most, stream,
                 source.dim);
    }
    if (has(origin, "rows"))
        source.rows = read_number(origin, "rows");
    if (has(origin, "points"))
        source.points = read_number(origin, "points");
    return source;
}

/* Reads the table. A file with the attribute dim is of a single space. */
static struct table read_table(const struct origin *origin)
{
    char *text = read_text(origin, "space");
    const char *where = hdf5_attribute_place(origin->path, "space");
    FILE *file = *text ? fmemopen(text, strlen(text), "r") : NULL;

    if (!file)
        fail(EXIT_RUN, where, "%s", *text ? strerror(errno) : "empty");
    struct table table = table_load(file, where);
    const char *expected = hdf5_fingerprint(table.domain);
    const char *found = read_text(origin, "fingerprint");
    if (strcmp(expected, found))
        fail(EXIT_RUN, hdf5_attribute_place(origin->path, "fingerprint"),
             "%s, but that of the attribute space is %s", json_quoted(found), expected);
    if (has(origin, "dim") && !table_make_single(&table))
        fail(EXIT_RUN, hdf5_attribute_place(origin->path, "dim"),
             "is for a single space, of which the column is called value");
    return table;
}

/* The points of each of the table's columns. */
static const uint64_t *read_column_points(const struct origin *origin)
{
    const size_t columns = hys_domain_columns(origin->table.domain);
    hsize_t count;
    const hid_t attribute =
        hdf5_open_attribute(origin->path, origin->file, "column_points", 1, H5T_INTEGER, &count);
    const char *where = hdf5_attribute_place(origin->path, "column_points");

    if (count != columns)
        fail(EXIT_RUN, where, "a list of %" PRIu64 ", not %zu", (uint64_t)count, columns);
    uint64_t *points = xreallocarray(NULL, columns, sizeof *points);
    hdf5_checked(H5Aread(attribute, H5T_NATIVE_UINT64, points), where);
    H5Aclose(attribute);
    return points;
}

/* Checks that the source is one for the table, and that its design has the file's rows. */
static void check_design(const struct origin *origin)
{
    const struct table *table = &origin->table;
    uint64_t rows;

    const hys_status status = table->single
                                  ? hys_space_rows(table->single, &origin->source, &rows)
                                  : hys_domain_rows(table->domain, &origin->source, &rows);
    if (status != HYS_OK)
        fail(EXIT_RUN, hdf5_attribute_place(origin->path, "stream"), "%s", hys_strerror(status));
    if (rows && (origin->first > rows || origin->count > rows - origin->first))
        fail(EXIT_RUN, hdf5_attribute_place(origin->path, "count"),
             "first + count is beyond the %" PRIu64 " rows of the design", rows);
}

static struct origin read_origin(const char *path)
{
    struct origin origin = {.path = path};

    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_sieve_buf_size(access, 0); /* otherwise each column keeps up to 64 KiB */
    origin.file = hdf5_checked(H5Fopen(path, H5F_ACC_RDONLY, access), path);
    H5Pclose(access);
    read_form(&origin);
    origin.source = read_source(&origin);
    origin.first = read_number(&origin, "first");
    origin.count = read_number(&origin, "count");
    if (origin.count && origin.first > UINT64_MAX - (origin.count - 1))
        fail(EXIT_RUN, hdf5_attribute_place(path, "count"), "first + count is beyond 2^64");
    origin.table = read_table(&origin);
    if (has(&origin, "column_points"))
        origin.source.column_points = read_column_points(&origin);
    check_design(&origin);
    const size_t columns = hys_domain_columns(origin.table.domain);
    origin.chosen = hdf5_read_texts(path, origin.file, "columns", 1, columns, &origin.columns);
    if (origin.columns == 0)
        fail(EXIT_RUN, hdf5_attribute_place(path, "columns"), "names no column");
    for (size_t c = 0, at = 0; c < origin.columns; c++, at++) {
        while (at < columns &&
               strcmp(origin.chosen[c], hys_domain_name(origin.table.domain, at)) != 0)
            at++;
        if (at >= columns)
            fail(EXIT_RUN, hdf5_attribute_place(path, "columns"),
                 "%s is not a column after the one before it", json_quoted(origin.chosen[c]));
    }
    return origin;
}

/* The chosen columns as --columns takes them. */
static const char *columns_option(const struct origin *origin)
{
    struct text text = {0};
    for (size_t c = 0; c < origin->columns; c++) {
        char *name = csv_quoted(origin->chosen[c], ',');
        text_add(&text, ",", c > 0);
        text_add(&text, name, strlen(name));
        free(name);
    }
    text_add(&text, "", 1);
    return text.data;
}

/* ---- columns ---- */

struct check {
    const struct rows *rows;
    const char *path;
    uint64_t done; /* rows compared */
    struct checked {
        hid_t dataset, shape, memory;
        bool differs;
        uint64_t row; /* the first row that differs, and its values */
        struct text found, drawn;
    } * column;
    unsigned char *buffer;
};

/* Opens a column's dataset, which must have the column's type and as many rows as the file says. */
static struct checked open_column(const struct origin *origin, const struct column *column)
{
    const char *where = hdf5_column_place(origin->path, column->name);
    uint64_t count;

    const hid_t dataset = hdf5_open_column(origin->file, column->name, where, &count);
    const hid_t shape = hdf5_checked(H5Dget_space(dataset), where);
    const hid_t type = hdf5_checked(H5Dget_type(dataset), where);
    if (H5Tequal(type, hdf5_type(column->type)) <= 0)
        fail(EXIT_RUN, where, "the dataset is not of type %s", hys_type_name(column->type));
    if (count != origin->count)
        fail(EXIT_RUN, where,
             "the dataset has %" PRIu64 " rows, not %" PRIu64 " as the attribute count says", count,
             origin->count);
    if (is_indexed(column))
        hdf5_check_labels(origin->path, dataset, column);
    const hid_t memory = hdf5_checked(H5Tget_native_type(type, H5T_DIR_ASCEND), where);
    H5Tclose(type);
    return (struct checked){.dataset = dataset, .shape = shape, .memory = memory};
}

/* Compares the rows of a block with those of the file. */
static void compare(struct block *block, void *context)
{
    struct check *check = context;
    const hid_t shape = H5Screate_simple(1, (const hsize_t[]){block->n}, NULL);

    hdf5_quiet(); /* this may be another thread */
    for (size_t c = 0; c < check->rows->columns; c++) {
        const struct column *column = &check->rows->column[c];
        struct checked *checked = &check->column[c];
        const size_t size = hys_type_size(column->type);
        const unsigned char *drawn = block->data + column_offset(check->rows, block, c);

        check->buffer = xreallocarray(check->buffer, block->capacity, sizeof(uint64_t));
        if (H5Sselect_hyperslab(checked->shape, H5S_SELECT_SET, (const hsize_t[]){check->done},
                                NULL, (const hsize_t[]){block->n}, NULL) < 0 ||
            H5Dread(checked->dataset, checked->memory, shape, checked->shape, H5P_DEFAULT,
                    check->buffer) < 0)
            hdf5_fail(hdf5_column_place(check->path, column->name));
        if (checked->differs || !memcmp(drawn, check->buffer, block->n * size))
            continue;
        size_t k = 0;
        while (!memcmp(drawn + k * size, check->buffer + k * size, size))
            k++;
        checked->differs = true;
        checked->row = check->done + k;
        const struct column plain = {
            .type = column->type}; /* labels by number, since the file's may have no label */
        element_text(&plain, NULL, false, check->buffer + k * size, &checked->found);
        element_text(&plain, NULL, false, drawn + k * size, &checked->drawn);
    }
    H5Sclose(shape);
    check->done += block->n;
}

/* Prints a line for each column. The message names the first row that differs, and in it the first
 * column. */
static void report(const struct check *check, uint64_t first)
{
    const struct checked *earliest = NULL;
    size_t differ = 0;

    for (size_t c = 0; c < check->rows->columns; c++) {
        const struct checked *checked = &check->column[c];
        printf("%-6s %-9s %s %s", checked->differs ? "DIFFER" : "ok", hys_isa_current(),
               hys_type_name(check->rows->column[c].type),
               json_quoted(check->rows->column[c].name));
        if (checked->differs)
            printf(", row %" PRIu64 ": %.*s, not %.*s", checked->row, (int)checked->found.length,
                   checked->found.data, (int)checked->drawn.length, checked->drawn.data);
        putchar('\n');
        differ += checked->differs;
        if (checked->differs && (!earliest || checked->row < earliest->row))
            earliest = checked;
    }
    printf("%zu agree, %zu differ, %" PRIu64 " rows\n", check->rows->columns - differ, differ,
           check->done);
    if (!earliest)
        return;
    output_close(stdout);
    fail(EXIT_RUN, check->path,
         "column %s differs first, in row %" PRIu64 " (sample %" PRIu64 "): %.*s, not %.*s",
         json_quoted(check->rows->column[earliest - check->column].name), earliest->row,
         first + earliest->row, (int)earliest->found.length, earliest->found.data,
         (int)earliest->drawn.length, earliest->drawn.data);
}

void hdf5_verify(const struct options *options)
{
    struct check check = {.path = options->input};
    struct options drawn = *options;

    hdf5_quiet();
    const struct origin origin = read_origin(options->input);
    drawn.command = "sample";
    drawn.source = origin.source;
    drawn.x64 = origin.source.flags & HYS_X64;
    drawn.first = origin.first;
    drawn.count = origin.count;
    drawn.columns = columns_option(&origin);
    struct rows rows = rows_of(&origin.table, &drawn, PURPOSE_SAMPLE);

    rows.column_major = true;
    check.rows = &rows;
    check.column = xreallocarray(NULL, rows.columns, sizeof *check.column);
    for (size_t c = 0; c < rows.columns; c++)
        check.column[c] = open_column(&origin, &rows.column[c]);
    blocks_each(&origin.table, &rows, &drawn, 0, NULL, compare, &check);
    report(&check, origin.first);
    H5Fclose(origin.file);
}
