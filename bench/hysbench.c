/* hysbench: verify, then time. For each work and working set, every row of kernels in turn with
 * memset of the same bytes between them, round by round in one process; what is quoted is the
 * median of the rounds' own ratios, so that a machine whose speed drifts still gives one answer.
 * Nothing is timed that was not just found equal to the scalar row. */
#include <config.h>

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "bench/bench.h"

enum { MOST_ROUNDS = 41, CHECKED = 1 << 14 };

static size_t set_bytes[SETS] = {(size_t)16 << 10, (size_t)512 << 10, (size_t)512 << 20};
const char *const set_names[SETS] = {"16KiB", "512KiB", "512MiB"};

static struct options {
    const char *kind, *stream, *type, *isa, *json, *plot;
    bool list, quick, goals;
} options;

static unsigned char *buffer, *reference;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Cycles a nanosecond: a chain of exclusive ors, one a cycle, by the clock. */
static double calibrate(void)
{
    double best = 0;
    for (int k = 0; k < 5; k++) {
        uint64_t x = 1, y = 3;
        __asm__ volatile("" : "+r"(y));
        const double start = now();
        for (int i = 0; i < 1000000; i++)
            _Pragma("GCC unroll 16") for (int j = 0; j < 16; j++)
            {
                x ^= y;
                __asm__ volatile("" : "+r"(x));
            }
        const double ghz = 16e6 / (now() - start);
        best = ghz > best ? ghz : best;
    }
    return best;
}

/* Memory in 2 MiB pages where the system gives them, every page touched. */
void *bench_memory(size_t bytes)
{
    const size_t huge = (size_t)2 << 20, room = (bytes + 2 * huge - 1) / huge * huge;
    unsigned char *memory =
        mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        fprintf(stderr, "hysbench: %zu bytes of memory: %s\n", room, strerror(errno));
        exit(1);
    }
    memory += (huge - (uintptr_t)memory % huge) % huge;
#ifdef MADV_HUGEPAGE
    madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    memset(memory, 1, bytes);
    return memory;
}

/* ---- verification ---- */

static void select_row(const char *isa)
{
    if (hys_isa_select(isa) != HYS_OK) {
        fprintf(stderr, "hysbench: row %s cannot be had\n", isa);
        exit(1);
    }
}

/* Elements first to first + n - 1, which lie at `got`, against the scalar row's. */
static void verify_part(const struct work *work, const char *isa, uint64_t first, size_t n,
                        const unsigned char *got)
{
    select_row("scalar");
    work_run(work, first, n, reference);
    select_row(isa);
    if (memcmp(got, reference, n * work_size(work)) == 0)
        return;
    fprintf(stderr, "hysbench: %s: row %s differs from the scalar one: not timed\n",
            work_name(work), isa);
    exit(1);
}

/* The whole call is made once; its parts are compared. Works that are no function of `first` are
 * compared from their start. */
static void verify(const struct work *work, const char *isa, size_t n)
{
    const bool indexed = work->mode == SAMPLE
    || work->mode == BITS || work->mode == TABLE || work->mode == THREADS || work->mode == SNAP;
    const size_t part = n < CHECKED ? n : CHECKED, size = work_size(work);
    select_row(isa);
    memset(buffer, 0xc3, n * size);
    work_run(work, 0, n, buffer);
    if (work->mode == COLUMNS ||
        work->mode == SLEEF_EXP2) /* columns as samples; SLEEF is the yardstick of another work */
        return;
    verify_part(work, isa, 0, part, buffer);
    for (size_t k = 1; indexed && n > part && k <= 7; k++) {
        const size_t first = (n - part) / 7 * k;
        verify_part(work, isa, first, part, buffer + first * size);
    }
}

/* ---- timing ---- */

static double timed_run(const struct work *work, size_t n, size_t times)
{
    const double start = now();
    for (size_t k = 0; k < times; k++)
        work_run(work, 0, n, buffer);
    return (now() - start) / (double)times / (double)n;
}

static double timed_fill(const struct work *work, size_t n, size_t times)
{
    const double start = now();
    for (size_t k = 0; k < times; k++) {
        work_fill(work, buffer, n * work_size(work));
        __asm__ volatile("" : : "r"(buffer) : "memory");
    }
    return (now() - start) / (double)times / (double)n;
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

static struct timing summary(double *ns, double *ratio, size_t rounds)
{
    struct timing t = {
        .rounds = rounds, .to_fill = median(ratio, rounds), .median = median(ns, rounds)};
    t.minimum = ns[0];
    t.spread = (t.median - t.minimum) / t.median;
    return t;
}

/* How often to run so that a timing lasts `wanted` ns. */
static size_t times_for(double ns, double wanted)
{
    return ns >= wanted ? 1 : (size_t)(wanted / (ns + 1)) + 1;
}

/* All rows of one work and set, the yardstick before each. Far slower rows run over less of a large
 * set. */
static void measure(const struct work *work, int set, const char *const *isa, size_t isas,
                    struct results *results)
{
    double ns[ROWS_MOST][MOST_ROUNDS], ratio[ROWS_MOST][MOST_ROUNDS], fill[ROWS_MOST * MOST_ROUNDS];
    size_t n[ROWS_MOST], times[ROWS_MOST], fills = 0, fill_times;
    const size_t all = set_bytes[set] / work_size(work);
    const size_t rounds = options.quick ? 3 : set == 2 ? 9 : 21;
    const double wanted = options.quick ? 5e5 : 2e6;

    for (size_t r = 0; r < isas; r++) {
        n[r] = !strcmp(isa[r], "scalar") && all > 1 << 20 ? 1 << 20 : all;
        verify(work, isa[r], n[r]);
        times[r] = times_for(timed_run(work, n[r], 1) * (double)n[r], wanted);
    }
    fill_times = times_for(timed_fill(work, all, 1) * (double)all, wanted);
    for (size_t k = 0; k < rounds; k++)
        for (size_t r = 0; r < isas; r++) {
            const double f = timed_fill(work, all, fill_times);
            select_row(isa[r]);
            ns[r][k] = timed_run(work, n[r], times[r]);
            ratio[r][k] = f / ns[r][k];
            fill[fills++] = f;
        }
    const double fill_median = median(fill, fills);
    const size_t before = results->count;
    for (size_t r = 0; r < isas; r++) {
        struct result *result = &results->result[results->count++];
        *result = (struct result){work, set, isa[r], summary(ns[r], ratio[r], rounds), fill_median};
        result->time.elements = n[r];
    }
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
           (!options.type || !strcmp(type, options.type));
}

static size_t rows_for(const struct work *work, const char *isa[ROWS_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < hys_isa_count() && n < ROWS_MOST; i++)
        if (hys_isa_available(i) && work_has(work, hys_isa_name(i)) &&
            (!options.isa || i == 0 || !strcmp(options.isa, hys_isa_name(i))))
            isa[n++] = hys_isa_name(i);
    return n;
}

/* Stages have their data in L1; the table and the threads are about memory. */
static bool in_set(const struct work *work, int set)
{
    if (work->mode == STAGE || work->mode == SLEEF_EXP2)
        return set == 0;
    if (work->mode == TABLE || work->mode == COLUMNS || work->mode == THREADS)
        return set == 2;
    return !options.quick || set != 1;
}

static void progress(size_t done, size_t all)
{
    if (isatty(STDERR_FILENO) && done < all)
        fprintf(stderr, "\r%zu of %zu works \r", done, all);
}

static void usage(FILE *file)
{
    fputs("usage: hysbench [options]\n"
          "Verifies each kernel against the scalar row, then times it beside memset of the same "
          "bytes.\n\n"
          "  --kind NAME  --stream NAME  --type NAME   only these works; --list shows them\n"
          "  --isa NAME    only this row (and the scalar one, which all are compared with)\n"
          "  --quick       fewer rounds and a set of 128 MiB in place of 512: about 20 seconds\n"
          "  --goals       the ratios that the project holds itself to, after the table\n"
          "  --json FILE   results in Google Benchmark's schema\n"
          "  --plot FILE   a PNG of bars by gnuplot: each work's rows, with the line of memset\n"
          "  --list        names of the works\n"
          "Exit status: 0; 1 a row differs, or a file cannot be written; 2 wrong usage.\n",
          file);
}

static int parse(int argc, char **argv)
{
    static const struct option known[] = {{"kind", 1, NULL, 'k'},
                                          {"stream", 1, NULL, 's'},
                                          {"type", 1, NULL, 't'},
                                          {"isa", 1, NULL, 'i'},
                                          {"json", 1, NULL, 'J'},
                                          {"plot", 1, NULL, 'P'},
                                          {"list", 0, NULL, 'l'},
                                          {"quick", 0, NULL, 'q'},
                                          {"goals", 0, NULL, 'g'},
                                          {"help", 0, NULL, 'h'},
                                          {0}};
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

int main(int argc, char **argv)
{
    struct results results = {0};
    const char *isa[ROWS_MOST];
    size_t chosen = 0, done = 0;

    if (parse(argc, argv) != 0)
        return 2;
    for (size_t w = 0; w < work_count; w++)
        chosen += wanted(&works[w]);
    if (chosen == 0) {
        fputs("hysbench: no such work; --list shows them\n", stderr);
        return 2;
    }
    if (options.list) {
        for (size_t w = 0; w < work_count; w++)
            if (wanted(&works[w]))
                printf("%-28s %s\n", work_name(&works[w]), works[w].says);
        return 0;
    }
    if (options.quick)
        set_bytes[2] = (size_t)128 << 20;
    buffer = bench_memory(set_bytes[2]);
    reference = bench_memory((size_t)1 << 20);
    results.result = calloc(work_count * SETS * ROWS_MOST, sizeof *results.result);
    if (!results.result)
        return 1;
    results.ghz = calibrate();
    report_machine(results.ghz);
    if (options.quick)
        puts("quick: fewer rounds, and 128 MiB where 512MiB is written");
    report_head();
    for (size_t w = 0; w < work_count; w++) {
        if (!wanted(&works[w]))
            continue;
        progress(done++, chosen);
        work_open(&works[w], set_bytes[2]);
        for (int set = 0; set < SETS; set++)
            if (in_set(&works[w], set))
                measure(&works[w], set, isa, rows_for(&works[w], isa), &results);
        fflush(stdout);
    }
    progress(chosen, chosen);
    if (options.goals)
        report_goals(&results);
    const bool written = (!options.json || report_json(&results, options.json)) &&
                         (!options.plot || report_plot(&results, options.plot));
    free(results.result);
    return written ? 0 : 1;
}
