#!/bin/sh
# Compares committed values with the Python models that follow docs/spec.md. TAP.
vectors=${top_srcdir:-.}/tests/data/vectors
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
export PYTHONDONTWRITEBYTECODE=1 # two models import others of this folder
echo 1..5

# model NUMBER NAME NEED WHAT: NAME_model.py prints NAME.tsv, where Python has what it needs.
model() {
    if ! python3 -c "$3" 2>/dev/null; then
        echo "ok $1 - models: $2 # SKIP $4 is not installed"
    elif python3 "$vectors/$2_model.py" >"$folder/model" 2>"$folder/diff" &&
        diff "$vectors/$2.tsv" "$folder/model" >"$folder/diff"; then
        echo "# models: $(grep -vc '^#' "$folder/model") lines of $2.tsv agree"
        echo "ok $1 - models: $2"
    else
        sed 's/^/# /' "$folder/diff"
        echo "not ok $1 - models: $2"
    fi
}
model 1 fingerprint 'import ctypes; ctypes.CDLL("libxxhash.so.0")' libxxhash0
model 2 encode 'import mpmath' 'the Python package mpmath'
model 3 kinds/mixture 'import mpmath' 'the Python package mpmath'
scipy='import scipy.stats, ctypes; [ctypes.CDLL(x) for x in ("libxxhash.so.0", "libsleef.so.3")]'
model 4 sobol "$scipy" 'the Python package scipy'
model 5 scramble "$scipy" 'the Python package scipy'
