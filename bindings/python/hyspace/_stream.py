"""Sources: a stream with a key, as a call names them or opened once for many calls."""

from __future__ import annotations

import ctypes
import weakref
from typing import Any, Dict, Optional, Protocol, Tuple, Union

from . import _library as c
from ._arrays import u64
from ._key import KeyLike, as_key, as_words

StreamLike = Union[str, "Stream"]  # a stream's name, or an opened one


class DomainLike(Protocol):
    """A Domain. Its module imports this one."""

    _handle: Any


class Stream:
    """A stream with its key, opened once for many calls.

    It is given as the argument stream of a call, which then takes no key, x64 or dim. The samples
    are the same, bit for bit. Without a domain it serves single spaces, bits and unit, else the
    tables of that domain. A Stream is immutable, and any number of threads may use one.
    """

    def __init__(
        self,
        key: KeyLike = 0,
        *,
        stream: str = "native",
        x64: bool = False,
        dim: int = 0,
        domain: Optional[DomainLike] = None,
    ) -> None:
        key = as_key(key)
        self._arguments: Dict[str, Any] = {"key": key, "stream": stream, "x64": x64, "dim": dim}
        self._arguments["domain"] = domain
        self._source = source(stream, key, x64, dim)
        handle = ctypes.c_void_p()
        c.library().hys_stream_open(
            ctypes.byref(handle),
            ctypes.byref(self._source),
            None if domain is None else domain._handle,
        )
        weakref.finalize(self, c.library().hys_stream_free, handle)
        self._source.opened = handle

    def __repr__(self) -> str:
        return f"Stream({', '.join(f'{name}={value!r}' for name, value in self._shown())})"

    def _shown(self) -> Tuple[Tuple[str, Any], ...]:
        return tuple(pair for pair in self._arguments.items() if pair[0] == "key" or pair[1])

    def __reduce__(self) -> Tuple[Any, ...]:
        return _again, (self._arguments,)


def _again(arguments: Dict[str, Any]) -> Stream:
    return Stream(**arguments)


def source(stream: StreamLike, key: KeyLike, x64: bool, dim: int = 0) -> c.Source:
    """What a call draws from."""
    if isinstance(stream, Stream):
        if x64 or dim or not (isinstance(key, int) and key == 0):
            raise TypeError("a Stream has its own key, x64 and dim; none can be given beside it")
        return stream._source
    return c.Source(c.stream(stream), c.X64 if x64 else 0, as_words(as_key(key)), u64(dim, "dim"))


def rule(stream: StreamLike, x64: bool) -> Tuple[int, int]:
    """The number and the flags of a stream."""
    if isinstance(stream, Stream):
        return stream._source.stream, stream._source.flags
    return c.stream(stream), c.X64 if x64 else 0


def takes_x64(stream: StreamLike) -> bool:
    """Whether a call can choose x64 for the stream."""
    return isinstance(stream, str) and bool(c.library().hys_stream_flags(c.stream(stream)) & c.X64)
