/* Random123's own generators behind plain functions: the oracle for the engines. They return 0
 * where they are not available: Random123 was not found, or this CPU or build has no AES
 * instructions, which its ARS needs. */
#ifndef RANDOM123_H
#define RANDOM123_H

#include <stdint.h>

int random123_threefry2x32(const uint32_t key[2], const uint32_t counter[2], uint32_t out[2]);
int random123_ars4x32_7(const uint32_t key[4], const uint32_t counter[4], uint32_t out[4]);

#endif
