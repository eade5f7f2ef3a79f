/* Constants of the mixtures' law, shared by its definition, its vector form and the code that
 * settles parameters. */
#ifndef HYSI_REFERENCE_MIXTURE_H
#define HYSI_REFERENCE_MIXTURE_H

#define MIXTURE_LN2 0x1.62e42fefa39efp-1
#define MIXTURE_LOG2_E 0x1.71547652b82fep+0
#define MIXTURE_HALF_LOG2_E 0x1.71547652b82fep-1
#define MIXTURE_ROOT_HALF_LOG2_E 0x1.b2da4e9808a53p-1 /* of log2(e) / 2 */
#define MIXTURE_LOG2_ROOT_2_PI 0x1.536439a4c6efcp+0   /* log2(sqrt(2 pi)) */
#define MIXTURE_DENSITY_AT_0 0x1.9884533d43651p-2     /* 1 / sqrt(2 pi) */

/* No power of two is taken for less than 2^-1000. */
#define MIXTURE_FARTHEST (-1000.0)

/* An infinite least energy is taken for this, the largest double, where differences are formed. */
#define MIXTURE_MOST 0x1.fffffffffffffp+1023

#endif
