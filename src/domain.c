/* Domains as objects: their constructor, and the columns by number and by name. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "src/domain.h"
#include "src/space.h"

struct hys_domain *hysi_domain_hold(const struct hys_domain *domain)
{
    struct hys_domain *held = (struct hys_domain *)(uintptr_t)domain;
    if (held)
        atomic_fetch_add_explicit(&held->references, 1, memory_order_relaxed);
    return held;
}

void hys_domain_free(hys_domain *domain)
{
    if (!domain || atomic_fetch_sub_explicit(&domain->references, 1, memory_order_acq_rel) != 1)
        return;
    for (size_t i = 0; domain->column && i < domain->columns; i++) {
        free(domain->column[i].name);
        hys_space_free(domain->column[i].space);
    }
    free(domain->column);
    free(domain->sorted);
    free(domain);
}

struct named {
    const char *name;
    uint64_t dim;
    uint32_t column;
};

/* The order of names is that of their bytes, which strcmp compares as unsigned. */
static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static int by_dim(const void *a, const void *b)
{
    const uint64_t x = ((const struct named *)a)->dim, y = ((const struct named *)b)->dim;
    return x < y ? -1 : x > y;
}

/* Sorts. Returns a column that is equal to another in that order, or columns if none is. */
static size_t sort_and_find_repeat(struct named *named, size_t columns,
                                   int (*order)(const void *, const void *))
{
    qsort(named, columns, sizeof *named, order);
    for (size_t i = 1; i < columns; i++)
        if (order(&named[i - 1], &named[i]) == 0)
            return named[i].column > named[i - 1].column ? named[i].column : named[i - 1].column;
    return columns;
}

/* The arguments of a domain's constructor. */
struct parts {
    const char *const *names;
    hys_space *const *spaces;
    const hys_type *types; /* may be NULL */
};

static hys_status fill(hys_domain *domain, const struct parts *parts, struct named *named,
                       size_t *bad)
{
    const size_t columns = domain->columns;

    for (size_t i = 0; i < columns; i++) {
        struct hysi_column *column = &domain->column[i];
        if (!(column->name = strdup(parts->names[i])))
            return HYS_E_MEMORY;
        column->space = hysi_space_hold(parts->spaces[i]);
        column->dim = hys_dim_from_name(column->name);
        column->type = parts->types ? parts->types[i] : 0;
        named[i] = (struct named){column->name, column->dim, (uint32_t)i};
    }
    const size_t hash_repeat = sort_and_find_repeat(named, columns, by_dim);
    if ((*bad = sort_and_find_repeat(named, columns, by_name)) < columns)
        return HYS_E_NAME_DUPLICATE;
    if ((*bad = hash_repeat) < columns)
        return HYS_E_NAME_HASH;
    for (*bad = 0; *bad < columns; ++*bad)
        if (domain->column[*bad].type && !hys_type_name(domain->column[*bad].type))
            return HYS_E_TYPE;
    for (size_t rank = 0; rank < columns; rank++) {
        domain->sorted[rank] = named[rank].column;
        domain->column[named[rank].column].rank = (uint32_t)rank;
    }
    return hysi_domain_fingerprint(domain) ? HYS_OK : HYS_E_MEMORY;
}

static hys_status check_names(const char *const *names, hys_space *const *spaces, size_t columns,
                              size_t *bad)
{
    for (size_t i = 0; i < columns; i++)
        if (!names[i] || !spaces[i]) {
            *bad = i;
            return HYS_E_NULL;
        }
    if (columns == 0)
        return HYS_E_NAME_EMPTY;
    if (columns > UINT32_MAX)
        return HYS_E_NAME_COUNT;
    for (size_t i = 0; i < columns; i++)
        if (!names[i][0]) {
            *bad = i;
            return HYS_E_NAME_EMPTY;
        }
    return HYS_OK;
}

static hys_status build(hys_domain **result, const struct parts *parts, size_t columns, size_t *bad)
{
    hys_domain *domain = calloc(1, sizeof *domain);
    struct named *named = calloc(columns, sizeof *named);
    hys_status status = HYS_E_MEMORY;

    if (domain)
        atomic_init(&domain->references, 1);
    if (domain && named) {
        domain->columns = columns;
        domain->column = calloc(columns, sizeof *domain->column);
        domain->sorted = calloc(columns, sizeof *domain->sorted);
        if (domain->column && domain->sorted)
            status = fill(domain, parts, named, bad);
    }
    free(named);
    if (status != HYS_OK)
        hys_domain_free(domain);
    else
        *result = domain;
    return status;
}

hys_status hys_domain_new(hys_domain **domain, const char *const *names, hys_space *const *spaces,
                          size_t columns, size_t *bad)
{
    return hys_domain_new_typed(domain, names, spaces, NULL, columns, bad);
}

hys_status hys_domain_new_typed(hys_domain **domain, const char *const *names,
                                hys_space *const *spaces, const hys_type *types, size_t columns,
                                size_t *bad)
{
    const struct parts parts = {names, spaces, types};
    size_t unused;
    hys_status status;

    bad = bad ? bad : &unused;
    *bad = columns;
    if (!domain)
        return HYS_E_NULL;
    *domain = NULL;
    if (!names || !spaces)
        return HYS_E_NULL;
    status = check_names(names, spaces, columns, bad);
    return status == HYS_OK ? build(domain, &parts, columns, bad) : status;
}

size_t hys_domain_columns(const hys_domain *domain) { return domain ? domain->columns : 0; }

const char *hys_domain_name(const hys_domain *domain, size_t i)
{
    return i < domain->columns ? domain->column[i].name : NULL;
}

const hys_space *hys_domain_space(const hys_domain *domain, size_t i)
{
    return i < domain->columns ? domain->column[i].space : NULL;
}

hys_type hys_domain_type(const hys_domain *domain, size_t i)
{
    return i < domain->columns ? domain->column[i].type : 0;
}

hys_type hys_domain_default_type(const hys_domain *domain, size_t i, int32_t stream, uint32_t flags)
{
    if (i >= domain->columns)
        return 0;
    const struct hysi_column *column = &domain->column[i];
    const hys_type own = hys_space_default_type(column->space, stream, flags);
    return own && column->type ? column->type : own;
}

hys_status hys_domain_find(const hys_domain *domain, const char *name, size_t *i)
{
    size_t low = 0, high;

    if (!domain || !name || !i)
        return HYS_E_NULL;
    high = domain->columns;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(name, domain->column[domain->sorted[middle]].name);
        if (order == 0) {
            *i = domain->sorted[middle];
            return HYS_OK;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return HYS_E_NAME_UNKNOWN;
}
