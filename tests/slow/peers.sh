#!/bin/sh
# peers.sh SCRIPT [OPTION...]: other packages beside hyspace: their laws (peers.py) or their designs
# (designs.py); each says what it compares. make check-peers and make check-designs call it in the
# build folder.
#
# PYTHON names a Python that has some of the packages. Without it that of engines/ is taken, which
# is made with the packages of tests/languages/engines.txt if it is not there; one that cannot be
# installed is absent. What is absent is skipped and counted.
script=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON-}
if test -z "$python"; then
    python=engines/bin/python
    test -x $python || python3 -m venv engines || exit 1
    if ! $python -c 'import numpy' 2>/dev/null; then
        sed '/^#/d; /^dask/d' "$here/../languages/engines.txt" |
            while read -r package; do
                engines/bin/pip install -q --disable-pip-version-check "$package" </dev/null ||
                    echo "peers: pip cannot install $package"
            done
    fi
fi
HYSPACE_LIBRARY=$LIBHYSPACE PYTHONPATH=$here/../../bindings/python PYTHONDONTWRITEBYTECODE=1 exec \
    "$python" "$here/$script" "$@"
