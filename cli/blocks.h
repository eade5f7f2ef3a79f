/* Samples in blocks, drawn by several threads. */
#ifndef CLI_BLOCKS_H
#define CLI_BLOCKS_H

#include "cli/options.h"
#include "cli/rows.h"

typedef void block_work(struct block *block, void *context);

/* How many rows a block has if a row and its text take so many bytes. */
size_t blocks_rows(size_t bytes);

/* Draws the options' samples, block by block, in options->threads threads. `in_thread` (may be
 * NULL) is called for any blocks at a time, then `in_turn` for one block after the other. A row's
 * text takes about `text` bytes. table NULL: words of the stream. */
void blocks_each(const struct table *table, const struct rows *rows, const struct options *options,
                 size_t text, block_work *in_thread, block_work *in_turn, void *context);

#endif
