/* --indices: a list of sample numbers instead of a range. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>

#include "cli/fail.h"
#include "cli/indices.h"
#include "cli/lines.h"
#include "cli/numbers.h"
#include "cli/text.h"

const uint64_t *indices_read(const struct options *options, uint64_t rows, uint64_t *count)
{
    uint64_t *numbers = NULL;
    size_t n = 0, capacity = 0;

    if (!options->indices)
        return NULL;
    for (struct lines lines = lines_open(options->indices); lines_next(&lines); n++) {
        if (n == capacity)
            numbers = xreallocarray(numbers, capacity = 2 * capacity + 1024, sizeof *numbers);
        if (!parse_u64(lines.text, &numbers[n]))
            fail(EXIT_USAGE, lines_place(&lines), "expected a whole number below 2^64, found %s",
                 message_quoted(lines.text));
        if (rows && numbers[n] >= rows)
            fail(EXIT_USAGE, lines_place(&lines),
                 "the design has %" PRIu64 " rows, numbered from 0, and no row %" PRIu64, rows,
                 numbers[n]);
    }
    *count = n;
    return numbers ? numbers : xreallocarray(NULL, 1, sizeof *numbers);
}
