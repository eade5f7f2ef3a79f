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

# ---- the tests that there are ----

cd "$top_srcdir" || exit 99
for file in tests/unit/test_*.c tests/program/*.sh tests/build/*.sh tests/languages/*.sh; do
    grep -q "[[:space:]]$file\( \|$\)" tests/check.mk || echo "$file: check.mk does not name it"
done >"$folder/log"
test ! -s "$folder/log"
result $? 'make check knows every test file'
# bench/works.c has a list of its own, in which labels have a word of their own.
grep -o '"[a-z]\{3,\}:[^" ]*"\|"bool"' bench/works.c | tr -d '"' | sed 's/^labels:/discrete:/' |
    sort -u >"$folder/words"
awk -F '\t' '$4 ~ /(^|,)bench($|,)/ { print $1 }' tests/data/spaces.tsv | sort -u >"$folder/rows"
comm -23 "$folder/words" "$folder/rows" >"$folder/log"
test "$(wc -l <"$folder/words")" -gt 10 && test ! -s "$folder/log"
result $? 'the spaces of the bench are rows of spaces.tsv'
printf '%s\n' '#!/bin/sh' '# One' '# thing. TAP.' '#' '# Another.' 'echo # x' >"$folder/a.sh"
printf '%s\n' '/* Two' ' * things. */' 'int x; /* more */' >"$folder/b.c"
${AWK:-awk} -f tests/tools/list.awk "$folder/a.sh" "$folder/b.c" | sed 1d | tr -s ' ' \
    >"$folder/list"
printf '%s\n' ' a.sh One thing.' ' b.c Two things.' | diff - "$folder/list" >"$folder/log"
result $? 'the list prints the first paragraph of a comment'
${AWK:-awk} -f tests/tools/list.awk tests/unit/test_*.c tests/*/*.sh >"$folder/log"
result $? 'every test file says what it holds'
printf '%s\n' '# A title' 'One sentence.' 'Two. Sentences.' '' '    Code. Code.' '' \
    '- a list: `a.b. C`' '  and its end.' >"$folder/a.md"
${AWK:-awk} -f tests/tools/sentences.awk "$folder/a.md" | cut -d : -f 2,3 >"$folder/list"
printf '%s\n' '3: two sentences' '7: a sentence goes on in the next line' | diff - "$folder/list" \
    >"$folder/log"
result $? 'Markdown: two sentences in a line, one in two'
echo "1..$n"
