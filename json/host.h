/* Sets the caller's floating-point state aside while numbers are read or written. src/fpenv.h is
 * not enough here, since the C library also asks the x87 unit how to round. */
#ifndef HYSI_JSON_HOST_H
#define HYSI_JSON_HOST_H

#include <fenv.h>

#include "src/fpenv.h"

static inline fenv_t hysi_host_leave(void)
{
    fenv_t host;
    fegetenv(&host);
    fesetenv(FE_DFL_ENV);
    (void)hysi_fpenv_enter(); /* subnormals, which FE_DFL_ENV may leave as they were */
    return host;
}

static inline void hysi_host_return(fenv_t host) { fesetenv(&host); }

#endif
