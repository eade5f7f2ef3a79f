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
    size_t count; /* of the entries of a list; 0: the kind has no list */
    /* Pointers into the names, sorted by strcmp; hys_space_find_label searches them. NULL: no
     * names. */
    const char *const *const *sorted;
    const hys_scalar *scalars;            /* what the names are in JSON; NULL: all are strings */
    const char *const *names;             /* of the entries of a list of names; NULL: no names */
    const struct hysi_step_layout *steps; /* evenly spaced values; NULL: no such values */
    const struct hysi_list *list;         /* the tables of a list of numbers; NULL: no such list */
    const struct hysi_masses *masses;     /* NULL: the entries of a list are equally likely */
    /* Of a list with weights, for the JAX streams without and with HYS_X64; NULL: no weights. */
    const struct hysi_jax_choice *jax_choices;
    uint64_t fingerprint[2];
    struct hysi_routes routes;
};

/* A piece of memory for count elements of size bytes, in whole 64-byte lines, which lives as long
 * as the space. NULL when memory runs out. */
void *hysi_space_memory(struct hys_space *space, size_t count, size_t size);

/* The number of bytes that such a piece takes; SIZE_MAX / 2 or more where no memory can hold it. */
size_t hysi_piece(size_t count, size_t size);

/* Takes one block of memory for the pieces that follow, of so many bytes together. False when
 * memory runs out. */
bool hysi_space_reserve(struct hys_space *space, size_t bytes);

/* Frees all memory of the space except the struct. */
void hysi_space_release(struct hys_space *space);

/* Fills space->fingerprint from the kind and the arguments. False when memory runs out. */
bool hysi_space_fingerprint(struct hys_space *space);

/* The number of points of a finite space, 0 of a continuous one: how many values it has, of a list
 * how many entries, without those that have no mass. UINT64_MAX stands for 2^64, too, which is more
 * than extent.distinct can count. docs/spec.md, section 3.5, has their numbers. */
uint64_t hysi_points_of(const struct hys_space *space);

/* Adds an owner, who calls hys_space_free. */
struct hys_space *hysi_space_hold(struct hys_space *space);

#endif
