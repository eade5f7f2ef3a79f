#!/bin/sh
# Tests the Fortran modules: tests/languages/fortran.f90 (kinds, types, tables, columns of
# structures, refusals), the example, and an error that stops the program, linked with this build
# by libtool. TAP.
top=${top_srcdir:-.} build=${top_builddir:-.}
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
if ! test -f "$build/libhyspace-fortran.la"; then
    echo 1..1
    echo 'ok 1 - fortran # SKIP gfortran is not installed, or configure was told --disable-fortran'
    exit
fi
echo 1..4

suite=fortran
. "$top/tests/tools/tap.sh"
links() # program, source
{
    "$build/libtool" --silent --tag=FC --mode=link $FC $FCFLAGS $HYS_FCFLAGS \
        -Wno-compare-reals -Wno-function-elimination -no-install -I "$build" -J "$folder" "$2" \
        "$build/libhyspace-fortran.la" "$build/libhyspace.la" -o "$folder/$1" >"$folder/log" 2>&1
}

links test "$top/tests/languages/fortran.f90" &&
    (cd "$folder" && ./test "$(realpath "$top/examples")") >"$folder/log" 2>&1 &&
    ! grep '^not ok' "$folder/log" >/dev/null &&
    grep -q '^1\.\.[1-9][0-9][0-9]*$' "$folder/log"
result $? "$(grep -c '^ok' "$folder/log") checks"

links first "$top/examples/first.f90" && "$folder/first" >"$folder/log" 2>&1 &&
    awk '{ printf "%g %g %g ... %g\n", $1, $2, $3, $5 }' "$folder/log" >"$folder/printed" &&
    sed -n 's/^    \([0-9.e-]* [0-9.e-]* [0-9.e-]* \.\.\. .*\)/\1/p' "$top/README.md" |
    cmp - "$folder/printed" >>"$folder/log"
result $? 'first.f90 gives what the README shows'

# A call without its status argument ends the program on an error, and says why.
cat >"$folder/stops.f90" <<'END'
program stops
    use hyspace
    type(hys_space) :: space
    call hys_space_linear(space, 1.0_real64, 1.0_real64)
    print '(a)', 'went on'
end program
END
links stops "$folder/stops.f90" && ! "$folder/stops" >"$folder/log" 2>&1 &&
    grep -q 'hyspace: .*lower' "$folder/log" && ! grep 'went on' "$folder/log"
result $? 'an error nobody asks for stops the program'

# The module repeats the headers' constants: each of them, and no others.
constants()
{
    tr '\n' ' ' | sed 's/  */ /g' | grep -o 'HYS_[A-Z0-9_]* = -*[0-9][0-9]*' | sort
}
names='HYS_X64\|HYS_CENTRED\|HYS_ENDS\|HYS_[A-Z_]*_MAX\|HYS_DISCREPANCY_[A-Z]*'
sed "s/^#define \($names\) \([0-9]*\)u*$/\1 = \2/" \
    "$top"/include/hyspace/*.h | constants >"$folder/headers"
sed '/^ *!/d; s/&$//; /^ *type, /,/^ *end type/d' "$top/bindings/fortran/types.inc" |
    constants >"$folder/module"
diff "$folder/headers" "$folder/module" >"$folder/log"
result $? "$(wc -l <"$folder/module") constants are the headers'"
