# Results of a script's tests as TAP; to be sourced, after $suite is set. A test that failed shows the file `log` of $folder, if there is one.
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
skip() # reason, name...
{
    reason=$1
    shift
    for name; do tap ok "$name" " # SKIP $reason"; done
}
