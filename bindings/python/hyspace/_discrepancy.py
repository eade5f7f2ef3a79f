"""The discrepancy of points in the unit cube: hys_discrepancy."""

from __future__ import annotations

import ctypes
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from . import _library as c
from ._arrays import count, readable

__all__ = ["discrepancy"]

_SUMS = 2  # HYS_DISCREPANCY_NUMBERS


def discrepancy(points: Any, kind: str = "CD", *, workers: int = 1) -> float:
    """How far points of the unit cube are from being spread evenly: the smaller, the more even.

    points is an (n, d) matrix of numbers in [0, 1], or nested lists; kind is "CD", "WD", "MD" or
    "L2-star", as scipy.stats.qmc.discrepancy defines them. The work is divided between so many
    workers, which are threads; the result is the same bits for any number of them. ValueError is
    raised for points of another shape and for workers below 1, Error for a kind that does not
    exist, no points, and a number that is NaN or outside [0, 1]. A result that is more than a
    double holds is inf, which causes a DataWarning.

    >>> hyspace.discrepancy([[0.25, 0.75], [0.75, 0.25]])
    """
    library = c.library()
    known = isinstance(kind, str) and "\0" not in kind
    number = library.hys_discrepancy_from_name(kind.encode()) if known else 0
    if not number:
        raise c.Error(c.Status.HYS_E_KIND_UNKNOWN, f"no discrepancy {kind!r}")
    shape = np.shape(points)
    if len(shape) != 2:
        raise ValueError(f"a matrix is wanted, this is {list(shape)}")
    if count(workers) < 1:
        raise ValueError("workers must be at least 1")
    array, order, ld = readable(points, shape[1])
    n, d = array.shape
    at, out = array.ctypes.data, ctypes.c_double()
    if workers == 1 or n == 0 or d == 0:
        library.hys_discrepancy(number, n, d, at, order, ld, ctypes.byref(out))
        return out.value

    blocks = library.hys_discrepancy_blocks(n)
    step = 1 + blocks // (8 * workers)
    sums = np.empty((blocks, _SUMS))

    def add(first: int) -> None:
        some = sums[first : first + step]
        library.hys_discrepancy_sums(
            number, n, d, at, order, ld, first, len(some), some.ctypes.data
        )

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(add, range(0, blocks, step)))
    library.hys_discrepancy_finish(number, n, d, sums.ctypes.data, ctypes.byref(out))
    return out.value
