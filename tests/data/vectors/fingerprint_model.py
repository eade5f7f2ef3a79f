#!/usr/bin/env python3
"""Fingerprints from docs/spec.md, section 7, in Python: writes fingerprint.tsv.

    python3 fingerprint_model.py > fingerprint.tsv

Shares no line with the library; XXH3 itself comes from libxxhash, through ctypes.
"""
import ctypes
import math
import struct
import sys

xxhash = ctypes.CDLL("libxxhash.so.0")


class Hash128(ctypes.Structure):
    _fields_ = [("low", ctypes.c_uint64), ("high", ctypes.c_uint64)]


xxhash.XXH3_128bits.restype, xxhash.XXH3_128bits.argtypes = Hash128, [
    ctypes.c_char_p,
    ctypes.c_size_t,
]
xxhash.XXH3_64bits_withSeed.restype = ctypes.c_uint64
xxhash.XXH3_64bits_withSeed.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint64]

KINDS = {"linear": 1, "log": 2, "qlinear": 3, "qlog": 4, "discrete": 5, "labels": 6}


def hash128(data):
    h = xxhash.XXH3_128bits(data, len(data))
    return h.low, h.high


def u64(x):
    return struct.pack("<Q", x)


def text(s):
    return u64(len(s.encode())) + s.encode()


def bound(word):
    x = float(word)
    return struct.pack("<d", 0.0 if x == 0 else x)


def space(word):
    """The fingerprint of a space from its word, (low, high)."""
    kind, *rest = word.split(":")
    form = u64(KINDS[kind])
    if kind in ("discrete", "labels"):
        entries = rest[0].split(",")
        form += u64(len(entries))
        form += b"".join(
            text(e) if kind == "labels" else struct.pack("<d", float(e)) for e in entries
        )
    else:
        form += bound(rest[0]) + bound(rest[1])
        if kind in ("log", "qlog"):
            form += struct.pack("<d", float(rest[2]))
    return hash128(form)


def split(columns):
    """[(name, word)] from ["word=name"]."""
    return [tuple(reversed(c.split("=", 1))) for c in columns]


def domain(columns):
    form = u64(0) + u64(len(columns))
    for name, word in sorted(split(columns), key=lambda column: column[0].encode()):
        low, high = space(word)
        form += text(name) + u64(low) + u64(high)
    return hash128(form)


def row_word(type_, value):
    if type_ == "index":
        return u64(int(value))
    x = float(value)
    if type_ == "f32":
        x = struct.unpack("<f", struct.pack("<f", x))[0]
    if math.isnan(x):
        return u64(0x7FF8000000000000)
    return struct.pack("<d", 0.0 if x == 0 else x)


def row(columns, types, values):
    order = sorted(range(len(columns)), key=lambda c: split(columns)[c][0].encode())
    words = [row_word(types[c], values[c]) for c in order if types[c] != "-"]
    h = 0
    for group in range(0, len(words), 16):
        data = b"".join(words[group : group + 16])
        h = xxhash.XXH3_64bits_withSeed(data, len(data), h)
    return h


# 300 values and labels: more than XXH3's inner block of 1024 bytes.
SPACES = [
    "linear:0:1",
    "linear:-0.0:1",
    "linear:-1:0.0",
    "linear:-1:-0.0",
    "linear:0:1.0000000000000002",
    "linear:-1e300:1e300",
    "log:1e-05:0.1:10",
    "log:1e-05:0.1:2",
    "log:1e-05:0.1:2.718281828459045",
    "qlinear:0:1",
    "qlinear:-3:9007199254740992",
    "qlinear:0.6:5.2",
    "qlinear:0.7:5.2",
    "qlog:1:4096:2",
    "qlog:1:4096:10",
    "discrete:0,1",
    "discrete:-0.0,1",
    "discrete:1,0",
    "discrete:0,0,1",
    "discrete:0.5",
    "discrete:" + ",".join(repr(i / 7) for i in range(300)),
    "labels:a,b",
    "labels:b,a",
    "labels:ab",
    "labels:a,b,c",
    "labels:\u00e9t\u00e9,\u65e5\u672c",
    "labels:" + ",".join(f"x{i}" for i in range(63)),
]

DOMAINS = [
    ["linear:0:1=x"],
    ["linear:0:1=y"],
    ["linear:0:2=x"],
    ["labels:a=x"],
    ["linear:0:1=x", "qlinear:1:12=layers"],
    ["qlinear:1:12=layers", "linear:0:1=x"],
    ["linear:0:1=layers", "qlinear:1:12=x"],
    [
        "linear:0:1=Zeta",
        "linear:0:1=alpha",
        "linear:0:1=_x",
        "linear:0:1=\u00e9t\u00e9",
        "linear:0:1=alpha beta",
    ],
    ["log:1e-05:0.1:10=learning_rate", "qlinear:1:12=layers", "labels:adam,sgd,rmsprop=optimizer"],
    [f"qlinear:0:{c + 1}=c{c}" for c in range(50)],
]

MIXED = ["qlinear:-100:100=b", "linear:-1:1=a", "labels:x,y,z=C", "discrete:0.5,3=d"]
WIDE = [f"qlinear:-100:100=c{c * 7 % 33}" for c in range(33)]
LARGE = ["qlinear:0:9007199254740992=x"]
ROWS = [
    (
        ["linear:-1:1=x"],
        [
            (t, v)
            for t in ("f32", "f64")
            for v in ("0", "-0.0", "0.5", "0.1", "-1", "1e-40", "nan", "-nan", "inf")
        ],
    ),
    (
        ["qlinear:-100:100=x"],
        [(t, v) for t in ("f32", "f64", "i8", "i16", "i32", "i64") for v in ("-5", "0", "7")],
    ),
    (["qlinear:0:100=x"], [(t, v) for t in ("u8", "u16", "u32", "u64") for v in ("0", "100")]),
    (["labels:a,b,c=x"], [("index", v) for v in ("0", "1", "2", "4294967295")]),
    (
        ["discrete:0.1,3=x"],
        [("f32", "0.1"), ("f64", "0.1"), ("f32", "3"), ("index", "0"), ("index", "3")],
    ),
    (
        LARGE,
        [("f64", "9007199254740992"), ("i64", "9007199254740991"), ("u64", "9007199254740992")],
    ),
]


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    print(
        "# Fingerprints by fingerprint_model.py: space, 128 bits (high, low), word; "
        "domain, 128 bits, word=name ...;"
    )
    print("# row, 64 bits, types (-: no such column), values, word=name ...")
    for word in SPACES:
        print("space", "%016x%016x" % space(word)[::-1], word, sep="\t")
    for columns in DOMAINS:
        print("domain", "%016x%016x" % domain(columns)[::-1], *columns, sep="\t")
    cases = [(columns, [t], [v]) for columns, singles in ROWS for t, v in singles]
    for types in (
        ["i8", "f32", "index", "f64"],
        ["f64", "f64", "index", "f32"],
        ["-", "f32", "index", "-"],
        ["i32", "f32", "-", "index"],
    ):
        cases.append((MIXED, types, ["-7", "0.25", "2", "1" if types[3] == "index" else "0.5"]))
        cases.append(
            (MIXED[::-1], types[::-1], ["1" if types[3] == "index" else "0.5", "2", "0.25", "-7"])
        )
    cases += [(MIXED, ["-"] * 4, ["0"] * 4)]
    for width in (15, 16, 17, 31, 32, 33):
        cases.append(
            (
                WIDE[:width],
                ["i8", "f64", "f32", "i64"] * 8 + ["i16"],
                [str(c - 15) for c in range(width)],
            )
        )
    cases.append((WIDE, (["i8"] * 10 + ["-"]) * 3, [str(c) for c in range(33)]))
    for columns, types, values in cases:
        types = types[: len(columns)]
        print(
            "row",
            "%016x" % row(columns, types, values),
            ",".join(types),
            ",".join(values),
            *columns,
            sep="\t",
        )


main()
