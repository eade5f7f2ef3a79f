/* Tiles to where they belong (src/reference/write.c is the definition, and serves what is left
 * over). Bounded by the memory written to. */

/* Whole 64-byte lines past the caches, both ends through them. */
void KERNEL(write_past)(const unsigned char *tile, size_t n, unsigned char *out)
{
    const size_t to_line = (64 - (uintptr_t)out % 64) % 64, head = to_line < n ? to_line : n,
                 lines = (n - head) / 64;
    size_t i = head;
    hysi_write_past_scalar(tile, head, out);
    for (const size_t end = head + 64 * lines; i < end; i += 8 * V64)
        v_stream_u64(out + i, v_load_u64(tile + i));
    hysi_write_past_scalar(tile + i, n - i, out + i);
}

/* Where column c of a row of eight is. */
static inline const uint64_t *woven_column(const uint64_t *low, const uint64_t *high, size_t c)
{
    return (c < HYSI_WOVEN / 2 ? low : high) + c % (HYSI_WOVEN / 2) * HYSI_WOVEN_TILE;
}

/* Eight columns of 64-bit elements become rows of eight, 64 bytes side by side; a row's line is
 * written at once. */
static inline __attribute__((always_inline)) size_t weave_rows(const uint64_t *low,
                                                               const uint64_t *high, size_t n,
                                                               unsigned char *out, ptrdiff_t stride,
                                                               bool streaming)
{
    size_t i = 0;
    for (; i + 2 <= n; i += 2)
        UNROLL
    for (size_t c = 0; c < HYSI_WOVEN; c += V64) {
        unsigned char *to = out + (ptrdiff_t)i * stride + c * 8;
        v_u64 row[2];
        v_two_rows_u64(woven_column(low, high, c) + i, woven_column(low, high, c + V64 / 2) + i,
                       HYSI_WOVEN_TILE, row);
        for (int r = 0; r < 2; r++)
            if (streaming)
                v_stream_u64(to + r * stride, row[r]);
            else
                v_store_u64(to + r * stride, row[r]);
    }
    return i;
}

void KERNEL(weave64)(const uint64_t *low, const uint64_t *high, size_t n, unsigned char *out,
                     ptrdiff_t stride, bool streaming)
{
    const size_t i = streaming ? weave_rows(low, high, n, out, stride, true)
                               : weave_rows(low, high, n, out, stride, false);
    hysi_weave64_scalar(low + i, high + i, n - i, out + (ptrdiff_t)i * stride, stride, false);
}
