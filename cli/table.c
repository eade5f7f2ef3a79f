#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <hyspace-json.h>

#include "cli/fail.h"
#include "cli/streams.h"
#include "cli/table.h"
#include "cli/text.h"
#include "json/path.h"
#include "json/phrases.h"
#include "json/request.h"
#include "json/words.h"

/* ---- words ---- */

/* A domain of the one column "value". */
static hys_domain *domain_of(const char *word, hys_space *space)
{
    hys_domain *domain;
    const hys_status status =
        hys_domain_new(&domain, (const char *const[]){"value"}, &space, 1, NULL);
    if (status != HYS_OK)
        fail(EXIT_RUN, word, "%s", hys_strerror(status));
    return domain;
}

static struct table read_word(const char *word)
{
    hys_space *space;
    char *message;

    free(json_quoted(word)); /* refuses what is not UTF-8 */
    const hys_status status = hysi_space_from_word(&space, word, &message);
    if (status != HYS_OK)
        fail(status == HYS_E_MEMORY ? EXIT_RUN : EXIT_USAGE, word, "%s",
             message ? message : hys_strerror(status));
    const struct table table = {.where = word, .domain = domain_of(word, space), .single = space};
    return table;
}

bool table_make_single(struct table *table)
{
    if (hys_domain_columns(table->domain) != 1 ||
        strcmp(hys_domain_name(table->domain, 0), "value"))
        return false;
    table->single = hys_domain_space(table->domain, 0);
    return true;
}

char *word_form(hys_kind kind)
{
    char *form = hysi_word_form(kind);
    if (!form)
        fail(EXIT_RUN, "memory", "none left");
    return form;
}

/* ---- JSON ---- */

static const char *error_place(const char *file, const hys_json_error *error)
{
    if (error->line)
        return xasprintf("%s:%d", file, (int)error->line);
    return *error->path ? xasprintf("%s: %s", file, error->path) : file;
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
    return table;
}

static struct table read_json(const char *path)
{
    FILE *file = strcmp(path, "-") ? fopen(path, "r") : stdin;

    if (!file) {
        const size_t head = strcspn(path, ":");
        const char *words[HYSI_WORDS];
        if (errno == ENOENT && path[head]) /* perhaps a word */
            fail(
                EXIT_USAGE, path, "no such file, and no kind of space%s",
                hysi_did_you_mean(xasprintf("%.*s", (int)head, path), words, hysi_kind_words(words))
                    .text);
        fail(EXIT_RUN, path, "%s", strerror(errno));
    }
    return table_load(file, file == stdin ? "standard input" : path);
}

struct table table_read(const char *space)
{
    return hysi_is_word(space) ? read_word(space) : read_json(space);
}

/* ---- columns ---- */

bool table_has(const struct table *table, const char *name, size_t *column)
{
    return hys_domain_find(table->domain, name, column) == HYS_OK;
}

_Noreturn void table_lacks(const struct table *table, const char *where, const char *name)
{
    const size_t columns = hys_domain_columns(table->domain);
    const char **names = xreallocarray(NULL, columns, sizeof *names);
    for (size_t c = 0; c < columns; c++)
        names[c] = hys_domain_name(table->domain, c);
    fail(EXIT_USAGE, where, "%s has no column %s%s", table->where, message_quoted(name),
         hysi_did_you_mean(name, names, columns).text);
}

size_t table_find(const struct table *table, const char *where, const char *name)
{
    size_t column;
    if (!table_has(table, name, &column))
        table_lacks(table, where, name);
    return column;
}

/* ---- a word, or a table ---- */

bool table_is_single(const struct table *table) { return table->single; }

void table_refuse_dim(const struct table *table, const struct options *options)
{
    if (options->dim && !table->single)
        fail(EXIT_USAGE, "--dim", "is for a single space; a table's columns have their names");
}

const char *table_place(const struct table *table, size_t column, const char *member)
{
    if (table->single)
        return table->where;
    char name[HYSI_PATH_NAME];
    hysi_path_name(name, hys_domain_name(table->domain, column));
    return xasprintf("%s: space.%s%s%s", table->where, name, member ? "." : "",
                     member ? member : "");
}

bool table_of_column(struct table *table, size_t *column, hys_source *source)
{
    if (table->single || !stream_takes_names(source->stream))
        return false;
    source->dim = hys_dim_from_name(hys_domain_name(table->domain, *column));
    table->single = hys_domain_space(table->domain, *column);
    *column = 0;
    return true;
}

size_t table_columns(const struct table *table)
{
    return table->single ? 1 : hys_domain_columns(table->domain);
}

hys_stream *table_open(const struct table *table, const hys_source *source)
{
    hys_stream *opened;
    const hys_status status =
        hys_stream_open(&opened, source, !table || table->single ? NULL : table->domain);
    if (status != HYS_OK)
        fail(status == HYS_E_MEMORY ? EXIT_RUN : EXIT_USAGE, table ? table->where : "bits", "%s",
             hys_strerror(status));
    return opened;
}

hys_status table_sample(const struct table *table, const hys_stream *opened, uint64_t first,
                        const uint64_t *numbers, size_t n, const hys_column *columns)
{
    const size_t count = table_columns(table);
    if (table->single)
        return numbers
                   ? hys_sample_indices_from(table->single, opened, numbers, n, columns->type,
                                             columns->data)
                   : hys_sample_from(table->single, opened, first, n, columns->type, columns->data);
    return numbers
               ? hys_domain_sample_indices_from(table->domain, opened, numbers, n, columns, count)
               : hys_domain_sample_from(table->domain, opened, first, n, columns, count);
}
