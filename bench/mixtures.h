#ifndef BENCH_MIXTURES_H
#define BENCH_MIXTURES_H

#include <hyspace.h>

/* Mixtures of 64 components, as TPE has them, and points that are samples of them. */
enum mixture_shape { FLOAT, FLOATS4, FLOATS8, INT, LOG_INT, CHOICE, MIXTURE_SHAPES };
enum { MIXTURE_POINTS = 1 << 16 };

/* "4-floats" */
const char *mixture_name(enum mixture_shape shape);

/* Makes what the calls below need. */
void mixture_open(enum mixture_shape shape);

/* With the current instruction set, whose mixture is its own: a mixture keeps what a call computes.
 * The points are number `first` on of MIXTURE_POINTS. */
void mixture_logpdf(enum mixture_shape shape, size_t first, size_t n, double *out);
void mixture_sample(enum mixture_shape shape, size_t first, size_t n, double *out);

#endif
