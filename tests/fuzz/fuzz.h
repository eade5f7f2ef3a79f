/* What the fuzz targets share: an input taken apart byte by byte, and REQUIRE, which ends the run
 * with the condition that did not hold. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hyspace.h>

#define REQUIRE(condition)                                                                        \
    do {                                                                                          \
        if (!(condition)) {                                                                       \
            fprintf(stderr, "%s:%d: %s does not hold under %s\n", __FILE__, __LINE__, #condition, \
                    hys_isa_current());                                                           \
            abort();                                                                              \
        }                                                                                         \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
    const uint8_t *at;
    size_t left;
};

/* The next n bytes; zeros behind the end. */
static inline void take(struct bytes *input, void *to, size_t n)
{
    const size_t given = n < input->left ? n : input->left;
    memset(to, 0, n);
    memcpy(to, input->at, given);
    input->at += given;
    input->left -= given;
}

static inline unsigned take_byte(struct bytes *input)
{
    uint8_t byte;
    take(input, &byte, 1);
    return byte;
}

static inline uint64_t take_u64(struct bytes *input)
{
    uint64_t word;
    take(input, &word, sizeof word);
    return word;
}

/* Any bits, or a number that comes up in practice: most bits make no bounds. */
static inline double take_f64(struct bytes *input)
{
    static const double common[] = {0,         1,        2,       10,     0.5,    1e-5,
                                    0.1,       255,      4096,    65536,  0x1p24, 0x1p53,
                                    0x1p-1022, 0x1p-126, 0x1p127, 1.7e308};
    const unsigned form = take_byte(input);
    double value;
    if (form & 0x80)
        return form & 0x40 ? -common[form & 15] : common[form & 15];
    if (form & 0x40)
        return (double)(int8_t)take_byte(input) / (1 + (form & 7));
    take(input, &value, sizeof value);
    return value;
}

/* A stream that there is, most of the time, and a length that passes a tile now and then. */
static inline hys_source take_source(struct bytes *input)
{
    const unsigned form = take_byte(input);
    hys_source source = {.stream = (int32_t)(form & 0x40 ? HYS_SOBOL + (form & 7) : form & 3)};
    if (form & 0x80) { /* anything */
        take(input, &source, sizeof source);
        if (hys_stream_traits(source.stream) & HYS_STREAM_POINTS)
            source.column_points = NULL; /* which would be read */
        return source;
    }
    const uint32_t traits = hys_stream_traits(source.stream),
                   flags = hys_stream_flags(source.stream);
    if (form & 0x20 || (!(form & 0x40) && form & 4))
        source.flags = flags;
    take(input, &source.key, sizeof source.key);
    if (traits & HYS_STREAM_DIM)
        source.dim = form & 0x40 ? take_byte(input) : take_u64(input);
    if (traits & HYS_STREAM_ROWS)
        source.rows = take_u64(input) >> take_byte(input) % 64;
    if (traits & HYS_STREAM_POINTS)
        source.points = take_u64(input) >> take_byte(input) % 64;
    return source;
}

static inline size_t take_length(struct bytes *input)
{
    const unsigned form = take_byte(input);
    return form < 252 ? form & 63 : take_byte(input) + 1024;
}

/* The place of a first sample: anywhere, or before one of the ends where counters carry. */
static inline uint64_t take_first(struct bytes *input)
{
    static const uint64_t ends[] = {0,          1ull << 31, 1ull << 32, 1ull << 34,
                                    1ull << 42, 1ull << 53, 1ull << 63, 2ull << 32};
    const unsigned form = take_byte(input);
    if (form & 0x80)
        return ends[form & 7] - take_byte(input) - (form & 0x40 ? 1024 : 0);
    return form & 0x40 ? take_byte(input) : take_u64(input);
}

/* One of this machine's instruction sets other than scalar, where there is one. */
static inline const char *take_isa(struct bytes *input)
{
    const size_t count = hys_isa_count(), start = take_byte(input);
    for (size_t i = 0; i < count; i++)
        if (hys_isa_available((start + i) % count) && (start + i) % count != 0)
            return hys_isa_name((start + i) % count);
    return hys_isa_name(0);
}

#endif
