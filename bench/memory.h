#ifndef BENCH_MEMORY_H
#define BENCH_MEMORY_H

#include <stddef.h>

/* Memory in 2 MiB pages where the system gives them, every page touched. Without memory the program
 * ends. */
void *bench_memory(size_t bytes);

#endif
