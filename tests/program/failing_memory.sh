#!/bin/sh
# Makes each allocation of each command fail in turn. Either the program says so in a line, ends
# with 1, and leaves the old file untouched and nothing beside it; or it can do without that memory
# and writes everything. TAP.
#
# Of more than 100 allocations some are left out, unless HYS_TEST_BUDGET=long. $HYSPACE is the
# program; tests/program/failing_memory.c is compiled here and preloaded.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA COLUMNS
cd "$folder" || exit 99
mkdir place
examples=$top_srcdir/examples

program=$HYSPACE
# not libtool's wrapper script
test -x "$top_builddir/.libs/hyspace" && program=$top_builddir/.libs/hyspace
if test -n "$SANITIZE" ||
    ! ${CC:-cc} -shared -fPIC -O1 "$top_srcdir/tests/program/failing_memory.c" -o no_memory.so \
    2>/dev/null ||
    test -n "$(LD_PRELOAD=$folder/no_memory.so sh -c : 2>&1)"; then
    echo '1..0 # SKIP no library can be loaded before a program, or a sanitizer has its own malloc'
    exit 0
fi
# AT FILE ARGUMENT...: allocation number AT fails; the output is in `written` or in place/kept
run()
{
    fail_at=$1 input=$2
    shift 2
    echo untouched >place/kept
    rm -f seen
    HYS_FAIL_AT=$fail_at HYS_FAIL_SEEN=$folder/seen \
        LD_LIBRARY_PATH=$top_builddir/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} \
        LD_PRELOAD=$folder/no_memory.so \
        "$program" "$@" <"$input" >written 2>message
}

n=0 skip_above=100
test "$HYS_TEST_BUDGET" = long && skip_above=1000000 # none
starved() # NAME INPUT ARGUMENT...
{
    name=$1
    shift
    n=$((n + 1)) at=0 faults=0 refused=0 wrong=
    run -1 "$@" && cp place/kept kept.expected && cp written written.expected ||
        wrong="it does not run: $(cat message)"
    while test -z "$wrong"; do
        run $at "$@"
        code=$?
        test -e seen || break # fewer allocations than that
        if test $code -eq 0; then
            cmp -s place/kept kept.expected && cmp -s written written.expected &&
                ! test -s message || wrong="$at: another output, or a message"
        else
            refused=$((refused + 1)) kept= said= more=
            read -r kept <place/kept
            { read -r said && read -r more; } <message
            case $code,$kept,$more,$said in
            1,untouched,,hyspace:*memory*) ;;
            # the C library's message about its own allocations
            1,untouched,,hyspace:*'cannot start thread'*) ;;
            *) wrong="$at: exit $code, $kept, $said $more" ;;
            esac
        fi
        left=$(echo place/* place/.[!.]*)
        test "$left" = 'place/kept place/.[!.]*' || wrong="$at: left there: $left"
        faults=$((faults + 1))
        at=$((at + 1 + at / skip_above))
    done
    if test -z "$wrong" && test $refused -gt 0; then
        said="$faults of $at allocations failed in turn, $refused were refused"
        echo "ok $n - memory: $name: $said"
    else
        echo "# $wrong"
        echo "not ok $n - memory: $name"
    fi
}

"$HYSPACE" sample "$examples/lcbench.json" -n 20 -o rows.csv &&
    "$HYSPACE" encode "$examples/lcbench.json" --input rows.csv -o units.csv &&
    printf '%s\n' 0.1 2 3 >numbers || exit 99
none=/dev/null
for format in csv tsv jsonl npy raw; do
    starved "sample, $format" $none sample "$examples/lcbench.json" -n 2000 -f $format -o place/kept
done
starved 'sample, two threads' $none sample "$examples/xgboost.json" -n 30000 -j 2 -o place/kept
starved 'sample, a file on standard input' "$examples/nasbench201.json" sample - -n 10
starved 'sample, a list of a word' $none sample discrete:1,2,3,5,8 -n 10 -o place/kept
starved transform numbers transform linear:0:1 -o place/kept
starved 'transform, labels' $none transform "$examples/lcbench.json" --input rows.csv -o place/kept
starved encode $none encode "$examples/lcbench.json" --input rows.csv -o place/kept
for format in tsv jsonl npy; do
    "$HYSPACE" sample "$examples/lcbench.json" -n 5 -o "rows.$format" || exit 99
    starved "encode, $format" $none encode "$examples/lcbench.json" --input "rows.$format" \
        -o place/kept
done
starved decode $none decode "$examples/lcbench.json" --input units.csv -o place/kept
starved digest $none digest "$examples/lcbench.json" -n 2000
starved describe $none describe "$examples/lcbench.json" -n 2000
starved bits $none bits -n 2000 -o place/kept
starved verify $none verify --isa scalar
starved info $none info

# Threads that fail at the same time: one of them says so and ends the program, once.
n=$((n + 1)) wrong=
for try in $(seq 50); do
    HYS_FAIL_THREADS=16 run -1 $none sample "$examples/xgboost.json" -n 1e7 -j 17 \
        --progress -o place/kept
    code=$?
    if test $code -ne 1 || test "$(cat seen)" != x || test "$(cat place/kept)" != untouched ||
        test "$(tr '\r' '\n' <message | grep -c memory)" -ne 1 ||
        ! tail -n 1 message | grep -q 'hyspace: memory: .*bytes$'; then
        wrong="$wrong try $try: exit $code, calls of exit: $(cat seen), $(cat message)"
    fi
done
if test -z "$wrong"; then
    echo "ok $n - memory: 16 threads that fail at once, 50 times: one message, one exit"
else
    echo "$wrong" | sed 's/^/# /'
    echo "not ok $n - memory: 16 threads that fail at once"
fi
echo "1..$n"
