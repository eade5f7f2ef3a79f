/* The line shows the share done, a bar, the rate and the time left. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/fail.h"
#include "cli/output.h"
#include "cli/progress.h"

static struct {
    bool wanted;
    volatile bool drawn;
    double total;       /* samples */
    double start, next; /* times in seconds: of the beginning, and of the next line */
} state;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int terminal_width(int descriptor)
{
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return columns && atoi(columns) > 0 ? atoi(columns) : 80;
}

void progress_start(const struct options *options)
{
    const bool endless = options->whole || options->count >> 63; /* bits -n all */
    const bool fitting = isatty(STDERR_FILENO) && !output_on_terminal() && !endless;
    fail_after(progress_end);
    state.wanted = options->progress ? options->progress > 0 : fitting;
    state.total = options_count(options);
    state.start = seconds();
    state.next = state.start + (options->progress > 0 ? 0 : 1);
}

/* A number in at most 5 characters, as 12.3M. */
static const char *short_number(double value, char out[16])
{
    const char *unit = " kMGTPE";
    while (value >= 999.5 && unit[1])
        value /= 1000, unit++;
    snprintf(out, 16, "%.*f%.*s",
             value < 9.95   ? 2
             : value < 99.5 ? 1
                            : 0,
             value, *unit != ' ', unit);
    return out;
}

static const char *duration(double left, char out[32])
{
    if (left < 3600)
        snprintf(out, 32, "%d:%02d", (int)left / 60, (int)left % 60);
    else if (left < 360000)
        snprintf(out, 32, "%d:%02d:%02d", (int)left / 3600, (int)left / 60 % 60, (int)left % 60);
    else
        snprintf(out, 32, "%.3g days", left / 86400);
    return out;
}

static void draw(double done)
{
    char line[1024], number[16], time[32], tail[80];
    double now;

    if (!state.wanted || (now = seconds()) < state.next)
        return;
    const double share = done / state.total, rate = done / (now - state.start);
    const int width = terminal_width(STDERR_FILENO) - 1; /* the last place would wrap */
    const int after = snprintf(tail, sizeof tail, "%s/s, %s left", short_number(rate, number),
                               duration((state.total - done) / rate, time));
    const int room = width - 8 - after,
              bar = room > 1000 - (int)sizeof tail ? 1000 - (int)sizeof tail : room;
    int length = snprintf(line, sizeof line, "\r%3d%% ", (int)(100 * share));
    if (bar > 3) {
        line[length++] = '[';
        memset(line + length, ' ', (size_t)bar);
        memset(line + length, '#', (size_t)(share * bar));
        length += bar;
        line[length++] = ']';
        line[length++] = ' ';
    }
    memcpy(line + length, tail, (size_t)after);
    length += after;
    if (length > width + 1)
        length = width + 1;
    state.drawn = true;
    state.next = now + 0.1;
    dprintf(STDERR_FILENO, "%.*s\033[K", length, line);
}

/* A thread that fails keeps the lock, so that nothing is drawn behind its message. */
void progress_at(double done)
{
    flockfile(stderr);
    draw(done);
    funlockfile(stderr);
}

/* Safe in a signal handler. */
void progress_end(void)
{
    static const char erase[] = "\r\033[K";
    if (state.drawn && write(STDERR_FILENO, erase, sizeof erase - 1) < 0)
        return; /* nobody sees the line */
    state.drawn = state.wanted = false;
}
