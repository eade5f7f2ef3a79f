#!/bin/sh
# The plain runner on other CPUs, through qemu's user mode; make check-qemu-x86 and make check-arm64 call this.
#
#   emulated.sh ROW COMMAND...    COMMAND runs tests/plain there; ROW must be the instruction set that serves
#
# HYS_TEST_UNGUARDED gives the reason where maps cannot be tested between guard pages: qemu 7.2 loads 32 bytes where
# vcvtdq2pd takes 16.
#
# Prints what failed and what was counted, and closes with "N passed, N failed, N skipped".
row=$1
shift
log=$(mktemp) || exit 99
trap 'rm -f "$log"' EXIT
echo "== $*"
HYS_TEST_BUDGET=short HYS_TEST_ROW=$row HYS_TEST_DIR=${top_srcdir:-.}/tests "$@" >"$log" 2>&1
status=$?
grep -E '^not ok|^# .*\.c:[0-9]+:|# SKIP|^# (golden|native|identity|environment|guard): |not compared' "$log"
tail -n 1 "$log" | grep -E '^# [0-9]+ passed' >/dev/null || { tail -n 5 "$log"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
sed -n 's/^# \([0-9]* passed, .*\)/\1/p' "$log" | tail -n 1
exit $status
