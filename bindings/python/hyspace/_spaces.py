"""Search spaces. The first five classes have the names, arguments and laws of hyperoptax.spaces."""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import json
import math
import types
import weakref
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Iterator, List, Mapping, Optional
from typing import Sequence, Tuple, Type, Union

import numpy as np

from . import _library as c
from ._arrays import Array, DTypeLike, apart, code_of, count, dtype_of, in_type, indices, name_of
from ._arrays import output, u64
from ._design import Designed
from ._key import Key, KeyLike, text
from ._kinds import Number, Parameter, Scalar, argument, check_names, entries_of, kind_for
from ._kinds import is_unbounded, kind_from_name, number, parameters, scalar, takes_one, value_of
from ._stream import DesignArguments, Stream, StreamLike, rule, source, takes_x64

if TYPE_CHECKING:
    from typing_extensions import Unpack


def fingerprint(call: Any, handle: ctypes.c_void_p) -> str:
    """The 32 hexadecimal digits of a hys_*_fingerprint."""
    words = (ctypes.c_uint64 * 2)()
    call(handle, words)
    return f"{words[1]:016x}{words[0]:016x}"


def brief(space: Space) -> str:
    """The repr of a space, shortened where a list is long, for messages."""
    shown = repr(space)
    return shown if len(shown) <= 120 else f"{shown[:100]}...)"


class _ByName(type):
    """Lets Space("qlog", ...) make a space of the kind of that name."""

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        return (
            _of_kind(*arguments, **named) if cls is Space else super().__call__(*arguments, **named)
        )


@dataclasses.dataclass(frozen=True, repr=False)
class Space(Designed, metaclass=_ByName):
    """The values that a hyperparameter may have, and their law.

    Space("int", lower=1, upper=12) makes a space of any kind from the kind's name and its
    parameters by their names; kinds() lists both. The result has the class of its kind, such as
    QLogSpace for "qlog", or is a KindSpace. Each parameter is an attribute, as in space.lower.

    A space is immutable, and any number of threads may use one at a time. It can be pickled, and
    its repr makes an equal space.

    datatype is a NumPy dtype or "index": the type of samples where a call does not choose another.
    The default, None, is that of the library. It is int64 for the kinds of integers (qlinear, qlog,
    int, logint), uint32 for labels, which are given by their number in the list, and for bool,
    which is given as 0 and 1, and float64 for all others. On the JAX streams without x64 it is
    int32 and float32 instead of the types of 64 bits.
    """

    kind_name: ClassVar[str]  # in the library

    if TYPE_CHECKING:  # no field of this class: dataclasses would put it first
        handle: ClassVar[ctypes.c_void_p]
        _names: ClassVar[Optional[Sequence[Scalar]]]  # that the values stand for, if they do

        @property
        def datatype(self) -> DTypeLike:
            ...

    def __post_init__(self) -> None:
        """Makes the library's space from the fields, which are the kind's parameters in order."""
        self._make({name: getattr(self, name) for name in self._parameter_fields()})

    @classmethod
    def _parameter_fields(cls) -> List[str]:
        return [field.name for field in dataclasses.fields(cls) if field.name != "datatype"]

    def _make(self, values: Mapping[str, Any]) -> None:
        """Makes the library's space of the values of its parameters, by the names they have here.

        Each is kept as an attribute. None, and a value that is not there, leave a parameter out.
        """
        known = self._parameters()
        given = (c.Argument * len(known))()
        kind = kind_from_name(self.kind_name)
        has_names = c.library().hys_kind_traits(kind) & c.KIND_NAMES
        self._set("_names", None)
        for p, (name, parameter) in enumerate(known.items()):
            one = takes_one(kind)  # of which None is a value
            if is_unbounded(parameter, values.get(name)):
                continue
            if values.get(name) is not None or (one and name in values):
                try:
                    given[p], value = argument(parameter, [values[name]] if one else values[name])
                except (TypeError, ValueError) as error:
                    raise type(error)(f"{name}: {error}") from None
                self._keep(name, value[0] if one else value)
                if has_names and parameter.type == c.NAMES:
                    self._set("_names", value)
        handle, bad = ctypes.c_void_p(), ctypes.c_size_t()
        try:
            c.library().hys_space_new(
                ctypes.byref(handle), kind, given, len(given), ctypes.byref(bad)
            )
        except c.Error as error:
            raise error.at(list(known)[bad.value]) if bad.value < len(known) else error from None
        self._set("handle", handle)
        weakref.finalize(self, c.library().hys_space_free, handle)
        if self.datatype is not None:
            self._set("datatype", name_of(self.code_of(self.datatype)))

    def _parameters(self) -> Dict[str, Parameter]:
        """The kind's parameters by the names that they have here."""
        return dict(zip(self._parameter_fields(), parameters(kind_from_name(self.kind_name))))

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    _keep = _set

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """The value of the parameter of that name, as the library's space has it."""
            if "handle" in vars(self):
                values = arguments_of(self.handle)
                if name in values:
                    return values[name]
                known = ", ".join(values) or "none"
                reason = f"it has no parameter {name!r}; its parameters: {known}"
                raise AttributeError(f"{brief(self)}: {reason}")
            raise AttributeError(name)

    def _fields(self) -> List[Tuple[str, Any]]:
        return [(field.name, getattr(self, field.name)) for field in dataclasses.fields(self)]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._shown())})"

    def _title(self) -> str:
        """What messages call the space."""
        return type(self).__name__

    def _shown(self) -> List[str]:
        """The arguments that make the space, as they are printed."""
        presets = {field.name: field.default for field in dataclasses.fields(self)}
        return [
            f"{name}={value!r}"
            for name, value in self._fields()
            if value is not None and not (value is False and presets.get(name) is False)
        ]

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), tuple(value for _, value in self._fields())

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits, the same for every space with the same parameters.

        The datatype does not count.
        """
        return fingerprint(c.library().hys_space_fingerprint, self.handle)

    def code_of(self, dtype: DTypeLike) -> int:
        """The hys_type of a NumPy dtype, or of "index". uint32 is the index of a name."""
        code = code_of(dtype)
        return c.INDEX if code == c.U32 and self._names is not None else code

    def type_code(
        self, dtype: DTypeLike = None, stream: StreamLike = "native", x64: bool = False
    ) -> int:
        """The hys_type of dtype, else of the space's datatype, else the library's default."""
        dtype = self.datatype if dtype is None else dtype
        if dtype is not None:
            return self.code_of(dtype)
        code: int = c.library().hys_space_default_type(self.handle, *rule(stream, x64))
        if not code:  # the stream does not take the flags
            raise c.Error(c.Status.HYS_E_STREAM_RESERVED)
        return code

    def _like_jax(self, x64: bool) -> int:
        """The hys_type that hyperoptax gives: the default but for discrete spaces of integers."""
        return self.type_code(stream="jax_array", x64=x64)

    def array(self, value: Any) -> Array:
        """value as an array to encode: names as their numbers.

        A list of integers becomes one of doubles where the space has reals, and bools become 0 and
        1 of uint8, in the same memory if it is an array.
        """
        names = self._names
        if names is not None and not all(isinstance(name, str) for name in names):
            return self._scalars(value, names)
        array = np.asarray(value)
        listed = not hasattr(value, "dtype") and array.dtype.kind in "iu"
        if array.dtype == np.bool_:
            array = array.view(np.uint8)
        if names is None:
            real = listed and self._default_code() == c.F64
            return in_type(array, np.dtype("f8")) if real else array
        if array.dtype.kind in "OUT":  # objects and NumPy's two kinds of text
            return self._numbers(array, {label: i for i, label in enumerate(names)}, lambda x: x)
        if not listed:
            return array
        if array.min() < 0 or array.max() >> 32:
            reason = f"{value!r}: a label's number is in [0, 2^32)"
            raise c.Error(c.Status.HYS_E_VALUES_UNKNOWN, reason)
        return array.astype(np.uint32)

    def _scalars(self, value: Any, names: Sequence[Scalar]) -> Array:
        """The same of names that are not all strings: an array of integers has their numbers."""
        if hasattr(value, "dtype") and value.dtype.kind in "iu":
            return np.asarray(value).astype(np.uint32)
        array = np.array(value, object)

        def key_of(label: Any) -> Tuple[int, Any]:
            lost = isinstance(label, float) and label != label and None in names
            return scalar(None if lost else label)  # pandas may have made None NaN

        return self._numbers(array, {scalar(name): i for i, name in enumerate(names)}, key_of)

    @staticmethod
    def _numbers(labels: Array, number: Mapping[Any, int], key_of: Any) -> Array:
        """The numbers of labels, found by their keys."""

        def find(label: Any) -> int:
            try:
                return number[key_of(label)]
            except (KeyError, ValueError):  # ValueError: NaN and the like are no scalars of JSON
                raise c.Error(c.Status.HYS_E_VALUES_UNKNOWN, f"no label {label!r}") from None

        numbers = [find(label) for label in labels.ravel().tolist()]
        return np.array(numbers, np.uint32).reshape(labels.shape)

    def _default_code(self) -> int:
        return int(c.library().hys_space_default_type(self.handle, c.stream("native"), 0))

    def _types(self, use: str, origin: Optional[c.Source] = None) -> int:
        """The set of types that the space has for a call: sample, transform, encode or decode."""
        get = c.library()
        if origin is not None:
            return int(get.hys_space_types(self.handle, origin.stream, origin.flags))
        types = get.hys_space_transform_types if use == "transform" else get.hys_space_encode_types
        return int(types(self.handle))

    def check(self, code: int, use: str, origin: Optional[c.Source] = None) -> None:
        """Raises what is wrong with a type for a call (sample has an origin), as _types knows.

        A type that is refused is named, with the types that there are. A design may refuse a type
        that its stream has.
        """
        taken = self._types(use, origin)
        if taken >> code & 1:
            if origin is not None:
                c.library().hys_sample(self.handle, ctypes.byref(origin), 0, 0, code, None)
            return
        if origin is not None and not taken:
            self._refuse_stream(c.Source(origin.stream, origin.flags, origin.key), code)
        names = ", ".join(name_of(other) for other in c.TYPES if taken >> other & 1)
        reason = f"no {name_of(code)}, but {names}" if names else f"no {use}"
        if origin is not None:
            other = c.Source(origin.stream, origin.flags ^ c.X64)
            if self._types(use, other) >> code & 1:
                reason += f"; set x64={not origin.flags}"
        raise c.Error(c.Status.HYS_E_TYPE, f"{self._title()} has {reason}")

    def _refuse_stream(self, alone: c.Source, code: int) -> None:
        """Raises what is wrong with the stream of a source that gives the space no type."""
        try:
            c.library().hys_sample(self.handle, ctypes.byref(alone), 0, 0, code, None)
        except c.Error as error:
            if error.status != c.Status.HYS_E_STREAM:
                raise
            name = next(name for name, number in c.streams().items() if number == alone.stream)
            reason = f"the stream {name!r} cannot give {brief(self)} of the kind {self.kind_name!r}"
            if self._types("sample", c.Source(c.stream("native"))):
                reason += '; sample_range with stream="native" can'
            raise c.Error(error.status, reason) from None

    @contextlib.contextmanager
    def _checked(self, code: int, use: str, origin: Optional[c.Source] = None) -> Iterator[None]:
        """A call that is refused for its type or stream raises what check says of it."""
        try:
            yield
        except c.Error as error:
            if error.status in (c.Status.HYS_E_TYPE, c.Status.HYS_E_STREAM):
                self.check(code, use, origin)
            raise

    # ---- hyperoptax's methods ----

    def sample(
        self,
        key: KeyLike,
        shape: Union[int, Tuple[int, ...]] = (1,),
        *,
        x64: bool = False,
        out: Optional[Array] = None,
    ) -> Array:
        """A draw of that shape from the stream jax_array: the bits of hyperoptax's space.sample.

        x64 is jax_enable_x64. The type is hyperoptax's: datatype if there is one, else int32 for
        the kinds of integers and for lists of them, and float32 for others, or the types of 64 bits
        with x64. For spaces that the JAX streams do not have, use sample_range.
        """
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        code = self._like_jax(x64)
        out = output(out, shape, dtype_of(code))
        origin = source("jax_array", key, x64)
        with self._checked(code, "sample", origin):
            c.library().hys_sample(
                self.handle, ctypes.byref(origin), 0, math.prod(shape), code, out.ctypes.data
            )
        return out

    def transform(
        self, value: Any, *, dtype: DTypeLike = None, out: Optional[Array] = None
    ) -> Array:
        """The value of the space that is nearest to each number, in an array of the same shape.

        int, logint, lists and spaces with a step give one of their values. qlinear and qlog round
        half to even, and linear and log give the number itself; as in hyperoptax, none of these
        four looks at the bounds. Other continuous kinds give the number itself within the bounds,
        and beyond them the bound, with a DataWarning. Labels have no transform.

        dtype is the type of the result, by default that of hyperoptax: its 32-bit type where value
        is an array of float32, else its 64-bit type. For a result of float32, or of integers of up
        to 32 bits, value is first rounded to float32, in which the law is then computed.
        """
        value = np.asarray(value)
        code = self._like_jax(value.dtype != np.float32) if dtype is None else self.code_of(dtype)
        value = np.asarray(value, dtype_of(c.library().hys_transform_input(code)), "C")
        return self._mapped("transform", value, code, dtype_of(code), out)

    # ---- in bulk ----

    def sample_range(
        self,
        first: int,
        n: int,
        *,
        key: KeyLike = 0,
        stream: StreamLike = "native",
        dtype: DTypeLike = None,
        x64: Optional[bool] = None,
        dim: int = 0,
        out: Optional[Array] = None,
        **design: Unpack[DesignArguments],
    ) -> Array:
        """The samples first to first + n - 1.

        Any part of a stream costs the same, and any split gives the same bytes.

        stream: "native", "jax_array", "jax_keys" (vmap(space.sample)(split(key, N))), "jax_search"
        (RandomSearch), a design such as "sobol", or a Stream. x64: jax_enable_x64; None turns it on
        if the type asked for has 64 bits. dim: an independent dimension of the native stream, or
        the dimension of a design. design: rows, points, centred and ends, as Stream has them. out:
        a contiguous array of n elements to write, whose dtype is then the type.
        """
        n = count(n)
        origin, code, out = self._draw(n, key, stream, dtype, x64, dim, out, **design)
        with self._checked(code, "sample", origin):
            call, at = c.drawing("hys_sample", origin)
            call(self.handle, at, u64(first, "first"), n, code, out.ctypes.data)
        return out

    def sample_indices(
        self,
        index: Any,
        *,
        key: KeyLike = 0,
        stream: StreamLike = "native",
        dtype: DTypeLike = None,
        x64: Optional[bool] = None,
        dim: int = 0,
        out: Optional[Array] = None,
        **design: Unpack[DesignArguments],
    ) -> Array:
        """The samples of those numbers, in any order; otherwise as sample_range."""
        index = indices(index)
        origin, code, out = self._draw(len(index), key, stream, dtype, x64, dim, out, **design)
        apart(index, out)
        with self._checked(code, "sample", origin):
            call, at = c.drawing("hys_sample_indices", origin)
            call(self.handle, at, index.ctypes.data, len(index), code, out.ctypes.data)
        return out

    def _draw(
        self,
        n: int,
        key: KeyLike,
        stream: StreamLike,
        dtype: DTypeLike,
        x64: Optional[bool],
        dim: int,
        out: Optional[Array],
        **design: Unpack[DesignArguments],
    ) -> Tuple[c.Source, int, Array]:
        if dtype is None and isinstance(out, np.ndarray) and self.datatype != "index":
            dtype = out.dtype
        asked = self.datatype if dtype is None else dtype
        if x64 is None:
            wide = asked is not None and dtype_of(self.code_of(asked)).itemsize == 8
            x64 = wide and takes_x64(stream)
        origin = source(stream, key, x64, dim, **design)
        code = self.type_code(dtype, stream, x64)
        return origin, code, output(out, n, dtype_of(code))

    # ---- designs ----

    def rows(
        self, *, stream: StreamLike = "native", **design: Unpack[DesignArguments]
    ) -> Optional[int]:
        """The number of rows of a design; None where there is no end, as of random samples."""
        return self._rows_of(source(stream, 0, False, **design)) or None

    def _rows_of(self, origin: c.Source) -> int:
        number = ctypes.c_uint64()
        c.library().hys_space_rows(self.handle, ctypes.byref(origin), ctypes.byref(number))
        return number.value

    def is_grid(self, origin: c.Source, points: int) -> bool:
        """Whether a stream of grids gives the space that many points, 0 for none."""
        try:
            self._rows_of(c.Source(origin.stream, points=points))
        except c.Error:
            return False
        return True

    def _opened(self, key: Key, **arguments: Any) -> Stream:
        return Stream(key, **arguments)

    def _width(self) -> int:
        return 1

    def _cube(self) -> Space:
        """The space whose samples are the units of this one's."""
        return LinearSpace(0, 1)

    def _unit_rows(self, first: int, n: int, stream: Stream) -> Array:
        return self.sample_range(first, n, stream=stream, dtype=np.float64).reshape(-1, 1)

    # ---- the unit interval ----

    def encode(self, value: Any, *, dtype: DTypeLike = None, out: Optional[Array] = None) -> Array:
        """The place of each value in [0, 1], float64, in an array of the shape of value.

        dtype is the type in which value is read. By default it is that of the array, which the
        space must have; a list of Python's integers gets one that the space has. With "index" the
        entries of a list are given by their numbers. Labels may be given by number or by name.
        """
        value = self.array(value)
        code = self.code_of(value.dtype if dtype is None else dtype)
        return self._mapped("encode", in_type(value, dtype_of(code)), code, np.dtype("f8"), out)

    def decode(self, unit: Any, *, dtype: DTypeLike = None, out: Optional[Array] = None) -> Array:
        """The value at a place in [0, 1].

        decode(encode(v)) is v for integers, lists and labels.
        """
        code = self.type_code(dtype)
        unit = np.asarray(unit, np.float64, "C")
        return self._mapped("decode", unit, code, dtype_of(code), out)

    # ---- densities: the names are those of scipy.stats ----

    def pdf(self, value: Any, *, out: Optional[Array] = None) -> Array:
        """The density of each value of a continuous space, which is 0 outside the bounds."""
        return self._density("pdf", value, out)

    def pmf(self, value: Any, *, out: Optional[Array] = None) -> Array:
        """The probability of each value of a finite space, which is 0 for others."""
        return self._density("pmf", value, out)

    def logpdf(self, value: Any, *, out: Optional[Array] = None) -> Array:
        """The natural logarithm of pdf, or of pmf for a finite space."""
        return self._density("logpdf", value, out)

    def logpmf(self, value: Any, *, out: Optional[Array] = None) -> Array:
        """The natural logarithm of pmf: logpdf, of a finite space only."""
        self.pmf(np.empty(0))  # refuses a continuous space
        return self.logpdf(value, out=out)

    def cdf(self, value: Any, *, out: Optional[Array] = None) -> Array:
        """The probability of the values up to each value; labels count by their number."""
        return self._density("cdf", value, out)

    def sf(self, value: Any, *, out: Optional[Array] = None) -> Array:
        """The probability of the values above each value: 1 - cdf without cancellation."""
        return self._density("sf", value, out)

    def quantile(self, unit: Any, *, out: Optional[Array] = None) -> Array:
        """The least value whose cdf reaches each number, in an array of the same shape.

        The values are int64 for the kinds of integers (qlinear, qlog, int, logint), uint32 for
        labels, and float64 for all others. A number outside [0, 1] gives NaN, and causes a
        DataWarning. ppf is the same method.
        """
        unit = np.asarray(unit, np.float64, "C")
        integer = self._default_code() == c.I64
        dtype = np.dtype("i8" if integer else "f8")
        if self._names is None:
            return self._called("quantile", unit, "i64" if integer else "f64", dtype, out)
        index = np.nan_to_num(self._called("quantile", unit, "f64", dtype, None), nan=2**32 - 1)
        given = out is not None
        out = output(out, unit.shape, np.dtype("u4"))
        out[...] = index
        return out if given or out.ndim else out[()]

    ppf = quantile

    def _density(self, name: str, value: Any, out: Optional[Array]) -> Array:
        value = self.array(value)
        integer = value.dtype.kind in "iu" and self._types("encode") >> c.I64 & 1
        value = in_type(value, np.dtype("i8" if integer else "f8"))
        return self._called(name, value, "i64" if integer else "f64", np.dtype("f8"), out)

    def _called(
        self, name: str, value: Array, kind: str, dtype: np.dtype[Any], out: Optional[Array]
    ) -> Array:
        """hys_NAME_KIND of an array."""
        given = out is not None
        out = output(out, value.shape, dtype)
        apart(value, out)
        call = getattr(c.library(), f"hys_{name}_{kind}", None)
        if call is None:  # no pdf of integers
            raise c.Error(c.Status.HYS_E_DENSITY)
        call(self.handle, value.ctypes.data, value.size, out.ctypes.data, c.flagged())
        return out if given or out.ndim else out[()]

    def _mapped(
        self, use: str, value: Array, code: int, dtype: np.dtype[Any], out: Optional[Array]
    ) -> Array:
        given = out is not None
        out = output(out, value.shape, dtype)
        apart(value, out)
        call = getattr(c.library(), f"hys_{use}")
        with self._checked(code, use):
            call(self.handle, value.ctypes.data, value.size, code, out.ctypes.data, c.flagged())
        return out if given or out.ndim else out[()]


@dataclasses.dataclass(frozen=True, repr=False)
class LinearSpace(Space):
    """Reals, uniform over [lower_bound, upper_bound)."""

    kind_name = "linear"
    lower_bound: Number
    upper_bound: Number
    datatype: DTypeLike = None


@dataclasses.dataclass(frozen=True, repr=False)
class LogSpace(Space):
    """Reals, log-uniform over [lower_bound, upper_bound).

    base changes samples on the JAX streams alone, in their last bits.
    """

    kind_name = "log"
    lower_bound: Number
    upper_bound: Number
    base: Number = 10
    datatype: DTypeLike = None


@dataclasses.dataclass(frozen=True, repr=False)
class QLinearSpace(LinearSpace):
    """Integers: uniform over [lower_bound, upper_bound], rounded half to even.

    A bound that is an integer has half the mass of the others.
    """

    kind_name = "qlinear"


@dataclasses.dataclass(frozen=True, repr=False)
class QLogSpace(LogSpace):
    """Integers: log-uniform over [lower_bound, upper_bound], rounded half to even."""

    kind_name = "qlog"


@dataclasses.dataclass(frozen=True, repr=False)
class DiscreteSpace(Space):
    """One of the numbers in a list, all equally likely or with the given weights.

    ordered says that the order of the list has a meaning; no sample depends on it. With the
    datatype or dtype "index" a sample is the number of its entry, uint32.
    """

    kind_name = "discrete"
    values: Sequence[Number]
    datatype: DTypeLike = None
    weights: Optional[Sequence[Number]] = None
    ordered: bool = False

    @property
    def lower_bound(self) -> float:
        """The least value, as hyperoptax's space has it."""
        return float(min(self.values))

    @property
    def upper_bound(self) -> float:
        """The greatest value, as hyperoptax's space has it."""
        return float(max(self.values))

    def _like_jax(self, x64: bool) -> int:
        if self.datatype is None and all(isinstance(value, int) for value in self.values):
            return c.I64 if x64 else c.I32
        return super()._like_jax(x64)


@dataclasses.dataclass(frozen=True, repr=False)
class LabelsSpace(Space):
    """One of the names, given as its number in the list, uint32.

    A name is a string, or another scalar of JSON: a number, True, False or None.
    numpy.array(space.labels, object)[samples] are the names.
    """

    kind_name = "labels"
    labels: Sequence[Scalar]
    datatype: DTypeLike = None
    weights: Optional[Sequence[Number]] = None
    ordered: bool = False

    def index(self, label: Scalar) -> int:
        """The number of that label."""
        i = ctypes.c_size_t()
        kind, name = scalar(label)
        c.library().hys_space_find_label(self.handle, text(name), ctypes.byref(i))
        if scalar(self.labels[i.value])[0] != kind:
            raise c.Error(c.Status.HYS_E_VALUES_UNKNOWN, f"no label {label!r}")
        return i.value


class KindSpace(Space):
    """A space of a kind without a class, or with parameters that its class has no field for.

    kind_name is its kind. arguments has the values of its parameters, without those that are
    presets; as attributes all parameters have their values.
    """

    if TYPE_CHECKING:
        arguments: ClassVar[Mapping[str, Any]]

    def __init__(self, kind_name: str, datatype: DTypeLike = None, **arguments: Any) -> None:
        self._set("kind_name", kind_name)
        self._set("datatype", datatype)
        self._set("arguments", {})
        check_names(kind_name, parameters(kind_from_name(kind_name)), arguments)
        self._make(arguments)
        preset = c.library().hys_space_is_preset
        shown = {
            parameter.name: self.arguments[parameter.name]
            for p, parameter in enumerate(parameters(kind_from_name(kind_name)))
            if parameter.name in self.arguments and not preset(self.handle, p)
        }
        self._set("arguments", types.MappingProxyType(shown))

    def __setattr__(self, name: str, value: Any) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __dir__(self) -> List[str]:
        return [*super().__dir__(), *self._parameters()]

    def _parameters(self) -> Dict[str, Parameter]:
        return {param.name: param for param in parameters(kind_from_name(self.kind_name))}

    def _keep(self, name: str, value: Any) -> None:
        self.arguments[name] = value  # type: ignore[index]

    def _fields(self) -> List[Tuple[str, Any]]:
        return [*self.arguments.items(), ("datatype", self.datatype)]

    def _shown(self) -> List[str]:
        shown = [f"{name}={value!r}" for name, value in self.arguments.items()]
        return shown if self.datatype is None else [*shown, f"datatype={self.datatype!r}"]

    def _title(self) -> str:
        return f"Space({self.kind_name!r})"

    def __repr__(self) -> str:
        return f"Space({', '.join([repr(self.kind_name), *self._shown()])})"

    def __reduce__(self) -> Tuple[Any, ...]:
        return _again, (self.kind_name, self.datatype, dict(self.arguments))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KindSpace) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> Tuple[Any, ...]:
        return self.fingerprint, self.datatype


def _again(kind_name: str, datatype: DTypeLike, arguments: Dict[str, Any]) -> KindSpace:
    return KindSpace(kind_name, datatype, **arguments)


CLASSES: Dict[str, Type[Space]] = {
    known.kind_name: known
    for known in (LinearSpace, LogSpace, QLinearSpace, QLogSpace, DiscreteSpace, LabelsSpace)
}


def _of_kind(*names: Any, datatype: DTypeLike = None, **arguments: Any) -> Space:
    """The space that Space(...) makes."""
    if len(names) != 1 or not isinstance(names[0], str):
        raise TypeError(
            "Space() takes the name of a kind, and its parameters by their names, "
            'as in Space("qlog", lower=1, upper=100)'
        )
    for name, value in arguments.items():
        if hasattr(value, "__next__"):  # an iterator can be read once
            arguments[name] = tuple(value)
    return _made(kind_for(names[0], arguments), arguments, datatype)


def _made(kind: int, arguments: Mapping[str, Any], datatype: DTypeLike) -> Space:
    """A space of the class of its kind, or a KindSpace."""
    kind_name = c.library().hys_kind_name(kind).decode()
    known = CLASSES.get(kind_name)
    if known is None or _goes_beyond(known, kind, arguments):
        return KindSpace(kind_name, datatype, **arguments)
    check_names(kind_name, parameters(kind), arguments)
    pairs = zip(known._parameter_fields(), parameters(kind))
    given = {field: arguments[param.name] for field, param in pairs if param.name in arguments}
    make: Any = known
    space: Space = make(**given, datatype=datatype)
    return space


def _goes_beyond(known: Type[Space], kind: int, arguments: Mapping[str, Any]) -> bool:
    """Whether a parameter that the class has no field for, such as a step, is given a value."""
    beyond = parameters(kind)[len(known._parameter_fields()) :]
    if all(arguments.get(parameter.name) is None for parameter in beyond):
        return False
    made = KindSpace(c.library().hys_kind_name(kind).decode(), **arguments)
    return any(parameter.name in made.arguments for parameter in beyond)


def as_space(space: Any) -> Space:
    """A Space of itself, of a list of numbers or names, or of hyperoptax's space of that name."""
    if isinstance(space, Space):
        return space
    if isinstance(space, (list, tuple)):
        return _of_kind("discrete", values=space)
    for known in CLASSES.values():
        if type(space).__name__ == known.__name__ and dataclasses.is_dataclass(space):
            given = {field.name: getattr(space, field.name) for field in dataclasses.fields(space)}
            strange = sorted(given.keys() - {field.name for field in dataclasses.fields(known)})
            if strange:
                text = f"{known.__name__} has no field {', '.join(strange)}"
                raise TypeError(f"{space!r}: {text}")
            return known(**given)
    hint = ""
    if space is None or isinstance(space, (str, int, float, np.generic)):
        hint = f'; for a fixed value write Space("constant", value={space!r})'
    raise TypeError(f"{space!r} is not a search space{hint}")


def space_at(handle: ctypes.c_void_p, datatype: DTypeLike) -> Space:
    """A Space with the parameters of the library's one at an address."""
    return _made(c.library().hys_space_kind(handle), arguments_of(handle), datatype)


def arguments_of(handle: ctypes.c_void_p) -> Dict[str, Any]:
    """The values of the parameters of the library's space at an address, by their names."""
    get = c.library()
    kind = get.hys_space_kind(handle)
    addresses = [get.hys_space_argument(handle, p) for p in range(len(parameters(kind)))]
    values = [value_of(c.Argument.from_address(address)) for address in addresses]
    if takes_one(kind):
        values = [value[0] for value in values]
    return {parameter.name: value for parameter, value in zip(parameters(kind), values)}


def value_in(space: Space, value: Any) -> c.Value:
    """One of a space's values for the library: a number, or the entry of a list with names."""
    get = c.library()
    value = value.item() if hasattr(value, "item") else value
    if get.hys_kind_traits(get.hys_space_kind(space.handle)) & c.KIND_NAMES:
        kind, name = scalar(value)
        index = ctypes.c_size_t()
        try:
            get.hys_space_find_label(space.handle, text(name), ctypes.byref(index))
            found = get.hys_space_scalar(space.handle, index.value) == kind
        except c.Error:
            found = False
        if not found:
            raise c.Error(c.Status.HYS_E_VALUES_DEFAULT, f"the space has no entry {value!r}")
        return c.Value(type=c.INDEX, index=index.value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is not a number")
    if isinstance(value, int) and -1 << 63 <= value < 1 << 63:
        return c.Value(type=c.I64, integer=value)
    return c.Value(type=c.F64, real=number(value))


def value_from(space: Space, value: c.Value) -> Any:
    """The same back; of a list of numbers the entry as the list has it."""
    if value.type == c.I64:
        return int(value.integer)
    if value.type == c.F64:
        entries = getattr(space, "values", None)
        real = float(value.real)
        return next((entry for entry in entries_of(entries) if entry == real), real)
    label = c.library().hys_space_label(space.handle, value.index).decode()
    is_string = c.library().hys_space_scalar(space.handle, value.index) == c.STRING
    return label if is_string else json.loads(label)
