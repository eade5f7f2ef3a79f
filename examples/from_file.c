/* A table from a file: four samples of all its columns, as doubles.
 *
 *   cc examples/from_file.c $(pkg-config --cflags --libs hyspace-json) -o from_file
 *   ./from_file examples/lcbench.json
 */
#include <hyspace-json.h>

int main(int argc, char **argv)
{
    const hys_source source = hys_source_native(hys_key_from_seed(1));
    const char *file = argc > 1 ? argv[1] : "lcbench.json";
    static double table[4][64];
    hys_domain *domain;
    hys_json_error error;

    if (hys_json_read_domain(file, &domain, &error) != HYS_OK) {
        if (error.line)
            fprintf(stderr, "%s:%d: %s\n", file, (int)error.line, error.text);
        else
            fprintf(stderr, "%s: %s%s%s\n", file, error.path, *error.path ? ": " : "", error.text);
        return 1;
    }
    const hys_status status =
        hys_domain_sample_matrix_f64(domain, &source, 0, 4, HYS_ROW_MAJOR, table[0], 64);
    if (status != HYS_OK)
        fprintf(stderr, "%s: %s\n", file, hys_strerror(status));
    for (size_t c = 0; status == HYS_OK && c < hys_domain_columns(domain); c++)
        printf("%-14s%11.5g%11.5g%11.5g%11.5g\n", hys_domain_name(domain, c), table[0][c],
               table[1][c], table[2][c], table[3][c]);
    hys_domain_free(domain);
    return status != HYS_OK;
}
