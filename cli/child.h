/* Work in a second process, since a library may crash on a file that was made for that. */
#ifndef CLI_CHILD_H
#define CLI_CHILD_H

#include <sys/types.h>

/* Goes on in a second process as well. It returns 0 there; that process must end by exit, and is
 * killed where this one ends. */
pid_t child_start(const char *where);

/* Waits for the second process and returns its exit status. Where it crashed, the program ends with
 * a message that names the library. */
int child_end(pid_t child, const char *where, const char *library);

#endif
