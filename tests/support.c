#include <config.h>

#include <stdarg.h>
#include <xxhash.h>

#include "tests/test.h"

const char *test_path(const char *name)
{
    static char path[4096];
    const char *folder = getenv("HYS_TEST_DIR");
    snprintf(path, sizeof path, "%s/%s", folder ? folder : HYS_TEST_SOURCE_DIR, name);
    return path;
}

size_t test_each_line(const char *name, void (*line)(int number, int fields, char **field))
{
    FILE *file = fopen(test_path(name), "r");
    char *text = NULL, *field[32];
    size_t capacity = 0, lines = 0;
    int number = 0;

    CHECK(file, "%s", test_path(name));
    while (getline(&text, &capacity, file) >= 0) {
        int fields = 0;
        number++;
        text[strcspn(text, "\n")] = 0;
        if (!text[0] || text[0] == '#')
            continue;
        for (char *rest = text; rest && fields < 32; fields++)
            field[fields] = strsep(&rest, "\t");
        line(number, fields, field);
        lines++;
    }
    free(text);
    fclose(file);
    CHECK(lines > 0, "%s has no case", name);
    return lines;
}

hys_space *test_space(const char *kind, const char *lower, const char *upper, const char *base, const char *values)
{
    const double lo = strtod(lower, NULL), up = strtod(upper, NULL), b = strtod(base, NULL);
    hys_space *space = NULL;

    if (!strcmp(kind, "linear")) {
        OK(hys_space_linear(&space, lo, up));
    } else if (!strcmp(kind, "log")) {
        OK(hys_space_log(&space, lo, up, b));
    } else if (!strcmp(kind, "qlinear")) {
        OK(hys_space_qlinear(&space, lo, up));
    } else if (!strcmp(kind, "qlog")) {
        OK(hys_space_qlog(&space, lo, up, b));
    } else {
        double *list = test_memory((strlen(values) + 1) * sizeof *list);
        size_t count = 0;
        for (const char *at = values; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
            list[count++] = strtod(at, NULL);
        OK(hys_space_discrete(&space, list, count));
        free(list);
    }
    return space;
}

static hys_space *labels_of(char *list)
{
    const char *label[64];
    hys_space *space;
    size_t count = 0;
    for (char *rest = list; rest && count < 64;)
        label[count++] = strsep(&rest, ",");
    OK(hys_space_labels(&space, label, count));
    return space;
}

hys_space *test_space_word(const char *word)
{
    char *text = strdup(word), *rest = text, *part[4] = {text, text, text, text};
    hys_space *space;
    for (int i = 0; rest && i < 4; i++)
        part[i] = strsep(&rest, ":");
    space = !strcmp(part[0], "labels") ? labels_of(part[1]) : test_space(part[0], part[1], part[2], part[3], part[1]);
    free(text);
    return space;
}

size_t test_each_isa(void (*body)(void))
{
    size_t count = 0;
    for (size_t i = 0; i < hys_isa_count(); i++) {
        const char *isa = hys_isa_name(i), *only = getenv("HYSPACE_ISA");
        if (!hys_isa_available(i) || (only && strcmp(only, isa) != 0))
            continue;
        OK(hys_isa_select(isa));
        CHECK(!strcmp(hys_isa_current(), isa), "%s was asked for, %s is in use", isa, hys_isa_current());
        body();
        count++;
    }
    OK(hys_isa_select(getenv("HYSPACE_ISA")));
    CHECK(count > 0, "no instruction set");
    return count;
}

uint64_t test_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

uint64_t test_digest(const void *data, size_t bytes)
{
    return XXH3_64bits(data, bytes);
}

void *test_memory(size_t bytes)
{
    void *memory = malloc(bytes ? bytes : 1);
    CHECK(memory, "%zu bytes", bytes);
    return memory;
}

void test_note(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fputs("# ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
}

#ifdef TEST_CRITERION

_Noreturn void test_fail(const char *file, int line, const char *condition, const char *format, ...)
{
    char message[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    fprintf(stderr, "# %s:%d: %s: %s\n", file, line, condition, message);
    cr_assert_fail("%s:%d: %s: %s", file, line, condition, message);
    abort();
}

_Noreturn void test_skip(const char *format, ...)
{
    char message[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    cr_skip("%s", message);
    abort();
}

#endif
