/* Instruction sets. The bits never depend on them; the speed does.
 *
 * The library takes the best one that the CPU and the operating system have, at the first call that
 * needs it. The environment variable HYSPACE_ISA, read once at that moment, or hys_isa_select
 * restrict the choice to one by name. A name that is unknown, not built in or not available is an
 * error, HYS_E_ISA, of every call that samples or transforms: never a silent fallback. A program
 * that runs with other rights than its caller's (set-uid, set-gid, file capabilities:
 * secure_getenv) does not read the variable.
 *
 * Names: scalar, avx2, avx2_vaes, avx512, neon. Safe from any thread; hys_isa_select changes the
 * whole process.
 */
#ifndef HYSPACE_ISA_H
#define HYSPACE_ISA_H

#include <stddef.h>
#include <hyspace/status.h>
#include <hyspace/version.h>

HYS_BEGIN_DECLS

/* How many instruction sets hyspace knows, and the name of number i, from plain to best; NULL for i
 * >= count. */
HYS_API size_t hys_isa_count(void);
HYS_API const char *hys_isa_name(size_t i);

/* Whether number i is built into this library, and whether it is built in and this machine has it:
 * 1 or 0. */
HYS_API int hys_isa_built(size_t i);
HYS_API int hys_isa_available(size_t i);

/* Name of the one in use, choosing it now if that has not been done; NULL where HYSPACE_ISA is in
 * error. */
HYS_API const char *hys_isa_current(void);

/* Use this one from now on; NULL: the best available, whatever HYSPACE_ISA says. HYS_E_ISA: nothing
 * changes. Another thread's first use at the same time does not undo it. */
HYS_API HYS_CHECK hys_status hys_isa_select(const char *name);

/* Number of kernels, the name of kernel k (NULL for k >= count), and the name of the instruction
 * set whose code serves it under number i: an ISA path takes another's kernel where that is no
 * slower. NULL where i is not built. */
HYS_API size_t hys_kernel_count(void);
HYS_API const char *hys_kernel_name(size_t k);
HYS_API const char *hys_kernel_isa(size_t i, size_t k);

HYS_END_DECLS

#endif
