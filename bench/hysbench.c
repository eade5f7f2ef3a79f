/* hysbench: verify, then time. For each work and working set, every ISA path runs in turn
 * with memset of the same bytes between them, round by round in one process. The table shows the
 * median of the ratios of the rounds, so that a machine whose speed drifts still gives one answer.
 * Nothing is timed that was not just found equal to the scalar path. */
#include <config.h>

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/clock.h"
#include "bench/memory.h"
#include "bench/report.h"
#include "bench/works.h"
#include "src/unroll.h"

enum { MOST_ROUNDS = 41, CHECKED = 1 << 14, PATHS_MOST = 8 };

static size_t set_bytes[SETS] = {(size_t)16 << 10, (size_t)512 << 10, (size_t)512 << 20, 0};

static struct bench_options {
    const char *kind, *stream, *type, *isa, *json, *plot;
    bool list, quick, goals, calls;
} options;

static unsigned char *buffer, *reference;

/* Cycles per nanosecond: times a chain of exclusive ors, which takes one cycle for each. */
static double calibrate(void)
{
    double best = 0;
    for (int k = 0; k < 5; k++) {
        uint64_t x = 1, y = 3;
        __asm__ volatile("" : "+r"(y));
        const double start = bench_cpu();
        for (int i = 0; i < 1000000; i++) {
            HYSI_UNROLL(16)
            for (int j = 0; j < 16; j++) {
                x ^= y;
                __asm__ volatile("" : "+r"(x));
            }
        }
        const double ghz = 16e6 / (bench_cpu() - start);
        best = ghz > best ? ghz : best;
    }
    return best;
}

/* ---- verification ---- */

static void select_path(const char *isa)
{
    if (hys_isa_select(isa) != HYS_OK) {
        fprintf(stderr, "hysbench: ISA path %s is not available\n", isa);
        exit(1);
    }
}

/* Compares the elements first to first + n - 1, which are at got, with those of the scalar path. */
static void verify_part(const struct work *work, const char *isa, uint64_t first, size_t n,
                        const unsigned char *got)
{
    select_path("scalar");
    work_run(work, first, n, reference);
    select_path(isa);
    if (memcmp(got, reference, n * work_size(work)) == 0)
        return;
    fprintf(stderr, "hysbench: %s: ISA path %s differs from the scalar one: not timed\n",
            work_name(work), isa);
    exit(1);
}

/* Makes the whole call once and compares parts of it. */
static void verify(const struct work *work, const char *isa, size_t n)
{
    const bool indexed = work_is_indexed(work);
    const size_t part = n < CHECKED ? n : CHECKED, size = work_size(work);
    select_path(isa);
    memset(buffer, 0xc3, n * size);
    work_run(work, 0, n, buffer);
    if (work->mode == COLUMNS || work->mode == SLEEF_EXP2)
        return; /* the columns are verified as samples, and SLEEF gives other bits */
    verify_part(work, isa, 0, part, buffer);
    for (size_t k = 1; indexed && n > part && k <= 7; k++) {
        const size_t first = (n - part) / 7 * k;
        verify_part(work, isa, first, part, buffer + first * size);
    }
}

/* ---- timing ---- */

/* Wall-clock time of a run, in ns an element; *cpu is the thread's CPU time. */
static double timed_run(const struct work *work, size_t n, size_t times, double *cpu)
{
    const double elements = (double)times * (double)n, start_cpu = bench_cpu(), start = bench_now();
    for (size_t k = 0; k < times; k++)
        work_run(work, 0, n, buffer);
    const double end = bench_now();
    *cpu = (bench_cpu() - start_cpu) / elements;
    return (end - start) / elements;
}

static double timed_fill(const struct work *work, size_t n, size_t times)
{
    const double start = bench_now();
    for (size_t k = 0; k < times; k++) {
        work_fill(work, buffer, n * work_size(work));
        __asm__ volatile("" : : "r"(buffer) : "memory");
    }
    return (bench_now() - start) / (double)times / (double)n;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *x, size_t n)
{
    qsort(x, n, sizeof *x, ascending);
    return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

/* The times of one ISA path in each round. */
struct rounds {
    size_t n, times; /* elements of a run, runs of a round */
    double ns[MOST_ROUNDS], cpu[MOST_ROUNDS], ratio[MOST_ROUNDS];
};

static struct timing summary(struct rounds *r, size_t rounds)
{
    struct timing t = {.rounds = rounds, .elements = r->n};
    t.to_fill = median(r->ratio, rounds);
    t.cpu = median(r->cpu, rounds);
    t.median = median(r->ns, rounds);
    t.minimum = r->ns[0];
    t.spread = (t.median - t.minimum) / t.median;
    return t;
}

/* How many times to run so that a measurement lasts `wanted` ns. */
static size_t times_for(double ns, double wanted)
{
    return ns >= wanted ? 1 : (size_t)(wanted / (ns + 1)) + 1;
}

/* Times all ISA paths of one work and set, the yardstick before each. The scalar path, which is far
 * slower, runs over a part of a large set. */
static void measure(const struct work *work, enum set set, const char *const *isa, size_t isas,
                    struct results *results)
{
    static struct rounds path[PATHS_MOST];
    const size_t all = set == ONE ? 1 : set_bytes[set] / work_size(work);
    const size_t rounds = options.quick ? 3 : set == LARGE ? 9 : 21;
    const double wanted = options.quick ? 5e5 : 2e6;

    for (size_t r = 0; r < isas; r++) {
        double cpu;
        path[r].n = !strcmp(isa[r], "scalar") && all > 1 << 20 ? 1 << 20 : all;
        verify(work, isa[r], path[r].n);
        const double once = timed_run(work, path[r].n, 1, &cpu) * (double)path[r].n;
        path[r].times = times_for(once, wanted);
    }
    const size_t fills = times_for(timed_fill(work, all, 1) * (double)all, wanted);
    for (size_t k = 0; k < rounds; k++)
        for (size_t r = 0; r < isas; r++) {
            const double fill = timed_fill(work, all, fills);
            select_path(isa[r]);
            path[r].ns[k] = timed_run(work, path[r].n, path[r].times, &path[r].cpu[k]);
            if (set == ONE)
                path[r].ns[k] = path[r].cpu[k];
            path[r].ratio[k] = fill / path[r].ns[k];
        }
    const size_t before = results->count;
    for (size_t r = 0; r < isas; r++)
        results->result[results->count++] =
            (struct result){work, set, isa[r], summary(&path[r], rounds)};
    for (size_t r = before; r < results->count; r++)
        report_line(results, &results->result[r]);
}

/* ---- what to run ---- */

static bool wanted(const struct work *work)
{
    const char *name = work_name(work), *stream = strchr(name, '/') + 1,
               *type = strrchr(name, '/') + 1;
    const size_t kind = (size_t)(stream - 1 - name);
    return (!options.kind || (!strncmp(name, options.kind, kind) && !options.kind[kind])) &&
           (!options.stream || (!strncmp(stream, options.stream, (size_t)(type - 1 - stream)) &&
                                !options.stream[type - 1 - stream])) &&
           (!options.type || !strcmp(type, options.type)) && (!options.calls || work_is_call(work));
}

static size_t paths_for(const struct work *work, const char *isa[PATHS_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < hys_isa_count() && n < PATHS_MOST; i++)
        if (hys_isa_available(i) && work_has(work, hys_isa_name(i)) &&
            (!options.isa || i == 0 || !strcmp(options.isa, hys_isa_name(i))))
            isa[n++] = hys_isa_name(i);
    return n;
}

/* The data of stages is in L1; mixtures and designs with an end are far slower than any memory; the
 * table and the threads are about memory. */
static bool in_set(const struct work *work, enum set set)
{
    if (work_is_call(work))
        return set == ONE;
    if (work->mode == STAGE || work->mode == SLEEF_EXP2)
        return set == SMALL;
    if (work->mode == MIX_LOGPDF || work->mode == MIX_SAMPLE)
        return set == MIDDLE;
    if (work->mode == TABLE || work->mode == COLUMNS || work->mode == THREADS)
        return set == LARGE;
    return set != ONE && (set != LARGE || (!work_is_of_values(work) && !work_has_end(work)));
}

/* The size of the largest set of a work. */
static size_t largest_set(const struct work *work)
{
    size_t most = 0;
    for (enum set set = 0; set < SETS; set++)
        most = in_set(work, set) && set_bytes[set] > most ? set_bytes[set] : most;
    return most;
}

static void progress(size_t done, size_t all)
{
    if (isatty(STDERR_FILENO) && done < all)
        fprintf(stderr, "\r%zu of %zu works \r", done, all);
}

static void usage(FILE *file)
{
    fputs("usage: hysbench [options]\n"
          "Verifies each kernel against the scalar path, then times it beside memset of the same "
          "bytes.\nThe last works are calls with n = 1, in ns of CPU time a call.\n\n"
          "  --kind NAME  --stream NAME  --type NAME   only these works; --list shows them\n"
          "  --calls       only the calls with n = 1\n"
          "  --isa NAME    only this ISA path and the scalar one, with which all are compared\n"
          "  --quick       fewer rounds, and a set of 128 MiB instead of 512: about 30 seconds\n"
          "  --goals       adds the ratios that are the project's goals\n"
          "  --json FILE   writes the results in Google Benchmark's schema; cpu_time is the CPU "
          "time\n"
          "                of the thread\n"
          "  --plot FILE   draws a PNG of bars by gnuplot: the ISA paths of each work, a line for "
          "memset\n"
          "  --list        lists the names of the works\n"
          "Exit status: 0; 1 an ISA path differs, or a file cannot be written; 2 wrong usage.\n",
          file);
}

static int parse(int argc, char **argv)
{
    static const struct option known[] = {
        {"kind", 1, NULL, 'k'},  {"stream", 1, NULL, 's'}, {"type", 1, NULL, 't'},
        {"isa", 1, NULL, 'i'},   {"json", 1, NULL, 'J'},   {"plot", 1, NULL, 'P'},
        {"list", 0, NULL, 'l'},  {"quick", 0, NULL, 'q'},  {"goals", 0, NULL, 'g'},
        {"calls", 0, NULL, 'c'}, {"help", 0, NULL, 'h'},   {0}};
    for (int c; (c = getopt_long(argc, argv, "h", known, NULL)) != -1;)
        switch (c) {
        case 'k': options.kind = optarg; break;
        case 's': options.stream = optarg; break;
        case 't': options.type = optarg; break;
        case 'i': options.isa = optarg; break;
        case 'J': options.json = optarg; break;
        case 'P': options.plot = optarg; break;
        case 'l': options.list = true; break;
        case 'q': options.quick = true; break;
        case 'g': options.goals = true; break;
        case 'c': options.calls = true; break;
        case 'h': usage(stdout); exit(0);
        default: usage(stderr); return 2;
        }
    if (optind < argc) {
        fprintf(stderr, "hysbench: %s: one argument too many\n", argv[optind]);
        return 2;
    }
    if (options.isa && hys_isa_select(options.isa) != HYS_OK) {
        fprintf(stderr, "hysbench: --isa: %s is not available here\n", options.isa);
        return 2;
    }
    return 0;
}

static void list_works(void)
{
    for (size_t w = 0; w < work_count; w++)
        if (wanted(&works[w]))
            printf("%-46s %s\n", work_name(&works[w]), works[w].note);
}

/* Measures the chosen works in all their sets. */
static void measure_all(struct results *results, size_t chosen)
{
    const char *isa[PATHS_MOST];
    size_t done = 0;

    for (size_t w = 0; w < work_count; w++) {
        if (!wanted(&works[w]))
            continue;
        progress(done++, chosen);
        work_open(&works[w], largest_set(&works[w]));
        for (enum set set = 0; set < SETS; set++)
            if (in_set(&works[w], set))
                measure(&works[w], set, isa, paths_for(&works[w], isa), results);
        fflush(stdout);
    }
    progress(chosen, chosen);
}

int main(int argc, char **argv)
{
    struct results results = {0};
    size_t chosen = 0;

    if (parse(argc, argv) != 0)
        return 2;
    for (size_t w = 0; w < work_count; w++)
        chosen += wanted(&works[w]);
    if (chosen == 0) {
        fputs("hysbench: no such work; --list shows them\n", stderr);
        return 2;
    }
    if (options.list) {
        list_works();
        return 0;
    }
    if (options.quick)
        set_bytes[LARGE] = (size_t)128 << 20;
    buffer = bench_memory(set_bytes[LARGE]);
    reference = bench_memory((size_t)1 << 20);
    results.result = calloc(work_count * SETS * PATHS_MOST, sizeof *results.result);
    if (!results.result)
        return 1;
    results.ghz = calibrate();
    report_machine(results.ghz);
    if (options.quick)
        puts("quick: fewer rounds; the set called 512MiB has 128 MiB");
    report_head();
    measure_all(&results, chosen);
    if (options.goals)
        report_goals(&results);
    const bool written = (!options.json || report_json(&results, options.json)) &&
                         (!options.plot || report_plot(&results, options.plot));
    free(results.result);
    return written ? 0 : 1;
}
