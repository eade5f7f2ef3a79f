/* Direction numbers of the Sobol sequence: Joe and Kuo's, and their random linear scramble. */
#ifndef HYSI_SOBOL_DIRECTIONS_H
#define HYSI_SOBOL_DIRECTIONS_H

#include <stdint.h>

#include <hyspace/domain.h>

enum { HYSI_SOBOL_DIMENSIONS = HYS_DIMENSION_MAX + 1 };

/* V_0 .. V_63 of a dimension from 0 to HYSI_SOBOL_DIMENSIONS - 1: what each bit of the Gray code of
 * a point's number adds to its 64 binary digits, the first of which is the top bit. */
void hysi_sobol_directions(uint32_t dimension, uint64_t directions[64]);

/* Multiplies direction numbers by a random lower triangular matrix over GF(2) with ones on its
 * diagonal: digit t becomes digit t plus those before it that words[t] chooses, where the top bit
 * stands for digit 0. */
void hysi_sobol_scramble(const uint64_t words[64], uint64_t directions[64]);

#endif
