/* What a column may hold, and bins over it: a bar a value, a bin a value, or ranges of an axis. */
#ifndef CLI_BINS_H
#define CLI_BINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/rows.h"

enum form {
    BARS,   /* a bin a value, by name */
    EACH,   /* a bin a value, by number */
    DENSITY /* ranges on an axis */
};

/* Bin i holds the values from edge[i] to before edge[i + 1]; the last one all from its edge on. */
struct bins {
    enum form form;
    bool log;    /* a log axis */
    bool halves; /* DENSITY of integers: inner borders are edges less 1/2 */
    size_t count;
    size_t others; /* BARS: values that the last bin holds; 0: one, as the others */
    double *edge;
    double *value;  /* EACH: the value of each bin */
    double *border; /* DENSITY: the ends of the bins on the axis, count + 1 of them */
    uint64_t *n;    /* samples in each */
};

struct description {
    const struct column *column;
    bool named;         /* the values are numbers of labels, or of entries of a list */
    double first, last; /* of integers and steps: the smallest and largest value that is drawn */
    double step;        /* between evenly spaced values; 0: no steps, or integers without gaps */
    double *value;      /* of a discrete column: distinct, ascending; */
    uint64_t distinct;  /* number of values; 0: a continuum, or all 2^64 integers */
    struct bins bins;
    double min, quartile[3], max, mean; /* of n samples, unless named */
};

/* Whether the column has finitely many values. */
bool is_finite(const struct description *description);

struct description description_of(const struct column *column, const hys_source *source);

/* The bounds of a space. On a side without a bound it is a value that 7.6 of a million samples are
 * beyond, which count in the bin at that end. */
void drawn_range(const hys_space *space, double *lower, double *upper);

/* Bins for a description, at most so many on an axis. */
struct bins bins_of(const struct description *description, size_t most);
size_t bins_find(const struct bins *bins, double value);

/* The length of a range on its axis. */
double bins_length(const struct bins *bins, size_t i);

/* The samples in a bin, or samples per length of the axis. */
double bins_height(const struct bins *bins, size_t i);

/* The number of samples in all bins. */
double bins_total(const struct bins *bins);
double on_axis(const struct bins *bins, double value);

/* The share of samples that the law gives bin i; NaN where it is not known. */
double bins_mass(const struct description *description, size_t i);

/* The height that bin i would have with just that share of the samples; NaN where it is not known.
 */
double bins_law_height(const struct description *description, size_t i);

/* What the bar of bin i is called. */
char *bins_name(const struct description *description, size_t i);

#endif
