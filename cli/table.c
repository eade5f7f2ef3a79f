/* Search spaces from words and JSON files, and the columns that the options choose of them. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <hyspace-json.h>

#include "cli/cli.h"
#include "json/shared.h"

const char *table_place(const struct table *table, size_t column, const char *member)
{
    if (table->single)
        return table->where;
    char name[HYSI_PATH_NAME];
    hysi_path_name(name, table->name[column]);
    return text_of("%s: space.%s%s%s", table->where, name, member ? "." : "", member ? member : "");
}

hys_type table_type(const struct table *table, size_t column)
{
    return table->domain ? hys_domain_type(table->domain, column) : 0;
}

/* ---- words ---- */

static double word_number(const char *where, const char *text)
{
    double value = 0;
    switch (parse_f64(text, &value)) {
    case NUMBER_NONE: fail(EXIT_USAGE, where, "\"%s\" is no decimal number", text);
    case NUMBER_RANGE: fail(EXIT_USAGE, where, "%s is beyond the range of a double", text);
    case NUMBER_INEXACT:
        fail(EXIT_USAGE, where, "%s is an integer that a double cannot hold exactly", text);
    default: return value;
    }
}

/* V,V,...: numbers if all of them are, else names, if the word's kinds take those. */
static void word_list(const char *where, char *text, struct hysi_request *request, size_t p)
{
    hys_argument *argument = &request->argument[p];
    const char **part = NULL;
    bool numbers = true;
    double ignored;

    for (char *rest = text; rest;) {
        part = memory_for(part, argument->count + 1, sizeof *part);
        part[argument->count] = strsep(&rest, ",");
        if (!*part[argument->count])
            fail(EXIT_USAGE, where, "value %zu is empty", argument->count + 1);
        numbers = numbers && parse_f64(part[argument->count], &ignored) != NUMBER_NONE;
        argument->count++;
    }
    const hys_kind names = hysi_kind_with(request->kind, p, HYS_PARAM_NAMES);
    if (names && (!numbers || hys_kind_param(request->kind, p)->type != HYS_PARAM_REALS)) {
        request->kind = names;
        argument->type = HYS_PARAM_NAMES;
        argument->names = part;
        return;
    }
    double *reals = memory_for(NULL, argument->count, sizeof *reals);
    for (size_t i = 0; i < argument->count; i++)
        reals[i] = word_number(where, part[i]);
    argument->type = HYS_PARAM_REALS;
    argument->reals = reals;
    free(part);
}

static void word_argument(const char *where, char *text, struct hysi_request *request, size_t p)
{
    const hys_param *param = hys_kind_param(request->kind, p);
    hys_argument *argument = &request->argument[p];
    char *end;

    argument->type = param->type;
    switch (param->type) {
    case HYS_PARAM_REAL: argument->real = word_number(where, text); break;
    case HYS_PARAM_INTEGER:
        errno = 0;
        argument->integer = strtoll(text, &end, 10);
        if (!isdigit((unsigned char)text[*text == '-']) || *end || errno)
            fail(EXIT_USAGE, where, "\"%s\" is not an integer of 64 bits", text);
        break;
    case HYS_PARAM_WORD: argument->word = text; break;
    case HYS_PARAM_SWITCH:
        argument->on = !strcmp(text, "true");
        if (!argument->on && strcmp(text, "false") != 0)
            fail(EXIT_USAGE, where, "%s is true or false, not \"%s\"", param->name, text);
        break;
    default: word_list(where, text, request, p);
    }
}

bool has_names(const hys_space *space)
{
    return hys_kind_traits(hys_space_kind(space)) & HYS_KIND_NAMES;
}

char *word_form(hys_kind kind)
{
    char *form = text_of("%s", hys_kind_word(kind));
    for (size_t p = 0; p < hys_kind_params(kind); p++) {
        const hys_param *param = hys_kind_param(kind, p);
        const bool list = param->type == HYS_PARAM_REALS || param->type == HYS_PARAM_NAMES;
        char *longer =
            text_of(param->optional ? "%s[:%s]" : "%s:%s", form, list ? "V,V,..." : param->name);
        for (char *at = longer + strlen(form); *at; at++)
            *at = (char)toupper((unsigned char)*at);
        free(form);
        form = longer;
    }
    return form;
}

static _Noreturn void fail_form(const char *where, hys_kind kind)
{
    fail(EXIT_USAGE, where, "expected %s", word_form(kind));
}

/* A list takes all of the text, for names may hold colons; of other parameters each takes a part.
 */
static void word_arguments(const char *where, char *text, struct hysi_request *request)
{
    char *part[HYS_KIND_PARAMS_MAX];
    size_t parts = 0;

    for (char *rest = text; rest; parts++) {
        const hys_param *param = hys_kind_param(request->kind, parts);
        if (!param)
            fail_form(where, request->kind);
        const bool list = param->type == HYS_PARAM_REALS || param->type == HYS_PARAM_NAMES;
        part[parts] = list ? rest : strsep(&rest, ":");
        if (list)
            rest = NULL;
    }
    for (size_t p = parts; p < hys_kind_params(request->kind); p++)
        if (!hys_kind_param(request->kind, p)->optional)
            fail_form(where, request->kind);
    for (size_t p = 0; p < parts; p++)
        word_argument(where, part[p], request, p);
}

static struct table single(const char *where, const hys_space *space)
{
    struct table table = {.where = where, .single = true, .columns = 1};
    table.name = memory_for(NULL, 1, sizeof *table.name);
    table.space = memory_for(NULL, 1, sizeof *table.space);
    table.name[0] = text_of("value");
    table.space[0] = space;
    return table;
}

static struct table read_word(const char *word)
{
    char *text = text_of("%s", word), *rest = text;
    const char *const name = strsep(&rest, ":");
    struct hysi_request request = {.kind = hysi_kind_of(name, strlen(name))};
    hys_space *space;

    free(json_quoted(word)); /* refuses what is not UTF-8 */
    word_arguments(word, rest, &request);
    const hys_status status = hysi_request_build(&space, &request, NULL);
    if (status != HYS_OK)
        fail(status == HYS_E_MEMORY ? EXIT_RUN : EXIT_USAGE, word, "%s", hys_strerror(status));
    hysi_request_free(&request);
    free(text);
    return single(word, space);
}

/* ---- JSON ---- */

static const char *error_place(const char *file, const hys_json_error *error)
{
    if (error->line)
        return text_of("%s:%d", file, (int)error->line);
    return *error->path ? text_of("%s: %s", file, error->path) : file;
}

struct table table_load(FILE *file, const char *where)
{
    struct table table = {.where = where};
    hys_json_error error;

    const hys_status status = hys_json_load_domain(file, &table.domain, &error);
    if (status != HYS_OK)
        fail(status == HYS_E_FILE || status == HYS_E_MEMORY ? EXIT_RUN : EXIT_USAGE,
             error_place(table.where, &error), "%s", error.text);
    if (file != stdin)
        fclose(file);

    table.columns = hys_domain_columns(table.domain);
    table.name = memory_for(NULL, table.columns, sizeof *table.name);
    table.space = memory_for(NULL, table.columns, sizeof *table.space);
    for (size_t c = 0; c < table.columns; c++) {
        table.name[c] = hys_domain_name(table.domain, c);
        table.space[c] = hys_domain_space(table.domain, c);
    }
    return table;
}

static struct table read_json(const char *path)
{
    FILE *file = strcmp(path, "-") ? fopen(path, "r") : stdin;

    if (!file) {
        const size_t head = strcspn(path, ":");
        const char *words[HYSI_WORDS];
        if (errno == ENOENT && path[head]) /* perhaps a word */
            fail(EXIT_USAGE, path, "no such file, and no kind of space%s",
                 did_you_mean(text_of("%.*s", (int)head, path), words, hysi_kind_words(words)));
        fail(EXIT_RUN, path, "%s", strerror(errno));
    }
    return table_load(file, file == stdin ? "standard input" : path);
}

struct table table_read(const char *space)
{
    const size_t head = strcspn(space, ":");
    return space[head] && hysi_kind_of(space, head) ? read_word(space) : read_json(space);
}

/* ---- columns and their types ---- */

/* The names of a set of types, "f32, f64". */
static const char *type_names(uint32_t set)
{
    char *names = text_of("%s", "");
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++)
        if (set >> type & 1)
            names = text_of("%s%s%s", names, *names ? ", " : "", hys_type_name(type));
    return *names ? names : "no type";
}

static const char *stream_text(const hys_source *source)
{
    static const char *const names[] = {"the native stream", "jax_array", "jax_keys", "jax_search"};
    return text_of("%s%s", names[source->stream],
                   source->stream == HYS_NATIVE ? ""
                   : source->flags & HYS_X64    ? " with --x64"
                                                : " without --x64");
}

/* `own` is what --type says of this column alone, or 0; *taken becomes true where the column can
 * have the type of all. */
static hys_type type_of(const struct table *table, size_t c, const struct options *options,
                        enum use use, hys_type own, bool *taken)
{
    const hys_space *space = table->space[c];
    const bool labels = has_names(space);
    const hys_source native = {.stream = HYS_NATIVE};
    const hys_source *source = use == USE_SAMPLE ? &options->source : &native;
    const uint32_t set = use == USE_SAMPLE ? hys_space_types(space, source->stream, source->flags)
                         : labels          ? 1u << HYS_INDEX
                         : use == USE_TRANSFORM ? hys_space_transform_types(space)
                                                : hys_space_encode_types(space);
    hys_type type = hys_space_default_type(space, source->stream, source->flags);
    bool asked = false;

    const bool all = options->type && (table->single || set >> options->type & 1);
    *taken |= all;
    if (own || all) {
        type = own ? own : options->type;
    } else if (table_type(table, c)) {
        type = table_type(table, c);
        asked = true;
    }
    if (!(set >> type & 1))
        fail(EXIT_USAGE, table_place(table, c, asked ? "type" : NULL),
             "%s is not available%s%s; available are %s", hys_type_name(type),
             use == USE_SAMPLE ? " under " : " by ",
             use == USE_SAMPLE ? stream_text(&options->source) : options->command, type_names(set));
    return type;
}

size_t table_find(const struct table *table, const char *where, const char *name)
{
    size_t c = 0;
    if (table->single ? !strcmp(table->name[0], name)
                      : hys_domain_find(table->domain, name, &c) == HYS_OK)
        return c;
    fail(EXIT_USAGE, where, "%s has no column %s%s", table->where, shown(name),
         did_you_mean(name, (const char *const *)table->name, table->columns));
}

struct rows rows_of(const struct table *table, const struct options *options, enum use use)
{
    struct rows rows = {.column = memory_for(NULL, table->columns, sizeof *rows.column),
                        .apart = options->format == FORMAT_HDF5};
    bool *chosen = memory_for(NULL, table->columns, sizeof *chosen), taken = false;
    hys_type *own = memory_for(NULL, table->columns, sizeof *own);

    memset(chosen, !options->columns, table->columns * sizeof *chosen);
    if (options->columns) { /* one record of names, quoted as in csv */
        char *text = text_of("%s", options->columns);
        struct records records = {
            .where = "--columns", .at = text, .end = text + strlen(text), .next_line = 1};
        const size_t names = records_next(&records);
        if (names == 0 || records.at != records.end)
            fail(EXIT_USAGE, "--columns", "expected names with commas between them");
        for (size_t i = 0; i < names; i++) {
            const size_t c = table_find(table, "--columns", records.field[i]);
            if (chosen[c])
                fail(EXIT_USAGE, "--columns", "%s is named twice", shown(records.field[i]));
            chosen[c] = true;
        }
        free(records.field);
        free(text);
    }
    memset(own, 0, table->columns * sizeof *own);
    for (size_t i = 0; i < options->typed_count; i++) {
        const size_t c = table_find(table, "--type", options->typed[i].name);
        if (!chosen[c])
            fail(EXIT_USAGE, "--type", "%s is not one of --columns", shown(options->typed[i].name));
        own[c] = options->typed[i].type;
    }
    for (size_t c = 0; c < table->columns; c++) {
        if (!chosen[c])
            continue;
        const hys_type type = type_of(table, c, options, use, own[c], &taken);
        const bool numbers =
            own[c] == HYS_INDEX || options->type == HYS_INDEX || table_type(table, c) == HYS_INDEX;
        rows.column[rows.columns++] =
            (struct column){.source = c,
                            .name = table->name[c],
                            .space = table->space[c],
                            .type = type,
                            .text = has_names(table->space[c]) && !numbers,
                            .offset = rows.bytes};
        rows.bytes += hys_type_size(type);
    }
    if (options->type && !taken)
        fail(EXIT_USAGE, "--type", "no column of %s can be %s", table->where,
             hys_type_name(options->type));
    free(own);
    free(chosen);
    return rows;
}
