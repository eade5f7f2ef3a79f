/* What a compiler's flags must leave as it is: IEEE arithmetic, which every bit is made of, and the
 * layout of structs. config.h ends with this header, so that make checks every file; configure
 * compiles it too and prints what it refuses. Flags that no macro shows are switched off behind the
 * user's, by HYS_LAST_CFLAGS of configure.ac. */
#ifndef HYSI_FLAGS_H
#define HYSI_FLAGS_H

#include <float.h>

#if defined __FAST_MATH__
#error "hyspace needs IEEE arithmetic, which -ffast-math and -Ofast give up"
#elif defined __ASSOCIATIVE_MATH__
#error "hyspace needs sums and products in the order written, without -fassociative-math"
#elif defined __RECIPROCAL_MATH__
#error "hyspace needs quotients that are rounded once, without -freciprocal-math"
#elif defined __NO_SIGNED_ZEROS__
#error "hyspace needs the sign of zero, without -fno-signed-zeros"
#elif __FINITE_MATH_ONLY__
#error "hyspace needs NaN and infinity, without -ffinite-math-only"
#elif (FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16) /* 16: half precision alone is wider */ || \
    ((defined __x86_64__ || defined __i386__) && !defined __SSE2_MATH__)
#error "hyspace needs arithmetic in the types' own precision, on x86 that of -msse2 -mfpmath=sse"
#endif

_Static_assert(sizeof 0.1 == sizeof(double),
               "hyspace needs constants of type double, without -fsingle-precision-constant");

#if defined __GCC_IEC_559 && !__GCC_IEC_559
#error "hyspace needs IEEE arithmetic, which these flags give up (__GCC_IEC_559 is 0)"
#endif

_Static_assert(sizeof(struct {
                   char c;
                   int i;
               }) == 2 * sizeof(int),
               "hyspace needs structs laid out as system headers expect, without -fpack-struct");
_Static_assert(sizeof(enum {HYSI_ENUM}) == sizeof(int),
               "hyspace needs enums as wide as system headers expect, without -fshort-enums");

#endif
