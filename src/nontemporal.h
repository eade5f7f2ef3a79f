/* Non-temporal stores: large outputs are written past the caches. */
#ifndef HYSI_NONTEMPORAL_H
#define HYSI_NONTEMPORAL_H

#include <stdatomic.h>
#include <stddef.h>

/* Outputs of at least so many bytes are written by non-temporal stores. */
size_t hysi_nontemporal_bytes(void);

/* After the last non-temporal store of a call: what was written is seen before what follows. */
static inline void hysi_nontemporal_fence(void)
{
    atomic_thread_fence(memory_order_seq_cst); /* on x86 it orders non-temporal stores, too */
}

#endif
