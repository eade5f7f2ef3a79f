/* The commands: a row of the list in main.c each. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

struct options;
struct format;

/* A command's bit, by which an option says which commands take it. */
enum {
    SAMPLE = 1,
    TRANSFORM = 2,
    DIGEST = 4,
    BITS = 8,
    INFO = 16,
    VERIFY = 32,
    DESCRIBE = 64,
    ENCODE = 128,
    DECODE = 256,
    DENSITIES = 512,
    DISCREPANCY = 1024,
    CONVERT = TRANSFORM | ENCODE | DECODE | DENSITIES
};

struct command {
    const char *name;
    unsigned bit;
    int (*run)(const struct options *options);
    bool space, file;            /* takes a SPACE, may take a file's name */
    uint64_t count;              /* how many samples where --count does not say it; 0: 10 */
    const struct format *format; /* where nothing says it; NULL: csv */
    const char *arguments, *summary, *notes;
};

int command_sample(const struct options *options);
int command_digest(const struct options *options);
int command_bits(const struct options *options);
int command_transform(const struct options *options);
int command_encode(const struct options *options);
int command_decode(const struct options *options);
int command_density(const struct options *options);
int command_discrepancy(const struct options *options);
int command_verify(const struct options *options);
int command_describe(const struct options *options);
int command_info(const struct options *options);

#endif
