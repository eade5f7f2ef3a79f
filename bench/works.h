/* What hysbench measures. */
#ifndef BENCH_WORKS_H
#define BENCH_WORKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hyspace.h>

enum mode {
    SAMPLE,      /* hys_sample */
    BITS,        /* hys_bits_u32, hys_bits_u64 */
    SNAP,        /* hys_transform_f32 from an array of linear f32 samples to another array */
    LOGPDF,      /* hys_logpdf_f64 from an array of linear f64 samples to another array */
    ENCODE,      /* hys_encode from an array of the space's own samples, of 8 bytes, to another */
    DECODE,      /* hys_decode from an array of linear f64 samples to one of such values */
    CDF,         /* hys_cdf_f64 or hys_cdf_i64, as ENCODE */
    PMF,         /* hys_pmf_f64 or hys_pmf_i64, as ENCODE */
    QUANTILE,    /* hys_quantile_f64 or hys_quantile_i64, as DECODE */
    MIX_LOGPDF,  /* hys_mixture_logpdf at points, row after row */
    MIX_SAMPLE,  /* hys_mixture_sample, row after row */
    TABLE,       /* hys_domain_sample_matrix_f64 of examples/lcbench.json, row after row */
    COLUMNS,     /* the columns of that table, each alone and contiguous */
    THREADS,     /* hys_sample by two threads, a half each; the yardstick is two
                    non-temporal fills */
    STAGE,       /* one map of the private table of kernels, over tiles of words in L1 */
    ENGINE,      /* an engine of the private table of kernels; with a space, which is linear and of
                    one map, fused with it where there is such a kernel */
    SLEEF_EXP2,  /* the work of the map log_f32 by calls of SLEEF's exp2f */
    ROWS,        /* an engine of the private table of kernels: a design of 1 000 003 rows */
    CALL,        /* hys_sample of one element */
    CALL_TABLE,  /* hys_domain_sample of one row of examples/xgboost.json */
    CALL_ROWS,   /* hys_domain_sample_indices of one row of it */
    CALL_OPENED, /* hys_domain_sample_from of one row of it */
    CALL_DISCREPANCY /* hys_discrepancy of 1024 points of 20 numbers, linear f64 samples */
};

struct work {
    const char *space; /* a word; NULL for a work without a space */
    int32_t stream;
    hys_type type; /* 0: the columns have types of their own */
    enum mode mode;
    int map;          /* STAGE: enum hysi_map_id; of mixtures: enum mixture_shape; of
                         CALL_DISCREPANCY: its kind */
    const char *note; /* what the name does not say */
};

extern const struct work works[];
extern const size_t work_count;

/* "linear/native/f32", of an engine "sobol32-linear/kernel/f32"; in static memory, one for each
 * work. */
const char *work_name(const struct work *work);

/* Whether the work is one call with n = 1: CALL and those behind it. */
bool work_is_call(const struct work *work);

/* Number of bytes that the work writes for an element; for tables, for a row. */
size_t work_size(const struct work *work);

/* Whether the work is one of ENCODE to QUANTILE. Arithmetic bounds them, so that they are measured
 * in the caches alone. */
bool work_is_of_values(const struct work *work);

/* Whether the work's stream is a design that has an end. */
bool work_has_end(const struct work *work);

/* Whether element i of the work is a function of i, so that parts of it can be compared. */
bool work_is_indexed(const struct work *work);

/* Builds what the work needs for outputs of at most `most` bytes. */
void work_open(const struct work *work, size_t most);

/* Runs the work with the current instruction set: n elements from number `first` on. */
void work_run(const struct work *work, uint64_t first, size_t n, void *out);

/* The yardstick: fills bytes with a value that is not zero. */
void work_fill(const struct work *work, void *out, size_t bytes);

/* Whether the work exists for an instruction set. */
bool work_has(const struct work *work, const char *isa);

#endif
