/* --indices: a list of sample numbers, instead of a range. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static uint64_t index_of(const struct lines *lines)
{
    char *end;
    errno = 0;
    const uint64_t index = strtoull(lines->text, &end, 10);
    if (!isdigit((unsigned char)*lines->text) || *end || errno)
        fail(EXIT_USAGE, lines_place(lines), "expected a whole number below 2^64, found %s",
             shown(lines->text));
    return index;
}

struct options indices_read(const struct options *options)
{
    struct options listed = *options;
    uint64_t *index = NULL;
    size_t n = 0, capacity = 0;

    if (!options->indices)
        return listed;
    for (struct lines lines = lines_open(options->indices); lines_next(&lines); n++) {
        if (n == capacity)
            index = memory_for(index, capacity = 2 * capacity + 1024, sizeof *index);
        index[n] = index_of(&lines);
    }
    listed.index = index ? index : memory_for(NULL, 1, sizeof *index);
    listed.count = n;
    return listed;
}
