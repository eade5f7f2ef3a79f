"""Tests of the package.

HYSPACE_LIBRARY names the library. HYSPACE, which may be left out, names the program, whose digests
are compared. TAP=1 prints a line for each test as it ends (tests/languages/python.sh).
"""

import concurrent.futures
import copy
import ctypes
import dataclasses
import importlib.util
import io
import itertools
import json
import os
import pathlib
import pickle
import re
import subprocess
import sys
import threading
import time
import tracemalloc
import unittest
import warnings

import numpy as np

import hyspace as hy
from hyspace import _kinds
from hyspace import _library as c
from hyspace._spaces import KindSpace

ROOT = pathlib.Path(os.environ.get("top_srcdir") or pathlib.Path(__file__).resolve().parents[3])
NUMPY = {
    "f32": "f4",
    "f64": "f8",
    "i8": "i1",
    "u8": "u1",
    "i16": "i2",
    "u16": "u2",
    "i32": "i4",
    "u32": "u4",
    "i64": "i8",
    "u64": "u8",
}
HAVE = {
    name: importlib.util.find_spec(name) is not None
    for name in ("jax", "hyperoptax", "pandas", "scipy")
}

SPACES = (
    hy.LinearSpace(0, 0.5),
    hy.LogSpace(1e-5, 0.1),
    hy.LogSpace(1, 1000, base=2),
    hy.QLinearSpace(1, 12),
    hy.QLogSpace(16, 4096, 2),
    hy.QLinearSpace(-3, 3, "int8"),
    hy.DiscreteSpace((0.8, 0.9, 0.99)),
    hy.DiscreteSpace((32, 16, 64), "index"),
    hy.LabelsSpace(("adam", "sgd", "Größe")),
    hy.LinearSpace(-1, 1, datatype="float32"),
)
TABLE = hy.Domain({f"c{i}": space for i, space in enumerate(SPACES)})


def design_of(stream, rows):
    """What a stream needs in order to have that many rows of TABLE's columns, or more."""
    return {"lhs": {"rows": rows}, "grid": {"points": 3}, "permuted": {"points": 2}}.get(stream, {})


DESIGNS = [name for name in c.streams() if not name.startswith(("native", "jax"))]


def xxh3(array):
    """XXH3_64bits of the bytes, or None without libxxhash."""
    try:
        function = ctypes.CDLL("libxxhash.so.0").XXH3_64bits
    except (OSError, AttributeError):
        return None
    function.restype, function.argtypes = ctypes.c_uint64, [ctypes.c_void_p, ctypes.c_size_t]
    return f"{function(array.ctypes.data, array.nbytes):016x}"


def words(array):
    return ",".join(f"{word:0{2 * array.itemsize}x}" for word in array.view(f"u{array.itemsize}"))


def vectors(name):
    for line in (ROOT / "tests" / "data" / "vectors" / name).read_text().splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def bytes_of(table):
    return {
        name: np.ascontiguousarray(table[name]).tobytes()
        for name in (table.dtype.names if isinstance(table, np.ndarray) else table)
    }


class Headers(unittest.TestCase):
    """What _library.py says again agrees with the headers."""

    text = re.sub(
        r"/\*.*?\*/",
        "",
        "".join(path.read_text() for path in sorted((ROOT / "include").rglob("*.h"))),
        flags=re.S,
    )

    def test_constants(self):
        constants = {
            name: int(value)
            for name, value in re.findall(
                r"(?:\b|#define )(HYS_\w+)(?:\s*=\s*| )(-?\d+)", self.text
            )
        }
        self.assertEqual(
            {s.name: s.value for s in c.Status},
            {name: value for name, value in constants.items() if re.match(r"HYS_(OK|[EW]_)", name)},
        )
        for name in "KIND_NAMES X64 CENTRED ENDS STREAM_ROWS STREAM_POINTS STREAM_DRAWS".split():
            self.assertEqual(getattr(c, name), constants[f"HYS_{name}"], name)
        for name in "F32 F64 I8 U8 I16 U16 I32 U32 I64 U64 INDEX ROW_MAJOR COLUMN_MAJOR".split():
            self.assertEqual(getattr(c, name), constants[f"HYS_{name}"], name)
        for name in "REAL INTEGER WORD SWITCH REALS NAMES".split():
            self.assertEqual(getattr(c, name), constants[f"HYS_PARAM_{name}"], name)
        for name, value in c.streams().items():
            self.assertEqual(value, constants[f"HYS_{name.upper()}"], name)
        self.assertIn(f'HYS_VERSION_STRING "{hy.__version__}"', self.text)
        self.assertIn(
            f'version = "{hy.__version__}"', (ROOT / "bindings/python/pyproject.toml").read_text()
        )

    def test_prototypes(self):
        by_value = {
            "uint64_t": "U",
            "size_t": "n",
            "double": "d",
            "hys_type": "t",
            "hys_order": "t",
            "hys_status": "t",
            "hys_key": "K",
            "uint32_t": "u",
            "int32_t": "t",
            "int": "i",
            "void": "-",
            "hys_kind": "t",
            "hys_discrepancy_kind": "t",
            "hys_param_type": "t",
            "hys_scalar": "b",
            "hys_source": "a structure",
        }

        def letter(argument):
            if re.search(r"[*\[]", argument):
                return "z" if re.fullmatch(r"const char \*\w*", argument) else "P"
            return by_value[argument.split()[0]]

        declared = {}
        for result, name, arguments in re.findall(
            r"HYS_API (?:HYS_CHECK )?([\w ]+[ *]+)(hys_\w+)\(([^)]*)\)", self.text
        ):
            declared[name] = (
                letter(result.strip()),
                "".join(letter(a.strip()) for a in arguments.split(",") if a.strip() != "void"),
            )
        bound = [prototype.split(":") for prototype in (c._PROTOTYPES + c._JSON_PROTOTYPES).split()]
        self.assertGreater(len(bound), 50)
        for name, result, arguments in bound:
            self.assertEqual((result.replace("s", "t"), arguments), declared[name], name)


class Golden(unittest.TestCase):
    """The values that the real JAX and hyperoptax gave, through every layer of the package."""

    def test_keys(self):
        for op, x64, seed, argument, result in vectors("keys.tsv"):
            key = hy.as_key(int(seed))
            if x64 == "0" and int(seed) >> 32:
                key = hy.Key(0, key.low)  # JAX without 64-bit mode
            keys = {
                "from_seed": lambda: [key],
                "split": lambda: [key.split(i) for i in range(int(argument))],
                "fold_in": lambda: [key.fold_in(int(argument))],
            }[op]()
            self.assertEqual(
                ",".join("%08x:%08x" % key for key in keys), result, (op, seed, argument)
            )

    def test_samples(self):
        made = {
            "linear": hy.LinearSpace,
            "log": hy.LogSpace,
            "qlinear": hy.QLinearSpace,
            "qlog": hy.QLogSpace,
        }
        lines = 0
        for (
            stream,
            kind,
            type,
            seed,
            lower,
            upper,
            base,
            values,
            first,
            n,
            digest,
            start,
        ) in vectors("sample.tsv"):
            if kind == "discrete":
                space = hy.DiscreteSpace([float(value) for value in values.split(",")])
            else:
                space = made[kind](*(float(x) for x in (lower, upper, base) if x != "-"))
            drawn = space.sample_range(
                int(first), int(n), key=int(seed), stream=stream, dtype=NUMPY[type]
            )
            self.assertEqual(words(drawn[:16]), start)
            self.assertIn(xxh3(drawn), (digest, None))
            lines += 1
        self.assertGreater(lines, 300)

    def test_tables(self):
        made = {
            "linear": hy.LinearSpace,
            "log": hy.LogSpace,
            "qlinear": hy.QLinearSpace,
            "qlog": hy.QLogSpace,
            "discrete": hy.DiscreteSpace,
        }
        for stream, seed, spec, n, name, type, result in vectors("domain.tsv"):
            domain = hy.Domain(
                {
                    column: made[kind](*arguments)
                    for column, (kind, *arguments) in json.loads(spec).items()
                }
            )
            table = domain.sample_range(
                0, int(n), key=int(seed), stream=stream, x64=type.endswith("64"), columns=[name]
            )
            self.assertEqual(table.dtype, np.dtype([(name, NUMPY[type])]))
            self.assertEqual(words(np.ascontiguousarray(table[name])), result)

    def test_transform(self):
        made = {"qlinear": hy.QLinearSpace(1, 2), "qlog": hy.QLogSpace(1, 2)}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", hy.DataWarning)
            for kind, into, type, values, _, given, result in vectors("transform.tsv"):
                space = made.get(kind) or hy.DiscreteSpace(
                    [float(value) for value in values.split(",")]
                )
                x = np.array(
                    [int(word, 16) for word in given.split(",")], f"u{NUMPY[into][1]}"
                ).view(NUMPY[into])
                self.assertEqual(words(space.transform(x, dtype=NUMPY[type])), result)

    def test_log_transform(self):
        for type, base, _, given, result in vectors("log_transform.tsv"):
            x = np.array([int(word, 16) for word in given.split(",")], f"u{NUMPY[type][1]}").view(
                NUMPY[type]
            )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", hy.DataWarning)
                self.assertEqual(words(hy.jax_log_transform(x, float(base))), result)


@unittest.skipUnless(
    HAVE["jax"] and HAVE["hyperoptax"], "the Python package jax or hyperoptax is not installed"
)
class Hyperoptax(unittest.TestCase):
    """Bit for bit the real hyperoptax, with its own keys and its own space objects."""

    @classmethod
    def setUpClass(cls):
        import jax
        from hyperoptax import random, spaces

        cls.jax, cls.random = jax, random
        cls.theirs = {
            "lr": spaces.LogSpace(1e-5, 1e-1),
            "dropout": spaces.LinearSpace(0.0, 0.5),
            "layers": spaces.QLinearSpace(1, 12),
            "width": spaces.QLogSpace(16, 4096, 2),
            "momentum": spaces.DiscreteSpace((0.8, 0.9, 0.99)),
            "batch": spaces.DiscreteSpace((16, 32, 64, 128)),
        }

    def same(self, ours, theirs):
        theirs = np.asarray(theirs)
        self.assertEqual(
            (ours.dtype, ours.shape, ours.tobytes()), (theirs.dtype, theirs.shape, theirs.tobytes())
        )

    def test_sample(self):
        for x64 in (False, True):
            with self.jax.enable_x64(x64):
                for seed in (0, 1, 42, 4294967295):
                    for key in (self.jax.random.PRNGKey(seed), self.jax.random.key(seed)):
                        for name, space in self.theirs.items():
                            with self.subTest(name, seed=seed, x64=x64):
                                self.same(
                                    hy.as_space(space).sample(key, x64=x64), space.sample(key)
                                )

    def test_shapes(self):
        key = self.jax.random.PRNGKey(7)
        self.same(
            hy.LinearSpace(-1, 2).sample(key, (3, 4, 5)),
            self.jax.random.uniform(key, (3, 4, 5), minval=-1, maxval=2),
        )
        self.same(
            hy.LinearSpace(-1, 2).sample(key, ()),
            self.jax.random.uniform(key, (), minval=-1, maxval=2),
        )
        self.same(
            hy.unit(0, 99, key=key, stream="jax_array", dtype="f4"),
            self.jax.random.uniform(key, (99,)),
        )
        self.same(hy.bits(0, 99, key=key, stream="jax_array"), self.jax.random.bits(key, (99,)))

    def test_keys(self):
        keys = self.jax.random.split(self.jax.random.PRNGKey(3), 5)
        self.assertEqual(
            [hy.as_key(key) for key in keys], [hy.as_key(3).split(i) for i in range(5)]
        )
        for name, space in self.theirs.items():
            with self.subTest(name):
                self.same(
                    hy.as_space(space).sample_range(
                        1, 4, key=3, stream="jax_keys", dtype=space.sample(keys[0]).dtype
                    ),
                    self.jax.vmap(space.sample)(keys)[1:, 0],
                )
        with self.assertRaises(TypeError):
            hy.as_key(self.jax.random.key(0, impl="rbg"))

    def test_random_search(self):
        key, n = self.jax.random.PRNGKey(5), 33
        state, search = self.random.RandomSearch.init(self.theirs, n_parallel=n)
        rows = search.get_next_params(state, key)
        table = hy.Domain(self.theirs).sample_range(
            0, n, key=key, stream="jax_search", dtypes={"batch": "int32"}
        )
        for name in self.theirs:
            with self.subTest(name):
                self.same(np.ascontiguousarray(table[name]), rows[name])

    def test_transform(self):
        values = np.random.default_rng(1).uniform(-5, 200, (7, 11)).astype(np.float32)
        for name, space in self.theirs.items():
            with self.subTest(name):
                self.same(
                    hy.as_space(space).transform(values),
                    space.transform(self.jax.numpy.asarray(values)),
                )


class RoundTrips(unittest.TestCase):
    def test_repr_and_pickle(self):
        for space in (*SPACES, TABLE):
            for again in (eval(repr(space), vars(hy).copy()), pickle.loads(pickle.dumps(space))):
                self.assertEqual(again, space)
                self.assertEqual(again.fingerprint, space.fingerprint)
        self.assertEqual(len({*SPACES}), len(SPACES))
        self.assertEqual(
            pickle.loads(pickle.dumps(c.JSONError(-1101, "x", 1, 2, "p"))).args,
            (-1101, "x", 1, 2, "p"),
        )

    def test_any_kind(self):
        for named, made in (
            (hy.LinearSpace(0, 1.5), hy.Space("linear", lower=0, upper=1.5)),
            (hy.QLogSpace(1, 100), hy.Space("qlog", lower=1, upper=100)),
            (hy.LogSpace(1, 9, 2), hy.Space("log", upper=9, lower=1, base=2)),
            (hy.DiscreteSpace([3, 1]), hy.Space("discrete", values=[3, 1])),
            (hy.LabelsSpace(["a", "b"]), hy.Space("discrete", values=["a", "b"])),
            (hy.LabelsSpace(["a"]), hy.Space("labels", values=["a"])),
        ):
            self.assertEqual((type(made), repr(made)), (type(named), repr(named)))
            self.assertEqual(made, named)
        self.assertEqual(hy.Space("labels", values=["a", "b"]).encode(["b"]).tolist(), [0.75])
        self.assertEqual(
            hy.Space("discrete", values=iter(["a", "b"])), hy.Space("labels", values=["a", "b"])
        )
        self.assertEqual(
            hy.Space("discrete", values=iter([1, 2])), hy.Space("discrete", values=[1, 2])
        )
        with self.assertRaises(TypeError):
            hy.Space("labels", values="abc")
        for call, text in (
            (lambda: hy.LogSpace(-1, 1), "lower_bound: "),
            (lambda: hy.Space("qlog", lower=1, upper=2, base=1), "base: "),
            (lambda: KindSpace("log", lower=-1, upper=1), "lower: "),
            (lambda: hy.LabelsSpace(["a", "a"]), "labels: "),
        ):
            with self.assertRaisesRegex(hy.Error, f"^HYS_E_[A-Z_]*: {text}"):
                call()
        for kind, given, status in (
            ("nothing", {}, "HYS_E_KIND_UNKNOWN"),
            ("log", {"lower": -1, "upper": 1}, "HYS_E_BOUNDS_POSITIVE"),
        ):
            with self.assertRaises(hy.Error) as caught:
                hy.Space(kind, **given)
            self.assertEqual(caught.exception.status.name, status)
        for given in (
            {},
            {"lower": 1},
            {"lower": 1, "upper": 2, "bas": 3},
            {"lower": "1", "upper": 2},
        ):
            with self.assertRaises(TypeError):
                hy.Space("log", **given)
        for wrong in ((), (3,), (None,)):
            with self.assertRaisesRegex(TypeError, "the name of a kind"):
                hy.Space(*wrong)

    def test_kind_without_a_class(self):
        """KindSpace is for kinds that have no class; here it is made of kinds that have one."""
        for named, made in (
            (hy.QLogSpace(1, 100), KindSpace("qlog", lower=1, upper=100)),
            (hy.LogSpace(1, 9, 2), KindSpace("log", upper=9, lower=1, base=2)),
            (hy.DiscreteSpace([3, 1]), KindSpace("discrete", values=[3, 1])),
            (hy.LabelsSpace(["a"]), KindSpace("labels", values=["a"])),
        ):
            self.assertEqual(made.fingerprint, named.fingerprint)
            self.assertEqual(
                made.sample_range(3, 5, key=1).tobytes(), named.sample_range(3, 5, key=1).tobytes()
            )
            self.assertEqual(pickle.loads(pickle.dumps(made)), made)
            for change in (
                lambda made=made: setattr(made, "datatype", "f4"),
                lambda made=made: delattr(made, "kind_name"),
                lambda made=made: made.arguments.update(lower=2),
            ):
                with self.assertRaises((dataclasses.FrozenInstanceError, AttributeError)):
                    change()
        self.assertEqual(
            repr(KindSpace("qlog", lower=1, upper=100)), "Space('qlog', lower=1, upper=100)"
        )
        self.assertEqual(KindSpace("labels", values=["a", "b"]).encode(["b"]).tolist(), [0.75])

    def test_parameters_without_a_field(self):
        """A class has fields for the parameters of hyperoptax; a value of another is not lost."""
        stepped = hy.Space("linear", lower=0, upper=1, step=0.25)
        self.assertEqual(repr(stepped), "Space('linear', lower=0, upper=1, step=0.25)")
        self.assertEqual(sorted({*stepped.sample_range(0, 100).tolist()}), [0, 0.25, 0.5, 0.75, 1])
        table = hy.Domain({"a": stepped})
        for again in (
            eval(repr(stepped), vars(hy).copy()),
            pickle.loads(pickle.dumps(stepped)),
            hy.Domain.from_json(table.to_json())["a"],
        ):
            self.assertEqual(again.fingerprint, stepped.fingerprint)
            self.assertEqual(again, stepped)
        plain = hy.Space("linear", lower=0, upper=1, contract="equal", clip=False, step=None)
        self.assertEqual(plain, hy.LinearSpace(0, 1))

    def test_infinite_bounds(self):
        """An infinite bound of a kind whose bounds may be left out is left out."""
        for kind in ("normal", "lognormal"):
            plain = hy.Space(kind, mu=0, sigma=1)
            for inf in (float("inf"), np.inf, np.float32("inf")):
                open_ended = hy.Space(kind, mu=0, sigma=1, lower=-inf, upper=inf)
                self.assertEqual((open_ended, repr(open_ended)), (plain, repr(plain)))
                half = hy.Space(kind, mu=0, sigma=1, lower=2, upper=inf)
                self.assertEqual(half, hy.Space(kind, mu=0, sigma=1, lower=2))
        for kind, given in (
            ("normal", {"mu": 0, "sigma": 1, "lower": np.inf}),
            ("normal", {"mu": 0, "sigma": 1, "upper": -np.inf}),
            ("normal", {"mu": -np.inf, "sigma": 1}),
            ("linear", {"lower": -np.inf, "upper": 1}),
            ("linear", {"lower": 0, "upper": np.inf}),
        ):
            with self.assertRaises(hy.Error) as caught:
                hy.Space(kind, **given)
            self.assertIn(
                caught.exception.status.name, ("HYS_E_BOUNDS_FINITE", "HYS_E_BOUNDS_SCALE")
            )

    def test_attributes(self):
        """Every parameter of a space is an attribute of its name."""
        made = {
            "linear": {"lower": 0, "upper": 1, "step": 0.25},
            "int": {"lower": 1, "upper": 9},
            "normal": {"mu": 0, "sigma": 2, "upper": 1},
            "labels": {"values": ["a", None], "weights": [1, 3]},
            "constant": {"value": 7},
            "log": {"lower": 1, "upper": 9},
        }
        for kind, given in made.items():
            space = hy.Space(kind, **given)
            for parameter in hy.kinds()[kind]:
                if parameter.name in given:
                    found = getattr(space, parameter.name)
                    expected = given[parameter.name]
                    self.assertEqual(list(found) if isinstance(found, tuple) else found, expected)
                else:
                    self.assertEqual(getattr(space, parameter.name), parameter.preset)
        self.assertIn("sigma", dir(hy.Space("normal", mu=0, sigma=1)))
        with self.assertRaisesRegex(AttributeError, "no parameter 'mu'; its parameters: lower, up"):
            hy.Space("int", lower=1, upper=9).mu

    def test_kinds(self):
        """The list of kinds is the library's, as `hyspace info --kinds` prints it."""
        get, found = c.library(), hy.kinds()
        self.assertEqual(len(found), get.hys_kind_count())
        for name, listed in found.items():
            self.assertEqual(
                len(listed), get.hys_kind_params(get.hys_kind_from_name(name.encode()))
            )
            for parameter in listed:
                self.assertTrue(parameter.meaning)
                self.assertEqual(bool(parameter.words), parameter.type == c.WORD)
        base = {parameter.name: parameter for parameter in found["log"]}["base"]
        self.assertEqual((base.type.name, base.optional, base.preset), ("REAL", True, 10))
        clip = {parameter.name: parameter for parameter in found["linear"]}["clip"]
        self.assertEqual(clip.type.name, "SWITCH")
        self.assertIs(clip.preset, False)
        cells = {parameter.name: parameter for parameter in found["logint"]}["cells"]
        self.assertEqual((cells.preset, cells.words[0]), ("round", "round"))
        self.assertFalse(
            {parameter.name: parameter for parameter in found["int"]}["lower"].optional
        )

    def test_docstrings(self):
        """Everything that is public has a docstring of its own."""
        for name in hy.__all__:
            shown = getattr(hy, name)
            if not isinstance(shown, type):
                self.assertTrue(name == "__version__" or shown.__doc__, name)
                continue
            for part, value in vars(shown).items():
                if not part.startswith("_") and (callable(value) or isinstance(value, property)):
                    self.assertTrue(value.__doc__, f"{name}.{part}")

    def test_one_value(self):
        for value, kind in (
            (7, "constant"),
            (0.5, "constant"),
            ("a", "constant_label"),
            (True, "constant_label"),
            (None, "constant_label"),
        ):
            space = hy.Space("constant", value=value)
            self.assertEqual(space.kind_name, kind)
            table = hy.Domain({"x": space})
            for again in (
                eval(repr(space), vars(hy).copy()),
                pickle.loads(pickle.dumps(space)),
                hy.Domain.from_json(table.to_json())["x"],
            ):
                self.assertEqual(again, space)
                self.assertIs(type(again.arguments["value"]), type(value))
            self.assertEqual(
                space.sample_range(0, 2).tolist(), [0 if kind != "constant" else value] * 2
            )

    def test_arguments_of_every_type(self):
        """The kinds so far take reals and lists; the parameters of others are made up here."""
        for type, value, kept, member in (
            (c.REAL, np.float32(0.5), 0.5, "real"),
            (c.REAL, 3, 3, "real"),
            (c.INTEGER, np.int8(-3), -3, "integer"),
            (c.INTEGER, -1 << 63, -1 << 63, "integer"),
            (c.WORD, "floor", "floor", "word"),
            (c.SWITCH, np.True_, True, "on"),
            (c.REALS, [1, 2.5], (1, 2.5), "reals"),
            (c.NAMES, iter(["a", "ö"]), ("a", "ö"), "names"),
        ):
            made, found = _kinds.argument(
                _kinds.Parameter("p", type, False, ("round", "floor")), value
            )
            self.assertEqual((made.type, found), (type, kept))
            self.assertEqual(_kinds.value_of(made), list(kept) if isinstance(kept, tuple) else kept)
            self.assertTrue(getattr(made, member))
        for type, value, error in (
            (c.INTEGER, 1.5, TypeError),
            (c.INTEGER, 1 << 63, ValueError),
            (c.WORD, "ceil", ValueError),
            (c.REAL, True, TypeError),
            (c.REALS, "12", TypeError),
            (c.NAMES, "ab", TypeError),
            (c.NAMES, [1j], TypeError),
        ):
            with self.assertRaises(error):
                _kinds.argument(_kinds.Parameter("p", type, False, ("round", "floor")), value)

    def test_scalars_and_weights(self) -> None:
        values = [True, 2.5, "a", None, -0.0, 1e300, 9007199254740993, 1e22, 1e-7, 1]
        mixed = hy.Space("discrete", values=values, weights=[1, 0, *[2] * 8], ordered=True)
        self.assertIsInstance(mixed, hy.LabelsSpace)
        domain = hy.Domain({"x": mixed})
        again = hy.Domain.from_json(domain.to_json())["x"]
        self.assertEqual((again, again.fingerprint), (mixed, mixed.fingerprint))
        self.assertEqual(list(map(repr, again.labels)), list(map(repr, values)))
        self.assertEqual(eval(repr(mixed), vars(hy)), mixed)
        self.assertEqual(pickle.loads(pickle.dumps(mixed)), mixed)
        self.assertEqual([mixed.index(value) for value in values], list(range(len(values))))
        with self.assertRaises(hy.Error) as caught:
            mixed.index("2.5")
        self.assertEqual(caught.exception.status, hy.Status.HYS_E_VALUES_UNKNOWN)
        self.assertFalse((mixed.sample_range(0, 1000) == 1).any())
        units = mixed.encode([None, True, "a"])
        self.assertEqual(mixed.decode(units).tolist(), [3, 0, 2])
        self.assertIsInstance(hy.Space("discrete", values=[True, False]), hy.LabelsSpace)
        numbers = hy.DiscreteSpace([1, 2, 5], weights=[3, 2, 1])
        self.assertEqual(repr(numbers), "DiscreteSpace(values=(1, 2, 5), weights=(3, 2, 1))")
        self.assertEqual(numbers, hy.Space("discrete", values=[1, 2, 5], weights=[3, 2, 1]))
        with self.assertRaisesRegex(hy.Error, "weights: ") as caught:
            hy.DiscreteSpace([1, 2], weights=[0, 0])
        self.assertEqual(caught.exception.status, hy.Status.HYS_E_VALUES_WEIGHT)

    def test_iterators(self):
        self.assertEqual(hy.DiscreteSpace(iter([1, 2])), hy.DiscreteSpace([1, 2]))
        self.assertEqual(hy.LabelsSpace(iter("ab")), hy.LabelsSpace(["a", "b"]))
        with self.assertRaises(TypeError):
            hy.DiscreteSpace(iter("ab"))

    def test_sample_numbers(self):
        space = hy.LinearSpace(0, 1)
        for numbers in ([1 << 63, 0], (5, (1 << 64) - 1), [3]):
            self.assertEqual(
                space.sample_indices(numbers).tolist(),
                [space.sample_range(number, 1)[0] for number in numbers],
            )
        for numbers in ([1 << 64, 0], [-1, 0], [-1, 1 << 63], [0.5]):
            with self.assertRaises(ValueError):
                space.sample_indices(numbers)

    def test_json(self):
        for domain in (
            TABLE,
            *(hy.Domain.from_file(path) for path in sorted((ROOT / "examples").glob("*.json"))),
        ):
            for again in (
                hy.Domain.from_json(domain.to_json()),
                hy.Domain.from_json(json.loads(domain.to_json())),
            ):
                self.assertEqual(
                    (list(again), again.fingerprint, again.dtype()),
                    (list(domain), domain.fingerprint, domain.dtype()),
                )
        for values in ((16, 32, 64), (2**53, 1), (16, 32.5), (-0.0, 1.0), (1.0, 2.0**60)):
            again = hy.Domain.from_json(hy.Domain({"b": values}).to_json())["b"]
            self.assertEqual(
                repr(again.values),
                repr(
                    values
                    if all(isinstance(value, int) for value in values)
                    else tuple(map(float, values))
                ),
            )
        self.assertEqual(
            hy.Domain.from_json(
                '{"hyspace": 1, "space": {"b": {"kind": "discrete", "values": [16, 32]}}}'
            )["b"]
            .sample(1)
            .dtype,
            "i4",
        )

    def test_notes(self):
        """What a file says beside its spaces comes back, and changes nothing."""
        form = {
            "hyspace": 2,
            "name": "svm \u00e9",
            "space": {
                "model": {"kind": "discrete", "values": ["svm", "forest"], "default": "forest"},
                "c": {"kind": "linear", "lower": 0, "upper": 1, "default": 1, "dimension": 21200},
                "i": {"kind": "int", "lower": 0, "upper": 2**63 - 1, "default": 2**63 - 1},
                "b": {"kind": "bool", "default": True, "meta": {}},
                "m": {"kind": "discrete", "values": [True, 2.5, "a", None], "default": None},
                "n": {"kind": "discrete", "values": [16, 32], "default": 32, "dimension": 0},
                "s": {"kind": "linear", "lower": 0, "upper": 1, "step": 0.1},
            },
            "meta": {"z": [1, 2.0, 1e22, -0.0], "a": {"b": None}},
        }
        domain = hy.Domain.from_json(form)
        plain = hy.Domain(dict(domain))
        defaults = {"model": "forest", "c": 1.0, "i": 2**63 - 1, "b": True, "m": None, "n": 32}
        for one in (
            domain,
            pickle.loads(pickle.dumps(domain)),
            hy.Domain.from_json(domain.to_json()),
            hy.Domain(
                dict(domain),
                title=form["name"],
                meta=form["meta"],
                defaults=defaults,
                dimensions={"c": 21200, "n": 0},
                column_meta={"b": {}},
            ),
            eval(repr(domain), {**vars(hy), "Domain": hy.Domain}),
        ):
            self.assertEqual(one.title, form["name"])
            self.assertEqual(repr(one.meta), repr(form["meta"]))
            self.assertEqual(one.column_meta, {"b": {}})
            self.assertEqual(repr(one.defaults), repr(defaults))
            self.assertEqual(one.dimensions, {"c": 21200, "n": 0})
            self.assertEqual(one.fingerprint, plain.fingerprint)
            self.assertEqual(
                one.sample_range(3, 50, key=1).tobytes(), plain.sample_range(3, 50, key=1).tobytes()
            )
            self.assertEqual(one.to_json(), domain.to_json())
        self.assertEqual(
            (plain.title, plain.meta, plain.column_meta, plain.defaults, plain.dimensions),
            (None, None, {}, {}, {}),
        )
        self.assertEqual(hy.Domain({"x": [1]}, title="", meta={}).meta, {})
        self.assertEqual(hy.Domain({"x": [1]}, title="", meta={}).title, "")

    def test_encode(self):
        table = TABLE.sample_range(5, 1000, key=9)
        dtypes = {"c7": "index"}
        cube = TABLE.encode(table, dtypes=dtypes)
        self.assertTrue(((cube >= 0) & (cube <= 1)).all())
        again = TABLE.decode(cube)
        self.assertEqual(again.dtype, table.dtype)
        for j, (name, space) in enumerate(TABLE.items()):
            exact = not isinstance(space, (hy.LinearSpace, hy.LogSpace)) or isinstance(
                space, (hy.QLinearSpace, hy.QLogSpace)
            )
            (np.testing.assert_array_equal if exact else np.testing.assert_allclose)(
                again[name], table[name]
            )
            column = np.ascontiguousarray(table[name])
            np.testing.assert_array_equal(space.encode(column, dtype=dtypes.get(name)), cube[:, j])
            np.testing.assert_array_equal(space.decode(cube[:, j]), again[name])
        for order in "CF":
            np.testing.assert_array_equal(TABLE.encode(table, dtypes=dtypes, order=order), cube)
            np.testing.assert_array_equal(TABLE.decode(np.array(cube, order=order)), again)
        np.testing.assert_array_equal(
            TABLE.decode(np.repeat(cube, 2, axis=1)[:, ::2]), again
        )  # strides that the library does not take

    def test_densities(self):
        lr = hy.LogSpace(1e-3, 10)
        x = np.array([1e-4, 1e-3, 0.1, 10, 11])
        np.testing.assert_allclose(lr.pdf(x), [0, *(1 / x[1:4] / np.log(1e4)), 0])
        np.testing.assert_allclose(lr.logpdf(x[1:4]), np.log(lr.pdf(x[1:4])))
        np.testing.assert_allclose(lr.cdf(x), [0, 0, 0.5, 1, 1], atol=1e-15)
        np.testing.assert_allclose(lr.sf(x), [1, 1, 0.5, 0, 0], atol=1e-15)
        np.testing.assert_allclose(lr.ppf([0, 0.5]), [1e-3, 0.1])
        self.assertEqual(lr.cdf(0.1).shape, ())
        layers = hy.QLinearSpace(1, 5)
        np.testing.assert_array_equal(layers.pmf([1, 2, 5, 6]), np.array([0.125, 0.25, 0.125, 0]))
        np.testing.assert_array_equal(layers.pmf(np.array([1.0, 1.5])), [0.125, 0])
        quantiles = layers.quantile([0, 0.5, 1])
        self.assertEqual(quantiles.dtype, np.int64)
        np.testing.assert_array_equal(quantiles, [1, 3, 5])
        labels = hy.LabelsSpace(["a", "b", "c", "d"])
        np.testing.assert_array_equal(labels.pmf(["b", "d"]), [0.25, 0.25])
        np.testing.assert_array_equal(labels.cdf(["b", "d"]), [0.5, 1])
        np.testing.assert_array_equal(labels.quantile([0.1, 0.9]), np.array([0, 3], np.uint32))
        for space, value in ((layers, 3), (labels, "b"), (hy.Space("bool"), True)):
            self.assertEqual(space.logpmf(value), space.logpdf(value))
        for call, value in ((lr.pmf, 1.0), (lr.logpmf, 1.0), (layers.pdf, 1.0), (layers.pdf, 1)):
            with self.assertRaises(hy.Error) as raised:
                call(value)
            self.assertEqual(raised.exception.status, hy.Status.HYS_E_DENSITY)
        with self.assertWarns(hy.DataWarning):
            self.assertTrue(np.isnan(lr.quantile(1.5)))
        table = TABLE.sample_range(5, 1000, key=9)
        dtypes = {"c7": "index"}
        columns = TABLE.logpdf_columns(table, dtypes=dtypes)
        self.assertTrue(np.isfinite(columns).all())
        np.testing.assert_allclose(TABLE.logpdf(table, dtypes=dtypes), columns.sum(axis=1))
        np.testing.assert_array_equal(
            TABLE.logpdf_columns(table, dtypes=dtypes, order="F"), columns
        )
        for j, (name, space) in enumerate(TABLE.items()):
            if name not in dtypes:
                np.testing.assert_array_equal(
                    space.logpdf(np.ascontiguousarray(table[name])), columns[:, j]
                )

    def test_discrepancy(self):
        points = np.random.default_rng(2).random((300, 5))
        pairs = np.maximum(points[:, None], points[None])
        square = (
            3.0**-5
            - 2.0**-4 * np.prod(1 - points**2, axis=1).mean()
            + np.prod(1 - pairs, axis=2).mean()
        )
        self.assertAlmostEqual(hy.discrepancy(points, "L2-star"), np.sqrt(square), delta=1e-13)
        for kind in ("CD", "WD", "MD", "L2-star"):
            expected = hy.discrepancy(points, kind)
            self.assertIsInstance(expected, float)
            self.assertEqual(hy.discrepancy(np.asfortranarray(points), kind), expected)
            self.assertEqual(hy.discrepancy(points.tolist(), kind, workers=3), expected)
        self.assertEqual(hy.discrepancy(points), hy.discrepancy(points, "CD", workers=2))
        self.assertEqual(hy.discrepancy(points, "L2"), hy.discrepancy(points, "L2-star"))
        points[200, 3] = np.nan
        for fault, bad, kind in (
            (hy.Status.HYS_E_POINT, points, "CD"),
            (hy.Status.HYS_E_POINT, [[0.5], [1.5]], "WD"),
            (hy.Status.HYS_E_VALUES_EMPTY, np.empty((0, 3)), "MD"),
            (hy.Status.HYS_E_VALUES_EMPTY, np.empty((3, 0)), "MD"),
            (hy.Status.HYS_E_KIND_UNKNOWN, [[0.5]], "cd"),
            (hy.Status.HYS_E_KIND_UNKNOWN, [[0.5]], "CD\0"),
            (hy.Status.HYS_E_KIND_UNKNOWN, [[0.5]], None),
            (hy.Status.HYS_E_KIND_UNKNOWN, [[0.5]], b"CD"),
        ):
            for workers in (1, 2):
                with self.subTest(fault=fault), self.assertRaises(hy.Error) as raised:
                    hy.discrepancy(bad, kind, workers=workers)
                self.assertEqual(raised.exception.status, fault)
        for bad, workers in (([0.5], 1), (0.5, 1), ([[0.5]], 0), ([[0.5]], -1)):
            with self.subTest(bad=bad, workers=workers), self.assertRaises(ValueError):
                hy.discrepancy(bad, workers=workers)
        with self.assertWarns(hy.DataWarning):
            self.assertEqual(hy.discrepancy(np.zeros((2, 2000)), "WD"), np.inf)

    def test_mixture(self):
        rng = np.random.default_rng(1)
        weights, mu, sigma = rng.random(5), rng.normal(size=5), rng.random(5) + 0.1
        mixture = hy.Mixture(weights, [{"mu": mu, "sigma": sigma}])
        x = rng.normal(size=(50, 1))
        density = np.exp(-0.5 * ((x - mu) / sigma) ** 2) / sigma / np.sqrt(2 * np.pi)
        expected = np.log(density @ (weights / weights.sum()))
        np.testing.assert_allclose(mixture.logpdf(x), expected, rtol=1e-12, atol=1e-12)
        steps = {"mu": mu + 5, "sigma": sigma + 2, "lower": 1, "upper": 9, "step": 2}
        log = {"mu": mu, "sigma": sigma, "upper": 2, "log": True}
        choice = rng.random((5, 3))
        mixture = hy.Mixture(weights, [steps, log, choice])
        self.assertEqual((mixture.components, mixture.columns), (5, 3))
        self.assertIn("3 columns", repr(mixture))
        rows = mixture.sample(1000, 7, key=42, dim=3)
        self.assertEqual(rows.shape, (1000, 3))
        self.assertEqual(set(rows[:, 0]), {1.0, 3.0, 5.0, 7.0, 9.0})
        self.assertTrue((0 < rows[:, 1]).all() and (rows[:, 1] <= 2).all())
        self.assertEqual(set(rows[:, 2]), {0.0, 1.0, 2.0})
        again = mixture.sample(500, 7, key=42, dim=3, order="F")
        np.testing.assert_array_equal(again, rows[:500])
        densities, out = mixture.logpdf(rows), np.empty(500)
        np.testing.assert_array_equal(mixture.pdf(rows), np.exp(densities))
        self.assertIs(mixture.pdf(again, out=out), out)
        self.assertIs(mixture.logpdf(again, out=out), out)
        np.testing.assert_array_equal(out, densities[:500])
        with self.assertWarns(hy.DataWarning):
            self.assertTrue(np.isnan(mixture.logpdf([[1, np.nan, 0]])[0]))
        self.assertEqual(mixture.logpdf([[1, 3, 0]])[0], -np.inf)
        with self.assertRaisesRegex(hy.Error, "column 1: ") as raised:
            hy.Mixture(weights, [choice, {"mu": mu, "sigma": -sigma}])
        self.assertEqual(raised.exception.status, hy.Status.HYS_E_BOUNDS_SCALE)
        for fault, columns in (
            (ValueError, [choice[:4]]),
            (ValueError, [{"mu": mu[:4], "sigma": sigma}]),
            (TypeError, [{"mu": mu, "sigma": sigma, "q": 1}]),
            (TypeError, [{"mu": mu}]),
        ):
            with self.assertRaises(fault):
                hy.Mixture(weights, columns)
        with self.assertRaises(ValueError):
            mixture.logpdf(rows[:, :2])
        with self.assertRaises(ValueError):
            mixture.logpdf(rows, out=rows[:, 0])

    def test_types_hold(self):
        """No value is changed on its way in, and no argument is ignored."""
        labels, whole = hy.LabelsSpace(["a", "b"]), hy.QLinearSpace(1, 12)
        for space, value, dtype in (
            (labels, np.array([1 << 32]), "index"),
            (labels, np.array([-1]), "index"),
            (whole, [2.5], "i4"),
            (whole, np.array([300]), "i1"),
            (whole, [np.nan], "i8"),
            (whole, np.array([(1 << 53) + 1]), "f8"),
            (whole, np.array([-(1 << 24) - 1], "i4"), "f4"),
            (whole, np.uint64((1 << 64) - 1), "f8"),
            (hy.LinearSpace(0, 1), [1, (1 << 62) + 1], None),
        ):
            with self.assertRaisesRegex(ValueError, "cannot hold"):
                space.encode(value, dtype=dtype)
        np.testing.assert_array_equal(whole.encode([2.0, 12.0], dtype="i1"), whole.encode([2, 12]))
        for value, dtype in (
            (-1 << 63, "f8"),
            (1 << 63, "f8"),
            (1 << 24, "f4"),
            (0, "f4"),
            (np.int8(-128), "f4"),
        ):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # not all are in the space
                self.assertEqual(
                    whole.encode(np.array(value), dtype=dtype), whole.encode(np.array(float(value)))
                )
        table = TABLE.sample_range(0, 3)
        for call in (
            lambda: TABLE.sample_range(0, 3, columns=["c1"], out=table),
            lambda: TABLE.sample_indices([1, 2, 3], columns=["c1"], out=table),
            lambda: TABLE.decode(TABLE.encode(table), columns=["c1"], out=table),
        ):
            with self.assertRaisesRegex(TypeError, "only one of the two"):
                call()

    def test_names(self):
        """Labels as text, in the npy files of the program or in lists, count as their numbers."""
        domain = hy.Domain({"lr": hy.LogSpace(1e-5, 0.1), "optimizer": ["adam", "sgd", "Größe"]})
        table, space = domain.sample_range(0, 50, key=2), domain["optimizer"]
        names = np.array(space.labels)[table["optimizer"]]
        for array in (names, names.astype(object), names.tolist()):
            read = {"lr": table["lr"], "optimizer": array}
            for call in (domain.encode, domain.onehot, domain.fingerprint_rows):
                np.testing.assert_array_equal(call(read), call(table))
            np.testing.assert_array_equal(space.encode(array), space.encode(table["optimizer"]))
        self.assertEqual(space.encode(names.reshape(5, 10)).shape, (5, 10))
        structured = np.zeros(50, [("optimizer", "U8"), ("lr", "f8")])
        structured["lr"], structured["optimizer"] = table["lr"], names
        np.testing.assert_array_equal(domain.encode(structured), domain.encode(table))
        structured["optimizer"][7] = "lion"
        for call in (domain.encode, domain.onehot, domain.fingerprint_rows):
            with self.assertRaisesRegex(
                hy.Error, "^HYS_E_VALUES_UNKNOWN: column 'optimizer': no label 'lion'$"
            ):
                call(structured)
        with self.assertRaisesRegex(TypeError, "^column 'lr': dtype..<U4.. is none of float32"):
            domain.encode({"lr": np.array(["1e-3"]), "optimizer": np.array(["sgd"])})

    def test_lists(self):
        """Python's integers get a dtype that the space has; arrays keep theirs."""
        self.assertEqual(hy.LinearSpace(0, 2).encode([0, 1]).tolist(), [0, 0.5])
        self.assertEqual(hy.LinearSpace(0, 2).encode(1), 0.5)
        self.assertEqual(
            hy.DiscreteSpace((0.5, 16)).encode([[16], [16]]).tolist(), [[0.75], [0.75]]
        )
        self.assertEqual(
            hy.QLinearSpace(0, 2).encode([0, 2]).tolist(),
            hy.QLinearSpace(0, 2).encode(np.array([0, 2], "u1")).tolist(),
        )
        labels = hy.LabelsSpace(["a", "b"])
        self.assertEqual(labels.encode([0, 1]).tolist(), labels.encode(["a", "b"]).tolist())
        self.assertEqual(labels.encode("b"), labels.encode([0, 1])[1])
        for bad in ([-1], [2**32], ["c"], [None]):
            with self.assertRaisesRegex(hy.Error, "HYS_E_VALUES_UNKNOWN"):
                labels.encode(bad)
        domain = hy.Domain({"x": hy.LinearSpace(0, 2), "o": labels})
        np.testing.assert_array_equal(
            domain.encode({"x": [0, 1], "o": [1, 0]}),
            domain.encode({"x": [0.0, 1.0], "o": ["b", "a"]}),
        )

    def test_onehot(self):
        domain = hy.Domain({"x": hy.LinearSpace(0, 2), "o": ["a", "b", "c"]})
        table = np.array([(0.5, 2), (1.0, 0)], domain.dtype())
        np.testing.assert_array_equal(
            domain.onehot(table), np.array([[0.25, 0, 0, 1], [0.5, 1, 0, 0]], np.float32)
        )
        np.testing.assert_array_equal(domain.onehot(table, dtype="f8"), domain.onehot(table))
        self.assertEqual(domain.onehot_width, 4)

    def test_fingerprint_rows(self):
        domain = hy.Domain({"a": hy.QLinearSpace(0, 3), "b": ["x", "y"]})
        table = domain.sample_range(0, 500, key=1)
        numbers = domain.fingerprint_rows(table)
        self.assertEqual(len(set(numbers)), len(set(table.tolist())))
        columns = {"b": np.array(table["b"]), "a": table["a"].astype("i1")}
        np.testing.assert_array_equal(domain.fingerprint_rows(columns), numbers)

    @unittest.skipUnless(HAVE["pandas"], "the Python package pandas is not installed")
    def test_frame(self):
        domain = hy.Domain(
            {
                "lr": hy.LogSpace(1e-5, 0.1),
                "layers": hy.QLinearSpace(1, 9),
                "optimizer": ["adam", "sgd"],
            }
        )
        table, columns = domain.sample_range(0, 100, key=2), domain.sample_columns(0, 100, key=2)
        self.assertEqual(bytes_of(table), bytes_of(columns))
        frame = domain.to_frame(columns)
        self.assertEqual(list(frame.columns), list(domain))
        self.assertEqual(list(frame["optimizer"]), [("adam", "sgd")[i] for i in table["optimizer"]])
        self.assertTrue(np.shares_memory(frame["lr"].to_numpy(), columns["lr"]))
        self.assertEqual(bytes_of(domain.from_frame(frame)), bytes_of(table))
        self.assertEqual(bytes_of(domain.from_frame(domain.to_frame(table))), bytes_of(table))
        np.testing.assert_array_equal(domain.encode(domain.from_frame(frame)), domain.encode(table))
        with self.assertRaisesRegex(
            hy.Error, "HYS_E_VALUES_UNKNOWN: column 'optimizer': no label 'lion'"
        ):
            domain.from_frame(frame.assign(optimizer="lion"))
        np.testing.assert_array_equal(domain.encode(frame), domain.encode(table))
        for call in (domain.from_frame, domain.encode, domain.to_frame):
            with self.assertRaisesRegex(
                hy.Error, "HYS_E_NAME_UNKNOWN: the domain has no column 'score'"
            ):
                call(frame.assign(score=1.0))
        named = {**columns, "optimizer": np.array(domain["optimizer"].labels)[columns["optimizer"]]}
        self.assertTrue(domain.to_frame(named).equals(frame))

    @unittest.skipUnless(HAVE["pandas"], "the Python package pandas is not installed")
    def test_frame_of_scalars(self):
        """Lists of any scalars and bools keep their values, and come back."""
        lists = {
            "null": ["x", 1, None],
            "equal": [True, 1, 2.5],
            "optional": ["adam", None],
            "large": [(1 << 53) + 1, 0.5],  # which no array of doubles holds
            "switches": [False, True],
        }
        domain = hy.Domain(
            {
                **{name: hy.LabelsSpace(entries) for name, entries in lists.items()},
                "bool": hy.Space("bool"),
                "ordered": hy.LabelsSpace(["lo", "hi"], ordered=True),
            }
        )
        table = domain.sample_columns(0, 50, key=3)
        frame = domain.to_frame(table)
        for name, entries in lists.items():
            expected = [(type(entries[i]), entries[i]) for i in table[name]]
            self.assertEqual([(type(entry), entry) for entry in frame[name]], expected, name)
        self.assertEqual(frame["bool"].dtype, np.bool_)
        self.assertEqual(frame["bool"].tolist(), table["bool"].tolist())
        self.assertTrue(frame["ordered"].cat.ordered)
        self.assertFalse(frame["switches"].cat.ordered)
        self.assertIs(type(frame.to_dict("records")[0]["bool"]), bool)
        again = domain.from_frame(frame)
        for name, column in table.items():
            np.testing.assert_array_equal(again[name], column, name)
        np.testing.assert_array_equal(domain.encode(frame), domain.encode(table))
        lost = frame[["optional"]].replace({None: np.nan})
        np.testing.assert_array_equal(domain.from_frame(lost)["optional"], table["optional"])
        for wrong, text in ((None, "None"), (float("nan"), "nan"), (2, "2")):
            with self.assertRaisesRegex(hy.Error, f"column 'equal': no label {text}$"):
                domain.from_frame(frame.assign(equal=[wrong] * len(frame)).astype(object))

    def test_bools(self):
        """NumPy's bools are 0 and 1 of uint8."""
        space = hy.Space("bool")
        units = space.encode(np.array([1, 0], np.uint8)).tolist()
        for bools in ([True, False], np.array([True, False])):
            self.assertEqual(space.encode(bools).tolist(), units)
            self.assertEqual(space.pmf(bools).tolist(), [0.5, 0.5])
            domain = hy.Domain({"b": space})
            self.assertEqual(domain.encode({"b": bools})[:, 0].tolist(), units)
            self.assertEqual(domain.logpdf({"b": bools}).tolist(), np.log([0.5, 0.5]).tolist())
        drawn = space.sample_range(0, 50, key=1, dtype=bool)
        self.assertEqual(drawn.dtype, np.uint8)
        np.testing.assert_array_equal(drawn, space.sample_range(0, 50, key=1))
        table = domain.sample_range(0, 50, key=1, dtypes={"b": bool})
        self.assertEqual(table.dtype["b"], np.uint8)
        with self.assertRaisesRegex(hy.Error, "no uint8"):
            hy.LinearSpace(0, 1).encode(np.array([True]))


class Ranges(unittest.TestCase):
    def test_splits_and_indices(self):
        for stream in (name for name in c.streams() if not design_of(name, 1)):  # without an end
            for space in SPACES:
                whole = space.sample_range(2**40 - 50, 101, key=(1, 2), stream=stream)
                parts = np.empty_like(whole)
                for first, last in ((0, 1), (1, 60), (60, 101)):
                    space.sample_range(
                        2**40 - 50 + first,
                        last - first,
                        key=(1, 2),
                        stream=stream,
                        out=parts[first:last],
                    )
                self.assertEqual(parts.tobytes(), whole.tobytes())
                order = np.array([100, 3, 3, 0])
                picked = space.sample_indices(order + (2**40 - 50), key=(1, 2), stream=stream)
                self.assertEqual(picked.tobytes(), whole[order].tobytes())
        table = TABLE.sample_range(10, 20, key=3)
        np.testing.assert_array_equal(TABLE.sample_indices([29, 10, 15], key=3), table[[19, 0, 5]])
        self.assertEqual(TABLE.sample_indices([], key=3).shape, (0,))
        last = hy.LinearSpace(0, 1).sample_range(2**64 - 2, 2)
        np.testing.assert_array_equal(
            hy.LinearSpace(0, 1).sample_indices(np.array([2**64 - 1], np.uint64)), last[1:]
        )

    def test_opened_streams(self):
        for name in c.streams():
            given = {"key": (1, 2), "stream": name, **design_of(name, 99)}
            grids = name in ("grid", "permuted")  # of single spaces: Designs
            opened = hy.Stream(**given)
            for space in () if grids else SPACES:
                for call, first in (
                    (space.sample_range, (5, 50)),
                    (space.sample_indices, ([7, 2],)),
                ):
                    self.assertEqual(
                        call(*first, stream=opened, x64=False).tobytes(),
                        call(*first, x64=False, **given).tobytes(),
                        (name, space),
                    )
            rows = hy.Stream(domain=TABLE, **given)
            for call, first in (
                (TABLE.sample_range, (5, 50)),
                (TABLE.sample_indices, ([7, 2],)),
            ):
                self.assertEqual(
                    call(*first, stream=rows).tobytes(), call(*first, **given).tobytes(), name
                )
            columns = TABLE.sample_columns(5, 50, stream=rows)
            self.assertEqual(
                columns["c0"].tobytes(), TABLE.sample_columns(5, 50, **given)["c0"].tobytes()
            )
        opened = hy.Stream(9, dim=3)
        for call in (hy.bits, hy.unit):
            self.assertEqual(
                call(4, 9, stream=opened).tobytes(), call(4, 9, key=9, dim=3).tobytes()
            )
        domain = hy.Domain({"x": SPACES[0], "y": SPACES[1]})
        wide = hy.Stream(7, stream="jax_keys", x64=True, domain=domain)
        for dtype in ("f4", "f8"):
            self.assertEqual(
                domain.sample_matrix(
                    1, 9, stream=hy.Stream(7, domain=domain), dtype=dtype
                ).tobytes(),
                domain.sample_matrix(1, 9, key=7, dtype=dtype).tobytes(),
            )
        self.assertEqual(
            domain.sample_matrix(1, 9, stream=wide).tobytes(),
            domain.sample_matrix(1, 9, key=7, stream="jax_keys", x64=True).tobytes(),
        )
        self.assertEqual(
            SPACES[0].sample_range(0, 9, stream=pickle.loads(pickle.dumps(opened))).tobytes(),
            SPACES[0].sample_range(0, 9, key=9, dim=3).tobytes(),
        )
        self.assertEqual(repr(opened), "Stream(key=Key(high=0, low=9), stream='native', dim=3)")

    def test_tables(self):
        table = TABLE.sample_range(0, 50, key=4)
        self.assertEqual(
            table.dtype.itemsize, sum(table.dtype[i].itemsize for i in range(len(table.dtype)))
        )
        aligned = np.zeros(
            50,
            np.dtype(
                {"names": ["c8", "c0"], "formats": ["u4", "f4"], "offsets": [3, 20], "itemsize": 31}
            ),
        )
        before = aligned.view("u1").reshape(50, 31).copy()
        self.assertIs(TABLE.sample_range(0, 50, key=4, out=aligned), aligned)
        np.testing.assert_array_equal(aligned["c8"], table["c8"])
        np.testing.assert_array_equal(
            aligned["c0"],
            hy.Domain({"c0": SPACES[0]}).sample_range(0, 50, key=4, dtypes={"c0": "f4"})["c0"],
        )
        outside = np.r_[0:3, 7:20, 24:31]
        np.testing.assert_array_equal(
            aligned.view("u1").reshape(50, 31)[:, outside], before[:, outside]
        )
        backwards = np.zeros(50)
        TABLE.sample_range(0, 50, key=4, out={"c0": backwards[::-1]})
        np.testing.assert_array_equal(backwards[::-1], table["c0"])

    def test_matrices(self):
        domain = hy.Domain(
            {"a": hy.LinearSpace(0, 1), "b": hy.QLinearSpace(1, 9), "c": hy.LogSpace(1, 2)}
        )
        table = domain.sample_range(7, 30, key=4)
        expected = np.column_stack([table[name] for name in domain])
        for order in "CF":
            got = domain.sample_matrix(7, 30, key=4, order=order)
            self.assertTrue(got.flags[f"{order}_CONTIGUOUS"])
            np.testing.assert_array_equal(got, expected)
            larger = np.full((33, 8), -1.0, order=order)
            self.assertIsNotNone(domain.sample_matrix(7, 30, key=4, out=larger[2:32, 4:7]))
            np.testing.assert_array_equal(larger[2:32, 4:7], expected)
            self.assertEqual((larger == -1).sum(), 33 * 8 - 90)
        self.assertEqual(domain.sample_matrix(0, 3, key=4, dtype="f4").dtype, np.float32)
        with self.assertRaises(ValueError):
            domain.sample_matrix(7, 30, out=np.zeros((60, 6))[::2, ::2])

    def test_out_is_no_copy(self):
        n = 1 << 20
        space, out, table = hy.LogSpace(1e-5, 0.1), np.zeros(n), np.zeros(n, TABLE.dtype())
        cube, index = np.zeros((n, len(TABLE))), np.arange(n)
        calls = {
            "sample_range": lambda: space.sample_range(0, n, key=1, out=out),
            "sample": lambda: hy.LogSpace(1e-5, 0.1, datatype="f8").sample(0, n, x64=True, out=out),
            "sample_indices": lambda: space.sample_indices(index, key=1, out=out),
            "transform": lambda: space.transform(out, out=out),
            "table": lambda: TABLE.sample_range(0, n, key=1, out=table),
            "encode": lambda: TABLE.encode(table, dtypes={"c7": "index"}, out=cube),
            "decode": lambda: TABLE.decode(cube, out=table),
        }
        for name, call in calls.items():
            with self.subTest(name):
                given = {"table": table, "decode": table, "encode": cube}.get(name, out)
                call()
                tracemalloc.start()
                self.assertIs(call(), given)
                peak = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
                # index < 0, a byte an element, is the one temporary
                self.assertLess(peak, 1.1 * n if name == "sample_indices" else 100_000)
                self.assertTrue(np.ascontiguousarray(given).view("u1").any())


class Designs(unittest.TestCase):
    """Designs by name, and their engines."""

    def test_every_way(self):
        """A call with a stream's name, an opened stream, an engine: one table."""
        for name in DESIGNS:
            with self.subTest(name):
                given = {"key": 5, "stream": name, **design_of(name, 64)}
                whole = TABLE.sample_range(0, 64, **given)
                np.testing.assert_array_equal(
                    TABLE.sample_indices([63, 0, 7], **given), whole[[63, 0, 7]]
                )
                np.testing.assert_array_equal(
                    TABLE.sample_columns(9, 5, columns=["c3"], **given)["c3"], whole["c3"][9:14]
                )
                engine = hy.Design(TABLE, name, seed=5, **design_of(name, 64))
                parts = [engine.sample(n) for n in (1, 0, 40)]
                again = pickle.loads(pickle.dumps(engine))
                for left in (engine, again):
                    blocks = [left.sample(9) for _ in range(2)]
                    self.assertEqual(
                        np.concatenate([*parts, *blocks]).tobytes(), whole[:59].tobytes()
                    )
                self.assertEqual((engine.num_generated, engine.d), (59, len(TABLE)))
                np.testing.assert_array_equal(engine.sample_indices([63, 0]), whole[[63, 0]])
                np.testing.assert_array_equal(
                    engine.fast_forward(3).sample(2, columns=["c8"])["c8"], whole["c8"][62:]
                )
                np.testing.assert_array_equal(engine.reset().sample(64), whole)
                self.assertIn(name, repr(engine))
                for dim in (0, 3):
                    if name in ("grid", "permuted") and dim:
                        continue
                    space = hy.LogSpace(1e-5, 0.1)
                    rows = {"points": 99} if "points" in given else design_of(name, 64)
                    samples = space.sample_range(4, 9, key=5, stream=name, dim=dim, **rows)
                    engine = hy.Design(space, name, seed=5, dim=dim, **rows).fast_forward(4)
                    self.assertEqual(engine.sample(9).tobytes(), samples.tobytes())
                    self.assertEqual((engine.d, engine.num_generated), (1, 13))

    def test_constructors(self):
        for made, stream, design in (
            (TABLE.sobol(seed=3), "sobol", {}),
            (TABLE.sobol(seed=3, scramble="owen"), "sobol_owen", {}),
            (TABLE.sobol(seed=3, scramble="shift"), "sobol_shift", {}),
            (TABLE.sobol(scramble=None), "sobol_plain", {}),
            (TABLE.lhs(50, seed=3), "lhs", {"rows": 50}),
            (TABLE.lhs(50, seed=3, centred=True), "lhs", {"rows": 50, "centred": True}),
            (TABLE.grid(2, ends=True), "grid", {"points": 2, "ends": True}),
            (TABLE.permuted(2, seed=3), "permuted", {"points": 2}),
            (
                TABLE.grid({"c0": 2, "c1": 3, "c2": 1, "c9": 5}),
                "grid",
                {"points": {"c0": 2, "c1": 3, "c2": 1, "c9": 5}},
            ),
        ):
            expected = TABLE.sample_range(0, 50, key=3, stream=stream, **design)
            np.testing.assert_array_equal(made.sample(50), expected, (stream, design))

    def test_units(self):
        """random and sample are one design; random gives what hys_unit_f64 does."""
        domain = hy.Domain(
            {
                "b": hy.LinearSpace(0, 1),
                "a": hy.QLinearSpace(1, 12),
                "c": ["x", "y", "z"],
                "d": hy.Space("int", lower=0, upper=999),
            },
            dimensions={"c": 40},
        )
        for name in (name for name in DESIGNS if name not in ("grid", "permuted")):
            engine = hy.Design(domain, name, seed=8, **design_of(name, 4096))
            units = engine.random(4096)
            self.assertEqual((units.shape, units.dtype), ((4096, 4), np.float64))
            table = engine.reset().sample(4096)
            np.testing.assert_array_equal(units[:, 0], table["b"])
            decoded = domain.decode(units)
            for column in "" if name == "lhs" else "acd":  # where 32 bits are those of 64
                np.testing.assert_array_equal(decoded[column], table[column], (name, column))
            for dim in (0, 7):
                design = {"key": 8, "stream": name, "dim": dim, **design_of(name, 4096)}
                alone = hy.Design(
                    domain["a"], name, seed=8, dim=dim, **design_of(name, 4096)
                ).fast_forward(100)
                np.testing.assert_array_equal(
                    alone.random(50)[:, 0], hy.unit(100, 50, **design), (name, dim)
                )
        cube = hy.Sobol(5, seed=4, scramble="owen")
        same = hy.Domain(
            {f"x{j}": hy.LinearSpace(0, 1) for j in (4, 2)}, dimensions={"x4": 4, "x2": 2}
        )
        np.testing.assert_array_equal(
            cube.random(64)[:, [4, 2]], same.sample_matrix(0, 64, key=4, stream="sobol_owen")
        )
        np.testing.assert_array_equal(cube.sample_indices([5, 1]), cube.reset().random(6)[[5, 1]])

    def test_sobol(self):
        """Every 2^k rows from a multiple of 2^k on have one in each of 2^k strata."""
        for scramble in ("matrix", "owen", "shift", None):
            cube = hy.Sobol(40, seed=2, scramble=scramble)
            for n in (1, 2, 64, 1024):
                cube.reset().fast_forward(3 * n)
                strata = np.sort((cube.random(n) * n).astype(int), axis=0)
                self.assertTrue((strata == np.arange(n)[:, None]).all(), (scramble, n))
        plain = hy.Sobol(3, scramble=False)
        self.assertEqual(
            plain.random(4).tolist(), [[0] * 3, [0.5] * 3, [0.75, 0.25, 0.25], [0.25, 0.75, 0.75]]
        )
        self.assertEqual(plain.random_base2(3).shape, (8, 3))
        self.assertIsNone(plain.rows)
        self.assertTrue(plain)
        self.assertRaises(TypeError, len, plain)
        late = hy.Sobol(2, seed=9).fast_forward(2**64 - 2)
        self.assertEqual([len(block) for block in late.blocks(9)], [2])

    def test_lhs(self):
        for centred in (False, True):
            engine = TABLE.lhs(1000, seed=6, centred=centred)
            self.assertEqual((len(engine), engine.rows), (1000, 1000))
            self.assertEqual(TABLE.rows(stream=engine.stream), 1000)
            units = engine.random(1000)
            strata = np.sort((units * 1000).astype(int), axis=0)
            self.assertTrue((strata == np.arange(1000)[:, None]).all())
            middles = np.abs(units * 1000 % 1 - 0.5).max()
            self.assertTrue(middles < 1e-6 if centred else middles > 0.4, middles)
        engine = hy.LatinHypercube(3, 10, seed=1)
        blocks = list(engine.blocks(4))
        self.assertEqual([len(block) for block in blocks], [4, 4, 2])
        np.testing.assert_array_equal(np.concatenate(blocks), engine.reset().random(10))
        integers = hy.LatinHypercube(2, 12).integers([0, 5], u_bounds=[12, 17], n=12)
        np.testing.assert_array_equal(
            np.sort(integers, axis=0), np.arange(12)[:, None] + np.array([0, 5])
        )
        self.assertEqual(hy.LatinHypercube(1, 9).integers(2, n=9, endpoint=True).max(), 2)

    def test_integers(self):
        """Integers between bounds of any type, near the ends of int64 too."""
        least, most, n = -(2**63), 2**63 - 1, 256

        def ends(lower, upper, endpoint):
            drawn = hy.LatinHypercube(1, n).integers(lower, u_bounds=upper, endpoint=endpoint, n=n)
            self.assertEqual((drawn.dtype, drawn.shape), (np.int64, (n, 1)))
            return int(drawn.min()), int(drawn.max())

        for dtype in (np.int8, np.uint8, np.int16, np.int64, np.uint64):
            lower, upper = dtype(3), dtype(127)
            self.assertEqual(ends(lower, upper, False), (3, 126))
            self.assertEqual(ends(lower, upper, True), (3, 127))
        self.assertEqual(ends(np.int8(-128), np.int8(127), False), (-128, 126))
        self.assertEqual(ends(np.int8(-128), np.int8(127), True), (-128, 127))
        for lower in (least, -(2**60), 2**60, most - 100):
            self.assertEqual(ends(lower, lower + 100, False), (lower, lower + 99))
            self.assertEqual(ends(lower, lower + 100, True), (lower, lower + 100))
            self.assertEqual(ends(lower, lower, True), (lower, lower))
        for lower, upper in ((least, most), (0, most), (least, 0), (least, most - 1)):
            for endpoint in (False, True):
                low, high = ends(lower, upper, endpoint)
                self.assertLess(low - lower, 2**56)
                self.assertLess(upper - high, 2**56)
        engine = hy.Sobol(1)
        for lower, upper in ((0, 2**64 - 1), (np.uint64(2**63), None), (-(2**64), 0), (5, 4)):
            self.assertRaises(ValueError, engine.integers, lower, u_bounds=upper, endpoint=True)

    def test_grids(self):
        domain = hy.Domain(
            {
                "b": hy.Space("int", lower=3, upper=5),
                "c": hy.LinearSpace(0, 8),
                "a": ["x", "y"],
                "d": hy.LogSpace(1, 16),
            }
        )
        combinations = list(itertools.product([0, 1], [3, 4, 5], [1, 3, 5, 7], [2, 8]))
        engine = domain.grid({"c": 4, "d": 2})
        rows = [tuple(row) for row in engine.sample(len(engine))[["a", "b", "c", "d"]].tolist()]
        np.testing.assert_allclose(rows, combinations, rtol=1e-12)
        self.assertEqual(domain.rows(stream="grid", points=4), 96)
        self.assertEqual(domain.rows(stream="native"), None)
        self.assertEqual(domain["b"].rows(stream="grid"), 3)
        self.assertEqual(domain["c"].grid(5, ends=True).sample(5).tolist()[:4], [0, 2, 4, 6])
        table = domain.permuted({"c": 4, "d": 2}, seed=1).sample(48)
        self.assertNotEqual(table.tobytes(), engine.reset().sample(48).tobytes())
        self.assertEqual(
            sorted(table[["a", "b", "c", "d"]].tolist()),
            sorted(engine.reset().sample(48)[["a", "b", "c", "d"]].tolist()),
        )
        finite = hy.Domain({"a": ["x", "y"], "b": domain["b"]}).permuted(seed=4)
        self.assertEqual(len(set(finite.sample(len(finite)).tolist())), 6)

    def test_seeds(self):
        self.assertEqual(
            hy.Sobol(2, seed=np.random.default_rng(7)).seed,
            hy.as_key(np.random.default_rng(7).integers(1 << 64, dtype=np.uint64)),
        )
        self.assertNotEqual(
            hy.Sobol(2, seed=np.random.RandomState(1)).seed,
            hy.Sobol(2, seed=np.random.RandomState(2)).seed,
        )
        copied = copy.copy(hy.Sobol(2, seed=(1, 2)).fast_forward(5))
        self.assertEqual((copied.seed, copied.num_generated), (hy.Key(1, 2), 5))
        behind = hy.Sobol(2).fast_forward(2**64 - 1).fast_forward(1)  # behind the last row
        for again in (copy.copy(behind), pickle.loads(pickle.dumps(behind))):
            self.assertEqual(again.num_generated, 2**64)

    @unittest.skipUnless(HAVE["scipy"], "the Python package scipy is not installed")
    def test_scipy(self):
        """sobol_plain is scipy's sequence, and scipy takes an engine for one of its own."""
        from scipy.integrate import qmc_quad
        from scipy.stats import qmc

        def theirs(d):
            return qmc.Sobol(d, scramble=False, bits=64)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # scipy's, that n is no power of two
            for d, n in ((1, 100_000), (50, 4099), (21201, 65)):
                np.testing.assert_array_equal(
                    hy.Sobol(d, scramble=None).random(n), theirs(d).random(n), str(d)
                )
            bounds = {"l_bounds": [-3, 0, 7], "u_bounds": [0, 900, 8], "n": 777}
            for endpoint in (False, True):
                np.testing.assert_array_equal(
                    hy.Sobol(3, scramble=None).integers(**bounds, endpoint=endpoint),
                    theirs(3).integers(**bounds, endpoint=endpoint),
                )
            np.testing.assert_array_equal(
                hy.Sobol(3, scramble=None).integers(7, n=99), theirs(3).integers(7, n=99)
            )
            for first in (2**24 + 5, 2**32 - 50, 2**40 - 50, 2**52 - 99):
                ours, far = hy.Sobol(40, scramble=None).fast_forward(first), theirs(40)
                for k in range(64):  # the state that it has before that row
                    if (first - 1 ^ first - 1 >> 1) >> k & 1:
                        far._quasi ^= far._sv[:, k]
                far.num_generated = first
                np.testing.assert_array_equal(ours.random(99), far.random(99), str(first))
        units = hy.Sobol(2, seed=1).random_base2(8)
        self.assertLess(qmc.discrepancy(units), 1e-4)
        scaled = qmc.scale(units, [-1, 5], [1, 6])
        self.assertTrue(((scaled >= [-1, 5]) & (scaled < [1, 6])).all())
        engine = hy.Sobol(2, seed=1)
        self.assertIsInstance(engine, qmc.QMCEngine)
        normal = qmc.MultivariateNormalQMC([0, 1], [[1, 0.5], [0.5, 2]], engine=engine)
        drawn = normal.random(4096)
        np.testing.assert_allclose(drawn.mean(0), [0, 1], atol=0.01)
        np.testing.assert_allclose(np.cov(drawn.T), [[1, 0.5], [0.5, 2]], atol=0.02)
        counts = qmc.MultinomialQMC([0.25, 0.75], 1024, engine=hy.Sobol(1, seed=1)).random(1)
        self.assertEqual(counts.tolist(), [[256, 768]])
        for engine in (hy.Sobol(2, seed=1), hy.LatinHypercube(2, 1024, seed=1)):
            found = qmc_quad(
                lambda x: x[0] * x[1], [0, 0], [1, 1], n_points=1024, n_estimates=8, qrng=engine
            )
            self.assertLess(abs(found.integral - 0.25), 5e-3)
            self.assertGreater(found.standard_error, 0)  # of different scrambles
        table = hy.Domain({"x": hy.LinearSpace(0, 1), "y": hy.LinearSpace(0, 1)})
        self.assertIsInstance(table.lhs(8), qmc.QMCEngine)


class Threads(unittest.TestCase):
    def test_gil_is_released(self):
        """Python code runs while a call lasts: this thread ticks during the other thread's call."""
        space, out, span, ticks = hy.LogSpace(1e-5, 0.1), np.zeros(1 << 22), [], []

        def draw():
            begin = time.perf_counter()
            space.sample_range(0, len(out), stream="jax_keys", x64=True, out=out)
            span.extend((begin, time.perf_counter()))

        chosen = hy.isa()
        hy.select_isa("scalar")
        try:
            thread = threading.Thread(target=draw)
            thread.start()
            while thread.is_alive():
                ticks.append(time.perf_counter())
        finally:
            hy.select_isa(chosen)
        begin, end = span
        inside = sum(
            begin + 0.1 * (end - begin) < tick < end - 0.1 * (end - begin) for tick in ticks
        )
        self.assertGreater(end - begin, 0.05)
        self.assertGreater(inside, 10)

    def test_threads_fill_one_table(self):
        whole, parts = TABLE.sample_range(0, 100_003, key=8), np.zeros(100_003, TABLE.dtype())
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(
                pool.map(
                    lambda first: TABLE.sample_range(
                        first, min(1000, 100_003 - first), key=8, out=parts[first : first + 1000]
                    ),
                    range(0, 100_003, 1000),
                )
            )
        self.assertEqual(parts.tobytes(), whole.tobytes())


class Refusals(unittest.TestCase):
    def refused(self, status, call, *arguments, **options):
        with self.assertRaises(hy.Error) as caught:
            call(*arguments, **options)
        self.assertEqual(caught.exception.status.name, status)
        self.assertTrue(str(caught.exception).startswith(f"{status}: "))
        return caught.exception

    def test_opened_streams(self):
        domain = hy.Domain({"x": SPACES[0], "y": SPACES[1]})
        opened, rows = hy.Stream(9, dim=3), hy.Stream(7, domain=domain)
        self.refused("HYS_E_STREAM", SPACES[0].sample_range, 0, 1, stream=rows)
        self.refused("HYS_E_STREAM", domain.sample_range, 0, 1, stream=opened)
        self.refused("HYS_E_STREAM_UNKNOWN", hy.Stream, stream="jax")
        self.refused("HYS_E_STREAM_RESERVED", hy.Stream, x64=True)
        for more in ({"key": 1}, {"x64": True}, {"dim": 1}):
            self.assertRaises(TypeError, SPACES[0].sample_range, 0, 1, stream=opened, **more)

    def test_designs(self):
        domain = hy.Domain({"lr": hy.LogSpace(1, 2), "n": hy.QLinearSpace(1, 4)})
        space = domain["lr"]

        def text(status, call, *arguments, **options):
            return str(self.refused(status, call, *arguments, **options)).partition(": ")[2]

        for name, value in (("rows", 3), ("points", 3), ("centred", True), ("ends", True)):
            for call in (domain.sample_range, space.sample_range, hy.bits):
                said = text("HYS_E_STREAM_RESERVED", call, 0, 1, **{name: value})
                self.assertEqual(said, f"the stream 'native' takes no {name}")
        self.refused("HYS_E_STREAM_RESERVED", space.sample_range, 0, 1, stream="sobol", rows=3)
        self.refused("HYS_E_STREAM_RESERVED", space.sample_range, 0, 1, stream="grid", rows=3)
        lhs = {"stream": "lhs", "rows": 3}
        self.refused("HYS_E_STREAM_RESERVED", space.sample_range, 0, 1, x64=True, **lhs)
        self.assertRaises(TypeError, space.grid(2).sample, x64=True)
        self.refused("HYS_E_STREAM_ROWS", domain.lhs, 0)
        self.refused("HYS_E_STREAM_ROWS", domain.sample_range, 0, 1, stream="lhs")
        self.refused("HYS_E_STREAM_ROWS", hy.Domain({"a": space, "b": space}).grid, 2**32)
        for call in (domain.grid, domain.permuted, space.grid, space.permuted):
            for points in (0, 2**53 + 1):
                self.refused("HYS_E_STREAM_POINTS", call, points)
        for call in (
            domain.grid,
            lambda points: domain.sample_range(0, 1, stream="grid", points=points),
        ):
            self.assertIn("column 'lr': ", text("HYS_E_STREAM_POINTS", call, 0))
            self.assertIn("column 'lr': ", text("HYS_E_STREAM_POINTS", call, {}))
            self.assertIn("column 'n': ", text("HYS_E_STREAM_POINTS", call, {"lr": 3, "n": 4}))
            self.refused("HYS_E_NAME_UNKNOWN", call, {"rate": 3})
        self.assertIn("column 'lr': ", text("HYS_E_STREAM_POINTS", domain.rows, stream="grid"))
        self.assertRaises(TypeError, space.grid, {"lr": 3})
        self.assertRaises(ValueError, space.grid, -1)
        self.assertRaises(ValueError, space.sobol, scramble="random")
        self.assertRaises(ValueError, hy.Sobol, 3, scramble=[])
        self.assertRaises(TypeError, domain.sample_range, 0, 1, stream="lhs", row=3)
        self.assertRaises(TypeError, domain.sample_range, 0, 1, stream=domain.lhs(3).stream, rows=3)
        self.refused("HYS_E_STREAM", domain.grid(3).random)
        self.refused("HYS_E_STREAM", domain.permuted(3).integers, 3)
        self.refused("HYS_E_STREAM", hy.unit, 0, 1, stream="grid", points=2)
        engine = domain.lhs(9).fast_forward(5)
        for call in (engine.sample, engine.random, engine.fast_forward):
            said = text("HYS_E_INDEX", call, 5)
            self.assertEqual(said, "the design 'lhs': 4 of its 9 rows are left, not 5")
        self.refused("HYS_E_INDEX", engine.sample_indices, [9])
        late = hy.Sobol(1).fast_forward(2**63 - 1).fast_forward(2**62)
        self.refused("HYS_E_INDEX", late.fast_forward, 2**62 + 2)
        self.assertEqual(engine.num_generated, 5)
        self.assertRaises(ValueError, engine.sample, -1)
        self.assertRaises(ValueError, engine.integers, [3, 0])
        self.assertRaises(ValueError, engine.integers, 2.5)
        self.assertRaises(ValueError, next, engine.blocks(0))
        large = domain.lhs(2**22 + 1)
        self.assertEqual(large.sample(columns=["lr"]).dtype, domain.dtype(columns=["lr"]))
        self.assertRegex(text("HYS_E_STREAM", large.sample), "^column 'n': .*so many rows")
        beyond = space.sobol(dim=21201)
        self.assertIn("this dimension", text("HYS_E_STREAM", beyond.sample))
        self.assertIn("column 'lr': ", text("HYS_E_STREAM", large.sample, dtypes={"lr": "f4"}))
        self.assertRaises(ValueError, hy.Sobol, 0)
        self.refused("HYS_E_NAME_DIMENSION", hy.Sobol, 21202)
        self.refused("HYS_E_STREAM", space.sobol(dim=21201).sample)

    def test_statuses(self):
        linear, labels = hy.LinearSpace(0, 1), hy.LabelsSpace(["a", "b"])
        self.refused("HYS_E_BOUNDS_ORDER", hy.LinearSpace, 2, 1)
        self.refused("HYS_E_BOUNDS_FINITE", hy.LinearSpace, 0, float("nan"))
        self.refused("HYS_E_BOUNDS_POSITIVE", hy.LogSpace, 0, 1)
        self.refused("HYS_E_BOUNDS_BASE", hy.LogSpace, 1, 2, base=1)
        self.refused("HYS_E_VALUES_EMPTY", hy.DiscreteSpace, ())
        self.refused("HYS_E_VALUES_DUPLICATE", hy.LabelsSpace, ["a", "a"])
        self.refused("HYS_E_VALUES_UNKNOWN", labels.index, "c")
        self.refused("HYS_E_TYPE", linear.sample_range, 0, 1, dtype="i4")
        self.refused(
            "HYS_E_TYPE", linear.sample_range, 0, 1, dtype="f8", stream="jax_keys", x64=False
        )
        self.refused("HYS_E_TYPE", hy.QLinearSpace(0, 300).sample_range, 0, 1, dtype="u1")
        # A space without a type under a stream, beside one that the stream cannot give.
        wide, huge = hy.QLinearSpace(-9e15, 9e15), hy.LinearSpace(-1e308, 0.79e308)
        self.refused("HYS_E_TYPE", wide.sample_range, 0, 1, stream="jax_array", x64=False)
        for spaces, name in (({"a": linear, "b": wide}, "b"), ({"a": wide, "b": huge}, "b")):
            with self.assertRaisesRegex(hy.Error, f"column '{name}'"):
                hy.Domain(spaces).sample_range(0, 1, stream="jax_array", x64=False)
        self.refused("HYS_E_TYPE", labels.transform, [1.0])
        self.refused("HYS_E_INDEX", linear.sample_range, 2**64 - 1, 2)
        self.refused("HYS_E_STREAM_UNKNOWN", linear.sample_range, 0, 1, stream="jax")
        self.refused("HYS_E_STREAM_RESERVED", linear.sample_range, 0, 1, x64=True)
        self.refused("HYS_E_NAME_EMPTY", hy.Domain, {})
        self.assertIn(
            "column ''", str(self.refused("HYS_E_NAME_EMPTY", hy.Domain, {"a": linear, "": linear}))
        )
        self.refused("HYS_E_NAME_UNKNOWN", TABLE.sample_range, 0, 1, columns=["c0", "none"])
        self.refused("HYS_E_NAME_UNKNOWN", TABLE.sample_range, 0, 1, out={"none": np.zeros(1)})
        self.refused("HYS_E_NAME_COUNT", TABLE.encode, {"c0": np.zeros(1)})
        self.refused("HYS_E_ISA", hy.select_isa, "sse2")

    def test_types(self):
        """A refused type is named, with its column and the types that there are."""

        def text(call, *arguments, **options):
            return str(self.refused("HYS_E_TYPE", call, *arguments, **options)).partition(": ")[2]

        linear, labels, counts = (
            hy.LinearSpace(0, 1),
            hy.LabelsSpace(["a", "b"]),
            hy.QLinearSpace(0, 300),
        )
        self.assertEqual(
            text(linear.encode, np.array([0, 1], "i8")),
            "LinearSpace has no int64, but float32, float64",
        )
        self.assertEqual(
            text(linear.sample_indices, [1], dtype="i1"),
            "LinearSpace has no int8, but float32, float64",
        )
        self.assertEqual(
            text(counts.decode, [0.5], dtype="u1"),
            "QLinearSpace has no uint8, but float32, float64, "
            "int16, uint16, int32, uint32, int64, uint64",
        )
        self.assertEqual(
            text(labels.sample_range, 0, 1, dtype="f8"), "LabelsSpace has no float64, but index"
        )
        self.assertEqual(text(labels.transform, [1.0]), "LabelsSpace has no transform")
        self.assertEqual(
            text(linear.sample_range, 0, 1, dtype="f8", stream="jax_keys", x64=False),
            "LinearSpace has no float64, but float32; set x64=True",
        )
        self.assertEqual(
            text(hy.LinearSpace(0, 1, "f4").sample, 0, x64=True),
            "LinearSpace has no float32, but float64; set x64=False",
        )
        domain = hy.Domain({"x": linear, "n": counts, "o": labels})
        self.assertEqual(
            text(domain.sample_range, 0, 1, stream="jax_search", dtypes={"x": "f8"}),
            "column 'x': LinearSpace has no float64, but float32; set x64=True",
        )
        self.assertEqual(
            text(domain.sample_indices, [0], dtypes={"x": "i4"}),
            "column 'x': LinearSpace has no int32, but float32, float64",
        )
        self.assertEqual(
            text(domain.sample_matrix, 0, 1), "column 'o': LabelsSpace has no float64, but index"
        )
        self.assertTrue(
            text(domain.decode, np.zeros((1, 3)), dtypes={"n": "u1"}).startswith(
                "column 'n': QLinearSpace has no uint8, but float32"
            )
        )
        table = {"o": np.zeros(1, "i8"), "x": np.zeros(1), "n": np.zeros(1, "i8")}
        for call in (domain.encode, domain.onehot, domain.fingerprint_rows):
            self.assertEqual(
                text(call, table), "column 'o': LabelsSpace has no int64, but float64, index"
            )
        self.assertEqual(
            text(domain.sample_range, 0, 1, out={"o": np.zeros(1, "i8")}),
            "column 'o': LabelsSpace has no int64, but index",
        )
        error = self.refused(
            "HYS_E_STREAM",
            hy.Domain({"x": linear, "y": hy.LinearSpace(0, 1e-40)}).sample_range,
            0,
            1,
            stream="jax_keys",
            dtypes={"x": "f8"},
        )
        self.assertIn(": column 'y': ", str(error))
        self.refused("HYS_E_INDEX", domain.sample_range, 2**64 - 1, 2)

    def test_names(self):
        @dataclasses.dataclass
        class LinearSpace:
            lower_bound: float
            upper_bound: float
            name: str = "x"

        for call, text in (
            (lambda: hy.LabelsSpace(["x", 3j]), "3j is not a name"),
            (lambda: hy.Domain({"x": (1j, "x")}), "1j is not a name"),
            (lambda: hy.Domain({3: [1, 2]}), "3 is not a name"),
            (lambda: hy.LabelsSpace(["x"]).index(3j), "3j is not a name"),
            (
                lambda: TABLE.sample_range(0, 1, columns="c0"),
                "columns is 'c0', one string, not a list of names",
            ),
            (
                lambda: hy.as_space(LinearSpace(0, 1)),
                r"LinearSpace\(.*\): LinearSpace has no field name",
            ),
        ):
            with self.assertRaisesRegex(TypeError, f"{text}$"):
                call()

    def test_messages(self):
        """A refusal names the parameter or column, what was found and what is expected."""
        whole, labels = hy.Space("int", lower=1.0, upper=np.float32(12)), ["a", None]
        self.assertEqual(whole, hy.Space("int", lower=1, upper=12))
        self.assertEqual(repr(whole), "Space('int', lower=1, upper=12)")
        domain = hy.Domain({"a": whole, "lr": hy.LogSpace(1e-5, 1)})
        table = "a table is a structured array of one dimension, or a mapping of names to arrays"
        component = {"mu": [0, 1], "sigma": [1, 1]}
        steps = hy.Space("linear", lower=0, upper=1, step=0.25)
        refusal = (
            "cannot give Space('linear', lower=0, upper=1, step=0.25) of the kind 'linear'; "
            'sample_range with stream="native" can'
        )
        for call, error, text in (
            (
                lambda: hy.Space("int", lower=1.5, upper=12),
                TypeError,
                "lower: 1.5 is not an integer",
            ),
            (
                lambda: hy.Space("int", lower="1", upper=12),
                TypeError,
                "lower: '1' is not an integer",
            ),
            (lambda: hy.LinearSpace("0", 1), TypeError, "lower_bound: '0' is not a number"),
            (
                lambda: hy.Space("int", lower=1, upper=9, contract="ceil"),
                ValueError,
                "contract: 'ceil' is not one of equal, half_ends, inside, multiple, bins",
            ),
            (
                lambda: hy.Mixture([1, 2], [[[1], [2]], {"mu": [0], "sigma": [1, 1]}]),
                ValueError,
                "column 1: mu has the shape (1,), not (2,) as for 2 components",
            ),
            (
                lambda: hy.Mixture([1, 2], [{**component, "q": 1}]),
                TypeError,
                "column 0: a column has no 'q'",
            ),
            (
                lambda: hy.Mixture([1, 2], [{"mu": [0, 1]}]),
                TypeError,
                "column 0: a column of numbers needs 'sigma'",
            ),
            (
                lambda: hy.Domain({"d": 7}),
                TypeError,
                "column 'd': 7 is not a search space; "
                'for a fixed value write Space("constant", value=7)',
            ),
            (lambda: hy.Domain({"d": {1}}), TypeError, "column 'd': {1} is not a search space"),
            (
                lambda: hy.Domain({"d": labels}).encode({"d": [1]}),
                hy.Error,
                "HYS_E_VALUES_UNKNOWN: column 'd': no label 1",
            ),
            (
                lambda: hy.Domain({"a": whole}, defaults={"a": 99}),
                hy.Error,
                "HYS_E_VALUES_DEFAULT: column 'a': the default 99 is not a value of "
                "Space('int', lower=1, upper=12)",
            ),
            (
                lambda: hy.Domain({"d": labels}, defaults={"d": "b"}),
                hy.Error,
                "HYS_E_VALUES_DEFAULT: column 'd': the default 'b' is not a value of "
                "LabelsSpace(labels=('a', None))",
            ),
            (
                lambda: hy.Domain({"a": whole}, defaults={"a": "9"}),
                TypeError,
                "column 'a': the default '9' is not a value of Space('int', lower=1, upper=12)",
            ),
            (lambda: domain.logpdf([1, 2, 3]), TypeError, f"{table}, not [1, 2, 3]"),
            (lambda: domain.logpdf(np.zeros(3)), ValueError, f"{table}, not float64[3]"),
            (
                lambda: domain.logpdf({"lr": 0.1}),
                TypeError,
                "column 'lr' is 0.1, not an array of one dimension",
            ),
            (
                lambda: steps.sample(0),
                hy.Error,
                f"HYS_E_STREAM: the stream 'jax_array' {refusal}",
            ),
            (
                lambda: hy.Domain({"s": steps}).sample_range(0, 1, stream="jax_search"),
                hy.Error,
                f"HYS_E_STREAM: column 's': the stream 'jax_search' {refusal}",
            ),
        ):
            with self.assertRaises(error) as caught:
                call()
            self.assertEqual(str(caught.exception), text)
        many = hy.Domain({"m": list(range(1000))})
        with self.assertRaises(hy.Error) as caught:
            hy.Domain(dict(many), defaults={"m": -1})
        self.assertLess(len(str(caught.exception)), 250)

    def test_shown_names(self):
        """A traceback shows the name that a program catches."""
        for shown in (hy.DataWarning, hy.Error, hy.JSONError, hy.Status):
            self.assertEqual((shown.__module__, getattr(hy, shown.__name__)), ("hyspace", shown))

    def test_json(self):
        error = self.refused(
            "HYS_E_JSON_SYNTAX", hy.Domain.from_json, '{"hyspace": 1,\n  "space": }'
        )
        self.assertEqual((error.line, error.path), (2, ""))
        self.refused("HYS_E_JSON_SYNTAX", hy.Domain.from_json, "")
        error = self.refused(
            "HYS_E_BOUNDS_ORDER",
            hy.Domain.from_json,
            {"hyspace": 1, "space": {"x": {"kind": "linear", "lower": 1, "upper": 0}}},
        )
        self.assertTrue(error.path.startswith("space.x"))
        with self.assertRaises(FileNotFoundError):
            hy.Domain.from_file("no such file.json")

    def test_notes(self):
        spaces = {"x": hy.LinearSpace(0, 1), "k": ["a", "b"]}
        for defaults in ({"x": 2}, {"x": float("nan")}, {"k": "c"}, {"k": 0}, {"k": None}):
            self.refused("HYS_E_VALUES_DEFAULT", hy.Domain, spaces, defaults=defaults)
        for numbers in ({"x": -1}, {"x": 21201}, {"x": 5, "k": 5}, {"x": 2**70}):
            self.refused("HYS_E_NAME_DIMENSION", hy.Domain, spaces, dimensions=numbers)
        for wrong in (
            {"meta": []},
            {"column_meta": {"x": "a"}},
            {"defaults": {"x": "a"}},
            {"defaults": {"x": True}},
            {"dimensions": {"x": 1.0}},
        ):
            with self.assertRaises(TypeError):
                hy.Domain(spaces, **wrong)
        for wrong in ({"meta": {"a": float("nan")}}, {"defaults": {"y": 1}}):
            with self.assertRaises(ValueError):
                hy.Domain(spaces, **wrong)
        with self.assertRaisesRegex(hy.Error, "column 'k'"):
            hy.Domain(spaces, dimensions={"x": 5, "k": 5})

    def test_arguments(self):
        linear, out = hy.LinearSpace(0, 1), np.full(8, 7.0)
        read_only, odd = out.copy(), np.zeros(65, "u1")[1:].view("f8")
        read_only.flags.writeable = False
        backwards = np.zeros(8).astype(np.dtype("f8").newbyteorder())
        for options in (
            {"first": -1, "n": 8},
            {"first": 2**64, "n": 0},
            {"first": 0, "n": -1},
            {"first": 0, "n": 2**64},
            {"first": 0, "n": 7},
            {"first": 0, "n": 8, "dtype": "f4"},
            {"first": 0, "n": 4, "out": out[::2]},
            {"first": 0, "n": 8, "out": read_only},
            {"first": 0, "n": 8, "out": odd},
            {"first": 0, "n": 8, "dim": -1},
            {"first": 0, "n": 8, "key": -1},
            {"first": 0, "n": 8, "key": 2**64},
            {"first": 0, "n": 8, "key": (1, 2**32)},
            {"first": 0, "n": 8, "key": (1, 2, 3)},
        ):
            with self.subTest(**options), self.assertRaises(ValueError):
                linear.sample_range(**{"out": out, **options})
        for options in (
            {"first": 0.5, "n": 8},
            {"first": 0, "n": 8.0},
            {"first": 0, "n": 8, "key": 1.5},
            {"first": 0, "n": 8, "key": None},
            {"first": 0, "n": 8, "dtype": "f2"},
            {"first": 0, "n": 8, "out": [0.0] * 8},
            {"first": 0, "n": 8, "out": backwards},
        ):
            with self.subTest(**options), self.assertRaises(TypeError):
                linear.sample_range(**{"out": out, **options})
        self.assertTrue((out == 7).all())
        for call in (
            lambda: linear.sample_indices([-1]),
            lambda: linear.sample_indices([0.5]),
            lambda: hy.QLinearSpace(0, 2**53 + 1),
            lambda: hy.LinearSpace(0, 2**1024 - 1),
            lambda: hy.LabelsSpace(["a\0b"]),
            lambda: hy.Domain({"a\0b": linear}),
            lambda: hy.LinearSpace(0, 10**400),
            lambda: linear.transform(out[:4], out=out[1:5]),
            lambda: linear.encode(out[1:5], out=out[:4]),
            lambda: TABLE.sample_range(0, 4, out={"c0": out}),
            lambda: TABLE.sample_range(0, 8, out={"c0": read_only}),
            lambda: TABLE.sample_range(0, 8, out=np.zeros(8)),
            lambda: TABLE.sample_range(0, 8, out={"c7": out}),
            lambda: hy.as_key(0).fold_in(2**32),
            lambda: hy.as_key(0).split(-1),
            lambda: hy.Domain({"x": linear}).encode({"x": out}, out=out.reshape(8, 1)),
        ):
            self.assertRaises(ValueError, call)
        for call in (
            lambda: hy.LinearSpace("0", 1),
            lambda: hy.LinearSpace(False, True),
            lambda: hy.DiscreteSpace(("a", "b")),
            lambda: hy.LabelsSpace("ab"),
            lambda: hy.Domain({"x": 3}),
        ):
            self.assertRaises(TypeError, call)
        self.assertTrue((out == 7).all())

    def test_warnings(self):
        with self.assertWarnsRegex(hy.DataWarning, r"HYS_W_DATA.*\(flagged: 2\)") as caught:
            got = hy.QLinearSpace(0, 9, "i4").transform([float("nan"), 1e30, 2.5])
        self.assertEqual(caught.filename, __file__)
        self.assertEqual(got.tolist(), [0, 2**31 - 1, 2])
        with self.assertWarns(hy.DataWarning):
            hy.LinearSpace(0, 1).encode(2.0)
        with warnings.catch_warnings():
            warnings.simplefilter("error", hy.DataWarning)
            self.assertRaises(hy.DataWarning, hy.LinearSpace(0, 1).encode, 2.0)
            domain = hy.Domain({"x": hy.LinearSpace(0, 1), "y": hy.LinearSpace(0, 1)})
            with self.assertRaisesRegex(hy.DataWarning, r"\(flagged: 3\)"):
                domain.decode([[0.5, 2.0], [-1.0, np.nan]])
            TABLE.encode(TABLE.sample_range(0, 100), dtypes={"c7": "index"})


@unittest.skipUnless(os.environ.get("HYSPACE"), "no HYSPACE, the program's path")
class Program(unittest.TestCase):
    """The bytes are those of the program."""

    def program(self, *arguments):
        return subprocess.run(
            [os.environ["HYSPACE"], *arguments], stdout=subprocess.PIPE, check=True, cwd=ROOT
        ).stdout

    def test_digest(self):
        table = hy.Domain.from_file(ROOT / "examples/xgboost.json").sample_range(0, 100_003, key=42)
        arguments = ("examples/xgboost.json", "-n", "100003", "--seed", "42")
        self.assertEqual(table.tobytes(), self.program("sample", *arguments, "-f", "raw"))
        digest = xxh3(table)
        if digest is None:
            self.skipTest("no libxxhash.so.0 here; the bytes are equal")
        self.assertEqual(
            f"* {digest}", self.program("digest", *arguments).decode().splitlines()[-1]
        )
        print(f"# python: xgboost.json, n 100003, seed 42: * {digest}")

    def test_npy(self):
        """The program writes labels as text, which a table that is read may have."""
        domain = hy.Domain.from_file(ROOT / "examples/xgboost.json")
        table = domain.sample_range(0, 1000, key=42)
        written = np.load(
            io.BytesIO(
                self.program(
                    "sample", "examples/xgboost.json", "-n", "1000", "--seed", "42", "-f", "npy"
                )
            )
        )
        self.assertEqual(written.dtype["booster"].kind, "U")
        np.testing.assert_array_equal(domain.encode(written), domain.encode(table))

    def test_streams_and_types(self):
        for stream in (name for name in c.streams() if not design_of(name, 1)):
            for path in sorted((ROOT / "examples").glob("*.json")):
                domain = hy.Domain.from_file(path)
                if stream.startswith("jax") and path.name == "cnn.json":  # kinds without it
                    self.assertRaises(hy.Error, domain.sample_range, 3, 99, stream=stream)
                    continue
                table = domain.sample_range(3, 99, key=6, stream=stream)
                self.assertEqual(
                    table.tobytes(),
                    self.program(
                        "sample",
                        str(path),
                        "--first",
                        "3",
                        "-n",
                        "99",
                        "--seed",
                        "6",
                        "-f",
                        "raw",
                        "--stream",
                        stream,
                    ),
                    (stream, path),
                )
        typed = TABLE.to_json()
        raw = subprocess.run(
            [os.environ["HYSPACE"], "sample", "-", "-n", "99", "-f", "raw"],
            input=typed.encode(),
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        self.assertEqual(hy.Domain.from_json(typed).sample_range(0, 99).tobytes(), raw)


class Tap(unittest.TestResult):
    """A line for each test. A test with subtests that fail counts as one failure."""

    def __init__(self):
        super().__init__()
        self.count, self.bad = 0, set()

    def line(self, ok, test, more=""):
        self.count += 1
        print(f"{ok} {self.count} - python: {test.id().split('.', 1)[1]}{more}", flush=True)

    def explain(self, test, error):
        print(
            "".join(f"# {line}\n" for line in self._exc_info_to_string(error, test).splitlines()),
            end="",
        )

    def addSuccess(self, test):
        if test.id() not in self.bad:
            self.line("ok", test)

    def addError(self, test, error):
        self.explain(test, error)
        self.line("not ok", test)

    addFailure = addError

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.explain(subtest, error)
            if test.id() not in self.bad:
                self.bad.add(test.id())
                self.line("not ok", test)

    def addSkip(self, test, reason):
        self.line("ok", test, f" # SKIP {reason}")


def tap():
    tests = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
    print(f"1..{tests.countTestCases()}")
    tests.run(Tap())


if __name__ == "__main__":
    tap() if os.environ.get("TAP") else unittest.main()
