/* sample, bits and digest: what becomes of blocks of rows. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "cli/cli.h"

void refuse_dim(const struct table *table, const struct options *options)
{
    if (options->dim && !table->single)
        fail(EXIT_USAGE, "--dim", "is for a single space; a table's columns have their names");
}

/* ---- sample and bits ---- */

static void format_block(struct block *block, void *context)
{
    writer_format(context, block);
}

static void put_block(struct block *block, void *context)
{
    writer_put(context, block);
}

static void write_all(const struct table *table, const struct rows *rows, const struct options *options)
{
    struct writer writer = writer_open(options, table, rows, options->count);
    blocks_each(table, rows, options, format_block, put_block, &writer);
    writer_close(&writer);
}

int command_sample(const struct options *options)
{
    const struct table table = table_read(options->space);
    refuse_dim(&table, options);
    const struct rows rows = rows_of(&table, options, USE_SAMPLE);
    write_all(&table, &rows, options);
    return 0;
}

int command_bits(const struct options *options)
{
    struct column column = {.name = "value", .type = options->type ? options->type : HYS_U32};
    if (column.type != HYS_U32 && column.type != HYS_U64)
        fail(EXIT_USAGE, "--type", "%s: bits are u32 or u64", hys_type_name(column.type));
    if (column.type == HYS_U64 && options->source.stream != HYS_NATIVE && !options->source.flags)
        fail(EXIT_USAGE, "--type", "u64 bits of a JAX stream need --x64");
    const struct rows rows = {.column = &column, .columns = 1, .bytes = hys_type_size(column.type)};
    write_all(NULL, &rows, options);
    return 0;
}

/* ---- digest ---- */

struct digest {
    const struct rows *rows;
    XXH3_state_t **column, *whole;
};

static XXH3_state_t *digest_new(void)
{
    XXH3_state_t *state = XXH3_createState();
    if (!state || XXH3_64bits_reset(state) != XXH_OK)
        fail(EXIT_RUN, "memory", "none left");
    return state;
}

/* The block's columns, one behind the other. */
static void gather_columns(struct block *block, void *context)
{
    const struct rows *rows = ((const struct digest *)context)->rows;

    block_file_order(rows, block);
    for (size_t c = 0; c < rows->columns; c++) {
        const unsigned char *at = block->data + rows->column[c].offset;
        for (size_t k = 0; k < block->n; k++)
            text_add(&block->text, (const char *)at + k * rows->bytes, hys_type_size(rows->column[c].type));
    }
}

static void hash_block(struct block *block, void *context)
{
    const struct digest *digest = context;
    const char *at = block->text.data;
    for (size_t c = 0; c < digest->rows->columns; c++) {
        const size_t bytes = block->n * hys_type_size(digest->rows->column[c].type);
        XXH3_64bits_update(digest->column[c], at, bytes);
        at += bytes;
    }
    XXH3_64bits_update(digest->whole, block->data, block->n * digest->rows->bytes);
}

int command_digest(const struct options *options)
{
    const struct table table = table_read(options->space);
    refuse_dim(&table, options);
    const struct rows rows = rows_of(&table, options, USE_SAMPLE);
    struct digest digest = {&rows, memory_for(NULL, rows.columns, sizeof *digest.column), digest_new()};

    for (size_t c = 0; c < rows.columns; c++)
        digest.column[c] = digest_new();
    blocks_each(&table, &rows, options, gather_columns, hash_block, &digest);
    for (size_t c = 0; c < rows.columns; c++) {
        printf("%s %016" PRIx64 "\n", rows.column[c].name, (uint64_t)XXH3_64bits_digest(digest.column[c]));
        XXH3_freeState(digest.column[c]);
    }
    printf("* %016" PRIx64 "\n", (uint64_t)XXH3_64bits_digest(digest.whole));
    XXH3_freeState(digest.whole);
    free(digest.column);
    output_close(stdout);
    return 0;
}
