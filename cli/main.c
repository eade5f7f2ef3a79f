/* The hyspace program: its commands. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/fail.h"
#include "cli/format.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/output.h"
#include "json/phrases.h"

static const struct command commands[] = {
    {.name = "sample",
     .bit = SAMPLE,
     .run = command_sample,
     .space = true,
     .arguments = "SPACE [options]",
     .summary = "draw samples",
     .notes = "Row k is sample number FIRST + k, whatever the split into calls. raw is the "
              "values' bytes, rows packed without padding, little-endian, labels as u32 from "
              "0 in the order given; text formats write labels as they are. npy is an array "
              "of numbers for one column, a structured array with the columns' names for a "
              "table; labels are text of fixed width (<U), or u32 with --type index. For a "
              "table of hundreds of columns numpy.load wants max_header_size. hdf5 needs -o "
              "FILE: a dataset a column, labels as u32 with the attribute labels, and "
              "attributes that say how the file was made, by which hyspace verify FILE makes "
              "it again."},
    {.name = "transform",
     .bit = TRANSFORM,
     .run = command_transform,
     .space = true,
     .arguments = "SPACE [options]",
     .summary = "numbers on standard input, the space's nearest values on standard output",
     .notes = "Reads csv, tsv, jsonl, npy or HDF5 as sample writes them: the columns by "
              "their names, in any order. Of a single space csv is one number or label a "
              "line (a first line `value` is a header, except with --no-header), npy a plain "
              "array. Numbers are read as f32 where the output is f32, index or an integer "
              "of up to 32 bits, else as f64. Lists take the nearest value; with --type "
              "index the output has the index, the input the value all the same. The whole "
              "input is read before anything is written. Values that were NaN or beyond the "
              "type are counted on standard error. jsonl has nan and inf as strings, for "
              "JSON has no such numbers."},
    {.name = "encode",
     .bit = ENCODE,
     .run = command_encode,
     .space = true,
     .arguments = "SPACE [options]",
     .summary = "values on standard input, units in [0, 1] on standard output",
     .notes = "Reads what sample writes, as csv, tsv, jsonl, npy or HDF5: the columns by "
              "their names, in any order. Of a single space csv is one number or label a "
              "line (a first line `value` is a header, except with --no-header), npy a plain "
              "array. With --type index labels are indices of the list, from 0. Writes "
              "doubles under the columns' names: a linear or log value's position between the "
              "bounds, else the middle of its cell. Values that were NaN or not in the space "
              "are taken for the nearest that is, and counted on standard error."},
    {.name = "decode",
     .bit = DECODE,
     .run = command_decode,
     .space = true,
     .arguments = "SPACE [options]",
     .summary = "units in [0, 1] on standard input, values on standard output",
     .notes = "The way back, read likewise; values come in the columns' types, labels as "
              "text. Units that were NaN or not in [0, 1] are counted on standard error; NaN "
              "stays, in integer types it is 0, in raw labels 4294967295."},
    {.name = "density",
     .bit = DENSITIES,
     .run = command_density,
     .space = true,
     .arguments = "SPACE --what WORD",
     .summary = "values on standard input, their densities or probabilities on standard output",
     .notes = "Reads values as encode does; quantile reads units, as decode, and writes values. "
              "pdf and pmf are the density of a value and its probability, logpdf the natural "
              "logarithm of either; cdf is the probability of the values up to it, sf that of "
              "those above. Of a table a row has a number for each column; logpdf begins with "
              "their sum, under the name logpdf. Values outside the space are no error: their "
              "density is 0. Values that were NaN, and units not in [0, 1], are counted on "
              "standard error."},
    {.name = "discrepancy",
     .bit = DISCREPANCY,
     .run = command_discrepancy,
     .space = true,
     .arguments = "SPACE|- [options]",
     .summary = "how evenly samples, or rows on standard input, fill the unit cube",
     .notes = "Draws rows of SPACE and encodes them; of - reads rows of numbers in [0, 1] from "
              "standard input, as csv, whose first line may have the columns' names. Prints one "
              "number, as scipy.stats.qmc.discrepancy defines it: 0 would be perfectly even. The "
              "time grows with the square of the number of rows."},
    {.name = "digest",
     .bit = DIGEST,
     .run = command_digest,
     .space = true,
     .arguments = "SPACE [options]",
     .summary = "XXH3 of each column, and of the raw output of the whole",
     .notes = "A line for each column, `name digest`, of its little-endian bytes; the line "
              "`*` is the whole, as -f raw writes it."},
    {.name = "describe",
     .bit = DESCRIBE,
     .run = command_describe,
     .space = true,
     .count = 100000,
     .arguments = "SPACE [options]",
     .summary = "kind, bounds and size; of samples minimum, quartiles, mean and a histogram",
     .notes = "A quartile is the smallest sample that so many quarters of all do not exceed. "
              "A histogram's heights are shares; where values share a bin, shares per length "
              "of the axis. A mark on a bar, or a dotted line over a histogram, shows where "
              "the bars would end if the samples had just the probabilities of the law. Any "
              "number of samples needs the same memory."},
    {.name = "bits",
     .bit = BITS,
     .run = command_bits,
     .format = &format_raw,
     .arguments = "[options]",
     .summary = "raw engine words, u32 or u64",
     .notes = "Writes raw little-endian words, -f csv decimal numbers. -n all never ends: a "
              "feed for test batteries."},
    {.name = "verify",
     .bit = VERIFY,
     .run = command_verify,
     .file = true,
     .arguments = "[FILE.h5] [options]",
     .summary = "recompute the pinned digests, or an HDF5 file's samples, on this CPU",
     .notes = "Exits with 0 only if every kind and stream gives the bits that every "
              "other CPU gives; with FILE.h5, which sample wrote, only if every column of it "
              "has them. What else the file holds is not looked at."},
    {.name = "info",
     .bit = INFO,
     .run = command_info,
     .arguments = "[options]",
     .summary = "versions, CPU, instruction sets, and which of them serves each kernel",
     .notes = ""},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* Without memory jansson 2.14 may go on and lose a digit. Here it gets memory, or the program ends.
 */
static void *json_memory(size_t size) { return xreallocarray(NULL, 1, size); }

/* The next file that is opened gets the lowest closed descriptor. Were that a standard one,
 * messages or progress would go into the file. So it is opened here, in the wrong direction: its
 * use is an error. */
static void open_standard_descriptors(void)
{
    for (int d = STDIN_FILENO; d <= STDERR_FILENO; d++)
        if (fcntl(d, F_GETFD) < 0 &&
            open("/dev/null", d == STDIN_FILENO ? O_WRONLY : O_RDONLY) != d)
            fail(EXIT_RUN, "/dev/null", "%s", strerror(errno));
}

static const struct command *command_of(const char *name)
{
    const char *names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++)
        if (!strcmp(name, names[i] = commands[i].name))
            return &commands[i];
    fail(EXIT_USAGE, name, "not a command%s; hyspace --help lists them",
         hysi_did_you_mean(name, names, COMMANDS).text);
}

int main(int argc, char **argv)
{
    open_standard_descriptors();
    json_set_alloc_funcs(json_memory, free);
    signal(SIGPIPE, SIG_DFL); /* a closed pipe ends the program quietly, whatever the parent left */
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of write */
    if (argc < 2) {
        help_program(stderr, commands, COMMANDS);
        return EXIT_USAGE;
    }
    const bool help =
        !strcmp(argv[1], "help") || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h");
    if (help || !strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
        if (argc > 2 + help)
            fail(EXIT_USAGE, argv[2 + help], "one argument too many");
        if (help && argc > 2)
            help_command(command_of(argv[2]));
        if (help && argc == 2)
            help_program(stdout, commands, COMMANDS);
        if (!help)
            printf("hyspace %s\n", hys_version());
        output_close(stdout);
        return 0;
    }
    const struct command *const command = command_of(argv[1]);
    struct options options = {
        .command = command->name, .threads = 1, .header = true, .discrepancy = HYS_DISCREPANCY_CD};
    options.count = command->count ? command->count : 10;
    options.source = hys_source_native(hys_key_from_seed(0));
    parse_arguments(command, argc - 1, argv + 1, &options);
    return command->run(&options);
}
