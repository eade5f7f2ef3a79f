/* Gives every file named to a fuzz target in this process: cut off behind each byte, with each bit
 * turned, and with each byte replaced. Sanitizers and valgrind see what it reads. TAP. */
#include "tests/fuzz/fuzz.h"

static size_t runs;

/* In memory of its exact size. */
static void try(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    REQUIRE(copy);
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    runs++;
}

static void try_file(const char *path)
{
    static uint8_t data[1 << 16];
    FILE *file = fopen(path, "rb");
    REQUIRE(file);
    const size_t size = fread(data, 1, sizeof data, file);
    fclose(file);
    for (size_t cut = 0; cut <= size; cut++)
        try(data, cut);
    for (size_t at = 1; at < size; at++)
        for (unsigned change = 0; change < 9; change++) {
            const uint8_t mask = (uint8_t)(change < 8 ? 1u << change : 0xff);
            data[at] ^= mask;
            try(data, size);
            data[at] ^= mask;
        }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        try_file(argv[i]);
    printf("%s 1 - cut: %zu inputs from %d files\n1..1\n", argc > 1 ? "ok" : "not ok", runs,
           argc - 1);
    return argc < 2;
}
