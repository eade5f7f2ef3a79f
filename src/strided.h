/* Columns and matrices in the caller's memory: elements with a stride, of any alignment. */
#ifndef HYSI_STRIDED_H
#define HYSI_STRIDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <hyspace/domain.h>

/* Whether elements are contiguous and aligned, so that no copy is needed. */
static inline bool hysi_is_dense(const unsigned char *data, ptrdiff_t stride, size_t size)
{
    return stride == (ptrdiff_t)size && (uintptr_t)data % size == 0;
}

/* Copies elements one by one. A size that is known when this is compiled makes each copy a load and
 * a store. */
#define HYSI_SIZED(bytes, to, from)    \
    case bytes:                        \
        for (size_t k = 0; k < n; k++) \
            memcpy(to, from, bytes);   \
        break;
#define HYSI_COPIES(to, from)           \
    switch (size) {                     \
        HYSI_SIZED(1, to, from)         \
        HYSI_SIZED(2, to, from)         \
        HYSI_SIZED(4, to, from)         \
        HYSI_SIZED(8, to, from)         \
    default: break; /* no other size */ \
    }

/* Copies the n elements of a contiguous array to places that are stride bytes apart. */
static inline void hysi_copy_to_strided(const unsigned char *in, size_t size, size_t n,
                                        unsigned char *out, ptrdiff_t stride)
{
    HYSI_COPIES(out + (ptrdiff_t)k * stride, in + k * size)
}

/* Copies n elements that are stride bytes apart into a contiguous array. */
static inline void hysi_copy_from_strided(const unsigned char *in, ptrdiff_t stride, size_t size,
                                          size_t n, unsigned char *out)
{
    HYSI_COPIES(out + k * size, in + (ptrdiff_t)k * stride)
}

#undef HYSI_SIZED
#undef HYSI_COPIES

/* Whether the reserved members of every column are zero. */
static inline bool hysi_columns_are_plain(const hys_column *columns, size_t count)
{
    bool plain = true;
    for (size_t c = 0; c < count; c++)
        plain = plain && !columns[c].flags && !columns[c].mask && !columns[c].mask_stride;
    return plain;
}

/* Whether an order exists, and the leading dimension has room for n rows. */
static inline bool hysi_is_matrix(hys_order order, size_t n, size_t columns, size_t ld)
{
    return order == HYS_ROW_MAJOR ? ld >= columns : order == HYS_COLUMN_MAJOR && ld >= n;
}

/* The number of elements from one row of a matrix to the next, and from one column to the next. */
static inline size_t hysi_row_step(hys_order order, size_t ld)
{
    return order == HYS_ROW_MAJOR ? ld : 1;
}
static inline size_t hysi_column_step(hys_order order, size_t ld)
{
    return order == HYS_ROW_MAJOR ? 1 : ld;
}

#endif
