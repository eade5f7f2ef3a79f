/* Keyed permutations: docs/spec.md, section 2.3. */
#include <config.h>

#include <math.h>

#include "src/permutation.h"

enum {
    SMALL = 1024, /* up to here the network is so narrow that it needs more rounds */
    ROUNDS_OF_SMALL = HYSI_MOST_ROUNDS,
    ROUNDS = 8
};

/* ceil(sqrt(n)): the double's root is beside it at most. */
static uint64_t root(uint64_t n)
{
    uint64_t a = (uint64_t)sqrt((double)n);
    while (a * a >= n)
        a--;
    while (a * a < n)
        a++;
    return a;
}

void hysi_permutation_open(struct hysi_permutation *permutation, uint64_t n,
                           const uint64_t words[HYSI_MOST_ROUNDS / 2])
{
    const uint64_t a = root(n), b = 2 * ((n - 1) / (2 * a) + 1);

    *permutation = (struct hysi_permutation){
        .n = n,
        .a = a,
        .b = b,
        .last_left = (n - 1) / b,
        .last_right = (n - 1) % b,
        .rounds = n <= SMALL ? ROUNDS_OF_SMALL : ROUNDS,
    };
    for (uint32_t t = 0; t < permutation->rounds; t++)
        permutation->key[t] = (uint32_t)(words[t / 2] >> 32 * (t % 2));
}

/* A keyed number below m. */
static uint64_t mix(uint64_t half, uint32_t key, uint64_t m)
{
    uint32_t x = (uint32_t)half ^ key;
    x *= 0x9e3779b1;
    x ^= x >> 15;
    x += key;
    x *= 0x85ebca77;
    x ^= x >> 13;
    x *= 0xc2b2ae3d;
    return x * m >> 32;
}

/* (x + y) mod m of x, y < m. */
static uint64_t add_modulo(uint64_t x, uint64_t y, uint64_t m)
{
    const uint64_t sum = x + y;
    return sum < m ? sum : sum - m;
}

uint64_t hysi_permute(const struct hysi_permutation *permutation, uint64_t i)
{
    const uint64_t a = permutation->a, b = permutation->b;
    uint64_t left = i / b, right = i % b;

    do
        for (uint32_t t = 0; t < permutation->rounds; t += 2) {
            right = add_modulo(right, mix(left, permutation->key[t], b), b);
            left = add_modulo(left, mix(right, permutation->key[t + 1], a), a);
        }
    while (left * b + right >= permutation->n);
    return left * b + right;
}
