/* The names of SLEEF's deterministic functions, "finz": they are made of fused operations and give
 * the same bits in scalar and every vector form, from 3.5.1 to 3.9.0 at least, with an error of at
 * most 1.0 ulp, erfc 1.5. Should a release drop the prefix, configure finds out. */
#ifndef HYSI_SLEEF_NAME_H
#define HYSI_SLEEF_NAME_H

/* The name of a function for an instruction set. */
#ifdef HYSI_SLEEF_FINZ
#define HYSI_SLEEF(function, isa) Sleef_finz_##function##isa
#else
#define HYSI_SLEEF(function, isa) Sleef_##function##isa
#endif

#endif
