"""Designs over the unit cube, by the names that scipy.stats.qmc has for them."""

from __future__ import annotations

import operator
from typing import Any, Dict, Tuple

import numpy as np

from ._arrays import Array
from ._design import Design, Scramble, stream_of
from ._domain import Domain
from ._spaces import LinearSpace
from ._stream import Stream

__all__ = ["LatinHypercube", "Sobol"]


class _Cube(Design):
    """A design over d columns x0, x1, ... that are uniform over [0, 1): its values are units."""

    def __init__(self, d: int, stream: str, *, seed: Any, **design: Any) -> None:
        if operator.index(d) < 1:
            raise ValueError(f"d is {d}, not 1 or more")
        names = {f"x{j}": j for j in range(d)}
        over = Domain(dict.fromkeys(names, LinearSpace(0, 1)), dimensions=names)
        super().__init__(over, stream, seed=seed, **design)

    def _units(self) -> Tuple[Any, Stream]:
        return self._over, self.stream

    def sample(self, n: int = 1, **options: Any) -> Array:
        """The same as random."""
        return self.random(n, **options)

    def sample_indices(self, index: Any, **options: Any) -> Array:
        """The points of those numbers, in any order. The position stays."""
        table = super().sample_indices(index, **options)
        return np.asarray(table.view(np.float64).reshape(len(table), self.d))


class Sobol(_Cube):
    """A Sobol design over the unit cube of d dimensions, at most 21 201.

    It has the methods of scipy.stats.qmc.Sobol, with all 64 bits, and serves wherever scipy takes
    an engine. scramble is that of Domain.sobol; True is "matrix" and False is None. Dimension j is
    the same whatever d, and the same as in a table's column "xj" whose dimension is j.
    """

    def __init__(self, d: int, *, scramble: Scramble = "matrix", seed: Any = 0) -> None:
        super().__init__(d, stream_of(scramble), seed=seed)
        self._init_quad: Dict[str, Any] = {"d": d, "scramble": scramble}


class LatinHypercube(_Cube):
    """A Latin hypercube of that many rows over the unit cube of d dimensions.

    Unlike scipy.stats.qmc.LatinHypercube, whose every call is a hypercube of its own, it is one
    hypercube, of which random(n) gives the next n rows. centred is that of Domain.lhs.
    """

    def __init__(self, d: int, rows: int, *, centred: bool = False, seed: Any = 0) -> None:
        super().__init__(d, "lhs", seed=seed, rows=rows, centred=centred)
        self._init_quad: Dict[str, Any] = {"d": d, "rows": rows, "centred": centred}
