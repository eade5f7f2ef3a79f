/* sample, digest and bits: rows drawn in blocks, so that any number of them needs the same memory. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "cli/cli.h"

enum { BLOCK_BYTES = 1 << 18 };

/* What a block of rows comes from. Without a table: the stream's words. */
struct draw {
    const struct table *table;
    const struct rows *rows;
    const hys_source *source;
    hys_column *columns; /* of the domain, for the block */
    unsigned char *data; /* the block */
    size_t capacity;     /* its rows */
};

static struct draw draw_open(const struct table *table, const struct rows *rows, const struct options *options)
{
    struct draw draw = {.table = table, .rows = rows, .source = &options->source};
    draw.capacity = BLOCK_BYTES / rows->bytes < 1024 ? 1024 : BLOCK_BYTES / rows->bytes;
    draw.data = memory_for(NULL, draw.capacity, rows->bytes);
    if (table && table->domain) {
        draw.columns = memory_for(NULL, table->columns, sizeof *draw.columns);
        memset(draw.columns, 0, table->columns * sizeof *draw.columns);
        for (size_t c = 0; c < rows->columns; c++) {
            const struct column *column = &rows->column[c];
            draw.columns[column->source] = (hys_column){
                .data = draw.data + column->offset, .stride = (ptrdiff_t)rows->bytes, .type = column->type};
        }
    }
    return draw;
}

static void draw_close(struct draw *draw)
{
    free(draw->columns);
    free(draw->data);
}

/* The next block of at most left rows; returns how many it has. */
static size_t draw_block(const struct draw *draw, uint64_t first, count128 left)
{
    const size_t n = left < draw->capacity ? (size_t)left : draw->capacity;
    const struct table *table = draw->table;
    const hys_type type = draw->rows->column[0].type;
    hys_status status;

    if (!table)
        status = type == HYS_U64 ? hys_bits_u64(draw->source, first, n, (uint64_t *)(void *)draw->data)
                                 : hys_bits_u32(draw->source, first, n, (uint32_t *)(void *)draw->data);
    else if (table->single)
        status = hys_sample(table->space[0], draw->source, first, n, type, draw->data);
    else
        status = hys_domain_sample(table->domain, draw->source, first, n, draw->columns, table->columns);
    if (status != HYS_OK)
        fail(EXIT_USAGE, table ? table->where : "bits", "%s", hys_strerror(status));
    return n;
}

static void refuse_dim(const struct table *table, const struct options *options)
{
    if (options->dim && !table->single)
        fail(EXIT_USAGE, "--dim", "is for a single space; a table's columns have their names");
}

static void write_all(const struct table *table, const struct rows *rows, const struct options *options)
{
    struct draw draw = draw_open(table, rows, options);
    struct writer writer = writer_open(options, rows);
    uint64_t first = options->first;
    count128 left = options->count;

    while (left > 0) {
        const size_t n = draw_block(&draw, first, left);
        writer_rows(&writer, draw.data, n);
        first += n;
        left -= n;
    }
    writer_close(&writer);
    draw_close(&draw);
}

int command_sample(const struct options *options)
{
    const struct table table = table_read(options->space);
    refuse_dim(&table, options);
    const struct rows rows = rows_of(&table, options, false);
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

static XXH3_state_t *digest_new(void)
{
    XXH3_state_t *state = XXH3_createState();
    if (!state || XXH3_64bits_reset(state) != XXH_OK)
        fail(EXIT_RUN, "memory", "none left");
    return state;
}

int command_digest(const struct options *options)
{
    const struct table table = table_read(options->space);
    refuse_dim(&table, options);
    const struct rows rows = rows_of(&table, options, false);
    struct draw draw = draw_open(&table, &rows, options);
    unsigned char *compact = memory_for(NULL, draw.capacity, sizeof(uint64_t)); /* a column of a block */
    XXH3_state_t **state = memory_for(NULL, rows.columns, sizeof *state), *whole = digest_new();
    uint64_t first = options->first;
    count128 left = options->count;

    for (size_t c = 0; c < rows.columns; c++)
        state[c] = digest_new();
    while (left > 0) {
        const size_t n = draw_block(&draw, first, left);
        for (size_t c = 0; c < rows.columns; c++) {
            const size_t size = hys_type_size(rows.column[c].type);
            for (size_t k = 0; k < n; k++)
                memcpy(compact + k * size, draw.data + k * rows.bytes + rows.column[c].offset, size);
            XXH3_64bits_update(state[c], compact, n * size);
        }
        XXH3_64bits_update(whole, draw.data, n * rows.bytes);
        first += n;
        left -= n;
    }
    for (size_t c = 0; c < rows.columns; c++) {
        printf("%s %016" PRIx64 "\n", rows.column[c].name, (uint64_t)XXH3_64bits_digest(state[c]));
        XXH3_freeState(state[c]);
    }
    printf("* %016" PRIx64 "\n", (uint64_t)XXH3_64bits_digest(whole));
    XXH3_freeState(whole);
    free(state);
    free(compact);
    draw_close(&draw);
    output_close(stdout);
    return 0;
}
