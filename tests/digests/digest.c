/* The digest of a file's table, from C: digest FILE COUNT SEED. */
#include "rows.h"

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const size_t n = strtoull(argv[2], NULL, 10);
    const hys_source source = hys_source_native(hys_key_from_seed(strtoull(argv[3], NULL, 10)));
    hys_domain *domain = rows_read(argv[1]);
    unsigned char *table = domain ? malloc(n * rows_bytes(domain)) : NULL;
    if (!table || rows_sample(domain, &source, 0, n, table) != HYS_OK)
        return 1;
    rows_print_digest(table, n * rows_bytes(domain));
    free(table);
    hys_domain_free(domain);
    return 0;
}
