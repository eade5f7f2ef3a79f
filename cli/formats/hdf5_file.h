/* What writing, reading and verifying HDF5 files share. Not thread-safe: libhdf5 may be built
 * without locks. */
#ifndef CLI_FORMATS_HDF5_FILE_H
#define CLI_FORMATS_HDF5_FILE_H

#include <stddef.h>
#include <stdint.h>

#include <hdf5.h>

#include "cli/rows.h"

/* The form of a file, by number: what its attributes are called and mean. */
enum { HDF5_FORM = 1 };

/* The attributes that are 1 where a source has a flag, and missing where it does not. */
enum { HDF5_FLAGS = 3 };
extern const struct hdf5_flag {
    const char *name;
    uint32_t flag;
} hdf5_flags[HDF5_FLAGS];

/* Ends the program with what libhdf5 said, or the system below it; where: the file, or a thing in
 * it. */
_Noreturn void hdf5_fail(const char *where);

/* An identifier or other number of libhdf5, which is negative where a call failed. */
hid_t hdf5_checked(hid_t result, const char *where);

/* To be called before the first call of libhdf5 in a thread: libhdf5 then prints nothing by itself,
 * and does nothing when the program ends. */
void hdf5_quiet(void);

/* The types of the file's attributes and columns: little-endian, and UTF-8 of any length. */
hid_t hdf5_text_type(void);
hid_t hdf5_type(hys_type type);

char *hdf5_fingerprint(const hys_domain *domain);

/* An attribute of a shape (rank 0: one value) and a class, and how many values it has. */
hid_t hdf5_open_attribute(const char *path, hid_t object, const char *name, int rank,
                          H5T_class_t class, hsize_t *count);
/* The texts of an attribute, at most so many; NULL for an attribute that is missing. rank 0: a
 * single text. */
char **hdf5_read_texts(const char *path, hid_t object, const char *name, int rank, size_t most,
                       size_t *count);

/* A column's dataset, which has one dimension and is in this file itself: not behind a link to
 * another, nor stored in one. */
hid_t hdf5_open_column(hid_t file, const char *name, const char *where, uint64_t *rows);

/* The dataset's attribute `labels` must list the space's labels. */
void hdf5_check_labels(const char *path, hid_t dataset, const struct column *column);

/* Places for messages. */
char *hdf5_attribute_place(const char *path, const char *name);
char *hdf5_column_place(const char *path, const char *name);

#endif
