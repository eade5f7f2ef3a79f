/* Engine ars: the native stream. ARS4x32-7 of Random123 (Salmon et al., SC11): seven AES rounds
 * over a counter, with a Weyl sequence in place of AES's key schedule.
 *
 * Block b is the encryption of the counter (b, dim) under the plane's key. Four 32-bit draws lie in
 * a block, or two 64-bit ones, the lower word first. Words are little-endian: byte j of the AES
 * state is byte j % 4 of word j / 4, so word c is AES's column c, row r its byte r.
 */
#include <config.h>

#include "src/bitcast.h"
#include "src/kernels.h"
#include "src/unroll.h"

/* AES's SubBytes and MixColumns at once (FIPS 197, 5.1.1 and 5.1.3): what byte b of row 0 adds to a
 * column, (2 s, s, s, 3 s) from row 0 up, s = SubBytes(b), products in GF(2^8). Byte r of row r
 * adds the same, turned by r rows. */
static const uint32_t sub_mix[256] = {
    0xa56363c6, 0x847c7cf8, 0x997777ee, 0x8d7b7bf6, 0x0df2f2ff, 0xbd6b6bd6, 0xb16f6fde, 0x54c5c591,
    0x50303060, 0x03010102, 0xa96767ce, 0x7d2b2b56, 0x19fefee7, 0x62d7d7b5, 0xe6abab4d, 0x9a7676ec,
    0x45caca8f, 0x9d82821f, 0x40c9c989, 0x877d7dfa, 0x15fafaef, 0xeb5959b2, 0xc947478e, 0x0bf0f0fb,
    0xecadad41, 0x67d4d4b3, 0xfda2a25f, 0xeaafaf45, 0xbf9c9c23, 0xf7a4a453, 0x967272e4, 0x5bc0c09b,
    0xc2b7b775, 0x1cfdfde1, 0xae93933d, 0x6a26264c, 0x5a36366c, 0x413f3f7e, 0x02f7f7f5, 0x4fcccc83,
    0x5c343468, 0xf4a5a551, 0x34e5e5d1, 0x08f1f1f9, 0x937171e2, 0x73d8d8ab, 0x53313162, 0x3f15152a,
    0x0c040408, 0x52c7c795, 0x65232346, 0x5ec3c39d, 0x28181830, 0xa1969637, 0x0f05050a, 0xb59a9a2f,
    0x0907070e, 0x36121224, 0x9b80801b, 0x3de2e2df, 0x26ebebcd, 0x6927274e, 0xcdb2b27f, 0x9f7575ea,
    0x1b090912, 0x9e83831d, 0x742c2c58, 0x2e1a1a34, 0x2d1b1b36, 0xb26e6edc, 0xee5a5ab4, 0xfba0a05b,
    0xf65252a4, 0x4d3b3b76, 0x61d6d6b7, 0xceb3b37d, 0x7b292952, 0x3ee3e3dd, 0x712f2f5e, 0x97848413,
    0xf55353a6, 0x68d1d1b9, 0x00000000, 0x2cededc1, 0x60202040, 0x1ffcfce3, 0xc8b1b179, 0xed5b5bb6,
    0xbe6a6ad4, 0x46cbcb8d, 0xd9bebe67, 0x4b393972, 0xde4a4a94, 0xd44c4c98, 0xe85858b0, 0x4acfcf85,
    0x6bd0d0bb, 0x2aefefc5, 0xe5aaaa4f, 0x16fbfbed, 0xc5434386, 0xd74d4d9a, 0x55333366, 0x94858511,
    0xcf45458a, 0x10f9f9e9, 0x06020204, 0x817f7ffe, 0xf05050a0, 0x443c3c78, 0xba9f9f25, 0xe3a8a84b,
    0xf35151a2, 0xfea3a35d, 0xc0404080, 0x8a8f8f05, 0xad92923f, 0xbc9d9d21, 0x48383870, 0x04f5f5f1,
    0xdfbcbc63, 0xc1b6b677, 0x75dadaaf, 0x63212142, 0x30101020, 0x1affffe5, 0x0ef3f3fd, 0x6dd2d2bf,
    0x4ccdcd81, 0x140c0c18, 0x35131326, 0x2fececc3, 0xe15f5fbe, 0xa2979735, 0xcc444488, 0x3917172e,
    0x57c4c493, 0xf2a7a755, 0x827e7efc, 0x473d3d7a, 0xac6464c8, 0xe75d5dba, 0x2b191932, 0x957373e6,
    0xa06060c0, 0x98818119, 0xd14f4f9e, 0x7fdcdca3, 0x66222244, 0x7e2a2a54, 0xab90903b, 0x8388880b,
    0xca46468c, 0x29eeeec7, 0xd3b8b86b, 0x3c141428, 0x79dedea7, 0xe25e5ebc, 0x1d0b0b16, 0x76dbdbad,
    0x3be0e0db, 0x56323264, 0x4e3a3a74, 0x1e0a0a14, 0xdb494992, 0x0a06060c, 0x6c242448, 0xe45c5cb8,
    0x5dc2c29f, 0x6ed3d3bd, 0xefacac43, 0xa66262c4, 0xa8919139, 0xa4959531, 0x37e4e4d3, 0x8b7979f2,
    0x32e7e7d5, 0x43c8c88b, 0x5937376e, 0xb76d6dda, 0x8c8d8d01, 0x64d5d5b1, 0xd24e4e9c, 0xe0a9a949,
    0xb46c6cd8, 0xfa5656ac, 0x07f4f4f3, 0x25eaeacf, 0xaf6565ca, 0x8e7a7af4, 0xe9aeae47, 0x18080810,
    0xd5baba6f, 0x887878f0, 0x6f25254a, 0x722e2e5c, 0x241c1c38, 0xf1a6a657, 0xc7b4b473, 0x51c6c697,
    0x23e8e8cb, 0x7cdddda1, 0x9c7474e8, 0x211f1f3e, 0xdd4b4b96, 0xdcbdbd61, 0x868b8b0d, 0x858a8a0f,
    0x907070e0, 0x423e3e7c, 0xc4b5b571, 0xaa6666cc, 0xd8484890, 0x05030306, 0x01f6f6f7, 0x120e0e1c,
    0xa36161c2, 0x5f35356a, 0xf95757ae, 0xd0b9b969, 0x91868617, 0x58c1c199, 0x271d1d3a, 0xb99e9e27,
    0x38e1e1d9, 0x13f8f8eb, 0xb398982b, 0x33111122, 0xbb6969d2, 0x70d9d9a9, 0x898e8e07, 0xa7949433,
    0xb69b9b2d, 0x221e1e3c, 0x92878715, 0x20e9e9c9, 0x49cece87, 0xff5555aa, 0x78282850, 0x7adfdfa5,
    0x8f8c8c03, 0xf8a1a159, 0x80898909, 0x170d0d1a, 0xdabfbf65, 0x31e6e6d7, 0xc6424284, 0xb86868d0,
    0xc3414182, 0xb0999929, 0x772d2d5a, 0x110f0f1e, 0xcbb0b07b, 0xfc5454a8, 0xd6bbbb6d, 0x3a16162c,
};

/* One column of a round: ShiftRows takes row r of column c from column c + r. */
static uint32_t round_column(const uint32_t x[4], int c)
{
    return sub_mix[x[c] & 0xff] ^ hysi_rotl32(sub_mix[x[(c + 1) % 4] >> 8 & 0xff], 8) ^
           hysi_rotl32(sub_mix[x[(c + 2) % 4] >> 16 & 0xff], 16) ^
           hysi_rotl32(sub_mix[x[(c + 3) % 4] >> 24], 24);
}

/* The last round's column, which is not mixed: SubBytes is the second byte of sub_mix. */
static uint32_t last_column(const uint32_t x[4], int c)
{
    return (sub_mix[x[c] & 0xff] >> 8 & 0xff) | (sub_mix[x[(c + 1) % 4] >> 8 & 0xff] & 0xff00) |
           (sub_mix[x[(c + 2) % 4] >> 16 & 0xff] & 0xff0000) |
           (sub_mix[x[(c + 3) % 4] >> 24] << 8 & 0xff000000);
}

void hysi_ars_block(const struct hysi_engine_key *key, uint64_t b, uint32_t x[4])
{
    uint64_t key_lo = (uint64_t)key->ars.word[1] << 32 | key->ars.word[0];
    uint64_t key_hi = (uint64_t)key->ars.word[3] << 32 | key->ars.word[2];

    x[0] = (uint32_t)b ^ key->ars.word[0];
    x[1] = (uint32_t)(b >> 32) ^ key->ars.word[1];
    x[2] = (uint32_t)key->ars.dim ^ key->ars.word[2];
    x[3] = (uint32_t)(key->ars.dim >> 32) ^ key->ars.word[3];
    for (int round = 1; round <= 7; round++) {
        uint32_t y[4];
        key_lo += 0x9E3779B97F4A7C15u; /* golden ratio */
        key_hi += 0xBB67AE8584CAA73Bu; /* sqrt(3) - 1 */
        /* Unrolled, the words stay in registers, which is twice as fast. */
        HYSI_UNROLL(4)
        for (int c = 0; c < 4; c++)
            y[c] = round < 7 ? round_column(x, c) : last_column(x, c);
        x[0] = y[0] ^ (uint32_t)key_lo;
        x[1] = y[1] ^ (uint32_t)(key_lo >> 32);
        x[2] = y[2] ^ (uint32_t)key_hi;
        x[3] = y[3] ^ (uint32_t)(key_hi >> 32);
    }
}

void hysi_ars32_scalar(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    uint32_t *word = out;
    uint32_t x[4];
    for (size_t k = 0; k < n; k++) {
        const uint64_t i = first + k;
        if (k == 0 || i % 4 == 0)
            hysi_ars_block(key, i / 4, x);
        word[k] = x[i % 4];
    }
}

void hysi_ars64_scalar(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    uint64_t *word = out;
    uint32_t x[4];
    for (size_t k = 0; k < n; k++) {
        const uint64_t i = first + k;
        if (k == 0 || i % 2 == 0)
            hysi_ars_block(key, i / 2, x);
        word[k] = (uint64_t)x[2 * (i % 2) + 1] << 32 | x[2 * (i % 2)];
    }
}
