/* The three spaces of hyperoptax's documentation, sampled from C: the same key gives the same bits
 * as hyperoptax's vmap(space.sample)(jax.random.split(jax.random.PRNGKey(0), 4)).
 *
 *   cc examples/three_spaces.c $(pkg-config --cflags --libs hyspace) -o three_spaces
 */
#include <hyspace.h>
#include <stdio.h>

enum { N = 4 };

int main(void)
{
    static const char *const optimizers[] = {"adam", "sgd", "rmsprop"};
    const hys_source source = hys_source_jax(HYS_JAX_KEYS, hys_key_from_seed(0), 0);
    hys_space *dropout = NULL, *lr = NULL, *optimizer = NULL;
    float rate[N], step[N];
    uint32_t choice[N];
    hys_status status;

    if ((status = hys_space_linear(&dropout, 0.0, 0.5)) != HYS_OK ||
        (status = hys_space_log(&lr, 1e-5, 1e-1, 10)) != HYS_OK ||
        (status = hys_space_labels(&optimizer, optimizers, 3)) != HYS_OK ||
        (status = hys_sample_f32(dropout, &source, 0, N, rate)) != HYS_OK ||
        (status = hys_sample_f32(lr, &source, 0, N, step)) != HYS_OK ||
        (status = hys_sample_index(optimizer, &source, 0, N, choice)) != HYS_OK)
        fprintf(stderr, "three_spaces: %s\n", hys_strerror(status));

    if (status == HYS_OK) {
        printf("dropout\tlr\toptimizer\n");
        for (int i = 0; i < N; i++)
            printf("%.9g\t%.9g\t%s\n", (double)rate[i], (double)step[i],
                   hys_space_label(optimizer, choice[i]));
    }

    hys_space_free(dropout);
    hys_space_free(lr);
    hys_space_free(optimizer);
    return status != HYS_OK;
}
