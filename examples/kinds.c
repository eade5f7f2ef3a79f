/* Spaces of any kind by hys_space_new, what it says of a wrong argument, a log density, and a
 * mixture.
 *
 *   cc examples/kinds.c $(pkg-config --cflags --libs hyspace) -o kinds
 */
#include <hyspace.h>
#include <stdio.h>
#include <stdlib.h>

static void check(hys_status status)
{
    if (status >= 0)
        return;
    fprintf(stderr, "kinds: %s\n", hys_strerror(status));
    exit(1);
}

/* Arguments are in the order of the kind's parameters; one of type 0, {0}, is left out. */
static hys_space *make(hys_kind kind, const hys_argument *arguments, size_t count)
{
    hys_space *space = NULL;
    size_t bad = 0;
    hys_status status = hys_space_new(&space, kind, arguments, count, &bad);
    const hys_param *param = hys_kind_param(kind, bad); /* NULL beyond the parameters */

    if (status != HYS_OK)
        printf("%s: %s: %s\n", hys_kind_name(kind), param ? param->name : "arguments",
               hys_strerror(status));
    return space;
}

int main(void)
{
    static const char *const names[] = {"adam", "sgd", "lion"};
    static const double weights[] = {5, 2, 1};
    static const hys_argument layers_of[] = {
        {.type = HYS_PARAM_INTEGER, .integer = 2},  /* lower */
        {.type = HYS_PARAM_INTEGER, .integer = 12}, /* upper */
        {.type = HYS_PARAM_INTEGER, .integer = 2},  /* step */
    };
    static const hys_argument momentum_of[] = {
        {.type = HYS_PARAM_REAL, .real = 0.9}, /* mu */
        {.type = HYS_PARAM_REAL, .real = 0.1}, /* sigma */
        {.type = HYS_PARAM_REAL, .real = 0},   /* lower, which truncates */
        {.type = HYS_PARAM_REAL, .real = 1},   /* upper */
    };
    static const hys_argument wrong[] = {
        {.type = HYS_PARAM_REAL, .real = 0.9},
        {.type = HYS_PARAM_REAL, .real = -0.1},
    };
    const hys_argument optimizer_of[] = {
        {.type = HYS_PARAM_NAMES, .names = names, .count = 3},
        {.type = HYS_PARAM_REALS, .reals = weights, .count = 3},
    };
    hys_space *layers = make(HYS_INT, layers_of, 3), *momentum = make(HYS_NORMAL, momentum_of, 4),
              *optimizer = make(HYS_LABELS, optimizer_of, 2);

    if (!layers || !momentum || !optimizer || make(HYS_NORMAL, wrong, 2))
        return 1;

    /* Single spaces with one key need a dim each, or their samples are correlated. */
    hys_source source = hys_source_native(hys_key_from_seed(7));
    int64_t layer[4];
    double of_momentum[4], logpdf[4];
    uint32_t index[4];

    check(hys_sample(layers, &source, 0, 4, HYS_I64, layer));
    source.dim = 1;
    check(hys_sample(momentum, &source, 0, 4, HYS_F64, of_momentum));
    check(hys_logpdf_f64(momentum, of_momentum, 4, logpdf, NULL));
    source.dim = 2;
    check(hys_sample(optimizer, &source, 0, 4, HYS_INDEX, index));
    for (int i = 0; i < 4; i++)
        printf("%2d layers, momentum %.6f of log density %9.6f, %s\n", (int)layer[i],
               of_momentum[i], logpdf[i], hys_space_label(optimizer, index[i]));

    /* Two components over two columns: a truncated normal law, and a choice of two. */
    static const double component[] = {3, 1}, mu[] = {0.2, 0.8}, sigma[] = {0.1, 0.05};
    static const double choices[] = {1, 1, /* component 0 */ 1, 9 /* component 1 */};
    static const hys_mixture_column columns[] = {
        {.mu = mu, .sigma = sigma, .lower = 0, .upper = 1},
        {.weights = choices, .count = 2},
    };
    hys_mixture *mixture = NULL;
    double row[4][2], density[4];
    size_t bad = 0;
    hys_status status = hys_mixture_new(&mixture, 2, component, 2, columns, &bad);

    if (status != HYS_OK) {
        printf("mixture: column %zu: %s\n", bad, hys_strerror(status));
        return 1;
    }
    source.dim = 3;
    check(hys_mixture_sample(mixture, &source, 0, 4, HYS_ROW_MAJOR, row[0], 2));
    check(hys_mixture_logpdf(mixture, 4, HYS_ROW_MAJOR, row[0], 2, density, NULL));
    for (int i = 0; i < 4; i++)
        printf("mixture: %.6f, choice %d, log density %9.6f\n", row[i][0], (int)row[i][1],
               density[i]);

    hys_mixture_free(mixture);
    hys_space_free(layers);
    hys_space_free(momentum);
    hys_space_free(optimizer);
    return 0;
}
