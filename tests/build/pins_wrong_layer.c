/* Puts a fault into one layer below `hyspace verify`, by preloading (tests/build/pins.sh). FAULT is
 *
 *   ENGINE    the native stream's 32-bit words differ, and everything made of them
 *   MAP       the f32 samples of the stream JAX_KEYS differ
 *   FAR_MAP   decode differs, by more than a rounding
 *   HASH      XXH3 differs
 *   ORDER     digests are of big-endian bytes
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

#include <hyspace.h>

#define ENGINE 1
#define MAP 2
#define FAR_MAP 3
#define HASH 4
#define ORDER 5

/* The function behind the one here. */
#define NEXT(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))

#if FAULT == ENGINE
hys_status hys_bits_u32(const hys_source *source, uint64_t first, size_t n, uint32_t *out)
{
    const hys_status status = NEXT(hys_bits_u32)(source, first, n, out);
    if (source->stream == HYS_NATIVE && n > 0)
        out[n / 2] ^= 1;
    return status;
}
#endif

#if FAULT == ENGINE || FAULT == MAP
hys_status hys_sample(const hys_space *space, const hys_source *source, uint64_t first, size_t n,
                      hys_type type, void *out)
{
    const hys_status status = NEXT(hys_sample)(space, source, first, n, type, out);
    if (type == HYS_F32 && source->stream == (FAULT == ENGINE ? HYS_NATIVE : HYS_JAX_KEYS) && n > 0)
        *(unsigned char *)out ^= 1;
    return status;
}
#elif FAULT == FAR_MAP
hys_status hys_decode_f64(const hys_space *space, const double *in, size_t n, double *out)
{
    const hys_status status = NEXT(hys_decode_f64)(space, in, n, out);
    for (size_t k = 0; k < n; k++)
        out[k] *= 1 + 0x1p-40;
    return status;
}
#elif FAULT == HASH || FAULT == ORDER
uint64_t XXH3_64bits(const void *bytes, size_t n);

uint64_t XXH3_64bits(const void *bytes, size_t n)
{
#if FAULT == HASH
    return NEXT(XXH3_64bits)(bytes, n) ^ 1;
#else
    static unsigned char swapped[1 << 20];
    memcpy(swapped, bytes, n);
    for (size_t k = 0; k < n / 8 * 8; k++)
        swapped[k] = ((const unsigned char *)bytes)[k ^ 7];
    return NEXT(XXH3_64bits)(swapped, n);
#endif
}
#endif
