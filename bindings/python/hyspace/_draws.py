"""Calls without a space: words, uniforms, logarithms, the instruction set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional

import numpy as np

from . import _library as c
from ._arrays import Array, DTypeLike, apart, count, output, u64
from ._key import KeyLike
from ._stream import DesignArguments, StreamLike, source, takes_x64

if TYPE_CHECKING:
    from typing_extensions import Unpack


def _drawn(
    calls: Dict[str, str],
    dtype: DTypeLike,
    first: int,
    n: int,
    key: KeyLike,
    stream: StreamLike,
    dim: int,
    out: Optional[Array],
    **design: Unpack[DesignArguments],
) -> Array:
    dtype, n = np.dtype(dtype if out is None else out.dtype), count(n)
    if dtype.name not in calls:
        raise TypeError(f"{' or '.join(calls)} is wanted, not {dtype}")
    out = output(out, n, dtype)
    origin = source(stream, key, takes_x64(stream) and dtype.itemsize == 8, dim, **design)
    call, at = c.drawing(calls[dtype.name], origin)
    call(at, u64(first, "first"), n, out.ctypes.data)
    return out


def bits(
    first: int,
    n: int,
    *,
    key: KeyLike = 0,
    stream: StreamLike = "native",
    dtype: DTypeLike = np.uint32,
    dim: int = 0,
    out: Optional[Array] = None,
    **design: Unpack[DesignArguments],
) -> Array:
    """The raw words first to first + n - 1 of a stream, uint32 or uint64.

    On the JAX streams they are those of jax.random.bits, and on a Sobol stream its points in the
    dimension dim. A grid has none.
    """
    return _drawn(
        {"uint32": "hys_bits_u32", "uint64": "hys_bits_u64"},
        dtype,
        first,
        n,
        key,
        stream,
        dim,
        out,
        **design,
    )


def unit(
    first: int,
    n: int,
    *,
    key: KeyLike = 0,
    stream: StreamLike = "native",
    dtype: DTypeLike = np.float64,
    dim: int = 0,
    out: Optional[Array] = None,
    **design: Unpack[DesignArguments],
) -> Array:
    """Numbers uniform in [0, 1), float64 or float32; on the JAX streams jax.random.uniform."""
    return _drawn(
        {"float32": "hys_unit_f32", "float64": "hys_unit_f64"},
        dtype,
        first,
        n,
        key,
        stream,
        dim,
        out,
        **design,
    )


def log_transform(x: Any, base: float, *, out: Optional[Array] = None) -> Array:
    """log(x) / log(base) by the library's own logarithm.

    The result is float32 for a float32 array, else float64.
    """
    return _log_transform("hys_log_transform", x, base, out)


def jax_log_transform(x: Any, base: float, *, out: Optional[Array] = None) -> Array:
    """The same with JAX's logarithm.

    The bits are those of hyperoptax.spaces.log_transform of each number by itself.
    """
    return _log_transform("hys_jax_log_transform", x, base, out)


def _log_transform(call: str, x: Any, base: float, out: Optional[Array]) -> Array:
    x = np.asarray(x)
    x = np.asarray(x, np.float32 if x.dtype == np.float32 else np.float64, "C")
    given = out is not None
    out = output(out, x.shape, x.dtype)
    apart(x, out)
    getattr(c.library(), f"{call}_f{8 * x.itemsize}")(x.ctypes.data, x.size, base, out.ctypes.data)
    return out if given or out.ndim else out[()]


def isa() -> str:
    """The instruction set in use. The bits never depend on it."""
    name = c.library().hys_isa_current()
    if name is None:
        raise c.Error(c.Status.HYS_E_ISA)
    return str(name.decode())


def select_isa(name: Optional[str]) -> None:
    """Chooses the instruction set for the whole process; None chooses the best available.

    The names are scalar, avx2, avx2_vaes, avx512 and neon.
    """
    c.library().hys_isa_select(None if name is None else name.encode())
