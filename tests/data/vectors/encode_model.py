#!/usr/bin/env python3
"""encode and decode by docs/spec.md, section 4.1, in exact and 200-bit arithmetic.

It prints encode.tsv, and needs mpmath.

A line: space, encode or decode, the value's type, input, result, how far a result may lie from it
(0: not a bit), and ok, or data where HYS_W_DATA is due. The error of decode for continuous kinds is
the one that the spec states; the error of encode is that of its operations."""
import math
import random
import struct
from fractions import Fraction

import mpmath
from mpmath import mpf

mpmath.mp.prec = 200
rng = random.Random(20)
EPS = mpf(2) ** -52


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def f32_steps(x):
    """The f32 neighbours of a float of f32's, below and above."""
    bits = struct.unpack("i", struct.pack("f", x))[0]
    key = bits if bits >= 0 else -(bits & 0x7FFFFFFF)
    at = lambda k: struct.unpack("f", struct.pack("I", k if k >= 0 else 0x80000000 | -k))[0]
    return at(key - 1), at(key + 1)


def ceil_f32(x):
    y = f32(x)
    return (f32_steps(y)[1] if y < x else y) + 0.0


def log2(x):
    return mpmath.log(mpf(x), 2)


def real(x):
    return mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else mpf(x)


class Continuous:
    def __init__(self, word):
        kind, lower, upper = word.split(":")[:3]
        self.word, self.log, self.lower, self.upper = (
            word,
            kind == "log",
            float(lower),
            float(upper),
        )
        at = log2 if self.log else mpf
        self.a, self.b = at(self.lower), at(self.upper)

    def encode(self, v, kind):
        if v != v:
            return v, 0, "data"
        inside = self.lower <= v <= self.upper
        v = min(max(v, self.lower), self.upper)
        u = ((log2(v) if self.log else mpf(v)) - self.a) / (self.b - self.a)
        allowed = 2 * EPS
        if self.log:
            allowed += 4 * math.ulp(float(max(abs(self.a), abs(self.b)))) / (self.b - self.a)
        if v in (self.lower, self.upper):
            u, allowed = mpf(v == self.upper), 0
        return float(u), allowed, "ok" if inside else "data"

    def decode(self, u, kind):
        if u != u:
            return u, 0, "data"
        status = "ok" if 0 <= u <= 1 else "data"
        if kind == "f32":
            lo, last = ceil_f32(self.lower), f32_steps(ceil_f32(self.upper))[0]
        else:
            lo, last = self.lower, math.nextafter(self.upper, -math.inf)
        if u >= 1:
            return last, 0, status
        v = self.a + mpf(max(u, 0)) * (self.b - self.a)
        slope = self.b - self.a
        if self.log:
            v = mpf(2) ** v
            slope = v * slope * mpmath.log(2)
        v = min(max(v, mpf(lo)), mpf(last))
        near = float(v)
        allowed = slope * EPS + 2 * math.ulp(near)
        if self.log:
            allowed += v * max(abs(self.a), abs(self.b)) * EPS
        if kind == "f32":
            y = f32(near)
            allowed += mpf(f32_steps(abs(y))[1]) - abs(y)
            near = y
        return near + 0.0, allowed, status

    def inputs(self, direction):
        lo, up = self.lower, self.upper
        if direction == "decode":
            return [
                0.0,
                1.0,
                1 - 2.0**-53,
                5e-324,
                0.5,
                0.25,
                1 / 3,
                -1e-9,
                1.5,
                math.inf,
                -math.inf,
                math.nan,
            ] + [rng.random() for _ in range(20)]
        inner = [lo + (up - lo) * rng.random() for _ in range(12)]
        if self.log:
            inner += [
                float(mpf(2) ** (self.a + (self.b - self.a) * rng.random())) for _ in range(12)
            ]
        inner = [min(max(x, lo), up) for x in inner]
        return [
            lo,
            up,
            math.nextafter(lo, math.inf),
            math.nextafter(up, -math.inf),
            math.nextafter(lo, -math.inf),
            math.nextafter(up, math.inf),
            -1e300,
            1e300,
            math.inf,
            -math.inf,
            math.nan,
        ] + inner

    types = ("f64", "f32")


class Quantised:
    """Cells of integers on an axis of the bounds, or of their log2."""

    types = ("f64",)

    def __init__(self, word):
        kind, lower, upper = word.split(":")[:3]
        self.word, self.log, self.lower, self.upper = (
            word,
            kind == "qlog",
            float(lower),
            float(upper),
        )
        self.first, self.last = math.ceil(self.lower), math.floor(self.upper)
        self.whole = not self.log and self.first == self.lower and self.last == self.upper

    def unit(self, v):
        if self.whole:
            s = self.last - self.first
            u = (
                Fraction(1, 4) / s
                if v == self.first
                else (s - Fraction(1, 4)) / s
                if v == self.last
                else Fraction(v - self.first, s)
            )
            return float(u), 0
        at = log2 if self.log else mpf
        a, b = at(self.lower), at(self.upper)
        left = a if v == self.first else at(v - mpf("0.5"))
        right = b if v == self.last else at(v + mpf("0.5"))
        u = (left + (right - left) / 2 - a) / (b - a)
        return float(u), 2 * EPS + 4 * math.ulp(float(max(abs(a), abs(b)))) / (b - a)

    def encode(self, v, kind):
        if v != v:
            return v, 0, "data"
        c = int(min(max(round(min(max(v, -1e300), 1e300)), self.first), self.last))
        u, allowed = self.unit(c)
        return u, allowed, "ok" if c == v else "data"

    def decode(self, u, kind):
        """None where a cell's edge is so near that a last bit decides."""
        if u != u:
            return u, 0, "data"
        status = "ok" if 0 <= u <= 1 else "data"
        if u >= 1:
            return float(self.last), 0, status
        u = max(u, 0.0)
        at = log2 if self.log else mpf
        a, b = at(self.lower), at(self.upper)
        x = a + mpf(u) * (b - a)
        x = mpf(2) ** x if self.log else x
        v = int(mpmath.floor(x + mpf("0.5")))
        if abs(x + mpf("0.5") - mpmath.nint(x + mpf("0.5"))) < abs(x) * 2.0**-44 + 2.0**-44:
            return None
        return float(min(max(v, self.first), self.last)), 0, status

    def inputs(self, direction):
        middle = sorted(
            {self.first, self.first + 1, self.last - 1, self.last}
            | {rng.randint(self.first, self.last) for _ in range(16)}
        )
        middle = [v for v in middle if self.first <= v <= self.last]
        if direction == "encode":
            return [float(v) for v in middle] + [
                self.first - 1.0,
                self.last + 1.0,
                self.first + 0.25,
                self.last - 0.3,
                -1e300,
                math.inf,
                math.nan,
            ]
        return (
            [0.0, 1.0, 1 - 2.0**-53, -0.5, 7.0, math.inf, math.nan]
            + [self.unit(v)[0] for v in middle]
            + [rng.random() for _ in range(16)]
        )


class Listed:
    types = ("f64",)

    def __init__(self, word):
        kind, values = word.split(":")
        self.word = word
        self.values = (
            [float(v) for v in values.split(",")]
            if kind == "discrete"
            else [float(i) for i in range(values.count(",") + 1)]
        )
        self.labels = kind == "labels"

    def encode(self, v, kind):
        if v != v:
            return v, 0, "data"
        if self.labels:
            v = (
                float(min(max(round(min(max(v, -1e9), 1e9)), 0), len(self.values) - 1))
                if v not in self.values
                else v
            )
        w = min(max(v, -1e300), 1e300)
        index = min(
            range(len(self.values)), key=lambda i: (abs(Fraction(self.values[i]) - Fraction(w)), i)
        )
        x = self.values[index]
        return float(Fraction(2 * index + 1, 2 * len(self.values))), 0, x

    def decode(self, u, kind):
        if u != u:
            return u, 0, "data"
        status = "ok" if 0 <= u <= 1 else "data"
        i = min(int(min(max(u, 0.0), 1.0) * len(self.values)), len(self.values) - 1)
        return self.values[i], 0, status

    def inputs(self, direction):
        low, high, n = min(self.values), max(self.values), len(self.values)
        if direction == "encode":
            return (
                sorted(set(self.values))
                + [low - 1, high + 1, math.inf, -math.inf, math.nan]
                + [low + (high - low) * rng.random() for _ in range(12)]
            )
        return (
            [0.0, 1.0, 1 - 2.0**-53, -0.5, 7.0, math.nan]
            + [i / n for i in range(n)]
            + [(i + 0.5) / n for i in range(n)]
            + [rng.random() for _ in range(12)]
        )


SPACES = [
    Continuous("linear:0:1"),
    Continuous("linear:-3:7.5"),
    Continuous("linear:0.1:0.5"),
    Continuous("linear:-1e300:1e299"),
    Continuous("linear:1:1.0000001"),
    Continuous("linear:-2.3e-308:3e-308"),
    Continuous("log:1e-5:0.1:10"),
    Continuous("log:1:2:2"),
    Continuous("log:0.9:1.1:7"),
    Continuous("log:1e-300:1e300:10"),
    Continuous("log:1e-310:1:10"),
    Quantised("qlinear:0:1"),
    Quantised("qlinear:1:12"),
    Quantised("qlinear:-100:100"),
    Quantised("qlinear:0:1000000"),
    Quantised("qlinear:-1073741824:1073741823"),
    Quantised("qlinear:0:1125899906842624"),
    Quantised("qlinear:0.3:90.7"),
    Quantised("qlinear:-0.4:5.5"),
    Quantised("qlinear:2.5:3.9"),
    Quantised("qlinear:-1e6:1000000.5"),
    Quantised("qlog:16:4096:2"),
    Quantised("qlog:1:100:10"),
    Quantised("qlog:0.5:1e6:10"),
    Quantised("qlog:0.6:1.4:10"),
    Quantised("qlog:3:1e12:10"),
    Listed("discrete:0.8,0.9,0.99"),
    Listed("discrete:5"),
    Listed("discrete:3,1,4,1,5,9,2,6"),
    Listed("discrete:-1,0,1e6,1e-6"),
    Listed("discrete:" + ",".join(str(i * i) for i in range(70))),
    Listed("labels:a"),
    Listed("labels:adam,sgd,rmsprop"),
    Listed("labels:a,b,c,d,e,f,g"),
]


def text(x):
    return repr(float(x))


def main():
    print("# encode and decode, by encode_model.py, which says what the columns are.")
    print("# space\tdirection\ttype\tinput\tresult\terror\tstatus")
    for space in SPACES:
        for direction in ("encode", "decode"):
            for kind in space.types:
                for x in space.inputs(direction):
                    if direction == "encode" and kind == "f32":
                        if not abs(x) < 3e38:
                            continue
                        x = f32(x)
                    if (
                        isinstance(space, Continuous)
                        and kind == "f32"
                        and (
                            max(abs(space.lower), space.upper) > 3e38
                            or ceil_f32(space.lower) >= ceil_f32(space.upper)
                        )
                    ):
                        continue
                    line = getattr(space, direction)(x, kind)
                    if line is None:
                        continue
                    result, allowed, status = line
                    if not isinstance(status, str):
                        given = x in space.values or (
                            not space.labels and any(f32(v) == x for v in space.values)
                        )
                        status = "ok" if given else "data"
                    print(
                        "\t".join(
                            (
                                space.word,
                                direction,
                                kind,
                                text(x),
                                text(result),
                                text(mpf(allowed) * (1 + EPS)) if allowed else "0",
                                status,
                            )
                        )
                    )


main()
