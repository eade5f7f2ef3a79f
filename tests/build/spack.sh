#!/bin/sh
# Compares the Spack package with configure.ac, as far as that can be done without Spack: Spack's
# directives are replaced by ones that record their arguments (spack_check.py). TAP.
if ! command -v python3 >/dev/null; then
    echo 1..1
    echo 'ok 1 - spack # SKIP python3 is not installed'
    exit
fi
PYTHONDONTWRITEBYTECODE=1 exec python3 "$top_srcdir/tests/build/spack_check.py"
