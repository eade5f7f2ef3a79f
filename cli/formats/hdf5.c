/* HDF5 files: https://docs.hdfgroup.org/hdf5/v1_10/
 *
 * Each column is a dataset whose values are contiguous. libhdf5 only lays the file out and says
 * where the values go; the rows are then written in blocks, as in other formats, so that the memory
 * does not depend on their number. Chunks are of no use here: the number of rows is known, and
 * random bits do not compress. 1e8 f64 into a tmpfs take .33 s of one core in one piece, as -f raw
 * does (.34 s), and .56 s in chunks of 1 MiB. Readers can map a contiguous column into memory.
 *
 * Labels are u32, indices into the dataset's attribute `labels`: in Python
 * pandas.Categorical.from_codes(column[:], column.attrs["labels"]). HDF5 has enumerations, but a
 * few thousand labels exceed what a type may take in a file (64 KiB), and two ways of storing
 * labels would be one too many. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <hyspace-json.h>

#include "cli/fail.h"
#include "cli/formats/hdf5.h"
#include "cli/formats/hdf5_file.h"
#include "cli/formats/hdf5_read.h"
#include "cli/output.h"
#include "cli/streams.h"
#include "cli/writer.h"

const char *hdf5_version(void)
{
    return xasprintf("%d.%d.%d", H5_VERS_MAJOR, H5_VERS_MINOR, H5_VERS_RELEASE);
}

void hdf5_require(void) {}

/* ---- a file's description ---- */

static hys_space *copy_of(const hys_space *space, const char *where)
{
    hys_argument argument[HYS_KIND_PARAMS_MAX];
    const hys_kind kind = hys_space_kind(space);
    const size_t params = hys_kind_params(kind);
    hys_space *copy;

    for (size_t p = 0; p < params; p++)
        argument[p] = *hys_space_argument(space, p);
    const hys_status status = hys_space_new(&copy, kind, argument, params, NULL);
    if (status != HYS_OK)
        fail(EXIT_RUN, where, "%s", hys_strerror(status));
    return copy;
}

/* The table's domain, of which the columns ask for the types that the samples have: so the file
 * needs no option to be made again. To be freed. */
static hys_domain *typed_domain(const struct table *table, const struct rows *rows)
{
    const size_t columns = hys_domain_columns(table->domain);
    hys_column_description *described = xreallocarray(NULL, columns, sizeof *described);
    const hys_domain_description whole = {.title = hys_domain_title(table->domain),
                                          .meta = hys_domain_meta(table->domain)};
    hys_domain *domain;

    for (size_t c = 0; c < columns; c++) {
        const hys_value *usual = hys_domain_default(table->domain, c);
        described[c] = (hys_column_description){
            .name = hys_domain_name(table->domain, c),
            .space = copy_of(hys_domain_space(table->domain, c), table->where),
            .type = hys_domain_type(table->domain, c),
            .dimension = hys_domain_dimension(table->domain, c),
            .meta = hys_domain_column_meta(table->domain, c)};
        if (usual)
            described[c].default_value = *usual;
    }
    for (size_t c = 0; c < rows->columns; c++)
        described[rows->column[c].source].type = rows->column[c].text ? 0 : rows->column[c].type;
    const hys_status status = hys_domain_new_described(&domain, described, columns, &whole, NULL);
    if (status != HYS_OK)
        fail(EXIT_RUN, table->where, "%s", hys_strerror(status));
    for (size_t c = 0; c < columns; c++)
        hys_space_free(described[c].space);
    free(described);
    return domain;
}

/* The file that is being laid out, and its name in messages. */
struct dataset_layout {
    hid_t file, text, scalar;
    const char *where;
};

static void put_attribute(const struct dataset_layout *layout, hid_t object, const char *name,
                          hid_t type, hid_t memory, hid_t shape, const void *value)
{
    const hid_t attribute = hdf5_checked(
        H5Acreate2(object, name, type, shape, H5P_DEFAULT, H5P_DEFAULT), layout->where);
    hdf5_checked(H5Awrite(attribute, memory, value), layout->where);
    hdf5_checked(H5Aclose(attribute), layout->where);
}

static void put_text(const struct dataset_layout *layout, const char *name, const char *text)
{
    put_attribute(layout, layout->file, name, layout->text, layout->text, layout->scalar, &text);
}

static void put_number(const struct dataset_layout *layout, const char *name, uint64_t number)
{
    put_attribute(layout, layout->file, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, layout->scalar,
                  &number);
}

static void put_numbers(const struct dataset_layout *layout, const char *name,
                        const uint64_t *number, size_t count)
{
    const hid_t shape =
        hdf5_checked(H5Screate_simple(1, (const hsize_t[]){count}, NULL), layout->where);
    put_attribute(layout, layout->file, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, shape, number);
    H5Sclose(shape);
}

static void put_texts(const struct dataset_layout *layout, hid_t object, const char *name,
                      const char *const *text, size_t count)
{
    const hid_t shape =
        hdf5_checked(H5Screate_simple(1, (const hsize_t[]){count}, NULL), layout->where);
    put_attribute(layout, object, name, layout->text, layout->text, shape, text);
    H5Sclose(shape);
}

/* Stores the whole table, whichever columns are chosen, since under the JAX streams each column
 * depends on the others. */
static void put_space(const struct dataset_layout *layout, const struct table *table,
                      const struct rows *rows, bool sampled)
{
    hys_domain *typed = sampled ? typed_domain(table, rows) : NULL;
    hys_json_error error;
    char *text;

    if (hys_json_write_domain(typed ? typed : table->domain, &text, &error) != HYS_OK)
        fail(EXIT_RUN, table->where, "%s: %s", error.path, error.text);
    char *fingerprint = hdf5_fingerprint(table->domain);
    put_text(layout, "fingerprint", fingerprint);
    put_text(layout, "space", text);
    hys_domain_free(typed);
    free(fingerprint);
    free(text);
}

/* Stores where the samples come from. */
static void put_source(const struct dataset_layout *layout, const struct table *table,
                       const struct options *options)
{
    const hys_source *source = &options->source;
    char *key = xasprintf("%" PRIx32 ":%" PRIx32, source->key.w[0], source->key.w[1]);

    put_text(layout, "stream", hys_stream_name(source->stream));
    if (hys_stream_version(source->stream))
        put_number(layout, "stream_version", (uint64_t)hys_stream_version(source->stream));
    put_text(layout, "key", key);
    for (size_t i = 0; i < HDF5_FLAGS; i++)
        if (source->flags & hdf5_flags[i].flag)
            put_number(layout, hdf5_flags[i].name, 1);
    if (table_is_single(table))
        put_number(layout, "dim", source->dim);
    if (source->rows)
        put_number(layout, "rows", source->rows);
    if (source->points)
        put_number(layout, "points", source->points);
    if (source->column_points)
        put_numbers(layout, "column_points", source->column_points,
                    hys_domain_columns(table->domain));
    put_number(layout, "first", options->first);
    free(key);
}

static void put_attributes(const struct dataset_layout *layout, const struct writer *writer,
                           uint64_t n)
{
    const struct options *options = writer->options;
    const struct rows *rows = writer->rows;
    const bool sampled = !strcmp(options->command, "sample");

    put_number(layout, "hyspace", HDF5_FORM);
    put_text(layout, "version", hys_version());
    put_text(layout, "command", options->command);
    if (sampled)
        put_source(layout, writer->table, options);
    put_number(layout, "count", n);
    const char **name = xreallocarray(NULL, rows->columns, sizeof *name);
    for (size_t c = 0; c < rows->columns; c++)
        name[c] = rows->column[c].name;
    put_texts(layout, layout->file, "columns", name, rows->columns);
    free(name);
    put_space(layout, writer->table, rows, sampled);
}

/* ---- columns ---- */

static int by_source(const void *source, const void *column)
{
    const size_t a = *(const size_t *)source, b = ((const struct column *)column)->source;
    return (a > b) - (a < b);
}

/* Whether a column of the table is chosen. Chosen columns are in the table's order. */
static bool is_chosen(const struct rows *rows, size_t source)
{
    return bsearch(&source, rows->column, rows->columns, sizeof *rows->column, by_source) != NULL;
}

/* In HDF5 a name is a path: what precedes a slash is a group. */
static void check_name(const struct table *table, const struct rows *rows, size_t c)
{
    const char *const name = rows->column[c].name, *const where = table_place(
                                                       table, rows->column[c].source, NULL);

    for (const char *part = name;; part++) {
        const size_t length = strcspn(part, "/");
        if (length == 0 || (length == 1 && *part == '.'))
            fail(EXIT_USAGE, where, "HDF5 takes a name for a path, and a part of this one is %s",
                 length ? "\".\"" : "empty");
        part += length;
        if (!*part)
            return;
        size_t other;
        char *group = xasprintf("%.*s", (int)(part - name), name);
        if (hys_domain_find(table->domain, group, &other) == HYS_OK && is_chosen(rows, other))
            fail(EXIT_USAGE, where,
                 "HDF5 takes a name for a path, and %s is a column, which has nothing below it",
                 json_quoted(group));
        free(group);
    }
}

static void put_labels(const struct dataset_layout *layout, hid_t dataset, const hys_space *space)
{
    const size_t count = hys_space_count(space);
    const char **label = xreallocarray(NULL, count, sizeof *label);
    for (size_t i = 0; i < count; i++)
        label[i] = hys_space_label(space, i);
    put_texts(layout, dataset, "labels", label, count);
    free(label);
}

static void put_columns(const struct dataset_layout *layout, const struct table *table,
                        const struct rows *rows, uint64_t n, uint64_t *offset)
{
    const hid_t link = H5Pcreate(H5P_LINK_CREATE), create = H5Pcreate(H5P_DATASET_CREATE);
    const hid_t shape =
        hdf5_checked(H5Screate_simple(1, (const hsize_t[]){n}, NULL), layout->where);

    H5Pset_create_intermediate_group(link, 1);
    H5Pset_char_encoding(link, H5T_CSET_UTF8);
    H5Pset_alloc_time(create, H5D_ALLOC_TIME_EARLY);
    H5Pset_fill_time(create, H5D_FILL_TIME_NEVER);
    H5Pset_obj_track_times(create, false); /* equal samples give equal files */
    for (size_t c = 0; c < rows->columns; c++) {
        const struct column *column = &rows->column[c];
        check_name(table, rows, c);
        const hid_t dataset =
            hdf5_checked(H5Dcreate2(layout->file, column->name, hdf5_type(column->type), shape,
                                    link, create, H5P_DEFAULT),
                         layout->where);
        if (is_indexed(column))
            put_labels(layout, dataset, column->space);
        offset[c] = H5Dget_offset(dataset);
        if (n > 0 && offset[c] == HADDR_UNDEF)
            hdf5_fail(layout->where);
        hdf5_checked(H5Dclose(dataset), layout->where);
    }
    H5Sclose(shape);
    H5Pclose(create);
    H5Pclose(link);
}

/* ---- a driver of libhdf5 for the open output ----
 *
 * The file has no name yet. libhdf5's usual driver resolves the links in a name before it opens it,
 * and behind /proc/self/fd there is then nothing; its driver on stdio does not, but misses writes
 * that fail while it changes the file's length. */

static FILE *output; /* the program has one output */

struct driven {
    H5FD_t libhdf5s;
    haddr_t end, written; /* ends of what is allocated, and of the file */
};

static H5FD_t *driver_open(const char *name, unsigned flags, hid_t access, haddr_t most)
{
    struct driven *driven = xreallocarray(NULL, 1, sizeof *driven);
    (void)name, (void)flags, (void)access, (void)most;
    memset(driven, 0, sizeof *driven);
    return &driven->libhdf5s;
}

static herr_t driver_close(H5FD_t *file)
{
    free(file);
    return 0;
}

/* Has libhdf5 gather small pieces of metadata. */
static herr_t driver_query(const H5FD_t *file, unsigned long *flags)
{
    (void)file;
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA;
    return 0;
}

static haddr_t driver_end(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return ((const struct driven *)file)->end;
}

static herr_t driver_set_end(H5FD_t *file, H5FD_mem_t type, haddr_t end)
{
    (void)type;
    ((struct driven *)file)->end = end;
    return 0;
}

static haddr_t driver_written(const H5FD_t *file, H5FD_mem_t type)
{
    (void)type;
    return ((const struct driven *)file)->written;
}

static herr_t driver_read(H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t at, size_t n,
                          void *bytes)
{
    (void)file, (void)type, (void)transfer;
    output_read_at(output, bytes, n, at);
    return 0;
}

static herr_t driver_write(H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t at, size_t n,
                           const void *bytes)
{
    struct driven *driven = (struct driven *)file;
    (void)type, (void)transfer;
    output_write_at(output, bytes, n, at);
    driven->written = at + n > driven->written ? at + n : driven->written;
    return 0;
}

static herr_t driver_truncate(H5FD_t *file, hid_t transfer, hbool_t closing)
{
    struct driven *driven = (struct driven *)file;
    (void)transfer, (void)closing;
    output_resize(output, driven->end);
    driven->written = driven->end;
    return 0;
}

static const H5FD_class_t driver = {
#ifdef H5FD_CLASS_VERSION
    .version = H5FD_CLASS_VERSION,
    .value = (H5FD_class_value_t)511, /* the last of the numbers for drivers like this one */
#endif
    .name = "hyspace",
    .maxaddr = (haddr_t)1 << 62,
    .fc_degree = H5F_CLOSE_WEAK,
    .open = driver_open,
    .close = driver_close,
    .query = driver_query,
    .get_eoa = driver_end,
    .set_eoa = driver_set_end,
    .get_eof = driver_written,
    .read = driver_read,
    .write = driver_write,
    .truncate = driver_truncate,
    .fl_map = H5FD_FLMAP_DICHOTOMY,
};

/* Writes everything of a file but the values, and sets offset[c] to where in the file the n values
 * of column c are to be written. */
static void lay_out(const struct writer *writer, uint64_t n, uint64_t *offset)
{
    const struct options *options = writer->options;
    const struct rows *rows = writer->rows;
    enum { ALIGNMENT = 4096, ALIGNED = 16 * ALIGNMENT }; /* long columns begin with a page */

    if (n > ((UINT64_C(1) << 62) - 1) / (rows->bytes + ALIGNMENT))
        fail(EXIT_USAGE, "--count", "an HDF5 file holds fewer than 2^62 bytes");
    hdf5_quiet();
    output = writer->file;
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS), create = H5Pcreate(H5P_FILE_CREATE);
    H5Pset_driver(access, hdf5_checked(H5FDregister(&driver), options->output), NULL);
    /* has checksums and attributes beyond 64 KiB; readable since 2008 */
    H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18);
    H5Pset_alignment(access, ALIGNED, ALIGNMENT);
    /* keeps the columns in the file's order */
    H5Pset_link_creation_order(create, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_attr_creation_order(create, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_obj_track_times(create, false);

    struct dataset_layout layout = {
        .text = hdf5_text_type(), .scalar = H5Screate(H5S_SCALAR), .where = options->output};
    layout.file =
        hdf5_checked(H5Fcreate(options->output, H5F_ACC_TRUNC, create, access), layout.where);
    put_attributes(&layout, writer, n);
    put_columns(&layout, writer->table, rows, n, offset);
    hdf5_checked(H5Fclose(layout.file), layout.where);
    H5Tclose(layout.text);
    H5Sclose(layout.scalar);
    H5Pclose(create);
    H5Pclose(access);
}

/* ---- the format ---- */

static void hdf5_check(const struct options *options)
{
    if (options->whole)
        fail(EXIT_USAGE, "--count", "an HDF5 file holds fewer than 2^62 bytes");
    if (!strcmp(options->command, "bits"))
        fail(EXIT_USAGE, "hdf5", "holds columns of a space, and bits has no space");
    if (options->indices)
        fail(EXIT_USAGE, "--indices",
             "is not for hdf5: such a file is made again from its first sample and their count");
    if (!options->output || !strcmp(options->output, "-"))
        fail(EXIT_USAGE, "hdf5", "cannot go to standard output: -o FILE names a file");
}

/* writer->state: where each column's next element goes in the file. */
static void hdf5_open(struct writer *writer, uint64_t n)
{
    writer->file = output_open_regular(writer->options->output);
    writer->state = xreallocarray(NULL, writer->rows->columns, sizeof(uint64_t));
    lay_out(writer, n, writer->state);
}

static void hdf5_put(struct writer *writer, const struct block *block)
{
    const struct rows *rows = writer->rows;
    uint64_t *offset = writer->state;

    for (size_t c = 0; c < rows->columns; c++) {
        const size_t bytes = block->n * column_stride(rows, c);
        output_write_at(writer->file, block->data + column_offset(rows, block, c), bytes,
                        offset[c]);
        offset[c] += bytes;
    }
}

static void hdf5_close(struct writer *writer)
{
    free(writer->state);
    writer_end(writer);
}

const struct format format_hdf5 = {
    .name = "hdf5",
    .ending = "h5",
    .column_major = true,
    .check = hdf5_check,
    .open = hdf5_open,
    .format = writer_order_rows,
    .put = hdf5_put,
    .close = hdf5_close,
    .read = hdf5_read,
    .by_name = true,
};
