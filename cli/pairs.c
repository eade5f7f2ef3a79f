/* describe --pairs: what a design looks like where two of its columns meet. Each pair of columns
 * has a panel of the samples and, under a stream other than the native one, a second one of as many
 * random samples. */
#include <config.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "cli/blocks.h"
#include "cli/csv.h"
#include "cli/design.h"
#include "cli/element.h"
#include "cli/fail.h"
#include "cli/pairs.h"
#include "cli/plot.h"

enum {
    USUAL_POINTS = 512, /* where --count says nothing: a power of two, which Sobol designs like */
    MOST_POINTS = 1 << 16,
    FEW_POINTS = 2000, /* up to which they are drawn large */
    PANEL = 380,       /* pixels */
    NAME_CELLS = 40,
};

/* Pairs of a table's columns. */
struct pairs {
    size_t (*pair)[2], count;
};

/* Samples of the columns that are in a pair. */
struct scatter {
    struct options options;
    struct rows rows;
    double **value; /* of each of its columns */
    size_t n;
};

/* --pairs is one record of names, quoted as in csv, two for each pair. */
static struct pairs read_pairs(const struct options *options, const struct table *table)
{
    static const char option[] = "--pairs";
    char *text = xasprintf("%s", options->pairs);
    struct records records = {
        .where = option, .at = text, .end = text + strlen(text), .next_line = 1};
    const size_t names = records_next(&records);
    struct pairs pairs = {.count = names / 2};

    if (names == 0 || names % 2 || records.at != records.end)
        fail(EXIT_USAGE, option, "expected names with commas between them, two for each pair");
    pairs.pair = xreallocarray(NULL, pairs.count, sizeof *pairs.pair);
    for (size_t i = 0; i < names; i++)
        pairs.pair[i / 2][i % 2] = table_find(table, option, records.field[i]);
    for (size_t i = 0; i < pairs.count; i++)
        if (pairs.pair[i][0] == pairs.pair[i][1])
            fail(EXIT_USAGE, option, "%s makes no pair with itself",
                 message_quoted(records.field[2 * i]));
    free(records.field);
    free(text);
    return pairs;
}

/* Leaves in the rows the columns that are in a pair. */
static struct rows rows_of_pairs(const struct table *table, const struct options *options,
                                 const struct pairs *pairs)
{
    struct rows all = rows_of(table, options, PURPOSE_SAMPLE), rows = {.column = all.column};

    rows.column_major = true;
    for (size_t c = 0; c < all.columns; c++) {
        struct column column = all.column[c];
        bool paired = false;
        for (size_t i = 0; i < 2 * pairs->count; i++)
            paired |= pairs->pair[i / 2][i % 2] == column.source;
        if (!paired)
            continue;
        column.offset = rows.bytes;
        rows.bytes += hys_type_size(column.type);
        rows.column[rows.columns++] = column;
    }
    return rows;
}

/* Keeps the values of a block. */
static void keep(struct block *block, void *context)
{
    struct scatter *scatter = context;
    const struct rows *rows = &scatter->rows;
    for (size_t c = 0; c < rows->columns; c++)
        element_values(rows->column[c].type, block->data + column_offset(rows, block, c), block->n,
                       scatter->value[c] + scatter->n);
    scatter->n += block->n;
}

static struct scatter scatter_of(const struct options *options, const struct table *table,
                                 const struct pairs *pairs)
{
    struct scatter scatter = {.rows = rows_of_pairs(table, options, pairs)};

    scatter.options = design_settle(options, table, &scatter.rows);
    if (options_count(&scatter.options) > MOST_POINTS)
        fail(EXIT_USAGE, options->indices ? "--indices" : "--count",
             "a picture of pairs shows at most %d samples", MOST_POINTS);
    scatter.value = xreallocarray(NULL, scatter.rows.columns, sizeof *scatter.value);
    for (size_t c = 0; c < scatter.rows.columns; c++)
        scatter.value[c] =
            xreallocarray(NULL, (size_t)scatter.options.count, sizeof *scatter.value[c]);
    return scatter;
}

/* The number of a table's column among those that are drawn. */
static size_t drawn_column(const struct scatter *scatter, size_t source)
{
    size_t c = 0;
    while (scatter->rows.column[c].source != source)
        c++;
    return c;
}

/* Where a value is on its axis. */
static double position(const struct bins *bins, double value)
{
    return bins->form == DENSITY ? value : (double)bins_find(bins, value);
}

/* description: of each column of the scatter. */
static void put_panel(struct plot *plot, const struct scatter *scatter, const size_t pair[2],
                      const struct description *description)
{
    FILE *script = plot_script(plot);
    const size_t x = drawn_column(scatter, pair[0]), y = drawn_column(scatter, pair[1]);

    fprintf(script, "set label 1 %s\nset xlabel %s\nset ylabel %s\n",
            plot_quoted(hys_stream_name(scatter->options.source.stream), NAME_CELLS),
            plot_quoted(scatter->rows.column[x].name, NAME_CELLS),
            plot_quoted(scatter->rows.column[y].name, NAME_CELLS));
    plot_axis(plot, 'x', &description[x]);
    plot_axis(plot, 'y', &description[y]);
    fprintf(script, "plot '-' with points linetype 2 pointtype 7 pointsize %g\n",
            scatter->n > FEW_POINTS ? 0.2 : 0.45);
    for (size_t k = 0; k < scatter->n; k++)
        fprintf(script, "%.17g %.17g\n", position(&description[x].bins, scatter->value[x][k]),
                position(&description[y].bins, scatter->value[y][k]));
    fprintf(script, "e\n");
}

void pairs_draw(const struct options *options, const struct table *table)
{
    const struct pairs pairs = read_pairs(options, table);
    const size_t beside = options->source.stream == HYS_NATIVE ? 1 : 2;
    struct scatter scatter[2];
    struct options given = *options;
    struct facts facts = {{NULL}};

    if (!options->plot)
        fail(EXIT_USAGE, "--pairs", "is for a picture: --plot FILE.png says where");
    if (!given.counted)
        given.count = USUAL_POINTS;
    scatter[0] = scatter_of(&given, table, &pairs);
    given.count = scatter->options.count;
    given.counted = true;
    given.all = false;
    given.source = hys_source_native(options->source.key);
    given.pointed_count = 0;
    if (beside == 2)
        scatter[1] = scatter_of(&given, table, &pairs);
    struct plot *plot = plot_open(options->plot, beside * pairs.count, "panels", "");
    setlocale(LC_CTYPE, "C.UTF-8"); /* for wcwidth */

    struct description *description =
        xreallocarray(NULL, scatter->rows.columns, sizeof *description);
    for (size_t c = 0; c < scatter->rows.columns; c++) {
        description[c] = description_of(&scatter->rows.column[c], &scatter->options.source);
        description[c].bins = bins_of(&description[c], PLOT_BINS);
    }
    for (size_t s = 0; s < beside; s++)
        blocks_each(table, &scatter[s].rows, &scatter[s].options, 0, NULL, keep, &scatter[s]);
    facts_add_drawn(&facts, 0, &scatter->options);
    plot_begin(plot, beside, pairs.count, PANEL, PANEL, &facts, table->where);
    fprintf(plot_script(plot), "set border 3 linecolor rgb '#999999'\n"
                               "set label 1 offset 0, character 0.6\n"
                               "set tmargin 3\nset rmargin 3\n");
    for (size_t i = 0; i < pairs.count; i++)
        for (size_t s = 0; s < beside; s++)
            put_panel(plot, &scatter[s], pairs.pair[i], description);
    plot_end(plot);
}
