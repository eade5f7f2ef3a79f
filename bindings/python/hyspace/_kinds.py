"""Kinds of space as the library describes them: their parameters, and the values of these."""

from __future__ import annotations

import ctypes
import functools
import itertools
import json
import math
import operator
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, Tuple, Union

import numpy as np

from . import _library as c
from ._key import text

Number = Union[int, float]
Scalar = Union[str, int, float, bool, None]  # of JSON


class Parameter(NamedTuple):
    """A parameter of a kind.

    preset is the value that an optional parameter has where none is given, or None if it then has
    no value. words are the values of a WORD.
    """

    name: str
    type: c.ParameterType
    optional: bool
    words: Tuple[str, ...] = ()
    preset: Union[Number, str, bool, None] = None
    meaning: str = ""


def kinds() -> Dict[str, Tuple[Parameter, ...]]:
    """The kinds that Space() takes, by their names, with the parameters of each in their order.

    A parameter has a name, a type (REAL, INTEGER, WORD, SWITCH, or the lists REALS and NAMES),
    optional, words, preset and meaning.
    """
    return {c.library().hys_kind_name(kind).decode(): parameters(kind) for kind in numbers()}


def numbers() -> List[int]:
    """The numbers of the kinds in the library."""
    get = c.library()
    return [get.hys_kind_at(i) for i in range(get.hys_kind_count())]


def kind_from_name(name: str) -> int:
    get = c.library()
    kind: int = get.hys_kind_from_name(name.encode())
    if not kind:
        names = ", ".join(get.hys_kind_name(known).decode() for known in numbers())
        raise c.Error(c.Status.HYS_E_KIND_UNKNOWN, f"no kind {name!r}, but {names}")
    return kind


@functools.lru_cache(maxsize=None)
def parameters(kind: int) -> Tuple[Parameter, ...]:
    return tuple(_parameter(kind, p) for p in range(c.library().hys_kind_params(kind)))


def _parameter(kind: int, p: int) -> Parameter:
    param = c.Param.from_address(c.library().hys_kind_param(kind, p))
    listed = itertools.takewhile(lambda word: word is not None, param.words or ())
    words = tuple(word.decode() for word in listed)
    return Parameter(
        param.name.decode(),
        c.ParameterType(param.type),
        bool(param.optional),
        words,
        _preset(param, words),
        param.meaning.decode(),
    )


def _preset(param: c.Param, words: Tuple[str, ...]) -> Union[Number, str, bool, None]:
    """The value of a parameter that is left out; None if it then has no value."""
    if not param.optional or math.isnan(param.preset):
        return None
    preset: float = param.preset
    if param.type == c.WORD:
        return words[int(preset)]
    if param.type == c.SWITCH:
        return preset != 0
    return int(preset) if param.type == c.INTEGER or preset.is_integer() else preset


def is_unbounded(parameter: Parameter, value: Any) -> bool:
    """Whether an infinity is given for a bound that may be left out, which means the same."""
    ends = {"lower": -math.inf, "upper": math.inf}
    may_lack = parameter.optional and parameter.preset is None and parameter.type == c.REAL
    return (
        may_lack and isinstance(value, (float, np.floating)) and value == ends.get(parameter.name)
    )


def kind_for(name: str, values: Mapping[str, Any]) -> int:
    """The kind of that name; given names for numbers, the kind of the same word that takes names.

    So "discrete" with names is labels, as is a list with True, False or None, like in files.
    """
    kind = kind_from_name(name)
    for p, parameter in enumerate(parameters(kind)):
        entries = values.get(parameter.name) if parameter.type == c.REALS else None
        entries = [entries] if takes_one(kind) else entries
        if any(entry is None or isinstance(entry, (str, bool)) for entry in entries_of(entries)):
            other: int = c.library().hys_kind_with(kind, p, c.NAMES)
            return other or kind
    return kind


def entries_of(values: Any) -> Iterable[Any]:
    """The entries of a list as Python's own; none of None."""
    return values.tolist() if hasattr(values, "tolist") else () if values is None else values


def takes_one(kind: int) -> bool:
    """Whether the kind's list has one entry, which is given without a list."""
    return bool(c.library().hys_kind_traits(kind) & c.KIND_ONE)


def check_names(kind_name: str, known: Tuple[Parameter, ...], given: Mapping[str, Any]) -> None:
    """Refuses arguments that are not parameters, and parameters that are missing."""
    strange = sorted(given.keys() - {parameter.name for parameter in known})
    if strange:
        names = ", ".join(parameter.name for parameter in known)
        raise TypeError(f"{kind_name} has no parameter {', '.join(strange)}, but {names}")
    for parameter in known:
        if not parameter.optional and parameter.name not in given:
            raise TypeError(f"{kind_name} needs {parameter.name}")


# ---- values of parameters ----


def number(value: Any) -> Number:
    """An int or float that a double holds; of a NumPy or JAX scalar its value."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is not a number")
    if isinstance(value, int) and (abs(value) >> 1024 or abs(value) // (value & -value or 1) >> 53):
        raise ValueError(f"{value} is an integer that no double holds")
    return value


def _whole(value: Any) -> int:
    """An integer, which may be given as a float that is one: 12.0."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{value!r} is not an integer") from None


def argument(parameter: Parameter, value: Any) -> Tuple[c.Argument, Any]:
    """The library's argument of a value, and the value as a space keeps it."""
    made = c.Argument(type=parameter.type)
    if parameter.type == c.REAL:
        value = number(value)
        made.real = value
    elif parameter.type == c.INTEGER:
        value = _whole(value)
        if not -1 << 63 <= value < 1 << 63:
            raise ValueError(f"{value} is not an integer of 64 bits")
        made.integer = value
    elif parameter.type == c.WORD:
        if value not in parameter.words:
            words = ", ".join(parameter.words)
            raise ValueError(f"{value!r} is not one of {words}")
        made.word = value.encode()
    elif parameter.type == c.SWITCH:
        value = bool(value)
        made.on = value
    elif isinstance(value, str):
        raise TypeError(f"{value!r} is one string, not a list")
    elif parameter.type == c.REALS:
        value = tuple(number(entry) for entry in value)
        made.reals, made.count = (ctypes.c_double * len(value))(*value), len(value)
    else:
        value = tuple(entries_of(value))
        pairs = [scalar(entry) for entry in value]
        names = (ctypes.c_char_p * len(value))(*(text(name) for _, name in pairs))
        made.names, made.count = names, len(value)
        made.scalars = (ctypes.c_uint8 * len(value))(*(kind for kind, _ in pairs))
    return made, value


def scalar(value: Any) -> Tuple[int, Any]:
    """What an entry of a list of names is in JSON, and its name."""
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, bool):
        return c.BOOLEAN, "true" if value else "false"
    if value is None:
        return c.NULL, "null"
    return (c.NUMBER, _number_text(value)) if isinstance(value, (int, float)) else (c.STRING, value)


def _number_text(value: Number) -> str:
    """The text of a number as json/scalar.c has it."""
    if isinstance(value, float) and value.is_integer() and abs(value) <= 1 << 53:
        value = value if str(value) == "-0.0" else int(value)
    if isinstance(value, int):
        if not -1 << 63 <= value < 1 << 63:
            raise ValueError(f"{value} is not an integer of 64 bits")
        return str(value)
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number of JSON")
    shown = next(s for s in (f"{value:.{n}g}" for n in (15, 16, 17)) if float(s) == value)
    digits, e, exponent = shown.partition("e")
    return digits + e + str(int(exponent)) if e else digits + ("" if "." in digits else ".0")


def value_of(argument: c.Argument) -> Any:
    """The value of an argument that the library gives; None of a parameter without a value.

    A list of whole numbers is one of integers, since JSON does not tell 16.0 from 16.
    """
    if argument.type == 0:
        return None
    if argument.type == c.REALS:
        values = argument.reals[: argument.count]
        whole = all(value.is_integer() and abs(value) <= 1 << 53 for value in values)
        return list(map(int, values)) if whole and "-0.0" not in map(str, values) else values
    if argument.type == c.NAMES:
        names = [name.decode() for name in argument.names[: argument.count]]
        if not argument.scalars:
            return names
        pairs = zip(argument.scalars[: argument.count], names)
        return [name if kind == c.STRING else json.loads(name) for kind, name in pairs]
    if argument.type == c.WORD:
        return argument.word.decode()
    if argument.type == c.SWITCH:
        return bool(argument.on)
    return argument.integer if argument.type == c.INTEGER else argument.real
