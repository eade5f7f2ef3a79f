/* The floating-point environment of a public call: round to nearest, subnormals kept, exceptions
 * masked; the caller's comes back bit for bit, sticky flags included.
 *
 * Bracket calls of functions in other files only: a compiler may move arithmetic, but not such
 * calls, across these. */
#ifndef HYSI_FPENV_H
#define HYSI_FPENV_H

#include <stdint.h>

#if defined(__x86_64__)

#include <xmmintrin.h>

typedef uint32_t hysi_fpenv;

static inline hysi_fpenv hysi_fpenv_enter(void)
{
    const hysi_fpenv caller = _mm_getcsr();
    _mm_setcsr(0x1f80);
    return caller;
}

static inline void hysi_fpenv_leave(hysi_fpenv caller) { _mm_setcsr(caller); }

#elif defined(__aarch64__)

typedef struct {
    uint64_t fpcr, fpsr;
} hysi_fpenv;

static inline hysi_fpenv hysi_fpenv_enter(void)
{
    hysi_fpenv caller;
    __asm__ volatile("mrs %0, fpcr" : "=r"(caller.fpcr) : : "memory");
    __asm__ volatile("mrs %0, fpsr" : "=r"(caller.fpsr) : : "memory");
    __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)0) : "memory");
    return caller;
}

static inline void hysi_fpenv_leave(hysi_fpenv caller)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(caller.fpcr) : "memory");
    __asm__ volatile("msr fpsr, %0" : : "r"(caller.fpsr) : "memory");
}

#else

#include <fenv.h>

typedef fenv_t hysi_fpenv;

static inline hysi_fpenv hysi_fpenv_enter(void)
{
    fenv_t caller;
    fegetenv(&caller);
    fesetenv(FE_DFL_ENV);
    return caller;
}

static inline void hysi_fpenv_leave(hysi_fpenv caller) { fesetenv(&caller); }

#endif

#endif
