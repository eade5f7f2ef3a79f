#!/bin/sh
# Compares the man page and the completion with --help: every command, option and value is in both,
# and the completion completes them. The pages of section 3 hold every function and every word of
# the headers, and groff, mandoc and whatis accept them. TAP.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA
root=$(cd "$top_srcdir" && pwd) && build=$(cd "$top_builddir" && pwd) || exit 99
cd "$folder" && : >warnings || exit 99

suite=manual
. "$top_srcdir/tests/tools/tap.sh"
none() # name: ./missing is empty
{
    test ! -s missing
    code=$?
    sed 's/^/# missing: /' missing
    result $code "$1"
}

sed 's/\\-/-/g; s/\\f.//g; s/\\://g' "$root/docs/hyspace.1" >page
"$HYSPACE" --help | awk '$1 == "hyspace" && $2 ~ /^[a-z]+$/ { print $2 }' >commands
for command in $(cat commands); do
    "$HYSPACE" "$command" --help | grep -Eo '^ +(-[a-zA-Z], )?--[a-z0-9-]+' |
        grep -Eo -- '--?[a-z0-9-]+' >"options.$command"
done
# The values that the help offers for streams, types, formats and instruction sets.
for option in stream type format isa; do
    "$HYSPACE" sample --help |
        awk '
            /^                        / { sub(/^ */, ""); printf " %s", $0; next }
            { printf "%s%s", (NR > 1 ? "\n" : ""), $0 }
            END { print "" }' |
        sed -n "s/^ *\(-., \)*--$option [][A-Z=]* *//p" |
        sed 's/ (.*//; s/;.*//; s/, for .*//; s/ or /, /; s/, */ /g' >"values.$option"
done

# ---- the page ----

if command -v groff >/dev/null; then
    groff -man -ww -z "$root/docs/hyspace.1" >warnings 2>&1 && test ! -s warnings
    result $? 'groff has nothing to say about the page'
else
    skip 'groff-base is not installed' 'groff has nothing to say about the page'
fi
test "$(wc -l <commands)" -ge 7
result $? 'the help lists commands'
while read -r command; do grep -qx "\.B $command" page || echo "$command"; done <commands >missing
none 'every command is in the page'
for command in $(cat commands); do
    test "$(wc -l <"options.$command")" -ge 2 || echo "options of $command"
    while read -r option; do
        grep -q -- "^\.BR* .*$option\b" page || echo "$command $option"
    done <"options.$command"
done >missing
none 'every option of every command is in the page'
for value in $(cat values.*); do grep -qw -- "$value" page || echo "$value"; done >missing
test "$(wc -w <values.type)" -eq 11 || echo 'types in the help' >>missing
none 'every stream, type, format and instruction set is in the page'
grep -qx '.BR -V ", " --version' page && grep -qx '.B help' page || echo '-V, help' >>missing
none 'the version and the help are in the page'
for variable in HYSPACE_ISA COLUMNS; do
    grep -qx "\.B $variable" page || echo $variable
done >missing
none 'the environment is in the page'
version=$("$HYSPACE" --version)
grep -q "^\.TH HYSPACE 1 [0-9-]* \"$version\"" page
result $? 'the page is of this version'

# ---- section 3 ----

plain()
{
    sed 's/\\f.//g; s/\\&//g; s/\\-/-/g; s/\\(ga/`/g; s/\\(ha/^/g; s/\\(ti/~/g; s/\\e/\\/g' "$@" |
        sed "s/\\\\(aq/'/g"
}
pages=$(grep -L '^\.so ' "$build"/man3/*.3)
while read -r function; do
    file=$build/man3/$function.3
    case $(head -n 1 "$file") in .so*) file=$build/$(sed 's/^\.so //' "$file") ;; esac
    plain "$file" | sed -n '/^\.SH SYNOPSIS/,/^\.SH DESC/p' | grep -q "\b$function(" ||
        echo "$function"
done >missing 2>&1 <<END
$(cat "$root/tests/build/exports.txt" "$root/tests/build/exports_json.txt")
END
none 'every function has a page, which declares it'
for page in $pages; do
    name=$(basename "$page" .3)
    header=$(echo "$name" | sed 's|^hys_|hyspace/|').h
    plain "$page" | tr -s ' \n' '\n\n' | sort -u >words
    # Comments, types and constants; what only the compiler reads is left out.
    sed '/^#if.*__/,/^#endif/d
        /^#\(if\|endif\|include\|define HYSPACE_\)/d
        /^HYS_[A-Z]*_DECLS/d
        s/HYS_API //; s/HYS_CHECK //; s|\*/$||; s|^/\*||; s|^ \*||' \
        "$root/include/$header" | tr -s ' \n' '\n\n' | grep . | sort -u | comm -23 - words |
        sed "s/^/$name: /"
done >missing
test "$(echo "$pages" | wc -w)" -eq "$(find "$root/include" -name '*.h' | wc -l)" ||
    echo 'a page for each header' >>missing
none 'every word of the headers is in their pages'
if command -v groff >/dev/null; then
    for page in $pages; do groff -man -ww -z "$page" 2>&1; done >missing
    none 'groff has nothing to say about them'
else
    skip 'groff-base is not installed' 'groff has nothing to say about them'
fi
if command -v mandoc >/dev/null; then
    for page in $pages; do mandoc -T lint -W warning "$page"; done >missing
    none 'mandoc has nothing to say about them'
else
    skip 'mandoc is not installed' 'mandoc has nothing to say about them'
fi
if command -v lexgrog >/dev/null; then
    for page in $pages; do lexgrog "$page" >/dev/null || echo "$page"; done >missing
    none 'whatis can read them'
else
    skip 'man-db is not installed' 'whatis can read them'
fi

# ---- the kinds ----

# The tables of kinds in README, guide and page say what the library says of its kinds: each word,
# law, parameter, preset and meaning.
"$HYSPACE" info --kinds | awk -F '   +' '
    /^[a-z]/ { kind = $1; print kind "\t" $2; print kind "\t" $3 }
    /^  [a-z]/ {
        sub(/^ */, "")
        preset = match($2, /\(.*\)/) ? " " substr($2, RSTART, RLENGTH) : ""
        print kind "\t" $1 preset ": " $3
    }' >facts
cut -f 1 facts | sort -u >kinds
test "$(wc -l <kinds)" -ge 5
result $? "info --kinds lists $(wc -l <kinds) kinds"
table_of() # file: its table as lines "kind | word | ..."
{
    case $1 in
    *.md) sed -n '/^| kind | word |/,/^$/{s/`//g;s/^| \([a-z]\)/\1/p;}' "$root/$1" | sed 1d ;;
    *) awk '/^\.(TP|PP|SS)/ {
                if (kind) print kind " | " form " | " text
                kind = form = text = ""
                next
            }
            /^\.B/ && !form { form = $0; sub(/^\.B[IR]* /, "", form); gsub(/ /, "", form); next }
            /^Kind [a-z0-9_]+: / { kind = $2; sub(/:$/, "", kind) }
            kind { text = text " " $0 }' page ;;
    esac
}
for text in README.md docs/guide/kinds.md docs/hyspace.1; do
    table_of $text >rows
    while IFS='	' read -r kind fact; do
        grep "^$kind | " rows | grep -qF -- "$fact" || echo "$text: $kind: $fact"
    done <facts
    cut -d ' ' -f 1 rows | sort | comm -23 - kinds | sed "s|^|$text: no kind is named |"
done >missing
none 'every kind is in the tables of README, guide and page as the library describes it'
rm facts kinds rows

# ---- the completion ----

if ! command -v bash >/dev/null; then
    skip 'bash is not installed' 'completion'
    echo "1..$n"
    exit
fi
completes() # line; writes the replies to ./replies, one a line
{
    bash -c '. "$1"
        COMP_LINE=$2 COMP_POINT=${#2}
        _hyspace
        for reply in "${COMPREPLY[@]}"; do printf "%s\n" "$reply"; done' \
        bash "$root/completions/hyspace" "$1" >replies 2>err
    test ! -s err || sed 's/^/# /' err
}
gives() # arguments of the program, expected replies with commas between them
{
    completes "$HYSPACE $1"
    test "$(sort replies | paste -sd, -)" = "$(printf %s "$2" | tr , '\n' | sort | paste -sd, -)"
    code=$?
    test $code -eq 0 || sed 's/^/# reply: /' replies
    result $code "completes '$1'"
}
touch space.json 'two words.json' other.csv
mkdir sub

gives '' "$(paste -sd, commands),help,--help,--version"
gives 'help ' "$(paste -sd, commands)"
gives 'help des' describe
gives 'help sample ' ''
gives 'des' describe
gives 'nothing' ''
for command in $(cat commands); do
    gives "$command --" "$(grep '^--' "options.$command" | paste -sd, -)"
done
gives 'sample --str' --stream
gives 'sample lin' linear:
gives 'sample q' qlinear:,qlog:
gives 'sample linear:0' ''
files='space.json,two words.json,other.csv,sub,replies,err,page,commands,warnings,missing,words'
kinds=$("$HYSPACE" --help | sed -n '/^SPACE is/,/^$/s/^  \([a-z][a-z0-9_]*:\{0,1\}\).*/\1/p' |
    sort -u | paste -sd, -)
gives 'sample ' "$files,$kinds,$(ls options.* values.* | paste -sd, -)"
gives 'describe sp' space.json
gives 'describe space.json --plot ot' other.csv
gives 'sample linear:0:1 -o two' 'two words.json'
gives 'sample linear:0:1 --stream jax_k' jax_keys
gives 'sample linear:0:1 --stream=jax_k' jax_keys
gives 'sample linear:0:1 --type i' i8,i16,i32,i64,index
gives 'sample space.json --type lr=f' f32,f64
gives 'sample space.json --type=lr=f' f32,f64
gives 'sample space.json --indices ot' other.csv
gives 'digest space.json --check ot' other.csv
gives 'bits --type ' u32,u64
gives 'discrepancy linear:0:1 --kind ' CD,WD,MD,L2
gives 'sample linear:0:1 -f n' npy
gives 'sample linear:0:1 -f h' hdf5
gives 'encode linear:0:1 -F n' npy
gives 'decode linear:0:1 --input-format=' csv,tsv,jsonl,npy,hdf5
gives 'sample linear:0:1 --isa a' avx2,avx2_vaes,avx512
gives 'verify --isa al' all
gives 'sample linear:0:1 -n ' ''
gives 'verify s' space.json,sub
for option in stream type format isa; do
    completes "$HYSPACE sample linear:0:1 --$option "
    for value in $(cat values.$option); do
        grep -qxF "$value" replies || echo "--$option $value"
    done
done >missing
none 'every stream, type, format and instruction set is completed'
bash -c '. "$1"; complete -p hyspace' bash "$root/completions/hyspace" |
    grep -q -- '-F _hyspace hyspace'
result $? 'the completion is bound to hyspace'

echo "1..$n"
