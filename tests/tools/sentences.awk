# Prints the lines of Markdown files that do not hold exactly one sentence: FILE:LINE: WHAT. Code
# blocks, tables, headings, and the options of MyST's directives are left alone.
FNR == 1 { fence = ""; before = "" }
/^ *(```|:::|~~~)/ {
    mark = $0
    sub(/^ */, "", mark)
    sub(/[^`:~].*/, "", mark)
    if (fence == "") fence = mark
    else if (index(mark, fence) == 1) fence = ""
    before = ""
    next
}
fence != "" { next }
/^(    |\t)/ && before == "" { next } # an indented block of code
/^ *(\||#|<|:[a-z]|$)/ || /^ *[-=]+ *$/ { before = ""; next }
{
    line = $0
    gsub(/``[^`]*``|`[^`]*`/, "C", line)
    gsub(/\]\([^)]*\)/, "]", line)
    if (line ~ /^ *([-*+]|[0-9]+\.) /) { before = ""; sub(/^ *([-*+]|[0-9]+\.) /, "", line) }
    text = line
    sub(/^ *\*\*[^*]*\*\* */, "", text) # a label
    gsub(/\.\.\./, "", text)
    gsub(/(e\.g|i\.e|vs|cf|Fig|No|St|Dr|et al|approx)\. /, "", text)
    if (text ~ /[^ .][.!?]["')*_\]]* +["'(*_\[]*[A-Z]/)
        print FILENAME ":" FNR ": two sentences: " $0
    if (before != "" && before !~ /[.!?:;]["')*_\]]*(  |\\)?$/)
        print FILENAME ":" (FNR - 1) ": a sentence goes on in the next line: " before
    before = line
}
