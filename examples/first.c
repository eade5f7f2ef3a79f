/* A learning rate, a million times: the README's program. */
#include <hyspace.h>
#include <stdio.h>

static float lr[1000000];

int main(void)
{
    hys_space *space;
    hys_status status = hys_space_log(&space, 1e-5, 1e-1, 10);

    if (status == HYS_OK) {
        const hys_source source = hys_source_native(hys_key_from_seed(42));
        status = hys_sample_f32(space, &source, 0, 1000000, lr);
        hys_space_free(space);
    }
    if (status != HYS_OK) {
        fprintf(stderr, "%s\n", hys_strerror(status));
        return 1;
    }
    printf("%g %g %g ... %g\n", (double)lr[0], (double)lr[1], (double)lr[2], (double)lr[999999]);
    return 0;
}
