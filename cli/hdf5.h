/* What writing and reading HDF5 files share. Not thread-safe: libhdf5 may be built without locks.
 */
#ifndef CLI_HDF5_H
#define CLI_HDF5_H

#include <hdf5.h>

#include "cli/cli.h"

/* The form of a file, by number: what its attributes are called and mean. */
enum { HDF5_FORM = 1 };

/* Ends the program with what libhdf5 said, or the system below it; where: the file, or a thing in
 * it. */
_Noreturn void hdf5_fail(const char *where);

/* An identifier or other number of libhdf5, which is negative where a call failed. */
hid_t hdf5_checked(hid_t result, const char *where);

/* To be called before the first call of libhdf5 in a thread: it says nothing by itself, and does
 * nothing when the program ends. */
void hdf5_quiet(void);

/* The types of the file's attributes and columns, as they lie in the file: little-endian, and UTF-8
 * of any length. */
hid_t hdf5_text_type(void);
hid_t hdf5_type(hys_type type);

char *hdf5_fingerprint(const hys_domain *domain);

/* A column's dataset, which has one dimension and is in this file itself: not behind a link to
 * another, nor stored in one. */
hid_t hdf5_open_column(hid_t file, const char *name, const char *where, uint64_t *rows);
char *hdf5_column_place(const char *path, const char *name); /* for messages */

/* The dataset's attribute `labels` must list the space's labels. */
void hdf5_check_labels(const char *path, hid_t dataset, const struct column *column);

#endif
