/* The memory of a space: blocks that are freed with it. */
#include <config.h>

#include <stdlib.h>

#include "src/space.h"

/* Memory is taken in blocks, and pieces of whole 64-byte lines are handed out of the newest. */
enum { LINE = 64 };

struct hysi_block {
    struct hysi_block *next;
    size_t used, size; /* in bytes */
    _Alignas(LINE) unsigned char bytes[];
};

size_t hysi_piece(size_t count, size_t size)
{
    return count > (SIZE_MAX / 2 - LINE) / size ? SIZE_MAX / 2
                                                : (count * size + LINE - 1) / LINE * LINE;
}

bool hysi_space_reserve(struct hys_space *space, size_t bytes)
{
    struct hysi_block *block =
        bytes < SIZE_MAX / 2 ? aligned_alloc(LINE, sizeof *block + bytes) : NULL;
    if (!block)
        return false;
    *block = (struct hysi_block){.next = space->blocks, .size = bytes};
    space->blocks = block;
    return true;
}

void *hysi_space_memory(struct hys_space *space, size_t count, size_t size)
{
    const size_t bytes = hysi_piece(count, size);
    const bool fits = space->blocks && bytes <= space->blocks->size - space->blocks->used;

    if (!fits && !hysi_space_reserve(space, bytes))
        return NULL;
    void *piece = space->blocks->bytes + space->blocks->used;
    space->blocks->used += bytes;
    return piece;
}

void hysi_space_release(struct hys_space *space)
{
    while (space->blocks) {
        struct hysi_block *next = space->blocks->next;
        free(space->blocks);
        space->blocks = next;
    }
}
