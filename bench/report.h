/* How results are shown: lines, goals, JSON in Google Benchmark's schema, a plot. */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/works.h"

enum set { SMALL, MIDDLE, LARGE, ONE, SETS }; /* ONE: calls with n = 1 */
extern const char *const set_names[SETS];

struct timing {
    double minimum, median; /* ns an element; for ONE, of CPU time */
    double spread;          /* (median - minimum) / median */
    double cpu;             /* ns of thread CPU time an element, median */
    double to_fill; /* the time of the fill beside a run / the time of the run, median of rounds */
    size_t elements, rounds;
};

struct result {
    const struct work *work;
    enum set set;
    const char *isa;
    struct timing time;
};

struct results {
    struct result *result;
    size_t count;
    double ghz; /* calibrated; 0: unknown */
};

void report_machine(double ghz);
void report_head(void);
void report_line(const struct results *results, const struct result *result);
void report_goals(const struct results *results);
bool report_json(const struct results *results, const char *path);
bool report_plot(const struct results *results, const char *path);

#endif
