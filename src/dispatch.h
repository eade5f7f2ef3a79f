/* The ISA path that serves this process. An ISA path is the table of kernels of one instruction
 * set. */
#ifndef HYSI_DISPATCH_H
#define HYSI_DISPATCH_H

#include <hyspace/status.h>

#include "src/kernels.h"

/* Sets *kernels to the ISA path in use, which the first call chooses. HYS_E_ISA if HYSPACE_ISA
 * names one that is unknown or not available. */
hys_status hysi_kernels_get(const struct hysi_kernels **kernels);

#endif
