"""Search spaces. Names, arguments and laws of the first five are hyperoptax.spaces'; LabelsSpace has names for values."""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import itertools
import math
import operator
import types
import weakref
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Type, Union

import numpy as np

from . import _library as c
from ._arrays import Array, DTypeLike, apart, code_of, count, dtype_of, in_type, indices, name_of, output, u64
from ._key import KeyLike, source, text

Number = Union[int, float]


def _number(value: Any) -> Number:
    """An int or float that a double holds; a float out of NumPy's and JAX's scalars."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is not a number")
    if isinstance(value, int) and (abs(value) >> 1024 or abs(value) // (value & -value or 1) >> 53):
        raise ValueError(f"{value} is an integer that no double holds")
    return value


def fingerprint(call: Any, handle: ctypes.c_void_p) -> str:
    """32 hexadecimal digits out of a hys_*_fingerprint."""
    words = (ctypes.c_uint64 * 2)()
    call(handle, words)
    return f"{words[1]:016x}{words[0]:016x}"


class _ByName(type):
    """Lets Space("qlog", ...) make a space of the kind of that name."""

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        return _of_kind(*arguments, **named) if cls is Space else super().__call__(*arguments, **named)


@dataclasses.dataclass(frozen=True, repr=False)
class Space(metaclass=_ByName):
    """What a hyperparameter may be. Immutable; any number of threads may use one; pickles, and prints as what makes it.

    datatype, a NumPy dtype or "index", is what samples are given as unless a call says otherwise. None: float64, int64 for
    quantised spaces; float32 and int32 under the JAX streams without x64. Labels are given as index, uint32.

    Space("qlog", lower=1, upper=100) makes a space of any kind that the library has, by its name and the names of its
    parameters: an instance of the class of that kind, or a KindSpace where the kind has no class here.
    """

    kind: ClassVar[int]

    if TYPE_CHECKING:  # no field of this class: dataclasses would put it first
        handle: ClassVar[ctypes.c_void_p]

        @property
        def datatype(self) -> DTypeLike: ...

    def __post_init__(self) -> None:
        if self.datatype is not None:
            self._set("datatype", name_of(code_of(self.datatype, self.kind)))
        handle = ctypes.c_void_p()
        self._construct(ctypes.byref(handle))
        self._set("handle", handle)
        weakref.finalize(self, c.library().hys_space_free, handle)

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    def _construct(self, handle: Any) -> None:
        raise NotImplementedError

    def _fields(self) -> List[Tuple[str, Any]]:
        return [(field.name, getattr(self, field.name)) for field in dataclasses.fields(self)]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._shown())})"

    def _shown(self) -> List[str]:
        """The arguments that make the space, as they are printed."""
        return [f"{name}={value!r}" for name, value in self._fields() if name != "datatype" or value is not None]

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), tuple(value for _, value in self._fields())

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits, the same wherever a space was given the same parameters; the datatype does not count."""
        return fingerprint(c.library().hys_space_fingerprint, self.handle)

    def type_code(self, dtype: DTypeLike = None, narrow: bool = False) -> int:
        """The hys_type of dtype, else of the space's datatype, else the kind's own; narrow: as without 64-bit mode."""
        dtype = self.datatype if dtype is None else dtype
        return self._own_code(narrow) if dtype is None else code_of(dtype, self.kind)

    def _own_code(self, narrow: bool) -> int:
        stream = c.STREAMS["jax_array" if narrow else "native"]
        return int(c.library().hys_space_default_type(self.handle, stream, 0))

    def _like_jax(self, narrow: bool) -> int:
        """What hyperoptax gives: the kind's own type but for discrete spaces of integers."""
        return self.type_code(narrow=narrow)

    def array(self, value: Any) -> Array:
        """value as an array to encode: integers of a list as float64 where the space has reals, names as their numbers."""
        array = np.asarray(value)
        listed = not hasattr(value, "dtype") and array.dtype.kind in "iu"
        return in_type(array, np.dtype("f8")) if listed and self._own_code(False) == c.F64 else array

    def check(self, code: int, call: Any, origin: Optional[c.Source] = None) -> None:
        """Raise what the call, hys_sample if it has an origin, says of that type: a refusal names the types that are taken."""

        def said(code: int, origin: Optional[c.Source] = origin) -> Optional[c.Error]:
            nothing = ctypes.byref(ctypes.c_uint64())
            try:
                if origin is None:
                    call(self.handle, nothing, 0, code, nothing, None)
                else:
                    call(self.handle, ctypes.byref(origin), 0, 0, code, nothing)
            except c.Error as error:
                return error
            return None

        error = said(code)
        if error is not None and error.status == c.Status.HYS_E_TYPE:
            taken = [name_of(other) for other in range(c.F32, c.INDEX + 1) if said(other) is None]
            text = f"no {name_of(code)}, but {', '.join(taken)}" if taken else f"no {call.__name__[4:]}"
            if origin is not None and said(code, c.Source(origin.stream, origin.flags ^ c.X64, origin.key, origin.dim)) is None:
                text += f"; set x64={not origin.flags}"
            error = c.Error(error.status, f"{type(self).__name__} has {text}")
        if error is not None:
            raise error

    @contextlib.contextmanager
    def _checked(self, code: int, call: Any, origin: Optional[c.Source] = None) -> Iterator[None]:
        """A refused call says what it would of the type alone, if that is the reason."""
        try:
            yield
        except c.Error:
            self.check(code, call, origin)
            raise

    # ---- hyperoptax's methods ----

    def sample(self, key: KeyLike, shape: Union[int, Tuple[int, ...]] = (1,), *, x64: bool = False, out: Optional[Array] = None) -> Array:
        """hyperoptax's space.sample(key), bit for bit: a draw of that shape with the key (hyperoptax's own has one element).

        x64: as with jax_enable_x64. The type is hyperoptax's: float32 (x64: float64), int32 or `datatype` for quantised
        spaces, and for discrete spaces that of their values.
        """
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        code = self._like_jax(not x64)
        out = output(out, shape, dtype_of(code))
        origin = source("jax_array", key, x64)
        with self._checked(code, c.library().hys_sample, origin):
            c.library().hys_sample(self.handle, ctypes.byref(origin), 0, math.prod(shape), code, out.ctypes.data)
        return out

    def transform(self, value: Any, *, dtype: DTypeLike = None, out: Optional[Array] = None) -> Array:
        """The space's nearest value, of the shape of `value`: reals stay, quantised spaces round half to even, lists snap.

        dtype is the result's; None: hyperoptax's, without 64-bit mode for a float32 value, with it for any other. The law
        is computed in float32 for float32 and integers of up to 32 bits, to which value is then rounded first, else in float64.
        """
        value = np.asarray(value)
        code = self._like_jax(value.dtype == np.float32) if dtype is None else code_of(dtype, self.kind)
        value = np.asarray(value, dtype_of(c.library().hys_transform_input(code)), "C")
        return self._mapped(c.library().hys_transform, value, code, dtype_of(code), out)

    # ---- in bulk ----

    def sample_range(self, first: int, n: int, *, key: KeyLike = 0, stream: str = "native", dtype: DTypeLike = None, x64: Optional[bool] = None,
                     dim: int = 0, out: Optional[Array] = None) -> Array:
        """Samples first to first + n - 1: any part of a stream costs the same, and any split gives the same bytes.

        stream: "native", "jax_array", "jax_keys" (vmap(space.sample)(split(key, N))), "jax_search" (RandomSearch).
        x64: as with jax_enable_x64; None: on where the type asked for has 64 bits. dim: an independent dimension (native).
        out: a contiguous array of n elements to write into; its dtype is then the type.
        """
        n = count(n)
        origin, code, out = self._draw(n, key, stream, dtype, x64, dim, out)
        with self._checked(code, c.library().hys_sample, origin):
            c.library().hys_sample(self.handle, ctypes.byref(origin), u64(first, "first"), n, code, out.ctypes.data)
        return out

    def sample_indices(self, index: Any, *, key: KeyLike = 0, stream: str = "native", dtype: DTypeLike = None, x64: Optional[bool] = None,
                       dim: int = 0, out: Optional[Array] = None) -> Array:
        """The samples of those numbers, in any order, else as sample_range."""
        index = indices(index)
        origin, code, out = self._draw(len(index), key, stream, dtype, x64, dim, out)
        apart(index, out)
        with self._checked(code, c.library().hys_sample, origin):
            c.library().hys_sample_indices(self.handle, ctypes.byref(origin), index.ctypes.data, len(index), code, out.ctypes.data)
        return out

    def _draw(self, n: int, key: KeyLike, stream: str, dtype: DTypeLike, x64: Optional[bool], dim: int,
              out: Optional[Array]) -> Tuple[c.Source, int, Array]:
        if dtype is None and isinstance(out, np.ndarray) and self.datatype != "index":
            dtype = out.dtype
        asked = self.datatype if dtype is None else dtype
        if x64 is None:
            x64 = stream != "native" and asked is not None and dtype_of(code_of(asked, self.kind)).itemsize == 8
        code = self.type_code(dtype, narrow=stream != "native" and not x64)
        return source(stream, key, x64, dim), code, output(out, n, dtype_of(code))

    # ---- the unit interval ----

    def encode(self, value: Any, *, dtype: DTypeLike = None, out: Optional[Array] = None) -> Array:
        """Each value's place in [0, 1], float64, of the shape of `value`. dtype "index": values of a discrete space by their number.

        An array is taken in its own dtype, which the space must have; Python's integers in one that it has. Labels may be names.
        """
        value = self.array(value)
        code = code_of(value.dtype if dtype is None else dtype, self.kind)
        return self._mapped(c.library().hys_encode, in_type(value, dtype_of(code)), code, np.dtype("f8"), out)

    def decode(self, unit: Any, *, dtype: DTypeLike = None, out: Optional[Array] = None) -> Array:
        """The value at a place in [0, 1], the way back: decode(encode(v)) is v for integers, lists and labels."""
        code = self.type_code(dtype)
        return self._mapped(c.library().hys_decode, np.asarray(unit, np.float64, "C"), code, dtype_of(code), out)

    def _mapped(self, call: Any, value: Array, code: int, dtype: np.dtype[Any], out: Optional[Array]) -> Array:
        given = out is not None
        out = output(out, value.shape, dtype)
        apart(value, out)
        with self._checked(code, call):
            call(self.handle, value.ctypes.data, value.size, code, out.ctypes.data, None)
        return out if given or out.ndim else out[()]


@dataclasses.dataclass(frozen=True, repr=False)
class LinearSpace(Space):
    """Reals, uniform over [lower_bound, upper_bound)."""

    lower_bound: Number
    upper_bound: Number
    datatype: DTypeLike = None
    kind = c.LINEAR

    def __post_init__(self) -> None:
        self._set("lower_bound", _number(self.lower_bound))
        self._set("upper_bound", _number(self.upper_bound))
        super().__post_init__()

    def _construct(self, handle: Any) -> None:
        c.library().hys_space_linear(handle, self.lower_bound, self.upper_bound)


@dataclasses.dataclass(frozen=True, repr=False)
class LogSpace(Space):
    """Reals, log-uniform over [lower_bound, upper_bound). base moves bits under the JAX streams alone."""

    lower_bound: Number
    upper_bound: Number
    base: Number = 10
    datatype: DTypeLike = None
    kind = c.LOG

    def __post_init__(self) -> None:
        for name in ("lower_bound", "upper_bound", "base"):
            self._set(name, _number(getattr(self, name)))
        super().__post_init__()

    def _construct(self, handle: Any) -> None:
        c.library().hys_space_log(handle, self.lower_bound, self.upper_bound, self.base)


@dataclasses.dataclass(frozen=True, repr=False)
class QLinearSpace(LinearSpace):
    """Integers: uniform over [lower_bound, upper_bound], rounded half to even, so that an end on an integer has half the mass."""

    kind = c.QLINEAR

    def _construct(self, handle: Any) -> None:
        c.library().hys_space_qlinear(handle, self.lower_bound, self.upper_bound)


@dataclasses.dataclass(frozen=True, repr=False)
class QLogSpace(LogSpace):
    """Integers: log-uniform over [lower_bound, upper_bound], rounded half to even."""

    kind = c.QLOG

    def _construct(self, handle: Any) -> None:
        c.library().hys_space_qlog(handle, self.lower_bound, self.upper_bound, self.base)


@dataclasses.dataclass(frozen=True, repr=False)
class DiscreteSpace(Space):
    """One of the numbers, each entry equally likely. datatype (or dtype) "index": its number in the list, uint32."""

    values: Sequence[Number]
    datatype: DTypeLike = None
    kind = c.DISCRETE

    def __post_init__(self) -> None:
        values = tuple(self.values)
        if any(isinstance(value, str) for value in values):
            raise TypeError("a DiscreteSpace has numbers; LabelsSpace has names")
        self._set("values", tuple(map(_number, values)))
        super().__post_init__()

    def _construct(self, handle: Any) -> None:
        values = np.array(self.values, np.float64)
        c.library().hys_space_discrete(handle, values.ctypes.data, len(values))

    @property
    def lower_bound(self) -> float:
        return float(min(self.values))

    @property
    def upper_bound(self) -> float:
        return float(max(self.values))

    def _like_jax(self, narrow: bool) -> int:
        if self.datatype is None and all(isinstance(value, int) for value in self.values):
            return c.I32 if narrow else c.I64
        return self.type_code(narrow=narrow)


@dataclasses.dataclass(frozen=True, repr=False)
class LabelsSpace(Space):
    """One of the names, given as its number in the list, uint32: numpy.array(space.labels)[samples] are the names."""

    labels: Sequence[str]
    datatype: DTypeLike = None
    kind = c.LABELS

    def __post_init__(self) -> None:
        if isinstance(self.labels, str):
            raise TypeError(f"{self.labels!r} is one string, not a list of names")
        self._set("labels", tuple(self.labels))
        super().__post_init__()

    def _construct(self, handle: Any) -> None:
        labels = (ctypes.c_char_p * len(self.labels))(*(text(label) for label in self.labels))
        c.library().hys_space_labels(handle, labels, len(labels))

    def array(self, value: Any) -> Array:
        array = np.asarray(value)
        if array.dtype.kind in "OUT":  # objects and NumPy's two kinds of text
            number = {label: i for i, label in enumerate(self.labels)}
            try:
                return np.array([number[label] for label in array.ravel().tolist()], np.uint32).reshape(array.shape)
            except KeyError as error:
                raise c.Error(c.Status.HYS_E_VALUES_UNKNOWN, f"no label {error}") from None
        if hasattr(value, "dtype") or array.dtype.kind not in "iu":
            return array
        if array.min() < 0 or array.max() >> 32:
            raise c.Error(c.Status.HYS_E_VALUES_UNKNOWN, f"{value!r}: a label's number is in [0, 2^32)")
        return array.astype(np.uint32)

    def index(self, label: str) -> int:
        """The number of that label."""
        i = ctypes.c_size_t()
        c.library().hys_space_find_label(self.handle, text(label), ctypes.byref(i))
        return i.value


class Parameter(NamedTuple):
    """A parameter of a kind, as the library describes it."""

    name: str
    type: int
    optional: bool
    preset: float
    words: Tuple[str, ...]


def parameters(kind: int) -> List[Parameter]:
    get, made = c.library(), []
    for p in range(get.hys_kind_params(kind)):
        param = c.Param.from_address(get.hys_kind_param(kind, p))
        words = list(itertools.takewhile(lambda word: word is not None, param.words)) if param.words else []
        made.append(Parameter(param.name.decode(), param.type, bool(param.optional), param.preset, tuple(word.decode() for word in words)))
    return made


def _argument(parameter: Parameter, value: Any) -> Tuple[c.Argument, Any]:
    """The library's argument of a value, and the value as it is kept."""
    made = c.Argument(type=parameter.type)
    if parameter.type == c.REAL:
        value = _number(value)
        made.real = value
    elif parameter.type == c.INTEGER:
        value = operator.index(value)
        if not -1 << 63 <= value < 1 << 63:
            raise ValueError(f"{value} is not an integer of 64 bits")
        made.integer = value
    elif parameter.type == c.WORD:
        if value not in parameter.words:
            raise ValueError(f"{parameter.name} is one of {', '.join(parameter.words)}, not {value!r}")
        made.word = value.encode()
    elif parameter.type == c.SWITCH:
        value = bool(value)
        made.on = value
    elif isinstance(value, str):
        raise TypeError(f"{value!r} is one string, not a list")
    elif parameter.type == c.REALS:
        value = tuple(_number(entry) for entry in value)
        made.reals, made.count = (ctypes.c_double * len(value))(*value), len(value)
    else:
        value = tuple(value)
        made.names, made.count = (ctypes.c_char_p * len(value))(*(text(name) for name in value)), len(value)
    return made, value


def _kind_for(name: str, values: Mapping[str, Any]) -> int:
    """The kind of that name; "discrete" with a list of names is labels, which has the same word in files."""
    get = c.library()
    kind: int = get.hys_kind_from_name(name.encode())
    if not kind:
        names = [get.hys_kind_name(get.hys_kind_at(i)).decode() for i in range(get.hys_kind_count())]
        raise c.Error(c.Status.HYS_E_KIND_UNKNOWN, f"no kind {name!r}, but {', '.join(names)}")
    for parameter in parameters(kind):
        if parameter.type == c.REALS and any(isinstance(entry, str) for entry in values.get(parameter.name, ())):
            others = [get.hys_kind_at(i) for i in range(get.hys_kind_count())]
            kind = next((other for other in others if get.hys_kind_word(other) == get.hys_kind_word(kind) and any(
                (like.name, like.type) == (parameter.name, c.NAMES) for like in parameters(other))), kind)
    return kind


def _checked_names(kind_name: str, kind: int, arguments: Mapping[str, Any]) -> List[Parameter]:
    """The parameters of a kind, once the arguments are known to be some of them, and all that it needs."""
    known = parameters(kind)
    strange = sorted(arguments.keys() - {parameter.name for parameter in known})
    if strange:
        raise TypeError(f"{kind_name} has no parameter {', '.join(strange)}, but {', '.join(parameter.name for parameter in known)}")
    for parameter in known:
        if not parameter.optional and parameter.name not in arguments:
            raise TypeError(f"{kind_name} needs {parameter.name}")
    return known


class KindSpace(Space):
    """A space of a kind that has no class of its own here: the name of its kind, and the values of its parameters."""

    kind_name: str
    arguments: Mapping[str, Any]
    datatype: DTypeLike

    def __init__(self, kind_name: str, datatype: DTypeLike = None, **arguments: Any) -> None:
        kind = _kind_for(kind_name, arguments)
        known = _checked_names(kind_name, kind, arguments)
        self._set("kind", kind)
        self._set("kind_name", kind_name)
        self._set("datatype", datatype)
        given, kept = (c.Argument * len(known))(), {}
        for p, parameter in enumerate(known):
            if parameter.name in arguments:
                given[p], kept[parameter.name] = _argument(parameter, arguments[parameter.name])
        self._set("arguments", types.MappingProxyType(kept))
        self._set("_given", given)
        self.__post_init__()

    def __setattr__(self, name: str, value: Any) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def _construct(self, handle: Any) -> None:
        c.library().hys_space_new(handle, self.kind, self._given, len(self._given), None)

    def _fields(self) -> List[Tuple[str, Any]]:
        return [*self.arguments.items(), ("datatype", self.datatype)]

    def __repr__(self) -> str:
        return f"Space({', '.join([repr(self.kind_name), *self._shown()])})"

    def __reduce__(self) -> Tuple[Any, ...]:
        return _again, (self.kind_name, self.datatype, dict(self.arguments))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KindSpace) and (self.fingerprint, self.datatype) == (other.fingerprint, other.datatype)

    def __hash__(self) -> int:
        return hash((self.fingerprint, self.datatype))

    def array(self, value: Any) -> Array:
        names = next((self.arguments[parameter.name] for parameter in parameters(self.kind) if parameter.type == c.NAMES), None)
        return super().array(value) if names is None else LabelsSpace(names).array(value)


def _again(kind_name: str, datatype: DTypeLike, arguments: Dict[str, Any]) -> KindSpace:
    return KindSpace(kind_name, datatype, **arguments)


SPACES: Tuple[Type[Space], ...] = (LinearSpace, LogSpace, QLinearSpace, QLogSpace, DiscreteSpace, LabelsSpace)


def _of_kind(*names: Any, datatype: DTypeLike = None, **arguments: Any) -> Space:
    """What Space(...) makes."""
    if len(names) != 1 or not isinstance(names[0], str):
        raise TypeError('Space() takes the name of a kind, and its parameters by their names, as in Space("qlog", lower=1, upper=100)')
    kind_name = names[0]
    for name, value in arguments.items():
        if hasattr(value, "__next__"):  # an iterator can be read once
            arguments[name] = tuple(value)
    kind = _kind_for(kind_name, arguments)
    for known in SPACES:
        if known.kind == kind:
            pairs = zip(dataclasses.fields(known), _checked_names(kind_name, kind, arguments))
            given = {field.name: arguments[parameter.name] for field, parameter in pairs if parameter.name in arguments}
            return known(**given, datatype=datatype)
    return KindSpace(kind_name, datatype, **arguments)


def as_space(space: Any) -> Space:
    """A Space of itself, of a list of numbers or names, or of hyperoptax's space of that name."""
    if isinstance(space, Space):
        return space
    if isinstance(space, (list, tuple)):
        return LabelsSpace(space) if any(isinstance(value, str) for value in space) else DiscreteSpace(space)
    for known in SPACES:
        if type(space).__name__ == known.__name__ and dataclasses.is_dataclass(space):
            given = {field.name: getattr(space, field.name) for field in dataclasses.fields(space)}
            strange = sorted(given.keys() - {field.name for field in dataclasses.fields(known)})
            if strange:
                raise TypeError(f"{space!r}: {known.__name__} has no field {', '.join(strange)}")
            return known(**given)
    raise TypeError(f"{space!r} is no search space")


def _kept(parameter: Parameter, argument: c.Argument) -> Any:
    """The value of a library's argument."""
    if parameter.type == c.REALS:
        return argument.reals[:argument.count]
    if parameter.type == c.NAMES:
        return [name.decode() for name in argument.names[:argument.count]]
    if parameter.type == c.WORD:
        return argument.word.decode()
    return {c.REAL: argument.real, c.INTEGER: argument.integer, c.SWITCH: bool(argument.on)}[parameter.type]


def space_at(handle: ctypes.c_void_p, datatype: DTypeLike) -> Space:
    """A Space with the parameters of the library's one at an address: of the class of its kind, or a KindSpace."""
    get = c.library()
    kind = get.hys_space_kind(handle)
    given = {parameter.name: _kept(parameter, c.Argument.from_address(get.hys_space_argument(handle, p)))
             for p, parameter in enumerate(parameters(kind))}
    if kind == c.DISCRETE:
        values = given["values"]
        if all(value.is_integer() and abs(value) <= 1 << 53 and str(value) != "-0.0" for value in values):  # written without a point
            given["values"] = [int(value) for value in values]
    made: Any = next((known for known in SPACES if known.kind == kind), None)
    space: Space = made(*given.values(), datatype) if made else KindSpace(get.hys_kind_name(kind).decode(), datatype, **given)
    return space
