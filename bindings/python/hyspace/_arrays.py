"""NumPy arrays as buffers of the library: types, checks, addresses.

No function here copies an array that is to be written.
"""

from __future__ import annotations

import operator
from typing import Any, Optional, Tuple, Union

import numpy as np
import numpy.typing as npt

from . import _library as c

Array = npt.NDArray[Any]
DTypeLike = Any  # what numpy.dtype takes, or "index"

_CODES = {
    np.dtype(name): code
    for name, code in (
        ("f4", c.F32),
        ("f8", c.F64),
        ("i1", c.I8),
        ("u1", c.U8),
        ("i2", c.I16),
        ("u2", c.U16),
        ("i4", c.I32),
        ("u4", c.U32),
        ("i8", c.I64),
        ("u8", c.U64),
    )
}
_DTYPES = {code: dtype for dtype, code in _CODES.items()}
_CODES[np.dtype("?")] = c.U8  # NumPy's bools are bytes of 0 and 1
_DTYPES[c.INDEX] = np.dtype("u4")


def code_of(dtype: DTypeLike) -> int:
    """The hys_type of a NumPy dtype, or of "index"."""
    if isinstance(dtype, str) and dtype == "index":
        return c.INDEX
    try:
        return _CODES[np.dtype(dtype)]
    except KeyError:
        raise TypeError(
            f"{np.dtype(dtype)!r} is none of float32, float64, bool, an integer of 8 to 64 bits in "
            "this machine's byte order, and 'index'"
        ) from None


def dtype_of(code: int) -> np.dtype[Any]:
    return _DTYPES[code]


def name_of(code: int) -> str:
    return "index" if code == c.INDEX else _DTYPES[code].name


def u64(number: Any, what: str) -> int:
    """A whole number that fits uint64_t. ctypes would wrap any other silently."""
    whole: int = operator.index(number)
    if not 0 <= whole < 1 << 64:
        raise ValueError(f"{what} is {whole}, not in [0, 2^64)")
    return whole


def count(number: Any) -> int:
    """A number of elements that an array can have."""
    whole: int = operator.index(number)
    if not 0 <= whole < 1 << 63:
        raise ValueError(f"n is {whole}, not in [0, 2^63)")
    return whole


def output(out: Optional[Array], shape: Union[int, Tuple[int, ...]], dtype: np.dtype[Any]) -> Array:
    """The array out after its checks, or a new array."""
    if out is None:
        return np.empty(shape, dtype)
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    if not isinstance(out, np.ndarray):
        raise TypeError(f"out is a {type(out).__name__}, not a numpy.ndarray")
    if out.dtype != dtype or out.shape != shape:
        raise ValueError(f"out is {out.dtype}{list(out.shape)}, not {dtype}{list(shape)}")
    if not (out.flags.c_contiguous and out.flags.aligned and out.flags.writeable):
        raise ValueError("out is not contiguous, aligned and writeable")
    return out


def _are_floats(integers: Array, dtype: np.dtype[Any]) -> bool:
    """Whether a float type holds all the integers: their odd parts have at most its bits."""
    size = np.abs(integers.ravel().astype("i8" if integers.dtype.kind == "i" else "u8")).astype(
        "u8"
    )
    lowest = size & (~size + np.uint64(1))
    return not (
        size // np.maximum(lowest, np.uint64(1)) >> np.uint64(np.finfo(dtype).nmant + 1)
    ).any()


def in_type(value: Any, dtype: np.dtype[Any]) -> Array:
    """value as contiguous elements of a type.

    Integers that the type would change are refused, and for an integer type every such value.
    """
    array = np.asarray(value)
    with np.errstate(invalid="ignore"):
        cast = np.asarray(array, dtype, "C")
    if dtype.kind in "iu":
        held = np.array_equal(cast, array)
    else:
        held = array.dtype.kind not in "iu" or _are_floats(array, dtype)
    if not held:
        raise ValueError(f"{dtype} cannot hold all of the values")
    return cast


def apart(source: Array, out: Array) -> None:
    """Refuses an input and an output that overlap without being the same array."""
    same = source.ctypes.data == out.ctypes.data and source.itemsize == out.itemsize
    if not same and np.may_share_memory(source, out):
        raise ValueError("out overlaps the input")


def indices(numbers: Any) -> Array:
    """Sample numbers as uint64. An int64 array is not copied."""
    array = np.asarray(numbers)
    if array.size == 0:
        array = array.astype(np.uint64)
    listed = isinstance(numbers, (list, tuple)) and array.ndim == 1
    if listed and array.dtype.kind in "fO" and all(isinstance(number, int) for number in numbers):
        # NumPy takes [2**63, 0] for floats.
        array = np.array([u64(number, "a sample number") for number in numbers], np.uint64)
    if array.dtype.kind not in "iu" or array.ndim != 1:
        raise ValueError("sample numbers are a list of integers")
    if array.dtype.kind == "i" and (array < 0).any():
        raise ValueError("a sample number is negative")
    if array.dtype != np.dtype("i8"):
        array = array.astype(np.uint64, copy=False)
    return np.ascontiguousarray(array).view(np.uint64)


def _layout(array: Array) -> Optional[Tuple[int, int]]:
    """The hys_order and leading dimension of a matrix, which may be part of a larger one.

    None if the library cannot address it by these.
    """
    for order, across, along in ((c.ROW_MAJOR, 0, 1), (c.COLUMN_MAJOR, 1, 0)):
        ld, rest = divmod(array.strides[across], array.itemsize)
        if array.shape[across] <= 1 or array.size == 0:
            ld, rest = array.shape[along], 0
        if (
            rest == 0
            and ld >= array.shape[along]
            and (array.strides[along] == array.itemsize or array.shape[along] <= 1)
        ):
            return (order, ld) if array.flags.aligned else None
    return None


def matrix(
    out: Optional[Array], rows: int, columns: int, dtype: np.dtype[Any], order: str
) -> Tuple[Array, int, int]:
    """The matrix out after its checks, or a new one; its hys_order and leading dimension."""
    if order not in ("C", "F"):
        raise ValueError(f"order is {order!r}, not 'C' or 'F'")
    if out is None:
        out = np.empty((rows, columns), dtype, order)  # type: ignore[call-overload]
    if not isinstance(out, np.ndarray):
        raise TypeError(f"out is a {type(out).__name__}, not a numpy.ndarray")
    if out.dtype != dtype or out.shape != (rows, columns):
        raise ValueError(f"out is {out.dtype}{list(out.shape)}, not {dtype}{[rows, columns]}")
    layout = _layout(out)
    if layout is None or not out.flags.writeable:
        raise ValueError("out is not aligned and writeable with contiguous rows or columns")
    return (out, *layout)


def readable(values: Any, columns: int) -> Tuple[Array, int, int]:
    """A matrix of doubles to read, its hys_order and leading dimension.

    It is copied only if the library cannot address it.
    """
    array = np.asarray(values, np.float64)
    if array.ndim != 2 or array.shape[1] != columns:
        raise ValueError(f"a matrix of {columns} columns is wanted, this is {list(array.shape)}")
    layout = _layout(array)
    return (array, *layout) if layout else (np.ascontiguousarray(array), c.ROW_MAJOR, columns)
