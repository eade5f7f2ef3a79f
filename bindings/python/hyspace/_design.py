"""Designs: rows that are chosen together, as an engine shaped like scipy.stats.qmc.QMCEngine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Dict, Iterator, Optional, Tuple, Union

import numpy as np

from . import _library as c
from ._arrays import Array, count, u64
from ._key import Key, KeyLike, as_key
from ._stream import DesignArguments, Points, Stream

if TYPE_CHECKING:
    from typing_extensions import Unpack

Scramble = Union[str, bool, None]
_SCRAMBLES: Dict[Scramble, str] = {
    "matrix": "sobol",
    "owen": "sobol_owen",
    "shift": "sobol_shift",
    None: "sobol_plain",
    True: "sobol",
    False: "sobol_plain",
}


class Designed:
    """What has designs: domains and spaces."""

    def sobol(self, *, seed: Any = 0, scramble: Scramble = "matrix", dim: int = 0) -> Design:
        """A Sobol design, in Gray-code order and without an end.

        scramble is "matrix" (a random linear matrix and a shift), "owen" (nested, by a hash),
        "shift", or None for the sequence itself. 2^k rows from a multiple of 2^k on are a net. dim
        is the dimension of a single space; the columns of a domain have theirs by the order of
        their names, or by Domain.dimensions.
        """
        return Design(self, stream_of(scramble), seed=seed, dim=dim)

    def lhs(self, rows: int, *, seed: Any = 0, centred: bool = False, dim: int = 0) -> Design:
        """A Latin hypercube: each of rows strata of equal mass of each column has one row.

        The row is at random in its stratum, or with centred in the middle of it.
        """
        return Design(self, "lhs", seed=seed, dim=dim, rows=rows, centred=centred)

    def grid(self, points: Points = 0, *, ends: bool = False) -> Design:
        """Every combination of the columns' values, as nested loops over the sorted names give it.

        points is the number of points of each continuous column, or a mapping of them to theirs. A
        point is the middle of its cell of equal mass; with ends they reach from one end of the
        column to the other.
        """
        return Design(self, "grid", points=points, ends=ends)

    def permuted(self, points: Points = 0, *, seed: Any = 0, ends: bool = False) -> Design:
        """The rows of grid, each once, in random order."""
        return Design(self, "permuted", seed=seed, points=points, ends=ends)


class Design:
    """Rows of a domain or space that are chosen together, drawn one after another.

    The methods sobol, lhs, grid and permuted of domains and spaces make one. sample gives the next
    rows, and random the same rows as points of the unit cube; num_generated is the number of the
    next row. The names are those of scipy.stats.qmc.QMCEngine, and scipy.stats takes a Design for
    one if it was imported before the Design was made.

    seed is a seed or key, or a numpy.random.Generator, which draws one. Row i depends on the design
    and on i alone, so that sample_indices gives any rows at any time.

    A Design has a position, so each thread takes its own (copy.copy); stream is the opened stream,
    which all may share: domain.sample_range(i, n, stream=design.stream).
    """

    def __init__(
        self,
        over: Any,  # a Domain or Space; their modules import this one
        stream: str,
        *,
        seed: Any = 0,
        dim: int = 0,
        **design: Unpack[DesignArguments],
    ) -> None:
        self.seed: Key = _key_of(seed)
        self.num_generated = 0
        self._over = over
        self._name = stream
        self._chosen: Dict[str, Any] = {"stream": stream, "dim": dim, **design}
        self._init_quad: Dict[str, Any] = {"over": over, **self._chosen}  # scipy's name
        self.stream: Stream = self._over._opened(self.seed, **self._chosen)
        self._rows: Optional[int] = self._over.rows(stream=self.stream)
        self._unit: Optional[Tuple[Any, Stream]] = None
        qmc = sys.modules.get("scipy.stats.qmc")
        if qmc is not None:
            qmc.QMCEngine.register(type(self))

    @property
    def d(self) -> int:
        """The number of columns."""
        width: int = self._over._width()
        return width

    @property
    def rows(self) -> Optional[int]:
        """The number of rows; None for a Sobol design, which has no end."""
        return self._rows

    @property
    def rng(self) -> np.random.Generator:
        """What scipy.integrate.qmc_quad makes further designs from: a generator seeded by seed."""
        return np.random.default_rng(list(self.seed))

    def __len__(self) -> int:
        if self._rows is None:
            raise TypeError(f"a design {self._name!r} has no end")
        return self._rows

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        size = "" if self._rows is None else f" of {self._rows} rows"
        return f"<{self._name}{size}, d={self.d}, num_generated={self.num_generated}>"

    def __reduce__(self) -> Tuple[Any, ...]:
        return _again, (type(self), self._init_quad, self.seed, self.num_generated)

    # ---- rows ----

    def sample(self, n: int = 1, **options: Any) -> Any:
        """The next n rows of values.

        options are those of sample_range of the domain or space, such as dtypes, columns and out.
        """
        n = self._left(count(n))
        drawn = self._over.sample_range(self.num_generated, n, stream=self.stream, **options)
        self.num_generated += n
        return drawn

    def sample_indices(self, index: Any, **options: Any) -> Any:
        """The rows of values of those numbers, in any order. The position stays."""
        return self._over.sample_indices(index, stream=self.stream, **options)

    def blocks(self, size: int = 4096, **options: Any) -> Iterator[Any]:
        """The rows from here on to the end, size rows of sample at a time."""
        if count(size) == 0:
            raise ValueError("a block has at least one row")
        end = 1 << 64 if self._rows is None else self._rows
        while self.num_generated < end:
            yield self.sample(min(size, end - self.num_generated), **options)

    # ---- as scipy.stats.qmc.QMCEngine ----

    def random(self, n: int = 1, *, workers: int = 1) -> Array:
        """The next n rows as points of the unit cube: (n, d) numbers in [0, 1), float64.

        They have 53 bits, and are what the values come from. In a Latin hypercube a value of a kind
        that takes 32 bits has the unit's stratum, but another place in it. Grids have values only.
        workers is there for scipy's sake.
        """
        n = self._left(count(n))
        over, stream = self._units()
        drawn: Array = over._unit_rows(self.num_generated, n, stream)
        self.num_generated += n
        return drawn

    def random_base2(self, m: int) -> Array:
        """random(2^m)."""
        return self.random(1 << count(m))

    def integers(
        self,
        l_bounds: Any,
        *,
        u_bounds: Any = None,
        n: int = 1,
        endpoint: bool = False,
        workers: int = 1,
    ) -> Array:
        """The next n rows as integers from l_bounds to u_bounds, (n, d) of int64.

        u_bounds is included only with endpoint. Without u_bounds they are from 0 to l_bounds. Each
        is its lower bound plus the floor of a unit times the number of integers between the bounds.
        """
        lower, upper = (0, l_bounds) if u_bounds is None else (l_bounds, u_bounds)
        lower, upper = _int64(lower), _int64(upper)
        lower, upper = np.broadcast_to(lower, self.d), np.broadcast_to(upper, self.d)
        if not (lower <= upper if endpoint else lower < upper).all():
            raise ValueError("an l_bounds is not below its u_bounds")
        # Words of 64 bits, which wrap: upper - lower may be more than int64 holds.
        first = lower.astype(np.uint64)
        most = upper.astype(np.uint64) - first - np.uint64(not endpoint)
        units: Array = self.random(n, workers=workers)
        steps = np.floor(units * (most.astype(np.float64) + 1)).astype(np.uint64)
        return np.asarray((first + np.minimum(steps, most)).astype(np.int64))

    def fast_forward(self, n: int) -> Design:
        """Leaves out the next n rows, at no cost."""
        self.num_generated += self._left(u64(n, "n"))
        return self

    def reset(self) -> Design:
        """Back to row 0."""
        self.num_generated = 0
        return self

    # ---- helpers ----

    def _left(self, n: int) -> int:
        """n, if that many rows are left."""
        end = 1 << 64 if self._rows is None else self._rows
        if n > end - self.num_generated:
            left = f"{end - self.num_generated} of its {end} rows are left, not {n}"
            raise c.Error(c.Status.HYS_E_INDEX, f"the design {self._name!r}: {left}")
        return n

    def _units(self) -> Tuple[Any, Stream]:
        """What gives the rows as units: the cube with the same names, opened alike."""
        if self._unit is None:
            if not c.library().hys_stream_traits(c.stream(self._name)) & c.STREAM_DRAWS:
                reason = f"the design {self._name!r} has values and no units; call sample"
                raise c.Error(c.Status.HYS_E_STREAM, reason)
            cube = self._over._cube()
            self._unit = cube, cube._opened(self.seed, **self._chosen)
        return self._unit


def _again(made: Any, arguments: Dict[str, Any], seed: Key, num_generated: int) -> Design:
    design: Design = made(seed=seed, **arguments)
    design.num_generated = num_generated  # fast_forward takes no 2^64, which is behind the last row
    return design


def _int64(bounds: Any) -> Array:
    """Bounds of integers as int64."""
    array = np.atleast_1d(bounds)
    if array.dtype.kind not in "iu" or not np.array_equal(array.astype(np.int64), array):
        raise ValueError("l_bounds and u_bounds are integers of int64")
    return array.astype(np.int64)


def stream_of(scramble: Scramble) -> str:
    """The stream of a Sobol design."""
    try:
        return _SCRAMBLES[scramble]
    except (KeyError, TypeError):
        names = '"matrix", "owen", "shift" or None'
        raise ValueError(f"scramble is {scramble!r}, not {names}") from None


def _key_of(seed: KeyLike) -> Key:
    """The key of a seed or key, or one that a generator of numpy.random draws."""
    if isinstance(seed, np.random.Generator):
        seed = seed.integers(1 << 64, dtype=np.uint64)
    elif isinstance(seed, np.random.RandomState):
        seed = seed.randint(0, 1 << 64, dtype=np.uint64)
    return as_key(seed)
