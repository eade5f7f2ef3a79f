#!/bin/sh
# A map and the parameters of another do not compile together: not in a kernel, a kind, a tail of
# the library, or the list of maps. TAP.
suite=pairing
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
. "$top_srcdir/tests/tools/tap.sh"
builddir=$(cd "$top_builddir" && pwd)
flags='-std=gnu11 -Werror=incompatible-pointer-types -fsyntax-only'
wide='-mavx2 -mfma -maes'

compile() # file flags
{
    (cd "$folder/tree" && $CC $flags $2 -I"$builddir" -Iinclude -I. "$1") >"$folder/log" 2>&1
}
fresh()
{
    rm -rf "$folder/tree" && mkdir "$folder/tree" &&
        cp -R "$top_srcdir/src" "$top_srcdir/simd" "$top_srcdir/include" "$folder/tree" &&
        chmod -R u+w "$folder/tree"
}

# refused NAME WHERE SED FILE: after SED on WHERE, the compiler finds an error in FILE.
refused()
{
    fresh && sed "$3" "$top_srcdir/$2" >"$folder/tree/$2"
    if cmp -s "$top_srcdir/$2" "$folder/tree/$2"; then
        echo "# $3 changes nothing in $2"
        result 1 "$1"
        return
    fi
    case $4 in simd/*) more=$wide ;; *) more= ;; esac
    ! compile "$4" "$more" && grep -q 'error:' "$folder/log"
    result $? "$1"
}

for file in src/reference/native.c src/kinds/log.c src/kinds/reals.c src/route.c src/sample.c; do
    fresh && compile $file
    result $? "$file as it is"
done
refused 'a scalar kernel with the parameters of another map' src/reference/native.c \
    's/TYPED(choose64, /TYPED(choose32, /' src/reference/native.c
refused 'a scalar kernel reads a member of another struct' src/reference/native.c \
    's/p->half_cells >> 32/p->count >> 32/' src/reference/native.c
refused 'a row of another struct' src/kernels.h \
    's/X(log_f32, uint32_t, float, log_f32)/X(log_f32, uint32_t, float, log_f64)/' src/kinds/log.c
refused 'a row of an unknown struct' src/kernels.h \
    's/X(rint_f32, float, float, none)/X(rint_f32, float, float, nothing)/' src/kinds/log.c
refused 'a kind fills the parameters of another map' src/kinds/log.c \
    's/HYSI_ADD_MAP(head, log_f32)/HYSI_ADD_MAP(head, log_f64)/' src/kinds/log.c
refused 'a kind adds another map' src/kinds/reals.c \
    's/HYSI_ADD_MAP(head, jax_pow_f64)/HYSI_ADD_MAP(head, log_f64)/' src/kinds/reals.c
refused 'a tail with the table of another map' src/route.c \
    's/ROUND(round_f64_u64, round_f64/ROUND(round_f64_u64, round_f32/' src/route.c
refused 'a tail with a map that has parameters' src/route.c \
    's/CAST(cast_i32_f64)/CAST(gather32)/' src/route.c
refused 'the unit interval by another map' src/sample.c \
    's/HYSI_STAGE(jax_linear_f32, .scale/HYSI_STAGE(jax_uniform_f32, .scale/' src/sample.c

fresh
if grep -q '^#define HYSI_HAVE_AVX2 1' "$builddir/config.h" && compile simd/avx2.c "$wide"; then
    refused 'a vector kernel with the parameters of another map' simd/map_native.h \
        's/TYPED(qlinear64_i64)/TYPED(qlinear32_i64)/' simd/avx2.c
    refused 'a law with the parameters of another map' simd/law_native.h \
        's/ log_f32_law(const hysi_log_f32_params/ log_f32_law(const hysi_qlog_i32_params/' \
        simd/avx2.c
else
    skip 'the ISA path avx2 is not built' 'a vector kernel with the parameters of another map' \
        'a law with the parameters of another map'
fi
echo "1..$n"
