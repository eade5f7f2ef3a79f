"""Domains: named spaces sampled as one table, into structured arrays, dictionaries of arrays, matrices."""

from __future__ import annotations

import collections.abc
import contextlib
import ctypes
import json
import os
import weakref
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple, Union

import numpy as np

from . import _library as c
from ._arrays import Array, DTypeLike, apart, code_of, count, dtype_of, indices, matrix, output, readable, u64
from ._key import KeyLike, source, text
from ._spaces import Space, as_space, fingerprint, space_at

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,unused-ignore]

Table = Union[Array, Mapping[str, Array]]  # a structured array, or a one-dimensional array of each name
DTypes = Optional[Mapping[str, DTypeLike]]


class Domain(collections.abc.Mapping):  # type: ignore[type-arg]  # of str to Space
    """An ordered, immutable set of named spaces: a mapping of names to spaces, and the table of their samples.

    spaces: a mapping of names to spaces, lists of numbers or names, or hyperoptax's spaces.
    On the native stream a column depends on its name and space alone, never on its neighbours.

    A table is a structured array, a field a column, or a mapping of arrays, one a name; either may have columns of any stride,
    and each column's type is its array's. Labels are numbers in their list, uint32; a table that is read may have the names
    themselves, as the program's npy files do, and may be a pandas.DataFrame. dtypes names types by column: NumPy's, or
    "index" for the number of a discrete space's value; the rest is the spaces' (Space.datatype).
    """

    def __init__(self, spaces: Mapping[str, Any]) -> None:
        self._spaces: Dict[str, Space] = {name: as_space(space) for name, space in spaces.items()}
        names = (ctypes.c_char_p * len(self))(*(text(name) for name in self))
        handles = (ctypes.c_void_p * len(self))(*(space.handle for space in self.values()))
        types = (ctypes.c_int32 * len(self))(
            *(0 if space.datatype is None else space.type_code() for space in self.values()))
        self._handle, bad = ctypes.c_void_p(), ctypes.c_size_t()
        try:
            c.library().hys_domain_new_typed(ctypes.byref(self._handle), names, handles, types, len(self),
                                             ctypes.byref(bad))
        except c.Error as error:
            raise error.of_column(list(self)[bad.value]) if bad.value < len(self) else error from None
        weakref.finalize(self, c.library().hys_domain_free, self._handle)

    # ---- as a mapping ----

    def __getitem__(self, name: str) -> Space:
        return self._spaces[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._spaces)

    def __len__(self) -> int:
        return len(self._spaces)

    def __repr__(self) -> str:
        return "Domain({" + ",\n        ".join(f"{name!r}: {space!r}" for name, space in self.items()) + "})"

    def __reduce__(self) -> Tuple[Any, ...]:
        return Domain, (self._spaces,)

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits: names and spaces count, the order of the columns does not."""
        return fingerprint(c.library().hys_domain_fingerprint, self._handle)

    # ---- files ----

    @classmethod
    def from_json(cls, form: Union[str, bytes, Mapping[str, Any]]) -> Domain:
        """The domain of a JSON text, or of the object it stands for. A column's "type" becomes its space's datatype.

        Numbers are doubles there: a list of whole numbers is one of integers, however each was written.
        """
        data = form if isinstance(form, bytes) else (form if isinstance(form, str) else json.dumps(form)).encode()
        get, place = c.json_library(), c.JSONPlace()
        handle = ctypes.c_void_p()
        stream = c.c_library().fmemopen(data, len(data), b"r")
        if not stream:
            raise MemoryError
        try:
            status = get.hys_json_load_domain(stream, ctypes.byref(handle), ctypes.byref(place))
        finally:
            c.c_library().fclose(stream)
        _done(status, place)
        try:
            n = c.library().hys_domain_columns(handle)
            return cls({c.library().hys_domain_name(handle, i).decode(): space_at(
                c.library().hys_domain_space(handle, i), _datatype(c.library().hys_domain_type(handle, i))) for i in range(n)})
        finally:
            c.library().hys_domain_free(handle)

    @classmethod
    def from_file(cls, path: Union[str, os.PathLike[str]]) -> Domain:
        """The domain of a JSON file, as from_json."""
        with open(path, "rb") as file:
            return cls.from_json(file.read(c.JSON_SIZE_MAX + 1))

    def to_json(self) -> str:
        """The text that from_json reads, every number to the bit, datatypes as types."""
        string, place = ctypes.c_void_p(), c.JSONPlace()
        _done(c.json_library().hys_json_write_domain(self._handle, ctypes.byref(string), ctypes.byref(place)), place)
        try:
            return ctypes.string_at(string.value).decode()  # type: ignore[arg-type]
        finally:
            c.c_library().free(string)

    # ---- tables ----

    def dtype(self, *, stream: str = "native", x64: bool = False, dtypes: DTypes = None, columns: Optional[Iterable[str]] = None) -> np.dtype[Any]:
        """Of the structured array that sample_range gives: fields packed, in the domain's order."""
        codes = self._codes(stream, x64, dtypes, columns)
        return np.dtype({"names": list(codes), "formats": [dtype_of(code) for code in codes.values()]})

    def sample_range(self, first: int, n: int, *, key: KeyLike = 0, stream: str = "native", x64: bool = False, dtypes: DTypes = None,
                     columns: Optional[Iterable[str]] = None, out: Optional[Table] = None) -> Any:
        """Rows first to first + n - 1, as a structured array of n rows, or written into the table `out`.

        columns: only these; their values are those of the whole table. A table `out` has only the columns that it has.
        """
        n = count(n)
        out = self._table(out, n, columns, stream=stream, x64=x64, dtypes=dtypes)
        described = self._describe(out, dtypes, n, written=True)
        origin = source(stream, key, x64)
        with self._checked(described, c.library().hys_sample, origin):
            c.library().hys_domain_sample(self._handle, ctypes.byref(origin), u64(first, "first"), n, described, len(self))
        return out

    def sample_columns(self, first: int, n: int, *, key: KeyLike = 0, stream: str = "native", x64: bool = False, dtypes: DTypes = None,
                       columns: Optional[Iterable[str]] = None) -> Dict[str, Array]:
        """The same as a dictionary of contiguous arrays: what to_frame takes as it is."""
        out = {name: np.empty(count(n), dtype_of(code)) for name, code in self._codes(stream, x64, dtypes, columns).items()}
        self.sample_range(first, n, key=key, stream=stream, x64=x64, dtypes=dtypes, out=out)
        return out

    def sample_indices(self, index: Any, *, key: KeyLike = 0, stream: str = "native", x64: bool = False, dtypes: DTypes = None,
                       columns: Optional[Iterable[str]] = None, out: Optional[Table] = None) -> Any:
        """The rows of those numbers, in any order, else as sample_range."""
        index = indices(index)
        out = self._table(out, len(index), columns, stream=stream, x64=x64, dtypes=dtypes)
        described = self._describe(out, dtypes, len(index), written=True)
        for name in _names(out):
            apart(index, out[name])
        origin = source(stream, key, x64)
        with self._checked(described, c.library().hys_sample, origin):
            c.library().hys_domain_sample_indices(self._handle, ctypes.byref(origin), index.ctypes.data, len(index), described, len(self))
        return out

    def sample_matrix(self, first: int, n: int, *, key: KeyLike = 0, stream: str = "native", x64: Optional[bool] = None,
                      dtype: DTypeLike = np.float64, order: str = "C", out: Optional[Array] = None) -> Array:
        """The rows as an n x columns matrix of float64 or float32. out may be part of a larger matrix."""
        n, code = count(n), code_of(dtype if out is None else out.dtype, c.LINEAR)
        if code not in (c.F32, c.F64):
            raise TypeError(f"a matrix is of float32 or float64, not {dtype_of(code)}")
        out, major, ld = matrix(out, n, len(self), dtype_of(code), order)
        call = c.library().hys_domain_sample_matrix_f32 if code == c.F32 else c.library().hys_domain_sample_matrix_f64
        origin = source(stream, key, stream != "native" and code == c.F64 if x64 is None else x64)
        with self._checked([c.Column(type=code)] * len(self), c.library().hys_sample, origin):
            call(self._handle, ctypes.byref(origin), u64(first, "first"), n, major, out.ctypes.data, ld)
        return out

    def fingerprint_rows(self, table: Table, *, dtypes: DTypes = None, out: Optional[Array] = None) -> Array:
        """A number of 64 bits a row, by which rows that repeat are found; columns that the table has not are left out."""
        n, table = _rows(table), self._read(table)
        described = self._describe(table, dtypes, n)
        out = output(out, n, np.dtype("u8"))
        self._apart(table, out)
        with self._checked(described, c.library().hys_encode):
            c.library().hys_domain_fingerprint_rows(self._handle, n, described, len(self), out.ctypes.data)
        return out

    # ---- the unit cube ----

    def encode(self, table: Table, *, dtypes: DTypes = None, order: str = "C", out: Optional[Array] = None) -> Array:
        """Rows to the unit cube: an n x columns matrix of float64 in [0, 1]."""
        n, table = _rows(table), self._read(table)
        described = self._describe(table, dtypes, n, whole=True)
        out, major, ld = matrix(out, n, len(self), np.dtype("f8"), order)
        self._apart(table, out)
        with self._checked(described, c.library().hys_encode):
            c.library().hys_domain_encode(self._handle, n, described, len(self), major, out.ctypes.data, ld, None)
        return out

    def decode(self, unit: Any, *, dtypes: DTypes = None, columns: Optional[Iterable[str]] = None, out: Optional[Table] = None) -> Any:
        """The way back, as a structured array or into the table `out`."""
        unit, major, ld = readable(unit, len(self))
        n = len(unit)
        out = self._table(out, n, columns, dtypes=dtypes)
        described = self._describe(out, dtypes, n, written=True)
        self._apart(out, unit)
        with self._checked(described, c.library().hys_decode):
            c.library().hys_domain_decode(self._handle, n, major, unit.ctypes.data, ld, described, len(self), None)
        return out

    @property
    def onehot_width(self) -> int:
        """How many numbers a row of onehot has."""
        width = ctypes.c_size_t()
        c.library().hys_domain_onehot_width(self._handle, ctypes.byref(width))
        return width.value

    def onehot(self, table: Table, *, dtypes: DTypes = None, dtype: DTypeLike = np.float32, out: Optional[Array] = None) -> Array:
        """An n x onehot_width matrix of float32 or float64: of lists 1 for the value's own number and 0 else, of others the unit."""
        n, table, code = _rows(table), self._read(table), code_of(dtype if out is None else out.dtype, c.LINEAR)
        if code not in (c.F32, c.F64):
            raise TypeError(f"one-hot numbers are float32 or float64, not {dtype_of(code)}")
        described = self._describe(table, dtypes, n, whole=True)
        out, major, ld = matrix(out, n, self.onehot_width, dtype_of(code), "C")
        if major != c.ROW_MAJOR:
            raise ValueError("the rows of out are not contiguous")
        self._apart(table, out)
        call = c.library().hys_domain_onehot_f32 if code == c.F32 else c.library().hys_domain_onehot_f64
        with self._checked(described, c.library().hys_encode):
            call(self._handle, n, described, len(self), out.ctypes.data, ld, None)
        return out

    # ---- pandas ----

    def to_frame(self, table: Table) -> pandas.DataFrame:
        """A pandas.DataFrame of a table, labels as categories. The arrays of sample_columns are taken, not copied, labels aside."""
        import pandas

        table = self._read(table)

        def series(name: str) -> Any:
            labels = getattr(self[name], "labels", None)
            return table[name] if labels is None else pandas.Categorical.from_codes(table[name], list(labels))

        return pandas.DataFrame({name: series(name) for name in _names(table)}, copy=False)

    def from_frame(self, frame: pandas.DataFrame) -> Dict[str, Array]:
        """The table of a pandas.DataFrame: a dictionary of arrays, its own where they are numbers; labels as their numbers."""
        return self._read({str(name): frame[name] for name in frame.columns})

    # ---- a table as hys_columns ----

    def _table(self, out: Optional[Table], n: int, columns: Optional[Iterable[str]], **types: Any) -> Any:
        """out, or a new table of these columns."""
        if out is None:
            return np.empty(n, self.dtype(columns=columns, **types))
        if columns is not None:
            raise TypeError("columns are those that out has; only one of the two can be given")
        return out

    def _codes(self, stream: str, x64: bool, dtypes: DTypes, columns: Optional[Iterable[str]]) -> Dict[str, int]:
        self._known(dtypes or ())
        if isinstance(columns, str):
            raise TypeError(f"columns is {columns!r}, one string, not a list of names")
        wanted = set(self) if columns is None else set(columns)
        self._known(wanted)
        narrow = stream != "native" and not x64
        return {name: space.type_code((dtypes or {}).get(name), narrow) for name, space in self.items() if name in wanted}

    def _known(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self._spaces:
                raise c.Error(c.Status.HYS_E_NAME_UNKNOWN, f"the domain has no column {name!r}")

    @contextlib.contextmanager
    def _checked(self, described: Iterable[Any], call: Any, origin: Optional[c.Source] = None) -> Iterator[None]:
        """A refused call names the first column that is refused by itself, by that call of a space."""
        try:
            yield
        except c.Error as error:
            for column, (name, space) in zip(described, self.items()):
                try:
                    if column.type:  # not one that the table lacks
                        space.check(column.type, call, origin)
                except c.Error as alone:
                    if alone.status == error.status:
                        raise alone.of_column(name) from None
            raise

    def _read(self, table: Any) -> Dict[str, Array]:
        """A table, or a pandas.DataFrame, as arrays: those that it has but for labels, which become numbers."""

        def array(name: str) -> Array:
            try:
                return self[name].array(table[name])
            except c.Error as error:
                raise error.of_column(name) from None

        names = _names(table)
        self._known(names)
        return {name: array(name) for name in names}

    def _apart(self, table: Table, other: Array) -> None:
        for name in _names(table):
            if np.may_share_memory(table[name], other):
                raise ValueError(f"the array overlaps column {name!r}")

    def _describe(self, table: Table, dtypes: DTypes, n: int, written: bool = False, whole: bool = False) -> Any:
        """The table's columns for the library, which reads or writes them where they lie."""
        names = _names(table)
        self._known(names)
        self._known(dtypes or ())
        described = (c.Column * len(self))()
        for column, (name, space) in zip(described, self.items()):
            if name not in names:
                if whole:
                    raise c.Error(c.Status.HYS_E_NAME_COUNT, f"the table has no column {name!r}")
                continue
            array = table[name]
            if not isinstance(array, np.ndarray) or array.shape != (n,):
                raise ValueError(f"column {name!r} is not a numpy.ndarray of {n} elements")
            if written and not array.flags.writeable:
                raise ValueError(f"column {name!r} is not writeable")
            asked = (dtypes or {}).get(name, "index" if space.datatype == "index" else None)
            try:
                column.type = code_of(array.dtype if asked is None else asked, space.kind)
            except TypeError as error:
                raise TypeError(f"column {name!r}: {error}") from None
            if dtype_of(column.type) != array.dtype:
                raise ValueError(f"column {name!r} is {array.dtype}, not {dtype_of(column.type)}")
            column.data, column.stride = array.ctypes.data, array.strides[0]
        return described


def _names(table: Any) -> List[str]:
    if isinstance(table, np.ndarray):
        if table.dtype.names is None or table.ndim != 1:
            raise ValueError("a table is a structured array of one dimension, or a mapping of names to arrays")
        return list(table.dtype.names)
    return list(table)


def _rows(table: Any) -> int:
    names = _names(table)
    return len(table) if isinstance(table, np.ndarray) else len(table[names[0]]) if names else 0


def _datatype(code: int) -> DTypeLike:
    return None if code == 0 else "index" if code == c.INDEX else dtype_of(code)


def _done(status: int, place: c.JSONPlace) -> None:
    if status < 0:
        raise c.JSONError(status, place.text.decode(errors="replace"), place.line, place.column, place.path.decode(errors="replace"))
