/* Output files are whole or untouched: a temporary file in the same folder is written, and renamed
 * when all of it is on the disk.
 * A device, a pipe and the file of a descriptor that is already open are written to directly. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "cli/fail.h"
#include "cli/output.h"

_Static_assert(sizeof(off_t) == 8, "files may be larger than 2 GiB");

static const char *name = "standard output"; /* for messages */
static bool on_terminal;
static char *target;             /* the file meant, links followed; NULL: written to directly */
static char *volatile temporary; /* the file that is written instead of it; NULL: it has no name
                                    yet, so that a kill leaves nothing of it */

static _Noreturn void fail_by_errno(void) { fail(EXIT_RUN, name, "%s", strerror(errno)); }

static void discard(void)
{
    if (temporary)
        unlink(temporary);
    temporary = NULL;
}

static void on_signal(int number)
{
    fail_undo();
    signal(number, SIG_DFL);
    raise(number);
}

/* The signals by which others end a process. */
static void catch_signals(void)
{
    static const int signals[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,   SIGPIPE, SIGALRM,
                                  SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF, SIGPOLL};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (signal(signals[i], on_signal) == SIG_IGN)
            signal(signals[i], SIG_IGN);
}

/* ---- what a path means ---- */

/* A path's folder, with its slash; empty for a path without a folder. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return xasprintf("%.*s", slash ? (int)(slash - path + 1) : 0, path);
}

static const char *or_here(const char *folder) { return *folder ? folder : "."; }

/* What a path means: the number of a descriptor of this process, which is at least 0, or one of
 * these. */
enum {
    MEANS_PATH = -1,   /* the file of this path, which may not exist */
    MEANS_FOREIGN = -2 /* what a link in /proc leads to, such as another process's descriptor */
};
enum { PROC_SYSTEM = 0x9fa0 }; /* PROC_SUPER_MAGIC of linux/magic.h */

/* The descriptor of this process that an entry of a folder stands for, as in /proc/self/fd. */
static int descriptor_of(int folder, const char *entry)
{
    static const char *const own[] = {"/proc/self/fd", "/proc/thread-self/fd"};
    struct stat its, status;
    char *end;
    const long number = strtol(entry, &end, 10);

    if (!isdigit((unsigned char)*entry) || *end || fstat(folder, &its) != 0)
        return MEANS_PATH;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (stat(own[i], &status) == 0 && status.st_dev == its.st_dev &&
            status.st_ino == its.st_ino)
            return number < INT_MAX ? (int)number : INT_MAX;
    return MEANS_PATH;
}

/* In a folder where everybody may make files, a link may be a trap. As Linux does under
 * fs.protected_symlinks, only the caller's own links and those of the folder's owner are followed
 * there. */
static void refuse_trap(int folder, int link)
{
    struct stat its, status;
    if (fstat(folder, &its) != 0 || fstat(link, &status) != 0)
        fail_by_errno();
    const bool everybodys = (its.st_mode & S_ISVTX) && (its.st_mode & S_IWOTH);
    if (everybodys && status.st_uid != geteuid() && status.st_uid != its.st_uid)
        fail(EXIT_RUN, name, "another user's link in a folder that is open to all is not followed");
}

/* Follows a chain of links to the target, whether there is a file or not; returns what it means.
 * The links are read one by one, so that a descriptor is seen before what it has open. */
static int follow(const char *path)
{
    target = xasprintf("%s", path);
    for (int links = 0; links < 40; links++) {
        char *folder = folder_of(target), next[PATH_MAX];
        const char *last = target + strlen(folder);
        struct statfs system;

        const int where = open(or_here(folder), O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (where < 0)
            fail_by_errno();
        int meaning = descriptor_of(where, last);
        const int link = openat(where, last, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        const ssize_t length = link < 0 ? -1 : readlinkat(link, "", next, sizeof next - 1);
        const bool no_link = errno == ENOENT || errno == EINVAL;
        if (link >= 0 && length < 0 && !no_link)
            fail_by_errno();
        const bool ends = meaning >= 0 || length < 0;
        if (!ends && fstatfs(link, &system) == 0 && system.f_type == PROC_SYSTEM)
            meaning = MEANS_FOREIGN;
        else if (!ends)
            refuse_trap(where, link);
        close(where);
        if (link >= 0)
            close(link);
        if (ends || meaning == MEANS_FOREIGN) {
            free(folder);
            return meaning;
        }
        next[length] = 0;
        free(target);
        target = *next == '/' ? xasprintf("%s", next) : xasprintf("%s%s", folder, next);
        free(folder);
    }
    errno = ELOOP;
    fail_by_errno();
}

/* ---- the temporary file ---- */

/* Gives a name in the target's folder to the open file, or, where nameless is -1, to a new one. */
static int name_temporary(int nameless, mode_t mode)
{
    char *folder = folder_of(target), *own = xasprintf("/proc/self/fd/%d", nameless);
    sigset_t all, before;
    int result = -1;

    /* no signal between making the file and keeping its name, which is needed to remove it */
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    for (unsigned number = 0; !temporary; number++) {
        char *path = xasprintf("%s.hyspace.%ld.%u", folder, (long)getpid(), number);
        result = nameless < 0 ? open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode)
                              : linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
        if (result >= 0)
            temporary = path;
        else if (errno != EEXIST)
            fail_by_errno();
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(own);
    free(folder);
    return result;
}

/* Opens a file without a name in the target's folder, so that a kill leaves nothing of it; a file
 * with a name if the file system has no others. */
static int open_temporary(mode_t mode)
{
    char *folder = folder_of(target);
    int descriptor = open(or_here(folder), O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
    char *own = xasprintf("/proc/self/fd/%d", descriptor); /* what name_temporary needs */
    if (descriptor >= 0 && access(own, F_OK) != 0) {
        close(descriptor);
        descriptor = -1;
    }
    free(own);
    free(folder);
    return descriptor < 0 ? name_temporary(-1, mode) : descriptor;
}

/* ---- owner, mode, ACL ---- */

/* The length of a file's attribute, from the result of a system call; 0 without one. */
static size_t length_of(ssize_t length)
{
    if (length < 0 && errno != ENODATA && errno != EOPNOTSUPP)
        fail_by_errno();
    return length < 0 ? 0 : (size_t)length;
}

/* Gives the mode that creat gives: by the folder's default ACL if there is one, else by the umask.
 * On some file systems Linux before 6.0 does not apply it to a file without a name. */
static void set_new_mode(int descriptor)
{
    char *folder = folder_of(target);
    const size_t acl = length_of(getxattr(or_here(folder), "system.posix_acl_default", NULL, 0));
    const mode_t mask = umask(0);

    umask(mask);
    if (acl == 0 && fchmod(descriptor, 0666 & ~mask) != 0)
        fail_by_errno();
    free(folder);
}

/* Gives the file to an owner or a group, if the caller and the file system can do so. */
static void give_to(int descriptor, uid_t owner, gid_t group)
{
    static const int cannot[] = {EPERM, EOPNOTSUPP, ENOSYS, EINVAL /* unknown in this namespace */};
    if (fchown(descriptor, owner, group) == 0)
        return;
    for (size_t i = 0; i < sizeof cannot / sizeof *cannot; i++)
        if (errno == cannot[i])
            return;
    fail_by_errno();
}

/* Gives the new file the owner, group, permissions and ACL of the old one, as far as the caller
 * may. Set-user-ID, set-group-ID and sticky bits are never given.
 *
 * If the owner cannot be kept, the caller becomes the owner. If the group cannot be kept, members
 * of the old group are now among the others, as members of the new group were before: both get only
 * what both had. If an ACL cannot be kept, only the owner has access, since the mode does not show
 * whom the ACL refused. */
static void keep_access(int descriptor, const struct stat *old)
{
    static const char acl_name[] = "system.posix_acl_access";
    static char acl[1 << 16]; /* no attribute is longer in Linux */
    mode_t mode = old->st_mode & 0777;
    struct stat status;

    const size_t bytes = length_of(getxattr(target, acl_name, acl, sizeof acl));
    if (fstat(descriptor, &status) != 0)
        fail_by_errno();
    if (status.st_gid != old->st_gid)
        give_to(descriptor, (uid_t)-1, old->st_gid);
    if (status.st_uid != old->st_uid)
        give_to(descriptor, old->st_uid, (gid_t)-1);
    if (fstat(descriptor, &status) != 0)
        fail_by_errno();
    const bool group_kept = status.st_gid == old->st_gid;
    if (!group_kept) {
        const mode_t both = bytes > 0 ? 0 : mode >> 3 & mode & 07;
        mode = (mode & 0700) | both << 3 | both;
    }
    /* the ACL that the folder gave to the file */
    const size_t given = length_of(fgetxattr(descriptor, acl_name, NULL, 0));
    if (group_kept && bytes > 0 ? fsetxattr(descriptor, acl_name, acl, bytes, 0) != 0
                                : given > 0 && fremovexattr(descriptor, acl_name) != 0)
        fail_by_errno();
    if (fchmod(descriptor, mode) != 0)
        fail_by_errno();
}

/* ---- opening and closing ---- */

/* Opens a descriptor that is open already. Writes begin at its position, or at the file's end if it
 * appends. */
static FILE *open_again(int number)
{
    const int flags = fcntl(number, F_GETFL);

    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY)
        fail(EXIT_RUN, name, "not open for writing");
    on_terminal = isatty(number);
    if (number == STDOUT_FILENO)
        return stdout;
    const int descriptor = fcntl(number, F_DUPFD_CLOEXEC, 0);
    return descriptor < 0 ? NULL : fdopen(descriptor, "w");
}

/* Opens a device or a pipe. A link that is found now was made after the target was looked at. */
static FILE *open_directly(bool foreign)
{
    const int descriptor = open(target, O_WRONLY | O_CLOEXEC | (foreign ? 0 : O_NOFOLLOW));

    free(target);
    target = NULL;
    if (descriptor < 0)
        return NULL;
    on_terminal = isatty(descriptor);
    return fdopen(descriptor, "w");
}

/* Opens a file that becomes the target when it is whole. old is the target as it is now; NULL:
 * there is no such file. */
static FILE *open_whole(const struct stat *old)
{
    if (old && access(target, W_OK) != 0)
        return NULL;
    fail_after(discard);
    catch_signals();
    const int descriptor = open_temporary(old ? 0600 : 0666);
    if (old)
        keep_access(descriptor, old);
    else
        set_new_mode(descriptor);
    return fdopen(descriptor, "w");
}

static FILE *open_output(const char *path, bool regular)
{
    struct stat status;
    FILE *file;

    if (!path || !strcmp(path, "-"))
        return open_again(STDOUT_FILENO);
    if (!*path)
        fail(EXIT_USAGE, "--output", "the name of a file is empty");
    name = path;
    const int meaning = follow(path);
    const bool foreign = meaning == MEANS_FOREIGN;
    const bool there = (foreign ? stat : lstat)(target, &status) == 0;
    if (!there && errno != ENOENT)
        fail_by_errno();
    const bool direct = there && !S_ISREG(status.st_mode);
    if (regular && (meaning >= 0 || direct))
        fail(EXIT_USAGE, path,
             "hdf5 needs a new or regular file: it is not written from the beginning to the end");
    if (foreign && !direct)
        fail(EXIT_USAGE, path, "a file that another process has open is not replaced by this name");
    if (meaning >= 0) {
        free(target);
        target = NULL;
        file = open_again(meaning);
    } else
        file = direct ? open_directly(foreign) : open_whole(there ? &status : NULL);
    if (!file)
        fail_by_errno();
    return file;
}

FILE *output_open(const char *path) { return open_output(path, false); }

FILE *output_open_regular(const char *path) { return open_output(path, true); }

void output_write_at(FILE *file, const void *bytes, size_t n, uint64_t offset)
{
    for (ssize_t written; n > 0;
         n -= (size_t)written, offset += (size_t)written, bytes = (const char *)bytes + written) {
        written = pwrite(fileno(file), bytes, n, (off_t)offset);
        if (written < 0)
            fail_by_errno();
    }
}

void output_read_at(FILE *file, void *bytes, size_t n, uint64_t offset)
{
    for (ssize_t found; n > 0;
         n -= (size_t)found, offset += (size_t)found, bytes = (char *)bytes + found) {
        found = pread(fileno(file), bytes, n, (off_t)offset);
        if (found < 0)
            fail_by_errno();
        if (found == 0) {
            memset(bytes, 0, n);
            return;
        }
    }
}

void output_resize(FILE *file, uint64_t size)
{
    if (ftruncate(fileno(file), (off_t)size) != 0)
        fail_by_errno();
}

bool output_on_terminal(void) { return on_terminal; }

void output_check(FILE *file)
{
    if (ferror(file))
        fail_by_errno();
}

void output_close(FILE *file)
{
    errno = 0;
    if (fflush(file) != 0 || ferror(file) || (target && fsync(fileno(file)) != 0))
        fail(EXIT_RUN, name, "%s", strerror(errno ? errno : EIO));
    if (target && !temporary)
        name_temporary(fileno(file), 0);
    if (fclose(file) != 0 || (target && rename(temporary, target) != 0))
        fail_by_errno();
    temporary = NULL;
}
