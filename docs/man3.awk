# Makes manual pages of section 3 from the headers: a page for each header, a link for each
# function.
#
#   awk -v out=man3 -f docs/man3.awk docs/hyspace.1 include/hyspace.h include/hyspace-json.h \
#       include/hyspace/*.h
#
# hyspace/sample.h becomes hys_sample.3. Its first comment is the description, the prototypes of its
# functions are the synopsis, and each comment before declarations is a part of its own. Types and
# constants are as in the header. Date and version are those of the page of the program.

/^\.TH/ { date = $4; version = $5 " " $6; gsub(/"/, "", version); next }
FILENAME ~ /\.[0-9]$/ { next }

FNR == 1 {
    finish()
    page = FILENAME
    sub(/.*include\//, "", page)
    header = page
    sub(/^hyspace\//, "hys_", page)
    sub(/\.h$/, "", page)
    sentence = names = synopsis = body = ""
    depth = 0
}

# Guards, includes and what depends on the compiler are no part of the interface.
/^#if/ { depth++ }
/^#endif/ { depth--; next }
depth > 1 || /^#(if|include)/ || /^#define HYSPACE_/ || /^HYS_(BEGIN|END)_DECLS/ { next }

/^\/\*/ { block(); comment = "\n"; inside = 1 }
inside {
    inside = !/\*\/$/
    sub(/ *\*\/$/, "")
    sub(/^(\/\*| \*) ?/, "")
    comment = comment $0 "\n"
    next
}
/^$/ { block(); next }
{ code = code $0 "\n" }
END { finish(); write() }

function escaped(text)
{
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    gsub(/'/, "\\(aq", text)
    gsub(/`/, "\\(ga", text)
    gsub(/\^/, "\\(ha", text)
    gsub(/~/, "\\(ti", text)
    return (text ~ /^\./ ? "\\&" : "") text
}

# In prose the library's functions are bold.
function prose(text)
{
    text = escaped(text)
    gsub(/(hys|hyspace)_[a-z0-9_]+/, "\\fB&\\fP", text)
    return text
}

# A comment: paragraphs; "  word   meaning" as lists, with the lines indented further; other
# indented lines as they are.
function filled(text,    lines, n, i, line, indent, tag, verbatim, result, item)
{
    sub(/\n+$/, "\n", text)
    n = split(substr(text, 2), lines, "\n")
    for (i = 1; i < n; i++) {
        line = lines[i]
        match(line, /^ */)
        indent = RLENGTH
        line = substr(line, indent + 1)
        if (verbatim && (line == "" || !indent)) {
            result = result ".fi\n.RE\n"
            verbatim = 0
        }
        if (line == "" || !indent) {
            if (line == "" || item)
                result = result ".PP\n"
            item = 0
        }
        if (line == "")
            continue
        if (!indent || (item && indent > item + 1))
            result = result prose(line) "\n"
        else if (!verbatim && match(line, /[^ ]   *[^ ]/) && line !~ /;$/) {
            tag = substr(line, 1, RSTART)
            line = substr(line, RSTART + 1)
            sub(/^ */, "", line)
            result = result ".TP\n.B " escaped(tag) "\n" prose(line) "\n"
            item = indent
        } else {
            if (!verbatim)
                result = result ".sp\n.RS\n.nf\n"
            verbatim = 1
            result = result sprintf("%" (indent > 2 ? indent - 2 : 0) "s", "") escaped(line) "\n"
        }
    }
    return result (verbatim ? ".fi\n.RE\n" : "")
}

# Breaks words into lines of a terminal. All but the first are indented, and no line ends before a
# star or after const.
function wrapped(text, from, more,    words, n, i, line, result)
{
    gsub(/ \*/, "\001*", text)
    gsub(/const /, "const\001", text)
    n = split(text, words, " ")
    for (i = 1; i <= n; i++)
        gsub(/\001/, " ", words[i])
    line = from words[1]
    for (i = 2; i <= n; i++)
        if (length(line words[i]) < 70)
            line = line " " words[i]
        else {
            result = result escaped(line) "\n"
            line = more words[i]
        }
    return result escaped(line) "\n"
}

# Types and constants: a remark that leaves no room beside its line stands below it.
function literal(text,    lines, n, i, line, place, remark, indent, result)
{
    n = split(text, lines, "\n")
    result = ".PP\n.nf\n"
    for (i = 1; i < n; i++) {
        line = lines[i]
        while (line ~ /\/\*/ && line !~ /\*\//) {
            remark = lines[++i]
            sub(/^ */, " ", remark)
            line = line remark
        }
        place = index(line, "/*")
        if (length(line) < 78 || !place)
            result = result escaped(line) "\n"
        else {
            remark = substr(line, place)
            line = substr(line, 1, place - 1)
            place = line ~ /^ *$/ ? place - 1 : 8
            if (sub(/ *$/, "", line) && line != "")
                result = result escaped(line) "\n"
            indent = sprintf("%" place "s", "")
            result = result wrapped(remark, indent, indent "   ")
        }
    }
    return result ".fi\n"
}

# What a comment and the declarations behind it give.
function block(    lines, n, i, prototypes, named, name)
{
    if (comment != "" && sentence == "") {
        sentence = comment
        gsub(/\n+/, " ", sentence)
        sub(/^ (hyspace[a-z-]*: )?/, "", sentence)
        sub(/\.( .*)?$/, "", sentence)
        description = filled(comment)
        comment = ""
    }
    if (code ~ /HYS_API/) {
        prototypes = code
        gsub(/HYS_API |HYS_CHECK /, "", prototypes)
        gsub(/\n +/, " ", prototypes)
        n = split(prototypes, lines, "\n")
        for (i = 1; i < n; i++) {
            match(lines[i], /hys_[a-z0-9_]+\(/)
            name = substr(lines[i], RSTART, RLENGTH - 1)
            named = named (named == "" ? "" : ", ") name
            synopsis = synopsis wrapped(lines[i], "", "    ")
            links[name] = page
        }
        names = names (names == "" ? "" : ", ") named
        if (comment != "")
            body = body ".SS " named "\n" filled(comment)
    } else {
        if (comment != "")
            body = body ".PP\n" filled(comment)
        if (code != "")
            body = body literal(code)
    }
    comment = code = ""
}

# The header that has been read becomes a page.
function finish()
{
    if (page == "")
        return
    block()
    if (names == "" || index(", " names ",", ", " page ",") == 0)
        names = page (names == "" ? "" : ", ") names
    pages[++count] = page
    body = description body
    gsub(/\.PP\n\.sp\n/, ".sp\n", body)
    gsub(/\.PP\n\.TP\n/, ".TP\n", body)
    source[page] = sprintf(".TH %s 3 %s \"%s\" ", toupper(page), date, version) \
        "\"Library functions\"\n" sprintf(".SH NAME\n%s \\- %s\n", names, prose(sentence)) \
        ".SH SYNOPSIS\n.nf\n.ft B\n#include <" (header ~ /\// ? "hyspace.h" : header) ">\n" \
        (synopsis == "" ? "" : "\n" synopsis) ".ft R\n.fi\n" \
        ".SH DESCRIPTION\n.nh\n.ad l\n" body
}

function write(    i, j, name, file)
{
    for (i = 1; i <= count; i++) {
        file = out "/" pages[i] ".3"
        printf "%s", source[pages[i]] ".SH SEE ALSO\n.BR hyspace (1)" >file
        for (j = 1; j <= count; j++)
            if (j != i)
                printf ",\n.BR %s (3)", pages[j] >file
        print "" >file
        close(file)
    }
    for (name in links)
        if (!(name in source)) {
            file = out "/" name ".3"
            print ".so man3/" links[name] ".3" >file
            close(file)
        }
}
