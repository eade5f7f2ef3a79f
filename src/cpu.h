/* The features of this CPU that its operating system supports. */
#ifndef HYSI_CPU_H
#define HYSI_CPU_H

#include <stdbool.h>
#include <stddef.h>

#include "src/kernels.h"

/* Whether SLEEF's deterministic scalar functions can run. They cannot on an x86 or a 32-bit ARM
 * without FMA. */
bool hysi_cpu_has_fma(void);

/* hysi_cpu_has_<isa>: whether the CPU has the features of an instruction set, and the operating
 * system saves its registers. */
#define X(with, name, built) bool hysi_cpu_has_##name(void);
HYSI_ISAS(X, )
#undef X

/* The size of the last-level cache, 0 if it is unknown. Slow: the answer is not kept. */
size_t hysi_cpu_cache_bytes(void);

#endif
