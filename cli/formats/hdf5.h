/* HDF5 beyond what a format does. */
#ifndef CLI_FORMATS_HDF5_H
#define CLI_FORMATS_HDF5_H

struct options;

/* The version of libhdf5 that the program was built with; NULL: the program was built without it,
 * and hdf5_require ends the program. */
const char *hdf5_version(void);
void hdf5_require(void);

/* Draws the samples of a file anew under the instruction set in use, and prints which columns are
 * the same. */
void hdf5_verify(const struct options *options);

#endif
