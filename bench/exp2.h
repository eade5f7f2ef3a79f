#ifndef BENCH_EXP2_H
#define BENCH_EXP2_H

#include <stddef.h>
#include <stdint.h>

/* n words of draws to log-uniform floats in [1e-5, 0.1) by the deterministic exp2f of SLEEF, a file
 * for each instruction set. */
void bench_exp2_avx2(const uint32_t *draw, size_t n, float *out);
void bench_exp2_avx512(const uint32_t *draw, size_t n, float *out);

#endif
