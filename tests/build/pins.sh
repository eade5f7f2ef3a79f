#!/bin/sh
# Tests the pins of `hyspace verify`: cli/pins.h holds what this program draws here, and verify
# agrees under every instruction set of this machine. SLEEF's functions with one bit turned, and a
# fault in each other layer, are preloaded and must be named. TAP.
#
#   pins.sh --print    prints a new cli/pins.h
#
# The widest log is among the pins because it differs where a compiler makes an fma of a product
# and a sum, which the others do not show.
words=$(awk -F '\t' '!/^#/ && $4 ~ /(^|,)pins(,|$)/ { print $1 }' \
    "${top_srcdir:-.}/tests/data/spaces.tsv")

design() # option...; digests of $word under $stream as $type
{
    "$HYSPACE" digest $word --stream $stream --type $type --key 243f6a88:85a308d3 "$@" 2>/dev/null
}

# One line for each word, stream and type that there is. 64-bit types turn --x64 on by themselves,
# f32 has none. The designs have fewer types, since words and laws are pinned apart: sobol has f32,
# f64 and index, the others the first that there is of a float and index. A grid has 10007 points,
# or as many as its space has values.
pins()
{
    for word in $words; do
        for stream in native jax_array jax_keys jax_search; do
            for type in f32 f64 i8 u8 i16 u16 i32 u32 i64 u64 index; do
                for x64 in '' --x64; do
                    wide=$x64
                    case $stream:$type:$x64 in
                    native:*:--x64 | *:f64:--x64 | *:i64:--x64 | *:u64:--x64) continue ;;
                    jax*:f64: | jax*:i64: | jax*:u64:) wide=--x64 ;;
                    esac
                    digest=$("$HYSPACE" digest $word --stream $stream --type $type $x64 \
                        --key 243f6a88:85a308d3 \
                        --first 4294962296 -n 10007 2>/dev/null) || continue
                    echo "$word $stream $type ${wide:-0} ${digest##* }"
                done
            done
        done
        for stream in sobol sobol_owen lhs grid permuted; do
            case $stream in
            sobol) types='f32 f64' ;;
            grid | permuted) types=f64 ;;
            *) types=f32 ;;
            esac
            for type in $types index; do
                case $stream in
                lhs) digest=$(design --rows 10007 -n all) ;;
                grid | permuted)
                    digest=$(design --points 10007 -n all || design -n 10007 || design -n all)
                    ;;
                *) digest=$(design --first 4294962296 -n 10007) ;;
                esac
                test -n "$digest" || continue
                echo "$word $stream $type 0 ${digest##* }"
                test $stream = sobol || break
            done
        done
    done | awk '{
        flags = $4 == "0" ? "0" : "HYS_X64"
        printf "{\"%s\", HYS_%s, HYS_%s, %s, 0x%su},\n", $1, toupper($3), toupper($2), flags, $5
    }'
}

if test "$1" = --print; then
    pins
    exit
fi
echo 1..14
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
pins >"$folder/pins.h"
if cmp "$folder/pins.h" "$top_srcdir/cli/pins.h"; then
    echo "ok 1 - pins: $(wc -l <"$folder/pins.h") lines of cli/pins.h are what this program draws"
else
    echo 'not ok 1 - pins: cli/pins.h'
fi
if "$HYSPACE" verify --isa all >"$folder/out"; then
    echo "ok 2 - pins: verify: $(tail -n 1 "$folder/out")"
else
    grep -v '^ok' "$folder/out" | sed 's/^/# /'
    echo 'not ok 2 - pins: verify'
fi

# A SLEEF with one bit turned in one function is named. With log2, exp2 is named too, since log2
# gives the bounds within which exp2 is seen.
n=2
reason='binutils is not installed, no shared library was built, or a sanitizer is in use'
for function in exp2d1_u10:exp2:double log2d1_u10:log2:double logd1_u10:log:double \
    logf1_u10:log:float expd1_u10:exp:double erfd1_u10:erf:double erfcd1_u15:erfc:double; do
    n=$((n + 1))
    symbol=$(nm -D --undefined-only "$LIBHYSPACE" 2>/dev/null |
        grep -o "Sleef_[a-z_]*${function%%:*}purecfma")
    type=${function##*:} name=${function#*:}
    name="${name%:*} $(test $type = float && echo f32 || echo f64)"
    before=
    test "$name" != 'log2 f64' || before='exp2 f64, '
    if test -z "$symbol" || test -n "$SANITIZE"; then
        echo "ok $n - pins: another SLEEF's $name # SKIP $reason"
        continue
    fi
    $CC -shared -fPIC -DFUNCTION=$symbol -DTYPE=$type "$top_srcdir/tests/build/pins_wrong_sleef.c" \
        -o "$folder/another.so" -ldl &&
        ! LD_PRELOAD=$folder/another.so "$HYSPACE" verify --isa scalar >"$folder/out" \
        2>"$folder/err" &&
        grep -Eq "^DIFFER scalar +SLEEF +${name#* } +${name% *} " "$folder/out" &&
        grep '^hyspace: verify: SLEEF: this SLEEF ' "$folder/err" |
        grep -Eq " computes other bits of ${before}$name than SLEEF 3.5.1" &&
        ! grep -Eq 'verify: (digest|engine|map):' "$folder/err"
    if test $? -eq 0; then ok=ok; else ok='not ok'; sed 's/^/# /' "$folder/err"; fi
    echo "$ok $n - pins: another SLEEF's $name"
done

# A fault in another layer is named, and only that layer.
while read -r fault layer says; do
    n=$((n + 1))
    if test -z "$symbol" || test -n "$SANITIZE"; then
        echo "ok $n - pins: a fault of $fault # SKIP $reason"
        continue
    fi
    $CC -shared -fPIC -DFAULT=$fault -I "$top_srcdir/include" \
        "$top_srcdir/tests/build/pins_wrong_layer.c" -o "$folder/another.so" -ldl &&
        ! LD_PRELOAD=$folder/another.so "$HYSPACE" verify --isa scalar >"$folder/out" \
        2>"$folder/err" &&
        test "$(grep -c '^hyspace: verify: [a-zA-Z]*: ' "$folder/err")" = 1 &&
        grep -Eq "^hyspace: verify: $layer: $says" "$folder/err"
    if test $? -eq 0; then ok=ok; else ok='not ok'; sed 's/^/# /' "$folder/err"; fi
    echo "$ok $n - pins: a fault of $fault is one of the layer $layer"
done <<'FAULTS'
ENGINE engine the raw words of native u32 are wrong \(scalar\)
MAP map the values of linear f32, log f32, .*, qlog f32, .* are wrong, .* \(scalar\)
FAR_MAP map the values of decode f64 are wrong
HASH digest XXH3 of known words is [0-9a-f]{16}, not 8f0d019895dfa731: the fault is in libxxhash
ORDER digest these digests are of big-endian bytes
FAULTS
