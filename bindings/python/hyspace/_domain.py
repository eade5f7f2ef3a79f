"""Domains: named spaces, sampled as one table into arrays of several forms."""

from __future__ import annotations

import collections.abc
import contextlib
import ctypes
import functools
import json
import operator
import os
import weakref
from typing import (
    TYPE_CHECKING,
    Any,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Tuple,
    Union,
)

import numpy as np

from . import _library as c
from ._arrays import (
    Array,
    DTypeLike,
    apart,
    code_of,
    count,
    dtype_of,
    indices,
    matrix,
    output,
    readable,
    u64,
)
from ._design import Designed
from ._key import Key, KeyLike, text
from ._spaces import LinearSpace, Space, as_space, brief, fingerprint, space_at, value_from
from ._spaces import value_in
from ._stream import DesignArguments, Stream, StreamLike, source, takes_x64

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,unused-ignore]
    from typing_extensions import Unpack

# A structured array, or a one-dimensional array for each name.
Table = Union[Array, Mapping[str, Array]]
DTypes = Optional[Mapping[str, DTypeLike]]


class Domain(Designed, collections.abc.Mapping):  # type: ignore[type-arg]  # of str to Space
    """An ordered, immutable set of named spaces.

    spaces maps each name to a space, to a list of numbers or labels, or to a space of hyperoptax.
    The domain is itself a mapping of names to spaces. It samples them as one table, in which on the
    native stream a column depends on its own name and space, and on no other column.

    Calls that take a stream take the arguments of designs, too: rows, points, centred and ends, as
    Stream does. sobol, lhs, grid and permuted give a Design, which goes on from row to row.

    A table is a structured array with a field for each column, or a mapping of names to arrays of
    one dimension and any stride. A label is given as its number in the list, uint32. Methods that
    read a table also take the labels themselves, as the program's npy files have them, and a
    pandas.DataFrame.

    dtypes maps names of columns to their types: NumPy's, or "index" for the number of an entry of a
    list. A column that it does not name has the type of its space (Space.datatype).

    title, meta, defaults, dimensions and column_meta are what a file says beside its spaces, the
    last three for names of columns. A domain keeps them for to_json; no sample and no fingerprint
    depends on them. Any number of threads may use one domain at a time.
    """

    def __init__(
        self,
        spaces: Mapping[str, Any],
        *,
        title: Optional[str] = None,
        meta: Optional[Mapping[str, Any]] = None,
        defaults: Optional[Mapping[str, Any]] = None,
        dimensions: Optional[Mapping[str, int]] = None,
        column_meta: Optional[Mapping[str, Mapping[str, Any]]] = None,
    ) -> None:
        self._spaces: Dict[str, Space] = {name: _space_of(name, spaces[name]) for name in spaces}
        for said in (defaults, dimensions, column_meta):
            self._known(said or ())
        described = (c.ColumnDescription * len(self))()
        for column, (name, space) in zip(described, self.items()):
            column.name, column.space, column.dimension = text(name), space.handle.value, -1
            column.type = 0 if space.datatype is None else space.type_code()
            try:
                if defaults and name in defaults:
                    column.default_value = value_in(space, defaults[name])
            except (c.Error, TypeError) as error:
                raise _no_default(error, name, space, defaults) from None
            if dimensions and name in dimensions:
                column.dimension = _dimension(dimensions[name])
            if column_meta and name in column_meta:
                column.meta = _meta_text(column_meta[name])
        whole = c.DomainDescription(
            None if title is None else text(title), None if meta is None else _meta_text(meta)
        )
        self._handle, bad = ctypes.c_void_p(), ctypes.c_size_t()
        try:
            c.library().hys_domain_new_described(
                ctypes.byref(self._handle),
                described,
                len(self),
                ctypes.byref(whole),
                ctypes.byref(bad),
            )
        except c.Error as error:
            if bad.value >= len(self):
                raise error from None
            name = list(self)[bad.value]
            if error.status == c.Status.HYS_E_VALUES_DEFAULT:
                raise _no_default(error, name, self[name], defaults) from None
            raise error.of_column(name) from None
        weakref.finalize(self, c.library().hys_domain_free, self._handle)

    # ---- as a mapping ----

    def __getitem__(self, name: str) -> Space:
        return self._spaces[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._spaces)

    def __len__(self) -> int:
        return len(self._spaces)

    def __repr__(self) -> str:
        return (
            "Domain({"
            + ",\n        ".join(f"{name!r}: {space!r}" for name, space in self.items())
            + "}"
            + "".join(f",\n       {name}={value!r}" for name, value in self._said().items())
            + ")"
        )

    def __reduce__(self) -> Tuple[Any, ...]:
        return functools.partial(Domain, **self._said()), (self._spaces,)

    # ---- what it carries beside its spaces ----

    @property
    def title(self) -> Optional[str]:
        """The "name" of a file."""
        title: Optional[str] = self._notes()["title"]
        return title

    @property
    def meta(self) -> Optional[Dict[str, Any]]:
        """What a file keeps for its owner; a copy each time."""
        meta: Optional[Dict[str, Any]] = self._notes()["meta"]
        return meta

    @property
    def column_meta(self) -> Dict[str, Dict[str, Any]]:
        """The same of the columns that have it."""
        return dict(self._notes()["column_meta"])

    @property
    def defaults(self) -> Dict[str, Any]:
        """The defaults of the columns that have one: numbers, or the entries of lists."""
        return dict(self._notes()["defaults"])

    @property
    def dimensions(self) -> Dict[str, int]:
        """The dimensions in Sobol designs of the columns that pin theirs."""
        return dict(self._notes()["dimensions"])

    def _notes(self) -> Dict[str, Any]:
        return _notes_of(self._handle, self._spaces)

    def _said(self) -> Dict[str, Any]:
        """The notes that there are."""
        return {
            name: value
            for name, value in self._notes().items()
            if value or (name in ("title", "meta") and value is not None)
        }

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits. Names and spaces count, the order of the columns does not."""
        return fingerprint(c.library().hys_domain_fingerprint, self._handle)

    # ---- files ----

    @classmethod
    def from_json(cls, form: Union[str, bytes, Mapping[str, Any]]) -> Domain:
        """The domain of a JSON text, or of the object that it encodes.

        The "type" of a column becomes the datatype of its space. A list of whole numbers is one of
        integers, since JSON does not tell 16.0 from 16. What a file has beside its spaces is kept:
        title, meta, defaults, dimensions, column_meta.
        """
        data = (
            form
            if isinstance(form, bytes)
            else (form if isinstance(form, str) else json.dumps(form)).encode()
        )
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
            return cls._at(handle)
        finally:
            c.library().hys_domain_free(handle)

    @classmethod
    def _at(cls, handle: ctypes.c_void_p) -> Domain:
        """A domain like the library's one at an address."""
        get = c.library()
        names = [
            get.hys_domain_name(handle, i).decode() for i in range(get.hys_domain_columns(handle))
        ]
        spaces = {
            name: space_at(
                get.hys_domain_space(handle, i), _datatype(get.hys_domain_type(handle, i))
            )
            for i, name in enumerate(names)
        }
        return cls(spaces, **_notes_of(handle, spaces))

    @classmethod
    def from_file(cls, path: Union[str, os.PathLike[str]]) -> Domain:
        """The domain of a JSON file, otherwise as from_json."""
        with open(path, "rb") as file:
            return cls.from_json(file.read(c.JSON_SIZE_MAX + 1))

    def to_json(self) -> str:
        """The text that from_json reads: every number to the bit, datatypes as types."""
        string, place = ctypes.c_void_p(), c.JSONPlace()
        _done(
            c.json_library().hys_json_write_domain(
                self._handle, ctypes.byref(string), ctypes.byref(place)
            ),
            place,
        )
        try:
            return ctypes.string_at(string.value).decode()  # type: ignore[arg-type]
        finally:
            c.c_library().free(string)

    # ---- tables ----

    def dtype(
        self,
        *,
        stream: StreamLike = "native",
        x64: bool = False,
        dtypes: DTypes = None,
        columns: Optional[Iterable[str]] = None,
    ) -> np.dtype[Any]:
        """The dtype of the structured array that sample_range gives.

        The fields are packed, in the order of the domain.
        """
        codes = self._codes(stream, x64, dtypes, columns)
        return np.dtype(
            {"names": list(codes), "formats": [dtype_of(code) for code in codes.values()]}
        )

    def sample_range(
        self,
        first: int,
        n: int,
        *,
        key: KeyLike = 0,
        stream: StreamLike = "native",
        x64: bool = False,
        dtypes: DTypes = None,
        columns: Optional[Iterable[str]] = None,
        out: Optional[Table] = None,
        **design: Unpack[DesignArguments],
    ) -> Any:
        """The rows first to first + n - 1, as a structured array of n rows or in the table out.

        columns leaves the other columns out; the values are those of the whole table. The columns
        of the table out are those that are drawn.
        """
        n = count(n)
        out = self._table(out, n, columns, stream=stream, x64=x64, dtypes=dtypes)
        described = self._describe(out, dtypes, n, written=True)
        origin = source(stream, key, x64, domain=self, **design)
        with self._checked(described, "sample", origin):
            call, at = c.drawing("hys_domain_sample", origin)
            call(self._handle, at, u64(first, "first"), n, described, len(self))
        return out

    def sample_columns(
        self,
        first: int,
        n: int,
        *,
        key: KeyLike = 0,
        stream: StreamLike = "native",
        x64: bool = False,
        dtypes: DTypes = None,
        columns: Optional[Iterable[str]] = None,
        **design: Unpack[DesignArguments],
    ) -> Dict[str, Array]:
        """The same as a dictionary of contiguous arrays, which to_frame does not copy."""
        out = {
            name: np.empty(count(n), dtype_of(code))
            for name, code in self._codes(stream, x64, dtypes, columns).items()
        }
        self.sample_range(
            first, n, key=key, stream=stream, x64=x64, dtypes=dtypes, out=out, **design
        )
        return out

    def sample_indices(
        self,
        index: Any,
        *,
        key: KeyLike = 0,
        stream: StreamLike = "native",
        x64: bool = False,
        dtypes: DTypes = None,
        columns: Optional[Iterable[str]] = None,
        out: Optional[Table] = None,
        **design: Unpack[DesignArguments],
    ) -> Any:
        """The rows of those numbers, in any order; otherwise as sample_range."""
        index = indices(index)
        out = self._table(out, len(index), columns, stream=stream, x64=x64, dtypes=dtypes)
        described = self._describe(out, dtypes, len(index), written=True)
        for name in _names(out):
            apart(index, out[name])
        origin = source(stream, key, x64, domain=self, **design)
        with self._checked(described, "sample", origin):
            call, at = c.drawing("hys_domain_sample_indices", origin)
            call(self._handle, at, index.ctypes.data, len(index), described, len(self))
        return out

    def sample_matrix(
        self,
        first: int,
        n: int,
        *,
        key: KeyLike = 0,
        stream: StreamLike = "native",
        x64: Optional[bool] = None,
        dtype: DTypeLike = np.float64,
        order: str = "C",
        out: Optional[Array] = None,
        **design: Unpack[DesignArguments],
    ) -> Array:
        """The rows as an n x columns matrix of float64 or float32.

        out may be part of a larger matrix.
        """
        n, code = count(n), code_of(dtype if out is None else out.dtype)
        if code not in (c.F32, c.F64):
            raise TypeError(f"a matrix is of float32 or float64, not {dtype_of(code)}")
        out, major, ld = matrix(out, n, len(self), dtype_of(code), order)
        name = f"hys_domain_sample_matrix_f{32 if code == c.F32 else 64}"
        if x64 is None:
            x64 = takes_x64(stream) and code == c.F64
        origin = source(stream, key, x64, domain=self, **design)
        with self._checked([c.Column(type=code)] * len(self), "sample", origin):
            call, at = c.drawing(name, origin)
            call(self._handle, at, u64(first, "first"), n, major, out.ctypes.data, ld)
        return out

    def rows(
        self, *, stream: StreamLike = "native", **design: Unpack[DesignArguments]
    ) -> Optional[int]:
        """The number of rows of a design; None where there is no end, as of random rows."""
        origin, number = source(stream, 0, False, domain=self, **design), ctypes.c_uint64()
        with self._checked((), "sample", origin):
            c.library().hys_domain_rows(self._handle, ctypes.byref(origin), ctypes.byref(number))
        return number.value or None

    def fingerprint_rows(
        self, table: Table, *, dtypes: DTypes = None, out: Optional[Array] = None
    ) -> Array:
        """A number of 64 bits for each row, to find rows that repeat.

        Columns that the table lacks are left out.
        """
        n, table = _rows(table), self._read(table)
        described = self._describe(table, dtypes, n)
        out = output(out, n, np.dtype("u8"))
        self._apart(table, out)
        with self._checked(described, "encode"):
            c.library().hys_domain_fingerprint_rows(
                self._handle, n, described, len(self), out.ctypes.data
            )
        return out

    # ---- the unit cube ----

    def encode(
        self, table: Table, *, dtypes: DTypes = None, order: str = "C", out: Optional[Array] = None
    ) -> Array:
        """From rows to the unit cube: an n x columns matrix of float64 in [0, 1]."""
        n, table = _rows(table), self._read(table)
        described = self._describe(table, dtypes, n, whole=True)
        out, major, ld = matrix(out, n, len(self), np.dtype("f8"), order)
        self._apart(table, out)
        with self._checked(described, "encode"):
            c.library().hys_domain_encode(
                self._handle, n, described, len(self), major, out.ctypes.data, ld, c.flagged()
            )
        return out

    def decode(
        self,
        unit: Any,
        *,
        dtypes: DTypes = None,
        columns: Optional[Iterable[str]] = None,
        out: Optional[Table] = None,
    ) -> Any:
        """From the unit cube to rows, as a structured array or in the table out."""
        unit, major, ld = readable(unit, len(self))
        n = len(unit)
        out = self._table(out, n, columns, dtypes=dtypes)
        described = self._describe(out, dtypes, n, written=True)
        self._apart(out, unit)
        with self._checked(described, "decode"):
            c.library().hys_domain_decode(
                self._handle, n, major, unit.ctypes.data, ld, described, len(self), c.flagged()
            )
        return out

    def logpdf(self, table: Table, *, dtypes: DTypes = None, out: Optional[Array] = None) -> Array:
        """The natural logarithm of each row's density: the sum over the columns.

        A finite column adds the logarithm of its probability. Columns that the table lacks are left
        out.
        """
        n, table = _rows(table), self._read(table)
        described = self._describe(table, dtypes, n)
        out = output(out, n, np.dtype("f8"))
        self._apart(table, out)
        with self._checked(described, "encode"):
            c.library().hys_domain_logpdf(
                self._handle,
                n,
                described,
                len(self),
                out.ctypes.data,
                c.ROW_MAJOR,
                None,
                0,
                c.flagged(),
            )
        return out

    def logpdf_columns(
        self, table: Table, *, dtypes: DTypes = None, order: str = "C", out: Optional[Array] = None
    ) -> Array:
        """The columns' parts of logpdf: an n x columns matrix of float64."""
        n, table = _rows(table), self._read(table)
        described = self._describe(table, dtypes, n, whole=True)
        out, major, ld = matrix(out, n, len(self), np.dtype("f8"), order)
        self._apart(table, out)
        with self._checked(described, "encode"):
            c.library().hys_domain_logpdf(
                self._handle,
                n,
                described,
                len(self),
                None,
                major,
                out.ctypes.data,
                ld,
                c.flagged(),
            )
        return out

    @property
    def onehot_width(self) -> int:
        """The number of columns that onehot gives."""
        width = ctypes.c_size_t()
        c.library().hys_domain_onehot_width(self._handle, ctypes.byref(width))
        return width.value

    def onehot(
        self,
        table: Table,
        *,
        dtypes: DTypes = None,
        dtype: DTypeLike = np.float32,
        out: Optional[Array] = None,
    ) -> Array:
        """An n x onehot_width matrix of float32 or float64.

        An entry of a list is 1 in its own column and 0 in those of the other entries. A value of
        any other space is its unit.
        """
        n, table, code = (
            _rows(table),
            self._read(table),
            code_of(dtype if out is None else out.dtype),
        )
        if code not in (c.F32, c.F64):
            raise TypeError(f"one-hot numbers are float32 or float64, not {dtype_of(code)}")
        described = self._describe(table, dtypes, n, whole=True)
        out, major, ld = matrix(out, n, self.onehot_width, dtype_of(code), "C")
        if major != c.ROW_MAJOR:
            raise ValueError("the rows of out are not contiguous")
        self._apart(table, out)
        call = (
            c.library().hys_domain_onehot_f32
            if code == c.F32
            else c.library().hys_domain_onehot_f64
        )
        with self._checked(described, "encode"):
            call(self._handle, n, described, len(self), out.ctypes.data, ld, c.flagged())
        return out

    # ---- pandas ----

    def to_frame(self, table: Table) -> pandas.DataFrame:
        """A pandas.DataFrame of a table, with labels as categories and the kind bool as bools.

        The categories are ordered if the space is. Labels that pandas cannot tell apart as
        categories, which are lists with None or with both of True and 1, are a column of objects.
        The arrays of sample_columns are not copied, except for labels and bools.
        """
        import pandas

        table = self._read(table)

        def series(name: str) -> Any:
            space, values = self[name], table[name]
            names = space._names
            if space.kind_name == "bool":
                return values != 0
            if names is None:
                return values
            listed = np.empty(len(names), object)
            listed[:] = names
            if None in names or len(set(names)) < len(names):
                return pandas.Series(listed[values.astype(np.intp)], dtype=object)
            strings = all(isinstance(entry, str) for entry in names)
            categories = list(names) if strings else pandas.Index(listed, dtype=object)
            ordered = bool(getattr(space, "ordered", False))
            return pandas.Categorical.from_codes(values, categories, ordered=ordered)

        return pandas.DataFrame({name: series(name) for name in _names(table)}, copy=False)

    def from_frame(self, frame: pandas.DataFrame) -> Dict[str, Array]:
        """The table of a pandas.DataFrame: a dictionary of arrays, with labels as their numbers.

        It reads what to_frame makes. In a list with None a NaN is None too. Arrays of numbers and
        bools are not copied.
        """
        return self._read({str(name): frame[name] for name in frame.columns})

    # ---- a table as hys_columns ----

    def _table(
        self, out: Optional[Table], n: int, columns: Optional[Iterable[str]], **types: Any
    ) -> Any:
        """The table out, or a new one of these columns."""
        if out is None:
            return np.empty(n, self.dtype(columns=columns, **types))
        if columns is not None:
            raise TypeError("columns are those that out has; only one of the two can be given")
        return out

    def _codes(
        self, stream: StreamLike, x64: bool, dtypes: DTypes, columns: Optional[Iterable[str]]
    ) -> Dict[str, int]:
        self._known(dtypes or ())
        if isinstance(columns, str):
            raise TypeError(f"columns is {columns!r}, one string, not a list of names")
        wanted = set(self) if columns is None else set(columns)
        self._known(wanted)
        asked = dtypes or {}
        return {
            name: space.type_code(asked.get(name), stream, x64)
            for name, space in self.items()
            if name in wanted
        }

    def _known(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self._spaces:
                raise c.Error(c.Status.HYS_E_NAME_UNKNOWN, f"the domain has no column {name!r}")

    @contextlib.contextmanager
    def _checked(
        self, described: Iterable[Any], use: str, origin: Optional[c.Source] = None
    ) -> Iterator[None]:
        """A call that is refused for a type or stream names the first column that is refused."""
        try:
            yield
        except c.Error as error:
            if error.status in (c.Status.HYS_E_TYPE, c.Status.HYS_E_STREAM):
                for column, (name, space) in zip(described, self.items()):
                    try:
                        if column.type:  # not one that the table lacks
                            space.check(column.type, use, origin)
                    except c.Error as alone:
                        if alone.status == error.status:
                            raise alone.of_column(name) from None
            if origin is not None:
                raise self._blamed(error, origin) from None
            raise

    def _blamed(self, error: c.Error, origin: c.Source) -> c.Error:
        """An error of a grid's points, with the first column at fault; any other as it is."""
        if error.status != c.Status.HYS_E_STREAM_POINTS:
            return error
        for i, (name, space) in enumerate(self.items()):
            own = origin.held[i] if origin.held else 0
            if own and space.is_grid(origin, 0):
                reason = "points are for continuous columns; a finite one has its own"
                return c.Error(error.status, reason).of_column(name)
            if not space.is_grid(origin, own or origin.points):
                return error.of_column(name)
        return error

    # ---- as the ground of a Design ----

    def _opened(self, key: Key, **arguments: Any) -> Stream:
        return Stream(key, domain=self, **arguments)

    def _width(self) -> int:
        return len(self)

    def _cube(self) -> Domain:
        """The domain whose values are the units of this one's."""
        return Domain(dict.fromkeys(self, LinearSpace(0, 1)), dimensions=self.dimensions)

    def _unit_rows(self, first: int, n: int, stream: Stream) -> Array:
        return self.sample_matrix(first, n, stream=stream)

    def _read(self, table: Any) -> Dict[str, Array]:
        """A table, or a pandas.DataFrame, as arrays. Only labels are copied, as numbers."""

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

    def _describe(
        self, table: Table, dtypes: DTypes, n: int, written: bool = False, whole: bool = False
    ) -> Any:
        """The columns of a table for the library, which reads or writes them in place."""
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
                column.type = space.code_of(array.dtype if asked is None else asked)
            except TypeError as error:
                raise TypeError(f"column {name!r}: {error}") from None
            if dtype_of(column.type) != array.dtype:
                raise ValueError(f"column {name!r} is {array.dtype}, not {dtype_of(column.type)}")
            column.data, column.stride = array.ctypes.data, array.strides[0]
        return described


def _space_of(name: str, space: Any) -> Space:
    try:
        return as_space(space)
    except c.Error as error:
        raise error.of_column(name) from None
    except (TypeError, ValueError) as error:
        raise type(error)(f"column {name!r}: {error}") from None


def _no_default(error: Exception, name: str, space: Space, defaults: Any) -> Exception:
    """The error of a default that is none of the space's values."""
    reason = f"column {name!r}: the default {defaults[name]!r} is not a value of {brief(space)}"
    return c.Error(error.status, reason) if isinstance(error, c.Error) else type(error)(reason)


_TABLE = "a table is a structured array of one dimension, or a mapping of names to arrays"


def _names(table: Any) -> List[str]:
    if isinstance(table, np.ndarray):
        if table.dtype.names is None or table.ndim != 1:
            raise ValueError(f"{_TABLE}, not {table.dtype}{list(table.shape)}")
        return list(table.dtype.names)
    if not hasattr(table, "keys"):
        raise TypeError(f"{_TABLE}, not {table!r}")
    return list(table.keys())


def _rows(table: Any) -> int:
    names = _names(table)
    if isinstance(table, np.ndarray):
        return len(table)
    if not names:
        return 0
    first = table[names[0]]
    if not hasattr(first, "__len__") or isinstance(first, str):
        raise TypeError(f"column {names[0]!r} is {first!r}, not an array of one dimension")
    return int(len(first))


def _notes_of(handle: ctypes.c_void_p, spaces: Mapping[str, Space]) -> Dict[str, Any]:
    """What the library's domain has beside its spaces, as arguments of Domain."""
    get = c.library()
    title, meta = get.hys_domain_title(handle), get.hys_domain_meta(handle)
    notes: Dict[str, Any] = {
        "title": None if title is None else title.decode(),
        "meta": None if meta is None else json.loads(meta),
        "defaults": {},
        "dimensions": {},
        "column_meta": {},
    }
    for i, (name, space) in enumerate(spaces.items()):
        value, kept = get.hys_domain_default(handle, i), get.hys_domain_column_meta(handle, i)
        if value:
            notes["defaults"][name] = value_from(space, c.Value.from_address(value))
        if get.hys_domain_dimension(handle, i) >= 0:
            notes["dimensions"][name] = get.hys_domain_dimension(handle, i)
        if kept is not None:
            notes["column_meta"][name] = json.loads(kept)
    return notes


def _dimension(number: Any) -> int:
    whole: int = operator.index(number)
    if not 0 <= whole < 1 << 31:
        raise c.Error(c.Status.HYS_E_NAME_DIMENSION, f"{whole} is not a dimension")
    return whole


def _meta_text(meta: Any) -> bytes:
    """What an owner keeps, as the library carries it."""
    if not isinstance(meta, collections.abc.Mapping):
        raise TypeError(f"meta is a mapping, not {meta!r}")
    return json.dumps(dict(meta), separators=(",", ":"), allow_nan=False).encode()


def _datatype(code: int) -> DTypeLike:
    return None if code == 0 else "index" if code == c.INDEX else dtype_of(code)


def _done(status: int, place: c.JSONPlace) -> None:
    if status < 0:
        raise c.JSONError(
            status,
            place.text.decode(errors="replace"),
            place.line,
            place.column,
            place.path.decode(errors="replace"),
        )
