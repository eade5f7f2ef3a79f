/* Designs: what of the options depends on the table, and whether a design of it can be. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/design.h"
#include "cli/fail.h"
#include "cli/indices.h"
#include "cli/numbers.h"
#include "cli/streams.h"
#include "cli/text.h"

/* ---- the points of a grid ---- */

/* The rows of a grid of one space, continuous ones with that many points: HYS_E_STREAM_ROWS where
 * they are more than 2^63. */
static hys_status grid_rows(const hys_space *space, uint64_t points, uint64_t *rows)
{
    const hys_source grid = hys_source_grid(points);
    return hys_space_rows(space, &grid, rows);
}

static bool is_continuous(const hys_space *space)
{
    uint64_t rows;
    return grid_rows(space, 0, &rows) == HYS_E_STREAM_POINTS;
}

/* The numbers of --points by the table's columns, 0 where a column has none of its own. NULL: no
 * column has. */
static uint64_t *column_points(const struct options *options, const struct table *table)
{
    const size_t columns = hys_domain_columns(table->domain);
    uint64_t *points = xreallocarray(NULL, columns, sizeof *points);
    bool any = false;

    memset(points, 0, columns * sizeof *points);
    for (size_t i = 0; i < options->pointed_count; i++) {
        const struct pointed *pointed = &options->pointed[i];
        if (!pointed->name)
            continue;
        const size_t c = table_find(table, "--points", pointed->name);
        if (!is_continuous(hys_domain_space(table->domain, c)))
            fail(EXIT_USAGE, "--points",
                 "are for continuous columns, and %s has finitely many values",
                 message_quoted(pointed->name));
        points[c] = pointed->points;
        any = true;
    }
    if (any)
        return points;
    free(points);
    return NULL;
}

static void settle_points(struct options *drawn, const struct table *table)
{
    const size_t columns = hys_domain_columns(table->domain);
    uint64_t *own = column_points(drawn, table);
    hys_source *source = &drawn->source;
    bool continuous = false;

    for (size_t i = 0; i < drawn->pointed_count; i++)
        if (!drawn->pointed[i].name)
            source->points = drawn->pointed[i].points;
    for (size_t c = 0; c < columns; c++) {
        if (!is_continuous(hys_domain_space(table->domain, c)))
            continue;
        continuous = true;
        if (!source->points && !(own && own[c]))
            fail(EXIT_USAGE, table_place(table, c, NULL),
                 "is continuous, so --stream %s needs its number of points: --points %s",
                 hys_stream_name(source->stream),
                 table_is_single(table) ? "K" : "K or --points NAME=K");
    }
    if (source->points && !continuous)
        fail(EXIT_USAGE, "--points", "are for continuous columns, and %s has none", table->where);
    if (table_is_single(table) && own)
        source->points = *own;
    else
        source->column_points = own;
}

static _Noreturn void refuse_product(const struct options *drawn, const struct table *table)
{
    const size_t columns = hys_domain_columns(table->domain);
    const hys_source *source = &drawn->source;
    struct product product = PRODUCT_OF_NONE;

    for (size_t c = 0; c < columns; c++) {
        const hys_space *space = hys_domain_space(table->domain, c);
        const uint64_t own = source->column_points ? source->column_points[c] : 0;
        uint64_t rows;
        if (grid_rows(space, own ? own : source->points, &rows) != HYS_OK) {
            hys_extent extent; /* more than 2^63 integers, and up to 2^64, which is 0 */
            hys_space_extent(space, &extent);
            rows = extent.distinct;
        }
        product_multiply(&product, rows);
    }
    fail(EXIT_USAGE, table->where, "a grid has at most 2^63 rows, and this one would have %s",
         product_text(&product));
}

/* ---- the rows of a design ---- */

/* How many rows there are; 0: 2^64. */
static uint64_t rows_of_design(const struct options *drawn, const struct table *table)
{
    uint64_t rows;

    if (!table)
        return drawn->source.rows;
    const hys_status status = table->single ? hys_space_rows(table->single, &drawn->source, &rows)
                                            : hys_domain_rows(table->domain, &drawn->source, &rows);
    if (status == HYS_E_STREAM_ROWS)
        refuse_product(drawn, table);
    if (status != HYS_OK)
        fail(EXIT_USAGE, table->where, "%s", hys_strerror(status));
    return rows;
}

static char *rows_text(uint64_t rows)
{
    return xasprintf("%" PRIu64 " row%s", rows, rows == 1 ? "" : "s");
}

/* Without --count there are as many as are usual, or as many as are left. */
static void settle_count(struct options *drawn)
{
    if (drawn->numbers || (drawn->counted && !drawn->all && options_none(drawn)))
        return;
    if (drawn->first >= drawn->rows)
        fail(EXIT_USAGE, "--first", "the design has %s, numbered from 0, and no row %" PRIu64,
             rows_text(drawn->rows), drawn->first);
    const uint64_t left = drawn->rows - drawn->first;
    if (drawn->all || (!drawn->counted && drawn->count > left))
        drawn->count = left;
    if ((drawn->whole || drawn->count > left) && drawn->first)
        fail(EXIT_USAGE, "--count",
             "the design has %s, %" PRIu64 " of them from row %" PRIu64 " on",
             rows_text(drawn->rows), left, drawn->first);
    if (drawn->whole || drawn->count > left)
        fail(EXIT_USAGE, "--count", "the design has %s; -n all draws every one",
             rows_text(drawn->rows));
}

/* ---- the columns of a design ---- */

/* What the library says of the first n of the chosen columns, of which it draws nothing. */
static hys_status try_columns(const hys_source *source, const struct table *table,
                              const struct rows *rows, size_t n)
{
    uint64_t nothing;
    const size_t columns = table ? table_columns(table) : 1;

    if (!table)
        return rows->column->type == HYS_U64 ? hys_bits_u64(source, 0, 0, NULL)
                                             : hys_bits_u32(source, 0, 0, NULL);
    if (table->single)
        return hys_sample(table->single, source, 0, 0, rows->column->type, NULL);
    hys_column *column = xreallocarray(NULL, columns, sizeof *column);
    memset(column, 0, columns * sizeof *column);
    for (size_t c = 0; c < n; c++)
        column[rows->column[c].source] =
            (hys_column){.data = &nothing, .type = rows->column[c].type};
    const hys_status status = hys_domain_sample(table->domain, source, 0, 0, column, columns);
    free(column);
    return status;
}

/* Ends the program where a chosen column cannot be in the design, by a message about the first one
 * that cannot: more rows than its draws tell apart, or no dimension left. */
static void check_columns(const struct options *drawn, const struct table *table,
                          const struct rows *rows)
{
    hys_source source = drawn->source;
    size_t good = 0, bad = rows->columns;

    if (try_columns(&source, table, rows, bad) != HYS_E_STREAM)
        return;
    while (bad - good > 1) {
        const size_t middle = good + (bad - good) / 2;
        if (try_columns(&source, table, rows, middle) == HYS_E_STREAM)
            bad = middle;
        else
            good = middle;
    }
    const struct column *column = &rows->column[bad - 1];
    const char *where = table ? table_place(table, column->source, NULL) : "bits";
    if (!source.rows)
        fail(EXIT_USAGE, where, "would have a dimension beyond %d, the last one of Sobol designs",
             HYS_DIMENSION_MAX);
    source.rows = UINT64_C(1) << 32;
    if (try_columns(&source, table, rows, bad) == HYS_E_STREAM)
        source.rows = UINT64_C(1) << 22;
    fail(EXIT_USAGE, where,
         "%s of a Latin hypercube are more than the %" PRIu64 " that its draws in %s tell apart",
         rows_text(drawn->source.rows), source.rows, hys_type_name(column->type));
}

struct options design_settle(const struct options *options, const struct table *table,
                             const struct rows *rows)
{
    struct options drawn = *options;

    if (table)
        table_refuse_dim(table, options);
    if (table && stream_has(options->source.stream, HYS_STREAM_POINTS))
        settle_points(&drawn, table);
    drawn.rows = rows_of_design(&drawn, table);
    check_columns(&drawn, table, rows);
    drawn.numbers = indices_read(&drawn, drawn.rows, &drawn.count);
    if (drawn.rows)
        settle_count(&drawn);
    drawn.opened = table_open(table, &drawn.source);
    return drawn;
}
