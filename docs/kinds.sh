#!/bin/sh
# kinds.sh HYSPACE: the tables of kinds in README.md, docs/guide/kinds.md and docs/hyspace.1, anew
# from what `hyspace info --kinds` says (make update-kinds).
set -e
cd "$(dirname "$0")/.."
rows=$(mktemp -d)
trap 'rm -rf "$rows"' EXIT
"$1" info --kinds >"$rows/info"

# One line a kind: kind, form, summary, and its parameters as "name (preset): meaning" behind tabs.
awk -F '   +' '
    /^[a-z]/ { if (NR > 1) print ""; printf "%s\t%s\t%s", $1, $2, $3 }
    /^  [a-z]/ {
        sub(/^ */, "")
        preset = match($2, /\(.*\)/) ? " " substr($2, RSTART, RLENGTH) : ""
        printf "\t%s\t%s", $1 preset, $3
    }
    END { print "" }' "$rows/info" >"$rows/kinds"

awk -F '\t' '{
    printf "| %s | `%s` | %s |", $1, $2, $3
    for (i = 4; i < NF; i += 2) {
        name = $i
        sub(/^[^ ]*/, "`&`", name)
        printf "%s %s: %s", (i > 4 ? ";" : ""), name, $(i + 1)
    }
    print " |"
}' "$rows/kinds" >"$rows/markdown"

# Words are bold and what stands for a value is italic. Long words are not stretched to the margin.
echo .ad l >"$rows/man"
awk -F '\t' '{
    form = $2
    gsub(/[A-Z][A-Z_]*/, "\\fI&\\fB", form)
    gsub(/V,V,\.\.\./, "\\fIV\\fB,\\fIV\\fB,\\fR...\\fP", form)
    gsub(/\[/, "\\:\\fR[\\fB", form) # a line may break there
    gsub(/\]/, "\\fR]\\fB", form)
    printf "%s.TP\n.B \\%%%s\nKind %s: %s\n", (NR == 1 ? ".ad l\n" : ""), form, $1, $3
    for (i = 4; i < NF; i += 2)
        printf "%s%s: %s%s\n", (i == 4 ? ".br\n" : ""), $i, $(i + 1), (i + 2 < NF ? ";" : "")
}
END { print ".ad" }' "$rows/kinds" >>"$rows/man"

for page in README.md docs/guide/kinds.md; do
    awk -v rows="$rows/markdown" '
        /^\| kind \| word \|/ { print; getline; print; skip = 1
                                while ((getline line <rows) > 0) print line }
        skip && /^$/ { skip = 0 }
        !skip' "$page" >"$rows/page"
    cat "$rows/page" >"$page"
done
awk -v rows="$rows/man" '
    skip && /^\.PP/ { skip = 0 }
    !skip
    /^\.BR value :$/ { skip = 1; while ((getline line <rows) > 0) print line }' docs/hyspace.1 \
    >"$rows/page"
cat "$rows/page" >docs/hyspace.1
