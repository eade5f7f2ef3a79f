/* Asks the CPU and the operating system for instruction sets and the size of the caches. */
#include <config.h>

#include <stdatomic.h>
#include <stdint.h>
#include <unistd.h>

#include "src/cpu.h"

/* Features of the CPU. ASKED is set once the CPU has been asked. */
enum feature { ASKED = 1, FMA = 2, AVX2 = 4, VAES = 8, AVX512 = 16, NEON = 32 };

#if defined(__x86_64__) || defined(__i386__)

#include <cpuid.h>

/* Register state that the operating system saves: bits of XCR0. */
static uint64_t saved_state(void)
{
    uint32_t a, b, c, d, low, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE))
        return 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}

static unsigned ask_cpu(void)
{
    const uint64_t ymm = 0x6, zmm = 0xe6, saved = saved_state();
    const uint32_t wide = bit_AVX512F | bit_AVX512DQ | bit_AVX512BW | (uint32_t)bit_AVX512VL;
    uint32_t a, b1, c1, d, b7 = 0, c7 = 0, d7 = 0;

    if (!__get_cpuid(1, &a, &b1, &c1, &d))
        return 0;
    if (!__get_cpuid_count(7, 0, &a, &b7, &c7, &d7))
        b7 = c7 = 0;
    const bool fma = (saved & ymm) == ymm && (c1 & bit_AVX) && (c1 & bit_FMA);
    const bool avx2 = fma && (b7 & bit_AVX2) && (c1 & bit_AES);
    const bool vaes = avx2 && (c7 & bit_VAES);
    const bool avx512 = vaes && (saved & zmm) == zmm && (b7 & wide) == wide &&
                        (c7 & bit_AVX512VBMI) && (c7 & bit_AVX512VBMI2);
    return (fma ? FMA : 0) | (avx2 ? AVX2 : 0) | (vaes ? VAES : 0) | (avx512 ? AVX512 : 0);
}

/* The size of the last level in the CPU's own list of caches: leaf 4 or, on AMD, 0x8000001D.
 * sysconf is worse: on some AMD parts it adds the caches of other cores, which gives ten times too
 * much. */
static size_t listed_cache(void)
{
    static const unsigned leaves[] = {0x8000001du, 4};
    uint32_t a, b, c, d;
    size_t largest = 0;
    for (int l = 0; l < 2 && largest == 0; l++)
        for (unsigned i = 0;
             i < 16 && __get_cpuid_count(leaves[l], i, &a, &b, &c, &d) && (a & 31) != 0; i++) {
            const size_t ways = (b >> 22) + 1, parts = (b >> 12 & 0x3ff) + 1,
                         line = (b & 0xfff) + 1, sets = (size_t)c + 1;
            largest = (a >> 5 & 7) >= 3 && ways * parts * line * sets > largest
                          ? ways * parts * line * sets
                          : largest;
        }
    return largest;
}

#else

static size_t listed_cache(void) { return 0; }

#if (defined(__aarch64__) || defined(__arm__)) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

/* Some 32-bit ARMs have no FMA. On all others, FMA came with the doubles: z, POWER, RISC-V's D,
 * LoongArch, 64-bit ARM. */
static unsigned ask_cpu(void)
{
#if defined(__aarch64__) && defined(__linux__)
    const unsigned long neon = HWCAP_ASIMD | HWCAP_AES;
    return (getauxval(AT_HWCAP) & neon) == neon ? FMA | NEON : FMA;
#elif defined(__arm__) && defined(__linux__)
    return getauxval(AT_HWCAP) & HWCAP_VFPv4 ? FMA : 0;
#else
    return FMA;
#endif
}

#endif

/* The answer is kept, since in a virtual machine CPUID traps to the hypervisor, which takes
 * microseconds. */
static bool has(enum feature feature)
{
    static atomic_uint features;
    unsigned known = atomic_load_explicit(&features, memory_order_relaxed);
    if (!known) {
        known = ASKED | ask_cpu();
        atomic_store_explicit(&features, known, memory_order_relaxed);
    }
    return known & feature;
}

bool hysi_cpu_has_fma(void) { return has(FMA); }

bool hysi_cpu_has_scalar(void) { return true; }
bool hysi_cpu_has_avx2(void) { return has(AVX2); }
bool hysi_cpu_has_avx2_vaes(void) { return has(VAES); }
bool hysi_cpu_has_avx512(void) { return has(AVX512); }
bool hysi_cpu_has_neon(void) { return has(NEON); }

size_t hysi_cpu_cache_bytes(void)
{
    const size_t listed = listed_cache();
    long known = 0;
#ifdef _SC_LEVEL3_CACHE_SIZE
    if (listed == 0)
        known = sysconf(_SC_LEVEL3_CACHE_SIZE);
#endif
    return listed > 0 ? listed : known > 0 ? (size_t)known : 0;
}
