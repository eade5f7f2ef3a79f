/* Streaming stores: large outputs are written past the caches. */
#ifndef HYSI_STREAMING_H
#define HYSI_STREAMING_H

#include <stdatomic.h>
#include <stddef.h>

/* Outputs of at least so many bytes are written by streaming stores. */
size_t hysi_streaming_bytes(void);

/* After the last streaming store of a call: what was written is seen before what follows. */
static inline void hysi_stream_fence(void)
{
    atomic_thread_fence(memory_order_seq_cst); /* on x86 it orders streaming stores, too */
}

#endif
