# Prints the results of a script's tests as TAP. A script sets $suite, then sources this file. A
# test that fails shows the file `log` of $folder, if there is one.
n=0
tap() # ok or not ok, name, rest of the line; a number sign in a name would be a directive
{
    n=$((n + 1))
    printf '%s %d - %s: %s%s\n' "$1" $n "$suite" "$(printf '%s' "$2" | tr '#' '+')" "$3"
}
result() # status, name
{
    if test "$1" -eq 0; then
        tap ok "$2"
    else
        test ! -f "$folder/log" || sed 's/^/# /' "$folder/log"
        tap 'not ok' "$2"
    fi
}

# skip REASON NAME...: leaves tests out. "because REASON" must read well: make check-summary prints
# it so. What is not installed is named by its Debian package: "strace is not installed". The
# caller's variables stay as they are.
skip()
{
    tap_reason=$1
    shift
    while test $# -gt 0; do
        tap ok "$1" " # SKIP $tap_reason"
        shift
    done
}

# is_refusal CODE STATUS PATTERN FILE: the exit code is STATUS, ./out is empty, and FILE has one
# line, "hyspace: PATTERN".
is_refusal()
{
    test "$1" -eq "$2" && test ! -s out && test "$(wc -l <"$4")" -eq 1 &&
        grep -q "^hyspace: $3" "$4"
}
