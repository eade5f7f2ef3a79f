"""Mixtures, as TPE's Parzen estimators are: hys_mixture."""

from __future__ import annotations

import ctypes
import weakref
from typing import Any, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

from . import _library as c
from ._arrays import Array, count, matrix, output, readable, u64
from ._key import KeyLike
from ._stream import source

__all__ = ["Mixture"]

_NUMBERS = {"mu", "sigma", "lower", "upper", "step", "log"}


class _Column(ctypes.Structure):
    _fields_ = [
        ("mu", ctypes.c_void_p),
        ("sigma", ctypes.c_void_p),
        ("lower", ctypes.c_double),
        ("upper", ctypes.c_double),
        ("step", ctypes.c_double),
        ("weights", ctypes.c_void_p),
        ("count", ctypes.c_size_t),
        ("flags", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32),
    ]


_LOG = 1


class Mixture:
    """A mixture of components, each with a weight and with a law for each column.

    weights has a number >= 0 for each component, of any sum. A column is a mapping if its values
    are numbers, or a matrix if they are choices.

    The mapping has "mu" and "sigma" of a normal law, each with a number for each component. It may
    have "lower" and "upper", which truncate the law; "step", with which the values are lower,
    lower + step, lower + 2 step, ...; and "log": if true, mu and sigma are those of the natural
    logarithm of the values. The matrix has a row for each component: the weights of the choices,
    whose values are 0, 1, 2, ...

    Everything is copied. Numbers that do not fit the number of components raise ValueError, and
    those that the library refuses raise Error, with the column. Any number of threads may use one
    mixture at a time.

    >>> mixture = hyspace.Mixture([2, 1], [{"mu": [0, 1], "sigma": [1, 0.1]}, [[1, 1], [1, 3]]])
    >>> mixture.logpdf(mixture.sample(1000, key=42))
    """

    def __init__(
        self,
        weights: Any,
        columns: Sequence[Union[Mapping[str, Any], Any]],
    ) -> None:
        held: List[Array] = []  # until the library has copied them

        def numbers(values: Any, shape: Tuple[int, ...], what: str) -> int:
            array = np.ascontiguousarray(values, np.float64)
            if array.shape != shape:
                raise ValueError(
                    f"{what} has the shape {array.shape}, not {shape} as for "
                    f"{components} components"
                )
            held.append(array)
            return array.ctypes.data

        components = np.asarray(weights).size
        raw = (_Column * len(columns))()
        for j, (to, column) in enumerate(zip(raw, columns)):
            if isinstance(column, Mapping):
                if column.keys() - _NUMBERS:
                    strange = sorted(column.keys() - _NUMBERS)[0]
                    raise TypeError(f"column {j}: a column has no {strange!r}")
                for needed in ("mu", "sigma"):
                    if needed not in column:
                        raise TypeError(f"column {j}: a column of numbers needs {needed!r}")
                to.mu = numbers(column["mu"], (components,), f"column {j}: mu")
                to.sigma = numbers(column["sigma"], (components,), f"column {j}: sigma")
                to.lower = column.get("lower", -np.inf)
                to.upper = column.get("upper", np.inf)
                to.step = column.get("step") or 0
                to.flags = _LOG if column.get("log") else 0
                if to.flags and "lower" not in column:
                    to.lower = 0
            else:
                to.count = np.shape(column)[-1]
                to.weights = numbers(column, (components, to.count), f"column {j}: the matrix")
        self._columns = len(columns)
        self._components = components
        self._handle, bad = ctypes.c_void_p(), ctypes.c_size_t()
        try:
            c.library().hys_mixture_new(
                ctypes.byref(self._handle),
                components,
                numbers(weights, (components,), "weights"),
                len(columns),
                ctypes.byref(raw),
                ctypes.byref(bad),
            )
        except c.Error as error:
            raise (error.at(f"column {bad.value}") if bad.value < len(columns) else error) from None
        weakref.finalize(self, c.library().hys_mixture_free, self._handle)

    @property
    def components(self) -> int:
        """The number of components."""
        return self._components

    @property
    def columns(self) -> int:
        """The number of columns."""
        return self._columns

    def __repr__(self) -> str:
        return f"<Mixture of {self.components} components, {self.columns} columns>"

    def logpdf(self, x: Any, *, out: Optional[Array] = None) -> Array:
        """The natural logarithm of the density at each row of x: of (n, columns) numbers (n,).

        x is a matrix, or nested lists. A row outside the bounds has -inf, and a row with NaN has
        NaN, which causes a DataWarning. out is an array of n float64 to write. ValueError is raised
        for an x or out of another shape, and for an out that overlaps x.
        """
        array, order, ld = readable(x, self.columns)
        out = output(out, array.shape[0], np.dtype(np.float64))
        if np.may_share_memory(array, out):
            raise ValueError("out overlaps the input")
        c.library().hys_mixture_logpdf(
            self._handle,
            array.shape[0],
            order,
            array.ctypes.data,
            ld,
            out.ctypes.data,
            c.flagged(),
        )
        return out

    def pdf(self, x: Any, *, out: Optional[Array] = None) -> Array:
        """The density at each row of x; otherwise as logpdf, whose numpy.exp it is.

        The last bit may differ between machines with different numpy.exp.
        """
        out = self.logpdf(x, out=out)
        return np.exp(out, out=out)

    def sample(
        self,
        n: int,
        first: int = 0,
        *,
        key: KeyLike = 0,
        dim: int = 0,
        order: str = "C",
        out: Optional[Array] = None,
    ) -> Array:
        """The samples first to first + n - 1, as the rows of an (n, columns) matrix of float64.

        A choice is its number: 0.0, 1.0, ... order is that of a new matrix, "C" or "F"; out is a
        matrix to write, which may be part of a larger one. dim is an independent dimension of the
        stream. ValueError is raised for an n or first that is no sample number, and for an out that
        does not fit.
        """
        out, layout, ld = matrix(out, count(n), self.columns, np.dtype(np.float64), order)
        origin = source("native", key, False, dim)
        c.library().hys_mixture_sample(
            self._handle,
            ctypes.byref(origin),
            u64(first, "first"),
            n,
            layout,
            out.ctypes.data,
            ld,
        )
        return out
