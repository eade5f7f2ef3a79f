/* A mixture as the library sees it. It is immutable but for the tables of stepped columns, whose
 * values are the same whoever writes them. */
#ifndef HYSI_MIXTURE_OBJECT_H
#define HYSI_MIXTURE_OBJECT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <hyspace/mixture.h>

#include "src/kinds/steps.h"
#include "src/mixture.h"

/* The index of a 64-bit draw is the number of thresholds that are <= the draw. */
struct hysi_mixture_choice {
    const uint64_t *threshold;
    size_t count;
};

enum hysi_mixture_law { HYSI_MIXTURE_NUMBER, HYSI_MIXTURE_STEPPED, HYSI_MIXTURE_CHOICE };

/* The rows of a stepped column that calls have filled so far, in the order of their first use, so
 * that few values take few pages. of_value[k] is 1 + the row of a number that is value k or as good
 * as that, such as 0.30000000000000004; or it is absent, or being filled by whoever turned absent
 * into filling. */
enum { HYSI_MIXTURE_ABSENT = 0, HYSI_MIXTURE_FILLING = -1 };
struct hysi_mixture_rows {
    atomic_int used;
    int most;
    atomic_int of_value[];
};

struct hysi_mixture_column {
    enum hysi_mixture_law law;
    const double *mu;    /* of numbers and steps */
    const double *scale; /* 1 / sigma; of numbers sqrt(log2(e) / 2) / sigma */

    /* Rows of row_length energies, one for each component: those of each entry of a choice, or of
     * some stepped values, unless there are too many; then rows is NULL. */
    double *table;
    size_t count, row_length;
    struct hysi_mixture_rows *rows;
    double *of; /* the number that a row is about */

    bool is_log;
    double lower, upper; /* a point inside is from lower to upper */
    double from, to;     /* the same on the axis of the normal law: of a log column, logarithms */
    double least, most;  /* no sample is outside, of columns without a step */
    double step;
    struct hysi_step_layout layout; /* of steps */

    /* For samples, one for each component. */
    const struct hysi_mixture_normal *normal;
    const struct hysi_mixture_choice *choice;
};

struct hys_mixture {
    size_t components, columns;
    const double *base; /* energies of a component that no point changes */
    struct hysi_mixture_choice choice;
    struct hysi_mixture_column *column;
    void *memory; /* of all arrays */
};

#endif
