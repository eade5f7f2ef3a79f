#!/usr/bin/env python3
"""Prints src/streams/joe_kuo.h: Joe and Kuo's primitive polynomials and first direction numbers
(new-joe-kuo-6.21201), from the copy in scipy's wheel.

    python3 -m pip install scipy==1.17.1
    python3 tests/tools/joe_kuo.py >src/streams/joe_kuo.h
"""
import pathlib

import numpy
import scipy.stats

HEAD = """\
/* Joe and Kuo's primitive polynomials over GF(2) and first direction numbers, new-joe-kuo-6.21201
 * (NOTICE has the licence); tests/tools/joe_kuo.py printed this file. Dimension 0, which has no
 * polynomial, is left out.
 *
 * Dimensions stand in the order of their polynomials' degrees. The 192 bits of a dimension, lowest
 * first, hold the polynomial's inner coefficients, that of x in bit 0, and then (m_k - 1) / 2 in
 * k - 1 bits for k = 2 up to the degree; m_1 is 1. */
#ifndef HYSI_JOE_KUO_H
#define HYSI_JOE_KUO_H

#include <stdint.h>

/* clang-format off */
/* The first dimension of each degree; the last entry is the number of all dimensions. */
static const uint16_t joe_kuo_first[20] = {
"""


def packed(polynomial, degree, initial):
    bits, at = polynomial >> 1 & (1 << degree - 1) - 1, degree - 1
    for k, m in enumerate(initial[:degree], 1):
        assert m % 2 == 1 and m < 1 << k
        bits |= m // 2 << at
        at += k - 1
    assert at <= 192
    return [bits >> 64 * word & (1 << 64) - 1 for word in range(3)]


def main():
    file = pathlib.Path(scipy.stats.__file__).with_name("_sobol_direction_numbers.npz")
    with numpy.load(file) as numbers:
        polynomials = [int(p) for p in numbers["poly"]]
        initial = [[int(m) for m in row] for row in numbers["vinit"]]
    degrees = [p.bit_length() - 1 for p in polynomials]
    assert degrees == sorted(degrees) and all(p % 2 == 1 for p in polynomials)
    assert len(degrees) == 21201 and degrees[:2] == [0, 1] and degrees[-1] == 18

    firsts = [0] + [degrees.index(s) for s in range(1, 19)] + [len(degrees)]
    print(HEAD, end="")
    print("    " + ", ".join(map(str, firsts[:10])) + ",")
    print("    " + ", ".join(map(str, firsts[10:])) + "};")
    print("static const uint64_t joe_kuo[21200][3] = {")
    for d in range(1, len(degrees)):
        words = packed(polynomials[d], degrees[d], initial[d])
        print("    {" + ", ".join(f"0x{word:x}" for word in words) + "},")
    print("};\n/* clang-format on */\n\n#endif")


main()
