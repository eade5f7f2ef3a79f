#!/bin/sh
# What the shared library shows and what it asks for: exactly the names of exports.txt, and nothing that prints, ends the
# process or starts threads. TAP.
tests=${top_srcdir:-.}/tests
echo 1..3

n=0
result() # status, name
{
    n=$((n + 1))
    if test "$1" -eq 0; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

if ! nm --version >/dev/null 2>&1; then
    reason='nm is missing'
elif ! test -f "$LIBHYSPACE"; then
    reason='no shared library was built'
else
    reason=
fi
if test -n "$reason"; then
    for name in 'only hys_*' 'the committed list' 'nothing that prints, aborts or starts threads'; do
        n=$((n + 1))
        echo "ok $n - exports: $name # SKIP $reason"
    done
    exit 0
fi

folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
nm -D --defined-only "$LIBHYSPACE" | awk '{ sub(/@.*/, "", $NF); print $NF }' | LC_ALL=C sort -u >"$folder/exported"
nm -D --undefined-only "$LIBHYSPACE" | awk '{ sub(/@.*/, "", $NF); print $NF }' | LC_ALL=C sort -u >"$folder/wanted"

test -s "$folder/exported" && ! grep -v '^hys_' "$folder/exported" | sed 's/^/# not hys_*: /' | grep .
result $? 'exports: only hys_*'

diff "$tests/exports.txt" "$folder/exported" >"$folder/diff"
status=$?
sed 's/^/# /' "$folder/diff"
result $status 'exports: the committed list'

# With the fortified and versioned forms; memory and string functions, getenv and the math functions are what is left.
forbidden='_*(v?[dfs]?n?w?printf|printf|puts|f?putc|f?puts|fputws?|putchar|fwrite|write|syslog|perror|psignal|abort|_?[eE]xit|quick_exit|at_?quick_exit|raise|kill|assert_fail|pthread_create|thrd_create|fork|v?fork|clone|posix_spawn.*|system|popen|signal|sigaction|setenv|putenv)(_chk)?'
test -s "$folder/wanted" && ! grep -Ex "$forbidden" "$folder/wanted" | sed 's/^/# asks for /' | grep .
result $? 'exports: nothing that prints, aborts or starts threads'
