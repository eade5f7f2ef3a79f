/* Engine lhs: Latin hypercubes, docs/spec.md, section 2.3. Row i of n lies in stratum c, the image
 * of i under the column's permutation; the native draw of the row says where in the stratum, or its
 * centre is taken.
 *
 * The strata are cut in units of 2^-f, the resolution of the laws that take such draws. The bits of
 * the draw below them are those of the native draw. */
#include <config.h>

#include "src/kernels.h"
#include "src/reference/mul_high.h"

enum { FRACTION_32 = 24, FRACTION_64 = 53 };

/* 2^f = quotient n + remainder. */
struct strata {
    uint64_t n, quotient, remainder;
};

static struct strata strata_of(uint64_t n, int f)
{
    return (struct strata){n, ((uint64_t)1 << f) / n, ((uint64_t)1 << f) % n};
}

/* Stratum c, in units: its lower end c 2^f / n = floor + rest / n. */
struct stratum {
    uint64_t floor, rest;
};

static struct stratum stratum_of(const struct strata *s, uint64_t c)
{
    return (struct stratum){c * s->quotient + c * s->remainder / s->n, c * s->remainder % s->n};
}

/* The first unit of a stratum, ceil(c 2^f / n), and the number of units up to the next stratum's
 * end, floor((c + 1) 2^f / n). */
static uint64_t first_unit(const struct stratum *at) { return at->floor + (at->rest > 0); }
static uint64_t units(const struct strata *s, const struct stratum *at)
{
    return at->floor + s->quotient + (at->rest + s->remainder >= s->n) - first_unit(at);
}

/* floor((2 c + 1) 2^f / (2 n)): half a stratum is added to floor + rest / n, in terms of 2 n. */
static uint64_t centre(const struct strata *s, const struct stratum *at)
{
    const uint64_t odd = s->quotient % 2 * s->n;
    return at->floor + s->quotient / 2 + (2 * at->rest + s->remainder + odd >= 2 * s->n);
}

void hysi_lhs32_scalar(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    enum { BELOW = 32 - FRACTION_32 };
    const struct hysi_permutation *permutation = key->lhs.permutation;
    const struct strata strata = strata_of(permutation->n, FRACTION_32);
    const struct hysi_engine_key native = {.ars = key->lhs.native};
    uint32_t *draw = out;

    if (!key->lhs.centred)
        hysi_ars32_scalar(&native, first, n, draw);
    for (size_t k = 0; k < n; k++) {
        const struct stratum at = stratum_of(&strata, hysi_permute(permutation, first + k));
        if (key->lhs.centred) {
            draw[k] = (uint32_t)(centre(&strata, &at) << BELOW);
            continue;
        }
        const uint64_t unit = first_unit(&at) + (draw[k] * units(&strata, &at) >> 32);
        draw[k] = (uint32_t)(unit << BELOW) | (draw[k] & ((1u << BELOW) - 1));
    }
}

void hysi_lhs64_scalar(const struct hysi_engine_key *key, uint64_t first, size_t n, void *out)
{
    enum { BELOW = 64 - FRACTION_64 };
    const struct hysi_permutation *permutation = key->lhs.permutation;
    const struct strata strata = strata_of(permutation->n, FRACTION_64);
    const struct hysi_engine_key native = {.ars = key->lhs.native};
    uint64_t *draw = out;

    if (!key->lhs.centred)
        hysi_ars64_scalar(&native, first, n, draw);
    for (size_t k = 0; k < n; k++) {
        const struct stratum at = stratum_of(&strata, hysi_permute(permutation, first + k));
        if (key->lhs.centred) {
            draw[k] = centre(&strata, &at) << BELOW;
            continue;
        }
        const uint64_t unit = first_unit(&at) + hysi_mul_high64(draw[k], units(&strata, &at));
        draw[k] = unit << BELOW | (draw[k] & (((uint64_t)1 << BELOW) - 1));
    }
}
