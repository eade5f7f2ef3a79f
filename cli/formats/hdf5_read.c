/* Reads HDF5 as sample, encode and decode write it: each column is a dataset, labels are indices
 * into the attribute `labels`.
 *
 * libhdf5 reads the file in a second process, since a malicious file can crash it. That process
 * checks what it reads and sends it through a pipe: first the number of rows, then column after
 * column. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/child.h"
#include "cli/fail.h"
#include "cli/formats/hdf5_file.h"
#include "cli/formats/hdf5_read.h"
#include "cli/input.h"

/* ---- in the process that reads ---- */

/* Every dataset, and every link to something elsewhere, must be a column of the table. */
static herr_t visit(hid_t file, const char *name, const H5L_info_t *info, void *context)
{
    struct input *input = context;

    if (info->type == H5L_TYPE_HARD) {
        const hid_t object =
            hdf5_checked(H5Oopen(file, name, H5P_DEFAULT), hdf5_column_place(input->where, name));
        const bool group = H5Iget_type(object) == H5I_GROUP;
        H5Oclose(object);
        if (group)
            return 0;
    }
    input_column(input, name);
    return 0;
}

/* The type that a dataset's values are read as: double, or an integer of 64 bits. It holds every
 * value of the dataset. */
static hid_t memory_type(hid_t dataset, const char *where)
{
    const hid_t type = hdf5_checked(H5Dget_type(dataset), where);
    const size_t size = H5Tget_size(type);
    const H5T_class_t class = H5Tget_class(type);
    const bool is_signed = class == H5T_INTEGER && H5Tget_sign(type) == H5T_SGN_2;
    hid_t memory = class == H5T_FLOAT ? H5T_NATIVE_DOUBLE
                   : is_signed        ? H5T_NATIVE_INT64
                                      : H5T_NATIVE_UINT64;
    bool known = class == H5T_INTEGER && (size == 1 || size == 2 || size == 4 || size == 8) &&
                 H5Tget_precision(type) == 8 * size;

    if (class == H5T_FLOAT)
        known = H5Tequal(type, H5T_IEEE_F32LE) > 0 || H5Tequal(type, H5T_IEEE_F32BE) > 0 ||
                H5Tequal(type, H5T_IEEE_F64LE) > 0 || H5Tequal(type, H5T_IEEE_F64BE) > 0;
    if (!known)
        fail(EXIT_USAGE, where,
             "the dataset's type is not read: expected f32, f64 or an integer of 8 to 64 bits");
    H5Tclose(type);
    return memory;
}

/* Refuses more rows than the file can hold, before memory for them is asked for. */
static void check_stored(hid_t file, hid_t dataset, uint64_t rows, const char *where)
{
    const hid_t create = hdf5_checked(H5Dget_create_plist(dataset), where),
                type = hdf5_checked(H5Dget_type(dataset), where);
    const bool chunked = H5Pget_layout(create) == H5D_CHUNKED;
    hsize_t size;

    hdf5_checked(H5Fget_filesize(file, &size), where);
    if (rows > 0 && (chunked ? H5Dget_storage_size(dataset) == 0 : rows > size / H5Tget_size(type)))
        fail(EXIT_USAGE, where, "the file does not hold the dataset's %" PRIu64 " values", rows);
    H5Pclose(create);
    H5Tclose(type);
}

static struct binary number_of(hid_t memory, const void *at)
{
    struct binary number = {.integer = memory != H5T_NATIVE_DOUBLE};
    int64_t with_sign;

    memcpy(number.integer ? (void *)&number.magnitude : &number.real, at, sizeof number.real);
    memcpy(&with_sign, at, sizeof with_sign);
    if (memory == H5T_NATIVE_INT64 && with_sign < 0) {
        number.negative = true;
        number.magnitude = 0 - number.magnitude;
    }
    return number;
}

static void send(const struct input *input, FILE *to, const void *bytes, size_t n)
{
    if (n > 0 && fwrite(bytes, 1, n, to) < n)
        fail(EXIT_RUN, input->where, "%s", strerror(errno));
}

/* Sends the values of a column, a block at a time. */
static void send_column(struct input *input, FILE *to, hid_t dataset, size_t c, uint64_t rows,
                        const char *where)
{
    enum { BLOCK = 1 << 16 };
    const struct column *column = &input->rows->column[c];
    struct values *values = &input->values[c];
    const hid_t memory = memory_type(dataset, where),
                shape = hdf5_checked(H5Dget_space(dataset), where);
    unsigned char *block = xreallocarray(NULL, BLOCK, sizeof(uint64_t));

    const bool numbers =
        has_numbers(column->space) && hdf5_checked(H5Aexists(dataset, "labels"), where) == 0;
    if (has_names(column->space) && values->type == HYS_INDEX && !numbers)
        hdf5_check_labels(input->where, dataset, column);
    if (values->labels && memory == H5T_NATIVE_DOUBLE && !numbers)
        fail(EXIT_USAGE, where,
             "the dataset has floats, where indices of the list of labels are expected");
    values->data = xreallocarray(NULL, BLOCK, values->size);
    for (uint64_t first = 0; first < rows; first += BLOCK) {
        const hsize_t n = rows - first < BLOCK ? rows - first : BLOCK;
        const hid_t part = hdf5_checked(H5Screate_simple(1, &n, NULL), where);
        hdf5_checked(H5Sselect_hyperslab(shape, H5S_SELECT_SET, &(hsize_t){first}, NULL, &n, NULL),
                     where);
        hdf5_checked(H5Dread(dataset, memory, part, shape, H5P_DEFAULT, block), where);
        H5Sclose(part);
        input->handed_on = input->n = (size_t)first;
        for (size_t k = 0; k < n; k++, input->n++) {
            const struct binary number = number_of(memory, block + k * sizeof(uint64_t));
            if (values->labels && !numbers)
                input_index(input, c, number);
            else
                input_binary(input, c, number);
        }
        send(input, to, values->data, (size_t)n * values->size);
    }
    free(values->data);
    free(block);
    H5Sclose(shape);
}

static void send_all(struct input *input, FILE *to)
{
    uint64_t rows = 0, found;

    hdf5_quiet();
    const hid_t file =
        hdf5_checked(H5Fopen(input->where, H5F_ACC_RDONLY, H5P_DEFAULT), input->where);
    hdf5_checked(H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, visit, input), input->where);
    input_complete(input);
    input->in_records = true;
    for (size_t c = 0; c < input->rows->columns; c++) {
        const char *name = input->rows->column[c].name,
                   *where = hdf5_column_place(input->where, name);
        const hid_t dataset = hdf5_open_column(file, name, where, &found);
        check_stored(file, dataset, found, where);
        if (c == 0)
            send(input, to, &found, sizeof found);
        else if (found != rows)
            fail(EXIT_USAGE, where,
                 "the dataset has %" PRIu64 " rows, and the column before it %" PRIu64, found,
                 rows);
        rows = found;
        send_column(input, to, dataset, c, rows, where);
        H5Dclose(dataset);
    }
    H5Fclose(file);
}

/* ---- in this process ---- */

static bool receive(FILE *from, void *bytes, size_t size, size_t n)
{
    return n == 0 || fread(bytes, size, n, from) == n;
}

void hdf5_read(struct input *input)
{
    uint64_t rows = 0;
    int ends[2];

    if (pipe(ends) != 0)
        fail(EXIT_RUN, input->where, "%s", strerror(errno));
    const pid_t child = child_start(input->where);
    FILE *file = fdopen(ends[child == 0], child ? "r" : "w");
    if (!file)
        fail(EXIT_RUN, input->where, "%s", strerror(errno));
    close(ends[child != 0]);
    if (child == 0) {
        send_all(input, file);
        if (fclose(file) != 0)
            fail(EXIT_RUN, input->where, "%s", strerror(errno));
        exit(0);
    }
    bool whole = receive(file, &rows, sizeof rows, 1);
    const size_t n = (size_t)rows;
    if (whole && n != rows)
        fail(EXIT_RUN, "memory", "no room for %" PRIu64 " rows", rows);
    if (whole)
        input_reserve(input, n);
    for (size_t c = 0; whole && c < input->rows->columns; c++)
        whole = receive(file, input->values[c].data, input->values[c].size, n);
    fclose(file);
    const int status = child_end(child, input->where, "HDF5");
    if (status != 0)
        exit(status); /* that process has printed why */
    if (!whole)
        fail(EXIT_RUN, input->where, "HDF5: values are missing");
    input->n = n;
}
