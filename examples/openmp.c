/* One table, filled by all threads: each draws a range of the rows into its place. Prints the digest of the whole, which does not
 * depend on the number of threads.
 *
 *   cc -fopenmp openmp.c $(pkg-config --cflags --libs hyspace-json libxxhash) -o openmp
 *   OMP_NUM_THREADS=8 ./openmp xgboost.json 1000000 42
 */
#include "rows.h"

#include <omp.h>

int main(int argc, char **argv)
{
    const size_t n = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000000;
    const hys_source source = hys_source_native(hys_key_from_seed(argc > 3 ? strtoull(argv[3], NULL, 10) : 0));
    hys_domain *domain = rows_read(argc > 1 ? argv[1] : "xgboost.json");
    if (!domain)
        return 1;
    const size_t bytes = rows_bytes(domain);
    unsigned char *table = malloc(n * bytes);
    hys_status status = table ? HYS_OK : HYS_E_MEMORY;

    if (table) {
        /* A domain is immutable: all threads share it. */
#pragma omp parallel reduction(min : status)
        {
            const size_t threads = (size_t)omp_get_num_threads(), thread = (size_t)omp_get_thread_num();
            const size_t first = n / threads * thread + (thread < n % threads ? thread : n % threads);
            const size_t mine = n / threads + (thread < n % threads);
            status = rows_sample(domain, &source, first, mine, table + first * bytes);
        }
    }
    if (status == HYS_OK)
        rows_print_digest(table, n * bytes);
    else
        fprintf(stderr, "%s\n", hys_strerror(status));
    free(table);
    hys_domain_free(domain);
    return status != HYS_OK;
}
