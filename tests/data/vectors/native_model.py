#!/usr/bin/env python3
"""The native stream, version 1, from docs/spec.md in Python: writes native.tsv.

    python3 native_model.py > native.tsv

It shares no line with the library: it has ARS over numpy tables, and the laws in Python's integers
and numpy's floats. Only what the spec itself refers to comes from outside, through ctypes: fma of
libm, SLEEF's deterministic exp2 and log2, XXH3.
"""
import ctypes
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


def draws(bits, key, dim, first, n):
    """n raw draws of 32 or 64 bits from index first."""
    plane = bits // 32 - 1
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
    values = []
    for d in draw(32):
        t = a + (int(d) * (b - a) >> 32)
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
        about = float(named["about"]) if "about" in named else None
        values = reverse_log(FLOAT[type_], float(fields[0]), float(fields[1]), about, draw)
    elif kind == "logit":
        values = logit(FLOAT[type_], float(fields[0]), float(fields[1]), draw)
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
        index = choose(len(items), draw)
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
KEYS = [(0, 0), (M32, M32), (0x243F6A88, 0x85A308D3)]
FIRSTS = [0, 2**32 - 1, 2**32, 2**53, 2**64 - 64]
HEADER = """\
# The native stream, version 1: native_model.py wrote this file from docs/spec.md. Frozen: a line
# that changes is a new version. Indices where words, blocks and counters carry: 0, 2^32 - 1, 2^32,
# 2^53, the last 64. Keys: 0, all ones, digits of pi. space     type    key     dim     first   n
# xxh3_64 of the n values first words"""


def main():
    print(HEADER)
    for word, types in CASES:
        for type_ in types:
            cases = [
                (key, dim, first, 64)
                for key in KEYS
                for first in FIRSTS
                for dim in [xxh3(b"learning_rate", 13) if first else 0]
            ]
            for key, dim, first, n in [*cases, (KEYS[2], 0, 0, 2**20)]:
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
            print(word, type_, file=sys.stderr)


main()
