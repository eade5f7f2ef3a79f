/* hdf5_read.c, for the format's row in hdf5.c. */
#ifndef CLI_FORMATS_HDF5_READ_H
#define CLI_FORMATS_HDF5_READ_H

struct input;
void hdf5_read(struct input *input);

#endif
