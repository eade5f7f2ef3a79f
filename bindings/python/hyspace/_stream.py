"""Sources: a stream with a key, as a call names them or opened once for many calls."""

from __future__ import annotations

import collections.abc
import ctypes
import weakref
from typing import (
    TYPE_CHECKING,
    Any,
    Dict,
    Iterator,
    Mapping,
    Optional,
    Protocol,
    Tuple,
    TypedDict,
    Union,
)

from . import _library as c
from ._arrays import u64
from ._key import KeyLike, as_key, as_words

if TYPE_CHECKING:
    from typing_extensions import Unpack

StreamLike = Union[str, "Stream"]  # a stream's name, or an opened one
Points = Union[int, Mapping[str, int]]  # of a grid: for all columns, or for each by its name


class DesignArguments(TypedDict, total=False):
    """What a call takes beside a stream that is a design."""

    rows: int  # of a Latin hypercube
    points: Points  # of a grid: the number of points of a continuous column
    centred: bool  # a Latin hypercube whose rows are in the middle of their strata
    ends: bool  # a grid whose points reach to the ends of a column


class DomainLike(Protocol):
    """A Domain. Its module imports this one."""

    _handle: Any

    def _known(self, names: Any) -> None:
        ...

    def _blamed(self, error: c.Error, origin: c.Source) -> c.Error:
        ...

    def __iter__(self) -> Iterator[str]:
        ...

    def __len__(self) -> int:
        ...


class Stream:
    """A stream with its key, opened once for many calls.

    It is given as the argument stream of a call, which then takes no key, x64 or dim. The samples
    are the same, bit for bit. Without a domain it serves single spaces, bits and unit, else the
    tables of that domain. A Stream is immutable, and any number of threads may use one.

    The other arguments are those of designs, here as in every call that takes a stream. rows is the
    number of rows of "lhs", which with centred lie in the middle of their strata. points is the
    number of points that each continuous column has in "grid" and "permuted", or a mapping of
    columns to theirs; with ends the points reach from one end of a column to the other.
    """

    def __init__(
        self,
        key: KeyLike = 0,
        *,
        stream: str = "native",
        x64: bool = False,
        dim: int = 0,
        domain: Optional[DomainLike] = None,
        **design: Unpack[DesignArguments],
    ) -> None:
        key = as_key(key)
        self._arguments: Dict[str, Any] = {"key": key, "stream": stream, "x64": x64, "dim": dim}
        self._arguments.update(domain=domain, **design)
        self._source = source(stream, key, x64, dim, domain, **design)
        handle = ctypes.c_void_p()
        try:
            c.library().hys_stream_open(
                ctypes.byref(handle),
                ctypes.byref(self._source),
                None if domain is None else domain._handle,
            )
        except c.Error as error:
            raise error if domain is None else domain._blamed(error, self._source) from None
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


def source(
    stream: StreamLike,
    key: KeyLike,
    x64: bool,
    dim: int = 0,
    domain: Optional[DomainLike] = None,
    *,
    rows: int = 0,
    points: Points = 0,
    centred: bool = False,
    ends: bool = False,
) -> c.Source:
    """What a call draws from: for the tables of a domain, or for single spaces and draws."""
    design = {"rows": rows, "points": points, "centred": centred, "ends": ends}
    if isinstance(stream, Stream):
        if x64 or dim or any(design.values()) or not (isinstance(key, int) and key == 0):
            raise TypeError(
                "a Stream has its own key, x64, dim and design; none can be given beside it"
            )
        return stream._source
    number = c.stream(stream)
    _refuse_unused(number, design)
    flags = (c.X64 if x64 else 0) | (c.CENTRED if centred else 0) | (c.ENDS if ends else 0)
    made = c.Source(number, flags, as_words(as_key(key)), u64(dim, "dim"), u64(rows, "rows"))
    if isinstance(points, collections.abc.Mapping):
        if domain is None:
            raise TypeError(f"points is {points!r}: only the columns of a domain have names")
        domain._known(points)
        made.held = (ctypes.c_uint64 * len(domain))(
            *(u64(points.get(name, 0), f"points[{name!r}]") for name in domain)
        )
        made.column_points = ctypes.addressof(made.held)
    else:
        made.points = u64(points, "points")
    return made


def _refuse_unused(number: int, design: Mapping[str, Any]) -> None:
    """Names an argument that a stream does not take."""
    traits, flags = c.library().hys_stream_traits(number), c.library().hys_stream_flags(number)
    taken = {
        "rows": traits & c.STREAM_ROWS,
        "points": traits & c.STREAM_POINTS,
        "centred": flags & c.CENTRED,
        "ends": flags & c.ENDS,
    }
    for name, value in design.items():
        if value and not taken[name]:
            stream = c.library().hys_stream_name(number).decode()
            raise c.Error(c.Status.HYS_E_STREAM_RESERVED, f"the stream {stream!r} takes no {name}")


def rule(stream: StreamLike, x64: bool) -> Tuple[int, int]:
    """The number and the flags of a stream."""
    if isinstance(stream, Stream):
        return stream._source.stream, stream._source.flags
    return c.stream(stream), c.X64 if x64 else 0


def takes_x64(stream: StreamLike) -> bool:
    """Whether a call can choose x64 for the stream."""
    return isinstance(stream, str) and bool(c.library().hys_stream_flags(c.stream(stream)) & c.X64)
