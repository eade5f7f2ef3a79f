#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli/csv.h"
#include "cli/fail.h"
#include "cli/formats.h"
#include "cli/numbers.h"
#include "cli/option_list.h"
#include "cli/streams.h"
#include "cli/text.h"
#include "json/number.h"
#include "json/phrases.h"

enum { DRAW = SAMPLE | DIGEST | BITS | DESCRIBE };
#define EVERY_COMMAND (~0u)

/* ---- which samples ---- */

static void set_count(const struct setting *setting)
{
    struct options *options = setting->options;
    options->counted = true;
    options->all = !strcmp(setting->value, "all");
    if (!options->all && !parse_count(setting->value, &options->count, &options->whole))
        fail(EXIT_USAGE, setting->where,
             "expected a whole number of at most 2^64, as 1000, 1e6, 10M or 4Gi, found \"%s\"",
             setting->value);
}

static void set_first(const struct setting *setting)
{
    bool whole;
    if (!parse_count(setting->value, &setting->options->first, &whole) || whole)
        fail(EXIT_USAGE, setting->where, "expected a whole number below 2^64, found \"%s\"",
             setting->value);
}

static void set_indices(const struct setting *setting)
{
    setting->options->indices = setting->value;
}

static void set_seed(const struct setting *setting)
{
    uint64_t seed;
    if (!parse_u64(setting->value, &seed))
        fail(EXIT_USAGE, setting->where, "expected a whole number below 2^64, found \"%s\"",
             setting->value);
    setting->options->source.key = hys_key_from_seed(seed);
}

static void set_key(const struct setting *setting)
{
    if (!parse_key(setting->value, &setting->options->source.key))
        fail(EXIT_USAGE, setting->where,
             "expected K0:K1, two words of up to 8 hexadecimal digits, found \"%s\"",
             setting->value);
}

static void set_stream(const struct setting *setting)
{
    const int32_t stream = hys_stream_from_name(setting->value);
    if (stream < 0)
        fail(EXIT_USAGE, "--stream", "expected %s, found \"%s\"%s", stream_list(), setting->value,
             stream_hint(setting->value).text);
    setting->options->source.stream = stream;
}

static void set_x64(const struct setting *setting) { setting->options->x64 = true; }

/* --dim takes a number, or a name, of which it is the hash. */
static void set_dim(const struct setting *setting)
{
    hys_source *source = &setting->options->source;
    double ignored;

    setting->options->dim = setting->value;
    if (parse_u64(setting->value, &source->dim))
        return;
    if (!*setting->value || hysi_parse_f64(setting->value, &ignored) != HYSI_NUMBER_NONE)
        fail(EXIT_USAGE, "--dim", "expected a whole number below 2^64 or a name, found \"%s\"",
             setting->value);
    source->dim = hys_dim_from_name(setting->value);
}

/* ---- designs ---- */

static void set_rows(const struct setting *setting)
{
    hys_source *source = &setting->options->source;
    bool whole;
    if (!parse_count(setting->value, &source->rows, &whole) || whole || !source->rows)
        fail(EXIT_USAGE, setting->where, "expected a whole number from 1 to 2^64 - 1, found \"%s\"",
             setting->value);
}

static void set_centred(const struct setting *setting)
{
    setting->options->source.flags |= HYS_CENTRED;
}

static void set_ends(const struct setting *setting) { setting->options->source.flags |= HYS_ENDS; }

/* --points takes one record of K, for all continuous columns, and NAME=K, quoted as in csv. A name
 * may hold equals signs, a number does not. */
static void set_points(const struct setting *setting)
{
    struct options *options = setting->options;
    char *text = xasprintf("%s", setting->value);
    struct records records = {
        .where = setting->where, .at = text, .end = text + strlen(text), .next_line = 1};
    const size_t fields = records_next(&records);

    if (fields == 0 || records.at != records.end)
        fail(EXIT_USAGE, setting->where, "expected K or NAME=K, with commas between them");
    options->pointed =
        xreallocarray(options->pointed, options->pointed_count + fields, sizeof *options->pointed);
    for (size_t i = 0; i < fields; i++) {
        char *equals = strrchr(records.field[i], '=');
        const char *number = equals ? equals + 1 : records.field[i];
        struct pointed *pointed = &options->pointed[options->pointed_count++];
        bool whole;
        if (!parse_count(number, &pointed->points, &whole) || whole || !pointed->points ||
            pointed->points > UINT64_C(1) << 53)
            fail(EXIT_USAGE, setting->where, "expected a whole number from 1 to 2^53, found %s",
                 message_quoted(number));
        pointed->name =
            equals ? xasprintf("%.*s", (int)(equals - records.field[i]), records.field[i]) : NULL;
    }
    free(records.field);
    free(text);
}

/* ---- columns and types ---- */

static char *type_list(void)
{
    char list[HYSI_TYPE_LIST];
    return xasprintf("%s", hysi_type_list(list));
}

/* --type takes T, for all columns, or NAME=T. A name may hold equals signs, a type does not. */
static void set_type(const struct setting *setting)
{
    struct options *options = setting->options;
    const char *text = setting->value, *equals = strrchr(text, '=');
    const char *type_text = equals ? equals + 1 : text;
    const hys_type type = hys_type_from_name(type_text);

    if (!type)
        fail(EXIT_USAGE, "--type", "expected %s, found \"%s\"", type_list(), type_text);
    if (!equals) {
        options->type = type;
        return;
    }
    options->typed =
        xreallocarray(options->typed, options->typed_count + 1, sizeof *options->typed);
    options->typed[options->typed_count++] =
        (struct typed){xasprintf("%.*s", (int)(equals - text), text), type};
}

static void set_columns(const struct setting *setting)
{
    setting->options->columns = setting->value;
}

/* ---- files and formats ---- */

static const struct format *format_of(const struct setting *setting, bool input)
{
    const struct format *format = format_from_name(setting->value);
    if (!format)
        fail(EXIT_USAGE, setting->where, "expected %s, found \"%s\"", format_list(input),
             setting->value);
    return format;
}

static char *output_formats(void) { return format_list(false); }
static char *input_formats(void) { return format_list(true); }

static void set_format(const struct setting *setting)
{
    setting->options->format = format_of(setting, false);
}

static void set_input_format(const struct setting *setting)
{
    setting->options->input_format = format_of(setting, true);
}

static void set_output(const struct setting *setting) { setting->options->output = setting->value; }
static void set_input(const struct setting *setting) { setting->options->input = setting->value; }
static void set_check(const struct setting *setting) { setting->options->check = setting->value; }
static void set_plot(const struct setting *setting) { setting->options->plot = setting->value; }
static void set_pairs(const struct setting *setting) { setting->options->pairs = setting->value; }
static void set_no_header(const struct setting *setting) { setting->options->header = false; }
static void set_strict(const struct setting *setting) { setting->options->strict = true; }
static void set_ascii(const struct setting *setting) { setting->options->ascii = true; }
static void set_kinds(const struct setting *setting) { setting->options->kinds = true; }

static const char *const whats[] = {"pdf", "logpdf", "pmf", "cdf", "sf", "quantile"};
enum { WHATS = sizeof whats / sizeof *whats };

static char *what_list(void) { return word_list(whats, WHATS); }

static void set_what(const struct setting *setting)
{
    for (size_t i = 0; i < WHATS; i++)
        if (!strcmp(setting->value, whats[i]))
            setting->options->what = whats[i];
    const bool is_ppf = !strcmp(setting->value, "ppf"); /* SciPy's name of the quantile */
    if (!setting->options->what)
        fail(EXIT_USAGE, setting->where, "expected %s, found \"%s\"%s", what_list(), setting->value,
             is_ppf ? ", did you mean quantile?"
                    : hysi_did_you_mean(setting->value, whats, WHATS).text);
}

static const char *const discrepancies[] = {"CD", "WD", "MD", "L2"};
enum { DISCREPANCIES = sizeof discrepancies / sizeof *discrepancies };

static char *discrepancy_list(void) { return word_list(discrepancies, DISCREPANCIES); }

static void set_discrepancy(const struct setting *setting)
{
    setting->options->discrepancy = hys_discrepancy_from_name(setting->value);
    if (!setting->options->discrepancy)
        fail(EXIT_USAGE, setting->where, "expected %s, found \"%s\"%s", discrepancy_list(),
             setting->value, hysi_did_you_mean(setting->value, discrepancies, DISCREPANCIES).text);
}

static void set_all(const struct setting *setting) { setting->options->every_value = true; }

/* ---- how it runs ---- */

enum { ISAS = 64 };

/* Lists the names of all instruction sets; returns how many there are. */
static size_t isa_names(const char *names[ISAS])
{
    size_t count = 0;
    for (; count < hys_isa_count() && count < ISAS; count++)
        names[count] = hys_isa_name(count);
    return count;
}

static char *isa_list(void)
{
    const char *names[ISAS];
    return word_list(names, isa_names(names));
}

static void set_isa(const struct setting *setting)
{
    const char *name = setting->value, *names[ISAS];
    const size_t count = isa_names(names);

    setting->options->all_isas = setting->command->bit == VERIFY && !strcmp(name, "all");
    if (setting->options->all_isas || hys_isa_select(name) == HYS_OK)
        return;
    for (size_t i = 0; i < count; i++)
        if (!strcmp(name, names[i]))
            fail(EXIT_USAGE, "--isa", "%s is not %s; hyspace info lists what is", name,
                 hys_isa_built(i) ? "available on this machine" : "built into this library");
    fail(EXIT_USAGE, "--isa", "expected %s, found \"%s\"%s", isa_list(), name,
         hysi_did_you_mean(name, names, count).text);
}

static void set_threads(const struct setting *setting)
{
    enum { MOST = 1024 };
    uint64_t number;
    bool whole;

    if (!parse_count(setting->value, &number, &whole) || number < 1 || number > MOST)
        fail(EXIT_USAGE, setting->where, "expected 1 to %d, found \"%s\"", MOST, setting->value);
    setting->options->threads = (unsigned)number;
}

static void set_progress(const struct setting *setting) { setting->options->progress = 1; }
static void set_no_progress(const struct setting *setting) { setting->options->progress = -1; }

/* ---- the rows ---- */

const struct option_row option_list[] = {
    {.name = "count",
     .letter = 'n',
     .commands = DRAW | DISCREPANCY,
     .argument = "N",
     .help = "how many (10; describe: 100000; fewer where a design has fewer left): a decimal "
             "that is a whole number, as 1e6, with k M G T, Ki Mi Gi Ti; or all: every row of a "
             "design that has an end, and of bits without end",
     .set = set_count},
    {.name = "first",
     .commands = DRAW | DISCREPANCY,
     .argument = "I",
     .help = "number of the first sample (0); any range costs the same to reach",
     .set = set_first},
    {.name = "indices",
     .commands = SAMPLE | DIGEST | DESCRIBE | DISCREPANCY,
     .argument = "FILE",
     .help = "the samples whose numbers FILE lists, one a line (- for standard input), in "
             "that order and instead of a range",
     .instead_of = {"first", "count"},
     .set = set_indices},
    {.name = "seed",
     .letter = 's',
     .commands = DRAW | DISCREPANCY,
     .argument = "S",
     .help = "the key as hys_key_from_seed(S), S below 2^64 (0)",
     .set = set_seed},
    {.name = "key",
     .commands = DRAW | DISCREPANCY,
     .argument = "K0:K1",
     .help = "the key's two words in hexadecimal, instead of a seed",
     .instead_of = {"seed"},
     .set = set_key},
    {.name = "stream",
     .commands = DRAW | DISCREPANCY,
     .argument = "NAME",
     .choices = stream_list,
     .help = " (native)",
     .set = set_stream},
    {.name = "x64",
     .commands = DRAW | DISCREPANCY,
     .help = "the JAX streams as with jax_enable_x64; on by itself where --type is a 64-bit "
             "type",
     .set = set_x64},
    {.name = "dim",
     .commands = DRAW | DISCREPANCY,
     .argument = "D",
     .help = "of a single space under native or lhs: an independent dimension, a number or a "
             "name (0); under Sobol streams the dimension, 0 to 21200 (0)",
     .set = set_dim},
    {.name = "rows",
     .commands = DRAW | DISCREPANCY,
     .argument = "N",
     .help = "of --stream lhs, which needs it: the rows of the whole design, of which -n are "
             "drawn",
     .set = set_rows},
    {.name = "centred",
     .commands = DRAW | DISCREPANCY,
     .help = "of --stream lhs: each row in the middle of its stratum, not at random in it",
     .set = set_centred},
    {.name = "points",
     .commands = SAMPLE | DIGEST | DESCRIBE | DISCREPANCY,
     .argument = "[NAME=]K,...",
     .help = "of --stream grid and permuted: K points for each continuous column, with NAME= for "
             "that column alone; names quoted as in csv",
     .set = set_points},
    {.name = "ends",
     .commands = SAMPLE | DIGEST | DESCRIBE | DISCREPANCY,
     .help = "of --stream grid and permuted: the points of continuous columns reach from end to "
             "end, instead of being the middles of cells of equal mass",
     .set = set_ends},
    {.name = "what",
     .commands = DENSITIES,
     .argument = "WORD",
     .choices = what_list,
     .help = "; pmf is of finite spaces, pdf of all others",
     .set = set_what},
    {.name = "all",
     .commands = DENSITIES,
     .help = "of --what pmf: every value of a finite space with its mass, without input",
     .set = set_all},
    {.name = "kind",
     .commands = DISCREPANCY,
     .argument = "WORD",
     .choices = discrepancy_list,
     .help = " (CD): centred L2, wraparound, mixture, or L2-star, whose value is the square root",
     .set = set_discrepancy},
    {.name = "type",
     .commands = DRAW | CONVERT,
     .argument = "[NAME=]T",
     .choices = type_list,
     .help = ", for all columns that can give it; with NAME= for that column alone, "
             "whatever the others have, and once for each such column (f64, or i64 for "
             "qlinear and qlog; f32 and i32 under the JAX streams without --x64; labels: "
             "text). index is the position in the list of a discrete space, from 0",
     .set = set_type},
    {.name = "format",
     .letter = 'f',
     .commands = SAMPLE | CONVERT | BITS,
     .argument = "F",
     .choices = output_formats,
     .help = " (by the ending of -o FILE, .h5 too, else csv; bits: raw)",
     .set = set_format},
    {.name = "output",
     .letter = 'o',
     .commands = SAMPLE | CONVERT | BITS,
     .argument = "FILE",
     .help = "a new or regular file appears whole at the end, or stays untouched; a device "
             "or pipe is written to",
     .set = set_output},
    {.name = "input",
     .commands = CONVERT,
     .argument = "FILE",
     .help = "read from FILE instead of standard input",
     .set = set_input},
    {.name = "input-format",
     .letter = 'F',
     .commands = CONVERT,
     .argument = "F",
     .choices = input_formats,
     .help = " (by the ending of --input FILE, .h5 too, else csv)",
     .set = set_input_format},
    {.name = "columns",
     .commands = SAMPLE | CONVERT | DIGEST | DESCRIBE | DISCREPANCY,
     .argument = "A,B",
     .help = "only these columns, in the table's order; their values are what they are in "
             "the whole table",
     .set = set_columns},
    {.name = "no-header",
     .commands = SAMPLE | CONVERT | BITS,
     .help = "csv and tsv without the columns' names",
     .set = set_no_header},
    {.name = "strict",
     .commands = CONVERT,
     .help = "exit status 1 where values were counted as NaN, beyond the type, or not in "
             "the space",
     .set = set_strict},
    {.name = "check",
     .commands = DIGEST,
     .argument = "FILE",
     .help = "compare with the lines in FILE (- for standard input) that digest printed for "
             "the same SPACE and options: `name: OK` or `name: FAILED` a line, exit status "
             "1 if a digest differs",
     .set = set_check},
    {.name = "ascii", .commands = DESCRIBE, .help = "draw with ASCII alone", .set = set_ascii},
    {.name = "plot",
     .commands = DESCRIBE,
     .argument = "FILE.png",
     .help = "a picture in FILE.png instead of text, drawn by gnuplot: samples, and over them "
             "the density or the probabilities of the law; it appears whole at the end, or not "
             "at all",
     .set = set_plot},
    {.name = "pairs",
     .commands = DESCRIBE,
     .argument = "A,B,...",
     .help = "of --plot: instead of each column two columns against one another, and two for "
             "each further pair: the stream's samples (512) beside as many of the native one; "
             "names quoted as in csv",
     .instead_of = {"columns"},
     .set = set_pairs},
    {.name = "isa",
     .commands = EVERY_COMMAND,
     .argument = "NAME",
     .choices = isa_list,
     .help = " (the best there is); the bits never depend on it; verify takes all as well",
     .set = set_isa},
    {.name = "kinds",
     .commands = INFO,
     .help = "the kinds of space and their parameters, instead",
     .set = set_kinds},
    {.name = "threads",
     .letter = 'j',
     .commands = DRAW | DISCREPANCY,
     .argument = "N",
     .help = "work in N threads (1); the bytes never depend on it",
     .set = set_threads},
    {.name = "progress",
     .commands = DRAW,
     .help = "share, rate and time left on standard error, at once and always (only on a "
             "terminal, after one second)",
     .set = set_progress},
    {.name = "no-progress", .commands = DRAW, .help = "never", .set = set_no_progress},
    {.name = "help", .letter = 'h', .commands = EVERY_COMMAND, .help = "this text"},
};
const size_t option_count = sizeof option_list / sizeof *option_list;
