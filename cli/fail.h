/* Ending the program with a message; memory and text that end it when memory runs out. */
#ifndef CLI_FAIL_H
#define CLI_FAIL_H

#include <stddef.h>

enum {
    EXIT_RUN = 1,  /* something failed while running */
    EXIT_USAGE = 2 /* wrong usage, or a space, type or stream that cannot be */
};

/* Prints "hyspace: WHERE: WHAT" on standard error and ends the program. The functions of
 * fail_after run first. */
_Noreturn void fail(int status, const char *where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Has fail, and fail_undo, call a function that takes back what is unfinished: a line on the
 * terminal, a file. It must be safe in a signal handler. A function counts once. */
void fail_after(void (*undo)(void));
void fail_undo(void);

/* printf into memory of its own, and realloc for count elements. Both never return NULL. */
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));
void *xreallocarray(void *old, size_t count, size_t size);

#endif
