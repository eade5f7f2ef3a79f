/* sample and bits: blocks of rows into a file. */
#include <config.h>

#include "cli/blocks.h"
#include "cli/command.h"
#include "cli/design.h"
#include "cli/fail.h"
#include "cli/streams.h"
#include "cli/writer.h"

static void format_block(struct block *block, void *context) { writer_format(context, block); }

static void put_block(struct block *block, void *context) { writer_put(context, block); }

static void write_all(const struct table *table, const struct rows *rows,
                      const struct options *options)
{
    struct writer writer = writer_open(options, table, rows, options->count);
    blocks_each(table, rows, options, writer_row_text(&writer), format_block, put_block, &writer);
    writer_close(&writer);
}

int command_sample(const struct options *options)
{
    const struct table table = table_read(options->space);
    struct rows rows = rows_of(&table, options, PURPOSE_SAMPLE);
    const struct options drawn = design_settle(options, &table, &rows);
    rows.column_major = options->format->column_major;
    write_all(&table, &rows, &drawn);
    return 0;
}

int command_bits(const struct options *options)
{
    struct column column = {.name = "value", .type = options->type ? options->type : HYS_U32};
    if (options->typed_count)
        fail(EXIT_USAGE, "--type", "%s: bits have no columns", options->typed[0].name);
    if (column.type != HYS_U32 && column.type != HYS_U64)
        fail(EXIT_USAGE, "--type", "%s: bits are u32 or u64", hys_type_name(column.type));
    if (column.type == HYS_U64 && stream_takes_x64(options->source.stream) &&
        !(options->source.flags & HYS_X64))
        fail(EXIT_USAGE, "--type", "u64 bits of a JAX stream need --x64");
    if (!stream_has(options->source.stream, HYS_STREAM_DRAWS))
        fail(EXIT_USAGE, "--stream", "%s has no draws, which bits writes; %s have",
             hys_stream_name(options->source.stream), streams_with_trait(HYS_STREAM_DRAWS));
    const struct rows rows = {.column = &column, .columns = 1, .bytes = hys_type_size(column.type)};
    const struct options drawn = design_settle(options, NULL, &rows);
    write_all(NULL, &rows, &drawn);
    return 0;
}
