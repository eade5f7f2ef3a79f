/* The index of a draw, as the number of thresholds that are <= the draw: the law of lists with
 * weights, and of every other kind whose values have masses of their own. docs/spec.md,
 * section 3.1.
 */
#include <config.h>

#include <string.h>

#include "src/kinds/kinds.h"

/* floor(2^bits part / whole) for part < whole <= 2^62, and whether that was exact: long division,
 * since few compilers divide 128 bits. */
static uint64_t share(uint64_t part, uint64_t whole, int bits, bool *exact)
{
    uint64_t quotient = 0, rest = part;
    for (int b = 0; b < bits; b++) {
        rest *= 2;
        quotient = quotient * 2 + (rest >= whole);
        rest -= rest >= whole ? whole : 0;
    }
    *exact = rest == 0;
    return quotient;
}

size_t hysi_thresholds_of_masses(const uint64_t *before, size_t count, uint64_t all, int bits,
                                 uint64_t *threshold)
{
    const uint64_t largest = UINT64_MAX >> (64 - bits);
    size_t kept = 0;
    for (size_t j = 1; j < count && before[j] < all; j++) {
        bool exact;
        const uint64_t floor = share(before[j], all, bits, &exact);
        if (floor == largest && !exact) /* 2^bits */
            break;
        threshold[kept++] = floor + !exact;
    }
    return kept;
}

/* ---- buckets ---- */

enum {
    PAD = 32, /* numbers that follow the thresholds */
    TABLE_BITS = 5
};

/* The largest number of thresholds in one bucket. */
static uint32_t most_in_bucket(const uint64_t *threshold, size_t count, uint32_t shift)
{
    uint32_t most = 0, here = 0;
    for (size_t j = 0; j < count; j++) {
        here = j > 0 && threshold[j] >> shift == threshold[j - 1] >> shift ? here + 1 : 1;
        most = here > most ? here : most;
    }
    return most;
}

/* 32 buckets, which stay in registers, where the thresholds do, too; else at least twice as many as
 * thresholds. A draw seldom meets a bucket that holds many, however the thresholds lie, since all
 * buckets are equally likely. Returns the log2 of the number of buckets. */
static int choose_buckets(const uint64_t *threshold, size_t count, int bits,
                          struct hysi_params_weigh *p)
{
    const size_t table = (size_t)1 << TABLE_BITS;
    int b = TABLE_BITS;

    if (count < table)
        p->most = most_in_bucket(threshold, count, (uint32_t)(bits - b));
    if (count + p->most > table)
        p->most = 0;
    while (p->most == 0 && ((size_t)1 << b) < 2 * count)
        b++;
    p->shift = (uint32_t)(bits - b);
    return b;
}

static void store(void *table, int bits, size_t i, uint64_t x)
{
    if (bits == 32)
        ((uint32_t *)table)[i] = (uint32_t)x;
    else
        ((uint64_t *)table)[i] = x;
}

bool hysi_fill_weigh(struct hys_space *space, const uint64_t *threshold, size_t count, int bits,
                     struct hysi_weigh *weigh)
{
    const size_t size = (size_t)bits / 8;
    struct hysi_params_weigh *p = &weigh->params;

    memset(weigh, 0, sizeof *weigh); /* equal stages are found by their bytes */
    weigh->bits = bits;
    p->count = (uint32_t)count;
    const size_t all = (size_t)1 << choose_buckets(threshold, count, bits, p);
    void *thresholds = hysi_space_memory(space, count + PAD, size);
    void *buckets = hysi_space_memory(space, all, size);
    if (!thresholds || !buckets)
        return false;
    for (size_t j = 0; j < count + PAD; j++)
        store(thresholds, bits, j, j < count ? threshold[j] : UINT64_MAX);
    for (size_t b = 0, next = 0; b < all; b++) {
        const size_t from = next;
        while (next < count && threshold[next] >> p->shift == b)
            next++;
        store(buckets, bits, b, p->most > 0 ? from : (next - from) << (bits / 2) | from);
    }
    p->thresholds = thresholds;
    p->buckets = buckets;
    return true;
}

void hysi_add_weigh(struct hysi_head *head, const struct hysi_weigh *weigh)
{
    if (weigh->bits == 32)
        *HYSI_ADD_MAP(head, weigh32) = weigh->params;
    else
        *HYSI_ADD_MAP(head, weigh64) = weigh->params;
}
