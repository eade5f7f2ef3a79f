#!/bin/sh
# Demands that the README shows the examples as they are, and what they print. TAP.
top=${top_srcdir:-.} build=${top_builddir:-.}
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT

echo 1..10
n=0
same() # what, file, file
{
    n=$((n + 1))
    if [ -s "$2" ] && diff "$2" "$3" >"$folder/diff"; then
        echo "ok $n - examples: $1"
    else
        sed 's/^/# /' "$folder/diff"
        echo "not ok $n - examples: $1"
    fi
}

sed -n '/^```c$/,/^```$/{/^```/!p;/^```$/q}' "$top/README.md" >"$folder/program"
sed 1d "$top/examples/first.c" >"$folder/first.c" # without its comment
same 'the program in the README is first.c' "$folder/program" "$folder/first.c"

"$build/tests/first" >"$folder/printed"
sed -n 's/^    \([0-9.e-]* [0-9.e-]* [0-9.e-]* \.\.\. .*\)/\1/p' "$top/README.md" >"$folder/shown"
same 'first prints what the README shows' "$folder/shown" "$folder/printed"

"$build/tests/three_spaces" >"$folder/printed"
sed -n '/^    dropout\t/,/^$/s/^    //p' "$top/README.md" >"$folder/shown"
same 'three_spaces prints what the README shows' "$folder/shown" "$folder/printed"

"$build/tests/table" >"$folder/printed"
sed -n 's/^    \([0-9.e-]*	[0-9]*	[a-z]*\)$/\1/p' "$top/README.md" >"$folder/shown"
same 'table prints what the README shows' "$folder/shown" "$folder/printed"

"$build/tests/from_file" "$top/examples/lcbench.json" >"$folder/printed"
sed -n '/^    batch_size/,/^$/s/^    //p' "$top/README.md" >"$folder/shown"
same 'from_file prints what the README shows' "$folder/shown" "$folder/printed"

echo none >"$folder/none"
lines_of() # example, first and last line of the excerpt; wherever the example breaks its lines
{
    tr -s ' \n' ' ' <"$top/examples/$1" >"$folder/joined"
    sed -n "/^$2/,/^$3/p" "$top/README.md" | sed 's/^ *//; s/^status = //; s/;$//' |
        while read -r line; do
            grep -F -- "$line" "$folder/joined" >/dev/null || echo "$line"
        done >"$folder/missing"
    test -s "$folder/missing" || echo none >"$folder/missing"
    same "the lines of $1 in the README are there" "$folder/none" "$folder/missing"
}
lines_of table.c 'const hys_column' 'status = '
lines_of from_file.c 'if (hys_json_read_domain' 'const hys_status'

sed -n '/^```json$/,/^```$/{/^```/!p}' "$top/README.md" >"$folder/space.json"
printf 'learning_rate\nlayers\noptimizer\n' >"$folder/names"
"$HYSPACE" digest "$folder/space.json" -n 10 | sed '$d; s/ .*//' >"$folder/columns"
same 'the search space in the README can be sampled' "$folder/names" "$folder/columns"

sed -n 's/^    \(hyspace describe .* --columns .*\)/\1/p' "$top/README.md" >"$folder/command"
sed -n '/^    hyspace describe .* --columns/,/^As a picture/{/^    /s/^    //p; /^$/p;}' \
    "$top/README.md" | sed '1,2d' >"$folder/shown"
(cd "$top" && COLUMNS=80 eval "\"\$HYSPACE\" $(sed 's/^hyspace //' "$folder/command")") \
    >"$folder/printed"
echo >>"$folder/printed"
same 'describe prints what the README shows' "$folder/shown" "$folder/printed"

sed -n 's/^    \(\* [0-9a-f]\{16\}\)$/\1/p' "$top/README.md" >"$folder/shown"
"$HYSPACE" digest "$top/examples/lcbench.json" -n 1e5 --seed 1 | tail -n 1 >"$folder/printed"
same 'the digest in the README' "$folder/shown" "$folder/printed"
