"""The digest of a file's table, from Python: digest.py FILE COUNT SEED [STREAM]."""
import ctypes
import ctypes.util
import sys

import hyspace

file, rows, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
stream = sys.argv[4] if len(sys.argv) > 4 else "native"
table = hyspace.Domain.from_file(file).sample_range(
    0, rows, key=seed, stream=stream, **({"rows": rows} if stream == "lhs" else {})
)
xxh3 = ctypes.CDLL(ctypes.util.find_library("xxhash") or "libxxhash.so.0").XXH3_64bits
xxh3.argtypes, xxh3.restype = [ctypes.c_void_p, ctypes.c_size_t], ctypes.c_uint64
print(f"* {xxh3(table.ctypes.data, table.nbytes):016x}")
