#!/bin/sh
# Runs the program as a user does: every command and option, what it prints, what it refuses and
# with which words, what it leaves behind. TAP.
#
# $HYSPACE is the program, $top_srcdir the source tree.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA
vectors=$top_srcdir/tests/data/vectors examples=$top_srcdir/examples
cd "$folder" || exit 99

suite=cli
. "$top_srcdir/tests/tools/tap.sh"

# gives NAME TEXT ARGUMENT...: the program exits with 0 and prints exactly TEXT, and nothing on
# standard error. Its input is ./in.
: >in
gives()
{
    name=$1 text=$2
    shift 2
    printf '%s\n' "$text" >expected
    "$HYSPACE" "$@" <in >out 2>err
    code=$?
    if test $code -eq 0 && cmp -s out expected && ! test -s err; then
        result 0 "$name"
    else
        echo "# exit $code"
        diff expected out | sed 's/^/# /'
        sed 's/^/# /' err
        result 1 "$name"
    fi
    : >in
}

# refuses NAME STATUS PATTERN ARGUMENT...: the program exits with STATUS and prints nothing but one
# line "hyspace: PATTERN", on standard error. ./kept and the other files of the folder are
# unchanged.
refusals=0
refuses()
{
    refusals=$((refusals + 1))
    name=$1 status=$2 pattern=$3
    shift 3
    echo untouched >kept
    ls -A >before
    "$HYSPACE" "$@" <in >out 2>err
    code=$?
    ls -A >after
    if is_refusal $code "$status" "$pattern" err && test "$(cat kept)" = untouched &&
        cmp -s before after; then
        result 0 "refused: $name"
    else
        echo "# exit $code, not $status; expected: hyspace: $pattern"
        sed 's/^/# /' err out
        result 1 "refused: $name"
    fi
    : >in
}
: >out; : >err; : >expected; : >before; : >after; : >kept

json() # text of a space; writes it to ./space.json
{
    printf '%s\n' "$1" >space.json
}
words() # WIDTH: standard input as hexadecimal words with commas between them
{
    od -An -v -tx$1 | tr -s ' ' '\n' | sed '/^$/d' | paste -sd, -
}
column() # a column; writes a space of this one column, x
{
    json "{\"hyspace\": 1, \"space\": {\"x\": $1}}"
}

# ---- what it prints ----

gives 'version' 'hyspace 0.1.0' --version
"$HYSPACE" --help >out 2>err
test $? -eq 0 && grep -q 'hyspace sample' out && ! test -s err
result $? 'help'
gives 'version, by its letter' 'hyspace 0.1.0' -V
for words in help -h; do
    "$HYSPACE" --help >expected && "$HYSPACE" $words >out 2>err && cmp -s expected out &&
        ! test -s err
    result $? "$words is --help"
done
for command in sample transform encode decode density discrepancy digest describe bits verify \
    info; do
    "$HYSPACE" $command --help >out 2>err
    test $? -eq 0 && grep -q "^usage: hyspace $command" out && ! test -s err && cp out expected
    result $? "help of $command"
    "$HYSPACE" help $command >out 2>err && cmp -s expected out && ! test -s err
    result $? "help $command is $command --help"
    "$HYSPACE" --help | cat - expected |
        awk 'length($0) > 80 { print "# " $0; wide = 1 } END { exit wide || NR < 20 }'
    result $? "help of $command has at most 80 columns"
done
refuses 'help of no command' 2 'smaple: not a command, did you mean sample' help smaple
refuses 'help of two commands' 2 'digest: one argument too many' help sample digest
refuses 'the version of a command' 2 'sample: one argument too many' -V sample
"$HYSPACE" info >out 2>err
test $? -eq 0 && grep -q '^ISA' out && grep -q '^scalar *yes *yes' out &&
    grep -q '^ars32 *scalar' out
result $? 'info'
for stream in $("$HYSPACE" sample linear:0:1 --stream none 2>&1 |
    sed 's/.*expected \(.*\), found.*/\1/; s/ or /, /; s/,//g'); do
    grep -q "^$stream  *\(yes\|no\)  *." out || echo "$stream"
done >err
test ! -s err && test "$(awk '$1 == "stream" { found = NR } END { print NR - found }' out)" -ge 4
result $? 'info lists the streams'

gives 'no sample' value sample linear:0:1 -n 0
gives 'no header' '0
0
0' sample discrete:0 -n 3 --no-header
gives 'labels' 'value
a
a' sample discrete:a -n 2
gives 'labels by index' 'value
0' sample discrete:a -n 1 --type index
gives 'jsonl' '{"value": "a\"b"}' sample 'discrete:a"b' -n 1 -f jsonl
gives 'jsonl, a number' '{"value": 0.5}' sample discrete:0.5 -n 1 -f jsonl
gives 'csv quotes' 'value
"a""b"' sample 'discrete:a"b' -n 1
json '{"hyspace": 1, "space": {
    "a,b": {"kind": "discrete", "values": [7]},
    "c\td": {"kind": "discrete", "values": ["x,y\nz"]}}}'
gives 'csv quotes names and labels' '"a,b",c	d
7,"x,y
z"' sample space.json -n 1
gives 'tsv quotes others' 'a,b	"c	d"
7	"x,y
z"' sample space.json -n 1 -f tsv
gives 'jsonl of a table' '{"a,b": 7, "c\td": "x,y\nz"}' sample space.json -n 1 -f jsonl
gives 'columns in the order of the table' '"a,b",c	d
7,"x,y
z"' sample space.json -n 1 --columns 'c	d,"a,b"'
gives 'one column' '"a,b"
7' sample space.json -n 1 --columns '"a,b"'
cp space.json in
gives 'space on standard input' '"a,b"
7' sample - -n 1 --columns '"a,b"'

gives 'the last integer of a span that no double holds' 9007199254740991 sample --no-header -n 1 \
    --seed 42 \
    --first 8947383845879905774 --dim 8992361576300069664 qlinear:-9007199254740992:9007199254740991

# Numbers are the shortest %.{p}g that reads back; a plain form is preferred to an equally long one
# with an exponent.
printf '%s\n' 0.1 1e3 10000 100000 123456 1e-5 0.0001 1e15 1e16 1e22 5e-324 1.7976931348623157e308 \
    -0 0.30000000000000004 12345678.9 +007 -inf 68409112000000000 -48781609085186200 4878160908e7 \
    >in
gives 'numbers' 'value
0.1
1000
10000
1e+05
123456
1e-05
0.0001
1e+15
1e+16
1e+22
5e-324
1.7976931348623157e+308
-0
0.30000000000000004
12345678.9
7
-inf
6.8409112e+16
-48781609085186200
4.878160908e+16' transform linear:0:1
printf '%s\n' 0.1 16777216 1e-45 3.4028235e38 0.3333333333 68409112 123e6 1.25e7 >in
gives 'numbers, f32' 'value
0.1
16777216
1e-45
3.4028235e+38
0.33333334
68409112
1.23e+08
12500000' transform linear:0:1 --type f32
for type in f32 f64; do # wide ranges, subnormals among them: text and back
    test $type = f32 && space=log:1e-37:1e38 || space=log:1e-307:1e308
    "$HYSPACE" sample $space --type $type -n 20000 -f raw >expected 2>err &&
        "$HYSPACE" sample $space --type $type -n 20000 |
        "$HYSPACE" transform $space --type $type -f raw >out 2>>err &&
        test -s out && cmp -s expected out
    result $? "text reads back to the same bits, $type"
done

# counts
for pair in 12:12 1e1:10 1.5e1:15 0.2e2:20 20e-1:2 1.50e+1:15 2k:2000 1.5Ki:1536 0.001M:1000 \
    0e99:0 00012:12; do
    "$HYSPACE" sample discrete:0 --no-header -n ${pair%:*} 2>err | wc -l | grep -qx " *${pair#*:}"
    result $? "count ${pair%:*}"
done
"$HYSPACE" bits -n 100000 >expected.bits

# A count of 2^64 is not taken for 0.
for count in 18446744073709551616 16777216Ti 18446744073709.551616M 1.8446744073709551616e19; do
    "$HYSPACE" bits -n $count 2>err | head -c 400000 | cmp -s - expected.bits
    result $? "count $count"
done
gives 'all words behind a number' "value
900713659
520011585" bits -n all --first 18446744073709551614 -f csv

# ---- laws, through the program ----

# Every column of the real JAX's tables, the whole of it and as a subset.
grep -v '^#' "$vectors/domain.tsv" |
    while IFS='	' read -r stream seed spec count name type words; do
    printf '%s\n' "$spec" |
        sed -E '
            s/\["(q?linear|q?log)", ([^],]+), ([^],]+)/{"kind": "\1", "lower": \2, "upper": \3/g
            s/("kind": "q?linear", [^]]*)\]/\1}/g
            s/("kind": "q?log", [^]]*), ([^],]+)\]/\1, "base": \2}/g
            s/\["discrete", (\[[^]]*\])\]/{"kind": "discrete", "values": \1}/g
            s/.*/{"hyspace": 1, "space": &}/' >space.json
    case $type in *64) x64=--x64 size=8 ;; *) x64= size=4 ;; esac
    printf '%s\n' "$words" >expected
    "$HYSPACE" sample space.json --stream $stream $x64 --seed $seed -n $count --columns "$name" \
        --type $type -f raw |
        words $size >out
    cmp -s expected out && echo same || echo "# differs: $stream $spec $name $type"
done >columns
grep '^#' columns
test "$(grep -c same columns)" -eq 64
result $? "the 64 columns of domain.tsv ($(grep -c same columns) agree)"

"$HYSPACE" bits --stream jax_array -n 16 | words 4 >out
awk -F '\t' '$1 == "bits32" && $2 == 0 { print $5 }' "$vectors/bits.tsv" >expected
test -s expected && cmp -s expected out
result $? 'bits of jax.random.bits'
"$HYSPACE" bits --type u64 --stream jax_array -n 16 | words 8 >out
awk -F '\t' '$1 == "bits64" && $2 == 0 { print $5 }' "$vectors/bits.tsv" >expected
test -s expected && cmp -s expected out
result $? 'bits of jax.random.bits, 64-bit mode switched on by the type'

for file in "$examples"/*.json; do
    name=$(basename "$file" .json)
    "$HYSPACE" sample "$file" -n 1000 >whole && {
        "$HYSPACE" sample "$file" -n 400 && "$HYSPACE" sample "$file" -n 600 --first 400 --no-header
    } >parts &&
        test "$(wc -l <whole)" -eq 1001 && cmp -s whole parts
    result $? "$name: two parts are the whole"
    "$HYSPACE" transform "$file" <whole >out && cmp -s whole out
    result $? "$name: a sample is its own nearest value"
    "$HYSPACE" sample "$file" -n 1000 -f raw >raw && "$HYSPACE" digest "$file" -n 1000 >digests &&
        size=$(wc -c <raw) &&
        test "$(wc -l <digests)" -eq $(($(head -n 1 whole | tr ',' '\n' | wc -l) + 1)) &&
        test "$size" -gt 1000 &&
        tail -n 1 digests | grep -Eqx '\* [0-9a-f]{16}'
    result $? "$name: digests"
    for isa in scalar avx2 avx2_vaes avx512 neon; do
        "$HYSPACE" digest "$file" -n 1000 --isa $isa >out 2>err && {
            cmp -s digests out || echo $isa
        }
    done >differ
    test ! -s differ
    result $? "$name: every instruction set here gives these digests"
done

for format in csv tsv jsonl raw; do
    "$HYSPACE" sample "$examples/lcbench.json" -n 30001 -f $format >expected
    for threads in 2 3 17; do
        "$HYSPACE" sample "$examples/lcbench.json" -n 30001 -f $format -j $threads |
            cmp -s expected - || echo "$threads"
    done >differ
    test -s expected && test ! -s differ
    result $? "threads do not change the bytes of $format"
done
"$HYSPACE" digest "$examples/lcbench.json" -n 1e5 >expected &&
    "$HYSPACE" digest "$examples/lcbench.json" -n 1e5 --threads 4 | cmp -s expected -
result $? 'threads do not change a digest'
"$HYSPACE" bits -n 100001 --first 7 >expected &&
    "$HYSPACE" bits -n 100001 --first 7 -j 2 | cmp -s expected - &&
    test "$(wc -c <expected)" -eq 400004
result $? 'threads do not change bits'
"$HYSPACE" verify --isa scalar >out &&
    tail -n 1 out | grep -Eqx '[1-9][0-9]{2,} agree, 0 differ, 0 refused' &&
    ! grep -v '^ok *scalar\|agree' out
result $? 'verify under one instruction set'

"$HYSPACE" digest linear:0:1 -n 100000 --key 0:0 >out &&
    "$HYSPACE" digest linear:0:1 -n 1e5 --seed 0 >expected && cmp -s expected out
result $? 'seed 0 is key 0:0'
"$HYSPACE" sample linear:0:1 --key deadbeef:12345678 -f raw >out &&
    "$HYSPACE" sample linear:0:1 --seed 16045690981402826360 -f raw >expected && cmp -s expected out
result $? 'a seed is its two words'
json '{"hyspace": 1, "space": {"lr": {"kind": "linear", "lower": 0, "upper": 1}}}'
"$HYSPACE" sample space.json -f raw >expected &&
    "$HYSPACE" sample linear:0:1 --dim lr -f raw >out && cmp -s expected out
result $? 'a dim by name is the column of that name'
"$HYSPACE" sample linear:0:1 --dim 7 -f raw >out && ! cmp -s expected out
result $? 'another dim, other samples'
json '{"hyspace": 1, "space": {
    "a": {"kind": "qlinear", "lower": 1, "upper": 9, "type": "u8"},
    "b": {"kind": "discrete", "values": ["x", "y"]}}}'
test "$("$HYSPACE" sample space.json -n 100 -f raw | wc -c)" -eq 500
result $? "a column's type, labels as u32, no padding"
test "$("$HYSPACE" sample space.json -n 100 -f raw --type i16 | wc -c)" -eq 600
result $? '--type for the columns that can give it'
test "$("$HYSPACE" sample space.json -n 100 -f raw --type a=i16 | wc -c)" -eq 600
result $? '--type for one column'
test "$("$HYSPACE" sample space.json -n 100 -f raw --type a=i16 --type f64 | wc -c)" -eq 600 &&
    "$HYSPACE" sample space.json -n 100 -f raw --type a=i16 --type f64 --type a=u8 | wc -c |
    grep -qx ' *500'
result $? 'the type of one column comes before that of all, the last before others'
json '{"hyspace": 1, "space": {
    "a=b": {"kind": "qlinear", "lower": 1, "upper": 9},
    "n": {"kind": "discrete", "values": [10, 20, 20.5]},
    "l": {"kind": "discrete", "values": ["x", "y"]},
    "r": {"kind": "linear", "lower": 0, "upper": 1}}}'
"$HYSPACE" sample space.json -n 100 -f raw --type f32 --type a=b=u8 --type l=index | wc -c |
    grep -qx ' *1300'
result $? 'a name with an equals sign, beside the type of all'
"$HYSPACE" sample space.json -n 100 --columns n,l --no-header >whole &&
    "$HYSPACE" sample space.json -n 100 --columns n,l --type index --no-header >out &&
    awk -F, '
        BEGIN { split("10 20 20.5", n, " "); split("x y", l, " ") }
        NR == FNR { line[NR] = $0; next }
        { good += line[FNR] == n[$1 + 1] "," l[$2 + 1] }
        END { exit good != 100 }' whole out
result $? '--type index is the place in a list of numbers and of labels'
"$HYSPACE" sample space.json -n 100 >whole &&
    "$HYSPACE" sample space.json -n 100 --type index | cut -d , -f 1,4 >out &&
    cut -d , -f 1,4 whole | cmp -s - out
result $? '--type index leaves other columns as they are'
"$HYSPACE" sample space.json -n 100 --type l=index | cut -d , -f 1,2,4 >out &&
    cut -d , -f 1,2,4 whole | cmp -s - out
result $? '--type index for one column'
for command in transform encode decode; do
    "$HYSPACE" sample space.json -n 100 --type a=b=i16 >in && test $command != decode ||
        "$HYSPACE" encode space.json --input in >units
    test $command != decode || mv units in
    test $command = encode && bytes=3200 || bytes=2200 # encode reads that type and writes doubles
    "$HYSPACE" $command space.json --type a=b=i16 -f raw --input in 2>err | wc -c |
        grep -qx " *$bytes" && test ! -s err
    result $? "--type for one column of $command"
done
: >in
"$HYSPACE" sample linear:0:1 --type value=f32 >out &&
    "$HYSPACE" sample linear:0:1 --type f32 | cmp -s - out
result $? '--type value of a single space'
"$HYSPACE" sample space.json --stream jax_keys --type r=f64 -f raw >out &&
    "$HYSPACE" sample space.json --stream jax_keys --x64 -f raw | cmp -s - out
result $? 'a 64-bit type of one column switches on the 64-bit mode of the JAX streams'
"$HYSPACE" sample linear:0:1 --first 18446744073709551615 -n 1 >/dev/null 2>err
result $? 'the last sample'

# ---- listed samples ----

"$HYSPACE" sample "$examples/lcbench.json" -n 3000 >whole
seq 0 2999 >list
"$HYSPACE" sample "$examples/lcbench.json" --indices list >out && cmp -s whole out
result $? 'all samples by a list of their numbers'
printf '%s\n' 2999 7 7 00012 1024 1023 0 >list
{ head -n 1 whole; while read -r k; do sed "$((k + 2))q;d" whole; done <<END
2999
7
7
12
1024
1023
0
END
} >expected
every=batch_size,epoch,learning_rate,max_dropout,max_units,momentum,num_layers,weight_decay
for arguments in '--indices list' '--indices list -j 3' "--indices - --columns $every"; do
    "$HYSPACE" sample "$examples/lcbench.json" $arguments <list >out 2>err &&
        cmp -s expected out && ! test -s err
    result $? "listed samples, in any order and more than once: $(echo "$arguments" | cut -c 1-20)"
done
for stream in native jax_array jax_keys; do
    "$HYSPACE" sample log:1e-5:0.1 --stream $stream -n 3000 --no-header >whole &&
        sed 's/^0*\(.\)/\1/' list | while read -r k; do
        sed "$((k + 1))q;d" whole
    done >expected &&
        "$HYSPACE" sample log:1e-5:0.1 --stream $stream --no-header --indices list |
        cmp -s expected - && test -s expected
    result $? "listed samples of a single space, $stream"
done
printf '18446744073709551615\r\n0' >list
{
    "$HYSPACE" sample linear:0:1 --first 18446744073709551615 -n 1 &&
        "$HYSPACE" sample linear:0:1 -n 1 --no-header
} >expected
"$HYSPACE" sample linear:0:1 --indices list | cmp -s expected -
result $? 'the last sample and the first, listed with CRLF and no newline at the end'
seq 5 60004 >list
"$HYSPACE" digest "$examples/xgboost.json" --indices list >out &&
    "$HYSPACE" digest "$examples/xgboost.json" --first 5 -n 60000 | cmp -s - out
result $? 'the digest of listed samples'
"$HYSPACE" describe "$examples/lcbench.json" --indices list |
    sed 's/60000 listed samples/samples 5 to 60004/' | tr -s ' \n' '\n' >out &&
    "$HYSPACE" describe "$examples/lcbench.json" --first 5 -n 60000 | tr -s ' \n' '\n' |
    cmp -s - out
result $? 'describe of listed samples'
gives 'no sample, listed' value sample linear:0:1 --indices in
while IFS='|' read -r text pattern; do
    printf '%b' "$text" >list
    cp list in
    refuses "samples listed as '$text'" 2 "list:$pattern" sample linear:0:1 --indices list -o kept
done <<'LISTS'
1\n-1\n|2: expected a whole number below 2^64, found "-1"
18446744073709551616\n|1: expected a whole number below 2^64, found "18446744073709551616"
1\n\n2\n|2: expected a whole number below 2^64, found ""
1.0\n|1: expected
1e3\n|1: expected
 1\n|1: expected
1 \n|1: expected
+1\n|1: expected
0x1\n|1: expected
value\n1\n|1: expected
1\n2\0\n|2: a zero byte
LISTS
printf 'x\n' >in
refuses 'a list on standard input' 2 'standard input:1: expected' sample linear:0:1 --indices - \
    -o kept
refuses 'no such list' 1 'none: No such file' sample linear:0:1 --indices none -o kept
refuses 'a folder for a list' 1 '\.: Is a directory' sample linear:0:1 --indices . -o kept
for range in '-n 5' '--first 5' '--count=10' '-n 10 --first 0'; do
    refuses "a list and a range, $range" 2 '--indices: stands instead of --first and --count' \
        sample linear:0:1 --indices list $range -o kept
done
refuses 'space and list on standard input' 2 'standard input: named twice' sample - --indices - \
    -o kept
refuses 'listed bits' 2 '--indices: not an option of hyspace bits' bits --indices list
if "$HYSPACE" info | grep -q '^HDF5 *[0-9]'; then
    refuses 'a list for hdf5' 2 '--indices: is not for hdf5' sample linear:0:1 --indices list \
        -o kept.h5
else
    skip 'built without HDF5' 'refused: a list for hdf5'
fi

# ---- digests, checked ----

json '{"hyspace": 1, "space": {
    "*": {"kind": "linear", "lower": 0, "upper": 1},
    "two words": {"kind": "qlinear", "lower": 1, "upper": 9},
    "a\nb": {"kind": "discrete", "values": ["x", "y"]},
    "\"q\"": {"kind": "log", "lower": 1, "upper": 2},
    "n": {"kind": "discrete", "values": [1, 2]}}}'
"$HYSPACE" digest space.json -n 5000 --seed 3 >digests
cut -d ' ' -f 1 digests | head -n 5 | paste -sd ' ' - | grep -qxF '"*" two "a\nb" "\"q\"" n'
result $? 'names that would be mistaken are quoted in digests'
checked='"*": OK
two words: OK
"a\nb": OK
"\"q\"": OK
n: OK
*: OK'
gives 'digests that agree' "$checked" digest space.json -n 5000 --seed 3 --check digests
cp digests in
gives 'digests on standard input' "$checked" digest space.json -n 5000 --seed 3 -j 2 --check -
"$HYSPACE" digest space.json -n 5000 --seed 3 --columns n,'two words' >some
gives 'digests of some columns' 'two words: OK
n: OK
*: OK' digest space.json -n 5000 --seed 3 --columns n,'two words' --check some
sort -r some | sed 's/$/\r/' >sorted
gives 'digests in another order, with CRLF' 'two words: OK
n: OK
*: OK' digest space.json -n 5000 --seed 3 --columns n,'two words' --check sorted
sed '2s/.$/x/; 2y/0123456789abcdefx/1234567890bcdefa0/' some >wrong # another digest for n
"$HYSPACE" digest space.json -n 5000 --seed 3 --columns n,'two words' --check wrong >out 2>err
test $? -eq 1 && printf 'two words: OK\nn: FAILED\n*: OK\n' | cmp -s - out &&
    grep -qx 'hyspace: wrong: 1 of 3 digests differ' err && test "$(wc -l <err)" -eq 1
result $? 'a digest that differs'
"$HYSPACE" digest space.json -n 5000 --seed 4 --check digests >out 2>err
test $? -eq 1 && test "$(grep -c ': FAILED$' out)" -eq 6 &&
    grep -qx 'hyspace: digests: 6 of 6 digests differ' err
result $? 'digests of another seed'
while IFS='|' read -r edit pattern; do
    sed "$edit" some >wrong
    refuses "digests after '$edit'" 2 "wrong:$pattern" digest space.json -n 5000 --seed 3 \
        --columns n,'two words' --check wrong
done <<'EDITS'
2s/.$//|2: expected a name, a blank and a digest
2s/$/0/|2: expected a name
2s/.$/g/|2: expected a name
2s/ /\t/|2: expected a name
2s/^n//|2: expected a name
2s/.*//|2: expected a name
2s/^n/m/|2: space.json has no column "m"
1s/words/word/|1: space.json has no column "two word", did you mean two words
2s/^n/"n/|2: "n is not a JSON string
2s/^n/"*"/|2: "\*" is not one of --columns
2s/^n/*/|3: \* has a digest before
2p|3: "n" has a digest before
2d| no digest of column "n"
3d| no digest of \*, the whole
d| no digest of column "two words"
EDITS
printf 'n\377 0123456789abcdef\n' >wrong
refuses 'a name that is not UTF-8' 2 'wrong:1: space.json has no column "n?"' digest space.json \
    --check wrong
printf 'n\0 0123456789abcdef\n' >wrong
refuses 'a zero byte in digests' 2 'wrong:1: a zero byte' digest space.json --check wrong
refuses 'no such digests' 1 'none: No such file' digest space.json --check none
refuses 'space and digests on standard input' 2 'standard input: named twice' digest - --check -
refuses 'a list and digests on standard input' 2 'standard input: named twice' digest space.json \
    --indices - --check -
refuses 'check by another command' 2 '--check: not an option of hyspace sample' sample space.json \
    --check digests
"$HYSPACE" bits -n all 2>err | head -c 1000000 | wc -c | grep -qx ' *1000000' && test ! -s err
result $? 'bits without end, quiet when the pipe closes'
"$HYSPACE" sample linear:0:1 -n 1T 2>err | head -n 3 >out && test ! -s err &&
    test "$(wc -l <out)" -eq 3
result $? 'a closed pipe is quiet'

# ---- transform ----

printf '%s\n' 1 2.5 3.5 -4 99 | tee in >/dev/null
gives 'transform rounds half to even' 'value
1
2
4
-4
99' transform qlinear:0:10
printf 'value\r\n1.4\r\n2.6\r\n' >in
gives 'transform: CRLF, and a header' 'value
1
3' transform qlinear:0:10
printf '0.3' >in
gives 'transform: no newline at the end' '0.5' transform discrete:0.5,2 --no-header
gives 'transform: nothing' value transform linear:0:1
json '{"hyspace": 1, "space": {
    "l": {"kind": "discrete", "values": ["a,b", "b"]},
    "size": {"kind": "discrete", "values": [1, 4]}}}'
printf 'size,l\n3,"a,b"\n2.5,b\n-7,b\n' >in
gives 'transform of a table, columns in any order' 'l,size
"a,b",4
b,1
b,1' transform space.json
printf 'size\n3\n' >in
gives 'transform of one column' 'size
4' transform space.json --columns size
printf 'b\na\n' >in
gives 'transform of labels' 'value
b
a' transform discrete:a,b
printf 'b\na\n' >in
gives 'transform of labels to their index' 'value
1
0' transform discrete:a,b --type index
printf '1.4\nnan\n400\n' >in
printf 'value\n1\n0\n127\n' >expected
"$HYSPACE" transform qlinear:0:10 --type i8 <in >out 2>err
test $? -eq 0 && cmp -s expected out &&
    grep -qx 'hyspace: standard input: 2 of 3 values were NaN or beyond the type.s range' err &&
    test "$(wc -l <err)" -eq 1
result $? 'transform counts what was NaN or saturated'
"$HYSPACE" transform qlinear:0:10 --type i8 --strict --input in >out 2>err
test $? -eq 1 && cmp -s expected out && grep -q '^hyspace: in: 2 of 3' err
result $? 'with --strict exit status 1, everything written'
: >in

# ---- encode and decode ----

printf '%s\n' 0 4 2 | tee in >/dev/null
gives 'encode: the middle of each cell, half as wide at the ends' 'value
0.0625
0.9375
0.5' encode qlinear:0:4
printf '0\n0.49\n0.5\n1\n' >in
gives 'decode: 1 is the top end' 'value
0
2
2
4' decode qlinear:0:4
printf '0\n1\n' >in
gives 'decode of reals stays below the upper bound, in the type' 'value
0
0.99999994' decode linear:0:1 --type f32
printf '0.5\n2\n-0\n' >in
gives 'density, at the upper bound too' 'value
0.5
0.5
0.5' density linear:0:2 --what pdf
printf '0.5\n2\n-0\n' >in
gives 'density, of a finite space' 'value
0
0.25
0.125' density qlinear:0:4 --what pmf
printf '0\n0.5\n1\n' >in
gives 'density: quantiles in a type' 'value
0
2
4' density qlinear:0:4 --what quantile --type i8
printf '0\n0.5\n1\n' >in
gives 'density: quantiles of labels' 'value
a
b
d' density discrete:a,b,c,d --what quantile

# ---- discrepancy ----

printf '0.5\n' >in
gives 'discrepancy of one point' 0.08333333333333326 discrepancy -
for kind in CD WD MD L2; do
    "$HYSPACE" sample "$examples/fcnet.json" -n 300 --seed 3 |
        "$HYSPACE" encode "$examples/fcnet.json" >rows
    "$HYSPACE" discrepancy - --kind $kind <rows >expected
    sed 1d rows | "$HYSPACE" discrepancy - --kind $kind -j 2 >out
    "$HYSPACE" discrepancy "$examples/fcnet.json" -n 300 -s 3 --kind $kind -j 3 >err
    test "$(wc -l <expected)" -eq 1 && cmp -s expected out && cmp -s expected err
    result $? "discrepancy: one $kind of samples, of rows, without their names, in threads"
done
for threads in 1 2 7; do
    "$HYSPACE" discrepancy "$examples/xgboost.json" -n 1000 -j $threads
done | uniq >out
test "$(wc -l <out)" -eq 1
result $? 'discrepancy: one number in any number of threads'
"$HYSPACE" discrepancy "$examples/xgboost.json" -n 100 --first 900 >expected
seq 900 999 >list
"$HYSPACE" discrepancy "$examples/xgboost.json" --indices list >out && cmp -s expected out
result $? 'discrepancy of a range and of a list of its numbers'
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "%s0", i ? "," : ""; print "" }' >in
"$HYSPACE" discrepancy - --kind WD <in >out 2>err
test $? -eq 0 && test "$(cat out)" = inf &&
    test "$(cat err)" = 'hyspace: standard input: the discrepancy is more than a double holds'
result $? 'discrepancy: more than a double holds'
while IFS='|' read -r text pattern; do
    printf "$text" >in
    refuses "the rows '$text'" 2 "standard input$pattern" discrepancy -
done <<'ROWS'
|: no rows
x,y\n|: no rows
x,y\n0.5,1.5\n|:2: y: 1.5 is not in \[0, 1\]
0,0\n0.5,-0.1\n|:2: column 2: -0.1 is not in \[0, 1\]
nan\n|:1: column 1: nan is not in \[0, 1\]
0\ninf\n|:2: column 1: inf is not in \[0, 1\]
0,1\n0.5\n|:2: 1 fields where 2 are expected
0,1\n0.5,0,1\n|:2: 3 fields where 2 are expected
0,y\n|:1: column 2: "y" is not a decimal number
x\n0\n\n|:3: x: "" is not a decimal number
1e999\n|:1: column 1: 1e999 is beyond the range of f64
\357\273\2770.5\n|:1: begins with a byte order mark
0.5,\377\n|:1: not UTF-8
ROWS
for option in -n5 --first=1 --indices=- --seed=1 --key=0:1 --stream=native --x64 --dim=1 \
    --columns=x; do
    echo 0.5 >in
    refuses "discrepancy of rows with $option" 2 '--[a-z0-9]*: is for samples of a SPACE, not' \
        discrepancy - "$option"
done
refuses 'discrepancy without rows' 2 '--count: at least one row' discrepancy linear:0:1 -n 0
refuses 'an unknown discrepancy' 2 '--kind: expected CD, WD, MD or L2, found "CE"' \
    discrepancy linear:0:1 --kind CE
refuses 'discrepancy with a type' 2 '--type: not an option of hyspace discrepancy' \
    discrepancy linear:0:1 --type f32
refuses 'discrepancy of nothing' 2 'discrepancy: a SPACE is needed' discrepancy

# ---- density ----

printf 'd\na\n' >in
gives 'density of labels' 'value
0
0.75' density discrete:a,b,c,d --what sf
printf '3\n0\n9\n' >in
gives 'density of labels by index' '0.25
0.25
0' density discrete:a,b,c,d --what pmf --type index --no-header
gives 'density: all masses' 'value,mass
-1,0.25
0.5,0.5
3,0.25' density discrete:3,0.5,-1,0.5 --what pmf --all
gives 'density: all masses of labels' '{"value": "a", "mass": 0.5}
{"value": "b", "mass": 0.5}' density discrete:a,b --what pmf --all -f jsonl
# Doubles hold none of these integers but the first; the next double is 1024 or 2048 away.
low=int:-9223372036854775808:-9223372036854775805
high=int:9223372036854775804:9223372036854775807
gives 'density: all masses at the lower end of i64' 'value,mass
-9223372036854775808,0.25
-9223372036854775807,0.25
-9223372036854775806,0.25
-9223372036854775805,0.25' density "$low" --what pmf --all
gives 'density: all masses at the upper end of i64' '9223372036854775804,0.25
9223372036854775805,0.25
9223372036854775806,0.25
9223372036854775807,0.25' density "$high" --what pmf --all --no-header
printf -- '-9.223372036854775808e18\n-9223372036854775806\n-9223372036854775804\n0\n' >in
gives 'density at the lower end of i64' '0.25
0.75
1
1' density "$low" --what cdf --no-header
printf '9223372036854775803\n9223372036854775804\n9223372036854775806\n9223372036854775807\n' >in
gives 'density at the upper end of i64' '1
0.75
0.25
0' density "$high" --what sf --no-header
printf '0\n0.25\n0.75\n1\n' >in
gives 'density: quantiles at the upper end of i64, in 64 bits without a sign' '9223372036854775804
9223372036854775804
9223372036854775806
9223372036854775807' density "$high" --what quantile --type u64 --no-header
json '{"hyspace": 2, "space": {
    "low": {"kind": "int", "lower": -9223372036854775808, "upper": -9223372036854775805},
    "high": {"kind": "int", "lower": 9223372036854775806, "upper": 9223372036854775807}}}'
printf '{"high": 9223372036854775807, "low": -9223372036854775807}
{"high": 9223372036854775805, "low": -9223372036854775805}\n' >in
gives 'density of a table with both ends of i64' 'logpdf,low,high
-2.0794415416798357,-1.3862943611198906,-0.6931471805599453
-inf,-1.3862943611198906,-inf' density space.json --what logpdf -F jsonl
"$HYSPACE" sample space.json -n 7 -o ends.npy && "$HYSPACE" sample space.json -n 7 -o ends.csv &&
    "$HYSPACE" density space.json --what cdf --input ends.csv >expected &&
    "$HYSPACE" density space.json --what cdf --input ends.npy | cmp -s - expected &&
    test "$(sort -u expected | wc -l)" -gt 4
result $? 'density of both ends of i64 is the same from csv and npy'
printf '9223372036854775805\n9223372036854775807\n9223372036854775804\n' >in
gives 'encode at the upper end of i64' '0.375
0.875
0.125' encode "$high" --no-header
json '{"hyspace": 1, "space": {
    "l": {"kind": "discrete", "values": ["a", "b"]},
    "x": {"kind": "linear", "lower": 0, "upper": 4}}}'
printf 'x,l\n1,b\n5,a\n' >in
gives 'density of a table, with the sum' 'logpdf,l,x
-2.0794415416798357,-0.6931471805599453,-1.3862943611198906
-inf,-0.6931471805599453,-inf' density space.json --what logpdf
printf 'x,l\n1,b\n5,a\n' >in
gives 'density of a table' 'l,x
1,0.25
0.5,1' density space.json --what cdf
printf '0.1\nnan\n' >in
"$HYSPACE" density linear:0:1 --what cdf --strict <in >out 2>err
test $? -eq 1 && printf 'value\n0.1\nnan\n' | cmp -s - out &&
    grep -qx 'hyspace: standard input: 1 of 2 values was NaN' err
result $? 'density counts NaN; with --strict exit status 1'
printf 'value\nb\na\n' >in
gives 'encode of labels' 'value
0.75
0.25' encode discrete:a,b
printf '1\n0\n' >in
gives 'encode of labels by index' '0.75
0.25' encode discrete:a,b --type index --no-header
printf '0.75\n0.1\n' >in
gives 'decode gives labels as text' '{"value": "b"}
{"value": "a"}' decode discrete:a,b -f jsonl
printf '0.75\n0.1\n' >in
gives 'decode gives labels by index' 'value
1
0' decode discrete:a,b --type index
gives 'encode of nothing' value encode linear:0:1
json '{"hyspace": 1, "space": {
    "l": {"kind": "discrete", "values": ["a,b", "b"]},
    "size": {"kind": "discrete", "values": [1, 4]}}}'
printf 'size,l\n4,"a,b"\n1,b\n' >in
gives 'encode of a table, columns in any order' 'l,size
0.25,0.75
0.75,0.25' encode space.json
printf 'size,l\n0.9,0.1\n0.1,1\n' >in
gives 'decode of a table' 'l,size
"a,b",4
b,1' decode space.json
printf 'size,l\n4,b\n' >in
gives 'encode of one column' 'size
0.75' encode space.json --columns size
printf '1\nnan\n400\n2.5\n' >in
printf 'value\n0.1\nnan\n0.975\n0.2\n' >expected
"$HYSPACE" encode qlinear:0:10 <in >out 2>err
test $? -eq 0 && cmp -s expected out &&
    grep -qx 'hyspace: standard input: 3 of 4 values were NaN or not in the space' err &&
    test "$(wc -l <err)" -eq 1
result $? 'encode counts what was NaN or not in the space'
"$HYSPACE" encode qlinear:0:10 --strict --input in >out 2>err
test $? -eq 1 && cmp -s expected out && grep -q '^hyspace: in: 3 of 4' err
result $? 'encode: with --strict exit status 1, everything written'
printf 'nan\n-1\n0.9\n' >in
printf 'value\nnan\na\nb\n' >expected
"$HYSPACE" decode discrete:a,b --strict <in >out 2>err
test $? -eq 1 && cmp -s expected out &&
    grep -qx 'hyspace: standard input: 2 of 3 values were NaN or not in \[0, 1\]' err
result $? 'decode counts what was NaN or outside, a label without a name too'
: >in
# Every column back from the unit cube: text for quantised ones and lists, to the last bits for
# reals.
for file in fcnet hyperoptax lcbench nasbench201 xgboost; do
    space=$examples/$file.json
    "$HYSPACE" sample "$space" -n 2000 >whole 2>err &&
        "$HYSPACE" encode "$space" <whole >units 2>>err &&
        "$HYSPACE" decode "$space" <units >back 2>>err &&
        "$HYSPACE" encode "$space" -f raw <back >out 2>>err && ! test -s err &&
        test "$(wc -c <out)" -eq $((2000 * 8 * $(head -n 1 whole | tr , '\n' | wc -l))) &&
        awk -F, 'NR == FNR { line[FNR] = $0; next }
            {
                split(line[FNR], a, ",")
                for (i = 1; i <= NF; i++) {
                    d = $i - a[i]
                    if ($i != a[i] && !(d * d <= 1e-28 * a[i] * a[i] && $i + 0 == $i)) bad = 1
                }
            }
            END { exit bad || FNR != 2001 }' whole back
    result $? "$file from the unit cube and back"
done
"$HYSPACE" sample qlog:1:4096:2 -n 5000 >whole &&
    "$HYSPACE" encode qlog:1:4096:2 <whole | "$HYSPACE" decode qlog:1:4096:2 | cmp -s - whole
result $? 'integers come back'
"$HYSPACE" sample log:1e-5:1:10 -n 5000 >in && "$HYSPACE" encode log:1e-5:1:10 <in >expected
isas=$("$HYSPACE" info | awk '$1 ~ /^(scalar|avx|neon)/ && $3 == "yes" { print $1 }')
differ=
for isa in $isas; do
    "$HYSPACE" encode log:1e-5:1:10 --isa "$isa" <in | cmp -s - expected || differ="$differ $isa"
done
test -n "$isas" && test -z "$differ"
result $? 'the same units under each instruction set'
: >in

# ---- files ----

"$HYSPACE" sample linear:0:1 -n 5 -o a.csv && "$HYSPACE" sample linear:0:1 -n 5 >out &&
    cmp -s a.csv out && cp out out_of_five
result $? 'a new file'
"$HYSPACE" sample linear:0:1 -n 5 -o a.raw && test "$(wc -c <a.raw)" -eq 40
result $? 'the format by its ending'
"$HYSPACE" sample linear:0:1 -n 5 -f csv -o a.raw && cmp -s a.raw out
result $? '-f before the ending'
echo old >real.csv && chmod 640 real.csv && ln -s real.csv link.csv &&
    "$HYSPACE" sample linear:0:1 -n 5 -o link.csv &&
    test -L link.csv && cmp -s real.csv out && test "$(stat -c %a real.csv)" = 640
result $? 'a link is followed, the mode kept'
ln -s later.csv dangling.csv && "$HYSPACE" sample linear:0:1 -n 5 -o dangling.csv &&
    test -L dangling.csv && cmp -s later.csv out
result $? 'a link to a file that is not there yet'
(umask 027 && "$HYSPACE" sample linear:0:1 -n 5 -o masked.csv) &&
    test "$(stat -c %a masked.csv)" = 640
result $? 'umask counts'
"$HYSPACE" sample linear:0:1 -n 5 -o /dev/null && test -c /dev/null
result $? 'a device is written to and survives'
mkfifo pipe && { cat pipe >piped & } && "$HYSPACE" sample linear:0:1 -n 5 -o pipe && wait &&
    cmp -s piped out && test -p pipe
result $? 'so does a pipe'
"$HYSPACE" sample linear:0:1 -n 5 -o - >piped && cmp -s piped out
result $? '-o - is standard output'
# An output that is an open descriptor is written to at the descriptor's position, whatever its
# name.
ln -s /dev/stdout to_stdout && ln -s to_stdout to_link && ln -s /dev/fd/7 to_seven
{ echo head; cat out_of_five; echo tail; } >expected
for path in /dev/stdout /dev/fd/1 /proc/self/fd/1 /proc/thread-self/fd/1 /dev/../dev/fd/1 \
    to_stdout to_link; do
    {
        echo head
        "$HYSPACE" sample linear:0:1 -n 5 -o $path
        echo tail
    } >all 2>err && cmp -s all expected && ! test -s err &&
        {
            echo head
            "$HYSPACE" sample linear:0:1 -n 5 -o $path
            echo tail
        } >>all && cat expected expected | cmp -s all -
    result $? "-o $path keeps what stands before and behind"
done
for path in /dev/fd/7 to_seven; do
    {
        echo head >&7
        "$HYSPACE" sample linear:0:1 -n 5 -o $path && echo tail >&7
    } 7>all && cmp -s all expected
    result $? "so does -o $path"
done
{
    echo head >&2
    "$HYSPACE" sample linear:0:1 -n 5 -o /dev/stderr && echo tail >&2
} 2>all && cmp -s all expected
result $? 'so does -o /dev/stderr'
"$HYSPACE" sample linear:0:1 -n 5 -o /dev/stdout | cmp -s - out_of_five &&
    "$HYSPACE" sample linear:0:1 -n 5 -o /dev/fd/7 7>&1 >/dev/null | cmp -s - out_of_five
result $? 'a pipe by its descriptor'
echo kept >all && { "$HYSPACE" sample linear:0:1 -n 5 -o /dev/fd/7 7<all 2>err; test $? -eq 1; } &&
    grep -qx 'hyspace: /dev/fd/7: not open for writing' err && test "$(cat all)" = kept
result $? 'refused: a descriptor that is open for reading'
"$HYSPACE" sample linear:0:1 -n 5 -o /dev/fd/7 7>&- 2>err
test $? -eq 1 && grep -qx 'hyspace: /dev/fd/7: not open for writing' err
result $? 'refused: a descriptor that is not open'
refuses 'a descriptor beyond all numbers' 1 '/dev/fd/99999999999999999999: not open for writing' \
    sample linear:0:1 -o /dev/fd/99999999999999999999
echo kept >all && sleep 60 7>>all & other=$!
for try in 1 2 3 4 5 6 7 8 9 10; do test -e /proc/$other/fd/7 && break || sleep 0.1; done
"$HYSPACE" sample linear:0:1 -n 5 -o /proc/$other/fd/7 2>err
test $? -eq 2 && grep -q "^hyspace: /proc/$other/fd/7: a file that another process has open" \
    err && test "$(cat all)" = kept
result $? "refused: a file that another process has open, by its descriptor"
kill $other
wait $other 2>/dev/null
{ sleep 60 7>&1 >/dev/null & echo $! >pid; } | cat >piped &
for try in 1 2 3 4 5 6 7 8 9 10; do
    test -e "/proc/$(cat pid 2>/dev/null)/fd/7" && break || sleep 0.1
done
"$HYSPACE" sample linear:0:1 -n 5 -o "/proc/$(cat pid)/fd/7" && kill "$(cat pid)" && wait $! &&
    cmp -s piped out_of_five
result $? "another process's pipe is written to"

# Where standard descriptors are closed, no file that the program opens gets their numbers.
# libtool's wrapper script may open them.
program=$HYSPACE
if test -x "$top_builddir/.libs/hyspace"; then
    program=$top_builddir/.libs/hyspace
    LD_LIBRARY_PATH=$top_builddir/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export LD_LIBRARY_PATH
fi
"$HYSPACE" sample linear:0:1 -n 100000 >expected
for closed in '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
    eval "\"\$program\" sample linear:0:1 -n 100000 -j 2 --progress -o closed.csv $closed" \
        2>err && cmp -s closed.csv expected
    result $? "a file with $closed"
done
for closed in '>&-' '<&- >&-' '>&- 2>&-' '<&- >&- 2>&-'; do
    for command in 'sample linear:0:1' 'sample linear:0:1 -o /dev/stdout' 'digest linear:0:1' \
        'describe linear:0:1' 'bits -n 5' info --version --help 'sample --help'; do
        eval "\"\$program\" $command $closed" 2>err
        test $? -eq 1 && case $closed in *2*) ! test -s err ;; *) grep \
            -Eqx 'hyspace: .*: (not open for writing|Bad file descriptor)' err ;; esac ||
            echo "# $command"
    done >log
    ! test -s log
    result $? "refused: output with $closed"
done
rm -f log
"$program" transform linear:0:1 -o kept <&- 2>err
test $? -eq 1 && grep -qx 'hyspace: standard input: Bad file descriptor' err
result $? 'refused: input with <&-'
"$program" sample - -o kept <&- 2>err
test $? -eq 1 && grep -qx 'hyspace: standard input: Bad file descriptor' err
result $? 'refused: a space with <&-'

"$HYSPACE" sample linear:0:1 -n 1G -o killed.csv & killed=$!
sleep 0.3
kill $killed
wait $killed 2>/dev/null
test $? -gt 128 && test ! -e killed.csv && ! ls -A | grep -q '^\.hyspace'
result $? 'a killed run leaves no file'
"$HYSPACE" sample linear:0:1 -n 1 >/dev/full 2>err
test $? -eq 1 && grep -q '^hyspace: standard output: No space left' err
result $? 'a full disk behind standard output'
"$HYSPACE" sample linear:0:1 -n 1M >/dev/full 2>err
test $? -eq 1 && test "$(wc -l <err)" -eq 1
result $? 'a full disk, found early'
"$HYSPACE" digest linear:0:1 >/dev/full 2>err
test $? -eq 1 && grep -q '^hyspace: ' err
result $? 'a full disk behind digest'
"$HYSPACE" --help >/dev/full 2>err
test $? -eq 1 && grep -q '^hyspace: ' err
result $? 'a full disk behind --help'
refuses '/dev/full' 1 '/dev/full: No space left' sample linear:0:1 -n 5 -o /dev/full
test -c /dev/full
result $? '/dev/full is a device still'
refuses 'a folder that is not there' 1 'no/such/a.csv: No such file' sample linear:0:1 \
    -o no/such/a.csv
mkdir folder
refuses 'a folder for output, by its slash' 1 'folder/: Is a directory' sample linear:0:1 -o folder/
refuses 'a file as a folder' 1 'kept/a.csv: Not a directory' sample linear:0:1 -o kept/a.csv
refuses 'a file without a name' 2 '--output: the name of a file is empty' sample linear:0:1 -o ''
refuses 'a folder for output' 1 '\.: Is a directory' sample linear:0:1 -o .
ln -s loop loop
refuses 'a loop of links' 1 'loop: ' sample linear:0:1 -o loop
if test "$(id -u)" -eq 0; then # root may write anywhere
    skip 'root may write anything' 'refused: a file that may not be written'
else
    echo old >kept2 && chmod 400 kept2
    refuses 'a file that may not be written' 1 'kept2: Permission denied' sample linear:0:1 -o kept2
fi
(ulimit -f 1; "$HYSPACE" sample linear:0:1 -n 1M -o kept >out 2>err; test $? -eq 1) &&
    grep -q '^hyspace: kept: File too large' err &&
    test "$(cat kept)" = untouched && ! ls -A | grep -q '^\.hyspace'
result $? 'refused: a disk that fills, the old file untouched'

# ---- wrong usage ----

refuses 'an unknown column' 2 '--columns: space.json has no column "sise", did you mean size' \
    sample space.json --columns sise -o kept
refuses 'a column twice' 2 '--columns: "l" is named twice' sample space.json --columns l,l -o kept
refuses 'no column' 2 '--columns: ' sample space.json --columns '' -o kept
refuses 'an open quote' 2 '--columns:1: a quoted field' sample space.json --columns '"l' -o kept
json '{"hyspace": 1, "space": {
    "lr": {"kind": "log", "lower": 1, "upper": 2},
    "l": {"kind": "discrete", "values": ["a"]}}}'
mv space.json two.json
json '{"hyspace": 1, "space": {"lr": {"kind": "log", "lower": 1, "upper": 2}}}'
refuses 'a type that no column gives' 2 '--type: no column of two.json can be i8' sample \
    two.json --type i8 -o kept
refuses 'a type that the only column does not give' 2 \
    'space.json: space.lr: i8 is not available under the native stream; available are f32, f64' \
    sample space.json --type i8 -o kept
refuses 'a type that the only chosen column does not give' 2 \
    'two.json: space.l: i8 is not available under the native stream; available are index' \
    sample two.json --columns l --type i8 -o kept
refuses 'a dim for a table' 2 '--dim: ' sample space.json --dim 3 -o kept
refuses 'no SPACE' 2 'sample: a SPACE' sample -n 5
refuses 'two SPACEs' 2 'linear:0:2: one argument' sample linear:0:1 linear:0:2
refuses 'bits of a SPACE' 2 'linear:0:1: one argument' bits linear:0:1
refuses 'no such command' 2 'smaple: not a command, did you mean sample' smaple linear:0:1
refuses 'no such option' 2 '--cuont: not an option of hyspace sample.*did you mean --count' sample \
    linear:0:1 --cuont=5
refuses 'no such letter' 2 '-q: not an option' sample linear:0:1 -q
refuses 'an option of another command' 2 '--input: not an option of hyspace sample' sample \
    linear:0:1 --input in
refuses 'an option without its value' 2 '-n: needs a value' sample linear:0:1 -n
refuses 'a long option without its value' 2 '--seed: needs a value' sample linear:0:1 --seed
refuses 'a value for a flag' 2 '--x64: takes no value' sample linear:0:1 --x64=1
refuses 'a value for a flag, shortened' 2 '--x64: takes no value' sample linear:0:1 --x=1
refuses 'a shortened option without its value' 2 '--seed: needs a value' sample linear:0:1 --se
refuses 'two options in short' 2 '--f: may be --first or --format' sample linear:0:1 --f=3
refuses 'a negative count' 2 '-n: expected a whole number of at most 2^64, .*, found "-5"' sample \
    linear:0:1 -n -5 -o kept
refuses 'a negative count, joined' 2 '-n: expected .* found "-5"' sample linear:0:1 -n-5 -o kept
refuses 'a negative count, in full' 2 '--count: expected .* found "-5"' sample linear:0:1 \
    --count -5 -o kept
refuses 'a negative count, shortened' 2 '--count: expected .* found "-5"' sample linear:0:1 \
    --cou=-5 -o kept
refuses 'an empty count' 2 '--count: expected .* found ""' sample linear:0:1 --count= -o kept
refuses 'a negative first' 2 '--first: expected .* found "-5"' sample linear:0:1 --first -5 -o kept
refuses 'a negative seed' 2 '-s: expected .* found "-5"' sample linear:0:1 -s -5 -o kept
refuses 'an option for a count' 2 '-n: expected .* found "--seed"' sample linear:0:1 -n --seed 3 \
    -o kept
refuses 'a number for an option' 2 '-1: not an option of hyspace sample' sample -1:5
refuses 'a wrong letter before others' 2 '-q: not an option of hyspace sample' sample linear:0:1 -qn
refuses 'a letter that is no ASCII' 2 '-.xc3: not an option of hyspace sample' sample linear:0:1 \
    "$(printf -- '-\303\244')"
for count in '' 1.5 -3 +3 5x 1e 0x10 1e-1 1e30 18446744073709551617 ' 5' 1.2.3 . 3.3333k nan 1kk \
    1Pi 99999999999999999999999999999999999999999; do
    refuses "count '$count'" 2 '-n: expected a whole number' sample linear:0:1 -n "$count" -o kept
done
refuses '2^64 samples, but not from the first' 2 '--count: first + count' sample linear:0:1 \
    --first 1 -n 18446744073709551616 -o kept
refuses '2^64 samples as npy' 2 '--count: npy holds fewer' sample linear:0:1 \
    -n 18446744073709551616 -f npy -o kept
refuses 'all samples' 2 '--count: all is for designs' sample linear:0:1 -n all -o kept
refuses 'first + count beyond 2^64' 2 '--count: first + count' sample linear:0:1 \
    --first 18446744073709551615 -n 2 -o kept
for first in 18446744073709551616 -1 x ''; do
    refuses "first '$first'" 2 '--first: expected' sample linear:0:1 --first "$first" -o kept
done
for seed in -1 18446744073709551616 1e3 0x1 '' ' 1' 1.0; do
    refuses "seed '$seed'" 2 '--seed: expected' sample linear:0:1 --seed "$seed" -o kept
done
for key in 1 1: :1 1:2:3 123456789:0 g:0 0x1:2 '' ' 1:2'; do
    refuses "key '$key'" 2 '--key: expected' sample linear:0:1 --key "$key" -o kept
done
refuses 'seed and key' 2 '--key: ' sample linear:0:1 --key 0:1 --seed 1 -o kept
refuses 'no such stream' 2 '--stream: .*did you mean jax_keys' sample linear:0:1 --stream jax_key \
    -o kept
refuses 'x64 of the native stream' 2 '--x64: ' sample linear:0:1 --x64 -o kept
refuses 'dim of a JAX stream' 2 '--dim: ' sample linear:0:1 --stream jax_keys --dim 3 -o kept
for dim in -1 1.5 18446744073709551616 '' nan; do
    refuses "dim '$dim'" 2 '--dim: ' sample linear:0:1 --dim "$dim" -o kept
done
refuses 'no such type' 2 '--type: expected' sample linear:0:1 --type f16 -o kept
refuses 'no such type of one column' 2 '--type: expected f32.*found "f16"' sample linear:0:1 \
    --type value=f16 -o kept
refuses 'a type of no column' 2 '--type: linear:0:1 has no column "valeu", did you mean value' \
    sample linear:0:1 --type valeu=f32 -o kept
refuses 'a type of an empty name' 2 '--type: linear:0:1 has no column ""' sample linear:0:1 \
    --type =f32 -o kept
refuses 'a type that one column cannot give' 2 \
    'space.json: space.lr: i8 is not available under the native stream; available are f32, f64' \
    sample space.json --type lr=i8 -o kept
refuses 'a type of a column that is not chosen' 2 '--type: "lr" is not one of --columns' sample \
    two.json --columns l --type lr=f32 -o kept
refuses 'an index of no list' 2 'space.json: space.lr: index is not available' sample space.json \
    --type lr=index -o kept
refuses 'an index where the only column has none' 2 'space.json: space.lr: index is not available' \
    sample space.json --type index -o kept
refuses 'bits of a column' 2 '--type: value: bits have no columns' bits --type value=u32
refuses 'a type that the kind cannot give' 2 \
    'linear:0:1: i32 is not available under the native stream; available are f32, f64' sample \
    linear:0:1 --type i32 -o kept
refuses 'a type too small for the range' 2 'qlinear:0:256: u8 is not available' sample \
    qlinear:0:256 --type u8 -o kept
refuses 'labels as f32' 2 'discrete:a,b: f32 is not available' sample discrete:a,b --type f32 \
    -o kept
refuses 'f32 in the 64-bit mode' 2 'linear:0:1: f32 is not available under jax_keys with --x64' \
    sample linear:0:1 --type f32 --stream jax_keys --x64 -o kept
refuses 'a range beyond i32 without x64' 2 \
    'qlinear:0:1e10: this qlinear space .* jax_keys without --x64; use native, jax_a.* with --x64' \
    sample qlinear:0:1e10 --stream jax_keys -o kept
refuses 'a kind that no JAX stream has' 2 \
    'lognormal:0:1: this lognormal space is not available under jax_array with --x64; use native$' \
    sample lognormal:0:1 --stream jax_array --x64 -o kept
refuses 'subnormal bounds under JAX' 2 \
    'linear:1e-40:1: this linear space is not available under jax_array without --x64; use native' \
    sample linear:1e-40:1 --stream jax_array -o kept
refuses 'bounds that collapse in f32' 2 'linear:16777216.2:16777216.8: f32 is not available' \
    sample linear:16777216.2:16777216.8 --type f32 -o kept
refuses 'bits as f32' 2 '--type: f32' bits --type f32
refuses 'u32 of no stream' 2 '--stream' bits --stream none
for threads in 0 -1 1.5 1025 x ''; do
    refuses "$threads threads" 2 '-j: expected 1 to 1024' sample linear:0:1 -j "$threads" -o kept
done
refuses 'verify in threads' 2 '-j: not an option' verify -j 2
refuses 'every instruction set at once' 2 '--isa: expected' sample linear:0:1 --isa all
refuses 'verify of two files' 2 'b.h5: one argument' verify a.h5 b.h5
for ending in parquet arrow feather xlsx XLSX Json pkl mat json csv.gz npz; do
    refuses "a file called .$ending" 2 "kept.$ending: hyspace writes no .${ending#csv.}; --format" \
        sample linear:0:1 -o "kept.$ending"
    test ! -e "kept.$ending" && "$HYSPACE" sample linear:0:1 -n 5 -f csv -o "named.$ending" &&
        cmp -s "named.$ending" out_of_five
    result $? "a file called .$ending with -f csv"
done
for file in named.txt named named.v1.2; do
    "$HYSPACE" sample linear:0:1 -n 5 -o $file && cmp -s $file out_of_five
    result $? "csv in $file, whose ending says nothing"
done
refuses 'no such format' 2 '-f: expected' sample linear:0:1 -f xml -o kept
refuses 'npy without end' 2 '--count: npy' bits -n all -f npy
refuses 'no such instruction set' 2 '--isa: .*did you mean avx512' sample linear:0:1 --isa avx511
refuses 'capitals' 2 '--isa: expected' sample linear:0:1 --isa SCALAR
refuses 'an instruction set of another machine' 2 '--isa: .* is not built' sample linear:0:1 \
    --isa "$("$HYSPACE" info | awk '$2 == "no" { print $1; exit }')"
HYSPACE_ISA=nonsense; export HYSPACE_ISA
refuses 'HYSPACE_ISA' 2 'HYSPACE_ISA: "nonsense"' sample linear:0:1
refuses 'HYSPACE_ISA, info' 2 'HYSPACE_ISA: "nonsense"' info
unset HYSPACE_ISA
refuses 'standard input twice' 2 'standard input: named twice' transform -
refuses 'standard input twice, by name' 2 'standard input: named twice' transform - --input -
"$HYSPACE" >out 2>err
test $? -eq 2 && test ! -s out && grep -q '^usage' err
result $? 'refused: nothing at all'

# ---- words ----

while IFS='|' read -r word pattern; do
    refuses "$word" 2 "$pattern" sample "$word" -o kept
done <<'WORDS'
linear:0|linear:0: expected linear:LOWER:UPPER
linear:|linear:: expected
qlinear:0:1:10|qlinear:0:1:10: expected qlinear:LOWER:UPPER
qlog:1:2:3:4|.*expected qlog:LOWER:UPPER\[:BASE\]
linear:1:0|linear:1:0: lower must be less than upper
linear:1:1|.*lower must be less
linear:nan:1|linear:nan:1: lower: lower and upper must be finite
linear:0:inf|.*must be finite
linear:-inf:0|.*must be finite
linear:0x0:1|.*"0x0" is not a decimal number
linear: 0:1|.*" 0" is not a decimal
linear:0:1 |.*"1 " is not a decimal
linear:0:1e|.*"1e" is not a decimal
linear::1|.*"" is not a decimal
linear:0:1f|.*"1f" is not a decimal
linear:0:1e999|.*1e999 is beyond the range
linear:1e-999:1|.*1e-999 is beyond the range
linear:0:9007199254740993|.*9007199254740993 is an integer that a double
linear:-1e308:1e308|.*upper - lower overflows
log:0:1|log:0:1: lower: must be above 0$
log:-1:1|.*above 0$
qlog:0:1|.*: lower: must be above 0$
logint:0:5|.*: lower: must be at least 1$
lognormal:0:1:lower=-1|.*: lower: must be at least 0$
lognormal:0:1:upper=0|.*: upper: must be above 0$
reverse_log:-1:1|.*: lower: must be above 0 unless about is given$
reverse_log:0.5:1:about=1|.*: about: must be above upper$
normal:0:0|normal:0:0: sigma: mu must be finite, and sigma finite and above 0
normal:nan:1|.*: mu: mu must be finite
normal:0:a|normal:0:a: sigma: "a" is no
int:1:10:steps=3|int:1:10:steps=3: int has no parameter "steps", did you mean step?$
int:1:10:foo=3|.*: int has no parameter "foo"$
linear:0:1:clp|.*: linear has no parameter "clp", did you mean clip?$
normal:mu:sigma|.*: mu needs a value, mu=...$
normal:mu=0:1|.*: "mu=0" is before a parameter without a name$
normal:0:mu=1|.*: mu is given twice$
log:1:10:base=2:base=3|.*: base is given twice$
normal:mu=0|.*: expected normal:MU:SIGMA
normal:0:1:clip=yes|.*: clip: expected true or false, found "yes"$
bool:1|bool:1: bool takes no argument$
bool:a=1|bool:a=1: bool has no parameter "a"$
discrete:1,2:ordred|.*: discrete has no parameter "ordred", did you mean ordered?
discrete:a,b:weight=1,2|.*: discrete has no parameter "weight", did you mean weights?
discrete:a,b:foo=1|.*: discrete has no parameter "foo"; a label that ends so needs a JSON file$
discrete:a,b:weights|.*: weights needs a value, weights=...$
int:1:10:step=3:contract=foo|.*: contract: expected equal, .* or bins, found "foo"$
int:1:10:3:insid|.*: contract: expected .*, found "insid", did you mean inside?$
logint:1:5:cells=flor|.*: cells: expected round, floor or bins, found "flor", did you mean floor?$
linear:0:1:step=.1:digits=2|.*: digits: cannot be given with step$
log:1:9:step=1:digits=2|.*: digits: cannot be given with step$
linear:0:10:clip|.*: clip: needs contract multiple and step$
linear:0:10:step=1:clip|.*: clip: needs contract multiple$
normal:0:1:clip|.*: clip: needs contract multiple, step, lower and upper$
normal:0:1:step=.5:contract=multiple:upper=1:clip|.*: clip: needs lower$
linear:0:1:contract=half_ends|.*: contract: needs step$
normal:0:1:contract=equal|.*: contract: needs step$
normal:0:1:step=.5:contract=bins|.*: contract: bins needs lower and upper$
lognormal:0:1:step=.5:upper=3:contract=equal|.*: contract: equal needs lower$
normal:0:1:step=.5:lower=0|.*: contract: must be multiple unless upper is given$
normal:0:1:step=.5:contract=inside|.*: contract: normal has equal, multiple or bins, not inside$
lognormal:0:1:step=.5:contract=inside|.*has equal, multiple or bins, not inside$
log:1:10:step=1:contract=bins|.*: contract: log has equal or multiple, not bins$
int:1:6:contract=multiple|.*: contract: int has equal, half_ends or inside, not multiple$
log:1:10:1|.*base must be finite and above 1
log:1:10:0.5|.*base
log:1:10:nan|.*base
qlinear:0.2:0.8|.*no integer between
qlog:1.2:1.8|.*no integer between
qlinear:0:1e17|.*within -2^53 and 2^53
discrete:|.*value 1 is empty
discrete:1,,2|.*value 2 is empty
discrete:1,2,|.*value 3 is empty
discrete:1,nan|.*values must be finite
discrete:1,inf|.*values must be finite
discrete:a,b,a|.*: values: two labels are equal: "a"$
discrete:c,b,a,d,b,a|.*: values: two labels are equal: "b"$
discrete:1,9007199254740993|.*an integer that a double
liner:0:1|liner:0:1: no such file, and no kind of space, did you mean linear
labels:a,b|labels:a,b: no such file, and no kind
WORDS
# Arguments go by their order or by their names.
while read -r word same; do
    "$HYSPACE" sample "$word" -n 50 >out 2>err && "$HYSPACE" sample "$same" -n 50 >expected &&
        cmp -s out expected && test ! -s err
    code=$?
    test $code -eq 0 || sed 's/^/# /' err
    result $code "$word is $same"
done <<'WORDS'
linear:upper=3:lower=2 linear:2:3
normal:mu=1:sigma=2 normal:1:2
normal:1:sigma=2:lower=-1 normal:1:2:-1
normal:0:1:-1:2 normal:0:1:upper=2:lower=-1
int:1:10:3 int:1:10:step=3
int:1:10:3:inside int:1:10:contract=inside:step=3
logint:1:5:floor logint:1:5:cells=floor
linear:0:1:step=.1:contract=multiple:clip linear:0:1:.1:multiple:true
log:1:10:2 log:1:10:base=2
WORDS
gives 'a label with a colon' 'value
a:b' sample discrete:a:b -n 1
gives 'a first label that looks like a parameter' 'value
ordered=1' sample discrete:ordered=1 -n 1
gives 'a constant label that looks like a parameter' 'value
a:b=c' sample constant:a:b=c -n 1
refuses 'a word that is not UTF-8' 2 'text: not UTF-8' sample "$(printf 'discrete:a,\377')" -o kept

# ---- files of spaces ----

refuses 'no such file' 1 'none.json: No such file' sample none.json -o kept
refuses 'a folder for a space' 1 '\.: Is a directory' sample . -o kept
refuses 'no JSON at all' 2 'standard input:1: ' sample - -o kept
# UNIT and FROM_0 stand for members of the unit interval's column.
unit='"kind": "linear", "lower": 0, "upper": 1' from_0='"kind": "linear", "lower": 0'
while IFS='|' read -r text pattern; do
    text=$(echo "$text" | sed "s/UNIT/$unit/g; s/FROM_0/$from_0/g")
    json "$text"
    refuses "$text" 2 "space.json$pattern" sample space.json -o kept
done <<'TEXTS'
{"hyspace": 1, "space": {"x": }}|:1: 
{"hyspace": 1, "space": {"x": {UNIT}}|:2: 
{"hyspace": 1, "space": {"x": {UNIT}}} {}|:1: end of file
{"hyspace": 1, "hyspace": 1, "space": {"x": {UNIT}}}|:1: duplicate
{"hyspace": 1, "space": {"x": {UNIT}, "x": {UNIT}}}|:1: duplicate
{"hyspace": 1, "space": {"x": {"kind": "linear", "lower": NaN, "upper": 1}}}|:1: 
{"hyspace": 1, "space": {"x": {FROM_0, "upper": Infinity}}}|:1: 
{"hyspace": 1, "space": {"x": {UNITe999}}}|:1: real number overflow
{"hyspace": 1, "space": {"x": {FROM_0, "upper": 99999999999999999999}}}|:1: too big integer
{"hyspace": 1, "space": {"x": {FROM_0, "upper": 0x10}}}|:1: 
{"hyspace": 1, "space": {"x": {FROM_0, "upper": 01}}}|:1: 
{"hyspace": 1, "space": {"x\u0000y": {UNIT}}}|:1: 
[]|: expected an object with the members hyspace and space, found a list
{"space": {"x": {UNIT}}}|: hyspace is missing
{"hyspace": 3, "space": {"x": {UNIT}}}|: hyspace: expected the integer 1 or 2
{"hyspace": 1.0, "space": {"x": {UNIT}}}|: hyspace: expected the integer 1 or 2
{"hyspace": "1", "space": {"x": {UNIT}}}|: hyspace: expected the integer 1 or 2
{"hyspace": 1}|: space is missing
{"hyspace": 1, "space": []}|: space: expected an object of columns, found a list
{"hyspace": 1, "space": {}}|: space: at least one column
{"hyspace": 1, "spaces": {}}|: spaces: not a member of a search space, did you mean space
{"hyspace": 1, "space": {"": {UNIT}}}|: space: a column's name is empty
TEXTS
while IFS='|' read -r text pattern; do
    echo "{\"hyspace\": 2, \"space\": {\"x\": $text}}" >space.json
    refuses "column of form 2 $text" 2 "space.json: space.x$pattern" sample space.json -o kept
done <<'COLUMNS'
{"kind": "discrete", "values": [1, "1"]}|.values: two labels are equal: "1"
{"kind": "discrete", "values": [true, "true"]}|.values: two labels are equal
{"kind": "discrete", "values": [1, [2]]}|.values\[1\]: expected a number, .* or null, found a list
{"kind": "discrete", "values": [1, 2], "weights": [1]}|.weights: weights must be as many as values
{"kind": "discrete", "values": ["a"], "weights": [0]}|.weights: weights must be as many as values
{"kind": "discrete", "values": ["a", "b"], "ordered": "yes"}|.ordered: expected true or false
{"kind": "int", "lower": 1.5, "upper": 6}|.lower: expected an integer
{"kind": "int", "lower": 1, "upper": 6, "step": 0}|.step: step must be above 0
{"kind": "int", "lower": 1, "upper": 6, "contract": "multiple"}|.contract: int has equal
{"kind": "logint", "lower": 0, "upper": 6}|.lower: must be at least 1
{"kind": "logint", "lower": 1, "upper": 6, "cells": "square"}|.cells: expected round, floor or bins
{"kind": "normal", "mu": 0, "sigma": 0}|.sigma: mu must be finite, and sigma finite and above 0
{"kind": "normal", "mu": 0, "sigma": 1, "lower": 38, "upper": 39}|: the bounds leave too little
{"kind": "logit", "lower": 0, "upper": 0.5}|.lower: bounds of a logit space must be
{"kind": "constant", "value": [1]}|.value: expected a number, .* or null, found a list
COLUMNS
while IFS='|' read -r text pattern; do
    text=$(echo "$text" | sed "s/UNIT/$unit/")
    column "$text"
    refuses "column $text" 2 "space.json: space.x$pattern" sample space.json -o kept
done <<'COLUMNS'
5|: expected an object with a kind, found a number
{"lower": 0, "upper": 1}|: kind is missing
{"kind": 1, "lower": 0, "upper": 1}|.kind: expected a string, found a number
{"kind": "linaer", "lower": 0, "upper": 1}|.kind: .*did you mean linear
{"kind": "labels", "values": ["a"]}|.kind: expected
{"kind": "linear", "upper": 1}|: lower is missing
{"kind": "linear", "lower": 0}|: upper is missing
{"kind": "discrete"}|: values is missing
{"kind": "linear", "lower": "0", "upper": 1}|.lower: expected a number, found a string
{"kind": "linear", "lower": true, "upper": 1}|.lower: expected a number, found a boolean
{"kind": "linear", "lower": 0, "upper": null}|.upper: expected a number, found null
{"kind": "linear", "lower": 0, "upper": 9007199254740993}|.upper: .* is an integer that a double
{"kind": "linear", "lower": 0, "upper": 1, "base": 10}|.base: not a member of a linear space
{"kind": "linear", "lower": 0, "upper": 1, "values": [1]}|.values: not a member of a linear space
{"kind": "int", "lower": 0, "uper": 1}|.uper: not a member of an int space, did you mean upper
{"kind": "linear", "lower": 0, "uper": 1}|.uper: not a member of a linear space, did you mean upper
{"kind": "discrete", "values": [1], "lower": 0}|.lower: not a member of a discrete space
{"kind": "linear", "lower": 1, "upper": 0}|: lower must be less
{"kind": "log", "lower": 0, "upper": 1}|.lower: must be above 0
{"kind": "log", "lower": 1, "upper": 2, "base": 1}|.base: base must be
{"kind": "qlinear", "lower": 0.1, "upper": 0.9}|: no integer between
{"kind": "discrete", "values": []}|.values: at least one value
{"kind": "discrete", "values": 5}|.values: expected a list
{"kind": "discrete", "values": [1, "1"]}|.values: a list that is not of .* alone needs form 2
{"kind": "int", "lower": 1, "upper": 6}|.kind: int needs form 2
{"kind": "discrete", "values": ["a", "a"]}|.values: two labels are equal
{"kind": "discrete", "values": ["a", ""]}|.values: a label is empty
{UNIT, "type": "f16"}|.type: expected f32
{UNIT, "type": 32}|.type: expected f32.*found a number
{UNIT, "type": "i8"}|.type: i8 is not available under the native stream; available are f32, f64
COLUMNS
column '{"kind": "linear", "lower": 0, "upper": 1, "type": "f64"}'
refuses 'f64 asked for by a column, without x64' 2 \
    'space.json: space.x.type: f64 is not available under jax_keys without' sample space.json \
    --stream jax_keys -o kept
json '{"hyspace": 1, "space": {"num.impute.cpo": {"kind": "log", "lower": 0, "upper": 1}}}'
refuses 'a name that is no plain word is quoted' 2 'space.json: space."num.impute.cpo".lower: ' \
    sample space.json -o kept
printf '{"hyspace": 1,\n "space": {\n  "x": {"kind": "linear",, }}}' >space.json
refuses 'the line is named' 2 'space.json:3: ' sample space.json -o kept
printf '{"hyspace": 1, "space": {"\377": {"kind": "linear", "lower": 0, "upper": 1}}}' >space.json
refuses 'not UTF-8' 2 'space.json:1: unable to decode byte 0xff' sample space.json -o kept
printf '\357\273\277{"hyspace": 1, "space": {}}' >space.json
refuses 'a byte order mark' 2 'space.json:1: begins with a byte order mark' sample space.json \
    -o kept
printf '{"hyspace": 1,\n"space": {\000}}' >space.json
refuses 'a zero byte' 2 'space.json:2: a zero byte$' sample space.json -o kept
head -c 10000000 /dev/zero | tr '\0' '[' >space.json
refuses '10 MB of nesting' 2 'space.json:1: arrays and objects nested deeper than 256' \
    sample space.json -o kept
printf '{"hyspace": 1, "space": {"x": {"kind": "linear", "lower": "0", "upper": 1}}}' |
    tee in >/dev/null
refuses 'a wrong member on standard input' 2 \
    'standard input: space.x.lower: expected a number, found a string$' sample - -o kept
printf '{"hyspace": 1,' | tee in >/dev/null
refuses 'half a space on standard input' 2 'standard input:1: ' sample - -o kept
long=$(head -c 1000000 /dev/zero | tr '\0' n)
four='{"kind": "qlinear", "lower": 4, "upper": 4.5}'
json "{\"hyspace\": 1, \"space\": {\"$long\": $four}}"
"$HYSPACE" sample space.json -n 1 >out 2>err && test "$(wc -c <out)" -eq 1000003 &&
    test "$(tail -n 1 out)" = 4
result $? 'a name of 1 MB'
json "{\"hyspace\": 1, \"space\": {\"$long$long\": $four}}"
refuses 'a name of 2 MB' 2 'space.json: space."nnn*\.\.\.": a name longer than 1048576 bytes$' \
    sample space.json -o kept
unset long

# ---- transform's input ----

json '{"hyspace": 1, "space": {
    "l": {"kind": "discrete", "values": ["red", "green"]},
    "n": {"kind": "discrete", "values": [1, 4]}}}'
while IFS='|' read -r text pattern; do
    printf '%b' "$text" >in
    refuses "transform of '$text'" 2 "standard input:$pattern" transform space.json -o kept
done <<'INPUTS'
|1: expected a line with the columns' names
l\nred\n|1: column "n" is missing
l,n,m\nred,1,2\n|1: space.json has no column "m"
l,n,n\nred,1,1\n|1: "n" is named twice
l,n\nred\n|2: 1 fields where 2
l,n\nred,1,2\n|2: 3 fields where 2
l,n\n\n|2: 1 fields where 2
l,n\nblue,1\n|2: "blue" is not a label of l
l,n\nred,1\ngren,2\n|3: "gren" is not a label of l, did you mean green
l,n\nred,x\n|2: n: "x" is not a decimal number
l,n\nred,\n|2: n: "" is not a decimal
l,n\nred,0x1\n|2: n: "0x1"
l,n\nred,1e999\n|2: n: 1e999 is beyond the range of f64
l,n\nred,1 \n|2: n: "1 "
l,n\n"red,1\n|2: a quoted field does not end
l,n\n"red"x,1\n|2: text behind the closing quote
l,n\nr"ed,1\n|2: a quote inside
l,n\nred\\0,1\n|2: 
INPUTS
printf '1\n\n2\n' >in
refuses 'transform of an empty line' 2 'standard input:2: value: "" is not a decimal' transform \
    linear:0:1 -o kept
printf '1e39\n' >in
refuses 'beyond f32' 2 'standard input:1: value: 1e39 is beyond the range of f32' transform \
    linear:0:1 --type f32 -o kept
refuses 'no such input' 1 'none: No such file' transform linear:0:1 --input none -o kept
refuses 'a folder for input' 1 '\.: Is a directory' transform linear:0:1 --input . -o kept
refuses 'transform to a type that cannot be' 2 \
    'linear:0:1: i8 is not available by transform; available are f32, f64' transform linear:0:1 \
    --type i8 -o kept
printf '0.5\n' >in
refuses 'a number that is not an index' 2 'standard input:1: value: 0.5 is not an index' \
    encode discrete:a,b --type index -o kept
printf '9007199254740993\n' >in
refuses 'an integer no double holds' 2 \
    'standard input:1: value: a double cannot hold the integer 9007199254740993' encode \
    qlinear:0:9 -o kept
printf -- '-16777217\n' >in
refuses 'an integer that f32 does not hold' 2 \
    'standard input:1: value: f32 cannot hold the integer -16777217' encode linear:-1e9:1e9 \
    --type f32 -o kept
printf 'c\n' >in
refuses 'encode of an unknown label' 2 'standard input:1: "c" is not a label of value' \
    encode discrete:a,b -o kept
printf 'a\n' >in
refuses 'decode of a label' 2 'standard input:1: value: "a" is not a decimal number' decode \
    discrete:a,b -o kept
refuses 'decode to a type that cannot be' 2 \
    'linear:0:1: i8 is not available by decode; available are f32, f64' decode linear:0:1 \
    --type i8 -o kept
refuses 'encode from a type that cannot be' 2 \
    'qlinear:0:300: u8 is not available by encode; available are' encode qlinear:0:300 --type u8 \
    -o kept
printf '0.5\n' >in
refuses 'a fraction among integers that a double does not hold' 2 \
    'standard input:1: value: 0.5 is not an integer' density int:0:9007199254740993 --what pmf \
    -o kept
printf -- '-9223372036854775809\n' >in
refuses 'an integer beyond i64' 2 \
    'standard input:1: value: -9223372036854775809 is beyond the range of i64' density \
    int:0:9007199254740993 --what cdf -o kept
refuses 'a density of integers that a double does not hold' 2 'int:.*: no pdf: ' density \
    int:0:9007199254740993 --what pdf -o kept
refuses 'a density of what' 2 '--what: is needed' density linear:0:1 -o kept
refuses 'an unknown density' 2 '--what: expected pdf, logpdf, pmf, cdf, sf or quantile, found' \
    density linear:0:1 --what cfd -o kept
refuses 'a quantile by another name' 2 '--what: expected .* "ppf", did you mean quantile' \
    density linear:0:1 --what ppf -o kept
refuses 'the mass of a density' 2 'linear:0:1: no pmf: this linear space is continuous; use pdf$' \
    density linear:0:1 --what pmf -o kept
refuses 'the density of masses' 2 'int:1:6: no pdf: this int space is finite; use pmf$' \
    density int:1:6 --what pdf -o kept
refuses 'all values of a continuous space' 2 'linear:0:1: no pmf: ' density linear:0:1 \
    --what pmf --all -o kept
refuses 'all densities' 2 '--all: is for --what pmf' density linear:0:1 --what pdf --all -o kept
refuses 'all values, and input' 2 '--all: needs no --input' density qlinear:0:1 --what pmf --all \
    --input in -o kept
refuses 'all of very many values' 2 'qlinear:0:1e9: --all is for up to 16777216 values' density \
    qlinear:0:1e9 --what pmf --all -o kept
refuses 'all values of a table' 2 '--all: takes a space, or one column' density \
    "$top_srcdir/examples/lcbench.json" --what pmf --all -o kept
refuses 'a density by an index of numbers' 2 'discrete:1,2: index is not available by density' \
    density discrete:1,2 --what pmf --type index -o kept
refuses 'encode from standard input twice' 2 'standard input: named twice' encode -

echo "# cli: $refusals refused"
echo "1..$n"
