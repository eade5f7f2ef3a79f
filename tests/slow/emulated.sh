#!/bin/sh
# Runs the plain runner on other CPUs through qemu's user mode, under sanitizers and under
# valgrind; make check-qemu-x86, check-arm64, check-asan and the like call it.
#
#   emulated.sh ROW COMMAND...    COMMAND runs tests/plain, in which the instruction set ROW must
#                                 be in use; - is any
#
# HYS_TEST_EMULATED gives the reason why the two tests that compare every kernel are left out: those
# of AVX2 run on the CPU itself in make check, and qemu 7.2 loads 32 bytes where vcvtdq2pd takes 16.
# The script prints what failed and what was counted, and closes with "N passed, N failed, N
# skipped".
row=$1
shift
log=$(mktemp) || exit 99
trap 'rm -f "$log"' EXIT
echo "== $*"
test "$row" = - || export HYS_TEST_ROW="$row"
HYS_TEST_BUDGET=short HYS_TEST_DIR=${top_srcdir:-.}/tests/data "$@" >"$log" 2>&1
status=$?
grep -E -e '^not ok|^# .*\.c:[0-9]+:|# SKIP|not compared' \
    -e '^# (golden|native|identity|environment|guard): ' "$log"
# Reports of sanitizers and of valgrind may be anywhere in the log. A run without a report has no
# line of theirs.
reports=$(grep -cE '^==[0-9]+==|[A-Za-z]+Sanitizer: |: runtime error: ' "$log")
test "$reports" -eq 0 ||
    grep -E -A 12 -m 3 '^==[0-9]+==|[A-Za-z]+Sanitizer: |: runtime error: ' "$log"
grep -E '^# [0-9]+ passed' "$log" >/dev/null && test "$reports" -eq 0 || {
    tail -n 40 "$log"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
}
sed -n 's/^# \([0-9]* passed, .*\)/\1/p' "$log" | tail -n 1
exit $status
