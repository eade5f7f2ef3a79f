#!/bin/sh
# Builds with compiler flags that touch arithmetic or layout: configure refuses them in a sentence,
# or the program agrees in every pin. make refuses, on its own command line, those that macros
# show. make check-flags runs it.
#
# The builds are in flags/. COMPILERS=gcc chooses a compiler, and WORDS the sets of flags that have
# one of these words among them.
set -u
unset HYSPACE_ISA CFLAGS CPPFLAGS LDFLAGS CC
top=$(cd "$top_srcdir" && pwd)
mkdir -p flags && cd flags || exit 99
passed=0 failed=0 skipped=0

result() # passed, failed or skipped, and its line
{
    eval "$1=\$(($1 + 1))"
    printf '%-7s %s\n' "$1" "$2"
    test "$1" != failed || tail -n 10 "$compiler.log" | sed 's/^/    /'
}

chosen() # flags...
{
    test -n "${WORDS:-}" || return 0
    for word in $WORDS; do
        case $* in *"$word"*) return 0 ;; esac
    done
    return 1
}

set_up() # flags, variables of configure...
{
    flags=$1
    shift
    rm -rf "$compiler" && mkdir "$compiler"
    (cd "$compiler" && "$top/configure" --quiet --disable-shared --disable-fortran --with-hdf5=no \
        CC="$compiler" CFLAGS="$flags" "$@") \
        >"$compiler.log" 2>&1
}

refused() # by configure: flags, variables of configure...
{
    chosen "$@" || return
    if set_up "$@"; then
        result failed "$compiler $*: configure takes them"
    elif grep -q 'cannot create executables' "$compiler.log"; then
        result skipped "$compiler $*: $compiler takes no such flags"
    elif why=$(grep '^configure: error: CFLAGS ".*": ' "$compiler.log"); then
        result passed "$compiler $*: refused: ${why##*\": }"
    else
        result failed "$compiler $*: refused without a sentence"
    fi
}

built() # name; whether the program that make has just built agrees in every pin
{
    if "$compiler/hyspace" verify --isa all >"$compiler.log" 2>&1; then
        result passed "$1: $(tail -n 1 "$compiler.log")"
    else
        sed -i '/^ok/d' "$compiler.log"
        result failed "$1: other bits"
    fi
}

agrees() # flags
{
    chosen "$1" || return
    if ! set_up "$1"; then
        result failed "$compiler $1: configure refuses them"
    elif ! make -s -C "$compiler" hyspace >"$compiler.log" 2>&1; then
        result failed "$compiler $1: make stops"
    elif test "$(sed -n 's/^#define HYSI_HAVE_AVX.* //p' "$compiler/config.h" | sort -u)" = 0; then
        result failed "$compiler $1: a row is left out"
    else
        built "$compiler $1"
    fi
}

remove_objects() { find "$compiler" \( -name '*.o' -o -name '*.lo' \) -exec rm -f {} +; }

mended_by_make() # flags
{
    chosen "$1" || return
    test -f "$compiler/Makefile" || set_up -O2
    remove_objects
    make -s -C "$compiler" hyspace CFLAGS="$1" >"$compiler.log" 2>&1
    built "$compiler, make CFLAGS='$1'"
}

# Every file of the library and the program is refused, not only the first.
refused_by_make() # flags
{
    chosen "$1" || return
    test -f "$compiler/Makefile" || set_up -O2
    remove_objects
    make -k -s -C "$compiler" hyspace CFLAGS="$1" >"$compiler.log" 2>&1
    if left=$(find "$compiler/src" "$compiler/simd" "$compiler/json" "$compiler/cli" \
        -name '*.o') && test -z "$left"; then
        files=$(grep -o '[a-z0-9/_]*\.c' "$compiler.log" | sort -u | wc -l)
        why=$(grep -o -m 1 'hyspace needs [^"]*' "$compiler.log")
        result passed "$compiler, make CFLAGS='$1': refused in $files files: $why"
    else
        result failed "$compiler, make CFLAGS='$1': compiled" $left
    fi
}

for compiler in ${COMPILERS:-gcc clang}; do
    if ! $compiler --version >/dev/null 2>&1; then
        result skipped "$compiler: not installed"
        continue
    fi
    for flags in -Ofast '-O2 -ffast-math' '-O2 -ffinite-math-only' '-O2 -mno-sse2' \
        '-O2 -fpack-struct' '-O2 -fshort-enums'; do
        refused "$flags"
    done
    refused -O2 LDFLAGS=-ffast-math
    case $compiler in
    *gcc*)
        unsafe=-funsafe-math-optimizations
        for flags in "-O2 $unsafe" \
            '-O2 -fassociative-math -fno-signed-zeros -fno-trapping-math' \
            '-O2 -freciprocal-math' '-O2 -fno-signed-zeros' '-O2 -fsingle-precision-constant' \
            '-O2 -mfpmath=387' \
            "-O2 $unsafe -fno-associative-math -fno-reciprocal-math -fsigned-zeros"; do
            refused "$flags"
        done
        agrees '-O3 -march=native -ffp-contract=fast -flto=auto'
        others='-fexcess-precision=fast -fcx-limited-range -funsigned-char'
        agrees "-O2 -frounding-math -fno-trapping-math -fno-math-errno $others"
        agrees '-O2 -ffp-contract=fast -mno-fma -mno-avx512f'
        ;;
    *)
        refused '-O2 -ffp-model=fast'
        refused '-O2 -fno-honor-nans'
        agrees '-O2 -ffp-model=strict'
        others='-funsafe-math-optimizations -fapprox-func -fdenormal-fp-math=preserve-sign'
        agrees "-O3 -march=native -ffp-contract=fast $others"
        others='-funsigned-char -mno-fma -mno-avx512f'
        agrees "-O2 -fsingle-precision-constant -fno-honor-infinities $others"
        ;;
    esac
    for flags in -Ofast '-O2 -ffinite-math-only' '-O2 -fpack-struct'; do
        refused_by_make "$flags"
    done
    case $compiler in
    *gcc*)
        for flags in '-O2 -funsafe-math-optimizations' '-O2 -fsingle-precision-constant' \
            '-O2 -mfpmath=387'; do
            refused_by_make "$flags"
        done
        ;;
    *)
        mended_by_make '-O2 -march=native -ffp-contract=fast -funsafe-math-optimizations'
        ;;
    esac
done
echo "$passed passed, $failed failed, $skipped skipped"
test $failed -eq 0 && test $passed -gt 0
