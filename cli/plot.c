/* describe --plot: gnuplot draws a panel for each column. It is started before anything is computed
 * and reads its script from a pipe; its picture is checked before it becomes the output. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/axis.h"
#include "cli/cells.h"
#include "cli/fail.h"
#include "cli/numbers.h"
#include "cli/output.h"
#include "cli/plot.h"
#include "cli/text.h"

enum {
    PANEL_X = 300,
    PANEL_Y = 215,
    HEAD = 40, /* pixels */
    NAME_CELLS = 32,
    TICK_CELLS = 16,
    AXIS_CELLS = 30, /* of a panel */
    LINE_POINTS = 257,
    MOST_PANELS = 400
};

struct plot {
    FILE *script, *picture, *errors, *output;
    pid_t gnuplot;
};

extern char **environ;

static FILE *temporary(void)
{
    FILE *file = tmpfile();
    if (!file)
        fail(EXIT_RUN, "temporary file", "%s", strerror(errno));
    return file;
}

struct plot *plot_open(const char *path, size_t panels)
{
    static char *const command[] = {(char *)(uintptr_t) "gnuplot",
                                    (char *)(uintptr_t) "--default-settings", NULL};
    const char *ending = strrchr(path, '.');
    struct plot *plot = xreallocarray(NULL, 1, sizeof *plot);
    posix_spawn_file_actions_t actions;
    int pipe_ends[2];

    if (!ending || strcmp(ending, ".png") != 0)
        fail(EXIT_USAGE, "--plot", "expected a name that ends in .png, found \"%s\"", path);
    if (panels > MOST_PANELS)
        fail(EXIT_USAGE, "--plot",
             "%zu columns are more than the %d that a picture holds; --columns chooses some",
             panels, MOST_PANELS);
    plot->output = output_open(path);
    plot->picture = temporary();
    plot->errors = temporary();
    if (pipe2(pipe_ends, O_CLOEXEC) != 0 || !(plot->script = fdopen(pipe_ends[1], "w")))
        fail(EXIT_RUN, "gnuplot", "%s", strerror(errno));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(plot->picture), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(plot->errors), STDERR_FILENO);
    const int error = posix_spawnp(&plot->gnuplot, *command, &actions, NULL, command, environ);
    if (error == ENOENT)
        fail(EXIT_RUN, "gnuplot", "not found: --plot needs it (package gnuplot-nox)");
    if (error)
        fail(EXIT_RUN, "gnuplot", "%s", strerror(error));
    posix_spawn_file_actions_destroy(&actions);
    close(pipe_ends[0]);
    return plot;
}

/* ---- the script ---- */

/* A string of gnuplot in single quotes, which may hold anything except control characters. */
static char *quoted(const char *text, size_t cells)
{
    struct text out = {0};
    char *shown = printable_name(text, cells, false);
    text_add(&out, "'", 1);
    for (const char *at = shown; *at; at++)
        text_add(&out, *at == '\'' ? "''" : at, *at == '\'' ? 2 : 1);
    text_add(&out, "'", 2); /* with its zero */
    free(shown);
    return out.data;
}

/* The list of "set xtics (...". A tick needs room for its label. */
struct tics {
    FILE *file;
    size_t behind;
    bool any;
};

static void put_tick(struct tics *tics, char *label, double at, double share)
{
    size_t from;
    if (share < 0 ||
        label_fits(share * AXIS_CELLS, strlen(label) + 1, AXIS_CELLS, &from, &tics->behind)) {
        fprintf(tics->file, "%s%s %.17g", tics->any ? ", " : "", quoted(label, TICK_CELLS), at);
        tics->any = true;
    }
    free(label);
}

static void put_x_axis(FILE *script, const struct description *description)
{
    const struct bins *bins = &description->bins;
    struct tics tics = {.file = script};
    size_t letters = 0;

    if (bins->form == DENSITY) {
        const struct ticks ticks =
            ticks_of(description, bins->log ? AXIS_CELLS / 7 : AXIS_CELLS / 5);
        const double from = on_axis(bins, bins->border[0]),
                     to = on_axis(bins, bins->border[bins->count]);
        fprintf(script, "%sset logscale x\nset xrange [%.17g:%.17g]\nset xtics norotate (",
                bins->log ? "" : "un", bins->border[0], bins->border[bins->count]);
        for (size_t i = 0; i < ticks.count; i++)
            put_tick(&tics, xasprintf("%.*g", ticks.digits, ticks.at[i]), ticks.at[i],
                     (on_axis(bins, ticks.at[i]) - from) / (to - from));
    } else {
        const double count = (double)bins->count;
        for (size_t i = 0; i < bins->count && bins->form == BARS; i++)
            letters += strlen(bins_name(description, i)) + 1;
        fprintf(script, "unset logscale x\nset xrange [-0.5:%g]\nset xtics %s (", count - 0.5,
                letters > AXIS_CELLS ? "rotate by 30 right" : "norotate");
        for (size_t i = 0; i < bins->count; i++)
            if (bins->form == BARS)
                put_tick(&tics, bins_name(description, i), (double)i, -1);
            else if (each_labelled(bins, i, AXIS_CELLS / count))
                put_tick(&tics, readable_number(bins->value[i]), (double)i,
                         ((double)i + 0.5) / count);
    }
    fprintf(script, ")\n");
}

/* The law itself, over the samples: the density of a continuous column as a line, the masses of a
 * finite one as points in the middle of its bins. */
struct law {
    size_t points;
    bool line;
    double x[LINE_POINTS], y[LINE_POINTS];
};

static void add_point(struct law *law, double x, double y)
{
    if (!isfinite(y))
        return;
    law->x[law->points] = x;
    law->y[law->points++] = y;
}

/* Heights are in the units of the axis, which samples have where they are multiplied by `scale` and
 * divided by their number. */
static struct law law_of(const struct description *description, double scale)
{
    const struct bins *bins = &description->bins;
    const double from = bins->form == DENSITY ? on_axis(bins, bins->border[0]) : 0,
                 to = bins->form == DENSITY ? on_axis(bins, bins->border[bins->count]) : 0;
    struct law law = {.line = !is_finite(description)};

    for (size_t i = 0; law.line && i < LINE_POINTS; i++) {
        const double share = (double)i / (LINE_POINTS - 1);
        const double at = from * (1 - share) + to * share;
        const double x = i == 0                ? bins->border[0]
                         : i < LINE_POINTS - 1 ? (bins->log ? exp2(at) : at)
                                               : bins->border[bins->count];
        double density;
        if (hys_pdf_f64(description->column->space, &x, 1, &density, NULL) == HYS_OK)
            add_point(&law, x, density * (bins->log ? x * log(2) : 1) * scale);
    }
    for (size_t i = 0; !law.line && i < bins->count; i++) {
        const double mass = bins_mass(description, i) * scale;
        if (bins->form != DENSITY) {
            add_point(&law, (double)i, mass);
        } else {
            const double middle =
                on_axis(bins, bins->border[i]) / 2 + on_axis(bins, bins->border[i + 1]) / 2;
            add_point(&law, bins->log ? exp2(middle) : middle, mass / bins_length(bins, i));
        }
    }
    return law;
}

static void put_panel(FILE *script, const struct description *description)
{
    const struct bins *bins = &description->bins;
    const struct facts facts = facts_of(description, false);
    const bool density = bins->form == DENSITY;
    const char *unit = !density ? "%" : bins->log ? "% a decade" : "density";
    double most = 0;

    for (size_t i = 0; i < bins->count; i++)
        most = fmax(most, bins_height(bins, i));
    const double total = bins_total(bins);
    const double whole = !density    ? 100
                         : bins->log ? 100 * log2(10)
                                     : 1,
                 scale = total == 0 ? 1 : whole / total;
    const struct law law = law_of(description, whole);
    /* the peak of a density may be far above every bin, and is cut */
    const double limit = most > 0 ? 1.5 * most * scale : INFINITY;
    double highest = most * scale;
    for (size_t i = 0; i < law.points; i++)
        highest = fmax(highest, fmin(law.y[i], limit));
    const double top = highest > 0 ? highest * 1.1 : 1;
    fprintf(script, "set label 1 %s\nset label 2 '%s, %s'\nset label 3 '%s'\n",
            quoted(description->column->name, NAME_CELLS), facts.fact[0], facts.fact[1], unit);
    fprintf(script, "set yrange [0:%.17g]\nset ytics %.17g\n", top, round_step(top / 5));
    put_x_axis(script, description);
    fprintf(script, "plot '-' with %s%s\n", density ? "fillsteps" : "boxes",
            law.points == 0 ? ""
            : law.line      ? ", '-' with lines linetype 2 linewidth 1.5"
                            : ", '-' with points linetype 2 pointtype 7 pointsize 0.5");
    for (size_t i = 0; i < bins->count; i++)
        fprintf(script, "%.17g %.17g\n", density ? bins->border[i] : (double)i,
                bins_height(bins, i) * scale);
    if (density)
        fprintf(script, "%.17g %.17g\n", bins->border[bins->count],
                bins_height(bins, bins->count - 1) * scale);
    fprintf(script, "e\n");
    for (size_t i = 0; i < law.points; i++)
        fprintf(script, "%.17g %.17g\n", law.x[i], law.y[i]);
    fprintf(script, "%s", law.points ? "e\n" : "");
}

static void put_script(FILE *script, const struct description *description, size_t columns,
                       const struct facts *whole, const char *head)
{
    size_t beside = 1;
    while (beside * beside < columns)
        beside++;
    const size_t rows = (columns + beside - 1) / beside, across = beside < 2 ? 2 : beside,
                 down = rows < 2 ? 2 : rows;
    char *title = xasprintf("%s", head);

    for (size_t i = 0; i < FACTS && whole->fact[i]; i++)
        title = xasprintf("%s%s%s", title, i ? ", " : ":  ", whole->fact[i]);
    fprintf(script,
            "set terminal pngcairo noenhanced font 'Sans,9' size %zu,%zu\n"
            "set multiplot layout %zu,%zu title %s font 'Sans,11' noenhanced\n"
            "set label 1 at graph 0, graph 1 offset 0, character 1.9 left font 'Sans:Bold,9'\n"
            "set label 2 at graph 0, graph 1 offset 0, character 0.8 left font 'Sans,8' textcolor "
            "rgb '#666666'\n"
            "set label 3 at graph 1, graph 1 offset 0, character 0.8 right font 'Sans,8' textcolor "
            "rgb '#666666'\n"
            "set border 1 linecolor rgb '#999999'\n"
            "set boxwidth 0.8\n"
            "set style fill solid noborder\n"
            "set linetype 1 linecolor rgb '#9ebcda'\n"
            "set linetype 2 linecolor rgb '#c2410c'\n"
            "set tics nomirror scale 0.5 textcolor rgb '#333333'\n"
            "set ytics scale 0\n"
            "set grid ytics linetype 1 linecolor rgb '#e4e4e4' linewidth 1\n"
            "set tmargin 4\nset rmargin 3\nset lmargin 6\n"
            "unset key\n",
            across * PANEL_X, down * PANEL_Y + HEAD, rows, beside,
            quoted(title, across * PANEL_X / 8));
    for (size_t c = 0; c < columns; c++)
        put_panel(script, &description[c]);
    fprintf(script, "unset multiplot\n");
}

/* ---- the picture ---- */

static unsigned char *read_picture(FILE *file, size_t *length)
{
    const long end = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : 0;
    unsigned char *picture = xreallocarray(NULL, (size_t)(end < 0 ? 0 : end), 1);
    rewind(file);
    *length = fread(picture, 1, (size_t)(end < 0 ? 0 : end), file);
    fclose(file);
    return picture;
}

static bool is_whole(const unsigned char *picture, size_t length)
{
    static const unsigned char begin[] = "\x89PNG\r\n\x1a\n", end[] = "IEND\xae\x42\x60\x82";
    return length > 16 && !memcmp(picture, begin, 8) && !memcmp(picture + length - 8, end, 8);
}

void plot_close(struct plot *plot, const struct description *description, size_t columns,
                const struct facts *whole, const char *head)
{
    char line[256] = "it drew nothing";
    size_t length;
    int status;

    signal(SIGPIPE, SIG_IGN); /* if gnuplot ends early, the message is below */
    put_script(plot->script, description, columns, whole, head);
    fclose(plot->script);
    while (waitpid(plot->gnuplot, &status, 0) < 0 && errno == EINTR)
        ;
    unsigned char *picture = read_picture(plot->picture, &length);
    if (status != 0 || !is_whole(picture, length)) {
        rewind(plot->errors);
        while (fgets(line, sizeof line, plot->errors) && strspn(line, " \t\n^") == strlen(line))
            ;
        line[strcspn(line, "\n")] = 0;
        fail(EXIT_RUN, "gnuplot", "%s", line);
    }
    fwrite(picture, 1, length, plot->output);
    output_close(plot->output);
    fclose(plot->errors);
    free(picture);
    free(plot);
}
