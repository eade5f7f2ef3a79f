/* Samples in blocks, drawn by several threads and put in order: any number of them needs the same
 * memory, and the bytes do not depend on the number of threads. */
#include <config.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* A block's rows and their text fit into a core's cache, except where that is fewer than FEW_ROWS
 * rows: a call for a table costs 200 to 600 ns a column, which so many rows share. MOST_BYTES is
 * the most that a block takes, except where that is less than one row. */
enum { BLOCK_BYTES = 1 << 18, FEW_ROWS = 256, MOST_BYTES = 1 << 25 };
enum { TILE = 1024 }; /* the library's tiles begin where sample numbers are multiples of it */

struct job {
    const struct table *table;
    const struct rows *rows;
    const struct options *options;
    block_work *alone, *in_order;
    void *context;
    size_t capacity; /* rows of a block */
    size_t ahead;    /* rows that the first block has fewer, so that blocks begin where tiles do */
    size_t text;     /* bytes of a row's text, at most */
    pthread_mutex_t lock;
    pthread_cond_t turned;
    uint64_t next, turn; /* blocks: to be drawn, and to be put in order */
};

size_t blocks_rows(size_t bytes)
{
    size_t rows = BLOCK_BYTES / bytes, step = TILE;
    if (rows < FEW_ROWS)
        rows = MOST_BYTES / bytes < FEW_ROWS ? MOST_BYTES / bytes : FEW_ROWS;
    while (step > rows) /* a part of a tile, or whole ones */
        step /= 2;
    return step ? rows / step * step : 1;
}

size_t column_offset(const struct rows *rows, const struct block *block, size_t c)
{
    return rows->column[c].offset * (rows->apart ? block->capacity : 1);
}

size_t column_stride(const struct rows *rows, size_t c)
{
    return rows->apart ? hys_type_size(rows->column[c].type) : rows->bytes;
}

/* Where a block's columns lie, for a table. */
static hys_column *columns_of(const struct job *job, const struct block *block)
{
    if (!job->table || job->table->single)
        return NULL;
    hys_column *columns = memory_for(NULL, job->table->columns, sizeof *columns);
    memset(columns, 0, job->table->columns * sizeof *columns);
    for (size_t c = 0; c < job->rows->columns; c++) {
        const struct column *column = &job->rows->column[c];
        columns[column->source] =
            (hys_column){.data = block->data + column_offset(job->rows, block, c),
                         .stride = (ptrdiff_t)column_stride(job->rows, c),
                         .type = column->type};
    }
    return columns;
}

/* The block's samples are those from number `done` on of what the options ask for. */
static void draw(const struct job *job, uint64_t done, const struct block *block,
                 const hys_column *columns)
{
    const struct table *table = job->table;
    const hys_source *source = &job->options->source;
    const uint64_t first = job->options->first + done, *list = job->options->index;
    const uint64_t *const index = list ? list + done : NULL;
    const hys_type type = job->rows->column[0].type;
    hys_status status;

    if (!table)
        status = type == HYS_U64
                     ? hys_bits_u64(source, first, block->n, (uint64_t *)(void *)block->data)
                     : hys_bits_u32(source, first, block->n, (uint32_t *)(void *)block->data);
    else if (columns && index)
        status = hys_domain_sample_indices(table->domain, source, index, block->n, columns,
                                           table->columns);
    else if (columns)
        status = hys_domain_sample(table->domain, source, first, block->n, columns, table->columns);
    else if (index)
        status = hys_sample_indices(table->space[0], source, index, block->n, type, block->data);
    else
        status = hys_sample(table->space[0], source, first, block->n, type, block->data);
    if (status != HYS_OK)
        fail(EXIT_USAGE, table ? table->where : "bits", "%s", hys_strerror(status));
}

/* Takes the next block until there is none. */
static void *work(void *argument)
{
    struct job *job = argument;
    struct block block = {.data = memory_for(NULL, job->capacity, job->rows->bytes),
                          .capacity = job->capacity};
    hys_column *columns = columns_of(job, &block);
    const uint64_t last = job->options->count - 1;   /* of 2^64 samples too */
    const size_t least = job->capacity - job->ahead; /* rows of the first block */

    block.text.capacity = job->capacity * job->text;
    block.text.data = memory_for(NULL, block.text.capacity, 1);

    for (;;) {
        pthread_mutex_lock(&job->lock);
        const uint64_t number = job->next++;
        pthread_mutex_unlock(&job->lock);
        const bool behind_the_last =
            number && (last < least || number - 1 > (last - least) / job->capacity);
        if (options_none(job->options) || behind_the_last)
            break;
        const uint64_t done = number ? least + (number - 1) * job->capacity : 0,
                       behind = last - done;
        const size_t room = number ? job->capacity : least;
        block.n = behind < room ? (size_t)behind + 1 : room;
        block.text.length = 0;
        draw(job, done, &block, columns);
        if (job->alone)
            job->alone(&block, job->context);

        pthread_mutex_lock(&job->lock);
        while (job->turn != number)
            pthread_cond_wait(&job->turned, &job->lock);
        pthread_mutex_unlock(&job->lock);
        job->in_order(&block, job->context);
        progress_at((double)done + (double)block.n);
        pthread_mutex_lock(&job->lock);
        job->turn++;
        pthread_cond_broadcast(&job->turned);
        pthread_mutex_unlock(&job->lock);
    }
    free(columns);
    free(block.data);
    free(block.text.data);
    return NULL;
}

void blocks_each(const struct table *table, const struct rows *rows, const struct options *options,
                 size_t text, block_work *alone, block_work *in_order, void *context)
{
    struct job job = {.table = table,
                      .rows = rows,
                      .options = options,
                      .text = text,
                      .alone = alone,
                      .in_order = in_order,
                      .context = context};
    pthread_t *thread = memory_for(NULL, options->threads, sizeof *thread);

    job.capacity = blocks_rows(rows->bytes + text);
    const size_t step = job.capacity < TILE ? job.capacity : TILE;
    job.ahead = options->index ? 0 : (size_t)(options->first % step);
    pthread_mutex_init(&job.lock, NULL);
    pthread_cond_init(&job.turned, NULL);
    progress_start(options);
    for (unsigned t = 1; t < options->threads; t++) {
        const int error = pthread_create(&thread[t], NULL, work, &job);
        if (error != 0)
            fail(EXIT_RUN, "--threads", "cannot start thread %u: %s", t + 1, strerror(error));
    }
    work(&job);
    for (unsigned t = 1; t < options->threads; t++)
        pthread_join(thread[t], NULL);
    progress_end();
    pthread_cond_destroy(&job.turned);
    pthread_mutex_destroy(&job.lock);
    free(thread);
}
