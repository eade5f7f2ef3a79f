/* All threads fill one table: each draws a range of the rows into its place. The program prints
 * the digest of the whole table, which does not depend on the number of threads.
 *
 *   libraries=$(pkg-config --cflags --libs hyspace-json libxxhash)
 *   cc -fopenmp -Iexamples examples/openmp.c $libraries -o openmp
 *   OMP_NUM_THREADS=8 ./openmp examples/xgboost.json 1000000 42
 *   OMP_NUM_THREADS=8 ./openmp examples/xgboost.json 1048576 42 sobol
 */
#include "rows.h"

#include <omp.h>

int main(int argc, char **argv)
{
    const uint64_t n = argc > 2 ? rows_count(argv[2]) : 1000000;
    const hys_source source =
        rows_source(argc > 4 ? argv[4] : NULL, argc > 3 ? rows_count(argv[3]) : 0, n);
    hys_domain *domain = rows_read(argc > 1 ? argv[1] : "xgboost.json");
    if (!domain)
        return 1;
    const size_t bytes = rows_bytes(domain);
    unsigned char *table = rows_room(n, bytes);
    hys_status status = table ? HYS_OK : HYS_E_MEMORY;

    if (table) {
        /* A domain is immutable: all threads share it. */
#pragma omp parallel reduction(min : status)
        {
            uint64_t first;
            size_t mine;
            rows_range(n, (uint64_t)omp_get_num_threads(), (uint64_t)omp_get_thread_num(), &first,
                       &mine);
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
