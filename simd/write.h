/* Tiles to the caller's memory; src/reference/write.c is the definition. Bounded by that memory. */

/* Whole 64-byte lines go past the caches, the rest at both ends through them. */
void KERNEL(copy_nontemporal)(const unsigned char *tile, size_t n, unsigned char *out)
{
    const size_t to_line = (64 - (uintptr_t)out % 64) % 64, head = to_line < n ? to_line : n,
                 lines = (n - head) / 64;
    size_t i = head;
    hysi_copy_nontemporal_scalar(tile, head, out);
    for (const size_t end = head + 64 * lines; i < end; i += 8 * V64)
        v_nontemporal_u64(out + i, v_load_u64(tile + i));
    hysi_copy_nontemporal_scalar(tile + i, n - i, out + i);
}

/* Where column c of a row of eight is. */
static inline const uint64_t *column_at(const uint64_t *low, const uint64_t *high, size_t c)
{
    return (c < HYSI_TRANSPOSED / 2 ? low : high) +
           c % (HYSI_TRANSPOSED / 2) * HYSI_TRANSPOSED_TILE;
}

/* Eight columns of 64-bit elements become rows of eight, 64 bytes side by side; a row's line is
 * written at once. */
static inline __attribute__((always_inline)) size_t
transpose_rows(const uint64_t *low, const uint64_t *high, size_t n, unsigned char *out,
               ptrdiff_t stride, bool nontemporal)
{
    size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        UNROLL
        for (size_t c = 0; c < HYSI_TRANSPOSED; c += V64) {
            unsigned char *to = out + (ptrdiff_t)i * stride + c * 8;
            v_u64 row[2];
            v_two_rows_u64(column_at(low, high, c) + i, column_at(low, high, c + V64 / 2) + i,
                           HYSI_TRANSPOSED_TILE, row);
            for (int r = 0; r < 2; r++)
                if (nontemporal)
                    v_nontemporal_u64(to + r * stride, row[r]);
                else
                    v_store_u64(to + r * stride, row[r]);
        }
    }
    return i;
}

void KERNEL(transpose8)(const uint64_t *low, const uint64_t *high, size_t n, unsigned char *out,
                        ptrdiff_t stride, bool nontemporal)
{
    const size_t i = nontemporal ? transpose_rows(low, high, n, out, stride, true)
                                 : transpose_rows(low, high, n, out, stride, false);
    hysi_transpose8_scalar(low + i, high + i, n - i, out + (ptrdiff_t)i * stride, stride, false);
}
