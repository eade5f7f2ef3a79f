#!/bin/sh
# Checks the form of the sources: C and C++ are as clang-format 14 writes them, no line of code is
# wider than 100 columns, and Markdown has one sentence a line. TAP.
#
# Generated files and data are left alone: cli/pins.h, tests/data/*.tsv, tests/planted/*.patch.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
suite=format
. "$top_srcdir/tests/tools/tap.sh"
cd "$top_srcdir" || exit 99

folders='bench bindings cli docs examples include json m4 packaging simd src tests'
test ! -d debian || folders="$folders debian .ci" # in git alone
find $folders -type f ! -path tests/data/\*.tsv ! -path tests/locales/\* ! -path cli/pins.h \
    ! -name libtool.m4 ! -name 'lt*.m4' | LC_ALL=C sort >"$folder/files"
ls -- *.md *.ac *.am bootstrap quickstart >>"$folder/files"
of_kind() { grep -E "$1" "$folder/files"; }

formatter=
for program in clang-format-14 clang-format; do
    "$program" --version 2>/dev/null | grep -q ' version 14\.' && formatter=$program && break
done
sources=$(of_kind '\.(c|h|cpp|hpp)$')
name="$(echo "$sources" | wc -l) files are as clang-format writes them"
if test -z "$formatter"; then
    skip 'clang-format-14 is not installed' "$name"
else
    echo "$sources" | xargs "$formatter" --dry-run --Werror >"$folder/log" 2>&1
    result $? "$name"
fi

# In columns: a tab goes to the next multiple of eight, and a character of UTF-8 is one.
of_kind '\.(c|h|cpp|hpp|sh|py|f90|ac|am|m4|mk|awk)$|(^|/)(bootstrap|quickstart|rules|run)$' |
    LC_ALL=C xargs "${AWK:-awk}" '{
        line = $0
        gsub(/[\200-\277]/, "", line)
        while (at = index(line, "\t"))
            line = substr(line, 1, at - 1) substr("        ", 1 + (at - 1) % 8) substr(line, at + 1)
        if (length(line) > 100)
            print FILENAME ":" FNR ": " length(line) " columns"
    }' >"$folder/log"
test ! -s "$folder/log"
result $? 'no line of code is wider than 100 columns'

of_kind '\.md$' | xargs "${AWK:-awk}" -f tests/tools/sentences.awk >"$folder/log"
test ! -s "$folder/log"
result $? 'Markdown has one sentence a line'
echo "1..$n"
