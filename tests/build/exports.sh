#!/bin/sh
# Demands that the shared libraries export exactly the names of exports.txt and exports_json.txt,
# and import nothing that prints, ends the process or starts threads, and no mathematical function
# whose last bit depends on the C library. Debian's lists of symbols agree. TAP.
lists=${top_srcdir:-.}/tests/build
echo 1..10

folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
n=0
result() # status, name
{
    n=$((n + 1))
    if test "$1" -eq 0; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

names() # option of nm, library
{
    nm -D "$1" "$2" | awk '{ sub(/@.*/, "", $NF); print $NF }' | LC_ALL=C sort -u
}

# Names that are not allowed, with their fortified and versioned forms. Memory and string functions,
# getenv and the math functions that have one right result remain, such as fma, sqrt and scalbn.
prints='_*(v?[d]?printf|printf|puts|fputws?|putchar|write|syslog|perror|psignal)(_chk)?'
prints="$prints|stdout|stderr"
# only hyspace-json may print into a stream in memory
streams='_*(v?[fs]?n?w?printf|f?putc|f?puts|fwrite)(_chk)?'
ends='abort|_?[eE]xit|quick_exit|at_?quick_exit|raise|kill|assert_fail|pthread_create|thrd_create'
ends="_*($ends|v?fork|clone|posix_spawn.*|system|popen|signal|sigaction|setenv|putenv)(_chk)?"
# all other functions of <math.h>, with those of C23 and the vector forms of glibc
rounded='a?(cos|sin|tan)h?(pi)?|atan2(pi)?|sincos|exp(2|10|m1)?(m1)?'
rounded="$rounded|log(2|10|1p|p1)?(p1)?|pow(n|r|1p)?"
rounded="(_ZGV.*_|_*)($rounded|pow10|cbrt|rsqrt|rootn|hypot|compoundn|erfc?|[lt]?gamma|[jy][01n])"
rounded="$rounded(f|l|f(16|32|64|128)x?)?(_r)?(_finite)?"

check() # library, file, list, pattern of the names that it must not import
{
    reason=
    test -f "$2" || reason='no shared library was built'
    nm --version >/dev/null 2>&1 || reason='binutils is not installed'
    if test -n "$reason"; then
        for name in 'only hys_*' 'the committed list' \
            'nothing that prints, aborts or starts threads' 'no math that depends on libm'; do
            n=$((n + 1))
            echo "ok $n - $1 exports: $name # SKIP $reason"
        done
        return
    fi
    names --defined-only "$2" >"$folder/exported"
    names --undefined-only "$2" >"$folder/wanted"

    test -s "$folder/exported" &&
        ! grep -v '^hys_' "$folder/exported" | sed 's/^/# not hys_*: /' | grep .
    result $? "$1 exports: only hys_*"

    diff "$lists/$3" "$folder/exported" >"$folder/diff"
    status=$?
    sed 's/^/# /' "$folder/diff"
    result $status "$1 exports: the committed list"

    test -s "$folder/wanted" && ! grep -Ex "$4" "$folder/wanted" | sed 's/^/# asks for /' | grep .
    result $? "$1 exports: nothing that prints, aborts or starts threads"

    ! grep -Ex "$rounded" "$folder/wanted" | sed 's/^/# asks for /' | grep .
    result $? "$1 exports: no math that depends on libm"
}

check libhyspace "$LIBHYSPACE" exports.txt "$prints|$streams|$ends"
check libhyspace-json "$LIBHYSPACE_JSON" exports_json.txt "$prints|$ends"

# Debian's list of symbols. The tarball has no debian/.
for library in hyspace hyspace-json; do
    file=${top_srcdir:-.}/debian/lib${library}0.symbols list=$(echo ${library#hyspace} | tr - _)
    if test -f "$file"; then
        sed -n 's/^ \(.*\)@Base .*/\1/p' "$file" | diff "$lists/exports$list.txt" - |
            sed 's/^/# /' >"$folder/diff"
        cat "$folder/diff"
        test ! -s "$folder/diff"
        result $? "lib$library: the symbols file of the Debian package"
    else
        n=$((n + 1))
        name="lib$library: the symbols file of the Debian package"
        echo "ok $n - $name # SKIP a tarball has no debian/"
    fi
done
