#!/bin/sh
# Compares the shared libraries' functions, with the types that they take and give, with the lists
# of tests/data/interface/, by abidiff. TAP.
#
#   UPDATE=1 tests/build/abi.sh    writes the lists again, as make update-abi does
#
# A difference is a new interface version (HYS_ABI in configure.ac). The lists come from a build
# with gcc for x86-64 and hold no path of the machine. Structs and constants that no function names
# are in tests/unit/test_abi.c.
interface=${top_srcdir:-.}/tests/data/interface
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT

options="--no-show-locs --suppressions $interface/opaque.abignore"

reason_of() # library; prints why it cannot be compared
{
    test -f "$1" || { echo 'no shared library was built'; return; }
    abidiff --version >/dev/null 2>&1 || { echo 'abigail-tools is not installed'; return; }
    test "$(uname -m)" = x86_64 || {
        echo "this is $(uname -m), and the lists are of x86_64"
        return
    }
    readelf -SW "$1" 2>/dev/null | grep -q ' \.debug_info ' || {
        echo 'hyspace was built without -g'
        return
    }
    readelf --string-dump=.debug_line_str --string-dump=.debug_str "$1" 2>/dev/null |
        grep -q 'GNU C' || echo 'hyspace was not built by gcc'
}

if test -n "$UPDATE"; then
    for library in "$LIBHYSPACE" "$LIBHYSPACE_JSON"; do
        reason=$(reason_of "$library")
        test -z "$reason" || { echo "abi.sh: $library: $reason" >&2; exit 1; }
        abidw --no-corpus-path --no-comp-dir-path $options "$library" \
            --out-file "$interface/$(basename "$library" .so).abi" || exit 1
    done
    exit 0
fi

echo 1..3
n=0
for library in "$LIBHYSPACE" "$LIBHYSPACE_JSON"; do
    n=$((n + 1))
    list=$(basename "${library:-none}" .so).abi
    reason=$(reason_of "$library")
    if test -n "$reason"; then
        echo "ok $n - abi: $list # SKIP $reason"
    elif abidiff $options "$interface/$list" "$library" >"$folder/report" 2>&1; then
        functions=$(grep -c '<function-decl .*elf-symbol-id' "$interface/$list")
        echo "ok $n - abi: $list, $functions functions with their types"
    else
        sed 's/^/# /' "$folder/report"
        echo "not ok $n - abi: $list"
    fi
done

if grep -n "='/" "$interface"/*.abi | head -n 5 | sed 's/^/# /' | grep .; then
    echo 'not ok 3 - abi: no path of a machine in the lists'
else
    echo 'ok 3 - abi: no path of a machine in the lists'
fi
