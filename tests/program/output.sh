#!/bin/sh
# Tests what the program writes: every format as Python's csv and json, numpy and jq read it,
# compared with the raw bytes; peak memory; runs that are killed; full and read-only disks;
# progress on terminals. TAP.
#
# $HYSPACE is the program, $top_srcdir the source tree.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA COLUMNS
readers=$top_srcdir/tests/program/other_readers.py
cd "$folder" || exit 99
here=$(pwd -P)

suite=output
. "$top_srcdir/tests/tools/tap.sh"

hdf5= # the word hdf5, if this program writes HDF5; hdf5.sh tests what is read
if "$HYSPACE" info | grep -q '^HDF5 *[0-9]'; then
    hdf5=hdf5
else
    skip 'hyspace was built without HDF5' 'runs that end badly, hdf5'
fi

# ---- every format, read by others ----

numpy=$("$top_srcdir/tests/tools/numpy_python.sh") && python=$numpy || python=$(command -v python3)

# reads WHICH FORMAT ARGUMENT...: compares the rows in FORMAT with the raw ones.
reads()
{
    which=$1 format=$2
    shift 2
    if test -z "$python"; then skip 'python3 is not installed' "$which as $format"; return; fi
    if test "$format" = npy && test -z "$numpy"; then
        skip 'python3-numpy is not installed' "$which as npy"
        return
    fi
    # the file's ending chooses the format
    "$HYSPACE" sample "$@" -f raw -o rows.raw && "$HYSPACE" sample "$@" -o "rows.$format" -j 2 &&
        "$python" "$readers" check "$which" "$format" "rows.$format" rows.raw 2>&1 |
        sed 's/^/# /' >message && ! test -s message
    code=$?
    cat message
    result $code "$which as $format"
}
for which in all latin1 wide; do
    test -n "$python" && "$python" "$readers" space $which >$which.json
    test $which = wide && count=50 || count=2500
    for format in csv tsv jsonl npy; do
        reads $which $format $which.json -n $count --first 77
    done
done
for type in f64 f32; do
    if test -z "$python"; then
        skip 'python3 is not installed' "numbers near powers of two and ties, $type"
        continue
    fi
    "$python" "$readers" numbers $type >in &&
        "$HYSPACE" transform linear:0:1 --type $type --input in >rows.csv &&
        "$HYSPACE" transform linear:0:1 --type $type --input in -f raw >rows.raw &&
        "$python" "$readers" check single:$type csv rows.csv rows.raw
    result $? "numbers near powers of two and ties, $type"
done
reads single:f64 npy log:1e-9:1e9 -n 10000
reads single:f64 csv log:1e-320:1e308 -n 10000
reads single:f32 csv log:1e-37:1e38 -n 10000 --type f32
reads single:f64 npy latin1.json -n 100 --columns "\"it's a \\ \"\"name\"\"\""
reads single:u8 npy qlinear:0:200 -n 10000 --type u8
reads single:u32 npy discrete:red,green,blue -n 1000 --type index
reads labels npy discrete:red,green,blue -n 1000
if test -n "$numpy"; then
    printf 'size,\303\274ber,"it'"'"'s a \\ ""name"""\nblue,3.4,1e-4\nred,-100,7.5\n' >in
    "$HYSPACE" transform latin1.json -f npy --input in >in.npy &&
        "$HYSPACE" transform latin1.json -f raw --input in >in.raw &&
        "$python" "$readers" check latin1 npy in.npy in.raw
    result $? 'transform as npy'
    "$HYSPACE" bits -n 1000 -f npy >rows.npy && "$HYSPACE" bits -n 1000 >rows.raw &&
        "$python" "$readers" check single:u32 npy rows.npy rows.raw
    result $? 'bits as npy'
    "$HYSPACE" sample linear:0:1 -n 0 -f npy >rows.npy &&
        "$python" -c '
import numpy
a = numpy.load("rows.npy")
assert a.shape == (0,) and a.dtype == "<f8"'
    result $? 'no rows as npy'
else
    skip 'python3-numpy is not installed' 'transform as npy' 'bits as npy' 'no rows as npy'
fi
if command -v jq >/dev/null; then
    "$HYSPACE" sample "$top_srcdir/examples/lcbench.json" -n 1000 -f tsv >rows.tsv
    "$HYSPACE" sample "$top_srcdir/examples/lcbench.json" -n 1000 -f jsonl |
        jq -r '[.[]] | @tsv' | awk '{ $1 = $1 } 1' >rows.jq
    # jq prints numbers in its own way, so they are compared as numbers
    tail -n +2 rows.tsv | awk 'NR == FNR { line[NR] = $0; next }
        {
            m = split(line[FNR], a)
            same = m == NF && NF > 1
            for (i = 1; i <= NF; i++) same = same && a[i] == $i
            good += same
        }
        END { exit good != 1000 }' - rows.jq
    result $? 'jsonl by jq'
else
    skip 'jq is not installed' 'jsonl by jq'
fi

# ---- memory ----

# peak NAME ROWBYTES ARGUMENT...: writes rows into a pipe; VmHWM is read while the last 4 MB wait.
peak()
{
    bytes=$1
    shift
    { "$HYSPACE" sample "$@" & echo $! >pid; wait $!; echo $? >code; } |
        {
            head -c $((bytes - 4000000)) | wc -c >got
            awk '/VmHWM/ { print $2 }' "/proc/$(cat pid)/status" >kilobytes
            tail -c 800 >tail.raw
        }
    test "$(cat code)" -eq 0 && test "$(cat got)" -eq $((bytes - 4000000)) &&
        test "$(cat kilobytes)" -gt 0 && test "$(cat kilobytes)" -lt 16384
}
if test -r /proc/self/status; then
    peak 800000000 log:1e-5:0.1 -n 1e8 -f raw &&
        "$HYSPACE" sample log:1e-5:0.1 --first 99999900 -n 100 -f raw | cmp -s - tail.raw
    result $? "1e8 rows of f64 to raw, peak resident size $(cat kilobytes) kB"
    peak 120000128 discrete:a,be,sea -n 1e7 -f npy -j 2 # <U3 and a header of 128 bytes
    result $? "1e7 labels to npy in two threads, peak resident size $(cat kilobytes) kB"
    if test -n "$hdf5"; then
        "$HYSPACE" sample log:1e-5:0.1 -n 1e8 -o big.h5 & pid=$!
        peak=0
        while kill -0 $pid 2>/dev/null; do
            now=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null)
            peak=${now:-$peak}
            sleep 0.02
        done
        wait $pid && test "$peak" -gt 1000 && test "$peak" -lt 20480 &&
            test "$(stat -c %s big.h5)" -gt 800000000 &&
            "$HYSPACE" verify big.h5 | tail -n 1 | grep -qx '1 agree, 0 differ, 100000000 rows'
        result $? "1e8 rows of f64 to hdf5 and back, peak resident size $peak kB"
        rm -f big.h5
    fi
else
    skip 'there is no /proc' '1e8 rows of f64 to raw' '1e7 labels to npy'
fi

# Wide tables and long labels: a block takes up to 32 MiB, besides the memory of the space itself,
# however many rows there are.
kilobytes() # command; prints its peak resident size
{
    "$python" -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}
bounded() # name, argument...; many rows take at most 36 MiB more than one row
{
    name=$1
    shift
    least=$(kilobytes "$HYSPACE" "$@" -n 1) && most=$(kilobytes "$HYSPACE" "$@" -n $rows) &&
        test "$least" -gt 1000 && test $((most - least)) -lt 36864
    result $? "$name: peak resident size $most kB, $least kB for one row"
}
awk -v unit='{"kind": "linear", "lower": 0, "upper": 1}' 'BEGIN {
    printf "{\"hyspace\": 1, \"space\": {"
    for (c = 1; c <= 6000; c++) printf "%s\"%d\": %s", (c > 1 ? ", " : ""), c, unit
    print "}}" }' >wide6000.json
if test -n "$python"; then
    for format in csv jsonl raw npy $hdf5; do
        case $format in csv | jsonl) rows=300 ;; *) rows=2048 ;; esac
        bounded "$rows rows of 6 000 columns to $format" sample wide6000.json -f $format -o many
    done
    rows=2048
    bounded "$rows rows of 6 000 columns, digested" digest wide6000.json
    "$HYSPACE" sample linear:0:1 -n 1e6 >in # the whole input is held in memory, but not the output
    least=$(kilobytes "$HYSPACE" encode linear:0:1 --input in -f raw -o many) &&
        most=$(kilobytes "$HYSPACE" encode linear:0:1 --input in -f jsonl -o many) &&
        test "$least" -gt 1000 && test $((most - least)) -lt 8192
    result $? "1e6 values encoded to jsonl, peak resident size $most kB, as raw $least kB"
    rows=5000
    bounded "$rows labels, one of 100 000 letters" sample \
        "discrete:a,$(head -c 100000 /dev/zero | tr '\0' n)"
    rm -f many
    "$HYSPACE" sample wide6000.json -n 1000 -f raw >many && {
        "$HYSPACE" sample wide6000.json -n 100 -f raw &&
            "$HYSPACE" sample wide6000.json --first 100 -n 900 -j 3 -f raw
    } |
        cmp -s - many
    result $? 'a wide table in parts and in threads'
    rm -f many
else
    skip 'no python3 here' 'rows of 6 000 columns to csv' 'to jsonl' 'to raw' 'to npy' 'digested' \
        'encoded' 'long labels' 'a wide table in parts and in threads'
fi
echo '{"hyspace": 1, "space": {
    "b": {"kind": "qlinear", "lower": 0, "upper": 9, "type": "u8"},
    "h": {"kind": "qlinear", "lower": 0, "upper": 9, "type": "i16"},
    "f": {"kind": "linear", "lower": 0, "upper": 1, "type": "f32"},
    "d": {"kind": "log", "lower": 1, "upper": 2},
    "l": {"kind": "discrete", "values": ["x", "y"]}}}' >typed.json
for space in wide6000.json typed.json "$top_srcdir/examples/xgboost.json" discrete:a,be,sea; do
    if ! command -v xxhsum >/dev/null; then
        skip 'no xxhsum here' "the digest of $(basename $space) is that of its raw rows"
        continue
    fi
    "$HYSPACE" sample $space -n 2500 --first 77 -f raw | xxhsum -H3 |
        sed 's/.*= /* /' >expected &&
        "$HYSPACE" digest $space -n 2500 --first 77 -j 2 | tail -n 1 | cmp -s - expected
    result $? "the digest of $(basename $space) is that of its raw rows, by xxhsum"
done

# ---- a run that is killed ----

cat >without_proc <<'SH'
mount -t tmpfs none /proc && exec "$@" # without /proc a nameless file cannot get a name
SH

# killed SIGNAL PREFIX...: starts a run over an old file that does not end soon, and kills it when
# something has been written. The old file must be unchanged; `left` lists the other files, and
# `named` says whether the file being written had a name.
mkdir killed
killed()
{
    signal=$1
    shift
    rm -f killed/.hyspace*
    echo untouched >killed/kept
    (cd killed && exec env --default-signal=INT,QUIT,HUP,TERM "$@" "$HYSPACE" sample linear:0:1 \
        -n 1T -f $format -o kept 2>../err) & pid=$!
    written= named=
    for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        sleep 0.1
        for file in $(ls -d killed/.hyspace* 2>/dev/null) /proc/$pid/fd/*; do
            case $(readlink -f "$file") in
            "$here"/killed/?*) test "$(stat -L -c %s "$file" 2>/dev/null || echo 0)" -gt 100000 &&
                written=yes ;;
            esac
        done
        test -n "$written" && break
    done
    test -e killed/.hyspace.* && named=yes
    kill -s "$signal" $pid
    wait $pid 2>/dev/null
    code=$?
    ls -A killed | grep -vx kept >left
    test -n "$written" && test $code -gt 128 && test "$(cat killed/kept)" = untouched
}
if test -d /proc/self/fd && env --default-signal=INT true 2>/dev/null; then
    for format in csv $hdf5; do
        for signal in TERM INT HUP QUIT; do
            killed $signal && test ! -s left
            result $? "SIG$signal, $format: the old file untouched, nothing beside it"
        done
        killed KILL
        code=$?
        if "${python:-false}" -c 'import os; os.open("killed", os.O_TMPFILE | os.O_WRONLY)' \
            2>/dev/null; then
            test $code -eq 0 && test -z "$named" && test ! -s left
            result $? "SIGKILL, $format: the old file untouched, nothing beside it"
        else
            skip 'python3 is not installed, or this file system has no files without a name' \
                "SIGKILL, $format: the old file untouched, nothing beside it"
        fi
    done
    if unshare -rm sh without_proc true 2>/dev/null; then
        for format in csv $hdf5; do
            for signal in TERM USR1 XCPU ALRM; do
                killed $signal unshare -rm sh ../without_proc && test -n "$named" && test ! -s left
                result $? "SIG$signal, $format, a file with a name beside: it is gone"
            done
            killed KILL unshare -rm sh ../without_proc && test -n "$named" &&
                test "$(wc -l <left)" -eq 1
            result $? "SIGKILL, $format, a file with a name beside: it stays, the old one untouched"
            rm -f killed/.hyspace*
            (cd killed && unshare -rm sh ../without_proc "$HYSPACE" sample linear:0:1 -n 1000 \
                -f $format -o kept) &&
                "$HYSPACE" sample linear:0:1 -n 1000 -f $format -o expected &&
                cmp -s expected killed/kept && test "$(ls -A killed)" = kept
            result $? "a file with a name beside is renamed at the end, $format"
        done
    else
        skip 'unshare -rm cannot hide /proc' 'SIGTERM, a file with a name beside' \
            'SIGUSR1, the same' 'SIGXCPU, the same' 'SIGALRM, the same' \
            'SIGKILL, a file with a name beside' 'a file with a name beside'
    fi
else
    skip 'there is no /proc or no env --default-signal' SIGTERM SIGINT SIGHUP SIGQUIT SIGKILL \
        'six with a file with a name beside'
fi
for format in raw npy jsonl; do
    {
        "$HYSPACE" sample linear:0:1 -n 1G -f $format -j 2 2>err
        echo $? >code
    } | head -c 100 | wc -c >got
    test "$(cat got)" -eq 100 && test "$(cat code)" -eq 141 && test ! -s err
    result $? "a closed pipe, $format: SIGPIPE and no word"
done

# ---- a disk that is full, a place that is read-only ----

mkdir disk
cat >full <<'SH'
mount -t tmpfs -o size=1m none disk && cd disk && echo untouched >kept || exit 77
"$HYSPACE" sample linear:0:1 -n 1M -f $1 -j 2 -o kept 2>../err
test $? -eq 1 && test "$(cat kept)" = untouched && test "$(ls -A)" = kept &&
    test "$(wc -l <../err)" -eq 1 && grep -q '^hyspace: kept: No space left' ../err || exit 1
"$HYSPACE" sample linear:0:1 -n 1000 -f $1 -o kept &&
    "$HYSPACE" sample linear:0:1 -n 1000 -f $1 -o ../expected && cmp ../expected kept
SH
cat >readonly <<'SH'
mount --bind disk disk && mount -o remount,bind,ro disk && cd disk || exit 77
for path in kept new ${1:+new.h5}; do
    "$HYSPACE" sample linear:0:1 -o $path 2>../err
    test $? -eq 1 && test "$(wc -l <../err)" -eq 1 &&
        grep -q "^hyspace: $path: Read-only file system" ../err || exit 1
done
test "$(cat kept)" = untouched && test "$(ls -A)" = kept
SH
export HYSPACE
# name, script and its arguments; 77 means that this machine does not allow the mount
in_namespace()
{
    name=$1
    shift
    unshare -rm sh "$@" 2>mount_message
    code=$?
    if test $code -eq 77 || { test $code -ne 0 && ! unshare -rm true 2>/dev/null; }; then
        skip 'unshare -rm cannot mount' "$name"
    else
        result $code "$name"
    fi
}
for format in csv jsonl npy raw $hdf5; do
    in_namespace "a full disk, $format: the old file untouched" full $format
done
echo untouched >disk/kept
in_namespace 'a read-only file system' readonly $hdf5
if test "$(id -u)" -eq 0; then
    skip 'root may write anywhere' 'a folder that may not be written'
else
    chmod 500 disk
    for format in csv $hdf5; do
        "$HYSPACE" sample linear:0:1 -f $format -o disk/new 2>err
        test $? -eq 1 && grep -q '^hyspace: disk/new: Permission denied' err &&
            test "$(ls -A disk)" = kept
        result $? "a folder that may not be written, $format"
    done
    chmod 700 disk
fi

# ---- whose a file is that replaces another, and who may use it ----

mkdir whose && chmod 755 whose && cd whose || exit 99
program=$HYSPACE library=$top_builddir/.libs
test -x "$library/hyspace" && program=$library/hyspace # not libtool's wrapper script
cat >../acl.py <<'PY'
import os, struct, sys
command, name, path = sys.argv[1], "system.posix_acl_" + sys.argv[2], sys.argv[3]
if command == "set":  # user::rw- is 1,6; user:5:r-- 2,4,5; group:: 4, mask:: 16, other:: 32
    entries = [[int(field) for field in entry.split(",")] for entry in sys.argv[4:]]
    entries = [entry if len(entry) == 3 else entry + [2**32 - 1] for entry in entries]
    packed = b"".join(struct.pack("<HHI", *entry) for entry in entries)
    os.setxattr(path, name, struct.pack("<I", 2) + packed)
elif command == "drop":
    os.removexattr(path, name)
else:
    list_of = os.getxattr(path, name).hex() if name in os.listxattr(path) else "none"
    print(list_of, oct(os.stat(path).st_mode))
PY
acl() { "${python:-false}" ../acl.py "$@"; }
as_user() # COMMAND...: as user and group 65534, and with $groups, an option of setpriv
{
    setpriv --reuid=65534 --regid=65534 "${groups:---clear-groups}" -- \
        env LD_LIBRARY_PATH="$library${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" "$@"
}
# replaced NAME OWNER:GROUP MODE RESULT COMMAND...: a command writes to a file of that owner and
# mode; RESULT is its owner and mode afterwards.
replaced()
{
    name=$1 owner=$2 mode=$3 expected=$4
    shift 4
    rm -f file && echo old >file && {
        test -z "$owner" || chown "$owner" file
    } && chmod "$mode" file && ${acl:+acl set access file $acl} &&
        "$@" sample linear:0:1 -n 5 -o file 2>../log &&
        test "$(stat -c '%u:%g %a' file)" = "$expected" && test "$(wc -l <file)" -eq 6 &&
        test "$(ls -A)" = file
    result $? "$name: $(stat -c '%u:%g %a' file)"
    rm -f ../log
}
own=$(id -u):$(id -g)
replaced 'set-user-ID, set-group-ID and sticky are dropped' '' 7755 "$own 755" "$HYSPACE"
replaced 'every permission is kept' '' 642 "$own 642" "$HYSPACE"
for other in $(id -G); do test "$other" -eq "$(id -g)" || break; done
if test "$other" -ne "$(id -g)"; then
    replaced 'a group that the caller is in' ":$other" 660 "$(id -u):$other 660" "$HYSPACE"
else
    skip 'the caller is in one group alone' 'a group that the caller is in'
fi
echo old >file && ln file linked && "$HYSPACE" sample linear:0:1 -n 5 -o file &&
    test "$(cat linked)" = old && test "$(stat -c %h file)" -eq 1
result $? 'another name of the old file keeps the old content'
rm -f file linked
mkdir inherits
if acl set default inherits 1,6 2,6,65534 4,4 16,6 32,0 2>/dev/null; then
    echo old >file && chmod 640 file && acl set access file 1,6 2,4,65534 4,0 16,4 32,0 &&
        acl get access file >before &&
        "$HYSPACE" sample linear:0:1 -n 5 -o file && acl get access file | cmp - before &&
        test "$(wc -l <file)" -eq 6
    result $? 'an ACL is kept'
    (umask 22 && : >inherits/expected && "$HYSPACE" sample linear:0:1 -n 5 -o inherits/new) &&
        acl get access inherits/expected >before &&
        ! grep none before && acl get access inherits/new | cmp - before
    result $? "a new file has its folder's default ACL, as every other"
    acl drop access inherits/expected && chmod 640 inherits/expected &&
        "$HYSPACE" sample linear:0:1 -n 5 -o inherits/expected &&
        acl get access inherits/expected | grep -qx 'none 0o100640'
    result $? "a file that had no ACL gets none of its folder's"
    acl set default inherits 1,6 4,0 32,0 &&
        "$HYSPACE" sample linear:0:1 -n 5 -o inherits/plain &&
        acl get access inherits/plain | grep -qx 'none 0o100600'
    result $? 'a default ACL of the usual three stands above the umask'
    acls=yes
else
    skip 'no python3 here, or no ACLs on this file system' 'an ACL is kept' \
        "a new file has its folder's default ACL" 'a file that had no ACL' \
        'a default ACL of the usual three'
    acls=
fi
groups= acl=
rm -rf inherits file before err
by_others='root replaces a file of a user
root replaces a file of a user that is set-user-ID
a user replaces a file of root
no group gets more than the others had
nobody gets more than the group had
a group that both are in
another group that the user is in
a file with an ACL whose group is lost
a file of another user in a sticky folder
a link of another user in a folder of all
a link of root in a folder of all
a link of another user in a folder of his own'
chmod 755 "$folder"
if test "$(id -u)" -ne 0; then
    others='only root can make the files of others'
elif ! as_user "$program" --version >/dev/null 2>&1; then
    others='setpriv cannot run the program as another user here'
else
    others=
fi
if test -n "$others"; then
    ifs=$IFS IFS='
'
    skip "$others" $by_others
    IFS=$ifs
else
    replaced 'root replaces a file of a user' 65534:1234 664 '65534:1234 664' "$HYSPACE"
    replaced 'root replaces a file of a user that is set-user-ID' 65534:65534 6777 \
        '65534:65534 777' "$HYSPACE"
    chown 65534:65534 .
    replaced 'a user replaces a file of root' 0:0 4666 '65534:65534 666' as_user "$program"
    replaced 'no group gets more than the others had' 0:0 776 '65534:65534 766' as_user "$program"
    replaced 'nobody gets more than the group had' 0:0 747 '65534:65534 744' as_user "$program"
    replaced 'a group that both are in' 0:65534 2660 '65534:65534 660' as_user "$program"
    groups=--groups=1234
    replaced 'another group that the user is in' 0:1234 660 '65534:1234 660' as_user "$program"
    groups=
    if test -n "$acls"; then
        acl='1,6 2,6,65534 2,0,77 4,4 16,6 32,4'
        replaced 'a file with an ACL whose group is lost' 0:0 664 '65534:65534 600' as_user \
            "$program"
        acl get access file | grep -q '^none '
        result $? 'and without the ACL'
        acl=
    else
        skip 'no ACLs on this file system' 'a file with an ACL whose group is lost'
    fi
    rm -f file && mkdir all && chmod 1777 all && echo old >all/file && chmod 666 all/file
    as_user "$program" sample linear:0:1 -o all/file 2>err
    test $? -eq 1 && grep -qx 'hyspace: all/file: Operation not permitted' err &&
        test "$(cat all/file)" = old && test "$(ls -A all)" = file
    result $? 'a file of another user in a sticky folder: refused'
    echo old >victim && as_user ln -s ../victim all/trap && as_user ln -s ../dangling all/none &&
        ln -s trap all/chain
    for path in all/trap all/none all/chain; do
        "$HYSPACE" sample linear:0:1 -o $path 2>err
        test $? -eq 1 && test "$(cat victim)" = old && ! test -e dangling &&
            grep -q "^hyspace: $path: another user's link in a folder" err
        result $? "a link of another user in a folder of all, $path: refused"
    done
    ln -s ../victim all/mine && "$HYSPACE" sample linear:0:1 -n 5 -o all/mine &&
        test "$(wc -l <victim)" -eq 6 && test -L all/mine &&
        chmod 666 victim && as_user "$program" sample linear:0:1 -n 7 -o all/mine &&
        test "$(wc -l <victim)" -eq 8
    result $? "a link of root in a folder of all that is root's: followed"
    as_user ln -s victim his && "$HYSPACE" sample linear:0:1 -n 5 -o his &&
        test "$(wc -l <victim)" -eq 6
    result $? 'a link of another user in a folder of his own: followed'
fi
chmod 700 "$folder"
cd .. || exit 99

# ---- a device that is full, under many threads ----

for try in $(seq 40); do
    "$HYSPACE" sample linear:0:1 -n 300000 -j 16 --progress >/dev/full 2>err
    test $? -eq 1 && tr '\r' '\n' <err |
        grep -c '^.*hyspace: standard output: No space left on device$' | grep -qx 1 &&
        tail -n 1 err | grep -q 'device$' || echo "$try"
done >wrong
test ! -s wrong
result $? 'a full device under 16 threads, 40 times: one message, and nothing behind it'

# ---- progress ----

# on_terminal WIDTH COMMAND: writes what the terminal shows to `screen`: a line for each one that
# was drawn over another, and <erased> where the rest of a line was erased.
on_terminal()
{
    script -qec "stty cols $1; $2" raw_screen >/dev/null 2>&1 </dev/null
    sed '1d' raw_screen | tr '\r' '\n' | sed "s/$(printf '\033')\[K/<erased>/" >screen
}
bars='progress at 40 columns
progress at 80 columns
progress at 200 columns
progress in threads, of a file
no progress in the first second
progress after it
no progress where asked for none
no progress between lines of samples on a terminal
no progress between lines of samples on a terminal by name
no progress before a message of an error
binary formats to a terminal'
if command -v script >/dev/null &&
    script -qec 'stty cols 40' /dev/null >/dev/null 2>&1 </dev/null; then
    for width in 40 80 200; do
        on_terminal $width "'$HYSPACE' digest linear:0:1 -n 2e7 --progress"
        # every line as wide as it may be, one column short of wrapping; erased before the digests
        awk -v width=$width '
            /^ *[0-9]+% / { lines++ }
            /^ *[0-9]+% \[#* *\] [0-9.]+[kMG]?\/s, 0:[0-9][0-9] left<erased>$/ {
                bars += length($0) == width - 1 + 8
            }
            /^<erased>value [0-9a-f]+$/ { after = lines }
            END { exit !(bars > 0 && bars == lines && after == lines) }' screen
        result $? "progress at $width columns"
    done
    on_terminal 80 "'$HYSPACE' sample linear:0:1 -n 1e6 -j 2 --progress -o shown.csv"
    "$HYSPACE" sample linear:0:1 -n 1e6 | cmp -s - shown.csv && grep -q '^ *[0-9]*% \[#' screen &&
        tail -n 3 screen | grep -q '^<erased>'
    result $? 'progress in threads, of a file'
    on_terminal 80 "'$HYSPACE' digest linear:0:1 -n 1000"
    ! grep -q '%\|<erased>' screen && grep -q '^value [0-9a-f]*$' screen
    result $? 'no progress in the first second'
    on_terminal 80 "timeout 4 '$HYSPACE' digest linear:0:1 -n 1e12"
    grep -q '^  0% \[ *\] [0-9.]*[kMG]/s, [0-9:]* left<erased>$' screen
    result $? 'progress after it'
    on_terminal 80 "timeout 4 '$HYSPACE' digest linear:0:1 -n 1e12 --no-progress; echo done"
    ! grep -q '%\|<erased>' screen && grep -q '^done$' screen
    result $? 'no progress where asked for none'
    # each of these runs takes a second
    stopped='& sleep 0.1; kill -s STOP $!; sleep 1; kill -s CONT $!; wait $!'
    on_terminal 80 "'$HYSPACE' sample discrete:a -n 5e6 $stopped"
    test "$(grep -c '^a$' screen)" -eq 5000000 && ! grep -q '%\|<erased>' screen
    result $? 'no progress between lines of samples on a terminal'
    on_terminal 80 "'$HYSPACE' sample discrete:a -n 5e6 -o /dev/tty $stopped"
    test "$(grep -c '^a$' screen)" -eq 5000000 && ! grep -q '%\|<erased>' screen
    result $? 'no progress between lines of samples on a terminal by name'
    on_terminal 80 "'$HYSPACE' sample linear:0:1 -n 1M --progress >/dev/full"
    grep -q '^<erased>hyspace: standard output: No space left' screen ||
        grep -q '^hyspace: standard output: No space left' screen
    result $? 'no progress before a message of an error'
    letters=qlinear:65:65.5 # in u8 each sample is the letter A
    for arguments in "sample $letters --type u8 -f raw" "sample $letters -f npy" bits \
        'bits -f npy' 'transform discrete:1,2 -f raw' 'encode discrete:1,2 -f npy' \
        'decode discrete:1,2 -f raw'; do
        on_terminal 80 "'$HYSPACE' $arguments; echo status \$?"
        grep -q '^hyspace: standard output: \(raw\|npy\) is binary and this is a terminal; ' \
            screen && grep -q '^status 2$' screen &&
            ! grep -v '^\(hyspace: .*\|status 2\|Script done .*\|\)$' screen
        result $? "refused: $arguments to a terminal"
    done
    for output in '-o -' '-o /dev/stdout' '-o /dev/tty' '| cat'; do
        on_terminal 80 "'$HYSPACE' sample $letters --type u8 -f raw $output; echo; echo status \$?"
        grep -q '^AAAAAAAAAA$' screen && grep -q '^status 0$' screen
        result $? "raw to a terminal, by $output"
    done
    on_terminal 80 "'$HYSPACE' sample $letters -n 2; '$HYSPACE' bits -n 2 -f csv"
    test "$(grep -c '^65$' screen)" -eq 2 && test "$(grep -c '^[0-9]*$' screen)" -ge 4
    result $? 'text to a terminal'
else
    ifs=$IFS IFS='
'
    skip 'script (bsdutils) is not installed, or there is no terminal' $bars
    IFS=$ifs
fi
timeout 1.5 "$HYSPACE" digest linear:0:1 -n 1e12 >out 2>err
test $? -eq 124 && test ! -s out && test ! -s err
result $? 'no progress without a terminal'
COLUMNS=60 "$HYSPACE" digest linear:0:1 -n 1e6 --progress >out 2>err &&
    "$HYSPACE" digest linear:0:1 -n 1e6 | cmp -s - out &&
    tr '\r' '\n' <err | awk '/% \[/ { good += length($0) == 59 + 3 } END { exit !good }'
result $? 'progress where asked for, as wide as COLUMNS, never on standard output'

echo "1..$n"
