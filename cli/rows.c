#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli/csv.h"
#include "cli/fail.h"
#include "cli/rows.h"
#include "cli/streams.h"

size_t column_offset(const struct rows *rows, const struct block *block, size_t c)
{
    return rows->column[c].offset * (rows->column_major ? block->capacity : 1);
}

size_t column_stride(const struct rows *rows, size_t c)
{
    return rows->column_major ? hys_type_size(rows->column[c].type) : rows->bytes;
}

bool has_names(const hys_space *space)
{
    return hys_kind_traits(hys_space_kind(space)) & HYS_KIND_NAMES;
}

bool needs_i64(const hys_space *space) { return !(hys_space_encode_types(space) >> HYS_F64 & 1); }

bool has_numbers(const hys_space *space)
{
    return has_names(space) && hys_space_types(space, HYS_NATIVE, 0) >> HYS_F64 & 1;
}

bool is_indexed(const struct column *column)
{
    return has_names(column->space) && column->type == HYS_INDEX;
}

bool has_scalars(const hys_space *space)
{
    size_t i = 0;
    while (i < hys_space_count(space) && hys_space_scalar(space, i) == HYS_SCALAR_STRING)
        i++;
    return i < hys_space_count(space);
}

/* ---- which columns ---- */

/* What the options say of each of a table's columns. */
struct choice {
    const struct table *table;
    const struct options *options;
    enum purpose purpose;
    bool *chosen;
    hys_type *own;   /* what --type says of this column alone; 0: nothing */
    bool alone;      /* one column is chosen, which has to take the type of --type */
    bool type_taken; /* a column has the type that --type gives to all */
};

/* --columns is one record of names, quoted as in csv. */
static void choose_columns(struct choice *choice)
{
    char *text = xasprintf("%s", choice->options->columns);
    struct records records = {
        .where = "--columns", .at = text, .end = text + strlen(text), .next_line = 1};
    const size_t names = records_next(&records);

    if (names == 0 || records.at != records.end)
        fail(EXIT_USAGE, "--columns", "expected names with commas between them");
    for (size_t i = 0; i < names; i++) {
        const size_t c = table_find(choice->table, "--columns", records.field[i]);
        if (choice->chosen[c])
            fail(EXIT_USAGE, "--columns", "%s is named twice", message_quoted(records.field[i]));
        choice->chosen[c] = true;
    }
    free(records.field);
    free(text);
}

static void choose_types(struct choice *choice)
{
    const struct options *options = choice->options;
    for (size_t i = 0; i < options->typed_count; i++) {
        const size_t c = table_find(choice->table, "--type", options->typed[i].name);
        if (!choice->chosen[c])
            fail(EXIT_USAGE, "--type", "%s is not one of --columns",
                 message_quoted(options->typed[i].name));
        choice->own[c] = options->typed[i].type;
    }
}

/* ---- their types ---- */

/* The names of a set of types, "f32, f64". */
static const char *type_names(uint32_t set)
{
    char *names = xasprintf("%s", "");
    for (hys_type type = 1; hys_type_name(type); type++)
        if (set >> type & 1)
            names = xasprintf("%s%s%s", names, *names ? ", " : "", hys_type_name(type));
    return *names ? names : "no type";
}

/* The types that a column can have. */
static uint32_t types_of(const struct choice *choice, const hys_space *space)
{
    const hys_source *source = &choice->options->source;
    if (choice->purpose == PURPOSE_SAMPLE)
        return hys_space_types(space, source->stream, source->flags);
    if (has_names(space) && !has_numbers(space))
        return 1u << HYS_INDEX;
    if (choice->purpose == PURPOSE_TRANSFORM) /* of names it gives the names */
        return hys_space_transform_types(space) | (has_names(space) ? 1u << HYS_INDEX : 0);
    /* Densities of a list of numbers go by the numbers. */
    const bool density = choice->purpose == PURPOSE_DENSITY || choice->purpose == PURPOSE_QUANTILE;
    return hys_space_encode_types(space) & ~(density && !has_names(space) ? 1u << HYS_INDEX : 0);
}

static _Noreturn void refuse_type(const struct choice *choice, size_t c, const char *member,
                                  hys_type type, uint32_t set)
{
    const struct options *options = choice->options;
    const bool sample = choice->purpose == PURPOSE_SAMPLE;
    const bool implied = sample && options->source.flags & HYS_X64 && !options->x64;
    if (sample && !set)
        fail(EXIT_USAGE, table_place(choice->table, c, NULL),
             "this %s space is not available under %s; use %s",
             hys_kind_name(hys_space_kind(hys_domain_space(choice->table->domain, c))),
             stream_described(&options->source),
             streams_of(hys_domain_space(choice->table->domain, c)));
    fail(EXIT_USAGE, table_place(choice->table, c, member),
         "%s is not available %s %s%s; available are %s", hys_type_name(type),
         sample ? "under" : "by", sample ? stream_described(&options->source) : options->command,
         implied ? ", which a 64-bit --type turns on" : "", type_names(set));
}

/* The type that --type gives to the column, or to all columns that can have it; else that of the
 * file; else that of the kind. */
static hys_type type_of(struct choice *choice, size_t c)
{
    const hys_domain *domain = choice->table->domain;
    const hys_type all = choice->options->type, own = choice->own[c];
    const uint32_t set = types_of(choice, hys_domain_space(domain, c));
    const hys_source native = {.stream = HYS_NATIVE};
    const hys_source *source =
        choice->purpose == PURPOSE_SAMPLE ? &choice->options->source : &native;
    const bool takes_all = all && (choice->alone || set >> all & 1);
    const hys_type type = own ? own
                          : takes_all
                              ? all
                              : hys_domain_default_type(domain, c, source->stream, source->flags);

    choice->type_taken |= takes_all;
    if (!(set >> type & 1))
        refuse_type(choice, c, !own && !takes_all && hys_domain_type(domain, c) ? "type" : NULL,
                    type, set);
    return type;
}

static void add_column(const struct choice *choice, struct rows *rows, size_t c, hys_type type)
{
    const hys_domain *domain = choice->table->domain;
    const bool numbers = choice->own[c] == HYS_INDEX || choice->options->type == HYS_INDEX ||
                         hys_domain_type(domain, c) == HYS_INDEX;
    struct column *column = &rows->column[rows->columns++];

    *column = (struct column){.source = c,
                              .name = hys_domain_name(domain, c),
                              .space = hys_domain_space(domain, c),
                              .usual = hys_domain_default(domain, c),
                              .type = type,
                              .offset = rows->bytes};
    column->text = is_indexed(column) && !numbers;
    rows->bytes += hys_type_size(type);
}

struct rows rows_of(const struct table *table, const struct options *options, enum purpose purpose)
{
    const size_t columns = hys_domain_columns(table->domain);
    struct rows rows = {.column = xreallocarray(NULL, columns, sizeof *rows.column)};
    struct choice choice = {.table = table,
                            .options = options,
                            .purpose = purpose,
                            .chosen = xreallocarray(NULL, columns, sizeof *choice.chosen),
                            .own = xreallocarray(NULL, columns, sizeof *choice.own)};

    memset(choice.chosen, !options->columns, columns * sizeof *choice.chosen);
    memset(choice.own, 0, columns * sizeof *choice.own);
    if (options->columns)
        choose_columns(&choice);
    choose_types(&choice);
    size_t count = 0;
    for (size_t c = 0; c < columns; c++)
        count += choice.chosen[c];
    choice.alone = count == 1;
    for (size_t c = 0; c < columns; c++)
        if (choice.chosen[c])
            add_column(&choice, &rows, c, type_of(&choice, c));
    if (options->type && !choice.type_taken)
        fail(EXIT_USAGE, "--type", "no column of %s can be %s", table->where,
             hys_type_name(options->type));
    free(choice.own);
    free(choice.chosen);
    return rows;
}
