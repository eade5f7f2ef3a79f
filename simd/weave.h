/* Columns to rows: eight tiles of 64-bit elements become rows of eight, 64 bytes side by side (src/reference/weave.c is the
 * definition, and serves a last row). A row's line is written at once. Bounded by the loads, and by the memory written to. */

static inline __attribute__((always_inline)) size_t weave_rows(const uint64_t *tile, size_t n, unsigned char *out, ptrdiff_t stride, bool streaming)
{
    size_t i = 0;
    for (; i + 2 <= n; i += 2)
        UNROLL for (int c = 0; c < HYSI_WOVEN; c += V64)
        {
            unsigned char *to = out + (ptrdiff_t)i * stride + c * 8;
            v_u64 row[2];
            v_two_rows_u64(tile + (size_t)c * HYSI_WOVEN_TILE + i, HYSI_WOVEN_TILE, row);
            for (int r = 0; r < 2; r++)
                if (streaming)
                    v_stream_u64(to + r * stride, row[r]);
                else
                    v_store_u64(to + r * stride, row[r]);
        }
    return i;
}

void KERNEL(weave64)(const uint64_t *tile, size_t n, unsigned char *out, ptrdiff_t stride, bool streaming)
{
    const size_t i = streaming ? weave_rows(tile, n, out, stride, true) : weave_rows(tile, n, out, stride, false);
    hysi_weave64_scalar(tile + i, n - i, out + (ptrdiff_t)i * stride, stride, false);
}
