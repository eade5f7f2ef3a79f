#!/usr/bin/env python3
"""The points of the Sobol sequence from docs/spec.md, section 2.3, in Python: writes sobol.tsv.

    python3 sobol_model.py >sobol.tsv

The direction numbers are those that scipy's engine has, which the first points of the engine
itself confirm; other points are sums of them. It needs scipy, numpy and libxxhash.
"""
import ctypes

import numpy as np
from scipy.stats import qmc

xxhash = ctypes.CDLL("libxxhash.so.0")
xxhash.XXH3_64bits.restype = ctypes.c_uint64
xxhash.XXH3_64bits.argtypes = [ctypes.c_char_p, ctypes.c_size_t]

RANKS = 0, 1, 2, 3, 4, 9, 19, 39, 49, 99, 1110, 5000, 21200
FIRSTS = {
    "scipy": (0, 1, 5, 1000),
    "scipy-continued": (
        *(2**20 - 3, 2**24 - 1, 2**32 - 7, 2**32 + 12345, 2**40 + 99),
        *(2**53 - 10, 2**62 - 3, 2**63 - 1000),
    ),
    "formula": (2**63 + 17, 2**64 - 65),
}
HEAD = (
    "# made with scipy 1.17.1, numpy 2.4.6, mpmath 1.4.1 (50 digits), exact rationals; open set\n"
    "# truth\trank (dimension from 0)\tfirst\tn\txxh3_64 of the n words as little-endian u64\t"
    "first 8 words (hex): the 64-bit draw without scramble; the 32-bit draw is its high half"
)


def directions(dimensions):
    """V_0 .. V_63 of each dimension, from scipy's engine."""
    return qmc.Sobol(dimensions, scramble=False, bits=64)._sv.astype(np.uint64)


def point(v, i):
    """Point i, from direction numbers as Python's integers."""
    gray, x = i ^ i >> 1, 0
    for k in range(64):
        if gray >> k & 1:
            x ^= v[k]
    return x


def digest(words):
    data = np.asarray(words, "<u8").tobytes()
    return f"{xxhash.XXH3_64bits(data, len(data)):016x}"


def shown(words):
    return ",".join(f"{int(word):016x}" for word in words[:8])


def main():
    v = directions(RANKS[-1] + 1)
    assert v.shape == (21201, 64)
    engine = qmc.Sobol(RANKS[-1] + 1, scramble=False, bits=64).random(64)
    print(HEAD)
    for truth, firsts in FIRSTS.items():
        for first in firsts:
            for rank in RANKS:
                numbers = [int(x) for x in v[rank]]
                words = [point(numbers, first + k) for k in range(64)]
                assert first or all(engine[:, rank] == np.array(words, np.uint64) * 2.0**-64)
                print(truth, rank, first, 64, digest(words), shown(words), sep="\t")
    what = "directions of ranks 0..21200, 64 each, V[rank][k]"
    print("scipy", what, "-", v.size, digest(v), shown(v[2]), sep="\t")


if __name__ == "__main__":
    main()
