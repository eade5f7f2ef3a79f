/* A space as the library sees it: its kind, its arguments, and the routes that they give. */
#ifndef HYSI_SPACE_H
#define HYSI_SPACE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <hyspace/kind.h>

#include "src/kind.h"
#include "src/route.h"

struct hys_space {
    atomic_size_t references;
    struct hysi_block *blocks; /* all memory, freed with the space */
    const struct hysi_kind *kind;
    const hys_argument *argument; /* kind->params of them */
    hys_extent extent;
    size_t count;                     /* of a list */
    const char *const *const *sorted; /* of names: their places in the order of their bytes */
    const struct hysi_list *list;     /* of numbers: their tables */
    uint64_t fingerprint[2];
    struct hysi_routes routes;
};

/* Memory that lives as long as the space, in 64-byte lines; NULL when there is none. */
void *hysi_space_memory(struct hys_space *space, size_t count, size_t size);

/* The bytes that such a piece takes, SIZE_MAX / 2 or more where no memory can hold it, and one
 * block for pieces of so many in all: false when there is none. */
size_t hysi_piece(size_t count, size_t size);
bool hysi_space_reserve(struct hys_space *space, size_t bytes);

/* Frees all of it. */
void hysi_space_release(struct hys_space *space);

/* Fills space->fingerprint from the kind and the arguments: false when memory runs out. */
bool hysi_space_fingerprint(struct hys_space *space);

struct hys_space *hysi_space_hold(struct hys_space *space);

#endif
