/* A table: named spaces, sampled straight into an array of structs. Draws rows 0 to 3; there are
 * 2^64 rows.
 *
 *   cc examples/table.c $(pkg-config --cflags --libs hyspace) -o table
 */
#include <hyspace.h>
#include <stdio.h>

struct trial {
    double lr;
    int32_t layers;
    uint32_t optimizer;
};

int main(void)
{
    static const char *const optimizers[] = {"adam", "sgd", "rmsprop"};
    static const char *const names[] = {"lr", "layers", "optimizer"};
    struct trial trial[4];
    const hys_column columns[] = {
        {.data = &trial[0].lr, .stride = sizeof *trial, .type = HYS_F64},
        {.data = &trial[0].layers, .stride = sizeof *trial, .type = HYS_I32},
        {.data = &trial[0].optimizer, .stride = sizeof *trial, .type = HYS_INDEX},
    };
    const hys_source source = hys_source_native(hys_key_from_seed(7));
    hys_space *space[3] = {NULL, NULL, NULL};
    hys_domain *domain = NULL;
    hys_status status;

    if ((status = hys_space_log(&space[0], 1e-5, 1e-1, 10)) != HYS_OK ||
        (status = hys_space_qlinear(&space[1], 1, 12)) != HYS_OK ||
        (status = hys_space_labels(&space[2], optimizers, 3)) != HYS_OK ||
        (status = hys_domain_new(&domain, names, space, 3, NULL)) != HYS_OK ||
        (status = hys_domain_sample(domain, &source, 0, 4, columns, 3)) != HYS_OK)
        fprintf(stderr, "table: %s\n", hys_strerror(status));
    for (int i = 0; status == HYS_OK && i < 4; i++)
        printf("%.9g\t%d\t%s\n", trial[i].lr, (int)trial[i].layers,
               hys_space_label(space[2], trial[i].optimizer));

    hys_domain_free(domain);
    for (int i = 0; i < 3; i++)
        hys_space_free(space[i]);
    return status != HYS_OK;
}
