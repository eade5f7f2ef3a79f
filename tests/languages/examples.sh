#!/bin/sh
# Demands that the README and the guide show the examples as they are, and what they print. TAP.
top=${top_srcdir:-.} build=${top_builddir:-.}
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT

echo 1..7
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
sed -n '/^dropout\t/,/^```$/{/^```/!p;}' "$top/docs/guide/porting.md" >"$folder/shown"
same 'three_spaces prints what porting.md shows' "$folder/shown" "$folder/printed"

"$build/tests/table" >"$folder/printed"
sed -n 's/^\([0-9.e-]*	[0-9]*	[a-z]*\)$/\1/p' "$top/docs/guide/c.md" >"$folder/shown"
same 'table prints what c.md shows' "$folder/shown" "$folder/printed"

"$build/tests/kinds" >"$folder/printed"
sed -n '/^normal: sigma: /,/^```$/{/^```/!p;}' "$top/docs/guide/c.md" >"$folder/shown"
same 'kinds prints what c.md shows' "$folder/shown" "$folder/printed"

"$build/tests/from_file" "$top/examples/lcbench.json" >"$folder/printed"
sed -n '/^batch_size/,/^```$/{/^```/!p;}' "$top/docs/guide/c.md" >"$folder/shown"
same 'from_file prints what c.md shows' "$folder/shown" "$folder/printed"

sed -n '/^```json$/,/^```$/{/^```/!p}' "$top/README.md" >"$folder/space.json"
printf 'learning_rate\nlayers\noptimizer\n' >"$folder/names"
"$HYSPACE" digest "$folder/space.json" -n 10 | sed '$d; s/ .*//' >"$folder/columns"
same 'the search space in the README can be sampled' "$folder/names" "$folder/columns"
