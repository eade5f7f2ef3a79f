#!/bin/sh
# Tests what the program makes of designs: their rows, counts and options, every split and number of
# threads, what describe says and draws, and 60 designs that cannot be, each refused with its
# message. TAP.
#
# $HYSPACE is the program, $top_srcdir the source tree.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA
examples=$(cd "$top_srcdir/examples" && pwd) || exit 99
model=$(cd "$top_srcdir/tests/program" && pwd)/describe_model.py
cd "$folder" || exit 99

suite=designs
. "$top_srcdir/tests/tools/tap.sh"

# gives NAME TEXT ARGUMENT...: the program prints exactly TEXT.
gives()
{
    name=$1 text=$2
    shift 2
    printf '%s\n' "$text" >expected
    "$HYSPACE" "$@" >out 2>err && cmp -s out expected && ! test -s err
    code=$?
    test $code -eq 0 || { diff expected out; cat err; } | sed 's/^/# /'
    result $code "$name"
}
rows() # the rows of a single space, on one line; argument...
{
    "$HYSPACE" sample "$@" --no-header 2>&1 | tr '\n' ' '
}
prints() # NAME TEXT ARGUMENT...: the rows, on one line, are TEXT
{
    name=$1 text=$2
    shift 2
    rows "$@" >out
    test "$(cat out)" = "$text " || { sed 's/^/# /' out && echo; false; }
    result $? "$name"
}
cat >mixed.json <<'JSON'
{"hyspace": 2, "space": {
  "opt": {"kind": "discrete", "values": ["adam", "sgd", "lion"]},
  "lr": {"kind": "log", "lower": 1e-4, "upper": 1},
  "drop": {"kind": "linear", "lower": 0, "upper": 0.5},
  "layers": {"kind": "int", "lower": 1, "upper": 2}}}
JSON
cat >finite.json <<'JSON'
{"hyspace": 1, "space": {
  "b": {"kind": "discrete", "values": [1, 2]},
  "a": {"kind": "discrete", "values": ["x", "y", "z"]}}}
JSON

# ---- rows ----

prints 'sobol_plain: the sequence' '0 0.5 0.75 0.25 0.375 0.875' linear:0:1 \
    --stream sobol_plain -n 6
prints 'sobol_plain: another dimension' '0 0.5 0.25 0.75 0.375 0.875' linear:0:1 \
    --stream sobol_plain --dim 1 -n 6
prints 'sobol_plain: no key changes it' '0 0.5 0.75' linear:0:1 --stream sobol_plain --seed 9 -n 3
"$HYSPACE" bits --stream sobol_plain --dim 0 --type u64 -n 4 -f csv >out
printf '%s\n' value 0 9223372036854775808 13835058055282163712 4611686018427387904 >expected
cmp -s out expected
result $? 'sobol_plain: words of 64 bits'
"$HYSPACE" bits --stream sobol_owen --dim 21200 --type u32 -n 100 -f csv --first 1e18 >out &&
    "$HYSPACE" bits --stream sobol_owen --dim 21200 --type u64 -n 100 -f csv --first 1e18 >wide
test "$(sort -u out | wc -l)" -eq 101 && test "$(sort -u wide | wc -l)" -eq 101
result $? 'sobol_owen: words of the last dimension, far out'
prints 'grid: cells of equal mass' '0.125 0.375 0.625 0.875' linear:0:1 --stream grid --points 4
prints 'grid: from end to end' '0 1 2 3 3.9999999999999996' linear:0:4 --stream \
    grid --points 5 --ends
prints 'grid: one point, from end to end' 0.5 linear:0:1 --stream grid --points 1 --ends
prints 'grid: every value' '1 3 5' int:1:6:step=2 --stream grid
prints 'grid: values of weight 0 are no points' 'a c' discrete:a,b,c:weights=1,0,2 --stream grid
prints 'grid: by the one column there is' '0.25 0.75' linear:0:1 --stream grid --points value=2
gives 'grid: the last of the sorted names runs fastest' 'b,a
1,x
2,x
1,y
2,y
1,z
2,z' sample finite.json --stream grid
gives 'grid: some columns' 'a
x
x
y' sample finite.json --stream grid --columns a -n 3
gives 'grid: points for all and for one' 'opt,lr,drop,layers
adam,0.010000000000000002,0.125,1
adam,0.010000000000000002,0.375,1
adam,0.010000000000000002,0.125,2' sample mixed.json --stream grid --points 1,drop=2 --indices "$(
    printf '%s\n' 0 6 3 >list && echo list)"
"$HYSPACE" sample mixed.json --stream grid --points lr=1 --points drop=2 -n all >out &&
    "$HYSPACE" sample mixed.json --stream grid --points 7,drop=2,lr=1 -n all | cmp -s - out &&
    test "$(wc -l <out)" -eq 13
result $? 'points in one option or in two'
cat >odd.json <<'JSON'
{"hyspace": 1, "space": {
  "a,b=c": {"kind": "linear", "lower": 0, "upper": 1},
  "q\"": {"kind": "linear", "lower": 0, "upper": 1}}}
JSON
gives 'points of names with commas, equals signs and quotes' '"a,b=c","q"""
0.25,0.5
0.75,0.5' sample odd.json --stream grid --points '"a,b=c=2","q""=1"'
"$HYSPACE" sample finite.json --stream grid --no-header | sort >grid
for seed in 0 1 2 3 4 5 6 7; do
    "$HYSPACE" sample finite.json --stream permuted --seed $seed --no-header >permuted.$seed
    sort permuted.$seed | cmp -s - grid || echo "$seed: not the rows of the grid"
done >wrong
test ! -s wrong && test "$(cat permuted.? | paste -d/ - - - - - - | sort -u | wc -l)" -ge 6
result $? 'permuted: each row of the grid once, in orders of the key'
"$HYSPACE" sample int:0:999999 --stream permuted -n all -j 3 --no-header >out &&
    ! sort -n out | cmp -s - out && sort -n out | awk '$1 != NR - 1 { bad = 1 } END { exit bad }'
result $? 'permuted: a million integers, each once'
rows linear:0:8 --stream lhs --rows 8 -n all --seed 3 | tr ' ' '\n' | sed '/^$/d; s/\..*//' |
    sort | tr '\n' ' ' >out
test "$(cat out)" = '0 1 2 3 4 5 6 7 '
result $? 'lhs: each stratum once'
test "$(rows linear:0:8 --stream lhs --rows 8 -n all --seed 3 --centred | tr ' ' '\n' |
    sort | tr '\n' ' ' | sed 's/^ //')" = '0.5 1.5 2.5 3.5 4.5 5.5 6.5 7.5 '
result $? 'lhs: centred'

# ---- how many ----

count() { "$HYSPACE" sample "$@" --no-header 2>&1 | wc -l; }
test "$(count finite.json --stream grid)" -eq 6 &&
    test "$(count finite.json --stream grid --first 4)" -eq 2 &&
    test "$(count finite.json --stream permuted -n 5)" -eq 5 &&
    test "$(count linear:0:1 --stream lhs --rows 100)" -eq 10 &&
    test "$(count linear:0:1 --stream lhs --rows 100 -n all --first 1)" -eq 99 &&
    test "$(count linear:0:1 --stream sobol)" -eq 10 &&
    test "$(count finite.json --stream grid -n 0 --first 6)" -eq 0
result $? 'without a count 10 rows, or those that are left; all; none'
test "$("$HYSPACE" bits --stream lhs --rows 7 | wc -c)" -eq 28 &&
    test "$("$HYSPACE" bits --stream lhs --rows 12 -n all --type u64 | wc -c)" -eq 96 &&
    "$HYSPACE" bits --stream sobol -n all --first 18446744073709551606 | test "$(wc -c)" -eq 40
result $? 'bits: of a design with an end, and to the end of all numbers'
prints 'the last row of 2^63' 9223372036854775807 int:0:9223372036854775807 --stream grid \
    --first 9223372036854775807
prints 'the last row of Sobol' "$(rows linear:0:1 --stream sobol -n 1 \
    --first 18446744073709551615 | tr -d ' ')" linear:0:1 --stream sobol -n 1 \
    --first 18446744073709551615 -j 3

# ---- one table, however it is drawn ----

for design in sobol sobol_owen sobol_shift sobol_plain 'lhs --rows 3000' \
    'lhs --rows 3000 --centred' 'grid --points 40' 'grid --points 9,lr=80 --ends' \
    'permuted --points 40'; do
    draw() { "$HYSPACE" sample mixed.json --stream $design --seed 5 "$@" --no-header; }
    draw -n 3000 >whole
    { draw -n 1 && draw --first 1 -n 1398 -j 2 && draw --first 1399 -n 1601; } | cmp -s - whole &&
        draw -n 3000 -j 5 | cmp -s - whole
    result $? "$design: in parts and in threads"
    printf '%s\n' 2999 0 1024 7 7 8 >list
    draw --indices list >out &&
        awk 'NR == FNR { row[NR - 1] = $0; next } { print row[$1] }' whole list | cmp -s - out
    result $? "$design: rows by their numbers"
    draw -n 3000 --columns layers,lr >out && cut -d, -f2,4 whole | cmp -s - out
    result $? "$design: some columns"
    draw -n 3000 -f raw -o - >raw
    for isa in scalar avx2 avx2_vaes avx512 neon; do
        draw -n 3000 -f raw -o - --isa $isa 2>err >out || { grep -q 'is not' err && continue; }
        cmp -s out raw || echo $isa
    done >wrong
    test ! -s wrong
    result $? "$design: under each instruction set"
    for j in 1 4; do
        "$HYSPACE" digest mixed.json --stream $design --seed 5 -n 3000 -j $j | tail -n 1
    done | uniq >digests
    "$HYSPACE" digest mixed.json --stream $design --seed 5 -n 2999 | tail -n 1 >shorter
    test "$(wc -l <digests)" -eq 1 && grep -Exq '\* [0-9a-f]{16}' digests &&
        ! cmp -s digests shorter
    result $? "$design: one digest"
done
"$HYSPACE" sample mixed.json --stream lhs --rows 50 -n all --columns drop --no-header >out &&
    "$HYSPACE" sample linear:0:0.5 --stream lhs --rows 50 -n all --dim drop --no-header |
    cmp -s - out
result $? 'lhs: a column is a single space with the dim of its name'
# sorted: drop, layers, lr, opt
"$HYSPACE" sample mixed.json --stream sobol_plain -n 99 --columns lr --no-header >out &&
    "$HYSPACE" sample log:1e-4:1 --stream sobol_plain -n 99 --dim 2 --no-header | cmp -s - out
result $? 'sobol_plain: a column has the dimension of its rank'
sed 's/"upper": 0.5/&, "dimension": 2/' mixed.json >pinned.json
"$HYSPACE" sample pinned.json --stream sobol_plain -n 99 --columns drop,lr --no-header >out
"$HYSPACE" sample linear:0:0.5 --stream sobol_plain -n 99 --dim 2 --no-header >drop
"$HYSPACE" sample log:1e-4:1 --stream sobol_plain -n 99 --dim 1 --no-header | paste -d, - drop |
    cmp -s - out
result $? 'sobol_plain: a dimension in the file, and what is left for the others'

# ---- what cannot be ----

refusals=0
refuses() # NAME PATTERN ARGUMENT...: exit status 2, one line "hyspace: PATTERN", no file
{
    refusals=$((refusals + 1))
    name=$1 pattern=$2
    shift 2
    "$HYSPACE" "$@" >out 2>err
    is_refusal $? 2 "$pattern" err && test ! -e kept
    code=$?
    test $code -eq 0 || sed 's/^/# /' err out
    result $code "refused: $name"
}
one='sample linear:0:1 -o kept'
two='sample mixed.json -o kept'
refuses 'rows of a random stream' '--rows: is for --stream lhs$' $one --rows 5
refuses 'rows of Sobol' '--rows: is for --stream lhs$' $one --stream sobol --rows 5
refuses 'rows of a grid' '--rows: is for --stream lhs$' $one --stream grid --points 3 --rows 3
refuses 'lhs without rows' '--rows: --stream lhs needs it: the number of rows of the whole' \
    $one --stream lhs
refuses 'lhs without rows, of a table' '--rows: --stream lhs needs it' $two --stream lhs -n 5
for rows in 0 -1 1.5 18446744073709551616 x ''; do
    refuses "lhs of '$rows' rows" "--rows: expected a whole number .* found \"$rows\"" $one \
        --stream lhs --rows "$rows"
done
refuses 'more rows than draws of 32 bits tell apart' \
    'linear:0:1: 4194305 rows of a Latin hypercube are more than the 4194304 that its .* f32' \
    $one --stream lhs --rows 4194305 --type f32
refuses 'more rows than draws of 64 bits tell apart' \
    'linear:0:1: 4294967297 rows of a Latin .* more than the 4294967296 that its .* f64' \
    $one --stream lhs --rows 4294967297
refuses 'more rows than one column tells apart' \
    'mixed.json: space.opt: 4194305 rows of a Latin hypercube are more than the 4194304 that' \
    $two --stream lhs --rows 4194305
"$HYSPACE" sample mixed.json --stream lhs --rows 4194305 --columns lr -n 1 >out 2>&1
result $? 'a column that tells them apart is drawn'
refuses 'more words than 32 bits tell apart' \
    'bits: 4194305 rows of .* its draws in u32 tell apart' bits --stream lhs --rows 4194305 -o kept
refuses 'centred random samples' '--centred: is for --stream lhs$' $one --centred
refuses 'a centred Sobol design' '--centred: is for --stream lhs$' $two --stream sobol --centred
refuses 'a centred grid' '--centred: is for --stream lhs$' $two --stream grid --points 2 --centred
refuses 'ends of random samples' '--ends: is for --stream grid or permuted$' $one --ends
refuses 'ends of a Latin hypercube' '--ends: is for --stream grid or permuted$' $one --stream lhs \
    --rows 4 --ends
refuses 'points of random samples' '--points: is for --stream grid or permuted$' $one --points 5
refuses 'points of a Latin hypercube' '--points: is for --stream grid or permuted$' $two \
    --stream lhs --rows 4 --points lr=5
refuses 'a grid without points' \
    'linear:0:1: is continuous, so --stream grid needs its number of points: --points K$' \
    $one --stream grid
refuses 'a table without points' \
    'mixed.json: space.lr: is continuous, so .* grid needs .* --points K or --points NAME=K$' \
    $two --stream grid
refuses 'a column without points' \
    'mixed.json: space.drop: is continuous, so --stream permuted needs its number of points' \
    $two --stream permuted --points lr=3
refuses 'points of a finite space' '--points: are for continuous columns, and int:1:6 has none$' \
    sample int:1:6 --stream grid --points 3 -o kept
refuses 'points of a finite table' \
    '--points: are for continuous columns, and finite.json has none$' \
    sample finite.json --stream permuted --points 3 -o kept
refuses 'points of a finite column' \
    '--points: are for continuous columns, and "opt" has finitely many values$' \
    $two --stream grid --points 2,opt=2
refuses 'points of no column' \
    '--points: mixed.json has no column "layer", did you mean layers' $two --stream grid \
    --points layer=2
for points in 0 -1 x 1.5 9007199254740993 18446744073709551616 ''; do
    refuses "'$points' points" "--points: expected .* found \"$points\"" $one --stream grid \
        --points "2,value=$points"
done
refuses 'no points at all' '--points: expected K or NAME=K' $one --stream grid --points ''
refuses 'points in quotes that do not end' '--points:1: a quoted field' $one --stream grid \
    --points '"value=2'
refuses 'a grid beyond 2^63' \
    'mixed.json: a grid has at most 2^63 rows, and this one would have about 9.6 x 10^20$' \
    $two --stream grid --points 4e9,drop=4e10
refuses 'a grid of just 2^63 and one more column' \
    'mixed.json: a grid has at most 2^63 rows, and .* would have 13835058055282163712$' \
    $two --stream permuted --points lr=9007199254740992,drop=256
refuses 'a grid of all integers' \
    'int:-9.*: a grid has at most 2^63 rows, and this one would have 18446744073709551616$' \
    sample int:-9223372036854775808:9223372036854775807 --stream grid -o kept
refuses 'a grid of all integers but one' \
    'int:-9.*: a grid has at most 2^63 rows, and this one would have 18446744073709551615$' \
    sample int:-9223372036854775808:9223372036854775806 --stream permuted -o kept
refuses 'a grid of half as many integers again as there may be' \
    'int:-4.*: a grid has at most 2^63 rows, and this one would have 13835058055282163712$' \
    sample int:-4611686018427387904:9223372036854775807 --stream grid -o kept
refuses 'x64 of a design' '--x64: is for the JAX streams' $two --stream sobol --x64
refuses 'x64 of a grid' '--x64: is for the JAX streams' $two --stream grid --points 3 --x64
for dim in 21201 18446744073709551615 lr -1 18446744073709551616; do
    refuses "dimension '$dim'" "--dim: expected a .* found \"$dim\"" $one --stream sobol \
        --dim "$dim"
done
refuses 'words of a dimension beyond the last' \
    '--dim: expected a dimension from 0 to 21200 under the sobol_plain stream, found "21201"' \
    bits --stream sobol_plain --dim 21201 -o kept
refuses 'a dim of a grid' '--dim: is for --stream native, sobol, .* or lhs$' $one --stream grid \
    --points 3 --dim 0
refuses 'a dim for a table' '--dim: is for a single space' $two --stream sobol --dim 3
refuses 'words of a grid' '--stream: grid has no draws' bits --stream grid -o kept
refuses 'words of a permuted grid' '--stream: permuted has no draws' bits --stream permuted -o kept
refuses 'points of words' '--points: not an option of hyspace bits' bits --points 3 -o kept
refuses 'more rows than there are' '--count: the design has 6 rows; -n all draws every one$' \
    sample finite.json --stream grid -n 7 -o kept
refuses 'more rows than are left' \
    '--count: the design has 6 rows, 2 of them from row 4 on$' \
    sample finite.json --stream permuted --first 4 -n 3 -o kept
refuses 'all of 2^64 rows of six' '--count: the design has 6 rows' sample finite.json \
    --stream grid -n 18446744073709551616 -o kept
refuses 'a row behind the last' \
    '--first: the design has 100 rows, numbered from 0, and no row 100$' $two --stream lhs \
    --rows 100 --first 100
refuses 'the last of all numbers' '--first: the design has 1 row, numbered from 0, and no row 184' \
    sample constant:1 --stream grid --first 18446744073709551615 -n all -o kept
refuses 'words behind the last' '--count: the design has 3 rows; -n all' bits --stream lhs \
    --rows 3 -n 4 -o kept
printf '%s\n' 5 6 >list
refuses 'a number behind the last' \
    'list:2: the design has 6 rows, numbered from 0, and no row 6$' sample finite.json \
    --stream grid --indices list -o kept
refuses 'all of a stream without an end' \
    '--count: all is for designs that have an end: --stream lhs, grid or permuted$' $one -n all
refuses 'all of Sobol' '--count: all is for designs that have an end' digest mixed.json \
    --stream sobol -n all
refuses 'describing more rows than there are' '--count: the design has 6 rows' describe \
    finite.json --stream grid -n 7
awk 'BEGIN {
    print "{\"hyspace\": 1, \"space\": {"
    for (i = 0; i < 21202; i++)
        printf "%s\"c%05d\": {\"kind\": \"linear\", \"lower\": 0, \"upper\": 1}", i ? ",\n" : "", i
    print "}}"
}' >wide.json
refuses 'more columns than dimensions' \
    'wide.json: space.c21201: would have a dimension beyond 21200, the last one of Sobol designs$' \
    sample wide.json --stream sobol_plain -n 1 -o kept
"$HYSPACE" sample wide.json --stream sobol_plain -n 1 --columns c21200,c00000 >out 2>&1
result $? 'columns of it that have a dimension are drawn'
test $refusals -ge 60
result $? "$refusals designs were refused"

# ---- discrepancy ----

# That of n points in the middles of their cells is 1 / (12 n^2).
for rows in 1 16; do
    "$HYSPACE" discrepancy linear:0:1 --stream lhs --rows $rows --centred -n all
done >out 2>&1
awk '{ n = NR == 1 ? 1 : 16; x = $1 * 12 * n * n; bad = bad || x < 0.999999 || x > 1.000001 }
    END { exit bad || NR != 2 }' out
result $? 'discrepancy: of rows in the middles of their strata'
for stream in sobol native; do
    "$HYSPACE" discrepancy "$examples/xgboost.json" --stream $stream -n 512
done | paste - - | awk '{ exit !($1 < $2) }'
result $? 'discrepancy: of a Sobol design it is less than of random rows'
refuses 'rows of what is read' '--rows: is for samples of a SPACE' discrepancy - --rows 3

# ---- describe ----

has() # name, line, argument...
{
    name=$1 line=$2
    shift 2
    COLUMNS=200 "$HYSPACE" describe "$@" >out 2>err && test ! -s err && grep -qxF -- "$line" out
    code=$?
    test $code -eq 0 || sed 's/^/# /' out err
    result $code "describe: $name"
}
has 'a design without an end' \
    'mixed.json  4 columns, 2 of them continuous, samples 0 to 99999, sobol stream, key 0:7' \
    mixed.json     --stream sobol --seed 7
has 'a design that no key changes' \
    'linear:0:1  samples 0 to 63, sobol_plain stream' linear:0:1 --stream sobol_plain -n 64
has 'a Latin hypercube' 'linear:0:1  samples 0 to 63, lhs stream of 64 rows, centred, key 0:0' \
    linear:0:1 --stream lhs --rows 64 --centred
has 'a grid' 'linear:0:1  samples 0 to 4, grid stream of 5 rows, with ends' linear:0:1 \
    --stream grid --points 5 --ends
has 'one row' 'constant:1  1 configuration, samples 0 to 0, grid stream of 1 row' constant:1 \
    --stream grid
COLUMNS=80 "$HYSPACE" describe linear:0:64 --stream grid --points 64 | grep -Eo 'min +0.5$' >out
test -s out
result $? 'describe: the smallest row'
COLUMNS=80 "$HYSPACE" describe mixed.json --stream grid --points 8 >out
test "$(grep -c '33.3 %$' out)" -eq 3 && grep -q ', grid stream of 384 rows' out &&
    grep -q ' mean    0.25$' out
result $? 'describe: a grid has each value as often as any other'

refuses 'pairs without a picture' '--pairs: is for a picture: --plot FILE.png' describe mixed.json \
    --pairs lr,drop
refuses 'half a pair' '--pairs: expected names with commas between them, two for each pair' \
    describe mixed.json --pairs lr,drop,opt --plot kept.png
refuses 'a column and itself' '--pairs: "lr" makes no pair with itself' describe mixed.json \
    --pairs lr,lr --plot kept.png
refuses 'a pair with no column' '--pairs: mixed.json has no column "x"' describe mixed.json \
    --pairs lr,x --plot kept.png
refuses 'pairs beside columns' '--pairs: stands instead of --columns' describe mixed.json \
    --pairs lr,drop --columns lr --plot kept.png
refuses 'too many points' '--count: a picture of pairs shows at most 65536 samples' \
    describe mixed.json --pairs lr,drop --plot kept.png -n 65537
refuses 'more points than rows' '--count: the design has 12 rows' describe mixed.json \
    --pairs lr,drop --stream grid --points 2,lr=1 -n 13 --plot kept.png

# What gnuplot is told: each panel's heading and points.
mkdir bin
printf '#!/bin/sh\ncat >script\nexit 1\n' >bin/gnuplot
chmod +x bin/gnuplot
told() { PATH=$folder/bin:$PATH "$HYSPACE" describe "$@" --plot new.png >out 2>err; }
panel() # number; its points
{
    awk -v panel="$1" '/^plot/ { n++; at = 1; next } /^e$/ { at = 0 } at && n == panel' script
}
told mixed.json --stream sobol --seed 4 --pairs drop,lr,opt,layers
panel 1 >one && panel 2 >two && panel 3 >three
"$HYSPACE" sample mixed.json --stream sobol --seed 4 -n 512 --columns drop,lr --no-header |
    awk -F, '{ printf "%.9g %.9g\n", $2, $1 }' >expected
awk '{ printf "%.9g %.9g\n", $1, $2 }' one | cmp -s - expected
result $? 'pairs: a panel of the design'
"$HYSPACE" sample mixed.json --seed 4 -n 512 --columns drop,lr --no-header |
    awk -F, '{ printf "%.9g %.9g\n", $2, $1 }' >expected
awk '{ printf "%.9g %.9g\n", $1, $2 }' two | cmp -s - expected
result $? 'pairs: beside it as many random ones'
test "$(sort -u three | wc -l)" -eq 6 && test "$(wc -l <three)" -eq 512 &&
    test "$(grep -c '^plot' script)" -eq 4
result $? 'pairs: of finite columns, and in all four panels'
grep -q "^set label 1 'sobol'" script && grep -q "^set label 1 'native'" script &&
    grep -q "^set xlabel 'drop'" script && grep -q "^set ylabel 'lr'" script &&
    grep -q "^set ytics norotate ('1' 0, '2' 1)" script &&
    grep -q "^set xtics norotate ('adam' 0, 'sgd' 1, 'lion' 2)" script &&
    grep -q '^set logscale y' script && grep -q 'title .*sobol stream, key 0:4' script
result $? 'pairs: headings, names and ticks'
told mixed.json --pairs drop,lr && test "$(grep -c '^plot' script)" -eq 1
test "$(grep -c '^plot' script)" -eq 1
result $? 'pairs: random samples alone'
told mixed.json --stream grid --points 3 --pairs drop,lr
test "$(panel 1 | wc -l)" -eq 54 && test "$(panel 2 | wc -l)" -eq 54 &&
    test "$(panel 1 | sort -u | wc -l)" -eq 9
result $? 'pairs: a design of fewer rows, and as many random ones'
told mixed.json --stream lhs --rows 9 --pairs drop,lr -n all
test "$(panel 1 | wc -l)" -eq 9 && test "$(panel 2 | wc -l)" -eq 9
result $? 'pairs: all of them'
picture() # name, shape, argument...
{
    name="a picture of pairs: $1" shape=$2
    shift 2
    if ! command -v gnuplot >/dev/null || ! command -v python3 >/dev/null; then
        skip 'gnuplot-nox or python3 is not installed' "$name"
        return
    fi
    rm -f new.png
    "$HYSPACE" describe "$@" --plot new.png >out 2>err && test ! -s out && test ! -s err &&
        python3 "$model" pairs new.png $shape >said 2>&1
    code=$?
    test $code -eq 0 || sed 's/^/# /' err said
    result $code "$name"
}
picture 'a design and random samples' '2 2' "$examples/xgboost.json" --stream sobol \
    --pairs "$("$HYSPACE" sample "$examples/xgboost.json" -n 0 | cut -d, -f1-4)"
picture 'random samples' '1 1' mixed.json --pairs opt,lr
picture 'no samples' '2 1' mixed.json --pairs opt,lr --stream sobol -n 0
picture 'many samples' '2 1' mixed.json --pairs lr,drop --stream sobol -n 65536
picture 'a name of every kind' '2 1' odd.json --pairs '"a,b=c","q"""' --stream sobol

echo "1..$n"
