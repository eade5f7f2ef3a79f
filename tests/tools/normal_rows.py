#!/usr/bin/env python3
"""Computes the rows of src/reference/normal_rows.h anew, but for the deep ones, and prints those
that differ from it: nothing if all agree. It needs mpmath and scipy (every number is made of 45
digits, whatever their versions) and takes a minute or two.

A row is a polynomial or c0 + t N(t) / D(t), fitted to quantiles at Chebyshev points by least
squares in ulps, with Lawson's weights, which lower the largest error. Then the coefficients are
rounded one by one, those that weigh most first, while the rest is fitted anew.
"""

import pathlib
import re
import struct
import sys

import mpmath as mp
from scipy.special import ndtri_exp

mp.mp.dps = 45
HEADER = pathlib.Path(__file__).resolve().parents[2] / "src/reference/normal_rows.h"


def upper(p):
    """The z >= 0 that is exceeded with probability p."""
    p = mp.mpf(p)
    if p == mp.mpf(1) / 2:
        return mp.mpf(0)
    z = mp.mpf(float(-ndtri_exp(float(mp.log(p)))))
    for _ in range(3):
        density = mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)
        error = (mp.erfc(z / mp.sqrt(2)) / 2 - p) / density
        step = error / (1 - z * error / 2) if abs(z * error) < 1 else error
        z += step
        if abs(step) < abs(z) * mp.mpf(10) ** -25:
            break
    return z


def chebyshev(a, b, n):
    return [(a + b) / 2 + (b - a) / 2 * mp.cos(mp.pi * (2 * k + 1) / (2 * n)) for k in range(n)]


def least_squares(rows, right):
    n = len(rows[0])
    with mp.workdps(90):
        matrix, vector = mp.matrix(n, n), mp.matrix(n, 1)
        for i in range(n):
            for j in range(i, n):
                matrix[i, j] = matrix[j, i] = mp.fsum(r[i] * r[j] for r in rows)
            vector[i] = mp.fsum(r[i] * y for r, y in zip(rows, right))
        return list(mp.lu_solve(matrix, vector))


def horner(c, t):
    value = mp.mpf(0)
    for x in reversed(c):
        value = value * t + x
    return value


def f32(x):
    return mp.mpf(struct.unpack("f", struct.pack("f", float(x)))[0])


def f64(x):
    return mp.mpf(float(x))


def ulp(x, bits):
    return mp.mpf(2) ** (mp.floor(mp.log(x, 2)) - bits + 1)


def fit(ts, fs, degree, below, bits, near, zero, exact=False):
    """c0 + t N(t) / D(t) of those degrees, near the type. The fit has c0 = zero, exact or near the
    type; the row has it near the type."""
    c0 = zero if exact else near(zero)
    us = [ulp(f, bits) for f in fs]
    denominator, weights, best, fixed = [mp.mpf(1)] * len(ts), [mp.mpf(1)] * len(ts), None, {}
    names = [("n", k) for k in range(degree + 1)] + [("d", k) for k in range(1, below + 1)]

    def solve():
        free = [x for x in names if x not in fixed]
        rows, right = [], []
        for t, f, u, w, d in zip(ts, fs, us, weights, denominator):
            scale = mp.sqrt(w) / (d * u)

            def term(x, t=t, f=f):
                return t ** (x[1] + 1) if x[0] == "n" else -(f - c0) * t ** x[1]

            rest = f - c0
            for x, value in fixed.items():
                rest -= value * term(x)
            rows.append([scale * term(x) for x in free])
            right.append(scale * rest)
        values = dict(fixed)
        values.update(zip(free, least_squares(rows, right) if free else []))
        n = [values[("n", k)] for k in range(degree + 1)]
        d = [mp.mpf(1)] + [values[("d", k)] for k in range(1, below + 1)]
        at = [horner(d, t) for t in ts]
        errors = [abs(c0 + t * horner(n, t) / a - f) / u for t, f, u, a in zip(ts, fs, us, at)]
        return values, n, d, at, errors

    for sweep in range(10):
        _, _, _, denominator, errors = solve()
        if best is None or max(errors) < best[0]:
            best = (max(errors), list(weights), list(denominator))
        if sweep >= (2 if below else 1):
            total = mp.fsum(w * e for w, e in zip(weights, errors))
            weights = [
                w * e / total * len(ts) + mp.mpf(10) ** -20 for w, e in zip(weights, errors)
            ]
    _, weights, denominator = best
    for x in sorted(names, key=lambda x: x[1] + (0 if x[0] == "n" else 0.5)):
        values, _, _, denominator, _ = solve()
        fixed[x] = near(values[x])
    _, n, d, _, _ = solve()
    return [near(zero)] + n + d[1:]


def centre(degree, below, bits, near):
    ss = chebyshev(mp.mpf(0), mp.mpf(1) / 4, 56)
    fs = [upper((1 - mp.sqrt(s)) / 2) / mp.sqrt(s) for s in ss]
    return fit(ss, fs, degree, below, bits, near, mp.sqrt(mp.pi / 2))


def row_f32(r):
    exponent, half = (r // 2 + 1) % 32, r % 2
    if r == 63:
        return centre(5, 0, 24, f32)
    if exponent in (0, 31):  # one value of g, or none
        p = mp.mpf(2) ** -2 if exponent == 31 else mp.mpf(2) ** -33
        return [f32(upper(p))] + [mp.mpf(0)] * 6
    low = 1 + mp.mpf(half) / 2
    middle, points = low + mp.mpf(1) / 4, chebyshev(low, low + mp.mpf(1) / 2, 40)

    def quantile(m):
        return upper(m * mp.mpf(2) ** (exponent - 33))

    ts, fs = [m - middle for m in points], [quantile(m) for m in points]
    return fit(ts, fs, 5, 0, 24, f32, quantile(middle))


def row_f64(r):
    if r == 64:
        c = centre(4, 4, 53, f64)
        return c[:6] + [mp.mpf(0)] + c[6:] + [mp.mpf(0)] * 2
    if r == 63:  # one value of g
        return [f64(upper(mp.mpf(2) ** -2))] + [mp.mpf(0)] * 12
    points, middle = chebyshev(mp.mpf(1), mp.mpf(2), 56), mp.mpf(3) / 2

    def quantile(m):
        return upper(m * mp.mpf(2) ** (r - 65))

    ts, fs = [m - middle for m in points], [quantile(m) for m in points]
    c = fit(ts, fs, 5, 6, 53, f64, quantile(middle), exact=r < 62)
    if r == 0:  # so that the first draw, p = 2^-65, has its quantile rounded to nearest
        c[1] += 23 * mp.mpf(2) ** -56
    return c


def numbers(macro):
    """The rows of a macro of the header."""
    text = HEADER.read_text().split("#define " + macro + "(X)")[1].split("\n\n")[0]
    for row in re.findall(r"X\(([^)]*)\)", text.replace("\\\n", " ")):
        yield [float.fromhex(x.strip().rstrip("f")) for x in row.split(",")]


def main():
    differ = 0
    for macro, compute in (("HYSI_NORMAL_F32_ROWS", row_f32), ("HYSI_NORMAL_F64_ROWS", row_f64)):
        for r, row in enumerate(numbers(macro)):
            made = [float(x) for x in compute(r)]
            if made != row:
                differ += 1
                print(macro, r, ", ".join(x.hex() for x in made))
    return int(differ > 0)


sys.exit(main())
