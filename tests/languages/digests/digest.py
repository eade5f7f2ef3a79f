"""The digest of a file's table, from Python: digest.py FILE COUNT SEED."""
import ctypes
import ctypes.util
import sys

import hyspace

table = hyspace.Domain.from_file(sys.argv[1]).sample_range(
    0, int(sys.argv[2]), key=int(sys.argv[3])
)
xxh3 = ctypes.CDLL(ctypes.util.find_library("xxhash") or "libxxhash.so.0").XXH3_64bits
xxh3.argtypes, xxh3.restype = [ctypes.c_void_p, ctypes.c_size_t], ctypes.c_uint64
print(f"* {xxh3(table.ctypes.data, table.nbytes):016x}")
