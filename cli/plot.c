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
    AXIS_CELLS = 30, /* of a panel, */
    AXIS_LINES = 16, /* and from its bottom to its top */
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

struct plot *plot_open(const char *path, size_t panels, const char *noun, const char *hint)
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
        fail(EXIT_USAGE, "--plot", "%zu %s are more than the %d that a picture holds%s", panels,
             noun, MOST_PANELS, hint);
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
char *plot_quoted(const char *text, size_t cells)
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
    bool upright; /* the labels are one above another */
    size_t cells; /* of the axis: characters, or lines */
    size_t behind;
    bool any;
};

static void put_tick(struct tics *tics, char *label, double at, double share)
{
    const size_t length = tics->upright ? 1 : strlen(label) + 1;
    size_t from;
    if (share < 0 ||
        label_fits(share * (double)tics->cells, length, tics->cells, &from, &tics->behind)) {
        fprintf(tics->file, "%s%s %.17g", tics->any ? ", " : "", plot_quoted(label, TICK_CELLS),
                at);
        tics->any = true;
    }
    free(label);
}

static void put_density_axis(struct tics *tics, char axis, const struct description *description)
{
    const struct bins *bins = &description->bins;
    const size_t room = tics->upright ? 3 : bins->log ? 7 : 5; /* cells of a label */
    const struct ticks ticks = ticks_of(description, tics->cells / room);
    const double from = on_axis(bins, bins->border[0]),
                 to = on_axis(bins, bins->border[bins->count]);

    fprintf(tics->file, "%sset logscale %c\nset %crange [%.17g:%.17g]\nset %ctics norotate (",
            bins->log ? "" : "un", axis, axis, bins->border[0], bins->border[bins->count], axis);
    for (size_t i = 0; i < ticks.count; i++)
        put_tick(tics, xasprintf("%.*g", ticks.digits, ticks.at[i]), ticks.at[i],
                 (on_axis(bins, ticks.at[i]) - from) / (to - from));
}

static void put_value_axis(struct tics *tics, char axis, const struct description *description)
{
    const struct bins *bins = &description->bins;
    const double count = (double)bins->count;
    size_t letters = 0;

    for (size_t i = 0; i < bins->count && bins->form == BARS && !tics->upright; i++)
        letters += strlen(bins_name(description, i)) + 1;
    fprintf(tics->file, "unset logscale %c\nset %crange [-0.5:%g]\nset %ctics %s (", axis, axis,
            count - 0.5, axis, letters > tics->cells ? "rotate by 30 right" : "norotate");
    for (size_t i = 0; i < bins->count; i++)
        if (bins->form == BARS)
            put_tick(tics, bins_name(description, i), (double)i, -1);
        else if (tics->upright || each_labelled(bins, i, (double)tics->cells / count))
            put_tick(tics, readable_number(bins->value[i]), (double)i, ((double)i + 0.5) / count);
}

void plot_axis(struct plot *plot, char axis, const struct description *description)
{
    const bool upright = axis == 'y';
    struct tics tics = {
        .file = plot->script, .upright = upright, .cells = upright ? AXIS_LINES : AXIS_CELLS};

    if (description->bins.form == DENSITY)
        put_density_axis(&tics, axis, description);
    else
        put_value_axis(&tics, axis, description);
    fprintf(plot->script, ")\n");
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

static void put_panel(struct plot *plot, const struct description *description)
{
    FILE *const script = plot->script;
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
            plot_quoted(description->column->name, NAME_CELLS), facts.fact[0], facts.fact[1], unit);
    fprintf(script, "set yrange [0:%.17g]\nset ytics %.17g\n", top, round_step(top / 5));
    plot_axis(plot, 'x', description);
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

void plot_begin(struct plot *plot, size_t beside, size_t below, int x, int y,
                const struct facts *whole, const char *head)
{
    const size_t across = (beside < 2 ? 2 : beside) * (size_t)x, down = below * (size_t)y + HEAD;
    char *title = xasprintf("%s", head);

    signal(SIGPIPE, SIG_IGN); /* if gnuplot ends early, plot_end says so */
    for (size_t i = 0; i < FACTS && whole->fact[i]; i++)
        title = xasprintf("%s%s%s", title, i ? ", " : ":  ", whole->fact[i]);
    fprintf(plot->script,
            "set terminal pngcairo noenhanced font 'Sans,9' size %zu,%zu\n"
            "set multiplot layout %zu,%zu title %s font 'Sans,11' noenhanced\n"
            "set label 1 at graph 0, graph 1 offset 0, character 1.9 left font 'Sans:Bold,9'\n"
            "set label 2 at graph 0, graph 1 offset 0, character 0.8 left font 'Sans,8' textcolor "
            "rgb '#666666'\n"
            "set label 3 at graph 1, graph 1 offset 0, character 0.8 right font 'Sans,8' textcolor "
            "rgb '#666666'\n"
            "set linetype 1 linecolor rgb '#9ebcda'\n"
            "set linetype 2 linecolor rgb '#c2410c'\n"
            "set tics nomirror scale 0.5 textcolor rgb '#333333'\n"
            "unset key\n",
            across, down, below, beside, plot_quoted(title, across / 8));
}

static void put_script(struct plot *plot, const struct description *description, size_t columns,
                       const struct facts *whole, const char *head)
{
    size_t beside = 1;
    while (beside * beside < columns)
        beside++;
    const size_t rows = (columns + beside - 1) / beside;

    plot_begin(plot, beside, rows, PANEL_X, rows < 2 ? 2 * PANEL_Y : PANEL_Y, whole, head);
    fprintf(plot->script, "set border 1 linecolor rgb '#999999'\n"
                          "set boxwidth 0.8\n"
                          "set style fill solid noborder\n"
                          "set ytics scale 0\n"
                          "set grid ytics linetype 1 linecolor rgb '#e4e4e4' linewidth 1\n"
                          "set tmargin 4\nset rmargin 3\nset lmargin 6\n");
    for (size_t c = 0; c < columns; c++)
        put_panel(plot, &description[c]);
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

FILE *plot_script(const struct plot *plot) { return plot->script; }

void plot_end(struct plot *plot)
{
    char line[256] = "it drew nothing";
    size_t length;
    int status;

    fprintf(plot->script, "unset multiplot\n");
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

void plot_close(struct plot *plot, const struct description *description, size_t columns,
                const struct facts *whole, const char *head)
{
    put_script(plot, description, columns, whole, head);
    plot_end(plot);
}
