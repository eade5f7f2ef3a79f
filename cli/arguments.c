#include <config.h>

#include <ctype.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/arguments.h"
#include "cli/fail.h"
#include "cli/formats.h"
#include "cli/help.h"
#include "cli/numbers.h"
#include "cli/option_list.h"
#include "cli/output.h"
#include "cli/streams.h"
#include "json/phrases.h"

/* ---- options that depend on one another ---- */

static bool is_wide(hys_type type) { return hys_type_size(type) == 8; }

/* Ends the program where an option is not for the stream. */
static _Noreturn void refuse_under(const char *option, const char *streams)
{
    fail(EXIT_USAGE, option, "is for --stream %s", streams);
}

static void check_dim(const struct options *options)
{
    const hys_source *source = &options->source;
    uint64_t number;

    if (!options->dim)
        return;
    if (!stream_has(source->stream, HYS_STREAM_DIM))
        refuse_under("--dim", streams_with_trait(HYS_STREAM_DIM));
    if (!stream_takes_names(source->stream) &&
        (!parse_u64(options->dim, &number) || number > HYS_DIMENSION_MAX))
        fail(EXIT_USAGE, "--dim", "expected a dimension from 0 to %d under %s, found \"%s\"",
             HYS_DIMENSION_MAX, stream_described(source), options->dim);
}

/* What the stream of a source does not use must not be given, and what it needs must be. */
static void check_members(const struct options *options)
{
    const hys_source *source = &options->source;
    const bool rows = stream_has(source->stream, HYS_STREAM_ROWS);
    const uint32_t strange = source->flags & ~hys_stream_flags(source->stream);

    if (options->x64 && !stream_takes_x64(source->stream))
        fail(EXIT_USAGE, "--x64", "is for the JAX streams; --type f64 gives doubles of the others");
    check_dim(options);
    if (source->rows && !rows)
        refuse_under("--rows", streams_with_trait(HYS_STREAM_ROWS));
    if (!source->rows && rows)
        fail(EXIT_USAGE, "--rows", "--stream %s needs it: the number of rows of the whole design",
             hys_stream_name(source->stream));
    if (strange & HYS_CENTRED)
        refuse_under("--centred", streams_with_flag(HYS_CENTRED));
    if (options->pointed_count && !stream_has(source->stream, HYS_STREAM_POINTS))
        refuse_under("--points", streams_with_trait(HYS_STREAM_POINTS));
    if (strange & HYS_ENDS)
        refuse_under("--ends", streams_with_flag(HYS_ENDS));
}

static void check_stream(struct options *options)
{
    bool wide = is_wide(options->type);

    for (size_t i = 0; i < options->typed_count; i++)
        wide |= is_wide(options->typed[i].type);
    check_members(options);
    if ((options->x64 || wide) && stream_takes_x64(options->source.stream))
        options->source.flags |= HYS_X64;
}

/* Chooses formats that are not given: by the ending of the file, else by the command. */
static void choose_formats(const struct command *command, struct options *options)
{
    if (!options->format && options->output)
        options->format = format_from_ending(options->output, false);
    if (!options->format)
        options->format = command->format ? command->format : &format_csv;
    if (options->format->binary && !options->output && isatty(STDOUT_FILENO))
        fail(EXIT_USAGE, "standard output",
             "%s is binary and this is a terminal; use -o FILE or a pipe, or -o - to write it here",
             options->format->name);
    if (!options->input_format && options->input && !command->file)
        options->input_format = format_from_ending(options->input, true);
    if (!options->input_format)
        options->input_format = &format_csv;
}

/* How many rows a design has is seen when the SPACE is known. */
static void check_count(const struct command *command, struct options *options)
{
    const uint64_t behind = UINT64_MAX - options->first; /* samples behind the first */
    const uint32_t ending = HYS_STREAM_ROWS | HYS_STREAM_POINTS;
    const bool ends = stream_has(options->source.stream, ending);

    if (ends)
        return;
    if (options->all && command->bit != BITS)
        fail(EXIT_USAGE, "--count", "all is for designs that have an end: --stream %s",
             streams_with_trait(ending));
    if (options->all) {
        options->count = behind + 1;
        options->whole = behind == UINT64_MAX;
    }
    if (!options_none(options) && options->count - 1 > behind)
        fail(EXIT_USAGE, "--count", "first + count is beyond 2^64");
}

/* Standard input can be read once. A command that reads values has them from there if --input does
 * not name a file. */
static void refuse_stdin_twice(const struct command *command, const struct options *options)
{
    const bool values = command->bit & CONVERT && !options->every_value;
    const char *const paths[] = {options->space, options->indices, options->check,
                                 values && !options->input ? "-" : options->input};
    int n = 0;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        n += paths[i] && !strcmp(paths[i], "-");
    if (n > 1)
        fail(EXIT_USAGE, "standard input", "named twice: %s",
             values ? "for the space and for the values; --input FILE reads them from a file"
                    : "of the space, --indices and --check one can be read from it");
}

static void check_combinations(const struct command *command, struct options *options)
{
    refuse_stdin_twice(command, options);
    check_stream(options);
    choose_formats(command, options);
    check_count(command, options);
    if (options->format->check)
        options->format->check(options);
}

/* ---- options as the user gave them ---- */

/* What getopt_long is given for a command, and which options it found. getopt_long returns LONG
 * plus the number in option_list for a long name, and the letter for a letter. */
enum { LONG = 256, MOST_OPTIONS = 64 };
struct parser {
    const struct command *command;
    struct option long_options[MOST_OPTIONS + 1];
    char letters[2 * MOST_OPTIONS + 2];
    const char *names[MOST_OPTIONS]; /* "--count" */
    size_t count;
    bool given[MOST_OPTIONS]; /* by the number in option_list */
};

static void add_option(struct parser *parser, size_t i)
{
    const struct option_row *row = &option_list[i];
    const char letter[] = {row->letter, row->argument && row->letter ? ':' : 0, 0};

    parser->long_options[parser->count] = (struct option){
        row->name, row->argument ? required_argument : no_argument, NULL, LONG + (int)i};
    parser->names[parser->count++] = xasprintf("--%s", row->name);
    strcat(parser->letters, letter);
}

/* The number in option_list of what getopt_long returned. */
static size_t row_of(int c)
{
    size_t i = 0;
    if (c >= LONG)
        return (size_t)(c - LONG);
    while (i < option_count && option_list[i].letter != c)
        i++;
    return i;
}

/* An option as the user gave it: its letter, or its name in full. */
static const char *option_place(int c)
{
    if (c >= LONG)
        return xasprintf("--%s", option_list[c - LONG].name);
    return isprint((unsigned char)c) ? xasprintf("-%c", c)
                                     : xasprintf("-\\x%02x", (unsigned char)c);
}

/* A word that begins with -- and names no option, or more than one. */
static _Noreturn void refuse_long(const struct parser *parser, const char *word)
{
    const int length = (int)strcspn(word, "=");
    const char *name = xasprintf("%.*s", length, word), *both[2];
    size_t n = 0;

    for (size_t i = 0; i < parser->count; i++)
        if (!strncmp(parser->names[i], name, (size_t)length) && n++ < 2)
            both[n - 1] = parser->names[i];
    if (n > 1)
        fail(EXIT_USAGE, name, "may be %s or %s", both[0], both[1]);
    fail(EXIT_USAGE, name, "not an option of hyspace %s%s", parser->command->name,
         hysi_did_you_mean(name, parser->names, parser->count).text);
}

/* Refuses what getopt_long did not accept. word is the last one that it looked at. */
static _Noreturn void refuse_option(const struct parser *parser, int c, const char *word)
{
    if (c == ':')
        fail(EXIT_USAGE, option_place(optopt), "needs a value");
    if (optopt == 0)
        refuse_long(parser, word);
    if (optopt >= LONG)
        fail(EXIT_USAGE, option_place(optopt), "takes no value");
    fail(EXIT_USAGE, option_place(optopt), "not an option of hyspace %s", parser->command->name);
}

static bool is_given(const struct parser *parser, const char *name)
{
    for (size_t i = 0; name && i < option_count; i++)
        if (!strcmp(option_list[i].name, name))
            return parser->given[i];
    return false;
}

static void refuse_beside(const struct parser *parser)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option_row *row = &option_list[i];
        const char *one = row->instead_of[0], *other = row->instead_of[1];
        if (!parser->given[i] || !(is_given(parser, one) || is_given(parser, other)))
            continue;
        fail(EXIT_USAGE, xasprintf("--%s", row->name), "stands instead of --%s%s%s, not beside %s",
             one, other ? " and --" : "", other ? other : "", other ? "them" : "it");
    }
}

/* hyspace discrepancy - reads rows, and draws none. */
static void refuse_drawing(const struct parser *parser, const struct options *options)
{
    static const char *const drawing[] = {"count",  "first", "indices", "seed", "key",
                                          "stream", "x64",   "dim",     "rows", "centred",
                                          "points", "ends",  "columns"};

    if (parser->command->bit != DISCREPANCY || strcmp(options->space, "-") != 0)
        return;
    for (size_t i = 0; i < sizeof drawing / sizeof *drawing; i++)
        if (is_given(parser, drawing[i]))
            fail(EXIT_USAGE, xasprintf("--%s", drawing[i]),
                 "is for samples of a SPACE, not for rows on standard input");
}

static void parse_options(struct parser *parser, int argc, char **argv, struct options *options)
{
    int c;

    if (option_count > MOST_OPTIONS)
        abort();
    parser->letters[0] = ':';
    for (size_t i = 0; i < option_count; i++)
        if (option_list[i].commands & parser->command->bit)
            add_option(parser, i);
    opterr = 0;
    while ((c = getopt_long(argc, argv, parser->letters, parser->long_options, NULL)) != -1) {
        if (c == '?' || c == ':')
            refuse_option(parser, c, argv[optind - 1]);
        const size_t i = row_of(c);
        parser->given[i] = true;
        if (!option_list[i].set) {
            help_command(parser->command);
            output_close(stdout);
            exit(0);
        }
        option_list[i].set(&(struct setting){options, parser->command, option_place(c), optarg});
    }
    refuse_beside(parser);
}

/* ---- the command line ---- */

/* Reads the SPACE or FILE. */
static void parse_operands(const struct command *command, int argc, char **argv,
                           struct options *options)
{
    if (command->space && optind == argc)
        fail(EXIT_USAGE, command->name, "a SPACE is needed: a word as linear:0:1, or a JSON file");
    if (command->space)
        options->space = argv[optind++];
    if (optind < argc && command->file)
        options->input = argv[optind++];
    if (optind < argc)
        fail(EXIT_USAGE, argv[optind], "one argument too many");
}

void parse_arguments(const struct command *command, int argc, char **argv, struct options *options)
{
    struct parser parser = {.command = command};

    parse_options(&parser, argc, argv, options);
    if (!is_given(&parser, "isa") && !hys_isa_current())
        fail(
            EXIT_USAGE, "HYSPACE_ISA",
            "\"%s\" is not an instruction set available here; hyspace info --isa scalar lists them",
            getenv("HYSPACE_ISA"));
    parse_operands(command, argc, argv, options);
    refuse_drawing(&parser, options);
    check_combinations(command, options);
}
