#!/bin/sh
# The committed fingerprints are those of the Python model, which follows docs/spec.md. TAP.
vectors=${top_srcdir:-.}/tests/vectors
echo 1..1
if ! python3 -c 'import ctypes; ctypes.CDLL("libxxhash.so.0")' 2>/dev/null; then
    echo 'ok 1 - fingerprint: the model # SKIP no python3 with libxxhash.so.0'
    exit 0
fi
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
if python3 "$vectors/fingerprint_model.py" >"$folder/model" 2>"$folder/diff" && diff "$vectors/fingerprint.tsv" "$folder/model" >"$folder/diff"; then
    echo "# fingerprint: $(grep -vc '^#' "$folder/model") lines agree"
    echo 'ok 1 - fingerprint: the model'
else
    sed 's/^/# /' "$folder/diff"
    echo 'not ok 1 - fingerprint: the model'
fi
