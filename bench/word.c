#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/word.h"

enum { MOST_VALUES = 64 };

void bench_need(hys_status status, const char *what)
{
    if (status == HYS_OK)
        return;
    fprintf(stderr, "hysbench: %s: %s\n", what, hys_strerror(status));
    exit(1);
}

hys_space *bench_space(const char *word)
{
    char *text = strdup(word), *rest = text, *entry;
    double reals[MOST_VALUES];
    const char *names[MOST_VALUES];
    hys_argument argument[HYS_KIND_PARAMS_MAX] = {{0}};
    size_t count = 0;
    hys_space *space = NULL;
    if (!text)
        bench_need(HYS_E_MEMORY, word);
    const hys_kind kind = hys_kind_from_name(strsep(&rest, ":"));

    for (; rest && count < hys_kind_params(kind); count++) {
        hys_argument *a = &argument[count];
        char *field = strsep(&rest, ":");
        a->type = hys_kind_param(kind, count)->type;
        a->real = strtod(field, NULL);
        a->reals = reals;
        a->names = names;
        while (a->count < MOST_VALUES && (entry = strsep(&field, ","))) {
            reals[a->count] = strtod(entry, NULL);
            names[a->count++] = entry;
        }
    }
    bench_need(hys_space_new(&space, kind, argument, count, NULL), word);
    free(text);
    return space;
}
