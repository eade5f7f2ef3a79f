#!/usr/bin/env python3
"""Times hyspace beside its peers, in turn in one process.

    bench/peers/setup.sh
    build/peers-venv/bin/python bench/peers/compare.py [--quick] [--only PEER ...]

What is measured: nanoseconds for a sample (for the table "lcbench", a configuration) of NumPy, JAX,
SciPy, hyperoptax, randompack, oneMKL, GSL, Random123, Optuna, ConfigSpace and hyperopt, and of
hyspace doing the same job through ctypes. The column "hyspace as" has the stream and instruction
set. The ratio is peer / hyspace: above 1, hyspace is faster. Any peer but NumPy may be absent.

How it is measured: each is run once to warm up, then rounds of peer, hyspace, peer, hyspace, ...
(all the hyspace variants of a peer in one round). A measurement repeats its call until it takes
some milliseconds. It begins when no thread of the process works any more, so that what the threads
of a peer still do (XLA frees memory) does not count against the next one. The table shows median
(minimum) of the rounds, and the ratio of the medians. The process pins itself to one core before
any peer is loaded. The rows with more threads come from a second process with all cores, where one
Python thread for each core calls hyspace for its part of the samples.

Sizes: 2^16 elements stay in L2; 2^26 (2^22 with --quick) do not fit the caches, though with --quick
they may fit a large L3. "output reused" is yes if the peer writes into the same memory each time,
and no if its interface returns a new array. The page faults of a large new array are then part of
its time; malloc is first made to keep blocks of up to 32 MiB. hyspace always writes into the same
memory. Log-uniform numbers of NumPy and oneMKL are made in blocks that stay in L2: each is drawn,
then transformed.

The laws differ: the integers of NumPy, randompack and MKL are uniform, while the ends of hyspace's
qlinear have half the mass. The doubles of GSL have 32 random bits, and those of randompack have 52
without full_mantissa. The normal law of oneMKL's ICDF is made of 32 random bits, and randompack's
is a ziggurat; hyspace's is the quantile of all bits of the type. The exp2 of oneMKL is as accurate
as its mode (HA, LA, EP) says. Lines "bits" say where both sides give the same bits.

oneMKL chooses its code by the maker of the CPU. On a CPU that is not Intel's it may use its plain
libmkl_vml_def; a note under the table names the libraries in use. Its rows then say nothing about
oneMKL on Intel.

A peer that is not available is a line "missing: ...". Exit status 0, or 2 if the library cannot be
loaded.
"""

import argparse
import concurrent.futures
import ctypes
import glob
import importlib.metadata
import json
import math
import mmap
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NATIVE, JAX_ARRAY, JAX_KEYS = 0, 1, 2
F32, F64, I32 = 1, 2, 7
LOG = (1e-4, 1e-1)  # log-uniform, base 10
INTEGERS = (1, 52)  # both ends included
DISCRETE, INT, BOOL, NORMAL, LOGNORMAL = 5, 7, 9, 12, 13  # kinds
REAL, INTEGER, REALS = 1, 2, 5  # types of parameters
WEIGHTED = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
BOUNDS = -1, 2  # of the truncated normal
CHOICES = [0.1, 0.2, 0.3, 0.5, 0.8, 1.3, 2.1, 3.4, 5.5, 8.9]
COLUMNS = (
    "peer",
    "distribution",
    "type",
    "n",
    "threads",
    "output reused?",
    "ns a sample (peer)",
    "hyspace as",
    "ns a sample (hyspace)",
    "ratio",
)


# ---- hyspace ----


class Source(ctypes.Structure):
    _fields_ = [
        ("stream", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
        ("key", ctypes.c_uint32 * 2),
        ("dim", ctypes.c_uint64),
        ("rows", ctypes.c_uint64),
        ("points", ctypes.c_uint64),
        ("column_points", ctypes.c_void_p),
        ("reserved", ctypes.c_uint64 * 2),
    ]


class Argument(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int32),
        ("on", ctypes.c_int32),
        ("real", ctypes.c_double),
        ("integer", ctypes.c_int64),
        ("word", ctypes.c_char_p),
        ("reals", ctypes.POINTER(ctypes.c_double)),
        ("names", ctypes.c_void_p),
        ("count", ctypes.c_size_t),
        ("scalars", ctypes.c_void_p),
        ("reserved", ctypes.c_void_p),
    ]


def argument(value):
    if isinstance(value, list):
        return Argument(type=REALS, reals=(ctypes.c_double * len(value))(*value), count=len(value))
    if isinstance(value, int):
        return Argument(type=INTEGER, integer=value)
    return Argument(type=REAL, real=value)


def source(stream, seed=42):
    return Source(stream, 0, (ctypes.c_uint32 * 2)(seed >> 32, seed & 0xFFFFFFFF))


class Hyspace:
    """The functions of libhyspace that are timed. A status other than 0 is an exception."""

    def __init__(self, path):
        self.lib = lib = ctypes.CDLL(str(path))
        p, u64, size, i32, d = (
            ctypes.c_void_p,
            ctypes.c_uint64,
            ctypes.c_size_t,
            ctypes.c_int32,
            ctypes.c_double,
        )
        for name, args in {
            "hys_isa_select": [ctypes.c_char_p],
            "hys_unit_f32": [p, u64, size, p],
            "hys_unit_f64": [p, u64, size, p],
            "hys_sample": [p, p, u64, size, i32, p],
            "hys_space_new": [p, i32, p, size, p],
            "hys_logpdf_f64": [p, p, size, p, p],
            "hys_space_linear": [p, d, d],
            "hys_space_log": [p, d, d, d],
            "hys_space_qlinear": [p, d, d],
            "hys_space_qlog": [p, d, d, d],
            "hys_space_discrete": [p, p, size],
            "hys_discrepancy": [i32, size, size, p, i32, size, p],
            "hys_domain_new": [p, p, p, size, p],
            "hys_domain_sample_matrix_f64": [p, p, u64, size, i32, p, size],
        }.items():
            getattr(lib, name).argtypes, getattr(lib, name).restype = args, i32
        for name in (
            "hys_isa_name",
            "hys_isa_current",
            "hys_strerror",
            "hys_stream_name",
            "hys_version",
        ):
            getattr(lib, name).restype = ctypes.c_char_p
        lib.hys_stream_name.argtypes = [i32]
        lib.hys_stream_from_name.argtypes, lib.hys_stream_from_name.restype = [ctypes.c_char_p], i32
        lib.hys_isa_name.argtypes = lib.hys_isa_available.argtypes = [size]
        lib.hys_isa_count.restype = size
        self.isas = [
            lib.hys_isa_name(i).decode()
            for i in range(lib.hys_isa_count())
            if lib.hys_isa_available(i)
        ]
        self.select(None)
        self.best = lib.hys_isa_current().decode()

    def check(self, status):
        if status != 0:
            raise RuntimeError(self.lib.hys_strerror(status).decode())

    def select(self, isa):
        self.check(self.lib.hys_isa_select(isa.encode() if isa else None))

    def space(self, kind, *args):
        handle = ctypes.c_void_p()
        if kind == "discrete":
            args = (ctypes.c_double * len(args[0]))(*args[0]), len(args[0])
        self.check(getattr(self.lib, "hys_space_" + kind)(ctypes.byref(handle), *args))
        return handle

    def new(self, kind, *values):
        handle, bad = ctypes.c_void_p(), ctypes.c_size_t()
        arguments = (Argument * len(values))(*(argument(value) for value in values))
        self.check(
            self.lib.hys_space_new(
                ctypes.byref(handle), kind, arguments, len(values), ctypes.byref(bad)
            )
        )
        return handle

    def domain(self, table):
        spaces = [
            self.space(
                s["kind"],
                s["lower"],
                s["upper"],
                *([s.get("base", 10)] if "log" in s["kind"] else []),
            )
            for s in table.values()
        ]
        handle, count = ctypes.c_void_p(), len(table)
        self.check(
            self.lib.hys_domain_new(
                ctypes.byref(handle),
                (ctypes.c_char_p * count)(*(n.encode() for n in table)),
                (ctypes.c_void_p * count)(*(s.value for s in spaces)),
                count,
                None,
            )
        )
        return handle

    def variant(self, stream, call, isa=None, note="", each=None):
        """A variant for measure(): its label, instruction set and call.

        each is the number of samples of a call, if it differs from the peer's.
        """
        name = self.lib.hys_stream_name(stream).decode()
        return f"{name} {isa or self.best}{note}", isa, call, each

    def sampler(self, space, type, n, out, stream=NATIVE, isa=None):
        """A variant that samples a space; with space None, uniform numbers in [0, 1)."""
        src, lib, at, check = source(stream), self.lib, out.ctypes.data, self.check
        where = ctypes.byref(src)
        if space is None:
            function = lib.hys_unit_f32 if type == F32 else lib.hys_unit_f64
            return self.variant(stream, lambda: check(function(where, 0, n, at)), isa)
        return self.variant(
            stream, lambda: check(lib.hys_sample(space, where, 0, n, type, at)), isa
        )

    def threaded(self, space, n, out, stream, pool, threads, isa=None):
        """A variant that samples f32 by all threads of the pool, a part each."""
        src, lib, at, check = source(stream), self.lib, out.ctypes.data, self.check
        where = ctypes.byref(src)
        edges = [n * i // threads // 16 * 16 for i in range(threads)] + [n]

        def part(i):
            first, count = edges[i], edges[i + 1] - edges[i]
            if space is None:
                return lib.hys_unit_f32(where, first, count, at + 4 * first)
            return lib.hys_sample(space, where, first, count, F32, at + 4 * first)

        return self.variant(stream, lambda: [check(s) for s in pool.map(part, range(threads))], isa)


# ---- measuring ----


def clock(call, repeats):
    start = time.perf_counter_ns()
    for _ in range(repeats):
        call()
    return (time.perf_counter_ns() - start) / repeats


def settle():
    """Waits until no thread of this process works, twice in a row; at most two seconds."""
    quiet, end = 0, time.monotonic() + 2
    while quiet < 2 and time.monotonic() < end:
        before = time.process_time()
        time.sleep(0.003)
        quiet = quiet + 1 if time.process_time() - before < 3e-4 else 0


class Bench:
    def __init__(self, options, hys):
        self.hys, self.quick = hys, options.quick
        self.sizes = {"2^16": 1 << 16, **({"2^22": 1 << 22} if self.quick else {"2^26": 1 << 26})}
        self.large = max(self.sizes.values())
        self.rows, self.notes, self.threads = [], [], 1
        self.memory = {}
        # Freed at once, this raises glibc's threshold for mmap, which helps peers that return new
        # arrays.
        bytearray(31 << 20)

    def out(self, type, n):
        """The first n elements of the array into which both sides write.

        There is one touched array for each type, in 2 MiB pages where the system gives them.
        """
        import numpy as np

        if type not in self.memory:
            pages = mmap.mmap(-1, self.large * np.dtype(type).itemsize)
            if hasattr(mmap, "MADV_HUGEPAGE"):
                pages.madvise(mmap.MADV_HUGEPAGE)
            self.memory[type] = np.frombuffer(pages, type)
            self.memory[type][:] = 1
        return self.memory[type][:n]

    def note(self, text):
        self.notes.append(text)
        print(text, file=sys.stderr, flush=True)

    def measure(self, peer, distribution, type, n, reused, call, variants, each=None, label=None):
        """Times call and the variants in turn.

        each is the number of samples of a call, if it is not n.
        """
        calls = [("", None, call, each), *variants]
        least, budget = (2e6, 1e9) if self.quick else (1e7, 2.5e9)
        repeats, once = [], 0
        for _, isa, f, _ in calls:
            self.hys.select(isa)
            f()
            took = clock(f, 1)
            took = min(took, clock(f, 1)) if took < budget else took
            repeats.append(max(1, math.ceil(least / took)))
            once += max(least, took)
        rounds = min(5 if self.quick else 11, max(3, int(budget / once)))
        times = [[] for _ in calls]
        for _ in range(rounds):
            for (_, isa, f, samples), repeat, series in zip(calls, repeats, times):
                self.hys.select(isa)
                settle()
                series.append(clock(f, repeat) / (samples or each or n))
        self.hys.select(None)
        medians, least = [statistics.median(t) for t in times], [min(t) for t in times]
        for i, (name, *_) in enumerate(calls[1:], 1):
            self.rows.append(
                {
                    "peer": peer,
                    "distribution": distribution,
                    "type": type,
                    "n": label or n,
                    "threads": self.threads,
                    "output reused?": reused,
                    "hyspace as": name,
                    "rounds": rounds,
                    "peer_median": medians[0],
                    "peer_min": least[0],
                    "hyspace_median": medians[i],
                    "hyspace_min": least[i],
                    "ratio": medians[0] / medians[i],
                }
            )
            print(line(self.rows[-1]), file=sys.stderr, flush=True)

    def bits(self, what, got, wanted):
        import numpy as np

        got, wanted = np.ravel(got).view("u4"), np.ravel(wanted).view("u4")
        different = int((got != wanted).sum())
        self.note(
            f"bits: {what}: "
            + (f"all {len(got)} equal" if different == 0 else f"{different} of {len(got)} differ")
        )


def line(row):
    def number(x):
        return f"{x:.3f}" if x < 100 else f"{x:.0f}"

    shown = {
        **row,
        **{
            f"ns a sample ({who})": f"{number(row[who + '_median'])} ({number(row[who + '_min'])})"
            for who in ("peer", "hyspace")
        },
        "ratio": f"{row['ratio']:.2f}",
    }
    return "| " + " | ".join(str(shown[c]) for c in COLUMNS) + " |"


# ---- the peers ----


def numpy_rows(b):
    import numpy as np

    h = b.hys
    log, integers = h.space("log", *LOG, 10), h.space("qlinear", *INTEGERS)
    discrete, values = h.space("discrete", CHOICES), np.array(CHOICES)
    normal, lognormal = h.new(NORMAL, 0.0, 1.0), h.new(LOGNORMAL, 0.0, 1.0)
    exact, weighted = h.new(INT, *INTEGERS), h.new(DISCRETE, *WEIGHTED)
    entries, shares = np.array(WEIGHTED[0], float), np.array(WEIGHTED[1]) / sum(WEIGHTED[1])
    low, high = np.log(LOG)
    for engine in np.random.PCG64, np.random.SFC64:
        rng, name = np.random.Generator(engine(42)), f"numpy {engine.__name__}"
        for label, n in b.sizes.items():
            f32, f64, i32 = b.out("f4", n), b.out("f8", n), b.out("i4", n)

            def log_uniform(blocks=np.split(f64, n >> 15)):
                for x in blocks:
                    rng.random(out=x)
                    np.multiply(x, high - low, out=x)
                    np.add(x, low, out=x)
                    np.exp(x, out=x)

            for distribution, type, reused, call, variant in [
                (
                    "uniform [0,1)",
                    "f32",
                    "yes",
                    lambda: rng.random(out=f32, dtype=np.float32),
                    h.sampler(None, F32, n, f32),
                ),
                (
                    "uniform [0,1)",
                    "f64",
                    "yes",
                    lambda: rng.random(out=f64),
                    h.sampler(None, F64, n, f64),
                ),
                (
                    "log-uniform, np.exp, 256 KiB blocks",
                    "f64",
                    "yes",
                    log_uniform,
                    h.sampler(log, F64, n, f64),
                ),
                (
                    "integers 1 to 52",
                    "i32",
                    "no",
                    lambda: rng.integers(INTEGERS[0], INTEGERS[1] + 1, n, np.int32),
                    h.sampler(integers, I32, n, i32),
                ),
                (
                    "choice of 10",
                    "f64",
                    "no",
                    lambda: rng.choice(values, n),
                    h.sampler(discrete, F64, n, f64),
                ),
                (
                    "integers 1 to 52, kind int",
                    "i32",
                    "no",
                    lambda: rng.integers(INTEGERS[0], INTEGERS[1] + 1, n, np.int32),
                    h.sampler(exact, I32, n, i32),
                ),
                (
                    "normal",
                    "f32",
                    "yes",
                    lambda: rng.standard_normal(out=f32, dtype=np.float32),
                    h.sampler(normal, F32, n, f32),
                ),
                (
                    "normal",
                    "f64",
                    "yes",
                    lambda: rng.standard_normal(out=f64),
                    h.sampler(normal, F64, n, f64),
                ),
                (
                    "lognormal",
                    "f64",
                    "no",
                    lambda: rng.lognormal(size=n),
                    h.sampler(lognormal, F64, n, f64),
                ),
                (
                    "choice of 6 with weights",
                    "f64",
                    "no",
                    lambda: rng.choice(entries, n, p=shares),
                    h.sampler(weighted, F64, n, f64),
                ),
            ]:
                b.measure(name, distribution, type, n, reused, call, [variant], label=label)


def sobol_row(b, peer, type, n, reused, call, label, out):
    """A coordinate of a Sobol point, in [0, 1). A peer that makes many coordinates of fewer points
    is timed by the coordinate, too."""
    stream = b.hys.lib.hys_stream_from_name(b"sobol")
    if stream < 0:
        b.note(f"{peer}: this hyspace has no stream sobol to compare it with")
        return
    kind = F32 if type == "f32" else F64
    variant = b.hys.sampler(None, kind, n, out, stream=stream)
    b.measure(peer, "Sobol, uniform [0,1)", type, n, reused, call, [variant], label=label)


def scipy_rows(b):
    import numpy as np
    from scipy import stats

    h, rng = b.hys, np.random.default_rng(42)
    truncated, normal = h.new(NORMAL, 0.0, 1.0, *map(float, BOUNDS)), h.new(NORMAL, 0.0, 1.0)
    label, n = min(b.sizes.items(), key=lambda size: size[1])
    f64 = b.out("f8", n)
    b.measure(
        "scipy.stats truncnorm.rvs",
        f"normal from {BOUNDS[0]} to {BOUNDS[1]}",
        "f64",
        n,
        "no",
        lambda: stats.truncnorm.rvs(*BOUNDS, size=n, random_state=rng),
        [h.sampler(truncated, F64, n, f64)],
        label=label,
    )
    x = rng.standard_normal(n)
    b.measure(
        "scipy.stats norm.logpdf",
        "logpdf of normal",
        "f64",
        n,
        "no",
        lambda: stats.norm.logpdf(x),
        [
            h.variant(
                NATIVE,
                lambda: h.check(
                    h.lib.hys_logpdf_f64(normal, x.ctypes.data, n, f64.ctypes.data, None)
                ),
            )
        ],
        label=label,
    )
    for scramble in False, True:
        points = stats.qmc.Sobol(16, scramble=scramble, bits=53, rng=42)
        sobol_row(
            b,
            "scipy.stats.qmc Sobol, 16 dimensions" + (", scrambled" if scramble else ""),
            "f64",
            n,
            "no",
            lambda points=points: points.reset().random(n // 16),
            label,
            f64,
        )
    discrepancy_rows(b, rng.random((4096, 20)))


def discrepancy_rows(b, points):
    """The discrepancy of a table, by one thread; a sample is a row of it."""
    from scipy.stats import qmc

    (n, d), h, out = points.shape, b.hys, ctypes.c_double()
    for kind, method in enumerate(("CD", "WD", "MD", "L2-star"), 1):

        def call(kind=kind):
            at, where = points.ctypes.data, ctypes.byref(out)
            h.check(h.lib.hys_discrepancy(kind, n, d, at, 0, d, where))

        b.measure(
            "scipy.stats.qmc discrepancy",
            f"discrepancy {method}",
            "f64",
            n,
            "yes",
            lambda method=method: qmc.discrepancy(points, method=method),
            [h.variant(NATIVE, call)],
            label=f"{n} x {d}",
        )


def jax_functions(b):
    """JAX, the spaces of hyperoptax and of hyspace, and a function for n samples of one key."""
    import jax

    try:
        from hyperoptax.spaces import LinearSpace, LogSpace

        spaces = {"LinearSpace": LinearSpace(0.1, 0.99), "LogSpace": LogSpace(*LOG)}
    except ImportError as error:
        spaces = {}
        b.note(f"missing: hyperoptax ({error})")
    handles = {
        "LinearSpace": b.hys.space("linear", 0.1, 0.99),
        "LogSpace": b.hys.space("log", *LOG, 10),
    }

    def by_split(space, n):
        return jax.jit(lambda key: jax.vmap(space.sample)(jax.random.split(key, n)))

    return jax, spaces, handles, by_split


def jax_rows(b):
    jax, spaces, handles, by_split = jax_functions(b)
    h, key = b.hys, jax.random.PRNGKey(42)
    isas = [isa for isa in ("avx512", "avx2", "neon") if isa in h.isas] or [None]

    def variants(space, n, stream):
        return [h.sampler(space, F32, n, b.out("f4", n), stream, isa) for isa in isas] + [
            h.sampler(space, F32, n, b.out("f4", n))
        ]

    def agree(what, array, several):
        for name, isa, call, _ in several:
            if name.startswith("jax_"):
                h.select(isa)
                call()
                b.bits(f"{what} and hyspace {name}", b.out("f4", array.size), array)

    for label, n in b.sizes.items():
        uniform, several = jax.jit(lambda key, n=n: jax.random.uniform(key, (n,))), variants(
            None, n, JAX_ARRAY
        )
        agree("jax.random.uniform", uniform(key), several)
        b.measure(
            "jax.random, jit",
            "uniform [0,1)",
            "f32",
            n,
            "no",
            lambda: uniform(key).block_until_ready(),
            several,
            label=label,
        )
        normal = jax.jit(lambda key, n=n: jax.random.normal(key, (n,)))
        b.measure(
            "jax.random, jit",
            "normal",
            "f32",
            n,
            "no",
            lambda: normal(key).block_until_ready(),
            [h.sampler(h.new(NORMAL, 0.0, 1.0), F32, n, b.out("f4", n))],
            label=label,
        )
        for name, space in spaces.items():
            sample, several = by_split(space, n), variants(handles[name], n, JAX_KEYS)
            agree(f"hyperoptax {name} under jit", sample(key), several)
            b.measure(
                "hyperoptax, jit(vmap) with split",
                name,
                "f32",
                n,
                "no",
                lambda: sample(key).block_until_ready(),
                several,
                label=label,
            )
            keys, given = jax.random.split(key, n), jax.jit(jax.vmap(space.sample))
            b.measure(
                "hyperoptax, jit(vmap), keys given",
                name,
                "f32",
                n,
                "no",
                lambda: given(keys).block_until_ready(),
                several,
                label=label,
            )

    n, src, one = 16 if b.quick else 64, source(JAX_KEYS), b.out("f4", 1)
    keys = list(jax.random.split(key, n))
    for name, space in spaces.items():
        handle, where = handles[name], ctypes.byref(src)

        def one_by_one():
            for i in range(n):
                h.check(h.lib.hys_sample(handle, where, i, 1, F32, one.ctypes.data))

        b.measure(
            "hyperoptax, eager, one by one",
            name,
            "f32",
            n,
            "no",
            lambda: [space.sample(k).block_until_ready() for k in keys],
            [h.variant(JAX_KEYS, one_by_one, note=", a call a sample")],
        )


def jax_all_rows(b):
    """Rows of the second process, which has every core."""
    jax, spaces, handles, by_split = jax_functions(b)
    b.threads = threads = len(os.sched_getaffinity(0))
    h, key, n, label = b.hys, jax.random.PRNGKey(42), b.large, max(b.sizes, key=b.sizes.get)
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:

        def variants(space, stream):
            return [
                h.threaded(space, n, b.out("f4", n), s, pool, threads) for s in (stream, NATIVE)
            ]

        uniform = jax.jit(lambda key: jax.random.uniform(key, (n,)))
        b.measure(
            "jax.random, jit",
            "uniform [0,1)",
            "f32",
            n,
            "no",
            lambda: uniform(key).block_until_ready(),
            variants(None, JAX_ARRAY),
            label=label,
        )
        for name, space in spaces.items():
            sample = by_split(space, n)
            b.measure(
                "hyperoptax, jit(vmap) with split",
                name,
                "f32",
                n,
                "no",
                lambda: sample(key).block_until_ready(),
                variants(handles[name], JAX_KEYS),
                label=label,
            )


def randompack_rows(b):
    import randompack

    h, integers = b.hys, b.hys.space("qlinear", *INTEGERS)
    normal, lognormal = h.new(NORMAL, 0.0, 1.0), h.new(LOGNORMAL, 0.0, 1.0)
    exact = h.new(INT, *INTEGERS)
    for engine, options in (
        ("x256++simd", {}),
        ("x256++simd", {"full_mantissa": True}),
        ("philox", {}),
    ):
        rng = randompack.Rng(engine, **options)
        rng.seed(42)
        name = f"randompack {engine}" + (", full_mantissa" if options else "")
        for label, n in b.sizes.items():
            f32, f64, i32 = b.out("f4", n), b.out("f8", n), b.out("i4", n)
            if not options:
                b.measure(
                    name,
                    "uniform",
                    "f32",
                    n,
                    "yes",
                    lambda: rng.unif(out=f32),
                    [h.sampler(None, F32, n, f32)],
                    label=label,
                )
            b.measure(
                name,
                "uniform",
                "f64",
                n,
                "yes",
                lambda: rng.unif(out=f64),
                [h.sampler(None, F64, n, f64)],
                label=label,
            )
            if not options:
                b.measure(
                    name,
                    "integers 1 to 52",
                    "i32",
                    n,
                    "yes",
                    lambda: rng.int(*INTEGERS, out=i32),
                    [h.sampler(integers, I32, n, i32)],
                    label=label,
                )
                for distribution, type, call, variant in [
                    (
                        "integers 1 to 52, kind int",
                        "i32",
                        lambda: rng.int(*INTEGERS, out=i32),
                        h.sampler(exact, I32, n, i32),
                    ),
                    ("normal", "f32", lambda: rng.normal(out=f32), h.sampler(normal, F32, n, f32)),
                    ("normal", "f64", lambda: rng.normal(out=f64), h.sampler(normal, F64, n, f64)),
                    (
                        "lognormal",
                        "f64",
                        lambda: rng.lognormal(out=f64),
                        h.sampler(lognormal, F64, n, f64),
                    ),
                ]:
                    b.measure(name, distribution, type, n, "yes", call, [variant], label=label)


class MklVersion(ctypes.Structure):
    _fields_ = [
        ("major", ctypes.c_int),
        ("minor", ctypes.c_int),
        ("update", ctypes.c_int),
        ("status", ctypes.c_char_p),
        ("build", ctypes.c_char_p),
        ("processor", ctypes.c_char_p),
        ("platform", ctypes.c_char_p),
    ]


def mkl_rows(b):
    found = sorted(glob.glob(os.path.join(sys.prefix, "lib", "libmkl_rt.so*")))
    mkl = ctypes.CDLL(found[0] if found else "libmkl_rt.so")
    version = MklVersion()
    mkl.mkl_get_version(ctypes.byref(version))
    p, i, f, d = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_double
    mkl.vslNewStream.argtypes = [p, i, ctypes.c_uint]
    mkl.vsRngUniform.argtypes, mkl.vdRngUniform.argtypes = [i, p, i, p, f, f], [i, p, i, p, d, d]
    mkl.viRngUniform.argtypes, mkl.viRngBernoulli.argtypes = [i, p, i, p, i, i], [i, p, i, p, d]
    mkl.vsRngGaussian.argtypes, mkl.vdRngGaussian.argtypes = [i, p, i, p, f, f], [i, p, i, p, d, d]
    mkl.vdRngLognormal.argtypes = [i, p, i, p, d, d, d, d]
    mkl.vsExp2.argtypes, mkl.vmlSetMode.argtypes = [i, p, p], [ctypes.c_uint]
    h, block = b.hys, 1 << 15
    log, integers, (low, high) = (
        h.space("log", *LOG, 10),
        h.space("qlinear", *INTEGERS),
        map(math.log2, LOG),
    )

    normal, lognormal = h.new(NORMAL, 0.0, 1.0), h.new(LOGNORMAL, 0.0, 1.0)
    exact, either = h.new(INT, *INTEGERS), h.new(BOOL)

    def check(status):
        if status != 0:
            raise RuntimeError(f"VSL status {status}")

    # The numbers of mkl_vsl_defines.h, shifted by VSL_BRNG_SHIFT.
    for name, number in {"ARS5": 15, "SFMT19937": 13}.items():
        stream = p()
        check(mkl.vslNewStream(ctypes.byref(stream), number << 20, 42))
        for label, n in b.sizes.items():
            f32, f64, i32 = b.out("f4", n), b.out("f8", n), b.out("i4", n)
            at32, at64, ati = f32.ctypes.data, f64.ctypes.data, i32.ctypes.data
            b.measure(
                f"oneMKL {name}",
                "uniform [0,1)",
                "f32",
                n,
                "yes",
                lambda: check(mkl.vsRngUniform(0, stream, n, at32, 0, 1)),
                [h.sampler(None, F32, n, f32)],
                label=label,
            )
            b.measure(
                f"oneMKL {name}",
                "uniform [0,1)",
                "f64",
                n,
                "yes",
                lambda: check(mkl.vdRngUniform(0, stream, n, at64, 0, 1)),
                [h.sampler(None, F64, n, f64)],
                label=label,
            )
            b.measure(
                f"oneMKL {name}",
                "integers 1 to 52",
                "i32",
                n,
                "yes",
                lambda: check(mkl.viRngUniform(0, stream, n, ati, INTEGERS[0], INTEGERS[1] + 1)),
                [h.sampler(integers, I32, n, i32)],
                label=label,
            )
            for distribution, type, call, variant in [
                (
                    "integers 1 to 52, kind int",
                    "i32",
                    lambda: mkl.viRngUniform(0, stream, n, ati, INTEGERS[0], INTEGERS[1] + 1),
                    h.sampler(exact, I32, n, i32),
                ),
                (
                    "bool",
                    "i32",
                    lambda: mkl.viRngBernoulli(0, stream, n, ati, 0.5),
                    h.sampler(either, I32, n, i32),
                ),
            ]:
                b.measure(
                    f"oneMKL {name}",
                    distribution,
                    type,
                    n,
                    "yes",
                    lambda call=call: check(call()),
                    [variant],
                    label=label,
                )
            # VSL_RNG_METHOD_GAUSSIAN_... of mkl_vsl_defines.h, and those of the lognormal law.
            for method, gaussian, log_gaussian in ("ICDF", 2, 1), ("Box-Muller 2", 1, 0):
                for distribution, type, call, variant in [
                    (
                        "normal",
                        "f32",
                        lambda: mkl.vsRngGaussian(gaussian, stream, n, at32, 0, 1),
                        h.sampler(normal, F32, n, f32),
                    ),
                    (
                        "normal",
                        "f64",
                        lambda: mkl.vdRngGaussian(gaussian, stream, n, at64, 0, 1),
                        h.sampler(normal, F64, n, f64),
                    ),
                    (
                        "lognormal",
                        "f64",
                        lambda: mkl.vdRngLognormal(log_gaussian, stream, n, at64, 0, 1, 0, 1),
                        h.sampler(lognormal, F64, n, f64),
                    ),
                ]:
                    b.measure(
                        f"oneMKL {name}, {method}",
                        distribution,
                        type,
                        n,
                        "yes",
                        lambda call=call: check(call()),
                        [variant],
                        label=label,
                    )

            def log_uniform():
                for at in range(at32, at32 + 4 * n, 4 * block):
                    check(mkl.vsRngUniform(0, stream, block, at, low, high))
                    mkl.vsExp2(block, at, at)

            for mode, value in ("HA", 2), ("LA", 1), ("EP", 3):
                mkl.vmlSetMode(value)
                b.measure(
                    f"oneMKL {name}, vsExp2 {mode}",
                    "log-uniform, 128 KiB blocks",
                    "f32",
                    n,
                    "yes",
                    log_uniform,
                    [h.sampler(log, F32, n, f32)],
                    label=label,
                )
    # VSL_BRNG_SOBOL takes the number of dimensions in place of a seed, and gives point after point.
    stream = p()
    check(mkl.vslNewStream(ctypes.byref(stream), 6 << 20, 16))
    for label, n in b.sizes.items():
        f32, f64 = b.out("f4", n), b.out("f8", n)
        at32, at64 = f32.ctypes.data, f64.ctypes.data
        for type, out, call in [
            ("f32", f32, lambda: check(mkl.vsRngUniform(0, stream, n, at32, 0, 1))),
            ("f64", f64, lambda: check(mkl.vdRngUniform(0, stream, n, at64, 0, 1))),
        ]:
            sobol_row(b, "oneMKL SOBOL, 16 dimensions", type, n, "yes", call, label, out)
    maps = pathlib.Path("/proc/self/maps")
    loaded = sorted(
        {os.path.basename(x.split()[-1]) for x in maps.read_text().splitlines() if "libmkl_" in x}
    )
    b.note(
        f"oneMKL {version.major}.{version.minor}.{version.update} calls this CPU "
        f"\"{version.processor.decode()}\" and uses {', '.join(loaded)}"
    )


def compiled(folder, name, *flags):
    """loops.c as a shared library in folder."""
    path = pathlib.Path(folder) / f"{name}.so"
    done = subprocess.run(
        [os.environ.get("CC", "cc"), "-shared", "-fPIC", HERE / "loops.c", "-o", path, *flags],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(
            next((x for x in done.stderr.splitlines() if "error" in x), "cc failed").split(": ", 1)[
                -1
            ]
        )
    return ctypes.CDLL(str(path))


def gsl_rows(b):
    with tempfile.TemporaryDirectory() as folder:
        gsl = compiled(folder, "gsl", "-O2", "-DPEER_GSL", "-lgsl", "-lgslcblas", "-lm")
    gsl.gsl_open.argtypes, gsl.gsl_open.restype = [ctypes.c_char_p], ctypes.c_void_p
    gsl.gsl_fill.argtypes, gsl.gsl_fill.restype = [
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_size_t,
    ], None
    for engine in "mt19937", "taus2":
        rng = gsl.gsl_open(engine.encode())
        for label, n in b.sizes.items():
            f64 = b.out("f8", n)
            at = f64.ctypes.data
            b.measure(
                f"GSL {engine}, -O2 loop",
                "uniform [0,1), 32 bits",
                "f64",
                n,
                "yes",
                lambda: gsl.gsl_fill(rng, at, n),
                [b.hys.sampler(None, F64, n, f64)],
                label=label,
            )


def random123_rows(b):
    """Threefry: the law of jax.random.uniform on both sides, whose bits are compared.

    Random123 is also timed with both words used.
    """
    h = b.hys
    for flags in ("-maes", "-fno-tree-vectorize"), ("-maes",), ("-march=native",):
        with tempfile.TemporaryDirectory() as folder:
            r123 = compiled(folder, "r123", "-O3", *flags, "-DPEER_R123")
        for function in r123.r123_threefry_jax, r123.r123_threefry, r123.r123_ars:
            function.argtypes = [ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_size_t]
            function.restype = None
        for label, n in b.sizes.items():
            f32 = b.out("f4", n)
            at, name = f32.ctypes.data, " ".join(["-O3", *flags])
            scalar = h.sampler(None, F32, n, f32, JAX_ARRAY, "scalar")
            threefry = [
                scalar,
                *([h.sampler(None, F32, n, f32, JAX_ARRAY)] if h.best != "scalar" else []),
            ]
            r123.r123_threefry_jax(0, 42, at, n)
            wanted = f32.copy()
            h.select("scalar")
            scalar[2]()
            b.bits(
                f"Random123 Threefry2x32 {name} as jax.random.uniform and hyspace {scalar[0]}",
                f32,
                wanted,
            )
            b.measure(
                f"Random123 Threefry2x32 {name}",
                "uniform [0,1), a block a sample",
                "f32",
                n,
                "yes",
                lambda: r123.r123_threefry_jax(0, 42, at, n),
                threefry,
                label=label,
            )
            b.measure(
                f"Random123 Threefry2x32 {name}",
                "uniform [0,1), 2 samples a block",
                "f32",
                n,
                "yes",
                lambda: r123.r123_threefry(0, 42, at, n),
                threefry,
                label=label,
            )
            native = [
                h.sampler(None, F32, n, f32, NATIVE, isa)
                for isa in ("avx2", None)
                if isa is None or isa in h.isas
            ]
            b.measure(
                f"Random123 ARS4x32-7 {name}",
                "uniform [0,1)",
                "f32",
                n,
                "yes",
                lambda: r123.r123_ars(0, 42, at, n),
                native,
                label=label,
            )


def table_variant(b, table, n):
    """The lcbench table in one call, row major, f64, with so many rows that the call is free."""
    h, columns, src = b.hys, len(table), source(NATIVE)
    rows = max(n, b.large // columns)
    domain, out, where = h.domain(table), b.out("f8", rows * columns), ctypes.byref(src)

    def call():
        h.check(
            h.lib.hys_domain_sample_matrix_f64(domain, where, 0, rows, 0, out.ctypes.data, columns)
        )

    return [h.variant(NATIVE, call, note=f", one matrix of {rows} rows", each=rows)]


def lcbench():
    table = json.loads((ROOT / "examples" / "lcbench.json").read_text())["space"]
    return table, f"lcbench, {len(table)} columns"


def optuna_rows(b):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    table, name = lcbench()
    n = 100 if b.quick else 500
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=42))

    def sample():
        for _ in range(n):
            trial = study.ask()
            for column, s in table.items():
                suggest = trial.suggest_int if s["kind"][0] == "q" else trial.suggest_float
                suggest(column, s["lower"], s["upper"], log="log" in s["kind"])

    b.measure(
        "Optuna RandomSampler, ask and suggest",
        name,
        "mixed",
        n,
        "no",
        sample,
        table_variant(b, table, n),
    )


def configspace_rows(b):
    import ConfigSpace

    table, name = lcbench()
    n = 200 if b.quick else 2000
    space = ConfigSpace.ConfigurationSpace(seed=42)
    for column, s in table.items():
        kind = ConfigSpace.Integer if s["kind"][0] == "q" else ConfigSpace.Float
        space.add(kind(column, (s["lower"], s["upper"]), log="log" in s["kind"]))
    b.measure(
        "ConfigSpace sample_configuration(n)",
        name,
        "mixed",
        n,
        "no",
        lambda: space.sample_configuration(n),
        table_variant(b, table, n),
    )


def hyperopt_rows(b):
    import hyperopt
    from hyperopt import hp

    table, name = lcbench()
    n = 50 if b.quick else 200

    def column(label, s):
        log = "log" in s["kind"]
        ends = [math.log(s[end]) if log else s[end] for end in ("lower", "upper")]
        kind = ("q" if s["kind"][0] == "q" else "") + ("loguniform" if log else "uniform")
        return getattr(hp, kind)(label, *ends, *([1] if kind[0] == "q" else []))

    domain = hyperopt.base.Domain(
        lambda _: 0, {label: column(label, s) for label, s in table.items()}
    )
    trials = hyperopt.Trials()
    b.measure(
        "hyperopt rand.suggest",
        name,
        "mixed",
        n,
        "no",
        lambda: hyperopt.rand.suggest(range(n), domain, trials, 42),
        table_variant(b, table, n),
    )


PEERS = {
    "numpy": numpy_rows,
    "scipy": scipy_rows,
    "jax": jax_rows,
    "randompack": randompack_rows,
    "mkl": mkl_rows,
    "gsl": gsl_rows,
    "random123": random123_rows,
    "optuna": optuna_rows,
    "configspace": configspace_rows,
    "hyperopt": hyperopt_rows,
}


def one_core():
    """Pins the process to the last core that it may use, and tells every thread pool.

    This must happen before any peer is imported.
    """
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for name in "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS":
        os.environ[name] = "1"
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    os.environ["MKL_THREADING_LAYER"], os.environ["MKL_INTERFACE_LAYER"] = "SEQUENTIAL", "LP64"


def all_cores(options, cores):
    """The rows of jax_all_rows, from a process of their own."""
    environment = {
        k: v for k, v in os.environ.items() if k != "XLA_FLAGS" and not k.endswith("_NUM_THREADS")
    }
    with tempfile.NamedTemporaryFile("r", suffix=".json") as file:
        subprocess.run(
            [
                sys.executable,
                __file__,
                "--all-cores",
                "--library",
                options.library,
                "--json",
                file.name,
                *(["--quick"] if options.quick else []),
            ],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
        result = json.load(file)
        return result["rows"], result["notes"]


def run(b, name, rows):
    try:
        rows(b)
    except Exception as error:  # whatever a peer does, the others are still measured
        text = str(error).strip().splitlines() or [""]
        b.note(f"missing: {name} ({type(error).__name__}: {text[0]})")


def versions():
    result = {"python": sys.version.split()[0]}
    for name in (
        "numpy",
        "scipy",
        "jax",
        "hyperoptax",
        "randompack",
        "mkl",
        "optuna",
        "ConfigSpace",
        "hyperopt",
    ):
        try:
            result[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    return result


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", default=str(ROOT / "build" / ".libs" / "libhyspace.so"))
    parser.add_argument("--json", metavar="FILE", help="write rows and notes there, too")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, fewer rounds")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=[*PEERS, "jax-all"],
        metavar="PEER",
        help="only these: " + ", ".join([*PEERS, "jax-all"]),
    )
    parser.add_argument("--all-cores", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()

    cores = os.sched_getaffinity(0)
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    if not options.all_cores:
        one_core()
    try:
        b = Bench(options, Hyspace(options.library))
    except OSError as error:
        print(f"compare.py: {error}", file=sys.stderr)
        return 2
    if options.all_cores:
        run(b, "jax with all cores", jax_all_rows)
    else:
        for name, rows in PEERS.items():
            if not options.only or name in options.only:
                run(b, name, rows)
        if len(cores) > 1 and (not options.only or "jax-all" in options.only):
            try:
                rows, notes = all_cores(options, cores)
                b.rows += rows
                b.notes += notes
            except (OSError, ValueError, subprocess.CalledProcessError) as error:
                b.note(f"missing: jax with all cores ({error})")

    print(
        "hyspace "
        + b.hys.lib.hys_version().decode()
        + "; "
        + ", ".join(f"{k} {v}" for k, v in versions().items())
    )
    print("\nNanoseconds: median (minimum) of the rounds. ratio: peer / hyspace, of medians.\n")
    print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS))
    for row in b.rows:
        print(line(row))
    print()
    for note in b.notes:
        print("- " + note)
    if options.json:
        pathlib.Path(options.json).write_text(
            json.dumps({"versions": versions(), "rows": b.rows, "notes": b.notes}, indent=1)
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
