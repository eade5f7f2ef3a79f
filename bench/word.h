#ifndef BENCH_WORD_H
#define BENCH_WORD_H

#include <hyspace.h>

/* The space of a word KIND:VALUE:..., where KIND is the name of the kind, a list is separated by
 * commas, and no parameter is given by its name. The words of the bench are known to be right: a
 * wrong one ends the program. */
hys_space *bench_space(const char *word);

/* Ends the program with a message if status is not HYS_OK. */
void bench_need(hys_status status, const char *what);

#endif
