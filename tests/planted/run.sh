#!/bin/sh
# Shows that each check fails when it should. Each NAME.patch here is a fault, and names the check
# that must catch it. make check-planted calls this in the build folder.
#
#   run.sh [NAME...]    plants these faults; without a name all of them
#   run.sh --list       prints the table of faults: name, what is wrong, which check catches it
#
# A patch begins with lines that are read here:
#
#   Fault: what is wrong
#   Check: SUITE/NAME               a test of tests/plain, or
#          FOLDER/SCRIPT.sh         a script of tests/, or
#          check-TARGET ARGUMENT... a target of the Makefile, which builds what it needs
#   Says:  what stands in the line that catches it; for a test of tests/plain that is its name
#
# First every check must be green without a fault, else red would prove nothing. Then each fault is
# put in and taken out again, and must turn its check red by that very line, which is printed. A
# patch that does not apply or compile is a failure. A check that is skipped on this machine skips
# its faults, and says so. The copy of the tree and its builds stay in planted/ from one run to the
# next. The sanitizers' builds have the scalar row alone, which takes clang a tenth of the time.
set -u
planted=$(cd "$(dirname "$0")" && pwd)
make=${MAKE:-make}
unset HYSPACE_ISA
HYS_TEST_BUDGET=short
export HYS_TEST_BUDGET
passed=0 failed=0 skipped=0

die()
{
    echo "planted: $1"
    test ! -f planted/log || tail -n 40 planted/log
    exit 99
}

result() # passed, failed or skipped, and its line
{
    eval "$1=\$(($1 + 1))"
    test "$1" != failed || tail -n 20 planted/log | sed 's/^/    /'
    shift
    echo "$*"
}

header() { sed -n "/^---/q; s/^$2: *//p" "$planted/$1.patch"; } # NAME, FIELD
all_faults() { (cd "$planted" && ls -- *.patch | sed 's/\.patch$//'); }

if test "${1-}" = --list; then
    printf '%s\t%s\t%s\n' name fault 'caught by'
    for fault in $(all_faults); do
        says=$(header "$fault" Says)
        check=$(header "$fault" Check)
        printf '%s\t%s\t%s\n' "$fault" "$(header "$fault" Fault)" "$check${says:+: $says}"
    done
    exit
fi

# ---- the copy ----

# Copies what a tarball would hold. Into an old copy only the files that differ are copied, so that
# make knows what to build again, and what a broken run left behind is mended.
copy_tree()
{
    mkdir -p planted/build
    $make -s distdir distdir=planted/new >planted/log 2>&1 || die 'no copy of the tree'
    chmod -R u+w planted/new
    if test -d planted/tree; then
        (cd planted/new && find . -type f) | while read -r file; do
            cmp -s "planted/new/$file" "planted/tree/$file" && continue
            mkdir -p "$(dirname "planted/tree/$file")" &&
                cp "planted/new/$file" "planted/tree/$file" || exit 1
        done || die 'no copy of the tree'
        rm -rf planted/new
    else
        mv planted/new planted/tree
    fi
    test -f planted/build/Makefile ||
        (cd planted/build && ../tree/configure --quiet --disable-static) >planted/log 2>&1 ||
        die 'the copy cannot be configured'
}

# apply [-R]: puts the fault $name in; -R takes it out.
apply()
{
    patch -s -f --no-backup-if-mismatch -p1 -d planted/tree "$@" <"$planted/$name.patch" \
        >planted/log 2>&1
}
name= # the fault that is in
take_out() { test -z "$name" || apply -R; name=; }
trap 'take_out' EXIT
trap 'exit 99' HUP INT TERM

# ---- checks ----

build() # what a CHECK needs; a target knows by itself
{
    case $1 in
    check-*) ;;
    *) $make -s -C planted/build all tests/plain tests/cut </dev/null >planted/log 2>&1 ;;
    esac
}

run() # CHECK: its output is in the log
{
    case $1 in
    check-*) $make -s -C planted/build SANITIZED_ROWS='--disable-avx2 --disable-avx512' $1 ;;
    *.sh)
        $make -s -C planted/build check-TESTS TESTS="tests/$1" >/dev/null 2>&1
        status=$?
        cat "planted/build/tests/${1%.sh}.log"
        return $status
        ;;
    # not in the short one
    stat/*) (cd planted/build && env -u HYS_TEST_BUDGET ./tests/plain "$1") ;;
    *) (cd planted/build && ./tests/plain "$1") ;;
    esac </dev/null >planted/log 2>&1
}

caught() # CHECK, SAYS: the line that shows the fault, none where there is no such line
{
    case $1 in
    check-*) grep -F -m 1 -e "$2" planted/log ;;
    *.sh) grep '^not ok' planted/log | grep -F -m 1 -e "$2" ;;
    # what it says behind its name
    *) sed -n "\\,^not ok [0-9]* - $1\$,{n;s/^# //p;q}" planted/log ;;
    esac
}

skips() # CHECK, SAYS: whether this machine could not run it, by what was skipped when it was green
{
    case $1 in
    *.sh | check-*) words=${2:-1..0 #} ;;
    *) words="- $1 #" ;;
    esac
    sed -n "s,^$1	,,p" planted/skips | grep -F -e "$words" -e '1..0 #' >/dev/null
}

# ---- all of it ----

for name in "$@"; do test -f "$planted/$name.patch" || die "no fault is named $name"; done
test $# -gt 0 || set -- $(all_faults)
name=
copy_tree
build all || die 'the copy does not build'
if ! HYSPACE_ISA=avx2 planted/build/hyspace sample linear:0:1 >planted/log 2>&1; then
    echo 'SKIP: the faults are those of x86-64 with AVX2'
    echo "0 passed, 0 failed, $# skipped"
    exit 77
fi
: >planted/skips

# Targets first: their builds see the faults of other checks only as a file that has been written
# again.
for fault; do printf '%s\t%s\n' "$(header "$fault" Check)" "$fault"; done |
    LC_ALL=C sort >planted/faults
{ grep '^check-' planted/faults; grep -v '^check-' planted/faults; } >planted/order

cut -f 1 planted/order | uniq | while read -r check; do
    state=red
    ! build "$check" || ! run "$check" || state=green
    echo "$state	$check"
    test $state = green || tail -n 20 planted/log | sed 's/^/    /' >&2
    sed -n "/# SKIP/s,^,$check	,p" planted/log >>planted/skips
done | tee planted/checks

while IFS='	' read -r check fault; do
    what=$(header "$fault" Fault) says=$(header "$fault" Says)
    state=$(awk -F '\t' -v check="$check" '$2 == check { print $1 }' planted/checks)
    name=$fault
    if test -z "$check" || test -z "$what"; then
        name=
        result failed "BROKEN  $fault: its head has no fault or no check"
    elif test "$state" != green; then
        name=
        result failed "BROKEN  $fault: $check is red without a fault"
    elif skips "$check" "$says"; then
        name=
        result skipped "SKIP    $fault: $check: not on this machine"
    elif ! apply --dry-run || ! apply; then
        name=
        result failed "BROKEN  $fault: does not apply"
    elif ! build "$check"; then
        result failed "BROKEN  $fault: does not compile"
    elif run "$check"; then
        result failed "MISSED  $fault: $what: $check stays green"
    elif ! line=$(caught "$check" "$says") || test -z "$line"; then
        result failed "MISSED  $fault: $what: $check is red for another reason"
    else
        line=$(printf '%s\n' "$line" | sed "s,[^ ]*tree/,," | cut -c -200)
        result passed "caught  $fault: $what: $check: $line"
    fi
    take_out
done <planted/order
echo "$passed passed, $failed failed, $skipped skipped"
test $failed -eq 0 && test $passed -gt 0
