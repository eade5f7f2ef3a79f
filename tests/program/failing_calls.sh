#!/bin/sh
# Makes each system call of `-o` fail in turn, by strace: the output file is whole or untouched,
# nothing is left beside it, and a message says what went wrong. Pipes that take less than they are
# given get the rest. TAP.
#
# $HYSPACE is the program. tests/program/output.sh has real full disks and kills.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA COLUMNS
cd "$folder" || exit 99
mkdir place

suite=faults
. "$top_srcdir/tests/tools/tap.sh"

program=$HYSPACE
if test -x "$top_builddir/.libs/hyspace"; then # not libtool's wrapper script
    program=$top_builddir/.libs/hyspace
    LD_LIBRARY_PATH=$top_builddir/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export LD_LIBRARY_PATH
fi
rows=100000 # several blocks in every format
owner=      # owner of the old file, if not the caller
run() # FORMAT, COMMAND...: over an old file, run by that command
{
    format=$1
    shift
    echo untouched >place/kept && chmod 664 place/kept && {
        test -z "$owner" || chown "$owner" place/kept
    }
    "$@" "$program" sample linear:0:1 -n $rows -f $format -o place/kept 2>err
}
traced() # INJECTION, FORMAT
{
    run "$2" strace -o log -e trace="${1%%:*}" -e inject="$1" --
    code=$?
    grep -q '(INJECTED)' log || code=99
}
whole() { cmp -s place/kept "expected.$1" && test "$(ls -A place)" = kept; }
untouched() { test "$(cat place/kept)" = untouched && test "$(ls -A place)" = kept; }

if ! strace -o log -e inject=fsync:error=EIO true 2>/dev/null; then
    echo '1..0 # SKIP strace is not installed or may not trace'
    exit 0
fi
hdf5= # the word hdf5, if this program writes HDF5
if "$HYSPACE" info | grep -q '^HDF5 *[0-9]'; then hdf5=hdf5; fi
formats="csv npy $hdf5"
for format in $formats; do
    run $format && mv place/kept expected.$format
done

# refused CALL ERROR TEXT WHICH...: the call fails in each of $formats, each time one of its
# occurrences
refused()
{
    call=$1 error=$2 text=$3 bad=0 faults=0
    shift 3
    for format in $formats; do
        for which; do
            traced "$call:error=$error:when=$which" $format
            faults=$((faults + 1))
            if test $code -ne 1 || ! untouched || test "$(wc -l <err)" -ne 1 ||
                ! grep -q "^hyspace: place/kept: $text" err; then
                left=$(ls -A place | paste -sd' ' -)
                echo "# $call number $which, $format: exit $code, $left, $(cat err)"
                bad=1
            fi
            rm -f place/* place/.[!.]*
        done
    done
    result $bad \
        "$call fails with $error in $(echo $formats): $faults faults, the old file untouched"
}

for formats in csv npy; do # one of them at a time: they differ in their number of writes
    run $formats strace -o log -e trace=write,close,rename,openat --
    # later ones are not of the file
    writes=$(awk '/^write/ { n++ } /^rename/ { print n; exit }' log)
    last=$(awk '/^close/ { n++ } /^rename/ { print n; exit }' log)
    nameless=$(awk '/^openat/ { n++ } /O_TMPFILE/ { print n; exit }' log)
    test "${writes:-0}" -ge 3 && test "${last:-0}" -gt 0
    result $? "a run that is to fail has $writes calls of write, $formats"

    for error in EINTR:Interrupted ENOSPC:'No space left' EIO:Input/output EDQUOT:'Disk quota' \
        EAGAIN:'Resource temporarily'; do
        refused write "${error%%:*}" "${error#*:}" 1 2 "$writes"
    done
    refused close EIO Input/output "$last"
done

# HDF5: libhdf5 writes the file's description and sets its length; the program writes the rows.
if test -n "$hdf5"; then
    formats=hdf5
    run hdf5 strace -o log -e trace=pwrite64,close,rename,openat --
    cp log log.hdf5
    writes=$(awk '/^pwrite64/ { n++ } /^rename/ { print n; exit }' log)
    last=$(awk '/^close/ { n++ } /^rename/ { print n; exit }' log)
    test "${writes:-0}" -ge 10 && test "${last:-0}" -gt 0
    result $? "an HDF5 run that is to fail has $writes calls of pwrite64"
    for fault in EINTR:Interrupted ENOSPC:'No space left' EIO:Input/output EDQUOT:'Disk quota'; do
        refused pwrite64 "${fault%%:*}" "${fault#*:}" $(seq 1 "$writes")
    done
    refused ftruncate EFBIG 'File too large' 1
    refused close EIO Input/output "$last"
else
    skip 'hyspace was built without HDF5' 'system calls of an HDF5 file'
fi

formats="csv npy $hdf5"
refused fsync EIO Input/output 1
refused fsync EINTR Interrupted 1
refused fchmod EPERM 'Operation not permitted' 1
refused getxattr EIO Input/output 1
refused fgetxattr EIO Input/output 1
if test "$(id -u)" -eq 0; then
    owner=65534:65534
    refused fchown EDQUOT 'Disk quota' 1 2
    for format in $formats; do
        traced fchown:error=EPERM $format
        test $code -eq 0 && whole $format && test "$(stat -c '%u:%g %a' place/kept)" = '0:0 644'
        result $? "fchown fails with EPERM, $format: the new owner's, and no group gets more"
        rm -f place/kept
    done
    owner=
else
    skip 'only root can make the files of others' 'fchown fails with EDQUOT' \
        'fchown fails with EPERM'
fi
refused linkat EACCES 'Permission denied' 1
refused rename EACCES 'Permission denied' 1
refused rename EXDEV 'Invalid cross-device' 1

# On a file system without nameless files there is a named one, and the result is the same.
traced openat:error=EOPNOTSUPP:when="$nameless" csv
test $code -eq 0 && ! test -s err && whole csv && test "$(stat -c %a place/kept)" = 664
result $? 'no O_TMPFILE: the file is whole, and its mode is kept'
rm place/kept
(umask 027 && strace -o log -e trace=openat -e inject=openat:error=EOPNOTSUPP:when="$nameless" \
    -- "$program" sample linear:0:1 -n $rows -o place/kept) &&
    whole csv && test "$(stat -c %a place/kept)" = 640
result $? 'no O_TMPFILE: a new file, and the umask counts'
if test -n "$hdf5"; then
    number=$(awk '/^openat/ { n++ } /O_TMPFILE/ { print n; exit }' log.hdf5)
    traced openat:error=EOPNOTSUPP:when="$number" hdf5
    test $code -eq 0 && ! test -s err && whole hdf5
    result $? 'no O_TMPFILE: the HDF5 file is whole'
fi
traced linkat:error=EEXIST:when=1 csv
test $code -eq 0 && ! test -s err && whole csv
result $? 'the name beside is taken: another'

# Input that cannot be read to its end is an error.
seq 1 300000 >numbers
set -- "$program" transform linear:0:1 --input numbers -o place/new
strace -o log -e trace=read -- "$@" && reads=$(grep -c '^read' log) && rm place/new
strace -o log -e trace=read -e inject=read:error=EIO:when="$reads" -- "$@" 2>err
test $? -eq 1 && ! test -e place/new && grep -q '^hyspace: numbers: Input/output' err &&
    test "$(wc -l <err)" -eq 1
result $? 'read fails with EIO at the end of the input: no file'

# A write to a pipe that a signal interrupts may be short; the rest must follow.
run raw && mv place/kept expected.raw
mkfifo fifo
{
    sh -c 'echo $$ >pid; exec strace -o log -e trace=write -- "$@"' sh "$program" sample \
        linear:0:1 -n $rows -f raw -o fifo 2>err
    echo $? >code
} &
exec 3<fifo
: >got
for try in 1 2 3 4 5 6 7 8; do
    child=$(cat "/proc/$(cat pid)/task/$(cat pid)/children" 2>/dev/null)
    sleep 0.05
    for signal in STOP CONT; do test -z "$child" || kill -s $signal $child 2>/dev/null; done
    dd bs=5000 count=3 <&3 >>got 2>/dev/null
done
cat <&3 >>got
exec 3<&-
wait
short=$(awk '
    /^write\(/ && match($0, /, [0-9]+\) += [0-9]+$/) {
        split(substr($0, RSTART + 2), a, /\) += /)
        n += a[2] < a[1]
    }
    END { print n + 0 }' log)
test "$(cat code)" -eq 0 && cmp got expected.raw && test "$short" -gt 0
result $? \
    "a pipe with a slow reader, stopped and continued: $short short writes, every byte in its place"

echo "1..$n"
