"""The C library by ctypes: prototypes, structures, statuses. All other modules call this one.

The package uses ctypes because its wheel then holds Python alone: it builds without a compiler and
headers and serves every Python. A call costs about a microsecond, whatever the number of samples.
ctypes releases the GIL while a call lasts.
"""

from __future__ import annotations

import ctypes
import enum
import functools
import os
import sys
import warnings
from ctypes import (
    POINTER,
    c_char_p,
    c_double,
    c_int,
    c_int32,
    c_size_t,
    c_ssize_t,
    c_uint32,
    c_uint64,
    c_void_p,
)
from typing import Any, Dict, Optional, Tuple

VERSION = "0.1.0"

__all__ = ["DataWarning", "Error", "JSONError", "Status"]


class Error(ValueError):
    """A call that the library refused: status is the code. Nothing was written."""

    def __init__(self, status: int, text: str = "") -> None:
        super().__init__(status, text)
        self.status = Status(status)

    @property
    def text(self) -> str:
        """What was wrong, without the name of the status."""
        return str(self.args[1] or library().hys_strerror(self.status).decode())

    def __str__(self) -> str:
        return f"{self.status.name}: {self.text}"

    def at(self, place: str) -> Error:
        """The same error, whose text begins with the parameter or column at fault."""
        return Error(self.status, f"{place}: {self.text}")

    def of_column(self, name: str) -> Error:
        """The same error, whose text begins with the column at fault."""
        return self.at(f"column {name!r}")


class JSONError(Error):
    """A text that is not a search space.

    line and column are set if the text is not JSON, else 0; path is set if it is another JSON
    value.
    """

    def __init__(
        self, status: int, text: str = "", line: int = 0, column: int = 0, path: str = ""
    ) -> None:
        super().__init__(status, text)
        self.args = (status, text, line, column, path)
        self.line, self.column, self.path = line, column, path

    def __str__(self) -> str:
        place = self.path or (f"line {self.line}, column {self.column}" if self.line else "")
        return f"{self.status.name}: {place}{': ' if place else ''}{self.args[1]}"


class DataWarning(UserWarning):
    """HYS_W_DATA: everything was written, and an element was NaN, saturated or clamped."""


class Key(ctypes.Structure):
    _fields_ = [("w", c_uint32 * 2)]


class Source(ctypes.Structure):
    _fields_ = [
        ("stream", c_int32),
        ("flags", c_uint32),
        ("key", Key),
        ("dim", c_uint64),
        ("rows", c_uint64),
        ("points", c_uint64),
        ("column_points", c_void_p),
        ("reserved", c_uint64 * 2),
    ]
    opened: Optional[c_void_p] = None  # the stream that was opened from it, if one was
    held: Any = None  # the array of column_points


class Column(ctypes.Structure):
    _fields_ = [
        ("data", c_void_p),
        ("stride", c_ssize_t),
        ("type", c_int32),
        ("flags", c_uint32),
        ("mask", c_void_p),
        ("mask_stride", c_ssize_t),
    ]


class Param(ctypes.Structure):
    _fields_ = [
        ("name", c_char_p),
        ("type", c_int32),
        ("optional", c_int32),
        ("preset", c_double),
        ("words", ctypes.POINTER(c_char_p)),
        ("meaning", c_char_p),
    ]


class Argument(ctypes.Structure):
    _fields_ = [
        ("type", c_int32),
        ("on", c_int32),
        ("real", c_double),
        ("integer", ctypes.c_int64),
        ("word", c_char_p),
        ("reals", ctypes.POINTER(c_double)),
        ("names", ctypes.POINTER(c_char_p)),
        ("count", c_size_t),
        ("scalars", ctypes.POINTER(ctypes.c_uint8)),
        ("reserved", c_void_p),
    ]


class Value(ctypes.Structure):
    _fields_ = [
        ("type", c_int32),
        ("index", c_uint32),
        ("real", c_double),
        ("integer", ctypes.c_int64),
    ]


class ColumnDescription(ctypes.Structure):
    _fields_ = [
        ("name", c_char_p),
        ("space", c_void_p),
        ("type", c_int32),
        ("dimension", c_int32),
        ("default_value", Value),
        ("meta", c_char_p),
        ("reserved", c_void_p * 4),
    ]


class DomainDescription(ctypes.Structure):
    _fields_ = [("title", c_char_p), ("meta", c_char_p), ("reserved", c_void_p * 6)]


class JSONPlace(ctypes.Structure):
    _fields_ = [
        ("status", c_int32),
        ("line", c_int32),
        ("column", c_int32),
        ("path", ctypes.c_char * 512),
        ("text", ctypes.c_char * 512),
    ]


X64, CENTRED, ENDS = 1, 2, 4
STREAM_ROWS, STREAM_POINTS, STREAM_DRAWS = 4, 8, 16
TYPES = F32, F64, I8, U8, I16, U16, I32, U32, I64, U64, INDEX = range(1, 12)
ROW_MAJOR, COLUMN_MAJOR = 0, 1


class ParameterType(enum.IntEnum):
    """What the value of a parameter is: HYS_PARAM_REAL and its kin."""

    REAL = 1
    INTEGER = 2
    WORD = 3
    SWITCH = 4
    REALS = 5
    NAMES = 6


REAL, INTEGER, WORD, SWITCH, REALS, NAMES = ParameterType
STRING, NUMBER, BOOLEAN, NULL = range(4)
KIND_NAMES = 8
KIND_ONE = 32
JSON_SIZE_MAX = 1 << 28

# A prototype is name:result:arguments, a letter each. s is a status, and an error is raised; P is a
# handle, an array, or the address of a structure or result.
_LETTERS = {
    "s": c_int32,
    "P": c_void_p,
    "z": c_char_p,
    "d": c_double,
    "i": c_int,
    "t": c_int32,
    "n": c_size_t,
    "u": c_uint32,
    "b": ctypes.c_uint8,
    "U": c_uint64,
    "K": Key,
    "-": None,
}
_PROTOTYPES = """
hys_version:z: hys_native_version:i: hys_strerror:z:t hys_status_count:n: hys_status_at:t:n
hys_status_name:z:t hys_key_from_seed:K:U hys_key_fold_in:K:Ku
hys_key_split:K:KU hys_key_fold_in_name:K:Kz hys_kind_count:n: hys_kind_at:t:n hys_kind_name:z:t
hys_kind_word:z:t hys_kind_from_name:t:z hys_kind_with:t:tnt
hys_stream_count:n: hys_stream_at:t:n hys_stream_name:z:t
hys_stream_flags:u:t hys_stream_traits:u:t hys_stream_open:s:PPP hys_stream_free:-:P
hys_space_rows:s:PPP hys_domain_rows:s:PPP
hys_kind_params:n:t hys_kind_param:P:tn hys_kind_traits:u:t hys_space_new:s:PtPnP hys_space_free:-:P
hys_space_kind:t:P hys_space_argument:P:Pn hys_space_is_preset:i:Pn hys_space_types:u:Ptu
hys_space_transform_types:u:P hys_space_encode_types:u:P hys_space_default_type:t:Ptu
hys_space_find_label:s:PzP hys_space_fingerprint:-:PP hys_sample:s:PPUntP
hys_sample_indices:s:PPPntP hys_sample_from:s:PPUntP hys_sample_indices_from:s:PPPntP
hys_transform:s:PPntPP
hys_transform_input:t:t hys_encode:s:PPntPP hys_decode:s:PPntPP hys_bits_u32:s:PUnP
hys_bits_u64:s:PUnP hys_unit_f32:s:PUnP hys_unit_f64:s:PUnP hys_bits_u32_from:s:PUnP
hys_bits_u64_from:s:PUnP hys_unit_f32_from:s:PUnP hys_unit_f64_from:s:PUnP
hys_log_transform_f32:s:PndP
hys_log_transform_f64:s:PndP hys_jax_log_transform_f32:s:PndP hys_jax_log_transform_f64:s:PndP
hys_space_label:z:Pn hys_space_scalar:b:Pn
hys_domain_new_described:s:PPnPP hys_domain_free:-:P hys_domain_columns:n:P hys_domain_name:z:Pn
hys_domain_title:z:P hys_domain_meta:z:P hys_domain_column_meta:z:Pn hys_domain_default:P:Pn
hys_domain_dimension:t:Pn
hys_domain_space:P:Pn hys_domain_type:t:Pn hys_domain_default_type:t:Pntu
hys_domain_fingerprint:-:PP hys_domain_fingerprint_rows:s:PnPnP hys_domain_sample:s:PPUnPn
hys_domain_sample_indices:s:PPPnPn hys_domain_sample_matrix_f32:s:PPUntPn
hys_domain_sample_matrix_f64:s:PPUntPn hys_domain_sample_from:s:PPUnPn
hys_domain_sample_indices_from:s:PPPnPn hys_domain_sample_matrix_f32_from:s:PPUntPn
hys_domain_sample_matrix_f64_from:s:PPUntPn hys_domain_encode:s:PnPntPnP
hys_domain_decode:s:PntPnPnP
hys_domain_onehot_width:s:PP hys_domain_onehot_f32:s:PnPnPnP hys_domain_onehot_f64:s:PnPnPnP
hys_cdf_f64:s:PPnPP hys_sf_f64:s:PPnPP hys_quantile_f64:s:PPnPP hys_logpdf_f64:s:PPnPP
hys_pdf_f64:s:PPnPP hys_pmf_f64:s:PPnPP hys_cdf_i64:s:PPnPP hys_sf_i64:s:PPnPP
hys_quantile_i64:s:PPnPP hys_logpdf_i64:s:PPnPP hys_pmf_i64:s:PPnPP
hys_domain_logpdf:s:PnPnPtPnP
hys_mixture_new:s:PnPnPP hys_mixture_free:-:P hys_mixture_logpdf:s:PntPnPP
hys_mixture_sample:s:PPUntPn
hys_discrepancy:s:tnnPtnP hys_discrepancy_blocks:n:n hys_discrepancy_sums:s:tnnPtnnnP
hys_discrepancy_finish:s:tnnPP hys_discrepancy_from_name:t:z
hys_isa_current:z: hys_isa_select:s:z
"""
_JSON_PROTOTYPES = "hys_json_load_domain:t:PPP hys_json_write_domain:t:PPP"


@functools.lru_cache(maxsize=None)
def streams() -> Dict[str, int]:
    """The numbers of the streams by their names."""
    get = library()
    numbers = (get.hys_stream_at(i) for i in range(get.hys_stream_count()))
    return {get.hys_stream_name(number).decode(): number for number in numbers}


def stream(name: str) -> int:
    """The number of a stream."""
    number = streams().get(name)
    if number is None:
        names = ", ".join(streams())
        raise Error(Status.HYS_E_STREAM_UNKNOWN, f"no stream {name!r}, but {names}")
    return number


def drawing(call: str, origin: Source) -> Tuple[Any, Any]:
    """The function that draws from a source or from its opened stream, and what it takes of it."""
    if origin.opened is None:
        return getattr(library(), call), ctypes.byref(origin)
    return getattr(library(), f"{call}_from"), origin.opened


class _Flagged(c_size_t):
    """The number of elements that a warning is about."""


def flagged() -> Any:
    """The last argument of a call that may warn; the warning then gives their number."""
    return ctypes.byref(_Flagged())


def _raised(status: int, function: object, arguments: Tuple[Any, ...]) -> int:
    if status < 0:
        raise Error(status)
    if status > 0:
        level, frame = 1, sys._getframe()
        while frame.f_back and frame.f_globals.get("__package__") == __package__:
            level, frame = level + 1, frame.f_back
        count = getattr(arguments[-1], "_obj", None)
        number = f" (flagged: {count.value})" if isinstance(count, _Flagged) else ""
        warnings.warn(
            f"{Status(status).name}: {library().hys_strerror(status).decode()}{number}",
            DataWarning,
            stacklevel=level,
        )
    return status


def _declare(loaded: ctypes.CDLL, prototypes: str) -> ctypes.CDLL:
    for name, result, arguments in (prototype.split(":") for prototype in prototypes.split()):
        function = getattr(loaded, name)
        function.restype = _LETTERS[result]
        function.argtypes = [_LETTERS[letter] for letter in arguments]
        if result == "s":
            function.errcheck = _raised
    return loaded


def _path(name: str) -> str:
    """The path of a library.

    HYSPACE_LIBRARY is the path of libhyspace, and the other libraries are in the same folder.
    Without it the system's loader searches.
    """
    file = f"lib{name}.0.dylib" if sys.platform == "darwin" else f"lib{name}.so.0"
    given = os.environ.get("HYSPACE_LIBRARY")
    if not given:
        return file
    return os.path.join(
        os.path.dirname(os.path.abspath(given)),
        os.path.basename(given).replace("libhyspace", f"lib{name}"),
    )


def _load(name: str, prototypes: str) -> ctypes.CDLL:
    try:
        return _declare(ctypes.CDLL(_path(name)), prototypes)
    except (OSError, AttributeError) as error:
        raise ImportError(
            f"{error}: install hyspace {VERSION} (make install, ldconfig), or set HYSPACE_LIBRARY "
            "to the path of its libhyspace.so"
        ) from error


@functools.lru_cache(maxsize=None)
def library() -> ctypes.CDLL:
    loaded = _load("hyspace", _PROTOTYPES)
    found = loaded.hys_version().decode()
    if found.split(".")[:2] != VERSION.split(".")[:2]:
        raise ImportError(f"libhyspace is version {found}, this package is made for {VERSION}")
    return loaded


@functools.lru_cache(maxsize=None)
def json_library() -> ctypes.CDLL:
    library()  # first, so that the second one finds it loaded
    return _load("hyspace-json", _JSON_PROTOTYPES)


@functools.lru_cache(maxsize=None)
def c_library() -> ctypes.CDLL:
    """The streams of the C library over memory, for hyspace-json, and its free."""
    loaded = ctypes.CDLL(None)
    loaded.fmemopen.restype, loaded.fmemopen.argtypes = c_void_p, [c_char_p, c_size_t, c_char_p]
    loaded.fclose.argtypes = [c_void_p]
    loaded.free.restype, loaded.free.argtypes = None, [c_void_p]
    return loaded


def _statuses() -> Any:
    """The codes of hyspace/status.h as an enum.IntEnum, from the library's own list."""
    get = library()
    codes = [get.hys_status_at(i) for i in range(get.hys_status_count())]
    make: Any = enum.IntEnum
    return make("Status", {get.hys_status_name(code).decode(): code for code in codes})


Status = _statuses()
Status.__doc__ = "The codes of hyspace/status.h."
