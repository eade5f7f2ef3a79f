#!/bin/sh
# Demands that files form no circle: no header includes itself by way of others, and no source of
# the library, the program or the bench needs one that needs it, and no module of the Python package
# imports one that imports it. A circle is named, file by file.
# TAP.
#
# A source needs another where its object has an undefined symbol that the other's object defines.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
suite=circles
. "$top_srcdir/tests/tools/tap.sh"

# circles EDGES: prints each circle of the graph as "A -> B -> A".
circles()
{
    tsort "$1" 2>&1 >/dev/null | sed 's/^tsort: //' | awk '
        function close_circle() { if (text != "") print text " -> " first; text = "" }
        /contains a loop/ { close_circle(); next }
        text == "" { text = first = $0; next }
        { text = text " -> " $0 }
        END { close_circle() }'
}

printf '%s\n' 'a b' 'b c' 'c b' 'c d' >"$folder/edges"
circles "$folder/edges" >"$folder/log"
grep -qxE 'b -> c -> b|c -> b -> c' "$folder/log"
result $? 'the check sees a circle'

(cd "$top_srcdir" && find bench cli include json simd src -name '*.[ch]' |
    xargs grep -H '^#include ["<][a-z_0-9-]*[./]') |
    sed -n 's,^\([^:]*\):#include ["<]\(.*\)[">].*,\1 \2,p' | sed 's, hyspace, include/hyspace,' |
    awk '$1 != $2' >"$folder/edges"
circles "$folder/edges" >"$folder/log"
test ! -s "$folder/log"
result $? 'includes'

(cd "$top_srcdir/bindings/python/hyspace" && grep -H '^ *from \.' -- *.py) |
    sed -n 's,^\([^:]*\): *from \. import \(_[a-z]*\).*,\1 \2.py,p
            s,^\([^:]*\): *from \.\(_[a-z]*\) import.*,\1 \2.py,p' >"$folder/edges"
circles "$folder/edges" >"$folder/log"
test -s "$folder/edges" && test ! -s "$folder/log"
result $? 'modules of Python'

# The objects of this build. make check does not build the bench, so its objects are made here.
name="symbols of the objects"
cd "$top_builddir" || exit 99
mkdir -p "$folder/bench"
for file in "$top_srcdir"/bench/*.c; do
    case $file in *_avx*) continue ;; esac
    $CC -std=gnu11 -w -DEXAMPLES='""' -I. -I"$top_srcdir" -I"$top_srcdir/include" \
        $JANSSON_CFLAGS $XXHASH_CFLAGS \
        -c "$file" -o "$folder/bench/$(basename "$file" .c).o" || exit 99
done
if ! nm "$folder/bench/works.o" >/dev/null 2>&1; then
    skip 'binutils is not installed' "$name"
    echo "1..$n"
    exit
fi
find src simd json cli "$folder/bench" -name '*.o' ! -name 'tests_*' |
    sed "p; s,$folder/,,; s,\.libs/,,; s,/[^/]*-\([^/]*\)$,/\1,; s,\.o$,.c," |
    while read -r object && read -r source; do
        test -f "$top_srcdir/$source" || continue # left from an older tree
        nm -g "$object" 2>/dev/null | sed "s,^,$source ,"
    done |
    awk '
        NF < 3 { next }
        $(NF - 1) == "U" || $(NF - 1) == "w" { needs[$1 " " $NF]; next }
        { home[$NF] = $1 }
        END {
            for (pair in needs) {
                split(pair, part, " ")
                if (part[2] in home && home[part[2]] != part[1])
                    print part[1], home[part[2]]
            }
        }' | LC_ALL=C sort -u >"$folder/edges"
circles "$folder/edges" >"$folder/log"
test ! -s "$folder/log" && test "$(wc -l <"$folder/edges")" -gt 100
result $? "$name: $(wc -l <"$folder/edges") of one source that needs another"
echo "1..$n"
