#!/bin/sh
# Tests HDF5 files: h5py and h5dump read them, `hyspace verify` draws them again, and files that
# were changed in 45 ways, cut off, or spoilt in 240 places are refused, each with its message.
# TAP.
#
# $HYSPACE is the program, $top_srcdir the source tree. tests/program/output.sh has full disks and
# kills, and failing_calls.sh has failing system calls.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA
helper=$top_srcdir/tests/program/hdf5_files.py
readers=$top_srcdir/tests/program/other_readers.py
lcbench=$top_srcdir/examples/lcbench.json
cd "$folder" || exit 99

suite=hdf5
. "$top_srcdir/tests/tools/tap.sh"
refuses() # name, code, pattern of the message, argument...
{
    name=$1 wanted=$2 pattern=$3
    shift 3
    "$HYSPACE" "$@" >out 2>err
    code=$?
    case $code in $wanted) ;; *) false ;; esac && test "$(wc -l <err)" -eq 1 &&
        grep -q "^hyspace: $pattern" err
    code=$?
    test $code -eq 0 || sed 's/^/# /' err
    result $code "$name"
}

if "$HYSPACE" info | grep -q '^HDF5 *none'; then
    for arguments in 'sample linear:0:1 -o kept.h5' 'sample linear:0:1 -f hdf5 -o kept' \
        'sample linear:0:1 -f hdf5' 'verify kept.h5' \
        'encode linear:0:1 --input kept.h5'; do
        refuses "without HDF5: $arguments" 2 'hdf5: this program was built without it: configure' \
            $arguments
    done
    test ! -e kept.h5 && test ! -e kept
    result $? 'without HDF5: no file'
    skip 'hyspace was built without HDF5' 'all that needs it'
    echo "1..$n"
    exit 0
fi

# ---- files that are read by others, and drawn again ----

python=
for python3 in python3 /usr/bin/python3; do
    "$python3" -c 'import h5py, numpy' 2>/dev/null && python=$python3 && break
done
cat >table.json <<'JSON'
{"hyspace": 1, "space": {
  "x": {"kind": "linear", "lower": -1, "upper": 200},
  "na\u0308me/\u00fcber": {"kind": "log", "lower": 1e-5, "upper": 1, "base": 2, "type": "f32"},
  "na\u0308me/q \"'\\": {"kind": "qlinear", "lower": 0, "upper": 200, "type": "u8"},
  "b": {"kind": "qlog", "lower": 1, "upper": 30000, "type": "i16"},
  "j": {"kind": "discrete", "values": [-3, 1, 1e9], "type": "i32"},
  "k": {"kind": "discrete", "values": [-3, 1, 1e9], "type": "index"},
  "u": {"kind": "qlinear", "lower": 0, "upper": 1e15, "type": "u64"},
  "name": {"kind": "discrete", "values": ["red", "gr\u00fcn \u65e5\u672c", "blue"]},
  "number": {"kind": "discrete", "values": ["red", "green", "blue"], "type": "index"}
}}
JSON
# name, argument...: the file, verified under each instruction set, and as many columns as it should
again()
{
    name=$1 columns=$2
    shift 2
    "$HYSPACE" sample "$@" -o again.h5 && "$HYSPACE" verify again.h5 --isa all >out 2>err &&
        ! test -s err &&
        ! grep -qv '^ok \|agree' out && grep -q "^$columns agree, 0 differ" out
    result $? "drawn again: $name"
}
if test -n "$python"; then
    "$HYSPACE" sample table.json -n 70001 --first 5 --seed 9 -j 2 -o table.h5 &&
        "$HYSPACE" sample table.json -n 70001 --first 5 --seed 9 -f raw -o table.raw &&
        "$python" "$helper" read table.h5 table.raw table.json hyspace=1 \
        "version=$("$HYSPACE" --version | cut -d' ' -f2)" command=sample \
            stream=native stream_version=1 key=0:9 first=5 count=70001
    result $? 'h5py: each column bit for bit, labels, attributes'
    "$python" -c '
import json
many = {"kind": "discrete", "values": ["label %d" % i for i in range(100000)]}
print(json.dumps({"hyspace": 1, "space": {"many": many}}))' >many.json
    "$HYSPACE" sample many.json -n 100 -o many.h5 &&
        "$HYSPACE" sample many.json -n 100 -f raw -o many.raw &&
        "$python" "$helper" read many.h5 many.raw many.json &&
        "$HYSPACE" verify many.h5 >/dev/null
    result $? 'h5py: a list of 100 000 labels'
    "$python" "$readers" space wide >wide.json &&
        again '2 000 columns, whose description is beyond 64 KiB' 2000 wide.json -n 50
else
    for name in 'h5py: each column bit for bit, labels, attributes' \
        'h5py: a list of 100 000 labels' 'drawn again: 2 000 columns'; do
        skip 'python3-h5py is not installed' "$name"
    done
fi
cat >notes.json <<'JSON'
{"hyspace": 2, "name": "n", "space": {
  "x": {"kind": "linear", "lower": -1, "upper": 200, "default": 200, "meta": {"k": 1.50}},
  "y": {"kind": "discrete", "values": ["a", null], "default": null, "dimension": 7}},
  "meta": {"v": [1, 2.0]}}
JSON
if command -v h5dump >/dev/null; then
    "$HYSPACE" sample notes.json -n 20 -o notes.h5 && "$HYSPACE" verify notes.h5 >/dev/null &&
        h5dump -a space notes.h5 >dumped && grep -q '"name": "n"' dumped &&
        grep -q '"type": "f64", "default": 200, "meta": {"k": 1.5}}' dumped &&
        grep -q '"default": null, "dimension": 7}' dumped && grep -q '"v": \[1, 2.0\]' dumped
    result $? 'h5dump: what a file says beside its spaces'
    "$HYSPACE" sample qlinear:-100:100 -n 3000 -o dumped.h5 &&
        h5dump -y -w 1 -d value dumped.h5 | sed -n 's/^ *\(-*[0-9][0-9]*\),*$/\1/p' >dumped &&
        "$HYSPACE" sample qlinear:-100:100 -n 3000 --no-header | cmp -s - dumped
    result $? 'h5dump: the values'
else
    skip 'hdf5-tools is not installed' 'h5dump: the values'
fi
again 'a table' 9 table.json -n 5000 --first 18446744073709546616
again 'some of its columns' 2 table.json -n 5000 --columns name,x
for stream in jax_array jax_keys jax_search; do
    again "$stream" 8 "$lcbench" -n 100 --stream $stream
    again "$stream, some columns" 2 "$lcbench" -n 100 --stream $stream \
        --columns num_layers,learning_rate --x64
    again "$stream, a single space" 1 log:1:2 -n 100 --stream $stream
done
for design in sobol sobol_owen sobol_shift sobol_plain 'lhs --rows 900' \
    'lhs --rows 900 --centred' 'grid --points 3' 'grid --points 2,learning_rate=40 --ends' \
    'permuted --points 3' 'permuted --points 3 --ends'; do
    again "$design" 8 "$lcbench" -n 400 --first 100 --stream $design --seed 3
    again "$design, some columns" 2 "$lcbench" --stream $design --seed 3 \
        --columns num_layers,learning_rate
done
again 'a design of a single space' 1 log:1:2 -n 100 --stream sobol --dim 21200
again 'a Latin hypercube of a single space' 1 log:1:2 -n all --stream lhs --rows 77 --dim x
again 'a grid of a single space' 1 log:1:2 -n all --stream grid --points value=77 --ends
again 'a pinned dimension' 2 notes.json -n 100 --stream sobol_owen
again 'types of single columns' 8 "$lcbench" -n 100 --type learning_rate=f32 --type num_layers=u8 \
    --type f64
again 'types by the option' 8 "$lcbench" -n 100 --type f32
again 'a single space' 1 log:1:2 -n 5000 --key ff:12345678
again 'of a dimension' 1 log:1:2 -n 5000 --dim 18446744073709551615
again 'of a named one' 1 discrete:a,b -n 5000 --dim learning_rate
again 'no rows' 1 log:1:2 -n 0
again 'a name of /proc/self/fd' 1 linear:0:1 -n 10
"$HYSPACE" sample "$lcbench" -n 5000 -j 3 -o one.hdf5 && sleep 1.1 &&
    "$HYSPACE" sample "$lcbench" -n 5000 -f hdf5 -o two && cmp -s one.hdf5 two
result $? 'the same samples are the same bytes, a second later and in threads'
printf 'value\n1.5\n1.25\n' | "$HYSPACE" encode log:1:2 -o units.h5
refuses 'what encode wrote is not drawn again' 1 \
    'units.h5: attribute command: "encode": only samples' verify units.h5

# ---- what cannot be written ----

refuses 'to standard output' 2 'hdf5: cannot go to standard output' sample linear:0:1 -f hdf5
refuses 'to standard output by name' 2 'hdf5: cannot go to standard output' sample linear:0:1 \
    -f hdf5 -o -
ln -s /dev/stdout to_stdout.h5
for path in /dev/stdout /dev/fd/1 to_stdout.h5; do # each is a regular file here
    refuses "to a descriptor, $path" 2 "$path: hdf5 needs a new or regular file" sample linear:0:1 \
        -f hdf5 -o $path
done
mkfifo fifo && exec 3<>fifo
refuses 'to a pipe' 2 'fifo: hdf5 needs a new or regular file' sample linear:0:1 -f hdf5 -o fifo
exec 3<&-
refuses 'to a device' 2 '/dev/full: hdf5 needs a new or regular file' sample linear:0:1 -f hdf5 \
    -o /dev/full
refuses 'bits' 2 'hdf5: holds columns' bits -f hdf5 -o kept.h5
refuses 'more than a file holds' 2 '--count: an HDF5 file' sample linear:0:1 -n 1e18 -o kept.h5
unit='{"kind": "linear", "lower": 0, "upper": 1}'
for name in a/ /a a//b . a/./b; do
    echo "{\"hyspace\": 1, \"space\": {\"$name\": $unit}}" >names.json
    refuses "a column called $name" 2 "names.json: space.\"$name\": HDF5 takes a name for a path" \
        sample names.json -o kept.h5
done
echo "{\"hyspace\": 1, \"space\": {\"a/b\": $unit, \"a\": $unit}}" >names.json
refuses 'a column below a column' 2 \
    'names.json: space."a/b": HDF5 takes a name for a path, and "a" is a column' sample names.json \
    -o kept.h5
again 'a column below one that was not chosen' 1 names.json --columns a/b
test ! -e kept.h5
result $? 'none of these left a file'

# ---- files that are not what they say ----

refuses 'no file' 1 'none.h5: No such file' verify none.h5
refuses 'a folder' 1 '/: Is a directory' verify /
refuses 'a text' 1 'table.json: HDF5: file signature not found' verify table.json
: >empty
refuses 'an empty file' 1 'empty: HDF5: ' verify empty
cat >small.json <<'JSON'
{"hyspace": 1, "space": {
  "x": {"kind": "linear", "lower": -1, "upper": 200},
  "q": {"kind": "qlinear", "lower": 0, "upper": 200, "type": "u8"},
  "name": {"kind": "discrete", "values": ["red", "green", "blue"]}}}
JSON
"$HYSPACE" sample small.json -n 3000 --first 1000 -o good.h5
says() # change: the pattern of the message that it leads to
{
    case $1 in
    'differs x') echo 'column "x" differs first, in row 2345 (sample 3345): 0.5, not' ;;
    'differs name') echo 'column "name" differs first, in row 2999 (sample 3999): 7, not [012]$' ;;
    'no hyspace') echo 'no file of hyspace' ;;
    'no labels') echo 'column "name": attribute labels: missing' ;;
    'other labels') echo 'column "name": attribute labels: label 2 is "blues", not "blue"' ;;
    'fewer labels') echo 'column "name": attribute labels: label 2 is missing' ;;
    'no dataset') echo 'column "x": HDF5: ' ;;
    'no '*) echo "attribute ${1#no }: missing" ;;
    'later form') echo 'attribute hyspace: a file of form 2' ;;
    'later stream') echo 'attribute stream_version: 2; this program' ;;
    'unknown stream') echo 'attribute stream: expected native' ;;
    'unknown command') echo 'attribute command: "dream"' ;;
    'key of letters') echo 'attribute key: expected K0:K1' ;;
    'space of letters') echo 'attribute space:1: ' ;;
    'empty space') echo 'attribute space: empty' ;;
    'space changed') echo 'attribute fingerprint: "[0-9a-f]*", but that' ;;
    'type changed') echo 'attribute space: space.q.type: i8 is not available' ;;
    'count '*) echo 'attribute count: expected an unsigned integer of 64 bits' ;;
    'other count') echo 'column "x": the dataset has 3000 rows, not 2999' ;;
    'first beyond') echo 'attribute count: first + count' ;;
    'x64 of native') echo 'attribute x64: ' ;;
    'rows of native' | 'points of native' | 'points of columns of native')
        echo 'attribute stream: ' ;;
    'fewer points of columns') echo 'attribute column_points: a list of 2, not 3' ;;
    'lhs without rows') echo 'attribute stream: ' ;;
    'lhs of fewer rows') echo 'attribute count: first + count is beyond the 3999 rows' ;;
    'centred native') echo 'attribute centred: expected 1, on lhs alone' ;;
    'dim of a table') echo 'attribute dim: is for a single space' ;;
    'unknown column') echo 'attribute columns: "y" is not a column' ;;
    'column twice') echo 'attribute columns: "x" is not a column after' ;;
    'empty columns') echo 'attribute columns: ' ;;
    'longer dataset') echo 'column "x": the dataset has 3001 rows' ;;
    'float dataset' | 'big-endian dataset') echo 'column "x": the dataset is not of type f64' ;;
    'square dataset') echo 'column "x": the dataset has not one dimension' ;;
    'external link') echo 'column "x": HDF5: ' ;;
    'external storage') echo 'column "x": the dataset.s values lie in other files' ;;
    group) echo 'column "x": HDF5: not a dataset' ;;
    *) echo 'no such change' ;;
    esac
}
read_says() # change: the pattern of encode's message; encode does not read the root's attributes
{
    case $1 in
    'differs name') echo ': record 2999: name: 7 is not the index of a label$' ;;
    *labels | 'external link' | 'external storage' | 'square dataset') echo ": $(says "$1")" ;;
    'no dataset' | group) echo ': column "x" is missing$' ;;
    'longer dataset')
        echo ': column "q": the dataset has 3000 rows, and the column before it 3001$'
        ;;
    esac
}
"$HYSPACE" encode small.json --input good.h5 -f raw -o good.raw &&
    "$HYSPACE" sample small.json -n 3000 --first 1000 | "$HYSPACE" encode small.json -f raw |
    cmp - good.raw
result $? 'encode reads what sample wrote'
if test -n "$python"; then
    cp good.h5 other.h5
    "$HYSPACE" sample linear:-1:200 --dim x -n 3000 --first 1000 -f raw -o other.raw
    "$python" "$helper" change good.h5 list >changes
    while read -r change; do
        cp good.h5 changed.h5
        "$python" "$helper" change changed.h5 "$change"
        case $change in 'type changed') code=2 ;; *) code=1 ;; esac
        test "$change" = 'space of letters' && code=2
        refuses "$change" $code "changed.h5: $(says "$change")" verify changed.h5
        case $change in differs*)
            test "$(grep -c '^DIFFER' out)" -eq 1 && test "$(grep -c '^ok ' out)" -eq 2 &&
                tail -n 1 out | grep -qx '2 agree, 1 differ, 3000 rows'
            result $? "$change: the other columns agree" ;;
        esac
        pattern=$(read_says "$change")
        echo untouched >kept
        "$HYSPACE" encode small.json --input changed.h5 -o kept >out 2>err
        code=$?
        if test -z "$pattern"; then
            test $code -eq 0
        else
            test $code -gt 0 && test "$(wc -l <err)" -eq 1 &&
                grep -q "^hyspace: changed.h5$pattern" err && test "$(cat kept)" = untouched
        fi
        code=$?
        test $code -eq 0 || sed 's/^/# /' err
        result $code "$change: encode, ${pattern:-which does not look there}"
    done <changes
    while IFS='|' read -r change pattern; do
        cp good.h5 changed.h5
        "$python" -c "
import h5py, numpy
f = h5py.File('changed.h5', 'r+')
def replace(name, values):
    labels = f[name].attrs['labels']
    del f[name]
    f[name] = values
    f[name].attrs['labels'] = labels
$change"
        refuses "encode: $change" '[12]' "changed.h5: $pattern" encode small.json --input changed.h5
    done <<'CHANGES'
f['loss'] = f['x'][:]|small.json has no column "loss"$
f['more/x'] = f['x'][:]|small.json has no column "more/x"$
f['loss'] = h5py.SoftLink('/x')|small.json has no column "loss"$
del f['q']; f['q'] = numpy.zeros(3000, dtype=bool)|column "q": the dataset's type is not read
del f['x']; f['x'] = numpy.zeros(3000, dtype=complex)|column "x": the dataset's type is not read
del f['x']; f['x'] = numpy.zeros(3000, dtype='<f2')|column "x": the dataset's type is not read
del f['x']; f['x'] = numpy.zeros(3000, dtype='S3')|column "x": the dataset's type is not read
del f['x']; f['x'] = numpy.int64(3)|column "x": the dataset has not one dimension
del f['x']; f.create_dataset('x', (1 << 60,), chunks=(1000,))|column "x": the file does not hold
del f['q']; f['q'] = numpy.full(3000, (1 << 53) + 1)|record 0: q: a double cannot hold
replace('name', numpy.zeros(3000))|column "name": the dataset has floats
replace('name', numpy.full(3000, -1))|record 0: name: -1 is not the index of a label$
CHANGES
    "$python" -c "
import h5py
f, g = h5py.File('good.h5'), h5py.File('changed.h5', 'w')
g.create_dataset('x', data=f['x'][:].astype('>f8'), chunks=(7,), compression='gzip')
g['q'] = f['q'][:].astype('>i8')
g['name'] = f['name'][:].astype('i1')
g['name'].attrs['labels'] = f['name'].attrs['labels']" &&
        "$HYSPACE" encode small.json --input changed.h5 -f raw | cmp - good.raw
    result $? 'encode: compressed chunks, other integers, big-endian'
    cp good.h5 packed.h5
    "$python" -c '
import h5py
f = h5py.File("packed.h5", "r+")
x = f["x"][:]
del f["x"]
f.create_dataset("x", data=x, compression="gzip", chunks=(7,))
f["loss"] = x' &&
        "$HYSPACE" verify packed.h5 >out && tail -n 1 out | grep -qx '3 agree, 0 differ, 3000 rows'
    result $? 'a column in compressed chunks, and one more beside the samples: the same samples'
else
    skip 'python3-h5py is not installed' 'files that were changed'
fi
any=${python:-$(command -v python3)}
if test -n "$any"; then
    "$HYSPACE" sample small.json -n 10 -o tiny.h5
    codes= number=0
    : >spoilt
    while test $number -lt 240; do
        "$any" "$helper" spoil tiny.h5 $number changed.h5
        timeout 20 "$HYSPACE" verify changed.h5 >out 2>err
        code=$?
        case $code in 0 | 1 | 2) ;; *) echo "# place $number: exit $code" ;; esac
        test $code -eq 0 || {
            test "$(wc -l <err)" -eq 1 && grep -q '^hyspace: changed.h5' err
        } || echo "# place $number: $(cat err)"
        echo $code >>spoilt
        timeout 20 "$HYSPACE" encode small.json --input changed.h5 -f raw >out 2>err
        code=$?
        case $code in 0 | 1 | 2) ;; *) echo "# place $number: encode: exit $code" ;; esac
        test $code -eq 0 || {
            test "$(wc -l <err)" -eq 1 && grep -q '^hyspace: changed.h5' err && ! test -s out
        } || echo "# place $number: encode: $(cat err)"
        number=$((number + 1))
    done >spoilt_message
    cat spoilt_message
    unnoticed=$(grep -c '^0' spoilt) # in bytes that mean nothing
    test ! -s spoilt_message && test "$(grep -c '^[12]' spoilt)" -ge 120
    result $? "cut off or changed in $number places: $unnoticed unnoticed, the others refused"
else
    skip 'python3 is not installed' 'cut off or changed in 240 places'
fi

echo "1..$n"
