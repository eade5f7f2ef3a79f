/* Rows into the formats. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const char *delimiter(enum format format) { return format == FORMAT_TSV ? "\t" : ","; }

static char *quoted(enum format format, const char *text)
{
    return format == FORMAT_JSONL ? json_quoted(text) : csv_quoted(text, *delimiter(format));
}

static void put(const struct writer *writer, const void *bytes, size_t n)
{
    if (n > 0)
        fwrite(bytes, 1, n, writer->file);
    output_check(writer->file);
}

struct writer writer_open(const struct options *options, const struct table *table,
                          const struct rows *rows, uint64_t n)
{
    const enum format format = options->format;
    struct writer writer = {.format = format,
                            .rows = rows,
                            .memory = format == FORMAT_RAW || format == FORMAT_NPY ||
                                      format == FORMAT_HDF5};
    struct text header = {0};

    writer.name = memory_for(NULL, rows->columns, sizeof *writer.name);
    writer.label = memory_for(NULL, rows->columns, sizeof *writer.label);
    writer.size = memory_for(NULL, rows->columns, sizeof *writer.size);
    for (size_t c = 0; format != FORMAT_RAW && format != FORMAT_HDF5 && c < rows->columns; c++) {
        const struct column *column = &rows->column[c];
        const size_t labels = column->text ? hys_space_count(column->space) : 0;
        writer.label[c] = memory_for(NULL, labels, sizeof **writer.label);
        if (format == FORMAT_NPY) {
            writer.memory &= !column->text;
            writer.size[c] = column->text ? npy_labels(column->space, writer.label[c])
                                          : hys_type_size(column->type);
            continue;
        }
        writer.name[c] = quoted(format, column->name);
        for (size_t i = 0; i < labels; i++)
            writer.label[c][i] = quoted(format, hys_space_label(column->space, i));
    }
    if (format == FORMAT_NPY)
        npy_header(rows, writer.size, n, &header);
    for (size_t c = 0;
         options->header && (format == FORMAT_CSV || format == FORMAT_TSV) && c < rows->columns;
         c++) {
        text_add(&header, writer.name[c], strlen(writer.name[c]));
        text_add(&header, c + 1 < rows->columns ? delimiter(format) : "\n", 1);
    }
    if (format == FORMAT_HDF5) {
        writer.file = output_open_regular(options->output);
        writer.place = memory_for(NULL, rows->columns, sizeof *writer.place);
        hdf5_lay_out(writer.file, table, rows, options, n, writer.place);
        return writer;
    }
    writer.file = output_open(options->output);
    setvbuf(writer.file, NULL, _IONBF, 0); /* blocks are large enough to be written as they are */
    put(&writer, header.data, header.length);
    free(header.data);
    return writer;
}

enum { IS_BIG_ENDIAN = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ };

void file_order(void *elements, size_t n, size_t size)
{
    unsigned char *at = elements;
    for (size_t k = 0; IS_BIG_ENDIAN && k < n; k++, at += size)
        for (size_t i = 0; i < size / 2; i++) {
            const unsigned char byte = at[i];
            at[i] = at[size - 1 - i];
            at[size - 1 - i] = byte;
        }
}

void block_file_order(const struct rows *rows, const struct block *block)
{
    for (size_t c = 0; IS_BIG_ENDIAN && c < rows->columns; c++) {
        unsigned char *at = block->data + column_offset(rows, block, c);
        for (size_t k = 0; k < block->n; k++, at += column_stride(rows, c))
            file_order(at, 1, hys_type_size(rows->column[c].type));
    }
}

size_t writer_row_text(const struct writer *writer)
{
    enum { LONGEST_NUMBER = 26 }; /* -1.7976931348623157e+308, and quotes */
    size_t all = 0;

    for (size_t c = 0; !writer->memory && c < writer->rows->columns; c++) {
        const struct column *column = &writer->rows->column[c];
        const size_t labels = column->text ? hys_space_count(column->space) : 0;
        size_t longest = labels ? 0 : LONGEST_NUMBER;
        if (writer->format == FORMAT_NPY) {
            all += writer->size[c];
            continue;
        }
        for (size_t i = 0; i < labels; i++) {
            const size_t length = strlen(writer->label[c][i]);
            longest = length > longest ? length : longest;
        }
        all += longest + (writer->format == FORMAT_JSONL ? strlen(writer->name[c]) + 6 : 1);
    }
    return all;
}

void text_add(struct text *text, const char *bytes, size_t n)
{
    if (text->capacity - text->length < n) {
        const size_t half =
            text->capacity + n; /* twice this may be more than a size_t holds: memory_for looks */
        text->data = memory_for(text->data, 2, half);
        text->capacity = 2 * half;
    }
    if (n > 0)
        memcpy(text->data + text->length, bytes, n);
    text->length += n;
}

void value_text(const struct column *column, char *const *label, bool json, const unsigned char *at,
                struct text *out)
{
    char text[NUMBER_TEXT];
    size_t length = 0;

/* The element as a C type, whatever its alignment. */
#define LOAD(type) \
    type value;    \
    memcpy(&value, at, sizeof value)
#define ADD_SIGNED(type)                                                                        \
    {                                                                                           \
        LOAD(type);                                                                             \
        length = integer_text(text, value < 0, value < 0 ? -(uint64_t)value : (uint64_t)value); \
        break;                                                                                  \
    }
#define ADD_UNSIGNED(type)                         \
    {                                              \
        LOAD(type);                                \
        length = integer_text(text, false, value); \
        break;                                     \
    }
    switch (column->type) {
    case HYS_F32: {
        LOAD(float);
        length = f32_text(text, value);
        break;
    }
    case HYS_F64: {
        LOAD(double);
        length = f64_text(text, value);
        break;
    }
    case HYS_I8: ADD_SIGNED(int8_t)
    case HYS_U8: ADD_UNSIGNED(uint8_t)
    case HYS_I16: ADD_SIGNED(int16_t)
    case HYS_U16: ADD_UNSIGNED(uint16_t)
    case HYS_I32: ADD_SIGNED(int32_t)
    case HYS_U32: ADD_UNSIGNED(uint32_t)
    case HYS_I64: ADD_SIGNED(int64_t)
    case HYS_U64: ADD_UNSIGNED(uint64_t)
    default: {
        LOAD(uint32_t);
        if (column->text && value < hys_space_count(column->space)) {
            text_add(out, label[value], strlen(label[value]));
            return;
        }
        length = column->text ? (size_t)sprintf(text, "nan")
                              : integer_text(text, false, value); /* what decode makes of NaN */
    }
    }
#undef LOAD
#undef ADD_SIGNED
#undef ADD_UNSIGNED
    const bool quote =
        json && (text[length - 1] == 'n' || text[length - 1] == 'f'); /* JSON has no nan and inf */
    text_add(out, "\"", quote);
    text_add(out, text, length);
    text_add(out, "\"", quote);
}

/* The bytes of numbers, the letters of labels; none where decode had NaN. */
static void add_npy(const struct column *column, char *const *label, size_t size,
                    const unsigned char *at, struct text *out)
{
    static const char none[sizeof(uint32_t)] = {0};
    uint32_t index;
    if (!column->text) {
        text_add(out, (const char *)at, size);
        file_order(out->data + out->length - size, 1, size);
        return;
    }
    memcpy(&index, at, sizeof index);
    if (index < hys_space_count(column->space))
        text_add(out, label[index], size);
    else
        for (size_t k = 0; k < size; k += sizeof none)
            text_add(out, none, sizeof none);
}

void writer_format(const struct writer *writer, struct block *block)
{
    const struct rows *rows = writer->rows;
    const unsigned char *data = block->data;
    struct text *text = &block->text;
    const char *between = delimiter(writer->format);
    const bool jsonl = writer->format == FORMAT_JSONL;

    if (writer->memory)
        block_file_order(rows, block);
    for (size_t k = 0; !writer->memory && k < block->n; k++, data += rows->bytes)
        for (size_t c = 0; c < rows->columns; c++) {
            const struct column *column = &rows->column[c];
            const unsigned char *at = data + column->offset;
            const bool first = c == 0, last = c + 1 == rows->columns;
            if (writer->format == FORMAT_NPY) {
                add_npy(column, writer->label[c], writer->size[c], at, text);
                continue;
            }
            if (jsonl) {
                text_add(text, first ? "{" : ", ", first ? 1 : 2);
                text_add(text, writer->name[c], strlen(writer->name[c]));
                text_add(text, ": ", 2);
            }
            value_text(column, writer->label[c], jsonl, at, text);
            if (jsonl)
                text_add(text, "}\n", last ? 2 : 0);
            else
                text_add(text, last ? "\n" : between, 1);
        }
}

void writer_put(struct writer *writer, const struct block *block)
{
    const struct rows *rows = writer->rows;

    if (writer->format == FORMAT_HDF5)
        for (size_t c = 0; c < rows->columns; c++) {
            const size_t bytes = block->n * column_stride(rows, c);
            output_write_at(writer->file, block->data + column_offset(rows, block, c), bytes,
                            writer->place[c]);
            writer->place[c] += bytes;
        }
    else if (writer->memory)
        put(writer, block->data, block->n * rows->bytes);
    else
        put(writer, block->text.data, block->text.length);
}

void writer_put_all(struct writer *writer, const struct block *block)
{
    const size_t bytes = writer->rows->bytes, most = blocks_rows(bytes + writer_row_text(writer));
    struct block part = {.data = block->data};

    if (writer->memory) {
        block_file_order(writer->rows, block);
        writer_put(writer, block);
        return;
    }
    for (size_t left = block->n; left > 0; left -= part.n, part.data += part.n * bytes) {
        part.n = left < most ? left : most;
        part.text.length = 0;
        writer_format(writer, &part);
        writer_put(writer, &part);
    }
    free(part.text.data);
}

void writer_close(struct writer *writer) { output_close(writer->file); }
