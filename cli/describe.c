/* describe: what each column may hold, and the minimum, quartiles, maximum, mean and histogram of
 * its samples.
 *
 * No sample is kept, since drawing it again costs little. The first pass finds the minimum, the
 * maximum, the sum and the bins; all passes together find the quartiles digit by digit, as a radix
 * sort would. So the memory does not depend on the number of samples. */
#include <config.h>

#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/blocks.h"
#include "cli/command.h"
#include "cli/design.h"
#include "cli/element.h"
#include "cli/facts.h"
#include "cli/fail.h"
#include "cli/numbers.h"
#include "cli/output.h"
#include "cli/pairs.h"
#include "cli/panels.h"
#include "cli/plot.h"
#include "cli/progress.h"
#include "cli/streams.h"

enum { QUARTILES = 3, DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, PASSES = 6, CHUNK = 256 };

/* The counts of one block, or of all blocks until now. */
struct counts {
    double min, max;
    double sum, lost; /* the sum of scaled values, and what rounding took from it */
    uint64_t digit[QUARTILES][DIGITS];
};

struct pass {
    struct description *description;
    int shift;                  /* of the digit that this pass counts */
    uint64_t prefix[QUARTILES]; /* the digits above it, which are known */
    uint64_t rank[QUARTILES];   /* from 0, of the quartile among the samples with that prefix */
    double scale;               /* a power of two that keeps sums within range */
    struct counts all;
};

/* Columns that are drawn together. */
enum { GROUP = 64 };
struct group {
    struct pass *pass; /* of each column */
    const struct rows *rows;
};

/* Maps doubles to integers of the same order. */
static uint64_t key_of(double value)
{
    uint64_t bits;
    value += 0.0; /* -0 is 0 */
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double value_of(uint64_t key)
{
    const uint64_t bits = key >> 63 ? key & ~(UINT64_C(1) << 63) : ~key;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Neumaier's sum. It does not depend on the number of threads, since blocks come in order. */
static void add(struct counts *counts, double value)
{
    const double sum = counts->sum + value;
    counts->lost += fabs(counts->sum) >= fabs(value) ? (counts->sum - sum) + value
                                                     : (value - sum) + counts->sum;
    counts->sum = sum;
}

static void count_chunk(const struct pass *pass, const double *value, size_t n,
                        struct counts *counts, uint64_t *bin)
{
    const bool first = pass->shift == (PASSES - 1) * DIGIT_BITS;

    for (size_t k = 0; first && k < n; k++) {
        counts->min = value[k] < counts->min ? value[k] : counts->min;
        counts->max = value[k] > counts->max ? value[k] : counts->max;
        add(counts, value[k] * pass->scale);
        bin[bins_find(&pass->description->bins, value[k])]++;
    }
    for (size_t k = 0; k < n; k++) {
        const uint64_t digits = key_of(value[k]) >> pass->shift;
        for (int q = 0; q < QUARTILES; q++)
            counts->digit[q][digits % DIGITS] += first || digits / DIGITS == pass->prefix[q];
    }
}

/* Whether a pass is done with a column: without quartiles the first pass is enough. */
static bool is_done(const struct pass *pass)
{
    return pass->description->named && pass->shift < (PASSES - 1) * DIGIT_BITS;
}

/* Adds the counts of n elements of a column to a text, followed by the counts of its bins. */
static void count_column(const struct pass *pass, const unsigned char *data, size_t n,
                         struct text *text)
{
    static const struct counts none = {.min = INFINITY, .max = -INFINITY};
    const hys_type type = pass->description->column->type;
    const size_t start = text->length;
    double value[CHUNK];

    text_add(text, (const char *)&none, sizeof none);
    for (size_t i = 0; i < pass->description->bins.count; i++)
        text_add(text, (const char *)&(uint64_t){0}, sizeof(uint64_t));
    struct counts *counts = (void *)(text->data + start);
    for (size_t at = 0; at < n; at += CHUNK) {
        const size_t part = n - at < CHUNK ? n - at : CHUNK;
        element_values(type, data + at * hys_type_size(type), part, value);
        count_chunk(pass, value, part, counts, (uint64_t *)(counts + 1));
    }
}

static void count_block(struct block *block, void *context)
{
    const struct group *group = context;
    for (size_t c = 0; c < group->rows->columns; c++)
        if (!is_done(&group->pass[c]))
            count_column(&group->pass[c], block->data + column_offset(group->rows, block, c),
                         block->n, &block->text);
}

/* Adds a column's counts of a block to those of all blocks; returns what is behind them. */
static const char *add_column(struct pass *pass, const char *text)
{
    struct bins *bins = &pass->description->bins;
    const struct counts *counts = (const void *)text;
    const uint64_t *bin = (const uint64_t *)(counts + 1);

    pass->all.min = fmin(pass->all.min, counts->min);
    pass->all.max = fmax(pass->all.max, counts->max);
    add(&pass->all, counts->sum);
    add(&pass->all, counts->lost);
    for (size_t i = 0; i < bins->count; i++)
        bins->n[i] += bin[i];
    for (int q = 0; q < QUARTILES; q++)
        for (size_t d = 0; d < DIGITS; d++)
            pass->all.digit[q][d] += counts->digit[q][d];
    return (const char *)(bin + bins->count);
}

static void add_block(struct block *block, void *context)
{
    const struct group *group = context;
    const char *text = block->text.data;
    for (size_t c = 0; c < group->rows->columns; c++)
        if (!is_done(&group->pass[c]))
            text = add_column(&group->pass[c], text);
}

/* Finds one more digit of each quartile, and clears the counts for the next one. */
static void find_digits(struct pass *pass)
{
    for (int q = 0; q < QUARTILES; q++) {
        uint64_t digit = 0;
        while (pass->rank[q] >= pass->all.digit[q][digit])
            pass->rank[q] -= pass->all.digit[q][digit++];
        pass->prefix[q] = pass->prefix[q] * DIGITS + digit;
    }
    memset(pass->all.digit, 0, sizeof pass->all.digit);
}

/* Draws the options' samples of some columns as often as their statistics need. */
static void draw_passes(struct group *group, const struct table *table,
                        const struct options *options)
{
    const size_t columns = group->rows->columns;

    for (int shift = (PASSES - 1) * DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
        size_t done = 0;
        for (size_t c = 0; c < columns; c++) {
            group->pass[c].shift = shift;
            done += is_done(&group->pass[c]);
        }
        if (done == columns)
            break;
        blocks_each(table, group->rows, options, 0, count_block, add_block, group);
        for (size_t c = 0; c < columns; c++)
            if (!is_done(&group->pass[c]))
                find_digits(&group->pass[c]);
    }
}

static struct pass new_pass(struct description *description, const struct options *options)
{
    const hys_space *space = description->column->space;
    double lower, upper;
    drawn_range(space, &lower, &upper);
    const double size = fmax(fabs(lower), fabs(upper));
    const uint64_t last = options->count - 1; /* of 2^64 samples too */
    struct pass pass = {.description = description,
                        .scale = ldexp(1, size > 0x1p-1000 ? -ilogb(size) : 1000),
                        .all = {.min = INFINITY, .max = -INFINITY}};

    /* a quartile: the smallest sample that (q + 1) quarters of all do not exceed */
    for (unsigned q = 0; q < QUARTILES; q++)
        pass.rank[q] = last / 4 * (q + 1) + (last % 4 * (q + 1) + q) / 4;
    return pass;
}

static void take_statistics(const struct pass *pass, const struct options *options)
{
    struct description *description = pass->description;
    const double count = options_count(options), mean = pass->all.sum / count;
    /* what the division and the sum have lost */
    const double rest = fma(-mean, count, pass->all.sum) + pass->all.lost;

    description->min = pass->all.min;
    description->max = pass->all.max;
    description->mean = (mean + rest / count) / pass->scale;
    for (int q = 0; q < QUARTILES; q++)
        description->quartile[q] = value_of(pass->prefix[q]);
}

/* Draws some columns: one, or up to GROUP of them together. */
static void draw(struct description *description, size_t columns, const struct table *table,
                 const struct options *options)
{
    struct column *column = xreallocarray(NULL, columns, sizeof *column);
    struct rows rows = {.column = column, .columns = columns, .column_major = true};
    struct group group = {xreallocarray(NULL, columns, sizeof *group.pass), &rows};
    struct options drawn = *options;
    struct table drawn_table = *table;

    for (size_t c = 0; c < columns; c++) {
        column[c] = *description[c].column;
        column[c].offset = rows.bytes;
        rows.bytes += hys_type_size(column[c].type);
        group.pass[c] = new_pass(&description[c], options);
    }
    if (columns == 1 && table_of_column(&drawn_table, &column->source, &drawn.source))
        drawn.opened = NULL;
    draw_passes(&group, &drawn_table, &drawn);
    for (size_t c = 0; c < columns; c++)
        take_statistics(&group.pass[c], options);
    free(group.pass);
    free(column);
}

/* Draws all columns. Where the stream takes names for dims, a column is drawn alone, by one call
 * for its space. Under another stream a call looks at every column of the table, so many are drawn
 * together. */
static void draw_all(struct description *description, size_t columns, const struct table *table,
                     const struct options *options)
{
    const size_t most = stream_takes_names(options->source.stream) ? 1 : GROUP;
    for (size_t c = 0, n; c < columns; c += n) {
        n = columns - c < most ? columns - c : most;
        draw(&description[c], n, table, options);
    }
}

/* The number of configurations. */
static char *size_of_all(const struct description *description, size_t columns, bool single)
{
    struct product product = PRODUCT_OF_NONE;
    size_t continuous = 0;

    for (size_t c = 0; c < columns; c++) {
        continuous += !is_finite(&description[c]);
        product_multiply(&product, description[c].distinct);
    }
    if (continuous)
        return single ? NULL : xasprintf("%zu of them continuous", continuous);
    const bool one = product.exact == 1 && !product.beyond;
    return xasprintf("%s configuration%s", product_text(&product), one ? "" : "s");
}

static struct facts facts_of_all(const struct description *description, const struct table *table,
                                 const struct rows *rows, const struct options *options)
{
    const size_t columns = table_columns(table);
    const bool single = table_is_single(table);
    struct facts facts = {{NULL}};
    size_t i = 0;

    if (rows->columns < columns)
        facts.fact[i++] = xasprintf("%zu of %zu columns", rows->columns, columns);
    else if (!single)
        facts.fact[i++] = xasprintf("%zu column%s", columns, columns == 1 ? "" : "s");
    if ((facts.fact[i] = size_of_all(description, rows->columns, single)) != NULL)
        i++;
    facts_add_drawn(&facts, i, options);
    return facts;
}

int command_describe(const struct options *given)
{
    const struct table table = table_read(given->space);
    if (given->pairs) {
        pairs_draw(given, &table);
        return 0;
    }
    const struct rows rows = rows_of(&table, given, PURPOSE_SAMPLE);
    const struct options drawn = design_settle(given, &table, &rows), *const options = &drawn;
    struct plot *plot = options->plot ? plot_open(options->plot, rows.columns, "columns",
                                                  "; --columns chooses some")
                                      : NULL;
    setlocale(LC_CTYPE, "C.UTF-8"); /* for wcwidth */
    const int width = terminal_width(STDOUT_FILENO);
    struct description *description = xreallocarray(NULL, rows.columns, sizeof *description);

    for (size_t c = 0; c < rows.columns; c++) {
        description[c] = description_of(&rows.column[c], &options->source);
        description[c].bins = bins_of(&description[c], plot ? PLOT_BINS : panels_axis(width));
    }
    if (!options_none(options))
        draw_all(description, rows.columns, &table, options);
    const struct facts facts = facts_of_all(description, &table, &rows, options);
    if (plot) {
        plot_close(plot, description, rows.columns, &facts, table.where);
        return 0;
    }
    panels_print(description, rows.columns, &facts, table.where, options, width);
    output_close(stdout);
    return 0;
}
