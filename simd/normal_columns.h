/* The rows of the standard normal laws by columns, for paths that look rows up in registers. */
#ifndef SIMD_NORMAL_COLUMNS_H
#define SIMD_NORMAL_COLUMNS_H

#include "src/reference/normal_table.h"

static const _Alignas(64) float normal_f32_column[NORMAL_F32_COEFFICIENTS][64] = {
#define X0(a, b, c, d, e, f, g) a,
#define X1(a, b, c, d, e, f, g) b,
#define X2(a, b, c, d, e, f, g) c,
#define X3(a, b, c, d, e, f, g) d,
#define X4(a, b, c, d, e, f, g) e,
#define X5(a, b, c, d, e, f, g) f,
#define X6(a, b, c, d, e, f, g) g,
    {HYSI_NORMAL_F32_ROWS(X0)}, {HYSI_NORMAL_F32_ROWS(X1)}, {HYSI_NORMAL_F32_ROWS(X2)},
    {HYSI_NORMAL_F32_ROWS(X3)}, {HYSI_NORMAL_F32_ROWS(X4)}, {HYSI_NORMAL_F32_ROWS(X5)},
    {HYSI_NORMAL_F32_ROWS(X6)},
#undef X0
#undef X1
#undef X2
#undef X3
#undef X4
#undef X5
#undef X6
};
/* Seven zeros before row 0 align row 49 to a word. */
static const _Alignas(64) double normal_f64_column[NORMAL_F64_COEFFICIENTS][72] = {
#define PAD 0, 0, 0, 0, 0, 0, 0,
#define X0(a, b, c, d, e, f, g, h, i, j, k, l, m) a,
#define X1(a, b, c, d, e, f, g, h, i, j, k, l, m) b,
#define X2(a, b, c, d, e, f, g, h, i, j, k, l, m) c,
#define X3(a, b, c, d, e, f, g, h, i, j, k, l, m) d,
#define X4(a, b, c, d, e, f, g, h, i, j, k, l, m) e,
#define X5(a, b, c, d, e, f, g, h, i, j, k, l, m) f,
#define X6(a, b, c, d, e, f, g, h, i, j, k, l, m) g,
#define X7(a, b, c, d, e, f, g, h, i, j, k, l, m) h,
#define X8(a, b, c, d, e, f, g, h, i, j, k, l, m) i,
#define X9(a, b, c, d, e, f, g, h, i, j, k, l, m) j,
#define X10(a, b, c, d, e, f, g, h, i, j, k, l, m) k,
#define X11(a, b, c, d, e, f, g, h, i, j, k, l, m) l,
#define X12(a, b, c, d, e, f, g, h, i, j, k, l, m) m,
    {PAD HYSI_NORMAL_F64_ROWS(X0)},  {PAD HYSI_NORMAL_F64_ROWS(X1)},
    {PAD HYSI_NORMAL_F64_ROWS(X2)},  {PAD HYSI_NORMAL_F64_ROWS(X3)},
    {PAD HYSI_NORMAL_F64_ROWS(X4)},  {PAD HYSI_NORMAL_F64_ROWS(X5)},
    {PAD HYSI_NORMAL_F64_ROWS(X6)},  {PAD HYSI_NORMAL_F64_ROWS(X7)},
    {PAD HYSI_NORMAL_F64_ROWS(X8)},  {PAD HYSI_NORMAL_F64_ROWS(X9)},
    {PAD HYSI_NORMAL_F64_ROWS(X10)}, {PAD HYSI_NORMAL_F64_ROWS(X11)},
    {PAD HYSI_NORMAL_F64_ROWS(X12)},
#undef PAD
#undef X0
#undef X1
#undef X2
#undef X3
#undef X4
#undef X5
#undef X6
#undef X7
#undef X8
#undef X9
#undef X10
#undef X11
#undef X12
};

#endif
