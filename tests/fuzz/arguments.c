/* Any bytes as a command line, an argument a line: the program's main() with its options, words,
 * types and columns, up to where a command would draw, read or write. If the first line is "=", the
 * other lines are texts: numbers, counts, csv and JSON, there and back. */
#include <config.h>

#include <getopt.h>

#include "cli/command.h"
#include "cli/csv.h"
#include "cli/fail.h"
#include "cli/format.h"
#include "cli/numbers.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "json/number.h"
#include "json/words.h"
#include "tests/fuzz/program.h"

int hyspace_main(int argc, char **argv);

/* ---- stand-ins for the commands, and for other parts of the program ---- */

static int read_space(const struct options *options, enum purpose purpose)
{
    if (!hysi_is_word(options->space))
        return 0; /* a file's name */
    const struct table table = table_read(options->space);
    const struct rows rows = rows_of(&table, options, purpose);
    REQUIRE(rows.columns == 1 && rows.bytes == hys_type_size(rows.column[0].type));
    return 0;
}

int command_sample(const struct options *options) { return read_space(options, PURPOSE_SAMPLE); }
int command_digest(const struct options *options) { return read_space(options, PURPOSE_SAMPLE); }
int command_describe(const struct options *options) { return read_space(options, PURPOSE_SAMPLE); }
int command_transform(const struct options *options)
{
    return read_space(options, PURPOSE_TRANSFORM);
}
int command_encode(const struct options *options) { return read_space(options, PURPOSE_ENCODE); }
int command_density(const struct options *options) { return read_space(options, PURPOSE_DENSITY); }
int command_decode(const struct options *options) { return read_space(options, PURPOSE_DECODE); }
int command_discrepancy(const struct options *options)
{
    return strcmp(options->space, "-") ? read_space(options, PURPOSE_SAMPLE) : 0;
}
int command_bits(const struct options *options) { return options->space != NULL; }
int command_verify(const struct options *options) { return options->space != NULL; }
int command_info(const struct options *options) { return options->space != NULL; }
const struct format format_hdf5 = {.name = "hdf5"};
FILE *output_open(const char *path) { return path ? NULL : stdout; }
bool output_on_terminal(void) { return false; }
void output_check(FILE *file) { (void)file; }
void output_close(FILE *file) { (void)file; }

/* ---- texts ---- */

static void check_text(char *text)
{
    char number[NUMBER_TEXT];
    double value, back;
    float narrow, narrow_back;
    uint64_t count;
    bool whole;

    if (hysi_parse_f64(text, &value) == HYSI_NUMBER) {
        number[f64_text(number, value)] = 0;
        const enum hysi_number again = hysi_parse_f64(number, &back);
        REQUIRE((again == HYSI_NUMBER || again == HYSI_NUMBER_INEXACT) &&
                (value != value || !memcmp(&value, &back, sizeof value)));
    }
    if (hysi_parse_f32(text, &narrow) == HYSI_NUMBER) {
        number[f32_text(number, narrow)] = 0;
        REQUIRE(hysi_parse_f32(number, &narrow_back) == HYSI_NUMBER &&
                (narrow != narrow || !memcmp(&narrow, &narrow_back, sizeof narrow)));
    }
    REQUIRE(!parse_count(text, &count, &whole) || !whole || count == 0);

    char *quoted = csv_quoted(text, ',');
    struct records records = {
        .where = "text", .at = quoted, .end = quoted + strlen(quoted), .next_line = 1};
    REQUIRE(!*text || (records_next(&records) == 1 && !strcmp(records.field[0], text)));
    struct records any = {.where = "text", .at = text, .end = text + strlen(text), .next_line = 1};
    while (records_next(&any))
        continue;
    json_unquoted(text);
    const char *string = json_quoted(quoted), *plain = json_unquoted(string);
    REQUIRE(plain && !strcmp(plain, quoted));
}

/* ---- a run ---- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *const text = malloc(size + 1), *rest = text,
                *argument[32] = {"hyspace"}; /* exact memory: nothing may look behind it */
    volatile int status = 0;
    int count = 1;

    memcpy(text, data, size);
    text[size] = 0;
    while (rest && count < 31)
        argument[count++] = strsep(&rest, "\n");
    run_begins();
    optind = 0; /* getopt_long begins again */
    const int ended = setjmp(end);
    if (ended)
        status = ended - 1;
    else if (strcmp(argument[1], "="))
        status = hyspace_main(count, argument);
    else
        for (int i = 2; i < count; i++)
            check_text(argument[i]);
    run_ends();
    REQUIRE(status >= 0 && status <= EXIT_USAGE);
    REQUIRE(!status || !strncmp(said, "hyspace: ", 9) || !strncmp(said, "usage: ", 7));
    free_what_is_held();
    free(text);
    return 0;
}
