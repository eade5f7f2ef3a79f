/* The rows of tests/data/spaces.tsv: each word is a space with the types that the row lists, or is
 * refused with the status that it names. */
#include <config.h>

#include "tests/unit/test.h"

static size_t made, refused;
static uint32_t kinds_made;

static void check_line(int number, int fields, char **field)
{
    hys_space *space;
    CHECK(fields == 4, "spaces.tsv:%d: %d fields", number, fields);
    const hys_status status = test_space_new(&space, field[0]);
    if (!strcmp(field[1], "refused")) {
        const hys_status expected = test_status(field[2]);
        CHECK(expected != HYS_OK, "spaces.tsv:%d: no status %s", number, field[2]);
        CHECK(status == expected && !space, "spaces.tsv:%d: %s: %s, not %s", number, field[0],
              hys_strerror(status), hys_strerror(expected));
        refused++;
        return;
    }
    CHECK(!strcmp(field[1], "easy") || !strcmp(field[1], "hard"), "spaces.tsv:%d: class %s", number,
          field[1]);
    CHECK(status == HYS_OK, "spaces.tsv:%d: %s: %s", number, field[0], hys_strerror(status));
    uint32_t types = 0;
    for (char *rest = strcmp(field[2], "-") ? field[2] : NULL; rest;) {
        const char *name = strsep(&rest, ",");
        const hys_type type = hys_type_from_name(name);
        CHECK(type, "spaces.tsv:%d: no type %s", number, name);
        types |= 1u << type;
    }
    CHECK(types == hys_space_types(space, HYS_NATIVE, 0), "spaces.tsv:%d: %s: types %#x, not %#x",
          number, field[0], hys_space_types(space, HYS_NATIVE, 0), types);
    kinds_made |= 1u << hys_space_kind(space);
    hys_space_free(space);
    made++;
}

TEST(words, spaces)
{
    made = refused = kinds_made = 0;
    test_each_line("spaces.tsv", check_line);
    for (size_t i = 0; i < hys_kind_count(); i++)
        if (test_has_fma())
            CHECK(kinds_made >> hys_kind_at(i) & 1, "spaces.tsv has no space of kind %s",
                  hys_kind_name(hys_kind_at(i)));
    test_note("words: %zu spaces with their types, %zu refused", made, refused);
}
