#!/bin/sh
# Usage: bench/peers/setup.sh [DIR]
# Makes a virtual environment (default build/peers-venv) with the packages of requirements.txt.
# Each is installed on its own. One that is not available is a line "missing: NAME (reason)", not a
# failure. PYTHON chooses the interpreter; by default it is the first of python3, python3.13,
# python3.12, python3.11 that is 3.11 or newer.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=${1:-$root/build/peers-venv}

new_enough()
{
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}
python=
for p in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if new_enough "$p"; then python=$p; break; fi
done
if [ -z "$python" ]; then
    echo "setup.sh: no Python 3.11 or newer with venv (Debian: apt-get install python3-venv);" \
        "name one with PYTHON=..." >&2
    exit 1
fi

"$python" -m venv "$dir"
pip="$dir/bin/python -m pip --disable-pip-version-check"
log=$(mktemp)
constraints=$(mktemp)
trap 'rm -f "$log" "$constraints"' EXIT
sed 's/ *#.*//; /^$/d' "$here/requirements.txt" > "$constraints"

while read -r requirement; do
    name=$(printf %s "$requirement" | sed 's/[^A-Za-z0-9_-].*//')
    # The other pins as constraints: a later package must not move an earlier one.
    if $pip install --quiet --constraint "$constraints" "$requirement" > "$log" 2>&1; then
        $pip list 2>/dev/null | grep -i "^$name " || echo "installed: $name"
    else
        echo "missing: $name ($(grep -i error "$log" | tail -n 1 | cut -c 1-200))"
    fi
done < "$constraints"

cat <<END

Optional, as root on Debian:  apt-get install gcc libgsl-dev librandom123-dev
Then:  $dir/bin/python bench/peers/compare.py [--quick]
END
