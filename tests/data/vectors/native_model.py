#!/usr/bin/env python3
"""The native stream, version 1, from docs/spec.md in Python: writes native.tsv.

    python3 native_model.py > native.tsv

It shares no line with the library but the coefficients of the normal law, which the spec refers to:
it has ARS over numpy tables, and the laws in Python's integers and numpy's floats. Only what the
spec itself refers to comes from outside, through ctypes: fma of libm, SLEEF's deterministic
functions, XXH3.
"""
import ctypes
import math
import pathlib
import re
import sys
from fractions import Fraction

import numpy as np

libm = ctypes.CDLL("libm.so.6")
sleef = ctypes.CDLL("libsleef.so.3")
xxhash = ctypes.CDLL("libxxhash.so.0")


def function(library, name, result, arguments):
    f = getattr(library, name)
    f.restype, f.argtypes = result, arguments
    return f


fma = function(libm, "fma", ctypes.c_double, [ctypes.c_double] * 3)
fmaf = function(libm, "fmaf", ctypes.c_float, [ctypes.c_float] * 3)
exp2 = function(sleef, "Sleef_finz_exp2d1_u10purecfma", ctypes.c_double, [ctypes.c_double])
log2 = function(sleef, "Sleef_finz_log2d1_u10purecfma", ctypes.c_double, [ctypes.c_double])
exp = function(sleef, "Sleef_finz_expd1_u10purecfma", ctypes.c_double, [ctypes.c_double])
log1p = function(sleef, "Sleef_finz_log1pd1_u10purecfma", ctypes.c_double, [ctypes.c_double])
erf = function(sleef, "Sleef_finz_erfd1_u10purecfma", ctypes.c_double, [ctypes.c_double])
erfc = function(sleef, "Sleef_finz_erfcd1_u15purecfma", ctypes.c_double, [ctypes.c_double])
xxh3 = function(xxhash, "XXH3_64bits", ctypes.c_uint64, [ctypes.c_char_p, ctypes.c_size_t])

M32, M64 = 2**32 - 1, 2**64 - 1

# ---- keys: Threefry-2x32, 20 rounds ----


def threefry(key, counter):
    ks = [key[0], key[1], key[0] ^ key[1] ^ 0x1BD11BDA]
    x0, x1 = (counter[0] + ks[0]) & M32, (counter[1] + ks[1]) & M32
    for group in range(5):
        for r in ((13, 15, 26, 6), (17, 29, 16, 24))[group % 2]:
            x0 = (x0 + x1) & M32
            x1 = ((x1 << r | x1 >> (32 - r)) & M32) ^ x0
        x0 = (x0 + ks[(group + 1) % 3]) & M32
        x1 = (x1 + ks[(group + 2) % 3] + group + 1) & M32
    return x0, x1


# ---- ARS4x32-7 ----


def sbox():
    """Inverses in GF(2^8), then the affine map of FIPS 197."""

    def mul(a, b):
        r = 0
        while b:
            if b & 1:
                r ^= a
            a = a << 1 ^ (0x11B if a & 0x80 else 0)
            b >>= 1
        return r

    table = []
    for x in range(256):
        inverse = next((y for y in range(256) if mul(x, y) == 1), 0)
        table.append(
            0x63
            ^ inverse
            ^ (inverse << 1 | inverse >> 7) & 255
            ^ (inverse << 2 | inverse >> 6) & 255
            ^ (inverse << 3 | inverse >> 5) & 255
            ^ (inverse << 4 | inverse >> 4) & 255
        )
    return np.array(table, np.uint8)


SBOX = sbox()
SHIFT_ROWS = np.array([(c + r) % 4 * 4 + r for c in range(4) for r in range(4)])


def xtime(a):
    return (a << 1) ^ np.where(a & 0x80, 0x1B, 0).astype(np.uint8)


def ars(counters, key):
    """counters: n x 4 uint32; key: 4 words. The n x 4 words of the blocks."""
    k = [key[0] | key[1] << 32, key[2] | key[3] << 32]

    def key_bytes():
        return np.frombuffer(k[0].to_bytes(8, "little") + k[1].to_bytes(8, "little"), np.uint8)

    x = counters.astype("<u4").view(np.uint8).reshape(-1, 16) ^ key_bytes()
    for r in range(1, 8):
        k = [(k[0] + 0x9E3779B97F4A7C15) & M64, (k[1] + 0xBB67AE8584CAA73B) & M64]
        x = SBOX[x][:, SHIFT_ROWS]
        if r < 7:
            a = x.reshape(-1, 4, 4)
            b = np.roll(a, -1, axis=2)
            total = a[:, :, 0] ^ a[:, :, 1] ^ a[:, :, 2] ^ a[:, :, 3]
            x = (a ^ total[:, :, None] ^ xtime(a ^ b)).reshape(-1, 16)
        x = x ^ key_bytes()
    return np.ascontiguousarray(x).view("<u4").reshape(-1, 4)


assert ars(np.zeros((1, 4), np.uint32), [0] * 4)[0].tolist() == [
    0xDACF61FF,
    0xC45798F3,
    0x113C7EEB,
    0x101E27F3,
]


def draws(bits, key, dim, first, n, plane=None):
    """n raw draws of 32 or 64 bits from index first, of their own plane or another."""
    plane = bits // 32 - 1 if plane is None else plane
    words = [*threefry(key, (M32, 2 * plane)), *threefry(key, (M32, 2 * plane + 1))]
    per = 128 // bits
    start, stop = first // per, (first + n - 1) // per + 1
    blocks = np.array([start + i for i in range(stop - start)], np.uint64)
    counters = np.empty((len(blocks), 4), np.uint32)
    counters[:, 0], counters[:, 1] = blocks & np.uint64(M32), blocks >> np.uint64(32)
    counters[:, 2], counters[:, 3] = dim & M32, dim >> 32
    flat = ars(counters, words).reshape(-1).view(f"<u{bits // 8}")
    return flat[first - start * per :][:n]


# ---- laws ----

FLOAT = {"f32": np.float32, "f64": np.float64}


def ceil_to(dtype, x):
    """The smallest value of the type that is not below the double x."""
    y = dtype(x)
    return y if Fraction(float(y)) >= Fraction(x) else np.nextafter(y, dtype(np.inf))


def bounds(dtype, lower, upper):
    lo, up = ceil_to(dtype, lower) + dtype(0), ceil_to(dtype, upper) + dtype(0)
    return lo, up, np.nextafter(up, dtype(-np.inf))


def k53(d):
    return [int(x) >> 11 for x in d]


def linear(dtype, lower, upper, draw):
    lo, up, last = bounds(dtype, lower, upper)
    if dtype is np.float32:
        scale = (up - lo) * dtype(2.0**-24)
        values = [fmaf(int(d) >> 8, float(scale), float(lo)) for d in draw(32)]
    else:
        scale = (up - lo) * dtype(2.0**-53)
        values = [fma(k, float(scale), float(lo)) for k in k53(draw(64))]
    return np.minimum(np.array(values, dtype), last) + dtype(0)


COEFFICIENTS = [
    float.fromhex(c)
    for c in (
        "0x1.62e42cp-1",
        "0x1.ebfd3ap-3",
        "0x1.c68af6p-5",
        "0x1.3cfd82p-7",
        "0x1.47373ap-10",
        "0x1.c4456ep-13",
    )
]


def log_fixed(lower, upper, draw):
    """The f32 law before its clamp."""
    a, b = (int(np.rint(log2(x) * 2.0**23)) for x in (lower, upper))
    return exp2_fixed([a + (int(d) * (b - a) >> 32) for d in draw(32)])


def exp2_fixed(numbers):
    values = []
    for t in numbers:
        m = np.uint32((t & 0x7FFFFF) | 0x3F800000).view(np.float32)
        f = float(m) - 1
        p = COEFFICIENTS[5]
        for c in COEFFICIENTS[4::-1]:
            p = fmaf(p, f, c)
        p = fmaf(p, f, 1.0)
        bits = (int(np.float32(p).view(np.uint32)) + (t & 0xFF800000)) & M32
        values.append(np.uint32(bits).view(np.float32))
    return np.array(values, np.float32)


def log_double(lower, upper, draw):
    l0, l1 = log2(lower), log2(upper)
    scale = (l1 - l0) * 2.0**-53
    return np.array([exp2(fma(k, scale, l0)) for k in k53(draw(64))])


def log(dtype, lower, upper, draw):
    lo, up, last = bounds(dtype, lower, upper)
    values = (
        log_fixed(lower, upper, draw) if dtype is np.float32 else log_double(lower, upper, draw)
    )
    return np.minimum(np.maximum(values, lo), last)


def floor_to(dtype, x):
    """The largest value of the type that is not above the double x."""
    return dtype(0) - ceil_to(dtype, -x)


def narrowed(dtype, values, lo, last):
    """Doubles clamped to numbers of the type, then rounded to it."""
    return np.minimum(np.maximum(values, float(lo)), float(last)).astype(dtype) + dtype(0)


def reverse_log(dtype, lower, upper, about, draw):
    lo, _, last = bounds(dtype, lower, upper)
    a, b = (lower, upper) if about is None else (about - upper, about - lower)
    c = lower + upper if about is None else about
    values = log_double(a, b, lambda bits: [~int(d) & M64 for d in draw(bits)])
    return narrowed(dtype, c - values, lo, last)


def logit(dtype, lower, upper, draw):
    lo, _, last = bounds(dtype, lower, upper)
    g0, g1 = (log2(x) - log2(1 - x) for x in (lower, upper))
    values = []
    for k in k53(draw(64)):
        v = fma(k, (g1 - g0) * 2.0**-53, g0)
        values.append(exp2(v) / (1 + exp2(v)) if v <= 0 else 1 / (1 + exp2(-v)))
    return narrowed(dtype, np.array(values), lo, last)


def with_digits(dtype, lower, upper, digits, values):
    """Rounds doubles of linear or log to decimal places."""
    scale = float(10**digits)
    values = [
        x if not abs(x * scale) < 2.0**53 else float(np.rint(x * scale)) / scale for x in values
    ]
    return narrowed(dtype, np.array(values), ceil_to(dtype, lower), floor_to(dtype, upper))


def whole(lower, upper):
    return -(-Fraction(lower) // 1), Fraction(upper) // 1


def qlinear(lower, upper, draw):
    low, high = (int(x) for x in whole(lower, upper))
    if low == lower and high == upper:
        s = high - low
        bits = 32 if s <= 2**16 else 64
        return [low + (((int(d) * 2 * s >> bits) + 1) >> 1) for d in draw(bits)]
    scale = (upper - lower) * 2.0**-53
    return [min(max(int(np.rint(fma(k, scale, lower))), low), high) for k in k53(draw(64))]


def qlog(lower, upper, draw):
    low, high = (int(x) for x in whole(lower, upper))
    narrow = lower >= 2.0**-126 and upper <= 2.0**12
    values = log_fixed(lower, upper, draw) if narrow else log_double(lower, upper, draw)
    return [min(max(int(np.rint(float(v))), low), high) for v in values]


def choose(count, draw):
    bits = 32 if count <= 2**16 else 64
    return [int(d) * count >> bits for d in draw(bits)]


def weigh(weights, draw):
    if len(set(weights)) == 1:
        return choose(len(weights), draw)
    exact = [Fraction(w) for w in weights]
    if all(w.denominator == 1 for w in exact) and sum(exact) <= 2**53:
        masses = [int(w) for w in exact]
    else:
        rooms = (len(weights) - 1).bit_length()
        e = min(52, 61 - rooms) - (math.frexp(max(weights))[1] - 1)
        masses = [round(w * Fraction(2) ** e) for w in exact]
    total = sum(masses)
    narrow = len(weights) <= 2**16 and all(2**16 * m >= total for m in masses if m > 0)
    bits = 32 if narrow else 64
    below, thresholds = 0, []
    for m in masses[:-1]:
        below += m
        thresholds.append(-(-below * 2**bits // total))
    return [sum(t <= int(d) for t in thresholds) for d in draw(bits)]


# ---- integers and steps: section 3.3 ----


def numbers(contract, last, draw):
    """The numbers 0 .. last by their masses."""
    if contract == "half_ends" and last > 0:
        bits = 32 if last <= 2**16 else 64
        return [((int(d) * 2 * last >> bits) + 1) >> 1 for d in draw(bits)]
    return choose(last + 1, draw)


def integers(lower, upper, step, contract, draw):
    first = -(-lower // step) * step if contract == "inside" else lower
    return [first + step * k for k in numbers(contract, (upper - first) // step, draw)]


def logint(lower, upper, cells, draw):
    if lower == upper:
        return [lower for _ in draw(32)]
    if cells == "bins":
        n, lo, up = upper - lower + 1, float(lower), float(upper)
        clamped = np.minimum(np.maximum(log_double(lo, up, draw), lo), np.nextafter(up, lo))
        values = [lower + math.floor((y - lo) * n / (up - lo)) for y in clamped.tolist()]
    else:
        ends = (lower - 0.5, upper + 0.5) if cells == "round" else (float(lower), upper + 1.0)
        values = log_fixed(*ends, draw) if upper <= 2**12 else log_double(*ends, draw)
        whole_of = np.rint if cells == "round" else math.floor
        values = [int(whole_of(float(v))) for v in values]
    return [min(max(v, lower), upper) for v in values]


def decimals(x):
    """The least number of decimals that says x in at most 2^53 units."""
    for d in range(23):
        n = round(Fraction(x) * 10**d)
        if abs(n) <= 2**53 and n / 10**d == x:
            return d
    return None


class Steps:
    """Evenly spaced values of bounds, step and contract, with the numbers first to last. value(k)
    is that of number k: counted from the first value, of inside and multiple from 0."""

    def __init__(self, lower, upper, step, contract):
        multiple = contract == "multiple"
        of = [decimals(x) for x in ([lower, step] + [upper] * multiple)]
        self.power = 10 ** max(of) if None not in of else 0
        self.L, self.S, self.U = (round(Fraction(x) * self.power) for x in (lower, step, upper))
        most = 2**49 - 1 if multiple else 2**53
        self.exact = self.power > 0 and max(abs(self.L), self.S, abs(self.U)) <= most
        self.lower, self.upper, self.step, self.contract = lower, upper, step, contract
        self.from_lower = contract in ("equal", "half_ends")
        if self.exact:
            if self.U / self.power > upper:
                self.U -= 1
            L, S, U = self.L, self.S, self.U
            if multiple:
                self.first, self.last = (2 * L + S) // (2 * S), (2 * U + S - 1) // (2 * S)
            elif contract == "inside":
                self.first, self.last = -(-L // S), U // S
            else:
                self.first, self.last = 0, (U - L) // S
        elif multiple:
            self.first, self.last = int(np.rint(lower / step)), int(np.rint(upper / step))
        elif contract == "inside":
            self.first, self.last = math.ceil(lower / step), math.floor(upper / step)
        else:
            self.first, self.last = 0, math.floor((upper - lower) / step)

    def value(self, k):
        if self.exact:
            return (self.L * self.from_lower + k * self.S) / self.power
        value = fma(k, self.step, self.lower if self.from_lower else 0.0)
        return value if self.contract == "multiple" else min(max(value, self.lower), self.upper)

    def values(self, numbers, clip):
        values = [self.value(k) for k in numbers]
        return [min(max(x, self.lower), self.upper) for x in values] if clip else values

    def nearest(self, x):
        """The number of the value nearest to a double."""
        k = int(np.rint((x - (self.lower if self.from_lower else 0.0)) / self.step))
        return min(max(k, self.first), self.last)


def linear_steps(lower, upper, step, contract, clip, draw):
    s = Steps(lower, upper, step, contract)
    if contract != "multiple":
        k = [s.first + j for j in numbers(contract, s.last - s.first, draw)]
    elif s.exact:
        span = 2 * (s.U - s.L)
        k = [(2 * s.L + s.S + (int(d) * span >> 64)) // (2 * s.S) for d in draw(64)]
    else:
        k = [s.nearest(x) for x in linear(np.float64, lower, upper, draw).tolist()]
    return s.values(k, clip)


def log_steps(lower, upper, step, contract, clip, draw):
    s = Steps(lower, upper, step, contract)
    m = lower if contract == "equal" else 0.0

    def edge(j):
        return fma(j, step, m - step / 2)

    ends = lower, upper
    if contract == "equal":
        ends = edge(0) if edge(0) > 0 else lower, edge(s.last + 1)
    if s.last - s.first >= 4096:
        return s.values([s.nearest(y) for y in log_double(*ends, draw).tolist()], clip)
    l0, l1 = log2(ends[0]), log2(ends[1])
    shares = [(log2(edge(j)) - l0) / (l1 - l0) for j in range(s.first + 1, s.last + 1)]
    thresholds = [math.ceil(Fraction(g) * 2**64) for g in shares]
    return s.values([s.first + sum(t <= int(d) for t in thresholds) for d in draw(64)], clip)


# ---- normal and lognormal: section 3.4 ----


def read_rows(name):
    """The coefficients of a macro of normal_rows.h."""
    text = (
        pathlib.Path(__file__).resolve().parents[3] / "src/reference/normal_rows.h"
    ).read_text()
    lines = text[text.index(f"#define {name}(X)") :].splitlines()
    end = next(i for i, line in enumerate(lines) if not line.endswith("\\"))
    body = re.sub(r"/\*.*?\*/", "", "\n".join(lines[1 : end + 1]).replace("\\\n", "\n"))
    return [
        [float.fromhex(c.strip().rstrip("f")) if "x" in c else float(c) for c in row.split(",")]
        for row in re.findall(r"X\(([^)]*)\)", body)
    ]


F32_ROWS = read_rows("HYSI_NORMAL_F32_ROWS")
F64_ROWS = read_rows("HYSI_NORMAL_F64_ROWS")
DEEP = {9: 0, 5: 1, 6: 2, 7: 3, 8: 4}  # the octave of w, and its place in a row of columns
DEEP_COLUMNS = read_rows("HYSI_NORMAL_DEEP_COLUMNS")
PER_SQRT_2 = float.fromhex("0x1.6a09e667f3bcdp-1")
LOG2_E = float.fromhex("0x1.71547652b82fep+0")


def polynomial(multiply_add, row, t):
    z = row[-1]
    for c in row[-2::-1]:
        z = multiply_add(z, t, c)
    return z


def odd_number(d, bits):
    """2 d + 1, signed and modulo 2^bits, and whether d is in the centre."""
    twice = (2 * d + 1) & (2**bits - 1)
    return twice - 2**bits * (twice >> (bits - 1)), (d ^ twice) >> (bits - 1) == 1


def standard_f32(d):
    twice, centre = odd_number(d, 32)
    g = np.float32(twice) * np.float32(2.0**-32)
    bits = int(g.view(np.uint32))
    if centre:
        t, row, factor = g * g, F32_ROWS[63], g
    else:
        t = np.uint32((bits & 0x3FFFFF) | 0x3F800000).view(np.float32) - np.float32(1.25)
        row, factor = F32_ROWS[bits >> 22 & 63], np.float32(1 if g < 0 else -1)
    return np.float32(polynomial(fmaf, row, float(t))) * factor


def standard_from(g, centre):
    bits = int(np.float64(g).view(np.uint64))
    if centre:
        t, row, factor = g * g, F64_ROWS[64], g
    else:
        t = float(np.uint64((bits & (2**52 - 1)) | 0x3FF << 52).view(np.float64)) - 1.5
        row, factor = F64_ROWS[(bits >> 52) + 1 & 63], 1.0 if g < 0 else -1.0
    n, d = polynomial(fma, row[1:7], t), fma(polynomial(fma, row[7:13], t), t, 1.0)
    return fma(t, n / d, row[0]) * factor


def standard_f64(d):
    twice, centre = odd_number(d, 64)
    return standard_from(float(twice) * 2.0**-64, centre)


def quantile(p, q, least):
    r = max(q if q < p else p, least)
    if r >= 0.25:
        z = standard_from(fma(-2.0, r, 1.0), True)
    elif r >= 2.0**-65:
        z = standard_from(-2.0 * r, False)
    else:
        w = -2.0 - log2(r)
        column = [row[DEEP[math.frexp(w)[1] - 1]] for row in DEEP_COLUMNS]
        z = polynomial(fma, column[1:], math.sqrt(w) - column[0])
    return z if q < p else -z


def above(z):
    return erfc(z * PER_SQRT_2) / 2


def mass_between(a, b, h, m):
    if h * (1 + abs(m)) < 2.0**-8:
        mm, hh = m * m, h * h
        inner = (mm - 1) / 24 + hh * ((mm * mm - 6 * mm + 3) / 1920)
        return exp(-0.5 * mm) * float.fromhex("0x1.9884533d43651p-2") * h * (1 + hh * inner)
    if a >= 0:
        return above(a) - above(b)
    if b <= 0:
        return above(-b) - above(-a)
    return 0.5 * (erf(b * PER_SQRT_2) + erf(-a * PER_SQRT_2))


class Normal:
    """The law of normal or, with log, of the log2 of lognormal's values, between bounds."""

    def __init__(self, mu, sigma, base, lower, upper, log):
        unit = (LOG2_E if base is None else log2(base)) if log else 1.0
        self.mu, self.sigma, self.log = mu * unit, sigma * unit, log
        self.lower = lower if lower is not None else 0.0 if log else -math.inf
        self.upper = upper if upper is not None else math.inf
        self.bounded = lower is not None or upper is not None

    def unbounded(self, dtype, draw):
        if dtype is np.float64:
            x = [fma(standard_f64(int(d)), self.sigma, self.mu) for d in draw(64)]
            return np.array([exp2(v) for v in x] if self.log else x) + 0.0
        z = [float(standard_f32(int(d))) for d in draw(32)]
        if self.log:
            scale = np.float32(self.sigma * 2.0**23)
            shift = int(np.rint(self.mu * 2.0**23))
            return exp2_fixed([shift + int(np.rint(np.float32(v) * scale)) for v in z])
        sigma, mu = float(np.float32(self.sigma)), float(np.float32(self.mu))
        return np.array([fmaf(v, sigma, mu) for v in z], np.float32) + np.float32(0)

    def doubles(self, draw, lo, last):
        """The f64 law between bounds, but for lognormal's last clamp."""
        low, high = self.lower, self.upper
        start = (log2(low) if low > 0 else -math.inf) if self.log else low
        end = (log2(high) if high < math.inf else math.inf) if self.log else high
        a, b = (start - self.mu) / self.sigma, (end - self.mu) / self.sigma
        h = (high - low) / self.sigma
        m = (0.5 * (start + end) - self.mu) / self.sigma
        if self.log:
            ratio = (high - low) / low if low > 0 else math.inf
            h = (log1p(ratio) if ratio < math.inf else ratio) * LOG2_E / self.sigma
        mass, pa, qb = mass_between(a, b, h, m), above(-a), above(b)
        least = max(2.0**-65 * mass, 2.0**-1020)

        def half_above(k):
            return fma(float(k >> 32), 2.0**32, float(k & M32) + 0.5)

        values = []
        for d in draw(64):
            u, v = half_above(int(d)) * 2.0**-64, half_above(~int(d) & M64) * 2.0**-64
            z = quantile(fma(u, mass, pa), fma(v, mass, qb), least)
            x = fma(z, self.sigma, self.mu)
            values.append(exp2(min(max(x, start), end)) if self.log else min(max(x, lo), last))
        return values

    def sample(self, dtype, draw):
        if not self.bounded:
            return self.unbounded(dtype, draw)
        info = np.finfo(dtype)
        lo = ceil_to(dtype, self.lower) if self.lower > -math.inf else -info.max
        lo = info.tiny if self.log and self.lower == 0 else lo
        last = info.max
        if self.upper < math.inf:
            last = np.nextafter(ceil_to(dtype, self.upper), dtype(-np.inf))
        return narrowed(dtype, np.array(self.doubles(draw, float(lo), float(last))), lo, last)

    def end(self, side, least):
        """The law's value at the unit 0 or 1, on a side without a bound."""
        z = quantile(0.0 if side < 0 else 1.0, 1.0 if side < 0 else 0.0, least)
        x = fma(z, self.sigma, self.mu)
        return exp2(x) if self.log else x

    def multiples(self, step, clip, draw):
        assert self.bounded == (self.upper < math.inf)
        if self.bounded:
            lo, last = self.lower, float(np.nextafter(self.upper, -np.inf))
            values = [min(max(v, lo), last) for v in self.doubles(draw, lo, last)]
            ends = self.lower, self.upper
        else:
            values = self.unbounded(np.float64, draw).tolist()
            ends = self.end(-1, 2.0**-65), self.end(1, 2.0**-65)
        first, last = (int(np.rint(x / step)) for x in ends)
        numbers = [min(max(int(np.rint(v / step)), first), last) for v in values]
        d = decimals(step)
        units = round(Fraction(step) * 10 ** (d or 0))
        if d is not None and max(abs(first), abs(last)) * units <= 2**53:
            values = [k * units / 10**d for k in numbers]
        else:
            values = [k * step for k in numbers]
        return [min(max(x, ends[0]), ends[1]) for x in values] if clip else values

    def steps(self, step, contract, draw):
        """Equal and bins, between two bounds."""
        s = Steps(self.lower, self.upper, step, "equal")
        if contract == "equal":
            first = fma(-0.5, step, self.lower)
            self.lower = max(first, 0.0) if self.log else first
            self.upper = fma(s.last + 0.5, step, s.lower)
        lo, last = self.lower, float(np.nextafter(self.upper, -np.inf))
        values = [min(max(v, lo), last) for v in self.doubles(draw, lo, last)]
        if contract == "equal":
            k = [int(np.rint((v - s.lower) / step)) for v in values]
        else:
            k = [math.floor((v - lo) * (s.last + 1) / (self.upper - lo)) for v in values]
        return [s.value(min(max(x, 0), s.last)) for x in k]


NUMPY = {
    "f32": "<f4",
    "f64": "<f8",
    "i8": "i1",
    "u8": "u1",
    "i16": "<i2",
    "u16": "<u2",
    "i32": "<i4",
    "u32": "<u4",
    "i64": "<i8",
    "u64": "<u8",
    "index": "<u4",
}


def sample(word, type_, key, dim, first, n):
    kind, *fields = word.split(":")
    named = dict(field.split("=") for field in fields if "=" in field)

    def real(name):
        return float(named[name]) if name in named else None

    def draw(bits):
        return draws(bits, key, dim, first, n)

    if kind == "bits":
        values = draw(int(type_[1:]))
    elif kind == "unit":
        values = (
            [(int(d) >> 8) * 2.0**-24 for d in draw(32)]
            if type_ == "f32"
            else [k * 2.0**-53 for k in k53(draw(64))]
        )
    elif kind in ("linear", "log") and "digits" in named:
        lower, upper = float(fields[0]), float(fields[1])
        values = {"linear": linear, "log": log}[kind](np.float64, lower, upper, draw)
        values = with_digits(FLOAT[type_], lower, upper, int(named["digits"]), values.tolist())
    elif kind == "reverse_log":
        bounds = float(fields[0]), float(fields[1])
        values = reverse_log(FLOAT[type_], *bounds, real("about"), draw)
    elif kind == "logit":
        values = logit(FLOAT[type_], float(fields[0]), float(fields[1]), draw)
    elif kind in ("linear", "log") and "step" in named:
        bounds = float(fields[0]), float(fields[1]), real("step")
        contract, clip = named.get("contract", "equal"), "clip" in fields
        law = log_steps if kind == "log" else linear_steps
        values = law(*bounds, contract, clip, draw)
    elif kind == "int":
        step, contract = int(named.get("step", 1)), named.get("contract", "equal")
        values = integers(int(fields[0]), int(fields[1]), step, contract, draw)
    elif kind == "logint":
        values = logint(int(fields[0]), int(fields[1]), named.get("cells", "round"), draw)
    elif kind == "bool":
        values = choose(2, draw)
    elif kind == "constant":
        values = [0 if type_ == "index" else float(fields[0]) for _ in draw(32)]
    elif kind in ("normal", "lognormal"):
        law = Normal(
            float(fields[0]),
            float(fields[1]),
            real("base"),
            real("lower"),
            real("upper"),
            kind == "lognormal",
        )
        contract = named.get("contract", "equal" if law.bounded else "multiple")
        if "step" in named and contract == "multiple":
            values = law.multiples(real("step"), "clip" in fields, draw)
        elif "step" in named:
            values = law.steps(real("step"), contract, draw)
        else:
            values = law.sample(FLOAT[type_], draw)
    elif kind in ("linear", "log"):
        values = {"linear": linear, "log": log}[kind](
            FLOAT[type_], float(fields[0]), float(fields[1]), draw
        )
    elif kind in ("qlinear", "qlog"):
        values = {"qlinear": qlinear, "qlog": qlog}[kind](float(fields[0]), float(fields[1]), draw)
    elif kind == "range":
        values = choose(int(fields[0]), draw)
    else:
        items = fields[0].split(",")
        weights = named.get("weights", ",".join("1" * len(items))).split(",")
        index = weigh([float(w) for w in weights], draw)
        values = index if type_ == "index" else [float(items[i]) for i in index]
    return np.asarray(values).astype(NUMPY[type_])


# ---- cases ----

INTEGERS = ["i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64"]
CASES = [
    ("bits", ["u32", "u64"]),
    ("unit", ["f32", "f64"]),
    ("linear:-1.25:3.1", ["f32", "f64"]),
    ("linear:0:1", ["f32", "f64"]),
    ("linear:0.1:0.7", ["f32", "f64"]),
    ("linear:1e-30:1e30", ["f32", "f64"]),
    ("log:1e-5:0.1:10", ["f32", "f64"]),
    ("log:0.001:1000:2", ["f32", "f64"]),
    ("log:1e-300:1e300:10", ["f64"]),
    ("qlinear:1:100", ["f32", "f64", *INTEGERS]),
    ("qlinear:0.3:99.7", ["f32", "f64", *INTEGERS]),
    ("qlinear:-100:65436", ["i32", "i64", "f32"]),
    ("qlinear:0:65537", ["i32", "u32", "i64", "u64", "f32", "f64"]),
    ("qlinear:-9007199254740992:9007199254740992", ["i64", "f64"]),
    ("qlinear:-1.5e9:2.1e9", ["i32", "i64", "f64"]),
    ("qlinear:-9007199254740992:9007199254740991", ["i64", "f64"]),
    ("qlinear:-1:9007199254740992", ["i64", "f64"]),
    ("qlinear:0:9007199254740991", ["i64", "u64"]),
    ("qlinear:0:9007199254740992", ["u64"]),
    ("qlog:1:100:10", ["f32", "f64", *INTEGERS]),
    ("qlog:0.7:4096:2", ["i16", "u16", "i32", "f32"]),
    ("qlog:16:1048576:2", ["f32", "f64", "i32", "u32", "i64", "u64"]),
    ("qlog:1:9007199254740992:10", ["i64", "u64", "f64"]),
    ("discrete:3,1,2,5,8", ["f32", "f64", *INTEGERS, "index"]),
    ("discrete:-0.5,1e30,7,7,0.1,1e-30,2", ["f32", "f64", "index"]),
    ("range:65536", ["u16", "i32", "f32", "index"]),
    ("range:65537", ["u32", "i64", "f64", "index"]),
    ("labels:adam,sgd,rmsprop", ["index"]),
    ("linear:0:1:digits=2", ["f32", "f64"]),
    ("linear:-1e30:1e30:digits=3", ["f32", "f64"]),
    ("log:1e-5:0.1:digits=6", ["f32", "f64"]),
    ("reverse_log:0.5:0.999", ["f32", "f64"]),
    ("reverse_log:0:0.99999:about=1", ["f32", "f64"]),
    ("reverse_log:1e-300:1e300", ["f64"]),
    ("logit:0.01:0.99", ["f32", "f64"]),
    ("logit:1e-300:0.9999999999999999", ["f32", "f64"]),
]
# Kinds of section 3.3 and later, whose draws the cases above have shown: one line each.
SHORT_CASES = [
    ("int:1:6", ["i32"]),
    ("int:-5:20:step=5", ["i64"]),
    ("int:0:1000000:contract=half_ends", ["i64"]),
    ("int:1:100:step=7:contract=inside", ["u8"]),
    ("int:-9223372036854775808:9223372036854775807", ["i64"]),
    ("int:-9223372036854775808:9223372036854775807:step=3", ["i64"]),
    ("logint:1:1000", ["i32"]),
    ("logint:1:1000000", ["i64"]),
    ("logint:1:60:cells=floor", ["i32"]),
    ("logint:3:100000:cells=floor", ["u32"]),
    ("logint:1:60:cells=bins", ["i32"]),
    ("logint:10:100000:cells=bins", ["f64"]),
    ("bool", ["u8", "f32", "i64", "index"]),
    ("linear:0:1:step=0.1", ["f32", "f64"]),
    ("linear:-3:3:step=0.5:contract=half_ends", ["f64"]),
    ("linear:0.05:0.72:step=0.1:contract=inside", ["f64"]),
    ("linear:-7.1:9.3:step=0.7:contract=multiple:clip", ["f64"]),
    ("linear:1e-20:1:step=0.1", ["f64"]),
    ("log:0.5:64:step=0.5", ["f32", "f64"]),
    ("log:1:100:step=1", ["i32"]),
    ("normal:0:1", ["f32", "f64"]),
    ("normal:-3.5:0.01", ["f32"]),
    ("normal:0:1:lower=-1:upper=2", ["f32"]),
    ("normal:0:1:lower=30", ["f64"]),
    ("normal:5:2:lower=1:upper=10:step=1", ["i32"]),
    ("lognormal:0:1", ["f32", "f64"]),
    ("lognormal:-1:0.7:base=10", ["f64"]),
    ("lognormal:0:1:lower=0.1:upper=10", ["f32"]),
    ("lognormal:0:1:base=2:upper=3", ["f64"]),
    ("lognormal:1:0.5:lower=1:upper=20:step=1:contract=bins", ["f64"]),
    ("discrete:1,2,5,10,20,50:weights=1,2,3,4,5,6", ["f32", "u8", "index"]),
    ("discrete:3,1,4,1,5,9,2,6:weights=0.1,0.2,0.7,0,1,1,0.05,3", ["f64"]),
    ("discrete:7,8,9:weights=1,1000000,1", ["i32"]),
    ("labels:a,b,c:weights=1,2,1", ["index"]),
    ("constant:7", ["f64", "i64", "index"]),
    ("int:-3:3:contract=half_ends", ["i8"]),
    ("int:2:9223372036854775807:step=9223372036854775805", ["u64"]),
    ("linear:0:100:step=0.001:contract=half_ends", ["f32", "f64"]),
    ("linear:0:1000000:step=0.01", ["f64"]),
    ("linear:0:1e300:step=1e290", ["f64"]),
    ("linear:0:1:step=0.3:contract=multiple", ["f32", "f64"]),
    ("linear:0.1:0.30000000000000004:step=0.07:contract=multiple", ["f64"]),
    ("log:1:1000000:step=1", ["i32", "f64"]),
    ("log:0.01:100:step=0.001", ["f64"]),
    ("log:0.3:7.1:step=0.7:contract=multiple", ["f32", "f64"]),
    ("log:0.3:7.1:step=0.7:contract=multiple:clip", ["f64"]),
    ("log:1:100000:step=3:contract=multiple", ["i64"]),
    ("normal:0:1:step=0.5", ["f32", "f64"]),
    ("normal:1e6:1000:step=7", ["i32"]),
    ("normal:0:1:step=1.1e-15", ["f64"]),
    ("normal:0:1:lower=-1.3:upper=2:step=0.3:contract=multiple", ["f64"]),
    ("normal:0:1:lower=-1.3:upper=2:step=0.25:contract=multiple:clip", ["f64"]),
    ("lognormal:0:1:step=1", ["u16", "f64"]),
    ("lognormal:1:0.5:base=2:step=0.1", ["f64"]),
    ("lognormal:0:1:lower=0.5:upper=9:step=0.3:contract=multiple", ["f64"]),
]
KEYS = [(0, 0), (M32, M32), (0x243F6A88, 0x85A308D3)]
FIRSTS = [0, 2**32 - 1, 2**32, 2**53, 2**64 - 64]
HEADER = """\
# The native stream, version 1: native_model.py wrote this file from docs/spec.md. \
Frozen: a line that changes is a new version.
# Indices where words, blocks and counters carry: 0, 2^32 - 1, 2^32, 2^53, the last 64. \
Keys: 0, all ones, digits of pi.
# space\ttype\tkey\tdim\tfirst\tn\txxh3_64 of the n values\tfirst words"""


def main():
    print(HEADER)
    columns = xxh3(b"learning_rate", 13)
    for word, types in CASES:
        for type_ in types:
            cases = [
                (key, dim, first, 64)
                for key in KEYS
                for first in FIRSTS
                for dim in [columns if first else 0]
            ]
            for case in [*cases, (KEYS[2], 0, 0, 2**20)]:
                print_line(word, type_, *case)
    for word, types in SHORT_CASES:
        for type_ in types:
            print_line(word, type_, KEYS[2], columns, 2**32 - 1, 2**14)


def print_line(word, type_, key, dim, first, n):
    values = sample(word, type_, key, dim, first, n)
    raw = values.tobytes()
    size = values.dtype.itemsize
    shown = 64 if (key, first, n) == (KEYS[2], 0, 64) else 8
    words = ",".join(raw[i * size : (i + 1) * size][::-1].hex() for i in range(shown))
    print(
        word,
        type_,
        f"{key[0]:08x}:{key[1]:08x}",
        f"{dim:016x}",
        first,
        n,
        f"{xxh3(raw, len(raw)):016x}",
        words,
        sep="\t",
    )
    if n > 64:
        print(word, type_, file=sys.stderr)


if __name__ == "__main__":
    main()
