/* What this CPU and its operating system have. */
#include <config.h>

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "src/dispatch.h"

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

/* Bits of what the CPU has; ASKED is always set. */
enum feature { ASKED = 1, FMA = 2, AVX2 = 4, VAES = 8, AVX512 = 16 };

static unsigned ask_cpu(void)
{
    const uint64_t ymm = 0x6, zmm = 0xe6, saved = saved_state();
    const uint32_t wide = bit_AVX512F | bit_AVX512DQ | bit_AVX512BW | (uint32_t)bit_AVX512VL;
    uint32_t a, b1, c1, d, b7 = 0, c7 = 0, d7 = 0;

    if (!__get_cpuid(1, &a, &b1, &c1, &d))
        return ASKED;
    if (!__get_cpuid_count(7, 0, &a, &b7, &c7, &d7))
        b7 = c7 = 0;
    const bool fma = (saved & ymm) == ymm && (c1 & bit_AVX) && (c1 & bit_FMA);
    const bool avx2 = fma && (b7 & bit_AVX2) && (c1 & bit_AES);
    const bool vaes = avx2 && (c7 & bit_VAES);
    const bool avx512 = vaes && (saved & zmm) == zmm && (b7 & wide) == wide &&
                        (c7 & bit_AVX512VBMI) && (c7 & bit_AVX512VBMI2);
    return ASKED | (fma ? FMA : 0) | (avx2 ? AVX2 : 0) | (vaes ? VAES : 0) | (avx512 ? AVX512 : 0);
}

/* The answer is kept: in a virtual machine CPUID traps to the hypervisor, which takes microseconds.
 */
static bool cpu_has(enum feature feature)
{
    static atomic_uint features;
    unsigned has = atomic_load_explicit(&features, memory_order_relaxed);
    if (!has)
        atomic_store_explicit(&features, has = ask_cpu(), memory_order_relaxed);
    return has & feature;
}

bool hysi_cpu_has_fma(void) { return cpu_has(FMA); }

bool hysi_cpu_has(const char *isa)
{
    return !strcmp(isa, "scalar") || (!strcmp(isa, "avx2") && cpu_has(AVX2)) ||
           (!strcmp(isa, "avx2_vaes") && cpu_has(VAES)) ||
           (!strcmp(isa, "avx512") && cpu_has(AVX512));
}

/* The last level's size by the CPU's own list of caches (leaf 4, on AMD 0x8000001D), 0 where there
 * is none. sysconf is asked only then: on some AMD parts it adds the levels of other cores, tenfold
 * too much. */
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

#if defined(__aarch64__) && defined(__linux__)
static bool has_neon(void)
{
    const unsigned long wanted = HWCAP_ASIMD | HWCAP_AES;
    return (getauxval(AT_HWCAP) & wanted) == wanted;
}
#else
static bool has_neon(void) { return false; }
#endif

/* Some 32-bit ARMs have no FMA. Elsewhere FMA came with the doubles: z, POWER, RISC-V's D,
 * LoongArch, 64-bit ARM. */
bool hysi_cpu_has_fma(void)
{
#if defined(__arm__) && defined(__linux__)
    return (getauxval(AT_HWCAP) & HWCAP_VFPv4) != 0;
#else
    return true;
#endif
}

bool hysi_cpu_has(const char *isa)
{
    return !strcmp(isa, "scalar") || (has_neon() && !strcmp(isa, "neon"));
}

#endif

size_t hysi_streaming_bytes(void)
{
    static atomic_size_t
        known; /* asking is slow: in a virtual machine CPUID traps to the hypervisor */
    size_t bytes = atomic_load_explicit(&known, memory_order_relaxed);
    if (bytes == 0) {
        long cache = (long)listed_cache();
#ifdef _SC_LEVEL3_CACHE_SIZE
        cache = cache > 0 ? cache : sysconf(_SC_LEVEL3_CACHE_SIZE);
#endif
        bytes = (cache > 0 ? (size_t)cache : (size_t)32 << 20) / 4 * 3;
        atomic_store_explicit(&known, bytes, memory_order_relaxed);
    }
    return bytes;
}
