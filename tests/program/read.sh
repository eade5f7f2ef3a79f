#!/bin/sh
# Tests what transform, encode and decode read: every format that sample writes, there and back;
# numbers are rounded once; bad input is refused with the file's name and the place, and nothing is
# written. TAP.
#
# $HYSPACE is the program, $top_srcdir the source tree. tests/program/hdf5.sh has bad HDF5 files.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA
root=$(cd "$top_srcdir" && pwd) && build=$(cd "$top_builddir" && pwd) || exit 99
examples=$root/examples
cd "$folder" || exit 99

suite=read
. "$root/tests/tools/tap.sh"

formats='csv tsv jsonl npy'
if "$HYSPACE" info | grep -q '^HDF5 *none'; then
    skip 'built without HDF5' 'h5 back and forth'
else
    formats="$formats h5"
fi
python=
for python3 in python3 /usr/bin/python3; do
    "$python3" -c 'import numpy' 2>/dev/null && python=$python3 && break
done

# ---- there and back ----

# same COMMAND SPACE ROWS EXPECTED ARGUMENT...: the raw output of the command for the file ROWS must
# be the file EXPECTED.
same()
{
    command=$1 space=$2 rows=$3 expected=$4
    shift 4
    "$HYSPACE" "$command" "$space" --input "$rows" -f raw -o same.raw "$@" >>log 2>&1 &&
        cmp same.raw "$expected" >>log 2>&1
}
round() # space, argument...; 300 rows in each format, through transform too if $numbers is set
{
    space=$1
    shift
    : >log
    test -z "$numbers" ||
        "$HYSPACE" sample "$space" -n 300 "$@" |
        "$HYSPACE" transform "$space" -f raw -o numbers.raw "$@" || return 1
    "$HYSPACE" sample "$space" -n 300 -o rows.csv "$@" &&
        "$HYSPACE" encode "$space" --input rows.csv -f raw -o units.raw "$@" &&
        "$HYSPACE" encode "$space" --input rows.csv -o units.csv "$@" &&
        "$HYSPACE" decode "$space" --input units.csv -f raw -o back.raw "$@" || return 1
    for format in $formats; do
        "$HYSPACE" sample "$space" -n 300 -o "rows.$format" "$@" &&
            "$HYSPACE" encode "$space" --input rows.csv -o "units.$format" "$@" &&
            same encode "$space" "rows.$format" units.raw "$@" &&
            same decode "$space" "units.$format" back.raw "$@" || return 1
        test -z "$numbers" || same transform "$space" "rows.$format" numbers.raw "$@" || return 1
        test "$format" = h5 ||
            { "$HYSPACE" sample "$space" -n 300 -f "$format" "$@" |
            "$HYSPACE" encode "$space" -F "$format" -f "$format" "$@" |
            "$HYSPACE" decode "$space" --input-format "$format" -f raw "$@" |
            cmp - back.raw >>log 2>&1; } || return 1
    done
}
for file in cnn fcnet hyperoptax lcbench nasbench201 xgboost; do
    numbers=yes round "$examples/$file.json"
    result $? "$file: each format gives what csv gives"
done
numbers=yes round "$examples/lcbench.json" --type f32
result $? 'floats'
sed 's/"values": \["/"type": "index", &/' "$examples/lcbench.json" >places.json && numbers= &&
    round places.json
result $? 'places of labels'
numbers=yes round "$examples/xgboost.json" --columns eta,subsample 2>/dev/null ||
    numbers=yes round "$examples/lcbench.json" --columns batch_size,learning_rate
result $? 'two columns'
for space in log:1e-5:1 qlinear:-5:1e15 discrete:3,0.1,1e300 discrete:red,green; do
    numbers=yes round $space
    result $? "$space"
done
any=${python:-$(command -v python3)}
if test -n "$any"; then
    "$any" "$root/tests/program/other_readers.py" space all >all.json
    numbers='' round all.json
    result $? 'every kind and type, under names that need quoting'
else
    skip 'no python3 here' 'every kind and type, under names that need quoting'
fi

# ---- bool: names, indices and numbers ----

# What each type writes, each way of reading reads: the rows have the same units, whichever words
# or numbers a file has.
"$HYSPACE" sample bool -n 300 -o words.csv &&
    sed 's/true/1/; s/false/0/' words.csv >digits.csv &&
    sed '1d; s/.*/{"value": &}/' digits.csv >digits.jsonl &&
    sed 's/true/0.75/; s/false/0.25/' words.csv >units.csv &&
    test "$(sort units.csv | uniq -c | wc -l)" -eq 3
result $? 'bool: words'
bool() # type
{
    : >log
    echo '{"hyspace": 2, "space": {"value": {"kind": "bool", "type": "'"$1"'"}}}' >bool.json
    "$HYSPACE" sample bool -n 300 --type "$1" 2>log | cmp - digits.csv >>log 2>&1 &&
        "$HYSPACE" sample bool -n 300 --type "$1" -f jsonl | cmp - digits.jsonl >>log 2>&1 ||
        return 1
    for format in $formats; do
        "$HYSPACE" sample bool -n 300 --type "$1" -o "bool.$format" 2>>log || return 1
        for read in '' '--type index' '--type u8' '--type f32' '--type f64'; do
            "$HYSPACE" encode bool $read --input "bool.$format" 2>>log |
                cmp - units.csv >>log 2>&1 || { echo "$format, $read" >>log; return 1; }
        done
        "$HYSPACE" encode bool.json --input "bool.$format" 2>>log |
            cmp - units.csv >>log 2>&1 || { echo "$format, own type" >>log; return 1; }
        test "$("$HYSPACE" density bool.json --what pmf --input "bool.$format" \
            2>>log | sort -u | tr '\n' ' ')" = '0.5 value ' ||
            { echo "$format, density" >>log; return 1; }
        test "$format" != h5 || "$HYSPACE" verify bool.h5 >>log 2>&1 || return 1
    done
    for read in '--type index' '--type u8' '--type f64'; do
        "$HYSPACE" encode bool $read --input words.csv 2>>log |
            cmp - units.csv >>log 2>&1 || return 1
    done
    "$HYSPACE" decode bool --type "$1" --input units.csv 2>>log | cmp - digits.csv >>log 2>&1 &&
        "$HYSPACE" density bool --what quantile --type "$1" --input units.csv 2>>log |
        cmp - digits.csv >>log 2>&1
}
for type in f32 f64 i8 u8 i16 u16 i32 u32 i64 u64 index; do
    bool $type
    result $? "bool of type $type"
done
bool_refuses() # text of ./in.csv, pattern of the message, option...
{
    printf '%s\n' "$1" >in.csv
    refused_text=$1 pattern=$2
    shift 2
    "$HYSPACE" encode bool --input in.csv "$@" >out 2>log
    test $? -eq 2 && test ! -s out && grep -q "^hyspace: in.csv:1: $pattern" log
    result $? "bool refuses $refused_text $*"
}
bool_refuses 2 '"2" is not* a* *label of value'
bool_refuses -1 '"-1" is not* a* *label of value'
bool_refuses 0.5 '"0.5" is not* a* *label of value'
bool_refuses True '"True" is not* a* *label of value, did you mean true?'
bool_refuses yes 'value: "yes" is not* a* *decimal number' --type f64
printf 'true\n' >in.csv
"$HYSPACE" decode bool --input in.csv >out 2>log
test $? -eq 2 && test ! -s out && grep -q '"true" is not* a* *decimal number' log
result $? 'bool: a unit is a number'
printf '{"x": 0.5, "b": true, "c": null}\n' >in.jsonl
echo '{"hyspace": 2, "space": {"x": {"kind": "linear", "lower": 0, "upper": 1},
    "b": {"kind": "bool"}, "c": {"kind": "discrete", "values": [null, "a"]}}}' >mixed.json
test "$("$HYSPACE" encode mixed.json --columns x --input in.jsonl -f csv --no-header 2>log)" = 0.5
result $? 'jsonl: a boolean and a null of columns that are not chosen'

# ---- numbers are rounded once ----

# gives NAME EXPECTED ARGUMENT...: the program must print the rows EXPECTED.
gives()
{
    name=$1 wanted=$2
    shift 2
    printf '%s\n' "$wanted" >expected
    "$HYSPACE" "$@" >table 2>log && tail -n +2 table >out && cmp -s out expected
    code=$?
    test $code -eq 0 || cat out >>log
    result $code "$name"
}
npy() # header, data in the notation of printf
{
    length=$((${#1} + 1))
    {
        printf '\223NUMPY\1\0' &&
            printf "\\$(printf %o $((length % 256)))\\$(printf %o $((length / 256)))" &&
            printf '%s\n' "$1" && printf "$2"
    } >in.npy
}
plain() { npy "{'descr': '$1', 'fortran_order': False, 'shape': ($2,), }" "$3"; } # type, rows, data

echo '{"value": 1.00000005960464477539062500000001}' >in.jsonl
gives 'jsonl: half a float and a little more is rounded up' 1.0000001 transform linear:0:1 \
    --type f32 --input in.jsonl
printf '%s\n' '{"value": 18446744073709549568}' '{"value": -0}' '{"value": "nan"}' \
    '{"value": "-inf"}' '{"value" : 1e-320 }' >in.jsonl
gives 'jsonl: integers beyond 2^63, -0, nan, inf, subnormals' '1.844674407370955e+19
-0
nan
-inf
1e-320' transform linear:0:1 --input in.jsonl
printf '%s\r\n' '{"name": "\u0061,b", "n": 1}' ' { "n" : 2.4 , "name" : "1, \"n\": 5" }' >in.jsonl
cat >space.json <<'JSON'
{"hyspace": 1, "space": {
  "n": {"kind": "qlinear", "lower": 0, "upper": 9},
  "name": {"kind": "discrete", "values": ["a,b", "1, \"n\": 5"]}}}
JSON
gives 'jsonl: members in any order, escapes, blanks, CRLF' '1,"a,b"
2,"1, ""n"": 5"' transform space.json --input in.jsonl
printf 'name\tn\r\n"a,b"\t3\r\n"1, ""n"": 5"\t"4"' >in.tsv
gives 'tsv: quotes, CRLF, no newline at the end' '3,"a,b"
4,"1, ""n"": 5"' transform space.json --input in.tsv
printf 'value\n1\n2\n' >in.tsv
gives 'tsv: a single space' '1
2' transform qlinear:0:9 --input in.tsv
plain '<f8' 2 '\0\0\0\20\0\0\360\77\0\0\0\0\0\0\370\177'
gives 'npy: a double is rounded to the nearest float' '1
nan' transform linear:0:1 --type f32 --input in.npy
plain '>i2' 3 '\377\376\0\3\200\0'
gives 'npy: big-endian integers' '-2
3
-32768' transform qlinear:0:9 --input in.npy
plain '|i1' 2 '\200\177'
gives 'npy: a byte' '-128
127' transform linear:0:1 --input in.npy
plain '<u8' 1 '\0\0\0\0\0\0\0\200'
gives 'npy: an unsigned integer' 9.223372036854776e+18 transform linear:0:1 --input in.npy
plain '<f4' 1 '\315\314\314\75'
gives 'npy: a float is not its decimal' 0.10000000149011612 transform linear:0:1 --input in.npy
plain '>U2' 2 '\0\0\0a\0\0\0\0\0\0\0b\0\0\0\0'
gives 'npy: big-endian text' '0.25
0.75' encode discrete:a,b --input in.npy
npy "{'shape': (1, ) , 'descr': [(\"name\", '<U9'), ('n', '|u1'), ], 'fortran_order': True}   " \
    'a\0\0\0,\0\0\0b\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\7'
gives 'npy: fields and keys in any order' '7,"a,b"' transform space.json --input in.npy
if test -n "$python"; then
    cat >array.py <<'PYTHON'
import numpy
rows = numpy.load('rows.npy', max_header_size=10**6)
names = rows.dtype.names[::-1]
def big_endian(field):
    return '>i8' if field.kind == 'i' else field.newbyteorder('>')
fields = [(name, big_endian(rows.dtype[name])) for name in names]
other = numpy.empty(len(rows), dtype=fields)
for name in names:
    other[name] = rows[name]
numpy.save('other.npy', other)
PYTHON
    space=$examples/lcbench.json
    "$HYSPACE" sample "$space" -n 300 -o rows.npy &&
        "$HYSPACE" encode "$space" --input rows.npy -f raw -o units.raw && "$python" array.py &&
        same encode "$space" other.npy units.raw
    result $? 'npy: what numpy.save writes of big-endian fields in another order'
else
    skip 'no python3 with numpy here' \
        'npy: what numpy.save writes of big-endian fields in another order'
fi

# ---- refusals ----

# refuses NAME STATUS PATTERN ARGUMENT...: the program prints one line "hyspace: PATTERN", nothing
# on standard output, and leaves ./kept unchanged.
refused=0
refuses()
{
    refused=$((refused + 1))
    name=$1 status=$2 pattern=$3
    shift 3
    echo untouched >kept
    "$HYSPACE" "$@" -o kept >out 2>log
    code=$?
    is_refusal $code "$status" "$pattern" log && test "$(cat kept)" = untouched
    result $? "refused: $name"
}
refuses 'a format that is not read' 2 'standard input: raw is not read, for it says' encode \
    linear:0:1 -F raw
refuses 'its ending' 2 'rows.raw: raw is not read' encode linear:0:1 --input rows.raw
refuses 'no format' 2 '-F: expected csv, tsv, jsonl, npy or hdf5, found "xml"' encode linear:0:1 \
    -F xml
refuses 'a format of others, by its ending' 2 \
    'rows.parquet: hyspace reads no .parquet; --input-format says' encode linear:0:1 \
    --input rows.parquet
refuses 'no such file' 1 'none.npy: No such file' encode linear:0:1 --input none.npy
cp rows.csv text.npy
refuses 'csv under the ending of npy' 2 'text.npy: no npy file' encode linear:0:1 --input text.npy
refuses 'npy under the name of csv' 2 'in.npy:1: ' encode space.json --input in.npy -F csv
"$HYSPACE" info | grep -q '^HDF5 *none' ||
    refuses 'HDF5 from a pipe' 2 'standard input: hdf5 is not read from standard input' encode \
    linear:0:1 -F hdf5

while IFS='|' read -r format text pattern; do
    printf "$text" >"in.$format"
    refuses "$format '$text'" 2 "in.$format:$pattern" transform space.json --input "in.$format"
done <<'INPUTS'
csv|\357\273\277n,name\n|1: begins with a byte order mark
csv|n,name\n1,\377\n|2: not UTF-8
csv|n,\377\n|1: not UTF-8
csv|n,name\n\377,b\n|2: not UTF-8
csv|n\tname\n|1: space.json has no column "n\\tname"
tsv|n,name\n|1: space.json has no column "n,name"
tsv|n\tname\n1,2\ta,b\n|2: n: "1,2" is not a decimal
tsv|n\tname\n1\t"a,b\n|2: a quoted field does not end
tsv|n\tname\n1\t"a,b"x\n|2: text behind the closing quote
tsv|n\tname\n1\ta"b\n|2: a quote inside a field
tsv|n\tname\n1\n|2: 1 fields where 2
tsv|n\tname\n1\ta,b\t\n|2: 3 fields where 2
tsv|\357\273\277n\tname\n|1: begins with a byte order mark
jsonl|\357\273\277{}\n|1: begins with a byte order mark
jsonl|{"n": 1, "name": "a,b"}\n\n|2: expected an object, found an empty line
jsonl|{"n": 1, "name": "a,b"}\n{"n": 1}\n|2: column "name" is missing
jsonl|{"n": 1, "name": "a,b", "m": 2}\n|1: space.json has no column "m"
jsonl|{"n": 1, "name": "a,b", "n": 2}\n|1: column 27: duplicate object key
jsonl|{"n": null, "name": "a,b"}\n|1: n: expected a number, found null
jsonl|{"n": true, "name": "a,b"}\n|1: n: expected a number, found a boolean
jsonl|{"n": [1], "name": "a,b"}\n|1: n: expected a number, found a list
jsonl|{"n": {"n": 1}, "name": "a,b"}\n|1: n: expected a number, found an object
jsonl|{"n": "1", "name": "a,b"}\n|1: n: expected a number, found a string
jsonl|{"n": "NaN", "name": "a,b"}\n|1: n: expected a number, found a string
jsonl|{"n": 1, "name": 2}\n|1: name: expected a string, found a number
jsonl|{"n": 1, "name": "nan"}\n|1: "nan" is not a label of name
jsonl|{"n": 1, "name": "a\\u0000"}\n|1: column 26: a string holds the character \\u0000
jsonl|{"n": 1, "name": "a,b"} {"n": 1}\n|1: column 25: end of file expected
jsonl|{"n": 1,\n"name": "a,b"}\n|1: column 8: string or '}' expected
jsonl|[1, "a,b"]\n|1: expected an object, found a list
jsonl|7\n|1: expected an object, found a number
jsonl|n,name\n1,b\n|1: column 1: invalid token
jsonl|{"n": 0x1, "name": "a,b"}\n|1: column [0-9]*: 
jsonl|{"n": NaN, "name": "a,b"}\n|1: column [0-9]*: invalid token
jsonl|{"n": 1e999, "name": "a,b"}\n|1: column [0-9]*: real number overflow
jsonl|{"n": 1e-999, "name": "a,b"}\n|1: n: 1e-999 is beyond the range of f64
jsonl|{"n": 1, "name": "\377"}\n|1: column [0-9]*: unable to decode byte 0xff
jsonl|{"n": 1\0, "name": "a,b"}\n|1: a zero byte
INPUTS
echo '{"value": 9007199254740993}' >in.jsonl
refuses 'jsonl: an integer no double holds' 2 \
    'in.jsonl:1: value: a double cannot hold the integer 9007199254740993' encode qlinear:0:9 \
    --input in.jsonl
echo '{"value": 1e39}' >in.jsonl
refuses 'jsonl: beyond f32' 2 'in.jsonl:1: value: 1e39 is beyond the range of f32' transform \
    linear:0:1 --type f32 --input in.jsonl

fields() { npy "{'descr': $1, 'fortran_order': False, 'shape': ($2), }" "$3"; } # type, shape, data
while IFS=';' read -r descr shape data pattern; do
    fields "$descr" "$shape" "$data"
    refuses "npy $descr, shape ($shape)" 2 "in.npy: $pattern" transform linear:0:1 --input in.npy
done <<'HEADERS'
'|O';1,;\200\3N.;Python objects are not read
'<f8';-1,;;header, character 51: expected a number of records
'<f8';1, 1;12345678;the array has 2 dimensions
'<f8';;12345678;the array has 0 dimensions
'<f8';1;12345678;header, character [0-9]*: expected a comma
'<f8';18446744073709551616,;;header, character [0-9]*: expected a number of records below 2^64
'<f8';18446744073709551615,;12345678;the header says 18446744073709551615 records of 8 bytes, and 8
'<f8';2305843009213693953,;12345678;the header says 2305843009213693953 records
'<f8';2,;123456789012345;the header says 2 records of 8 bytes, and 15 bytes follow
'<f8';1,;123456789;bytes behind the last record: 1
'<f8';1L,;12345678;header, character [0-9]*: expected a comma
'<f8';0x1,;12345678;header, character [0-9]*: expected a comma
'<f2';1,;12;the type "<f2" is not read
'|b1';1,;1;the type "|b1" is not read
'<c16';1,;1234567812345678;the type "<c16" is not read
'=f8';1,;12345678;the type "=f8" is not read
'f8';1,;12345678;the type "f8" is not read
'|f8';1,;12345678;the type "|f8" is not read
'<U0';999999999999,;;the type "<U0" is not read
'<U4294967296';1,;1;the type "<U4294967296" is not read
'<f8 ';1,;12345678;the type "<f8 " is not read
'<U2';1,;12345678;value: the file has text, where numbers are expected
b'<f8';1,;12345678;header, character [0-9]*: expected a type
('<f8', (2,));1,;12345678;header, character [0-9]*: expected
[('value', '<f8', (1,))];1,;12345678;field value: a field of several elements
[('value', [('x', '<f8')])];1,;12345678;field value: fields within a field
[(('title', 'value'), '<f8')];1,;12345678;fields with titles
[('value', '<f8'), ('', '|V8')];1,;1234567812345678;field "": fields without a name
[('value', '<f8'), ('value', '<f8')];1,;1234567812345678;"value" is named twice
[('values', '<f8')];1,;12345678;linear:0:1 has no column "values", did you mean value
[('value', '|O')];1,;12345678;field value: Python objects
[];1,;;a record without fields
[('value', '<f8'];1,;12345678;header, character [0-9]*: expected the end of a field
[('val\q', '<f8')];1,;12345678;header, character [0-9]*: expected a character behind the backslash
HEADERS
for case in "{'descr': '<f8', 'fortran_order': False}" \
    "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}" \
    "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}" \
    "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}" \
    "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x" \
    "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)" "__import__('os')" ''; do
    npy "$case" 12345678
    refuses "npy header $case" 2 'in.npy: header, character [0-9]*: expected' transform linear:0:1 \
        --input in.npy
done
fields "[('n', '<i8'), ('name', '<U3')]" '1,' '12345678a\0\0\0,\0\0\0b\0\0\0'
for cut in 0 3 6 7 9 40 90 110; do
    head -c $cut in.npy >short.npy
    refuses "npy, cut off at $cut" 2 'short.npy: ' transform space.json --input short.npy
done
head -c 6 in.npy >short.npy && printf '\4\0' >>short.npy && tail -c +9 in.npy >>short.npy
refuses 'npy of version 4' 2 'short.npy: npy of version 4.0; 1.0, 2.0 and 3.0 are read' transform \
    space.json --input short.npy
plain '<f8' 1 12345678
refuses 'npy: one column for two' 2 \
    'in.npy: an array without fields holds one column, where 2 are expected' transform space.json \
    --input in.npy
fields "[('n', '<i8')]" '1,' 12345678
refuses 'npy: a column is missing' 2 'in.npy: column "name" is missing' transform space.json \
    --input in.npy
fields "[('n', '<i8'), ('name', '<u4')]" '1,' 123456781234
refuses 'npy: numbers for labels' 2 \
    'in.npy: name: the file has numbers, where labels are expected; --type index reads' encode \
    space.json --input in.npy
plain '<U1' 2 'a\0\0\0c\0\0\0'
refuses 'npy: no label' 2 'in.npy: record 1: "c" is not a label of value' encode discrete:a,b \
    --input in.npy
plain '<U1' 1 '\0\330\0\0'
refuses 'npy: half a surrogate pair' 2 'in.npy: record 0: value: a letter that is not a character' \
    encode discrete:a,b --input in.npy
plain '<U2' 1 '\0\0\0\0a\0\0\0'
refuses 'npy: a zero before a letter' 2 \
    'in.npy: record 0: value: a letter that is not a character' encode discrete:a,b --input in.npy
plain '<i8' 2 '\0\0\0\0\0\0\0\0\1\0\0\0\0\0\40\0'
refuses 'npy: an integer no double holds' 2 \
    'in.npy: record 1: value: a double cannot hold the integer 9007199254740993' encode \
    qlinear:0:9 --input in.npy
plain '<i4' 1 '\1\0\0\1'
refuses 'npy: an integer no float holds' 2 \
    'in.npy: record 0: value: f32 cannot hold the integer 16777217' encode linear:0:1e9 --type f32 \
    --input in.npy
plain '<f8' 1 '\0\0\0\0\0\0\360\107'
refuses 'npy: beyond f32' 2 \
    'in.npy: record 0: value: 3.402823669209385e+38 is beyond the range of f32' transform \
    linear:0:1 --type f32 --input in.npy
plain '<f4' 1 '\0\0\0\77'
refuses 'npy: no index' 2 'in.npy: record 0: value: 0.5 is not an index' encode discrete:a,b \
    --type index --input in.npy
echo "# read: $refused refused"

# ---- cut off and changed everywhere ----

"$build/tests/cut" "$root"/tests/fuzz/corpus/readers/* >cut.log 2>&1
code=$?
cp cut.log log
result $code "seeds cut off and changed at every byte: $(sed -n 's/^ok 1 - cut: //p' cut.log)"

# ---- many columns ----

# Columns are found by binary search, so a header of 40 000 names takes little time.
awk -v unit='{"kind": "linear", "lower": 0, "upper": 1}' 'BEGIN {
    printf "{\"hyspace\": 1, \"space\": {"
    for (c = 0; c < 40000; c++) printf "%s\"column number %d\": %s", c ? ", " : "", c, unit
    print "}}" }' >wide.json
for format in csv jsonl npy; do
    "$HYSPACE" sample wide.json -n 1 -o "wide.$format" 2>log &&
        (ulimit -t 4 && "$HYSPACE" encode wide.json --input "wide.$format" -f raw -o wide.raw) \
        2>>log &&
        test "$(wc -c <wide.raw)" -eq 320000
    result $? "40 000 columns of $format in 4 s of processor time"
done

echo "1..$n"
