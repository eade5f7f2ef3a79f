#!/bin/sh
# Tests the tests' own tools (tap.sh, summary.awk, list.awk), and that make check runs every test
# file. TAP.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
suite=harness
. "$top_srcdir/tests/tools/tap.sh"

reason=mine name=mine
skip 'reason of skip' one 'two # parts' >"$folder/skipped"
n=0
printf 'ok %d - harness: %s # SKIP reason of skip\n' 1 one 2 'two + parts' |
    diff - "$folder/skipped" >"$folder/log"
result $? 'skip prints a line for each test'
test "$reason$name" = minemine
result $? "skip leaves the caller's variables alone"

summary()
{
    ${AWK:-awk} -f "$top_srcdir/tests/tools/summary.awk" "$folder"/*.trs "$folder"/*.log \
        >"$folder/printed"
}
printf ':test-result: %s\n' PASS PASS SKIP SKIP XFAIL >"$folder/a.trs"
printf ':test-result: SKIP\n' >"$folder/b.trs"
printf '%s\n' 'ok 1 - a' 'ok 2 - b # SKIP jq is not installed' \
    'SKIP: a.sh 2 - b # SKIP jq is not installed' \
    'ok - c::d  # SKIP jq is not installed' >"$folder/a.log"
printf '1..0 # SKIP strace is not installed\n' >"$folder/b.log"
summary && printf '%s\n' '3 passed, 0 failed, 3 skipped' 'skipped: 2, because jq is not installed' \
    'skipped: 1, because strace is not installed' | diff - "$folder/printed" >"$folder/log"
result $? 'the summary gives each reason once'
echo ':test-result: SKIP' >>"$folder/b.trs"
summary && grep -qx 'skipped: 1, because of a reason that was not given' "$folder/printed"
result $? 'a test that was skipped without a reason is counted'
echo ':test-result: FAIL' >>"$folder/b.trs"
! summary && grep -qx '3 passed, 1 failed, 4 skipped' "$folder/printed"
result $? 'a failure fails'
rm "$folder"/*.trs && printf ':test-result: SKIP\n' >"$folder/a.trs"
! summary
result $? 'a run in which nothing passed fails'
echo "1..$n"
