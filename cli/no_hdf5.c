/* In place of hdf5.c, read_hdf5.c and verify_hdf5.c where there is no libhdf5. */
#include <config.h>

#include "cli/read.h"

const char *hdf5_version(void) { return NULL; }

void hdf5_require(void)
{
    fail(EXIT_USAGE, "hdf5", "this program was built without it: " HYSI_HDF5_MISSING);
}

void hdf5_lay_out(FILE *file, const struct table *table, const struct rows *rows,
                  const struct options *options, uint64_t n, uint64_t *place)
{
    (void)file, (void)table, (void)rows, (void)options, (void)n, (void)place;
    hdf5_require();
}

void hdf5_verify(const struct options *options)
{
    (void)options;
    hdf5_require();
}

void read_hdf5(struct input *input)
{
    (void)input;
    hdf5_require();
}
