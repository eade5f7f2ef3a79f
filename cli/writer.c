#include <config.h>

#include "cli/blocks.h"
#include "cli/element.h"
#include "cli/output.h"
#include "cli/writer.h"

struct writer writer_open(const struct options *options, const struct table *table,
                          const struct rows *rows, uint64_t n)
{
    struct writer writer = {
        .format = options->format, .options = options, .table = table, .rows = rows};
    writer.format->open(&writer, n);
    return writer;
}

size_t writer_row_text(const struct writer *writer)
{
    return writer->format->row_text ? writer->format->row_text(writer) : 0;
}

void writer_format(const struct writer *writer, struct block *block)
{
    writer->format->format(writer, block);
}

void writer_put(struct writer *writer, const struct block *block)
{
    writer->format->put(writer, block);
}

void writer_close(struct writer *writer) { writer->format->close(writer); }

void writer_put_all(struct writer *writer, struct block *block)
{
    const size_t bytes = writer->rows->bytes, text = writer_row_text(writer),
                 most = text ? blocks_rows(bytes + text) : block->n;
    struct block part = *block;

    for (size_t left = block->n; left > 0; left -= part.n, part.data += part.n * bytes) {
        part.n = left < most ? left : most;
        part.text.length = 0;
        writer_format(writer, &part);
        writer_put(writer, &part);
    }
    block->text = part.text;
}

void writer_begin(struct writer *writer)
{
    writer->file = output_open(writer->options->output);
    setvbuf(writer->file, NULL, _IONBF, 0); /* blocks are large enough to be written as they are */
}

void writer_write(const struct writer *writer, const void *bytes, size_t n)
{
    if (n > 0)
        fwrite(bytes, 1, n, writer->file);
    output_check(writer->file);
}

void writer_put_text(struct writer *writer, const struct block *block)
{
    writer_write(writer, block->text.data, block->text.length);
}

void writer_order_rows(const struct writer *writer, struct block *block)
{
    block_file_order(writer->rows, block);
}

void writer_put_rows(struct writer *writer, const struct block *block)
{
    writer_write(writer, block->data, block->n * writer->rows->bytes);
}

void writer_end(struct writer *writer) { output_close(writer->file); }
