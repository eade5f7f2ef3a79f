#!/bin/sh
# Runs the Python package's own tests against the library and the program of the build tree: the
# golden values, prototypes and codes against the headers, bytes and digests against the program's,
# memory of `out=`, the GIL, refusals. TAP.
test_file=$top_srcdir/bindings/python/tests/test_hyspace.py
python=$("$top_srcdir/tests/tools/numpy_python.sh") || {
    echo 1..1
    echo 'ok 1 - python: the package # SKIP python3-numpy is not installed'
    exit 0
}
if ! test -f "$LIBHYSPACE"; then
    echo 1..1
    echo 'ok 1 - python: the package # SKIP no shared library was built'
    exit 0
fi
unset HYSPACE_ISA
TAP=1 HYSPACE_LIBRARY=$LIBHYSPACE PYTHONPATH=$top_srcdir/bindings/python PYTHONDONTWRITEBYTECODE=1 \
    exec "$python" "$test_file" 2>&1
