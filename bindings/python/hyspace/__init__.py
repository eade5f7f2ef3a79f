"""hyspace: samples of hyperparameter search spaces, in bulk.

Sample i is a pure function of (space, type, stream, key, i).

>>> import hyspace
>>> lr = hyspace.LogSpace(1e-5, 1e-1)
>>> lr.sample_range(0, 3, key=42)  # 3 samples; any range costs the same
>>> domain = hyspace.Domain({"lr": lr, "optimizer": ["adam", "sgd"]})
>>> domain.sample_range(0, 1_000_000, key=42)  # a structured array with a field for each column
>>> domain.sobol(seed=42).sample(1024)  # a design, as are lhs, grid and permuted

Calls release the GIL, so threads sample in parallel. A call that the library refuses raises Error
with the library's status; elements that are NaN, saturated or clamped cause a DataWarning. The
environment variable HYSPACE_LIBRARY may name the libhyspace.so to use.
"""

from . import _library
from ._design import Design
from ._discrepancy import discrepancy
from ._domain import Domain
from ._draws import bits, isa, jax_log_transform, log_transform, select_isa, unit
from ._key import Key, as_key
from ._kinds import kinds
from ._library import VERSION as __version__
from ._library import DataWarning, Error, JSONError, Status
from ._mixture import Mixture
from ._qmc import LatinHypercube, Sobol
from ._spaces import (
    DiscreteSpace,
    LabelsSpace,
    LinearSpace,
    LogSpace,
    QLinearSpace,
    QLogSpace,
    Space,
    as_space,
)
from ._stream import Stream

for _shown in (DataWarning, Error, JSONError, Status):
    _shown.__module__ = __name__  # a traceback shows the name to catch
_library.library()  # an import that succeeds has its library

__all__ = [
    "DataWarning",
    "Design",
    "DiscreteSpace",
    "Domain",
    "Error",
    "JSONError",
    "Key",
    "LabelsSpace",
    "LatinHypercube",
    "LinearSpace",
    "LogSpace",
    "Mixture",
    "QLinearSpace",
    "QLogSpace",
    "Sobol",
    "Space",
    "Status",
    "Stream",
    "__version__",
    "as_key",
    "as_space",
    "bits",
    "discrepancy",
    "isa",
    "jax_log_transform",
    "kinds",
    "log_transform",
    "select_isa",
    "unit",
]
