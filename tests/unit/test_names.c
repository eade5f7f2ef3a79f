/* Labels found by their text, tables walked by the names of their columns, statuses by theirs. */
#include <config.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Every label of a list, found by its text and by its number, and texts that are no labels. */
static void check_labels(const char *const *labels, size_t count)
{
    hys_space *space;
    OK(hys_space_labels(&space, labels, count));
    for (size_t i = 0; i < count; i++) {
        char *copy = strdup(labels[i]); /* by its bytes, not by its place */
        size_t at = SIZE_MAX;
        OK(hys_space_find_label(space, copy, &at));
        CHECK(at == i, "%s: %zu, not %zu", labels[i], at, i);
        CHECK(!strcmp(hys_space_label(space, at), labels[i]), "%s", labels[i]);
        free(copy);
    }
    static const char *const others[] = {"", "\x01", "zzzzzz", "\xff", "adam ", "Adam", "ada"};
    for (size_t k = 0; k < COUNT(others); k++) {
        size_t at = 77;
        CHECK(hys_space_find_label(space, others[k], &at) == HYS_E_VALUES_UNKNOWN && at == 77, "%s",
              others[k]);
    }
    hys_space_free(space);
}

TEST(names, labels)
{
    static const char *const few[] = {"sgd", "adam", "\xc3\xa9t\xc3\xa9", "SGD", "a", "adam2"};
    enum { MOST = 5000 };
    static char text[MOST][16];
    static const char *many[MOST];
    for (size_t count = 1; count <= COUNT(few); count++)
        check_labels(few, count);
    for (size_t i = 0; i < MOST; i++) { /* 7919 is prime: every number once, scrambled */
        snprintf(text[i], sizeof text[i], "label%zu", i * 7919 % MOST);
        many[i] = text[i];
    }
    check_labels(many, MOST);
}

TEST(names, labels_refused)
{
    static const char *const twice[] = {"b", "a", "c", "b"};
    static const char *const words[] = {"linear:0:1", "qlinear:1:9", "discrete:1,2"};
    hys_space *space = test_space_word("labels:a,b");
    size_t at = 77;
    CHECK(hys_space_find_label(NULL, "a", &at) == HYS_E_NULL &&
              hys_space_find_label(space, NULL, &at) == HYS_E_NULL &&
              hys_space_find_label(space, "a", NULL) == HYS_E_NULL && at == 77,
          "NULL");
    hys_space_free(space);
    for (size_t k = 0; k < COUNT(words); k++) {
        space = test_space_word(words[k]);
        CHECK(hys_space_find_label(space, "a", &at) == HYS_E_VALUES_UNKNOWN && at == 77, "%s",
              words[k]);
        hys_space_free(space);
    }
    CHECK(hys_space_labels(&space, twice, COUNT(twice)) == HYS_E_VALUES_DUPLICATE && !space,
          "twice");
}

/* Every status has a name and a text of its own, and its class is a status; no other number has. */
TEST(names, statuses)
{
    const size_t count = hys_status_count();
    CHECK(hys_status_at(0) == HYS_OK && hys_status_at(count) == HYS_OK, "%zu statuses", count);
    CHECK(!strcmp(hys_status_name(HYS_E_BOUNDS_ORDER), "HYS_E_BOUNDS_ORDER"), "a name");
    CHECK(!strcmp(hys_status_name(HYS_W_DATA), "HYS_W_DATA"), "a warning's name");
    for (size_t i = 0; i < count; i++) {
        const hys_status status = hys_status_at(i);
        CHECK(hys_status_name(HYS_STATUS_CLASS(status)), "class of %d", status);
        for (size_t k = 0; k < i; k++) {
            const hys_status other = hys_status_at(k);
            CHECK(status != other && strcmp(hys_status_name(status), hys_status_name(other)) != 0 &&
                      strcmp(hys_strerror(status), hys_strerror(other)) != 0,
                  "%d and %d", status, other);
        }
    }
    CHECK(!hys_status_name(2) && !hys_status_name(-1) && !hys_status_name(INT32_MIN), "no status");
}

/* A table's rows as text, by the public accessors alone: the text read back gives the row. */
TEST(names, walk)
{
    static const char *const names[] = {"optimizer", "layers", "arch"},
                             *const words[] = {"labels:adam,sgd,rmsprop", "qlinear:1:12",
                                               "labels:mlp,cnn"};
    enum { C = COUNT(names), N = 100 };
    const hys_source source = hys_source_native(hys_key_from_seed(3));
    hys_space *spaces[C];
    hys_domain *domain;
    uint32_t row[N][C];
    hys_column columns[C] = {0};

    for (size_t c = 0; c < C; c++)
        spaces[c] = test_space_word(words[c]);
    OK(hys_domain_new(&domain, names, spaces, C, NULL));
    for (size_t c = 0; c < C; c++) {
        hys_space_free(spaces[c]);
        const hys_kind kind = hys_space_kind(hys_domain_space(domain, c));
        columns[c] = (hys_column){.data = &row[0][c],
                                  .stride = sizeof row[0],
                                  .type = kind == HYS_LABELS ? HYS_INDEX : HYS_U32};
    }
    OK(hys_domain_sample(domain, &source, 0, N, columns, C));
    for (size_t k = 0; k < N; k++)
        for (size_t c = 0; c < hys_domain_columns(domain); c++) {
            const hys_space *space = hys_domain_space(domain, c);
            const char *label = hys_space_label(space, row[k][c]);
            size_t at, i;
            OK(hys_domain_find(domain, hys_domain_name(domain, c), &at));
            CHECK(at == c && (label != NULL) == (hys_space_kind(space) == HYS_LABELS), "column %zu",
                  c);
            if (label) {
                OK(hys_space_find_label(space, label, &i));
                CHECK(i == row[k][c], "%s: %zu", label, i);
            }
        }
    hys_domain_free(domain);
}
