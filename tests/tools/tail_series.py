#!/usr/bin/env python3
"""Writes src/reference/tail_series.h anew: the polynomial in t of (x + 4) R(x), where R is the mass
of the standard normal beyond x over its density at x, and t = 1 - 8 / (x + 4). It is the Chebyshev
series of degree 23. Needs mpmath, and clang-format after it; stderr has how far it is from R,
relatively."""

import sys

import mpmath as mp

mp.mp.dps = 60
SHIFT, DEGREE, NODES = 4, 23, 80


def over_density(x):
    if x < 50:
        return mp.sqrt(mp.pi / 2) * mp.exp(x * x / 2) * mp.erfc(x / mp.sqrt(2))
    total = term = mp.mpf(1)
    for k in range(1, 30):
        term *= -(2 * k - 1) / x**2
        total += term
    return total / x


def function(t):
    x = SHIFT * (1 + t) / (1 - t)
    return (x + SHIFT) * over_density(x)


def chebyshev():
    angles = [mp.pi * (2 * j + 1) / (2 * NODES) for j in range(NODES)]
    values = [function(mp.cos(a)) for a in angles]
    series = [2 * sum(v * mp.cos(k * a) for v, a in zip(values, angles)) / NODES
              for k in range(DEGREE + 1)]
    series[0] /= 2
    return series


def in_powers(series):
    before, last, sums = [mp.mpf(1)], [mp.mpf(0), mp.mpf(1)], [mp.mpf(0)] * len(series)
    for k, c in enumerate(series):
        for power, a in enumerate(before):
            sums[power] += c * a
        twice = [mp.mpf(0)] + [2 * a for a in last]
        before, last = last, [a - (before[i] if i < len(before) else 0)
                              for i, a in enumerate(twice)]
    return [float(s) for s in sums]


def main():
    powers = in_powers(chebyshev())
    lines = [f"    {a.hex()}," for a in powers]
    sys.stdout.write(
        "/* Written by tests/tools/tail_series.py: the coefficients of (x + 4) R(x), lowest\n"
        " * first, in t = 1 - 8 / (x + 4), where R(x) is the mass of the standard normal beyond\n"
        " * x >= 0 over its density at x. Rounding aside, at most 2^-52 off, relatively. */\n"
        "#ifndef HYSI_REFERENCE_TAIL_SERIES_H\n#define HYSI_REFERENCE_TAIL_SERIES_H\n\n"
        f"enum {{ TAIL_DEGREE = {DEGREE} }};\n"
        "static const double tail_series[TAIL_DEGREE + 1] = {\n" + "\n".join(lines) +
        "\n};\n\n#endif\n")
    worst = mp.mpf(0)
    for j in range(1, 2000):
        t = mp.cos(mp.pi * j / 2000)
        exact = function(t)
        worst = max(worst, abs(mp.polyval([mp.mpf(a) for a in reversed(powers)], t) / exact - 1))
    log2 = mp.nstr(mp.log(worst, 2), 4)
    sys.stderr.write(f"at most {mp.nstr(worst, 3)} off, which is 2^{log2}\n")


main()
