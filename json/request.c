#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "json/request.h"

hys_status hysi_request_build(hys_space **space, const struct hysi_request *request, size_t *bad)
{
    return hys_space_new(space, request->kind, request->argument, hys_kind_params(request->kind),
                         bad);
}

void hysi_request_free(struct hysi_request *request)
{
    for (size_t p = 0; p < HYS_KIND_PARAMS_MAX; p++) {
        free((void *)(uintptr_t)request->argument[p].reals);
        free((void *)(uintptr_t)request->argument[p].names);
        free((void *)(uintptr_t)request->argument[p].scalars);
    }
    *request = (struct hysi_request){.kind = 0};
}

hys_kind hysi_kind_of(const char *word, size_t length)
{
    for (size_t i = 0; i < hys_kind_count(); i++) {
        const char *found = hys_kind_word(hys_kind_at(i));
        if (strlen(found) == length && !memcmp(word, found, length))
            return hys_kind_at(i);
    }
    return 0;
}

size_t hysi_kind_words(const char *words[HYSI_WORDS])
{
    size_t count = 0;
    for (size_t i = 0; i < hys_kind_count(); i++) {
        const char *word = hys_kind_word(hys_kind_at(i));
        size_t k = 0;
        while (k < count && strcmp(words[k], word) != 0)
            k++;
        if (k == count && count < HYSI_WORDS)
            words[count++] = word;
    }
    return count;
}
