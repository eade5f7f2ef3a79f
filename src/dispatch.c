#include <config.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hyspace/isa.h>

#include "src/dispatch.h"

/* NULL where a row is not built in. */
#define ROW_0(name) NULL
#define ROW_1(name) &hysi_kernels_##name
#define ROW(name, built) ROW_(name, built)
#define ROW_(name, built) ROW_##built(name)

static const struct {
    const char *name;
    const struct hysi_kernels *kernels;
} isas[] = {
#define X(with, name, built) {#name, ROW(name, built)},
    HYSI_ISAS(X, )
#undef X
};
enum { ISA_COUNT = sizeof isas / sizeof isas[0] };

static const char *const kernel_names[] = {
#define X(name, bits) #name,
    HYSI_ENGINES(X)
#undef X
#define X(name, in, out, params) #name,
        HYSI_MAPS(X)
#undef X
};
enum { KERNEL_COUNT = sizeof kernel_names / sizeof kernel_names[0] };

/* The only global state. NULL until the first choice: the first use sets it only where it is NULL,
 * so that it does not undo a hys_isa_select that returns meanwhile. */
static _Atomic(const struct hysi_kernels *) current;

static const struct hysi_kernels *row_named(const char *name)
{
    for (size_t i = 0; i < ISA_COUNT; i++)
        if (!strcmp(isas[i].name, name))
            return hys_isa_available(i) ? isas[i].kernels : NULL;
    return NULL;
}

static const struct hysi_kernels *best_row(void)
{
    size_t i = ISA_COUNT - 1;
    while (!hys_isa_available(i)) /* scalar always is */
        i--;
    return isas[i].kernels;
}

/* What HYSPACE_ISA says; NULL also in a program that runs with another's rights, such as a set-uid
 * one: its caller must not choose what code it runs. configure demands one of the two functions. */
static const char *wanted_name(void)
{
#ifdef HAVE_SECURE_GETENV
    return secure_getenv("HYSPACE_ISA");
#else
    return issetugid() ? NULL : getenv("HYSPACE_ISA");
#endif
}

hys_status hysi_kernels_get(const struct hysi_kernels **kernels)
{
    const struct hysi_kernels *row = atomic_load_explicit(&current, memory_order_acquire);
    if (!row) {
        const char *wanted = wanted_name();
        const struct hysi_kernels *first = wanted ? row_named(wanted) : best_row();
        if (atomic_compare_exchange_strong_explicit(&current, &row, first, memory_order_acq_rel,
                                                    memory_order_acquire))
            row = first;
        if (!row)
            return HYS_E_ISA;
    }
    *kernels = row;
    return HYS_OK;
}

hys_status hys_isa_select(const char *name)
{
    const struct hysi_kernels *row = name ? row_named(name) : best_row();
    if (!row)
        return HYS_E_ISA;
    atomic_store_explicit(&current, row, memory_order_release);
    return HYS_OK;
}

const char *hys_isa_current(void)
{
    const struct hysi_kernels *row;
    return hysi_kernels_get(&row) == HYS_OK ? row->name : NULL;
}

size_t hys_isa_count(void) { return ISA_COUNT; }

const char *hys_isa_name(size_t i) { return i < ISA_COUNT ? isas[i].name : NULL; }

int hys_isa_built(size_t i) { return i < ISA_COUNT && isas[i].kernels; }

int hys_isa_available(size_t i) { return hys_isa_built(i) && hysi_cpu_has(isas[i].name); }

size_t hys_kernel_count(void) { return KERNEL_COUNT; }

const char *hys_kernel_name(size_t k) { return k < KERNEL_COUNT ? kernel_names[k] : NULL; }

static int same_kernel(const struct hysi_kernels *a, const struct hysi_kernels *b, size_t k)
{
    return k < HYSI_ENGINE_COUNT ? a->engine[k] == b->engine[k]
                                 : a->map[k - HYSI_ENGINE_COUNT] == b->map[k - HYSI_ENGINE_COUNT];
}

const char *hys_kernel_isa(size_t i, size_t k)
{
    if (!hys_isa_built(i) || k >= KERNEL_COUNT)
        return NULL;
    for (size_t j = 0; j < i; j++)
        if (isas[j].kernels && same_kernel(isas[j].kernels, isas[i].kernels, k))
            return isas[j].name;
    return isas[i].name;
}
