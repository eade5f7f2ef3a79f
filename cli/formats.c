#include <config.h>

#include <string.h>
#include <strings.h>

#include "cli/fail.h"
#include "cli/formats.h"
#include "cli/text.h"

#define X(name) &format_##name,
static const struct format *const formats[] = {FORMATS(X)};
#undef X
enum { COUNT = sizeof formats / sizeof *formats };

const struct format *format_from_name(const char *name)
{
    for (size_t i = 0; i < COUNT; i++)
        if (!strcmp(name, formats[i]->name))
            return formats[i];
    return NULL;
}

const struct format *format_from_ending(const char *path, bool input)
{
    static const char *const foreign[] = {"parquet", "arrow", "feather", "orc",    "avro", "xlsx",
                                          "xls",     "ods",   "pkl",     "pickle", "mat",  "npz",
                                          "nc",      "json",  "db",      "sqlite", "zip",  "gz",
                                          "xz",      "bz2",   "zst"};
    const char *ending = strrchr(path, '.');

    if (!ending)
        return NULL;
    ending++;
    for (size_t i = 0; i < COUNT; i++)
        if (formats[i]->ending && !strcmp(ending, formats[i]->ending))
            return formats[i];
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (!strcasecmp(ending, foreign[i]))
            fail(EXIT_USAGE, path, "hyspace %s no .%s; --%s says what else is meant: %s",
                 input ? "reads" : "writes", ending, input ? "input-format" : "format",
                 format_list(input));
    return format_from_name(ending);
}

char *format_list(bool input)
{
    const char *names[COUNT];
    size_t count = 0;
    for (size_t i = 0; i < COUNT; i++)
        if (formats[i]->read || !input)
            names[count++] = formats[i]->name;
    return word_list(names, count);
}
