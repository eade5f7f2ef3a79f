/* Decimals into floats and integers. */
#ifndef HYSI_JSON_NUMBER_H
#define HYSI_JSON_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* What a text is: a plain decimal, "nan" or "inf"; nothing of these; beyond the range of the float;
 * an integer that the float cannot hold, which is rounded then. Reads a point or what the locale
 * has instead of it. */
enum hysi_number { HYSI_NUMBER, HYSI_NUMBER_NONE, HYSI_NUMBER_RANGE, HYSI_NUMBER_INEXACT };
enum hysi_number hysi_parse_f64(const char *text, double *value);
enum hysi_number hysi_parse_f32(const char *text, float *value);

/* A decimal that is an integer of 64 bits. Digits alone are exact; with a point or an exponent they
 * are read as a double. INEXACT: a fraction, NaN or an infinity. */
enum hysi_number hysi_parse_i64(const char *text, int64_t *value);

/* Whether a float with so many bits holds an integer of that magnitude. */
bool hysi_is_exact(uint64_t magnitude, int bits);

#endif
