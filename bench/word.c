#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "bench/word.h"
#include "json/words.h"

void bench_need(hys_status status, const char *what)
{
    if (status == HYS_OK)
        return;
    fprintf(stderr, "hysbench: %s: %s\n", what, hys_strerror(status));
    exit(1);
}

hys_space *bench_space(const char *word)
{
    hys_space *space;
    char *message;
    bench_need(hysi_space_from_word(&space, word, &message), word);
    return space;
}
