/* The log of the mass of an interval of the standard normal, however far out it is: for mixtures
 * and for steps of normal laws. docs/spec.md, section 4.3. */
#include <config.h>

#include <math.h>

#include "src/reference/mixture.h"
#include "src/reference/normal.h"
#include "src/reference/tail_series.h"
#include "src/sleef.h"

double hysi_exp2_below_0(double x)
{
    return hysi_sleef_exp2_f64(x > MIXTURE_FARTHEST ? x : MIXTURE_FARTHEST);
}

/* The mass beyond x >= 0, divided by the density at x. */
static double tail_over_density(double x)
{
    const double r = 1.0 / (x + 4.0), t = fma(-8.0, r, 1.0);
    const double tt = t * t;
    double odd = tail_series[TAIL_DEGREE], even = tail_series[TAIL_DEGREE - 1];
    for (int k = TAIL_DEGREE - 2; k >= 1; k -= 2) {
        odd = fma(odd, tt, tail_series[k]);
        even = fma(even, tt, tail_series[k - 1]);
    }
    return r * fma(odd, t, even);
}

/* The mass of an interval h wide about m, h (1 + m) < 2^-8, over the density at m: the density's
 * Taylor series. */
static double short_over_density(double h, double m)
{
    const double mm = m * m, hh = h * h;
    const double second = (mm - 1.0) * (1.0 / 24.0),
                 fourth = fma(mm, mm - 6.0, 3.0) * (1.0 / 1920.0);
    return h * fma(hh, fma(hh, fourth, second), 1.0);
}

/* Minus the log2 of the mass between a and b, which are h apart about m. The interval is mirrored
 * so that m is not negative. Beside 0 it is the density at an end or in the middle times what needs
 * no exponent, so that no tail is too far. */
double hysi_normal_energy_between(double a, double b, double h, double m)
{
    const double size = fabs(m), p = m < 0.0 ? -b : a, q = m < 0.0 ? -a : b;
    double at, mass;
    if (h * (1.0 + size) < 0x1p-8) {
        at = size;
        mass = MIXTURE_DENSITY_AT_0 * short_over_density(h, size);
    } else if (p >= 0.0) {
        const double fall = hysi_exp2_below_0(h * size * -MIXTURE_LOG2_E);
        at = p;
        mass = MIXTURE_DENSITY_AT_0 * fma(-fall, tail_over_density(q), tail_over_density(p));
    } else {
        const double left = hysi_exp2_below_0(p * p * -MIXTURE_HALF_LOG2_E),
                     right = hysi_exp2_below_0(q * q * -MIXTURE_HALF_LOG2_E);
        at = 0.0;
        mass = fma(-MIXTURE_DENSITY_AT_0,
                   fma(left, tail_over_density(-p), right * tail_over_density(q)), 1.0);
    }
    return fma(MIXTURE_HALF_LOG2_E * at, at, -hysi_sleef_log2_f64(mass));
}
