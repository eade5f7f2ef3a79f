/* A second process, for work in which a library may crash on a file that was made for that. */
#include <config.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/child.h"
#include "cli/fail.h"

pid_t child_start(const char *where)
{
    const pid_t parent = getpid(), child = fork();

    if (child < 0)
        fail(EXIT_RUN, where, "%s", strerror(errno));
    if (child > 0)
        return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    if (getppid() != parent)
        exit(EXIT_RUN);
    return 0;
}

int child_end(pid_t child, const char *where, const char *library)
{
    int status;

    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            fail(EXIT_RUN, where, "%s", strerror(errno));
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    const int number = WTERMSIG(status);
    if (number == SIGSEGV || number == SIGBUS || number == SIGABRT || number == SIGFPE ||
        number == SIGILL)
        fail(EXIT_RUN, where, "%s: the file is damaged: the library crashed, %s", library,
             strsignal(number));
    signal(number, SIG_DFL);
    raise(number); /* as if this process had received it */
    return EXIT_RUN;
}
