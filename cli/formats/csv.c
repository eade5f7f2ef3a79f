/* csv and tsv: quoted as RFC 4180 says, lines that end with LF. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli/csv.h"
#include "cli/element.h"
#include "cli/fail.h"
#include "cli/input.h"
#include "cli/names.h"
#include "cli/writer.h"

/* ---- writing ---- */

static char *quote_csv(const char *text) { return csv_quoted(text, ','); }
static char *quote_tsv(const char *text) { return csv_quoted(text, '\t'); }

static void open_separated(struct writer *writer, char *(*quote)(const char *), const char *between)
{
    const struct rows *rows = writer->rows;
    const struct names *names = writer->state = names_new(rows, quote, false);
    struct text header = {0};

    for (size_t c = 0; writer->options->header && c < rows->columns; c++) {
        text_put(&header, names->column[c]);
        text_put(&header, c + 1 < rows->columns ? between : "\n");
    }
    writer_begin(writer);
    writer_write(writer, header.data, header.length);
    free(header.data);
}

static size_t row_text(const struct writer *writer)
{
    size_t all = 0;
    for (size_t c = 0; c < writer->rows->columns; c++)
        all += names_longest(writer->state, writer->rows, c) + 1;
    return all;
}

static void format_separated(const struct writer *writer, struct block *block, const char *between)
{
    const struct rows *rows = writer->rows;
    const struct names *names = writer->state;
    const unsigned char *data = block->data;

    for (size_t k = 0; k < block->n; k++, data += rows->bytes)
        for (size_t c = 0; c < rows->columns; c++) {
            const struct column *column = &rows->column[c];
            element_text(column, names->label[c], false, data + column->offset, &block->text);
            text_add(&block->text, c + 1 == rows->columns ? "\n" : between, 1);
        }
}

static void close_separated(struct writer *writer)
{
    names_free(writer->state, writer->rows);
    writer_end(writer);
}

static void csv_open(struct writer *writer, uint64_t n)
{
    (void)n;
    open_separated(writer, quote_csv, ",");
}

static void tsv_open(struct writer *writer, uint64_t n)
{
    (void)n;
    open_separated(writer, quote_tsv, "\t");
}

static void csv_format(const struct writer *writer, struct block *block)
{
    format_separated(writer, block, ",");
}

static void tsv_format(const struct writer *writer, struct block *block)
{
    format_separated(writer, block, "\t");
}

/* ---- reading ---- */

/* Returns which chosen column each field of the header stands for. */
static size_t *read_header(struct input *input, struct records *records, size_t *fields)
{
    *fields = records_next(records);
    if (*fields == 0)
        input_fail(input, "expected a line with the columns' names");
    size_t *column = xreallocarray(NULL, *fields, sizeof *column);
    for (size_t f = 0; f < *fields; f++)
        column[f] = input_column(input, records->field[f]);
    input_complete(input);
    return column;
}

static void read_separated(struct input *input, char delimiter)
{
    struct records records = {.where = input->where,
                              .at = input->text,
                              .next_line = 1,
                              .end = input->text + input->length,
                              .delimiter = delimiter};
    const bool single = table_is_single(input->table);
    size_t fields = 1, none = 0, *column = &none;

    input->line = 1;
    input_refuse_mark(input);
    if (!single)
        column = read_header(input, &records, &fields);
    for (size_t found; (found = records_next(&records)) > 0;) {
        input->line = records.line;
        if (found != fields)
            input_fail(input, "%zu fields where %zu are expected", found, fields);
        if (single && records.line == 1 && input->header && !strcmp(records.field[0], "value"))
            continue;
        if (input->n == input->capacity)
            input_reserve(input, 2 * input->n + 16);
        for (size_t f = 0; f < fields; f++)
            if (column[f] != SIZE_MAX)
                input_text(input, column[f], records.field[f]);
        input->n++;
    }
    free(records.field);
    if (column != &none)
        free(column);
}

static void csv_read(struct input *input) { read_separated(input, ','); }
static void tsv_read(struct input *input) { read_separated(input, '\t'); }

/* ---- the rows ---- */

const struct format format_csv = {
    .name = "csv",
    .open = csv_open,
    .row_text = row_text,
    .format = csv_format,
    .put = writer_put_text,
    .close = close_separated,
    .read = csv_read,
};

const struct format format_tsv = {
    .name = "tsv",
    .open = tsv_open,
    .row_text = row_text,
    .format = tsv_format,
    .put = writer_put_text,
    .close = close_separated,
    .read = tsv_read,
};
