/* describe: columns, counted in bins, for the terminal and for gnuplot. */
#ifndef CLI_DESCRIBE_H
#define CLI_DESCRIBE_H

#include "cli/cli.h"

/* ---- bins and axes (bins.c) ---- */

enum form {
    BARS,
    EACH,
    DENSITY
}; /* a bin a value, by name; a bin a value, by number; ranges on an axis */

/* Bin i holds the values from edge[i] to before edge[i + 1]; the last one all from its edge on. */
struct bins {
    enum form form;
    bool log;    /* a log axis */
    bool halves; /* DENSITY of integers: inner borders are edges less 1/2 */
    size_t count;
    size_t others; /* BARS: values that the last bin holds; 0: one, as the rest */
    double *edge;
    double *border; /* DENSITY: where the bins lie on the axis, count + 1 of them */
    uint64_t *n;    /* samples in each */
};

struct description {
    const struct column *column;
    bool named;         /* the values are numbers of labels, or of entries of a list */
    double first, last; /* a quantised column's smallest and largest value */
    double *value;      /* of a discrete column: distinct, ascending; */
    uint64_t distinct;  /* their number; 0: a continuum */
    struct bins bins;
    double min, quartile[3], max, mean; /* of n samples; not where named */
};

struct description description_of(const struct column *column, const hys_source *source);
struct bins bins_of(const struct description *description,
                    size_t most); /* at most so many bins on an axis */
size_t bins_find(const struct bins *bins, double value);
double bins_height(const struct bins *bins,
                   size_t i); /* samples, or samples per length of the axis */
double on_axis(const struct bins *bins, double value);

/* What the bar of bin i is called. */
char *bins_name(const struct description *description, size_t i);

/* A number as people read it: integers whole, others of 6 digits. */
char *number_shown(double value);

/* Round numbers within the axis of a DENSITY, about `most` of them, and the digits that tell them
 * apart. */
enum { TICKS = 64 };
struct ticks {
    size_t count;
    int digits; /* for %.*g */
    double at[TICKS];
};
struct ticks ticks_of(const struct description *description, size_t most);

/* 1, 2 or 5 times a power of ten, not below `least`. */
double round_step(double least);

/* Whether a label in the middle of cell `at`, or pushed inside `width`, leaves a gap to what ends
 * at *behind; then *from is its first cell and *behind moves. And whether, of bins EACH that many
 * cells apart, this is one of those that labels have room for. */
bool label_fits(double at, size_t length, size_t width, size_t *from, size_t *behind);
bool each_labelled(const struct bins *bins, size_t i, double cells);

/* "log", "1 to 12", ...: what a column is, until NULL. */
enum { FACTS = 8 };
struct facts {
    char *fact[FACTS];
};
struct facts facts_of(const struct description *description);

/* ---- the terminal (panels.c) ---- */

/* A name in at most `width` cells, without control characters; with `ascii` without others than
 * ASCII's. */
char *name_shown(const char *name, size_t width, bool ascii);

/* How many characters a panel's axis has on a terminal of that width. */
size_t panels_axis(int width);
void panels_print(const struct description *description, size_t columns, const struct facts *whole,
                  const char *head, const struct options *options, int width);

/* ---- gnuplot (plot.c) ---- */

enum { PLOT_BINS = 48 };
struct plot;
struct plot *plot_open(const char *path,
                       size_t panels); /* ends the program where there is no gnuplot */
void plot_close(struct plot *plot, const struct description *description, size_t columns,
                const struct facts *whole, const char *head);

#endif
