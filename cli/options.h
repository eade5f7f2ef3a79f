/* What the user asked for. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hyspace.h>

struct format;

struct options {
    const char *command, *space, *input, *output, *plot, *pairs, *columns;
    uint64_t count; /* samples, */
    bool whole;     /* or 2^64 of them, where count is 0 */
    bool all;       /* as many as there are from the first one on */
    bool counted;   /* --count was given */
    uint64_t first;
    const char *indices;     /* a file of sample numbers, */
    const uint64_t *numbers; /* and those: count of them, instead of a range; NULL: a range */
    const char *check;       /* a file of digests */
    hys_source source;
    uint64_t rows;            /* of a design that has an end; 0: all numbers have one */
    const hys_stream *opened; /* the source, opened for the SPACE; NULL: not yet */
    const char *dim;          /* as it was given; NULL: it was not */
    bool x64;                 /* --x64 was given */
    struct pointed {
        const char *name; /* NULL: all continuous columns that have none of their own */
        uint64_t points;
    } * pointed;          /* points of a grid's columns, */
    size_t pointed_count; /* so many of them */
    hys_type type;        /* 0: each kind's own */
    struct typed {
        const char *name;
        hys_type type;
    } * typed;          /* columns with types of their own, */
    size_t typed_count; /* so many of them */
    const struct format *format, *input_format;
    bool header, strict, all_isas, ascii, kinds;
    const char *what; /* what density is asked for; NULL: --what was not given */
    bool every_value; /* --all */
    hys_discrepancy_kind discrepancy;
    int progress; /* 1: --progress, -1: --no-progress, 0: neither */
    unsigned threads;
};

/* Whether no samples are asked for, and how many are. */
static inline bool options_none(const struct options *options)
{
    return options->count == 0 && !options->whole;
}

static inline double options_count(const struct options *options)
{
    return options->whole ? 0x1p64 : (double)options->count;
}

#endif
