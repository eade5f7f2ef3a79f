# Prints a table of the files named: what each test holds, by the first paragraph of the comment at
# the head of its file. make check-list calls this in the source tree.
FNR == 1 { show(); name = FILENAME; text = ""; state = "before" }
FNR == 1 && /^#!/ { next }
state == "after" { next }
state == "before" && (/^\/\*/ || /^#( |$)/) { state = "in" }
state == "before" { state = "after"; next }
{
    line = $0
    ends = line ~ /\*\/ *$/
    sub(/^(\/\*|#| \*\/| \*)/, "", line)
    sub(/ *\*\/ *$/, "", line)
    gsub(/^ +| +$/, "", line)
    if (line == "" || $0 !~ /^(\/\*|#| \*)/) { state = "after"; next }
    text = text == "" ? line : text " " line
    if (ends) state = "after"
}
END { show(); exit missing }

function show(    words, i, n, line)
{
    if (name == "") return
    sub(/ TAP\.$/, "", text)
    if (text == "") { text = "(its first comment does not say)"; missing = 1 }
    if (folder != (folder = name) && sub(/[^\/]*$/, "", folder) && folder != last) {
        print (last == "" ? "" : "\n") folder
        last = folder
    }
    sub(/.*\//, "", name)
    line = sprintf("  %-22s", name)
    n = split(text, words, / +/)
    for (i = 1; i <= n; i++) {
        if (length(line) + length(words[i]) + 1 > 100) { print line; line = sprintf("%24s", "") }
        line = line " " words[i]
    }
    print line
}
