/* Replaces the other hdf5*.c in a build without libhdf5. */
#include <config.h>

#include <stddef.h>

#include "cli/fail.h"
#include "cli/format.h"
#include "cli/formats/hdf5.h"

const char *hdf5_version(void) { return NULL; }

void hdf5_require(void)
{
    fail(EXIT_USAGE, "hdf5", "this program was built without it: " HYSI_HDF5_MISSING);
}

void hdf5_verify(const struct options *options)
{
    (void)options;
    hdf5_require();
}

static void hdf5_check(const struct options *options)
{
    (void)options;
    hdf5_require();
}

static void hdf5_read(struct input *input)
{
    (void)input;
    hdf5_require();
}

const struct format format_hdf5 = {
    .name = "hdf5", .ending = "h5", .check = hdf5_check, .read = hdf5_read, .by_name = true};
