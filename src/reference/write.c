/* Tiles to the caller's memory. */
#include <config.h>

#include <string.h>

#include "src/kernels.h"

void hysi_copy_nontemporal_scalar(const unsigned char *tile, size_t n, unsigned char *out)
{
    memcpy(out, tile, n);
}

/* Element i of column c becomes element c of row i. */
void hysi_transpose8_scalar(const uint64_t *low, const uint64_t *high, size_t n, unsigned char *out,
                            ptrdiff_t stride, bool nontemporal)
{
    (void)nontemporal;
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < HYSI_TRANSPOSED; c++) {
            const uint64_t *half = c < HYSI_TRANSPOSED / 2 ? low : high;
            memcpy(out + (ptrdiff_t)i * stride + 8 * c,
                   half + c % (HYSI_TRANSPOSED / 2) * HYSI_TRANSPOSED_TILE + i, 8);
        }
}
