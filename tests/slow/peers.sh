#!/bin/sh
# peers.sh [OPTION...]: the laws of other packages beside ours (peers.py, which says what is
# compared). make check-peers calls it in the build folder.
#
# PYTHON names a Python that has some of the packages. Without it that of engines/ is taken, which
# is made with the packages of tests/languages/engines.txt if it is not there; one that cannot be
# installed is absent. What is absent is skipped and counted.
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
    "$python" "$here/peers.py" "$@"
