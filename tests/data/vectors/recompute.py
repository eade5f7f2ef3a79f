#!/usr/bin/env python3
"""Recompute the golden vectors with the real JAX and hyperoptax.

    recompute.py                         compare every line of every .tsv beside this script
    recompute.py --add FILE COLUMNS      print a new line for FILE: its input columns, with tabs
                                         between them, and their results
    recompute.py --add FILE COLUMNS --write       and append it to FILE

A file's law is one function, named in LAWS: its parameters are the file's input columns, in order
and as text, its result is the list of the result columns. README.md says what the columns mean.

Exit status: 0 every line agrees; 1 a line differs, or a file has no line to compare; 2 wrong usage
or versions.
"""

import argparse
import contextlib
import functools
import importlib.metadata
import inspect
import json
import pathlib
import sys
from unittest import mock

try:
    import jax
    import numpy as np
    import xxhash
    from hyperoptax import bayesian, random, spaces
except ImportError as error:
    print(f"recompute.py: {error}: README.md says how to make the venv", file=sys.stderr)
    sys.exit(2)

HERE = pathlib.Path(__file__).resolve().parent
PINS = dict(line.split("==") for line in (HERE / "requirements.txt").read_text().split())
DECIDE_THE_BITS = ("jax", "jaxlib", "hyperoptax")

SETTINGS = {
    "jax_platforms": "cpu",
    "jax_default_prng_impl": "threefry2x32",
    "jax_threefry_partitionable": True,
    "jax_disable_jit": False,
    "jax_numpy_dtype_promotion": "standard",
}

TYPES = {
    "f32": np.float32,
    "i8": np.int8,
    "u8": np.uint8,
    "i16": np.int16,
    "u16": np.uint16,
    "i32": np.int32,
    "u32": np.uint32,
    "f64": np.float64,
    "i64": np.int64,
    "u64": np.uint64,
}
MODES = {"0": False, "1": True}
SPACES = {
    "linear": spaces.LinearSpace,
    "log": spaces.LogSpace,
    "discrete": spaces.DiscreteSpace,
    "qlinear": spaces.QLinearSpace,
    "qlog": spaces.QLogSpace,
}


# The text of a column and the values it stands for


def needs_x64(type):
    """64-bit types come from JAX with 64-bit mode on, the others with it off."""
    return TYPES[type]().itemsize == 8


def reals(text):
    return tuple(float(real) for real in text.split(","))


def to_words(values):
    """The values' bits in hexadecimal, two digits a byte."""
    size = values.itemsize
    return ",".join(f"{word:0{2 * size}x}" for word in values.view(f"u{size}"))


def from_words(text, type, n):
    values = np.array(
        [int(word, 16) for word in text.split(",")], f"u{TYPES[type]().itemsize}"
    ).view(TYPES[type])
    if len(values) != int(n):
        raise ValueError(f"{len(values)} input words where n is {n}")
    return values


def of_type(values, type):
    """The values as a NumPy array, which must already be of this type; nothing is converted."""
    values = np.asarray(values)
    if values.dtype != TYPES[type]:
        raise ValueError(f"this case gives {values.dtype}, not {type}")
    return values


def digest(values):
    """XXH3, 64 bits, of the values' little-endian bytes."""
    return xxhash.xxh3_64_hexdigest(values.astype(values.dtype.newbyteorder("<")).tobytes())


# Spaces and streams


def make_space(kind, arguments, type):
    """The hyperoptax space; `type` is the integer type that quantised kinds round to."""
    datatype = {"datatype": TYPES[type]} if kind in ("qlinear", "qlog") else {}
    return SPACES[kind](*arguments, **datatype)


def space_of_columns(kind, type, lower, upper, base, values="-"):
    bounds = [float(column) for column in (lower, upper, base) if column != "-"]
    return make_space(kind, [reals(values)] if kind == "discrete" else bounds, type)


@contextlib.contextmanager
def draws_of_shape(*shape):
    """hyperoptax writes shape=(1,) into its laws; in this context the same laws draw `shape`."""

    def reshaped(draw):
        return lambda *args, **options: draw(*args, **{**options, "shape": shape})

    with mock.patch.multiple(
        jax.random, uniform=reshaped(jax.random.uniform), choice=reshaped(jax.random.choice)
    ):
        yield


def draw(space, stream, key, first, n):
    """Samples first .. first+n-1 of a single space.

    jax_keys: sample i is the one element drawn with key split(key, N)[i].
    jax_array: sample i is element i of one draw of shape (N,) with the key itself.
    """
    if stream == "jax_keys":
        return jax.vmap(space.sample)(jax.random.split(key, first + n)[first:])[:, 0]
    if stream == "jax_array":
        with draws_of_shape(first + n):
            return space.sample(key)[first:]
    raise ValueError(f"no stream {stream}")


def law_of_random(word, x64):
    """What the space that a word of the program names is in jax.random: a function of a key and a
    shape."""
    kind, *fields = word.split(":")
    integer, real = (np.int64, np.float64) if x64 else (np.int32, np.float32)
    if kind == "bool":
        return lambda key, shape: jax.random.bernoulli(key, 0.5, shape)
    if kind == "int":
        lower, upper = map(int, fields)
        return lambda key, shape: jax.random.randint(key, shape, lower, upper + 1, integer)
    if kind in ("discrete", "labels"):
        p = reals(fields[1].removeprefix("weights="))
        a = np.array(reals(fields[0]), real) if kind == "discrete" else len(p)
        return lambda key, shape: jax.random.choice(key, a, shape, p=np.array(p))
    if kind == "normal":
        mu, sigma = map(float, fields)
        return lambda key, shape: jax.random.normal(key, shape, real) * sigma + mu
    raise ValueError(f"no law of jax.random for {word}")


def draw_of_random(law, stream, key, first, n):
    """Samples first .. first+n-1 of a law: as draw does it, and jax_search with one column."""
    if stream == "jax_array":
        return law(key, (first + n,))[first:]
    keys = jax.random.split(key, first + n)[first:]
    if stream == "jax_search":
        keys = jax.vmap(lambda key: jax.random.split(key, 1)[0])(keys)
    elif stream != "jax_keys":
        raise ValueError(f"no stream {stream}")
    return jax.vmap(lambda key: law(key, ()))(keys)


def to_type(values, type):
    """The values in a type that holds them; an index is a u32. Only to integers reals are
    converted."""
    values = np.asarray(values)
    target = np.dtype(np.uint32 if type == "index" else TYPES[type])
    if values.dtype.kind == target.kind == "f":
        return of_type(values, type)
    converted = values.astype(target)
    if (converted.astype(values.dtype) != values).any():
        raise ValueError(f"{type} does not hold the values")
    return converted


@functools.cache
def table(stream, seed, spec, n, x64):
    """{name: n samples} of a whole search space.

    jax_search: RandomSearch's parameters, n_parallel = n.
    jax_keys: BayesianSearch's candidates; jax_array: one draw a column. In both, column j of the
    names in sorted order is a single space with key split(key, columns)[j].
    """
    integer = "i64" if x64 else "i32"
    search_space = {
        name: make_space(kind, [tuple(a) if isinstance(a, list) else a for a in arguments], integer)
        for name, (kind, *arguments) in json.loads(spec).items()
    }
    with jax.enable_x64(x64):
        key = jax.random.PRNGKey(seed)
        if stream == "jax_search":
            state, search = random.RandomSearch.init(search_space, n_parallel=n)
            return search.get_next_params(state, key)
        names = sorted(search_space)
        columns = {
            name: draw(search_space[name], stream, column_key, 0, n)
            for name, column_key in zip(names, jax.random.split(key, len(names)))
        }
        if (
            stream == "jax_keys"
        ):  # the real candidates are one float matrix, where integers lose their type
            candidates = np.asarray(
                bayesian.BayesianSearch()._sample_candidates(search_space, key, n)
            )
            if any(
                (columns[name].astype(candidates.dtype) != candidates[:, j]).any()
                for j, name in enumerate(names)
            ):
                raise ValueError("BayesianSearch draws other candidates")
        return columns


# The law of each file


def keys(op, x64, seed, argument):
    """The two words of each key that PRNGKey(seed), split(PRNGKey(seed), argument) or
    fold_in(PRNGKey(seed), argument) gives."""
    with jax.enable_x64(MODES[x64]):
        key = jax.random.PRNGKey(int(seed))
        if op == "split":
            key = jax.random.split(key, int(argument))
        elif op == "fold_in":
            key = jax.random.fold_in(key, np.uint32(argument))
        elif op != "from_seed":
            raise ValueError(f"no operation {op}")
        return [",".join(f"{k0:08x}:{k1:08x}" for k0, k1 in np.asarray(key).reshape(-1, 2))]


def bits(what, seed, n):
    """jax.random.bits of shape (n,), 32 or 64 bits wide: digest and first 16 words."""
    dtype = {"bits32": np.uint32, "bits64": np.uint64}[what]
    with jax.enable_x64(what == "bits64"):
        values = np.asarray(jax.random.bits(jax.random.PRNGKey(int(seed)), (int(n),), dtype))
    return [digest(values), to_words(values[:16])]


def sample(stream, kind, type, seed, lower, upper, base, values, first, n):
    """n samples of a single space from `first` on: digest and first 16 words."""
    with jax.enable_x64(needs_x64(type)):
        space = space_of_columns(kind, type, lower, upper, base, values)
        drawn = of_type(
            draw(space, stream, jax.random.PRNGKey(int(seed)), int(first), int(n)), type
        )
    return [digest(drawn), to_words(drawn[:16])]


def random_law(stream, word, type, x64, seed, first, n):
    """n samples from `first` on of a kind that jax.random has itself: digest and first 16 words."""
    with jax.enable_x64(MODES[x64]):
        key = jax.random.PRNGKey(int(seed))
        drawn = draw_of_random(law_of_random(word, MODES[x64]), stream, key, int(first), int(n))
        drawn = to_type(drawn, type)
    return [digest(drawn), to_words(drawn[:16])]


def datatype(stream, kind, type, x64, seed, lower, upper, base, n):
    """The first n samples of a quantised space in any integer type: digest and first 16 values."""
    with jax.enable_x64(MODES[x64]):
        space = space_of_columns(kind, type, lower, upper, base)
        drawn = of_type(draw(space, stream, jax.random.PRNGKey(int(seed)), 0, int(n)), type)
    return [digest(drawn), ",".join(map(str, drawn[:16]))]


def transform(kind, in_type, out_type, values, n, input_words):
    """space.transform of n values; a quantised space's bounds play no part in it."""
    with jax.enable_x64(needs_x64(in_type)):
        inputs = jax.numpy.asarray(from_words(input_words, in_type, n))
        space = space_of_columns(kind, out_type, "1.0", "2.0", "-", values)
        return [to_words(of_type(space.transform(inputs), out_type))]


def log_transform(type, base, n, input_words):
    """hyperoptax.spaces.log_transform of n scalars, one call each: log(x)/log(base).

    Not of one array: for two elements or more XLA multiplies by 1/log(base) instead, and last bits
    change.
    """
    with jax.enable_x64(needs_x64(type)):
        inputs = from_words(input_words, type, n)
        return [
            to_words(
                of_type([np.asarray(spaces.log_transform(x, float(base))) for x in inputs], type)
            )
        ]


def domain(stream, seed, spec, n, name, type):
    """The column `name` of n configurations of a search space, in 64-bit mode for 64-bit types."""
    return [to_words(of_type(table(stream, int(seed), spec, int(n), needs_x64(type))[name], type))]


LAWS = {
    "keys.tsv": keys,
    "bits.tsv": bits,
    "sample.tsv": sample,
    "log_bases.tsv": sample,
    "random.tsv": random_law,
    "datatype.tsv": datatype,
    "transform.tsv": transform,
    "log_transform.tsv": log_transform,
    "domain.tsv": domain,
}


FROM_MODELS = {
    "native.tsv",
    "fingerprint.tsv",
    "encode.tsv",
    "sobol.tsv",
    "scramble.tsv",
}  # which the models beside this script print


# Comparing and adding


def complete(name, columns):
    """The input columns among `columns`, and the results that the law of the file `name` gives for
    them."""
    law = LAWS[name]
    inputs = columns[: len(inspect.signature(law).parameters)]
    return inputs, law(*inputs)


def wrong_header(line):
    """What a file's first line should say and does not: the versions that decide the bits."""
    missing = [
        f"{package} {PINS[package]}"
        for package in DECIDE_THE_BITS
        if f" {package} {PINS[package]}," not in line
    ]
    return f"the first line does not name {', '.join(missing)}" if missing else None


def wrong_case(name, line):
    """How this line's results differ from those that the law gives."""
    columns = line.split("\t")
    try:
        inputs, got = complete(name, columns)
    except Exception as error:  # whatever JAX says about a spoilt line: it cannot be right
        return f"cannot be computed: {error!r}"
    expected = columns[len(inputs) :]
    return None if got == expected else f"expected {expected}\n  got {got}"


def agrees(name):
    """Compare one file, print what came out, tell whether every line agrees."""
    path = HERE / name
    if name not in LAWS or not path.exists():
        print(f"{name}: {'no such file' if name in LAWS else 'no law for this file'}")
        return False
    compared = differing = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        is_case = line != "" and not line.startswith("#")
        wrong = wrong_header(line) if number == 1 else wrong_case(name, line) if is_case else None
        compared += is_case and number > 1
        if wrong:
            differing += 1
            print(f"{name}:{number}: {wrong}")
    agree = compared > 0 and differing == 0
    verdict = (
        "lines agree"
        if agree
        else f"lines compared, {differing} differ"
        if compared
        else "lines to compare"
    )
    print(f"{name}: {compared} {verdict}", flush=True)
    return agree


def wrong_versions():
    """The packages that decide the bits and are not installed as requirements.txt pins them."""
    installed = {package: importlib.metadata.version(package) for package in DECIDE_THE_BITS}
    return [
        f"{package} {PINS[package]} is needed, {installed[package]} is installed"
        for package in DECIDE_THE_BITS
        if installed[package] != PINS[package]
    ]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--add", nargs=2, metavar=("FILE", "COLUMNS"), help="print the complete line of a new case"
    )
    parser.add_argument("--write", action="store_true", help="with --add: append the line to FILE")
    parser.add_argument(
        "--any-version", action="store_true", help="run with other versions than the pinned ones"
    )
    options = parser.parse_args()
    if options.write and (options.any_version or not options.add):
        parser.error("--write goes with --add and with the pinned versions")
    if wrong_versions() and not options.any_version:
        parser.error("; ".join(wrong_versions()) + " (--any-version runs all the same)")

    for setting, value in SETTINGS.items():
        jax.config.update(setting, value)
    if not options.add:
        names = sorted(LAWS.keys() | {path.name for path in HERE.glob("*.tsv")} - FROM_MODELS)
        sys.exit(0 if all([agrees(name) for name in names]) else 1)

    name, text = options.add
    columns = text.split("\t")
    if name not in LAWS:
        parser.error(f"FILE is one of {', '.join(LAWS)}")
    try:
        inputs, results = complete(name, columns)
    except Exception as error:  # a case that JAX, hyperoptax or the file's form refuses
        parser.error(f"{name}: {error!r}")
    if columns != inputs:
        parser.error(f"{name} has {len(inputs)} input columns, here are {len(columns)}")
    line = "\t".join(inputs + results)
    print(line)
    if options.write:
        lines = (HERE / name).read_text(encoding="utf-8").splitlines() + [line]
        (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
