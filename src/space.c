/* Constructors, accessors and the list of types. */
#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/dispatch.h"
#include "src/fpenv.h"
#include "src/space.h"

const struct hysi_type_info hysi_type_info[HYSI_TYPE_END] = {
#define X(name, id, type, min, max) [id] = {#name, sizeof(type), min, max},
    HYSI_TYPES(X)
#undef X
};

size_t hys_type_size(hys_type type)
{
    return type > 0 && type < HYSI_TYPE_END ? hysi_type_info[type].size : 0;
}

const char *hys_type_name(hys_type type)
{
    return type > 0 && type < HYSI_TYPE_END ? hysi_type_info[type].name : NULL;
}

hys_type hys_type_from_name(const char *name)
{
    for (hys_type type = 1; name && type < HYSI_TYPE_END; type++)
        if (!strcmp(name, hysi_type_info[type].name))
            return type;
    return 0;
}

const char *hys_kind_name(hys_kind kind)
{
    static const char *const names[] = {NULL, "linear", "log", "qlinear", "qlog", "discrete", "labels"};
    return kind >= HYS_LINEAR && kind <= HYS_LABELS ? names[kind] : NULL;
}

/* ---- memory ---- */

struct hysi_block {
    struct hysi_block *next;
    _Alignas(64) unsigned char bytes[];
};

void *hysi_space_memory(struct hys_space *space, size_t count, size_t size)
{
    if (count > (SIZE_MAX - sizeof(struct hysi_block) - 63) / size)
        return NULL;
    const size_t bytes = (sizeof(struct hysi_block) + count * size + 63) / 64 * 64;
    struct hysi_block *block = aligned_alloc(64, bytes);
    if (!block)
        return NULL;
    block->next = space->blocks;
    space->blocks = block;
    return block->bytes;
}

struct hys_space *hysi_space_hold(struct hys_space *space)
{
    atomic_fetch_add_explicit(&space->holders, 1, memory_order_relaxed);
    return space;
}

void hys_space_free(hys_space *space)
{
    if (!space || atomic_fetch_sub_explicit(&space->holders, 1, memory_order_acq_rel) != 1)
        return;
    while (space->blocks) {
        struct hysi_block *next = space->blocks->next;
        free(space->blocks);
        space->blocks = next;
    }
    free(space);
}

/* ---- construction ---- */

static hys_status check_bounds(hys_kind kind, double lower, double upper, double base)
{
    const bool is_log = kind == HYS_LOG || kind == HYS_QLOG, quantised = kind == HYS_QLINEAR || kind == HYS_QLOG;

    if (!isfinite(lower) || !isfinite(upper))
        return HYS_E_BOUNDS_FINITE;
    if (!(lower < upper))
        return HYS_E_BOUNDS_ORDER;
    if (kind == HYS_LINEAR && !isfinite(upper - lower))
        return HYS_E_BOUNDS_SPAN;
    if (is_log && !(lower > 0))
        return HYS_E_BOUNDS_POSITIVE;
    if (is_log && !(isfinite(base) && base > 1))
        return HYS_E_BOUNDS_BASE;
    if (quantised && !(lower >= -0x1p53 && upper <= 0x1p53))
        return HYS_E_BOUNDS_RANGE;
    if (quantised && ceil(lower) > floor(upper))
        return HYS_E_BOUNDS_INTEGER;
    return HYS_OK;
}

static hys_status check_values(const double *values, size_t count)
{
    if (count == 0)
        return HYS_E_VALUES_EMPTY;
    if (count > INT32_MAX)
        return HYS_E_VALUES_COUNT;
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i]))
            return HYS_E_VALUES_FINITE;
    return HYS_OK;
}

static bool copy_values(struct hys_space *space, const double *values)
{
    double *copy = hysi_space_memory(space, space->count, sizeof *copy);
    if (!copy)
        return false;
    memcpy(copy, values, space->count * sizeof *copy);
    space->values = copy;
    space->lower = space->upper = values[0];
    for (size_t i = 1; i < space->count; i++) {
        space->lower = fmin(space->lower, values[i]);
        space->upper = fmax(space->upper, values[i]);
    }
    return hysi_value_sets(space);
}

static hys_status check_labels(const char *const *labels, size_t count)
{
    if (count == 0)
        return HYS_E_VALUES_EMPTY;
    if (count > INT32_MAX)
        return HYS_E_VALUES_COUNT;
    for (size_t i = 0; i < count; i++)
        if (!labels[i])
            return HYS_E_NULL;
    for (size_t i = 0; i < count; i++)
        if (!labels[i][0])
            return HYS_E_VALUES_LABEL;
    return HYS_OK;
}

static int by_label(const void *a, const void *b)
{
    return strcmp(**(const char *const *const *)a, **(const char *const *const *)b);
}

/* Copies, and sorts: two that are equal stand side by side then. */
static hys_status copy_labels(struct hys_space *space, const char *const *labels)
{
    size_t bytes = 0;
    for (size_t i = 0; i < space->count; i++)
        bytes += strlen(labels[i]) + 1;

    const char **copies = hysi_space_memory(space, space->count, sizeof *copies);
    const char *const **sorted = hysi_space_memory(space, space->count, sizeof *sorted);
    char *text = hysi_space_memory(space, bytes, 1);
    if (!copies || !sorted || !text)
        return HYS_E_MEMORY;
    for (size_t i = 0; i < space->count; i++) {
        const size_t length = strlen(labels[i]) + 1;
        copies[i] = memcpy(text, labels[i], length);
        sorted[i] = &copies[i];
        text += length;
    }
    qsort(sorted, space->count, sizeof *sorted, by_label);
    for (size_t i = 1; i < space->count; i++)
        if (by_label(&sorted[i - 1], &sorted[i]) == 0)
            return HYS_E_VALUES_DUPLICATE;
    space->labels = copies;
    space->sorted = sorted;
    space->lower = 0;
    space->upper = (double)(space->count - 1);
    return HYS_OK;
}

/* Everything but the argument checks. data: the values or labels, NULL for the other kinds. */
static hys_status build(hys_space **result, hys_kind kind, double lower, double upper, double base, const void *data,
                        size_t count)
{
    struct hys_space *space = calloc(1, sizeof *space);
    hys_status status = HYS_OK;

    if (!space)
        return HYS_E_MEMORY;
    atomic_init(&space->holders, 1);
    space->kind = kind;
    space->lower = lower;
    space->upper = upper;
    space->base = base;
    space->count = count;
    if (kind == HYS_DISCRETE)
        status = copy_values(space, data) ? HYS_OK : HYS_E_MEMORY;
    else if (kind == HYS_LABELS)
        status = copy_labels(space, data);
    if (status == HYS_OK)
        status = hysi_plan(space);
    if (status == HYS_OK && !hysi_space_fingerprint(space))
        status = HYS_E_MEMORY;
    if (status != HYS_OK) {
        hys_space_free(space);
        return status;
    }
    *result = space;
    return HYS_OK;
}

/* Checks and builds under the library's own floating-point state. Not inlined, so that no arithmetic leaves it. */
__attribute__((noinline)) static hys_status bounded_here(hys_space **space, hys_kind kind, double lower, double upper,
                                                         double base)
{
    const hys_status status = check_bounds(kind, lower, upper, base);
    return status == HYS_OK ? build(space, kind, lower, upper, base, NULL, 0) : status;
}

__attribute__((noinline)) static hys_status listed_here(hys_space **space, hys_kind kind, const void *data, size_t count)
{
    const hys_status status = kind == HYS_DISCRETE ? check_values(data, count) : check_labels(data, count);
    return status == HYS_OK ? build(space, kind, 0, 0, (double)NAN, data, count) : status;
}

static hys_status bounded(hys_space **space, hys_kind kind, double lower, double upper, double base)
{
    if (!space)
        return HYS_E_NULL;
    *space = NULL;
    if ((kind == HYS_LOG || kind == HYS_QLOG) && !hysi_cpu_has_fma())
        return HYS_E_ISA;
    const hysi_fpenv caller = hysi_fpenv_enter();
    const hys_status status = bounded_here(space, kind, lower, upper, base);
    hysi_fpenv_leave(caller);
    return status;
}

static hys_status listed(hys_space **space, hys_kind kind, const void *data, size_t count)
{
    if (!space)
        return HYS_E_NULL;
    *space = NULL;
    if (!data)
        return HYS_E_NULL;
    const hysi_fpenv caller = hysi_fpenv_enter();
    const hys_status status = listed_here(space, kind, data, count);
    hysi_fpenv_leave(caller);
    return status;
}

hys_status hys_space_linear(hys_space **space, double lower, double upper)
{
    return bounded(space, HYS_LINEAR, lower, upper, (double)NAN);
}

hys_status hys_space_log(hys_space **space, double lower, double upper, double base)
{
    return bounded(space, HYS_LOG, lower, upper, base);
}

hys_status hys_space_qlinear(hys_space **space, double lower, double upper)
{
    return bounded(space, HYS_QLINEAR, lower, upper, (double)NAN);
}

hys_status hys_space_qlog(hys_space **space, double lower, double upper, double base)
{
    return bounded(space, HYS_QLOG, lower, upper, base);
}

hys_status hys_space_discrete(hys_space **space, const double *values, size_t count)
{
    return listed(space, HYS_DISCRETE, values, count);
}

hys_status hys_space_labels(hys_space **space, const char *const *labels, size_t count)
{
    return listed(space, HYS_LABELS, labels, count);
}

/* ---- accessors ---- */

hys_kind hys_space_kind(const hys_space *space) { return space->kind; }
double hys_space_lower(const hys_space *space) { return space->lower; }
double hys_space_upper(const hys_space *space) { return space->upper; }
double hys_space_base(const hys_space *space) { return space->base; }
size_t hys_space_count(const hys_space *space) { return space->count; }

double hys_space_value(const hys_space *space, size_t i)
{
    return space->values && i < space->count ? space->values[i] : (double)NAN;
}

const char *hys_space_label(const hys_space *space, size_t i)
{
    return space->labels && i < space->count ? space->labels[i] : NULL;
}

hys_status hys_space_find_label(const hys_space *space, const char *label, size_t *i)
{
    if (!space || !label || !i)
        return HYS_E_NULL;
    const char *const *key = &label, *const *const *found = NULL;
    if (space->labels)
        found = bsearch(&key, space->sorted, space->count, sizeof *space->sorted, by_label);
    if (!found)
        return HYS_E_VALUES_UNKNOWN;
    *i = (size_t)(*found - space->labels);
    return HYS_OK;
}

static uint32_t types_of(const hys_space *space, enum hysi_law law)
{
    uint32_t types = 0;
    for (hys_type type = 1; type < HYSI_TYPE_END; type++)
        if (space->route_of[law][type] >= 0)
            types |= 1u << type;
    return types;
}

/* The law of a stream; HYSI_LAW_COUNT for a stream or flags that do not exist. */
static enum hysi_law law_of(int32_t stream, uint32_t flags)
{
    if (stream == HYS_NATIVE && flags == 0)
        return HYSI_NATIVE;
    if (stream < HYS_JAX_ARRAY || stream > HYS_JAX_SEARCH || (flags & ~HYS_X64))
        return HYSI_LAW_COUNT;
    return flags ? HYSI_JAX64 : HYSI_JAX32;
}

uint32_t hys_space_types(const hys_space *space, int32_t stream, uint32_t flags)
{
    const enum hysi_law law = law_of(stream, flags);
    return law == HYSI_LAW_COUNT ? 0 : types_of(space, law);
}

hys_type hys_space_default_type(const hys_space *space, int32_t stream, uint32_t flags)
{
    const enum hysi_law law = law_of(stream, flags);
    const bool narrow = law == HYSI_JAX32;

    if (law == HYSI_LAW_COUNT)
        return 0;
    if (space->kind == HYS_LABELS)
        return HYS_INDEX;
    if (space->kind == HYS_QLINEAR || space->kind == HYS_QLOG)
        return narrow ? HYS_I32 : HYS_I64;
    return narrow ? HYS_F32 : HYS_F64;
}

uint32_t hys_space_transform_types(const hys_space *space)
{
    return types_of(space, HYSI_TRANSFORM);
}

uint32_t hys_space_encode_types(const hys_space *space)
{
    return types_of(space, HYSI_ENCODE);
}
