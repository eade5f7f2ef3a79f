/* Proves what src/reference/exp2_poly.h says of its polynomial: compares all 2^23 arguments with
 * MPFR. */
#include <config.h>

#include <stdio.h>

#ifdef HYSI_HAVE_MPFR

#include <math.h>
#include <mpfr.h>
#include <stdint.h>

#include "src/reference/exp2_poly.h"

int main(void)
{
    double worst = 0;
    float previous = 1, first = 0;
    mpfr_t exact;
    int falls = 0;

    mpfr_init2(exact, 80);
    for (uint32_t j = 0; j < 1u << 23; j++) {
        const float f = (float)j * 0x1p-23f;
        float p = fmaf(HYSI_EXP2_C6, f, HYSI_EXP2_C5);
        p = fmaf(p, f, HYSI_EXP2_C4);
        p = fmaf(p, f, HYSI_EXP2_C3);
        p = fmaf(p, f, HYSI_EXP2_C2);
        p = fmaf(p, f, HYSI_EXP2_C1);
        p = fmaf(p, f, 1.0f);
        first = j == 0 ? p : first;
        falls += p < previous;
        previous = p;
        mpfr_set_flt(exact, f, MPFR_RNDN);
        mpfr_exp2(exact, exact, MPFR_RNDN);
        mpfr_sub_d(exact, exact, (double)p, MPFR_RNDN);
        worst = fmax(worst, fabs(mpfr_get_d(exact, MPFR_RNDN)) * 0x1p23);
    }
    mpfr_clear(exact);
    mpfr_free_cache();
    const int good = first == 1.0f && falls == 0 && previous < 2.0f && worst < 0.8851;
    printf("1..1\n%s 1 - 2^f by its polynomial: %.5f ulp at worst over 2^23 arguments, %d falls, "
           "P(0) = %g, largest %.9g\n",
           good ? "ok" : "not ok", worst, falls, (double)first, (double)previous);
    return !good;
}

#else

int main(void)
{
    puts("1..1\nok 1 - 2^f by its polynomial # SKIP MPFR was not found");
    return 0;
}

#endif
