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

    def has_f32(self):
        largest = max(abs(self.lower), self.upper)
        return largest <= 3e38 and ceil_f32(self.lower) < ceil_f32(self.upper)


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


# ---- the kinds of sections 3.3 and 3.4, and the reals beside linear and log ----


def parse(word):
    """The kind, the fields in their order, those with a name, and the switches."""
    kind, *fields = word.split(":")
    named = dict(f.split("=") for f in fields if "=" in f)
    switches = {f for f in fields if f in ("clip", "ordered")}
    return kind, [f for f in fields if "=" not in f and f not in switches], named, switches


def real_of(named, name):
    return float(named[name]) if name in named else None


def decimal(x, most=22):
    """A double as the decimal that it stands for, which has so many decimals at most."""
    for d in range(most + 1):
        n = round(Fraction(x) * 10**d)
        if abs(n) <= 2**53 and n / 10**d == x:
            return Fraction(n, 10**d)
    return None


class Rounded(Continuous):
    """linear and log with digits. Decode is rounded as a sample is."""

    def __init__(self, word):
        super().__init__(word)
        self.power = 10 ** int(parse(word)[2]["digits"])

    def decode(self, u, kind):
        """None where a last bit decides to which decimal a value is rounded."""
        if u != u:
            return u, 0, "data"
        status = "ok" if 0 <= u <= 1 else "data"
        x = self.a + mpf(min(max(u, 0.0), 1.0)) * (self.b - self.a)
        x = (mpf(2) ** x if self.log else x) * self.power
        assert abs(x) < 2**52
        if abs(x - mpmath.floor(x) - mpf("0.5")) < mpf(2) ** -30:
            return None
        n = int(mpmath.nint(x))
        y = min(max(n / self.power, self.lower), self.upper)
        if kind == "f32":
            y = f32(min(max(y, ceil_f32(self.lower)), -ceil_f32(-self.upper)))
        return y + 0.0, 0, status


class Real:
    """Reals by the mass below a value and its inverse, and how wrong either may be."""

    types = ("f64", "f32")
    lower, upper = -math.inf, math.inf

    def has_f32(self):
        ends = [x for x in (self.lower, self.upper) if math.isfinite(x)]
        return all(abs(x) < 3e38 for x in ends) and (
            len(ends) < 2 or ceil_f32(self.lower) < ceil_f32(self.upper)
        )

    def ends(self, kind):
        """What decode clamps to."""
        narrow = kind == "f32"
        most = 3.4028234663852886e38 if narrow else 1.7976931348623157e308
        lo = -most
        if self.lower > -math.inf:
            lo = ceil_f32(self.lower) if narrow else self.lower
        if self.upper < math.inf:
            up = f32_steps(ceil_f32(self.upper)) if narrow else [math.nextafter(self.upper, -most)]
            most = up[0]
        return lo, most

    def encode(self, v, kind):
        if v != v:
            return v, 0, "data"
        status = "ok" if self.lower <= v <= self.upper else "data"
        c = min(max(v, self.lower), self.upper)
        if c in (self.lower, self.upper):
            return float(c == self.upper), 0, status
        u = self.below(mpf(c))
        return float(u), self.encode_error(mpf(c), u), status

    def decode(self, u, kind):
        if u != u:
            return u, 0, "data"
        status = "ok" if 0 <= u <= 1 else "data"
        lo, last = self.ends(kind)
        if u >= 1 and self.upper < math.inf:
            return last, 0, status
        if u <= 0 and self.lower > -math.inf and not self.is_free_at_0():
            return lo, 0, status
        v, allowed = self.value(mpf(min(max(u, 0.0), 1.0)))
        near = float(min(max(v, mpf(lo)), mpf(last)))
        allowed += math.ulp(near) / 2
        if kind == "f32":
            y = f32(near)
            allowed += mpf(f32_steps(abs(y))[1]) - abs(y)
            near = y
        return near + 0.0, allowed, status

    def is_free_at_0(self):
        """Whether the unit 0 decodes as any other."""
        return False

    def inputs(self, direction):
        if direction == "decode":
            return [
                0.0,
                1.0,
                1 - 2.0**-53,
                5e-324,
                1e-300,
                1e-18,
                0.5,
                0.25,
                1 / 3,
                -1e-9,
                1.5,
                math.inf,
                math.nan,
            ] + [rng.random() for _ in range(20)]
        # Doubles have the digits of a value next to a bound that its unit needs.
        inner = [float(self.value(mpf(rng.random()))[0]) for _ in range(20)]
        inner = [min(max(x, self.lower), self.upper) for x in inner]
        outer = [math.nan]
        for end, out in ((self.lower, -math.inf), (self.upper, math.inf)):
            if math.isfinite(end):
                outer += [end, math.nextafter(end, out), math.nextafter(end, -out), out]
        return outer + [-1e300, 1e300] + inner


class ReverseLog(Real):
    def __init__(self, word):
        self.word = word
        _, fields, named, _ = parse(word)
        self.lower, self.upper = map(float, fields)
        about = real_of(named, "about")
        self.size = self.upper if about is None else abs(about)
        ends = (self.lower, self.upper)
        self.c = mpmath.fadd(*ends, exact=True) if about is None else mpf(about)
        self.a, self.b = (log2(self.minus(x)) for x in (self.upper, self.lower))
        self.most = max(abs(self.a), abs(self.b))

    def minus(self, v):
        return mpmath.fsub(self.c, v, exact=True)

    def below(self, v):
        return 1 - (log2(self.minus(v)) - self.a) / (self.b - self.a)

    def encode_error(self, v, u):
        span = self.b - self.a
        digits = math.ulp(float(abs(self.c))) / (self.minus(v) * span * mpmath.log(2))
        return self.most * 2.0**-51 / span + EPS + digits

    def value(self, u):
        y = mpf(2) ** (self.b - u * (self.b - self.a))
        return self.minus(y), 4 * math.ulp(self.size) + y * (self.most + 2) * 2.0**-51


    def is_free_at_0(self):
        return True


class Logit(Real):
    def __init__(self, word):
        self.word = word
        self.lower, self.upper = map(float, parse(word)[1])
        self.a, self.b = (log2(x) - log2(1 - mpf(x)) for x in (self.lower, self.upper))
        self.most = max(abs(self.a), abs(self.b))

    def below(self, v):
        return (log2(v) - log2(1 - v) - self.a) / (self.b - self.a)

    def encode_error(self, v, u):
        return self.most * 2.0**-50 / (self.b - self.a) + EPS

    def value(self, u):
        e = mpf(2) ** (self.a + u * (self.b - self.a))
        v = e / (1 + e)
        return v, 2 * math.ulp(float(v)) + self.most * v * (1 - v) * 2.0**-51


def above(z):
    """The mass of the standard normal law above z."""
    if abs(z) > 2**16:  # less than any double
        return mpf(z < 0)
    return mpmath.erfc(z / mpmath.sqrt(2)) / 2


def normal_quantile(p, q, least):
    """z of the tails p below and q above."""
    r = max(min(p, q), least)
    z = mpmath.sqrt(-2 * mpmath.log(r)) if r < 1e-4 else mpf(0)
    if r < mpf(0.5):
        for _ in range(200):
            tail = above(z)
            step = (mpmath.log(tail) - mpmath.log(r)) * tail * mpmath.sqrt(2 * mpmath.pi)
            step *= mpmath.exp(z * z / 2)
            z += step
            if abs(step) <= abs(z) * mpf(2) ** -150:
                break
        else:
            raise ArithmeticError(r)
    return z if q < p else -z


class Normal(Real):
    """normal and lognormal, with or without bounds."""

    def __init__(self, word):
        self.word = word
        kind, fields, named, _ = parse(word)
        self.log, self.base = kind == "lognormal", real_of(named, "base")
        unit = log2(self.base) if self.base else 1 / mpmath.log(2)
        unit = unit if self.log else mpf(1)
        # Rounded once, as the law has them.
        self.mu, self.sigma = (mpf(float(float(x) * unit)) for x in fields)
        lower, upper = real_of(named, "lower"), real_of(named, "upper")
        self.bounded = lower is not None or upper is not None
        self.lower = lower if lower is not None else 0.0 if self.log else -math.inf
        self.upper = upper if upper is not None else math.inf
        self.truncate(self.lower, self.upper)

    def at(self, v):
        """The distance of a value from the mean, in sigmas."""
        if self.log:
            v = log2(v) if v > 0 else mpf("-inf")
        return (mpf(v) - self.mu) / self.sigma

    def truncate(self, lower, upper):
        self.a, self.b = self.at(lower), self.at(upper)
        self.pa, self.qb = above(-self.a), above(self.b)
        self.mass = self.between(self.a, self.b)
        self.least = max(mpf(2) ** -65 * self.mass, mpf(2) ** -1020)

    def between(self, a, b):
        return above(a) - above(b) if a + b > 0 else above(-b) - above(-a)

    def is_free_at_0(self):
        """lognormal's lower bound 0 has no effect."""
        return self.log and self.lower == 0

    def below(self, v):
        return self.between(self.a, self.at(v)) / self.mass

    def encode_error(self, v, u):
        if self.bounded:
            return u * 2.0**-38
        z, error = self.at(v), 4
        if self.log:
            error += (1 + abs(z)) * (abs(log2(v)) + abs(self.mu)) / self.sigma
        return u * (z * z + error) * EPS

    def value(self, u):
        p, q = self.pa + u * self.mass, self.qb + (1 - u) * self.mass
        z = normal_quantile(p, q, self.least)
        x = z * self.sigma + self.mu
        error = 3 * mpf(math.ulp(float(abs(z))))
        if self.bounded:  # section 3.4: as exact as the law, and displaced by a little of the mass
            density = mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)
            wide = min(self.b - self.a, mpf(1))
            error = max(error, 9 * EPS / 2) + self.mass / density * EPS / wide
        error *= self.sigma
        if not self.log:
            return x, error + math.ulp(float(abs(x)))
        v = mpf(2) ** x
        ulps = 2 + 4 * abs(z * self.sigma) + abs(self.mu)
        return v, v * error * mpmath.log(2) * self.bounded + ulps * math.ulp(float(v))


class Cells:
    """Values of numbers first to last, each with a cell of mass: share(k) is the mass below that of
    number k. value(k) is exact. Encode gives the middle of a cell, decode the value of the cell."""

    types = ("f64",)
    exact = False  # no rounding of a unit decides
    clip = None

    def double(self, k):
        x = self.value(k)
        x = x.numerator / x.denominator
        return (min(max(x, self.clip[0]), self.clip[1]) if self.clip else x) + 0.0

    def has_f32(self):
        return True

    def near(self, x):
        """The number of the value nearest to x; None where two are as near."""
        k = (Fraction(x) - self.value(0)) / self.step
        nearest = math.floor(k + Fraction(1, 2))
        k = min(max(nearest, self.first), self.last)
        doubtful = abs(Fraction(x) - self.value(nearest)) > self.step * (0.5 - 1e-9)
        return None if doubtful and self.first <= nearest <= self.last + 1 else k

    def encode(self, v, kind):
        if v != v:
            return v, 0, "data"
        k = self.near(min(max(v, -1e300), 1e300))
        if k is None:
            return None
        x = self.double(k)
        u = (real(self.share(k)) + real(self.share(k + 1))) / 2
        return float(u), self.encode_error(k, u), "ok" if self.stands_for(v, x) else "data"

    def stands_for(self, v, x):
        return v == x

    def encode_error(self, k, u):
        return 0

    def decode(self, u, kind):
        """None where a cell's edge is so near that a last bit decides."""
        if u != u:
            return u, 0, "data"
        status = "ok" if 0 <= u <= 1 else "data"
        k = self.last if u >= 1 else self.number(max(u, 0.0))
        if k is None:
            return None
        x = self.double(k)
        return f32(x) if kind == "f32" else x, 0, status

    def number(self, u):
        low, high = self.first, self.last
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.share(middle) <= u else (low, middle - 1)
        edges = [e for e in (low, low + 1) if self.first < e <= self.last]
        return None if any(abs(self.share(e) - u) < self.doubt(u) for e in edges) else low

    def doubt(self, u):
        return 2.0**-40

    def inputs(self, direction):
        ends = {self.first, self.first + 1, self.last - 1, self.last}
        middle = ends | {rng.randint(self.first, self.last) for _ in range(16)}
        values = [self.double(k) for k in sorted(middle) if self.first <= k <= self.last]
        step = float(self.step)
        if direction == "encode":
            low, high = values[0], values[-1]
            return values + [
                low - step,
                high + step,
                low + 0.25 * step,
                high - 0.3 * step,
                -1e300,
                math.inf,
                math.nan,
            ]
        return (
            [0.0, 1.0, 1 - 2.0**-53, -0.5, 7.0, math.inf, math.nan]
            + [self.encode(v, "f64")[0] for v in values]
            + [rng.random() for _ in range(16)]
        )


class Spaced(Cells):
    """Evenly spaced values in decimals: those of linear and log with a step."""

    types = ("f64", "f32")

    def __init__(self, word):
        self.word = word
        kind, fields, named, switches = parse(word)
        lower, upper, step = float(fields[0]), float(fields[1]), float(named["step"])
        self.contract = named.get("contract", "equal")
        self.lay_out(lower, upper, step)
        self.clip = (lower, upper) if "clip" in switches else None

    def lay_out(self, lower, upper, step):
        L, S = decimal(lower), decimal(step)
        self.lower, self.upper, self.step = L, decimal(upper) or Fraction(upper), S
        half = Fraction(1, 2)
        self.from_lower = self.contract in ("equal", "half_ends", "bins")
        if self.from_lower:
            self.first, self.last = 0, (self.upper - L) // S
        elif self.contract == "inside":
            self.first, self.last = math.ceil(L / S), math.floor(self.upper / S)
        else:
            self.first = math.floor(L / S + half)
            self.last = math.ceil(self.upper / S + half) - 1

    def stands_for(self, v, x):
        """As the f32 of a value does, or one that was computed in another way."""
        slack, near = 2.0**-24 * abs(x), float(self.step) / 4
        bits = struct.unpack("<Q", struct.pack("<d", v))[0]
        return abs(v - x) <= (slack if bits % 2**29 == 0 else min(slack, near))

    def value(self, k):
        return k * self.step + (self.lower if self.from_lower else 0)


class LinearSteps(Spaced):
    def share(self, k):
        k -= self.first
        count = self.last - self.first + 1
        if self.contract == "multiple":
            edge = (k + self.first - Fraction(1, 2)) * self.step
            edge = min(max(edge, self.lower), self.upper)
            return (edge - self.lower) / (self.upper - self.lower)
        if self.contract == "half_ends" and count > 1:
            return min(max(Fraction(2 * k - 1, 2 * count - 2), Fraction(0)), Fraction(1))
        return Fraction(k, count)

    def encode_error(self, k, u):
        if self.contract != "multiple":
            return 0
        size = max(abs(self.lower), abs(self.upper)) / (self.upper - self.lower)
        return 4 * EPS * (1 + real(size))

    def number(self, u):
        count = self.last - self.first + 1
        if self.contract == "multiple":
            return super().number(u)
        if self.contract == "half_ends" and count > 1:
            exact = Fraction(u) * (count - 1) + Fraction(1, 2)
            return self.first + int(exact.numerator / exact.denominator)
        return self.first + min(int(u * count), count - 1)


class Integers(LinearSteps):
    """int and bool."""

    types = ("f64",)
    stands_for = Cells.stands_for

    def __init__(self, word):
        self.word = word
        kind, fields, named, _ = parse(word)
        lower, upper = (0, 1) if kind == "bool" else map(int, fields)
        self.contract = named.get("contract", "equal")
        self.lay_out(lower, upper, int(named.get("step", 1)))

    def lay_out(self, lower, upper, step):
        self.lower, self.upper, self.step = Fraction(lower), Fraction(upper), Fraction(step)
        first = -(-lower // step) if self.contract == "inside" else 0
        self.from_lower = self.contract != "inside"
        self.first, self.last = first, (upper - lower * self.from_lower) // step


class LogCells(Cells):
    """Cells on a log axis: edge(k) is the lower edge of that of number k."""

    def set_axis(self):
        self.a, self.b = log2(real(self.edge(self.first))), log2(real(self.edge(self.last + 1)))

    def share(self, k):
        return (log2(real(self.edge(k))) - self.a) / (self.b - self.a)

    def encode_error(self, k, u):
        return 2 * EPS + 4 * math.ulp(float(max(abs(self.a), abs(self.b)))) / (self.b - self.a)


class LogIntegers(LogCells):
    def __init__(self, word):
        self.word = word
        _, fields, named, _ = parse(word)
        self.first, self.last = map(int, fields)
        self.cells, self.step = named.get("cells", "round"), Fraction(1)
        self.set_axis()

    def value(self, k):
        return Fraction(k)

    def edge(self, k):
        if self.cells == "bins":
            width = Fraction(self.last - self.first, self.last - self.first + 1)
            return self.first + (k - self.first) * width
        return k - Fraction(1, 2) if self.cells == "round" else Fraction(k)


class LogSteps(LogCells, Spaced):
    def __init__(self, word):
        Spaced.__init__(self, word)
        self.set_axis()

    def edge(self, k):
        edge = self.value(k) - self.step / 2
        if self.contract == "multiple":
            return min(max(edge, self.lower), self.upper)
        return edge if edge > 0 else self.lower


class NormalSteps(Spaced):
    """Cells of normal and lognormal."""

    def __init__(self, word):
        self.word = word
        self.law = law = Normal(word)
        _, _, named, switches = parse(word)
        both = math.isfinite(law.upper)
        self.contract = named.get("contract", "equal" if both else "multiple")
        step = float(named["step"])
        self.slack = 2.0**-38 if law.bounded else 0
        if self.contract == "multiple":
            ends = [law.lower, law.upper]
            if not law.bounded:
                ends = [law.value(mpf(u))[0] for u in (0, 1)]
            self.from_lower, self.step, self.lower = False, decimal(step), Fraction(0)
            self.first, self.last = (int(mpmath.nint(mpf(x) / mpf(step))) for x in ends)
            self.clip = (law.lower, law.upper) if "clip" in switches else None
            return
        self.lay_out(law.lower, law.upper, step)
        if self.contract == "equal":
            first = self.value(0) - self.step / 2
            self.upper = self.value(self.last) + self.step / 2
            law.truncate(real(max(first, 0) if law.log else first), real(self.upper))

    def share(self, k):
        if self.contract == "bins":
            edge = self.lower + k * (self.upper - self.lower) / (self.last + 1)
        else:
            edge = self.value(k) - self.step / 2
        return self.law.below(min(max(real(edge), mpf(self.low())), mpf(self.high())))

    def low(self):
        law = self.law
        return law.lower if self.contract != "equal" else real(self.value(0) - self.step / 2)

    def high(self):
        return self.law.upper if self.contract != "equal" else real(self.upper)

    def encode_error(self, k, u):
        if self.slack:
            return u * self.slack
        near = [self.value(j) for j in (k, k + 1)]
        z = max(abs(self.law.at(real(v))) for v in near if v > 0 or not self.law.log)
        return u * ((z + 1) ** 2 + 4) * EPS

    def doubt(self, u):
        return max(min(u, 1 - u), mpf(2) ** -60) * 2.0**-30


class Constant(Listed):
    def __init__(self, word):
        super().__init__(("discrete:" if word[9].isdigit() else "labels:") + word[9:])
        self.word = word


class Weighted(Listed):
    """A list with weights: the middle of an entry's cell among the masses."""

    def __init__(self, word):
        kind, fields, named, _ = parse(word)
        numbers = kind == "discrete" and fields[0].replace(",", "").isdigit()
        super().__init__(("discrete:" if numbers else "labels:") + fields[0])
        self.word = word
        weights = [float(w) for w in named.get("weights", "1").split(",")]
        weights = weights * len(self.values) if len(weights) == 1 else weights
        exact = [Fraction(w) for w in weights]
        if all(w.denominator == 1 for w in exact) and sum(exact) <= 2**53:
            masses = [int(w) for w in exact]
        else:
            room = min(52, 61 - (len(weights) - 1).bit_length())
            e = room - (math.frexp(max(weights))[1] - 1)
            masses = [round(w * Fraction(2) ** e) for w in exact]
        self.equal = len(set(weights)) == 1
        self.before = [sum(masses[:j]) for j in range(len(masses) + 1)]

    def encode(self, v, kind):
        u, allowed, x = super().encode(v, kind)
        if u != u or self.equal:
            return u, allowed, x
        i = math.floor(u * len(self.values))
        same = [j for j, w in enumerate(self.values) if w == self.values[i]]
        i = next((j for j in same if self.before[j] < self.before[j + 1]), i)
        total = self.before[-1]
        both = self.before[i] + self.before[i + 1]
        return float(both) / float(2 * total), 0, x

    def decode(self, u, kind):
        plain = super().decode(u, kind)
        if u != u or self.equal:
            return plain
        total, u = self.before[-1], min(max(u, 0.0), 1.0)
        i = sum(c < total and float(c) / float(total) <= u for c in self.before[1:-1])
        return self.values[i], 0, plain[2]

    def inputs(self, direction):
        edges = [] if direction == "encode" else [c / self.before[-1] for c in self.before]
        return super().inputs(direction) + edges


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
    Rounded("linear:0:1:digits=2"),
    Rounded("linear:-3.7:11.1:digits=0"),
    Rounded("linear:0.14:0.16:digits=1"),
    Rounded("log:1e-5:0.1:digits=6"),
    Rounded("log:1:1000:digits=3"),
    ReverseLog("reverse_log:0.5:0.999"),
    ReverseLog("reverse_log:1e-5:0.1"),
    ReverseLog("reverse_log:0:0.99999:about=1"),
    ReverseLog("reverse_log:-3:2.5:about=3"),
    ReverseLog("reverse_log:1e-300:1e300"),
    Logit("logit:0.01:0.99"),
    Logit("logit:0.5:0.99999"),
    Logit("logit:1e-300:0.9999999999999999"),
    Normal("normal:0:1"),
    Normal("normal:-3.5:0.01"),
    Normal("normal:1e6:1000"),
    Normal("normal:0:1:lower=-1:upper=2"),
    Normal("normal:2:3:lower=-1"),
    Normal("normal:2:3:upper=8"),
    Normal("normal:0:1:lower=3:upper=4"),
    Normal("normal:0:1:lower=-37:upper=-36"),
    Normal("normal:0:1:lower=30"),
    Normal("normal:0:1:lower=-1e-9:upper=1e-9"),
    Normal("normal:10:1:lower=0:upper=1"),
    Normal("lognormal:0:1"),
    Normal("lognormal:-3:0.5"),
    Normal("lognormal:-1:0.7:base=10"),
    Normal("lognormal:0:1:lower=0.1:upper=10"),
    Normal("lognormal:0:0.5:lower=20:upper=50"),
    Normal("lognormal:0:1:base=2:upper=3"),
    Normal("lognormal:0:1:lower=0.5"),
    Integers("int:1:6"),
    Integers("int:-5:20:step=5"),
    Integers("int:0:65535"),
    Integers("int:0:1000000:step=7"),
    Integers("int:-3:3:contract=half_ends"),
    Integers("int:0:1000000:contract=half_ends"),
    Integers("int:1:100:step=7:contract=inside"),
    Integers("int:7:7"),
    Integers("bool"),
    LinearSteps("linear:0:1:step=0.1"),
    LinearSteps("linear:0.1:1:step=0.25"),
    LinearSteps("linear:0:1000000:step=0.01"),
    LinearSteps("linear:-3:3:step=0.5:contract=half_ends"),
    LinearSteps("linear:0:100:step=0.001:contract=half_ends"),
    LinearSteps("linear:0.05:0.72:step=0.1:contract=inside"),
    LinearSteps("linear:0:1:step=0.3:contract=multiple"),
    LinearSteps("linear:-7.1:9.3:step=0.7:contract=multiple:clip"),
    LogIntegers("logint:1:1000"),
    LogIntegers("logint:16:4096"),
    LogIntegers("logint:1:1000000"),
    LogIntegers("logint:1:60:cells=floor"),
    LogIntegers("logint:3:100000:cells=floor"),
    LogIntegers("logint:1:60:cells=bins"),
    LogIntegers("logint:10:100000:cells=bins"),
    LogSteps("log:1:100:step=1"),
    LogSteps("log:0.5:64:step=0.5"),
    LogSteps("log:0.01:100:step=0.001"),
    LogSteps("log:0.3:7.1:step=0.7:contract=multiple"),
    LogSteps("log:0.3:7.1:step=0.7:contract=multiple:clip"),
    LogSteps("log:1:100000:step=3:contract=multiple"),
    NormalSteps("normal:0:1:step=0.5"),
    NormalSteps("normal:5:2:lower=1:upper=10:step=1"),
    NormalSteps("normal:20:6:lower=4:upper=30:step=1:contract=bins"),
    NormalSteps("normal:0.25:0.1:step=0.125:lower=0:upper=1"),
    NormalSteps("normal:0:1:lower=-1.3:upper=2:step=0.25:contract=multiple:clip"),
    NormalSteps("lognormal:0:1:step=1"),
    NormalSteps("lognormal:1:0.5:lower=1:upper=20:step=1"),
    NormalSteps("lognormal:1:0.5:lower=1:upper=20:step=1:contract=bins"),
    Constant("constant:7"),
    Constant("constant:adam"),
    Weighted("discrete:1,2,5,10,20,50:weights=1,2,3,4,5,6"),
    Weighted("discrete:3,1,4,1,5,9,2,6:weights=0.1,0.2,0.7,0,1,1,0.05,3"),
    Weighted("discrete:7,8,9:weights=1,1000000,0"),
    Weighted("discrete:1,2,3:weights=2,2,2:ordered"),
    Weighted("discrete:2,1,3:ordered"),
    Weighted("discrete:a,b,c:weights=1,2,1"),
    Weighted("discrete:low,middle,high:weights=1,2.5,0:ordered"),
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
                    if kind == "f32" and not space.has_f32():
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
