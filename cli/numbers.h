/* Counts from text, and numbers into text. */
#ifndef CLI_NUMBERS_H
#define CLI_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A count: a decimal that is a whole number, as 1e6, 1.5e3, 10M, 4Gi. 2^64 is a count of 0 that is
 * `whole`, since not every machine has a wider integer. false: the text is no such number, or above
 * 2^64. */
bool parse_count(const char *text, uint64_t *count, bool *whole);

/* Makes factor * count + more of a count. false: the result is above 2^64. */
bool count_times(uint64_t *count, bool *whole, uint64_t factor, uint64_t more);

/* A product of counts, exact up to 2^64, then as a power of ten. */
struct product {
    uint64_t exact;
    bool whole, beyond; /* it is 2^64, or above */
    double digits;
    int exponent;
};
#define PRODUCT_OF_NONE ((struct product){.exact = 1, .digits = 1})
void product_multiply(struct product *product, uint64_t count); /* by 2^64 where count is 0 */
char *product_text(const struct product *product);

/* A whole number below 2^64 in plain digits. */
bool parse_u64(const char *text, uint64_t *number);

/* An integer, and the shortest of the "%.{p}g" that read back to the same bits. They return the
 * length, and write no zero behind it. */
enum { NUMBER_TEXT = 40 };
size_t integer_text(char out[NUMBER_TEXT], bool negative, uint64_t magnitude);
size_t f64_text(char out[NUMBER_TEXT], double value);
size_t f32_text(char out[NUMBER_TEXT], float value);

/* A number as people read it: integers whole, others of 6 digits. */
char *readable_number(double value);

#endif
