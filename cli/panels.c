/* Each column has a panel of text. Panels stand side by side as far as the terminal has room. */
#include <config.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/axis.h"
#include "cli/cells.h"
#include "cli/fail.h"
#include "cli/numbers.h"
#include "cli/panels.h"
#include "cli/text.h"

enum {
    LEAST_WIDTH = 40,
    PANEL_WIDTH =
        58, /* the least width for panels side by side, and for statistics beside their axis */
    GUTTER = 4,
    STATISTICS = 6,
    STATISTIC_WIDTH = 21,
    SHARE_WIDTH = 8,
    HEIGHT = 4, /* lines of a histogram */
    LEAST_GAPPED = 3,
    MOST_EACH = 8,
    MARKS = 3,    /* heights of a mark within a character */
    MARK_EACH = 4 /* characters from mark to mark where bins have no gaps */
};

/* ---- letters ---- */

/* The characters of the drawing: levels of a column from the bottom, of a bar from the left. Marks
 * show where the law itself would end: in a column from the bottom, and in a bar. */
static const struct style {
    const char *column[9], *bar[9];
    size_t column_levels, bar_levels;
    const char *rule, *tick;
    const char *column_mark[MARKS], *bar_mark;
} styles[2] = {
    {{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
     {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
     8,
     8,
     "─",
     "┬",
     {"_", "─", "▔"},
     "│"},
    {{" ", ".", ":", "#"}, {" ", "#"}, 3, 1, "-", "+", {"_", "-", "\""}, "|"}, /* --ascii */
};

static void put(struct text *text, const char *letters)
{
    text_add(text, letters, strlen(letters));
}

static void put_times(struct text *text, const char *letters, size_t times)
{
    while (times--)
        put(text, letters);
}

static char *finished(struct text *text)
{
    text_add(text, "", 1);
    return text->data;
}

/* ---- panels ---- */

struct panel {
    char **line;
    size_t lines;
};

static void add_line(struct panel *panel, char *line)
{
    panel->line = xreallocarray(panel->line, panel->lines + 1, sizeof *panel->line);
    panel->line[panel->lines++] = line;
}

/* Adds the name and the facts: on one line, or with the facts below the name. */
static void add_heading(struct panel *panel, const char *name, const struct facts *facts,
                        size_t width, const struct style *style)
{
    char *shown = printable_name(name, width, style == &styles[1]), *line = xasprintf("%s", shown);
    size_t fits = 0;

    for (size_t i = 0; i < FACTS && facts->fact[i]; i++)
        fits += width_of(facts->fact[i]) + 2;
    const bool one = width_of(shown) + fits <= width;
    if (!one)
        add_line(panel, line);
    for (size_t i = 0; i < FACTS && facts->fact[i]; i++) {
        const char *fact = facts->fact[i];
        const bool last = i + 1 == FACTS || !facts->fact[i + 1];
        if (i == 0)
            line = xasprintf("%s  %s", one ? shown : "", fact);
        else if (width_of(line) + 2 + width_of(fact) + !last <= width)
            line = xasprintf("%s, %s", line, fact);
        else {
            add_line(panel, xasprintf("%s,", line));
            line = xasprintf("  %s", fact);
        }
    }
    if (one || fits)
        add_line(panel, line);
    free(shown);
}

/* The levels, of `full`, that show a height. A height above 0 has at least one. */
static size_t levels(double height, double most, size_t full)
{
    if (height <= 0) /* most may be 0, too */
        return 0;
    const double level = rint(height / most * (double)full);
    return level < 1 ? 1 : (size_t)level;
}

/* Character x of a bar or column that has so many levels. */
static const char *part_of(const char *const *character, size_t full, size_t level, size_t x)
{
    const size_t rest = level < x * full ? 0 : level - x * full;
    return character[rest < full ? rest : full];
}

/* The place of a mark among `places`; SIZE_MAX where the law is not known or gives nothing. */
static size_t mark_at(double height, double most, size_t places)
{
    const double place = floor(height / most * (double)places);
    return !(height > 0) ? SIZE_MAX : place < (double)places ? (size_t)place : places - 1;
}

static void add_bars(struct panel *panel, const struct description *description, size_t width,
                     const struct style *style)
{
    const struct bins *bins = &description->bins;
    const size_t drawn = bins->count - (bins->others > 0);
    char **name = xreallocarray(NULL, bins->count, sizeof *name);
    const double total = bins_total(bins);
    size_t longest = 0;
    double most = 0;

    for (size_t i = 0; i < bins->count; i++) {
        name[i] = printable_name(bins_name(description, i), width * 2 / 5, style == &styles[1]);
        longest = width_of(name[i]) > longest ? width_of(name[i]) : longest;
        most = i < drawn ? fmax(most, bins_height(bins, i)) : most;
        most = i < drawn ? fmax(most, bins_law_height(description, i)) : most;
    }
    const size_t room = width - longest - 2 - SHARE_WIDTH;
    for (size_t i = 0; i < bins->count; i++) {
        struct text text = {0};
        const size_t level =
            i < drawn && most > 0 ? levels((double)bins->n[i], most, room * style->bar_levels) : 0;
        const size_t mark =
            i < drawn ? mark_at(bins_law_height(description, i), most, room) : SIZE_MAX;
        put(&text, name[i]);
        put_times(&text, " ", longest + 2 - width_of(name[i]));
        for (size_t x = 0; x < room; x++)
            put(&text,
                x == mark ? style->bar_mark : part_of(style->bar, style->bar_levels, level, x));
        put(&text, xasprintf("%6.1f %%", 100 * (double)bins->n[i] / total));
        add_line(panel, finished(&text));
        free(name[i]);
    }
    free(name);
}

/* How many characters each of the bins EACH has, with the gap behind it. */
static size_t each_cells(const struct bins *bins, size_t width)
{
    const size_t each = width / bins->count;
    return each < MOST_EACH ? each : MOST_EACH;
}

/* The bin at each character of the axis; SIZE_MAX: a gap between two bins. */
static size_t *characters_of(const struct bins *bins, size_t width)
{
    size_t *bin = xreallocarray(NULL, width, sizeof *bin);
    const size_t each = each_cells(bins, width), gap = each >= LEAST_GAPPED;

    for (size_t x = 0, at = 0; x < width; x++) {
        if (bins->form == EACH) {
            bin[x] = x / each < bins->count && x % each < each - gap ? x / each : SIZE_MAX;
            continue;
        }
        /* a little left of the middle, where borders of integers may be */
        const double from = on_axis(bins, bins->border[0]),
                     to = on_axis(bins, bins->border[bins->count]);
        const double share = ((double)x + 0.49) / (double)width,
                     middle = from * (1 - share) + to * share;
        while (at + 1 < bins->count && on_axis(bins, bins->border[at + 1]) <= middle)
            at++;
        bin[x] = at;
    }
    return bin;
}

/* Adds a label under the axis, and its tick, if there is room. */
static void add_label(char *labels, bool *tick, size_t width, double at, const char *label,
                      size_t *behind)
{
    size_t from;
    if (!label_fits(at, strlen(label), width, &from, behind))
        return;
    memcpy(labels + from, label, strlen(label));
    tick[at < (double)width ? (size_t)at : width - 1] = true;
}

static void add_axis(struct panel *panel, const struct description *description, size_t width,
                     const struct style *style)
{
    const struct bins *bins = &description->bins;
    const size_t each = each_cells(bins, width);
    struct text rule = {0};
    size_t behind = 0;

    width = bins->form == EACH ? each * bins->count : width;
    char *labels = xasprintf("%*s", (int)width, "");
    bool *tick = xreallocarray(NULL, width, sizeof *tick);
    memset(tick, 0, width * sizeof *tick);
    if (bins->form == EACH) {
        for (size_t i = 0; i < bins->count; i++)
            if (each_labelled(bins, i, (double)each))
                add_label(labels, tick, width,
                          (double)(i * each) + (double)(each - (each >= LEAST_GAPPED)) / 2,
                          readable_number(bins->value[i]), &behind);
    } else {
        const struct ticks ticks = ticks_of(description, width / 8);
        const double from = on_axis(bins, bins->border[0]),
                     to = on_axis(bins, bins->border[bins->count]);
        for (size_t i = 0; i < ticks.count; i++)
            add_label(labels, tick, width,
                      (on_axis(bins, ticks.at[i]) - from) / (to - from) * (double)width,
                      xasprintf("%.*g", ticks.digits, ticks.at[i]), &behind);
    }
    for (size_t x = 0; x < width; x++)
        put(&rule, tick[x] ? style->tick : style->rule);
    add_line(panel, finished(&rule));
    add_line(panel, labels);
    free(tick);
}

/* The height that the law gives the bin at each character, where a mark is: in the gap behind a
 * bin, or without gaps in one character of MARK_EACH. Elsewhere NaN. */
static double *law_heights(const struct description *description, size_t width, const size_t *bin)
{
    const struct bins *bins = &description->bins;
    const bool gaps = bins->form == EACH && each_cells(bins, width) >= LEAST_GAPPED;
    double *height = xreallocarray(NULL, width, sizeof *height);

    for (size_t x = 0; x < width; x++) {
        const bool marked = gaps ? x > 0 && bin[x] == SIZE_MAX && bin[x - 1] != SIZE_MAX
                                 : x % MARK_EACH == MARK_EACH / 2 && bin[x] != SIZE_MAX;
        height[x] = marked ? bins_law_height(description, bin[x - gaps]) : (double)NAN;
    }
    return height;
}

static void add_histogram(struct panel *panel, const struct description *description, size_t width,
                          const struct style *style)
{
    const struct bins *bins = &description->bins;
    size_t *bin = characters_of(bins, width);
    double *law = law_heights(description, width, bin), most = 0;

    for (size_t x = 0; x < width; x++)
        most = fmax(bin[x] == SIZE_MAX ? most : fmax(most, bins_height(bins, bin[x])), law[x]);
    for (size_t row = HEIGHT; row-- > 0;) {
        struct text text = {0};
        for (size_t x = 0; x < width; x++) {
            const size_t level = bin[x] == SIZE_MAX ? 0
                                                    : levels(bins_height(bins, bin[x]), most,
                                                             HEIGHT * style->column_levels);
            const size_t mark = mark_at(law[x], most, HEIGHT * MARKS);
            put(&text, mark / MARKS == row
                           ? style->column_mark[mark % MARKS]
                           : part_of(style->column, style->column_levels, level, row));
        }
        add_line(panel, finished(&text));
    }
    free(law);
    free(bin);
    add_axis(panel, description, width, style);
}

static void statistics(const struct description *description, char *line[STATISTICS])
{
    static const char *const name[STATISTICS] = {"min", "25 %", "median", "75 %", "max", "mean"};
    const double value[STATISTICS] = {description->min,         description->quartile[0],
                                      description->quartile[1], description->quartile[2],
                                      description->max,         description->mean};
    for (int i = 0; i < STATISTICS; i++)
        line[i] = xasprintf("%-8s%s", name[i], readable_number(value[i]));
}

/* Adds lines at cell x, to the right of the lines from `from` on. */
static void add_beside(struct panel *panel, size_t from, size_t x, char *const *line, size_t lines)
{
    for (size_t i = 0; i < lines; i++) {
        if (from + i == panel->lines)
            add_line(panel, xasprintf("%s", ""));
        char *left = panel->line[from + i];
        const size_t width = width_of(left);
        panel->line[from + i] =
            xasprintf("%s%*s%s", left, width < x ? (int)(x - width) : 0, "", line[i]);
        free(left);
    }
}

/* The width of the bars or the axis in a panel. The statistics stand beside them if there is room.
 */
static size_t body_width(size_t width)
{
    return width >= PANEL_WIDTH ? width - STATISTIC_WIDTH - 3 : width;
}

static void add_body(struct panel *panel, const struct description *description, size_t width,
                     const struct style *style)
{
    const size_t body = body_width(width), from = panel->lines;
    char *line[STATISTICS];

    if (description->bins.form == BARS)
        add_bars(panel, description, body, style);
    else
        add_histogram(panel, description, body, style);
    if (description->named)
        return;
    statistics(description, line);
    if (body < width) {
        add_beside(panel, from, body + 3, line, STATISTICS);
    } else {
        const size_t below = panel->lines;
        add_beside(panel, below, 0, line, STATISTICS / 2);
        add_beside(panel, below, width / 2, line + STATISTICS / 2, STATISTICS / 2);
    }
}

/* ---- all of them ---- */

static size_t panels_beside(size_t width)
{
    return width < PANEL_WIDTH ? 1 : (width + GUTTER) / (PANEL_WIDTH + GUTTER);
}

static size_t panel_width(int terminal)
{
    const size_t width = terminal < LEAST_WIDTH ? LEAST_WIDTH : (size_t)terminal,
                 beside_one = panels_beside(width);
    return (width + GUTTER) / beside_one - GUTTER;
}

size_t panels_axis(int width) { return body_width(panel_width(width)); }

static void print_line(const char *line)
{
    size_t length = strlen(line);
    while (length > 0 && line[length - 1] == ' ')
        length--;
    printf("%.*s\n", (int)length, line);
}

void panels_print(const struct description *description, size_t columns, const struct facts *whole,
                  const char *head, const struct options *options, int terminal)
{
    const struct style *style = &styles[options->ascii];
    const size_t width = terminal < LEAST_WIDTH ? LEAST_WIDTH : (size_t)terminal,
                 each = panel_width(terminal), most = panels_beside(width);
    struct panel top = {0}, *panel = xreallocarray(NULL, most, sizeof *panel);

    add_heading(&top, head, whole, width, style);
    for (size_t i = 0; i < top.lines; i++)
        print_line(top.line[i]);
    for (size_t c = 0; c < columns; c += most) {
        const size_t row = columns - c < most ? columns - c : most;
        struct panel lines = {0};
        size_t highest_heading = 0;

        for (size_t i = 0; i < row; i++) {
            const struct facts facts = facts_of(&description[c + i], options->ascii);
            panel[i] = (struct panel){0};
            add_heading(&panel[i], description[c + i].column->name, &facts, each, style);
            highest_heading = panel[i].lines > highest_heading ? panel[i].lines : highest_heading;
        }
        for (size_t i = 0; i < row; i++) {
            while (panel[i].lines < highest_heading)
                add_line(&panel[i], xasprintf("%s", ""));
            if (!options_none(options))
                add_body(&panel[i], &description[c + i], each, style);
            add_beside(&lines, 0, i * (each + GUTTER), panel[i].line, panel[i].lines);
        }
        putchar('\n');
        for (size_t i = 0; i < lines.lines; i++)
            print_line(lines.line[i]);
    }
    free(panel);
}
