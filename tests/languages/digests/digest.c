/* The digest of a file's table, from C: digest FILE COUNT SEED [STREAM]. */
#include "rows.h"

int main(int argc, char **argv)
{
    if (argc != 4 && argc != 5)
        return 2;
    const uint64_t n = rows_count(argv[2]);
    const hys_source source = rows_source(argc > 4 ? argv[4] : NULL, rows_count(argv[3]), n);
    hys_domain *domain = rows_read(argv[1]);
    if (!domain)
        return 1;
    const size_t bytes = rows_bytes(domain);
    unsigned char *table = rows_room(n, bytes);
    const hys_status status = table ? rows_sample(domain, &source, 0, n, table) : HYS_E_MEMORY;
    if (status == HYS_OK)
        rows_print_digest(table, n * bytes);
    else
        fprintf(stderr, "%s\n", hys_strerror(status));
    free(table);
    hys_domain_free(domain);
    return status != HYS_OK;
}
