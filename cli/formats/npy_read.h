/* npy_read.c, for the format's row in npy.c. */
#ifndef CLI_FORMATS_NPY_READ_H
#define CLI_FORMATS_NPY_READ_H

struct input;
void npy_read(struct input *input);

#endif
