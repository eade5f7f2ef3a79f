/* hysbench: what is measured (works.c), how (hysbench.c), and how it is shown (report.c). */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hyspace.h>

/* ---- works ---- */

enum mode {
    SAMPLE,    /* hys_sample */
    BITS,      /* hys_bits_u32, _u64 */
    SNAP,      /* hys_transform_f32 of an array of linear f32 samples, to another */
    TABLE,     /* hys_domain_sample_matrix_f64 of lcbench, rows side by side */
    COLUMNS,   /* the columns of that table, each alone and contiguous */
    THREADS,   /* hys_sample, a half each in two threads; its yardstick is a fill past the caches by
                  two threads */
    STAGE,     /* one map of the private table, over tiles of words in L1 */
    SLEEF_EXP2 /* what STAGE of the log map does, by a call of SLEEF's exp2f a word */
};

struct work {
    const char *space; /* as on the command line; NULL: none */
    int32_t stream;
    hys_type type;
    enum mode mode;
    int map;          /* STAGE: enum hysi_map_id */
    const char *says; /* what the name does not */
};

extern const struct work works[];
extern const size_t work_count;

/* "linear/native/f32"; static memory for each work. */
const char *work_name(const struct work *work);

/* How many bytes an element of the work writes; a table's element is a row. */
size_t work_size(const struct work *work);

/* Builds what the work needs; its outputs hold at most `most` bytes. */
void work_open(const struct work *work, size_t most);

/* n elements from sample `first` on, by the row in use. */
void work_run(const struct work *work, uint64_t first, size_t n, void *out);

/* The yardstick: bytes of a non-zero value. */
void work_fill(const struct work *work, void *out, size_t bytes);

/* Whether the row has the work at all. */
bool work_has(const struct work *work, const char *isa);

/* n words of draws to log-uniform floats in [1e-5, 0.1) by SLEEF's deterministic exp2f
 * (exp2_sleef.h, one file a row). */
void bench_exp2_avx2(const uint32_t *draw, size_t n, float *out);
void bench_exp2_avx512(const uint32_t *draw, size_t n, float *out);

/* bytes of memory in 2 MiB pages where the system gives them, every page touched; ends the program
 * where there is none. */
void *bench_memory(size_t bytes);

/* ---- results ---- */

enum { SETS = 3, ROWS_MOST = 8 };
extern const char *const set_names[SETS]; /* "16KiB", "512KiB", "512MiB": as they were run */

struct timing {
    double minimum, median, spread; /* ns an element; (median - minimum) / median */
    double to_fill;                 /* fill's time / this one's, median over the rounds */
    size_t elements, rounds;
};

struct result {
    const struct work *work;
    int set;
    const char *isa;
    struct timing time;
    double fill_median; /* ns an element */
};

struct results {
    struct result *result;
    size_t count;
    double ghz; /* calibrated; 0: unknown */
};

const struct result *result_of(const struct results *results, const char *name, const char *isa,
                               int set);

void report_machine(double ghz);
void report_head(void);
void report_line(const struct results *results, const struct result *result);
void report_goals(const struct results *results);
bool report_json(const struct results *results, const char *path);
bool report_plot(const struct results *results, const char *path);

#endif
