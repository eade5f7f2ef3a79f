#!/bin/sh
# Compiles every public header alone, as C11 and as C++17 (hyspace.hpp as C++17 only), without a
# warning. TAP.
top=${top_srcdir:-.}
warnings='-Wall -Wextra -Wconversion -pedantic -Werror'
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT

set -- $(cd "$top/include" && find . -name '*.h' | sed 's|^\./||' | LC_ALL=C sort)
echo "1..$((2 * $# + 1))"
test $# -ge 10 || echo "# only $# headers found in $top/include"
test $# -ge 10 || exit 1

n=0
check() # name of the language, file, header, compiler and its standard
{
    n=$((n + 1))
    language=$1 file=$2 header=$3
    shift 3
    echo "#include <$header>" >"$folder/$file"
    # A missing compiler skips the test; a compiler that fails does not.
    if ! "$1" --version >/dev/null 2>&1; then
        echo "ok $n - headers: $header, $language # SKIP $1 is not installed"
    elif "$@" $warnings -fsyntax-only -I "$top/include" "$folder/$file" 2>"$folder/messages"; then
        echo "ok $n - headers: $header, $language"
    else
        sed 's/^/# /' "$folder/messages"
        echo "not ok $n - headers: $header, $language"
    fi
}

for header; do
    check C11 header.c "$header" ${CC:-cc} -std=c11
    check C++17 header.cc "$header" ${CXX:-c++} -std=c++17
done
check C++17 header.cc hyspace.hpp ${CXX:-c++} -std=c++17
