/* Samples are drawn in blocks by several threads, and the blocks are handed on in order. So the
 * memory does not depend on the number of samples, nor the bytes on the number of threads. */
#include <config.h>

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/blocks.h"
#include "cli/fail.h"
#include "cli/progress.h"

/* A block's rows and their text fit into a core's cache, unless that would be fewer than FEW_ROWS
 * rows: a call for a table costs 200 to 600 ns a column, and so many rows share this cost. A block
 * never takes more than MOST_BYTES, unless one row does. */
enum { BLOCK_BYTES = 1 << 18, FEW_ROWS = 256, MOST_BYTES = 1 << 25 };
enum { TILE = 1024 }; /* the library's tiles begin where sample numbers are multiples of it */

struct job {
    const struct table *table;
    const struct rows *rows;
    const struct options *options;
    const hys_stream *opened;
    block_work *in_thread, *in_turn;
    void *context;
    size_t capacity; /* rows of a block */
    size_t ahead; /* how many rows fewer the first block has, so that blocks begin where tiles do */
    size_t text;  /* bytes of a row's text, at most */
    pthread_mutex_t lock;
    pthread_cond_t turned;
    uint64_t next, turn; /* numbers of blocks: the next to be drawn, and the next to be handed on */
};

size_t blocks_rows(size_t bytes)
{
    size_t rows = BLOCK_BYTES / bytes, step = TILE;
    if (rows < FEW_ROWS)
        rows = MOST_BYTES / bytes < FEW_ROWS ? MOST_BYTES / bytes : FEW_ROWS;
    while (step > rows) /* a part of a tile, or whole tiles */
        step /= 2;
    return step ? rows / step * step : 1;
}

/* Where the columns of a block are. Words of a stream are one column. */
static hys_column *columns_of(const struct job *job, const struct block *block)
{
    const size_t count = job->table ? table_columns(job->table) : 1;
    hys_column *columns = xreallocarray(NULL, count, sizeof *columns);
    memset(columns, 0, count * sizeof *columns);
    for (size_t c = 0; c < job->rows->columns; c++) {
        const struct column *column = &job->rows->column[c];
        columns[column->source] =
            (hys_column){.data = block->data + column_offset(job->rows, block, c),
                         .stride = (ptrdiff_t)column_stride(job->rows, c),
                         .type = column->type};
    }
    return columns;
}

static hys_status draw_words(const hys_stream *opened, uint64_t first, size_t n,
                             const hys_column *column)
{
    return column->type == HYS_U64 ? hys_bits_u64_from(opened, first, n, column->data)
                                   : hys_bits_u32_from(opened, first, n, column->data);
}

/* The block's samples are those from number `done` on of what the options ask for. */
static void draw(const struct job *job, uint64_t done, const struct block *block,
                 const hys_column *columns)
{
    const struct options *options = job->options;
    const uint64_t first = options->first + done;
    const uint64_t *const numbers = options->numbers ? options->numbers + done : NULL;
    const hys_status status =
        job->table ? table_sample(job->table, job->opened, first, numbers, block->n, columns)
                   : draw_words(job->opened, first, block->n, columns);

    if (status != HYS_OK)
        fail(EXIT_USAGE, job->table ? job->table->where : "bits", "%s", hys_strerror(status));
}

/* Sets *done to the number of samples before a block, and the block's n. false: the block is behind
 * the last sample. */
static bool place_block(const struct job *job, uint64_t number, uint64_t *done, struct block *block)
{
    const uint64_t last = job->options->count - 1;   /* of 2^64 samples too */
    const size_t least = job->capacity - job->ahead; /* rows of the first block */
    const bool behind_the_last =
        number && (last < least || number - 1 > (last - least) / job->capacity);

    if (options_none(job->options) || behind_the_last)
        return false;
    *done = number ? least + (number - 1) * job->capacity : 0;
    const uint64_t behind = last - *done;
    const size_t room = number ? job->capacity : least;
    block->n = behind < room ? (size_t)behind + 1 : room;
    return true;
}

/* Waits until all blocks before this one are done, then hands it on. */
static void take_turn(struct job *job, uint64_t number, uint64_t done, struct block *block)
{
    pthread_mutex_lock(&job->lock);
    while (job->turn != number)
        pthread_cond_wait(&job->turned, &job->lock);
    pthread_mutex_unlock(&job->lock);
    job->in_turn(block, job->context);
    progress_at((double)done + (double)block->n);
    pthread_mutex_lock(&job->lock);
    job->turn++;
    pthread_cond_broadcast(&job->turned);
    pthread_mutex_unlock(&job->lock);
}

/* Takes one block after the other until there are no more. */
static void *work(void *argument)
{
    struct job *job = argument;
    struct block block = {.data = xreallocarray(NULL, job->capacity, job->rows->bytes),
                          .capacity = job->capacity};
    hys_column *columns = columns_of(job, &block);
    uint64_t done;

    block.text.capacity = job->capacity * job->text;
    block.text.data = xreallocarray(NULL, block.text.capacity, 1);
    for (;;) {
        pthread_mutex_lock(&job->lock);
        const uint64_t number = job->next++;
        pthread_mutex_unlock(&job->lock);
        if (!place_block(job, number, &done, &block))
            break;
        block.text.length = 0;
        draw(job, done, &block, columns);
        if (job->in_thread)
            job->in_thread(&block, job->context);
        take_turn(job, number, done, &block);
    }
    free(columns);
    free(block.data);
    free(block.text.data);
    return NULL;
}

void blocks_each(const struct table *table, const struct rows *rows, const struct options *options,
                 size_t text, block_work *in_thread, block_work *in_turn, void *context)
{
    struct job job = {.table = table,
                      .rows = rows,
                      .options = options,
                      .text = text,
                      .in_thread = in_thread,
                      .in_turn = in_turn,
                      .context = context};
    hys_stream *own = options->opened ? NULL : table_open(table, &options->source);
    pthread_t *thread = xreallocarray(NULL, options->threads, sizeof *thread);

    job.opened = own ? own : options->opened;
    job.capacity = blocks_rows(rows->bytes + text);
    const size_t step = job.capacity < TILE ? job.capacity : TILE;
    job.ahead = options->numbers ? 0 : (size_t)(options->first % step);
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
    hys_stream_free(own);
    free(thread);
}
