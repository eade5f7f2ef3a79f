/* Clocks of the bench, in nanoseconds. */
#ifndef BENCH_CLOCK_H
#define BENCH_CLOCK_H

#include <time.h>

static inline double bench_clock(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Wall-clock time. */
static inline double bench_now(void) { return bench_clock(CLOCK_MONOTONIC); }

/* CPU time of the calling thread. What other programs take does not count. */
static inline double bench_cpu(void) { return bench_clock(CLOCK_THREAD_CPUTIME_ID); }

#endif
