/* The hyspace program: commands, options, help. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <jansson.h>
#include <xxhash.h>

#include "cli/cli.h"

enum {
    SAMPLE = 1,
    TRANSFORM = 2,
    DIGEST = 4,
    BITS = 8,
    INFO = 16,
    VERIFY = 32,
    DESCRIBE = 64,
    ENCODE = 128,
    DECODE = 256
};
enum { CONVERT = TRANSFORM | ENCODE | DECODE };

static const struct command {
    const char *name;
    unsigned bit;
    int (*run)(const struct options *);
    const char *arguments, *summary, *notes;
} commands[] = {
    {"sample", SAMPLE, command_sample, "SPACE [options]", "draw samples",
     "Row k is sample number FIRST + k, whatever the split into calls. raw is the values' bytes, "
     "rows packed without\n"
     "padding, little-endian, labels as u32 from 0 in the order given; text formats write labels "
     "as they are.\n"
     "npy is an array of numbers for one column, a structured array with the columns' names for a "
     "table; labels are text of\n"
     "fixed width (<U), or u32 with --type index. For a table of hundreds of columns numpy.load "
     "wants max_header_size.\n"
     "hdf5 needs -o FILE: a dataset a column, labels as u32 with the attribute labels, and "
     "attributes that say how the file was made,\n"
     "by which hyspace verify FILE makes it again.\n"},
    {"transform", TRANSFORM, command_transform, "SPACE [options]",
     "numbers on standard input, the space's nearest values on standard output",
     "Reads csv, tsv, jsonl, npy or HDF5 as sample writes them: the columns by their\n"
     "names, in any order. Of a single space csv is one number or label a line (a\n"
     "first line `value` is a header, except with --no-header), npy a plain array.\n"
     "Numbers are read as f32 where the output is f32, index or an integer of up to\n"
     "32 bits, else as f64. Lists take the nearest value; with --type index the\n"
     "output has its place, the input the value all the same.\n"
     "The whole input is read before anything is written.\n"
     "Values that were NaN or beyond the type are counted on standard error. jsonl\n"
     "has nan and inf as strings, for JSON has no such numbers.\n"},
    {"encode", ENCODE, command_encode, "SPACE [options]",
     "values on standard input, units in [0, 1] on standard output",
     "Reads what sample writes, as csv, tsv, jsonl, npy or HDF5: the columns by\n"
     "their names, in any order. Of a single space csv is one number or label a line\n"
     "(a first line `value` is a header, except with --no-header), npy a plain\n"
     "array. With --type index labels are places in the list, from 0. Writes doubles\n"
     "under the columns' names: a linear or log value's place between the bounds,\n"
     "else the middle of its cell. Values that were NaN or not in the space are\n"
     "taken for the nearest that is, and counted on standard error.\n"},
    {"decode", DECODE, command_decode, "SPACE [options]",
     "units in [0, 1] on standard input, values on standard output",
     "The way back, read likewise; values come in the columns' types, labels as text. Units that "
     "were NaN or not in [0, 1] are counted\n"
     "on standard error; NaN stays, in integer types it is 0, in raw labels 4294967295.\n"},
    {"digest", DIGEST, command_digest, "SPACE [options]",
     "XXH3 of each column, and of the raw output of the whole",
     "A line for each column, `name digest`, of its little-endian bytes; the line `*` is the "
     "whole, as -f raw writes it.\n"},
    {"describe", DESCRIBE, command_describe, "SPACE [options]",
     "kind, bounds and size; of samples minimum, quartiles, mean and a histogram",
     "A quartile is the smallest sample that so many quarters of all do not exceed. A histogram's "
     "heights are shares; where\n"
     "values share a bin, shares per length of the axis. Any number of samples needs the same "
     "memory.\n"},
    {"bits", BITS, command_bits, "[options]", "raw engine words, u32 or u64",
     "Writes raw little-endian words, -f csv decimal numbers. -n all never ends: a feed for test "
     "batteries.\n"},
    {"verify", VERIFY, command_verify, "[FILE.h5] [options]",
     "recompute the pinned digests, or an HDF5 file's samples, on this CPU",
     "Exits with 0 only if every kind, stream and type gives the bits that every other CPU gives; "
     "with FILE.h5, which sample wrote, only if\n"
     "every column of it has them. What else the file holds is not looked at.\n"},
    {"info", INFO, command_info, "[options]",
     "versions, CPU, instruction sets, and which of them serves each kernel", ""},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const struct option_row {
    const char *name;
    char letter;
    unsigned commands;
    const char *argument; /* NULL: none */
    const char *help;
} option_rows[] = {
    {"count", 'n', SAMPLE | DIGEST | BITS | DESCRIBE, "N",
     "how many (10; describe: 100000): a decimal that is a whole number, as 1e6, with k M G T, Ki "
     "Mi Gi Ti"},
    {"first", 'B', SAMPLE | DIGEST | BITS | DESCRIBE, "I",
     "index of the first sample (0); any part costs the same to reach"},
    {"indices", 'N', SAMPLE | DIGEST | DESCRIBE, "FILE",
     "the samples whose numbers FILE lists, one a line (- for standard input), in that order\n"
     "and instead of a range"},
    {"seed", 's', SAMPLE | DIGEST | BITS | DESCRIBE, "S",
     "the key as hys_key_from_seed(S), S below 2^64 (0)"},
    {"key", 'K', SAMPLE | DIGEST | BITS | DESCRIBE, "K0:K1",
     "the key's two words in hexadecimal, instead of a seed"},
    {"stream", 'S', SAMPLE | DIGEST | BITS | DESCRIBE, "NAME",
     "native, jax_array, jax_keys or jax_search (native)"},
    {"x64", 'X', SAMPLE | DIGEST | BITS | DESCRIBE, NULL,
     "the JAX streams as with jax_enable_x64; on by itself where --type is a 64-bit type"},
    {"dim", 'D', SAMPLE | DIGEST | BITS | DESCRIBE, "D",
     "the native stream's dimension for a single space, a number or a name (0)"},
    {"type", 'T', SAMPLE | CONVERT | DIGEST | BITS | DESCRIBE, "[NAME=]T",
     "f32, f64, i8, u8, i16, u16, i32, u32, i64, u64 or index, for all columns that can give it;\n"
     "with NAME= for that column alone, whatever the others have, and once for each such column\n"
     "(f64, or i64 for qlinear and qlog; f32 and i32 under the JAX streams without --x64; labels:\n"
     "text). index is the place in the list of a discrete space, from 0"},
    {"format", 'f', SAMPLE | CONVERT | BITS, "F",
     "csv, tsv, jsonl, npy, hdf5 or raw (by the ending of -o FILE, .h5 too, else csv; bits: raw)"},
    {"output", 'o', SAMPLE | CONVERT | BITS, "FILE",
     "a new or regular file appears whole at the end, or stays untouched; a device or pipe is "
     "written to"},
    {"input", 'i', CONVERT, "FILE", "read from FILE instead of standard input"},
    {"input-format", 'F', CONVERT, "F",
     "csv, tsv, jsonl, npy or hdf5 (by the ending of --input FILE, .h5 too, else csv)"},
    {"columns", 'C', SAMPLE | CONVERT | DIGEST | DESCRIBE, "A,B",
     "only these columns, in the table's order; their values are what they are in the whole table"},
    {"no-header", 'H', SAMPLE | CONVERT | BITS, NULL, "csv and tsv without the columns' names"},
    {"strict", 't', CONVERT, NULL,
     "exit status 1 where values were counted as NaN, beyond the type, or not in the space"},
    {"check", 'c', DIGEST, "FILE",
     "compare with the lines in FILE (- for standard input) that digest printed for the same\n"
     "SPACE and options: `name: OK` or\n"
     "`name: FAILED` a line, exit status 1 if a digest differs"},
    {"ascii", 'A', DESCRIBE, NULL, "draw with ASCII alone"},
    {"plot", 'p', DESCRIBE, "FILE.png",
     "a picture in FILE.png instead of text, drawn by gnuplot; it appears whole at the end, or not "
     "at all"},
    {"isa", 'I', ~0u, "NAME",
     "scalar, avx2, avx2_vaes, avx512 or neon (the best there is); the bits never depend on it;\n"
     "verify takes all as well"},
    {"kinds", 'k', INFO, NULL, "the kinds of space and their parameters, instead"},
    {"threads", 'j', SAMPLE | DIGEST | BITS | DESCRIBE, "N",
     "draw in N threads (1); the bytes never depend on it"},
    {"progress", 'P', SAMPLE | DIGEST | BITS | DESCRIBE, NULL,
     "share, rate and time left on standard error, at once and always (only on a terminal, after "
     "one second)"},
    {"no-progress", 'Q', SAMPLE | DIGEST | BITS | DESCRIBE, NULL, "never"},
    {"help", 'h', ~0u, NULL, "this text"},
};
enum { OPTIONS = sizeof option_rows / sizeof *option_rows };

/* ---- help ---- */

enum { HELP_WIDTH = 80 };

/* A text from cell `at` of a line on, its words filled into lines of HELP_WIDTH cells that begin
 * behind `indent` blanks. */
static void put_filled(FILE *file, const char *text, int at, int indent)
{
    for (bool begun = false; *text; begun = true) {
        const int length = (int)strcspn(text, " \n");
        if (begun && at + 1 + length > HELP_WIDTH)
            at = fprintf(file, "\n%*s", indent, "") - 1;
        else if (begun)
            at += fprintf(file, " ");
        at += fprintf(file, "%.*s", length, text);
        text += length;
        text += strspn(text, " \n");
    }
    fputc('\n', file);
}

static void usage(FILE *file)
{
    fputs("usage: hyspace COMMAND ...\n\n", file);
    for (int i = 0; i < COMMANDS; i++) {
        const struct command *command = &commands[i];
        const int at = fprintf(file, "  hyspace %-9s %-19s ", command->name, command->arguments);
        put_filled(file, command->summary, at, 40);
    }
    fputs("  hyspace --version (-V), --help (-h); hyspace help COMMAND\n\n"
          "SPACE is a JSON file, - for JSON on standard input, or a word:\n",
          file);
    for (size_t i = 0; i < hys_kind_count(); i++) {
        char *form = word_form(hys_kind_at(i));
        fprintf(file, "  %-24s %s\n", form, hys_kind_summary(hys_kind_at(i)));
        free(form);
    }
    fputs("\nExit status: 0; 1 something failed while running; 2 wrong usage, or a space,\n"
          "type or stream that cannot be.\n"
          "HYSPACE_ISA=NAME in the environment is --isa NAME.\n",
          file);
}

static int is_letter(const struct option_row *row)
{
    return strchr("nFsfojh", row->letter) != NULL;
}

static void command_help(const struct command *command)
{
    printf("usage: hyspace %s %s\n\n", command->name, command->arguments);
    put_filled(stdout, text_of("%s.", command->summary), 0, 0);
    if (*command->notes)
        put_filled(stdout, command->notes, 0, 0);
    putchar('\n');
    for (int i = 0; i < OPTIONS; i++) {
        const struct option_row *row = &option_rows[i];
        char head[32];
        if (!(row->commands & command->bit))
            continue;
        snprintf(head, sizeof head, "%s%c%s--%s %s", is_letter(row) ? "-" : " ",
                 is_letter(row) ? row->letter : ' ', is_letter(row) ? ", " : "  ", row->name,
                 row->argument ? row->argument : "");
        put_filled(stdout, row->help, printf("  %-21s ", head), 24);
    }
}

/* ---- values of options ---- */

static uint64_t parse_seed(const char *where, const char *text)
{
    char *end;
    errno = 0;
    const uint64_t seed = strtoull(text, &end, 10);
    if (!isdigit((unsigned char)*text) || *end || errno)
        fail(EXIT_USAGE, where, "expected a whole number below 2^64, found \"%s\"", text);
    return seed;
}

bool parse_key(const char *text, hys_key *key)
{
    for (int i = 0; i < 2; i++) {
        const size_t digits = strspn(text, "0123456789abcdefABCDEF");
        if (digits < 1 || digits > 8 || text[digits] != (i == 0 ? ':' : 0))
            return false;
        key->w[i] = (uint32_t)strtoul(text, NULL, 16);
        text += digits + 1;
    }
    return true;
}

const char *const stream_names[4] = {"native", "jax_array", "jax_keys",
                                     "jax_search"}; /* in the order of HYS_NATIVE, ... */

static int32_t parse_stream(const char *text)
{
    for (int32_t i = 0; i < 4; i++)
        if (!strcmp(text, stream_names[i]))
            return i;
    fail(EXIT_USAGE, "--stream",
         "expected native, jax_array, jax_keys or jax_search, found \"%s\"%s", text,
         did_you_mean(text, stream_names, 4));
}

static const char *const format_names[] = {"", "csv", "tsv", "jsonl", "npy", "hdf5", "raw"};

/* T, for all columns, or NAME=T; a name may have equals signs, a type has none. */
static void parse_type(const char *text, struct options *options)
{
    const char *equals = strrchr(text, '='), *type_text = equals ? equals + 1 : text;
    const hys_type type = hys_type_from_name(type_text);
    if (!type)
        fail(EXIT_USAGE, "--type",
             "expected f32, f64, i8, u8, i16, u16, i32, u32, i64, u64 or index, found \"%s\"",
             type_text);
    if (!equals) {
        options->type = type;
        return;
    }
    options->typed = memory_for(options->typed, options->typed_count + 1, sizeof *options->typed);
    const char *const name = text_of("%.*s", (int)(equals - text), text);
    options->typed[options->typed_count++] = (struct typed){name, type};
}

static bool is_wide(hys_type type) { return hys_type_size(type) == 8; }

static enum format format_of(const char *text)
{
    enum format format = FORMAT_RAW;
    while (format > FORMAT_NONE && strcmp(text, format_names[format]) != 0)
        format--;
    return format;
}

/* By a file's ending; those that others have for themselves would lie about what is in the file. */
static enum format format_of_ending(const char *ending, const char *path, bool input)
{
    static const char *const foreign[] = {"parquet", "arrow", "feather", "orc",    "avro", "xlsx",
                                          "xls",     "ods",   "pkl",     "pickle", "mat",  "npz",
                                          "nc",      "json",  "db",      "sqlite", "zip",  "gz",
                                          "xz",      "bz2",   "zst"};
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (!strcasecmp(ending, foreign[i]))
            fail(EXIT_USAGE, path,
                 input ? "hyspace reads no .%s; --input-format says what else is meant: "
                         "csv, tsv, jsonl, npy or hdf5"
                       : "hyspace writes no .%s; --format says what else is meant: "
                         "csv, tsv, jsonl, npy, hdf5 or raw",
                 ending);
    return strcmp(ending, "h5") ? format_of(ending) : FORMAT_HDF5;
}

static void settle_hdf5(const struct options *options)
{
    hdf5_require();
    if (!strcmp(options->command, "bits"))
        fail(EXIT_USAGE, "hdf5", "holds columns of a space, of which bits has none");
    if (options->indices)
        fail(EXIT_USAGE, "--indices",
             "is not for hdf5: such a file is made again from its first sample and their count");
    if (!options->output || !strcmp(options->output, "-"))
        fail(EXIT_USAGE, "hdf5", "cannot go to standard output: -o FILE names a file");
}

/* A number, or the hash of a name. */
static uint64_t parse_dim(const char *text)
{
    char *end;
    errno = 0;
    const uint64_t dim = strtoull(text, &end, 10);
    double ignored;
    if (isdigit((unsigned char)*text) && !*end && !errno)
        return dim;
    if (!*text || parse_f64(text, &ignored) != NUMBER_NONE)
        fail(EXIT_USAGE, "--dim", "expected a whole number below 2^64 or a name, found \"%s\"",
             text);
    return XXH3_64bits(text, strlen(text));
}

/* The formats, counts and flags that depend on one another, when all options have been read. */
static void settle(struct options *options, bool x64)
{
    bool wide = is_wide(options->type);
    const char *ending = options->output ? strrchr(options->output, '.') : NULL;
    const char *input_ending = options->input ? strrchr(options->input, '.') : NULL;

    for (size_t i = 0; i < options->typed_count; i++)
        wide |= is_wide(options->typed[i].type);
    if (options->source.stream == HYS_NATIVE && x64)
        fail(EXIT_USAGE, "--x64",
             "is for the JAX streams; --type f64 gives doubles of the native one");
    if (options->source.stream != HYS_NATIVE && options->dim)
        fail(EXIT_USAGE, "--dim", "is for the native stream");
    if (options->source.stream != HYS_NATIVE && (x64 || wide))
        options->source.flags = HYS_X64;
    if (!options->format && ending)
        options->format = format_of_ending(ending + 1, options->output, false);
    if (!options->format)
        options->format = strcmp(options->command, "bits") ? FORMAT_CSV : FORMAT_RAW;
    const bool binary = options->format == FORMAT_RAW || options->format == FORMAT_NPY;
    if (binary && !options->output && isatty(STDOUT_FILENO))
        fail(EXIT_USAGE, "standard output",
             "%s is binary and this is a terminal; use -o FILE or a pipe, or -o - to write it here",
             format_names[options->format]);
    if (!options->input_format && input_ending && strcmp(options->command, "verify"))
        options->input_format = format_of_ending(input_ending + 1, options->input, true);
    if (!options->input_format)
        options->input_format = FORMAT_CSV;

    const uint64_t behind = UINT64_MAX - options->first; /* samples behind the first */
    if (options->all) {
        options->count = behind + 1;
        options->whole = behind == UINT64_MAX;
    }
    if (!options_none(options) && options->count - 1 > behind)
        fail(EXIT_USAGE, "--count", "first + count lies beyond 2^64");
    if (options->format == FORMAT_NPY && (options->whole || options->count >> 63))
        fail(EXIT_USAGE, "--count", "npy holds fewer than 2^63 rows");
    if (options->format == FORMAT_HDF5 && options->whole)
        fail(EXIT_USAGE, "--count", "an HDF5 file holds fewer than 2^62 bytes");
    if (options->format == FORMAT_HDF5)
        settle_hdf5(options);
}

enum { MOST_THREADS = 1024 };

static void set_isa(const char *name)
{
    if (hys_isa_select(name) == HYS_OK)
        return;
    const char *names[64];
    size_t known = hys_isa_count() < 64 ? hys_isa_count() : 64;
    for (size_t i = 0; i < known; i++) {
        names[i] = hys_isa_name(i);
        if (!strcmp(name, names[i]))
            fail(EXIT_USAGE, "--isa", "%s is not %s; hyspace info lists what is", name,
                 hys_isa_built(i) ? "available on this machine" : "built into this library");
    }
    fail(EXIT_USAGE, "--isa", "expected scalar, avx2, avx2_vaes, avx512 or neon, found \"%s\"%s",
         name, did_you_mean(name, names, known));
}

/* An option as the user gave it: its letter, or its name in full, which getopt_long has as a number
 * beyond the letters. */
enum { LONG = 256 };

static const char *option_place(int c)
{
    for (int i = 0; c >= LONG && i < OPTIONS; i++)
        if (option_rows[i].letter == c - LONG)
            return text_of("--%s", option_rows[i].name);
    return isprint((unsigned char)c) ? text_of("-%c", c) : text_of("-\\x%02x", (unsigned char)c);
}

/* A word that begins with -- and names no option, or more than one. */
static _Noreturn void refuse_long(const struct command *command, const char *word,
                                  const char *const *names, size_t count)
{
    const int length = (int)strcspn(word, "=");
    const char *shown = text_of("%.*s", length, word), *both[2];
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (!strncmp(names[i], shown, (size_t)length) && n++ < 2)
            both[n - 1] = names[i];
    if (n > 1)
        fail(EXIT_USAGE, shown, "may be %s or %s", both[0], both[1]);
    fail(EXIT_USAGE, shown, "not an option of hyspace %s%s", command->name,
         did_you_mean(shown, names, count));
}

/* Standard input can be read once. */
static void refuse_stdin_twice(const struct options *options)
{
    const char *const paths[] = {options->space, options->indices, options->check};
    int n = 0;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        n += paths[i] && !strcmp(paths[i], "-");
    if (n > 1)
        fail(EXIT_USAGE, "standard input",
             "named twice: of the space, --indices and --check one can be read from it");
}

static void parse_options(const struct command *command, int argc, char **argv,
                          struct options *options)
{
    struct option long_options[OPTIONS + 1] = {0};
    const char *names[OPTIONS];
    char letters[2 * OPTIONS + 2] = ":", *letter = letters + 1;
    int count = 0, c;
    bool seed = false, key = false, x64 = false, isa = false, range = false;
    uint64_t number;
    bool whole;

    for (int i = 0; i < OPTIONS; i++) {
        const struct option_row *row = &option_rows[i];
        if (!(row->commands & command->bit))
            continue;
        names[count] = text_of("--%s", row->name);
        const int argument = row->argument ? required_argument : no_argument;
        long_options[count++] = (struct option){row->name, argument, NULL, LONG + row->letter};
        if (is_letter(row)) {
            *letter++ = row->letter;
            if (row->argument)
                *letter++ = ':';
        }
    }
    opterr = 0;
    while ((c = getopt_long(argc, argv, letters, long_options, NULL)) != -1) {
        const char *const where = option_place(c == '?' || c == ':' ? optopt : c);
        switch (c % LONG) {
        case 'n':
            range = true;
            options->all = command->bit == BITS && !strcmp(optarg, "all");
            if (options->all)
                break;
            if (!parse_count(optarg, &options->count, &options->whole))
                fail(EXIT_USAGE, where,
                     "expected a whole number of at most 2^64, as 1000, 1e6, 10M or 4Gi, "
                     "found \"%s\"",
                     optarg);
            break;
        case 'B':
            range = true;
            if (!parse_count(optarg, &options->first, &whole) || whole)
                fail(EXIT_USAGE, where, "expected a whole number below 2^64, found \"%s\"", optarg);
            break;
        case 's':
            options->source.key = hys_key_from_seed(parse_seed(where, optarg));
            seed = true;
            break;
        case 'K':
            if (!parse_key(optarg, &options->source.key))
                fail(EXIT_USAGE, where,
                     "expected K0:K1, two words of up to 8 hexadecimal digits, found \"%s\"",
                     optarg);
            key = true;
            break;
        case 'S': options->source.stream = parse_stream(optarg); break;
        case 'X': x64 = true; break;
        case 'D':
            options->source.dim = parse_dim(optarg);
            options->dim = true;
            break;
        case 'T': parse_type(optarg, options); break;
        case 'N': options->indices = optarg; break;
        case 'c': options->check = optarg; break;
        case 'f':
            if (!(options->format = format_of(optarg)))
                fail(EXIT_USAGE, where, "expected csv, tsv, jsonl, npy, hdf5 or raw, found \"%s\"",
                     optarg);
            break;
        case 'o': options->output = optarg; break;
        case 'i': options->input = optarg; break;
        case 'F':
            if (!(options->input_format = format_of(optarg)))
                fail(EXIT_USAGE, where, "expected csv, tsv, jsonl, npy or hdf5, found \"%s\"",
                     optarg);
            break;
        case 'C': options->columns = optarg; break;
        case 'H': options->header = false; break;
        case 't': options->strict = true; break;
        case 'A': options->ascii = true; break;
        case 'p': options->plot = optarg; break;
        case 'I':
            options->all_isas = command->bit == VERIFY && !strcmp(optarg, "all");
            if (!options->all_isas)
                set_isa(optarg);
            isa = true;
            break;
        case 'j':
            if (!parse_count(optarg, &number, &whole) || number < 1 || number > MOST_THREADS)
                fail(EXIT_USAGE, where, "expected 1 to %d, found \"%s\"", MOST_THREADS, optarg);
            options->threads = (unsigned)number;
            break;
        case 'k': options->kinds = true; break;
        case 'P': options->progress = 1; break;
        case 'Q': options->progress = -1; break;
        case 'h':
            command_help(command);
            output_close(stdout);
            exit(0);
        case ':': fail(EXIT_USAGE, where, "needs a value");
        default:
            if (optopt == 0)
                refuse_long(command, argv[optind - 1], names, (size_t)count);
            if (optopt >= LONG)
                fail(EXIT_USAGE, where, "takes no value");
            fail(EXIT_USAGE, where, "not an option of hyspace %s", command->name);
        }
    }
    if (seed && key)
        fail(EXIT_USAGE, "--key", "stands instead of --seed, not beside it");
    if (options->indices && range)
        fail(EXIT_USAGE, "--indices", "stands instead of --first and --count, not beside them");
    if (!isa && !hys_isa_current())
        fail(
            EXIT_USAGE, "HYSPACE_ISA",
            "\"%s\" is not an instruction set available here; hyspace info --isa scalar lists them",
            getenv("HYSPACE_ISA"));
    const bool space = strstr(command->arguments, "SPACE");
    if (space && optind == argc)
        fail(EXIT_USAGE, command->name, "a SPACE is needed: a word as linear:0:1, or a JSON file");
    if (space)
        options->space = argv[optind++];
    if (optind < argc && strstr(command->arguments, "[FILE"))
        options->input = argv[optind++];
    if (optind < argc)
        fail(EXIT_USAGE, argv[optind], "one argument too many");
    refuse_stdin_twice(options);
    settle(options, x64);
}

/* jansson 2.14 may go on without a digit when there is no memory: here it gets it, or the program
 * ends. */
static void *json_memory(size_t size) { return memory_for(NULL, 1, size); }

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
    for (int i = 0; i < COMMANDS; i++)
        if (!strcmp(name, names[i] = commands[i].name))
            return &commands[i];
    fail(EXIT_USAGE, name, "not a command%s; hyspace --help lists them",
         did_you_mean(name, names, COMMANDS));
}

int main(int argc, char **argv)
{
    open_standard_descriptors();
    json_set_alloc_funcs(json_memory, free);
    signal(SIGPIPE, SIG_DFL); /* a closed pipe ends the program quietly, whatever the parent left */
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of write */
    if (argc < 2) {
        usage(stderr);
        return EXIT_USAGE;
    }
    const bool help =
        !strcmp(argv[1], "help") || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h");
    if (help || !strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
        if (argc > 2 + help)
            fail(EXIT_USAGE, argv[2 + help], "one argument too many");
        if (help && argc > 2)
            command_help(command_of(argv[2]));
        if (help && argc == 2)
            usage(stdout);
        if (!help)
            printf("hyspace %s\n", hys_version());
        output_close(stdout);
        return 0;
    }
    const struct command *const command = command_of(argv[1]);
    struct options options = {.command = command->name, .threads = 1, .header = true};
    options.count = command->bit == DESCRIBE ? 100000 : 10;
    options.source = hys_source_native(hys_key_from_seed(0));
    parse_options(command, argc - 1, argv + 1, &options);
    return command->run(&options);
}
