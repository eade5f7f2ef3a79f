#!/bin/sh
# Compiles tests/languages/cpp.cpp and the C++ examples without a warning under g++ and clang++ and
# runs them: hyspace.hpp against the C API. Once more with the address sanitizer, which counts
# frees. TAP.
top=${top_srcdir:-.} build=${top_builddir:-.}
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
warnings='-std=c++17 -Wall -Wextra -Wconversion -Wshadow -pedantic -Werror'
echo 1..6

suite=cpp
. "$top/tests/tools/tap.sh"

# links PROGRAM SOURCE COMPILER...: with the library of this build, whatever kind it is.
links()
{
    program=$1 source=$2
    shift 2
    "$build/libtool" --silent --tag=CXX --mode=link "$@" $warnings $SANITIZE -I "$top/include" \
        "$source" "$build/libhyspace.la" \
        -o "$folder/$program" >"$folder/log" 2>&1
}

sed -n 's/^    \([0-9.e-]* [0-9.e-]* [0-9.e-]* \.\.\. .*\)/\1/p' "$top/README.md" >"$folder/shown"
for compiler in g++ clang++; do
    if ! $compiler --version >/dev/null 2>&1; then
        skip "$compiler is not installed" "$compiler"
        skip "$compiler is not installed" "first.cpp, $compiler"
        continue
    fi
    links cpp "$top/tests/languages/cpp.cpp" $compiler -O2 && "$folder/cpp" >"$folder/log" &&
        grep -q '^1\.\.[1-9][0-9]$' "$folder/log"
    result $? "$compiler, $(grep -c '^ok' "$folder/log") checks"
    links first "$top/examples/first.cpp" $compiler -O2 && "$folder/first" >"$folder/log" &&
        cmp "$folder/log" "$folder/shown"
    result $? "first.cpp, $compiler, prints what the README shows"
done

echo 'int main() {}' >"$folder/empty.cpp"
if test -n "$SANITIZE" ||
    ! ${CXX:-c++} -fsanitize=address "$folder/empty.cpp" -o "$folder/empty" 2>/dev/null ||
    ! "$folder/empty" 2>/dev/null; then
    skip 'this compiler has no address sanitizer, or another sanitizer is in use' \
        'address sanitizer'
else
    links cpp "$top/tests/languages/cpp.cpp" ${CXX:-c++} -g -fsanitize=address &&
        "$folder/cpp" >"$folder/log" 2>&1
    result $? 'nothing leaks, nothing is freed twice'
fi

# An element type that hyspace does not know does not compile.
cat >"$folder/bool.cpp" <<'C'
#include <hyspace.hpp>
void f(const hyspace::space &s, bool *b) { s.sample(hyspace::native(1), 0, hyspace::span(b, 1)); }
C
if ${CXX:-c++} --version >/dev/null 2>&1; then
    ! ${CXX:-c++} -std=c++17 -fsyntax-only -I "$top/include" "$folder/bool.cpp" 2>"$folder/log" &&
        grep -q type_of "$folder/log"
    result $? 'an element of no type does not compile'
else
    skip "${CXX:-c++} is not installed" 'an element of no type does not compile'
fi
