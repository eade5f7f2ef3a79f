#!/bin/sh
# Shows that the process around the library changes no bit: locale, environment variables, the
# loader, a host with fast math, forks. The library, for its part, makes no system call while it
# computes, opens no file, and starts no thread; it has no signal handler, and only two writable
# variables. TAP.
#
# $HYSPACE is the program, $top_srcdir the source tree; tests/build/environment_host.c is compiled
# here against $LIBHYSPACE and $LIBHYSPACE_JSON.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA COLUMNS LC_ALL LC_NUMERIC LC_CTYPE LANG LANGUAGE
cd "$folder" || exit 99
libraries=$(dirname "${LIBHYSPACE:-/nowhere/x}")

suite=environment
. "$top_srcdir/tests/tools/tap.sh"

# ---- hosts ----

# compile NAME FLAG...: the file `reason` says why it failed, or is empty.
compile()
{
    host=$1
    shift
    : >reason
    if ! test -f "$LIBHYSPACE" || ! test -f "$LIBHYSPACE_JSON"; then
        echo 'no shared libraries were built' >reason
    elif ! ${CC:-cc} -std=gnu11 "$@" -I "$top_srcdir/include" \
        "$top_srcdir/tests/build/environment_host.c" -o "$host" "$LIBHYSPACE_JSON" "$LIBHYSPACE" \
        -pthread \
        -Wl,-rpath,"$libraries" 2>messages; then
        sed 's/^/# /' messages
        echo 'no host could be compiled here' >reason
    elif ! "./$host" runs; then
        echo 'the host does not run here' >reason
    else # any other end is a failure, below
        "./$host" digest >"$host.digest"
        test $? -ne 77 || echo 'the CPU has no FMA' >reason
    fi
    reason=$(cat reason)
}
same() # a host and its arguments; it must print the digest of the plain one
{
    "$@" >digest && cmp digest plain.digest
}

sh "$top_srcdir/tests/tools/locales.sh" locales

compile plain -O2
if test -n "$reason"; then
    skip "$reason" 'the host computes' 'de_DE.UTF-8, the host' 'tr_TR.UTF-8, the host' 'forks'
else
    awk 'END { exit !($2 > 500) }' plain.digest
    result $? "the host computes: $(cat plain.digest)"
    for locale in de_DE.UTF-8 tr_TR.UTF-8; do
        if test -d locales/$locale; then
            LOCPATH=$folder/locales same ./plain digest $locale
            result $? "$locale, the host"
        else
            skip 'locales is not installed' "$locale, the host"
        fi
    done
    ./plain fork
    result $? 'a fork before the first use, after it, and while a thread draws'
fi
fast_reason=$reason
test -n "$reason" || { compile fast -O2 -ffast-math && fast_reason=$reason; }
if test -z "$fast_reason" && ! ./fast state; then
    fast_reason='-ffast-math turns nothing on here'
fi
if test -n "$fast_reason"; then
    skip "$fast_reason" 'a host built with -ffast-math'
else
    same ./fast digest
    result $? 'a host built with -ffast-math, which flushes subnormals to zero'
fi

# ---- the program ----

program=$HYSPACE
# not libtool's wrapper script
test -x "$top_builddir/.libs/hyspace" && program=$top_builddir/.libs/hyspace
printf '%s\n' 0.1 1e3 -0 nan 5e-324 1,5 >numbers
everything() # COMMAND...: all kinds of output, of messages too, of the program run by COMMAND
{
    examples=$top_srcdir/examples
    for format in csv tsv jsonl npy raw; do
        "$@" sample "$examples/xgboost.json" -n 200 -f $format
    done
    "$@" sample linear:0.1:1e-1000 -n 5
    "$@" sample log:1e-5:0.1:10 -n 5 --type f32
    "$@" sample linear:0,5:1 -n 5
    "$@" transform linear:0:1 --input numbers
    "$@" sample "$examples/lcbench.json" -n 50 -o rows.csv
    "$@" encode "$examples/lcbench.json" --input rows.csv
    "$@" describe "$examples/lcbench.json" -n 1000
    "$@" digest "$examples/nasbench201.json" -n 1000
    "$@" SAMPLE
    "$@" sample INLINE:I:i
}
clean() { env -i LD_LIBRARY_PATH="$libraries" "$program" "$@"; }
everything clean >expected 2>&1
grep -q '^hyspace: ' expected && test "$(wc -l <expected)" -gt 500
messages=$(grep -c '^hyspace: ' expected)
result $? "without any variable: $(wc -l <expected) lines, $messages of them messages"

around() # NAME VARIABLE=VALUE...
{
    name=$1
    shift
    set_variables() { env -i LD_LIBRARY_PATH="$libraries" $variables "$program" "$@"; }
    variables=$*
    everything set_variables >got 2>&1
    cmp expected got
    result $? "$name"
}
around 'PATH, HOME and TZ set' PATH="$PATH" HOME=/ TZ=Asia/Kolkata
around 'LD_BIND_NOW' LD_BIND_NOW=1
for locale in de_DE.UTF-8 tr_TR.UTF-8; do
    if test -d locales/$locale; then
        around "$locale" LOCPATH="$folder/locales" LC_ALL=$locale LANG=$locale \
            LANGUAGE="${locale%%.*}"
    else
        skip 'locales is not installed' "$locale"
    fi
done

# ---- what the library does to its process ----

traces='no system call while it computes
no file, thread, signal handler or socket of the library
nothing before main but the loader'
test -n "$reason" || strace -f -o log ./plain trace 2>/dev/null ||
    reason='strace is not installed or may not trace'
if test -n "$reason"; then
    ifs=$IFS IFS='
'
    skip "$reason" $traces
    IFS=$ifs
else
    sed 's/^[0-9]* *//' log >calls
    awk '
        /^write\(2, "begin/ { on = 1; next }
        /^write\(2, "end/ { on = 0; ends = 1 }
        on { print "# " $0; bad = 1 }
        END { exit bad || !ends }' calls
    result $? "no system call while it computes"
    forbidden='open|openat|openat2|creat|socket|clone|clone3|fork|vfork|execve|rt_sigaction'
    forbidden="$forbidden|sigaltstack|timer_create|memfd_create|inotify_init1"
    sed '1,/^write(2, "main/d' calls >after
    ! grep -E "^($forbidden)\(" after | sed 's/^/# /' | grep . && grep -q '^write(2, "begin' after
    result $? "no file, thread, signal handler or socket of the library"
    # the loader opens its cache and libraries; the first call is the execve of the host
    ! sed '/^write(2, "main/,$d; 1d' calls | grep -E "^($forbidden)\(" |
        grep -vE '^openat\([^"]*"[^"]*(/ld\.so\.(cache|preload)|\.so[.0-9]*)"' |
        sed 's/^/# /' | grep .
    result $? 'nothing before main but the loader'
fi

# The writable variables, by their sections. A number behind a local name comes from the compiler.
variables_of() # library; clang puts the name of the function before a static variable
{
    objdump -t "$1" |
        awk -F'\t' '$1 ~ /[^d] +\.t?(data|bss)$/ { sub(/.* /, "", $2); print $2 }' |
        sed 's/\.[0-9][0-9]*$//; s/.*\.//' |
        grep -vxE '__dso_handle|__TMC_END__|completed|_edata|_end|__bss_start|__data_start' |
        LC_ALL=C sort
}
check_variables() # library, expected
{
    name="variables of $(basename "${1:-none}"): ${2:-none}"
    if ! test -f "$1" || ! objdump -t "$1" 2>/dev/null | grep -q '\.text'; then
        skip 'binutils is not installed, or there is no shared library with symbols' "$name"
        return
    fi
    found=$(variables_of "$1" | paste -sd' ' -)
    test "$found" = "$2"
    code=$?
    test $code -eq 0 || echo "# found: $found"
    result $code "$name"
}
# The ISA path in use, the features of the CPU, and from how many bytes on outputs are written past
# the caches.
check_variables "$LIBHYSPACE" 'current features known'
check_variables "$LIBHYSPACE_JSON" ''

echo "1..$n"
