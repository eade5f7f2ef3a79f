/* HYSI_UNROLL(n), in the line above a loop, unrolls it up to n times at any optimisation level. */
#ifndef HYSI_UNROLL_H
#define HYSI_UNROLL_H

#define HYSI_UNROLL(n) HYSI_UNROLL_PRAGMA(GCC unroll n)
#define HYSI_UNROLL_PRAGMA(text) _Pragma(#text)

#endif
