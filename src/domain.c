/* Domains as objects: their constructor, and the columns by number and by name. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "src/domain.h"
#include "src/space.h"
#include "src/value.h"

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
        free(domain->column[i].meta);
        hys_space_free(domain->column[i].space);
    }
    free(domain->column);
    free(domain->sorted);
    free(domain->title);
    free(domain->meta);
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

/* Sorts. Returns a column that is equal to another in that order, or columns if all differ. */
static size_t sort_and_find_repeat(struct named *named, size_t columns,
                                   int (*order)(const void *, const void *))
{
    qsort(named, columns, sizeof *named, order);
    for (size_t i = 1; i < columns; i++)
        if (order(&named[i - 1], &named[i]) == 0)
            return named[i].column > named[i - 1].column ? named[i].column : named[i - 1].column;
    return columns;
}

enum {
    DESCRIPTION_RESERVED = sizeof((hys_column_description){0}.reserved) / sizeof(void *),
    WHOLE_RESERVED = sizeof((hys_domain_description){0}.reserved) / sizeof(void *)
};

static bool is_reserved_set(const void *const *reserved, size_t count)
{
    size_t i = 0;
    while (i < count && !reserved[i])
        i++;
    return i < count;
}

/* The arguments of a domain's constructor: descriptions, or else names, spaces and types. */
struct domain_parts {
    size_t columns;
    const hys_column_description *descriptions;
    const char *const *names;
    hys_space *const *spaces;
    const hys_type *types; /* may be NULL */
    hys_domain_description whole;
};

static hys_column_description part(const struct domain_parts *parts, size_t i)
{
    if (parts->descriptions)
        return parts->descriptions[i];
    return (hys_column_description){.name = parts->names[i],
                                    .space = parts->spaces[i],
                                    .type = parts->types ? parts->types[i] : 0,
                                    .dimension = -1};
}

/* False when memory runs out. */
static bool copy_text(char **copy, const char *text) { return !text || (*copy = strdup(text)); }

/* Copies all columns, and names them in their order. */
static hys_status copy_parts(hys_domain *domain, const struct domain_parts *parts,
                             struct named *named)
{
    if (!copy_text(&domain->title, parts->whole.title) ||
        !copy_text(&domain->meta, parts->whole.meta))
        return HYS_E_MEMORY;
    for (size_t i = 0; i < parts->columns; i++) {
        const hys_column_description given = part(parts, i);
        struct hysi_column *column = &domain->column[i];
        if (!copy_text(&column->name, given.name) || !copy_text(&column->meta, given.meta))
            return HYS_E_MEMORY;
        column->space = hysi_space_hold(given.space);
        column->dim = hys_dim_from_name(column->name);
        column->type = given.type;
        column->dimension = given.dimension;
        if (given.default_value.type)
            (void)hysi_settle_value(given.space, &given.default_value, &column->default_value);
        named[i] = (struct named){column->name, column->dim, (uint32_t)i};
    }
    return HYS_OK;
}

/* A bit for each dimension that a description gives to a column. */
struct dimensions {
    uint32_t word[HYS_DIMENSION_MAX / 32 + 1];
};

static bool is_taken(const struct dimensions *taken, uint32_t dimension)
{
    return taken->word[dimension / 32] >> dimension % 32 & 1;
}

/* Marks the dimensions that are given. Returns the first column whose dimension no design has, or a
 * column before it has; columns if all are right. */
static size_t find_bad_dimension(const hys_domain *domain, struct dimensions *taken)
{
    for (size_t i = 0; i < domain->columns; i++) {
        const int32_t dimension = domain->column[i].dimension;
        if (dimension == -1)
            continue;
        if (dimension < 0 || dimension > HYS_DIMENSION_MAX || is_taken(taken, (uint32_t)dimension))
            return i;
        taken->word[dimension / 32] |= UINT32_C(1) << dimension % 32;
    }
    return domain->columns;
}

/* Columns without a dimension take, in the order of their names, the smallest that are left. */
static void take_dimensions(hys_domain *domain, const struct dimensions *taken)
{
    uint32_t next = 0;

    for (size_t rank = 0; rank < domain->columns; rank++) {
        struct hysi_column *column = &domain->column[domain->sorted[rank]];
        if (column->dimension >= 0) {
            column->sobol_dimension = (uint32_t)column->dimension;
            continue;
        }
        while (next <= HYS_DIMENSION_MAX && is_taken(taken, next))
            next++;
        column->sobol_dimension = next++;
    }
}

static hys_status fill(hys_domain *domain, const struct domain_parts *parts, struct named *named,
                       size_t *bad)
{
    const size_t columns = domain->columns;
    struct dimensions taken = {{0}};
    const hys_status status = copy_parts(domain, parts, named);

    if (status != HYS_OK)
        return status;
    const size_t hash_repeat = sort_and_find_repeat(named, columns, by_dim);
    if ((*bad = sort_and_find_repeat(named, columns, by_name)) < columns)
        return HYS_E_NAME_DUPLICATE;
    if ((*bad = hash_repeat) < columns)
        return HYS_E_NAME_HASH;
    if ((*bad = find_bad_dimension(domain, &taken)) < columns)
        return HYS_E_NAME_DIMENSION;
    for (*bad = 0; *bad < columns; ++*bad)
        if (is_reserved_set(part(parts, *bad).reserved, DESCRIPTION_RESERVED))
            return HYS_E_STREAM_RESERVED;
    if (is_reserved_set(parts->whole.reserved, WHOLE_RESERVED))
        return HYS_E_STREAM_RESERVED;
    for (*bad = 0; *bad < columns; ++*bad)
        if (domain->column[*bad].type && !hys_type_name(domain->column[*bad].type))
            return HYS_E_TYPE;
    for (size_t rank = 0; rank < columns; rank++) {
        domain->sorted[rank] = named[rank].column;
        domain->column[named[rank].column].rank = (uint32_t)rank;
    }
    take_dimensions(domain, &taken);
    return hysi_domain_fingerprint(domain) ? HYS_OK : HYS_E_MEMORY;
}

/* What can be seen before anything is copied. */
static hys_status check_parts(const struct domain_parts *parts, size_t *bad)
{
    hys_value settled;

    for (*bad = 0; *bad < parts->columns; ++*bad)
        if (!part(parts, *bad).name || !part(parts, *bad).space)
            return HYS_E_NULL;
    for (*bad = 0; *bad < parts->columns; ++*bad) {
        const hys_column_description given = part(parts, *bad);
        if (given.default_value.type &&
            !hysi_settle_value(given.space, &given.default_value, &settled))
            return HYS_E_VALUES_DEFAULT;
    }
    if (parts->columns == 0)
        return HYS_E_NAME_EMPTY;
    if (parts->columns > UINT32_MAX)
        return HYS_E_NAME_COUNT;
    for (*bad = 0; *bad < parts->columns; ++*bad)
        if (!part(parts, *bad).name[0])
            return HYS_E_NAME_EMPTY;
    return HYS_OK;
}

static hys_status build(hys_domain **result, const struct domain_parts *parts, size_t *bad)
{
    const size_t columns = parts->columns;
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

/* Checks and builds. given: the arrays are there. */
static hys_status construct(hys_domain **domain, const struct domain_parts *parts, bool given,
                            size_t *bad)
{
    size_t unused;
    hys_status status;

    bad = bad ? bad : &unused;
    *bad = parts->columns;
    if (!domain)
        return HYS_E_NULL;
    *domain = NULL;
    if (!given)
        return HYS_E_NULL;
    status = check_parts(parts, bad);
    return status == HYS_OK ? build(domain, parts, bad) : status;
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
    const struct domain_parts parts = {
        .columns = columns, .names = names, .spaces = spaces, .types = types};
    return construct(domain, &parts, names && spaces, bad);
}

hys_status hys_domain_new_described(hys_domain **domain, const hys_column_description *columns,
                                    size_t count, const hys_domain_description *whole, size_t *bad)
{
    struct domain_parts parts = {.columns = count, .descriptions = columns};
    if (whole)
        parts.whole = *whole;
    return construct(domain, &parts, columns, bad);
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

const char *hys_domain_title(const hys_domain *domain) { return domain->title; }

const char *hys_domain_meta(const hys_domain *domain) { return domain->meta; }

const char *hys_domain_column_meta(const hys_domain *domain, size_t i)
{
    return i < domain->columns ? domain->column[i].meta : NULL;
}

const hys_value *hys_domain_default(const hys_domain *domain, size_t i)
{
    return i < domain->columns && domain->column[i].default_value.type
               ? &domain->column[i].default_value
               : NULL;
}

int32_t hys_domain_dimension(const hys_domain *domain, size_t i)
{
    return i < domain->columns ? domain->column[i].dimension : -1;
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
