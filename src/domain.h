/* A table as the library sees it: named spaces, in the order given and by their names. */
#ifndef HYSI_DOMAIN_H
#define HYSI_DOMAIN_H

#include <stdbool.h>
#include <stdint.h>

#include <hyspace/domain.h>

struct hysi_column {
    char *name;
    struct hys_space *space;
    uint64_t dim; /* XXH3_64bits of the name */
    uint32_t rank;
    hys_type type; /* that it asks for; 0: none */
};

struct hys_domain {
    size_t columns;
    struct hysi_column *column;
    uint32_t *sorted; /* rank -> column */
    uint64_t fingerprint[2];
};

/* Fills domain->fingerprint once the columns stand and are sorted: false when memory runs out. */
bool hysi_domain_fingerprint(struct hys_domain *domain);

#endif
