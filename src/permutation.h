/* A keyed permutation of [0, n), any element of which is found by itself: an additive Feistel
 * network on Z_a x Z_b, walked until it falls into [0, n). docs/spec.md, section 2.3. */
#ifndef HYSI_PERMUTATION_H
#define HYSI_PERMUTATION_H

#include <stdint.h>

enum { HYSI_MOST_ROUNDS = 24 };

struct hysi_permutation {
    uint64_t n;                     /* 1 .. 2^63 */
    uint64_t a, b;                  /* a = ceil(sqrt(n)), b = 2 ceil(n / (2 a)); both below 2^32 */
    uint64_t last_left, last_right; /* n - 1 = last_left b + last_right, last_right < b */
    uint32_t rounds;                /* even */
    uint32_t key[HYSI_MOST_ROUNDS];
};

/* Settles a permutation. words are the 64-bit words W(128), W(129), ..: each gives two keys, the
 * low half first. */
void hysi_permutation_open(struct hysi_permutation *permutation, uint64_t n,
                           const uint64_t words[HYSI_MOST_ROUNDS / 2]);

/* The image of i, which must be below n; nothing checks it. */
uint64_t hysi_permute(const struct hysi_permutation *permutation, uint64_t i);

#endif
