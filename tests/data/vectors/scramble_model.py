#!/usr/bin/env python3
"""The scrambles of Sobol points from docs/spec.md, section 2.3, in Python: writes scramble.tsv.

    python3 scramble_model.py >scramble.tsv

It needs what sobol_model.py and native_model.py beside it need.
"""
from native_model import M32, M64, draws, xxh3
from sobol_model import directions, point, shown

HEAD = (
    "# made with scipy 1.17.1, numpy 2.4.6, mpmath 1.4.1 (50 digits), exact rationals; open set\n"
    "# what\tseed\tcolumn\trank\tfirst\t8 words (hex), by docs/spec.md, section 2.3"
)


def design_words(seed, column):
    """W(dim, 0 .. 66)."""
    name = column.encode()
    words = draws(64, (seed >> 32, seed & M32), xxh3(name, len(name)), 0, 67, plane=2)
    return [int(word) for word in words]


def scrambled(v, words):
    """V'_k of each V_k: its digits by rows of a lower triangular matrix."""
    rows = [words[t] & ~(M64 >> t) & M64 | 1 << 63 - t for t in range(64)]
    return [
        sum((row & number).bit_count() % 2 << 63 - t for t, row in enumerate(rows)) for number in v
    ]


def reversed_bits(x):
    return int(f"{x:064b}"[::-1], 2)


def owen(x, words):
    x = reversed_bits(x)
    x ^= x * 0x6C50B47C3D20ADEA & M64
    x = x + words[65] & M64
    x = x * (words[66] | 1) & M64
    x ^= x * 0xB82F1E5205526C56 & M64
    x ^= x * 0xC7AFE63853A22864 & M64
    return reversed_bits(x)


def main():
    all_directions = directions(21201)
    print(HEAD)
    for seed in 0, 42:
        for column in "x", "learning_rate":
            words = design_words(seed, column)
            for rank in 0, 1, 7, 21200:
                v = [int(x) for x in all_directions[rank]]
                matrix = scrambled(v, words)
                for first in 0, 1000, 2**40 + 5:
                    numbers = range(first, first + 8)
                    for what, points in (
                        ("matrix", [point(matrix, i) ^ words[64] for i in numbers]),
                        ("shift", [point(v, i) ^ words[64] for i in numbers]),
                        ("owen", [owen(point(v, i), words) for i in numbers]),
                    ):
                        print("sobol", what, end="\t")
                        print(seed, column, rank, first, shown(points), sep="\t")


if __name__ == "__main__":
    main()
