/* Columns and matrices in the caller's memory: elements with a stride, of any alignment. */
#ifndef HYSI_STRIDED_H
#define HYSI_STRIDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <hyspace/domain.h>

/* Elements side by side, so that no copy is needed. */
static inline bool hysi_is_dense(const unsigned char *data, ptrdiff_t stride, size_t size)
{
    return stride == (ptrdiff_t)size && (uintptr_t)data % size == 0;
}

/* A size known when compiled makes each copy a load or a store. */
#define HYSI_SIZED(bytes, to, from)    \
    case bytes:                        \
        for (size_t k = 0; k < n; k++) \
            memcpy(to, from, bytes);   \
        break;
#define HYSI_COPIES(to, from)                 \
    switch (size) {                           \
        HYSI_SIZED(1, to, from)               \
        HYSI_SIZED(2, to, from)               \
        HYSI_SIZED(4, to, from)               \
        HYSI_SIZED(8, to, from)               \
    default: break; /* no type has another */ \
    }

/* Elements side by side to where they belong. */
static inline void hysi_scatter(const unsigned char *from, size_t n, size_t size,
                                unsigned char *data, ptrdiff_t stride)
{
    HYSI_COPIES(data + (ptrdiff_t)k * stride, from + k * size)
}

/* And from there to lie side by side. */
static inline void hysi_gather(const unsigned char *data, ptrdiff_t stride, size_t n, size_t size,
                               unsigned char *to)
{
    HYSI_COPIES(to + k * size, data + (ptrdiff_t)k * stride)
}

#undef HYSI_SIZED
#undef HYSI_COPIES

/* What is kept for conditional spaces is zero in every column. */
static inline bool hysi_columns_are_plain(const hys_column *columns, size_t count)
{
    bool plain = true;
    for (size_t c = 0; c < count; c++)
        plain = plain && !columns[c].flags && !columns[c].mask && !columns[c].mask_stride;
    return plain;
}

/* An order there is, with a leading dimension that n rows have room in. */
static inline bool hysi_is_matrix(hys_order order, size_t n, size_t columns, size_t ld)
{
    return order == HYS_ROW_MAJOR ? ld >= columns : order == HYS_COLUMN_MAJOR && ld >= n;
}

/* Elements from one row, or column, of a matrix to the next. */
static inline size_t hysi_row_step(hys_order order, size_t ld)
{
    return order == HYS_ROW_MAJOR ? ld : 1;
}
static inline size_t hysi_column_step(hys_order order, size_t ld)
{
    return order == HYS_ROW_MAJOR ? 1 : ld;
}

#endif
