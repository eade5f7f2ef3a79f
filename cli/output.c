/* Output files are whole or untouched: written beside, and renamed when all is on the disk. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

_Static_assert(sizeof(off_t) == 8, "files may be larger than 2 GiB");

static const char *name = "standard output"; /* for messages */
static bool on_terminal;
static char *target;          /* the file meant, links followed; NULL: written to directly */
static char *volatile beside; /* the file that is written instead of it; NULL: it has no name yet, so that nothing is left of it */

void output_discard(void)
{
    if (beside)
        unlink(beside);
    beside = NULL;
}

static void on_signal(int number)
{
    progress_end();
    output_discard();
    signal(number, SIG_DFL);
    raise(number);
}

/* The path that a chain of links ends at, whether there is a file or not. */
static char *follow(const char *path)
{
    char *at = text_of("%s", path);
    for (int links = 0; links < 40; links++) {
        char link[PATH_MAX];
        const ssize_t length = readlink(at, link, sizeof link - 1);
        if (length < 0)
            return at;
        link[length] = 0;
        char *slash = strrchr(at, '/');
        char *next = *link == '/' || !slash ? text_of("%s", link) : text_of("%.*s%s", (int)(slash - at + 1), at, link);
        free(at);
        at = next;
    }
    errno = ELOOP;
    fail(EXIT_RUN, path, "%s", strerror(errno));
}

/* The target's folder, with its slash. */
static char *folder_of_target(void)
{
    const char *slash = strrchr(target, '/');
    return text_of("%.*s", slash ? (int)(slash - target + 1) : 0, target);
}

/* A file without a name in the target's folder, which a kill leaves nothing of; where the file system has none, a named one. */
static int open_beside(void)
{
    char *folder = folder_of_target();
    int descriptor = open(*folder ? folder : ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    char *own = text_of("/proc/self/fd/%d", descriptor); /* what link_beside needs */
    if (descriptor >= 0 && access(own, F_OK) != 0) {
        close(descriptor);
        descriptor = -1;
    }
    if (descriptor < 0) {
        char *template = text_of("%s.hyspace.XXXXXX", folder);
        sigset_t all, before; /* a file with a name is known to who removes it */
        sigfillset(&all);
        sigprocmask(SIG_BLOCK, &all, &before);
        descriptor = mkstemp(template);
        if (descriptor >= 0)
            beside = template;
        sigprocmask(SIG_SETMASK, &before, NULL);
    }
    free(own);
    free(folder);
    return descriptor;
}

/* Gives the file its name, beside the target. */
static void link_beside(int descriptor)
{
    char *folder = folder_of_target(), *own = text_of("/proc/self/fd/%d", descriptor);
    sigset_t all, before;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    for (unsigned number = 0; !beside; number++) {
        char *path = text_of("%s.hyspace.%ld.%u", folder, (long)getpid(), number);
        if (linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0)
            beside = path;
        else if (errno != EEXIST)
            fail(EXIT_RUN, name, "%s", strerror(errno));
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(own);
    free(folder);
}

static FILE *open_output(const char *path, bool regular)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    struct stat status;
    FILE *file;
    int descriptor;

    if (!path || !strcmp(path, "-")) {
        on_terminal = isatty(STDOUT_FILENO);
        return stdout;
    }
    name = path;
    const bool there = stat(path, &status) == 0;
    if (there && !S_ISREG(status.st_mode)) {
        if (regular)
            fail(EXIT_USAGE, path, "hdf5 needs a new or regular file: it is not written from the beginning to the end");
        descriptor = open(path, O_WRONLY);
    } else {
        if (there && access(path, W_OK) != 0)
            fail(EXIT_RUN, path, "%s", strerror(errno));
        target = follow(path);
        for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
            if (signal(signals[i], on_signal) == SIG_IGN)
                signal(signals[i], SIG_IGN);
        descriptor = open_beside();
        const mode_t mask = umask(0);
        umask(mask);
        if (descriptor >= 0 && fchmod(descriptor, there ? status.st_mode & 07777 : 0666 & ~mask) != 0)
            fail(EXIT_RUN, path, "%s", strerror(errno));
    }
    if (descriptor < 0 || !(file = fdopen(descriptor, "w")))
        fail(EXIT_RUN, path, "%s", strerror(errno));
    return file;
}

FILE *output_open(const char *path)
{
    return open_output(path, false);
}

FILE *output_open_regular(const char *path)
{
    return open_output(path, true);
}

void output_write_at(FILE *file, const void *bytes, size_t n, uint64_t offset)
{
    for (ssize_t written; n > 0; n -= (size_t)written, offset += (size_t)written, bytes = (const char *)bytes + written) {
        written = pwrite(fileno(file), bytes, n, (off_t)offset);
        if (written < 0)
            fail(EXIT_RUN, name, "%s", strerror(errno));
    }
}

void output_read_at(FILE *file, void *bytes, size_t n, uint64_t offset)
{
    for (ssize_t found; n > 0; n -= (size_t)found, offset += (size_t)found, bytes = (char *)bytes + found) {
        found = pread(fileno(file), bytes, n, (off_t)offset);
        if (found < 0)
            fail(EXIT_RUN, name, "%s", strerror(errno));
        if (found == 0) {
            memset(bytes, 0, n);
            return;
        }
    }
}

void output_resize(FILE *file, uint64_t size)
{
    if (ftruncate(fileno(file), (off_t)size) != 0)
        fail(EXIT_RUN, name, "%s", strerror(errno));
}

bool output_on_terminal(void)
{
    return on_terminal;
}

void output_check(FILE *file)
{
    if (ferror(file))
        fail(EXIT_RUN, name, "%s", strerror(errno));
}

void output_close(FILE *file)
{
    errno = 0;
    if (fflush(file) != 0 || ferror(file) || (target && fsync(fileno(file)) != 0))
        fail(EXIT_RUN, name, "%s", strerror(errno ? errno : EIO));
    if (target && !beside)
        link_beside(fileno(file));
    if (fclose(file) != 0 || (target && rename(beside, target) != 0))
        fail(EXIT_RUN, name, "%s", strerror(errno));
    beside = NULL;
}
