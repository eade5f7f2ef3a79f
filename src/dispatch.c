#include <config.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hyspace/isa.h>

#include "src/cpu.h"
#include "src/dispatch.h"

/* The kernels of an ISA path, NULL if it is not built in. */
#define KERNELS_0(name) NULL
#define KERNELS_1(name) &hysi_kernels_##name
#define KERNELS(name, built) KERNELS_(name, built)
#define KERNELS_(name, built) KERNELS_##built(name)

static const struct {
    const char *name;
    const struct hysi_kernels *kernels;
    bool (*available)(void);
} isas[] = {
#define X(with, name, built) {#name, KERNELS(name, built), hysi_cpu_has_##name},
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

/* The ISA path in use, NULL until one is chosen. The first use sets it only if it is still NULL, so
 * that it does not undo a hys_isa_select of another thread. */
static _Atomic(const struct hysi_kernels *) current;

static const struct hysi_kernels *path_named(const char *name)
{
    for (size_t i = 0; i < ISA_COUNT; i++)
        if (!strcmp(isas[i].name, name))
            return hys_isa_available(i) ? isas[i].kernels : NULL;
    return NULL;
}

static const struct hysi_kernels *best_path(void)
{
    size_t i = ISA_COUNT - 1;
    while (!hys_isa_available(i)) /* ends at scalar, which is always available */
        i--;
    return isas[i].kernels;
}

/* The value of HYSPACE_ISA. NULL in a program that runs with other rights than its caller's, such
 * as a set-uid program: the caller must not choose what code it runs. configure demands one of the
 * two functions. */
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
    const struct hysi_kernels *path = atomic_load_explicit(&current, memory_order_acquire);
    if (!path) {
        const char *wanted = wanted_name();
        const struct hysi_kernels *first = wanted ? path_named(wanted) : best_path();
        if (atomic_compare_exchange_strong_explicit(&current, &path, first, memory_order_acq_rel,
                                                    memory_order_acquire))
            path = first;
        if (!path)
            return HYS_E_ISA;
    }
    *kernels = path;
    return HYS_OK;
}

hys_status hys_isa_select(const char *name)
{
    const struct hysi_kernels *path = name ? path_named(name) : best_path();
    if (!path)
        return HYS_E_ISA;
    atomic_store_explicit(&current, path, memory_order_release);
    return HYS_OK;
}

const char *hys_isa_current(void)
{
    const struct hysi_kernels *path;
    return hysi_kernels_get(&path) == HYS_OK ? path->name : NULL;
}

size_t hys_isa_count(void) { return ISA_COUNT; }

const char *hys_isa_name(size_t i) { return i < ISA_COUNT ? isas[i].name : NULL; }

int hys_isa_built(size_t i) { return i < ISA_COUNT && isas[i].kernels; }

int hys_isa_available(size_t i) { return hys_isa_built(i) && isas[i].available(); }

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
