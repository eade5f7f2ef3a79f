/* Which row of kernels serves this process. */
#ifndef HYSI_DISPATCH_H
#define HYSI_DISPATCH_H

#include <stdbool.h>
#include <hyspace/status.h>

#include "src/kernels.h"

/* *kernels is the row in use, chosen at the first call; HYS_E_ISA while HYSPACE_ISA names none that
 * can be had. */
hys_status hysi_kernels_get(const struct hysi_kernels **kernels);

/* Whether SLEEF's deterministic scalar functions can run: not on x86 and 32-bit ARM without FMA. */
bool hysi_cpu_has_fma(void);

/* Whether the CPU has the bundle of that name and the operating system saves its registers. */
bool hysi_cpu_has(const char *isa);

/* Outputs of at least so many bytes go past the caches: three quarters of the last level. */
size_t hysi_streaming_bytes(void);

#endif
