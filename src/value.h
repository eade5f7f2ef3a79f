/* Single values of a space. */
#ifndef HYSI_VALUE_H
#define HYSI_VALUE_H

#include <stdbool.h>

#include <hyspace/kind.h>

/* Sets *settled to a value that a space has, in the type in which hys_domain_default gives it.
 * False if the space has no such value. */
bool hysi_settle_value(const hys_space *space, const hys_value *value, hys_value *settled);

#endif
