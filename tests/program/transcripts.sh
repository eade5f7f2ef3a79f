#!/bin/sh
# Runs the commands of tests/data/transcripts/*.txt and compares what they print, byte for byte. A
# line "$ COMMAND" is run in the source tree and must print the lines under it. TAP.
#
# UPDATE=1 HYSPACE=build/hyspace tests/program/transcripts.sh writes the files again: write a "$
# COMMAND", run that, and read what git diff says.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA
program=$(command -v "$HYSPACE") || { echo "Bail out! \$HYSPACE is no program"; exit 99; }
PATH=$folder/bin:$PATH
mkdir "$folder/bin"
ln -s "$(realpath "$program")" "$folder/bin/hyspace"
cd "${top_srcdir:-$(dirname "$0")/../..}" || exit 99

n=0
for file in tests/data/transcripts/*.txt; do
    sed -n 's/^\$ //p' "$file" | while IFS= read -r command; do
        printf '$ %s\n' "$command"
        sh -c "$command" 2>&1 </dev/null
        code=$?
        test $code -eq 0 || echo "[exit status $code]"
    done >"$folder/now"
    n=$((n + 1))
    name="$(basename "$file" .txt), $(grep -c '^\$ ' "$file") commands"
    test -z "$UPDATE" || cmp -s "$folder/now" "$file" || cp "$folder/now" "$file"
    if grep -q '^\$ ' "$file" && diff "$file" "$folder/now" >"$folder/difference"; then
        echo "ok $n - transcripts: $name"
    else
        sed 's/^/# /' "$folder/difference"
        echo "not ok $n - transcripts: $name"
    fi
done
echo "1..$n"
