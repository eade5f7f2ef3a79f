/* The loops that a C caller of GSL or Random123 writes, for compare.py, which compiles this file
 * into a temporary folder: with PEER_GSL and -O2, or with PEER_R123 and -O3 -maes (also without
 * vectorising, and with -march=native). */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef PEER_GSL
#define HAVE_INLINE 1 /* gsl_rng_uniform inline: its best case */
#include <gsl/gsl_rng.h>

void *gsl_open(const char *name)
{
    const gsl_rng_type *type = strcmp(name, "taus2") == 0 ? gsl_rng_taus2 : gsl_rng_mt19937;
    return gsl_rng_alloc(type);
}

void gsl_fill(void *rng, double *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = gsl_rng_uniform(rng);
}
#endif

#ifdef PEER_R123
#define R123_USE_AES_NI 1
#include <Random123/ars.h>
#include <Random123/threefry.h>

static float unit_jax(uint32_t word) /* jax.random.uniform's law */
{
    const uint32_t bits = (word >> 9) | 0x3f800000u;
    float x;
    memcpy(&x, &bits, sizeof x);
    return x - 1.0f;
}

/* jax.random.uniform itself: one Threefry2x32-20 a sample, its two words exclusive-ored. */
void r123_threefry_jax(uint32_t k0, uint32_t k1, float *out, size_t n)
{
    const threefry2x32_key_t key = {{k0, k1}};
    for (size_t i = 0; i < n; i++) {
        const threefry2x32_ctr_t counter = {{(uint32_t)((uint64_t)i >> 32), (uint32_t)i}};
        const threefry2x32_ctr_t words = threefry2x32(counter, key);
        out[i] = unit_jax(words.v[0] ^ words.v[1]);
    }
}

/* Both words used: two samples a Threefry. n is even. */
void r123_threefry(uint32_t k0, uint32_t k1, float *out, size_t n)
{
    const threefry2x32_key_t key = {{k0, k1}};
    for (size_t i = 0; i < n; i += 2) {
        const threefry2x32_ctr_t counter = {{(uint32_t)((uint64_t)i >> 32), (uint32_t)i}};
        const threefry2x32_ctr_t words = threefry2x32(counter, key);
        out[i] = unit_jax(words.v[0]);
        out[i + 1] = unit_jax(words.v[1]);
    }
}

/* Four samples an ARS4x32-7. n is a multiple of 4. */
void r123_ars(uint32_t k0, uint32_t k1, float *out, size_t n)
{
    const ars4x32_ukey_t words = {{k0, k1, 0, 0}};
    const ars4x32_key_t key = ars4x32keyinit(words);
    for (size_t i = 0; i < n; i += 4) {
        const ars4x32_ctr_t counter = {{(uint32_t)i, (uint32_t)((uint64_t)i >> 32), 0, 0}};
        const ars4x32_ctr_t draw = ars4x32(counter, key);
        for (int j = 0; j < 4; j++)
            out[i + (size_t)j] = (float)(int32_t)(draw.v[j] >> 8) * 0x1p-24f;
    }
}
#endif
