/* The standard normal's quantile and masses, for the code that settles parameters. */
#ifndef HYSI_REFERENCE_NORMAL_H
#define HYSI_REFERENCE_NORMAL_H

/* The quantile between the tails p below and q above it, whose sum is 1: exact tails of either side
 * give an exact quantile. The smaller tail is not taken for less than least, which is at least
 * 2^-1020. */
double hysi_normal_quantile(double p, double q, double least);

/* The mass beyond z, above it. */
double hysi_normal_above(double z);

/* The mass between a and b, which lie h apart about the middle m. */
double hysi_normal_between(double a, double b, double h, double m);

/* Minus the log2 of that mass, which exists however far out the interval is. */
double hysi_normal_energy_between(double a, double b, double h, double m);

/* 2^x of x <= 0, but not less than 2^-1000. */
double hysi_exp2_below_0(double x);

/* erf(x / sqrt(2)). */
double hysi_normal_erf(double x);

/* log2(x / from), exact to a few last digits where x is close to from. */
double hysi_log2_ratio(double x, double from);

#endif
