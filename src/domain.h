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

/* What every sampling call with columns checks, but for the range of rows; opens the stream. */
struct hysi_kernels;
struct hysi_stream;
hys_status hysi_domain_check(const hys_domain *domain, const hys_source *source,
                             const hys_column *columns, size_t count,
                             const struct hysi_kernels **kernels, struct hysi_stream *stream);

/* Fills domain->fingerprint once the columns stand and are sorted: false when memory runs out. */
bool hysi_domain_fingerprint(struct hys_domain *domain);

#endif
