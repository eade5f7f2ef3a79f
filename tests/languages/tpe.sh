#!/bin/sh
# Compares mixtures with Optuna's own Parzen estimator: its densities, the law of its samples, and
# the time of both. TAP.
for python in peers-venv/bin/python python3; do
    if "$python" -c 'import optuna.samplers._tpe.parzen_estimator' 2>/dev/null; then break; fi
    python=
done
if test -z "$python" || ! test -f "$LIBHYSPACE"; then
    echo 1..1
    echo 'ok 1 - tpe: # SKIP the Python package optuna is not installed, or no shared library'
    exit 0
fi
unset HYSPACE_ISA
HYSPACE_LIBRARY=$LIBHYSPACE PYTHONPATH=$top_srcdir/bindings/python PYTHONDONTWRITEBYTECODE=1 \
    exec "$python" "$top_srcdir/tests/languages/tpe.py" 2>&1
