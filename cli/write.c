/* Rows into the formats. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static char delimiter(enum format format)
{
    return format == FORMAT_TSV ? '\t' : ',';
}

static char *quoted(enum format format, const char *text)
{
    return format == FORMAT_JSONL ? json_quoted(text) : csv_quoted(text, delimiter(format));
}

struct writer writer_open(const struct options *options, const struct rows *rows)
{
    struct writer writer = {.format = options->format, .rows = rows};
    static char buffer[1 << 18];

    if (writer.format != FORMAT_RAW) {
        writer.name = memory_for(NULL, rows->columns, sizeof *writer.name);
        writer.label = memory_for(NULL, rows->columns, sizeof *writer.label);
        for (size_t c = 0; c < rows->columns; c++) {
            const struct column *column = &rows->column[c];
            const size_t labels = column->text ? hys_space_count(column->space) : 0;
            writer.name[c] = quoted(writer.format, column->name);
            writer.label[c] = memory_for(NULL, labels, sizeof **writer.label);
            for (size_t i = 0; i < labels; i++)
                writer.label[c][i] = quoted(writer.format, hys_space_label(column->space, i));
        }
    }
    writer.file = output_open(options->output);
    setvbuf(writer.file, buffer, _IOFBF, sizeof buffer);
    if (options->header && writer.format != FORMAT_RAW && writer.format != FORMAT_JSONL)
        for (size_t c = 0; c < rows->columns; c++) {
            fputs(writer.name[c], writer.file);
            putc(c + 1 < rows->columns ? delimiter(writer.format) : '\n', writer.file);
        }
    return writer;
}

static void put_value(const struct writer *writer, const struct column *column, char *const *label, const unsigned char *at)
{
    FILE *file = writer->file;
    char text[NUMBER_TEXT];
    size_t length = 0;

/* The element as a C type, whatever its alignment. */
#define PUT_INTEGER(type, format)                                                                                     \
    {                                                                                                                 \
        type value;                                                                                                   \
        memcpy(&value, at, sizeof value);                                                                             \
        length = (size_t)sprintf(text, "%" format, value);                                                            \
        break;                                                                                                        \
    }
    switch (column->type) {
    case HYS_F32: {
        float value;
        memcpy(&value, at, sizeof value);
        length = f32_text(text, value);
        break;
    }
    case HYS_F64: {
        double value;
        memcpy(&value, at, sizeof value);
        length = f64_text(text, value);
        break;
    }
    case HYS_I8: PUT_INTEGER(int8_t, PRId8)
    case HYS_U8: PUT_INTEGER(uint8_t, PRIu8)
    case HYS_I16: PUT_INTEGER(int16_t, PRId16)
    case HYS_U16: PUT_INTEGER(uint16_t, PRIu16)
    case HYS_I32: PUT_INTEGER(int32_t, PRId32)
    case HYS_U32: PUT_INTEGER(uint32_t, PRIu32)
    case HYS_I64: PUT_INTEGER(int64_t, PRId64)
    case HYS_U64: PUT_INTEGER(uint64_t, PRIu64)
    default: {
        uint32_t index;
        memcpy(&index, at, sizeof index);
        if (column->text) {
            fputs(label[index], file);
            return;
        }
        length = (size_t)sprintf(text, "%" PRIu32, index);
    }
    }
#undef PUT_INTEGER
    if (writer->format == FORMAT_JSONL && (text[length - 1] == 'n' || text[length - 1] == 'f'))
        fprintf(file, "\"%s\"", text); /* JSON has no nan and inf */
    else
        fwrite(text, 1, length, file);
}

void writer_rows(const struct writer *writer, const unsigned char *data, size_t n)
{
    const struct rows *rows = writer->rows;
    FILE *file = writer->file;

    if (writer->format == FORMAT_RAW)
        fwrite(data, rows->bytes, n, file);
    else
        for (size_t k = 0; k < n; k++, data += rows->bytes)
            for (size_t c = 0; c < rows->columns; c++) {
                const bool last = c + 1 == rows->columns;
                if (writer->format == FORMAT_JSONL)
                    fprintf(file, "%s%s: ", c == 0 ? "{" : ", ", writer->name[c]);
                put_value(writer, &rows->column[c], writer->label[c], data + rows->column[c].offset);
                if (writer->format == FORMAT_JSONL)
                    fputs(last ? "}\n" : "", file);
                else
                    putc(last ? '\n' : delimiter(writer->format), file);
            }
    output_check(file);
}

void writer_close(struct writer *writer)
{
    output_close(writer->file);
}
