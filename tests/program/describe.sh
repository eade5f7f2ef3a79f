#!/bin/sh
# Tests `hyspace describe`: its numbers against a model in Python (describe_model.py), its layout
# against tests/data/describe/, narrow and plain terminals, its picture. TAP.
#
# tests/data/describe/NAME-WIDTH.txt is what `hyspace describe examples/NAME.json` prints at that
# width; with -ascii in its name, what it prints with --ascii. After an intended change, look at
# them again and write them with
#
#   HYSPACE=build/hyspace top_srcdir=. tests/program/describe.sh write
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA COLUMNS
root=$(cd "$top_srcdir" && pwd) || exit 99
case $HYSPACE in /*) ;; *) HYSPACE=$PWD/$HYSPACE ;; esac
examples=$root/examples transcripts=$root/tests/data/describe \
    model=$root/tests/program/describe_model.py
transcribed='fcnet-80 hyperoptax-80 lcbench-80 nasbench201-80 xgboost-80 xgboost-40 xgboost-200
fcnet-200 cnn-80 lcbench-80-ascii fcnet-40-ascii'

transcribe() # NAME-WIDTH[-ascii]
{
    rest=${1#*-}
    case $rest in *-*) option=--${rest#*-} ;; *) option= ;; esac
    (cd "$root" && COLUMNS=${rest%-*} "$HYSPACE" describe "examples/${1%%-*}.json" $option)
}
if test "$1" = write; then
    for name in $transcribed; do transcribe "$name" >"$transcripts/$name.txt"; done
    exit
fi
cd "$folder" || exit 99
: >out; : >err; : >expected; : >before; : >after; : >kept.png

suite=describe
. "$top_srcdir/tests/tools/tap.sh"
same() # name; ./out must equal ./expected, with nothing on standard error
{
    test ! -s err && cmp -s out expected
    code=$?
    test $code -eq 0 || { diff expected out; cat err; } | sed 's/^/# /'
    result $code "$1"
}
run() { "$HYSPACE" describe "$@" >out 2>err; }
has() # name, a line that must be printed, argument...
{
    name=$1 line=$2
    shift 2
    run "$@" && test ! -s err && grep -qxF -- "$line" out
    code=$?
    test $code -eq 0 || sed 's/^/# /' out err
    result $code "$name"
}
refuses() # name, status, pattern, argument...; as in cli.sh, with ./kept.png
{
    name=$1 status=$2 pattern=$3
    shift 3
    echo untouched >kept.png
    ls -A >before
    run "$@"
    code=$?
    ls -A >after
    is_refusal $code "$status" "$pattern" err && test "$(cat kept.png)" = untouched &&
        cmp -s before after
    code=$?
    test $code -eq 0 || sed 's/^/# /' err out
    result $code "refused: $name"
}

# ---- layout ----

for name in $transcribed; do
    transcribe "$name" >out 2>err
    cp "$transcripts/$name.txt" expected
    same "transcript of $name"
done
for width in 40 80 200; do
    if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
        (cd "$root" && script -qec "stty cols $width; '$HYSPACE' describe examples/xgboost.json" \
            /dev/null </dev/null) 2>err | tr -d '\r' >out
        cp "$transcripts/xgboost-$width.txt" expected
        same "a terminal of $width columns"
    else
        skip 'script (bsdutils) is not installed, or there is no terminal' \
            "a terminal of $width columns"
    fi
done
for width in 1 40 41 57 58 60 80 119 120 121 200 500; do
    for option in '' --ascii; do
        # a short name in its first line
        (cd "$root" && COLUMNS=$width "$HYSPACE" describe examples/lcbench.json -n 1000 $option) \
            >out 2>err
        test "$option" || LC_ALL=C sed -i 's/\xe2\x96./#/g; s/\xe2\x94./-/g' out # blocks and lines
        LC_ALL=C awk -v width=$width 'BEGIN { if (width < 40) width = 40 }
            length > width || / $/ || /[^ -~]/ { bad = 1 } END { exit bad || NR < 8 }' out ||
            echo "$width columns $option"
    done
done >wrong
test ! -s wrong
result $? 'no line is longer than the terminal or ends in blanks; ASCII is ASCII'

# ---- numbers ----

if command -v python3 >/dev/null; then
    python3 "$model" "$HYSPACE" "$examples" >model 2>&1
    code=$?
    sed 's/^/# /' model
    test $code -eq 0 && grep -q ' 0 differ' model
    result $? 'numbers and drawings are those of the model in Python'
else
    skip 'python3 is not installed' 'numbers and drawings are those of the model in Python'
fi

for space in "$examples/xgboost.json" log:1e-5:1 qlog:1:1e6; do
    run "$space" -n 200001 && mv out expected || : >expected
    for threads in 2 3 16; do
        "$HYSPACE" describe "$space" -n 200001 -j $threads | cmp -s expected - ||
            echo "$threads threads"
    done >differ
    for isa in scalar avx2 avx2_vaes avx512 neon; do
        "$HYSPACE" describe "$space" -n 200001 --isa $isa >out 2>err && {
            cmp -s expected out || echo $isa
        }
    done >>differ
    test -s expected && test ! -s differ
    result $? "${space##*/}: neither threads nor the instruction set change a letter"
done

# ---- sizes ----

columns() # N, LOWER, UPPER: so many columns
{
    seq "$1" | sed "s/.*/\"c&\": {\"kind\": \"qlinear\", \"lower\": $2, \"upper\": $3}/" |
        paste -sd, -
}
size() # the columns, the size expected
{
    printf '{"hyspace": 1, "space": {%s}}\n' "$1" >space.json
    has "size: $2" "space.json  $2" space.json -n 0
}
ln -s "$examples"/*.json .
has 'size of fcnet' 'fcnet.json  9 columns, 62208 configurations' fcnet.json -n 0
has 'size of nasbench201' 'nasbench201.json  6 columns, 15625 configurations' nasbench201.json -n 0
has 'size of some columns' 'fcnet.json  2 of 9 columns, 12 configurations' fcnet.json -n 0 \
    --columns dropout_1,batch_size
size "$(columns 4 0 65535)" '4 columns, 18446744073709551616 configurations'
size "$(columns 4 0 65536)" '4 columns, about 1.8 x 10^19 configurations'
size "$(columns 64 1 10)" '64 columns, about 1.0 x 10^64 configurations'
size "$(columns 1 0.5 1.5)" '1 column, 1 configuration'
size '"x": {"kind": "discrete", "values": [1, 2, 1]},
    "y": {"kind": "discrete", "values": ["a", "b"]}' '2 columns, 4 configurations'
size '"x": {"kind": "discrete", "values": [1, 2]}, "y": {"kind": "log", "lower": 1, "upper": 2}' \
    '2 columns, 1 of them continuous'
has 'a quantised space by its own law' 'qlinear:0.4:1.4  1 configuration' qlinear:0.4:1.4 -n 0
has "and by hyperoptax's, which rounds its bounds" 'qlinear:0.4:1.4  2 configurations' \
    qlinear:0.4:1.4 -n 0 --stream jax_keys
has 'integers whose span no double holds' \
    'qlinear:-9007199254740992:9007199254740991  18014398509481984 configurations' \
    qlinear:-9007199254740992:9007199254740991 -n 0
has 'and their ends' 'value  qlinear, 0 to 9007199254740992, i64, 9007199254740993 values' \
    qlinear:0:9007199254740992 -n 0
has 'values that coincide in f32' 'value  discrete, 0.1 to 0.1, f32, 1 value, 2 entries' \
    discrete:0.1,0.10000000001 -n 0 --type f32
has 'steps of integers' 'value  int, 1 to 9, step 3, i64, 3 values' int:1:9:step=3 -n 0
has 'steps of reals' 'value  linear, 0.1 to 1, step 0.25, f64, 4 values' \
    linear:0.1:1:step=0.25 -n 0
# What defines the law is there, and what a parameter has anyhow is not.
has 'an argument that is the preset' 'value  int, 1 to 9, i64, 9 values' int:1:9:step=1 -n 0
has 'mean and deviation' 'value  normal, -inf to inf, mu 0, sigma 1, f64, continuous' \
    normal:0:1 -n 0
has 'a base' 'value  lognormal, 0 to inf, base 2, mu 0, sigma 1, f64, continuous' \
    lognormal:0:1:base=2 -n 0
has 'weights and order' 'value  labels, 3 names, weights 1,2,3, ordered, text' \
    discrete:a,b,c:weights=1,2,3:ordered -n 0
has 'many weights' 'value  discrete, 1 to 9, weights 100,200,300,400,500,600~, f64, 9 values' \
    discrete:1,2,3,4,5,6,7,8,9:weights=100,200,300,400,500,600,700,800,900 -n 0 --ascii
has 'about' 'value  reverse_log, 1 to 2, about 5, f64, continuous' reverse_log:1:2:about=5 -n 0
has 'a word' 'value  logint, 1 to 9, cells floor, i64, 9 values' logint:1:9:floor -n 0
has 'a contract and a switch' \
    'value  linear, 0 to 1, step 0.1, contract multiple, clip, f64, 11 values' \
    linear:0:1:step=.1:contract=multiple:clip -n 0
has 'digits' 'value  linear, 0 to 1, digits 3, f64, continuous' linear:0:1:digits=3 -n 0
for type in f32 f64 i8 u8 i16 u16 i32 u32 i64 u64; do
    has "bool of type $type" "value  bool, 0 to 1, $type, 2 values" bool --type $type -n 0
    has "bool of type $type: zeros" \
        '0  ##############################       |         40.0 %   min     0' \
        bool --type $type -n 10 --ascii
done
has 'bool of type index' 'value  bool, 2 names, index' bool --type index -n 0
has 'steps without bounds' 'normal:1:2:step=1.5  26 configurations' normal:1:2:step=1.5 -n 0
has 'all integers of 64 bits' \
    'value  int, -9.22337e+18 to 9.22337e+18, i64, 2^64 values' \
    int:-9223372036854775808:9223372036854775807 -n 0
run linear:0.1:0.7:step=0.1 -n 1e5 --type f32 --ascii
# an f32 below its value is that value's all the same: no bar is low
test "$(grep -c '[:#][:#][:#][ "_-][:#][:#][:#]' out)" -ge 4 && ! grep -q '^ *\. ' out &&
    grep -q '^ *0.1  *0.2  *0.3  *0.4  *0.5  *0.6  *0.7 ' out
result $? 'a bar for each step, of f32 too'
run discrete:a -n 0
printf 'discrete:a  1 configuration\n\nvalue  labels, 1 name, text\n' >expected
same 'no sample: what the space is'
run linear:0:4 -n 1 --type f32
grep -Eo '(min|25 %|median|75 %|max|mean) +[0-9.]+$' out | sed 's/.* //' | uniq -c >numbers
grep -Eqx ' *6 [0-9.]+' numbers && test "$(wc -l <numbers)" -eq 1
result $? 'one sample: all six numbers are it'

# ---- names ----

cat >space.json <<'J'
{"hyspace": 1, "space": {"l\u001b[1m\n": {"kind": "discrete",
  "values": ["\u00e9t\u00e9", "\u4e2d\u6587", "\u007f\u0085", "x"]}}}
J
COLUMNS=60 run space.json -n 4
grep -v '%$' out >named
cat >expected <<'TEXT'
space.json
  1 column, 4 configurations, samples 0 to 3, native stream,
  key 0:0

l\u001b[1m\u000a  labels, 4 names, text
TEXT
mv named out
same 'control characters do not reach the terminal'
COLUMNS=60 run space.json -n 1000 --ascii
! LC_ALL=C grep -q '[^ -~]' out && grep -q '^\\u00e9t\\u00e9 ' out
result $? '--ascii escapes names'
COLUMNS=60 run "discrete:$(seq -s, -f 'label%.0f' 20),$(printf %0100d 0)" -n 1000
grep -q '^and 10 others  *4[0-9]\.[0-9] %$' out && test "$(grep -c '█' out)" -eq 11
result $? 'of many labels the first are drawn, the others counted'

# ---- the picture ----

mkdir bin
for directory in /bin /usr/bin /usr/local/bin; do ln -s "$directory"/* bin/ 2>/dev/null; done
rm -f bin/gnuplot*
PATH_WITH=$PATH PATH=$folder/bin
refuses 'no gnuplot' 1 'gnuplot: not found: --plot needs it (package gnuplot-nox)' linear:0:1 \
    -n 1T --plot kept.png
gnuplot() # makes a stand-in for gnuplot of this text
{
    printf '#!/bin/sh\ncat >/dev/null\n%s\n' "$1" >bin/gnuplot
    chmod +x bin/gnuplot
}
gnuplot 'echo "line 0: it does not like this" >&2; exit 3'
refuses 'a gnuplot that fails' 1 'gnuplot: line 0: it does not like this' linear:0:1 --plot kept.png
gnuplot ':'
refuses 'a gnuplot that draws nothing' 1 'gnuplot: it drew nothing' linear:0:1 --plot kept.png
gnuplot 'printf "\211PNG\r\n\032\nand then the disk was full"'
refuses 'half a picture' 1 'gnuplot: ' linear:0:1 --plot kept.png
gnuplot 'kill -9 $$'
refuses 'a gnuplot that is killed' 1 'gnuplot: ' linear:0:1 --plot kept.png
printf '#!/bin/sh\nexit 1\n' >bin/gnuplot
refuses 'a gnuplot that does not read' 1 'gnuplot: ' "discrete:$(seq -s, 1 2000)" --plot kept.png

# What gnuplot is told of the law itself: a line of densities, or points of masses.
printf '#!/bin/sh\ncat >script\nexit 1\n' >bin/gnuplot
law() # the law's style, the lines expected of it in ./expected, argument...
{
    name="the law in a picture of $2" style=$1
    shift
    rm -f script
    "$HYSPACE" describe "$@" -n 1000 --plot new.png 2>err
    grep -qF "'-' with $style linetype 2" script &&
        awk '/^plot/ { block = 1; next } block && /^e$/ { block++; next } block == 2' script |
        awk '{ printf "%.6g %.6g\n", $1, $2 }' >out && cmp -s expected out
    code=$?
    test $code -eq 0 || diff expected out | sed 's/^/# /'
    result $code "$name"
}
printf '%s\n' '0 12.5' '1 25' '2 25' '3 25' '4 12.5' >expected
law points qlinear:1:5
printf '%s\n' '0 50' '1 25' '2 25' >expected
law points discrete:adam,sgd,lion:weights=2,1,1
printf '%s\n' '0 11.1111' '1 44.4444' '2 44.4444' >expected
law points linear:1:10:step=4:contract=multiple
awk 'BEGIN { for (i = 0; i < 257; i++) printf "%.6g 2\n", i / 512 }' >expected
law lines linear:0:0.5
awk 'BEGIN { for (i = 0; i < 257; i++) printf "%.6g 25\n", 10 ^ (-5 + i / 64) }' >expected
law lines log:1e-5:0.1
awk 'BEGIN { for (i = 0; i < 48; i++) printf "%.6g 0.0104167\n", 2 * i + 1.5 }' >expected
law points int:1:96
PATH=$PATH_WITH
refuses 'another ending' 2 '--plot: expected a name that ends in .png' linear:0:1 --plot kept.svg
refuses 'no folder for the picture' 1 'no/such/kept.png: No such file' linear:0:1 \
    --plot no/such/kept.png
printf '{"hyspace": 1, "space": {%s}}' "$(columns 401 0 1)" >many.json
refuses 'too many panels' 2 '--plot: 401 columns are more than the 400' many.json --plot kept.png
refuses 'a dim for a table' 2 '--dim: is for a single space' "$examples/fcnet.json" --dim 3
refuses 'no space' 2 'describe: a SPACE is needed'
refuses 'a type that cannot be' 2 'linear:0:1: i8 is not available' linear:0:1 --type i8
refuses 'a file of text' 2 '-o: not an option' linear:0:1 -o kept.png
"$HYSPACE" describe linear:0:1 >/dev/full 2>err
test $? -eq 1 && grep -q '^hyspace: standard output: No space left' err
result $? 'a full disk'

# Where there is no bound, the axis is that of the samples.
run normal:0:1 && grep -q '^ *-4  *-2  *0  *2  *4  *mean' out && ! grep -q 'nan' out
result $? 'normal has a finite axis'
run lognormal:0:1:base=10 && grep -q ' 0.01 .* 1 .* 100 ' out && ! grep -q 'nan' out
result $? 'lognormal has a finite axis'
run lognormal:0:1 && ! grep -q 'base' out
result $? 'lognormal without a base'

cat >notes.json <<'JSON'
{"hyspace": 2, "name": "n", "space": {
  "lr": {"kind": "log", "lower": 1e-5, "upper": 0.1, "default": 0.01, "dimension": 3},
  "big": {"kind": "int", "lower": 0, "upper": 9223372036854775807, "default": 9223372036854775807},
  "opt": {"kind": "discrete", "values": ["adam", "s\u00e9d", null], "default": "s\u00e9d"},
  "any": {"kind": "discrete", "values": ["adam", 2.5, null], "default": null}}}
JSON
has 'a default' 'lr  log, 1e-05 to 0.1, base 10, f64, continuous, default 0.01' notes.json -n 0
run notes.json -n 0 && grep -q 'default 9223372036854775807$' out
result $? 'a default that no double holds'
has 'a default that is a name' 'opt  labels, 3 names, text, default séd' notes.json -n 0
has 'the same in ASCII' 'opt  labels, 3 names, text, default s\u00e9d' notes.json -n 0 --ascii
has 'a default that is null' 'any  labels, 3 names, text, default null' notes.json -n 0

picture() # name, panels expected, argument...
{
    name=$1 panels=$2
    shift 2
    if ! command -v gnuplot >/dev/null || ! command -v python3 >/dev/null; then
        skip 'gnuplot-nox or python3 is not installed' "$name"
        return
    fi
    rm -f new.png
    run "$@" --plot new.png && test ! -s out && test ! -s err &&
        python3 "$model" png new.png "$panels" >shape
    code=$?
    test $code -eq 0 || sed 's/^/# /' err shape
    result $code "$name"
}
for file in "$examples"/*.json; do
    picture "a picture of $(basename "$file" .json)" $("$HYSPACE" describe "$file" -n 0 |
        sed -n 's/^.* \([0-9]*\) columns,.*/\1/p') "$file" -n 10000
done
for space in linear:0:1 log:1e-300:1e300 qlog:1:1e15 qlinear:-3:4 normal:0:1 lognormal:0:1 \
    "discrete:it's,\"%s\\n\",\$x,{/Bold y},_^&~@"; do
    picture "a picture of $space" 1 "$space" -n 1000
done
picture 'a picture of no samples' 14 "$examples/xgboost.json" -n 0
picture "the README's command" 14 "$examples/xgboost.json"

echo "1..$n"
