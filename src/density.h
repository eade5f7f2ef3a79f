/* The calls of densities, each by a route of the space and at most one map more. */
#ifndef HYSI_DENSITY_H
#define HYSI_DENSITY_H

#include "src/space.h"

enum hysi_density { HYSI_CDF, HYSI_SF, HYSI_QUANTILE, HYSI_LOGPDF, HYSI_PDF, HYSI_PMF };

/* Sets *route to the way from elements of a type to what is asked for, of a quantile from doubles
 * to the type. HYS_E_ISA, HYS_E_TYPE, or HYS_E_DENSITY if the space does not have it. */
hys_status hysi_density_route(const struct hys_space *space, enum hysi_density what, hys_type type,
                              struct hysi_route *route);

#endif
