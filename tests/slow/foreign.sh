#!/bin/sh
# Builds the library and the program for a big-endian machine and for two of 32 bits with Debian's
# cross compilers, and runs them under qemu's user mode. make check-foreign calls it in the build
# folder.
#
#   foreign.sh ARCHITECTURE...    s390x, armhf or i386
#
# Each must pass the plain runner, agree in every pin, refuse log kinds on a CPU without FMA, and
# print the bytes that the program of this build prints. The libraries come from Debian too and are
# unpacked in foreign/; nothing is installed. The script prints what failed and what was counted,
# and closes with "N passed, N failed, N skipped".
top=$(pwd)
export top_srcdir
passed=0 failed=0 skipped=0

settings() # of an architecture
{
    arch=$1 flags='' slower='' threads=environment/threads
    case $arch in
    s390x) host=s390x-linux-gnu lib=$host emulator=qemu-s390x ;;
    armhf) host=arm-linux-gnueabihf lib=$host emulator='qemu-arm -cpu cortex-a15' \
        slower='qemu-arm -cpu cortex-a9' ;;
    i386)
        host=i686-linux-gnu lib=i386-linux-gnu emulator='qemu-i386 -cpu max' \
            slower='qemu-i386 -cpu Nehalem'
        flags='-msse2 -mfpmath=sse' threads='' # qemu 7.2 hangs in pthread_create of i386
        ;;
    *) echo "foreign.sh: no architecture $arch" && exit 99 ;;
    esac
    folder=$top/foreign/$arch sysroot=$top/foreign/$arch/sysroot
    export QEMU_LD_PREFIX=/usr/$host
}

result() # status, name
{
    if test "$1" -eq 0; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok - $arch: $2"
        tail -n 30 "$folder/log"
    fi
}

# Unpacks Debian's packages of the architecture in a folder. apt has a state of its own for this,
# since otherwise the architecture would have to be added to this system.
libraries()
{
    test -f "$sysroot/done" && return
    rm -rf "$folder/apt" "$sysroot"
    mkdir -p "$folder/apt/lists/partial" "$folder/apt/archives/partial" "$sysroot" || return
    set -- -qq -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
        -o Dir::State="$folder/apt" \
        -o Dir::State::lists="$folder/apt/lists" -o Dir::State::status=/dev/null \
        -o Dir::Cache="$folder/apt" -o APT::Sandbox::User=root
    apt-get "$@" update # a missing index does not matter if the packages are found
    (cd "$folder/apt/archives" &&
        apt-get "$@" download libsleef3 libsleef-dev libxxhash0 libxxhash-dev libjansson4 \
        libjansson-dev) || return
    for package in "$folder"/apt/archives/*.deb; do
        dpkg-deb -x "$package" "$sysroot" || return
    done
    rm -rf "$folder/apt"
    touch "$sysroot/done"
}

configure() # CFLAGS: in the working directory
{
    PKG_CONFIG_LIBDIR=$sysroot/usr/lib/$lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$sysroot \
        "$top_srcdir/configure" --quiet --host=$host \
        --disable-shared --disable-fortran --without-hdf5 --enable-warnings-as-errors CFLAGS="$1" \
        CPPFLAGS="-I$sysroot/usr/include -I$sysroot/usr/include/$lib" \
        LDFLAGS="-L$sysroot/usr/lib/$lib -Wl,-rpath,$sysroot/usr/lib/$lib"
}

build()
{
    mkdir -p "$folder/build" && cd "$folder/build" || return
    test -f Makefile || configure "-g -O2 $flags" || return
    make -s hyspace tests/plain
}

# The plain runner on a CPU, with the scalar row alone. Rows are compared natively and on ARM.
plain() # emulator, words
{
    emulator_of_row=$1
    shift
    # shellcheck disable=SC2086  # a command with its options
    counts=$(sh "$top_srcdir/tests/slow/emulated.sh" scalar $emulator_of_row tests/plain "$@" |
        tee "$folder/plain.log" | tail -n 1)
    grep -vE '^[0-9]+ passed' "$folder/plain.log"
    # shellcheck disable=SC2086
    set -- $(echo "$counts" | tr -d ,)
    passed=$((passed + ${1:-0})) failed=$((failed + ${3:-1})) skipped=$((skipped + ${5:-0}))
}

# Both programs, that of this build and the foreign one, must write the same from ./in.
same() # arguments
{
    "$top/hyspace" "$@" <"$folder/in" >"$folder/here" 2>"$folder/here.err"
    here=$?
    $emulator ./hyspace "$@" <"$folder/in" >"$folder/there" 2>"$folder/there.err"
    there=$?
    { cat "$folder/there.err"; cmp "$folder/here" "$folder/there"; } >"$folder/log" 2>&1
    test $here -eq $there && test -s "$folder/here" && cmp -s "$folder/here" "$folder/there" &&
        cmp -s "$folder/here.err" "$folder/there.err"
    result $? "$*"
}

outputs()
{
    table=$folder/space.json
    cat >"$table" <<'END'
{"hyspace": 1, "space": {
    "f32": {"kind": "log", "lower": 1e-5, "upper": 0.1, "base": 10, "type": "f32"},
    "f64": {"kind": "linear", "lower": -3, "upper": 0.1},
    "i8": {"kind": "qlinear", "lower": -100, "upper": 100, "type": "i8"},
    "u8": {"kind": "qlinear", "lower": 0, "upper": 255, "type": "u8"},
    "i16": {"kind": "qlinear", "lower": -3e4, "upper": 0, "type": "i16"},
    "u16": {"kind": "qlog", "lower": 1, "upper": 6e4, "base": 2, "type": "u16"},
    "i32": {"kind": "qlinear", "lower": -2e9, "upper": 2e9, "type": "i32"},
    "u32": {"kind": "discrete", "values": [1, 70000, 4e9], "type": "u32"},
    "i64": {"kind": "qlinear", "lower": -9e15, "upper": 9e15},
    "u64": {"kind": "qlinear", "lower": 0, "upper": 9e15, "type": "u64"},
    "index": {"kind": "discrete", "values": [0.5, 2, 8], "type": "index"},
    "names": {"kind": "discrete", "values": ["é", "sgd", "\ud83d\ude00"]}}}
END
    : >"$folder/in"
    for format in csv jsonl npy raw; do
        same sample "$table" -n 3000 --seed 7 -f $format
        same sample "$table" -n 500 -f $format --columns names
    done
    same sample "$table" -n 3000 -f npy --type index
    same digest "$table" -n 3000 --seed 7
    same digest "$top_srcdir/examples/xgboost.json" -n 1000 --stream jax_keys --x64
    same bits -n 1001 --seed 7
    same bits -n 1001 --type u64 --first 18446744073709550615
    same bits -n all --first 18446744073709551604 -f csv
    # names need a locale, and locales are native files
    same describe "$table" -n 2000 --columns f32,f64,i8,u32,u64
    "$top/hyspace" sample "$table" -n 300 --seed 7 >"$folder/in"
    for format in csv npy raw; do
        same encode "$table" -f $format
        same transform "$table" -f $format
    done
    for format in jsonl npy; do
        "$top/hyspace" sample "$table" -n 300 --seed 7 -o "$folder/in.$format"
        same encode "$table" --input "$folder/in.$format"
    done
    "$top/hyspace" encode "$table" <"$folder/in" >"$folder/units" && mv "$folder/units" "$folder/in"
    same decode "$table" -f npy
    same decode "$table" -f raw
}

# A count of 2^64 is not taken for 0, even without wider integers; files may exceed 2 GiB.
large()
{
    $emulator ./hyspace bits -n 18446744073709551616 2>"$folder/log" | head -c 4000000 |
        cmp - "$folder/bits"
    result $? 'a count of 2^64'
    truncate -s 5G "$folder/large" && chmod 600 "$folder/large" &&
        $emulator ./hyspace bits -n 1000000 -o "$folder/large" >"$folder/log" 2>&1 &&
        cmp -s "$folder/bits" "$folder/large" && test "$(stat -c %a "$folder/large")" = 600
    result $? 'an output in place of a file of 5 GiB'
    rm -f "$folder/large"
}

check()
{
    result 0 build
    plain "$emulator" abi/ domain/ encode/ environment/chosen environment/floating \
        environment/rounding $threads errors/ \
        fingerprint/ golden/ indices/ json/ memory/ names/ native/ nearest/ random123/ space/

    $emulator ./hyspace verify >"$folder/log" 2>&1 &&
        grep -E '^[0-9]+ agree, 0 differ, 0 refused$' "$folder/log"
    result $? verify
    outputs
    "$top/hyspace" bits -n 1000000 >"$folder/bits"
    large
    test "$slower" || return
    echo "== $slower: no FMA"
    $slower ./hyspace verify >"$folder/log" 2>&1 &&
        grep -E '^[0-9]+ agree, 0 differ, [1-9][0-9]* refused$' "$folder/log"
    result $? 'verify without FMA'
    $slower ./hyspace sample log:1:2 >"$folder/log" 2>&1
    test $? -eq 2 && grep -q '^hyspace: log:1:2: ' "$folder/log"
    result $? 'a log kind without FMA'
    plain "$slower" errors/ memory/ space/
}

# x87 computes with more digits than the type has, and is refused.
refused()
{
    mkdir -p "$folder/refused" && cd "$folder/refused" || return
    configure '-O2 -mfpmath=387' >"$folder/log" 2>&1
    test $? -ne 0 && grep -q 'error: .*-msse2 -mfpmath=sse' "$folder/log"
    result $? 'configure for x87'
}

for arch; do
    settings "$arch"
    mkdir -p "$folder" || exit 99
    echo "== $arch: $emulator"
    if libraries >"$folder/log" 2>&1 && build >>"$folder/log" 2>&1; then
        cd "$folder/build" || exit 99
        check
    else
        result 1 build
    fi
    test "$arch" != i386 || refused
    cd "$top" || exit 99
done
echo "$passed passed, $failed failed, $skipped skipped"
test "$failed" -eq 0 && test "$passed" -gt 0
