#!/bin/sh
# Demands that the objects that every CPU runs, which are those outside simd/, have no VEX or EVEX
# instruction, and that every file that computes includes config.h, and with it the checks of
# src/flags.h. TAP.
echo 1..3
without=$(cd "$top_srcdir" &&
    grep -L '^#include <config.h>$' src/*.c src/*/*.c simd/*.c json/*.c cli/*.c cli/*/*.c)
if test -n "$without" || ! grep -q '^#include "src/flags.h"$' "$top_builddir/config.h"; then
    echo "# without config.h, or config.h without src/flags.h:" $without
    echo 'not ok 1 - isolation: flags are checked in every file'
else
    echo 'ok 1 - isolation: flags are checked in every file'
fi
cd "$top_builddir" || exit 99
case $(objdump -f src/.libs/libhyspace_all_la-space.o 2>/dev/null) in
*x86-64*) ;;
*)
    reason='binutils is not installed, or this is not x86-64'
    echo "ok 2 - isolation: baseline objects # SKIP $reason"
    echo "ok 3 - isolation: the check sees vectors # SKIP $reason"
    exit 0
    ;;
esac

# Instructions with a ymm or zmm operand, and VEX forms of xmm ones: their names begin with v.
wide() { objdump -d --no-show-raw-insn "$@" | grep -E '%[yz]mm|^ +[0-9a-f]+:[[:space:]]+v[a-z]'; }

if test -n "$HYS_BASELINE_FLAGS"; then
    echo "ok 2 - isolation: baseline objects # SKIP hyspace was built with $HYS_BASELINE_FLAGS"
elif wide $(find src -name '*.o') >isolation.log; then
    sed 's/^/# /' isolation.log | head -n 20
    echo 'not ok 2 - isolation: baseline objects'
else
    echo "ok 2 - isolation: $(find src -name '*.o' | wc -l) baseline objects"
fi
rm -f isolation.log

if test "$(wide $(find simd -name '*.o') | head -n 100 | wc -l)" = 100 ||
    ! find simd -name '*avx*.o' -size +2k | grep . >/dev/null; then
    echo 'ok 3 - isolation: the check sees vectors where they are'
else
    echo 'not ok 3 - isolation: the check sees vectors where they are'
fi
