/* A mixture as the library sees it. */
#ifndef HYSI_MIXTURE_OBJECT_H
#define HYSI_MIXTURE_OBJECT_H

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

struct hysi_mixture_column {
    struct hysi_mixture_terms terms;
    bool is_log;
    double lower, upper; /* a point inside is from lower to upper */
    double from, to;     /* the same on the axis of the normal law: of a log column, logarithms */
    double least, most;  /* no sample is outside, of columns without a step */
    double step;
    struct hysi_step_layout layout; /* of steps */

    /* For samples, one for each component: the tails of a unit u are below + u mass and above +
     * (1 - u) mass. */
    const double *sigma, *mass, *below, *above;
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
