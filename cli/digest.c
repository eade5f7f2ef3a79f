/* digest: XXH3 of each column and of the whole. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "cli/blocks.h"
#include "cli/command.h"
#include "cli/design.h"
#include "cli/element.h"
#include "cli/fail.h"
#include "cli/lines.h"
#include "cli/output.h"
#include "src/strided.h"

/* Blocks are column-major: each column is hashed as it is, and the rows are put together for the
 * hash of the whole. One column is the whole. */
struct digest {
    const struct rows *rows;
    XXH3_state_t **column, *whole;
};

static XXH3_state_t *digest_new(void)
{
    XXH3_state_t *state = XXH3_createState();
    if (!state || XXH3_64bits_reset(state) != XXH_OK)
        fail(EXIT_RUN, "memory", "none left");
    return state;
}

/* Puts together the rows of a block as -f raw writes them: a few at a time, so that they stay in
 * the cache until they are complete. One column is the whole already. */
static void gather_rows(struct block *block, void *context)
{
    enum { FEW = 64 };
    const struct rows *rows = ((const struct digest *)context)->rows;
    unsigned char *row = (unsigned char *)block->text.data;

    block_file_order(rows, block);
    for (size_t k = 0, n; rows->columns > 1 && k < block->n; k += n, row += n * rows->bytes) {
        n = block->n - k < FEW ? block->n - k : FEW;
        for (size_t c = 0; c < rows->columns; c++) {
            const size_t size = column_stride(rows, c);
            const unsigned char *const from = block->data + column_offset(rows, block, c);
            hysi_copy_to_strided(from + k * size, size, n, row + rows->column[c].offset,
                                 (ptrdiff_t)rows->bytes);
        }
    }
}

static void hash_block(struct block *block, void *context)
{
    const struct digest *digest = context;
    for (size_t c = 0; c < digest->rows->columns; c++)
        XXH3_64bits_update(digest->column[c], block->data + column_offset(digest->rows, block, c),
                           block->n * column_stride(digest->rows, c));
    if (digest->rows->columns > 1)
        XXH3_64bits_update(digest->whole, block->text.data, block->n * digest->rows->bytes);
}

/* Returns the digest of each column, followed by that of the whole. */
static uint64_t *digest_all(const struct table *table, const struct rows *rows,
                            const struct options *options)
{
    struct digest digest = {.rows = rows, .whole = digest_new()};
    uint64_t *found = xreallocarray(NULL, rows->columns + 1, sizeof *found);

    digest.column = xreallocarray(NULL, rows->columns, sizeof *digest.column);
    for (size_t c = 0; c < rows->columns; c++)
        digest.column[c] = digest_new();
    blocks_each(table, rows, options, rows->columns > 1 ? rows->bytes : 0, gather_rows, hash_block,
                &digest);
    for (size_t c = 0; c < rows->columns; c++) {
        found[c] = XXH3_64bits_digest(digest.column[c]);
        XXH3_freeState(digest.column[c]);
    }
    found[rows->columns] = rows->columns > 1 ? XXH3_64bits_digest(digest.whole) : found[0];
    XXH3_freeState(digest.whole);
    free(digest.column);
    return found;
}

/* A column's name, quoted as in JSON where it could be mistaken for something else in the line. */
static char *digest_name(const char *name)
{
    bool quote = *name == '"' || !strcmp(name, "*");
    for (const char *at = name; *at; at++)
        quote |= (unsigned char)*at < 0x20 || *at == 0x7f;
    return quote ? json_quoted(name) : xasprintf("%s", name);
}

/* ---- digest --check ---- */

/* A line of a file of digests. The number behind the last column stands for the whole. */
struct expected {
    size_t column;
    uint64_t digest;
};

/* Reads a line. chosen[c] is the number of the table's column c among the chosen ones, SIZE_MAX if
 * it is not chosen. */
static struct expected read_expected(const struct lines *lines, const struct table *table,
                                     const struct rows *rows, const size_t *chosen)
{
    char *blank = strrchr(lines->text, ' ');
    if (!blank || blank == lines->text || strlen(blank + 1) != 16 ||
        strspn(blank + 1, "0123456789abcdef") != 16)
        fail(EXIT_USAGE, lines_place(lines),
             "expected a name, a blank and a digest of 16 hexadecimal digits, found %s",
             message_quoted(lines->text));
    *blank = 0;
    struct expected expected = {.column = rows->columns, .digest = strtoull(blank + 1, NULL, 16)};
    if (strcmp(lines->text, "*") != 0) {
        char *name =
            *lines->text == '"' ? json_unquoted(lines->text) : xasprintf("%s", lines->text);
        if (!name)
            fail(EXIT_USAGE, lines_place(lines), "%s is not a JSON string", lines->text);
        expected.column = chosen[table_find(table, lines_place(lines), name)];
        if (expected.column == SIZE_MAX)
            fail(EXIT_USAGE, lines_place(lines), "%s is not one of --columns",
                 message_quoted(name));
        free(name);
    }
    return expected;
}

/* Reads a digest for each chosen column and for the whole, in the order of the file. */
static struct expected *read_check(const struct table *table, const struct rows *rows,
                                   const char *path)
{
    struct expected *expected = xreallocarray(NULL, rows->columns + 1, sizeof *expected);
    const size_t columns = hys_domain_columns(table->domain);
    size_t *chosen = xreallocarray(NULL, columns, sizeof *chosen), n = 0;
    bool *seen = xreallocarray(NULL, rows->columns + 1, sizeof *seen);
    struct lines lines = lines_open(path);

    memset(chosen, 0xff, columns * sizeof *chosen);
    memset(seen, 0, (rows->columns + 1) * sizeof *seen);
    for (size_t c = 0; c < rows->columns; c++)
        chosen[rows->column[c].source] = c;
    for (; lines_next(&lines); n++) {
        const struct expected next = read_expected(&lines, table, rows, chosen);
        if (seen[next.column])
            fail(EXIT_USAGE, lines_place(&lines), "%s has a digest before",
                 next.column < rows->columns ? json_quoted(rows->column[next.column].name) : "*");
        seen[next.column] = true;
        expected[n] = next;
    }
    for (size_t c = 0; c <= rows->columns; c++)
        if (!seen[c])
            fail(EXIT_USAGE, lines.where, "no digest of %s",
                 c < rows->columns ? xasprintf("column %s", json_quoted(rows->column[c].name))
                                   : "*, the whole");
    free(seen);
    free(chosen);
    return expected;
}

int command_digest(const struct options *options)
{
    const struct table table = table_read(options->space);
    struct rows rows = rows_of(&table, options, PURPOSE_SAMPLE);
    struct expected *expected = options->check ? read_check(&table, &rows, options->check) : NULL;
    const struct options drawn = design_settle(options, &table, &rows);
    size_t differ = 0;

    rows.column_major = true;
    uint64_t *found = digest_all(&table, &rows, &drawn);
    for (size_t i = 0; i <= rows.columns; i++) {
        const size_t c = expected ? expected[i].column : i;
        char *name = c < rows.columns ? digest_name(rows.column[c].name) : xasprintf("*");
        if (expected) {
            printf("%s: %s\n", name, found[c] == expected[i].digest ? "OK" : "FAILED");
            differ += found[c] != expected[i].digest;
        } else {
            printf("%s %016" PRIx64 "\n", name, found[c]);
        }
        free(name);
    }
    output_close(stdout);
    if (differ)
        fail(EXIT_RUN, strcmp(options->check, "-") ? options->check : "standard input",
             "%zu of %zu digests differ", differ, rows.columns + 1);
    free(found);
    free(expected);
    return 0;
}
