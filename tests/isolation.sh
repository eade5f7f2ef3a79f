#!/bin/sh
# No instruction of a wider set in the objects that every CPU runs: what is not in simd/ has neither VEX nor EVEX. TAP.
echo 1..2
cd "$top_builddir" || exit 99
case $(objdump -f src/.libs/libhyspace_all_la-space.o 2>/dev/null) in
*x86-64*) ;;
*)
    echo 'ok 1 - isolation: baseline objects # SKIP binutils is not installed, or this is not x86-64'
    echo 'ok 2 - isolation: the check sees vectors # SKIP binutils is not installed, or this is not x86-64'
    exit 0
    ;;
esac

# Instructions with a ymm or zmm operand, and VEX forms of xmm ones: their names begin with v.
wide() { objdump -d --no-show-raw-insn "$@" | grep -E '%[yz]mm|^ +[0-9a-f]+:[[:space:]]+v[a-z]'; }

if test -n "$HYS_BASELINE_FLAGS"; then
    echo "ok 1 - isolation: baseline objects # SKIP hyspace was built with $HYS_BASELINE_FLAGS"
elif wide $(find src -name '*.o') >isolation.log; then
    sed 's/^/# /' isolation.log | head -n 20
    echo 'not ok 1 - isolation: baseline objects'
else
    echo "ok 1 - isolation: $(find src -name '*.o' | wc -l) baseline objects"
fi
rm -f isolation.log

if test "$(wide $(find simd -name '*.o') | head -n 100 | wc -l)" = 100 || ! find simd -name '*avx*.o' -size +2k | grep . >/dev/null; then
    echo 'ok 2 - isolation: the check sees vectors where they are'
else
    echo 'not ok 2 - isolation: the check sees vectors where they are'
fi
