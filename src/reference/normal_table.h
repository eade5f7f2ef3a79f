/* The coefficients of the standard normal laws as tables. */
#ifndef HYSI_NORMAL_TABLE_H
#define HYSI_NORMAL_TABLE_H

#include "src/reference/normal_rows.h"

enum { NORMAL_F32_COEFFICIENTS = 7, NORMAL_F32_CENTRE = 63 };
static const _Alignas(64) float normal_f32_row[64][8] = {
#define X(...) {__VA_ARGS__},
    HYSI_NORMAL_F32_ROWS(X)
#undef X
};

enum { NORMAL_F64_COEFFICIENTS = 13, NORMAL_F64_CENTRE = 64 };
static const _Alignas(64) double normal_f64_row[65][16] = {
#define X(...) {__VA_ARGS__},
    HYSI_NORMAL_F64_ROWS(X)
#undef X
};

/* By columns: the middle of sqrt(w), then the coefficients. The low three bits of w's biased
 * exponent number the row, 4 to 7 for 2^5 to 2^8 and 0 for 2^9. */
enum { NORMAL_DEEP_COEFFICIENTS = 16 };
static const _Alignas(64) double normal_deep_column[1 + NORMAL_DEEP_COEFFICIENTS][8] = {
#define X(from9, from5, from6, from7, from8) {from9, 0, 0, 0, from5, from6, from7, from8},
    HYSI_NORMAL_DEEP_COLUMNS(X)
#undef X
};

#endif
