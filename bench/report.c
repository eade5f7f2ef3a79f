#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "bench/report.h"
#include "src/nontemporal.h"

const char *const set_names[SETS] = {"16KiB", "512KiB", "512MiB", "n=1"};

/* The text behind the colon of the first line of a file that begins with a word; with the empty
 * word, the whole first line. */
static const char *line_of(const char *path, const char *start, char line[256])
{
    FILE *file = fopen(path, "r");
    const char *found = NULL;
    while (file && !found && fgets(line, 256, file))
        if (!strncmp(line, start, strlen(start))) {
            const char *colon = *start ? strchr(line, ':') : NULL;
            line[strcspn(line, "\n")] = 0;
            found = colon ? colon + 2 : line;
        }
    if (file)
        fclose(file);
    return found ? found : "unknown";
}

static long cache_kib(int name)
{
    const long bytes = sysconf(name);
    return bytes > 0 ? bytes / 1024 : 0;
}

void report_machine(double ghz)
{
    char line[256];
    printf("CPU %s, %.2f GHz by the calibration, %ld processors\n",
           line_of("/proc/cpuinfo", "model name", line), ghz, sysconf(_SC_NPROCESSORS_ONLN));
    printf("caches L1d %ld KiB, L2 %ld KiB, non-temporal stores from %zu MiB on; governor %s\n",
           cache_kib(_SC_LEVEL1_DCACHE_SIZE), cache_kib(_SC_LEVEL2_CACHE_SIZE),
           hysi_nontemporal_bytes() >> 20,
           line_of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "", line));
    printf("hyspace %s, %s, SLEEF %s; ISA paths", hys_version(), hys_build_compiler(),
           hys_build_sleef());
    for (size_t i = 0; i < hys_isa_count(); i++)
        if (hys_isa_available(i))
            printf(" %s", hys_isa_name(i));
    puts("\nto memset: the time of a memset of the same bytes / the time of the work; ~ marks "
         "noise: "
         "a median more than 5 % above the minimum");
}

void report_head(void)
{
    printf("\n%-46s %-7s %-10s %8s %8s %8s %8s %9s %9s\n", "work", "set", "ISA path", "ns min",
           "ns med", "cycles", "GB/s", "to memset", "to scalar");
}

static const struct result *result_of(const struct results *results, const char *name,
                                      const char *isa, enum set set)
{
    for (size_t i = 0; i < results->count; i++) {
        const struct result *r = &results->result[i];
        if (r->set == set && !strcmp(r->isa, isa) && !strcmp(work_name(r->work), name))
            return r;
    }
    return NULL;
}

static double to_scalar(const struct results *results, const struct result *result)
{
    const struct result *scalar =
        result_of(results, work_name(result->work), "scalar", result->set);
    return scalar ? scalar->time.median / result->time.median : 0;
}

void report_line(const struct results *results, const struct result *result)
{
    const struct timing *t = &result->time;
    const int digits = result->set == ONE ? 1 : 4;
    printf("%-46s %-7s %-10s %8.*f %8.*f %8.*f", work_name(result->work), set_names[result->set],
           result->isa, digits, t->minimum, digits, t->median, result->set == ONE ? 0 : 3,
           t->median * results->ghz);
    if (result->set == ONE)
        printf(" %8s %9s", "", "");
    else
        printf(" %8.2f %9.3f", (double)work_size(result->work) / t->median, t->to_fill);
    printf(" %9.1f%s\n", to_scalar(results, result), t->spread > 0.05 ? " ~" : "");
}

/* ---- the goals ---- */

/* The speed of a work in one set, compared with memset (over NULL), with the scalar path
 * ("scalar"), with another work, or with a work that takes so much CPU time an element ("0.70ns").
 * Those times were set for a core of Emerald Rapids. */
static const struct goal {
    const char *id, *work, *isa, *over;
    enum set set;
    double zen5, zen4;
} goals[] = {
    {"P1", "linear/native/f32", "avx512", NULL, LARGE, .98, .95},
    {"P2", "linear/native/f64", "avx512", NULL, LARGE, .98, .93},
    {"P3", "discrete/native/f32", "avx512", NULL, LARGE, .98, .95},
    {"P3", "labels/native/index", "avx512", NULL, LARGE, .98, .95},
    {"P4", "qlinear/native/i32", "avx512", NULL, LARGE, .95, .85},
    {"P5", "log/native/f32", "avx512", NULL, LARGE, .80, .50},
    {"P6", "snap16/native/f32", "avx512", NULL, LARGE, .80, .58},
    {"P7", "qlog/native/i32", "avx512", NULL, LARGE, .70, .48},
    {"P8", "linear/native/f32", "avx2_vaes", NULL, LARGE, .85, .82},
    {"P9", "linear/native/f32", "avx2", NULL, LARGE, .44, .52},
    {"P10", "linear/jax_array/f32", "avx512", NULL, LARGE, .32, .19},
    {"P10", "linear/jax_array/f32", "avx2", NULL, LARGE, .11, .12},
    {"P11", "linear/jax_keys/f32", "avx512", NULL, LARGE, .16, .10},
    {"P12", "linear/jax_array/f32", "avx512", "scalar", SMALL, 18, 9},
    {"P12", "linear/jax_array/f32", "avx2", "scalar", SMALL, 6.2, 5.7},
    {"P13", "log/jax_array/f32", "avx512", "linear/jax_array/f32", LARGE, .75, .70},
    {"P14", "stage-exp2/native/f32", "avx512", "stage-exp2-sleef/native/f32", SMALL, 2, 1.85},
    {"P14", "stage-exp2/native/f32", "avx2", "stage-exp2-sleef/native/f32", SMALL, 2, 2.6},
    {"P15", "stage-snap16/native/f32", "avx512", "scalar", SMALL, 28, 20},
    {"P16", "linear/native/f32", "avx512", NULL, SMALL, .38, .25},
    {"P17", "table/native/f64", "avx512", "columns/native/f64", LARGE, .85, .85},
    {"P18", "linear-2-threads/native/f32", "avx512", NULL, LARGE, .98, .95},
    {"P19", "log/native/f64", "avx512", "linear/native/f64", LARGE, .45, .40},
    {"P20", "normal/native/f32", "avx512", "0.70ns", MIDDLE, 1, 1},
    {"P20", "normal/native/f64", "avx512", "1.40ns", MIDDLE, 1, 1},
    {"P21", "lognormal/native/f32", "avx512", "0.90ns", MIDDLE, 1, 1},
    {"P21", "lognormal/native/f64", "avx512", "1.90ns", MIDDLE, 1, 1},
    {"P22", "normal-lower-upper/native/f64", "avx512", "5.00ns", MIDDLE, 1, 1},
    {"P22", "normal-lower/native/f64", "avx512", "5.00ns", MIDDLE, 1, 1},
    {"P23", "int/native/i32", "avx512", "qlinear/native/i32", MIDDLE, .95, .95},
    {"P23", "int/native/i64", "avx512", "qlinear/native/i64", MIDDLE, .95, .95},
    {"P24", "bool/native/u8", "avx512", "0.06ns", MIDDLE, 1, 1},
    {"P25", "logint/native/i32", "avx512", "0.40ns", MIDDLE, 1, 1},
    {"P26", "linear-step/native/f64", "avx512", "0.40ns", MIDDLE, 1, 1},
    {"P27", "discrete-weights/native/f32", "avx512", "0.25ns", MIDDLE, 1, 1},
    {"P27", "discrete-weights/native/f64", "avx512", "0.25ns", MIDDLE, 1, 1},
    {"P27", "discrete-weights/native/index", "avx512", "0.25ns", MIDDLE, 1, 1},
    {"P28", "logpdf-normal/native/f64", "avx512", "1.00ns", MIDDLE, 1, 1},
    {"P28", "logpdf-linear/native/f64", "avx512", "1.00ns", MIDDLE, 1, 1},
    {"P29", "mixture-float/native/f64", "avx512", "60.00ns", MIDDLE, 1, 1},
    {"P29", "mixture-4-floats/native/f64", "avx512", "60.00ns", MIDDLE, 1, 1},
    {"P29", "mixture-int/native/f64", "avx512", "60.00ns", MIDDLE, 1, 1},
    {"P29", "mixture-log-int/native/f64", "avx512", "60.00ns", MIDDLE, 1, 1},
    {"P29", "mixture-choice/native/f64", "avx512", "60.00ns", MIDDLE, 1, 1},
    {"P30", "linear/sobol/f32", "avx512", "0.10ns", MIDDLE, 1, 1},
    {"P30", "linear/sobol/f64", "avx512", "0.20ns", MIDDLE, 1, 1},
    {"P31", "linear/sobol_owen/f32", "avx512", "0.50ns", MIDDLE, 1, 1},
    {"P31", "linear/sobol_owen/f64", "avx512", "0.50ns", MIDDLE, 1, 1},
    {"P32", "linear/lhs/f32", "avx512", "2.00ns", MIDDLE, 1, 1},
    {"P32", "linear/lhs/f64", "avx512", "2.00ns", MIDDLE, 1, 1},
    {"P33", "linear/permuted/f64", "avx512", "4.00ns", MIDDLE, 1, 1},
};

/* Two works are measured at different times, so they are compared through memset, which was
 * measured beside each. */
static double goal_ratio(const struct results *results, const struct goal *goal)
{
    const struct result *r = result_of(results, goal->work, goal->isa, goal->set);
    if (!r || !goal->over)
        return r ? r->time.to_fill : 0;
    if (!strcmp(goal->over, "scalar"))
        return to_scalar(results, r);
    if (strspn(goal->over, "0123456789."))
        return strtod(goal->over, NULL) / r->time.cpu;
    const struct result *over = result_of(results, goal->over, goal->isa, goal->set);
    return over ? r->time.to_fill / over->time.to_fill : 0;
}

void report_goals(const struct results *results)
{
    printf("\n%-5s %-30s %-10s %-7s %-30s %8s %8s %8s\n", "goal", "work", "ISA path", "set", "over",
           "ratio", "Zen 5", "Zen 4");
    for (size_t g = 0; g < sizeof goals / sizeof *goals; g++) {
        const double ratio = goal_ratio(results, &goals[g]);
        if (ratio > 0)
            printf("%-5s %-30s %-10s %-7s %-30s %8.3f %8.2f %8.2f\n", goals[g].id, goals[g].work,
                   goals[g].isa, set_names[goals[g].set], goals[g].over ? goals[g].over : "memset",
                   ratio, goals[g].zen5, goals[g].zen4);
    }
}

/* ---- files ---- */

static bool cannot(const char *path, const char *why)
{
    fprintf(stderr, "hysbench: %s: %s\n", path, why);
    return false;
}

bool report_json(const struct results *results, const char *path)
{
    char line[256], date[32];
    const time_t when = time(NULL);
    json_t *list = json_array();

    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S+00:00", gmtime(&when));
    for (size_t i = 0; i < results->count; i++) {
        const struct result *r = &results->result[i];
        char name[128];
        snprintf(name, sizeof name, "%s/%s/%s", work_name(r->work), r->isa, set_names[r->set]);
        const struct timing *t = &r->time;
        const double pass = (double)t->elements; /* an iteration is a pass over the set */
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:i, s:I, s:f, s:f, s:s, s:f, s:f, s:f, s:f, s:f, s:f, s:f, "
                      "s:f}",
                      "name", name, "run_name", name, "run_type", "iteration", "threads",
                      r->work->mode == THREADS ? 2 : 1, "iterations", (json_int_t)t->rounds,
                      "real_time", pass * t->median, "cpu_time", pass * t->cpu, "time_unit", "ns",
                      "items_per_second", 1e9 / t->median, "bytes_per_second",
                      (double)work_size(r->work) / t->median * 1e9, "ns_per_item", t->median,
                      "ns_per_item_minimum", t->minimum, "cpu_ns_per_item", t->cpu, "spread",
                      t->spread, "ratio_to_memset", t->to_fill, "ratio_to_scalar",
                      to_scalar(results, r)));
    }
    json_t *file = json_pack(
        "{s:{s:s, s:s, s:s, s:i, s:i, s:b, s:s}, s:o}", "context", "date", date, "executable",
        "hysbench", "cpu", line_of("/proc/cpuinfo", "model name", line), "num_cpus",
        (int)sysconf(_SC_NPROCESSORS_ONLN), "mhz_per_cpu", (int)(results->ghz * 1000),
        "cpu_scaling_enabled", 0, "library_build_type", "release", "benchmarks", list);
    const bool done =
        file && json_dump_file(file, path, JSON_INDENT(2) | JSON_REAL_PRECISION(6)) == 0;
    json_decref(file);
    return done || cannot(path, strerror(errno));
}

/* The large set: a cluster of bars for each work, a bar for each ISA path, memset as the line at
 * 1. */
bool report_plot(const struct results *results, const char *path)
{
    if (system("command -v gnuplot >/dev/null 2>&1") != 0)
        return cannot(path, "--plot needs gnuplot (package gnuplot-nox)");
    if (strpbrk(path, "'\n"))
        return cannot(path, "a quote in the name of a plot");
    FILE *gnuplot = popen("gnuplot", "w");
    if (!gnuplot)
        return cannot(path, strerror(errno));
    fprintf(gnuplot,
            "set terminal pngcairo size 1500,620\nset output '%s'\nset style data histogram\nset "
            "style histogram cluster gap 1\n"
            "set style fill solid 0.85\nset boxwidth 0.9\nset grid ytics\nset key top right\nset "
            "xtics rotate by -40 noenhanced\nset yrange [0:*]\n"
            "set ylabel 'speed, memset of the same bytes = 1'\nset title 'hyspace, one core, %s "
            "(higher is better)'\n$results << END\nwork",
            path, set_names[LARGE]);
    for (size_t i = 1; i < hys_isa_count(); i++)
        if (hys_isa_available(i))
            fprintf(gnuplot, " %s", hys_isa_name(i));
    for (size_t k = 0; k < results->count; k++) {
        const struct result *r = &results->result[k];
        if (r->set != LARGE || strcmp(r->isa, "scalar"))
            continue;
        fprintf(gnuplot, "\n%s", work_name(r->work));
        for (size_t i = 1; i < hys_isa_count(); i++) {
            const struct result *shown =
                result_of(results, work_name(r->work), hys_isa_name(i), LARGE);
            if (hys_isa_available(i))
                fprintf(gnuplot, " %.4f", shown ? shown->time.to_fill : 0);
        }
    }
    fputs("\nEND\nplot for [i=2:*] $results using i:xtic(1) title columnheader(i) noenhanced, 1 "
          "with lines dashtype 2 linecolor 'black' title 'memset'\n",
          gnuplot);
    return pclose(gnuplot) == 0 || cannot(path, "gnuplot failed");
}
