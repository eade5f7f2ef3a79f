#!/bin/sh
# Builds consumers in C, C++, Fortran and Python, with OpenMP and with MPI, from the installed or
# staged tree alone, through pkg-config and CMake, shared and static; make installcheck runs it.
# Each prints the right thing, and links with the shared libraries or not as it should.
#
# $libdir, $bindir, $docdir and $DESTDIR say where the tree is. The programs are copies of the
# installed examples. The last line counts: N passed, N failed, N skipped.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
lib=$DESTDIR$libdir passed=0 failed=0 skipped=0
unset PKG_CONFIG_PATH CPATH LIBRARY_PATH CPLUS_INCLUDE_PATH C_INCLUDE_PATH
warnings='-Wall -Wextra -Werror'

cp -R "$DESTDIR$docdir/examples" "$folder/examples" && chmod -R u+w "$folder" && cd "$folder" ||
    exit 99

# In a staged tree the .pc files name the final place.
mkdir pc
for file in "$lib"/pkgconfig/hyspace*.pc; do
    sed "s|=/|=$DESTDIR/|" "$file" >"pc/$(basename "$file")"
done
pc() { PKG_CONFIG_PATH=$folder/pc ${PKG_CONFIG:-pkg-config} "$@"; }

result() # status, name
{
    if test "$1" -eq 0; then
        passed=$((passed + 1))
        echo "ok: $2"
    else
        failed=$((failed + 1))
        echo "FAILED: $2"
        sed 's/^/    /' log
    fi
}
skip() # name, reason
{
    skipped=$((skipped + 1))
    echo "SKIP: $1: $2"
}

# The README shows what each first program prints, and c.md what from_file prints for lcbench.json.
sed -n 's/^    \([0-9.e-]* [0-9.e-]* [0-9.e-]* \.\.\. .*\)/\1/p' "$DESTDIR$docdir/README.md" \
    >first.expected
sed -n '/^batch_size/,/^```$/{/^```/!p;}' "$DESTDIR$docdir/docs/guide/c.md" >from_file.expected
test -s first.expected && test -s from_file.expected || exit 99

# runs NAME PROGRAM (first or from_file) shared|static FILE: the program, linked in this way, prints
# the right thing.
runs()
{
    if LD_LIBRARY_PATH="$lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" "$4" examples/lcbench.json \
        >printed 2>log &&
        diff "$2.expected" printed >log; then
        needs=$(readelf -d "$4" 2>/dev/null | grep -c 'NEEDED.*libhyspace')
        case $3 in
        shared) test "$needs" -gt 0 || ! readelf --version >/dev/null 2>&1 ;;
        static) test "$needs" -eq 0 ;;
        esac
        status=$?
        test $status -eq 0 || echo "$4 is not linked as $3" >log
        result $status "$1"
    else
        result 1 "$1"
    fi
}

# builds NAME PROGRAM shared|static COMMAND...: the command makes ./program.
builds()
{
    name=$1 program=$2 link=$3
    shift 3
    rm -f program
    if "$@" >log 2>&1; then runs "$name" "$program" "$link" ./program; else result 1 "$name"; fi
}

# The archives are named by their files, since -l finds them only where no shared library is
# installed.
static() # package: the libraries to link with, where archives replace our own -l
{
    pc --static --libs "$1" | sed 's/-l\(hyspace[^ ]*\)/-l:lib\1.a/g' # as in docs/guide/c.md
}

echo 'int main(void) { return 0; }' >empty.c

# ---- the documentation ----
grep -o '](\([^):]*\))' "$DESTDIR$docdir/README.md" | tr -d '()]' >links
for file in $(cat links) LICENSE NOTICE docs/spec.md; do
    test -f "$DESTDIR$docdir/$file" || echo "$file is not installed"
done >log
test "$(wc -l <links)" -gt 1 && test ! -s log
result $? 'the files that README.md links to, the licence and the specification are installed'
(cd "$top_srcdir/examples" && find . -type f) | while read -r file; do
    cmp "$top_srcdir/examples/$file" "examples/$file"
done >log 2>&1
test ! -s log
result $? 'the examples are installed'

# ---- C, pkg-config ----
if test -e "$lib/libhyspace.so"; then
    builds 'C, shared' first shared $CC $warnings -std=c11 examples/first.c \
        $(pc --cflags --libs hyspace) -o program
    builds 'C, JSON, shared' from_file shared $CC $warnings -std=c11 examples/from_file.c \
        $(pc --cflags --libs hyspace-json) -o program
else
    skip 'C, shared' 'no libhyspace.so is installed'
    skip 'C, JSON, shared' 'no libhyspace.so is installed'
fi
if test -e "$lib/libhyspace.a"; then
    builds 'C, static' first static $CC $warnings -std=c11 examples/first.c $(pc --cflags hyspace) \
        $(static hyspace) -o program
    builds 'C, JSON, static' from_file static $CC $warnings -std=c11 examples/from_file.c \
        $(pc --cflags hyspace-json) \
        $(static hyspace-json) -o program
    # Without any shared library. Debian has no static SLEEF, and the linker says so.
    if pc --static --libs hyspace | grep -q -e -l:libsleef.so; then
        ! $CC -static examples/first.c $(pc --cflags hyspace) $(pc --static --libs hyspace) \
            -o program >log 2>&1 &&
            grep -q 'libsleef\.so' log && ! grep -q 'cannot find' log
        result $? 'C, static throughout: the linker names libsleef.so'
    elif $CC -static empty.c $(pc --static --libs libxxhash jansson) -o empty >log 2>&1; then
        builds 'C, JSON, static throughout' from_file static $CC $warnings -std=c11 \
            -static examples/from_file.c \
            $(pc --cflags hyspace-json) $(pc --static --libs hyspace-json) -o program
    else
        skip 'C, JSON, static throughout' 'no static xxHash, jansson or C library'
    fi
else
    for name in 'C, static' 'C, JSON, static' 'C, JSON, static throughout'; do
        skip "$name" 'no libhyspace.a is installed'
    done
fi

# ---- C++ ----
if ! $CXX --version >/dev/null 2>&1; then
    skip 'C++' "no $CXX"
elif test -e "$lib/libhyspace.so"; then
    builds 'C++' first shared $CXX $warnings -std=c++17 examples/first.cpp \
        $(pc --cflags --libs hyspace) -o program
else
    builds 'C++' first static $CXX $warnings -std=c++17 examples/first.cpp $(pc --cflags hyspace) \
        $(static hyspace) -o program
fi

# ---- Fortran ----
if ! test -e pc/hyspace-fortran.pc || ! $FC --version >/dev/null 2>&1; then
    skip Fortran 'no modules are installed, or no compiler'
else
    link=shared libs=$(pc --libs hyspace-fortran)
    test -e "$lib/libhyspace.so" || link=static libs=$(pc --static --libs hyspace-fortran)
    if $FC -Wall -Werror examples/first.f90 $(pc --cflags hyspace-fortran) $libs -o fortran >log \
        2>&1; then
        # C's %g, which Fortran does not have.
        LD_LIBRARY_PATH=$lib ./fortran 2>log |
            awk '{ printf "%g %g %g ... %g\n", $1, $2, $3, $5 }' >printed
        diff first.expected printed >>log
        result $? "Fortran, $link"
    else
        result 1 Fortran
    fi
    test -f "$lib/hyspace/fortran/hyspace.f90" &&
        $FC -std=f2018 -c "$lib/hyspace/fortran/hyspace.f90" >log 2>&1
    result $? 'Fortran, the source beside the module'
fi

# ---- OpenMP, MPI, Python: the program's digest of a table ----
digest()
{
    LD_LIBRARY_PATH=$lib "$DESTDIR$bindir/hyspace" digest examples/xgboost.json -n 100003 \
        --seed 42 | tail -n 1
}
same() # NAME COMMAND...
{
    name=$1
    shift
    { LD_LIBRARY_PATH=$lib "$@" >printed && digest | diff - printed; } >log 2>&1
    result $? "$name"
}
of_a_file=$(pc --cflags --libs hyspace-json libxxhash)
if ! test -e "$lib/libhyspace.so" || ! $CC -fopenmp empty.c -o empty >log 2>&1; then
    skip OpenMP 'no libhyspace.so is installed, or no OpenMP'
else
    $CC -fopenmp -Iexamples examples/openmp.c $of_a_file -o openmp >log 2>&1
    OMP_NUM_THREADS=3 same OpenMP ./openmp examples/xgboost.json 100003 42
fi
if ! test -e "$lib/libhyspace.so" || ! mpicc --version >/dev/null 2>&1; then
    skip MPI 'no libhyspace.so is installed, or no mpicc'
else
    mpicc -Iexamples examples/mpi.c $of_a_file -o mpi >log 2>&1
    same 'MPI, a rank' ./mpi examples/xgboost.json 100003 42
fi
if ! test -e "$lib/libhyspace.so" || ! python=$("$top_srcdir/tests/tools/numpy_python.sh"); then
    skip Python 'no libhyspace.so is installed, or no python3 with numpy'
else
    cp -R "$top_srcdir/bindings/python/hyspace" "$top_srcdir/tests/languages/digests/digest.py" \
        . && chmod -R u+w hyspace
    same Python env HYSPACE_LIBRARY="$lib/libhyspace.so" PYTHONPATH=. PYTHONDONTWRITEBYTECODE=1 \
        "$python" digest.py examples/xgboost.json 100003 42
fi

# ---- CMake ----
cmake_consumers()
{
    for name in first first_cpp from_file first_static from_file_static; do
        link=shared
        case $name in *_static) link=static ;; esac
        test -e "$lib/libhyspace.so" || link=static
        if test $link = static && ! test -e "$lib/libhyspace.a"; then
            skip "CMake, $name" 'no libhyspace.a is installed'
        else
            runs "CMake, $name" "$(echo $name | sed 's/_static$//; s/_cpp$//')" $link \
                "./cmake/$name"
        fi
    done
}
if ! cmake --version >/dev/null 2>&1; then
    skip 'CMake' 'no cmake'
else
    set -- -DCMAKE_C_COMPILER="${CC%% *}" -DCMAKE_CXX_COMPILER="${CXX%% *}" \
        -Dhyspace_DIR="$lib/cmake/hyspace"
    if cmake -S examples/cmake -B cmake "$@" >log 2>&1 && cmake --build cmake >>log 2>&1; then
        cmake_consumers
    else
        result 1 'CMake: examples/cmake'
    fi
    sed 's/find_package(hyspace 0.1/find_package(hyspace 99/' examples/cmake/CMakeLists.txt \
        >examples/cmake/new &&
        mv examples/cmake/new examples/cmake/CMakeLists.txt
    ! cmake -S examples/cmake -B cmake99 "$@" >log 2>&1 && grep -q "version: $PACKAGE_VERSION" log
    result $? 'CMake: version 99 is not there'
fi

# ---- the program ----
LD_LIBRARY_PATH=$lib "$DESTDIR$bindir/hyspace" verify >log 2>&1
result $? 'hyspace verify'

echo "$passed passed, $failed failed, $skipped skipped"
test $failed -eq 0 && test $passed -gt 0
