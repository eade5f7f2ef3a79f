/* Written by tests/tools/tail_series.py: the coefficients of (x + 4) R(x), lowest
 * first, in t = 1 - 8 / (x + 4), where R(x) is the mass of the standard normal beyond
 * x >= 0 over its density at x. Rounding aside, at most 2^-52 off, relatively. */
#ifndef HYSI_REFERENCE_TAIL_SERIES_H
#define HYSI_REFERENCE_TAIL_SERIES_H

enum { TAIL_DEGREE = 23 };
static const double tail_series[TAIL_DEGREE + 1] = {
    0x1.e4aa012912ddep+0,  -0x1.8615d9b49165fp+0,  0x1.f0d9856bc3c18p-1,   -0x1.dec30ee679054p-2,
    0x1.360ce26013f9ep-3,  -0x1.35aa3c952a44cp-6,  -0x1.1dcfea6b25491p-7,  0x1.0be6d67626502p-8,
    0x1.5e7b09dc4e955p-12, -0x1.2fb435c097a94p-11, -0x1.40e74b51dcc5bp-18, 0x1.71801234b62e4p-14,
    0x1.e0d535d939044p-20, -0x1.f20ec8ce0ecf6p-17, -0x1.a48321ba6e1e4p-20, 0x1.58c5c2ab3ae68p-19,
    0x1.6442fbfdbf950p-21, -0x1.ae06eeda28ac4p-22, -0x1.a816713378ba3p-23, 0x1.803ba179e4c38p-25,
    0x1.59f5967c36434p-25, -0x1.94b3e4fc98a2bp-30, -0x1.22e0dbb723c0fp-28, -0x1.4aaaba2ef263cp-32,
};

#endif
