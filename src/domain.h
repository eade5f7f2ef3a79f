/* A domain as the library sees it: named spaces, in the order given and by their names. */
#ifndef HYSI_DOMAIN_H
#define HYSI_DOMAIN_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <hyspace/domain.h>

struct hysi_column {
    char *name;
    struct hys_space *space;
    uint64_t dim;             /* hys_dim_from_name(name) */
    uint32_t rank;            /* among the sorted names */
    hys_type type;            /* the type that it asks for; 0: it asks for none */
    int32_t dimension;        /* that its description gives it, or -1 */
    uint32_t sobol_dimension; /* that it has: may be beyond HYS_DIMENSION_MAX */
    hys_value default_value;
    char *meta;
};

struct hys_domain {
    atomic_size_t references;
    size_t columns;
    struct hysi_column *column;
    uint32_t *sorted; /* rank -> column */
    char *title, *meta;
    uint64_t fingerprint[2];
};

/* Adds an owner, who calls hys_domain_free; NULL stays NULL. No owner may change the domain. */
struct hys_domain *hysi_domain_hold(const struct hys_domain *domain);

/* Fills domain->fingerprint from the sorted columns. False when memory runs out. */
bool hysi_domain_fingerprint(struct hys_domain *domain);

#endif
