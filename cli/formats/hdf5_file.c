#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fail.h"
#include "cli/formats/hdf5_file.h"
#include "cli/text.h"

const struct hdf5_flag hdf5_flags[HDF5_FLAGS] = {
    {"x64", HYS_X64},
    {"centred", HYS_CENTRED},
    {"ends", HYS_ENDS},
};

/* ---- errors ---- */

/* Keeps the deepest message, which says what happened and not what it meant to the callers. */
static herr_t deepest(unsigned number, const H5E_error2_t *error, void *text)
{
    if (number == 0)
        *(char **)text = xasprintf("%s", error->desc ? error->desc : "");
    return 0;
}

_Noreturn void hdf5_fail(const char *where)
{
    static const char reason[] = "error message = '";
    char *text = xasprintf("%s", "refused"), *system;

    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, deepest, &text);
    if ((system = strstr(text, reason))) {
        system += sizeof reason - 1;
        fail(EXIT_RUN, where, "%.*s", (int)strcspn(system, "'"), system);
    }
    for (char *at = text; *at; at++) /* a hostile file may have them in its names */
        if ((unsigned char)*at < 0x20)
            *at = '?';
    fail(EXIT_RUN, where, "HDF5: %s", text);
}

hid_t hdf5_checked(hid_t result, const char *where)
{
    if (result < 0)
        hdf5_fail(where);
    return result;
}

void hdf5_quiet(void)
{
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

/* ---- types ---- */

hid_t hdf5_text_type(void)
{
    const hid_t type = hdf5_checked(H5Tcopy(H5T_C_S1), "memory");
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

hid_t hdf5_type(hys_type type)
{
    switch (type) {
    case HYS_F32: return H5T_IEEE_F32LE;
    case HYS_F64: return H5T_IEEE_F64LE;
    case HYS_I8: return H5T_STD_I8LE;
    case HYS_U8: return H5T_STD_U8LE;
    case HYS_I16: return H5T_STD_I16LE;
    case HYS_U16: return H5T_STD_U16LE;
    case HYS_I32: return H5T_STD_I32LE;
    case HYS_I64: return H5T_STD_I64LE;
    case HYS_U64: return H5T_STD_U64LE;
    default: return H5T_STD_U32LE;
    }
}

char *hdf5_fingerprint(const hys_domain *domain)
{
    uint64_t word[2];
    hys_domain_fingerprint(domain, word);
    return xasprintf("%016" PRIx64 "%016" PRIx64, word[1], word[0]);
}

/* ---- attributes ---- */

char *hdf5_attribute_place(const char *path, const char *name)
{
    return xasprintf("%s: attribute %s", path, name);
}

hid_t hdf5_open_attribute(const char *path, hid_t object, const char *name, int rank,
                          H5T_class_t class, hsize_t *count)
{
    const char *where = hdf5_attribute_place(path, name);
    if (hdf5_checked(H5Aexists(object, name), where) == 0)
        fail(EXIT_RUN, where, "missing");
    const hid_t attribute = hdf5_checked(H5Aopen(object, name, H5P_DEFAULT), where);
    const hid_t type = hdf5_checked(H5Aget_type(attribute), where),
                shape = hdf5_checked(H5Aget_space(attribute), where);
    const bool right =
        H5Tget_class(type) == class &&
        (class == H5T_STRING ? H5Tis_variable_str(type) > 0 : H5Tequal(type, H5T_STD_U64LE) > 0);
    *count = 1;
    if (!right || H5Sget_simple_extent_ndims(shape) != rank ||
        (rank == 1 && H5Sget_simple_extent_dims(shape, count, NULL) != 1))
        fail(EXIT_RUN, where, "expected %s%s",
             rank                  ? "a list of "
             : class == H5T_STRING ? "a "
                                   : "an ",
             class != H5T_STRING ? "unsigned integer of 64 bits"
             : rank              ? "texts of variable length"
                                 : "text of variable length");
    H5Tclose(type);
    H5Sclose(shape);
    return attribute;
}

char **hdf5_read_texts(const char *path, hid_t object, const char *name, int rank, size_t most,
                       size_t *count)
{
    hsize_t found;
    const hid_t attribute = hdf5_open_attribute(path, object, name, rank, H5T_STRING, &found);
    const char *where = hdf5_attribute_place(path, name);
    if (found > most)
        fail(EXIT_RUN, where, "a list of %" PRIu64 ", of at most %zu", (uint64_t)found, most);
    const hid_t stored = hdf5_checked(H5Aget_type(attribute), where), type = hdf5_text_type();
    H5Tset_cset(type, H5Tget_cset(stored));
    *count = (size_t)found;
    char **text = xreallocarray(NULL, *count, sizeof *text);
    memset(text, 0, *count * sizeof *text);
    hdf5_checked(H5Aread(attribute, type, text), where);
    for (size_t i = 0; i < *count; i++) {
        if (!text[i])
            text[i] = xasprintf("%s", "");
        if (!is_utf8(text[i]))
            fail(EXIT_RUN, where, "not UTF-8");
    }
    H5Tclose(type);
    H5Tclose(stored);
    H5Aclose(attribute);
    return text;
}

/* ---- columns ---- */

static herr_t refuse_link(const char *parent_file, const char *parent_group, const char *file,
                          const char *object, unsigned *flags, hid_t access, void *context)
{
    (void)parent_file, (void)parent_group, (void)file, (void)object, (void)flags, (void)access,
        (void)context;
    return -1;
}

char *hdf5_column_place(const char *path, const char *name)
{
    return xasprintf("%s: column %s", path, json_quoted(name));
}

void hdf5_check_labels(const char *path, hid_t dataset, const struct column *column)
{
    const size_t count = hys_space_count(column->space);
    char *where = hdf5_column_place(path, column->name);
    size_t found;
    char **label = hdf5_read_texts(where, dataset, "labels", 1, count, &found);

    for (size_t i = 0; i < count; i++)
        if (i >= found || strcmp(label[i], hys_space_label(column->space, i)))
            fail(EXIT_RUN, hdf5_attribute_place(where, "labels"), "label %zu is %s, not %s", i,
                 i < found ? json_quoted(label[i]) : "missing",
                 json_quoted(hys_space_label(column->space, i)));
    for (size_t i = 0; i < found; i++)
        free(label[i]);
    free(label);
    free(where);
}

hid_t hdf5_open_column(hid_t file, const char *name, const char *where, uint64_t *rows)
{
    const hid_t access = H5Pcreate(H5P_DATASET_ACCESS);
    hsize_t count;

    H5Pset_elink_cb(access, refuse_link, NULL);
    const hid_t dataset = hdf5_checked(H5Dopen2(file, name, access), where);
    const hid_t shape = hdf5_checked(H5Dget_space(dataset), where);
    const hid_t create = hdf5_checked(H5Dget_create_plist(dataset), where);
    if (H5Sget_simple_extent_ndims(shape) != 1 ||
        H5Sget_simple_extent_dims(shape, &count, NULL) != 1)
        fail(EXIT_RUN, where, "the dataset has not one dimension");
    if (H5Pget_layout(create) == H5D_VIRTUAL || H5Pget_external_count(create) != 0)
        fail(EXIT_RUN, where, "the dataset's values lie in other files");
    H5Pclose(access);
    H5Pclose(create);
    H5Sclose(shape);
    *rows = count;
    return dataset;
}
