/* 2^f on [0, 1): 1 + c1 f + ... + c6 f^6 in fma Horner form, f32, for f = j 2^-23.
 *
 * Proven over all 2^23 arguments by tests/unit/prove_exp2.c against MPFR: at most 0.885 ulp (of
 * 2^-23), never decreasing, 1 at f = 0, below 2. Frozen by docs/spec.md, native stream version 1.
 */
#ifndef HYSI_EXP2_POLY_H
#define HYSI_EXP2_POLY_H

#define HYSI_EXP2_C1 0x1.62e42cp-1f
#define HYSI_EXP2_C2 0x1.ebfd3ap-3f
#define HYSI_EXP2_C3 0x1.c68af6p-5f
#define HYSI_EXP2_C4 0x1.3cfd82p-7f
#define HYSI_EXP2_C5 0x1.47373ap-10f
#define HYSI_EXP2_C6 0x1.c4456ep-13f

#endif
