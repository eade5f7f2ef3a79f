/* What verify found, and what is at fault where digests differ. */
#ifndef CLI_TALLY_H
#define CLI_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hyspace.h>

/* What is verified begins with this sample, under a key of the digits of pi. */
static const uint64_t verified_first = UINT64_C(4294962296);
static const hys_key verified_key = {{0x243f6a88, 0x85a308d3}};

/* What is at fault where digests differ. Each layer is judged where those above it are right:
 *
 *   digest   XXH3 of known words is another one, so that no other digest says anything
 *   engine   the raw words of a stream differ
 *   SLEEF    a function's arguments are right, and its values differ by roundings
 *   map      the words of the stream and what the law takes from SLEEF are right, and the samples
 *            differ; or the values of a SLEEF function differ by more than roundings */
enum layer { ENGINE, SLEEF, MAP, LAYERS };
struct fault {
    char names[1024]; /* "native u32, jax_keys u64"; there is room for all */
    char isas[64];
};
struct tally {
    size_t agree, differ, refused;
    struct fault fault[LAYERS];
};

/* The digest of the elements' little-endian bytes, into which they are turned. */
uint64_t digest_of(void *elements, size_t n, size_t size);

/* What is verified: the samples of a space, or the values of a function. */
struct subject {
    const char *stream, *x64, *name;
    hys_type type;
};

/* Prints a line for the instruction set in use and counts it; returns whether the digest differs.
 * HYS_E_ISA: not on this CPU. */
bool report(struct tally *tally, const struct subject *subject, hys_status status, uint64_t digest,
            uint64_t pinned);

void add_fault(struct tally *tally, enum layer layer, const char *name, hys_type type);

/* Ends the program with what is at fault, a line for each layer. */
_Noreturn void fail_by_layer(const struct tally *tally);

#endif
