/* Columns to rows: eight tiles of 64-bit elements become rows of eight, 64 bytes side by side (src/reference/weave.c is the
 * definition, and serves the last rows). By transposes of V64 x V64 elements; a row's line is written at once. Bounded by the
 * memory written to. */

static inline __attribute__((always_inline)) void weave_rows(const uint64_t *tile, size_t i, unsigned char *row, ptrdiff_t stride, bool streaming)
{
    UNROLL for (int c = 0; c < HYSI_WOVEN / V64; c++)
    {
        v_u64 x[V64];
        UNROLL for (int j = 0; j < V64; j++)
            x[j] = v_load_u64(tile + (size_t)(c * V64 + j) * HYSI_WOVEN_TILE + i);
        v_transpose_u64(x);
        UNROLL for (int j = 0; j < V64; j++)
            if (streaming)
                v_stream_u64(row + j * stride + c * V64 * 8, x[j]);
            else
                v_store_u64(row + j * stride + c * V64 * 8, x[j]);
    }
}

void KERNEL(weave64)(const uint64_t *tile, size_t n, unsigned char *out, ptrdiff_t stride, bool streaming)
{
    size_t i = 0;
    if (streaming) {
        for (; i + V64 <= n; i += V64)
            weave_rows(tile, i, out + (ptrdiff_t)i * stride, stride, true);
        v_fence();
    } else {
        for (; i + V64 <= n; i += V64)
            weave_rows(tile, i, out + (ptrdiff_t)i * stride, stride, false);
    }
    hysi_weave64_scalar(tile + i, n - i, out + (ptrdiff_t)i * stride, stride, false);
}
