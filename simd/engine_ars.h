/* Engine ars over vector words: counter-mode AES rounds (src/reference/ars.c is the definition).
 *
 * On a little-endian machine a stored block is its draws in order, of either width. Bounded by the AES units: seven rounds a
 * block, eight words in flight to cover their latency. */

enum { ARS_WORDS = 8, ARS_ROUNDS = 7 };

/* blocks from block b on, a multiple of ARS_WORDS * V_BLOCKS of them. */
static void ars_blocks(const struct hysi_draw *draw, uint64_t b, size_t blocks, unsigned char *out)
{
    v_aes key[ARS_ROUNDS + 1], counter[ARS_WORDS];
    uint32_t w[4];
    uint64_t lo = (uint64_t)draw->key[1] << 32 | draw->key[0], hi = (uint64_t)draw->key[3] << 32 | draw->key[2];

    for (int r = 0; r <= ARS_ROUNDS; r++) {
        w[0] = (uint32_t)lo, w[1] = (uint32_t)(lo >> 32), w[2] = (uint32_t)hi, w[3] = (uint32_t)(hi >> 32);
        key[r] = v_aes_set(w);
        lo += 0x9E3779B97F4A7C15u;
        hi += 0xBB67AE8584CAA73Bu;
    }
    UNROLL for (int j = 0; j < ARS_WORDS; j++)
        counter[j] = v_aes_counter(b + (uint64_t)(j * V_BLOCKS), draw->dim);
    for (; blocks > 0; blocks -= ARS_WORDS * V_BLOCKS, out += 16 * ARS_WORDS * V_BLOCKS) {
        v_aes x[ARS_WORDS];
        UNROLL for (int j = 0; j < ARS_WORDS; j++)
        {
            x[j] = v_aes_xor(counter[j], key[0]);
            counter[j] = v_aes_next(counter[j], ARS_WORDS * V_BLOCKS);
        }
        UNROLL for (int r = 1; r < ARS_ROUNDS; r++)
        {
            UNROLL for (int j = 0; j < ARS_WORDS; j++)
                x[j] = v_aes_round(x[j], key[r]);
        }
        UNROLL for (int j = 0; j < ARS_WORDS; j++)
            v_aes_store(out + 16 * V_BLOCKS * j, v_aes_last(x[j], key[ARS_ROUNDS]));
    }
}

/* Whole steps of blocks by vectors, the draws before the first and after the last by the scalar definition. */
static inline void ars_draws(const struct hysi_draw *draw, uint64_t first, size_t n, unsigned char *out, unsigned size,
                             hysi_engine *scalar)
{
    const unsigned per_block = 16 / size, step = ARS_WORDS * V_BLOCKS;
    size_t head = (per_block - first % per_block) % per_block;

    head = head < n ? head : n;
    if (head > 0)
        scalar(draw, first, head, out);
    first += head, n -= head, out += head * size;

    const size_t blocks = n / per_block / step * step;
    if (blocks > 0)
        ars_blocks(draw, first / per_block, blocks, out);
    first += blocks * per_block, n -= blocks * per_block, out += blocks * 16;
    if (n > 0)
        scalar(draw, first, n, out);
}

void KERNEL(ars32)(const struct hysi_draw *draw, uint64_t first, size_t n, void *out)
{
    ars_draws(draw, first, n, out, 4, hysi_ars32_scalar);
}

void KERNEL(ars64)(const struct hysi_draw *draw, uint64_t first, size_t n, void *out)
{
    ars_draws(draw, first, n, out, 8, hysi_ars64_scalar);
}
