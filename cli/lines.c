#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "cli/fail.h"
#include "cli/lines.h"

struct lines lines_open(const char *path)
{
    const bool standard = !strcmp(path, "-");
    struct lines lines = {.where = standard ? "standard input" : path};
    lines.file = standard ? stdin : fopen(path, "r");
    if (!lines.file)
        fail(EXIT_RUN, lines.where, "%s", strerror(errno));
    return lines;
}

bool lines_next(struct lines *lines)
{
    errno = 0;
    const ssize_t length = getline(&lines->text, &lines->capacity, lines->file);
    if (length < 0) {
        if (!feof(lines->file))
            fail(EXIT_RUN, lines->where, "%s", strerror(errno));
        if (lines->file != stdin)
            fclose(lines->file);
        free(lines->text);
        return false;
    }
    lines->number++;
    if (strlen(lines->text) != (size_t)length)
        fail(EXIT_USAGE, lines_place(lines), "a zero byte");
    char *end = lines->text + length;
    if (end > lines->text && end[-1] == '\n')
        *--end = 0;
    if (end > lines->text && end[-1] == '\r')
        *--end = 0;
    return true;
}

const char *lines_place(const struct lines *lines)
{
    return xasprintf("%s:%zu", lines->where, lines->number);
}
